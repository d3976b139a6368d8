/* SPDX-License-Identifier: MIT */
/* Message layer: the rows of a layout, built in or read at run time. */
#ifndef TPI_LAYOUT_H
#define TPI_LAYOUT_H

#include <tenprint/layout.h>
#include <tenprint/status.h>

#define TPI_LAYOUT_ROWS 500u

typedef enum tpi_layout_kind {
	TPI_LAYOUT_MARK,  /* the first line, to know the text by */
	TPI_LAYOUT_VALUE, /* "LABEL: value" */
	TPI_LAYOUT_GROUP, /* "LABEL n": the items that follow are of the nth; max is how many */
	TPI_LAYOUT_ITEM,  /* "LABEL: value" in a group; stands behind the group's row */
	TPI_LAYOUT_TEXT,  /* "LABEL: n plain" or "LABEL: n quoted", then n bytes and a line's end */
	TPI_LAYOUT_WORD   /* no line: the word, in label, for something that the message knows */
} tpi_layout_kind;

typedef struct tpi_layout_row {
	const char *layout;
	int kind; /* a tpi_layout_kind */
	const char *key;
	const char *label;
	uint32_t need; /* 1: must be there; of a group, how many at least */
	uint32_t min;  /* bytes of a value that is there */
	uint32_t max;  /* bytes; of a group, how many at most */
	const char *form; /* of values.h */
} tpi_layout_row;

extern const tpi_layout_row tpi_layout_rows[];
extern const size_t tpi_layout_row_count;

typedef struct tpi_layout {
	const tpi_layout_row *rows; /* the mark first */
	size_t count;
} tpi_layout;

/* layouts NULL: the built-in one. False if there is none of that name. */
bool tpi_layout_find(const tp_layouts *layouts, const char *name, tpi_layout *out);
/* The row of a key; NULL for none. */
const tpi_layout_row *tpi_layout_row_of(const tpi_layout *layout, const char *key);
/* The word for something; "" where the layout has none. */
const char *tpi_layout_word(const tpi_layout *layout, const char *key);

#endif
