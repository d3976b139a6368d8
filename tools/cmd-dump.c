/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint dump: everything in a file: as a listing with names, or in
 * one of the two forms that tenprint build turns into the same bytes again.
 */

#include <stdio.h>
#include <string.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/form-files.h"
#include "common/json.h"
#include "common/names.h"
#include "common/output.h"
#include "json/form-json.h"

enum { OPT_JSON = 1, OPT_TEXT, OPT_DATA, OPT_OFFSETS, OPT_OUTPUT, OPT_STRICT };

static const option_def options[] = {
	{ OPT_JSON, 'j', "json", NULL, "the JSON form, from which build makes the same bytes" },
	{ OPT_TEXT, 't', "text", NULL, "the text form, from which build makes the same bytes" },
	{ OPT_DATA, 'd', "data", "inline|DIR", "image data in the form, or as files in DIR" },
	{ OPT_OFFSETS, 0, "offsets", NULL, "show where in the file each value stands" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_STRICT, 0, "strict", NULL, "refuse files with defects" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_dump = { "dump", "show every field of a file, or turn it into text or JSON",
	"FILE", options, run };

typedef struct dump {
	int form; /* OPT_JSON, OPT_TEXT, 0: the listing */
	const char *data;
	const char *path;
	const char *file;
	bool offsets;
	bool strict;
} dump;

static void
put_escaped(FILE *to, const tp_str *value)
{
	tp_bytes escaped;

	if (tp_form_escape(value->ptr, value->len, NULL, &escaped, NULL) != TP_OK)
		diag_nomem();
	output_put(to, escaped.ptr, escaped.len);
	tp_bytes_free(&escaped);
}

static void
list_items(FILE *to, int type, const tp_field *f, const tp_str *subfield)
{
	size_t count = tp_str_item_count(subfield);
	bool named = type != 1 || f->number != 3; /* CNT's first subfield is unlike the rest */
	const char *name;
	tp_walk items;

	tp_walk_items(subfield, &items);
	while (tp_walk_next(&items)) {
		name = count > 1 && named ? names_item(type, f->number, items.index) : NULL;
		if (items.index > 1)
			(void)fputs(" | ", to);
		if (name != NULL)
			(void)fprintf(to, "%s=", name);
		put_escaped(to, &items.value);
	}
}

static void
list_offset(FILE *to, bool wanted, uint64_t offset)
{
	if (!wanted)
		return;
	if (offset != TP_NO_OFFSET)
		(void)fprintf(to, "%9llu  ", (unsigned long long)offset);
	else
		(void)fprintf(to, "%9s  ", "-");
}

static void
list_data(FILE *to, const tp_field *f)
{
	tp_codec codec = tp_image_sniff(f->value.ptr, f->value.len);

	(void)fprintf(to, "(%zu bytes%s%s)\n", f->value.len, codec != TP_CODEC_UNKNOWN ? ", " : "",
	    codec != TP_CODEC_UNKNOWN ? tp_codec_name(codec) : "");
}

/* "  14.013   FGP   Friction Ridge Generalized Position   ". */
static void
list_tag(FILE *to, int type, const tp_field *f)
{
	const char *mnemonic = names_mnemonic(type, f->number);
	const char *name = names_field(type, f->number);
	char tag[32];

	if (f->tag.len != 0 && f->tag.len < sizeof tag)
		(void)snprintf(tag, sizeof tag, "%.*s", (int)f->tag.len, f->tag.ptr);
	else if (f->number != 0)
		(void)snprintf(tag, sizeof tag, "%d.%03lu", type, (unsigned long)f->number);
	else
		(void)snprintf(tag, sizeof tag, "(no tag)");
	(void)fprintf(to, "  %-8s %-5s %-36.36s  ", tag, mnemonic != NULL ? mnemonic : "",
	    name != NULL ? name : "");
}

static void
list_field(FILE *to, const dump *d, int type, const tp_field *f)
{
	tp_value value;
	tp_walk subfields;

	list_offset(to, d->offsets, f->offset);
	list_tag(to, type, f);
	if (f->kind == TP_FIELD_DATA) {
		list_data(to, f);
		return;
	}
	if (f->kind != TP_FIELD_TEXT) {
		if (tp_field_value(f, 0, 0, &value) == TP_OK)
			put_escaped(to, &value.text);
		(void)fputc('\n', to);
		return;
	}
	tp_walk_subfields(f, &subfields);
	while (tp_walk_next(&subfields)) {
		if (subfields.index > 1) {
			list_offset(to, d->offsets, f->offset == TP_NO_OFFSET ? TP_NO_OFFSET
			    : f->offset + (uint64_t)(subfields.value.ptr - f->value.ptr));
			(void)fprintf(to, "%-55s", "");
		}
		list_items(to, type, f, &subfields.value);
		(void)fputc('\n', to);
	}
}

static void
list_record(FILE *to, const dump *d, const tp_record *r)
{
	size_t i, count = tp_record_field_count(r);
	int type = tp_record_type(r);
	const char *name = names_record(type);
	tp_field field;

	(void)fputc('\n', to);
	list_offset(to, d->offsets, tp_record_offset(r));
	(void)fprintf(to, "record %zu: Type-%d%s%s, %llu bytes\n", tp_record_index(r) + 1, type,
	    name != NULL ? " " : "", name != NULL ? name : "",
	    (unsigned long long)tp_record_size(r));
	for (i = 0; i < count; i++)
		if (tp_record_field_at(r, i, &field))
			list_field(to, d, type, &field);
}

static void
list_transaction(FILE *to, const dump *d, const input *in)
{
	size_t i, count = tp_transaction_record_count(in->t);

	diag_name(to, in->name);
	(void)fprintf(to, ": ANSI/NIST-ITL transaction, %zu record%s\n", count,
	    count == 1 ? "" : "s");
	for (i = 0; i < count; i++)
		list_record(to, d, tp_transaction_record(in->t, i));
}

static tp_status
put_text_form(FILE *to, const tp_transaction *t, const tp_form_options *o, tp_diag *diag)
{
	tp_bytes form;
	tp_status status = tp_form_write_text(t, o, &form, diag);

	if (status != TP_OK)
		return status;
	output_put(to, form.ptr, form.len);
	tp_bytes_free(&form);
	return TP_OK;
}

static tp_status
put_json_form(FILE *to, const dump *d, const tp_transaction *t, const tp_form_options *o,
    tp_diag *diag)
{
	json_t *form = form_json_write(t, o, d->offsets, diag);

	if (form == NULL)
		return (tp_status)diag->code;
	json_print(form, to);
	return TP_OK;
}

static int
put_form(FILE *to, const dump *d, const input *in, form_files *files)
{
	tp_form_options o = { .size = sizeof o, .name = form_files_name, .ctx = files };
	tp_status status;
	tp_diag diag;

	if (d->data != NULL && strcmp(d->data, "inline") != 0)
		o.save = form_files_save;
	status = d->form == OPT_JSON ? put_json_form(to, d, in->t, &o, &diag)
	                             : put_text_form(to, in->t, &o, &diag);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(in->name, "error", &diag);
	return TOOL_FAULT;
}

static int
dump_file(const dump *d)
{
	form_files files = { 0 };
	output out;
	input in;
	int result = input_open(&in, d->file, d->strict);

	if (result != TOOL_DONE)
		return result;
	if (d->data != NULL && strcmp(d->data, "inline") != 0)
		result = form_files_save_to(&files, in.t, d->data, d->path);
	if (result == TOOL_DONE) {
		output_open(&out, d->path);
		if (d->form == 0)
			list_transaction(out.stream, d, &in);
		else
			result = put_form(out.stream, d, &in, &files);
		result = tool_worse(result, output_close(&out, result == TOOL_DONE));
	}
	form_files_end(&files, result == TOOL_DONE);
	input_close(&in);
	return result;
}

/* The options and the one file; an exit status of its own, or -1 to go on. */
static int
parse(dump *d, int argc, char **argv)
{
	option_parser p;
	int got;

	option_start(&p, &cmd_dump, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && d->file != NULL)
			return usage_error(&cmd_dump, "only one file");
		if ((got == OPT_JSON || got == OPT_TEXT) && d->form != 0 && d->form != got)
			return usage_error(&cmd_dump, "--json and --text exclude each other");
		if (got == OPTION_OPERAND)
			d->file = p.value;
		else if (got == OPT_JSON || got == OPT_TEXT)
			d->form = got;
		else if (got == OPT_DATA)
			d->data = p.value;
		else if (got == OPT_OUTPUT)
			d->path = p.value;
		d->offsets = d->offsets || got == OPT_OFFSETS;
		d->strict = d->strict || got == OPT_STRICT;
	}
	if (got != OPTION_END)
		return option_exit(got);
	if (d->file == NULL)
		return usage_error(&cmd_dump, "no file");
	if (d->data != NULL && d->form == 0)
		return usage_error(&cmd_dump, "--data goes with --json or --text");
	if (d->offsets && d->form == OPT_TEXT)
		return usage_error(&cmd_dump, "--offsets goes with the listing or --json");
	return -1;
}

static int
run(int argc, char **argv)
{
	dump d = { 0 };
	int result = parse(&d, argc, argv);

	return result >= 0 ? result : dump_file(&d);
}
