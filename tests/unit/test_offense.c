/* SPDX-License-Identifier: MIT */
/*
 * Offense levels (R7): Appendix A as it is printed, typed here and never read
 * from data/, against every code; drugs by their sentence.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/offense.h>

/* Column by column, from the top of the page. */
static const struct printed {
	int level;
	unsigned row;
	const char *codes;
	const char *category;
} appendix[] = {
	{ 1, 1, "0101-0199,1602,5204-5299", "National Security" },
	{ 1, 2, "0901-0999", "Homicide" },
	{ 1, 3, "1001-1099", "Kidnapping" },
	{ 1, 4, "1101-1199", "Sexual Assault" },
	{ 1, 5, "1201-1299", "Robbery" },
	{ 1, 6, "1301-1399", "Aggravated Assault" },
	{ 1, 7, "1601", "Threats" },
	{ 1, 8, "2101", "Extortion, Threat to Injure" },
	{ 1, 9, "3601-3699", "Sex Offenses" },
	{ 1, 10, "3802,3803", "Cruelty to Child or Wife" },
	{ 1, 11, "4801", "Resisting an Officer" },
	{ 1, 12, "5201-5203", "Weapon" },
	{ 1, 13, "5401", "Hit and Run" },
	{ 2, 1, "2001-2099", "Arson" },
	{ 2, 2, "2201-2299", "Burglary" },
	{ 2, 3, "2301-2399", "Larceny" },
	{ 2, 4, "2401-2411,2499", "Stolen Vehicles" },
	{ 2, 5, "2501-2599", "Forgery" },
	{ 2, 6, "2601-2699", "Fraud" },
	{ 2, 7, "2701-2799", "Embezzlement" },
	{ 2, 8, "2801-2899", "Stolen Property" },
	{ 2, 9, "2904-2906", "Damage Property, Explosive" },
	{ 2, 10, "5402-5499", "Traffic" },
	{ 2, 11, "5801-5899", "Smuggling" },
	{ 2, 12, "6300", "Money Laundering" },
	{ 2, 13, "7199", "Property Crimes" },
	{ 3, 1, "0201,0299", "Military" },
	{ 3, 2, "0301-0399", "Immigration" },
	{ 3, 3, "2102-2199", "Extortion" },
	{ 3, 4, "2901-2903", "Damage Property" },
	{ 3, 5, "3801,3804-3899", "Family Offenses" },
	{ 3, 6, "3901-3999", "Gambling" },
	{ 3, 7, "4001-4099", "Commercialized Sex" },
	{ 3, 8, "4101-4199", "Liquor" },
	{ 3, 9, "4802-4899", "Obstructing the Police" },
	{ 3, 10, "5101-5199", "Bribery" },
	{ 3, 11, "5501-5599", "Health and Safety" },
	{ 3, 12, "5699", "Civil Rights" },
	{ 3, 13, "5701-5799", "Invasion of Privacy" },
	{ 3, 14, "5999", "Election Laws" },
	{ 3, 15, "6201-6299", "Conservation" },
	{ 3, 16, "7399", "Public Order" },
};
#define PRINTED (sizeof appendix / sizeof appendix[0])

/* What the page says of each code; NULL where it is in no row. */
static const struct printed *expected[10000];

static void
read_appendix(void)
{
	unsigned first, last;
	const char *at;
	size_t i;
	int used;

	memset(expected, 0, sizeof expected);
	for (i = 0; i < PRINTED; i++) {
		for (at = appendix[i].codes; *at != '\0'; at += used + (at[used] == ',')) {
			ck_assert_int_eq(sscanf(at, "%4u%n", &first, &used), 1);
			last = first;
			if (at[used] == '-') {
				at += used + 1;
				ck_assert_int_eq(sscanf(at, "%4u%n", &last, &used), 1);
			}
			for (; first <= last; first++) {
				ck_assert_ptr_null(expected[first]); /* the page does not overlap */
				expected[first] = &appendix[i];
			}
		}
	}
}

static tp_status
find(const char *code, bool drug, uint32_t months, uint32_t days, tp_offense *out)
{
	tp_offense_charge charge = { .size = sizeof charge, .drug = drug, .months = months,
		.days = days };

	charge.code.ptr = code;
	charge.code.len = strlen(code);
	return tp_offense_find(&charge, out, NULL);
}

