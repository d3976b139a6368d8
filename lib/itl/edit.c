/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: changing fields. A new value is made whole in the arena before
 * anything of the tree changes, so a call that fails has changed nothing.
 */

#include <string.h>

#include "../base/number.h"
#include "edit-value.h"
#include "tree.h"

tp_status
tpi_touch(tp_record *r, tp_diag *diag)
{
	uint8_t *header;
	size_t size;

	if (r->touched)
		return TP_OK;
	if (r->binary) {
		size = tpi_header_size(r->type);
		header = tpi_arena_alloc(&r->t->arena, size);
		if (header == NULL)
			return tpi_arena_error(r->t, diag);
		memset(header, 0, size);
		memcpy(header, r->header, r->header_len);
		r->header = (const char *)header;
	}
	r->touched = true;
	return TP_OK;
}

/* As wide as the record's first tag; for an empty record, as Type-1's. */
unsigned
tpi_record_digits(const tp_record *r)
{
	const tp_record *from = r->binary || r->count == 0 ? r->t->records[0] : r;
	const char *point;

	if (from->binary || from->count == 0 || from->fields[0].tag_len == 0)
		return 3;
	point = memchr(from->fields[0].tag, '.', from->fields[0].tag_len);
	return (unsigned)(from->fields[0].tag + from->fields[0].tag_len - point - 1);
}

tp_status
tpi_insert_field(tp_record *r, size_t position, uint32_t number, unsigned digits, tp_str value,
    tp_diag *diag)
{
	char text[32];
	size_t len = tpi_format_decimal(text, r->type, 0);
	const char *tag;
	tpi_field *f;

	if (r->count >= r->t->limits.fields)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "too many fields in the record");
	text[len++] = '.';
	len += tpi_format_decimal(text + len, number, digits);
	tag = tpi_arena_copy(&r->t->arena, text, len);
	if (tag == NULL || !tpi_reserve_field(r))
		return tpi_arena_error(r->t, diag);
	f = &r->fields[position];
	memmove(f + 1, f, (r->count - position) * sizeof *f);
	memset(f, 0, sizeof *f);
	f->tag = tag;
	f->tag_len = (uint8_t)len;
	f->number = number;
	f->value = value.ptr;
	f->len = value.len;
	r->count++;
	return TP_OK;
}

/* In numeric order; LEN and IDC stay first, data stays last. */
static size_t
numeric_position(const tp_record *r, uint32_t number)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (tpi_is_data_field(r, r->fields[i].number))
			return i;
		if (r->fields[i].number > number && !tpi_is_data_field(r, number))
			return i;
	}
	return i;
}

/* Derived fields are nobody's to set (LEN and CNT). */
static tp_status
check_field(const tp_record *r, uint32_t number, tp_diag *diag)
{
	if (number == 0 || number > TPI_MAX_FIELD)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no such field number");
	if (number == TPI_LEN || (r->type == 1 && number == TPI_CNT))
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "%s is derived from the record%s", number == TPI_LEN ? "LEN" : "CNT",
		    number == TPI_LEN ? "" : "s");
	return TP_OK;
}

/* A header's numbers out of a text, each checked against its width. */
static tp_status
parse_numbers(const tpi_slot *slot, const tpi_change *c, uint64_t *numbers, size_t *count,
    tp_diag *diag)
{
	size_t width = slot->kind == TP_FIELD_BYTES ? 1 : slot->width;
	size_t n = 0, most = c->subfield != 0 ? 1 : slot->width / width;
	tp_status status;
	tp_str part;

	for (; tpi_slice(c->value.ptr, c->value.len, TPI_RS, n + 1, &part); n++) {
		if (n == most)
			return tpi_fail(diag, c->subfield != 0 ? TP_ERR_ARG : TP_ERR_RANGE,
			    TP_NO_OFFSET, "more numbers than there is room for");
		status = tpi_parse_decimal(part.ptr, part.len, (UINT64_C(1) << 8 * width) - 1,
		    &numbers[n]);
		if (status != TP_OK)
			return tpi_fail(diag, status == TP_ERR_RANGE ? TP_ERR_RANGE : TP_ERR_ARG,
			    TP_NO_OFFSET, "the header takes a number of %zu byte%s", width,
			    width > 1 ? "s" : "");
	}
	*count = n;
	return TP_OK;
}

