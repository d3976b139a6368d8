/* SPDX-License-Identifier: MIT */
/* The text form: written, read back, where complaints point, and memory that runs out. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/form.h>

static const char sample[] =
    "1.001:0066\0351.02:0502\0351.003:1\0372\0362\03700\0364\0371"
    "\0351.004:CAR\0351.008:\0351.009:A\037\034"
    "2.001:43\0352.002:00\0352.018: \\\303\251\377\n\0352.018:twice\034"
    "\000\000\000\025\001\001\002\377\377\377\377\377\000\000\001\000\001\000\034\035\036";
#define SAMPLE_LEN (sizeof sample - 1)

static const char sample_text[] =
    "tenprint text 1\n"
    "\nrecord 1\n"
    "1.001 = 0066\n"
    "1.02 = 0502\n"
    "1.003 = 1\\us2\n    \\rs 2\\us00\n    \\rs 4\\us1\n"
    "1.004 = CAR\n"
    "1.008 =\n"
    "1.009 = A\\us\n"
    "\nrecord 2\n"
    "2.001 = 43\n"
    "2.002 = 00\n"
    "2.018 = \\x20\\\\\303\251\\xFF\\n\n"
    "2.018 = twice\n"
    "\nrecord 4\n"
    "4.001 = 21\n"
    "4.002 = 1\n"
    "4.003 = 1\n"
    "4.004 = 2\\rs255\\rs255\\rs255\\rs255\\rs255\n"
    "4.005 = 0\n"
    "4.006 = 1\n"
    "4.007 = 1\n"
    "4.008 = 0\n"
    "4.009 < base64\nHB0e\n.\n";

static tp_transaction *
read_sample(void)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(tp_transaction_read(sample, SAMPLE_LEN, NULL, &t, &diag) == TP_OK, "%s",
	    diag.text);
	return t;
}

START_TEST(writes_and_reads_back)
{
	tp_transaction *t = read_sample(), *back;
	tp_bytes text, bytes;
	tp_diag diag;

	ck_assert_int_eq(tp_form_write_text(t, NULL, &text, &diag), TP_OK);
	ck_assert_uint_eq(text.len, sizeof sample_text - 1);
	ck_assert_mem_eq(text.ptr, sample_text, text.len);
	ck_assert_msg(tp_form_read_text(text.ptr, text.len, NULL, &back, &diag) == TP_OK, "%s",
	    diag.text);
	ck_assert_int_eq(tp_transaction_write(back, 0, &bytes, &diag), TP_OK);
	ck_assert_uint_eq(bytes.len, SAMPLE_LEN);
	ck_assert_mem_eq(bytes.ptr, sample, SAMPLE_LEN);
	tp_bytes_free(&bytes);
	tp_bytes_free(&text);
	tp_transaction_free(back);
	tp_transaction_free(t);
}
END_TEST

/* A record cut inside its header keeps its bytes too: 4.006 is one byte of two. */
START_TEST(keeps_a_short_header)
{
	static const char cut[] = "1.001:0035\0351.003:1\0371\0364\0371\0351.004:CAR\034"
	    "\000\000\000\016\001\001\002\377\377\377\377\377\000\007";
	tp_transaction *t, *back;
	tp_bytes text, bytes;
	tp_diag diag;

	ck_assert_msg(tp_transaction_read(cut, sizeof cut - 1, NULL, &t, &diag) == TP_OK, "%s",
	    diag.text);
	ck_assert_int_eq(tp_form_write_text(t, NULL, &text, &diag), TP_OK);
	ck_assert_ptr_ne(strstr((const char *)text.ptr, "4.006 < base64\nBw==\n.\n"), NULL);
	ck_assert_msg(tp_form_read_text(text.ptr, text.len, NULL, &back, &diag) == TP_OK, "%s",
	    diag.text);
	ck_assert_int_eq(tp_transaction_write(back, 0, &bytes, &diag), TP_OK);
	ck_assert_uint_eq(bytes.len, sizeof cut - 1);
	ck_assert_mem_eq(bytes.ptr, cut, sizeof cut - 1);
	tp_bytes_free(&bytes);
	tp_bytes_free(&text);
	tp_transaction_free(back);
	tp_transaction_free(t);
}
END_TEST

