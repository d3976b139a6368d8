/* SPDX-License-Identifier: MIT */
/* Layer 0: UTF-8, base64 and dates, each against a second way of telling. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "support.h"

/* Length of the first sequence, and whether the whole text is well-formed. */
static const struct utf8 {
	const char *text;
	size_t first;
	bool valid;
} utf8s[] = {
	{ "a", 1, true },
	{ "\177", 1, true },
	{ "\302\200", 2, true },             /* U+0080 */
	{ "\337\277", 2, true },             /* U+07FF */
	{ "\340\240\200", 3, true },         /* U+0800 */
	{ "\355\237\277", 3, true },         /* U+D7FF */
	{ "\356\200\200", 3, true },         /* U+E000 */
	{ "\357\277\277", 3, true },         /* U+FFFF */
	{ "\360\220\200\200", 4, true },     /* U+10000 */
	{ "\364\217\277\277", 4, true },     /* U+10FFFF */
	{ "a\303\244b\346\274\242", 1, true },
	{ "\200", 0, false },                /* a continuation alone */
	{ "\277", 0, false },
	{ "\300\200", 0, false },            /* overlong NUL */
	{ "\301\277", 0, false },            /* overlong */
	{ "\340\237\277", 0, false },
	{ "\360\217\277\277", 0, false },
	{ "\355\240\200", 0, false },        /* surrogates */
	{ "\355\277\277", 0, false },
	{ "\364\220\200\200", 0, false },    /* past U+10FFFF */
	{ "\365\200\200\200", 0, false },
	{ "\370\210\200\200\200", 0, false },
	{ "\376", 0, false },
	{ "\377", 0, false },
	{ "\303", 0, false },                /* cut */
	{ "\342\202", 0, false },
	{ "\360\237\230", 0, false },
	{ "\303a", 0, false },               /* a second byte that is none */
	{ "\342\202a", 0, false },
	{ "\342a\254", 0, false },
	{ "\360\237\230a", 0, false },
	{ "ok\303\244\303", 1, false },
};

START_TEST(utf8_table)
{
	const struct utf8 *u = &utf8s[_i];
	const uint8_t *at = (const uint8_t *)u->text;

	ck_assert_uint_eq(tpi_utf8_length(at, at + strlen(u->text)), u->first);
	ck_assert(tpi_utf8_valid(u->text, strlen(u->text)) == u->valid);
}
END_TEST

/* Every code point, encoded here, is taken; nothing of other lengths is. */
START_TEST(utf8_every_code_point)
{
	uint32_t code, rest;
	uint8_t b[4];
	size_t n, i;

	for (code = 0; code <= 0x1fffff; code++) {
		bool good = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);

		n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		for (i = n, rest = code; i-- > 1; rest >>= 6)
			b[i] = (uint8_t)(0x80 | (rest & 0x3f));
		b[0] = (uint8_t)(n == 1 ? rest : (0xf00u >> n & 0xff) | rest);
		if (tpi_utf8_length(b, b + n) != (good ? n : 0) ||
		    (n > 1 && tpi_utf8_length(b, b + n - 1) != 0))
			ck_abort_msg("U+%04X", (unsigned)code);
	}
	ck_assert(tpi_utf8_valid(NULL, 0));
	ck_assert_uint_eq(tpi_utf8_length(b, b), 0);
}
END_TEST

/* RFC 4648, section 10. */
static const char *const vectors[][2] = {
	{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "\373\377\277", "+/+/" },
};

START_TEST(base64_vectors)
{
	const char *plain = vectors[_i][0], *coded = vectors[_i][1];
	tpi_buf buf;
	size_t bad = 0;

	tpi_buf_init(&buf, NULL);
	tpi_base64_put(&buf, plain, strlen(plain), 0);
	ck_assert(!buf.failed);
	ck_assert_uint_eq(buf.len, strlen(coded));
	ck_assert_mem_eq(buf.len != 0 ? (const void *)buf.ptr : "", coded, strlen(coded));
	buf.len = 0;
	ck_assert_int_eq(tpi_base64_get(&buf, coded, strlen(coded), &bad), TP_OK);
	ck_assert_uint_eq(bad, strlen(coded));
	ck_assert_uint_eq(buf.len, strlen(plain));
	ck_assert_mem_eq(buf.ptr, plain, strlen(plain));
	tpi_buf_free(&buf);
}
END_TEST

static const struct bad64 {
	const char *text;
	size_t bad;
} bad64s[] = {
	{ "Z", 1 }, { "Zg", 2 }, { "Zm8", 3 }, { "Zg=", 3 }, { "=", 0 }, { "Z=", 1 },
	{ "Zg==Zg==", 4 }, { "Zg=a", 3 }, { "Zg===", 4 }, { "Zm9v=", 4 }, { "Zm\0349v", 2 },
	{ "Zm-v", 2 }, { "Zm_v", 2 }, { "Zm9v!", 4 }, { "Zm9\377", 3 }, { "Zm9v\v", 4 },
};

START_TEST(base64_bad)
{
	const struct bad64 *b = &bad64s[_i];
	tpi_buf buf;
	size_t bad = 99;

	tpi_buf_init(&buf, NULL);
	ck_assert_int_eq(tpi_base64_get(&buf, b->text, strlen(b->text), &bad), TP_ERR_SYNTAX);
	ck_assert_uint_eq(bad, b->bad);
	tpi_buf_free(&buf);
}
END_TEST

