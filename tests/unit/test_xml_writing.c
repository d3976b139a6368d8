/* SPDX-License-Identifier: MIT */
/* XML written: the order of the schemas, what it cannot hold, and what reading kept. */

#include "xml_samples.h"

static const char whole[] = WHOLE;

static tp_transaction *
traditional(const char *rest)
{
	tp_transaction *t;
	ts_file f;
	tp_diag diag;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0400" GS "1.003:1" US "2" RS "14" US "01" RS "2" US "00" GS
	    "1.004:CAR" GS "1.005:20110203");
	ts_text(&f, "14.001:", rest);
	ts_text(&f, "2.001:", "2.002:00" GS "2.018:DOE,JO LEE" GS "2.0990:private");
	ck_assert_msg(tp_transaction_read(f.bytes, f.len, NULL, &t, &diag) == TP_OK, "%s", diag.text);
	ts_file_free(&f);
	return t;
}

typedef struct losses {
	size_t count;
	tp_diag last;
} losses;

static void
take_loss(void *ctx, const tp_diag *loss)
{
	losses *l = ctx;

	l->count++;
	l->last = *loss;
}

static void
has_text(const tp_bytes *xml, const char *text)
{
	char *copy = calloc(1, xml->len + 1);

	memcpy(copy, xml->ptr, xml->len);
	ck_assert_msg(strstr(copy, text) != NULL, "no %s in:\n%s", text, copy);
	free(copy);
}

START_TEST(writes_in_the_schemas_order)
{
	tp_transaction *t = traditional("14.002:01" GS "14.020:a<&b" GS "14.005:20110228" GS
	    "14.013:7" GS "14.021:7" US "1" US "2" US "3" US "4" RS "8" US "5" US "6" US "7" US "8");
	tp_xml_write_options options = { .size = sizeof options, .edition = 500,
		.flags = TP_XML_LOSSY, .loss = take_loss };
	tp_transaction *back;
	losses l = { 0 };
	tp_bytes xml;
	tp_diag diag;

	options.ctx = &l;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_OK);
	ck_assert_uint_eq(l.count, 1); /* what no table knows */
	ck_assert_int_eq(l.last.type, 2);
	ck_assert_int_eq(l.last.field, 990);
	has_text(&xml, "<biom:ImageCommentText>a&lt;&amp;b</biom:ImageCommentText>");
	has_text(&xml, "<nc:Date>2011-02-28</nc:Date>");
	has_text(&xml, "<nc:PersonSurName>DOE</nc:PersonSurName>");
	ck_assert_msg(tp_xml_read(xml.ptr, xml.len, NULL, &back, &diag) == TP_OK, "%s", diag.text);
	ck_assert_int_eq(tp_record_type(tp_transaction_record(back, 1)), 2);
	expect_field(back, 0, 2, "0500");
	expect_field(back, 0, 3, "1" US "2" RS "2" US "0" RS "14" US "1");
	expect_field(back, 1, 18, "DOE,JO LEE");
	ck_assert_uint_eq(ts_walk_fields(tp_transaction_record(back, 2)) != 0, 1);
	expect_field(back, 2, 21, "7" US "1" US "2" US "3" US "4" RS "8" US "5" US "6" US "7" US "8");
	tp_transaction_free(back);
	tp_bytes_free(&xml);
	/* In 2015 Type-2 has no elements of its own; without the flag that is an error. */
	options.edition = 0;
	l.count = 0;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_OK);
	ck_assert_uint_eq(l.count, 2);
	tp_bytes_free(&xml);
	options.flags = 0;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_ERR_UNSUPPORTED);
	ck_assert_int_eq(diag.field, 18);
	ck_assert_ptr_null(xml.ptr);
	options.edition = 400;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_ERR_ARG);
	tp_transaction_free(t);
}
END_TEST

/* Values that XML cannot have, each alone. */
static const struct {
	const char *field;
	uint32_t number;
	const char *reason;
} unwritable[] = {
	{ "14.020:a\001b", 20, "control character" },
	{ "14.020:a\377b", 20, "not UTF-8" },
	{ "14.005:20110230", 5, "can hold the value" },
	{ "14.027:X", 27, "can hold the value" },
	{ "14.777:x", 777, "no element" },
};

