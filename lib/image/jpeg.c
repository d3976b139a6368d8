/* SPDX-License-Identifier: MIT */
/*
 * Image layer: JPEG with loss, baseline and progressive in, baseline out,
 * through libjpeg (turbo). Its exits are caught in guarded() and nothing of
 * it is printed.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"
#include "headers.h"

#ifdef HAVE_LIBJPEG
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#define DEFAULT_QUALITY 90
#define OUT_STEP 16384u

/* Progressive data can hold any number of scans, each of which costs a pass. */
#define MAX_SCANS 200

typedef struct jpeg_work {
	struct jpeg_error_mgr errors; /* first: libjpeg hands back its address */
	jmp_buf home;
	struct jpeg_decompress_struct in;
	struct jpeg_compress_struct to;
	struct jpeg_source_mgr source;
	struct jpeg_destination_mgr sink;
	struct jpeg_progress_mgr progress;
	tpi_decode_job *job;
	tp_image *image;
	const tp_image *from;
	tpi_buf buf;
	int quality;
	int failure; /* libjpeg's code of the error that ended it */
	bool cut;
	bool damaged;
	bool endless;
} jpeg_work;

static void
exit_hook(j_common_ptr c)
{
	jpeg_work *w = (jpeg_work *)c->err;

	w->failure = c->err->msg_code;
	longjmp(w->home, 1);
}

/* libjpeg mends damage and only warns of it; that is not for us to keep quiet. */
static void
message_hook(j_common_ptr c, int level)
{
	jpeg_work *w = (jpeg_work *)c->err;

	if (level >= 0)
		return;
	switch (c->err->msg_code) {
	case JWRN_HIT_MARKER:
	case JWRN_HUFF_BAD_CODE:
	case JWRN_MUST_RESYNC:
	case JWRN_JPEG_EOF:
	case JWRN_BOGUS_PROGRESSION:
		w->damaged = true;
		if ((w->job->flags & TP_DECODE_TOLERANT) == 0)
			exit_hook(c);
		break;
	default:
		break;
	}
}

static void
output_hook(j_common_ptr c)
{
	(void)c;
}

static void
errors_init(jpeg_work *w)
{
	(void)jpeg_std_error(&w->errors);
	w->errors.error_exit = exit_hook;
	w->errors.emit_message = message_hook;
	w->errors.output_message = output_hook;
}

/* The only place that libjpeg jumps to. */
static bool
guarded(jpeg_work *w, void (*step)(jpeg_work *))
{
	if (setjmp(w->home) != 0)
		return false;
	step(w);
	return true;
}

static void
source_hook(j_decompress_ptr in)
{
	(void)in;
}

static boolean
fill_hook(j_decompress_ptr in)
{
	static const JOCTET end[2] = { 0xff, JPEG_EOI };
	jpeg_work *w = in->client_data;

	w->cut = w->damaged = true;
	if ((w->job->flags & TP_DECODE_TOLERANT) == 0)
		ERREXIT(in, JERR_INPUT_EOF);
	w->source.next_input_byte = end;
	w->source.bytes_in_buffer = sizeof end;
	return TRUE;
}

static void
skip_hook(j_decompress_ptr in, long count)
{
	jpeg_work *w = in->client_data;

	if (count <= 0)
		return;
	if ((size_t)count > w->source.bytes_in_buffer) {
		(void)fill_hook(in);
		return;
	}
	w->source.next_input_byte += count;
	w->source.bytes_in_buffer -= (size_t)count;
}

static void
progress_hook(j_common_ptr c)
{
	jpeg_work *w = c->client_data;

	if (w->in.input_scan_number > MAX_SCANS) {
		w->endless = true;
		exit_hook(c);
	}
}

static void
read_start(jpeg_work *w)
{
	jpeg_create_decompress(&w->in);
	w->in.client_data = w;
	w->source.init_source = source_hook;
	w->source.fill_input_buffer = fill_hook;
	w->source.skip_input_data = skip_hook;
	w->source.resync_to_restart = jpeg_resync_to_restart;
	w->source.term_source = source_hook;
	w->source.next_input_byte = w->job->bytes;
	w->source.bytes_in_buffer = w->job->len;
	w->in.src = &w->source;
	w->progress.progress_monitor = progress_hook;
	w->in.progress = &w->progress;
	(void)jpeg_read_header(&w->in, TRUE);
	w->in.out_color_space = w->in.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
	w->in.dct_method = JDCT_ISLOW;
}

