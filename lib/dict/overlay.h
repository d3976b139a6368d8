/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: overlays. overlay.c is the calls, and what becomes of a
 * profile; overlay-text.c parts the text into rows and cells and says where
 * an error is; overlay-cell.c understands single cells. overlay-field.c,
 * overlay-list.c and overlay-tot.c lay the rows of each table over the next
 * profile. The text is a stranger's: every size is bounded before memory is
 * asked for, and all memory is of the arenas of the next profile.
 */
#ifndef TPI_OVERLAY_H
#define TPI_OVERLAY_H

#include "../base/diag.h"
#include "../base/tsv.h"
#include "profile.h"

#define TPI_OVERLAY_BYTES ((size_t)2 << 20)
#define TPI_OVERLAY_ROWS 20000u
#define TPI_OVERLAY_FIELDS 4096u /* rows of the table fields */
#define TPI_OVERLAY_CELL 1000u   /* bytes */
#define TPI_OVERLAY_CELLS TPI_TSV_CELLS
#define TPI_OVERLAY_REFS 64u     /* fields and values that a row's clauses name */
#define TPI_OVERLAY_ARENA ((uint64_t)16 << 20)
#define TPI_OVERLAY_PROGRAM ((uint64_t)16 << 20)

typedef enum tpi_table {
	TPI_TABLE_OVERLAY,
	TPI_TABLE_LISTS,
	TPI_TABLE_CODES,
	TPI_TABLE_TOTS,
	TPI_TABLE_ALIASES,
	TPI_TABLE_FIELDS,
	TPI_TABLE_OCCURRENCE,
	TPI_TABLE_COUNTS,
	TPI_TABLE_SEVERITY,
	TPI_TABLES
} tpi_table;

/* A row: its cells stand one behind the other, each ended by NUL. */
typedef struct tpi_line {
	const char *at;
	uint32_t number; /* of the line, from 1 */
	uint8_t table;
	uint8_t cells;
} tpi_line;

typedef struct tpi_overlay {
	const tp_profile *under; /* the profile as it is */
	tp_profile *next;        /* what becomes of it */
	char *text;              /* a copy: tabs and line ends are NUL */
	size_t len;
	tpi_line *lines;
	size_t line_count;
	const char *source;      /* of rows that name none */
	uint64_t only[2];        /* types whose other fields this overlay forbids */
	struct tpi_added *added; /* its fields, as the next profile has them */
	size_t added_count;
	/* The row at hand. */
	const tpi_line *line;
	const char *cell[TPI_OVERLAY_CELLS];
	/* Errors: the first ends it, unless lint is there to be told of all. */
	tp_diag *diag;
	tp_overlay_note_fn note; /* NULL: no lint */
	void *ctx;
	tp_status status;        /* of the first error */
	bool over;               /* it cannot go on */
} tpi_overlay;

/* ---- overlay-text.c ------------------------------------------------------- */

/* Copy the text and find its rows. */
tp_status tpi_overlay_split(tpi_overlay *o, const char *text, size_t len);
/* Make a row the one at hand. */
void tpi_overlay_take(tpi_overlay *o, const tpi_line *line);
/*
 * An error at a cell of the row at hand (NULL: at the text as a whole): "line
 * L, column C: ...". Always false. Under lint the row is left out and the
 * next one looked at; else it is over.
 */
bool tpi_overlay_bad(tpi_overlay *o, const char *cell, tp_status code, const char *format, ...)
    TPI_PRINTF(4, 5);
/* The same for a warning, which only lint tells. */
void tpi_overlay_warn(tpi_overlay *o, const char *cell, const char *format, ...)
    TPI_PRINTF(3, 4);
/* Memory of the next profile, zeroed; NULL after telling so. Then it is over. */
void *tpi_overlay_alloc(tpi_overlay *o, size_t count, size_t size);

size_t tpi_overlay_count(const tpi_overlay *o, tpi_table table);
/*
 * Make the next row of a table the one at hand, from *at on (0: the first);
 * false at the last, and when it is over.
 */
bool tpi_overlay_row(tpi_overlay *o, tpi_table table, size_t *at);

/* ---- overlay-cell.c: a cell of the row at hand; false after telling what is wrong ------- */

/* Each takes the index of the cell. */
bool tpi_cell_number(tpi_overlay *o, size_t cell, uint32_t *out);
/* The same, with "*" for TP_NO_MAX. */
bool tpi_cell_maximum(tpi_overlay *o, size_t cell, uint32_t *out);
bool tpi_cell_editions(tpi_overlay *o, size_t since, size_t until, uint32_t *a, uint32_t *b);
/* Whether a row of those editions is for the profile. */
bool tpi_overlay_applies(const tpi_overlay *o, uint32_t since, uint32_t until);
/* An edition of EBTS, or nothing: 0. */
bool tpi_cell_ebts(tpi_overlay *o, size_t cell, uint32_t *out);
/* Capital letters, 1-16 of them. */
bool tpi_cell_tot(tpi_overlay *o, size_t cell);
/* Record types: "4|14". */
bool tpi_cell_types(tpi_overlay *o, size_t cell, uint64_t types[2]);
bool tpi_cell_is_word(const char *cell, const char *const *words);
/* Heapsort: no memory, no recursion. */
typedef bool (*tpi_before)(const void *a, const void *b);
void tpi_sort(void *items, size_t count, size_t size, tpi_before before);

/* ---- the tables, in this order; what is wrong has been told ------------------------- */

void tpi_overlay_header(tpi_overlay *o);
void tpi_overlay_lists(tpi_overlay *o);
void tpi_overlay_tots(tpi_overlay *o);
void tpi_overlay_fields(tpi_overlay *o);
void tpi_overlay_occurrences(tpi_overlay *o);
void tpi_overlay_counts(tpi_overlay *o);
void tpi_overlay_severities(tpi_overlay *o);
/* Forbid what allow-list mode leaves out, and at last make the program. */
void tpi_overlay_forbid(tpi_overlay *o);
void tpi_overlay_compile(tpi_overlay *o);

#endif
