/* SPDX-License-Identifier: MIT */
/* Tools: from codec to codec: decode, state or lower the resolution, encode, measure. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "convert.h"

/* A stream of the right codec that nothing is asked of loses nothing by being kept. */
static bool
can_keep(const convert_options *o, const tp_image_info *info)
{
	return (int32_t)o->codec == info->codec && o->ratio <= 0 && o->bitrate <= 0 &&
	    o->target == 0 && o->ppi <= 0 && o->resample <= 0;
}

static tp_status
decode(const tp_bytes *in, const convert_options *o, tp_image *out, tp_diag *diag)
{
	tp_decode_options decode = { .size = sizeof decode };
	tp_status status;

	decode.raw_info = o->raw.width != 0 ? &o->raw : NULL;
	status = tp_image_decode(in->ptr, in->len, &decode, out, diag);
	if (status == TP_OK && o->ppi > 0) {
		out->info.ppi_x = out->info.ppi_y = o->ppi;
		out->info.ppi_source = TP_PPI_CALLER;
	}
	return status;
}

static tp_status
resample(const convert_options *o, tp_image *image, tp_diag *diag)
{
	tp_resample_options options = { .size = sizeof options, .ppi = o->resample };
	tp_image lower;
	tp_status status;

	if (o->resample <= 0 || (image->info.ppi_x > 0 && image->info.ppi_x <= o->resample &&
	    image->info.ppi_x >= o->resample))
		return TP_OK;
	status = tp_image_resample(image, &options, &lower, diag);
	if (status != TP_OK)
		return status;
	tp_image_free(image);
	*image = lower;
	return TP_OK;
}

static tp_status
encode(const convert_options *o, const tp_image *image, converted *out, tp_diag *diag)
{
	tp_encode_options encode = { .size = sizeof encode, .codec = (int32_t)o->codec,
		.ratio = o->ratio, .bitrate = o->bitrate, .target_bytes = o->target };

	tp_status status;

	out->info = image->info;
	out->info.codec = (int32_t)o->codec;
	status = tp_image_encode(image, &encode, &out->bytes, diag);
	out->missed = status == TP_OK && o->ratio > 0 &&
	    fabs(encode.reached_ratio / o->ratio - 1) > TP_RATIO_NEAR;
	return status;
}

static tp_status
finish(const convert_options *o, converted *out, tp_diag *diag)
{
	const tp_image_info *info = &out->info;
	double pixels = (double)info->width * info->height;

	if (o->strip && info->codec == TP_CODEC_WSQ && !strip_comments(&out->bytes)) {
		tp_diag_init(diag);
		diag->code = TP_ERR_SYNTAX;
		(void)snprintf(diag->text, sizeof diag->text, "not a WSQ stream throughout");
		tp_bytes_free(&out->bytes);
		return TP_ERR_SYNTAX;
	}
	out->bitrate = (double)out->bytes.len * 8 / pixels;
	out->ratio = pixels * info->components * info->depth / 8 / (double)out->bytes.len;
	return TP_OK;
}

tp_status
convert_image(tp_bytes *in, const convert_options *options, converted *out, bool *of_input,
    tp_diag *diag)
{
	tp_image image;
	tp_status status;

	memset(out, 0, sizeof *out);
	*of_input = true;
	if (options->raw.width == 0 && tp_image_header(in->ptr, in->len, &out->info, NULL) == TP_OK &&
	    can_keep(options, &out->info)) {
		out->bytes = *in;
		out->kept = true;
		memset(in, 0, sizeof *in);
		return finish(options, out, diag);
	}
	status = decode(in, options, &image, diag);
	if (status != TP_OK)
		return status;
	*of_input = false;
	status = resample(options, &image, diag);
	if (status == TP_OK)
		status = encode(options, &image, out, diag);
	tp_image_free(&image);
	return status == TP_OK ? finish(options, out, diag) : status;
}
