/* SPDX-License-Identifier: MIT */
/* Reading well-formed transactions: the tree that every kind of record gives. */

#include <stdio.h>

#include "itl.h"

static ts_file sample;

static void
setup(void)
{
	ts_file_init(&sample);
	ts_sample(&sample);
}

static void
teardown(void)
{
	ts_file_free(&sample);
}

START_TEST(smallest)
{
	static const char bytes[] = "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS;
	tp_transaction *t = read_bytes(LIT(bytes), 0);
	const tp_record *r = tp_transaction_record(t, 0);
	tp_field field;
	tp_str raw;

	ck_assert_uint_eq(sizeof bytes - 1, 30);
	ck_assert_uint_eq(tp_transaction_record_count(t), 1);
	ck_assert_ptr_null(tp_transaction_record(t, 1));
	ck_assert_int_eq(tp_record_type(r), 1);
	ck_assert_int_eq(tp_record_idc(r), -1);
	ck_assert_uint_eq(tp_record_offset(r), 0);
	ck_assert_uint_eq(tp_record_size(r), 30);
	ck_assert(!tp_record_is_binary(r) && !tp_record_is_touched(r));
	tp_record_raw(r, &raw);
	ck_assert_uint_eq(raw.len, 30);
	ck_assert_uint_eq(tp_record_field_count(r), 3);
	ck_assert(tp_record_field_at(r, 1, &field));
	ck_assert_uint_eq(field.number, 2);
	ck_assert_int_eq(field.kind, TP_FIELD_TEXT);
	ck_assert_uint_eq(field.tag.len, 5);
	ck_assert_mem_eq(field.tag.ptr, "1.002", 5);
	ck_assert_uint_eq(field.offset, 15);
	ck_assert(!tp_record_field_at(r, 3, &field));
	ck_assert_uint_eq(field.number, 0);
	ck_assert_ptr_null(field.value.ptr);
	ck_assert(!tp_record_data(r, &field));
	ck_assert_uint_eq(tp_transaction_defect_count(t), 0);
	ck_assert_ptr_null(tp_transaction_defect(t, 0));
	ck_assert_int_eq(tp_transaction_charset(t), TP_CHARSET_ASCII);
	tp_transaction_free(t);
	tp_transaction_free(NULL);
}
END_TEST

START_TEST(sample_as_a_tree)
{
	static const int types[] = { 1, 2, 4, 4, 9, 14, 10, 8, 7 };
	static const int idcs[] = { -1, 0, 1, 2, 1, 3, 4, 5, 6 };
	tp_transaction *t = read_file(&sample, 0);
	const tp_record *r;
	tp_field field;
	size_t i;

	ck_assert_uint_eq(tp_transaction_record_count(t), 9);
	for (i = 0; i < 9; i++) {
		r = tp_transaction_record(t, i);
		ck_assert_int_eq(tp_record_type(r), types[i]);
		ck_assert_int_eq(tp_record_idc(r), idcs[i]);
		ck_assert_uint_eq(tp_record_index(r), i);
		ck_assert_uint_eq(tp_record_offset(r), sample.at[i]);
		ck_assert(tp_record_is_binary(r) == (types[i] >= 3 && types[i] <= 8));
	}
	ck_assert_int_eq(tp_transaction_charset(t), TP_CHARSET_UTF8);
	r = tp_transaction_record(t, 1);
	ck_assert(tp_record_field(r, 34, 0, &field) && field.value.ptr[0] == 'A');
	ck_assert(tp_record_field(r, 34, 1, &field) && field.value.ptr[0] == 'B');
	ck_assert(!tp_record_field(r, 34, 2, &field));
	ck_assert(tp_record_field(r, 123456789, 0, &field));
	ck_assert_uint_eq(field.tag.len, 11);
	r = tp_transaction_record(t, 5);
	ck_assert(tp_record_data(r, &field) && field.number == 999);
	ck_assert_int_eq(field.kind, TP_FIELD_DATA);
	ck_assert_uint_eq(field.value.len, 25);
	ck_assert_mem_eq(field.value.ptr, "\034\035\036\037\000synthetic\034" "14.001:99" FS, 25);
	tp_transaction_free(t);
}
END_TEST

