/* SPDX-License-Identifier: MIT */
/* Tools: an image file made ready for a record. */
#ifndef TOOL_NEW_IMAGE_H
#define TOOL_NEW_IMAGE_H

#include <tenprint/tenprint.h>

typedef struct new_image {
	tp_image_info info; /* codec RAW for what was a PNM */
	tp_bytes bytes;     /* as the record shall hold them */
} new_image;

/*
 * Read an image file; PNM becomes raw pixels, everything else stays as it
 * is. what names the place for messages, path the file. Says what is wrong:
 * TOOL_INPUT, TOOL_FAULT.
 */
int new_image_read(new_image *image, const char *path);
void new_image_free(new_image *image);
/* Bits of a pixel: components times depth. */
uint32_t new_image_bits(const new_image *image);

#endif
