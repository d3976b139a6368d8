/* SPDX-License-Identifier: MIT */
/*
 * Tools: bookings: the transaction as a whole. Type-1 and Type-2 from the
 * booking's own keys, then its prints and records in their order.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/names.h"
#include "booking.h"

#define DAT 5u
#define ORI 8u
#define NSR 11u
#define NTR 12u
#define DCS 15u

static const char *const special[] = { "schema", "prints", "records", "print_type", "ppi", NULL };

static bool
is_special(const char *key)
{
	size_t i = 0;

	while (special[i] != NULL && strcmp(special[i], key) != 0)
		i++;
	return special[i] != NULL;
}

/* What cannot be made up: who to, who from, what kind, which number. */
static bool
check_mandatory(booking *b)
{
	static const char *const needed[] = { "TOT", "DAI", "ORI", "TCN" };
	static const char *const numbers[] = { "1.004", "1.007", "1.008", "1.009" };
	size_t i;

	for (i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (json_object_get(b->top, needed[i]) == NULL &&
		    json_object_get(b->top, numbers[i]) == NULL)
			(void)booking_fail(b, TOOL_INPUT, "$", "%s (%s) is missing", needed[i],
			    numbers[i]);
	return b->result == TOOL_DONE;
}

static bool
check_settings(booking *b)
{
	const json_t *type = json_object_get(b->top, "print_type");
	const json_t *ppi = json_object_get(b->top, "ppi");
	long n;

	if (ppi != NULL && booking_number(b, ppi, 20000, "$.ppi") < 0)
		return false;
	if (type == NULL)
		return true;
	n = booking_number(b, type, 99, "$.print_type");
	if (n == 4 || n == 14)
		return true;
	return n >= 0 && booking_fail(b, TOOL_INPUT, "$.print_type", "must be 4 or 14");
}

/* Today here; or SOURCE_DATE_EPOCH's day in UTC, for builds that must repeat. */
static bool
default_date(booking *b, tp_record *first)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = time(NULL);
	struct tm tm;
	char date[32], *end;
	tp_diag diag;
	tp_status status;

	if (epoch != NULL) {
		now = (time_t)strtoll(epoch, &end, 10);
		if (end == epoch || *end != '\0')
			return booking_fail(b, TOOL_USAGE, "$",
			    "SOURCE_DATE_EPOCH is not a number of seconds");
	}
	if ((epoch != NULL ? gmtime_r(&now, &tm) : localtime_r(&now, &tm)) == NULL)
		return booking_fail(b, TOOL_USAGE, "$", "SOURCE_DATE_EPOCH is out of range");
	(void)snprintf(date, sizeof date, "%04d%02d%02d", tm.tm_year + 1900, tm.tm_mon + 1,
	    tm.tm_mday);
	status = tp_record_set_text(first, DAT, date, &diag);
	return status == TP_OK || booking_library(b, "$", status, &diag);
}

/* The record that a key of the booking goes into, Type-2's made when first needed. */
static tp_record *
record_for(booking *b, int type, const char *place)
{
	tp_status status;
	tp_diag diag;

	if (type == 1)
		return tp_transaction_record(b->t, 0);
	if (b->second != NULL)
		return b->second;
	status = tp_transaction_add_record(b->t, 2, 0, 0, &b->second, &diag);
	if (status != TP_OK)
		(void)booking_library(b, place, status, &diag);
	return status == TP_OK ? b->second : NULL;
}

static bool
set_top(booking *b, const char *key, const json_t *value)
{
	char place[PLACE];
	tp_record *r;
	tp_path path;

	booking_place(place, "$", key);
	if (names_path(key, &path, NULL) != TP_OK || (path.type != 1 && path.type != 2) ||
	    path.field == 0 || path.subfield != 0 || path.idc >= 0 || path.nth != 0)
		return booking_fail(b, TOOL_INPUT, place,
		    "no field of Type-1 or Type-2 has this name");
	if (path.field <= 2 && path.type == 2)
		return booking_fail(b, TOOL_INPUT, place, "is made, not given");
	r = record_for(b, (int)path.type, place);
	return r != NULL && booking_set(b, r, path.field, value, place);
}

