/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the image in a record (ITL 2013, 8.3-8.22): one table says in
 * which fields a type describes it; what the record says is held against
 * what the image's own header says.
 */

#include <math.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "../itl/tree.h"
#include "codec.h"
#include "record-image.h"

#define UNUSED_POSITION 255
#define MM_PER_INCH 25.4
#define CM_PER_INCH 2.54
#define NSR 11u
#define TYPE4_HEADER 13 /* of Type-4's header what follows LEN and IDC */

static const struct {
	uint8_t first, last;
	tp_image_fields fields;
} layouts[] = {
	{ 3, 6, { 4, 3, 6, 7, 0, 0, 0, 5, 8, 0, 0, 0, 9 } },
	{ 7, 7, { .data = 3 } },
	{ 8, 8, { 0, 0, 6, 7, 0, 0, 0, 5, 4, 0, 0, 0, 8 } },
	{ 10, 10, { 20, 0, 6, 7, 8, 9, 10, 0, 11, 0, 12, 996, 999 } },
	{ 13, 15, { 13, 3, 6, 7, 8, 9, 10, 0, 11, 12, 0, 996, 999 } },
	{ 16, 16, { 0, 0, 6, 7, 8, 9, 10, 0, 11, 12, 0, 996, 999 } },
	{ 17, 17, { 3, 0, 6, 7, 8, 9, 10, 0, 11, 12, 13, 996, 999 } },
	{ 19, 19, { 13, 3, 6, 7, 8, 9, 10, 0, 11, 12, 0, 996, 999 } },
	{ 20, 20, { 0, 0, 6, 7, 8, 9, 10, 0, 11, 12, 13, 996, 999 } },
};

bool
tp_record_image_fields(int type, tp_image_fields *out)
{
	size_t i;

	memset(out, 0, sizeof *out);
	for (i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
		if (type >= layouts[i].first && type <= layouts[i].last) {
			*out = layouts[i].fields;
			return true;
		}
	}
	return false;
}

/* 0 where there is no such number, or none that 32 bits hold. */
static uint32_t
number_of(const tp_record *r, uint32_t field)
{
	uint64_t n;

	if (field == 0 || tp_record_number(r, field, 1, 1, &n) != TP_OK || n > UINT32_MAX)
		return 0;
	return (uint32_t)n;
}

