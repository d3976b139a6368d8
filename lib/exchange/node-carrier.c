/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: S5, NCIC/III, and S9, Nlets: they carry a message on and
 * look into it only for where it goes (SOP 2.1.2, 2.2.7).
 */

#include "node.h"

tp_status
tpi_step_ncic(tpi_turn *turn)
{
	if (tp_message_get_kind(turn->message) != TP_MESSAGE_CPI) {
		tpi_note(turn, "", "a message that NCIC does not carry was kept aside");
		return TP_OK;
	}
	tpi_note(turn, "R4", "the CPI was carried to CJIS");
	return tpi_post_on(turn, TP_SYSTEM_CJIS, NULL, "R4");
}

tp_status
tpi_step_nlets(tpi_turn *turn)
{
	const tp_iar *iar = tp_message_iar(turn->message);

	if (tp_message_get_kind(turn->message) == TP_MESSAGE_IAQ) {
		tpi_note(turn, "R6", "a query by name was carried to the LESC");
		return tpi_post_on(turn, TP_SYSTEM_LESC, NULL, "R6");
	}
	if (iar == NULL) {
		tpi_note(turn, "", "a message that Nlets does not carry was kept aside");
		return TP_OK;
	}
	tpi_note(turn, "R6", "the LESC's answer was carried to the agency");
	return tpi_post_on(turn, TP_SYSTEM_LEA, &iar->envelope.dai, "R6");
}