/* A header's numbers are stored big endian. */
static tp_status
set_header(tp_record *r, uint32_t number, const tpi_change *c, tp_diag *diag)
{
	size_t count, n = 0, i = 0;
	const tpi_slot *slot = tpi_layout(r->type, &count);
	uint64_t numbers[TPI_MAX_SLOTS];
	uint8_t *to;
	tp_status status;

	while (i + 1 < count && slot[i].field != number)
		i++;
	slot += i;
	if (slot->width == 0)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "no such header field");
	if (c->item > 1 || c->subfield > (slot->kind == TP_FIELD_BYTES ? slot->width : 1u))
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "the header has no such part");
	status = parse_numbers(slot, c, numbers, &n, diag);
	if (status == TP_OK)
		status = tpi_touch(r, diag);
	if (status != TP_OK)
		return status;
	memcpy(&to, &r->header, sizeof to); /* ours since it was touched */
	to += slot->offset;
	if (slot->kind == TP_FIELD_NUMBER)
		tpi_put_be(to, slot->width, numbers[0]);
	for (i = 0; slot->kind == TP_FIELD_BYTES && i < n; i++)
		to[i + (c->subfield != 0 ? c->subfield - 1 : 0)] = (uint8_t)numbers[i];
	if (slot->kind == TP_FIELD_BYTES && c->subfield == 0)
		memset(to + n, 0xff, slot->width - n); /* unused slots */
	if (r->header_len < slot->offset + (size_t)slot->width)
		r->header_len = slot->offset + (size_t)slot->width;
	return TP_OK;
}

static tp_status
set_binary(tp_record *r, uint32_t number, const tpi_change *c, tp_diag *diag)
{
	const char *bytes = c->value.ptr;
	tp_status status;

	if (c->action != TPI_SET)
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "a binary record's fields can only be set");
	if (!tpi_is_data_field(r, number))
		return set_header(r, number, c, diag);
	if (!c->borrow && c->value.len != 0)
		bytes = tpi_arena_copy(&r->t->arena, c->value.ptr, c->value.len);
	if (bytes == NULL && c->value.len != 0)
		return tpi_arena_error(r->t, diag);
	status = tpi_touch(r, diag);
	if (status != TP_OK)
		return status;
	r->header_len = tpi_header_size(r->type);
	r->data = bytes;
	r->data_len = c->value.len;
	r->data_borrowed = c->borrow;
	return TP_OK;
}

static tp_status
change_tagged(tp_record *r, uint32_t number, const tpi_change *c, tp_diag *diag)
{
	tpi_field *f = tpi_find_field(r, number, 0);
	bool data = tpi_is_data_field(r, number);
	size_t at = f != NULL ? (size_t)(f - r->fields) : 0;
	bool added = f == NULL || (c->action == TPI_INSERT && c->subfield == 0);
	tp_str value;
	tp_status status;

	if (data && (c->subfield > 1 || c->item > 1))
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "a data field has one value");
	if (data && f != NULL && c->action != TPI_SET)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "a data field has one value, which can only be set");
	if (f == NULL && c->action == TPI_INSERT && c->subfield != 0)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "no such field");
	status = data ? tpi_copy_value(r->t, c, &value, diag)
	              : tpi_make_value(r->t, added ? NULL : f, c, &value, diag);
	if (status != TP_OK)
		return status;
	if (added) {
		at = f != NULL ? at : numeric_position(r, number);
		status = tpi_insert_field(r, at, number, tpi_record_digits(r), value, diag);
		if (status != TP_OK)
			return status;
		f = &r->fields[at];
	}
	f->value = value.ptr;
	f->len = value.len;
	f->borrowed = data && c->borrow;
	return tpi_touch(r, diag);
}

/* Put an IDC back as it was, when CNT cannot follow. */
static void
restore_idc(tp_record *r, const tp_record *before, const tpi_field *idc, char byte)
{
	tpi_field *f = tpi_find_field(r, TPI_IDC, 0);
	char *header;

	r->touched = before->touched;
	if (r->binary) {
		if (before->touched && before->header_len > TPI_IDC_OFFSET) {
			memcpy(&header, &r->header, sizeof header);
			header[TPI_IDC_OFFSET] = byte;
		}
		r->header = before->header;
		r->header_len = before->header_len;
	} else if (f != NULL && idc->number == TPI_IDC) {
		*f = *idc;
	} else if (f != NULL) {
		memmove(f, f + 1, (size_t)(r->fields + --r->count - f) * sizeof *f);
	}
}

