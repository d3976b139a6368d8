/* SPDX-License-Identifier: MIT */
/*
 * Message layer: how members of a struct and keys of a labelled text
 * correspond: a table a message, one reader and one writer for all.
 */
#ifndef TPI_SHAPE_H
#define TPI_SHAPE_H

#include "labelled.h"
#include "message.h"

/* A key and the tp_str that holds it. */
typedef struct tpi_member {
	const char *key;
	size_t offset;
} tpi_member;

typedef struct tpi_shape {
	const char *layout;
	const tpi_member *values;
	size_t value_count;
	const tpi_member *items; /* of a group's struct */
	size_t item_count;
	size_t groups;           /* offset of the array of groups, their size, */
	size_t group_size;
	size_t group_count;      /* and the offset of the member that counts them */
} tpi_shape;

/* The lines that a layout has no place for, kept as they are. */
typedef struct tpi_lines {
	tpi_arena *arena;
	tp_other *at;
	size_t count;
	size_t room;
} tpi_lines;
tp_status tpi_lines_add(tpi_lines *lines, size_t number, const tp_str *text);

/* What building a text starts with; false, diag saying why: no struct, or no place for the text. */
bool tpi_text_begin(const void *from, const tp_message_options *options, tp_message_options *use,
    tp_bytes *out, tp_diag *diag);

/* The member of a key in a table; NULL for none. */
tp_str *tpi_member_of(const tpi_member *table, size_t count, const char *key, void *base);

/*
 * Parse m's text into base. TP_ERR_NOTFOUND if it does not start with the
 * layout's mark; TP_ERR_SYNTAX, TRUNCATED, NOMEM.
 */
tp_status tpi_shape_parse(tp_message *m, const tpi_shape *shape, void *base,
    const tp_layouts *layouts, tp_others *others, tp_diag *diag);
/* Build the text of base, with the lines of others where they stood. TP_ERR_ARG, NOMEM. */
tp_status tpi_shape_build(const tpi_shape *shape, void *base, const tp_others *others,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag);

#endif
