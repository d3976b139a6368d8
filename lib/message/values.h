/* SPDX-License-Identifier: MIT */
/* Message layer: the forms that a layout asks of values. */
#ifndef TPI_VALUES_H
#define TPI_VALUES_H

#include "layout.h"

/* Whether a layout may ask for it: "", a name, or words parted by `|`. */
bool tpi_form_known(const char *form);

#define TPI_VALUE_ASCII 1u     /* printable ASCII; else UTF-8 without control characters */
#define TPI_VALUE_NO_POINT 2u  /* nor a full stop, which ends an element */

/*
 * What is wrong with a value of the row, as "DATE is longer than 8 bytes" is
 * with "DATE"; false, and text untouched, if nothing is. TPI_VALUE_* in flags.
 */
bool tpi_value_wrong(const tpi_layout_row *row, const tp_str *value, unsigned flags, char *text,
    size_t size);

#endif
