/* SPDX-License-Identifier: MIT */
/*
 * The dictionary: that its tables hold together, that rows say what the
 * standard and the FBI's specification say (values typed here, not taken
 * from the tables), and that lookups find them in each edition.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/dict.h>

static bool
same_key(const tp_field_def *a, const tp_field_def *b)
{
	return a->type == b->type && a->field == b->field && a->item == b->item;
}

static bool
before(const tp_field_def *a, const tp_field_def *b)
{
	if (a->type != b->type)
		return a->type < b->type;
	if (a->field != b->field)
		return a->field < b->field;
	if (a->item != b->item)
		return a->item < b->item;
	if (a->since != b->since)
		return a->since < b->since;
	return strcmp(a->depends, b->depends) < 0;
}

START_TEST(rows_are_sorted)
{
	size_t i, count = tp_dict_count();

	ck_assert_uint_gt(count, 1000);
	for (i = 1; i < count; i++)
		ck_assert_msg(before(tp_dict_at(i - 1), tp_dict_at(i)), "row %zu", i);
	ck_assert_ptr_null(tp_dict_at(count));
}
END_TEST

START_TEST(rows_are_sound)
{
	size_t i;

	for (i = 0; i < tp_dict_count(); i++) {
		const tp_field_def *d = tp_dict_at(i);

		ck_assert_int_ge(d->type, 1);
		ck_assert_int_le(d->type, 99);
		ck_assert_uint_ge(d->field, 1);
		ck_assert_uint_ge(d->last, d->field);
		ck_assert_uint_le(d->min_length, d->max_length);
		ck_assert_uint_le(d->min_count, d->max_count);
		ck_assert_uint_ge(d->max_count, 1);
		ck_assert(d->until == 0 || d->until >= d->since);
		ck_assert_ptr_nonnull(strchr("MDO-", (int)d->condition));
		ck_assert_ptr_nonnull(d->mnemonic);
		ck_assert_ptr_nonnull(d->name);
		ck_assert_ptr_nonnull(d->rule);
		ck_assert_ptr_nonnull(d->depends);
		ck_assert_str_ne(d->chars, "");
		ck_assert_str_ne(d->source, "");
		if (d->condition == 'M' && d->item == 0)
			ck_assert_uint_ge(d->min_count, 1);
	}
}
END_TEST

/* Every list that a row names is there. */
START_TEST(lists_exist)
{
	char name[64];
	size_t i, named = 0;

	for (i = 0; i < tp_dict_count(); i++) {
		const char *at = tp_dict_at(i)->list;

		while (*at != '\0') {
			size_t len = strcspn(at, "|");

			ck_assert_uint_lt(len, sizeof name);
			memcpy(name, at, len);
			name[len] = '\0';
			ck_assert_msg(tp_code_list_find(name) != NULL, "%s", name);
			named++;
			at += len + (at[len] == '|');
		}
	}
	ck_assert_uint_gt(named, 200);
}
END_TEST

/* A mnemonic stands for one field of a type, or one item of a field. */
START_TEST(mnemonics_are_unique)
{
	size_t i;

	for (i = 0; i < tp_dict_count(); i++) {
		const tp_field_def *d = tp_dict_at(i), *found;

		if (d->mnemonic[0] == '\0')
			continue;
		found = d->item == 0 ? tp_dict_find((int)d->type, d->mnemonic) :
		    tp_dict_find_item((int)d->type, d->field, d->mnemonic);
		ck_assert_ptr_nonnull(found);
		ck_assert_msg(same_key(found, d), "%s of Type-%d", d->mnemonic, (int)d->type);
	}
}
END_TEST

