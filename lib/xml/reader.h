/* SPDX-License-Identifier: MIT */
/* XML layer: the state of reading, shared by the files that do it. */
#ifndef TPI_XML_READER_H
#define TPI_XML_READER_H

#include <libxml/parser.h>

#include <tenprint/xml.h>

#include "../base/text.h"
#include "../itl/tree.h"
#include "map.h"

#define TPI_XML_MAX_DEPTH 64  /* the deepest known element is at 11 */
#define TPI_XML_MAX_NOTES 1000 /* of other kinds than TP_XML_UNKNOWN */
#define TPI_XML_CACHE 512

/* A value on its way into the record: part of an item, in the order of the file. */
typedef struct tpi_xml_entry {
	uint32_t field;
	uint32_t subfield; /* from 1 */
	uint32_t item;     /* from 1 */
	uint32_t part;
	uint32_t order;    /* of arrival, so that sorting is stable */
	uint32_t len;
	size_t at;         /* in reader.text */
	uint16_t node;
} tpi_xml_entry;

/* An element that is open. */
typedef struct tpi_xml_frame {
	uint16_t node;     /* TPI_XML_NONE: the record's own element */
	uint16_t last;     /* the child that was read last; TPI_XML_NONE: none */
	uint32_t subfield; /* counted from 0 */
	uint32_t round;
	uint32_t serial;   /* which element this is, for counting its children */
} tpi_xml_frame;

/* How often a node was seen in the element with that serial. */
typedef struct tpi_xml_seen {
	uint32_t serial;
	uint32_t count;
} tpi_xml_seen;

/* An element's name by libxml2's pointers, which are the same for the same name. */
typedef struct tpi_xml_cached {
	const xmlChar *local;
	const xmlChar *uri;
	uint16_t name;
	uint16_t type;
} tpi_xml_cached;

/* A namespace declaration that is in force. */
typedef struct tpi_xml_scope {
	const xmlChar *prefix;
	const xmlChar *uri;
	size_t depth;
} tpi_xml_scope;

typedef struct tpi_xml_reader {
	xmlParserCtxtPtr ctxt;
	tp_transaction *t;
	tp_mem mem;
	bool tolerant;
	tp_status status;
	tp_diag *diag;

	tp_read_fn read;
	void *read_ctx;
	uint64_t total;          /* bytes read so far */
	bool ended;

	size_t depth;            /* open elements, known or not */
	tpi_xml_frame frames[TPI_XML_MAX_DEPTH];
	uint32_t serial;
	tpi_xml_seen *seen;      /* by node */
	tpi_xml_cached *cache;

	const tpi_xml_record *map; /* of the record that is open */
	tp_record *record;
	tpi_xml_entry *entries;
	size_t entry_count;
	size_t entry_capacity;
	tpi_buf text;            /* the entries' values */
	tpi_buf value;           /* of the element that is open */
	tpi_buf scratch;

	uint8_t *data;           /* decoded, the newest block of the arena */
	size_t data_len;
	size_t data_capacity;
	uint32_t data_field;
	tpi_base64 base64;

	size_t foreign;          /* depth of the unknown element; 0: in none */
	tpi_buf xml;             /* of it */
	tpi_extra *note;
	tpi_xml_scope *scopes;
	size_t scope_count;
	size_t scope_capacity;
	size_t notes;            /* other than unknown elements */
	bool wide;               /* text outside Type-1 that is not ASCII */
} tpi_xml_reader;

/* read.c */

/* Stop with a status, at the line and column where libxml2 is. */
void tpi_xml_stop(tpi_xml_reader *in, tp_status status, const char *text);
void tpi_xml_stop_nomem(tpi_xml_reader *in);
/* The arena could not: no memory, or the limit. */
void tpi_xml_stop_arena(tpi_xml_reader *in);
/* A note at the same place; NULL if it is not kept. Stops when strict, but for unknown elements. */
tpi_extra *tpi_xml_note(tpi_xml_reader *in, tp_xml_note_kind kind, const char *name,
    const char *text);

/* element.c */

void tpi_xml_open_record(tpi_xml_reader *in, unsigned name);
/* A child of the open element: true if it has a place, and is open now. */
bool tpi_xml_open(tpi_xml_reader *in, const xmlChar *local, const xmlChar *uri);
void tpi_xml_close(tpi_xml_reader *in);
void tpi_xml_characters(tpi_xml_reader *in, const char *text, size_t len);
/* What an element is, in the record that is open. */
unsigned tpi_xml_lookup(tpi_xml_reader *in, const xmlChar *local, const xmlChar *uri);

/* record.c */

/* Make the entries the fields of the record. */
void tpi_xml_build(tpi_xml_reader *in);

/* foreign.c */

typedef struct tpi_xml_tag {
	const xmlChar *local;
	const xmlChar *prefix;
	const xmlChar *uri;
	int scope_count;        /* declarations, in pairs of prefix and URI */
	const xmlChar **scopes;
	int attribute_count;    /* in fives, as libxml2 hands them over */
	const xmlChar **attributes;
} tpi_xml_tag;

void tpi_xml_foreign_open(tpi_xml_reader *in, const tpi_xml_tag *tag);
void tpi_xml_foreign_close(tpi_xml_reader *in, const xmlChar *local, const xmlChar *prefix);
void tpi_xml_foreign_text(tpi_xml_reader *in, const char *text, size_t len);
bool tpi_xml_enter_scope(tpi_xml_reader *in, const tpi_xml_tag *tag);
void tpi_xml_leave_scope(tpi_xml_reader *in);

#endif
