/* SPDX-License-Identifier: MIT */
/*
 * Profiles: what the built-in ones say, whatever is asked of them; the rows
 * that differ between two; and which one a transaction asks for. What is
 * expected of fields is typed here from the texts, not read from the tables.
 */

#include "overlay_text.h"

/* ---- built-in profiles ------------------------------------------------------------- */

START_TEST(each_has_a_name)
{
	const tp_profile_info *named = tp_profile_builtin_at((size_t)_i);
	tp_profile *p = profile_named(named->name);
	tp_profile_info info;

	tp_profile_get_info(p, &info);
	ck_assert_str_eq(info.name, named->name);
	ck_assert_str_eq(info.base, named->name);
	ck_assert_str_eq(info.revision, "");
	ck_assert_ptr_nonnull(strstr(info.title, _i < 5 ? "ANSI/NIST-ITL" : "EBTS"));
	tp_profile_free(p);
}
END_TEST

START_TEST(unknown_names_are_told)
{
	tp_profile *p;
	tp_diag diag;

	ck_assert_ptr_null(tp_profile_builtin_at(tp_profile_builtin_count()));
	ck_assert_int_eq(tp_profile_new("ebts-12", NULL, &p, &diag), TP_ERR_NOTFOUND);
	ck_assert_ptr_null(p);
	ck_assert_msg(strstr(diag.text, "ebts-") != NULL, "%s", diag.text);
	ck_assert_int_eq(tp_profile_new(NULL, NULL, &p, &diag), TP_ERR_NOTFOUND);
	ck_assert_int_eq(tp_profile_new("itl-2015", NULL, NULL, &diag), TP_ERR_ARG);
	tp_profile_free(NULL);
}
END_TEST

START_TEST(lookups_take_anything)
{
	tp_profile *p = profile_named("itl-2015");
	const tp_field_def *const *rows;
	const tp_tot_rule *rules;
	const tp_count_rule *counts;
	const tp_tot_def *def;

	ck_assert_uint_eq(tp_profile_rows(p, 0, &rows), 0);
	ck_assert_ptr_null(rows);
	ck_assert_uint_eq(tp_profile_rows(p, 100, &rows), 0);
	ck_assert_ptr_null(tp_profile_field(p, -1, 1));
	ck_assert_ptr_null(tp_profile_field(p, 14, 0));
	ck_assert_ptr_null(tp_profile_field(p, 14, UINT32_MAX));
	ck_assert_ptr_null(tp_profile_item(p, 14, 21, 1, 0));
	ck_assert_ptr_null(tp_profile_list(p, NULL));
	ck_assert_ptr_null(tp_profile_list_at(p, SIZE_MAX));
	ck_assert_ptr_null(tp_profile_tot(p, "CAR", 3));
	ck_assert_ptr_null(tp_profile_tot_at(p, 0, &def));
	ck_assert_ptr_null(def);
	ck_assert_ptr_null(tp_profile_occurrence(p, "CAR", 18));
	ck_assert_uint_eq(tp_profile_occurrences(p, NULL, &rules), 0);
	ck_assert_uint_eq(tp_profile_counts(p, NULL, &counts), 0);
	ck_assert_uint_eq(tp_profile_counts(p, "CAR", &counts), 0);
	ck_assert_int_eq(tp_profile_severity(p, NULL), -1);
	ck_assert_int_eq(tp_profile_severity(p, "tot-unknown"), -1);
	tp_profile_free(p);
}
END_TEST

/* ---- what the FBI narrows ------------------------------------------------------------ */

typedef struct narrow_case {
	const char *profile;
	int type;
	uint32_t field;
	uint32_t item;
	uint32_t min_length;
	uint32_t max_length;
	uint32_t max_count;
} narrow_case;

