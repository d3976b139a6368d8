/* SPDX-License-Identifier: MIT */
/* Tests of CPI and the notices: their lines, what each has to say, and what is read. */

#include "message_tests.h"

static tp_status
build_cpi(const void *cpi, tp_diag *diag)
{
	tp_bytes text;
	tp_status status = tp_cpi_build(cpi, &m.options, &text, diag);

	ck_assert((text.ptr != NULL) == (status == TP_OK));
	tp_bytes_free(&text);
	return status;
}

static tp_status
build_notice(const void *notice, tp_diag *diag)
{
	tp_bytes text;
	tp_status status = tp_notice_build(notice, &m.options, &text, diag);

	ck_assert((text.ptr != NULL) == (status == TP_OK));
	tp_bytes_free(&text);
	return status;
}

/* ---- CPI -------------------------------------------------------------------- */

static const char cpi_text[] =
    "TENPRINT-CPI 1\r\n"
    "DATE: 20240305\r\n"
    "FROM: NY0300000\r\n"
    "TO: WVIAFIS0Z\r\n"
    "CONTROL: SYNTHETIC-TCN-0001\r\n"
    "FBI: 123456AA7\r\n"
    "SID: NY1234567\r\n"
    "NAME: SYNTHETIC,SAMPLE\r\n"
    "DATE-OF-ARREST: 20240304\r\n"
    "CASE: SYNTHETIC-OCA-1\r\n"
    "AGENCY: NY0300000\r\n"
    "CHARGE 1\r\n"
    "CODE: 2399\r\n"
    "OFFENSE: SYNTHETIC THEFT\r\n"
    "CHARGE 2\r\n"
    "CODE: 2699\r\n";

START_TEST(cpi_lines_and_members)
{
	tp_message *message;
	const tp_cpi *cpi;
	tp_bytes text;

	each_profile(1);
	ck_assert_int_eq(tp_cpi_build(&m.cpi, &m.options, &text, NULL), TP_OK);
	is_bytes(&text, cpi_text);
	tp_bytes_free(&text);
	message = read_message(cpi_text, strlen(cpi_text));
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_CPI);
	ck_assert_ptr_null(tp_message_notice(message));
	cpi = tp_message_cpi(message);
	is_text(&cpi->envelope.dat, "20240305");
	is_text(&cpi->envelope.ori, "NY0300000");
	is_text(&cpi->envelope.dai, "WVIAFIS0Z");
	is_text(&cpi->envelope.tcn, "SYNTHETIC-TCN-0001");
	is_text(&cpi->envelope.oca, "SYNTHETIC-OCA-1");
	is_text(&cpi->fbi, "123456AA7");
	is_text(&cpi->sid, "NY1234567");
	is_text(&cpi->nam, "SYNTHETIC,SAMPLE");
	is_text(&cpi->doa, "20240304");
	ck_assert_uint_eq(cpi->charge_count, 2);
	is_text(&cpi->charges[0].code, "2399");
	is_text(&cpi->charges[0].text, "SYNTHETIC THEFT");
	is_text(&cpi->charges[1].code, "2699");
	is_text(&cpi->charges[1].text, "");
	ck_assert_uint_eq(cpi->others.count, 0);
	ck_assert_int_eq(tp_cpi_build(cpi, &m.options, &text, NULL), TP_OK);
	is_bytes(&text, cpi_text);
	tp_bytes_free(&text);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

