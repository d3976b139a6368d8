/* SPDX-License-Identifier: MIT */
/* Tests of images: small synthetic prints as streams of every codec, and how to read each. */
#ifndef TS_IMAGES_H
#define TS_IMAGES_H

#include "support.h"

/* One way to write an image; streams of kinds that the build leaves out are not made. */
typedef struct ts_kind {
	const char *name;
	const char *library; /* that does the work below ours */
	int32_t codec;
	uint32_t components;
	uint32_t depth;
} ts_kind;
extern const ts_kind ts_kinds[];
extern const size_t ts_kind_count;

typedef struct ts_stream {
	const ts_kind *kind;
	tp_image image;     /* what was encoded */
	tp_bytes bytes;
	tp_image_info info; /* for what has no header */
} ts_stream;

bool ts_kind_built(const ts_kind *kind);
/* A part of a synthetic print in the kind's components and depth; ends the program on failure. */
void ts_draw(const ts_kind *kind, uint64_t seed, uint32_t width, uint32_t height, tp_image *out);
/* Drawn and encoded; ends the program on failure. */
void ts_stream_make(const ts_kind *kind, uint64_t seed, uint32_t width, uint32_t height,
    ts_stream *out);
void ts_stream_free(ts_stream *s);

tp_status ts_encode(const ts_kind *kind, const tp_image *image, const tp_mem *mem, tp_bytes *out,
    tp_diag *diag);
/* How the stream's kind is read. The options point into *s. */
tp_decode_options ts_decode_options(const ts_stream *s, uint32_t flags, const tp_mem *mem);

bool ts_same_image(const tp_image *a, const tp_image *b);
/* As a failed decode has to leave it. */
bool ts_image_is_zero(const tp_image *image);
bool ts_bytes_are_zero(const tp_bytes *bytes);
uint64_t ts_hash_image(const tp_image *image);

#endif
