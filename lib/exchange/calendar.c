/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: dates, instants and the offset of local time from UTC,
 * which the caller gives: no zone database is read, no clock, no environment.
 */

#include <stdio.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "../base/text.h"
#include "calendar.h"

#define MAX_OFFSET (14 * TPI_HOUR)
#define FIRST_INSTANT INT64_C(31536000)   /* 1971-01-01T00:00:00Z */
#define PAST_INSTANTS INT64_C(4133980800) /* 2101-01-01T00:00:00Z */

/* ---- days ---- */

bool
tp_date_valid(const tp_date *date)
{
	return date != NULL && date->year >= TP_FIRST_YEAR && date->year <= TP_LAST_YEAR &&
	    date->month >= 1 && date->day >= 1 &&
	    tpi_date_valid((unsigned)date->year, (unsigned)date->month, (unsigned)date->day);
}

int64_t
tpi_day_of_date(const tp_date *date)
{
	return tpi_days_from_date(date->year, (unsigned)date->month, (unsigned)date->day);
}

void
tpi_date_of_day(int64_t day, tp_date *out)
{
	unsigned month, of_month;
	int year;

	tpi_date_from_days(day, &year, &month, &of_month);
	out->year = year;
	out->month = (int32_t)month;
	out->day = (int32_t)of_month;
}

/* 1970-01-01 was a Thursday. */
int
tpi_weekday_of_day(int64_t day)
{
	int64_t from_monday = (day + 3) % 7;

	return (int)(from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int
tp_date_weekday(const tp_date *date)
{
	return tp_date_valid(date) ? tpi_weekday_of_day(tpi_day_of_date(date)) : 0;
}

const char *
tp_weekday_name(int weekday)
{
	static const char *const names[] = { "", "Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday", "Sunday" };

	return weekday >= 1 && weekday <= 7 ? names[weekday] : names[0];
}

tp_status
tp_date_add(const tp_date *date, int32_t days, tp_date *out, tp_diag *diag)
{
	tp_date sum;

	tp_diag_init(diag);
	if (out == NULL || !tp_date_valid(date))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no date of the years %d-%d",
		    TP_FIRST_YEAR, TP_LAST_YEAR);
	tpi_date_of_day(tpi_day_of_date(date) + days, &sum);
	memset(out, 0, sizeof *out);
	if (!tp_date_valid(&sum))
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "the day is not of the years %d-%d", TP_FIRST_YEAR, TP_LAST_YEAR);
	*out = sum;
	return TP_OK;
}

/* ---- text ---- */

/* Digits of a fixed width, in place: 0 for what is none, and *bad its place. */
static int32_t
digits(const char *text, size_t at, size_t width, size_t *bad)
{
	uint64_t number;

	if (*bad != SIZE_MAX)
		return 0;
	if (tpi_parse_decimal(text + at, width, 9999, &number) != TP_OK) {
		*bad = at;
		return 0;
	}
	return (int32_t)number;
}

static void
literal(const char *text, size_t at, char c, size_t *bad)
{
	if (*bad == SIZE_MAX && text[at] != c)
		*bad = at;
}

#define DATE_TEXT 10u /* YYYY-MM-DD */

/* The date at the start of a text that is long enough for it. */
static tp_status
date_at(const char *text, tp_date *out, tp_diag *diag)
{
	size_t bad = SIZE_MAX;
	tp_date date;

	date.year = digits(text, 0, 4, &bad);
	literal(text, 4, '-', &bad);
	date.month = digits(text, 5, 2, &bad);
	literal(text, 7, '-', &bad);
	date.day = digits(text, 8, 2, &bad);
	if (bad != SIZE_MAX)
		return tpi_fail(diag, TP_ERR_SYNTAX, bad, "a date is YYYY-MM-DD");
	if (!tp_date_valid(&date))
		return tpi_fail(diag, TP_ERR_RANGE, 0, "no day of the years %d-%d",
		    TP_FIRST_YEAR, TP_LAST_YEAR);
	*out = date;
	return TP_OK;
}

tp_status
tp_date_parse(const char *text, size_t len, tp_date *out, tp_diag *diag)
{
	tp_diag_init(diag);
	if (text == NULL || out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "no text, or no place for the date");
	memset(out, 0, sizeof *out);
	if (len != DATE_TEXT)
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "a date is YYYY-MM-DD");
	return date_at(text, out, diag);
}

/* hh:mm, or hh:mm:ss if there is so much of it; *at moves past it. */
static int64_t
time_at(const char *text, size_t len, size_t *at, size_t *bad)
{
	int32_t hour, minute, second = 0;

	if (len - *at < 5) {
		*bad = len;
		return 0;
	}
	hour = digits(text, *at, 2, bad);
	literal(text, *at + 2, ':', bad);
	minute = digits(text, *at + 3, 2, bad);
	if (hour > 23 || minute > 59)
		*bad = *at;
	*at += 5;
	if (len - *at >= 3 && text[*at] == ':') {
		second = digits(text, *at + 1, 2, bad);
		if (second > 59)
			*bad = *at + 1;
		*at += 3;
	}
	return hour * TPI_HOUR + minute * 60 + second;
}

