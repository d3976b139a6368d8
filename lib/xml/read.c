/* SPDX-License-Identifier: MIT */
/*
 * XML layer: reading through libxml2's SAX2 interface, which hands text over
 * a piece at a time where the reader API would gather a whole image first.
 * No DTD, no entities, no network: a document type declaration ends it.
 */

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

#include "../base/file.h"
#include "../base/number.h"
#include "reader.h"

#define CUT_OFF "the document ends before its last element does"

static uint64_t
place(const tpi_xml_reader *in)
{
	long at = in->ctxt != NULL ? xmlByteConsumed(in->ctxt) : 0;

	return at >= 0 ? (uint64_t)at : TP_NO_OFFSET;
}

static void
set_status(tpi_xml_reader *in, tp_status status, const char *text)
{
	if (in->status != TP_OK)
		return;
	in->status = status;
	(void)tpi_fail(in->diag, status, place(in), "line %d, column %d: %s",
	    xmlSAX2GetLineNumber(in->ctxt), xmlSAX2GetColumnNumber(in->ctxt), text);
	if (in->record != NULL)
		tpi_diag_place(in->diag, in->record, -1, -1, -1);
}

void
tpi_xml_stop(tpi_xml_reader *in, tp_status status, const char *text)
{
	set_status(in, status, text);
	if (in->ctxt != NULL)
		xmlStopParser(in->ctxt);
}

void
tpi_xml_stop_nomem(tpi_xml_reader *in)
{
	tpi_xml_stop(in, TP_ERR_NOMEM, "out of memory");
}

void
tpi_xml_stop_arena(tpi_xml_reader *in)
{
	if (in->t->arena.limited)
		tpi_xml_stop(in, TP_ERR_LIMIT, "more memory than the limit allows");
	else
		tpi_xml_stop_nomem(in);
}

tpi_extra *
tpi_xml_note(tpi_xml_reader *in, tp_xml_note_kind kind, const char *name, const char *text)
{
	tpi_extra *note;

	if (in->status != TP_OK)
		return NULL;
	if (kind != TP_XML_UNKNOWN && !in->tolerant) {
		tpi_xml_stop(in, TP_ERR_SYNTAX, text);
		return NULL;
	}
	if (kind != TP_XML_UNKNOWN && in->notes++ >= TPI_XML_MAX_NOTES)
		return NULL;
	note = tpi_extra_add(in->t);
	if (note != NULL) {
		note->kind = (int32_t)kind;
		note->record = in->record;
		note->name.len = strlen(name);
		note->name.ptr = tpi_arena_copy(&in->t->arena, name, note->name.len);
	}
	if (note == NULL || note->name.ptr == NULL) {
		tpi_xml_stop_arena(in);
		return NULL;
	}
	(void)tpi_fail(&note->where, TP_ERR_SYNTAX, place(in), "line %d, column %d: %s",
	    xmlSAX2GetLineNumber(in->ctxt), xmlSAX2GetColumnNumber(in->ctxt), text);
	if (in->record != NULL)
		tpi_diag_place(&note->where, in->record, -1, -1, -1);
	return note;
}

/* ---- what libxml2 calls ------------------------------------------------------ */

/* An xsi: attribute says something of the schema, not of the record. */
static void
check_attributes(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	int i;

	for (i = 0; i < tag->attribute_count; i++) {
		const char *uri = (const char *)tag->attributes[(size_t)i * 5 + 2];

		if (uri == NULL || strcmp(uri, "http://www.w3.org/2001/XMLSchema-instance") != 0)
			(void)tpi_xml_note(in, TP_XML_DROPPED,
			    (const char *)tag->attributes[(size_t)i * 5],
			    "an attribute is left out");
	}
}

/* Nothing is left to come: what is wrong now is that there is no more. */
static bool
is_cut_off(const tpi_xml_reader *in)
{
	return in->ended && in->ctxt != NULL && in->ctxt->input != NULL &&
	    in->ctxt->input->cur >= in->ctxt->input->end;
}

