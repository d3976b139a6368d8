/* SPDX-License-Identifier: MIT */
/* Message layer: structs from fields and fields from structs, by a table. */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "bind.h"
#include "fields.h"

#include <tenprint/edit.h>

#define ENVELOPE(type, field, kind, member) { type, field, kind, offsetof(tp_envelope, member), 0 }

/* Every struct of a message starts with its envelope. */
static const tpi_binding envelope[] = {
	ENVELOPE(1, F1_VER, TPI_BIND_ONE, ver),
	ENVELOPE(1, F1_TOT, TPI_BIND_ONE, tot),
	ENVELOPE(1, F1_DAT, TPI_BIND_ONE, dat),
	ENVELOPE(1, F1_PRY, TPI_BIND_ONE, pry),
	ENVELOPE(1, F1_DAI, TPI_BIND_ONE, dai),
	ENVELOPE(1, F1_ORI, TPI_BIND_ONE, ori),
	ENVELOPE(1, F1_TCN, TPI_BIND_ONE, tcn),
	ENVELOPE(1, F1_TCR, TPI_BIND_ONE, tcr),
	ENVELOPE(1, F1_NSR, TPI_BIND_ONE, nsr),
	ENVELOPE(1, F1_NTR, TPI_BIND_ONE, ntr),
	ENVELOPE(1, F1_DOM, TPI_BIND_ONE, dom),
	ENVELOPE(2, F2_ATN, TPI_BIND_ONE, atn),
	ENVELOPE(2, F2_SCO, TPI_BIND_MANY, sco),
	ENVELOPE(2, F2_OCA, TPI_BIND_ONE, oca),
	ENVELOPE(2, F2_CRI, TPI_BIND_MANY, cri),
};
static const size_t envelope_count = sizeof envelope / sizeof envelope[0];

static void *
member(const tpi_bindings *b, size_t offset)
{
	return (char *)b->base + offset;
}

static const tpi_binding *
find(const tpi_bindings *b, int type, uint32_t field)
{
	size_t i;

	for (i = 0; i < envelope_count; i++)
		if (envelope[i].type == type && envelope[i].field == field)
			return &envelope[i];
	for (i = 0; i < b->count; i++)
		if (b->at[i].type == type && b->at[i].field == field)
			return &b->at[i];
	return NULL;
}

static tp_status
read_many(tpi_arena *arena, const tp_field *field, tp_strs *out)
{
	tp_str *list = tpi_arena_alloc(arena, tp_field_subfield_count(field) * sizeof(*list));
	tp_walk walk;

	if (list == NULL)
		return TP_ERR_NOMEM;
	out->at = list;
	out->count = 0;
	tp_walk_subfields(field, &walk);
	while (tp_walk_next(&walk))
		list[out->count++] = walk.value;
	return TP_OK;
}

/* A subfield of two items, of which the second takes what is left. */
static void
read_pair(const tp_str *subfield, tp_str *pair)
{
	const char *us = subfield->len != 0 ? memchr(subfield->ptr, 0x1F, subfield->len) : NULL;

	pair[0] = pair[1] = *subfield;
	if (us == NULL) {
		pair[1].len = 0;
		return;
	}
	pair[0].len = (size_t)(us - subfield->ptr);
	pair[1].ptr = us + 1;
	pair[1].len = subfield->len - pair[0].len - 1;
}

/* The member points to a struct of two tp_str, of which only the layout is known here. */
static tp_status
read_pairs(tpi_arena *arena, const tp_field *field, void *out, size_t *count)
{
	size_t n = tp_field_subfield_count(field);
	tp_str *list = tpi_arena_alloc(arena, 2 * n * sizeof(*list));
	tp_walk walk;

	if (list == NULL)
		return TP_ERR_NOMEM;
	memcpy(out, &list, sizeof list);
	*count = n;
	tp_walk_subfields(field, &walk);
	for (; tp_walk_next(&walk); list += 2)
		read_pair(&walk.value, list);
	return TP_OK;
}

static tp_status
read_field(tpi_arena *arena, const tpi_bindings *to, const tpi_binding *b, const tp_field *field)
{
	if (b->kind == TPI_BIND_MANY)
		return read_many(arena, field, member(to, b->offset));
	if (b->kind == TPI_BIND_PAIRS)
		return read_pairs(arena, field, member(to, b->offset), member(to, b->count));
	*(tp_str *)member(to, b->offset) = field->value;
	return TP_OK;
}

static bool
derived(int type, uint32_t field)
{
	return field == F_LEN || (type == 1 ? field == F_CNT : field == F_IDC);
}

static bool
first_of_its_number(const tp_record *r, const tp_field *field)
{
	tp_field first;

	return tp_record_field(r, field->number, 0, &first) && first.value.ptr == field->value.ptr;
}

/* The list was made with room for it. */
static void
add_other(tp_others *others, int type, uint32_t field, const tp_str *value)
{
	tp_other *other = (tp_other *)(uintptr_t)&others->at[others->count++];

	*other = (tp_other){ type, field, *value };
}

