/* SPDX-License-Identifier: MIT */
/*
 * What a row says of a value, on rows typed here: character classes, lengths,
 * rules and every clause of `depends`, each held and broken. Then every row
 * of the dictionary: the engine must understand it in every profile.
 */

#include <dict/program.h>

#include "check_cases.h"

/* ---- rows of our own -------------------------------------------------------- */

#define ROW(field, item, mnemonic, chars, low, high, few, many, list, rule, depends) \
	{ 2, field, field, item, mnemonic, "", 'O', chars, low, high, few, many, list, rule, 0, 0, \
	    "itl", depends }

static const tp_field_def row_len = ROW(1, 0, "LEN", "N", 1, 9, 1, 1, "", "", "");
static const tp_field_def row_idc = ROW(2, 0, "IDC", "N", 1, 2, 1, 1, "", "", "");

/* Rows of Type-2 behind LEN and IDC in place of those that the profile has. */
static tp_status
with_rows(tp_profile *p, const tp_field_def *rows, size_t count, const tp_field_def **own,
    tp_diag *diag)
{
	size_t i;

	own[0] = &row_len;
	own[1] = &row_idc;
	for (i = 0; i < count; i++)
		own[i + 2] = &rows[i];
	p->types[2].rows = own;
	p->types[2].count = count + 2;
	tp_diag_init(diag);
	return tpi_program_build(p, diag);
}

/* Check a Type-2 record of those rows; `set` is what goes into 1.015. */
static void
check_rows(const tp_field_def *rows, size_t count, const char *set, const char *body,
    findings *out)
{
	char header[300], rest[600];
	const piece pieces[] = { { "1.001:", header, 0, 0 }, { "2.001:", rest, 0, 0 } };
	static const change none = { NULL, NULL };
	const tp_field_def *own[16];
	tp_profile *p = profile_of("itl-2013");
	tp_diag diag;

	ck_assert_uint_le(count, 14);
	ck_assert_msg(with_rows(p, rows, count, own, &diag) == TP_OK, "%s", diag.text);
	(void)snprintf(header, sizeof header, "1.002:0501" GS "1.003:1" US "1" RS "2" US "00" GS
	    "1.004:TEST" GS "1.005:20240229" GS "1.007:DAI" GS "1.008:ORI" GS "1.009:T" GS
	    "1.011:00.00" GS "1.012:00.00%s", set);
	(void)snprintf(rest, sizeof rest, "2.002:00%s%s", *body != '\0' ? GS : "", body);
	check_pieces(pieces, 2, &none, p, out);
	tp_profile_free(p);
}

/* ---- one value -------------------------------------------------------------- */

#define UTF8 GS "1.015:3" US "UTF-8"

