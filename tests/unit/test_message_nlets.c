/* SPDX-License-Identifier: MIT */
/* Tests of IAQ and IAR: every element, the header, cutting, the LESC's words, and the XML. */

#include "message_tests.h"

static tp_status
build(const void *iaq, tp_diag *diag)
{
	tp_bytes text;
	tp_status status = tp_iaq_build(iaq, &m.options, NULL, &text, diag);

	ck_assert((text.ptr != NULL) == (status == TP_OK));
	tp_bytes_free(&text);
	return status;
}

static tp_status
build_iar(const void *iar, tp_diag *diag)
{
	tp_bytes text;
	tp_status status = tp_iar_build(iar, &m.options, &text, diag);

	ck_assert((text.ptr != NULL) == (status == TP_OK));
	tp_bytes_free(&text);
	return status;
}

static tp_status
build_xml(const void *iaq, tp_diag *diag)
{
	tp_bytes text;
	tp_status status = tp_iaq_build_xml(iaq, &m.options, &text, diag);

	ck_assert((text.ptr != NULL) == (status == TP_OK));
	tp_bytes_free(&text);
	return status;
}

static tp_bytes
iaq_text(const tp_iaq *iaq)
{
	tp_bytes text;
	tp_diag diag;

	ck_assert_msg(tp_iaq_build(iaq, &m.options, NULL, &text, &diag) == TP_OK, "%s", diag.text);
	return text;
}

/* ---- the query -------------------------------------------------------------- */

static const char full[] =
    "IAQ.NY0300000.AX.*CTL0000001.TXT\r\n"
    "PUR/C.ATN/DESK SAMPLE.PHN/212 555 0100.NAM/SYNTHETIC,SAMPLE.DOB/19800101.SEX/X.POB/NY."
    "CUS/Y.OFF/2399.ARN/00000001.FBI/123456AA7.SID/NY1234567.OLN/SYN0001\r\n";

START_TEST(every_element)
{
	tp_message *message;
	const tp_iaq *q;
	tp_bytes text;

	each_profile(1);
	text = iaq_text(&m.iaq);
	is_bytes(&text, full);
	tp_bytes_free(&text);
	message = read_message(full, strlen(full));
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IAQ);
	ck_assert_ptr_null(tp_message_transaction(message));
	ck_assert_ptr_null(tp_message_iar(message));
	q = tp_message_iaq(message);
	is_text(&q->envelope.ori, "NY0300000");
	is_text(&q->envelope.dai, "AX");
	is_text(&q->envelope.tcn, "CTL0000001");
	is_text(&q->pur, "C");
	is_text(&q->atn, "DESK SAMPLE");
	is_text(&q->phn, "212 555 0100");
	is_text(&q->nam, "SYNTHETIC,SAMPLE");
	is_text(&q->dob, "19800101");
	is_text(&q->sex, "X");
	is_text(&q->pob, "NY");
	is_text(&q->cus, "Y");
	is_text(&q->off, "2399");
	is_text(&q->arn, "00000001");
	is_text(&q->fbi, "123456AA7");
	is_text(&q->sid, "NY1234567");
	is_text(&q->oln, "SYN0001");
	ck_assert_uint_eq(q->others.count, 0);
	text = iaq_text(q);
	is_bytes(&text, full);
	tp_bytes_free(&text);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* What may be left out, and the generic code of a charge that nobody names. */
START_TEST(fewest_elements)
{
	tp_iaq q;
	tp_bytes text;

	each_profile(1);
	q = m.iaq;
	q.envelope.tcn.len = q.off.len = q.arn.len = q.fbi.len = q.sid.len = q.oln.len = 0;
	q.dob = (tp_str)TS_STR("010180");
	q.pur = (tp_str)TS_STR("F");
	q.cus = (tp_str)TS_STR("N");
	text = iaq_text(&q);
	is_bytes(&text, "IAQ.NY0300000.AX.TXT\r\nPUR/F.ATN/DESK SAMPLE.PHN/212 555 0100."
	    "NAM/SYNTHETIC,SAMPLE.DOB/010180.SEX/X.POB/NY.CUS/N.OFF/0399\r\n");
	tp_bytes_free(&text);
	ts_messages_free(&m);
}
END_TEST

