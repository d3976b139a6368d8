/* SPDX-License-Identifier: MIT */
/* Code lists, types of transaction and the FBI's messages: found, and what they should be. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/dict.h>

static int
count_code(void *ctx, const tp_code *code)
{
	size_t *seen = ctx;

	ck_assert_str_ne(code->code, "");
	return ++*seen == 3 ? 7 : 0;
}

START_TEST(codes_are_found)
{
	const tp_code_list *list;
	const char *meaning;
	size_t i, j, codes = 0;

	for (i = 0; i < tp_code_list_count(); i++) {
		list = tp_code_list_at(i);
		ck_assert_ptr_eq(tp_code_list_find(list->name), list);
		ck_assert_str_ne(list->title, "");
		for (j = 0; j < list->count; j++) {
			const tp_code *code = &list->codes[j];

			ck_assert_ptr_eq(tp_code_find(list->name, code->code,
			    strlen(code->code)), code);
			ck_assert(j == 0 || strcmp(list->codes[j - 1].code, code->code) < 0);
		}
		codes += list->count;
	}
	ck_assert_ptr_null(tp_code_list_at(i));
	ck_assert_uint_gt(codes, 2000);
	i = 0;
	ck_assert_int_eq(tp_code_walk("FGP", count_code, &i), 7);
	ck_assert_uint_eq(i, 3);
	ck_assert_int_eq(tp_code_walk("NONE", count_code, &i), TP_ERR_NOTFOUND);
	ck_assert(!tp_code_lookup("NONE", "1", 1, &meaning));
	ck_assert_str_eq(meaning, "");
}
END_TEST

static const struct code_case {
	const char *list;
	const char *code;
	const char *meaning; /* NULL: no such code */
} codes[] = {
	{ "FGP", "1", "right thumb" },
	{ "FGP", "01", "right thumb" },
	{ "FGP", "0", "unknown finger" },
	{ "FGP", "00", "unknown finger" },
	{ "FGP", "10", "left little finger" },
	{ "FGP", "14", "plain left four fingers" },
	{ "FGP", "39", NULL },
	{ "FGP", "", NULL },
	{ "FGP", "1x", NULL },
	{ "IMP", "9", NULL },
	{ "IMP", "8", "vertical swipe, live scan" },
	{ "CGA", "WSQ20", "wavelet scalar quantization" },
	{ "CGA", "WSQ", "WSQ, in older files" },
	{ "CGA", "WSQ10", NULL },
	{ "CGA", "WSQ200", NULL },
	{ "CGA-NUMBER", "1", "WSQ20: wavelet scalar quantization" },
	{ "VER", "0502", "ANSI/NIST-ITL 1-2011, update 2015" },
	{ "VER", "502", NULL },
	{ "SEX", "F", "female" },
	{ "SEX", "f", NULL },
	{ "EYE", "BRO", "brown" },
	{ "POB", "TX", "Texas" },
	{ "POB", "YY", "foreign or other, no code" },
	{ "CTZ", "CD", "Canada" },
	{ "NDR", "10", "DHS IDENT and LESC" },
	{ "AMPCD", "UP", "unable to print" },
	{ "TYPE", "14", "fingerprint image" },
	{ "BTY", "00000004", "voice" },
};

START_TEST(codes_mean)
{
	const struct code_case *c = &codes[_i];
	const char *meaning = NULL;
	bool known = tp_code_lookup(c->list, c->code, strlen(c->code), &meaning);

	ck_assert_int_eq(known, c->meaning != NULL);
	ck_assert_str_eq(meaning, c->meaning != NULL ? c->meaning : "");
	ck_assert_int_eq(tp_code_lookup(c->list, c->code, strlen(c->code), NULL), known);
}
END_TEST

START_TEST(codes_have_editions)
{
	ck_assert_uint_eq(tp_code_find("FGP", "51", 2)->since, 501);
	ck_assert_uint_eq(tp_code_find("AMPCD", "SR", 2)->since, 502);
	ck_assert_uint_eq(tp_code_find("TYPE", "5", 1)->until, 400);
	ck_assert_uint_eq(tp_code_find("NDR", "4", 1)->until, 901);
	ck_assert(tp_code_list_find("FGP")->closed);
	ck_assert(tp_code_list_find("FGP")->numeric);
	ck_assert(!tp_code_list_find("SMT")->closed);
	ck_assert(!tp_code_list_find("VER")->numeric);
}
END_TEST

