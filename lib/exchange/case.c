/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: a case's timeline: taking events in any order and keeping
 * them sorted, and telling which events are its own.
 */

#include <string.h>

#include "../base/diag.h"
#include "case.h"

#define MOST_SECONDS INT64_C(1000000000000000)

const char *
tp_system_name(int system)
{
	static const char *const names[] = { "unknown", "LEA", "SIB", "CJIS", "IAFIS", "NCIC",
		"IDENT", "LESC", "ICE", "Nlets" };

	return system > 0 && system <= TP_SYSTEMS ? names[system] : names[0];
}

tp_status
tp_case_new(const tp_case_options *options, tp_case **out, tp_diag *diag)
{
	tp_mem mem;
	tp_case *c;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the case");
	*out = NULL;
	if (options == NULL || (options->submission != TP_MESSAGE_CAR &&
	    options->submission != TP_MESSAGE_CPI))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "a case is of a CAR or of a CPI");
	mem = tpi_mem_or_default(options->mem);
	c = tpi_calloc(&mem, 1, sizeof(*c));
	if (c == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&c->arena, &mem, 0);
	c->jurisdiction = options->jurisdiction;
	c->submission = options->submission;
	c->local = options->local;
	c->pending = options->pending;
	if (options->tcn.len != 0 &&
	    tp_case_add_tcn(c, options->tcn.ptr, options->tcn.len, diag) != TP_OK) {
		tp_case_free(c);
		return TP_ERR_NOMEM;
	}
	*out = c;
	return TP_OK;
}

void
tp_case_free(tp_case *c)
{
	tp_mem mem;

	if (c == NULL)
		return;
	mem = c->arena.mem;
	tpi_arena_free(&c->arena);
	tpi_free(&mem, c, sizeof(*c));
}

