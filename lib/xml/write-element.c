/* SPDX-License-Identifier: MIT */
/*
 * XML layer: the elements of one record, in the order of the map, which is
 * that of the schemas. An element is written with what is in it, and taken
 * back if nothing was.
 */

#include <string.h>

#include "../base/text.h"
#include "writer.h"

/* Where in the record the writing is. */
typedef struct spot {
	uint32_t subfield; /* from 0 */
	uint32_t round;
} spot;

static void put_nodes(tpi_xml_writer *w, unsigned first, unsigned end, unsigned parent, spot at);

static void
put_indent(tpi_xml_writer *w)
{
	unsigned i;

	tpi_buf_byte(&w->out, '\n');
	for (i = 0; i < w->indent; i++)
		tpi_buf_byte(&w->out, ' ');
}

void
tpi_xml_put_tag(tpi_xml_writer *w, unsigned name, bool closing)
{
	unsigned type = w->map != NULL ? w->map->type : 0;
	const tpi_xml_name *n =
	    &tpi_xml_names[tpi_xml_written(type, name, w->edition, w->ebts)];

	tpi_buf_text(&w->out, closing ? "</" : "<");
	tpi_buf_text(&w->out, tpi_xml_prefixes[n->prefix]);
	tpi_buf_byte(&w->out, ':');
	tpi_buf_text(&w->out, n->local);
	tpi_buf_byte(&w->out, '>');
}

/* XML 1.0 has no control characters but tab and line breaks, nor U+FFFE and U+FFFF. */
static bool
is_allowed(const uint8_t *at, const uint8_t *end)
{
	for (; at < end; at++) {
		if (*at < 0x20 && *at != '\t' && *at != '\n' && *at != '\r')
			return false;
		if (*at == 0xef && end - at > 2 && at[1] == 0xbf && at[2] >= 0xbe)
			return false;
	}
	return true;
}

static void
put_escaped(tpi_buf *out, const uint8_t *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (text[i] == '<')
			tpi_buf_text(out, "&lt;");
		else if (text[i] == '>')
			tpi_buf_text(out, "&gt;");
		else if (text[i] == '&')
			tpi_buf_text(out, "&amp;");
		else if (text[i] == '\r')
			tpi_buf_text(out, "&#13;");
		else
			tpi_buf_byte(out, text[i]);
	}
}

/* <name>, the text that is in w->text, </name>. */
static void
put_element(tpi_xml_writer *w, const tpi_xml_node *n)
{
	put_indent(w);
	tpi_xml_put_tag(w, n->name, false);
	put_escaped(&w->out, w->text.ptr, w->text.len);
	tpi_xml_put_tag(w, n->name, true);
}

static void
put_data(tpi_xml_writer *w, const tpi_xml_node *n, const tpi_xml_value *v)
{
	put_indent(w);
	tpi_xml_put_tag(w, n->name, false);
	if (!w->trial)
		tpi_base64_put(&w->out, v->text.ptr, v->text.len, 76);
	tpi_xml_put_tag(w, n->name, true);
}

/* A signature's data are vectors when 8.004 says so (ITL 2013, 8.8). */
static bool
has_vectors(tpi_xml_writer *w)
{
	const tpi_xml_value *v = w->r->type == 8 ? tpi_xml_find(w, 4, 1, 1) : NULL;

	return v != NULL && v->text.len == 1 && v->text.ptr[0] == '2';
}

/* One number of a vector: X, Y, pressure. */
static bool
vector_text(tpi_xml_writer *w, const tpi_xml_node *n, uint32_t round, tp_str data)
{
	const uint8_t *at = (const uint8_t *)data.ptr + (size_t)round * 5;

	if (!has_vectors(w) || data.len % 5 != 0 || ((size_t)round + 1) * 5 > data.len)
		return false;
	tpi_buf_number(&w->text, n->part == 3 ? at[4]
	    : (uint64_t)at[n->part * 2 - 2] << 8 | at[n->part * 2 - 1], 0);
	return true;
}

