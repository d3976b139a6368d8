/* SPDX-License-Identifier: MIT */
/* ITL layer: the transaction object: making, freeing and compacting it, and its lists. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

tp_status
tpi_arena_error(const tp_transaction *t, tp_diag *diag)
{
	if (t->arena.limited)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "more than %llu bytes of memory",
		    (unsigned long long)t->arena.limit);
	return tpi_nomem(diag);
}

tp_status
tpi_transaction_alloc(const tp_mem *mem, const tp_limits *limits, tp_transaction **out,
    tp_diag *diag)
{
	tp_mem m = tpi_mem_or_default(mem);
	tp_transaction *t = tpi_calloc(&m, 1, sizeof *t);

	*out = t;
	if (t == NULL)
		return tpi_nomem(diag);
	t->mem = m;
	t->limits = tpi_limits_or_default(limits);
	tpi_arena_init(&t->arena, &m, tpi_arena_limit(&t->limits, t->limits.bytes));
	return TP_OK;
}

void
tp_transaction_free(tp_transaction *t)
{
	tp_mem mem;

	if (t == NULL)
		return;
	mem = t->mem;
	if (t->release != NULL) {
		char *input;

		memcpy(&input, &t->input, sizeof input); /* it was given to us without const */
		t->release(t->release_ctx, input, t->input_len);
	}
	tp_bytes_free(&t->owned);
	tpi_arena_free(&t->arena);
	tpi_free(&mem, t, sizeof *t);
}

tp_record *
tpi_record_alloc(tp_transaction *t, unsigned type)
{
	tp_record *r = tpi_arena_alloc(&t->arena, sizeof *r);

	if (r == NULL)
		return NULL;
	memset(r, 0, sizeof *r);
	r->t = t;
	r->type = (uint8_t)type;
	r->binary = tpi_type_is_binary(type);
	return r;
}

/* Twice the room when the list is full; the old list stays where it was. */
static void *
grown(tpi_arena *arena, void *list, size_t count, size_t *capacity, size_t size)
{
	size_t want = *capacity != 0 ? *capacity * 2 : 8;
	void *moved;

	if (count < *capacity)
		return list;
	moved = tpi_arena_grow(arena, list, *capacity * size, want * size);
	if (moved != NULL)
		*capacity = want;
	return moved;
}

bool
tpi_reserve_record(tp_transaction *t)
{
	tp_record **list = grown(&t->arena, t->records, t->count, &t->capacity, sizeof *list);

	if (list != NULL)
		t->records = list;
	return list != NULL;
}

bool
tpi_reserve_field(tp_record *r)
{
	tpi_field *list = grown(&r->t->arena, r->fields, r->count, &r->capacity, sizeof *list);

	if (list != NULL)
		r->fields = list;
	return list != NULL;
}

uint64_t
tpi_offset_of(const tp_transaction *t, const char *at)
{
	uintptr_t start = (uintptr_t)t->input, here = (uintptr_t)at;

	if (t->input == NULL || here < start || here - start > t->input_len)
		return TP_NO_OFFSET;
	return here - start;
}

void
tpi_diag_place(tp_diag *diag, const tp_record *r, int64_t field, int64_t subfield, int64_t item)
{
	if (diag == NULL || diag->record >= 0)
		return;
	if (r != NULL) {
		diag->record = (int32_t)r->index;
		diag->type = r->type;
		diag->idc = tp_record_idc(r);
	}
	diag->field = field;
	diag->subfield = subfield;
	diag->item = item;
}

/* Types 1, 2 and 9 are text throughout; elsewhere x.999 is data (ITL 2013, 7.2). */
bool
tpi_type_has_data(unsigned type)
{
	return type != 1 && type != 2 && type != 9;
}

bool
tpi_is_data_field(const tp_record *r, uint32_t number)
{
	size_t count;
	const tpi_slot *slots;

	if (!r->binary)
		return number == TPI_DATA && tpi_type_has_data(r->type);
	slots = tpi_layout(r->type, &count);
	return number == slots[count - 1].field;
}

size_t
tp_transaction_record_count(const tp_transaction *t)
{
	return t->count;
}

tp_record *
tp_transaction_record(const tp_transaction *t, size_t index)
{
	return index < t->count ? t->records[index] : NULL;
}

size_t
tp_transaction_defect_count(const tp_transaction *t)
{
	return t->defect_count;
}

