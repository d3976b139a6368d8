/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint profile explain: what a field or item is, its values, its
 * rules and in which types of transaction it occurs, in one profile or in
 * all built-in ones; profiles that say the same are told together.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/output.h"
#include "profile.h"

#define MOST_PROFILES 16

typedef struct spot {
	int type;
	uint32_t field;
	uint32_t item; /* 0: the field */
} spot;

/* ---- finding it ----------------------------------------------------------------- */

/* A part of "2.3001.WNM": a number, or else a mnemonic. */
static bool
is_number(const char *part, size_t len, uint32_t *out)
{
	size_t i;

	*out = 0;
	for (i = 0; i < len; i++) {
		if (part[i] < '0' || part[i] > '9' || *out > 99999999)
			return false;
		*out = *out * 10 + (uint32_t)(part[i] - '0');
	}
	return len != 0;
}

static bool
is_called(const tp_field_def *def, const char *part, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		char c = part[i] >= 'a' && part[i] <= 'z' ? (char)(part[i] - 'a' + 'A') : part[i];

		if (def->mnemonic[i] != c || c == '\0')
			return false;
	}
	return len != 0 && def->mnemonic[len] == '\0';
}

/* The field, or with `of` the item of it, that a part of a path names in a profile. */
static const tp_field_def *
find_part(const tp_profile *p, int type, const tp_field_def *of, const char *part, size_t len)
{
	const tp_field_def *const *rows;
	size_t i, n = tp_profile_rows(p, type, &rows);
	uint32_t number;

	if (is_number(part, len, &number))
		return of == NULL ? tp_profile_field(p, type, number)
		    : tp_profile_item(p, type, of->field, 2, number);
	for (i = 0; i < n; i++)
		if ((of != NULL) == (rows[i]->item != 0) &&
		    (of == NULL || rows[i]->field == of->field) && is_called(rows[i], part, len))
			return rows[i];
	return NULL;
}

/* TYPE.FIELD[.ITEM] or MNEMONIC[.ITEM], by the rows of a profile. */
static bool
find_in(const tp_profile *p, const char *text, spot *out)
{
	size_t len = strcspn(text, ".");
	const tp_field_def *field = NULL, *item;
	uint32_t type;

	if (is_number(text, len, &type)) {
		text += len + (text[len] == '.');
		len = strcspn(text, ".");
		field = type < 100 ? find_part(p, (int)type, NULL, text, len) : NULL;
	} else
		for (type = 1; type < 100 && field == NULL; type++)
			field = find_part(p, (int)type, NULL, text, len);
	if (field == NULL)
		return false;
	out->type = (int)field->type;
	is_number(text, len, &out->field);
	if (out->field == 0)
		out->field = field->field;
	out->item = 0;
	if (text[len] == '\0')
		return true;
	item = find_part(p, out->type, field, text + len + 1, strlen(text + len + 1));
	out->item = item != NULL ? item->item : 0;
	return item != NULL;
}

/* By the dictionary's rules for paths first, which know what a bare mnemonic means. */
static bool
find_spot(tp_profile *const *profiles, size_t count, const char *text, spot *out)
{
	tp_path path;
	size_t i;

	if (tp_dict_path(text, &path, NULL) == TP_OK && path.field != 0) {
		out->type = (int)path.type;
		out->field = path.field;
		out->item = path.item != TP_ANY ? path.item : 0;
		return true;
	}
	for (i = count; i-- > 0;)
		if (find_in(profiles[i], text, out))
			return true;
	return false;
}

static const tp_field_def *
row_at(const tp_profile *p, const spot *at)
{
	return at->item == 0 ? tp_profile_field(p, at->type, at->field)
	    : tp_profile_item(p, at->type, at->field, 2, at->item);
}

/* ---- rules that name it ----------------------------------------------------------- */

/* Whether a term of a relation is the field: NAM, SEG.LHC, 2/NAM, 18. */
static bool
is_term(const char *term, size_t len, const tp_field_def *field)
{
	const char *slash = memchr(term, '/', len);
	uint32_t number;

	if (slash != NULL) {
		if (!is_number(term, (size_t)(slash - term), &number) ||
		    number != (uint32_t)field->type)
			return false;
		len -= (size_t)(slash - term) + 1;
		term = slash + 1;
	}
	if (is_number(term, len, &number))
		return number == field->field;
	return is_called(field, term, strcspn(term, ".|;") < len ? strcspn(term, ".|;") : len);
}