START_TEST(values_and_walks)
{
	tp_transaction *t = read_file(&sample, 0);
	const tp_record *r = tp_transaction_record(t, 1);
	tp_field field;
	tp_value value;
	tp_walk walk;

	ck_assert(tp_record_field(r, 47, 0, &field));
	ck_assert_uint_eq(tp_field_subfield_count(&field), 3);
	tp_walk_subfields(&field, &walk);
	ck_assert(tp_walk_next(&walk) && walk.index == 1 && walk.value.len == 14);
	ck_assert_uint_eq(tp_str_item_count(&walk.value), 2);
	ck_assert(tp_walk_next(&walk) && walk.index == 2 && walk.value.len == 9);
	ck_assert_uint_eq(tp_str_item_count(&walk.value), 2);
	ck_assert(tp_walk_next(&walk) && walk.index == 3);
	ck_assert(!tp_walk_next(&walk));
	ck_assert(!tp_walk_next(&walk));
	expect_value(t, "2.047.2.1", "20240102");
	expect_value(t, "2.047.2.2", "");
	expect_value(t, "2.047.3.1", "");
	expect_value(t, "2.047.3.2", "THIRD");
	expect_value(t, "2.047.3", US "THIRD");
	expect_value(t, "2.047.4", NULL);
	expect_value(t, "2.047.3.3", NULL);
	expect_value(t, "2.048", NULL);
	expect_value(t, "1.013.1.2", "");
	expect_value(t, "1.013.1.3", NULL);
	ck_assert_int_eq(tp_record_value(r, 47, 3, 2, &value), TP_OK);
	ck_assert_mem_eq(sample.bytes + value.offset, "THIRD", 5);
	/* An empty field has one empty subfield of one empty item. */
	ck_assert(tp_record_field(r, 77, 0, &field));
	ck_assert_uint_eq(tp_field_subfield_count(&field), 1);
	ck_assert_uint_eq(tp_str_item_count(&field.value), 1);
	tp_walk_subfields(&field, &walk);
	ck_assert(tp_walk_next(&walk) && walk.value.len == 0);
	ck_assert(!tp_walk_next(&walk));
	ck_assert_int_eq(tp_field_value(&field, 1, 1, &value), TP_OK);
	ck_assert_int_eq(tp_field_value(&field, 1, 2, &value), TP_ERR_NOTFOUND);
	ck_assert_int_eq(tp_field_value(&field, 2, 0, &value), TP_ERR_NOTFOUND);
	ck_assert_ptr_null(value.text.ptr);
	ck_assert_uint_eq(value.offset, TP_NO_OFFSET);
	tp_transaction_free(t);
}
END_TEST

START_TEST(numbers_as_text)
{
	tp_transaction *t = read_file(&sample, 0);
	const tp_record *r = tp_transaction_record(t, 2);
	tp_field field;
	tp_value value;
	tp_walk walk;
	uint64_t n;

	expect_value(t, "4@1.001", "43");
	expect_value(t, "4@1.003", "3");
	expect_value(t, "4@1.004", "7" RS "255" RS "255" RS "255" RS "255" RS "255");
	expect_value(t, "4@1.004.1", "7");
	expect_value(t, "4@1.004.6.1", "255");
	expect_value(t, "4@1.004.7", NULL);
	expect_value(t, "4@1.004.1.2", NULL);
	expect_value(t, "4@1.006", "8");
	expect_value(t, "4@1.006.1.1", "8");
	expect_value(t, "4@1.006.2", NULL);
	expect_value(t, "4@1.010", NULL);
	ck_assert_int_eq(tp_record_number(r, 7, 0, 0, &n), TP_OK);
	ck_assert_uint_eq(n, 4);
	ck_assert_int_eq(tp_record_number(r, 9, 0, 0, &n), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_record_number(r, 4, 0, 0, &n), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_record_number(r, 10, 0, 0, &n), TP_ERR_NOTFOUND);
	ck_assert_uint_eq(n, 0);
	ck_assert(tp_record_field(r, 4, 0, &field));
	ck_assert_int_eq(field.kind, TP_FIELD_BYTES);
	ck_assert_uint_eq(field.tag.len, 0);
	ck_assert_uint_eq(field.offset, sample.at[2] + 6);
	ck_assert_uint_eq(tp_field_subfield_count(&field), 6);
	tp_walk_subfields(&field, &walk);
	ck_assert(tp_walk_next(&walk) && walk.value.len == 1 && walk.value.ptr[0] == 7);
	ck_assert_int_eq(tp_field_value(&field, 3, 0, &value), TP_OK);
	ck_assert_uint_eq(value.offset, sample.at[2] + 8);
	ck_assert(!tp_record_field(r, 4, 1, &field));
	ck_assert(tp_record_data(r, &field));
	ck_assert_uint_eq(field.number, 9);
	ck_assert(tp_record_data(tp_transaction_record(t, 7), &field));
	ck_assert_uint_eq(field.number, 8);
	ck_assert(tp_record_data(tp_transaction_record(t, 8), &field));
	ck_assert_uint_eq(field.number, 3);
	ck_assert_int_eq(tp_record_number(tp_transaction_record(t, 1), 123456789, 0, 0, &n),
	    TP_ERR_SYNTAX);
	tp_transaction_free(t);
}
END_TEST

