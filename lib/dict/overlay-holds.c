/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the tables of an overlay that say what types of transaction
 * hold: occurrence and counts. Rows for a name that stands for another count
 * for that name alone, on top of those of what it stands for.
 */

#include <string.h>

#include "overlay.h"
#include "tables.h"

enum { OCC_EDITION, OCC_TOT, OCC_FIELD, OCC_MIN, OCC_MAX, OCC_NOTE };
enum { COUNT_EDITION, COUNT_TOT, COUNT_TYPES, COUNT_MIN, COUNT_MAX };

/* ---- rows of one name ----------------------------------------------------------- */

/* What one row says. */
typedef struct said {
	const char *name;
	tp_tot_rule rule;
	tp_count_rule count;
	uint64_t types[2]; /* of a count */
	const tpi_line *line;
} said;

static bool
said_before(const void *a, const void *b)
{
	const said *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order != 0)
		return order < 0;
	if (x->rule.field != y->rule.field)
		return x->rule.field < y->rule.field;
	if (x->types[0] != y->types[0])
		return x->types[0] < y->types[0];
	if (x->types[1] != y->types[1])
		return x->types[1] < y->types[1];
	return x->line->number < y->line->number;
}

/* The name and whether the row is for the profile's edition. */
static bool
read_name(tpi_overlay *o, said *out)
{
	uint32_t edition;

	if (!tpi_cell_ebts(o, OCC_EDITION, &edition))
		return false;
	out->name = o->cell[OCC_TOT];
	out->line = o->line;
	out->rule.edition = out->count.edition = o->next->info.ebts;
	out->rule.tot = out->count.tot = out->name;
	if (strcmp(out->name, "*") != 0 && !tpi_cell_tot(o, OCC_TOT))
		return false;
	if (edition != 0 && edition != o->next->info.ebts)
		return false;
	if (strcmp(out->name, "*") != 0 &&
	    tpi_tot_named(o->next, out->name, strlen(out->name)) == NULL)
		return tpi_overlay_bad(o, o->cell[OCC_TOT], TP_ERR_NOTFOUND,
		    "the profile has no such type of transaction");
	return true;
}

static bool
read_bounds(tpi_overlay *o, size_t cell, uint32_t *few, uint32_t *many)
{
	if (!tpi_cell_number(o, cell, few) || !tpi_cell_maximum(o, cell + 1, many))
		return false;
	if (*few > *many)
		return tpi_overlay_bad(o, o->cell[cell], TP_ERR_RANGE,
		    "a minimum above its maximum");
	return true;
}

static bool
has_clause(const char *depends, const char *clause)
{
	size_t n = strlen(clause), len;

	for (; *depends != '\0'; depends += len + (depends[len] == ';')) {
		len = strcspn(depends, ";");
		if (len == n && memcmp(depends, clause, n) == 0)
			return true;
	}
	return false;
}

static bool
read_occurrence(tpi_overlay *o, said *out)
{
	const tp_code_list *notes = tp_profile_list(o->next, "EBTS-NOTE");
	const tp_field_def *def;

	if (!read_name(o, out) || !tpi_cell_number(o, OCC_FIELD, &out->rule.field) ||
	    !read_bounds(o, OCC_MIN, &out->rule.min_count, &out->rule.max_count))
		return false;
	def = tp_profile_field(o->next, 2, out->rule.field);
	if (def == NULL || out->rule.field == 0)
		return tpi_overlay_bad(o, o->cell[OCC_FIELD], TP_ERR_NOTFOUND,
		    "Type-2 has no such field");
	if (!has_clause(def->depends, "by-tot"))
		return tpi_overlay_bad(o, o->cell[OCC_FIELD], TP_ERR_SYNTAX, def->max_count == 0
		    ? "the field is forbidden"
		    : "the field's row lacks the clause by-tot, so that this would not count");
	out->rule.note = o->cell[OCC_NOTE];
	if (out->rule.note[0] != '\0' && (notes == NULL ||
	    tpi_code_in(notes, out->rule.note, strlen(out->rule.note)) == NULL))
		return tpi_overlay_bad(o, o->cell[OCC_NOTE], TP_ERR_NOTFOUND,
		    "no code of the list EBTS-NOTE");
	return true;
}

