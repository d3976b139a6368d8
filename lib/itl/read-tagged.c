/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: tagged records: their tags, their fields, and where one ends
 * when its LEN cannot be trusted (ITL 2013, 7.1-7.3).
 */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

#define MAX_TYPE_DIGITS 2
#define MAX_FIELD_DIGITS 9

/* Digits at `at`, at most max of them; 0 if there is none or one too many. */
static size_t
digits(const char *at, const char *end, size_t max, uint32_t *number)
{
	size_t n = 0;

	*number = 0;
	while (at + n < end && at[n] >= '0' && at[n] <= '9') {
		if (n == max)
			return 0;
		*number = *number * 10 + (uint32_t)(at[n] - '0');
		n++;
	}
	return n;
}

bool
tpi_parse_tag(const char *at, const char *end, uint32_t *type, uint32_t *number, size_t *len)
{
	size_t t, f;

	t = digits(at, end, MAX_TYPE_DIGITS, type);
	if (t == 0 || at + t >= end || at[t] != '.')
		return false;
	f = digits(at + t + 1, end, MAX_FIELD_DIGITS, number);
	if (f == 0 || *number == 0 || at + t + 1 + f >= end || at[t + 1 + f] != ':')
		return false;
	*len = t + f + 2;
	return true;
}

/* Could a tagged record start here? Its first field is LEN. */
static bool
starts_record(const char *at, const char *end)
{
	uint32_t type, number;
	size_t len;

	return tpi_parse_tag(at, end, &type, &number, &len) && number == TPI_LEN;
}

/* The GS or FS that ends the text field at `at`, or end. */
static const char *
field_end(const char *at, const char *end)
{
	do
		at = tpi_find_separator(at, end);
	while (at < end && *at != TPI_FS && *at != TPI_GS && ++at <= end);
	return at;
}

/* In data only an FS that a record or the end follows can be the record's own. */
static const char *
data_end(const char *at, const char *end)
{
	while (at < end && (at = memchr(at, TPI_FS, (size_t)(end - at))) != NULL) {
		if (at + 1 == end || starts_record(at + 1, end))
			return at;
		at++;
	}
	return end;
}

/*
 * LEN is wrong by more than one: look for the FS that closes the record. In
 * text the first one does.
 */
static bool
find_end(const char *at, const char *end, size_t *len)
{
	const char *stop = at;
	uint32_t type, number;
	size_t tag_len;

	while (stop < end && *stop != TPI_FS) {
		if (tpi_parse_tag(stop, end, &type, &number, &tag_len) && number == TPI_DATA &&
		    tpi_type_has_data(type)) {
			stop = data_end(stop, end);
			break;
		}
		stop = field_end(stop, end);
		if (stop < end && *stop == TPI_GS)
			stop++;
	}
	*len = (size_t)(stop - at) + 1;
	return stop < end;
}

tp_status
tpi_tagged_extent(const char *at, const char *end, tpi_extent *out)
{
	size_t left = (size_t)(end - at), tag_len = 0, declared;
	uint32_t type, number;
	const char *value, *stop;
	uint64_t len = 0;

	memset(out, 0, sizeof *out);
	if (!tpi_parse_tag(at, end, &type, &number, &tag_len))
		return TP_ERR_SYNTAX;
	value = at + tag_len;
	stop = tpi_find_separator(value, end);
	if (number == TPI_LEN)
		(void)tpi_parse_decimal(value, (size_t)(stop - value), UINT64_MAX, &len);
	declared = len <= left ? (size_t)len : left + 1;
	if (declared > tag_len && declared <= left && at[declared - 1] == TPI_FS) {
		out->len = declared;
		return TP_OK;
	}
	out->wrong = true;
	if (declared > tag_len && declared < left && at[declared] == TPI_FS)
		out->len = declared + 1; /* FS was not counted */
	else if (declared > tag_len + 1 && declared - 2 < left && at[declared - 2] == TPI_FS)
		out->len = declared - 1;
	else if (!find_end(at, end, &out->len)) {
		out->len = left;
		out->truncated = true;
	}
	return out->truncated ? TP_ERR_TRUNCATED : TP_ERR_LENGTH;
}

