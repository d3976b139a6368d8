/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: WSQ. The first byte chooses: 0-127 the rest is a stream, which
 * is decoded strictly and tolerantly, by all inner loops alike; 128-255 the
 * rest is pixels, which must come back in their size.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "image/wsq.h"

#define MAX_PIXELS (1u << 18)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
insist(bool truth)
{
	if (!truth)
		abort();
}

static void
decode(const uint8_t *bytes, size_t len, uint32_t flags)
{
	tpi_decode_job job = { .bytes = bytes, .len = len, .mem = tpi_mem_or_default(NULL),
		.limits = tpi_limits_or_default(NULL), .flags = flags };
	tp_image first, other;
	tp_status status;
	tp_diag diag;
	size_t i;

	job.limits.pixels = MAX_PIXELS;
	tp_diag_init(&diag);
	status = tpi_wsq_decode_with(tpi_wsq_kernels_at(0), &job, &first, &diag);
	insist((status != TP_OK || job.damaged) == (diag.code != TP_OK));
	for (i = 1; tpi_wsq_kernels_at(i) != NULL; i++) {
		insist(tpi_wsq_decode_with(tpi_wsq_kernels_at(i), &job, &other, NULL) == status);
		insist(status != TP_OK || (other.bytes == first.bytes &&
		    memcmp(other.pixels, first.pixels, first.bytes) == 0));
		tp_image_free(&other);
	}
	tp_image_free(&first);
}

static void
encode(const uint8_t *pixels, size_t len)
{
	tp_encode_options options = { .size = sizeof options };
	tpi_decode_job job = { .mem = tpi_mem_or_default(NULL),
		.limits = tpi_limits_or_default(NULL) };
	tp_image image, back;
	tp_bytes bytes;
	size_t i;

	if (len < 4)
		return;
	options.bitrate = pixels[0] / 16.0;
	options.target_bytes = pixels[1] % 4 == 0 ? pixels[1] * 16u : 0;
	insist(tp_image_new(pixels[2] + 1u, pixels[3] + 1u, 1, 8, NULL, NULL, &image, NULL) ==
	    TP_OK);
	for (i = 0; i < image.bytes && len > 4; i++)
		image.pixels[i] = pixels[4 + i % (len - 4)];
	if (tpi_wsq_encode_with(tpi_wsq_kernels_at(0), &image, &options, &bytes, NULL) == TP_OK) {
		insist(options.target_bytes == 0 || bytes.len <= options.target_bytes);
		job.bytes = bytes.ptr;
		job.len = bytes.len;
		insist(tpi_wsq_decode_with(tpi_wsq_kernels_at(0), &job, &back, NULL) == TP_OK);
		insist(back.bytes == image.bytes);
		tp_image_free(&back);
		tp_bytes_free(&bytes);
	} else {
		insist(options.target_bytes != 0);
	}
	tp_image_free(&image);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_image_info info;

	if (size == 0)
		return 0;
	if (data[0] >= 128) {
		encode(data + 1, size - 1);
		return 0;
	}
	data++;
	size--;
	(void)tpi_codec_wsq.sniff(data, size);
	(void)!tpi_codec_wsq.header(data, size, &info, NULL);
	decode(data, size, 0);
	decode(data, size, TP_DECODE_TOLERANT);
	return 0;
}
