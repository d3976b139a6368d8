/* SPDX-License-Identifier: MIT */
/* ITL layer: adding, moving and removing records, and rebuilding them field by field. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

static void
renumber(tp_transaction *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		t->records[i]->index = i;
}

/* The lowest IDC from 1 that no record has; -1 when 0-99 are all taken. */
static int
free_idc(const tp_transaction *t)
{
	bool taken[TPI_MAX_IDC + 1] = { false };
	size_t i;
	int idc;

	for (i = 0; i < t->count; i++) {
		idc = tp_record_idc(t->records[i]);
		if (idc >= 0 && idc <= TPI_MAX_IDC)
			taken[idc] = true;
	}
	for (idc = 1; idc <= TPI_MAX_IDC; idc++)
		if (!taken[idc])
			return idc;
	return taken[0] ? -1 : 0;
}

/* Type-2 text takes 0 by convention (ITL 2013, 7.3.1) as long as it is free. */
static int
assign_idc(const tp_transaction *t, int type)
{
	size_t i;

	if (type != 2)
		return free_idc(t);
	for (i = 0; i < t->count; i++)
		if (tp_record_idc(t->records[i]) == 0)
			return free_idc(t);
	return 0;
}

static tp_status
fill_record(tp_record *r, int idc, tp_diag *diag)
{
	tp_transaction *t = r->t;
	char text[8];
	uint8_t *header;
	tp_str value;
	tp_status status;

	if (r->binary) {
		size_t size = tpi_header_size(r->type);

		header = tpi_arena_alloc(&t->arena, size);
		if (header == NULL)
			return tpi_arena_error(t, diag);
		memset(header, 0, size);
		header[4] = (uint8_t)idc;
		tpi_binary_split(r, (const char *)header, size);
		return TP_OK;
	}
	value.len = tpi_idc_text(t, idc, text);
	value.ptr = tpi_arena_copy(&t->arena, text, value.len);
	if (value.ptr == NULL)
		return tpi_arena_error(t, diag);
	status = tpi_insert_field(r, 0, TPI_LEN, tpi_record_digits(r), (tp_str){ "0", 1 }, diag);
	return status != TP_OK ? status
	                       : tpi_insert_field(r, 1, TPI_IDC, tpi_record_digits(r), value, diag);
}

tp_status
tpi_record_insert(tp_transaction *t, tp_record *r, size_t position, tp_diag *diag)
{
	bool last = position == 0 || position >= t->count;
	size_t at = last ? t->count : position;
	tp_status status;

	if (t->count >= t->limits.records)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "more than %llu records",
		    (unsigned long long)t->limits.records);
	if (!tpi_reserve_record(t))
		return tpi_arena_error(t, diag);
	memmove(t->records + at + 1, t->records + at, (t->count - at) * sizeof *t->records);
	t->records[at] = r;
	t->count++;
	r->index = at;
	if (!last)
		renumber(t);
	status = last ? tpi_count_append(t, r, diag) : tpi_count_sync(t, diag);
	if (status == TP_OK)
		return TP_OK;
	memmove(t->records + at, t->records + at + 1, (--t->count - at) * sizeof *t->records);
	renumber(t);
	return status;
}

tp_status
tpi_record_new(tp_transaction *t, int type, int idc, tp_record **out, tp_diag *diag)
{
	tp_record *r;
	tp_status status;

	*out = NULL;
	if (t->count == 0 || t->records[0]->type != 1)
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "the transaction has no Type-1 record");
	if (type < 2 || type > 99)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "record types are 2 to 99");
	if (idc > TPI_MAX_IDC)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "IDCs are 0 to 99");
	if (idc < 0)
		idc = assign_idc(t, type);
	if (idc < 0)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "all IDCs are taken");
	r = tpi_record_alloc(t, (unsigned)type);
	if (r == NULL)
		return tpi_arena_error(t, diag);
	r->touched = true;
	r->index = t->count; /* where it most likely goes */
	status = fill_record(r, idc, diag);
	if (status == TP_OK)
		*out = r;
	return status;
}

tp_status
tp_transaction_add_record(tp_transaction *t, int type, int idc, size_t position, tp_record **out,
    tp_diag *diag)
{
	tp_record *r;
	tp_status status;

	tp_diag_init(diag);
	if (out != NULL)
		*out = NULL;
	status = tpi_record_new(t, type, idc, &r, diag);
	if (status == TP_OK)
		status = tpi_record_insert(t, r, position, diag);
	if (status == TP_OK && out != NULL)
		*out = r;
	return status;
}

static void
shift_record(tp_transaction *t, size_t from, size_t to)
{
	tp_record *r = t->records[from];

	if (from < to)
		memmove(t->records + from, t->records + from + 1, (to - from) * sizeof r);
	else
		memmove(t->records + to + 1, t->records + to, (from - to) * sizeof r);
	t->records[to] = r;
	renumber(t);
}

tp_status
tp_transaction_move_record(tp_transaction *t, size_t from, size_t to, tp_diag *diag)
{
	tp_status status;

	tp_diag_init(diag);
	if (from >= t->count || to >= t->count)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there are only %zu records",
		    t->count);
	if (from == 0 || to == 0)
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET, "the Type-1 record stays first");
	shift_record(t, from, to);
	status = tpi_count_sync(t, diag);
	if (status != TP_OK)
		shift_record(t, to, from);
	return status;
}

