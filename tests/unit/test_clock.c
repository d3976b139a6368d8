/* SPDX-License-Identifier: MIT */
/* The custody clock and the notice of release (R10), and when answers are due (R2a to R4). */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/clock.h>

static int64_t
instant(const char *text, int32_t *offset)
{
	int64_t read;

	ck_assert_int_eq(tp_instant_parse(text, strlen(text), &read, offset, NULL), TP_OK);
	return read;
}

/* ---- custody ---- */

static const struct custody_case {
	const char *notice;
	const char *due;
	const char *left_out; /* month and day of each; o: observed, h: holiday, w: weekend */
	const char *change;   /* the first instant of new clocks, in their time; NULL: none */
} custodies[] = {
	/* Ordinary weeks, and a notice on each day of one. */
	{ "2026-11-16T09:00-05:00", "2026-11-18T09:00-05:00", "", NULL },
	{ "2026-11-17T09:00-05:00", "2026-11-19T09:00-05:00", "", NULL },
	{ "2026-11-18T09:00-05:00", "2026-11-20T09:00-05:00", "", NULL },
	{ "2026-11-19T09:00-05:00", "2026-11-23T09:00-05:00", "1121w 1122w", NULL },
	{ "2026-11-20T09:00-05:00", "2026-11-24T09:00-05:00", "1121w 1122w", NULL },
	{ "2026-11-21T09:00-05:00", "2026-11-25T00:00-05:00", "1121w 1122w", NULL },
	{ "2026-11-22T23:59:59-05:00", "2026-11-25T00:00-05:00", "1122w", NULL },
	/* Midnights: a day ends where the next starts. */
	{ "2026-11-19T00:00-05:00", "2026-11-21T00:00-05:00", "", NULL },
	{ "2026-11-20T00:00-05:00", "2026-11-24T00:00-05:00", "1121w 1122w", NULL },
	{ "2026-11-20T23:59:59-05:00", "2026-11-24T23:59:59-05:00", "1121w 1122w", NULL },
	/* Long weekends: the eve of one, a notice on the holiday itself. */
	{ "2026-11-25T15:00-05:00", "2026-11-30T15:00-05:00", "1126h 1128w 1129w", NULL },
	{ "2026-05-22T17:00-04:00", "2026-05-27T17:00-04:00", "0523w 0524w 0525h", NULL },
	{ "2026-05-25T12:00-04:00", "2026-05-28T00:00-04:00", "0525h", NULL },
	{ "2026-11-26T12:00-05:00", "2026-12-01T00:00-05:00", "1126h 1128w 1129w", NULL },
	{ "2026-07-02T18:00-04:00", "2026-07-07T18:00-04:00", "0703o 0704h 0705w", NULL },
	{ "2021-07-02T18:00-04:00", "2021-07-07T18:00-04:00", "0703w 0704h 0705o", NULL },
	{ "2027-12-23T20:00-05:00", "2027-12-28T20:00-05:00", "1224o 1225h 1226w", NULL },
	{ "2026-11-06T10:00-05:00", "2026-11-10T10:00-05:00", "1107w 1108w", NULL },
	{ "2026-11-10T10:00-05:00", "2026-11-13T10:00-05:00", "1111h", NULL },
	/* Over the year's end, and leap days. */
	{ "2021-12-29T12:00-05:00", "2022-01-03T12:00-05:00", "1231o 0101h 0102w", NULL },
	{ "2024-12-31T10:00-05:00", "2025-01-03T10:00-05:00", "0101h", NULL },
	{ "2024-02-29T08:00-05:00", "2024-03-04T08:00-05:00", "0302w 0303w", NULL },
	{ "2028-02-28T12:00-05:00", "2028-03-01T12:00-05:00", "", NULL },
	{ "2100-02-26T12:00-05:00", "2100-03-02T12:00-05:00", "0227w 0228w", NULL },
	/* Holidays by the year in which they began or moved. */
	{ "2020-06-18T12:00-04:00", "2020-06-22T12:00-04:00", "0620w 0621w", NULL },
	{ "2021-06-17T12:00-04:00", "2021-06-22T12:00-04:00", "0618o 0619h 0620w", NULL },
	{ "1985-01-18T12:00-05:00", "1985-01-22T12:00-05:00", "0119w 0120w", NULL },
	{ "1986-01-17T12:00-05:00", "1986-01-22T12:00-05:00", "0118w 0119w 0120h", NULL },
	{ "1977-10-21T12:00-04:00", "1977-10-26T12:00-04:00", "1022w 1023w 1024h", NULL },
	{ "1978-10-20T12:00-04:00", "1978-10-24T12:00-04:00", "1021w 1022w", NULL },
	/* The local day counts: both are 2026-11-26 in UTC, Thanksgiving in one place alone. */
	{ "2026-11-25T16:00-10:00", "2026-11-30T16:00-10:00", "1126h 1128w 1129w", NULL },
	{ "2026-11-26T12:00+10:00", "2026-12-01T00:00+10:00", "1126h 1128w 1129w", NULL },
	/* Clocks put back and forward on the Sunday; and a caller who does not tell. */
	{ "2026-10-30T15:00-04:00", "2026-11-03T15:00-05:00", "1031w 1101w",
	    "2026-11-01T01:00-05:00" },
	{ "2026-10-30T15:00-04:00", "2026-11-03T15:00-04:00", "1031w 1101w", NULL },
	{ "2026-11-01T00:30-04:00", "2026-11-04T00:00-05:00", "1101w", "2026-11-01T01:00-05:00" },
	{ "2026-11-01T03:30-05:00", "2026-11-04T00:00-05:00", "1101w", "2026-11-01T01:00-05:00" },
	{ "2026-03-06T15:00-05:00", "2026-03-10T15:00-04:00", "0307w 0308w",
	    "2026-03-08T03:00-04:00" },
	{ "2026-03-08T01:00-05:00", "2026-03-11T00:00-04:00", "0308w", "2026-03-08T03:00-04:00" },
	/* On a day that counts the hours are those that pass, 23 or 25 of them. */
	{ "2026-09-15T12:00-04:00", "2026-09-17T11:00-05:00", "", "2026-09-16T01:00-05:00" },
	{ "2026-09-15T12:00-05:00", "2026-09-17T13:00-04:00", "", "2026-09-16T03:00-04:00" },
	/* Midnight itself skipped, and passed twice. */
	{ "2026-09-18T12:00-04:00", "2026-09-22T12:00-03:00", "0919w 0920w",
	    "2026-09-19T01:00-03:00" },
	{ "2026-09-18T12:00-04:00", "2026-09-22T12:30-03:00", "0919w 0920w",
	    "2026-09-19T00:30-03:00" },
	{ "2026-09-20T23:45-04:00", "2026-09-23T00:00-04:00", "0920w", "2026-09-20T23:30-04:00" },
	{ "2026-09-20T12:00-03:00", "2026-09-23T00:00-04:00", "0920w", "2026-09-20T23:30-04:00" },
	{ "2026-09-20T12:00-03:00", "2026-09-23T00:00-04:00", "0920w", "2026-09-20T23:00-04:00" },
	{ "2026-10-16T15:00-04:00", "2026-10-20T15:00-03:00", "1017w 1018w",
	    "2026-10-18T01:00-03:00" },
	{ "2026-10-18T01:30-03:00", "2026-10-21T00:00-03:00", "1018w", "2026-10-18T01:00-03:00" },
	{ "2026-04-03T15:00-03:00", "2026-04-07T15:00-04:00", "0404w 0405w",
	    "2026-04-04T23:00-04:00" },
	{ "2026-09-16T12:00-03:00", "2026-09-18T11:00-04:00", "", "2026-09-16T23:30-04:00" },
};

