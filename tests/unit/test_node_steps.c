/* SPDX-License-Identifier: MIT */
/*
 * A node's step by itself: what each system takes and keeps aside, whose
 * number a number is, steps that fail and change nothing, the same parcels
 * again, and two threads that share jurisdictions and profile.
 */

#include <pthread.h>

#include "node_play.h"

#define STEPS 64

static ts_messages m;
static tp_jurisdictions *jurisdictions;
static const net_plan two_answers = { .agency = ROUTES, .identified = true, .match = true,
	.encounters = 5, .photo = true };

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

static int
count_parcels(void *ctx, const tp_parcel *parcel)
{
	(void)parcel;
	++*(size_t *)ctx;
	return 0;
}

/* ---- what a system takes ------------------------------------------------------------- */

#define KINDS 12

static tp_bytes
written(tp_transaction *t)
{
	tp_bytes bytes;

	ck_assert_int_eq(tp_transaction_write(t, 0, &bytes, NULL), TP_OK);
	tp_transaction_free(t);
	return bytes;
}

/* One of each, something that is none of them, and nothing. */
static void
make_kinds(tp_bytes out[KINDS])
{
	const tp_message_options *o = &m.options;
	tp_transaction *t = NULL;
	uint32_t cut;
	size_t i;

	memset(out, 0, KINDS * sizeof *out);
	ck_assert_int_eq(tp_car_build(&m.car, o, &t, NULL), TP_OK);
	out[0] = written(t);
	ck_assert_int_eq(tp_sre_build(&m.ident, o, &t, NULL), TP_OK);
	out[1] = written(t);
	ck_assert_int_eq(tp_sre_build(&m.non_ident, o, &t, NULL), TP_OK);
	out[2] = written(t);
	ck_assert_int_eq(tp_errt_build(&m.errt, o, &t, NULL), TP_OK);
	out[3] = written(t);
	ck_assert_int_eq(tp_idr_build(&m.match, o, &t, NULL), TP_OK);
	out[4] = written(t);
	ck_assert_int_eq(tp_idr_build(&m.no_match, o, &t, NULL), TP_OK);
	out[5] = written(t);
	ck_assert_int_eq(tp_cpi_build(&m.cpi, o, &out[6], NULL), TP_OK);
	ck_assert_int_eq(tp_iaq_build(&m.iaq, o, &cut, &out[7], NULL), TP_OK);
	ck_assert_int_eq(tp_iar_build(&m.iar, o, &out[8], NULL), TP_OK);
	ck_assert_int_eq(tp_notice_build(&m.detainer, o, &out[9], NULL), TP_OK);
	out[10].ptr = malloc(out[0].len);
	ck_assert_ptr_nonnull(out[10].ptr);
	out[10].len = out[0].len;
	for (i = 0; i < out[10].len; i++)
		out[10].ptr[i] = (uint8_t)(out[0].ptr[i] ^ 0x55);
}

/* How many each of S1 to S9 sends on, of a node that has seen nothing before. */
static const char *const sends[10] = { "", "100000000000", "100000000000", "200000100000",
	"100000000000", "000000100000", "100000100000", "000000010000", "000000000000",
	"000000011000" };

static void
some_words(void *ctx, const tp_message *iaq, tp_lesc_result *out)
{
	(void)ctx;
	(void)iaq;
	tp_str_from("SYNTHETIC WORDS", &out->words);
}

START_TEST(a_system_takes_what_is_for_it)
{
	tp_world world = { .lesc = some_words };
	tp_node_options options = { .size = sizeof options, .system = _i,
		.ori = TS_STR("NYSIB0000"), .jurisdictions = jurisdictions, .world = &world,
		.messages = &m.options };
	tp_bytes kinds[KINDS];
	tp_node *node;
	size_t k, sent, wrong;

	make_kinds(kinds);
	for (k = 0; k < KINDS; k++) {
		tp_parcel parcel = { .bytes = { (const char *)kinds[k].ptr, kinds[k].len } };
		tp_step step = { .size = sizeof step, .now = NET_START, .parcel = &parcel,
			.emit = count_parcels, .ctx = &sent };

		ck_assert_int_eq(tp_node_new(&options, &node, NULL), TP_OK);
		for (wrong = 0; wrong < 2; wrong++) {
			sent = 0;
			parcel.to = wrong == 0 ? _i % 9 + 1 : 0;
			ck_assert_int_eq(tp_node_step(node, &step, NULL), TP_OK);
			ck_assert_msg(sent == (wrong == 0 ? 0u : (size_t)(sends[_i][k] - '0')),
			    "%s sends %zu on message %zu", tp_system_name(_i), sent, k);
		}
		tp_node_free(node);
	}
	free(kinds[10].ptr);
	for (k = 0; k < 10; k++)
		tp_bytes_free(&kinds[k]);
}
END_TEST

