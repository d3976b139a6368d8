/* SPDX-License-Identifier: MIT */
/* The calendar: dates, instants with offsets, weekends and federal holidays of 1971-2100. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/clock.h>

static void
day(const char *text, tp_date *out)
{
	ck_assert_int_eq(tp_date_parse(text, strlen(text), out, NULL), TP_OK);
}

/* ---- dates ---- */

static const struct weekday_case {
	const char *date;
	int weekday;
} weekdays[] = {
	{ "1971-01-01", 5 }, { "1976-07-04", 7 }, { "1999-12-31", 5 }, { "2000-01-01", 6 },
	{ "2000-02-29", 2 }, { "2001-09-11", 2 }, { "2009-01-20", 2 }, { "2020-02-29", 6 },
	{ "2026-11-25", 3 }, { "2038-01-19", 2 }, { "2100-02-28", 7 }, { "2100-03-01", 1 },
	{ "2100-12-31", 5 },
};

START_TEST(weekdays_are_known)
{
	tp_date date;

	day(weekdays[_i].date, &date);
	ck_assert_int_eq(tp_date_weekday(&date), weekdays[_i].weekday);
}
END_TEST

static const struct date_case {
	const char *text;
	tp_status status;
} dates[] = {
	{ "2026-11-25", TP_OK }, { "2024-02-29", TP_OK }, { "2000-02-29", TP_OK },
	{ "1971-01-01", TP_OK }, { "2100-12-31", TP_OK },
	{ "2023-02-29", TP_ERR_RANGE }, { "2100-02-29", TP_ERR_RANGE },
	{ "1970-12-31", TP_ERR_RANGE },
	{ "2101-01-01", TP_ERR_RANGE }, { "2026-00-10", TP_ERR_RANGE },
	{ "2026-13-10", TP_ERR_RANGE },
	{ "2026-04-31", TP_ERR_RANGE }, { "2026-04-00", TP_ERR_RANGE },
	{ "0000-00-00", TP_ERR_RANGE },
	{ "", TP_ERR_SYNTAX }, { "2026-11-2", TP_ERR_SYNTAX }, { "2026-11-255", TP_ERR_SYNTAX },
	{ "2026/11/25", TP_ERR_SYNTAX }, { "20261125", TP_ERR_SYNTAX },
	{ "2026-1 -25", TP_ERR_SYNTAX },
	{ "-026-11-25", TP_ERR_SYNTAX }, { "2026-11-25T", TP_ERR_SYNTAX },
	{ "2026-+1-25", TP_ERR_SYNTAX },
};

START_TEST(dates_are_read)
{
	tp_date date = { 9, 9, 9 };
	tp_diag diag;

	ck_assert_int_eq(tp_date_parse(dates[_i].text, strlen(dates[_i].text), &date, &diag),
	    dates[_i].status);
	ck_assert_int_eq(diag.code, dates[_i].status);
	ck_assert_int_eq(tp_date_valid(&date), dates[_i].status == TP_OK);
}
END_TEST

static const struct add_case {
	const char *from;
	int32_t days;
	const char *to; /* NULL: past the years */
} adds[] = {
	{ "2024-02-28", 1, "2024-02-29" }, { "2024-02-28", 2, "2024-03-01" },
	{ "2023-02-28", 1, "2023-03-01" }, { "2024-03-01", -1, "2024-02-29" },
	{ "2026-01-01", -1, "2025-12-31" }, { "2026-01-01", 365, "2027-01-01" },
	{ "2024-01-01", 366, "2025-01-01" }, { "2100-02-28", 1, "2100-03-01" },
	{ "1971-01-01", -1, NULL }, { "2100-12-31", 1, NULL }, { "2026-01-01", INT32_MAX, NULL },
	{ "2026-01-01", INT32_MIN, NULL }, { "1971-01-01", 47481, "2100-12-31" },
};

START_TEST(days_are_added)
{
	const struct add_case *c = &adds[_i];
	tp_date from, to, want;

	day(c->from, &from);
	if (c->to == NULL) {
		ck_assert_int_eq(tp_date_add(&from, c->days, &to, NULL), TP_ERR_RANGE);
		ck_assert(!tp_date_valid(&to));
		return;
	}
	day(c->to, &want);
	ck_assert_int_eq(tp_date_add(&from, c->days, &to, NULL), TP_OK);
	ck_assert_mem_eq(&to, &want, sizeof to);
}
END_TEST

