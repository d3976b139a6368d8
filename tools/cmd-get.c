/* SPDX-License-Identifier: MIT */
/* Tools: tenprint get: the values that a path fits, a line each. */

#include <stdio.h>
#include <string.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/json.h"
#include "common/names.h"
#include "common/output.h"

enum { OPT_JSON = 1, OPT_NUL, OPT_FORCE, OPT_OUTPUT, OPT_STRICT };

static const option_def options[] = {
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/values/1)" },
	{ OPT_NUL, '0', "null", NULL, "values as they are, each ended by a NUL" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_FORCE, 'f', "force", NULL, "image data to a terminal" },
	{ OPT_STRICT, 0, "strict", NULL, "refuse files with defects" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_get = { "get", "print the values that a path names", "PATH FILE", options, run };

typedef struct get {
	const char *path_text;
	const char *file;
	const char *to;
	bool json;
	bool nul;
	bool force;
	bool strict;
	tp_path path;
	FILE *stream;
	json_t *list;
	size_t count; /* of values */
	size_t data;  /* of them image data */
} get;

static int
count_value(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	get *g = ctx;

	(void)record;
	(void)at;
	g->count++;
	g->data += value->kind == TP_FIELD_DATA;
	return 0;
}

static void
put_line(get *g, const tp_value *value)
{
	tp_bytes line;

	if (tp_form_escape(value->text.ptr, value->text.len, NULL, &line, NULL) != TP_OK)
		diag_nomem();
	output_put(g->stream, line.ptr, line.len);
	(void)fputc('\n', g->stream);
	tp_bytes_free(&line);
}

static int
put_value(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	get *g = ctx;

	(void)record;
	(void)at;
	if (g->data != 0 || g->nul)
		output_put(g->stream, value->text.ptr, value->text.len);
	else
		put_line(g, value);
	if (g->nul)
		(void)fputc('\0', g->stream);
	return 0;
}

static int
add_json(void *ctx, const tp_record *record, const tp_path *at, const tp_value *value)
{
	get *g = ctx;
	json_t *object = json_new_object();
	char path[64];

	(void)record;
	(void)tp_path_format(at, path, sizeof path);
	json_put_text(object, "path", path);
	if (value->kind == TP_FIELD_DATA)
		json_put(object, "data", json_base64(value->text.ptr, value->text.len));
	else
		json_put(object, "value", json_bytes(value->text.ptr, value->text.len));
	json_add(g->list, object);
	return 0;
}

static void
put_json(get *g, const tp_transaction *t)
{
	json_t *top = json_new_object();

	g->list = json_new_array();
	(void)!tp_path_visit(t, &g->path, add_json, g, NULL);
	json_put_text(top, "schema", "tenprint/values/1");
	json_put(top, "values", g->list);
	json_print(top, g->stream);
}

/* Whether the values can be told apart on the output. */
static int
check_output(const get *g)
{
	if (g->json)
		return TOOL_DONE;
	if (g->data != 0 && g->count > 1)
		return usage_error(&cmd_get,
		    "%zu data values fit: name one record with @IDC or #n, or use --json", g->count);
	if ((g->data != 0 || g->nul) && !output_binary_ok(g->to, g->force))
		return TOOL_USAGE;
	return TOOL_DONE;
}

static int
get_values(get *g, const input *in)
{
	int found, result;
	tp_diag diag;
	output out;

	found = tp_path_visit(in->t, &g->path, count_value, g, &diag);
	if (found != TP_OK) {
		if (found == TP_ERR_NOTFOUND) {
			diag_say(in->name, "error", "notfound", "%s: no such value", g->path_text);
			return TOOL_NEGATIVE;
		}
		diag_library(in->name, "error", &diag);
		return found == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
	}
	result = check_output(g);
	if (result != TOOL_DONE)
		return result;
	output_open(&out, g->to);
	g->stream = out.stream;
	if (g->json)
		put_json(g, in->t);
	else
		(void)!tp_path_visit(in->t, &g->path, put_value, g, NULL);
	return output_close(&out, true);
}

static int
parse(get *g, int argc, char **argv)
{
	option_parser p;
	tp_diag diag;
	int got;

	option_start(&p, &cmd_get, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && g->file != NULL)
			return usage_error(&cmd_get, "one path and one file");
		if (got == OPTION_OPERAND && g->path_text == NULL)
			g->path_text = p.value;
		else if (got == OPTION_OPERAND)
			g->file = p.value;
		else if (got == OPT_OUTPUT)
			g->to = p.value;
		g->json = g->json || got == OPT_JSON;
		g->nul = g->nul || got == OPT_NUL;
		g->force = g->force || got == OPT_FORCE;
		g->strict = g->strict || got == OPT_STRICT;
	}
	if (got != OPTION_END)
		return option_exit(got);
	if (g->file == NULL)
		return usage_error(&cmd_get, "a path and a file are needed");
	if (names_path(g->path_text, &g->path, &diag) != TP_OK)
		return usage_error(&cmd_get, "path %.60s: %s", g->path_text, diag.text);
	if (g->path.field == 0)
		return usage_error(&cmd_get, "path %.60s: names a record, not a field",
		    g->path_text);
	return -1;
}

static int
run(int argc, char **argv)
{
	get g = { 0 };
	input in;
	int result = parse(&g, argc, argv);

	if (result >= 0)
		return result;
	result = input_open(&in, g.file, g.strict);
	if (result != TOOL_DONE)
		return result;
	result = get_values(&g, &in);
	input_close(&in);
	return result;
}
