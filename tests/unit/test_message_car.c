/* SPDX-License-Identifier: MIT */
/* Tests of CAR: built, refused, read, and built again. */

#include "images.h"
#include "message_tests.h"

static tp_status
build(const void *car, tp_diag *diag)
{
	tp_transaction *t;
	tp_status status = tp_car_build(car, &m.options, &t, diag);

	ck_assert((t != NULL) == (status == TP_OK));
	tp_transaction_free(t);
	return status;
}

/* ---- what is built ---------------------------------------------------------- */

#define RECORDS "1.003:1" US "15" RS "2" US "00" RS "4" US "01" RS "4" US "02" RS "4" US "03" \
	RS "4" US "04" RS "4" US "05" RS "4" US "06" RS "4" US "07" RS "4" US "08" RS "4" US "09" \
	RS "4" US "10" RS "4" US "11" RS "4" US "12" RS "4" US "13" RS "10" US "14"
#define PARTIES "1.004:CAR" GS "1.005:20240305" GS "1.006:4" GS "1.007:WVIAFIS0Z" GS \
	"1.008:NY0300000" GS "1.009:SYNTHETIC-TCN-0001" GS "1.011:19.69" GS "1.012:19.69" GS
static const char *const type_1[] = {
	"1.001:238" GS "1.002:0400" GS RECORDS GS PARTIES "1.013:NORAM" US "9.1" FS,
	"1.001:239" GS "1.002:0502" GS RECORDS GS PARTIES "1.013:NORAM" US "11.0" FS,
};
#define PERSON "2.002:00" GS "2.005:Y" GS "2.006:DESK SAMPLE" GS \
	"2.007:NY0300001" RS "NY0300002/DESK" GS "2.009:SYNTHETIC-OCA-1" GS "2.014:123456AA7" GS \
	"2.015:NY1234567" GS "2.016:999999999" GS "2.017:MP-1" GS "2.018:SYNTHETIC,SAMPLE" GS \
	"2.019:SAMPLE,SYNTH" RS "SYNTHETIC,S" GS "2.020:NY" GS "2.021:US" GS \
	"2.022:19800101" RS "19800102" GS "2.024:X" GS "2.025:U" GS "2.026:SC L ARM" GS \
	"2.027:509" GS "2.029:160" GS "2.031:BRO" GS "2.032:BLK" GS "2.045:20240304" GS \
	"2.047:20240304" US "SYNTHETIC THEFT" RS US "SYNTHETIC FRAUD" GS \
	"2.073:NY0300000" RS "NY0310000" GS "2.084:10" US "XX"
static const char *const type_2[] = {
	"2.001:425" GS PERSON FS,
	"2.001:436" GS PERSON GS "2.098:9" RS "10" FS,
};

