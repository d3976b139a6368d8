/* SPDX-License-Identifier: MIT */
/*
 * What a case counts and what it leaves alone: other cases' messages, what
 * came twice or failed, jurisdictions that take no part (R12), and the
 * instants of what is due, to the second (R2a, R2b, R3, R4, R9, R10, R11).
 */

#include "case_events.h"
#include "support.h"

static tp_case_state
state_at(const tp_case *c, int64_t now)
{
	tp_case_state s;

	tp_case_at(c, now, &s);
	return s;
}

static tp_event
notice(int64_t at, int kind, int which)
{
	bool agency = which == TP_NOTICE_RELEASE || which == TP_NOTICE_TRANSFER ||
	    which == TP_NOTICE_ADJUDICATION || which == TP_NOTICE_REPLY;
	tp_event e = event(at, kind, TP_MESSAGE_NOTICE, agency ? TP_SYSTEM_LEA : TP_SYSTEM_ICE,
	    agency ? TP_SYSTEM_ICE : TP_SYSTEM_LEA);

	e.notice = which;
	e.digest += (uint64_t)which;
	return e;
}

static tp_case *
begin(const char *agency)
{
	tp_case *c = make(agency, TP_MESSAGE_CAR, 0);
	tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, TP_SYSTEM_LEA, TP_SYSTEM_SIB);

	feed(c, &sent);
	return c;
}

/* Another's submission, answers and notices: told, flagged, and nothing else. */
START_TEST(of_another_case_nothing_counts)
{
	static const int kinds[] = { TP_MESSAGE_CAR, TP_MESSAGE_SRE, TP_MESSAGE_ERRT,
		TP_MESSAGE_IDR_MATCH, TP_MESSAGE_IDR_NO_MATCH, TP_MESSAGE_UNCLASSIFIED,
		TP_MESSAGE_CPI, TP_MESSAGE_IAQ, TP_MESSAGE_IAR, TP_MESSAGE_NOTICE };
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 1);
	tp_event own = event(T0 + HOUR, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event answer = arrival(T0 + 2 * HOUR, TP_MESSAGE_SRE);
	tp_case_state s;
	size_t i, k;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		tp_event e = arrival(T0 + (int64_t)i, kinds[i]);

		e.tcn = e.tcr = str("ANOTHER");
		e.srf = str("N");
		for (k = 0; k < 10; k++) {
			e.notice = kinds[i] == TP_MESSAGE_NOTICE ? (int)k : 0;
			e.to = kinds[i] == TP_MESSAGE_IAR ? TP_SYSTEM_CJIS : TP_SYSTEM_LEA;
			e.digest = 100 * i + k;
			ck_assert(!tp_case_owns(c, &e));
			feed(c, &e);
		}
	}
	s = state_at(c, T0 + DAY);
	ck_assert(s.iafis == TP_IAFIS_WAITING && s.second == TP_SECOND_NOT_EXPECTED);
	ck_assert(!s.unclassified && !s.detainer && !s.released && !s.in_ice_custody && !s.closed);
	ck_assert(s.pending == 1 && s.due_count == 0);
	feed(c, &own);
	feed(c, &answer);
	s = state_at(c, T0 + DAY + HOUR);
	ck_assert_int_eq(s.iafis, TP_IAFIS_IDENT);
	ck_assert(s.due_count == 1 && s.dues[0].at == T0 + HOUR + DAY && !s.dues[0].late);
	/* Another's SRE said otherwise: that contradicts nothing. */
	ck_assert_uint_eq(tp_case_entry(c, tp_case_entry_count(c) - 1)->flags, 0);
	for (i = 0; i + 2 < tp_case_entry_count(c); i++)
		ck_assert_uint_ne(tp_case_entry(c, i)->flags & TP_ENTRY_FOREIGN, 0);
	tp_case_free(c);
}
END_TEST