/* Asked by number and by an edition of its own, a row is found. */
START_TEST(rows_are_found)
{
	size_t i;

	for (i = 0; i < tp_dict_count(); i++) {
		const tp_field_def *d = tp_dict_at(i);
		uint32_t edition = d->since != 0 ? d->since : d->until;

		if (strcmp(d->depends, "subfield:1") == 0)
			continue;
		if (d->item == 0)
			ck_assert_ptr_eq(tp_dict_field((int)d->type, d->field, edition), d);
		else
			ck_assert_ptr_eq(tp_dict_item((int)d->type, d->field, d->item,
			    edition), d);
		ck_assert_ptr_eq(tp_dict_field((int)d->type, d->last, 0),
		    tp_dict_field((int)d->type, d->field, 0));
	}
}
END_TEST

/* Values typed from the standard's tables and from EBTS 9.1 and 11.0. */
static const struct spot {
	int type;
	uint32_t field;
	uint32_t item;
	uint32_t edition;
	const char *mnemonic;
	const char *chars;
	char condition;
	uint32_t min_length, max_length;
	uint32_t min_count, max_count;
} spots[] = {
	{ 1, 2, 0, 502, "VER", "N", 'M', 4, 4, 1, 1 },
	{ 1, 3, 0, 0, "CNT", "set", 'M', 0, 0, 1, 1000 },
	{ 1, 4, 0, 400, "TOT", "A", 'M', 1, 4, 1, 1 },
	{ 1, 4, 0, 502, "TOT", "A", 'M', 1, 16, 1, 1 },
	{ 1, 6, 0, 0, "PRY", "N", 'O', 1, 1, 0, 1 },
	{ 1, 13, 2, 0, "DVN", "ANS", 'O', 1, TP_NO_MAX, 0, 1 },
	{ 1, 15, 2, 0, "CSN", "ANS", 'M', 1, 16, 1, 1 },
	{ 1, 18, 0, 501, "GNS", "A", 'O', 3, 4, 0, 1 },
	{ 2, 5, 0, 0, "RET", "A", 'D', 1, 1, 0, 1 },
	{ 2, 18, 0, 901, "NAM", "AS", 'D', 3, 30, 0, 1 },
	{ 2, 18, 0, 1000, "NAM", "AS", 'D', 3, 50, 0, 1 },
	{ 2, 18, 0, 1100, "NAM", "AS", 'D', 3, 50, 0, 1 },
	{ 2, 19, 0, 901, "AKA", "ANS", 'D', 3, 30, 0, 10 },
	{ 2, 21, 0, 901, "CTZ", "A", 'D', 2, 2, 0, 1 },
	{ 2, 21, 0, 1100, "CTZ", "A", 'D', 2, 2, 0, 10 },
	{ 2, 47, 0, 901, "ASL", "set", 'D', 0, 0, 0, 40 },
	{ 2, 47, 0, 1100, "ASL", "set", 'D', 0, 0, 0, 999 },
	{ 2, 47, 1, 0, "DOO", "N", 'O', 8, 8, 0, 1 },
	{ 2, 47, 2, 0, "AOL", "ANS", 'M', 1, 300, 1, 1 },
	{ 2, 51, 4, 1100, "CDN", "ANS", 'M', 1, 32, 1, 1 },
	{ 2, 51, 5, 1100, "CCT", "N", 'O', 2, 3, 0, 1 },
	{ 2, 67, 2, 0, "MODL", "ANS", '-', 1, 25, 0, 1 },
	{ 2, 67, 3, 0, "SERNO", "ANS", '-', 1, 50, 0, 1 },
	{ 2, 75, 0, 0, "ERS", "ANS", 'D', 4, 200000, 0, 1 },
	{ 2, 84, 0, 901, "AMP", "set", 'D', 0, 0, 0, 10 },
	{ 2, 84, 0, 1100, "AMP", "set", 'D', 0, 0, 0, 13 },
	{ 2, 84, 2, 0, "AMPCD", "A", 'M', 2, 2, 1, 1 },
	{ 2, 98, 0, 1100, "NDR", "N", 'D', 1, 3, 0, 10 },
	{ 2, 2031, 0, 1100, "BIA", "N", 'D', 1, 2, 0, 1 },
	{ 4, 4, 0, 0, "FGP", "N", 'M', 1, 1, 6, 6 },
	{ 4, 8, 0, 400, "GCA", "N", 'M', 1, 1, 1, 1 },
	{ 4, 8, 0, 502, "CGA", "N", 'M', 1, 1, 1, 1 },
	{ 9, 137, 6, 0, "QOM", "N", 'M', 1, 3, 1, 1 },
	{ 9, 331, 0, 0, "MIN", "set", 'D', 0, 0, 0, 999 },
	{ 10, 3, 0, 0, "IMT", "AS", 'M', 3, 11, 1, 1 },
	{ 10, 32, 5, 0, "HCZ", "N", 'M', 1, 5, 1, 1 },
	{ 11, 3, 0, 0, "AOD", "-", '-', 0, 0, 0, TP_NO_MAX },
	{ 13, 13, 0, 0, "FGP", "N", 'M', 1, 2, 1, 6 },
	{ 14, 5, 0, 0, "FCD", "N", 'M', 8, 8, 1, 1 },
	{ 14, 13, 0, 400, "FGP", "N", 'M', 1, 2, 1, 6 },
	{ 14, 13, 0, 500, "FGP", "N", 'M', 1, 2, 1, 1 },
	{ 14, 21, 0, 0, "SEG", "set", 'D', 0, 0, 0, 5 },
	{ 14, 21, 1, 0, "FRSP", "N", 'M', 1, 2, 1, 1 },
	{ 14, 21, 5, 0, "BVC", "N", 'M', 1, 5, 1, 1 },
	{ 14, 24, 0, 500, "FQM", "set", 'O', 0, 0, 0, 5 },
	{ 14, 24, 0, 502, "FQM", "set", 'O', 0, 0, 0, 45 },
	{ 14, 25, 3, 0, "HPO", "N", 'M', 1, 5, 3, 99 },
	{ 14, 550, 0, 0, "UDF", "set", 'O', 0, 0, 0, TP_NO_MAX },
	{ 14, 996, 0, 0, "HAS", "H", 'O', 64, 64, 0, 1 },
	{ 14, 998, 15, 0, "OCV", "U", 'D', 1, 126, 0, 1 },
	{ 15, 13, 0, 0, "FGP", "N", 'M', 2, 2, 1, 1 },
	{ 15, 21, 0, 0, "SEG", "set", 'D', 0, 0, 0, 17 },
	{ 17, 3, 0, 0, "ELR", "N", 'M', 1, 1, 1, 1 },
	{ 17, 19, 3, 0, "SER", "U", 'M', 1, 50, 1, 1 },
	{ 98, 3, 0, 0, "DFO", "H", 'M', 4, 4, 1, 1 },
	{ 99, 100, 0, 0, "HDV", "N", 'M', 4, 4, 1, 1 },
};

