/* SPDX-License-Identifier: MIT */
/*
 * Image layer: another image in a record. What the record says of its image
 * follows the new one's header, so that both stay true; a change that fails
 * half way is taken back as a whole.
 */

#include <math.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/sha256.h"
#include "../itl/tree.h"
#include "codec.h"
#include "record-image.h"

#define CM_PER_INCH 2.54
#define HEADER_MAX 18 /* the longest header of Types 3-8 */

/* The image as the record will hold it. */
typedef struct incoming {
	tp_image_info info;
	const void *bytes;
	size_t len;
	tp_bytes own; /* what bytes points to, if it had to be unwrapped */
} incoming;

/* Enough of a record to put it back; its values are never changed in place. */
typedef struct snapshot {
	tp_record record;
	tpi_field *fields;
	char header[HEADER_MAX];
} snapshot;

static tp_status
snapshot_take(const tp_record *r, snapshot *s, tp_diag *diag)
{
	memset(s, 0, sizeof *s);
	s->record = *r;
	if (r->header_len != 0)
		memcpy(s->header, r->header, r->header_len);
	if (r->count == 0)
		return TP_OK;
	s->fields = tpi_calloc(&r->t->mem, r->count, sizeof *s->fields);
	if (s->fields == NULL)
		return tpi_nomem(diag);
	memcpy(s->fields, r->fields, r->count * sizeof *s->fields);
	return TP_OK;
}

/* A header is the record's own, and so to be written, once it was touched. */
static void
snapshot_restore(const snapshot *s, tp_record *r)
{
	char *header;

	*r = s->record;
	if (r->count != 0)
		memcpy(r->fields, s->fields, r->count * sizeof *r->fields);
	if (r->touched && r->header_len != 0) {
		memcpy(&header, &r->header, sizeof header);
		memcpy(header, s->header, r->header_len);
	}
}

/* PNM and TIFF have no label: their rows go in without a header. */
static tp_status
unwrap(const tp_record *r, incoming *in, tp_diag *diag)
{
	tp_decode_options decode = { .size = sizeof decode, .mem = &r->t->mem,
		.limits = &r->t->limits };
	tp_encode_options encode = { .size = sizeof encode, .codec = TP_CODEC_RAW,
		.mem = &r->t->mem };
	tp_image pixels;
	tp_status status;

	status = tp_image_decode(in->bytes, in->len, &decode, &pixels, diag);
	if (status != TP_OK)
		return status;
	status = tp_image_encode(&pixels, &encode, &in->own, diag);
	in->info = pixels.info;
	in->info.codec = TP_CODEC_RAW;
	in->bytes = in->own.ptr;
	in->len = in->own.len;
	tp_image_free(&pixels);
	return status;
}

/* Whether the type has a word for the codec and, where depth is a matter of type, that depth. */
static tp_status
check_holds(const tp_record *r, const tp_image_fields *f, const tp_image_info *info, tp_diag *diag)
{
	bool one_bit = r->type == 5 || r->type == 6 || r->type == 8;
	uint32_t bits = info->components * info->depth;
	bool good = f->codec != 0 && tp_codec_label(info->codec) != NULL;

	if (one_bit)
		good = good && info->codec == TP_CODEC_RAW && bits == 1;
	else if (r->binary && info->codec == TP_CODEC_RAW)
		good = good && bits == 8;
	else if (info->codec == TP_CODEC_RAW && f->depth == 0)
		good = good && (bits == 8 || bits == 24);
	if (good)
		return TP_OK;
	return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
	    "a record of this type does not hold such an image");
}

static tp_status
set_number(tp_record *r, uint32_t field, double number, tp_diag *diag)
{
	return field == 0 ? TP_OK
	                  : tp_record_set_number(r, field, (uint64_t)(number + 0.5), diag);
}

static tp_status
set_codec(tp_record *r, const tp_image_fields *f, int32_t codec, tp_diag *diag)
{
	if (r->binary)
		return tp_record_set_number(r, f->codec, (uint64_t)codec, diag);
	return tp_record_set_text(r, f->codec, tp_codec_label(codec), diag);
}

/* Whether a whole number of pixels per cm says the resolution to one in a hundred. */
static bool
fits_cm(double ppi)
{
	double stated = floor(ppi / CM_PER_INCH + 0.5) * CM_PER_INCH;

	return fabs(stated - ppi) <= ppi / 100;
}

/*
 * THPS and TVPS in the unit that the record has, or in inches where that one
 * is too coarse; 1.011 and ISR are not the image's to set.
 */