/* "nn.nn", free of any locale; 0 for anything else. */
static double
read_decimal(const tp_str *text)
{
	double number = 0, unit = 1;
	bool point = false;
	size_t i;

	if (text->len > 15)
		return 0;
	for (i = 0; i < text->len; i++) {
		if (text->ptr[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (text->ptr[i] < '0' || text->ptr[i] > '9')
			return 0;
		number = number * 10 + (text->ptr[i] - '0');
		if (point)
			unit *= 10;
	}
	return number / unit;
}

double
tpi_native_ppi(const tp_transaction *t)
{
	const tp_record *first = tp_transaction_record(t, 0);
	tp_value value;

	if (first == NULL || tp_record_value(first, NSR, 1, 1, &value) != TP_OK)
		return 0;
	return floor(read_decimal(&value.text) * MM_PER_INCH + 0.5);
}

/* ISR 0 is the resolution of the class (ITL 2013, 8.3.5): 250 for Types 3 and 5. */
static double
class_ppi(const tp_transaction *t, unsigned type, uint32_t isr)
{
	if (isr == 1)
		return tpi_native_ppi(t);
	return isr != 0 ? 0 : type == 3 || type == 5 ? 250 : 500;
}

static void
declare_ppi(const tp_record *r, const tp_image_fields *f, tp_image_info *info)
{
	uint32_t units = number_of(r, f->units);
	double factor = units == 1 ? 1 : units == 2 ? CM_PER_INCH : 0;

	if (f->isr != 0) {
		info->ppi_x = info->ppi_y = class_ppi(r->t, r->type, number_of(r, f->isr));
	} else {
		info->ppi_x = factor * number_of(r, f->ppi_x);
		info->ppi_y = factor * number_of(r, f->ppi_y);
	}
	info->ppi_source = info->ppi_x > 0 ? TP_PPI_RECORD : TP_PPI_NONE;
}

/* BCA of Types 5 and 6 knows Group 4 alone, SRT of Type-8 Group 4 and vectors. */
static int32_t
codec_by_number(unsigned type, uint64_t n)
{
	if (n == 0)
		return TP_CODEC_RAW;
	if (type == 5 || type == 6 || type == 8)
		return n == 1 ? TP_CODEC_G4
		    : n == 2 && type == 8 ? TP_CODEC_VECTOR : TP_CODEC_UNKNOWN;
	return n <= TP_CODEC_PNG ? (int32_t)n : TP_CODEC_UNKNOWN;
}

/* Labels, the older "WSQ", and numbers in their place. */
static int32_t
codec_by_text(const tp_record *r, uint32_t field)
{
	tp_value value;
	uint64_t n;

	if (field == 0 || tp_record_value(r, field, 1, 1, &value) != TP_OK)
		return TP_CODEC_UNKNOWN;
	if (tpi_parse_decimal(value.text.ptr, value.text.len, UINT32_MAX, &n) == TP_OK)
		return codec_by_number(r->type, n);
	return tp_codec_by_label(value.text.ptr, value.text.len);
}

/* Bits a pixel where there is no BPX: by the class, or by CSP. */
static uint32_t
bits_without_bpx(const tp_record *r, const tp_image_fields *f)
{
	tp_value value;

	if (r->binary)
		return r->type == 3 || r->type == 4 || r->type == 7 ? 8 : 1;
	if (f->colour == 0 || tp_record_value(r, f->colour, 1, 1, &value) != TP_OK ||
	    (value.text.len == 3 && memcmp(value.text.ptr, "UNK", 3) == 0))
		return 0;
	return value.text.len == 4 && memcmp(value.text.ptr, "GRAY", 4) == 0 ? 8 : 24;
}

static void
declare_bits(tp_image_info *info, uint32_t bits)
{
	info->components = bits == 24 || bits == 48 ? 3 : bits != 0 ? 1 : 0;
	info->depth = info->components != 0 ? bits / info->components : 0;
}

static void
take_positions(const tp_record *r, const tp_image_fields *f, tp_record_image_view *out)
{
	uint64_t n;
	size_t i;

	if (f->position == 0)
		return;
	for (i = 1; out->position_count < TP_IMAGE_POSITIONS; i++) {
		tp_status status = tp_record_number(r, f->position, i, 1, &n);

		if (status == TP_ERR_NOTFOUND)
			return;
		if (status == TP_OK && n <= UINT32_MAX && !(r->binary && n == UNUSED_POSITION))
			out->positions[out->position_count++] = (uint32_t)n;
	}
}

/* What the record says, and where its bytes are. */
static void
declare(const tp_record *r, const tp_image_fields *f, tp_record_image_view *out)
{
	tp_image_info *info = &out->declared;
	uint32_t bits = number_of(r, f->depth);
	tp_field data;
	uint64_t n;

	info->codec = codec_by_text(r, f->codec);
	info->width = number_of(r, f->width);
	info->height = number_of(r, f->height);
	declare_bits(info, bits != 0 ? bits : bits_without_bpx(r, f));
	declare_ppi(r, f, info);
	if (f->impression != 0 && tp_record_number(r, f->impression, 1, 1, &n) == TP_OK &&
	    n <= INT32_MAX)
		out->impression = (int32_t)n;
	take_positions(r, f, out);
	if (tp_record_field(r, f->data, 0, &data) && data.kind == TP_FIELD_DATA) {
		out->bytes = data.value;
		out->field = f->data;
	}
}

/* Bytes that the declared size and depth take uncompressed; false if that is not known. */
static bool
raw_size(const tp_image_info *info, uint64_t *padded, uint64_t *packed)
{
	uint64_t row = (uint64_t)info->width * info->components * info->depth;

	if (row == 0 || info->height == 0 || info->height > UINT64_MAX / 2 / row)
		return false;
	*padded = (row + 7) / 8 * info->height;
	*packed = (row * info->height + 7) / 8;
	return true;
}

static bool
fits_raw(const tp_image_info *info, size_t len)
{
	uint64_t padded, packed;

	return raw_size(info, &padded, &packed) && (len == padded || len == packed);
}

/* A record that does not say its depth: grey or RGB, whichever fits its bytes. */
static void
guess_depth(tp_image_info *info, size_t len)
{
	if (info->depth != 0)
		return;
	declare_bits(info, 24);
	if (!fits_raw(info, len))
		declare_bits(info, 8);
}

/* What the bytes are. Headerless data are known by what the record says of them alone. */
static int32_t
real_codec(const tp_record_image_view *v)
{
	int32_t declared = v->declared.codec, sniffed;
	tp_image_info info = v->declared;

	guess_depth(&info, v->bytes.len);
	if (declared == TP_CODEC_RAW && fits_raw(&info, v->bytes.len))
		return TP_CODEC_RAW;
	sniffed = tp_image_sniff(v->bytes.ptr, v->bytes.len);
	if (sniffed != TP_CODEC_UNKNOWN)
		return sniffed;
	if (declared == TP_CODEC_RAW || declared == TP_CODEC_G4 || declared == TP_CODEC_VECTOR)
		return declared;
	return fits_raw(&info, v->bytes.len) ? TP_CODEC_RAW : TP_CODEC_UNKNOWN;
}

static void
take_header(tp_record_image_view *v)
{
	tp_image_info own;

	v->info = v->declared;
	v->info.codec = real_codec(v);
	if (v->info.codec == TP_CODEC_RAW)
		guess_depth(&v->info, v->bytes.len);
	if (v->info.codec == TP_CODEC_UNKNOWN || v->info.codec == TP_CODEC_RAW ||
	    tp_image_header(v->bytes.ptr, v->bytes.len, &own, NULL) != TP_OK)
		return;
	v->has_header = true;
	if (own.ppi_x <= 0) {
		own.ppi_x = v->declared.ppi_x;
		own.ppi_y = v->declared.ppi_y;
		own.ppi_source = v->declared.ppi_source;
	}
	v->info = own;
}

/* Whether two resolutions, where both are known, are further apart than rounding explains. */
static bool
ppi_differs(double a, double b)
{
	return a > 0 && b > 0 && fabs(a - b) > a / 100;
}

static uint32_t
differences(const tp_record_image_view *v)
{
	const tp_image_info *said = &v->declared, *is = &v->info;
	uint32_t diff = 0;

	if (said->codec != TP_CODEC_UNKNOWN && said->codec != is->codec)
		diff |= TP_IMAGE_DIFF_CODEC;
	if (is->codec == TP_CODEC_RAW && !fits_raw(is, v->bytes.len))
		diff |= TP_IMAGE_DIFF_LENGTH;
	if (!v->has_header)
		return diff;
	if (said->width != 0 && said->width != is->width)
		diff |= TP_IMAGE_DIFF_WIDTH;
	if (said->height != 0 && said->height != is->height)
		diff |= TP_IMAGE_DIFF_HEIGHT;
	if (said->depth != 0 && said->depth * said->components != is->depth * is->components)
		diff |= TP_IMAGE_DIFF_DEPTH;
	if (is->ppi_source == TP_PPI_HEADER && (ppi_differs(said->ppi_x, is->ppi_x) ||
	    ppi_differs(said->ppi_y, is->ppi_y)))
		diff |= TP_IMAGE_DIFF_PPI;
	return diff;
}

/*
 * Type-7 has no layout of its own; what uses it for prints lays it out as
 * Type-4. The size given there has to fit, else it is none of these.
 */
static bool
declare_as_type4(const tp_record *r, tp_record_image_view *out)
{
	const uint8_t *at = (const uint8_t *)out->bytes.ptr;
	tp_image_info own;
	size_t i;

	if (out->bytes.len <= TYPE4_HEADER)
		return false;
	out->declared.width = (uint32_t)tpi_get_be(at + 8, 2);
	out->declared.height = (uint32_t)tpi_get_be(at + 10, 2);
	out->declared.codec = codec_by_number(4, at[12]);
	out->declared.ppi_x = out->declared.ppi_y = class_ppi(r->t, 4, at[7]);
	out->declared.ppi_source = out->declared.ppi_x > 0 ? TP_PPI_RECORD : TP_PPI_NONE;
	out->bytes.ptr += TYPE4_HEADER;
	out->bytes.len -= TYPE4_HEADER;
	out->impression = at[0];
	for (i = 1; i <= TP_IMAGE_POSITIONS; i++)
		if (at[i] != UNUSED_POSITION)
			out->positions[out->position_count++] = at[i];
	if (fits_raw(&out->declared, out->bytes.len))
		return true;
	return tp_image_header(out->bytes.ptr, out->bytes.len, &own, NULL) == TP_OK &&
	    own.width == out->declared.width && own.height == out->declared.height;
}

static void
clear_view(tp_record_image_view *out)
{
	memset(out, 0, sizeof *out);
	out->declared.codec = out->info.codec = TP_CODEC_UNKNOWN;
	out->impression = -1;
}

tp_status
tp_record_image(const tp_record *r, tp_record_image_view *out, tp_diag *diag)
{
	tp_image_fields fields;
	tp_status status = TP_OK;

	tp_diag_init(diag);
	clear_view(out);
	if (!tp_record_image_fields(r->type, &fields)) {
		status = tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET,
		    "records of this type hold no image");
		tpi_diag_place(diag, r, -1, -1, -1);
		return status;
	}
	declare(r, &fields, out);
	if (r->type == 7 && !declare_as_type4(r, out))
		clear_view(out);
	if (out->bytes.len == 0) {
		status = tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "the record has no image");
		tpi_diag_place(diag, r, fields.data, -1, -1);
		return status;
	}
	take_header(out);
	out->diff = differences(out);
	return TP_OK;
}

