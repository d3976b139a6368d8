/* SPDX-License-Identifier: MIT */
/* Base layer: the growing buffer that everything is written into. */

#include <string.h>

#include "mem.h"
#include "number.h"

void
tpi_buf_init(tpi_buf *buf, const tp_mem *mem)
{
	memset(buf, 0, sizeof *buf);
	buf->mem = tpi_mem_or_default(mem);
}

bool
tpi_buf_reserve(tpi_buf *buf, size_t more)
{
	size_t want, size;
	uint8_t *ptr;

	if (buf->failed)
		return false;
	if (more <= buf->capacity - buf->len)
		return true;
	if (!tpi_add(buf->len, more, &want)) {
		buf->failed = true;
		return false;
	}
	size = buf->capacity < 128 ? 256 : buf->capacity;
	while (size < want)
		size = size > SIZE_MAX / 2 ? want : size * 2;
	if (buf->len == 0 && want > size / 2)
		size = want; /* a first, exact reservation */
	ptr = tpi_realloc(&buf->mem, buf->ptr, buf->capacity, size);
	if (ptr == NULL) {
		buf->failed = true;
		return false;
	}
	buf->ptr = ptr;
	buf->capacity = size;
	return true;
}

void
tpi_buf_put(tpi_buf *buf, const void *bytes, size_t len)
{
	if (len == 0 || !tpi_buf_reserve(buf, len))
		return;
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
}

void
tpi_buf_byte(tpi_buf *buf, uint8_t byte)
{
	if (tpi_buf_reserve(buf, 1))
		buf->ptr[buf->len++] = byte;
}

void
tpi_buf_text(tpi_buf *buf, const char *text)
{
	tpi_buf_put(buf, text, strlen(text));
}

void
tpi_buf_number(tpi_buf *buf, uint64_t number, unsigned min_digits)
{
	char digits[32];

	tpi_buf_put(buf, digits, tpi_format_decimal(digits, number, min_digits));
}

void
tpi_buf_free(tpi_buf *buf)
{
	if (buf->ptr != NULL)
		tpi_free(&buf->mem, buf->ptr, buf->capacity);
	buf->ptr = NULL;
	buf->len = buf->capacity = 0;
}

tp_status
tpi_buf_take(tpi_buf *buf, tp_bytes *out)
{
	memset(out, 0, sizeof *out);
	if (buf->failed) {
		tpi_buf_free(buf);
		return TP_ERR_NOMEM;
	}
	out->ptr = buf->ptr;
	out->len = buf->len;
	out->capacity = buf->capacity;
	out->mem = buf->mem;
	buf->ptr = NULL;
	buf->len = buf->capacity = 0;
	return TP_OK;
}
