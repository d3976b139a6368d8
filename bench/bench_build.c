/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: building a booking of 14 prints from its fields and images and
 * writing it, against copying the bytes that come out.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/transaction.h>

#include "common.h"

static void
build(int type, const tp_mem *mem, uint32_t flags, tp_bytes *out)
{
	tp_transaction *t = bench_booking(mem);
	tp_diag diag;

	bench_add_prints(t, type, flags, NULL);
	bench_check(tp_transaction_write(t, 0, out, &diag), &diag, "write");
	tp_transaction_free(t);
}

static void
run(int type, uint32_t flags)
{
	double copy[BENCH_RUNS], made[BENCH_RUNS], ratio[BENCH_RUNS];
	bench_counter counter;
	tp_bytes bytes, again;
	uint64_t start;
	uint8_t *to;
	size_t i;

	bench_counter_init(&counter);
	build(type, &counter.mem, flags, &bytes);
	to = malloc(bytes.len);
	if (to == NULL)
		exit(EXIT_FAILURE);
	memset(to, 0, bytes.len);
	for (i = 0; i < BENCH_RUNS; i++) {
		start = bench_now();
		memcpy(to, bytes.ptr, bytes.len);
		bench_keep(to);
		copy[i] = (double)(bench_now() - start);
		start = bench_now();
		build(type, NULL, flags, &again);
		made[i] = (double)(bench_now() - start);
		ratio[i] = made[i] / copy[i];
		if (again.len != bytes.len || memcmp(again.ptr, bytes.ptr, bytes.len) != 0)
			exit(EXIT_FAILURE);
		tp_bytes_free(&again);
	}
	printf("Type-%d, images %s: %zu bytes\n", type,
	    flags != 0 ? "borrowed" : "copied in", bytes.len);
	printf("  copy of the result    %8.2f us\n", bench_median(copy, BENCH_RUNS) / 1e3);
	printf("  build and write       %8.2f us\n", bench_median(made, BENCH_RUNS) / 1e3);
	printf("  build / copy          %8.3f\n", bench_median(ratio, BENCH_RUNS));
	printf("  allocations           %8zu\n", counter.calls);
	printf("  peak / result         %8.3f\n", (double)counter.peak / (double)bytes.len);
	tp_bytes_free(&bytes);
	free(to);
}

int
main(void)
{
	run(4, TP_EDIT_BORROW);
	run(4, 0);
	run(14, TP_EDIT_BORROW);
	run(14, 0);
	return EXIT_SUCCESS;
}
