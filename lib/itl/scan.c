/* SPDX-License-Identifier: MIT */
/* ITL layer: finding the four separators, and walking subfields and items. */

#include <string.h>

#include "tree.h"

bool
tpi_slice(const char *value, size_t len, int separator, size_t nth, tp_str *out)
{
	const char *at = value, *end = len != 0 ? value + len : value, *stop;

	for (;;) {
		stop = len != 0 ? memchr(at, separator, (size_t)(end - at)) : NULL;
		if (--nth == 0)
			break;
		if (stop == NULL) {
			out->ptr = NULL;
			out->len = 0;
			return false;
		}
		at = stop + 1;
	}
	out->ptr = at;
	out->len = (size_t)((stop != NULL ? stop : end) - at);
	return true;
}

size_t
tpi_count_parts(const char *value, size_t len, int separator)
{
	const char *at = value, *end = len != 0 ? value + len : value;
	size_t count = 1;

	while (at < end && (at = memchr(at, separator, (size_t)(end - at))) != NULL) {
		count++;
		at++;
	}
	return count;
}

enum { WALK_END, WALK_TEXT, WALK_BYTES };

static void
walk_init(tp_walk *walk, const tp_str *value, int separator, int state)
{
	memset(walk, 0, sizeof *walk);
	walk->at = value->ptr;
	walk->end = value->len != 0 ? value->ptr + value->len : value->ptr;
	walk->separator = separator;
	walk->state = state;
}

void
tp_walk_subfields(const tp_field *field, tp_walk *walk)
{
	bool bytes = field->kind == TP_FIELD_BYTES;
	int separator = field->kind == TP_FIELD_TEXT ? TPI_RS : -1;

	walk_init(walk, &field->value, separator, bytes ? WALK_BYTES : WALK_TEXT);
}

void
tp_walk_items(const tp_str *subfield, tp_walk *walk)
{
	walk_init(walk, subfield, TPI_US, WALK_TEXT);
}

static void
walk_take(tp_walk *walk, const char *stop)
{
	walk->value.ptr = walk->at;
	walk->value.len = (size_t)(stop - walk->at);
	walk->index++;
}

bool
tp_walk_next(tp_walk *walk)
{
	const char *stop = NULL;

	if (walk->state == WALK_END)
		return false;
	if (walk->state == WALK_BYTES) {
		if (walk->at == walk->end)
			return false;
		walk_take(walk, walk->at + 1);
		walk->at++;
		return true;
	}
	if (walk->separator >= 0 && walk->at < walk->end)
		stop = memchr(walk->at, walk->separator, (size_t)(walk->end - walk->at));
	walk_take(walk, stop != NULL ? stop : walk->end);
	if (stop != NULL)
		walk->at = stop + 1;
	else
		walk->state = WALK_END;
	return true;
}

size_t
tp_field_subfield_count(const tp_field *field)
{
	if (field->kind == TP_FIELD_BYTES)
		return field->value.len;
	if (field->kind != TP_FIELD_TEXT)
		return 1;
	return tpi_count_parts(field->value.ptr, field->value.len, TPI_RS);
}

size_t
tp_str_item_count(const tp_str *subfield)
{
	return tpi_count_parts(subfield->ptr, subfield->len, TPI_US);
}
