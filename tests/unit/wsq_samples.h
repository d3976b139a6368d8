/* SPDX-License-Identifier: MIT */
/* What the WSQ tests share: drawn images, an allocator that counts and fails, short calls. */
#ifndef WSQ_SAMPLES_H
#define WSQ_SAMPLES_H

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "image/wsq.h"

enum sample_kind { RIDGES, NOISE, EDGE_LEFT, EDGE_TOP, FLAT, KINDS };

static inline uint32_t
sample_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static inline uint8_t
sample_pixel(int kind, uint32_t x, uint32_t y, const uint32_t size[2], uint32_t *state)
{
	double dx = x - size[0] * 0.4, dy = y - size[1] * 0.6;

	switch (kind) {
	case RIDGES:
		return (uint8_t)(150 + 80 * sin(sqrt(dx * dx + dy * dy) * 0.7) +
		    (double)(sample_random(state) % 4));
	case NOISE:
		return (uint8_t)sample_random(state);
	case EDGE_LEFT:
		return x < size[0] / 2 ? 40 : 220;
	case EDGE_TOP:
		return y < size[1] / 2 ? 220 : 40;
	default:
		return 97;
	}
}

/* A drawn image of no finger. Free with tp_image_free. */
static inline void
sample_image(int kind, uint32_t width, uint32_t height, tp_image *out)
{
	uint32_t state = width * 31 + height, x, y;
	const uint32_t size[2] = { width, height };

	ck_assert_int_eq(tp_image_new(width, height, 1, 8, NULL, NULL, out, NULL), TP_OK);
	for (y = 0; y < height; y++)
		for (x = 0; x < width; x++)
			out->pixels[y * out->stride + x] = sample_pixel(kind, x, y, size, &state);
}

/* An allocator over libc's; call number fail_at (from 1) fails, 0: none. */
typedef struct sample_mem {
	tp_mem mem;
	size_t calls;
	size_t fail_at;
	size_t live;
	size_t largest;
} sample_mem;

static inline void *
sample_alloc(void *ctx, size_t size)
{
	sample_mem *m = ctx;
	void *ptr = NULL;

	if (++m->calls != m->fail_at)
		ptr = malloc(size);
	if (ptr != NULL) {
		m->live += size;
		m->largest = size > m->largest ? size : m->largest;
		memset(ptr, 0xa5, size); /* nothing may count on zeros */
	}
	return ptr;
}

static inline void
sample_free(void *ctx, void *ptr, size_t size)
{
	sample_mem *m = ctx;

	m->live -= ptr != NULL ? size : 0;
	free(ptr);
}

static inline void *
sample_realloc(void *ctx, void *old, size_t old_size, size_t size)
{
	void *ptr = sample_alloc(ctx, size);

	if (ptr != NULL) {
		memcpy(ptr, old, old_size < size ? old_size : size);
		sample_free(ctx, old, old_size);
	}
	return ptr;
}

static inline void
sample_mem_init(sample_mem *m, size_t fail_at)
{
	memset(m, 0, sizeof *m);
	m->fail_at = fail_at;
	m->mem = (tp_mem){ sample_alloc, sample_realloc, sample_free, m };
}

static inline tp_status
sample_decode(const uint8_t *bytes, size_t len, uint32_t flags, tp_image *out, bool *damaged)
{
	tpi_decode_job job = { .bytes = bytes, .len = len, .mem = tpi_mem_or_default(NULL),
		.limits = tpi_limits_or_default(NULL), .flags = flags };
	tp_diag diag;
	tp_status status;

	job.limits.pixels = 1 << 22;
	tp_diag_init(&diag);
	status = tpi_codec_wsq.decode(&job, out, &diag);
	if (damaged != NULL)
		*damaged = job.damaged;
	/* What went wrong is always told, and where. */
	ck_assert_int_eq(diag.code != TP_OK, status != TP_OK || job.damaged);
	if (job.damaged)
		ck_assert_uint_le(diag.offset, len);
	return status;
}

static inline void
sample_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out)
{
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_msg(tpi_codec_wsq.encode(image, options, out, &diag) == TP_OK, "%s", diag.text);
}

static inline double
sample_rms(const tp_image *a, const tp_image *b)
{
	double sum = 0;
	uint32_t x, y;

	ck_assert_uint_eq(a->info.width, b->info.width);
	ck_assert_uint_eq(a->info.height, b->info.height);
	for (y = 0; y < a->info.height; y++)
		for (x = 0; x < a->info.width; x++) {
			double d = (double)a->pixels[y * a->stride + x] -
			    (double)b->pixels[y * b->stride + x];

			sum += d * d;
		}
	return sqrt(sum / a->info.width / a->info.height);
}

/* Encode and decode; the root of the mean square error. */
static inline double
sample_round_trip(const tp_image *image, double bitrate)
{
	tp_encode_options options = { .size = sizeof options, .bitrate = bitrate };
	tp_bytes bytes;
	tp_image back;
	double rms;

	sample_encode(image, &options, &bytes);
	ck_assert_int_eq(sample_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	rms = sample_rms(image, &back);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
	return rms;
}

static inline int
sample_run(Suite *suite)
{
	SRunner *sr = srunner_create(suite);
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
