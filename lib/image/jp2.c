/* SPDX-License-Identifier: MIT */
/*
 * Image layer: JPEG 2000 through OpenJPEG, the JP2 format and the bare
 * codestream in, JP2 out. What OpenJPEG allocates is libc's: it takes no
 * allocator, so sizes are checked before it sees the data.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"
#include "headers.h"

#ifdef HAVE_OPENJPEG
#include <string.h>

#include <openjpeg.h>

#include "jp2-boxes.h"
#include "jp2-stream.h"

#define MAX_TILES 4096
#define MAX_PIXEL_BYTES 8   /* four components of 16 bits */
#define MAX_HEADER 65536    /* of a tile part */
#define MAX_COMPONENTS 4
#define DEFAULT_RATIO 10.0 /* the FBI's for 1000 ppi */
#define MAX_ATTEMPTS 12

static void
quiet_hook(const char *message, void *user)
{
	(void)message;
	(void)user;
}

static void
keep_quiet(opj_codec_t *codec)
{
	(void)opj_set_info_handler(codec, quiet_hook, NULL);
	(void)opj_set_warning_handler(codec, quiet_hook, NULL);
	(void)opj_set_error_handler(codec, quiet_hook, NULL);
}

/* The sample of a component at a place of the image, 0..2^prec-1. */
static uint32_t
sample_at(const opj_image_comp_t *c, uint32_t x, uint32_t y)
{
	int64_t max = (INT64_C(1) << c->prec) - 1, v;

	x /= c->dx;
	y /= c->dy;
	x = x < c->w ? x : c->w - 1;
	y = y < c->h ? y : c->h - 1;
	v = c->data[(size_t)y * c->w + x];
	if (c->sgnd)
		v += (max + 1) / 2;
	return (uint32_t)(v < 0 ? 0 : v > max ? max : v);
}

static uint8_t
byte_of(double v)
{
	return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v + 0.5);
}

/* ITU-R BT.601, as T.800's enumerated colour space 18 means it. */
static void
colours_from_ycc(uint8_t *p)
{
	double y = p[0], cb = p[1] - 128.0, cr = p[2] - 128.0;

	p[0] = byte_of(y + 1.402 * cr);
	p[1] = byte_of(y - 0.344136 * cb - 0.714136 * cr);
	p[2] = byte_of(y + 1.772 * cb);
}

static void
fill_pixel(const opj_image_t *from, tp_image *out, uint32_t x, uint32_t y)
{
	uint32_t components = out->info.components, i;
	uint8_t *p = out->pixels + y * out->stride + (size_t)x * components * (out->info.depth / 8);

	for (i = 0; i < components; i++) {
		const opj_image_comp_t *c = &from->comps[i];
		uint32_t v = sample_at(c, x, y), max = (uint32_t)((UINT64_C(1) << c->prec) - 1);

		if (out->info.depth == 8) {
			p[i] = (uint8_t)tpi_scale_sample(v, max, 255);
		} else {
			v = tpi_scale_sample(v, max, 65535);
			p[2 * i] = (uint8_t)(v >> 8);
			p[2 * i + 1] = (uint8_t)v;
		}
	}
	if (from->color_space == OPJ_CLRSPC_SYCC && components == 3 && out->info.depth == 8)
		colours_from_ycc(p);
}

/* As nearly all are: components of the image's size, without sign, of all of its bits. */
static bool
is_plain(const opj_image_t *from, const tp_image_info *info)
{
	uint32_t i;

	for (i = 0; i < from->numcomps; i++) {
		const opj_image_comp_t *c = &from->comps[i];

		if (c->dx != 1 || c->dy != 1 || c->w != info->width || c->h != info->height ||
		    c->sgnd || c->prec != info->depth)
			return false;
	}
	return from->color_space != OPJ_CLRSPC_SYCC;
}

static void
fill_row(const opj_image_comp_t *c, uint32_t y, uint8_t *p, size_t step)
{
	const OPJ_INT32 *from = c->data + (size_t)y * c->w;
	uint32_t x;

	if (c->prec == 8 && step == 1) {
		for (x = 0; x < c->w; x++)
			p[x] = (uint8_t)(from[x] < 0 ? 0 : from[x] > 255 ? 255 : from[x]);
	} else if (c->prec == 8) {
		for (x = 0; x < c->w; x++, p += step)
			*p = (uint8_t)(from[x] < 0 ? 0 : from[x] > 255 ? 255 : from[x]);
	} else {
		for (x = 0; x < c->w; x++, p += step) {
			int32_t v = from[x] < 0 ? 0 : from[x] > 65535 ? 65535 : from[x];

			p[0] = (uint8_t)(v >> 8);
			p[1] = (uint8_t)v;
		}
	}
}

