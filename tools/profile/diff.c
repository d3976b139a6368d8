/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint profile diff: what two profiles say differently: fields,
 * types of transaction and what they hold, codes, and severities of rules.
 */

#include <stdio.h>
#include <string.h>

#include "../common/diag.h"
#include "profile.h"

typedef struct diff {
	profile_job *job;
	tp_profile *a;
	tp_profile *b;
	tp_profile_info info_a;
	tp_profile_info info_b;
	size_t count;
	const char *heading; /* not yet printed; NULL: it is */
	json_t *list;        /* of the part at hand; NULL: text */
} diff;

/* ---- telling ----------------------------------------------------------------------- */

/* One more difference; in text its line starts. */
static void
begin(diff *d, char sign)
{
	d->count++;
	if (d->list != NULL)
		return;
	if (d->heading != NULL)
		(void)fprintf(d->job->to, "%s:\n", d->heading);
	d->heading = NULL;
	(void)fprintf(d->job->to, "%c ", sign);
}

static char
sign_of(bool in_a, bool in_b)
{
	return !in_a ? '+' : !in_b ? '-' : '~';
}

/* ---- fields ------------------------------------------------------------------------- */

static void
tell_text(FILE *to, const char *what, const char *a, const char *b)
{
	if (strcmp(a, b) != 0)
		(void)fprintf(to, "; %s %s -> %s", what, a[0] != '\0' ? a : "none",
		    b[0] != '\0' ? b : "none");
}

static void
tell_changes(FILE *to, const tp_field_def *a, const tp_field_def *b)
{
	char was[WORDS], is[WORDS];

	tell_text(to, "mnemonic", a->mnemonic, b->mnemonic);
	tell_text(to, "name", a->name, b->name);
	tell_text(to, "condition", words_condition(a->condition), words_condition(b->condition));
	tell_text(to, "characters", a->chars, b->chars);
	tell_text(to, "length", words_range(a->min_length, a->max_length, was),
	    words_range(b->min_length, b->max_length, is));
	tell_text(to, "count", words_count(a->min_count, a->max_count, was),
	    words_count(b->min_count, b->max_count, is));
	tell_text(to, "list", a->list, b->list);
	tell_text(to, "rule", a->rule, b->rule);
	tell_text(to, "depends", a->depends, b->depends);
	if (a->last != b->last)
		(void)fprintf(to, "; to %lu -> %lu", (unsigned long)a->last,
		    (unsigned long)b->last);
}

static int
tell_field(void *ctx, const tp_field_def *a, const tp_field_def *b)
{
	diff *d = ctx;
	const tp_field_def *def = a != NULL ? a : b;
	char path[WORDS];
	json_t *object;

	begin(d, sign_of(a != NULL, b != NULL));
	if (d->list != NULL) {
		object = json_new_object();
		json_put(object, "a", a != NULL ? row_json(a) : json_null());
		json_put(object, "b", b != NULL ? row_json(b) : json_null());
		json_add(d->list, object);
		return 0;
	}
	(void)fprintf(d->job->to, "%s %s", words_path(def, path), def->mnemonic);
	if (a == NULL || b == NULL)
		(void)fprintf(d->job->to, " %s", def->name);
	else
		tell_changes(d->job->to, a, b);
	(void)fputc('\n', d->job->to);
	return 0;
}

static void
diff_fields(diff *d)
{
	(void)tp_profile_diff(d->a, d->b, tell_field, d);
}

/* ---- types of transaction -------------------------------------------------------------- */

/* The names of both, in order: calls visit with each. */
static void
each_tot(diff *d, void (*visit)(diff *d, const char *name, bool in_a, bool in_b))
{
	const char *a, *b;
	size_t i = 0, k = 0;
	int order;

	for (;;) {
		a = tp_profile_tot_at(d->a, i, NULL);
		b = tp_profile_tot_at(d->b, k, NULL);
		if (a == NULL && b == NULL)
			return;
		order = a == NULL ? 1 : b == NULL ? -1 : strcmp(a, b);
		visit(d, order <= 0 ? a : b, order <= 0, order >= 0);
		i += order <= 0;
		k += order >= 0;
	}
}

static void
visit_tot(diff *d, const char *name, bool in_a, bool in_b)
{
	const tp_tot_def *def = tp_profile_tot(in_a ? d->a : d->b, name, strlen(name));
	json_t *object;

	if (in_a && in_b)
		return;
	begin(d, sign_of(in_a, in_b));
	if (d->list == NULL) {
		(void)fprintf(d->job->to, "%s %s\n", name, def->name);
		return;
	}
	object = json_new_object();
	json_put_text(object, "tot", name);
	json_put_text(object, "name", def->name);
	json_put(object, "a", json_boolean(in_a));
	json_put(object, "b", json_boolean(in_b));
	json_add(d->list, object);
}

static void
diff_tots(diff *d)
{
	each_tot(d, visit_tot);
}

