/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what each entry of a timeline means: the rule that it
 * follows, its line in the audit trail, and how it stands to the entries
 * before it. But for whose it is, an entry's flags depend on those before it.
 */

#include <string.h>

#include <tenprint/notice.h>

#include "case.h"

#define HOUR 3600

bool
tpi_is_arrival(const tp_event *e)
{
	return e->kind == TP_EVENT_RECEIVED &&
	    (e->to == 0 || e->to == TP_SYSTEM_LEA || e->to == TP_SYSTEM_SIB);
}

static bool
is_answer(const tp_event *e)
{
	return e->message == TP_MESSAGE_SRE || e->message == TP_MESSAGE_ERRT ||
	    e->message == TP_MESSAGE_IDR_MATCH || e->message == TP_MESSAGE_IDR_NO_MATCH ||
	    e->message == TP_MESSAGE_UNCLASSIFIED;
}

static bool
is_second(const tp_event *e)
{
	return e->message == TP_MESSAGE_IDR_MATCH || e->message == TP_MESSAGE_IDR_NO_MATCH;
}

bool
tpi_case_submitted(const tp_case *c, int64_t now, int64_t *sent, int64_t *received)
{
	bool found = false;
	size_t i;

	*sent = *received = TP_NO_INSTANT;
	for (i = 0; i < c->entry_count && c->entries[i].event.at <= now; i++) {
		const tp_event *e = &c->entries[i].event;

		if (e->message != c->submission || e->kind == TP_EVENT_FAILED ||
		    (c->entries[i].flags & TP_ENTRY_FOREIGN) != 0)
			continue;
		if (!found)
			*sent = e->at;
		found = true;
		if (e->kind == TP_EVENT_RECEIVED && e->to == TP_SYSTEM_CJIS &&
		    *received == TP_NO_INSTANT)
			*received = e->at;
	}
	if (*received == TP_NO_INSTANT)
		*received = *sent;
	return found;
}

const char *
tpi_notice_rule(int notice)
{
	switch (notice) {
	case TP_NOTICE_DETAINER:
	case TP_NOTICE_WITHDRAWAL:
	case TP_NOTICE_REQUEST:
	case TP_NOTICE_REPLY:
		return "R9";
	case TP_NOTICE_RELEASE:
	case TP_NOTICE_TRANSFER:
	case TP_NOTICE_CUSTODY:
		return "R10";
	case TP_NOTICE_PROCEEDINGS:
	case TP_NOTICE_ADJUDICATION:
		return "R11";
	default:
		return "";
	}
}

static const char *
rule_of(const tp_case *c, const tp_event *e)
{
	bool nff = c->jurisdiction != NULL && c->jurisdiction->nff;

	switch (e->message) {
	case TP_MESSAGE_CAR:
	case TP_MESSAGE_SRE:
	case TP_MESSAGE_ERRT:
	case TP_MESSAGE_UNCLASSIFIED:
		return "R1";
	case TP_MESSAGE_CPI:
		return "R4";
	case TP_MESSAGE_IDR_MATCH:
		return nff ? "R4" : "R2";
	case TP_MESSAGE_IDR_NO_MATCH:
		return nff ? "R4" : "R3";
	case TP_MESSAGE_IAQ:
		return e->from == TP_SYSTEM_LEA || e->from == TP_SYSTEM_NLETS ? "R6" : "R2";
	case TP_MESSAGE_IAR:
		return "R8";
	case TP_MESSAGE_NOTICE:
		return tpi_notice_rule(e->notice);
	default:
		return "";
	}
}

static const char *
text_of(const tp_event *e)
{
	static const char *const said[][3] = {
		{ "a message was sent", "a message arrived", "a message failed" },
		{ "the CAR was sent", "the CAR arrived", "the CAR failed" },
		{ "the SRE was sent", "the SRE arrived", "the SRE failed" },
		{ "the match IDR was sent", "the match IDR arrived", "the match IDR failed" },
		{ "the no-match IDR was sent", "the no-match IDR arrived",
		    "the no-match IDR failed" },
		{ "an SRE of unknown content was sent", "an SRE of unknown content arrived",
		    "an SRE of unknown content failed" },
		{ "the ERRT was sent", "the ERRT arrived", "the ERRT failed" },
		{ "the CPI was sent", "the CPI arrived", "the CPI failed" },
		{ "an IAQ was sent", "an IAQ arrived", "an IAQ failed" },
		{ "the IAR was sent", "the IAR arrived", "the IAR failed" },
	};
	static const char *const noticed[][3] = {
		{ "a notice was sent", "a notice arrived", "a notice failed" },
		{ "the detainer was sent", "the detainer arrived", "the detainer failed" },
		{ "the withdrawal of the detainer was sent",
		    "the withdrawal of the detainer arrived",
		    "the withdrawal of the detainer failed" },
		{ "a request for information was sent", "a request for information arrived",
		    "a request for information failed" },
		{ "the notice of release was sent", "the notice of release arrived",
		    "the notice of release failed" },
		{ "the notice of transfer was sent", "the notice of transfer arrived",
		    "the notice of transfer failed" },
		{ "the notice that custody was taken was sent",
		    "the notice that custody was taken arrived",
		    "the notice that custody was taken failed" },
		{ "the notice of removal proceedings was sent",
		    "the notice of removal proceedings arrived",
		    "the notice of removal proceedings failed" },
		{ "the notice of adjudication was sent", "the notice of adjudication arrived",
		    "the notice of adjudication failed" },
		{ "the answer to a request was sent", "the answer to a request arrived",
		    "the answer to a request failed" },
	};
	size_t way = (size_t)(e->kind - TP_EVENT_SENT);

	if (e->message == TP_MESSAGE_NOTICE)
		return noticed[e->notice > 0 &&
		    e->notice < (int)(sizeof noticed / sizeof noticed[0]) ? e->notice : 0][way];
	return said[e->message >= 0 && e->message < (int)(sizeof said / sizeof said[0])
	    ? e->message : 0][way];
}

