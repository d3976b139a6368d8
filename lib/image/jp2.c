/* SPDX-License-Identifier: MIT */
/* Image layer: JPEG 2000. */

#include "codec.h"
#include "headers.h"

const tpi_codec tpi_codec_jp2 = {
	.codec = TP_CODEC_JP2,
	.name = "JP2",
	.label = "JP2",
	.sniff = tpi_jp2_sniff,
	.header = tpi_jp2_header,
};

const tpi_codec tpi_codec_jp2l = {
	.codec = TP_CODEC_JP2L,
	.name = "JP2L",
	.label = "JP2L",
	.sniff = tpi_jp2l_sniff,
	.header = tpi_jp2_header,
};