static void
check_left_out(const tp_custody *clock, const char *want)
{
	size_t i;

	ck_assert_uint_eq(clock->count, (strlen(want) + 1) / 6);
	for (i = 0; i < clock->count; i++, want += 6) {
		const tp_day_off *off = &clock->left_out[i];

		ck_assert_int_eq(off->date.month, atoi((char[]){ want[0], want[1], 0 }));
		ck_assert_int_eq(off->date.day, atoi((char[]){ want[2], want[3], 0 }));
		ck_assert_int_eq(off->holiday != NULL, want[4] != 'w');
		ck_assert_int_eq(off->observed, want[4] == 'o');
	}
}

START_TEST(custody_is_counted)
{
	const struct custody_case *c = &custodies[_i];
	tp_local_time local = { 0 };
	int64_t notice = instant(c->notice, &local.offset), due;
	int32_t due_offset;
	tp_custody clock;

	if (c->change != NULL)
		local.change = instant(c->change, &local.offset_after);
	if (c->change != NULL && notice >= local.change) /* as it was before */
		local.offset = local.offset_after + 3600;
	due = instant(c->due, &due_offset);
	ck_assert_int_eq(tp_clock_custody(notice, &local, &clock, NULL), TP_OK);
	ck_assert_int_eq(clock.from, notice);
	ck_assert_int_eq(clock.due, due);
	ck_assert_int_eq(tp_instant_offset(due, &local), due_offset);
	check_left_out(&clock, c->left_out);
	ck_assert_str_eq(clock.rule, "R10");
	ck_assert_str_eq(clock.clause, "SOP 2.2.3, 3.2.4");
	ck_assert_str_eq(clock.basis, "48 hours from the notice of release, not counting "
	    "Saturdays, Sundays and federal holidays");
	ck_assert_ptr_null(strstr(clock.basis, "hold"));
}
END_TEST

