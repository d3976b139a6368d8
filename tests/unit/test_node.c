/* SPDX-License-Identifier: MIT */
/*
 * The systems S1 to S9 on a network in memory. What shows what (`shown` below
 * is the same table, and the last test plays it all and looks):
 *
 *   S1 LEA, S2 SIB, S3 CJIS, S4 IAFIS, S6 IDENT, S7 LESC   match
 *   S5 NCIC/III   nff_later      S8 ICE   custody      S9 Nlets   by_name
 *   CAR, SRE, IDR match, match IDR/IAR, IAQ, IAR   match
 *   IDR no match   no_match      ERRT   refused_then_fixed      CPI   nff_later
 *   detainer, release, custody   custody      withdrawal   adjudication
 *   request and its answer, transfer   request_and_transfer
 *   proceedings, adjudication    adjudication
 *   unclassified SRE             unknown_content
 *   R1  match, out_of_order, duplicates, losses      R2  match, keeps_match, quota
 *   R3  no_match, keeps_no_match                     R4  nff_first, nff_keeps, nff_later
 *   R5  no_match      R6  by_name, no_match          R7  custody (all codes: test_offense)
 *   R8  match (words untouched; traits: test_node_traits)
 *   R9  custody, request_and_transfer, adjudication  R10  custody, request_and_transfer
 *   R11 adjudication                                 R12  not_signed, suspended
 */

#include "node_play.h"

static ts_messages m;
static tp_jurisdictions *jurisdictions;

static void
begin(int profile)
{
	ts_messages_make(&m, profile == 0 ? "ebts-11.0" : "ebts-9.1");
	jurisdictions = net_jurisdictions();
}

static void
end(void)
{
	tp_jurisdictions_free(jurisdictions);
	ts_messages_free(&m);
}

#define SHOW(name, ...) { #name, play_##name, { __VA_ARGS__ } }
#define TWO_ANSWERS .identified = true, .match = true, .encounters = 5
#define DUE (7 * (int64_t)DAY)

static const struct {
	const char *name;
	void (*play)(net *n);
	net_plan plan;
} scenarios[] = {
	SHOW(match, .agency = ROUTES, TWO_ANSWERS, .photo = true, .iafis_delay = 600,
	    .lesc_delay = 1800),
	SHOW(no_match, .agency = ROUTES),
	SHOW(keeps_match, .agency = KEEPS, TWO_ANSWERS),
	SHOW(keeps_no_match, .agency = KEEPS),
	SHOW(out_of_order, .agency = ROUTES, TWO_ANSWERS, .iafis_delay = 5 * HOUR),
	SHOW(nff_first, .agency = NFF, TWO_ANSWERS),
	SHOW(nff_keeps, .agency = NFF_KEEPS),
	SHOW(nff_later, .agency = NFF, TWO_ANSWERS, .later = true),
	SHOW(nff_later_no_match, .agency = NFF, .later = true),
	SHOW(nff_unknown_number, .agency = NFF, .later = true, .unknown_number = true),
	SHOW(not_signed, .agency = UNSIGNED, TWO_ANSWERS),
	SHOW(suspended, .agency = SUSPENDED, TWO_ANSWERS),
	SHOW(suspended_cpi, .agency = SUSPENDED, TWO_ANSWERS, .later = true),
	SHOW(refused_then_fixed, .agency = ROUTES, TWO_ANSWERS),
	SHOW(refused_by_iafis, .agency = ROUTES, .refusal = "L0008 SYNTHETIC"),
	SHOW(quota, .agency = ROUTES, TWO_ANSWERS, .lesc_message = "M0017 SYNTHETIC"),
	SHOW(duplicates, .agency = ROUTES, TWO_ANSWERS, .iafis_delay = 60, .lesc_delay = 60),
	SHOW(losses, .agency = ROUTES, TWO_ANSWERS),
	SHOW(by_name, .agency = ROUTES, .asks_by_name = true),
	SHOW(custody, .agency = ROUTES, TWO_ANSWERS,
	    .officer = { { .on = IAR, .send = TP_NOTICE_DETAINER, .charge = "0999" },
		{ .on = NOTICE, .on_notice = TP_NOTICE_RELEASE, .send = TP_NOTICE_CUSTODY,
		.delay = 4 * DAY + 4 * HOUR, .instant = "2026-07-06T18:00-04:00" } },
	    .at_agency = { { .on = NOTICE, .on_notice = TP_NOTICE_DETAINER,
		.send = TP_NOTICE_RELEASE, .delay = 2 * DAY + 5 * HOUR - 8,
		.instant = "2026-07-08T10:00-04:00" } }),
	SHOW(request_and_transfer, .agency = ROUTES, TWO_ANSWERS,
	    .officer = { { .on = IAR, .send = TP_NOTICE_REQUEST } },
	    .at_agency = { { .on = NOTICE, .on_notice = TP_NOTICE_REQUEST,
		.send = TP_NOTICE_REPLY }, { .on = MATCH, .send = TP_NOTICE_TRANSFER,
		.instant = "2026-08-20T10:00-04:00" } }),
	SHOW(adjudication, .agency = ROUTES, TWO_ANSWERS,
	    .officer = { { .on = IAR, .send = TP_NOTICE_PROCEEDINGS, .charge = "2399" },
		{ .on = NOTICE, .on_notice = TP_NOTICE_ADJUDICATION,
		.send = TP_NOTICE_WITHDRAWAL } },
	    .at_agency = { { .on = NOTICE, .on_notice = TP_NOTICE_PROCEEDINGS,
		.send = TP_NOTICE_ADJUDICATION, .delay = 10 * DAY, .charge = "2399" } }),
	SHOW(unknown_content, .agency = ROUTES, TWO_ANSWERS),
};
#define SCENARIOS (sizeof scenarios / sizeof scenarios[0])

