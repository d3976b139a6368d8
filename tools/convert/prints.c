/* SPDX-License-Identifier: MIT */
/* Tools: convert: prints from Type-4 to Type-14 and back. */

#include <stdio.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "convert.h"

typedef struct print {
	convert_job *job;
	const tp_record *record;
	int32_t place; /* in the file */
} print;

static void
tell_field(void *ctx, uint32_t field)
{
	const print *p = ctx;
	tp_diag loss = { .record = p->place, .type = tp_record_type(p->record),
		.idc = tp_record_idc(p->record), .field = field, .subfield = -1, .item = -1,
		.offset = TP_NO_OFFSET };

	(void)snprintf(loss.text, sizeof loss.text, "Type-%d has no place for it",
	    p->job->prints);
	convert_tell(p->job, &loss);
}

static bool
has_type(const tp_transaction *t, int type)
{
	size_t i;

	for (i = 0; i < tp_transaction_record_count(t); i++)
		if (tp_record_type(tp_transaction_record(t, i)) == type)
			return true;
	return false;
}

static bool
is_zero(const tp_str *value)
{
	size_t i;

	for (i = 0; i < value->len; i++)
		if (value->ptr[i] != '0' && value->ptr[i] != '.')
			return false;
	return true;
}

/* Pixels a millimetre of the first print, as NSR and NTR have them. */
static bool
resolution_of(const tp_transaction *t, char text[16])
{
	tp_record_image_view view;
	size_t i;

	for (i = 0; i < tp_transaction_record_count(t); i++) {
		const tp_record *r = tp_transaction_record(t, i);

		if (tp_record_type(r) != 14 || tp_record_image(r, &view, NULL) != TP_OK ||
		    !(view.info.ppi_x > 0) || view.info.ppi_x >= 2500)
			continue;
		(void)snprintf(text, 16, "%05.2f", view.info.ppi_x / 25.4);
		return true;
	}
	return false;
}

/*
 * NSR and NTR (1.011, 1.012) are the resolution of Types 4 and 7, and zero
 * without any (ANSI/NIST-ITL 8.1): they follow the prints.
 */
static tp_status
set_resolution(const convert_job *j, tp_transaction *t, tp_diag *diag)
{
	char text[16] = "00.00";
	tp_status status = TP_OK;
	uint32_t field;

	if (j->prints == 14 ? has_type(t, 4) || has_type(t, 7) : !resolution_of(t, text))
		return TP_OK;
	for (field = 11; field <= 12 && status == TP_OK; field++) {
		tp_path path = { 1, -1, 1, field, 0, 0 };
		tp_field there;

		if (j->prints == 4 && tp_record_field(tp_transaction_record(t, 0), field, 0,
		    &there) && !is_zero(&there.value))
			continue;
		status = tp_transaction_set(t, &path, text, strlen(text), 0, diag);
	}
	return status;
}

static tp_status
convert_record(print *p, tp_record *r, tp_diag *diag)
{
	tp_convert_options how = { .size = sizeof how, .flags = TP_CONVERT_LOSSY,
		.lost = tell_field, .ctx = p };

	if (p->job->prints == 14 && tp_record_type(r) == 4)
		return tp_record_to_finger(r, &how, diag);
	if (p->job->prints == 4 && tp_record_type(r) == 14)
		return tp_record_to_print(r, &how, diag);
	return TP_OK;
}

int
convert_prints(convert_job *j, tp_transaction *t)
{
	bool any = has_type(t, j->prints == 4 ? 14 : 4);
	tp_status status = TP_OK;
	tp_diag diag;
	size_t i;

	if (any && j->prints == 4)
		status = set_resolution(j, t, &diag);
	for (i = 0; i < tp_transaction_record_count(t) && status == TP_OK; i++) {
		tp_record *r = tp_transaction_record(t, i);
		print p = { j, r, (int32_t)i };

		status = convert_record(&p, r, &diag);
	}
	if (any && j->prints == 14 && status == TP_OK)
		status = set_resolution(j, t, &diag);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(j->file, "error", &diag);
	return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_NEGATIVE;
}