static const struct value_case {
	const char *chars;
	uint32_t low;
	uint32_t high;
	const char *list;
	const char *rule;
	const char *set;
	const char *value;
	const char *want; /* the rule that it breaks; NULL: none */
} values[] = {
	{ "A", 0, 0, "", "", "", "abcXYZ", NULL },
	{ "A", 0, 0, "", "", "", "ab cd", "value-chars" },
	{ "A", 0, 0, "", "", "", "ab1", "value-chars" },
	{ "N", 0, 0, "", "", "", "0123456789", NULL },
	{ "N", 0, 0, "", "", "", "1.5", "value-chars" },
	{ "N", 0, 0, "", "", "", "-5", "value-chars" },
	{ "N", 0, 0, "", "", "", "1\t", "value-chars" },
	{ "S", 0, 0, "", "", "", " -/.~!", NULL },
	{ "S", 0, 0, "", "", "", "-A", "value-chars" },
	{ "AN", 0, 0, "", "", "", "aZ09", NULL },
	{ "AN", 0, 0, "", "", "", "a-Z", "value-chars" },
	{ "AS", 0, 0, "", "", "", "O'NEIL, A-B", NULL },
	{ "AS", 0, 0, "", "", "", "NEIL 2", "value-chars" },
	{ "NS", 0, 0, "", "", "", "+19.69", NULL },
	{ "NS", 0, 0, "", "", "", "19.69A", "value-chars" },
	{ "ANS", 0, 0, "", "", "", "A-1 b", NULL },
	{ "ANS", 0, 0, "", "", "", "A\t1", "value-control" },
	{ "ANS", 0, 0, "", "", "", "A\177", "value-control" },
	{ "ANS", 0, 0, "", "", UTF8, "\303\244", "value-chars" },
	{ "H", 0, 0, "", "", "", "09afAF", NULL },
	{ "H", 0, 0, "", "", "", "0G", "value-chars" },
	{ "BASE64", 0, 0, "", "", "", "QUJD+/==", NULL },
	{ "BASE64", 0, 0, "", "", "", "QUJD-", "value-chars" },
	{ "U", 0, 0, "", "", "", "any text, 1", NULL },
	{ "U", 0, 0, "", "", "", "\303\244", "value-encoding" },
	{ "U", 0, 0, "", "", UTF8, "\303\244", NULL },
	{ "U", 0, 0, "", "", UTF8, "\303", "value-encoding" },
	{ "U", 0, 0, "", "", UTF8, "a\001", "value-control" },
	{ "-", 0, 0, "", "", "", "any\001thing\377", NULL },
	{ "set", 0, 0, "", "", "", "any" US "thing", NULL },
	/* Lengths are characters, of U under UTF-8 more than a byte each. */
	{ "U", 2, 3, "", "", UTF8, "\303\244\303\266\303\274", NULL },
	{ "U", 2, 3, "", "", UTF8, "\303\244\303\266\303\274x", "value-long" },
	{ "U", 2, 3, "", "", UTF8, "\303\244", "value-short" },
	{ "U", 2, 3, "", "", "", "abcd", "value-long" },
	{ "N", 2, UINT32_MAX, "", "", "", "1", "value-short" },
	{ "N", 2, UINT32_MAX, "", "", "", "111111111111111111111111", NULL },
	/* Lists: of numbers without their zeros, open ones, several. */
	{ "N", 1, 2, "FGP", "", "", "07", NULL },
	{ "N", 1, 2, "FGP", "", "", "59", "value-code" },
	{ "A", 1, 9, "DMM", "", "", "observed", "value-code" },
	{ "A", 1, 7, "DMM", "", "", "OBSERVED", "value-long" },
	{ "N", 1, 2, "DMM", "", "", "7", "value-code" },
	{ "ANS", 1, 5, "POB", "", "", "QQ", "value-code-open" },
	{ "AS", 3, 20, "SXS|SMT", "", "", "SMILE", NULL },
	{ "AS", 3, 20, "SXS|SMT", "", "", "GRIN", "value-code-open" },
	{ "AN", 2, 2, "AMPCD", "", "", "SR", "value-code-edition" },
	/* Rules */
	{ "N", 0, 0, "", "num:1..5|254", "", "5", NULL },
	{ "N", 0, 0, "", "num:1..5|254", "", "005", NULL },
	{ "N", 0, 0, "", "num:1..5|254", "", "254", NULL },
	{ "N", 0, 0, "", "num:1..5|254", "", "0", "value-range" },
	{ "N", 0, 0, "", "num:1..5|254", "", "6", "value-range" },
	{ "N", 0, 0, "", "num:1..5|254", "", "18446744073709551617", "value-range" },
	{ "NS", 0, 0, "", "num:-180..180", "", "-180", NULL },
	{ "NS", 0, 0, "", "num:-180..180", "", "+12.75", NULL },
	{ "NS", 0, 0, "", "num:-180..180", "", "-180.0001", "value-range" },
	{ "NS", 0, 0, "", "num:-180..180", "", "1-2", "value-range" },
	{ "NS", 0, 0, "", "num:-180..180", "", ".", "value-range" },
	{ "NS", 0, 0, "", "cmp:>0,<60", "", "59.999", NULL },
	{ "NS", 0, 0, "", "cmp:>0,<60", "", "0.000", "value-range" },
	{ "NS", 0, 0, "", "cmp:>0,<60", "", "60", "value-range" },
	{ "NS", 0, 0, "", "cmp:>=-422.000,<=8848.5", "", "-422", NULL },
	{ "NS", 0, 0, "", "cmp:>=-422.000,<=8848.5", "", "8848.50", NULL },
	{ "NS", 0, 0, "", "cmp:>=-422.000,<=8848.5", "", "8848.51", "value-range" },
	{ "N", 0, 0, "", "step:10", "", "510", NULL },
	{ "N", 0, 0, "", "step:10", "", "515", "value-range" },
	{ "A", 0, 0, "", "in:Y|N", "", "N", NULL },
	{ "A", 0, 0, "", "in:Y|N", "", "y", "value-code" },
	{ "A", 0, 0, "", "in:YES|NO", "", "YE", "value-code" },
	{ "ANS", 0, 0, "", "re:[0-9]{2}\\.[0-9]{2}", "", "19.69", NULL },
	{ "ANS", 0, 0, "", "re:[0-9]{2}\\.[0-9]{2}", "", "19a69", "value-pattern" },
	{ "N", 0, 0, "", "date", "", "20240229", NULL },
	{ "N", 0, 0, "", "date", "", "19000229", "value-date" },
	{ "N", 0, 0, "", "date", "", "20241301", "value-date" },
	{ "N", 0, 0, "", "date", "", "20240100", "value-date" },
	{ "N", 0, 0, "", "date", "", "2024010", "value-date" },
	{ "N", 0, 0, "", "date-partial", "", "19800000", NULL },
	{ "N", 0, 0, "", "date-partial", "", "19801200", NULL },
	{ "N", 0, 0, "", "date-partial", "", "19801231", NULL },
	{ "N", 0, 0, "", "date-partial", "", "19800012", "value-date" },
	{ "N", 0, 0, "", "date-partial", "", "19801300", "value-date" },
	{ "N", 0, 0, "", "date-partial", "", "00000000", "value-date" },
	{ "N", 0, 0, "", "date-or-zero", "", "00000000", NULL },
	{ "N", 0, 0, "", "date-or-zero", "", "19800101", NULL },
	{ "N", 0, 0, "", "date-or-zero", "", "19800000", "value-date" },
	{ "AN", 0, 0, "", "gmt", "", "20240229235960Z", NULL },
	{ "AN", 0, 0, "", "gmt", "", "20240229235959z", "value-date" },
	{ "AN", 0, 0, "", "gmt", "", "20240229245959Z", "value-date" },
	{ "AN", 0, 0, "", "gmt", "", "20240229236059Z", "value-date" },
	{ "AN", 0, 0, "", "gmt", "", "20240230000000Z", "value-date" },
};

