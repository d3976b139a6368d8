/* SPDX-License-Identifier: MIT */
/*
 * The check against NIST's conformance samples below TENPRINT_CORPUS/biocts:
 * a pass file has no error under the edition of its folder, and no warning
 * that is not typed here; a fail file has each defect of biocts_named.h at
 * its place, and no error besides that is not typed here.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "biocts_named.h"
#include "biocts_other.h"
#include "findings.h"

typedef struct totals {
	const char *root;
	size_t named;
	size_t found;
	size_t pass;
	size_t clean;
	size_t silent; /* pass files without any finding */
	size_t warnings;
	size_t fail;
	size_t refused; /* fail files with an error */
	size_t besides;
	size_t missing; /* known not to be found */
	size_t failures;
} totals;

static void
show(const char *file, const finding *f, const char *why)
{
	printf("FAIL: %s: %s: %s %s at %s\n", file, why, severity_name(f->severity), f->rule,
	    f->at);
}

/* "an2011/pass/pass-type-13" of a path; the profile of its folder. */
static const char *
name_of(const char *path, const char *root, char *name, size_t size)
{
	const char *rest = path + strlen(root);
	size_t len;

	while (*rest == '/')
		rest++;
	len = strlen(rest) - strlen(".an2");
	(void)snprintf(name, size, "%.*s", (int)len, rest);
	return strncmp(name, "an2013/", 7) == 0 ? "itl-2013" :
	    strncmp(name, "an2007/", 7) == 0 ? "itl-2007" : "itl-2011";
}

/* A row of a table of findings that are right although nobody named them. */
static bool
claim_other(const other *table, size_t count, const char *file, finding *f)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(table[i].file, file) != 0 || strcmp(table[i].rule, f->rule) != 0 ||
		    !one_of(table[i].at, ' ', f->at))
			continue;
		f->claimed = true;
		return true;
	}
	return false;
}

/* Every row of a table has been found, if its file was looked at. */
static void
expect_others(totals *sum, const other *row, const findings *all)
{
	const char *at = row->at;
	char place[48];
	size_t i, len;

	for (; at != NULL; at = strchr(at, ' '), at = at != NULL ? at + 1 : NULL) {
		len = strcspn(at, " ");
		(void)snprintf(place, sizeof place, "%.*s", (int)len, at);
		for (i = 0; i < all->count; i++)
			if (strcmp(all->list[i].rule, row->rule) == 0 &&
			    strcmp(all->list[i].at, place) == 0)
				break;
		if (i == all->count) {
			printf("FAIL: %s: typed, but not found: %s at %s\n", row->file, row->rule,
			    place);
			sum->failures++;
		}
	}
}

static void
judge_pass(totals *sum, const char *file, findings *all)
{
	size_t i;

	sum->pass++;
	sum->clean += all->errors == 0;
	sum->silent += all->count == 0;
	sum->warnings += all->count - all->errors;
	for (i = 0; i < all->count; i++) {
		finding *f = &all->list[i];

		if (f->severity == TP_SEVERITY_ERROR) {
			show(file, f, "a pass file");
			sum->failures++;
		} else if (!claim_other(doubts, DOUBTS, file, f)) {
			show(file, f, "not typed");
			sum->failures++;
		}
	}
	for (i = 0; i < DOUBTS; i++)
		if (strcmp(doubts[i].file, file) == 0)
			expect_others(sum, &doubts[i], all);
}

static size_t
claim_defect(const defect *d, findings *all)
{
	size_t i, times = 0;

	for (i = 0; i < all->count; i++) {
		if (!one_of(d->at, ' ', all->list[i].at) ||
		    !one_of(d->rules, '|', all->list[i].rule))
			continue;
		all->list[i].claimed = true;
		times++;
	}
	return times;
}

static const fail_file *
fail_file_of(const char *file)
{
	size_t i;

	for (i = 0; i < sizeof fail_files / sizeof fail_files[0]; i++)
		if (strcmp(fail_files[i].name, file) == 0)
			return &fail_files[i];
	return NULL;
}