/* Z, +hh:mm or -hh:mm, up to the end of the text. */
static int32_t
offset_at(const char *text, size_t len, size_t at, size_t *bad)
{
	int32_t hour, minute, seconds;

	if (*bad != SIZE_MAX || (len - at == 1 && text[at] == 'Z'))
		return 0;
	if (len - at != 6 || (text[at] != '+' && text[at] != '-')) {
		*bad = at;
		return 0;
	}
	hour = digits(text, at + 1, 2, bad);
	literal(text, at + 3, ':', bad);
	minute = digits(text, at + 4, 2, bad);
	seconds = hour * (int32_t)TPI_HOUR + minute * 60;
	if (minute > 59 || seconds > MAX_OFFSET)
		*bad = at;
	return text[at] == '-' ? -seconds : seconds;
}

static tp_status
parse_instant(const char *text, size_t len, int64_t *instant, int32_t *offset, tp_diag *diag)
{
	size_t at = DATE_TEXT + 1, bad = SIZE_MAX;
	int64_t of_day = 0;
	tp_status status;
	tp_date date;

	if (len < at)
		return tpi_fail(diag, TP_ERR_SYNTAX, len, "an instant is YYYY-MM-DDThh:mm+hh:mm");
	status = date_at(text, &date, diag);
	if (status != TP_OK)
		return status;
	literal(text, DATE_TEXT, 'T', &bad);
	if (bad == SIZE_MAX)
		of_day = time_at(text, len, &at, &bad);
	*offset = offset_at(text, len, at, &bad);
	if (bad != SIZE_MAX)
		return tpi_fail(diag, TP_ERR_SYNTAX, bad,
		    "an instant is YYYY-MM-DDThh:mm[:ss] and Z or its offset, as in -05:00");
	*instant = tpi_day_of_date(&date) * TPI_DAY + of_day - *offset;
	return tpi_instant_check(*instant, diag);
}

tp_status
tp_instant_parse(const char *text, size_t len, int64_t *instant, int32_t *offset, tp_diag *diag)
{
	int64_t read = TP_NO_INSTANT;
	int32_t with = 0;
	tp_status status;

	tp_diag_init(diag);
	if (text == NULL || instant == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "no text, or no place for the instant");
	status = parse_instant(text, len, &read, &with, diag);
	*instant = status == TP_OK ? read : TP_NO_INSTANT;
	if (offset != NULL)
		*offset = status == TP_OK ? with : 0;
	return status;
}

static bool
offset_valid(int64_t offset)
{
	return offset >= -MAX_OFFSET && offset <= MAX_OFFSET && offset % 60 == 0;
}

void
tp_instant_format(int64_t instant, int32_t offset, char *buf)
{
	int64_t local = instant + offset;
	unsigned of_day, minutes = (unsigned)(offset < 0 ? -(int64_t)offset : offset) / 60;
	char zone[7] = "Z";
	tp_date date;

	buf[0] = '\0';
	if (!tpi_instant_valid(instant) || !offset_valid(offset))
		return;
	tpi_date_of_day(local / TPI_DAY, &date);
	of_day = (unsigned)(local % TPI_DAY);
	if (offset != 0)
		(void)snprintf(zone, sizeof zone, "%c%02u:%02u", offset < 0 ? '-' : '+',
		    minutes / 60 % 100, minutes % 60);
	(void)snprintf(buf, TP_INSTANT_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u%s",
	    (unsigned)date.year % 10000, (unsigned)date.month % 100, (unsigned)date.day % 100,
	    of_day / 3600 % 24, of_day / 60 % 60, of_day % 60, zone);
}

/* ---- instants ---- */

bool
tpi_instant_valid(int64_t instant)
{
	return instant >= FIRST_INSTANT && instant < PAST_INSTANTS;
}

tp_status
tpi_instant_check(int64_t instant, tp_diag *diag)
{
	if (tpi_instant_valid(instant))
		return TP_OK;
	return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
	    "the instant is not of the years %d-%d", TP_FIRST_YEAR, TP_LAST_YEAR);
}

tp_status
tpi_local_check(const tp_local_time *local, tp_diag *diag)
{
	if (local == NULL || (offset_valid(local->offset) && offset_valid(local->offset_after)))
		return TP_OK;
	return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
	    "an offset from UTC is whole minutes, of at most 14 hours");
}

int32_t
tp_instant_offset(int64_t instant, const tp_local_time *local)
{
	if (local == NULL)
		return 0;
	return local->change != TP_NO_INSTANT && instant >= local->change
	    ? local->offset_after : local->offset;
}

int64_t
tpi_day_of_instant(int64_t instant, const tp_local_time *local)
{
	return (instant + tp_instant_offset(instant, local)) / TPI_DAY;
}

/*
 * Midnight; the later one where clocks go back over it, the change itself
 * where they skip it. An instant always lies before the start of the day
 * after its own.
 */
int64_t
tpi_day_start(int64_t day, const tp_local_time *local)
{
	int64_t before, after;

	if (local == NULL)
		return day * TPI_DAY;
	before = day * TPI_DAY - local->offset;
	after = day * TPI_DAY - local->offset_after;
	if (local->change == TP_NO_INSTANT)
		return before;
	if (after > local->change)
		return after;
	return before < local->change ? before : local->change;
}

tp_status
tp_instant_date(int64_t instant, const tp_local_time *local, tp_date *out, tp_diag *diag)
{
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the date");
	memset(out, 0, sizeof *out);
	status = tpi_instant_check(instant, diag);
	if (status == TP_OK)
		status = tpi_local_check(local, diag);
	if (status != TP_OK)
		return status;
	tpi_date_of_day(tpi_day_of_instant(instant, local), out);
	if (tp_date_valid(out))
		return TP_OK;
	memset(out, 0, sizeof *out);
	return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "the local day is not of the years %d-%d",
	    TP_FIRST_YEAR, TP_LAST_YEAR);
}
