/* SPDX-License-Identifier: MIT */
/*
 * Tools: bookings: prints and other records. What a record says of its image
 * is taken from the image's own header.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "booking.h"

#define SRC 4u  /* x.004 and x.005 of every tagged image type: agency and date */
#define FCD 5u
#define AMP 18u /* 14.018, 15.018 */
#define DATA 999u

/* An entry of prints or records while it becomes one. */
typedef struct entry {
	const json_t *json;
	const char *place;
	int type;
	long idc;
	const char *file;
	double ppi;
	bool described; /* the type's fields describe its image */
	bool has_image;
	new_image image;
	tp_image_fields fields;
} entry;

static bool
is_special(const char *key)
{
	return strcmp(key, "type") == 0 || strcmp(key, "IDC") == 0 || strcmp(key, "file") == 0 ||
	    strcmp(key, "ppi") == 0;
}

/* The friction ridge positions' record types (ITL 2013, table of position codes). */
static int
type_of_position(const booking *b, long fgp)
{
	const json_t *wanted = json_object_get(b->top, "print_type");
	int fingers = json_is_string(wanted) ? atoi(json_string_value(wanted))
	                                     : (int)json_integer_value(wanted);

	if ((fgp >= 20 && fgp <= 38 && fgp != 33 && fgp != 36) || (fgp >= 81 && fgp <= 86))
		return 15;
	if (fgp >= 60 && fgp <= 79)
		return 19;
	return fingers == 4 ? 4 : 14;
}

static double
ppi_of(booking *b, const json_t *owner, const char *place)
{
	const json_t *ppi = json_object_get(owner, "ppi");
	char inner[PLACE];

	if (ppi == NULL)
		return 0;
	booking_place(inner, place, "ppi");
	return (double)booking_number(b, ppi, 20000, inner);
}

/* The keys that are no fields: type, IDC, file, ppi. */
static bool
take_special(booking *b, entry *e)
{
	const json_t *idc = json_object_get(e->json, "IDC"), *file = json_object_get(e->json, "file");
	char inner[PLACE];

	booking_place(inner, e->place, "IDC");
	e->idc = idc != NULL ? booking_number(b, idc, 99, inner) : -1;
	if (idc != NULL && e->idc < 0)
		return false;
	booking_place(inner, e->place, "file");
	if (file != NULL && (!json_is_string(file) || json_string_length(file) == 0))
		return booking_fail(b, TOOL_INPUT, inner, "must be a file name");
	e->file = json_string_value(file);
	e->ppi = ppi_of(b, e->json, e->place);
	if (e->ppi == 0)
		e->ppi = ppi_of(b, b->top, "$");
	return e->ppi >= 0;
}

/* The image's own resolution, or the booking's where it has none; a different one is a mistake. */
static bool
settle_ppi(booking *b, entry *e, bool needed)
{
	tp_image_info *info = &e->image.info;
	char inner[PLACE];

	booking_place(inner, e->place, "ppi");
	if (info->ppi_x > 0 && json_object_get(e->json, "ppi") != NULL &&
	    fabs(info->ppi_x - e->ppi) > e->ppi / 100)
		return booking_fail(b, TOOL_INPUT, inner, "the image's own header says %.0f ppi",
		    info->ppi_x);
	if (info->ppi_x <= 0) {
		info->ppi_x = info->ppi_y = e->ppi;
		info->ppi_source = TP_PPI_CALLER;
	}
	if (info->ppi_y <= 0)
		info->ppi_y = info->ppi_x;
	if (needed && info->ppi_x <= 0)
		return booking_fail(b, TOOL_INPUT, e->place, "the image does not say its "
		    "resolution: give \"ppi\", as in \"ppi\": 500, here or for the whole booking");
	return true;
}

