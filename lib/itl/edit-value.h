/* SPDX-License-Identifier: MIT */
/* ITL layer: a field's new value, made from its old one and a change to a part of it. */
#ifndef TPI_EDIT_VALUE_H
#define TPI_EDIT_VALUE_H

#include "tree.h"

enum { TPI_SET, TPI_APPEND, TPI_INSERT, TPI_DELETE };

typedef struct tpi_change {
	int action;
	uint32_t subfield; /* 0: the whole field */
	uint32_t item;     /* 0: the whole subfield */
	tp_str value;
	bool borrow;
} tpi_change;

/* The value alone, copied unless it is borrowed. */
tp_status tpi_copy_value(tp_transaction *t, const tpi_change *c, tp_str *out, tp_diag *diag);
/*
 * The old field (NULL: there is none) with the change in it, in the arena.
 * TP_ERR_ARG (separators), RANGE, NOTFOUND, NOMEM, LIMIT.
 */
tp_status tpi_make_value(tp_transaction *t, const tpi_field *old, const tpi_change *c,
    tp_str *out, tp_diag *diag);
/* An IDC is a number of 0-99 (ITL 2013, 7.3.1). */
tp_status tpi_check_idc(const tp_str *value, tp_diag *diag);

#endif
