/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: the CAR of a person who is booked, with synthetic prints of their own. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "../common/text.h"
#include "sandbox.h"

#define SMALL 64u
#define PLAIN_RIGHT_THUMB 11u
#define PLAIN_LEFT_THUMB 12u

typedef struct maker {
	people *people;
	const booking_plan *plan;
	const subject *who;
	uint64_t n;
	char tcn[32];
	char name[64];
	char day[9];
	tp_str texts[8];
	tp_charge charges[MAX_CHARGES];
	tp_missing_finger missing[CARD_PRINTS];
	char fingers[CARD_PRINTS][3];
	tp_submitted_image images[CARD_PRINTS];
	tp_bytes encoded[CARD_PRINTS];
	tp_car car;
} maker;

/* One of many has letters behind the name: A, B ... Z, AA ... */
static void
name_person(maker *m)
{
	size_t len = strlen(m->who->name), room = sizeof m->name - 10;
	uint64_t n = m->n + 1;

	if (len > room)
		len = room;
	memcpy(m->name, m->who->name, len);
	m->name[len] = '\0';
	if (m->plan->repeat == 1)
		return;
	for (m->name[len++] = ' '; n != 0; n = (n - 1) / 26)
		m->name[len++] = (char)('A' + (n - 1) % 26);
	m->name[len] = '\0';
}

/* Lines that bend as the seed says: no finger's, but one person's alone, and quick to draw. */
static void
draw_lines(uint64_t seed, uint8_t pixels[SMALL * SMALL])
{
	uint32_t bend = (uint32_t)(hash_bytes(&seed, sizeof seed) >> 16), x, y;

	for (y = 0; y < SMALL; y++)
		for (x = 0; x < SMALL; x++) {
			uint32_t phase = 7 * x + (bend & 15) * y + (bend >> 4 & 7) * x * y / SMALL +
			    (bend >> 7 & 63);
			uint32_t noise = (uint32_t)((seed * 2654435761u + y * SMALL + x) *
			    2246822519u) >> 28;

			phase %= 64;
			pixels[y * SMALL + x] = (uint8_t)(40 + 5 * (phase < 32 ? phase : 64 - phase) +
			    noise);
		}
}

static tp_status
draw_small(const maker *m, tp_bytes *out, tp_diag *diag)
{
	uint8_t pixels[SMALL * SMALL];
	tp_encode_options wsq = { .size = sizeof wsq, .codec = TP_CODEC_WSQ, .bitrate = 2.25 };
	tp_image image = { .pixels = pixels, .stride = SMALL, .info = { .width = SMALL,
		.height = SMALL, .depth = 8, .components = 1, .ppi_x = 500, .ppi_y = 500 } };

	draw_lines(m->who->seed * 1000003u + m->n, pixels);
	return tp_image_encode(&image, &wsq, out, diag);
}

static tp_status
draw_print(const maker *m, unsigned fgp, tp_image *out, tp_diag *diag)
{
	tp_synth_options look = { .size = sizeof look, .seed = m->who->seed * 1000003u,
		.fgp = fgp == PLAIN_RIGHT_THUMB ? 1 : fgp == PLAIN_LEFT_THUMB ? 6 : fgp,
		.rolled = fgp <= 10 };

	return tp_synth_print(&look, out, diag);
}

/*
 * Drawing takes long, so that the cards of many people are drawn once, and
 * each gets lines of its own in the corner.
 */
static tp_status
draw_of_card(maker *m, unsigned fgp, tp_bytes *out, tp_diag *diag)
{
	tp_encode_options wsq = { .size = sizeof wsq, .codec = TP_CODEC_WSQ, .bitrate = 0.75 };
	people *p = m->people;
	uint8_t lines[SMALL * SMALL];
	tp_image *image;
	tp_status status;
	size_t y;

	if (p->cards == NULL)
		p->cards = diag_must(calloc(p->s->subject_count * CARD_PRINTS, sizeof *p->cards));
	image = &p->cards[(size_t)(m->who - p->s->subjects) * CARD_PRINTS + fgp - 1];
	if (image->pixels == NULL) {
		status = draw_print(m, fgp, image, diag);
		if (status != TP_OK)
			return status;
	}
	if (m->plan->repeat != 1) {
		draw_lines(m->who->seed * 1000003u + m->n, lines);
		for (y = 0; y < SMALL; y++)
			memcpy(image->pixels + y * image->stride, lines + y * SMALL, SMALL);
	}
	return tp_image_encode(image, &wsq, out, diag);
}

static tp_status
add_print(maker *m, unsigned fgp, bool small, tp_diag *diag)
{
	tp_submitted_image *to = &m->images[m->car.image_count];
	tp_bytes *bytes = &m->encoded[m->car.image_count];
	tp_status status = small ? draw_small(m, bytes, diag) : draw_of_card(m, fgp, bytes, diag);

	if (status != TP_OK)
		return status;
	to->type = 4;
	to->position = fgp;
	to->impression = fgp <= 10 ? 1 : 0;
	to->bytes = (tp_str){ (const char *)bytes->ptr, bytes->len };
	m->car.image_count++;
	return TP_OK;
}

static tp_status
draw_prints(maker *m, tp_diag *diag)
{
	bool card = m->n < m->plan->cards;
	tp_status status = TP_OK;
	unsigned fgp;

	for (fgp = 1; fgp <= (card ? CARD_PRINTS : 1) && status == TP_OK; fgp++)
		status = add_print(m, fgp, !card, diag);
	for (fgp = 2; !card && fgp <= CARD_PRINTS; fgp++) {
		tp_missing_finger *gone = &m->missing[m->car.missing_count++];

		(void)snprintf(m->fingers[fgp - 1], sizeof m->fingers[0], "%02u", fgp % 100);
		*gone = (tp_missing_finger){ text_view(m->fingers[fgp - 1]), text_view("UP") };
	}
	m->car.images = m->images;
	m->car.missing = m->missing;
	return status;
}

