/* SPDX-License-Identifier: MIT */
/* Tests: one message of each kind. Every value in them is made up. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "images.h"
#include "messages.h"

#define LIST(array) { array, sizeof(array) / sizeof((array)[0]) }
/* The parties and the numbers, as the one who answers and the one who asks have them. */
#define FROM_AGENCY .dat = TS_STR("20240305"), .dai = TS_STR("WVIAFIS0Z"), \
	.ori = TS_STR("NY0300000"), .tcn = TS_STR("SYNTHETIC-TCN-0001")
#define FROM_FBI(number) .dat = TS_STR("20240305"), .dai = TS_STR("NY0300000"), \
	.ori = TS_STR("WVIAFIS0Z"), .tcn = TS_STR(number), .tcr = TS_STR("SYNTHETIC-TCN-0001"), \
	.atn = TS_STR("DESK SAMPLE"), .sco = LIST(copies), .oca = TS_STR("SYNTHETIC-OCA-1"), \
	.cri = LIST(agencies)

static const tp_str copies[] = { TS_STR("NY0300001"), TS_STR("NY0300002/DESK") };
static const tp_str agencies[] = { TS_STR("NY0300000"), TS_STR("NY0310000") };
static const tp_str aliases[] = { TS_STR("SAMPLE,SYNTH"), TS_STR("SYNTHETIC,S") };
static const tp_str citizenships[] = { TS_STR("US") };
static const tp_str births[] = { TS_STR("19800101"), TS_STR("19800102") };
static const tp_str marks[] = { TS_STR("SC L ARM") };
static const tp_str fbi_numbers[] = { TS_STR("123456AA7") };
static const tp_str social[] = { TS_STR("999999999") };
static const tp_str other_numbers[] = { TS_STR("MP-1") };
static const tp_str search[] = { TS_STR("9"), TS_STR("10") };
static const tp_charge charges[] = {
	{ TS_STR("20240304"), TS_STR("SYNTHETIC THEFT") },
	{ { NULL, 0 }, TS_STR("SYNTHETIC FRAUD") },
};
static const tp_missing_finger missing[] = { { TS_STR("10"), TS_STR("XX") } };
static const tp_str quota[] = { TS_STR("M0017") };
static const tp_str refusals[] = { TS_STR("L0008 SYNTHETIC"), TS_STR("E0001 SYNTHETIC") };

/* Of each member of the plain four-finger impressions the right position; no print of 10. */
static const uint32_t positions[TS_PRINTS] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 0 };

static const char iar_words[] =
    "SYNTHETIC ANSWER, OF NO PERSON.\r\nLINE TWO = 100%\r\n\tA TAB, AND \303\251.\r\n";

static void
need(bool good, const char *what, const tp_diag *diag)
{
	if (good)
		return;
	(void)fprintf(stderr, "%s: %s\n", what, diag != NULL ? diag->text : "failed");
	abort();
}

bool
ts_is(const tp_str *s, const char *text)
{
	return s->len == strlen(text) && (s->len == 0 || memcmp(s->ptr, text, s->len) == 0);
}

/* A start of an image and the frame of a baseline JPEG: 16 x 16, three components. */
static const char jpeg_header[] =
    "\377\330\377\340\0\020JFIF\0\1\1\1\0\110\0\110\0\0"
    "\377\300\0\021\10\0\020\0\020\3\1\021\0\2\021\0\3\021\0\377\331";

static void
make_photo(ts_messages *m)
{
	const ts_kind *kind = &ts_kinds[3];
	ts_stream stream;

	if (ts_kind_built(kind)) {
		ts_stream_make(kind, 77, 48, 64, &stream);
		m->photo = stream.bytes;
		memset(&stream.bytes, 0, sizeof stream.bytes);
		ts_stream_free(&stream);
		return;
	}
	m->photo.ptr = malloc(sizeof jpeg_header - 1);
	need(m->photo.ptr != NULL, "photograph", NULL);
	memcpy(m->photo.ptr, jpeg_header, sizeof jpeg_header - 1);
	m->photo.len = sizeof jpeg_header - 1;
}

