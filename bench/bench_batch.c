/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: the command over many files: `tenprint check` of a list of 1,000
 * and of 10,000 ten-print cards, by one thread and by two: time, peak memory,
 * and how both grow. The goal is memory that does not, and time that halves.
 */

#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define CARDS 10u

static const char tool[] = "../tools/tenprint";

typedef struct run {
	double seconds;
	long kilobytes;
} run;

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(EXIT_FAILURE);
}

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

	must(to != NULL, "batch.list");
	for (i = 0; i < count; i++)
		(void)fprintf(to, "batch-%u.an2\n", i % CARDS);
	must(fclose(to) == 0, "batch.list");
}

static run
check_list(const char *jobs)
{
	const char *const args[] = { "tenprint", "check", "--quiet", "--no-headers", "--jobs", jobs,
		"--files-from", "batch.list", NULL };
	uint64_t start = bench_now();
	struct rusage usage;
	run r = { 0, 0 };
	pid_t child = fork();
	int status, out;

	must(child >= 0, "fork");
	if (child == 0) {
		out = open("batch.out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (out >= 0 && dup2(out, STDOUT_FILENO) >= 0)
			(void)execv(tool, (char *const *)(uintptr_t)args);
		_exit(127);
	}
	must(wait4(child, &status, 0, &usage) == child, "wait4");
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		(void)fprintf(stderr, "%s failed\n", tool);
		exit(EXIT_FAILURE);
	}
	r.seconds = (double)(bench_now() - start) / 1e9;
	r.kilobytes = usage.ru_maxrss;
	return r;
}

int
main(void)
{
	static const unsigned counts[] = { 1000, 10000 };
	run of[2][2];
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
