/* SPDX-License-Identifier: MIT */
/*
 * The check as it is used: by eight threads against one profile, without
 * memory, ended by its callback, on transactions that were built, with a
 * type of transaction from outside, and with the options of another version.
 */

#include <pthread.h>

#include "check_samples.h"

#define THREADS 8
#define ROUNDS 50

/* A fault of many kinds at once, so that findings are put together, too. */
static void
put_faulty(ts_file *f)
{
	static const change fault = { "14.018:5" US "XX" GS,
		"14.018:5" US "QQ" RS GS "14.034:\001" GS "14.019:" GS };

	put_pieces(f, standard, STANDARD_COUNT, &fault);
}

typedef struct job {
	pthread_t thread;
	const tp_transaction *t;
	const tp_profile *profile;
	uint64_t hash;
} job;

static int
hash_finding(void *ctx, const tp_finding *f)
{
	uint64_t *hash = ctx;

	*hash = ts_hash(*hash, f->rule->id, strlen(f->rule->id));
	*hash = ts_hash(*hash, f->text, strlen(f->text));
	*hash = ts_hash(*hash, f->source, strlen(f->source));
	*hash = ts_hash(*hash, f->mnemonic, strlen(f->mnemonic));
	*hash = ts_hash(*hash, &f->at, sizeof f->at);
	return 0;
}

static void *
check_often(void *arg)
{
	job *j = arg;
	tp_check_options options = { .size = sizeof options, .flags = TP_CHECK_NO_HEADERS };
	uint64_t hash, first = 0;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		hash = 1;
		if (tp_check(j->t, j->profile, &options, hash_finding, &hash, NULL) != TP_OK)
			return NULL;
		if (i == 0)
			first = hash;
		else if (hash != first)
			return NULL;
	}
	j->hash = first;
	return NULL;
}