static void
open_root(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	unsigned prefix = tag->uri != NULL ? tpi_xml_prefix((const char *)tag->uri) : 0xff;

	if (is_cut_off(in))
		tpi_xml_stop(in, TP_ERR_TRUNCATED, CUT_OFF);
	else if (prefix == 0xff || strcmp(tpi_xml_prefixes[prefix], "itl") != 0 ||
	    strcmp((const char *)tag->local, TPI_XML_ROOT) != 0)
		tpi_xml_stop(in, TP_ERR_UNSUPPORTED,
		    "not the package of an ANSI/NIST-ITL edition that is known here");
}

static void
open_element(tpi_xml_reader *in, const tpi_xml_tag *tag)
{
	unsigned name;

	if (in->foreign != 0)
		tpi_xml_foreign_open(in, tag);
	else if (in->depth == 0)
		open_root(in, tag);
	else if (in->depth == 1) {
		name = tpi_xml_lookup(in, tag->local, tag->uri);
		if (name != TPI_XML_NONE && tpi_xml_record_by_name(name) != NULL)
			tpi_xml_open_record(in, name);
		else
			tpi_xml_foreign_open(in, tag);
	} else if (!tpi_xml_open(in, tag->local, tag->uri))
		tpi_xml_foreign_open(in, tag);
	if (in->foreign == 0 && in->status == TP_OK)
		check_attributes(in, tag);
}

static void
start_element(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
    int scope_count, const xmlChar **scopes, int attribute_count, int defaulted,
    const xmlChar **attributes)
{
	tpi_xml_reader *in = ctx;
	tpi_xml_tag tag = { local, prefix, uri, scope_count, scopes, attribute_count, attributes };

	(void)defaulted;
	if (in->status != TP_OK)
		return;
	if (in->depth == TPI_XML_MAX_DEPTH) {
		tpi_xml_stop(in, TP_ERR_LIMIT, "elements nested more than 64 deep");
		return;
	}
	if (!tpi_xml_enter_scope(in, &tag))
		return;
	open_element(in, &tag);
	in->depth++;
}

static void
end_element(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	tpi_xml_reader *in = ctx;

	(void)uri;
	if (in->status != TP_OK)
		return;
	if (in->foreign == 0 && in->depth > 2)
		tpi_xml_close(in);
	else if (in->foreign == 0 && in->depth == 2) {
		tpi_xml_build(in);
		in->record = NULL;
		in->map = NULL;
	}
	in->depth--;
	if (in->foreign != 0)
		tpi_xml_foreign_close(in, local, prefix);
	tpi_xml_leave_scope(in);
}

static void
characters(void *ctx, const xmlChar *text, int len)
{
	tpi_xml_reader *in = ctx;

	if (in->status != TP_OK || in->depth == 0)
		return;
	if (in->foreign != 0)
		tpi_xml_foreign_text(in, (const char *)text, (size_t)len);
	else
		tpi_xml_characters(in, (const char *)text, (size_t)len);
}

static void
internal_subset(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	tpi_xml_stop(ctx, TP_ERR_SYNTAX, "a document type declaration, which is not accepted");
}

/* libxml2's own texts may quote the document: these are ours. */
static const char *
error_text(int code)
{
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return "an end tag that does not fit its start tag";
	case XML_ERR_DOCUMENT_EMPTY:
		return "no element at all";
	case XML_ERR_DOCUMENT_END:
		return "something after the last element";
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_CHARREF:
		return "a character that XML does not allow";
	case XML_ERR_INVALID_ENCODING:
	case XML_ERR_UNKNOWN_ENCODING:
	case XML_ERR_UNSUPPORTED_ENCODING:
	case XML_I18N_CONV_FAILED:
		return "bytes that are not of the document's encoding";
	case XML_ERR_UNDECLARED_ENTITY:
		return "an entity that is not one of XML's own";
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return "a prefix without a namespace";
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return "an attribute that is there twice";
	default:
		return "not well-formed XML";
	}
}

static void
error(void *ctx, xmlErrorPtr e)
{
	tpi_xml_reader *in = ctx;

	if (in->status != TP_OK || e->level < XML_ERR_ERROR || e->code == XML_ERR_USER_STOP)
		return;
	if (e->code == XML_ERR_NO_MEMORY) {
		tpi_xml_stop_nomem(in);
		return;
	}
	if (is_cut_off(in) && e->code != XML_ERR_DOCUMENT_END) {
		tpi_xml_stop(in, TP_ERR_TRUNCATED, CUT_OFF);
		return;
	}
	tpi_xml_stop(in, TP_ERR_SYNTAX, error_text(e->code));
}

