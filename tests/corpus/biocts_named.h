/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check: what is wrong with the conformance suite's fail files,
 * typed from the facts known of them and from the files themselves beside
 * the pass files that they were made from. A defect is found when one of the
 * rules is broken at one of the places.
 */
#ifndef TEST_BIOCTS_NAMED_H
#define TEST_BIOCTS_NAMED_H

#include <stddef.h>

typedef struct defect {
	const char *at;    /* places, parted by blanks */
	const char *rules; /* parted by | */
	const char *what;  /* the bad value, and what it should have been */
	size_t times;      /* 0: once */
} defect;

typedef struct fail_file {
	const char *name;
	const char *profile;
	const defect *defects;
	size_t count;
} fail_file;

static const defect wrong_record_number[] = {
	{ "1.002", "frame-tag", "the tag 0.002 in a Type-1 record", 0 },
};

static const defect type_1_l1[] = {
	{ "1.002", "value-code|value-short", "500: four digits", 0 },
	{ "1.003.1.1", "value-range", "0: the first item is 1", 0 },
	{ "1.005", "value-date", "07262012: the year comes first", 0 },
	{ "1.006", "value-code|value-range", "0: 1 to 9", 0 },
	{ "1.014", "value-date", "a small z", 0 },
	{ "1.015.1.1", "value-range|value-code", "5: 0, 2, 3, 4, 128 to 999", 0 },
};

static const defect deprecated[] = {
	{ "3@0", "record-edition", "Type-3 went with 2011", 0 },
	{ "5@1", "record-edition", "Type-5 went with 2011", 0 },
	{ "6@2", "record-edition", "Type-6 went with 2011", 0 },
};

/* CNT says 1, 2, 1, 2; the records have the digits' codes in that byte. */
static const defect idc_sequence[] = {
	{ "4@49.002", "record-idc", "the digit 1 in place of the byte, in records 2 and 4", 2 },
	{ "4@50.002", "record-idc", "the digit 2 in place of the byte, in records 3 and 5", 2 },
};

static const defect type_4_l2[] = {
	{ "4@0.003", "impression-mixed",
	    "fingers 6 to 10 and the plain thumb 11 at once, as a plain impression", 0 },
	{ "4@0.005", "class-resolution", "0, the class resolution, where NSR says 20.08", 0 },
	{ "4@0.006", "value-range|image-size", "9: 1608, and 10 at least", 0 },
	{ "4@0.007", "value-range|image-size", "9: 1000, and 10 at least", 0 },
	{ "4@0.008", "image-codec", "2, which is JPEGB: it is WSQ", 0 },
};

static const defect type_13_l1[] = {
	{ "13@0.003", "value-code|value-range", "16: not assigned", 0 },
	{ "13@0.005", "value-long|value-date", "201207304: nine digits", 0 },
	{ "13@0.008", "print-resolution-inch|latent-resolution-inch", "72 pixels per inch", 0 },
	{ "13@0.012", "value-range", "7: 8 at least", 0 },
	{ "13@0.011", "latent-lossy", "WSQ20: latents keep every bit", 0 },
	{ "13@0.014.1.1", "value-range", "11: 0 to 10, 16, 17", 0 },
	{ "13@0.015.1.1", "value-code", "F1", 0 },
	{ "13@0.024.1.2", "value-range", "101: 0 to 100, 254, 255", 0 },
};

static const defect type_13_l2[] = {
	{ "13@0.008", "print-resolution-inch|latent-resolution-inch", "72 pixels per inch", 0 },
	{ "13@0.011", "latent-lossy", "WSQ20: latents keep every bit", 0 },
	{ "13@0.014", "depends-forbidden", "SPD without position 19 (13.013 says 17)", 0 },
	{ "13@0.015", "depends-forbidden", "PPC without position 19", 0 },
};

static const defect type_14_l1[] = {
	{ "14@0.003", "value-range|value-code", "4: a latent impression", 0 },
	{ "14@0.005", "value-chars|value-long|value-date", "July 30 2012", 0 },
	{ "14@0.008", "value-code|value-range", "5: 0 to 2", 0 },
	{ "14@0.014.1.2", "value-code", "EJJ", 0 },
	{ "14@0.022.1.2", "value-range", "150: 1 to 5, 254, 255", 0 },
	{ "14@0.027", "value-code", "N: Y alone", 0 },
};

/* 15.009 and 15.010 are not there at all; 15.016 and 15.017 were pixels per cm. */
static const defect type_15_l2[] = {
	{ "15@0.003", "impression-palm",
	    "28, other, where the position is a palm's", 0 },
	{ "15@0.008", "print-resolution-inch", "1, per inch, with 197 pixels in 15.016", 0 },
	{ "15@0.009", "depends-required", "no density beside an image", 0 },
	{ "15@0.010", "depends-required", "no density beside an image", 0 },
	{ "15@0.024.1.1", "value-range", "1: a thumb in a palm's quality", 0 },
};

