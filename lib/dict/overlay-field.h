/* SPDX-License-Identifier: MIT */
/* Dict layer: what the two files that understand an overlay's fields share. */
#ifndef TPI_OVERLAY_FIELD_H
#define TPI_OVERLAY_FIELD_H

#include "overlay.h"

enum { FIELD_TYPE, FIELD_FIELD, FIELD_ITEM, FIELD_MNEMONIC, FIELD_NAME, FIELD_COND, FIELD_CHARS,
	FIELD_MINLEN, FIELD_MAXLEN, FIELD_MINOCC, FIELD_MAXOCC, FIELD_LIST, FIELD_RULE, FIELD_SINCE,
	FIELD_UNTIL, FIELD_SOURCE, FIELD_DEPENDS };

/* A row of the overlay. */
typedef struct tpi_added {
	tp_field_def def;
	const tp_field_def *base; /* what the profile has; NULL: nothing */
	const tpi_line *line;
} tpi_added;

/* overlay-field.c: of the row at hand its key and editions, then all of it. */
bool tpi_field_key(tpi_overlay *o, tpi_added *out);
bool tpi_field_read(tpi_overlay *o, tpi_added *added, const tp_field_def *base);
/* Make it one that may not be there. */
void tpi_field_forbid(tp_field_def *def);
/* Whether two rows say the same, wherever they come from. */
bool tpi_field_same(const tp_field_def *a, const tp_field_def *b);

#endif