/* Every day, counted on by hand: the next of each is the right one, with the right weekday. */
START_TEST(every_day_follows)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	tp_date date = { 1971, 1, 1 }, next;
	int weekday = 5, length;
	int64_t noon = INT64_C(31536000) + 43200;

	for (;;) {
		ck_assert_int_eq(tp_date_weekday(&date), weekday);
		ck_assert_int_eq(tp_instant_date(noon, NULL, &next, NULL), TP_OK);
		ck_assert_mem_eq(&next, &date, sizeof next);
		if (date.year == 2100 && date.month == 12 && date.day == 31)
			break;
		length = lengths[date.month - 1];
		if (date.month == 2 && date.year % 4 == 0 && date.year != 2100)
			length = 29;
		next = date;
		next.day++;
		if (next.day > length) {
			next.day = 1;
			next.month++;
		}
		if (next.month > 12) {
			next.month = 1;
			next.year++;
		}
		ck_assert_int_eq(tp_date_add(&date, 1, &date, NULL), TP_OK);
		ck_assert_mem_eq(&next, &date, sizeof next);
		weekday = weekday % 7 + 1;
		noon += 86400;
	}
}
END_TEST

/* ---- instants ---- */

static const struct instant_case {
	const char *text;
	int64_t instant;
	int32_t offset;
	const char *written; /* NULL: as text */
} instants[] = {
	{ "2026-11-25T15:00:00-05:00", INT64_C(1795636800), -18000, NULL },
	{ "2026-11-25T15:00-05:00", INT64_C(1795636800), -18000, "2026-11-25T15:00:00-05:00" },
	{ "2026-11-25T20:00:00Z", INT64_C(1795636800), 0, NULL },
	{ "2026-11-25T20:00Z", INT64_C(1795636800), 0, "2026-11-25T20:00:00Z" },
	{ "2026-11-26T06:00:00+10:00", INT64_C(1795636800), 36000, NULL },
	{ "2026-11-25T20:00+00:00", INT64_C(1795636800), 0, "2026-11-25T20:00:00Z" },
	{ "2026-11-26T01:45:00+05:45", INT64_C(1795636800), 20700, NULL },
	{ "1971-01-01T00:00:00Z", INT64_C(31536000), 0, NULL },
	{ "1970-12-31T19:00:00-05:00", 0, 0, NULL }, /* no date of the years */
	{ "2100-12-31T23:59:59Z", INT64_C(4133980799), 0, NULL },
	{ "2000-02-29T23:59:59+14:00", INT64_C(951818399), 50400, NULL },
};

START_TEST(instants_are_read_and_written)
{
	const struct instant_case *c = &instants[_i];
	char text[TP_INSTANT_TEXT];
	int64_t instant = 77;
	int32_t offset = 77;
	tp_status status = tp_instant_parse(c->text, strlen(c->text), &instant, &offset, NULL);

	ck_assert_int_eq(status, c->instant != 0 ? TP_OK : TP_ERR_RANGE);
	ck_assert_int_eq(instant, c->instant);
	ck_assert_int_eq(offset, c->offset);
	if (status != TP_OK)
		return;
	tp_instant_format(instant, offset, text);
	ck_assert_str_eq(text, c->written != NULL ? c->written : c->text);
}
END_TEST

