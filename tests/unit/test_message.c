/* SPDX-License-Identifier: MIT */
/* Tests of messages: kinds, what is none, options, transactions that the caller keeps. */

#include "message_tests.h"

START_TEST(names)
{
	static const char *const expected[] = { "other", "CAR", "SRE", "IDR/IAR", "IDR no match",
		"unclassified SRE", "ERRT", "CPI", "IAQ", "IAR", "notice" };
	int kind;

	for (kind = 0; kind <= TP_MESSAGE_NOTICE; kind++)
		ck_assert_str_eq(tp_message_kind_name(kind), expected[kind]);
	ck_assert_str_eq(tp_message_kind_name(-1), "other");
	ck_assert_str_eq(tp_message_kind_name(11), "other");
	ck_assert_str_eq(tp_notice_kind_name(0), "");
	ck_assert_str_eq(tp_notice_kind_name(10), "");
}
END_TEST

/* Each kind has its own struct, and no other. */
static void
has_only(tp_message *message, int kind)
{
	ck_assert_int_eq(tp_message_get_kind(message), kind);
	ck_assert((tp_message_car(message) != NULL) == (kind == TP_MESSAGE_CAR));
	ck_assert((tp_message_sre(message) != NULL) == (kind == TP_MESSAGE_SRE));
	ck_assert((tp_message_errt(message) != NULL) == (kind == TP_MESSAGE_ERRT));
	ck_assert((tp_message_idr(message) != NULL) == (kind == TP_MESSAGE_IDR_MATCH));
	ck_assert((tp_message_cpi(message) != NULL) == (kind == TP_MESSAGE_CPI));
	ck_assert((tp_message_iaq(message) != NULL) == (kind == TP_MESSAGE_IAQ));
	ck_assert((tp_message_iar(message) != NULL) == (kind == TP_MESSAGE_IAR));
	ck_assert((tp_message_notice(message) != NULL) == (kind == TP_MESSAGE_NOTICE));
	ck_assert_ptr_nonnull(tp_message_envelope(message));
	ck_assert((tp_message_transaction(message) != NULL) == (kind < TP_MESSAGE_CPI));
	tp_message_free(message);
}

static void
transaction_is(tp_status status, tp_transaction **t, int kind)
{
	tp_bytes bytes;

	ck_assert_int_eq(status, TP_OK);
	bytes = bytes_of(*t);
	has_only(read_message(bytes.ptr, bytes.len), kind);
	tp_bytes_free(&bytes);
}

static void
text_is(tp_status status, tp_bytes *text, int kind)
{
	ck_assert_int_eq(status, TP_OK);
	has_only(read_message(text->ptr, text->len), kind);
	tp_bytes_free(text);
}

