/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: which of the sets of inner loops this machine can run. */

#include "wsq-vectors.h"

const tpi_wsq_kernels *
tpi_wsq_kernels_at(size_t i)
{
	const tpi_wsq_kernels *sets[3];
	size_t n = 0;

#if TPI_WSQ_X86
	if (__builtin_cpu_supports("avx2"))
		sets[n++] = &tpi_wsq_avx2;
	if (__builtin_cpu_supports("sse2"))
		sets[n++] = &tpi_wsq_sse2;
#endif
#if TPI_WSQ_NEON
	sets[n++] = &tpi_wsq_neon;
#endif
	sets[n++] = &tpi_wsq_plain;
	return i < n ? sets[i] : NULL;
}
