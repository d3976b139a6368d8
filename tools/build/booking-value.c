/* SPDX-License-Identifier: MIT */
/* Tools: bookings: keys to fields, values to their bytes, and complaints with a place. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/names.h"
#include "booking.h"

#define RS 0x1e
#define US 0x1f

/* The line of a text booking that a place comes from: the longest part of it that is known. */
static long
line_of(const booking *b, const char *place)
{
	char key[PLACE + 32];
	size_t n;

	if (b->lines == NULL || strncmp(place, "$.", 2) != 0)
		return 0;
	(void)snprintf(key, sizeof key, "%s", place + 2);
	for (n = strlen(key); n > 0; n--) {
		key[n] = '\0';
		if (json_object_get(b->lines, key) != NULL)
			return (long)json_integer_value(json_object_get(b->lines, key));
	}
	return 0;
}

bool
booking_fail(booking *b, int result, const char *place, const char *format, ...)
{
	char text[300];
	va_list args;
	long line = line_of(b, place);

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (line > 0)
		diag_say(b->name, "error", "booking", "line %ld: %s", line, text);
	else
		diag_say(b->name, "error", "booking", "%s: %s", place, text);
	b->result = tool_worse(b->result, result);
	return false;
}

bool
booking_library(booking *b, const char *place, tp_status status, const tp_diag *diag)
{
	return booking_fail(b, diag_exit(status), place, "%s",
	    diag->text[0] != '\0' ? diag->text : tp_strerror(status));
}

void
booking_place(char *out, const char *place, const char *key)
{
	(void)snprintf(out, PLACE, "%.90s.%.60s", place, key);
}

uint32_t
booking_field(booking *b, int type, const char *key, const char *place)
{
	uint32_t field = names_field_number(type, key);
	tp_path path;

	if (field != 0)
		return field;
	if (tp_path_parse(key, &path, NULL) == TP_OK && path.type == (uint32_t)type &&
	    path.field != 0 && path.subfield == 0 && path.idc < 0 && path.nth == 0)
		return path.field;
	(void)booking_fail(b, TOOL_INPUT, place, "no field of Type-%d has this name", type);
	return 0;
}

long
booking_number(booking *b, const json_t *value, long max, const char *place)
{
	const char *text = json_string_value(value);
	json_int_t n = -1;

	if (json_is_integer(value))
		n = json_integer_value(value);
	else if (text != NULL && text[0] != '\0' && strlen(text) < 9 &&
	    text[strspn(text, "0123456789")] == '\0')
		for (n = 0; *text != '\0'; text++)
			n = n * 10 + (*text - '0');
	if (n >= 0 && n <= max)
		return (long)n;
	(void)booking_fail(b, TOOL_INPUT, place, "must be a whole number of 0 to %ld", max);
	return -1;
}

static void
note_text(booking *b, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		b->beyond_ascii = b->beyond_ascii || (unsigned char)text[i] >= 0x80;
}

static bool
put_base64(booking *b, const json_t *value, const char *place, text_buf *out)
{
	const json_t *b64 = json_object_get(value, "b64");
	tp_bytes bytes;

	if (!json_is_string(b64) || tp_base64_decode(json_string_value(b64),
	    json_string_length(b64), NULL, &bytes, NULL) != TP_OK)
		return booking_fail(b, TOOL_INPUT, place, "b64 must be a string of base64");
	text_put(out, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return true;
}

static bool
is_base64(const json_t *value)
{
	return json_is_object(value) && json_object_size(value) == 1 &&
	    json_object_get(value, "b64") != NULL;
}

/* One item: a string, a whole number, or {"b64": ...}. */
static bool
put_item(booking *b, const json_t *value, const char *place, text_buf *out)
{
	size_t i, start = out->len;
	char digits[32];

	if (json_is_string(value)) {
		text_put(out, json_string_value(value), json_string_length(value));
		note_text(b, json_string_value(value), json_string_length(value));
	} else if (json_is_integer(value)) {
		(void)snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
		text_string(out, digits);
	} else if (!is_base64(value))
		return booking_fail(b, TOOL_INPUT, place, "must be a string or a whole number");
	else if (!put_base64(b, value, place, out))
		return false;
	for (i = start; i < out->len; i++)
		if (out->ptr[i] >= 0x1c && out->ptr[i] <= 0x1f)
			return booking_fail(b, TOOL_INPUT, place,
			    "holds a separator; write arrays for subfields and items");
	return true;
}

/* {"DOO": ..., "AOL": ...}: items by name, empty ones between. */
static bool
put_named_items(booking *b, const json_t *value, const tp_path *at, const char *place,
    text_buf *out)
{
	const json_t *items[100] = { NULL };
	size_t i, number, last = 0;
	char inner[PLACE];
	const char *key;
	json_t *item;

	json_object_foreach((json_t *)(uintptr_t)value, key, item) {
		booking_place(inner, place, key);
		number = names_item_number((int)at->type, at->field, key);
		if (number == 0 || number >= 100)
			return booking_fail(b, TOOL_INPUT, inner, "no item of this field has "
			    "this name");
		items[number] = item;
		last = number > last ? number : last;
	}
	for (i = 1; i <= last; i++) {
		if (i > 1)
			text_byte(out, US);
		if (items[i] != NULL && !put_item(b, items[i], place, out))
			return false;
	}
	return true;
}

static bool
put_subfield(booking *b, const json_t *value, const tp_path *at, const char *place, text_buf *out)
{
	size_t i;
	json_t *item;

	if (json_is_object(value) && !is_base64(value))
		return put_named_items(b, value, at, place, out);
	if (!json_is_array(value))
		return put_item(b, value, place, out);
	json_array_foreach((json_t *)(uintptr_t)value, i, item) {
		if (i != 0)
			text_byte(out, US);
		if (!put_item(b, item, place, out))
			return false;
	}
	return true;
}

static bool
put_field(booking *b, const json_t *value, const tp_path *at, const char *place, text_buf *out)
{
	char inner[PLACE + 32];
	json_t *subfield;
	size_t i;

	if (!json_is_array(value))
		return put_subfield(b, value, at, place, out);
	if (json_array_size(value) == 0)
		return booking_fail(b, TOOL_INPUT, place, "is empty");
	json_array_foreach((json_t *)(uintptr_t)value, i, subfield) {
		(void)snprintf(inner, sizeof inner, "%s[%zu]", place, i);
		if (i != 0)
			text_byte(out, RS);
		if (!put_subfield(b, subfield, at, inner, out))
			return false;
	}
	return true;
}

bool
booking_set(booking *b, tp_record *r, uint32_t field, const json_t *value, const char *place)
{
	tp_path at = { .type = (uint32_t)tp_record_type(r), .idc = -1, .field = field };
	text_buf bytes = { 0 };
	tp_status status = TP_OK;
	tp_diag diag;
	bool good = put_field(b, value, &at, place, &bytes);

	if (good)
		status = tp_record_set(r, field, 0, 0, bytes.ptr, bytes.len, 0, &diag);
	text_free(&bytes);
	return good && (status == TP_OK || booking_library(b, place, status, &diag));
}
