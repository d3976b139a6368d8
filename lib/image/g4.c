/* SPDX-License-Identifier: MIT */
/*
 * Image layer: Group 4 facsimile (ITU T.6) as Type-8 holds it, the bare code
 * without a header, through libtiff: a one-strip TIFF is put around it in
 * memory. Some put a TIFF file there, which is read as it is. libtiff 4.5 is
 * the first whose messages can be caught for one handle; an older one is left
 * out.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"

#ifdef HAVE_LIBTIFF
#include <string.h>

#include <tiffio.h>
#if TIFFLIB_VERSION >= 20221213
#define TPI_G4 1
#endif
#endif

#ifdef TPI_G4
#define MAX_ALLOC (INT64_C(64) << 20)
#define HEAD_SIZE 8u
#define ENTRIES 9u
#define DIRECTORY_SIZE (2 + ENTRIES * 12 + 4)
#define WRAP_SIZE (HEAD_SIZE + DIRECTORY_SIZE)

enum { TIFF_TYPE_SHORT = 3, TIFF_TYPE_LONG = 4 };

/* A file in memory: wrap, then bytes, to read; or what is written. */
typedef struct file {
	uint8_t wrap[WRAP_SIZE];
	uint64_t wrapped; /* bytes of wrap before the data: WRAP_SIZE, or 0 for a TIFF file */
	const uint8_t *bytes;
	uint64_t len;
	uint64_t at;
	tpi_buf buf;
	bool writing;
	bool complained;
	bool nomem;
} file;

static uint64_t
file_size(const file *f)
{
	return f->writing ? f->buf.len : f->wrapped + f->len;
}

static tmsize_t
read_hook(thandle_t handle, void *to, tmsize_t size)
{
	file *f = (file *)handle;
	uint8_t *p = to;
	tmsize_t done = 0;

	for (; done < size && f->at < file_size(f); done++, f->at++) {
		if (f->writing)
			p[done] = f->buf.ptr[f->at];
		else if (f->at < f->wrapped)
			p[done] = f->wrap[f->at];
		else
			p[done] = f->bytes[f->at - f->wrapped];
	}
	return done;
}

static tmsize_t
write_hook(thandle_t handle, void *from, tmsize_t size)
{
	file *f = (file *)handle;
	uint64_t end = f->at + (uint64_t)size;

	if (!f->writing || size < 0 || end > SIZE_MAX)
		return -1;
	if (end > f->buf.len) {
		size_t more = (size_t)end - f->buf.len;

		if (!tpi_buf_reserve(&f->buf, more))
			return -1;
		memset(f->buf.ptr + f->buf.len, 0, more);
		f->buf.len = (size_t)end;
	}
	memcpy(f->buf.ptr + f->at, from, (size_t)size);
	f->at = end;
	return size;
}

static toff_t
seek_hook(thandle_t handle, toff_t offset, int whence)
{
	file *f = (file *)handle;

	if (whence == SEEK_CUR)
		offset += f->at;
	else if (whence == SEEK_END)
		offset += file_size(f);
	f->at = offset;
	return offset;
}

static int
close_hook(thandle_t handle)
{
	(void)handle;
	return 0;
}

static toff_t
size_hook(thandle_t handle)
{
	return file_size((file *)handle);
}

/* Only the words of a message tell that memory ran out. */
static bool
tells_of_memory(const char *format)
{
	static const char *const words[] = { "Out of memory", "Not enough memory", "No space for",
		"Failed to allocate", "malloc(", "Insertion in tif_map" };
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strstr(format, words[i]) != NULL)
			return true;
	return false;
}

static int
error_hook(TIFF *tiff, void *user, const char *module, const char *format, va_list args)
{
	file *f = user;

	(void)tiff;
	(void)module;
	(void)args;
	f->complained = true;
	f->nomem = f->nomem || tells_of_memory(format);
	return 1;
}

static int
warning_hook(TIFF *tiff, void *user, const char *module, const char *format, va_list args)
{
	return error_hook(tiff, user, module, format, args);
}

