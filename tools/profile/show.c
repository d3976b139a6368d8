/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint profile show: a profile as a whole, one of its types of
 * transaction with the records and the fields of Type-2 that it holds, or
 * all fields of a record type.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/names.h"
#include "profile.h"

/* What of the profile is shown: a type of transaction, a record type, or all of it. */
typedef struct show {
	profile_job *job;
	const tp_profile *p;
	const char *tot;       /* by the name asked for; NULL: none */
	const tp_tot_def *def;
	int type;              /* 0: none */
	json_t *fields;        /* NULL: text */
} show;

/* ---- fields ------------------------------------------------------------------- */

/* How often a field occurs; false where the type of transaction does not use it. */
static bool
occurs(const show *s, const tp_field_def *def, uint32_t *low, uint32_t *high)
{
	const tp_tot_rule *rule;

	*low = def->min_count;
	*high = def->max_count;
	if (s->tot == NULL || strstr(def->depends, "by-tot") == NULL)
		return true;
	rule = tp_profile_occurrence(s->p, s->tot, def->field);
	if (rule == NULL)
		return false;
	*low = rule->min_count;
	*high = rule->max_count;
	return true;
}

static void
print_row(const show *s, const tp_field_def *def, uint32_t low, uint32_t high)
{
	char path[WORDS], count[WORDS], length[WORDS];

	if (def->item == 0)
		(void)fprintf(s->job->to, "  %-10s %-6s %-6s", words_path(def, path),
		    def->mnemonic, high == 0 ? "never" : words_count(low, high, count));
	else
		(void)fprintf(s->job->to, "  %8lu   %-6s %-6s", (unsigned long)def->item,
		    def->mnemonic, high == 0 ? "never" : words_count(low, high, count));
	(void)fprintf(s->job->to, " %-6s %-10s %s", def->chars,
	    words_range(def->min_length, def->max_length, length), def->name);
	if (def->list[0] != '\0')
		(void)fprintf(s->job->to, " [%s]", def->list);
	if (def->rule[0] != '\0')
		(void)fprintf(s->job->to, " {%s}", def->rule);
	(void)fputc('\n', s->job->to);
}

static json_t *
field_json(const tp_field_def *def, uint32_t low, uint32_t high)
{
	json_t *row = row_json(def);

	json_put(row, "occurs", range_json(low, high));
	json_put(row, "items", json_new_array());
	return row;
}

static void
show_fields(const show *s, int type)
{
	const tp_field_def *const *rows;
	size_t i, n = tp_profile_rows(s->p, type, &rows);
	json_t *field = NULL;
	uint32_t low, high;
	bool used = false;

	for (i = 0; i < n; i++) {
		if (rows[i]->item == 0)
			used = occurs(s, rows[i], &low, &high);
		else {
			low = rows[i]->min_count;
			high = rows[i]->max_count;
		}
		if (!used)
			continue;
		if (s->fields == NULL)
			print_row(s, rows[i], low, high);
		else if (rows[i]->item == 0)
			json_add(s->fields, field = field_json(rows[i], low, high));
		else
			json_add(json_object_get(field, "items"), row_json(rows[i]));
	}
}

/* ---- a type of transaction ------------------------------------------------------ */

static json_t *
tot_json(const char *name, const tp_tot_def *def)
{
	json_t *tot = json_new_object();

	json_put_text(tot, "tot", name);
	json_put_text(tot, "stands_for", def->tot);
	json_put_text(tot, "name", def->name);
	json_put_text(tot, "group", def->group);
	json_put_text(tot, "role", def->role);
	json_put_text(tot, "response", def->response);
	json_put_text(tot, "error", def->error);
	return tot;
}

static void
print_tot(const show *s)
{
	const tp_tot_def *def = s->def;

	(void)fprintf(s->job->to, "%s: %s", s->tot, def->name);
	if (strcmp(s->tot, def->tot) != 0)
		(void)fprintf(s->job->to, " (stands for %s)", def->tot);
	(void)fprintf(s->job->to, "\n%s of %s", def->role, def->group);
	if (def->response[0] != '\0')
		(void)fprintf(s->job->to, ", answered by %s", def->response);
	if (def->error[0] != '\0')
		(void)fprintf(s->job->to, ", refused by %s", def->error);
	(void)fputc('\n', s->job->to);
}

static json_t *
show_count(const show *s, const tp_count_rule *rule)
{
	json_t *object;
	char count[WORDS];

	if (s->fields == NULL) {
		(void)fprintf(s->job->to, "  Type-%-7s %s\n", rule->types,
		    words_count(rule->min_count, rule->max_count, count));
		return NULL;
	}
	object = json_new_object();
	json_put_text(object, "types", rule->types);
	json_put(object, "count", range_json(rule->min_count, rule->max_count));
	return object;
}

/* By the number of the first type. */
static json_t *
show_counts(const show *s)
{
	json_t *list = s->fields != NULL ? json_new_array() : NULL, *object;
	const tp_count_rule *rules;
	size_t i, n = tp_profile_counts(s->p, s->tot, &rules);
	long type;

	if (list == NULL && n != 0)
		(void)fputs("\nrecords:\n", s->job->to);
	for (type = 1; type < 100; type++)
		for (i = 0; i < n; i++) {
			if (strtol(rules[i].types, NULL, 10) != type)
				continue;
			object = show_count(s, &rules[i]);
			if (list != NULL)
				json_add(list, object);
		}
	return list;
}

/* ---- a profile ---------------------------------------------------------------------- */

