/* SPDX-License-Identifier: MIT */
/* Benchmarks: commands, timed from their start to their end. */

#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "common.h"

void
bench_must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(EXIT_FAILURE);
}

double
bench_child(const char *path, const char *const args[], const char *out, int worst,
    long *kilobytes)
{
	uint64_t start = bench_now();
	struct rusage usage;
	pid_t child = fork();
	int status;

	bench_must(child >= 0, "fork");
	if (child == 0) {
		int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (to >= 0 && dup2(to, STDOUT_FILENO) >= 0 && dup2(to, STDERR_FILENO) >= 0)
			(void)execv(path, (char *const *)(uintptr_t)args);
		_exit(127);
	}
	bench_must(wait4(child, &status, 0, &usage) == child, "wait4");
	if (!WIFEXITED(status) || WEXITSTATUS(status) > worst) {
		(void)fprintf(stderr, "%s failed; see %s\n", path, out);
		exit(EXIT_FAILURE);
	}
	*kilobytes = usage.ru_maxrss;
	return (double)(bench_now() - start) / 1e9;
}
