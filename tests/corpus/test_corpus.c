/* SPDX-License-Identifier: MIT */
/*
 * Every transaction below TENPRINT_CORPUS: read strictly or refused with a
 * place and a reason; what is strictly readable comes out as it went in by
 * every way of writing; what is not is repaired without losing a field.
 */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define SKIPPED 77

typedef struct totals {
	size_t strict;
	size_t tolerant;
	size_t refused;
	size_t fixed;
	size_t unfixable; /* TAG defects, or an FS that may be anybody's */
	size_t records;
	size_t failures;
} totals;

static void
fail(totals *sum, const char *path, const char *what, const tp_diag *diag)
{
	char text[400] = "";

	if (diag != NULL && diag->code != TP_OK)
		(void)tp_diag_format(diag, text, sizeof text);
	printf("FAIL: %s: %s: %s\n", path, what, text);
	sum->failures++;
}

static void
expect_same(totals *sum, const char *path, const char *what, const tp_transaction *t,
    uint32_t flags, const tp_bytes *input)
{
	tp_bytes out;
	tp_diag diag;

	if (tp_transaction_write(t, flags, &out, &diag) != TP_OK)
		fail(sum, path, what, &diag);
	else if (out.len != input->len || memcmp(out.ptr, input->ptr, out.len) != 0)
		fail(sum, path, what, NULL);
	tp_bytes_free(&out);
}

static void
expect_identity(totals *sum, const char *path, const tp_transaction *t, const tp_bytes *input)
{
	tp_transaction *rebuilt;
	tp_diag diag;

	expect_same(sum, path, "read and written", t, 0, input);
	expect_same(sum, path, "re-encoded", t, TP_WRITE_REENCODE, input);
	if (ts_rebuild(t, NULL, &rebuilt, &diag) != TP_OK) {
		fail(sum, path, "rebuild", &diag);
		return;
	}
	expect_same(sum, path, "rebuilt", rebuilt, 0, input);
	tp_transaction_free(rebuilt);
}

/* A defect that fix leaves: what stays listed has to be of these kinds. */
static bool
all_unfixable(const tp_transaction *t)
{
	size_t i, count = tp_transaction_defect_count(t);

	for (i = 0; i < count; i++)
		if (tp_transaction_defect(t, i)->kind != TP_DEFECT_TAG &&
		    tp_transaction_defect(t, i)->kind != TP_DEFECT_SEPARATOR)
			return false;
	return count != 0;
}

/* The values of all records, LEN and CNT apart, in one number. */
static uint64_t
values(const tp_transaction *t)
{
	size_t i, count = tp_transaction_record_count(t);
	uint64_t hash = 0, each;
	tp_field field;
	size_t n;

	for (i = 0; i < count; i++) {
		const tp_record *r = tp_transaction_record(t, i);

		for (n = 0; tp_record_field_at(r, n, &field); n++) {
			if (field.number == 1 || (i == 0 && field.number == 3) ||
			    (field.number == 0 && field.value.len == 0))
				continue;
			each = (uint64_t)i << 32 | field.number;
			hash = ts_hash(hash, &each, sizeof each);
			hash = ts_hash(hash, field.value.ptr, field.value.len);
		}
	}
	return hash;
}

static void
expect_fix(totals *sum, const char *path, tp_transaction *t)
{
	tp_transaction *again;
	uint64_t before = values(t);
	size_t records = tp_transaction_record_count(t), changes;
	tp_bytes out;
	tp_diag diag;

	if (tp_transaction_fix(t, 0, NULL, NULL, &changes, &diag) != TP_OK ||
	    (changes == 0 && !all_unfixable(t))) {
		fail(sum, path, "fix", &diag);
		return;
	}
	if (tp_transaction_record_count(t) != records || values(t) != before)
		fail(sum, path, "fix lost something", NULL);
	if (tp_transaction_write(t, 0, &out, &diag) != TP_OK) {
		fail(sum, path, "write what was fixed", &diag);
		return;
	}
	if (all_unfixable(t)) {
		sum->unfixable++;
	} else if (tp_transaction_read(out.ptr, out.len, NULL, &again, &diag) != TP_OK) {
		fail(sum, path, "read what was fixed", &diag);
	} else {
		if (values(again) != before)
			fail(sum, path, "what was fixed reads differently", NULL);
		tp_transaction_free(again);
		sum->fixed++;
	}
	tp_bytes_free(&out);
}

static void
check_tolerant(totals *sum, const char *path, const tp_bytes *input)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	const tp_defect *d;
	tp_diag diag;
	size_t i;

	if (tp_transaction_read(input->ptr, input->len, &options, &t, &diag) != TP_OK) {
		sum->refused++;
		if (diag.offset > input->len || diag.text[0] == '\0')
			fail(sum, path, "refused without a place or a reason", &diag);
		return;
	}
	sum->tolerant++;
	for (i = 0; i < tp_transaction_defect_count(t); i++) {
		d = tp_transaction_defect(t, i);
		if (d->where.offset > input->len || d->where.text[0] == '\0' || d->where.code >= 0)
			fail(sum, path, "a defect without a place or a reason", &d->where);
	}
	if (i == 0)
		fail(sum, path, "strictly refused, but without a defect", NULL);
	expect_same(sum, path, "tolerantly read and written", t, 0, input);
	expect_fix(sum, path, t);
	tp_transaction_free(t);
}

static void
check_file(void *ctx, const char *path)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t, *tolerant;
	totals *sum = ctx;
	tp_bytes input;
	tp_diag diag;

	if (tp_file_read(path, 0, NULL, &input, &diag) != TP_OK) {
		fail(sum, path, "cannot be opened", &diag);
		return;
	}
	if (tp_transaction_read(input.ptr, input.len, NULL, &t, &diag) == TP_OK) {
		sum->strict++;
		sum->records += tp_transaction_record_count(t);
		expect_identity(sum, path, t, &input);
		if (tp_transaction_read(input.ptr, input.len, &options, &tolerant, &diag) != TP_OK)
			fail(sum, path, "tolerant reading refuses it", &diag);
		else if (tp_transaction_defect_count(tolerant) != 0 ||
		    ts_walk(tolerant) != ts_walk(t))
			fail(sum, path, "tolerant reading finds another tree", NULL);
		tp_transaction_free(tolerant);
		tp_transaction_free(t);
	} else {
		if (diag.offset > input.len || diag.text[0] == '\0')
			fail(sum, path, "refused without a place or a reason", &diag);
		check_tolerant(sum, path, &input);
	}
	tp_bytes_free(&input);
}

int
main(void)
{
	const char *root = getenv("TENPRINT_CORPUS");
	totals sum = { 0 };
	size_t files;

	if (root == NULL) {
		printf("skipped: TENPRINT_CORPUS is not set\n");
		return SKIPPED;
	}
	files = ts_each_file(root, ts_itl_suffixes, check_file, &sum);
	printf("%zu files: %zu read strictly (%zu records), %zu tolerantly, %zu refused\n", files,
	    sum.strict, sum.records, sum.tolerant, sum.refused);
	printf("%zu repaired, %zu with what cannot be repaired, %zu failures\n", sum.fixed,
	    sum.unfixable, sum.failures);
	if (files == 0)
		printf("FAIL: no file found below TENPRINT_CORPUS\n");
	return files == 0 || sum.strict == 0 || sum.failures != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