const tp_defect *
tp_transaction_defect(const tp_transaction *t, size_t index)
{
	return index < t->defect_count ? &t->defects[index] : NULL;
}

tp_charset
tp_transaction_charset(const tp_transaction *t)
{
	uint64_t index;

	if (t->count == 0 || tp_record_number(t->records[0], TPI_DCS, 1, 1, &index) != TP_OK ||
	    index == 0)
		return TP_CHARSET_ASCII;
	return index == 3 ? TP_CHARSET_UTF8 : TP_CHARSET_OTHER;
}

/* Move what lives in the old arena; what lies in the input or is borrowed stays there. */
static const char *
moved_bytes(tp_transaction *t, tpi_arena *to, const char *bytes, size_t len, bool borrowed)
{
	if (borrowed || len == 0 || tpi_offset_of(t, bytes) != TP_NO_OFFSET)
		return bytes;
	return tpi_arena_copy(to, bytes, len);
}

static bool
move_fields(tp_transaction *t, tpi_arena *to, const tp_record *from, tp_record *r)
{
	size_t i;

	r->fields = tpi_arena_alloc(to, from->count * sizeof *r->fields);
	r->capacity = from->count;
	if (r->fields == NULL)
		return false;
	for (i = 0; i < from->count; i++) {
		tpi_field *f = &r->fields[i];

		*f = from->fields[i];
		f->tag = moved_bytes(t, to, f->tag, f->tag_len, false);
		f->value = moved_bytes(t, to, f->value, f->len, f->borrowed);
		if ((f->tag == NULL && f->tag_len != 0) || (f->value == NULL && f->len != 0))
			return false;
	}
	return true;
}

/* A header of our own keeps its full room: a record cut short can still grow. */
static const char *
moved_header(const tp_transaction *t, tpi_arena *to, const tp_record *r)
{
	size_t size = tpi_header_size(r->type);
	char *header;

	if (!r->touched || tpi_offset_of(t, r->header) != TP_NO_OFFSET)
		return r->header;
	header = tpi_arena_alloc(to, size);
	if (header == NULL)
		return NULL;
	memset(header, 0, size);
	memcpy(header, r->header, r->header_len);
	return header;
}

static tp_record *
move_record(tp_transaction *t, tpi_arena *to, const tp_record *from)
{
	tp_record *r = tpi_arena_copy(to, from, sizeof *from);

	if (r == NULL)
		return NULL;
	if (!r->binary)
		return move_fields(t, to, from, r) ? r : NULL;
	r->header = moved_header(t, to, r);
	r->data = moved_bytes(t, to, r->data, r->data_len, r->data_borrowed);
	if ((r->header == NULL && r->header_len != 0) || (r->data == NULL && r->data_len != 0))
		return NULL;
	return r;
}

tp_status
tp_transaction_compact(tp_transaction *t, tp_diag *diag)
{
	tpi_arena to;
	tp_record **records = NULL;
	tp_defect *defects = NULL;
	tpi_extra *extras = NULL;
	bool limited, failed;
	size_t i, extra_count;

	tp_diag_init(diag);
	tpi_arena_init(&to, &t->mem, t->arena.limit);
	records = tpi_arena_alloc(&to, (t->count + 1) * sizeof *records);
	if (records == NULL)
		goto out;
	for (i = 0; i < t->count; i++) {
		records[i] = move_record(t, &to, t->records[i]);
		if (records[i] == NULL)
			goto out;
	}
	defects = tpi_arena_copy(&to, t->defects, t->defect_count * sizeof *defects);
	extra_count = tpi_extras_move(t, &to, records, &extras, &failed);
	if (defects == NULL || failed)
		goto out;
	tpi_arena_free(&t->arena);
	t->arena = to;
	t->records = records;
	t->capacity = t->count + 1;
	t->defects = defects;
	t->defect_capacity = t->defect_count;
	t->extras = t->extras_last = extras;
	while (t->extras_last != NULL && t->extras_last->next != NULL)
		t->extras_last = t->extras_last->next;
	t->extra_count = extra_count;
	t->cnt = NULL;
	t->cnt_capacity = 0;
	return TP_OK;
out:
	limited = to.limited;
	tpi_arena_free(&to);
	if (limited)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "more than %llu bytes of memory",
		    (unsigned long long)t->arena.limit);
	return tpi_nomem(diag);
}