static const struct bad_case {
	const char *text;
	tp_status status;
} bad_instants[] = {
	{ "", TP_ERR_SYNTAX }, { "2026-11-25", TP_ERR_SYNTAX }, { "2026-11-25T", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00", TP_ERR_SYNTAX }, /* no offset: which instant? */
	{ "2026-11-25T15:00:00", TP_ERR_SYNTAX }, { "2026-11-25 15:00Z", TP_ERR_SYNTAX },
	{ "2026-11-25T15Z", TP_ERR_SYNTAX }, { "2026-11-25T15:0Z", TP_ERR_SYNTAX },
	{ "2026-11-25T24:00Z", TP_ERR_SYNTAX }, { "2026-11-25T23:60Z", TP_ERR_SYNTAX },
	{ "2026-11-25T23:59:60Z", TP_ERR_SYNTAX }, { "2026-11-25T15:00:0Z", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00:00.5Z", TP_ERR_SYNTAX }, { "2026-11-25T15:00z", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00-0500", TP_ERR_SYNTAX }, { "2026-11-25T15:00-05", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00-05:60", TP_ERR_SYNTAX }, { "2026-11-25T15:00-14:01", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00+15:00", TP_ERR_SYNTAX }, { "2026-11-25T15:00EST", TP_ERR_SYNTAX },
	{ "2026-11-25T15:00-05:00 ", TP_ERR_SYNTAX }, { "2026-11-25T15:00ZZ", TP_ERR_SYNTAX },
	{ "2026-11-25T1a:00Z", TP_ERR_SYNTAX }, { "2026-11-25T-1:00Z", TP_ERR_SYNTAX },
	{ "2026-02-29T15:00Z", TP_ERR_RANGE }, { "1970-06-01T00:00Z", TP_ERR_RANGE },
	{ "2101-01-01T00:00Z", TP_ERR_RANGE }, { "2100-12-31T20:00-05:00", TP_ERR_RANGE },
	{ "1971-01-01T00:00+01:00", TP_ERR_RANGE },
};

START_TEST(bad_instants_are_refused)
{
	int64_t instant = 77;
	tp_diag diag;
	const char *text = bad_instants[_i].text;

	ck_assert_int_eq(tp_instant_parse(text, strlen(text), &instant, NULL, &diag),
	    bad_instants[_i].status);
	ck_assert_int_eq(instant, TP_NO_INSTANT);
	ck_assert_int_eq(diag.code, bad_instants[_i].status);
}
END_TEST

/* Cut anywhere, it is refused within its bytes: the copies end where they end. */
START_TEST(cut_instants_are_refused)
{
	static const char whole[] = "2026-11-25T15:00:00-05:00";
	int64_t instant;
	size_t len;
	char *cut;

	for (len = 0; len < sizeof whole - 1; len++) {
		cut = malloc(len + (len == 0));
		ck_assert_ptr_nonnull(cut);
		memcpy(cut, whole, len);
		ck_assert_int_eq(tp_instant_parse(cut, len, &instant, NULL, NULL), TP_ERR_SYNTAX);
		free(cut);
	}
}
END_TEST

START_TEST(nothing_is_written_of_no_instant)
{
	char text[TP_INSTANT_TEXT] = "x";

	tp_instant_format(TP_NO_INSTANT, 0, text);
	ck_assert_str_eq(text, "");
	tp_instant_format(INT64_MAX, 0, text);
	ck_assert_str_eq(text, "");
	tp_instant_format(INT64_C(1795636800), 30, text);
	ck_assert_str_eq(text, "");
	tp_instant_format(INT64_C(1795636800), INT32_MIN, text);
	ck_assert_str_eq(text, "");
	ck_assert_str_eq(tp_weekday_name(0), "");
	ck_assert_str_eq(tp_weekday_name(8), "");
}
END_TEST

START_TEST(local_days_differ)
{
	tp_local_time local = { .offset = -36000 };
	int64_t instant = INT64_C(1795658400); /* 2026-11-26T02:00Z */
	tp_date date, want;

	ck_assert_int_eq(tp_instant_date(instant, &local, &date, NULL), TP_OK);
	day("2026-11-25", &want);
	ck_assert_mem_eq(&date, &want, sizeof date);
	local.offset = 36000;
	ck_assert_int_eq(tp_instant_date(instant, &local, &date, NULL), TP_OK);
	day("2026-11-26", &want);
	ck_assert_mem_eq(&date, &want, sizeof date);
	local.change = instant;
	local.offset_after = -36000;
	ck_assert_int_eq(tp_instant_offset(instant - 1, &local), 36000);
	ck_assert_int_eq(tp_instant_offset(instant, &local), -36000);
	ck_assert_int_eq(tp_instant_offset(instant, NULL), 0);
	local.offset = 14 * 3600 + 60;
	ck_assert_int_eq(tp_instant_date(instant, &local, &date, NULL), TP_ERR_ARG);
	local.offset = 59;
	ck_assert_int_eq(tp_instant_date(instant, &local, &date, NULL), TP_ERR_ARG);
	local = (tp_local_time){ .offset = -3600 };
	ck_assert_int_eq(tp_instant_date(INT64_C(31536000), &local, &date, NULL), TP_ERR_RANGE);
	ck_assert_int_eq(tp_instant_date(INT64_MIN, NULL, &date, NULL), TP_ERR_RANGE);
	ck_assert_int_eq(tp_instant_date(instant, NULL, NULL, NULL), TP_ERR_ARG);
}
END_TEST

/* ---- holidays ---- */

/* The days off that fall on Monday to Friday, as they were published for the year. */
static const struct year_case {
	int year;
	const char *days;
} years[] = {
	{ 1971, "0101 0215 0531 0705 0906 1011 1025 1125 1224 1231" },
	{ 1977, "0221 0530 0704 0905 1010 1024 1124 1226" },
	{ 1978, "0102 0220 0529 0704 0904 1009 1110 1123 1225" },
	{ 1985, "0101 0218 0527 0704 0902 1014 1111 1128 1225" },
	{ 1986, "0101 0120 0217 0526 0704 0901 1013 1111 1127 1225" },
	{ 2010, "0101 0118 0215 0531 0705 0906 1011 1111 1125 1224 1231" },
	{ 2011, "0117 0221 0530 0704 0905 1010 1111 1124 1226" },
	{ 2016, "0101 0118 0215 0530 0704 0905 1010 1111 1124 1226" },
	{ 2017, "0102 0116 0220 0529 0704 0904 1009 1110 1123 1225" },
	{ 2020, "0101 0120 0217 0525 0703 0907 1012 1111 1126 1225" },
	{ 2021, "0101 0118 0215 0531 0618 0705 0906 1011 1111 1125 1224 1231" },
	{ 2022, "0117 0221 0530 0620 0704 0905 1010 1111 1124 1226" },
	{ 2023, "0102 0116 0220 0529 0619 0704 0904 1009 1110 1123 1225" },
	{ 2024, "0101 0115 0219 0527 0619 0704 0902 1014 1111 1128 1225" },
	{ 2025, "0101 0120 0217 0526 0619 0704 0901 1013 1111 1127 1225" },
	{ 2026, "0101 0119 0216 0525 0619 0703 0907 1012 1111 1126 1225" },
	{ 2027, "0101 0118 0215 0531 0618 0705 0906 1011 1111 1125 1224 1231" },
};

START_TEST(published_years)
{
	tp_date date = { years[_i].year, 1, 1 };
	char found[100] = "";
	tp_day_off off;
	size_t len = 0;

	for (; date.year == years[_i].year; (void)!tp_date_add(&date, 1, &date, NULL)) {
		if (!tp_date_off(&date, &off) || off.holiday == NULL || off.weekday >= 6)
			continue;
		ck_assert_uint_lt(len, sizeof found - 8);
		len += (size_t)snprintf(found + len, sizeof found - len, "%s%02d%02d",
		    len == 0 ? "" : " ", (int)date.month, (int)date.day);
	}
	ck_assert_str_eq(found, years[_i].days);
}
END_TEST

static const struct holiday_case {
	const char *date;
	const char *holiday; /* "": none; a day of the week or a holiday */
	bool off;
	bool observed;
} holidays[] = {
	{ "2026-07-03", "Independence Day", true, true },
	{ "2026-07-04", "Independence Day", true, false },
	{ "2026-07-05", "", true, false },
	{ "2026-07-06", "", false, false },
	{ "2021-07-04", "Independence Day", true, false },
	{ "2021-07-05", "Independence Day", true, true },
	{ "2010-12-31", "New Year's Day", true, true },
	{ "2100-12-31", "New Year's Day", true, true },
	{ "2023-01-02", "New Year's Day", true, true },
	{ "2020-06-19", "", false, false },
	{ "2021-06-18", "Juneteenth National Independence Day", true, true },
	{ "2021-06-19", "Juneteenth National Independence Day", true, false },
	{ "1985-01-21", "", false, false },
	{ "1986-01-20", "Birthday of Martin Luther King, Jr.", true, false },
	{ "1977-10-24", "Veterans Day", true, false },
	{ "1977-11-11", "", false, false },
	{ "1978-10-23", "", false, false },
	{ "1978-11-10", "Veterans Day", true, true },
	{ "1978-11-11", "Veterans Day", true, false },
	{ "2025-01-20", "Birthday of Martin Luther King, Jr.", true, false },
	{ "2021-01-20", "", false, false }, /* Inauguration Day is Washington's alone */
	{ "2029-02-19", "Washington's Birthday", true, false },
	{ "2027-05-31", "Memorial Day", true, false },
	{ "2027-05-24", "", false, false },
	{ "2026-09-07", "Labor Day", true, false },
	{ "2026-10-12", "Columbus Day", true, false },
	{ "2026-11-26", "Thanksgiving Day", true, false },
	{ "2029-11-22", "Thanksgiving Day", true, false }, /* the fourth Thursday, not the last */
	{ "2029-11-29", "", false, false },
	{ "2027-12-24", "Christmas Day", true, true },
	{ "2026-11-28", "", true, false },
};

START_TEST(holidays_have_names)
{
	const struct holiday_case *c = &holidays[_i];
	tp_day_off off;
	tp_date date;

	day(c->date, &date);
	ck_assert_int_eq(tp_date_off(&date, &off), c->off);
	ck_assert_int_eq(tp_date_off(&date, NULL), c->off);
	ck_assert_str_eq(off.holiday != NULL ? off.holiday : "", c->holiday);
	ck_assert_int_eq(off.observed, c->observed);
	ck_assert_mem_eq(&off.date, &date, sizeof date);
	ck_assert_int_eq(off.weekday, tp_date_weekday(&date));
}
END_TEST

/* A holiday on a weekend has its day off next to it, with its name. */
static void
check_observed(const tp_day_off *off)
{
	tp_day_off other;
	tp_date date;

	if (off->weekday < 6 || off->holiday == NULL)
		return;
	if (tp_date_add(&off->date, off->weekday == 6 ? -1 : 1, &date, NULL) != TP_OK)
		return;
	ck_assert(tp_date_off(&date, &other));
	ck_assert(other.observed);
	ck_assert_str_eq(other.holiday, off->holiday);
}

START_TEST(every_year_has_its_holidays)
{
	int year, own, observed;
	tp_day_off off;
	tp_date date;

	for (year = TP_FIRST_YEAR; year <= TP_LAST_YEAR; year++) {
		date = (tp_date){ year, 1, 1 };
		own = observed = 0;
		do {
			ck_assert_int_eq(tp_date_off(&date, &off),
			    off.holiday != NULL || off.weekday >= 6);
			own += off.holiday != NULL && !off.observed;
			observed += off.observed;
			ck_assert(!off.observed || off.weekday == 1 || off.weekday == 5);
			check_observed(&off);
		} while (tp_date_add(&date, 1, &date, NULL) == TP_OK && date.year == year);
		ck_assert_int_eq(own, year < 1986 ? 9 : year < 2021 ? 10 : 11);
		ck_assert_int_le(observed, 4);
	}
	date = (tp_date){ 2101, 1, 1 };
	ck_assert(!tp_date_off(&date, &off));
	ck_assert(!tp_date_off(NULL, &off));
}
END_TEST

#define ADD_TABLE(tc, test, table) \
	tcase_add_loop_test(tc, test, 0, (int)(sizeof(table) / sizeof(table)[0]))

static Suite *
suite(void)
{
	Suite *s = suite_create("calendar");
	TCase *tc = tcase_create("calendar");

	ADD_TABLE(tc, weekdays_are_known, weekdays);
	ADD_TABLE(tc, dates_are_read, dates);
	ADD_TABLE(tc, days_are_added, adds);
	tcase_add_test(tc, every_day_follows);
	ADD_TABLE(tc, instants_are_read_and_written, instants);
	ADD_TABLE(tc, bad_instants_are_refused, bad_instants);
	tcase_add_test(tc, cut_instants_are_refused);
	tcase_add_test(tc, nothing_is_written_of_no_instant);
	tcase_add_test(tc, local_days_differ);
	ADD_TABLE(tc, published_years, years);
	ADD_TABLE(tc, holidays_have_names, holidays);
	tcase_add_test(tc, every_year_has_its_holidays);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