static void
fill_plain(const opj_image_t *from, tp_image *out)
{
	size_t sample = out->info.depth / 8;
	uint32_t y, i;

	for (y = 0; y < out->info.height; y++)
		for (i = 0; i < from->numcomps; i++)
			fill_row(&from->comps[i], y, out->pixels + y * out->stride + i * sample,
			    from->numcomps * sample);
}

static tp_status
take_pixels(const opj_image_t *from, tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tp_image_info info;
	tp_status status = tpi_jp2_header(job->bytes, job->len, &info, diag);
	uint32_t i, x, y, prec = 0;

	if (status != TP_OK)
		return status;
	if (from->numcomps == 0 || from->numcomps > MAX_COMPONENTS)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "an image of %lu components", (unsigned long)from->numcomps);
	for (i = 0; i < from->numcomps; i++) {
		const opj_image_comp_t *c = &from->comps[i];

		if (c->data == NULL || c->w == 0 || c->h == 0 || c->dx == 0 || c->dy == 0 ||
		    c->prec == 0 || c->prec > 16)
			return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
			    "a component of %lu bits, or empty", (unsigned long)c->prec);
		prec = c->prec > prec ? c->prec : prec;
	}
	info.components = from->numcomps;
	info.depth = prec > 8 ? 16 : 8;
	status = tpi_image_for(job, &info, out, diag);
	if (status != TP_OK)
		return status;
	if (is_plain(from, &info)) {
		fill_plain(from, out);
		return TP_OK;
	}
	for (y = 0; y < info.height; y++)
		for (x = 0; x < info.width; x++)
			fill_pixel(from, out, x, y);
	return TP_OK;
}

static tp_status
check_size(const tpi_decode_job *job, tp_diag *diag)
{
	tp_image_info info;
	tp_status status = tpi_jp2_header(job->bytes, job->len, &info, diag);

	if (status != TP_OK)
		return status;
	if ((uint64_t)info.width * info.height > job->limits.pixels)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "an image of %lu x %lu pixels; the limit is %llu",
		    (unsigned long)info.width, (unsigned long)info.height,
		    (unsigned long long)job->limits.pixels);
	if (tpi_jp2_tiles(job->bytes, job->len) > MAX_TILES)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "more than %d tiles", MAX_TILES);
	/* OpenJPEG takes the memory before it looks whether the data is there. */
	if (tpi_jp2_missing(job->bytes, job->len) >
	    (uint64_t)info.width * info.height * MAX_PIXEL_BYTES + MAX_HEADER)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "a tile part that is larger than the image without compression");
	if (info.components > MAX_COMPONENTS || info.depth > 16)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "JPEG 2000 of %lu components of %lu bits", (unsigned long)info.components,
		    (unsigned long)info.depth);
	return TP_OK;
}

static tp_status
read_image(opj_codec_t *codec, opj_stream_t *stream, tpi_jp2_memory *m, bool strict,
    opj_image_t **image, tp_diag *diag)
{
	opj_dparameters_t parameters;

	opj_set_default_decoder_parameters(&parameters);
	keep_quiet(codec);
	if (!opj_setup_decoder(codec, &parameters))
		return tpi_nomem(diag);
#if OPJ_VERSION_MAJOR > 2 || (OPJ_VERSION_MAJOR == 2 && OPJ_VERSION_MINOR >= 5)
	(void)opj_decoder_set_strict_mode(codec, strict ? OPJ_TRUE : OPJ_FALSE);
#endif
	if (opj_read_header(stream, codec, image) && opj_decode(codec, stream, *image) &&
	    opj_end_decompress(codec, stream))
		return TP_OK;
	if (m->cut)
		(void)tpi_fail(diag, TP_ERR_TRUNCATED, m->len, "the JPEG 2000 data are cut off");
	else
		(void)tpi_fail(diag, TP_ERR_SYNTAX, m->at, "OpenJPEG cannot read the data");
	if (!strict && *image != NULL && (*image)->comps != NULL)
		return TP_OK;
	return m->cut ? TP_ERR_TRUNCATED : TP_ERR_SYNTAX;
}

