/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: which sets of vector loops this build has. */
#ifndef TPI_WSQ_VECTORS_H
#define TPI_WSQ_VECTORS_H

#include "wsq-kernels.h"

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define TPI_WSQ_X86 1
#else
#define TPI_WSQ_X86 0
#endif
#if defined(__aarch64__) && defined(__ARM_NEON)
#define TPI_WSQ_NEON 1
#else
#define TPI_WSQ_NEON 0
#endif

#if TPI_WSQ_X86
extern const tpi_wsq_kernels tpi_wsq_sse2, tpi_wsq_avx2;
#endif
#if TPI_WSQ_NEON
extern const tpi_wsq_kernels tpi_wsq_neon;
#endif

/* The comparisons are those of vector instructions: what is no number becomes 0. */
static inline uint8_t
tpi_wsq_to_pixel(float value)
{
	value = value > 0 ? value : 0;
	return (uint8_t)(int)(value < 255 ? value : 255);
}

#endif
