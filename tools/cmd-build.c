/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint build: a transaction from the JSON form, the text form, or
 * a booking in either. Lengths, CNT and IDCs are computed.
 */

#include <stdio.h>
#include <string.h>

#include "build/booking.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/form-files.h"
#include "common/output.h"

enum { OPT_OUTPUT = 1, OPT_FORCE };

static const option_def options[] = {
	{ OPT_OUTPUT, 'o', "output", "FILE", "write the transaction to FILE (- is stdout)" },
	{ OPT_FORCE, 'f', "force", NULL, "write it to a terminal" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_build = { "build", "make a transaction from text, JSON or a booking", "[IN]",
	options, run };

/* The first character that is neither blank nor in a comment line. */
static const char *
first_content(const char *at, const char *end)
{
	while (at < end) {
		if (*at == '#') {
			at = memchr(at, '\n', (size_t)(end - at));
			if (at == NULL)
				return end;
		} else if (strchr(" \t\r\n", *at) == NULL || *at == '\0')
			return at;
		at++;
	}
	return end;
}

static int
form_failed(const input *in, const form_files *files, tp_status status, const tp_diag *diag)
{
	if (files->result != TOOL_DONE)
		return files->result; /* the file it named has been complained about */
	diag_library(in->name, "error", diag);
	return diag_exit(status);
}

static int
read_text_form(const input *in, tp_transaction **t)
{
	tp_form_options o = { .size = sizeof o, .load = form_files_load };
	form_files files;
	tp_status status;
	tp_diag diag;
	int result = TOOL_DONE;

	form_files_load_from(&files, in->name);
	o.ctx = &files;
	status = tp_form_read_text(in->block.ptr, in->block.len, &o, t, &diag);
	if (status != TP_OK)
		result = form_failed(in, &files, status, &diag);
	form_files_end(&files, true);
	return result;
}

static int
read_json_form(const input *in, const json_t *top, tp_transaction **t)
{
	tp_form_options o = { .size = sizeof o, .load = form_files_load };
	form_files files;
	tp_status status;
	tp_diag diag;
	int result = TOOL_DONE;

	form_files_load_from(&files, in->name);
	o.ctx = &files;
	status = form_json_read(top, &o, t, &diag);
	if (status != TP_OK)
		result = form_failed(in, &files, status, &diag);
	form_files_end(&files, true);
	return result;
}

static int
read_booking(const input *in, json_t *top, tp_transaction **t)
{
	booking b = { .name = in->name, .top = top };
	int result;

	b.folder = path_folder(strcmp(in->name, "-") == 0 ? "" : in->name);
	if (top == NULL && !booking_from_text(&b, (const char *)in->block.ptr, in->block.len))
		result = b.result;
	else
		result = booking_build(&b);
	*t = b.t;
	booking_free(&b);
	return result;
}

static int
read_json(const input *in, tp_transaction **t)
{
	tp_diag diag;
	json_t *top = form_json_parse((const char *)in->block.ptr, in->block.len, &diag);
	const char *schema;
	int result;

	if (top == NULL) {
		diag_library(in->name, "error", &diag);
		return TOOL_INPUT;
	}
	schema = json_string_value(json_object_get(top, "schema"));
	if (schema != NULL && strcmp(schema, BOOKING_SCHEMA) != 0)
		result = read_json_form(in, top, t);
	else
		result = read_booking(in, json_incref(top), t);
	json_decref(top);
	return result;
}

static int
read_any(const input *in, tp_transaction **t)
{
	const char *start = (const char *)in->block.ptr, *end = start + in->block.len;
	const char *at = first_content(start, end);

	if (at == end) {
		diag_say(in->name, "error", "truncated", "the input is empty");
		return TOOL_INPUT;
	}
	if (*at == '{')
		return read_json(in, t);
	if ((size_t)(end - at) >= 14 && memcmp(at, "tenprint text ", 14) == 0)
		return read_text_form(in, t);
	return read_booking(in, NULL, t);
}

static int
build(const char *from, const char *to)
{
	tp_transaction *t = NULL;
	tp_bytes bytes;
	tp_diag diag;
	input in;
	int result = input_read(&in, from);

	if (result != TOOL_DONE)
		return result;
	result = read_any(&in, &t);
	if (result == TOOL_DONE && tp_transaction_write(t, 0, &bytes, &diag) != TP_OK) {
		diag_library(in.name, "error", &diag);
		result = TOOL_FAULT;
	} else if (result == TOOL_DONE) {
		result = output_bytes(to, bytes.ptr, bytes.len);
		tp_bytes_free(&bytes);
	}
	tp_transaction_free(t);
	input_close(&in);
	return result;
}

static int
run(int argc, char **argv)
{
	const char *from = NULL, *to = NULL;
	bool force = false;
	option_parser p;
	int got;

	option_start(&p, &cmd_build, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && from != NULL)
			return usage_error(&cmd_build, "only one input");
		if (got == OPTION_OPERAND)
			from = p.value;
		else if (got == OPT_OUTPUT)
			to = p.value;
		force = force || got == OPT_FORCE;
	}
	if (got != OPTION_END)
		return option_exit(got);
	if (!output_binary_ok(to, force))
		return TOOL_USAGE;
	return build(from != NULL ? from : "-", to);
}
