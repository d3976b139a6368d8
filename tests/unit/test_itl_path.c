/* SPDX-License-Identifier: MIT */
/* Paths in numbers: reading and writing them, the record and the values they name. */

#include <stdio.h>

#include "itl.h"

static const struct good {
	const char *text;
	tp_path path;
	const char *shown;
} goods[] = {
	{ "2.018", { 2, -1, 0, 18, 0, 0 }, "2.018" },
	{ "2.18", { 2, -1, 0, 18, 0, 0 }, "2.018" },
	{ "14@03.999", { 14, 3, 0, 999, 0, 0 }, "14@3.999" },
	{ "14#1.021.2.3", { 14, -1, 1, 21, 2, 3 }, "14#1.021.2.3" },
	{ "2.047.*.2", { 2, -1, 0, 47, TP_ANY, 2 }, "2.047.*.2" },
	{ "2.047.1.*", { 2, -1, 0, 47, 1, TP_ANY }, "2.047.1.*" },
	{ "2.047.*.*", { 2, -1, 0, 47, TP_ANY, TP_ANY }, "2.047.*.*" },
	{ "14", { 14, -1, 0, 0, 0, 0 }, "14" },
	{ "14@0", { 14, 0, 0, 0, 0, 0 }, "14@0" },
	{ "4@255", { 4, 255, 0, 0, 0, 0 }, "4@255" },
	{ "14#2147483647", { 14, -1, 2147483647, 0, 0, 0 }, "14#2147483647" },
	{ "1.999999999", { 1, -1, 0, 999999999, 0, 0 }, "1.999999999" },
	{ "99.1.4294967294.4294967294", { 99, -1, 0, 1, 4294967294u, 4294967294u },
	  "99.001.4294967294.4294967294" },
};

START_TEST(good_paths)
{
	const struct good *g = &goods[_i];
	char text[80], small[4];
	tp_path path;
	tp_diag diag;

	ck_assert_int_eq(tp_path_parse(g->text, &path, &diag), TP_OK);
	ck_assert_int_eq(diag.code, TP_OK);
	ck_assert_uint_eq(path.type, g->path.type);
	ck_assert_int_eq(path.idc, g->path.idc);
	ck_assert_uint_eq(path.nth, g->path.nth);
	ck_assert_uint_eq(path.field, g->path.field);
	ck_assert_uint_eq(path.subfield, g->path.subfield);
	ck_assert_uint_eq(path.item, g->path.item);
	ck_assert_uint_eq(tp_path_format(&path, text, sizeof text), strlen(g->shown));
	ck_assert_str_eq(text, g->shown);
	ck_assert_uint_eq(tp_path_format(&path, NULL, 0), strlen(g->shown));
	ck_assert_uint_eq(tp_path_format(&path, small, sizeof small), strlen(g->shown));
	ck_assert_int_eq(strncmp(small, g->shown, 3), 0);
	ck_assert_uint_eq(strlen(small), strlen(g->shown) < 3 ? strlen(g->shown) : 3);
}
END_TEST

static const struct wrong {
	const char *text;
	uint64_t offset;
} wrongs[] = {
	{ "", 0 }, { "0", 0 }, { "100", 0 }, { "x", 0 }, { "-2", 0 }, { " 2", 0 }, { "*", 0 },
	{ "2.", 2 }, { "2.0", 2 }, { "2.*", 2 }, { "2.1000000000", 2 }, { "2.18x", 4 },
	{ "2.18.", 5 }, { "2.18.0", 5 }, { "2.18.x", 5 }, { "2.18.1.", 7 }, { "2.18.1.0", 7 },
	{ "2.18.1.1.", 8 }, { "2.18.1.1.1", 8 }, { "2.18.**", 6 }, { "2@", 2 }, { "2@256", 2 },
	{ "2@x", 2 }, { "2#", 2 }, { "2#0", 2 }, { "2#2147483648", 2 }, { "2@1#1", 3 },
	{ "2#1@1", 3 }, { "2.18 ", 4 }, { "2.18.4294967295", 5 }, { "2,18", 1 },
	{ "99999999999999999999", 0 },
};

START_TEST(bad_paths)
{
	const struct wrong *w = &wrongs[_i];
	tp_path path;
	tp_diag diag;

	ck_assert_int_eq(tp_path_parse(w->text, &path, &diag), TP_ERR_SYNTAX);
	ck_assert_uint_eq(diag.offset, w->offset);
	ck_assert_uint_gt(strlen(diag.text), 0);
	ck_assert_uint_eq(path.type, 0);
	ck_assert_int_eq(tp_path_parse(w->text, &path, NULL), TP_ERR_SYNTAX);
}
END_TEST

static ts_file sample;
static tp_transaction *t;

static void
setup(void)
{
	ts_file_init(&sample);
	ts_sample(&sample);
	t = read_file(&sample, 0);
}

static void
teardown(void)
{
	tp_transaction_free(t);
	ts_file_free(&sample);
}

static void
expect_record(const char *text, tp_status want, size_t index)
{
	tp_path path = path_of(text);
	size_t got = 77;
	tp_diag diag;

	memset(&diag, 0xff, sizeof diag); /* as on a caller's stack */
	ck_assert_int_eq(tp_path_record(t, &path, &got, &diag), want);
	ck_assert_int_eq(diag.code, want);
	ck_assert_uint_eq(got, want == TP_OK ? index : SIZE_MAX);
	ck_assert_int_eq(tp_path_record(t, &path, &got, NULL), want);
}

