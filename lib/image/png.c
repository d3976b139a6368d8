/* SPDX-License-Identifier: MIT */
/* Image layer: PNG. */

#include "codec.h"
#include "headers.h"

const tpi_codec tpi_codec_png = {
	.codec = TP_CODEC_PNG,
	.name = "PNG",
	.label = "PNG",
	.sniff = tpi_png_sniff,
	.header = tpi_png_header,
};
