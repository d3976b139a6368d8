/* SPDX-License-Identifier: MIT */
/* Tools: profiles and overlays from the command line, their errors by file, line and column. */

#include <string.h>

#include "command.h"
#include "diag.h"
#include "profile-files.h"

void
profile_note(const char *file, const char *severity, const char *rule,
    const tp_overlay_note *note)
{
	diag_name(stderr, file);
	if (note->line != 0)
		(void)fprintf(stderr, ":%zu:%zu", note->line, note->column);
	(void)fprintf(stderr, ": %s: %s: ", severity, rule);
	diag_name(stderr, note->text);
	(void)fputc('\n', stderr);
}

const char *
profile_rule(tp_status status)
{
	switch (status) {
	case TP_ERR_SYNTAX:
		return "syntax";
	case TP_ERR_RANGE:
		return "range";
	case TP_ERR_NOTFOUND:
		return "notfound";
	case TP_ERR_LIMIT:
		return "limit";
	case TP_ERR_NOMEM:
		return "nomem";
	case TP_OK:
	case TP_ERR_IO:
	case TP_ERR_TRUNCATED:
	case TP_ERR_LENGTH:
	case TP_ERR_COUNT:
	case TP_ERR_STATE:
	case TP_ERR_ARG:
	case TP_ERR_UNSUPPORTED:
		break;
	}
	return "overlay";
}

/* The place stands in front of the library's text. */
static void
say_refused(const char *file, const tp_diag *diag)
{
	tp_overlay_note note = { .code = diag->code, .text = diag->text };
	unsigned long line, column;
	int read = 0;

	if (sscanf(diag->text, "line %lu, column %lu: %n", &line, &column, &read) == 2 &&
	    read != 0) {
		note.line = line;
		note.column = column;
		note.text += read;
	}
	profile_note(file, "error", profile_rule((tp_status)diag->code), &note);
}

int
profile_lay(tp_profile *profile, const char *file)
{
	int result;
	tp_status status;
	tp_diag diag;
	input in;

	result = input_read(&in, file);
	if (result != TOOL_DONE)
		return result;
	status = tp_profile_overlay(profile, (const char *)in.block.ptr, in.block.len, &diag);
	if (status != TP_OK) {
		say_refused(file, &diag);
		result = diag_exit(status);
	}
	input_close(&in);
	return result;
}

int
profile_open(const char *name, const file_list *overlays, tp_profile **out)
{
	int result = TOOL_DONE;
	tp_status status;
	tp_diag diag;
	size_t i;

	status = tp_profile_new(name, NULL, out, &diag);
	if (status != TP_OK) {
		diag_say(NULL, "error", profile_rule(status), "%s: %s", name, diag.text);
		return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
	}
	for (i = 0; i < overlays->count && result == TOOL_DONE; i++)
		result = profile_lay(*out, overlays->names[i]);
	if (result != TOOL_DONE) {
		tp_profile_free(*out);
		*out = NULL;
	}
	return result;
}