START_TEST(base64_lines_and_white_space)
{
	uint64_t state = 1;
	uint8_t bytes[200];
	tpi_buf coded, plain;
	size_t len, i, bad, column, line;

	for (len = 0; len < sizeof bytes; len++) {
		for (i = 0; i < len; i++)
			bytes[i] = (uint8_t)ts_random(&state);
		line = 4 * ts_below(&state, 20);
		tpi_buf_init(&coded, NULL);
		tpi_buf_init(&plain, NULL);
		tpi_base64_put(&coded, bytes, len, line);
		for (i = column = 0; i < coded.len; i++) {
			column = coded.ptr[i] == '\n' ? 0 : column + 1;
			ck_assert(line == 0 || column <= line);
		}
		tpi_buf_text(&coded, " \t\r\n");
		ck_assert_int_eq(tpi_base64_get(&plain, (const char *)coded.ptr, coded.len, &bad),
		    TP_OK);
		ck_assert_uint_eq(plain.len, len);
		ck_assert(len == 0 || memcmp(plain.ptr, bytes, len) == 0);
		tpi_buf_free(&coded);
		tpi_buf_free(&plain);
	}
}
END_TEST

START_TEST(base64_without_memory)
{
	size_t bad = 0;
	tpi_buf buf;
	ts_mem m;

	ts_mem_init(&m);
	m.fail_at = 1;
	tpi_buf_init(&buf, &m.mem);
	tpi_base64_put(&buf, "abc", 3, 0);
	ck_assert(buf.failed);
	tpi_buf_init(&buf, &m.mem);
	m.fail_at = 2;
	ck_assert_int_eq(tpi_base64_get(&buf, "Zm9v", 4, &bad), TP_ERR_NOMEM);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

static unsigned
month_days(unsigned year, unsigned month)
{
	if (month == 2)
		return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Day by day from 1 to 9999, by nothing but counting. */
START_TEST(dates_by_counting)
{
	int64_t days = -719162; /* 0001-01-01 */
	unsigned year, month, day, m, d;
	int y;

	for (year = 1; year <= 9999; year++) {
		for (month = 1; month <= 12; month++) {
			for (day = 1; day <= month_days(year, month); day++, days++) {
				tpi_date_from_days(days, &y, &m, &d);
				if (tpi_days_from_date((int)year, month, day) != days ||
				    y != (int)year || m != month || d != day ||
				    !tpi_date_valid(year, month, day))
					ck_abort_msg("%u-%u-%u", year, month, day);
			}
			ck_assert(!tpi_date_valid(year, month, month_days(year, month) + 1));
			ck_assert(!tpi_date_valid(year, month, 0));
		}
		ck_assert(!tpi_date_valid(year, 0, 1));
		ck_assert(!tpi_date_valid(year, 13, 1));
	}
	ck_assert_int_eq(days, 2932897); /* 10000-01-01 */
	ck_assert_int_eq(tpi_days_from_date(1970, 1, 1), 0);
	ck_assert_int_eq(tpi_days_from_date(2000, 3, 1), 11017);
	ck_assert(!tpi_date_valid(0, 1, 1));
	ck_assert(!tpi_date_valid(10000, 1, 1));
	tpi_date_from_days(-719163, &y, &m, &d);
	ck_assert(y == 0 && m == 12 && d == 31);
	ck_assert_int_eq(tpi_days_from_date(0, 12, 31), -719163);
}
END_TEST

START_TEST(dates_as_text)
{
	static const char *const bad[] = { "", "2024022", "202402290", "20230229", "20241301",
		"20240001", "20240100", "00000101", "2024-2-9", " 2024229", "+2024229", "20240431",
		"19000229", "2024022\377" };
	unsigned y, m, d;
	size_t i;

	ck_assert(tpi_date_parse("20240229", 8, &y, &m, &d));
	ck_assert(y == 2024 && m == 2 && d == 29);
	ck_assert(tpi_date_parse("99991231", 8, &y, &m, &d));
	ck_assert(y == 9999 && m == 12 && d == 31);
	ck_assert(tpi_date_parse("00010101", 8, &y, &m, &d));
	ck_assert(tpi_date_parse("20000229", 8, &y, &m, &d));
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(!tpi_date_parse(bad[i], strlen(bad[i]), &y, &m, &d), "%s", bad[i]);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("text");
	TCase *utf8 = tcase_create("UTF-8"), *base64 = tcase_create("base64"),
	      *dates = tcase_create("dates");

	tcase_set_timeout(utf8, 60);
	tcase_add_loop_test(utf8, utf8_table, 0, (int)(sizeof utf8s / sizeof utf8s[0]));
	tcase_add_test(utf8, utf8_every_code_point);
	suite_add_tcase(s, utf8);
	tcase_add_loop_test(base64, base64_vectors, 0, (int)(sizeof vectors / sizeof vectors[0]));
	tcase_add_loop_test(base64, base64_bad, 0, (int)(sizeof bad64s / sizeof bad64s[0]));
	tcase_add_test(base64, base64_lines_and_white_space);
	tcase_add_test(base64, base64_without_memory);
	suite_add_tcase(s, base64);
	tcase_set_timeout(dates, 60);
	tcase_add_test(dates, dates_by_counting);
	tcase_add_test(dates, dates_as_text);
	suite_add_tcase(s, dates);
	return s;
}

int
main(void)
{
	SRunner *runner = srunner_create(suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
