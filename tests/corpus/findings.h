/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check over files of the corpus: what is found in a file, each
 * finding as its rule, severity and place, to be held against typed tables.
 */
#ifndef TEST_FINDINGS_H
#define TEST_FINDINGS_H

#include "support.h"

#define SKIPPED 77
#define MAX_FINDINGS 512

typedef struct finding {
	char rule[40];
	char at[48]; /* "14@2.021.1.3", "-" for the transaction as a whole */
	int severity;
	bool claimed; /* by a row of a table */
} finding;

typedef struct findings {
	finding list[MAX_FINDINGS];
	size_t count;
	size_t errors;
} findings;

/* False, with the reason printed, where the file is not to be read or found too much in. */
bool check_file(const char *path, const char *profile, findings *out);
/* Whether word is one of the words of the list, which sep parts. */
bool one_of(const char *list, char sep, const char *word);
const char *severity_name(int severity);

#endif
