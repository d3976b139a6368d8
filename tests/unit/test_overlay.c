/* SPDX-License-Identifier: MIT */
/*
 * What overlays mean: each table laid over a profile, what the profile then
 * says, and what a check of a synthetic booking finds by it. The overlay of
 * an invented state that comes as an example is laid over both of its bases.
 */

#include "overlay_text.h"

/* ---- rows ---------------------------------------------------------------------- */

START_TEST(a_row_says_only_what_differs)
{
	tp_profile *p = overlaid("ebts-11.0", OVERLAY "x/A title/7//\n" FIELDS
	    "2/41/0//////60////////\n"
	    "2/24/0/////////-/-///Our text/-\n");
	const tp_field_def *def = tp_profile_field(p, 2, 41), *was = tp_dict_field(2, 41, 1100);
	tp_profile_info info;

	tp_profile_get_info(p, &info);
	ck_assert_str_eq(info.name, "x");
	ck_assert_str_eq(info.title, "A title");
	ck_assert_str_eq(info.revision, "7");
	ck_assert_str_eq(info.base, "ebts-11.0");
	ck_assert_uint_eq(info.ebts, 1100);
	ck_assert_uint_eq(def->max_length, 60);
	ck_assert_uint_eq(def->min_length, was->min_length);
	ck_assert_str_eq(def->mnemonic, "RES");
	ck_assert_str_eq(def->chars, was->chars);
	ck_assert_str_eq(def->rule, was->rule);
	ck_assert_str_eq(def->depends, "by-tot");
	ck_assert_str_eq(def->source, "x 7");
	def = tp_profile_field(p, 2, 24);
	ck_assert_str_eq(def->list, "");
	ck_assert_str_eq(def->rule, "");
	ck_assert_str_eq(def->depends, "");
	ck_assert_str_eq(def->source, "Our text");
	tp_profile_free(p);
}
END_TEST

START_TEST(fields_items_and_ranges_are_added)
{
	tp_profile *p = overlaid("itl-2013", OVERLAY "x////\n" FIELDS
	    "2/3001/0/CTY/County/M/A/3/3/1/1//////\n"
	    "2/3002/0/WIT//O/set///0/2//////\n"
	    "2/3002/1/WNM//M/AS/1/20/1/1//////\n"
	    "2/9000-9099/0//Ours/O/ANS/1/*/0/*//////\n"
	    "2/9050/0/OWN//O/N/1/1/0/1//////\n"
	    "14/250/0/CED//O/N/1/1/0/1//////\n");
	const tp_field_def *const *rows;

	ck_assert_uint_eq(tp_profile_rows(p, 2, &rows), 2 + 5);
	ck_assert_str_eq(tp_profile_field(p, 2, 3001)->name, "County");
	ck_assert_str_eq(tp_profile_field(p, 2, 3001)->source, "x");
	ck_assert_str_eq(tp_profile_item(p, 2, 3002, 1, 1)->mnemonic, "WNM");
	ck_assert_ptr_null(tp_profile_item(p, 2, 3002, 1, 2));
	ck_assert_uint_eq(tp_profile_field(p, 2, 9000)->last, 9099);
	ck_assert_uint_eq(tp_profile_field(p, 2, 9099)->field, 9000);
	ck_assert_str_eq(tp_profile_field(p, 2, 9050)->mnemonic, "OWN");
	ck_assert_uint_eq(tp_profile_field(p, 2, 9051)->field, 9000);
	ck_assert_ptr_null(tp_profile_field(p, 2, 9100));
	ck_assert_str_eq(tp_profile_field(p, 14, 250)->mnemonic, "CED");
	ck_assert_uint_eq(tp_profile_field(p, 14, 251)->field, 200);
	tp_profile_free(p);
}
END_TEST

/* CNT has two rows an item: the clause tells which is meant. */
START_TEST(rows_of_subfields_are_told_apart)
{
	tp_profile *p = overlaid("itl-2013", OVERLAY "x////\n" FIELDS
	    "1/3/2//////////num:1..9////\n"
	    "1/3/2//////////num:0..20////subfield:2..;count:CNT.CRC\n");

	ck_assert_str_eq(tp_profile_item(p, 1, 3, 1, 2)->rule, "num:1..9");
	ck_assert_str_eq(tp_profile_item(p, 1, 3, 1, 2)->mnemonic, "CRC");
	ck_assert_str_eq(tp_profile_item(p, 1, 3, 2, 2)->rule, "num:0..20");
	ck_assert_str_eq(tp_profile_item(p, 1, 3, 2, 2)->mnemonic, "IDC");
	tp_profile_free(p);
}
END_TEST

