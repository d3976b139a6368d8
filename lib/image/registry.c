/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the one table of codecs, and the calls that pick from it. A
 * decoder's job carries defaulted options, so no codec defaults its own.
 */

#include <stddef.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"

/* In the order of tp_codec. */
static const tpi_codec *const codecs[] = {
	&tpi_codec_raw,
	&tpi_codec_wsq,
	&tpi_codec_jpeg,
	&tpi_codec_jpegl,
	&tpi_codec_jp2,
	&tpi_codec_jp2l,
	&tpi_codec_png,
	&tpi_codec_pnm,
	&tpi_codec_g4,
	&tpi_codec_vector,
};
#define CODECS (sizeof codecs / sizeof codecs[0])

static const tpi_codec *
find(int codec)
{
	return codec >= 0 && (size_t)codec < CODECS ? codecs[codec] : NULL;
}

/* Backwards, because the two lossless kinds come after what they are a kind of. */
tp_codec
tp_image_sniff(const void *bytes, size_t len)
{
	size_t i;

	for (i = CODECS; i-- > 0;)
		if (codecs[i]->sniff != NULL && codecs[i]->sniff(bytes, len))
			return (tp_codec)codecs[i]->codec;
	return TP_CODEC_UNKNOWN;
}

tp_status
tp_image_header(const void *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	const tpi_codec *codec = find(tp_image_sniff(bytes, len));
	tp_status status;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	out->codec = TP_CODEC_UNKNOWN;
	if (codec == NULL || codec->header == NULL)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, 0, "no image format fits the bytes");
	status = codec->header(bytes, len, out, diag);
	if (status != TP_OK) {
		memset(out, 0, sizeof *out);
		out->codec = codec->codec;
	}
	return status;
}

const char *
tp_codec_name(int codec)
{
	const tpi_codec *c = find(codec);

	return c != NULL ? c->name : "unknown";
}

const char *
tp_codec_label(int codec)
{
	const tpi_codec *c = find(codec);

	return c != NULL ? c->label : NULL;
}

static bool
same_word(const char *word, const char *text, size_t len)
{
	size_t i;

	if (word == NULL || strlen(word) != len)
		return false;
	for (i = 0; i < len; i++) {
		char c = text[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c != word[i])
			return false;
	}
	return true;
}

tp_codec
tp_codec_by_label(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < CODECS; i++)
		if (same_word(codecs[i]->label, text, len))
			return (tp_codec)codecs[i]->codec;
	for (i = 0; i < CODECS; i++)
		if (same_word(codecs[i]->name, text, len))
			return (tp_codec)codecs[i]->codec;
	return TP_CODEC_UNKNOWN;
}

bool
tp_codec_can(int codec, uint32_t what)
{
	const tpi_codec *c = find(codec);

	if (c == NULL || (what & ~(TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE)) != 0)
		return false;
	if ((what & TP_CODEC_CAN_DECODE) != 0 && c->decode == NULL)
		return false;
	return (what & TP_CODEC_CAN_ENCODE) == 0 || c->encode != NULL;
}

/* Headerless data is what raw_info describes; all other data say themselves what they are. */
static const tpi_codec *
pick(const tp_decode_options *o, const void *bytes, size_t len)
{
	if (o->codec > 0)
		return find(o->codec);
	if (o->codec == TP_CODEC_RAW && o->raw_info != NULL)
		return find(o->raw_info->codec);
	return find(tp_image_sniff(bytes, len));
}

/*
 * A decoder that went on past damage has noted that, and the note stays when
 * something else then stops it. The place is of use, but the code has to be
 * the status; and memory is no matter of the data.
 */
static void
settle_diag(tp_status status, tp_diag *diag)
{
	if (diag == NULL || diag->code == status)
		return;
	if (status == TP_ERR_NOMEM) {
		tp_diag_init(diag);
		(void)tpi_nomem(diag);
	}
	diag->code = status;
}

tp_status
tp_image_decode(const void *bytes, size_t len, const tp_decode_options *options, tp_image *out,
    tp_diag *diag)
{
	tp_decode_options o = { .size = sizeof o };
	tpi_decode_job job = { .bytes = bytes, .len = len };
	const tpi_codec *codec;
	tp_status status;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	if (o.damaged != NULL)
		*o.damaged = false;
	codec = pick(&o, bytes, len);
	if (codec == NULL)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, 0, "no image format fits the bytes");
	if (codec->decode == NULL)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, 0, "%s cannot be decoded by this build",
		    codec->name);
	job.mem = tpi_mem_or_default(o.mem);
	job.limits = tpi_limits_or_default(o.limits);
	job.flags = o.flags;
	job.raw_info = o.raw_info;
	if (len > job.limits.bytes)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "image data of %llu bytes; the limit is %llu", (unsigned long long)len,
		    (unsigned long long)job.limits.bytes);
	status = codec->decode(&job, out, diag);
	if (status != TP_OK) {
		tp_image_free(out);
		settle_diag(status, diag);
	} else if (o.damaged != NULL) {
		*o.damaged = job.damaged;
	}
	return status;
}

static tp_status
check_image(const tp_image *image, tp_diag *diag)
{
	const tp_image_info *info = &image->info;
	bool good = image->pixels != NULL && info->width > 0 && info->height > 0 &&
	    info->components > 0 && info->components <= 4 &&
	    (info->depth == 8 || info->depth == 16 ||
	        (info->depth == 1 && info->components == 1)) &&
	    image->stride >= tpi_image_row_bytes(info);

	if (!good)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "not an image that can be encoded");
	return TP_OK;
}

static tp_status
check_rate(const tpi_codec *codec, const tp_encode_options *o, tp_diag *diag)
{
	if (!(o->bitrate >= 0) || !(o->ratio == 0 || o->ratio >= 1))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a bit rate below 0, or a ratio below 1");
	if (o->bitrate > 0 && o->ratio > 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "a bit rate and a ratio");
	if (!codec->lossy && (o->bitrate > 0 || o->ratio > 0 || o->target_bytes != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "%s loses nothing, and cannot be told how small to become", codec->name);
	return TP_OK;
}

/* Into the caller's struct, as far as that goes. */
static void
tell_reached(const tp_image_info *info, size_t len, tp_encode_options *options)
{
	double pixels = (double)info->width * info->height;

	if (options->size >= offsetof(tp_encode_options, reached_bitrate) + sizeof(double))
		options->reached_bitrate = (double)len * 8 / pixels;
	if (options->size >= offsetof(tp_encode_options, reached_ratio) + sizeof(double))
		options->reached_ratio = pixels * info->components * info->depth / 8 / (double)len;
}

tp_status
tp_image_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	tp_encode_options o = { .size = sizeof o };
	const tpi_codec *codec;
	tp_status status;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	o.size = sizeof o;
	codec = find(o.codec);
	if (codec == NULL || codec->encode == NULL)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "%s cannot be encoded by this build", tp_codec_name(o.codec));
	status = check_image(image, diag);
	if (status == TP_OK)
		status = check_rate(codec, &o, diag);
	if (status == TP_OK)
		status = codec->encode(image, &o, out, diag);
	if (status != TP_OK) {
		tp_bytes_free(out);
		return status;
	}
	tell_reached(&image->info, out->len, options);
	return TP_OK;
}
