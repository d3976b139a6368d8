/* SPDX-License-Identifier: MIT */
/* XML layer: the state of writing, shared by the files that do it. */
#ifndef TPI_XML_WRITER_H
#define TPI_XML_WRITER_H

#include <tenprint/xml.h>

#include "../itl/tree.h"
#include "map.h"

#define TPI_XML_OPAQUE 1000u /* the field of data that no element is for */

/* An item of the record that is written, sorted by field, subfield and item. */
typedef struct tpi_xml_value {
	uint32_t field;
	uint32_t subfield;
	uint32_t item;
	bool done;       /* written */
	bool broken;     /* a part of it could not be */
	tp_str text;
} tpi_xml_value;

typedef struct tpi_xml_writer {
	const tp_transaction *t;
	const tp_record *r;
	const tpi_xml_record *map;
	unsigned edition;
	bool ebts;           /* the FBI's elements are written */
	bool kept;           /* the record has notes of elements that were kept */
	bool trial;          /* only find out what could be written */
	size_t taken;        /* leaves written since it was set to 0 */
	bool lossy;
	tp_xml_loss_fn loss;
	void *ctx;
	tp_mem mem;
	tp_status status;
	tp_diag *diag;
	tpi_buf out;
	tpi_buf text;        /* of the element that is written */
	tpi_xml_value *values;
	size_t count;
	size_t capacity;
	tpi_arena arena;     /* texts that are made for the record */
	unsigned indent;
} tpi_xml_writer;

/* values.c */

/* The items of a record; false, and the status set, when there is no memory. */
bool tpi_xml_collect(tpi_xml_writer *w);
tpi_xml_value *tpi_xml_find(tpi_xml_writer *w, uint32_t field, uint32_t subfield, uint32_t item);
/* How many subfields, from `first` on, and the last item of one. */
uint32_t tpi_xml_subfields(const tpi_xml_writer *w, uint32_t field, uint32_t first);
uint32_t tpi_xml_last_item(const tpi_xml_writer *w, uint32_t field, uint32_t subfield);
/* Tell, or refuse, what was not written. */
void tpi_xml_losses(tpi_xml_writer *w);

/* write-element.c */

void tpi_xml_put_record(tpi_xml_writer *w);
/* The element's name with its prefix, closed or open. */
void tpi_xml_put_tag(tpi_xml_writer *w, unsigned name, bool closing);
/* Notes of elements at the place that were kept. */
void tpi_xml_put_kept(tpi_xml_writer *w, unsigned parent, unsigned after, uint32_t subfield);

#endif