START_TEST(editions_choose_rows)
{
	static const char text[] = OVERLAY "x////\n" FIELDS
	    "2/41/0//////60//////9.1//\n"
	    "2/41/0//////70/////11.0///\n"
	    "2/40/0//////30//////9.1//\n";
	tp_profile *old = overlaid("ebts-9.1", text), *new = overlaid("ebts-11.0", text);
	tp_profile *standard = overlaid("itl-2015", text);

	ck_assert_uint_eq(tp_profile_field(old, 2, 41)->max_length, 60);
	ck_assert_uint_eq(tp_profile_field(old, 2, 40)->max_length, 30);
	ck_assert_uint_eq(tp_profile_field(new, 2, 41)->max_length, 70);
	ck_assert_uint_eq(tp_profile_field(new, 2, 40)->max_length, 50);
	tp_profile_free(old);
	tp_profile_free(new);
	tp_profile_free(standard);
}
END_TEST

START_TEST(allow_list_mode_forbids_the_rest)
{
	tp_profile *p = overlaid("ebts-11.0", OVERLAY "x////2|14\n" FIELDS
	    "2/18/0//////////////\n14/13/0//////////////\n" OCCURRENCE "/CAR/24/1/1/\n");

	ck_assert_uint_eq(tp_profile_field(p, 2, 18)->max_count, 1);
	ck_assert_uint_eq(tp_profile_field(p, 2, 24)->max_count, 1);
	ck_assert_uint_eq(tp_profile_field(p, 2, 25)->max_count, 0);
	ck_assert_str_eq(tp_profile_field(p, 2, 25)->source, "x");
	ck_assert_uint_eq(tp_profile_field(p, 2, 2)->max_count, 1);
	ck_assert_uint_eq(tp_profile_field(p, 14, 3)->max_count, 1);
	ck_assert_uint_eq(tp_profile_field(p, 14, 20)->max_count, 0);
	ck_assert_uint_eq(tp_profile_field(p, 10, 38)->max_count, 1);
	tp_profile_free(p);
}
END_TEST

/* ---- lists ---------------------------------------------------------------------- */

static const tp_code *
code_of(const tp_profile *p, const char *list, const char *code)
{
	const tp_code_list *l = tp_profile_list(p, list);
	size_t i;

	ck_assert_ptr_nonnull(l);
	for (i = 0; i < l->count; i++) {
		if (i != 0)
			ck_assert_int_lt(strcmp(l->codes[i - 1].code, l->codes[i].code), 0);
		if (strcmp(l->codes[i].code, code) == 0)
			return &l->codes[i];
	}
	return NULL;
}

START_TEST(lists_are_added_replaced_and_extended)
{
	tp_profile *p = overlaid("ebts-11.0",
	    LISTS "ZEBRA/closed/Stripes/\nEYE/open/Our eyes/2026\nHAI///9\nAARDVARK/open/Ants/1\n"
	    CODES "ZEBRA/10/ten//\nZEBRA/2///\nEYE/RED/Red//\nHAI/GLD/Gold//\nHAI/BLK/Pitch//\n"
	    "SEX/Q/Query//\nAARDVARK/010///\n");
	const tp_code_list *list = tp_profile_list(p, "ZEBRA"), *last;
	size_t i;

	ck_assert(list->closed && list->numeric);
	ck_assert_uint_eq(list->count, 2);
	ck_assert_str_eq(list->revision, "");
	list = tp_profile_list(p, "EYE");
	ck_assert(!list->closed);
	ck_assert_uint_eq(list->count, 1);
	ck_assert_str_eq(list->title, "Our eyes");
	ck_assert_str_eq(list->revision, "2026");
	ck_assert_ptr_null(code_of(p, "EYE", "BLK"));
	list = tp_profile_list(p, "HAI");
	ck_assert_uint_eq(list->count, tp_code_list_find("HAI")->count + 1);
	ck_assert_str_eq(list->title, tp_code_list_find("HAI")->title);
	ck_assert_str_eq(list->revision, "9");
	ck_assert_str_eq(code_of(p, "HAI", "GLD")->meaning, "Gold");
	ck_assert_str_eq(code_of(p, "HAI", "BLK")->meaning, "Pitch");
	ck_assert_ptr_nonnull(code_of(p, "SEX", "Q"));
	ck_assert(!tp_profile_list(p, "AARDVARK")->numeric);
	ck_assert_ptr_null(tp_profile_list(p, "NONE"));
	for (i = 0, last = NULL; (list = tp_profile_list_at(p, i)) != NULL; i++, last = list) {
		ck_assert_ptr_eq(tp_profile_list(p, list->name), list);
		ck_assert(last == NULL || strcmp(last->name, list->name) < 0);
	}
	ck_assert_uint_eq(i, tp_code_list_count() + 2);
	tp_profile_free(p);
}
END_TEST

