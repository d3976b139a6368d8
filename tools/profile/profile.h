/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint profile. A file has an action of the command: list.c,
 * show.c, explain.c, diff.c and lint.c; words.c says rows of tables in words
 * and row-json.c as JSON, for all of them.
 */
#ifndef TOOL_PROFILE_H
#define TOOL_PROFILE_H

#include "../common/command.h"
#include "../common/files.h"
#include "../common/json.h"
#include "../common/profile-files.h"

typedef struct profile_job {
	const char *profile; /* NULL: not given */
	file_list overlays;
	file_list operands;  /* behind the action */
	bool json;
	FILE *to;
} profile_job;

#define PROFILE_NEWEST "ebts-11.0"

/* Each returns an exit status, having said what is wrong. */
int profile_list(profile_job *job);
int profile_show(profile_job *job);
int profile_explain(profile_job *job);
int profile_diff(profile_job *job);
int profile_lint(profile_job *job);

/* ---- words.c ------------------------------------------------------------------ */

#define WORDS 200
/* "3", "3-30", "3 or more"; "" where the row states none. */
const char *words_range(uint32_t low, uint32_t high, char out[WORDS]);
/* "0-1", "1", "1-*". */
const char *words_count(uint32_t low, uint32_t high, char out[WORDS]);
/* "2.018", "14.200-900", "14.021.*.3" */
const char *words_path(const tp_field_def *def, char out[WORDS]);
/* "letters (A)" */
const char *words_chars(const char *chars);
/* "mandatory" */
const char *words_condition(int32_t condition);
const char *words_severity(int severity);
/* Whether a bounded code is of the profile's editions. */
bool words_is_current(const tp_profile_info *info, const tp_code *code);
/* The next of "A|B" into out; what follows it, or NULL. */
const char *words_next(const char *text, char out[WORDS]);

/* ---- row-json.c ------------------------------------------------------------------ */

json_t *row_json(const tp_field_def *def);
/* [low, high], where high is null without bound. */
json_t *range_json(uint32_t low, uint32_t high);
/* The list with the codes of the profile's editions. */
json_t *list_json(const tp_code_list *list, const tp_profile_info *info);
/* An object with the schema, the profile's name, title, revision and base. */
json_t *profile_json(const char *schema, const tp_profile *profile);

#endif