static const defect type_17_l1[] = {
	{ "17@0.003", "value-code", "3: 0 to 2", 0 },
	{ "17@0.013", "value-code", "UNKNOWN: it is UNK", 0 },
	{ "17@0.020", "value-code", "SAPHIRE", 0 },
	{ "17@0.026", "value-long|value-range", "10000", 0 },
	{ "17@0.027.1.2", "value-range", "515: a multiple of 10", 0 },
	{ "17@0.028", "value-code", "Missing: MA, UC", 0 },
	{ "17@0.031", "value-code", "10: 20, 30, 40", 0 },
	{ "17@0.032", "value-code", "20: 1, 2, 3, 7", 0 },
	{ "17@0.033.1.2 17@0.033.1.3", "depends-count|outline-points-iris",
	    "a circle of 4 points: two, and two are there", 0 },
	{ "17@0.035.1.2 17@0.035.1.3", "depends-count", "5 points: three are there", 0 },
	{ "17@0.037.1.1", "value-code", "TL: one letter", 0 },
	{ "17@0.041", "value-range", "95: 0 to 90", 0 },
};

static const defect type_10_l1[] = {
	{ "10@0.005", "value-date", "07302012", 0 },
	{ "10@0.008", "value-code|value-range", "4: 0 to 2", 0 },
	{ "10@0.013", "face-size-50", "profile 50 of 147 by 196 pixels", 0 },
	{ "10@0.015", "depends-forbidden", "an outline, which only profiles to 20 have", 0 },
	{ "10@0.018.1.1", "value-code", "Distorted", 0 },
	{ "10@0.019.1", "value-code", "A: F, H, R", 0 },
	{ "10@0.024.1.2", "value-short", "000: four hexadecimal digits", 0 },
	{ "10@0.024.2.2", "value-short", "FF: four hexadecimal digits", 0 },
	{ "10@0.028.2", "value-code|value-long", "BROWN: BRO", 0 },
	{ "10@0.044.1", "value-code", "AGED: AGE", 0 },
	{ "10@0.044.2", "value-code", "ILLUMINATED: ILLUM", 0 },
	{ "10@0.903", "value-pattern", "a Z among hexadecimal digits", 0 },
	{ "10@0.996", "image-hash", "not the SHA-256 of the image", 0 },
	{ "10@1.041.1.1", "value-long", "2000: three digits", 0 },
	{ "10@1.041.1.2", "value-long", "2001: three digits", 0 },
	{ "10@1.042.1.2", "value-code", "PLANTS: PLANT", 0 },
	{ "10@1.042.2.3", "value-code-open|value-code", "MISCS: MISC", 0 },
	{ "10@1.043.1.1", "value-code", "VIOLET", 0 },
	{ "10@1.996", "value-short", "62 digits: 64", 0 },
	{ "10@2.005", "value-chars|value-long|value-date", "a time, not a date", 0 },
	{ "10@2.043.1.3", "value-code|value-long", "LIME GREEN", 0 },
	{ "10@2.996", "image-hash", "not the SHA-256 of the image", 0 },
	{ "10@2.998.1.1", "value-date", "a small z", 0 },
	{ "10@2.998.1.4", "value-long", "twelve decimals", 0 },
};

/* FACE and MARK are swapped in records 1 and 2. */
static const defect type_10_l2[] = {
	{ "10@0.013", "depends-forbidden", "a face's profile in a mark", 0 },
	{ "10@0.018", "depends-forbidden", "a face's distortion in a mark", 0 },
	{ "10@0.019", "depends-forbidden", "a face's lighting in a mark", 0 },
	{ "10@0.020", "depends-forbidden", "a face's pose in a mark", 0 },
	{ "10@0.021", "depends-forbidden", "a face's angle in a mark", 0 },
	{ "10@0.022", "field-unknown|depends-forbidden", "a field of 2007, and a face's", 0 },
	{ "10@0.023", "depends-forbidden", "a face's source in a mark", 0 },
	{ "10@0.024", "depends-forbidden", "a face's quality in a mark", 0 },
	{ "10@0.026", "depends-forbidden", "a face's description in a mark", 0 },
	{ "10@0.027", "depends-forbidden", "a face's eyes in a mark", 0 },
	{ "10@0.028", "depends-forbidden", "a face's hair in a mark", 0 },
	{ "10@1.013", "depends-required", "a face without profile", 0 },
	{ "10@1.040", "depends-forbidden", "a tattoo's code in a face", 0 },
	{ "10@1.042", "depends-forbidden", "a tattoo's description in a face", 0 },
	{ "10@2.023", "depends-forbidden", "a face's source in a tattoo", 0 },
	{ "10@2.023.1.2", "depends-forbidden", "a vendor's text with OTHER", 0 },
	{ "10@2.998.1.2", "geo-latitude", "39.1 degrees with minutes", 0 },
	{ "10@2.998.1.3", "geo-latitude-minutes", "37.1 minutes with seconds", 0 },
	{ "10@2.998.1.6", "geo-longitude-minutes", "57.2 minutes with seconds", 0 },
	{ "10@2.998.1.10", "geo-zone|value-pattern", "61S: zones go to 60", 0 },
};

