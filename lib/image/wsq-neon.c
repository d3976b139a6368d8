/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: the inner loops with NEON, four floats at a time, on 64-bit ARM. */

#include "wsq-vectors.h"

#if TPI_WSQ_NEON

#include <arm_neon.h>

#define VEC float32x4_t
#define LANES 4
#define PIXELS 16
#define TARGET
#define INLINE static inline

INLINE float32x4_t
v_load(const float *p)
{
	return vld1q_f32(p);
}

INLINE void
v_store(float *p, float32x4_t v)
{
	vst1q_f32(p, v);
}

INLINE float32x4_t
v_set(float v)
{
	return vdupq_n_f32(v);
}

INLINE float32x4_t
v_add(float32x4_t a, float32x4_t b)
{
	return vaddq_f32(a, b);
}

INLINE float32x4_t
v_mul(float32x4_t a, float32x4_t b)
{
	return vmulq_f32(a, b);
}

INLINE void
v_interleave(float *p, float32x4_t even, float32x4_t odd)
{
	float32x4x2_t both = { { even, odd } };

	vst2q_f32(p, both);
}

INLINE void
v_split(const float *in, float *even, float *odd)
{
	float32x4x2_t both = vld2q_f32(in);

	vst1q_f32(even, both.val[0]);
	vst1q_f32(odd, both.val[1]);
}

/* Comparing and choosing, as the others do, makes 0 of what is no number. */
INLINE uint16x4_t
rounded(const float *line, float scale, float shift)
{
	float32x4_t v = vaddq_f32(vmulq_f32(vld1q_f32(line), vdupq_n_f32(scale)),
	    vdupq_n_f32(shift));
	float32x4_t zero = vdupq_n_f32(0), top = vdupq_n_f32(255);

	v = vbslq_f32(vcgtq_f32(v, zero), v, zero);
	v = vbslq_f32(vcltq_f32(v, top), v, top);
	return vmovn_u32(vcvtq_u32_f32(v));
}

INLINE void
v_to_pixels(const float *line, float scale, float shift, uint8_t *out)
{
	uint16x8_t a = vcombine_u16(rounded(line, scale, shift), rounded(line + 4, scale, shift));
	uint16x8_t b = vcombine_u16(rounded(line + 8, scale, shift),
	    rounded(line + 12, scale, shift));

	vst1q_u8(out, vcombine_u8(vmovn_u16(a), vmovn_u16(b)));
}

INLINE void
normalise(uint8x8_t bytes, const float mean_scale[2], float *out)
{
	float32x4_t mean = vdupq_n_f32(mean_scale[0]), scale = vdupq_n_f32(mean_scale[1]);
	uint16x8_t v = vmovl_u8(bytes);
	float32x4_t a = vcvtq_f32_u32(vmovl_u16(vget_low_u16(v)));
	float32x4_t b = vcvtq_f32_u32(vmovl_u16(vget_high_u16(v)));

	vst1q_f32(out, vmulq_f32(vsubq_f32(a, mean), scale));
	vst1q_f32(out + 4, vmulq_f32(vsubq_f32(b, mean), scale));
}

INLINE void
v_from_pixels(const uint8_t *in, const float mean_scale[2], float *even, float *odd)
{
	uint8x8x2_t both = vld2_u8(in);

	normalise(both.val[0], mean_scale, even);
	normalise(both.val[1], mean_scale, odd);
}

INLINE size_t
v_measure(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2])
{
	uint8x16_t least = vdupq_n_u8(range[0]), most = vdupq_n_u8(range[1]);
	size_t i;

	for (i = 0; i + 16 <= n; i += 16) {
		uint8x16_t v = vld1q_u8(in + i);

		least = vminq_u8(least, v);
		most = vmaxq_u8(most, v);
		*sum += vaddlvq_u8(v);
	}
	range[0] = vminvq_u8(least);
	range[1] = vmaxvq_u8(most);
	return i;
}

INLINE int16x4_t
indices(const float *in, float half_zero, float inverse)
{
	float32x4_t v = vld1q_f32(in), zero = vdupq_n_f32(0);
	float32x4_t size = vsubq_f32(vabsq_f32(v), vdupq_n_f32(half_zero));
	float32x4_t steps = vminq_f32(vmulq_f32(size, vdupq_n_f32(inverse)),
	    vdupq_n_f32(32766));
	int32x4_t over = vreinterpretq_s32_u32(vcgtq_f32(size, zero));
	int32x4_t minus = vreinterpretq_s32_u32(vcltq_f32(v, zero));
	int32x4_t index = vandq_s32(vsubq_s32(vcvtq_s32_f32(steps), over), over);

	return vmovn_s32(vsubq_s32(veorq_s32(index, minus), minus));
}

INLINE unsigned
v_quantise(const float *in, float half_zero, float inverse, int16_t *out)
{
	static const uint16_t places[8] = { 1, 2, 4, 8, 16, 32, 64, 128 };
	int16x8_t v = vcombine_s16(indices(in, half_zero, inverse),
	    indices(in + 4, half_zero, inverse));

	vst1q_s16(out, v);
	return vaddvq_u16(vandq_u16(vtstq_s16(v, v), vld1q_u16(places)));
}

#include "wsq-template.h"

const tpi_wsq_kernels tpi_wsq_neon = { "neon", synthesise_rows, synthesise_line, to_pixels,
	measure, from_pixels, split_line, analyse_line, analyse_rows, quantise };

#endif

/* ISO C wants a declaration in every file. */
typedef int tpi_wsq_neon_file;