typedef struct store {
	int result;
	unsigned calls;
	char bytes[8];
	size_t len;
} store;

static const char *
name_field(void *ctx, int type, uint32_t field)
{
	(void)ctx;
	return type == 1 && field == 4 ? "TOT" : NULL;
}

static int
save(void *ctx, const tp_record *record, const tp_field *field, char *name, size_t size)
{
	store *s = ctx;

	s->calls++;
	ck_assert_int_eq(tp_record_type(record), 4);
	ck_assert_uint_le(field->value.len, sizeof s->bytes);
	ck_assert_uint_gt(size, 16);
	memcpy(s->bytes, field->value.ptr, field->value.len);
	s->len = field->value.len;
	strcpy(name, " odd name");
	return s->result;
}

static int
load(void *ctx, const char *name, tp_bytes *out)
{
	store *s = ctx;

	s->calls++;
	ck_assert_str_eq(name, " odd name");
	if (s->result != TP_OK)
		return s->result;
	/* Any block of the library's serves. */
	return tp_base64_decode("HB0e", 4, NULL, out, NULL);
}

START_TEST(names_and_files)
{
	store s = { TP_OK, 0, { 0 }, 0 };
	tp_form_options o = { .size = sizeof o, .name = name_field, .save = save, .load = load,
		.ctx = &s };
	tp_transaction *t = read_sample(), *back;
	tp_bytes text, bytes;
	tp_diag diag;

	ck_assert_int_eq(tp_form_write_text(t, &o, &text, &diag), TP_OK);
	ck_assert_uint_eq(s.calls, 1);
	ck_assert_mem_eq(s.bytes, "\034\035\036", 3);
	ck_assert_ptr_ne(strstr((const char *)text.ptr, "\n1.004 TOT = CAR\n"), NULL);
	ck_assert_ptr_ne(strstr((const char *)text.ptr, "\n4.009 < file \\x20odd name\n"), NULL);
	ck_assert_int_eq(tp_form_read_text(text.ptr, text.len, &o, &back, &diag), TP_OK);
	ck_assert_uint_eq(s.calls, 2);
	ck_assert_int_eq(tp_transaction_write(back, 0, &bytes, &diag), TP_OK);
	ck_assert_mem_eq(bytes.ptr, sample, SAMPLE_LEN);
	tp_bytes_free(&bytes);
	tp_transaction_free(back);
	s.result = TP_ERR_IO;
	ck_assert_int_eq(tp_form_read_text(text.ptr, text.len, &o, &back, &diag), TP_ERR_IO);
	ck_assert_ptr_eq(back, NULL);
	o.load = NULL;
	ck_assert_int_eq(tp_form_read_text(text.ptr, text.len, &o, &back, &diag),
	    TP_ERR_UNSUPPORTED);
	tp_bytes_free(&text);
	ck_assert_int_eq(tp_form_write_text(t, &o, &text, &diag), TP_ERR_IO);
	ck_assert_int_eq(diag.type, 4);
	ck_assert_int_eq(diag.field, 9);
	ck_assert_ptr_eq(text.ptr, NULL);
	tp_transaction_free(t);
}
END_TEST