static const bad_member bad_cpi[] = {
	BAD(tp_cpi, envelope.dat, NULL, "DATE is missing", -1),
	BAD(tp_cpi, envelope.dat, "20240230", "DATE is not a date", -1),
	BAD(tp_cpi, envelope.dat, "240305", "DATE is shorter than 8", -1),
	BAD(tp_cpi, envelope.ori, NULL, "FROM is missing", -1),
	BAD(tp_cpi, envelope.ori, "A\r\nB", "FROM holds a control character", -1),
	BAD(tp_cpi, envelope.dai, NULL, "TO is missing", -1),
	BAD(tp_cpi, envelope.tcn, NULL, "CONTROL is missing", -1),
	BAD(tp_cpi, envelope.tcn, "12345678901234567890123456789012345678901",
	    "CONTROL is longer than 40", -1),
	BAD(tp_cpi, envelope.oca, "123456789012345678901", "CASE is longer than 20", -1),
	BAD(tp_cpi, fbi, NULL, "FBI is missing", -1),
	BAD(tp_cpi, fbi, "1234567890", "FBI is longer than 9", -1),
	BAD(tp_cpi, fbi, "1234 56", "FBI is not capital letters and digits", -1),
	BAD(tp_cpi, sid, "NY", "SID is shorter than 3", -1),
	BAD(tp_cpi, nam, "A\nB,C", "NAME holds a control character", -1),
	BAD(tp_cpi, nam, "A\377B", "NAME is not UTF-8", -1),
	BAD(tp_cpi, doa, NULL, "DATE-OF-ARREST is missing", -1),
	BAD(tp_cpi, doa, "20240001", "DATE-OF-ARREST is not a date", -1),
	BAD(tp_cpi, charges[0].code, NULL, "CHARGE 1: CODE is missing", -1),
	BAD(tp_cpi, charges[1].code, "26990", "CHARGE 2: CODE is longer than 4", -1),
	BAD(tp_cpi, charges[1].code, "269A", "CHARGE 2: CODE is not digits", -1),
	BAD(tp_cpi, charges[0].text, "A\tB", "CHARGE 1: OFFENSE holds a control character", -1),
};

