/* SPDX-License-Identifier: MIT */
/*
 * Message layer: CAR, a criminal tenprint submission (SOP 2.1.1; EBTS, table
 * D-1 and appendix P): its person, arrest and images.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "build.h"
#include "fields.h"
#include "message.h"

#include <tenprint/edit.h>
#include <tenprint/print.h>

#define CAR(field, kind, member) { 2, field, kind, offsetof(tp_car, member), 0 }
#define CAR_PAIRS(field, member, count) \
	{ 2, field, TPI_BIND_PAIRS, offsetof(tp_car, member), offsetof(tp_car, count) }

static const tpi_binding table[] = {
	CAR(F2_RET, TPI_BIND_ONE, ret),
	CAR(F2_NAM, TPI_BIND_ONE, subject.nam),
	CAR(F2_AKA, TPI_BIND_MANY, subject.aka),
	CAR(F2_POB, TPI_BIND_ONE, subject.pob),
	CAR(F2_CTZ, TPI_BIND_MANY, subject.ctz),
	CAR(F2_DOB, TPI_BIND_MANY, subject.dob),
	CAR(F2_SEX, TPI_BIND_ONE, subject.sex),
	CAR(F2_RAC, TPI_BIND_ONE, subject.rac),
	CAR(F2_SMT, TPI_BIND_MANY, subject.smt),
	CAR(F2_HGT, TPI_BIND_ONE, subject.hgt),
	CAR(F2_WGT, TPI_BIND_ONE, subject.wgt),
	CAR(F2_EYE, TPI_BIND_ONE, subject.eye),
	CAR(F2_HAI, TPI_BIND_ONE, subject.hai),
	CAR(F2_FBI, TPI_BIND_MANY, subject.fbi),
	CAR(F2_SID, TPI_BIND_ONE, subject.sid),
	CAR(F2_SOC, TPI_BIND_MANY, subject.soc),
	CAR(F2_MNU, TPI_BIND_MANY, subject.mnu),
	CAR(F2_DOA, TPI_BIND_ONE, doa),
	CAR_PAIRS(F2_ASL, charges, charge_count),
	CAR_PAIRS(F2_AMP, missing, missing_count),
	CAR(F2_NDR, TPI_BIND_MANY, ndr),
};

/* ---- parsing ---------------------------------------------------------------- */

static bool
is_image_type(int type)
{
	return type == 4 || type == 10 || type == 14 || type == 15;
}

static bool
holds(const void *ctx, const tp_record *r)
{
	(void)ctx;
	return is_image_type(tp_record_type(r));
}

static void
read_image(const tp_record *r, size_t index, tp_submitted_image *out)
{
	tp_record_image_view view;
	tp_field field;

	memset(out, 0, sizeof *out);
	out->type = tp_record_type(r);
	out->record = index;
	if (tp_record_image(r, &view, NULL) == TP_OK)
		out->bytes = view.bytes;
	out->ppi = view.info.ppi_x;
	if (out->type == 10) {
		if (tp_record_field(r, F_IMP, 0, &field))
			out->kind = field.value;
	} else {
		out->position = view.position_count != 0 ? view.positions[0] : 0;
		out->impression = view.impression >= 0 ? (uint32_t)view.impression : 0;
	}
	if (out->type != 4 && tp_record_field(r, F_DATE, 0, &field))
		out->date = field.value;
}

tp_status
tpi_car_parse(tp_message *m)
{
	tp_car *car = &m->of.car;
	const tpi_bindings to = TPI_BINDINGS(table, car);
	size_t i, n = tp_transaction_record_count(m->t);
	tp_submitted_image *images;

	if (tpi_bind_read(&m->arena, m->t, &to, &car->others) != TP_OK)
		return TP_ERR_NOMEM;
	tpi_bind_rest(m->t, holds, NULL, &car->others);
	images = tpi_arena_alloc(&m->arena, n * sizeof(*images));
	if (images == NULL)
		return TP_ERR_NOMEM;
	car->images = images;
	for (i = 0; i < n; i++) {
		const tp_record *r = tp_transaction_record(m->t, i);

		if (is_image_type(tp_record_type(r)))
			read_image(r, i, &images[car->image_count++]);
	}
	return TP_OK;
}

/* ---- building --------------------------------------------------------------- */

static tp_status
fail_image(const tpi_build *b, size_t index, const char *text)
{
	return tpi_fail(b->diag, TP_ERR_ARG, TP_NO_OFFSET, "image %lu: %s",
	    (unsigned long)index + 1, text);
}

/* What the image says of itself, its resolution by the caller where it does not. */
static tp_status
look(const tpi_build *b, const tp_submitted_image *image, size_t index, tp_image_info *info)
{
	tp_status status = tp_image_header(image->bytes.ptr, image->bytes.len, info, b->diag);

	if (status != TP_OK)
		return status;
	if (info->ppi_x <= 0)
		info->ppi_x = info->ppi_y = image->ppi;
	if (info->ppi_x <= 0)
		return fail_image(b, index, "neither the image nor the caller says its resolution");
	if (tp_codec_label(info->codec) == NULL)
		return fail_image(b, index, "a record does not hold images of this kind");
	return TP_OK;
}

/* ISR 0 is the class resolution, 495 to 505 ppi (ITL 2013, 8.3.5). */
#define CLASS_PPI 500

static bool
is_class_resolution(double ppi)
{
	return ppi >= CLASS_PPI * 0.99 && ppi <= CLASS_PPI * 1.01;
}

