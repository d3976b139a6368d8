/* SPDX-License-Identifier: MIT */
/*
 * Tools: bookings as lines of text: KEY = VALUE, repeated for more subfields;
 * print KEY=VALUE ...; record KEY=VALUE .... They become the same JSON that a
 * JSON booking is, with the lines remembered for complaints.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/json.h"
#include "booking.h"

typedef struct lines {
	booking *b;
	unsigned long number;
} lines;

static bool
fail(lines *l, const char *what)
{
	diag_say(l->b->name, "error", "booking", "line %lu: %s", l->number, what);
	l->b->result = TOOL_INPUT;
	return false;
}

static void
remember(const lines *l, const char *key)
{
	if (json_object_get(l->b->lines, key) == NULL)
		json_put_number(l->b->lines, key, l->number);
}

/* An item, kept as it is even if it is not UTF-8. */
static json_t *
item(const char *at, size_t len)
{
	return json_bytes(at, len);
}

/* Split at a separator and make an array of what make gives for each part. */
static json_t *
split(const char *at, size_t len, char separator, json_t *(*make)(const char *, size_t))
{
	json_t *list = json_new_array();
	const char *end = at + len, *stop;

	for (;; at = stop + 1) {
		stop = memchr(at, separator, (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		json_add(list, make(at, (size_t)(stop - at)));
		if (stop == end)
			return list;
	}
}

static json_t *
items(const char *at, size_t len)
{
	return split(at, len, 0x1f, item);
}

/* The bytes of an escaped value; false, said, for a bad escape. */
static bool
unescape(lines *l, const char *text, size_t len, tp_bytes *out)
{
	tp_status status = tp_form_unescape(text, len, NULL, out, NULL);

	if (status == TP_ERR_NOMEM)
		diag_nomem();
	return status == TP_OK || fail(l, "no such escape in the value");
}

static size_t
trimmed(const char *at, size_t len)
{
	while (len > 0 && strchr(" \t\r", at[len - 1]) != NULL)
		len--;
	return len;
}

static void
put_setting(lines *l, const char *key, const tp_bytes *value)
{
	json_put(l->b->top, key, json_bytes((const char *)value->ptr, value->len));
	remember(l, key);
}

/* KEY = VALUE: each further line of a key is a further subfield. */
static bool
field_line(lines *l, const char *at, size_t len)
{
	const char *equals = memchr(at, '=', len), *text;
	char key[64];
	size_t n;
	tp_bytes value;
	json_t *list, *more;

	if (equals == NULL)
		return fail(l, "neither KEY = VALUE, nor print, nor record");
	n = trimmed(at, (size_t)(equals - at));
	if (n == 0 || n >= sizeof key)
		return fail(l, "no key before =");
	memcpy(key, at, n);
	key[n] = '\0';
	for (text = equals + 1; text < at + len && (*text == ' ' || *text == '\t'); text++)
		continue;
	if (!unescape(l, text, trimmed(text, (size_t)(at + len - text)), &value))
		return false;
	if (strcmp(key, "print_type") == 0 || strcmp(key, "ppi") == 0 || strcmp(key, "schema") == 0)
		put_setting(l, key, &value);
	else {
		more = split(value.len != 0 ? (const char *)value.ptr : "", value.len, 0x1e, items);
		list = json_object_get(l->b->top, key);
		if (list == NULL)
			json_put(l->b->top, key, json_incref(more));
		else if (json_array_extend(list, more) != 0)
			diag_nomem();
		json_decref(more);
		remember(l, key);
	}
	tp_bytes_free(&value);
	return true;
}

/* The length of a word's value: to the next blank, or the closing quote. */
static size_t
value_length(const char *at, const char *end, bool *quoted)
{
	const char *stop;

	*quoted = at < end && *at == '"';
	if (*quoted) {
		stop = memchr(at + 1, '"', (size_t)(end - at - 1));
		return stop != NULL ? (size_t)(stop - at) + 1 : 0;
	}
	for (stop = at; stop < end && strchr(" \t\r", *stop) == NULL; stop++)
		continue;
	return (size_t)(stop - at);
}

/* One KEY=VALUE of a print or record line into its object. */
static bool
put_word(lines *l, json_t *object, const char **at, const char *end)
{
	const char *equals = memchr(*at, '=', (size_t)(end - *at));
	char key[64];
	size_t n, len;
	bool quoted, plain;
	tp_bytes value;

	if (equals == NULL || equals == *at || (size_t)(equals - *at) >= sizeof key)
		return fail(l, "a word is no KEY=VALUE");
	n = (size_t)(equals - *at);
	memcpy(key, *at, n);
	key[n] = '\0';
	if (key[strcspn(key, " \t")] != '\0')
		return fail(l, "a word is no KEY=VALUE");
	if (json_object_get(object, key) != NULL)
		return fail(l, "a key stands twice");
	len = value_length(equals + 1, end, &quoted);
	if (quoted && len == 0)
		return fail(l, "a quote is not closed");
	if (!unescape(l, equals + 1 + quoted, len - (quoted ? 2 : 0), &value))
		return false;
	plain = value.len == 0 || (memchr(value.ptr, 0x1e, value.len) == NULL &&
	    memchr(value.ptr, 0x1f, value.len) == NULL);
	if (plain)
		json_put(object, key, json_bytes((const char *)value.ptr, value.len));
	else
		json_put(object, key, split((const char *)value.ptr, value.len, 0x1e, items));
	tp_bytes_free(&value);
	*at = equals + 1 + len;
	return true;
}

static bool
entry_line(lines *l, const char *list_key, const char *at, const char *end)
{
	json_t *list = json_object_get(l->b->top, list_key), *object = json_new_object();
	char key[64];

	if (list == NULL) {
		list = json_new_array();
		json_put(l->b->top, list_key, list);
	}
	(void)snprintf(key, sizeof key, "%s[%zu]", list_key, json_array_size(list));
	json_add(list, object);
	remember(l, key);
	for (;;) {
		while (at < end && strchr(" \t\r", *at) != NULL)
			at++;
		if (at == end)
			return true;
		if (!put_word(l, object, &at, end))
			return false;
	}
}

static bool
do_line(lines *l, const char *at, size_t len)
{
	while (len > 0 && strchr(" \t", *at) != NULL) {
		at++;
		len--;
	}
	len = trimmed(at, len);
	if (len == 0 || *at == '#')
		return true;
	if (len > 6 && (memcmp(at, "print ", 6) == 0 || memcmp(at, "print\t", 6) == 0))
		return entry_line(l, "prints", at + 6, at + len);
	if (len > 7 && (memcmp(at, "record ", 7) == 0 || memcmp(at, "record\t", 7) == 0))
		return entry_line(l, "records", at + 7, at + len);
	return field_line(l, at, len);
}

bool
booking_from_text(booking *b, const char *text, size_t len)
{
	const char *end = text + len, *stop;
	lines l = { .b = b };

	b->top = json_new_object();
	b->lines = json_new_object();
	if (memchr(text, '\0', len) != NULL) {
		diag_say(b->name, "error", "booking", "neither text nor JSON: it holds NUL bytes");
		b->result = TOOL_INPUT;
		return false;
	}
	for (; text < end; text = stop + 1) {
		stop = memchr(text, '\n', (size_t)(end - text));
		if (stop == NULL)
			stop = end;
		l.number++;
		if (!do_line(&l, text, (size_t)(stop - text)))
			return false;
	}
	return true;
}
