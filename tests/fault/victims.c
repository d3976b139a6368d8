/* SPDX-License-Identifier: MIT */
/* Tests of faults: the files that are damaged. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "damage.h"

#define VICTIMS 4u
#define LEAST 4096u
#define MOST (128u << 10)

typedef struct candidates {
	char paths[400][512];
	size_t count;
} candidates;

static void
synthetic(ts_bytes_fn fn, void *ctx)
{
	ts_file f;
	int i;

	ts_file_init(&f);
	ts_sample(&f);
	fn(ctx, "sample", f.bytes, f.len);
	ts_file_free(&f);
	ts_text(&f, "1.01:", "1.02:0300" GS "1.03:1" US "40" RS "2" US "0" RS "14" US "1" RS "4" US
	    "2");
	ts_text(&f, "2.01:", "2.02:0" GS "2.05:x");
	for (i = 0; i < 20; i++) {
		ts_text(&f, "14.001:", "14.002:1" GS "14.999:" FS GS "15.999:x" FS);
		ts_print(&f, 2, "\034\0344.001:9", 9);
	}
	fn(ctx, "wrong CNT", f.bytes, f.len);
	ts_file_free(&f);
}

static void
consider(void *ctx, const char *path)
{
	candidates *c = ctx;
	tp_bytes bytes;

	if (c->count >= sizeof c->paths / sizeof c->paths[0] ||
	    strlen(path) >= sizeof c->paths[0] ||
	    tp_file_read(path, MOST, NULL, &bytes, NULL) != TP_OK)
		return;
	if (bytes.len >= LEAST)
		memcpy(c->paths[c->count++], path, strlen(path) + 1);
	tp_bytes_free(&bytes);
}

/* Four files of the corpus, spread over its folders. */
bool
ts_each_victim(ts_bytes_fn fn, void *ctx)
{
	const char *root = getenv("TENPRINT_CORPUS");
	candidates *c = calloc(1, sizeof *c);
	bool enough = true;
	tp_bytes bytes;
	size_t i;

	if (c == NULL)
		return false;
	synthetic(fn, ctx);
	if (root == NULL) {
		printf("TENPRINT_CORPUS is not set: synthetic files only\n");
	} else {
		(void)ts_each_file(root, ts_itl_suffixes, consider, c);
		enough = c->count >= VICTIMS;
	}
	if (!enough)
		printf("FAIL: fewer than %u files of %u to %u bytes below %s\n", VICTIMS, LEAST,
		    MOST, root);
	for (i = 0; root != NULL && enough && i < VICTIMS; i++) {
		const char *path = c->paths[i * c->count / VICTIMS];

		if (tp_file_read(path, 0, NULL, &bytes, NULL) == TP_OK)
			fn(ctx, path + strlen(root), (const char *)bytes.ptr, bytes.len);
		else
			enough = false;
		tp_bytes_free(&bytes);
	}
	free(c);
	return enough;
}