static bool
read_count(tpi_overlay *o, said *out)
{
	out->count.types = o->cell[COUNT_TYPES];
	return read_name(o, out) && tpi_cell_types(o, COUNT_TYPES, out->types) &&
	    read_bounds(o, COUNT_MIN, &out->count.min_count, &out->count.max_count);
}

/* All rows of the table in order of their names, each key once. */
static said *
read_said(tpi_overlay *o, tpi_table table, size_t *count)
{
	said *rows = tpi_overlay_alloc(o, tpi_overlay_count(o, table), sizeof *rows);
	size_t at, i, n = 0;

	*count = 0;
	if (rows == NULL)
		return NULL;
	for (at = 0; tpi_overlay_row(o, table, &at);)
		n += table == TPI_TABLE_COUNTS ? read_count(o, &rows[n])
		    : read_occurrence(o, &rows[n]);
	tpi_sort(rows, n, sizeof *rows, said_before);
	for (i = 0; i < n && !o->over; i++) {
		const said *last = *count != 0 ? &rows[*count - 1] : NULL;

		if (last != NULL && strcmp(last->name, rows[i].name) == 0 &&
		    last->rule.field == rows[i].rule.field &&
		    memcmp(last->types, rows[i].types, sizeof last->types) == 0) {
			tpi_overlay_take(o, rows[i].line);
			(void)tpi_overlay_bad(o, o->cell[OCC_TOT], TP_ERR_SYNTAX,
			    "there is such a row already, in line %lu",
			    (unsigned long)last->line->number);
			continue;
		}
		rows[(*count)++] = rows[i];
	}
	return rows;
}

static void
warn_of_nothing(tpi_overlay *o, const said *row)
{
	tpi_overlay_take(o, row->line);
	tpi_overlay_warn(o, o->cell[OCC_TOT], "changes nothing: the profile says the same");
}

/* The rules of one name: those that it had, and the overlay's in their place or with them. */
static void
make_rules(tpi_overlay *o, const said *rows, size_t count, tpi_tot_rows *out)
{
	const tp_tot_rule *base;
	size_t i = 0, k = 0, n = 0, base_count;
	tp_tot_rule *made;

	base_count = tp_profile_occurrences(o->next, rows[0].name, &base);
	made = tpi_overlay_alloc(o, base_count + count, sizeof *made);
	if (made == NULL)
		return;
	while (i < base_count || k < count) {
		const tp_tot_rule *own = k < count ? &rows[k].rule : NULL;

		if (own == NULL || (i < base_count && base[i].field < own->field)) {
			made[n++] = base[i++];
			continue;
		}
		if (i < base_count && base[i].field == own->field) {
			if (base[i].min_count == own->min_count &&
			    base[i].max_count == own->max_count &&
			    strcmp(base[i].note, own->note) == 0)
				warn_of_nothing(o, &rows[k]);
			i++;
		}
		made[n++] = *own;
		k++;
	}
	out->rules = made;
	out->rule_count = n;
}

/* The bits of "4|14" as the tables have it. */
static void
types_of(const char *text, uint64_t types[2])
{
	unsigned type = 0;

	types[0] = types[1] = 0;
	for (;; text++) {
		if (*text >= '0' && *text <= '9') {
			type = (type * 10 + (unsigned)(*text - '0')) % 1000;
			continue;
		}
		if (type < TPI_TYPES)
			types[type / 64] |= UINT64_C(1) << (type % 64);
		type = 0;
		if (*text == '\0')
			return;
	}
}

static const said *
of_same_types(const said *rows, size_t count, const char *types)
{
	uint64_t bits[2];
	size_t i;

	types_of(types, bits);
	for (i = 0; i < count; i++)
		if (memcmp(rows[i].types, bits, sizeof bits) == 0)
			return &rows[i];
	return NULL;
}