static void
make_images(ts_messages *m)
{
	size_t i;

	for (i = 0; i < TS_PRINTS - 1; i++) {
		ts_stream stream;
		tp_submitted_image *image = &m->images[m->car.image_count++];

		ts_stream_make(&ts_kinds[0], i + 1, 64, 64, &stream);
		m->prints[i] = stream.bytes;
		memset(&stream.bytes, 0, sizeof stream.bytes);
		ts_stream_free(&stream);
		*image = (tp_submitted_image){ .type = 4, .position = positions[i],
			.impression = positions[i] <= 10, .ppi = 500 };
		image->bytes.ptr = (const char *)m->prints[i].ptr;
		image->bytes.len = m->prints[i].len;
	}
	make_photo(m);
	m->photos[0].ptr = (const char *)m->photo.ptr;
	m->photos[0].len = m->photo.len;
	m->images[m->car.image_count++] = (tp_submitted_image){ .type = 10,
		.kind = TS_STR("FACE"), .date = TS_STR("20240304"), .bytes = m->photos[0] };
	m->car.images = m->images;
}

static void
make_car(ts_messages *m, bool old)
{
	m->car = (tp_car){
		.envelope = { FROM_AGENCY, .pry = TS_STR("4"), .atn = TS_STR("DESK SAMPLE"),
			.sco = LIST(copies), .oca = TS_STR("SYNTHETIC-OCA-1"),
			.cri = LIST(agencies) },
		.ret = TS_STR("Y"),
		.subject = { .nam = TS_STR("SYNTHETIC,SAMPLE"), .aka = LIST(aliases),
			.pob = TS_STR("NY"), .ctz = LIST(citizenships), .dob = LIST(births),
			.sex = TS_STR("X"), .rac = TS_STR("U"), .smt = LIST(marks),
			.hgt = TS_STR("509"), .wgt = TS_STR("160"), .eye = TS_STR("BRO"),
			.hai = TS_STR("BLK"), .fbi = LIST(fbi_numbers), .sid = TS_STR("NY1234567"),
			.soc = LIST(social), .mnu = LIST(other_numbers) },
		.doa = TS_STR("20240304"),
		.charges = charges, .charge_count = 2, .missing = missing, .missing_count = 1,
	};
	/* Not on a CAR before EBTS 10. */
	if (!old)
		m->car.ndr = (tp_strs)LIST(search);
	make_images(m);
}

static void
make_answers(ts_messages *m, bool old)
{
	m->ident = (tp_sre){ .envelope = { FROM_FBI("SYNTHETIC-FBI-0001") },
		.nam = TS_STR("SYNTHETIC,MASTER"), .srf = TS_STR("I"), .fbi = TS_STR("123456AA7"),
		.sid = TS_STR("NY1234567"), .ers = TS_STR("SYNTHETIC RAP SHEET\r\n\r\nEND\r\n") };
	m->non_ident = (tp_sre){ .envelope = { FROM_FBI("SYNTHETIC-FBI-0002") },
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .srf = TS_STR("N") };
	m->errt = (tp_errt){ .envelope = { FROM_FBI("SYNTHETIC-FBI-0003") },
		.msg = LIST(refusals) };
	if (!old) {
		m->errt.sdob = (tp_str)TS_STR("19800101");
		m->errt.snam = (tp_str)TS_STR("SYNTHETIC,SAMPLE");
	}
	m->match = (tp_idr){ .envelope = { FROM_FBI("SYNTHETIC-FBI-0004") },
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .srf = TS_STR("N"), .fbi = TS_STR("123456AA7"),
		.sid = TS_STR("NY1234567"), .match = true, .encounter_count = 5, .encounters = {
		{ TS_STR("SYNTHETIC ONE"), TS_STR("19800101"), TS_STR("SAMPLE CITY"), TS_STR("X"),
		    TS_STR("SYN-LOC-1"), 1 },
		{ TS_STR("SYNTHETIC TWO"), { 0 }, { 0 }, { 0 }, { 0 }, -1 },
		{ { 0 }, TS_STR("19790000"), { 0 }, { 0 }, { 0 }, -1 },
		{ { 0 }, { 0 }, TS_STR("SAMPLE REGION"), TS_STR("UNKNOWN"), { 0 }, -1 },
		{ { 0 }, { 0 }, { 0 }, { 0 }, TS_STR("SYN-LOC-5"), -1 } },
		.has_iar = true, .iar = TS_STR(iar_words),
		.photos = m->photos, .photo_count = 1 };
	m->no_match = (tp_idr){ .envelope = { FROM_FBI("SYNTHETIC-FBI-0005") },
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .srf = TS_STR("N") };
	if (!old)
		m->match.msg = (tp_strs)LIST(quota);
}

