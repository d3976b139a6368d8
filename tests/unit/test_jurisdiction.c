/* SPDX-License-Identifier: MIT */
/*
 * The table of jurisdictions and what it decides: R4 (a CAR or a CPI), R12
 * (who takes part, and when). Every value is typed here.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define HEADER "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\tfield_office\n"
/* Instants of 2010, UTC midnight. */
#define JAN_1 INT64_C(1262304000)
#define FEB_1 INT64_C(1264982400)
#define MAR_1 INT64_C(1267401600)
#define JUL_1 INT64_C(1277942400)
#define JUL_3 INT64_C(1278115200)
#define SEP_1 INT64_C(1283299200)

static const char table[] =
    "# A comment, and an empty line:\n"
    "\n"
    HEADER
    "Sample County\tAA\tAASIB0000\tAA0010000 AA002* AA00\tyes\tno\tyes\t20100101\t"
    "20100201..20100228 20100701..20100702 20100901..\tSYNOFFICE1\n"
    "Rest of A\tAA\tAASIB0000\tAA* AA0020500\tno\tyes\tyes\t20100301\t\t\n"
    "Not signed\tbb\tBBSIB0000\tBB*\tyes\tno\tno\t20100101\t\tSYNOFFICE2\n"
    "Not yet\tCC\tCCSIB0000\tCC0010000\tno\tyes\tyes\t\t\tSYNOFFICE3\n";

static tp_jurisdictions *
read_table(const char *text)
{
	tp_jurisdictions *js;
	tp_diag diag;

	ck_assert_msg(tp_jurisdictions_read(text, strlen(text), NULL, &js, &diag) == TP_OK, "%s",
	    diag.text);
	return js;
}

static void
is_text(const tp_str *s, const char *text)
{
	ck_assert_msg(s->len == strlen(text) && memcmp(s->ptr, text, s->len) == 0,
	    "\"%.*s\", not \"%s\"", (int)s->len, s->ptr, text);
}

static void
is_period(const tp_period *p, int64_t from, int64_t until)
{
	ck_assert_msg(p->from == from && p->until == until, "%lld..%lld", (long long)p->from,
	    (long long)p->until);
}

START_TEST(every_column_is_read)
{
	tp_jurisdictions *js = read_table(table);
	const tp_jurisdiction *j = tp_jurisdictions_at(js, 0);

	ck_assert_uint_eq(tp_jurisdictions_count(js), 4);
	is_text(&j->name, "Sample County");
	is_text(&j->state, "AA");
	is_text(&j->sib, "AASIB0000");
	is_text(&j->field_office, "SYNOFFICE1");
	ck_assert(j->routing && !j->nff && j->moa);
	is_period(&j->active, JAN_1, INT64_MAX);
	ck_assert_uint_eq(j->suspended_count, 3);
	is_period(&j->suspended[0], FEB_1, MAR_1);
	is_period(&j->suspended[1], JUL_1, JUL_3);
	is_period(&j->suspended[2], SEP_1, INT64_MAX);
	j = tp_jurisdictions_at(js, 1);
	is_text(&j->field_office, "");
	ck_assert(!j->routing && j->nff && j->moa);
	ck_assert_uint_eq(j->suspended_count, 0);
	j = tp_jurisdictions_at(js, 3);
	is_period(&j->active, INT64_MAX, INT64_MAX);
	ck_assert_ptr_null(tp_jurisdictions_at(js, 4));
	tp_jurisdictions_free(js);
}
END_TEST

/* A byte order mark, CRLF, no line's end at the end; no rows at all. */
START_TEST(other_forms_of_the_text_are_read)
{
	static const char other[] = "\357\273\277" HEADER
	    "One\tAA\tAASIB0000\tAA*\tyes\tno\tyes\t20100101\t\tX\r\n"
	    "Two\tBB\tBBSIB0000\tBB*\tno\tno\tno\t\t\t";
	tp_jurisdictions *js = read_table(other);

	ck_assert_uint_eq(tp_jurisdictions_count(js), 2);
	is_text(&tp_jurisdictions_at(js, 0)->field_office, "X");
	tp_jurisdictions_free(js);
	js = read_table(HEADER);
	ck_assert_uint_eq(tp_jurisdictions_count(js), 0);
	ck_assert_ptr_null(tp_jurisdictions_find(js, "AA0010000", 9));
	tp_jurisdictions_free(js);
	js = read_table("");
	ck_assert_uint_eq(tp_jurisdictions_count(js), 0);
	tp_jurisdictions_free(js);
	tp_jurisdictions_free(NULL);
}
END_TEST

