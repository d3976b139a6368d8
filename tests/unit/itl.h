/* SPDX-License-Identifier: MIT */
/* Tests of the ITL layer: read, write and compare, each with its assertion. */
#ifndef TEST_ITL_H
#define TEST_ITL_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* A literal and its length, NULs inside it included. */
#define LIT(text) (text), (sizeof(text) - 1)

static inline tp_transaction *
read_bytes(const void *bytes, size_t len, uint32_t flags)
{
	tp_read_options options = { .size = sizeof options, .flags = flags };
	tp_transaction *t;
	char text[400];
	tp_diag diag;

	if (tp_transaction_read(bytes, len, &options, &t, &diag) != TP_OK) {
		(void)tp_diag_format(&diag, text, sizeof text);
		ck_abort_msg("refused: %s", text);
	}
	ck_assert_int_eq(diag.code, TP_OK);
	return t;
}

static inline tp_transaction *
read_file(const ts_file *f, uint32_t flags)
{
	return read_bytes(f->bytes, f->len, flags);
}

/* Strict reading refuses the bytes for this, there. */
static inline void
expect_refused(const void *bytes, size_t len, const tp_diag *want)
{
	tp_transaction *t = (tp_transaction *)&t;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_read(bytes, len, NULL, &t, &diag), want->code);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(diag.code, want->code);
	ck_assert_msg(diag.offset == want->offset, "offset %llu, not %llu: %s",
	    (unsigned long long)diag.offset, (unsigned long long)want->offset, diag.text);
	ck_assert_int_eq(diag.record, want->record);
	ck_assert_int_eq(diag.field, want->field);
	ck_assert_uint_gt(strlen(diag.text), 0);
}

static inline tp_bytes
written(const tp_transaction *t, uint32_t flags)
{
	tp_bytes out;
	uint64_t size;

	ck_assert_int_eq(tp_transaction_write(t, flags, &out, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_size(t, flags, &size, NULL), TP_OK);
	ck_assert_uint_eq(size, out.len);
	return out;
}

static inline void
expect_bytes(const tp_transaction *t, uint32_t flags, const void *bytes, size_t len)
{
	tp_bytes out = written(t, flags);

	ck_assert_uint_eq(out.len, len);
	if (len != 0)
		ck_assert_mem_eq(out.ptr, bytes, len);
	tp_bytes_free(&out);
}

/* Written, read again strictly, and written the same. */
static inline void
expect_readable(const tp_transaction *t)
{
	tp_bytes out = written(t, 0);
	tp_transaction *again = read_bytes(out.ptr, out.len, 0);

	expect_bytes(again, 0, out.ptr, out.len);
	expect_bytes(again, TP_WRITE_REENCODE, out.ptr, out.len);
	tp_transaction_free(again);
	tp_bytes_free(&out);
}

/* A failed call left what is written as it was, and said what failed. */
static inline void
expect_failed(const tp_transaction *t, const tp_bytes *before, tp_status got, tp_status want,
    const tp_diag *diag)
{
	ck_assert_msg(got == want, "%s, not %s", tp_status_name(got), tp_status_name(want));
	ck_assert_int_eq(diag->code, want);
	expect_bytes(t, 0, before->ptr, before->len);
}

static inline tp_path
path_of(const char *text)
{
	tp_path path;

	ck_assert_int_eq(tp_path_parse(text, &path, NULL), TP_OK);
	return path;
}

/* The value at a path; NULL: there is none. */
static inline void
expect_value(const tp_transaction *t, const char *at, const char *want)
{
	tp_path path = path_of(at);
	tp_value value;
	tp_status status = tp_transaction_get(t, &path, &value, NULL);

	ck_assert_msg(status == (want != NULL ? TP_OK : TP_ERR_NOTFOUND), "%s: %s", at,
	    tp_status_name(status));
	if (want != NULL)
		ck_assert_msg(value.text.len == strlen(want) &&
		    memcmp(value.text.ptr, want, strlen(want)) == 0, "%s: \"%.*s\"", at,
		    (int)value.text.len, value.text.ptr);
}

static inline tp_status
set(tp_transaction *t, const char *at, const char *value, tp_diag *diag)
{
	tp_path path = path_of(at);

	return tp_transaction_set(t, &path, value, strlen(value), 0, diag);
}

static inline void
set_ok(tp_transaction *t, const char *at, const char *value)
{
	tp_diag diag;

	ck_assert_msg(set(t, at, value, &diag) == TP_OK, "%s: %s", at, diag.text);
}

static inline int
run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