static bool
load_image(booking *b, entry *e, bool print)
{
	char *path = path_join(b->folder, e->file);
	int result = new_image_read(&e->image, path);

	free(path);
	b->result = tool_worse(b->result, result);
	if (result != TOOL_DONE)
		return false;
	e->has_image = true;
	if (print && (e->image.info.components != 1 || e->image.info.depth != 8))
		return booking_fail(b, TOOL_INPUT, e->place, "a print is grey of 8 bits; this "
		    "image has %lu components of %lu bits",
		    (unsigned long)e->image.info.components, (unsigned long)e->image.info.depth);
	if (tp_codec_label(e->image.info.codec) == NULL)
		return booking_fail(b, TOOL_INPUT, e->place, "a record does not hold images of "
		    "this kind (%s)", tp_codec_name(e->image.info.codec));
	return settle_ppi(b, e, print);
}

/* ISR and the NSR and NTR that it stands for (ITL 2013, 8.3.5): one for all Type-4 records. */
static bool
native_resolution(booking *b, const entry *e, uint8_t *isr)
{
	double ppi = e->image.info.ppi_x;

	b->has_type4 = true;
	*isr = ppi < 495 || ppi > 505;
	if (*isr == 0)
		return true;
	if (b->native_ppi > 0 && fabs(b->native_ppi - ppi) > 1)
		return booking_fail(b, TOOL_INPUT, e->place, "Type-4 prints of %.0f and %.0f ppi "
		    "cannot be in one transaction", b->native_ppi, ppi);
	b->native_ppi = ppi;
	return true;
}

/* FGP of a Type-4 record: one position, or an array of up to six. */
static bool
take_positions(booking *b, const entry *e, tp_print_header *h)
{
	const json_t *fgp = json_object_get(e->json, "FGP");
	size_t i, count = json_is_array(fgp) ? json_array_size(fgp) : 1;
	char inner[PLACE];
	long n;

	booking_place(inner, e->place, "FGP");
	if (count < 1 || count > 6)
		return booking_fail(b, TOOL_INPUT, inner, "takes one to six positions");
	for (i = 0; i < count; i++) {
		n = booking_number(b, json_is_array(fgp) ? json_array_get(fgp, i) : fgp, 254, inner);
		if (n < 0)
			return false;
		h->fgp[i] = (uint8_t)n;
	}
	h->fgp_count = (uint8_t)count;
	return true;
}

static bool
add_binary_print(booking *b, entry *e)
{
	tp_print_header h = { .size = sizeof h, .type = 4, .idc = (int32_t)e->idc };
	char inner[PLACE];
	const char *key;
	json_t *value;
	tp_status status;
	tp_diag diag;
	long imp;

	json_object_foreach((json_t *)(uintptr_t)e->json, key, value) {
		booking_place(inner, e->place, key);
		if (!is_special(key) && strcmp(key, "FGP") != 0 && strcmp(key, "IMP") != 0)
			return booking_fail(b, TOOL_INPUT, inner, "a Type-4 print takes FGP, IMP, "
			    "IDC, type, ppi and file only");
	}
	booking_place(inner, e->place, "IMP");
	imp = booking_number(b, json_object_get(e->json, "IMP"), 255, inner);
	if (imp < 0 || !take_positions(b, e, &h))
		return false;
	if (e->image.info.width > 65535 || e->image.info.height > 65535)
		return booking_fail(b, TOOL_INPUT, e->place, "the image is too large for Type-4");
	if (!native_resolution(b, e, &h.isr))
		return false;
	h.imp = (uint8_t)imp;
	h.hll = (uint16_t)e->image.info.width;
	h.vll = (uint16_t)e->image.info.height;
	h.gca = (uint8_t)e->image.info.codec;
	status = tp_transaction_add_print(b->t, &h, e->image.bytes.ptr, e->image.bytes.len, 0, NULL,
	    &diag);
	return status == TP_OK || booking_library(b, e->place, status, &diag);
}

static tp_status
set_number(tp_record *r, uint32_t field, double number, tp_diag *diag)
{
	return field == 0 ? TP_OK : tp_record_set_number(r, field, (uint64_t)(number + 0.5), diag);
}

