/* SPDX-License-Identifier: MIT */
/* Base layer: expanding gzip (RFC 1952) through zlib, with a limit on what comes out. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <string.h>

#ifdef HAVE_ZLIB
#define ZLIB_CONST
#include <zlib.h>
#endif

#include "diag.h"
#include "file.h"
#include "mem.h"

#ifdef HAVE_ZLIB
#define STEP 65536u
#define HEADER 16u

/* zlib frees without a size, so each block starts with its own. */
static voidpf
zlib_alloc(voidpf ctx, uInt items, uInt size)
{
	uint64_t total = (uint64_t)items * size + HEADER;
	uint8_t *block;

	if (total > SIZE_MAX)
		return Z_NULL;
	block = tpi_alloc(ctx, (size_t)total);
	if (block == NULL)
		return Z_NULL;
	memset(block, 0, HEADER);
	memcpy(block, &total, sizeof total);
	return block + HEADER;
}

static void
zlib_free(voidpf ctx, voidpf ptr)
{
	uint8_t *block = (uint8_t *)ptr - HEADER;
	uint64_t total;

	memcpy(&total, block, sizeof total);
	tpi_free(ctx, block, (size_t)total);
}

/* One inflate call into the buffer's free room; *out_len says what came. */
static int
inflate_step(z_stream *z, const uint8_t *in, size_t len, size_t *used, tpi_buf *buf)
{
	size_t left = len - *used;
	int rc;

	if (!tpi_buf_reserve(buf, STEP))
		return Z_MEM_ERROR;
	z->next_in = in + *used;
	z->avail_in = left < STEP ? (uInt)left : STEP;
	z->next_out = buf->ptr + buf->len;
	z->avail_out = STEP;
	left = z->avail_in;
	rc = inflate(z, Z_NO_FLUSH);
	*used += left - z->avail_in;
	buf->len += STEP - z->avail_out;
	return rc;
}

static tp_status
gunzip_error(int rc, size_t used, size_t len, tp_diag *diag)
{
	if (rc == Z_MEM_ERROR)
		return tpi_nomem(diag);
	if (rc == Z_BUF_ERROR && used == len)
		return tpi_fail(diag, TP_ERR_TRUNCATED, used, "the gzip data is cut off");
	return tpi_fail(diag, TP_ERR_SYNTAX, used, "the gzip data is damaged");
}

static tp_status
expand(z_stream *z, const uint8_t *in, size_t len, uint64_t max, tpi_buf *buf, tp_diag *diag)
{
	size_t used = 0;
	int rc;

	for (;;) {
		rc = inflate_step(z, in, len, &used, buf);
		if (buf->len > max)
			return tpi_fail(diag, TP_ERR_LIMIT, used,
			    "the gzip data expands past %llu bytes", (unsigned long long)max);
		if (rc == Z_STREAM_END) {
			if (!tpi_is_gzip(in + used, len - used))
				return TP_OK; /* what follows the last member is padding */
			rc = inflateReset(z);
		}
		if (rc == Z_OK && used == len && z->avail_out != 0)
			rc = Z_BUF_ERROR;
		if (rc != Z_OK)
			return gunzip_error(rc, used, len, diag);
	}
}
#endif

bool
tpi_is_gzip(const void *bytes, size_t len)
{
	const uint8_t *p = bytes;

	return len >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8;
}

size_t
tpi_gunzip_start(const void *bytes, size_t len, void *out, size_t room)
{
#ifdef HAVE_ZLIB
	tp_mem mem = tpi_mem_or_default(NULL);
	z_stream z;

	memset(&z, 0, sizeof z);
	z.zalloc = zlib_alloc;
	z.zfree = zlib_free;
	z.opaque = &mem;
	if (room > STEP || !tpi_is_gzip(bytes, len) || inflateInit2(&z, 15 + 16) != Z_OK)
		return 0;
	z.next_in = bytes;
	z.avail_in = len < STEP ? (uInt)len : STEP;
	z.next_out = out;
	z.avail_out = (uInt)room;
	(void)inflate(&z, Z_SYNC_FLUSH);
	inflateEnd(&z);
	return room - z.avail_out;
#else
	(void)bytes;
	(void)len;
	(void)out;
	(void)room;
	return 0;
#endif
}

tp_status
tpi_gunzip(const void *bytes, size_t len, uint64_t max, const tp_mem *mem, tp_bytes *out,
    tp_diag *diag)
{
#ifdef HAVE_ZLIB
	z_stream z;
	tpi_buf buf;
	tp_status status;

	memset(out, 0, sizeof *out);
	memset(&z, 0, sizeof z);
	tpi_buf_init(&buf, mem);
	z.zalloc = zlib_alloc;
	z.zfree = zlib_free;
	z.opaque = &buf.mem;
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return tpi_nomem(diag);
	status = expand(&z, bytes, len, max, &buf, diag);
	inflateEnd(&z);
	if (status != TP_OK) {
		tpi_buf_free(&buf);
		return status;
	}
	return tpi_buf_take(&buf, out);
#else
	(void)bytes;
	(void)len;
	(void)max;
	(void)mem;
	memset(out, 0, sizeof *out);
	return tpi_fail(diag, TP_ERR_UNSUPPORTED, 0, "gzip data, but built without zlib");
#endif
}
