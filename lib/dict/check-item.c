/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the subfields and items of one field under check: how many
 * there are, which are missing, and each value that is there.
 */

#include <string.h>

#include "check.h"

#define US 0x1f

/* ---- items ------------------------------------------------------------------ */

typedef struct item_set {
	const tpi_row *rows;
	size_t count;
	size_t repeats; /* the first item that repeats; 0: none */
} item_set;

static item_set
items_of(const tpi_form *form, uint32_t subfield)
{
	item_set set = { form->items, form->item_count, form->repeats };

	if (subfield == 1 && form->first_count != 0) {
		set.rows = form->firsts;
		set.count = form->first_count;
		set.repeats = 0;
	}
	return set;
}

/* The row of the nth item; NULL past the last. */
static const tpi_row *
item_row(const item_set *set, size_t nth)
{
	if (nth > set->count && set->repeats != 0)
		nth = set->repeats + (nth - set->repeats) % (set->count - set->repeats + 1);
	if (nth > set->count || set->rows[nth - 1].def == NULL)
		return NULL;
	return &set->rows[nth - 1];
}

static void
check_item(tpi_spot *spot, const tpi_row *row)
{
	spot->row = row;
	if (spot->value.len != 0 && row->def->max_count == 0)
		tpi_spot_report(spot, TPI_RULE_FIELD_FORBIDDEN, "the profile forbids this item");
	else if (spot->value.len != 0) {
		tpi_check_clauses(spot, TPI_THERE);
		if (tpi_check_value(spot))
			tpi_check_clauses(spot, TPI_VALUED);
	} else if (row->def->condition == 'M')
		tpi_spot_report(spot, TPI_RULE_ITEM_MISSING, "a mandatory item is empty");
	else
		tpi_check_clauses(spot, TPI_ABSENT);
}

/* Items that the subfield ends before. */
static void
check_cut_items(tpi_spot *spot, const item_set *set, size_t count)
{
	size_t nth, last = set->repeats != 0 ? set->repeats - 1 : set->count;

	spot->value.ptr = NULL;
	spot->value.len = 0;
	for (nth = count + 1; nth <= last; nth++) {
		const tpi_row *row = &set->rows[nth - 1];

		spot->item = (uint32_t)nth;
		spot->row = row;
		if (row->def == NULL)
			continue;
		if (row->def->condition == 'M')
			tpi_spot_report(spot, TPI_RULE_ITEM_MISSING, "a mandatory item is missing");
		else
			tpi_check_clauses(spot, TPI_ABSENT);
	}
}

/* How often the items at the end repeat, as those of a polygon do. */
static void
check_repeats(tpi_spot *spot, const item_set *set, size_t count)
{
	const tpi_row *row = &set->rows[set->repeats - 1];
	size_t group = set->count - set->repeats + 1;
	size_t given = count >= set->repeats ? count - set->repeats + 1 : 0;

	if (count + 1 < set->repeats)
		return; /* what is missing in front of them was told */
	spot->row = row;
	spot->item = (uint32_t)set->repeats;
	spot->value.len = 0;
	if (given % group != 0)
		tpi_spot_report(spot, TPI_RULE_ITEM_REPEATS,
		    "%zu values where they come in groups of %zu", given, group);
	else if (given / group < row->def->min_count || given / group > row->def->max_count)
		tpi_spot_report(spot, TPI_RULE_ITEM_REPEATS,
		    "%zu repeats where %lu to %lu belong", given / group,
		    (unsigned long)row->def->min_count, (unsigned long)row->def->max_count);
	else
		tpi_check_clause_count(spot, given / group);
}

/* Take the items that a clause may name; all of them are counted. */
static size_t
split_items(const tp_str *subfield, tp_str *items)
{
	tp_walk walk;

	tp_walk_items(subfield, &walk);
	while (tp_walk_next(&walk))
		if (walk.index <= TPI_MAX_ITEMS)
			items[walk.index - 1] = walk.value;
	return walk.index;
}

static uint64_t
offset_of(const tp_field *field, const tp_str *part)
{
	if (field->offset == TP_NO_OFFSET)
		return TP_NO_OFFSET;
	return field->offset + (uint64_t)(part->ptr - field->value.ptr);
}

