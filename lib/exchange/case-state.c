/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what stands at an instant: the results that have come, what
 * is due and what is late (R1-R4, R9-R12), folded over the timeline. The
 * first answer of its kind stands; an IDR never changes the IAFIS result.
 */

#include <string.h>

#include <tenprint/clock.h>
#include <tenprint/notice.h>

#include "case.h"

#define HOUR 3600
#define DAY 86400

/* What one pass over the timeline finds. */
typedef struct fold {
	const tp_case *c;
	int64_t now;
	tp_case_state *out;
	int64_t sent;     /* of the submission */
	int64_t received; /* by CJIS, where that is known */
	int64_t match;    /* when the answer came; TP_NO_INSTANT: not */
	int64_t no_match;
	int64_t query;    /* an IAQ of CJIS, so that a match is known */
	int64_t answer;   /* the IAR, at CJIS */
	int64_t notice;   /* of release or transfer */
	int64_t release;  /* that it tells of */
	int64_t release_notice;
	int64_t custody;
} fold;

static bool
counts(const tp_entry *entry)
{
	return entry->event.kind != TP_EVENT_FAILED && (entry->flags & TP_ENTRY_FOREIGN) == 0;
}

static void
first(int64_t *at, const tp_event *e)
{
	if (*at == TP_NO_INSTANT)
		*at = e->at;
}

static void
fold_answer(fold *f, const tp_event *e)
{
	tp_case_state *s = f->out;

	if (!tpi_is_arrival(e))
		return;
	switch (e->message) {
	case TP_MESSAGE_SRE:
		if (s->iafis == TP_IAFIS_WAITING)
			s->iafis = e->srf.len == 1 && e->srf.ptr[0] == 'I' ? TP_IAFIS_IDENT
			    : TP_IAFIS_NONIDENT;
		break;
	case TP_MESSAGE_ERRT:
		if (s->iafis == TP_IAFIS_WAITING)
			s->iafis = TP_IAFIS_REFUSED;
		break;
	case TP_MESSAGE_IDR_MATCH:
		if (f->no_match == TP_NO_INSTANT)
			first(&f->match, e);
		break;
	case TP_MESSAGE_IDR_NO_MATCH:
		if (f->match == TP_NO_INSTANT)
			first(&f->no_match, e);
		break;
	case TP_MESSAGE_UNCLASSIFIED:
		s->unclassified = true;
		break;
	default:
		break;
	}
}

/* The sender's and the receiver's line, and what came twice, are of one notice. */
static bool
was_told(const tp_case *c, size_t at)
{
	const tp_event *e = &c->entries[at].event;
	size_t i;

	for (i = 0; i < at; i++) {
		const tp_event *old = &c->entries[i].event;

		if (old->message == e->message && old->notice == e->notice &&
		    old->digest == e->digest && counts(&c->entries[i]))
			return true;
	}
	return false;
}

static void
fold_notice(fold *f, const tp_event *e)
{
	switch (e->notice) {
	case TP_NOTICE_DETAINER:
		f->out->detainer = true;
		break;
	case TP_NOTICE_WITHDRAWAL:
		f->out->detainer = false;
		break;
	case TP_NOTICE_RELEASE:
	case TP_NOTICE_TRANSFER:
		f->out->released = true;
		first(&f->notice, e);
		if (f->release == TP_NO_INSTANT)
			f->release = e->instant;
		/* Custody is due after a release alone (SOP 3.2.4). */
		if (e->notice == TP_NOTICE_RELEASE)
			first(&f->release_notice, e);
		break;
	case TP_NOTICE_CUSTODY:
		f->out->in_ice_custody = true;
		if (f->custody == TP_NO_INSTANT)
			f->custody = e->instant != TP_NO_INSTANT ? e->instant : e->at;
		break;
	case TP_NOTICE_ADJUDICATION:
		if (f->out->pending != 0)
			f->out->pending--;
		break;
	default:
		break;
	}
}

static void
fold_entry(fold *f, size_t at)
{
	const tp_event *e = &f->c->entries[at].event;

	if (!counts(&f->c->entries[at]))
		return;
	if (e->message == TP_MESSAGE_NOTICE) {
		if (!was_told(f->c, at))
			fold_notice(f, e);
	} else if (e->message == TP_MESSAGE_IAQ && e->from == TP_SYSTEM_CJIS)
		first(&f->query, e);
	else if (e->message == TP_MESSAGE_IAR && e->kind == TP_EVENT_RECEIVED &&
	    e->to == TP_SYSTEM_CJIS)
		first(&f->answer, e);
	else
		fold_answer(f, e);
}

/* ---- what is due ------------------------------------------------------------ */

static tp_due *
add_due(fold *f, const char *what, const char *rule, const char *clause, const char *basis)
{
	tp_due *due = &f->out->dues[f->out->due_count];

	if (f->out->due_count < TP_CASE_DUES)
		f->out->due_count++;
	*due = (tp_due){ what, rule, clause, basis, 0, TP_NO_INSTANT, false };
	return due;
}

