/* SPDX-License-Identifier: MIT */
/* Tools: tenprint offense: the level of each charge by Appendix A of the procedures. */

#include <stdio.h>
#include <string.h>

#include "common/command.h"
#include "common/files.h"
#include "common/json.h"

enum { OPT_JSON = 1, OPT_DRUG, OPT_SENTENCE };

static const option_def options[] = {
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/offense/1)" },
	{ OPT_DRUG, 'd', "drug", NULL, "each is a drug charge, whose level goes by its sentence" },
	{ OPT_SENTENCE, 's', "sentence", "TIME", "of a drug charge, as in 18m, 90d, 2y or 1y1d" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_offense = { "offense", "tell the level of charges by their NCIC codes", "CODE...",
	options, run };

static const char *const states[] = {
	[TP_OFFENSE_NOT_LISTED] = "not-listed",
	[TP_OFFENSE_LISTED] = "listed",
	[TP_OFFENSE_UNDECIDED] = "undecided",
};

/* Years, months and days, each a number and its letter, once; years are twelve months. */
static bool
read_sentence(const char *text, tp_offense_charge *charge)
{
	static const char units[] = "ymd";
	uint32_t number, seen[3] = { 0 };
	const char *unit;
	size_t digits;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		digits = strspn(text, "0123456789");
		if (digits == 0 || digits > 5 || text[digits] == '\0')
			return false;
		for (number = 0; digits > 0; digits--)
			number = number * 10 + (uint32_t)(*text++ - '0');
		unit = strchr(units, *text);
		if (unit == NULL || seen[unit - units]++ != 0)
			return false;
		if (*text == 'd')
			charge->days += number;
		else
			charge->months += *text == 'y' ? number * 12 : number;
	}
	return true;
}

static json_t *
json_offense(const char *code, const tp_offense *found)
{
	json_t *object = json_new_object();
	bool row = found->row != 0;

	json_put_text(object, "code", code);
	json_put_text(object, "state", states[found->state]);
	json_put(object, "level", found->level != 0 ? json_integer(found->level) : json_null());
	json_put(object, "category", row ? json_string(found->category) : json_null());
	json_put(object, "row", row ? json_integer(found->row) : json_null());
	return object;
}

static void
print_offense(const char *code, const tp_offense *found)
{
	if (found->state == TP_OFFENSE_LISTED)
		(void)printf("%s  level %d  row %-2u  %s\n", code, (int)found->level,
		    (unsigned)found->row, found->category);
	else
		(void)printf("%s  %s: %s\n", code, states[found->state], found->basis);
}

/* Before anything is told. The operand is not repeated: it may be anything. */
static int
check_all(const file_list *codes, tp_offense_charge *charge)
{
	tp_offense found;
	size_t i;

	for (i = 0; i < codes->count; i++) {
		tp_str_from(codes->names[i], &charge->code);
		if (charge->code.len == 0 || tp_offense_find(charge, &found, NULL) != TP_OK)
			return usage_error(&cmd_offense,
			    "operand %zu is no NCIC code, which has four digits", i + 1);
	}
	return TOOL_DONE;
}

/* Into list, or as lines without one. */
static int
tell_all(const file_list *codes, tp_offense_charge *charge, json_t *list)
{
	int result = TOOL_DONE;
	tp_offense found;
	size_t i;

	for (i = 0; i < codes->count; i++) {
		tp_str_from(codes->names[i], &charge->code);
		if (tp_offense_find(charge, &found, NULL) != TP_OK)
			return TOOL_FAULT; /* not after check_all */
		if (list != NULL)
			json_add(list, json_offense(codes->names[i], &found));
		else
			print_offense(codes->names[i], &found);
		if (found.state != TP_OFFENSE_LISTED)
			result = TOOL_NEGATIVE;
	}
	return result;
}

static int
answer(const file_list *codes, tp_offense_charge *charge, bool json)
{
	json_t *top, *list;
	int result;

	if (codes->count == 0)
		return usage_error(&cmd_offense, "no code");
	result = check_all(codes, charge);
	if (result != TOOL_DONE || !json)
		return result != TOOL_DONE ? result : tell_all(codes, charge, NULL);
	list = json_new_array();
	result = tell_all(codes, charge, list);
	top = json_new_object();
	json_put_text(top, "schema", "tenprint/offense/1");
	json_put(top, "codes", list);
	json_print(top, stdout);
	return result;
}

static int
run(int argc, char **argv)
{
	tp_offense_charge charge = { .size = sizeof charge };
	const char *sentence = NULL;
	file_list codes = { 0 };
	bool json = false;
	int got, result;
	option_parser p;

	option_start(&p, &cmd_offense, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		json = json || got == OPT_JSON;
		charge.drug = charge.drug || got == OPT_DRUG;
		if (got == OPT_SENTENCE)
			sentence = p.value;
		else if (got == OPTION_OPERAND)
			files_add(&codes, p.value);
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (sentence != NULL && !charge.drug)
		result = usage_error(&cmd_offense, "--sentence is of a drug charge: add --drug");
	else if (sentence != NULL && !read_sentence(sentence, &charge))
		result = usage_error(&cmd_offense, "a sentence is as in 18m, 90d, 2y or 1y1d");
	else
		result = answer(&codes, &charge, json);
	files_free(&codes);
	return result;
}