/* R8: without words of the LESC's there is no answer of the LESC's. */
START_TEST(nobody_speaks_for_the_lesc)
{
	tp_world world = { .ctx = NULL };
	tp_node_options options = { .size = sizeof options, .system = TP_SYSTEM_LESC,
		.ori = TS_STR("VTLESC000"), .jurisdictions = jurisdictions, .world = &world,
		.messages = &m.options };
	tp_bytes iaq;
	tp_parcel parcel = { .from = TP_SYSTEM_CJIS, .to = TP_SYSTEM_LESC };
	tp_step step = { .size = sizeof step, .now = NET_START, .parcel = &parcel,
		.emit = count_parcels };
	size_t sent = 0;
	uint32_t cut;
	tp_node *node;

	ck_assert_int_eq(tp_iaq_build(&m.iaq, &m.options, &cut, &iaq, NULL), TP_OK);
	parcel.bytes = (tp_str){ (const char *)iaq.ptr, iaq.len };
	step.ctx = &sent;
	ck_assert_int_eq(tp_node_new(&options, &node, NULL), TP_OK);
	ck_assert_int_eq(tp_node_step(node, &step, NULL), TP_OK);
	ck_assert_uint_eq(sent, 0);
	tp_node_free(node);
	world.lesc = some_words;
	ck_assert_int_eq(tp_node_new(&options, &node, NULL), TP_OK);
	ck_assert_int_eq(tp_node_step(node, &step, NULL), TP_OK);
	ck_assert_uint_ge(sent, 1);
	tp_node_free(node);
	tp_bytes_free(&iaq);
}
END_TEST

