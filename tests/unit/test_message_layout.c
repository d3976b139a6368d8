/* SPDX-License-Identifier: MIT */
/* Tests of layouts: another one by data alone, and what is wrong with one. */

#include "message_tests.h"

/* `/` is a tab. */
static tp_status
lay_out(const char *text, tp_layouts **out, tp_diag *diag)
{
	char *copy = malloc(strlen(text) + 1), *at;
	tp_status status;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text, strlen(text) + 1);
	for (at = copy; *at != '\0'; at++)
		if (*at == '/')
			*at = '\t';
	status = tp_layouts_read(copy, strlen(copy), NULL, out, diag);
	ck_assert((*out != NULL) == (status == TP_OK));
	free(copy);
	return status;
}

static tp_layouts *
laid_out(const char *text)
{
	tp_layouts *layouts;
	tp_diag diag;

	ck_assert_msg(lay_out(text, &layouts, &diag) == TP_OK, "%s", diag.text);
	return layouts;
}

#define COLUMNS "layout/kind/key/label/need/min/max/form\n"

/* ---- another layout --------------------------------------------------------- */

static const char other[] =
    "# Another agency's.\r\n"
    "layout/kind/key/label/need/min/max/form\r\n"
    "\r\n"
    "idr/mark//SHARED SERVICES RESPONSE/1/0/0/\n"
    "idr/word/match/POSITIVE/1/0/0/\n"
    "idr/word/no-match/NEGATIVE/1/0/0/\n"
    "idr/text/iar/STATUS/0/0/500/\n"
    "idr/value/result/OUTCOME/1/1/10/\n"
    "idr/group/encounter/EVENT/0/0/2/\n"
    "idr/item/locator/EID/1/1/12/digits\n"
    "idr/item/dob/BIRTH DATE/0/8/8/date\n"
    "notice/mark//SYN-NOTICE/1/0/0/\n"
    "notice/value/kind/TYPE OF NOTICE/1/1/30/\n"
    "notice/word/detainer/I-247/1/0/0/\n"
    "notice/word/withdrawal/I-247 CANCELLED/1/0/0/\n"
    "notice/word/request/REQUEST/1/0/0/\n"
    "notice/word/release/RELEASE/1/0/0/\n"
    "notice/word/transfer/TRANSFER/1/0/0/\n"
    "notice/word/custody/CUSTODY/1/0/0/\n"
    "notice/word/proceedings/PROCEEDINGS/1/0/0/\n"
    "notice/word/adjudication/ADJUDICATION/1/0/0/\n"
    "notice/word/reply/REPLY/1/0/0/\n"
    "notice/value/nam/SUBJECT/1/1/50/\n"
    "notice/value/author/OFFICER/0/1/50/\n"
    "notice/value/decided/SIGNED/0/8/8/date\n"
    "iaq/mark//IAQ/1/0/0/\n"
    "iaq/value/nam/NAME/1/1/10/\n"
    "iaq/value/dob/DB/1/8/8/date";

static tp_idr
other_match(void)
{
	tp_idr idr = m.match;

	idr.encounter_count = 2;
	memset(idr.encounters, 0, sizeof idr.encounters);
	idr.encounters[0].locator = (tp_str)TS_STR("123");
	idr.encounters[0].dob = (tp_str)TS_STR("19800101");
	idr.encounters[1].locator = (tp_str)TS_STR("456");
	idr.encounters[0].photo = idr.encounters[1].photo = -1;
	idr.photo_count = 0;
	idr.iar = (tp_str)TS_STR("WORDS\r\n");
	return idr;
}

START_TEST(idr_of_another_layout)
{
	tp_transaction *t;
	tp_message *message;
	tp_bytes bytes, again;
	tp_field field;
	tp_diag diag;
	tp_idr idr;

	each_profile(_i);
	m.options.layouts = laid_out(other);
	idr = other_match();
	ck_assert_msg(tp_idr_build(&idr, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IDR_MATCH);
	ck_assert(tp_record_field(tp_transaction_record(tp_message_transaction(message), 1),
	    carriers[_i], 0, &field));
	is_text(&field.value, "SHARED SERVICES RESPONSE\r\nSTATUS: 7 plain\r\nWORDS\r\n\r\n"
	    "OUTCOME: POSITIVE\r\nEVENT 1\r\nEID: 123\r\nBIRTH DATE: 19800101\r\n"
	    "EVENT 2\r\nEID: 456\r\n");
	is_text(&tp_message_idr(message)->encounters[1].locator, "456");
	is_text(&tp_message_idr(message)->iar, "WORDS\r\n");
	ck_assert_int_eq(tp_idr_build(tp_message_idr(message), &m.options, &t, NULL), TP_OK);
	again = bytes_of(t);
	same_bytes(&bytes, &again);
	tp_message_free(message);
	/* Who has not the layout cannot tell it in ERS from a rap sheet; SII is none. */
	ck_assert_int_eq(tp_message_read(bytes.ptr, bytes.len, NULL, &message, &diag), TP_OK);
	ck_assert_int_eq(tp_message_get_kind(message),
	    _i == 1 ? TP_MESSAGE_UNCLASSIFIED : TP_MESSAGE_SRE);
	tp_message_free(message);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	ck_assert_int_eq(tp_idr_build(&m.no_match, NULL, &t, &diag), TP_OK);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_UNCLASSIFIED);
	tp_message_free(message);
	tp_bytes_free(&bytes);
	tp_layouts_free((tp_layouts *)(uintptr_t)m.options.layouts);
	ts_messages_free(&m);
}
END_TEST

