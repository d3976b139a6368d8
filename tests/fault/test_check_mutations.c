/* SPDX-License-Identifier: MIT */
/*
 * The check under mutation: clean bookings, in which each field in turn is
 * removed, emptied, made longer, given a wrong character, a wrong code, and
 * doubled. What is then found is typed beside each mutation and has to be
 * found, each at its place, and nothing else.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/check.h>

#include "mutations.h"

#define SKIPPED 77
#define MAX_FOUND 64
#define DATA_FIELD 999

typedef struct found {
	char text[MAX_FOUND][96]; /* "value-long 2.018" */
	size_t count;
} found;

/* A clean booking, its records as they stand in the file, and its profile. */
typedef struct bench {
	const card *card;
	tp_bytes bytes;
	tp_transaction *t;
	tp_profile *profile;
} bench;

typedef struct totals {
	size_t mutations;
	size_t legal; /* those that nothing is to be found in */
	size_t different;
} totals;

static int
keep(void *ctx, const tp_finding *f)
{
	found *all = ctx;
	char at[48] = "-";

	if (all->count == MAX_FOUND)
		return 1;
	if (f->record != TP_NO_RECORD)
		(void)tp_path_format(&f->at, at, sizeof at);
	(void)snprintf(all->text[all->count++], sizeof all->text[0], "%s %s", f->rule->id, at);
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
sort(found *all)
{
	qsort(all->text, all->count, sizeof all->text[0], compare);
}

static void
check_bytes(const bench *b, const void *bytes, size_t len, found *out)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_diag diag;

	memset(out, 0, sizeof *out);
	if (tp_transaction_read(bytes, len, &options, &t, &diag) != TP_OK) {
		(void)snprintf(out->text[out->count++], sizeof out->text[0], "unreadable -");
		return;
	}
	if (tp_check(t, b->profile, NULL, keep, out, &diag) != TP_OK)
		(void)snprintf(out->text[0], sizeof out->text[0], "the check failed");
	tp_transaction_free(t);
	sort(out);
}

static bool
bench_make(const card *c, bench *b)
{
	tp_diag diag;
	found all;
	size_t i;

	memset(b, 0, sizeof *b);
	b->card = c;
	card_make(c, &b->bytes);
	if (tp_profile_new(c->profile, NULL, &b->profile, &diag) != TP_OK ||
	    tp_transaction_read(b->bytes.ptr, b->bytes.len, NULL, &b->t, &diag) != TP_OK) {
		printf("FAIL: %s: %s\n", c->profile, diag.text);
		return false;
	}
	check_bytes(b, b->bytes.ptr, b->bytes.len, &all);
	for (i = 0; i < all.count; i++)
		printf("FAIL: %s: in a clean booking: %s\n", c->profile, all.text[i]);
	return all.count == 0;
}

static void
bench_free(bench *b)
{
	tp_transaction_free(b->t);
	tp_profile_free(b->profile);
	tp_bytes_free(&b->bytes);
}

/* What is done to a field: its value, NULL for none at all, and how often it stands there. */
typedef struct change {
	const tp_record *record;
	uint32_t field;
	const char *value;
	size_t times;
} change;

static void
put(char *text, size_t *len, size_t size, const void *bytes, size_t count)
{
	if (*len + count > size) {
		printf("FAIL: a record is too large for the test\n");
		exit(EXIT_FAILURE);
	}
	if (count != 0)
		memcpy(text + *len, bytes, count);
	*len += count;
}

static void
put_field(char *text, size_t *len, size_t size, const tp_field *f, const char *value)
{
	if (*len != 0)
		put(text, len, size, GS, 1);
	put(text, len, size, f->tag.ptr, f->tag.len);
	put(text, len, size, ":", 1);
	if (value != NULL)
		put(text, len, size, value, strlen(value));
	else
		put(text, len, size, f->value.ptr, f->value.len);
}

