/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: files of 1,000 and of 10,000 records. What costs the same for
 * each record shows a ratio near 10 between the two; 100 would be quadratic.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/transaction.h>

#include "common.h"

#define ROUNDS 11
#define FEW 1000u
#define MANY 10000u /* the default limit, the Type-1 record not counted */

enum { BUILD, WRITE_NEW, READ, WRITE_READ, EDIT, WRITE_EDITED, STEPS };

static const char *const step_names[STEPS] = { "build, a record a call", "write what was built",
	"read", "write what was read", "edit one field in each", "write what was edited" };

static uint64_t
lap(uint64_t *from)
{
	uint64_t now = bench_now(), taken = now - *from;

	*from = now;
	return taken;
}

static tp_transaction *
build(size_t records, const tp_limits *limits)
{
	tp_new_options options = { .size = sizeof options, .limits = limits, .tot = "CAR",
		.dat = "20260101", .dai = "XX0000000", .ori = "XX0000000", .tcn = "SYNTHETIC0001" };
	tp_finger_record finger = { .size = sizeof finger, .src = "XX0000000",
		.fcd = "20260101", .hll = 16, .vll = 16, .thps = 500, .cga = "NONE" };
	tp_transaction *t;
	tp_diag diag;
	size_t i;

	bench_check(tp_transaction_new(&options, &t, &diag), &diag, "new");
	for (i = 0; i < records; i++) {
		finger.idc = (int32_t)(i % 99 + 1);
		finger.fgp = (uint32_t)(i % 10 + 1);
		bench_check(tp_transaction_add_finger(t, &finger, bench_noise(256), 256, 0, NULL,
		    &diag), &diag, "add");
	}
	return t;
}

static void
edit(tp_transaction *t)
{
	size_t i, n = tp_transaction_record_count(t);
	tp_diag diag;

	for (i = 1; i < n; i++)
		bench_check(tp_record_set_text(tp_transaction_record(t, i), 4, "YY0000000", &diag),
		    &diag, "edit");
}

static void
once(size_t records, double *taken)
{
	tp_limits limits = { .size = sizeof limits, .records = MANY + 1 };
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW,
		.limits = &limits };
	uint64_t clock = bench_now();
	tp_transaction *made = build(records, &limits), *t;
	tp_bytes first, second, third;
	tp_diag diag;

	taken[BUILD] = (double)lap(&clock);
	bench_check(tp_transaction_write(made, 0, &first, &diag), &diag, "write");
	taken[WRITE_NEW] = (double)lap(&clock);
	bench_check(tp_transaction_read(first.ptr, first.len, &options, &t, &diag), &diag, "read");
	taken[READ] = (double)lap(&clock);
	bench_check(tp_transaction_write(t, 0, &second, &diag), &diag, "write");
	taken[WRITE_READ] = (double)lap(&clock);
	edit(t);
	taken[EDIT] = (double)lap(&clock);
	bench_check(tp_transaction_write(t, 0, &third, &diag), &diag, "write");
	taken[WRITE_EDITED] = (double)lap(&clock);
	if (second.len != first.len || memcmp(second.ptr, first.ptr, first.len) != 0 ||
	    third.len != first.len)
		exit(EXIT_FAILURE);
	tp_transaction_free(made);
	tp_transaction_free(t);
	tp_bytes_free(&first);
	tp_bytes_free(&second);
	tp_bytes_free(&third);
}

int
main(void)
{
	double few[STEPS][ROUNDS], many[STEPS][ROUNDS], taken[STEPS];
	double a, b;
	int round, step;

	for (round = 0; round < ROUNDS; round++) {
		once(FEW, taken);
		for (step = 0; step < STEPS; step++)
			few[step][round] = taken[step];
		once(MANY, taken);
		for (step = 0; step < STEPS; step++)
			many[step][round] = taken[step];
	}
	printf("%-24s %12s %12s %8s   (10 is linear)\n", "nanoseconds a record", "1,000",
	    "10,000", "ratio");
	for (step = 0; step < STEPS; step++) {
		a = bench_median(few[step], ROUNDS);
		b = bench_median(many[step], ROUNDS);
		printf("%-24s %12.1f %12.1f %8.2f\n", step_names[step], a / FEW, b / MANY, b / a);
	}
	return EXIT_SUCCESS;
}
