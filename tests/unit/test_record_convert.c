/* SPDX-License-Identifier: MIT */
/* Records of prints: Type-4 to Type-14 and back, and what has no place there. */

#include "record_samples.h"

static uint32_t lost[16];
static size_t lost_count;

static void
note_lost(void *ctx, uint32_t field)
{
	ck_assert_ptr_eq(ctx, &lost_count);
	ck_assert_uint_lt(lost_count, 16);
	lost[lost_count++] = field;
}

static tp_convert_options
converting(uint32_t flags)
{
	tp_convert_options o = { .size = sizeof o, .flags = flags, .lost = note_lost,
		.ctx = &lost_count };

	lost_count = 0;
	return o;
}

START_TEST(there_and_back)
{
	const char *isr = _i == 0 ? "0" : "1", *ppi = _i == 0 ? "500" : "1000";
	tp_record *r = print_of(TP_CODEC_WSQ, isr);
	tp_convert_options o = converting(0);
	tp_bytes before;
	tp_record_image_view v;
	const char *stored;

	(void)finger_of(TP_CODEC_PNG, "500");
	ck_assert_int_eq(tp_transaction_write(t, 0, &before, &diag), TP_OK);
	look(r, &v);
	stored = v.bytes.ptr;
	ck_assert_msg(tp_record_to_finger(r, &o, &diag) == TP_OK, "%s", diag.text);
	ck_assert_uint_eq(lost_count, 0);
	ck_assert_int_eq(tp_record_type(r), 14);
	ck_assert_int_eq(tp_record_idc(r), 1);
	ck_assert_uint_eq(tp_record_index(r), 1);
	ck_assert_ptr_eq(tp_transaction_record(t, 1), r);
	value_is(tp_transaction_record(t, 0), 3, "1\0372\036" "14\03701\036" "14\03702");
	value_is(r, 3, "1");
	value_is(r, 4, "NY0300000");
	value_is(r, 5, "20261123");
	value_is(r, 6, "48");
	value_is(r, 7, "40");
	value_is(r, 8, "1");
	value_is(r, 9, ppi);
	value_is(r, 10, ppi);
	value_is(r, 11, "WSQ20");
	value_is(r, 12, "8");
	value_is(r, 13, "2");
	look(r, &v);
	ck_assert_ptr_eq(v.bytes.ptr, stored);
	ck_assert_int_eq(tp_transaction_compact(t, &diag), TP_OK);
	r = tp_transaction_record(t, 1);
	ck_assert_msg(tp_record_to_print(r, &o, &diag) == TP_OK, "%s", diag.text);
	ck_assert_uint_eq(lost_count, 0);
	still_is(&before);
}
END_TEST

/* The separators that stood before the record stay, until fix removes them. */
START_TEST(behind_stray_separators)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_convert_options o = converting(0);
	tp_bytes clean, bytes;
	tp_transaction *read;
	size_t at, changes;
	tp_record *r;
	char *stray;
	tp_str raw;

	(void)print_of(TP_CODEC_PNG, "0");
	ck_assert_int_eq(tp_transaction_write(t, 0, &clean, &diag), TP_OK);
	at = clean.len - (size_t)tp_record_size(tp_transaction_record(t, 1));
	stray = malloc(clean.len + 2);
	ck_assert_ptr_nonnull(stray);
	memcpy(stray, clean.ptr, at);
	memcpy(stray + at, "\034\034", 2);
	memcpy(stray + at + 2, clean.ptr + at, clean.len - at);
	ck_assert_int_eq(tp_transaction_read(stray, clean.len + 2, &options, &read, &diag), TP_OK);
	r = tp_transaction_record(read, 1);
	ck_assert_msg(tp_record_to_finger(r, &o, &diag) == TP_OK, "%s", diag.text);
	ck_assert_uint_eq(tp_record_offset(r), at + 2);
	tp_record_raw(r, &raw);
	ck_assert_uint_eq(raw.len, clean.len - at);
	ck_assert_int_eq(tp_transaction_write(read, 0, &bytes, &diag), TP_OK);
	ck_assert_mem_eq(bytes.ptr + bytes.len - tp_record_size(r) - 2, "\034\034" "14.001:", 9);
	tp_bytes_free(&bytes);
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_OK);
	ck_assert_int_eq(tp_transaction_fix(read, 0, NULL, NULL, &changes, &diag), TP_OK);
	ck_assert_int_eq(tp_transaction_write(read, 0, &bytes, &diag), TP_OK);
	ck_assert_uint_eq(bytes.len, clean.len);
	ck_assert_mem_eq(bytes.ptr, clean.ptr, clean.len);
	tp_bytes_free(&bytes);
	tp_bytes_free(&clean);
	tp_transaction_free(read);
	free(stray);
}
END_TEST

