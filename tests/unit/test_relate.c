/* SPDX-License-Identifier: MIT */
/*
 * Relations: each row of relations.tsv fires in a case that names it, at the
 * place that the case says, and not after changes close by; transactions
 * without a fault have no finding of any; a row that cannot be understood is
 * refused when it is built.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dict/program.h"
#include "relate_cases.h"
#include "support.h"

#define MAX_CASES 256

static const relate_case *cases[MAX_CASES];
static size_t case_count;

static void
take(const relate_case *from, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (case_count == MAX_CASES)
			abort();
		cases[case_count++] = &from[i];
	}
}

/* What a check finds of one rule, and of all relations. */
typedef struct sought {
	const char *rule;
	const char *at;
	size_t found;    /* of the rule */
	size_t there;    /* of them at the place */
	size_t all;      /* of any relation */
	char told[2048];
} sought;

static int
keep(void *ctx, const tp_finding *f)
{
	sought *s = ctx;
	char at[64];
	size_t len = strlen(s->told);

	if (f->rule->predicate[0] == '\0')
		return 0;
	s->all++;
	(void)tp_path_format(&f->at, at, sizeof at);
	if (f->record == TP_NO_RECORD)
		at[0] = '\0';
	(void)snprintf(s->told + len, sizeof s->told - len, "\n  %s %s: %s", f->rule->id, at,
	    f->text);
	ck_assert_str_ne(f->text, "");
	ck_assert_str_ne(f->source, "");
	if (s->rule == NULL || strcmp(f->rule->id, s->rule) != 0)
		return 0;
	s->found++;
	s->there += strcmp(at, s->at) == 0;
	return 0;
}

static void
look(const relate_case *c, const char *changes, sought *s)
{
	tp_transaction *t = relate_make(c->base, changes);
	tp_check_options o = { .size = sizeof o, .flags = c->flags };
	tp_profile *p;
	tp_diag diag;

	memset(s, 0, sizeof *s);
	s->rule = c->rule;
	s->at = c->at;
	ck_assert_msg(tp_profile_new(c->profile != NULL ? c->profile : relate_profile(c->base),
	    NULL, &p, &diag) == TP_OK, "%s", diag.text);
	ck_assert_msg(tp_check(t, p, &o, keep, s, &diag) == TP_OK, "%s", diag.text);
	tp_profile_free(p);
	tp_transaction_free(t);
}

START_TEST(fault_is_found)
{
	sought s;

	look(cases[_i], cases[_i]->fault, &s);
	ck_assert_msg(s.there != 0, "%s not found at %s:%s", s.rule, s.at, s.told);
}
END_TEST

START_TEST(near_miss_is_clean)
{
	sought s;

	look(cases[_i], cases[_i]->near, &s);
	ck_assert_msg(s.found == 0, "%s found:%s", s.rule, s.told);
}
END_TEST

START_TEST(bases_are_clean)
{
	relate_case c = { .base = (relate_base)_i, .at = "" };
	sought s;

	/* The photo of the last one is a header without an image. */
	if (c.base != BASE_ALL)
		c.flags = TP_CHECK_IMAGES;
	look(&c, "", &s);
	ck_assert_msg(s.all == 0, "%zu:%s", s.all, s.told);
}
END_TEST

/* No row without a case, and no case of a row that is gone. */
START_TEST(every_row_has_a_case)
{
	size_t i, k, rows = 0;

	for (i = 0; i < tp_rule_count(); i++) {
		const tp_rule *rule = tp_rule_at(i);

		if (rule->predicate[0] == '\0')
			continue;
		rows++;
		for (k = 0; k < case_count && strcmp(cases[k]->rule, rule->id) != 0; k++)
			continue;
		ck_assert_msg(k < case_count, "no case of %s", rule->id);
	}
	for (k = 0; k < case_count; k++) {
		const tp_rule *rule = tp_rule_find(cases[k]->rule);

		ck_assert_msg(rule != NULL && rule->predicate[0] != '\0', "no rule %s",
		    cases[k]->rule);
	}
	ck_assert_uint_ge(case_count, rows);
	(void)printf("%zu relations, %zu cases\n", rows, case_count);
}
END_TEST

/* Every row is either about consistency or, as those of forms, about a value. */
START_TEST(rows_are_sound)
{
	size_t i;

	for (i = 0; i < tp_rule_count(); i++) {
		const tp_rule *rule = tp_rule_at(i);

		if (rule->predicate[0] == '\0')
			continue;
		ck_assert_int_eq(rule->level, 2);
		ck_assert_msg(rule->title[strlen(rule->title) - 1] == '.', "%s", rule->id);
		ck_assert_msg(rule->hint[strlen(rule->hint) - 1] == '.', "%s", rule->id);
		ck_assert_msg(rule->tots[0] == '\0' || strcmp(rule->scope, "ebts") == 0, "%s",
		    rule->id);
	}
}
END_TEST

