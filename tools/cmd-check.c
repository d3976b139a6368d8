/* SPDX-License-Identifier: MIT */
/* Tools: tenprint check: whether a transaction conforms to a profile, and what is wrong with it. */

#include <stdio.h>
#include <string.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"

enum { OPT_PROFILE = 1, OPT_OVERLAY, OPT_IMAGES, OPT_NO_HEADERS, OPT_TOT, OPT_FBI, OPT_VALUES,
	OPT_QUIET, OPT_EXPLAIN, OPT_LIST };

static const option_def options[] = {
	{ OPT_PROFILE, 'p', "profile", "NAME", "the profile; without it what the file asks for" },
	{ OPT_OVERLAY, 0, "overlay", "FILE", "lay the rules in FILE over the profile" },
	{ OPT_IMAGES, 0, "images", NULL, "decode every image" },
	{ OPT_NO_HEADERS, 0, "no-headers", NULL, "do not look into images" },
	{ OPT_TOT, 0, "tot", "TOT", "check as this type of transaction" },
	{ OPT_FBI, 0, "fbi-codes", NULL, "tell the FBI's message that a finding would provoke" },
	{ OPT_VALUES, 0, "show-values", NULL, "show the values that are wrong" },
	{ OPT_QUIET, 'q', "quiet", NULL, "only the verdicts" },
	{ OPT_EXPLAIN, 0, "explain", "RULE", "tell what a rule asks for, and how to mend it" },
	{ OPT_LIST, 0, "list-rules", NULL, "name every rule" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_check = { "check", "check transactions against a profile", "FILE...", options,
	run };

typedef struct job {
	const char *file;
	const char *profile;
	file_list overlays;
	file_list files;
	tp_check_options check;
	bool fbi;
	bool values;
	bool quiet;
	tp_check_counts counts;
} job;

static const char *
severity_name(int severity)
{
	return severity == TP_SEVERITY_ERROR ? "error"
	    : severity == TP_SEVERITY_WARNING ? "warning" : "note";
}

static void
count(tp_check_counts *counts, int severity)
{
	if (severity == TP_SEVERITY_ERROR)
		counts->errors++;
	else if (severity == TP_SEVERITY_WARNING)
		counts->warnings++;
	else
		counts->notes++;
}

/* A value that stays on its line and does nothing to a terminal. */
static void
show_value(const tp_str *value)
{
	size_t i;

	fputs(" [", stdout);
	for (i = 0; i < value->len && i < 60; i++) {
		unsigned char c = (unsigned char)value->ptr[i];

		if (c < ' ' || c > '~' || c == '\\')
			printf("\\x%02X", c);
		else
			putchar(c);
	}
	fputs(value->len > 60 ? "...]" : "]", stdout);
}

/* file:offset: severity: rule: PATH (MNEMONIC): text */
static int
tell(void *ctx, const tp_finding *f)
{
	job *j = ctx;
	char path[80] = "";

	count(&j->counts, f->severity);
	if (j->quiet)
		return 0;
	diag_name(stdout, j->file);
	putchar(':');
	if (f->offset != TP_NO_OFFSET)
		printf("%llu:", (unsigned long long)f->offset);
	printf(" %s: %s: ", severity_name(f->severity), f->rule->id);
	if (f->at.type != 0) {
		(void)tp_path_format(&f->at, path, sizeof path);
		printf(f->mnemonic[0] != '\0' ? "%s (%s): " : "%s: ", path, f->mnemonic);
	}
	fputs(f->text, stdout);
	if (j->fbi && f->fbi[0] != '\0')
		printf(" {%s}", f->fbi);
	if (j->values && f->value.len != 0)
		show_value(&f->value);
	putchar('\n');
	return 0;
}

static int
lay_overlays(const job *j, tp_profile *profile)
{
	int result = TOOL_DONE;
	tp_status status;
	tp_diag diag;
	size_t i;

	for (i = 0; i < j->overlays.count && result == TOOL_DONE; i++) {
		input in = { 0 };

		result = input_read(&in, j->overlays.names[i]);
		if (result != TOOL_DONE)
			break;
		status = tp_profile_overlay(profile, (const char *)in.block.ptr, in.block.len, &diag);
		if (status != TP_OK) {
			diag_library(j->overlays.names[i], "error", &diag);
			result = diag_exit(status);
		}
		input_close(&in);
	}
	return result;
}

static int
check_transaction(job *j, const tp_transaction *t)
{
	const char *name = j->profile != NULL ? j->profile : tp_profile_suggest(t);
	tp_profile *profile = NULL;
	tp_diag diag;
	int result, status = (int)tp_profile_new(name, NULL, &profile, &diag);

	if (status != TP_OK) {
		diag_library(NULL, "error", &diag);
		return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
	}
	result = lay_overlays(j, profile);
	if (result == TOOL_DONE) {
		status = tp_check(t, profile, &j->check, tell, j, &diag);
		if (status != TP_OK)
			diag_library(j->file, "error", &diag);
		result = status != TP_OK ? TOOL_FAULT
		    : j->counts.errors != 0 ? TOOL_NEGATIVE : TOOL_DONE;
	}
	if (result == TOOL_DONE || result == TOOL_NEGATIVE) {
		diag_name(stdout, j->file);
		printf(": %s: %s; errors %lu, warnings %lu, notes %lu\n", name,
		    result == TOOL_DONE ? "conforms" : "does not conform",
		    (unsigned long)j->counts.errors, (unsigned long)j->counts.warnings,
		    (unsigned long)j->counts.notes);
	}
	tp_profile_free(profile);
	return result;
}

/* Reading tolerantly tells defects of the frame as findings; only what is past use is refused. */
static int
check_file(job *j, const char *file)
{
	tp_read_options tolerant = { .size = sizeof tolerant,
		.flags = TP_READ_TOLERANT | TP_READ_BORROW };
	input in = { 0 };
	tp_transaction *t = NULL;
	tp_status status;
	tp_diag diag;
	int result;

	j->file = file;
	memset(&j->counts, 0, sizeof j->counts);
	result = input_read(&in, file);
	if (result != TOOL_DONE)
		return result;
	status = tp_transaction_read(in.block.ptr, in.block.len, &tolerant, &t, &diag);
	if (status != TP_OK) {
		diag_library(file, "error", &diag);
		result = diag_exit(status);
	} else {
		result = check_transaction(j, t);
	}
	tp_transaction_free(t);
	input_close(&in);
	return result;
}

static int
explain(const char *id)
{
	const tp_rule *rule = tp_rule_find(id);

	if (rule == NULL)
		return usage_error(&cmd_check, "no rule is called that; see --list-rules");
	printf("%s (%s, level %ld)\n%s.\n", rule->id, severity_name(rule->severity),
	    (long)rule->level, rule->title);
	printf("To mend it: %s.\nSource: %s\n", rule->hint, rule->clause);
	if (rule->fbi[0] != '\0')
		printf("FBI: %s\n", rule->fbi);
	return TOOL_DONE;
}

static int
list_rules(void)
{
	size_t i;

	for (i = 0; i < tp_rule_count(); i++)
		printf("%-28s %s\n", tp_rule_at(i)->id, tp_rule_at(i)->title);
	return TOOL_DONE;
}

static void
take(job *j, int option, const char *value)
{
	if (option == OPTION_OPERAND)
		files_add(&j->files, value);
	else if (option == OPT_PROFILE)
		j->profile = value;
	else if (option == OPT_OVERLAY)
		files_add(&j->overlays, value);
	else if (option == OPT_TOT)
		j->check.tot = value;
	else if (option == OPT_IMAGES)
		j->check.flags |= TP_CHECK_IMAGES;
	else if (option == OPT_NO_HEADERS)
		j->check.flags |= TP_CHECK_NO_HEADERS;
	j->fbi = j->fbi || option == OPT_FBI;
	j->values = j->values || option == OPT_VALUES;
	j->quiet = j->quiet || option == OPT_QUIET;
}

static int
run(int argc, char **argv)
{
	job j = { .check = { .size = sizeof(tp_check_options) } };
	int got, result = TOOL_DONE;
	option_parser p;
	size_t i;

	option_start(&p, &cmd_check, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPT_EXPLAIN)
			return explain(p.value);
		if (got == OPT_LIST)
			return list_rules();
		take(&j, got, p.value);
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (j.files.count == 0)
		result = usage_error(&cmd_check, "no file");
	else
		for (i = 0; i < j.files.count; i++)
			result = tool_worse(result, check_file(&j, j.files.names[i]));
	files_free(&j.files);
	files_free(&j.overlays);
	return result;
}
