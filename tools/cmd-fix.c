/* SPDX-License-Identifier: MIT */
/* Tools: tenprint fix: repairs what tolerant reading finds, and tells each thing done. */

#include <stdio.h>
#include <string.h>

#include "common/diag.h"
#include "common/files.h"
#include "common/json.h"
#include "common/output.h"
#include "common/target.h"

enum { OPT_OUTPUT = 1, OPT_IN_PLACE, OPT_DRY_RUN, OPT_JSON, OPT_FORCE };

static const option_def options[] = {
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_IN_PLACE, 'i', "in-place", "[SUFFIX]", "write over the file, keeping FILE.orig" },
	{ OPT_DRY_RUN, 'n', "dry-run", NULL, "only tell what would be done" },
	{ OPT_JSON, 'j', "json", NULL, "tell it as JSON on stdout (schema tenprint/fix/1)" },
	{ OPT_FORCE, 'f', "force", NULL, "write the transaction to a terminal" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_fix = { "fix", "repair LEN, CNT, separators, IDCs and trailing bytes", "FILE",
	options, run };

typedef struct job {
	const char *file;
	target to;
	bool dry;
	bool json;
	json_t *done;
} job;

static json_t *
json_defect(const tp_defect *d)
{
	json_t *object = json_new_object();

	json_put_text(object, "rule", defect_rule(d->kind));
	json_put(object, "offset", d->where.offset != TP_NO_OFFSET
	    ? json_integer((json_int_t)d->where.offset) : json_null());
	json_put(object, "record", d->where.record >= 0
	    ? json_integer(d->where.record + 1) : json_null());
	json_put_text(object, "text", d->where.text);
	return object;
}

static void
tell(void *ctx, const tp_defect *d)
{
	job *j = ctx;

	if (j->json)
		json_add(j->done, json_defect(d));
	else
		diag_rule(j->file, j->dry ? "would fix" : "fixed", defect_rule(d->kind), &d->where);
}

static void
print_json(job *j, const tp_transaction *t)
{
	json_t *top = json_new_object(), *left = json_new_array();
	size_t i, count = tp_transaction_defect_count(t);

	json_put_text(top, "schema", "tenprint/fix/1");
	json_put_text(top, "file", j->file);
	json_put(top, "done", j->done);
	for (i = 0; i < count; i++)
		json_add(left, json_defect(tp_transaction_defect(t, i)));
	json_put(top, "left", left);
	json_print(top, stdout);
}

static int
fix_transaction(job *j, tp_transaction *t)
{
	size_t changes;
	tp_status status;
	tp_diag diag;

	if (j->json)
		j->done = json_new_array();
	status = tp_transaction_fix(t, TP_FIX_IDC, tell, j, &changes, &diag);
	if (status != TP_OK) {
		json_decref(j->done);
		diag_library(j->file, "error", &diag);
		return TOOL_FAULT;
	}
	if (j->json)
		print_json(j, t);
	else
		diag_defects(j->file, t);
	if (j->dry || (changes == 0 && j->to.suffix != NULL))
		return TOOL_DONE;
	return target_write(&j->to, j->file, t);
}

/* Read without saying the defects: each is told when it is repaired, or left. */
static int
fix_file(job *j)
{
	tp_read_options tolerant = { .size = sizeof tolerant,
		.flags = TP_READ_TOLERANT | TP_READ_BORROW };
	tp_transaction *t;
	tp_status status;
	tp_diag diag;
	input in;
	int result = input_read(&in, j->file);

	if (result != TOOL_DONE)
		return result;
	status = tp_transaction_read(in.block.ptr, in.block.len, &tolerant, &t, &diag);
	if (status == TP_OK)
		result = fix_transaction(j, t);
	else {
		diag_library(j->file, "error", &diag);
		result = diag_exit(status);
	}
	tp_transaction_free(t);
	input_close(&in);
	return result;
}

static int
check(const job *j)
{
	if (j->file == NULL)
		return usage_error(&cmd_fix, "no file");
	if (j->dry)
		return TOOL_DONE;
	if (j->json && j->to.suffix == NULL && (j->to.path == NULL || strcmp(j->to.path, "-") == 0))
		return usage_error(&cmd_fix,
		    "--json takes stdout: give -o FILE, --in-place or --dry-run too");
	return target_check(&j->to, &cmd_fix, j->file);
}

static int
run(int argc, char **argv)
{
	job j = { 0 };
	option_parser p;
	int got, result;

	option_start(&p, &cmd_fix, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && j.file != NULL)
			return usage_error(&cmd_fix, "only one file");
		if (got == OPTION_OPERAND)
			j.file = p.value;
		else if (got == OPT_OUTPUT)
			j.to.path = p.value;
		else if (got == OPT_IN_PLACE)
			j.to.suffix = p.value != NULL ? p.value : DEFAULT_SUFFIX;
		j.dry = j.dry || got == OPT_DRY_RUN;
		j.json = j.json || got == OPT_JSON;
		j.to.force = j.to.force || got == OPT_FORCE;
	}
	if (got != OPTION_END)
		return option_exit(got);
	result = check(&j);
	return result != TOOL_DONE ? result : fix_file(&j);
}
