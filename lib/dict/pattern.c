/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: regular expressions. A pattern becomes a list of steps with
 * relative jumps, so that a repeated part is copied as it stands; a value
 * is run through all of them at once (Thompson's construction), which keeps
 * the time linear whatever the pattern is.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/text.h"
#include "pattern.h"

#define MAX_STEPS 2560
#define MAX_SETS 64
#define MAX_DEPTH 16
#define MAX_REPEAT 255

typedef enum step_kind {
	STEP_CHAR,
	STEP_ANY,
	STEP_SET,
	STEP_SPLIT,
	STEP_JUMP,
	STEP_MATCH
} step_kind;

typedef struct step {
	uint32_t what; /* the character, or which set */
	int16_t x;     /* where to go on, as seen from here */
	int16_t y;
	uint8_t kind;
} step;

/* Characters up to 127, and whether it has all others. */
typedef struct set {
	uint32_t low[4];
	bool others;
} set;

struct tpi_pattern {
	const step *steps;
	const set *sets;
	size_t count;
};

/* ---- compiling ---------------------------------------------------------- */

typedef struct compiler {
	const char *text;
	const char *at;
	const char *end;
	step *steps;
	set *sets;
	size_t count;
	size_t set_count;
	unsigned depth;
	tp_diag *diag;
} compiler;

static tp_status
bad(compiler *p, const char *what)
{
	return tpi_fail(p->diag, TP_ERR_SYNTAX, (uint64_t)(p->at - p->text),
	    "bad pattern: %s", what);
}

static tp_status
too_large(compiler *p)
{
	return tpi_fail(p->diag, TP_ERR_LIMIT, (uint64_t)(p->at - p->text),
	    "the pattern is too large");
}

static tp_status
emit(compiler *p, step_kind kind, uint32_t what)
{
	step *s;

	if (p->count >= MAX_STEPS - 1)
		return too_large(p);
	s = &p->steps[p->count++];
	memset(s, 0, sizeof *s);
	s->kind = (uint8_t)kind;
	s->what = what;
	return TP_OK;
}

/* The character at `at`; a byte outside UTF-8 is one above every code point. */
static uint32_t
take_character(const char **at, const char *end)
{
	const uint8_t *byte = (const uint8_t *)*at;
	size_t n = tpi_utf8_length(byte, (const uint8_t *)end), i;
	uint32_t code;

	if (n == 0) {
		*at += 1;
		return 0x110000u + byte[0];
	}
	code = n == 1 ? byte[0] : byte[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++)
		code = code << 6 | (byte[i] & 0x3fu);
	*at += n;
	return code;
}

static bool
set_has(const set *s, uint32_t c)
{
	return c < 128 ? (s->low[c / 32] >> (c % 32) & 1u) != 0 : s->others;
}

static void
set_add(set *s, uint32_t first, uint32_t last)
{
	for (; first <= last && first < 128; first++)
		s->low[first / 32] |= 1u << (first % 32);
}

/* The ranges of [:alpha:] and its like, in pairs. */
static const struct {
	const char *name;
	const char *ranges;
} classes[] = {
	{ "[:alpha:]", "AZaz" }, { "[:digit:]", "09" }, { "[:alnum:]", "09AZaz" },
	{ "[:upper:]", "AZ" }, { "[:lower:]", "az" }, { "[:xdigit:]", "09AFaf" },
	{ "[:space:]", "\t\r  " }, { "[:punct:]", "!/:@[`{~" }, { "[:print:]", " ~" },
};

static bool
named_class(compiler *p, set *s)
{
	size_t i, len;
	const char *range;

	for (i = 0; i < sizeof classes / sizeof classes[0]; i++) {
		len = strlen(classes[i].name);
		if ((size_t)(p->end - p->at) < len || memcmp(p->at, classes[i].name, len) != 0)
			continue;
		for (range = classes[i].ranges; *range != '\0'; range += 2)
			set_add(s, (uint32_t)range[0], (uint32_t)range[1]);
		p->at += len;
		return true;
	}
	return false;
}

/* One member of a set: a character, or a range of two. */
static tp_status
set_member(compiler *p, set *s)
{
	uint32_t first, last;

	if (named_class(p, s))
		return TP_OK;
	first = last = take_character(&p->at, p->end);
	if (p->end - p->at > 1 && p->at[0] == '-' && p->at[1] != ']') {
		p->at++;
		last = take_character(&p->at, p->end);
	}
	if (first > last)
		return bad(p, "an empty range");
	if (last >= 128)
		return bad(p, "a set of characters that are not ASCII");
	set_add(s, first, last);
	return TP_OK;
}

static tp_status
compile_set(compiler *p)
{
	set *s = &p->sets[p->set_count];
	bool negated = p->at < p->end && *p->at == '^', first = true;
	tp_status status;
	unsigned i;

	if (p->set_count == MAX_SETS)
		return too_large(p);
	memset(s, 0, sizeof *s);
	p->at += negated;
	for (; p->at < p->end && (*p->at != ']' || first); first = false) {
		status = set_member(p, s);
		if (status != TP_OK)
			return status;
	}
	if (p->at == p->end)
		return bad(p, "a set without end");
	p->at++;
	for (i = 0; negated && i < 4; i++)
		s->low[i] = ~s->low[i];
	s->others = negated;
	return emit(p, STEP_SET, (uint32_t)p->set_count++);
}

static tp_status compile_choice(compiler *p);

static tp_status
compile_group(compiler *p)
{
	tp_status status;

	if (p->depth == MAX_DEPTH)
		return too_large(p);
	p->depth++;
	status = compile_choice(p);
	p->depth--;
	if (status != TP_OK)
		return status;
	if (p->at == p->end)
		return bad(p, "a group without end");
	p->at++;
	return TP_OK;
}

static tp_status
compile_escape(compiler *p)
{
	char c = p->at < p->end ? *p->at : 'a';

	if (c < '!' || c > '~' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z'))
		return bad(p, "\\ stands before punctuation only");
	p->at++;
	return emit(p, STEP_CHAR, (uint32_t)c);
}

static tp_status
compile_atom(compiler *p)
{
	const char *start = p->at;
	uint32_t c = take_character(&p->at, p->end);

	switch (c) {
	case '(':
		return compile_group(p);
	case '[':
		return compile_set(p);
	case '.':
		return emit(p, STEP_ANY, 0);
	case '\\':
		return compile_escape(p);
	case '*':
	case '+':
	case '?':
	case '{':
	case '^':
	case '$':
		p->at = start;
		return bad(p, "nothing that could be repeated, or an anchor inside");
	default:
		return emit(p, STEP_CHAR, c);
	}
}

/* Append a copy of the steps [from, from + len). */
static tp_status
copy_steps(compiler *p, size_t from, size_t len)
{
	if (len > MAX_STEPS - 1 - p->count)
		return too_large(p);
	memcpy(p->steps + p->count, p->steps + from, len * sizeof *p->steps);
	p->count += len;
	return TP_OK;
}

/* Move the steps from `from` on by one, to put a step in front of them. */
static tp_status
open_step(compiler *p, size_t from)
{
	tp_status status = emit(p, STEP_SPLIT, 0);

	if (status != TP_OK)
		return status;
	memmove(p->steps + from + 1, p->steps + from,
	    (p->count - 1 - from) * sizeof *p->steps);
	memset(&p->steps[from], 0, sizeof *p->steps);
	p->steps[from].kind = STEP_SPLIT;
	return TP_OK;
}

/* The part of len steps at `from`, which is the last, may be left out. */
static tp_status
make_optional(compiler *p, size_t from)
{
	tp_status status = open_step(p, from);

	p->steps[from].x = 1;
	p->steps[from].y = (int16_t)(p->count - from);
	return status;
}

/* It may be left out, and come again and again. */
static tp_status
make_star(compiler *p, size_t from)
{
	tp_status status = make_optional(p, from);

	if (status == TP_OK)
		status = emit(p, STEP_JUMP, 0);
	if (status != TP_OK)
		return status;
	p->steps[p->count - 1].x = (int16_t)((ptrdiff_t)from - (ptrdiff_t)(p->count - 1));
	p->steps[from].y = (int16_t)(p->count - from);
	return TP_OK;
}

/* The part from `from` on at least `few` and at most `many` times (0: no bound). */
static tp_status
repeat(compiler *p, size_t from, unsigned few, unsigned many)
{
	size_t len = p->count - from, last = from;
	tp_status status = TP_OK;
	unsigned i, copies = many == 0 ? few + 1 : many;

	if (many != 0 && many < few)
		return bad(p, "a repeat whose end is before its start");
	/* From the back, so that every copy is of the bare part. */
	for (i = 1; i < copies && status == TP_OK; i++)
		status = copy_steps(p, from, len);
	if (status != TP_OK)
		return status;
	last = p->count - len;
	if (many == 0)
		return make_star(p, last);
	for (i = many; i > few && status == TP_OK; i--, last -= len)
		status = make_optional(p, last);
	return status;
}

static bool
take_number(compiler *p, unsigned *out)
{
	const char *start = p->at;

	for (*out = 0; p->at < p->end && *p->at >= '0' && *p->at <= '9'; p->at++)
		if (*out <= MAX_REPEAT)
			*out = *out * 10 + (unsigned)(*p->at - '0');
	return p->at > start && *out <= MAX_REPEAT;
}

static tp_status
compile_braces(compiler *p, size_t from)
{
	unsigned few, many;

	if (!take_number(p, &few))
		return bad(p, "{ is followed by a number up to 255");
	many = few;
	if (p->at < p->end && *p->at == ',') {
		p->at++;
		many = 0;
		if (p->at < p->end && *p->at != '}' && (!take_number(p, &many) || many == 0))
			return bad(p, "a repeat ends with a number from 1 to 255");
	} else if (few == 0)
		return bad(p, "a part that is never there");
	if (p->at == p->end || *p->at++ != '}')
		return bad(p, "{ without }");
	return repeat(p, from, few, many);
}

static tp_status
compile_piece(compiler *p)
{
	size_t from = p->count;
	tp_status status = compile_atom(p);

	while (status == TP_OK && p->at < p->end && strchr("*+?{", *p->at) != NULL) {
		char c = *p->at++;

		if (c == '{')
			status = compile_braces(p, from);
		else if (c == '?')
			status = make_optional(p, from);
		else
			status = repeat(p, from, c == '+', 0);
	}
	return status;
}

static tp_status
compile_branch(compiler *p)
{
	tp_status status = TP_OK;

	while (status == TP_OK && p->at < p->end && *p->at != '|' && *p->at != ')')
		status = compile_piece(p);
	return status;
}

/* Let the jumps behind the branches, each of which names the one before, go to the end. */
static void
land_jumps(compiler *p, size_t jump)
{
	size_t before;

	for (; jump != 0; jump = before) {
		before = p->steps[jump - 1].what;
		p->steps[jump - 1].what = 0;
		p->steps[jump - 1].x = (int16_t)(p->count - (jump - 1));
	}
}

/* a|b: split to both; a jumps over b. */
static tp_status
compile_choice(compiler *p)
{
	size_t from = p->count, jump = 0;
	tp_status status = compile_branch(p);

	while (status == TP_OK && p->at < p->end && *p->at == '|') {
		p->at++;
		status = open_step(p, from);
		if (status == TP_OK)
			status = emit(p, STEP_JUMP, (uint32_t)jump);
		if (status != TP_OK)
			return status;
		jump = p->count;
		p->steps[from].x = 1;
		p->steps[from].y = (int16_t)(p->count - from);
		from = p->count;
		status = compile_branch(p);
	}
	land_jumps(p, jump);
	return status;
}

static tp_status
compile_all(compiler *p)
{
	tp_status status = compile_choice(p);

	if (status == TP_OK && p->at != p->end)
		status = bad(p, ") without (");
	if (status == TP_OK)
		p->steps[p->count++].kind = STEP_MATCH;
	return status;
}

static tp_status
keep(const compiler *p, tpi_arena *arena, const tpi_pattern **out, tp_diag *diag)
{
	tpi_pattern *made = tpi_arena_alloc(arena, sizeof *made);
	const step *steps = tpi_arena_copy(arena, p->steps, p->count * sizeof *steps);
	const set *sets = tpi_arena_copy(arena, p->sets, (p->set_count + 1) * sizeof *sets);

	if (made == NULL || steps == NULL || sets == NULL)
		return tpi_nomem(diag);
	made->steps = steps;
	made->sets = sets;
	made->count = p->count;
	*out = made;
	return TP_OK;
}

tp_status
tpi_pattern_compile(const char *text, tpi_arena *arena, const tpi_pattern **out, tp_diag *diag)
{
	size_t len = strlen(text);
	compiler p = { .text = text, .at = text, .end = text + len, .diag = diag };
	tp_status status = TP_ERR_NOMEM;

	*out = NULL;
	p.at += *text == '^';
	p.end -= len > 1 && text[len - 1] == '$' && text[len - 2] != '\\';
	p.steps = tpi_calloc(&arena->mem, MAX_STEPS, sizeof *p.steps);
	p.sets = tpi_calloc(&arena->mem, MAX_SETS + 1, sizeof *p.sets);
	if (p.steps != NULL && p.sets != NULL) {
		status = compile_all(&p);
		if (status == TP_OK)
			status = keep(&p, arena, out, diag);
	} else
		(void)tpi_nomem(diag);
	tpi_free(&arena->mem, p.steps, MAX_STEPS * sizeof *p.steps);
	tpi_free(&arena->mem, p.sets, (MAX_SETS + 1) * sizeof *p.sets);
	return status;
}

/* ---- matching ----------------------------------------------------------- */

/* The steps that wait for the next character. */
typedef struct states {
	uint16_t list[MAX_STEPS];
	size_t count;
} states;

typedef struct machine {
	const tpi_pattern *pattern;
	uint32_t seen[MAX_STEPS]; /* the turn in which a step was last reached */
	uint32_t turn;
	uint16_t stack[MAX_STEPS];
} machine;

static size_t
push(machine *m, size_t depth, size_t at)
{
	if (m->seen[at] == m->turn)
		return depth;
	m->seen[at] = m->turn;
	m->stack[depth] = (uint16_t)at;
	return depth + 1;
}

/* Reach a step, and all that it leads to without a character. */
static void
reach(machine *m, states *to, size_t at)
{
	size_t depth = push(m, 0, at);

	while (depth > 0) {
		const step *s;

		at = m->stack[--depth];
		s = &m->pattern->steps[at];
		if (s->kind == STEP_SPLIT)
			depth = push(m, depth, (size_t)((ptrdiff_t)at + s->y));
		if (s->kind == STEP_SPLIT || s->kind == STEP_JUMP)
			depth = push(m, depth, (size_t)((ptrdiff_t)at + s->x));
		else
			to->list[to->count++] = (uint16_t)at;
	}
}

static bool
takes(const tpi_pattern *pattern, const step *s, uint32_t c)
{
	if (s->kind == STEP_CHAR)
		return s->what == c;
	if (s->kind == STEP_SET)
		return set_has(&pattern->sets[s->what], c);
	return s->kind == STEP_ANY;
}

/* Turns are counted in 32 bits: after that many the marks start afresh. */
static void
next_turn(machine *m)
{
	if (++m->turn != 0)
		return;
	memset(m->seen, 0, m->pattern->count * sizeof m->seen[0]);
	m->turn = 1;
}

bool
tpi_pattern_match(const tpi_pattern *pattern, const char *text, size_t len)
{
	const char *end = len != 0 ? text + len : text;
	states one, two, *now = &one, *then = &two, *swap;
	machine m;
	size_t i;

	m.pattern = pattern;
	m.turn = 1;
	memset(m.seen, 0, pattern->count * sizeof m.seen[0]);
	now->count = 0;
	reach(&m, now, 0);
	while (text < end && now->count != 0) {
		uint32_t c = take_character(&text, end);

		next_turn(&m);
		then->count = 0;
		for (i = 0; i < now->count; i++)
			if (takes(pattern, &pattern->steps[now->list[i]], c))
				reach(&m, then, now->list[i] + 1u);
		swap = now;
		now = then;
		then = swap;
	}
	for (i = 0; text == end && i < now->count; i++)
		if (pattern->steps[now->list[i]].kind == STEP_MATCH)
			return true;
	return false;
}