static bool
names_type(const char *types, int type)
{
	char word[WORDS];
	uint32_t number;

	while (types != NULL) {
		types = words_next(types, word);
		if (strcmp(word, "*") == 0 ||
		    (is_number(word, strlen(word), &number) && number == (uint32_t)type))
			return true;
	}
	return false;
}

/* Terms stand behind at=, to= and with=. */
static bool
names_field(const tp_rule *rule, const tp_field_def *field)
{
	const char *at = rule->args, *end, *bar;

	for (; *at != '\0'; at = *end == ';' ? end + 1 : end) {
		end = at + strcspn(at, ";");
		if (strncmp(at, "at=", 3) != 0 && strncmp(at, "to=", 3) != 0 &&
		    strncmp(at, "with=", 5) != 0)
			continue;
		for (at = strchr(at, '=') + 1; at < end; at = bar + 1) {
			bar = at + strcspn(at, "|;");
			if ((names_type(rule->types, (int)field->type) ||
			    memchr(at, '/', (size_t)(bar - at)) != NULL) &&
			    is_term(at, (size_t)(bar - at), field))
				return true;
		}
	}
	return false;
}

/* The next rule from *at on that the profile has and that names the field; NULL: no more. */
static const tp_rule *
next_rule(const tp_profile *p, const tp_field_def *field, size_t *at)
{
	const tp_rule *rule;

	while ((rule = tp_rule_at((*at)++)) != NULL)
		if (rule->predicate[0] != '\0' &&
		    tp_profile_severity(p, rule->id) > TP_SEVERITY_OFF && names_field(rule, field))
			return rule;
	return NULL;
}

/* ---- in words ------------------------------------------------------------------------ */

static void
print_values(FILE *to, const tp_profile *p, const char *lists)
{
	tp_profile_info info;
	char name[WORDS];
	size_t i;

	tp_profile_get_info(p, &info);
	while (lists != NULL && *lists != '\0') {
		const tp_code_list *list;

		lists = words_next(lists, name);
		list = tp_profile_list(p, name);
		if (list == NULL)
			continue;
		(void)fprintf(to, "    %s, %s: %s%s%s%s\n", list->name,
		    list->closed ? "closed" : "open", list->title,
		    list->revision[0] != '\0' ? " (" : "", list->revision,
		    list->revision[0] != '\0' ? ")" : "");
		for (i = 0; i < list->count; i++)
			if (words_is_current(&info, &list->codes[i]))
				(void)fprintf(to, "      %-6s %s\n", list->codes[i].code,
				    list->codes[i].meaning);
	}
}

/* "digits (N), 1-5 characters, mandatory, 0-1 times" */
static void
print_row(FILE *to, const tp_field_def *def)
{
	char words[WORDS];

	if (def->max_count == 0) {
		(void)fprintf(to, "forbidden\n");
		return;
	}
	(void)fprintf(to, "%s", words_chars(def->chars));
	if (def->max_length != 0)
		(void)fprintf(to, ", %s %s", words_range(def->min_length, def->max_length, words),
		    strcmp(def->chars, "B") == 0 || (def->type >= 3 && def->type <= 8) ? "bytes"
		    : "characters");
	(void)fprintf(to, ", %s", words_condition(def->condition));
	(void)fprintf(to, ", %s times\n", words_count(def->min_count, def->max_count, words));
	if (def->rule[0] != '\0')
		(void)fprintf(to, "      rule: %s\n", def->rule);
	if (def->depends[0] != '\0')
		(void)fprintf(to, "      depends: %s\n", def->depends);
}

/* "in CAR 1, DEK 0-1": those with the same bounds together, as often as there are bounds. */
static void
print_tots(FILE *to, const tp_profile *p, uint32_t field)
{
	const tp_tot_rule *rule, *first;
	const char *name, *other;
	char words[WORDS];
	size_t i, k;

	for (i = 0; (name = tp_profile_tot_at(p, i, NULL)) != NULL; i++) {
		first = tp_profile_occurrence(p, name, field);
		for (k = 0; first != NULL && k < i; k++) {
			rule = tp_profile_occurrence(p, tp_profile_tot_at(p, k, NULL), field);
			if (rule != NULL && rule->min_count == first->min_count &&
			    rule->max_count == first->max_count)
				break;
		}
		if (first == NULL || k < i)
			continue;
		(void)fprintf(to, "    %s in", first->max_count == 0 ? "forbidden"
		    : words_count(first->min_count, first->max_count, words));
		for (k = i; (other = tp_profile_tot_at(p, k, NULL)) != NULL; k++) {
			rule = tp_profile_occurrence(p, other, field);
			if (rule != NULL && rule->min_count == first->min_count &&
			    rule->max_count == first->max_count)
				(void)fprintf(to, " %s", other);
		}
		(void)fputc('\n', to);
	}
}

