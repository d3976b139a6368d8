/* SPDX-License-Identifier: MIT */
/*
 * Changing fields: what each call makes of a value, what it refuses with
 * what status, and that a refused call has changed nothing.
 */

#include <stdio.h>

#include "itl.h"

static ts_file sample;
static ts_mem m;
static tp_transaction *t;
static tp_bytes before;

static void
setup(void)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };

	ts_file_init(&sample);
	ts_sample(&sample);
	ts_mem_init(&m);
	ck_assert_int_eq(tp_transaction_read(sample.bytes, sample.len, &options, &t, NULL), TP_OK);
	before = written(t, 0);
}

static void
teardown(void)
{
	tp_transaction_free(t);
	tp_bytes_free(&before);
	ts_file_free(&sample);
	ck_assert(ts_mem_clean(&m));
}

enum { SET, APPEND, INSERT, DELETE };

static tp_status
edit(int action, const char *at, const char *value, tp_diag *diag)
{
	tp_path path = path_of(at);
	size_t len = value != NULL ? strlen(value) : 0;

	switch (action) {
	case SET:
		return tp_transaction_set(t, &path, value, len, 0, diag);
	case APPEND:
		return tp_transaction_append(t, &path, value, len, 0, diag);
	case INSERT:
		return tp_transaction_insert(t, &path, value, len, 0, diag);
	default:
		return tp_transaction_delete(t, &path, diag);
	}
}

