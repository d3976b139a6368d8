/* SPDX-License-Identifier: MIT */
/*
 * Image layer: Type-4 records as Type-14 and back (ITL 2013, 8.4 and 8.14).
 * The other record is made whole beside the list and then takes the first
 * one's place; its image stays where it is.
 */

#include <math.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "../itl/tree.h"
#include "codec.h"
#include "record-image.h"

#define VER 2u
#define DAT 5u
#define ORI 8u
#define CLASS_PPI 500
#define SINGLE_FGP_VERSION 500 /* until ITL 2008 14.013 could have six positions */
#define MAX_TYPE4_FGP 15

enum { IMP = 3, SRC = 4, FCD = 5, HLL = 6, VLL = 7, SLC = 8, THPS = 9, TVPS = 10, CGA = 11,
	BPX = 12, FGP = 13 };
enum { PRINT_FGP = 4, PRINT_ISR = 5, PRINT_HLL = 6, PRINT_VLL = 7, PRINT_GCA = 8,
	PRINT_DATA = 9 };

typedef struct conversion {
	tp_record *from;
	tp_record *to;
	tp_convert_options options;
	tp_record_image_view view;
	uint32_t first_lost; /* 0: none */
} conversion;

static void
lose(conversion *c, uint32_t field)
{
	if (c->options.lost != NULL)
		c->options.lost(c->options.ctx, field);
	if (c->first_lost == 0)
		c->first_lost = field;
}

static tp_status
refuse(const conversion *c, tp_status code, int64_t field, const char *text, tp_diag *diag)
{
	tp_status status = tpi_fail(diag, code, TP_NO_OFFSET, "%s", text);

	tpi_diag_place(diag, c->from, field, -1, -1);
	return status;
}

static tp_status
check_lost(const conversion *c, tp_diag *diag)
{
	if (c->first_lost == 0 || (c->options.flags & TP_CONVERT_LOSSY) != 0)
		return TP_OK;
	return refuse(c, TP_ERR_STATE, c->first_lost,
	    "the other type has no place for the field", diag);
}

/* The image's bytes stay whose they were: the input's, the arena's or the caller's. */
static tp_status
hand_over_data(conversion *c, uint32_t field, tp_diag *diag)
{
	const tp_str *bytes = &c->view.bytes;
	const tpi_field *old = c->from->binary ? NULL : tpi_find_field(c->from, TPI_DATA, 0);
	bool borrowed = old != NULL ? old->borrowed : c->from->data_borrowed;
	tp_status status;

	status = tp_record_set(c->to, field, 0, 0, bytes->ptr, bytes->len, TP_EDIT_BORROW, diag);
	if (status != TP_OK)
		return status;
	if (c->to->binary)
		c->to->data_borrowed = borrowed;
	else
		tpi_find_field(c->to, field, 0)->borrowed = borrowed;
	return TP_OK;
}

/* The new record under the old one's handle. */
static tp_status
take_place(conversion *c, tp_diag *diag)
{
	tp_record before = *c->from;
	size_t index = before.index;
	tp_status status;

	*c->from = *c->to;
	c->from->index = index;
	/* Where it was read, and the stray bytes before that place, are still the file's. */
	c->from->raw = before.raw;
	c->from->raw_len = before.raw_len;
	c->from->gap = before.gap;
	status = tpi_count_sync(before.t, diag);
	if (status != TP_OK)
		*c->from = before;
	return status;
}

/* SRC or FCD: the caller's, or the transaction's own. */
static tp_status
set_origin(conversion *c, uint32_t field, const char *given, uint32_t from, tp_diag *diag)
{
	const tp_record *first = tp_transaction_record(c->from->t, 0);
	tp_value value;

	if (given != NULL)
		return tp_record_set_text(c->to, field, given, diag);
	if (tp_record_value(first, from, 1, 1, &value) != TP_OK || value.text.len == 0)
		return refuse(c, TP_ERR_NOTFOUND, -1, field == SRC
		    ? "no source agency: 1.008 has none either"
		    : "no capture date: 1.005 has none either", diag);
	return tp_record_set(c->to, field, 0, 0, value.text.ptr, value.text.len, 0, diag);
}

