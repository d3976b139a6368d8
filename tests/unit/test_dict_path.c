/* SPDX-License-Identifier: MIT */
/* Paths with mnemonics: what they name, and what is said of bad ones and where. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/dict.h>

static const struct good {
	const char *text;
	tp_path path; /* type, idc, nth, field, subfield, item */
	const char *shown;
} goods[] = {
	{ "NAM", { 2, -1, 0, 18, 0, 0 }, "2.018 (NAM)" },
	{ "nam", { 2, -1, 0, 18, 0, 0 }, "2.018 (NAM)" },
	{ "TOT", { 1, -1, 0, 4, 0, 0 }, "1.004 (TOT)" },
	{ "LEN", { 1, -1, 0, 1, 0, 0 }, "1.001 (LEN)" },
	{ "AMP", { 2, -1, 0, 84, 0, 0 }, "2.084 (AMP)" },
	{ "NQM", { 14, -1, 0, 22, 0, 0 }, "14.022 (NQM)" },
	{ "3DF", { 10, -1, 0, 32, 0, 0 }, "10.032 (3DF)" },
	{ "10.3DF", { 10, -1, 0, 32, 0, 0 }, "10.032 (3DF)" },
	{ "T10", { 10, -1, 0, 39, 0, 0 }, "10.039 (T10)" },
	{ "ASL[*].AOL", { 2, -1, 0, 47, TP_ANY, 2 }, "2.047.*.2 (ASL.AOL)" },
	{ "ASL[2].DOO", { 2, -1, 0, 47, 2, 1 }, "2.047.2.1 (ASL.DOO)" },
	{ "ASL[2].2", { 2, -1, 0, 47, 2, 2 }, "2.047.2.2 (ASL.AOL)" },
	{ "ASL.2.2", { 2, -1, 0, 47, 2, 2 }, "2.047.2.2 (ASL.AOL)" },
	{ "ASL.*.aol", { 2, -1, 0, 47, TP_ANY, 2 }, "2.047.*.2 (ASL.AOL)" },
	{ "ASL[2].*", { 2, -1, 0, 47, 2, TP_ANY }, "2.047.2.* (ASL)" },
	{ "ASL[2]", { 2, -1, 0, 47, 2, 0 }, "2.047.2 (ASL)" },
	{ "2.047[3].AOL", { 2, -1, 0, 47, 3, 2 }, "2.047.3.2 (ASL.AOL)" },
	{ "IMA.SERNO", { 2, -1, 0, 67, 1, 3 }, "2.067.1.3 (IMA.SERNO)" },
	{ "CNT[1].CRC", { 1, -1, 0, 3, 1, 2 }, "1.003.1.2 (CNT.CRC)" },
	{ "CNT[4].IDC", { 1, -1, 0, 3, 4, 2 }, "1.003.4.2 (CNT.IDC)" },
	{ "2.NAM", { 2, -1, 0, 18, 0, 0 }, "2.018 (NAM)" },
	{ "14@03.FGP", { 14, 3, 0, 13, 0, 0 }, "14@3.013 (FGP)" },
	{ "14#1.SEG[2].LHC", { 14, -1, 1, 21, 2, 2 }, "14#1.021.2.2 (SEG.LHC)" },
	{ "4@1.IMP", { 4, 1, 0, 3, 0, 0 }, "4@1.003 (IMP)" },
	{ "4.GCA", { 4, -1, 0, 8, 0, 0 }, "4.008 (CGA)" },
	{ "14.999", { 14, -1, 0, 999, 0, 0 }, "14.999 (DATA)" },
	{ "14@3", { 14, 3, 0, 0, 0, 0 }, "14@3" },
	{ "2.018", { 2, -1, 0, 18, 0, 0 }, "2.018 (NAM)" },
	{ "14#1.021.2.3", { 14, -1, 1, 21, 2, 3 }, "14#1.021.2.3 (SEG.RHC)" },
	{ "2.9999[2].1", { 2, -1, 0, 9999, 2, 1 }, "2.9999.2.1" },
	{ "14.300", { 14, -1, 0, 300, 0, 0 }, "14.300 (UDF)" },
	{ "14.025.1.6", { 14, -1, 0, 25, 1, 6 }, "14.025.1.6 (ASEG.VPO)" },
};

