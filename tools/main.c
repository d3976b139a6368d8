/* SPDX-License-Identifier: MIT */
/* Tools: the front door: finds the subcommand, or says what there is. */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/command.h"
#include "common/output.h"

#define BLOCK 65536 /* bytes of standard output that are written at once */

const command *const commands[] = {
	&cmd_info, &cmd_dump, &cmd_build, &cmd_convert, &cmd_get, &cmd_edit, &cmd_fix, &cmd_images,
	&cmd_image, &cmd_synth, &cmd_check, &cmd_answer, &cmd_sandbox, &cmd_profile, &cmd_offense,
	&cmd_clock, NULL
};

static void
show_help(void)
{
	const command *const *c;

	(void)printf("usage: tenprint COMMAND [options] [operands]\n"
	    "Reads, writes, inspects and changes ANSI/NIST-ITL fingerprint transactions.\n\n"
	    "commands:\n");
	for (c = commands; *c != NULL; c++)
		(void)printf("  %-8s %s\n", (*c)->name, (*c)->summary);
	(void)printf("\n  --help               show this help; also: tenprint COMMAND --help\n"
	    "  --version            show the version and what this build can do\n"
	    "  --completion SHELL   print the completion script for bash, zsh or fish\n\n"
	    "The manual: man tenprint\n");
}

static void
show_version(void)
{
	static const struct {
		int feature;
		const char *name;
	} features[] = {
		{ TP_FEATURE_WSQ, "WSQ" }, { TP_FEATURE_PNG, "PNG" },
		{ TP_FEATURE_JPEG, "JPEG" }, { TP_FEATURE_JPEG2000, "JPEG-2000" },
		{ TP_FEATURE_TIFF, "G4" }, { TP_FEATURE_ZLIB, "gzip" }, { TP_FEATURE_XML, "XML" },
	};
	size_t i;

	(void)printf("tenprint %s\nfeatures:", tp_version());
	for (i = 0; i < sizeof features / sizeof features[0]; i++)
		(void)printf(" %c%s", tp_has(features[i].feature) ? '+' : '-', features[i].name);
	(void)printf("\n");
}

static int
unknown_command(const char *name)
{
	const char *known[32];
	const char *near;
	size_t n;

	for (n = 0; commands[n] != NULL && n < 31; n++)
		known[n] = commands[n]->name;
	known[n] = NULL;
	near = nearest_word(name, known);
	if (near != NULL)
		return usage_error(NULL, "unknown command %.60s; did you mean %s?", name, near);
	return usage_error(NULL, "unknown command %.60s", name);
}

/* The front door's own options, and commands by name. */
static int
run(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const command *const *c;

	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
	    (strcmp(word, "help") == 0 && argc == 2)) {
		show_help();
		return TOOL_DONE;
	}
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		show_version();
		return TOOL_DONE;
	}
	if (strcmp(word, "--completion") == 0)
		return argc == 3 && complete_print(argv[2]) ? TOOL_DONE
		    : usage_error(NULL, "--completion takes bash, zsh or fish");
	if (word[0] == '\0')
		return usage_error(NULL, "no command");
	for (c = commands; *c != NULL; c++)
		if (strcmp(word, (*c)->name) == 0)
			return (*c)->run(argc - 1, argv + 1);
	return word[0] == '-' ? usage_error(NULL, "unknown option %.60s", word)
	                      : unknown_command(word);
}

int
main(int argc, char **argv)
{
	static char block[BLOCK];
	int result;

	/* What fits fails at its end or not at all, and the system then says why. */
	if (isatty(STDOUT_FILENO) == 0)
		(void)setvbuf(stdout, block, _IOFBF, sizeof block);
	(void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error: status 4 */
	result = run(argc, argv);
	return tool_worse(result, output_finish());
}
