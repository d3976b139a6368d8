/* SPDX-License-Identifier: MIT */
/* Tools: check: many files, by as many threads as asked for, told in their order. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/jobs.h"
#include "../common/json.h"
#include "../common/output.h"
#include "check.h"

typedef struct batch {
	const check_job *job;
	check_profiles *profiles;
	check_result *ring; /* of the jobs' window */
	size_t window;
	int result;
	size_t conform;
	size_t not_conform;
	size_t unreadable;
	causes causes;
} batch;

static void
work(void *ctx, size_t i)
{
	batch *b = ctx;

	check_one(b->job, b->profiles, b->job->files.names[i], &b->ring[i % b->window]);
}

static const char *
verdict_of(const check_result *r)
{
	return r->profile == NULL ? "unreadable"
	    : r->exit == TOOL_DONE ? "conforms" : "does not conform";
}

static void
tell_text(const char *file, const check_result *r)
{
	if (r->shown != NULL)
		output_put(stdout, r->shown, r->shown_len);
	if (r->profile == NULL)
		return;
	diag_name(stdout, file);
	printf(": %s: %s; errors %zu, warnings %zu, notes %zu\n", r->profile, verdict_of(r),
	    r->counts.errors, r->counts.warnings, r->counts.notes);
}

static void
put_dumped(json_t *value)
{
	if (json_dumpf(value, stdout, JSON_COMPACT | JSON_ENCODE_ANY) != 0 && ferror(stdout) == 0)
		diag_nomem();
	json_decref(value);
}

static void
tell_json(const char *file, const check_result *r, bool first)
{
	printf("%s    {\"file\": ", first ? "\n" : ",\n");
	put_dumped(json_bytes(file, strlen(file)));
	printf(", \"verdict\": \"%s\", \"profile\": ", verdict_of(r));
	put_dumped(r->profile != NULL ? json_string(r->profile) : json_null());
	printf(", \"errors\": %zu, \"warnings\": %zu, \"notes\": %zu, \"findings\": [",
	    r->counts.errors, r->counts.warnings, r->counts.notes);
	if (r->shown != NULL)
		output_put(stdout, r->shown, r->shown_len);
	fputs("]}", stdout);
}

/* One at a time, in the order of the files. */
static void
finish(void *ctx, size_t i)
{
	batch *b = ctx;
	check_result *r = &b->ring[i % b->window];
	const char *file = b->job->files.names[i];

	if (b->job->json)
		tell_json(file, r, i == 0);
	else
		tell_text(file, r);
	if (r->refused)
		diag_library(file, "error", &r->diag);
	if (r->profile == NULL)
		b->unreadable++;
	else if (r->exit == TOOL_DONE)
		b->conform++;
	else
		b->not_conform++;
	causes_merge(&b->causes, &r->causes);
	b->result = tool_worse(b->result, r->exit);
	check_result_free(r);
}

/* Each cause by its first place: "...: text; 14 places in 2 files". */
static void
group_text(const batch *b)
{
	cause **sorted = causes_sorted(&b->causes);
	size_t i;

	for (i = 0; i < b->causes.count; i++)
		printf("%s; %zu %s in %zu %s\n", sorted[i]->first, sorted[i]->places,
		    sorted[i]->places == 1 ? "place" : "places", sorted[i]->files,
		    sorted[i]->files == 1 ? "file" : "files");
	free(sorted);
}

static void
sum_text(const batch *b)
{
	size_t files = b->job->files.count;

	printf("%zu %s: %zu %s, %zu %s not, %zu cannot be read; %zu %s, %zu %s\n", files,
	    files == 1 ? "file" : "files", b->conform, b->conform == 1 ? "conforms" : "conform",
	    b->not_conform, b->not_conform == 1 ? "does" : "do", b->unreadable, b->causes.count,
	    b->causes.count == 1 ? "cause" : "causes", b->causes.places,
	    b->causes.places == 1 ? "place" : "places");
}

static void
sum_json(const batch *b)
{
	cause **sorted = causes_sorted(&b->causes);
	size_t i;

	printf("%s],\n  \"causes\": [", b->job->files.count != 0 ? "\n  " : "");
	for (i = 0; i < b->causes.count; i++) {
		const cause *c = sorted[i];
		tp_path at = { .type = c->type, .field = c->field, .idc = -1, .item = c->item,
			.subfield = c->item != 0 ? TP_ANY : 0 };
		char path[80] = "";

		if (c->type != 0)
			(void)tp_path_format(&at, path, sizeof path);
		printf("%s\n    {\"rule\": \"%s\", \"severity\": \"%s\", \"path\": ",
		    i == 0 ? "" : ",", c->rule->id, severity_word(c->severity));
		put_dumped(path[0] != '\0' ? json_string(path) : json_null());
		printf(", \"places\": %zu, \"files\": %zu}", c->places, c->files);
	}
	printf("%s],\n  \"summary\": {\"files\": %zu, \"conform\": %zu, \"do_not_conform\": %zu, "
	    "\"unreadable\": %zu, \"causes\": %zu, \"places\": %zu}\n}\n",
	    b->causes.count != 0 ? "\n  " : "", b->job->files.count, b->conform, b->not_conform,
	    b->unreadable, b->causes.count, b->causes.places);
	free(sorted);
}

int
check_batch(const check_job *job)
{
	batch b = { .job = job };
	jobs_plan plan = { .count = job->files.count, .threads = job->threads, .work = work,
		.finish = finish, .ctx = &b, .progress = !job->quiet };

	/* A name or an overlay that is wrong for every file is told before any. */
	b.profiles = check_profiles_new(job);
	if (job->profile == NULL || check_profile_of(b.profiles, job->profile, &b.result) != NULL) {
		b.window = jobs_window(&plan);
		b.ring = diag_must(calloc(b.window, sizeof *b.ring));
		if (job->json)
			fputs("{\n  \"schema\": \"tenprint/check/1\",\n  \"files\": [", stdout);
		jobs_run(&plan);
		if (job->json)
			sum_json(&b);
		else if (job->group)
			group_text(&b);
		if (!job->json && (job->group || job->files.count > 1))
			sum_text(&b);
		free(b.ring);
	}
	causes_free(&b.causes);
	check_profiles_free(b.profiles);
	return b.result;
}
