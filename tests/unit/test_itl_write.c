/* SPDX-License-Identifier: MIT */
/*
 * Writing: untouched bytes stay, LEN counts its own digits at every size,
 * CNT names 1 to 999 records, sinks and their failures.
 */

#include <stdio.h>
#include <unistd.h>

#include "itl.h"

static tp_transaction *
new_transaction(void)
{
	tp_new_options o = { .size = sizeof o, .tot = "CAR", .dat = "20240229", .dai = "DAI",
		.ori = "ORI", .tcn = "SYNTHETIC" };
	tp_transaction *t;

	ck_assert_int_eq(tp_transaction_new(&o, &t, NULL), TP_OK);
	return t;
}

static const struct sizes {
	size_t first;
	size_t last;
} ranges[] = { { 90, 110 }, { 990, 1010 }, { 9990, 10010 }, { 99990, 100010 } };

/*
 * A tagged record of every size around a digit's roll; a size that no LEN
 * can have is stepped over, as 100 bytes without LEN's digits never make
 * 102 with two.
 */
START_TEST(len_rollover)
{
	const struct sizes *range = &ranges[_i];
	size_t content, size, want, seen = 0, digits;
	char *text = malloc(range->last + 1);
	tp_transaction *t = new_transaction(), *again;
	tp_record *r;
	tp_bytes out, twice;
	tp_str raw;

	ck_assert_ptr_nonnull(text);
	memset(text, 'x', range->last);
	ck_assert_int_eq(tp_transaction_add_record(t, 2, 0, 0, &r, NULL), TP_OK);
	for (content = range->first - 40; content < range->last; content++) {
		ck_assert_int_eq(tp_record_set(r, 3, 0, 0, text, content, 0, NULL), TP_OK);
		/* "2.001:" n GS "2.002:00" GS "2.003:" content FS */
		for (digits = 1, want = 0; digits < 7 && want == 0; digits++) {
			char number[24];

			size = 6 + digits + 1 + 8 + 1 + 6 + content + 1;
			if ((size_t)snprintf(number, sizeof number, "%zu", size) == digits)
				want = size;
		}
		ck_assert_uint_eq(tp_record_size(r), want);
		if (want < range->first || want > range->last)
			continue;
		seen++;
		out = written(t, 0);
		twice = written(t, TP_WRITE_REENCODE);
		ck_assert(out.len == twice.len && memcmp(out.ptr, twice.ptr, out.len) == 0);
		again = read_bytes(out.ptr, out.len, 0);
		tp_record_raw(tp_transaction_record(again, 1), &raw);
		ck_assert_uint_eq(raw.len, want);
		ck_assert_uint_eq(strtoul(raw.ptr + 6, NULL, 10), want);
		expect_bytes(again, TP_WRITE_REENCODE, out.ptr, out.len);
		tp_transaction_free(again);
		tp_bytes_free(&twice);
		tp_bytes_free(&out);
	}
	/* One size is skipped where LEN takes a digit more. */
	ck_assert_uint_eq(seen, range->last - range->first + 1 - 1);
	tp_transaction_free(t);
	free(text);
}
END_TEST

/* LEN padded with zeros keeps its width, over 20 digits too, until it needs more. */
START_TEST(len_style)
{
	static const struct {
		const char *len;
		const char *longer; /* with 60 bytes more */
	} rows[] = {
		{ "57", "118" }, { "058", "118" }, { "0059", "0119" },
		{ "0000000000000000000000000083", "0000000000000000000000000143" },
	};
	char bytes[300], value[100];
	tp_transaction *t;
	tp_bytes out;
	size_t i, len;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		len = (size_t)snprintf(bytes, sizeof bytes,
		    "1.001:%s%s1.002:0500%s1.003:1%s0%s1.009:%-20s%s", rows[i].len, GS, GS, US, GS,
		    "x", FS);
		t = read_bytes(bytes, len, 0);
		expect_bytes(t, TP_WRITE_REENCODE, bytes, len);
		memset(value, 'y', 80);
		value[80] = '\0';
		set_ok(t, "1.009", value);
		expect_value(t, "1.001", rows[i].len); /* derived on writing */
		expect_readable(t);
		out = written(t, 0);
		ck_assert_mem_eq(out.ptr + 6, rows[i].longer, strlen(rows[i].longer));
		ck_assert_uint_eq(out.ptr[6 + strlen(rows[i].longer)], 0x1d);
		tp_bytes_free(&out);
		tp_transaction_free(t);
	}
}
END_TEST

START_TEST(count_of_1_to_999)
{
	tp_transaction *t = new_transaction(), *again;
	uint64_t announced;
	tp_record *r;
	tp_bytes out;
	size_t n;

	for (n = 1; n <= 999; n++) {
		ck_assert_int_eq(tp_transaction_add_record(t, n % 3 == 0 ? 4 : 14, (int)(n % 100),
		    0, &r, NULL), TP_OK);
		ck_assert_uint_eq(tp_record_index(r), n);
		ck_assert_int_eq(tp_record_number(tp_transaction_record(t, 0), 3, 1, 2,
		    &announced), TP_OK);
		ck_assert_uint_eq(announced, n);
		if (n > 12 && n % 50 > 1 && n < 997 && (n < 97 || n > 103))
			continue;
		out = written(t, 0);
		again = read_bytes(out.ptr, out.len, 0);
		ck_assert_uint_eq(tp_transaction_record_count(again), n + 1);
		ck_assert_int_eq(tp_record_idc(tp_transaction_record(again, n)), (int)(n % 100));
		expect_bytes(again, TP_WRITE_REENCODE, out.ptr, out.len);
		tp_transaction_free(again);
		tp_bytes_free(&out);
	}
	tp_transaction_free(t);
}
END_TEST

