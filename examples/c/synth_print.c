/* SPDX-License-Identifier: MIT */
/*
 * synth_print POSITION OUT: draw the synthetic print of no person and write
 * it as WSQ, the codec of ten-print submissions at 500 pixels an inch.
 */
#include <stdio.h>
#include <stdlib.h>

#include <tenprint/tenprint.h>

int
main(int argc, char **argv)
{
	tp_synth_options synth = { .size = sizeof synth, .width = 320, .height = 300, .rolled = 1 };
	tp_encode_options encode = { .size = sizeof encode, .codec = TP_CODEC_WSQ };
	tp_image image;
	tp_bytes bytes = { .ptr = NULL };
	tp_diag diag;
	tp_status status;
	char text[400];

	if (argc != 3) {
		fprintf(stderr, "usage: synth_print POSITION OUT\n");
		return 2;
	}
	synth.fgp = (uint32_t)strtoul(argv[1], NULL, 10);
	synth.seed = synth.fgp;
	status = tp_synth_print(&synth, &image, &diag);
	if (status == TP_OK) {
		status = tp_image_encode(&image, &encode, &bytes, &diag);
		tp_image_free(&image);
	}
	if (status == TP_OK)
		status = tp_file_write(argv[2], bytes.ptr, bytes.len, &diag);
	tp_bytes_free(&bytes);
	if (status == TP_OK)
		return 0;
	tp_diag_format(&diag, text, sizeof text);
	fprintf(stderr, "synth_print: %s\n", text);
	return 1;
}
