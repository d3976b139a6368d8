/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: checking a booking with 14 prints, of Type-4 and of Type-14,
 * against EBTS 11.0: without looking into images, with their headers, and
 * beside reading the same bytes. A check allocates nothing, which is counted.
 */

#include <stdio.h>
#include <stdlib.h>

#include <tenprint/check.h>
#include <tenprint/synth.h>

#include "common.h"

#define ROUNDS 21
#define CHECKS 200
#define GOAL 20000.0

enum { BARE, HEADERS, READING, STEPS };

static const char *const step_names[STEPS] = { "check, no image headers",
	"check with image headers", "read the same bytes" };

/* Fields of an arrest beyond those of the shared booking: some 30 in all. */
static void
fill(tp_transaction *t)
{
	static const struct {
		uint32_t field;
		const char *text;
	} more[] = {
		{ 5, "Y" }, { 6, "SYNTHETIC ATTENTION" }, { 9, "CASE-0001" }, { 17, "MP-0001" },
		{ 24, "M" }, { 26, "SC L ARM" }, { 19, "OTHER,NAME" }, { 15, "NY000001" },
		{ 56, "SYNTHETIC CAUTION" }, { 40, "SYNTHETIC" }, { 70, "Y" }, { 39, "SYNTHETIC" },
	};
	tp_record *r = tp_transaction_record(t, 1);
	tp_diag diag;
	size_t i;

	for (i = 0; i < sizeof more / sizeof more[0]; i++)
		bench_check(tp_record_set_text(r, more[i].field, more[i].text, &diag), &diag,
		    "field");
}

/* 1.011 and 1.012 speak of Type-4 alone. */
static void
no_resolution(tp_transaction *t)
{
	tp_record *r = tp_transaction_record(t, 0);
	tp_diag diag;

	bench_check(tp_record_set_text(r, 11, "00.00", &diag), &diag, "NSR");
	bench_check(tp_record_set_text(r, 12, "00.00", &diag), &diag, "NTR");
}

/* A card's worth of prints, each its own. */
static void
draw(tp_bytes prints[BENCH_PRINTS])
{
	tp_synth_options look = { .size = sizeof look, .seed = 1 };
	tp_encode_options wsq = { .size = sizeof wsq, .codec = TP_CODEC_WSQ, .bitrate = 0.75 };
	tp_image image;
	tp_diag diag;
	uint32_t i;

	for (i = 0; i < BENCH_PRINTS; i++) {
		look.fgp = i + 1 <= 10 ? i + 1 : i == 10 ? 1 : i == 11 ? 6 : i + 1;
		look.rolled = i < 10;
		bench_check(tp_synth_print(&look, &image, &diag), &diag, "draw");
		bench_check(tp_image_encode(&image, &wsq, &prints[i], &diag), &diag, "encode");
		tp_image_free(&image);
	}
}

static void
make(int type, const tp_bytes *prints, tp_bytes *out)
{
	tp_transaction *t = bench_booking(NULL);
	tp_diag diag;

	fill(t);
	if (type != 4)
		no_resolution(t);
	bench_add_prints(t, type, TP_EDIT_BORROW, prints);
	bench_check(tp_transaction_write(t, 0, out, &diag), &diag, "write");
	tp_transaction_free(t);
}

static tp_transaction *
read_card(const tp_bytes *bytes)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW };
	tp_transaction *t;
	tp_diag diag;

	bench_check(tp_transaction_read(bytes->ptr, bytes->len, &options, &t, &diag), &diag,
	    "read");
	return t;
}

static int
tell(void *ctx, const tp_finding *f)
{
	(void)ctx;
	printf("  %s: %d.%03lu: %s\n", f->rule->id, f->at.type, (unsigned long)f->at.field, f->text);
	return 0;
}

static double
time_checks(const tp_transaction *t, const tp_profile *p, const tp_mem *mem, uint32_t flags,
    tp_check_counts *counts)
{
	tp_check_options options = { .size = sizeof options, .flags = flags, .mem = mem };
	uint64_t start = bench_now();
	tp_diag diag;
	int i;

	for (i = 0; i < CHECKS; i++)
		bench_check(tp_check_count(t, p, &options, counts, &diag), &diag, "check");
	return (double)(bench_now() - start) / CHECKS;
}

static double
time_reads(const tp_bytes *bytes)
{
	uint64_t start = bench_now();
	int i;

	for (i = 0; i < CHECKS; i++)
		tp_transaction_free(read_card(bytes));
	return (double)(bench_now() - start) / CHECKS;
}

static void
measure(int type, const tp_profile *p, const tp_bytes *prints)
{
	double taken[STEPS][ROUNDS], median[STEPS];
	tp_check_counts counts;
	bench_counter memory;
	tp_transaction *t;
	tp_bytes bytes;
	int round, step;

	make(type, prints, &bytes);
	t = read_card(&bytes);
	bench_counter_init(&memory);
	for (round = 0; round < ROUNDS; round++) {
		taken[BARE][round] = time_checks(t, p, &memory.mem, TP_CHECK_NO_HEADERS, &counts);
		taken[HEADERS][round] = time_checks(t, p, &memory.mem, 0, &counts);
		taken[READING][round] = time_reads(&bytes);
	}
	bench_check((tp_status)tp_check(t, p, NULL, tell, NULL, NULL), NULL, "check");
	for (step = 0; step < STEPS; step++)
		median[step] = bench_median(taken[step], ROUNDS);
	printf("14 of Type-%d, %zu bytes; %zu errors, %zu warnings, %zu notes\n", type, bytes.len,
	    counts.errors, counts.warnings, counts.notes);
	for (step = 0; step < STEPS; step++)
		printf("  %-26s %9.1f us  %9.0f a second  %6.2f times the bare check\n",
		    step_names[step], median[step] / 1e3, 1e9 / median[step],
		    median[step] / median[BARE]);
	printf("  %d checks: %zu allocations; %.1f times the goal of %.0f a second\n",
	    2 * CHECKS * ROUNDS, memory.calls, 1e9 / median[BARE] / GOAL, GOAL);
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
}

int
main(void)
{
	uint64_t start = bench_now();
	tp_bytes prints[BENCH_PRINTS];
	bench_counter memory;
	tp_profile *p;
	tp_diag diag;
	size_t i;

	bench_counter_init(&memory);
	bench_check(tp_profile_new("ebts-11.0", &memory.mem, &p, &diag), &diag, "profile");
	printf("profile: %.1f us to make, %zu bytes\n", (double)(bench_now() - start) / 1e3,
	    memory.live);
	draw(prints);
	measure(4, p, prints);
	measure(14, p, prints);
	for (i = 0; i < BENCH_PRINTS; i++)
		tp_bytes_free(&prints[i]);
	tp_profile_free(p);
	return memory.live == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