static bool
same_text(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static bool
same_step(const tp_event *a, const tp_event *b)
{
	return a->kind == b->kind && a->message == b->message && a->notice == b->notice &&
	    a->from == b->from && a->to == b->to && a->digest == b->digest;
}

/* Two arrivals of one kind of answer: do they say the same? */
static bool
contradicts(const tp_event *a, const tp_event *b)
{
	if (is_second(a) && is_second(b))
		return a->message != b->message;
	if (a->message == TP_MESSAGE_SRE && b->message == TP_MESSAGE_SRE)
		return !same_text(&a->srf, &b->srf);
	return (a->message == TP_MESSAGE_SRE && b->message == TP_MESSAGE_ERRT) ||
	    (a->message == TP_MESSAGE_ERRT && b->message == TP_MESSAGE_SRE);
}

/* R12, of the submission that was there at that instant. */
static bool
withheld(const tp_case *c, int64_t at)
{
	int64_t sent, received;

	return tpi_case_submitted(c, at, &sent, &received) &&
	    !tp_jurisdiction_takes_part(c->jurisdiction, received);
}

/* Against the entries before it. */
static uint32_t
flags_before(const tp_case *c, size_t at)
{
	const tp_event *e = &c->entries[at].event;
	uint32_t flags = 0;
	size_t i;

	for (i = 0; i < at; i++) {
		const tp_event *old = &c->entries[i].event;

		if (same_step(old, e))
			flags |= TP_ENTRY_DUPLICATE;
		else if (((c->entries[i].flags | c->entries[at].flags) & TP_ENTRY_FOREIGN) == 0 &&
		    tpi_is_arrival(e) && tpi_is_arrival(old) && contradicts(old, e))
			flags |= TP_ENTRY_CONTRADICTS;
	}
	return flags;
}

static uint32_t
flags_of_answer(const tp_case *c, const tp_event *e)
{
	const tp_jurisdiction *j = c->jurisdiction;
	int64_t sent, received;

	if (!tpi_case_submitted(c, e->at, &sent, &received))
		return TP_ENTRY_EARLY;
	if (is_second(e) && !tp_jurisdiction_takes_part(j, received))
		return TP_ENTRY_UNEXPECTED;
	if (e->message == TP_MESSAGE_IDR_NO_MATCH && !j->routing && !j->nff)
		return TP_ENTRY_UNEXPECTED;
	if (c->submission == TP_MESSAGE_CPI && e->message == TP_MESSAGE_SRE)
		return TP_ENTRY_UNEXPECTED;
	if (e->message == TP_MESSAGE_IDR_MATCH && j->routing && e->at > received + 4 * HOUR)
		return TP_ENTRY_LATE;
	if (e->message == TP_MESSAGE_IDR_NO_MATCH && e->at > sent + 24 * HOUR)
		return TP_ENTRY_LATE;
	return 0;
}

/* R2a: the LESC's answer at CJIS. */
static uint32_t
flags_of_iar(const tp_case *c, const tp_event *e)
{
	int64_t sent, received;

	if (e->message != TP_MESSAGE_IAR || e->kind != TP_EVENT_RECEIVED ||
	    e->to != TP_SYSTEM_CJIS || !tpi_case_submitted(c, e->at, &sent, &received))
		return 0;
	return e->at > sent + 4 * HOUR ? TP_ENTRY_LATE : 0;
}

static void
judge_entry(const tp_case *c, size_t at)
{
	tp_entry *entry = &c->entries[at];
	const tp_event *e = &entry->event;

	entry->rule = rule_of(c, e);
	entry->text = text_of(e);
	entry->flags |= flags_before(c, at);
	if ((entry->flags & TP_ENTRY_FOREIGN) != 0)
		return;
	entry->flags |= flags_of_iar(c, e);
	if (is_answer(e) && tpi_is_arrival(e))
		entry->flags |= flags_of_answer(c, e);
	if ((entry->flags & TP_ENTRY_UNEXPECTED) != 0 && withheld(c, e->at))
		entry->rule = "R12";
}

/* Those of one instant may be judged by each other. */
static size_t
first_of_instant(const tp_case *c, size_t at)
{
	while (at > 0 && c->entries[at - 1].event.at == c->entries[at].event.at)
		at--;
	return at;
}

/* Which are this case's comes first: the others decide nothing about them. */
void
tpi_case_judge(tp_case *c, size_t from)
{
	size_t i;

	if (from < c->entry_count)
		from = first_of_instant(c, from);
	for (i = 0; i < c->entry_count; i++) {
		uint32_t foreign = tp_case_owns(c, &c->entries[i].event) ? 0 : TP_ENTRY_FOREIGN;

		if (i < from && (c->entries[i].flags & TP_ENTRY_FOREIGN) == foreign)
			continue;
		if (i < from)
			from = first_of_instant(c, i);
		c->entries[i].flags = foreign;
	}
	for (i = from; i < c->entry_count; i++) {
		c->entries[i].flags &= TP_ENTRY_FOREIGN;
		judge_entry(c, i);
	}
}
