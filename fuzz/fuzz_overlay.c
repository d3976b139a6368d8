/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: overlays over a profile of the standard and one of the FBI's
 * specification. What is refused names a place inside the text and leaves the
 * profile as it was; what is taken can be looked up, compared and checked by.
 * Looking one over says the same as laying it.
 */

#include <stdlib.h>
#include <string.h>

#include <tenprint/check.h>
#include <tenprint/edit.h>

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static int
count_row(void *ctx, const tp_field_def *a, const tp_field_def *b)
{
	must(a != NULL || b != NULL);
	++*(size_t *)ctx;
	return 0;
}

typedef struct notes {
	size_t size;
	size_t errors;
} notes;

static void
look_at(void *ctx, const tp_overlay_note *note)
{
	notes *n = ctx;

	must(note->text[0] != '\0' && note->offset <= n->size);
	must(note->line == 0 || note->column != 0);
	n->errors += note->code != TP_OK;
}

static const tp_transaction *
booking(void)
{
	static tp_transaction *t;
	tp_new_options options = { .size = sizeof options, .tot = "CAR", .dat = "20260101",
		.dai = "WVIAFIS0Z", .ori = "NY0300000", .tcn = "SYNTHETIC-1" };
	tp_record *r;

	if (t == NULL) {
		must(tp_transaction_new(&options, &t, NULL) == TP_OK);
		must(tp_transaction_add_record(t, 2, -1, 0, &r, NULL) == TP_OK);
		must(tp_record_set_text(r, 18, "SYNTHETIC,SAMPLE", NULL) == TP_OK);
		must(tp_record_set_text(r, 41, "1 SAMPLE STREET", NULL) == TP_OK);
	}
	return t;
}

static void
lay(const char *name, const char *text, size_t size)
{
	notes n = { size, 0 };
	tp_profile *plain, *laid;
	tp_check_counts counts;
	size_t differences = 0;
	tp_status status;
	tp_diag diag;

	must(tp_profile_new(name, NULL, &plain, NULL) == TP_OK);
	must(tp_profile_new(name, NULL, &laid, NULL) == TP_OK);
	status = tp_profile_lint(plain, text, size, look_at, &n, &diag);
	must((status == TP_OK) == (n.errors == 0));
	must(tp_profile_overlay(laid, text, size, &diag) == status);
	must(status == TP_OK || diag.offset == TP_NO_OFFSET || diag.offset <= size);
	must(tp_profile_diff(plain, laid, count_row, &differences) == 0);
	must(status == TP_OK || differences == 0);
	must(tp_check_count(booking(), laid, NULL, &counts, NULL) == TP_OK);
	tp_profile_free(plain);
	tp_profile_free(laid);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = size != 0 ? (const char *)data : "";

	lay("ebts-11.0", text, size);
	lay("itl-2011", text, size);
	return 0;
}
