/* SPDX-License-Identifier: MIT */
/* XML layer: the items of a record that is to be written, and what became of them. */

#include <stdlib.h>
#include <string.h>

#include <tenprint/dict.h>

#include "../base/number.h"
#include "../base/text.h"
#include "writer.h"

static tpi_xml_value *
add(tpi_xml_writer *w, uint32_t field, uint32_t subfield, uint32_t item, tp_str text)
{
	size_t want = w->capacity != 0 ? w->capacity * 2 : 256;
	tpi_xml_value *v;

	if (w->status != TP_OK || text.len == 0)
		return NULL;
	if (w->count == w->capacity) {
		v = tpi_realloc(&w->mem, w->values, w->capacity * sizeof *v, want * sizeof *v);
		if (v == NULL) {
			w->status = tpi_nomem(w->diag);
			return NULL;
		}
		w->values = v;
		w->capacity = want;
	}
	v = &w->values[w->count++];
	memset(v, 0, sizeof *v);
	v->field = field;
	v->subfield = subfield;
	v->item = item;
	v->text = text;
	return v;
}

static tp_str
number_text(tpi_xml_writer *w, uint64_t number)
{
	char digits[24];
	tp_str text = { NULL, tpi_format_decimal(digits, number, 0) };

	text.ptr = tpi_arena_copy(&w->arena, digits, text.len);
	if (text.ptr == NULL) {
		w->status = tpi_nomem(w->diag);
		text.len = 0;
	}
	return text;
}

/* Records that go into the package; Type-1 is not one of those that CNT names. */
static bool
is_listed(const tpi_xml_writer *w, const tp_record *r)
{
	const tpi_xml_record *map = tpi_xml_record_by_type(r->type);

	return r->type != 1 && map != NULL &&
	    tpi_xml_in_edition(map->since, map->until, w->edition);
}

/* CNT as the package will have the records: Type-2 first. */
static void
collect_count(tpi_xml_writer *w)
{
	uint32_t n = 0;
	size_t i;
	int pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < w->t->count; i++) {
			const tp_record *r = w->t->records[i];
			int idc = tp_record_idc(r);

			if (!is_listed(w, r) || (r->type == 2) != (pass == 0))
				continue;
			n++;
			(void)add(w, TPI_CNT, n + 1, 1, number_text(w, r->type));
			(void)add(w, TPI_CNT, n + 1, 2, number_text(w, idc >= 0 ? (uint64_t)idc : 0));
		}
	(void)add(w, TPI_CNT, 1, 1, (tp_str){ "1", 1 });
	(void)add(w, TPI_CNT, 1, 2, number_text(w, n));
}

static void
collect_field(tpi_xml_writer *w, const tp_field *f)
{
	tp_walk subfields, items;

	if (tpi_is_data_field(w->r, f->number)) {
		(void)add(w, f->number, 1, 1, f->value);
		return;
	}
	tp_walk_subfields(f, &subfields);
	while (tp_walk_next(&subfields)) {
		tp_walk_items(&subfields.value, &items);
		while (tp_walk_next(&items))
			(void)add(w, f->number, (uint32_t)subfields.index, (uint32_t)items.index,
			    items.value);
	}
}

/* Numbers of a binary header; of the positions those that are used. */
static void
collect_number(tpi_xml_writer *w, const tp_field *f)
{
	size_t i;

	if (f->kind == TP_FIELD_DATA)
		(void)add(w, f->number, 1, 1, f->value);
	else if (f->kind == TP_FIELD_NUMBER)
		(void)add(w, f->number, 1, 1,
		    number_text(w, tpi_get_be((const uint8_t *)f->value.ptr, f->value.len)));
	else
		for (i = 0; i < f->value.len; i++)
			if ((uint8_t)f->value.ptr[i] != 255)
				(void)add(w, f->number, (uint32_t)i + 1, 1,
				    number_text(w, (uint8_t)f->value.ptr[i]));
}

static bool
is_code(const char *list, uint8_t number)
{
	char digits[24];

	return tp_code_find(list, digits, tpi_format_decimal(digits, number, 0)) != NULL;
}

/*
 * Whether the data of a Type-7 record are what follows the IDC in one of
 * Type-4, as latents' often are: each number is one that the field can
 * have, and an image without compression has its size. IMP, FGP six times,
 * ISR, HLL, VLL, GCA.
 */
static bool
is_print(tp_str data)
{
	const uint8_t *at = (const uint8_t *)data.ptr;
	size_t i, used = 1, pixels;

	if (data.len <= TPI_XML_PRINT_HEADER || !is_code("IMP", at[0]) || at[7] > 1 ||
	    !is_code("CGA-NUMBER", at[12]))
		return false;
	while (used < TPI_MAX_SLOTS && at[1 + used] != 255)
		used++;
	for (i = 0; i < TPI_MAX_SLOTS; i++)
		if (i < used ? !is_code("FGP", at[1 + i]) : at[1 + i] != 255)
			return false;
	pixels = (size_t)tpi_get_be(at + 8, 2) * (size_t)tpi_get_be(at + 10, 2);
	return pixels != 0 && (at[12] != 0 || data.len - TPI_XML_PRINT_HEADER == pixels);
}