static void
judge_fail(totals *sum, const char *file, findings *all)
{
	const fail_file *known = fail_file_of(file);
	size_t i, times;

	sum->fail++;
	sum->refused += all->errors != 0;
	if (all->errors == 0) {
		printf("FAIL: %s: no error in a fail file\n", file);
		sum->failures++;
	}
	for (i = 0; known != NULL && i < known->count; i++) {
		const defect *d = &known->defects[i];

		times = claim_defect(d, all);
		sum->found += times != 0;
		if (times == 0 || (d->times != 0 && times != d->times)) {
			printf("FAIL: %s: %zu times found: %s at %s: %s\n", file, times, d->rules,
			    d->at, d->what);
			sum->failures++;
		}
	}
	for (i = 0; known != NULL && i < all->count; i++) {
		finding *f = &all->list[i];

		if (f->claimed)
			continue;
		sum->besides++;
		if (!claim_other(besides, BESIDES, file, f)) {
			show(file, f, "not typed");
			sum->failures++;
		}
	}
	for (i = 0; i < BESIDES; i++)
		if (strcmp(besides[i].file, file) == 0)
			expect_others(sum, &besides[i], all);
}

/* Of the list of what is not found, what is found: it has to come off the list. */
static void
expect_not_found(totals *sum, const char *file, const findings *all)
{
	const other *row;
	size_t i;

	for (row = not_found; row->file != NULL; row++) {
		if (strcmp(row->file, file) != 0)
			continue;
		sum->missing++;
		for (i = 0; i < all->count; i++)
			if (strcmp(all->list[i].rule, row->rule) == 0 &&
			    one_of(row->at, ' ', all->list[i].at)) {
				show(file, &all->list[i], "on the list of what is not found");
				sum->failures++;
			}
	}
}

static void
judge(void *ctx, const char *path)
{
	totals *sum = ctx;
	findings all;
	char file[160];
	const char *profile = name_of(path, sum->root, file, sizeof file);

	if (!check_file(path, profile, &all)) {
		sum->failures++;
		return;
	}
	if (strstr(file, "/fail/") != NULL)
		judge_fail(sum, file, &all);
	else
		judge_pass(sum, file, &all);
	expect_not_found(sum, file, &all);
}

/* What a table names has to be there. */
static void
expect_file(totals *sum, const char *file)
{
	char path[1200];
	FILE *f;

	(void)snprintf(path, sizeof path, "%s/%s.an2", sum->root, file);
	f = fopen(path, "rb");
	if (f == NULL) {
		printf("FAIL: %s is not there\n", path);
		sum->failures++;
		return;
	}
	(void)fclose(f);
}

int
main(void)
{
	const char *corpus = getenv("TENPRINT_CORPUS");
	totals sum = { 0 };
	char root[1024];
	size_t i;

	if (corpus == NULL || corpus[0] == '\0') {
		printf("skipped: TENPRINT_CORPUS is not set\n");
		return SKIPPED;
	}
	(void)snprintf(root, sizeof root, "%s/biocts", corpus);
	sum.root = root;
	for (i = 0; i < sizeof fail_files / sizeof fail_files[0]; i++) {
		expect_file(&sum, fail_files[i].name);
		sum.named += fail_files[i].count;
	}
	if (ts_each_file(root, ts_itl_suffixes, judge, &sum) == 0)
		sum.failures++;
	printf("%zu of %zu named defects found in %zu fail files, %zu findings besides\n",
	    sum.found, sum.named, sum.fail, sum.besides);
	printf("%zu of %zu pass files without an error, %zu without any finding; %zu warnings\n",
	    sum.clean, sum.pass, sum.silent, sum.warnings);
	printf("%zu that should be found and are not; %zu failures\n", sum.missing, sum.failures);
	return sum.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
