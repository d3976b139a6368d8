/* SPDX-License-Identifier: MIT */
/*
 * Every rule of the walk over records and fields: a fault that it must tell,
 * at its place, and a neighbour of that fault which is none. A rule that
 * data/rules.tsv has and no case here is a failure.
 */

#include <dict/program.h>

#include "check_samples.h"

/* ---- one change in a sample ------------------------------------------------- */

enum { STANDARD, ARREST };

static const struct rule_case {
	const char *rule;
	const char *at;
	change bad;
	change near; /* the fault's neighbour, without any finding */
	const char *mnemonic;
	int sample;
	size_t also; /* how many other findings the fault rightly has */
} cases[] = {
	{ "field-order", "14@2.003", { "14.002:02" GS "14.003:0", "14.003:0" GS "14.002:02" },
	    { "14.003:0" GS "14.004:SRC", "14.004:SRC" GS "14.003:0" }, "IMP", STANDARD, 0 },
	{ "field-missing", "14#1.002", { "14.002:02" GS, "" },
	    { "14.002:02", "14.002:2" }, "IDC", STANDARD, 0 },
	{ "frame-doubled-data", "14@2.999", { "14.999:IMAGE", "14.999:5" GS "14.999:IMAGE" },
	    { "14.999:IMAGE", "14.999:5" GS "15.999:IMAGE" }, "DATA", STANDARD, 0 },
	{ "version-profile", "1.002", { "1.002:0501", "1.002:0502" },
	    { "1.002:0501", "1.002:0501" }, "VER", STANDARD, 0 },
	{ "tot-unknown", "1.004", { "1.004:CAR", "1.004:CARS" },
	    { "1.004:CAR", "1.004:CNA" }, "TOT", ARREST, 0 },
	{ "record-idc", "14@2.002", { "14" US "02", "14" US "03" },
	    { "14" US "02", "14" US "2" }, "IDC", STANDARD, 0 },
	{ "field-unknown", "14@2.034", { "14.020:", "14.034:" },
	    { "14.020:", "14.234:" }, "", STANDARD, 0 },
	{ "field-ignored", "2@0.998", { "2.045:20240228", "2.045:20240228" GS "2.998:X" },
	    { "2.045:20240228", "2.045:20240228" GS "2.070:Y" }, "", ARREST, 0 },
	{ "field-unused", "2@0.038", { "2.045:20240228", "2.045:20240228" GS "2.038:20240101" },
	    { "2.045:20240228", "2.045:20240228" GS "2.070:Y" }, "DPR", ARREST, 0 },
	{ "field-duplicate", "14@2.026", { "14.026:7", "14.026:7" GS "14.026:7" },
	    { "14.026:7", "14.026:7" GS "14.251:1" GS "14.251:2" }, "SCF", STANDARD, 0 },
	{ "field-missing", "14@2.004", { "14.004:SRC" GS, "" },
	    { "14.026:7" GS, "" }, "SRC", STANDARD, 0 },
	{ "field-missing", "2@0.018", { "2.018:SYNTHETIC,PERSON" GS, "" },
	    { "2.019:OTHER,NAME" RS "THIRD,NAME" GS, "" }, "NAM", ARREST, 0 },
	{ "field-empty", "14@2.004", { "14.004:SRC", "14.004:" },
	    { "14.004:SRC", "14.004:S" }, "SRC", STANDARD, 0 },
	{ "field-empty", "2@0.018", { "2.018:SYNTHETIC,PERSON", "2.018:" },
	    { "2.018:SYNTHETIC,PERSON", "2.018:A,B" }, "NAM", ARREST, 0 },
	{ "field-blank", "14@2.026", { "14.026:7", "14.026:" },
	    { "14.026:7", "14.026:8" }, "SCF", STANDARD, 0 },
	{ "field-many", "14@2.018", { "5" US "XX", "5" US "XX" RS "1" US "XX" RS "4" US "XX" RS
	    "6" US "XX" RS "7" US "XX" RS "8" US "XX" },
	    { "5" US "XX", "5" US "XX" RS "1" US "XX" RS "4" US "XX" RS "6" US "XX" RS
	    "7" US "XX" }, "AMP", STANDARD, 0 },
	{ "subfield-empty", "14@2.018.2", { "5" US "XX", "5" US "XX" RS },
	    { "5" US "XX", "5" US "XX" RS "6" US "UP" }, "AMP", STANDARD, 0 },
	{ "item-missing", "14@2.022.1.1", { "14.022:2" US "1", "14.022:" US "1" },
	    { "14.022:2" US "1", "14.022:3" US "1" }, "NQM.FRNP", STANDARD, 0 },
	{ "item-missing", "14@2.022.1.2", { "14.022:2" US "1", "14.022:2" },
	    { "14.022:2" US "1", "14.022:2" US "254" }, "NQM.IQS", STANDARD, 0 },
	{ "item-excess", "14@2.022.1.3", { "14.022:2" US "1", "14.022:2" US "1" US },
	    { "14.022:2" US "1", "14.022:2" US "5" }, "NQM", STANDARD, 0 },
	{ "item-excess", "14@2.027", { "14.027:Y", "14.027:Y" US },
	    { "14.027:Y" GS, "" }, "SIF", STANDARD, 0 },
	{ "item-repeats", "14@2.025.1.3", { US "5" US "9" GS, US "5" GS },
	    { "14.025:2" US "3", "14.025:2" US "4" US "7" US "8" }, "ASEG.HPO", STANDARD, 0 },
	{ "value-chars", "14@2.026", { "14.026:7", "14.026:7a" },
	    { "14.026:7", "14.026:77" }, "SCF", STANDARD, 0 },
	{ "value-control", "14@2.020", { "r\303\251mark", "re\tmark" },
	    { "r\303\251mark", "re mark" }, "COM", STANDARD, 0 },
	{ "value-encoding", "14@2.020", { "r\303\251mark", "r\351mark" },
	    { "r\303\251mark", "r\303\250mark" }, "COM", STANDARD, 0 },
	{ "value-short", "14@2.996", { "14.996:0", "14.996:" },
	    { "14.996:0", "14.996:F" }, "HAS", STANDARD, 0 },
	{ "value-long", "14@2.026", { "14.026:7", "14.026:0007" },
	    { "14.026:7", "14.026:007" }, "SCF", STANDARD, 0 },
	{ "value-code", "14@2.030", { "14.030:OBSERVED", "14.030:Observed" },
	    { "14.030:OBSERVED", "14.030:ASSISTED" }, "DMM", STANDARD, 0 },
	{ "value-code-open", "2@0.020", { "2.020:WV", "2.020:ZZ" },
	    { "2.020:WV", "2.020:VA" }, "POB", ARREST, 0 },
	{ "value-code-edition", "14@2.018.1.2", { "5" US "XX", "5" US "SR" },
	    { "5" US "XX", "5" US "UP" }, "AMP.ABC", STANDARD, 0 },
	{ "value-range", "14@2.026", { "14.026:7", "14.026:256" },
	    { "14.026:7", "14.026:255" }, "SCF", STANDARD, 0 },
	{ "value-pattern", "14@2.903", { "14.903:M0123456789AB", "14.903:M0123456789aB" },
	    { "14.903:M0123456789AB", "14.903:P0123456789aB" }, "DUI", STANDARD, 0 },
	{ "value-date", "14@2.005", { "14.005:20240229", "14.005:20230229" },
	    { "14.005:20240229", "14.005:20230228" }, "FCD", STANDARD, 0 },
	{ "depends-required", "14@2.011", { "14.011:NONE" GS, "" },
	    { "14.016:500" GS, "" }, "CGA", STANDARD, 0 },
	{ "depends-forbidden", "13@7.014", { "13.013:19" RS "20", "13.013:20" },
	    { "13.013:19" RS "20", "13.013:20" RS "19" }, "SPD", STANDARD, 0 },
	{ "depends-doubtful", "17@5.028", { "17.999:IMAGE", "17.028:MA" GS "17.999:IMAGE" },
	    { "17.999:IMAGE", "17.026:100" GS "17.999:IMAGE" }, "DME", STANDARD, 0 },
	{ "depends-one-of", "1.017.1", { "1.017:DESTINATION" US "ORIGIN", "1.017:" US },
	    { "1.017:DESTINATION" US "ORIGIN", "1.017:" US "ORIGIN" }, "ANM", STANDARD, 0 },
	{ "depends-count", "14@2.025.1.3", { "14.025:2" US "3", "14.025:2" US "4" },
	    { "14.025:2" US "3", "14.025:2" US "03" }, "ASEG.HPO", STANDARD, 0 },
	{ "depends-value", "14@2.021.2.3", { "110" US "200", "110" US "110" },
	    { "110" US "200", "110" US "111" }, "SEG.RHC", STANDARD, 0 },
	{ "depends-equal", "14@2.009", { "14.009:500", "14.009:501" },
	    { "14.008:1" GS "14.009:500", "14.008:0" GS "14.009:501" }, "THPS", STANDARD, 1 },
	{ "depends-occurs", "14@2.023.1.1", { "14.023:2", "14.023:4" },
	    { "14.023:2", "14.023:3" }, "SQM.FRQP", STANDARD, 0 },
	{ "depends-match", "1.015.1.2", { "1.015:3" US "UTF-8", "1.015:0" US "UTF-8" },
	    { "1.015:3" US "UTF-8", "1.015:003" US "UTF-8" }, "DCS.CSN", STANDARD, 1 },
	{ "depends-zero", "1.011", { "1.011:19.69", "1.011:00.00" },
	    { "1.011:19.69", "1.011:20.00" }, "NSR", STANDARD, 0 },
};
static const size_t case_count = sizeof cases / sizeof cases[0];

