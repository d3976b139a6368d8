/* SPDX-License-Identifier: MIT */
/* Tools: input: named files and stdin, read whole or, of XML, a piece at a time. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "diag.h"
#include "files.h"

#define MAX_INPUT ((size_t)256 << 20)
#define START ((size_t)65536) /* what tells XML from the rest */
#define NO_SOURCE (-1)

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

static ssize_t
read_some(int fd, void *at, size_t room)
{
	ssize_t got;

	do
		got = read(fd, at, room);
	while (got < 0 && errno == EINTR);
	return got;
}

static void
end_source(input *in)
{
	if (in->fd > STDIN_FILENO)
		(void)close(in->fd);
	in->fd = NO_SOURCE;
}

/* Into the block, until it has that many bytes or there are no more. */
static tp_status
fill(input *in, size_t until, tp_diag *diag)
{
	tp_bytes *b = &in->block;
	ssize_t got;

	while (in->fd != NO_SOURCE && b->len < until) {
		if (b->len == b->capacity) {
			b->mem = block_mem;
			b->capacity = b->capacity != 0 ? b->capacity * 2 : START;
			b->ptr = diag_must(realloc(b->ptr, b->capacity));
		}
		got = read_some(in->fd, b->ptr + b->len, b->capacity - b->len);
		if (got < 0)
			return refuse(diag, TP_ERR_IO, strerror(errno));
		if (got == 0)
			end_source(in);
		b->len += (size_t)got;
	}
	in->size = b->len;
	return b->len <= MAX_INPUT ? TP_OK
	    : refuse(diag, TP_ERR_LIMIT, "the input is larger than 256 MiB");
}

/* In one block of the file's size. */
static tp_status
load_named(input *in, tp_diag *diag)
{
	tp_status status = tp_file_read(in->name, 0, NULL, &in->block, diag);

	in->size = in->block.len;
	return status;
}

tp_status
input_load(input *in, const char *name, tp_diag *diag)
{
	memset(in, 0, sizeof *in);
	in->name = name;
	in->fd = NO_SOURCE;
	if (strcmp(name, "-") != 0)
		return load_named(in, diag);
	in->fd = STDIN_FILENO;
	return input_rest(in, diag);
}

tp_status
input_rest(input *in, tp_diag *diag)
{
	return fill(in, MAX_INPUT + 1, diag);
}

bool
input_is_gzip(const input *in)
{
	return in->block.len > 1 && in->block.ptr[0] == 0x1f && in->block.ptr[1] == 0x8b;
}

tp_status
input_begin(input *in, const char *name, tp_diag *diag)
{
	bool named = strcmp(name, "-") != 0;
	struct stat st = { 0 };
	tp_status status;

	memset(in, 0, sizeof *in);
	in->name = name;
	in->fd = named ? open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
	/* What cannot be opened, or is a folder, is refused in the library's words. */
	if (in->fd < 0 || (named && (fstat(in->fd, &st) != 0 || S_ISDIR(st.st_mode)))) {
		end_source(in);
		return load_named(in, diag);
	}
	status = fill(in, START, diag);
	if (status != TP_OK || in->fd == NO_SOURCE || (!input_is_gzip(in) &&
	    tp_xml_sniff(in->block.ptr, in->block.len)))
		return status;
	if (!named || !S_ISREG(st.st_mode))
		return input_rest(in, diag);
	end_source(in);
	tp_bytes_free(&in->block);
	return load_named(in, diag);
}

/* What was read of XML to tell it, then the rest. */
static int
next_piece(void *ctx, void *buf, size_t size, size_t *got)
{
	input *in = ctx;
	size_t left = in->block.len - in->handed;
	ssize_t n;

	if (left == 0) {
		n = in->fd != NO_SOURCE ? read_some(in->fd, buf, size) : 0;
		*got = n > 0 ? (size_t)n : 0;
		in->size += *got;
		return n < 0 ? TP_ERR_IO : TP_OK;
	}
	*got = left < size ? left : size;
	memcpy(buf, in->block.ptr + in->handed, *got);
	in->handed += *got;
	return TP_OK;
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
	if (in->xml && input_is_gzip(in))
		return tp_xml_read(in->block.ptr, in->block.len, &options, &in->t, diag);
	if (in->xml)
		return tp_xml_read_from(next_piece, in, &options, &in->t, diag);
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
	tp_diag diag;
	tp_status status = input_begin(in, name, &diag);
	int result = TOOL_DONE;

	if (status == TP_OK)
		result = input_transaction(in, strict);
	else {
		diag_library(name, "error", &diag);
		result = diag_exit(status);
	}
	if (result != TOOL_DONE)
		input_close(in);
	return result;
}

void
input_close(input *in)
{
	tp_transaction_free(in->t);
	in->t = NULL;
	end_source(in);
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