/* A notice and a CPI's answer may go by the person's numbers; a submission never. */
START_TEST(numbers_tell_whose_a_notice_is)
{
	tp_case *c = make("CC0010000", TP_MESSAGE_CPI, 0);
	tp_event cpi = event(T0, TP_EVENT_SENT, TP_MESSAGE_CPI, 2, 5);
	tp_event idr = arrival(T0 + HOUR, TP_MESSAGE_IDR_MATCH), other = cpi, note;

	cpi.fbi = idr.fbi = other.fbi = str("123456AA7");
	cpi.sid = str("CC1");
	idr.tcr = other.tcr = other.tcn = str("");
	ck_assert(!tp_case_owns(c, &idr));
	feed(c, &idr);
	ck_assert_int_eq(state_at(c, END).second, TP_SECOND_NOT_EXPECTED);
	/* The CPI comes to be known later: the answer before it is the case's then. */
	feed(c, &cpi);
	ck_assert(tp_case_owns(c, &idr));
	ck_assert_int_eq(state_at(c, END).second, TP_SECOND_MATCH);
	idr.sid = str("CC2");
	ck_assert(!tp_case_owns(c, &idr));
	idr.sid = str("CC1");
	ck_assert(tp_case_owns(c, &idr));
	idr.tcr = str("ANOTHER");
	ck_assert(!tp_case_owns(c, &idr));
	/* Another arrest of the same person, and the query of one. */
	ck_assert(!tp_case_owns(c, &other));
	other.tcn = str("ANOTHER");
	ck_assert(!tp_case_owns(c, &other));
	feed(c, &other);
	ck_assert(!tp_case_owns(c, &other));
	other.message = TP_MESSAGE_IAQ;
	ck_assert(!tp_case_owns(c, &other));
	note = notice(T0 + DAY, TP_EVENT_RECEIVED, TP_NOTICE_DETAINER);
	note.tcr = str("");
	note.fbi = str("123456AA7");
	ck_assert(tp_case_owns(c, &note));
	note.fbi = str("123456AA8");
	ck_assert(!tp_case_owns(c, &note));
	tp_case_free(c);
}
END_TEST

/* A copy that is late changes nothing: a detainer that was withdrawn is not lodged by it. */
START_TEST(what_comes_again_later_is_no_news)
{
	tp_case *c = begin("AA0010000");
	tp_event lodged = notice(T0 + HOUR, TP_EVENT_SENT, TP_NOTICE_DETAINER);
	tp_event withdrawn = notice(T0 + 3 * HOUR, TP_EVENT_SENT, TP_NOTICE_WITHDRAWAL);

	feed(c, &lodged);
	lodged.kind = TP_EVENT_RECEIVED;
	lodged.at = T0 + 2 * HOUR;
	feed(c, &lodged);
	feed(c, &withdrawn);
	ck_assert(state_at(c, T0 + 2 * HOUR).detainer);
	ck_assert(!state_at(c, T0 + 3 * HOUR).detainer);
	lodged.at = T0 + 4 * HOUR;
	feed(c, &lodged);
	ck_assert(!state_at(c, END).detainer);
	ck_assert_uint_eq(tp_case_entry(c, 4)->flags, TP_ENTRY_DUPLICATE);
	/* Another detainer is another message. */
	lodged.at = T0 + 5 * HOUR;
	lodged.digest++;
	feed(c, &lodged);
	ck_assert(state_at(c, END).detainer);
	tp_case_free(c);
}
END_TEST

/* Sent and received are one adjudication; either alone is one, too. */
START_TEST(an_adjudication_counts_once)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 3);
	tp_event e = notice(T0 + DAY, TP_EVENT_RECEIVED, TP_NOTICE_ADJUDICATION);

	feed(c, &e);
	ck_assert_uint_eq(state_at(c, T0 + DAY - 1).pending, 3);
	ck_assert_uint_eq(state_at(c, T0 + DAY).pending, 2);
	e.kind = TP_EVENT_SENT;
	e.at--;
	feed(c, &e);
	ck_assert_uint_eq(state_at(c, END).pending, 2);
	e.kind = TP_EVENT_FAILED;
	e.digest++;
	feed(c, &e);
	ck_assert_uint_eq(state_at(c, END).pending, 2);
	e.kind = TP_EVENT_SENT;
	feed(c, &e);
	ck_assert_uint_eq(state_at(c, END).pending, 1);
	tp_case_free(c);
}
END_TEST

