/* SPDX-License-Identifier: MIT */
/* Image layer: the two halves of lossless JPEG. */
#ifndef TPI_JPEGL_H
#define TPI_JPEGL_H

#include "codec.h"

#define TPI_JPEGL_SOF3 0xc3
#define TPI_JPEGL_DHT 0xc4
#define TPI_JPEGL_RST0 0xd0
#define TPI_JPEGL_SOI 0xd8
#define TPI_JPEGL_EOI 0xd9
#define TPI_JPEGL_SOS 0xda
#define TPI_JPEGL_DRI 0xdd
#define TPI_JPEGL_APP0 0xe0

/* Difference categories 0 to 16 (ITU T.81, table H.2). */
#define TPI_JPEGL_CATEGORIES 17

/*
 * What the neighbours say of a sample: left, above, above left (T.81, table
 * H.1). Predictors 5 and 6 halve the difference, as the standard has it.
 */
static inline int32_t
tpi_jpegl_predict(unsigned predictor, int32_t left, int32_t above, int32_t corner)
{
	switch (predictor) {
	case 1:
		return left;
	case 2:
		return above;
	case 3:
		return corner;
	case 4:
		return left + above - corner;
	case 5:
		return left + (above - corner + 131072) / 2 - 65536;
	case 6:
		return above + (left - corner + 131072) / 2 - 65536;
	default:
		return (left + above) / 2;
	}
}

tp_status tpi_jpegl_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag);

#endif
