/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: an external matcher: a program that is given two image
 * files (PNG, 8-bit grey) as its arguments and prints how alike they are, one
 * number on a line. It is run by execve, without a shell, and not for longer
 * than the time that it has.
 */
#ifndef TOOL_SANDBOX_MATCHER_H
#define TOOL_SANDBOX_MATCHER_H

#include <tenprint/tenprint.h>

typedef struct matcher_options {
	const char *program; /* its path; NULL: there is none */
	double threshold;    /* the least score of two prints of one finger */
	unsigned timeout;    /* seconds, from 1 */
} matcher_options;

typedef struct matcher {
	const matcher_options *options;
	char *folder; /* of the images, while it is open */
	size_t files; /* that are in it */
} matcher;

/* Make the folder, below TMPDIR. TOOL_DONE or TOOL_FAULT, said. */
int matcher_open(matcher *m, const matcher_options *options);
/* Remove the folder and the images. */
void matcher_close(matcher *m);
/* Put an image into the folder; *number is what matcher_score knows it by. TOOL_DONE or TOOL_FAULT. */
int matcher_add(matcher *m, const tp_image *image, size_t *number);
/* Take the last image that was put there out again. */
void matcher_drop(matcher *m);
/*
 * TOOL_FAULT, and said, if it cannot be run, does not end in time, ends with
 * another status than 0, or prints no number.
 */
int matcher_score(const matcher *m, size_t a, size_t b, double *score);

#endif
