/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: running an external matcher. */

#define _DEFAULT_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "../common/output.h"
#include "matcher.h"

#define FIRST_OTHER_FD 3
#define MOST_FDS 1024
#define ANSWER 64      /* bytes of a score, at most */
#define TICK 1000      /* microseconds between looks at a program that has closed its output */

extern char **environ;

/* ---- the images ------------------------------------------------------------------- */

static char *
image_path(const matcher *m, size_t number)
{
	char leaf[32];

	(void)snprintf(leaf, sizeof leaf, "%zu.png", number);
	return path_join(m->folder, leaf);
}

int
matcher_open(matcher *m, const matcher_options *options)
{
	const char *below = getenv("TMPDIR");

	*m = (matcher){ .options = options };
	(void)signal(SIGCHLD, SIG_DFL); /* whoever started us may have had it ignored */
	if (access(options->program, X_OK) != 0) {
		diag_say(options->program, "error", "matcher", "cannot be run: %s", strerror(errno));
		return TOOL_FAULT;
	}
	m->folder = path_join(below != NULL && *below != '\0' ? below : "/tmp",
	    "tenprint-matcher.XXXXXX");
	if (mkdtemp(m->folder) != NULL)
		return TOOL_DONE;
	diag_say(m->folder, "error", "write", "cannot make the directory: %s", strerror(errno));
	free(m->folder);
	m->folder = NULL;
	return TOOL_FAULT;
}

void
matcher_drop(matcher *m)
{
	char *path = image_path(m, --m->files);

	(void)unlink(path);
	free(path);
}

void
matcher_close(matcher *m)
{
	if (m->folder == NULL)
		return;
	while (m->files != 0)
		matcher_drop(m);
	(void)rmdir(m->folder);
	free(m->folder);
	m->folder = NULL;
}

int
matcher_add(matcher *m, const tp_image *image, size_t *number)
{
	tp_encode_options png = { .size = sizeof png, .codec = TP_CODEC_PNG };
	tp_bytes bytes;
	tp_diag diag;
	char *path;
	int result;

	if (tp_image_encode(image, &png, &bytes, &diag) != TP_OK) {
		diag_library(m->options->program, "error", &diag);
		return TOOL_FAULT;
	}
	path = image_path(m, m->files);
	result = output_bytes(path, bytes.ptr, bytes.len);
	if (result == TOOL_DONE)
		*number = m->files++;
	free(path);
	tp_bytes_free(&bytes);
	return result;
}

/* ---- the program -------------------------------------------------------------------- */

/* Milliseconds of a clock that nobody sets. */
static int64_t
clock_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* In the child: never returns. It has no input, and none of our files. */
static void
become(const char *program, char *const argv[], int out)
{
	int fd, null = open("/dev/null", O_RDONLY);

	(void)setpgid(0, 0);
	(void)signal(SIGPIPE, SIG_DFL);
	if (dup2(null, STDIN_FILENO) < 0)
		(void)close(STDIN_FILENO);
	(void)dup2(out, STDOUT_FILENO);
	for (fd = FIRST_OTHER_FD; fd < MOST_FDS; fd++)
		(void)close(fd);
	(void)execve(program, argv, environ);
	_exit(127);
}

/* All that it prints until it closes its output; false when its time is over. */
static bool
hear(int fd, int64_t until, char text[ANSWER + 1])
{
	size_t len = 0;

	text[0] = '\0';
	for (;;) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		char more[256];
		int64_t left = until - clock_now();
		ssize_t got;

		if (left <= 0)
			return false;
		if (poll(&ready, 1, (int)left) <= 0)
			continue;
		got = read(fd, more, sizeof more);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return true;
		/* What is longer than a number is none: one byte too many tells. */
		if ((size_t)got > ANSWER - len)
			got = (ssize_t)(ANSWER - len);
		memcpy(text + len, more, (size_t)got);
		len += (size_t)got;
		text[len] = '\0';
	}
}

/* Its status when it has ended; false, and it is killed, when its time is over. */
static bool
await(pid_t pid, bool heard, int64_t until, int *status)
{
	pid_t ended = 0;

	while (heard && (ended = waitpid(pid, status, WNOHANG)) == 0 && clock_now() < until)
		(void)usleep(TICK);
	if (ended == pid)
		return true;
	(void)kill(-pid, SIGKILL);
	(void)kill(pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		continue;
	return false;
}

static bool
take_score(char *text, double *score)
{
	size_t len = strcspn(text, "\n");
	char *end;

	if (len == 0 || len >= ANSWER - 1 || strspn(text + len, " \r\n\t") != strlen(text + len))
		return false;
	*score = strtod(text, &end);
	return end != text && strspn(end, " \r\n\t") == strlen(end) && isfinite(*score);
}

static int
judge(const matcher *m, bool ended, int status, char *text, double *score)
{
	const char *program = m->options->program;

	if (!ended)
		diag_say(program, "error", "matcher", "did not end within %u s", m->options->timeout);
	else if (WIFSIGNALED(status))
		diag_say(program, "error", "matcher", "was ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		diag_say(program, "error", "matcher", "ended with status %d", WEXITSTATUS(status));
	else if (!take_score(text, score))
		diag_say(program, "error", "matcher", "did not print one number");
	else
		return TOOL_DONE;
	return TOOL_FAULT;
}

static int
run(const matcher *m, char *a, char *b, double *score)
{
	char *const argv[] = { (char *)(uintptr_t)m->options->program, a, b, NULL };
	int64_t until = clock_now() + (int64_t)m->options->timeout * 1000;
	char text[ANSWER + 1];
	int way[2], status = 0;
	bool heard, ended;
	pid_t pid;

	if (pipe(way) != 0 || (pid = fork()) < 0) {
		diag_say(m->options->program, "error", "matcher", "cannot be run: %s",
		    strerror(errno));
		return TOOL_FAULT;
	}
	if (pid == 0)
		become(m->options->program, argv, way[1]);
	(void)setpgid(pid, pid); /* whichever of the two is first */
	(void)close(way[1]);
	heard = hear(way[0], until, text);
	(void)close(way[0]);
	ended = await(pid, heard, until, &status);
	return judge(m, ended, status, text, score);
}

int
matcher_score(const matcher *m, size_t a, size_t b, double *score)
{
	char *first = image_path(m, a), *second = image_path(m, b);
	int result = run(m, first, second, score);

	free(first);
	free(second);
	return result;
}
