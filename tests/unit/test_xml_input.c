/* SPDX-License-Identifier: MIT */
/* XML as it comes: cut off, in pieces, in other encodings, too large, or into too little memory. */

#include "xml_samples.h"

static const char whole[] = WHOLE;

START_TEST(every_truncation_is_refused)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	size_t len, truncated = 0;
	tp_status status;
	tp_diag diag;

	for (len = 0; len < sizeof whole - 1; len++) {
		status = tp_xml_read(whole, len, &options, &t, &diag);
		ck_assert_msg(status == TP_ERR_TRUNCATED || status == TP_ERR_SYNTAX, "%zu: %d", len,
		    status);
		ck_assert_ptr_null(t);
		ck_assert(len == 0 || strncmp(diag.text, "line ", 5) == 0);
		truncated += status == TP_ERR_TRUNCATED;
	}
	ck_assert_uint_gt(truncated, sizeof whole / 2);
	ck_assert_int_eq(tp_xml_read(whole, len, &options, &t, &diag), TP_OK);
	ck_assert_uint_eq(tp_transaction_record_count(t), 3);
	expect_field(t, 1, 20, "a<b & c");
	tp_transaction_free(t);
}
END_TEST

/* The same a few bytes at a time. */
typedef struct source {
	const char *at;
	size_t left;
	size_t piece;
	int rc; /* what the end returns */
} source;

static int
give(void *ctx, void *buf, size_t size, size_t *got)
{
	source *s = ctx;
	size_t n = s->left < s->piece ? s->left : s->piece;

	n = n < size ? n : size;
	if (n == 0 && s->rc != TP_OK)
		return s->rc;
	memcpy(buf, s->at, n);
	s->at += n;
	s->left -= n;
	*got = n;
	return TP_OK;
}

START_TEST(pieces_make_no_difference)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t, *other;
	source s;
	size_t piece;
	tp_diag diag;

	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_OK);
	for (piece = 1; piece < 40; piece++) {
		s = (source){ whole, sizeof whole - 1, piece, TP_OK };
		ck_assert_int_eq(tp_xml_read_from(give, &s, &options, &other, &diag), TP_OK);
		ck_assert_uint_eq(ts_walk(other), ts_walk(t));
		tp_transaction_free(other);
	}
	tp_transaction_free(t);
	s = (source){ whole, sizeof whole - 100, 100, TP_ERR_IO };
	ck_assert_int_eq(tp_xml_read_from(give, &s, &options, &t, &diag), TP_ERR_IO);
	ck_assert_int_eq(tp_xml_read_from(NULL, &s, &options, &t, &diag), TP_ERR_ARG);
}
END_TEST

/* UTF-16, with its mark. */
START_TEST(other_encodings)
{
	tp_read_options options = { .size = sizeof options };
	static const char xml[] = OPEN HEAD IMAGE("<ImageCommentText>x</ImageCommentText>") CLOSE;
	char wide[2 * sizeof xml + 2] = "\377\376";
	tp_transaction *t;
	size_t i;
	tp_diag diag;

	for (i = 0; i < sizeof xml - 1; i++) {
		wide[2 * i + 2] = xml[i];
		wide[2 * i + 3] = '\0';
	}
	ck_assert(tp_xml_sniff(wide, sizeof wide));
	ck_assert_msg(tp_xml_read(wide, 2 * sizeof xml, &options, &t, &diag) == TP_OK, "%s",
	    diag.text);
	expect_field(t, 1, 20, "x");
	tp_transaction_free(t);
}
END_TEST

#define DCS(name, index) \
	"<TransactionCharacterSetDirectory><CharacterSetCommonNameCode>" name \
	"</CharacterSetCommonNameCode><CharacterSetIndexCode>" index \
	"</CharacterSetIndexCode></TransactionCharacterSetDirectory>"
#define DECLARED(charset, content) OPEN TYPE1(VERSION COUNT("1", LISTED("14", "01")) charset) \
	IMAGE("<ImageCommentText>" content "</ImageCommentText>") CLOSE

/* What 1.015 says of the text, which is UTF-8. */
static const struct {
	const char *xml;
	const char *want; /* NULL: no field */
	const char *text;
} charsets[] = {
	{ DECLARED("", "Muller"), NULL, "Muller" },
	{ DECLARED("", "M\303\274ller"), "3" US "UTF-8", "M\303\274ller" },
	{ DECLARED("", "M&#252;ller"), "3" US "UTF-8", "M\303\274ller" },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?>" DECLARED("", "M\374ller"), "3" US "UTF-8",
	  "M\303\274ller" },
	{ DECLARED(DCS("ASCII", "0"), "Muller"), "0" US "ASCII", "Muller" },
	{ DECLARED(DCS("ASCII", "0"), "M\303\274ller"), "3" US "UTF-8", "M\303\274ller" },
	{ DECLARED(DCS("UTF-8", "003"), "M\303\274ller"), "003" US "UTF-8", "M\303\274ller" },
	{ DECLARED(DCS("UTF-16", "2"), "Muller"), "3" US "UTF-8", "Muller" },
	{ DECLARED(DCS("OWN", "128"), "Muller"), "128" US "OWN", "Muller" },
};