/* xmlStopParser is not for here: it frees what libxml2 is about to fill. */
static int
feed(void *ctx, char *buffer, int len)
{
	tpi_xml_reader *in = ctx;
	size_t got, have = 0;
	int rc;

	/* libxml2 takes a short piece for the end where it looks for the encoding. */
	while (have < (size_t)len && !in->ended && in->status == TP_OK) {
		got = 0;
		rc = in->read(in->read_ctx, buffer + have, (size_t)len - have, &got);
		if (rc != TP_OK)
			set_status(in, rc < 0 ? (tp_status)rc : TP_ERR_IO, "reading failed");
		in->ended = got == 0;
		have += got;
	}
	in->total += have;
	if (in->total > in->t->limits.bytes)
		set_status(in, TP_ERR_LIMIT, "the input is larger than the limit allows");
	return in->status == TP_OK ? (int)have : -1;
}

/* ---- the whole -------------------------------------------------------------- */

/* CNT names as many records of each type as there are: only their order differs. */
static bool
counts_match(const tp_transaction *t)
{
	int64_t balance[100] = { 0 };
	tp_field field;
	tp_walk entries;
	uint64_t type;
	tp_str item;
	size_t i;

	if (!tp_record_field(t->records[0], TPI_CNT, 0, &field))
		return false;
	tp_walk_subfields(&field, &entries);
	(void)tp_walk_next(&entries);
	while (tp_walk_next(&entries)) {
		if (!tpi_slice(entries.value.ptr, entries.value.len, TPI_US, 1, &item) ||
		    tpi_parse_decimal(item.ptr, item.len, 99, &type) != TP_OK)
			return false;
		balance[type]++;
	}
	for (i = 1; i < t->count; i++)
		balance[t->records[i]->type]--;
	for (i = 0; i < 100; i++)
		if (balance[i] != 0)
			return false;
	return true;
}

/* XML has all Type-2 records first, so CNT may follow another order than the records. */
static tp_status
settle_count(tpi_xml_reader *in)
{
	tp_transaction *t = in->t;
	tpi_place where = { t->records[0], TPI_CNT, 0 };
	const char *text = "CNT does not name the records that there are";

	if (tpi_count_matches(t, false))
		return TP_OK;
	if (!counts_match(t)) {
		if (!in->tolerant)
			return tpi_fail(in->diag, TP_ERR_COUNT, TP_NO_OFFSET, "%s", text);
		if (tpi_add_defect(t, TP_DEFECT_COUNT, TP_ERR_COUNT, &where, text) != TP_OK)
			return tpi_arena_error(t, in->diag);
	}
	return tpi_count_sync(t, in->diag);
}

/*
 * Whatever the document's own encoding is, text is UTF-8 here. 1.015 says so
 * where it is not plain ASCII, or where 1.015 is of the wide encodings that
 * the traditional form is not read in (ITL 2013, 8.1.15).
 */
static tp_status
settle_charset(tpi_xml_reader *in)
{
	static const char utf8[] = "3\x1f" "UTF-8";
	tp_record *first = in->t->records[0];
	uint64_t index;
	bool other = tp_record_number(first, TPI_DCS, 1, 1, &index) == TP_OK &&
	    (index == 2 || index == 4);

	if ((!in->wide && !other) || tp_transaction_charset(in->t) == TP_CHARSET_UTF8)
		return TP_OK;
	return tp_record_set(first, TPI_DCS, 0, 0, utf8, sizeof utf8 - 1, 0, in->diag);
}

