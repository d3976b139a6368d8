/* SPDX-License-Identifier: MIT */
/* Benchmarks: commands, timed from their start to their end. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <stdbool.h>

/* End the program with what the system says was wrong. */
void bench_must(bool ok, const char *what);
typedef struct bench_cost {
	double seconds;
	double processor; /* seconds, of the program and the system for it */
	long kilobytes;   /* at most */
} bench_cost;

/* The command of this build: itself, not the script that libtool may put in its place. */
const char *bench_tool(void);
/*
 * What the program at path costs, its standard output and error in the file
 * out. A status above worst ends the benchmark.
 */
bench_cost bench_child(const char *path, const char *const args[], const char *out, int worst);

#endif