START_TEST(threads_share_a_profile)
{
	tp_profile *p = profile_of("itl-2013");
	job jobs[THREADS];
	tp_transaction *t;
	ts_file f;
	int i;

	ts_file_init(&f);
	put_faulty(&f);
	t = read_tolerantly(f.bytes, f.len);
	memset(jobs, 0, sizeof jobs);
	for (i = 0; i < THREADS; i++) {
		jobs[i].t = t;
		jobs[i].profile = p;
		ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, check_often, &jobs[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_join(jobs[i].thread, NULL), 0);
	ck_assert_uint_ne(jobs[0].hash, 0);
	for (i = 1; i < THREADS; i++)
		ck_assert(jobs[i].hash == jobs[0].hash);
	tp_transaction_free(t);
	ts_file_free(&f);
	tp_profile_free(p);
}
END_TEST

/* Every allocation of making a profile fails once; the check asks for none. */
START_TEST(memory_may_run_out)
{
	tp_status status = TP_ERR_NOMEM;
	tp_check_counts counts;
	tp_transaction *t;
	uint64_t n, calls = 0;
	ts_file f;

	ts_file_init(&f);
	put_faulty(&f);
	t = read_tolerantly(f.bytes, f.len);
	for (n = 1; status == TP_ERR_NOMEM; n++) {
		tp_check_options options = { .size = sizeof options,
			.flags = TP_CHECK_NO_HEADERS };
		tp_profile *p = (tp_profile *)&p;
		tp_diag diag;
		ts_mem m;

		ts_mem_init(&m);
		m.fail_at = n;
		m.sticky = n % 2 == 0;
		status = tp_profile_new("itl-2013", &m.mem, &p, &diag);
		ck_assert_int_eq(status == TP_OK, p != NULL);
		ck_assert_int_eq(diag.code, status);
		if (status == TP_OK) {
			calls = m.calls;
			options.mem = &m.mem;
			m.fail_at = calls + 1;
			m.sticky = true;
			ck_assert_int_eq(tp_check_count(t, p, &options, &counts, &diag), TP_OK);
			ck_assert_uint_eq(m.calls, calls);
			ck_assert_uint_gt(counts.errors + counts.warnings, 3);
		}
		tp_profile_free(p);
		ck_assert(ts_mem_clean(&m));
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_uint_gt(calls, 10);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

static int
stop_at_second(void *ctx, const tp_finding *f)
{
	int *seen = ctx;

	(void)f;
	return ++*seen == 2 ? 42 : 0;
}

START_TEST(a_callback_ends_it)
{
	tp_profile *p = profile_of("itl-2013");
	tp_transaction *t;
	int seen = 0;
	ts_file f;

	ts_file_init(&f);
	put_faulty(&f);
	t = read_tolerantly(f.bytes, f.len);
	ck_assert_int_eq(tp_check(t, p, NULL, stop_at_second, &seen, NULL), 42);
	ck_assert_int_eq(seen, 2);
	tp_transaction_free(t);
	ts_file_free(&f);
	tp_profile_free(p);
}
END_TEST

START_TEST(arguments_are_checked)
{
	tp_profile *p = profile_of("ebts-11.0");
	tp_check_options options = { .size = sizeof options, .tot = "NOSUCH" };
	static const change none = { NULL, NULL };
	tp_check_counts counts;
	tp_transaction *t;
	tp_diag diag;
	ts_file f;
	int n = 0;

	ts_file_init(&f);
	put_pieces(&f, arrest, ARREST_COUNT, &none);
	t = read_tolerantly(f.bytes, f.len);
	ck_assert_int_eq(tp_check(NULL, p, NULL, stop_at_second, &n, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.code, TP_ERR_ARG);
	ck_assert_int_eq(tp_check(t, NULL, NULL, stop_at_second, &n, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_check(t, p, NULL, NULL, NULL, NULL), TP_ERR_ARG);
	ck_assert_int_eq(tp_check_count(t, p, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.code, TP_ERR_ARG);
	ck_assert_int_eq(tp_check_count(t, p, &options, &counts, &diag), TP_ERR_ARG);
	ck_assert_uint_eq(counts.errors, 0);
	ck_assert_int_eq(n, 0);
	/* An option that an older caller's struct does not reach is not read. */
	options.size = offsetof(tp_check_options, tot);
	ck_assert_int_eq(tp_check_count(t, p, &options, &counts, &diag), TP_OK);
	tp_transaction_free(t);
	ts_file_free(&f);
	tp_profile_free(p);
}
END_TEST

/* The option's type counts, not 1.004: an applicant's card needs its reason. */
START_TEST(the_option_says_the_type)
{
	tp_check_options options = { .size = sizeof options, .flags = TP_CHECK_NO_HEADERS,
		.tot = "MAP" };
	static const change none = { NULL, NULL };
	tp_profile *p = profile_of("ebts-11.0");
	const found *missing;
	tp_transaction *t;
	findings all;
	ts_file f;

	ts_file_init(&f);
	put_pieces(&f, arrest, ARREST_COUNT, &none);
	t = read_tolerantly(f.bytes, f.len);
	all.count = 0;
	ck_assert_int_eq(tp_check(t, p, &options, keep_finding, &all, NULL), TP_OK);
	missing = find_rule(&all, "field-missing", "2@0.037");
	ck_assert_msg(missing != NULL, "found:%s", told(&all));
	ck_assert_str_eq(missing->mnemonic, "RFP");
	ck_assert_str_eq(missing->source, "EBTS 11.0, 2.037 in MAP");
	ck_assert_str_eq(missing->fbi, "E0001");
	ck_assert_ptr_nonnull(find_rule(&all, "field-unused", "2@0.047"));
	tp_transaction_free(t);
	ts_file_free(&f);
	tp_profile_free(p);
}
END_TEST

/* Sources and codes: the standard's, the FBI's; Type-1 has codes of its own. */
START_TEST(findings_say_where_from)
{
	static const change bad[] = { { "1.004:TEST", "1.004:T-T" }, { "13.003:4", "13.003:16" } };
	tp_profile *p = profile_of("itl-2013");
	findings all;

	check_pieces(standard, STANDARD_COUNT, &bad[0], p, &all);
	ck_assert_uint_eq(all.count, 1);
	ck_assert_str_eq(all.list[0].source, "ITL 2013, 1.004");
	ck_assert_str_eq(all.list[0].fbi, "H0002");
	check_pieces(standard, STANDARD_COUNT, &bad[1], p, &all);
	ck_assert_uint_eq(all.count, 1);
	ck_assert_str_eq(all.list[0].source, "ITL 2013, 13.003");
	ck_assert_str_eq(all.list[0].fbi, "E0002");
	ck_assert_str_eq(all.list[0].mnemonic, "IMP");
	tp_profile_free(p);
}
END_TEST

/* A byte of the Type-4 or the Type-8 header behind the IDC, and what it then breaks. */
static const struct header_case {
	size_t record; /* of the sample */
	size_t offset;
	unsigned char byte;
	const char *rule; /* NULL: none */
	const char *at;
} headers[] = {
	{ 2, 0, 0, NULL, NULL },
	{ 2, 0, 4, "value-range", "4@1.003" },
	{ 2, 0, 9, "value-code", "4@1.003" },
	{ 2, 1, 15, NULL, NULL },
	{ 2, 1, 16, "value-range", "4@1.004.1" },
	{ 2, 2, 7, NULL, NULL },
	{ 2, 2, 254, "value-code", "4@1.004.2" },
	{ 2, 7, 1, NULL, NULL },
	{ 2, 7, 2, "value-code", "4@1.005" },
	{ 2, 9, 10, NULL, NULL },
	{ 2, 9, 9, "value-range", "4@1.006" },
	{ 2, 11, 9, "value-range", "4@1.007" },
	{ 2, 12, 6, NULL, NULL },
	{ 2, 12, 7, "value-code", "4@1.008" },
	{ 7, 0, 1, NULL, NULL },
	{ 7, 0, 2, "value-code", "8@6.003" },
	{ 7, 2, 1, "depends-zero", "8@6.005" },
	{ 7, 4, 20, "depends-zero", "8@6.006" },
};

START_TEST(binary_headers_are_checked)
{
	const struct header_case *one = &headers[_i];
	static const change none = { NULL, NULL };
	tp_profile *p = profile_of("itl-2013");
	piece pieces[STANDARD_COUNT];
	char bytes[PRINT_SIZE];
	findings all;

	memcpy(pieces, standard, sizeof pieces);
	memcpy(bytes, pieces[one->record].rest, pieces[one->record].len);
	bytes[one->offset] = (char)one->byte;
	pieces[one->record].rest = bytes;
	check_pieces(pieces, STANDARD_COUNT, &none, p, &all);
	if (one->rule == NULL)
		ck_assert_msg(all.count == 0, "found:%s", told(&all));
	else {
		ck_assert_msg(all.count == 1, "found:%s", told(&all));
		ck_assert_str_eq(all.list[0].rule, one->rule);
		ck_assert_str_eq(all.list[0].at, one->at);
	}
	tp_profile_free(p);
}
END_TEST

/* Two records of a type with one IDC are told apart by their number. */
START_TEST(twins_are_told_apart)
{
	static const piece twins[] = {
		{ "1.001:", "1.002:0501" GS "1.003:1" US "2" RS "2" US "00" RS "2" US "00" GS
		    "1.004:TEST" GS "1.005:20240229" GS "1.007:DAI" GS "1.008:ORI" GS "1.009:T" GS
		    "1.011:00.00" GS "1.012:00.00", 0, 0 },
		{ "2.001:", "2.002:00", 0, 0 },
		{ "2.001:", "2.002:00" GS "2.002:00", 0, 0 },
	};
	static const change none = { NULL, NULL };
	tp_profile *p = profile_of("itl-2013");
	findings all;
	ts_file f;
	tp_path at;

	check_pieces(twins, 3, &none, p, &all);
	ck_assert_uint_eq(all.count, 1);
	ts_file_init(&f);
	put_pieces(&f, twins, 3, &none);
	ck_assert_uint_gt(all.list[0].offset, f.at[2]);
	ts_file_free(&f);
	ck_assert_int_eq(tp_path_parse(all.list[0].at, &at, NULL), TP_OK);
	ck_assert_uint_eq(at.field, 2);
	tp_profile_free(p);
}
END_TEST

/* A transaction that was put together in memory has no offsets, and the same findings. */
START_TEST(what_was_built_is_checked)
{
	tp_new_options options = { .size = sizeof options, .ver = "0501", .tot = "TEST",
		.dat = "20240229", .dai = "DAI", .ori = "ORI", .tcn = "SYNTHETIC-1" };
	tp_profile *p = profile_of("itl-2013");
	tp_transaction *t;
	tp_record *r;
	findings all = { .count = 0 };
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_new(&options, &t, &diag), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(t, 2, -1, 0, &r, &diag), TP_OK);
	ck_assert_int_eq(tp_check(t, p, NULL, keep_finding, &all, &diag), TP_OK);
	ck_assert_msg(all.count == 0, "found:%s", told(&all));
	ck_assert_int_eq(tp_transaction_add_record(t, 16, -1, 0, &r, &diag), TP_OK);
	ck_assert_int_eq(tp_record_set_text(r, 8, "9", &diag), TP_OK);
	ck_assert_int_eq(tp_check(t, p, NULL, keep_finding, &all, &diag), TP_OK);
	ck_assert_msg(all.count == 1, "found:%s", told(&all));
	ck_assert_str_eq(all.list[0].rule, "value-code");
	tp_transaction_free(t);
	tp_profile_free(p);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("check_use");
	TCase *tc = tcase_create("use");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, threads_share_a_profile);
	tcase_add_test(tc, memory_may_run_out);
	tcase_add_test(tc, a_callback_ends_it);
	tcase_add_test(tc, arguments_are_checked);
	tcase_add_test(tc, the_option_says_the_type);
	tcase_add_test(tc, findings_say_where_from);
	tcase_add_loop_test(tc, binary_headers_are_checked, 0,
	    (int)(sizeof headers / sizeof headers[0]));
	tcase_add_test(tc, twins_are_told_apart);
	tcase_add_test(tc, what_was_built_is_checked);
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
