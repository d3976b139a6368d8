/* SPDX-License-Identifier: MIT */
/* Tools: the image in a record, ready to be shown. */
#ifndef TOOL_RECORD_IMAGE_H
#define TOOL_RECORD_IMAGE_H

#include <tenprint/tenprint.h>

typedef struct record_image {
	tp_record_image_view view;
	char position[40];   /* "1", "2,7"; empty if there is none */
	char impression[16];
	double ratio;        /* uncompressed to stored; 0: unknown */
} record_image;
/* False for a record that holds no image data and describes none. */
bool record_image_get(const tp_record *r, record_image *out);

/* A resolution as "500", "500x1000" or "-". */
void record_image_ppi(const tp_image_info *info, char *text, size_t size);
/* Size as "800x750" or "-". */
void record_image_size(const tp_image_info *info, char *text, size_t size);
/* The name of one of TP_IMAGE_DIFF_*, as "codec". */
const char *record_image_diff(uint32_t bit);

#endif
