/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations between values of text: that one has a form where
 * another asks for it, that one comes with others, that values differ.
 */

#include <string.h>

#include "relate.h"

/* How far back a value is compared with others of its field: no field's most is above it. */
#define MAX_DISTINCT 1000
#define MAX_FORM 60 /* of a pattern in a finding's text */

/* A long pattern would tell less than the rule's own title does. */
static void
report_form(tpi_scene *scene, const tpi_relation *r, const tpi_values *v)
{
	char name[TPI_TERM_NAME];
	int len = (int)r->form.len;

	if (r->form.len > MAX_FORM)
		tpi_relate_value(scene, r, v, "not of the form that it has to have");
	else if (r->with.def == NULL)
		tpi_relate_value(scene, r, v, "does not fit %.*s", len, r->form.ptr);
	else
		tpi_relate_value(scene, r, v, "does not fit %.*s, as %s asks", len, r->form.ptr,
		    tpi_term_name(&r->with, name));
}

/* A value fits the pattern, where a condition holds if there is one. */
void
tpi_fits(tpi_scene *scene, const tpi_relation *r)
{
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v))
		if (!tpi_pattern_match(r->fits, v.value.ptr, v.value.len) &&
		    tpi_condition_met(scene, r, &v))
			report_form(scene, r, &v);
}

/* ---- needs -------------------------------------------------------------------------- */

static void
report_missing(tpi_scene *scene, const tpi_relation *r, const tpi_term *term,
    const tpi_values *at)
{
	char name[TPI_TERM_NAME], cause[TPI_TERM_NAME];
	tpi_values place;

	if (at != NULL && term->field == at->term.field && term->type == at->term.type) {
		place = *at;
		place.term = *term;
		place.value.ptr = at->subfield.ptr;
		place.value.len = 0;
		tpi_relate_value(scene, r, &place, "%s is missing", tpi_term_name(term, name));
	} else if (r->with.def != NULL)
		tpi_relate_field(scene, r, term->field, "missing, although %s asks for it",
		    tpi_term_name(&r->with, cause));
	else if (at != NULL)
		tpi_relate_field(scene, r, term->field, "missing, although %s is there",
		    tpi_term_name(&at->term, cause));
	else
		tpi_relate_field(scene, r, term->field, "missing");
}

/* Items of the field at hand belong to the same subfield. */
static bool
is_there(const tpi_scene *scene, const tpi_term *term, const tpi_values *at)
{
	tpi_values v;

	if (at != NULL && term->item != 0 && term->field == at->term.field &&
	    term->type == at->term.type)
		return tpi_item_of(&at->subfield, term->item).len != 0;
	return tpi_value_of(scene, term, &v);
}

static void
need_all(tpi_scene *scene, const tpi_relation *r, const tpi_values *at)
{
	size_t i;

	for (i = 0; i < r->to_count; i++)
		if (!is_there(scene, &r->to[i], at))
			report_missing(scene, r, &r->to[i], at);
}

/* The first value of `at` asks for others; every one, where they are items of its own field. */
void
tpi_needs(tpi_scene *scene, const tpi_relation *r)
{
	bool own = r->to[0].item != 0 && r->to[0].field == r->at.field;
	tpi_values v;

	if (r->at.def == NULL) {
		if (tpi_condition_met(scene, r, NULL))
			need_all(scene, r, NULL);
		return;
	}
	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v))
		if (tpi_condition_met(scene, r, &v)) {
			need_all(scene, r, &v);
			if (!own)
				return;
		}
}

/* ---- comparing ------------------------------------------------------------------------ */

static bool
occurred_before(const tpi_scene *scene, const tpi_relation *r, const tpi_values *v)
{
	tpi_values before;

	tpi_values_of(scene, &r->at, &before);
	while (tpi_values_next(&before) && before.walk.index < v->walk.index)
		if (tpi_same_code(&before.value, &v->value))
			return true;
	return false;
}

/* No value of a field occurs twice. */
void
tpi_distinct(tpi_scene *scene, const tpi_relation *r)
{
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v) && v.walk.index <= MAX_DISTINCT)
		if (occurred_before(scene, r, &v))
			tpi_relate_value(scene, r, &v, "occurs before in the field");
}

static const tpi_term *
equal_term(const tpi_scene *scene, const tpi_relation *r, const tp_str *value)
{
	tpi_values v;
	size_t i;

	for (i = 0; i < r->to_count; i++) {
		tpi_values_of(scene, &r->to[i], &v);
		while (tpi_values_next(&v))
			if (tpi_same_code(&v.value, value))
				return &r->to[i];
	}
	return NULL;
}

/* A value is none of those elsewhere. */
void
tpi_differs(tpi_scene *scene, const tpi_relation *r)
{
	char name[TPI_TERM_NAME];
	const tpi_term *same;
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v)) {
		if (!tpi_condition_met(scene, r, &v))
			continue;
		same = equal_term(scene, r, &v.value);
		if (same != NULL)
			tpi_relate_value(scene, r, &v, "the same as %s",
			    tpi_term_name(same, name));
	}
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Text for a terminal: no line is longer than `most` characters. */
void
tpi_lines(tpi_scene *scene, const tpi_relation *r)
{
	size_t i, width = 0, line = 1;
	tpi_values v;

	if (!tpi_value_of(scene, &r->at, &v))
		return;
	for (i = 0; i < v.value.len; i++) {
		if (v.value.ptr[i] == '\n') {
			width = 0;
			line++;
		} else if (v.value.ptr[i] != '\r' && (double)++width > r->most.value) {
			tpi_relate_value(scene, r, &v, "line %zu is longer than %.*s characters",
			    line, (int)r->most.text.len, r->most.text.ptr);
			return;
		}
	}
}