START_TEST(kinds)
{
	tp_transaction *t = NULL;
	tp_bytes text;

	each_profile(_i);
	transaction_is(tp_car_build(&m.car, &m.options, &t, NULL), &t, TP_MESSAGE_CAR);
	transaction_is(tp_sre_build(&m.ident, &m.options, &t, NULL), &t, TP_MESSAGE_SRE);
	transaction_is(tp_errt_build(&m.errt, &m.options, &t, NULL), &t, TP_MESSAGE_ERRT);
	transaction_is(tp_idr_build(&m.match, &m.options, &t, NULL), &t, TP_MESSAGE_IDR_MATCH);
	text_is(tp_cpi_build(&m.cpi, &m.options, &text, NULL), &text, TP_MESSAGE_CPI);
	text_is(tp_iaq_build(&m.iaq, &m.options, NULL, &text, NULL), &text, TP_MESSAGE_IAQ);
	text_is(tp_iar_build(&m.iar, &m.options, &text, NULL), &text, TP_MESSAGE_IAR);
	text_is(tp_notice_build(&m.detainer, &m.options, &text, NULL), &text, TP_MESSAGE_NOTICE);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is no message ------------------------------------------------------ */

static const struct {
	const char *bytes;
	size_t len;
	tp_status status;
} none[] = {
	{ "", 0, TP_ERR_TRUNCATED },
	{ "1", 1, TP_ERR_SYNTAX },
	{ "1.", 2, TP_ERR_SYNTAX },
	{ "1.001:", 6, TP_ERR_TRUNCATED },
	{ "HELLO", 5, TP_ERR_SYNTAX },
	{ "\r\n\r\n", 4, TP_ERR_SYNTAX },
	{ "\0\0\0\0", 4, TP_ERR_SYNTAX },
	{ "<?xml version=\"1.0\"?>", 21, TP_ERR_SYNTAX },
	{ "1.001:38" GS "1.002:0500" GS "1.003:1" US "0" FS, 30, TP_ERR_LENGTH },
	{ "1.001:30" GS "1.002:0500" GS "1.003:1" US "0" FS, 30, TP_ERR_SYNTAX },
};

START_TEST(no_messages)
{
	tp_message *message = (tp_message *)(uintptr_t)1;
	tp_diag diag;
	tp_status status = tp_message_read(none[_i].bytes, none[_i].len, NULL, &message, &diag);

	ck_assert_msg(status == none[_i].status, "%s: %s", tp_status_name(status), diag.text);
	ck_assert_ptr_null(message);
	ck_assert_int_eq(diag.code, status);
	ck_assert_str_ne(diag.text, "");
}
END_TEST

START_TEST(arguments)
{
	tp_transaction *t = (tp_transaction *)(uintptr_t)1;
	tp_message *message;
	tp_bytes text;
	tp_diag diag;

	each_profile(1);
	ck_assert_int_eq(tp_message_read("X", 1, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_message_read(NULL, 1, NULL, &message, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_message_read(NULL, 0, NULL, &message, &diag), TP_ERR_TRUNCATED);
	ck_assert_int_eq(tp_message_of(NULL, NULL, &message, &diag), TP_ERR_ARG);
	ck_assert_ptr_null(message);
	ck_assert_int_eq(tp_car_build(NULL, NULL, &t, &diag), TP_ERR_ARG);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(tp_car_build(&m.car, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_sre_build(NULL, NULL, &t, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_errt_build(NULL, NULL, &t, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_idr_build(NULL, NULL, &t, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_cpi_build(NULL, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_ptr_null(text.ptr);
	ck_assert_int_eq(tp_cpi_build(&m.cpi, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_notice_build(NULL, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_iaq_build(NULL, NULL, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_iar_build(NULL, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_iaq_build_xml(NULL, NULL, &text, &diag), TP_ERR_ARG);
	tp_message_free(NULL);
	ts_messages_free(&m);
}
END_TEST

/* ---- options ---------------------------------------------------------------- */

/* No options are EBTS 11.0, libc and the default limits. */
START_TEST(defaults)
{
	tp_message_options options = { .size = sizeof options };
	tp_transaction *t;
	tp_bytes with, without;

	each_profile(1);
	ck_assert_int_eq(tp_idr_build(&m.match, &m.options, &t, NULL), TP_OK);
	with = bytes_of(t);
	ck_assert_int_eq(tp_idr_build(&m.match, NULL, &t, NULL), TP_OK);
	without = bytes_of(t);
	same_bytes(&with, &without);
	tp_bytes_free(&without);
	ck_assert_int_eq(tp_idr_build(&m.match, &options, &t, NULL), TP_OK);
	without = bytes_of(t);
	same_bytes(&with, &without);
	tp_bytes_free(&without);
	/* A program made with a smaller struct: what is behind its size is not looked at. */
	options.size = offsetof(tp_message_options, profile);
	options.profile = (const tp_profile *)(uintptr_t)1;
	options.layouts = (const tp_layouts *)(uintptr_t)1;
	ck_assert_int_eq(tp_idr_build(&m.match, &options, &t, NULL), TP_OK);
	without = bytes_of(t);
	same_bytes(&with, &without);
	tp_bytes_free(&without);
	tp_bytes_free(&with);
	ts_messages_free(&m);
}
END_TEST

START_TEST(limits_are_kept)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 30 };
	tp_message *message;
	tp_transaction *t;
	tp_bytes bytes;
	tp_diag diag;
	ts_file f;
	size_t i;

	each_profile(1);
	m.options.limits = &limits;
	ck_assert_int_eq(tp_message_read("IAR.VTICE0900.NY0300000.TXT\r\nX", 31, &m.options,
	    &message, &diag), TP_ERR_LIMIT);
	ck_assert_int_eq(tp_iar_build(&m.iar, &m.options, &bytes, &diag), TP_ERR_LIMIT);
	ck_assert_ptr_null(bytes.ptr);
	limits.bytes = 0;
	/* Many values take more memory than they have bytes; that is bounded too. */
	limits.arena = 20000;
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:ERRT");
	ts_text(&f, "2.001:", "2.002:00" GS "2.060:" RS RS RS RS RS RS RS RS RS RS RS RS RS RS RS
	    RS);
	message = read_message(f.bytes, f.len);
	ck_assert_uint_eq(tp_message_errt(message)->msg.count, 17);
	tp_message_free(message);
	ts_file_free(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:ERRT");
	{
		char fields[4000] = "2.002:00" GS "2.060:";

		for (i = strlen(fields); i < sizeof fields - 1; i++)
			fields[i] = '\036';
		ts_text(&f, "2.001:", fields);
	}
	ck_assert_int_eq(tp_message_read(f.bytes, f.len, &m.options, &message, &diag),
	    TP_ERR_LIMIT);
	ts_file_free(&f);
	m.options.limits = NULL;
	ck_assert_int_eq(tp_idr_build(&m.match, &m.options, &t, NULL), TP_OK);
	tp_transaction_free(t);
	ts_messages_free(&m);
}
END_TEST

/* A state's own name for a CAR is read, and written, as one. */
START_TEST(names_of_an_overlay)
{
	static const char overlay[] = "alias\ttot\nSCAR\tCAR\n";
	tp_transaction *t;
	tp_message *message;
	tp_bytes bytes;
	tp_diag diag;

	each_profile(_i);
	m.car.envelope.tot = (tp_str)TS_STR("SCAR");
	ck_assert_int_eq(tp_car_build(&m.car, &m.options, &t, &diag), TP_ERR_ARG);
	ck_assert_msg(tp_profile_overlay(m.profile, overlay, sizeof overlay - 1, &diag) == TP_OK,
	    "%s", diag.text);
	ck_assert_msg(tp_car_build(&m.car, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_CAR);
	is_text(&tp_message_envelope(message)->tot, "SCAR");
	tp_message_free(message);
	ck_assert_int_eq(tp_message_read(bytes.ptr, bytes.len, NULL, &message, NULL), TP_OK);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_OTHER);
	is_text(&tp_message_envelope(message)->tcn, "SYNTHETIC-TCN-0001");
	tp_message_free(message);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

/* ---- a transaction that the caller keeps ------------------------------------- */

START_TEST(of_a_transaction)
{
	tp_message *message;
	tp_transaction *t;
	const tp_idr *idr;
	tp_diag diag;

	each_profile(_i);
	ck_assert_int_eq(tp_idr_build(&m.match, &m.options, &t, NULL), TP_OK);
	ck_assert_msg(tp_message_of(t, &m.options, &message, &diag) == TP_OK, "%s", diag.text);
	ck_assert_ptr_eq(tp_message_transaction(message), t);
	idr = tp_message_idr(message);
	ck_assert_ptr_nonnull(idr);
	ck_assert_uint_eq(idr->encounter_count, 5);
	ck_assert_uint_eq(idr->photo_count, 1);
	ck_assert_uint_eq(idr->others.count, 0);
	tp_message_free(message);
	tp_transaction_free(t);
	ck_assert_int_eq(tp_transaction_new_bare(NULL, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_message_of(t, NULL, &message, &diag), TP_ERR_SYNTAX);
	tp_transaction_free(t);
	ts_messages_free(&m);
}
END_TEST

/*
 * R8: the persons' traits are echoed and nothing else: the same messages with
 * other traits differ in those fields alone.
 */
START_TEST(traits_change_only_their_echoes)
{
	static const uint32_t traits[] = { 18, 20, 21, 24, 25 };
	tp_transaction *one, *two;
	size_t i, k, n;
	tp_car car;

	each_profile(_i);
	ck_assert_int_eq(tp_car_build(&m.car, &m.options, &one, NULL), TP_OK);
	car = m.car;
	car.subject.nam = (tp_str)TS_STR("MUSTERMANN,E");
	car.subject.pob = (tp_str)TS_STR("MM");
	car.subject.ctz = (tp_strs){ &car.subject.pob, 1 };
	car.subject.sex = (tp_str)TS_STR("F");
	car.subject.rac = (tp_str)TS_STR("W");
	ck_assert_int_eq(tp_car_build(&car, &m.options, &two, NULL), TP_OK);
	n = tp_record_field_count(tp_transaction_record(one, 1));
	ck_assert_uint_eq(tp_record_field_count(tp_transaction_record(two, 1)), n);
	for (i = 1; i < n; i++) {
		tp_field a, b;
		bool trait = false;

		ck_assert(tp_record_field_at(tp_transaction_record(one, 1), i, &a));
		ck_assert(tp_record_field_at(tp_transaction_record(two, 1), i, &b));
		ck_assert_uint_eq(a.number, b.number);
		for (k = 0; k < sizeof traits / sizeof traits[0]; k++)
			trait = trait || traits[k] == a.number;
		ck_assert(trait != (a.value.len == b.value.len &&
		    memcmp(a.value.ptr, b.value.ptr, a.value.len) == 0));
	}
	tp_transaction_free(two);
	tp_transaction_free(one);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_test(tc, names);
	tcase_add_loop_test(tc, kinds, 0, PROFILES);
	tcase_add_loop_test(tc, no_messages, 0, (int)(sizeof none / sizeof none[0]));
	tcase_add_test(tc, arguments);
	tcase_add_test(tc, defaults);
	tcase_add_test(tc, limits_are_kept);
	tcase_add_loop_test(tc, names_of_an_overlay, 0, PROFILES);
	tcase_add_loop_test(tc, of_a_transaction, 0, PROFILES);
	tcase_add_loop_test(tc, traits_change_only_their_echoes, 0, PROFILES);
}

int
main(void)
{
	return run_tests("messages", add);
}