/* R11: the case stays open while a charge is pending. */
START_TEST(pending_charges_keep_a_case_open)
{
	tp_case *c = make("DD0010000", TP_MESSAGE_CAR, 1);
	tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event sre = arrival(T0 + 60, TP_MESSAGE_SRE);
	tp_event done = notice(T0 + DAY, TP_EVENT_SENT, TP_NOTICE_ADJUDICATION);

	feed(c, &sent);
	feed(c, &sre);
	ck_assert(!state_at(c, END).closed);
	feed(c, &done);
	ck_assert(!state_at(c, T0 + DAY - 1).closed && state_at(c, T0 + DAY).closed);
	ck_assert_str_eq(tp_case_entry(c, 2)->rule, "R11");
	tp_case_free(c);
}
END_TEST

/* R12: an answer that came all the same is told, makes nothing due, and crashes nothing. */
START_TEST(a_match_where_none_takes_part)
{
	static const int kinds[] = { TP_MESSAGE_IDR_MATCH, TP_MESSAGE_IDR_NO_MATCH };
	tp_case_options options = { .size = sizeof options, .submission = TP_MESSAGE_CAR,
		.tcn = str("BOOKING") };
	tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event idr = arrival(T0 + HOUR, kinds[_i]);
	tp_case *c;
	tp_case_state s;

	ck_assert_int_eq(tp_case_new(&options, &c, NULL), TP_OK);
	feed(c, &sent);
	feed(c, &idr);
	s = state_at(c, END);
	ck_assert_int_eq(s.second, _i == 0 ? TP_SECOND_MATCH : TP_SECOND_NO_MATCH);
	ck_assert_uint_eq(s.due_count, 0);
	ck_assert_uint_eq(tp_case_entry(c, 1)->flags, TP_ENTRY_UNEXPECTED);
	ck_assert_str_eq(tp_case_entry(c, 1)->rule, "R12");
	tp_case_free(c);
}
END_TEST

/* Whether CJIS searched IDENT was decided when it received the prints. */
START_TEST(taking_part_is_judged_at_the_receipt)
{
	static const char text[] =
	    "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\tfield_office\n"
	    "starts\tAA\tAASIB0000\tAA*\tyes\tno\tyes\t20260701\t\tX\n";
	const int64_t start = T0 + 11 * HOUR;
	tp_case_options options = { .size = sizeof options, .submission = TP_MESSAGE_CAR,
		.tcn = str("BOOKING") };
	tp_event sent = event(start - 2, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event received = event(start, TP_EVENT_RECEIVED, TP_MESSAGE_CAR, 2, 3);
	tp_jurisdictions *js;
	tp_case *c;

	ck_assert_int_eq(tp_jurisdictions_read(text, sizeof text - 1, NULL, &js, NULL), TP_OK);
	options.jurisdiction = tp_jurisdictions_at(js, 0);
	ck_assert_int_eq(tp_case_new(&options, &c, NULL), TP_OK);
	feed(c, &sent);
	ck_assert_int_eq(state_at(c, start - 1).second, TP_SECOND_NOT_EXPECTED);
	feed(c, &received);
	ck_assert_int_eq(state_at(c, start).second, TP_SECOND_WAITING);
	tp_case_free(c);
	received.at = start - 1;
	ck_assert_int_eq(tp_case_new(&options, &c, NULL), TP_OK);
	feed(c, &sent);
	feed(c, &received);
	ck_assert_int_eq(state_at(c, start + DAY).second, TP_SECOND_NOT_EXPECTED);
	tp_case_free(c);
	tp_jurisdictions_free(js);
}
END_TEST

/* An answer of which the submission is not known (the agency lost its own line) stands. */
START_TEST(an_answer_without_its_submission)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 0);
	tp_event idr = arrival(T0, TP_MESSAGE_IDR_MATCH), sent;
	tp_case_state s;

	feed(c, &idr);
	s = state_at(c, T0);
	ck_assert(s.second == TP_SECOND_MATCH && s.due_count == 0 && !s.closed);
	ck_assert_uint_eq(tp_case_entry(c, 0)->flags, TP_ENTRY_EARLY);
	sent = event(T0 + 1, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	feed(c, &sent);
	ck_assert_uint_eq(tp_case_entry(c, 0)->flags, TP_ENTRY_EARLY);
	/* In the same second it was sent first. */
	sent.at = T0;
	feed(c, &sent);
	ck_assert_uint_eq(tp_case_entry(c, 1)->flags, 0);
	tp_case_free(c);
}
END_TEST

