/* SPDX-License-Identifier: MIT */
/* Tools: tenprint profile: what receivers want, and how overlays change it. */

#include <stdio.h>
#include <string.h>

#include "common/diag.h"
#include "common/output.h"
#include "profile/profile.h"

enum { OPT_PROFILE = 1, OPT_OVERLAY, OPT_JSON, OPT_OUTPUT };

static const option_def options[] = {
	{ OPT_PROFILE, 'p', "profile", "NAME", "the built-in profile; else the newest, or all" },
	{ OPT_OVERLAY, 0, "overlay", "FILE", "lay the rules in FILE over it" },
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schemas tenprint/profile-ACTION/1)" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_profile = { "profile", "tell what profiles ask for; list, compare and lint them",
	"list|show|explain|diff|lint [OPERAND...]", options, run };

static const struct {
	const char *name;
	int (*run)(profile_job *job);
	size_t least; /* operands */
	size_t most;
	const char *wants;
} actions[] = {
	{ "list", profile_list, 0, 0, "list takes no operand" },
	{ "show", profile_show, 0, 1, "show takes a profile, a type of transaction or a record type" },
	{ "explain", profile_explain, 1, 1, "explain takes one field: 2.067, NAM, 14.SEG.LHC" },
	{ "diff", profile_diff, 1, 2, "diff takes two profiles, or one and --overlay" },
	{ "lint", profile_lint, 1, SIZE_MAX, "lint takes files of overlays" },
};

static int
act(profile_job *job, const char *action, const char *path)
{
	size_t i, n = sizeof actions / sizeof actions[0];
	int result, closed;
	output out;

	for (i = 0; i < n && strcmp(actions[i].name, action) != 0; i++)
		;
	if (i == n)
		return usage_error(&cmd_profile, "unknown action %.60s: list, show, explain, diff or "
		    "lint", action);
	if (job->operands.count < actions[i].least || job->operands.count > actions[i].most)
		return usage_error(&cmd_profile, "%s", actions[i].wants);
	output_open(&out, path);
	job->to = out.stream;
	result = actions[i].run(job);
	closed = output_close(&out, result == TOOL_DONE || result == TOOL_NEGATIVE);
	return tool_worse(result, closed);
}

static int
run(int argc, char **argv)
{
	const char *action = NULL, *path = NULL;
	profile_job job = { 0 };
	option_parser p;
	int got, result;

	option_start(&p, &cmd_profile, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && action == NULL)
			action = p.value;
		else if (got == OPTION_OPERAND)
			files_add(&job.operands, p.value);
		else if (got == OPT_PROFILE)
			job.profile = p.value;
		else if (got == OPT_OVERLAY)
			files_add(&job.overlays, p.value);
		else if (got == OPT_OUTPUT)
			path = p.value;
		job.json = job.json || got == OPT_JSON;
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (action == NULL)
		result = usage_error(&cmd_profile, "no action: list, show, explain, diff or lint");
	else
		result = act(&job, action, path);
	files_free(&job.operands);
	files_free(&job.overlays);
	return result;
}