START_TEST(says_what_cannot_go)
{
	char rest[100];
	tp_transaction *t;
	tp_xml_write_options options = { .size = sizeof options, .flags = TP_XML_LOSSY,
		.loss = take_loss };
	losses l = { 0 };
	tp_bytes xml;
	tp_diag diag;

	(void)snprintf(rest, sizeof rest, "14.002:01" GS "%s", unwritable[_i].field);
	t = traditional(rest);
	ck_assert_int_eq(tp_transaction_remove_record(t, 2, &diag), TP_OK);
	options.ctx = &l;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_OK);
	ck_assert_uint_eq(l.count, 1);
	ck_assert_int_eq(l.last.field, unwritable[_i].number);
	ck_assert_ptr_nonnull(strstr(l.last.text, unwritable[_i].reason));
	tp_bytes_free(&xml);
	tp_transaction_free(t);
}
END_TEST

/* Of the fields that the later editions brought each edition has its own. */
static const struct {
	const char *field;
	uint32_t number;
	uint32_t since;
} brought[] = {
	{ "14.046:D" US "1", 46, 501 },
	{ "14.994:a.wsq", 994, 501 },
	{ "14.901:3", 901, 502 },
};

START_TEST(editions_have_their_own_fields)
{
	char rest[100];
	tp_transaction *t;
	tp_xml_write_options options = { .size = sizeof options, .loss = take_loss };
	tp_status status;
	tp_bytes xml;
	tp_diag diag;
	losses l;

	(void)snprintf(rest, sizeof rest, "14.002:01" GS "%s", brought[_i].field);
	t = traditional(rest);
	ck_assert_int_eq(tp_transaction_remove_record(t, 2, &diag), TP_OK);
	options.ctx = &l;
	for (options.edition = 500; options.edition <= 502; options.edition++) {
		memset(&l, 0, sizeof l);
		status = tp_xml_write(t, &options, &xml, &diag);
		if (options.edition >= brought[_i].since) {
			ck_assert_msg(status == TP_OK, "%u: %s", (unsigned)options.edition, diag.text);
			ck_assert_uint_eq(l.count, 0);
		} else {
			ck_assert_int_eq(status, TP_ERR_UNSUPPORTED);
			ck_assert_int_eq(diag.field, brought[_i].number);
			ck_assert_int_eq(l.last.field, brought[_i].number);
			ck_assert_ptr_nonnull(strstr(diag.text, "no element for the field"));
		}
		tp_bytes_free(&xml);
	}
	tp_transaction_free(t);
}
END_TEST

/* One part of an item that several elements hold: the item is lost, and says so. */
START_TEST(a_part_that_cannot_go_is_told)
{
	tp_transaction *t = traditional("14.002:01");
	tp_xml_write_options options = { .size = sizeof options, .edition = 500,
		.flags = TP_XML_LOSSY, .loss = take_loss };
	losses l = { 0 };
	tp_bytes xml;
	tp_diag diag;

	ck_assert_int_eq(tp_record_set_text(tp_transaction_record(t, 2), 18, "DOE,J\374RG", &diag),
	    TP_OK);
	ck_assert_int_eq(tp_record_set_text(tp_transaction_record(t, 2), 990, "", &diag), TP_OK);
	options.ctx = &l;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_OK);
	ck_assert_uint_eq(l.count, 1);
	ck_assert_int_eq(l.last.field, 18);
	ck_assert_ptr_nonnull(strstr(l.last.text, "not UTF-8"));
	tp_bytes_free(&xml);
	tp_transaction_free(t);
}
END_TEST

/* Type-7 records of which XML holds all, and some of which it holds the IDC alone. */
#define ZEROS "\0\0\0\0\0\0\0\0\0\0\0\0"
static const struct {
	const char *data;
	size_t len;
	bool written;
} user_defined[] = {
	/* IMP 6, FGP 8, 4 times 3 pixels, not compressed. */
	{ "\6\10\377\377\377\377\377\0\0\4\0\3\0" ZEROS, 25, true },
	{ "\0\1\2\3\4\5\6\1\1\4\2\3\2" "image", 18, true }, /* JPEG, six positions */
	{ "\6\10\377\377\377\377\377\0\0\4\0\3\0" ZEROS, 24, false }, /* a pixel less */
	{ "\6\10\377\377\377\377\377\0\0\4\0\3\0", 13, false },
	{ "\6\10\377\377\11\377\377\0\0\4\0\3\2" "image", 18, false }, /* a gap in FGP */
	{ "\6\10\377\377\377\377\377\2\0\4\0\3\2" "image", 18, false }, /* no such ISR */
	{ "\6\10\377\377\377\377\377\0\0\0\0\3\2" "image", 18, false }, /* no width */
	{ "\6\10\377\377\377\377\377\0\0\4\0\3\311" "image", 18, false }, /* no such GCA */
	{ "\310\10\377\377\377\377\377\0\0\4\0\3\2" "image", 18, false }, /* nor IMP */
	{ "any bytes of one's own", 22, false },
};