/* CSP of the types that have it: 10.012, 17.013, 20.013. */
static tp_status
describe_colour(tp_record *r, const tp_image_info *info, tp_diag *diag)
{
	int type = tp_record_type(r);
	const char *space = info->components == 1 ? "GRAY"
	    : info->codec == TP_CODEC_JPEG ? "YCC" : "SRGB";

	if (type != 10 && type != 17 && type != 20)
		return TP_OK;
	return tp_record_set_text(r, type == 10 ? 12 : 13, space, diag);
}

static tp_status
describe_image(tp_record *r, const entry *e, tp_diag *diag)
{
	const tp_image_info *info = &e->image.info;
	const tp_image_fields *f = &e->fields;
	bool known = info->ppi_x > 0; /* else SLC 0: the two are only a ratio */
	tp_status status = set_number(r, f->width, info->width, diag);

	if (status == TP_OK)
		status = set_number(r, f->height, info->height, diag);
	if (status == TP_OK)
		status = set_number(r, f->units, known ? 1 : 0, diag);
	if (status == TP_OK)
		status = set_number(r, f->ppi_x, known ? info->ppi_x : 1, diag);
	if (status == TP_OK)
		status = set_number(r, f->ppi_y, known ? info->ppi_y : 1, diag);
	if (status == TP_OK)
		status = tp_record_set_text(r, f->codec, tp_codec_label(info->codec), diag);
	if (status == TP_OK)
		status = set_number(r, f->depth, new_image_bits(&e->image), diag);
	return status == TP_OK ? describe_colour(r, info, diag) : status;
}

/* SRC and the capture date unless the entry says them. */
static tp_status
set_origin(booking *b, tp_record *r, tp_diag *diag)
{
	tp_status status = tp_record_set(r, SRC, 0, 0, b->src.ptr, b->src.len, 0, diag);

	return status == TP_OK ? tp_record_set(r, FCD, 0, 0, b->dat.ptr, b->dat.len, 0, diag)
	                       : status;
}

/* AMP as a bare code, "XX" or "UP", stands for the print's own position. */
static bool
set_amp(booking *b, const entry *e, tp_record *r, const json_t *code, const char *place)
{
	json_t *pair = json_pack("[[OO]]", json_object_get(e->json, "FGP"), code);
	bool good = pair != NULL && booking_set(b, r, AMP, pair, place);

	json_decref(pair);
	return good;
}

static bool
set_key(booking *b, const entry *e, tp_record *r, const char *key, const json_t *value)
{
	const tp_image_fields *f = &e->fields;
	char inner[PLACE];
	uint32_t field;

	booking_place(inner, e->place, key);
	if (strcmp(key, "AMP") == 0 && json_is_string(value) && f->position == 13)
		return set_amp(b, e, r, value, inner);
	/* A print's position is FGP here, whatever its type calls it. */
	field = strcmp(key, "FGP") == 0 && f->position == 13 ? f->position
	    : booking_field(b, e->type, key, inner);
	if (field == 0)
		return false;
	if (e->has_image && (field == f->width || field == f->height || field == f->codec ||
	    field == f->data))
		return booking_fail(b, TOOL_INPUT, inner, "comes from the image");
	return booking_set(b, r, field, value, inner);
}

/* A tagged record: origin, what the image says, the entry's own fields, the image. */
static bool
add_tagged(booking *b, entry *e)
{
	tp_record *r;
	const char *key;
	json_t *value;
	tp_diag diag;
	tp_status status = tp_transaction_add_record(b->t, e->type, (int)e->idc, 0, &r, &diag);

	if (status == TP_OK && e->described)
		status = set_origin(b, r, &diag);
	if (status == TP_OK && e->has_image)
		status = describe_image(r, e, &diag);
	if (status != TP_OK)
		return booking_library(b, e->place, status, &diag);
	json_object_foreach((json_t *)(uintptr_t)e->json, key, value)
		if (!is_special(key) && !set_key(b, e, r, key, value))
			return false;
	if (e->image.bytes.len != 0)
		status = tp_record_set(r, DATA, 0, 0, e->image.bytes.ptr, e->image.bytes.len, 0,
		    &diag);
	return status == TP_OK || booking_library(b, e->place, status, &diag);
}

