/* SPDX-License-Identifier: MIT */
/*
 * XML layer: elements that the map does not know, kept as text that stands
 * by itself: the outermost one declares every namespace in force there.
 */

#include <string.h>

#include "reader.h"

#define MAX_SCOPES 256 /* in force at once */

static const char *
chars(const xmlChar *text)
{
	return text != NULL ? (const char *)text : "";
}

bool
tpi_xml_enter_scope(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	size_t want, i, n = (size_t)tag->scope_count;
	tpi_xml_scope *moved;

	if (in->scope_count + n > MAX_SCOPES) {
		tpi_xml_stop(in, TP_ERR_LIMIT, "too many namespace declarations");
		return false;
	}
	if (in->scope_count + n > in->scope_capacity) {
		want = (in->scope_count + n) * 2;
		moved = tpi_realloc(&in->mem, in->scopes, in->scope_capacity * sizeof *moved,
		    want * sizeof *moved);
		if (moved == NULL) {
			tpi_xml_stop_nomem(in);
			return false;
		}
		in->scopes = moved;
		in->scope_capacity = want;
	}
	for (i = 0; i < n; i++) {
		tpi_xml_scope *s = &in->scopes[in->scope_count++];

		s->prefix = tag->scopes[2 * i];
		s->uri = tag->scopes[2 * i + 1];
		s->depth = in->depth;
	}
	return true;
}

void
tpi_xml_leave_scope(tpi_xml_reader *in)
{
	while (in->scope_count != 0 && in->scopes[in->scope_count - 1].depth >= in->depth)
		in->scope_count--;
}

static void
put_escaped(tpi_buf *out, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		switch (text[i]) {
		case '<':
			tpi_buf_text(out, "&lt;");
			break;
		case '>':
			tpi_buf_text(out, "&gt;");
			break;
		case '&':
			tpi_buf_text(out, "&amp;");
			break;
		case '"':
			tpi_buf_text(out, "&quot;");
			break;
		case '\r':
			tpi_buf_text(out, "&#13;");
			break;
		default:
			tpi_buf_byte(out, (uint8_t)text[i]);
		}
	}
}

static void
put_name(tpi_buf *out, const xmlChar *prefix, const xmlChar *local)
{
	if (prefix != NULL) {
		tpi_buf_text(out, chars(prefix));
		tpi_buf_byte(out, ':');
	}
	tpi_buf_text(out, chars(local));
}

static void
put_scope(tpi_buf *out, const xmlChar *prefix, const xmlChar *uri)
{
	tpi_buf_text(out, prefix != NULL ? " xmlns:" : " xmlns");
	tpi_buf_text(out, chars(prefix));
	tpi_buf_text(out, "=\"");
	put_escaped(out, chars(uri), strlen(chars(uri)));
	tpi_buf_byte(out, '"');
}

/* Whether a later declaration of the same prefix takes this one's place. */
static bool
is_hidden(const tpi_xml_reader *in, size_t which)
{
	size_t i;

	for (i = which + 1; i < in->scope_count; i++)
		if (in->scopes[i].prefix == in->scopes[which].prefix)
			return true;
	return false;
}

static void
put_attributes(tpi_buf *out, const tpi_xml_tag *tag)
{
	int i;

	for (i = 0; i < tag->attribute_count; i++) {
		const xmlChar **a = tag->attributes + (size_t)i * 5;

		tpi_buf_byte(out, ' ');
		put_name(out, a[1], a[0]);
		tpi_buf_text(out, "=\"");
		put_escaped(out, chars(a[3]), (size_t)(a[4] - a[3]));
		tpi_buf_byte(out, '"');
	}
}

/* The outermost one: a note that will have its text. */
static bool
begin(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	const tpi_xml_frame *parent = &in->frames[in->depth - 1];

	in->xml.len = 0;
	in->note = tpi_xml_note(in, TP_XML_UNKNOWN, chars(tag->local),
	    "the element has no place in the tree, and is kept beside it");
	if (in->note == NULL)
		return false;
	in->note->parent = in->note->after = TPI_XML_NONE;
	if (in->record != NULL) {
		in->note->parent = parent->node;
		in->note->after = parent->last;
		in->note->subfield = parent->subfield;
	}
	in->foreign = in->depth;
	return true;
}

void
tpi_xml_foreign_open(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	bool outermost = in->foreign == 0;
	size_t i;

	if (outermost && !begin(in, tag))
		return;
	tpi_buf_byte(&in->xml, '<');
	put_name(&in->xml, tag->prefix, tag->local);
	if (outermost) {
		for (i = 0; i < in->scope_count; i++)
			if (!is_hidden(in, i))
				put_scope(&in->xml, in->scopes[i].prefix, in->scopes[i].uri);
	} else
		for (i = 0; i < (size_t)tag->scope_count; i++)
			put_scope(&in->xml, tag->scopes[2 * i], tag->scopes[2 * i + 1]);
	put_attributes(&in->xml, tag);
	tpi_buf_byte(&in->xml, '>');
	if (in->xml.failed)
		tpi_xml_stop_nomem(in);
}

void
tpi_xml_foreign_text(tpi_xml_reader *in, const char *text, size_t len)
{
	put_escaped(&in->xml, text, len);
	if (in->xml.failed)
		tpi_xml_stop_nomem(in);
}

void
tpi_xml_foreign_close(tpi_xml_reader *in, const xmlChar *local, const xmlChar *prefix)
{
	tpi_buf_text(&in->xml, "</");
	put_name(&in->xml, prefix, local);
	tpi_buf_byte(&in->xml, '>');
	if (in->xml.failed) {
		tpi_xml_stop_nomem(in);
		return;
	}
	if (in->foreign != in->depth)
		return;
	in->note->text.ptr = tpi_arena_copy(&in->t->arena, in->xml.ptr, in->xml.len);
	in->note->text.len = in->xml.len;
	if (in->note->text.ptr == NULL) {
		in->note->text.len = 0;
		tpi_xml_stop_arena(in);
	}
	in->foreign = 0;
	in->note = NULL;
}