/* 2.047 of the sample is 20240101 US FIRST RS 20240102 US RS US THIRD. */
static const struct done {
	int action;
	const char *at;
	const char *value;
	const char *look;
	const char *want; /* NULL: gone */
} dones[] = {
	{ SET, "2.018", "NEW", "2.018", "NEW" },
	{ SET, "2.018", "", "2.018", "" },
	{ SET, "2.018", "A" US "B" RS "C", "2.018.2", "C" },
	{ SET, "2.018.1", "A" US "B", "2.018.1.2", "B" },
	{ SET, "2.019", "CREATED", "2.019", "CREATED" },
	{ SET, "2.019.1.3", "C", "2.019", US US "C" },
	{ SET, "2.047.2.2", "SECOND", "2.047",
	  "20240101" US "FIRST" RS "20240102" US "SECOND" RS US "THIRD" },
	{ SET, "2.047.2", "X", "2.047", "20240101" US "FIRST" RS "X" RS US "THIRD" },
	{ SET, "2.047.4", "X", "2.047.4", "X" },
	{ SET, "2.047.4.3", "X", "2.047.4", US US "X" },
	{ SET, "2.047.3.5", "X", "2.047.3", US "THIRD" US US US "X" },
	{ SET, "2.047.1.1", "", "2.047.1", US "FIRST" },
	{ SET, "2.034", "C", "2.034", "C" },
	{ SET, "2.077.1.1", "X", "2.077", "X" },
	{ SET, "2.123456789", "Y", "2.123456789", "Y" },
	{ SET, "1.009", "OTHER", "1.009", "OTHER" },
	{ SET, "1.002", "0400", "1.002", "0400" },
	{ APPEND, "2.018", "ALIAS", "2.018", "SYNTHETIC, PERSON" RS "ALIAS" },
	{ APPEND, "2.018", "A" US "B", "2.018.2.2", "B" },
	{ APPEND, "2.018.1", "ITEM", "2.018", "SYNTHETIC, PERSON" US "ITEM" },
	{ APPEND, "2.047.1", "X", "2.047.1", "20240101" US "FIRST" US "X" },
	{ APPEND, "2.047.4", "X", "2.047.4", "X" },
	{ APPEND, "2.047", "", "2.047.4", "" },
	{ APPEND, "2.019", "A", "2.019", "A" },
	{ APPEND, "2.019.1", "A", "2.019", "A" },
	{ APPEND, "2.077", "A", "2.077", "A" },
	{ INSERT, "2.047.1", "X", "2.047",
	  "X" RS "20240101" US "FIRST" RS "20240102" US RS US "THIRD" },
	{ INSERT, "2.047.3", "X" US "Y", "2.047.3", "X" US "Y" },
	{ INSERT, "2.047.1.2", "X", "2.047.1", "20240101" US "X" US "FIRST" },
	{ INSERT, "2.047.3.1", "X", "2.047.3", "X" US US "THIRD" },
	{ INSERT, "2.018", "BEFORE", "2.018", "BEFORE" },
	{ INSERT, "2.019", "CREATED", "2.019", "CREATED" },
	{ DELETE, "2.018", NULL, "2.018", NULL },
	{ DELETE, "2.034", NULL, "2.034", NULL },
	{ DELETE, "2.034.1", NULL, "2.034", "B" },
	{ DELETE, "2.018.1", NULL, "2.018", NULL },
	{ DELETE, "2.047.1", NULL, "2.047", "20240102" US RS US "THIRD" },
	{ DELETE, "2.047.3", NULL, "2.047", "20240101" US "FIRST" RS "20240102" US },
	{ DELETE, "2.047.1.1", NULL, "2.047.1", "FIRST" },
	{ DELETE, "2.047.1.2", NULL, "2.047.1", "20240101" },
	{ DELETE, "2.018.1.1", NULL, "2.018", "" },
	{ DELETE, "1.013", NULL, "1.013", NULL },
	{ DELETE, "14.999", NULL, "14.999", NULL },
	{ DELETE, "14.999.1", NULL, "14.999", NULL },
	{ DELETE, "4@1.009", NULL, "4@1.009", NULL },
	{ DELETE, "4@1.009.1.1", NULL, "4@1.009", NULL },
	{ SET, "14.999", FS GS RS US, "14.999", FS GS RS US },
	{ SET, "10.999", "", "10.999", "" },
	{ SET, "14.013", "10", "14.013", "10" },
	{ SET, "4@1.003", "255", "4@1.003", "255" },
	{ SET, "4@1.003.1.1", "0", "4@1.003", "0" },
	{ SET, "4@1.006", "65535", "4@1.006", "65535" },
	{ SET, "4@1.006", "0001", "4@1.006", "1" },
	{ SET, "4@1.004", "1", "4@1.004", "1" RS "255" RS "255" RS "255" RS "255" RS "255" },
	{ SET, "4@1.004", "1" RS "2", "4@1.004", "1" RS "2" RS "255" RS "255" RS "255" RS "255" },
	{ SET, "4@1.004", "1" RS "2" RS "3" RS "4" RS "5" RS "6", "4@1.004",
	  "1" RS "2" RS "3" RS "4" RS "5" RS "6" },
	{ SET, "4@1.004.3", "9", "4@1.004", "7" RS "255" RS "9" RS "255" RS "255" RS "255" },
	{ SET, "4@1.004.6.1", "9", "4@1.004.6", "9" },
	{ SET, "4@1.009", "image", "4@1.009", "image" },
	{ SET, "4@1.009.1.1", "image", "4@1.009", "image" },
	{ SET, "8.008", "vectors", "8.008", "vectors" },
	{ SET, "7.003", "mine", "7.003", "mine" },
	{ SET, "14.002", "07", "14.002", "07" },
	{ SET, "14.002.1.1", "9", "14.002", "9" },
	{ SET, "4@1.002", "9", "4@9.002", "9" },
};

START_TEST(edits_that_work)
{
	const struct done *d = &dones[_i];
	tp_diag diag;

	ck_assert_msg(edit(d->action, d->at, d->value, &diag) == TP_OK, "%d %s: %s", d->action,
	    d->at, diag.text);
	ck_assert_int_eq(diag.code, TP_OK);
	expect_value(t, d->look, d->want);
	expect_readable(t);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	expect_value(t, d->look, d->want);
	expect_readable(t);
}
END_TEST

