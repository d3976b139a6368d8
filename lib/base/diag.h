/* SPDX-License-Identifier: MIT */
/* Base layer: filling a diagnostic. The first error wins; a NULL diag is fine everywhere. */
#ifndef TPI_DIAG_H
#define TPI_DIAG_H

#include <tenprint/status.h>

#if defined(__GNUC__)
#define TPI_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define TPI_PRINTF(a, b)
#endif

/* Set code, offset and text if diag holds no error yet; returns code. Never put a record's value in the text. */
tp_status tpi_fail(tp_diag *diag, tp_status code, uint64_t offset, const char *format, ...)
    TPI_PRINTF(4, 5);
/* TP_ERR_NOMEM with its text. */
tp_status tpi_nomem(tp_diag *diag);

#endif
