/* SPDX-License-Identifier: MIT */
/*
 * Files cut short at every place, and with bits turned: whatever is read is
 * walked, written as it came, edited, repaired and read again; nothing
 * crashes, and nothing is left allocated.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "damage.h"

#define EVERY_BYTE 4096u
#define STEP 997u
#define FLIPS 20000u
#define SYNTHETIC_FLIPS 2500u

typedef struct totals {
	size_t files;
	size_t inputs;
	size_t read[2]; /* strictly, tolerantly */
	size_t fixed;
	size_t failures;
	uint64_t state;
	const char *name;
} totals;

static void
fail(totals *sum, const char *what, size_t len)
{
	printf("FAIL: %s: %s (input %zu, %zu bytes)\n", sum->name, what, sum->inputs, len);
	sum->failures++;
}

static bool
writes(const tp_transaction *t, uint32_t flags, const char *bytes, size_t len)
{
	tp_bytes out;
	uint64_t size = 0;
	bool same;

	if (tp_transaction_size(t, flags, &size, NULL) != TP_OK ||
	    tp_transaction_write(t, flags, &out, NULL) != TP_OK)
		return false;
	same = out.len == size && (bytes == NULL ||
	    (out.len == len && memcmp(out.ptr, bytes, len) == 0));
	tp_bytes_free(&out);
	return same;
}

/* What can go wrong here is refused; the tree stays whole. */
static void
edit(tp_transaction *t, uint64_t *state)
{
	tp_path path = { .idc = -1 };
	size_t i, count = tp_transaction_record_count(t);
	tp_status status = TP_OK;
	char value[40];

	memset(value, 'v', sizeof value);
	for (i = 0; i < count && i < 20; i++) {
		path.type = (uint32_t)tp_record_type(tp_transaction_record(t, i));
		path.nth = 1 + (uint32_t)ts_below(state, 3);
		path.field = (uint32_t)ts_below(state, 20);
		path.subfield = (uint32_t)ts_below(state, 3);
		path.item = (uint32_t)ts_below(state, 3);
		status = tp_transaction_set(t, &path, value, ts_below(state, 40), 0, NULL);
		status = tp_transaction_append(t, &path, value, 1, 0, NULL);
		status = tp_transaction_insert(t, &path, value, 2, 0, NULL);
		if (path.field != 0)
			status = tp_transaction_delete(t, &path, NULL);
	}
	status = tp_transaction_add_record(t, 14, -1, 1, NULL, NULL);
	status = tp_transaction_move_record(t, 1, count / 2 + 1, NULL);
	status = tp_transaction_remove_record(t, 1, NULL);
	status = tp_transaction_compact(t, NULL);
	(void)status; /* a refusal is an answer too */
}

static void
check_fix(totals *sum, tp_transaction *t, size_t len)
{
	tp_transaction *again;
	tp_bytes out;

	if (tp_transaction_fix(t, TP_FIX_IDC, NULL, NULL, NULL, NULL) != TP_OK ||
	    tp_transaction_write(t, 0, &out, NULL) != TP_OK) {
		fail(sum, "cannot be repaired and written", len);
		return;
	}
	if (tp_transaction_defect_count(t) == 0) {
		if (tp_transaction_read(out.ptr, out.len, NULL, &again, NULL) != TP_OK)
			fail(sum, "is not strictly readable after it was repaired", len);
		tp_transaction_free(again);
		sum->fixed++;
	}
	tp_bytes_free(&out);
}

static void
exercise_with(totals *sum, const char *bytes, size_t len, uint32_t flags)
{
	tp_read_options options = { .size = sizeof options, .flags = flags | TP_READ_BORROW };
	tp_transaction *t;
	uint64_t hash;
	tp_diag diag;
	ts_mem m;

	ts_mem_init(&m);
	options.mem = &m.mem;
	if (tp_transaction_read(bytes, len, &options, &t, &diag) == TP_OK) {
		sum->read[flags]++;
		hash = ts_walk(t);
		if (!writes(t, 0, bytes, len))
			fail(sum, "is not written as it was read", len);
		if (flags == 0 && !writes(t, TP_WRITE_REENCODE, bytes, len))
			fail(sum, "is not re-encoded as it was read", len);
		if (ts_walk(t) != hash)
			fail(sum, "changed by looking and writing", len);
		if (flags == 0 || sum->inputs % 2 == 0)
			edit(t, &sum->state);
		(void)ts_walk(t);
		if (!writes(t, 0, NULL, 0) || !writes(t, TP_WRITE_REENCODE, NULL, 0))
			fail(sum, "cannot be written when edited", len);
		if (flags != 0)
			check_fix(sum, t, len);
		tp_transaction_free(t);
	} else if (t != NULL || diag.code == TP_OK || diag.offset > len || diag.text[0] == '\0') {
		fail(sum, "refused without a place or a reason", len);
	}
	if (!ts_mem_clean(&m))
		fail(sum, "left something allocated", len);
}

/* A block of just that size, so that a checker of memory sees a byte too far. */
static void
exercise(totals *sum, const char *bytes, size_t len)
{
	char *copy = malloc(len != 0 ? len : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, bytes, len);
	sum->inputs++;
	exercise_with(sum, copy, len, 0);
	exercise_with(sum, copy, len, TP_READ_TOLERANT);
	if (memcmp(copy, bytes, len) != 0)
		fail(sum, "the input was written into", len);
	free(copy);
}

static void
damage(void *ctx, const char *name, const char *bytes, size_t len)
{
	totals *sum = ctx;
	size_t i, at, flips = sum->files < 2 ? SYNTHETIC_FLIPS : FLIPS / 4;
	char *copy = malloc(len);
	int bit;

	if (copy == NULL)
		abort();
	sum->name = name;
	sum->files++;
	for (i = 0; i < len; i += i < EVERY_BYTE ? 1 : STEP)
		exercise(sum, bytes, i);
	memcpy(copy, bytes, len);
	for (i = 0; i < flips; i++) {
		/* Half of them where the structure is. */
		at = ts_below(&sum->state, i % 2 == 0 && len > 1000 ? 1000 : len);
		bit = 1 << ts_below(&sum->state, 8);
		copy[at] = (char)(copy[at] ^ bit);
		exercise(sum, copy, len);
		if (i % 4 != 0) /* now and then the damage stays */
			copy[at] = bytes[at];
		if (i % 64 == 63)
			memcpy(copy, bytes, len);
	}
	free(copy);
}

int
main(void)
{
	totals sum = { .state = 20240229 };
	bool enough = ts_each_victim(damage, &sum);

	printf("%zu files, %zu damaged inputs: %zu read strictly, %zu tolerantly, %zu repaired, "
	    "%zu failures\n", sum.files, sum.inputs, sum.read[0], sum.read[1], sum.fixed,
	    sum.failures);
	return enough && sum.failures == 0 && sum.read[1] != 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
