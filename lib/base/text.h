/* SPDX-License-Identifier: MIT */
/* Base layer: UTF-8, base64 and dates, free of any locale. */
#ifndef TPI_TEXT_H
#define TPI_TEXT_H

#include "mem.h"

/* Well-formed UTF-8 (no surrogates, no overlong forms, up to U+10FFFF)? */
bool tpi_utf8_valid(const void *bytes, size_t len);
/* Bytes of the well-formed sequence that starts here; 0 if none does. */
size_t tpi_utf8_length(const uint8_t *at, const uint8_t *end);

/* Append the base64 of bytes, in lines of line_len characters (0: one line). */
void tpi_base64_put(tpi_buf *out, const void *bytes, size_t len, size_t line_len);
/* Append what the base64 text decodes to; white space is skipped. TP_ERR_SYNTAX with *bad the place. */
tp_status tpi_base64_get(tpi_buf *out, const char *text, size_t len, size_t *bad);
/* The same a piece at a time: begin with a zeroed state; it is whole when count is 0 at the end. */
typedef struct tpi_base64 {
	uint32_t bits;
	uint8_t count; /* characters of a group that is not complete */
	uint8_t pad;
} tpi_base64;
/*
 * Decode into out, which has room for len / 4 * 3 + 3 bytes; returns how many there were.
 * *bad is len, or the place of a character that cannot stand there.
 */
size_t tpi_base64_step(tpi_base64 *state, uint8_t *out, const char *text, size_t len,
    size_t *bad);

/* A date of the Gregorian calendar, 1-9999. */
bool tpi_date_valid(unsigned year, unsigned month, unsigned day);
/* YYYYMMDD, and nothing else. */
bool tpi_date_parse(const char *text, size_t len, unsigned *year, unsigned *month, unsigned *day);
/* Days since 1970-01-01, and back. */
int64_t tpi_days_from_date(int year, unsigned month, unsigned day);
void tpi_date_from_days(int64_t days, int *year, unsigned *month, unsigned *day);

#endif
