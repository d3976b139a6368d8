/* SPDX-License-Identifier: MIT */
/* Exchange layer: the event that a message makes: its kind, numbers and what it tells. */

#include <string.h>

#include <tenprint/answer.h>
#include <tenprint/case.h>
#include <tenprint/clock.h>
#include <tenprint/notice.h>
#include <tenprint/query.h>
#include <tenprint/submission.h>

static void
take_subject(const tp_message *m, tp_event *out)
{
	const tp_car *car = tp_message_car(m);
	const tp_sre *sre = tp_message_sre(m);
	const tp_idr *idr = tp_message_idr(m);
	const tp_cpi *cpi = tp_message_cpi(m);
	const tp_iaq *iaq = tp_message_iaq(m);
	const tp_notice *notice = tp_message_notice(m);

	if (car != NULL && car->subject.fbi.count != 0)
		out->fbi = car->subject.fbi.at[0];
	if (car != NULL)
		out->sid = car->subject.sid;
	if (sre != NULL) {
		out->fbi = sre->fbi;
		out->sid = sre->sid;
	}
	if (idr != NULL) {
		out->fbi = idr->fbi;
		out->sid = idr->sid;
	}
	if (cpi != NULL) {
		out->fbi = cpi->fbi;
		out->sid = cpi->sid;
	}
	if (iaq != NULL) {
		out->fbi = iaq->fbi;
		out->sid = iaq->sid;
	}
	if (notice != NULL) {
		out->fbi = notice->fbi;
		out->sid = notice->sid;
	}
}

void
tp_event_of(const tp_message *message, uint64_t digest, int64_t at, int kind, tp_event *out)
{
	const tp_envelope *envelope = tp_message_envelope(message);
	const tp_notice *notice = tp_message_notice(message);
	const tp_sre *sre = tp_message_sre(message);

	memset(out, 0, sizeof *out);
	out->at = at;
	out->kind = kind;
	out->message = tp_message_get_kind(message);
	out->tcn = envelope->tcn;
	out->tcr = envelope->tcr;
	out->digest = digest;
	out->instant = TP_NO_INSTANT;
	take_subject(message, out);
	if (sre != NULL)
		out->srf = sre->srf;
	if (notice == NULL)
		return;
	out->notice = notice->kind;
	if (notice->instant.len == 0 || tp_instant_parse(notice->instant.ptr, notice->instant.len,
	    &out->instant, NULL, NULL) != TP_OK)
		out->instant = TP_NO_INSTANT;
}
