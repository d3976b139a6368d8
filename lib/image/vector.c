/* SPDX-License-Identifier: MIT */
/* Image layer: pen vectors. */

#include "codec.h"

const tpi_codec tpi_codec_vector = {
	.codec = TP_CODEC_VECTOR,
	.name = "VECTOR",
};
