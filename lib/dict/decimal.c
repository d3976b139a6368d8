/* SPDX-License-Identifier: MIT */
/* Dict layer: numbers as values write them, compared exactly and free of any locale. */

#include <string.h>

#include "decimal.h"

#define PLACES 18

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint64_t
read_whole(const char *text, size_t len)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		uint64_t digit = (uint64_t)(text[i] - '0');

		if (n > (UINT64_MAX - digit) / 10)
			return UINT64_MAX;
		n = n * 10 + digit;
	}
	return n;
}

static uint64_t
read_fraction(const char *text, size_t len)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < PLACES; i++)
		n = n * 10 + (i < len ? (uint64_t)(text[i] - '0') : 0);
	return n;
}

static size_t
digits(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(text[n]))
		n++;
	return n;
}

bool
tpi_decimal_parse(const char *text, size_t len, tpi_decimal *out)
{
	const char *start = text;
	size_t whole, places = 0, at = 0;
	bool sign = len != 0 && (*text == '-' || *text == '+');

	memset(out, 0, sizeof *out);
	text += sign;
	len -= sign;
	whole = at = digits(text, len);
	if (at < len && text[at] == '.') {
		places = digits(text + at + 1, len - at - 1);
		at += 1 + places;
	}
	if (at != len || whole + places == 0)
		return false;
	out->whole = read_whole(text, whole);
	out->fraction = places != 0 ? read_fraction(text + whole + 1, places) : 0;
	out->negative = sign && *start == '-' && !tpi_decimal_is_zero(out);
	return true;
}

static int
compare_size(const tpi_decimal *a, const tpi_decimal *b)
{
	if (a->whole != b->whole)
		return a->whole < b->whole ? -1 : 1;
	if (a->fraction != b->fraction)
		return a->fraction < b->fraction ? -1 : 1;
	return 0;
}

int
tpi_decimal_compare(const tpi_decimal *a, const tpi_decimal *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? compare_size(b, a) : compare_size(a, b);
}

bool
tpi_decimal_is_zero(const tpi_decimal *number)
{
	return number->whole == 0 && number->fraction == 0;
}

void
tpi_decimal_negate(tpi_decimal *number)
{
	number->negative = !number->negative && !tpi_decimal_is_zero(number);
}

size_t
tpi_order_parse(const char *text, tpi_order *out)
{
	static const struct {
		const char *sign;
		tpi_order order;
	} orders[] = {
		{ "<=", TPI_LESS_EQUAL }, { ">=", TPI_GREATER_EQUAL }, { "!=", TPI_NOT_EQUAL },
		{ "<", TPI_LESS }, { ">", TPI_GREATER }, { "=", TPI_EQUAL },
	};
	size_t i;

	for (i = 0; i < sizeof orders / sizeof orders[0]; i++)
		if (strncmp(text, orders[i].sign, strlen(orders[i].sign)) == 0) {
			*out = orders[i].order;
			return strlen(orders[i].sign);
		}
	return 0;
}

bool
tpi_order_holds(const tpi_decimal *a, tpi_order order, const tpi_decimal *b)
{
	int c = tpi_decimal_compare(a, b);

	switch (order) {
	case TPI_EQUAL:
		return c == 0;
	case TPI_NOT_EQUAL:
		return c != 0;
	case TPI_LESS:
		return c < 0;
	case TPI_LESS_EQUAL:
		return c <= 0;
	case TPI_GREATER:
		return c > 0;
	case TPI_GREATER_EQUAL:
		return c >= 0;
	}
	return false;
}
