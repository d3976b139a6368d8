/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S7, the LESC (SOP 2.1.4, 3.1.5, 3.1.6): its answer to a
 * query goes to who asked and, for CJIS, at the same time to the field
 * office responsible for the agency. The words are the world's (R8): they are
 * neither made nor read here, and without them nothing is sent.
 */

#include <string.h>

#include "../base/diag.h"
#include "node.h"

static tp_status
send_words(tpi_turn *turn, int to, const tp_str *address, const tp_lesc_result *found)
{
	const tp_iaq *iaq = tp_message_iaq(turn->message);
	tp_iar iar;
	tp_bytes bytes;
	tp_status status;

	memset(&iar, 0, sizeof iar);
	iar.envelope.ori = turn->node->options.ori;
	iar.envelope.dai = *address;
	iar.envelope.tcn = iaq->envelope.tcn;
	iar.text = found->words;
	status = tp_iar_build(&iar, &turn->node->messages, &bytes, turn->diag);
	if (status != TP_OK)
		return status;
	return tpi_post_bytes(turn, to, address, &bytes, found->delay, to == TP_SYSTEM_NLETS
	    ? "R6" : "R8");
}

tp_status
tpi_step_lesc(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	const tp_iaq *iaq = tp_message_iaq(turn->message);
	const tp_jurisdiction *j;
	tp_lesc_result found;
	tp_status status;

	if (iaq == NULL) {
		tpi_note(turn, "", "a message that is not for the LESC was kept aside");
		return TP_OK;
	}
	memset(&found, 0, sizeof found);
	if (world->lesc != NULL)
		world->lesc(world->ctx, turn->message, &found);
	if (found.words.len == 0) {
		tpi_note(turn, "R8", "the LESC has no words for this query: it is not answered");
		return TP_OK;
	}
	if (turn->step->parcel->from == TP_SYSTEM_NLETS) {
		tpi_note(turn, "R6", "the LESC answered a query by name");
		return send_words(turn, TP_SYSTEM_NLETS, &iaq->envelope.ori, &found);
	}
	status = send_words(turn, TP_SYSTEM_CJIS, &iaq->envelope.ori, &found);
	j = tpi_jurisdiction(turn, &iaq->atn);
	if (j == NULL || j->field_office.len == 0) {
		tpi_note(turn, "R8", "the LESC answered CJIS alone: no field office is named");
		return status;
	}
	if (status == TP_OK)
		status = send_words(turn, TP_SYSTEM_ICE, &j->field_office, &found);
	tpi_note(turn, "R8", "the LESC answered, in its own words, CJIS and the field office");
	return status;
}