static const narrow_case narrows[] = {
	{ "itl-2015", 1, 4, 0, 1, 16, 1 },
	{ "ebts-9.1", 1, 4, 0, 3, 5, 1 },
	{ "ebts-11.0", 1, 4, 0, 3, 7, 1 },
	{ "itl-2015", 1, 7, 0, 1, TP_NO_MAX, 1 },
	{ "ebts-9.1", 1, 7, 0, 9, 9, 1 },
	{ "ebts-11.0", 1, 7, 0, 9, 9, 1 },
	{ "ebts-9.1", 1, 8, 0, 9, 9, 1 },
	{ "ebts-11.0", 1, 8, 0, 9, 9, 1 },
	{ "ebts-9.1", 1, 9, 0, 10, 40, 1 },
	{ "ebts-11.0", 1, 9, 0, 10, 40, 1 },
	{ "ebts-9.1", 1, 10, 0, 10, 40, 1 },
	{ "ebts-11.0", 1, 10, 0, 10, 40, 1 },
	{ "ebts-9.1", 1, 13, 1, 1, 15, 1 },
	{ "ebts-9.1", 1, 13, 2, 1, 5, 1 },
	{ "ebts-11.0", 1, 13, 1, 1, 15, 1 },
	{ "ebts-9.1", 1, 15, 0, 0, 0, 4 },
	{ "ebts-9.1", 1, 15, 1, 3, 3, 1 },
	{ "ebts-11.0", 1, 15, 0, 0, 0, 1 },
	{ "ebts-11.0", 1, 15, 1, 1, 3, 1 },
};
#define NARROW_COUNT ((int)(sizeof narrows / sizeof narrows[0]))

START_TEST(type_1_is_narrower_for_the_fbi)
{
	const narrow_case *c = &narrows[_i];
	tp_profile *p = profile_named(c->profile);
	const tp_field_def *def = c->item == 0 ? tp_profile_field(p, c->type, c->field)
	    : tp_profile_item(p, c->type, c->field, 1, c->item);

	ck_assert_ptr_nonnull(def);
	ck_assert_uint_eq(def->min_length, c->min_length);
	ck_assert_uint_eq(def->max_length, c->max_length);
	ck_assert_uint_eq(def->max_count, c->max_count);
	tp_profile_free(p);
}
END_TEST

typedef struct count_case {
	const char *profile;
	const char *tot;
	const char *types;
	uint32_t min;
	uint32_t max;
} count_case;

/* EBTS 9.1, and 11.0's tables L-2 and L-3. */
static const count_case counts_wanted[] = {
	{ "ebts-9.1", "CAR", "4|14", 1, 14 },
	{ "ebts-9.1", "CAR", "10", 0, 4 },
	{ "ebts-9.1", "CAR", "7|13", 0, 2 },
	{ "ebts-9.1", "CAR", "15", 0, 8 },
	{ "ebts-9.1", "CPDR", "7|13", 0, 0 },
	{ "ebts-9.1", "RPIS", "4|14", 2, 10 },
	{ "ebts-9.1", "PRR", "10", 1, 4 },
	{ "ebts-11.0", "CAR", "4", 0, 14 },
	{ "ebts-11.0", "CAR", "14", 0, 46 },
	{ "ebts-11.0", "CAR", "10", 0, 25 },
	{ "ebts-11.0", "CAR", "7", 0, 2 },
	{ "ebts-11.0", "CAR", "13", 0, 0 },
	{ "ebts-11.0", "CAR", "15", 0, 10 },
	{ "ebts-11.0", "CAR", "17", 0, 2 },
	{ "ebts-11.0", "FAUF", "17", 0, 0 },
	{ "ebts-11.0", "DOCE", "10", 0, 0 },
	{ "ebts-11.0", "CPDR", "7", 0, 0 },
	{ "ebts-11.0", "RPIS", "4|14", 0, 14 },
	{ "ebts-11.0", "LFS", "13", 0, 10 },
	{ "ebts-11.0", "IIDS", "17", 2, 2 },
	{ "ebts-11.0", "SRE", "10", 0, 1 },
	{ "ebts-9.1", "SRE", "10", 0, 1 },
	{ "ebts-11.0", "RPISR", "2", 1, 2 },
	{ "ebts-11.0", "ERRT", "10", 0, 0 },
	{ "ebts-11.0", "IRR", "14", 0, 20 },
	{ "ebts-11.0", "IRR", "9", 0, 52 },
	{ "ebts-11.0", "PRR", "10", 0, 4 },
	{ "ebts-11.0", "CAR", "2", 1, 1 },
	{ "ebts-11.0", "EHRR", "1", 1, 1 },
};
#define COUNT_COUNT ((int)(sizeof counts_wanted / sizeof counts_wanted[0]))

