/* SPDX-License-Identifier: MIT */
/*
 * A case under every order of its events: what it says depends on the set of
 * them alone. Expectations are typed here, from the procedures (R1-R4, R10,
 * R12; SOP 2.1.3, 2.1.4, 2.2.3, 3.1.4, 3.2.4).
 */

#include "case_events.h"

#define MOST 12

/* ---- every order ------------------------------------------------------------------- */

/* A booking with a match, of which the agency sees one answer twice. */
static const struct {
	int64_t after;
	int kind;
	int message;
	int from;
	int to;
} story[] = {
	{ 0, TP_EVENT_SENT, TP_MESSAGE_CAR, TP_SYSTEM_LEA, TP_SYSTEM_SIB },
	{ 2, TP_EVENT_RECEIVED, TP_MESSAGE_CAR, TP_SYSTEM_SIB, TP_SYSTEM_CJIS },
	{ 20 * MINUTE, TP_EVENT_RECEIVED, TP_MESSAGE_SRE, TP_SYSTEM_SIB, TP_SYSTEM_LEA },
	{ 40 * MINUTE, TP_EVENT_SENT, TP_MESSAGE_IAQ, TP_SYSTEM_CJIS, TP_SYSTEM_LESC },
	{ 60 * MINUTE, TP_EVENT_RECEIVED, TP_MESSAGE_IAR, TP_SYSTEM_LESC, TP_SYSTEM_CJIS },
	{ 61 * MINUTE, TP_EVENT_RECEIVED, TP_MESSAGE_IDR_MATCH, TP_SYSTEM_SIB, TP_SYSTEM_LEA },
	{ 90 * MINUTE, TP_EVENT_RECEIVED, TP_MESSAGE_IDR_MATCH, TP_SYSTEM_SIB, TP_SYSTEM_LEA },
};
#define STORY (sizeof story / sizeof story[0])

static tp_event
story_event(size_t i)
{
	return event(T0 + story[i].after, story[i].kind, story[i].message, story[i].from,
	    story[i].to);
}

/* Without those whose bit is set in lost. */
static void
tell(const size_t order[STORY], unsigned lost, char *out, size_t size)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 0);
	size_t i;

	for (i = 0; i < STORY; i++)
		if ((lost >> order[i] & 1) == 0) {
			tp_event e = story_event(order[i]);

			feed(c, &e);
		}
	say(c, END, out, size);
	tp_case_free(c);
}

/* The next permutation in the order of the dictionary; false after the last. */
static bool
permute(size_t order[STORY])
{
	size_t i = STORY - 1, k = STORY - 1, swap;

	while (i > 0 && order[i - 1] >= order[i])
		i--;
	if (i == 0)
		return false;
	while (order[k] <= order[i - 1])
		k--;
	swap = order[i - 1];
	order[i - 1] = order[k];
	order[k] = swap;
	for (k = STORY - 1; i < k; i++, k--) {
		swap = order[i];
		order[i] = order[k];
		order[k] = swap;
	}
	return true;
}

START_TEST(every_order_says_the_same)
{
	/* None lost; the SRE; the IAQ and the IAR; both copies of the second answer. */
	static const unsigned losses[] = { 0, 1u << 2, 1u << 3 | 1u << 4, 1u << 5 | 1u << 6 };
	size_t order[STORY], count = 0, i;
	char first[4096], other[4096];

	for (i = 0; i < STORY; i++)
		order[i] = i;
	tell(order, losses[_i], first, sizeof first);
	do {
		tell(order, losses[_i], other, sizeof other);
		ck_assert_str_eq(first, other);
		count++;
	} while (permute(order));
	ck_assert_uint_eq(count, 5040);
}
END_TEST

START_TEST(the_story_is_told)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 0);
	tp_case_state s;
	size_t i;

	for (i = 0; i < STORY; i++) {
		tp_event e = story_event(i);

		feed(c, &e);
	}
	tp_case_at(c, T0 + 10, &s);
	ck_assert_int_eq(s.iafis, TP_IAFIS_WAITING);
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
	ck_assert(!s.closed);
	tp_case_at(c, T0 + 30 * MINUTE, &s);
	ck_assert_int_eq(s.iafis, TP_IAFIS_IDENT);
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
	tp_case_at(c, END, &s);
	ck_assert_int_eq(s.second, TP_SECOND_MATCH);
	ck_assert(s.closed);
	ck_assert_uint_eq(s.due_count, 2);
	ck_assert_str_eq(s.dues[0].rule, "R2a");
	ck_assert(s.dues[0].at == T0 + 4 * HOUR && s.dues[0].met == T0 + HOUR && !s.dues[0].late);
	ck_assert_str_eq(s.dues[1].rule, "R2b");
	ck_assert(s.dues[1].at == T0 + 2 + 4 * HOUR && s.dues[1].met == T0 + 61 * MINUTE);
	ck_assert_uint_eq(tp_case_entry(c, 6)->flags, TP_ENTRY_DUPLICATE);
	ck_assert_uint_eq(tp_case_entry(c, 5)->flags, 0);
	ck_assert_ptr_null(tp_case_entry(c, STORY));
	tp_case_free(c);
}
END_TEST

