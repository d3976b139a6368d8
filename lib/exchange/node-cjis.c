/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S3, FBI CJIS (SOP 2.1.1-2.1.4, 3.1.2-3.1.6): a CAR starts
 * the search of IAFIS and, where the jurisdiction takes part, that of IDENT; a
 * CPI the latter alone. A match asks the LESC, and its answer goes out with
 * the IDR; without a match nobody is asked.
 */

#include <stdio.h>
#include <string.h>

#include "../base/diag.h"
#include "node.h"

#include <tenprint/edit.h>

#define MOST_MESSAGES 11u /* of an ERRT (EBTS 11.0, 3.7) */
#define MESSAGE_TEXT 128

/* The control fields that CJIS gives are no bureau's TCNs: no ORI holds that byte. */
static const tp_str of_query = { "\036", 1 };

/* ---- refusing ------------------------------------------------------------------- */

typedef struct refusal {
	char text[MOST_MESSAGES][MESSAGE_TEXT];
	tp_str msg[MOST_MESSAGES];
	size_t count;
} refusal;

static bool
said(const refusal *r, const char *text)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (strcmp(r->text[i], text) == 0)
			return true;
	return false;
}

/* Code, condition and tag; the value itself, which the FBI may quote, stays out. */
static int
take_finding(void *ctx, const tp_finding *f)
{
	refusal *r = ctx;
	char *text = r->text[r->count];
	const char *code = f->fbi[0] != '\0' ? f->fbi : "L0114";
	const tp_fbi_message *m = tp_fbi_message_find(code, strlen(code));

	if (f->severity != TP_SEVERITY_ERROR)
		return 0;
	if (f->at.field != 0)
		(void)snprintf(text, MESSAGE_TEXT, "%s %.80s: %lu.%03lu", code,
		    m != NULL ? m->label : "", (unsigned long)f->at.type,
		    (unsigned long)f->at.field);
	else
		(void)snprintf(text, MESSAGE_TEXT, "%s %.80s", code, m != NULL ? m->label : "");
	if (said(r, text))
		return 0;
	r->msg[r->count] = (tp_str){ text, strlen(text) };
	r->count++;
	return r->count == MOST_MESSAGES;
}

static tp_status
refuse(tpi_turn *turn)
{
	tp_check_options options = { .size = sizeof options, .mem = &turn->node->mem };
	refusal why = { .count = 0 };
	tp_transaction *t;
	char buf[TPI_TCN];
	tp_strs msg;
	tp_str tcn;
	tp_status status;
	int got;

	got = tp_check(tp_message_transaction(turn->message), turn->node->messages.profile,
	    &options, take_finding, &why, turn->diag);
	if (got < 0)
		return (tp_status)got;
	tpi_note(turn, "R1", "the CAR does not conform: it was refused");
	tpi_new_tcn(turn, "ER", buf, &tcn);
	msg = (tp_strs){ why.msg, why.count };
	status = tpi_refuse(turn, &msg, &tcn, &t);
	if (status != TP_OK || t == NULL)
		return status;
	return tpi_post_transaction(turn, TP_SYSTEM_SIB, &tp_message_envelope(turn->message)->ori,
	    t, 0, "R1");
}

/* ---- submissions ---------------------------------------------------------------- */

/* The person and the arrest without the images: all that asking the LESC needs. */
static tp_status
hold_subject(tpi_turn *turn, tp_bytes *out)
{
	tp_transaction *t;
	tp_status status = tpi_copy(turn, &t);

	if (status != TP_OK)
		return status;
	while (status == TP_OK && tp_transaction_record_count(t) > 2)
		status = tp_transaction_remove_record(t, 2, turn->diag);
	if (status == TP_OK)
		status = tp_transaction_write(t, 0, out, turn->diag);
	tp_transaction_free(t);
	return status;
}

static tp_status
hold_text(tpi_turn *turn, tp_bytes *out)
{
	const tp_str *bytes = &turn->step->parcel->bytes;

	*out = (tp_bytes){ tpi_alloc(&turn->node->mem, bytes->len), bytes->len, bytes->len,
		turn->node->mem };
	if (out->ptr == NULL)
		return tpi_nomem(turn->diag);
	memcpy(out->ptr, bytes->ptr, bytes->len);
	return TP_OK;
}

/* Whom to answer, and, where IDENT is searched, of whom. */
static tp_status
remember(tpi_turn *turn, const tp_str *agency, bool search)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	tpi_memory what = { .key = e->tcn, .scope = e->ori, .ori = e->ori, .tcn = e->tcn,
		.address = *agency };
	tp_status status = tpi_remember(turn, &what);

	if (status != TP_OK || !search)
		return status;
	return tp_message_transaction(turn->message) != NULL
	    ? hold_subject(turn, &turn->remembered->held)
	    : hold_text(turn, &turn->remembered->held);
}