/* Hour by hour: 48 of them are of days that count, the last of them is; the others are left out. */
static bool
holds_by_hours(const tp_custody *clock, const tp_local_time *local)
{
	int64_t at, counted = 0;
	size_t left_out = 0;
	tp_date date, last = { 0, 0, 0 };
	bool off = false;

	for (at = clock->from; at < clock->due; at += 3600) {
		if (tp_instant_date(at, local, &date, NULL) != TP_OK)
			return false;
		if (memcmp(&date, &last, sizeof date) != 0) {
			last = date;
			off = tp_date_off(&date, NULL);
			if (off && (left_out == clock->count ||
			    memcmp(&clock->left_out[left_out++].date, &date, sizeof date) != 0))
				return false;
		}
		counted += !off;
	}
	return !off && at == clock->due && counted == 48 && left_out == clock->count;
}

START_TEST(custody_of_every_day)
{
	static const int32_t offsets[] = { -18000, 0, 36000, -36000, -12600 };
	tp_local_time local = { 0 };
	tp_custody clock, before = { 0 };
	int64_t at, hour = 0;
	size_t most = 0;

	/* 2100-12-28T12:00Z is the last that ends within the years. */
	for (at = INT64_C(31536000) + 86400; at <= INT64_C(4133548800) + 43200; at += 86400) {
		hour = (hour + 7) % 24;
		local.offset = offsets[at / 86400 % 5];
		ck_assert_int_eq(tp_clock_custody(at + hour % 12 * 3600, &local, &clock, NULL),
		    TP_OK);
		/* Whole local hours, so that days start on one of the steps. */
		ck_assert(local.offset % 3600 != 0 || holds_by_hours(&clock, &local));
		ck_assert_int_ge(clock.due, clock.from + 48 * 3600);
		most = clock.count > most ? clock.count : most;
		/* In one place a later notice never ends earlier. */
		local.offset = -18000;
		ck_assert_int_eq(tp_clock_custody(at, &local, &clock, NULL), TP_OK);
		ck_assert_int_ge(clock.due, before.due);
		before = clock;
	}
	ck_assert_uint_eq(most, 3);
}
END_TEST