static void
read_rows(jpeg_work *w)
{
	(void)jpeg_start_decompress(&w->in);
	while (w->in.output_scanline < w->in.output_height) {
		JSAMPROW row = w->image->pixels + w->in.output_scanline * w->image->stride;

		(void)jpeg_read_scanlines(&w->in, &row, 1);
	}
	(void)jpeg_finish_decompress(&w->in);
}

static tp_status
jpeg_failure(const jpeg_work *w, tp_diag *diag)
{
	uint64_t at = w->job->len - w->source.bytes_in_buffer;

	if (w->endless)
		return tpi_fail(diag, TP_ERR_LIMIT, at, "more than %d scans", MAX_SCANS);
	if (w->cut)
		return tpi_fail(diag, TP_ERR_TRUNCATED, w->job->len, "the JPEG data are cut off");
	switch (w->failure) {
	case JERR_OUT_OF_MEMORY:
		return tpi_nomem(diag);
	case JERR_BAD_PRECISION:
	case JERR_SOF_UNSUPPORTED:
	case JERR_CONVERSION_NOTIMPL:
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, at, "a kind of JPEG that libjpeg lacks");
	default:
		return tpi_fail(diag, TP_ERR_SYNTAX, at, "damaged JPEG data (libjpeg's error %d)",
		    w->failure);
	}
}

static tp_status
read_image(jpeg_work *w, tp_image *out, tp_diag *diag)
{
	tpi_decode_job *job = w->job;
	tp_image_info info;
	tp_status status = tpi_jpeg_header(job->bytes, job->len, &info, diag);

	if (status != TP_OK)
		return status;
	if (info.codec != TP_CODEC_JPEG || info.depth != 8 ||
	    (info.components != 1 && info.components != 3))
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "JPEG of %lu components of %lu bits", (unsigned long)info.components,
		    (unsigned long)info.depth);
	status = tpi_image_for(job, &info, out, diag);
	if (status != TP_OK)
		return status;
	w->image = out;
	if (!guarded(w, read_start))
		return jpeg_failure(w, diag);
	if (w->in.image_width != info.width || w->in.image_height != info.height ||
	    (uint32_t)w->in.num_components != info.components)
		return tpi_fail(diag, TP_ERR_SYNTAX, TP_NO_OFFSET, "two frame headers disagree");
	if (!guarded(w, read_rows)) {
		status = jpeg_failure(w, diag);
		if ((job->flags & TP_DECODE_TOLERANT) == 0 || w->failure == JERR_OUT_OF_MEMORY ||
		    w->in.output_scanline == 0)
			return status;
		w->damaged = true;
	}
	job->damaged = w->damaged;
	if (w->damaged)
		(void)tpi_fail(diag, w->cut ? TP_ERR_TRUNCATED : TP_ERR_SYNTAX, TP_NO_OFFSET,
		    "the JPEG data are damaged");
	return TP_OK;
}

static tp_status
jpeg_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	jpeg_work w;
	tp_status status;

	memset(&w, 0, sizeof w);
	errors_init(&w);
	w.in.err = &w.errors;
	w.job = job;
	status = read_image(&w, out, diag);
	jpeg_destroy_decompress(&w.in);
	return status;
}

static void
sink_init(j_compress_ptr to)
{
	jpeg_work *w = to->client_data;

	if (!tpi_buf_reserve(&w->buf, OUT_STEP))
		ERREXIT1(to, JERR_OUT_OF_MEMORY, 0);
	w->sink.next_output_byte = w->buf.ptr + w->buf.len;
	w->sink.free_in_buffer = w->buf.capacity - w->buf.len;
}

static boolean
sink_full(j_compress_ptr to)
{
	jpeg_work *w = to->client_data;

	w->buf.len = w->buf.capacity;
	sink_init(to);
	return TRUE;
}

static void
sink_end(j_compress_ptr to)
{
	jpeg_work *w = to->client_data;

	w->buf.len = w->buf.capacity - w->sink.free_in_buffer;
}

