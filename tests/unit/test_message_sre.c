/* SPDX-License-Identifier: MIT */
/* Tests of SRE and ERRT: built, refused, read, and built again; and which answer an SRE is. */

#include "message_tests.h"

static tp_status
build_sre(const void *sre, tp_diag *diag)
{
	tp_transaction *t;
	tp_status status = tp_sre_build(sre, &m.options, &t, diag);

	ck_assert((t != NULL) == (status == TP_OK));
	tp_transaction_free(t);
	return status;
}

static tp_status
build_errt(const void *errt, tp_diag *diag)
{
	tp_transaction *t;
	tp_status status = tp_errt_build(errt, &m.options, &t, diag);

	ck_assert((t != NULL) == (status == TP_OK));
	tp_transaction_free(t);
	return status;
}

static tp_bytes
sre_bytes(const tp_sre *sre)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(tp_sre_build(sre, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	conforms(t);
	return bytes_of(t);
}

static tp_bytes
errt_bytes(const tp_errt *errt)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(tp_errt_build(errt, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	conforms(t);
	return bytes_of(t);
}

/* ---- bytes ------------------------------------------------------------------ */

#define TYPE_1(len, ver, tot, tcn, ebts) "1.001:" len GS "1.002:" ver GS \
	"1.003:1" US "1" RS "2" US "00" GS "1.004:" tot GS "1.005:20240305" GS \
	"1.007:NY0300000" GS "1.008:WVIAFIS0Z" GS "1.009:" tcn GS \
	"1.010:SYNTHETIC-TCN-0001" GS "1.011:00.00" GS \
	"1.012:00.00" GS "1.013:NORAM" US ebts FS
#define ECHO GS "2.002:00" GS "2.006:DESK SAMPLE" GS "2.007:NY0300001" RS "NY0300002/DESK" GS \
	"2.009:SYNTHETIC-OCA-1" GS
#define AGENCIES GS "2.073:NY0300000" RS "NY0310000"
#define IDENT "2.001:214" ECHO "2.014:123456AA7" GS "2.015:NY1234567" GS \
	"2.018:SYNTHETIC,MASTER" GS "2.059:I" AGENCIES GS \
	"2.075:SYNTHETIC RAP SHEET\r\n\r\nEND\r\n" FS
#define NON_IDENT "2.001:147" ECHO "2.018:SYNTHETIC,SAMPLE" GS "2.059:N" AGENCIES FS
#define REFUSAL ECHO "2.060:L0008 SYNTHETIC" RS "E0001 SYNTHETIC" AGENCIES
static const char *const idents[] = {
	TYPE_1("183", "0400", "SRE", "SYNTHETIC-FBI-0001", "9.1") IDENT,
	TYPE_1("184", "0502", "SRE", "SYNTHETIC-FBI-0001", "11.0") IDENT,
};
static const char *const non_idents[] = {
	TYPE_1("183", "0400", "SRE", "SYNTHETIC-FBI-0002", "9.1") NON_IDENT,
	TYPE_1("184", "0502", "SRE", "SYNTHETIC-FBI-0002", "11.0") NON_IDENT,
};
static const char *const errts[] = {
	TYPE_1("184", "0400", "ERRT", "SYNTHETIC-FBI-0003", "9.1") "2.001:154" REFUSAL FS,
	TYPE_1("185", "0502", "ERRT", "SYNTHETIC-FBI-0003", "11.0") "2.001:194" REFUSAL GS
	    "2.2007:19800101" GS "2.2008:SYNTHETIC,SAMPLE" FS,
};

START_TEST(their_bytes)
{
	tp_bytes bytes;

	each_profile(_i);
	bytes = sre_bytes(&m.ident);
	is_bytes(&bytes, idents[_i]);
	tp_bytes_free(&bytes);
	bytes = sre_bytes(&m.non_ident);
	is_bytes(&bytes, non_idents[_i]);
	tp_bytes_free(&bytes);
	bytes = errt_bytes(&m.errt);
	is_bytes(&bytes, errts[_i]);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

/* ---- members ---------------------------------------------------------------- */

static void
has_envelope(const tp_envelope *e, const char *tot, const char *tcn)
{
	is_text(&e->tot, tot);
	is_text(&e->dat, "20240305");
	is_text(&e->dai, "NY0300000");
	is_text(&e->ori, "WVIAFIS0Z");
	is_text(&e->tcn, tcn);
	is_text(&e->tcr, "SYNTHETIC-TCN-0001");
	is_text(&e->atn, "DESK SAMPLE");
	ck_assert_uint_eq(e->sco.count, 2);
	is_text(&e->sco.at[1], "NY0300002/DESK");
	is_text(&e->oca, "SYNTHETIC-OCA-1");
	ck_assert_uint_eq(e->cri.count, 2);
	is_text(&e->cri.at[0], "NY0300000");
}

START_TEST(sre_members_and_again)
{
	tp_message *message;
	const tp_sre *sre;
	tp_bytes again;

	each_profile(_i);
	message = read_message(idents[_i], strlen(idents[_i]));
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_SRE);
	sre = tp_message_sre(message);
	has_envelope(&sre->envelope, "SRE", "SYNTHETIC-FBI-0001");
	is_text(&sre->nam, "SYNTHETIC,MASTER");
	is_text(&sre->srf, "I");
	is_text(&sre->fbi, "123456AA7");
	is_text(&sre->sid, "NY1234567");
	is_text(&sre->ers, "SYNTHETIC RAP SHEET\r\n\r\nEND\r\n");
	is_text(&sre->sii, "");
	ck_assert_uint_eq(sre->msg.count, 0);
	ck_assert_uint_eq(sre->others.count, 0);
	ck_assert_ptr_null(tp_message_idr(message));
	ck_assert_ptr_null(tp_message_errt(message));
	again = sre_bytes(sre);
	is_bytes(&again, idents[_i]);
	tp_bytes_free(&again);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

START_TEST(errt_members_and_again)
{
	tp_message *message;
	const tp_errt *errt;
	tp_bytes again;

	each_profile(_i);
	message = read_message(errts[_i], strlen(errts[_i]));
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_ERRT);
	errt = tp_message_errt(message);
	has_envelope(&errt->envelope, "ERRT", "SYNTHETIC-FBI-0003");
	ck_assert_uint_eq(errt->msg.count, 2);
	is_text(&errt->msg.at[0], "L0008 SYNTHETIC");
	is_text(&errt->msg.at[1], "E0001 SYNTHETIC");
	is_text(&errt->sdob, _i == 1 ? "19800101" : "");
	is_text(&errt->snam, _i == 1 ? "SYNTHETIC,SAMPLE" : "");
	ck_assert_ptr_null(tp_message_sre(message));
	again = errt_bytes(errt);
	is_bytes(&again, errts[_i]);
	tp_bytes_free(&again);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

static const bad_member bad_sre[] = {
	BAD(tp_sre, envelope.dat, NULL, "mandatory", 5),
	BAD(tp_sre, envelope.dai, NULL, "mandatory", 7),
	BAD(tp_sre, envelope.ori, NULL, "mandatory", 8),
	BAD(tp_sre, envelope.tcn, NULL, "mandatory", 9),
	BAD(tp_sre, envelope.tcr, NULL, "", 10),
	BAD(tp_sre, envelope.tcr, "X", "", 10),
	BAD(tp_sre, envelope.tot, "CAR", "not that of SRE", -1),
	BAD(tp_sre, envelope.tot, "ERRT", "not that of SRE", -1),
	BAD(tp_sre, envelope.dom, "NORAM" US US "1", "", 13),
	BAD_LIST(tp_sre, envelope.cri, NULL, "mandatory", 73),
	BAD(tp_sre, nam, NULL, "mandatory", 18),
	BAD(tp_sre, nam, "A1", "", 18),
	BAD(tp_sre, srf, NULL, "SRF is not I or N", -1),
	BAD(tp_sre, srf, "C", "SRF is not I or N", -1),
	BAD(tp_sre, srf, "IN", "SRF is not I or N", -1),
	BAD(tp_sre, fbi, "1234567890", "", 14),
	BAD(tp_sre, sid, "1", "", 15),
	BAD(tp_sre, sii, "ANY", "has no SII", -1),
	BAD(tp_sre, ers, "abc", "", 75),
	BAD(tp_sre, ers, "TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n", "starts as", -1),
	BAD(tp_sre, ers, "TENPRINT-IDR 7\r\n", "starts as", -1),
};
static const bad_member bad_errt[] = {
	BAD(tp_errt, envelope.dat, NULL, "mandatory", 5),
	BAD(tp_errt, envelope.tcr, NULL, "", 10),
	BAD(tp_errt, envelope.tot, "ERRA", "not that of ERRT", -1),
	BAD_LIST(tp_errt, msg, NULL, "mandatory", 60),
};
static const bad_member bad_errt_11[] = {
	BAD(tp_errt, sdob, NULL, "mandatory", 2007),
	BAD(tp_errt, sdob, "1980", "", 2007),
	BAD(tp_errt, snam, NULL, "mandatory", 2008),
};

START_TEST(each_bad_member)
{
	tp_str many[12];
	tp_errt errt;
	tp_diag diag;
	size_t i;

	each_profile(_i);
	ALL_REFUSED(build_sre, m.ident, bad_sre);
	ALL_REFUSED(build_errt, m.errt, bad_errt);
	if (_i == 1)
		ALL_REFUSED(build_errt, m.errt, bad_errt_11);
	for (i = 0; i < 12; i++)
		many[i] = (tp_str)TS_STR("SYNTHETIC");
	errt = m.errt;
	errt.msg = (tp_strs){ many, 11 };
	ck_assert_int_eq(build_errt(&errt, &diag), TP_OK);
	errt.msg.count = 12;
	ck_assert_int_eq(build_errt(&errt, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, 60);
	ts_messages_free(&m);
}
END_TEST

/* The rap sheet is raw: bytes that end a field are refused with the place, all others carried. */
START_TEST(rap_sheet)
{
	static char sheet[200001];
	tp_sre sre;
	tp_message *message;
	tp_bytes bytes;
	tp_diag diag;

	each_profile(_i);
	sre = m.ident;
	sre.ers = (tp_str)TS_STR("LINE  WITH  BLANKS\r\n\r\n\tTAB = % \\\r\n.\r\n");
	bytes = sre_bytes(&sre);
	message = read_message(bytes.ptr, bytes.len);
	is_text(&tp_message_sre(message)->ers, "LINE  WITH  BLANKS\r\n\r\n\tTAB = % \\\r\n.\r\n");
	tp_message_free(message);
	tp_bytes_free(&bytes);
	sre.ers = (tp_str)TS_STR("A" FS "B C");
	ck_assert_int_eq(build_sre(&sre, &diag), TP_ERR_ARG);
	sre.ers = (tp_str)TS_STR("A" GS "B C");
	ck_assert_int_eq(build_sre(&sre, &diag), TP_ERR_ARG);
	sre.ers = (tp_str)TS_STR("ABCD" RS "ABCD");
	ck_assert_int_eq(build_sre(&sre, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, 75);
	sre.ers = (tp_str)TS_STR("ABCD" US "ABCD");
	ck_assert_int_eq(build_sre(&sre, &diag), TP_ERR_ARG);
	memset(sheet, 'A', sizeof sheet);
	sre.ers = (tp_str){ sheet, 200001 };
	ck_assert_int_eq(build_sre(&sre, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, 75);
	ts_messages_free(&m);
}
END_TEST

/* ---- which answer it is ------------------------------------------------------ */

static const struct {
	const char *fields; /* behind CRI */
	int kind;
} answers[] = {
	{ GS "2.059:I", TP_MESSAGE_SRE },
	{ GS "2.059:N", TP_MESSAGE_SRE },
	{ "", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:P", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:II", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.2023:SOMETHING ELSE", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:A RAP SHEET", TP_MESSAGE_SRE },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n", TP_MESSAGE_IDR_NO_MATCH },
	{ GS "2.059:N" GS "2.2023:TENPRINT-IDR 1\nRESULT: NO MATCH", TP_MESSAGE_IDR_NO_MATCH },
	{ GS "2.2023:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n", TP_MESSAGE_IDR_NO_MATCH },
	{ GS "2.059:I" GS "2.075:TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\n",
	    TP_MESSAGE_IDR_MATCH },
	/* SII goes before ERS, which is then whatever it is. */
	{ GS "2.059:I" GS "2.075:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n" GS
	    "2.2023:TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\n", TP_MESSAGE_IDR_MATCH },
	/* What starts as an IDR does and is none that can be read is no answer of IAFIS either. */
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 2\r\nRESULT: NO MATCH\r\n", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\n", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: MAYBE\r\n", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: MATCH\r\n", TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\nENCOUNTER 1\r\n",
	    TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\nIAR: 2 plain\r\nAB\r\n",
	    TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS
	    "2.075:TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\nIAR: 9 plain\r\n",
	    TP_MESSAGE_UNCLASSIFIED },
	{ GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\n"
	    "IAR: 3 quoted\r\n=G0\r\n", TP_MESSAGE_UNCLASSIFIED },
};

START_TEST(told_apart)
{
	char fields[600];
	tp_message *message;
	const tp_sre *sre;
	tp_str raw;
	ts_file f;

	each_profile(1);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:SRE");
	(void)snprintf(fields, sizeof fields, "2.002:00" GS "2.018:A,B%s", answers[_i].fields);
	ts_text(&f, "2.001:", fields);
	message = read_message(f.bytes, f.len);
	ck_assert_msg(tp_message_get_kind(message) == answers[_i].kind, "%s",
	    tp_message_kind_name(tp_message_get_kind(message)));
	sre = tp_message_sre(message);
	ck_assert((sre != NULL) == (answers[_i].kind == TP_MESSAGE_SRE ||
	    answers[_i].kind == TP_MESSAGE_UNCLASSIFIED));
	ck_assert((tp_message_idr(message) != NULL) == (sre == NULL));
	if (sre != NULL)
		is_text(&sre->nam, "A,B");
	/* Its bytes are kept, whatever it is. */
	tp_record_raw(tp_transaction_record(tp_message_transaction(message), 1), &raw);
	ck_assert_uint_eq(raw.len, f.len - f.at[1]);
	ck_assert(memcmp(raw.ptr, f.bytes + f.at[1], raw.len) == 0);
	tp_message_free(message);
	ts_file_free(&f);
	ts_messages_free(&m);
}
END_TEST

/* A photograph of an SRE has no member. */
START_TEST(record_besides)
{
	tp_message *message;
	ts_file f;

	each_profile(_i);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "2" RS "2" US "00" RS "10" US "01" GS
	    "1.004:SRE");
	ts_text(&f, "2.001:", "2.002:00" GS "2.018:A,B" GS "2.059:I" GS "2.88:A NOTE");
	ts_text(&f, "10.001:", "10.002:01" GS "10.999:X");
	message = read_message(f.bytes, f.len);
	ts_file_free(&f);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_SRE);
	ck_assert_uint_eq(tp_message_sre(message)->others.count, 2);
	is_text(&tp_message_sre(message)->others.at[0].value, "A NOTE");
	ck_assert_int_eq(tp_message_sre(message)->others.at[1].type, 10);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_loop_test(tc, their_bytes, 0, PROFILES);
	tcase_add_loop_test(tc, sre_members_and_again, 0, PROFILES);
	tcase_add_loop_test(tc, errt_members_and_again, 0, PROFILES);
	tcase_add_loop_test(tc, each_bad_member, 0, PROFILES);
	tcase_add_loop_test(tc, rap_sheet, 0, PROFILES);
	tcase_add_loop_test(tc, told_apart, 0, (int)(sizeof answers / sizeof answers[0]));
	tcase_add_loop_test(tc, record_besides, 0, PROFILES);
}

int
main(void)
{
	return run_tests("SRE and ERRT", add);
}
