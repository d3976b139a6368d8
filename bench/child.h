/* SPDX-License-Identifier: MIT */
/* Benchmarks: commands, timed from their start to their end. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <stdbool.h>

/* End the program with what the system says was wrong. */
void bench_must(bool ok, const char *what);
/*
 * Seconds that the program at path takes, its standard output and error in
 * the file out, and its peak memory. A status above worst ends the benchmark.
 */
double bench_child(const char *path, const char *const args[], const char *out, int worst,
    long *kilobytes);

#endif
