/* SPDX-License-Identifier: MIT */
/*
 * Synthetic fingerprints: plausible ridges for rehearsal and tests, of no
 * person. The same options give the same pixels on every machine.
 */
#ifndef TENPRINT_SYNTH_H
#define TENPRINT_SYNTH_H

#include <tenprint/image.h>

TP_BEGIN_DECLS

typedef struct tp_synth_options {
	size_t size;
	uint64_t seed;
	uint32_t width;  /* pixels; 0: 800 */
	uint32_t height; /* lines; 0: 750 */
	uint32_t ppi;    /* 0: 500 */
	uint32_t fgp;    /* friction ridge position, 0-15; 13-15 draw several fingers */
	uint32_t rolled; /* 1: nail to nail, 0: plain */
	const tp_mem *mem;
	const tp_limits *limits;
} tp_synth_options;

/* Draw one print, 8-bit grey, dark ridges on white. TP_ERR_ARG, LIMIT, NOMEM. */
TP_API TP_NODISCARD tp_status tp_synth_print(const tp_synth_options *options, tp_image *out,
    tp_diag *diag);

TP_END_DECLS

#endif