/* By what the bytes are; headerless ones by what the record says of them. */
static tp_status
decode_view(const tp_record *r, const tp_record_image_view *v, tp_decode_options *o,
    tp_image *out, tp_diag *diag)
{
	const tp_image_info *raw = v->has_header ? NULL : &v->info;

	if (v->info.codec == TP_CODEC_UNKNOWN)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, tpi_offset_of(r->t, v->bytes.ptr),
		    "no image format fits the bytes");
	o->codec = v->info.codec;
	o->raw_info = v->info.codec == TP_CODEC_RAW || v->info.codec == TP_CODEC_G4 ||
	    v->info.codec == TP_CODEC_VECTOR ? raw : NULL;
	return tp_image_decode(v->bytes.ptr, v->bytes.len, o, out, diag);
}

tp_status
tp_record_image_decode(const tp_record *r, const tp_decode_options *options, tp_image *out,
    tp_diag *diag)
{
	tp_decode_options o = { .size = sizeof o };
	tp_record_image_view view;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	o.size = sizeof o;
	o.mem = o.mem != NULL ? o.mem : &r->t->mem;
	o.limits = o.limits != NULL ? o.limits : &r->t->limits;
	status = tp_record_image(r, &view, diag);
	if (status != TP_OK)
		return status;
	status = decode_view(r, &view, &o, out, diag);
	if (status != TP_OK) {
		tpi_diag_place(diag, r, view.field, -1, -1);
		return status;
	}
	if (out->info.ppi_x <= 0 && view.declared.ppi_x > 0) {
		out->info.ppi_x = view.declared.ppi_x;
		out->info.ppi_y = view.declared.ppi_y;
		out->info.ppi_source = TP_PPI_RECORD;
	}
	return TP_OK;
}
