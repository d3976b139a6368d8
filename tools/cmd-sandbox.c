/* SPDX-License-Identifier: MIT */
/* Tools: tenprint sandbox: the other side of the exchange, to rehearse with. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "sandbox/sandbox.h"

enum { OPT_VIRTUAL = 1, OPT_JSON, OPT_QUIET, OPT_AUDIT, OPT_ANSWERS };

static const option_def options[] = {
	{ OPT_VIRTUAL, 0, "virtual-clock", NULL, "run: on a clock of its own (which is the default)" },
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/sandbox/1)" },
	{ OPT_QUIET, 'q', "quiet", NULL, "only the sums" },
	{ OPT_ANSWERS, 'd', "answers", "DIR", "write what the agencies receive into DIR" },
	{ OPT_AUDIT, 0, "audit", NULL, "tell each step of each system on standard error" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_sandbox = { "sandbox", "play the exchange: bureau, FBI, IDENT, LESC, ICE",
	"run SCENARIO...", options, run };

static int
play(const file_list *files, const run_options *how)
{
	int result = TOOL_DONE;
	size_t i;

	for (i = 0; i < files->count; i++) {
		scenario s;
		int one = scenario_read(&s, files->names[i]);

		if (one == TOOL_DONE) {
			one = sandbox_run(&s, how);
			scenario_free(&s);
		}
		result = tool_worse(result, one);
	}
	return result;
}

static int
make_folder(const char *name)
{
	if (name == NULL || mkdir(name, 0700) == 0 || errno == EEXIST)
		return TOOL_DONE;
	diag_say(name, "error", "write", "cannot make the directory: %s", strerror(errno));
	return TOOL_FAULT;
}

static int
run(int argc, char **argv)
{
	run_options how = { 0 };
	const char *verb = NULL;
	file_list files = { 0 };
	option_parser p;
	int got, result;

	option_start(&p, &cmd_sandbox, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && verb == NULL)
			verb = p.value;
		else if (got == OPTION_OPERAND)
			files_add(&files, p.value);
		else if (got == OPT_ANSWERS)
			how.answers = p.value;
		how.json = how.json || got == OPT_JSON;
		how.quiet = how.quiet || got == OPT_QUIET;
		how.audit = how.audit || got == OPT_AUDIT;
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (verb == NULL || strcmp(verb, "run") != 0)
		result = usage_error(&cmd_sandbox, "no action: run");
	else if (files.count == 0)
		result = usage_error(&cmd_sandbox, "no scenario");
	else if (files.count > 1 && how.json)
		result = usage_error(&cmd_sandbox, "--json is for one scenario");
	else if (files.count > 1 && how.answers != NULL)
		result = usage_error(&cmd_sandbox, "--answers is for one scenario");
	else
		result = make_folder(how.answers);
	if (got == OPTION_END && result == TOOL_DONE)
		result = play(&files, &how);
	files_free(&files);
	return result;
}
