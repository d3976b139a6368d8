/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: profiles without overlays. The rows of an edition are picked
 * out of the table once: of each key the newest row that had begun, and in
 * a profile of the FBI's specification its own row before the standard's.
 */

#include <string.h>

#include "../base/diag.h"
#include "profile.h"
#include "tables.h"

static const tp_profile_info builtin[] = {
	{ "itl-2000", "ANSI/NIST-ITL 1-2000", 300, 0 },
	{ "itl-2007", "ANSI/NIST-ITL 1-2007", 400, 0 },
	{ "itl-2011", "ANSI/NIST-ITL 1-2011", 500, 0 },
	{ "itl-2013", "ANSI/NIST-ITL 1-2011, Update 2013", 501, 0 },
	{ "itl-2015", "ANSI/NIST-ITL 1-2011, Update 2015", 502, 0 },
	{ "ebts-9.1", "FBI EBTS 9.1", 400, 901 },
	{ "ebts-11.0", "FBI EBTS 11.0", 502, 1100 },
};
static const size_t builtin_count = sizeof(builtin) / sizeof(builtin[0]);

size_t
tp_profile_builtin_count(void)
{
	return builtin_count;
}

const tp_profile_info *
tp_profile_builtin_at(size_t index)
{
	return index < builtin_count ? &builtin[index] : NULL;
}

static const tp_profile_info *
find_builtin(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < builtin_count; i++)
		if (strcmp(builtin[i].name, name) == 0)
			return &builtin[i];
	return NULL;
}

/* The edition of the profile that bounds rows of the series of `of`. */
static uint32_t
edition_like(const tp_profile_info *info, uint32_t of)
{
	return of < 700 ? info->edition : info->ebts;
}

static bool
begun(const tp_profile_info *info, uint32_t since)
{
	return since == 0 || since <= edition_like(info, since);
}

static bool
ended(const tp_profile_info *info, uint32_t until)
{
	return until != 0 && edition_like(info, until) != 0 && until < edition_like(info, until);
}

static bool
is_ebts(const tp_field_def *def)
{
	return strncmp(def->source, "ebts-", 5) == 0;
}

/* Type-2 belongs to its receiver: the standard alone knows its first two fields. */
static bool
usable(const tp_profile_info *info, const tp_field_def *def)
{
	if (!is_ebts(def) || info->ebts != 0)
		return true;
	return def->type == 2 && def->field <= 2;
}

/* CNT and RCI have two rows a key, told apart by the subfields that they are for. */
static bool
same_key(const tp_field_def *a, const tp_field_def *b)
{
	return a->type == b->type && a->field == b->field && a->item == b->item &&
	    (strncmp(a->depends, "subfield:2", 10) == 0) ==
	    (strncmp(b->depends, "subfield:2", 10) == 0);
}

static bool
row_before(const tp_field_def *a, const tp_field_def *b)
{
	if (a->field != b->field)
		return a->field < b->field;
	if (a->item != b->item)
		return a->item < b->item;
	return strcmp(a->depends, b->depends) < 0;
}

/*
 * The row that holds of those with the key of `first`, which stands at the
 * first of them. Between two editions whose text is known the older row goes
 * on, so that only the last row of a series can end.
 */
static const tp_field_def *
pick(const tp_profile_info *info, size_t first)
{
	const tp_field_def *key = &tpi_fields[first], *found = NULL, *last = NULL;
	size_t i;

	for (i = first; i < tpi_field_count && tpi_fields[i].type == key->type &&
	    tpi_fields[i].field == key->field && tpi_fields[i].item == key->item; i++) {
		const tp_field_def *def = &tpi_fields[i];

		if (!same_key(key, def) || !usable(info, def))
			continue;
		last = def;
		if (begun(info, def->since))
			found = def;
	}
	if (found != NULL && found == last && ended(info, found->until))
		return NULL;
	return found;
}

/* Whether an earlier row of the table has the same key, so that it was picked already. */
static bool
seen_before(size_t first, size_t at)
{
	size_t i;

	for (i = at; i-- > first;) {
		if (tpi_fields[i].field != tpi_fields[at].field ||
		    tpi_fields[i].item != tpi_fields[at].item)
			return false;
		if (same_key(&tpi_fields[i], &tpi_fields[at]))
			return true;
	}
	return false;
}

