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
	if (rule == NULL || rule->min_count == 0)
		return false;
	return rule->note[0] == '\0' || !tpi_relation_asks(c, row->def);
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

/* Whether the profile rules the field out, everywhere or in the type of transaction. */
static bool
check_forbidden(const tpi_spot *spot)
{
	const tpi_check *c = spot->visit->c;
	const tp_tot_rule *rule = tpi_occurrence(c, spot->row);

	if (spot->row->def->max_count == 0)
		tpi_spot_report(spot, TPI_RULE_FIELD_FORBIDDEN, "the profile forbids this field");
	else if (rule != NULL && rule->max_count == 0)
		tpi_spot_report(spot, TPI_RULE_FIELD_FORBIDDEN,
		    "the profile forbids this field in a %s", c->tot_name);
	else if (unused_in_tot(c, spot->row))
		tpi_spot_report(spot, TPI_RULE_FIELD_UNUSED, "a %s does not use it", c->tot_name);
	else
		return false;
	return true;
}

static void
check_field(tpi_visit *v, const tpi_form *form, const tp_field *field)
{
	tpi_spot spot = { .visit = v, .form = form, .row = &form->row, .field = field,
		.value = field->value, .offset = field->offset };

	if (field->number == 1 && tp_record_is_touched(v->record))
		return; /* LEN is derived when the record is written */
	if (check_forbidden(&spot))
		return;
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
	tpi_check_subfields(&spot);
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

	if (field->kind != TP_FIELD_DATA)
		place.value = field->value;
	if (tpi_profile_only(profile, type)) {
		tpi_check_report(v->c, profile->program->rules[TPI_RULE_FIELD_FORBIDDEN], &place,
		    "the profile allows no field %d.%03lu", type, (unsigned long)field->number);
		return;
	}
	if (type == 2 && profile->info.ebts == 0)
		return; /* the standard leaves it to the domain */
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
	tp_field meant;

	/* One that is nowhere is missing, and told as that. */
	if (index < 2 && field->number != index + 1 &&
	    tp_record_field(v->record, (uint32_t)index + 1, 0, &meant))
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
