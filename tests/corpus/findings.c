/* SPDX-License-Identifier: MIT */
/* Tests of the check over files of the corpus: read tolerantly, check, and keep what is found. */

#include <stdio.h>
#include <string.h>

#include "findings.h"

static int
keep(void *ctx, const tp_finding *f)
{
	findings *all = ctx;
	finding *one = &all->list[all->count];

	if (all->count == MAX_FINDINGS)
		return 1;
	memset(one, 0, sizeof *one);
	(void)snprintf(one->rule, sizeof one->rule, "%s", f->rule->id);
	if (f->record == TP_NO_RECORD)
		(void)snprintf(one->at, sizeof one->at, "-");
	else
		(void)tp_path_format(&f->at, one->at, sizeof one->at);
	one->severity = f->severity;
	all->count++;
	all->errors += f->severity == TP_SEVERITY_ERROR;
	return 0;
}

static bool
check_read(const tp_transaction *t, const char *path, const char *name, findings *out)
{
	tp_profile *profile;
	tp_diag diag;
	int result;

	if (tp_profile_new(name, NULL, &profile, &diag) != TP_OK) {
		printf("FAIL: profile %s: %s\n", name, diag.text);
		return false;
	}
	result = tp_check(t, profile, NULL, keep, out, &diag);
	tp_profile_free(profile);
	if (result != TP_OK)
		printf("FAIL: %s: the check ended with %d\n", path, result);
	return result == TP_OK;
}

bool
check_file(const char *path, const char *profile, findings *out)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_diag diag;
	bool good;

	memset(out, 0, sizeof *out);
	if (tp_transaction_read_file(path, &options, &t, &diag) != TP_OK) {
		printf("FAIL: %s: %s\n", path, diag.text);
		return false;
	}
	good = check_read(t, path, profile, out);
	tp_transaction_free(t);
	return good;
}

bool
one_of(const char *list, char sep, const char *word)
{
	size_t len = strlen(word);
	const char *at = list;

	while (at != NULL) {
		if (strncmp(at, word, len) == 0 && (at[len] == sep || at[len] == '\0'))
			return true;
		at = strchr(at, sep);
		if (at != NULL)
			at++;
	}
	return false;
}

const char *
severity_name(int severity)
{
	static const char *const names[] = { "off", "note", "warning", "error" };

	return severity >= 0 && severity <= 3 ? names[severity] : "?";
}
