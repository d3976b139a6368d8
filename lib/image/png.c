/* SPDX-License-Identifier: MIT */
/*
 * Image layer: PNG through libpng. Its longjmp never leaves guarded(), its
 * memory is the caller's, and it has no say on what is printed.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"
#include "headers.h"

#ifdef HAVE_LIBPNG
#include <setjmp.h>
#include <string.h>

#include <png.h>

#include "hooks.h"

#define METRES_PER_INCH 0.0254
#define MAX_EXTRA_CHUNKS 64

typedef struct png_work {
	tp_mem mem;
	png_structp png;
	png_infop info;
	/* reading */
	const uint8_t *bytes;
	size_t len;
	size_t at;
	bool cut;
	bool nomem;
	bool tolerant;
	/* writing */
	tpi_buf buf;
	tp_image *image;
	const tp_image *source;
	char message[64];
} png_work;

static png_voidp
png_alloc_hook(png_structp png, png_alloc_size_t size)
{
	png_work *w = png_get_mem_ptr(png);
	void *ptr = tpi_hook_alloc(&w->mem, size);

	w->nomem = w->nomem || ptr == NULL;
	return ptr;
}

static void
png_free_hook(png_structp png, png_voidp ptr)
{
	png_work *w = png_get_mem_ptr(png);

	tpi_hook_free(&w->mem, ptr);
}

static void
png_error_hook(png_structp png, png_const_charp message)
{
	png_work *w = png_get_error_ptr(png);

	(void)strncpy(w->message, message, sizeof w->message - 1);
	png_longjmp(png, 1);
}

static void
png_warning_hook(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void
png_read_hook(png_structp png, png_bytep to, size_t size)
{
	png_work *w = png_get_io_ptr(png);

	if (size > w->len - w->at) {
		w->cut = true;
		png_error(png, "the data end");
	}
	memcpy(to, w->bytes + w->at, size);
	w->at += size;
}

static void
png_write_hook(png_structp png, png_bytep from, size_t size)
{
	png_work *w = png_get_io_ptr(png);

	tpi_buf_put(&w->buf, from, size);
	if (w->buf.failed) {
		w->nomem = true;
		png_error(png, "out of memory");
	}
}

static void
png_flush_hook(png_structp png)
{
	(void)png;
}

/* The only place that libpng jumps to. */
static bool
guarded(png_work *w, void (*step)(png_work *))
{
	if (setjmp(png_jmpbuf(w->png)) != 0)
		return false;
	step(w);
	return true;
}

static tp_status
png_failure(const png_work *w, tp_diag *diag)
{
	if (w->nomem)
		return tpi_nomem(diag);
	if (w->cut)
		return tpi_fail(diag, TP_ERR_TRUNCATED, w->len, "the PNG data are cut off");
	return tpi_fail(diag, TP_ERR_SYNTAX, w->at, "libpng: %s", w->message);
}

/*
 * A palette becomes colours, small greys bytes, and what is transparent
 * white. One-bit grey stays so, 1 being black as in all our one-bit images.
 */
static void
set_transforms(png_work *w)
{
	png_color_16 white = { .red = 65535, .green = 65535, .blue = 65535, .gray = 65535 };
	int depth = png_get_bit_depth(w->png, w->info);
	int colour = png_get_color_type(w->png, w->info);
	bool clear = (colour & PNG_COLOR_MASK_ALPHA) != 0 ||
	    png_get_valid(w->png, w->info, PNG_INFO_tRNS) != 0;

	if (colour == PNG_COLOR_TYPE_GRAY && depth == 1 && !clear) {
		png_set_invert_mono(w->png);
		return;
	}
	if (colour == PNG_COLOR_TYPE_PALETTE || depth < 8 || clear)
		png_set_expand(w->png);
	if (!clear)
		return;
	if (depth != 16)
		white.red = white.green = white.blue = white.gray = 255;
	png_set_background(w->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
}

static void
read_start(png_work *w)
{
	png_set_read_fn(w->png, w, png_read_hook);
	png_set_user_limits(w->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
	png_set_chunk_cache_max(w->png, MAX_EXTRA_CHUNKS);
	if (w->tolerant)
		png_set_crc_action(w->png, PNG_CRC_WARN_USE, PNG_CRC_QUIET_USE);
	png_read_info(w->png, w->info);
	set_transforms(w);
	(void)png_set_interlace_handling(w->png);
	png_read_update_info(w->png, w->info);
}

static void
read_rows(png_work *w)
{
	uint32_t height = w->image->info.height, y;
	int passes = png_get_interlace_type(w->png, w->info) == PNG_INTERLACE_ADAM7 ? 7 : 1;

	while (passes-- > 0)
		for (y = 0; y < height; y++)
			png_read_row(w->png, w->image->pixels + y * w->image->stride, NULL);
	png_read_end(w->png, NULL);
}

static tp_status
read_image(png_work *w, tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tp_image_info info;
	tp_status status = tpi_png_header(job->bytes, job->len, &info, diag);

	if (status != TP_OK)
		return status;
	if ((uint64_t)info.width * info.height > job->limits.pixels)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "an image of %lu x %lu pixels; the limit is %llu",
		    (unsigned long)info.width, (unsigned long)info.height,
		    (unsigned long long)job->limits.pixels);
	if (!guarded(w, read_start))
		return png_failure(w, diag);
	info.components = png_get_channels(w->png, w->info);
	info.depth = png_get_bit_depth(w->png, w->info);
	status = tpi_image_for(job, &info, out, diag);
	if (status != TP_OK)
		return status;
	if (png_get_rowbytes(w->png, w->info) != out->stride)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "libpng gives rows of another size");
	w->image = out;
	if (!guarded(w, read_rows)) {
		status = png_failure(w, diag);
		if (!w->tolerant || w->nomem)
			return status;
		job->damaged = true;
	}
	tpi_image_clear_padding(out);
	return TP_OK;
}

static tp_status
png_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	png_work w = { .mem = job->mem, .bytes = job->bytes, .len = job->len };
	tp_status status;

	w.tolerant = (job->flags & TP_DECODE_TOLERANT) != 0;
	w.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &w, png_error_hook,
	    png_warning_hook, &w, png_alloc_hook, png_free_hook);
	if (w.png == NULL)
		return tpi_nomem(diag);
	w.info = png_create_info_struct(w.png);
	status = w.info != NULL ? read_image(&w, job, out, diag) : tpi_nomem(diag);
	png_destroy_read_struct(&w.png, &w.info, NULL);
	return status;
}

