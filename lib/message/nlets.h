/* SPDX-License-Identifier: MIT */
/* Message layer: what the query's two encodings, text and XML, have in common. */
#ifndef TPI_NLETS_H
#define TPI_NLETS_H

#include "shape.h"

/* The member of a key of layout "iaq"; NULL for none. */
tp_str *tpi_iaq_member(tp_iaq *iaq, const char *key);
/* A copy with its defaults, judged, and cut where that is allowed. TP_ERR_ARG. */
tp_status tpi_iaq_settle(const tp_iaq *iaq, const tpi_layout *layout, tp_iaq *out,
    uint32_t *cut, tp_diag *diag);
/* "KEY.ORI.DEST.*control.TXT" and a line's end; `to` where the envelope has no destination. */
tp_status tpi_nlets_header(tpi_buf *out, const char *key, const tp_envelope *e, const char *to,
    tp_diag *diag);

#endif
