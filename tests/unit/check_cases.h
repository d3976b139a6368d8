/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check: synthetic transactions typed here, with one place
 * changed, and the findings that the walk over fields then reports. Rules of
 * relations.tsv have tests of their own; here they are not counted.
 */
#ifndef TEST_CHECK_CASES_H
#define TEST_CHECK_CASES_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/check.h>

#include "support.h"

#define MAX_FOUND 64

/* A tagged record: its LEN's tag and what follows LEN; a NULL tag: a binary one. */
typedef struct piece {
	const char *tag;
	const char *rest;
	unsigned idc; /* of a binary record, which is `rest`'s len bytes */
	size_t len;
} piece;

/* Put `now` in place of `was`, which stands in one piece alone. */
typedef struct change {
	const char *was; /* NULL: no change */
	const char *now;
} change;

typedef struct found {
	char rule[40];
	char at[48];
	char mnemonic[24];
	char source[64];
	char fbi[16];
	char text[200];
	int severity;
	uint64_t offset;
} found;

typedef struct findings {
	found list[MAX_FOUND];
	size_t count;
} findings;

static inline const char *
changed(const piece *p, const change *c, char **own)
{
	const char *place = c->was != NULL ? strstr(p->rest, c->was) : NULL;
	size_t before, size;

	*own = NULL;
	if (place == NULL)
		return p->rest;
	ck_assert_ptr_null(strstr(place + 1, c->was));
	before = (size_t)(place - p->rest);
	size = strlen(p->rest) + strlen(c->now) + 1;
	*own = malloc(size);
	ck_assert_ptr_nonnull(*own);
	(void)snprintf(*own, size, "%.*s%s%s", (int)before, p->rest, c->now,
	    place + strlen(c->was));
	return *own;
}

/* The pieces as a file; the change must fit one of them. */
static inline void
put_pieces(ts_file *f, const piece *pieces, size_t count, const change *c)
{
	bool used = c->was == NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		char *own = NULL;

		if (pieces[i].tag == NULL) {
			ts_binary(f, pieces[i].idc, pieces[i].rest, pieces[i].len, 0);
			continue;
		}
		ts_text(f, pieces[i].tag, changed(&pieces[i], c, &own));
		used = used || own != NULL;
		free(own);
	}
	ck_assert_msg(used, "no record has \"%s\"", c->was);
}

static inline int
keep_finding(void *ctx, const tp_finding *f)
{
	findings *all = ctx;
	found *one = &all->list[all->count];

	if (f->rule->predicate[0] != '\0')
		return 0;
	ck_assert_uint_lt(all->count, MAX_FOUND);
	all->count++;
	(void)snprintf(one->rule, sizeof one->rule, "%s", f->rule->id);
	(void)tp_path_format(&f->at, one->at, sizeof one->at);
	if (f->record == TP_NO_RECORD)
		one->at[0] = '\0';
	(void)snprintf(one->mnemonic, sizeof one->mnemonic, "%s", f->mnemonic);
	(void)snprintf(one->source, sizeof one->source, "%s", f->source);
	(void)snprintf(one->fbi, sizeof one->fbi, "%s", f->fbi);
	(void)snprintf(one->text, sizeof one->text, "%s", f->text);
	one->severity = f->severity;
	one->offset = f->offset;
	ck_assert_str_ne(f->text, "");
	ck_assert_str_ne(f->source, "");
	ck_assert_str_eq(f->hint, f->rule->hint);
	return 0;
}

static inline tp_profile *
profile_of(const char *name)
{
	tp_profile *p;
	tp_diag diag;

	ck_assert_msg(tp_profile_new(name, NULL, &p, &diag) == TP_OK, "%s: %s", name, diag.text);
	return p;
}

static inline tp_transaction *
read_tolerantly(const char *bytes, size_t len)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(tp_transaction_read(bytes, len, &options, &t, &diag) == TP_OK, "%s",
	    diag.text);
	return t;
}

static inline void
check_bytes(const char *bytes, size_t len, const tp_profile *profile, findings *out)
{
	tp_check_options options = { .size = sizeof options, .flags = TP_CHECK_NO_HEADERS };
	tp_transaction *t = read_tolerantly(bytes, len);
	tp_diag diag;

	out->count = 0;
	ck_assert_int_eq(tp_check(t, profile, &options, keep_finding, out, &diag), TP_OK);
	tp_transaction_free(t);
}

static inline void
check_pieces(const piece *pieces, size_t count, const change *c, const tp_profile *profile,
    findings *out)
{
	ts_file f;

	ts_file_init(&f);
	put_pieces(&f, pieces, count, c);
	check_bytes(f.bytes, f.len, profile, out);
	ts_file_free(&f);
}

static inline const found *
find_rule(const findings *all, const char *rule, const char *at)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (strcmp(all->list[i].rule, rule) == 0 && strcmp(all->list[i].at, at) == 0)
			return &all->list[i];
	return NULL;
}

/* What was found, for the message of a test that fails. */
static inline const char *
told(const findings *all)
{
	static char text[4096];
	size_t i, len = 0;

	text[0] = '\0';
	for (i = 0; i < all->count && len + 300 < sizeof text; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "\n  %s %s: %s",
		    all->list[i].rule, all->list[i].at, all->list[i].text);
	return text;
}

#endif
