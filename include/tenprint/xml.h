/* SPDX-License-Identifier: MIT */
/*
 * The standard's second encoding: NIEM XML of ANSI/NIST-ITL 2-2008, 1-2011,
 * 2013 and 2015, with the FBI's EBTS 10 elements in Type-1 and Type-2. It is
 * read to the same transaction as the traditional encoding (tp_xml(3)).
 */
#ifndef TENPRINT_XML_H
#define TENPRINT_XML_H

#include <tenprint/edit.h>

TP_BEGIN_DECLS

/*
 * Whether the bytes start as XML does: blanks and a byte order mark aside,
 * with "<". Of gzip data what is in them is looked at, for which zlib has
 * 50 kB or less from malloc; without them they are none.
 */
TP_API bool tp_xml_sniff(const void *bytes, size_t len);

/*
 * Read a transaction. Elements are known by their namespaces, never by
 * prefixes. A document type declaration is refused, so no entity but XML's
 * own five is ever expanded, and nothing is fetched. Of the flags
 * TP_READ_TOLERANT alone counts: without it, what makes a TP_DEFECT_COUNT or
 * a note other than TP_XML_UNKNOWN refuses the file. Nothing is borrowed.
 * On failure *out is NULL, *diag has the byte offset and its text starts with
 * the line and the column.
 * TP_ERR_NOMEM, TRUNCATED, SYNTAX, COUNT, RANGE, LIMIT, UNSUPPORTED (left
 * out of the build, or another package's XML), ARG.
 */
TP_API TP_NODISCARD tp_status tp_xml_read(const void *bytes, size_t len,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag);
/* The same from a callback, a piece at a time: the file as a whole is never in memory. */
TP_API TP_NODISCARD tp_status tp_xml_read_from(tp_read_fn read, void *ctx,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag);

/* What reading came across that no field holds. */
typedef enum tp_xml_note_kind {
	TP_XML_UNKNOWN = 1, /* an element that has no place in the tree; it is kept */
	TP_XML_ORDER = 2,   /* an element that stands later than the schema has it */
	TP_XML_VALUE = 3,   /* a value that is not of its kind; it is kept as it stands */
	TP_XML_DROPPED = 4  /* an attribute, or text between elements: not kept */
} tp_xml_note_kind;

typedef struct tp_xml_note {
	int32_t kind;  /* a tp_xml_note_kind */
	tp_diag where; /* offset, record, field; the text starts with line and column */
	tp_str name;   /* the element's or attribute's local name */
	tp_str xml;    /* TP_XML_UNKNOWN: the element, with every namespace that it needs */
} tp_xml_note;

TP_API size_t tp_xml_note_count(const tp_transaction *t);
/* Hand over each note, in the order of the file, until visit returns something else than 0. */
typedef int (*tp_xml_note_fn)(void *ctx, const tp_xml_note *note);
TP_API int tp_xml_notes(const tp_transaction *t, tp_xml_note_fn visit, void *ctx);

/* A value that XML cannot hold: its place, and in the text why. */
typedef void (*tp_xml_loss_fn)(void *ctx, const tp_diag *loss);

/* Leave out what XML cannot hold instead of failing. */
#define TP_XML_LOSSY 1u

/* size = sizeof(tp_xml_write_options); a NULL pointer to options is all defaults. */
typedef struct tp_xml_write_options {
	size_t size;
	uint32_t flags;      /* TP_XML_LOSSY */
	uint32_t edition;    /* 500 (2011), 501 (2013) or 502 (2015); 0: 502 */
	tp_xml_loss_fn loss; /* called for each value that is left out; may be NULL */
	void *ctx;
} tp_xml_write_options;

/*
 * Write a transaction in XML, with elements in the order of the schemas:
 * Type-2 before the other records, and 1.002 that of the edition. Elements
 * kept as TP_XML_UNKNOWN go back to where they stood. LEN is left out, CNT is
 * made of the records. A value without a place in XML is TP_ERR_UNSUPPORTED,
 * with its place in *diag, unless TP_XML_LOSSY is set.
 * TP_ERR_NOMEM, UNSUPPORTED, ARG (no such edition).
 */
TP_API TP_NODISCARD tp_status tp_xml_write(const tp_transaction *t,
    const tp_xml_write_options *options, tp_bytes *out, tp_diag *diag);

TP_END_DECLS

#endif
