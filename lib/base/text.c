/* SPDX-License-Identifier: MIT */
/* Base layer: UTF-8 and calendar dates, free of any locale. */

#include "number.h"
#include "text.h"

size_t
tpi_utf8_length(const uint8_t *at, const uint8_t *end)
{
	static const uint32_t smallest[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t code;
	size_t n, i;

	if (at >= end)
		return 0;
	if (at[0] < 0x80)
		return 1;
	n = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
	if (at[0] < 0xc2 || at[0] > 0xf4 || (size_t)(end - at) < n)
		return 0;
	code = at[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (at[i] & 0x3fu);
	}
	if (code < smallest[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	return n;
}

bool
tpi_utf8_valid(const void *bytes, size_t len)
{
	const uint8_t *at = bytes, *end = len != 0 ? at + len : at;
	size_t n;

	for (; at < end; at += n) {
		n = tpi_utf8_length(at, end);
		if (n == 0)
			return false;
	}
	return true;
}

bool
tpi_date_valid(unsigned year, unsigned month, unsigned day)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (leap && month == 2 ? 1u : 0u);
}

bool
tpi_date_parse(const char *text, size_t len, unsigned *year, unsigned *month, unsigned *day)
{
	uint64_t number;

	if (len != 8 || tpi_parse_decimal(text, len, 99991231, &number) != TP_OK)
		return false;
	*year = (unsigned)(number / 10000);
	*month = (unsigned)(number / 100 % 100);
	*day = (unsigned)(number % 100);
	return tpi_date_valid(*year, *month, *day);
}

/* Days are counted in 400-year eras that start on the first of March. */
int64_t
tpi_days_from_date(int year, unsigned month, unsigned day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t shifted = month > 2 ? (int64_t)month - 3 : (int64_t)month + 9;
	int64_t of_year = (153 * shifted + 2) / 5 + (int64_t)day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void
tpi_date_from_days(int64_t days, int *year, unsigned *month, unsigned *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t shifted = (5 * doy + 2) / 153;

	*day = (unsigned)(doy - (153 * shifted + 2) / 5 + 1);
	*month = (unsigned)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2 ? 1 : 0));
}
