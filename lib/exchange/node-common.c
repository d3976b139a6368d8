/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what several systems do with a message: find whose it is,
 * change a copy of it, and address an answer (EBTS 11.0, 1.5 and 1.7: an
 * answer's TCR is the TCN of what it answers; each hop pushes the ORI that
 * it replaces to CRI).
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/text.h"
#include "node.h"

#include <tenprint/edit.h>

void
tpi_new_tcn(const tpi_turn *turn, const char *letters, char buf[TPI_TCN], tp_str *out)
{
	static const char hex[] = "0123456789ABCDEF";
	const tp_str *bytes = &turn->step->parcel->bytes;
	uint64_t h = tpi_hash((uint64_t)turn->node->options.system, letters, 2);
	int i;

	h = tpi_hash(h, turn->node->ori, turn->node->ori_len);
	h = tpi_hash(h, bytes->ptr, bytes->len);
	memcpy(buf, letters, 2);
	for (i = 0; i < 16; i++)
		buf[2 + i] = hex[h >> (60 - 4 * i) & 15];
	buf[18] = '\0';
	*out = (tp_str){ buf, 18 };
}

void
tpi_first_agency(const tp_envelope *envelope, tp_str *out)
{
	*out = envelope->cri.count != 0 ? envelope->cri.at[envelope->cri.count - 1]
	    : envelope->ori;
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
tpi_raw_cri(const tp_message *message, tp_str *out)
{
	const tp_strs *cri = &tp_message_envelope(message)->cri;
	const tp_str *last;

	*out = (tp_str){ NULL, 0 };
	if (cri->count == 0)
		return;
	/* Its subfields stand in one field, one after the other. */
	last = &cri->at[cri->count - 1];
	out->ptr = cri->at[0].ptr;
	out->len = (size_t)(last->ptr + last->len - cri->at[0].ptr);
}

/* A submission that lacks them cannot be refused otherwise: the fields are mandatory (table D-1). */
void
tpi_refuse(const tpi_turn *turn, tp_errt *errt)
{
	const tp_car *car = tp_message_car(turn->message);

	tp_str_from("UNKNOWN,UNKNOWN", &errt->snam);
	tp_str_from("00000000", &errt->sdob);
	if (car != NULL && car->subject.nam.len >= 3 && car->subject.nam.len <= 50)
		errt->snam = car->subject.nam;
	if (car != NULL && car->subject.dob.count != 0)
		errt->sdob = car->subject.dob.at[0];
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
