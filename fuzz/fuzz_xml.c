/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: XML. Whole and in small pieces gives the same; what is read is
 * walked, written in both encodings, of which XML is read again, and compacted.
 */

#include <stdlib.h>
#include <string.h>

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

typedef struct source {
	const uint8_t *at;
	size_t left;
} source;

static int
give(void *ctx, void *buf, size_t size, size_t *got)
{
	source *s = ctx;

	*got = s->left < 7 ? s->left : 7;
	*got = *got < size ? *got : size;
	memcpy(buf, s->at, *got);
	s->at += *got;
	s->left -= *got;
	return TP_OK;
}

static int
look(void *ctx, const tp_xml_note *note)
{
	size_t *count = ctx;

	must(note->where.text[0] != '\0' && note->kind >= TP_XML_UNKNOWN &&
	    note->kind <= TP_XML_DROPPED);
	(*count)++;
	return 0;
}

/* What XML can hold of it is a document again. */
static void
write_again(const tp_transaction *t)
{
	tp_xml_write_options options = { .size = sizeof options, .flags = TP_XML_LOSSY };
	tp_read_options tolerant = { .size = sizeof tolerant, .flags = TP_READ_TOLERANT };
	tp_transaction *back;
	tp_bytes xml;

	for (options.edition = 500; options.edition <= 502; options.edition++) {
		must(tp_xml_write(t, &options, &xml, NULL) == TP_OK);
		must(tp_xml_read(xml.ptr, xml.len, &tolerant, &back, NULL) == TP_OK);
		must(tp_transaction_record_count(back) <= tp_transaction_record_count(t));
		tp_transaction_free(back);
		tp_bytes_free(&xml);
	}
}

static void
use(tp_transaction *t)
{
	size_t count = 0;
	tp_bytes out;

	must(tp_xml_notes(t, look, &count) == 0 && count == tp_xml_note_count(t));
	(void)ts_walk(t);
	if (tp_transaction_write(t, 0, &out, NULL) == TP_OK)
		tp_bytes_free(&out);
	write_again(t);
	must(tp_transaction_compact(t, NULL) == TP_OK);
	must(count == tp_xml_note_count(t));
	(void)ts_walk(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 1 << 22, .arena = 1 << 24 };
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT,
		.limits = &limits };
	tp_transaction *t, *other;
	source s = { data, size };
	tp_status status, pieces;
	tp_diag diag;

	(void)tp_xml_sniff(data, size);
	if (size > 1 && data[0] == 0x1f && data[1] == 0x8b)
		return 0; /* expanded only when it is whole */
	status = tp_xml_read(data, size, &options, &t, &diag);
	must((status == TP_OK) == (t != NULL) && diag.code == status);
	pieces = tp_xml_read_from(give, &s, &options, &other, NULL);
	must((pieces == TP_OK) == (status == TP_OK));
	if (t != NULL) {
		must(ts_walk(t) == ts_walk(other));
		use(t);
	}
	tp_transaction_free(other);
	tp_transaction_free(t);
	return 0;
}
