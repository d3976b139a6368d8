/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: weekends and federal holidays (5 U.S.C. 6103), by the rules
 * of data/holidays.tsv. One on a Saturday is observed on the Friday before,
 * one on a Sunday on the Monday after (Executive Order 11582).
 */

#include <string.h>

#include "../base/text.h"
#include "calendar.h"
#include "tables.h"

enum { MONDAY = 1, FRIDAY = 5, SATURDAY = 6, SUNDAY = 7 };

static bool
falls_on(const tpi_holiday *h, const tp_date *date, int weekday)
{
	if (h->month != date->month || date->year < h->since || date->year > h->until)
		return false;
	if (h->day != 0)
		return h->day == date->day;
	if (h->weekday != weekday)
		return false;
	if (h->nth != 0)
		return (date->day - 1) / 7 + 1 == h->nth;
	return !tpi_date_valid((unsigned)date->year, (unsigned)date->month,
	    (unsigned)date->day + 7);
}

/* The holiday on a day itself; the first of January 2101 counts for the day before it. */
static const char *
holiday_of_day(int64_t day)
{
	int weekday = tpi_weekday_of_day(day);
	tp_date date;
	size_t i;

	tpi_date_of_day(day, &date);
	for (i = 0; i < tpi_holidays_count; i++)
		if (falls_on(&tpi_holidays[i], &date, weekday))
			return tpi_holidays[i].name;
	return NULL;
}

static void
find_holiday(int64_t day, tp_day_off *off)
{
	off->holiday = holiday_of_day(day);
	if (off->holiday != NULL)
		return;
	if (off->weekday == FRIDAY)
		off->holiday = holiday_of_day(day + 1);
	else if (off->weekday == MONDAY)
		off->holiday = holiday_of_day(day - 1);
	off->observed = off->holiday != NULL;
}

bool
tp_date_off(const tp_date *date, tp_day_off *out)
{
	tp_day_off off = { 0 };

	if (out != NULL)
		memset(out, 0, sizeof *out);
	if (!tp_date_valid(date))
		return false;
	off.date = *date;
	off.weekday = tp_date_weekday(date);
	find_holiday(tpi_day_of_date(date), &off);
	if (out != NULL)
		*out = off;
	return off.holiday != NULL || off.weekday == SATURDAY || off.weekday == SUNDAY;
}