static TIFF *
open_file(file *f, const char *mode)
{
	TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
	TIFF *tiff;

	if (options == NULL) {
		f->nomem = true;
		return NULL;
	}
	TIFFOpenOptionsSetMaxSingleMemAlloc(options, MAX_ALLOC);
	TIFFOpenOptionsSetErrorHandlerExtR(options, error_hook, f);
	TIFFOpenOptionsSetWarningHandlerExtR(options, warning_hook, f);
	tiff = TIFFClientOpenExt("", mode, (thandle_t)f, read_hook, write_hook, seek_hook,
	    close_hook, size_hook, NULL, NULL, options);
	TIFFOpenOptionsFree(options);
	return tiff;
}

static void
put_little(uint8_t *p, size_t width, uint64_t v)
{
	size_t i;

	for (i = 0; i < width; i++, v >>= 8)
		p[i] = (uint8_t)v;
}

/* The least of a TIFF: one strip of Group 4, 1 being black. */
static void
wrap_strip(file *f, const tp_image_info *info)
{
	const struct {
		uint16_t tag;
		uint16_t type;
		uint64_t value;
	} entries[ENTRIES] = {
		{ TIFFTAG_IMAGEWIDTH, TIFF_TYPE_LONG, info->width },
		{ TIFFTAG_IMAGELENGTH, TIFF_TYPE_LONG, info->height },
		{ TIFFTAG_BITSPERSAMPLE, TIFF_TYPE_SHORT, 1 },
		{ TIFFTAG_COMPRESSION, TIFF_TYPE_SHORT, COMPRESSION_CCITTFAX4 },
		{ TIFFTAG_PHOTOMETRIC, TIFF_TYPE_SHORT, PHOTOMETRIC_MINISWHITE },
		{ TIFFTAG_STRIPOFFSETS, TIFF_TYPE_LONG, WRAP_SIZE },
		{ TIFFTAG_SAMPLESPERPIXEL, TIFF_TYPE_SHORT, 1 },
		{ TIFFTAG_ROWSPERSTRIP, TIFF_TYPE_LONG, info->height },
		{ TIFFTAG_STRIPBYTECOUNTS, TIFF_TYPE_LONG, f->len },
	};
	uint8_t *p = f->wrap;
	size_t i;

	f->wrapped = WRAP_SIZE;
	memcpy(p, "II*\0", 4);
	put_little(p + 4, 4, HEAD_SIZE);
	p += HEAD_SIZE;
	put_little(p, 2, ENTRIES);
	p += 2;
	for (i = 0; i < ENTRIES; i++, p += 12) {
		put_little(p, 2, entries[i].tag);
		put_little(p + 2, 2, entries[i].type);
		put_little(p + 4, 4, 1);
		put_little(p + 8, 4, entries[i].value);
	}
	put_little(p, 4, 0);
}

static bool
is_tiff(const uint8_t *bytes, size_t len)
{
	return len >= 4 && (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0);
}

/* What the TIFF says of itself, for its own file as well as for our wrap. */
static tp_status
read_size(TIFF *tiff, tp_image_info *info, bool *invert, tp_diag *diag)
{
	uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISWHITE;

	(void)TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
	(void)TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
	(void)TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
	if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &info->width) ||
	    !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &info->height))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "a TIFF without a size");
	if (bits != 1 || samples != 1 || TIFFIsTiled(tiff))
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, 0,
		    "a TIFF of more than one bit, or tiled");
	*invert = photometric == PHOTOMETRIC_MINISBLACK;
	return TP_OK;
}

static void
invert_bits(tp_image *image)
{
	size_t i;

	for (i = 0; i < image->bytes; i++)
		image->pixels[i] = (uint8_t)~image->pixels[i];
}

static tp_status
read_rows(TIFF *tiff, file *f, tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	bool good = !f->complained && TIFFScanlineSize(tiff) == (tmsize_t)out->stride;
	uint32_t y;

	for (y = 0; y < out->info.height && good; y++)
		good = TIFFReadScanline(tiff, out->pixels + y * out->stride, y, 0) == 1 &&
		    !f->complained;
	if (good)
		return TP_OK;
	if (f->nomem)
		return tpi_nomem(diag);
	(void)tpi_fail(diag, TP_ERR_SYNTAX, TP_NO_OFFSET,
	    "the Group 4 data are damaged or of another size, in line %lu", (unsigned long)y);
	if ((job->flags & TP_DECODE_TOLERANT) == 0)
		return TP_ERR_SYNTAX;
	job->damaged = true;
	return TP_OK;
}