static void
set_due(const fold *f, tp_due *due, int64_t at, int64_t met)
{
	due->at = at;
	due->met = met;
	due->late = met != TP_NO_INSTANT ? met > at : f->now > at;
}

/* R2a and R2b: two clocks, two bases. */
static void
due_on_match(fold *f)
{
	bool known = f->received != f->sent;

	if (f->query != TP_NO_INSTANT || f->answer != TP_NO_INSTANT)
		set_due(f, add_due(f, "IAR at CJIS", "R2a", "SOP 3.1.6",
		    "submission of the fingerprints"), f->sent + 4 * HOUR, f->answer);
	if (f->c->jurisdiction->routing)
		set_due(f, add_due(f, "match IDR/IAR", "R2b", "SOP 2.1.4",
		    known ? "receipt of the fingerprints by CJIS"
		          : "submission, for CJIS's receipt is not known"),
		    f->received + 4 * HOUR, f->match);
}

/*
 * Until something tells which of the two answers it will be, the one that may
 * come last is due; after a match the other one is not.
 */
static void
due_second(fold *f)
{
	const tp_jurisdiction *j = f->c->jurisdiction;
	tp_due *due;

	if (f->match != TP_NO_INSTANT || f->query != TP_NO_INSTANT || f->answer != TP_NO_INSTANT) {
		due_on_match(f);
		return;
	}
	if (!j->routing && !j->nff)
		return;
	due = add_due(f, f->no_match != TP_NO_INSTANT ? "no-match IDR"
	    : "second answer: match IDR/IAR, or no-match IDR", j->nff ? "R4" : "R3",
	    "SOP 2.1.4, 3.1.4", "submission of the fingerprints");
	set_due(f, due, f->sent + 24 * HOUR, f->no_match);
}

/* R10. A notice is due as soon as the release is known, so that it is not late by itself. */
static void
due_custody(fold *f)
{
	tp_custody clock;
	tp_due *due;

	if (f->notice != TP_NO_INSTANT && f->release != TP_NO_INSTANT) {
		due = add_due(f, "notice of release", "R10", "SOP 2.2.3",
		    "30 days before the release, or as soon as known");
		set_due(f, due, f->release - 30 * (int64_t)DAY, f->notice);
		due->late = false;
	}
	if (f->release_notice == TP_NO_INSTANT || !f->out->detainer ||
	    tp_clock_custody(f->release_notice, &f->c->local, &clock, NULL) != TP_OK)
		return;
	due = add_due(f, "custody by ICE", "R10", "SOP 3.2.4",
	    "notice of release; Saturdays, Sundays and federal holidays do not count");
	set_due(f, due, clock.due, f->custody);
}

/* What has come stands; R3 and R4 tell whether a no-match is answered at all. */
static void
settle_second(fold *f, bool takes_part)
{
	const tp_jurisdiction *j = f->c->jurisdiction;
	tp_case_state *s = f->out;
	bool asked = f->query != TP_NO_INSTANT || f->answer != TP_NO_INSTANT;

	if (f->match != TP_NO_INSTANT)
		s->second = TP_SECOND_MATCH;
	else if (f->no_match != TP_NO_INSTANT)
		s->second = TP_SECOND_NO_MATCH;
	else if (takes_part && (asked ||
	    (s->iafis != TP_IAFIS_REFUSED && (j->routing || j->nff))))
		s->second = TP_SECOND_WAITING;
}

static bool
is_closed(const tp_case_state *s)
{
	size_t i;

	if (s->iafis == TP_IAFIS_WAITING || s->second == TP_SECOND_WAITING || s->pending != 0)
		return false;
	for (i = 0; i < s->due_count; i++)
		if (s->dues[i].met == TP_NO_INSTANT)
			return false;
	return !s->detainer || s->in_ice_custody;
}

void
tp_case_at(const tp_case *c, int64_t now, tp_case_state *out)
{
	/* TP_NO_INSTANT is 0. */
	fold f = { .c = c, .now = now, .out = out };
	bool submitted, takes_part;
	size_t i;

	memset(out, 0, sizeof *out);
	out->pending = c->pending;
	out->iafis = c->submission == TP_MESSAGE_CAR ? TP_IAFIS_WAITING : TP_IAFIS_NONE;
	for (i = 0; i < c->entry_count && c->entries[i].event.at <= now; i++)
		fold_entry(&f, i);
	submitted = tpi_case_submitted(c, now, &f.sent, &f.received);
	/* R12 withholds the second answer: it is due nowhere then. */
	takes_part = submitted && tp_jurisdiction_takes_part(c->jurisdiction, f.received);
	settle_second(&f, takes_part);
	if (takes_part && out->second != TP_SECOND_NOT_EXPECTED)
		due_second(&f);
	due_custody(&f);
	out->closed = submitted && is_closed(out);
}
