/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the fields of one record under check. Tagged and binary
 * records are looked at through the same calls, so that one walk judges
 * both: which fields are there, how often, with which subfields and items.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

#define GS 0x1d
#define US 0x1f
/* A stub of a doubled 999 is that short: a few digits before the second tag. */
#define STUB_SIZE 24u

void
tpi_spot_report(const tpi_spot *spot, tpi_rule_index rule, const char *format, ...)
{
	tpi_visit *v = spot->visit;
	tpi_place place = { .record = v->record, .subfield = spot->subfield, .item = spot->item,
		.def = spot->row->def, .offset = spot->offset };
	char text[200];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	place.field = spot->field != NULL ? spot->field->number : spot->form->row.def->field;
	if (spot->field != NULL && spot->field->kind != TP_FIELD_DATA)
		place.value = spot->value;
	tpi_check_report(v->c, v->c->profile->program->rules[rule], &place, "%s", text);
	v->reports++;
}

/* The rule of the field in a list sorted by number. */
static const tp_tot_rule *
find_occurrence(const tp_tot_rule *rules, size_t count, uint32_t field)
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
tpi_occurrence(const tpi_check *c, const tpi_row *row)
{
	const tp_tot_rule *rule;

	if (!row->by_tot || c->occurrence_count == 0)
		return NULL;
	rule = find_occurrence(c->occurrences, c->occurrence_count, row->def->field);
	return rule != NULL ? rule
	    : find_occurrence(c->common, c->common_count, row->def->field);
}

/* Whether a row for each TOT leaves this field out of the one at hand. */
static bool
unused_in_tot(const tpi_check *c, const tpi_row *row)
{
	return row->by_tot && c->occurrence_count != 0 && tpi_occurrence(c, row) == NULL;
}

