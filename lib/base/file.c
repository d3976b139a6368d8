/* SPDX-License-Identifier: MIT */
/* Base layer: files and sources read into one buffer, files written in one step. */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "file.h"
#include "mem.h"
#include "number.h"

#define STEP 65536u
#define DEFAULT_MAX (UINT64_C(256) << 20)
#define NAME_TRIES 100u

/* strerror speaks the locale's language; the library knows no locale. */
static const char *
reason(int error)
{
	switch (error) {
	case ENOENT:
		return "no such file or directory";
	case EACCES:
	case EPERM:
		return "permission denied";
	case EISDIR:
		return "it is a directory";
	case ENOTDIR:
		return "a part of the path is no directory";
	case ENOSPC:
	case EDQUOT:
		return "no space left";
	case EROFS:
		return "the file system is read-only";
	case EMFILE:
	case ENFILE:
		return "too many open files";
	case ENAMETOOLONG:
		return "the name is too long";
	default:
		return "the system refused";
	}
}

static tp_status
io_error(tp_diag *diag, const char *what)
{
	int error = errno;

	return tpi_fail(diag, TP_ERR_IO, TP_NO_OFFSET, "%s: %s (error %d)", what, reason(error),
	    error);
}

tp_status
tpi_read_all(tp_read_fn read_fn, void *ctx, uint64_t max, const tp_mem *mem, tp_bytes *out,
    tp_diag *diag)
{
	tpi_buf buf;
	size_t got;
	int rc = TP_OK;

	memset(out, 0, sizeof *out);
	tpi_buf_init(&buf, mem);
	for (;;) {
		got = 0;
		if (!tpi_buf_reserve(&buf, STEP)) {
			rc = tpi_nomem(diag);
			break;
		}
		rc = read_fn(ctx, buf.ptr + buf.len, STEP, &got);
		if (rc != TP_OK) {
			rc = tpi_fail(diag, rc < 0 ? (tp_status)rc : TP_ERR_IO, buf.len,
			    "reading failed");
			break;
		}
		if (got == 0)
			return tpi_buf_take(&buf, out);
		buf.len += got <= STEP ? got : STEP;
		if (buf.len > max) {
			rc = tpi_fail(diag, TP_ERR_LIMIT, max, "the input is larger than %llu bytes",
			    (unsigned long long)max);
			break;
		}
	}
	tpi_buf_free(&buf);
	return (tp_status)rc;
}

static int
read_fd(void *ctx, void *buf, size_t size, size_t *got)
{
	const int *fd = ctx;
	ssize_t n;

	do
		n = read(*fd, buf, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return TP_ERR_IO;
	*got = (size_t)n;
	return TP_OK;
}

/* One exact block for a regular file, as large as it is when it is opened. */
static tp_status
read_open_file(int fd, uint64_t max, const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	struct stat st;
	tpi_buf buf;
	size_t got = 1;

	if (fstat(fd, &st) != 0)
		return io_error(diag, "cannot look at the file");
	if (S_ISDIR(st.st_mode))
		return tpi_fail(diag, TP_ERR_IO, TP_NO_OFFSET, "this is a directory");
	if (!S_ISREG(st.st_mode) || st.st_size <= 0)
		return tpi_read_all(read_fd, &fd, max, mem, out, diag);
	if ((uint64_t)st.st_size > max)
		return tpi_fail(diag, TP_ERR_LIMIT, max, "the file is larger than %llu bytes",
		    (unsigned long long)max);
	tpi_buf_init(&buf, mem);
	if (!tpi_buf_reserve(&buf, (size_t)st.st_size))
		return tpi_nomem(diag);
	while (buf.len < (size_t)st.st_size && got != 0) {
		got = 0;
		if (read_fd(&fd, buf.ptr + buf.len, (size_t)st.st_size - buf.len, &got) != TP_OK) {
			(void)io_error(diag, "cannot read"); /* before free can change errno */
			tpi_buf_free(&buf);
			return TP_ERR_IO;
		}
		buf.len += got;
	}
	return tpi_buf_take(&buf, out);
}

tp_status
tp_file_read(const char *path, uint64_t max, const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	tp_status status;
	int fd;

	tp_diag_init(diag);
	if (out == NULL || path == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no path or no place for the result");
	memset(out, 0, sizeof *out);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return io_error(diag, "cannot open");
	status = read_open_file(fd, max != 0 ? max : DEFAULT_MAX, mem, out, diag);
	close(fd);
	return status;
}

static bool
write_all(int fd, const void *bytes, size_t len)
{
	const uint8_t *at = bytes;
	ssize_t n;

	while (len > 0) {
		n = write(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* "PATH.tp<pid>-<n>": beside the target, so that rename stays on one file system. */
static int
open_temporary(const char *path, char *name, size_t size)
{
	unsigned n;
	int fd = -1;

	for (n = 0; n < NAME_TRIES && fd < 0; n++) {
		int len = snprintf(name, size, "%s.tp%ld-%u", path, (long)getpid(), n);

		if (len < 0 || (size_t)len >= size) {
			errno = ENAMETOOLONG;
			return -1;
		}
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* A device, pipe or socket is written into as it is: there is nothing to replace. */
static bool
is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static tp_status
write_special(const char *path, const void *bytes, size_t len, tp_diag *diag)
{
	tp_status status = TP_OK;
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return io_error(diag, "cannot open");
	if (!write_all(fd, bytes, len))
		status = io_error(diag, "cannot write");
	if (close(fd) != 0 && status == TP_OK)
		status = io_error(diag, "cannot write");
	return status;
}

static tp_status
write_and_rename(const char *path, char *name, size_t size, const void *bytes, size_t len,
    tp_diag *diag)
{
	tp_status status = TP_OK;
	int fd = open_temporary(path, name, size);

	if (fd < 0)
		return io_error(diag, "cannot create a file here");
	if (!write_all(fd, bytes, len) || fsync(fd) != 0)
		status = io_error(diag, "cannot write");
	if (close(fd) != 0 && status == TP_OK)
		status = io_error(diag, "cannot write");
	if (status == TP_OK && rename(name, path) != 0)
		status = io_error(diag, "cannot rename into place");
	if (status != TP_OK)
		(void)unlink(name);
	return status;
}

tp_status
tp_file_write(const char *path, const void *bytes, size_t len, tp_diag *diag)
{
	tp_mem mem = tpi_mem_or_default(NULL);
	tp_status status;
	char target[PATH_MAX];
	size_t size;
	char *name;

	tp_diag_init(diag);
	if (path == NULL || path[0] == '\0' || (bytes == NULL && len != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no path or no bytes");
	if (is_special(path))
		return write_special(path, bytes, len, diag);
	if (realpath(path, target) != NULL)
		path = target; /* through a link, so that the link keeps standing */
	size = strlen(path) + 48;
	name = tpi_alloc(&mem, size);
	if (name == NULL)
		return tpi_nomem(diag);
	status = write_and_rename(path, name, size, bytes, len, diag);
	tpi_free(&mem, name, size);
	return status;
}
