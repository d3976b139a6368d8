/* SPDX-License-Identifier: MIT */
/* Dict layer: numbers as values write them: a sign, digits, perhaps a fraction. */
#ifndef TPI_DECIMAL_H
#define TPI_DECIMAL_H

#include <tenprint/export.h>

/* Exact to 18 places; a whole part of more than 19 digits counts as the greatest. */
typedef struct tpi_decimal {
	uint64_t whole;
	uint64_t fraction; /* in units of 10^-18 */
	bool negative;     /* never with zero */
} tpi_decimal;

/* False, and *out zero, where text is no such number. */
bool tpi_decimal_parse(const char *text, size_t len, tpi_decimal *out);
/* Below 0, 0 or above 0, as a is less than, equal to or greater than b. */
int tpi_decimal_compare(const tpi_decimal *a, const tpi_decimal *b);
bool tpi_decimal_is_zero(const tpi_decimal *number);
void tpi_decimal_negate(tpi_decimal *number);

/* How two values may stand to each other. */
typedef enum tpi_order {
	TPI_EQUAL,
	TPI_NOT_EQUAL,
	TPI_LESS,
	TPI_LESS_EQUAL,
	TPI_GREATER,
	TPI_GREATER_EQUAL
} tpi_order;
/* The operator at the start of text ("<=", "!=" ...); returns its length, 0 for none. */
size_t tpi_order_parse(const char *text, tpi_order *out);
/* Whether a stands to b like that. */
bool tpi_order_holds(const tpi_decimal *a, tpi_order order, const tpi_decimal *b);

#endif
