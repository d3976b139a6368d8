/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: one codec, FUZZ_CODEC, which the build sets; a program for
 * each. The first byte chooses how the rest is taken: as a file (0-127; odd
 * ones tolerantly), or as headerless data (128-255) of a size and depth that
 * the next three bytes give. Whatever decodes is encoded again by the same
 * codec, without loss where it can, and must come back.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/image.h>
#include <tenprint/resample.h>

#define MAX_PIXELS (1u << 18)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
insist(bool truth)
{
	if (!truth)
		abort();
}

/* What this kind of image cannot be written as is refused; nothing else may go wrong. */
static void
comes_back(const tp_image *image, tp_encode_options *o)
{
	tp_decode_options d = { .size = sizeof d, .codec = FUZZ_CODEC };
	tp_image_info raw = image->info;
	tp_image back;
	tp_bytes bytes;
	tp_status status = tp_image_encode(image, o, &bytes, NULL);

	if (status != TP_OK) {
		insist(status == TP_ERR_ARG || status == TP_ERR_UNSUPPORTED);
		return;
	}
	raw.codec = FUZZ_CODEC;
	/* Pixels without a header may look like any file. */
	if (FUZZ_CODEC == TP_CODEC_RAW ||
	    tp_image_sniff(bytes.ptr, bytes.len) == TP_CODEC_UNKNOWN)
		d.raw_info = &raw;
	insist(tp_image_decode(bytes.ptr, bytes.len, &d, &back, NULL) == TP_OK);
	insist(back.info.width == image->info.width && back.info.height == image->info.height);
	if (o->codec != TP_CODEC_JPEG && o->codec != TP_CODEC_JP2)
		insist(back.bytes == image->bytes &&
		    memcmp(back.pixels, image->pixels, back.bytes) == 0);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
}

static void
encode(const tp_image *image)
{
	tp_encode_options o = { .size = sizeof o, .codec = FUZZ_CODEC };

	comes_back(image, &o);
	if (o.codec == TP_CODEC_JP2) {
		o.codec = TP_CODEC_JP2L;
		comes_back(image, &o);
	}
}

static void
halve(const tp_image *image)
{
	tp_resample_options o = { .size = sizeof o, .ppi = 500, .from_ppi = 1000 };
	tp_image out;

	if (tp_image_resample(image, &o, &out, NULL) == TP_OK)
		insist(out.info.width == (image->info.width + 1) / 2);
	else
		insist(image->info.depth == 1);
	tp_image_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint32_t depths[] = { 1, 8, 16 };
	tp_limits limits = { .size = sizeof limits, .pixels = MAX_PIXELS };
	bool damaged = false;
	tp_decode_options o = { .size = sizeof o, .codec = FUZZ_CODEC, .limits = &limits,
		.damaged = &damaged };
	tp_image_info info, raw = { .codec = FUZZ_CODEC, .components = 1 };
	tp_status status;
	tp_image image;
	tp_diag diag;

	if (size < 4)
		return 0;
	o.flags = data[0] % 2 != 0 ? TP_DECODE_TOLERANT : 0;
	if (data[0] >= 128) {
		raw.depth = depths[data[1] % 3];
		raw.width = data[2];
		raw.height = data[3];
		o.raw_info = &raw;
		data += 3;
		size -= 3;
	}
	data++;
	size--;
	tp_diag_init(&diag);
	insist(tp_image_header(data, size, &info, &diag) == diag.code);
	tp_diag_init(&diag);
	status = tp_image_decode(data, size, &o, &image, &diag);
	insist((status != TP_OK || damaged) == (diag.code != TP_OK));
	insist(status == TP_OK || image.pixels == NULL);
	if (status == TP_OK) {
		encode(&image);
		halve(&image);
	}
	tp_image_free(&image);
	return 0;
}