static void
print_head(const show *s)
{
	tp_profile_info info;

	tp_profile_get_info(s->p, &info);
	(void)fprintf(s->job->to, "profile %s: %s\n", info.name, info.title);
	if (strcmp(info.name, info.base) != 0)
		(void)fprintf(s->job->to, "revision %s, on top of %s\n",
		    info.revision[0] != '\0' ? info.revision : "not stated", info.base);
	(void)fprintf(s->job->to, "VER %04lu", (unsigned long)info.edition);
	if (info.ebts != 0)
		(void)fprintf(s->job->to, ", EBTS %lu.%lu", (unsigned long)info.ebts / 100,
		    (unsigned long)info.ebts % 100);
	(void)fputc('\n', s->job->to);
}

static json_t *
show_types(const show *s)
{
	json_t *list = s->fields != NULL ? json_new_array() : NULL, *object;
	const tp_field_def *const *rows;
	size_t i, n, fields;
	int type;

	if (list == NULL)
		(void)fputs("\nrecord types, and the fields of each:\n", s->job->to);
	for (type = 1; type < 100; type++) {
		const char *name = names_record(type);

		n = tp_profile_rows(s->p, type, &rows);
		for (i = fields = 0; i < n; i++)
			fields += rows[i]->item == 0;
		if (n == 0)
			continue;
		if (list == NULL) {
			(void)fprintf(s->job->to, "  Type-%-3d %3zu  %s\n", type, fields,
			    name != NULL ? name : "");
			continue;
		}
		object = json_new_object();
		json_put_number(object, "type", (uint64_t)type);
		json_put_text(object, "name", name != NULL ? name : "");
		json_put_number(object, "fields", fields);
		json_add(list, object);
	}
	return list;
}

static json_t *
show_tots(const show *s)
{
	json_t *list = s->fields != NULL ? json_new_array() : NULL;
	const tp_tot_def *def;
	const char *name;
	size_t i;

	for (i = 0; (name = tp_profile_tot_at(s->p, i, &def)) != NULL; i++) {
		if (list != NULL) {
			json_add(list, tot_json(name, def));
			continue;
		}
		if (i == 0)
			(void)fputs("\ntypes of transaction:\n", s->job->to);
		(void)fprintf(s->job->to, "  %-8s %s%s%s\n", name, def->name,
		    strcmp(name, def->tot) != 0 ? "; stands for " : "",
		    strcmp(name, def->tot) != 0 ? def->tot : "");
	}
	return list;
}

/* ---- the action ---------------------------------------------------------------------- */

static void
print(show *s)
{
	print_head(s);
	if (s->tot != NULL) {
		(void)fputc('\n', s->job->to);
		print_tot(s);
		(void)show_counts(s);
		(void)fputs("\nfields of Type-2:\n", s->job->to);
		show_fields(s, 2);
	} else if (s->type != 0) {
		(void)fprintf(s->job->to, "\nfields of Type-%d:\n", s->type);
		show_fields(s, s->type);
	} else {
		(void)show_types(s);
		(void)show_tots(s);
	}
}

static void
print_json(show *s)
{
	json_t *top = profile_json("tenprint/profile-show/1", s->p);
	bool whole = s->tot == NULL && s->type == 0;

	s->fields = json_new_array();
	json_put(top, "tot", s->tot != NULL ? tot_json(s->tot, s->def) : json_null());
	json_put(top, "records", s->tot != NULL ? show_counts(s) : json_new_array());
	if (!whole)
		show_fields(s, s->tot != NULL ? 2 : s->type);
	json_put(top, "fields", s->fields);
	json_put(top, "types", whole ? show_types(s) : json_new_array());
	json_put(top, "tots", whole ? show_tots(s) : json_new_array());
	json_print(top, s->job->to);
}

static bool
is_builtin(const char *name)
{
	size_t i;

	for (i = 0; i < tp_profile_builtin_count(); i++)
		if (strcmp(tp_profile_builtin_at(i)->name, name) == 0)
			return true;
	return false;
}

/* "14" or "Type-14". */
static int
record_type(const tp_profile *p, const char *word)
{
	const tp_field_def *const *rows;
	int type = 0;

	if (strncmp(word, "Type-", 5) == 0)
		word += 5;
	for (; *word >= '0' && *word <= '9' && type < 100; word++)
		type = type * 10 + (*word - '0');
	return *word == '\0' && tp_profile_rows(p, type, &rows) != 0 ? type : 0;
}

static int
show_word(show *s, const char *word)
{
	tp_profile_info info;

	if (word != NULL) {
		s->type = record_type(s->p, word);
		s->def = s->type == 0 ? tp_profile_tot(s->p, word, strlen(word)) : NULL;
		s->tot = s->def != NULL ? word : NULL;
		if (s->type == 0 && s->def == NULL) {
			tp_profile_get_info(s->p, &info);
			diag_say(NULL, "error", "notfound", "%s has no type of transaction and no "
			    "record type %s", info.name, word);
			return TOOL_NEGATIVE;
		}
	}
	if (s->job->json)
		print_json(s);
	else
		print(s);
	return TOOL_DONE;
}

int
profile_show(profile_job *job)
{
	const char *word = job->operands.count != 0 ? job->operands.names[0] : NULL;
	const char *name = job->profile;
	show s = { .job = job };
	tp_profile *p;
	int result;

	if (name == NULL && word != NULL && is_builtin(word)) {
		name = word;
		word = NULL;
	}
	result = profile_open(name != NULL ? name : PROFILE_NEWEST, &job->overlays, &p);
	if (result != TOOL_DONE)
		return result;
	s.p = p;
	result = show_word(&s, word);
	tp_profile_free(p);
	return result;
}
