/* SPDX-License-Identifier: MIT */
/*
 * Tools: the parts of check: one file's verdict (one.c) with its findings as
 * lines or JSON (show.c), the causes that findings have in common (causes.c),
 * and many files (batch.c).
 */
#ifndef TOOL_CHECK_CHECK_H
#define TOOL_CHECK_CHECK_H

#include <stdio.h>

#include "../common/command.h"
#include "../common/files.h"

/* ---- causes ------------------------------------------------------------------- */

/* Findings of one rule at one field or item, wherever it stands. */
typedef struct cause {
	const tp_rule *rule; /* NULL: an empty slot */
	int severity;
	uint32_t type;
	uint32_t field;
	uint32_t item;
	size_t places;
	size_t files;
	char *first; /* the first finding's line */
} cause;

typedef struct causes {
	cause *slots; /* a hash table; capacity is 0 or a power of 2 */
	size_t capacity;
	size_t count;
	size_t places;
} causes;

/* That of the finding; a new one has no places yet and no line. */
cause *causes_of(causes *all, const tp_rule *rule, int severity, const tp_path *at);
/* Count what one file has into all of them, and take its lines over. */
void causes_merge(causes *all, causes *of_file);
/* The worst first, then those with the most places; malloc'ed, all->count of them. */
cause **causes_sorted(const causes *all);
void causes_free(causes *all);

/* ---- one file ------------------------------------------------------------------ */

/* What was asked for, and the profiles in use; threads share it. */
typedef struct check_job {
	const char *profile; /* NULL: what each file asks for */
	file_list overlays;
	file_list files;
	tp_check_options check;
	bool fbi;
	bool values;
	bool quiet;
	bool group;
	bool json;
	size_t threads;
} check_job;

typedef struct check_profiles check_profiles;
/* Each profile is made once, whichever thread needs it first; any thread may ask. */
check_profiles *check_profiles_new(const check_job *job);
void check_profiles_free(check_profiles *all);
/* NULL: it cannot be had, which was said; *result is the exit status. */
const tp_profile *check_profile_of(check_profiles *all, const char *name, int *result);

/* What came of one file. */
typedef struct check_result {
	int exit;            /* TOOL_* */
	const char *profile; /* NULL: it came to none */
	tp_check_counts counts;
	causes causes;
	char *shown;         /* its lines, or findings in JSON; NULL: none */
	size_t shown_len;
	bool refused;        /* diag says why */
	tp_diag diag;
} check_result;

void check_one(const check_job *job, check_profiles *profiles, const char *file,
    check_result *out);
void check_result_free(check_result *r);

/* ---- output -------------------------------------------------------------------- */

/* A finding as its line without the newline, or as JSON. */
void show_line(FILE *to, const check_job *job, const char *file, const tp_finding *f);
void show_json(FILE *to, const check_job *job, const tp_finding *f);
const char *severity_word(int severity);

/* All files of the job; returns the exit status. */
int check_batch(const check_job *job);

#endif
