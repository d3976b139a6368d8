/* SPDX-License-Identifier: MIT */
/* Patterns and decimal numbers of the check: what fits, and what is refused. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <dict/decimal.h>
#include <dict/pattern.h>

#include "support.h"

static const tpi_pattern *
compile(const char *text, tpi_arena *arena)
{
	const tpi_pattern *p;
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_msg(tpi_pattern_compile(text, arena, &p, &diag) == TP_OK, "%s: %s", text,
	    diag.text);
	return p;
}

static const struct fit {
	const char *pattern;
	const char *fits[4];
	const char *fails[5];
} patterns[] = {
	{ "", { "" }, { "a" } },
	{ "abc", { "abc" }, { "", "ab", "abcd", "abd", "xabc" } },
	{ "^abc$", { "abc" }, { "ab", "^abc$" } },
	{ "a.c", { "abc", "a.c", "a\303\244c" }, { "ac", "abbc" } },
	{ "a\\.c", { "a.c" }, { "abc", "a\\.c" } },
	{ "\\(\\*\\$", { "(*$" }, { "(*" } },
	{ "ab*c", { "ac", "abc", "abbbc" }, { "abb", "bc" } },
	{ "ab+c", { "abc", "abbbc" }, { "ac", "ab" } },
	{ "ab?c", { "ac", "abc" }, { "abbc" } },
	{ "(ab)*", { "", "ab", "ababab" }, { "aba", "b" } },
	{ "(a|b)+c", { "ac", "babac" }, { "c", "abd" } },
	{ "a|bc|d", { "a", "bc", "d" }, { "ab", "b", "c", "abcd", "" } },
	{ "(|a)b", { "b", "ab" }, { "aab" } },
	{ "a{3}", { "aaa" }, { "aa", "aaaa", "" } },
	{ "a{2,}", { "aa", "aaaaaa" }, { "a", "" } },
	{ "a{0,2}", { "", "a", "aa" }, { "aaa" } },
	{ "(ab){1,2}c", { "abc", "ababc" }, { "c", "abababc" } },
	{ "(a{2}){2}", { "aaaa" }, { "aaa", "aaaaa" } },
	{ "(a?){3}", { "", "a", "aaa" }, { "aaaa" } },
	{ "(a*)*b", { "b", "aab" }, { "aa" } },
	{ "[0-9]{2}\\.[0-9]{2}", { "19.69", "00.00" }, { "1.69", "19,69", "19.6", "119.69" } },
	{ "[abc]", { "a", "b", "c" }, { "d", "", "ab" } },
	{ "[^abc]", { "d", "\303\244", " " }, { "a", "" } },
	{ "[]a]", { "]", "a" }, { "b" } },
	{ "[a-]", { "a", "-" }, { "b" } },
	{ "[+.*]", { "+", ".", "*" }, { "a" } },
	{ "[[:digit:]a-c_]", { "7", "b", "_" }, { "d", ":" } },
	{ "[[:upper:]][[:lower:]]+", { "Ab", "Zzz" }, { "ab", "A", "AB" } },
	{ "M[0-9A-F]{12}|P[!-~]{12,15}", { "M0123456789AB", "P!!!!!!!!!!!!", "P~~~~~~~~~~~~~~~" },
	    { "M0123456789A", "M0123456789AG", "P!!!!!!!!!!!", "Pxxxxxxxxxxxxxxxx" } },
	{ "000|N[4-9][0-9]|[4-7](0[0-9]|1[01])", { "000", "N50", "511", "700" },
	    { "512", "N39", "800", "00" } },
	{ "\303\244+", { "\303\244\303\244" }, { "\303", "a", "\303\266" } },
	{ "[0-9]{1,5},[0-9]{1,5}(-[0-9]{1,5},[0-9]{1,5}){2,98}", { "1,2-3,4-5,6",
	    "99999,2-3,4-5,6-7,8" },
	    { "1,2-3,4", "1,2-3,4-5", "1,2-3,4-5,6-", "123456,2-3,4-5,6" } },
};

START_TEST(patterns_fit)
{
	const struct fit *one = &patterns[_i];
	tp_mem mem = tpi_mem_or_default(NULL);
	const tpi_pattern *p;
	tpi_arena arena;
	size_t i;

	tpi_arena_init(&arena, &mem, 0);
	p = compile(one->pattern, &arena);
	for (i = 0; i < 4 && one->fits[i] != NULL; i++)
		ck_assert_msg(tpi_pattern_match(p, one->fits[i], strlen(one->fits[i])),
		    "%s fits not %s", one->fits[i], one->pattern);
	for (i = 0; i < 5 && one->fails[i] != NULL; i++)
		ck_assert_msg(!tpi_pattern_match(p, one->fails[i], strlen(one->fails[i])),
		    "%s fits %s", one->fails[i], one->pattern);
	tpi_arena_free(&arena);
}
END_TEST

static const struct refusal {
	const char *pattern;
	uint64_t offset;
	tp_status want;
} refusals[] = {
	{ "a(b", 3, TP_ERR_SYNTAX },
	{ "ab)", 2, TP_ERR_SYNTAX },
	{ "*a", 0, TP_ERR_SYNTAX },
	{ "a|*", 2, TP_ERR_SYNTAX },
	{ "(+)", 1, TP_ERR_SYNTAX },
	{ "a^b", 1, TP_ERR_SYNTAX },
	{ "a$b", 1, TP_ERR_SYNTAX },
	{ "[ab", 3, TP_ERR_SYNTAX },
	{ "[]", 2, TP_ERR_SYNTAX },
	{ "[b-a]", 4, TP_ERR_SYNTAX },
	{ "[\303\244]", 3, TP_ERR_SYNTAX },
	{ "a\\d", 2, TP_ERR_SYNTAX },
	{ "a\\", 2, TP_ERR_SYNTAX },
	{ "a{", 2, TP_ERR_SYNTAX },
	{ "a{x}", 2, TP_ERR_SYNTAX },
	{ "a{2", 3, TP_ERR_SYNTAX },
	{ "a{0}", 3, TP_ERR_SYNTAX },
	{ "a{3,2}", 6, TP_ERR_SYNTAX },
	{ "a{256}", 5, TP_ERR_SYNTAX },
	{ "a{255}{255}", 11, TP_ERR_LIMIT },
	{ "((((((((((((((((((((a))))))))))))))))))))", 17, TP_ERR_LIMIT },
};

START_TEST(bad_patterns_are_refused)
{
	const struct refusal *one = &refusals[_i];
	const tpi_pattern *p = (const tpi_pattern *)&p;
	tpi_arena arena;
	tp_mem mem = tpi_mem_or_default(NULL);
	tp_diag diag;

	tpi_arena_init(&arena, &mem, 0);
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_pattern_compile(one->pattern, &arena, &p, &diag), one->want);
	ck_assert_ptr_null(p);
	ck_assert_int_eq(diag.code, one->want);
	ck_assert_msg(diag.offset == one->offset, "%s: offset %llu", one->pattern,
	    (unsigned long long)diag.offset);
	tpi_arena_free(&arena);
}
END_TEST

/* Patterns over which a matcher that backtracks would never come back. */
START_TEST(time_is_linear)
{
	static const char *const evil[] = { "(a*)*b", "(a|a)*b", "(a?){60}a{60}b",
		"(.*)(.*)(.*)b" };
	size_t i, len = 200000;
	char *text = malloc(len);
	tp_mem mem = tpi_mem_or_default(NULL);
	tpi_arena arena;

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', len);
	tpi_arena_init(&arena, &mem, 0);
	for (i = 0; i < sizeof evil / sizeof evil[0]; i++) {
		const tpi_pattern *p = compile(evil[i], &arena);

		ck_assert(!tpi_pattern_match(p, text, len));
	}
	tpi_arena_free(&arena);
	free(text);
}
END_TEST