/* The facts leave this file out; it stands beside a pass file with the same records. */
static const defect all_types_l1[] = {
	{ "1.005", "value-chars|value-long|value-date", "20120726z", 0 },
	{ "1.006", "value-code|value-range", "0: 1 to 9", 0 },
	{ "1.014", "value-short|value-date", "0000726111545Z", 0 },
	{ "4@1.003", "value-code|value-range", "9: not assigned", 0 },
	{ "4@1.005", "class-resolution", "0, the class resolution, where NTR says 19.30", 0 },
	{ "4@1.004.2", "value-code|value-range", "254: 0 to 15, 255", 0 },
	{ "10@2.005", "value-chars|value-long|value-date", "7-12-2012", 0 },
	{ "10@2.014.1.1", "value-range", "0: columns count from 1", 0 },
	{ "10@2.014.1.3", "value-range", "0: lines count from 1", 0 },
	{ "10@2.014.1.4", "depends-value", "480: there are 400 lines", 0 },
	{ "10@2.018.1.1", "value-code|value-long", "Pincushioned", 0 },
	{ "10@2.018.1.3", "value-code", "Milder", 0 },
	{ "10@2.028.1", "value-code|value-long", "STRIPED: STR", 0 },
	{ "10@2.033.1.2", "outline-vertices-face", "the first point again as the last", 0 },
	{ "10@2.045.1.1", "value-code", "D: opaque to what", 0 },
	{ "10@2.996", "image-hash", "not the SHA-256 of the image", 0 },
	{ "10@2.998.1.10", "value-pattern", "17O: no band has that letter", 0 },
	{ "13@1.008", "print-resolution-inch|latent-resolution-inch", "72 pixels per inch", 0 },
	{ "13@1.011", "latent-lossy", "WSQ20: latents keep every bit", 0 },
	{ "13@1.014.1.2", "value-code", "FB1", 0 },
	{ "13@1.024.1.1", "value-long|value-code", "0000", 0 },
	{ "13@1.024.1.3", "value-short", "0: four hexadecimal digits", 0 },
	{ "14@3.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "14@3.015.1.4", "depends-value", "right edge on the left one", 0 },
	{ "14@3.015.1.6", "depends-value", "bottom edge on the top one", 0 },
	{ "14@3.022.1.2", "value-range", "18: 1 to 5, 254, 255", 0 },
	{ "14@3.024.1.2", "value-range", "253: 0 to 100, 254, 255", 0 },
	{ "14@3.030", "value-code", "Unknown: UNKNOWN", 0 },
	{ "15@4.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "15@4.018.1.2", "value-code|value-short", "X: XX, UP", 0 },
	{ "15@4.024.1.1", "value-range", "1: a thumb in a palm's quality", 0 },
	{ "15@4.998.1.10", "value-pattern|value-short", "19: a zone without a band", 0 },
	{ "17@5.015", "value-short", "00: four hexadecimal digits", 0 },
	{ "17@5.028", "value-code|value-long", "MISSING: MA, UC", 0 },
	{ "17@5.031", "value-code", "10: 20, 30, 40", 0 },
	{ "17@5.033.1.1", "value-code", "c: C", 0 },
	{ "20@6.003", "field-missing", "no cardinality; the pass file has S", 0 },
	{ "20@6.004", "field-missing", "no source agency", 0 },
	{ "20@6.014", "field-missing", "no acquisition source", 0 },
	{ "20@6.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "20@7.003", "field-missing", "no cardinality", 0 },
	{ "20@7.004", "field-missing", "no source agency", 0 },
	{ "20@7.014", "field-missing", "no acquisition source", 0 },
	{ "21@8.004", "field-missing", "no source agency", 0 },
	{ "21@8.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "21@9.004", "field-missing", "no source agency", 0 },
	{ "21@9.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
};

static const defect missing_efs[] = {
	{ "9@10.007.2.2", "value-code", "WN: no pattern", 0 },
	{ "9@10.007.3.2", "value-code|value-long", "UWHRL: no pattern", 0 },
	{ "9@10.322", "depends-forbidden", "extended features without a region (9.300)", 0 },
	{ "10@2.033.1.2", "outline-vertices-face", "the first point again as the last", 0 },
	{ "10@2.996", "image-hash", "not the SHA-256 of the image", 0 },
	{ "14@3.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "14@3.015.1.4", "depends-value", "right edge on the left one", 0 },
	{ "14@3.015.1.6", "depends-value", "bottom edge on the top one", 0 },
	{ "15@4.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "17@5.031", "value-code", "10: 20, 30, 40", 0 },
	{ "20@6.003", "field-missing", "no cardinality; the pass file has S", 0 },
	{ "20@6.004", "field-missing", "no source agency", 0 },
	{ "20@6.014", "field-missing", "no acquisition source", 0 },
	{ "20@6.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "20@7.003", "field-missing", "no cardinality", 0 },
	{ "20@7.004", "field-missing", "no source agency", 0 },
	{ "20@7.014", "field-missing", "no acquisition source", 0 },
	{ "21@8.004", "field-missing", "no source agency", 0 },
	{ "21@8.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "21@9.004", "field-missing", "no source agency", 0 },
	{ "21@9.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
};

static const defect invalid_1_006[] = {
	{ "1.006", "value-code|value-range", "0: 1 to 9", 0 },
	{ "10@2.033.1.2", "outline-vertices-face", "the first point again as the last", 0 },
	{ "10@2.996", "image-hash", "not the SHA-256 of the image", 0 },
	{ "14@3.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "14@3.015.1.4", "depends-value", "right edge on the left one", 0 },
	{ "14@3.015.1.6", "depends-value", "bottom edge on the top one", 0 },
	{ "15@4.008", "print-resolution-cm", "72 pixels per cm", 0 },
	{ "17@5.031", "value-code", "10: 20, 30, 40", 0 },
	{ "20@6.003", "field-missing", "no cardinality; the pass file has S", 0 },
	{ "20@6.004", "field-missing", "no source agency", 0 },
	{ "20@6.014", "field-missing", "no acquisition source", 0 },
	{ "20@6.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "20@7.003", "field-missing", "no cardinality", 0 },
	{ "20@7.004", "field-missing", "no source agency", 0 },
	{ "20@7.014", "field-missing", "no acquisition source", 0 },
	{ "21@8.004", "field-missing", "no source agency", 0 },
	{ "21@8.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
	{ "21@9.004", "field-missing", "no source agency", 0 },
	{ "21@9.016.1.1", "depends-one-of", "a segment of which nothing says where it is", 0 },
};

static const defect long_data[] = {
	{ "-", "frame-separator|frame-trailing", "an FS after the last record", 0 },
	{ "9@13.007.2.2", "value-code", "WN: no pattern", 0 },
	{ "9@13.007.3.2", "value-code|value-long", "UWHRL: no pattern", 0 },
	{ "9@13.302.1.2", "depends-forbidden", "a segment of an unknown finger", 0 },
	{ "9@13.380.2.1 9@13.380.2.2 9@13.380.2.4", "value-range|depends-value",
	    "99999: the region is 50000 wide and high", 0 },
	{ "10@2.014.1.1", "value-range", "0: columns count from 1", 0 },
	{ "10@10.014.1.1", "value-range", "0: columns count from 1", 0 },
};

#define FAIL(name, profile, table) \
	{ name, profile, table, sizeof table / sizeof table[0] }

static const fail_file fail_files[] = {
	FAIL("an2011/fail/fail-type-1-wrong-record-number", "itl-2011", wrong_record_number),
	FAIL("an2011/fail/fail-type-1-L1", "itl-2011", type_1_l1),
	FAIL("an2011/fail/fail-deprecated-records", "itl-2011", deprecated),
	FAIL("an2011/fail/fail_IDC_Sequential_Tests", "itl-2011", idc_sequence),
	FAIL("an2011/fail/fail-type-4-L2", "itl-2011", type_4_l2),
	FAIL("an2011/fail/fail-type-10-face-smt-combined-L1", "itl-2011", type_10_l1),
	FAIL("an2011/fail/fail-type-10-face-smt-combined-L2", "itl-2011", type_10_l2),
	FAIL("an2011/fail/fail-type-13-L1", "itl-2011", type_13_l1),
	FAIL("an2011/fail/fail-type-13-L2", "itl-2011", type_13_l2),
	FAIL("an2011/fail/fail-type-14-L1", "itl-2011", type_14_l1),
	FAIL("an2011/fail/fail-type-15-L2", "itl-2011", type_15_l2),
	FAIL("an2011/fail/fail-type-17-L1", "itl-2011", type_17_l1),
	FAIL("an2011/fail/fail-all-supported-types-L1", "itl-2011", all_types_l1),
	FAIL("an2011/fail/fail-all-supported-types-9-missing-EFS-fields", "itl-2011", missing_efs),
	FAIL("an2013/fail/fail-all-supported-types-1.006-invalid-value", "itl-2013", invalid_1_006),
	FAIL("an2013/fail/fail-all-supported-types-long-data", "itl-2013", long_data),
};

#endif