static bool
require(booking *b, const entry *e, const char *key)
{
	if (json_object_get(e->json, key) != NULL)
		return true;
	return booking_fail(b, TOOL_INPUT, e->place, "%s is missing", key);
}

static bool
print_type(booking *b, entry *e)
{
	const json_t *type = json_object_get(e->json, "type");
	const json_t *fgp = json_object_get(e->json, "FGP");
	char inner[PLACE];
	long n;

	booking_place(inner, e->place, "FGP");
	n = booking_number(b, json_is_array(fgp) ? json_array_get(fgp, 0) : fgp, 254, inner);
	if (n < 0)
		return false;
	e->type = type_of_position(b, n);
	if (type == NULL)
		return true;
	booking_place(inner, e->place, "type");
	e->type = (int)booking_number(b, type, 99, inner);
	if (e->type == 4 || e->type == 13 || e->type == 14 || e->type == 15 || e->type == 19)
		return true;
	return e->type >= 0 && booking_fail(b, TOOL_INPUT, inner,
	    "prints are of Type-4, 13, 14, 15 or 19");
}

bool
booking_print(booking *b, const json_t *print, const char *place)
{
	entry e = { .json = print, .place = place };
	bool good;

	if (!json_is_object(print))
		return booking_fail(b, TOOL_INPUT, place, "a print is an object");
	if (!require(b, &e, "FGP") || !require(b, &e, "IMP") || !print_type(b, &e) ||
	    !take_special(b, &e))
		return false;
	e.described = tp_record_image_fields(e.type, &e.fields) && e.fields.width != 0;
	if (e.file == NULL && (e.type == 4 || json_object_get(print, "AMP") == NULL))
		return booking_fail(b, TOOL_INPUT, place, e.type == 4 ? "file is missing"
		    : "file is missing (or AMP, for a finger that cannot be printed)");
	good = e.file == NULL || load_image(b, &e, true);
	if (good)
		good = e.type == 4 ? add_binary_print(b, &e) : add_tagged(b, &e);
	new_image_free(&e.image);
	return good;
}

/* Data of a type without a described image goes in as it is. */
static bool
load_bytes(booking *b, entry *e)
{
	char *path = path_join(b->folder, e->file);
	tp_diag diag;
	tp_status status = tp_file_read(path, 0, NULL, &e->image.bytes, &diag);

	if (status != TP_OK)
		diag_library(path, "error", &diag);
	free(path);
	b->result = tool_worse(b->result, status == TP_OK ? TOOL_DONE : diag_exit(status));
	return status == TP_OK;
}

bool
booking_record(booking *b, const json_t *record, const char *place)
{
	entry e = { .json = record, .place = place };
	char inner[PLACE];
	bool good = true;

	if (!json_is_object(record))
		return booking_fail(b, TOOL_INPUT, place, "a record is an object");
	if (!require(b, &e, "type") || !take_special(b, &e))
		return false;
	booking_place(inner, place, "type");
	e.type = (int)booking_number(b, json_object_get(record, "type"), 99, inner);
	if (e.type < 0)
		return false;
	if (e.type < 2 || (e.type >= 3 && e.type <= 8))
		return booking_fail(b, TOOL_INPUT, inner,
		    "records are of Type-2 or 9 to 99; Type-4 goes under prints");
	e.described = tp_record_image_fields(e.type, &e.fields) && e.fields.width != 0;
	if (e.file != NULL)
		good = e.described ? load_image(b, &e, false) : load_bytes(b, &e);
	good = good && add_tagged(b, &e);
	new_image_free(&e.image);
	return good;
}