START_TEST(what_is_no_node_or_step_is_refused)
{
	tp_world world = { .ctx = NULL };
	tp_node_options good = { .size = sizeof good, .system = 3, .ori = TS_STR("WVIAFIS0Z"),
		.jurisdictions = jurisdictions, .world = &world }, bad;
	tp_step step = { .size = sizeof step };
	tp_node *node;

	bad = good;
	bad.system = 0;
	ck_assert_int_eq(tp_node_new(&bad, &node, NULL), TP_ERR_ARG);
	bad.system = 10;
	ck_assert_int_eq(tp_node_new(&bad, &node, NULL), TP_ERR_ARG);
	bad = good;
	bad.ori.len = 0;
	ck_assert_int_eq(tp_node_new(&bad, &node, NULL), TP_ERR_ARG);
	bad = good;
	bad.world = NULL;
	ck_assert_int_eq(tp_node_new(&bad, &node, NULL), TP_ERR_ARG);
	bad = good;
	bad.jurisdictions = NULL;
	ck_assert_int_eq(tp_node_new(&bad, &node, NULL), TP_ERR_ARG);
	ck_assert_ptr_null(node);
	ck_assert_int_eq(tp_node_new(NULL, &node, NULL), TP_ERR_ARG);
	/* Without a profile it makes its own. */
	ck_assert_int_eq(tp_node_new(&good, &node, NULL), TP_OK);
	ck_assert_int_eq(tp_node_step(node, &step, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_node_step(NULL, &step, NULL), TP_ERR_ARG);
	tp_node_free(node);
	tp_node_free(NULL);
}
END_TEST

/* ---- whose number it is -------------------------------------------------------------- */

/* A message of the log with one field of Type-1 changed, put on its way again. */
static void
put_changed(net *n, const net_sent *s, uint32_t field, const char *value)
{
	tp_path path = { 1, -1, 1, field, 0, 0 };
	tp_transaction *t;
	tp_bytes bytes;

	ck_assert_int_eq(tp_transaction_read(s->bytes, s->len, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_set(t, &path, value, strlen(value), 0, NULL), TP_OK);
	bytes = written(t);
	net_put(n, s->from, s->to, "", bytes.ptr, bytes.len, HOUR);
	net_run(n);
	tp_bytes_free(&bytes);
}

/* A TCN as control field, or a control field as TCR, answers nothing. */
START_TEST(a_number_is_taken_for_what_it_is)
{
	const net_fault faults[] = { { MATCH, IDENT, CJIS, 0, 0 }, { IAR, LESC, CJIS, 0, 0 } };
	tp_iar iar = m.iar;
	char control[40];
	tp_message *message;
	tp_bytes bytes;
	net n;

	net_begin(&n, &m, jurisdictions, &two_answers);
	n.faults[0] = faults[0];
	book(&n);
	message = net_read(&n, net_nth(&n, CAR, SIB, CJIS, 0));
	iar.envelope.tcn = tp_message_envelope(message)->tcn;
	ck_assert_int_eq(tp_iar_build(&iar, &m.options, &bytes, NULL), TP_OK);
	tp_message_free(message);
	net_put(&n, LESC, CJIS, "", bytes.ptr, bytes.len, HOUR);
	net_run(&n);
	tp_bytes_free(&bytes);
	ck_assert_uint_eq(net_count(&n, MATCH, CJIS, SIB), 0);
	ck_assert_uint_eq(net_noted(&n, CJIS, "R2", "an answer of the LESC that nothing"), 1);
	n.faults[0] = faults[1];
	net_book(&n, 2);
	net_run(&n);
	message = net_read(&n, net_nth(&n, IAQ, CJIS, LESC, 0));
	(void)snprintf(control, sizeof control, "%.*s",
	    (int)tp_message_envelope(message)->tcn.len, tp_message_envelope(message)->tcn.ptr);
	tp_message_free(message);
	put_changed(&n, net_nth(&n, MATCH, IDENT, CJIS, 1), 10, control);
	ck_assert_uint_eq(net_noted(&n, CJIS, "R1", "an answer of IDENT that nothing"), 1);
	ck_assert_uint_eq(net_count(&n, MATCH, CJIS, SIB), 0);
	ck_assert_uint_eq(net_count(&n, IAQ, CJIS, LESC), 1);
	net_end(&n);
}
END_TEST

/* Each has its own answers. */
START_TEST(two_bureaus_may_give_one_tcn)
{
	const net_sent *car;
	net n;

	net_begin(&n, &m, jurisdictions, &two_answers);
	book(&n);
	car = net_nth(&n, CAR, SIB, CJIS, 0);
	put_changed(&n, car, 8, "OHSIB0000");
	ck_assert_uint_eq(net_count(&n, CAR, CJIS, IAFIS), 2);
	ck_assert_uint_eq(net_count(&n, CAR, CJIS, IDENT), 2);
	ck_assert_uint_eq(net_count(&n, SRE, CJIS, SIB), 2);
	ck_assert_str_eq(net_nth(&n, SRE, CJIS, SIB, 0)->address, "NYSIB0000");
	ck_assert_str_eq(net_nth(&n, SRE, CJIS, SIB, 1)->address, "OHSIB0000");
	ck_assert_str_eq(net_nth(&n, MATCH, CJIS, SIB, 0)->address, "NYSIB0000");
	ck_assert_str_eq(net_nth(&n, MATCH, CJIS, SIB, 1)->address, "OHSIB0000");
	/* The other bureau never sent it, and keeps it aside. */
	ck_assert_uint_eq(net_count(&n, SRE, SIB, LEA), 1);
	net_end(&n);
}
END_TEST

/* An agency's own chain of CRI comes back as it was; the bureau puts the agency before it. */
START_TEST(a_chain_of_agencies_comes_back)
{
	static const char *const chain[] = { "NY0390000", "NY0380000", "NY0370000" };
	static const char *const pushed[] = { "NY0300000", "NY0390000", "NY0380000" };
	tp_path cri = { 2, -1, 1, 73, 0, 0 };
	tp_bytes car, bytes;
	tp_transaction *t;
	tp_message *back, *on;
	size_t i;
	net n;

	net_begin(&n, &m, jurisdictions, &two_answers);
	car = net_car(&n, 1);
	ck_assert_int_eq(tp_transaction_read(car.ptr, car.len, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_delete(t, &cri, NULL), TP_OK);
	for (i = 0; i < 3; i++)
		ck_assert_int_eq(tp_transaction_append(t, &cri, chain[i], 9, 0, NULL), TP_OK);
	bytes = written(t);
	net_put(&n, 0, LEA, ROUTES, bytes.ptr, bytes.len, 0);
	net_run(&n);
	on = net_read(&n, net_nth(&n, CAR, SIB, CJIS, 0));
	back = net_read(&n, net_nth(&n, MATCH, SIB, LEA, 0));
	ck_assert_uint_eq(tp_message_envelope(on)->cri.count, 3);
	ck_assert_uint_eq(tp_message_envelope(back)->cri.count, 3);
	for (i = 0; i < 3; i++) {
		is_text(&tp_message_envelope(on)->cri.at[i], pushed[i]);
		is_text(&tp_message_envelope(back)->cri.at[i], chain[i]);
	}
	ck_assert_str_eq(net_nth(&n, MATCH, SIB, LEA, 0)->address, ROUTES);
	tp_message_free(on);
	tp_message_free(back);
	tp_bytes_free(&bytes);
	tp_bytes_free(&car);
	net_end(&n);
}
END_TEST

/* ---- steps that fail ----------------------------------------------------------------- */

/* What each step of a run asked for and sent, so that another run can fail at each of it. */
typedef struct trial {
	ts_mem mem;
	size_t step;
	uint64_t calls[STEPS];
	size_t sent[STEPS];
	size_t failures;
} trial;

static void
measure_before(net *n, tp_node *node, const tp_step *step)
{
	trial *t = n->hook;

	(void)node;
	(void)step;
	ck_assert_uint_lt(t->step, STEPS);
	t->calls[t->step] = t->mem.calls;
	t->sent[t->step] = n->sent_count;
}

static void
measure_after(net *n, const tp_step *step)
{
	trial *t = n->hook;

	(void)step;
	t->calls[t->step] = t->mem.calls - t->calls[t->step];
	t->sent[t->step] = n->sent_count - t->sent[t->step];
	t->step++;
}

typedef struct refusing {
	size_t left;
	size_t taken;
} refusing;

static int
refuse_one(void *ctx, const tp_parcel *parcel)
{
	refusing *r = ctx;

	(void)parcel;
	r->taken++;
	return r->left-- == 0 ? 77 : 0;
}

static void
fail_before(net *n, tp_node *node, const tp_step *step)
{
	trial *t = n->hook;
	tp_step bad = *step;
	refusing r = { 0, 0 };
	uint64_t k;
	int got;

	bad.emit = refuse_one;
	bad.audit = NULL;
	bad.ctx = &r;
	/* Allocations first: a table that has grown stays so when sending fails. */
	for (k = 1; k <= t->calls[t->step]; k++) {
		r = (refusing){ 0, 0 };
		t->mem.failed = false;
		t->mem.fail_at = t->mem.calls + k;
		got = tp_node_step(node, &bad, NULL);
		ck_assert_msg(got == TP_ERR_NOMEM, "step %zu, allocation %lu: %d", t->step,
		    (unsigned long)k, got);
		ck_assert(t->mem.failed);
		ck_assert_uint_eq(r.taken, 0);
		t->failures++;
	}
	t->mem.fail_at = 0;
	for (k = 0; k < t->sent[t->step]; k++) {
		r = (refusing){ k, 0 };
		ck_assert_int_eq(tp_node_step(node, &bad, NULL), 77);
		ck_assert_uint_eq(r.taken, k + 1);
		t->failures++;
	}
}

static void
fail_after(net *n, const tp_step *step)
{
	(void)step;
	((trial *)n->hook)->step++;
}

static const net_plan sweeps[] = {
	{ .agency = ROUTES, .identified = true, .match = true, .encounters = 2, .photo = true,
	    .officer = { { .on = IAR, .send = TP_NOTICE_DETAINER } },
	    .at_agency = { { .on = NOTICE, .on_notice = TP_NOTICE_DETAINER,
		.send = TP_NOTICE_RELEASE, .instant = "2026-07-08T10:00-04:00" } } },
	{ .agency = NFF, .later = true, .asks_by_name = true },
	{ .agency = ROUTES, .refusal = "L0008 SYNTHETIC" },
};

/* Every allocation and every emission of every step fails once; then all goes on as if none had. */
START_TEST(a_step_that_fails_changes_nothing)
{
	static trial measured, failing;
	uint64_t hash;
	net n;

	memset(&measured, 0, sizeof measured);
	ts_mem_init(&measured.mem);
	net_begin(&n, &m, jurisdictions, &sweeps[_i]);
	n.mem = &measured.mem.mem;
	n.before = measure_before;
	n.after = measure_after;
	n.hook = &measured;
	book(&n);
	hash = net_hash(&n);
	net_end(&n);
	ck_assert(ts_mem_clean(&measured.mem));
	failing = measured;
	failing.step = 0;
	ts_mem_init(&failing.mem);
	net_begin(&n, &m, jurisdictions, &sweeps[_i]);
	n.mem = &failing.mem.mem;
	n.before = fail_before;
	n.after = fail_after;
	n.hook = &failing;
	book(&n);
	ck_assert_uint_eq(net_hash(&n), hash);
	ck_assert_uint_eq(failing.step, measured.step);
	ck_assert_uint_gt(failing.failures, 50);
	net_end(&n);
	ck_assert(ts_mem_clean(&failing.mem));
}
END_TEST

START_TEST(a_node_that_cannot_be_made_leaves_nothing)
{
	tp_world world = { .ctx = NULL };
	tp_node_options options = { .size = sizeof options, .system = 3,
		.ori = TS_STR("WVIAFIS0Z"), .jurisdictions = jurisdictions, .world = &world,
		.messages = &m.options };
	uint64_t fail_at = 0;
	tp_status status;
	tp_node *node;
	ts_mem mem;

	do {
		ts_mem_init(&mem);
		mem.fail_at = ++fail_at;
		options.mem = &mem.mem;
		status = tp_node_new(&options, &node, NULL);
		ck_assert_int_eq(status, mem.failed ? TP_ERR_NOMEM : TP_OK);
		ck_assert((node == NULL) == mem.failed);
		tp_node_free(node);
		ck_assert(ts_mem_clean(&mem));
	} while (status != TP_OK);
	ck_assert_uint_gt(fail_at, 2);
}
END_TEST

/* ---- the same again ---------------------------------------------------------------- */

/* Whoever is given what a node was given sends what it sent: its state is had again so. */
START_TEST(the_same_parcels_give_the_same_bytes)
{
	net one, two;

	net_begin(&one, &m, jurisdictions, &sweeps[_i]);
	net_begin(&two, &m, jurisdictions, &sweeps[_i]);
	book(&one);
	book(&two);
	ck_assert_uint_eq(one.sent_count, two.sent_count);
	ck_assert_uint_eq(net_hash(&one), net_hash(&two));
	net_end(&one);
	net_end(&two);
}
END_TEST

#define THREADS 2
#define ROUNDS 5

typedef struct job {
	pthread_t thread;
	uint64_t hash[ROUNDS];
} job;

static void
play_round(uint64_t *hash)
{
	net n;

	net_begin(&n, &m, jurisdictions, &two_answers);
	net_book(&n, 1);
	net_run(&n);
	*hash = net_hash(&n);
	net_end(&n);
}

static void *
play_rounds(void *arg)
{
	job *j = arg;
	size_t i;

	for (i = 0; i < ROUNDS; i++)
		play_round(&j->hash[i]);
	return NULL;
}

START_TEST(threads_share_jurisdictions_and_profile)
{
	job jobs[THREADS];
	uint64_t alone;
	size_t i, k;

	play_round(&alone);
	for (i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, play_rounds, &jobs[i]), 0);
	for (i = 0; i < THREADS; i++) {
		ck_assert_int_eq(pthread_join(jobs[i].thread, NULL), 0);
		for (k = 0; k < ROUNDS; k++)
			ck_assert_uint_eq(jobs[i].hash[k], alone);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("node_steps");
	TCase *tc = tcase_create("steps");
	SRunner *runner = srunner_create(suite);
	int failed, count = (int)(sizeof sweeps / sizeof sweeps[0]);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, a_system_takes_what_is_for_it, 1, 10);
	tcase_add_test(tc, nobody_speaks_for_the_lesc);
	tcase_add_test(tc, what_is_no_node_or_step_is_refused);
	tcase_add_test(tc, a_number_is_taken_for_what_it_is);
	tcase_add_test(tc, two_bureaus_may_give_one_tcn);
	tcase_add_test(tc, a_chain_of_agencies_comes_back);
	tcase_add_loop_test(tc, a_step_that_fails_changes_nothing, 0, count);
	tcase_add_test(tc, a_node_that_cannot_be_made_leaves_nothing);
	tcase_add_loop_test(tc, the_same_parcels_give_the_same_bytes, 0, count);
	tcase_add_test(tc, threads_share_jurisdictions_and_profile);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