static tp_status
take_submission(tpi_turn *turn, bool is_car)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	tp_status status = TP_OK;
	tp_str agency;
	bool search;

	if (tpi_recall(turn->node, &e->ori, &e->tcn) != NULL) {
		tpi_note(turn, "R1", "a submission that came before was not searched again");
		return TP_OK;
	}
	if (is_car && turn->errors != 0)
		return refuse(turn);
	tpi_first_agency(turn->message, &agency);
	search = tp_jurisdiction_takes_part(tpi_jurisdiction(turn, &agency), turn->step->now);
	status = remember(turn, &agency, search);
	if (status == TP_OK && is_car) {
		tpi_note(turn, "R1", "the search of IAFIS was started");
		status = tpi_post_on(turn, TP_SYSTEM_IAFIS, NULL, "R1");
	}
	if (status != TP_OK)
		return status;
	if (!search) {
		tpi_note(turn, "R12", "the jurisdiction takes no part: IDENT is not searched");
		return TP_OK;
	}
	tpi_note(turn, is_car ? "R1" : "R4", "the search of IDENT was started");
	return tpi_post_on(turn, TP_SYSTEM_IDENT, NULL, is_car ? "R1" : "R4");
}

/* ---- answers -------------------------------------------------------------------- */

/* The answer of IAFIS goes out as ever and waits for nothing (SOP 2.1.3). */
static tp_status
pass_iafis(tpi_turn *turn)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	const tpi_memory *memory = tpi_recall(turn->node, &e->dai, &e->tcr);

	if (memory == NULL) {
		tpi_note(turn, "R1", "an answer to nothing that was searched was kept aside");
		return TP_OK;
	}
	tpi_note(turn, "R1", tp_message_get_kind(turn->message) == TP_MESSAGE_UNCLASSIFIED
	    ? "an answer of unknown content was sent to the bureau"
	    : "the answer of IAFIS was sent to the bureau");
	return tpi_post_on(turn, TP_SYSTEM_SIB, &memory->ori, "R1");
}

/* The encounters' photographs, to be built into the message anew. */
static void
photos_of(const tp_message *message, const tp_idr *idr, tp_str photos[TP_ENCOUNTERS],
    tp_idr *out)
{
	const tp_transaction *t = tp_message_transaction(message);
	size_t i, k;
	tp_field data;

	out->photos = photos;
	out->photo_count = 0;
	for (i = 0; i < idr->encounter_count; i++)
		for (k = 0; idr->encounters[i].photo >= 0 && k < tp_transaction_record_count(t); k++) {
			const tp_record *r = tp_transaction_record(t, k);

			if (tp_record_type(r) == 10 && tp_record_idc(r) == idr->encounters[i].photo &&
			    tp_record_field(r, 999, 0, &data))
				photos[out->photo_count++] = data.value;
		}
}

/* Send an IDR on with what is added to it: the LESC's words, or why there are none. */
static tp_status
send_match(tpi_turn *turn, const tp_message *from, const tp_str *ori, const tp_iar *iar,
    const char *message)
{
	tp_idr idr = *tp_message_idr(from);
	tp_str photos[TP_ENCOUNTERS], msg;
	tp_transaction *t;
	char buf[TPI_TCN];
	tp_status status;

	photos_of(from, tp_message_idr(from), photos, &idr);
	tpi_new_tcn(turn, "MT", buf, &idr.envelope.tcn);
	idr.has_iar = iar != NULL;
	if (iar != NULL)
		idr.iar = iar->text;
	if (message != NULL) {
		tp_str_from(message, &msg);
		idr.msg = (tp_strs){ &msg, 1 };
	}
	status = tp_idr_build(&idr, &turn->node->messages, &t, turn->diag);
	if (status != TP_OK)
		return status;
	return tpi_post_transaction(turn, TP_SYSTEM_SIB, ori, t, 0, "R2");
}

static void
fill_query(const tp_message *subject, tp_iaq *iaq)
{
	const tp_car *car = tp_message_car(subject);
	const tp_cpi *cpi = tp_message_cpi(subject);

	if (cpi != NULL) {
		iaq->nam = cpi->nam;
		iaq->fbi = cpi->fbi;
		iaq->sid = cpi->sid;
	}
	if (car == NULL)
		return;
	iaq->nam = car->subject.nam;
	if (car->subject.dob.count != 0)
		iaq->dob = car->subject.dob.at[0];
	iaq->sex = car->subject.sex;
	iaq->pob = car->subject.pob;
	if (car->subject.fbi.count != 0)
		iaq->fbi = car->subject.fbi.at[0];
	iaq->sid = car->subject.sid;
}