static tp_status
decode_once(tpi_decode_job *job, bool strict, tp_image *out, tp_diag *diag)
{
	tpi_jp2_memory m = { .bytes = job->bytes, .len = job->len };
	opj_stream_t *stream = tpi_jp2_stream(&m, true);
	opj_codec_t *codec = opj_create_decompress(tpi_jp2_is_codestream(job->bytes, job->len)
	    ? OPJ_CODEC_J2K : OPJ_CODEC_JP2);
	opj_image_t *image = NULL;
	tp_status status;

	if (stream == NULL || codec == NULL)
		status = tpi_nomem(diag);
	else
		status = read_image(codec, stream, &m, strict, &image, diag);
	if (status == TP_OK)
		status = take_pixels(image, job, out, diag);
	opj_image_destroy(image);
	opj_destroy_codec(codec);
	opj_stream_destroy(stream);
	return status;
}

/* Being lenient, OpenJPEG does not say what it mended: damaged is what it refuses being strict. */
static tp_status
jp2_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tp_status status = check_size(job, diag);

	if (status != TP_OK)
		return status;
	status = decode_once(job, true, out, diag);
	if ((status != TP_ERR_SYNTAX && status != TP_ERR_TRUNCATED) ||
	    (job->flags & TP_DECODE_TOLERANT) == 0)
		return status;
	job->damaged = true;
	return decode_once(job, false, out, diag);
}

static opj_image_t *
give_pixels(const tp_image *image)
{
	const tp_image_info *info = &image->info;
	opj_image_cmptparm_t parts[MAX_COMPONENTS];
	opj_image_t *to;
	uint32_t i, x, y;

	memset(parts, 0, sizeof parts);
	for (i = 0; i < info->components; i++) {
		parts[i].dx = parts[i].dy = 1;
		parts[i].w = info->width;
		parts[i].h = info->height;
		parts[i].prec = info->depth;
	}
	to = opj_image_create(info->components, parts,
	    info->components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
	if (to == NULL)
		return NULL;
	to->x1 = info->width;
	to->y1 = info->height;
	for (y = 0; y < info->height; y++) {
		const uint8_t *p = image->pixels + y * image->stride;

		for (x = 0; x < info->width; x++) {
			for (i = 0; i < info->components; i++) {
				int32_t v = *p++;

				if (info->depth == 16)
					v = v << 8 | *p++;
				to->comps[i].data[(size_t)y * info->width + x] = v;
			}
		}
	}
	return to;
}

/* How often the image can be halved: at most five times, as is usual. */
static int
resolutions(const tp_image_info *info)
{
	uint32_t side = info->width < info->height ? info->width : info->height;
	int n = 1;

	while (n < 6 && side >= 2) {
		side /= 2;
		n++;
	}
	return n;
}

/* A ratio of 0 is without loss. */
static tp_status
write_at(const tp_image *image, const tp_encode_options *options, double ratio, tpi_buf *buf,
    tp_diag *diag)
{
	tpi_jp2_memory m = { .len = 0 };
	opj_cparameters_t parameters;
	opj_stream_t *stream = tpi_jp2_stream(&m, false);
	opj_codec_t *codec = opj_create_compress(OPJ_CODEC_JP2);
	opj_image_t *from = give_pixels(image);
	tp_status status = TP_OK;

	tpi_buf_init(&m.buf, options->mem);
	opj_set_default_encoder_parameters(&parameters);
	parameters.tcp_numlayers = 1;
	parameters.cp_disto_alloc = 1;
	parameters.tcp_rates[0] = (float)ratio;
	parameters.irreversible = ratio > 0 && options->reversible == 0;
	parameters.numresolution = resolutions(&image->info);
	parameters.tcp_mct = image->info.components == 3;
	if (stream == NULL || codec == NULL || from == NULL) {
		status = tpi_nomem(diag);
	} else {
		keep_quiet(codec);
		if (!opj_setup_encoder(codec, &parameters, from) ||
		    !opj_start_compress(codec, from, stream) || !opj_encode(codec, stream) ||
		    !opj_end_compress(codec, stream))
			status = m.buf.failed ? tpi_nomem(diag)
			    : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			          "OpenJPEG cannot write the image");
	}
	opj_image_destroy(from);
	opj_destroy_codec(codec);
	opj_stream_destroy(stream);
	if (status != TP_OK)
		tpi_buf_free(&m.buf);
	*buf = m.buf;
	return status;
}

