/* SPDX-License-Identifier: MIT */
/* Tests of IDR and match IDR/IAR: text, carrier, encounters, photographs. */

#include "message_tests.h"

static tp_status
build(const void *idr, tp_diag *diag)
{
	tp_transaction *t;
	tp_status status = tp_idr_build(idr, &m.options, &t, diag);

	ck_assert((t != NULL) == (status == TP_OK));
	tp_transaction_free(t);
	return status;
}

static void
says(const tp_idr *idr, const char *text)
{
	tp_diag diag;

	ck_assert_int_eq(build(idr, &diag), TP_ERR_ARG);
	ck_assert_msg(strstr(diag.text, text) != NULL, "%s", diag.text);
}

/* ---- the text --------------------------------------------------------------- */

static const char match_text[] =
    "TENPRINT-IDR 1\r\n"
    "RESULT: MATCH\r\n"
    "ENCOUNTER 1\r\n"
    "NAME: SYNTHETIC ONE\r\n"
    "DATE-OF-BIRTH: 19800101\r\n"
    "PLACE-OF-BIRTH: SAMPLE CITY\r\n"
    "SEX: X\r\n"
    "LOCATOR: SYN-LOC-1\r\n"
    "PHOTO-IDC: 1\r\n"
    "ENCOUNTER 2\r\n"
    "NAME: SYNTHETIC TWO\r\n"
    "ENCOUNTER 3\r\n"
    "DATE-OF-BIRTH: 19790000\r\n"
    "ENCOUNTER 4\r\n"
    "PLACE-OF-BIRTH: SAMPLE REGION\r\n"
    "SEX: UNKNOWN\r\n"
    "ENCOUNTER 5\r\n"
    "LOCATOR: SYN-LOC-5\r\n"
    "IAR: 75 quoted\r\n"
    "SYNTHETIC ANSWER, OF NO PERSON.\r\n"
    "LINE TWO =3D 100%\r\n"
    "=09A TAB, AND =C3=A9.\r\n"
    "\r\n";

