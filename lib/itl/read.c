/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: the records of a transaction, one after the other, as CNT
 * announces them (ITL 2013, 7.3 and 8.1.3). Strict reading refuses what
 * breaks the framing; tolerant reading notes it and goes on.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/number.h"
#include "tree.h"

#define MAX_DEFECTS 1000

/* CNT's entries that are still to come; NULL at the end. */
typedef struct entries {
	const char *at;
	const char *end;
} entries;

typedef struct reader {
	tp_transaction *t;
	tpi_cursor in;
	bool tolerant;
	entries cnt;
	tp_diag *diag;
	size_t gap;        /* stray bytes just skipped */
} reader;

tp_status
tpi_add_defect(tp_transaction *t, tp_defect_kind kind, tp_status code, const tpi_place *place,
    const char *text)
{
	size_t want = t->defect_capacity != 0 ? t->defect_capacity * 2 : 4;
	tp_defect *list = t->defects;

	if (t->defect_count >= MAX_DEFECTS)
		return TP_OK; /* enough to know that the file is not worth more */
	if (t->defect_count == t->defect_capacity) {
		list = tpi_arena_grow(&t->arena, list, t->defect_capacity * sizeof *list,
		    want * sizeof *list);
		if (list == NULL)
			return t->arena.limited ? TP_ERR_LIMIT : TP_ERR_NOMEM;
		t->defects = list;
		t->defect_capacity = want;
	}
	/* In the order of offsets, whatever order they are found in. */
	list += t->defect_count++;
	for (; list > t->defects && list[-1].where.offset > place->offset; list--)
		list[0] = list[-1];
	list->kind = (int32_t)kind;
	tp_diag_init(&list->where);
	(void)tpi_fail(&list->where, code, place->offset, "%s", text);
	tpi_diag_place(&list->where, place->record, place->field, -1, -1);
	return TP_OK;
}

/* The field that a defect of the framing lies in: LEN or CNT. */
static int64_t
field_of(tp_defect_kind kind, const tp_record *r)
{
	if (kind == TP_DEFECT_COUNT)
		return TPI_CNT;
	if (r != NULL && (kind == TP_DEFECT_LEN || kind == TP_DEFECT_TRUNCATED))
		return TPI_LEN;
	return -1;
}

/* Note the defect, or refuse the file for it. */
static tp_status
defect(reader *in, tp_defect_kind kind, tp_status code, const tp_record *r, uint64_t offset,
    const char *text)
{
	tpi_place place = { r, field_of(kind, r), offset };
	tp_status status;

	if (in->tolerant) {
		status = tpi_add_defect(in->t, kind, code, &place, text);
		return status == TP_OK ? TP_OK : tpi_arena_error(in->t, in->diag);
	}
	(void)tpi_fail(in->diag, code, offset, "%s", text);
	tpi_diag_place(in->diag, r, place.field, -1, -1);
	return code;
}

/* Put the record at the end of the list. */
static tp_status
keep(reader *in, tp_record *r, const char *raw, size_t len)
{
	tp_transaction *t = in->t;

	if (t->count >= t->limits.records)
		return tpi_fail(in->diag, TP_ERR_LIMIT, tpi_cursor_offset(&in->in),
		    "more than %llu records", (unsigned long long)t->limits.records);
	if (!tpi_reserve_record(t))
		return tpi_arena_error(t, in->diag);
	r->raw = raw;
	r->raw_len = len;
	r->gap = in->gap;
	in->gap = 0;
	r->index = t->count;
	t->records[t->count++] = r;
	return TP_OK;
}