static int
keep_at(void *ctx, const tp_finding *f)
{
	sought *s = ctx;
	char at[64];

	(void)tp_path_format(&f->at, at, sizeof at);
	s->there += strcmp(at, s->at) == 0;
	return 0;
}

/* EBTS 11.0, table D-1, note 2: charges belong there when the arrest is kept; 9.1 asks always. */
START_TEST(a_note_relaxes_a_minimum)
{
	static const struct {
		relate_base base;
		const char *changes;
		size_t findings;
	} arrests[] = {
		{ BASE_CARD, "-2.047", 1 },
		{ BASE_CARD, "-2.047;2.005=N", 0 },
		{ BASE_CARD4, "-2.047;2.005=N", 1 },
	};
	size_t i;

	for (i = 0; i < sizeof arrests / sizeof arrests[0]; i++) {
		tp_transaction *t = relate_make(arrests[i].base, arrests[i].changes);
		sought s = { .at = "2@0.047" };
		tp_profile *p;

		ck_assert_int_eq(tp_profile_new(relate_profile(arrests[i].base), NULL, &p, NULL),
		    TP_OK);
		ck_assert_int_eq(tp_check(t, p, NULL, keep_at, &s, NULL), TP_OK);
		ck_assert_uint_eq(s.there, arrests[i].findings);
		tp_profile_free(p);
		tp_transaction_free(t);
	}
}
END_TEST

/* A value that is wrong in itself is not held against others, too. */
START_TEST(one_fault_is_told_once)
{
	static const relate_case faults[] = {
		{ "name-form", BASE_CARD, "", "2.018=X1,Y", "", NULL, 0 },
		{ "geo-zone", BASE_ALL, "", "10@3.998.1.10=61I", "", NULL, 0 },
		{ "position-measure-palm", BASE_ALL, "", "15@5.024.1.1=1", "", NULL, 0 },
	};
	sought s;
	size_t i;

	for (i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		look(&faults[i], faults[i].fault, &s);
		ck_assert_msg(s.found == 0, "%s", s.told);
	}
}
END_TEST

/* Nothing that asks for bytes of an image is looked at without headers. */
START_TEST(headers_can_be_left_out)
{
	static const char *const asleep[] = { "image-size", "image-codec", "image-hash",
		"image-length", "latent-lossy", "image-unknown" };
	relate_case quiet;
	sought s;
	size_t i, k;

	for (i = 0; i < sizeof asleep / sizeof asleep[0]; i++) {
		for (k = 0; strcmp(cases[k]->rule, asleep[i]) != 0; k++)
			continue;
		quiet = *cases[k];
		quiet.flags = TP_CHECK_NO_HEADERS;
		look(&quiet, quiet.fault, &s);
		ck_assert_msg(s.found == 0, "%s", s.told);
	}
}
END_TEST

/* Rows that cannot be understood, and what is said of them. */
static const struct {
	const char *types;
	const char *predicate;
	const char *args;
	tp_status status;
} bad_rows[] = {
	{ "2", "guess", "at=RET", TP_ERR_NOTFOUND },
	{ "2", "fits", "at=RET", TP_ERR_SYNTAX },
	{ "2", "fits", "at=RET;fits=Y;fits=N", TP_ERR_SYNTAX },
	{ "2", "fits", "at=RET;fits=Y;days=1", TP_ERR_SYNTAX },
	{ "2", "fits", "at=RET;fits=Y;because=N", TP_ERR_SYNTAX },
	{ "2", "fits", "at=RET;fits", TP_ERR_SYNTAX },
	{ "2", "fits", "at=RET;fits=(", TP_ERR_SYNTAX },
	{ "2", "fits", "at=NOSUCH;fits=Y", TP_ERR_NOTFOUND },
	{ "2", "fits", "at=ASL.NOSUCH;fits=Y", TP_ERR_NOTFOUND },
	{ "2", "fits", "at=RET;fits=Y;with=NOSUCH", TP_ERR_NOTFOUND },
	{ "2", "needs", "to=100/DAT", TP_ERR_SYNTAX },
	{ "2", "needs", "to=x/DAT", TP_ERR_SYNTAX },
	{ "2", "date-order", "at=DOB;to=DOA;days=x;order=<=", TP_ERR_SYNTAX },
	{ "2", "date-order", "at=DOB;to=DOA;days=1;order=<<", TP_ERR_SYNTAX },
	{ "2", "date-order", "at=DOB;to=DOA;days=1;what=soon", TP_ERR_SYNTAX },
	{ "14", "impression-fits", "at=IMP;positions=1..128;impressions=1", TP_ERR_SYNTAX },
	{ "14", "impression-fits", "at=IMP;positions=1;impressions=a", TP_ERR_SYNTAX },
	{ "14", "codec-not", "codecs=GIF", TP_ERR_SYNTAX },
	{ "14", "codec-not", "codecs=PNG;least=many", TP_ERR_SYNTAX },
	{ "2", "codec-not", "codecs=PNG", TP_ERR_SYNTAX },
};

