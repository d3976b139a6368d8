/* SPDX-License-Identifier: MIT */
/*
 * Message layer: SRE, the answer of IAFIS (EBTS, table D-1), and which of the
 * answers that travel as one a transaction is (SOP 2.1.3, 2.1.4).
 */

#include <string.h>

#include "../base/diag.h"
#include "build.h"
#include "fields.h"
#include "labelled.h"
#include "message.h"

#define SRE(field, kind, member) { 2, field, kind, offsetof(tp_sre, member), 0 }

static const tpi_binding table[] = {
	SRE(F2_NAM, TPI_BIND_ONE, nam),
	SRE(F2_SRF, TPI_BIND_ONE, srf),
	SRE(F2_FBI, TPI_BIND_ONE, fbi),
	SRE(F2_SID, TPI_BIND_ONE, sid),
	SRE(F2_MSG, TPI_BIND_MANY, msg),
	SRE(F2_ERS, TPI_BIND_ONE, ers),
	SRE(F2_SII, TPI_BIND_ONE, sii),
	SRE(F2_SDOB, TPI_BIND_ONE, sdob),
	SRE(F2_SNAM, TPI_BIND_ONE, snam),
};

/* The text that starts as an IDR does, or NULL. */
static const tp_str *
carrier(const tp_sre *sre, const tpi_layout *layout)
{
	if (tpi_labelled_is(layout, &sre->sii))
		return &sre->sii;
	return tpi_labelled_is(layout, &sre->ers) ? &sre->ers : NULL;
}

static bool
is_result(const tp_str *srf)
{
	return srf->len == 1 && (srf->ptr[0] == 'I' || srf->ptr[0] == 'N');
}

tp_status
tpi_sre_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	tp_sre *sre = &m->of.sre;
	const tpi_bindings to = TPI_BINDINGS(table, sre);
	const tp_str *text;
	tpi_layout layout;

	if (tpi_bind_read(&m->arena, m->t, &to, &sre->others) != TP_OK)
		return TP_ERR_NOMEM;
	text = tpi_layout_find(layouts, "idr", &layout) ? carrier(sre, &layout) : NULL;
	if (text != NULL) {
		tp_str copy = *text;
		tp_status status = tpi_idr_parse(m, layouts, &copy, diag);

		if (status == TP_OK || status == TP_ERR_NOMEM)
			return status;
		/* It says that it is one, and is none that can be read. */
		tp_diag_init(diag);
		memset(sre, 0, sizeof *sre);
		m->kind = TP_MESSAGE_UNCLASSIFIED;
		return tpi_bind_read(&m->arena, m->t, &to, &sre->others);
	}
	m->kind = is_result(&sre->srf) && sre->sii.len == 0
	    ? TP_MESSAGE_SRE : TP_MESSAGE_UNCLASSIFIED;
	return TP_OK;
}

tp_status
tp_sre_build(const tp_sre *sre, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tp_sre copy = *sre;
	const tpi_bindings from = TPI_BINDINGS(table, &copy);
	tp_status status;
	tpi_build b;

	status = tpi_build_begin(&b, "SRE", options, diag);
	if (status == TP_OK && !is_result(&sre->srf))
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "SRF is I or N");
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &sre->others);
	return tpi_build_finish(&b, status, out);
}