static void
collect_user_defined(tpi_xml_writer *w, tp_str data)
{
	size_t count, s;
	const tpi_slot *layout = tpi_layout(4, &count);
	tp_field f = { 0 };

	if (!is_print(data)) {
		(void)add(w, TPI_XML_OPAQUE, 1, 1, data);
		return;
	}
	for (s = 0; s < count; s++) {
		if (layout[s].field <= 2)
			continue;
		f.number = layout[s].field;
		f.kind = layout[s].kind;
		f.value.ptr = data.ptr + (layout[s].offset - TPI_XML_PRINT_START);
		f.value.len = f.kind == TP_FIELD_DATA ? data.len - TPI_XML_PRINT_HEADER
		    : layout[s].width;
		collect_number(w, &f);
	}
}

static int
compare(const void *left, const void *right)
{
	const tpi_xml_value *a = left, *b = right;

	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	if (a->subfield != b->subfield)
		return a->subfield < b->subfield ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return 0;
}

bool
tpi_xml_collect(tpi_xml_writer *w)
{
	static const char versions[3][5] = { "0500", "0501", "0502" };
	size_t i, count = tp_record_field_count(w->r);
	tp_field f;

	w->count = 0;
	if (w->r->type == 1) {
		collect_count(w);
		(void)add(w, 2, 1, 1, (tp_str){ versions[w->edition - TPI_XML_2011], 4 });
	}
	for (i = 0; i < count && w->status == TP_OK; i++) {
		if (!tp_record_field_at(w->r, i, &f) || f.number == TPI_LEN ||
		    (w->r->type == 1 && (f.number == TPI_CNT || f.number == 2)))
			continue;
		if (w->r->type == 7 && f.kind == TP_FIELD_DATA)
			collect_user_defined(w, f.value);
		else if (w->r->binary)
			collect_number(w, &f);
		else
			collect_field(w, &f);
	}
	if (w->status == TP_OK && w->count != 0)
		qsort(w->values, w->count, sizeof *w->values, compare);
	return w->status == TP_OK;
}

/* The first value that does not come before the key. */
static size_t
lower_bound(const tpi_xml_writer *w, uint32_t field, uint32_t subfield, uint32_t item)
{
	tpi_xml_value key = { .field = field, .subfield = subfield, .item = item };
	size_t low = 0, high = w->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare(&w->values[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

tpi_xml_value *
tpi_xml_find(tpi_xml_writer *w, uint32_t field, uint32_t subfield, uint32_t item)
{
	tpi_xml_value key = { .field = field, .subfield = subfield, .item = item };
	size_t at = lower_bound(w, field, subfield, item);

	return at < w->count && compare(&w->values[at], &key) == 0 ? &w->values[at] : NULL;
}

uint32_t
tpi_xml_subfields(const tpi_xml_writer *w, uint32_t field, uint32_t first)
{
	size_t at = lower_bound(w, field, UINT32_MAX, UINT32_MAX);

	if (at == 0 || w->values[at - 1].field != field || w->values[at - 1].subfield < first)
		return 0;
	return w->values[at - 1].subfield - first + 1;
}

uint32_t
tpi_xml_last_item(const tpi_xml_writer *w, uint32_t field, uint32_t subfield)
{
	size_t at = lower_bound(w, field, subfield, UINT32_MAX);

	if (at == 0 || w->values[at - 1].field != field || w->values[at - 1].subfield != subfield)
		return 0;
	return w->values[at - 1].item;
}

/* Whether the edition has an element for the field at all. */
static bool
has_element(const tpi_xml_writer *w, uint32_t field)
{
	unsigned i;

	for (i = w->map->first; i < w->map->end; i++) {
		const tpi_xml_node *n = &tpi_xml_nodes[i];
		const char *prefix = tpi_xml_prefixes[tpi_xml_names[n->name].prefix];

		if (n->field == field && tpi_xml_in_edition(n->since, n->until, w->edition) &&
		    (w->ebts || (w->map->type != 2 && strcmp(prefix, "ebts") != 0)))
			return true;
	}
	return false;
}

static const char *
reason(const tpi_xml_writer *w, const tpi_xml_value *v)
{
	size_t i;

	if (v->field == TPI_XML_OPAQUE)
		return "the data are not those of a Type-4 record, and XML has no element for others";
	if (!has_element(w, v->field))
		return "XML of this edition has no element for the field";
	if (!tpi_utf8_valid(v->text.ptr, v->text.len))
		return "the value is not UTF-8";
	for (i = 0; i < v->text.len; i++)
		if ((uint8_t)v->text.ptr[i] < 0x20)
			return "XML does not allow a control character of the value";
	return "no element of the field can hold the value";
}

void
tpi_xml_losses(tpi_xml_writer *w)
{
	size_t i;

	for (i = 0; i < w->count && w->status == TP_OK; i++) {
		const tpi_xml_value *v = &w->values[i];
		tp_diag loss;

		if (v->done && !v->broken)
			continue;
		tp_diag_init(&loss);
		(void)tpi_fail(&loss, TP_ERR_UNSUPPORTED, TP_NO_OFFSET, "%s", reason(w, v));
		/* Type-7 itself has but one field behind the IDC. */
		tpi_diag_place(&loss, w->r, w->r->type == 7 && v->field > 2 ? 3 : v->field,
		    v->subfield, v->item);
		if (w->loss != NULL)
			w->loss(w->ctx, &loss);
		if (w->lossy)
			continue;
		w->status = TP_ERR_UNSUPPORTED;
		if (w->diag != NULL)
			*w->diag = loss;
	}
}
