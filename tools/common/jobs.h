/* SPDX-License-Identifier: MIT */
/* Tools: one kind of work on many things by several threads, each thing finished in order. */
#ifndef TOOL_JOBS_H
#define TOOL_JOBS_H

#include <stdbool.h>
#include <stddef.h>

#define JOBS_MAX 64

typedef struct jobs_plan {
	size_t count;                        /* of things */
	size_t threads;                      /* 1 to JOBS_MAX, with the caller's */
	void (*work)(void *ctx, size_t i);   /* on any thread, several at a time */
	void (*finish)(void *ctx, size_t i); /* one at a time, in order of i */
	void *ctx;
	bool progress; /* tell on stderr how many are finished, if it is a terminal */
} jobs_plan;

/*
 * Do it all. Work is never more than jobs_window(plan) things ahead of what
 * is finished, so results may stand in a ring of that many.
 */
void jobs_run(const jobs_plan *plan);
size_t jobs_window(const jobs_plan *plan);
/* The value of --jobs; false if it is none. */
bool jobs_parse(const char *text, size_t *out);

#endif