/* The IDR waits under the query's control field. */
static tp_status
ask_lesc(tpi_turn *turn, const tpi_memory *memory, tp_iaq *iaq)
{
	tpi_memory what = { .key = iaq->envelope.tcn, .scope = of_query, .ori = memory->ori,
		.tcn = memory->tcn, .address = memory->address };
	tp_bytes bytes;
	uint32_t cut;
	tp_status status = tp_iaq_build(iaq, &turn->node->messages, &cut, &bytes, turn->diag);

	if (status != TP_OK)
		return status;
	status = tpi_remember(turn, &what);
	if (status == TP_OK)
		status = hold_text(turn, &turn->remembered->held);
	if (status != TP_OK) {
		tp_bytes_free(&bytes);
		return status;
	}
	tpi_note(turn, "R2", "a match: the LESC is asked");
	return tpi_post_bytes(turn, TP_SYSTEM_LESC, NULL, &bytes, 0, "R2");
}

static tp_status
take_match(tpi_turn *turn, const tpi_memory *memory, const tp_message *subject)
{
	const tp_world *world = turn->node->options.world;
	tp_iaq iaq = { .pur = { "C", 1 }, .cus = { "Y", 1 } };
	const char *message = NULL;
	char buf[TPI_TCN];
	tp_status status;

	iaq.envelope.ori = turn->node->options.ori;
	tpi_new_tcn(turn, "IQ", buf, &iaq.envelope.tcn);
	iaq.atn = memory->address;
	fill_query(subject, &iaq);
	if (world->query != NULL)
		message = world->query(world->ctx, subject, turn->step->now, &iaq);
	if (message == NULL) {
		status = ask_lesc(turn, memory, &iaq);
		if (status != TP_ERR_ARG)
			return status;
		/* What is known of the subject makes no query. */
		message = "M0018 LESC Not Searched";
	}
	tpi_note(turn, "R2", "the LESC could not be asked: the IDR goes without its answer");
	return send_match(turn, turn->message, &memory->ori, NULL, message);
}

/* R3: elsewhere than in a state that routes no answer is due, but in an NFF state (R4). */
static tp_status
take_no_match(tpi_turn *turn, const tpi_memory *memory)
{
	const tp_jurisdiction *j = tpi_jurisdiction(turn, &memory->address);

	tpi_note(turn, "R5", "no match: the LESC is not asked");
	if (j == NULL || (!j->routing && !j->nff)) {
		tpi_note(turn, "R3", "the state does not route: no second answer is due");
		return TP_OK;
	}
	tpi_note(turn, j->routing ? "R3" : "R4", "the no-match IDR was sent to the bureau");
	return tpi_post_on(turn, TP_SYSTEM_SIB, &memory->ori, j->routing ? "R3" : "R4");
}

static tp_status
take_ident(tpi_turn *turn)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	tpi_memory *memory = tpi_recall(turn->node, &e->dai, &e->tcr);
	tp_message *subject = NULL;
	tp_status status;

	if (memory == NULL || memory->done || memory->held.len == 0) {
		tpi_note(turn, "R1", "an answer of IDENT that nothing waits for was kept aside");
		return TP_OK;
	}
	turn->finished = memory;
	if (tp_message_get_kind(turn->message) == TP_MESSAGE_IDR_NO_MATCH)
		return take_no_match(turn, memory);
	status = tp_message_read(memory->held.ptr, memory->held.len, &turn->node->messages,
	    &subject, turn->diag);
	if (status != TP_OK)
		return status;
	status = take_match(turn, memory, subject);
	tp_message_free(subject);
	return status;
}

/* The two portions become one message, in the channel of the first answer (SOP 2.1.4). */
static tp_status
take_iar(tpi_turn *turn)
{
	const tp_iar *iar = tp_message_iar(turn->message);
	tpi_memory *memory = tpi_recall(turn->node, &of_query, &iar->envelope.tcn);
	tp_message *idr = NULL;
	tp_status status;

	if (memory == NULL || memory->done) {
		tpi_note(turn, "R2", "an answer of the LESC that nothing waits for was kept aside");
		return TP_OK;
	}
	status = tp_message_read(memory->held.ptr, memory->held.len, &turn->node->messages, &idr,
	    turn->diag);
	if (status != TP_OK)
		return status;
	turn->finished = memory;
	tpi_note(turn, "R2", "the match IDR/IAR was sent to the bureau");
	status = send_match(turn, idr, &memory->ori, iar, NULL);
	tp_message_free(idr);
	return status;
}

tp_status
tpi_step_cjis(tpi_turn *turn)
{
	int kind = tp_message_get_kind(turn->message);

	switch (kind) {
	case TP_MESSAGE_CAR:
	case TP_MESSAGE_CPI:
		return take_submission(turn, kind == TP_MESSAGE_CAR);
	case TP_MESSAGE_SRE:
	case TP_MESSAGE_ERRT:
	case TP_MESSAGE_UNCLASSIFIED:
		return pass_iafis(turn);
	case TP_MESSAGE_IDR_MATCH:
	case TP_MESSAGE_IDR_NO_MATCH:
		return take_ident(turn);
	case TP_MESSAGE_IAR:
		return take_iar(turn);
	default:
		tpi_note(turn, "", "a message that is not for CJIS was kept aside");
		return TP_OK;
	}
}
