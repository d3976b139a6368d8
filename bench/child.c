/* SPDX-License-Identifier: MIT */
/* Benchmarks: commands, timed from their start to their end. */

#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
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

const char *
bench_tool(void)
{
	static const char plain[] = "../tools/tenprint", behind[] = "../tools/.libs/tenprint";

	if (access(behind, X_OK) != 0)
		return plain;
	bench_must(setenv("LD_LIBRARY_PATH", "../lib/.libs", 1) == 0, "LD_LIBRARY_PATH");
	return behind;
}

static double
seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

bench_cost
bench_child(const char *path, const char *const args[], const char *out, int worst)
{
	uint64_t start = bench_now();
	struct rusage usage;
	bench_cost cost;
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
	cost.seconds = (double)(bench_now() - start) / 1e9;
	cost.processor = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
	cost.kilobytes = usage.ru_maxrss;
	return cost;
}
