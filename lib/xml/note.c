/* SPDX-License-Identifier: MIT */
/* XML layer: telling XML from the traditional encoding, and the notes that reading made. */

#include <string.h>

#include <tenprint/xml.h>

#include "../base/file.h"
#include "../itl/tree.h"

#define START 64 /* bytes of gzip data that are expanded to be looked at */

/* UTF-16's two orders have the same bytes, with zeros between them. */
bool
tp_xml_sniff(const void *bytes, size_t len)
{
	const uint8_t *at = bytes;
	uint8_t start[START];
	size_t i = 0;

	if (tpi_is_gzip(bytes, len)) {
		len = tpi_gunzip_start(bytes, len, start, sizeof start);
		at = start;
	}
	if (len > 1 && ((at[0] == 0xff && at[1] == 0xfe) || (at[0] == 0xfe && at[1] == 0xff)))
		i = 2;
	else if (len > 2 && at[0] == 0xef && at[1] == 0xbb && at[2] == 0xbf)
		i = 3;
	while (i < len && (at[i] == ' ' || at[i] == '\t' || at[i] == '\n' || at[i] == '\r' ||
	    at[i] == 0))
		i++;
	return i < len && at[i] == '<';
}

size_t
tp_xml_note_count(const tp_transaction *t)
{
	return t->extra_count;
}

int
tp_xml_notes(const tp_transaction *t, tp_xml_note_fn visit, void *ctx)
{
	const tpi_extra *extra;
	tp_xml_note note;
	int rc = 0;

	for (extra = t->extras; extra != NULL && rc == 0; extra = extra->next) {
		note.kind = extra->kind;
		note.where = extra->where;
		note.name = extra->name;
		note.xml = extra->text;
		rc = visit(ctx, &note);
	}
	return rc;
}
