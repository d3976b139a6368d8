/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the walk that runs a profile's relations: each field of each
 * record sets off those that hang on it, so that the cost is that of what is
 * there. What predicates share stands here, too: values of a term, the
 * record's image and positions, and the report of a finding.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../base/number.h"
#include "relate.h"

/* ---- values ------------------------------------------------------------------- */

tp_str
tpi_item_of(const tp_str *subfield, uint32_t item)
{
	tp_str none = { NULL, 0 };
	tp_walk items;

	tp_walk_items(subfield, &items);
	while (tp_walk_next(&items))
		if (items.index == item)
			return items.value;
	return none;
}

void
tpi_values_in(const tp_record *record, const tp_field *field, const tpi_term *term,
    tpi_values *out)
{
	out->term = *term;
	out->record = record;
	out->there = record != NULL;
	if (out->there && field != NULL)
		out->field = *field;
	else
		out->there = out->there && tp_record_field(record, term->field, 0, &out->field);
	if (out->there)
		tp_walk_subfields(&out->field, &out->walk);
}

void
tpi_values_of(const tpi_scene *scene, const tpi_term *term, tpi_values *out)
{
	const tp_record *record = scene->record;
	bool own = record != NULL && term->type == tp_record_type(record);
	bool at_hand = own && scene->field != NULL && scene->field->number == term->field;

	tpi_values_in(own ? record : scene->roll.first[term->type],
	    at_hand ? scene->field : NULL, term, out);
}

bool
tpi_values_next(tpi_values *v)
{
	while (v->there && tp_walk_next(&v->walk)) {
		v->subfield = v->walk.value;
		v->value = v->subfield;
		if (v->field.kind == TP_FIELD_NUMBER || v->field.kind == TP_FIELD_BYTES) {
			if (tp_field_value(&v->field, v->walk.index, 0, &v->number) != TP_OK)
				return false;
			v->value = v->number.text;
		} else if (v->term.item != 0)
			v->value = tpi_item_of(&v->subfield, v->term.item);
		if (v->value.len != 0)
			return true;
	}
	return false;
}

bool
tpi_value_of(const tpi_scene *scene, const tpi_term *term, tpi_values *out)
{
	tpi_values_of(scene, term, out);
	return tpi_values_next(out);
}

bool
tpi_number_in(const tp_str *value, uint64_t *out)
{
	return tpi_parse_decimal(value->ptr, value->len, UINT32_MAX, out) == TP_OK;
}

bool
tpi_amount_in(const tp_str *value, double *out)
{
	tpi_decimal number;

	if (!tpi_decimal_parse(value->ptr, value->len, &number))
		return false;
	*out = (double)number.whole + (double)number.fraction * 1e-18;
	if (number.negative)
		*out = -*out;
	return true;
}

