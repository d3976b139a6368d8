/* SPDX-License-Identifier: MIT */
/* Adding, moving and removing records: CNT right after each, IDCs assigned and kept in style. */

#include <stdio.h>

#include "itl.h"

static ts_file f;
static tp_transaction *t;

static void
open_with(const char *idc)
{
	char rest[200];

	ts_file_init(&f);
	(void)snprintf(rest, sizeof rest, "1.002:0500%s1.003:1%s3%s2%s%s0%s14%s%s1%s4%s%s2", GS, US,
	    RS, US, idc, RS, US, idc, RS, US, idc);
	ts_text(&f, "1.001:", rest);
	(void)snprintf(rest, sizeof rest, "2.002:%s0%s2.018:A", idc, GS);
	ts_text(&f, "2.001:", rest);
	(void)snprintf(rest, sizeof rest, "14.002:%s1%s14.999:x", idc, GS);
	ts_text(&f, "14.001:", rest);
	ts_print(&f, 2, "image", 5);
	t = read_file(&f, 0);
}

static void
setup(void)
{
	open_with("0");
}

static void
teardown(void)
{
	tp_transaction_free(t);
	ts_file_free(&f);
}

static void
expect_count(const char *want)
{
	size_t i;

	expect_value(t, "1.003", want);
	for (i = 0; i < tp_transaction_record_count(t); i++)
		ck_assert_uint_eq(tp_record_index(tp_transaction_record(t, i)), i);
	expect_readable(t);
}

START_TEST(add)
{
	tp_record *r;

	ck_assert_int_eq(tp_transaction_add_record(t, 9, 1, 0, &r, NULL), TP_OK);
	ck_assert(tp_record_is_touched(r));
	ck_assert_uint_eq(tp_record_offset(r), TP_NO_OFFSET);
	ck_assert_int_eq(tp_record_idc(r), 1);
	ck_assert_uint_eq(tp_record_field_count(r), 2);
	expect_count("1" US "4" RS "2" US "00" RS "14" US "01" RS "4" US "02" RS "9" US "01");
	ck_assert_int_eq(tp_transaction_add_record(t, 99, 50, 1, &r, NULL), TP_OK);
	ck_assert_uint_eq(tp_record_index(r), 1);
	expect_count("1" US "5" RS "99" US "50" RS "2" US "00" RS "14" US "01" RS "4" US "02" RS
	    "9" US "01");
	ck_assert_int_eq(tp_transaction_add_record(t, 7, 3, 77, NULL, NULL), TP_OK);
	ck_assert_int_eq(tp_record_type(tp_transaction_record(t, 6)), 7);
	expect_count("1" US "6" RS "99" US "50" RS "2" US "00" RS "14" US "01" RS "4" US "02" RS
	    "9" US "01" RS "7" US "03");
	ck_assert(!tp_record_is_touched(tp_transaction_record(t, 2)));
}
END_TEST

