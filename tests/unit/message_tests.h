/* SPDX-License-Identifier: MIT */
/* Tests of messages: what building and reading one has in common. */
#ifndef TEST_MESSAGE_TESTS_H
#define TEST_MESSAGE_TESTS_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"

static const char *const profiles[] = { "ebts-9.1", "ebts-11.0" };
#define PROFILES 2

/* The messages of the profile at hand. */
static ts_messages m;

static inline void
each_profile(int i)
{
	ts_messages_make(&m, profiles[i]);
}

static inline void
is_text(const tp_str *s, const char *text)
{
	ck_assert_msg(ts_is(s, text), "\"%.*s\", not \"%s\"", (int)s->len, s->ptr, text);
}

static inline int
tell_error(void *ctx, const tp_finding *f)
{
	if (f->severity == TP_SEVERITY_ERROR) {
		printf("%s: type %u field %u: %s\n", f->rule->id, (unsigned)f->at.type,
		    (unsigned)f->at.field, f->text);
		++*(size_t *)ctx;
	}
	return 0;
}

static inline void
conforms(const tp_transaction *t)
{
	tp_check_options options = { .size = sizeof options, .flags = TP_CHECK_IMAGES };
	size_t errors = 0;

	ck_assert_int_eq(tp_check(t, m.profile, &options, tell_error, &errors, NULL), TP_OK);
	ck_assert_uint_eq(errors, 0);
}

/* The bytes of a transaction, which is freed; free them. */
static inline tp_bytes
bytes_of(tp_transaction *t)
{
	tp_bytes bytes;
	tp_diag diag;

	ck_assert_msg(tp_transaction_write(t, 0, &bytes, &diag) == TP_OK, "%s", diag.text);
	tp_transaction_free(t);
	return bytes;
}

static inline tp_message *
read_message(const void *bytes, size_t len)
{
	tp_message *message;
	tp_diag diag;

	ck_assert_msg(tp_message_read(bytes, len, &m.options, &message, &diag) == TP_OK, "%s",
	    diag.text);
	return message;
}

static inline void
same_bytes(const tp_bytes *a, const tp_bytes *b)
{
	ck_assert_uint_eq(a->len, b->len);
	ck_assert(memcmp(a->ptr, b->ptr, a->len) == 0);
}

/* The bytes are that text, NULs aside. */
static inline void
is_bytes(const tp_bytes *bytes, const char *text)
{
	ck_assert_msg(bytes->len == strlen(text) && memcmp(bytes->ptr, text, bytes->len) == 0,
	    "%.*s\nnot\n%s", (int)bytes->len, (const char *)bytes->ptr, text);
}

/* The field of Type-2 that holds the text of an IDR, by profile. */
static const uint32_t carriers[PROFILES] = { 75, 2023 };

static inline tp_bytes
idr_bytes(const tp_idr *idr)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(tp_idr_build(idr, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	conforms(t);
	return bytes_of(t);
}

/* The value of a field of Type-2. */
static inline tp_str
field_of(const tp_message *message, uint32_t number)
{
	tp_field field = { 0 };

	(void)tp_record_field(tp_transaction_record(tp_message_transaction(message), 1), number, 0,
	    &field);
	return field.value;
}

/* One member of a struct made wrong, what is said about it, and the field of a transaction. */
typedef struct bad_member {
	size_t offset;
	bool list;         /* a tp_strs, of which the value is the only one */
	const char *value; /* NULL: empty */
	const char *says;
	int64_t field;
} bad_member;
#define BAD(type, member, value, says, field) { offsetof(type, member), false, value, says, field }
#define BAD_LIST(type, member, value, says, field) \
	{ offsetof(type, member), true, value, says, field }

/* Build a copy of the message; a transaction or text is freed. */
typedef tp_status (*build_fn)(const void *message, tp_diag *diag);

static inline void
refused(build_fn build, const void *message, size_t size, const bad_member *bad)
{
	char *copy = malloc(size);
	tp_str value = { NULL, 0 };
	tp_strs list = { &value, bad->value != NULL };
	tp_diag diag;
	tp_status status;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, message, size);
	if (bad->value != NULL)
		tp_str_from(bad->value, &value);
	if (bad->list)
		memcpy(copy + bad->offset, &list, sizeof list);
	else
		memcpy(copy + bad->offset, &value, sizeof value);
	status = build(copy, &diag);
	ck_assert_msg(status == TP_ERR_ARG, "\"%s\" for %s gives %s: %s",
	    bad->value != NULL ? bad->value : "", bad->says, tp_status_name(status),
	    status != TP_OK ? diag.text : "");
	ck_assert_msg(diag.field == bad->field && strstr(diag.text, bad->says) != NULL,
	    "field %ld, not %ld: %s, not %s", (long)diag.field, (long)bad->field, diag.text,
	    bad->says);
	ck_assert(bad->value == NULL || strlen(bad->value) < 5 ||
	    strstr(diag.text, bad->value) == NULL);
	free(copy);
}

static inline void
all_refused(build_fn build, const void *message, size_t size, const bad_member *bad, size_t count)
{
	tp_diag diag;
	size_t i;

	ck_assert_msg(build(message, &diag) == TP_OK, "%s", diag.text);
	for (i = 0; i < count; i++)
		refused(build, message, size, &bad[i]);
}
#define ALL_REFUSED(build, message, bad) \
	all_refused(build, &(message), sizeof(message), bad, sizeof(bad) / sizeof((bad)[0]))

static inline int
run_tests(const char *name, void (*add)(TCase *tc))
{
	Suite *suite = suite_create(name);
	TCase *tc = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	tcase_set_timeout(tc, 120);
	add(tc);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
