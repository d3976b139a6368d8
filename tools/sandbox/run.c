/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: a scenario played on a virtual clock. Every message is
 * serialised, and parsed and checked by who gets it; each booking has a case,
 * fed with what is sent and received, and is told when nothing of it is left
 * on its way.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "../common/output.h"
#include "sandbox.h"

#define TRANSIT 1           /* seconds that a message takes */
#define REBOOK 3600         /* after a refusal */
#define AFTERWARDS 2592000  /* what has not come 30 days after the last message is late */

typedef struct run {
	const scenario *s;
	const run_options *options;
	tp_profile *profile;
	tp_message_options messages;
	people people;
	world_state state;
	tp_world world;
	nodes nodes;
	queue queue;
	totals sum;
	const item *now; /* the message being taken */
	const char *message; /* its kind */
	int result;
	bool any;
} run;

/* ---- cases --------------------------------------------------------------------------- */

/* The numbers that a hop gives to what a booking sends belong to its case and person. */
static void
name_case(run *r, booking_state *b, const tp_message *m)
{
	int kind = tp_message_get_kind(m);
	const tp_str *tcn = &tp_message_envelope(m)->tcn;

	if (kind != TP_MESSAGE_CAR && kind != TP_MESSAGE_CPI && kind != TP_MESSAGE_IAQ)
		return;
	people_name(&r->people, tcn, &b->who);
	if (tp_case_add_tcn(b->c, tcn->ptr, tcn->len, NULL) != TP_OK)
		diag_nomem();
}

static void
tell_case(run *r, const tp_message *m, const item *i, int64_t at, int kind)
{
	booking_state *b = i->booking;
	tp_event event;

	name_case(r, b, m);
	tp_event_of(m, i->digest, at, kind, &event);
	event.from = i->from;
	event.to = i->to;
	if (tp_case_feed(b->c, &event, NULL) != TP_OK)
		diag_nomem();
	if (at > b->last)
		b->last = at;
}

static void
open_case(run *r, booking_state *b)
{
	const booking_plan *plan = b->who.plan;
	tp_case_options options = { .size = sizeof options, .submission = TP_MESSAGE_CAR,
		.local = { r->s->offset, r->s->offset, TP_NO_INSTANT } };
	size_t i;

	options.jurisdiction = tp_jurisdictions_find(r->s->jurisdictions, plan->agency,
	    strlen(plan->agency));
	options.submission = tp_jurisdiction_submission(options.jurisdiction,
	    b->who.who == NULL || !b->who.who->later_arrest);
	for (i = 0; i < plan->charge_count; i++)
		options.pending += plan->charges[i].pending;
	if (tp_case_new(&options, &b->c, NULL) != TP_OK)
		diag_nomem();
}

static void
count_state(totals *t, const tp_case_state *s)
{
	bool late = false;
	size_t i;

	t->bookings++;
	t->identified += s->iafis == TP_IAFIS_IDENT;
	t->not_identified += s->iafis == TP_IAFIS_NONIDENT;
	t->refused += s->iafis == TP_IAFIS_REFUSED;
	t->open += s->iafis == TP_IAFIS_WAITING;
	t->matches += s->second == TP_SECOND_MATCH;
	t->no_matches += s->second == TP_SECOND_NO_MATCH;
	t->none_expected += s->second == TP_SECOND_NOT_EXPECTED;
	t->waiting += s->second == TP_SECOND_WAITING;
	t->detainers += s->detainer;
	for (i = 0; i < s->due_count; i++)
		late = late || s->dues[i].late;
	t->late += late;
}

static void
count_rules(run *r, const booking_state *b)
{
	size_t i;

	for (i = 0; i < tp_case_entry_count(b->c); i++) {
		const char *rule = tp_case_entry(b->c, i)->rule;

		if (rule[0] == 'R')
			r->state.rules[strtoul(rule + 1, NULL, 10) % 13]++;
	}
}

/* Nothing of it is on its way any more. */
static void
close_case(run *r, booking_state *b)
{
	tp_case_state state;

	tp_case_at(b->c, b->last + AFTERWARDS, &state);
	count_state(&r->sum, &state);
	count_rules(r, b);
	if (!r->options->quiet) {
		show_booking(r->s, r->options, b, &state, !r->any);
		r->any = true;
	}
	tp_case_free(b->c);
	free(b);
}

static void
release(run *r, booking_state *b)
{
	if (--b->in_flight == 0)
		close_case(r, b);
}

/* ---- sending --------------------------------------------------------------------------- */

static char *
copy(const void *bytes, size_t len)
{
	char *to = diag_must(malloc(len + 1));

	if (len != 0)
		memcpy(to, bytes, len);
	return to;
}