static tp_status
set_ppi(tp_record *r, const tp_image_fields *f, const tp_image_info *info, tp_diag *diag)
{
	double factor = 1, down = info->ppi_y > 0 ? info->ppi_y : info->ppi_x;
	uint64_t units = 0;
	tp_status status = TP_OK;

	if (f->units == 0 || info->ppi_source != TP_PPI_HEADER)
		return TP_OK;
	if (tp_record_number(r, f->units, 1, 1, &units) == TP_OK && units == 2 &&
	    fits_cm(info->ppi_x) && fits_cm(down))
		factor = CM_PER_INCH;
	else if (units != 1)
		status = set_number(r, f->units, 1, diag);
	if (status == TP_OK)
		status = set_number(r, f->ppi_x, info->ppi_x / factor, diag);
	return status == TP_OK ? set_number(r, f->ppi_y, down / factor, diag) : status;
}

/* CSP changes when colour comes or goes, else the record knows better than the header. */
static tp_status
set_colour(tp_record *r, const tp_image_fields *f, const tp_image_info *info, tp_diag *diag)
{
	bool grey = info->components == 1, was_grey = true;
	tp_value value;

	if (f->colour == 0)
		return TP_OK;
	if (tp_record_value(r, f->colour, 1, 1, &value) == TP_OK && value.text.len != 0) {
		was_grey = value.text.len == 4 && memcmp(value.text.ptr, "GRAY", 4) == 0;
		if (grey == was_grey)
			return TP_OK;
	}
	return tp_record_set_text(r, f->colour, grey ? "GRAY"
	    : info->codec == TP_CODEC_JPEG ? "YCC" : "SRGB", diag);
}

/* HAS is the SHA-256 of the data field; a record without one gets none. */
static tp_status
set_hash(tp_record *r, const tp_image_fields *f, const incoming *in, tp_diag *diag)
{
	char text[TPI_SHA256_TEXT];

	if (f->hash == 0 || tpi_find_field(r, f->hash, 0) == NULL)
		return TP_OK;
	tpi_sha256_text(in->bytes, in->len, text);
	return tp_record_set(r, f->hash, 0, 0, text, sizeof text, 0, diag);
}

static tp_status
describe(tp_record *r, const tp_image_fields *f, const incoming *in, tp_diag *diag)
{
	const tp_image_info *info = &in->info;
	tp_status status = set_codec(r, f, info->codec, diag);

	if (status == TP_OK)
		status = set_number(r, f->width, info->width, diag);
	if (status == TP_OK)
		status = set_number(r, f->height, info->height, diag);
	if (status == TP_OK)
		status = set_number(r, f->depth, info->components * info->depth, diag);
	if (status == TP_OK)
		status = set_colour(r, f, info, diag);
	if (status == TP_OK)
		status = set_ppi(r, f, info, diag);
	return status == TP_OK ? set_hash(r, f, in, diag) : status;
}

static tp_status
replace(tp_record *r, const tp_image_fields *f, const incoming *in, tp_diag *diag)
{
	snapshot before;
	tp_status status = snapshot_take(r, &before, diag);

	if (status != TP_OK)
		return status;
	status = describe(r, f, in, diag);
	if (status == TP_OK)
		status = tp_record_set(r, f->data, 0, 0, in->bytes, in->len, 0, diag);
	if (status != TP_OK)
		snapshot_restore(&before, r);
	tpi_free(&r->t->mem, before.fields, before.record.count * sizeof *before.fields);
	return status;
}

tp_status
tp_record_image_replace(tp_record *r, const void *bytes, size_t len, tp_diag *diag)
{
	incoming in = { .bytes = bytes, .len = len };
	tp_image_fields fields;
	tp_status status;

	tp_diag_init(diag);
	if (!tp_record_image_fields(r->type, &fields))
		status = tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "records of this type hold no image");
	else
		status = tp_image_header(bytes, len, &in.info, diag);
	if (status == TP_OK && (in.info.codec == TP_CODEC_PNM || in.info.codec == TP_CODEC_G4))
		status = unwrap(r, &in, diag);
	if (status == TP_OK)
		status = check_holds(r, &fields, &in.info, diag);
	if (status == TP_OK)
		status = replace(r, &fields, &in, diag);
	if (status != TP_OK)
		tpi_diag_place(diag, r, fields.data != 0 ? (int64_t)fields.data : -1, -1, -1);
	tp_bytes_free(&in.own);
	return status;
}