/* All positions where the edition lets 14.013 have several, else the first. */
static tp_status
set_positions(conversion *c, tp_diag *diag)
{
	const tp_record *first = tp_transaction_record(c->from->t, 0);
	uint32_t i, count = c->view.position_count;
	uint64_t version = 0;
	char text[24];
	tp_status status = TP_OK;

	if (count == 0)
		return refuse(c, TP_ERR_NOTFOUND, PRINT_FGP, "no friction ridge position", diag);
	if (count > 1 && (tp_record_number(first, VER, 1, 1, &version) != TP_OK ||
	    version >= SINGLE_FGP_VERSION)) {
		lose(c, PRINT_FGP);
		count = 1;
	}
	for (i = 0; i < count && status == TP_OK; i++)
		status = tp_record_set(c->to, FGP, i + 1, 1, text,
		    tpi_format_decimal(text, c->view.positions[i], 0), 0, diag);
	return status;
}

/* HLL to BPX: all of them or, without an image, none. */
static tp_status
set_finger_image(conversion *c, tp_diag *diag)
{
	const tp_image_info *said = &c->view.declared;
	const char *label = tp_codec_label(said->codec);
	tp_status status;

	if (c->view.bytes.len == 0)
		return TP_OK;
	if (label == NULL)
		return refuse(c, TP_ERR_RANGE, PRINT_GCA, "no such compression", diag);
	if (said->ppi_x <= 0)
		return refuse(c, TP_ERR_NOTFOUND, PRINT_ISR,
		    "the resolution is that of 1.011, which has none", diag);
	status = tp_record_set_number(c->to, HLL, said->width, diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, VLL, said->height, diag);
	if (status == TP_OK)
		status = tp_record_set_text(c->to, SLC, "1", diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, THPS, (uint64_t)(said->ppi_x + 0.5), diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, TVPS, (uint64_t)(said->ppi_y + 0.5), diag);
	if (status == TP_OK)
		status = tp_record_set_text(c->to, CGA, label, diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, BPX,
		    c->view.info.components * c->view.info.depth, diag);
	return status == TP_OK ? hand_over_data(c, TPI_DATA, diag) : status;
}

static tp_status
fill_finger(conversion *c, tp_diag *diag)
{
	tp_status status;

	if (c->view.impression < 0)
		return refuse(c, TP_ERR_NOTFOUND, IMP, "no impression type", diag);
	status = tp_record_set_number(c->to, IMP, (uint64_t)c->view.impression, diag);
	if (status == TP_OK)
		status = set_origin(c, SRC, c->options.src, ORI, diag);
	if (status == TP_OK)
		status = set_origin(c, FCD, c->options.fcd, DAT, diag);
	if (status == TP_OK)
		status = set_positions(c, diag);
	return status == TP_OK ? set_finger_image(c, diag) : status;
}

/* ISR 0 is the class's 500, ISR 1 what 1.011 says (ITL 2013, 8.4). */
static tp_status
set_isr(conversion *c, tp_diag *diag)
{
	const tp_image_info *said = &c->view.declared;
	double native = tpi_native_ppi(c->from->t);
	uint64_t isr;

	if (said->ppi_x <= 0)
		return refuse(c, TP_ERR_RANGE, SLC, "Type-4 needs a known resolution", diag);
	if (fabs(said->ppi_x - CLASS_PPI) <= CLASS_PPI / 100)
		isr = 0;
	else if (native > 0 && fabs(said->ppi_x - native) <= native / 100)
		isr = 1;
	else
		return refuse(c, TP_ERR_RANGE, THPS,
		    "Type-4 holds 500 pixels an inch, or the resolution of 1.011", diag);
	if (fabs(said->ppi_x - said->ppi_y) > 0.5)
		return refuse(c, TP_ERR_RANGE, TVPS, "Type-4 holds square pixels only", diag);
	return tp_record_set_number(c->to, PRINT_ISR, isr, diag);
}

static tp_status
set_print_positions(conversion *c, tp_diag *diag)
{
	char text[24], all[TP_IMAGE_POSITIONS * 4];
	size_t digits, len = 0;
	uint32_t i;

	if (c->view.position_count == 0)
		return refuse(c, TP_ERR_NOTFOUND, FGP, "no friction ridge position", diag);
	for (i = 0; i < c->view.position_count; i++) {
		if (c->view.positions[i] > MAX_TYPE4_FGP)
			return refuse(c, TP_ERR_RANGE, FGP, "Type-4 holds positions 0 to 15", diag);
		if (i != 0)
			all[len++] = TPI_RS;
		digits = tpi_format_decimal(text, c->view.positions[i], 0);
		memcpy(all + len, text, digits);
		len += digits;
	}
	return tp_record_set(c->to, PRINT_FGP, 0, 0, all, len, 0, diag);
}