/* Every allocation of compiling fails once. */
START_TEST(memory_may_run_out)
{
	const tpi_pattern *p;
	tp_status status = TP_ERR_NOMEM;
	uint64_t n;

	for (n = 1; status == TP_ERR_NOMEM && n < 20; n++) {
		tpi_arena arena;
		ts_mem m;

		ts_mem_init(&m);
		m.fail_at = n;
		tpi_arena_init(&arena, &m.mem, 0);
		status = tpi_pattern_compile("[a-z]+(b|c){2,3}", &arena, &p, NULL);
		ck_assert_int_eq(status == TP_OK, p != NULL);
		tpi_arena_free(&arena);
		ck_assert(ts_mem_clean(&m));
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_uint_gt(n, 3);
}
END_TEST

/* In ascending order; some equal to the one before. */
static const struct decimal {
	const char *text;
	int order; /* against the one before: 0 equal, 1 greater */
} decimals[] = {
	{ "-99999999999999999999999", 1 }, { "-90.5", 1 }, { "-90.0001", 1 }, { "-90", 1 },
	{ "-90.000", 0 }, { "-.5", 1 }, { "-0", 1 }, { "0.0", 0 }, { "+0", 0 },
	{ ".000000000001", 1 },
	{ "0.1", 1 }, { "00.10", 0 }, { "1", 1 }, { "1.", 0 }, { "19.69", 1 }, { "19.7", 1 },
	{ "20", 1 }, { "8848.000", 1 }, { "9223372036854775808", 1 }, { "18446744073709551615", 1 },
	{ "18446744073709551616", 0 },
};

START_TEST(decimals_are_ordered)
{
	tpi_decimal before, now;
	size_t i;

	for (i = 0; i < sizeof decimals / sizeof decimals[0]; i++) {
		ck_assert_msg(tpi_decimal_parse(decimals[i].text, strlen(decimals[i].text), &now),
		    "%s", decimals[i].text);
		if (i != 0) {
			ck_assert_msg(tpi_decimal_compare(&now, &before) == decimals[i].order,
			    "%s", decimals[i].text);
			ck_assert_int_eq(tpi_decimal_compare(&before, &now), -decimals[i].order);
			ck_assert_int_eq(tpi_order_holds(&before, TPI_LESS, &now),
			    decimals[i].order == 1);
			ck_assert(tpi_order_holds(&before, TPI_LESS_EQUAL, &now));
			ck_assert_int_eq(tpi_order_holds(&before, TPI_EQUAL, &now),
			    decimals[i].order == 0);
			ck_assert_int_eq(tpi_order_holds(&before, TPI_NOT_EQUAL, &now),
			    decimals[i].order != 0);
			ck_assert(tpi_order_holds(&now, TPI_GREATER_EQUAL, &before));
			ck_assert_int_eq(tpi_order_holds(&now, TPI_GREATER, &before),
			    decimals[i].order == 1);
		}
		before = now;
	}
}
END_TEST

START_TEST(what_is_no_decimal)
{
	static const char *const bad[] = { "", "-", "+", ".", "-.", "1-", "1e5", " 1", "1 ", "0x1",
		"1.2.3", "--1", "1,5" };
	tpi_decimal number;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(!tpi_decimal_parse(bad[i], strlen(bad[i]), &number), "%s", bad[i]);
	ck_assert(tpi_decimal_parse("5", 1, &number));
	tpi_decimal_negate(&number);
	ck_assert(number.negative);
	ck_assert(tpi_decimal_parse("0", 1, &number));
	tpi_decimal_negate(&number);
	ck_assert(!number.negative && tpi_decimal_is_zero(&number));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("pattern");
	TCase *tc = tcase_create("patterns");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, patterns_fit, 0, (int)(sizeof patterns / sizeof patterns[0]));
	tcase_add_loop_test(tc, bad_patterns_are_refused, 0,
	    (int)(sizeof refusals / sizeof refusals[0]));
	tcase_add_test(tc, time_is_linear);
	tcase_add_test(tc, memory_may_run_out);
	tcase_add_test(tc, decimals_are_ordered);
	tcase_add_test(tc, what_is_no_decimal);
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