static void
push_copy(run *r, const item *what)
{
	item one = *what;

	one.bytes = copy(what->bytes, what->len);
	one.address = copy(what->address, what->address_len);
	queue_push(&r->queue, &one);
	one.booking->in_flight++;
}

/* Put what a node sent on its way, with what the network does to it. */
static int
carry(run *r, item *what)
{
	tp_message *m;
	unsigned copies, i;
	int64_t delay;

	if (tp_message_read(what->bytes, what->len, &r->messages, &m, NULL) != TP_OK)
		return 1;
	tell_case(r, m, what, what->at, TP_EVENT_SENT);
	copies = faults_of(r->s, message_name(m), what->from, what->to, &delay);
	tp_message_free(m);
	r->sum.sent++;
	r->sum.lost += copies == 0;
	r->sum.duplicated += copies > 1;
	what->at += TRANSIT + (copies == 1 ? delay : 0);
	for (i = 0; i < copies; i++) {
		push_copy(r, what);
		what->at += delay > 0 ? delay : TRANSIT;
	}
	return 0;
}

static int
emit(void *ctx, const tp_parcel *parcel)
{
	run *r = ctx;
	item what = { .at = parcel->after, .from = parcel->from, .to = parcel->to,
		.address = (char *)(uintptr_t)parcel->address.ptr,
		.address_len = parcel->address.len, .bytes = (char *)(uintptr_t)parcel->bytes.ptr,
		.len = parcel->bytes.len, .booking = r->now->booking };

	what.digest = hash_bytes(what.bytes, what.len);
	return carry(r, &what);
}

static void
audit(void *ctx, int64_t now, int system, const char *rule, const char *text)
{
	run *r = ctx;
	audit_line line = { now, system, r->now->from, r->now->to, r->message, rule, text };

	if (rule[0] == 'R')
		r->state.rules[strtoul(rule + 1, NULL, 10) % 13]++;
	if (r->options->audit)
		show_audit(stderr, r->s->offset, &line);
}

/* Whose prints they are, where the scenario leaves that to the gallery. */
static void
identify(run *r, booking_state *b, const tp_bytes *car)
{
	tp_message *m;
	person who;

	if (b->who.who != NULL ||
	    tp_message_read(car->ptr, car->len, &r->messages, &m, NULL) != TP_OK)
		return;
	if (people_search(&r->people, m, &who))
		b->who.who = who.who;
	tp_message_free(m);
	if (r->people.gallery.failed)
		r->result = TOOL_FAULT;
}

/* ---- steps ------------------------------------------------------------------------------ */

/* A booking's time has come: its CAR goes to the agency's node, or past it with its defect. */
static void
book(run *r, item *i)
{
	booking_state *b = i->booking;
	const booking_plan *plan = b->who.plan;
	bool defect = plan->defect != NULL && b->attempt == 0;
	const tp_jurisdiction *j;
	tp_bytes car;
	item what = { .at = i->at, .to = TP_SYSTEM_LEA, .booking = b };

	r->result = people_book(&r->people, &b->who, b->attempt, r->profile, &car);
	if (r->result != TOOL_DONE)
		return;
	identify(r, b, &car);
	open_case(r, b);
	what.bytes = (char *)car.ptr;
	what.len = car.len;
	what.digest = hash_bytes(what.bytes, what.len);
	what.address = (char *)(uintptr_t)plan->agency;
	what.address_len = strlen(plan->agency);
	if (defect) {
		j = tp_jurisdictions_find(r->s->jurisdictions, plan->agency, what.address_len);
		what.from = TP_SYSTEM_LEA;
		what.to = TP_SYSTEM_SIB;
		what.address = (char *)(uintptr_t)j->sib.ptr;
		what.address_len = j->sib.len;
		if (carry(r, &what) != 0)
			r->result = TOOL_FAULT;
	} else
		push_copy(r, &what);
	tp_bytes_free(&car);
}

/* The next of many is not made before its time. */
static void
plan_next(run *r, const person *who)
{
	booking_state *b;
	item what = { .to = 0 };

	if (who->n >= who->plan->repeat)
		return;
	b = diag_must(calloc(1, sizeof *b));
	b->who = *who;
	b->in_flight = 1;
	what.at = r->s->start + who->plan->after + (int64_t)who->n * who->plan->every;
	what.booking = b;
	queue_push(&r->queue, &what);
}