START_TEST(charset_is_that_of_the_text)
{
	tp_transaction *t = must_read(charsets[_i].xml), *back;
	tp_bytes out;
	tp_field dcs;
	tp_diag diag;

	if (charsets[_i].want != NULL)
		expect_field(t, 0, 15, charsets[_i].want);
	else
		ck_assert(!tp_record_field(tp_transaction_record(t, 0), 15, 0, &dcs));
	expect_field(t, 1, 20, charsets[_i].text);
	ck_assert_int_eq(tp_transaction_write(t, 0, &out, &diag), TP_OK);
	ck_assert_msg(tp_transaction_read(out.ptr, out.len, NULL, &back, &diag) == TP_OK, "%s",
	    diag.text);
	expect_field(back, 1, 20, charsets[_i].text);
	tp_transaction_free(back);
	tp_bytes_free(&out);
	tp_transaction_free(t);
}
END_TEST

START_TEST(limits_hold)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 600 };
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT,
		.limits = &limits };
	char deep[2000] = OPEN HEAD;
	tp_transaction *t;
	size_t i;
	tp_diag diag;

	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_ERR_LIMIT);
	limits.bytes = 0;
	limits.items = 3;
	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_ERR_LIMIT);
	limits.items = 0;
	limits.records = 2;
	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_ERR_LIMIT);
	limits.records = 0;
	limits.arena = 4096;
	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_ERR_LIMIT);
	ck_assert_msg(strncmp(diag.text, "line ", 5) == 0, "%s", diag.text);
	for (i = 0; i < 70; i++)
		strcat(deep, "<a>");
	ck_assert_int_eq(read_flags(deep, 0, &t, &diag), TP_ERR_LIMIT);
}
END_TEST

/*
 * tp_mem fails at each call in turn; libxml2's own memory is libc's. Only
 * that the image's block cannot be made smaller does no harm.
 */
static const char *const starved[] = {
	WHOLE,
	/* 1.015 that is set, and a header that is put before the image. */
	OPEN TYPE1(VERSION COUNT("2", LISTED("7", "01") LISTED("14", "01")))
	"<itl:PackageUserDefinedImageRecord><RecordCategoryCode>7</RecordCategoryCode>" IDC("01")
	"<FingerprintImage><nc:BinaryBase64Object>AAECAwQF</nc:BinaryBase64Object>"
	"</FingerprintImage></itl:PackageUserDefinedImageRecord>"
	IMAGE("<ImageCommentText>\303\274</ImageCommentText>") CLOSE,
};

START_TEST(memory_runs_out)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_status status;
	uint64_t at = 0, spared = 0;
	tp_diag diag;
	ts_mem m;

	do {
		ts_mem_init(&m);
		m.fail_at = ++at;
		options.mem = &m.mem;
		status = tp_xml_read(starved[_i], strlen(starved[_i]), &options, &t, &diag);
		ck_assert_msg(status == (m.failed ? TP_ERR_NOMEM : TP_OK) ||
		    (status == TP_OK && spared++ == 0), "call %d: %d: %s", (int)at, status,
		    diag.text);
		tp_transaction_free(t);
		ck_assert(ts_mem_clean(&m));
	} while (m.failed);
	ck_assert_uint_gt(at, 8);
}
END_TEST

/* An image larger than the arena's chunks, and growing. */
START_TEST(large_images_cost_little)
{
	enum { GROUPS = 2000000 };
	static const char head[] = OPEN HEAD, tail[] = CLOSE;
	static const char open[] = "<itl:PackageFingerprintImageRecord>" IDC("01")
	    "<FingerImpressionImage><nc:BinaryBase64Object>";
	static const char end[] = "</nc:BinaryBase64Object></FingerImpressionImage>"
	    "</itl:PackageFingerprintImageRecord>";
	tp_read_options options = { .size = sizeof options };
	char *xml = malloc(4 * GROUPS + 4000), *at = xml;
	tp_transaction *t;
	tp_field data;
	tp_diag diag;
	ts_mem m;
	size_t i;

	at = stpcpy(stpcpy(at, head), open);
	for (i = 0; i < GROUPS; i++)
		at = stpcpy(at, "QUJD");
	at = stpcpy(stpcpy(at, end), tail);
	ts_mem_init(&m);
	options.mem = &m.mem;
	ck_assert_msg(tp_xml_read(xml, (size_t)(at - xml), &options, &t, &diag) == TP_OK, "%s",
	    diag.text);
	ck_assert(tp_record_data(tp_transaction_record(t, 1), &data));
	ck_assert_uint_eq(data.value.len, 3 * GROUPS);
	ck_assert_int_eq(memcmp(data.value.ptr + 3 * GROUPS - 3, "ABC", 3), 0);
	ck_assert_uint_lt(m.bytes, 3 * GROUPS + 200000);
	tp_transaction_free(t);
	ck_assert(ts_mem_clean(&m));
	free(xml);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("xml_input");
	TCase *tc = tcase_create("xml_input");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_truncation_is_refused);
	tcase_add_test(tc, pieces_make_no_difference);
	tcase_add_test(tc, other_encodings);
	tcase_add_loop_test(tc, charset_is_that_of_the_text, 0,
	    (int)(sizeof charsets / sizeof charsets[0]));
	tcase_add_test(tc, limits_hold);
	tcase_add_loop_test(tc, memory_runs_out, 0, (int)(sizeof starved / sizeof starved[0]));
	tcase_add_test(tc, large_images_cost_little);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