static void
fill_subject(maker *m)
{
	tp_subject *to = &m->car.subject;
	const subject *who = m->who;

	name_person(m);
	to->nam = text_view(m->name);
	to->pob = text_view(who->pob);
	m->texts[0] = text_view(who->dob);
	to->dob = (tp_strs){ &m->texts[0], 1 };
	m->texts[1] = text_view(who->citizenship);
	to->ctz = (tp_strs){ &m->texts[1], who->citizenship[0] != '\0' };
	to->sex = text_view(who->sex);
	to->rac = text_view(who->race);
	to->hgt = text_view("509");
	to->wgt = text_view("160");
	to->eye = text_view("BRO");
	to->hai = text_view("BLK");
}

static void
fill_charges(maker *m)
{
	size_t i;

	for (i = 0; i < m->plan->charge_count; i++) {
		const charge *c = &m->plan->charges[i];

		m->charges[i] = (tp_charge){ text_view(c->date[0] != '\0' ? c->date : m->day),
			text_view(c->text) };
	}
	if (i == 0)
		m->charges[i++] = (tp_charge){ text_view(m->day), text_view("SYNTHETIC CHARGE") };
	m->car.charges = m->charges;
	m->car.charge_count = i;
	m->car.doa = text_view(m->day);
}

static tp_status
make_car(maker *m, const people *p, const tp_profile *profile, tp_transaction **out,
    tp_diag *diag)
{
	const tp_jurisdiction *j = tp_jurisdictions_find(p->s->jurisdictions, m->plan->agency,
	    strlen(m->plan->agency));
	tp_message_options options = { .size = sizeof options, .profile = profile };
	tp_envelope *e = &m->car.envelope;
	tp_status status;

	e->tcn = text_view(m->tcn);
	e->dat = text_view(m->day);
	e->ori = text_view(m->plan->agency);
	e->dai = j->sib;
	m->texts[2] = text_view(m->plan->agency);
	e->cri = (tp_strs){ &m->texts[2], 1 };
	m->car.ret = text_view("Y");
	fill_subject(m);
	fill_charges(m);
	status = draw_prints(m, diag);
	return status == TP_OK ? tp_car_build(&m->car, &options, out, diag) : status;
}

static void
set_day(const scenario *s, int64_t at, char day[9])
{
	tp_local_time local = { s->offset, s->offset, TP_NO_INSTANT };
	tp_date date = { 2000, 1, 1 };

	if (tp_instant_date(at, &local, &date, NULL) != TP_OK)
		date = (tp_date){ 2000, 1, 1 };
	(void)snprintf(day, 9, "%04u%02u%02u", (unsigned)date.year % 10000,
	    (unsigned)date.month % 100, (unsigned)date.day % 100);
}

static tp_status
generate(people *p, const person *who, unsigned attempt, const tp_profile *profile,
    tp_transaction **out, tp_diag *diag)
{
	maker m = { .people = p, .plan = who->plan, .who = who->who, .n = who->n };
	const scenario *s = p->s;
	tp_status status;
	size_t i;

	(void)snprintf(m.tcn, sizeof m.tcn, "SANDBOX-%u-%u-%u",
	    (unsigned)(who->plan - s->bookings) + 1, (unsigned)who->n + 1, attempt + 1);
	set_day(s, s->start + who->plan->after + (int64_t)who->n * who->plan->every, m.day);
	status = make_car(&m, p, profile, out, diag);
	for (i = 0; i < CARD_PRINTS; i++)
		tp_bytes_free(&m.encoded[i]);
	return status;
}

/* The agency's mistake: a field is not there. */
static tp_status
spoil(const booking_plan *plan, tp_transaction *t, tp_diag *diag)
{
	const tp_field_def *def = tp_dict_find(2, plan->defect);
	tp_path path = { 2, -1, 1, def->field, 0, 0 };

	return tp_transaction_delete(t, &path, diag);
}

static tp_status
read_car(const people *p, const booking_plan *plan, tp_transaction **out, tp_diag *diag)
{
	char *path = path_join(p->s->folder, plan->file);
	tp_status status = tp_transaction_read_file(path, NULL, out, diag);

	free(path);
	return status;
}

int
people_book(people *p, const person *who, unsigned attempt, const tp_profile *profile,
    tp_bytes *out)
{
	const booking_plan *plan = who->plan;
	tp_transaction *t = NULL;
	tp_status status;
	tp_field tcn;
	tp_diag diag;

	status = plan->file != NULL ? read_car(p, plan, &t, &diag)
	    : generate(p, who, attempt, profile, &t, &diag);
	if (status == TP_OK && plan->who != NULL && people_enroll(p, t, who) != TOOL_DONE) {
		tp_transaction_free(t);
		return TOOL_FAULT;
	}
	if (status == TP_OK && plan->defect != NULL && attempt == 0)
		status = spoil(plan, t, &diag);
	if (status == TP_OK && tp_record_field(tp_transaction_record(t, 0), 9, 0, &tcn))
		people_name(p, &tcn.value, who);
	if (status == TP_OK)
		status = tp_transaction_write(t, 0, out, &diag);
	tp_transaction_free(t);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(plan->file != NULL ? plan->file : p->s->file, "error", &diag);
	return diag_exit(status);
}