START_TEST(every_code_is_as_printed)
{
	unsigned code, levels[4] = { 0 };
	tp_offense found;
	char text[8];

	read_appendix();
	for (code = 0; code < 10000; code++) {
		(void)snprintf(text, sizeof text, "%04u", code % 10000);
		ck_assert_int_eq(find(text, false, 0, 0, &found), TP_OK);
		ck_assert_str_ne(found.basis, "");
		if (expected[code] == NULL) {
			ck_assert_msg(found.state == TP_OFFENSE_NOT_LISTED, "%s is listed", text);
			ck_assert_int_eq(found.level, 0);
			ck_assert_uint_eq(found.row, 0);
			ck_assert_str_eq(found.category, "");
		} else {
			ck_assert_msg(found.state == TP_OFFENSE_LISTED, "%s is not listed", text);
			ck_assert_msg(found.level == expected[code]->level, "%s: level %d", text,
			    found.level);
			ck_assert_uint_eq(found.row, expected[code]->row);
			ck_assert_str_eq(found.category, expected[code]->category);
		}
		levels[found.level]++;
	}
	/* Counted by hand from the page. */
	ck_assert_uint_eq(levels[1], 99 + 1 + 96 + 5 * 99 + 1 + 1 + 99 + 2 + 1 + 3 + 1);
	ck_assert_uint_eq(levels[2], 99 + 2 * 99 + 12 + 4 * 99 + 3 + 98 + 99 + 1 + 1);
	ck_assert_uint_eq(levels[3],
	    2 + 99 + 98 + 3 + 97 + 3 * 99 + 98 + 2 * 99 + 1 + 99 + 1 + 99 + 1);
}
END_TEST

/* Gaps that a range drawn too wide would close. */
START_TEST(gaps_are_not_listed)
{
	static const char *const gaps[] = {
		"0000", "0100", "0200", "0202", "0298", "0300", "0400", "0900", "1000", "1400",
		"1600", "1603", "2000", "2100", "2412", "2450", "2498", "2900", "2907", "2999",
		"3500", "3501", "3562", "3599", "3800", "4800", "4900", "5000", "5200", "5300",
		"5400", "5600", "5698", "5900", "5998", "6200", "6301", "6399", "7198", "7398",
		"9999" };
	tp_offense found;
	size_t i;

	for (i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
		ck_assert_int_eq(find(gaps[i], false, 0, 0, &found), TP_OK);
		ck_assert_msg(found.state == TP_OFFENSE_NOT_LISTED, "%s is listed", gaps[i]);
	}
}
END_TEST

static const struct drug_case {
	const char *code;
	uint32_t months;
	uint32_t days;
	int state;
	int level;
} drugs[] = {
	{ "3562", 0, 0, TP_OFFENSE_UNDECIDED, 0 },
	{ "", 0, 0, TP_OFFENSE_UNDECIDED, 0 },
	{ "3562", 11, 0, TP_OFFENSE_LISTED, 2 },
	{ "3562", 12, 0, TP_OFFENSE_UNDECIDED, 0 },
	{ "3562", 12, 1, TP_OFFENSE_LISTED, 1 }, /* a year and a day */
	{ "3562", 13, 0, TP_OFFENSE_LISTED, 1 },
	{ "3562", UINT32_MAX, UINT32_MAX, TP_OFFENSE_LISTED, 1 },
	{ "3562", 0, 1, TP_OFFENSE_LISTED, 2 },
	{ "3562", 0, 364, TP_OFFENSE_LISTED, 2 },
	{ "3562", 0, 365, TP_OFFENSE_UNDECIDED, 0 },
	{ "3562", 0, 366, TP_OFFENSE_LISTED, 1 },
	{ "3562", 0, UINT32_MAX, TP_OFFENSE_LISTED, 1 },
	{ "", 24, 0, TP_OFFENSE_LISTED, 1 },
	{ "", 6, 0, TP_OFFENSE_LISTED, 2 },
	/* Months and days: a month has 28 to 31 days. */
	{ "3562", 11, 27, TP_OFFENSE_LISTED, 2 },
	{ "3562", 11, 28, TP_OFFENSE_UNDECIDED, 0 },
	{ "3562", 11, 31, TP_OFFENSE_UNDECIDED, 0 },
	{ "3562", 11, 32, TP_OFFENSE_LISTED, 1 },
	{ "3562", 1, 307, TP_OFFENSE_LISTED, 2 },
	{ "3562", 1, 342, TP_OFFENSE_LISTED, 1 },
	{ "3562", 1, UINT32_MAX, TP_OFFENSE_LISTED, 1 },
	/* A code in a row, too: both say the same, or nothing is said. */
	{ "0911", 24, 0, TP_OFFENSE_LISTED, 1 },
	{ "5801", 24, 0, TP_OFFENSE_UNDECIDED, 0 },
	{ "5801", 6, 0, TP_OFFENSE_LISTED, 2 },
	{ "5801", 0, 0, TP_OFFENSE_UNDECIDED, 0 },
	{ "4101", 6, 0, TP_OFFENSE_UNDECIDED, 0 },
};