/* ---- types of transaction ---------------------------------------------------------- */

static bool
holds(const tp_profile *p, const char *tot, uint32_t field, uint32_t few, uint32_t many)
{
	const tp_tot_rule *rule = tp_profile_occurrence(p, tot, field);

	return rule != NULL && rule->min_count == few && rule->max_count == many;
}

START_TEST(names_stand_for_others)
{
	tp_profile *p = overlaid("ebts-11.0", ALIASES "CARAAR/CAR\nBOOK/CSUP\n"
	    TOTS "CSUP/Charges/criminal/request/SRE/ERRT//\n"
	    OCCURRENCE "/CARAAR/15/1/1/\n/CARAAR/70/0/0/\n/CSUP/18/1/1/\n/*/9/1/1/\n9.1/CAR/18/0/1/\n");
	const tp_tot_rule *rules;
	const tp_tot_def *def;
	const char *name, *last = NULL;
	size_t i, count;

	ck_assert_str_eq(tp_profile_tot(p, "CARAAR", 6)->tot, "CAR");
	ck_assert_str_eq(tp_profile_tot(p, "BOOK", 4)->tot, "CSUP");
	ck_assert_str_eq(tp_profile_tot(p, "CSUP", 4)->name, "Charges");
	ck_assert_ptr_null(tp_profile_tot(p, "CARAA", 5));
	ck_assert_ptr_null(tp_profile_tot(p, "CARAAR\0and more", 15));
	ck_assert_ptr_null(tp_profile_tot(p, "CARAARX", 7));
	ck_assert(holds(p, "CAR", 15, 0, 1) && holds(p, "CARAAR", 15, 1, 1));
	ck_assert(holds(p, "CAR", 70, 0, 1) && holds(p, "CARAAR", 70, 0, 0));
	ck_assert(holds(p, "CARAAR", 18, 1, 1));
	count = tp_profile_occurrences(p, "CAR", &rules);
	ck_assert_uint_eq(tp_profile_occurrences(p, "CARAAR", &rules), count);
	for (i = 1; i < count; i++)
		ck_assert_uint_lt(rules[i - 1].field, rules[i].field);
	ck_assert(holds(p, "BOOK", 18, 1, 1) && holds(p, "BOOK", 9, 1, 1));
	ck_assert_ptr_null(tp_profile_occurrence(p, "CSUP", 41));
	for (i = 0; (name = tp_profile_tot_at(p, i, &def)) != NULL; i++, last = name) {
		ck_assert(last == NULL || strcmp(last, name) < 0);
		ck_assert_ptr_eq(tp_profile_tot(p, name, strlen(name)), def);
	}
	ck_assert_ptr_null(def);
	tp_profile_free(p);
}
END_TEST

START_TEST(records_are_counted)
{
	tp_profile *p = overlaid("ebts-9.1", ALIASES "CARAAR/CAR\n"
	    COUNTS "/CARAAR/14|4/10/14\n/CARAAR/10/1/1\n11.0/CAR/10/7/7\n/*/9/0/0\n");
	const tp_count_rule *rules;
	size_t i, n, base = tp_profile_counts(p, "CAR", &rules), seen = 0;

	n = tp_profile_counts(p, "CARAAR", &rules);
	for (i = 0; i < n; i++) {
		seen += strcmp(rules[i].types, "14|4") == 0 && rules[i].min_count == 10;
		seen += strcmp(rules[i].types, "10") == 0 && rules[i].min_count == 1;
		seen += strcmp(rules[i].types, "4|14") == 0 ? 100 : 0;
	}
	ck_assert_uint_eq(seen, 2);
	ck_assert_uint_ge(n, base);
	ck_assert_uint_ge(tp_profile_counts(p, "*", &rules), 1);
	tp_profile_free(p);
}
END_TEST

