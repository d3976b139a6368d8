/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: the inner loops with AVX2, eight floats at a time, where the machine has it. */

#include "wsq-vectors.h"

#if TPI_WSQ_X86

#include <immintrin.h>

#define VEC __m256
#define LANES 8
#define PIXELS 32
#define TARGET __attribute__((target("avx2")))
#define INLINE static inline TARGET

INLINE __m256
v_load(const float *p)
{
	return _mm256_loadu_ps(p);
}

INLINE void
v_store(float *p, __m256 v)
{
	_mm256_storeu_ps(p, v);
}

INLINE __m256
v_set(float v)
{
	return _mm256_set1_ps(v);
}

INLINE __m256
v_add(__m256 a, __m256 b)
{
	return _mm256_add_ps(a, b);
}

INLINE __m256
v_mul(__m256 a, __m256 b)
{
	return _mm256_mul_ps(a, b);
}

INLINE void
v_interleave(float *p, __m256 even, __m256 odd)
{
	__m256 low = _mm256_unpacklo_ps(even, odd), high = _mm256_unpackhi_ps(even, odd);

	_mm256_storeu_ps(p, _mm256_permute2f128_ps(low, high, 0x20));
	_mm256_storeu_ps(p + 8, _mm256_permute2f128_ps(low, high, 0x31));
}

/* Instructions that work in each half put the quarters in the order 0 2 1 3. */
#define MIDDLE_SWAP 0xd8

INLINE __m256
in_order(__m256 v)
{
	return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(v), MIDDLE_SWAP));
}

INLINE void
v_split(const float *in, float *even, float *odd)
{
	__m256 a = _mm256_loadu_ps(in), b = _mm256_loadu_ps(in + 8);

	_mm256_storeu_ps(even, in_order(_mm256_shuffle_ps(a, b, _MM_SHUFFLE(2, 0, 2, 0))));
	_mm256_storeu_ps(odd, in_order(_mm256_shuffle_ps(a, b, _MM_SHUFFLE(3, 1, 3, 1))));
}

INLINE __m256i
rounded(const float *line, __m256 scale, __m256 shift)
{
	__m256 v = _mm256_add_ps(_mm256_mul_ps(_mm256_loadu_ps(line), scale), shift);

	v = _mm256_min_ps(_mm256_max_ps(v, _mm256_setzero_ps()), _mm256_set1_ps(255));
	return _mm256_cvttps_epi32(v);
}

INLINE void
v_to_pixels(const float *line, float scale, float shift, uint8_t *out)
{
	__m256 s = _mm256_set1_ps(scale), m = _mm256_set1_ps(shift);
	__m256i a = _mm256_packs_epi32(rounded(line, s, m), rounded(line + 8, s, m));
	__m256i b = _mm256_packs_epi32(rounded(line + 16, s, m), rounded(line + 24, s, m));
	__m256i v = _mm256_packus_epi16(a, b);

	v = _mm256_permutevar8x32_epi32(v, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
	_mm256_storeu_si256((__m256i *)(void *)out, v);
}

/* Eight 16-bit samples, made floats and normalised. */
INLINE void
normalise(__m128i v, const float mean_scale[2], float *out)
{
	__m256 mean = _mm256_set1_ps(mean_scale[0]), scale = _mm256_set1_ps(mean_scale[1]);
	__m256 a = _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(v));

	_mm256_storeu_ps(out, _mm256_mul_ps(_mm256_sub_ps(a, mean), scale));
}

INLINE void
v_from_pixels(const uint8_t *in, const float mean_scale[2], float *even, float *odd)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)in);
	__m256i e = _mm256_and_si256(v, _mm256_set1_epi16(0xff)), o = _mm256_srli_epi16(v, 8);

	normalise(_mm256_castsi256_si128(e), mean_scale, even);
	normalise(_mm256_extracti128_si256(e, 1), mean_scale, even + 8);
	normalise(_mm256_castsi256_si128(o), mean_scale, odd);
	normalise(_mm256_extracti128_si256(o, 1), mean_scale, odd + 8);
}

INLINE size_t
v_measure(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2])
{
	__m256i least = _mm256_set1_epi8((char)range[0]), most = _mm256_set1_epi8((char)range[1]);
	__m256i total = _mm256_setzero_si256();
	uint8_t low[32], high[32];
	uint64_t sums[4];
	size_t i, j;

	for (i = 0; i + 32 <= n; i += 32) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(in + i));

		least = _mm256_min_epu8(least, v);
		most = _mm256_max_epu8(most, v);
		total = _mm256_add_epi64(total, _mm256_sad_epu8(v, _mm256_setzero_si256()));
	}
	_mm256_storeu_si256((__m256i *)(void *)low, least);
	_mm256_storeu_si256((__m256i *)(void *)high, most);
	_mm256_storeu_si256((__m256i *)(void *)sums, total);
	*sum += sums[0] + sums[1] + sums[2] + sums[3];
	for (j = 0; j < 32; j++) {
		range[0] = low[j] < range[0] ? low[j] : range[0];
		range[1] = high[j] > range[1] ? high[j] : range[1];
	}
	return i;
}

INLINE unsigned
v_quantise(const float *in, float half_zero, float inverse, int16_t *out)
{
	__m256 v = _mm256_loadu_ps(in), zero = _mm256_setzero_ps();
	__m256 size = _mm256_sub_ps(_mm256_andnot_ps(_mm256_set1_ps(-0.0f), v),
	    _mm256_set1_ps(half_zero));
	__m256 steps = _mm256_min_ps(_mm256_mul_ps(size, _mm256_set1_ps(inverse)),
	    _mm256_set1_ps(32766));
	__m256 over = _mm256_cmp_ps(size, zero, _CMP_GT_OQ);
	__m256i minus = _mm256_castps_si256(_mm256_cmp_ps(v, zero, _CMP_LT_OQ));
	__m256i mask = _mm256_castps_si256(over);
	__m256i index = _mm256_sub_epi32(_mm256_cvttps_epi32(steps), mask);

	index = _mm256_and_si256(index, mask);
	index = _mm256_sub_epi32(_mm256_xor_si256(index, minus), minus);
	_mm_storeu_si128((__m128i *)(void *)out, _mm_packs_epi32(_mm256_castsi256_si128(index),
	    _mm256_extracti128_si256(index, 1)));
	return (unsigned)_mm256_movemask_ps(over);
}

#include "wsq-template.h"

const tpi_wsq_kernels tpi_wsq_avx2 = { "avx2", synthesise_rows, synthesise_line, to_pixels,
	measure, from_pixels, split_line, analyse_line, analyse_rows, quantise };

#endif

/* ISO C wants a declaration in every file. */
typedef int tpi_wsq_avx2_file;
