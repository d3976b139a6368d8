/* SPDX-License-Identifier: MIT */
/* XML layer: looking things up in the element map, and values between the encodings. */
#ifndef TPI_XML_MAP_H
#define TPI_XML_MAP_H

#include "../base/mem.h"
#include "tables.h"

#define TPI_XML_NONE 0xffffu /* no such name or node */
#define TPI_XML_ROOT "NISTBiometricInformationExchangePackage"

/* Where a Type-4 record's header starts behind LEN and IDC, and how long it is (ITL 2013, 8.4). */
#define TPI_XML_PRINT_START 5u
#define TPI_XML_PRINT_HEADER 13u

/* map.c */

/* The prefix of a namespace, or 0xff. */
unsigned tpi_xml_prefix(const char *uri);
/* The namespace that a prefix has in an edition; NULL if none. */
const char *tpi_xml_uri(unsigned prefix, unsigned edition);
unsigned tpi_xml_name_index(unsigned prefix, const char *local);
/* What an element is called in the paths, in records of that type. */
unsigned tpi_xml_canonical(unsigned type, unsigned name);
/* What the edition calls it. */
unsigned tpi_xml_written(unsigned type, unsigned name, unsigned edition, bool ebts);
const tpi_xml_record *tpi_xml_record_by_name(unsigned name);
const tpi_xml_record *tpi_xml_record_by_type(unsigned type);
bool tpi_xml_in_edition(unsigned since, unsigned until, unsigned edition);

/* value.c */

/* Without the blanks around it; of text only those with a line break in them. */
tp_str tpi_xml_trim(const tpi_xml_node *node, const char *text, size_t len);
/* Append the value as the tree has it; false, and nothing appended, if it is not of its kind. */
bool tpi_xml_value_in(const tpi_xml_node *node, tp_str text, tpi_buf *out);
/* Append the value as XML has it (not escaped); false if this element cannot hold it. */
bool tpi_xml_value_out(const tpi_xml_node *node, tp_str value, tpi_buf *out);

/* pack.c: items that are several elements */

/* Append one part of an item after those before it; `widest` is the longest part. */
void tpi_xml_pack(const tpi_xml_node *node, uint32_t part, tp_str text, size_t widest,
    tpi_buf *out);
/* The text of one part; false if the item has none such. */
bool tpi_xml_unpack(const tpi_xml_node *node, uint32_t part, tp_str item, tp_str *out);
/* How many parts a round of the elements holds; 0: they do not come in rounds. */
uint32_t tpi_xml_parts_a_round(unsigned kind);
/* How many rounds an item takes. */
uint32_t tpi_xml_rounds(const tpi_xml_node *node, tp_str item);

#endif
