/* SPDX-License-Identifier: MIT */
/* XML layer: the element map that scripts/gen-xml.awk makes of data/xml-*.tsv. */
#ifndef TPI_XML_TABLES_H
#define TPI_XML_TABLES_H

#include <tenprint/memory.h>

/* Editions by their VER (1.002), as a number: 400 is "0400"; 0 in a table is no bound. */
#define TPI_XML_2008 400u
#define TPI_XML_2011 500u
#define TPI_XML_2013 501u
#define TPI_XML_2015 502u

typedef struct tpi_xml_namespace {
	uint8_t prefix; /* which of tpi_xml_prefixes */
	const char *uri;
	uint16_t since;
	uint16_t until;
} tpi_xml_namespace;

/* Elements, sorted by local name, then prefix. */
typedef struct tpi_xml_name {
	const char *local;
	uint8_t prefix;
} tpi_xml_name;

typedef struct tpi_xml_record {
	uint8_t type;
	uint16_t name;
	uint16_t since;
	uint16_t until;
	uint16_t first; /* its elements are the nodes from here */
	uint16_t end;   /* up to here */
} tpi_xml_record;

/* Another name of an element, in records of a type (0: of all). Sorted by name. */
typedef struct tpi_xml_alias {
	uint8_t type;
	uint16_t name;
	uint16_t element;
	uint16_t until; /* written by this name up to the edition; 0: only read */
} tpi_xml_alias;

/* How a value differs between the encodings; tenprint-tables(5) names them. */
typedef enum tpi_xml_kind {
	TPI_XML_TEXT,
	TPI_XML_TYPE,    /* the record's type: 1.001 and its like */
	TPI_XML_CONST,   /* always the same, and in no field */
	TPI_XML_DATE,
	TPI_XML_GMT,
	TPI_XML_BOOL_YN,
	TPI_XML_BOOL_10,
	TPI_XML_BOOL_SU,
	TPI_XML_BASE64,  /* bytes */
	TPI_XML_B64TEXT, /* base64 in both encodings */
	TPI_XML_FACE,    /* text, but only FACE; and only not FACE */
	TPI_XML_OTHER,
	TPI_XML_FINGER,  /* text, but only a finger's position; a palm's */
	TPI_XML_PALM,
	TPI_XML_CODE,    /* text, but only of a code list */
	TPI_XML_LEN2,    /* text, but only of two, three characters, or digits */
	TPI_XML_LEN3,
	TPI_XML_DIGITS,
	TPI_XML_FILLER,  /* followed by two items "0" */
	/* From here on an item made of several elements: see pack.c. */
	TPI_XML_VER,
	TPI_XML_XYT,
	TPI_XML_HALF,
	TPI_XML_COMMA,
	TPI_XML_DASH,
	TPI_XML_NAME,
	TPI_XML_PART,
	TPI_XML_VERTEX,
	TPI_XML_ALPHA,
	TPI_XML_LIST,
	TPI_XML_VECTOR
} tpi_xml_kind;
#define TPI_XML_FIRST_PACK TPI_XML_VER

#define TPI_XML_SUBFIELDS 1u /* once for each subfield */
#define TPI_XML_ROUNDS 2u    /* once for each round of items */
#define TPI_XML_CHOICE 4u    /* one of several siblings */
#define TPI_XML_ANY 16u     /* in any order among its siblings with this mark */
#define TPI_XML_REQUIRED 8u  /* written even when empty, if what it stands in is */

/* An element, before those in it: up to `end` they are its children, and theirs. */
typedef struct tpi_xml_node {
	uint16_t name;
	uint16_t end;
	uint16_t group;    /* the first of the siblings that count subfields together */
	uint16_t since;    /* written from this edition on */
	uint16_t until;
	uint16_t item;
	uint16_t step;     /* items that a round adds */
	uint8_t subfield;  /* the first */
	uint8_t flags;
	uint8_t kind;      /* a tpi_xml_kind */
	uint8_t part;      /* of a packed item, from 1 */
	uint32_t field;    /* 0: holds elements, or a constant */
	const char *arg;   /* of the conversion; NULL: none */
} tpi_xml_node;

extern const char *const tpi_xml_prefixes[];
extern const size_t tpi_xml_prefixes_count;
extern const tpi_xml_namespace tpi_xml_namespaces[];
extern const size_t tpi_xml_namespaces_count;
extern const tpi_xml_name tpi_xml_names[];
extern const size_t tpi_xml_names_count;
extern const tpi_xml_record tpi_xml_records[];
extern const size_t tpi_xml_records_count;
extern const tpi_xml_alias tpi_xml_aliases[];
extern const size_t tpi_xml_aliases_count;
extern const tpi_xml_node tpi_xml_nodes[];
extern const size_t tpi_xml_nodes_count;

#endif