static void
put_tagged(ts_file *file, const change *c)
{
	static char rest[1u << 20];
	size_t i, n, len = 0;
	char tag[16];
	tp_field f;

	(void)snprintf(tag, sizeof tag, "%d.001:", tp_record_type(c->record));
	for (i = 0; tp_record_field_at(c->record, i, &f); i++) {
		if (f.number == 1)
			continue;
		if (f.number != c->field)
			put_field(rest, &len, sizeof rest, &f, NULL);
		for (n = 0; f.number == c->field && n < c->times; n++)
			put_field(rest, &len, sizeof rest, &f, c->value);
	}
	ts_tagged(file, tag, rest, len, 0);
}

/* Type-4's header by offsets: IDC, IMP, FGP's first, ISR, HLL, VLL, GCA. */
static void
put_binary(ts_file *file, const change *c)
{
	static const struct {
		size_t at;
		size_t width;
	} places[] = { { 0, 0 }, { 0, 0 }, { 4, 1 }, { 5, 1 }, { 6, 1 }, { 12, 1 }, { 13, 2 },
		{ 15, 2 }, { 17, 1 } };
	static unsigned char bytes[1u << 20];
	unsigned long number = strtoul(c->value, NULL, 10);
	tp_str raw;

	tp_record_raw(c->record, &raw);
	if (raw.len > sizeof bytes || c->field >= sizeof places / sizeof places[0]) {
		printf("FAIL: no such field in Type-4\n");
		exit(EXIT_FAILURE);
	}
	memcpy(bytes, raw.ptr, raw.len);
	if (places[c->field].width == 2)
		bytes[places[c->field].at] = (unsigned char)(number >> 8);
	bytes[places[c->field].at + places[c->field].width - 1] = (unsigned char)number;
	ts_raw(file, bytes, raw.len);
}

static void
change_and_check(const bench *b, const change *c, found *out)
{
	size_t i, count = tp_transaction_record_count(b->t);
	ts_file file;
	tp_str raw;

	ts_file_init(&file);
	for (i = 0; i < count; i++) {
		const tp_record *r = tp_transaction_record(b->t, i);

		tp_record_raw(r, &raw);
		if (r != c->record)
			ts_raw(&file, raw.ptr, raw.len);
		else if (tp_record_is_binary(r))
			put_binary(&file, c);
		else
			put_tagged(&file, c);
	}
	check_bytes(b, file.bytes, file.len, out);
	ts_file_free(&file);
}

/*
 * "value-long.1" of field 2.019 is "value-long 2@0.019.1"; the ! of
 * "depends-forbidden@!.021" stands for the type and IDC of the record.
 */
static void
expect_one(const char *word, size_t len, const char *base, found *out)
{
	const char *at = memchr(word, '@', len), *dot = memchr(word, '.', len);
	char *text = out->text[out->count];
	size_t size = sizeof out->text[0];

	if (out->count == MAX_FOUND)
		return;
	out->count++;
	if (at != NULL && at[1] == '!')
		(void)snprintf(text, size, "%.*s %.*s%.*s", (int)(at - word), word,
		    (int)strcspn(base, "."), base, (int)(len - (size_t)(at - word) - 2), at + 2);
	else if (at != NULL)
		(void)snprintf(text, size, "%.*s %.*s", (int)(at - word), word,
		    (int)(len - (size_t)(at - word) - 1), at + 1);
	else if (dot != NULL)
		(void)snprintf(text, size, "%.*s %s%.*s", (int)(dot - word), word, base,
		    (int)(len - (size_t)(dot - word)), dot);
	else
		(void)snprintf(text, size, "%.*s %s", (int)len, word, base);
}

static void
expect_all(const char *words, const char *base, found *out)
{
	size_t len;

	memset(out, 0, sizeof *out);
	while (*words != '\0') {
		len = strcspn(words, " ");
		if (len != 0)
			expect_one(words, len, base, out);
		words += len + (words[len] == ' ');
	}
	sort(out);
}

static void
show(const char *lead, const found *all)
{
	size_t i;

	printf("    %s:", lead);
	for (i = 0; i < all->count; i++)
		printf("%s %s", i == 0 ? "" : ",", all->text[i]);
	printf("%s\n", all->count == 0 ? " nothing" : "");
}

