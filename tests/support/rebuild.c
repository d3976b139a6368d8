/* SPDX-License-Identifier: MIT */
/* Tests: rebuild a transaction out of its fields, as the text and JSON forms do. */

#include <string.h>

#include "support.h"

/* As the number is spelled in the tag. */
static uint32_t
digits(const tp_field *field)
{
	const char *point = memchr(field->tag.ptr, '.', field->tag.len);

	return point != NULL ? (uint32_t)(field->tag.ptr + field->tag.len - point - 1) : 0;
}

static tp_status
rebuild_binary_field(tp_record *to, const tp_record *from, const tp_field *field, tp_diag *diag)
{
	tp_field data;
	tp_value value;
	uint32_t flags = 0;

	if (field->number == 1)
		return TP_OK;
	if (field->kind == TP_FIELD_DATA &&
	    (!tp_record_data(from, &data) || data.number != field->number))
		flags = TP_EDIT_BYTES; /* the record ends inside this field */
	if (tp_field_value(field, 0, 0, &value) != TP_OK)
		return TP_ERR_STATE;
	return tp_record_append_field(to, field->number, 0, value.text.ptr, value.text.len, flags,
	    diag);
}

static tp_status
rebuild_record(tp_transaction *to, const tp_record *from, tp_diag *diag)
{
	size_t i, count = tp_record_field_count(from);
	tp_record *r;
	tp_field field;
	tp_status status = tp_transaction_add_bare(to, tp_record_type(from), &r, diag);

	for (i = 0; i < count && status == TP_OK; i++) {
		if (!tp_record_field_at(from, i, &field))
			return TP_ERR_STATE;
		if (tp_record_is_binary(from))
			status = rebuild_binary_field(r, from, &field, diag);
		else
			status = tp_record_append_field(r, field.number, digits(&field),
			    field.value.ptr, field.value.len, 0, diag);
	}
	return status;
}

tp_status
ts_rebuild(const tp_transaction *from, const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	size_t i, count = tp_transaction_record_count(from);
	tp_status status = tp_transaction_new_bare(mem, NULL, out, diag);

	for (i = 0; i < count && status == TP_OK; i++)
		status = rebuild_record(*out, tp_transaction_record(from, i), diag);
	if (status != TP_OK) {
		tp_transaction_free(*out);
		*out = NULL;
	}
	return status;
}
