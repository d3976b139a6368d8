/* SPDX-License-Identifier: MIT */
/* Tools: tenprint sandbox: the other side of the exchange, to rehearse with. */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "sandbox/sandbox.h"

enum { OPT_VIRTUAL = 1, OPT_JSON, OPT_QUIET, OPT_AUDIT, OPT_ANSWERS, OPT_SPOOL, OPT_SPEED,
	OPT_ONCE, OPT_MATCHER, OPT_THRESHOLD, OPT_TIMEOUT };

static const option_def options[] = {
	{ OPT_VIRTUAL, 0, "virtual-clock", NULL, "run: on a clock of its own (which is the default)" },
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/sandbox/1)" },
	{ OPT_QUIET, 'q', "quiet", NULL, "only the sums" },
	{ OPT_ANSWERS, 'd', "answers", "DIR", "write what the agencies receive into DIR" },
	{ OPT_AUDIT, 0, "audit", NULL, "tell each step of each system on standard error" },
	{ OPT_MATCHER, 'm', "matcher", "FILE", "a program that compares two prints (see the manual)" },
	{ OPT_THRESHOLD, 0, "threshold", "SCORE", "the least score of two prints of one finger" },
	{ OPT_TIMEOUT, 0, "timeout", "S", "seconds that the matcher has (10)" },
	{ OPT_SPOOL, 's', "spool", "DIR", "serve: the folders of the systems are in DIR" },
	{ OPT_SPEED, 0, "speed", "N", "serve: N seconds of the scenario's clock a second" },
	{ OPT_ONCE, 0, "once", NULL, "serve: end when nothing is left to do" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_sandbox = { "sandbox", "play the exchange: bureau, FBI, IDENT, LESC, ICE",
	"run|serve SCENARIO...", options, run };

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
serve(const file_list *files, const serve_options *how)
{
	scenario s;
	int result;

	if (how->spool == NULL || files->count != 1)
		return usage_error(&cmd_sandbox, "serve takes --spool and one scenario");
	result = make_folder(how->spool);
	if (result == TOOL_DONE)
		result = scenario_read(&s, files->names[0]);
	if (result != TOOL_DONE)
		return result;
	result = sandbox_serve(&s, how);
	scenario_free(&s);
	return result;
}

static bool
take_speed(const char *text, int64_t *out)
{
	char *end;
	long n = *text >= '1' && *text <= '9' ? strtol(text, &end, 10) : 0;

	*out = n;
	return n != 0 && *end == '\0' && n <= 1000000;
}

/* A score that is finite. */
static bool
take_threshold(const char *text, double *out)
{
	char *end;

	*out = strtod(text, &end);
	return end != text && *end == '\0' && isfinite(*out);
}

static bool
take_timeout(const char *text, unsigned *out)
{
	int64_t seconds;

	if (!take_speed(text, &seconds) || seconds > 86400)
		return false;
	*out = (unsigned)seconds;
	return true;
}

static int
act(const char *verb, const file_list *files, const run_options *how, const serve_options *serving)
{
	int result;

	if (strcmp(verb, "serve") == 0)
		return serve(files, serving);
	if (strcmp(verb, "run") != 0)
		return usage_error(&cmd_sandbox, "unknown action %.60s: run or serve", verb);
	if (files->count == 0)
		return usage_error(&cmd_sandbox, "no scenario");
	if (files->count > 1 && (how->json || how->answers != NULL))
		return usage_error(&cmd_sandbox, "--json and --answers are for one scenario");
	result = make_folder(how->answers);
	return result == TOOL_DONE ? play(files, how) : result;
}

typedef struct words {
	const char *verb;
	file_list files;
	run_options how;
	serve_options serving;
	matcher_options matcher;
	bool threshold; /* one was given */
} words;

/* TOOL_DONE; what is wrong is said. */
static int
take_option(words *w, int got, const char *value)
{
	switch (got) {
	case OPT_ANSWERS:
		w->how.answers = value;
		break;
	case OPT_SPOOL:
		w->serving.spool = value;
		break;
	case OPT_SPEED:
		if (!take_speed(value, &w->serving.speed))
			return usage_error(&cmd_sandbox,
			    "--speed takes a number from 1 to 1000000");
		break;
	case OPT_MATCHER:
		w->matcher.program = value;
		break;
	case OPT_THRESHOLD:
		w->threshold = take_threshold(value, &w->matcher.threshold);
		if (!w->threshold)
			return usage_error(&cmd_sandbox, "--threshold takes a number");
		break;
	case OPT_TIMEOUT:
		if (!take_timeout(value, &w->matcher.timeout))
			return usage_error(&cmd_sandbox, "--timeout takes seconds, from 1 to 86400");
		break;
	default:
		w->how.json = w->how.json || got == OPT_JSON;
		w->how.quiet = w->how.quiet || got == OPT_QUIET;
		w->how.audit = w->how.audit || got == OPT_AUDIT;
		w->serving.once = w->serving.once || got == OPT_ONCE;
	}
	return TOOL_DONE;
}

static int
act_on(words *w)
{
	if (w->verb == NULL)
		return usage_error(&cmd_sandbox, "no action: run or serve");
	if ((w->matcher.program != NULL) != w->threshold)
		return usage_error(&cmd_sandbox, "--matcher and --threshold go together");
	w->how.matcher = w->serving.matcher = w->matcher;
	return act(w->verb, &w->files, &w->how, &w->serving);
}

static int
run(int argc, char **argv)
{
	words w = { .serving.speed = 1, .matcher.timeout = 10 };
	option_parser p;
	int got, result = TOOL_DONE;

	option_start(&p, &cmd_sandbox, argc, argv);
	while (((got = option_next(&p)) > 0 || got == OPTION_OPERAND) && result == TOOL_DONE) {
		if (got > 0)
			result = take_option(&w, got, p.value);
		else if (w.verb == NULL)
			w.verb = p.value;
		else
			files_add(&w.files, p.value);
	}
	if (result == TOOL_DONE)
		result = got == OPTION_END ? act_on(&w) : option_exit(got);
	files_free(&w.files);
	return result;
}
