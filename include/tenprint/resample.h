/* SPDX-License-Identifier: MIT */
/* Lowering an image's resolution, as from 1000 to 500 pixels an inch. */
#ifndef TENPRINT_RESAMPLE_H
#define TENPRINT_RESAMPLE_H

#include <tenprint/image.h>

TP_BEGIN_DECLS

typedef struct tp_resample_options {
	size_t size;
	double ppi;      /* wanted; 0: 500 */
	double from_ppi; /* the image's; 0: what the image itself says */
	const tp_mem *mem;
	const tp_limits *limits;
} tp_resample_options;

/*
 * Filter with a Gaussian and take every second pixel, as NIST SP 500-289 asks
 * for going from 1000 to 500; other ratios up to 16 scale the filter along.
 * options may be NULL. *out has the same components and depth, and is freed
 * with tp_image_free. TP_ERR_ARG (1-bit, or no resolution known), RANGE (the
 * image would grow, or shrink more than 16 times), LIMIT, NOMEM.
 */
TP_API TP_NODISCARD tp_status tp_image_resample(const tp_image *image,
    const tp_resample_options *options, tp_image *out, tp_diag *diag);

TP_END_DECLS

#endif
