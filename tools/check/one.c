/* SPDX-License-Identifier: MIT */
/* Tools: check: one file: reading it, its profile, its findings, its verdict. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "check.h"

typedef struct telling {
	const check_job *job;
	const char *file;
	check_result *result;
	FILE *to; /* NULL: findings are counted alone */
	bool any;
} telling;

static void
count(tp_check_counts *counts, int severity)
{
	if (severity == TP_SEVERITY_ERROR)
		counts->errors++;
	else if (severity == TP_SEVERITY_WARNING)
		counts->warnings++;
	else
		counts->notes++;
}

static char *
line_of(const telling *t, const tp_finding *f)
{
	char *line = NULL;
	size_t len = 0;
	FILE *to = diag_must(open_memstream(&line, &len));

	show_line(to, t->job, t->file, f);
	if (fclose(to) != 0)
		diag_nomem();
	return diag_must(line);
}

static int
tell(void *ctx, const tp_finding *f)
{
	telling *t = ctx;
	cause *c = causes_of(&t->result->causes, f->rule, f->severity, &f->at);

	count(&t->result->counts, f->severity);
	c->places++;
	t->result->causes.places++;
	if (c->first == NULL && t->job->group)
		c->first = line_of(t, f);
	if (t->to == NULL)
		return 0;
	if (t->job->json) {
		(void)fputs(t->any ? ",\n      " : "\n      ", t->to);
		show_json(t->to, t->job, f);
	} else {
		show_line(t->to, t->job, t->file, f);
		(void)fputc('\n', t->to);
	}
	t->any = true;
	return 0;
}

static tp_status
check_transaction(telling *t, const tp_transaction *transaction, const tp_profile *profile)
{
	check_result *r = t->result;
	tp_status status;

	if (!t->job->quiet && !t->job->group)
		t->to = diag_must(open_memstream(&r->shown, &r->shown_len));
	status = (tp_status)tp_check(transaction, profile, &t->job->check, tell, t, &r->diag);
	if (t->to != NULL && fclose(t->to) != 0)
		diag_nomem();
	return status;
}

/* Cut off so early that no record of it is whole. */
static bool
past_use(const tp_transaction *t, tp_diag *why)
{
	size_t i;

	for (i = 0; i < tp_transaction_defect_count(t); i++) {
		const tp_defect *d = tp_transaction_defect(t, i);

		if (d->kind == TP_DEFECT_TRUNCATED && tp_transaction_record_count(t) < 2) {
			*why = d->where;
			return true;
		}
	}
	return false;
}

/* Reading tolerantly tells defects of the frame as findings; only what is past use is refused. */
static tp_status
judge(const check_job *job, check_profiles *profiles, input *in, check_result *out)
{
	telling t = { .job = job, .file = in->name, .result = out };
	const tp_profile *profile;
	const char *name;
	tp_status status;

	status = input_parse(in, TP_READ_TOLERANT, &out->diag);
	if (status != TP_OK)
		return status;
	if (past_use(in->t, &out->diag))
		return TP_ERR_TRUNCATED;
	name = job->profile != NULL ? job->profile : tp_profile_suggest(in->t);
	profile = check_profile_of(profiles, name, &out->exit);
	if (profile == NULL)
		return TP_OK;
	status = check_transaction(&t, in->t, profile);
	if (status == TP_OK) {
		out->profile = name;
		out->exit = out->counts.errors != 0 ? TOOL_NEGATIVE : TOOL_DONE;
	}
	return status;
}

void
check_one(const check_job *job, check_profiles *profiles, const char *file, check_result *out)
{
	input in;
	tp_status status;

	memset(out, 0, sizeof *out);
	tp_diag_init(&out->diag);
	status = input_begin(&in, file, &out->diag);
	if (status == TP_OK)
		status = judge(job, profiles, &in, out);
	if (status != TP_OK) {
		out->refused = true;
		/* Reading takes no argument but the file: a wrong one is --tot's. */
		out->exit = status == TP_ERR_ARG ? TOOL_USAGE : diag_exit(status);
	}
	input_close(&in);
}

void
check_result_free(check_result *r)
{
	causes_free(&r->causes);
	free(r->shown);
	r->shown = NULL;
}