START_TEST(rows_say_what_the_standard_says)
{
	const struct spot *s = &spots[_i];
	const tp_field_def *d = s->item == 0 ? tp_dict_field(s->type, s->field, s->edition) :
	    tp_dict_item(s->type, s->field, s->item, s->edition);

	ck_assert_ptr_nonnull(d);
	ck_assert_str_eq(d->mnemonic, s->mnemonic);
	ck_assert_str_eq(d->chars, s->chars);
	ck_assert_int_eq(d->condition, s->condition);
	ck_assert_uint_eq(d->min_length, s->min_length);
	ck_assert_uint_eq(d->max_length, s->max_length);
	ck_assert_uint_eq(d->min_count, s->min_count);
	ck_assert_uint_eq(d->max_count, s->max_count);
}
END_TEST

START_TEST(rows_depend)
{
	ck_assert_str_eq(tp_dict_field(14, 14, 0)->depends, "iff:FGP=19");
	ck_assert_str_eq(tp_dict_field(14, 15, 0)->depends, "allowed-if:FGP=19");
	ck_assert_str_eq(tp_dict_field(14, 6, 0)->depends,
	    "required-with:DATA;one-of:DATA,EFR");
	ck_assert_str_eq(tp_dict_item(14, 21, 3, 0)->depends, "value:>SEG.LHC,<=HLL");
	ck_assert_str_eq(tp_dict_item(14, 25, 3, 0)->depends, "count:ASEG.NOP;value:<=HLL");
	ck_assert_str_eq(tp_dict_field(10, 13, 0)->depends, "iff:IMT=FACE");
	ck_assert_str_eq(tp_dict_field(10, 40, 0)->depends,
	    "allowed-if:IMT=SCAR|MARK|TATTOO");
	ck_assert_str_eq(tp_dict_field(4, 4, 0)->rule, "num:0..15|255");
	ck_assert_str_eq(tp_dict_field(4, 4, 0)->list, "FGP");
	ck_assert_str_eq(tp_dict_field(1, 5, 0)->rule, "date");
	ck_assert_str_eq(tp_dict_field(1, 14, 0)->rule, "gmt");
	ck_assert_str_eq(tp_dict_field(2, 24, 0)->list, "SEX");
}
END_TEST