static bool
equal(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static bool
has_tcn(const tp_case *c, const tp_str *tcn)
{
	size_t i;

	for (i = 0; i < c->tcn_count; i++)
		if (tcn->len != 0 && equal(&c->tcns[i], tcn))
			return true;
	return false;
}

static tp_status
keep(tp_case *c, tp_str *value)
{
	if (value->len == 0) {
		*value = (tp_str){ NULL, 0 };
		return TP_OK;
	}
	value->ptr = tpi_arena_copy(&c->arena, value->ptr, value->len);
	return value->ptr != NULL ? TP_OK : TP_ERR_NOMEM;
}

tp_status
tp_case_add_tcn(tp_case *c, const char *tcn, size_t len, tp_diag *diag)
{
	tp_str copy = { tcn, len };
	tp_str *list;

	tp_diag_init(diag);
	if (len == 0 || has_tcn(c, &copy))
		return TP_OK;
	if (c->tcn_count == c->tcn_room) {
		list = tpi_arena_grow(&c->arena, c->tcns, c->tcn_room * sizeof(*list),
		    (c->tcn_room + 4) * sizeof(*list));
		if (list == NULL)
			return tpi_nomem(diag);
		c->tcns = list;
		c->tcn_room += 4;
	}
	if (keep(c, &copy) != TP_OK)
		return tpi_nomem(diag);
	c->tcns[c->tcn_count++] = copy;
	tpi_case_judge(c, 0);
	return TP_OK;
}

static bool
by_tcn(const tp_case *c, const tp_event *event)
{
	return has_tcn(c, &event->tcr) || has_tcn(c, &event->tcn);
}

/*
 * Whether an event without a TCR may be known by the person's numbers: a
 * notice, and the answer to a CPI. Another submission, or a query of one, may
 * be of the same person and of another arrest.
 */
static bool
goes_by_numbers(const tp_case *c, const tp_event *event)
{
	if (event->tcr.len != 0 || event->fbi.len == 0)
		return false;
	return event->message == TP_MESSAGE_NOTICE || (c->submission == TP_MESSAGE_CPI &&
	    (event->message == TP_MESSAGE_IDR_MATCH || event->message == TP_MESSAGE_IDR_NO_MATCH));
}

bool
tp_case_owns(const tp_case *c, const tp_event *event)
{
	size_t i;

	if (by_tcn(c, event))
		return true;
	for (i = 0; i < c->entry_count && goes_by_numbers(c, event); i++) {
		const tp_event *e = &c->entries[i].event;

		if (by_tcn(c, e) && equal(&e->fbi, &event->fbi) &&
		    (e->sid.len == 0 || event->sid.len == 0 || equal(&e->sid, &event->sid)))
			return true;
	}
	return false;
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_text(const tp_str *a, const tp_str *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int order = n != 0 ? memcmp(a->ptr, b->ptr, n) : 0;

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

int
tpi_event_order(const tp_event *a, const tp_event *b)
{
	int order = compare_numbers(a->at, b->at);

	/* What is sent in an instant comes before what arrives in it. */
	if (order == 0)
		order = compare_numbers(a->kind, b->kind);
	if (order == 0)
		order = compare_numbers(a->message, b->message);
	if (order == 0)
		order = compare_numbers(a->notice, b->notice);
	if (order == 0)
		order = compare_numbers(a->from, b->from);
	if (order == 0)
		order = compare_numbers(a->to, b->to);
	if (order == 0)
		order = (a->digest > b->digest) - (a->digest < b->digest);
	if (order == 0)
		order = compare_numbers(a->instant, b->instant);
	if (order == 0)
		order = compare_text(&a->srf, &b->srf);
	if (order == 0)
		order = compare_text(&a->tcn, &b->tcn);
	if (order == 0)
		order = compare_text(&a->tcr, &b->tcr);
	if (order == 0)
		order = compare_text(&a->fbi, &b->fbi);
	return order != 0 ? order : compare_text(&a->sid, &b->sid);
}

static tp_status
copy_event(tp_case *c, const tp_event *event, tp_event *out)
{
	*out = *event;
	if (keep(c, &out->tcn) != TP_OK || keep(c, &out->tcr) != TP_OK ||
	    keep(c, &out->fbi) != TP_OK || keep(c, &out->sid) != TP_OK ||
	    keep(c, &out->srf) != TP_OK)
		return TP_ERR_NOMEM;
	return TP_OK;
}

static tp_status
make_room(tp_case *c)
{
	size_t room = c->entry_room == 0 ? 8 : 2 * c->entry_room;
	tp_entry *entries;

	if (c->entry_count < c->entry_room)
		return TP_OK;
	entries = tpi_arena_grow(&c->arena, c->entries, c->entry_room * sizeof(*entries),
	    room * sizeof(*entries));
	if (entries == NULL)
		return TP_ERR_NOMEM;
	c->entries = entries;
	c->entry_room = room;
	return TP_OK;
}

/* Hours and days are added to it. */
static bool
is_instant(int64_t at)
{
	return at > -MOST_SECONDS && at < MOST_SECONDS;
}

tp_status
tp_case_feed(tp_case *c, const tp_event *event, tp_diag *diag)
{
	tp_event copy;
	size_t at;

	tp_diag_init(diag);
	if (event->kind < TP_EVENT_SENT || event->kind > TP_EVENT_FAILED)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no such kind of event");
	if (!is_instant(event->at) || !is_instant(event->instant))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "an instant out of all years");
	if (make_room(c) != TP_OK || copy_event(c, event, &copy) != TP_OK)
		return tpi_nomem(diag);
	for (at = c->entry_count++; at > 0 &&
	    tpi_event_order(&copy, &c->entries[at - 1].event) < 0; at--)
		c->entries[at] = c->entries[at - 1];
	memset(&c->entries[at], 0, sizeof c->entries[at]);
	c->entries[at].event = copy;
	tpi_case_judge(c, at);
	return TP_OK;
}

size_t
tp_case_entry_count(const tp_case *c)
{
	return c->entry_count;
}

const tp_entry *
tp_case_entry(const tp_case *c, size_t index)
{
	return index < c->entry_count ? &c->entries[index] : NULL;
}