static void
tell_bounds(FILE *to, bool in_a, const char *was, bool in_b, const char *is)
{
	if (in_a && in_b)
		(void)fprintf(to, " %s -> %s\n", was, is);
	else
		(void)fprintf(to, " %s\n", in_a ? was : is);
}

static void
tell_rule(diff *d, const char *name, const tp_tot_rule *a, const tp_tot_rule *b)
{
	const tp_tot_rule *rule = a != NULL ? a : b;
	const tp_field_def *def = tp_profile_field(a != NULL ? d->a : d->b, 2, rule->field);
	char was[WORDS] = "", is[WORDS] = "";
	json_t *object;

	begin(d, sign_of(a != NULL, b != NULL));
	if (a != NULL)
		(void)words_count(a->min_count, a->max_count, was);
	if (b != NULL)
		(void)words_count(b->min_count, b->max_count, is);
	if (d->list == NULL) {
		(void)fprintf(d->job->to, "%s: 2.%03lu %s", name, (unsigned long)rule->field,
		    def != NULL ? def->mnemonic : "");
		tell_bounds(d->job->to, a != NULL, was, b != NULL, is);
		return;
	}
	object = json_new_object();
	json_put_text(object, "tot", name);
	json_put_number(object, "field", rule->field);
	json_put_text(object, "mnemonic", def != NULL ? def->mnemonic : "");
	json_put(object, "a", a != NULL ? range_json(a->min_count, a->max_count) : json_null());
	json_put(object, "b", b != NULL ? range_json(b->min_count, b->max_count) : json_null());
	json_add(d->list, object);
}

/* What a type of transaction that both have holds of Type-2. */
static void
visit_rules(diff *d, const char *name, bool in_a, bool in_b)
{
	const tp_tot_rule *a, *b;
	size_t i = 0, k = 0, n, m;
	int order;

	if (!in_a || !in_b)
		return;
	n = tp_profile_occurrences(d->a, name, &a);
	m = tp_profile_occurrences(d->b, name, &b);
	while (i < n || k < m) {
		order = i == n ? 1 : k == m ? -1 : (a[i].field > b[k].field) -
		    (a[i].field < b[k].field);
		if (order < 0)
			tell_rule(d, name, &a[i], NULL);
		else if (order > 0)
			tell_rule(d, name, NULL, &b[k]);
		else if (a[i].min_count != b[k].min_count || a[i].max_count != b[k].max_count)
			tell_rule(d, name, &a[i], &b[k]);
		i += order <= 0;
		k += order >= 0;
	}
}

static void
diff_rules(diff *d)
{
	each_tot(d, visit_rules);
}

static const tp_count_rule *
count_of(const tp_count_rule *rules, size_t count, const char *types)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(rules[i].types, types) == 0)
			return &rules[i];
	return NULL;
}

static void
tell_count(diff *d, const char *name, const tp_count_rule *a, const tp_count_rule *b)
{
	char was[WORDS] = "", is[WORDS] = "";
	json_t *object;

	begin(d, sign_of(a != NULL, b != NULL));
	if (a != NULL)
		(void)words_count(a->min_count, a->max_count, was);
	if (b != NULL)
		(void)words_count(b->min_count, b->max_count, is);
	if (d->list == NULL) {
		(void)fprintf(d->job->to, "%s: Type-%s", name, a != NULL ? a->types : b->types);
		tell_bounds(d->job->to, a != NULL, was, b != NULL, is);
		return;
	}
	object = json_new_object();
	json_put_text(object, "tot", name);
	json_put_text(object, "types", a != NULL ? a->types : b->types);
	json_put(object, "a", a != NULL ? range_json(a->min_count, a->max_count) : json_null());
	json_put(object, "b", b != NULL ? range_json(b->min_count, b->max_count) : json_null());
	json_add(d->list, object);
}

static void
visit_counts(diff *d, const char *name, bool in_a, bool in_b)
{
	const tp_count_rule *a, *b, *other;
	size_t i, n, m;

	if (!in_a || !in_b)
		return;
	n = tp_profile_counts(d->a, name, &a);
	m = tp_profile_counts(d->b, name, &b);
	for (i = 0; i < n; i++) {
		other = count_of(b, m, a[i].types);
		if (other == NULL || other->min_count != a[i].min_count ||
		    other->max_count != a[i].max_count)
			tell_count(d, name, &a[i], other);
	}
	for (i = 0; i < m; i++)
		if (count_of(a, n, b[i].types) == NULL)
			tell_count(d, name, NULL, &b[i]);
}

static void
diff_counts(diff *d)
{
	each_tot(d, visit_counts);
}

/* ---- codes ------------------------------------------------------------------------------ */

