/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S2, the state bureau (SOP 2.1, 2.1.2, 2.1.4): forwards a
 * CAR under its own ORI and TCN, or, in an NFF state and for a later arrest,
 * sends a CPI; routes answers to the agency where the state routes.
 */

#include <string.h>

#include <tenprint/edit.h>

#include "node.h"

#include "../message/fields.h"

/* All that it remembers stands under TCNs that it gave itself. */
static const tp_str own = { NULL, 0 };

/* The bureau's memory of a submission: what its agency called it. */
static tp_status
remember(tpi_turn *turn, const tp_str *tcn)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	tpi_memory what = { .key = *tcn, .ori = e->ori, .tcn = e->tcn, .atn = e->atn,
		.address = e->ori };

	if (tpi_recall(turn->node, &own, tcn) != NULL)
		return TP_OK; /* it came before */
	tpi_raw(&e->cri, &what.cri);
	tpi_raw(&e->sco, &what.sco);
	return tpi_remember(turn, &what);
}

/* The agency's, for those of one bureau may differ; else the bureau's. */
static const tp_jurisdiction *
jurisdiction_of(const tpi_turn *turn, const tp_str *agency)
{
	const tp_jurisdiction *j = tpi_jurisdiction(turn, agency);

	return j != NULL ? j : tpi_jurisdiction(turn, &turn->node->options.ori);
}

/* The former ORI first, then those before it, of which the oldest gives way (at most three). */
static tp_status
push_cri(tpi_turn *turn, tp_transaction *t)
{
	const tp_envelope *e = tp_message_envelope(turn->message);
	tp_str list[3] = { e->ori }, none = { NULL, 0 };
	const tp_path path = { 2, -1, 1, F2_CRI, 0, 0 };
	size_t i, n = 1;
	tp_status status;

	for (i = 0; i < e->cri.count && n < 3; i++)
		if (i != 0 || e->cri.at[0].len != e->ori.len ||
		    memcmp(e->cri.at[0].ptr, e->ori.ptr, e->ori.len) != 0)
			list[n++] = e->cri.at[i];
	status = tpi_set(turn, t, 2, F2_CRI, &none);
	for (i = 0; i < n && status == TP_OK; i++)
		status = tp_transaction_append(t, &path, list[i].ptr, list[i].len, 0, turn->diag);
	return status;
}

static tp_status
forward_car(tpi_turn *turn)
{
	tp_transaction *t = NULL;
	char buf[TPI_TCN];
	tp_str tcn;
	tp_status status;

	tpi_new_tcn(turn, "SB", buf, &tcn);
	status = tpi_copy(turn, &t);
	if (status == TP_OK)
		status = tpi_set(turn, t, 1, F1_ORI, &turn->node->options.ori);
	if (status == TP_OK)
		status = tpi_set(turn, t, 1, F1_TCN, &tcn);
	if (status == TP_OK)
		status = push_cri(turn, t);
	if (status == TP_OK)
		status = remember(turn, &tcn);
	if (status != TP_OK) {
		tp_transaction_free(t);
		return status;
	}
	tpi_note(turn, "R1", "the CAR was forwarded to CJIS");
	return tpi_post_transaction(turn, TP_SYSTEM_CJIS, NULL, t, 0, "R1");
}

static tp_status
send_cpi(tpi_turn *turn, tp_cpi *cpi)
{
	const tp_car *car = tp_message_car(turn->message);
	char buf[TPI_TCN];
	tp_bytes bytes;
	tp_status status;

	tpi_new_tcn(turn, "CP", buf, &cpi->envelope.tcn);
	cpi->envelope.ori = turn->node->options.ori;
	cpi->envelope.dat = car->envelope.dat;
	cpi->envelope.oca = car->envelope.oca;
	tp_str_from("FBI", &cpi->envelope.dai);
	cpi->nam = car->subject.nam;
	tpi_first_agency(turn->message, &cpi->agency);
	if (cpi->doa.len == 0)
		cpi->doa = car->doa;
	if (cpi->fbi.len == 0 && car->subject.fbi.count != 0)
		cpi->fbi = car->subject.fbi.at[0];
	if (cpi->sid.len == 0)
		cpi->sid = car->subject.sid;
	status = tp_cpi_build(cpi, &turn->node->messages, &bytes, turn->diag);
	if (status == TP_ERR_ARG) {
		tpi_note(turn, "R4", "a later arrest, of which too little is known for a CPI");
		return forward_car(turn);
	}
	if (status != TP_OK)
		return status;
	status = remember(turn, &cpi->envelope.tcn);
	if (status != TP_OK) {
		tp_bytes_free(&bytes);
		return status;
	}
	tpi_note(turn, "R4", "a later arrest in an NFF state: a CPI was sent, and no prints");
	return tpi_post_bytes(turn, TP_SYSTEM_NCIC, NULL, &bytes, 0, "R4");
}