static tp_status
read_tagged(reader *in, unsigned type)
{
	const char *at = (const char *)in->in.at, *end = (const char *)in->in.end;
	uint64_t offset = tpi_cursor_offset(&in->in);
	tp_record *r = tpi_record_alloc(in->t, type);
	tpi_extent extent;
	tp_status status;

	if (r == NULL)
		return tpi_arena_error(in->t, in->diag);
	r->binary = false; /* the tag decides, whatever the type */
	status = tpi_tagged_extent(at, end, &extent);
	if (status == TP_ERR_SYNTAX)
		return tpi_fail(in->diag, status, offset, "no record starts here");
	status = keep(in, r, at, extent.len);
	if (status == TP_OK && extent.truncated) {
		r->bad_len = true;
		status = defect(in, TP_DEFECT_TRUNCATED, TP_ERR_TRUNCATED, r, offset,
		    "the record is cut off, or its LEN is past the end");
	} else if (status == TP_OK && extent.wrong) {
		r->bad_len = true;
		status = defect(in, TP_DEFECT_LEN, TP_ERR_LENGTH, r, offset,
		    "LEN does not say where the record ends");
	}
	if (status == TP_OK && tpi_type_is_binary(type))
		status = defect(in, TP_DEFECT_TAG, TP_ERR_SYNTAX, r, offset,
		    "a tagged record of a type that is binary");
	if (status != TP_OK)
		return status;
	(void)tpi_cursor_take(&in->in, extent.len);
	status = tpi_read_fields(r, in->tolerant, in->diag);
	if (status == TP_ERR_NOMEM || (status == TP_ERR_LIMIT && in->t->arena.limited))
		return tpi_arena_error(in->t, in->diag);
	return status;
}

/* The type that a tag at the byte names; 0 if no tagged record starts there. */
static unsigned
tag_type(const uint8_t *at, const uint8_t *end)
{
	uint32_t type, number;
	size_t len;

	if (!tpi_parse_tag((const char *)at, (const char *)end, &type, &number, &len))
		return 0;
	return number == TPI_LEN && type >= 1 ? type : 0;
}

/* Step over the rest of an entry, and the RS behind it. */
static void
skip_entry(entries *cnt)
{
	const char *at = cnt->at;

	do
		at = tpi_find_separator(at, cnt->end);
	while (at < cnt->end && *at++ != TPI_RS);
	cnt->at = at > cnt->at && at[-1] == TPI_RS ? at : NULL;
}

/* The next entry's type: 0 at CNT's end, -1 for an entry that is no type, or Type-1 again. */
static int
next_type(entries *cnt)
{
	const char *at = cnt->at;
	int type = 0;

	if (at == NULL)
		return 0;
	while (at < cnt->end && *at >= '0' && *at <= '9' && type < 100)
		type = type * 10 + (*at++ - '0');
	if (type > 99 || (at < cnt->end && *at != TPI_US && *at != TPI_RS))
		type = 0;
	skip_entry(cnt);
	return type > 1 ? type : -1;
}

/* Could the record that CNT announces next start here? */
static bool
next_fits(const reader *in, const uint8_t *at)
{
	entries cnt = in->cnt;
	int type = next_type(&cnt);
	size_t left = (size_t)(in->in.end - at);

	if (type == 0)
		return left == 0;
	if (type < 0 || !tpi_type_is_binary((unsigned)type))
		return tag_type(at, in->in.end) != 0;
	return left >= 5 && tpi_get_be(at, 4) >= 5 && tpi_get_be(at, 4) <= left;
}

/*
 * A binary LEN that is off by one shows in that the next record does not
 * start there; a separator too many there is just that.
 */
static size_t
binary_extent(const reader *in, uint64_t declared)
{
	size_t left = tpi_cursor_left(&in->in), len;

	if (declared < 5 || declared > left)
		return left;
	len = (size_t)declared;
	if (!in->tolerant || len == left || next_fits(in, in->in.at + len) ||
	    in->in.at[len] == TPI_FS || in->in.at[len] == TPI_GS)
		return len;
	if (next_fits(in, in->in.at + len + 1))
		return len + 1;
	return len > 5 && next_fits(in, in->in.at + len - 1) ? len - 1 : len;
}

