/* SPDX-License-Identifier: MIT */
/* Tools: replacing a record's image with a file; the library lets the record's fields follow. */

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "edit.h"

/* A file that is no image is a wrong input, one that the record cannot hold a wrong edit. */
static int
replace(tp_record *r, const edit *e, const input *in)
{
	tp_image_info info;
	tp_diag diag;
	tp_status status;

	tp_diag_init(&diag);
	status = tp_image_header(in->block.ptr, in->block.len, &info, &diag);
	if (status != TP_OK) {
		diag_library(e->value, "error", &diag);
		return diag_exit(status);
	}
	status = tp_record_image_replace(r, in->block.ptr, in->block.len, &diag);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(e->where, "error", &diag);
	return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
}

int
edit_image(tp_transaction *t, const edit *e, const tp_path *path)
{
	tp_path record = { .type = path->type, .idc = path->idc, .nth = path->nth };
	tp_image_fields fields;
	size_t index;
	tp_status status;
	tp_diag diag;
	input in;
	int result;

	if (!tp_record_image_fields((int)path->type, &fields) ||
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
	result = input_read(&in, e->value);
	if (result != TOOL_DONE)
		return result;
	result = replace(tp_transaction_record(t, index), e, &in);
	input_close(&in);
	return result;
}