START_TEST(tots)
{
	const tp_tot_rule *rules;
	size_t i, count;

	for (i = 0; i < tp_tot_count(); i++)
		ck_assert_ptr_eq(tp_tot_find(tp_tot_at(i)->tot), tp_tot_at(i));
	ck_assert_ptr_null(tp_tot_at(i));
	ck_assert_uint_eq(i, 113);
	ck_assert_str_eq(tp_tot_find("CAR")->response, "SRE");
	ck_assert_str_eq(tp_tot_find("CAR")->error, "ERRT");
	ck_assert_str_eq(tp_tot_find("SRE")->role, "response");
	ck_assert_uint_eq(tp_tot_find("NFAP")->until, 901);
	ck_assert_ptr_null(tp_tot_find("XYZ"));
	ck_assert_ptr_null(tp_tot_find(NULL));

	count = tp_tot_rules("CAR", 1100, &rules);
	ck_assert_uint_gt(count, 40);
	ck_assert_str_eq(rules[0].tot, "CAR");
	ck_assert_str_eq(rules[count - 1].tot, "CAR");
	ck_assert_uint_eq(tp_tot_rules("XYZ", 0, &rules), 0);
	ck_assert_ptr_null(rules);
}
END_TEST

/* EBTS 11.0, table D-1, and EBTS 9.1. */
START_TEST(tots_hold_fields)
{
	const tp_tot_rule *r = tp_tot_rule_find("CAR", 47, 1100);

	ck_assert_uint_eq(r->min_count, 1);
	ck_assert_uint_eq(r->max_count, 999);
	ck_assert_str_eq(r->note, "D-1.2");
	r = tp_tot_rule_find("CAR", 47, 901);
	ck_assert_uint_eq(r->min_count, 1);
	ck_assert_uint_eq(r->max_count, 40);
	ck_assert_ptr_eq(tp_tot_rule_find("CAR", 47, 1000), r);
	ck_assert_ptr_eq(tp_tot_rule_find("CAR", 47, 801), r);
	ck_assert_uint_eq(tp_tot_rule_find("CAR", 47, 0)->max_count, 999);
	ck_assert_uint_eq(tp_tot_rule_find("SRE", 60, 1100)->max_count, 11);
	ck_assert_uint_eq(tp_tot_rule_find("SRE", 60, 1100)->min_count, 0);
	ck_assert_uint_eq(tp_tot_rule_find("ERRT", 60, 901)->min_count, 1);
	ck_assert_ptr_null(tp_tot_rule_find("SRE", 98, 0));
	ck_assert_ptr_null(tp_tot_rule_find("SRE", 17, 0));
	ck_assert_uint_eq(tp_tot_rule_find("CAR", 1, 901)->min_count, 1);
	ck_assert_ptr_null(tp_tot_rule_find("XYZ", 1, 901));
	ck_assert_ptr_null(tp_tot_rule_find(NULL, 1, 901));
}
END_TEST

START_TEST(messages)
{
	const tp_fbi_message *m;
	size_t i;

	ck_assert_uint_eq(tp_fbi_message_count(), 237);
	for (i = 0; i < 237; i++) {
		m = tp_fbi_message_at(i);
		ck_assert_ptr_eq(tp_fbi_message_find(m->code, strlen(m->code)), m);
	}
	ck_assert_ptr_null(tp_fbi_message_at(237));
	m = tp_fbi_message_find("A0004 and more", 5);
	ck_assert_str_eq(m->kind, "authorization");
	ck_assert_uint_eq(m->max_inserts, 1);
	ck_assert_str_eq(m->insert[0], "TOT received");
	m = tp_fbi_message_find("L0181", 5);
	ck_assert_uint_eq(m->min_inserts, 0);
	ck_assert_uint_eq(m->max_inserts, 3);
	ck_assert_ptr_null(tp_fbi_message_find("A00", 3));
	ck_assert_ptr_null(tp_fbi_message_find("A00041", 6));
	ck_assert_ptr_null(tp_fbi_message_find("", 0));
	ck_assert_ptr_null(tp_fbi_message_find("A0004\0and more", 14));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("codes");
	TCase *tc = tcase_create("codes");

	tcase_add_test(tc, codes_are_found);
	tcase_add_loop_test(tc, codes_mean, 0, (int)(sizeof codes / sizeof codes[0]));
	tcase_add_test(tc, codes_have_editions);
	tcase_add_test(tc, tots);
	tcase_add_test(tc, tots_hold_fields);
	tcase_add_test(tc, messages);
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