/* The element's text into w->text; false if the value cannot go here. */
static bool
make_text(tpi_xml_writer *w, const tpi_xml_node *n, tpi_xml_value *v, spot at)
{
	uint32_t round = tpi_xml_parts_a_round(n->kind), part = n->part + round * at.round;
	tp_str text = v->text;

	w->text.len = 0;
	if (n->kind == TPI_XML_VECTOR)
		return vector_text(w, n, at.round, v->text);
	if (n->kind == TPI_XML_LIST)
		part = at.round + 1;
	if (n->kind >= TPI_XML_FIRST_PACK && !tpi_xml_unpack(n, part, v->text, &text)) {
		v->broken = v->broken || n->kind == TPI_XML_VERTEX;
		return false;
	}
	if (!tpi_xml_value_out(n, text, &w->text) || w->text.len == 0)
		return false;
	if (tpi_utf8_valid(w->text.ptr, w->text.len) &&
	    is_allowed(w->text.ptr, w->text.ptr + w->text.len))
		return true;
	/* Another part of the item may be written all the same. */
	v->broken = v->broken || n->kind >= TPI_XML_FIRST_PACK;
	return false;
}

static void
mark(tpi_xml_writer *w, const tpi_xml_node *n, tpi_xml_value *v)
{
	uint32_t i;

	w->taken++;
	if (w->trial)
		return;
	v->done = true;
	for (i = 1; n->kind == TPI_XML_FILLER && i <= 2; i++) {
		tpi_xml_value *zero = tpi_xml_find(w, v->field, v->subfield, v->item + i);

		if (zero != NULL && zero->text.len == 1 && zero->text.ptr[0] == '0')
			zero->done = true;
	}
}

static void
put_leaf(tpi_xml_writer *w, const tpi_xml_node *n, spot at)
{
	tpi_xml_value *v;

	w->text.len = 0;
	if (n->kind == TPI_XML_TYPE || n->kind == TPI_XML_CONST) {
		if (n->kind == TPI_XML_TYPE)
			tpi_buf_number(&w->text, w->r->type, 0);
		else
			tpi_buf_text(&w->text, n->arg);
		put_element(w, n);
		return;
	}
	v = tpi_xml_find(w, n->field, n->subfield + at.subfield, n->item + n->step * at.round);
	if (v == NULL) {
		if ((n->flags & TPI_XML_REQUIRED) != 0 &&
		    (n->kind == TPI_XML_TEXT || n->kind == TPI_XML_LIST))
			put_element(w, n);
		return;
	}
	/* Of several elements for one value the first that can hold it has it. */
	if (v->done && n->kind < TPI_XML_FIRST_PACK)
		return;
	if (n->kind == TPI_XML_BASE64) {
		if (!has_vectors(w)) {
			put_data(w, n, v);
			mark(w, n, v);
		}
		return;
	}
	if (!make_text(w, n, v, at))
		return;
	put_element(w, n);
	mark(w, n, v);
}

void
tpi_xml_put_kept(tpi_xml_writer *w, unsigned parent, unsigned after, uint32_t subfield)
{
	const tpi_extra *e;

	for (e = w->kept ? w->t->extras : NULL; e != NULL; e = e->next) {
		if (e->kind != TP_XML_UNKNOWN || e->record != w->r || e->parent != parent ||
		    e->after != after || e->subfield != subfield)
			continue;
		put_indent(w);
		tpi_buf_put(&w->out, e->text.ptr, e->text.len);
		w->taken++;
	}
}

static void
put_node(tpi_xml_writer *w, unsigned node, spot at)
{
	const tpi_xml_node *n = &tpi_xml_nodes[node];
	const char *prefix = tpi_xml_prefixes[tpi_xml_names[n->name].prefix];
	size_t start = w->out.len, taken = w->taken;

	if (!tpi_xml_in_edition(n->since, n->until, w->edition) ||
	    (!w->ebts && (strcmp(prefix, "ebts") == 0 || strcmp(prefix, "j") == 0)))
		return;
	if (n->end == node + 1) {
		put_leaf(w, n, at);
		return;
	}
	put_indent(w);
	tpi_xml_put_tag(w, n->name, false);
	w->indent++;
	put_nodes(w, node + 1, n->end, node, at);
	w->indent--;
	if (w->taken == taken && (n->flags & TPI_XML_REQUIRED) == 0) {
		w->out.len = start;
		return;
	}
	put_indent(w);
	tpi_xml_put_tag(w, n->name, true);
}

