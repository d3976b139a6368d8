/* SPDX-License-Identifier: MIT */
/*
 * Message layer: texts of labelled lines, as a layout lays them out. Lines
 * end in CRLF when written; CRLF and LF both end them when read.
 */
#ifndef TPI_LABELLED_H
#define TPI_LABELLED_H

#include <tenprint/message.h>

#include "../base/mem.h"
#include "layout.h"

/* Whether the text starts with the layout's mark. */
bool tpi_labelled_is(const tpi_layout *layout, const tp_str *text);
/* Or with a mark that is the same but for its last word, its version. */
bool tpi_labelled_family(const tpi_layout *layout, const tp_str *text);

typedef struct tpi_labelled_source {
	/* The value of a key; group from 1, 0 outside of groups. Empty: the line is left out. */
	void (*get)(void *ctx, const char *key, size_t group, tp_str *value);
	void *ctx;
	size_t groups;
	const tp_others *others; /* those of type 0 are lines, put back where they stood */
	unsigned flags;          /* TPI_VALUE_* */
} tpi_labelled_source;
/*
 * Append the text to out. TP_ERR_ARG, with the label in diag: a value that is
 * missing, too long or not of its form, that the layout has no place for, or
 * that would not be read again as it is; TP_ERR_NOMEM.
 */
tp_status tpi_labelled_write(const tpi_layout *layout, const tpi_labelled_source *from,
    tpi_buf *out, tp_diag *diag);

typedef struct tpi_labelled_reader {
	/* A group begins, from 1; those before it have begun. */
	tp_status (*group)(void *ctx, size_t group);
	/* A value of a key; TP_ERR_RANGE if the message cannot hold it: a line left over. */
	tp_status (*value)(void *ctx, const char *key, size_t group, const tp_str *value);
	/* A line that the layout has no place for, or that is there twice; from 1. */
	tp_status (*left)(void *ctx, size_t line, const tp_str *text);
	void *ctx;
	tpi_arena *arena; /* for texts that must be decoded */
} tpi_labelled_reader;
/*
 * TP_ERR_SYNTAX (also for a line that must be there and is not), TRUNCATED,
 * NOMEM; diag->offset is into the text.
 */
tp_status tpi_labelled_read(const tpi_layout *layout, const tp_str *text,
    const tpi_labelled_reader *to, tp_diag *diag);

#endif
