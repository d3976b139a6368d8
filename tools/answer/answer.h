/* SPDX-License-Identifier: MIT */
/* Tools: the parts of answer: one message told in lines (text.c) or as JSON (json.c). */
#ifndef TOOL_ANSWER_ANSWER_H
#define TOOL_ANSWER_ANSWER_H

#include <jansson.h>

#include <tenprint/tenprint.h>

/* A submission that answers are matched to. */
typedef struct submission {
	const char *file;
	tp_str tcn; /* a view into tcn_bytes */
	tp_bytes bytes;
	tp_message *message;
} submission;

typedef struct answered {
	const char *file;
	const tp_message *message;
	const submission *to; /* what it answers; NULL: nothing that was given */
	bool asked;           /* whether submissions were given */
	bool values;          /* show what may be a person's */
} answered;

void answer_text(const answered *a);
json_t *answer_json(const answered *a);
/* Lines of a text, the last of which need not end. */
size_t answer_lines(const tp_str *text);

#endif
