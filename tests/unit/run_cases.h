/* SPDX-License-Identifier: MIT */
/* The end of a test program: its cases as one suite, and the status to end with. */
#ifndef RUN_CASES_H
#define RUN_CASES_H

#include <check.h>
#include <stdlib.h>

static inline int
run_cases(const char *name, TCase *const *cases, size_t count)
{
	Suite *suite = suite_create(name);
	SRunner *runner;
	int failed;
	size_t i;

	for (i = 0; i < count; i++)
		suite_add_tcase(suite, cases[i]);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