/* How often the siblings from first to end, and what is in them, count subfields, or rounds. */
static uint32_t
times(tpi_xml_writer *w, unsigned first, unsigned end, bool rounds, uint32_t subfield)
{
	uint32_t most = 0, n;
	unsigned i;

	for (i = first; i < end; i++) {
		const tpi_xml_node *leaf = &tpi_xml_nodes[i];
		const tpi_xml_value *v;

		n = 0;
		if (leaf->field == 0)
			continue;
		if (!rounds)
			n = tpi_xml_subfields(w, leaf->field, leaf->subfield);
		else if (leaf->step == 0) {
			v = tpi_xml_find(w, leaf->field, leaf->subfield + subfield, leaf->item);
			n = v != NULL ? tpi_xml_rounds(leaf, v->text) : 0;
		} else {
			n = tpi_xml_last_item(w, leaf->field, leaf->subfield + subfield);
			n = n >= leaf->item ? (n - leaf->item) / leaf->step + 1 : 0;
		}
		most = n > most ? n : most;
	}
	return most;
}

/* Of several that hold the same, the one that has a place for the most values. */
static unsigned
best_choice(tpi_xml_writer *w, unsigned first, unsigned end, spot at)
{
	size_t start = w->out.len, most = 0, taken = w->taken;
	unsigned i, best = TPI_XML_NONE;
	bool trial = w->trial;

	w->trial = true;
	for (i = first; i < end; i = tpi_xml_nodes[i].end) {
		w->taken = 0;
		put_node(w, i, at);
		w->out.len = start;
		if (w->taken > most) {
			most = w->taken;
			best = i;
		}
	}
	w->taken = taken;
	w->trial = trial;
	return best;
}

/* The siblings from first on that are one choice, or count subfields together. */
static unsigned
run_end(unsigned first, unsigned end)
{
	unsigned i = tpi_xml_nodes[first].end;
	unsigned choice = tpi_xml_nodes[first].flags & TPI_XML_CHOICE;

	while (i < end && (choice != 0 ? (tpi_xml_nodes[i].flags & TPI_XML_CHOICE) != 0
	    : tpi_xml_nodes[i].group == tpi_xml_nodes[first].group))
		i = tpi_xml_nodes[i].end;
	return i;
}

static void
put_run(tpi_xml_writer *w, unsigned first, unsigned end, spot at)
{
	unsigned flags = tpi_xml_nodes[first].flags, i;
	spot inner = at;
	uint32_t n, count;
	size_t taken;

	if ((flags & TPI_XML_CHOICE) != 0) {
		i = best_choice(w, first, end, at);
		if (i != TPI_XML_NONE)
			put_node(w, i, at);
		return;
	}
	if ((flags & (TPI_XML_SUBFIELDS | TPI_XML_ROUNDS)) == 0) {
		for (i = first; i < end; i = tpi_xml_nodes[i].end)
			put_node(w, i, at);
		return;
	}
	count = times(w, first, end, (flags & TPI_XML_ROUNDS) != 0, at.subfield);
	if (count == 0 && (flags & TPI_XML_ROUNDS) != 0 && (flags & TPI_XML_REQUIRED) != 0)
		count = 1;
	for (n = 0; n < count; n++) {
		if ((flags & TPI_XML_ROUNDS) != 0)
			inner.round = n;
		else
			inner.subfield = n;
		/* Twins: what one of them took is not for the next. */
		taken = w->taken;
		for (i = first; i < end && w->taken == taken; i = tpi_xml_nodes[i].end)
			put_node(w, i, inner);
	}
}

static void
put_nodes(tpi_xml_writer *w, unsigned first, unsigned end, unsigned parent, spot at)
{
	unsigned i = first, next, last;

	tpi_xml_put_kept(w, parent, TPI_XML_NONE, at.subfield);
	for (; i < end && !w->out.failed; i = next) {
		next = run_end(i, end);
		put_run(w, i, next, at);
		for (last = i; last < next; last = tpi_xml_nodes[last].end)
			tpi_xml_put_kept(w, parent, last, at.subfield);
	}
}

void
tpi_xml_put_record(tpi_xml_writer *w)
{
	spot at = { 0, 0 };

	put_indent(w);
	tpi_xml_put_tag(w, w->map->name, false);
	w->indent++;
	put_nodes(w, w->map->first, w->map->end, TPI_XML_NONE, at);
	w->indent--;
	put_indent(w);
	tpi_xml_put_tag(w, w->map->name, true);
}