static void
insert_row(tpi_rows *to, const tp_field_def *def)
{
	size_t at = to->count++;

	for (; at > 0 && row_before(def, to->rows[at - 1]); at--)
		to->rows[at] = to->rows[at - 1];
	to->rows[at] = def;
}

static tp_status
pick_type(tp_profile *p, int type)
{
	size_t first = tpi_type_begin(type), end = tpi_type_begin(type + 1), i;
	tpi_rows *to = &p->types[type];

	if (first == end)
		return TP_OK;
	to->rows = tpi_arena_alloc(&p->arena, (end - first) * sizeof(*to->rows));
	if (to->rows == NULL)
		return TP_ERR_NOMEM;
	for (i = first; i < end; i++) {
		const tp_field_def *def = seen_before(first, i) ? NULL : pick(&p->info, i);

		if (def != NULL)
			insert_row(to, def);
	}
	return TP_OK;
}

static tp_status
pick_all(tp_profile *p, tp_diag *diag)
{
	int type;

	for (type = 1; type < TPI_TYPES; type++)
		if (pick_type(p, type) != TP_OK)
			return tpi_nomem(diag);
	return TP_OK;
}

static tp_status
unknown_profile(const char *name, tp_diag *diag)
{
	size_t i;

	for (i = 0; name != NULL && i < builtin_count; i++)
		if (strlen(name) >= 4 && strncmp(builtin[i].name, name, 4) == 0)
			return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET,
			    "unknown profile; there is \"%s\"", builtin[i].name);
	return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET,
	    "unknown profile; there are \"itl-2015\" and \"ebts-11.0\", among others");
}

tp_status
tp_profile_new(const char *name, const tp_mem *mem, tp_profile **out, tp_diag *diag)
{
	const tp_profile_info *info = find_builtin(name);
	tp_mem use = tpi_mem_or_default(mem);
	tp_status status;
	tp_profile *p;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the profile");
	*out = NULL;
	if (info == NULL)
		return unknown_profile(name, diag);
	p = tpi_calloc(&use, 1, sizeof(*p));
	if (p == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&p->arena, &use, 0);
	p->info = *info;
	status = pick_all(p, diag);
	if (status == TP_OK)
		status = tpi_program_build(p, diag);
	if (status != TP_OK) {
		tp_profile_free(p);
		return status;
	}
	*out = p;
	return TP_OK;
}

void
tp_profile_free(tp_profile *profile)
{
	tp_mem mem;

	if (profile == NULL)
		return;
	mem = profile->arena.mem;
	tpi_arena_free(&profile->arena);
	tpi_free(&mem, profile, sizeof(*profile));
}

void
tp_profile_get_info(const tp_profile *profile, tp_profile_info *out)
{
	*out = profile->info;
}

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
	while (at > 0) {
		const tp_field_def *def = in->rows[--at];

		if (def->item == 0)
			return def->last >= field ? def : NULL;
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

const tp_code_list *
tp_profile_list(const tp_profile *profile, const char *list)
{
	(void)profile;
	return tp_code_list_find(list);
}

const tp_tot_def *
tp_profile_tot(const tp_profile *profile, const char *tot, size_t len)
{
	size_t i;

	if (profile->info.ebts == 0)
		return NULL;
	for (i = 0; i < tpi_tot_count; i++) {
		const tp_tot_def *def = &tpi_tots[i];

		if (strlen(def->tot) == len && memcmp(def->tot, tot, len) == 0)
			return begun(&profile->info, def->since) &&
			    !ended(&profile->info, def->until) ? def : NULL;
	}
	return NULL;
}

const tp_tot_rule *
tp_profile_occurrence(const tp_profile *profile, const char *tot, uint32_t field)
{
	return profile->info.ebts != 0
	    ? tp_tot_rule_find(tot, field, profile->info.ebts) : NULL;
}

size_t
tp_profile_occurrences(const tp_profile *profile, const char *tot, const tp_tot_rule **first)
{
	*first = NULL;
	return profile->info.ebts != 0 ? tp_tot_rules(tot, profile->info.ebts, first) : 0;
}

/* The rows of one TOT, which stand together. */
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

size_t
tp_profile_counts(const tp_profile *profile, const char *tot, const tp_count_rule **first)
{
	size_t n = counts_of(profile->info.ebts, tot, first);

	return n != 0 ? n : counts_of(profile->info.ebts, "*", first);
}