/* ---- random streams ------------------------------------------------------------------ */

static uint64_t
next_random(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static tp_event
random_event(uint64_t *state)
{
	static const int messages[] = { TP_MESSAGE_CAR, TP_MESSAGE_SRE, TP_MESSAGE_ERRT,
		TP_MESSAGE_IDR_MATCH, TP_MESSAGE_IDR_NO_MATCH, TP_MESSAGE_UNCLASSIFIED,
		TP_MESSAGE_IAQ, TP_MESSAGE_IAR, TP_MESSAGE_NOTICE };
	uint64_t r = next_random(state);
	tp_event e = event(T0 + (int64_t)(r >> 8 & 31) * HOUR, 1 + (int)(r % 2),
	    messages[(r >> 4) % 9], 1 + (int)((r >> 16) % 9), 1 + (int)((r >> 20) % 9));

	if (e.message == TP_MESSAGE_NOTICE)
		e.notice = 1 + (int)((r >> 24) % 9);
	if (e.message == TP_MESSAGE_SRE)
		e.srf = str((r >> 28) % 2 == 0 ? "I" : "N");
	if ((r >> 32) % 8 == 0)
		e.tcr = str("ANOTHER");
	e.digest += (r >> 40) % 3;
	return e;
}

static void
shuffle(tp_event *events, size_t n, uint64_t *state)
{
	for (; n > 1; n--) {
		size_t k = next_random(state) % n;
		tp_event swap = events[n - 1];

		events[n - 1] = events[k];
		events[k] = swap;
	}
}

static void
tell_events(const tp_event *events, size_t n, const char *agency, char *out, size_t size)
{
	tp_case *c = make(agency, TP_MESSAGE_CAR, 2);
	size_t i;

	for (i = 0; i < n; i++)
		feed(c, &events[i]);
	say(c, END, out, size);
	tp_case_free(c);
}

/* The first line: what stands, but for what is due. */
static void
head(const tp_event *events, size_t n, const char *agency, char out[64])
{
	char all[8192];

	tell_events(events, n, agency, all, sizeof all);
	(void)snprintf(out, 64, "%.*s", (int)strcspn(all, "\n"), all);
}

START_TEST(random_streams_depend_on_their_set_alone)
{
	static const char *const agencies[] = { "AA0010000", "BB0010000", "CC0010000",
		"DD0010000" };
	tp_event events[2 * MOST];
	char first[8192], other[8192], plain[64], twice[64];
	uint64_t state = 20261123;
	unsigned round;
	size_t i, n;

	for (round = 0; round < 5000; round++) {
		const char *agency = agencies[round % 4];

		n = 1 + next_random(&state) % MOST;
		for (i = 0; i < n; i++)
			events[i] = random_event(&state);
		tell_events(events, n, agency, first, sizeof first);
		head(events, n, agency, plain);
		shuffle(events, n, &state);
		tell_events(events, n, agency, other, sizeof other);
		ck_assert_str_eq(first, other);
		/* Each of them once more changes nothing of what stands. */
		memcpy(events + n, events, n * sizeof events[0]);
		shuffle(events, 2 * n, &state);
		head(events, 2 * n, agency, twice);
		ck_assert_msg(strcmp(plain, twice) == 0, "round %u: %s, twice: %s", round, plain, twice);
	}
}
END_TEST

/* An IDR changes nothing of the IAFIS result, whenever it comes and whatever it repeats. */
START_TEST(an_idr_never_changes_the_iafis_result)
{
	static const int results[][2] = { { TP_MESSAGE_SRE, TP_IAFIS_IDENT },
		{ TP_MESSAGE_ERRT, TP_IAFIS_REFUSED }, { TP_MESSAGE_OTHER, TP_IAFIS_WAITING } };
	int64_t when;
	size_t i;

	for (i = 0; i < 3; i++)
		for (when = 1; when < 60; when += 7) {
			tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 0);
			tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
			tp_event answer = arrival(T0 + 30 * MINUTE, results[i][0]);
			tp_event idr = arrival(T0 + when * MINUTE, when % 2 != 0 ? TP_MESSAGE_IDR_MATCH
			    : TP_MESSAGE_IDR_NO_MATCH);
			tp_case_state s;

			idr.srf = str("N");
			feed(c, &idr);
			feed(c, &sent);
			if (results[i][0] != TP_MESSAGE_OTHER)
				feed(c, &answer);
			tp_case_at(c, END, &s);
			ck_assert_int_eq(s.iafis, results[i][1]);
			tp_case_free(c);
		}
}
END_TEST