bool
tpi_same_code(const tp_str *a, const tp_str *b)
{
	uint64_t x, y;

	if (tpi_number_in(a, &x) && tpi_number_in(b, &y))
		return x == y;
	return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

bool
tpi_is_word(const tp_str *words, const tp_str *value)
{
	tp_str word = { words->ptr, 0 };
	const char *end = words->ptr + words->len;

	for (; word.ptr <= end; word.ptr += word.len + 1) {
		const char *bar = memchr(word.ptr, '|', (size_t)(end - word.ptr));

		word.len = (size_t)((bar != NULL ? bar : end) - word.ptr);
		if (tpi_same_code(&word, value))
			return true;
	}
	return false;
}

bool
tpi_has_number(const tpi_numbers *set, uint64_t number)
{
	return number < 128 && (set->bits[number / 64] >> (number % 64) & 1) != 0;
}

bool
tpi_condition_met(const tpi_scene *scene, const tpi_relation *r, const tpi_values *at)
{
	bool own = at != NULL && r->with.item != 0 && r->with.field == at->term.field &&
	    r->with.type == at->term.type;
	tpi_values v;

	if (r->with.def == NULL)
		return true;
	if (own) {
		v.value = tpi_item_of(&at->subfield, r->with.item);
		return v.value.len != 0 && (r->is.len == 0 || tpi_is_word(&r->is, &v.value));
	}
	tpi_values_of(scene, &r->with, &v);
	while (tpi_values_next(&v))
		if (r->is.len == 0 || tpi_is_word(&r->is, &v.value))
			return true;
	return false;
}

const char *
tpi_term_name(const tpi_term *term, char name[TPI_TERM_NAME])
{
	if (term->item == 0)
		(void)snprintf(name, TPI_TERM_NAME, "%s (%d.%03lu)", term->def->mnemonic,
		    term->type, (unsigned long)term->field);
	else
		(void)snprintf(name, TPI_TERM_NAME, "%s (%d.%03lu, item %lu)",
		    term->def->mnemonic, term->type, (unsigned long)term->field,
		    (unsigned long)term->item);
	return name;
}

/* ---- the record's image ---------------------------------------------------------- */

const tp_record_image_view *
tpi_image_of(tpi_scene *scene)
{
	if (!scene->looked) {
		scene->looked = true;
		scene->has_image = tp_record_image(scene->record, &scene->view, NULL) == TP_OK;
	}
	return scene->has_image ? &scene->view : NULL;
}

static void
add_number(tpi_numbers *set, uint64_t number)
{
	if (number < 128)
		set->bits[number / 64] |= UINT64_C(1) << (number % 64);
}

/* Without looking at the image, which need not be there. Binary headers hold bytes, 255 unused. */
void
tpi_positions_in(const tp_record *record, tpi_numbers *out)
{
	tpi_term term = { tp_record_type(record), 0, 0, NULL };
	tp_image_fields fields;
	tpi_values v;
	uint64_t n;
	size_t i;

	memset(out, 0, sizeof *out);
	if (!tp_record_image_fields(term.type, &fields) || fields.position == 0)
		return;
	term.field = fields.position;
	tpi_values_in(record, NULL, &term, &v);
	if (v.there && v.field.kind == TP_FIELD_BYTES) {
		for (i = 0; i < v.field.value.len; i++)
			add_number(out, (unsigned char)v.field.value.ptr[i]);
		return;
	}
	while (tpi_values_next(&v))
		if (tpi_number_in(&v.value, &n))
			add_number(out, n);
}

const tpi_numbers *
tpi_positions_of(tpi_scene *scene)
{
	if (!scene->placed) {
		scene->placed = true;
		tpi_positions_in(scene->record, &scene->positions);
	}
	return &scene->positions;
}

/* ---- reporting -------------------------------------------------------------------- */

static void report(tpi_scene *scene, const tpi_relation *r, const tpi_place *place,
    const char *format, va_list args) TPI_PRINTF(4, 0);

static void
report(tpi_scene *scene, const tpi_relation *r, const tpi_place *place, const char *format,
    va_list args)
{
	char text[240];

	(void)vsnprintf(text, sizeof text, format, args);
	tpi_check_report(scene->c, r->rule, place, "%s", text);
}

/*
 * Subfields are told where the field may have several, items and their offset
 * always. A value that is wrong in itself need not be held against others.
 */
void
tpi_relate_value(tpi_scene *scene, const tpi_relation *r, const tpi_values *at,
    const char *format, ...)
{
	tpi_place place = { .record = at->record, .field = at->term.field,
		.item = at->term.item, .value = at->value, .offset = at->field.offset };
	va_list args;

	if (at->term.item != 0 || (at->term.def != NULL && at->term.def->max_count > 1))
		place.subfield = (uint32_t)at->walk.index;
	if (place.offset != TP_NO_OFFSET && at->field.kind == TP_FIELD_TEXT)
		place.offset += (uint64_t)(at->value.ptr - at->field.value.ptr);
	if (tpi_check_told(scene->c, &place))
		return;
	va_start(args, format);
	report(scene, r, &place, format, args);
	va_end(args);
}

void
tpi_relate_field(tpi_scene *scene, const tpi_relation *r, uint32_t field,
    const char *format, ...)
{
	tpi_place place = { .record = scene->record, .field = field, .offset = TP_NO_OFFSET };
	tp_field view;
	va_list args;

	if (scene->record != NULL && field != 0 &&
	    tp_record_field(scene->record, field, 0, &view)) {
		place.offset = view.offset;
		if (view.kind == TP_FIELD_TEXT)
			place.value = view.value;
		if (tpi_check_told(scene->c, &place))
			return;
	}
	va_start(args, format);
	report(scene, r, &place, format, args);
	va_end(args);
}

/* A value that was found wrong in itself says nothing of others. */
bool
tpi_relate_unsure(const tpi_scene *scene, const tpi_term *term)
{
	const tp_record *record = tp_record_type(scene->record) == term->type ? scene->record
	    : scene->roll.first[term->type];

	return tpi_check_told_in(scene->c, record, term->field, term->item);
}

/* The same of what a record says of its image's size and scale. */
bool
tpi_image_unsure(const tpi_scene *scene)
{
	const tpi_check *c = scene->c;
	tp_image_fields f;

	return tp_record_image_fields(tp_record_type(scene->record), &f) &&
	    (tpi_check_told_in(c, scene->record, f.width, 0) ||
	    tpi_check_told_in(c, scene->record, f.height, 0) ||
	    tpi_check_told_in(c, scene->record, f.units, 0) ||
	    tpi_check_told_in(c, scene->record, f.ppi_x, 0) ||
	    tpi_check_told_in(c, scene->record, f.ppi_y, 0));
}

/* ---- the walk ------------------------------------------------------------------------ */

static bool
concerns_tot(const tpi_check *c, const tp_rule *rule)
{
	tp_str tots = { rule->tots, 0 };

	if (rule->tots[0] == '\0')
		return true;
	tots.len = strlen(rule->tots);
	return c->tot_def != NULL && tpi_is_word(&tots, &c->tot);
}

/* EBTS 11.0, table D-1: a minimum with a note holds where the note says, as a row `needs` does. */
bool
tpi_relation_asks(const tpi_check *c, const tp_field_def *def)
{
	const tpi_relation *r = c->profile->program->relations->types[def->type].always;
	size_t i;

	for (; r != NULL; r = r->next) {
		if (r->test != tpi_needs || r->with.def == NULL || !concerns_tot(c, r->rule))
			continue;
		for (i = 0; i < r->to_count; i++)
			if (r->to[i].field == def->field)
				return true;
	}
	return false;
}

static void
run_all(tpi_scene *scene, const tpi_relation *r)
{
	const tpi_check *c = scene->c;

	for (; r != NULL && c->stop == 0 && scene->status == TP_OK; r = r->next) {
		if (r->headers && (c->flags & TP_CHECK_NO_HEADERS) != 0)
			continue;
		if (r->pixels && (c->flags & TP_CHECK_IMAGES) == 0)
			continue;
		if (concerns_tot(c, r->rule))
			r->test(scene, r);
	}
}

/* An empty field is none: others tell of it. */
static void
run_fields(tpi_scene *scene, const tpi_type_relations *of)
{
	const tpi_type_program *type =
	    &scene->c->profile->program->types[tp_record_type(scene->record)];
	size_t i, count = tp_record_field_count(scene->record);
	const tpi_form *form;
	tp_field field;

	for (i = 0; i < count && scene->c->stop == 0; i++) {
		if (!tp_record_field_at(scene->record, i, &field) || field.value.len == 0)
			continue;
		form = tpi_form_of(type, field.number);
		if (form == NULL || of->by_slot[form->slot] == NULL)
			continue;
		scene->field = &field;
		run_all(scene, of->by_slot[form->slot]);
	}
	scene->field = NULL;
}

static void
run_record(tpi_scene *scene, const tp_record *record)
{
	const tpi_type_relations *of = &scene->relations->types[tp_record_type(record)];
	size_t index = tp_record_index(record);
	int type = tp_record_type(record);
	int idc = index < TPI_ROLL ? scene->roll.idc_of[index] : tp_record_idc(record);

	scene->record = record;
	scene->idc = idc;
	scene->looked = scene->placed = scene->pixels.ready = false;
	if (of->by_slot != NULL)
		run_fields(scene, of);
	run_all(scene, of->always);
	if (idc >= 0 && idc < TPI_IDCS)
		scene->roll.passed[idc][type / 64] |= UINT64_C(1) << (type % 64);
}

/* Types whose records may be the image that others refer to by its IDC. */
static bool
bears_image(int type)
{
	return (type >= 3 && type <= 8) || type == 10 || (type >= 13 && type <= 17) ||
	    type == 19 || type == 20;
}

static void
call_roll(tpi_scene *scene)
{
	tpi_roll *roll = &scene->roll;
	size_t i;

	roll->count = tp_transaction_record_count(scene->c->t);
	for (i = 0; i < roll->count; i++) {
		const tp_record *record = tp_transaction_record(scene->c->t, i);
		int type = tp_record_type(record), idc = tp_record_idc(record);

		if (i < TPI_ROLL)
			roll->idc_of[i] = (int16_t)idc;
		if (roll->first[type] == NULL)
			roll->first[type] = record;
		if (idc < 0 || idc >= TPI_IDCS)
			continue;
		roll->idcs[idc / 64] |= UINT64_C(1) << (idc % 64);
		if (roll->image[idc] == NULL && bears_image(type))
			roll->image[idc] = record;
	}
}

tp_status
tpi_check_relations(tpi_check *c, tp_diag *diag)
{
	tpi_scene scene;
	size_t i;

	memset(&scene, 0, sizeof scene);
	scene.c = c;
	scene.relations = c->profile->program->relations;
	scene.diag = diag;
	call_roll(&scene);
	for (i = 0; i < scene.roll.count && c->stop == 0 && scene.status == TP_OK; i++)
		run_record(&scene, tp_transaction_record(c->t, i));
	scene.record = NULL;
	run_all(&scene, scene.relations->whole);
	return scene.status;
}