START_TEST(a_value_is_judged)
{
	const struct value_case *one = &values[_i];
	tp_field_def row = ROW(3, 0, "AAA", "", 0, 0, 0, 1, "", "", "");
	char body[200];
	findings all;

	row.chars = one->chars;
	row.min_length = one->low;
	row.max_length = one->high;
	row.list = one->list;
	row.rule = one->rule;
	(void)snprintf(body, sizeof body, "2.003:%s", one->value);
	check_rows(&row, 1, one->set, body, &all);
	if (one->want == NULL) {
		ck_assert_msg(all.count == 0, "%s %s %s:%s", one->chars, one->rule, one->value,
		    told(&all));
		return;
	}
	ck_assert_msg(all.count == 1, "%s %s %s:%s", one->chars, one->rule, one->value,
	    told(&all));
	ck_assert_str_eq(all.list[0].rule, one->want);
	ck_assert_str_eq(all.list[0].at, "2@0.003");
	ck_assert_msg(strlen(one->value) < 4 || strstr(all.list[0].text, one->value) == NULL,
	    "the text has the value");
}
END_TEST

/* ---- one clause ------------------------------------------------------------- */

/* AAA has the clause; BBB is plain; CCC has items, the second with the clause. */
static const struct clause_case {
	const char *depends;
	bool of_item;
	const char *body;
	const char *want;
	const char *at;
} clauses[] = {
	{ "required-with:BBB", false, "2.011:1", "depends-required", "2@0.010" },
	{ "required-with:BBB", false, "2.010:1" GS "2.011:1", NULL, NULL },
	{ "required-with:BBB", false, "", NULL, NULL },
	{ "required-with:BBB,CCC.ONE", false, "2.012:1" US "2", "depends-required", "2@0.010" },
	{ "required-with:CCC.TWO", false, "2.012:1", NULL, NULL },
	{ "required-with:CCC.TWO", false, "2.012:1" RS "1" US "2", "depends-required", "2@0.010" },
	{ "required-without:BBB,CCC", false, "", "depends-required", "2@0.010" },
	{ "required-without:BBB,CCC", false, "2.012:1", NULL, NULL },
	{ "required-if:BBB>=40", false, "2.011:40", "depends-required", "2@0.010" },
	{ "required-if:BBB>=40", false, "2.011:39", NULL, NULL },
	{ "required-if:BBB<5", false, "2.011:04", "depends-required", "2@0.010" },
	{ "required-if:BBB<=5", false, "2.011:6", NULL, NULL },
	{ "required-if:BBB=X|1..3", false, "2.011:X", "depends-required", "2@0.010" },
	{ "required-if:BBB=X|1..3", false, "2.011:02", "depends-required", "2@0.010" },
	{ "required-if:BBB=X|1..3", false, "2.011:Y", NULL, NULL },
	{ "required-if:BBB=1&CCC.ONE=2", false, "2.011:1" GS "2.012:2", "depends-required",
	    "2@0.010" },
	{ "required-if:BBB=1&CCC.ONE=2", false, "2.011:1" GS "2.012:3", NULL, NULL },
	{ "allowed-with:BBB,CCC", false, "2.010:1" GS "2.011:1", "depends-forbidden", "2@0.010" },
	{ "allowed-with:BBB,CCC", false, "2.010:1" GS "2.011:1" GS "2.012:1", NULL, NULL },
	{ "allowed-if:BBB=FACE", false, "2.010:1" GS "2.011:SCAR", "depends-forbidden", "2@0.010" },
	{ "allowed-if:BBB=FACE", false, "2.010:1", "depends-forbidden", "2@0.010" },
	{ "allowed-if:BBB=FACE", false, "2.010:1" GS "2.011:FACE", NULL, NULL },
	{ "iff:BBB=19", false, "2.011:19", "depends-required", "2@0.010" },
	{ "iff:BBB=19", false, "2.010:1" GS "2.011:18", "depends-forbidden", "2@0.010" },
	{ "iff:BBB=19", false, "2.010:1" GS "2.011:019", NULL, NULL },
	{ "iff:BBB=19", false, "2.011:18", NULL, NULL },
	{ "if-absent:BBB,CCC", false, "2.010:1" GS "2.012:1", "depends-forbidden", "2@0.010" },
	{ "if-absent:BBB,CCC", false, "2.010:1", NULL, NULL },
	{ "doubtful-unless:BBB=1", false, "2.010:1", "depends-doubtful", "2@0.010" },
	{ "doubtful-unless:BBB=1", false, "2.010:1" GS "2.011:1", NULL, NULL },
	{ "doubtful-with:BBB", false, "2.010:1" GS "2.011:1", "depends-doubtful", "2@0.010" },
	{ "doubtful-with:BBB", false, "2.010:1", NULL, NULL },
	{ "one-of:BBB,CCC.TWO", false, "2.010:1" GS "2.012:1", "depends-one-of", "2@0.010" },
	{ "one-of:BBB,CCC.TWO", false, "2.010:1" GS "2.012:1" US "2", NULL, NULL },
	{ "count:BBB", false, "2.010:1" RS "2" GS "2.011:3", "depends-count", "2@0.010" },
	{ "count:BBB", false, "2.010:1" RS "2" GS "2.011:02", NULL, NULL },
	{ "count:BBB", false, "2.010:1" RS "2", NULL, NULL },
	{ "value:>BBB,<=CCC.ONE", false, "2.010:5" GS "2.011:5" GS "2.012:9", "depends-value",
	    "2@0.010" },
	{ "value:>BBB,<=CCC.ONE", false, "2.010:10" GS "2.011:5" GS "2.012:9", "depends-value",
	    "2@0.010" },
	{ "value:>BBB,<=CCC.ONE", false, "2.010:9" GS "2.011:5" GS "2.012:9", NULL, NULL },
	{ "value:>BBB", false, "2.010:1", NULL, NULL },
	{ "value:>-BBB", false, "2.010:-5" GS "2.011:5", "depends-value", "2@0.010" },
	{ "value:>-BBB", false, "2.010:-4" GS "2.011:5", NULL, NULL },
	{ "equal-if:BBB,CCC.ONE=1|2", false, "2.010:7" GS "2.011:8" GS "2.012:1", "depends-equal",
	    "2@0.010" },
	{ "equal-if:BBB,CCC.ONE=1|2", false, "2.010:7" GS "2.011:07" GS "2.012:1", NULL, NULL },
	{ "equal-if:BBB,CCC.ONE=1|2", false, "2.010:7" GS "2.011:8" GS "2.012:0", NULL, NULL },
	{ "occurs-as:BBB|CCC.ONE", false, "2.010:3" GS "2.011:1" GS "2.012:1" RS "2",
	    "depends-occurs", "2@0.010" },
	{ "occurs-as:BBB|CCC.ONE", false, "2.010:2" GS "2.011:1" GS "2.012:1" RS "2", NULL, NULL },
	{ "occurs-as:BBB|CCC.ONE", false, "2.010:3", NULL, NULL },
	{ "zero-if:BBB=2", false, "2.010:1" GS "2.011:2", "depends-zero", "2@0.010" },
	{ "zero-if:BBB=2", false, "2.010:0.0" GS "2.011:2", NULL, NULL },
	{ "zero-if:BBB=2", false, "2.010:1" GS "2.011:1", NULL, NULL },
	{ "zero-unless-record:4|14", false, "2.010:1", "depends-zero", "2@0.010" },
	{ "zero-unless-record:4|14", false, "2.010:00", NULL, NULL },
	{ "zero-unless-record:2", false, "2.010:00", "depends-zero", "2@0.010" },
	{ "zero-unless-record:2", false, "2.010:1", NULL, NULL },
	/* The second item of CCC: an item of the same field is that of its own subfield. */
	{ "required-with:CCC.ONE", true, "2.012:1" US "2" RS "1" RS US "2", "depends-required",
	    "2@0.012.2.2" },
	{ "allowed-if:CCC.ONE=1", true, "2.012:1" US "2" RS "2" US "2", "depends-forbidden",
	    "2@0.012.2.2" },
	{ "value:>CCC.ONE", true, "2.012:1" US "2" RS "5" US "5", "depends-value", "2@0.012.2.2" },
	{ "value:>CCC.ONE", true, "2.012:1" US "2" RS "5" US "6", NULL, NULL },
	{ "if-absent:CCC.ONE", true, "2.012:1" US "2", "depends-forbidden", "2@0.012.1.2" },
	{ "if-absent:CCC.ONE", true, "2.012:1" RS US "2", NULL, NULL },
	{ "required-if:BBB=1", true, "2.011:1" GS "2.012:5", "depends-required", "2@0.012.1.2" },
	{ "required-if:BBB=1", true, "2.011:1" GS "2.012:5" US "6", NULL, NULL },
};
static const size_t clause_count = sizeof clauses / sizeof clauses[0];

