/* SPDX-License-Identifier: MIT */
/*
 * XML layer: elements on their way in. Each is found among the children that
 * the map gives the open one, in any order; the counts of those seen make
 * the numbers of subfields and items.
 */

#include <string.h>

#include "reader.h"

unsigned
tpi_xml_lookup(tpi_xml_reader *in, const xmlChar *local, const xmlChar *uri)
{
	unsigned type = in->map != NULL ? in->map->type : 0, prefix, name;
	tpi_xml_cached *c = &in->cache[((uintptr_t)local >> 3) % TPI_XML_CACHE];

	if (c->local == local && c->uri == uri && c->type == type)
		return c->name;
	prefix = uri != NULL ? tpi_xml_prefix((const char *)uri) : 0xff;
	name = prefix != 0xff ? tpi_xml_name_index(prefix, (const char *)local) : TPI_XML_NONE;
	if (name != TPI_XML_NONE)
		name = tpi_xml_canonical(type, name);
	c->local = local;
	c->uri = uri;
	c->type = (uint16_t)type;
	c->name = (uint16_t)name;
	return name;
}

void
tpi_xml_open_record(tpi_xml_reader *in, unsigned name)
{
	tpi_xml_frame *frame = &in->frames[in->depth];
	const tpi_xml_record *map = tpi_xml_record_by_name(name);
	tp_diag why;

	if ((map->type == 1) != (in->t->count == 0)) {
		tpi_xml_stop(in, TP_ERR_SYNTAX, "a Type-1 record is the first, and the only one");
		return;
	}
	if (tp_transaction_add_bare(in->t, map->type, &in->record, &why) != TP_OK) {
		tpi_xml_stop(in, (tp_status)why.code, why.text);
		return;
	}
	in->map = map;
	in->entry_count = 0;
	in->text.len = 0;
	in->data = NULL;
	in->data_len = in->data_capacity = 0;
	frame->node = TPI_XML_NONE;
	frame->last = TPI_XML_NONE;
	frame->subfield = frame->round = 0;
	frame->serial = ++in->serial;
}

/* How often this node, or one that counts with it, stood in the open element. */
static tpi_xml_seen *
seen_in(tpi_xml_reader *in, unsigned node, uint32_t serial)
{
	tpi_xml_seen *seen = &in->seen[tpi_xml_nodes[node].group];

	if (seen->serial != serial) {
		seen->serial = serial;
		seen->count = 0;
	}
	return seen;
}

static bool
has_room(tpi_xml_reader *in, unsigned node, uint32_t serial)
{
	return (tpi_xml_nodes[node].flags & (TPI_XML_SUBFIELDS | TPI_XML_ROUNDS)) != 0 ||
	    seen_in(in, node, serial)->count == 0;
}

/* The child of that name: from the one read last on, then from the first. */
static unsigned
find_child(tpi_xml_reader *in, const tpi_xml_frame *parent, unsigned name)
{
	unsigned first = parent->node != TPI_XML_NONE ? parent->node + 1u : in->map->first;
	unsigned end = parent->node != TPI_XML_NONE ? tpi_xml_nodes[parent->node].end : in->map->end;
	unsigned start = parent->last != TPI_XML_NONE ? parent->last : first, i;

	for (i = start; i < end; i = tpi_xml_nodes[i].end)
		if (tpi_xml_nodes[i].name == name && has_room(in, i, parent->serial))
			return i;
	for (i = first; i < start; i = tpi_xml_nodes[i].end)
		if (tpi_xml_nodes[i].name == name && has_room(in, i, parent->serial))
			return i;
	return TPI_XML_NONE;
}

/* Siblings that count together stand in any order. */
static bool
is_late(const tpi_xml_frame *parent, unsigned node)
{
	const tpi_xml_node *n = &tpi_xml_nodes[node], *last;

	if (parent->last == TPI_XML_NONE || node >= parent->last)
		return false;
	last = &tpi_xml_nodes[parent->last];
	return n->group != last->group && (n->flags & last->flags & TPI_XML_ANY) == 0;
}

static void
start_data(tpi_xml_reader *in, const tpi_xml_node *node)
{
	in->data_field = node->field;
	memset(&in->base64, 0, sizeof in->base64);
}

bool
tpi_xml_open(tpi_xml_reader *in, const xmlChar *local, const xmlChar *uri)
{
	tpi_xml_frame *parent = &in->frames[in->depth - 1], *frame = &in->frames[in->depth];
	unsigned name = tpi_xml_lookup(in, local, uri), node = TPI_XML_NONE;
	const tpi_xml_node *n;
	tpi_xml_seen *seen;

	if (name != TPI_XML_NONE)
		node = find_child(in, parent, name);
	if (node == TPI_XML_NONE)
		return false;
	n = &tpi_xml_nodes[node];
	if (n->kind == TPI_XML_BASE64 && in->data != NULL)
		return false;
	if (is_late(parent, node))
		(void)tpi_xml_note(in, TP_XML_ORDER, (const char *)local,
		    "the element stands later than the schema has it");
	else
		parent->last = (uint16_t)node;
	seen = seen_in(in, node, parent->serial);
	frame->node = (uint16_t)node;
	frame->last = TPI_XML_NONE;
	frame->subfield = parent->subfield + ((n->flags & TPI_XML_SUBFIELDS) != 0 ? seen->count : 0);
	frame->round = parent->round + ((n->flags & TPI_XML_ROUNDS) != 0 ? seen->count : 0);
	frame->serial = ++in->serial;
	seen->count++;
	in->value.len = 0;
	if (n->kind == TPI_XML_BASE64)
		start_data(in, n);
	return true;
}

