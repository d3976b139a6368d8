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

/* Whether it starts as an IDR of any version does, of the given layout or the built-in one. */
static bool
looks_like_idr(const tp_layouts *layouts, const tp_str *text)
{
	tpi_layout given, builtin;

	(void)tpi_layout_find(layouts, "idr", &given);
	(void)tpi_layout_find(NULL, "idr", &builtin);
	return text->len != 0 &&
	    (tpi_labelled_family(&given, text) || tpi_labelled_family(&builtin, text));
}

/* The text that starts as an IDR does, or NULL, and its layout. */
static const tp_str *
carrier(const tp_sre *sre, const tp_layouts *layouts, tpi_layout *layout)
{
	(void)tpi_layout_find(layouts, "idr", layout);
	if (sre->sii.len != 0 && tpi_labelled_is(layout, &sre->sii))
		return &sre->sii;
	return sre->ers.len != 0 && tpi_labelled_is(layout, &sre->ers) ? &sre->ers : NULL;
}

static bool
is_result(const tp_str *srf)
{
	return srf->len == 1 && (srf->ptr[0] == 'I' || srf->ptr[0] == 'N');
}

static tp_status
read_sre(tp_message *m)
{
	tp_sre *sre = &m->of.sre;
	const tpi_bindings to = TPI_BINDINGS(table, sre);
	tp_status status;

	memset(&m->of, 0, sizeof m->of);
	status = tpi_bind_read(&m->arena, m->t, &to, &sre->others);
	if (status == TP_OK)
		tpi_bind_rest(m->t, NULL, NULL, &sre->others);
	return status;
}

/*
 * What starts as an IDR of another version does, or is one that cannot be
 * read, may say anything: it is not taken for the answer of IAFIS.
 */
tp_status
tpi_sre_parse(tp_message *m, const tp_layouts *layouts)
{
	const tp_sre *sre = &m->of.sre;
	const tp_str *text;
	tpi_layout layout;
	tp_status status = read_sre(m);

	if (status != TP_OK)
		return status;
	text = carrier(sre, layouts, &layout);
	if (text != NULL) {
		const tp_str copy = *text;

		status = tpi_idr_parse(m, &layout, &copy);
		if (status == TP_OK || status == TP_ERR_NOMEM)
			return status;
		m->kind = TP_MESSAGE_UNCLASSIFIED;
		return read_sre(m);
	}
	m->kind = is_result(&sre->srf) && sre->sii.len == 0 &&
	    !looks_like_idr(layouts, &sre->ers)
	    ? TP_MESSAGE_SRE : TP_MESSAGE_UNCLASSIFIED;
	return TP_OK;
}

/* What the answer of IAFIS is told by, so that it is read as one. */
static tp_status
judge(const tp_sre *sre, const tp_layouts *layouts, tp_diag *diag)
{
	if (!is_result(&sre->srf))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "SRF is not I or N");
	if (sre->sii.len != 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "an answer of IAFIS has no SII");
	if (looks_like_idr(layouts, &sre->ers))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "ERS starts as the text of an IDR does");
	return TP_OK;
}

tp_status
tp_sre_build(const tp_sre *sre, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tpi_bindings from = TPI_BINDINGS(table, NULL);
	tp_sre copy;
	tp_status status;
	tpi_build b;

	if (tpi_build_open(&b, sre, options, out, diag) != TP_OK)
		return TP_ERR_ARG;
	copy = *sre;
	from.base = &copy;
	status = judge(sre, b.options.layouts, diag);
	if (status == TP_OK)
		status = tpi_build_begin(&b, "SRE", &sre->envelope);
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &sre->others);
	return tpi_build_finish(&b, status);
}