START_TEST(editions_bound_fields)
{
	ck_assert_ptr_null(tp_dict_field(1, 18, 500));
	ck_assert_ptr_null(tp_dict_field(14, 901, 501));
	ck_assert_ptr_nonnull(tp_dict_field(14, 901, 502));
	ck_assert_ptr_null(tp_dict_field(3, 4, 500));
	ck_assert_ptr_nonnull(tp_dict_field(3, 4, 400));
	ck_assert_ptr_nonnull(tp_dict_field(3, 4, 0));
	/* 2.085 CRN is gone in EBTS 11.0, 2.2031 BIA not yet there in 9.1. */
	ck_assert_ptr_nonnull(tp_dict_field(2, 85, 901));
	ck_assert_ptr_null(tp_dict_field(2, 85, 1100));
	ck_assert_ptr_null(tp_dict_field(2, 2031, 901));
	ck_assert_ptr_null(tp_dict_item(2, 51, 4, 901));
	/* Between two known texts the older goes on. */
	ck_assert_uint_eq(tp_dict_field(2, 47, 1000)->max_count, 40);
	/* An edition of the other series is none. */
	ck_assert_uint_eq(tp_dict_field(2, 18, 502)->max_length, 50);
	ck_assert_uint_eq(tp_dict_field(14, 13, 901)->max_count, 1);
	/* The FBI's row of another type than Type-2 counts where its edition is asked for. */
	ck_assert_uint_eq(tp_dict_field(1, 4, 901)->max_length, 5);
	ck_assert_uint_eq(tp_dict_field(1, 4, 502)->max_length, 16);
	ck_assert_uint_eq(tp_dict_field(1, 4, 0)->max_length, 16);
	ck_assert_uint_eq(tp_dict_find(1, "TOT")->max_length, 16);
	ck_assert_uint_eq(tp_dict_find_item(1, 13, "DNM")->max_length, TP_NO_MAX);
}
END_TEST

START_TEST(unknown_rows_are_null)
{
	ck_assert_ptr_null(tp_dict_field(14, 28, 0));
	ck_assert_ptr_null(tp_dict_field(14, 199, 0));
	ck_assert_ptr_null(tp_dict_field(23, 1, 0));
	ck_assert_ptr_null(tp_dict_field(20, 997, 0));
	ck_assert_ptr_null(tp_dict_field(0, 1, 0));
	ck_assert_ptr_null(tp_dict_field(100, 1, 0));
	ck_assert_ptr_null(tp_dict_field(2, 999999999, 0));
	ck_assert_ptr_null(tp_dict_item(14, 21, 0, 0));
	ck_assert_ptr_null(tp_dict_item(14, 21, 6, 0));
	ck_assert_ptr_null(tp_dict_item(14, 13, 1, 0));
	ck_assert_ptr_null(tp_dict_find(14, ""));
	ck_assert_ptr_null(tp_dict_find(14, "NAM"));
	ck_assert_ptr_null(tp_dict_find(0, NULL));
	ck_assert_ptr_null(tp_dict_find_item(14, 21, "FGP"));
	ck_assert_ptr_null(tp_dict_find_item(14, 21, NULL));
}
END_TEST