/* R4: whether it is a later arrest the bureau's own file tells. */
static tp_status
take_submission(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	const tp_jurisdiction *j = jurisdiction_of(turn,
	    &tp_message_envelope(turn->message)->ori);
	tp_cpi cpi;
	bool later;

	if (turn->errors != 0)
		tpi_note(turn, "R1", "the CAR does not conform; CJIS will refuse it");
	memset(&cpi, 0, sizeof cpi);
	later = world->later_arrest != NULL &&
	    world->later_arrest(world->ctx, turn->message, &cpi);
	if (tp_jurisdiction_submission(j, !later) == TP_MESSAGE_CPI)
		return send_cpi(turn, &cpi);
	return forward_car(turn);
}

static tp_status
put_back(tpi_turn *turn, tp_transaction *t, uint32_t field, const tp_str *value)
{
	return value->len != 0 ? tpi_set(turn, t, 2, field, value) : TP_OK;
}

/*
 * Put back what the agency had sent: its TCN in TCR, its own chain of CRI; a
 * CPI had no room for its ATN and SCO.
 */
static tp_status
route(tpi_turn *turn, const tpi_memory *memory, const char *rule)
{
	tp_transaction *t = NULL;
	tp_status status = tpi_copy(turn, &t);

	if (status == TP_OK)
		status = tpi_set(turn, t, 1, F1_DAI, &memory->ori);
	if (status == TP_OK)
		status = tpi_set(turn, t, 1, F1_ORI, &turn->node->options.ori);
	if (status == TP_OK)
		status = tpi_set(turn, t, 1, F1_TCR, &memory->tcn);
	if (status == TP_OK)
		status = put_back(turn, t, F2_ATN, &memory->atn);
	if (status == TP_OK)
		status = put_back(turn, t, F2_SCO, &memory->sco);
	if (status == TP_OK)
		status = put_back(turn, t, F2_CRI, &memory->cri);
	if (status != TP_OK) {
		tp_transaction_free(t);
		return status;
	}
	tpi_note(turn, rule, "the answer was routed to the agency");
	return tpi_post_transaction(turn, TP_SYSTEM_LEA, &memory->address, t, 0, rule);
}

static const char *
rule_of_second(const tpi_turn *turn, const tp_jurisdiction *j)
{
	if (tp_message_get_kind(turn->message) == TP_MESSAGE_UNCLASSIFIED)
		return "R1";
	if (j != NULL && j->nff)
		return "R4";
	return tp_message_get_kind(turn->message) == TP_MESSAGE_IDR_MATCH ? "R2" : "R3";
}

/* The answers of IAFIS go on as ever; the second ones where the state routes (SOP 2.1.4). */
static tp_status
take_answer(tpi_turn *turn, bool second)
{
	const tpi_memory *memory = tpi_recall(turn->node, &own,
	    &tp_message_envelope(turn->message)->tcr);
	const tp_jurisdiction *j;
	const char *rule;

	if (memory == NULL) {
		tpi_note(turn, "R1", "an answer to nothing that the bureau sent was kept aside");
		return TP_OK;
	}
	j = jurisdiction_of(turn, &memory->address);
	rule = second ? rule_of_second(turn, j) : "R1";
	if (second && (j == NULL || !j->routing)) {
		tpi_note(turn, rule, "the state does not route: the answer stays at the bureau");
		return TP_OK;
	}
	return route(turn, memory, rule);
}

tp_status
tpi_step_sib(tpi_turn *turn)
{
	switch (tp_message_get_kind(turn->message)) {
	case TP_MESSAGE_CAR:
		return take_submission(turn);
	case TP_MESSAGE_SRE:
	case TP_MESSAGE_ERRT:
		return take_answer(turn, false);
	case TP_MESSAGE_IDR_MATCH:
	case TP_MESSAGE_IDR_NO_MATCH:
	case TP_MESSAGE_UNCLASSIFIED:
		return take_answer(turn, true);
	default:
		tpi_note(turn, "", "a message that is not for a bureau was kept aside");
		return TP_OK;
	}
}
