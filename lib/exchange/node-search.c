/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S4, IAFIS, and S6, IDENT (SOP 2.1.3, 2.1.4, 3.1.3, 3.1.4):
 * two searches of the same prints that know nothing of each other. What they
 * find is the world's; here it becomes the answer.
 */

#include <string.h>

#include "../base/diag.h"
#include "node.h"

static tp_status
send_refusal(tpi_turn *turn, const tp_iafis_result *found, const tp_str *tcn)
{
	tp_transaction *t;
	tp_status status = tpi_refuse(turn, &found->refusals, tcn, &t);

	if (status != TP_OK || t == NULL)
		return status;
	tpi_note(turn, "R1", "the search of IAFIS was refused");
	return tpi_post_transaction(turn, TP_SYSTEM_CJIS, NULL, t, found->delay, "R1");
}

tp_status
tpi_step_iafis(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	const tp_car *car = tp_message_car(turn->message);
	tp_iafis_result found;
	tp_transaction *t;
	char buf[TPI_TCN];
	tp_status status;
	tp_str tcn;
	tp_sre sre;

	if (car == NULL) {
		tpi_note(turn, "", "a message that is not for IAFIS was kept aside");
		return TP_OK;
	}
	memset(&found, 0, sizeof found);
	if (world->iafis != NULL)
		world->iafis(world->ctx, turn->message, &found);
	tpi_new_tcn(turn, "IA", buf, &tcn);
	if (found.refusals.count != 0)
		return send_refusal(turn, &found, &tcn);
	memset(&sre, 0, sizeof sre);
	tpi_answer_to(turn, &tcn, &sre.envelope);
	tp_str_from(found.identified ? "I" : "N", &sre.srf);
	sre.nam = found.nam.len != 0 ? found.nam : car->subject.nam;
	sre.fbi = found.fbi;
	sre.sid = found.sid;
	sre.ers = found.ers;
	status = tp_sre_build(&sre, &turn->node->messages, &t, turn->diag);
	if (status != TP_OK)
		return status;
	tpi_note(turn, "R1", found.identified ? "IAFIS identified" : "IAFIS did not identify");
	return tpi_post_transaction(turn, TP_SYSTEM_CJIS, NULL, t, found.delay, "R1");
}

/* Of a CAR the name as submitted; a CPI names the record whose images are searched. */
static void
name_subject(const tp_message *subject, tp_idr *idr)
{
	const tp_car *car = tp_message_car(subject);
	const tp_cpi *cpi = tp_message_cpi(subject);

	if (car != NULL) {
		idr->nam = car->subject.nam;
		idr->sid = car->subject.sid;
		if (car->subject.fbi.count != 0)
			idr->fbi = car->subject.fbi.at[0];
	}
	if (cpi != NULL) {
		idr->nam = cpi->nam;
		idr->sid = cpi->sid;
		idr->fbi = cpi->fbi;
	}
}

tp_status
tpi_step_ident(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	int kind = tp_message_get_kind(turn->message);
	tp_ident_result found;
	tp_transaction *t;
	char buf[TPI_TCN];
	tp_status status;
	tp_str tcn;
	tp_idr idr;

	if (kind != TP_MESSAGE_CAR && kind != TP_MESSAGE_CPI) {
		tpi_note(turn, "", "a message that is not for IDENT was kept aside");
		return TP_OK;
	}
	memset(&found, 0, sizeof found);
	if (world->ident != NULL)
		world->ident(world->ctx, turn->message, &found);
	memset(&idr, 0, sizeof idr);
	tpi_new_tcn(turn, "ID", buf, &tcn);
	tpi_answer_to(turn, &tcn, &idr.envelope);
	tp_str_from("N", &idr.srf);
	name_subject(turn->message, &idr);
	idr.match = found.match;
	if (found.match) {
		memcpy(idr.encounters, found.encounters, sizeof idr.encounters);
		idr.encounter_count = found.encounter_count;
		idr.photos = found.photos;
		idr.photo_count = found.photo_count;
	}
	status = tp_idr_build(&idr, &turn->node->messages, &t, turn->diag);
	if (status != TP_OK)
		return status;
	tpi_note(turn, found.match ? "R2" : "R3",
	    found.match ? "IDENT found a match" : "IDENT found no match");
	return tpi_post_transaction(turn, TP_SYSTEM_CJIS, NULL, t, found.delay,
	    found.match ? "R2" : "R3");
}