static void
check_sample(int sample, const change *c, findings *out)
{
	tp_profile *p = profile_of(sample == ARREST ? "ebts-11.0" : "itl-2013");

	if (sample == ARREST)
		check_pieces(arrest, ARREST_COUNT, c, p, out);
	else
		check_pieces(standard, STANDARD_COUNT, c, p, out);
	tp_profile_free(p);
}

START_TEST(samples_are_clean)
{
	static const change none = { NULL, NULL };
	findings all;

	check_sample(_i, &none, &all);
	ck_assert_msg(all.count == 0, "found:%s", told(&all));
}
END_TEST

START_TEST(a_rule_fires)
{
	const struct rule_case *one = &cases[_i];
	const tp_rule *rule = tp_rule_find(one->rule);
	const found *f;
	findings all;

	ck_assert_ptr_nonnull(rule);
	check_sample(one->sample, &one->bad, &all);
	f = find_rule(&all, one->rule, one->at);
	ck_assert_msg(f != NULL, "no %s at %s:%s", one->rule, one->at, told(&all));
	ck_assert_msg(all.count == one->also + 1, "%s and others:%s", one->rule, told(&all));
	ck_assert_int_eq(f->severity, rule->severity);
	ck_assert_str_eq(f->mnemonic, one->mnemonic);
	ck_assert_uint_ne(f->offset, TP_NO_OFFSET);
}
END_TEST

