/* SPDX-License-Identifier: MIT */
/* Image layer: the parts of JP2 that OpenJPEG leaves to others (jp2-header.c). */
#ifndef TPI_JP2_BOXES_H
#define TPI_JP2_BOXES_H

#include "../base/mem.h"
#include <tenprint/image.h>

/* Tiles that the codestream declares; 0 when its size segment cannot be read. */
uint64_t tpi_jp2_tiles(const uint8_t *bytes, size_t len);
/* Of all tile parts, the most bytes that one says to have past the end of the data. */
uint64_t tpi_jp2_missing(const uint8_t *bytes, size_t len);
/*
 * Copy a JP2 file with the capture resolution of *info put into its header
 * box; false if that box is not found. What is out of memory shows in buf.
 */
bool tpi_jp2_add_resolution(const uint8_t *bytes, size_t len, const tp_image_info *info,
    tpi_buf *buf);

#endif