static const struct refusal {
	int action;
	const char *at;
	const char *value;
	tp_status status;
} refusals[] = {
	{ SET, "2.001", "9", TP_ERR_STATE },
	{ SET, "1.001", "9", TP_ERR_STATE },
	{ SET, "1.003", "1" US "0", TP_ERR_STATE },
	{ SET, "1.003.1.2", "0", TP_ERR_STATE },
	{ APPEND, "1.003", "2" US "0", TP_ERR_STATE },
	{ INSERT, "1.003.2", "2" US "0", TP_ERR_STATE },
	{ DELETE, "1.003", NULL, TP_ERR_STATE },
	{ DELETE, "1.003.2", NULL, TP_ERR_STATE },
	{ DELETE, "1.001", NULL, TP_ERR_STATE },
	{ DELETE, "4@1.001", NULL, TP_ERR_STATE },
	{ SET, "4@1.001", "5", TP_ERR_STATE },
	{ DELETE, "1", NULL, TP_ERR_STATE },
	{ SET, "2", "x", TP_ERR_ARG },
	{ SET, "11.003", "x", TP_ERR_NOTFOUND },
	{ SET, "4@3.003", "1", TP_ERR_NOTFOUND },
	{ SET, "4.003", "1", TP_ERR_RANGE },
	{ SET, "2.018.3", "x", TP_ERR_RANGE },
	{ SET, "2.019.2", "x", TP_ERR_RANGE },
	{ SET, "2.019.2.1", "x", TP_ERR_RANGE },
	{ SET, "2.018.1.2000", "x", TP_ERR_RANGE },
	{ SET, "2.047.4.2000", "x", TP_ERR_RANGE },
	{ SET, "2.018.*", "x", TP_ERR_ARG },
	{ SET, "2.018.1.*", "x", TP_ERR_ARG },
	{ DELETE, "2.018.*", NULL, TP_ERR_ARG },
	{ DELETE, "14.999.*", NULL, TP_ERR_ARG },
	{ DELETE, "4@1.009.*", NULL, TP_ERR_ARG },
	{ SET, "2.018.1.1", "a" US "b", TP_ERR_ARG },
	{ SET, "2.018.1.1", "a" RS "b", TP_ERR_ARG },
	{ SET, "2.018.1", "a" RS "b", TP_ERR_ARG },
	{ SET, "2.018", "a" GS "b", TP_ERR_ARG },
	{ SET, "2.018", "a" FS "b", TP_ERR_ARG },
	{ SET, "2.018.1", "a" GS "b", TP_ERR_ARG },
	{ SET, "2.999", "a" FS "b", TP_ERR_ARG },
	{ APPEND, "2.018", "a" RS "b", TP_ERR_ARG },
	{ APPEND, "2.018.1", "a" US "b", TP_ERR_ARG },
	{ APPEND, "2.018.1.1", "a", TP_ERR_ARG },
	{ APPEND, "2.018.3", "a", TP_ERR_RANGE },
	{ APPEND, "14.999", "more", TP_ERR_RANGE },
	{ INSERT, "14.999", "more", TP_ERR_RANGE },
	{ INSERT, "14.999.1", "more", TP_ERR_RANGE },
	{ SET, "14.999.2", "more", TP_ERR_RANGE },
	{ SET, "14.999.1.2", "more", TP_ERR_RANGE },
	{ INSERT, "2.018.2", "x", TP_ERR_NOTFOUND },
	{ INSERT, "2.018.1.2", "x", TP_ERR_NOTFOUND },
	{ INSERT, "2.018.2.1", "x", TP_ERR_NOTFOUND },
	{ INSERT, "2.019.1", "x", TP_ERR_NOTFOUND },
	{ INSERT, "2.019.1.1", "x", TP_ERR_NOTFOUND },
	{ DELETE, "2.019", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "2.019.1", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "2.018.2", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "2.018.1.2", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "2.018.2.1", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "14.999.2", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "14.999.1.2", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "4@1.009.2", NULL, TP_ERR_NOTFOUND },
	{ DELETE, "4@1.010", NULL, TP_ERR_STATE },
	{ DELETE, "4@1.003", NULL, TP_ERR_STATE },
	{ DELETE, "4@1.004.2", NULL, TP_ERR_NOTFOUND },
	{ APPEND, "4@1.003", "1", TP_ERR_STATE },
	{ INSERT, "4@1.004.1", "1", TP_ERR_STATE },
	{ APPEND, "4@1.009", "more", TP_ERR_STATE },
	{ SET, "4@1.003", "256", TP_ERR_RANGE },
	{ SET, "4@1.006", "65536", TP_ERR_RANGE },
	{ SET, "4@1.004", "1" RS "256", TP_ERR_RANGE },
	{ SET, "4@1.004", "1" RS "2" RS "3" RS "4" RS "5" RS "6" RS "7", TP_ERR_RANGE },
	{ SET, "4@1.004.7", "1", TP_ERR_RANGE },
	{ SET, "4@1.004.1.2", "1", TP_ERR_RANGE },
	{ SET, "4@1.004.1", "1" RS "2", TP_ERR_ARG },
	{ SET, "4@1.003.2", "1", TP_ERR_RANGE },
	{ SET, "4@1.003", "", TP_ERR_ARG },
	{ SET, "4@1.003", "x", TP_ERR_ARG },
	{ SET, "4@1.003", "-1", TP_ERR_ARG },
	{ SET, "4@1.003", "1" RS "2", TP_ERR_RANGE },
	{ SET, "4@1.010", "1", TP_ERR_NOTFOUND },
	{ SET, "7.004", "1", TP_ERR_NOTFOUND },
	{ SET, "14.002", "100", TP_ERR_RANGE },
	{ SET, "14.002", "", TP_ERR_RANGE },
	{ SET, "14.002", "x", TP_ERR_RANGE },
	{ SET, "14.002", "1" RS "2", TP_ERR_RANGE },
	{ SET, "14.002.1.2", "5", TP_ERR_RANGE },
	{ SET, "14.002.2", "5", TP_ERR_RANGE },
	{ APPEND, "14.002", "5", TP_ERR_RANGE },
	{ APPEND, "14.002.1", "5", TP_ERR_RANGE },
	{ INSERT, "14.002", "5", TP_ERR_RANGE },
	{ SET, "4@1.002", "100", TP_ERR_RANGE },
	{ APPEND, "4@1.002", "1", TP_ERR_STATE },
	{ DELETE, "4@1.002", NULL, TP_ERR_STATE },
};

