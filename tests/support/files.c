/* SPDX-License-Identifier: MIT */
/* Tests: the files of a folder and of those below it, in a fixed order. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support.h"

const char *const ts_itl_suffixes[] = { ".an2", ".nist", ".eft", ".ebts", NULL };

static bool
ends_in(const char *name, const char *const *suffixes)
{
	size_t len = strlen(name), n;

	for (; suffixes != NULL && *suffixes != NULL; suffixes++) {
		n = strlen(*suffixes);
		if (len > n && strcmp(name + len - n, *suffixes) == 0)
			return true;
	}
	return suffixes == NULL;
}

size_t
ts_each_file(const char *root, const char *const *suffixes, ts_file_fn fn, void *ctx)
{
	struct dirent **names;
	size_t found = 0;
	char path[4096];
	struct stat st;
	int i, count = scandir(root, &names, NULL, alphasort);

	for (i = 0; i < count; i++) {
		int len = snprintf(path, sizeof path, "%s/%s", root, names[i]->d_name);

		if (names[i]->d_name[0] != '.' && len > 0 && (size_t)len < sizeof path &&
		    stat(path, &st) == 0) {
			if (S_ISDIR(st.st_mode)) {
				found += ts_each_file(path, suffixes, fn, ctx);
			} else if (S_ISREG(st.st_mode) && ends_in(names[i]->d_name, suffixes)) {
				fn(ctx, path);
				found++;
			}
		}
		free(names[i]);
	}
	if (count >= 0)
		free(names);
	return found;
}
