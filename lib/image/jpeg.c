/* SPDX-License-Identifier: MIT */
/* Image layer: JPEG with loss. */

#include "codec.h"
#include "headers.h"

const tpi_codec tpi_codec_jpeg = {
	.codec = TP_CODEC_JPEG,
	.name = "JPEG",
	.label = "JPEGB",
	.sniff = tpi_jpeg_sniff,
	.header = tpi_jpeg_header,
};
