/* SPDX-License-Identifier: MIT */
/*
 * R8: who a person is changes nothing that happens. Each plan is played for
 * subjects that differ in name, race, sex, place of birth and citizenship:
 * the same messages go the same ways at the same times with the same audit
 * lines, and differ in the fields alone that echo those five.
 */

#include "node_play.h"

static ts_messages m;
static tp_jurisdictions *jurisdictions;

static void
setup(void)
{
	ts_messages_make(&m, "ebts-11.0");
	jurisdictions = net_jurisdictions();
}

static void
teardown(void)
{
	tp_jurisdictions_free(jurisdictions);
	ts_messages_free(&m);
}

/* The longest name is cut in a query, once at a blank. */
static const struct traits {
	const char *nam;
	const char *rac;
	const char *sex;
	const char *pob;
	const char *ctz;
} people[] = {
	{ "SYNTHETIC,SAMPLE", "U", "X", "NY", "US" },
	{ "ALPHA,A", "W", "M", "NY", "US" },
	{ "OMEGA-ZETA,MARIA DE LA", "W", "F", "MM", "MM" },
	{ "ABCDEFGHIJKLMNOPQRSTUVWXYZ,AB CDEFGHIJKLMNOPQRSTUV", "B", "M", "XX", "US" },
	{ "ABCDEFGHIJKLMNOPQRSTUVWXYZ,ABC DEFGHIJKLMNOPQRSTUV", "A", "G", "YY", "YY" },
	{ "UNKNOWN AMNESIA,XX", "I", "N", "US", "XX" },
	{ "XIOMARA,XI", "U", "Y", "MX", "MX" },
	{ "LI,O", "A", "Z", "CA", "US" },
};
#define PEOPLE (sizeof people / sizeof people[0])

static const net_plan plans[] = {
	{ .agency = ROUTES, .identified = true, .match = true, .encounters = 5, .photo = true,
	    .officer = { { .on = IAR, .send = TP_NOTICE_DETAINER, .charge = "0999" } },
	    .at_agency = { { .on = NOTICE, .on_notice = TP_NOTICE_DETAINER,
		.send = TP_NOTICE_RELEASE, .instant = "2026-07-08T10:00-04:00" } } },
	{ .agency = ROUTES },
	{ .agency = KEEPS, .match = true, .encounters = 1 },
	{ .agency = KEEPS },
	{ .agency = NFF, .later = true, .match = true, .encounters = 1 },
	{ .agency = NFF, .later = true },
	{ .agency = NFF_KEEPS, .identified = true },
	{ .agency = UNSIGNED, .match = true, .encounters = 1 },
	{ .agency = ROUTES, .refusal = "L0008 SYNTHETIC" },
	{ .agency = ROUTES, .match = true, .encounters = 1, .lesc_message = "M0017 SYNTHETIC" },
};
#define PLANS (sizeof plans / sizeof plans[0])

static tp_str
str(const char *text)
{
	tp_str s;

	tp_str_from(text, &s);
	return s;
}

static void
play(net *n, const net_plan *plan, const struct traits *who)
{
	tp_str ctz = str(who->ctz);
	tp_subject was = m.car.subject;

	m.car.subject.nam = str(who->nam);
	m.car.subject.rac = str(who->rac);
	m.car.subject.sex = str(who->sex);
	m.car.subject.pob = str(who->pob);
	m.car.subject.ctz = (tp_strs){ &ctz, 1 };
	net_begin(n, &m, jurisdictions, plan);
	book(n);
	m.car.subject = was;
}

