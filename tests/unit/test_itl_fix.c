/* SPDX-License-Identifier: MIT */
/* Repairing: what is reported, that IDCs are repaired only when asked, and that nothing is lost. */

#include <stdio.h>

#include "itl.h"

typedef struct told {
	size_t count;
	int kinds[16];
	uint64_t offsets[16];
	int records[16];
} told;

static void
note(void *ctx, const tp_defect *done)
{
	told *all = ctx;

	ck_assert_uint_lt(all->count, 16);
	ck_assert_uint_gt(strlen(done->where.text), 0);
	ck_assert_int_lt(done->where.code, 0);
	all->kinds[all->count] = done->kind;
	all->offsets[all->count] = done->where.offset;
	all->records[all->count++] = done->where.record;
}

START_TEST(clean_file_is_left_alone)
{
	tp_transaction *t;
	told all = { 0 };
	size_t changes = 7;
	ts_file f;
	size_t i;

	ts_file_init(&f);
	ts_sample(&f);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_int_eq(tp_transaction_fix(t, TP_FIX_IDC, note, &all, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, 0);
	ck_assert_uint_eq(all.count, 0);
	for (i = 0; i < tp_transaction_record_count(t); i++)
		ck_assert(!tp_record_is_touched(tp_transaction_record(t, i)));
	ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, NULL, NULL), TP_OK);
	expect_bytes(t, 0, f.bytes, f.len);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

START_TEST(everything_at_once)
{
	tp_transaction *t;
	told all = { 0 };
	size_t changes;
	ts_file f, want;

	ts_file_init(&f);
	ts_tagged(&f, "1.001:", LIT("1.002:0500" GS "1.003:1" US "5" RS "2" US "00" RS "4" US "01"
	    RS "14" US "02"), 5);
	ts_raw(&f, LIT(FS FS));
	ts_tagged(&f, "2.001:", LIT("2.002:00" GS GS "2.018:A" GS), 0);
	ts_binary(&f, 1, LIT("123456789012345"), 0);
	ts_tagged(&f, "14.001:", LIT("14.002:02" GS "14.999:" FS "x"), -1);
	ts_text(&f, "9.001:", "9.002:07");
	ts_raw(&f, LIT(FS "junk"));
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_record_count(t), 5);
	expect_bytes(t, 0, f.bytes, f.len);
	ck_assert_int_eq(tp_transaction_fix(t, 0, note, &all, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, all.count);
	ck_assert_uint_eq(changes, 7);
	ck_assert_int_eq(all.kinds[0], TP_DEFECT_LEN);
	ck_assert_int_eq(all.records[0], 0);
	ck_assert_int_eq(all.kinds[1], TP_DEFECT_SEPARATOR);
	ck_assert_uint_eq(all.offsets[1], f.at[1] - 2);
	ck_assert_int_eq(all.kinds[2], TP_DEFECT_SEPARATOR);
	ck_assert_uint_eq(all.offsets[2], f.at[1] + 17);
	ck_assert_int_eq(all.kinds[3], TP_DEFECT_SEPARATOR);
	ck_assert_int_eq(all.kinds[4], TP_DEFECT_LEN);
	ck_assert_int_eq(all.records[4], 3);
	ck_assert_int_eq(all.kinds[5], TP_DEFECT_COUNT);
	ck_assert_int_eq(all.kinds[6], TP_DEFECT_TRAILING);
	ck_assert_uint_eq(all.offsets[6], f.len - 5);
	ck_assert_uint_eq(tp_transaction_defect_count(t), 0);
	ts_file_init(&want);
	ts_text(&want, "1.001:", "1.002:0500" GS "1.003:1" US "4" RS "2" US "00" RS "4" US "01" RS
	    "14" US "02" RS "9" US "07");
	ts_text(&want, "2.001:", "2.002:00" GS "2.018:A");
	ts_binary(&want, 1, LIT("123456789012345"), 0);
	ts_tagged(&want, "14.001:", LIT("14.002:02" GS "14.999:" FS "x"), 0);
	ts_text(&want, "9.001:", "9.002:07");
	expect_bytes(t, 0, want.bytes, want.len);
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&want);
	ts_file_free(&f);
}
END_TEST

/* The record's IDC is kept, and CNT is changed, only with the flag. */
START_TEST(idcs_only_when_asked)
{
	tp_transaction *t;
	size_t changes;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "2" RS "9" US "03" RS "4" US "07");
	ts_text(&f, "9.001:", "9.002:01");
	ts_print(&f, 7, "x", 1);
	t = read_file(&f, 0);
	ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, 0);
	expect_bytes(t, 0, f.bytes, f.len);
	ck_assert_int_eq(tp_transaction_fix(t, TP_FIX_IDC, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, 1);
	expect_value(t, "1.003", "1" US "2" RS "9" US "01" RS "4" US "07");
	expect_value(t, "9.002", "01");
	expect_readable(t);
	ck_assert_int_eq(tp_transaction_fix(t, TP_FIX_IDC, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, 0);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* What was left of a binary record goes, also with others added behind it. */
START_TEST(stub_before_added_records)
{
	tp_transaction *t;
	size_t changes;
	tp_record *r;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "4" US "01");
	ts_raw(&f, "\0\0\0", 3);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_record_count(t), 2);
	ck_assert_int_eq(tp_transaction_add_record(t, 14, 5, 0, &r, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert_uint_eq(tp_transaction_record_count(t), 2);
	ck_assert_uint_eq(tp_record_index(r), 1);
	expect_value(t, "1.003", "1" US "1" RS "14" US "05");
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* Cut anywhere, then repaired: all but what a cut tag leaves is readable again. */
START_TEST(every_truncation_is_repaired)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	size_t len, i, unfixable = 0;
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	ts_sample(&f);
	for (len = 6; len < f.len; len++) {
		bool tag = false;

		if (tp_transaction_read(f.bytes, len, &options, &t, NULL) != TP_OK)
			continue;
		expect_bytes(t, 0, f.bytes, len);
		ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, NULL, NULL), TP_OK);
		for (i = 0; i < tp_transaction_defect_count(t); i++) {
			ck_assert_int_eq(tp_transaction_defect(t, i)->kind, TP_DEFECT_TAG);
			tag = true;
		}
		if (!tag)
			expect_readable(t);
		unfixable += tag;
		tp_transaction_free(t);
	}
	ck_assert_uint_lt(unfixable, f.len / 3);
	ts_file_free(&f);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl fix");
	TCase *tc = tcase_create("fix");

	tcase_add_test(tc, clean_file_is_left_alone);
	tcase_add_test(tc, everything_at_once);
	tcase_add_test(tc, idcs_only_when_asked);
	tcase_add_test(tc, stub_before_added_records);
	tcase_add_test(tc, every_truncation_is_repaired);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
