/* SPDX-License-Identifier: MIT */
/*
 * Image layer: a block of memory as one of OpenJPEG's streams. It seeks back
 * while it writes, to put in lengths that it did not know before.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "codec.h"

#ifdef HAVE_OPENJPEG
#include <string.h>

#include "jp2-stream.h"

#define STREAM_CHUNK 65536u

static OPJ_SIZE_T
read_hook(void *to, OPJ_SIZE_T size, void *user)
{
	tpi_jp2_memory *m = user;
	size_t left = m->len - m->at;

	if (left == 0) {
		m->cut = true;
		return (OPJ_SIZE_T)-1;
	}
	if (size > left)
		size = left;
	memcpy(to, m->bytes + m->at, size);
	m->at += size;
	return size;
}

static OPJ_OFF_T
read_skip_hook(OPJ_OFF_T count, void *user)
{
	tpi_jp2_memory *m = user;
	size_t left = m->len - m->at;

	if (count < 0)
		return -1;
	if ((uint64_t)count > left) {
		m->at = m->len;
		m->cut = true;
		return (OPJ_OFF_T)left;
	}
	m->at += (size_t)count;
	return count;
}

static OPJ_BOOL
read_seek_hook(OPJ_OFF_T offset, void *user)
{
	tpi_jp2_memory *m = user;

	if (offset < 0 || (uint64_t)offset > m->len)
		return OPJ_FALSE;
	m->at = (size_t)offset;
	return OPJ_TRUE;
}

/* Zeroes up to a place that lies past what was written. */
static bool
reach(tpi_jp2_memory *m, size_t end)
{
	if (end > m->buf.len) {
		if (!tpi_buf_reserve(&m->buf, end - m->buf.len))
			return false;
		memset(m->buf.ptr + m->buf.len, 0, end - m->buf.len);
		m->buf.len = end;
	}
	return true;
}

static OPJ_SIZE_T
write_hook(void *from, OPJ_SIZE_T size, void *user)
{
	tpi_jp2_memory *m = user;

	if (!reach(m, m->at + size))
		return (OPJ_SIZE_T)-1;
	memcpy(m->buf.ptr + m->at, from, size);
	m->at += size;
	return size;
}

static OPJ_OFF_T
write_skip_hook(OPJ_OFF_T count, void *user)
{
	tpi_jp2_memory *m = user;

	if (count < 0 || !reach(m, m->at + (size_t)count))
		return -1;
	m->at += (size_t)count;
	return count;
}

static OPJ_BOOL
write_seek_hook(OPJ_OFF_T offset, void *user)
{
	tpi_jp2_memory *m = user;

	if (offset < 0 || !reach(m, (size_t)offset))
		return OPJ_FALSE;
	m->at = (size_t)offset;
	return OPJ_TRUE;
}

opj_stream_t *
tpi_jp2_stream(tpi_jp2_memory *m, bool input)
{
	opj_stream_t *stream = opj_stream_create(STREAM_CHUNK, input ? OPJ_TRUE : OPJ_FALSE);

	if (stream == NULL)
		return NULL;
	opj_stream_set_user_data(stream, m, NULL);
	if (input) {
		opj_stream_set_user_data_length(stream, m->len);
		opj_stream_set_read_function(stream, read_hook);
		opj_stream_set_skip_function(stream, read_skip_hook);
		opj_stream_set_seek_function(stream, read_seek_hook);
	} else {
		opj_stream_set_write_function(stream, write_hook);
		opj_stream_set_skip_function(stream, write_skip_hook);
		opj_stream_set_seek_function(stream, write_seek_hook);
	}
	return stream;
}
#endif