static bool
same(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

/* ---- what may differ ----------------------------------------------------------------- */

/* Those of Type-2 that hold one of the five, and the length of their record. */
static bool
echoes(const tp_record *r, const tp_field *f)
{
	static const uint32_t numbers[] = { 1, 18, 20, 21, 24, 25, 2008 };
	size_t i;

	for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (tp_record_type(r) == 2 && f->number == numbers[i])
			return true;
	return false;
}

static void
same_records(const tp_record *a, const tp_record *b)
{
	size_t i;

	ck_assert_int_eq(tp_record_type(a), tp_record_type(b));
	ck_assert_uint_eq(tp_record_field_count(a), tp_record_field_count(b));
	for (i = 0; i < tp_record_field_count(a); i++) {
		tp_field f, g;

		ck_assert(tp_record_field_at(a, i, &f) && tp_record_field_at(b, i, &g));
		ck_assert_uint_eq(f.number, g.number);
		ck_assert_msg(echoes(a, &f) || same(&f.value, &g.value), "%d.%03u differs",
		    (int)tp_record_type(a), (unsigned)f.number);
	}
}

static void
same_transactions(const tp_transaction *a, const tp_transaction *b)
{
	size_t i;

	ck_assert_uint_eq(tp_transaction_record_count(a), tp_transaction_record_count(b));
	for (i = 0; i < tp_transaction_record_count(a); i++)
		same_records(tp_transaction_record(a, i), tp_transaction_record(b, i));
}

/* A text without its lines, or in a query its elements, of name, sex and place of birth. */
static size_t
mask(const net_sent *s, char *out)
{
	static const char *const labels[] = { "NAM/", "SEX/", "POB/", "NAM: ", "NAME: " };
	const char stop = s->kind == IAQ ? '.' : '\n';
	size_t i = 0, k, n, len = 0;

	for (; i < s->len; i += n) {
		const char *end = memchr(s->bytes + i, stop, s->len - i);
		bool out_of_it = false;

		n = end != NULL ? (size_t)(end - s->bytes) + 1 - i : s->len - i;
		for (k = 0; k < sizeof labels / sizeof labels[0]; k++)
			out_of_it = out_of_it || (n > strlen(labels[k]) &&
			    memcmp(s->bytes + i, labels[k], strlen(labels[k])) == 0);
		if (!out_of_it) {
			memcpy(out + len, s->bytes + i, n);
			len += n;
		}
	}
	return len;
}

static void
same_texts(const net_sent *a, const net_sent *b)
{
	char x[8192], y[8192];
	size_t n, k;

	ck_assert(a->len < sizeof x && b->len < sizeof y);
	n = mask(a, x);
	k = mask(b, y);
	ck_assert_msg(n == k && memcmp(x, y, n) == 0, "%.*s\nand\n%.*s", (int)n, x, (int)k, y);
}

static void
same_messages(const net *n, const net_sent *a, const net_sent *b)
{
	tp_message *x = net_read(n, a), *y = net_read(n, b);

	ck_assert(a->kind == b->kind && a->notice == b->notice && a->at == b->at);
	ck_assert(a->from == b->from && a->to == b->to);
	ck_assert_str_eq(a->address, b->address);
	ck_assert_str_eq(a->rule, b->rule);
	ck_assert((tp_message_transaction(x) == NULL) == (tp_message_transaction(y) == NULL));
	if (tp_message_transaction(x) != NULL)
		same_transactions(tp_message_transaction(x), tp_message_transaction(y));
	else
		same_texts(a, b);
	tp_message_free(x);
	tp_message_free(y);
}

/* ---- the same happens ------------------------------------------------------------------ */

START_TEST(traits_change_what_echoes_them_alone)
{
	net one, other;
	size_t who, i;

	play(&one, &plans[_i], &people[0]);
	ck_assert_uint_gt(one.sent_count, 3);
	for (who = 1; who < PEOPLE; who++) {
		play(&other, &plans[_i], &people[who]);
		ck_assert_uint_eq(one.sent_count, other.sent_count);
		for (i = 0; i < one.sent_count; i++)
			same_messages(&one, &one.sent[i], &other.sent[i]);
		ck_assert_uint_eq(one.note_count, other.note_count);
		for (i = 0; i < one.note_count; i++) {
			ck_assert(one.notes[i].at == other.notes[i].at);
			ck_assert_int_eq(one.notes[i].system, other.notes[i].system);
			ck_assert_str_eq(one.notes[i].rule, other.notes[i].rule);
			ck_assert_str_eq(one.notes[i].text, other.notes[i].text);
		}
		net_end(&other);
	}
	net_end(&one);
}
END_TEST

/* The comparison above would see it: another date of birth is no trait that may differ. */
START_TEST(other_differences_are_seen)
{
	static const tp_str births[] = { TS_STR("19700101") };
	tp_strs was = m.car.subject.dob;
	net one, other;
	tp_message *x, *y;
	bool differs = false;
	size_t i;

	play(&one, &plans[0], &people[0]);
	m.car.subject.dob = (tp_strs){ births, 1 };
	play(&other, &plans[0], &people[0]);
	m.car.subject.dob = was;
	x = net_read(&one, net_nth(&one, CAR, LEA, SIB, 0));
	y = net_read(&other, net_nth(&other, CAR, LEA, SIB, 0));
	for (i = 0; i < 30 && !differs; i++) {
		const tp_record *a = tp_transaction_record(tp_message_transaction(x), 1);
		const tp_record *b = tp_transaction_record(tp_message_transaction(y), 1);
		tp_field f, g;

		differs = tp_record_field_at(a, i, &f) && tp_record_field_at(b, i, &g) &&
		    !echoes(a, &f) && !same(&f.value, &g.value);
	}
	ck_assert(differs);
	tp_message_free(x);
	tp_message_free(y);
	net_end(&one);
	net_end(&other);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("node_traits");
	TCase *tc = tcase_create("traits");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, traits_change_what_echoes_them_alone, 0, (int)PLANS);
	tcase_add_test(tc, other_differences_are_seen);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