START_TEST(record_of_a_path)
{
	expect_record("1", TP_OK, 0);
	expect_record("2", TP_OK, 1);
	expect_record("4@1", TP_OK, 2);
	expect_record("4@02", TP_OK, 3);
	expect_record("4#1", TP_OK, 2);
	expect_record("4#2", TP_OK, 3);
	expect_record("4#3", TP_ERR_NOTFOUND, 0);
	expect_record("4@3", TP_ERR_NOTFOUND, 0);
	expect_record("4", TP_ERR_RANGE, 0);
	expect_record("4.003", TP_ERR_RANGE, 0);
	expect_record("13", TP_ERR_NOTFOUND, 0);
	expect_record("1@0", TP_ERR_NOTFOUND, 0);
}
END_TEST

typedef struct seen {
	char text[2000];
	int stop_at;
	int count;
} seen;

static int
note(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	seen *s = ctx;
	char path[80];

	(void)tp_path_format(at, path, sizeof path);
	ck_assert_int_eq(tp_record_type(record), (int)at->type);
	ck_assert_int_eq(tp_record_idc(record), at->idc);
	(void)snprintf(s->text + strlen(s->text), sizeof s->text - strlen(s->text), "%s=%.*s;",
	    path, (int)value->text.len, value->text.ptr);
	return ++s->count == s->stop_at ? 42 : 0;
}

static void
expect_visit(const char *text, const char *want)
{
	tp_path path = path_of(text);
	seen s = { .count = 0 };
	tp_diag diag;
	int rc = tp_path_visit(t, &path, note, &s, &diag);

	ck_assert_int_eq(rc, want != NULL ? 0 : TP_ERR_NOTFOUND);
	ck_assert_int_eq(diag.code, rc);
	ck_assert_str_eq(s.text, want != NULL ? want : "");
}

START_TEST(visits)
{
	tp_path path = path_of("2.047.*.*");
	seen s = { .stop_at = 2 };

	expect_visit("2.047.*.1", "2@0.047.1.1=20240101;2@0.047.2.1=20240102;2@0.047.3.1=;");
	expect_visit("2.047.*.2", "2@0.047.1.2=FIRST;2@0.047.2.2=;2@0.047.3.2=THIRD;");
	expect_visit("2.047.*.3", NULL);
	expect_visit("2.047.2.*", "2@0.047.2.1=20240102;2@0.047.2.2=;");
	expect_visit("2.047.4.*", NULL);
	expect_visit("2.034", "2@0.034=A;2@0.034=B;");
	expect_visit("2.077.*.*", "2@0.077.1.1=;");
	expect_visit("4.003", "4@1.003=3;4@2.003=3;");
	expect_visit("4.004.*", "4@1.004.1=7;4@1.004.2=255;4@1.004.3=255;4@1.004.4=255;"
	    "4@1.004.5=255;4@1.004.6=255;4@2.004.1=7;4@2.004.2=255;4@2.004.3=255;4@2.004.4=255;"
	    "4@2.004.5=255;4@2.004.6=255;");
	expect_visit("4#2.003.*.*", "4@2.003.1.1=3;");
	expect_visit("1.013.1.*", "1#1.013.1.1=NORAM;1#1.013.1.2=;");
	expect_visit("13.003", NULL);
	expect_visit("2.500", NULL);
	ck_assert_int_eq(tp_path_visit(t, &path, note, &s, NULL), 42);
	ck_assert_int_eq(s.count, 2);
	path = path_of("2");
	ck_assert_int_eq(tp_path_visit(t, &path, note, &s, NULL), TP_ERR_ARG);
}
END_TEST

START_TEST(get_copies_digits)
{
	tp_path path = path_of("4@1.006");
	tp_value value;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_get(t, &path, &value, &diag), TP_OK);
	ck_assert_ptr_eq(value.text.ptr, value.digits);
	ck_assert_int_eq(value.kind, TP_FIELD_NUMBER);
	ck_assert_uint_eq(value.offset, sample.at[2] + 13);
	path.field = 77;
	ck_assert_int_eq(tp_transaction_get(t, &path, &value, &diag), TP_ERR_NOTFOUND);
	ck_assert_ptr_null(value.text.ptr);
	path.field = 0;
	ck_assert_int_eq(tp_transaction_get(t, &path, &value, &diag), TP_ERR_ARG);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl path");
	TCase *text = tcase_create("text"), *use = tcase_create("use");

	tcase_add_loop_test(text, good_paths, 0, (int)(sizeof goods / sizeof goods[0]));
	tcase_add_loop_test(text, bad_paths, 0, (int)(sizeof wrongs / sizeof wrongs[0]));
	suite_add_tcase(s, text);
	tcase_add_checked_fixture(use, setup, teardown);
	tcase_add_test(use, record_of_a_path);
	tcase_add_test(use, visits);
	tcase_add_test(use, get_copies_digits);
	suite_add_tcase(s, use);
	return s;
}

int
main(void)
{
	return run(suite());
}
