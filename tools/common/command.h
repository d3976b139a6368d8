/* SPDX-License-Identifier: MIT */
/*
 * Tools: what a command is: a name, an option table from which parsing,
 * --help and the shells' completions are made, and a function to run.
 */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include <tenprint/tenprint.h>

/* Exit status, frozen. Of several files the worst counts. */
enum {
	TOOL_DONE = 0,
	TOOL_NEGATIVE = 1, /* not found */
	TOOL_USAGE = 2,    /* wrong command line */
	TOOL_INPUT = 3,    /* input unreadable or not parseable */
	TOOL_FAULT = 4     /* cannot write, or an internal fault */
};

typedef struct option_def {
	int id;            /* what option_next returns, from 1; 0 ends the table */
	char letter;       /* short form, 0: none */
	const char *name;  /* long form, without the dashes */
	const char *value; /* NULL: none; "FILE"; "a|b" for a choice; "[SUFFIX]" may be left out */
	const char *help;
} option_def;

typedef struct command {
	const char *name;
	const char *summary;
	const char *operands; /* for the usage line */
	const option_def *options;
	int (*run)(int argc, char **argv);
} command;

extern const command cmd_info, cmd_dump, cmd_build, cmd_convert, cmd_get, cmd_edit, cmd_fix,
    cmd_images, cmd_image, cmd_profile, cmd_synth, cmd_check, cmd_answer, cmd_sandbox,
    cmd_offense, cmd_clock;

/* All commands in the order of --help, ended by NULL. */
extern const command *const commands[];

/* Worse of two exit statuses. */
int tool_worse(int a, int b);

/* options.c */

enum {
	OPTION_END = 0,
	OPTION_OPERAND = -1, /* value is the operand */
	OPTION_ERROR = -2,   /* it has been said; exit with TOOL_USAGE */
	OPTION_HELP = -3     /* it has been shown; exit with TOOL_DONE */
};

typedef struct option_parser {
	const command *command;
	char **argv;
	int argc;
	int at;
	const char *letters; /* rest of a group of short options */
	bool only_operands;  /* after -- */
	const char *value;   /* of the option just returned, or NULL */
} option_parser;

/* argv[0] is the command's name. */
void option_start(option_parser *p, const command *c, int argc, char **argv);
/* The next option's id or operand, in the order given. */
int option_next(option_parser *p);
/* Say what is wrong with the command line; returns TOOL_USAGE. */
int usage_error(const command *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The exit status for OPTION_HELP (TOOL_DONE) and OPTION_ERROR (TOOL_USAGE). */
int option_exit(int got);
void command_help(const command *c);
/* The known word nearest to a mistyped one, or NULL if none is near. */
const char *nearest_word(const char *word, const char *const *known);

/* complete.c */

/* Print the completion script for a shell; false if the shell is unknown. */
bool complete_print(const char *shell);

#endif