START_TEST(good_paths)
{
	const struct good *g = &goods[_i];
	tp_path path;
	tp_diag diag;
	char text[64];

	ck_assert_msg(tp_dict_path(g->text, &path, &diag) == TP_OK, "%s: %s", g->text, diag.text);
	ck_assert_int_eq(tp_dict_path(g->text, &path, NULL), TP_OK);
	ck_assert_uint_eq(path.type, g->path.type);
	ck_assert_int_eq(path.idc, g->path.idc);
	ck_assert_uint_eq(path.nth, g->path.nth);
	ck_assert_uint_eq(path.field, g->path.field);
	ck_assert_uint_eq(path.subfield, g->path.subfield);
	ck_assert_uint_eq(path.item, g->path.item);
	ck_assert_uint_eq(tp_dict_path_format(&path, text, sizeof text), strlen(g->shown));
	ck_assert_str_eq(text, g->shown);
}
END_TEST

static const struct wrong {
	const char *text;
	tp_status status;
	uint64_t offset;
	const char *says; /* a part of what is said */
} wrongs[] = {
	{ "", TP_ERR_SYNTAX, 0, "record type" },
	{ "NAM.", TP_ERR_SYNTAX, 4, "subfield" },
	{ "NAM x", TP_ERR_SYNTAX, 3, "end here" },
	{ " NAM", TP_ERR_SYNTAX, 0, "field" },
	{ "ASL[", TP_ERR_SYNTAX, 4, "subfield" },
	{ "ASL[]", TP_ERR_SYNTAX, 4, "subfield" },
	{ "ASL[0]", TP_ERR_SYNTAX, 4, "from 1" },
	{ "ASL[1", TP_ERR_SYNTAX, 5, "]" },
	{ "ASL[1x]", TP_ERR_SYNTAX, 4, "subfield" },
	{ "ASL[99999999999]", TP_ERR_SYNTAX, 4, "subfield" },
	{ "ASL[1].", TP_ERR_SYNTAX, 7, "item" },
	{ "ASL[1].0", TP_ERR_SYNTAX, 7, "item" },
	{ "ASL[1].AOL.1", TP_ERR_SYNTAX, 10, "end here" },
	{ "14@x.FGP", TP_ERR_SYNTAX, 3, "IDC" },
	{ "14@256.FGP", TP_ERR_SYNTAX, 3, "IDC" },
	{ "14#0.FGP", TP_ERR_SYNTAX, 3, "number" },
	{ "14@3.", TP_ERR_SYNTAX, 5, "field" },
	{ "14@3x", TP_ERR_SYNTAX, 3, "IDC" },
	{ "14[1].FGP", TP_ERR_SYNTAX, 2, "dot" },
	{ "0.NAM", TP_ERR_SYNTAX, 0, "1-99" },
	{ "100.NAM", TP_ERR_SYNTAX, 0, "1-99" },
	{ "14.[1]", TP_ERR_SYNTAX, 3, "field" },
	{ "14.0[1]", TP_ERR_SYNTAX, 3, "field" },
	{ "14.1234567890[1]", TP_ERR_SYNTAX, 3, "field" },
	{ "FGP", TP_ERR_RANGE, 0, "13, 14, 15, 19: write 14.FGP" },
	{ "SRC", TP_ERR_RANGE, 0, "write 14.SRC" },
	{ "ASL.AOL", TP_ERR_RANGE, 4, "ASL[n] or ASL[*]" },
	{ "14.SEG.LHC", TP_ERR_RANGE, 7, "SEG[n]" },
	{ "NMA", TP_ERR_NOTFOUND, 0, "perhaps NAM (2.018)?" },
	{ "NAMM", TP_ERR_NOTFOUND, 0, "perhaps NAM (2.018)?" },
	{ "XYZZY", TP_ERR_NOTFOUND, 0, "no field is called XYZZY" },
	{ "AOL", TP_ERR_NOTFOUND, 0, "item, of ASL (2.047)" },
	{ "14.FPG", TP_ERR_NOTFOUND, 3, "Type 14; perhaps FGP (14.013)?" },
	{ "14.NAME", TP_ERR_NOTFOUND, 3, "no field is called NAME in Type 14" },
	{ "55.NAM", TP_ERR_NOTFOUND, 3, "in Type 55" },
	{ "ASL[2].DOOO", TP_ERR_NOTFOUND, 7, "perhaps DOO?" },
	{ "NAM[1].AOL", TP_ERR_NOTFOUND, 7, "no item of NAM (2.018)" },
	{ "2.9999[1].AOL", TP_ERR_NOTFOUND, 10, "by number" },
	{ "AVERYLONGNAMETHATISCUTSOMEWHERE", TP_ERR_NOTFOUND, 0, "AVERYLONGNAMETHA" },
};

