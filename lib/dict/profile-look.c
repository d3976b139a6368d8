/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what a profile says, asked by those who read it: rows, code
 * lists, types of transaction and what they hold. What an overlay says of a
 * type of transaction comes before the built-in tables.
 */

#include <string.h>

#include "profile.h"
#include "tables.h"

void
tp_profile_get_info(const tp_profile *profile, tp_profile_info *out)
{
	*out = profile->info;
}

bool
tpi_profile_only(const tp_profile *profile, int type)
{
	return (profile->only[type / 64] >> (type % 64) & 1) != 0;
}

/* ---- rows ------------------------------------------------------------------- */

size_t
tp_profile_rows(const tp_profile *profile, int type, const tp_field_def *const **rows)
{
	*rows = NULL;
	if (type < 1 || type >= TPI_TYPES || profile->types[type].count == 0)
		return 0;
	*rows = profile->types[type].rows;
	return profile->types[type].count;
}

/* The first row that is not before field and item. */
static size_t
lower_bound(const tpi_rows *in, uint32_t field, uint32_t item)
{
	size_t low = 0, high = in->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const tp_field_def *def = in->rows[mid];

		if (def->field < field || (def->field == field && def->item < item))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const tp_field_def *
tp_profile_field(const tp_profile *profile, int type, uint32_t field)
{
	const tpi_rows *in;
	size_t at;

	if (type < 1 || type >= TPI_TYPES)
		return NULL;
	in = &profile->types[type];
	at = lower_bound(in, field, 0);
	if (at < in->count && in->rows[at]->field == field && in->rows[at]->item == 0)
		return in->rows[at];
	/* A range of an overlay may lie within another, and single numbers within both. */
	while (at > 0) {
		const tp_field_def *def = in->rows[--at];

		if (def->item == 0 && def->last >= field)
			return def;
	}
	return NULL;
}

/* The number of the field's last item, and of the first of those that repeat (0: none do). */
static uint32_t
last_item(const tpi_rows *in, uint32_t field, uint32_t *repeats)
{
	uint32_t last = 0;
	size_t i;

	*repeats = 0;
	for (i = lower_bound(in, field, 1); i < in->count && in->rows[i]->field == field; i++) {
		last = in->rows[i]->item;
		if (in->rows[i]->max_count <= 1)
			*repeats = 0;
		else if (*repeats == 0)
			*repeats = last;
	}
	return last;
}

static bool
same_field_item(const tp_field_def *a, const tp_field_def *b)
{
	return a->field == b->field && a->item == b->item;
}

const tp_field_def *
tp_profile_item(const tp_profile *profile, int type, uint32_t field, uint32_t subfield,
    uint32_t item)
{
	const tp_field_def *def;
	const tpi_rows *in;
	uint32_t repeats, last;
	size_t at;

	if (type < 1 || type >= TPI_TYPES || item == 0)
		return NULL;
	in = &profile->types[type];
	last = last_item(in, field, &repeats);
	if (item > last && repeats != 0)
		item = repeats + (item - repeats) % (last - repeats + 1);
	at = lower_bound(in, field, item);
	if (at >= in->count || in->rows[at]->field != field || in->rows[at]->item != item)
		return NULL;
	def = in->rows[at];
	if (subfield != 1 && at + 1 < in->count && same_field_item(def, in->rows[at + 1]))
		def = in->rows[at + 1];
	return def;
}

/* ---- lists ------------------------------------------------------------------ */

const tp_code_list *
tp_profile_list(const tp_profile *profile, const char *list)
{
	size_t low = 0, high = profile->list_count;

	while (list != NULL && low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(profile->lists[mid]->name, list);

		if (order == 0)
			return profile->lists[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const tp_code_list *
tp_profile_list_at(const tp_profile *profile, size_t index)
{
	return index < profile->list_count ? profile->lists[index] : NULL;
}

/* ---- types of transaction ------------------------------------------------------ */

const tpi_tot_name *
tpi_tot_named(const tp_profile *profile, const char *name, size_t len)
{
	size_t low = 0, high = profile->tot_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = tpi_name_order(profile->tots[mid].name, name, len);

		if (order == 0)
			return &profile->tots[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const tp_tot_def *
tp_profile_tot(const tp_profile *profile, const char *tot, size_t len)
{
	const tpi_tot_name *found = tpi_tot_named(profile, tot, len);

	return found != NULL ? found->def : NULL;
}

const char *
tp_profile_tot_at(const tp_profile *profile, size_t index, const tp_tot_def **out)
{
	if (out != NULL)
		*out = index < profile->tot_count ? profile->tots[index].def : NULL;
	return index < profile->tot_count ? profile->tots[index].name : NULL;
}

const tpi_tot_rows *
tpi_tot_own(const tp_profile *profile, const char *name)
{
	size_t low = 0, high = profile->own_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(profile->own[mid].name, name);

		if (order == 0)
			return &profile->own[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The name that the tables have for one that an overlay gave; else itself. */
static const char *
meant(const tp_profile *profile, const char *tot)
{
	const tpi_tot_name *found = tpi_tot_named(profile, tot, strlen(tot));

	return found != NULL ? found->def->tot : tot;
}

size_t
tp_profile_occurrences(const tp_profile *profile, const char *tot, const tp_tot_rule **first)
{
	const tpi_tot_rows *own;

	*first = NULL;
	if (tot == NULL)
		return 0;
	own = tpi_tot_own(profile, tot);
	if (own == NULL || own->rules == NULL)
		own = tpi_tot_own(profile, tot = meant(profile, tot));
	if (own != NULL && own->rules != NULL) {
		*first = own->rules;
		return own->rule_count;
	}
	return profile->info.ebts != 0 ? tp_tot_rules(tot, profile->info.ebts, first) : 0;
}

static const tp_tot_rule *
rule_of(const tp_tot_rule *rules, size_t count, uint32_t field)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (rules[mid].field < field)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && rules[low].field == field ? &rules[low] : NULL;
}

const tp_tot_rule *
tp_profile_occurrence(const tp_profile *profile, const char *tot, uint32_t field)
{
	const tp_tot_rule *rules, *found;
	size_t count = tp_profile_occurrences(profile, tot, &rules);

	if (count == 0)
		return NULL;
	found = rule_of(rules, count, field);
	if (found != NULL)
		return found;
	count = tp_profile_occurrences(profile, "*", &rules);
	return rule_of(rules, count, field);
}

/* The rows of one TOT in the built-in table, which stand together. */
static size_t
counts_of(uint32_t edition, const char *tot, const tp_count_rule **first)
{
	size_t i, n = 0;

	*first = NULL;
	for (i = 0; i < tpi_count_count; i++) {
		if (tpi_counts[i].edition != edition || strcmp(tpi_counts[i].tot, tot) != 0)
			continue;
		if (n++ == 0)
			*first = &tpi_counts[i];
	}
	return n;
}

/* Those of a name alone. */
static size_t
counts_named(const tp_profile *profile, const char *tot, const tp_count_rule **first)
{
	const tpi_tot_rows *own = tpi_tot_own(profile, tot);

	if (own != NULL && own->counts != NULL) {
		*first = own->counts;
		return own->count_count;
	}
	*first = NULL;
	return profile->info.ebts != 0 ? counts_of(profile->info.ebts, tot, first) : 0;
}

size_t
tp_profile_counts(const tp_profile *profile, const char *tot, const tp_count_rule **first)
{
	size_t n;

	*first = NULL;
	if (tot == NULL)
		return 0;
	n = counts_named(profile, tot, first);
	if (n == 0)
		n = counts_named(profile, meant(profile, tot), first);
	return n != 0 ? n : counts_named(profile, "*", first);
}