/* agency, message, receiver, its deadline after CAR at T0 that CJIS had at T0 + 90. */
static const struct {
	const char *agency;
	int message;
	int to;
	int64_t due;
} latest[] = {
	{ "AA0010000", TP_MESSAGE_IDR_MATCH, TP_SYSTEM_LEA, 14490 },     /* R2b */
	{ "AA0010000", TP_MESSAGE_IDR_MATCH, TP_SYSTEM_SIB, 14490 },
	{ "AA0010000", TP_MESSAGE_IAR, TP_SYSTEM_CJIS, 14400 },          /* R2a */
	{ "BB0010000", TP_MESSAGE_IAR, TP_SYSTEM_CJIS, 14400 },
	{ "AA0010000", TP_MESSAGE_IDR_NO_MATCH, TP_SYSTEM_LEA, 86400 },  /* R3 */
	{ "CC0010000", TP_MESSAGE_IDR_NO_MATCH, TP_SYSTEM_SIB, 86400 },  /* R4 */
	{ "BB0010000", TP_MESSAGE_IDR_MATCH, TP_SYSTEM_SIB, 0 },         /* none */
	{ "CC0010000", TP_MESSAGE_IDR_MATCH, TP_SYSTEM_SIB, 0 },
	{ "AA0010000", TP_MESSAGE_SRE, TP_SYSTEM_LEA, 0 },
	{ "AA0010000", TP_MESSAGE_IAR, TP_SYSTEM_ICE, 0 },
};

START_TEST(what_comes_late_is_told_so)
{
	int64_t due = latest[_i].due != 0 ? latest[_i].due : 10 * (int64_t)DAY;
	int late;

	for (late = 0; late < 2; late++) {
		tp_case *c = begin(latest[_i].agency);
		tp_event received = event(T0 + 90, TP_EVENT_RECEIVED, TP_MESSAGE_CAR, 2, 3);
		tp_event e = event(T0 + due + late, TP_EVENT_RECEIVED, latest[_i].message, 2,
		    latest[_i].to);

		feed(c, &e);
		feed(c, &received);
		ck_assert_uint_eq(tp_case_entry(c, 2)->flags & TP_ENTRY_LATE,
		    late != 0 && latest[_i].due != 0 ? TP_ENTRY_LATE : 0);
		tp_case_free(c);
	}
}
END_TEST

/* R10: a transfer is told thirty days before; custody is due after a release alone. */
START_TEST(a_transfer_is_no_release)
{
	tp_case *c = begin("AA0010000");
	tp_event lodged = notice(T0 + HOUR, TP_EVENT_RECEIVED, TP_NOTICE_DETAINER);
	tp_event moved = notice(T0 + DAY, TP_EVENT_SENT, TP_NOTICE_TRANSFER);
	tp_event freed = notice(T0 + 2 * DAY, TP_EVENT_SENT, TP_NOTICE_RELEASE);
	tp_case_state s;

	moved.instant = T0 + 40 * (int64_t)DAY;
	feed(c, &lodged);
	feed(c, &moved);
	s = state_at(c, END);
	ck_assert(s.released && s.due_count == 2);
	ck_assert_str_eq(s.dues[1].what, "notice of release");
	ck_assert(s.dues[1].at == T0 + 10 * (int64_t)DAY && s.dues[1].met == T0 + DAY);
	/* Thursday, 13:00 UTC: 48 hours without the weekend and the holiday on Friday. */
	feed(c, &freed);
	s = state_at(c, END);
	ck_assert_uint_eq(s.due_count, 3);
	ck_assert_str_eq(s.dues[2].what, "custody by ICE");
	ck_assert(s.dues[2].at == T0 + 7 * (int64_t)DAY && s.dues[2].late);
	tp_case_free(c);
}
END_TEST