START_TEST(edits_that_are_refused)
{
	const struct refusal *r = &refusals[_i];
	uint64_t tree = ts_walk(t);
	tp_diag diag;
	tp_status status = edit(r->action, r->at, r->value, &diag);

	ck_assert_msg(status == r->status, "%d %s: %s, not %s", r->action, r->at,
	    tp_status_name(status), tp_status_name(r->status));
	expect_failed(t, &before, status, r->status, &diag);
	ck_assert_uint_eq(ts_walk(t), tree);
	ck_assert_uint_gt(strlen(diag.text), 0);
	ck_assert_int_eq(edit(r->action, r->at, r->value, NULL), r->status);
}
END_TEST

/* New fields stand in numeric order; data stays last. */
START_TEST(new_fields_in_order)
{
	tp_transaction *u;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "14" US "01");
	ts_text(&f, "14.001:", "14.002:01" GS "14.005:e" GS "14.999:data");
	u = read_file(&f, 0);
	set_ok(u, "14.004", "d");
	set_ok(u, "14.998", "z");
	set_ok(u, "14.1200", "after");
	set_ok(u, "1.004", "CAR");
	expect_value(u, "14.999", "data");
	ts_file_free(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "14" US "01" GS "1.004:CAR");
	ts_text(&f, "14.001:", "14.002:01" GS "14.004:d" GS "14.005:e" GS "14.998:z" GS
	    "14.1200:after" GS "14.999:data");
	expect_bytes(u, 0, f.bytes, f.len);
	tp_transaction_free(u);
	ts_file_free(&f);
}
END_TEST

/* Tags of two digits, or of several widths, keep their style. */
START_TEST(tag_width_is_kept)
{
	tp_transaction *u;
	ts_file f;

	ts_file_init(&f);
	ts_text(&f, "1.01:", "1.02:0300" GS "1.03:1" US "1" RS "2" US "0");
	ts_text(&f, "2.001:", "2.02:0" GS "2.5:x");
	u = read_file(&f, 0);
	set_ok(u, "1.004", "CAR");
	set_ok(u, "1.0123", "long");
	set_ok(u, "2.7", "new");
	set_ok(u, "2.5", "changed");
	ck_assert_int_eq(tp_transaction_add_record(u, 9, -1, 0, NULL, NULL), TP_OK);
	ts_file_free(&f);
	ts_text(&f, "1.01:", "1.02:0300" GS "1.03:1" US "2" RS "2" US "0" RS "9" US "1" GS
	    "1.04:CAR" GS "1.123:long");
	ts_text(&f, "2.001:", "2.02:0" GS "2.5:changed" GS "2.007:new");
	ts_text(&f, "9.01:", "9.02:1");
	expect_bytes(u, 0, f.bytes, f.len);
	tp_transaction_free(u);
	ts_file_free(&f);
}
END_TEST

