/* SPDX-License-Identifier: MIT */
/* Message layer: what building any of the transactions has in common. */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "build.h"
#include "fields.h"
#include "message.h"

#include <tenprint/edit.h>
#include <tenprint/print.h>

/* "0502" and, where EBTS is the receiver's, "NORAM", "11.0". */
static tp_status
set_edition(tpi_build *b)
{
	tp_record *first = tp_transaction_record(b->t, 0);
	char ver[24], dom[32] = "NORAM\037";
	tp_status status;
	size_t n;

	(void)tpi_format_decimal(ver, b->info.edition, 4);
	status = tp_record_set(first, F1_VER, 0, 0, ver, 4, 0, b->diag);
	if (status != TP_OK || b->info.ebts == 0)
		return status;
	n = strlen(dom);
	n += tpi_format_decimal(dom + n, b->info.ebts / 100, 1);
	dom[n++] = '.';
	n += tpi_format_decimal(dom + n, b->info.ebts % 100, 1);
	return tp_record_set(first, F1_DOM, 0, 0, dom, n, 0, b->diag);
}

static tp_status
choose_profile(tpi_build *b)
{
	tp_status status = TP_OK;

	b->profile = b->options.profile;
	if (b->profile == NULL) {
		status = tp_profile_new("ebts-11.0", b->options.mem, &b->made, b->diag);
		b->profile = b->made;
	}
	if (status == TP_OK)
		tp_profile_get_info(b->profile, &b->info);
	return status;
}

tp_status
tpi_build_open(tpi_build *b, const void *from, const tp_message_options *options,
    tp_transaction **out, tp_diag *diag)
{
	tp_diag_init(diag);
	*b = (tpi_build){ .out = out, .diag = diag };
	tpi_message_options(options, &b->options);
	if (out != NULL)
		*out = NULL;
	return from != NULL && out != NULL ? TP_OK : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
	    "no message, or no place for its transaction");
}

/* The type that the envelope names, perhaps by an overlay's name, has to be the message's. */
static tp_status
judge_tot(const tpi_build *b, const char *tot, const tp_str *given)
{
	const tp_tot_def *def;

	if (given->len == 0)
		return TP_OK;
	def = tp_profile_tot(b->profile, given->ptr, given->len);
	if ((given->len == strlen(tot) && memcmp(given->ptr, tot, given->len) == 0) ||
	    (def != NULL && strcmp(def->tot, tot) == 0))
		return TP_OK;
	return tpi_fail(b->diag, TP_ERR_ARG, TP_NO_OFFSET, "the envelope's TOT is not that of %s",
	    tot);
}

tp_status
tpi_build_begin(tpi_build *b, const char *tot, const tp_envelope *envelope)
{
	tp_new_options fresh = { .size = sizeof fresh, .tot = tot, .mem = b->options.mem,
		.limits = b->options.limits };
	tp_record *second;
	tp_status status = choose_profile(b);

	if (status == TP_OK)
		status = judge_tot(b, tot, &envelope->tot);
	if (status == TP_OK)
		status = tp_transaction_new(&fresh, &b->t, b->diag);
	if (status == TP_OK)
		status = set_edition(b);
	if (status == TP_OK)
		status = tp_transaction_add_record(b->t, 2, 0, 0, &second, b->diag);
	return status;
}

tp_status
tpi_build_fields(tpi_build *b, const tpi_bindings *from, const tp_others *others)
{
	return tpi_bind_write(b->t, from, others, b->diag);
}

tp_status
tpi_build_set(tpi_build *b, uint32_t field, const void *value, size_t len)
{
	return tp_record_set(tp_transaction_record(b->t, 1), field, 0, 0, value, len, 0, b->diag);
}

void
tpi_build_first(const tpi_build *b, uint32_t field, tp_str *out)
{
	tp_field found;

	*out = (tp_str){ NULL, 0 };
	if (tp_record_field(tp_transaction_record(b->t, 0), field, 0, &found))
		*out = found.value;
}

/* ITL 2013, 8.10.8-10: pixels an inch where they are known, else square ones without a scale. */
static tp_status
set_scale(tpi_build *b, tp_record *r, double ppi)
{
	uint64_t each = ppi >= 1 && ppi <= 99999 ? (uint64_t)(ppi + 0.5) : 1;
	tp_image_fields fields;
	tp_status status;

	(void)tp_record_image_fields(10, &fields);
	status = tp_record_set_number(r, fields.units, each > 1, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.ppi_x, each, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.ppi_y, each, b->diag);
	return status;
}

/* ITL 2013, 8.10: a face has an acquisition profile, 0 where it is not known. */
tp_status
tpi_build_photo(tpi_build *b, int idc, const tp_submitted_image *image)
{
	static const tp_str face = { "FACE", 4 };
	const tp_str *kind = image->kind.len != 0 ? &image->kind : &face;
	tp_str src, when;
	tp_status status;
	tp_record *r;

	tpi_build_first(b, F1_ORI, &src);
	tpi_build_first(b, F1_DAT, &when);
	if (image->date.len != 0)
		when = image->date;
	status = tp_transaction_add_record(b->t, 10, idc, 0, &r, b->diag);
	if (status == TP_OK)
		status = tp_record_set(r, F_IMP, 0, 0, kind->ptr, kind->len, 0, b->diag);
	if (status == TP_OK)
		status = tp_record_set(r, F_SRC, 0, 0, src.ptr, src.len, 0, b->diag);
	if (status == TP_OK)
		status = tp_record_set(r, F_DATE, 0, 0, when.ptr, when.len, 0, b->diag);
	if (status == TP_OK)
		status = set_scale(b, r, image->ppi);
	if (status == TP_OK && kind->len == 4 && memcmp(kind->ptr, "FACE", 4) == 0)
		status = tp_record_set_text(r, F10_SAP, "0", b->diag);
	if (status == TP_OK)
		status = tp_record_image_replace(r, image->bytes.ptr, image->bytes.len, b->diag);
	return status;
}

/* Keep the first error's place and text. */
static int
first_error(void *ctx, const tp_finding *finding)
{
	tp_diag *diag = ctx;

	if (finding->severity != TP_SEVERITY_ERROR)
		return 0;
	(void)tpi_fail(diag, TP_ERR_ARG, finding->offset, "%s: %s", finding->rule->id,
	    finding->text);
	if (diag != NULL) {
		diag->record = finding->record != TP_NO_RECORD ? (int32_t)finding->record : -1;
		diag->type = finding->at.type != 0 ? (int32_t)finding->at.type : -1;
		diag->idc = finding->at.idc;
		diag->field = finding->at.field != 0 ? (int64_t)finding->at.field : -1;
		diag->subfield = finding->at.subfield != 0 ? (int64_t)finding->at.subfield : -1;
		diag->item = finding->at.item != 0 ? (int64_t)finding->at.item : -1;
	}
	return TP_ERR_ARG;
}

static tp_status
conforms(const tpi_build *b)
{
	tp_check_options options = { .size = sizeof options, .mem = b->options.mem,
		.limits = b->options.limits };

	return (tp_status)tp_check(b->t, b->profile, &options, first_error, b->diag, b->diag);
}

tp_status
tpi_build_finish(tpi_build *b, tp_status status)
{
	if (status == TP_OK)
		status = conforms(b);
	tp_profile_free(b->made);
	if (status == TP_OK)
		*b->out = b->t;
	else
		tp_transaction_free(b->t);
	return status;
}