static tp_status
finish(tpi_buf *written, const tp_image_info *info, tp_bytes *out, tp_diag *diag)
{
	tpi_buf whole;
	bool resolved = false;

	tpi_buf_init(&whole, &written->mem);
	if (info->ppi_x > 0 && info->ppi_x < 65535 && info->ppi_y > 0 && info->ppi_y < 65535)
		resolved = tpi_jp2_add_resolution(written->ptr, written->len, info, &whole);
	if (!resolved)
		return tpi_buf_take(written, out) == TP_OK ? TP_OK : tpi_nomem(diag);
	tpi_buf_free(written);
	return tpi_buf_take(&whole, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}

static tp_status
write_image(const tp_image *image, const tp_encode_options *options, double ratio, tp_bytes *out,
    tp_diag *diag)
{
	tpi_buf buf;
	tp_status status = write_at(image, options, ratio, &buf, diag);

	return status == TP_OK ? finish(&buf, &image->info, out, diag) : status;
}

/* OpenJPEG's headers come on top of the ratio: ask for less until it fits. */
static tp_status
write_within(const tp_image *image, const tp_encode_options *options, uint64_t target,
    tp_bytes *out, tp_diag *diag)
{
	double raw = (double)tpi_image_row_bytes(&image->info) * image->info.height;
	double aim = (double)target;
	size_t least = 0;
	tp_status status;
	int i;

	for (i = 0; i < MAX_ATTEMPTS && aim >= 1; i++) {
		status = write_image(image, options, raw / aim, out, diag);
		if (status != TP_OK || out->len <= target)
			return status;
		least = out->len;
		aim -= (double)(out->len - target) * 1.05 + 1;
		tp_bytes_free(out);
	}
	return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
	    "JPEG 2000 makes the image no smaller than %zu bytes; %llu were asked for", least,
	    (unsigned long long)target);
}

static tp_status
check_input(const tp_image *image, tp_diag *diag)
{
	if (image->info.depth != 8 && image->info.depth != 16)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "JPEG 2000 is written of 8 or 16 bits a component");
	if ((uint64_t)image->info.width * image->info.height > INT32_MAX)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "too large for OpenJPEG");
	return TP_OK;
}

static tp_status
jp2_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	double bits = (double)image->info.components * image->info.depth;
	double raw = (double)image->info.width * image->info.height * bits / 8;
	double ratio = DEFAULT_RATIO;
	tp_status status = check_input(image, diag);

	if (status != TP_OK)
		return status;
	if (options->ratio > 0)
		ratio = options->ratio;
	else if (options->bitrate > 0)
		ratio = bits / options->bitrate;
	else if (options->target_bytes != 0)
		ratio = 1;
	if (ratio < 1)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "a ratio below 1");
	if (options->target_bytes != 0)
		return write_within(image, options,
		    raw / ratio < (double)options->target_bytes ? (uint64_t)(raw / ratio)
		                                                : options->target_bytes, out, diag);
	return write_image(image, options, ratio, out, diag);
}

static tp_status
jp2l_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	tp_status status = check_input(image, diag);

	return status == TP_OK ? write_image(image, options, 0, out, diag) : status;
}
#endif

const tpi_codec tpi_codec_jp2 = {
	.codec = TP_CODEC_JP2,
	.name = "JP2",
	.label = "JP2",
	.lossy = true,
	.sniff = tpi_jp2_sniff,
	.header = tpi_jp2_header,
#ifdef HAVE_OPENJPEG
	.decode = jp2_decode,
	.encode = jp2_encode,
#endif
};

const tpi_codec tpi_codec_jp2l = {
	.codec = TP_CODEC_JP2L,
	.name = "JP2L",
	.label = "JP2L",
	.sniff = tpi_jp2l_sniff,
	.header = tpi_jp2_header,
#ifdef HAVE_OPENJPEG
	.decode = jp2_decode,
	.encode = jp2l_encode,
#endif
};
