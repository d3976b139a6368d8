/* SPDX-License-Identifier: MIT */
/* Message layer: what the query's two encodings, text and XML, have in common. */
#ifndef TPI_NLETS_H
#define TPI_NLETS_H

#include "shape.h"

/* The member of a key of layout "iaq"; NULL for none. */
tp_str *tpi_iaq_member(tp_iaq *iaq, const char *key);
/* Whether it may be a sender or a destination. */
bool tpi_nlets_address(const tp_str *s);
/*
 * Give a query its defaults, judge it with TPI_VALUE_* in flags, and cut it
 * where that is allowed. TP_ERR_ARG.
 */
tp_status tpi_iaq_settle(tp_iaq *iaq, const tpi_layout *layout, unsigned flags, uint32_t *cut,
    tp_diag *diag);

#endif
