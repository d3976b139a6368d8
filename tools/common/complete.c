/* SPDX-License-Identifier: MIT */
/* Tools: completion scripts for the shells, printed from the option tables. */

#include <stdio.h>
#include <string.h>

#include "command.h"

/* "a|b" is a choice; FILE and DIR are completed by the shell. */
static bool
is_choice(const char *value)
{
	return value != NULL && strchr(value, '|') != NULL;
}

static bool
is_path(const char *value)
{
	return value != NULL && (strncmp(value, "FILE", 4) == 0 || strcmp(value, "DIR") == 0 ||
	    strstr(value, "|DIR") != NULL);
}

/* The words of a choice; one in capitals stands for something else. */
static void
put_choice(const char *value)
{
	size_t n;

	for (; *value != '\0'; value += n + (value[n] == '|')) {
		n = strcspn(value, "|");
		if (value[0] < 'A' || value[0] > 'Z')
			(void)printf("%.*s ", (int)n, value);
	}
}

static void
bash_values(const command *c)
{
	const option_def *o;

	for (o = c->options; o->id != 0; o++) {
		if (o->value == NULL || (!is_choice(o->value) && !is_path(o->value)))
			continue;
		(void)printf("\t%s:--%s", c->name, o->name);
		if (o->letter != 0)
			(void)printf("|%s:-%c", c->name, o->letter);
		(void)fputs(") ", stdout);
		if (is_choice(o->value)) {
			(void)fputs("COMPREPLY=($(compgen -W '", stdout);
			put_choice(o->value);
			(void)fputs("' -- \"$cur\")); ", stdout);
		}
		if (is_path(o->value))
			(void)fputs("compopt -o default; ", stdout);
		(void)fputs("return ;;\n", stdout);
	}
}

static void
bash_words(const command *c)
{
	const option_def *o;

	(void)printf("\t%s) words='--help", c->name);
	for (o = c->options; o->id != 0; o++)
		(void)printf(" --%s", o->name);
	(void)fputs("' ;;\n", stdout);
}

static void
print_bash(void)
{
	const command *const *c;

	(void)fputs("# bash completion for tenprint, made from its option tables\n"
	    "_tenprint()\n{\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n"
	    "\tCOMPREPLY=()\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
	    "\t\tCOMPREPLY=($(compgen -W '--help --version --completion", stdout);
	for (c = commands; *c != NULL; c++)
		(void)printf(" %s", (*c)->name);
	(void)fputs("' -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]}:$prev in\n"
	    "\t--completion:*) COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$cur\")); return ;;\n",
	    stdout);
	for (c = commands; *c != NULL; c++)
		bash_values(*c);
	(void)fputs("\tesac\n\tcase ${COMP_WORDS[1]} in\n", stdout);
	for (c = commands; *c != NULL; c++)
		bash_words(*c);
	(void)fputs("\tesac\n"
	    "\tcase $cur in\n"
	    "\t-*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
	    "\t*) compopt -o default ;;\n"
	    "\tesac\n}\ncomplete -F _tenprint tenprint\n", stdout);
}

/* Text inside single quotes of zsh's and fish's scripts. */
static void
put_quoted(const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			(void)fputs("'\\''", stdout);
		else {
			if (strchr(special, *text) != NULL)
				(void)putchar('\\');
			(void)putchar(*text);
		}
	}
}

static void
zsh_option(const option_def *o)
{
	bool optional = o->value != NULL && o->value[0] == '[';

	(void)printf("\t\t\t'*--%s%s[", o->name,
	    o->value == NULL ? "" : optional ? "=-" : "=");
	put_quoted(o->help, "[]:\\");
	(void)putchar(']');
	if (o->value != NULL) {
		(void)fputs(optional ? "::value:" : ":value:", stdout);
		if (is_choice(o->value)) {
			(void)putchar('(');
			put_choice(o->value);
			(void)putchar(')');
		} else if (is_path(o->value))
			(void)fputs("_files", stdout);
	}
	(void)fputs("' \\\n", stdout);
}

static void
print_zsh(void)
{
	const command *const *c;
	const option_def *o;

	(void)fputs("#compdef tenprint\n# zsh completion for tenprint, made from its option tables\n"
	    "_tenprint() {\n\tlocal -a subcommands\n\tsubcommands=(\n", stdout);
	for (c = commands; *c != NULL; c++) {
		(void)printf("\t\t'%s:", (*c)->name);
		put_quoted((*c)->summary, ":\\");
		(void)fputs("'\n", stdout);
	}
	(void)fputs("\t)\n\tif (( CURRENT == 2 )); then\n"
	    "\t\t_describe command subcommands\n"
	    "\t\t_arguments '--help' '--version' '--completion:shell:(bash zsh fish)'\n"
	    "\t\treturn\n\tfi\n\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n", stdout);
	for (c = commands; *c != NULL; c++) {
		(void)printf("\t%s)\n\t\t_arguments -s -S \\\n", (*c)->name);
		for (o = (*c)->options; o->id != 0; o++)
			zsh_option(o);
		(void)fputs("\t\t\t'(-h --help)'{-h,--help}'[show this help]' \\\n"
		    "\t\t\t'*:file:_files' ;;\n", stdout);
	}
	(void)fputs("\tesac\n}\n_tenprint \"$@\"\n", stdout);
}

static void
fish_option(const command *c, const option_def *o)
{
	(void)printf("complete -c tenprint -n '__fish_seen_subcommand_from %s' -l %s", c->name,
	    o->name);
	if (o->letter != 0)
		(void)printf(" -s %c", o->letter);
	if (o->value != NULL && o->value[0] != '[') {
		(void)fputs(is_path(o->value) ? " -r -F" : " -x", stdout);
		if (is_choice(o->value)) {
			(void)fputs(" -a '", stdout);
			put_choice(o->value);
			(void)putchar('\'');
		}
	}
	(void)fputs(" -d '", stdout);
	for (const char *at = o->help; *at != '\0'; at++) {
		if (*at == '\'' || *at == '\\')
			(void)putchar('\\');
		(void)putchar(*at);
	}
	(void)fputs("'\n", stdout);
}

static void
print_fish(void)
{
	const command *const *c;
	const option_def *o;

	(void)fputs("# fish completion for tenprint, made from its option tables\n"
	    "complete -c tenprint -n __fish_use_subcommand -l help -d 'show this help'\n"
	    "complete -c tenprint -n __fish_use_subcommand -l version -d 'show the version'\n"
	    "complete -c tenprint -n __fish_use_subcommand -l completion -x "
	    "-a 'bash zsh fish' -d 'print a completion script'\n", stdout);
	for (c = commands; *c != NULL; c++) {
		(void)printf("complete -c tenprint -n __fish_use_subcommand -f -a %s -d '",
		    (*c)->name);
		put_quoted((*c)->summary, "");
		(void)fputs("'\n", stdout);
		for (o = (*c)->options; o->id != 0; o++)
			fish_option(*c, o);
	}
}

bool
complete_print(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		print_bash();
	else if (strcmp(shell, "zsh") == 0)
		print_zsh();
	else if (strcmp(shell, "fish") == 0)
		print_fish();
	else
		return false;
	return true;
}
