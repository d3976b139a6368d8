/* SPDX-License-Identifier: MIT */
/* Image layer, WSQ: the codec's entry in the table, and its header alone. */

#include <string.h>

#include "wsq.h"

static bool
sniff(const uint8_t *bytes, size_t len)
{
	return len >= 4 && bytes[0] == 0xff && bytes[1] == TPI_WSQ_SOI && bytes[2] == 0xff &&
	    (bytes[3] == 0xff || (bytes[3] >= TPI_WSQ_EOI && bytes[3] <= TPI_WSQ_COM));
}

void
tpi_wsq_tables_info(const tpi_wsq_tables *tables, tp_image_info *info)
{
	memset(info, 0, sizeof *info);
	info->codec = TP_CODEC_WSQ;
	info->width = tables->frame.width;
	info->height = tables->frame.height;
	info->components = 1;
	info->depth = 8;
	tpi_image_set_ppi(info, tables->ppi, tables->ppi);
}

/* All segments up to the first block: the comment with the resolution may be any of them. */
static tp_status
header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	tpi_wsq_reader reader;
	int marker;
	tp_status status;

	memset(out, 0, sizeof *out);
	status = tpi_wsq_reader_init(&reader, bytes, len, diag);
	if (status == TP_OK)
		status = tpi_wsq_read_segments(&reader, &marker);
	if (status != TP_OK && !reader.tables.have_frame)
		return status;
	if (!reader.tables.have_frame)
		return tpi_fail(diag, TP_ERR_SYNTAX, reader.at, "WSQ: no frame header");
	/* What is wrong behind the frame header is no concern of whoever asks for it. */
	tp_diag_init(diag);
	tpi_wsq_tables_info(&reader.tables, out);
	return TP_OK;
}

static tp_status
decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	return tpi_wsq_decode_with(tpi_wsq_kernels_at(0), job, out, diag);
}

static tp_status
encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	return tpi_wsq_encode_with(tpi_wsq_kernels_at(0), image, options, out, diag);
}

const tpi_codec tpi_codec_wsq = {
	.codec = TP_CODEC_WSQ,
	.name = "WSQ",
	.label = "WSQ20",
	.lossy = true,
	.sniff = sniff,
	.header = header,
	.decode = decode,
	.encode = encode,
};