START_TEST(drugs_go_by_their_sentence)
{
	const struct drug_case *c = &drugs[_i];
	tp_offense found;

	ck_assert_int_eq(find(c->code, true, c->months, c->days, &found), TP_OK);
	ck_assert_int_eq(found.state, c->state);
	ck_assert_int_eq(found.level, c->level);
	ck_assert_str_eq(found.category, "Drugs");
	ck_assert_uint_eq(found.row, 14);
	ck_assert_ptr_nonnull(strstr(found.basis, "drug charge"));
}
END_TEST

/* A sentence counts for drugs alone: of any other charge it changes nothing. */
START_TEST(sentences_of_others_do_not_count)
{
	static const char *const codes[] = { "2203", "0911", "4101", "3562" };
	tp_offense with, without;
	size_t i;

	for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		ck_assert_int_eq(find(codes[i], false, 0, 0, &without), TP_OK);
		ck_assert_int_eq(find(codes[i], false, 240, 0, &with), TP_OK);
		ck_assert_int_eq(with.state, without.state);
		ck_assert_int_eq(with.level, without.level);
	}
}
END_TEST

START_TEST(what_is_no_code_is_refused)
{
	static const char *const bad[] = { "1", "911", "00911", "09 1", "+911", "-911", "09a1",
		"    ", "0x91", "0911 " };
	tp_offense_charge charge = { .size = sizeof charge };
	tp_offense found;
	tp_diag diag;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		ck_assert_int_eq(find(bad[i], i % 2 != 0, 0, 0, &found), TP_ERR_SYNTAX);
		ck_assert_int_eq(found.state, TP_OFFENSE_NOT_LISTED);
	}
	charge.code.ptr = "CANARY";
	charge.code.len = 6;
	ck_assert_int_eq(tp_offense_find(&charge, &found, &diag), TP_ERR_SYNTAX);
	ck_assert_ptr_null(strstr(diag.text, "CANARY"));
	charge.code.ptr = NULL;
	charge.code.len = 4;
	ck_assert_int_eq(tp_offense_find(&charge, &found, NULL), TP_ERR_SYNTAX);
	ck_assert_int_eq(find("", false, 0, 0, &found), TP_ERR_ARG);
	ck_assert_int_eq(tp_offense_find(NULL, &found, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_offense_find(&charge, NULL, &diag), TP_ERR_ARG);
}
END_TEST

/* The rows that the library shows are those that it decides by, and do not overlap. */
START_TEST(rows_are_shown)
{
	const tp_offense_row *row;
	unsigned last = 0, listed = 0, drug_rows = 0;
	size_t i;

	read_appendix();
	for (i = 0; i < tp_offense_row_count(); i++) {
		row = tp_offense_row_at(i);
		if (row->sentence != 0) {
			drug_rows++;
			ck_assert_int_eq(row->level, row->sentence > 0 ? 1 : 2);
			ck_assert_uint_eq(row->row, 14);
			continue;
		}
		ck_assert_uint_eq(drug_rows, 0);
		ck_assert_uint_gt(row->first, last);
		ck_assert_uint_ge(row->last, row->first);
		last = row->last;
		for (; listed <= last; listed++)
			ck_assert((expected[listed] != NULL) == (listed >= row->first));
	}
	for (; listed < 10000; listed++)
		ck_assert_ptr_null(expected[listed]);
	ck_assert_uint_eq(drug_rows, 2);
	ck_assert_ptr_null(tp_offense_row_at(i));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("offense");
	TCase *tc = tcase_create("offense");

	tcase_add_test(tc, every_code_is_as_printed);
	tcase_add_test(tc, gaps_are_not_listed);
	tcase_add_loop_test(tc, drugs_go_by_their_sentence, 0,
	    (int)(sizeof drugs / sizeof drugs[0]));
	tcase_add_test(tc, sentences_of_others_do_not_count);
	tcase_add_test(tc, what_is_no_code_is_refused);
	tcase_add_test(tc, rows_are_shown);
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