/* One number, and nothing beside it. */
static tp_status
check_idc(const tp_record *r, const tpi_change *c, tp_diag *diag)
{
	bool whole = c->action == TPI_SET && c->subfield <= 1 && c->item <= 1;

	if (c->action == TPI_DELETE || r->binary)
		return c->action == TPI_SET ? tpi_check_idc(&c->value, diag) : TP_OK;
	if (!whole && tpi_find_field(r, TPI_IDC, 0) != NULL)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "an IDC is one number");
	return tpi_check_idc(&c->value, diag);
}

/* An IDC stands in CNT too. */
static tp_status
change_idc(tp_record *r, const tpi_change *c, tp_diag *diag)
{
	const tpi_field *f = tpi_find_field(r, TPI_IDC, 0);
	tp_record before = *r;
	tpi_field idc = { 0 };
	char byte = 0;
	tp_status status = check_idc(r, c, diag);

	if (status != TP_OK)
		return status;
	if (f != NULL)
		idc = *f;
	if (r->binary && r->header_len > TPI_IDC_OFFSET)
		byte = r->header[TPI_IDC_OFFSET];
	status = r->binary ? set_binary(r, TPI_IDC, c, diag)
	                   : change_tagged(r, TPI_IDC, c, diag);
	if (status != TP_OK)
		return status;
	status = tpi_count_sync(r->t, diag);
	if (status != TP_OK)
		restore_idc(r, &before, &idc, byte);
	return status;
}

static tp_status
change(tp_record *r, uint32_t number, const tpi_change *c, tp_diag *diag)
{
	tp_status status = check_field(r, number, diag);

	if (status == TP_OK && (c->subfield == TP_ANY || c->item == TP_ANY))
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "an edit names one place, not *");
	if (status == TP_OK && c->subfield == 0 && c->item != 0)
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "an item needs its subfield");
	if (status == TP_OK && c->action == TPI_APPEND && c->item != 0)
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "what is appended has no place yet: name its field or subfield");
	if (status == TP_OK && number == TPI_IDC && r->type != 1)
		status = change_idc(r, c, diag);
	else if (status == TP_OK)
		status = r->binary ? set_binary(r, number, c, diag)
		                   : change_tagged(r, number, c, diag);
	if (status != TP_OK)
		tpi_diag_place(diag, r, number, c->subfield != 0 ? (int64_t)c->subfield : -1,
		    c->item != 0 ? (int64_t)c->item : -1);
	return status;
}

static tp_status
change_at(tp_transaction *t, const tp_path *path, const tpi_change *c, tp_diag *diag)
{
	size_t index;
	tp_status status;

	tp_diag_init(diag);
	if (path->field == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "the path names no field");
	status = tp_path_record(t, path, &index, diag);
	return status == TP_OK ? change(t->records[index], path->field, c, diag) : status;
}

static tpi_change
make_change(int action, const tp_path *path, const void *value, size_t len, uint32_t flags)
{
	tpi_change c = { .action = action, .subfield = path->subfield, .item = path->item };

	c.value.ptr = value;
	c.value.len = len;
	c.borrow = (flags & TP_EDIT_BORROW) != 0;
	return c;
}

tp_status
tp_transaction_set(tp_transaction *t, const tp_path *path, const void *value, size_t len,
    uint32_t flags, tp_diag *diag)
{
	tpi_change c = make_change(TPI_SET, path, value, len, flags);

	return change_at(t, path, &c, diag);
}

tp_status
tp_transaction_append(tp_transaction *t, const tp_path *path, const void *value, size_t len,
    uint32_t flags, tp_diag *diag)
{
	tpi_change c = make_change(TPI_APPEND, path, value, len, flags);

	return change_at(t, path, &c, diag);
}

tp_status
tp_transaction_insert(tp_transaction *t, const tp_path *path, const void *value, size_t len,
    uint32_t flags, tp_diag *diag)
{
	tpi_change c = make_change(TPI_INSERT, path, value, len, flags);

	return change_at(t, path, &c, diag);
}