START_TEST(views_outlive_edits)
{
	tp_record *r = tp_transaction_record(t, 1);
	tp_field old, mid;
	char number[24];
	int i;

	ck_assert(tp_record_field(r, 18, 0, &old));
	set_ok(t, "2.018", "BETWEEN");
	ck_assert(tp_record_field(r, 18, 0, &mid));
	ck_assert_uint_eq(mid.offset, TP_NO_OFFSET);
	for (i = 0; i < 5000; i++) {
		(void)snprintf(number, sizeof number, "%d", i);
		set_ok(t, "2.018", number);
	}
	ck_assert_mem_eq(old.value.ptr, "SYNTHETIC, PERSON", old.value.len);
	ck_assert_uint_eq(old.value.len, 17);
	ck_assert_mem_eq(mid.value.ptr, "BETWEEN", 7);
	expect_value(t, "2.018", "4999");
}
END_TEST

START_TEST(borrowed_values)
{
	char image[] = "borrowed" FS;
	tp_path path = path_of("14.999");
	tp_field field;

	ck_assert_int_eq(tp_transaction_set(t, &path, image, 9, TP_EDIT_BORROW, NULL), TP_OK);
	ck_assert(tp_record_data(tp_transaction_record(t, 5), &field));
	ck_assert_ptr_eq(field.value.ptr, image);
	ck_assert_int_eq(tp_record_set(tp_transaction_record(t, 2), 9, 0, 0, image, 9,
	    TP_EDIT_BORROW, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	ck_assert(tp_record_data(tp_transaction_record(t, 5), &field));
	ck_assert_ptr_eq(field.value.ptr, image);
	ck_assert(tp_record_data(tp_transaction_record(t, 2), &field));
	ck_assert_ptr_eq(field.value.ptr, image);
	expect_readable(t);
	/* Without the flag the caller's buffer is free to go. */
	ck_assert_int_eq(tp_transaction_set(t, &path, image, 9, 0, NULL), TP_OK);
	image[0] = 'X';
	expect_value(t, "14.999", "borrowed" FS);
	set_ok(t, "4@1.009", "own");
}
END_TEST

/* Many edits, then compact: the same bytes, and the memory given back. */
START_TEST(compact_gives_back)
{
	uint64_t fresh = m.bytes, full;
	char value[200];
	tp_bytes out;
	uint64_t tree;
	int i;

	memset(value, 'x', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	for (i = 0; i < 20000; i++) {
		value[i % 100] = (char)('a' + i % 26);
		set_ok(t, "2.018", value);
		set_ok(t, "4@1.009", value);
	}
	full = m.bytes;
	ck_assert_uint_gt(full, 8000000);
	out = written(t, 0);
	tree = ts_walk(t);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	ck_assert_uint_le(m.bytes, fresh + out.len + 8192);
	expect_bytes(t, 0, out.ptr, out.len);
	ck_assert_uint_eq(ts_walk(t), tree);
	tp_bytes_free(&out);
	set_ok(t, "2.018", "still editable");
	ck_assert_int_eq(tp_transaction_add_record(t, 14, -1, 0, NULL, NULL), TP_OK);
	expect_readable(t);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	expect_readable(t);
}
END_TEST

/* A short header grows field by field, before compact and after. */
START_TEST(short_binary_grows)
{
	tp_transaction *u;
	tp_record *r;
	ts_file f;
	int compacts;

	for (compacts = 0; compacts < 2; compacts++) {
		ts_file_init(&f);
		ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "2" RS "3" US "1" RS "3" US "2");
		ts_binary(&f, 1, "", 0, 0);
		ts_binary(&f, 2, "\3", 1, 0);
		u = read_file(&f, 0);
		r = tp_transaction_record(u, 1);
		ck_assert_int_eq(tp_record_set_number(r, 3, 9, NULL), TP_OK);
		ck_assert_uint_eq(tp_record_size(r), 6);
		if (compacts != 0)
			ck_assert_int_eq(tp_transaction_compact(u, NULL), TP_OK);
		r = tp_transaction_record(u, 1);
		ck_assert_int_eq(tp_record_set_number(r, 8, 255, NULL), TP_OK);
		ck_assert_uint_eq(tp_record_size(r), 18);
		/* The other is given its data at once, and the input is not written into. */
		ck_assert_int_eq(tp_record_append_field(tp_transaction_record(u, 2), 9, 0,
		    "0123456789abcdefgh", 18, 0, NULL), TP_OK);
		expect_value(u, "3@1.008", "255");
		expect_value(u, "3@2.003", "3");
		expect_value(u, "3@2.009", "cdefgh");
		expect_readable(u);
		tp_transaction_free(u);
		ts_file_free(&f);
	}
}
END_TEST

START_TEST(typed_calls)
{
	tp_record *r = tp_transaction_record(t, 1);
	tp_str items[3] = { { "A", 1 }, { NULL, 0 }, { "C", 1 } };
	tp_diag diag;
	tp_bytes now;

	ck_assert_int_eq(tp_record_set_text(r, 60, "TEXT", NULL), TP_OK);
	ck_assert_int_eq(tp_record_set_number(r, 61, UINT64_MAX, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_items(r, 62, items, 3, NULL), TP_OK);
	ck_assert_int_eq(tp_record_append_items(r, 62, items, 1, NULL), TP_OK);
	expect_value(t, "2.060", "TEXT");
	expect_value(t, "2.061", "18446744073709551615");
	expect_value(t, "2.062", "A" US US "C" RS "A");
	now = written(t, 0);
	items[1] = (tp_str){ "x" US, 2 };
	expect_failed(t, &now, tp_record_append_items(r, 62, items, 3, &diag), TP_ERR_ARG, &diag);
	ck_assert_int_eq(diag.item, 2);
	ck_assert_int_eq(diag.field, 62);
	ck_assert_int_eq(diag.record, 1);
	expect_failed(t, &now, tp_record_set_text(r, 1, "9", &diag), TP_ERR_STATE, &diag);
	expect_failed(t, &now, tp_record_set_text(r, 0, "9", &diag), TP_ERR_ARG, &diag);
	expect_failed(t, &now, tp_record_set_text(r, 1000000000, "9", &diag), TP_ERR_ARG, &diag);
	expect_failed(t, &now, tp_record_set(r, 18, 0, 1, "9", 1, 0, &diag), TP_ERR_ARG, &diag);
	expect_failed(t, &now, tp_record_append_items(tp_transaction_record(t, 2), 3, items, 1,
	    &diag), TP_ERR_STATE, &diag);
	tp_bytes_free(&now);
}
END_TEST

START_TEST(arena_limit_on_edits)
{
	tp_limits limits = { .size = sizeof limits, .arena = 40000, .fields = 12 };
	tp_read_options options = { .size = sizeof options, .mem = &m.mem, .limits = &limits };
	static char big[50000];
	tp_path path = path_of("2.018");
	tp_transaction *u;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_read(sample.bytes, sample.len, &options, &u, NULL), TP_OK);
	memset(big, 'x', sizeof big);
	expect_failed(u, &before, tp_transaction_set(u, &path, big, sizeof big, 0, &diag),
	    TP_ERR_LIMIT, &diag);
	set_ok(u, "2.200", "x");
	set_ok(u, "2.201", "x");
	tp_transaction_free(u);
	limits.arena = 0;
	ck_assert_int_eq(tp_transaction_read(sample.bytes, sample.len, &options, &u, NULL), TP_OK);
	expect_failed(u, &before, set(u, "1.006", "1", &diag), TP_ERR_LIMIT, &diag);
	tp_transaction_free(u);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("itl edit");
	TCase *tc = tcase_create("edit");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, edits_that_work, 0, (int)(sizeof dones / sizeof dones[0]));
	tcase_add_loop_test(tc, edits_that_are_refused, 0,
	    (int)(sizeof refusals / sizeof refusals[0]));
	tcase_add_test(tc, new_fields_in_order);
	tcase_add_test(tc, tag_width_is_kept);
	tcase_add_test(tc, views_outlive_edits);
	tcase_add_test(tc, borrowed_values);
	tcase_add_test(tc, compact_gives_back);
	tcase_add_test(tc, short_binary_grows);
	tcase_add_test(tc, typed_calls);
	tcase_add_test(tc, arena_limit_on_edits);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
