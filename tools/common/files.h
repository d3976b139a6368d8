/* SPDX-License-Identifier: MIT */
/* Tools: input files: their names, their bytes, and the transaction in them. */
#ifndef TOOL_FILES_H
#define TOOL_FILES_H

#include <tenprint/tenprint.h>

typedef struct file_list {
	char **names;
	size_t count;
	size_t capacity;
} file_list;

void files_add(file_list *list, const char *name);
/* Add the names in a file, one a line; "-" is stdin. TOOL_INPUT if it cannot be read. */
int files_add_from(file_list *list, const char *from);
void files_free(file_list *list);

typedef struct input {
	const char *name;
	tp_bytes block;     /* what was read: after input_begin of XML only its start */
	size_t size;        /* bytes read in all */
	size_t handed;      /* of the block, to the reader of XML */
	int fd;             /* where the rest comes from; -1: there is none */
	tp_transaction *t;  /* input_transaction's */
	bool xml;           /* it came as XML */
} input;

/* Read a whole file, or stdin for "-"; what is wrong is said by nobody yet. */
tp_status input_load(input *in, const char *name, tp_diag *diag);
/*
 * The same for a transaction: of XML only the start, as input_parse takes the
 * rest from the file a piece at a time and the text never is in memory whole.
 */
tp_status input_begin(input *in, const char *name, tp_diag *diag);
/* Read the rest after all. */
tp_status input_rest(input *in, tp_diag *diag);
/* Read a whole file, or stdin for "-". Says what is wrong; TOOL_INPUT, TOOL_FAULT. */
int input_read(input *in, const char *name);
/* Read the transaction in it, in whichever encoding, and say nothing. */
tp_status input_parse(input *in, uint32_t flags, tp_diag *diag);
/*
 * Read the transaction in it, tolerant unless strict. Says what is wrong and
 * every defect. TOOL_INPUT, TOOL_FAULT.
 */
int input_transaction(input *in, bool strict);
/* What was read are gzip data, which are expanded as a whole. */
bool input_is_gzip(const input *in);
/* input_begin and input_transaction. */
int input_open(input *in, const char *name, bool strict);
void input_close(input *in);

/* dir/name, or name alone if it is absolute or dir is empty; malloc'ed. */
char *path_join(const char *dir, const char *name);
/* The folder part of a path with its slash, "" if it has none; malloc'ed. */
char *path_folder(const char *path);

#endif