static tp_status
read_tiff(TIFF *tiff, file *f, tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tp_image_info info = { .codec = TP_CODEC_G4 };
	bool invert = false;
	tp_status status;

	if (job->raw_info != NULL)
		info = *job->raw_info;
	info.codec = TP_CODEC_G4;
	info.components = info.depth = 1;
	status = read_size(tiff, &info, &invert, diag);
	if (status == TP_OK)
		status = tpi_image_for(job, &info, out, diag);
	if (status == TP_OK)
		status = read_rows(tiff, f, job, out, diag);
	if (status == TP_OK && invert)
		invert_bits(out);
	if (status == TP_OK)
		tpi_image_clear_padding(out);
	return status;
}

static tp_status
g4_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	file f = { .bytes = job->bytes, .len = job->len };
	tp_status status;
	TIFF *tiff;

	if (job->len > UINT32_MAX)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "too large for TIFF");
	if (!is_tiff(job->bytes, job->len)) {
		if (job->raw_info == NULL)
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "Group 4 data need a width and a height");
		wrap_strip(&f, job->raw_info);
	}
	tiff = open_file(&f, "rm");
	if (tiff == NULL)
		return f.nomem ? tpi_nomem(diag)
		               : tpi_fail(diag, TP_ERR_SYNTAX, 0, "no Group 4 data");
	status = read_tiff(tiff, &f, job, out, diag);
	TIFFClose(tiff);
	return status;
}

/* Rows without the bits past the width, for libtiff writes over what it is given. */
static tp_status
write_strip(TIFF *tiff, const tp_image *image, const tp_mem *mem)
{
	const tp_image_info *info = &image->info;
	size_t row = tpi_image_row_bytes(info), size = row * info->height;
	uint8_t *copy = tpi_alloc(mem, size);
	uint32_t y;
	bool good;

	if (copy == NULL)
		return TP_ERR_NOMEM;
	for (y = 0; y < info->height; y++)
		memcpy(copy + y * row, image->pixels + y * image->stride, row);
	good = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, info->width) &&
	    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, info->height) &&
	    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1) &&
	    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) &&
	    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4) &&
	    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) &&
	    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, info->height) &&
	    TIFFWriteEncodedStrip(tiff, 0, copy, (tmsize_t)size) == (tmsize_t)size;
	tpi_free(mem, copy, size);
	return good ? TP_OK : TP_ERR_ARG;
}

static tp_status
g4_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	file f = { .writing = true };
	tp_mem mem = tpi_mem_or_default(options->mem);
	uint64_t start = 0, len = 0;
	tp_status status;
	tpi_buf strip;
	TIFF *tiff;

	if (image->info.depth != 1)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "Group 4 is written of 1 bit");
	tpi_buf_init(&f.buf, &mem);
	tpi_buf_init(&strip, &mem);
	tiff = open_file(&f, "wl");
	if (tiff == NULL) {
		tpi_buf_free(&f.buf);
		return tpi_nomem(diag);
	}
	status = write_strip(tiff, image, &mem);
	if (status == TP_OK) {
		start = TIFFGetStrileOffset(tiff, 0);
		len = TIFFGetStrileByteCount(tiff, 0);
	}
	TIFFClose(tiff);
	if (status == TP_OK && !f.buf.failed && start + len <= f.buf.len)
		tpi_buf_put(&strip, f.buf.ptr + start, (size_t)len);
	if (f.buf.failed || (f.nomem && status != TP_OK))
		status = TP_ERR_NOMEM;
	tpi_buf_free(&f.buf);
	if (status == TP_OK)
		status = tpi_buf_take(&strip, out);
	return status == TP_ERR_NOMEM ? tpi_nomem(diag)
	    : status != TP_OK ? tpi_fail(diag, status, TP_NO_OFFSET, "libtiff cannot write it")
	                      : TP_OK;
}
#endif

const tpi_codec tpi_codec_g4 = {
	.codec = TP_CODEC_G4,
	.name = "G4",
#ifdef TPI_G4
	.decode = g4_decode,
	.encode = g4_encode,
#endif
};