START_TEST(a_clause_is_judged)
{
	const struct clause_case *one = &clauses[_i];
	tp_field_def rows[] = {
		ROW(10, 0, "AAA", "NS", 0, 0, 0, 9, "", "", ""),
		ROW(11, 0, "BBB", "ANS", 0, 0, 0, 9, "", "", ""),
		ROW(12, 0, "CCC", "set", 0, 0, 0, 9, "", "", ""),
		ROW(12, 1, "ONE", "NS", 0, 0, 0, 1, "", "", ""),
		ROW(12, 2, "TWO", "NS", 0, 0, 0, 1, "", "", ""),
	};
	bool several = strncmp(one->depends, "count:", 6) != 0;
	findings all;

	if (several)
		rows[0].max_count = rows[1].max_count = 1;
	rows[one->of_item ? 4 : 0].depends = one->depends;
	check_rows(rows, 5, "", one->body, &all);
	if (one->want == NULL) {
		ck_assert_msg(all.count == 0, "%s in %s:%s", one->depends, one->body, told(&all));
		return;
	}
	ck_assert_msg(all.count == 1, "%s in %s:%s", one->depends, one->body, told(&all));
	ck_assert_str_eq(all.list[0].rule, one->want);
	ck_assert_str_eq(all.list[0].at, one->at);
}
END_TEST

