/* SPDX-License-Identifier: MIT */
/*
 * Tools: data of a form by file. Names are made of type, IDC and number
 * alone, so that none of them tells anything of a person.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "diag.h"
#include "form-files.h"
#include "names.h"
#include "output.h"

static char *
copy(const char *name)
{
	return path_join("", name);
}

/* dir as seen from the folder of form: the rest below it, or absolute. */
static char *
seen_from(const char *dir, const char *form)
{
	char *folder = path_folder(form != NULL && strcmp(form, "-") != 0 ? form : "");
	size_t n = strlen(folder);
	char *shown;

	if (dir[0] == '/' || n == 0)
		shown = copy(dir);
	else if (strncmp(dir, folder, n) == 0 && dir[n] != '\0')
		shown = copy(dir + n);
	else
		shown = realpath(dir, NULL);
	free(folder);
	return shown;
}

int
form_files_save_to(form_files *f, const tp_transaction *t, const char *dir, const char *form)
{
	memset(f, 0, sizeof *f);
	f->t = t;
	f->dir = dir;
	if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
		diag_say(dir, "error", "write", "cannot make the directory: %s", strerror(errno));
		return TOOL_FAULT;
	}
	f->shown = seen_from(dir, form);
	if (f->shown != NULL)
		return TOOL_DONE;
	diag_say(dir, "error", "write", "no such directory: %s", strerror(errno));
	return TOOL_FAULT;
}

void
form_files_load_from(form_files *f, const char *form)
{
	memset(f, 0, sizeof *f);
	f->folder = path_folder(strcmp(form, "-") == 0 ? "" : form);
}

void
form_files_end(form_files *f, bool keep)
{
	size_t i;

	for (i = 0; i < f->saved.count && !keep; i++)
		(void)unlink(f->saved.names[i]);
	files_free(&f->saved);
	free(f->shown);
	free(f->folder);
}

static const char *
extension(const tp_field *field)
{
	switch (tp_image_sniff(field->value.ptr, field->value.len)) {
	case TP_CODEC_WSQ:
		return "wsq";
	case TP_CODEC_JPEG:
		return "jpg";
	case TP_CODEC_JPEGL:
		return "ljpg";
	case TP_CODEC_JP2:
	case TP_CODEC_JP2L:
		return "jp2";
	case TP_CODEC_PNG:
		return "png";
	case TP_CODEC_PNM:
		return "pnm";
	case TP_CODEC_G4:
	case TP_CODEC_VECTOR:
	case TP_CODEC_RAW:
	case TP_CODEC_UNKNOWN:
		break;
	}
	return "raw";
}

/* How many records of the same type and IDC come up to this one. */
static unsigned
nth_alike(const tp_transaction *t, const tp_record *record)
{
	size_t i;
	unsigned n = 1;

	for (i = 0; i < tp_record_index(record); i++) {
		const tp_record *r = tp_transaction_record(t, i);

		if (tp_record_type(r) == tp_record_type(record) &&
		    tp_record_idc(r) == tp_record_idc(record))
			n++;
	}
	return n;
}

int
form_files_save(void *ctx, const tp_record *record, const tp_field *field, char *name, size_t size)
{
	form_files *f = ctx;
	char leaf[64], *path, *shown;
	int written, idc = tp_record_idc(record);

	(void)snprintf(leaf, sizeof leaf, "t%d-i%d-%u.%s", tp_record_type(record),
	    idc < 0 ? 0 : idc, nth_alike(f->t, record), extension(field));
	path = path_join(f->dir, leaf);
	written = output_bytes(path, field->value.ptr, field->value.len);
	shown = path_join(f->shown, leaf);
	if (written == TOOL_DONE) {
		files_add(&f->saved, path);
		if (strlen(shown) >= size) {
			diag_say(f->dir, "error", "write", "the directory's name is too long");
			written = TOOL_FAULT;
		} else
			memcpy(name, shown, strlen(shown) + 1);
	}
	free(path);
	free(shown);
	f->result = tool_worse(f->result, written);
	return written == TOOL_DONE ? TP_OK : TP_ERR_IO;
}

int
form_files_load(void *ctx, const char *name, tp_bytes *out)
{
	form_files *f = ctx;
	char *path = path_join(f->folder, name);
	tp_status status;
	tp_diag diag;

	status = tp_file_read(path, 0, NULL, out, &diag);
	if (status != TP_OK) {
		diag_library(path, "error", &diag);
		f->result = tool_worse(f->result, diag_exit(status));
	}
	free(path);
	return status;
}

const char *
form_files_name(void *ctx, int type, uint32_t field)
{
	(void)ctx;
	return names_mnemonic(type, field);
}