static tp_status
add_print(tpi_build *b, const tp_submitted_image *image, size_t index, const tp_image_info *info)
{
	tp_print_header h = { .size = sizeof h, .type = 4, .idc = -1 };
	tp_record *r;

	if (info->width > UINT16_MAX || info->height > UINT16_MAX)
		return fail_image(b, index, "it is too large for Type-4");
	if (image->position > 254 || image->impression > 255)
		return fail_image(b, index, "no such position or impression in Type-4");
	h.imp = (uint8_t)image->impression;
	h.fgp[0] = (uint8_t)image->position;
	h.isr = !is_class_resolution(info->ppi_x);
	h.hll = (uint16_t)info->width;
	h.vll = (uint16_t)info->height;
	h.gca = (uint8_t)info->codec;
	return tp_transaction_add_print(b->t, &h, image->bytes.ptr, image->bytes.len, 0, &r,
	    b->diag);
}

/* Types 14 and 15 have the same first thirteen fields (ITL 2013, 8.14, 8.15). */
static tp_status
add_tagged(tpi_build *b, const tp_submitted_image *image, const tp_image_info *info)
{
	uint64_t ppi = (uint64_t)(info->ppi_x + 0.5);
	tp_image_fields fields;
	tp_str src, date;
	tp_status status;
	tp_record *r;

	(void)tp_record_image_fields(image->type, &fields);
	tpi_build_first(b, F1_ORI, &src);
	tpi_build_first(b, F1_DAT, &date);
	if (image->date.len != 0)
		date = image->date;
	status = tp_transaction_add_record(b->t, image->type, -1, 0, &r, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, F_IMP, image->impression, b->diag);
	if (status == TP_OK)
		status = tp_record_set(r, F_SRC, 0, 0, src.ptr, src.len, 0, b->diag);
	if (status == TP_OK)
		status = tp_record_set(r, F_DATE, 0, 0, date.ptr, date.len, 0, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.units, 1, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.ppi_x, ppi, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.ppi_y, ppi, b->diag);
	if (status == TP_OK)
		status = tp_record_set_number(r, fields.position, image->position, b->diag);
	if (status == TP_OK)
		status = tp_record_image_replace(r, image->bytes.ptr, image->bytes.len, b->diag);
	return status;
}

static tp_status
add_image(tpi_build *b, const tp_submitted_image *image, size_t index)
{
	tp_image_info info;
	tp_status status;

	if (!is_image_type(image->type))
		return fail_image(b, index, "a CAR has images of Types 4, 10, 14 and 15");
	if (image->type == 10)
		return tpi_build_photo(b, -1, image);
	status = look(b, image, index, &info);
	if (status != TP_OK)
		return status;
	return image->type == 4 ? add_print(b, image, index, &info)
	    : add_tagged(b, image, &info);
}

/* Without one of Type 4 or 14 there is nothing to search by. */
static bool
has_prints(const tp_car *car)
{
	size_t i;

	for (i = 0; i < car->image_count; i++)
		if (car->images[i].type == 4 || car->images[i].type == 14)
			return true;
	return false;
}

/*
 * 1.011 and 1.012 are for Type-4 alone, 00.00 otherwise (ITL 2013, 8.1.11):
 * pixels per mm, of prints of the class resolution as of 500 ppi. There is
 * one of them, so that all prints have to be of one resolution.
 */
static tp_status
find_resolution(const tpi_build *b, const tp_car *car, double *ppi)
{
	tp_image_info info;
	tp_status status;
	size_t i;

	*ppi = 0;
	for (i = 0; i < car->image_count; i++) {
		if (car->images[i].type != 4)
			continue;
		status = look(b, &car->images[i], i, &info);
		if (status != TP_OK)
			return status;
		if (is_class_resolution(info.ppi_x))
			info.ppi_x = CLASS_PPI;
		if (*ppi > 0 && info.ppi_x != *ppi)
			return fail_image(b, i, "it is not of the first one's resolution");
		*ppi = info.ppi_x;
		if (*ppi < 100 || *ppi > 2500)
			return fail_image(b, i, "its resolution is none of a print");
	}
	return TP_OK;
}

static tp_status
set_resolution(tpi_build *b, const tp_car *car)
{
	tp_record *first = tp_transaction_record(b->t, 0);
	tp_status status;
	char text[24];
	double ppi;

	status = find_resolution(b, car, &ppi);
	if (status != TP_OK || ppi == 0)
		return status;
	(void)tpi_format_decimal(text, (uint64_t)(ppi / 0.254 + 0.5), 4);
	memmove(text + 3, text + 2, 3);
	text[2] = '.';
	if (car->envelope.nsr.len == 0)
		status = tp_record_set(first, F1_NSR, 0, 0, text, 5, 0, b->diag);
	if (status == TP_OK && car->envelope.ntr.len == 0)
		status = tp_record_set(first, F1_NTR, 0, 0, text, 5, 0, b->diag);
	return status;
}

tp_status
tp_car_build(const tp_car *car, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tpi_bindings from = TPI_BINDINGS(table, NULL);
	tp_car copy;
	tp_status status;
	tpi_build b;
	size_t i;

	if (tpi_build_open(&b, car, options, out, diag) != TP_OK)
		return TP_ERR_ARG;
	copy = *car;
	from.base = &copy;
	status = tpi_build_begin(&b, "CAR", &car->envelope);
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &car->others);
	for (i = 0; i < car->image_count && status == TP_OK; i++)
		status = add_image(&b, &car->images[i], i);
	if (status == TP_OK && !has_prints(car))
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "there is no print");
	if (status == TP_OK)
		status = set_resolution(&b, car);
	return tpi_build_finish(&b, status);
}