START_TEST(transactions_hold_so_many_records)
{
	const count_case *c = &counts_wanted[_i];
	tp_profile *p = profile_named(c->profile);
	const tp_count_rule *rules;
	size_t i, n = tp_profile_counts(p, c->tot, &rules), found = 0;

	for (i = 0; i < n; i++)
		if (strcmp(rules[i].types, c->types) == 0) {
			found++;
			ck_assert_uint_eq(rules[i].min_count, c->min);
			ck_assert_uint_eq(rules[i].max_count, c->max);
		}
	ck_assert_uint_eq(found, 1);
	tp_profile_free(p);
}
END_TEST

/* ---- differences ------------------------------------------------------------------------ */

typedef struct seen {
	char text[2000];
	size_t count;
	size_t stop_at;
	const tp_field_def *last;
} seen;

static int
see(void *ctx, const tp_field_def *a, const tp_field_def *b)
{
	const tp_field_def *def = a != NULL ? a : b;
	seen *s = ctx;
	size_t len = strlen(s->text);

	ck_assert(s->last == NULL || s->last->type < def->type || (s->last->type == def->type &&
	    (s->last->field < def->field || (s->last->field == def->field &&
	    s->last->item <= def->item))));
	s->last = def;
	(void)snprintf(s->text + len, sizeof s->text - len, "%s%d.%03lu.%lu %lu %lu\n",
	    a == NULL ? "+" : b == NULL ? "-" : "~", (int)def->type, (unsigned long)def->field,
	    (unsigned long)def->item, a != NULL ? (unsigned long)a->max_length : 0,
	    b != NULL ? (unsigned long)b->max_length : 0);
	return ++s->count == s->stop_at ? 42 : 0;
}

START_TEST(differences_are_visited_in_order)
{
	tp_profile *a = profile_named("ebts-11.0");
	tp_profile *b = overlaid("ebts-11.0", OVERLAY "x////\n" FIELDS
	    "2/3001/0/CTY/County/O/A/3/3/0/1//////\n2/41/0//////60////////\n"
	    "2/18/0//////////////\n1/3/2//////////num:0..20////subfield:2..;count:CNT.CRC\n");
	seen s = { .text = "" };

	ck_assert_int_eq(tp_profile_diff(a, b, see, &s), 0);
	ck_assert_str_eq(s.text, "~1.003.2 2 2\n~2.041.0 120 60\n+2.3001.0 0 3\n");
	memset(&s, 0, sizeof s);
	ck_assert_int_eq(tp_profile_diff(b, a, see, &s), 0);
	ck_assert_str_eq(s.text, "~1.003.2 2 2\n~2.041.0 60 120\n-2.3001.0 3 0\n");
	memset(&s, 0, sizeof s);
	s.stop_at = 2;
	ck_assert_int_eq(tp_profile_diff(a, b, see, &s), 42);
	ck_assert_uint_eq(s.count, 2);
	memset(&s, 0, sizeof s);
	ck_assert_int_eq(tp_profile_diff(a, a, see, &s), 0);
	ck_assert_uint_eq(s.count, 0);
	tp_profile_free(a);
	tp_profile_free(b);
}
END_TEST

/* What changed from EBTS 9.1 to 11.0, some of it. */
START_TEST(editions_differ)
{
	tp_profile *a = profile_named("ebts-9.1"), *b = profile_named("ebts-11.0");
	static seen s;

	memset(&s, 0, sizeof s);
	(void)tp_profile_diff(a, b, see, &s);
	ck_assert_uint_gt(s.count, 100);
	ck_assert_ptr_nonnull(strstr(s.text, "~1.004.0 5 7\n"));
	ck_assert_ptr_nonnull(strstr(s.text, "+1.018.0 0 4\n"));
	ck_assert_ptr_nonnull(strstr(s.text, "~2.018.0 30 50\n"));
	tp_profile_free(a);
	tp_profile_free(b);
}
END_TEST

