/* SPDX-License-Identifier: MIT */
/* Tools: one edit, by whichever way it was given, and doing it. */
#ifndef TOOL_EDIT_H
#define TOOL_EDIT_H

#include <tenprint/tenprint.h>

typedef enum edit_verb {
	EDIT_SET = 1,   /* PATH = VALUE */
	EDIT_ADD,       /* PATH = VALUE */
	EDIT_INSERT,    /* PATH = VALUE */
	EDIT_DELETE,    /* PATH */
	EDIT_IMAGE,     /* PATH < FILE */
	EDIT_ADD_RECORD, /* TYPE [IDC] */
	EDIT_MOVE_RECORD /* FROM TO */
} edit_verb;

typedef struct edit {
	edit_verb verb;
	const char *where;   /* "script:3" or "--set", for messages */
	char *path;          /* or the verb's first word */
	char *value;         /* escaped, as written; or the second word, the file */
} edit;

/*
 * Do one edit. Files are relative to the current folder. Says what is wrong,
 * never showing the value. TOOL_DONE, TOOL_NEGATIVE (no such place),
 * TOOL_USAGE (a wrong edit), TOOL_INPUT (a file), TOOL_FAULT.
 */
int edit_apply(tp_transaction *t, const edit *e);

/*
 * Read a script and call `each` for every edit, until one is not TOOL_DONE.
 * name is for messages ("-" is stdin).
 */
typedef int (*edit_fn)(void *ctx, const edit *e);
int edit_script(const char *name, edit_fn each, void *ctx);

/* Replace the image of the record that path names with a file (edit-image.c). */
int edit_image(tp_transaction *t, const edit *e, const tp_path *path);

#endif
