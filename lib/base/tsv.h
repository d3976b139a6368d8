/* SPDX-License-Identifier: MIT */
/*
 * Base layer: rows of tab-separated text in UTF-8, and where a cell stands.
 * Lines end in LF or CRLF; empty ones and those that start with `#` are
 * passed over, and so is a byte order mark in front. A cell has no control
 * characters and no blank at either end. Nothing is copied.
 */
#ifndef TPI_TSV_H
#define TPI_TSV_H

#include <tenprint/memory.h>

#include "diag.h"

#define TPI_TSV_CELLS 17u /* that a row may have */

/* A line of a text. */
typedef struct tpi_tsv_place {
	const char *text;
	const char *line;
	size_t number; /* from 1 */
} tpi_tsv_place;

typedef struct tpi_tsv {
	tpi_tsv_place at; /* the row at hand */
	tp_str cell[TPI_TSV_CELLS];
	size_t count;     /* its cells */
	const char *bad;  /* NULL, or where it is wrong: */
	tp_status code;
	char why[64];
	const char *next; /* the line behind it */
	const char *end;
	size_t cell_max;  /* bytes in a cell */
	size_t columns;   /* that tpi_tsv_row wants */
} tpi_tsv;

/* cell_max 0: no limit. */
void tpi_tsv_init(tpi_tsv *t, const char *text, size_t len, size_t cell_max);
/*
 * Go to the next row; false at the end. Where `bad` is set its cells are not
 * to be used, and the next call goes on behind it.
 */
bool tpi_tsv_next(tpi_tsv *t);

/* Fail at a byte of the text: "line L, column C: ..." with its offset; returns code. */
tp_status tpi_tsv_fail(const tpi_tsv_place *place, const char *byte, tp_status code,
    tp_diag *diag, const char *format, ...) TPI_PRINTF(5, 6);

/*
 * For a text of one table: its first row is `header`, names parted by tabs;
 * `what` is for the diagnostic, "a layout". TP_OK for a text without rows.
 */
tp_status tpi_tsv_columns(tpi_tsv *t, const char *header, const char *what, tp_diag *diag);
/* Go to the next row of it; false at the end and where *status is no longer TP_OK. */
bool tpi_tsv_row(tpi_tsv *t, tp_status *status, tp_diag *diag);

#endif
