/* SPDX-License-Identifier: MIT */
/* Benchmarks: the clock, the cold cache, the counting allocator and the synthetic card. */

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "common.h"

#define LINE 64u
#define PRINT_BYTES 47000u

uint64_t
bench_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#ifdef __SSE2__
void
bench_chill(const void *bytes, size_t len)
{
	const char *at = bytes;
	size_t i;

	for (i = 0; i < len; i += LINE)
		_mm_clflush(at + i);
	if (len != 0)
		_mm_clflush(at + len - 1);
	_mm_mfence();
}
#else
/* Without a way to name cache lines, walk over more memory than any cache holds. */
void
bench_chill(const void *bytes, size_t len)
{
	static uint8_t big[64u << 20];
	size_t i;

	(void)bytes;
	(void)len;
	for (i = 0; i < sizeof big; i += LINE)
		big[i]++;
	bench_keep(big);
}
#endif

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
bench_median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, compare);
	return values[count / 2];
}

void
bench_keep(const void *value)
{
	static const void *volatile kept;

	kept = value;
	(void)kept;
}

static void *
count_alloc(void *ctx, size_t size)
{
	bench_counter *c = ctx;
	void *ptr = malloc(size);

	c->calls++;
	if (ptr != NULL)
		c->live += size;
	if (c->live > c->peak)
		c->peak = c->live;
	return ptr;
}

static void *
count_realloc(void *ctx, void *old, size_t old_size, size_t size)
{
	bench_counter *c = ctx;
	void *ptr = realloc(old, size);

	c->calls++;
	if (ptr != NULL)
		c->live += size - old_size;
	if (c->live > c->peak)
		c->peak = c->live;
	return ptr;
}

static void
count_free(void *ctx, void *ptr, size_t size)
{
	bench_counter *c = ctx;

	c->live -= ptr != NULL ? size : 0;
	free(ptr);
}

void
bench_counter_init(bench_counter *c)
{
	memset(c, 0, sizeof *c);
	c->mem = (tp_mem){ count_alloc, count_realloc, count_free, c };
}

void
bench_check(tp_status status, const tp_diag *diag, const char *what)
{
	char text[320];

	if (status == TP_OK)
		return;
	(void)tp_diag_format(diag, text, sizeof text);
	(void)fprintf(stderr, "%s: %s (%s)\n", what, text, tp_strerror(status));
	exit(EXIT_FAILURE);
}

const uint8_t *
bench_noise(size_t len)
{
	static uint8_t noise[PRINT_BYTES];
	uint32_t x = 2463534242u;
	size_t i;

	for (i = 0; i < sizeof noise && noise[sizeof noise - 1] == 0; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		noise[i] = (uint8_t)(x | 1);
	}
	return len <= sizeof noise ? noise : NULL;
}

tp_transaction *
bench_booking(const tp_mem *mem)
{
	static const struct {
		uint32_t field;
		const char *text;
	} booking[] = {
		{ 5, "N" }, { 16, "900000000" }, { 18, "SYNTHETIC,SAMPLE A" }, { 20, "NY" },
		{ 21, "US" }, { 22, "19700101" }, { 24, "X" }, { 25, "U" }, { 27, "510" },
		{ 29, "150" }, { 31, "BRO" }, { 32, "BLK" },
		{ 41, "1 SAMPLE STREET" }, { 45, "20260101" }, { 73, "NY0300000" },
	};
	tp_new_options options = { .size = sizeof options, .mem = mem, .tot = "CAR",
		.dat = "20260101", .dai = "WVIAFIS0Z", .ori = "NY0300000",
		.tcn = "SYNTHETIC0001", .nsr = "19.69", .ntr = "19.69" };
	tp_str charge[2];
	tp_transaction *t;
	tp_record *r;
	tp_diag diag;
	size_t i;

	bench_check(tp_transaction_new(&options, &t, &diag), &diag, "new");
	bench_check(tp_transaction_add_record(t, 2, -1, 0, &r, &diag), &diag, "Type-2");
	for (i = 0; i < sizeof booking / sizeof booking[0]; i++)
		bench_check(tp_record_set_text(r, booking[i].field, booking[i].text, &diag), &diag,
		    "field");
	tp_str_from("NORAM", &charge[0]);
	tp_str_from("11.0", &charge[1]);
	bench_check(tp_record_append_items(tp_transaction_record(t, 0), 13, charge, 2, &diag),
	    &diag, "domain");
	tp_str_from("20260101", &charge[0]);
	tp_str_from("SYNTHETIC CHARGE", &charge[1]);
	for (i = 0; i < 5; i++)
		bench_check(tp_record_append_items(r, 47, charge, 2, &diag), &diag, "charge");
	return t;
}

void
bench_add_prints(tp_transaction *t, int type, uint32_t flags, const tp_bytes *images)
{
	tp_print_header print = { .size = sizeof print, .idc = -1, .hll = 800, .vll = 750,
		.gca = 1, .fgp_count = 1 };
	tp_finger_record finger = { .size = sizeof finger, .idc = -1, .src = "NY0300000",
		.fcd = "20260101", .hll = 800, .vll = 750, .thps = 500, .cga = "WSQ20" };
	tp_diag diag;
	tp_status status;
	uint32_t i;

	for (i = 1; i <= BENCH_PRINTS; i++) {
		const void *image = images != NULL ? images[i - 1].ptr : bench_noise(PRINT_BYTES);
		size_t len = images != NULL ? images[i - 1].len : PRINT_BYTES;

		print.fgp[0] = (uint8_t)i;
		finger.fgp = i;
		finger.imp = print.imp = i <= 10 ? 1 : 0;
		status = type == 4
		    ? tp_transaction_add_print(t, &print, image, len, flags, NULL, &diag)
		    : tp_transaction_add_finger(t, &finger, image, len, flags, NULL, &diag);
		bench_check(status, &diag, "print");
	}
}

void
bench_card(int type, tp_bytes *out)
{
	tp_transaction *t = bench_booking(NULL);
	tp_diag diag;

	bench_add_prints(t, type, TP_EDIT_BORROW, NULL);
	bench_check(tp_transaction_write(t, 0, out, &diag), &diag, "write");
	tp_transaction_free(t);
}
