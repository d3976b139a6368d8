/* SPDX-License-Identifier: MIT */
/* Tools: writing a changed transaction; in place the original is kept under another name first. */

#include <string.h>

#include "diag.h"
#include "output.h"
#include "target.h"

int
target_check(const target *to, const command *c, const char *file)
{
	if (to->suffix != NULL && to->path != NULL)
		return usage_error(c, "--output and --in-place exclude each other");
	if (to->suffix != NULL && strcmp(file, "-") == 0)
		return usage_error(c, "standard input cannot be changed in place");
	if (to->suffix != NULL && (to->suffix[0] == '\0' || strchr(to->suffix, '/') != NULL))
		return usage_error(c, "the suffix of --in-place must name another file");
	if (to->suffix == NULL && !output_binary_ok(to->path, to->force))
		return TOOL_USAGE;
	return TOOL_DONE;
}

int
target_put(const target *to, const char *file, const void *bytes, size_t len)
{
	int result = to->suffix != NULL ? output_backup(file, to->suffix) : TOOL_DONE;

	if (result == TOOL_DONE)
		result = output_bytes(to->suffix != NULL ? file : to->path, bytes, len);
	return result;
}

int
target_write(const target *to, const char *file, const tp_transaction *t)
{
	tp_bytes bytes;
	tp_diag diag;
	int result;

	if (tp_transaction_write(t, 0, &bytes, &diag) != TP_OK) {
		diag_library(file, "error", &diag);
		return TOOL_FAULT;
	}
	result = target_put(to, file, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return result;
}
