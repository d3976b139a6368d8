/* SPDX-License-Identifier: MIT */
/* Image layer: lossless JPEG (ITU T.81, process 14). */

#include "codec.h"
#include "headers.h"

const tpi_codec tpi_codec_jpegl = {
	.codec = TP_CODEC_JPEGL,
	.name = "JPEGL",
	.label = "JPEGL",
	.sniff = tpi_jpegl_sniff,
	.header = tpi_jpeg_header,
};
