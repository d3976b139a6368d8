/* SPDX-License-Identifier: MIT */
/* Message layer: ERRT, the refusal of a submission (EBTS, table D-1). */

#include "build.h"
#include "fields.h"
#include "message.h"

#define ERRT(field, kind, member) { 2, field, kind, offsetof(tp_errt, member), 0 }

static const tpi_binding table[] = {
	ERRT(F2_MSG, TPI_BIND_MANY, msg),
	ERRT(F2_SDOB, TPI_BIND_ONE, sdob),
	ERRT(F2_SNAM, TPI_BIND_ONE, snam),
};

tp_status
tpi_errt_parse(tp_message *m)
{
	tp_errt *errt = &m->of.errt;
	const tpi_bindings to = TPI_BINDINGS(table, errt);
	tp_status status = tpi_bind_read(&m->arena, m->t, &to, &errt->others);

	if (status == TP_OK)
		tpi_bind_rest(m->t, NULL, NULL, &errt->others);
	return status;
}

tp_status
tp_errt_build(const tp_errt *errt, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tpi_bindings from = TPI_BINDINGS(table, NULL);
	tp_errt copy;
	tp_status status;
	tpi_build b;

	if (tpi_build_open(&b, errt, options, out, diag) != TP_OK)
		return TP_ERR_ARG;
	copy = *errt;
	from.base = &copy;
	status = tpi_build_begin(&b, "ERRT", &errt->envelope);
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &errt->others);
	return tpi_build_finish(&b, status);
}