#define ROW "Name\tAA\tAASIB0000\tAA*\tyes\tno\tyes\t20100101\t\tX\n"
static const struct {
	const char *rows;
	tp_status code;
	const char *says;
} bad[] = {
	{ "\tAA\tS\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 1: a jurisdiction has a name" },
	{ ROW "N\tA\tS\tBB*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 3, column 3: a state is two letters" },
	{ "N\tA1\tS\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 3: a state is two letters" },
	{ "N\tAAA\tS\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX, "line 2, column 3: a state" },
	{ "N\tAA\t\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 6: a jurisdiction has a bureau" },
	{ "N\tAA\tSI*\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 8: a bureau is one ORI, whole" },
	{ "N\tAA\tS T\tAA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX, "line 2, column 7: a bureau" },
	{ "N\tAA\tS\t\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 8: a jurisdiction has an agency" },
	{ "N\tAA\tS\tA*A\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 9: only the end of an ORI is left open" },
	{ "N\tAA\tS\tA B* A\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 13: an agency that stands in the table before" },
	{ ROW "# between\nN\tBB\tS\tAA01 AA*\tyes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX,
	    "line 4, column 13: an agency that stands in the table before" },
	{ "N\tAA\tS\tA\tYes\tno\tyes\t\t\t\n", TP_ERR_SYNTAX, "line 2, column 10: neither yes nor no" },
	{ "N\tAA\tS\tA\tyes\t\tyes\t\t\t\n", TP_ERR_SYNTAX, "line 2, column 14: neither yes nor no" },
	{ "N\tAA\tS\tA\tyes\tno\ty\t\t\t\n", TP_ERR_SYNTAX, "line 2, column 17: neither yes nor no" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100229\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 21: not a date YYYYMMDD" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t2010-01-01\t\t\n", TP_ERR_SYNTAX,
	    "line 2, column 21: not a date YYYYMMDD" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100101\t20100101\t\n", TP_ERR_SYNTAX,
	    "line 2, column 30: not a period YYYYMMDD..YYYYMMDD" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100101\t20100101..x\t\n", TP_ERR_SYNTAX,
	    "line 2, column 40: not a date YYYYMMDD" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100101\t20101301..\t\n", TP_ERR_SYNTAX,
	    "line 2, column 30: not a date YYYYMMDD" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100101\t20100102..20100101\t\n", TP_ERR_RANGE,
	    "line 2, column 30: the period ends before it begins" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t20100101\t20100101.. 20100201.. 20100301.. 20100401.. "
	    "20100501.. 20100601.. 20100701.. 20100801.. 20100901..\t\n", TP_ERR_LIMIT,
	    "line 2, column 118: too many suspensions" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t\t\n", TP_ERR_SYNTAX, "line 2, column 1: 9 columns in a row" },
	{ ROW "N\tAA\tS\tA\tyes\tno\tyes\t\t\tX\tY\n", TP_ERR_SYNTAX, "line 3, column 1: 11 columns" },
	{ "N\tAA\tS\tA\tyes\tno\tyes\t\t\tX\001\n", TP_ERR_SYNTAX,
	    "line 2, column 24: a control character" },
	{ "N\377\tAA\tS\tA\tyes\tno\tyes\t\t\tX\n", TP_ERR_SYNTAX, "line 2, column 2: not UTF-8" },
	{ "N \tAA\tS\tA\tyes\tno\tyes\t\t\tX\n", TP_ERR_SYNTAX, "line 2, column 1: a blank" },
};

START_TEST(a_bad_row_is_told_by_line_and_column)
{
	char text[1024];
	tp_jurisdictions *js = (tp_jurisdictions *)&text;
	tp_diag diag;
	tp_status status;

	(void)snprintf(text, sizeof text, HEADER "%s", bad[_i].rows);
	status = tp_jurisdictions_read(text, strlen(text), NULL, &js, &diag);
	ck_assert_msg(status == bad[_i].code, "%d: %s", status, status != TP_OK ? diag.text : "");
	ck_assert_msg(strncmp(diag.text, bad[_i].says, strlen(bad[_i].says)) == 0, "%s\nnot\n%s",
	    diag.text, bad[_i].says);
	ck_assert_ptr_null(js);
}
END_TEST

START_TEST(other_columns_are_refused)
{
	static const char text[] = "name\tstate\n";
	tp_jurisdictions *js;
	tp_diag diag;

	ck_assert_int_eq(tp_jurisdictions_read(text, sizeof text - 1, NULL, &js, &diag),
	    TP_ERR_SYNTAX);
	ck_assert_msg(strncmp(diag.text, "line 1, column ", 15) == 0, "%s", diag.text);
	ck_assert_int_eq(tp_jurisdictions_read(NULL, 3, NULL, &js, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_jurisdictions_read(text, 3, NULL, NULL, &diag), TP_ERR_ARG);
}
END_TEST

/* 10,000 rows are read, one more is not; a cell has 4096 bytes. */
START_TEST(limits_hold)
{
	size_t room = 64 * 10002, len, i, head = strlen(HEADER);
	char *text = malloc(room);
	tp_jurisdictions *js;
	tp_diag diag;

	ck_assert_ptr_nonnull(text);
	len = (size_t)snprintf(text, room, HEADER);
	for (i = 0; i < 10000; i++)
		len += (size_t)snprintf(text + len, room - len,
		    "N\tAA\tS%05zu\tA%05zu\tyes\tno\tyes\t\t\t\n", i, i);
	js = NULL;
	ck_assert_int_eq(tp_jurisdictions_read(text, len, NULL, &js, &diag), TP_OK);
	ck_assert_uint_eq(tp_jurisdictions_count(js), 10000);
	ck_assert_ptr_eq(tp_jurisdictions_find(js, "A09999", 6), tp_jurisdictions_at(js, 9999));
	ck_assert_ptr_eq(tp_jurisdictions_find(js, "S00000", 6), tp_jurisdictions_at(js, 0));
	tp_jurisdictions_free(js);
	len += (size_t)snprintf(text + len, room - len, "N\tAA\tS\tA\tyes\tno\tyes\t\t\t\n");
	ck_assert_int_eq(tp_jurisdictions_read(text, len, NULL, &js, &diag), TP_ERR_LIMIT);
	ck_assert_str_eq(diag.text, "line 10002, column 1: too many rows");
	memset(text + head, 'N', 4097);
	(void)snprintf(text + head + 4097, 64, "\tAA\tS\tA\tyes\tno\tyes\t\t\t\n");
	ck_assert_int_eq(tp_jurisdictions_read(text, strlen(text), NULL, &js, &diag),
	    TP_ERR_LIMIT);
	ck_assert_msg(strncmp(diag.text, "line 2, column 1: ", 18) == 0, "%s", diag.text);
	free(text);
}
END_TEST

static const struct {
	const char *ori;
	int row; /* -1: none */
} finds[] = {
	{ "AA0010000", 0 },     /* itself */
	{ "AA0010001", 1 },     /* "AA*", for "AA0010000" is no beginning */
	{ "AA00", 0 },
	{ "AA001", 1 },
	{ "AA0020000", 0 },     /* "AA002*" is longer than "AA*" */
	{ "AA002", 0 },         /* the beginning and nothing more */
	{ "AA0020500", 1 },     /* itself, in spite of "AA002*" */
	{ "AA", 1 },
	{ "A", -1 },
	{ "AASIB0000", 0 },     /* a bureau of two: the first of them */
	{ "BBSIB0000", 2 },
	{ "BB9", 2 },
	{ "bb9", -1 },          /* letters' case counts */
	{ "CC0010000", 3 },
	{ "CC00100000", -1 },
	{ "DD0010000", -1 },
	{ "", -1 },
};

START_TEST(the_longest_beginning_wins)
{
	tp_jurisdictions *js = read_table(table);
	const tp_jurisdiction *found = tp_jurisdictions_find(js, finds[_i].ori,
	    strlen(finds[_i].ori));

	ck_assert_ptr_eq(found, finds[_i].row < 0 ? NULL
	    : tp_jurisdictions_at(js, (size_t)finds[_i].row));
	ck_assert_ptr_null(tp_jurisdictions_find(js, NULL, 0));
	tp_jurisdictions_free(js);
}
END_TEST

/* R12, to the second: row, instant, whether it takes part. */
static const struct {
	size_t row;
	int64_t at;
	bool part;
} parts[] = {
	{ 0, JAN_1 - 1, false }, { 0, JAN_1, true },
	{ 0, FEB_1 - 1, true }, { 0, FEB_1, false },
	{ 0, MAR_1 - 1, false }, { 0, MAR_1, true },
	{ 0, JUL_1 - 1, true }, { 0, JUL_1, false },
	{ 0, JUL_3 - 1, false }, { 0, JUL_3, true },
	{ 0, SEP_1 - 1, true }, { 0, SEP_1, false }, { 0, INT64_MAX, false },
	{ 1, MAR_1 - 1, false }, { 1, MAR_1, true }, { 1, INT64_MAX - 1, true },
	{ 2, JAN_1, false }, { 2, SEP_1, false }, /* no agreement is signed */
	{ 3, JAN_1, false }, { 3, SEP_1, false }, { 3, INT64_MAX, false }, /* not yet active */
};

START_TEST(taking_part_is_a_matter_of_days)
{
	tp_jurisdictions *js = read_table(table);

	ck_assert_int_eq(tp_jurisdiction_takes_part(tp_jurisdictions_at(js, parts[_i].row),
	    parts[_i].at), parts[_i].part);
	ck_assert(!tp_jurisdiction_takes_part(NULL, parts[_i].at));
	tp_jurisdictions_free(js);
}
END_TEST

/* R4. */
START_TEST(a_later_arrest_in_an_nff_state_is_a_cpi)
{
	tp_jurisdictions *js = read_table(table);
	const tp_jurisdiction *nff = tp_jurisdictions_at(js, 1);

	ck_assert_int_eq(tp_jurisdiction_submission(nff, true), TP_MESSAGE_CAR);
	ck_assert_int_eq(tp_jurisdiction_submission(nff, false), TP_MESSAGE_CPI);
	ck_assert_int_eq(tp_jurisdiction_submission(tp_jurisdictions_at(js, 0), true),
	    TP_MESSAGE_CAR);
	ck_assert_int_eq(tp_jurisdiction_submission(tp_jurisdictions_at(js, 0), false),
	    TP_MESSAGE_CAR);
	ck_assert_int_eq(tp_jurisdiction_submission(NULL, false), TP_MESSAGE_CAR);
	tp_jurisdictions_free(js);
}
END_TEST

/* Enough rows and agencies that all that grows does. */
START_TEST(a_failed_allocation_leaves_nothing)
{
	char text[16384];
	size_t len = (size_t)snprintf(text, sizeof text, HEADER), i;
	uint64_t fail_at = 0;
	tp_jurisdictions *js;
	tp_status status;
	tp_diag diag;
	ts_mem mem;

	for (i = 0; i < 200; i++)
		len += (size_t)snprintf(text + len, sizeof text - len,
		    "N%zu\tAA\tS%zu\tA%zu B%zu*\tyes\tno\tyes\t20100101\t20110101..\tF\n", i, i, i, i);
	do {
		ts_mem_init(&mem);
		mem.fail_at = ++fail_at;
		js = NULL;
		status = tp_jurisdictions_read(text, len, &mem.mem, &js, &diag);
		ck_assert_int_eq(status, mem.failed ? TP_ERR_NOMEM : TP_OK);
		ck_assert((js == NULL) == (status != TP_OK));
		if (js != NULL)
			ck_assert_uint_eq(tp_jurisdictions_count(js), 200);
		tp_jurisdictions_free(js);
		ck_assert(ts_mem_clean(&mem));
	} while (status != TP_OK);
	ck_assert_uint_gt(fail_at, 5);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

int
main(void)
{
	Suite *suite = suite_create("jurisdiction");
	TCase *tc = tcase_create("table");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tc, every_column_is_read);
	tcase_add_test(tc, other_forms_of_the_text_are_read);
	tcase_add_loop_test(tc, a_bad_row_is_told_by_line_and_column, 0, COUNT(bad));
	tcase_add_test(tc, other_columns_are_refused);
	tcase_add_test(tc, limits_hold);
	tcase_add_loop_test(tc, the_longest_beginning_wins, 0, COUNT(finds));
	tcase_add_loop_test(tc, taking_part_is_a_matter_of_days, 0, COUNT(parts));
	tcase_add_test(tc, a_later_arrest_in_an_nff_state_is_a_cpi);
	tcase_add_test(tc, a_failed_allocation_leaves_nothing);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