START_TEST(custody_has_bounds)
{
	tp_local_time local = { .offset = 30 };
	tp_custody clock;
	tp_diag diag;

	ck_assert_int_eq(tp_clock_custody(TP_NO_INSTANT, NULL, &clock, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_clock_custody(INT64_MAX, NULL, &clock, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_clock_custody(INT64_MIN, NULL, &clock, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_clock_custody(instant("2026-11-25T15:00Z", NULL), &local,
	    &clock, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_clock_custody(instant("2026-11-25T15:00Z", NULL), NULL,
	    NULL, &diag), TP_ERR_ARG);
	/* Into 2101, and before 1971 by local time. */
	ck_assert_int_eq(tp_clock_custody(instant("2100-12-30T12:00Z", NULL), NULL,
	    &clock, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(clock.due, TP_NO_INSTANT);
	ck_assert_ptr_null(clock.basis);
	ck_assert_int_eq(tp_clock_custody(instant("2100-12-28T23:59Z", NULL), NULL,
	    &clock, &diag), TP_OK);
	local.offset = -3600;
	ck_assert_int_eq(tp_clock_custody(instant("1971-01-01T00:00Z", NULL), &local,
	    &clock, &diag), TP_ERR_RANGE);
}
END_TEST

/* ---- notice ---- */

static const struct notice_case {
	const char *release;
	const char *known; /* NULL: not told */
	const char *due;   /* NULL: past the years */
	bool when_known;
} notices[] = {
	{ "2026-12-25", NULL, "2026-11-25", false },
	{ "2024-03-30", NULL, "2024-02-29", false },
	{ "2023-03-30", NULL, "2023-02-28", false },
	{ "2026-01-15", NULL, "2025-12-16", false },
	{ "2026-12-25", "2026-06-01", "2026-11-25", false },
	{ "2026-12-25", "2026-11-25", "2026-11-25", false },
	{ "2026-12-25", "2026-11-26", "2026-11-26", true },
	{ "2026-12-25", "2026-12-25", "2026-12-25", true },
	{ "2026-12-25", "2026-12-28", "2026-12-28", true },
	{ "1971-01-31", NULL, "1971-01-01", false },
	{ "1971-01-30", NULL, NULL, false },
};

START_TEST(notice_is_thirty_days_before)
{
	const struct notice_case *c = &notices[_i];
	tp_date release, known, due;
	tp_release_notice notice;
	tp_status status;

	ck_assert_int_eq(tp_date_parse(c->release, 10, &release, NULL), TP_OK);
	if (c->known != NULL)
		ck_assert_int_eq(tp_date_parse(c->known, 10, &known, NULL), TP_OK);
	status = tp_clock_notice(&release, c->known != NULL ? &known : NULL, &notice, NULL);
	ck_assert_int_eq(status, c->due != NULL ? TP_OK : TP_ERR_RANGE);
	if (status != TP_OK)
		return;
	ck_assert_int_eq(tp_date_parse(c->due, 10, &due, NULL), TP_OK);
	ck_assert_mem_eq(&notice.due, &due, sizeof due);
	ck_assert_int_eq(notice.when_known, c->when_known);
	ck_assert_str_eq(notice.rule, "R10");
	ck_assert_str_eq(notice.clause, "SOP 2.2.3");
	ck_assert_str_eq(notice.basis, c->when_known
	    ? "as soon as known: less than thirty days were left before the release or transfer"
	    : "thirty days before the release or transfer");
}
END_TEST

START_TEST(notice_of_no_date)
{
	tp_date date = { 2026, 2, 29 }, good = { 2026, 3, 1 };
	tp_release_notice notice;

	ck_assert_int_eq(tp_clock_notice(&date, NULL, &notice, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_clock_notice(NULL, NULL, &notice, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_clock_notice(&good, &date, &notice, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_clock_notice(&good, NULL, NULL, NULL), TP_ERR_ARG);
}
END_TEST

/* ---- answers ---- */

#define SUBMITTED "2026-11-25T15:00-05:00"
#define RECEIVED "2026-11-25T15:20-05:00"

static const struct answer_case {
	int kind;
	int routing;
	bool nff;
	int state;
	const char *rule;
	const char *clause;
	const char *due; /* NULL: none */
} answers[] = {
	/* R2a holds in every state. */
	{ TP_DEADLINE_IAR, TP_ROUTING_YES, false, TP_DEADLINE_TIMED, "R2a", "SOP 3.1.6",
	    "2026-11-25T19:00-05:00" },
	{ TP_DEADLINE_IAR, TP_ROUTING_NO, false, TP_DEADLINE_TIMED, "R2a", "SOP 3.1.6",
	    "2026-11-25T19:00-05:00" },
	{ TP_DEADLINE_IAR, TP_ROUTING_UNKNOWN, true, TP_DEADLINE_TIMED, "R2a", "SOP 3.1.6",
	    "2026-11-25T19:00-05:00" },
	/* R2b: due to the bureau in every state, on time where it routes. */
	{ TP_DEADLINE_MATCH, TP_ROUTING_YES, false, TP_DEADLINE_TIMED, "R2b", "SOP 2.1.4",
	    "2026-11-25T19:20-05:00" },
	{ TP_DEADLINE_MATCH, TP_ROUTING_YES, true, TP_DEADLINE_TIMED, "R2b", "SOP 2.1.4",
	    "2026-11-25T19:20-05:00" },
	{ TP_DEADLINE_MATCH, TP_ROUTING_NO, false, TP_DEADLINE_UNTIMED, "R2b", "SOP 2.1.4", NULL },
	{ TP_DEADLINE_MATCH, TP_ROUTING_NO, true, TP_DEADLINE_UNTIMED, "R2b", "SOP 2.1.4", NULL },
	{ TP_DEADLINE_MATCH, TP_ROUTING_UNKNOWN, false, TP_DEADLINE_UNKNOWN, "R2b", "SOP 2.1.4",
	    NULL },
	/* R3, and R4 where the state does not route. */
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_YES, false, TP_DEADLINE_TIMED, "R3", "SOP 2.1.4, 3.1.4",
	    "2026-11-26T15:00-05:00" },
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_YES, true, TP_DEADLINE_TIMED, "R3", "SOP 2.1.4, 3.1.4",
	    "2026-11-26T15:00-05:00" },
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_NO, false, TP_DEADLINE_NONE, "R3", "SOP 2.1.4, 3.1.4",
	    NULL },
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_NO, true, TP_DEADLINE_UNTIMED, "R4", "SOP 2.1.4", NULL },
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_UNKNOWN, false, TP_DEADLINE_UNKNOWN, "R3",
	    "SOP 2.1.4, 3.1.4", NULL },
	{ TP_DEADLINE_NO_MATCH, TP_ROUTING_UNKNOWN, true, TP_DEADLINE_UNKNOWN, "R4", "SOP 2.1.4",
	    NULL },
};

START_TEST(answers_are_due)
{
	const struct answer_case *c = &answers[_i];
	tp_submission s = { .size = sizeof s, .routing = c->routing, .nff = c->nff };
	tp_deadline d;

	s.submitted = instant(SUBMITTED, NULL);
	s.received = instant(RECEIVED, NULL);
	ck_assert_int_eq(tp_deadline_find(c->kind, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.kind, c->kind);
	ck_assert_int_eq(d.state, c->state);
	ck_assert_str_eq(d.rule, c->rule);
	ck_assert_str_eq(d.clause, c->clause);
	ck_assert_str_ne(d.what, "");
	ck_assert_str_ne(d.basis, "");
	ck_assert_int_eq(d.due, c->due != NULL ? instant(c->due, NULL) : TP_NO_INSTANT);
	ck_assert_int_eq(d.from, c->due == NULL ? TP_NO_INSTANT
	    : c->kind == TP_DEADLINE_MATCH ? s.received : s.submitted);
}
END_TEST

/* Two clocks, two bases: what one starts from does not start the other. */
START_TEST(answers_want_their_own_basis)
{
	tp_submission s = { .size = sizeof s, .routing = TP_ROUTING_YES };
	tp_deadline d;

	s.submitted = instant(SUBMITTED, NULL);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_MATCH, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_UNKNOWN);
	ck_assert_str_eq(d.rule, "R2b");
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_TIMED);
	s.received = s.submitted;
	s.submitted = TP_NO_INSTANT;
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_MATCH, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_TIMED);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_UNKNOWN);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_NO_MATCH, &s, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_UNKNOWN);
	ck_assert_int_eq(d.due, TP_NO_INSTANT);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_NO_MATCH, NULL, &d, NULL), TP_OK);
	ck_assert_int_eq(d.state, TP_DEADLINE_UNKNOWN);
}
END_TEST

