/* SPDX-License-Identifier: MIT */
/* Base layer: decimal numbers in text and big-endian numbers in bytes, checked. */
#ifndef TPI_NUMBER_H
#define TPI_NUMBER_H

#include <tenprint/memory.h>

/* Digits only, at least one, no sign or space. TP_ERR_SYNTAX; TP_ERR_RANGE past max. */
tp_status tpi_parse_decimal(const char *text, size_t len, uint64_t max, uint64_t *out);
/* Write in decimal with at least min_digits; returns the length. buf holds 20 or more. */
size_t tpi_format_decimal(char *buf, uint64_t number, unsigned min_digits);
unsigned tpi_decimal_digits(uint64_t number);
uint64_t tpi_get_be(const uint8_t *p, size_t width);
void tpi_put_be(uint8_t *p, size_t width, uint64_t number);
/* False, and *out untouched, on overflow. */
bool tpi_add(size_t a, size_t b, size_t *out);
bool tpi_mul(size_t a, size_t b, size_t *out);

#endif