/* A second overlay sees what the first one said, and the first one's strings stay. */
START_TEST(overlays_lie_upon_each_other)
{
	tp_profile *p = overlaid("ebts-11.0", OVERLAY "first////\n" ALIASES "CARAAR/CAR\n"
	    LISTS "COUNTY/closed/Counties/\n" CODES "COUNTY/A///\n"
	    FIELDS "2/3001/0/CTY/County/D/A/1/1/0/1/COUNTY////Ours/by-tot\n"
	    OCCURRENCE "/CARAAR/3001/1/1/\n" COUNTS "/CARAAR/10/1/1\n"
	    SEVERITY "value-chars/warning\nvalue-long/off\n");
	const tp_count_rule *counts;
	tp_profile_info info;
	tp_diag diag;
	size_t n;

	ck_assert_int_eq(lay_text(p, OVERLAY "second//2//\n" CODES "COUNTY/B///\n"
	    ALIASES "ARREST/CARAAR\n" FIELDS "2/3001/0////////2//////\n"
	    OCCURRENCE "/CARAAR/18/0/1/\n" SEVERITY "value-chars/note\nvalue-short/off\n", &diag),
	    TP_OK);
	tp_profile_get_info(p, &info);
	ck_assert_str_eq(info.name, "second");
	ck_assert_str_eq(info.title, "FBI EBTS 11.0");
	ck_assert_str_eq(info.base, "ebts-11.0");
	ck_assert_uint_eq(tp_profile_list(p, "COUNTY")->count, 2);
	ck_assert_uint_eq(tp_profile_field(p, 2, 3001)->max_count, 2);
	ck_assert_str_eq(tp_profile_field(p, 2, 3001)->mnemonic, "CTY");
	ck_assert(holds(p, "CARAAR", 3001, 1, 1) && holds(p, "CARAAR", 18, 0, 1));
	ck_assert_str_eq(tp_profile_tot(p, "ARREST", 6)->tot, "CAR");
	n = tp_profile_counts(p, "CARAAR", &counts);
	ck_assert_uint_ge(n, 1);
	ck_assert_int_eq(tp_profile_severity(p, "value-chars"), TP_SEVERITY_NOTE);
	ck_assert_int_eq(tp_profile_severity(p, "value-long"), TP_SEVERITY_OFF);
	ck_assert_int_eq(tp_profile_severity(p, "value-short"), TP_SEVERITY_OFF);
	ck_assert_int_eq(tp_profile_severity(p, "value-code"), TP_SEVERITY_ERROR);
	ck_assert_int_eq(tp_profile_severity(p, "no-rule"), -1);
	tp_profile_free(p);
}
END_TEST

/* ---- what a check finds by them ------------------------------------------------------ */

typedef struct told {
	char text[4000];
} told;

static int
tell(void *ctx, const tp_finding *f)
{
	static const char *const words[] = { "off", "note", "warning", "error" };
	told *t = ctx;
	size_t len = strlen(t->text);
	char at[64];

	(void)tp_path_format(&f->at, at, sizeof at);
	if (f->rule->predicate[0] == '\0')
		(void)snprintf(t->text + len, sizeof t->text - len, "%s %s %s: %s (%s)\n",
		    words[f->severity], f->rule->id, f->record == TP_NO_RECORD ? "-" : at, f->text,
		    f->source);
	return 0;
}

/* A booking of nobody with a TOT and more fields of Type-2, checked under an overlay. */
static void
check_booking(const char *overlay, const char *tot, const char *more, told *out)
{
	tp_profile *p = overlaid("ebts-11.0", overlay);
	char header[400], type2[900];
	tp_transaction *t;
	tp_diag diag;
	ts_file f;

	ts_file_init(&f);
	(void)snprintf(header, sizeof header, "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS
	    "1.004:%s" GS "1.005:20240229" GS "1.007:WVIAFIS0Z" GS "1.008:CD0010000" GS
	    "1.009:SYNTHETIC-1" GS "1.011:00.00" GS "1.012:00.00" GS "1.013:NORAM" US "11.0", tot);
	ts_text(&f, "1.001:", header);
	(void)snprintf(type2, sizeof type2, "2.002:00" GS "2.005:Y" GS "2.018:DOE,JANE" GS
	    "2.020:NY" GS "2.022:19800101" GS "2.024:F" GS "2.025:U" GS "2.027:506" GS "2.029:120"
	    GS "2.031:BLU" GS "2.032:BRO" GS "2.045:20240228" GS "2.047:" US "THEFT" GS
	    "2.073:CD0010000%s", more);
	ts_text(&f, "2.001:", type2);
	ck_assert_msg(tp_transaction_read(f.bytes, f.len, NULL, &t, &diag) == TP_OK, "%s",
	    diag.text);
	out->text[0] = '\0';
	ck_assert_int_eq(tp_check(t, p, NULL, tell, out, &diag), TP_OK);
	tp_transaction_free(t);
	tp_profile_free(p);
	ts_file_free(&f);
}