START_TEST(answers_have_bounds)
{
	tp_submission s = { .size = sizeof s, .routing = TP_ROUTING_YES };
	tp_deadline d;

	ck_assert_int_eq(tp_deadline_find(-1, &s, &d, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_KINDS, &s, &d, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, NULL, NULL), TP_ERR_ARG);
	s.routing = 3;
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, &d, NULL), TP_ERR_ARG);
	s.routing = TP_ROUTING_YES;
	s.submitted = 1;
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, &d, NULL), TP_ERR_RANGE);
	s.submitted = instant("2100-12-31T21:00Z", NULL);
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_IAR, &s, &d, NULL), TP_ERR_RANGE);
	ck_assert_ptr_null(d.rule);
	s.received = INT64_MAX;
	ck_assert_int_eq(tp_deadline_find(TP_DEADLINE_MATCH, &s, &d, NULL), TP_ERR_RANGE);
}
END_TEST

#define ADD_TABLE(tc, test, table) \
	tcase_add_loop_test(tc, test, 0, (int)(sizeof(table) / sizeof(table)[0]))

static Suite *
suite(void)
{
	Suite *s = suite_create("clock");
	TCase *tc = tcase_create("clock");

	tcase_set_timeout(tc, 60);
	ADD_TABLE(tc, custody_is_counted, custodies);
	tcase_add_test(tc, custody_of_every_day);
	tcase_add_test(tc, custody_has_bounds);
	ADD_TABLE(tc, notice_is_thirty_days_before, notices);
	tcase_add_test(tc, notice_of_no_date);
	ADD_TABLE(tc, answers_are_due, answers);
	tcase_add_test(tc, answers_want_their_own_basis);
	tcase_add_test(tc, answers_have_bounds);
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