static void
make_texts(ts_messages *m)
{
	m->cpi = (tp_cpi){ .envelope = { FROM_AGENCY, .oca = TS_STR("SYNTHETIC-OCA-1") },
		.fbi = TS_STR("123456AA7"), .sid = TS_STR("NY1234567"),
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .doa = TS_STR("20240304"),
		.agency = TS_STR("NY0300000"), .charge_count = 2,
		.charges = { { TS_STR("2399"), TS_STR("SYNTHETIC THEFT") },
		    { TS_STR("2699"), { 0 } } } };
	m->iaq = (tp_iaq){ .envelope = { .ori = TS_STR("NY0300000"), .tcn = TS_STR("CTL0000001") },
		.pur = TS_STR("C"), .atn = TS_STR("DESK SAMPLE"), .phn = TS_STR("212 555 0100"),
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .dob = TS_STR("19800101"), .sex = TS_STR("X"),
		.pob = TS_STR("NY"), .cus = TS_STR("Y"), .off = TS_STR("2399"),
		.arn = TS_STR("00000001"), .fbi = TS_STR("123456AA7"), .sid = TS_STR("NY1234567"),
		.oln = TS_STR("SYN0001") };
	m->iar = (tp_iar){ .envelope = { .ori = TS_STR("VTICE0900"), .dai = TS_STR("NY0300000"),
		.tcn = TS_STR("CTL0000001") }, .text = TS_STR(iar_words) };
	m->detainer = (tp_notice){ .envelope = { .dat = TS_STR("20240306"),
		.ori = TS_STR("SYNOFFICE"), .dai = TS_STR("NY0300000"), .tcn = TS_STR("SYN-DET-1"),
		.tcr = TS_STR("SYNTHETIC-TCN-0001") }, .kind = TP_NOTICE_DETAINER,
		.fbi = TS_STR("123456AA7"), .sid = TS_STR("NY1234567"),
		.nam = TS_STR("SYNTHETIC,SAMPLE"), .dob = TS_STR("19800101"),
		.place = TS_STR("SAMPLE COUNTY JAIL"), .instant = TS_STR("2024-03-08T10:00-05:00"),
		.basis = TS_STR("THE AGENCY'S NOTICE"), .charge = TS_STR("2399"),
		.conviction = TS_STR("N"), .level = TS_STR("2"), .author = TS_STR("OFFICER SAMPLE"),
		.decided = TS_STR("20240306"), .conditions = TS_STR("LINE ONE\r\nLINE TWO\r\n") };
}

void
ts_messages_make(ts_messages *m, const char *profile)
{
	bool old = strcmp(profile, "ebts-9.1") == 0;
	tp_diag diag;

	memset(m, 0, sizeof *m);
	need(tp_profile_new(profile, NULL, &m->profile, &diag) == TP_OK, profile, &diag);
	m->options = (tp_message_options){ .size = sizeof m->options, .profile = m->profile };
	make_car(m, old);
	make_answers(m, old);
	make_texts(m);
}

void
ts_messages_free(ts_messages *m)
{
	size_t i;

	for (i = 0; i < TS_PRINTS; i++)
		tp_bytes_free(&m->prints[i]);
	if (m->photo.mem.free != NULL)
		tp_bytes_free(&m->photo);
	else
		free(m->photo.ptr);
	tp_profile_free(m->profile);
	memset(m, 0, sizeof *m);
}
