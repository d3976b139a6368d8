/* SPDX-License-Identifier: MIT */
/* Tools: tenprint profile lint: what is wrong with overlays, and what is hardly meant. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "profile.h"

typedef struct told {
	tp_overlay_note note;
	char *text;
	size_t order;
} told;

typedef struct lint {
	told *list;
	size_t count;
	size_t errors;
} lint;

static void
keep(void *ctx, const tp_overlay_note *note)
{
	lint *l = ctx;
	told *t;

	l->list = diag_must(realloc(l->list, (l->count + 1) * sizeof *l->list));
	t = &l->list[l->count];
	t->note = *note;
	t->text = diag_must(malloc(strlen(note->text) + 1));
	memcpy(t->text, note->text, strlen(note->text) + 1);
	t->note.text = t->text;
	t->order = l->count++;
	l->errors += note->code != TP_OK;
}

/* By their place; what is of the text as a whole comes first. */
static int
by_place(const void *a, const void *b)
{
	const told *x = a, *y = b;

	if (x->note.line != y->note.line)
		return x->note.line < y->note.line ? -1 : 1;
	if (x->note.column != y->note.column)
		return x->note.column < y->note.column ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static json_t *
note_json(const tp_overlay_note *note)
{
	json_t *object = json_new_object();

	json_put_text(object, "severity", note->code != TP_OK ? "error" : "warning");
	json_put(object, "line", note->line != 0 ? json_integer((json_int_t)note->line)
	    : json_null());
	json_put(object, "column", note->line != 0 ? json_integer((json_int_t)note->column)
	    : json_null());
	json_put_text(object, "text", note->text);
	return object;
}

static void
tell(const profile_job *job, const char *file, const lint *l, json_t *files)
{
	json_t *object, *notes;
	size_t i;

	if (!job->json) {
		for (i = 0; i < l->count; i++)
			profile_note(file, l->list[i].note.code != TP_OK ? "error" : "warning",
			    profile_rule((tp_status)l->list[i].note.code), &l->list[i].note);
		return;
	}
	object = json_new_object();
	notes = json_new_array();
	json_put_text(object, "file", file);
	for (i = 0; i < l->count; i++)
		json_add(notes, note_json(&l->list[i].note));
	json_put(object, "notes", notes);
	json_add(files, object);
}

static int
lint_file(const profile_job *job, const tp_profile *p, const char *file, json_t *files)
{
	lint l = { NULL, 0, 0 };
	int result;
	tp_status status;
	size_t i;
	input in;

	result = input_read(&in, file);
	if (result != TOOL_DONE)
		return result;
	status = tp_profile_lint(p, (const char *)in.block.ptr, in.block.len, keep, &l, NULL);
	if (status == TP_ERR_NOMEM)
		diag_nomem();
	if (l.count != 0)
		qsort(l.list, l.count, sizeof *l.list, by_place);
	tell(job, file, &l, files);
	for (i = 0; i < l.count; i++)
		free(l.list[i].text);
	free(l.list);
	input_close(&in);
	return l.errors != 0 ? TOOL_NEGATIVE : TOOL_DONE;
}

int
profile_lint(profile_job *job)
{
	json_t *top, *files = job->json ? json_new_array() : NULL;
	tp_profile *p;
	size_t i;
	int result;

	result = profile_open(job->profile != NULL ? job->profile : PROFILE_NEWEST,
	    &job->overlays, &p);
	if (result != TOOL_DONE) {
		json_decref(files);
		return result;
	}
	for (i = 0; i < job->operands.count; i++)
		result = tool_worse(result, lint_file(job, p, job->operands.names[i], files));
	if (files != NULL) {
		top = profile_json("tenprint/profile-lint/1", p);
		json_put(top, "files", files);
		json_print(top, job->to);
	}
	tp_profile_free(p);
	return result;
}