/* An agency that was refused for its mistake mends it: another submission, and another case. */
static void
maybe_rebook(run *r, const item *i, const tp_message *m)
{
	booking_state *old = i->booking, *b;
	item what = { .at = i->at + REBOOK };

	if (i->to != TP_SYSTEM_LEA || tp_message_get_kind(m) != TP_MESSAGE_ERRT ||
	    old->who.plan->defect == NULL || old->attempt != 0 || old->refused)
		return;
	old->refused = true;
	b = diag_must(calloc(1, sizeof *b));
	b->who = old->who;
	b->attempt = 1;
	b->in_flight = 1;
	what.booking = b;
	queue_push(&r->queue, &what);
}

/* "DIR/003-IDR-IAR.an2": the kinds of messages are in the name, and nobody's values. */
static void
save_answer(run *r, const item *i, const tp_message *m)
{
	const char *ending = tp_message_transaction(m) != NULL ? "an2" : "txt";
	char leaf[80], *path, *at;

	if (r->options->answers == NULL || i->to != TP_SYSTEM_LEA || i->from == 0)
		return;
	(void)snprintf(leaf, sizeof leaf, "%03llu-%.40s.%s",
	    (unsigned long long)++r->sum.received, message_name(m), ending);
	for (at = leaf; *at != '\0'; at++)
		if (*at == '/' || *at == ' ')
			*at = '-';
	path = path_join(r->options->answers, leaf);
	if (output_bytes(path, i->bytes, i->len) != TOOL_DONE)
		r->result = TOOL_FAULT;
	free(path);
}

static void
deliver(run *r, item *i)
{
	tp_parcel parcel = { .from = i->from, .to = i->to, .address = { i->address, i->address_len },
		.bytes = { i->bytes, i->len }, .rule = "" };
	tp_step step = { .size = sizeof step, .now = i->at, .parcel = &parcel, .emit = emit,
		.audit = audit, .ctx = r };
	tp_node *node = nodes_get(&r->nodes, i->to, i->address, i->address_len);
	tp_message *m;
	tp_diag diag;
	int got;

	r->message = "unknown";
	if (tp_message_read(i->bytes, i->len, &r->messages, &m, &diag) == TP_OK) {
		r->message = message_name(m);
		if (i->from != 0)
			tell_case(r, m, i, i->at, TP_EVENT_RECEIVED);
		maybe_rebook(r, i, m);
		save_answer(r, i, m);
		tp_message_free(m);
	}
	if (node == NULL)
		return; /* nobody has that address */
	r->now = i;
	r->state.now = i->at;
	got = tp_node_step(node, &step, &diag);
	if (r->people.gallery.failed)
		r->result = TOOL_FAULT; /* which has been said */
	else if (got != TP_OK) {
		diag_library(r->s->file, "error", &diag);
		r->result = TOOL_FAULT;
	}
}

static void
take(run *r, item *i)
{
	booking_state *b = i->booking;
	person next = { b->who.plan, b->who.n + 1, b->who.plan->who };
	bool fresh = i->bytes == NULL && b->attempt == 0;

	if (i->bytes == NULL)
		book(r, i);
	else
		deliver(r, i);
	item_free(i);
	if (fresh)
		plan_next(r, &next);
	if (b->c != NULL)
		release(r, b);
	else
		free(b);
}

static void
drop_queue(run *r)
{
	item i;

	while (queue_pop(&r->queue, &i)) {
		if (--i.booking->in_flight == 0) {
			tp_case_free(i.booking->c);
			free(i.booking);
		}
		item_free(&i);
	}
	queue_free(&r->queue);
}

static void
play(run *r)
{
	size_t k;
	item i;

	for (k = 0; k < r->s->booking_count; k++) {
		person first = { &r->s->bookings[k], 0, r->s->bookings[k].who };

		plan_next(r, &first);
	}
	show_head(r->s, r->options);
	while (r->result == TOOL_DONE && queue_pop(&r->queue, &i))
		take(r, &i);
	if (r->result == TOOL_DONE)
		show_totals(r->s, r->options, &r->sum, r->state.rules);
}

int
sandbox_run(const scenario *s, const run_options *options)
{
	run r = { .s = s, .options = options };
	tp_diag diag;

	if (tp_profile_new("ebts-11.0", NULL, &r.profile, &diag) != TP_OK)
		diag_nomem();
	r.messages = (tp_message_options){ .size = sizeof r.messages, .profile = r.profile };
	r.state.people = &r.people;
	r.state.offset = s->offset;
	world_of(&r.state, &r.world);
	r.nodes = (nodes){ .s = s, .world = &r.world, .messages = &r.messages };
	r.result = people_open(&r.people, s, &options->matcher);
	if (r.result == TOOL_DONE)
		play(&r);
	drop_queue(&r);
	nodes_free(&r.nodes);
	people_free(&r.people);
	tp_profile_free(r.profile);
	return r.result;
}