/* Under either profile. */
START_TEST(scenario)
{
	size_t i = (size_t)_i % SCENARIOS;
	net n;

	begin(_i / (int)SCENARIOS);
	net_begin(&n, &m, jurisdictions, &scenarios[i].plan);
	scenarios[i].play(&n);
	net_end(&n);
	end();
}
END_TEST

/* Whatever of it is wrong, that is no error of the step, even where it is echoed. */
static const struct {
	int type;
	uint32_t field;
	const char *value;
	bool answered;
} spoils[] = {
	{ 2, 6, "A.B.C", true },       /* ATN */
	{ 2, 7, "?", true },           /* SCO */
	{ 2, 9, " LEADING.POINT", true }, /* OCA */
	{ 2, 73, "?", true },          /* CRI: the bureau puts its own there */
	{ 2, 18, "?", true },          /* NAM */
	{ 2, 18, NULL, true },
	{ 2, 22, "19801301", true },   /* DOB */
	{ 1, 5, "20241399", true },    /* DAT */
	{ 1, 9, NULL, false },         /* TCN: no answer could say to what */
};
#define SPOILS (sizeof spoils / sizeof spoils[0])

START_TEST(a_wrong_field_is_refused)
{
	static const net_plan plan = { .agency = ROUTES };
	tp_bytes bad;
	size_t i = (size_t)_i % SPOILS;
	net n;

	begin(_i / (int)SPOILS);
	net_begin(&n, &m, jurisdictions, &plan);
	bad = spoilt(&n, 1, spoils[i].type, spoils[i].field, spoils[i].value);
	net_put(&n, SIB, CJIS, "WVIAFIS0Z", bad.ptr, bad.len, 0);
	net_run(&n);
	ck_assert_uint_eq(net_count(&n, ERRT, CJIS, SIB), spoils[i].answered ? 1 : 0);
	ck_assert_uint_eq(net_count(&n, CAR, CJIS, IAFIS), 0);
	ck_assert_uint_eq(net_noted(&n, CJIS, "R1", "the CAR does not conform: it was refused"), 1);
	if (spoils[i].answered)
		has_codes(&n, net_nth(&n, ERRT, CJIS, SIB, 0));
	tp_bytes_free(&bad);
	net_end(&n);
	end();
}
END_TEST

/* What the table above says, to be looked for in what the scenario sent and noted. */
static const struct {
	const char *scenario;
	const char *shows; /* systems, kinds of messages and rules, by spaces */
} shown[] = {
	{ "match", "S1 S2 S3 S4 S6 S7 S8 CAR SRE IDR-match IAQ IAR R1 R2 R8" },
	{ "no_match", "IDR-no-match R1 R3 R5" },
	{ "keeps_match", "R2" },
	{ "keeps_no_match", "R3 R5" },
	{ "out_of_order", "R1 R2" },
	{ "nff_first", "R4" },
	{ "nff_keeps", "R4" },
	{ "nff_later", "S5 CPI R4" },
	{ "not_signed", "R1 R12" },
	{ "suspended", "R12" },
	{ "suspended_cpi", "R4 R12" },
	{ "refused_then_fixed", "ERRT R1" },
	{ "duplicates", "R1" },
	{ "losses", "R1" },
	{ "quota", "R2" },
	{ "by_name", "S9 IAQ IAR R6" },
	{ "custody", "S8 detainer release custody R7 R9 R10" },
	{ "request_and_transfer", "request reply transfer R9 R10" },
	{ "adjudication", "proceedings adjudication withdrawal R9 R11" },
	{ "unknown_content", "unclassified R1" },
};
#define SHOWN (sizeof shown / sizeof shown[0])

