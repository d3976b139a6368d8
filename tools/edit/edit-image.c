/* SPDX-License-Identifier: MIT */
/*
 * Tools: replacing a record's image. What the record says of its image (size,
 * codec, depth, resolution) follows the new one, so that both stay true.
 */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/new-image.h"
#include "../common/record-image.h"
#include "edit.h"

static tp_status
set_number(tp_record *r, uint32_t field, uint64_t number, tp_diag *diag)
{
	return field == 0 ? TP_OK : tp_record_set_number(r, field, number, diag);
}

static tp_status
set_codec(tp_record *r, const image_fields *f, const new_image *image, tp_diag *diag)
{
	const char *label = tp_codec_label(image->info.codec);

	if (tp_record_type(r) == 8 || label == NULL) {
		diag->code = TP_ERR_UNSUPPORTED;
		(void)snprintf(diag->text, sizeof diag->text,
		    "a record of this type does not hold such an image");
		return TP_ERR_UNSUPPORTED;
	}
	if (tp_record_is_binary(r))
		return tp_record_set_number(r, f->codec, (uint64_t)image->info.codec, diag);
	return tp_record_set_text(r, f->codec, label, diag);
}

/* THPS and TVPS in the unit that the record has; 1.011 and ISR stay as they are. */
static tp_status
set_ppi(tp_record *r, const image_fields *f, const tp_image_info *info, tp_diag *diag)
{
	uint64_t units = 0;
	double factor = 1;
	tp_status status;

	if (f->units == 0 || info->ppi_x <= 0)
		return TP_OK;
	if (tp_record_number(r, f->units, 1, 1, &units) == TP_OK && units == 2)
		factor = 2.54;
	else if (units != 1) {
		status = set_number(r, f->units, 1, diag);
		if (status != TP_OK)
			return status;
	}
	status = set_number(r, f->ppi_x, (uint64_t)floor(info->ppi_x / factor + 0.5), diag);
	if (status != TP_OK)
		return status;
	return set_number(r, f->ppi_y, (uint64_t)floor(
	    (info->ppi_y > 0 ? info->ppi_y : info->ppi_x) / factor + 0.5), diag);
}

static tp_status
describe(tp_record *r, const image_fields *f, const new_image *image, tp_diag *diag)
{
	tp_status status = set_codec(r, f, image, diag);

	if (status == TP_OK)
		status = set_number(r, f->width, image->info.width, diag);
	if (status == TP_OK)
		status = set_number(r, f->height, image->info.height, diag);
	if (status == TP_OK && f->depth != 0)
		status = set_number(r, f->depth, new_image_bits(image), diag);
	return status == TP_OK ? set_ppi(r, f, &image->info, diag) : status;
}

int
edit_image(tp_transaction *t, const edit *e, const tp_path *path)
{
	tp_path record = { .type = path->type, .idc = path->idc, .nth = path->nth };
	image_fields fields;
	new_image image;
	tp_record *r;
	size_t index;
	tp_status status;
	tp_diag diag;
	int result;

	if (!image_fields_of((int)path->type, &fields) ||
	    (path->field != 0 && path->field != fields.data)) {
		diag_say(e->where, "error", "edit", "%s: no record or field with an image",
		    e->path);
		return TOOL_USAGE;
	}
	status = tp_path_record(t, &record, &index, &diag);
	if (status != TP_OK) {
		diag_say(e->where, "error", "edit", "%s: %s", e->path, diag.text);
		return status == TP_ERR_NOTFOUND ? TOOL_NEGATIVE : TOOL_USAGE;
	}
	result = new_image_read(&image, e->value);
	if (result != TOOL_DONE)
		return result;
	r = tp_transaction_record(t, index);
	tp_diag_init(&diag);
	status = describe(r, &fields, &image, &diag);
	if (status == TP_OK)
		status = tp_record_set(r, fields.data, 0, 0, image.bytes.ptr, image.bytes.len, 0,
		    &diag);
	new_image_free(&image);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(e->where, "error", &diag);
	return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
}
