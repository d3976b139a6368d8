/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: when an answer to fingerprints is due (SOP 2.1.4, 3.1.4,
 * 3.1.6, rules R2a, R2b, R3, R4). A match runs two clocks that start at two
 * instants; what the procedures put no time to has none here.
 */

#include <string.h>

#include "../base/diag.h"
#include "calendar.h"

#define MATCH_HOURS 4
#define NO_MATCH_HOURS 24

static void
set(tp_deadline *out, int32_t state, const char *rule, const char *basis)
{
	out->state = state;
	out->rule = rule;
	out->basis = basis;
}

/* So many hours from an instant, which may not be known. */
static void
set_timed(tp_deadline *out, int64_t from, int64_t hours)
{
	if (from == TP_NO_INSTANT) {
		out->state = TP_DEADLINE_UNKNOWN;
		return;
	}
	out->from = from;
	out->due = from + hours * TPI_HOUR;
}

static void
find_iar(const tp_submission *s, tp_deadline *out)
{
	out->clause = "SOP 3.1.6";
	out->what = "on a match: LESC returns the IAR to FBI CJIS";
	set(out, TP_DEADLINE_TIMED, "R2a",
	    "4 hours from the submission of the fingerprints, in every state");
	set_timed(out, s->submitted, MATCH_HOURS);
}

static void
find_match(const tp_submission *s, tp_deadline *out)
{
	out->clause = "SOP 2.1.4";
	out->what = "on a match: FBI CJIS sends the IDR/IAR to the state bureau";
	if (s->routing == TP_ROUTING_YES) {
		set(out, TP_DEADLINE_TIMED, "R2b",
		    "4 hours from FBI CJIS's receipt of the fingerprints, where the state routes "
		    "messages");
		set_timed(out, s->received, MATCH_HOURS);
	} else if (s->routing == TP_ROUTING_NO)
		set(out, TP_DEADLINE_UNTIMED, "R2b",
		    "due, but no time is stated where the state does not route messages");
	else
		set(out, TP_DEADLINE_UNKNOWN, "R2b",
		    "due, at a stated time only where the state routes messages");
}

static void
find_no_match(const tp_submission *s, tp_deadline *out)
{
	out->clause = "SOP 2.1.4, 3.1.4";
	out->what = "on no match: FBI CJIS sends the no-match IDR";
	if (s->routing == TP_ROUTING_YES) {
		set(out, TP_DEADLINE_TIMED, "R3",
		    "24 hours from the submission of the fingerprints, where the state routes "
		    "messages");
		set_timed(out, s->submitted, NO_MATCH_HOURS);
	} else if (s->nff) {
		out->clause = "SOP 2.1.4";
		set(out, s->routing == TP_ROUTING_NO ? TP_DEADLINE_UNTIMED : TP_DEADLINE_UNKNOWN,
		    "R4", "due to an NFF state, at a stated time only where it routes messages");
	} else if (s->routing == TP_ROUTING_NO)
		set(out, TP_DEADLINE_NONE, "R3",
		    "no second answer is expected where the state does not route messages");
	else
		set(out, TP_DEADLINE_UNKNOWN, "R3",
		    "due only where the state routes messages, or is an NFF state");
}

static tp_status
check(const tp_submission *s, tp_diag *diag)
{
	tp_status status = TP_OK;

	if (s->routing < TP_ROUTING_UNKNOWN || s->routing > TP_ROUTING_NO)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "routing is yes, no or unknown");
	if (s->submitted != TP_NO_INSTANT)
		status = tpi_instant_check(s->submitted, diag);
	if (status == TP_OK && s->received != TP_NO_INSTANT)
		status = tpi_instant_check(s->received, diag);
	return status;
}

tp_status
tp_deadline_find(int kind, const tp_submission *submission, tp_deadline *out, tp_diag *diag)
{
	static void (*const find[TP_DEADLINE_KINDS])(const tp_submission *, tp_deadline *) = {
		[TP_DEADLINE_IAR] = find_iar,
		[TP_DEADLINE_MATCH] = find_match,
		[TP_DEADLINE_NO_MATCH] = find_no_match,
	};
	tp_submission s = { 0 };
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the deadline");
	memset(out, 0, sizeof *out);
	if (kind < 0 || kind >= TP_DEADLINE_KINDS)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no such deadline");
	if (submission != NULL)
		memcpy(&s, submission, submission->size < sizeof s ? submission->size : sizeof s);
	status = check(&s, diag);
	if (status != TP_OK)
		return status;
	out->kind = kind;
	find[kind](&s, out);
	if (out->due != TP_NO_INSTANT)
		status = tpi_instant_check(out->due, diag);
	if (status != TP_OK)
		memset(out, 0, sizeof *out);
	return status;
}