/* Remove the field: its first occurrence, or every one. */
static tp_status
delete_field(tp_record *r, uint32_t number, bool every, tp_diag *diag)
{
	size_t i, kept = 0;
	bool found = false;
	tp_status status;

	if (r->binary && !tpi_is_data_field(r, number))
		return tpi_fail(diag, TP_ERR_STATE, TP_NO_OFFSET,
		    "a binary record's header fields cannot be removed");
	if (r->binary ? r->data_len == 0 : tpi_find_field(r, number, 0) == NULL)
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "no such field");
	status = tpi_touch(r, diag);
	if (status != TP_OK)
		return status;
	if (r->binary)
		r->data_len = 0;
	for (i = 0; i < r->count; i++) {
		if (r->fields[i].number == number && (every || !found))
			found = true;
		else
			r->fields[kept++] = r->fields[i];
	}
	r->count = kept;
	return TP_OK;
}

/* The last subfield takes its field with it, this occurrence of it. */
static tp_status
delete_at(tp_record *r, const tpi_change *c, uint32_t number, tp_diag *diag)
{
	const tpi_field *f = tpi_find_field(r, number, 0);
	bool one = r->binary || tpi_is_data_field(r, number);

	if (c->subfield == 0 && c->item == 0)
		return delete_field(r, number, true, diag);
	if (c->subfield == 0 || c->subfield == TP_ANY || c->item == TP_ANY)
		return change(r, number, c, diag);
	if ((one && (c->subfield > 1 || c->item > 1)) || (!r->binary && f == NULL))
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET,
		    "no such field, or part of it");
	if (one || (c->subfield == 1 && c->item == 0 &&
	    tpi_count_parts(f->value, f->len, TPI_RS) == 1))
		return delete_field(r, number, false, diag);
	return change(r, number, c, diag);
}

tp_status
tp_transaction_delete(tp_transaction *t, const tp_path *path, tp_diag *diag)
{
	tpi_change c = make_change(TPI_DELETE, path, NULL, 0, 0);
	tp_record *r;
	size_t index;
	tp_status status;

	tp_diag_init(diag);
	status = tp_path_record(t, path, &index, diag);
	if (status != TP_OK)
		return status;
	if (path->field == 0)
		return tp_transaction_remove_record(t, index, diag);
	r = t->records[index];
	status = check_field(r, path->field, diag);
	if (status == TP_OK)
		status = delete_at(r, &c, path->field, diag);
	if (status != TP_OK)
		tpi_diag_place(diag, r, path->field, c.subfield != 0 ? (int64_t)c.subfield : -1,
		    c.item != 0 ? (int64_t)c.item : -1);
	return status;
}

tp_status
tp_record_set(tp_record *r, uint32_t field, uint32_t subfield, uint32_t item, const void *value,
    size_t len, uint32_t flags, tp_diag *diag)
{
	tp_path path = { .idc = -1, .field = field, .subfield = subfield, .item = item };
	tpi_change c = make_change(TPI_SET, &path, value, len, flags);

	tp_diag_init(diag);
	return change(r, field, &c, diag);
}

tp_status
tp_record_set_text(tp_record *r, uint32_t field, const char *text, tp_diag *diag)
{
	return tp_record_set(r, field, 0, 0, text, strlen(text), 0, diag);
}

tp_status
tp_record_set_number(tp_record *r, uint32_t field, uint64_t number, tp_diag *diag)
{
	char digits[32];

	return tp_record_set(r, field, 0, 0, digits, tpi_format_decimal(digits, number, 0), 0,
	    diag);
}

tp_status
tp_record_append_items(tp_record *r, uint32_t field, const tp_str *items, size_t count,
    tp_diag *diag)
{
	tpi_change c = { .action = TPI_APPEND };
	tp_status status;
	tpi_buf buf;
	size_t i;

	tp_diag_init(diag);
	tpi_buf_init(&buf, &r->t->mem);
	for (i = 0; i < count; i++) {
		const char *end = items[i].len != 0 ? items[i].ptr + items[i].len : items[i].ptr;

		if (i != 0)
			tpi_buf_byte(&buf, TPI_US);
		if (tpi_find_separator(items[i].ptr, end) != end) {
			tpi_buf_free(&buf);
			(void)tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "the item holds a separator");
			tpi_diag_place(diag, r, field, -1, (int64_t)i + 1);
			return TP_ERR_ARG;
		}
		tpi_buf_put(&buf, items[i].ptr, items[i].len);
	}
	c.value.ptr = (const char *)buf.ptr;
	c.value.len = buf.len;
	status = buf.failed ? tpi_nomem(diag) : change(r, field, &c, diag);
	tpi_buf_free(&buf);
	return status;
}
