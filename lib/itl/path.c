/* SPDX-License-Identifier: MIT */
/* ITL layer: paths in numbers, and the values that a path names. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

typedef struct scan {
	const char *text;
	const char *at;
	tp_diag *diag;
} scan;

static tp_status
bad(const scan *s, const char *what)
{
	return tpi_fail(s->diag, TP_ERR_SYNTAX, (uint64_t)(s->at - s->text), "%s", what);
}

/* A decimal number from least to most. */
static tp_status
number(scan *s, uint32_t least, uint32_t most, const char *what, uint32_t *out)
{
	size_t len = 0;
	uint64_t n;

	while (s->at[len] >= '0' && s->at[len] <= '9')
		len++;
	if (tpi_parse_decimal(s->at, len, most, &n) != TP_OK || n < least)
		return bad(s, what);
	s->at += len;
	*out = (uint32_t)n;
	return TP_OK;
}

static tp_status
number_or_any(scan *s, const char *what, uint32_t *out)
{
	if (*s->at == '*') {
		s->at++;
		*out = TP_ANY;
		return TP_OK;
	}
	return number(s, 1, TP_ANY - 1, what, out);
}

static tp_status
selector(scan *s, tp_path *path)
{
	uint32_t idc;
	tp_status status = TP_OK;

	if (*s->at == '@') {
		s->at++;
		status = number(s, 0, 255, "an IDC (0-255) belongs here", &idc);
		if (status == TP_OK)
			path->idc = (int32_t)idc;
	} else if (*s->at == '#') {
		s->at++;
		status = number(s, 1, INT32_MAX, "a record's number, from 1, belongs here",
		    &path->nth);
	}
	return status;
}

tp_status
tp_path_parse(const char *text, tp_path *out, tp_diag *diag)
{
	scan s = { text, text, diag };
	tp_status status;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	out->idc = -1;
	if (text == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no path");
	status = number(&s, 1, 99, "a record type (1-99) belongs here", &out->type);
	if (status == TP_OK)
		status = selector(&s, out);
	if (status == TP_OK && *s.at == '.') {
		s.at++;
		status = number(&s, 1, TPI_MAX_FIELD, "a field number belongs here", &out->field);
	}
	if (status == TP_OK && out->field != 0 && *s.at == '.') {
		s.at++;
		status = number_or_any(&s, "a subfield's number, from 1, or * belongs here",
		    &out->subfield);
	}
	if (status == TP_OK && out->subfield != 0 && *s.at == '.') {
		s.at++;
		status = number_or_any(&s, "an item's number, from 1, or * belongs here",
		    &out->item);
	}
	if (status == TP_OK && *s.at != '\0')
		status = bad(&s, "the path should end here");
	if (status != TP_OK)
		memset(out, 0, sizeof *out);
	return status;
}

typedef struct writer {
	char *buf;
	size_t size;
	size_t len;
} writer;

static void
add_char(writer *w, char c)
{
	if (w->len + 1 < w->size) {
		w->buf[w->len] = c;
		w->buf[w->len + 1] = '\0';
	}
	w->len++;
}

static void
add_number(writer *w, char before, uint32_t n, unsigned width)
{
	char digits[32];
	size_t i, len = tpi_format_decimal(digits, n, width);

	if (before != '\0')
		add_char(w, before);
	if (n == TP_ANY) {
		add_char(w, '*');
		return;
	}
	for (i = 0; i < len; i++)
		add_char(w, digits[i]);
}

size_t
tp_path_format(const tp_path *path, char *buf, size_t size)
{
	writer w = { buf, size, 0 };

	if (size > 0)
		buf[0] = '\0';
	add_number(&w, '\0', path->type, 0);
	if (path->idc >= 0)
		add_number(&w, '@', (uint32_t)path->idc, 0);
	else if (path->nth != 0)
		add_number(&w, '#', path->nth, 0);
	if (path->field != 0)
		add_number(&w, '.', path->field, 3);
	if (path->field != 0 && path->subfield != 0)
		add_number(&w, '.', path->subfield, 0);
	if (path->field != 0 && path->subfield != 0 && path->item != 0)
		add_number(&w, '.', path->item, 0);
	return w.len;
}

/* Does the path name this record, which is the nth of its type? */
static bool
selects(const tp_path *path, const tp_record *r, uint32_t nth)
{
	if (path->idc >= 0 && tp_record_idc(r) != path->idc)
		return false;
	return path->nth == 0 || path->nth == nth;
}

tp_status
tp_path_record(const tp_transaction *t, const tp_path *path, size_t *index, tp_diag *diag)
{
	size_t i, found = 0;
	uint32_t nth = 0;

	tp_diag_init(diag);
	*index = SIZE_MAX;
	for (i = 0; i < t->count; i++) {
		if (t->records[i]->type != path->type || !selects(path, t->records[i], ++nth))
			continue;
		if (found++ == 0)
			*index = i;
	}
	if (found == 1)
		return TP_OK;
	*index = SIZE_MAX;
	if (found == 0)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "no such Type-%u record",
		    (unsigned)path->type);
	return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
	    "%zu Type-%u records fit: name one by @IDC or #n", found, (unsigned)path->type);
}

