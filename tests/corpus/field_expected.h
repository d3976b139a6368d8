/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check: what is found in files that hobby and vendor tools
 * wrote, and why each finding is right, by a look at the bytes. The files of
 * field/ are for the FBI: the hobby tool's ones hold a print or two of a card
 * of fourteen, and two of them no person at all. Those of nbis/ are test data
 * of NBIS, called valid there; they are of 1993 to 2007, made up, and judged
 * as of 2007, whose Types 17 and 99 they have. Those of nist/ are references:
 * but for one of another hand, no error is found in them.
 */
#ifndef TEST_FIELD_EXPECTED_H
#define TEST_FIELD_EXPECTED_H

#include <stddef.h>

typedef struct expected {
	const char *rule;
	size_t times;
	const char *why;
} expected;

typedef struct field_file {
	const char *name; /* below the corpus */
	const char *profile;
	const expected *rules;
	size_t count;
} field_file;

static const expected eft_all_demographics[] = {
	{ "field-missing", 1, "EBTS 11.0 wants a domain (1.013)" },
	{ "prints-finger", 9, "fingers are missing, and no AMP (2.084) says why" },
	{ "prints-plain", 4, "no slaps, and no AMP (2.084) says why" },
};

static const expected eft_minimal[] = {
	{ "version-profile", 1, "0200 is of 1993, which had no Type-14" },
	{ "field-missing", 13, "Type-2 is empty: RET, NAM, DOB and so on are missing" },
	{ "prints-finger", 9, "fingers are missing, and no AMP (2.084) says why" },
	{ "prints-plain", 4, "no slaps, and no AMP (2.084) says why" },
};

static const expected eft_mixed_type4_type14[] = {
	{ "depends-zero", 2, "NSR and NTR are 00.00 beside a Type-4 record" },
	{ "version-profile", 1, "0200 is of 1993, which had no Type-14" },
	{ "field-missing", 13, "Type-2 is empty: RET, NAM, DOB and so on are missing" },
	{ "class-resolution", 1, "ISR 0 is 500 an inch, and NTR says 00.00" },
	{ "prints-finger", 9, "fingers are missing, and no AMP (2.084) says why" },
	{ "prints-mixed", 1, "one finger in Type-4, a slap in Type-14" },
	{ "prints-plain", 3, "no slaps, and no AMP (2.084) says why" },
};

static const expected openebts_nistfile[] = {
	{ "domain-name", 1, "EBTSTEST, where NORAM belongs" },
	{ "domain-version-9", 1, "NORAM, where the version belongs: the two are swapped" },
	{ "name-form", 1, "a blank after the comma" },
	{ "prints-finger", 9, "fingers are missing, and no AMP (2.084) says why" },
	{ "prints-plain", 4, "no slaps, and no AMP (2.084) says why" },
};

static const expected face_jpb_dom_gmt_dcs[] = {
	{ "value-long", 2, "TOT of eight letters; a character set of nineteen" },
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "depends-required", 4, "profile 40 asks for source, description, eyes and hair" },
	{ "date-gmt", 1, "three years before 1.005" },
};

static const expected sign_raw[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "image-length", 1, "eight bits a pixel, where the type has one" },
};

static const expected sign_vec[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
};

static const expected type_3_wvu[] = {
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "impression-plain", 4, "the four plain positions are called rolled" },
};

static const expected type_6_wvu[] = {
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "impression-plain", 4, "the four plain positions are called rolled" },
};

static const expected valid1_1[] = {
	{ "version-profile", 1, "written under 0200 or 0201" },
};

static const expected valid1_10[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "date-capture", 1, "captured years after 1.005" },
};

static const expected valid1_13[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "value-chars", 1, "99.005 is a date, and has a time, too" },
	{ "value-code-open", 1, "00000010" },
};

static const expected valid1_15[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "minutiae-image", 1, "no image has the IDC of the minutiae" },
};

static const expected valid1_2[] = {
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "class-resolution", 1, "ISR 0 is 500 an inch, and NTR is 20.00: 508" },
	{ "image-length", 1, "512 by 512 bytes, where 800 by 800 bits belong" },
};

static const expected valid1_3[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "depends-forbidden", 1, "the code of a mark on a face" },
	{ "value-code-open", 1, "FACE is no code of a mark" },
	{ "scale-zero", 1, "00 pixels an inch" },
};

static const expected valid1_4[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "date-capture", 1, "captured years after 1.005" },
};

static const expected valid1_5[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "depends-value", 1, "the box ends above its start" },
	{ "frame-doubled-data", 1, "a stub stands in 999, then its tag again" },
	{ "image-unknown", 1, "with the stub in front no reader finds the image" },
};

static const expected valid1_6[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "frame-doubled-data", 1, "a stub stands in 999, then its tag again" },
	{ "scale-zero", 1, "00 pixels an inch" },
	{ "image-unknown", 1, "with the stub in front no reader finds the image" },
};

static const expected valid1_7[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0200 or 0201" },
	{ "frame-doubled-data", 1, "a stub stands in 999, then its tag again" },
	{ "date-capture", 1, "captured years after 1.005" },
	{ "print-resolution-inch", 1, "96 pixels an inch" },
	{ "image-unknown", 1, "with the stub in front no reader finds the image" },
};

static const expected valid1_8[] = {
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "version-profile", 1, "written under 0201" },
	{ "depends-value", 20, "boxes of one point: 31, 31, 31, 31" },
	{ "position-segment", 8, "the fingers are those of the other hand" },
	{ "image-ratio-wsq", 2, "26 to 1" },
	{ "image-size", 6, "HLL and VLL are larger than the images" },
};