START_TEST(user_defined_records)
{
	const size_t len = user_defined[_i].len;
	tp_transaction *t = traditional("14.002:01"), *back;
	tp_xml_write_options options = { .size = sizeof options, .flags = TP_XML_LOSSY,
		.loss = take_loss };
	losses l = { 0 };
	tp_record *r;
	tp_field data;
	tp_bytes xml;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_remove_record(t, 2, &diag), TP_OK);
	ck_assert_int_eq(tp_transaction_add_record(t, 7, 5, 0, &r, &diag), TP_OK);
	ck_assert_int_eq(tp_record_set(r, 3, 0, 0, user_defined[_i].data, len, 0, &diag), TP_OK);
	options.ctx = &l;
	ck_assert_int_eq(tp_xml_write(t, &options, &xml, &diag), TP_OK);
	ck_assert_uint_eq(l.count, user_defined[_i].written ? 0 : 1);
	ck_assert_msg(tp_xml_read(xml.ptr, xml.len, NULL, &back, &diag) == TP_OK, "%s", diag.text);
	r = tp_transaction_record(back, 2);
	ck_assert_int_eq(tp_record_idc(r), 5);
	ck_assert(tp_record_data(r, &data) || !user_defined[_i].written);
	if (user_defined[_i].written) {
		ck_assert_uint_eq(data.value.len, len);
		ck_assert_int_eq(memcmp(data.value.ptr, user_defined[_i].data, len), 0);
		has_text(&xml, "<biom:FingerprintImage>");
	} else {
		ck_assert_int_eq(l.last.type, 7);
		ck_assert_int_eq(l.last.field, 3);
		ck_assert_ptr_nonnull(strstr(l.last.text, "not those of a Type-4 record"));
	}
	tp_transaction_free(back);
	tp_bytes_free(&xml);
	tp_transaction_free(t);
}
END_TEST

/* What reading kept stands where it stood. */
START_TEST(kept_elements_go_back)
{
	tp_transaction *t = must_read(OPEN HEAD IMAGE("<u:a xmlns:u='urn:u'>1</u:a>"
	    "<FingerPositionCode>7</FingerPositionCode><u:b xmlns:u='urn:u'/>") CLOSE), *back;
	notes before = { 0 }, after = { 0 };
	tp_bytes xml;
	tp_diag diag;

	ck_assert_int_eq(tp_xml_write(t, NULL, &xml, &diag), TP_OK);
	ck_assert_msg(tp_xml_read(xml.ptr, xml.len, NULL, &back, &diag) == TP_OK, "%s", diag.text);
	ck_assert_int_eq(tp_xml_notes(t, take_note, &before), 0);
	ck_assert_int_eq(tp_xml_notes(back, take_note, &after), 0);
	ck_assert_uint_eq(before.count, 2);
	ck_assert_uint_eq(after.count, 2);
	ck_assert_ptr_nonnull(strstr(after.xml, "u:b"));
	expect_field(back, 1, 13, "7");
	tp_transaction_free(back);
	tp_transaction_free(t);
	tp_bytes_free(&xml);
}
END_TEST

START_TEST(writing_runs_out_of_memory)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_status status;
	uint64_t at = 0, calls;
	tp_bytes xml;
	tp_diag diag;
	ts_mem m;

	ts_mem_init(&m);
	options.mem = &m.mem;
	ck_assert_int_eq(tp_xml_read(whole, sizeof whole - 1, &options, &t, &diag), TP_OK);
	do {
		calls = m.calls;
		m.failed = false;
		m.fail_at = calls + ++at;
		status = tp_xml_write(t, NULL, &xml, &diag);
		ck_assert_int_eq(status, m.failed ? TP_ERR_NOMEM : TP_OK);
		tp_bytes_free(&xml);
	} while (m.failed);
	ck_assert_uint_gt(at, 4);
	tp_transaction_free(t);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("xml_writing");
	TCase *tc = tcase_create("xml_writing");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, writes_in_the_schemas_order);
	tcase_add_loop_test(tc, says_what_cannot_go, 0,
	    (int)(sizeof unwritable / sizeof unwritable[0]));
	tcase_add_loop_test(tc, editions_have_their_own_fields, 0,
	    (int)(sizeof brought / sizeof brought[0]));
	tcase_add_test(tc, a_part_that_cannot_go_is_told);
	tcase_add_loop_test(tc, user_defined_records, 0,
	    (int)(sizeof user_defined / sizeof user_defined[0]));
	tcase_add_test(tc, kept_elements_go_back);
	tcase_add_test(tc, writing_runs_out_of_memory);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
