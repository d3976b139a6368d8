/* SPDX-License-Identifier: MIT */
/*
 * Image layer: what the headers of JPEG, JPEG 2000 and PNG say, read without
 * any library, so that each build can name and measure what it cannot decode.
 */
#ifndef TPI_IMAGE_HEADERS_H
#define TPI_IMAGE_HEADERS_H

#include <tenprint/image.h>

/* Baseline, extended and progressive are TP_CODEC_JPEG, lossless TP_CODEC_JPEGL. */
bool tpi_jpeg_sniff(const uint8_t *bytes, size_t len);
bool tpi_jpegl_sniff(const uint8_t *bytes, size_t len);
tp_status tpi_jpeg_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag);

/* The JP2 file format and the bare codestream; the wavelet tells JP2L from JP2. */
bool tpi_jp2_sniff(const uint8_t *bytes, size_t len);
bool tpi_jp2l_sniff(const uint8_t *bytes, size_t len);
bool tpi_jp2_is_codestream(const uint8_t *bytes, size_t len);
/* Where the codestream starts; len if there is none. */
size_t tpi_jp2_codestream(const uint8_t *bytes, size_t len);
tp_status tpi_jp2_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag);

bool tpi_png_sniff(const uint8_t *bytes, size_t len);
tp_status tpi_png_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag);

#endif