/* A value that the layout has no line for is not dropped in silence. */
START_TEST(no_place)
{
	tp_transaction *t;
	tp_layouts *layouts;
	tp_bytes text;
	tp_diag diag;
	tp_idr idr;

	each_profile(1);
	m.options.layouts = layouts = laid_out(other);
	idr = other_match();
	idr.encounters[1].name = (tp_str)TS_STR("A NAME");
	ck_assert_int_eq(tp_idr_build(&idr, &m.options, &t, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "the layout has no place for key name");
	idr = other_match();
	idr.encounter_count = 3;
	idr.encounters[2].photo = -1;
	ck_assert_int_eq(tp_idr_build(&idr, &m.options, &t, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "EVENT is there 3 times, not 0 to 2");
	idr = other_match();
	idr.encounters[1].locator.len = 0;
	ck_assert_int_eq(tp_idr_build(&idr, &m.options, &t, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "EVENT 2: EID is missing");
	ck_assert_int_eq(tp_iaq_build(&m.iaq, &m.options, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "the layout has no place for key pur");
	ck_assert_int_eq(tp_notice_build(&m.detainer, &m.options, &text, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "the layout has no place for key dat");
	/* The layouts that it does not name stay. */
	ck_assert_int_eq(tp_cpi_build(&m.cpi, &m.options, &text, &diag), TP_OK);
	tp_bytes_free(&text);
	tp_layouts_free(layouts);
	ts_messages_free(&m);
}
END_TEST

START_TEST(texts_of_another_layout)
{
	tp_notice notice = { .kind = TP_NOTICE_WITHDRAWAL, .nam = TS_STR("SYNTHETIC,SAMPLE"),
		.author = TS_STR("SAMPLE"), .decided = TS_STR("20240306") };
	tp_iaq iaq = { .envelope = { .ori = TS_STR("NY0300000") },
	    .nam = TS_STR("SYNTHETIC,SAMPLE"), .dob = TS_STR("19800101") };
	tp_message *message;
	tp_layouts *layouts;
	uint32_t cut;
	tp_bytes text;
	tp_diag diag;

	each_profile(1);
	m.options.layouts = layouts = laid_out(other);
	ck_assert_str_eq(tp_layouts_version(layouts, "idr"), "SHARED SERVICES RESPONSE");
	ck_assert_str_eq(tp_layouts_version(layouts, "cpi"), "TENPRINT-CPI 1");
	ck_assert_str_eq(tp_layouts_version(NULL, "idr"), "TENPRINT-IDR 1");
	ck_assert_str_eq(tp_layouts_version(NULL, "notice"), "TENPRINT-NOTICE 1");
	ck_assert_ptr_null(tp_layouts_version(layouts, "none"));
	ck_assert_ptr_null(tp_layouts_version(NULL, NULL));
	ck_assert_int_eq(tp_notice_build(&notice, &m.options, &text, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "tcr is missing");
	notice.kind = TP_NOTICE_DETAINER;
	ck_assert_msg(tp_notice_build(&notice, &m.options, &text, &diag) == TP_OK, "%s", diag.text);
	is_bytes(&text, "SYN-NOTICE\r\nTYPE OF NOTICE: I-247\r\nSUBJECT: SYNTHETIC,SAMPLE\r\n"
	    "OFFICER: SAMPLE\r\nSIGNED: 20240306\r\n");
	message = read_message(text.ptr, text.len);
	ck_assert_int_eq(tp_message_notice(message)->kind, TP_NOTICE_DETAINER);
	tp_message_free(message);
	tp_bytes_free(&text);
	ck_assert_msg(tp_iaq_build(&iaq, &m.options, &cut, &text, &diag) == TP_OK, "%s", diag.text);
	is_bytes(&text, "IAQ.NY0300000.AX.TXT\r\nNAME/SYNTHETIC,.DB/19800101\r\n");
	ck_assert_uint_eq(cut, TP_IAQ_NAM);
	message = read_message(text.ptr, text.len);
	is_text(&tp_message_iaq(message)->dob, "19800101");
	tp_message_free(message);
	tp_bytes_free(&text);
	tp_layouts_free(layouts);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is wrong with one ------------------------------------------------- */

static const struct {
	const char *text;
	tp_status status;
	const char *says;
} wrong[] = {
	{ "", TP_OK, NULL },
	{ COLUMNS, TP_OK, NULL },
	{ "# idr\n\n", TP_OK, NULL },
	{ "layout/kind/key/label/need/max\n", TP_ERR_SYNTAX,
	    "line 1, column 28: these are not the columns of a layout" },
	{ COLUMNS "cpi/mark//X/1/0/0\n", TP_ERR_SYNTAX,
	    "line 2, column 1: 7 columns in a row, not 8" },
	{ COLUMNS "cpi/mark//X/1/0/0//\n", TP_ERR_SYNTAX, "line 2, column 1: 9 columns" },
	{ COLUMNS "cpi/line//X/1/0/0/\n", TP_ERR_SYNTAX, "line 2, column 5: not mark" },
	{ COLUMNS "cpi/mark///1/0/0/\n", TP_ERR_SYNTAX, "line 2, column 11: a label is" },
	{ COLUMNS "cpi/mark//1.01/1/0/0/\n", TP_ERR_SYNTAX, "line 2, column 11: a label is" },
	{ COLUMNS "cpi/mark//A:B/1/0/0/\n", TP_ERR_SYNTAX, "line 2, column 11: a label is" },
	{ COLUMNS "cpi/mark//\303\211/1/0/0/\n", TP_ERR_SYNTAX, "line 2, column 11: a label is" },
	{ COLUMNS "cpi/mark//12345678901234567890123456789012345678901/1/0/0/\n", TP_ERR_SYNTAX,
	    "a label is" },
	{ COLUMNS "cpi/mark//X/x/0/0/\n", TP_ERR_SYNTAX, "line 2, column 13: no number" },
	{ COLUMNS "cpi/mark//X/1/-1/0/\n", TP_ERR_SYNTAX, "line 2, column 15: no number" },
	{ COLUMNS "cpi/mark//X/1/0/99999999/\n", TP_ERR_SYNTAX, "line 2, column 17: no number" },
	{ COLUMNS "cpi/mark//X/2/0/0/\n", TP_ERR_RANGE,
	    "line 2, column 13: more than there can be" },
	{ COLUMNS "cpi/mark//X/1/2/1/\n", TP_ERR_RANGE, "line 2, column 15: more than the most" },
	{ COLUMNS "cpi/mark//X/1/0/0/hex\n", TP_ERR_SYNTAX, "line 2, column 19: no such form" },
	{ COLUMNS "xyz/mark//X/1/0/0/\n", TP_ERR_NOTFOUND, "no message has such a layout" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/value/dob/D/0/0/8/\n", TP_ERR_NOTFOUND,
	    "line 3, column 11: no message has such" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/value/code/D/0/0/8/\n", TP_ERR_NOTFOUND,
	    "line 3, column 11: no message has such" },
	{ COLUMNS "cpi/value/fbi/F/1/0/9/\n", TP_ERR_SYNTAX, "line 2, column 5: a layout starts" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/mark//Y/1/0/0/\n", TP_ERR_SYNTAX,
	    "line 3, column 11: the key or label is there twice" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/value/fbi/F/0/0/9/\ncpi/value/fbi/G/0/0/9/\n",
	    TP_ERR_SYNTAX, "line 4, column 15: the key or label is there twice" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/value/fbi/F/0/0/9/\ncpi/value/sid/F/0/0/9/\n",
	    TP_ERR_SYNTAX, "line 4, column 15: the key or label is there twice" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/value/fbi/X/0/0/9/\n", TP_ERR_SYNTAX,
	    "line 3, column 15: the key or label is there twice" },
	{ COLUMNS "cpi/mark//X/1/0/0/\niar/mark//IAR/1/0/0/\ncpi/value/fbi/F/0/0/9/\n",
	    TP_ERR_SYNTAX, "line 4, column 1: the rows of a layout stand together" },
	{ COLUMNS "cpi/mark//XX/1/0/0/\niar/mark//XX/1/0/0/\n", TP_ERR_SYNTAX,
	    "line 3, column 11: the key or label is there twice" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/item/code/C/0/0/9/\n", TP_ERR_SYNTAX,
	    "line 3, column 5: an item stands behind its group" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/group/charge/C/0/0/9/\ncpi/value/fbi/F/0/0/9/\n"
	    "cpi/item/code/D/0/0/9/\n", TP_ERR_SYNTAX,
	    "line 5, column 5: an item stands behind its group" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/group/charge/C/0/0/41/\n", TP_ERR_RANGE,
	    "line 3, column 24: more groups than the message holds" },
	{ COLUMNS "cpi/mark//X/1/0/0/\ncpi/group/charge/C/5/0/4/\n", TP_ERR_RANGE,
	    "line 3, column 20: more than there can be" },
	{ COLUMNS "idr/mark//X/1/0/0/\n", TP_ERR_NOTFOUND, "layout idr has no row of key result" },
	{ COLUMNS "idr/mark//X/1/0/0/\nidr/value/result/R/1/1/9/\nidr/word/match/M/1/0/0/\n",
	    TP_ERR_NOTFOUND, "layout idr has no row of key no-match" },
	{ COLUMNS "idr/mark//X/1/0/0/\nidr/value/result/R/1/1/9/\nidr/word/match/M/1/0/0/\n"
	    "idr/word/no-match/M/1/0/0/\n", TP_ERR_SYNTAX, "the key or label is there twice" },
	{ COLUMNS "idr/mark//X/1/0/0/\nidr/value/result/R/1/1/9/\nidr/word/match/R/1/0/0/\n"
	    "idr/word/no-match/X/1/0/0/\n", TP_OK, NULL },
	{ COLUMNS "notice/mark//X/1/0/0/\n", TP_ERR_NOTFOUND,
	    "layout notice has no row of key kind" },
	{ COLUMNS "iaq/mark//IAQ 2/1/0/0/\n", TP_ERR_SYNTAX, "2 to 8 capital letters" },
	{ COLUMNS "iaq/mark//IAQ/1/0/0/\niaq/value/nam/N/1/0/9/\n", TP_ERR_SYNTAX,
	    "line 3, column 15: an element's label is 2 to 8 capital letters" },
	{ COLUMNS "iaq/mark//IAQ/1/0/0/\niaq/value/nam/Name/1/0/9/\n", TP_ERR_SYNTAX,
	    "an element's label is 2 to 8 capital letters" },
	{ COLUMNS "cpi/mark//X\001/1/0/0/\n", TP_ERR_SYNTAX,
	    "line 2, column 12: a control character" },
};

START_TEST(wrong_layouts)
{
	tp_layouts *layouts;
	tp_diag diag;

	ck_assert_msg(lay_out(wrong[_i].text, &layouts, &diag) == wrong[_i].status, "%s",
	    diag.text);
	if (wrong[_i].status != TP_OK)
		ck_assert_msg(strstr(diag.text, wrong[_i].says) != NULL, "%s", diag.text);
	tp_layouts_free(layouts);
}
END_TEST

START_TEST(limits_and_arguments)
{
	static const char head[] = "layout\tkind\tkey\tlabel\tneed\tmin\tmax\tform\n";
	char *big = malloc(100 * 2000), *at;
	tp_layouts *layouts;
	tp_diag diag;
	size_t i;

	ck_assert_ptr_nonnull(big);
	ck_assert_int_eq(tp_layouts_read(NULL, 3, NULL, &layouts, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_layouts_read("", 0, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_layouts_read(NULL, 0, NULL, &layouts, &diag), TP_OK);
	tp_layouts_free(layouts);
	tp_layouts_free(NULL);
	/* A row of a key a second time is refused long before there are too many rows. */
	at = big + sprintf(big, "%scpi\tmark\t\tX\t1\t0\t0\t\n", head);
	for (i = 0; i < 600; i++)
		at += sprintf(at, "cpi\tvalue\tfbi\tF%lu\t0\t0\t9\t\n", (unsigned long)i);
	ck_assert_int_eq(tp_layouts_read(big, (size_t)(at - big), NULL, &layouts, &diag),
	    TP_ERR_SYNTAX);
	at = big + sprintf(big, "%scpi\tmark\t\tX\t1\t0\t0\t", head);
	memset(at, 'A', 1001);
	ck_assert_int_eq(tp_layouts_read(big, (size_t)(at - big) + 1001, NULL, &layouts, &diag),
	    TP_ERR_LIMIT);
	free(big);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_loop_test(tc, idr_of_another_layout, 0, PROFILES);
	tcase_add_test(tc, no_place);
	tcase_add_test(tc, texts_of_another_layout);
	tcase_add_loop_test(tc, wrong_layouts, 0, (int)(sizeof wrong / sizeof wrong[0]));
	tcase_add_test(tc, limits_and_arguments);
}

int
main(void)
{
	return run_tests("layouts", add);
}