static const struct {
	const char *name;
	int kind;
	int notice;
} messages[] = {
	{ "CAR", CAR, 0 }, { "SRE", SRE, 0 }, { "IDR-match", MATCH, 0 },
	{ "IDR-no-match", NO_MATCH, 0 }, { "unclassified", TP_MESSAGE_UNCLASSIFIED, 0 },
	{ "ERRT", ERRT, 0 }, { "CPI", CPI, 0 }, { "IAQ", IAQ, 0 }, { "IAR", IAR, 0 },
	{ "detainer", NOTICE, TP_NOTICE_DETAINER }, { "withdrawal", NOTICE, TP_NOTICE_WITHDRAWAL },
	{ "request", NOTICE, TP_NOTICE_REQUEST }, { "release", NOTICE, TP_NOTICE_RELEASE },
	{ "transfer", NOTICE, TP_NOTICE_TRANSFER }, { "custody", NOTICE, TP_NOTICE_CUSTODY },
	{ "proceedings", NOTICE, TP_NOTICE_PROCEEDINGS },
	{ "adjudication", NOTICE, TP_NOTICE_ADJUDICATION }, { "reply", NOTICE, TP_NOTICE_REPLY },
};
#define MESSAGES (sizeof messages / sizeof messages[0])
#define SYSTEMS 9
#define RULES 12

/* What was seen: a system that acted, a message that was sent, a rule that was followed. */
typedef struct seen {
	bool system[SYSTEMS + 1];
	bool message[MESSAGES];
	bool rule[RULES + 1];
} seen;

static void
see_rule(seen *s, const char *rule)
{
	unsigned long number = rule[0] == 'R' ? strtoul(rule + 1, NULL, 10) : 0;

	ck_assert_uint_le(number, RULES);
	s->rule[number] = true;
}

static void
see(const net *n, seen *s)
{
	size_t i, k;

	for (i = 0; i < n->note_count; i++) {
		see_rule(s, n->notes[i].rule);
		s->system[n->notes[i].system] = true;
	}
	for (i = 0; i < n->sent_count; i++) {
		see_rule(s, n->sent[i].rule);
		for (k = 0; k < MESSAGES; k++)
			if (messages[k].kind == n->sent[i].kind &&
			    messages[k].notice == n->sent[i].notice)
				s->message[k] = true;
	}
	/* The one rule of a call that is no node's: the level of a charge. */
	if (n->levels_used)
		see_rule(s, "R7");
}

static bool
has(const seen *s, const char *word, size_t len)
{
	size_t i;

	if (word[0] == 'S' && len == 2)
		return s->system[word[1] - '0'];
	if (word[0] == 'R' && word[1] <= '9')
		return s->rule[strtoul(word + 1, NULL, 10)];
	for (i = 0; i < MESSAGES; i++)
		if (strlen(messages[i].name) == len && memcmp(messages[i].name, word, len) == 0)
			return s->message[i];
	return false;
}

static void
play_shown(size_t row, seen *all)
{
	const char *word = shown[row].shows;
	seen here = { { false }, { false }, { false } };
	size_t i, len;
	net n;

	for (i = 0; strcmp(scenarios[i].name, shown[row].scenario) != 0; i++)
		ck_assert_uint_lt(i + 1, SCENARIOS);
	net_begin(&n, &m, jurisdictions, &scenarios[i].plan);
	scenarios[i].play(&n);
	see(&n, &here);
	see(&n, all);
	net_end(&n);
	for (; *word != '\0'; word += len + (word[len] == ' ')) {
		len = strcspn(word, " ");
		ck_assert_msg(has(&here, word, len), "%s does not show %.*s", shown[row].scenario,
		    (int)len, word);
	}
}

/* Each row of the table shows what it says, and the rows together show all there is. */
START_TEST(everything_is_shown)
{
	seen all = { { false }, { false }, { false } };
	size_t i;

	begin(0);
	for (i = 0; i < SHOWN; i++)
		play_shown(i, &all);
	for (i = 1; i <= SYSTEMS; i++)
		ck_assert_msg(all.system[i], "S%zu did nothing", i);
	for (i = 0; i < MESSAGES; i++)
		ck_assert_msg(all.message[i], "no %s was sent", messages[i].name);
	for (i = 1; i <= RULES; i++)
		ck_assert_msg(all.rule[i], "R%zu never fired", i);
	end();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("node");
	TCase *tc = tcase_create("scenarios");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, scenario, 0, 2 * (int)SCENARIOS);
	tcase_add_loop_test(tc, a_wrong_field_is_refused, 0, 2 * (int)SPOILS);
	tcase_add_test(tc, everything_is_shown);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