START_TEST(each_bad_member_of_a_cpi)
{
	tp_cpi cpi;
	tp_bytes text;
	tp_message *message;
	tp_diag diag;
	size_t i;

	each_profile(1);
	ALL_REFUSED(build_cpi, m.cpi, bad_cpi);
	cpi = m.cpi;
	cpi.charge_count = 0;
	ck_assert_int_eq(build_cpi(&cpi, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "CHARGE is there 0 times, not 1 to 40");
	cpi.charge_count = 41;
	ck_assert_int_eq(build_cpi(&cpi, &diag), TP_ERR_ARG);
	cpi.charge_count = 40;
	for (i = 0; i < 40; i++)
		cpi.charges[i] = m.cpi.charges[0];
	ck_assert_int_eq(tp_cpi_build(&cpi, &m.options, &text, NULL), TP_OK);
	message = read_message(text.ptr, text.len);
	ck_assert_uint_eq(tp_message_cpi(message)->charge_count, 40);
	tp_message_free(message);
	tp_bytes_free(&text);
	ts_messages_free(&m);
}
END_TEST

/* ---- how lines are read ------------------------------------------------------ */

#define CPI_HEAD "TENPRINT-CPI 1\nDATE: x\nFROM: a\nTO: b\nCONTROL: c\nFBI: d\nDATE-OF-ARREST: e\n"
static const struct {
	const char *text;
	tp_status status;
	const char *says;
	size_t charges;
	const char *others; /* line and value, joined by `;` */
} cpis[] = {
	/* Nothing but the lines' own order and labels is judged. */
	{ CPI_HEAD "CHARGE 1\nCODE: not a code\n", TP_OK, NULL, 1, "" },
	{ CPI_HEAD "CHARGE 1\nCODE: 1\nCHARGE 2\nCODE: 2", TP_OK, NULL, 2, "" },
	{ CPI_HEAD "X: y\n\nCHARGE 1\nCODE: 1\nCODE: 2\nz\nCHARGE 3\n", TP_OK, NULL, 1,
	    "8 X: y;12 CODE: 2;13 z;14 CHARGE 3;" },
	{ CPI_HEAD "CODE: 1\nCHARGE 1\nCODE: 1\n", TP_OK, NULL, 1, "8 CODE: 1;" },
	{ CPI_HEAD "CHARGE 1\nCODE: 1\nSID: late\n", TP_OK, NULL, 1, "" },
	{ CPI_HEAD "CHARGE 1\nCODE: 1\nSID:\nSID : 2\n sid: 3\n", TP_OK, NULL, 1,
	    "10 SID:;11 SID : 2;12  sid: 3;" },
	{ CPI_HEAD, TP_ERR_SYNTAX, "CHARGE is missing", 0, NULL },
	{ CPI_HEAD "CHARGE 1\n", TP_ERR_SYNTAX, "CHARGE 1 has no CODE", 0, NULL },
	{ CPI_HEAD "CHARGE 1\nOFFENSE: x\nCHARGE 2\nCODE: 2\n", TP_ERR_SYNTAX,
	    "line 10: CHARGE 1 has no CODE", 0, NULL },
	{ "TENPRINT-CPI 1\n", TP_ERR_SYNTAX, "DATE is missing", 0, NULL },
	{ "TENPRINT-CPI 1", TP_ERR_SYNTAX, "DATE is missing", 0, NULL },
	{ "TENPRINT-CPI 10\n", TP_ERR_SYNTAX, "neither a transaction nor a known text", 0, NULL },
	{ "TENPRINT-CPI\n", TP_ERR_SYNTAX, "neither a transaction nor a known text", 0, NULL },
	{ " TENPRINT-CPI 1\n", TP_ERR_SYNTAX, "neither a transaction nor a known text", 0, NULL },
};

START_TEST(reading_lines)
{
	tp_message *message;
	const tp_cpi *cpi;
	char others[300] = "";
	tp_diag diag;
	size_t i;

	ck_assert_int_eq(tp_message_read(cpis[_i].text, strlen(cpis[_i].text), NULL, &message,
	    &diag), cpis[_i].status);
	if (cpis[_i].status != TP_OK) {
		ck_assert_ptr_null(message);
		ck_assert_msg(strstr(diag.text, cpis[_i].says) != NULL, "%s", diag.text);
		ck_assert_uint_le(diag.offset, strlen(cpis[_i].text));
		return;
	}
	cpi = tp_message_cpi(message);
	ck_assert_uint_eq(cpi->charge_count, cpis[_i].charges);
	for (i = 0; i < cpi->others.count; i++) {
		ck_assert_int_eq(cpi->others.at[i].type, 0);
		sprintf(others + strlen(others), "%u %.*s;", (unsigned)cpi->others.at[i].field,
		    (int)cpi->others.at[i].value.len, cpi->others.at[i].value.ptr);
	}
	ck_assert_str_eq(others, cpis[_i].others);
	tp_message_free(message);
}
END_TEST

/* Unknown lines of a text that is otherwise ours come back in their places. */
START_TEST(other_lines_come_back)
{
	static const char text[] =
	    "TENPRINT-CPI 1\r\nX-FIRST: 1\r\nX-SECOND: 2\r\nDATE: 20240305\r\nFROM: A\r\nTO: B\r\n"
	    "CONTROL: C\r\nFBI: 1\r\nFBI: 2\r\nDATE-OF-ARREST: 20240304\r\nCHARGE 1\r\n\tTAB\r\n"
	    "CODE: 2399\r\nX-LAST: CAF\303\211 \377\r\n";
	tp_message *message = read_message(text, strlen(text));
	tp_bytes again;
	tp_diag diag;

	each_profile(1);
	ck_assert_uint_eq(tp_message_cpi(message)->others.count, 5);
	ck_assert_msg(tp_cpi_build(tp_message_cpi(message), &m.options, &again, &diag) == TP_OK,
	    "%s", diag.text);
	is_bytes(&again, text);
	tp_bytes_free(&again);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- notices ---------------------------------------------------------------- */

static const char detainer_text[] =
    "TENPRINT-NOTICE 1\r\n"
    "KIND: DETAINER\r\n"
    "DATE: 20240306\r\n"
    "FROM: SYNOFFICE\r\n"
    "TO: NY0300000\r\n"
    "CONTROL: SYN-DET-1\r\n"
    "ABOUT: SYNTHETIC-TCN-0001\r\n"
    "FBI: 123456AA7\r\n"
    "SID: NY1234567\r\n"
    "NAME: SYNTHETIC,SAMPLE\r\n"
    "DATE-OF-BIRTH: 19800101\r\n"
    "PLACE: SAMPLE COUNTY JAIL\r\n"
    "INSTANT: 2024-03-08T10:00-05:00\r\n"
    "BASIS: THE AGENCY'S NOTICE\r\n"
    "CHARGE: 2399\r\n"
    "CONVICTION: N\r\n"
    "LEVEL-OF-CHARGE: 2\r\n"
    "DECIDED-BY: OFFICER SAMPLE\r\n"
    "DECIDED-ON: 20240306\r\n"
    "CONDITIONS: 20 plain\r\n"
    "LINE ONE\r\n"
    "LINE TWO\r\n"
    "\r\n";

START_TEST(detainer_lines_and_members)
{
	tp_message *message;
	const tp_notice *n;
	tp_bytes text;

	each_profile(1);
	ck_assert_int_eq(tp_notice_build(&m.detainer, &m.options, &text, NULL), TP_OK);
	is_bytes(&text, detainer_text);
	tp_bytes_free(&text);
	message = read_message(detainer_text, strlen(detainer_text));
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_NOTICE);
	n = tp_message_notice(message);
	ck_assert_int_eq(n->kind, TP_NOTICE_DETAINER);
	is_text(&n->envelope.dat, "20240306");
	is_text(&n->envelope.ori, "SYNOFFICE");
	is_text(&n->envelope.dai, "NY0300000");
	is_text(&n->envelope.tcn, "SYN-DET-1");
	is_text(&n->envelope.tcr, "SYNTHETIC-TCN-0001");
	is_text(&n->fbi, "123456AA7");
	is_text(&n->sid, "NY1234567");
	is_text(&n->nam, "SYNTHETIC,SAMPLE");
	is_text(&n->dob, "19800101");
	is_text(&n->place, "SAMPLE COUNTY JAIL");
	is_text(&n->instant, "2024-03-08T10:00-05:00");
	is_text(&n->basis, "THE AGENCY'S NOTICE");
	is_text(&n->charge, "2399");
	is_text(&n->conviction, "N");
	is_text(&n->level, "2");
	is_text(&n->author, "OFFICER SAMPLE");
	is_text(&n->decided, "20240306");
	is_text(&n->conditions, "LINE ONE\r\nLINE TWO\r\n");
	ck_assert_int_eq(tp_notice_build(n, &m.options, &text, NULL), TP_OK);
	is_bytes(&text, detainer_text);
	tp_bytes_free(&text);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

static const bad_member bad_detainer[] = {
	BAD(tp_notice, envelope.dat, NULL, "DATE is missing", -1),
	BAD(tp_notice, envelope.dat, "00000000", "DATE is not a date", -1),
	BAD(tp_notice, envelope.ori, NULL, "FROM is missing", -1),
	BAD(tp_notice, envelope.dai, NULL, "TO is missing", -1),
	BAD(tp_notice, envelope.tcn, NULL, "CONTROL is missing", -1),
	BAD(tp_notice, fbi, "lower", "FBI is not capital letters and digits", -1),
	BAD(tp_notice, nam, "AB", "NAME is shorter than 3", -1),
	BAD(tp_notice, dob, "1980", "DATE-OF-BIRTH is shorter than 8", -1),
	BAD(tp_notice, dob, "19800231", "DATE-OF-BIRTH is not a date", -1),
	BAD(tp_notice, instant, "2024-03-08T10:00", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, instant, "2024-02-30T10:00Z", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, instant, "2024-03-08T24:00Z", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, instant, "2024-03-08 10:00Z", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, instant, "2024-03-08T10:00:60Z", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, instant, "2024-03-08T10:00-0500", "INSTANT is not YYYY-MM-DDThh:mm", -1),
	BAD(tp_notice, basis, "A\r\nNAME: B", "BASIS holds a control character", -1),
	BAD(tp_notice, charge, NULL, "CHARGE is missing", -1),
	BAD(tp_notice, charge, "23", "CHARGE is shorter than 4", -1),
	BAD(tp_notice, charge, "23AB", "CHARGE is not digits", -1),
	BAD(tp_notice, conviction, "X", "CONVICTION is not Y|N", -1),
	BAD(tp_notice, level, "0", "LEVEL-OF-CHARGE is not 1|2|3", -1),
	BAD(tp_notice, level, "4", "LEVEL-OF-CHARGE is not 1|2|3", -1),
	BAD(tp_notice, author, NULL, "DECIDED-BY is missing", -1),
	BAD(tp_notice, decided, NULL, "DECIDED-ON is missing", -1),
	BAD(tp_notice, decided, "20241301", "DECIDED-ON is not a date", -1),
};

START_TEST(each_bad_member_of_a_notice)
{
	tp_notice n;
	tp_diag diag;

	each_profile(1);
	ALL_REFUSED(build_notice, m.detainer, bad_detainer);
	n = m.detainer;
	n.fbi.len = n.sid.len = n.nam.len = 0;
	ck_assert_int_eq(build_notice(&n, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "neither NAME nor FBI nor SID says whom it is about");
	n.sid = m.detainer.sid;
	ck_assert_int_eq(build_notice(&n, &diag), TP_OK);
	n.kind = 0;
	ck_assert_int_eq(build_notice(&n, &diag), TP_ERR_ARG);
	ck_assert_str_eq(diag.text, "KIND is none of the notices");
	n.kind = 10;
	ck_assert_int_eq(build_notice(&n, &diag), TP_ERR_ARG);
	n.kind = -1;
	ck_assert_int_eq(build_notice(&n, &diag), TP_ERR_ARG);
	ts_messages_free(&m);
}
END_TEST

/* The member of each kind that it has to have, by what its line is called. */
static const struct {
	int kind;
	const char *name;
	const char *needs; /* labels, each with a blank behind it */
} kinds[] = {
	{ TP_NOTICE_DETAINER, "DETAINER", "DECIDED-BY DECIDED-ON " },
	{ TP_NOTICE_WITHDRAWAL, "WITHDRAWAL", "DECIDED-BY DECIDED-ON ABOUT " },
	{ TP_NOTICE_REQUEST, "REQUEST", "" },
	{ TP_NOTICE_RELEASE, "RELEASE", "INSTANT " },
	{ TP_NOTICE_TRANSFER, "TRANSFER", "INSTANT " },
	{ TP_NOTICE_CUSTODY, "CUSTODY", "INSTANT " },
	{ TP_NOTICE_PROCEEDINGS, "PROCEEDINGS", "" },
	{ TP_NOTICE_ADJUDICATION, "ADJUDICATION", "ABOUT CHARGE " },
	{ TP_NOTICE_REPLY, "REPLY", "ABOUT " },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

START_TEST(each_kind_of_notice)
{
	static const struct {
		const char *label;
		size_t offset;
	} members[] = {
		{ "INSTANT ", offsetof(tp_notice, instant) },
		{ "DECIDED-BY ", offsetof(tp_notice, author) },
		{ "DECIDED-ON ", offsetof(tp_notice, decided) },
		{ "ABOUT ", offsetof(tp_notice, envelope.tcr) },
		{ "CHARGE ", offsetof(tp_notice, charge) },
	};
	char line[40], says[60];
	tp_message *message;
	tp_notice n, without;
	tp_bytes text;
	tp_diag diag;
	size_t i;

	each_profile(1);
	n = m.detainer;
	n.kind = kinds[_i].kind;
	n.level.len = n.conviction.len = 0;
	ck_assert_str_eq(tp_notice_kind_name(n.kind), kinds[_i].name);
	ck_assert_int_eq(tp_notice_build(&n, &m.options, &text, NULL), TP_OK);
	(void)snprintf(line, sizeof line, "\r\nKIND: %s\r\n", kinds[_i].name);
	ck_assert(memcmp(text.ptr + strlen("TENPRINT-NOTICE 1"), line, strlen(line)) == 0);
	message = read_message(text.ptr, text.len);
	ck_assert_int_eq(tp_message_notice(message)->kind, kinds[_i].kind);
	tp_message_free(message);
	tp_bytes_free(&text);
	for (i = 0; i < sizeof members / sizeof members[0]; i++) {
		without = n;
		memset((char *)&without + members[i].offset, 0, sizeof(tp_str));
		if (strstr(kinds[_i].needs, members[i].label) == NULL) {
			ck_assert_int_eq(build_notice(&without, &diag), TP_OK);
			continue;
		}
		ck_assert_int_eq(build_notice(&without, &diag), TP_ERR_ARG);
		(void)snprintf(says, sizeof says, "%sis missing", members[i].label);
		ck_assert_str_eq(diag.text, says);
	}
	ts_messages_free(&m);
}
END_TEST

#define NOTICE_HEAD "TENPRINT-NOTICE 1\nDATE: x\nFROM: a\nTO: b\nCONTROL: c\n"
static const struct {
	const char *text;
	tp_status status;
	const char *conditions;
} notices[] = {
	{ NOTICE_HEAD "KIND: REPLY\n", TP_OK, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 0 plain\n\n", TP_OK, "" },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 12 plain\nKIND: CUSTODY\n", TP_OK, "KIND: CUSTOD" },
	{ NOTICE_HEAD "CONDITIONS: 13 plain\nKIND: CUSTODY\nKIND: REPLY\n", TP_OK,
	    "KIND: CUSTODY" },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 7 quoted\nA=\n=0aB\n", TP_OK, "A\nB" },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 5 quoted\nA=\r\nB\n", TP_OK, "AB" },
	{ NOTICE_HEAD "KIND: OTHER\n", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: reply\n", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD, TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 2 plain\nA", TP_ERR_TRUNCATED, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 99999999999999999999 plain\nA", TP_ERR_SYNTAX,
	    NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: plain\nA", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 1\nA", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: -1 plain\nA", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 1 base64\nA", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 1 quoted\n=\n", TP_ERR_SYNTAX, NULL },
	{ NOTICE_HEAD "KIND: REPLY\nCONDITIONS: 3 quoted\n=4\n", TP_ERR_SYNTAX, NULL },
};

START_TEST(reading_notices)
{
	tp_message *message;
	tp_diag diag;

	ck_assert_int_eq(tp_message_read(notices[_i].text, strlen(notices[_i].text), NULL, &message,
	    &diag), notices[_i].status);
	ck_assert((message != NULL) == (notices[_i].status == TP_OK));
	if (message == NULL)
		return;
	ck_assert_int_eq(tp_message_notice(message)->kind, TP_NOTICE_REPLY);
	is_text(&tp_message_notice(message)->conditions,
	    notices[_i].conditions != NULL ? notices[_i].conditions : "");
	ck_assert((tp_message_notice(message)->conditions.ptr != NULL) ==
	    (notices[_i].conditions != NULL));
	tp_message_free(message);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_test(tc, cpi_lines_and_members);
	tcase_add_test(tc, each_bad_member_of_a_cpi);
	tcase_add_loop_test(tc, reading_lines, 0, (int)(sizeof cpis / sizeof cpis[0]));
	tcase_add_test(tc, other_lines_come_back);
	tcase_add_test(tc, detainer_lines_and_members);
	tcase_add_test(tc, each_bad_member_of_a_notice);
	tcase_add_loop_test(tc, each_kind_of_notice, 0, (int)KINDS);
	tcase_add_loop_test(tc, reading_notices, 0, (int)(sizeof notices / sizeof notices[0]));
}

int
main(void)
{
	return run_tests("CPI and notices", add);
}
