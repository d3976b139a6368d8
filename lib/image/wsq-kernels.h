/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: the inner loops. Each set does the same operations in
 * the same order on every sample, so that all give the same bits. The filter
 * pair is the 9/7 one, whatever its taps.
 */
#ifndef TPI_WSQ_KERNELS_H
#define TPI_WSQ_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Right halves, centre first: of the filter with nine taps and of that with seven. */
typedef struct tpi_wsq_pair {
	float nine[5];
	float seven[4];
} tpi_wsq_pair;

/*
 * All may read and write up to 15 floats past the count they are given, but
 * never past pixels.
 */
typedef struct tpi_wsq_kernels {
	const char *name;
	/* Two rows from low rows k-1..k+2 and high rows k-2..k+2; no high rows: h is NULL. */
	void (*synthesise_rows)(const float *const l[4], const float *const *h,
	    const tpi_wsq_pair *f, float *even, float *odd, size_t n);
	/* A line of n pairs; l and h are readable from -2 to n+1. */
	void (*synthesise_line)(const float *l, const float *h, const tpi_wsq_pair *f, float *out,
	    size_t n);
	/* Clamp and round line * scale + shift. */
	void (*to_pixels)(const float *line, size_t n, float scale, float shift, uint8_t *out);
	/* Add n <= 65536 pixels to *sum; widen range[0..1], the least and the most. */
	void (*measure)(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2]);
	/* (pixel - mean) * scale, even and odd ones apart. */
	void (*from_pixels)(const uint8_t *in, size_t n, const float mean_scale[2], float *even,
	    float *odd);
	void (*split)(const float *in, size_t n, float *even, float *odd);
	/* e and o are readable from -2 to n+2. */
	void (*analyse_line)(const float *e, const float *o, const tpi_wsq_pair *f, float *low,
	    float *high, size_t n);
	/* From even rows k-2..k+2 and odd rows k-2..k+1; high may be NULL. */
	void (*analyse_rows)(const float *const e[5], const float *const o[4],
	    const tpi_wsq_pair *f, float *low, float *high, size_t n);
	/* n <= 64; bit i of the result is set where out[i] is not 0. */
	uint64_t (*quantise)(const float *in, size_t n, float half_zero, float inverse,
	    int16_t *out);
} tpi_wsq_kernels;

extern const tpi_wsq_kernels tpi_wsq_plain;
/* The i-th set that this build has and this machine can run, the best first; NULL past the end. */
const tpi_wsq_kernels *tpi_wsq_kernels_at(size_t i);

#endif
