/* SPDX-License-Identifier: MIT */
/* Base layer: base64 (RFC 4648, section 4), written and read. */

#include "text.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void
put_group(tpi_buf *out, const uint8_t *in, size_t n)
{
	uint32_t bits = (uint32_t)in[0] << 16;
	uint8_t *to = out->ptr + out->len;

	if (n > 1)
		bits |= (uint32_t)in[1] << 8;
	if (n > 2)
		bits |= in[2];
	to[0] = (uint8_t)alphabet[bits >> 18];
	to[1] = (uint8_t)alphabet[bits >> 12 & 63];
	to[2] = n > 1 ? (uint8_t)alphabet[bits >> 6 & 63] : '=';
	to[3] = n > 2 ? (uint8_t)alphabet[bits & 63] : '=';
	out->len += 4;
}

void
tpi_base64_put(tpi_buf *out, const void *bytes, size_t len, size_t line_len)
{
	const uint8_t *in = bytes;
	size_t i, column = 0;

	if (len > SIZE_MAX / 4 || !tpi_buf_reserve(out, (len + 2) / 3 * 4)) {
		out->failed = true;
		return;
	}
	for (i = 0; i < len; i += 3) {
		if (line_len != 0 && column >= line_len) {
			tpi_buf_byte(out, '\n');
			column = 0;
		}
		if (!tpi_buf_reserve(out, 4))
			return;
		put_group(out, in + i, len - i < 3 ? len - i : 3);
		column += 4;
	}
}

/* 0-63, 64 for padding, 65 for white space, 66 for anything else. */
static unsigned
base64_class(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26u;
	if (c >= '0' && c <= '9')
		return c - '0' + 52u;
	if (c == '+' || c == '/')
		return c == '+' ? 62 : 63;
	if (c == '=')
		return 64;
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' ? 65 : 66;
}

tp_status
tpi_base64_get(tpi_buf *out, const char *text, size_t len, size_t *bad)
{
	uint32_t bits = 0;
	unsigned count = 0, pad = 0;
	size_t i;

	if (!tpi_buf_reserve(out, len / 4 * 3 + 3))
		return TP_ERR_NOMEM;
	for (i = 0; i < len; i++) {
		unsigned value = base64_class((unsigned char)text[i]);

		if (value == 65)
			continue;
		*bad = i;
		if (value == 66 || (pad != 0 && value != 64) || (value == 64 && count < 2))
			return TP_ERR_SYNTAX;
		if (value == 64)
			pad++;
		bits = bits << 6 | (value & 63u);
		if (++count < 4)
			continue;
		tpi_buf_byte(out, (uint8_t)(bits >> 16));
		if (pad < 2)
			tpi_buf_byte(out, (uint8_t)(bits >> 8));
		if (pad < 1)
			tpi_buf_byte(out, (uint8_t)bits);
		count = 0;
		bits = 0;
	}
	*bad = len;
	return count == 0 ? (out->failed ? TP_ERR_NOMEM : TP_OK) : TP_ERR_SYNTAX;
}
