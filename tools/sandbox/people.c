/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: persons: those whom the scenario books, those whom the
 * gallery knows, and how they are found again, by their prints or by a number
 * that was given to a message of theirs.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "sandbox.h"

#define NO_BOOKING (UINT64_C(1) << 63) /* what follows is the place of a subject in the gallery */

/* ---- by number --------------------------------------------------------------------- */

static bool
is_planned(const people *p, const booking_plan *plan)
{
	return plan >= p->s->bookings && plan < p->s->bookings + p->s->booking_count;
}

/* Of the plan, first the scenario's, then the others, and of which of its people. */
static uint64_t
number_of(const people *p, const person *who)
{
	uint64_t place = 0;

	if (is_planned(p, who->plan))
		return (uint64_t)(who->plan - p->s->bookings) << 32 | who->n;
	while (place < p->other_count && p->others[place] != who->plan)
		place++;
	return (p->s->booking_count + place) << 32;
}

static void
person_of(const people *p, uint64_t number, person *out)
{
	uint64_t place = number >> 32;

	out->n = number & UINT32_MAX;
	if (place >= p->s->booking_count) {
		out->plan = p->others[place - p->s->booking_count];
		out->who = out->plan->who;
		return;
	}
	out->plan = &p->s->bookings[place];
	out->who = out->plan->who != NULL ? out->plan->who : p->found[place];
}

bool
people_by_number(const people *p, const tp_str *number, person *out)
{
	uint64_t value;

	if (!map_get(&p->numbers, number->ptr, number->len, &value))
		return false;
	person_of(p, value, out);
	return true;
}

void
people_name(people *p, const tp_str *number, const person *who)
{
	map_put(&p->numbers, number->ptr, number->len, number_of(p, who));
}

/* ---- by prints ---------------------------------------------------------------------- */

int
people_enroll(people *p, const tp_transaction *t, const person *who)
{
	return gallery_enroll(&p->gallery, t, number_of(p, who));
}

/* The agency at which a submission began (1.008, or the first of the CRIs that hops pushed). */
static char *
agency_of(const tp_envelope *e)
{
	const tp_str *ori = e->cri.count != 0 ? &e->cri.at[e->cri.count - 1] : &e->ori;
	char *text = diag_must(calloc(1, ori->len + 1));

	if (ori->len != 0)
		memcpy(text, ori->ptr, ori->len);
	return text;
}

/* A submission that the scenario does not have, of somebody whom the gallery knows. */
static void
add_other(people *p, const tp_message *submission, const subject *who, person *out)
{
	booking_plan *plan = diag_must(calloc(1, sizeof *plan));

	plan->who = who;
	plan->agency = agency_of(tp_message_envelope(submission));
	plan->repeat = 1;
	p->others = diag_must(realloc(p->others, (p->other_count + 1) * sizeof *p->others));
	p->others[p->other_count++] = plan;
	*out = (person){ plan, 0, who };
	people_name(p, &tp_message_envelope(submission)->tcn, out);
}

bool
people_search(people *p, const tp_message *submission, person *out)
{
	const tp_transaction *t = tp_message_transaction(submission);
	const tp_cpi *cpi = tp_message_cpi(submission);
	bool known;
	person owner;
	uint64_t number;

	if (cpi != NULL)
		return people_by_number(p, &cpi->fbi, out) && out->who != NULL;
	if (t == NULL || !gallery_find(&p->gallery, t, &number))
		return false;
	known = people_by_number(p, &tp_message_envelope(submission)->tcn, out);
	if ((number & NO_BOOKING) == 0) {
		person_of(p, number, &owner);
		if (!known || out->who != NULL) {
			*out = owner;
			return true;
		}
	} else
		owner.who = &p->s->subjects[number & ~NO_BOOKING];
	if (!known) {
		add_other(p, submission, owner.who, out);
		return true;
	}
	if (out->who == NULL && is_planned(p, out->plan))
		p->found[out->plan - p->s->bookings] = owner.who;
	out->who = owner.who;
	return true;
}

/* ---- all of them ---------------------------------------------------------------------- */

static int
enroll_file(people *p, const char *name, uint64_t number)
{
	char *path = path_join(p->s->folder, name);
	tp_transaction *t;
	tp_diag diag;
	tp_status status = tp_transaction_read_file(path, NULL, &t, &diag);
	int result;

	if (status != TP_OK) {
		diag_library(path, "error", &diag);
		result = diag_exit(status);
	} else {
		result = gallery_enroll(&p->gallery, t, number);
		tp_transaction_free(t);
	}
	free(path);
	return result;
}

int
people_open(people *p, const scenario *s, const matcher_options *how)
{
	int result;
	size_t i, k;

	*p = (people){ .s = s };
	p->found = diag_must(calloc(s->booking_count + 1, sizeof *p->found));
	result = gallery_open(&p->gallery, how);
	for (i = 0; i < s->subject_count; i++)
		for (k = 0; k < s->subjects[i].enrolled_count && result == TOOL_DONE; k++)
			result = enroll_file(p, s->subjects[i].enrolled[k], NO_BOOKING | i);
	return result;
}

void
people_free(people *p)
{
	size_t i, count = p->cards != NULL ? p->s->subject_count * CARD_PRINTS : 0;

	for (i = 0; i < count; i++)
		if (p->cards[i].pixels != NULL)
			tp_image_free(&p->cards[i]);
	for (i = 0; i < p->other_count; i++) {
		free((char *)(uintptr_t)p->others[i]->agency);
		free(p->others[i]);
	}
	free(p->cards);
	free(p->others);
	free(p->found);
	gallery_close(&p->gallery);
	map_free(&p->numbers);
}
