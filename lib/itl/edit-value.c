/* SPDX-License-Identifier: MIT */
/* ITL layer: a field's new value, made from its old one and a change to a part of it. */

#include <string.h>

#include "../base/number.h"
#include "edit-value.h"

/* Old value as three pieces: what stays before, what is replaced, what stays behind. */
typedef struct splice {
	size_t from;
	size_t to;
	size_t pad;      /* separators to put before the value */
	char separator;
	bool after;      /* one more separator behind the value */
} splice;

tp_status
tpi_check_idc(const tp_str *value, tp_diag *diag)
{
	uint64_t idc;

	if (value->len <= 2 &&
	    tpi_parse_decimal(value->ptr, value->len, TPI_MAX_IDC, &idc) == TP_OK)
		return TP_OK;
	return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "an IDC is a number from 0 to 99");
}

tp_status
tpi_copy_value(tp_transaction *t, const tpi_change *c, tp_str *out, tp_diag *diag)
{
	*out = c->value;
	if (c->borrow || c->value.len == 0)
		return TP_OK;
	out->ptr = tpi_arena_copy(&t->arena, c->value.ptr, c->value.len);
	return out->ptr != NULL ? TP_OK : tpi_arena_error(t, diag);
}

/* Does the value become an item (appending to a subfield makes one)? */
static bool
is_item(const tpi_change *c)
{
	return c->item != 0 || (c->action == TPI_APPEND && c->subfield != 0);
}

/* The separators that a value of this depth may hold: none in an item. */
static tp_status
check_separators(const tpi_change *c, tp_diag *diag)
{
	const char *at = c->value.ptr, *end;
	bool subfield = c->subfield != 0 || c->action == TPI_APPEND;
	int least = is_item(c) ? TPI_US + 1 : subfield ? TPI_US : TPI_RS;

	if (c->value.len == 0)
		return TP_OK;
	end = at + c->value.len;
	for (at = tpi_find_separator(at, end); at < end; at = tpi_find_separator(at + 1, end))
		if (*at < least)
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "the value holds a separator byte (0x%02x)", (unsigned)*at);
	return TP_OK;
}

/* Where the nth part lies within [from, to); *parts says how many there are if it does not. */
static bool
locate(const char *value, size_t from, size_t to, int separator, size_t nth, splice *s,
    size_t *parts)
{
	tp_str part;

	*parts = tpi_count_parts(value + from, to - from, separator);
	if (!tpi_slice(value + from, to - from, separator, nth, &part))
		return false;
	s->from = (size_t)(part.ptr - value);
	s->to = s->from + part.len;
	return true;
}

/* Take a separator along with the part that goes. */
static void
widen(size_t from, size_t to, splice *s)
{
	if (s->to < to)
		s->to++;
	else if (s->from > from)
		s->from--;
}

/* Place the change among the parts of [from, to) that separator divides. */
static tp_status
place(const char *value, size_t from, size_t to, char separator, size_t nth, int action,
    splice *s, tp_diag *diag)
{
	size_t parts;
	bool last_level = separator == TPI_US;

	s->separator = separator;
	if (locate(value, from, to, separator, nth, s, &parts)) {
		if (action == TPI_INSERT) {
			s->to = s->from;
			s->after = true;
		} else if (action == TPI_DELETE) {
			widen(from, to, s);
		}
		return TP_OK;
	}
	if (action != TPI_SET)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "no such %s",
		    last_level ? "item" : "subfield");
	if (nth > parts + (last_level ? 999u : 1u))
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "there are only %zu %s", parts,
		    last_level ? "items" : "subfields");
	s->from = s->to = to;
	s->pad = nth - parts;
	return TP_OK;
}

static tp_status
plan_splice(const char *value, size_t len, bool exists, const tpi_change *c, splice *s,
    tp_diag *diag)
{
	bool item = is_item(c);
	splice outer = { 0, len, 0, TPI_RS, false };
	tp_status status;

	*s = outer;
	if (c->subfield == 0 && c->action == TPI_APPEND && exists) {
		s->from = len;
		s->pad = len != 0 ? 1 : 0;
	}
	if (c->subfield == 0)
		return TP_OK;
	if (!exists && c->subfield > 1)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "the field is not there, so it has no subfield but the first");
	status = place(value, 0, len, TPI_RS, c->subfield, item ? TPI_SET : c->action, &outer,
	    diag);
	*s = outer;
	if (status != TP_OK || !item)
		return status;
	if (outer.pad != 0) { /* a new subfield: the item is padded within it */
		if (c->action != TPI_SET)
			return c->action == TPI_APPEND ? TP_OK : tpi_fail(diag, TP_ERR_NOTFOUND,
			    TP_NO_OFFSET, "no such subfield");
		s->pad = 1;
		return c->item <= 1000 ? TP_OK : tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "too many items");
	}
	if (c->action == TPI_APPEND) {
		s->from = s->to = outer.to;
		s->pad = outer.to != outer.from ? 1 : 0;
		s->separator = TPI_US;
		return TP_OK;
	}
	return place(value, outer.from, outer.to, TPI_US, c->item, c->action, s, diag);
}

tp_status
tpi_make_value(tp_transaction *t, const tpi_field *old, const tpi_change *c, tp_str *out,
    tp_diag *diag)
{
	const char *value = old != NULL && old->len != 0 ? old->value : "";
	size_t len = old != NULL ? old->len : 0, items = 0, size;
	splice s;
	char *to;
	tp_status status = check_separators(c, diag);

	if (status == TP_OK)
		status = plan_splice(value, len, old != NULL, c, &s, diag);
	if (status != TP_OK)
		return status;
	if (c->action == TPI_SET && c->item > 1 && s.separator == TPI_RS && s.pad != 0)
		items = c->item - 1; /* empty items before it in the new subfield */
	size = s.from + s.pad + items + c->value.len + (s.after ? 1 : 0) + (len - s.to);
	to = tpi_arena_alloc(&t->arena, size);
	if (to == NULL)
		return tpi_arena_error(t, diag);
	out->ptr = to;
	out->len = size;
	memcpy(to, value, s.from);
	memset(to += s.from, s.separator, s.pad);
	memset(to += s.pad, TPI_US, items);
	to += items;
	if (c->value.len != 0)
		memcpy(to, c->value.ptr, c->value.len);
	to += c->value.len;
	if (s.after)
		*to++ = s.separator;
	memcpy(to, value + s.to, len - s.to);
	return TP_OK;
}