/* Room for what len more characters of base64 can give. */
static bool
reserve_data(tpi_xml_reader *in, size_t len)
{
	size_t more = len / 4 * 3 + 3, want = in->data_capacity;
	uint8_t *moved;

	if (in->data_capacity - in->data_len >= more)
		return true;
	want = in->data_len + more + (want < 65536 ? 8192 : want / 2);
	moved = tpi_arena_block(&in->t->arena, in->data, want);
	if (moved == NULL) {
		tpi_xml_stop_arena(in);
		return false;
	}
	in->data = moved;
	in->data_capacity = want;
	return true;
}

static void
take_data(tpi_xml_reader *in, const char *text, size_t len)
{
	size_t bad;

	if (!reserve_data(in, len))
		return;
	in->data_len += tpi_base64_step(&in->base64, in->data + in->data_len, text, len, &bad);
	if (bad != len)
		tpi_xml_stop(in, TP_ERR_SYNTAX, "a character that is not of base64");
}

static bool
is_blank_text(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
			return false;
	return true;
}

void
tpi_xml_characters(tpi_xml_reader *in, const char *text, size_t len)
{
	const tpi_xml_frame *frame = &in->frames[in->depth - 1];
	bool known = in->depth > 2 && frame->node != TPI_XML_NONE;
	const tpi_xml_node *n = known ? &tpi_xml_nodes[frame->node] : NULL;

	if (n == NULL || (n->field == 0 && n->kind != TPI_XML_CONST)) {
		if (!is_blank_text(text, len))
			(void)tpi_xml_note(in, TP_XML_DROPPED, "",
			    "text where only elements stand is left out");
	} else if (n->kind == TPI_XML_BASE64)
		take_data(in, text, len);
	else {
		tpi_buf_put(&in->value, text, len);
		if (in->value.failed)
			tpi_xml_stop_nomem(in);
	}
}

static tpi_xml_entry *
add_entry(tpi_xml_reader *in)
{
	size_t want = in->entry_capacity != 0 ? in->entry_capacity * 2 : 256;
	tpi_xml_entry *moved;

	if (++in->t->items > in->t->limits.items) {
		tpi_xml_stop(in, TP_ERR_LIMIT, "more items than the limit allows");
		return NULL;
	}
	if (in->entry_count == in->entry_capacity) {
		moved = tpi_realloc(&in->mem, in->entries, in->entry_capacity * sizeof *moved,
		    want * sizeof *moved);
		if (moved == NULL) {
			tpi_xml_stop_nomem(in);
			return NULL;
		}
		in->entries = moved;
		in->entry_capacity = want;
	}
	return &in->entries[in->entry_count++];
}

static void
end_data(tpi_xml_reader *in)
{
	uint8_t *kept;

	if (in->base64.count != 0) {
		tpi_xml_stop(in, TP_ERR_SYNTAX, "the base64 does not end with a whole group");
		return;
	}
	if (in->data == NULL)
		return;
	kept = tpi_arena_block(&in->t->arena, in->data, in->data_len);
	if (kept != NULL)
		in->data = kept;
	in->data_capacity = in->data_len;
}

/* A separator in a value would make items and fields of its own; XML 1.0 allows none anyway. */
static bool
has_separator(tp_str text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (text.ptr[i] >= TPI_FS && text.ptr[i] <= TPI_US)
			return true;
	return false;
}

static void
end_value(tpi_xml_reader *in, const tpi_xml_frame *frame)
{
	const tpi_xml_node *n = &tpi_xml_nodes[frame->node];
	tp_str text = tpi_xml_trim(n, (const char *)in->value.ptr, in->value.len);
	uint32_t round = tpi_xml_parts_a_round(n->kind);
	size_t at = in->text.len;
	tpi_xml_entry *e;

	if (text.len == 0)
		return;
	if (has_separator(text)) {
		tpi_xml_stop(in, TP_ERR_SYNTAX, "a separator inside a value");
		return;
	}
	if (!tpi_xml_value_in(n, text, &in->text)) {
		(void)tpi_xml_note(in, TP_XML_VALUE, tpi_xml_names[n->name].local,
		    "the value is not of its kind, and stays as it is");
		tpi_buf_put(&in->text, text.ptr, text.len);
	}
	if (in->text.failed) {
		tpi_xml_stop_nomem(in);
		return;
	}
	if (n->kind == TPI_XML_CONST)
		return;
	e = add_entry(in);
	if (e == NULL)
		return;
	e->field = n->field;
	e->subfield = n->subfield + frame->subfield;
	e->item = n->item + n->step * frame->round;
	e->part = n->part + round * frame->round;
	if (n->kind == TPI_XML_LIST)
		e->part = frame->round + 1;
	e->order = (uint32_t)in->entry_count;
	e->at = at;
	e->len = (uint32_t)(in->text.len - at);
	e->node = frame->node;
}

void
tpi_xml_close(tpi_xml_reader *in)
{
	const tpi_xml_frame *frame = &in->frames[in->depth - 1];
	const tpi_xml_node *n;

	if (frame->node == TPI_XML_NONE)
		return;
	n = &tpi_xml_nodes[frame->node];
	if (n->kind == TPI_XML_BASE64)
		end_data(in);
	else if (n->field != 0 || n->kind == TPI_XML_CONST)
		end_value(in, frame);
	in->value.len = 0;
}
