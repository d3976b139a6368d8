/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: the prints that the searches know, and whose they are. One
 * is found by the digest of its decoded pixels, which finds no other print of
 * the finger; with an external matcher by its score, too.
 */
#ifndef TOOL_SANDBOX_GALLERY_H
#define TOOL_SANDBOX_GALLERY_H

#include "map.h"
#include "matcher.h"

/* A print that the matcher has an image of. */
typedef struct gallery_print {
	uint32_t position; /* FGP */
	size_t image;
	uint64_t owner;
} gallery_print;

typedef struct gallery {
	map digests;    /* of pixels, to owner */
	map answers;    /* of the matcher, by the digest of the first print of what was searched */
	gallery_print *prints;
	size_t count;
	size_t room;
	matcher matcher;
	bool matching;
	bool failed;    /* the matcher did; nothing that was found since is to be believed */
} gallery;

/* NULL: there is no matcher. TOOL_DONE or TOOL_FAULT, said. */
int gallery_open(gallery *g, const matcher_options *options);
void gallery_close(gallery *g);
/* The prints of Type-4 and Type-14 of a transaction; those that are there keep their owner. */
int gallery_enroll(gallery *g, const tp_transaction *t, uint64_t owner);
/*
 * Whose prints a transaction has. With a matcher the prints are compared one
 * after the other with those of the same position, until the best score of
 * one reaches the threshold.
 */
bool gallery_find(gallery *g, const tp_transaction *t, uint64_t *owner);

#endif
