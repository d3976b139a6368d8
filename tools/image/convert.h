/* SPDX-License-Identifier: MIT */
/* Tools: one image from one codec to another. Safe in threads: nothing is said, nothing shared. */
#ifndef TOOL_CONVERT_H
#define TOOL_CONVERT_H

#include <tenprint/tenprint.h>

typedef struct convert_options {
	tp_codec codec;      /* wanted */
	double ratio;        /* 0: the codec's default, as the next two */
	double bitrate;
	uint64_t target;     /* bytes */
	double ppi;          /* stated; 0: as the image says */
	double resample;     /* 0: not at all */
	tp_image_info raw;   /* of headerless input; width 0: it has a header */
	bool strip;          /* comments of WSQ */
} convert_options;

typedef struct converted {
	tp_bytes bytes;
	tp_image_info info;
	double ratio;        /* uncompressed to stored */
	double bitrate;      /* bits a pixel */
	bool kept;           /* the codec was right: not encoded again */
	bool missed;         /* the ratio asked for is not what was reached */
} converted;

/*
 * A stream that is kept is taken over from *in. On failure *out has nothing
 * to free; *of_input: the image could not be read, rather than written.
 */
tp_status convert_image(tp_bytes *in, const convert_options *options, converted *out,
    bool *of_input, tp_diag *diag);

/* Take the comments out of a WSQ stream, in place; false if it is none (strip.c). */
bool strip_comments(tp_bytes *bytes);

#endif