START_TEST(a_bad_row_is_refused)
{
	tp_rule rule = { .id = "of-ours", .scope = "itl", .severity = TP_SEVERITY_ERROR, .level = 2,
		.types = bad_rows[_i].types, .tots = "", .predicate = bad_rows[_i].predicate,
		.args = bad_rows[_i].args, .fbi = "", .clause = "", .title = "", .hint = "" };
	const struct tpi_relations *before;
	tpi_builder b;
	tp_profile *p;
	tp_diag diag;

	ck_assert_int_eq(tp_profile_new("ebts-11.0", NULL, &p, NULL), TP_OK);
	before = p->program->relations;
	memset(&b, 0, sizeof b);
	b.profile = p;
	b.arena = &p->arena;
	b.program = p->program;
	b.diag = &diag;
	tp_diag_init(&diag);
	ck_assert_msg(tpi_build_relations(&b, &rule, 1) == bad_rows[_i].status, "%s: %s",
	    rule.args, diag.text);
	ck_assert_int_eq(diag.code, bad_rows[_i].status);
	ck_assert_ptr_eq(p->program->relations, before);
	tp_profile_free(p);
}
END_TEST

static int
stop_at_first(void *ctx, const tp_finding *f)
{
	size_t *count = ctx;

	if (f->rule->predicate[0] == '\0')
		return 0;
	++*count;
	return 7;
}

START_TEST(a_callback_ends_it)
{
	tp_transaction *t = relate_make(BASE_CARD, "2.022=20300101;2.045=20300101");
	tp_profile *p;
	size_t count = 0;

	ck_assert_int_eq(tp_profile_new("ebts-11.0", NULL, &p, NULL), TP_OK);
	ck_assert_int_eq(tp_check(t, p, NULL, stop_at_first, &count, NULL), 7);
	ck_assert_uint_eq(count, 1);
	tp_profile_free(p);
	tp_transaction_free(t);
}
END_TEST

/* Decoding may find no memory: the check says so; without decoding it asks for none. */
START_TEST(memory_runs_out)
{
	tp_transaction *t = relate_make(BASE_CARD4, "");
	tp_check_options o = { .size = sizeof o };
	tp_check_counts counts;
	tp_status status = TP_ERR_NOMEM;
	tp_profile *p;
	ts_mem m;
	uint64_t n;

	ck_assert_int_eq(tp_profile_new("ebts-9.1", NULL, &p, NULL), TP_OK);
	for (n = 1; n < 100 && status == TP_ERR_NOMEM; n++) {
		tp_diag diag;

		ts_mem_init(&m);
		m.fail_at = n;
		m.sticky = true;
		o.mem = &m.mem;
		o.flags = TP_CHECK_IMAGES;
		status = tp_check_count(t, p, &o, &counts, &diag);
		ck_assert_int_eq(diag.code, status);
		ck_assert(ts_mem_clean(&m));
	}
	ck_assert_int_eq(status, TP_OK);
	ck_assert_uint_gt(n, 2);
	o.flags = 0;
	ts_mem_init(&m);
	ck_assert_int_eq(tp_check_count(t, p, &o, &counts, NULL), TP_OK);
	ck_assert_uint_eq(m.calls, 0);
	tp_profile_free(p);
	tp_transaction_free(t);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("relate");
	TCase *rows = tcase_create("cases"), *use = tcase_create("use");
	SRunner *runner;
	int failed;

	take(relate_value_cases, relate_value_case_count);
	take(relate_record_cases, relate_record_case_count);
	take(relate_image_cases, relate_image_case_count);
	tcase_add_loop_test(rows, fault_is_found, 0, (int)case_count);
	tcase_add_loop_test(rows, near_miss_is_clean, 0, (int)case_count);
	tcase_add_loop_test(use, bases_are_clean, 0, BASE_COUNT);
	tcase_add_test(use, every_row_has_a_case);
	tcase_add_test(use, rows_are_sound);
	tcase_add_loop_test(use, a_bad_row_is_refused, 0,
	    (int)(sizeof bad_rows / sizeof bad_rows[0]));
	tcase_add_test(use, a_note_relaxes_a_minimum);
	tcase_add_test(use, one_fault_is_told_once);
	tcase_add_test(use, headers_can_be_left_out);
	tcase_add_test(use, a_callback_ends_it);
	tcase_add_test(use, memory_runs_out);
	suite_add_tcase(suite, rows);
	suite_add_tcase(suite, use);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
