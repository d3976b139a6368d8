/* SPDX-License-Identifier: MIT */
/* Tools: results, on stdout or in a file that appears whole or not at all. */
#ifndef TOOL_OUTPUT_H
#define TOOL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Write bytes to path (mode 0600, through a temporary name; a device or
 * pipe is written into), or to stdout if path is NULL or "-". Says what
 * went wrong. TOOL_DONE or TOOL_FAULT.
 */
int output_bytes(const char *path, const void *bytes, size_t len);
/*
 * Binary results are not for a terminal's eyes: false, and said, unless
 * force is set or a file is named. Ask before the work.
 */
bool output_binary_ok(const char *path, bool force);
/* Flush stdout at the end; TOOL_FAULT if anything written to it was lost. */
int output_finish(void);

/* Results in memory first, for -o FILE; stream is stdout otherwise. */
typedef struct output {
	const char *path;
	FILE *stream;
	char *text;
	size_t len;
} output;
void output_open(output *out, const char *path);
/* Write bytes, of which there may be none. */
void output_put(FILE *stream, const void *bytes, size_t len);
/* Hand the collected text over to the file; only drops it unless keep. */
int output_close(output *out, bool keep);

/* Copy a file as it is to path + suffix before it is replaced. */
int output_backup(const char *path, const char *suffix);

#endif