static void
check_items(tpi_spot *spot)
{
	item_set set = items_of(spot->form, spot->subfield);
	const tp_str subfield = spot->value;
	tp_str items[TPI_MAX_ITEMS];
	tp_walk walk;
	size_t count;

	count = split_items(&subfield, items);
	spot->items = items;
	spot->item_count = count < TPI_MAX_ITEMS ? count : TPI_MAX_ITEMS;
	tp_walk_items(&subfield, &walk);
	while (tp_walk_next(&walk) && spot->visit->c->stop == 0) {
		const tpi_row *row = item_row(&set, walk.index);

		spot->item = (uint32_t)walk.index;
		spot->value = walk.value;
		spot->offset = offset_of(spot->field, &walk.value);
		if (row != NULL)
			check_item(spot, row);
		else if (walk.index > set.count) {
			spot->row = &spot->form->row;
			tpi_spot_report(spot, TPI_RULE_ITEM_EXCESS,
			    "%zu items where at most %zu belong", count, set.count);
			break;
		}
	}
	spot->offset = offset_of(spot->field, &subfield);
	check_cut_items(spot, &set, count);
	if (set.repeats != 0)
		check_repeats(spot, &set, count);
	spot->row = &spot->form->row;
	spot->item = 0;
	spot->value = subfield;
	tpi_check_clauses(spot, TPI_VALUED);
	spot->items = NULL;
}

/* ---- subfields -------------------------------------------------------------- */

/* A value without items: a separator of items in it is one too many. */
static void
check_single(tpi_spot *spot)
{
	const tpi_row *row = spot->row;

	if (row->checked && spot->field->kind == TP_FIELD_TEXT &&
	    memchr(spot->value.ptr, US, spot->value.len) != NULL) {
		tpi_spot_report(spot, TPI_RULE_ITEM_EXCESS, "the field has no items");
		return;
	}
	if (tpi_check_value(spot))
		tpi_check_clauses(spot, TPI_VALUED);
}

/* The nth subfield as text; a number of a binary header in decimal. */
static void
take_subfield(tpi_spot *spot, const tp_walk *walk, tp_value *number)
{
	spot->value = walk->value;
	spot->offset = offset_of(spot->field, &walk->value);
	if (spot->field->kind != TP_FIELD_NUMBER && spot->field->kind != TP_FIELD_BYTES)
		return;
	if (tp_field_value(spot->field, walk->index, 0, number) == TP_OK)
		spot->value = number->text;
}

static void
check_subfield(tpi_spot *spot)
{
	if (spot->value.len == 0)
		tpi_spot_report(spot, TPI_RULE_SUBFIELD_EMPTY, "the subfield is empty");
	else if (spot->form->item_count != 0)
		check_items(spot);
	else
		check_single(spot);
}

static void
walk_subfields(tpi_spot *spot, size_t count)
{
	const tpi_row *row = spot->row;
	bool several = count > 1 || row->def->max_count > 1 || spot->form->item_count != 0;
	tp_value number;
	tp_walk walk;

	if (!several && spot->field->kind == TP_FIELD_TEXT) {
		check_subfield(spot); /* most are like this: the field is its value */
		return;
	}
	tp_walk_subfields(spot->field, &walk);
	while (tp_walk_next(&walk) && spot->visit->c->stop == 0) {
		spot->row = row;
		spot->item = 0;
		spot->subfield = several ? (uint32_t)walk.index : 0;
		take_subfield(spot, &walk, &number);
		check_subfield(spot);
	}
	spot->row = row;
	spot->item = spot->subfield = 0;
	spot->value = spot->field->value;
	spot->offset = spot->field->offset;
}

/* The first subfield of CNT counts those after it (ITL 2013, 8.1.3). */
static void
check_later_count(const tpi_spot *spot, size_t count)
{
	tpi_spot item = *spot;
	size_t i, k;

	if (spot->visit->c->count_told && tp_record_type(spot->visit->record) == 1)
		return;
	for (i = 0; i < spot->form->item_count; i++) {
		item.row = &spot->form->items[i];
		for (k = 0; k < item.row->clause_count; k++)
			if (item.row->clauses[k].verb == TPI_COUNT) {
				tpi_check_clause_count(&item, count - 1);
				return;
			}
	}
}

/* By the row, or in Type-2 by the TOT; data and user-defined fields are one whole. */
static void
check_subfield_count(const tpi_spot *spot, size_t count)
{
	const tp_tot_rule *rule = tpi_occurrence(spot->visit->c, spot->row);
	const tp_field_def *def = spot->row->def;
	uint32_t few = rule != NULL ? rule->min_count : def->min_count;
	uint32_t many = rule != NULL ? rule->max_count : def->max_count;

	if (count < few)
		tpi_spot_report(spot, TPI_RULE_FIELD_FEW, "%zu subfields where at least %lu belong",
		    count, (unsigned long)few);
	else if (count > many)
		tpi_spot_report(spot, TPI_RULE_FIELD_MANY, "%zu subfields where at most %lu fit",
		    count, (unsigned long)many);
	else
		tpi_check_clause_count(spot, count);
	if (spot->form->first_count != 0)
		check_later_count(spot, count);
}

void
tpi_check_subfields(tpi_spot *spot)
{
	size_t count = tp_field_subfield_count(spot->field);

	check_subfield_count(spot, count);
	walk_subfields(spot, count);
}