static void
print_items(FILE *to, const tp_profile *p, const spot *at)
{
	const tp_field_def *const *rows;
	size_t i, n = tp_profile_rows(p, at->type, &rows);

	for (i = 0; i < n; i++) {
		if (rows[i]->field != at->field || rows[i]->item == 0)
			continue;
		(void)fprintf(to, "    item %lu %s %s: ", (unsigned long)rows[i]->item,
		    rows[i]->mnemonic, rows[i]->name);
		print_row(to, rows[i]);
		print_values(to, p, rows[i]->list);
	}
}

/* What a profile says, without its name; false where it does not have it. */
static bool
print_in(FILE *to, const tp_profile *p, const spot *at)
{
	const tp_field_def *def = row_at(p, at);
	const tp_rule *rule;
	size_t next = 0;

	if (def == NULL)
		return false;
	(void)fprintf(to, " (%s):\n    ", def->source);
	print_row(to, def);
	print_values(to, p, def->list);
	if (at->item == 0)
		print_items(to, p, at);
	while (at->item == 0 && (rule = next_rule(p, def, &next)) != NULL)
		(void)fprintf(to, "    %s (%s): %s\n", rule->id,
		    words_severity(tp_profile_severity(p, rule->id)), rule->title);
	if (at->type == 2 && at->item == 0 && strstr(def->depends, "by-tot") != NULL)
		print_tots(to, p, at->field);
	return true;
}

static char *
text_of(const tp_profile *p, const spot *at)
{
	size_t len = 0;
	char *text = NULL;
	FILE *to = diag_must(open_memstream(&text, &len));
	bool there = print_in(to, p, at);

	if (fclose(to) != 0)
		diag_nomem();
	if (!there) {
		free(text);
		text = NULL;
	}
	return text;
}

/* The names of those with the same text, then the text. */
static void
print_alike(const profile_job *job, tp_profile *const *profiles, char **texts, size_t count,
    size_t first)
{
	tp_profile_info info;
	size_t i;

	for (i = first; i < count; i++) {
		if (texts[i] == NULL || strcmp(texts[i], texts[first]) != 0)
			continue;
		tp_profile_get_info(profiles[i], &info);
		(void)fprintf(job->to, "%s%s", i == first ? "  " : ", ", info.name);
		if (info.revision[0] != '\0')
			(void)fprintf(job->to, " %s", info.revision);
		if (i != first) {
			free(texts[i]);
			texts[i] = NULL;
		}
	}
	(void)fputs(texts[first], job->to);
	free(texts[first]);
	texts[first] = NULL;
}

static void
print_all(const profile_job *job, tp_profile *const *profiles, size_t count, const spot *at)
{
	const tp_field_def *def = NULL;
	char *texts[MOST_PROFILES], path[WORDS];
	size_t i;

	for (i = 0; i < count; i++) {
		texts[i] = text_of(profiles[i], at);
		def = texts[i] != NULL ? row_at(profiles[i], at) : def;
	}
	if (def == NULL)
		return;
	(void)fprintf(job->to, "%s %s %s\n", words_path(def, path), def->mnemonic, def->name);
	for (i = 0; i < count; i++)
		if (texts[i] != NULL)
			print_alike(job, profiles, texts, count, i);
}

/* ---- JSON ----------------------------------------------------------------------------- */

static json_t *
lists_json(const tp_profile *p, const char *lists)
{
	json_t *array = json_new_array();
	tp_profile_info info;
	char name[WORDS];

	tp_profile_get_info(p, &info);
	while (lists != NULL && *lists != '\0') {
		lists = words_next(lists, name);
		if (tp_profile_list(p, name) != NULL)
			json_add(array, list_json(tp_profile_list(p, name), &info));
	}
	return array;
}

