/* SPDX-License-Identifier: MIT */
/* ITL layer: what writing and reading the text form share. */
#ifndef TPI_FORM_H
#define TPI_FORM_H

#include <tenprint/form.h>

#include "../base/mem.h"

#define TPI_FORM_HEAD "tenprint text 1"
#define TPI_FORM_LINE 76 /* characters of base64 a line */

/* Append bytes escaped; spaces at either end are escaped too. */
void tpi_form_put(tpi_buf *out, const char *bytes, size_t len);
/* Append what the escaped text stands for. TP_ERR_SYNTAX with *bad the place. */
tp_status tpi_form_get(tpi_buf *out, const char *text, size_t len, size_t *bad);
/* The caller's options in a struct of this version's size. */
tp_form_options tpi_form_options(const tp_form_options *options);

#endif
