/* SPDX-License-Identifier: MIT */
/*
 * The check on files that hobby and vendor tools wrote, below
 * TENPRINT_CORPUS/field and nbis, and on references in nist: each under the
 * profile of its kind. What is found is printed as a table, file, rule and how
 * often, and held against what field_expected.h says, with the reason.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "field_expected.h"
#include "findings.h"

#define FILES (sizeof field_files / sizeof field_files[0])

typedef struct totals {
	size_t files;
	size_t rules;
	size_t findings;
	size_t failures;
} totals;

/* How often a rule is broken; those findings are marked. */
static size_t
count_rule(findings *all, const char *rule)
{
	size_t i, count = 0;

	for (i = 0; i < all->count; i++) {
		if (all->list[i].claimed || strcmp(all->list[i].rule, rule) != 0)
			continue;
		all->list[i].claimed = true;
		count++;
	}
	return count;
}

static void
judge(totals *sum, const char *root, const field_file *file)
{
	findings all;
	char path[1200];
	size_t i, count;

	(void)snprintf(path, sizeof path, "%s/%s", root, file->name);
	sum->files++;
	if (!check_file(path, file->profile, &all)) {
		sum->failures++;
		return;
	}
	printf("%s, %s: %zu findings, %zu errors\n", file->name, file->profile, all.count,
	    all.errors);
	sum->findings += all.count;
	for (i = 0; i < file->count; i++) {
		const expected *e = &file->rules[i];

		count = count_rule(&all, e->rule);
		printf("    %4zu  %-24s %s\n", count, e->rule, e->why);
		sum->rules++;
		if (count != e->times) {
			printf("FAIL: %s: %s %zu times, not %zu\n", file->name, e->rule, count,
			    e->times);
			sum->failures++;
		}
	}
	for (i = 0; i < all.count; i++)
		if (!all.list[i].claimed) {
			printf("FAIL: %s: not typed: %s %s at %s\n", file->name,
			    severity_name(all.list[i].severity), all.list[i].rule, all.list[i].at);
			sum->failures++;
		}
}

/* A file that is not in the table would go by unseen. */
static void
expect_known(void *ctx, const char *path)
{
	totals *sum = ctx;
	size_t i;

	for (i = 0; i < FILES; i++)
		if (strstr(path, field_files[i].name) != NULL)
			return;
	printf("FAIL: %s is not in the table\n", path);
	sum->failures++;
}

int
main(void)
{
	static const char *const folders[] = { "field", "nbis", "nist" };
	const char *corpus = getenv("TENPRINT_CORPUS");
	totals sum = { 0 };
	char root[1024];
	size_t i;

	if (corpus == NULL || corpus[0] == '\0') {
		printf("skipped: TENPRINT_CORPUS is not set\n");
		return SKIPPED;
	}
	for (i = 0; i < FILES; i++)
		judge(&sum, corpus, &field_files[i]);
	for (i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		(void)snprintf(root, sizeof root, "%s/%s", corpus, folders[i]);
		if (ts_each_file(root, ts_itl_suffixes, expect_known, &sum) == 0)
			sum.failures++;
	}
	printf("%zu files, %zu findings of %zu rules and files; %zu failures\n", sum.files,
	    sum.findings, sum.rules, sum.failures);
	return sum.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
