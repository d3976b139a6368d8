/* SPDX-License-Identifier: MIT */
/* Tools: tenprint answer: what came back, and which submission it answers. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/json.h"
#include "common/output.h"

enum { OPT_TO = 1, OPT_JSON, OPT_VALUES, OPT_IAR, OPT_FILES };

static const option_def options[] = {
	{ OPT_TO, 't', "to", "FILE", "a submission that may be answered (any number of times)" },
	{ OPT_FILES, 0, "files-from", "FILE", "answers that FILE names, too (- is stdin)" },
	{ OPT_IAR, 0, "iar", "FILE", "write the LESC's words to FILE (- is stdout), as they are" },
	{ OPT_VALUES, 0, "show-values", NULL, "show values, which may be a person's" },
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/answer/1)" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_answer = { "answer", "tell what answers say, and what they answer", "FILE...",
	options, run };

typedef struct job {
	file_list files;
	file_list to;
	submission *submissions; /* as many as `to` */
	const char *iar;
	bool words;              /* the LESC's were found */
	bool values;
	json_t *list;            /* NULL: lines */
	tp_message_options messages;
} job;

/* Says what is wrong; TOOL_INPUT, TOOL_FAULT. */
static int
open_message(const job *j, const char *file, tp_bytes *bytes, tp_message **out)
{
	input in;
	int result = input_read(&in, file);
	tp_status status;
	tp_diag diag;

	*out = NULL;
	memset(bytes, 0, sizeof *bytes);
	if (result != TOOL_DONE)
		return result;
	status = tp_message_read(in.block.ptr, in.block.len, &j->messages, out, &diag);
	if (status != TP_OK) {
		diag_library(file, "error", &diag);
		input_close(&in);
		return diag_exit(status);
	}
	*bytes = in.block;
	return TOOL_DONE;
}

static int
open_submissions(job *j)
{
	int result = TOOL_DONE;
	size_t i;

	j->submissions = diag_must(calloc(j->to.count + 1, sizeof *j->submissions));
	for (i = 0; i < j->to.count && result == TOOL_DONE; i++) {
		submission *s = &j->submissions[i];

		s->file = j->to.names[i];
		result = open_message(j, s->file, &s->bytes, &s->message);
		if (result == TOOL_DONE)
			s->tcn = tp_message_envelope(s->message)->tcn;
	}
	return result;
}

/* An answer names in TCR what it answers; an IAR repeats the query's control field. */
static const submission *
find_submission(const job *j, const tp_message *m)
{
	const tp_envelope *e = tp_message_envelope(m);
	const tp_str *named = tp_message_get_kind(m) == TP_MESSAGE_IAR ? &e->tcn : &e->tcr;
	size_t i;

	for (i = 0; i < j->to.count; i++) {
		const tp_str *tcn = &j->submissions[i].tcn;

		if (tcn->len != 0 && tcn->len == named->len &&
		    memcmp(tcn->ptr, named->ptr, tcn->len) == 0)
			return &j->submissions[i];
	}
	return NULL;
}

static int
write_words(job *j, const tp_message *m)
{
	const tp_iar *iar = tp_message_iar(m);
	const tp_idr *idr = tp_message_idr(m);
	const tp_str *words = iar != NULL ? &iar->text
	    : idr != NULL && idr->has_iar ? &idr->iar : NULL;

	if (j->iar == NULL || words == NULL)
		return TOOL_DONE;
	if (j->words)
		return usage_error(&cmd_answer, "--iar is for one answer");
	j->words = true;
	return output_bytes(j->iar, words->ptr, words->len);
}

static int
tell(job *j, const char *file)
{
	answered a = { .file = file, .asked = j->to.count != 0, .values = j->values };
	tp_message *message;
	tp_bytes bytes;
	int result = open_message(j, file, &bytes, &message);

	if (result != TOOL_DONE)
		return result;
	a.message = message;
	a.to = find_submission(j, message);
	if (j->list != NULL)
		json_add(j->list, answer_json(&a));
	else
		answer_text(&a);
	result = write_words(j, message);
	if ((a.asked && a.to == NULL) || tp_message_get_kind(message) == TP_MESSAGE_ERRT)
		result = tool_worse(result, TOOL_NEGATIVE);
	tp_message_free(message);
	tp_bytes_free(&bytes);
	return result;
}

static int
tell_all(job *j)
{
	int result = open_submissions(j);
	json_t *top;
	size_t i;

	if (result == TOOL_DONE)
		for (i = 0; i < j->files.count; i++)
			result = tool_worse(result, tell(j, j->files.names[i]));
	if (j->iar != NULL && !j->words && result == TOOL_DONE) {
		diag_say(NULL, "error", "notfound", "no answer holds words of the LESC");
		result = TOOL_NEGATIVE;
	}
	if (j->list != NULL) {
		top = json_new_object();
		json_put_text(top, "schema", "tenprint/answer/1");
		json_put(top, "files", json_incref(j->list));
		json_print(top, stdout);
	}
	for (i = 0; i < j->to.count; i++) {
		tp_message_free(j->submissions[i].message);
		tp_bytes_free(&j->submissions[i].bytes);
	}
	free(j->submissions);
	return result;
}

static int
run(int argc, char **argv)
{
	job j = { .messages = { .size = sizeof(tp_message_options) } };
	tp_profile *profile = NULL;
	option_parser p;
	int got, result = TOOL_DONE;

	option_start(&p, &cmd_answer, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND)
			files_add(&j.files, p.value);
		else if (got == OPT_TO)
			files_add(&j.to, p.value);
		else if (got == OPT_IAR)
			j.iar = p.value;
		else if (got == OPT_FILES)
			result = tool_worse(result, files_add_from(&j.files, p.value));
		j.values = j.values || got == OPT_VALUES;
		if (got == OPT_JSON && j.list == NULL)
			j.list = json_new_array();
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (result == TOOL_DONE && j.files.count == 0)
		result = usage_error(&cmd_answer, "no file");
	else if (result == TOOL_DONE) {
		if (tp_profile_new("ebts-11.0", NULL, &profile, NULL) != TP_OK)
			diag_nomem();
		j.messages.profile = profile;
		result = tell_all(&j);
	}
	tp_profile_free(profile);
	json_decref(j.list);
	files_free(&j.files);
	files_free(&j.to);
	return result;
}
