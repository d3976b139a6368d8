/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: tagged records: their tags, their fields, and where one ends
 * when its LEN cannot be trusted (ITL 2013, 7.1-7.3).
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/number.h"
#include "tree.h"

#define MAX_TYPE_DIGITS 2
#define MAX_FIELD_DIGITS 9

/* The number at `at` of at most max digits; how many there are. A digit too many is left over. */
static inline size_t
digits(const char *at, const char *end, size_t max, uint32_t *number)
{
	const char *stop = (size_t)(end - at) > max ? at + max : end, *p = at;
	uint32_t n = 0, digit;

	while (p < stop && (digit = (uint32_t)(uint8_t)*p - '0') <= 9) {
		n = n * 10 + digit;
		p++;
	}
	*number = n;
	return (size_t)(p - at);
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
	if (number == TPI_LEN && stop < end && (*stop == TPI_GS || *stop == TPI_FS))
		(void)tpi_parse_decimal(value, (size_t)(stop - value), UINT64_MAX, &len);
	declared = len <= left + 1 ? (size_t)len : left + 2; /* past the end is no off-by-one */
	tpi_prefetch(at + (declared <= left ? declared : left), end);
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

/* The fields of one record, being read. */
typedef struct fields {
	tp_record *r;
	const char *at;
	const char *end;
	const char *fs; /* the first FS in a text value: none belongs there */
	uint32_t fs_in; /* the field that it stands in */
	size_t prefix;  /* of "14." in the first tag */
	bool data;      /* the type's 999 is data */
	bool tolerant;
	tp_diag *diag;
} fields;

static tp_status
field_error(const fields *in, const char *at, tp_defect_kind kind, uint32_t number,
    const char *text)
{
	tpi_place place = { in->r, number != 0 ? (int64_t)number : -1,
		tpi_offset_of(in->r->t, at) };

	if (in->tolerant)
		return tpi_add_defect(in->r->t, kind, TP_ERR_SYNTAX, &place, text);
	(void)tpi_fail(in->diag, TP_ERR_SYNTAX, place.offset, "%s", text);
	tpi_diag_place(in->diag, in->r, place.field, -1, -1);
	return TP_ERR_SYNTAX;
}

static inline bool
is_digit(char c)
{
	return (uint8_t)(c - '0') <= 9;
}

/* Its record's type and three digits, as nearly every tag; false for any other. */
static inline bool
usual_tag(const fields *in, uint32_t *number)
{
	const char *at = in->at, *first = in->r->raw, *d;

	if (in->end - at < 8 || at[0] != first[0] || at[1] != first[1])
		return false;
	d = at + in->prefix;
	if (d[-1] != '.' || !is_digit(d[0]) || !is_digit(d[1]) || !is_digit(d[2]) || d[3] != ':')
		return false;
	*number = (uint32_t)((d[0] - '0') * 100 + (d[1] - '0') * 10 + (d[2] - '0'));
	return *number != 0;
}

/* The next field without a separator's meaning: up to GS, or to the record's end. */
static const char *
value_end(fields *in, const char *at, uint32_t number)
{
	for (at = tpi_find_separator(at, in->end); at < in->end;
	    at = tpi_find_separator(at + 1, in->end)) {
		if (*at == TPI_GS)
			return at;
		if (*at == TPI_FS && in->fs == NULL) {
			in->fs = at;
			in->fs_in = number;
		}
		in->r->t->items++;
	}
	return in->end;
}

static tp_status
limit_error(const fields *in, uint64_t limit, const char *what)
{
	(void)tpi_fail(in->diag, TP_ERR_LIMIT, tpi_offset_of(in->r->t, in->at), "more than %llu %s",
	    (unsigned long long)limit, what);
	tpi_diag_place(in->diag, in->r, -1, -1, -1);
	return TP_ERR_LIMIT;
}

/* Bytes where a tag should be; with none at all, the GS before them is one too many. */
static tp_status
no_tag(const fields *in)
{
	if (in->at == in->end || *in->at == TPI_GS)
		return field_error(in, in->at - 1, TP_DEFECT_SEPARATOR, 0,
		    "a GS with no field after it");
	return field_error(in, in->at, TP_DEFECT_TAG, 0, "no tag where a field starts");
}

static tp_status
read_field(fields *in)
{
	tp_record *r = in->r;
	const char *tag = in->at, *value;
	uint32_t type, number;
	size_t tag_len = 0;
	tp_status status = TP_OK;

	if (r->count >= r->t->limits.fields)
		return limit_error(in, r->t->limits.fields, "fields in a record");
	if (r->count == r->capacity && !tpi_reserve_field(r))
		return tpi_arena_error(r->t, in->diag);
	if (usual_tag(in, &number)) {
		tag_len = in->prefix + 4;
	} else if (!tpi_parse_tag(tag, in->end, &type, &number, &tag_len)) {
		tag_len = number = 0;
		status = no_tag(in);
	} else if (type != r->type || *tag == '0') {
		status = field_error(in, tag, TP_DEFECT_TAG, number,
		    "the tag does not name its record's type");
	}
	if (status != TP_OK)
		return status;
	value = tag + tag_len;
	in->at = number == TPI_DATA && in->data ? in->end
	                                          : value_end(in, value, number);
	r->fields[r->count++] = (tpi_field){ .tag = tag, .value = value,
		.len = (size_t)(in->at - value), .number = number,
		.tag_len = (uint8_t)(tag_len != 0 ? tag_len - 1 : 0) };
	return TP_OK;
}

tp_status
tpi_read_fields(tp_record *r, bool tolerant, tp_diag *diag)
{
	fields in = { .r = r, .at = r->raw, .end = r->raw + r->raw_len,
		.prefix = r->type < 10 ? 2 : 3,
		.data = tpi_type_has_data(r->type), .tolerant = tolerant, .diag = diag };
	tp_transaction *t = r->t;
	tp_status status;

	if (in.end > in.at && in.end[-1] == TPI_FS)
		in.end--; /* only a record cut off has none */
	for (;;) {
		status = read_field(&in);
		if (status != TP_OK)
			return status;
		if (++t->items > t->limits.items)
			return limit_error(&in, t->limits.items, "items");
		if (in.at >= in.end)
			break;
		in.at++; /* the GS */
	}
	return in.fs == NULL ? TP_OK
	                     : field_error(&in, in.fs, TP_DEFECT_SEPARATOR, in.fs_in,
	                         "an FS inside a record");
}
