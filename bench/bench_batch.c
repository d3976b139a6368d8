/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: the command over many files: `tenprint check` of a list of 1,000
 * and of 10,000 ten-print cards, by one thread and by two: time, peak memory,
 * and how both grow. The goal is memory that does not, and time that halves.
 */

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "common.h"

#define CARDS 10u

static void
write_cards(void)
{
	char name[32];
	tp_bytes card;
	tp_diag diag;
	unsigned i;

	for (i = 0; i < CARDS; i++) {
		bench_card(i % 2 == 0 ? 4 : 14, &card);
		(void)snprintf(name, sizeof name, "batch-%u.an2", i);
		bench_check(tp_file_write(name, card.ptr, card.len, &diag), &diag, "write");
		tp_bytes_free(&card);
	}
}

static void
write_list(unsigned count)
{
	FILE *to = fopen("batch.list", "w");
	unsigned i;

	bench_must(to != NULL, "batch.list");
	for (i = 0; i < count; i++)
		(void)fprintf(to, "batch-%u.an2\n", i % CARDS);
	bench_must(fclose(to) == 0, "batch.list");
}

static bench_cost
check_list(const char *jobs)
{
	const char *const args[] = { "tenprint", "check", "--quiet", "--no-headers", "--jobs", jobs,
		"--files-from", "batch.list", NULL };

	return bench_child(bench_tool(), args, "batch.out", 1);
}

int
main(void)
{
	static const unsigned counts[] = { 1000, 10000 };
	bench_cost of[2][2];
	unsigned i, k;
	char name[32];

	write_cards();
	for (i = 0; i < 2; i++) {
		write_list(counts[i]);
		for (k = 0; k < 2; k++) {
			of[i][k] = check_list(k == 0 ? "1" : "2");
			printf("%5u cards, --jobs %u: %6.2f s, %6.0f a second, %ld kB at most\n",
			    counts[i], k + 1, of[i][k].seconds, counts[i] / of[i][k].seconds,
			    of[i][k].kilobytes);
		}
	}
	printf("two threads over one: %.2f times; 10 times the cards: %.2f times the time, "
	    "%.2f times the memory\n", of[1][0].seconds / of[1][1].seconds,
	    of[1][0].seconds / of[0][0].seconds,
	    (double)of[1][0].kilobytes / (double)of[0][0].kilobytes);
	for (i = 0; i < CARDS; i++) {
		(void)snprintf(name, sizeof name, "batch-%u.an2", i);
		(void)unlink(name);
	}
	(void)unlink("batch.list");
	(void)unlink("batch.out");
	return EXIT_SUCCESS;
}