/* What cannot be understood is refused when the program is made. */
static const struct bad_row {
	const char *chars;
	const char *list;
	const char *rule;
	const char *depends;
	tp_status want;
} bad_rows[] = {
	{ "X", "", "", "", TP_ERR_SYNTAX },
	{ "N", "NONE", "", "", TP_ERR_NOTFOUND },
	{ "N", "FGP|", "", "", TP_ERR_NOTFOUND },
	{ "N", "", "num:", "", TP_ERR_SYNTAX },
	{ "N", "", "num:1..", "", TP_ERR_SYNTAX },
	{ "N", "", "num:5..1", "", TP_ERR_SYNTAX },
	{ "N", "", "num:A", "", TP_ERR_SYNTAX },
	{ "N", "", "cmp:5", "", TP_ERR_SYNTAX },
	{ "N", "", "cmp:>X", "", TP_ERR_SYNTAX },
	{ "N", "", "step:0", "", TP_ERR_SYNTAX },
	{ "N", "", "step:1.5", "", TP_ERR_SYNTAX },
	{ "N", "", "in:", "", TP_ERR_SYNTAX },
	{ "N", "", "re:(", "", TP_ERR_SYNTAX },
	{ "N", "", "re:(([0-9]{255}){255}){255}", "", TP_ERR_LIMIT },
	{ "N", "", "sometimes", "", TP_ERR_SYNTAX },
	{ "N", "", "", "never:IDC", TP_ERR_SYNTAX },
	{ "N", "", "", "required-with", TP_ERR_SYNTAX },
	{ "N", "", "", "required-with:", TP_ERR_SYNTAX },
	{ "N", "", "", "required-with:NOBODY", TP_ERR_NOTFOUND },
	{ "N", "", "", "required-with:IDC.ONE", TP_ERR_NOTFOUND },
	{ "N", "", "", "required-if:IDC", TP_ERR_SYNTAX },
	{ "N", "", "", "required-if:IDC=", TP_ERR_SYNTAX },
	{ "N", "", "", "required-if:IDC>X", TP_ERR_SYNTAX },
	{ "N", "", "", "required-if:IDC>1|2", TP_ERR_SYNTAX },
	{ "N", "", "", "value:IDC", TP_ERR_SYNTAX },
	{ "N", "", "", "value:>", TP_ERR_SYNTAX },
	{ "N", "", "", "equal-if:IDC", TP_ERR_SYNTAX },
	{ "N", "", "", "zero-unless-record:X", TP_ERR_SYNTAX },
	{ "N", "", "", "zero-unless-record:100", TP_ERR_SYNTAX },
	{ "N", "", "", "subfield:x", TP_ERR_SYNTAX },
	{ "N", "", "", "by-tot:CAR", TP_ERR_SYNTAX },
	{ "N", "", "", "by-tot;", TP_ERR_SYNTAX },
};