START_TEST(items_stand_where_they_stand)
{
	/* ITL 2013, 8.1.3: FRC and CRC first, then a type and an IDC for each record. */
	ck_assert_str_eq(tp_dict_item_in(1, 3, 1, 1, 0)->mnemonic, "FRC");
	ck_assert_str_eq(tp_dict_item_in(1, 3, 1, 2, 0)->mnemonic, "CRC");
	ck_assert_str_eq(tp_dict_item_in(1, 3, 2, 1, 0)->mnemonic, "REC");
	ck_assert_str_eq(tp_dict_item_in(1, 3, 2, 2, 0)->mnemonic, "IDC");
	ck_assert_str_eq(tp_dict_item(1, 3, 1, 0)->mnemonic, "REC");
	ck_assert_ptr_null(tp_dict_item_in(1, 3, 1, 3, 0));
	/* 9.138: the method first, then counts. */
	ck_assert_str_eq(tp_dict_item_in(9, 138, 1, 1, 0)->mnemonic, "REM");
	ck_assert_str_eq(tp_dict_item_in(9, 138, 7, 3, 0)->mnemonic, "NRC");
	/* A polygon's points go on in pairs. */
	ck_assert_str_eq(tp_dict_item_in(14, 25, 1, 2, 0)->mnemonic, "NOP");
	ck_assert_str_eq(tp_dict_item_in(14, 25, 1, 4, 0)->mnemonic, "VPO");
	ck_assert_str_eq(tp_dict_item_in(14, 25, 1, 5, 0)->mnemonic, "HPO");
	ck_assert_str_eq(tp_dict_item_in(14, 25, 1, 200, 0)->mnemonic, "VPO");
	ck_assert_str_eq(tp_dict_item_in(14, 21, 9, 2, 0)->mnemonic, "LHC");
	ck_assert_ptr_null(tp_dict_item_in(14, 21, 1, 6, 0));
}
END_TEST

/*
 * Constraints by type, as one counts them in the field tables of the 2015
 * edition; the goals are those of Types 1, 4, 10, 13, 14 and 15, and besides
 * of Type-9. What is missing of them is what a profile of the standard had
 * narrowed where they were counted.
 */
enum { ROWS, MANDATORY, CHARS, LENGTH, COUNT, VALUE, REGEX, DEPENDS, BETWEEN, KINDS };

static const struct goal {
	int type;
	unsigned kinds[KINDS];
} goals[] = {
	{ 1, { 31, 23, 26, 26, 31, 9, 5, 1, 2 } },
	{ 4, { 9, 9, 9, 9, 9, 7, 0, 0, 0 } },
	{ 10, { 137, 70, 115, 115, 135, 76, 4, 45, 39 } },
	{ 13, { 67, 35, 58, 58, 65, 28, 4, 16, 13 } },
	{ 14, { 93, 44, 79, 79, 91, 44, 4, 27, 21 } },
	{ 15, { 69, 26, 60, 60, 67, 30, 4, 23, 13 } },
};
static const struct goal minutiae = { 9, { 269, 127, 222, 222, 251, 127, 13, 101, 46 } };

