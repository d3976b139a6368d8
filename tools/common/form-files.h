/* SPDX-License-Identifier: MIT */
/* Tools: the files beside a form: data saved under plain names, and read back. */
#ifndef TOOL_FORM_FILES_H
#define TOOL_FORM_FILES_H

#include "files.h"

typedef struct form_files {
	const tp_transaction *t; /* saving */
	const char *dir;         /* saving: where to */
	char *shown;             /* saving: dir as the form shall name it */
	file_list saved;
	char *folder;            /* loading: where the form is */
	int result;              /* the exit status of what went wrong */
} form_files;

/*
 * Save the data of t into dir (made if it is missing) and have the form,
 * which goes to the file form, name it relative to its own place.
 */
int form_files_save_to(form_files *f, const tp_transaction *t, const char *dir,
    const char *form);
/* Load what a form names, relative to where the form is. */
void form_files_load_from(form_files *f, const char *form);
/* Free; remove what was saved unless keep. */
void form_files_end(form_files *f, bool keep);

/* The functions for tp_form_options, whose ctx is a form_files. */
int form_files_save(void *ctx, const tp_record *record, const tp_field *field, char *name,
    size_t size);
int form_files_load(void *ctx, const char *name, tp_bytes *out);
/* For tp_form_options.name. */
const char *form_files_name(void *ctx, int type, uint32_t field);

#endif
