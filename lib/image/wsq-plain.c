/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: the inner loops in plain C, for every machine. */

#include "wsq-vectors.h"

#define VEC float
#define LANES 1
#define PIXELS 2
#define TARGET

static inline float
v_load(const float *p)
{
	return *p;
}

static inline void
v_store(float *p, float v)
{
	*p = v;
}

static inline float
v_set(float v)
{
	return v;
}

static inline float
v_add(float a, float b)
{
	return a + b;
}

static inline float
v_mul(float a, float b)
{
	return a * b;
}

static inline void
v_interleave(float *p, float even, float odd)
{
	p[0] = even;
	p[1] = odd;
}

static inline void
v_split(const float *in, float *even, float *odd)
{
	*even = in[0];
	*odd = in[1];
}

static inline void
v_to_pixels(const float *line, float scale, float shift, uint8_t *out)
{
	float a = line[0] * scale, b = line[1] * scale;

	out[0] = tpi_wsq_to_pixel(a + shift);
	out[1] = tpi_wsq_to_pixel(b + shift);
}

static inline void
v_from_pixels(const uint8_t *in, const float mean_scale[2], float *even, float *odd)
{
	*even = ((float)in[0] - mean_scale[0]) * mean_scale[1];
	*odd = ((float)in[1] - mean_scale[0]) * mean_scale[1];
}

static inline size_t
v_measure(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2])
{
	(void)in;
	(void)n;
	(void)sum;
	(void)range;
	return 0;
}

static inline unsigned
v_quantise(const float *in, float half_zero, float inverse, int16_t *out)
{
	unsigned mask = 0, i;

	for (i = 0; i < 8; i++) {
		float size = (in[i] < 0 ? -in[i] : in[i]) - half_zero;
		float steps = size * inverse;
		int index = 0;

		if (size > 0)
			index = (int)(steps < 32766 ? steps : 32766) + 1;
		out[i] = (int16_t)(in[i] < 0 ? -index : index);
		mask |= (unsigned)(index != 0) << i;
	}
	return mask;
}

#include "wsq-template.h"

const tpi_wsq_kernels tpi_wsq_plain = { "plain", synthesise_rows, synthesise_line, to_pixels,
	measure, from_pixels, split_line, analyse_line, analyse_rows, quantise };
