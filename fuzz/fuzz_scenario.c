/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: scenarios of the sandbox. One that is refused is so with status
 * 3; one that is taken, and is small, is played to its end.
 */

#include <stdio.h>
#include <stdlib.h>

#include "../tools/common/command.h"
#include "../tools/sandbox/sandbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST_BOOKINGS 4

static void
must(bool good)
{
	if (!good)
		abort();
}

/* No file is read, and no card of fourteen prints drawn. */
static bool
is_small(const scenario *s)
{
	uint64_t bookings = 0;
	size_t i;

	for (i = 0; i < s->booking_count; i++) {
		bookings += s->bookings[i].repeat;
		if (s->bookings[i].file != NULL || s->bookings[i].cards != 0)
			return false;
	}
	for (i = 0; i < s->subject_count; i++)
		if (s->subjects[i].enrolled_count != 0)
			return false;
	return bookings <= MOST_BOOKINGS;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool quiet;
	run_options options = { .json = size % 2 == 0 };
	scenario s;
	int result;

	if (!quiet)
		quiet = freopen("/dev/null", "w", stderr) != NULL &&
		    freopen("/dev/null", "w", stdout) != NULL;
	result = scenario_parse(&s, "scenario", (const char *)data, size);
	must(result == TOOL_DONE || result == TOOL_INPUT);
	if (result != TOOL_DONE)
		return 0;
	if (is_small(&s)) {
		result = sandbox_run(&s, &options);
		must(result == TOOL_DONE || result == TOOL_INPUT || result == TOOL_FAULT);
	}
	scenario_free(&s);
	return 0;
}