typedef struct use_case {
	const char *overlay;
	const char *tot;
	const char *more;
	const char *told;
} use_case;

#define NO_COUNTS COUNTS "/CAR/4/0/*\n/CAR/14/0/*\n/CAR/4|14/0/*\n"
#define OWN OVERLAY "x//7//\n" NO_COUNTS
#define CTY_ROW "2/3001/0/CTY/County/D/A/3/3/0/1/COUNTY////Ours 4.2/by-tot\n"
#define CTY LISTS "COUNTY/closed/Counties/\n" CODES "COUNTY/ALD///\n" FIELDS CTY_ROW

static const use_case uses[] = {
	{ OWN, "CAR", "", "" },
	{ OWN, "CAR", GS "2.3001:ALD", "warning field-ignored 2@0.3001: FBI EBTS 11.0 has no field "
	    "2.3001 (EBTS 11.0, appendix C)\n" },
	{ OWN CTY OCCURRENCE "/CAR/3001/0/1/\n", "CAR", GS "2.3001:ALD", "" },
	{ OWN CTY OCCURRENCE "/CAR/3001/0/1/\n", "CAR", GS "2.3001:OAK",
	    "error value-code 2@0.3001: not a code of COUNTY (Ours 4.2 in CAR)\n" },
	{ OWN CTY OCCURRENCE "/CAR/3001/1/1/\n", "CAR", "",
	    "error field-missing 2@0.3001: the mandatory field is missing (Ours 4.2 in CAR)\n" },
	{ OWN CTY, "CAR", GS "2.3001:ALD",
	    "warning field-unused 2@0.3001: a CAR does not use it (Ours 4.2 in CAR)\n" },
	{ OWN CTY SEVERITY "field-unused/error\n", "CAR", GS "2.3001:ALD",
	    "error field-unused 2@0.3001: a CAR does not use it (Ours 4.2 in CAR)\n" },
	{ OWN CTY SEVERITY "field-unused/off\n", "CAR", GS "2.3001:ALD", "" },
	{ OWN FIELDS "2/16/0////////0//////\n", "CAR", GS "2.016:123456789",
	    "error field-forbidden 2@0.016: the profile forbids this field (x 7)\n" },
	{ OWN FIELDS "2/47/2////////0//////\n", "CAR", "",
	    "error field-forbidden 2@0.047.1.2: the profile forbids this item (x 7)\n" },
	{ OWN OCCURRENCE "/CAR/16/0/0/\n", "CAR", GS "2.016:123456789",
	    "error field-forbidden 2@0.016: the profile forbids this field in a CAR "
	    "(EBTS 11.0, 2.016 in CAR)\n" },
	{ OWN OCCURRENCE "/CAR/41/1/1/\n", "CAR", "", "error field-missing 2@0.041: the mandatory "
	    "field is missing (EBTS 11.0, 2.041 in CAR)\n" },
	{ OWN FIELDS "2/41/0//////5////////\n", "CAR", GS "2.041:NOWHERE",
	    "error value-long 2@0.041: 7 characters where at most 5 fit (x 7 in CAR)\n" },
	{ OWN, "CARAAR", "", "error tot-unknown 1.004: no type of transaction of FBI EBTS 11.0 "
	    "(EBTS 11.0, 1.004)\n" },
	{ OWN ALIASES "CARAAR/CAR\n", "CARAAR", "", "" },
	{ OWN ALIASES "CARAAR/CAR\n" OCCURRENCE "/CARAAR/70/0/0/\n", "CARAAR", GS "2.070:Y",
	    "error field-forbidden 2@0.070: the profile forbids this field in a CARAAR "
	    "(EBTS 11.0, 2.070 in CARAAR)\n" },
	{ OWN ALIASES "CARAAR/CAR\n" OCCURRENCE "/CARAAR/70/0/0/\n", "CAR", GS "2.070:Y", "" },
	{ OWN ALIASES "CARAAR/CAR\n" COUNTS "/CARAAR/10/1/4\n", "CARAAR", "",
	    "error record-few -: 0 records of Type-10 where a CARAAR has at least 1 "
	    "(EBTS 11.0, appendix L)\n" },
	{ OVERLAY "x//7//2\n" NO_COUNTS FIELDS "2/5/0//////////////\n2/18/0//////////////\n"
	    "2/20/0//////////////\n2/22/0//////////////\n2/24/0//////////////\n"
	    "2/25/0//////////////\n2/27/0//////////////\n2/29/0//////////////\n"
	    "2/31/0//////////////\n2/32/0//////////////\n2/45/0//////////////\n"
	    "2/47/0//////////////\n2/73/0//////////////\n", "CAR", GS "2.070:Y" GS "2.3001:ALD",
	    "error field-forbidden 2@0.070: the profile forbids this field (x 7)\n"
	    "error field-forbidden 2@0.3001: the profile allows no field 2.3001 (the profile)\n" },
	{ OWN CODES "EYE/BLU///0200\n", "CAR", "", "error value-code-edition 2@0.031: a code of EYE, "
	    "but not in this edition (EBTS 11.0, 2.031 in CAR)\n" },
	{ OWN LISTS "EYE/closed/Ours/\n" CODES "EYE/RED///\n", "CAR", "",
	    "error value-code 2@0.031: not a code of EYE (EBTS 11.0, 2.031 in CAR)\n" },
	{ OWN CODES "SEX/Q///\n", "CAR", "", "" },
};
#define USE_COUNT ((int)(sizeof uses / sizeof uses[0]))

