/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: the exchange: 1,000, 10,000 and 100,000 bookings in one run of
 * `tenprint sandbox run`, every message serialised, parsed and checked at each
 * hop; one of a hundred with fourteen prints, the others with a small one. How
 * time and memory grow, and that no answer is missing. The goal is linear.
 */

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "common.h"

#define RUNS 3u

/* Of a hundred bookings: a state that routes, one that does not, and an NFF state. */
static const struct {
	const char *subject;
	const char *agency;
	unsigned share;
} plans[] = { { "match", "CD0010000", 30 }, { "none", "CD0020000", 50 },
	{ "none", "LI0010000", 10 }, { "again", "OA0010000", 10 } };

#define PLANS (sizeof plans / sizeof plans[0])

static const char head[] =
    "{\"schema\": \"tenprint/scenario/1\", \"start\": \"2026-06-30T09:00-04:00\",\n"
    "\"jurisdictions\": [\n"
    " {\"name\": \"Cedaria (invented)\", \"state\": \"CD\", \"sib\": \"CDSIB0000\","
    " \"agencies\": [\"CD00*\"], \"routing\": true, \"moa\": true, \"activated\": \"20100101\","
    " \"field_office\": \"CDICE0001\"},\n"
    " {\"name\": \"Lindia\", \"state\": \"LI\", \"sib\": \"LISIB0000\", \"agencies\": [\"LI00*\"],"
    " \"moa\": true, \"activated\": \"20100101\", \"field_office\": \"CDICE0001\"},\n"
    " {\"name\": \"Oakia\", \"state\": \"OA\", \"sib\": \"OASIB0000\", \"agencies\": [\"OA00*\"],"
    " \"routing\": true, \"nff\": true, \"moa\": true, \"activated\": \"20100101\","
    " \"field_office\": \"OAICE0001\"}],\n"
    "\"subjects\": [\n"
    " {\"id\": \"match\", \"iafis\": {\"identified\": true, \"fbi\": \"123456AA1\"},"
    " \"ident\": {\"match\": true, \"encounters\": [{\"name\": \"SYNTHETIC,SAMPLE\"}]},"
    " \"lesc\": {\"words\": \"SYNTHETIC WORDS\", \"offense\": \"0999\", \"delay\": \"1h\"}},\n"
    " {\"id\": \"none\", \"iafis\": {\"identified\": false, \"fbi\": \"123457AA9\"}},\n"
    " {\"id\": \"again\", \"later_arrest\": true, \"iafis\": {\"fbi\": \"123458AA7\"}}],\n"
    "\"bookings\": [";

static void
write_scenario(unsigned count)
{
	FILE *to = fopen("sandbox.json", "w");
	size_t i;

	bench_must(to != NULL, "sandbox.json");
	fputs(head, to);
	for (i = 0; i < PLANS; i++)
		(void)fprintf(to, "%s\n {\"subject\": \"%s\", \"agency\": \"%s\", \"repeat\": %u, "
		    "\"cards\": %u, \"charges\": [{\"text\": \"SYNTHETIC THEFT\", \"code\": \"2399\"}]}",
		    i != 0 ? "," : "", plans[i].subject, plans[i].agency,
		    count / 100 * plans[i].share, count * plans[i].share / 10000);
	fputs("]}\n", to);
	bench_must(fclose(to) == 0, "sandbox.json");
}

/* The sums of the run have that in them. */
static void
must_tell(const char *what)
{
	FILE *from = fopen("sandbox.out", "r");
	char line[300];
	bool told = false;

	bench_must(from != NULL, "sandbox.out");
	while (!told && fgets(line, sizeof line, from) != NULL)
		told = strstr(line, what) != NULL;
	(void)fclose(from);
	if (told)
		return;
	(void)fprintf(stderr, "the sandbox does not tell: %s\n", what);
	exit(EXIT_FAILURE);
}

int
main(void)
{
	static const char *const args[] = { "tenprint", "sandbox", "run", "--quiet", "sandbox.json",
		NULL };
	static const unsigned counts[RUNS] = { 1000, 10000, 100000 };
	bench_cost of[RUNS];
	double first, then;
	char bookings[40];
	unsigned i;

	for (i = 0; i < RUNS; i++) {
		write_scenario(counts[i]);
		of[i] = bench_child(bench_tool(), args, "sandbox.out", 0);
		(void)snprintf(bookings, sizeof bookings, "%u bookings", counts[i]);
		must_tell(bookings);
		must_tell("owes 0 an answer");
		must_tell(", 0 not come; ");
		must_tell("something late 0");
		printf("%6u bookings: %7.2f s, %5.0f a second, %7ld kB at most\n", counts[i],
		    of[i].seconds, counts[i] / of[i].seconds, of[i].kilobytes);
	}
	/* The first prints are drawn once, however many bookings have them. */
	first = (of[1].seconds - of[0].seconds) / (counts[1] - counts[0]);
	then = (of[2].seconds - of[1].seconds) / (counts[2] - counts[1]);
	printf("one more booking: %.2f ms from 1,000 to 10,000, %.2f ms from there (%.2f times); "
	    "10 times the bookings: %.1f times the memory\n", first * 1e3, then * 1e3, then / first,
	    (double)of[2].kilobytes / (double)of[1].kilobytes);
	(void)unlink("sandbox.json");
	(void)unlink("sandbox.out");
	return EXIT_SUCCESS;
}