static void
tell_code(diff *d, const char *list, const tp_code *code, bool in_a)
{
	json_t *object;

	begin(d, sign_of(in_a, !in_a));
	if (d->list == NULL) {
		(void)fprintf(d->job->to, "%s %s%s%s\n", list, code->code,
		    code->meaning[0] != '\0' ? ": " : "", code->meaning);
		return;
	}
	object = json_new_object();
	json_put_text(object, "list", list);
	json_put_text(object, "code", code->code);
	json_put_text(object, "meaning", code->meaning);
	json_put(object, "a", json_boolean(in_a));
	json_put(object, "b", json_boolean(!in_a));
	json_add(d->list, object);
}

/* Codes of both lists, either of which may be NULL, as far as the editions have them. */
static void
diff_list(diff *d, const tp_code_list *a, const tp_code_list *b)
{
	size_t i = 0, k = 0, n = a != NULL ? a->count : 0, m = b != NULL ? b->count : 0;
	int order;

	while (i < n || k < m) {
		if (i < n && !words_is_current(&d->info_a, &a->codes[i])) {
			i++;
			continue;
		}
		if (k < m && !words_is_current(&d->info_b, &b->codes[k])) {
			k++;
			continue;
		}
		order = i == n ? 1 : k == m ? -1 : strcmp(a->codes[i].code, b->codes[k].code);
		if (order != 0)
			tell_code(d, order < 0 ? a->name : b->name,
			    order < 0 ? &a->codes[i] : &b->codes[k], order < 0);
		i += order <= 0;
		k += order >= 0;
	}
}

static void
diff_codes(diff *d)
{
	const tp_code_list *a, *b;
	size_t i = 0, k = 0;
	int order;

	for (;;) {
		a = tp_profile_list_at(d->a, i);
		b = tp_profile_list_at(d->b, k);
		if (a == NULL && b == NULL)
			return;
		order = a == NULL ? 1 : b == NULL ? -1 : strcmp(a->name, b->name);
		diff_list(d, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
		i += order <= 0;
		k += order >= 0;
	}
}

/* ---- severities ---------------------------------------------------------------------------- */

static void
diff_severities(diff *d)
{
	const tp_rule *rule;
	json_t *object;
	size_t i;

	for (i = 0; (rule = tp_rule_at(i)) != NULL; i++) {
		int a = tp_profile_severity(d->a, rule->id), b = tp_profile_severity(d->b, rule->id);

		if (a == b)
			continue;
		begin(d, sign_of(a >= 0, b >= 0));
		if (d->list == NULL) {
			(void)fprintf(d->job->to, "%s", rule->id);
			tell_bounds(d->job->to, a >= 0, words_severity(a), b >= 0,
			    words_severity(b));
			continue;
		}
		object = json_new_object();
		json_put_text(object, "rule", rule->id);
		json_put(object, "a", a >= 0 ? json_string(words_severity(a)) : json_null());
		json_put(object, "b", b >= 0 ? json_string(words_severity(b)) : json_null());
		json_add(d->list, object);
	}
}

/* ---- the action --------------------------------------------------------- */

static void
compare(diff *d)
{
	static const struct {
		const char *heading;
		const char *key;
		void (*run)(diff *d);
	} parts[] = {
		{ "fields", "fields", diff_fields },
		{ "types of transaction", "tots", diff_tots },
		{ "fields of Type-2 by type of transaction", "occurrences", diff_rules },
		{ "records by type of transaction", "counts", diff_counts },
		{ "codes", "codes", diff_codes },
		{ "rules", "rules", diff_severities },
	};
	json_t *top = d->job->json ? json_new_object() : NULL;
	size_t i;

	if (top != NULL) {
		json_put_text(top, "schema", "tenprint/profile-diff/1");
		json_put_text(top, "a", d->info_a.name);
		json_put_text(top, "b", d->info_b.name);
	}
	for (i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		d->heading = parts[i].heading;
		d->list = top != NULL ? json_new_array() : NULL;
		parts[i].run(d);
		if (top != NULL)
			json_put(top, parts[i].key, d->list);
	}
	if (top != NULL)
		json_print(top, d->job->to);
}

/* One profile is compared with itself under the overlays; of two they lie over the second. */
int
profile_diff(profile_job *job)
{
	static const file_list none = { NULL, 0, 0 };
	size_t last = job->operands.count - 1;
	diff d = { .job = job };
	int result;

	if (last == 0 && job->overlays.count == 0)
		return usage_error(&cmd_profile, "diff takes two profiles, or one and --overlay");
	result = profile_open(job->operands.names[0], &none, &d.a);
	if (result == TOOL_DONE)
		result = profile_open(job->operands.names[last], &job->overlays, &d.b);
	if (result == TOOL_DONE) {
		tp_profile_get_info(d.a, &d.info_a);
		tp_profile_get_info(d.b, &d.info_b);
		compare(&d);
		result = d.count != 0 ? TOOL_NEGATIVE : TOOL_DONE;
	}
	tp_profile_free(d.a);
	tp_profile_free(d.b);
	return result;
}
