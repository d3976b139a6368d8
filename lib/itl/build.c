/* SPDX-License-Identifier: MIT */
/* ITL layer: building from nothing: a new Type-1, and print records from typed headers. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

static tp_status
append_text(tp_record *r, uint32_t field, const char *text, tp_diag *diag)
{
	if (text == NULL)
		return TP_OK;
	if (tpi_find_separator(text, text + strlen(text)) != text + strlen(text)) {
		(void)tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "the value holds a separator byte");
		tpi_diag_place(diag, r, field, -1, -1);
		return TP_ERR_ARG;
	}
	return tp_record_append_field(r, field, 0, text, strlen(text), 0, diag);
}

static tp_status
append_number(tp_record *r, uint32_t field, uint64_t number, tp_diag *diag)
{
	char text[32];

	return tp_record_append_field(r, field, 0, text, tpi_format_decimal(text, number, 0), 0,
	    diag);
}

static tp_status
fill_first(tp_record *r, const tp_new_options *o, tp_diag *diag)
{
	static const char empty_cnt[] = { '1', TPI_US, '0', '\0' };
	const struct {
		uint32_t field;
		const char *text;
	} fields[] = {
		{ 1, "0" },
		{ 2, o->ver != NULL ? o->ver : "0502" },
		{ 4, o->tot },
		{ 5, o->dat },
		{ 7, o->dai },
		{ 8, o->ori },
		{ 9, o->tcn },
		{ 10, o->tcr },
		{ 11, o->nsr != NULL ? o->nsr : "00.00" },
		{ 12, o->ntr != NULL ? o->ntr : "00.00" },
	};
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < sizeof fields / sizeof fields[0] && status == TP_OK; i++) {
		status = append_text(r, fields[i].field, fields[i].text, diag);
		if (status == TP_OK && fields[i].field == 2)
			status = tp_record_append_field(r, TPI_CNT, 3, empty_cnt, 3, 0, diag);
	}
	return status;
}

tp_status
tp_transaction_new(const tp_new_options *options, tp_transaction **out, tp_diag *diag)
{
	tp_new_options o = { .size = sizeof o };
	tp_record *first;
	tp_status status;

	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	status = tp_transaction_new_bare(o.mem, o.limits, out, diag);
	if (status != TP_OK)
		return status;
	status = tp_transaction_add_bare(*out, 1, &first, diag);
	if (status == TP_OK)
		status = fill_first(first, &o, diag);
	if (status != TP_OK) {
		tp_transaction_free(*out);
		*out = NULL;
	}
	return status;
}

tp_status
tp_transaction_add_print(tp_transaction *t, const tp_print_header *header, const void *image,
    size_t len, uint32_t flags, tp_record **out, tp_diag *diag)
{
	tp_print_header h = { .size = sizeof h };
	tp_record *r;
	uint8_t *bytes;
	unsigned count;
	tp_status status;

	memcpy(&h, header, header->size < sizeof h ? header->size : sizeof h);
	tp_diag_init(diag);
	if (out != NULL)
		*out = NULL;
	h.type = h.type != 0 ? h.type : 4;
	count = h.fgp_count != 0 ? h.fgp_count : 1;
	if (h.type < 3 || h.type > 6 || count > 6)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "print records are of Types 3 to 6, with up to 6 positions");
	status = tpi_record_new(t, h.type, h.idc, &r, diag);
	if (status != TP_OK)
		return status;
	memcpy(&bytes, &r->header, sizeof bytes);
	bytes[5] = h.imp;
	memset(bytes + 6, 0xff, 6);
	memcpy(bytes + 6, h.fgp, count);
	bytes[12] = h.isr;
	tpi_put_be(bytes + 13, 2, h.hll);
	tpi_put_be(bytes + 15, 2, h.vll);
	bytes[17] = h.gca;
	if (len != 0)
		status = tp_record_set(r, 9, 0, 0, image, len, flags, diag);
	if (status == TP_OK)
		status = tpi_record_insert(t, r, 0, diag);
	if (status == TP_OK && out != NULL)
		*out = r;
	return status;
}

static tp_status
fill_finger(tp_record *r, const tp_finger_record *f, const void *image, size_t len,
    uint32_t flags, tp_diag *diag)
{
	const struct {
		uint32_t field;
		uint64_t number;
	} sizes[] = {
		{ 6, f->hll },
		{ 7, f->vll },
		{ 8, f->slc != 0 ? f->slc : 1 },
		{ 9, f->thps },
		{ 10, f->tvps != 0 ? f->tvps : f->thps },
	};
	tp_status status = append_number(r, 3, f->imp, diag);
	size_t i;

	if (status == TP_OK)
		status = append_text(r, 4, f->src, diag);
	if (status == TP_OK)
		status = append_text(r, 5, f->fcd, diag);
	for (i = 0; i < sizeof sizes / sizeof sizes[0] && status == TP_OK && f->hll != 0; i++)
		status = append_number(r, sizes[i].field, sizes[i].number, diag);
	if (status == TP_OK && f->hll != 0)
		status = append_text(r, 11, f->cga, diag);
	if (status == TP_OK && f->hll != 0)
		status = append_number(r, 12, f->bpx != 0 ? f->bpx : 8, diag);
	if (status == TP_OK)
		status = append_number(r, 13, f->fgp, diag);
	if (status == TP_OK && len != 0)
		status = tp_record_append_field(r, TPI_DATA, 0, image, len, flags, diag);
	return status;
}

tp_status
tp_transaction_add_finger(tp_transaction *t, const tp_finger_record *fields, const void *image,
    size_t len, uint32_t flags, tp_record **out, tp_diag *diag)
{
	tp_finger_record f = { .size = sizeof f };
	tp_record *r;
	tp_status status;

	memcpy(&f, fields, fields->size < sizeof f ? fields->size : sizeof f);
	tp_diag_init(diag);
	if (out != NULL)
		*out = NULL;
	status = tpi_record_new(t, 14, f.idc, &r, diag);
	if (status == TP_OK)
		status = fill_finger(r, &f, image, len, flags, diag);
	if (status == TP_OK)
		status = tpi_record_insert(t, r, 0, diag);
	if (status == TP_OK && out != NULL)
		*out = r;
	return status;
}