/* Instants that no clock shows would overflow what is counted from them. */
START_TEST(what_is_no_event_is_refused)
{
	tp_case *c = begin("AA0010000");
	tp_event e = arrival(T0, TP_MESSAGE_SRE);
	tp_diag diag;

	e.kind = 0;
	ck_assert_int_eq(tp_case_feed(c, &e, &diag), TP_ERR_ARG);
	e.kind = 4;
	ck_assert_int_eq(tp_case_feed(c, &e, &diag), TP_ERR_ARG);
	e.kind = TP_EVENT_SENT;
	e.at = INT64_MAX;
	ck_assert_int_eq(tp_case_feed(c, &e, &diag), TP_ERR_ARG);
	e.at = INT64_MIN;
	ck_assert_int_eq(tp_case_feed(c, &e, &diag), TP_ERR_ARG);
	e.at = T0;
	e.instant = INT64_MIN;
	ck_assert_int_eq(tp_case_feed(c, &e, &diag), TP_ERR_ARG);
	ck_assert_uint_eq(tp_case_entry_count(c), 1);
	tp_case_free(c);
	ck_assert_int_eq(tp_case_new(NULL, &c, &diag), TP_ERR_ARG);
	ck_assert_str_eq(tp_system_name(7), "LESC");
	ck_assert_str_eq(tp_system_name(10), "unknown");
	ck_assert_str_eq(tp_system_name(-1), "unknown");
}
END_TEST

/* A failed allocation leaves the case as it was: the next try succeeds and says the same. */
START_TEST(a_failed_allocation_changes_nothing)
{
	char before[4096], after[4096];
	uint64_t fail_at = 0;
	tp_case_options options = { .size = sizeof options, .submission = TP_MESSAGE_CAR,
		.tcn = str("BOOKING") };
	ts_mem mem;
	tp_case *c;
	tp_event e;
	int i;

	options.jurisdiction = tp_jurisdictions_at(jurisdictions, 0);
	options.mem = &mem.mem;
	do {
		ts_mem_init(&mem);
		mem.fail_at = ++fail_at;
		if (tp_case_new(&options, &c, NULL) != TP_OK) {
			ck_assert(mem.failed && c == NULL && ts_mem_clean(&mem));
			continue;
		}
		for (i = 0; i < 40; i++) {
			e = notice(T0 + i, TP_EVENT_SENT, 1 + i % 9);
			say(c, END, before, sizeof before);
			if (tp_case_feed(c, &e, NULL) != TP_OK) {
				say(c, END, after, sizeof after);
				ck_assert_str_eq(before, after);
				feed(c, &e);
			}
			if (i % 5 == 0 && tp_case_add_tcn(c, (const char *)&"ABCDEFGHI"[i / 5], 1, NULL) !=
			    TP_OK)
				ck_assert(mem.failed);
		}
		ck_assert_uint_eq(tp_case_entry_count(c), 40);
		tp_case_free(c);
		ck_assert(ts_mem_clean(&mem));
	} while (mem.failed);
	ck_assert_uint_gt(fail_at, 3);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("case_rules");
	TCase *tc = tcase_create("rules");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, of_another_case_nothing_counts);
	tcase_add_test(tc, numbers_tell_whose_a_notice_is);
	tcase_add_test(tc, what_comes_again_later_is_no_news);
	tcase_add_test(tc, an_adjudication_counts_once);
	tcase_add_test(tc, pending_charges_keep_a_case_open);
	tcase_add_loop_test(tc, a_match_where_none_takes_part, 0, 2);
	tcase_add_test(tc, taking_part_is_judged_at_the_receipt);
	tcase_add_test(tc, an_answer_without_its_submission);
	tcase_add_loop_test(tc, what_comes_late_is_told_so, 0,
	    (int)(sizeof latest / sizeof latest[0]));
	tcase_add_test(tc, a_transfer_is_no_release);
	tcase_add_test(tc, what_is_no_event_is_refused);
	tcase_add_test(tc, a_failed_allocation_changes_nothing);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
