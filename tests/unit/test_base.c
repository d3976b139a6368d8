/* SPDX-License-Identifier: MIT */
/* Layer 0: allocator, limits, arena, buffer, cursor, numbers and diagnostics. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/number.h"
#include "support.h"

START_TEST(mem_default_is_libc)
{
	tp_mem mem = tpi_mem_or_default(NULL);
	char *p = tpi_alloc(&mem, 3);

	ck_assert_ptr_nonnull(p);
	memcpy(p, "ab", 3);
	p = tpi_realloc(&mem, p, 3, 4000);
	ck_assert_ptr_nonnull(p);
	ck_assert_str_eq(p, "ab");
	tpi_free(&mem, p, 4000);
	tpi_free(&mem, NULL, 5);
	ck_assert_ptr_null(tpi_alloc(&mem, 0));
	p = tpi_realloc(&mem, NULL, 0, 8);
	ck_assert_ptr_nonnull(p);
	tpi_free(&mem, p, 8);
}
END_TEST

START_TEST(calloc_zeroes_and_checks)
{
	ts_mem m;
	unsigned char *p;
	size_t i;

	ts_mem_init(&m);
	p = tpi_calloc(&m.mem, 7, 3);
	ck_assert_ptr_nonnull(p);
	for (i = 0; i < 21; i++)
		ck_assert_uint_eq(p[i], 0);
	tpi_free(&m.mem, p, 21);
	ck_assert_ptr_null(tpi_calloc(&m.mem, SIZE_MAX / 2, 3));
	ck_assert_ptr_null(tpi_calloc(&m.mem, 0, 3));
	ck_assert_uint_eq(m.calls, 1);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(bytes_free_clears)
{
	tp_bytes bytes = { 0 };
	tp_str str;
	ts_mem m;

	tp_bytes_free(NULL);
	tp_bytes_free(&bytes);
	ts_mem_init(&m);
	bytes.mem = m.mem;
	bytes.ptr = tpi_alloc(&m.mem, 10);
	bytes.len = 3;
	bytes.capacity = 10;
	tp_bytes_free(&bytes);
	ck_assert(ts_mem_clean(&m));
	ck_assert_ptr_null(bytes.ptr);
	ck_assert_uint_eq(bytes.len, 0);
	ck_assert_uint_eq(bytes.capacity, 0);
	tp_bytes_free(&bytes);
	tp_str_from("abc", &str);
	ck_assert_uint_eq(str.len, 3);
	tp_str_from(NULL, &str);
	ck_assert_uint_eq(str.len, 0);
	ck_assert_ptr_null(str.ptr);
}
END_TEST

START_TEST(limits_have_defaults)
{
	tp_limits given = { .size = sizeof given, .records = 3, .arena = 77 };
	tp_limits l = tpi_limits_or_default(NULL);

	ck_assert_uint_eq(l.size, sizeof l);
	ck_assert_uint_eq(l.bytes, UINT64_C(268435456));
	ck_assert_uint_eq(l.records, 10000);
	ck_assert_uint_eq(l.fields, 100000);
	ck_assert_uint_eq(l.items, 1000000);
	ck_assert_uint_eq(l.pixels, 268435456);
	ck_assert_uint_eq(tpi_arena_limit(&l, 1000), 4000 + 16777216);
	ck_assert_uint_eq(tpi_arena_limit(&l, UINT64_MAX), UINT64_MAX);
	l = tpi_limits_or_default(&given);
	ck_assert_uint_eq(l.records, 3);
	ck_assert_uint_eq(l.fields, 100000);
	ck_assert_uint_eq(tpi_arena_limit(&l, 1000), 77);
	/* A caller built with an older, shorter struct. */
	given.size = offsetof(tp_limits, fields);
	given.items = 5;
	l = tpi_limits_or_default(&given);
	ck_assert_uint_eq(l.records, 3);
	ck_assert_uint_eq(l.items, 1000000);
}
END_TEST

