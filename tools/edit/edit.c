/* SPDX-License-Identifier: MIT */
/* Tools: doing an edit: paths by name or number, values with the text form's escapes. */

#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/names.h"
#include "edit.h"

static int
status_exit(tp_status status)
{
	switch (status) {
	case TP_OK:
		return TOOL_DONE;
	case TP_ERR_NOTFOUND:
		return TOOL_NEGATIVE;
	case TP_ERR_NOMEM:
		return TOOL_FAULT;
	case TP_ERR_IO:
	case TP_ERR_TRUNCATED:
	case TP_ERR_SYNTAX:
	case TP_ERR_LENGTH:
	case TP_ERR_COUNT:
	case TP_ERR_LIMIT:
	case TP_ERR_RANGE:
	case TP_ERR_STATE:
	case TP_ERR_ARG:
	case TP_ERR_UNSUPPORTED:
		break;
	}
	return TOOL_USAGE;
}

static int
report(const edit *e, tp_status status, tp_diag *diag)
{
	if (status == TP_OK)
		return TOOL_DONE;
	diag->offset = TP_NO_OFFSET;
	if (diag->type > 0)
		diag_library(e->where, "error", diag);
	else
		diag_say(e->where, "error", "edit", "%s: %s", e->path,
		    diag->text[0] != '\0' ? diag->text : tp_strerror(status));
	return status_exit(status);
}

static int
change(tp_transaction *t, const edit *e, const tp_path *path)
{
	tp_status status;
	tp_bytes value;
	tp_diag diag;

	status = tp_form_unescape(e->value, strlen(e->value), NULL, &value, &diag);
	if (status != TP_OK)
		return report(e, status, &diag);
	if (e->verb == EDIT_SET)
		status = tp_transaction_set(t, path, value.ptr, value.len, 0, &diag);
	else if (e->verb == EDIT_ADD)
		status = tp_transaction_append(t, path, value.ptr, value.len, 0, &diag);
	else
		status = tp_transaction_insert(t, path, value.ptr, value.len, 0, &diag);
	tp_bytes_free(&value);
	return report(e, status, &diag);
}

/* A whole number up to max; -1 if the word is none. */
static long
number(const char *word, long max)
{
	long n = 0;

	if (word == NULL || word[0] == '\0' || strlen(word) > 6)
		return -1;
	for (; *word != '\0'; word++) {
		if (*word < '0' || *word > '9')
			return -1;
		n = n * 10 + (*word - '0');
	}
	return n <= max ? n : -1;
}

static int
add_record(tp_transaction *t, const edit *e)
{
	long type = number(e->path, 99), idc = -1;
	tp_status status;
	tp_diag diag;

	if (e->value != NULL)
		idc = number(e->value, 99);
	if (type < 2 || (e->value != NULL && idc < 0)) {
		diag_say(e->where, "error", "edit",
		    "add-record takes a type of 2 to 99 and an IDC of 0 to 99");
		return TOOL_USAGE;
	}
	status = tp_transaction_add_record(t, (int)type, (int)idc, 0, NULL, &diag);
	return report(e, status, &diag);
}

static int
move_record(tp_transaction *t, const edit *e)
{
	long from = number(e->path, 100000), to = number(e->value, 100000);
	tp_status status;
	tp_diag diag;

	if (from < 1 || to < 1) {
		diag_say(e->where, "error", "edit",
		    "move-record takes two record numbers as info lists them");
		return TOOL_USAGE;
	}
	status = tp_transaction_move_record(t, (size_t)from - 1, (size_t)to - 1, &diag);
	return report(e, status, &diag);
}

int
edit_apply(tp_transaction *t, const edit *e)
{
	tp_path path;
	tp_status status;
	tp_diag diag;

	if (e->verb == EDIT_ADD_RECORD)
		return add_record(t, e);
	if (e->verb == EDIT_MOVE_RECORD)
		return move_record(t, e);
	status = names_path(e->path, &path, &diag);
	if (status != TP_OK) {
		(void)report(e, status, &diag);
		return TOOL_USAGE;
	}
	if (e->verb == EDIT_DELETE) {
		status = tp_transaction_delete(t, &path, &diag);
		return report(e, status, &diag);
	}
	return e->verb == EDIT_IMAGE ? edit_image(t, e, &path) : change(t, e, &path);
}