START_TEST(its_neighbour_does_not)
{
	const struct rule_case *one = &cases[_i];
	findings all;

	check_sample(one->sample, &one->near, &all);
	ck_assert_msg(all.count == 0, "beside %s:%s", one->rule, told(&all));
}
END_TEST

/* ---- files of their own ----------------------------------------------------- */

#define HEAD(ver, tot, cnt) \
	"1.002:" ver GS "1.003:1" US cnt GS "1.004:" tot GS "1.005:20240229" GS "1.007:DAI" GS \
	"1.008:ORI" GS "1.009:SYNTHETIC-1" GS "1.011:00.00" GS "1.012:00.00"

static void
head(ts_file *f, const char *cnt_of_type)
{
	char rest[300];

	(void)snprintf(rest, sizeof rest, HEAD("0500", "TEST", "1" RS "%s" US "01"), cnt_of_type);
	ts_text(f, "1.001:", rest);
}

/* A Type-1 and a record of another type, LEN of which is off by delta. */
static void
with_record(ts_file *f, const char *type, const char *rest, int delta)
{
	char tag[16], body[300];

	(void)snprintf(tag, sizeof tag, "%s.001:", type);
	(void)snprintf(body, sizeof body, "%s.002:01%s%s", type, *rest != '\0' ? GS : "", rest);
	head(f, type);
	ts_tagged(f, tag, body, strlen(body), delta);
}

#define PALM \
	"15.003:10" GS "15.004:SRC" GS "15.005:20240229" GS "15.006:500" GS "15.007:500" GS \
	"15.008:1" GS "15.009:500" GS "15.010:500" GS "15.011:NONE" GS "15.012:8" GS \
	"15.013:21" GS

static void
make_wrong_length(ts_file *f)
{
	with_record(f, "2", "2.003:SOME TEXT", 3);
}

static void
make_right_length(ts_file *f)
{
	with_record(f, "2", "2.003:SOME TEXT", 0);
}

static void
make_length_without_end(ts_file *f)
{
	with_record(f, "2", "2.003:SOME TEXT", -1);
}

static void
make_wrong_count(ts_file *f)
{
	ts_text(f, "1.001:", HEAD("0500", "TEST", "2" RS "2" US "00"));
	ts_text(f, "2.001:", "2.002:00");
}

static void
make_right_count(ts_file *f)
{
	ts_text(f, "1.001:", HEAD("0500", "TEST", "1" RS "2" US "00"));
	ts_text(f, "2.001:", "2.002:00");
}

static void
make_trailing(ts_file *f)
{
	make_right_count(f);
	ts_raw(f, "left over", 9);
}