/* How many of the goal are held, kind by kind; *all is the goal. */
static unsigned
held(const struct goal *goal, const unsigned *kinds, unsigned *all)
{
	unsigned sum = 0, k;

	for (k = MANDATORY; k < KINDS; k++) {
		*all += goal->kinds[k];
		sum += kinds[k] < goal->kinds[k] ? kinds[k] : goal->kinds[k];
	}
	return sum;
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Clauses about the field's presence, and those about its value beside others. */
static void
add_clauses(const char *s, unsigned *kinds)
{
	while (*s != '\0') {
		size_t len = strcspn(s, ";"), i;

		if (starts(s, "value:")) {
			kinds[BETWEEN]++;
			for (i = 0; i < len; i++)
				kinds[BETWEEN] += s[i] == ',';
		} else if (starts(s, "count:") || starts(s, "match:") ||
		    starts(s, "equal-if:") || starts(s, "occurs-as:"))
			kinds[BETWEEN]++;
		else if (!starts(s, "subfield:"))
			kinds[DEPENDS]++;
		s += len + (s[len] == ';');
	}
}

static void
add_row(const tp_field_def *d, unsigned *kinds)
{
	bool regex = starts(d->rule, "re:") || strcmp(d->rule, "gmt") == 0;

	kinds[ROWS]++;
	kinds[MANDATORY] += d->condition == 'M';
	kinds[CHARS] += strcmp(d->chars, "set") != 0 && strcmp(d->chars, "-") != 0;
	kinds[LENGTH] += d->max_length != 0;
	kinds[COUNT]++;
	kinds[VALUE] += d->list[0] != '\0' || (d->rule[0] != '\0' && !regex);
	kinds[REGEX] += regex;
	add_clauses(d->depends, kinds);
}

/* Rows that hold in the 2015 edition, or in EBTS 11.0. */
static void
count_type(int type, unsigned *kinds)
{
	uint32_t edition = type == 2 ? 1100 : 502;
	size_t i;

	memset(kinds, 0, KINDS * sizeof *kinds);
	for (i = 0; i < tp_dict_count(); i++) {
		const tp_field_def *d = tp_dict_at(i);
		const tp_field_def *now = d->item == 0 ?
		    tp_dict_field((int)d->type, d->field, edition) :
		    tp_dict_item_in((int)d->type, d->field,
		    strcmp(d->depends, "subfield:1") == 0 ? 1 : 2, d->item, edition);

		if (d->type == type && now == d)
			add_row(d, kinds);
	}
}

START_TEST(constraints_are_counted)
{
	unsigned kinds[KINDS], covered = 0, goal = 0, points = 0, point_goal = 0;
	unsigned all = 0, sum, k;
	size_t g = 0;
	int type;

	printf("type rows mandatory chars length count value regex depends between sum\n");
	for (type = 1; type <= 99; type++) {
		count_type(type, kinds);
		if (kinds[ROWS] == 0)
			continue;
		for (sum = 0, k = MANDATORY; k < KINDS; k++)
			sum += kinds[k];
		all += sum;
		printf("%4d %4u %9u %5u %6u %5u %5u %5u %7u %7u %u\n", type, kinds[ROWS],
		    kinds[MANDATORY], kinds[CHARS], kinds[LENGTH], kinds[COUNT],
		    kinds[VALUE], kinds[REGEX], kinds[DEPENDS], kinds[BETWEEN], sum);
		if (g < sizeof goals / sizeof goals[0] && goals[g].type == type)
			covered += held(&goals[g++], kinds, &goal);
		if (type == minutiae.type)
			points = held(&minutiae, kinds, &point_goal);
	}
	printf("%u constraints; %u of %u of Types 1, 4, 10, 13, 14, 15; %u of %u of Type-9\n", all,
	    covered, goal, points, point_goal);
	ck_assert_uint_eq(goal, 1714);
	ck_assert_uint_ge(covered, 1672);
	ck_assert_uint_eq(point_goal, 1109);
	ck_assert_uint_ge(points, 1090);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("dict");
	TCase *tc = tcase_create("rows");

	tcase_add_test(tc, rows_are_sorted);
	tcase_add_test(tc, rows_are_sound);
	tcase_add_test(tc, lists_exist);
	tcase_add_test(tc, mnemonics_are_unique);
	tcase_add_test(tc, rows_are_found);
	tcase_add_loop_test(tc, rows_say_what_the_standard_says, 0,
	    (int)(sizeof spots / sizeof spots[0]));
	tcase_add_test(tc, rows_depend);
	tcase_add_test(tc, editions_bound_fields);
	tcase_add_test(tc, unknown_rows_are_null);
	tcase_add_test(tc, items_stand_where_they_stand);
	tcase_add_test(tc, constraints_are_counted);
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