tp_status
tp_transaction_remove_record(tp_transaction *t, size_t index, tp_diag *diag)
{
	tp_record *r;
	tp_status status;

	tp_diag_init(diag);
	if (index >= t->count)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there are only %zu records",
		    t->count);
	if (index == 0)
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "the Type-1 record cannot be removed");
	r = t->records[index];
	shift_record(t, index, t->count - 1);
	t->count--;
	status = tpi_count_sync(t, diag);
	if (status != TP_OK) {
		t->records[t->count++] = r;
		shift_record(t, t->count - 1, index);
	}
	return status;
}

tp_status
tp_transaction_new_bare(const tp_mem *mem, const tp_limits *limits, tp_transaction **out,
    tp_diag *diag)
{
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the result");
	status = tpi_transaction_alloc(mem, limits, out, diag);
	if (status == TP_OK)
		(*out)->count_ours = (*out)->count_given = true;
	return status;
}

tp_status
tp_transaction_add_bare(tp_transaction *t, int type, tp_record **out, tp_diag *diag)
{
	tp_record *r;
	uint8_t *header;

	tp_diag_init(diag);
	*out = NULL;
	if (type < 1 || type > 99)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "record types are 1 to 99");
	if ((type == 1) != (t->count == 0))
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "a Type-1 record is the first, and the only one");
	if (t->count >= t->limits.records)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "more than %llu records",
		    (unsigned long long)t->limits.records);
	r = tpi_record_alloc(t, (unsigned)type);
	if (r == NULL || !tpi_reserve_record(t))
		return tpi_arena_error(t, diag);
	if (r->binary) {
		header = tpi_arena_alloc(&t->arena, tpi_header_size(r->type));
		if (header == NULL)
			return tpi_arena_error(t, diag);
		memset(header, 0, tpi_header_size(r->type));
		r->header = (const char *)header;
		r->header_len = 4; /* LEN is always there */
	}
	r->touched = true;
	r->index = t->count;
	t->records[t->count++] = r;
	t->count_ours = true;
	*out = r;
	return TP_OK;
}

/* Bytes behind what is there already: the rest of the header first, then data. */
static tp_status
append_bytes(tp_record *r, const char *bytes, size_t len, uint32_t flags, tp_diag *diag)
{
	size_t room = tpi_header_size(r->type) - r->header_len;
	size_t part = len < room ? len : room;
	const char *data = part != 0 ? bytes + part : bytes;
	char *header;
	tp_status status;

	if (r->data_len != 0)
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET, "the record has its data already");
	if (len > part && (flags & TP_EDIT_BORROW) == 0) {
		data = tpi_arena_copy(&r->t->arena, data, len - part);
		if (data == NULL)
			return tpi_arena_error(r->t, diag);
	}
	status = tpi_touch(r, diag);
	if (status != TP_OK)
		return status;
	memcpy(&header, &r->header, sizeof header); /* ours since it was touched */
	if (part != 0)
		memcpy(header + r->header_len, bytes, part);
	r->header_len += part;
	r->data = data;
	r->data_len = len - part;
	r->data_borrowed = (flags & TP_EDIT_BORROW) != 0;
	return TP_OK;
}

static tp_status
append_binary(tp_record *r, uint32_t field, const char *value, size_t len, uint32_t flags,
    tp_diag *diag)
{
	size_t count, i = 0;
	const tpi_slot *slot = tpi_layout(r->type, &count);
	uint64_t number;
	char idc;

	if (field == TPI_LEN)
		return TP_OK;
	if (tpi_is_data_field(r, field) || (flags & TP_EDIT_BYTES) != 0)
		return append_bytes(r, value, len, flags, diag);
	while (i + 1 < count && slot[i].field != field)
		i++;
	slot += i;
	if (slot->field != field || slot->offset != r->header_len)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a binary record's fields come in order, without gaps");
	if (field != TPI_IDC)
		return tp_record_set(r, field, 0, 0, value, len, flags, diag);
	if (tpi_parse_decimal(value, len, 255, &number) != TP_OK)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "an IDC is one byte");
	idc = (char)(uint8_t)number;
	return append_bytes(r, &idc, 1, 0, diag);
}

tp_status
tp_record_append_field(tp_record *r, uint32_t field, uint32_t digits, const void *value, size_t len,
    uint32_t flags, tp_diag *diag)
{
	tp_transaction *t = r->t;
	tp_str copy = { value, len };
	tp_status status;

	tp_diag_init(diag);
	if (field == 0 || field > TPI_MAX_FIELD || digits > 9)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no such field number");
	if (r->binary)
		return append_binary(r, field, value, len, flags, diag);
	if ((flags & TP_EDIT_BORROW) == 0)
		copy.ptr = tpi_arena_copy(&t->arena, value, len);
	if (copy.ptr == NULL && len != 0)
		return tpi_arena_error(t, diag);
	status = tpi_insert_field(r, r->count, field,
	    digits != 0 ? digits : tpi_record_digits(r), copy, diag);
	if (status != TP_OK)
		return status;
	r->fields[r->count - 1].borrowed = (flags & TP_EDIT_BORROW) != 0;
	return tpi_touch(r, diag);
}