static void
write_image(jpeg_work *w)
{
	const tp_image_info *info = &w->from->info;

	jpeg_create_compress(&w->to);
	w->to.client_data = w;
	w->sink.init_destination = sink_init;
	w->sink.empty_output_buffer = sink_full;
	w->sink.term_destination = sink_end;
	w->to.dest = &w->sink;
	w->to.image_width = info->width;
	w->to.image_height = info->height;
	w->to.input_components = (int)info->components;
	w->to.in_color_space = info->components == 3 ? JCS_RGB : JCS_GRAYSCALE;
	jpeg_set_defaults(&w->to);
	jpeg_set_quality(&w->to, w->quality, TRUE);
	w->to.optimize_coding = TRUE;
	w->to.dct_method = JDCT_ISLOW;
	if (info->ppi_x >= 1 && info->ppi_x < 65535 && info->ppi_y >= 1 && info->ppi_y < 65535) {
		w->to.density_unit = 1;
		w->to.X_density = (UINT16)(info->ppi_x + 0.5);
		w->to.Y_density = (UINT16)(info->ppi_y + 0.5);
	}
	jpeg_start_compress(&w->to, TRUE);
	while (w->to.next_scanline < w->to.image_height) {
		JSAMPROW row = w->from->pixels + w->to.next_scanline * w->from->stride;

		(void)jpeg_write_scanlines(&w->to, &row, 1);
	}
	jpeg_finish_compress(&w->to);
}

static tp_status
write_at(const tp_image *image, const tp_mem *mem, uint32_t quality, tp_bytes *out,
    tp_diag *diag)
{
	jpeg_work w;
	tp_status status = TP_OK;

	memset(&w, 0, sizeof w);
	memset(out, 0, sizeof *out);
	errors_init(&w);
	w.to.err = &w.errors;
	w.from = image;
	w.quality = (int)quality;
	tpi_buf_init(&w.buf, mem);
	if (!guarded(&w, write_image))
		status = w.failure == JERR_OUT_OF_MEMORY ? tpi_nomem(diag)
		    : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		          "libjpeg's error %d", w.failure);
	jpeg_destroy_compress(&w.to);
	if (status == TP_OK && tpi_buf_take(&w.buf, out) != TP_OK)
		status = tpi_nomem(diag);
	tpi_buf_free(&w.buf);
	return status;
}

/* The best quality whose data are no larger than target; if none is, the smallest. */
static tp_status
write_within(const tp_image *image, const tp_mem *mem, uint64_t target, tp_bytes *out,
    tp_diag *diag)
{
	uint32_t low = 1, high = 100;
	tp_bytes attempt;
	tp_status status;

	while (low <= high) {
		uint32_t quality = (low + high) / 2;

		status = write_at(image, mem, quality, &attempt, diag);
		if (status != TP_OK)
			return status;
		if (attempt.len > target) {
			high = quality - 1;
			tp_bytes_free(&attempt);
		} else {
			low = quality + 1;
			tp_bytes_free(out);
			*out = attempt;
		}
	}
	return out->ptr == NULL ? write_at(image, mem, 1, out, diag) : TP_OK;
}

static tp_status
jpeg_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	const tp_image_info *info = &image->info;
	double pixels = (double)info->width * info->height, wanted = 0;
	uint64_t target = options->target_bytes;
	tp_status status;

	if (info->depth != 8 || (info->components != 1 && info->components != 3))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "JPEG is written of 1 or 3 components of 8 bits");
	if (info->width > JPEG_MAX_DIMENSION || info->height > JPEG_MAX_DIMENSION)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "too large for JPEG");
	if (options->quality > 100)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "a quality of 1 to 100");
	if (options->ratio > 0)
		wanted = pixels * info->components / options->ratio;
	else if (options->bitrate > 0)
		wanted = pixels * options->bitrate / 8;
	if (wanted > 0 && (target == 0 || wanted < (double)target))
		target = wanted < 1 ? 1 : (uint64_t)wanted;
	if (target != 0) {
		status = write_within(image, options->mem, target, out, diag);
		if (status != TP_OK || options->target_bytes == 0 ||
		    out->len <= options->target_bytes)
			return status;
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "JPEG makes the image no smaller than %zu bytes; %llu were asked for",
		    out->len, (unsigned long long)options->target_bytes);
	}
	return write_at(image, options->mem,
	    options->quality != 0 ? options->quality : DEFAULT_QUALITY, out, diag);
}
#endif

const tpi_codec tpi_codec_jpeg = {
	.codec = TP_CODEC_JPEG,
	.name = "JPEG",
	.label = "JPEGB",
	.lossy = true,
	.sniff = tpi_jpeg_sniff,
	.header = tpi_jpeg_header,
#ifdef HAVE_LIBJPEG
	.decode = jpeg_decode,
	.encode = jpeg_encode,
#endif
};