#define LONGER "123456789012345678901234567890X"
static const bad_member bad[] = {
	BAD(tp_iaq, envelope.ori, NULL, "ORI is missing", -1),
	BAD(tp_iaq, envelope.ori, "NY030000", "not of nine", -1),
	BAD(tp_iaq, envelope.ori, "NY.300000", "ORI is missing", -1),
	BAD(tp_iaq, envelope.dai, "VT", "the destination of a query is AX", -1),
	BAD(tp_iaq, envelope.tcn, "A.B", "control field", -1),
	BAD(tp_iaq, envelope.tcn, "A B", "control field", -1),
	BAD(tp_iaq, pur, NULL, "PUR is missing", -1),
	BAD(tp_iaq, pur, "X", "PUR is not C|F", -1),
	BAD(tp_iaq, pur, "CF", "PUR is longer than 1", -1),
	BAD(tp_iaq, atn, NULL, "ATN is missing", -1),
	BAD(tp_iaq, atn, LONGER, "ATN is longer than 30 bytes", -1),
	BAD(tp_iaq, atn, "A. SAMPLE", "ATN holds a full stop", -1),
	BAD(tp_iaq, phn, NULL, "PHN is missing", -1),
	BAD(tp_iaq, phn, "123456789012345678901", "PHN is longer than 20", -1),
	BAD(tp_iaq, nam, NULL, "NAM is missing", -1),
	BAD(tp_iaq, nam, LONGER, "NAM is longer than 30 bytes", -1),
	BAD(tp_iaq, nam, "A\r\nB", "NAM holds a control character", -1),
	BAD(tp_iaq, nam, "A" RS "B", "NAM holds a control character", -1),
	BAD(tp_iaq, nam, "A.SEX/F", "NAM holds a full stop", -1),
	BAD(tp_iaq, nam, "\303\211A", "NAM holds what is not ASCII", -1),
	BAD(tp_iaq, dob, NULL, "DOB is missing", -1),
	BAD(tp_iaq, dob, "1980", "DOB is shorter than 6", -1),
	BAD(tp_iaq, dob, "1980010", "DOB is not a date", -1),
	BAD(tp_iaq, dob, "19801301", "DOB is not a date", -1),
	BAD(tp_iaq, dob, "023080", "DOB is not a date", -1),
	BAD(tp_iaq, dob, "0101XX", "DOB is not a date", -1),
	BAD(tp_iaq, sex, NULL, "SEX is missing", -1),
	BAD(tp_iaq, sex, "7", "SEX is not capital letters", -1),
	BAD(tp_iaq, sex, "MM", "SEX is longer than 1", -1),
	BAD(tp_iaq, pob, NULL, "POB is missing", -1),
	BAD(tp_iaq, pob, "N", "POB is shorter than 2", -1),
	BAD(tp_iaq, pob, "ny", "POB is not capital letters", -1),
	BAD(tp_iaq, cus, NULL, "CUS is missing", -1),
	BAD(tp_iaq, cus, "X", "CUS is not Y|N", -1),
	BAD(tp_iaq, off, "239", "OFF is shorter than 4", -1),
	BAD(tp_iaq, off, "23X9", "OFF is not digits", -1),
	BAD(tp_iaq, arn, "1234567", "ARN is shorter than 8", -1),
	BAD(tp_iaq, arn, "1234567890", "ARN is longer than 9", -1),
	BAD(tp_iaq, arn, "A1234567", "ARN is not digits", -1),
	BAD(tp_iaq, fbi, "1234567890", "FBI is longer than 9", -1),
	BAD(tp_iaq, fbi, "12 45", "FBI is not capital letters and digits", -1),
	BAD(tp_iaq, sid, "NY123456789", "SID is longer than 10", -1),
	BAD(tp_iaq, oln, "TRAILING ", "would be read as something else", -1),
	BAD(tp_iaq, oln, "123456789012345678901", "OLN is longer than 20", -1),
};

START_TEST(each_bad_member)
{
	each_profile(1);
	ALL_REFUSED(build, m.iaq, bad);
	ts_messages_free(&m);
}
END_TEST