START_TEST(a_bad_row_is_refused)
{
	const struct bad_row *one = &bad_rows[_i];
	tp_field_def row = ROW(3, 0, "AAA", "", 0, 0, 0, 1, "", "", "");
	tp_profile *p = profile_of("itl-2013");
	const tpi_program *before = p->program;
	const tp_field_def *own[3];
	tp_diag diag;

	row.chars = one->chars;
	row.list = one->list;
	row.rule = one->rule;
	row.depends = one->depends;
	ck_assert_int_eq(with_rows(p, &row, 1, own, &diag), one->want);
	ck_assert_int_eq(diag.code, one->want);
	ck_assert_msg(strncmp(diag.text, "2.003: ", 7) == 0, "%s", diag.text);
	ck_assert_ptr_eq(p->program, before);
	tp_profile_free(p);
}
END_TEST

/* A name that another edition has is none of this one's: nothing to judge, and no error. */
START_TEST(a_field_of_another_edition_is_not_there)
{
	tp_field_def row = ROW(3, 0, "AAA", "N", 0, 0, 0, 1, "", "", "");
	static const char *const silent[] = {
		"required-with:NAM", "allowed-with:NAM", "allowed-if:NAM=1", "if-absent:NAM",
		"required-if:NAM=1", "doubtful-unless:NAM=1", "value:<NAM", "count:NAM",
	};
	findings all;
	size_t i;

	for (i = 0; i < sizeof silent / sizeof silent[0]; i++) {
		row.depends = silent[i];
		check_rows(&row, 1, "", "2.003:1", &all);
		ck_assert_msg(all.count == 0, "%s:%s", silent[i], told(&all));
		check_rows(&row, 1, "", "", &all);
		ck_assert_msg(all.count == 0, "%s:%s", silent[i], told(&all));
	}
}
END_TEST

/* ---- every row of the dictionary -------------------------------------------- */

