/* SPDX-License-Identifier: MIT */
/* XML layer: the values of a record's elements, put in the order of fields, made the record. */

#include <string.h>

#include "../base/number.h"
#include "reader.h"

/* The slot of an item that an entry fills. */
static int
compare_slot(const tpi_xml_entry *a, const tpi_xml_entry *b)
{
	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	if (a->subfield != b->subfield)
		return a->subfield < b->subfield ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return 0;
}

static bool
goes_before(const tpi_xml_entry *a, const tpi_xml_entry *b)
{
	int order = compare_slot(a, b);

	if (order == 0 && a->part != b->part)
		return a->part < b->part;
	return order != 0 ? order < 0 : a->order < b->order;
}

static void
merge(tpi_xml_entry *to, const tpi_xml_entry *from, size_t middle, size_t end)
{
	size_t a = 0, b = middle, i;

	for (i = 0; i < end; i++) {
		if (b == end || (a < middle && !goes_before(&from[b], &from[a])))
			to[i] = from[a++];
		else
			to[i] = from[b++];
	}
}

/* Merging runs that are twice as long each time; what is sorted already is left. */
static bool
sort_entries(tpi_xml_reader *in)
{
	size_t n = in->entry_count, width, i, size = n * sizeof *in->entries;
	tpi_xml_entry *list = in->entries, *other;

	for (i = 1; i < n && !goes_before(&list[i], &list[i - 1]); i++)
		continue;
	if (i >= n)
		return true;
	other = tpi_alloc(&in->mem, size);
	if (other == NULL)
		return false;
	for (width = 1; width < n; width *= 2) {
		for (i = 0; i < n; i += 2 * width) {
			size_t end = n - i < 2 * width ? n - i : 2 * width;

			merge(other + i, in->entries + i, end < width ? end : width, end);
		}
		memcpy(in->entries, other, size);
	}
	tpi_free(&in->mem, other, size);
	return true;
}

static tp_str
text_of(const tpi_xml_reader *in, const tpi_xml_entry *e)
{
	tp_str text = { (const char *)in->text.ptr + e->at, e->len };

	return text;
}

/* Parts of an address that are missing leave their place, so that the others keep theirs. */
static void
put_gap(tpi_xml_reader *in, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		tpi_buf_text(&in->scratch, ", ");
}

/* The entries of one item, from i on: how many, and its text behind in->scratch. */
static size_t
put_item(tpi_xml_reader *in, size_t i)
{
	const tpi_xml_entry *e = &in->entries[i];
	const tpi_xml_node *n = &tpi_xml_nodes[e->node];
	size_t end = i, widest = 0, j;

	while (end < in->entry_count && compare_slot(&in->entries[end], e) == 0)
		end++;
	for (j = i; j < end; j++)
		if (in->entries[j].len > widest &&
		    (n->kind != TPI_XML_XYT || in->entries[j].part < 3))
			widest = in->entries[j].len;
	for (j = i; j < end; j++) {
		const tpi_xml_node *part = &tpi_xml_nodes[in->entries[j].node];

		if (j > i && in->entries[j].part == in->entries[j - 1].part)
			(void)tpi_xml_note(in, TP_XML_DROPPED, tpi_xml_names[part->name].local,
			    "the item has a value already, and this one is left out");
		else if (part->kind >= TPI_XML_FIRST_PACK) {
			uint32_t before = j > i ? in->entries[j - 1].part : 1;

			if (part->kind == TPI_XML_PART)
				put_gap(in, before + 1, in->entries[j].part);
			tpi_xml_pack(part, in->entries[j].part, text_of(in, &in->entries[j]),
			    widest, &in->scratch);
		} else
			tpi_buf_put(&in->scratch, text_of(in, &in->entries[j]).ptr,
			    in->entries[j].len);
		/* INCITS 378's two reserved values follow the method (ITL 2013, 8.9.7.13). */
		if (part->kind == TPI_XML_FILLER)
			tpi_buf_put(&in->scratch, "\x1f" "0" "\x1f" "0", 4);
	}
	if (n->kind == TPI_XML_PART)
		put_gap(in, in->entries[end - 1].part, (uint32_t)(n->arg[0] - '0'));
	return end;
}

