/* SPDX-License-Identifier: MIT */
/* Message layer: CPI, a later arrest in an NFF state (SOP 2.1.2.2), in tenprint's own layout. */

#include <string.h>

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
};
static const tpi_member items[] = {
	{ "code", offsetof(tp_coded_charge, code) },
	{ "text", offsetof(tp_coded_charge, text) },
};
static const tpi_shape shape = { "cpi", values, sizeof values / sizeof values[0], items,
	sizeof items / sizeof items[0], offsetof(tp_cpi, charges), sizeof(tp_coded_charge),
	offsetof(tp_cpi, charge_count) };

static bool
is_code(const tp_str *code)
{
	size_t i;

	for (i = 0; i < code->len; i++)
		if (code->ptr[i] < '0' || code->ptr[i] > '9')
			return false;
	return code->len == 4;
}

static tp_status
judge(const tp_cpi *cpi, tp_status status, tp_diag *diag)
{
	size_t i;

	for (i = 0; i < cpi->charge_count && i < TP_CPI_CHARGES; i++)
		if (!is_code(&cpi->charges[i].code))
			return tpi_fail(diag, status, TP_NO_OFFSET,
			    "CHARGE %lu: an NCIC code has four digits", (unsigned long)i + 1);
	return TP_OK;
}

tp_status
tpi_cpi_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	tp_status status = tpi_shape_parse(m, &shape, &m->of.cpi, layouts, &m->of.cpi.others,
	    diag);

	m->kind = TP_MESSAGE_CPI;
	return status == TP_OK ? judge(&m->of.cpi, TP_ERR_SYNTAX, diag) : status;
}

tp_status
tp_cpi_build(const tp_cpi *cpi, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_cpi copy = *cpi;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (cpi->charge_count > TP_CPI_CHARGES)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "more charges than a CPI holds");
	if (judge(cpi, TP_ERR_ARG, diag) != TP_OK)
		return TP_ERR_ARG;
	return tpi_shape_build(&shape, &copy, &cpi->others, options, out, diag);
}
