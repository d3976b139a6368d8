/* SPDX-License-Identifier: MIT */
/*
 * What the benchmarks share: a clock, a cold cache, medians of paired runs,
 * an allocator that counts, and synthetic cards. Everything is printed as a
 * ratio of two things measured in the same run, for absolute times say more
 * about a machine than about the library.
 */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#include <tenprint/edit.h>

#define BENCH_RUNS 101
#define BENCH_PRINTS 14

/* Nanoseconds from a clock that never goes back. */
uint64_t bench_now(void);
/* Push the bytes out of every cache level. */
void bench_chill(const void *bytes, size_t len);
/* Sorts the values. */
double bench_median(double *values, size_t count);
/* Let the compiler believe that the value is used. */
void bench_keep(const void *value);

/* An allocator over libc's that counts; mem.ctx points at the struct itself. */
typedef struct bench_counter {
	tp_mem mem;
	size_t calls; /* alloc and realloc */
	size_t live;
	size_t peak;
} bench_counter;
void bench_counter_init(bench_counter *c);

/* End the program with the status and its place when a call failed. */
void bench_check(tp_status status, const tp_diag *diag, const char *what);

/*
 * A booking of no person with 14 prints, of Type-4 or Type-14, about 670 kB:
 * the size of a ten-print card at 15:1. The image bytes are noise, which no
 * reader of the syntax looks into.
 */
void bench_card(int type, tp_bytes *out);
/* The image bytes of one print of such a card. */
const uint8_t *bench_noise(size_t len);
/* The Type-1 and Type-2 records alone. */
tp_transaction *bench_booking(const tp_mem *mem);
/* 14 of them, of noise or, if they are given, of images of 800x750 at 500 ppi, by WSQ. */
void bench_add_prints(tp_transaction *t, int type, uint32_t flags, const tp_bytes *images);

#endif
