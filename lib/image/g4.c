/* SPDX-License-Identifier: MIT */
/* Image layer: Group 4 facsimile. */

#include "codec.h"

const tpi_codec tpi_codec_g4 = {
	.codec = TP_CODEC_G4,
	.name = "G4",
};