static const struct {
	const char *text;
	int status;
	uint64_t offset;
	const char *place;
} complaints[] = {
	{ "", TP_ERR_SYNTAX, 0, "line 1, column 1: " },
	{ "tenprint text 2\n", TP_ERR_SYNTAX, 0, "line 1, column 1: " },
	{ "tenprint text 1\n", TP_ERR_SYNTAX, 0, "line 1, column 1: " },
	{ "tenprint text 1\nrecord 0\n", TP_ERR_SYNTAX, 23, "line 2, column 8: " },
	{ "tenprint text 1\nrecord 1\n1.4\n", TP_ERR_SYNTAX, 28, "line 3, column 4: " },
	{ "tenprint text 1\nrecord 1\n 1.4 = \\xZZ\n", TP_ERR_SYNTAX, 32, "line 3, column 8: " },
	{ "tenprint text 1\nrecord 1\n1.4 = a\n\n#\n \\rs \\\n", TP_ERR_SYNTAX, 41,
	    "line 6, column 6: " },
	{ "tenprint text 1\nrecord 1\n1.4 = a\\gs\n", TP_ERR_SYNTAX, 25, "line 3, column 1: " },
	{ "tenprint text 1\nrecord 1\n1.1234567890 = a\n", TP_ERR_SYNTAX, 27,
	    "line 3, column 3: " },
	{ "tenprint text 1\nrecord 1\n1.4 <base64\nAAA\n.\n", TP_ERR_SYNTAX, 40,
	    "line 4, column 4: " },
	{ "tenprint text 1\nrecord 1\n1.4 < file\n", TP_ERR_SYNTAX, 31, "line 3, column 7: " },
	{ "tenprint text 1\nrecord 1\n1.1 = 1\nrecord 4\n4.3 = 1\n", TP_ERR_ARG, 42,
	    "line 5, column 1: " },
};

START_TEST(complaints_have_a_place)
{
	const char *text = complaints[_i].text;
	tp_transaction *t = (tp_transaction *)&t;
	tp_diag diag;

	ck_assert_int_eq(tp_form_read_text(text, strlen(text), NULL, &t, &diag),
	    complaints[_i].status);
	ck_assert_ptr_eq(t, NULL);
	ck_assert_int_eq(diag.code, complaints[_i].status);
	ck_assert_msg(strncmp(diag.text, complaints[_i].place, strlen(complaints[_i].place)) == 0,
	    "%s", diag.text);
	ck_assert_uint_eq(diag.offset, complaints[_i].offset);
	ck_assert_int_eq(tp_form_read_text(text, strlen(text), NULL, &t, NULL),
	    complaints[_i].status);
}
END_TEST

/* Every byte alone, and every pair with a backslash or a letter of an escape. */
START_TEST(escapes_come_back)
{
	tp_bytes there, back;
	unsigned i, j;
	char pair[3];

	for (i = 0; i < 256; i++) {
		for (j = 0; j < 256; j++) {
			pair[0] = (char)i;
			pair[1] = (char)j;
			pair[2] = 'x';
			ck_assert_int_eq(tp_form_escape(pair, 3, NULL, &there, NULL), TP_OK);
			ck_assert_ptr_eq(memchr(there.ptr, '\n', there.len), NULL);
			ck_assert_int_eq(tp_form_unescape((char *)there.ptr, there.len, NULL,
			    &back, NULL), TP_OK);
			ck_assert_uint_eq(back.len, 3);
			ck_assert_mem_eq(back.ptr, pair, 3);
			tp_bytes_free(&there);
			tp_bytes_free(&back);
		}
	}
}
END_TEST

/* What would hide or turn the line around is not printed as it is. */
START_TEST(hidden_characters_are_escaped)
{
	static const char *const hidden[] = { "\302\205", "\342\200\213", "\342\200\256",
		"\342\201\246", "\357\273\277", "\177", "\033", "\300\200", "\355\240\200" };
	static const char shown[] = "a\303\251\342\202\254\360\237\230\200z";
	tp_bytes there;
	size_t i, k;

	for (i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
		ck_assert_int_eq(tp_form_escape(hidden[i], strlen(hidden[i]), NULL, &there, NULL),
		    TP_OK);
		ck_assert_uint_eq(there.len, strlen(hidden[i]) * 4);
		for (k = 0; k < there.len; k += 4)
			ck_assert_mem_eq(there.ptr + k, "\\x", 2);
		tp_bytes_free(&there);
	}
	ck_assert_int_eq(tp_form_escape(shown, sizeof shown - 1, NULL, &there, NULL), TP_OK);
	ck_assert_uint_eq(there.len, sizeof shown - 1);
	ck_assert_mem_eq(there.ptr, shown, there.len);
	tp_bytes_free(&there);
}
END_TEST

