/* SPDX-License-Identifier: MIT */
/* ITL layer: looking into records: the public views of fields and values. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

int
tp_record_type(const tp_record *r)
{
	return r->type;
}

int
tp_record_idc(const tp_record *r)
{
	uint64_t idc;

	if (r->type == 1 || tp_record_number(r, TPI_IDC, 0, 0, &idc) != TP_OK || idc > 255)
		return -1;
	return (int)idc;
}

size_t
tp_record_index(const tp_record *r)
{
	return r->index;
}

uint64_t
tp_record_offset(const tp_record *r)
{
	return r->raw != NULL ? tpi_offset_of(r->t, r->raw) : TP_NO_OFFSET;
}

bool
tp_record_is_binary(const tp_record *r)
{
	return r->binary;
}

bool
tp_record_is_touched(const tp_record *r)
{
	return r->touched;
}

void
tp_record_raw(const tp_record *r, tp_str *out)
{
	out->ptr = r->raw;
	out->len = r->raw_len;
}

uint64_t
tp_record_size(const tp_record *r)
{
	return r->touched ? tpi_encoded_size(r) : r->raw_len;
}

size_t
tp_record_field_count(const tp_record *r)
{
	return r->binary ? tpi_binary_field_count(r) : r->count;
}

void
tpi_view_field(const tp_record *r, const tpi_field *f, tp_field *out)
{
	out->number = f->number;
	out->kind = tpi_is_data_field(r, f->number) ? TP_FIELD_DATA : TP_FIELD_TEXT;
	out->tag.ptr = f->tag;
	out->tag.len = f->tag_len;
	out->value.ptr = f->value;
	out->value.len = f->len;
	out->offset = tpi_offset_of(r->t, f->value);
}

bool
tp_record_field_at(const tp_record *r, size_t index, tp_field *out)
{
	if (r->binary)
		return tpi_binary_field_at(r, index, out);
	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	if (index >= r->count)
		return false;
	tpi_view_field(r, &r->fields[index], out);
	return true;
}

tpi_field *
tpi_find_field(const tp_record *r, uint32_t number, size_t occurrence)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->fields[i].number == number && occurrence-- == 0)
			return &r->fields[i];
	return NULL;
}

/* A binary record's field numbers run from 1 without gaps. */
static bool
binary_field(const tp_record *r, uint32_t number, tp_field *out)
{
	size_t i, count = tpi_binary_field_count(r);

	for (i = 0; i < count; i++)
		if (tpi_binary_field_at(r, i, out) && out->number == number)
			return true;
	return false;
}

bool
tp_record_field(const tp_record *r, uint32_t number, size_t occurrence, tp_field *out)
{
	const tpi_field *f;

	if (r->binary && occurrence == 0 && binary_field(r, number, out))
		return true;
	f = r->binary ? NULL : tpi_find_field(r, number, occurrence);
	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	if (f == NULL)
		return false;
	tpi_view_field(r, f, out);
	return true;
}

bool
tp_record_data(const tp_record *r, tp_field *out)
{
	size_t i, count = tp_record_field_count(r);

	for (i = count; i-- > 0;)
		if (tp_record_field_at(r, i, out) && tpi_is_data_field(r, out->number))
			return true;
	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	return false;
}

static tp_status
not_found(tp_value *out)
{
	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	return TP_ERR_NOTFOUND;
}

/* A header's number in decimal; FGP as a whole is its slots with RS between. */
static void
render_numbers(tp_value *out, const char *bytes, size_t width, size_t count)
{
	uint8_t raw[8];
	size_t i, len = 0;

	for (i = 0; i < count; i++) {
		if (i != 0)
			out->digits[len++] = TPI_RS;
		memcpy(raw, bytes + i * width, width);
		len += tpi_format_decimal(out->digits + len, tpi_get_be(raw, width), 0);
	}
	out->text.ptr = out->digits;
	out->text.len = len;
}

static tp_status
binary_value(const tp_field *field, size_t subfield, size_t item, tp_value *out)
{
	if (item > 1)
		return not_found(out);
	if (field->kind == TP_FIELD_NUMBER) {
		if (subfield > 1)
			return not_found(out);
		render_numbers(out, field->value.ptr, field->value.len, 1);
		return TP_OK;
	}
	if (subfield > field->value.len)
		return not_found(out);
	if (subfield == 0) {
		render_numbers(out, field->value.ptr, 1, field->value.len);
		return TP_OK;
	}
	render_numbers(out, field->value.ptr + subfield - 1, 1, 1);
	if (out->offset != TP_NO_OFFSET)
		out->offset += subfield - 1;
	return TP_OK;
}

tp_status
tp_field_value(const tp_field *field, size_t subfield, size_t item, tp_value *out)
{
	memset(out, 0, sizeof *out);
	out->kind = field->kind;
	out->text = field->value;
	out->offset = field->offset;
	if (field->kind == TP_FIELD_NUMBER || field->kind == TP_FIELD_BYTES)
		return binary_value(field, subfield, item, out);
	if (field->kind == TP_FIELD_DATA)
		return subfield <= 1 && item <= 1 ? TP_OK : not_found(out);
	if (subfield != 0 &&
	    !tpi_slice(field->value.ptr, field->value.len, TPI_RS, subfield, &out->text))
		return not_found(out);
	if (item != 0 && !tpi_slice(out->text.ptr, out->text.len, TPI_US, item, &out->text))
		return not_found(out);
	if (field->offset != TP_NO_OFFSET)
		out->offset = field->offset + (uint64_t)(out->text.ptr - field->value.ptr);
	return TP_OK;
}

tp_status
tp_record_value(const tp_record *r, uint32_t number, size_t subfield, size_t item, tp_value *out)
{
	tp_field field;

	if (!tp_record_field(r, number, 0, &field))
		return not_found(out);
	return tp_field_value(&field, subfield, item, out);
}

tp_status
tp_record_number(const tp_record *r, uint32_t number, size_t subfield, size_t item, uint64_t *out)
{
	tp_value value;
	tp_status status = tp_record_value(r, number, subfield, item, &value);

	*out = 0;
	if (status != TP_OK)
		return status;
	return tpi_parse_decimal(value.text.ptr, value.text.len, UINT64_MAX, out);
}