/* Field numbers of 1 to 9 digits, padded or not, mixed in one record. */
START_TEST(field_number_widths)
{
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.01:", "1.02:0400" GS "1.3:1" US "1" RS "12" US "7" GS "1.0000004:CAR");
	ts_text(&f, "12.1:", "12.02:7" GS "12.003:a" GS "12.0004:b" GS "12.00005:c" GS
	    "12.000006:d" GS "12.0000007:e" GS "12.00000008:f" GS "12.000000009:g" GS
	    "12.123456789:h" GS "12.999999999:i" GS "12.010:j");
	t = read_file(&f, 0);
	expect_value(t, "1.004", "CAR");
	expect_value(t, "12.3", "a");
	expect_value(t, "12.9", "g");
	expect_value(t, "12.999999999", "i");
	expect_value(t, "12.10", "j");
	ck_assert_int_eq(tp_record_idc(tp_transaction_record(t, 1)), 7);
	expect_bytes(t, TP_WRITE_REENCODE, f.bytes, f.len);
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

static const char *const bad_tags[] = {
	"2.0000000018:x", "2.:x", ".018:x", "2018:x", "2.018x", "2.0:x", "2.000:x", "x.018:x",
	"2.01a:x", "002.018:x", "2 .018:x", "2.-18:x",
};

START_TEST(tags_that_are_none)
{
	tp_diag want = { .code = TP_ERR_SYNTAX, .record = 1, .field = -1 };
	const char *bad = bad_tags[_i];
	tp_transaction *t;
	char rest[80];
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "00");
	(void)snprintf(rest, sizeof rest, "2.002:00%s%s%s2.019:ok", GS, bad, GS);
	ts_text(&f, "2.001:", rest);
	want.offset = f.at[1] + strlen("2.001:38" GS "2.002:00" GS);
	expect_refused(f.bytes, f.len, &want);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_uint_eq(tp_transaction_defect_count(t), 1);
	ck_assert_int_eq(tp_transaction_defect(t, 0)->kind, TP_DEFECT_TAG);
	ck_assert_uint_eq(tp_transaction_defect(t, 0)->where.offset, want.offset);
	expect_value(t, "2.019", "ok");
	expect_bytes(t, 0, f.bytes, f.len);
	expect_bytes(t, TP_WRITE_REENCODE, f.bytes, f.len);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* A tag that names another type is kept as it is, and found by its number. */
START_TEST(tag_of_another_type)
{
	static const char *const tags[] = { "3.018", "02.018", "0.018", "12.018" };
	tp_diag want = { .code = TP_ERR_SYNTAX, .record = 1, .field = 18 };
	char rest[80];
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "00");
	(void)snprintf(rest, sizeof rest, "2.002:00%s%s:x", GS, tags[_i]);
	ts_text(&f, "2.001:", rest);
	want.offset = f.at[1] + 18;
	expect_refused(f.bytes, f.len, &want);
	t = read_file(&f, TP_READ_TOLERANT);
	ck_assert_int_eq(tp_transaction_defect(t, 0)->kind, TP_DEFECT_TAG);
	ck_assert_int_eq(tp_transaction_defect(t, 0)->where.field, 18);
	expect_value(t, "2.018", "x");
	expect_bytes(t, TP_WRITE_REENCODE, f.bytes, f.len);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* Types 2-99, known to any standard or not. */
START_TEST(every_type)
{
	char cnt[40], tag[16], rest[64];
	tp_transaction *t;
	const tp_record *r;
	tp_field field;
	ts_file f;

	ts_file_init(&f);
	(void)snprintf(cnt, sizeof cnt, "1.002:0500%s1.003:1%s1%s%d%s5", GS, US, RS, _i, US);
	ts_text(&f, "1.001:", cnt);
	if (_i >= 3 && _i <= 8) {
		ts_binary(&f, 5, "123456789012345", 15, 0);
	} else {
		(void)snprintf(tag, sizeof tag, "%d.001:", _i);
		(void)snprintf(rest, sizeof rest, "%d.002:5%s%d.999:a%sb", _i, GS, _i, US);
		ts_text(&f, tag, rest);
	}
	t = read_file(&f, 0);
	r = tp_transaction_record(t, 1);
	ck_assert_int_eq(tp_record_type(r), _i);
	ck_assert_int_eq(tp_record_idc(r), 5);
	/* Types 2 and 9 are text throughout. */
	ck_assert(tp_record_data(r, &field) == (_i != 2 && _i != 9));
	expect_bytes(t, TP_WRITE_REENCODE, f.bytes, f.len);
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* Binary records of every size from 5: fields are shown as far as they go. */
START_TEST(short_binary)
{
	static const struct {
		const char *type;
		size_t header;
		size_t starts[9];
	} layouts[] = {
		{ "3", 18, { 0, 4, 5, 6, 12, 13, 15, 17, 18 } },
		{ "4", 18, { 0, 4, 5, 6, 12, 13, 15, 17, 18 } },
		{ "5", 18, { 0, 4, 5, 6, 12, 13, 15, 17, 18 } },
		{ "6", 18, { 0, 4, 5, 6, 12, 13, 15, 17, 18 } },
		{ "7", 5, { 0, 4, 5 } },
		{ "8", 12, { 0, 4, 5, 6, 7, 8, 10, 12 } },
	};
	char cnt[40];
	tp_transaction *t, *rebuilt;
	const tp_record *r;
	tp_field field;
	size_t len, i, n;
	ts_file f;

	for (len = 5; len < 25; len++) {
		ts_file_init(&f);
		(void)snprintf(cnt, sizeof cnt, "1.002:0500%s1.003:1%s1%s%s%s9", GS, US, RS,
		    layouts[_i].type, US);
		ts_text(&f, "1.001:", cnt);
		ts_binary(&f, 9, "abcdefghijklmnopqrstuvwxyz", len - 5, 0);
		t = read_file(&f, 0);
		r = tp_transaction_record(t, 1);
		for (n = i = 0; i < 9; i++)
			n += (i == 0 || layouts[_i].starts[i] != 0) && layouts[_i].starts[i] < len;
		ck_assert_uint_eq(tp_record_field_count(r), n);
		for (i = 0; i < n; i++) {
			ck_assert(tp_record_field_at(r, i, &field));
			ck_assert_uint_eq(field.number, i + 1);
			ck_assert_uint_eq(field.offset, f.at[1] + layouts[_i].starts[i]);
		}
		ck_assert(tp_record_data(r, &field) == (len > layouts[_i].header));
		expect_bytes(t, TP_WRITE_REENCODE, f.bytes, f.len);
		ck_assert_int_eq(ts_rebuild(t, NULL, &rebuilt, NULL), TP_OK);
		expect_bytes(rebuilt, 0, f.bytes, f.len);
		tp_transaction_free(rebuilt);
		tp_transaction_free(t);
		ts_file_free(&f);
	}
}
END_TEST

static const struct charset {
	const char *dcs;
	tp_status status;
	tp_charset charset;
} charsets[] = {
	{ "0" US "ASCII" US "1", TP_OK, TP_CHARSET_ASCII },
	{ "000" US "ASCII", TP_OK, TP_CHARSET_ASCII },
	{ "3" US "UTF-8" US, TP_OK, TP_CHARSET_UTF8 },
	{ "003" US "UTF-8" US "4.0", TP_OK, TP_CHARSET_UTF8 },
	{ "1" US "8-bit", TP_OK, TP_CHARSET_OTHER },
	{ "128" US "own", TP_OK, TP_CHARSET_OTHER },
	{ "", TP_OK, TP_CHARSET_ASCII },
	{ US US, TP_OK, TP_CHARSET_ASCII },
	{ "2" US "UTF-16" US, TP_ERR_UNSUPPORTED, TP_CHARSET_OTHER },
	{ "002" US "UTF-16", TP_ERR_UNSUPPORTED, TP_CHARSET_OTHER },
	{ "4" US "UTF-32" US, TP_ERR_UNSUPPORTED, TP_CHARSET_OTHER },
};

START_TEST(character_sets)
{
	const struct charset *c = &charsets[_i];
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_diag want = { .code = TP_ERR_UNSUPPORTED, .record = 0, .field = 15 };
	char rest[100];
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	(void)snprintf(rest, sizeof rest, "1.002:0500%s1.003:1%s0%s1.015:%s", GS, US, GS, c->dcs);
	ts_text(&f, "1.001:", rest);
	if (c->status == TP_OK) {
		t = read_file(&f, 0);
		ck_assert_int_eq(tp_transaction_charset(t), c->charset);
		expect_readable(t);
		tp_transaction_free(t);
	} else {
		want.offset = strlen("1.001:50" GS "1.002:0500" GS "1.003:1" US "0" GS "1.015:");
		expect_refused(f.bytes, f.len, &want);
		ck_assert_int_eq(tp_transaction_read(f.bytes, f.len, &options, &t, NULL),
		    TP_ERR_UNSUPPORTED);
		ck_assert_ptr_null(t);
	}
	ts_file_free(&f);
}
END_TEST

/* UTF-8 and other bytes above 127 pass unchanged, whatever 1.015 says. */
START_TEST(high_bytes_stay)
{
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "0");
	ts_text(&f, "2.001:", "2.002:0" GS "2.003:\346\274\242\345\255\227" RS "\374\200\377" US
	    "\234\235\236\237");
	t = read_file(&f, 0);
	expect_value(t, "2.003.1", "\346\274\242\345\255\227");
	expect_value(t, "2.003.2.1", "\374\200\377");
	expect_value(t, "2.003.2.2", "\234\235\236\237");
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

/* Every byte value in text of every length, so that separators meet every place of a word. */
START_TEST(separators_at_every_place)
{
	char rest[64] = "2.002:00" GS "2.003:";
	size_t head = strlen(rest), at;
	tp_transaction *t;
	tp_field field;
	int byte;

	for (at = 0; at < 20; at++) {
		for (byte = 0; byte < 256; byte++) {
			ts_file f;

			if (byte == 0x1c || byte == 0x1d)
				continue;
			memset(rest + head, '~', 20);
			rest[head + at] = (char)byte;
			ts_file_init(&f);
			ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "0");
			ts_tagged(&f, "2.001:", rest, head + 20, 0);
			t = read_file(&f, 0);
			ck_assert(tp_record_field(tp_transaction_record(t, 1), 3, 0, &field));
			ck_assert_uint_eq(field.value.len, 20);
			ck_assert_uint_eq(tp_field_subfield_count(&field), byte == 0x1e ? 2 : 1);
			ck_assert_uint_eq(tp_str_item_count(&field.value), byte == 0x1f ? 2 : 1);
			tp_transaction_free(t);
			ts_file_free(&f);
		}
	}
}
END_TEST

/* CNT in file order, not by type; a Type-9 shares its IDC with a Type-14. */
START_TEST(count_not_by_type)
{
	tp_transaction *t;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "5" RS "97" US "1" RS "14" US "02" RS
	    "9" US "2" RS "4" US "3" RS "2" US "0");
	ts_text(&f, "97.001:", "97.002:1" GS "97.3:");
	ts_text(&f, "14.001:", "14.002:02");
	ts_text(&f, "9.001:", "9.002:2");
	ts_print(&f, 3, "image", 5);
	ts_text(&f, "2.001:", "2.002:0");
	t = read_file(&f, 0);
	ck_assert_uint_eq(tp_transaction_record_count(t), 6);
	ck_assert_int_eq(tp_record_type(tp_transaction_record(t, 1)), 97);
	ck_assert_int_eq(tp_record_type(tp_transaction_record(t, 5)), 2);
	expect_readable(t);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl read");
	TCase *tree = tcase_create("tree"), *kinds = tcase_create("kinds");

	tcase_add_checked_fixture(tree, setup, teardown);
	tcase_add_test(tree, smallest);
	tcase_add_test(tree, sample_as_a_tree);
	tcase_add_test(tree, values_and_walks);
	tcase_add_test(tree, numbers_as_text);
	suite_add_tcase(s, tree);
	tcase_set_timeout(kinds, 60);
	tcase_add_test(kinds, field_number_widths);
	tcase_add_loop_test(kinds, tags_that_are_none, 0,
	    (int)(sizeof bad_tags / sizeof bad_tags[0]));
	tcase_add_loop_test(kinds, tag_of_another_type, 0, 4);
	tcase_add_loop_test(kinds, every_type, 2, 100);
	tcase_add_loop_test(kinds, short_binary, 0, 6);
	tcase_add_loop_test(kinds, character_sets, 0,
	    (int)(sizeof charsets / sizeof charsets[0]));
	tcase_add_test(kinds, high_bytes_stay);
	tcase_add_test(kinds, separators_at_every_place);
	tcase_add_test(kinds, count_not_by_type);
	suite_add_tcase(s, kinds);
	return s;
}

int
main(void)
{
	return run(suite());
}