static void
make_separator(ts_file *f)
{
	make_right_count(f);
	ts_raw(f, FS, 1);
}

static void
make_truncated(ts_file *f)
{
	make_right_length(f);
	f->len -= 5;
}

static void
make_foreign_tag(ts_file *f)
{
	with_record(f, "2", "3.003:SOME TEXT", 0);
}

static void
make_unknown_type(ts_file *f)
{
	with_record(f, "23", "", 0);
}

static void
make_future_type(ts_file *f)
{
	with_record(f, "22", "22.003:X", 0);
}

static void
make_known_type(ts_file *f)
{
	with_record(f, "16", "16.999:X", 0);
}

static void
make_unlisted_field(ts_file *f)
{
	with_record(f, "16", "16.031:X" GS "16.999:X", 0);
}

static void
make_own_field(ts_file *f)
{
	with_record(f, "16", "16.231:X" GS "16.999:X", 0);
}

static void
make_future_field(ts_file *f)
{
	with_record(f, "15", PALM "15.047:X" GS "15.999:X", 0);
}

static void
make_present_field(ts_file *f)
{
	with_record(f, "15", PALM "15.020:X" GS "15.999:X", 0);
}

/* A header without a field of Type-2 or an image: only the counts are asked about. */
static void
cards(ts_file *f, const char *tot, unsigned count)
{
	char rest[600];
	size_t len;
	unsigned i;

	len = (size_t)snprintf(rest, sizeof rest, "1.002:0400%s1.003:1%s%u%s2%s00", GS, US,
	    count + 1, RS, US);
	for (i = 0; i < count; i++)
		len += (size_t)snprintf(rest + len, sizeof rest - len, "%s4%s%02u", RS, US, i);
	(void)snprintf(rest + len, sizeof rest - len, "%s1.004:%s", GS, tot);
	ts_text(f, "1.001:", rest);
	ts_text(f, "2.001:", "2.002:00");
	for (i = 0; i < count; i++)
		ts_binary(f, i, print, PRINT_SIZE, 0);
}

static void
make_too_few(ts_file *f)
{
	cards(f, "RPIS", 1);
}

static void
make_enough(ts_file *f)
{
	cards(f, "RPIS", 2);
}

static void
make_too_many(ts_file *f)
{
	cards(f, "CAR", 15);
}

static void
make_full_card(ts_file *f)
{
	cards(f, "CAR", 14);
}

static const struct file_case {
	const char *rule;
	const char *at;
	const char *profile;
	void (*bad)(ts_file *f);
	void (*near)(ts_file *f);
	bool alone; /* nothing else may be found: not so where fields are missing */
} files[] = {
	{ "frame-length", "2@1.001", "itl-2011", make_wrong_length, make_right_length, true },
	{ "frame-length-fs", "2@1.001", "itl-2011", make_length_without_end, make_right_length,
	    true },
	{ "frame-count", "1.003", "itl-2011", make_wrong_count, make_right_count, true },
	{ "frame-trailing", "", "itl-2011", make_trailing, make_right_count, true },
	{ "frame-separator", "", "itl-2011", make_separator, make_right_count, true },
	{ "frame-truncated", "2@1.001", "itl-2011", make_truncated, make_right_length, true },
	{ "frame-tag", "2@1.003", "itl-2011", make_foreign_tag, make_right_length, true },
	{ "record-unknown", "23@1", "itl-2011", make_unknown_type, make_known_type, true },
	{ "record-edition", "22@1", "itl-2011", make_future_type, make_known_type, true },
	{ "field-unlisted", "16@1.031", "itl-2011", make_unlisted_field, make_own_field, true },
	{ "field-edition", "15@1.047", "itl-2011", make_future_field, make_present_field, true },
	{ "record-few", "", "ebts-9.1", make_too_few, make_enough, false },
	{ "record-many", "4@14", "ebts-9.1", make_too_many, make_full_card, false },
};
static const size_t file_count = sizeof files / sizeof files[0];

static void
check_file(void (*make)(ts_file *f), const char *profile, findings *out)
{
	tp_profile *p = profile_of(profile);
	ts_file f;

	ts_file_init(&f);
	make(&f);
	check_bytes(f.bytes, f.len, p, out);
	ts_file_free(&f);
	tp_profile_free(p);
}

START_TEST(a_file_breaks_a_rule)
{
	const struct file_case *one = &files[_i];
	const tp_rule *rule = tp_rule_find(one->rule);
	const found *f;
	findings all;

	ck_assert_ptr_nonnull(rule);
	check_file(one->bad, one->profile, &all);
	f = find_rule(&all, one->rule, one->at);
	ck_assert_msg(f != NULL, "no %s at %s:%s", one->rule, one->at, told(&all));
	ck_assert_msg(!one->alone || all.count == 1, "%s and others:%s", one->rule, told(&all));
	ck_assert_int_eq(f->severity, rule->severity);
}
END_TEST