START_TEST(its_bytes)
{
	tp_transaction *t;
	tp_bytes bytes;
	size_t n;

	each_profile(_i);
	ck_assert_int_eq(tp_car_build(&m.car, &m.options, &t, NULL), TP_OK);
	conforms(t);
	bytes = bytes_of(t);
	n = strlen(type_1[_i]) + strlen(type_2[_i]);
	ck_assert_uint_gt(bytes.len, n);
	bytes.len = strlen(type_1[_i]);
	is_bytes(&bytes, type_1[_i]);
	ck_assert(memcmp(bytes.ptr + bytes.len, type_2[_i], strlen(type_2[_i])) == 0);
	/* The first print: IDC 1, rolled, right thumb, 500 ppi, 64 x 64, WSQ. */
	ck_assert(memcmp(bytes.ptr + n + 4, "\1\1\1\377\377\377\377\377\0\0\100\0\100\1", 14) == 0);
	ck_assert(memcmp(bytes.ptr + n + 18, m.prints[0].ptr, m.prints[0].len) == 0);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is read ----------------------------------------------------------- */

static void
has_texts(const tp_strs *list, const char *first, const char *second)
{
	ck_assert_uint_eq(list->count, 1 + (second != NULL));
	is_text(&list->at[0], first);
	if (second != NULL)
		is_text(&list->at[1], second);
}

static void
has_envelope(const tp_envelope *e)
{
	is_text(&e->tot, "CAR");
	is_text(&e->dat, "20240305");
	is_text(&e->pry, "4");
	is_text(&e->dai, "WVIAFIS0Z");
	is_text(&e->ori, "NY0300000");
	is_text(&e->tcn, "SYNTHETIC-TCN-0001");
	is_text(&e->tcr, "");
	is_text(&e->nsr, "19.69");
	is_text(&e->ntr, "19.69");
	is_text(&e->atn, "DESK SAMPLE");
	has_texts(&e->sco, "NY0300001", "NY0300002/DESK");
	is_text(&e->oca, "SYNTHETIC-OCA-1");
	has_texts(&e->cri, "NY0300000", "NY0310000");
}

static void
has_subject(const tp_subject *s)
{
	is_text(&s->nam, "SYNTHETIC,SAMPLE");
	has_texts(&s->aka, "SAMPLE,SYNTH", "SYNTHETIC,S");
	is_text(&s->pob, "NY");
	has_texts(&s->ctz, "US", NULL);
	has_texts(&s->dob, "19800101", "19800102");
	is_text(&s->sex, "X");
	is_text(&s->rac, "U");
	has_texts(&s->smt, "SC L ARM", NULL);
	is_text(&s->hgt, "509");
	is_text(&s->wgt, "160");
	is_text(&s->eye, "BRO");
	is_text(&s->hai, "BLK");
	has_texts(&s->fbi, "123456AA7", NULL);
	is_text(&s->sid, "NY1234567");
	has_texts(&s->soc, "999999999", NULL);
	has_texts(&s->mnu, "MP-1", NULL);
}

static void
has_images(const tp_car *car)
{
	const tp_submitted_image *last = &car->images[13];

	ck_assert_uint_eq(car->image_count, 14);
	ck_assert_int_eq(car->images[8].type, 4);
	ck_assert_uint_eq(car->images[8].position, 9);
	ck_assert_uint_eq(car->images[8].impression, 1);
	ck_assert_uint_eq(car->images[8].record, 10);
	ck_assert_uint_eq(car->images[9].position, 11);
	ck_assert_uint_eq(car->images[9].impression, 0);
	ck_assert_double_eq(car->images[0].ppi, 500);
	ck_assert_uint_eq(car->images[4].bytes.len, m.prints[4].len);
	ck_assert(memcmp(car->images[4].bytes.ptr, m.prints[4].ptr, m.prints[4].len) == 0);
	ck_assert_int_eq(last->type, 10);
	is_text(&last->kind, "FACE");
	is_text(&last->date, "20240304");
	ck_assert_uint_eq(last->bytes.len, m.photo.len);
	ck_assert_uint_eq(last->record, 15);
}

START_TEST(its_members_and_again)
{
	tp_transaction *t;
	tp_bytes bytes, again;
	tp_message *message;
	const tp_car *car;
	tp_car copy;

	each_profile(_i);
	ck_assert_int_eq(tp_car_build(&m.car, &m.options, &t, NULL), TP_OK);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_CAR);
	car = tp_message_car(message);
	ck_assert_ptr_nonnull(car);
	has_envelope(tp_message_envelope(message));
	ck_assert_ptr_eq(&car->envelope, tp_message_envelope(message));
	has_subject(&car->subject);
	has_images(car);
	is_text(&car->ret, "Y");
	is_text(&car->doa, "20240304");
	ck_assert_uint_eq(car->charge_count, 2);
	is_text(&car->charges[0].doo, "20240304");
	is_text(&car->charges[0].aol, "SYNTHETIC THEFT");
	is_text(&car->charges[1].doo, "");
	is_text(&car->charges[1].aol, "SYNTHETIC FRAUD");
	ck_assert_uint_eq(car->missing_count, 1);
	is_text(&car->missing[0].fgp, "10");
	is_text(&car->missing[0].ampcd, "XX");
	if (_i == 1)
		has_texts(&car->ndr, "9", "10");
	else
		ck_assert_uint_eq(car->ndr.count, 0);
	ck_assert_uint_eq(car->others.count, 0);
	copy = *car;
	ck_assert_int_eq(tp_car_build(&copy, &m.options, &t, NULL), TP_OK);
	again = bytes_of(t);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

#define LONG_NAME "SYNTHETIC,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
static const bad_member bad[] = {
	BAD(tp_car, envelope.dat, NULL, "mandatory", 5),
	BAD(tp_car, envelope.dat, "20240230", "not a date", 5),
	BAD(tp_car, envelope.dai, NULL, "mandatory", 7),
	BAD(tp_car, envelope.ori, NULL, "mandatory", 8),
	BAD(tp_car, envelope.ori, "NY03", "", 8),
	BAD(tp_car, envelope.tcn, NULL, "mandatory", 9),
	BAD(tp_car, envelope.tcn, "SHORT", "", 9),
	BAD(tp_car, envelope.tot, "SRE", "not that of CAR", -1),
	BAD(tp_car, envelope.ver, "03", "", 2),
	BAD(tp_car, envelope.nsr, "1.1", "", 11),
	BAD(tp_car, envelope.atn, "AB", "", 6),
	BAD(tp_car, envelope.oca, " BLANK", "", 9),
	BAD_LIST(tp_car, envelope.sco, "NY03", "", 7),
	BAD_LIST(tp_car, envelope.cri, NULL, "mandatory", 73),
	BAD_LIST(tp_car, envelope.cri, "NY0300000X", "", 73),
	BAD(tp_car, ret, NULL, "mandatory", 5),
	BAD(tp_car, ret, "X", "", 5),
	BAD(tp_car, subject.nam, NULL, "mandatory", 18),
	BAD(tp_car, subject.nam, "SYNTHETIC.7", "", 18),
	BAD(tp_car, subject.nam, LONG_NAME, "", 18),
	BAD_LIST(tp_car, subject.aka, "A", "", 19),
	BAD(tp_car, subject.pob, NULL, "mandatory", 20),
	BAD(tp_car, subject.pob, "Q1", "", 20),
	BAD_LIST(tp_car, subject.ctz, "Q1", "", 21),
	BAD_LIST(tp_car, subject.dob, NULL, "mandatory", 22),
	BAD_LIST(tp_car, subject.dob, "19801301", "", 22),
	BAD(tp_car, subject.sex, NULL, "mandatory", 24),
	BAD(tp_car, subject.sex, "Q", "", 24),
	BAD(tp_car, subject.rac, NULL, "mandatory", 25),
	BAD(tp_car, subject.rac, "Q", "", 25),
	BAD_LIST(tp_car, subject.smt, "Q", "", 26),
	BAD(tp_car, subject.hgt, NULL, "mandatory", 27),
	BAD(tp_car, subject.hgt, "9", "", 27),
	BAD(tp_car, subject.wgt, NULL, "mandatory", 29),
	BAD(tp_car, subject.wgt, "QQQ", "", 29),
	BAD(tp_car, subject.eye, NULL, "mandatory", 31),
	BAD(tp_car, subject.eye, "QQQ", "", 31),
	BAD(tp_car, subject.hai, NULL, "mandatory", 32),
	BAD(tp_car, subject.hai, "QQQ", "", 32),
	BAD_LIST(tp_car, subject.fbi, "1234567890", "", 14),
	BAD(tp_car, subject.sid, "12", "", 15),
	BAD_LIST(tp_car, subject.soc, "99", "", 16),
	BAD_LIST(tp_car, subject.mnu, "QQ", "", 17),
	BAD(tp_car, doa, NULL, "mandatory", 45),
	BAD(tp_car, doa, "2024-3-4", "", 45),
};

/* Before EBTS 10 a field that a CAR has not, which the FBI passes over. */
static const bad_member bad_repository[] = {
	BAD_LIST(tp_car, ndr, "X", "", 98),
};

START_TEST(each_bad_member)
{
	each_profile(_i);
	ALL_REFUSED(build, m.car, bad);
	if (_i == 1)
		ALL_REFUSED(build, m.car, bad_repository);
	ts_messages_free(&m);
}
END_TEST

static void
says(const tp_car *car, const char *text)
{
	tp_diag diag;

	ck_assert_int_eq(build(car, &diag), TP_ERR_ARG);
	ck_assert_msg(strstr(diag.text, text) != NULL, "%s", diag.text);
}

START_TEST(bad_charges_and_fingers)
{
	const tp_charge no_date = { TS_STR("20240230"), TS_STR("SYNTHETIC") };
	const tp_charge no_words = { TS_STR("20240304"), { NULL, 0 } };
	const tp_missing_finger no_finger = { TS_STR("99"), TS_STR("XX") };
	const tp_missing_finger no_reason = { TS_STR("10"), TS_STR("QQ") };
	tp_car car;
	tp_diag diag;

	each_profile(_i);
	car = m.car;
	car.charge_count = 0;
	ck_assert_int_eq(build(&car, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, 47);
	car.charge_count = 1;
	car.charges = &no_date;
	ck_assert_int_eq(build(&car, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.item, 1);
	car.charges = &no_words;
	ck_assert_int_eq(build(&car, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.item, 2);
	car = m.car;
	car.missing = &no_finger;
	ck_assert_int_eq(build(&car, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.field, 84);
	car.missing = &no_reason;
	ck_assert_int_eq(build(&car, &diag), TP_ERR_ARG);
	ck_assert_int_eq(diag.item, 2);
	ts_messages_free(&m);
}
END_TEST

START_TEST(bad_images)
{
	tp_submitted_image image;
	tp_car car;
	tp_diag diag;

	each_profile(_i);
	car = m.car;
	image = m.images[0];
	car.images = &image;
	car.image_count = 1;
	image.type = 7;
	says(&car, "image 1: a CAR has images of Types 4, 10, 14 and 15");
	image.type = 4;
	image.position = 255;
	says(&car, "image 1: no such position or impression");
	image.position = 15;
	image.impression = 256;
	says(&car, "image 1: no such position or impression");
	image = m.images[0];
	image.bytes.len = 10;
	ck_assert_int_ne(build(&car, &diag), TP_OK);
	image.bytes.len = 0;
	ck_assert_int_ne(build(&car, &diag), TP_OK);
	image.bytes = (tp_str)TS_STR("no image at all");
	ck_assert_int_eq(build(&car, &diag), TP_ERR_UNSUPPORTED);
	image = m.images[TS_PRINTS - 1];
	says(&car, "there is no print");
	car.image_count = 0;
	says(&car, "there is no print");
	ts_messages_free(&m);
}
END_TEST

/* Two prints whose headers do not say their resolution. */
static void
plain_prints(tp_bytes *bytes, tp_submitted_image *images)
{
	tp_image image;
	size_t i;

	ts_draw(&ts_kinds[0], 5, 64, 64, &image);
	image.info.ppi_x = image.info.ppi_y = 0;
	ck_assert_int_eq(ts_encode(&ts_kinds[0], &image, NULL, bytes, NULL), TP_OK);
	tp_image_free(&image);
	for (i = 0; i < 2; i++)
		images[i] = (tp_submitted_image){ .type = 4, .position = (uint32_t)i + 1,
			.impression = 1, .bytes = { (const char *)bytes->ptr, bytes->len } };
}

static const struct {
	double ppi[2];
	const char *says;    /* NULL: it is built, with this: */
	const char *nsr;
} resolutions[] = {
	{ { 0, 500 }, "image 1: neither the image nor the caller says its resolution", NULL },
	{ { 500, 0 }, "image 2: neither the image nor the caller says its resolution", NULL },
	{ { 500, 1000 }, "image 2: it is not of the first one's resolution", NULL },
	{ { 50, 50 }, "image 1: its resolution is none of a print", NULL },
	{ { 3000, 3000 }, "image 1: its resolution is none of a print", NULL },
	{ { 495, 505 }, NULL, "19.69" },
	{ { 500, 500 }, NULL, "19.69" },
};

START_TEST(resolution)
{
	static const char pnm[] = "P5 4 2 255\nABCDEFGH";
	tp_submitted_image images[TS_PRINTS];
	tp_transaction *t;
	tp_bytes bytes;
	tp_value nsr;
	tp_car car;
	tp_diag diag;
	size_t i;

	each_profile(_i);
	memcpy(images, m.images, sizeof images);
	plain_prints(&bytes, images);
	car = m.car;
	car.images = images;
	for (i = 0; i < sizeof resolutions / sizeof resolutions[0]; i++) {
		images[0].ppi = resolutions[i].ppi[0];
		images[1].ppi = resolutions[i].ppi[1];
		if (resolutions[i].says != NULL) {
			says(&car, resolutions[i].says);
			continue;
		}
		ck_assert_msg(tp_car_build(&car, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
		ck_assert_int_eq(tp_record_value(tp_transaction_record(t, 0), 11, 0, 0, &nsr),
		    TP_OK);
		is_text(&nsr.text, resolutions[i].nsr);
		tp_transaction_free(t);
	}
	images[1].bytes = (tp_str)TS_STR(pnm);
	says(&car, "image 2: a record does not hold images of this kind");
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

/* ---- other images ----------------------------------------------------------- */

/* Three identification flats and a palm as Types 14 and 15. */
START_TEST(tagged_images)
{
	static const uint32_t flats[] = { 13, 14, 15 };
	tp_submitted_image images[5];
	tp_transaction *t;
	tp_message *message;
	const tp_car *back;
	tp_bytes bytes, again;
	tp_car car, copy;
	tp_diag diag;
	size_t i;

	each_profile(_i);
	car = m.car;
	car.missing_count = 0;
	for (i = 0; i < 3; i++) {
		images[i] = m.images[i];
		images[i].type = 14;
		images[i].position = flats[i];
		images[i].impression = 0;
		images[i].date = (tp_str)TS_STR("20240304");
	}
	images[3] = m.images[4];
	images[3].type = 15;
	images[3].position = 21;
	images[3].impression = 10;
	images[4] = m.images[TS_PRINTS - 1];
	images[4].date.len = 0;
	images[4].kind.len = 0;
	car.images = images;
	car.image_count = 5;
	ck_assert_msg(tp_car_build(&car, &m.options, &t, &diag) == TP_OK, "%s", diag.text);
	conforms(t);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	back = tp_message_car(message);
	is_text(&back->envelope.nsr, "00.00");
	ck_assert_uint_eq(back->image_count, 5);
	ck_assert_int_eq(back->images[1].type, 14);
	ck_assert_uint_eq(back->images[1].position, 14);
	is_text(&back->images[1].date, "20240304");
	ck_assert_uint_eq(back->images[3].position, 21);
	ck_assert_uint_eq(back->images[3].impression, 10);
	/* What was left open is the day of the submission. */
	is_text(&back->images[4].date, "20240305");
	copy = *back;
	ck_assert_int_eq(tp_car_build(&copy, &m.options, &t, NULL), TP_OK);
	again = bytes_of(t);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* ---- what the struct has no member for --------------------------------------- */

START_TEST(others)
{
	static const tp_other extra[] = {
		{ 1, 14, TS_STR("20240305120000Z") },
		{ 2, 35, TS_STR("Y") },
		{ 2, 51, TS_STR("20240304" US "A COURT" US "A PLEA") },
		{ 2, 87, TS_STR("Y") },
	};
	tp_transaction *t;
	tp_message *message;
	const tp_car *back;
	tp_bytes bytes, again;
	tp_car car, copy;
	tp_diag diag;
	size_t i;

	each_profile(_i);
	car = m.car;
	car.others = (tp_others){ extra, 4 };
	ck_assert_msg(tp_car_build(&car, &m.options, &t, &diag) == TP_OK ||
	    _i == 1, "%s", diag.text);
	if (t == NULL) {
		/* EBTS 11 has more items of a court segment. */
		ck_assert_int_eq(diag.field, 51);
		car.others = (tp_others){ extra, 2 };
		ck_assert_int_eq(tp_car_build(&car, &m.options, &t, &diag), TP_OK);
	}
	conforms(t);
	bytes = bytes_of(t);
	message = read_message(bytes.ptr, bytes.len);
	back = tp_message_car(message);
	ck_assert_uint_eq(back->others.count, car.others.count);
	for (i = 0; i < car.others.count; i++) {
		ck_assert_int_eq(back->others.at[i].type, extra[i].type);
		ck_assert_uint_eq(back->others.at[i].field, extra[i].field);
		is_text(&back->others.at[i].value, extra[i].value.ptr);
	}
	copy = *back;
	ck_assert_int_eq(tp_car_build(&copy, &m.options, &t, NULL), TP_OK);
	again = bytes_of(t);
	same_bytes(&bytes, &again);
	tp_bytes_free(&again);
	tp_bytes_free(&bytes);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* A field that is there twice, one that nobody knows, and whole records. */
START_TEST(others_of_no_profile)
{
	static const char type_7[] = "\0\0\0\7\3AB";
	tp_message *message;
	const tp_car *car;
	tp_transaction *t;
	tp_diag diag;
	tp_car copy;
	ts_file f;

	each_profile(_i);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "4" RS "2" US "00" RS "2" US "01" RS "9"
	    US "02" RS "7" US "03" GS "1.004:CAR" GS "1.999:X");
	ts_text(&f, "2.001:", "2.002:00" GS "2.018:A,B" GS "2.018:C,D" GS "2.777:" US RS US);
	ts_text(&f, "2.001:", "2.002:01" GS "2.018:E,F");
	ts_text(&f, "9.001:", "9.002:02" GS "9.004:S");
	ts_raw(&f, type_7, sizeof type_7 - 1);
	message = read_message(f.bytes, f.len);
	ts_file_free(&f);
	car = tp_message_car(message);
	ck_assert_ptr_nonnull(car);
	is_text(&car->subject.nam, "A,B");
	ck_assert_uint_eq(car->others.count, 6);
	ck_assert_int_eq(car->others.at[0].type, 1);
	ck_assert_uint_eq(car->others.at[0].field, 999);
	ck_assert_uint_eq(car->others.at[1].field, 18);
	is_text(&car->others.at[1].value, "C,D");
	ck_assert_uint_eq(car->others.at[2].field, 777);
	is_text(&car->others.at[2].value, US RS US);
	ck_assert_int_eq(car->others.at[3].type, 2);
	ck_assert_uint_eq(car->others.at[3].field, 0);
	is_text(&car->others.at[3].value, "2.001:28" GS "2.002:01" GS "2.018:E,F" FS);
	ck_assert_int_eq(car->others.at[4].type, 9);
	is_text(&car->others.at[4].value, "9.001:26" GS "9.002:02" GS "9.004:S" FS);
	ck_assert_int_eq(car->others.at[5].type, 7);
	ck_assert_uint_eq(car->others.at[5].value.len, sizeof type_7 - 1);
	/* A second field, and a record, are never dropped in silence. */
	copy = *car;
	says(&copy, "2.018 among the others is there already");
	copy.others.at += 3;
	copy.others.count -= 3;
	ck_assert_int_eq(tp_car_build(&copy, &m.options, &t, &diag), TP_ERR_UNSUPPORTED);
	ck_assert_ptr_null(t);
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

/* What others may hold when building. */
START_TEST(bad_others)
{
	tp_other other = { 3, 5, TS_STR("X") };
	tp_car car;
	tp_diag diag;

	each_profile(_i);
	car = m.car;
	car.others = (tp_others){ &other, 1 };
	says(&car, "of Types 1 and 2");
	other = (tp_other){ 2, 18, TS_STR("SECOND,NAME") };
	says(&car, "2.018 among the others is there already");
	other = (tp_other){ 2, 35, TS_STR("Y" GS "2.036:Y") };
	ck_assert_int_ne(build(&car, &diag), TP_OK);
	other = (tp_other){ 2, 1, TS_STR("9") };
	ck_assert_int_ne(build(&car, &diag), TP_OK);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_loop_test(tc, its_bytes, 0, PROFILES);
	tcase_add_loop_test(tc, its_members_and_again, 0, PROFILES);
	tcase_add_loop_test(tc, each_bad_member, 0, PROFILES);
	tcase_add_loop_test(tc, bad_charges_and_fingers, 0, PROFILES);
	tcase_add_loop_test(tc, bad_images, 0, PROFILES);
	tcase_add_loop_test(tc, resolution, 0, PROFILES);
	tcase_add_loop_test(tc, tagged_images, 0, PROFILES);
	tcase_add_loop_test(tc, others, 0, PROFILES);
	tcase_add_loop_test(tc, others_of_no_profile, 0, PROFILES);
	tcase_add_loop_test(tc, bad_others, 0, PROFILES);
}

int
main(void)
{
	return run_tests("CAR", add);
}
