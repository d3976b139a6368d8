/* SPDX-License-Identifier: MIT */
/* Tests: a walk that reads every byte through every looking call, and sums it up. */

#include <string.h>

#include "support.h"

uint64_t
ts_hash(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	while (len-- > 0)
		hash = (hash ^ *p++) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t
number(uint64_t hash, uint64_t n)
{
	return ts_hash(hash, &n, sizeof n);
}

static uint64_t
walk_subfield(uint64_t hash, const tp_field *field, const tp_walk *subfield)
{
	size_t items = field->kind == TP_FIELD_TEXT ? tp_str_item_count(&subfield->value) : 1;
	tp_value value;
	tp_walk walk;

	hash = number(hash, items);
	tp_walk_items(&subfield->value, &walk);
	while (field->kind == TP_FIELD_TEXT && tp_walk_next(&walk)) {
		hash = ts_hash(hash, walk.value.ptr, walk.value.len);
		if (tp_field_value(field, subfield->index, walk.index, &value) != TP_OK ||
		    value.text.ptr != walk.value.ptr || value.text.len != walk.value.len)
			hash = number(hash, UINT64_MAX);
	}
	if (tp_field_value(field, subfield->index, 0, &value) == TP_OK)
		hash = number(ts_hash(hash, value.text.ptr, value.text.len), value.offset);
	return hash;
}

static uint64_t
walk_field(uint64_t hash, const tp_field *field)
{
	tp_value value;
	tp_walk walk;

	hash = number(hash, field->number);
	hash = number(hash, (uint64_t)field->kind);
	hash = number(hash, field->offset);
	hash = ts_hash(hash, field->tag.ptr, field->tag.len);
	hash = ts_hash(hash, field->value.ptr, field->value.len);
	hash = number(hash, tp_field_subfield_count(field));
	tp_walk_subfields(field, &walk);
	while (tp_walk_next(&walk))
		hash = walk_subfield(hash, field, &walk);
	if (tp_field_value(field, 0, 0, &value) == TP_OK)
		hash = ts_hash(hash, value.text.ptr, value.text.len);
	return hash;
}

uint64_t
ts_walk_fields(const tp_record *r)
{
	size_t i, count = tp_record_field_count(r);
	uint64_t hash = 0;
	tp_field field;

	for (i = 0; i < count; i++) {
		if (!tp_record_field_at(r, i, &field) || field.number == 1)
			continue;
		hash = ts_hash(number(hash, field.number), field.value.ptr, field.value.len);
	}
	return hash;
}

static uint64_t
walk_record(uint64_t hash, const tp_record *r)
{
	size_t i, count = tp_record_field_count(r);
	tp_field field, again;
	uint64_t n;
	tp_str raw;

	hash = number(hash, (uint64_t)tp_record_type(r));
	hash = number(hash, (uint64_t)tp_record_idc(r));
	hash = number(hash, tp_record_index(r));
	hash = number(hash, tp_record_offset(r));
	hash = number(hash, tp_record_is_binary(r));
	hash = number(hash, tp_record_is_touched(r));
	hash = number(hash, tp_record_size(r));
	tp_record_raw(r, &raw);
	hash = ts_hash(hash, raw.ptr, raw.len);
	for (i = 0; i < count; i++) {
		if (!tp_record_field_at(r, i, &field))
			return number(hash, UINT64_MAX);
		hash = walk_field(hash, &field);
		if (field.number != 0 && tp_record_field(r, field.number, 0, &again))
			hash = number(hash, again.offset);
		if (tp_record_number(r, field.number, 0, 0, &n) == TP_OK)
			hash = number(hash, n);
	}
	if (tp_record_field_at(r, count, &field) || tp_record_field_at(r, SIZE_MAX, &field))
		hash = number(hash, UINT64_MAX);
	if (tp_record_data(r, &field))
		hash = ts_hash(hash, field.value.ptr, field.value.len);
	return hash;
}

static int
visit(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	uint64_t *hash = ctx;
	char path[80];

	(void)tp_path_format(at, path, sizeof path);
	*hash = ts_hash(*hash, path, strlen(path));
	*hash = number(*hash, (uint64_t)tp_record_type(record));
	*hash = ts_hash(*hash, value->text.ptr, value->text.len);
	return 0;
}

uint64_t
ts_walk(const tp_transaction *t)
{
	size_t i, count = tp_transaction_record_count(t);
	uint64_t hash = UINT64_C(0xcbf29ce484222325), size;
	tp_path path = { .idc = -1, .subfield = TP_ANY, .item = TP_ANY };
	char text[400];

	for (i = 0; i < count; i++) {
		hash = walk_record(hash, tp_transaction_record(t, i));
		path.type = (uint32_t)tp_record_type(tp_transaction_record(t, i));
		for (path.field = 1; path.field < 4; path.field++)
			if (tp_path_visit(t, &path, visit, &hash, NULL) == TP_ERR_NOTFOUND)
				hash = number(hash, path.field);
	}
	for (i = 0; i < tp_transaction_defect_count(t); i++) {
		const tp_defect *d = tp_transaction_defect(t, i);

		(void)tp_diag_format(&d->where, text, sizeof text);
		hash = ts_hash(number(hash, (uint64_t)d->kind), text, strlen(text));
	}
	hash = number(hash, (uint64_t)tp_transaction_charset(t));
	for (i = 0; i < 2; i++)
		if (tp_transaction_size(t, (uint32_t)i, &size, NULL) == TP_OK)
			hash = number(hash, size);
	return hash;
}