static bool
is_mandatory(const tpi_check *c, const tpi_row *row)
{
	const tp_tot_rule *rule;

	if (row->def->max_count == 0)
		return false;
	if (row->def->condition == 'M')
		return true;
	rule = tpi_occurrence(c, row);
	return rule != NULL && rule->min_count != 0;
}

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
	if (spot->value.len != 0) {
		tpi_check_clauses(spot, TPI_THERE);
		tpi_check_value(spot);
		tpi_check_clauses(spot, TPI_VALUED);
		return;
	}
	if (row->def->condition == 'M')
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
	tpi_check_value(spot);
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
check_subfields(tpi_spot *spot)
{
	const tpi_row *row = spot->row;
	bool several = tp_field_subfield_count(spot->field) > 1 || row->def->max_count > 1 ||
	    spot->form->item_count != 0;
	tp_value number;
	tp_walk walk;

	tp_walk_subfields(spot->field, &walk);
	while (tp_walk_next(&walk) && spot->visit->c->stop == 0) {
		spot->row = row;
		spot->item = 0;
		spot->subfield = several ? (uint32_t)walk.index : 0;
		take_subfield(spot, &walk, &number);
		if (spot->value.len == 0)
			tpi_spot_report(spot, TPI_RULE_SUBFIELD_EMPTY, "the subfield is empty");
		else if (spot->form->item_count != 0)
			check_items(spot);
		else
			check_single(spot);
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
check_subfield_count(const tpi_spot *spot)
{
	const tp_tot_rule *rule = tpi_occurrence(spot->visit->c, spot->row);
	const tp_field_def *def = spot->row->def;
	uint32_t few = rule != NULL ? rule->min_count : def->min_count;
	uint32_t many = rule != NULL ? rule->max_count : def->max_count;
	size_t count = tp_field_subfield_count(spot->field);

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

/* ---- fields ----------------------------------------------------------------- */

static void
check_empty(const tpi_spot *spot)
{
	size_t before = spot->visit->reports;

	if (is_mandatory(spot->visit->c, spot->row)) {
		tpi_spot_report(spot, TPI_RULE_FIELD_EMPTY, "the mandatory field is empty");
		return;
	}
	tpi_check_clauses(spot, TPI_ABSENT);
	if (spot->visit->reports == before)
		tpi_spot_report(spot, TPI_RULE_FIELD_BLANK,
		    "the field is empty: better leave it out");
}

/* NBIS wrote 999 twice, first with a length (facts of field files): the image starts later. */
static void
check_doubled(const tpi_spot *spot)
{
	const tp_str *value = &spot->field->value, *tag = &spot->field->tag;
	size_t most = value->len < STUB_SIZE ? value->len : STUB_SIZE;
	const char *gs = most != 0 ? memchr(value->ptr, GS, most) : NULL;
	size_t left;

	if (gs == NULL || tag->len == 0)
		return;
	left = value->len - (size_t)(gs + 1 - value->ptr);
	if (left > tag->len && memcmp(gs + 1, tag->ptr, tag->len) == 0 && gs[1 + tag->len] == ':')
		tpi_spot_report(spot, TPI_RULE_FRAME_DOUBLED,
		    "the field's tag comes a second time inside its data");
}

static void
check_field(tpi_visit *v, const tpi_form *form, const tp_field *field)
{
	tpi_spot spot = { .visit = v, .form = form, .row = &form->row, .field = field,
		.value = field->value, .offset = field->offset };

	if (field->number == 1 && tp_record_is_touched(v->record))
		return; /* LEN is derived when the record is written */
	if (form->row.def->max_count == 0) {
		tpi_spot_report(&spot, TPI_RULE_FIELD_FORBIDDEN, "the profile forbids this field");
		return;
	}
	if (unused_in_tot(v->c, &form->row)) {
		tpi_spot_report(&spot, TPI_RULE_FIELD_UNUSED, "a %s does not use it",
		    v->c->tot_def->tot);
		return;
	}
	if (field->value.len == 0) {
		check_empty(&spot);
		return;
	}
	tpi_check_clauses(&spot, TPI_THERE);
	if (field->kind == TP_FIELD_DATA) {
		check_doubled(&spot);
		return;
	}
	if (form->item_count == 0 && !form->row.checked)
		return; /* user-defined, or what it holds is not established */
	check_subfield_count(&spot);
	check_subfields(&spot);
}

/* A later edition has the field: senders are often ahead of their VER. */
static bool
is_of_later_edition(const tp_profile_info *info, int type, uint32_t field)
{
	const tp_field_def *newest = tp_dict_field(type, field, 0);

	return newest != NULL && newest->since > info->edition &&
	    strcmp(newest->source, "itl") == 0;
}

/* A field that the profile has no row for. */
static void
check_unknown(const tpi_visit *v, const tp_field *field)
{
	static const tpi_rule_index rules[] = {
		TPI_RULE_FIELD_IGNORED, TPI_RULE_FIELD_UNLISTED, TPI_RULE_FIELD_UNKNOWN,
	};
	tpi_place place = { .record = v->record, .field = field->number, .offset = field->offset };
	const tp_profile *profile = v->c->profile;
	int type = tp_record_type(v->record);
	size_t i;

	if (type == 2 && profile->info.ebts == 0)
		return; /* the standard leaves it to the domain */
	if (field->kind != TP_FIELD_DATA)
		place.value = field->value;
	if (is_of_later_edition(&profile->info, type, field->number)) {
		tpi_check_report(v->c, profile->program->rules[TPI_RULE_FIELD_EDITION], &place,
		    "%d.%03lu came with a later edition", type, (unsigned long)field->number);
		return;
	}
	for (i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		const tp_rule *rule = profile->program->rules[rules[i]];

		if (rule == NULL || !tpi_names_type(rule->types, type))
			continue;
		tpi_check_report(v->c, rule, &place, "%s has no field %d.%03lu",
		    profile->info.title, type, (unsigned long)field->number);
		return;
	}
}

/* LEN comes first and IDC (in Type-1: VER) second; the data is last by reading (ITL 2013, 7.3). */
static void
check_order(const tpi_visit *v, const tp_field *field, size_t index)
{
	tpi_place place = { .record = v->record, .field = field->number, .offset = field->offset };

	if (index < 2 && field->number != index + 1)
		tpi_check_report(v->c, v->c->profile->program->rules[TPI_RULE_FIELD_ORDER], &place,
		    "field %zu of a record is %d.%03zu", index + 1, tp_record_type(v->record),
		    index + 1);
}

static void
note_field(tpi_visit *v, const tpi_form *form, const tp_field *field, size_t index)
{
	uint32_t *at = &v->at[form->slot];
	tpi_place place = { .record = v->record, .field = field->number, .offset = field->offset,
		.def = form->row.def };

	if (*at == 0)
		*at = (uint32_t)index + 1;
	else if (form->row.def->last == form->row.def->field)
		tpi_check_report(v->c, v->c->profile->program->rules[TPI_RULE_FIELD_DUPLICATE],
		    &place, "the field occurs a second time in the record");
}

/* Which fields are there, before any clause asks. */
static void
note_fields(tpi_visit *v, size_t count)
{
	tp_field field;
	size_t i;

	memset(v->at, 0, v->type->count * sizeof v->at[0]);
	for (i = 0; i < count; i++) {
		const tpi_form *form;

		if (!tp_record_field_at(v->record, i, &field) || field.number == 0)
			continue;
		form = tpi_form_of(v->type, field.number);
		if (form != NULL)
			note_field(v, form, &field, i);
	}
}

static void
check_missing(tpi_visit *v, const tpi_form *form)
{
	tpi_spot spot = { .visit = v, .form = form, .row = &form->row, .offset = TP_NO_OFFSET };

	if (v->at[form->slot] != 0)
		return;
	if (is_mandatory(v->c, &form->row))
		tpi_spot_report(&spot, TPI_RULE_FIELD_MISSING, "the mandatory field is missing");
	else
		tpi_check_clauses(&spot, TPI_ABSENT);
}

/* What the TOT wants of Type-2; a row that asks itself has done so. */
static void
check_missing_in_tot(tpi_visit *v, const tp_tot_rule *rules, size_t count)
{
	size_t i;

	for (i = 0; i < count && v->c->stop == 0; i++) {
		const tpi_form *form = rules[i].min_count != 0
		    ? tpi_form_of(v->type, rules[i].field) : NULL;

		if (form != NULL && !form->asks &&
		    tpi_occurrence(v->c, &form->row) == &rules[i])
			check_missing(v, form);
	}
}

static void
check_all_missing(tpi_visit *v)
{
	const tpi_check *c = v->c;
	size_t i;

	for (i = 0; i < v->type->asking_count && c->stop == 0; i++)
		check_missing(v, &v->type->forms[v->type->asking[i]]);
	if (tp_record_type(v->record) != 2)
		return;
	check_missing_in_tot(v, c->occurrences, c->occurrence_count);
	check_missing_in_tot(v, c->common, c->common_count);
}

void
tpi_check_fields(tpi_check *c, const tp_record *record)
{
	int type = tp_record_type(record);
	size_t i, count = tp_record_field_count(record);
	tpi_visit v;
	tp_field field;

	v.c = c;
	v.record = record;
	v.type = &c->profile->program->types[type];
	v.plain = type == 1 || c->charset == TP_CHARSET_ASCII;
	v.reports = 0;
	v.utf8 = type != 1 && c->charset == TP_CHARSET_UTF8;
	note_fields(&v, count);
	for (i = 0; i < count && c->stop == 0; i++) {
		const tpi_form *form;

		if (!tp_record_field_at(record, i, &field) || field.number == 0)
			continue;
		check_order(&v, &field, i);
		form = tpi_form_of(v.type, field.number);
		if (form == NULL)
			check_unknown(&v, &field);
		else
			check_field(&v, form, &field);
	}
	check_all_missing(&v);
}
