/* SPDX-License-Identifier: MIT */
/*
 * Tools: results. Files are written in one step by the library; stdout is
 * checked at the end, so that a full disk is never taken for success.
 */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "diag.h"
#include "output.h"

static int stdout_error; /* errno of the first write that failed */

static void
note_stdout_error(void)
{
	if (stdout_error == 0)
		stdout_error = errno != 0 ? errno : EIO;
}

/* A device, a pipe: nothing that could be replaced by renaming. */
static bool
is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static int
write_special(const char *path, const void *bytes, size_t len)
{
	FILE *to = fopen(path, "wb");
	bool good;

	if (to == NULL) {
		diag_say(path, "error", "write", "cannot open: %s", strerror(errno));
		return TOOL_FAULT;
	}
	good = fwrite(bytes, 1, len, to) == len;
	good = fflush(to) == 0 && good;
	if (!good)
		diag_say(path, "error", "write", "cannot write: %s", strerror(errno));
	if (fclose(to) != 0 && good) {
		diag_say(path, "error", "write", "cannot write: %s", strerror(errno));
		good = false;
	}
	return good ? TOOL_DONE : TOOL_FAULT;
}

/* Where a symbolic link leads, so that the link stays; malloc'ed. */
static char *
link_target(const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode))
		return NULL;
	return realpath(path, NULL);
}

void
output_put(FILE *stream, const void *bytes, size_t len)
{
	if (len != 0 && fwrite(bytes, 1, len, stream) != len && stream == stdout)
		note_stdout_error();
}

int
output_bytes(const char *path, const void *bytes, size_t len)
{
	char *target;
	tp_diag diag;
	tp_status status;

	if (path == NULL || strcmp(path, "-") == 0) {
		output_put(stdout, bytes, len);
		return stdout_error != 0 ? output_finish() : TOOL_DONE;
	}
	if (is_special(path))
		return write_special(path, bytes, len);
	target = link_target(path);
	status = tp_file_write(target != NULL ? target : path, len != 0 ? bytes : "", len, &diag);
	free(target);
	if (status == TP_OK)
		return TOOL_DONE;
	diag_rule(path, "error", "write", &diag);
	return TOOL_FAULT;
}

bool
output_binary_ok(const char *path, bool force)
{
	if (force || (path != NULL && strcmp(path, "-") != 0) || !isatty(STDOUT_FILENO))
		return true;
	diag_say(NULL, "error", "usage",
	    "the result is binary: name a file with -o, or use --force to see it on the terminal");
	return false;
}

int
output_finish(void)
{
	static bool said;

	errno = 0;
	if (fflush(stdout) != 0 || ferror(stdout))
		note_stdout_error();
	if (stdout_error == 0)
		return TOOL_DONE;
	if (!said && stdout_error != EPIPE) /* who closed the pipe knows */
		diag_say(NULL, "error", "write", "cannot write to standard output: %s",
		    strerror(stdout_error));
	said = true;
	return TOOL_FAULT;
}

void
output_open(output *out, const char *path)
{
	memset(out, 0, sizeof *out);
	out->path = path;
	out->stream = stdout;
	if (path != NULL && strcmp(path, "-") != 0)
		out->stream = diag_must(open_memstream(&out->text, &out->len));
}

int
output_close(output *out, bool keep)
{
	int result = TOOL_DONE;

	if (out->stream == stdout)
		return output_finish();
	if (fclose(out->stream) != 0)
		diag_nomem();
	if (keep)
		result = output_bytes(out->path, out->text, out->len);
	free(out->text);
	return result;
}

int
output_backup(const char *path, const char *suffix)
{
	size_t size = strlen(path) + strlen(suffix) + 1;
	char *name = diag_must(malloc(size));
	tp_bytes bytes;
	tp_diag diag;
	int result;

	(void)snprintf(name, size, "%s%s", path, suffix);
	if (tp_file_read(path, 0, NULL, &bytes, &diag) != TP_OK) {
		diag_rule(path, "error", "read", &diag);
		free(name);
		return TOOL_INPUT;
	}
	result = output_bytes(name, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	free(name);
	return result;
}
