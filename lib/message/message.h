/* SPDX-License-Identifier: MIT */
/*
 * Message layer: what a tp_message is, and the parsers of its kinds. A
 * transaction's parser fills its struct from t; a text's from the text.
 */
#ifndef TPI_MESSAGE_H
#define TPI_MESSAGE_H

#include <tenprint/answer.h>
#include <tenprint/layout.h>
#include <tenprint/notice.h>
#include <tenprint/query.h>
#include <tenprint/submission.h>

#include "../base/mem.h"
#include "bind.h"
#include "layout.h"

struct tp_message {
	tpi_arena arena;
	int kind;                /* a tp_message_kind */
	tp_transaction *owned;   /* NULL if the caller keeps it */
	const tp_transaction *t; /* NULL for a text */
	tp_str text;             /* of a text: a copy */
	union {
		tp_envelope envelope; /* every struct starts with it */
		tp_car car;
		tp_sre sre;
		tp_errt errt;
		tp_idr idr;
		tp_cpi cpi;
		tp_iaq iaq;
		tp_iar iar;
		tp_notice notice;
	} of;
};

/* The caller's options, as many members as it has; what it leaves out is the default. */
void tpi_message_options(const tp_message_options *from, tp_message_options *to);

tp_status tpi_car_parse(tp_message *m);
tp_status tpi_errt_parse(tp_message *m);
/* Tells IDR, SRE of IAFIS and unclassified apart, and sets the kind. */
tp_status tpi_sre_parse(tp_message *m, const tp_layouts *layouts);
/*
 * The SRE's carrier text is that of an IDR in the layout. TP_ERR_NOMEM; any
 * other failure: it is none that can be read.
 */
tp_status tpi_idr_parse(tp_message *m, const tpi_layout *layout, const tp_str *carrier);

/* TP_ERR_NOTFOUND: not a text of this kind. */
tp_status tpi_cpi_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag);
tp_status tpi_notice_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag);
tp_status tpi_nlets_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag);

#endif