/* The four bytes of LEN, checked against what is left before they mean anything. */
static tp_status
read_binary(reader *in, unsigned type)
{
	const char *at = (const char *)in->in.at;
	uint64_t offset = tpi_cursor_offset(&in->in), declared;
	size_t left = tpi_cursor_left(&in->in), len;
	tp_record *r;
	tp_status status;

	declared = left >= 4 ? tpi_get_be(in->in.at, 4) : 0;
	if (declared < left)
		tpi_prefetch(in->in.at + declared, in->in.end);
	r = tpi_record_alloc(in->t, type);
	if (r == NULL)
		return tpi_arena_error(in->t, in->diag);
	len = binary_extent(in, declared);
	tpi_binary_split(r, at, len);
	status = keep(in, r, at, len);
	if (status == TP_OK && len != declared) {
		r->bad_len = true;
		if (declared > left || left < 5)
			status = defect(in, TP_DEFECT_TRUNCATED, TP_ERR_TRUNCATED, r, offset,
			    "the record is cut off, or its LEN is past the end");
		else
			status = defect(in, TP_DEFECT_LEN, TP_ERR_LENGTH, r, offset,
			    "LEN does not say where the record ends");
	}
	(void)tpi_cursor_take(&in->in, len);
	return status;
}

/* Type-1, and whether the rest can be read at all. */
static tp_status
read_first(reader *in)
{
	uint32_t type, number;
	size_t len;
	tp_status status;
	uint64_t charset;
	tp_record *first;
	tp_field field;

	if (!tpi_parse_tag((const char *)in->in.at, (const char *)in->in.end, &type, &number,
	    &len) || type != 1 || number != TPI_LEN)
		return tpi_fail(in->diag, TP_ERR_SYNTAX, 0,
		    "not an ANSI/NIST-ITL transaction: it does not start with field 1.001");
	status = read_tagged(in, 1);
	if (status != TP_OK)
		return status;
	first = in->t->records[0];
	if (tp_record_number(first, TPI_DCS, 1, 1, &charset) == TP_OK &&
	    (charset == 2 || charset == 4)) {
		(void)tp_record_field(first, TPI_DCS, 0, &field);
		(void)tpi_fail(in->diag, TP_ERR_UNSUPPORTED, field.offset,
		    "UTF-16 and UTF-32 transactions are not supported");
		tpi_diag_place(in->diag, first, TPI_DCS, -1, -1);
		return TP_ERR_UNSUPPORTED;
	}
	return TP_OK;
}

static tp_status
count_defect(reader *in, uint64_t offset, const char *text)
{
	return defect(in, TP_DEFECT_COUNT, TP_ERR_COUNT, in->t->records[0], offset, text);
}

static tp_status
open_count(reader *in)
{
	tp_field cnt;
	uint64_t announced;
	tp_record *r = in->t->records[0];

	if (!tp_record_field(r, TPI_CNT, 0, &cnt))
		return count_defect(in, 0, "there is no CNT (1.003)");
	in->cnt.at = cnt.value.ptr;
	in->cnt.end = cnt.value.ptr + cnt.value.len;
	skip_entry(&in->cnt);
	if (tp_record_number(r, TPI_CNT, 1, 2, &announced) != TP_OK ||
	    announced != tp_field_subfield_count(&cnt) - 1)
		return count_defect(in, cnt.offset,
		    "CNT's number of records is not that of its entries");
	return TP_OK;
}

/* Tolerant reading steps over separators that stand between records. */
static tp_status
skip_separators(reader *in)
{
	size_t start = tpi_cursor_offset(&in->in), skipped = 0;
	int byte;

	if (!in->tolerant)
		return TP_OK;
	for (;;) {
		byte = tpi_cursor_peek(&in->in);
		if (byte != TPI_FS && byte != TPI_GS)
			break;
		(void)tpi_cursor_take(&in->in, 1);
		skipped++;
	}
	in->gap += skipped; /* until a record is kept, whose gap they are, or the end */
	return skipped == 0 ? TP_OK
	                    : defect(in, TP_DEFECT_SEPARATOR, TP_ERR_SYNTAX, NULL, start,
	                        "a separator too many between records");
}

