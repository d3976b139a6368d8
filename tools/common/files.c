/* SPDX-License-Identifier: MIT */
/* Tools: input: named files and stdin read whole, then as transactions. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "diag.h"
#include "files.h"

#define MAX_INPUT ((size_t)256 << 20)

static char *
copy_text(const char *text, size_t len)
{
	char *copy = diag_must(malloc(len + 1));

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

static void
add(file_list *list, const char *name, size_t len)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity != 0 ? list->capacity * 2 : 16;
		list->names = diag_must(realloc(list->names,
		    list->capacity * sizeof *list->names));
	}
	list->names[list->count++] = copy_text(name, len);
}

void
files_add(file_list *list, const char *name)
{
	add(list, name, strlen(name));
}

int
files_add_from(file_list *list, const char *from)
{
	const char *at, *end, *stop;
	input in;
	int result = input_read(&in, from);

	if (result != TOOL_DONE)
		return result;
	at = (const char *)in.block.ptr;
	end = at + in.block.len;
	for (; at < end; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (stop > at)
			add(list, at, (size_t)(stop - at));
	}
	input_close(&in);
	return TOOL_DONE;
}

void
files_free(file_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
	memset(list, 0, sizeof *list);
}

static void *
block_alloc(void *ctx, size_t size)
{
	(void)ctx;
	return malloc(size);
}

static void *
block_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
	(void)ctx;
	(void)old_size;
	return realloc(ptr, size);
}

static void
block_free(void *ctx, void *ptr, size_t size)
{
	(void)ctx;
	(void)size;
	free(ptr);
}

static const tp_mem block_mem = { block_alloc, block_realloc, block_free, NULL };

static tp_status
refuse(tp_diag *diag, tp_status status, const char *text)
{
	tp_diag_init(diag);
	diag->code = (int32_t)status;
	(void)snprintf(diag->text, sizeof diag->text, "%s", text);
	return status;
}

static tp_status
read_stdin(input *in, tp_diag *diag)
{
	size_t room = 65536, len = 0;
	char *bytes = diag_must(malloc(room));
	ssize_t got;

	while ((got = read(STDIN_FILENO, bytes + len, room - len)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || len + (size_t)got > MAX_INPUT) {
			free(bytes);
			return got < 0 ? refuse(diag, TP_ERR_IO, strerror(errno))
			    : refuse(diag, TP_ERR_LIMIT, "the input is larger than 256 MiB");
		}
		len += (size_t)got;
		if (len == room) {
			room *= 2;
			bytes = diag_must(realloc(bytes, room));
		}
	}
	in->block.ptr = (uint8_t *)bytes;
	in->block.len = len;
	in->block.capacity = room;
	in->block.mem = block_mem;
	return TP_OK;
}

tp_status
input_load(input *in, const char *name, tp_diag *diag)
{
	memset(in, 0, sizeof *in);
	in->name = name;
	if (strcmp(name, "-") == 0)
		return read_stdin(in, diag);
	return tp_file_read(name, 0, NULL, &in->block, diag);
}

int
input_read(input *in, const char *name)
{
	tp_diag diag;
	tp_status status = input_load(in, name, &diag);

	if (status == TP_OK)
		return TOOL_DONE;
	diag_library(name, "error", &diag);
	return diag_exit(status);
}

tp_status
input_parse(input *in, uint32_t flags, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = flags | TP_READ_BORROW };

	in->xml = tp_xml_sniff(in->block.ptr, in->block.len);
	if (in->xml)
		return tp_xml_read(in->block.ptr, in->block.len, &options, &in->t, diag);
	return tp_transaction_read(in->block.ptr, in->block.len, &options, &in->t, diag);
}

int
input_transaction(input *in, bool strict)
{
	tp_status status;
	tp_diag diag;

	status = input_parse(in, strict ? 0 : TP_READ_TOLERANT, &diag);
	if (status != TP_OK) {
		diag_library(in->name, "error", &diag);
		return diag_exit(status);
	}
	diag_defects(in->name, in->t);
	return TOOL_DONE;
}

int
input_open(input *in, const char *name, bool strict)
{
	int result = input_read(in, name);

	if (result == TOOL_DONE)
		result = input_transaction(in, strict);
	if (result != TOOL_DONE)
		input_close(in);
	return result;
}

void
input_close(input *in)
{
	tp_transaction_free(in->t);
	in->t = NULL;
	tp_bytes_free(&in->block);
}

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	bool slash = n != 0 && dir[n - 1] != '/';
	char *path;

	if (n == 0 || name[0] == '/')
		return copy_text(name, m);
	path = diag_must(malloc(n + m + 2));
	memcpy(path, dir, n);
	if (slash)
		path[n] = '/';
	memcpy(path + n + slash, name, m + 1);
	return path;
}

char *
path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	return copy_text(path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
}