static void
try_change(totals *sum, const bench *b, const change *c, const char *what, const char *words)
{
	found is, wanted;
	char base[48];
	tp_path path = { .type = (uint32_t)tp_record_type(c->record),
		.idc = tp_record_idc(c->record), .field = c->field };

	(void)tp_path_format(&path, base, sizeof base);
	expect_all(words, base, &wanted);
	change_and_check(b, c, &is);
	sum->mutations++;
	sum->legal += wanted.count == 0;
	if (is.count == wanted.count && memcmp(is.text, wanted.text, sizeof is.text) == 0)
		return;
	sum->different++;
	printf("FAIL: %s: %s %s %.40s\n", b->card->profile, base, what,
	    c->value != NULL ? c->value : "");
	show("expected", &wanted);
	show("found", &is);
}

static const tp_record *
record_with(const tp_transaction *t, int type, uint32_t field)
{
	size_t i, count = tp_transaction_record_count(t);
	tp_field f;

	for (i = 0; i < count; i++) {
		const tp_record *r = tp_transaction_record(t, i);

		if (tp_record_type(r) == type && tp_record_field(r, field, 0, &f))
			return r;
	}
	return NULL;
}

static void
try_row(totals *sum, const bench *b, const mutation *row)
{
	const tp_record *r = record_with(b->t, row->type, row->field);
	size_t i;

	if (r == NULL) {
		printf("FAIL: %s has no %d.%03u\n", b->card->profile, row->type,
		    (unsigned)row->field);
		sum->different++;
		return;
	}
	if (row->removed != NULL)
		try_change(sum, b, &(change){ r, row->field, NULL, 0 }, "removed", row->removed);
	if (row->emptied != NULL)
		try_change(sum, b, &(change){ r, row->field, "", 1 }, "emptied", row->emptied);
	if (row->doubled != NULL)
		try_change(sum, b, &(change){ r, row->field, NULL, 2 }, "doubled", row->doubled);
	for (i = 0; i < MAX_TRIES && row->tries[i].value != NULL; i++)
		try_change(sum, b, &(change){ r, row->field, row->tries[i].value, 1 }, "changed to",
		    row->tries[i].found);
}

/* Whether a row speaks of the field: every field of a booking has one. */
static bool
covered(char letter, int type, uint32_t field)
{
	size_t t, i;

	for (t = 0; t < mutation_table_count; t++)
		for (i = 0; i < mutation_tables[t]->count; i++) {
			const mutation *row = &mutation_tables[t]->rows[i];

			if (row->type == type && row->field == field &&
			    strchr(row->cards, letter) != NULL)
				return true;
		}
	return false;
}

static void
expect_covered(totals *sum, const bench *b)
{
	size_t i, n, count = tp_transaction_record_count(b->t);
	tp_field f;

	for (i = 0; i < count; i++) {
		const tp_record *r = tp_transaction_record(b->t, i);

		for (n = 0; tp_record_field_at(r, n, &f); n++) {
			if (f.number == 1 || f.number == DATA_FIELD || f.kind == TP_FIELD_DATA ||
			    covered(b->card->letter, tp_record_type(r), f.number))
				continue;
			printf("FAIL: %s: nothing is tried on %d.%03u\n", b->card->profile,
			    tp_record_type(r), (unsigned)f.number);
			sum->different++;
		}
	}
}

static void
try_card(totals *sum, const card *c)
{
	size_t t, i;
	bench b;

	if (!bench_make(c, &b))
		sum->different++;
	if (b.t != NULL) {
		expect_covered(sum, &b);
		for (t = 0; t < mutation_table_count; t++)
			for (i = 0; i < mutation_tables[t]->count; i++)
				if (strchr(mutation_tables[t]->rows[i].cards, c->letter) != NULL)
					try_row(sum, &b, &mutation_tables[t]->rows[i]);
	}
	bench_free(&b);
}

int
main(void)
{
	size_t i, failures = 0;

	if (!tp_codec_can(TP_CODEC_JPEG, TP_CODEC_CAN_ENCODE)) {
		printf("skipped: built without JPEG\n");
		return SKIPPED;
	}
	for (i = 0; i < card_count; i++) {
		totals sum = { 0 };

		try_card(&sum, &cards[i]);
		printf("%s: %zu mutations, %zu of them legal; %zu differ\n", cards[i].profile,
		    sum.mutations, sum.legal, sum.different);
		failures += sum.different;
	}
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
