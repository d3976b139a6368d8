/* SPDX-License-Identifier: MIT */
/*
 * Every defect that tolerant reading goes past, with its kind and place, and
 * strict reading's refusal of the same bytes. Offsets are counted by hand.
 */

#include <stdio.h>

#include "itl.h"

#define HEAD "1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "2" US "0" FS /* 34 bytes */
#define TEXT "2.001:23" GS "2.002:0" GS "2.3:x" FS                           /* 23 bytes */

static const struct row {
	const char *name;
	const char *bytes;
	size_t len;
	tp_status status; /* of strict reading */
	size_t offset;
	int record;
	int field;
	struct {
		int kind;
		size_t offset;
		int record;
	} defects[3];
	size_t records;
	const char *fixed; /* what fix makes of it; NULL: it stays as it is */
	size_t left;       /* defects that fix leaves */
} rows[] = {
	{ "LEN one too many", LIT(HEAD "2.001:24" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN one too few", LIT(HEAD "2.001:22" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN many too many", LIT(HEAD "2.001:99" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN many too few", LIT(HEAD "2.001:10" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN zero", LIT(HEAD "2.001:0" GS "2.002:0" GS "2.3:xy" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2,
	  HEAD "2.001:24" GS "2.002:0" GS "2.3:xy" FS, 0 },
	{ "LEN empty", LIT(HEAD "2.001:" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN no number", LIT(HEAD "2.001:xx" GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN of two items", LIT(HEAD "2.001:24" US GS "2.002:0" GS "2.3:x" FS),
	  TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, HEAD TEXT, 0 },
	{ "LEN absent", LIT(HEAD "2.002:0" GS "2.3:x" FS),
	  TP_ERR_SYNTAX, 34, 0, 3, { { TP_DEFECT_COUNT, 34, 0 }, { TP_DEFECT_TRAILING, 34, -1 } },
	  1, "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 0 },
	{ "Type-1's LEN wrong", LIT("1.001:99" GS "1.002:0500" GS "1.003:1" US "1" RS "2" US "0"
	  FS TEXT), TP_ERR_LENGTH, 0, 0, 1, { { TP_DEFECT_LEN, 0, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT too many", LIT("1.001:38" GS "1.002:0500" GS "1.003:1" US "2" RS "2" US "0" RS "2"
	  US "1" FS TEXT), TP_ERR_COUNT, 61, 0, 3, { { TP_DEFECT_COUNT, 61, 0 } }, 2,
	  HEAD TEXT, 0 },
	{ "CNT too few", LIT(HEAD TEXT "9.001:17" GS "9.002:0" FS),
	  TP_ERR_COUNT, 57, 0, 3, { { TP_DEFECT_COUNT, 57, 0 } }, 3, "1.001:38" GS "1.002:0500" GS
	  "1.003:1" US "2" RS "2" US "0" RS "9" US "0" FS TEXT "9.001:17" GS "9.002:0" FS, 0 },
	{ "CNT of another type", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "9" US "0" FS
	  TEXT), TP_ERR_COUNT, 34, 0, 3, { { TP_DEFECT_COUNT, 34, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT of a binary type", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "4" US "0"
	  FS TEXT), TP_ERR_COUNT, 34, 0, 3, { { TP_DEFECT_COUNT, 34, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT's number too many", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "2" RS "2" US "0"
	  FS TEXT), TP_ERR_COUNT, 26, 0, 3, { { TP_DEFECT_COUNT, 26, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT's number missing", LIT("1.001:32" GS "1.002:0500" GS "1.003:1" RS "2" US "0" FS
	  TEXT), TP_ERR_COUNT, 26, 0, 3, { { TP_DEFECT_COUNT, 26, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT's number no number", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "x" RS "2" US "0"
	  FS TEXT), TP_ERR_COUNT, 26, 0, 3, { { TP_DEFECT_COUNT, 26, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT's entry no number", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "x" US "0"
	  FS TEXT), TP_ERR_COUNT, 34, 0, 3, { { TP_DEFECT_COUNT, 34, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT's entry past 99", LIT("1.001:36" GS "1.002:0500" GS "1.003:1" US "1" RS "100" US "0"
	  FS TEXT), TP_ERR_COUNT, 36, 0, 3, { { TP_DEFECT_COUNT, 36, 0 } }, 2, HEAD TEXT, 0 },
	{ "CNT absent", LIT("1.001:20" GS "1.002:0500" FS TEXT), TP_ERR_COUNT, 0, 0, 3,
	  { { TP_DEFECT_COUNT, 0, 0 }, { TP_DEFECT_COUNT, 20, 0 } }, 2, HEAD TEXT, 0 },
	{ "trailing bytes", LIT(HEAD TEXT "\r\nxyz"), TP_ERR_SYNTAX, 57, -1, -1,
	  { { TP_DEFECT_TRAILING, 57, -1 } }, 2, HEAD TEXT, 0 },
	{ "trailing NUL", LIT(HEAD TEXT "\0"), TP_ERR_SYNTAX, 57, -1, -1,
	  { { TP_DEFECT_TRAILING, 57, -1 } }, 2, HEAD TEXT, 0 },
	{ "trailing FS", LIT(HEAD TEXT FS), TP_ERR_SYNTAX, 57, -1, -1,
	  { { TP_DEFECT_SEPARATOR, 57, -1 } }, 2, HEAD TEXT, 0 },
	{ "trailing FS and bytes", LIT(HEAD TEXT FS FS "x"), TP_ERR_SYNTAX, 57, -1, -1,
	  { { TP_DEFECT_SEPARATOR, 57, -1 }, { TP_DEFECT_TRAILING, 57, -1 } }, 2, HEAD TEXT, 0 },
	{ "FS between records", LIT(HEAD FS TEXT), TP_ERR_SYNTAX, 34, 0, 3,
	  { { TP_DEFECT_SEPARATOR, 34, -1 } }, 2, HEAD TEXT, 0 },
	{ "FS and GS between records", LIT(HEAD FS GS FS TEXT), TP_ERR_SYNTAX, 34, 0, 3,
	  { { TP_DEFECT_SEPARATOR, 34, -1 } }, 2, HEAD TEXT, 0 },
	{ "FS before bytes that are no record", LIT(HEAD FS "what"), TP_ERR_SYNTAX, 34, 0, 3,
	  { { TP_DEFECT_SEPARATOR, 34, -1 }, { TP_DEFECT_TRAILING, 34, -1 },
	  { TP_DEFECT_COUNT, 35, 0 } }, 1, "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 0 },
	{ "GS before FS", LIT(HEAD "2.001:24" GS "2.002:0" GS "2.3:x" GS FS), TP_ERR_SYNTAX, 56, 1,
	  -1, { { TP_DEFECT_SEPARATOR, 56, 1 } }, 2, HEAD TEXT, 0 },
	{ "GS doubled", LIT(HEAD "2.001:24" GS "2.002:0" GS GS "2.3:x" FS), TP_ERR_SYNTAX, 50, 1,
	  -1, { { TP_DEFECT_SEPARATOR, 50, 1 } }, 2, HEAD TEXT, 0 },
	{ "FS in a field", LIT(HEAD "2.001:25" GS "2.002:0" GS "2.3:x" FS "y" FS), TP_ERR_SYNTAX,
	  56, 1, 3, { { TP_DEFECT_SEPARATOR, 56, 1 } }, 2, NULL, 1 },
	{ "bytes without a tag", LIT(HEAD "2.001:24" GS "2.002:0" GS "hello" GS FS), TP_ERR_SYNTAX,
	  51, 1, -1, { { TP_DEFECT_TAG, 51, 1 }, { TP_DEFECT_SEPARATOR, 56, 1 } }, 2,
	  HEAD "2.001:23" GS "2.002:0" GS "hello" FS, 1 },
	{ "cut in a field", LIT(HEAD "2.001:23" GS "2.002:0" GS "2.3:"), TP_ERR_TRUNCATED, 34, 1, 1,
	  { { TP_DEFECT_TRUNCATED, 34, 1 } }, 2, HEAD "2.001:22" GS "2.002:0" GS "2.3:" FS, 0 },
	{ "cut in a tag", LIT(HEAD "2.001:23" GS "2.002:0" GS "2."), TP_ERR_TRUNCATED, 34, 1, 1,
	  { { TP_DEFECT_TRUNCATED, 34, 1 }, { TP_DEFECT_TAG, 51, 1 } }, 2,
	  HEAD "2.001:20" GS "2.002:0" GS "2." FS, 1 },
	{ "cut after a GS", LIT(HEAD "2.001:23" GS "2.002:0" GS), TP_ERR_TRUNCATED, 34, 1, 1,
	  { { TP_DEFECT_TRUNCATED, 34, 1 }, { TP_DEFECT_SEPARATOR, 50, 1 } }, 2,
	  HEAD "2.001:17" GS "2.002:0" FS, 0 },
	{ "cut in LEN's tag", LIT(HEAD "2.0"), TP_ERR_SYNTAX, 34, 0, 3,
	  { { TP_DEFECT_COUNT, 34, 0 }, { TP_DEFECT_TRAILING, 34, -1 } }, 1,
	  "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 0 },
	{ "cut before the last record", LIT(HEAD), TP_ERR_COUNT, 34, 0, 3,
	  { { TP_DEFECT_COUNT, 34, 0 } }, 1, "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 0 },
	{ "two transactions in one file", LIT(HEAD TEXT HEAD TEXT), TP_ERR_SYNTAX, 57, -1, -1,
	  { { TP_DEFECT_TRAILING, 57, -1 } }, 2, HEAD TEXT, 0 },
	{ "Type-1 announced again", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "1" US "0"
	  FS TEXT), TP_ERR_COUNT, 34, 0, 3, { { TP_DEFECT_COUNT, 34, 0 } }, 2, HEAD TEXT, 0 },
	{ "another Type-1 where a record is announced", LIT(HEAD HEAD), TP_ERR_COUNT, 34, 0, 3,
	  { { TP_DEFECT_COUNT, 34, 0 }, { TP_DEFECT_TRAILING, 34, -1 } }, 1,
	  "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 0 },
	{ "a tagged record of a binary type", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS
	  "4" US "0" FS "4.001:17" GS "4.002:0" FS), TP_ERR_SYNTAX, 34, 1, -1,
	  { { TP_DEFECT_TAG, 34, 1 } }, 2, NULL, 1 },
};

#define SIX "\0\0\0\6\1"
#define BTEXT "2.001:17" GS "2.002:0" FS

/* Type-7 of six bytes, then Type-2: 38, 6 and 17 bytes. */
static const struct row binary_rows[] = {
	{ "LEN one too many", LIT("1.001:38" GS "1.002:0500" GS "1.003:1" US "2" RS "7" US "1" RS
	  "2" US "0" FS "\0\0\0\7\1x" BTEXT), TP_ERR_SYNTAX, 45, 0, 3, { { TP_DEFECT_LEN, 38, 1 } },
	  3, NULL, 0 },
	{ "LEN one too few", LIT("1.001:38" GS "1.002:0500" GS "1.003:1" US "2" RS "7" US "1" RS
	  "2" US "0" FS "\0\0\0\5\1x" BTEXT), TP_ERR_SYNTAX, 43, 0, 3, { { TP_DEFECT_LEN, 38, 1 } },
	  3, NULL, 0 },
	{ "FS behind a binary record", LIT("1.001:38" GS "1.002:0500" GS "1.003:1" US "2" RS "7" US
	  "1" RS "2" US "0" FS "\0\0\0\6\1x" FS BTEXT), TP_ERR_SYNTAX, 44, 0, 3,
	  { { TP_DEFECT_SEPARATOR, 44, -1 } }, 3, NULL, 0 },
	{ "LEN past the end", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1" FS
	  "\0\0\1\0\1xyz"), TP_ERR_TRUNCATED, 34, 1, 1, { { TP_DEFECT_TRUNCATED, 34, 1 } }, 2,
	  NULL, 0 },
	{ "LEN too small for its IDC", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US
	  "1" FS "\0\0\0\4\1xyz"), TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, NULL,
	  0 },
	{ "LEN zero", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1" FS
	  "\0\0\0\0\1xyz"), TP_ERR_LENGTH, 34, 1, 1, { { TP_DEFECT_LEN, 34, 1 } }, 2, NULL, 0 },
	{ "cut in LEN", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1" FS
	  "\0\0\0"), TP_ERR_TRUNCATED, 34, 1, 1, { { TP_DEFECT_TRUNCATED, 34, 1 } }, 2, NULL, 0 },
	{ "cut before IDC", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1" FS
	  "\0\0\0\6"), TP_ERR_TRUNCATED, 34, 1, 1, { { TP_DEFECT_TRUNCATED, 34, 1 } }, 2, NULL, 0 },
	{ "bytes behind", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1" FS
	  SIX "x" "xy"), TP_ERR_SYNTAX, 40, -1, -1, { { TP_DEFECT_TRAILING, 40, -1 } }, 2, NULL,
	  0 },
	{ "FS behind, at the end", LIT("1.001:34" GS "1.002:0500" GS "1.003:1" US "1" RS "7" US "1"
	  FS SIX "x" FS), TP_ERR_SYNTAX, 40, -1, -1, { { TP_DEFECT_SEPARATOR, 40, -1 } }, 2, NULL,
	  0 },
};

static size_t
defect_count(const struct row *row)
{
	size_t n = 0;

	while (n < 3 && row->defects[n].kind != 0)
		n++;
	return n;
}

static void
check_row(const struct row *row)
{
	tp_diag want = { .code = row->status, .offset = row->offset, .record = row->record,
		.field = row->field };
	tp_transaction *t;
	const tp_defect *d;
	size_t i, changes;

	expect_refused(row->bytes, row->len, &want);
	t = read_bytes(row->bytes, row->len, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_record_count(t), row->records);
	for (i = 0; (d = tp_transaction_defect(t, i)) != NULL; i++) {
		ck_assert_msg(i < 3 && d->kind == row->defects[i].kind, "%zu is %d: %s", i, d->kind,
		    d->where.text);
		ck_assert_uint_eq(d->where.offset, row->defects[i].offset);
		ck_assert_int_eq(d->where.record, row->defects[i].record);
		ck_assert_int_lt(d->where.code, 0);
	}
	ck_assert_uint_eq(i, defect_count(row));
	ck_assert_uint_eq(i, tp_transaction_defect_count(t));
	(void)ts_walk(t);
	expect_bytes(t, 0, row->bytes, row->len);
	ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert((changes != 0) == (row->fixed != NULL || row->left == 0));
	ck_assert_uint_eq(tp_transaction_defect_count(t), row->left);
	if (row->fixed != NULL)
		expect_bytes(t, 0, row->fixed, strlen(row->fixed));
	if (row->left == 0)
		expect_readable(t);
	ck_assert_int_eq(tp_transaction_fix(t, 0, NULL, NULL, &changes, NULL), TP_OK);
	ck_assert_uint_eq(changes, 0);
	tp_transaction_free(t);
}

START_TEST(tagged_defect)
{
	check_row(&rows[_i]);
}
END_TEST

START_TEST(binary_defect)
{
	check_row(&binary_rows[_i]);
}
END_TEST

/* The literals say what their LENs say. */
START_TEST(pieces)
{
	ck_assert_uint_eq(strlen(HEAD), 34);
	ck_assert_uint_eq(strlen(TEXT), 23);
	ck_assert_uint_eq(strlen(BTEXT), 17);
	tp_transaction_free(read_bytes(LIT(HEAD TEXT), 0));
}
END_TEST

/* Of two records with a wrong LEN each is found, and the second one's fields too. */
START_TEST(wrong_len_with_data)
{
	static const char data[] = "14.002:01" GS "14.999:ab" FS "cd" FS FS "14.0" FS;
	tp_transaction *t;
	tp_field field;
	ts_file f;
	int delta;

	for (delta = -40; delta <= 40; delta++) {
		if (delta == 0)
			continue;
		ts_file_init(&f);
		ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "2" RS "14" US "01" RS "14" US
		    "2");
		ts_tagged(&f, "14.001:", LIT(data), delta);
		ts_tagged(&f, "14.001:", LIT(data), delta);
		t = read_file(&f, TP_READ_TOLERANT);
		ck_assert_uint_ge(tp_transaction_record_count(t), 2);
		ck_assert_uint_ge(tp_transaction_defect_count(t), 1);
		ck_assert(tp_record_data(tp_transaction_record(t, 1), &field));
		expect_bytes(t, 0, f.bytes, f.len);
		tp_transaction_free(t);
		ts_file_free(&f);
	}
}
END_TEST

/* A file of nothing but defects is still bounded. */
START_TEST(defects_are_bounded)
{
	char *rest = malloc(50000);
	tp_transaction *t;
	ts_file f;

	ck_assert_ptr_nonnull(rest);
	memset(rest, 0x1d, 50000);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "0");
	ts_tagged(&f, "2.001:", rest, 50000, 0);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_defect_count(t), 1000);
	expect_bytes(t, 0, f.bytes, f.len);
	tp_transaction_free(t);
	ts_file_free(&f);
	free(rest);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl defects");
	TCase *tc = tcase_create("defects");

	tcase_add_test(tc, pieces);
	tcase_add_loop_test(tc, tagged_defect, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_loop_test(tc, binary_defect, 0,
	    (int)(sizeof binary_rows / sizeof binary_rows[0]));
	tcase_add_test(tc, wrong_len_with_data);
	tcase_add_test(tc, defects_are_bounded);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