static void
parse(tpi_xml_reader *in)
{
	static const xmlSAXHandler handlers = {
		.internalSubset = internal_subset,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
		.cdataBlock = characters,
		.serror = error,
		.initialized = XML_SAX2_MAGIC,
	};
	xmlSAXHandler sax = handlers;

	in->ctxt = xmlCreateIOParserCtxt(&sax, in, feed, NULL, in, XML_CHAR_ENCODING_NONE);
	if (in->ctxt == NULL) {
		if (in->status == TP_OK)
			in->status = tpi_nomem(in->diag);
		return;
	}
	(void)xmlCtxtUseOptions(in->ctxt, XML_PARSE_NONET);
	(void)xmlParseDocument(in->ctxt);
	if (in->status == TP_OK && in->ctxt->wellFormed == 0)
		tpi_xml_stop(in, TP_ERR_SYNTAX, "not well-formed XML");
	if (in->status == TP_OK && in->t->count == 0)
		tpi_xml_stop(in, TP_ERR_SYNTAX, "no record at all");
	xmlFreeParserCtxt(in->ctxt);
	in->ctxt = NULL;
	if (in->status == TP_OK)
		in->status = settle_count(in);
	if (in->status == TP_OK)
		in->status = settle_charset(in);
}

static void
reader_free(tpi_xml_reader *in)
{
	tpi_free(&in->mem, in->seen, tpi_xml_nodes_count * sizeof *in->seen);
	tpi_free(&in->mem, in->cache, TPI_XML_CACHE * sizeof *in->cache);
	tpi_free(&in->mem, in->entries, in->entry_capacity * sizeof *in->entries);
	tpi_free(&in->mem, in->scopes, in->scope_capacity * sizeof *in->scopes);
	tpi_buf_free(&in->text);
	tpi_buf_free(&in->value);
	tpi_buf_free(&in->scratch);
	tpi_buf_free(&in->xml);
}

static tp_status
read_all(tpi_xml_reader *in, const tp_read_options *o, tp_transaction **out)
{
	in->status = tp_transaction_new_bare(o->mem, o->limits, &in->t, in->diag);
	if (in->status != TP_OK)
		return in->status;
	in->mem = in->t->mem;
	in->tolerant = (o->flags & TP_READ_TOLERANT) != 0;
	in->seen = tpi_calloc(&in->mem, tpi_xml_nodes_count, sizeof *in->seen);
	in->cache = tpi_calloc(&in->mem, TPI_XML_CACHE, sizeof *in->cache);
	tpi_buf_init(&in->text, &in->mem);
	tpi_buf_init(&in->value, &in->mem);
	tpi_buf_init(&in->scratch, &in->mem);
	tpi_buf_init(&in->xml, &in->mem);
	if (in->seen == NULL || in->cache == NULL)
		in->status = tpi_nomem(in->diag);
	else
		parse(in);
	reader_free(in);
	if (in->status == TP_OK) {
		*out = in->t;
		return TP_OK;
	}
	tp_transaction_free(in->t);
	return in->status;
}

static tp_read_options
defaulted(const tp_read_options *options)
{
	tp_read_options o = { .size = sizeof o };

	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	return o;
}

tp_status
tp_xml_read_from(tp_read_fn read, void *ctx, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tpi_xml_reader in = { .diag = diag, .read = read, .read_ctx = ctx };

	tp_diag_init(diag);
	if (out == NULL || read == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "no source or no place for the result");
	*out = NULL;
	return read_all(&in, &o, out);
}

static int
read_memory(void *ctx, void *buf, size_t size, size_t *got)
{
	tp_str *left = ctx;

	*got = left->len < size ? left->len : size;
	if (*got != 0)
		memcpy(buf, left->ptr, *got);
	left->ptr += *got;
	left->len -= *got;
	return TP_OK;
}

tp_status
tp_xml_read(const void *bytes, size_t len, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tp_limits limits = tpi_limits_or_default(o.limits);
	tp_str left = { bytes, len };
	tp_bytes expanded = { 0 };
	tp_mem mem = tpi_mem_or_default(o.mem);
	tp_status status = TP_OK;

	tp_diag_init(diag);
	if (out != NULL)
		*out = NULL;
	if (bytes == NULL || len == 0)
		return tpi_fail(diag, TP_ERR_TRUNCATED, 0, "the input is empty");
	if (tpi_is_gzip(bytes, len)) {
		status = tpi_gunzip(bytes, len, limits.bytes, &mem, &expanded, diag);
		left.ptr = (const char *)expanded.ptr;
		left.len = expanded.len;
	}
	if (status == TP_OK)
		status = tp_xml_read_from(read_memory, &left, &o, out, diag);
	tp_bytes_free(&expanded);
	return status;
}
