/* SPDX-License-Identifier: MIT */
/* Tools: image files on their way into a record. */

#include <string.h>

#include "command.h"
#include "diag.h"
#include "new-image.h"

/* PNM has no label in the standard: its rows go in without its header. */
static tp_status
unwrap(new_image *image, tp_diag *diag)
{
	tp_decode_options decode = { .size = sizeof decode };
	tp_encode_options encode = { .size = sizeof encode, .codec = TP_CODEC_RAW };
	tp_image pixels;
	tp_bytes raw;
	tp_status status;

	status = tp_image_decode(image->bytes.ptr, image->bytes.len, &decode, &pixels, diag);
	if (status != TP_OK)
		return status;
	status = tp_image_encode(&pixels, &encode, &raw, diag);
	tp_image_free(&pixels);
	if (status != TP_OK)
		return status;
	tp_bytes_free(&image->bytes);
	image->bytes = raw;
	image->info.codec = TP_CODEC_RAW;
	return TP_OK;
}

int
new_image_read(new_image *image, const char *path)
{
	tp_status status;
	tp_diag diag;

	memset(image, 0, sizeof *image);
	status = tp_file_read(path, 0, NULL, &image->bytes, &diag);
	if (status == TP_OK && image->bytes.len == 0) {
		diag_say(path, "error", "truncated", "the file is empty");
		return TOOL_INPUT;
	}
	if (status == TP_OK)
		status = tp_image_header(image->bytes.ptr, image->bytes.len, &image->info, &diag);
	if (status == TP_OK && image->info.codec == TP_CODEC_PNM)
		status = unwrap(image, &diag);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(path, "error", &diag);
	new_image_free(image);
	return diag_exit(status);
}

void
new_image_free(new_image *image)
{
	tp_bytes_free(&image->bytes);
	memset(image, 0, sizeof *image);
}

uint32_t
new_image_bits(const new_image *image)
{
	return image->info.components * image->info.depth;
}