typedef struct visit {
	tp_visit_fn fn;
	void *ctx;
	size_t found;
	const tp_record *record;
	tp_path at;
} visit;

static int
visit_value(visit *v, const tp_field *field, uint32_t subfield, uint32_t item)
{
	tp_value value;

	if (tp_field_value(field, subfield, item, &value) != TP_OK)
		return 0;
	v->found++;
	v->at.subfield = subfield;
	v->at.item = item;
	return v->fn(v->ctx, v->record, &v->at, &value);
}

static size_t
item_count(const tp_field *field, uint32_t subfield)
{
	tp_value value;

	if (field->kind != TP_FIELD_TEXT || tp_field_value(field, subfield, 0, &value) != TP_OK)
		return 1;
	return tp_str_item_count(&value.text);
}

static int
visit_items(visit *v, const tp_path *path, const tp_field *field, uint32_t subfield)
{
	size_t i, count;
	int rc = 0;

	if (path->item != TP_ANY)
		return visit_value(v, field, subfield, path->item);
	count = item_count(field, subfield);
	for (i = 1; i <= count && rc == 0; i++)
		rc = visit_value(v, field, subfield, (uint32_t)i);
	return rc;
}

static int
visit_subfields(visit *v, const tp_path *path, const tp_field *field)
{
	size_t i, count;
	int rc = 0;

	if (path->subfield != TP_ANY)
		return visit_items(v, path, field, path->subfield);
	count = tp_field_subfield_count(field);
	for (i = 1; i <= count && rc == 0; i++)
		rc = visit_items(v, path, field, (uint32_t)i);
	return rc;
}

static int
visit_record(visit *v, const tp_path *path)
{
	size_t i, count = tp_record_field_count(v->record);
	tp_field field;
	int rc = 0;

	for (i = 0; i < count && rc == 0; i++)
		if (tp_record_field_at(v->record, i, &field) && field.number == path->field)
			rc = visit_subfields(v, path, &field);
	return rc;
}

int
tp_path_visit(const tp_transaction *t, const tp_path *path, tp_visit_fn fn, void *ctx,
    tp_diag *diag)
{
	visit v = { .fn = fn, .ctx = ctx };
	uint32_t nth = 0;
	size_t i;
	int rc = 0;

	tp_diag_init(diag);
	if (path->field == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "the path names no field");
	for (i = 0; i < t->count && rc == 0; i++) {
		if (t->records[i]->type != path->type || !selects(path, t->records[i], ++nth))
			continue;
		v.record = t->records[i];
		v.at = *path;
		v.at.idc = tp_record_idc(v.record);
		v.at.nth = nth;
		rc = visit_record(&v, path);
	}
	if (rc == 0 && v.found == 0)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "nothing there");
	return rc;
}

static int
keep_first(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	tp_value *out = ctx;

	(void)record;
	(void)at;
	*out = *value;
	if (value->text.ptr == value->digits)
		out->text.ptr = out->digits;
	return 1;
}

tp_status
tp_transaction_get(const tp_transaction *t, const tp_path *path, tp_value *out, tp_diag *diag)
{
	int rc;

	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	rc = tp_path_visit(t, path, keep_first, out, diag);
	return rc > 0 ? TP_OK : (tp_status)rc;
}
