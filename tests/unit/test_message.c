/* SPDX-License-Identifier: MIT */
/* Tests of the message layer: each message built, checked, written, and read again. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"

static const char *const profiles[] = { "ebts-9.1", "ebts-11.0" };

static ts_messages m;

static void
conforms(const tp_transaction *t)
{
	tp_check_counts counts;

	ck_assert_int_eq(tp_check_count(t, m.profile, NULL, &counts, NULL), TP_OK);
	ck_assert_uint_eq(counts.errors, 0);
}

/* Read what was built: it is of that kind. Frees the transaction. */
static tp_message *
again(tp_transaction *t, int kind)
{
	tp_message *message;
	tp_bytes bytes;
	tp_diag diag;

	conforms(t);
	ck_assert_int_eq(tp_transaction_write(t, 0, &bytes, &diag), TP_OK);
	ck_assert_int_eq(tp_message_read(bytes.ptr, bytes.len, &m.options, &message, &diag), TP_OK);
	tp_bytes_free(&bytes);
	tp_transaction_free(t);
	ck_assert_int_eq(tp_message_get_kind(message), kind);
	return message;
}

START_TEST(answers_and_submission)
{
	tp_transaction *t;
	tp_message *message;

	ts_messages_make(&m, profiles[_i]);
	ck_assert_int_eq(tp_car_build(&m.car, &m.options, &t, NULL), TP_OK);
	message = again(t, TP_MESSAGE_CAR);
	ck_assert(ts_is(&tp_message_car(message)->subject.nam, "SYNTHETIC,SAMPLE"));
	ck_assert_uint_eq(tp_message_car(message)->image_count, TS_PRINTS);
	tp_message_free(message);
	ck_assert_int_eq(tp_sre_build(&m.ident, &m.options, &t, NULL), TP_OK);
	message = again(t, TP_MESSAGE_SRE);
	ck_assert(ts_is(&tp_message_sre(message)->srf, "I"));
	tp_message_free(message);
	ck_assert_int_eq(tp_errt_build(&m.errt, &m.options, &t, NULL), TP_OK);
	tp_message_free(again(t, TP_MESSAGE_ERRT));
	ck_assert_int_eq(tp_idr_build(&m.match, &m.options, &t, NULL), TP_OK);
	message = again(t, TP_MESSAGE_IDR_MATCH);
	ck_assert_uint_eq(tp_message_idr(message)->encounter_count, 5);
	tp_message_free(message);
	ck_assert_int_eq(tp_idr_build(&m.no_match, &m.options, &t, NULL), TP_OK);
	tp_message_free(again(t, TP_MESSAGE_IDR_NO_MATCH));
	ts_messages_free(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("message");
	TCase *tc = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, answers_and_submission, 0, 2);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