START_TEST(a_check_goes_by_it)
{
	told t;

	check_booking(uses[_i].overlay, uses[_i].tot, uses[_i].more, &t);
	ck_assert_str_eq(t.text, uses[_i].told);
}
END_TEST

/* ---- the example ---------------------------------------------------------------------- */

static char *
read_example(void)
{
	const char *top = getenv("TP_SRCDIR");
	char path[4096], *text;
	tp_bytes bytes;

	ck_assert_ptr_nonnull(top);
	(void)snprintf(path, sizeof path, "%s/examples/overlays/cedaria.tsv", top);
	ck_assert_int_eq(tp_file_read(path, 0, NULL, &bytes, NULL), TP_OK);
	text = malloc(bytes.len + 1);
	ck_assert_ptr_nonnull(text);
	memcpy(text, bytes.ptr, bytes.len);
	text[bytes.len] = '\0';
	tp_bytes_free(&bytes);
	return text;
}

static void
no_note(void *ctx, const tp_overlay_note *note)
{
	(void)ctx;
	/* Mending 1.004's length for EBTS 9.1 allows more on purpose. */
	ck_assert_msg(note->code == TP_OK && strstr(note->text, "allows more") != NULL, "%zu:%zu: %s",
	    note->line, note->column, note->text);
}

START_TEST(the_example_works)
{
	static const char *const bases[] = { "ebts-9.1", "ebts-11.0" };
	char *text = read_example();
	tp_profile *p = profile_named(bases[_i]);
	tp_diag diag;

	ck_assert_int_eq(tp_profile_lint(p, text, strlen(text), no_note, NULL, &diag), TP_OK);
	ck_assert_msg(tp_profile_overlay(p, text, strlen(text), &diag) == TP_OK, "%s", diag.text);
	ck_assert_str_eq(tp_profile_tot(p, "CARAAR", 6)->tot, "CAR");
	ck_assert(holds(p, "CARAAR", 3001, 1, 1) && holds(p, "CSUP", 3002, 1, 1));
	ck_assert_uint_eq(tp_profile_field(p, 2, 16)->max_count, 0);
	ck_assert_uint_eq(tp_profile_list(p, "CEDARIA-COUNTY")->count, 4);
	ck_assert_ptr_nonnull(code_of(p, "SMT", "TAT CDR"));
	ck_assert_int_eq(tp_profile_severity(p, "field-unused"), TP_SEVERITY_ERROR);
	free(text);
	tp_profile_free(p);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("overlay");
	TCase *tc = tcase_create("overlay");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, a_row_says_only_what_differs);
	tcase_add_test(tc, fields_items_and_ranges_are_added);
	tcase_add_test(tc, rows_of_subfields_are_told_apart);
	tcase_add_test(tc, editions_choose_rows);
	tcase_add_test(tc, allow_list_mode_forbids_the_rest);
	tcase_add_test(tc, lists_are_added_replaced_and_extended);
	tcase_add_test(tc, names_stand_for_others);
	tcase_add_test(tc, records_are_counted);
	tcase_add_test(tc, overlays_lie_upon_each_other);
	tcase_add_loop_test(tc, a_check_goes_by_it, 0, USE_COUNT);
	tcase_add_loop_test(tc, the_example_works, 0, 2);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