/* A CAR's name has 50 characters, a query's 30. */
START_TEST(cutting)
{
	tp_iaq q;
	tp_bytes text;
	tp_message *message;
	uint32_t cut = 99;
	tp_diag diag;

	each_profile(1);
	ck_assert_int_eq(tp_iaq_build(&m.iaq, &m.options, &cut, &text, NULL), TP_OK);
	ck_assert_uint_eq(cut, 0);
	tp_bytes_free(&text);
	q = m.iaq;
	q.nam = (tp_str)TS_STR("SYNTHETIC-LONG-SURNAME,SAMPLE GIVEN NAMES");
	ck_assert_int_eq(tp_iaq_build(&q, &m.options, NULL, &text, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "NAM is longer than 30 bytes");
	ck_assert_int_eq(tp_iaq_build(&q, &m.options, &cut, &text, &diag), TP_OK);
	ck_assert_uint_eq(cut, TP_IAQ_NAM);
	message = read_message(text.ptr, text.len);
	is_text(&tp_message_iaq(message)->nam, "SYNTHETIC-LONG-SURNAME,SAMPLE ");
	tp_message_free(message);
	tp_bytes_free(&text);
	q.atn = (tp_str)TS_STR(LONGER);
	ck_assert_int_eq(tp_iaq_build(&q, &m.options, &cut, &text, &diag), TP_OK);
	ck_assert_uint_eq(cut, TP_IAQ_NAM | TP_IAQ_ATN);
	tp_bytes_free(&text);
	/* Nothing else is ever cut. */
	q.phn = (tp_str)TS_STR("123456789012345678901");
	ck_assert_int_eq(tp_iaq_build(&q, &m.options, &cut, &text, &diag), TP_ERR_ARG);
	ts_messages_free(&m);
}
END_TEST

/* ---- how a query is read ---------------------------------------------------- */

#define HEAD "IAQ.NY0300000.AX.TXT\r\n"
static const struct {
	const char *text;
	const char *nam; /* NULL: TP_ERR_SYNTAX */
	const char *others; /* field and value, joined by `;` */
	const char *dai;
	const char *tcn;
} queries[] = {
	{ HEAD "NAM/A,B.\r\n", "A,B", "", "AX", "" },
	{ HEAD "NAM/A,B", "A,B", "", "AX", "" },
	{ HEAD "NAM/A,B.REASON/BOOKING.ZZ/", "A,B", "2 REASON/BOOKING;2 ZZ/;", "AX", "" },
	{ HEAD "NAM/A,B.NAM/C,D", "A,B", "2 NAM/C,D;", "AX", "" },
	{ HEAD "ATN/J. SAMPLE.\r\nNAM/A,B", "A,B", "", "AX", "" },
	{ HEAD "NAM/A.B C/D.E.F\r\n", "A.B C/D.E.F", "", "AX", "" },
	{ HEAD, "", "", "AX", "" },
	{ "IAQ.NY0300000.AX.*C1.TXT\nNAM/A,B", "A,B", "", "AX", "C1" },
	{ "IAQ.NY0300000.AX.*C1.TXT.\r\nNAM/A,B", "A,B", "", "AX", "C1" },
	{ "IAQ.NY0300000.\r\n1200 03/05/2024 00001\r\nAX.*C1.TXT\r\nNAM/A,B", "A,B",
	    "1 \r\n1200 03/05/2024 00001\r\n;", "AX", "C1" },
	{ "IAQ.NY0300000.XY.AX.TXT\r\nNAM/A,B", "A,B", "1 XY.;", "AX", "" },
	{ "IAQ.NY0300000.AX.*C.1.TXT\r\n", "", "1 AX.*C.;", "1", "" },
	{ "IAQ.", NULL, NULL, NULL, NULL },
	{ "IAQ..AX.TXT\r\n", NULL, NULL, NULL, NULL },
	{ "IAQ.NY0300000.TXT\r\n", NULL, NULL, NULL, NULL },
	{ "IAQ.NY0300000.AX.", NULL, NULL, NULL, NULL },
	{ "IAQ.NY0300000.AX.TX", NULL, NULL, NULL, NULL },
	{ "IAQ.NY0300000.AX.*C1.*C2.TXT\r\n", NULL, NULL, NULL, NULL },
	{ HEAD "A,B", NULL, NULL, NULL, NULL },
	{ HEAD "nam/A", NULL, NULL, NULL, NULL },
	{ "IAQ NY0300000", NULL, NULL, NULL, NULL },
	{ "IAX.NY0300000.AX.TXT\r\n", NULL, NULL, NULL, NULL },
};

static void
is_query(const tp_iaq *q, int i)
{
	char others[300] = "";
	size_t k;

	is_text(&q->nam, queries[i].nam);
	is_text(&q->envelope.dai, queries[i].dai);
	is_text(&q->envelope.tcn, queries[i].tcn);
	for (k = 0; k < q->others.count; k++)
		sprintf(others + strlen(others), "%u %.*s;", (unsigned)q->others.at[k].field,
		    (int)q->others.at[k].value.len, q->others.at[k].value.ptr);
	ck_assert_str_eq(others, queries[i].others);
}

START_TEST(reading_queries)
{
	tp_message *message = NULL;
	tp_diag diag;
	tp_status status = tp_message_read(queries[_i].text, strlen(queries[_i].text), NULL,
	    &message, &diag);

	if (queries[_i].nam == NULL) {
		ck_assert_int_eq(status, TP_ERR_SYNTAX);
		ck_assert_ptr_null(message);
		ck_assert_uint_le(diag.offset, strlen(queries[_i].text));
		return;
	}
	ck_assert_msg(status == TP_OK, "%s", diag.text);
	is_query(tp_message_iaq(message), _i);
	tp_message_free(message);
}
END_TEST

/* What Nlets and others have put in comes back with the rest. */
START_TEST(others_come_back)
{
	static const char text[] = "IAQ.NY0300000.\r\n1200 03/05/2024 00001\r\nAX.*C1.TXT\r\n"
	    "PUR/C.ATN/A.PHN/1.NAM/A,B.DOB/19800101.SEX/X.POB/NY.CUS/Y.OFF/0399."
	    "REASON/A REASON.NAM/SECOND\r\n";
	static const char *const bad_others[] = { "NO LABEL", "OLN/X", "X/A.B/C", "", "ZZ/A.OLN/B",
		"ZZ/A ", "ZZ/A\r\n" };
	tp_other other = { 0, TP_NLETS_ELEMENT, { NULL, 0 } };
	tp_message *message;
	tp_bytes again;
	tp_diag diag;
	tp_iaq q;
	size_t i;

	each_profile(1);
	message = read_message(text, strlen(text));
	again = iaq_text(tp_message_iaq(message));
	is_bytes(&again, text);
	tp_bytes_free(&again);
	tp_message_free(message);
	q = m.iaq;
	q.oln.len = 0;
	q.others = (tp_others){ &other, 1 };
	for (i = 0; i < sizeof bad_others / sizeof bad_others[0]; i++) {
		tp_str_from(bad_others[i], &other.value);
		ck_assert_msg(build(&q, &diag) == TP_ERR_ARG, "%s", bad_others[i]);
		ck_assert_str_eq(diag.text, "the text would be read as something else");
	}
	other = (tp_other){ 0, TP_NLETS_STAMP, TS_STR("XX.TXT\r\n") };
	ck_assert_int_eq(build(&q, &diag), TP_ERR_ARG);
	ts_messages_free(&m);
}
END_TEST

/* ---- the answer ------------------------------------------------------------- */

static const tp_str words[] = {
	TS_STR(""),
	TS_STR("A"),
	TS_STR("\r\nSTARTS WITH A LINE'S END"),
	TS_STR(".\r\nSTARTS WITH A FULL STOP"),
	TS_STR("AND ENDS WITH ONE.\r\n\r\n"),
	TS_STR("TXT\r\n.TXT\r\nAX.*OTHER.TXT\r\n"),
	TS_STR("A" FS "B" GS "C" RS "D" US "E\0F\r\n\tG"),
	TS_STR("\377\303\251\200\r\r\n\n"),
};

START_TEST(answer_byte_for_byte)
{
	tp_message *message;
	tp_bytes text, again;
	tp_iar iar;
	tp_diag diag;
	const size_t head = strlen("IAR.VTICE0900.NY0300000.*CTL0000001.TXT\r\n");

	each_profile(1);
	iar = m.iar;
	iar.text = words[_i];
	ck_assert_msg(tp_iar_build(&iar, &m.options, &text, &diag) == TP_OK, "%s", diag.text);
	ck_assert_uint_eq(text.len, head + words[_i].len);
	ck_assert(memcmp(text.ptr, "IAR.VTICE0900.NY0300000.*CTL0000001.TXT\r\n", head) == 0);
	ck_assert(memcmp(text.ptr + head, words[_i].ptr, words[_i].len) == 0);
	message = read_message(text.ptr, text.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IAR);
	is_text(&tp_message_envelope(message)->ori, "VTICE0900");
	is_text(&tp_message_envelope(message)->dai, "NY0300000");
	is_text(&tp_message_envelope(message)->tcn, "CTL0000001");
	ck_assert_uint_eq(tp_message_iar(message)->text.len, words[_i].len);
	ck_assert(memcmp(tp_message_iar(message)->text.ptr, words[_i].ptr, words[_i].len) == 0);
	ck_assert_int_eq(tp_iar_build(tp_message_iar(message), &m.options, &again, NULL), TP_OK);
	same_bytes(&text, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&text);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

START_TEST(answer_with_a_stamp)
{
	static const char text[] =
	    "IAR.VTICE0900.\r\n1200 03/05/2024 00001\r\nNY0300000.*C1.TXT\r\n"
	    "WORDS.\r\n";
	tp_message *message;
	tp_bytes again;

	each_profile(1);
	message = read_message(text, strlen(text));
	is_text(&tp_message_iar(message)->text, "WORDS.\r\n");
	is_text(&tp_message_envelope(message)->dai, "NY0300000");
	ck_assert_uint_eq(tp_message_iar(message)->others.count, 1);
	ck_assert_int_eq(tp_iar_build(tp_message_iar(message), &m.options, &again, NULL), TP_OK);
	is_bytes(&again, text);
	tp_bytes_free(&again);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

static const bad_member bad_answer[] = {
	BAD(tp_iar, envelope.ori, NULL, "the sender is missing", -1),
	BAD(tp_iar, envelope.ori, "A.B", "the sender is missing", -1),
	BAD(tp_iar, envelope.dai, NULL, "the destination is missing", -1),
	BAD(tp_iar, envelope.dai, "*A", "the destination is missing", -1),
	BAD(tp_iar, envelope.dai, "A B", "the destination is missing", -1),
	BAD(tp_iar, envelope.tcn, "A\r\nB", "the control field is none", -1),
};

START_TEST(each_bad_member_of_an_answer)
{
	each_profile(1);
	ALL_REFUSED(build_iar, m.iar, bad_answer);
	ts_messages_free(&m);
}
END_TEST

/* ---- XML -------------------------------------------------------------------- */

static const char xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<n2:NLETS n2:version=\"4.00\" xmlns:n2=\"http://www.nlets.org/niem/1.0\""
    " xmlns:nh2=\"http://www.nlets.org/niem/nlets-hdr/1.0\""
    " xmlns:nc=\"http://niem.gov/niem/niem-core/2.0\""
    " xmlns:j4=\"http://niem.gov/niem/domains/jxdm/4.0\">\n"
    "<n2:NLETSMessageHeader>\n"
    "<nh2:MessageKeyCodeText>IAQ</nh2:MessageKeyCodeText>\n"
    "<nh2:OriginatingORIID>NY0300000</nh2:OriginatingORIID>\n"
    "<nh2:DestinationORIID>AX</nh2:DestinationORIID>\n"
    "<nh2:DocumentControlFieldText>CTL0000001</nh2:DocumentControlFieldText>\n"
    "</n2:NLETSMessageHeader>\n"
    "<n2:NLETSInquiryData>\n"
    "<n2:PurposeCode>C</n2:PurposeCode>\n"
    "<n2:ResponseAttentionDescriptionText>A &lt;B&gt; &amp; C"
    "</n2:ResponseAttentionDescriptionText>\n"
    "<nc:ContactInformation><nc:ContactTelephoneNumber><nc:FullTelephoneNumber>"
    "<nc:TelephoneNumberFullID>212 555 0100</nc:TelephoneNumberFullID>\n"
    "</nc:FullTelephoneNumber>\n</nc:ContactTelephoneNumber>\n</nc:ContactInformation>\n"
    "<n2:Person>\n"
    "<nc:PersonBirthDate><nc:Date>1980-01-01</nc:Date>\n</nc:PersonBirthDate>\n"
    "<nc:PersonName><nc:PersonFullName>SYNTH\303\211TIC. S</nc:PersonFullName>\n</nc:PersonName>\n"
    "<nc:PersonOtherIdentification><nc:IdentificationID>00000001</nc:IdentificationID>\n"
    "</nc:PersonOtherIdentification>\n"
    "<nc:PersonSexCode>X</nc:PersonSexCode>\n"
    "<j4:PersonAugmentation>\n"
    "<nc:DriverLicense><nc:DriverLicenseIdentification><nc:IdentificationID>SYN0001"
    "</nc:IdentificationID>\n</nc:DriverLicenseIdentification>\n</nc:DriverLicense>\n"
    "<j4:PersonFBIIdentification><nc:IdentificationID>123456AA7</nc:IdentificationID>\n"
    "</j4:PersonFBIIdentification>\n"
    "<j4:PersonStateFingerprintIdentification><nc:IdentificationID>NY1234567"
    "</nc:IdentificationID>\n</j4:PersonStateFingerprintIdentification>\n"
    "</j4:PersonAugmentation>\n"
    "<j4:PersonBirthPlaceCode>NY</j4:PersonBirthPlaceCode>\n"
    "</n2:Person>\n"
    "<j4:ChargeNCICCode>2399</j4:ChargeNCICCode>\n"
    "<nc:Status><nc:StatusText>Y</nc:StatusText>\n</nc:Status>\n"
    "</n2:NLETSInquiryData>\n</n2:NLETS>\n";

static const bad_member bad_xml[] = {
	BAD(tp_iaq, dob, "010180", "DOB is not a date", -1),
	BAD(tp_iaq, dob, "19800000", "DOB is not a date", -1),
	BAD(tp_iaq, nam, "A\001B", "NAM holds a control character", -1),
	BAD(tp_iaq, nam, "A\377B", "NAM is not UTF-8", -1),
	BAD(tp_iaq, envelope.ori, NULL, "ORI is missing", -1),
	BAD(tp_iaq, cus, NULL, "CUS is missing", -1),
};

START_TEST(as_xml)
{
	static const tp_other other = { 0, TP_NLETS_ELEMENT, TS_STR("ZZ/A") };
	tp_bytes text;
	tp_iaq q;
	tp_diag diag;

	each_profile(1);
	q = m.iaq;
	q.atn = (tp_str)TS_STR("A <B> & C");
	q.nam = (tp_str)TS_STR("SYNTH\303\211TIC. S");
	ck_assert_msg(tp_iaq_build_xml(&q, &m.options, &text, &diag) == TP_OK, "%s", diag.text);
	is_bytes(&text, xml);
	tp_bytes_free(&text);
	ALL_REFUSED(build_xml, m.iaq, bad_xml);
	q.others = (tp_others){ &other, 1 };
	ck_assert_int_eq(build_xml(&q, &diag), TP_ERR_UNSUPPORTED);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_test(tc, every_element);
	tcase_add_test(tc, fewest_elements);
	tcase_add_test(tc, each_bad_member);
	tcase_add_test(tc, cutting);
	tcase_add_loop_test(tc, reading_queries, 0, (int)(sizeof queries / sizeof queries[0]));
	tcase_add_test(tc, others_come_back);
	tcase_add_loop_test(tc, answer_byte_for_byte, 0, (int)(sizeof words / sizeof words[0]));
	tcase_add_test(tc, answer_with_a_stamp);
	tcase_add_test(tc, each_bad_member_of_an_answer);
	tcase_add_test(tc, as_xml);
}

int
main(void)
{
	return run_tests("IAQ and IAR", add);
}