static uint32_t
per_metre(double ppi)
{
	return (uint32_t)(ppi / METRES_PER_INCH + 0.5);
}

static void
write_image(png_work *w)
{
	const tp_image_info *info = &w->source->info;
	uint32_t y;

	png_set_write_fn(w->png, w, png_write_hook, png_flush_hook);
	png_set_user_limits(w->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
	png_set_IHDR(w->png, w->info, info->width, info->height, (int)info->depth,
	    info->components == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
	    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (info->ppi_x > 0 && info->ppi_x < 1e6 && info->ppi_y > 0 && info->ppi_y < 1e6)
		png_set_pHYs(w->png, w->info, per_metre(info->ppi_x), per_metre(info->ppi_y),
		    PNG_RESOLUTION_METER);
	png_write_info(w->png, w->info);
	if (info->depth == 1)
		png_set_invert_mono(w->png);
	for (y = 0; y < info->height; y++)
		png_write_row(w->png, w->source->pixels + y * w->source->stride);
	png_write_end(w->png, w->info);
}

static tp_status
png_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	png_work w = { .mem = tpi_mem_or_default(options->mem), .source = image };
	tp_status status = TP_OK;

	if (image->info.components != 1 && image->info.components != 3)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "PNG is written with 1 or 3 components, not %lu",
		    (unsigned long)image->info.components);
	if (image->info.width > PNG_UINT_31_MAX || image->info.height > PNG_UINT_31_MAX)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "too large for PNG");
	tpi_buf_init(&w.buf, &w.mem);
	w.png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, &w, png_error_hook,
	    png_warning_hook, &w, png_alloc_hook, png_free_hook);
	if (w.png == NULL)
		return tpi_nomem(diag);
	w.info = png_create_info_struct(w.png);
	if (w.info == NULL)
		status = tpi_nomem(diag);
	else if (!guarded(&w, write_image))
		status = png_failure(&w, diag);
	png_destroy_write_struct(&w.png, &w.info);
	if (status == TP_OK && tpi_buf_take(&w.buf, out) != TP_OK)
		status = tpi_nomem(diag);
	tpi_buf_free(&w.buf);
	return status;
}
#endif

const tpi_codec tpi_codec_png = {
	.codec = TP_CODEC_PNG,
	.name = "PNG",
	.label = "PNG",
	.sniff = tpi_png_sniff,
	.header = tpi_png_header,
#ifdef HAVE_LIBPNG
	.decode = png_decode,
	.encode = png_encode,
#endif
};
