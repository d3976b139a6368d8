/* SPDX-License-Identifier: MIT */
/*
 * Tools: the command line. One table per command is all that knows its
 * options; they come out in the order given, for edits are ordered.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "diag.h"

static const option_def help_option = { OPTION_HELP, 'h', "help", NULL, "show this help" };

int
tool_worse(int a, int b)
{
	return a > b ? a : b;
}

void
option_start(option_parser *p, const command *c, int argc, char **argv)
{
	memset(p, 0, sizeof *p);
	p->command = c;
	p->argc = argc;
	p->argv = argv;
	p->at = 1;
}

int
usage_error(const command *c, const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	diag_name(stderr, c == NULL ? "tenprint" : "tenprint ");
	if (c != NULL)
		diag_name(stderr, c->name);
	(void)fputs(": error: usage: ", stderr);
	diag_name(stderr, text);
	(void)fprintf(stderr, " (see tenprint %s%s--help)\n", c == NULL ? "" : c->name,
	    c == NULL ? "" : " ");
	return TOOL_USAGE;
}

int
option_exit(int got)
{
	return got == OPTION_HELP ? TOOL_DONE : TOOL_USAGE;
}

/* Edit distance of two short words, at most 20 letters of each. */
static unsigned
distance(const char *a, const char *b)
{
	unsigned row[21], i, j, last, keep, best;
	size_t n = strlen(b) < 20 ? strlen(b) : 20;

	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; a[i - 1] != '\0' && i <= 20; i++) {
		last = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			keep = row[j];
			best = last + (a[i - 1] != b[j - 1]);
			best = row[j] + 1 < best ? row[j] + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			last = keep;
		}
	}
	return row[n];
}

const char *
nearest_word(const char *word, const char *const *known)
{
	const char *best = NULL;
	unsigned least = 3, d;

	for (; *known != NULL; known++) {
		d = distance(word, *known);
		if (strncmp(word, *known, strlen(word)) == 0 && strlen(word) > 1)
			d = 1;
		if (d < least) {
			least = d;
			best = *known;
		}
	}
	return best;
}

static const option_def *
find_long(const command *c, const char *name, size_t len)
{
	const option_def *o;

	for (o = c->options; o->id != 0; o++)
		if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
			return o;
	return len == 4 && memcmp(name, "help", 4) == 0 ? &help_option : NULL;
}

static const option_def *
find_letter(const command *c, char letter)
{
	const option_def *o;

	for (o = c->options; o->id != 0; o++)
		if (o->letter == letter)
			return o;
	return letter == 'h' ? &help_option : NULL;
}

static int
unknown_long(const option_parser *p, const char *name)
{
	const char *known[32];
	const option_def *o;
	const char *near;
	size_t n = 0;

	for (o = p->command->options; o->id != 0 && n < 30; o++)
		known[n++] = o->name;
	known[n++] = "help";
	known[n] = NULL;
	near = nearest_word(name, known);
	if (near != NULL)
		usage_error(p->command, "unknown option --%.60s; did you mean --%s?", name, near);
	else
		usage_error(p->command, "unknown option --%.60s", name);
	return OPTION_ERROR;
}

/* Show help at once, so that no command needs to know about it. */
static int
found(const option_parser *p, const option_def *o)
{
	if (o->id == OPTION_HELP)
		command_help(p->command);
	return o->id;
}

static int
next_long(option_parser *p)
{
	const char *name = p->argv[p->at++] + 2, *equals = strchr(name, '=');
	size_t len = equals != NULL ? (size_t)(equals - name) : strlen(name);
	const option_def *o = find_long(p->command, name, len);

	if (o == NULL)
		return unknown_long(p, name);
	p->value = equals != NULL ? equals + 1 : NULL;
	if (o->value == NULL && equals != NULL) {
		usage_error(p->command, "option --%s takes no value", o->name);
		return OPTION_ERROR;
	}
	if (o->value == NULL || equals != NULL || o->value[0] == '[')
		return found(p, o);
	if (p->at >= p->argc) {
		usage_error(p->command, "option --%s needs a value (%s)", o->name, o->value);
		return OPTION_ERROR;
	}
	p->value = p->argv[p->at++];
	return o->id;
}

/* One letter of -ab, or of -oFILE. */
static int
next_letter(option_parser *p)
{
	char letter = *p->letters++;
	const option_def *o = find_letter(p->command, letter);
	const char *rest = p->letters;

	if (o == NULL) {
		usage_error(p->command, "unknown option -%c", letter);
		return OPTION_ERROR;
	}
	if (*rest == '\0' || o->value != NULL)
		p->letters = NULL;
	if (o->value == NULL)
		return found(p, o);
	if (*rest != '\0' || o->value[0] == '[') {
		p->value = *rest != '\0' ? rest : NULL;
		return o->id;
	}
	if (p->at >= p->argc) {
		usage_error(p->command, "option -%c needs a value (%s)", letter, o->value);
		return OPTION_ERROR;
	}
	p->value = p->argv[p->at++];
	return o->id;
}

int
option_next(option_parser *p)
{
	const char *word;

	p->value = NULL;
	if (p->letters != NULL)
		return next_letter(p);
	if (p->at >= p->argc)
		return OPTION_END;
	word = p->argv[p->at];
	if (!p->only_operands && strcmp(word, "--") == 0) {
		p->only_operands = true;
		p->at++;
		return option_next(p);
	}
	if (p->only_operands || word[0] != '-' || word[1] == '\0') {
		p->value = p->argv[p->at++];
		return OPTION_OPERAND;
	}
	if (word[1] == '-')
		return next_long(p);
	p->letters = word + 1;
	p->at++;
	return next_letter(p);
}

static void
help_line(const option_def *o)
{
	char left[64], letter[8] = "   ";

	if (o->letter != 0)
		(void)snprintf(letter, sizeof letter, "-%c,", o->letter);
	if (o->value == NULL)
		(void)snprintf(left, sizeof left, "--%s", o->name);
	else if (o->value[0] == '[')
		(void)snprintf(left, sizeof left, "--%s[=%s", o->name, o->value + 1);
	else
		(void)snprintf(left, sizeof left, "--%s %s", o->name, o->value);
	(void)printf("  %s %-24s %s\n", letter, left, o->help);
}

void
command_help(const command *c)
{
	const option_def *o;

	(void)printf("usage: tenprint %s [options] %s\n%s.\n\noptions:\n", c->name, c->operands,
	    c->summary);
	for (o = c->options; o->id != 0; o++)
		help_line(o);
	help_line(&help_option);
	(void)printf("\nExit status: 0 done, 1 not found, 2 wrong command line, 3 input unreadable, "
	    "4 cannot write.\nThe manual: man tenprint-%s\n", c->name);
}