START_TEST(assigned_idcs)
{
	static const char *const styles[] = { "", "0" };
	tp_record *r;
	int idc;

	teardown();
	open_with(styles[_i]);
	/* 0, 1 and 2 are taken. */
	for (idc = 3; idc <= 99; idc++) {
		ck_assert_int_eq(tp_transaction_add_record(t, idc % 2 == 0 ? 14 : 4, -1, 0, &r,
		    NULL), TP_OK);
		ck_assert_int_eq(tp_record_idc(r), idc);
		if (idc == 4)
			expect_value(t, "14#2.002", _i == 0 ? "4" : "04");
		if (idc == 5)
			expect_value(t, "1.003.7.2", _i == 0 ? "5" : "05");
	}
	ck_assert_int_eq(tp_transaction_add_record(t, 14, -1, 0, &r, NULL), TP_ERR_RANGE);
	ck_assert_ptr_null(r);
	ck_assert_int_eq(tp_transaction_add_record(t, 14, 99, 0, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_remove_record(t, 10, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(t, 14, -1, 0, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_idc(r), 10 - 4 + 3);
	expect_readable(t);
}
END_TEST

/* Type-2 takes 0 by convention if nobody has it. */
START_TEST(type_2_takes_zero)
{
	tp_new_options o = { .size = sizeof o };
	tp_record *r;

	teardown();
	ck_assert_int_eq(tp_transaction_new(&o, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(t, 14, -1, 0, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_idc(r), 1);
	ck_assert_int_eq(tp_transaction_add_record(t, 2, -1, 1, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_idc(r), 0);
	ck_assert_int_eq(tp_transaction_add_record(t, 2, -1, 0, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_idc(r), 2);
	expect_value(t, "1.003", "1" US "3" RS "2" US "00" RS "14" US "01" RS "2" US "02");
	expect_readable(t);
}
END_TEST

START_TEST(move)
{
	ck_assert_int_eq(tp_transaction_move_record(t, 1, 3, NULL), TP_OK);
	expect_count("1" US "3" RS "14" US "01" RS "4" US "02" RS "2" US "00");
	ck_assert_int_eq(tp_transaction_move_record(t, 3, 2, NULL), TP_OK);
	expect_count("1" US "3" RS "14" US "01" RS "2" US "00" RS "4" US "02");
	ck_assert_int_eq(tp_transaction_move_record(t, 2, 2, NULL), TP_OK);
	expect_count("1" US "3" RS "14" US "01" RS "2" US "00" RS "4" US "02");
	ck_assert_int_eq(tp_transaction_move_record(t, 2, 1, NULL), TP_OK);
	expect_bytes(t, 0, f.bytes, f.len);
	ck_assert_uint_eq(tp_record_offset(tp_transaction_record(t, 2)), f.at[2]);
}
END_TEST

START_TEST(remove_each)
{
	ck_assert_int_eq(tp_transaction_remove_record(t, 2, NULL), TP_OK);
	expect_count("1" US "2" RS "2" US "00" RS "4" US "02");
	ck_assert_int_eq(tp_transaction_remove_record(t, 1, NULL), TP_OK);
	expect_count("1" US "1" RS "4" US "02");
	ck_assert_int_eq(tp_transaction_remove_record(t, 1, NULL), TP_OK);
	expect_count("1" US "0");
	ck_assert_int_eq(tp_transaction_add_record(t, 2, -1, 0, NULL, NULL), TP_OK);
	expect_count("1" US "1" RS "2" US "00");
}
END_TEST

START_TEST(remove_by_path)
{
	tp_path path = path_of("14@1");

	ck_assert_int_eq(tp_transaction_delete(t, &path, NULL), TP_OK);
	expect_count("1" US "2" RS "2" US "00" RS "4" US "02");
	ck_assert_int_eq(tp_transaction_delete(t, &path, NULL), TP_ERR_NOTFOUND);
}
END_TEST

START_TEST(refused)
{
	tp_bytes before = written(t, 0);
	tp_transaction *bare;
	tp_record *r;
	tp_diag diag;

	expect_failed(t, &before, tp_transaction_move_record(t, 0, 1, &diag), TP_ERR_STATE, &diag);
	expect_failed(t, &before, tp_transaction_move_record(t, 1, 0, &diag), TP_ERR_STATE, &diag);
	expect_failed(t, &before, tp_transaction_move_record(t, 4, 1, &diag), TP_ERR_NOTFOUND,
	    &diag);
	expect_failed(t, &before, tp_transaction_move_record(t, 1, 4, &diag), TP_ERR_NOTFOUND,
	    &diag);
	expect_failed(t, &before, tp_transaction_remove_record(t, 0, &diag), TP_ERR_STATE, &diag);
	expect_failed(t, &before, tp_transaction_remove_record(t, 4, &diag), TP_ERR_NOTFOUND,
	    &diag);
	expect_failed(t, &before, tp_transaction_add_record(t, 1, 0, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	ck_assert_ptr_null(r);
	expect_failed(t, &before, tp_transaction_add_record(t, 100, 0, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	expect_failed(t, &before, tp_transaction_add_record(t, 0, 0, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	expect_failed(t, &before, tp_transaction_add_record(t, 2, 100, 0, &r, &diag), TP_ERR_RANGE,
	    &diag);
	tp_bytes_free(&before);
	ck_assert_int_eq(tp_transaction_new_bare(NULL, NULL, &bare, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(bare, 2, 0, 0, &r, &diag), TP_ERR_STATE);
	tp_transaction_free(bare);
}
END_TEST

START_TEST(record_limit)
{
	tp_limits limits = { .size = sizeof limits, .records = 5 };
	tp_read_options options = { .size = sizeof options, .limits = &limits };
	tp_bytes before;
	tp_record *r;
	tp_diag diag;

	teardown();
	open_with("0");
	tp_transaction_free(t);
	ck_assert_int_eq(tp_transaction_read(f.bytes, f.len, &options, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(t, 14, -1, 0, &r, NULL), TP_OK);
	before = written(t, 0);
	expect_failed(t, &before, tp_transaction_add_record(t, 14, -1, 1, &r, &diag), TP_ERR_LIMIT,
	    &diag);
	expect_failed(t, &before, tp_transaction_add_bare(t, 14, &r, &diag), TP_ERR_LIMIT, &diag);
	tp_bytes_free(&before);
}
END_TEST

/* CNT follows an IDC, tagged or binary, in the way that it is spelled. */
START_TEST(idc_edits_reach_count)
{
	set_ok(t, "14.002", "7");
	expect_count("1" US "3" RS "2" US "00" RS "14" US "7" RS "4" US "02");
	set_ok(t, "4.002", "9");
	expect_count("1" US "3" RS "2" US "00" RS "14" US "7" RS "4" US "09");
	ck_assert_int_eq(tp_record_set_number(tp_transaction_record(t, 1), 2, 42, NULL), TP_OK);
	expect_value(t, "1.003.2", "2" US "42");
	expect_readable(t);
}
END_TEST

/* An IDC is kept as it is spelled when something else changes. */
START_TEST(idc_spelling_stays)
{
	teardown();
	open_with("");
	ck_assert_int_eq(tp_transaction_add_record(t, 4, 5, 0, NULL, NULL), TP_OK);
	expect_count("1" US "4" RS "2" US "0" RS "14" US "1" RS "4" US "2" RS "4" US "5");
	set_ok(t, "14.002", "03");
	expect_count("1" US "4" RS "2" US "0" RS "14" US "03" RS "4" US "2" RS "4" US "5");
}
END_TEST

/* A wrong CNT is nobody's business until a record is added or fix is called. */
START_TEST(wrong_count_stays)
{
	tp_transaction *u;
	tp_bytes out;
	ts_file g;

	ts_file_init(&g);
	ts_text(&g, "1.001:", "1.002:0500" GS "1.003:1" US "7" RS "2" US "33");
	ts_text(&g, "2.001:", "2.002:0");
	u = read_file(&g, TP_READ_TOLERANT);
	set_ok(u, "2.018", "X");
	set_ok(u, "1.009", "TCN");
	expect_value(u, "1.003", "1" US "7" RS "2" US "33");
	out = written(u, 0);
	ck_assert_mem_eq(out.ptr, "1.001:45" GS "1.002:0500" GS "1.003:1" US "7" RS "2" US "33" GS
	    "1.009:TCN" FS, 45);
	tp_bytes_free(&out);
	ck_assert_int_eq(tp_transaction_add_record(u, 9, 1, 0, NULL, NULL), TP_OK);
	expect_value(u, "1.003", "1" US "2" RS "2" US "0" RS "9" US "1");
	expect_readable(u);
	tp_transaction_free(u);
	ts_file_free(&g);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl records");
	TCase *tc = tcase_create("records");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, add);
	tcase_add_loop_test(tc, assigned_idcs, 0, 2);
	tcase_add_test(tc, type_2_takes_zero);
	tcase_add_test(tc, move);
	tcase_add_test(tc, remove_each);
	tcase_add_test(tc, remove_by_path);
	tcase_add_test(tc, refused);
	tcase_add_test(tc, record_limit);
	tcase_add_test(tc, idc_edits_reach_count);
	tcase_add_test(tc, idc_spelling_stays);
	tcase_add_test(tc, wrong_count_stays);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