static tp_status
set_print_image(conversion *c, tp_diag *diag)
{
	const tp_image_info *said = &c->view.declared;
	tp_status status;

	if (said->codec < TP_CODEC_RAW || said->codec > TP_CODEC_PNG)
		return refuse(c, TP_ERR_RANGE, CGA, "no compression that Type-4 has a number for",
		    diag);
	if (c->view.info.components * c->view.info.depth != 8)
		return refuse(c, TP_ERR_RANGE, BPX, "Type-4 holds 8 bits a pixel", diag);
	if (said->width > UINT16_MAX || said->height > UINT16_MAX)
		return refuse(c, TP_ERR_RANGE, HLL, "the image is too large for Type-4", diag);
	status = tp_record_set_number(c->to, PRINT_HLL, said->width, diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, PRINT_VLL, said->height, diag);
	if (status == TP_OK)
		status = tp_record_set_number(c->to, PRINT_GCA, (uint64_t)said->codec, diag);
	if (status == TP_OK)
		status = set_isr(c, diag);
	return status == TP_OK ? hand_over_data(c, PRINT_DATA, diag) : status;
}

/* SRC and FCD that the transaction says too come back from there. */
static bool
said_in_type1(const conversion *c, const tp_field *f)
{
	const tp_record *first = tp_transaction_record(c->from->t, 0);
	tp_field own;

	return (f->number == SRC || f->number == FCD) &&
	    tp_record_field(first, f->number == SRC ? ORI : DAT, 0, &own) &&
	    own.value.len == f->value.len &&
	    (own.value.len == 0 || memcmp(own.value.ptr, f->value.ptr, own.value.len) == 0);
}

static tp_status
list_lost(conversion *c, tp_diag *diag)
{
	tp_field f;
	size_t i;

	for (i = 0; tp_record_field_at(c->from, i, &f); i++) {
		bool kept = f.number <= IMP || (f.number >= HLL && f.number <= FGP) ||
		    f.number == TPI_DATA || said_in_type1(c, &f);

		if (!kept)
			lose(c, f.number);
	}
	return check_lost(c, diag);
}

static tp_status
fill_print(conversion *c, tp_diag *diag)
{
	tp_status status;

	if (c->view.bytes.len == 0)
		return refuse(c, TP_ERR_NOTFOUND, TPI_DATA, "Type-4 needs an image", diag);
	if (c->view.impression < 0)
		return refuse(c, TP_ERR_NOTFOUND, IMP, "no impression type", diag);
	status = tp_record_set_number(c->to, IMP, (uint64_t)c->view.impression, diag);
	if (status == TP_OK)
		status = set_print_positions(c, diag);
	if (status == TP_OK)
		status = set_print_image(c, diag);
	return status == TP_OK ? list_lost(c, diag) : status;
}

/* Ready to fill: the record is of the right type, and the other one is made. */
static tp_status
begin(conversion *c, tp_record *r, int type, const tp_convert_options *options, tp_diag *diag)
{
	int idc = tp_record_idc(r);
	tp_status status;

	memset(c, 0, sizeof *c);
	tp_diag_init(diag);
	c->from = r;
	if (options != NULL)
		memcpy(&c->options, options, options->size < sizeof c->options
		    ? options->size : sizeof c->options);
	if (r->type != (type == 4 ? 14 : 4))
		return refuse(c, TP_ERR_STATE, -1, "not a record of the type to convert", diag);
	if (idc < 0)
		return refuse(c, TP_ERR_NOTFOUND, TPI_IDC, "the record has no IDC", diag);
	status = tp_record_image(r, &c->view, NULL);
	if (status != TP_OK && status != TP_ERR_NOTFOUND)
		return tpi_fail(diag, status, TP_NO_OFFSET, "the record cannot be looked at");
	return tpi_record_new(r->t, type, idc, &c->to, diag);
}

tp_status
tp_record_to_finger(tp_record *r, const tp_convert_options *options, tp_diag *diag)
{
	conversion c;
	tp_status status = begin(&c, r, 14, options, diag);

	if (status == TP_OK)
		status = fill_finger(&c, diag);
	if (status == TP_OK)
		status = check_lost(&c, diag);
	return status == TP_OK ? take_place(&c, diag) : status;
}

tp_status
tp_record_to_print(tp_record *r, const tp_convert_options *options, tp_diag *diag)
{
	conversion c;
	tp_status status = begin(&c, r, 4, options, diag);

	if (status == TP_OK)
		status = fill_print(&c, diag);
	return status == TP_OK ? take_place(&c, diag) : status;
}
