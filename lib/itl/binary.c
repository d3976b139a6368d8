/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: the binary Types 3-8 as offset tables (ITL 2013, 8.3-8.8). One
 * loop reads every layout; records shorter than their header are shown as
 * far as they go.
 */

#include <string.h>

#include "tree.h"

static const tpi_slot print_layout[] = {
	{ 1, 0, 4, TP_FIELD_NUMBER },  /* LEN */
	{ 2, 4, 1, TP_FIELD_NUMBER },  /* IDC */
	{ 3, 5, 1, TP_FIELD_NUMBER },  /* IMP */
	{ 4, 6, 6, TP_FIELD_BYTES },   /* FGP */
	{ 5, 12, 1, TP_FIELD_NUMBER }, /* ISR */
	{ 6, 13, 2, TP_FIELD_NUMBER }, /* HLL */
	{ 7, 15, 2, TP_FIELD_NUMBER }, /* VLL */
	{ 8, 17, 1, TP_FIELD_NUMBER }, /* GCA, BCA */
	{ 9, 18, 0, TP_FIELD_DATA },
};

static const tpi_slot user_layout[] = {
	{ 1, 0, 4, TP_FIELD_NUMBER }, /* LEN */
	{ 2, 4, 1, TP_FIELD_NUMBER }, /* IDC */
	{ 3, 5, 0, TP_FIELD_DATA },   /* no agreed layout */
};

static const tpi_slot signature_layout[] = {
	{ 1, 0, 4, TP_FIELD_NUMBER },  /* LEN */
	{ 2, 4, 1, TP_FIELD_NUMBER },  /* IDC */
	{ 3, 5, 1, TP_FIELD_NUMBER },  /* SIG */
	{ 4, 6, 1, TP_FIELD_NUMBER },  /* SRT */
	{ 5, 7, 1, TP_FIELD_NUMBER },  /* ISR */
	{ 6, 8, 2, TP_FIELD_NUMBER },  /* HLL */
	{ 7, 10, 2, TP_FIELD_NUMBER }, /* VLL */
	{ 8, 12, 0, TP_FIELD_DATA },
};

bool
tpi_type_is_binary(unsigned type)
{
	return type >= 3 && type <= 8;
}

const tpi_slot *
tpi_layout(unsigned type, size_t *count)
{
	if (type == 7) {
		*count = sizeof user_layout / sizeof user_layout[0];
		return user_layout;
	}
	if (type == 8) {
		*count = sizeof signature_layout / sizeof signature_layout[0];
		return signature_layout;
	}
	*count = sizeof print_layout / sizeof print_layout[0];
	return print_layout;
}

size_t
tpi_header_size(unsigned type)
{
	size_t count;
	const tpi_slot *slots = tpi_layout(type, &count);

	return slots[count - 1].offset;
}

void
tpi_binary_split(tp_record *r, const char *bytes, size_t len)
{
	size_t size = tpi_header_size(r->type);

	r->header = bytes;
	r->header_len = len < size ? len : size;
	r->data = bytes + r->header_len;
	r->data_len = len - r->header_len;
}

size_t
tpi_binary_field_count(const tp_record *r)
{
	size_t count, n = 0;
	const tpi_slot *slots = tpi_layout(r->type, &count);

	while (n < count && slots[n].width != 0 && slots[n].offset < r->header_len)
		n++;
	return n + (r->data_len != 0 ? 1 : 0);
}

bool
tpi_binary_field_at(const tp_record *r, size_t index, tp_field *out)
{
	size_t count, room;
	const tpi_slot *slot = tpi_layout(r->type, &count);

	memset(out, 0, sizeof *out);
	out->offset = TP_NO_OFFSET;
	if (index >= count)
		return false;
	slot += index;
	if (slot->width != 0 ? slot->offset >= r->header_len : r->data_len == 0)
		return false;
	out->number = slot->field;
	out->kind = slot->kind;
	if (slot->width == 0) {
		out->value.ptr = r->data;
		out->value.len = r->data_len;
	} else {
		room = r->header_len - slot->offset;
		out->value.ptr = r->header + slot->offset;
		out->value.len = room < slot->width ? room : slot->width;
		if (room < slot->width)
			out->kind = TP_FIELD_DATA; /* the record is cut inside this field */
	}
	out->offset = tpi_offset_of(r->t, out->value.ptr);
	return true;
}
