/* SPDX-License-Identifier: MIT */
/* Tools: tenprint edit: ordered edits; if one fails, nothing is written. */

#include <stdlib.h>
#include <string.h>

#include "common/diag.h"
#include "common/files.h"
#include "common/target.h"
#include "edit/edit.h"

enum { OPT_SCRIPT = 1, OPT_SET, OPT_ADD, OPT_INSERT, OPT_DEL, OPT_IMAGE, OPT_OUTPUT, OPT_IN_PLACE,
	OPT_FORCE, OPT_STRICT };

static const option_def options[] = {
	{ OPT_SCRIPT, 's', "script", "FILE", "do the edits in FILE (- is stdin), one a line" },
	{ OPT_SET, 0, "set", "PATH=VALUE", "replace a value, or make it" },
	{ OPT_ADD, 0, "add", "PATH=VALUE", "append a subfield or an item" },
	{ OPT_INSERT, 0, "insert", "PATH=VALUE", "insert before what PATH names" },
	{ OPT_DEL, 0, "del", "PATH", "remove a record, field, subfield or item" },
	{ OPT_IMAGE, 0, "image", "PATH=FILE", "replace a record's image, and what describes it" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_IN_PLACE, 'i', "in-place", "[SUFFIX]", "write over the file, keeping FILE.orig" },
	{ OPT_FORCE, 'f', "force", NULL, "write the transaction to a terminal" },
	{ OPT_STRICT, 0, "strict", NULL, "refuse files with defects" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_edit = { "edit", "change values, images and records in the order given", "FILE",
	options, run };

typedef struct job {
	edit *edits; /* a script is EDIT_SCRIPT with its name as path */
	size_t count;
	const char *file;
	target to;
	bool strict;
} job;

#define EDIT_SCRIPT ((edit_verb)0)

/* The options that edit, in the order of their ids. */
static const struct {
	const char *name;
	edit_verb verb;
} editing[] = {
	[OPT_SCRIPT] = { "--script", EDIT_SCRIPT },
	[OPT_SET] = { "--set", EDIT_SET },
	[OPT_ADD] = { "--add", EDIT_ADD },
	[OPT_INSERT] = { "--insert", EDIT_INSERT },
	[OPT_DEL] = { "--del", EDIT_DELETE },
	[OPT_IMAGE] = { "--image", EDIT_IMAGE },
};

/* One of the options that edit, in its turn. False, and said, if it lacks its =. */
static bool
take_edit(job *j, int option, const char *value)
{
	edit *e = &j->edits[j->count++];
	char *equals;

	e->verb = editing[option].verb;
	e->where = editing[option].name;
	e->path = diag_must(strdup(value));
	if (e->verb == EDIT_SCRIPT || e->verb == EDIT_DELETE)
		return true;
	equals = strchr(e->path, '=');
	if (equals == NULL || equals == e->path) {
		usage_error(&cmd_edit, "%s takes PATH=%s", e->where,
		    e->verb == EDIT_IMAGE ? "FILE" : "VALUE");
		return false;
	}
	*equals = '\0';
	e->value = equals + 1;
	return true;
}

static int
do_edit(void *ctx, const edit *e)
{
	return edit_apply(ctx, e);
}

static int
do_edits(const job *j, tp_transaction *t)
{
	int result = TOOL_DONE;
	size_t i;

	for (i = 0; i < j->count && result == TOOL_DONE; i++)
		result = j->edits[i].verb == EDIT_SCRIPT
		    ? edit_script(j->edits[i].path, do_edit, t) : edit_apply(t, &j->edits[i]);
	return result;
}

/* An exit status of its own, or -1 to go on. */
static int
parse(job *j, int argc, char **argv)
{
	option_parser p;
	int got, checked;

	option_start(&p, &cmd_edit, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && j->file != NULL)
			return usage_error(&cmd_edit, "only one file");
		if (got == OPTION_OPERAND)
			j->file = p.value;
		else if (got == OPT_OUTPUT)
			j->to.path = p.value;
		else if (got == OPT_IN_PLACE)
			j->to.suffix = p.value != NULL ? p.value : DEFAULT_SUFFIX;
		else if (got <= OPT_IMAGE && !take_edit(j, got, p.value))
			return TOOL_USAGE;
		j->to.force = j->to.force || got == OPT_FORCE;
		j->strict = j->strict || got == OPT_STRICT;
	}
	if (got != OPTION_END)
		return option_exit(got);
	if (j->file == NULL)
		return usage_error(&cmd_edit, "no file");
	if (j->count == 0)
		return usage_error(&cmd_edit, "no edit");
	checked = target_check(&j->to, &cmd_edit, j->file);
	return checked != TOOL_DONE ? checked : -1;
}

static int
edit_file(const job *j)
{
	input in;
	int result = input_open(&in, j->file, j->strict);

	if (result != TOOL_DONE)
		return result;
	if (in.xml && j->to.suffix != NULL) {
		diag_say(j->file, "error", "xml", "it is XML, and would become the traditional "
		    "encoding: give -o FILE");
		input_close(&in);
		return TOOL_USAGE;
	}
	result = do_edits(j, in.t);
	if (result == TOOL_DONE)
		result = target_write(&j->to, j->file, in.t);
	input_close(&in);
	return result;
}

static int
run(int argc, char **argv)
{
	job j = { 0 };
	size_t i;
	int result;

	j.edits = diag_must(calloc((size_t)argc + 1, sizeof *j.edits));
	result = parse(&j, argc, argv);
	if (result < 0)
		result = edit_file(&j);
	for (i = 0; i < j.count; i++)
		free(j.edits[i].path);
	free(j.edits);
	return result;
}