START_TEST(match_text_and_carrier)
{
	tp_message *message;
	tp_bytes bytes;
	tp_str text, none;

	each_profile(_i);
	bytes = idr_bytes(&m.match);
	message = read_message(bytes.ptr, bytes.len);
	text = field_of(message, carriers[_i]);
	is_text(&text, match_text);
	none = field_of(message, carriers[1 - _i]);
	ck_assert_uint_eq(none.len, 0);
	tp_message_free(message);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

START_TEST(no_match_bytes)
{
	static const char *const expected[] = {
		"1.001:183" GS "1.002:0400" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:SRE" GS
		    "1.005:20240305" GS "1.007:NY0300000" GS "1.008:WVIAFIS0Z" GS
		    "1.009:SYNTHETIC-FBI-0005" GS "1.010:SYNTHETIC-TCN-0001" GS "1.011:00.00" GS
		    "1.012:00.00" GS "1.013:NORAM" US "9.1" FS
		    "2.001:188" GS "2.002:00" GS "2.006:DESK SAMPLE" GS
		    "2.007:NY0300001" RS "NY0300002/DESK" GS "2.009:SYNTHETIC-OCA-1" GS
		    "2.018:SYNTHETIC,SAMPLE" GS "2.059:N" GS "2.073:NY0300000" RS "NY0310000" GS
		    "2.075:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n" FS,
		"1.001:184" GS "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:SRE" GS
		    "1.005:20240305" GS "1.007:NY0300000" GS "1.008:WVIAFIS0Z" GS
		    "1.009:SYNTHETIC-FBI-0005" GS "1.010:SYNTHETIC-TCN-0001" GS "1.011:00.00" GS
		    "1.012:00.00" GS "1.013:NORAM" US "11.0" FS
		    "2.001:189" GS "2.002:00" GS "2.006:DESK SAMPLE" GS
		    "2.007:NY0300001" RS "NY0300002/DESK" GS "2.009:SYNTHETIC-OCA-1" GS
		    "2.018:SYNTHETIC,SAMPLE" GS "2.059:N" GS "2.073:NY0300000" RS "NY0310000" GS
		    "2.2023:TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\n" FS,
	};
	tp_message *message;
	tp_bytes bytes, again;
	const tp_idr *idr;

	each_profile(_i);
	bytes = idr_bytes(&m.no_match);
	is_bytes(&bytes, expected[_i]);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IDR_NO_MATCH);
	idr = tp_message_idr(message);
	ck_assert(!idr->match && !idr->has_iar);
	ck_assert_uint_eq(idr->encounter_count, 0);
	ck_assert_uint_eq(idr->others.count, 0);
	is_text(&idr->envelope.tcr, "SYNTHETIC-TCN-0001");
	is_text(&idr->srf, "N");
	again = idr_bytes(idr);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- members ---------------------------------------------------------------- */

static void
has_encounter(const tp_encounter *e, const char *const *texts, int32_t photo)
{
	is_text(&e->name, texts[0]);
	is_text(&e->dob, texts[1]);
	is_text(&e->pob, texts[2]);
	is_text(&e->sex, texts[3]);
	is_text(&e->locator, texts[4]);
	ck_assert_int_eq(e->photo, photo);
}

START_TEST(match_members_and_again)
{
	static const char *const texts[5][5] = {
		{ "SYNTHETIC ONE", "19800101", "SAMPLE CITY", "X", "SYN-LOC-1" },
		{ "SYNTHETIC TWO", "", "", "", "" },
		{ "", "19790000", "", "", "" },
		{ "", "", "SAMPLE REGION", "UNKNOWN", "" },
		{ "", "", "", "", "SYN-LOC-5" },
	};
	tp_message *message;
	tp_bytes bytes, again;
	const tp_idr *idr;
	size_t i;

	each_profile(_i);
	bytes = idr_bytes(&m.match);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IDR_MATCH);
	idr = tp_message_idr(message);
	ck_assert_ptr_null(tp_message_sre(message));
	is_text(&idr->nam, "SYNTHETIC,SAMPLE");
	is_text(&idr->srf, "N");
	is_text(&idr->fbi, "123456AA7");
	is_text(&idr->sid, "NY1234567");
	is_text(&idr->envelope.atn, "DESK SAMPLE");
	ck_assert_uint_eq(idr->msg.count, _i == 1);
	if (_i == 1)
		is_text(&idr->msg.at[0], "M0017");
	ck_assert(idr->match && idr->has_iar);
	ck_assert_uint_eq(idr->encounter_count, 5);
	for (i = 0; i < 5; i++)
		has_encounter(&idr->encounters[i], texts[i], i == 0 ? 1 : -1);
	is_text(&idr->iar, "SYNTHETIC ANSWER, OF NO PERSON.\r\nLINE TWO = 100%\r\n"
	    "\tA TAB, AND \303\251.\r\n");
	ck_assert_uint_eq(idr->photo_count, 1);
	ck_assert_uint_eq(idr->photos[0].len, m.photo.len);
	ck_assert(memcmp(idr->photos[0].ptr, m.photo.ptr, m.photo.len) == 0);
	ck_assert_uint_eq(idr->others.count, 0);
	again = idr_bytes(idr);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* Either carrier is read, whatever is written. */
START_TEST(either_carrier)
{
	static const char text[] = "TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\nNAME: A\r\n";
	char fields[200];
	tp_message *message;
	tp_bytes bytes;
	tp_idr copy;
	tp_str carried;
	ts_file f;

	each_profile(_i);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:SRE");
	(void)snprintf(fields, sizeof fields, "2.002:00" GS "2.018:A,BC" GS "2.059:I" GS
	    "2.073:NY0300000" GS "2.%03lu:%s", (unsigned long)carriers[1 - _i], text);
	ts_text(&f, "2.001:", fields);
	message = read_message(f.bytes, f.len);
	ts_file_free(&f);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IDR_MATCH);
	copy = *tp_message_idr(message);
	copy.envelope = m.match.envelope;
	bytes = idr_bytes(&copy);
	tp_message_free(message);
	message = read_message(bytes.ptr, bytes.len);
	carried = field_of(message, carriers[_i]);
	is_text(&carried, text);
	tp_message_free(message);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

static const bad_member bad[] = {
	BAD(tp_idr, envelope.dat, NULL, "mandatory", 5),
	BAD(tp_idr, envelope.tcr, NULL, "", 10),
	BAD(tp_idr, envelope.tot, "CAR", "not that of SRE", -1),
	BAD(tp_idr, nam, NULL, "mandatory", 18),
	BAD(tp_idr, srf, NULL, "SRF is not I or N", -1),
	BAD(tp_idr, srf, "M", "SRF is not I or N", -1),
	BAD(tp_idr, fbi, "1234567890", "", 14),
	BAD(tp_idr, encounters[0].name, "A\r\nB", "ENCOUNTER 1: NAME holds a control character",
	    -1),
	BAD(tp_idr, encounters[1].name, "A" US "B", "ENCOUNTER 2: NAME holds a control character",
	    -1),
	BAD(tp_idr, encounters[0].name, "\303\211A", "ENCOUNTER 1: NAME holds what is not ASCII",
	    -1),
	BAD(tp_idr, encounters[2].dob, "1979", "ENCOUNTER 3: DATE-OF-BIRTH is shorter", -1),
	BAD(tp_idr, encounters[2].dob, "19790230", "ENCOUNTER 3: DATE-OF-BIRTH is not a date", -1),
	BAD(tp_idr, encounters[2].dob, "19791301", "ENCOUNTER 3: DATE-OF-BIRTH is not a date", -1),
	BAD(tp_idr, encounters[3].sex, "LONGER THAN TEN", "ENCOUNTER 4: SEX is longer than 10", -1),
	BAD(tp_idr, encounters[4].locator,
	    "123456789012345678901234567890123456789012345678901",
	    "ENCOUNTER 5: LOCATOR is longer than 50 bytes", -1),
};

START_TEST(each_bad_member)
{
	each_profile(_i);
	ALL_REFUSED(build, m.match, bad);
	ts_messages_free(&m);
}
END_TEST

START_TEST(bad_shapes)
{
	tp_idr idr;

	each_profile(_i);
	idr = m.match;
	idr.encounter_count = 0;
	says(&idr, "a match has one to five encounters");
	idr.encounter_count = 6;
	says(&idr, "more than five encounters");
	idr = m.match;
	idr.match = false;
	says(&idr, "without a match there is no encounter and no IAR");
	idr = m.no_match;
	idr.has_iar = true;
	says(&idr, "without a match there is no encounter and no IAR");
	idr = m.match;
	idr.photo_count = 0;
	says(&idr, "1 encounters have a photograph, 0 are given");
	idr = m.match;
	idr.encounters[1].photo = 1;
	says(&idr, "two encounters have one IDC");
	idr = m.match;
	idr.encounters[0].photo = 100;
	says(&idr, "PHOTO-IDC is longer");
	ts_messages_free(&m);
}
END_TEST

/* SII takes 10,000 characters, ERS 200,000. */
START_TEST(size_of_the_carrier)
{
	static char text[200001];
	static const size_t most[] = { 200000, 10000 };
	tp_idr idr;
	tp_diag diag;

	each_profile(_i);
	memset(text, 'A', sizeof text);
	idr = m.match;
	idr.iar.ptr = text;
	idr.iar.len = most[_i] * 9 / 10;
	ck_assert_msg(build(&idr, &diag) == TP_OK, "%s", diag.text);
	idr.iar.len = most[_i];
	ck_assert_int_eq(build(&idr, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, carriers[_i]);
	idr.iar.len = 200001;
	says(&idr, "IAR is longer than 200000 bytes");
	ts_messages_free(&m);
}
END_TEST

/* ---- photographs ------------------------------------------------------------ */

/* EBTS takes one in an SRE; who agrees on more says so in an overlay. */
START_TEST(five_photographs)
{
	static const char *const overlays[] = {
		"edition\ttot\ttypes\tmin\tmax\n9.1\tSRE\t10\t0\t5\n",
		"edition\ttot\ttypes\tmin\tmax\n11.0\tSRE\t10\t0\t5\n",
	};
	tp_message *message;
	tp_bytes bytes, again;
	const tp_idr *back;
	tp_str photos[5];
	tp_diag diag;
	tp_idr idr;
	size_t i;

	each_profile(_i);
	idr = m.match;
	for (i = 0; i < 5; i++) {
		photos[i] = m.photos[0];
		idr.encounters[i].photo = (int32_t)(20 - i);
	}
	idr.photos = photos;
	idr.photo_count = 5;
	ck_assert_int_eq(build(&idr, &diag), TP_ERR_ARG);
	ck_assert_msg(tp_profile_overlay(m.profile, overlays[_i], strlen(overlays[_i]), &diag) ==
	    TP_OK, "%s", diag.text);
	bytes = idr_bytes(&idr);
	message = read_message(bytes.ptr, bytes.len);
	back = tp_message_idr(message);
	ck_assert_uint_eq(back->photo_count, 5);
	for (i = 0; i < 5; i++) {
		ck_assert_int_eq(back->encounters[i].photo, (int)(20 - i));
		ck_assert_uint_eq(back->photos[i].len, m.photo.len);
	}
	again = idr_bytes(back);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* An encounter whose photograph is missing, and one that no encounter names. */
START_TEST(stray_photographs)
{
	tp_message *message;
	const tp_idr *idr;
	tp_diag diag;
	ts_file f;

	each_profile(_i);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "2" RS "2" US "00" RS "10" US "02" GS
	    "1.004:SRE");
	ts_text(&f, "2.001:", "2.002:00" GS "2.059:N" GS "2.075:TENPRINT-IDR 1\r\nRESULT: MATCH\r\n"
	    "ENCOUNTER 1\r\nPHOTO-IDC: 1\r\nENCOUNTER 2\r\nPHOTO-IDC: X\r\n");
	ts_text(&f, "10.001:", "10.002:02" GS "10.999:X");
	message = read_message(f.bytes, f.len);
	ts_file_free(&f);
	idr = tp_message_idr(message);
	ck_assert_ptr_nonnull(idr);
	ck_assert_int_eq(idr->encounters[0].photo, 1);
	ck_assert_int_eq(idr->encounters[1].photo, -1);
	ck_assert_uint_eq(idr->photo_count, 1);
	ck_assert_uint_eq(idr->photos[0].len, 0);
	ck_assert_uint_eq(idr->others.count, 2);
	ck_assert_int_eq(idr->others.at[0].type, 10);
	ck_assert_int_eq(idr->others.at[1].type, 0);
	ck_assert_uint_eq(idr->others.at[1].field, 6);
	is_text(&idr->others.at[1].value, "PHOTO-IDC: X");
	ck_assert_int_ne(build(idr, &diag), TP_OK);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- others ----------------------------------------------------------------- */

static const tp_other extra[] = {
	{ 0, 3, TS_STR("A LINE OF NO LABEL") },
	{ 0, 6, TS_STR("NAME: A SECOND NAME OF THE FIRST") },
	{ 0, 9, TS_STR("ENCOUNTER 7") },
	{ 0, 99, TS_STR("X-LABEL: AT THE END") },
};

/* Lines that the layout has no place for come back where they stood. */
START_TEST(other_lines)
{
	tp_message *message;
	tp_bytes bytes, again;
	const tp_idr *back;
	tp_str text;
	tp_idr idr;
	size_t i;

	each_profile(_i);
	idr = m.match;
	idr.encounter_count = 2;
	idr.has_iar = false;
	idr.others = (tp_others){ extra, 4 };
	bytes = idr_bytes(&idr);
	message = read_message(bytes.ptr, bytes.len);
	text = field_of(message, carriers[_i]);
	is_text(&text, "TENPRINT-IDR 1\r\nRESULT: MATCH\r\nA LINE OF NO LABEL\r\nENCOUNTER 1\r\n"
	    "NAME: SYNTHETIC ONE\r\nNAME: A SECOND NAME OF THE FIRST\r\nDATE-OF-BIRTH: 19800101\r\n"
	    "PLACE-OF-BIRTH: SAMPLE CITY\r\nENCOUNTER 7\r\nSEX: X\r\nLOCATOR: SYN-LOC-1\r\n"
	    "PHOTO-IDC: 1\r\nENCOUNTER 2\r\nNAME: SYNTHETIC TWO\r\nX-LABEL: AT THE END\r\n");
	back = tp_message_idr(message);
	ck_assert_uint_eq(back->encounter_count, 2);
	ck_assert_uint_eq(back->others.count, 4);
	for (i = 0; i < 4; i++)
		is_text(&back->others.at[i].value, extra[i].value.ptr);
	ck_assert_uint_eq(back->others.at[3].field, 15);
	again = idr_bytes(back);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* A line that would become part of something else is not written. */
START_TEST(bad_other_lines)
{
	static const char *const lines[] = { "ENCOUNTER 3", "SEX: M", "IAR: 1 plain",
		"RESULT: X\nY", "A\r\nNAME: B", "", "LOCATOR: Z" };
	tp_other other = { 0, 99, { NULL, 0 } };
	tp_idr idr;
	tp_diag diag;
	size_t i;

	each_profile(_i);
	idr = m.match;
	idr.encounter_count = 2;
	idr.has_iar = false;
	idr.others = (tp_others){ &other, 1 };
	for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		tp_str_from(lines[i], &other.value);
		says(&idr, "would be read as something else");
	}
	other = (tp_other){ 2, carriers[_i], TS_STR("ANYTHING") };
	says(&idr, "holds the text, and is among the others");
	other = (tp_other){ 2, 88, TS_STR("A NOTE") };
	ck_assert_int_eq(build(&idr, &diag), TP_OK);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_loop_test(tc, match_text_and_carrier, 0, PROFILES);
	tcase_add_loop_test(tc, no_match_bytes, 0, PROFILES);
	tcase_add_loop_test(tc, match_members_and_again, 0, PROFILES);
	tcase_add_loop_test(tc, either_carrier, 0, PROFILES);
	tcase_add_loop_test(tc, each_bad_member, 0, PROFILES);
	tcase_add_loop_test(tc, bad_shapes, 0, PROFILES);
	tcase_add_loop_test(tc, size_of_the_carrier, 0, PROFILES);
	tcase_add_loop_test(tc, five_photographs, 0, PROFILES);
	tcase_add_loop_test(tc, stray_photographs, 0, PROFILES);
	tcase_add_loop_test(tc, other_lines, 0, PROFILES);
	tcase_add_loop_test(tc, bad_other_lines, 0, PROFILES);
}

int
main(void)
{
	return run_tests("IDR", add);
}
