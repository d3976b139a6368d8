/* SPDX-License-Identifier: MIT */
/*
 * Tools: the image in a record (ITL 2013, 8.3-8.22): one table says in which
 * fields a type describes its image; the image's own header comes first.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record-image.h"

static const struct {
	int first, last;
	image_fields fields;
} layouts[] = {
	{ 3, 6, { 4, 3, 6, 7, 0, 0, 0, 5, 8, 0, 9 } },
	{ 8, 8, { 0, 0, 6, 7, 0, 0, 0, 5, 4, 0, 8 } },
	{ 10, 10, { 20, 0, 6, 7, 8, 9, 10, 0, 11, 0, 999 } },
	{ 13, 15, { 13, 3, 6, 7, 8, 9, 10, 0, 11, 12, 999 } },
	{ 16, 16, { 0, 0, 6, 7, 8, 9, 10, 0, 11, 12, 999 } },
	{ 17, 17, { 3, 0, 6, 7, 8, 9, 10, 0, 11, 12, 999 } },
	{ 19, 19, { 13, 3, 6, 7, 8, 9, 10, 0, 11, 12, 999 } },
	{ 20, 20, { 0, 0, 6, 7, 8, 9, 10, 0, 11, 12, 999 } },
};

bool
image_fields_of(int type, image_fields *out)
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

/* The field's values with commas between, unused positions (255) left out. */
static void
list_values(const tp_record *r, uint32_t number, char *text, size_t size)
{
	tp_value value;
	size_t i, len = 0;

	text[0] = '\0';
	for (i = 1; number != 0 && tp_record_value(r, number, i, 1, &value) == TP_OK; i++) {
		bool unused = value.kind == TP_FIELD_BYTES && value.text.len == 3 &&
		    memcmp(value.text.ptr, "255", 3) == 0;

		if (unused || value.text.len + 2 > size - len)
			continue;
		if (len != 0)
			text[len++] = ',';
		memcpy(text + len, value.text.ptr, value.text.len);
		len += value.text.len;
		text[len] = '\0';
	}
}

static uint64_t
number_of(const tp_record *r, uint32_t field)
{
	uint64_t n;

	return field != 0 && tp_record_number(r, field, 1, 1, &n) == TP_OK ? n : 0;
}

/* Pixels per mm of 1.011 as pixels per inch. */
static double
transmitted_ppi(const tp_transaction *t, uint32_t field)
{
	char text[16];
	tp_value value;
	const tp_record *first = tp_transaction_record(t, 0);

	if (first == NULL || tp_record_value(first, field, 1, 1, &value) != TP_OK ||
	    value.text.len == 0 || value.text.len >= sizeof text)
		return 0;
	memcpy(text, value.text.ptr, value.text.len);
	text[value.text.len] = '\0';
	return strtod(text, NULL) * 25.4;
}

/* What the record says of its resolution. ITL 2013, 8.3.5 (ISR) and 8.10.8 (SLC). */
static void
record_ppi(const tp_transaction *t, const tp_record *r, const image_fields *f, tp_image_info *info)
{
	uint64_t units = number_of(r, f->units);
	double factor = units == 1 ? 1 : units == 2 ? 2.54 : 0;
	int type = tp_record_type(r);

	if (f->isr != 0) {
		info->ppi_x = number_of(r, f->isr) != 0 ? transmitted_ppi(t, 11)
		    : type == 3 || type == 5 ? 250 : 500;
		info->ppi_y = info->ppi_x = floor(info->ppi_x + 0.5);
	} else {
		info->ppi_x = factor * (double)number_of(r, f->ppi_x);
		info->ppi_y = factor * (double)number_of(r, f->ppi_y);
	}
	info->ppi_source = info->ppi_x > 0 ? TP_PPI_RECORD : TP_PPI_NONE;
}

static int32_t
declared_codec(const tp_record *r, const image_fields *f)
{
	tp_value value;
	uint64_t n;

	if (f->codec == 0 || tp_record_value(r, f->codec, 1, 1, &value) != TP_OK)
		return TP_CODEC_UNKNOWN;
	if (value.kind == TP_FIELD_NUMBER) {
		n = number_of(r, f->codec);
		if (tp_record_type(r) == 8)
			return n == 0 ? TP_CODEC_RAW : n == 1 ? TP_CODEC_G4
			    : n == 2 ? TP_CODEC_VECTOR : TP_CODEC_UNKNOWN;
		return n <= 6 ? (int32_t)n : TP_CODEC_UNKNOWN;
	}
	return tp_codec_by_label(value.text.ptr, value.text.len);
}

static void
from_record(const tp_transaction *t, const tp_record *r, const image_fields *f, tp_image_info *info)
{
	info->width = (uint32_t)number_of(r, f->width);
	info->height = (uint32_t)number_of(r, f->height);
	info->depth = (uint32_t)number_of(r, f->depth);
	if (info->depth == 0)
		info->depth = tp_record_type(r) == 8 || tp_record_type(r) == 5 ? 1 : 8;
	info->components = info->depth == 24 ? 3 : 1;
	if (info->components == 3)
		info->depth = 8;
	record_ppi(t, r, f, info);
}

bool
record_image_get(const tp_transaction *t, const tp_record *r, record_image *out)
{
	image_fields fields;
	tp_image_info own;
	tp_field data;
	tp_status status;
	double pixels;

	memset(out, 0, sizeof *out);
	if (!image_fields_of(tp_record_type(r), &fields))
		return false;
	list_values(r, fields.position, out->position, sizeof out->position);
	list_values(r, fields.impression, out->impression, sizeof out->impression);
	out->declared = declared_codec(r, &fields);
	from_record(t, r, &fields, &out->info);
	out->info.codec = out->declared;
	if (tp_record_data(r, &data) && data.number == fields.data)
		out->bytes = data.value.len;
	if (out->bytes == 0)
		return out->info.width != 0 || out->position[0] != '\0';
	status = tp_image_header(data.value.ptr, data.value.len, &own, NULL);
	if (status == TP_OK) {
		if (own.ppi_x <= 0) {
			own.ppi_x = out->info.ppi_x;
			own.ppi_y = out->info.ppi_y;
			own.ppi_source = out->info.ppi_source;
		}
		out->info = own;
	} else if (tp_image_sniff(data.value.ptr, data.value.len) != TP_CODEC_UNKNOWN)
		out->info.codec = tp_image_sniff(data.value.ptr, data.value.len);
	pixels = (double)out->info.width * out->info.height * out->info.components;
	out->ratio = pixels * out->info.depth / 8 / (double)out->bytes;
	return true;
}
