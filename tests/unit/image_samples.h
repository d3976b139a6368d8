/* SPDX-License-Identifier: MIT */
/* What the tests of the image layer share, on top of the WSQ tests' images and allocator. */
#ifndef IMAGE_SAMPLES_H
#define IMAGE_SAMPLES_H

#include <stdio.h>

#include <tenprint/io.h>

#include "base/file.h"
#include "image/codec.h"
#include "run_cases.h"
#include "wsq_samples.h"

/* Both ways; said, if it is left out of the build. */
static inline bool
can(int codec)
{
	if (tp_codec_can(codec, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE))
		return true;
	printf("skipped: %s is left out of this build\n", tp_codec_name(codec));
	return false;
}

/* An image of any kind: smooth ridges with noise in the low bits. */
static inline void
any_image(uint32_t width, uint32_t height, uint32_t components, uint32_t depth, tp_image *out)
{
	uint32_t state = width * 977 + height * 31 + components * 7 + depth;
	size_t i, at, row;
	uint32_t y;

	ck_assert_int_eq(
	    tp_image_new(width, height, components, depth, NULL, NULL, out, NULL), TP_OK);
	row = out->stride;
	for (y = 0; y < height; y++)
		for (i = 0; i < row; i++) {
			at = y * row + i;
			out->pixels[at] = (uint8_t)(128 + 90 * sin((double)(i + 2 * y) * 0.35) +
			    (double)(sample_random(&state) % 24));
			if (depth == 1 || (depth == 16 && i % 2 == 1))
				out->pixels[at] = (uint8_t)(sample_random(&state) >> 5);
		}
	tpi_image_clear_padding(out);
}

static inline tp_status
any_decode(const void *bytes, size_t len, uint32_t flags, tp_image *out, bool *damaged)
{
	tp_limits limits = { .size = sizeof limits, .pixels = 1 << 22 };
	tp_decode_options o = { .size = sizeof o, .flags = flags, .limits = &limits,
		.damaged = damaged };

	return tp_image_decode(bytes, len, &o, out, NULL);
}

static inline void
any_encode(const tp_image *image, int codec, tp_bytes *out)
{
	tp_encode_options o = { .size = sizeof o, .codec = codec };
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_msg(tp_image_encode(image, &o, out, &diag) == TP_OK, "%s: %s",
	    tp_codec_name(codec), diag.text);
	ck_assert(o.reached_bitrate > 0);
}

static inline bool
same_pixels(const tp_image *a, const tp_image *b)
{
	return a->info.width == b->info.width && a->info.height == b->info.height &&
	    a->info.components == b->info.components && a->info.depth == b->info.depth &&
	    a->bytes == b->bytes && memcmp(a->pixels, b->pixels, a->bytes) == 0;
}

static inline double
rms_between(const tp_image *a, const tp_image *b)
{
	double sum = 0, d;
	size_t i;

	ck_assert_uint_eq(a->bytes, b->bytes);
	for (i = 0; i < a->bytes; i++) {
		d = (double)a->pixels[i] - b->pixels[i];
		sum += d * d;
	}
	return sqrt(sum / (double)a->bytes);
}

/* A file of the corpus, expanded; false without a corpus. With one a missing file is a failure. */
static inline bool
corpus_file(const char *name, tp_bytes *out)
{
	const char *root = getenv("TENPRINT_CORPUS");
	char path[1024];
	tp_bytes packed;

	memset(out, 0, sizeof *out);
	if (root == NULL || *root == '\0')
		return false;
	(void)snprintf(path, sizeof path, "%s/%s", root, name);
	ck_assert_msg(tp_file_read(path, 0, NULL, out, NULL) == TP_OK, "%s", path);
	if (tpi_is_gzip(out->ptr, out->len)) {
		packed = *out;
		ck_assert_int_eq(
		    tpi_gunzip(packed.ptr, packed.len, 1 << 28, NULL, out, NULL), TP_OK);
		tp_bytes_free(&packed);
	}
	return true;
}

#endif