START_TEST(origin_of_a_finger)
{
	tp_record *r = print_of(TP_CODEC_PNG, "0");
	tp_convert_options o = converting(0);
	tp_path ori = { .type = 1, .idc = -1, .nth = 1, .field = 8 };

	ck_assert_int_eq(tp_transaction_delete(t, &ori, &diag), TP_OK);
	ck_assert_int_eq(tp_record_to_finger(r, &o, &diag), TP_ERR_NOTFOUND);
	ck_assert_int_eq(tp_record_type(r), 4);
	o.src = "SYNTH";
	o.fcd = "20261101";
	ck_assert_int_eq(tp_record_to_finger(r, &o, &diag), TP_OK);
	value_is(r, 4, "SYNTH");
	value_is(r, 5, "20261101");
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_ERR_STATE);
	ck_assert_int_eq(diag.field, 4);
	ck_assert_uint_eq(lost_count, 2);
	ck_assert_uint_eq(lost[1], 5);
}
END_TEST

START_TEST(positions_of_a_finger)
{
	tp_record *r = print_of(TP_CODEC_PNG, "0");
	tp_convert_options o = converting(0);

	set(r, 4, "2\036" "7");
	ck_assert_int_eq(tp_record_to_finger(r, &o, &diag), TP_ERR_STATE);
	ck_assert_int_eq(diag.field, 4);
	ck_assert_uint_eq(lost_count, 1);
	set(tp_transaction_record(t, 0), 2, "0400");
	ck_assert_int_eq(tp_record_to_finger(r, NULL, &diag), TP_OK);
	value_is(r, 13, "2\036" "7");
	ck_assert_int_eq(tp_record_to_print(r, NULL, &diag), TP_OK);
	value_is(r, 4, "2\036" "7\036" "255\036" "255\036" "255\036" "255");
	set(tp_transaction_record(t, 0), 2, "0502");
	o = converting(TP_CONVERT_LOSSY);
	ck_assert_int_eq(tp_record_to_finger(r, &o, &diag), TP_OK);
	ck_assert_uint_eq(lost_count, 1);
	ck_assert_uint_eq(lost[0], 4);
	value_is(r, 13, "2");
}
END_TEST

START_TEST(what_a_print_cannot_hold)
{
	static const struct {
		uint32_t field;
		const char *value;
	} cases[] = { { 9, "600" }, { 10, "600" }, { 8, "0" }, { 11, "G4" }, { 12, "16" },
		{ 6, "65536" }, { 13, "19" } };
	tp_record *r = finger_of(TP_CODEC_RAW, "500");
	tp_convert_options o = converting(TP_CONVERT_LOSSY);
	tp_bytes before;

	set(r, cases[_i].field, cases[_i].value);
	ck_assert_int_eq(tp_transaction_write(t, 0, &before, &diag), TP_OK);
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(diag.field, cases[_i].field);
	ck_assert_int_eq(diag.record, 1);
	still_is(&before);
}
END_TEST

START_TEST(what_a_print_loses)
{
	tp_record *r = finger_of(TP_CODEC_PNG, "500");
	tp_convert_options o = converting(0);

	set(r, 20, "SYNTHETIC");
	set(r, 22, "2\0371");
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_ERR_STATE);
	ck_assert_int_eq(diag.field, 20);
	ck_assert_ptr_null(strstr(diag.text, "SYNTHETIC"));
	ck_assert_uint_eq(lost_count, 2);
	ck_assert_int_eq(tp_record_type(r), 14);
	o = converting(TP_CONVERT_LOSSY);
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_OK);
	ck_assert_uint_eq(lost_count, 2);
	ck_assert_uint_eq(lost[0], 20);
	ck_assert_uint_eq(lost[1], 22);
	ck_assert_int_eq(tp_record_type(r), 4);
	ck_assert_int_eq(tp_record_to_print(r, &o, &diag), TP_ERR_STATE);
	ck_assert_int_eq(tp_record_to_finger(tp_transaction_record(t, 0), &o, &diag),
	    TP_ERR_STATE);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("record_convert");

	tcase_add_checked_fixture(c, setup, teardown);
	if (tp_codec_can(TP_CODEC_PNG, TP_CODEC_CAN_ENCODE) &&
	    tp_codec_can(TP_CODEC_WSQ, TP_CODEC_CAN_ENCODE)) {
		tcase_add_loop_test(c, there_and_back, 0, 2);
		tcase_add_test(c, behind_stray_separators);
		tcase_add_test(c, origin_of_a_finger);
		tcase_add_test(c, positions_of_a_finger);
		tcase_add_test(c, what_a_print_loses);
	}
	tcase_add_loop_test(c, what_a_print_cannot_hold, 0, 7);
	return run_cases("record_convert", &c, 1);
}