static void
put_separators(tpi_buf *out, uint8_t separator, uint32_t count)
{
	while (count-- > 0)
		tpi_buf_byte(out, separator);
}

/* The value of the field whose entries start at i, into in->scratch; where the next starts. */
static size_t
put_field(tpi_xml_reader *in, size_t i)
{
	uint32_t field = in->entries[i].field, subfield = 1, item = 1;

	in->scratch.len = 0;
	while (i < in->entry_count && in->entries[i].field == field) {
		const tpi_xml_entry *e = &in->entries[i];

		if (e->subfield != subfield) {
			put_separators(&in->scratch, TPI_RS, e->subfield - subfield);
			subfield = e->subfield;
			item = 1;
		}
		put_separators(&in->scratch, TPI_US, e->item - item);
		item = e->item;
		i = put_item(in, i);
	}
	return i;
}

static void
check_type(tpi_xml_reader *in, const tpi_xml_entry *e)
{
	tp_str text = text_of(in, e);
	uint64_t type;

	if (tpi_parse_decimal(text.ptr, text.len, 99, &type) != TP_OK || type != in->map->type)
		(void)tpi_xml_note(in, TP_XML_VALUE, "RecordCategoryCode",
		    "the record's element is of another type than its RecordCategoryCode");
}

static bool
is_ascii(const uint8_t *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (text[i] > 0x7f)
			return false;
	return true;
}

static void
append(tpi_xml_reader *in, uint32_t field, const void *value, size_t len)
{
	tp_diag why;
	tp_status status;

	in->wide = in->wide || (in->map->type != 1 && !is_ascii(value, len));
	status = tp_record_append_field(in->record, field, 0, value, len, 0, &why);
	if (status == TP_OK)
		return;
	tpi_xml_stop(in, status, why.text);
	if (in->diag != NULL && in->diag->field < 0)
		in->diag->field = field;
}

/* The decoded bytes lie in the arena already. */
static void
append_data(tpi_xml_reader *in)
{
	tp_record *r = in->record;
	tp_str value = { (const char *)in->data, in->data_len };

	if (in->data == NULL)
		return;
	if (r->binary) {
		r->data = value.ptr;
		r->data_len = value.len;
	} else if (tpi_insert_field(r, r->count, in->data_field, tpi_record_digits(r), value,
	    NULL) != TP_OK)
		tpi_xml_stop_arena(in);
}

static void
build_tagged(tpi_xml_reader *in)
{
	size_t i = 0, next;

	append(in, TPI_LEN, "0", 1);
	for (; i < in->entry_count && in->status == TP_OK; i = next) {
		uint32_t field = in->entries[i].field;

		if (field == TPI_LEN) {
			check_type(in, &in->entries[i]);
			next = i + 1;
			continue;
		}
		next = put_field(in, i);
		append(in, field, in->scratch.ptr, in->scratch.len);
	}
	append_data(in);
}

/* Six positions, of which those that are not used say 255 (ITL 2013, 8.3.4). */
static void
fill_positions(tpi_xml_reader *in)
{
	size_t i, have = in->scratch.len != 0 ? 1 : 0;

	for (i = 0; i < in->scratch.len; i++)
		have += in->scratch.ptr[i] == TPI_RS;
	for (; have < TPI_MAX_SLOTS; have++) {
		if (have != 0)
			tpi_buf_byte(&in->scratch, TPI_RS);
		tpi_buf_text(&in->scratch, "255");
	}
}

/* One field of a binary header, which has no gaps, as text: what XML does not give is 0. */
static size_t
put_slot(tpi_xml_reader *in, const tpi_slot *slot, size_t i)
{
	in->scratch.len = 0;
	if (i < in->entry_count && in->entries[i].field == slot->field)
		i = put_field(in, i);
	else if (slot->kind != TP_FIELD_BYTES) {
		(void)tpi_xml_note(in, TP_XML_VALUE, "",
		    "a field of the binary header is missing, and becomes 0");
		tpi_buf_byte(&in->scratch, '0');
	}
	if (slot->kind == TP_FIELD_BYTES)
		fill_positions(in);
	if (in->scratch.failed)
		tpi_xml_stop_nomem(in);
	return i;
}

