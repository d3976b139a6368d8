/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: the escapes of the text form, which put any bytes on one
 * printable line and back, and the public face of base64.
 */

#include <string.h>

#include "../base/text.h"
#include "form.h"
#include "tree.h"

static const struct {
	char name[4];
	uint8_t byte;
} named[] = {
	{ "us", TPI_US }, { "rs", TPI_RS }, { "gs", TPI_GS }, { "fs", TPI_FS },
	{ "n", '\n' }, { "\\", '\\' },
};
#define NAMED (sizeof named / sizeof named[0])

static void
put_escape(tpi_buf *out, uint8_t byte)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i = 0;

	while (i < NAMED && named[i].byte != byte)
		i++;
	tpi_buf_byte(out, '\\');
	if (i < NAMED) {
		tpi_buf_text(out, named[i].name);
		return;
	}
	tpi_buf_byte(out, 'x');
	tpi_buf_byte(out, (uint8_t)hex[byte >> 4]);
	tpi_buf_byte(out, (uint8_t)hex[byte & 15]);
}

/*
 * Characters that show nothing or turn the line around: C1 controls, line
 * separators, bidirectional marks and overrides, byte order marks.
 */
static bool
is_hidden(const uint8_t *at, size_t n)
{
	uint32_t c;

	if (n == 2)
		return at[0] == 0xc2 && at[1] < 0xa0;
	if (n != 3)
		return false;
	c = (uint32_t)(at[0] & 15) << 12 | (uint32_t)(at[1] & 63) << 6 | (at[2] & 63u);
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

void
tpi_form_put(tpi_buf *out, const char *bytes, size_t len)
{
	const uint8_t *start = (const uint8_t *)bytes, *at = start, *end = start + len;
	size_t n, i;

	while (at < end) {
		n = tpi_utf8_length(at, end);
		if (n == 1 && (at[0] < 0x20 || at[0] == 0x7f || at[0] == '\\' ||
		    (at[0] == ' ' && (at == start || at + 1 == end))))
			n = 0;
		if (n > 1 && is_hidden(at, n)) {
			for (i = 0; i < n; i++)
				put_escape(out, at[i]);
			at += n;
		} else if (n == 0) {
			put_escape(out, *at++);
		} else {
			tpi_buf_put(out, at, n);
			at += n;
		}
	}
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What follows a backslash; the length taken, 0 for no known escape. */
static size_t
get_escape(const char *at, size_t left, uint8_t *byte)
{
	size_t i, len;

	if (left >= 3 && at[0] == 'x' && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0) {
		*byte = (uint8_t)(hex_digit(at[1]) << 4 | hex_digit(at[2]));
		return 3;
	}
	for (i = 0; i < NAMED; i++) {
		len = strlen(named[i].name);
		if (left >= len && memcmp(at, named[i].name, len) == 0) {
			*byte = named[i].byte;
			return len;
		}
	}
	return 0;
}

tp_status
tpi_form_get(tpi_buf *out, const char *text, size_t len, size_t *bad)
{
	size_t i = 0, n;
	uint8_t byte;

	while (i < len) {
		*bad = i;
		if (text[i] != '\\') {
			tpi_buf_byte(out, (uint8_t)text[i++]);
			continue;
		}
		n = get_escape(text + i + 1, len - i - 1, &byte);
		if (n == 0)
			return TP_ERR_SYNTAX;
		tpi_buf_byte(out, byte);
		i += 1 + n;
	}
	return out->failed ? TP_ERR_NOMEM : TP_OK;
}

/* Hand over what was written, or say why there is nothing. */
static tp_status
finish(tpi_buf *buf, tp_status status, const char *what, size_t bad, tp_bytes *out, tp_diag *diag)
{
	memset(out, 0, sizeof *out);
	if (status == TP_OK && buf->failed)
		status = TP_ERR_NOMEM;
	if (status == TP_OK)
		return tpi_buf_take(buf, out);
	tpi_buf_free(buf);
	return status == TP_ERR_NOMEM ? tpi_nomem(diag)
	                              : tpi_fail(diag, status, bad, "%s", what);
}

tp_status
tp_form_escape(const void *bytes, size_t len, const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	tpi_buf buf;

	tp_diag_init(diag);
	tpi_buf_init(&buf, mem);
	tpi_form_put(&buf, bytes, len);
	return finish(&buf, TP_OK, "", 0, out, diag);
}

tp_status
tp_form_unescape(const char *text, size_t len, const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	tpi_buf buf;
	size_t bad = 0;
	tp_status status;

	tp_diag_init(diag);
	tpi_buf_init(&buf, mem);
	status = tpi_form_get(&buf, text, len, &bad);
	return finish(&buf, status, "no such escape", bad, out, diag);
}

tp_status
tp_base64_encode(const void *bytes, size_t len, size_t line_length, const tp_mem *mem,
    tp_bytes *out, tp_diag *diag)
{
	tpi_buf buf;

	tp_diag_init(diag);
	tpi_buf_init(&buf, mem);
	tpi_base64_put(&buf, bytes, len, line_length);
	return finish(&buf, TP_OK, "", 0, out, diag);
}

tp_status
tp_base64_decode(const char *text, size_t len, const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	tpi_buf buf;
	size_t bad = 0;
	tp_status status;

	tp_diag_init(diag);
	tpi_buf_init(&buf, mem);
	status = tpi_base64_get(&buf, text, len, &bad);
	return finish(&buf, status, "not base64", bad, out, diag);
}