static void
copy_value(const tp_record *r, uint32_t field, text_buf *out)
{
	tp_value value;

	if (tp_record_value(r, field, 1, 1, &value) == TP_OK)
		text_put(out, value.text.ptr, value.text.len);
}

static bool
set_tops(booking *b)
{
	tp_record *first = tp_transaction_record(b->t, 0);
	const char *key;
	json_t *value;

	json_object_foreach(b->top, key, value)
		if (!is_special(key) && !set_top(b, key, value))
			return false;
	if (tp_record_value(first, DAT, 1, 1, &(tp_value){ 0 }) != TP_OK && !default_date(b, first))
		return false;
	copy_value(first, ORI, &b->src);
	copy_value(first, DAT, &b->dat);
	return true;
}

static bool
add_list(booking *b, const char *key, bool (*add)(booking *, const json_t *, const char *))
{
	const json_t *list = json_object_get(b->top, key);
	char place[PLACE];
	json_t *entry;
	size_t i;

	booking_place(place, "$", key);
	if (list == NULL)
		return true;
	if (!json_is_array(list))
		return booking_fail(b, TOOL_INPUT, place, "must be an array");
	json_array_foreach((json_t *)(uintptr_t)list, i, entry) {
		(void)snprintf(place, sizeof place, "$.%s[%zu]", key, i);
		if (!add(b, entry, place))
			return false;
	}
	return true;
}

/* 1.011 and 1.012 speak for the Type-4 records: 19.69 pixels a mm are 500 ppi. */
static bool
set_resolution(booking *b)
{
	tp_record *first = tp_transaction_record(b->t, 0);
	char text[16];
	tp_status status = TP_OK;
	tp_diag diag;

	if (!b->has_type4)
		return true;
	(void)snprintf(text, sizeof text, "%05.2f", (b->native_ppi > 0 ? b->native_ppi : 500) / 25.4);
	if (json_object_get(b->top, "NSR") == NULL)
		status = tp_record_set_text(first, NSR, text, &diag);
	if (status == TP_OK && json_object_get(b->top, "NTR") == NULL)
		status = tp_record_set_text(first, NTR, text, &diag);
	return status == TP_OK || booking_library(b, "$", status, &diag);
}

/* Text beyond ASCII is UTF-8 and has to be declared so (ITL 2013, 8.1.15). */
static bool
set_charset(booking *b)
{
	static const char utf8[] = "003\x1fUTF-8";
	tp_record *first = tp_transaction_record(b->t, 0);
	tp_status status = TP_OK;
	tp_diag diag;

	if (b->beyond_ascii && tp_record_value(first, DCS, 1, 1, &(tp_value){ 0 }) != TP_OK)
		status = tp_record_set_text(first, DCS, utf8, &diag);
	return status == TP_OK || booking_library(b, "$", status, &diag);
}

static bool
build_all(booking *b)
{
	const json_t *schema = json_object_get(b->top, "schema");
	tp_new_options options = { .size = sizeof options };
	tp_status status;
	tp_diag diag;

	if (schema != NULL && (!json_is_string(schema) ||
	    strcmp(json_string_value(schema), BOOKING_SCHEMA) != 0))
		return booking_fail(b, TOOL_INPUT, "$.schema", "must be \"" BOOKING_SCHEMA "\"");
	if (!check_mandatory(b) || !check_settings(b))
		return false;
	status = tp_transaction_new(&options, &b->t, &diag);
	if (status != TP_OK)
		return booking_library(b, "$", status, &diag);
	return set_tops(b) && add_list(b, "prints", booking_print) &&
	    add_list(b, "records", booking_record) && set_resolution(b) && set_charset(b);
}

int
booking_build(booking *b)
{
	if (!build_all(b) && b->result == TOOL_DONE)
		b->result = TOOL_FAULT;
	if (b->result != TOOL_DONE) {
		tp_transaction_free(b->t);
		b->t = NULL;
	}
	return b->result;
}

void
booking_free(booking *b)
{
	text_free(&b->src);
	text_free(&b->dat);
	json_decref(b->top);
	json_decref(b->lines);
	free(b->folder);
}