static size_t
build_slot(tpi_xml_reader *in, const tpi_slot *slot, size_t i)
{
	i = put_slot(in, slot, i);
	if (in->status == TP_OK)
		append(in, slot->field, in->scratch.ptr, in->scratch.len);
	return i;
}

/* The numbers of one field, which the separators part, as bytes. */
static bool
encode_slot(const tpi_xml_reader *in, const tpi_slot *slot, uint8_t *to)
{
	size_t width = slot->kind == TP_FIELD_BYTES ? 1 : slot->width, at;
	const char *text = (const char *)in->scratch.ptr;
	uint32_t index = 1;
	uint64_t number;
	tp_str part;

	for (at = 0; at < slot->width; at += width) {
		if (!tpi_slice(text, in->scratch.len, TPI_RS, index++, &part) ||
		    tpi_parse_decimal(part.ptr, part.len, (UINT64_C(1) << 8 * width) - 1,
		    &number) != TP_OK)
			return false;
		tpi_put_be(to + at, width, number);
	}
	return !tpi_slice(text, in->scratch.len, TPI_RS, index, &part);
}

/* Type-7 is anybody's; what XML has of it is a Type-4 record's header and image, in its data. */
static void
build_print(tpi_xml_reader *in, size_t i)
{
	uint8_t header[TPI_XML_PRINT_HEADER], *moved;
	size_t count, s;
	const tpi_slot *layout = tpi_layout(4, &count);

	for (s = 0; s < count && in->status == TP_OK; s++) {
		if (layout[s].field <= 2 || layout[s].kind == TP_FIELD_DATA)
			continue;
		i = put_slot(in, &layout[s], i);
		if (in->status == TP_OK &&
		    !encode_slot(in, &layout[s], header + (layout[s].offset - TPI_XML_PRINT_START)))
			tpi_xml_stop(in, TP_ERR_RANGE, "a number that the header has no room for");
	}
	if (in->status != TP_OK)
		return;
	moved = tpi_arena_block(&in->t->arena, in->data, in->data_len + sizeof header);
	if (moved == NULL) {
		tpi_xml_stop_arena(in);
		return;
	}
	memmove(moved + sizeof header, moved, in->data_len);
	memcpy(moved, header, sizeof header);
	in->data = moved;
	in->data_len += sizeof header;
}

static void
build_binary(tpi_xml_reader *in)
{
	size_t count, s, i = 0;
	const tpi_slot *layout = tpi_layout(in->map->type, &count);

	for (s = 0; s < count && in->status == TP_OK; s++) {
		if (layout[s].kind == TP_FIELD_DATA)
			break;
		if (layout[s].field != TPI_LEN)
			i = build_slot(in, &layout[s], i);
		else
			for (; i < in->entry_count && in->entries[i].field == TPI_LEN; i++)
				check_type(in, &in->entries[i]);
	}
	if (in->map->type == 7 && in->status == TP_OK && (i < in->entry_count || in->data != NULL)) {
		build_print(in, i);
		i = in->entry_count;
	}
	if (i == in->entry_count || in->status != TP_OK) {
		append_data(in);
		return;
	}
	/* Vectors of a signature: five bytes each (ITL 2013, 8.8). */
	if (in->data != NULL) {
		(void)tpi_xml_note(in, TP_XML_DROPPED, "SignatureImageVectorRepresentation",
		    "vectors beside an image are left out");
		append_data(in);
		return;
	}
	(void)put_field(in, i);
	append(in, layout[s].field, in->scratch.ptr, in->scratch.len);
}

void
tpi_xml_build(tpi_xml_reader *in)
{
	if (in->text.failed || !sort_entries(in)) {
		tpi_xml_stop_nomem(in);
		return;
	}
	if (in->record->binary)
		build_binary(in);
	else
		build_tagged(in);
	if (in->scratch.failed)
		tpi_xml_stop_nomem(in);
	in->record->touched = true;
}