START_TEST(binary_sizes)
{
	static const size_t lens[] = { 0, 1, 2, 237, 238, 239, 65517, 65518, 65519, 100000 };
	static const size_t headers[] = { 18, 18, 18, 18, 5, 12 };
	static const uint32_t fields[] = { 9, 9, 9, 9, 3, 8 };
	char *data = malloc(100000);
	tp_transaction *t, *again;
	const tp_record *r;
	tp_record *added;
	tp_field field;
	tp_bytes out;
	size_t i;

	ck_assert_ptr_nonnull(data);
	memset(data, 0x1c, 100000);
	for (i = 0; i < sizeof lens / sizeof lens[0]; i++) {
		t = new_transaction();
		ck_assert_int_eq(tp_transaction_add_record(t, _i, 7, 0, &added, NULL), TP_OK);
		ck_assert_int_eq(tp_record_set(added, fields[_i - 3], 0, 0, data, lens[i], 0, NULL),
		    TP_OK);
		ck_assert_int_eq(tp_transaction_add_record(t, 2, -1, 0, NULL, NULL), TP_OK);
		out = written(t, 0);
		again = read_bytes(out.ptr, out.len, 0);
		r = tp_transaction_record(again, 1);
		ck_assert_uint_eq(tp_record_size(r), headers[_i - 3] + lens[i]);
		ck_assert(tp_record_data(r, &field) == (lens[i] != 0));
		ck_assert_uint_eq(field.value.len, lens[i]);
		ck_assert_int_eq(tp_record_idc(r), 7);
		expect_bytes(again, TP_WRITE_REENCODE, out.ptr, out.len);
		tp_transaction_free(again);
		tp_bytes_free(&out);
		tp_transaction_free(t);
	}
	free(data);
}
END_TEST

/* Only what was touched is encoded anew; the wrong LEN of another record stays. */
START_TEST(untouched_records_stay)
{
	tp_transaction *t;
	tp_bytes out;
	ts_file f;

	ts_file_init(&f);
	ts_tagged(&f, "1.001:", LIT("1.002:0500" GS "1.003:1" US "2" RS "2" US "0" RS "9" US "0"),
	    1);
	ts_tagged(&f, "2.001:", LIT("2.002:0" GS "2.018:A"), 0);
	ts_tagged(&f, "9.001:", LIT("9.002:0" GS "9.004:S"), -1);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_defect_count(t), 2);
	set_ok(t, "2.018", "LONGER");
	ck_assert(tp_record_is_touched(tp_transaction_record(t, 1)));
	ck_assert(!tp_record_is_touched(tp_transaction_record(t, 0)));
	out = written(t, 0);
	ck_assert_uint_eq(out.len, f.len + 5);
	ck_assert_mem_eq(out.ptr, f.bytes, f.at[1]);
	ck_assert_mem_eq(out.ptr + f.at[1], "2.001:30" GS "2.002:0" GS "2.018:LONGER" FS, 30);
	ck_assert_mem_eq(out.ptr + f.at[2] + 5, f.bytes + f.at[2], f.len - f.at[2]);
	tp_bytes_free(&out);
	/* All of them, when asked for; CNT is what it was. */
	out = written(t, TP_WRITE_REENCODE);
	tp_transaction_free(read_bytes(out.ptr, out.len, 0));
	tp_bytes_free(&out);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

typedef struct sink {
	uint64_t hash;
	size_t len;
	size_t room;
	int status;
} sink;

static int
take(void *ctx, const void *bytes, size_t len)
{
	sink *s = ctx;

	if (s->status != 0 && s->len + len > s->room)
		return s->status;
	s->hash = ts_hash(s->hash, bytes, len);
	s->len += len;
	return TP_OK;
}

START_TEST(into_a_sink)
{
	sink s = { 0 };
	tp_transaction *t;
	tp_bytes out;
	tp_diag diag;
	ts_file f;

	ts_file_init(&f);
	ts_sample(&f);
	t = read_file(&f, 0);
	ck_assert_int_eq(tp_transaction_write_to(t, 0, take, &s, &diag), TP_OK);
	ck_assert_uint_eq(s.len, f.len);
	ck_assert_uint_eq(s.hash, ts_hash(0, f.bytes, f.len));
	s = (sink){ .room = 100, .status = TP_ERR_LIMIT };
	ck_assert_int_eq(tp_transaction_write_to(t, 0, take, &s, &diag), TP_ERR_LIMIT);
	ck_assert_int_eq(diag.code, TP_ERR_LIMIT);
	s = (sink){ .room = 500, .status = TP_ERR_NOMEM };
	ck_assert_int_eq(tp_transaction_write_to(t, 0, take, &s, &diag), TP_ERR_NOMEM);
	s = (sink){ .room = 0, .status = 5 };
	ck_assert_int_eq(tp_transaction_write_to(t, 1, take, &s, &diag), TP_ERR_IO);
	ck_assert_int_eq(tp_transaction_write_to(t, 0, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_write_file(t, 0, "/nonexistent/x", &diag), TP_ERR_IO);
	ck_assert_int_eq(diag.code, TP_ERR_IO);
	ck_assert_int_eq(tp_transaction_write(t, 0, &out, NULL), TP_OK);
	tp_bytes_free(&out);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl write");
	TCase *tc = tcase_create("write");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, len_rollover, 0, 4);
	tcase_add_test(tc, len_style);
	tcase_add_test(tc, count_of_1_to_999);
	tcase_add_loop_test(tc, binary_sizes, 3, 9);
	tcase_add_test(tc, untouched_records_stay);
	tcase_add_test(tc, into_a_sink);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
