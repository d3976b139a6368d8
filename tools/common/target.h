/* SPDX-License-Identifier: MIT */
/* Tools: where a changed transaction goes: -o FILE, stdout, or in place with a backup. */
#ifndef TOOL_TARGET_H
#define TOOL_TARGET_H

#include "command.h"

#define DEFAULT_SUFFIX ".orig"

typedef struct target {
	const char *path;    /* -o */
	const char *suffix;  /* --in-place; NULL: not in place */
	bool force;
} target;

/* Whether the command line makes sense: TOOL_DONE, or TOOL_USAGE and said. */
int target_check(const target *to, const command *c, const char *file);
/* Write bytes where they shall go. Says what went wrong. */
int target_put(const target *to, const char *file, const void *bytes, size_t len);
/* Write the transaction where it shall go. Says what went wrong. */
int target_write(const target *to, const char *file, const tp_transaction *t);

#endif