START_TEST(arena_aligns_and_keeps)
{
	unsigned char *p[400];
	tpi_arena arena;
	ts_mem m;
	size_t i, j;

	ts_mem_init(&m);
	tpi_arena_init(&arena, &m.mem, 0);
	for (i = 0; i < 400; i++) {
		p[i] = tpi_arena_alloc(&arena, i);
		ck_assert_ptr_nonnull(p[i]);
		ck_assert_uint_eq((uintptr_t)p[i] % 8, 0);
		memset(p[i], (int)(i & 255), i);
	}
	for (i = 0; i < 400; i++)
		for (j = 0; j < i; j++)
			ck_assert_uint_eq(p[i][j], i & 255);
	ck_assert_uint_eq(arena.used, m.bytes);
	p[0] = tpi_arena_alloc(&arena, 5000000);
	ck_assert_ptr_nonnull(p[0]);
	memset(p[0], 1, 5000000);
	ck_assert_str_eq(tpi_arena_copy(&arena, "text", 5), "text");
	ck_assert_ptr_nonnull(tpi_arena_copy(&arena, NULL, 0));
	tpi_arena_free(&arena);
	ck_assert(ts_mem_clean(&m));
	ck_assert_ptr_nonnull(tpi_arena_alloc(&arena, 1));
	tpi_arena_free(&arena);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(arena_grows_in_place_or_moves)
{
	tpi_arena arena;
	char *p, *q;
	ts_mem m;

	ts_mem_init(&m);
	tpi_arena_init(&arena, &m.mem, 0);
	p = tpi_arena_copy(&arena, "0123456789", 10);
	ck_assert_ptr_eq(tpi_arena_grow(&arena, p, 10, 100), p);
	ck_assert_ptr_eq(tpi_arena_grow(&arena, p, 100, 20), p);
	q = tpi_arena_alloc(&arena, 1);
	ck_assert_ptr_eq(q, p + 24);
	q = tpi_arena_grow(&arena, p, 20, 40);
	ck_assert_ptr_ne(q, p);
	ck_assert_mem_eq(q, "0123456789", 10);
	q = tpi_arena_grow(&arena, q, 40, 100000);
	ck_assert_mem_eq(q, "0123456789", 10);
	ck_assert_ptr_nonnull(tpi_arena_grow(&arena, NULL, 0, 9));
	ck_assert_ptr_null(tpi_arena_grow(&arena, q, 100000, SIZE_MAX));
	ck_assert_mem_eq(q, "0123456789", 10);
	tpi_arena_free(&arena);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(arena_tells_limit_from_failure)
{
	tpi_arena arena;
	ts_mem m;

	ts_mem_init(&m);
	tpi_arena_init(&arena, &m.mem, 10000);
	ck_assert_ptr_nonnull(tpi_arena_alloc(&arena, 100));
	ck_assert_ptr_null(tpi_arena_alloc(&arena, 9000));
	ck_assert(arena.limited);
	ck_assert_uint_le(m.bytes, 10000);
	ck_assert_uint_eq(m.calls, 1);
	ck_assert_ptr_null(tpi_arena_alloc(&arena, SIZE_MAX));
	ck_assert(!arena.limited);
	ck_assert_ptr_null(tpi_arena_alloc(&arena, 9000));
	ck_assert(arena.limited);
	arena.limit = 0;
	m.fail_at = m.calls + 1;
	ck_assert_ptr_null(tpi_arena_alloc(&arena, 9000));
	ck_assert(!arena.limited);
	ck_assert_ptr_nonnull(tpi_arena_alloc(&arena, 9000));
	tpi_arena_free(&arena);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(buffer_grows_and_is_taken)
{
	tp_bytes out;
	tpi_buf buf;
	ts_mem m;
	int i;

	ts_mem_init(&m);
	tpi_buf_init(&buf, &m.mem);
	for (i = 0; i < 1000; i++) {
		tpi_buf_text(&buf, "ab");
		tpi_buf_byte(&buf, 'c');
		tpi_buf_put(&buf, NULL, 0);
		tpi_buf_number(&buf, 7, 3);
	}
	ck_assert_uint_eq(buf.len, 6000);
	ck_assert_int_eq(tpi_buf_take(&buf, &out), TP_OK);
	ck_assert_ptr_null(buf.ptr);
	ck_assert_uint_eq(out.len, 6000);
	for (i = 0; i < 1000; i++)
		ck_assert_mem_eq(out.ptr + 6 * i, "abc007", 6);
	tp_bytes_free(&out);
	tpi_buf_free(&buf);
	ck_assert_int_eq(tpi_buf_take(&buf, &out), TP_OK);
	ck_assert_ptr_null(out.ptr);
	tpi_buf_init(&buf, &m.mem);
	ck_assert(tpi_buf_reserve(&buf, 100001));
	ck_assert_uint_eq(buf.capacity, 100001);
	tpi_buf_free(&buf);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(buffer_stays_failed)
{
	tp_bytes out = { .len = 9 };
	tpi_buf buf;
	ts_mem m;

	ts_mem_init(&m);
	tpi_buf_init(&buf, &m.mem);
	tpi_buf_text(&buf, "kept");
	m.fail_at = 2;
	ck_assert(!tpi_buf_reserve(&buf, 10000));
	ck_assert(buf.failed);
	tpi_buf_text(&buf, "x");
	tpi_buf_byte(&buf, 'x');
	ck_assert_uint_eq(buf.len, 4);
	ck_assert(!tpi_buf_reserve(&buf, 0));
	ck_assert_int_eq(tpi_buf_take(&buf, &out), TP_ERR_NOMEM);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_ptr_null(out.ptr);
	ck_assert(ts_mem_clean(&m));
	tpi_buf_init(&buf, &m.mem);
	tpi_buf_byte(&buf, 'x');
	ck_assert(!tpi_buf_reserve(&buf, SIZE_MAX));
	tpi_buf_free(&buf);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(cursor_never_passes_its_end)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7 };
	tpi_cursor c;
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;

	tpi_cursor_init(&c, bytes, sizeof bytes);
	ck_assert_int_eq(tpi_cursor_peek(&c), 1);
	ck_assert(tpi_cursor_u32(&c, &u32));
	ck_assert_uint_eq(u32, 0x01020304);
	ck_assert(!tpi_cursor_u32(&c, &u32));
	ck_assert_uint_eq(tpi_cursor_offset(&c), 4);
	ck_assert(tpi_cursor_u16(&c, &u16));
	ck_assert_uint_eq(u16, 0x0506);
	ck_assert(!tpi_cursor_u16(&c, &u16));
	ck_assert_ptr_null(tpi_cursor_take(&c, 2));
	ck_assert_ptr_null(tpi_cursor_take(&c, SIZE_MAX));
	ck_assert_uint_eq(tpi_cursor_left(&c), 1);
	ck_assert(tpi_cursor_u8(&c, &u8));
	ck_assert_uint_eq(u8, 7);
	ck_assert(!tpi_cursor_u8(&c, &u8));
	ck_assert_int_eq(tpi_cursor_peek(&c), -1);
	ck_assert_ptr_nonnull(tpi_cursor_take(&c, 0));
	tpi_cursor_init(&c, NULL, 0);
	ck_assert_uint_eq(tpi_cursor_left(&c), 0);
	ck_assert_int_eq(tpi_cursor_peek(&c), -1);
}
END_TEST

static const struct decimal {
	const char *text;
	uint64_t max;
	tp_status status;
	uint64_t number;
} decimals[] = {
	{ "0", 0, TP_OK, 0 },
	{ "000", 5, TP_OK, 0 },
	{ "18446744073709551615", UINT64_MAX, TP_OK, UINT64_MAX },
	{ "000000000000000000000000000012", 99, TP_OK, 12 },
	{ "99", 99, TP_OK, 99 },
	{ "100", 99, TP_ERR_RANGE, 0 },
	{ "18446744073709551616", UINT64_MAX, TP_ERR_RANGE, 0 },
	{ "99999999999999999999999", UINT64_MAX, TP_ERR_RANGE, 0 },
	{ "", 9, TP_ERR_SYNTAX, 0 },
	{ "+1", 9, TP_ERR_SYNTAX, 0 },
	{ "-1", 9, TP_ERR_SYNTAX, 0 },
	{ " 1", 9, TP_ERR_SYNTAX, 0 },
	{ "1 ", 9, TP_ERR_SYNTAX, 0 },
	{ "1.0", 9, TP_ERR_SYNTAX, 0 },
	{ "0x1", 9, TP_ERR_SYNTAX, 0 },
	{ "/", 9, TP_ERR_SYNTAX, 0 },
	{ ":", 9, TP_ERR_SYNTAX, 0 },
	{ "\261", 9, TP_ERR_SYNTAX, 0 },
};

START_TEST(decimal_in)
{
	const struct decimal *d = &decimals[_i];
	uint64_t n = 42;

	ck_assert_int_eq(tpi_parse_decimal(d->text, strlen(d->text), d->max, &n), d->status);
	ck_assert_uint_eq(n, d->number);
}
END_TEST

START_TEST(decimal_out)
{
	static const struct {
		uint64_t number;
		unsigned least;
		const char *text;
	} rows[] = {
		{ 0, 0, "0" }, { 0, 1, "0" }, { 7, 3, "007" }, { 1234, 3, "1234" },
		{ UINT64_MAX, 0, "18446744073709551615" }, { 5, 20, "00000000000000000005" },
		{ 5, 99, "00000000000000000005" },
	};
	uint64_t power = 1;
	char text[32];
	unsigned digits;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		ck_assert_uint_eq(tpi_format_decimal(text, rows[i].number, rows[i].least),
		    strlen(rows[i].text));
		ck_assert_mem_eq(text, rows[i].text, strlen(rows[i].text));
	}
	ck_assert_uint_eq(tpi_decimal_digits(0), 1);
	for (digits = 2; digits <= 20; digits++) {
		power *= 10;
		ck_assert_uint_eq(tpi_decimal_digits(power - 1), digits - 1);
		ck_assert_uint_eq(tpi_decimal_digits(power), digits);
	}
}
END_TEST

START_TEST(big_endian_and_overflow)
{
	uint8_t bytes[8] = { 0 };
	size_t sum = 5;

	tpi_put_be(bytes, 4, 0x01020304);
	ck_assert_mem_eq(bytes, "\1\2\3\4\0", 5);
	ck_assert_uint_eq(tpi_get_be(bytes, 4), 0x01020304);
	ck_assert_uint_eq(tpi_get_be(bytes, 1), 1);
	ck_assert_uint_eq(tpi_get_be(bytes, 0), 0);
	tpi_put_be(bytes, 2, 0x12345);
	ck_assert_mem_eq(bytes, "\x23\x45\3\4", 4);
	tpi_put_be(bytes, 8, UINT64_MAX - 1);
	ck_assert_uint_eq(tpi_get_be(bytes, 8), UINT64_MAX - 1);
	ck_assert(!tpi_add(SIZE_MAX, 1, &sum) && sum == 5);
	ck_assert(tpi_add(SIZE_MAX, 0, &sum) && sum == SIZE_MAX);
	ck_assert(!tpi_mul(SIZE_MAX / 2 + 1, 2, &sum) && sum == SIZE_MAX);
	ck_assert(tpi_mul(SIZE_MAX, 0, &sum) && sum == 0);
	ck_assert(tpi_mul(SIZE_MAX / 3, 3, &sum) && sum == SIZE_MAX / 3 * 3);
}
END_TEST

START_TEST(statuses_have_names)
{
	int status;

	ck_assert_str_eq(tp_status_name(TP_OK), "TP_OK");
	ck_assert_str_eq(tp_status_name(TP_ERR_NOMEM), "TP_ERR_NOMEM");
	ck_assert_str_eq(tp_status_name(TP_ERR_LENGTH), "TP_ERR_LENGTH");
	ck_assert_str_eq(tp_status_name(TP_ERR_UNSUPPORTED), "TP_ERR_UNSUPPORTED");
	for (status = 0; status >= -12; status--) {
		ck_assert_str_ne(tp_status_name(status), "TP_ERR_UNKNOWN");
		ck_assert_str_ne(tp_strerror(status), "unknown status");
	}
	ck_assert_str_eq(tp_status_name(-13), "TP_ERR_UNKNOWN");
	ck_assert_str_eq(tp_status_name(1), "TP_ERR_UNKNOWN");
	ck_assert_str_eq(tp_strerror(-2147483647 - 1), "unknown status");
	ck_assert_str_eq(tp_strerror(2147483647), "unknown status");
}
END_TEST

START_TEST(diag_first_error_wins)
{
	char longer[TP_DIAG_TEXT * 2];
	tp_diag diag;

	tp_diag_init(NULL);
	tp_diag_init(&diag);
	ck_assert_int_eq(diag.code, TP_OK);
	ck_assert_int_eq(diag.record, -1);
	ck_assert_int_eq(diag.type, -1);
	ck_assert_int_eq(diag.idc, -1);
	ck_assert_int_eq(diag.field, -1);
	ck_assert_int_eq(diag.subfield, -1);
	ck_assert_int_eq(diag.item, -1);
	ck_assert_uint_eq(diag.offset, TP_NO_OFFSET);
	ck_assert_str_eq(diag.text, "");
	ck_assert_int_eq(tpi_fail(NULL, TP_ERR_ARG, 1, "x"), TP_ERR_ARG);
	ck_assert_int_eq(tpi_fail(&diag, TP_ERR_ARG, 12, "number %d", 3), TP_ERR_ARG);
	ck_assert_int_eq(tpi_nomem(&diag), TP_ERR_NOMEM);
	ck_assert_int_eq(diag.code, TP_ERR_ARG);
	ck_assert_uint_eq(diag.offset, 12);
	ck_assert_str_eq(diag.text, "number 3");
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	tp_diag_init(&diag);
	(void)tpi_fail(&diag, TP_ERR_IO, 0, "%s", longer);
	ck_assert_uint_eq(strlen(diag.text), TP_DIAG_TEXT - 1);
}
END_TEST

START_TEST(diag_as_text)
{
	char small[8], text[400];
	tp_diag diag;
	size_t want;

	tp_diag_init(&diag);
	ck_assert_uint_eq(tp_diag_format(&diag, text, sizeof text), strlen("no error"));
	ck_assert_str_eq(text, "no error");
	(void)tpi_fail(&diag, TP_ERR_SYNTAX, 12, "text");
	diag.record = 2;
	diag.type = 4;
	diag.idc = 1;
	diag.field = 3;
	want = tp_diag_format(&diag, text, sizeof text);
	ck_assert_str_eq(text, "offset 12: record 2 (type 4, idc 1): field 3: text");
	ck_assert_uint_eq(want, strlen(text));
	ck_assert_uint_eq(tp_diag_format(&diag, small, sizeof small), want);
	ck_assert_str_eq(small, "offset ");
	ck_assert_uint_eq(tp_diag_format(&diag, NULL, 0), want);
	diag.offset = TP_NO_OFFSET;
	diag.idc = -1;
	diag.subfield = 5;
	diag.item = 6;
	(void)tp_diag_format(&diag, text, sizeof text);
	ck_assert_str_eq(text, "record 2 (type 4): field 3 subfield 5 item 6: text");
	diag.text[0] = '\0';
	diag.record = -1;
	diag.field = -1;
	(void)tp_diag_format(&diag, text, sizeof text);
	ck_assert_str_eq(text, tp_strerror(TP_ERR_SYNTAX));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("base");
	TCase *memory = tcase_create("memory"), *rest = tcase_create("numbers and diagnostics");

	tcase_add_test(memory, mem_default_is_libc);
	tcase_add_test(memory, calloc_zeroes_and_checks);
	tcase_add_test(memory, bytes_free_clears);
	tcase_add_test(memory, limits_have_defaults);
	tcase_add_test(memory, arena_aligns_and_keeps);
	tcase_add_test(memory, arena_grows_in_place_or_moves);
	tcase_add_test(memory, arena_tells_limit_from_failure);
	tcase_add_test(memory, buffer_grows_and_is_taken);
	tcase_add_test(memory, buffer_stays_failed);
	suite_add_tcase(s, memory);
	tcase_add_test(rest, cursor_never_passes_its_end);
	tcase_add_loop_test(rest, decimal_in, 0, (int)(sizeof decimals / sizeof decimals[0]));
	tcase_add_test(rest, decimal_out);
	tcase_add_test(rest, big_endian_and_overflow);
	tcase_add_test(rest, statuses_have_names);
	tcase_add_test(rest, diag_first_error_wins);
	tcase_add_test(rest, diag_as_text);
	suite_add_tcase(s, rest);
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
