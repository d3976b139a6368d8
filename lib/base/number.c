/* SPDX-License-Identifier: MIT */
/* Base layer: decimal numbers in text and big-endian numbers in bytes, checked. */

#include "number.h"

tp_status
tpi_parse_decimal(const char *text, size_t len, uint64_t max, uint64_t *out)
{
	uint64_t number = 0;
	size_t i;

	*out = 0;
	if (len == 0)
		return TP_ERR_SYNTAX;
	for (i = 0; i < len; i++) {
		unsigned digit = (unsigned)(unsigned char)text[i] - '0';

		if (digit > 9)
			return TP_ERR_SYNTAX;
		if (number > (UINT64_MAX - digit) / 10)
			return TP_ERR_RANGE;
		number = number * 10 + digit;
	}
	if (number > max)
		return TP_ERR_RANGE;
	*out = number;
	return TP_OK;
}

unsigned
tpi_decimal_digits(uint64_t number)
{
	unsigned digits = 1;

	while (number >= 10) {
		number /= 10;
		digits++;
	}
	return digits;
}

size_t
tpi_format_decimal(char *buf, uint64_t number, unsigned min_digits)
{
	unsigned digits = tpi_decimal_digits(number);
	size_t i;

	if (min_digits > 20)
		min_digits = 20;
	if (digits < min_digits)
		digits = min_digits;
	for (i = digits; i > 0; i--) {
		buf[i - 1] = (char)('0' + number % 10);
		number /= 10;
	}
	return digits;
}

uint64_t
tpi_get_be(const uint8_t *p, size_t width)
{
	uint64_t number = 0;

	while (width-- > 0)
		number = number << 8 | *p++;
	return number;
}

void
tpi_put_be(uint8_t *p, size_t width, uint64_t number)
{
	while (width-- > 0) {
		p[width] = (uint8_t)number;
		number >>= 8;
	}
}

bool
tpi_add(size_t a, size_t b, size_t *out)
{
	if (a > SIZE_MAX - b)
		return false;
	*out = a + b;
	return true;
}

bool
tpi_mul(size_t a, size_t b, size_t *out)
{
	if (b != 0 && a > SIZE_MAX / b)
		return false;
	*out = a * b;
	return true;
}
