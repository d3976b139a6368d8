/* SPDX-License-Identifier: MIT */
/* Tests of tab-separated text: what is a row, what a cell, and where an error is. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tsv.h"

/* The rows of a text, cells joined by `/` and rows by `;`; "!why@line,column" for a bad one. */
static void
rows_of(const char *text, size_t len, size_t cell_max, char *out)
{
	tpi_tsv t;
	size_t i;

	out[0] = '\0';
	tpi_tsv_init(&t, text, len, cell_max);
	while (tpi_tsv_next(&t)) {
		if (t.bad != NULL) {
			sprintf(out + strlen(out), "!%s@%lu,%lu;", t.why,
			    (unsigned long)t.at.number, (unsigned long)(t.bad - t.at.line) + 1);
			continue;
		}
		for (i = 0; i < t.count; i++)
			sprintf(out + strlen(out), "%s%.*s", i == 0 ? "" : "/", (int)t.cell[i].len,
			    t.cell[i].ptr);
		strcat(out, ";");
	}
}

static const struct {
	const char *text;
	size_t cell_max;
	const char *rows;
} texts[] = {
	{ "", 0, "" },
	{ "\n\n", 0, "" },
	{ "a", 0, "a;" },
	{ "a\tb\nc\n", 0, "a/b;c;" },
	{ "a\tb\r\nc\r\n", 0, "a/b;c;" },
	{ "\t\n", 0, "/;" },
	{ "a\t\tb\t", 0, "a//b/;" },
	{ "# a comment\n#\nx\n#y", 0, "x;" },
	{ " #x", 0, "!a blank at the start or the end of a cell@1,1;" },
	{ "\r\n\n\r\nx", 0, "x;" },
	{ "\357\273\277a\tb\n", 0, "a/b;" },
	{ "\357\273\277", 0, "" },
	{ "caf\303\251\t\360\237\230\200", 0, "caf\303\251/\360\237\230\200;" },
	{ "a\nb\377c\nd", 0, "a;!not UTF-8@2,2;d;" },
	{ "a\001\nd", 0, "!a control character@1,2;d;" },
	{ "a\177", 0, "!a control character@1,2;" },
	{ "a\rb\n", 0, "!a control character@1,2;" },
	{ "a\r\r\n", 0, "!a control character@1,2;" },
	{ "a\tb \nc", 0, "!a blank at the start or the end of a cell@1,3;c;" },
	{ "abc\tabcd", 3, "!more than 3 bytes in a cell@1,5;" },
	{ "abc\tabc", 3, "abc/abc;" },
	{ "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17", 0,
	    "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17;" },
	{ "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\t18\nx", 0,
	    "!no table has so many columns@1,43;x;" },
};

START_TEST(rows_and_cells)
{
	char *copy = malloc(strlen(texts[_i].text) + 1), out[400];

	/* Of its very size, so that a read too far is seen. */
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, texts[_i].text, strlen(texts[_i].text));
	rows_of(copy, strlen(texts[_i].text), texts[_i].cell_max, out);
	ck_assert_str_eq(out, texts[_i].rows);
	free(copy);
}
END_TEST

START_TEST(a_nul_is_a_control_character)
{
	char out[100];

	rows_of("a\0b\nc", 5, 0, out);
	ck_assert_str_eq(out, "!a control character@1,2;c;");
	rows_of(NULL, 0, 0, out);
	ck_assert_str_eq(out, "");
}
END_TEST

/* Read a table of two columns; "" if it is one, else the diagnostic and its offset. */
static void
table(const char *text, char *out)
{
	tpi_tsv t;
	tp_diag diag;
	tp_status status;
	size_t n = 0;

	tp_diag_init(&diag);
	tpi_tsv_init(&t, text, strlen(text), 0);
	status = tpi_tsv_columns(&t, "one\ttwo", "a test", &diag);
	while (tpi_tsv_row(&t, &status, &diag)) {
		ck_assert_uint_eq(t.count, 2);
		n++;
	}
	ck_assert_int_eq(diag.code, status);
	if (status == TP_OK)
		sprintf(out, "%lu rows", (unsigned long)n);
	else
		sprintf(out, "%s@%lu", diag.text, (unsigned long)diag.offset);
}

static const struct {
	const char *text;
	const char *result;
} tables[] = {
	{ "", "0 rows" },
	{ "# nothing\n", "0 rows" },
	{ "one\ttwo\n", "0 rows" },
	{ "# c\r\none\ttwo\r\na\tb\r\n\r\n# d\r\n\t\r\n", "2 rows" },
	{ "one\n", "line 1, column 1: these are not the columns of a test@0" },
	{ "one\ttwo\tthree\n", "line 1, column 5: these are not the columns of a test@4" },
	{ "one\tTwo\n", "line 1, column 5: these are not the columns of a test@4" },
	{ "on\ttwo\n", "line 1, column 1: these are not the columns of a test@0" },
	{ "\n\none\001\ttwo\n", "line 3, column 4: a control character@5" },
	{ "one\ttwo\na\tb\nc\n", "line 3, column 1: 1 columns in a row, not 2@12" },
	{ "one\ttwo\na\tb\tc\n", "line 2, column 1: 3 columns in a row, not 2@8" },
	{ "one\ttwo\na\t b\n", "line 2, column 3: a blank at the start or the end of a cell@10" },
};

START_TEST(tables_of_known_columns)
{
	char out[300];

	table(tables[_i].text, out);
	ck_assert_str_eq(out, tables[_i].result);
}
END_TEST

START_TEST(failing_with_a_place)
{
	static const char text[] = "x\none\ttwo\n";
	tpi_tsv_place place = { text, text + 2, 2 };
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_tsv_fail(&place, text + 6, TP_ERR_RANGE, &diag, "no %s", "such"),
	    TP_ERR_RANGE);
	ck_assert_int_eq(diag.code, TP_ERR_RANGE);
	ck_assert_uint_eq(diag.offset, 6);
	ck_assert_str_eq(diag.text, "line 2, column 5: no such");
	ck_assert_int_eq(tpi_tsv_fail(&place, text, TP_ERR_LIMIT, NULL, "x"), TP_ERR_LIMIT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tsv");
	TCase *tc = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, rows_and_cells, 0, (int)(sizeof texts / sizeof texts[0]));
	tcase_add_test(tc, a_nul_is_a_control_character);
	tcase_add_loop_test(tc, tables_of_known_columns, 0,
	    (int)(sizeof tables / sizeof tables[0]));
	tcase_add_test(tc, failing_with_a_place);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