static json_t *
items_json(const tp_profile *p, const spot *at)
{
	json_t *array = json_new_array(), *item;
	const tp_field_def *const *rows;
	size_t i, n = tp_profile_rows(p, at->type, &rows);

	for (i = 0; i < n && at->item == 0; i++) {
		if (rows[i]->field != at->field || rows[i]->item == 0)
			continue;
		item = row_json(rows[i]);
		json_put(item, "values", lists_json(p, rows[i]->list));
		json_add(array, item);
	}
	return array;
}

static json_t *
tots_json(const tp_profile *p, const spot *at, const tp_field_def *def)
{
	json_t *array = json_new_array(), *object;
	const char *name;
	size_t i;

	if (at->type != 2 || at->item != 0 || strstr(def->depends, "by-tot") == NULL)
		return array;
	for (i = 0; (name = tp_profile_tot_at(p, i, NULL)) != NULL; i++) {
		const tp_tot_rule *rule = tp_profile_occurrence(p, name, at->field);

		if (rule == NULL)
			continue;
		object = json_new_object();
		json_put_text(object, "tot", name);
		json_put(object, "occurs", range_json(rule->min_count, rule->max_count));
		json_add(array, object);
	}
	return array;
}

static json_t *
rules_json(const tp_profile *p, const spot *at, const tp_field_def *def)
{
	json_t *array = json_new_array(), *object;
	const tp_rule *rule;
	size_t next = 0;

	while (at->item == 0 && (rule = next_rule(p, def, &next)) != NULL) {
		object = json_new_object();
		json_put_text(object, "rule", rule->id);
		json_put_text(object, "severity",
		    words_severity(tp_profile_severity(p, rule->id)));
		json_put_text(object, "title", rule->title);
		json_add(array, object);
	}
	return array;
}

static void
print_json(const profile_job *job, tp_profile *const *profiles, size_t count, const spot *at)
{
	json_t *top = json_new_object(), *list = json_new_array(), *object;
	size_t i;

	for (i = 0; i < count; i++) {
		const tp_field_def *def = row_at(profiles[i], at);
		tp_profile_info info;

		if (def == NULL)
			continue;
		tp_profile_get_info(profiles[i], &info);
		object = row_json(def);
		json_put_text(object, "profile", info.name);
		json_put(object, "values", lists_json(profiles[i], def->list));
		json_put(object, "items", items_json(profiles[i], at));
		json_put(object, "rules", rules_json(profiles[i], at, def));
		json_put(object, "tots", tots_json(profiles[i], at, def));
		json_add(list, object);
	}
	json_put_text(top, "schema", "tenprint/profile-explain/1");
	json_put(top, "profiles", list);
	json_print(top, job->to);
}

/* ---- the action ------------------------------------------------------------------------ */

/* The profile asked for, or every built-in one under the overlays that it takes. */
static int
open_all(const profile_job *job, tp_profile **profiles, size_t *count)
{
	int result = TOOL_DONE;
	size_t i;

	*count = 0;
	if (job->profile != NULL || job->overlays.count != 0) {
		result = profile_open(job->profile != NULL ? job->profile : PROFILE_NEWEST,
		    &job->overlays, &profiles[0]);
		*count = result == TOOL_DONE;
		return result;
	}
	for (i = 0; i < tp_profile_builtin_count() && i < MOST_PROFILES; i++) {
		result = profile_open(tp_profile_builtin_at(i)->name, &job->overlays,
		    &profiles[i]);
		if (result != TOOL_DONE)
			break;
		++*count;
	}
	return result;
}

static bool
is_anywhere(tp_profile *const *profiles, size_t count, const spot *at)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (row_at(profiles[i], at) != NULL)
			return true;
	return false;
}

int
profile_explain(profile_job *job)
{
	const char *text = job->operands.names[0];
	tp_profile *profiles[MOST_PROFILES];
	size_t i, count;
	spot at;
	int result = open_all(job, profiles, &count);

	if (result == TOOL_DONE && (!find_spot(profiles, count, text, &at) ||
	    !is_anywhere(profiles, count, &at))) {
		diag_say(NULL, "error", "notfound", "%s no field %s",
		    count == 1 ? "the profile has" : "the profiles have", text);
		result = TOOL_NEGATIVE;
	}
	if (result == TOOL_DONE && job->json)
		print_json(job, profiles, count, &at);
	else if (result == TOOL_DONE)
		print_all(job, profiles, count, &at);
	for (i = 0; i < count; i++)
		tp_profile_free(profiles[i]);
	return result;
}
