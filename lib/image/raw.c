/* SPDX-License-Identifier: MIT */
/*
 * Image layer: headerless pixels of 1, 8 or 16 bits, rows from the top. The
 * record says their size. Bits fill rows to whole bytes, or run on without
 * padding: the length of the data tells which.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"

/* Row y of one-bit pixels that run on from row to row. */
static void
shift_row(uint8_t *to, const uint8_t *bits, uint64_t start, uint32_t width)
{
	uint32_t x;

	for (x = 0; x < width; x++) {
		uint64_t at = start + x;
		unsigned bit = (unsigned)bits[at / 8] >> (7 - at % 8) & 1u;

		to[x / 8] = (uint8_t)(to[x / 8] | bit << (7 - x % 8));
	}
}

static tp_status
raw_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tp_image_info info;
	size_t have = job->len;
	uint64_t bits;
	tp_status status;
	uint32_t y;

	if (job->raw_info == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "uncompressed pixels need a width, a height and a depth");
	info = *job->raw_info;
	info.codec = TP_CODEC_RAW;
	if (info.components == 0)
		info.components = 1;
	status = tpi_image_for(job, &info, out, diag);
	if (status != TP_OK)
		return status;
	bits = (uint64_t)info.width * info.height;
	if (info.depth == 1 && have < out->bytes && have == bits / 8 + (bits % 8 != 0)) {
		for (y = 0; y < info.height; y++)
			shift_row(out->pixels + y * out->stride, job->bytes,
			    (uint64_t)y * info.width, info.width);
		return TP_OK;
	}
	if (have < out->bytes) {
		tp_status cut = tpi_fail(diag, TP_ERR_TRUNCATED, have,
		    "%llu bytes of pixels where %llu are declared", (unsigned long long)have,
		    (unsigned long long)out->bytes);

		if ((job->flags & TP_DECODE_TOLERANT) == 0)
			return cut;
		job->damaged = true;
	}
	if (have > out->bytes)
		have = out->bytes;
	if (have != 0)
		memcpy(out->pixels, job->bytes, have);
	tpi_image_clear_padding(out);
	return TP_OK;
}

static tp_status
raw_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	size_t row = tpi_image_row_bytes(&image->info);
	tpi_buf buf;
	uint32_t y;

	tpi_buf_init(&buf, options->mem);
	if (image->info.height > SIZE_MAX / row)
		return tpi_nomem(diag);
	(void)tpi_buf_reserve(&buf, row * image->info.height);
	for (y = 0; y < image->info.height; y++)
		tpi_buf_put(&buf, image->pixels + y * image->stride, row);
	return tpi_buf_take(&buf, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}

const tpi_codec tpi_codec_raw = {
	.codec = TP_CODEC_RAW,
	.name = "RAW",
	.label = "NONE",
	.decode = raw_decode,
	.encode = raw_encode,
};