START_TEST(a_file_keeps_it)
{
	const struct file_case *one = &files[_i];
	findings all;
	size_t i;

	check_file(one->near, one->profile, &all);
	for (i = 0; i < all.count; i++)
		ck_assert_msg(!one->alone && strcmp(all.list[i].rule, one->rule) != 0,
		    "beside %s:%s", one->rule, told(&all));
}
END_TEST

/* ---- rules that only overlays bring about ----------------------------------- */

/* Check a Type-14 sample by a profile one row of which has other bounds. */
static void
check_with_counts(uint32_t field, uint32_t few, uint32_t many, findings *out)
{
	static const change none = { NULL, NULL };
	tp_profile *p = profile_of("itl-2013");
	tpi_rows *rows = &p->types[14];
	tp_field_def row;
	tp_diag diag;
	size_t i;

	for (i = 0; rows->rows[i]->field != field; i++)
		ck_assert_uint_lt(i + 1, rows->count);
	row = *rows->rows[i];
	row.min_count = few;
	row.max_count = many;
	row.source = "A state";
	rows->rows[i] = &row;
	ck_assert_int_eq(tpi_program_build(p, &diag), TP_OK);
	check_pieces(standard, STANDARD_COUNT, &none, p, out);
	tp_profile_free(p);
}

START_TEST(a_row_forbids_a_field)
{
	findings all;

	check_with_counts(26, 0, 0, &all);
	ck_assert_uint_eq(all.count, 1);
	ck_assert_str_eq(all.list[0].rule, "field-forbidden");
	ck_assert_str_eq(all.list[0].at, "14@2.026");
	ck_assert_str_eq(all.list[0].source, "A state");
	check_with_counts(26, 0, 1, &all);
	ck_assert_uint_eq(all.count, 0);
}
END_TEST

START_TEST(a_row_wants_more_subfields)
{
	findings all;

	check_with_counts(21, 3, 4, &all);
	ck_assert_uint_eq(all.count, 1);
	ck_assert_str_eq(all.list[0].rule, "field-few");
	ck_assert_str_eq(all.list[0].at, "14@2.021");
	check_with_counts(21, 2, 4, &all);
	ck_assert_uint_eq(all.count, 0);
}
END_TEST

/* ---- nothing is left out ---------------------------------------------------- */

static bool
has_case(const char *rule)
{
	size_t i;

	for (i = 0; i < case_count; i++)
		if (strcmp(cases[i].rule, rule) == 0)
			return true;
	for (i = 0; i < file_count; i++)
		if (strcmp(files[i].rule, rule) == 0)
			return true;
	return strcmp(rule, "field-forbidden") == 0 || strcmp(rule, "field-few") == 0;
}

START_TEST(every_rule_has_a_case)
{
	size_t i, rules = 0;

	for (i = 0; i < tp_rule_count(); i++) {
		const tp_rule *rule = tp_rule_at(i);

		ck_assert_ptr_eq(tp_rule_find(rule->id), rule);
		if (rule->predicate[0] != '\0')
			continue;
		ck_assert_msg(has_case(rule->id), "no case for %s", rule->id);
		rules++;
	}
	ck_assert_uint_eq(rules, TPI_RULE_COUNT);
}
END_TEST

/* The engine knows each of its rules by an id that the table has. */
START_TEST(every_name_is_a_rule)
{
	tp_profile *p = profile_of("ebts-9.1");
	size_t i;

	for (i = 0; i < TPI_RULE_COUNT; i++)
		ck_assert_msg(p->program->rules[i] != NULL, "rule %zu", i);
	tp_profile_free(p);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("check");
	TCase *tc = tcase_create("rules");

	tcase_add_loop_test(tc, samples_are_clean, STANDARD, ARREST + 1);
	tcase_add_loop_test(tc, a_rule_fires, 0, (int)case_count);
	tcase_add_loop_test(tc, its_neighbour_does_not, 0, (int)case_count);
	tcase_add_loop_test(tc, a_file_breaks_a_rule, 0, (int)file_count);
	tcase_add_loop_test(tc, a_file_keeps_it, 0, (int)file_count);
	tcase_add_test(tc, a_row_forbids_a_field);
	tcase_add_test(tc, a_row_wants_more_subfields);
	tcase_add_test(tc, every_rule_has_a_case);
	tcase_add_test(tc, every_name_is_a_rule);
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
