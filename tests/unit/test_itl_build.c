/* SPDX-License-Identifier: MIT */
/* Building from nothing: a new Type-1, print and finger records, and bare ones field by field. */

#include <stdio.h>

#include "itl.h"

static ts_mem m;

static void
setup(void)
{
	ts_mem_init(&m);
}

static void
teardown(void)
{
	ck_assert(ts_mem_clean(&m));
}

START_TEST(type_1_in_full)
{
	tp_new_options o = { .size = sizeof o, .mem = &m.mem, .ver = "0500", .tot = "CAR",
		.dat = "20240229", .dai = "DAI", .ori = "ORI", .tcn = "TCN", .tcr = "TCR",
		.nsr = "19.69", .ntr = "19.68" };
	tp_transaction *t;

	ck_assert_int_eq(tp_transaction_new(&o, &t, NULL), TP_OK);
	expect_bytes(t, 0, LIT("1.001:120" GS "1.002:0500" GS "1.003:1" US "0" GS "1.004:CAR" GS
	    "1.005:20240229" GS "1.007:DAI" GS "1.008:ORI" GS "1.009:TCN" GS "1.010:TCR" GS
	    "1.011:19.69" GS "1.012:19.68" FS));
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

START_TEST(type_1_by_default)
{
	tp_new_options o = { .size = offsetof(tp_new_options, tot), .mem = &m.mem };
	tp_transaction *t, *again;

	o.tot = "not read";
	ck_assert_int_eq(tp_transaction_new(&o, &t, NULL), TP_OK);
	expect_bytes(t, 0, LIT("1.001:54" GS "1.002:0502" GS "1.003:1" US "0" GS "1.011:00.00" GS
	    "1.012:00.00" FS));
	ck_assert_int_eq(tp_transaction_new(NULL, &again, NULL), TP_OK);
	ck_assert_uint_eq(ts_walk(again), ts_walk(t));
	tp_transaction_free(again);
	tp_transaction_free(t);
}
END_TEST

START_TEST(type_1_refused)
{
	static const char *const bad[] = { "a" FS, GS "a", "a" RS "b", US };
	tp_new_options o = { .size = sizeof o, .mem = &m.mem };
	tp_transaction *t = (tp_transaction *)&t;
	tp_diag diag;

	o.dai = bad[_i];
	ck_assert_int_eq(tp_transaction_new(&o, &t, &diag), TP_ERR_ARG);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(diag.field, 7);
	o.dai = NULL;
	o.ver = bad[_i];
	ck_assert_int_eq(tp_transaction_new(&o, &t, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_new(&o, NULL, &diag), TP_ERR_ARG);
}
END_TEST

static tp_transaction *
new_transaction(void)
{
	tp_new_options o = { .size = sizeof o, .mem = &m.mem };
	tp_transaction *t;

	ck_assert_int_eq(tp_transaction_new(&o, &t, NULL), TP_OK);
	return t;
}

START_TEST(print_records)
{
	tp_print_header h = { .size = sizeof h, .type = _i, .idc = -1, .imp = 1,
		.fgp = { 2, 3 }, .fgp_count = 2, .isr = 1, .hll = 800, .vll = 750, .gca = 1 };
	tp_transaction *t = new_transaction();
	char image[] = "image" FS GS;
	tp_record *r;
	tp_str raw;
	tp_bytes out;

	ck_assert_int_eq(tp_transaction_add_print(t, &h, image, 7, 0, &r, NULL), TP_OK);
	memset(image, 'x', sizeof image);
	ck_assert_int_eq(tp_record_type(r), _i);
	ck_assert_int_eq(tp_record_idc(r), 1);
	ck_assert_uint_eq(tp_record_index(r), 1);
	tp_record_raw(r, &raw);
	ck_assert_uint_eq(raw.len, 0);
	out = written(t, 0);
	ck_assert_mem_eq(out.ptr + out.len - 25, "\0\0\0\31\1\1\2\3\377\377\377\377\1\3\40\2\356\1"
	    "image" FS GS, 25);
	tp_bytes_free(&out);
	expect_readable(t);
	/* Nothing but the type: one position, Type-4, no image. */
	h = (tp_print_header){ .size = sizeof h, .idc = 9 };
	ck_assert_int_eq(tp_transaction_add_print(t, &h, NULL, 0, 0, NULL, NULL), TP_OK);
	out = written(t, 0);
	ck_assert_mem_eq(out.ptr + out.len - 18, "\0\0\0\22\11\0\0\377\377\377\377\377\0\0\0\0\0\0",
	    18);
	tp_bytes_free(&out);
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

START_TEST(print_records_refused)
{
	tp_print_header h = { .size = sizeof h, .type = 7 };
	tp_transaction *t = new_transaction();
	tp_bytes before = written(t, 0);
	tp_record *r = (tp_record *)&r;
	tp_diag diag;

	expect_failed(t, &before, tp_transaction_add_print(t, &h, "x", 1, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	ck_assert_ptr_null(r);
	h.type = 2;
	expect_failed(t, &before, tp_transaction_add_print(t, &h, "x", 1, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	h.type = 4;
	h.fgp_count = 7;
	expect_failed(t, &before, tp_transaction_add_print(t, &h, "x", 1, 0, &r, &diag), TP_ERR_ARG,
	    &diag);
	h.fgp_count = 6;
	h.idc = 100;
	expect_failed(t, &before, tp_transaction_add_print(t, &h, "x", 1, 0, &r, &diag),
	    TP_ERR_RANGE, &diag);
	tp_bytes_free(&before);
	tp_transaction_free(t);
}
END_TEST

START_TEST(finger_records)
{
	tp_finger_record f = { .size = sizeof f, .idc = -1, .imp = 3, .src = "SRC",
		.fcd = "20240229", .hll = 800, .vll = 750, .thps = 500, .cga = "WSQ20", .fgp = 7 };
	tp_transaction *t = new_transaction();
	tp_record *r;

	ck_assert_int_eq(tp_transaction_add_finger(t, &f, "image" FS, 6, TP_EDIT_BORROW, &r, NULL),
	    TP_OK);
	ck_assert_int_eq(tp_record_type(r), 14);
	expect_value(t, "14.002", "01");
	expect_value(t, "14.003", "3");
	expect_value(t, "14.004", "SRC");
	expect_value(t, "14.005", "20240229");
	expect_value(t, "14.006", "800");
	expect_value(t, "14.007", "750");
	expect_value(t, "14.008", "1");
	expect_value(t, "14.009", "500");
	expect_value(t, "14.010", "500");
	expect_value(t, "14.011", "WSQ20");
	expect_value(t, "14.012", "8");
	expect_value(t, "14.013", "7");
	expect_value(t, "14.999", "image" FS);
	expect_readable(t);
	f = (tp_finger_record){ .size = sizeof f, .idc = 5, .fgp = 20, .slc = 2, .tvps = 7 };
	ck_assert_int_eq(tp_transaction_add_finger(t, &f, NULL, 0, 0, &r, NULL), TP_OK);
	expect_value(t, "14@5.004", NULL);
	expect_value(t, "14@5.006", NULL);
	expect_value(t, "14@5.008", NULL);
	expect_value(t, "14@5.013", "20");
	expect_value(t, "14@5.999", NULL);
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

START_TEST(finger_records_refused)
{
	tp_finger_record f = { .size = sizeof f, .idc = 3, .src = "a" US };
	tp_transaction *t = new_transaction();
	tp_bytes before = written(t, 0);
	tp_record *r;
	tp_diag diag;

	expect_failed(t, &before, tp_transaction_add_finger(t, &f, "x", 1, 0, &r, &diag),
	    TP_ERR_ARG, &diag);
	ck_assert_ptr_null(r);
	ck_assert_int_eq(diag.field, 4);
	ck_assert_int_eq(diag.type, 14);
	ck_assert_int_eq(diag.record, 1);
	tp_bytes_free(&before);
	tp_transaction_free(t);
}
END_TEST

START_TEST(bare_records)
{
	tp_transaction *t;
	tp_record *r;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_new_bare(&m.mem, NULL, &t, NULL), TP_OK);
	ck_assert_uint_eq(tp_transaction_record_count(t), 0);
	expect_bytes(t, 0, "", 0);
	ck_assert_int_eq(tp_transaction_add_bare(t, 2, &r, &diag), TP_ERR_STATE);
	ck_assert_ptr_null(r);
	ck_assert_int_eq(tp_transaction_add_bare(t, 0, &r, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_add_bare(t, 100, &r, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_add_bare(t, 1, &r, &diag), TP_OK);
	ck_assert_uint_eq(tp_record_field_count(r), 0);
	ck_assert_int_eq(tp_record_append_field(r, 2, 0, "0500", 4, 0, NULL), TP_OK);
	/* LEN and CNT were not given: they are there all the same. */
	expect_bytes(t, 0, LIT("1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS));
	ck_assert_int_eq(tp_transaction_add_bare(t, 1, &r, &diag), TP_ERR_STATE);
	ck_assert_int_eq(tp_transaction_add_bare(t, 2, &r, &diag), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 2, 2, "1", 1, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 9, 1, "b", 1, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 5, 9, "a", 1, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 9, 0, "", 0, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 0, 0, "", 0, 0, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_record_append_field(r, 1000000000, 0, "", 0, 0, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_record_append_field(r, 3, 10, "", 0, 0, &diag), TP_ERR_ARG);
	expect_bytes(t, 0, LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "2" US "1" FS
	    "2.01:41" GS "2.02:1" GS "2.9:b" GS "2.000000005:a" GS "2.09:" FS));
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

/* LEN and CNT given tell their style, as long as reading would take it. */
START_TEST(bare_styles)
{
	static const char *const counts[][2] = {
		{ "1" US "1" RS "02" US "7", "1" US "1" RS "02" US "7" },
		{ "9" US "01" RS "2", "9" US "01" RS "2" },
		{ "1" US "2" RS "2" US "0", "1" US "1" RS "2" US "0" },
		{ "1" US "1" RS "4" US "0", "1" US "1" RS "2" US "0" },
		{ "", "1" US "1" RS "2" US "0" },
	};
	tp_transaction *t;
	tp_record *r;
	tp_bytes out;

	ck_assert_int_eq(tp_transaction_new_bare(&m.mem, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_bare(t, 1, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 1, 0, "00000", 5, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 3, 0, counts[_i][0], strlen(counts[_i][0]), 0,
	    NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_add_bare(t, 2, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 1, 0, "", 0, 0, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 2, 0, "0", 1, 0, NULL), TP_OK);
	out = written(t, 0);
	ck_assert_mem_eq(out.ptr, "1.001:000", 9);
	ck_assert_mem_eq(out.ptr + 12, "1.003:", 6);
	ck_assert_mem_eq(out.ptr + 18, counts[_i][1], strlen(counts[_i][1]));
	tp_bytes_free(&out);
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

START_TEST(bare_binary)
{
	tp_transaction *t = new_transaction();
	tp_record *r;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_add_bare(t, 4, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 3, 0, "1", 1, 0, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_record_append_field(r, 2, 0, "256", 3, 0, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_record_append_field(r, 1, 0, "5", 1, 0, &diag), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 2, 0, "200", 3, 0, &diag), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 2, 0, "1", 1, 0, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_record_idc(r), 200);
	ck_assert_int_eq(tp_record_append_field(r, 3, 0, "3", 1, 0, &diag), TP_OK);
	ck_assert_int_eq(tp_record_append_field(r, 4, 0, "\1\2", 2, TP_EDIT_BYTES, &diag), TP_OK);
	expect_value(t, "4.004", "\1\2");
	expect_readable(t);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	r = tp_transaction_record(t, 1);
	ck_assert_int_eq(tp_record_append_field(r, 9, 0, "123456789012", 12, TP_EDIT_BYTES, NULL),
	    TP_OK);
	expect_value(t, "4.009", "12");
	ck_assert_int_eq(tp_record_append_field(r, 9, 0, "x", 1, 0, &diag), TP_ERR_STATE);
	expect_readable(t);
	tp_transaction_free(t);
}
END_TEST

START_TEST(rebuilt_sample)
{
	tp_transaction *t, *again;
	ts_file f;

	ts_file_init(&f);
	ts_sample(&f);
	t = read_file(&f, 0);
	ck_assert_int_eq(ts_rebuild(t, &m.mem, &again, NULL), TP_OK);
	expect_bytes(again, 0, f.bytes, f.len);
	expect_bytes(again, TP_WRITE_REENCODE, f.bytes, f.len);
	ck_assert_int_eq(tp_transaction_compact(again, NULL), TP_OK);
	expect_bytes(again, 0, f.bytes, f.len);
	tp_transaction_free(again);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl build");
	TCase *tc = tcase_create("build");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, type_1_in_full);
	tcase_add_test(tc, type_1_by_default);
	tcase_add_loop_test(tc, type_1_refused, 0, 4);
	tcase_add_loop_test(tc, print_records, 3, 7);
	tcase_add_test(tc, print_records_refused);
	tcase_add_test(tc, finger_records);
	tcase_add_test(tc, finger_records_refused);
	tcase_add_test(tc, bare_records);
	tcase_add_loop_test(tc, bare_styles, 0, 5);
	tcase_add_test(tc, bare_binary);
	tcase_add_test(tc, rebuilt_sample);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
