/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S8, a field office of ICE (SOP 2.1.5, 3.1.7, 3.2). People
 * there decide; the node sends what they decided, with author and date, and
 * proposes nothing (R8, R9).
 */

#include "../base/diag.h"
#include "case.h"
#include "node.h"

static tp_status
let_officer_act(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	tp_notice notice = { .kind = 0 };
	int64_t delay = 0;
	char buf[TPI_TCN];
	tp_bytes bytes;
	tp_status status;

	if (world->officer == NULL || !world->officer(world->ctx, turn->message, &notice, &delay))
		return TP_OK;
	notice.envelope.ori = turn->node->options.ori;
	tpi_new_tcn(turn, "FO", buf, &notice.envelope.tcn);
	status = tp_notice_build(&notice, &turn->node->messages, &bytes, turn->diag);
	if (status != TP_OK)
		return status;
	tpi_note(turn, tpi_notice_rule(notice.kind),
	    "the field office recorded a decision and told the agency");
	return tpi_post_bytes(turn, TP_SYSTEM_LEA, &notice.envelope.dai, &bytes, delay,
	    tpi_notice_rule(notice.kind));
}

tp_status
tpi_step_ice(tpi_turn *turn)
{
	switch (tp_message_get_kind(turn->message)) {
	case TP_MESSAGE_IAR:
		tpi_note(turn, "R8", "the LESC's words were taken; a person decides");
		return let_officer_act(turn);
	case TP_MESSAGE_NOTICE:
		tpi_note(turn, tpi_notice_rule(tp_message_notice(turn->message)->kind),
		    "a notice of the agency was taken");
		return let_officer_act(turn);
	default:
		tpi_note(turn, "", "a message that is not for a field office was kept aside");
		return TP_OK;
	}
}