static tp_status
read_record(tpi_arena *arena, const tp_record *r, const tpi_bindings *to, tp_others *others)
{
	size_t i, n = tp_record_field_count(r);
	int type = tp_record_type(r);
	tp_status status = TP_OK;

	for (i = 0; i < n && status == TP_OK; i++) {
		const tpi_binding *b;
		tp_field field;

		if (!tp_record_field_at(r, i, &field) || derived(type, field.number))
			continue;
		b = first_of_its_number(r, &field) ? find(to, type, field.number) : NULL;
		if (b != NULL) {
			status = read_field(arena, to, b, &field);
		} else {
			add_other(others, type, field.number, &field.value);
		}
	}
	return status;
}

/* The first record of the type, or NULL. */
static tp_record *
record_of(const tp_transaction *t, int type)
{
	size_t i, n = tp_transaction_record_count(t);

	for (i = 0; i < n; i++)
		if (tp_record_type(tp_transaction_record(t, i)) == type)
			return tp_transaction_record(t, i);
	return NULL;
}

tp_status
tpi_bind_read(tpi_arena *arena, const tp_transaction *t, const tpi_bindings *to,
    tp_others *others)
{
	const tp_record *first = record_of(t, 1), *second = record_of(t, 2);
	tp_status status = TP_OK;
	size_t room = tp_transaction_record_count(t) + 1;

	if (first != NULL)
		room += tp_record_field_count(first);
	if (second != NULL)
		room += tp_record_field_count(second);
	others->at = tpi_arena_alloc(arena, room * sizeof(tp_other));
	others->count = 0;
	if (others->at == NULL)
		return TP_ERR_NOMEM;
	if (first != NULL)
		status = read_record(arena, first, to, others);
	if (second != NULL && status == TP_OK)
		status = read_record(arena, second, to, others);
	return status;
}

void
tpi_bind_rest(const tp_transaction *t, tpi_holds holds, const void *ctx, tp_others *others)
{
	const tp_record *second = record_of(t, 2);
	size_t i, n = tp_transaction_record_count(t);

	for (i = 1; i < n; i++) {
		const tp_record *r = tp_transaction_record(t, i);
		tp_str raw;

		if (r == second || (holds != NULL && holds(ctx, r)))
			continue;
		tp_record_raw(r, &raw);
		add_other(others, tp_record_type(r), 0, &raw);
	}
}

static tp_status
write_value(tp_transaction *t, const tp_path *path, const tp_str *value, tp_diag *diag)
{
	return tp_transaction_set(t, path, value->ptr, value->len, 0, diag);
}

static tp_status
write_many(tp_transaction *t, tp_path *path, const tp_strs *list, tp_diag *diag)
{
	tp_status status = TP_OK;

	for (path->subfield = 1; path->subfield <= list->count && status == TP_OK;
	    path->subfield++)
		status = write_value(t, path, &list->at[path->subfield - 1], diag);
	return status;
}

static tp_status
write_pairs(tp_transaction *t, tp_path *path, const tp_str *pairs, size_t count, tp_diag *diag)
{
	tp_record *r = record_of(t, (int)path->type);
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < count && status == TP_OK; i++)
		status = tp_record_append_items(r, path->field, &pairs[2 * i], 2, diag);
	return status;
}

static tp_status
write_binding(tp_transaction *t, const tpi_bindings *from, const tpi_binding *b, tp_diag *diag)
{
	tp_path path = { (uint32_t)b->type, -1, 1, b->field, 0, 0 };
	const tp_str *list;

	if (b->kind == TPI_BIND_MANY)
		return write_many(t, &path, member(from, b->offset), diag);
	if (b->kind == TPI_BIND_PAIRS) {
		memcpy(&list, member(from, b->offset), sizeof list);
		return write_pairs(t, &path, list, *(size_t *)member(from, b->count), diag);
	}
	list = member(from, b->offset);
	return list->len != 0 ? write_value(t, &path, list, diag) : TP_OK;
}

/* A record holds each field once (ITL 2013, 7.2), and building makes no other records. */
static tp_status
write_other(tp_transaction *t, const tp_other *o, tp_diag *diag)
{
	tp_path path = { (uint32_t)o->type, -1, 1, o->field, 0, 0 };
	tp_field there;

	if (o->field == 0)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "a record of type %d that the message has no member for", (int)o->type);
	if (o->type != 1 && o->type != 2)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the others of a message are of Types 1 and 2");
	if (tp_record_field(record_of(t, o->type), o->field, 0, &there))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "%d.%03lu among the others is there already", (int)o->type,
		    (unsigned long)o->field);
	return write_value(t, &path, &o->value, diag);
}

tp_status
tpi_bind_write(tp_transaction *t, const tpi_bindings *from, const tp_others *others,
    tp_diag *diag)
{
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < envelope_count && status == TP_OK; i++)
		status = write_binding(t, from, &envelope[i], diag);
	for (i = 0; i < from->count && status == TP_OK; i++)
		status = write_binding(t, from, &from->at[i], diag);
	for (i = 0; i < others->count && status == TP_OK; i++) {
		const tp_other *o = &others->at[i];

		if (o->type != 0)
			status = write_other(t, o, diag);
	}
	return status;
}
