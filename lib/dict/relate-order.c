/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations between dates and between amounts. A date may be
 * partial, a zero standing for what is not known: it is then out of order
 * only where no day that it may be would be in order.
 */

#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "relate.h"

/* ---- dates ------------------------------------------------------------------------- */

/* The first and the last day that a date may be, since 1970. */
typedef struct span {
	int64_t first;
	int64_t last;
} span;

/* YYYYMMDD, perhaps with zeros, or GMT's 15 characters; false for what is no date. */
static bool
date_span(const tp_str *value, span *out)
{
	uint64_t digits;
	unsigned y, m, d;

	if ((value->len != 8 && value->len != 15) ||
	    tpi_parse_decimal(value->ptr, 8, 99999999, &digits) != TP_OK)
		return false;
	y = (unsigned)(digits / 10000);
	m = (unsigned)(digits / 100 % 100);
	d = (unsigned)(digits % 100);
	if (y == 0 || (m == 0 && d != 0) || !tpi_date_valid(y, m != 0 ? m : 1, d != 0 ? d : 1))
		return false;
	out->first = tpi_days_from_date((int)y, m != 0 ? m : 1, d != 0 ? d : 1);
	out->last = out->first;
	if (m == 0)
		out->last = tpi_days_from_date((int)y, 12, 31);
	else if (d == 0)
		out->last = tpi_days_from_date((int)(m == 12 ? y + 1 : y), m % 12 + 1, 1) - 1;
	return true;
}

static bool
in_order(const span *a, const tpi_relation *r, const span *b)
{
	int64_t days = (int64_t)r->days;

	if (r->what == TPI_WHAT_NEAR)
		return a->first - b->last <= days && b->first - a->last <= days;
	switch (r->order) {
	case TPI_LESS:
		return a->first < b->last + days;
	case TPI_LESS_EQUAL:
		return a->first <= b->last + days;
	case TPI_GREATER:
		return a->last + days > b->first;
	case TPI_GREATER_EQUAL:
		return a->last + days >= b->first;
	case TPI_EQUAL:
	case TPI_NOT_EQUAL:
		break;
	}
	return true;
}

static void
report_order(tpi_scene *scene, const tpi_relation *r, const tpi_term *to, const tpi_values *v)
{
	char name[TPI_TERM_NAME];

	(void)tpi_term_name(to, name);
	if (r->what == TPI_WHAT_NEAR)
		tpi_relate_value(scene, r, v, "more than %lu day%s from %s",
		    (unsigned long)r->days, r->days == 1 ? "" : "s", name);
	else if (r->order == TPI_LESS || r->order == TPI_LESS_EQUAL)
		tpi_relate_value(scene, r, v, "after %s", name);
	else
		tpi_relate_value(scene, r, v, "before %s", name);
}

/* Each date of `at` against the first date of each of `to`. */
void
tpi_date_order(tpi_scene *scene, const tpi_relation *r)
{
	span mine, other;
	tpi_values v, w;
	size_t i;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v)) {
		if (!date_span(&v.value, &mine) || !tpi_condition_met(scene, r, &v))
			continue;
		for (i = 0; i < r->to_count; i++)
			if (tpi_value_of(scene, &r->to[i], &w) && date_span(&w.value, &other) &&
			    !in_order(&mine, r, &other))
				report_order(scene, r, &r->to[i], &v);
	}
}

/* ---- amounts ----------------------------------------------------------------------- */

/* The first amount of `at` against that of each of `to`; zero says nothing. */
void
tpi_number_order(tpi_scene *scene, const tpi_relation *r)
{
	char name[TPI_TERM_NAME];
	tpi_decimal mine, other;
	tpi_values v, w;
	size_t i;

	if (!tpi_value_of(scene, &r->at, &v) || !tpi_condition_met(scene, r, &v) ||
	    !tpi_decimal_parse(v.value.ptr, v.value.len, &mine) || tpi_decimal_is_zero(&mine))
		return;
	for (i = 0; i < r->to_count; i++) {
		if (!tpi_value_of(scene, &r->to[i], &w) ||
		    !tpi_decimal_parse(w.value.ptr, w.value.len, &other) ||
		    tpi_decimal_is_zero(&other) || tpi_order_holds(&mine, r->order, &other))
			continue;
		(void)tpi_term_name(&r->to[i], name);
		tpi_relate_value(scene, r, &v, r->order == TPI_LESS || r->order == TPI_LESS_EQUAL
		    ? "above %s" : "below %s", name);
	}
}

/* The bound that the value lies beyond; NULL: none. */
static const tpi_limit *
bound_broken(const tpi_relation *r, const tp_str *value)
{
	double amount;

	if (!tpi_amount_in(value, &amount))
		return NULL;
	if (r->least.set && amount < r->least.value)
		return &r->least;
	return r->most.set && amount > r->most.value ? &r->most : NULL;
}

/* Where `at` is one of `is`, the values of `to` lie within bounds; found at `at`. */
void
tpi_bounds(tpi_scene *scene, const tpi_relation *r)
{
	char name[TPI_TERM_NAME];
	const tpi_limit *bound;
	tpi_values v, w;
	size_t i;

	if (!tpi_value_of(scene, &r->at, &v) ||
	    (r->is.len != 0 && !tpi_is_word(&r->is, &v.value)))
		return;
	for (i = 0; i < r->to_count; i++) {
		bound = tpi_value_of(scene, &r->to[i], &w) ? bound_broken(r, &w.value) : NULL;
		if (bound == NULL || tpi_relate_unsure(scene, &r->to[i]))
			continue;
		tpi_relate_value(scene, r, &v, "with this value %s is not to be %s %.*s",
		    tpi_term_name(&r->to[i], name), bound == &r->least ? "below" : "above",
		    (int)bound->text.len, bound->text.ptr);
		return;
	}
}

/* A range in one value: its second half is not below its first. */
void
tpi_halves(tpi_scene *scene, const tpi_relation *r)
{
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v))
		if (v.value.len % 2 == 0 && memcmp(v.value.ptr, v.value.ptr + v.value.len / 2,
		    v.value.len / 2) > 0)
			tpi_relate_value(scene, r, &v, "the range ends before it starts");
}