START_TEST(bad_escapes_and_base64)
{
	tp_bytes out;
	tp_diag diag;

	ck_assert_int_eq(tp_form_unescape("ab\\q", 4, NULL, &out, &diag), TP_ERR_SYNTAX);
	ck_assert_uint_eq(diag.offset, 2);
	ck_assert_ptr_eq(out.ptr, NULL);
	ck_assert_int_eq(tp_form_unescape("\\x4", 3, NULL, &out, &diag), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_base64_decode("AA!A", 4, NULL, &out, &diag), TP_ERR_SYNTAX);
	ck_assert_uint_eq(diag.offset, 2);
	ck_assert_int_eq(tp_base64_decode("AAA", 3, NULL, &out, &diag), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_base64_decode("Zm9v\nYg==", 9, NULL, &out, &diag), TP_OK);
	ck_assert_mem_eq(out.ptr, "foob", 4);
	tp_bytes_free(&out);
	ck_assert_int_eq(tp_base64_encode("foobar", 6, 4, NULL, &out, &diag), TP_OK);
	ck_assert_mem_eq(out.ptr, "Zm9v\nYmFy", out.len);
	tp_bytes_free(&out);
}
END_TEST

/* An allocator that fails from the n-th call on, and counts what is alive. */
typedef struct failing {
	long left;
	long alive;
} failing;

static void *
fail_alloc(void *ctx, size_t size)
{
	failing *f = ctx;

	if (f->left-- <= 0)
		return NULL;
	f->alive++;
	return malloc(size);
}

static void *
fail_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
	failing *f = ctx;

	(void)old_size;
	if (f->left-- <= 0)
		return NULL;
	f->alive += ptr == NULL;
	return realloc(ptr, size);
}

static void
fail_free(void *ctx, void *ptr, size_t size)
{
	failing *f = ctx;

	(void)size;
	f->alive -= ptr != NULL;
	free(ptr);
}

START_TEST(memory_runs_out)
{
	failing f;
	tp_mem mem = { fail_alloc, fail_realloc, fail_free, &f };
	tp_form_options o = { .size = sizeof o, .mem = &mem };
	tp_transaction *t = read_sample(), *back;
	tp_status status = TP_ERR_NOMEM;
	tp_bytes text;
	tp_diag diag;
	long n;

	for (n = 0; status == TP_ERR_NOMEM && n < 1000; n++) {
		f.left = n;
		f.alive = 0;
		status = tp_form_write_text(t, &o, &text, &diag);
		tp_bytes_free(&text);
		ck_assert_int_eq(f.alive, 0);
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_int_gt(n, 1);
	status = TP_ERR_NOMEM;
	for (n = 0; status == TP_ERR_NOMEM && n < 1000; n++) {
		f.left = n;
		f.alive = 0;
		status = tp_form_read_text(sample_text, sizeof sample_text - 1, &o, &back, &diag);
		tp_transaction_free(back);
		ck_assert_int_eq(f.alive, 0);
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_int_gt(n, 2);
	tp_transaction_free(t);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("form");
	TCase *tc = tcase_create("form");

	tcase_add_test(tc, writes_and_reads_back);
	tcase_add_test(tc, keeps_a_short_header);
	tcase_add_test(tc, names_and_files);
	tcase_add_loop_test(tc, complaints_have_a_place, 0,
	    (int)(sizeof complaints / sizeof complaints[0]));
	tcase_add_test(tc, escapes_come_back);
	tcase_add_test(tc, hidden_characters_are_escaped);
	tcase_add_test(tc, bad_escapes_and_base64);
	tcase_add_test(tc, memory_runs_out);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
