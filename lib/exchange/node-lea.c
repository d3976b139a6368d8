/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S1, the booking agency (SOP 2.1.1, 2.2): hands its CAR to
 * its bureau, takes the answers, files a detainer in the subject's record,
 * and tells of a release. What its people decide comes from the world.
 */

#include "case.h"
#include "node.h"

/* ---- what goes out ---------------------------------------------------------- */

static tp_status
submit(tpi_turn *turn)
{
	const tp_jurisdiction *j = tpi_jurisdiction(turn, &turn->node->options.ori);

	if (turn->errors != 0) {
		tpi_note(turn, "R1", "the CAR does not conform, and was not submitted");
		return TP_OK;
	}
	tpi_note(turn, "R1", "the CAR was submitted to the bureau");
	return tpi_post_on(turn, TP_SYSTEM_SIB, j != NULL ? &j->sib : NULL, "R1");
}

/* R6: only after a no-match, and only if somebody there chooses to. */
static tp_status
ask_by_name(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	tp_iaq iaq = { .pur = { "C", 1 } };
	char buf[TPI_TCN];
	tp_bytes bytes;
	uint32_t cut;
	tp_status status;

	if (world->ask_by_name == NULL || !world->ask_by_name(world->ctx, turn->message, &iaq))
		return TP_OK;
	iaq.envelope.ori = turn->node->options.ori;
	tpi_new_tcn(turn, "NQ", buf, &iaq.envelope.tcn);
	status = tp_iaq_build(&iaq, &turn->node->messages, &cut, &bytes, turn->diag);
	if (status != TP_OK)
		return status;
	tpi_note(turn, "R6", "the agency asks the LESC by name");
	return tpi_post_bytes(turn, TP_SYSTEM_NLETS, NULL, &bytes, 0, "R6");
}

/* A notice of release, transfer or adjudication, or the answer to a request. */
static tp_status
let_agency_act(tpi_turn *turn)
{
	const tp_world *world = turn->node->options.world;
	const tp_jurisdiction *j = tpi_jurisdiction(turn, &turn->node->options.ori);
	tp_notice notice = { .kind = 0 };
	int64_t delay = 0;
	char buf[TPI_TCN];
	tp_bytes bytes;
	tp_status status;

	if (world->agency == NULL || !world->agency(world->ctx, turn->message, &notice, &delay))
		return TP_OK;
	notice.envelope.ori = turn->node->options.ori;
	if (notice.envelope.dai.len == 0 && j != NULL)
		notice.envelope.dai = j->field_office;
	tpi_new_tcn(turn, "AN", buf, &notice.envelope.tcn);
	status = tp_notice_build(&notice, &turn->node->messages, &bytes, turn->diag);
	if (status != TP_OK)
		return status;
	tpi_note(turn, tpi_notice_rule(notice.kind), "the agency told the field office");
	return tpi_post_bytes(turn, TP_SYSTEM_ICE, &notice.envelope.dai, &bytes, delay,
	    tpi_notice_rule(notice.kind));
}

/* ---- what comes in ---------------------------------------------------------- */

static tp_status
take_notice(tpi_turn *turn)
{
	const tp_notice *notice = tp_message_notice(turn->message);

	if (notice->kind == TP_NOTICE_DETAINER)
		tpi_note(turn, "R9", "the detainer was placed in the subject's record");
	else if (notice->kind == TP_NOTICE_WITHDRAWAL)
		tpi_note(turn, "R9", "the detainer was taken out of the subject's record");
	else
		tpi_note(turn, tpi_notice_rule(notice->kind),
		    "a notice of the field office was placed in the subject's record");
	return let_agency_act(turn);
}

tp_status
tpi_step_lea(tpi_turn *turn)
{
	tp_status status;

	switch (tp_message_get_kind(turn->message)) {
	case TP_MESSAGE_CAR:
		return submit(turn);
	case TP_MESSAGE_NOTICE:
		return take_notice(turn);
	case TP_MESSAGE_IDR_NO_MATCH:
		tpi_note(turn, "R3", "the no-match IDR was taken");
		status = ask_by_name(turn);
		return status == TP_OK ? let_agency_act(turn) : status;
	case TP_MESSAGE_IDR_MATCH:
		tpi_note(turn, "R2", "the match IDR/IAR was taken");
		return let_agency_act(turn);
	case TP_MESSAGE_SRE:
	case TP_MESSAGE_ERRT:
		tpi_note(turn, "R1", "the answer of the FBI was taken");
		return let_agency_act(turn);
	case TP_MESSAGE_UNCLASSIFIED:
		tpi_note(turn, "R1", "an answer of unknown content was kept");
		return TP_OK;
	case TP_MESSAGE_IAR:
		tpi_note(turn, "R6", "the LESC's answer to the query by name was taken");
		return TP_OK;
	default:
		tpi_note(turn, "", "a message that is not for an agency was kept aside");
		return TP_OK;
	}
}
