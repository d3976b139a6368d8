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

#define PAD 64u
#define BLANK 65u
#define BAD 66u

/* By character: its six bits, PAD, BLANK or BAD. */
static const uint8_t classes[256] = {
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BLANK, BLANK, BAD, BAD, BLANK, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BLANK, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, 62, BAD, BAD, BAD, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, BAD, BAD, BAD, PAD, BAD, BAD,
	BAD, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, BAD, BAD, BAD, BAD, BAD,
	BAD, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
	BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
};

/* Whole groups without blanks or padding, as long as there are any; returns the characters. */
static size_t
get_groups(const uint8_t *in, size_t len, uint8_t *out)
{
	size_t i;

	for (i = 0; len - i >= 4; i += 4, out += 3) {
		unsigned a = classes[in[i]], b = classes[in[i + 1]];
		unsigned c = classes[in[i + 2]], d = classes[in[i + 3]];

		if (((a | b | c | d) & 64u) != 0)
			break;
		out[0] = (uint8_t)(a << 2 | b >> 4);
		out[1] = (uint8_t)(b << 4 | c >> 2);
		out[2] = (uint8_t)(c << 6 | d);
	}
	return i;
}

/* One character more; false if it cannot stand here. Returns through *out what it completes. */
static bool
get_one(tpi_base64 *state, unsigned value, uint8_t **out)
{
	if (value == BLANK)
		return true;
	if (value == BAD || (state->pad != 0 && value != PAD) ||
	    (value == PAD && state->count < 2))
		return false;
	if (value == PAD)
		state->pad++;
	state->bits = state->bits << 6 | (value & 63u);
	if (++state->count < 4)
		return true;
	*(*out)++ = (uint8_t)(state->bits >> 16);
	if (state->pad < 2)
		*(*out)++ = (uint8_t)(state->bits >> 8);
	if (state->pad < 1)
		*(*out)++ = (uint8_t)state->bits;
	state->count = 0;
	state->bits = 0;
	return true;
}

size_t
tpi_base64_step(tpi_base64 *state, uint8_t *out, const char *text, size_t len, size_t *bad)
{
	const uint8_t *in = (const uint8_t *)text;
	uint8_t *at = out;
	size_t i = 0, n;

	while (i < len) {
		if (state->count == 0 && state->pad == 0) {
			n = get_groups(in + i, len - i, at);
			i += n;
			at += n / 4 * 3;
			if (i == len)
				break;
		}
		if (!get_one(state, classes[in[i]], &at))
			break;
		i++;
	}
	*bad = i;
	return (size_t)(at - out);
}

tp_status
tpi_base64_get(tpi_buf *out, const char *text, size_t len, size_t *bad)
{
	tpi_base64 state = { 0 };

	if (!tpi_buf_reserve(out, len / 4 * 3 + 3))
		return TP_ERR_NOMEM;
	out->len += tpi_base64_step(&state, out->ptr + out->len, text, len, bad);
	return *bad == len && state.count == 0 ? TP_OK : TP_ERR_SYNTAX;
}
