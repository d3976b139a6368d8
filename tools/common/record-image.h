/* SPDX-License-Identifier: MIT */
/* Tools: the image in a record: where each type keeps what, and what its own bytes say. */
#ifndef TOOL_RECORD_IMAGE_H
#define TOOL_RECORD_IMAGE_H

#include <tenprint/tenprint.h>

/* Field numbers of what describes an image, 0 where the type has no such field. */
typedef struct image_fields {
	uint32_t position; /* FGP, POS, eye label */
	uint32_t impression;
	uint32_t width;
	uint32_t height;
	uint32_t units;    /* SLC */
	uint32_t ppi_x;    /* THPS */
	uint32_t ppi_y;
	uint32_t isr;
	uint32_t codec;    /* a number in Types 3-8, a label elsewhere */
	uint32_t depth;    /* BPX */
	uint32_t data;
} image_fields;
/* False for types without an image. */
bool image_fields_of(int type, image_fields *out);

typedef struct record_image {
	char position[40];   /* "1", "2,7"; empty if there is none */
	char impression[16];
	int32_t declared;    /* a tp_codec by the record's own field */
	tp_image_info info;  /* by the image's header, else by the record */
	size_t bytes;        /* stored; 0: the record has none */
	double ratio;        /* uncompressed to stored; 0: unknown */
} record_image;
/* False for a record that holds no image data and describes none. */
bool record_image_get(const tp_transaction *t, const tp_record *r, record_image *out);

#endif
