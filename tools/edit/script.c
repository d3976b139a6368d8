/* SPDX-License-Identifier: MIT */
/* Tools: edit scripts: an edit a line, comments with #, values with the text form's escapes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "edit.h"

static const struct {
	const char *word;
	edit_verb verb;
	char mark; /* between path and value; 0: blanks or nothing */
} verbs[] = {
	{ "set", EDIT_SET, '=' }, { "add", EDIT_ADD, '=' }, { "insert", EDIT_INSERT, '=' },
	{ "del", EDIT_DELETE, 0 }, { "image", EDIT_IMAGE, '<' },
	{ "add-record", EDIT_ADD_RECORD, ' ' }, { "move-record", EDIT_MOVE_RECORD, ' ' },
};
#define VERBS (sizeof verbs / sizeof verbs[0])

static char *
skip_blanks(char *at)
{
	return at + strspn(at, " \t");
}

/* Cut the blanks off the end. */
static void
trim_end(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && strchr(" \t\r", text[n - 1]) != NULL)
		text[--n] = '\0';
}

/* "PATH = VALUE" and the like into the edit; what is missing otherwise. */
static const char *
split(edit *e, char *rest, char mark)
{
	char *at;

	e->path = rest;
	if (mark == '\0')
		return rest[0] != '\0' && strpbrk(rest, " \t") == NULL ? NULL : "takes one path";
	at = rest + strcspn(rest, mark == '=' ? " \t=" : mark == '<' ? " \t<" : " \t");
	if (at == rest)
		return "needs a path or number";
	e->value = skip_blanks(at);
	if (mark != ' ' && e->value[0] != mark)
		return mark == '=' ? "needs = VALUE after the path" : "needs < FILE after the path";
	if (mark != ' ')
		e->value = skip_blanks(e->value + 1);
	else if (e->value[0] == '\0')
		e->value = NULL;
	*at = '\0';
	if (mark == '<' && e->value[0] == '\0')
		return "needs < FILE after the path";
	return NULL;
}

static int
do_line(const char *where, char *line, edit_fn each, void *ctx)
{
	edit e = { .where = where };
	char *rest;
	const char *missing;
	size_t i = 0, n;

	trim_end(line);
	line = skip_blanks(line);
	if (line[0] == '\0' || line[0] == '#')
		return TOOL_DONE;
	n = strcspn(line, " \t");
	rest = skip_blanks(line + n);
	line[n] = '\0';
	while (i < VERBS && strcmp(verbs[i].word, line) != 0)
		i++;
	if (i == VERBS) {
		diag_say(where, "error", "script", "no such edit; there are set, add, insert, del, "
		    "image, add-record and move-record");
		return TOOL_USAGE;
	}
	e.verb = verbs[i].verb;
	missing = split(&e, rest, verbs[i].mark);
	if (missing == NULL)
		return each(ctx, &e);
	diag_say(where, "error", "script", "%s %s", verbs[i].word, missing);
	return TOOL_USAGE;
}

int
edit_script(const char *name, edit_fn each, void *ctx)
{
	char *text, *at, *stop, *where;
	unsigned long line = 0;
	size_t size = strlen(name) + 32;
	input in;
	int result = input_read(&in, name);

	if (result != TOOL_DONE)
		return result;
	text = diag_must(malloc(in.block.len + 1));
	where = diag_must(malloc(size));
	if (in.block.len != 0)
		memcpy(text, in.block.ptr, in.block.len);
	text[in.block.len] = '\0';
	if (strlen(text) != in.block.len) {
		diag_say(name, "error", "script", "a NUL byte: this is no script");
		result = TOOL_USAGE;
	}
	for (at = text; result == TOOL_DONE && at != NULL; at = stop) {
		stop = strchr(at, '\n');
		if (stop != NULL)
			*stop++ = '\0';
		(void)snprintf(where, size, "%s:%lu", name, ++line);
		result = do_line(where, at, each, ctx);
	}
	free(where);
	free(text);
	input_close(&in);
	return result;
}