static const expected nist_rec01_rec02_rec16_nst[] = {
	{ "value-code", 1, "VER is 0" },
	{ "depends-zero", 2,
	    "NSR and NTR speak of a resolution, and no record of Types 3 to 7 is there" },
	{ "image-size", 1, "VLL is 24, and the picture 208 high" },
};

static const expected nist_type_10_14_17_piv_index_iris[] = {
	{ "image-ppi", 1, "1000 an inch, and the PNG says 72" },
};

static const expected nist_type_10_branded_tattoo_mark[] = {
	{ "date-capture", 2, "two weeks after 1.005" },
};

static const expected nist_type_10_sap10[] = {
	{ "date-gmt", 1, "weeks before 1.005" },
};

static const expected nist_type_13_tip_eji_wsq[] = {
	{ "date-gmt", 1, "weeks before 1.005" },
};

static const expected nist_type_14_tip_eji_wsq[] = {
	{ "date-gmt", 1, "weeks before 1.005" },
};

static const expected nist_type_17_iris[] = {
	{ "image-ppi", 1, "1000 an inch, and the PNG says 72" },
};

static const expected nist_type_9_13_m1[] = {
	{ "depends-doubtful", 3, "ridge counts, cores and deltas in a format that has none" },
};

#define FILE_OF(name, profile, table) \
	{ name, profile, table, sizeof table / sizeof table[0] }

static const field_file field_files[] = {
	FILE_OF("field/eft-all_demographics.eft", "ebts-11.0", eft_all_demographics),
	FILE_OF("field/eft-minimal.eft", "ebts-9.1", eft_minimal),
	FILE_OF("field/eft-mixed_type4_type14.eft", "ebts-9.1", eft_mixed_type4_type14),
	FILE_OF("field/openebts-NISTFile.ebts", "ebts-9.1", openebts_nistfile),
	FILE_OF("nbis/face_jpb_DOM_GMT_DCS.an2", "itl-2007", face_jpb_dom_gmt_dcs),
	FILE_OF("nbis/sign_raw.an2", "itl-2007", sign_raw),
	FILE_OF("nbis/sign_vec.an2", "itl-2007", sign_vec),
	FILE_OF("nbis/type_3_wvu.an2", "itl-2007", type_3_wvu),
	FILE_OF("nbis/type_6_wvu.an2", "itl-2007", type_6_wvu),
	FILE_OF("nbis/valid1.1.an2", "itl-2007", valid1_1),
	FILE_OF("nbis/valid1.10.an2", "itl-2007", valid1_10),
	FILE_OF("nbis/valid1.13.an2", "itl-2007", valid1_13),
	FILE_OF("nbis/valid1.15.an2", "itl-2007", valid1_15),
	FILE_OF("nbis/valid1.2.an2", "itl-2007", valid1_2),
	FILE_OF("nbis/valid1.3.an2", "itl-2007", valid1_3),
	FILE_OF("nbis/valid1.4.an2", "itl-2007", valid1_4),
	FILE_OF("nbis/valid1.5.an2", "itl-2007", valid1_5),
	FILE_OF("nbis/valid1.6.an2", "itl-2007", valid1_6),
	FILE_OF("nbis/valid1.7.an2", "itl-2007", valid1_7),
	FILE_OF("nbis/valid1.8.an2", "itl-2007", valid1_8),
	FILE_OF("nist/rec01_rec02_rec16.nst.an2", "itl-2007", nist_rec01_rec02_rec16_nst),
	FILE_OF("nist/type-10-14-17-piv-index-iris.an2", "itl-2007",
	    nist_type_10_14_17_piv_index_iris),
	FILE_OF("nist/type-10-branded-tattoo-mark.an2", "itl-2007",
	    nist_type_10_branded_tattoo_mark),
	FILE_OF("nist/type-10-sap10.an2", "itl-2007", nist_type_10_sap10),
	{ "nist/type-10-tattoo-face-sap20.an2", "itl-2007", NULL, 0 },
	FILE_OF("nist/type-13-tip-eji-wsq.an2", "itl-2007", nist_type_13_tip_eji_wsq),
	FILE_OF("nist/type-14-tip-eji-wsq.an2", "itl-2007", nist_type_14_tip_eji_wsq),
	{ "nist/type-14-tpcard-nqm.an2", "itl-2007", NULL, 0 },
	FILE_OF("nist/type-17-iris.an2", "itl-2007", nist_type_17_iris),
	{ "nist/type-3.an2", "itl-2007", NULL, 0 },
	{ "nist/type-4-slaps.an2", "itl-2007", NULL, 0 },
	{ "nist/type-4-tpcard.an2", "itl-2007", NULL, 0 },
	{ "nist/type-5.an2", "itl-2007", NULL, 0 },
	{ "nist/type-7-latent.an2", "itl-2007", NULL, 0 },
	{ "nist/type-8-sig-fax.an2", "itl-2011", NULL, 0 },
	{ "nist/type-8-sig.an2", "itl-2007", NULL, 0 },
	{ "nist/type-9-10-14.an2", "itl-2007", NULL, 0 },
	FILE_OF("nist/type-9-13-m1.an2", "itl-2007", nist_type_9_13_m1),
	{ "nist/type-9-14-std.an2", "itl-2007", NULL, 0 },
};

#endif
