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
	{ "itl-2000", "ANSI/NIST-ITL 1-2000", 300, 0, "itl-2000", "" },
	{ "itl-2007", "ANSI/NIST-ITL 1-2007", 400, 0, "itl-2007", "" },
	{ "itl-2011", "ANSI/NIST-ITL 1-2011", 500, 0, "itl-2011", "" },
	{ "itl-2013", "ANSI/NIST-ITL 1-2011, Update 2013", 501, 0, "itl-2013", "" },
	{ "itl-2015", "ANSI/NIST-ITL 1-2011, Update 2015", 502, 0, "itl-2015", "" },
	{ "ebts-9.1", "FBI EBTS 9.1", 400, 901, "ebts-9.1", "" },
	{ "ebts-11.0", "FBI EBTS 11.0", 502, 1100, "ebts-11.0", "" },
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

bool
tpi_profile_begun(const tp_profile_info *info, uint32_t since)
{
	return since == 0 || since <= edition_like(info, since);
}

bool
tpi_profile_ended(const tp_profile_info *info, uint32_t until)
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
bool
tpi_same_key(const tp_field_def *a, const tp_field_def *b)
{
	return a->type == b->type && a->field == b->field && a->item == b->item &&
	    (strncmp(a->depends, "subfield:2", 10) == 0) ==
	    (strncmp(b->depends, "subfield:2", 10) == 0);
}

bool
tpi_row_before(const tp_field_def *a, const tp_field_def *b)
{
	if (a->field != b->field)
		return a->field < b->field;
	if (a->item != b->item)
		return a->item < b->item;
	return strcmp(a->depends, b->depends) < 0;
}

/* What the FBI says of other types than Type-2 may end, and the standard's row holds again. */
static bool
lapsed(const tp_profile_info *info, const tp_field_def *def)
{
	return is_ebts(def) && def->type != 2 && tpi_profile_ended(info, def->until);
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

		if (!tpi_same_key(key, def) || !usable(info, def) || lapsed(info, def))
			continue;
		last = def;
		if (tpi_profile_begun(info, def->since))
			found = def;
	}
	if (found != NULL && found == last && tpi_profile_ended(info, found->until))
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
		if (tpi_same_key(&tpi_fields[i], &tpi_fields[at]))
			return true;
	}
	return false;
}

static void
insert_row(tpi_rows *to, const tp_field_def *def)
{
	size_t at = to->count++;

	for (; at > 0 && tpi_row_before(def, to->rows[at - 1]); at--)
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
pick_lists(tp_profile *p)
{
	size_t i;

	p->lists = tpi_arena_alloc(&p->arena, tpi_code_list_count * sizeof(*p->lists));
	if (p->lists == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < tpi_code_list_count; i++)
		p->lists[i] = &tpi_code_lists[i];
	p->list_count = tpi_code_list_count;
	return TP_OK;
}

/* The standard alone has none. */
static tp_status
pick_tots(tp_profile *p)
{
	tpi_tot_name *tots = tpi_arena_alloc(&p->arena, tpi_tot_count * sizeof(*tots));
	size_t i;

	if (tots == NULL)
		return TP_ERR_NOMEM;
	p->tots = tots;
	for (i = 0; i < tpi_tot_count && p->info.ebts != 0; i++) {
		const tp_tot_def *def = &tpi_tots[i];

		if (!tpi_profile_begun(&p->info, def->since) ||
		    tpi_profile_ended(&p->info, def->until))
			continue;
		tots[p->tot_count].name = def->tot;
		tots[p->tot_count++].def = def;
	}
	return TP_OK;
}

static tp_status
pick_all(tp_profile *p, tp_diag *diag)
{
	int type;

	if (pick_lists(p) != TP_OK || pick_tots(p) != TP_OK)
		return tpi_nomem(diag);
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
	tpi_arena_init(&p->compiled, &use, 0);
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
	tpi_arena_free(&profile->compiled);
	tpi_free(&mem, profile, sizeof(*profile));
}