/* ---- what is due ---------------------------------------------------------------------- */

static void
state_of(const char *agency, int submission, const tp_event *events, size_t n, int64_t now,
    tp_case_state *out)
{
	tp_case *c = make(agency, submission, 0);
	size_t i;

	for (i = 0; i < n; i++)
		feed(c, &events[i]);
	tp_case_at(c, now, out);
	tp_case_free(c);
}

START_TEST(no_match_is_due_where_the_state_routes)
{
	tp_event e[3] = { event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2),
		arrival(T0 + HOUR, TP_MESSAGE_SRE), arrival(T0 + DAY, TP_MESSAGE_IDR_NO_MATCH) };
	tp_case_state s;

	state_of("AA0010000", TP_MESSAGE_CAR, e, 2, T0 + DAY, &s);
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
	ck_assert_uint_eq(s.due_count, 1);
	ck_assert_str_eq(s.dues[0].rule, "R3");
	ck_assert(s.dues[0].at == T0 + DAY && !s.dues[0].late);
	state_of("AA0010000", TP_MESSAGE_CAR, e, 2, T0 + DAY + 1, &s);
	ck_assert(s.dues[0].late);
	state_of("AA0010000", TP_MESSAGE_CAR, e, 3, END, &s);
	ck_assert(!s.dues[0].late && s.dues[0].met == T0 + DAY && s.closed);
	e[2].at++;
	state_of("AA0010000", TP_MESSAGE_CAR, e, 3, END, &s);
	ck_assert(s.dues[0].late);
	/* Elsewhere none is due, but in an NFF state; without part in it nothing is. */
	state_of("BB0010000", TP_MESSAGE_CAR, e, 2, END, &s);
	ck_assert(s.second == TP_SECOND_NOT_EXPECTED && s.due_count == 0 && s.closed);
	state_of("CC0010000", TP_MESSAGE_CAR, e, 2, END, &s);
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
	ck_assert_str_eq(s.dues[0].rule, "R4");
	state_of("DD0010000", TP_MESSAGE_CAR, e, 2, END, &s);
	ck_assert(s.second == TP_SECOND_NOT_EXPECTED && s.due_count == 0 && s.closed);
}
END_TEST

START_TEST(a_match_has_two_clocks)
{
	tp_event e[4] = { event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2),
		event(T0 + 600, TP_EVENT_RECEIVED, TP_MESSAGE_CAR, 2, 3),
		event(T0 + HOUR, TP_EVENT_SENT, TP_MESSAGE_IAQ, 3, 7),
		event(T0 + 4 * HOUR + 300, TP_EVENT_RECEIVED, TP_MESSAGE_IAR, 7, 3) };
	tp_case_state s;

	/* Between the two: late by the submission (R2a), in time by CJIS's receipt (R2b). */
	state_of("AA0010000", TP_MESSAGE_CAR, e, 4, T0 + 4 * HOUR + 300, &s);
	ck_assert_uint_eq(s.due_count, 2);
	ck_assert(s.dues[0].at == T0 + 4 * HOUR && s.dues[0].late);
	ck_assert(s.dues[1].at == T0 + 600 + 4 * HOUR && !s.dues[1].late);
	/* A state that does not route has the first of them alone. */
	state_of("BB0010000", TP_MESSAGE_CAR, e, 4, END, &s);
	ck_assert_uint_eq(s.due_count, 1);
	ck_assert_str_eq(s.dues[0].rule, "R2a");
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
}
END_TEST

START_TEST(a_cpi_is_answered_by_one_alone)
{
	tp_event e[2] = { event(T0, TP_EVENT_SENT, TP_MESSAGE_CPI, 2, 5),
		arrival(T0 + HOUR, TP_MESSAGE_IDR_MATCH) };
	tp_case_state s;

	state_of("CC0010000", TP_MESSAGE_CPI, e, 1, T0 + 1, &s);
	ck_assert(s.iafis == TP_IAFIS_NONE && s.second == TP_SECOND_WAITING);
	state_of("CC0010000", TP_MESSAGE_CPI, e, 2, END, &s);
	ck_assert(s.iafis == TP_IAFIS_NONE && s.second == TP_SECOND_MATCH && s.closed);
}
END_TEST

