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
const command cmd_fix = { "fix", "repair LEN, CNT, separators, IDCs, trailing bytes, XML's order",
	"FILE", options, run };

typedef struct job {
	const char *file;
	target to;
	bool dry;
	bool json;
	json_t *done;
	json_t *left;
	size_t changes;
	size_t losses;
} job;

static json_t *
json_defect(const char *rule, const tp_diag *where)
{
	json_t *object = json_new_object();

	json_put_text(object, "rule", rule);
	json_put(object, "offset", where->offset != TP_NO_OFFSET
	    ? json_integer((json_int_t)where->offset) : json_null());
	json_put(object, "record", where->record >= 0
	    ? json_integer(where->record + 1) : json_null());
	json_put_text(object, "text", where->text);
	return object;
}

static void
tell_done(job *j, const char *rule, const tp_diag *where)
{
	j->changes++;
	if (j->json)
		json_add(j->done, json_defect(rule, where));
	else
		diag_rule(j->file, j->dry ? "would fix" : "fixed", rule, where);
}

static void
tell_left(job *j, const char *rule, const tp_diag *where)
{
	if (j->json)
		json_add(j->left, json_defect(rule, where));
	else
		diag_rule(j->file, "warning", rule, where);
}

static void
tell(void *ctx, const tp_defect *d)
{
	tell_done(ctx, defect_rule(d->kind), &d->where);
}

/*
 * Writing mends order and leaves out what reading did. Of values it mends
 * the record's type and the fields of a binary header that were not there.
 */
static bool
is_mended(const tp_xml_note *note)
{
	static const char type[] = "RecordCategoryCode";

	if (note->kind != TP_XML_VALUE)
		return note->kind != TP_XML_UNKNOWN;
	return note->name.len == 0 || (note->name.len == sizeof type - 1 &&
	    memcmp(note->name.ptr, type, sizeof type - 1) == 0);
}

static int
tell_mended(void *ctx, const tp_xml_note *note)
{
	if (is_mended(note))
		tell_done(ctx, note_rule(note->kind), &note->where);
	return 0;
}

static int
tell_kept(void *ctx, const tp_xml_note *note)
{
	if (!is_mended(note))
		tell_left(ctx, note_rule(note->kind), &note->where);
	return 0;
}

/* Reading XML has brought the tree in order already: what it told then is what is done. */
static void
tell_read(job *j, const tp_transaction *t)
{
	size_t i, count = tp_transaction_defect_count(t);

	for (i = 0; i < count; i++)
		tell(j, tp_transaction_defect(t, i));
	(void)tp_xml_notes(t, tell_mended, j);
}

static void
tell_rest(job *j, const tp_transaction *t)
{
	size_t i, count = tp_transaction_defect_count(t);

	for (i = 0; i < count; i++) {
		const tp_defect *d = tp_transaction_defect(t, i);

		tell_left(j, defect_rule(d->kind), &d->where);
	}
	(void)tp_xml_notes(t, tell_kept, j);
}

static void
print_json(const job *j)
{
	json_t *top = json_new_object();

	json_put_text(top, "schema", "tenprint/fix/1");
	json_put_text(top, "file", j->file);
	json_put(top, "done", j->done);
	json_put(top, "left", j->left);
	json_print(top, stdout);
}

/* The VER that the file says, as a number; 0 if it says none of XML's that are written. */
static uint32_t
edition_of(const tp_transaction *t)
{
	static const char *const versions[] = { "0500", "0501", "0502" };
	tp_value ver;
	uint32_t i;

	if (tp_record_value(tp_transaction_record(t, 0), 2, 0, 0, &ver) != TP_OK)
		return 0;
	for (i = 0; i < 3; i++)
		if (ver.text.len == 4 && memcmp(ver.text.ptr, versions[i], 4) == 0)
			return 500 + i;
	return 0;
}

static void
tell_loss(void *ctx, const tp_diag *loss)
{
	job *j = ctx;

	j->losses++;
	diag_rule(j->file, "error", "lost", loss);
}

static int
write_xml(job *j, const tp_transaction *t)
{
	tp_xml_write_options how = { .size = sizeof how, .flags = TP_XML_LOSSY,
		.edition = edition_of(t), .loss = tell_loss, .ctx = j };
	tp_status status;
	tp_bytes bytes;
	tp_diag diag;
	int result = TOOL_DONE;

	if (how.edition == 0) {
		diag_say(j->file, "error", "unsupported",
		    "XML of this edition (1.002) is only read; tenprint convert writes a later one");
		return TOOL_INPUT;
	}
	status = tp_xml_write(t, &how, &bytes, &diag);
	if (status != TP_OK) {
		diag_library(j->file, "error", &diag);
		return TOOL_FAULT;
	}
	if (j->losses != 0) {
		diag_say(j->file, "error", "lost", "nothing is written: %zu values cannot go back",
		    j->losses);
		result = TOOL_NEGATIVE;
	} else if (!j->dry)
		result = target_put(&j->to, j->file, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return result;
}

/* What was in order comes out as it went in. */
static int
write_fixed(job *j, input *in)
{
	if (!in->xml)
		return j->dry ? TOOL_DONE : target_write(&j->to, j->file, in->t);
	if (j->changes == 0)
		return j->dry ? TOOL_DONE
		    : target_put(&j->to, j->file, in->block.ptr, in->block.len);
	tp_bytes_free(&in->block);
	return write_xml(j, in->t);
}

static int
fix_transaction(job *j, input *in)
{
	tp_status status;
	tp_diag diag;

	if (j->json) {
		j->done = json_new_array();
		j->left = json_new_array();
	}
	if (in->xml)
		tell_read(j, in->t);
	status = tp_transaction_fix(in->t, TP_FIX_IDC, tell, j, NULL, &diag);
	if (status != TP_OK) {
		json_decref(j->done);
		json_decref(j->left);
		diag_library(j->file, "error", &diag);
		return TOOL_FAULT;
	}
	tell_rest(j, in->t);
	if (j->json)
		print_json(j);
	if (j->changes == 0 && j->to.suffix != NULL)
		return TOOL_DONE;
	return write_fixed(j, in);
}

/* Read without saying the defects: each is told when it is repaired, or left. */
static int
fix_file(job *j)
{
	tp_status status;
	tp_diag diag;
	input in;
	int result = input_read(&in, j->file);

	if (result != TOOL_DONE)
		return result;
	status = input_parse(&in, TP_READ_TOLERANT, &diag);
	if (status == TP_OK)
		result = fix_transaction(j, &in);
	else {
		diag_library(j->file, "error", &diag);
		result = diag_exit(status);
	}
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
