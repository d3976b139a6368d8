/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what several systems do with a message: find whose it is,
 * change a copy of it, and address an answer (EBTS 11.0, 1.5 and 1.7: an
 * answer's TCR is the TCN of what it answers; each hop pushes the ORI that
 * it replaces to CRI).
 */

#include <stdio.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/text.h"
#include "node.h"

#include <tenprint/clock.h>
#include <tenprint/edit.h>

void
tpi_new_tcn(const tpi_turn *turn, const char *letters, char buf[TPI_TCN], tp_str *out)
{
	static const char hex[] = "0123456789ABCDEF";
	const tp_envelope *e = tp_message_envelope(turn->message);
	/* What has no number is told from others by its bytes. */
	const tp_str *number = e->tcn.len != 0 ? &e->tcn : &turn->step->parcel->bytes;
	uint64_t h = tpi_hash((uint64_t)turn->node->options.system, letters, 2);
	int i;

	/* With their lengths, so that one does not run into the next. */
	h = tpi_hash(h, turn->node->ori, turn->node->ori_len);
	h = tpi_hash(h ^ turn->node->ori_len, e->ori.ptr, e->ori.len);
	h = tpi_hash(h ^ e->ori.len, number->ptr, number->len);
	memcpy(buf, letters, 2);
	for (i = 0; i < 16; i++)
		buf[2 + i] = hex[h >> (60 - 4 * i) & 15];
	buf[18] = '\0';
	*out = (tp_str){ buf, 18 };
}

void
tpi_first_agency(const tp_message *submission, tp_str *out)
{
	const tp_envelope *e = tp_message_envelope(submission);
	const tp_cpi *cpi = tp_message_cpi(submission);

	*out = e->cri.count != 0 ? e->cri.at[e->cri.count - 1] : e->ori;
	if (cpi != NULL && cpi->agency.len != 0)
		*out = cpi->agency;
}

const tp_jurisdiction *
tpi_jurisdiction(const tpi_turn *turn, const tp_str *ori)
{
	return tp_jurisdictions_find(turn->node->options.jurisdictions, ori->ptr, ori->len);
}

tp_status
tpi_copy(tpi_turn *turn, tp_transaction **out)
{
	const tp_str *bytes = &turn->step->parcel->bytes;
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW,
		.mem = &turn->node->mem, .limits = turn->node->messages.limits };

	return tp_transaction_read(bytes->ptr, bytes->len, &options, out, turn->diag);
}

tp_status
tpi_set(tpi_turn *turn, tp_transaction *t, int type, uint32_t field, const tp_str *value)
{
	tp_path path = { (uint32_t)type, -1, 1, field, 0, 0 };
	tp_status status;

	if (value->len != 0)
		return tp_transaction_set(t, &path, value->ptr, value->len, 0, turn->diag);
	status = tp_transaction_delete(t, &path, NULL);
	if (status == TP_ERR_NOTFOUND)
		return TP_OK;
	return status == TP_ERR_NOMEM ? tpi_nomem(turn->diag) : status;
}

void
tpi_raw(const tp_strs *list, tp_str *out)
{
	const tp_str *last;

	*out = (tp_str){ NULL, 0 };
	if (list->count == 0)
		return;
	/* Its subfields stand in one field, one after the other. */
	last = &list->at[list->count - 1];
	out->ptr = list->at[0].ptr;
	out->len = (size_t)(last->ptr + last->len - list->at[0].ptr);
}

void
tpi_answer_to(const tpi_turn *turn, const tp_str *tcn, tp_envelope *out)
{
	const tp_envelope *to = tp_message_envelope(turn->message);

	memset(out, 0, sizeof *out);
	out->dat = to->dat;
	out->dai = to->ori;
	out->ori = turn->node->options.ori;
	out->tcn = *tcn;
	out->tcr = to->tcn;
	out->atn = to->atn;
	out->sco = to->sco;
	out->oca = to->oca;
	/* Of a CPI the bureau alone is known. */
	out->cri = to->cri.count != 0 ? to->cri : (tp_strs){ &to->ori, 1 };
}

/*
 * The person of a refusal, as submitted. EBTS 11 wants both, whatever the
 * submission lacked, and has no date for "unknown": a century alone stands for it.
 */
static void
name_person(const tp_car *car, bool known, tp_errt *errt)
{
	tp_str_from("UNKNOWN,UNKNOWN", &errt->snam);
	tp_str_from("19000000", &errt->sdob);
	if (car == NULL || !known)
		return;
	if (car->subject.nam.len >= 3 && car->subject.nam.len <= 50)
		errt->snam = car->subject.nam;
	if (car->subject.dob.count != 0)
		errt->sdob = car->subject.dob.at[0];
}

/* YYYYMMDD of the step's instant. */
static void
date_of(const tpi_turn *turn, char buf[16], tp_str *out)
{
	const tp_local_time utc = { 0, 0, TP_NO_INSTANT };
	tp_date date;

	if (tp_instant_date(turn->step->now, &utc, &date, NULL) != TP_OK)
		return;
	(void)snprintf(buf, 16, "%04d%02d%02d", (int)date.year % 10000, (int)date.month % 100,
	    (int)date.day % 100);
	*out = (tp_str){ buf, 8 };
}

/* What a refusal says besides its reasons; the first that conforms is sent. */
static const struct {
	bool echo;   /* what comes back as sent */
	bool person; /* a field that EBTS 9.1 has not, and 11.0 must have */
	bool known;
} refusals[] = {
	{ true, true, true }, { true, false, false }, { false, true, true },
	{ false, true, false }, { false, false, false },
};

/*
 * What is echoed may itself be what is wrong: then it stays out, and if even
 * the parties or the TCN are, there is nobody to answer.
 */
tp_status
tpi_refuse(tpi_turn *turn, const tp_strs *msg, const tp_str *tcn, tp_transaction **out)
{
	tp_status status = TP_ERR_ARG;
	tp_errt errt;
	char date[16];
	size_t i;

	for (i = 0; i < sizeof refusals / sizeof refusals[0] && status == TP_ERR_ARG; i++) {
		memset(&errt, 0, sizeof errt);
		tpi_answer_to(turn, tcn, &errt.envelope);
		errt.msg = *msg;
		if (refusals[i].person)
			name_person(tp_message_car(turn->message), refusals[i].known, &errt);
		if (!refusals[i].echo) {
			date_of(turn, date, &errt.envelope.dat);
			errt.envelope.atn = errt.envelope.oca = (tp_str){ NULL, 0 };
			errt.envelope.sco = errt.envelope.cri = (tp_strs){ NULL, 0 };
		}
		status = tp_errt_build(&errt, &turn->node->messages, out, turn->diag);
	}
	if (status != TP_ERR_ARG)
		return status;
	*out = NULL;
	tpi_note(turn, "R1", "the submission names nobody who could be answered");
	return TP_OK;
}
