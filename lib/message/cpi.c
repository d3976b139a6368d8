/* SPDX-License-Identifier: MIT */
/* Message layer: CPI, a later arrest in an NFF state (SOP 2.1.2.2), in tenprint's own layout. */

#include "../base/diag.h"
#include "message.h"
#include "shape.h"

#define VALUE(key, member) { key, offsetof(tp_cpi, member) }

static const tpi_member values[] = {
	VALUE("dat", envelope.dat),
	VALUE("ori", envelope.ori),
	VALUE("dai", envelope.dai),
	VALUE("tcn", envelope.tcn),
	VALUE("oca", envelope.oca),
	VALUE("fbi", fbi),
	VALUE("sid", sid),
	VALUE("nam", nam),
	VALUE("doa", doa),
	VALUE("agency", agency),
};
static const tpi_member items[] = {
	{ "code", offsetof(tp_coded_charge, code) },
	{ "text", offsetof(tp_coded_charge, text) },
};
static const tpi_shape shape = { "cpi", values, sizeof values / sizeof values[0], items,
	sizeof items / sizeof items[0], offsetof(tp_cpi, charges), sizeof(tp_coded_charge),
	offsetof(tp_cpi, charge_count) };

tp_status
tpi_cpi_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	m->kind = TP_MESSAGE_CPI;
	return tpi_shape_parse(m, &shape, &m->of.cpi, layouts, &m->of.cpi.others, diag);
}

tp_status
tp_cpi_build(const tp_cpi *cpi, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_message_options use;
	tp_cpi copy;

	if (!tpi_text_begin(cpi, options, &use, out, diag))
		return TP_ERR_ARG;
	if (cpi->charge_count > TP_CPI_CHARGES)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "more charges than a CPI holds");
	copy = *cpi;
	return tpi_shape_build(&shape, &copy, &cpi->others, &use, out, diag);
}