/* One record that CNT announces. *more is cleared when reading ends before CNT does. */
static tp_status
read_announced(reader *in, int type, bool *more)
{
	uint64_t offset = tpi_cursor_offset(&in->in);
	const tp_record *first = in->t->records[0];
	unsigned tagged = tag_type(in->in.at, in->in.end);
	tp_status status = TP_OK;

	if (tpi_cursor_left(&in->in) == 0) {
		*more = false;
		return defect(in, TP_DEFECT_COUNT, TP_ERR_COUNT, first, offset,
		    "CNT announces more records than there are");
	}
	if (tagged == 1) {
		*more = false; /* a second transaction: kept as trailing bytes */
		return defect(in, TP_DEFECT_COUNT, TP_ERR_COUNT, first, offset,
		    "another transaction starts where CNT announces a record");
	}
	if (type < 0 || (tagged != 0 && tagged != (unsigned)type))
		status = defect(in, TP_DEFECT_COUNT, TP_ERR_COUNT, first, offset,
		    type < 0 ? "an entry of CNT is no record type"
		             : "CNT announces another record type than follows");
	else if (tagged == 0 && !tpi_type_is_binary((unsigned)type))
		status = defect(in, TP_DEFECT_COUNT, TP_ERR_SYNTAX, first, offset,
		    "no tagged record starts where CNT announces one");
	if (status != TP_OK)
		return status;
	if (tagged != 0)
		return read_tagged(in, tagged);
	if (type > 0 && tpi_type_is_binary((unsigned)type))
		return read_binary(in, (unsigned)type);
	*more = false; /* what stands here cannot be told: it is kept as trailing bytes */
	return TP_OK;
}

/* What follows the last record that CNT announces. */
static tp_status
read_rest(reader *in)
{
	uint64_t offset;
	tp_status status;

	while (tpi_cursor_left(&in->in) != 0) {
		status = skip_separators(in);
		offset = tpi_cursor_offset(&in->in);
		if (status != TP_OK || tag_type(in->in.at, in->in.end) <= 1)
			break;
		status = defect(in, TP_DEFECT_COUNT, TP_ERR_COUNT, in->t->records[0], offset,
		    "a record that CNT does not announce");
		if (status == TP_OK)
			status = read_tagged(in, tag_type(in->in.at, in->in.end));
		if (status != TP_OK)
			return status;
	}
	offset = tpi_cursor_offset(&in->in) - in->gap;
	in->t->trailing.len = tpi_cursor_left(&in->in) + in->gap;
	in->t->trailing.ptr = (const char *)in->in.at - in->gap;
	if (tpi_cursor_left(&in->in) == 0)
		return TP_OK; /* at most separators, which are noted */
	return defect(in, TP_DEFECT_TRAILING, TP_ERR_SYNTAX, NULL, offset,
	    "bytes after the last record");
}

tp_status
tpi_read_records(tp_transaction *t, uint32_t flags, tp_diag *diag)
{
	reader in = { .t = t, .tolerant = (flags & TP_READ_TOLERANT) != 0, .diag = diag };
	tp_status status;
	bool more = true;
	int type;

	tpi_cursor_init(&in.in, t->input, t->input_len);
	tpi_prefetch(in.in.at, in.in.end);
	status = read_first(&in);
	if (status == TP_OK)
		status = open_count(&in);
	while (status == TP_OK && more && (type = next_type(&in.cnt)) != 0) {
		status = skip_separators(&in);
		if (status == TP_OK)
			status = read_announced(&in, type, &more);
	}
	return status == TP_OK ? read_rest(&in) : status;
}
