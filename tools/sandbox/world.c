/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: what lies outside the systems, as the scenario has it: what
 * the databases hold of a person, and what people do. The LESC's words and
 * the officers' decisions are the scenario's, never made from a person (R8).
 */

#include <stdio.h>
#include <string.h>

#include "../common/text.h"
#include "sandbox.h"

/* Somebody whom the gallery or the scenario knows. */
static bool
find_known(const world_state *w, const tp_str *number, person *out)
{
	return people_by_number(w->people, number, out) && out->who != NULL;
}

/* A code alone stands for the message, as its label words it. */
static const char *
refusal_text(char *buf, size_t size, const char *refusal)
{
	const tp_fbi_message *m = tp_fbi_message_find(refusal, strlen(refusal));

	if (m == NULL)
		return refusal;
	(void)snprintf(buf, size, "%s %s", m->code, m->label);
	return buf;
}

static void
ask_iafis(void *ctx, const tp_message *car, tp_iafis_result *out)
{
	world_state *w = ctx;
	const subject *s;
	person who;
	size_t i;

	if (!people_search(w->people, car, &who))
		return;
	s = who.who;
	out->identified = s->identified;
	out->fbi = text_view(s->fbi);
	out->sid = text_view(s->sid);
	out->ers = text_view(s->rap_sheet);
	out->delay = s->iafis_delay;
	for (i = 0; i < s->refusal_count; i++)
		w->refusal[i] = text_view(refusal_text(w->messages[i], sizeof w->messages[i],
		    s->refusals[i]));
	out->refusals = (tp_strs){ w->refusal, s->refusal_count };
}

static void
ask_ident(void *ctx, const tp_message *submission, tp_ident_result *out)
{
	world_state *w = ctx;
	const subject *s;
	person who;

	if (!people_search(w->people, submission, &who))
		return;
	s = who.who;
	out->match = s->match;
	memcpy(out->encounters, s->encounters, sizeof out->encounters);
	out->encounter_count = s->encounter_count;
	out->photos = s->photos;
	out->photo_count = s->photo_count;
	out->delay = s->ident_delay;
}

/* Whose submission it is: of a CAR without its images by the TCN alone. */
static bool
find_subject(world_state *w, const tp_message *submission, person *out)
{
	const tp_envelope *e = tp_message_envelope(submission);

	return find_known(w, &e->tcn, out) || people_search(w->people, submission, out);
}

/* What the booking does not tell, the caller knows. */
static const char *
before_query(void *ctx, const tp_message *submission, int64_t now, tp_iaq *iaq)
{
	world_state *w = ctx;
	const tp_fbi_message *m;
	const subject *s;
	person who;

	(void)now;
	if (!find_subject(w, submission, &who))
		return NULL;
	s = who.who;
	if (iaq->dob.len == 0)
		iaq->dob = text_view(s->dob);
	if (iaq->sex.len == 0)
		iaq->sex = text_view(s->sex);
	if (iaq->pob.len == 0)
		iaq->pob = text_view(s->pob);
	iaq->phn = text_view("555 0100");
	iaq->off = text_view(s->offense);
	if (s->lesc_message == NULL)
		return NULL;
	m = tp_fbi_message_find(s->lesc_message, strlen(s->lesc_message));
	(void)snprintf(w->message, sizeof w->message, "%s %.60s", m->code, m->label);
	return w->message;
}

static void
ask_lesc(void *ctx, const tp_message *iaq, tp_lesc_result *out)
{
	const tp_iaq *query = tp_message_iaq(iaq);
	const subject *s = NULL;
	world_state *w = ctx;
	person who;
	size_t i;

	if (find_known(w, &query->envelope.tcn, &who))
		s = who.who;
	/* A query by name has no number that the sandbox knows. */
	for (i = 0; s == NULL && i < w->people->s->subject_count; i++)
		if (strlen(w->people->s->subjects[i].name) == query->nam.len &&
		    memcmp(w->people->s->subjects[i].name, query->nam.ptr, query->nam.len) == 0)
			s = &w->people->s->subjects[i];
	if (s == NULL)
		return;
	out->words = text_view(s->words);
	out->delay = s->lesc_delay;
}