/* No code of a closed list is too long for its row, or too short, numbers apart. */
static void
fit_codes(const tpi_row *row)
{
	const tp_field_def *def = row->def;
	size_t i, k;

	if (!row->closed || def->max_length == 0 || def->rule[0] != '\0')
		return;
	for (i = 0; i < row->list_count; i++)
		for (k = 0; k < row->lists[i]->count && !row->lists[i]->numeric; k++) {
			size_t len = strlen(row->lists[i]->codes[k].code);

			ck_assert_msg(len >= def->min_length && len <= def->max_length,
			    "%d.%03u: %s", (int)def->type, (unsigned)def->field,
			    row->lists[i]->codes[k].code);
		}
}

static size_t
walk_row(const tpi_row *row, unsigned *verbs, unsigned *tests)
{
	size_t i, k;

	if (row->def == NULL)
		return 0;
	tests[row->test.kind]++;
	fit_codes(row);
	for (i = 0; i < row->list_count; i++) {
		ck_assert_ptr_nonnull(row->lists[i]);
		ck_assert_uint_gt(row->lists[i]->count, 0);
	}
	ck_assert_int_eq(row->list_count != 0, row->def->list[0] != '\0');
	ck_assert_int_eq(row->clause_count != 0, row->def->depends[0] != '\0');
	for (i = 0; i < row->clause_count; i++) {
		const tpi_clause *c = &row->clauses[i];

		verbs[c->verb]++;
		for (k = 0; k < c->ref_count; k++)
			ck_assert_int_eq(c->refs[k].form != NULL, c->refs[k].row != NULL);
		ck_assert(c->ref_count != 0 || c->condition_count != 0 ||
		    (c->types[0] | c->types[1]) != 0 || c->verb == TPI_SUBFIELD ||
		    c->verb == TPI_BY_TOT);
	}
	return 1;
}

static size_t
walk_form(const tpi_form *form, unsigned *verbs, unsigned *tests)
{
	size_t i, rows = walk_row(&form->row, verbs, tests);

	for (i = 0; i < form->item_count; i++)
		rows += walk_row(&form->items[i], verbs, tests);
	for (i = 0; i < form->first_count; i++)
		rows += walk_row(&form->firsts[i], verbs, tests);
	return rows;
}

START_TEST(every_row_is_understood)
{
	tp_profile *p = profile_of(tp_profile_builtin_at((size_t)_i)->name);
	unsigned verbs[TPI_VERBS] = { 0 }, tests[TPI_TESTS] = { 0 };
	size_t i, rows = 0;
	int type;

	for (type = 1; type < TPI_TYPES; type++) {
		const tpi_type_program *t = &p->program->types[type];
		size_t of_type = 0;

		for (i = 0; i < t->count; i++) {
			const tpi_form *form = &t->forms[i];

			of_type += walk_form(form, verbs, tests);
			ck_assert_ptr_eq(tpi_form_of(t, form->row.def->field), form);
			ck_assert_ptr_eq(tpi_form_of(t, form->row.def->last), form);
			ck_assert_ptr_eq(tp_profile_field(p, type, form->row.def->field),
			    form->row.def);
		}
		ck_assert_uint_eq(of_type, p->types[type].count);
		rows += of_type;
	}
	printf("%s: %zu rows\n", p->info.name, rows);
	ck_assert_uint_gt(rows, 300);
	for (i = 0; i < TPI_VERBS; i++)
		ck_assert_msg(verbs[i] != 0 || p->info.edition < 500 ||
		    (i == TPI_BY_TOT && p->info.ebts == 0), "no row with verb %zu", i);
	for (i = 0; i < TPI_TESTS; i++)
		ck_assert_msg(tests[i] != 0 || p->info.ebts == 0 || p->info.edition < 500 ||
		    i == TPI_TEST_DATE_OR_ZERO, "no row with test %zu", i);
	tp_profile_free(p);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("check_rows");
	TCase *tc = tcase_create("rows");

	tcase_add_loop_test(tc, a_value_is_judged, 0, (int)(sizeof values / sizeof values[0]));
	tcase_add_loop_test(tc, a_clause_is_judged, 0, (int)clause_count);
	tcase_add_loop_test(tc, a_bad_row_is_refused, 0,
	    (int)(sizeof bad_rows / sizeof bad_rows[0]));
	tcase_add_test(tc, a_field_of_another_edition_is_not_there);
	tcase_add_loop_test(tc, every_row_is_understood, 0, (int)tp_profile_builtin_count());
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