static void
make_counts(tpi_overlay *o, const said *rows, size_t count, tpi_tot_rows *out)
{
	const tp_count_rule *base;
	size_t i, n = 0, base_count;
	tp_count_rule *made;

	base_count = tp_profile_counts(o->next, rows[0].name, &base);
	made = tpi_overlay_alloc(o, base_count + count, sizeof *made);
	if (made == NULL)
		return;
	for (i = 0; i < base_count; i++) {
		const said *own = of_same_types(rows, count, base[i].types);

		if (own == NULL)
			made[n++] = base[i];
		else if (own->count.min_count == base[i].min_count &&
		    own->count.max_count == base[i].max_count)
			warn_of_nothing(o, own);
	}
	for (i = 0; i < count; i++)
		made[n++] = rows[i].count;
	out->counts = made;
	out->count_count = n;
}

/* ---- into the profile --------------------------------------------------------------- */

/* Put what is said of names among what was, both in order. */
static void
merge_own(tpi_overlay *o, const tpi_tot_rows *rows, size_t count)
{
	const tpi_tot_rows *base = o->next->own;
	size_t i = 0, k = 0, n = 0, base_count = o->next->own_count;
	tpi_tot_rows *made = tpi_overlay_alloc(o, base_count + count, sizeof *made);

	if (made == NULL)
		return;
	while (i < base_count || k < count) {
		int order = i == base_count ? 1 : k == count ? -1
		    : strcmp(base[i].name, rows[k].name);

		if (order < 0) {
			made[n++] = base[i++];
			continue;
		}
		made[n] = rows[k++];
		if (order == 0 && made[n].rules == NULL) {
			made[n].rules = base[i].rules;
			made[n].rule_count = base[i].rule_count;
		}
		if (order == 0 && made[n].counts == NULL) {
			made[n].counts = base[i].counts;
			made[n].count_count = base[i].count_count;
		}
		i += order == 0;
		n++;
	}
	o->next->own = made;
	o->next->own_count = n;
}

static void
lay_over(tpi_overlay *o, tpi_table table)
{
	size_t count, i, k, n = 0;
	said *rows = read_said(o, table, &count);
	tpi_tot_rows *own;

	if (rows == NULL || count == 0)
		return;
	own = tpi_overlay_alloc(o, count, sizeof *own);
	if (own == NULL)
		return;
	for (i = 0; i < count && !o->over; i += k) {
		for (k = 1; i + k < count && strcmp(rows[i].name, rows[i + k].name) == 0; k++)
			;
		own[n].name = rows[i].name;
		if (table == TPI_TABLE_COUNTS)
			make_counts(o, &rows[i], k, &own[n++]);
		else
			make_rules(o, &rows[i], k, &own[n++]);
	}
	if (!o->over)
		merge_own(o, own, n);
}

void
tpi_overlay_occurrences(tpi_overlay *o)
{
	lay_over(o, TPI_TABLE_OCCURRENCE);
}

/* 1.004 takes so many letters; a longer name could never be sent. */
static void
look_at_length(tpi_overlay *o)
{
	const tp_field_def *def = tp_profile_field(o->next, 1, 4);

	if (def != NULL && def->max_length != 0 && strlen(o->cell[0]) > def->max_length)
		tpi_overlay_warn(o, o->cell[0],
		    "longer than TOT (1.004) may be: give it a longer row of fields");
}

/* A name that nothing is said of leaves every field of Type-2 unjudged. */
static void
look_at_names(tpi_overlay *o)
{
	const tp_tot_rule *rules;
	tpi_table table;
	size_t at;

	for (table = TPI_TABLE_TOTS; table <= TPI_TABLE_ALIASES; table++)
		for (at = 0; tpi_overlay_row(o, table, &at);) {
			if (tpi_tot_named(o->next, o->cell[0], strlen(o->cell[0])) == NULL)
				continue;
			look_at_length(o);
			if (table == TPI_TABLE_TOTS &&
			    tp_profile_occurrences(o->next, o->cell[0], &rules) == 0)
				tpi_overlay_warn(o, o->cell[0],
				    "no row of occurrence is for it: what it holds is not judged");
		}
}

void
tpi_overlay_counts(tpi_overlay *o)
{
	lay_over(o, TPI_TABLE_COUNTS);
	if (o->note != NULL && !o->over)
		look_at_names(o);
}