START_TEST(custody_over_a_holiday_weekend)
{
	/* Told on Thursday 2026-07-02 at 14:00 local; Friday is the holiday observed. */
	const int64_t told = T0 + 2 * DAY + 5 * HOUR, due = told + 5 * DAY;
	tp_event e[5] = { event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2),
		arrival(T0 + HOUR, TP_MESSAGE_IDR_MATCH),
		event(T0 + 2 * HOUR, TP_EVENT_RECEIVED, TP_MESSAGE_NOTICE, 8, 1),
		event(told, TP_EVENT_SENT, TP_MESSAGE_NOTICE, 1, 8),
		event(due, TP_EVENT_RECEIVED, TP_MESSAGE_NOTICE, 8, 1) };
	tp_case_state s;

	e[2].notice = TP_NOTICE_DETAINER;
	e[3].notice = TP_NOTICE_RELEASE;
	e[4].notice = TP_NOTICE_CUSTODY;
	e[4].instant = due;
	state_of("AA0010000", TP_MESSAGE_CAR, e, 4, due, &s);
	ck_assert(s.detainer && s.released && !s.in_ice_custody);
	ck_assert_str_eq(s.dues[s.due_count - 1].what, "custody by ICE");
	ck_assert_str_eq(s.dues[s.due_count - 1].rule, "R10");
	ck_assert_msg(s.dues[s.due_count - 1].at == due, "%lld", (long long)s.dues[s.due_count - 1].at);
	ck_assert(!s.dues[s.due_count - 1].late);
	state_of("AA0010000", TP_MESSAGE_CAR, e, 4, due + 1, &s);
	ck_assert(s.dues[s.due_count - 1].late);
	state_of("AA0010000", TP_MESSAGE_CAR, e, 5, END, &s);
	ck_assert(s.in_ice_custody && !s.dues[s.due_count - 1].late);
}
END_TEST

/* R11: as many adjudications as charges, each once; a duplicate is none. */
START_TEST(pending_charges_are_adjudicated)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 2);
	tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event e = event(T0 + DAY, TP_EVENT_SENT, TP_MESSAGE_NOTICE, 1, 8);
	tp_case_state s;
	size_t i;

	e.notice = TP_NOTICE_ADJUDICATION;
	feed(c, &sent);
	for (i = 0; i < 3; i++)
		feed(c, &e);
	tp_case_at(c, END, &s);
	ck_assert_uint_eq(s.pending, 1);
	e.digest++;
	feed(c, &e);
	tp_case_at(c, END, &s);
	ck_assert_uint_eq(s.pending, 0);
	tp_case_free(c);
}
END_TEST

START_TEST(what_cannot_be_told_apart_stays_so)
{
	tp_case *c = make("AA0010000", TP_MESSAGE_CAR, 0);
	tp_event sent = event(T0, TP_EVENT_SENT, TP_MESSAGE_CAR, 1, 2);
	tp_event odd = arrival(T0 + HOUR, TP_MESSAGE_UNCLASSIFIED);
	tp_event foreign = arrival(T0 + HOUR, TP_MESSAGE_SRE);
	tp_case_state s;

	foreign.tcr = str("ANOTHER");
	feed(c, &sent);
	feed(c, &odd);
	feed(c, &foreign);
	ck_assert(!tp_case_owns(c, &foreign));
	ck_assert(tp_case_owns(c, &odd));
	tp_case_at(c, END, &s);
	ck_assert(s.unclassified);
	ck_assert_int_eq(s.iafis, TP_IAFIS_WAITING);
	ck_assert_int_eq(s.second, TP_SECOND_WAITING);
	/* A hop's own TCN is the case's, too. */
	ck_assert_int_eq(tp_case_add_tcn(c, "ANOTHER", 7, NULL), TP_OK);
	ck_assert(tp_case_owns(c, &foreign));
	tp_case_at(c, END, &s);
	ck_assert_int_eq(s.iafis, TP_IAFIS_IDENT);
	tp_case_free(c);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("case");
	TCase *tc = tcase_create("cases");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, every_order_says_the_same, 0, 4);
	tcase_add_test(tc, the_story_is_told);
	tcase_add_test(tc, random_streams_depend_on_their_set_alone);
	tcase_add_test(tc, an_idr_never_changes_the_iafis_result);
	tcase_add_test(tc, no_match_is_due_where_the_state_routes);
	tcase_add_test(tc, a_match_has_two_clocks);
	tcase_add_test(tc, a_cpi_is_answered_by_one_alone);
	tcase_add_test(tc, custody_over_a_holiday_weekend);
	tcase_add_test(tc, pending_charges_are_adjudicated);
	tcase_add_test(tc, what_cannot_be_told_apart_stays_so);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *runner = srunner_create(suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
