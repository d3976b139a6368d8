/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the codec table's entry. Each codec is one const tpi_codec in
 * a file of its own, listed in registry.c; a codec left out of the build has
 * sniff and header only.
 */
#ifndef TPI_CODEC_H
#define TPI_CODEC_H

#include <tenprint/image.h>

typedef struct tpi_decode_job {
	const uint8_t *bytes;
	size_t len;
	tp_mem mem;          /* already defaulted */
	tp_limits limits;    /* already defaulted */
	uint32_t flags;      /* TP_DECODE_* */
	const tp_image_info *raw_info;
	bool damaged;        /* out */
} tpi_decode_job;

typedef struct tpi_codec {
	int32_t codec;
	const char *name;
	const char *label; /* NULL where the standard has none */
	bool lossy;        /* encode heeds bitrate, ratio and target_bytes */
	bool (*sniff)(const uint8_t *bytes, size_t len);
	tp_status (*header)(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag);
	/* NULL where the build or the codec cannot. */
	tp_status (*decode)(tpi_decode_job *job, tp_image *out, tp_diag *diag);
	tp_status (*encode)(const tp_image *image, tp_encode_options *options, tp_bytes *out,
	    tp_diag *diag);
} tpi_codec;

extern const tpi_codec tpi_codec_raw, tpi_codec_wsq, tpi_codec_jpeg, tpi_codec_jpegl,
    tpi_codec_jp2, tpi_codec_jp2l, tpi_codec_png, tpi_codec_pnm, tpi_codec_g4,
    tpi_codec_vector;

/* What codecs share (image.c). */

/* An image of the size and resolution of *info, with the job's allocator and limits. */
tp_status tpi_image_for(const tpi_decode_job *job, const tp_image_info *info, tp_image *out,
    tp_diag *diag);
/* Bytes of a row's pixels without padding. */
size_t tpi_image_row_bytes(const tp_image_info *info);
/* Zero the bits past the width of one-bit rows, so that equal images have equal bytes. */
void tpi_image_clear_padding(tp_image *image);
/* A sample of 0..max (more counts as max) as one of 0..full. */
uint32_t tpi_scale_sample(uint32_t sample, uint32_t max, uint32_t full);
/* Set a resolution that the codec's header states; nothing if it is not a positive number. */
void tpi_image_set_ppi(tp_image_info *info, double ppi_x, double ppi_y);
/*
 * Pixels an inch from a whole count of pixels in a length, such as a metre.
 * A count that a whole number of pixels an inch rounds to gives that number.
 */
double tpi_ppi_from_count(double count, double per_inch);

#endif
