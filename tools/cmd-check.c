/* SPDX-License-Identifier: MIT */
/* Tools: tenprint check: whether a transaction conforms to a profile, and what is wrong with it. */

#include <stdio.h>
#include <string.h>

#include "check/check.h"
#include "common/jobs.h"

enum { OPT_PROFILE = 1, OPT_OVERLAY, OPT_IMAGES, OPT_NO_HEADERS, OPT_TOT, OPT_FBI, OPT_VALUES,
	OPT_QUIET, OPT_EXPLAIN, OPT_LIST, OPT_FORMAT, OPT_GROUP, OPT_JOBS, OPT_FILES };

static const option_def options[] = {
	{ OPT_PROFILE, 'p', "profile", "NAME", "the profile; without it what the file asks for" },
	{ OPT_OVERLAY, 0, "overlay", "FILE", "lay the rules in FILE over the profile" },
	{ OPT_IMAGES, 0, "images", NULL, "decode every image" },
	{ OPT_NO_HEADERS, 0, "no-headers", NULL, "do not look into images" },
	{ OPT_TOT, 0, "tot", "TOT", "check as this type of transaction" },
	{ OPT_FBI, 0, "fbi-codes", NULL, "tell the FBI's message that a finding would provoke" },
	{ OPT_VALUES, 0, "show-values", NULL, "show the values that are wrong" },
	{ OPT_FORMAT, 0, "format", "text|json", "print lines, or JSON (schema tenprint/check/1)" },
	{ OPT_GROUP, 'g', "group", NULL, "tell each cause once, with how many places and files" },
	{ OPT_FILES, 0, "files-from", "FILE", "check the files that FILE names, too (- is stdin)" },
	{ OPT_JOBS, 'J', "jobs", "N", "check N files at a time (default 1)" },
	{ OPT_QUIET, 'q', "quiet", NULL, "only the verdicts" },
	{ OPT_EXPLAIN, 0, "explain", "RULE", "tell what a rule, or a message of the FBI, asks for" },
	{ OPT_LIST, 0, "list-rules", NULL, "name every rule" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_check = { "check", "check transactions against a profile", "FILE...", options,
	run };

/* Whether "H000x|E000y" names the code. */
static bool
provokes(const tp_rule *rule, const char *code)
{
	const char *at = strstr(rule->fbi, code);
	size_t len = strlen(code);

	return at != NULL && (at == rule->fbi || at[-1] == '|') &&
	    (at[len] == '|' || at[len] == '\0');
}

/* A message of the FBI, by its code or its whole text, of which no value is shown. */
static int
explain_message(const tp_fbi_text *text)
{
	const tp_fbi_message *m = text->message;
	const char *sep = "Rules: ";
	size_t i;

	printf("%s (%s)\n%s\n", m->code, m->kind, m->label);
	if (text->type != 0 && text->field != 0)
		printf("Field: %lu.%03lu%s%s\n", (unsigned long)text->type,
		    (unsigned long)text->field, text->mnemonic[0] != '\0' ? " " : "",
		    text->mnemonic);
	else if (text->type != 0)
		printf("Record: Type-%lu\n", (unsigned long)text->type);
	printf("To mend it: %s\n", m->hint);
	for (i = 0; i < tp_rule_count(); i++)
		if (provokes(tp_rule_at(i), m->code)) {
			printf("%s%s", sep, tp_rule_at(i)->id);
			sep = ", ";
		}
	if (sep[0] == ',')
		putchar('\n');
	return TOOL_DONE;
}

static int
explain(const char *id)
{
	const tp_rule *rule = tp_rule_find(id);
	tp_fbi_text text;

	if (rule == NULL && tp_fbi_text_parse(id, strlen(id), &text) && text.message != NULL)
		return explain_message(&text);
	if (rule == NULL)
		return usage_error(&cmd_check, "no rule is called that; see --list-rules");
	printf("%s (%s, level %ld)\n%s\n", rule->id, severity_word(rule->severity),
	    (long)rule->level, rule->title);
	printf("To mend it: %s\nSource: %s\n", rule->hint, rule->clause);
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

/* An option's value; false if it is wrong, which was said. */
static bool
take(check_job *j, int option, const char *value, int *result)
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
	else if (option == OPT_FORMAT && strcmp(value, "json") != 0 && strcmp(value, "text") != 0)
		*result = usage_error(&cmd_check, "--format takes text or json");
	else if (option == OPT_FORMAT)
		j->json = value[0] == 'j';
	else if (option == OPT_FILES)
		*result = files_add_from(&j->files, value);
	else if (option == OPT_JOBS && !jobs_parse(value, &j->threads))
		*result = usage_error(&cmd_check, "--jobs takes a number from 1 to %d", JOBS_MAX);
	j->fbi = j->fbi || option == OPT_FBI;
	j->values = j->values || option == OPT_VALUES;
	j->quiet = j->quiet || option == OPT_QUIET;
	j->group = j->group || option == OPT_GROUP;
	return *result == TOOL_DONE;
}

static int
run(int argc, char **argv)
{
	check_job j = { .check = { .size = sizeof(tp_check_options) }, .threads = 1 };
	int got, result = TOOL_DONE;
	bool listed = false;
	option_parser p;

	option_start(&p, &cmd_check, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPT_EXPLAIN || got == OPT_LIST) {
			result = got == OPT_LIST ? list_rules() : explain(p.value);
			break;
		}
		listed = listed || got == OPT_FILES;
		if (!take(&j, got, p.value, &result))
			break;
	}
	if (got < OPTION_OPERAND)
		result = option_exit(got);
	else if (got == OPTION_END && j.files.count == 0 && !listed)
		result = usage_error(&cmd_check, "no file");
	else if (got == OPTION_END)
		result = check_batch(&j);
	files_free(&j.files);
	files_free(&j.overlays);
	return result;
}