static bool
later_arrest(void *ctx, const tp_message *car, tp_cpi *out)
{
	world_state *w = ctx;
	const booking_plan *plan;
	person who;
	size_t i;

	if (!people_search(w->people, car, &who) || !who.who->later_arrest)
		return false;
	plan = who.plan;
	out->fbi = text_view(who.who->fbi);
	out->sid = text_view(who.who->sid);
	for (i = 0; i < plan->charge_count; i++)
		out->charges[i] = (tp_coded_charge){ text_view(plan->charges[i].code),
			text_view(plan->charges[i].text) };
	out->charge_count = plan->charge_count;
	people_name(w->people, &out->fbi, &who);
	return true;
}

/* ---- people ---------------------------------------------------------------------- */

/* The number that ties a message to a booking: what it answers, or its own. */
static const tp_str *
thread_of(const tp_message *message)
{
	const tp_envelope *e = tp_message_envelope(message);

	return e->tcr.len != 0 ? &e->tcr : &e->tcn;
}

/* R7: a level belongs to the charge that the person names, and is Appendix A's. */
static void
put_charge(world_state *w, const action *a, tp_notice *out)
{
	static const char *const levels[] = { "", "1", "2", "3" };
	tp_offense_charge c = { .size = sizeof c };
	tp_offense found;

	out->charge = text_view(a->charge);
	out->conviction = text_view(a->conviction);
	c.code = out->charge;
	if (a->charge[0] == '\0' || tp_offense_find(&c, &found, NULL) != TP_OK)
		return;
	w->rules[7]++;
	if (found.state == TP_OFFENSE_LISTED)
		out->level = text_view(levels[found.level]);
}

static void
put_instant(world_state *w, const action *a, tp_notice *out)
{
	if (a->instant < 0)
		return;
	tp_instant_format(w->now + a->after + a->instant, w->offset, w->instant);
	out->instant = text_view(w->instant);
	out->basis = text_view("AS THE SCENARIO SAYS");
}

static bool
act(world_state *w, const action_list *actions, const tp_message *cause, const person *who,
    tp_notice *out, int64_t *delay)
{
	const subject *s = who->who;
	tp_local_time local = { w->offset, w->offset, TP_NO_INSTANT };
	tp_date date = { 2000, 1, 1 };
	const action *a = NULL;
	size_t i;

	for (i = 0; i < actions->count && a == NULL; i++)
		if (strcmp(actions->at[i].on, message_name(cause)) == 0)
			a = &actions->at[i];
	if (a == NULL || tp_instant_date(w->now + a->after, &local, &date, NULL) != TP_OK)
		return false;
	(void)snprintf(w->day, sizeof w->day, "%04u%02u%02u", (unsigned)date.year % 10000,
	    (unsigned)date.month % 100, (unsigned)date.day % 100);
	memset(out, 0, sizeof *out);
	out->kind = a->send;
	out->envelope.dat = text_view(w->day);
	out->envelope.tcr = *thread_of(cause);
	out->nam = text_view(s->name);
	out->dob = text_view(s->dob);
	out->fbi = text_view(s->fbi);
	out->place = text_view(a->place);
	out->author = text_view(a->author);
	out->decided = out->author.len != 0 ? text_view(w->day) : text_view("");
	out->conditions = text_view(a->conditions);
	put_charge(w, a, out);
	put_instant(w, a, out);
	*delay = a->after;
	return true;
}

static bool
ask_officer(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay)
{
	world_state *w = ctx;
	person who;

	if (!find_known(w, thread_of(cause), &who) ||
	    !act(w, &who.who->officer, cause, &who, out, delay))
		return false;
	out->envelope.dai = text_view(who.plan->agency);
	return true;
}

static bool
ask_agency(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay)
{
	world_state *w = ctx;
	person who;

	return find_known(w, thread_of(cause), &who) &&
	    act(w, &who.who->agency, cause, &who, out, delay);
}

static bool
ask_by_name(void *ctx, const tp_message *no_match, tp_iaq *out)
{
	world_state *w = ctx;
	const subject *s;
	person who;

	if (!find_known(w, thread_of(no_match), &who) || !who.who->ask_by_name)
		return false;
	s = who.who;
	out->atn = text_view("RECORDS DESK");
	out->phn = text_view("555 0100");
	out->nam = text_view(s->name);
	out->dob = text_view(s->dob);
	out->sex = text_view(s->sex);
	out->pob = text_view(s->pob);
	out->cus = text_view("Y");
	out->off = text_view(s->offense);
	return true;
}

void
world_of(world_state *state, tp_world *out)
{
	*out = (tp_world){ state, ask_iafis, ask_ident, before_query, ask_lesc, later_arrest,
		ask_officer, ask_agency, ask_by_name };
}