/* ---- which one a transaction asks for ------------------------------------------------------ */

typedef struct suggest_case {
	const char *version;
	const char *tot;
	const char *domain; /* 1.013; NULL: none */
	const char *wanted;
} suggest_case;

static const suggest_case suggests[] = {
	{ "0200", "TEST", NULL, "itl-2000" },
	{ "0300", "TEST", NULL, "itl-2000" },
	{ "0400", "TEST", NULL, "itl-2007" },
	{ "0500", "TEST", NULL, "itl-2011" },
	{ "0501", "TEST", NULL, "itl-2013" },
	{ "0502", "TEST", NULL, "itl-2015" },
	{ "0600", "TEST", NULL, "itl-2015" },
	{ "", "TEST", NULL, "itl-2015" },
	{ "0400", "CAR", NULL, "ebts-9.1" },
	{ "0300", "CAR", NULL, "ebts-9.1" },
	{ "0502", "CAR", NULL, "ebts-11.0" },
	{ "0502", "CAR", "INTERPOL", "itl-2015" },
	{ "0500", "CPS", "INT-I" US "4.22", "itl-2011" },
	{ "0502", "TEST", "NORAM" US "11.0", "ebts-11.0" },
	{ "0500", "CAR", "NORAM" US "9.1", "ebts-9.1" },
	{ "0400", "CAR", "noram" US "10.0", "ebts-11.0" },
	{ "0400", "CAR", "NORAM" US "EBTS 9.2", "ebts-9.1" },
	{ "0400", "CAR", "NORAM", "ebts-9.1" },
	{ "0501", "CAR", "NORAM" US, "ebts-11.0" },
	{ "0502", "CAR", US "11.0", "ebts-11.0" },
};
#define SUGGEST_COUNT ((int)(sizeof suggests / sizeof suggests[0]))

START_TEST(a_file_asks_for_a_profile)
{
	const suggest_case *c = &suggests[_i];
	tp_transaction *t;
	char rest[200];
	tp_profile *p;
	ts_file f;

	ts_file_init(&f);
	(void)snprintf(rest, sizeof rest, "1.002:%s" GS "1.003:1" US "0" GS "1.004:%s%s%s",
	    c->version, c->tot, c->domain != NULL ? GS "1.013:" : "",
	    c->domain != NULL ? c->domain : "");
	ts_text(&f, "1.001:", rest);
	ck_assert_int_eq(tp_transaction_read(f.bytes, f.len, NULL, &t, NULL), TP_OK);
	ck_assert_str_eq(tp_profile_suggest(t), c->wanted);
	p = profile_named(tp_profile_suggest(t));
	tp_profile_free(p);
	tp_transaction_free(t);
	ts_file_free(&f);
}
END_TEST

START_TEST(nothing_asks_for_the_newest)
{
	tp_transaction *t;

	ck_assert_str_eq(tp_profile_suggest(NULL), "itl-2015");
	ck_assert_int_eq(tp_transaction_new_bare(NULL, NULL, &t, NULL), TP_OK);
	ck_assert_str_eq(tp_profile_suggest(t), "itl-2015");
	tp_transaction_free(t);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("profile");
	TCase *tc = tcase_create("profile");
	SRunner *sr;
	int failed;

	tcase_add_loop_test(tc, each_has_a_name, 0, (int)tp_profile_builtin_count());
	tcase_add_test(tc, unknown_names_are_told);
	tcase_add_test(tc, lookups_take_anything);
	tcase_add_loop_test(tc, type_1_is_narrower_for_the_fbi, 0, NARROW_COUNT);
	tcase_add_loop_test(tc, transactions_hold_so_many_records, 0, COUNT_COUNT);
	tcase_add_test(tc, differences_are_visited_in_order);
	tcase_add_test(tc, editions_differ);
	tcase_add_loop_test(tc, a_file_asks_for_a_profile, 0, SUGGEST_COUNT);
	tcase_add_test(tc, nothing_asks_for_the_newest);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