static tp_status
field_error(tp_record *r, const char *at, bool tolerant, tp_defect_kind kind, tp_status code,
    const char *text, tp_diag *diag)
{
	uint64_t offset = tpi_offset_of(r->t, at);

	if (tolerant)
		return tpi_add_defect(r->t, kind, code, r, offset, text);
	(void)tpi_fail(diag, code, offset, "%s", text);
	tpi_diag_place(diag, r, -1, -1, -1);
	return code;
}

/* The next field without a separator's meaning: up to GS, or to the record's end. */
static const char *
value_end(tp_record *r, const char *at, const char *end)
{
	for (at = tpi_find_separator(at, end); at < end; at = tpi_find_separator(at + 1, end)) {
		if (*at == TPI_GS)
			return at;
		r->t->items++;
	}
	return end;
}

static tp_status
read_field(tp_record *r, const char **at, const char *end, bool tolerant, tp_diag *diag)
{
	tp_transaction *t = r->t;
	tpi_field *f;
	uint32_t type = r->type;
	size_t tag_len = 0;
	tp_status status = TP_OK;

	if (r->count >= t->limits.fields) {
		(void)tpi_fail(diag, TP_ERR_LIMIT, tpi_offset_of(t, *at),
		    "more than %llu fields in a record", (unsigned long long)t->limits.fields);
		tpi_diag_place(diag, r, -1, -1, -1);
		return TP_ERR_LIMIT;
	}
	if (!tpi_reserve_field(r))
		return tpi_arena_error(t, diag);
	f = &r->fields[r->count];
	memset(f, 0, sizeof *f);
	f->tag = *at;
	if (tpi_parse_tag(*at, end, &type, &f->number, &tag_len))
		f->tag_len = (uint8_t)(tag_len - 1);
	else if (*at == end)
		status = field_error(r, *at, tolerant, TP_DEFECT_SEPARATOR, TP_ERR_SYNTAX,
		    "a GS with no field after it", diag);
	else
		status = field_error(r, *at, tolerant, TP_DEFECT_TAG, TP_ERR_SYNTAX,
		    "no tag where a field starts", diag);
	if (status == TP_OK && tag_len != 0 && (type != r->type || **at == '0'))
		status = field_error(r, *at, tolerant, TP_DEFECT_TAG, TP_ERR_SYNTAX,
		    "the tag does not name its record's type", diag);
	if (status != TP_OK)
		return status;
	if (tag_len == 0)
		f->number = 0;
	f->value = *at + tag_len;
	*at = tag_len != 0 && tpi_is_data_field(r, f->number) ? end : value_end(r, f->value, end);
	f->len = (size_t)(*at - f->value);
	r->count++;
	return TP_OK;
}

tp_status
tpi_read_fields(tp_record *r, bool tolerant, tp_diag *diag)
{
	const char *at = r->raw, *end = r->raw + r->raw_len, *stop;
	tp_transaction *t = r->t;
	tp_status status;

	if (end > at && end[-1] == TPI_FS)
		end--; /* only a record cut off has none */
	for (;;) {
		status = read_field(r, &at, end, tolerant, diag);
		if (status != TP_OK)
			return status;
		if (++t->items > t->limits.items) {
			(void)tpi_fail(diag, TP_ERR_LIMIT, tpi_offset_of(t, at),
			    "more than %llu items", (unsigned long long)t->limits.items);
			tpi_diag_place(diag, r, -1, -1, -1);
			return TP_ERR_LIMIT;
		}
		if (at >= end)
			break;
		at++; /* the GS */
	}
	stop = r->count != 0 && tpi_is_data_field(r, r->fields[r->count - 1].number)
	    ? r->fields[r->count - 1].value : end;
	stop = memchr(r->raw, TPI_FS, (size_t)(stop - r->raw));
	return stop == NULL ? TP_OK
	                    : field_error(r, stop, tolerant, TP_DEFECT_SEPARATOR, TP_ERR_SYNTAX,
	                        "an FS inside a record", diag);
}