START_TEST(bad_paths)
{
	const struct wrong *w = &wrongs[_i];
	tp_path path, zero;
	tp_diag diag;

	memset(&zero, 0, sizeof zero);
	ck_assert_msg(tp_dict_path(w->text, &path, &diag) == w->status, "\"%s\": %s", w->text,
	    diag.text);
	ck_assert_int_eq(diag.code, w->status);
	ck_assert_msg(diag.offset == w->offset, "\"%s\" at %llu", w->text,
	    (unsigned long long)diag.offset);
	ck_assert_msg(strstr(diag.text, w->says) != NULL, "\"%s\": %s", w->text, diag.text);
	ck_assert_mem_eq(&path, &zero, sizeof path);
	ck_assert_int_eq(tp_dict_path(w->text, &path, NULL), w->status);
}
END_TEST

START_TEST(no_path)
{
	tp_path path;
	tp_diag diag;

	ck_assert_int_eq(tp_dict_path(NULL, &path, &diag), TP_ERR_ARG);
}
END_TEST

/* Whatever the bytes, an answer and no access beyond them. */
START_TEST(any_text)
{
	static const char bits[] = "N14.@#[]*0ASLx -\377";
	char *text;
	tp_path path;
	tp_diag diag;
	unsigned long seed = 1;
	int round;

	for (round = 0; round < 20000; round++) {
		size_t i, len;

		seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		len = (seed >> 8) % 12;
		text = malloc(len + 1);
		ck_assert_ptr_nonnull(text);
		for (i = 0; i < len; i++) {
			seed = (seed * 1103515245 + 12345) & 0x7fffffff;
			text[i] = bits[(seed >> 12) % (sizeof bits - 1)];
		}
		text[len] = '\0';
		if (tp_dict_path(text, &path, &diag) != TP_OK)
			ck_assert_uint_le(diag.offset, len);
		else
			ck_assert_uint_ge(path.type, 1);
		free(text);
	}
}
END_TEST

/* The length wanted is the same however little room there is. */
START_TEST(formats_into_little)
{
	tp_path path;
	char whole[64], part[64];
	size_t len, size;

	ck_assert_int_eq(tp_dict_path("14@3.SEG[2].LHC", &path, NULL), TP_OK);
	len = tp_dict_path_format(&path, whole, sizeof whole);
	ck_assert_str_eq(whole, "14@3.021.2.2 (SEG.LHC)");
	for (size = 0; size <= len + 1; size++) {
		memset(part, 'x', sizeof part);
		ck_assert_uint_eq(tp_dict_path_format(&path, part, size), len);
		ck_assert_int_eq(part[size], 'x');
		if (size == 0)
			continue;
		ck_assert_uint_eq(strlen(part), size - 1);
		ck_assert(strncmp(part, whole, size - 1) == 0);
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("dict_path");
	TCase *tc = tcase_create("paths");

	tcase_add_loop_test(tc, good_paths, 0, (int)(sizeof goods / sizeof goods[0]));
	tcase_add_loop_test(tc, bad_paths, 0, (int)(sizeof wrongs / sizeof wrongs[0]));
	tcase_add_test(tc, no_path);
	tcase_add_test(tc, any_text);
	tcase_add_test(tc, formats_into_little);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
