/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: the inner loops with SSE2, four floats at a time. */

#include "wsq-vectors.h"

#if TPI_WSQ_X86

#include <emmintrin.h>

#define VEC __m128
#define LANES 4
#define PIXELS 16
#define TARGET __attribute__((target("sse2")))
#define INLINE static inline TARGET

INLINE __m128
v_load(const float *p)
{
	return _mm_loadu_ps(p);
}

INLINE void
v_store(float *p, __m128 v)
{
	_mm_storeu_ps(p, v);
}

INLINE __m128
v_set(float v)
{
	return _mm_set1_ps(v);
}

INLINE __m128
v_add(__m128 a, __m128 b)
{
	return _mm_add_ps(a, b);
}

INLINE __m128
v_mul(__m128 a, __m128 b)
{
	return _mm_mul_ps(a, b);
}

INLINE void
v_interleave(float *p, __m128 even, __m128 odd)
{
	_mm_storeu_ps(p, _mm_unpacklo_ps(even, odd));
	_mm_storeu_ps(p + 4, _mm_unpackhi_ps(even, odd));
}

INLINE void
v_split(const float *in, float *even, float *odd)
{
	__m128 a = _mm_loadu_ps(in), b = _mm_loadu_ps(in + 4);

	_mm_storeu_ps(even, _mm_shuffle_ps(a, b, _MM_SHUFFLE(2, 0, 2, 0)));
	_mm_storeu_ps(odd, _mm_shuffle_ps(a, b, _MM_SHUFFLE(3, 1, 3, 1)));
}

INLINE __m128i
rounded(const float *line, __m128 scale, __m128 shift)
{
	__m128 v = _mm_add_ps(_mm_mul_ps(_mm_loadu_ps(line), scale), shift);

	v = _mm_min_ps(_mm_max_ps(v, _mm_setzero_ps()), _mm_set1_ps(255));
	return _mm_cvttps_epi32(v);
}

INLINE void
v_to_pixels(const float *line, float scale, float shift, uint8_t *out)
{
	__m128 s = _mm_set1_ps(scale), m = _mm_set1_ps(shift);
	__m128i a = _mm_packs_epi32(rounded(line, s, m), rounded(line + 4, s, m));
	__m128i b = _mm_packs_epi32(rounded(line + 8, s, m), rounded(line + 12, s, m));

	_mm_storeu_si128((__m128i *)(void *)out, _mm_packus_epi16(a, b));
}

/* Eight 16-bit samples, made floats and normalised. */
INLINE void
normalise(__m128i v, const float mean_scale[2], float *out)
{
	__m128 mean = _mm_set1_ps(mean_scale[0]), scale = _mm_set1_ps(mean_scale[1]);
	__m128 a = _mm_cvtepi32_ps(_mm_unpacklo_epi16(v, _mm_setzero_si128()));
	__m128 b = _mm_cvtepi32_ps(_mm_unpackhi_epi16(v, _mm_setzero_si128()));

	_mm_storeu_ps(out, _mm_mul_ps(_mm_sub_ps(a, mean), scale));
	_mm_storeu_ps(out + 4, _mm_mul_ps(_mm_sub_ps(b, mean), scale));
}

INLINE void
v_from_pixels(const uint8_t *in, const float mean_scale[2], float *even, float *odd)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)in);

	normalise(_mm_and_si128(v, _mm_set1_epi16(0xff)), mean_scale, even);
	normalise(_mm_srli_epi16(v, 8), mean_scale, odd);
}

INLINE size_t
v_measure(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2])
{
	__m128i least = _mm_set1_epi8((char)range[0]), most = _mm_set1_epi8((char)range[1]);
	__m128i total = _mm_setzero_si128();
	uint8_t low[16], high[16];
	uint64_t sums[2];
	size_t i, j;

	for (i = 0; i + 16 <= n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(in + i));

		least = _mm_min_epu8(least, v);
		most = _mm_max_epu8(most, v);
		total = _mm_add_epi64(total, _mm_sad_epu8(v, _mm_setzero_si128()));
	}
	_mm_storeu_si128((__m128i *)(void *)low, least);
	_mm_storeu_si128((__m128i *)(void *)high, most);
	_mm_storeu_si128((__m128i *)(void *)sums, total);
	*sum += sums[0] + sums[1];
	for (j = 0; j < 16; j++) {
		range[0] = low[j] < range[0] ? low[j] : range[0];
		range[1] = high[j] > range[1] ? high[j] : range[1];
	}
	return i;
}

INLINE __m128i
indices(__m128 v, __m128 half_zero, __m128 inverse)
{
	__m128 sign = _mm_set1_ps(-0.0f);
	__m128 size = _mm_sub_ps(_mm_andnot_ps(sign, v), half_zero);
	__m128 steps = _mm_min_ps(_mm_mul_ps(size, inverse), _mm_set1_ps(32766));
	__m128i over = _mm_castps_si128(_mm_cmpgt_ps(size, _mm_setzero_ps()));
	__m128i minus = _mm_castps_si128(_mm_cmplt_ps(v, _mm_setzero_ps()));
	/* Adding one is subtracting the mask. */
	__m128i index = _mm_and_si128(_mm_sub_epi32(_mm_cvttps_epi32(steps), over), over);

	return _mm_sub_epi32(_mm_xor_si128(index, minus), minus);
}

INLINE unsigned
v_quantise(const float *in, float half_zero, float inverse, int16_t *out)
{
	__m128 h = _mm_set1_ps(half_zero), q = _mm_set1_ps(inverse);
	__m128i v = _mm_packs_epi32(indices(_mm_loadu_ps(in), h, q),
	    indices(_mm_loadu_ps(in + 4), h, q));
	__m128i zero = _mm_cmpeq_epi16(v, _mm_setzero_si128());

	_mm_storeu_si128((__m128i *)(void *)out, v);
	return ~(unsigned)_mm_movemask_epi8(_mm_packs_epi16(zero, zero)) & 0xff;
}

#include "wsq-template.h"

const tpi_wsq_kernels tpi_wsq_sse2 = { "sse2", synthesise_rows, synthesise_line, to_pixels,
	measure, from_pixels, split_line, analyse_line, analyse_rows, quantise };

#endif

/* ISO C wants a declaration in every file. */
typedef int tpi_wsq_sse2_file;
