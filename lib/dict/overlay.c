/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: overlays laid over a profile, all or nothing: a copy of the
 * profile takes the rows, table by table, into memory of its own, and only
 * when every row is understood does it become the profile.
 */

#include <stdio.h>
#include <string.h>

#include "overlay.h"

#define NAME_LENGTH 32u
#define TITLE_LENGTH 120u

enum { HEAD_NAME, HEAD_TITLE, HEAD_REVISION, HEAD_BASE, HEAD_ONLY };
enum { SEVERITY_RULE, SEVERITY_SEVERITY };

/* ---- the overlay itself ---------------------------------------------------------- */

static bool
check_name(tpi_overlay *o)
{
	const char *name = o->cell[HEAD_NAME];
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-"), i;

	if (n == 0 || n > NAME_LENGTH || name[n] != '\0')
		return tpi_overlay_bad(o, name, TP_ERR_SYNTAX,
		    "a name is 1 to %u small letters, digits, periods and hyphens", NAME_LENGTH);
	for (i = 0; i < tp_profile_builtin_count(); i++)
		if (strcmp(tp_profile_builtin_at(i)->name, name) == 0)
			return tpi_overlay_bad(o, name, TP_ERR_SYNTAX,
			    "that is the name of a built-in profile");
	if (strlen(o->cell[HEAD_TITLE]) > TITLE_LENGTH)
		return tpi_overlay_bad(o, o->cell[HEAD_TITLE], TP_ERR_LIMIT,
		    "a title has at most %u bytes", TITLE_LENGTH);
	if (strlen(o->cell[HEAD_REVISION]) > NAME_LENGTH)
		return tpi_overlay_bad(o, o->cell[HEAD_REVISION], TP_ERR_LIMIT,
		    "a revision has at most %u bytes", NAME_LENGTH);
	return true;
}

/* "ebts-9.1|ebts-11.0": built-in profiles that it is written for. */
static bool
check_base(tpi_overlay *o)
{
	const char *at = o->cell[HEAD_BASE], *base = o->next->info.base;
	bool found = *at == '\0';
	size_t n, i;

	for (; *at != '\0'; at += n + (at[n] == '|')) {
		n = strcspn(at, "|");
		for (i = 0; i < tp_profile_builtin_count(); i++)
			if (strlen(tp_profile_builtin_at(i)->name) == n &&
			    memcmp(tp_profile_builtin_at(i)->name, at, n) == 0)
				break;
		if (i == tp_profile_builtin_count())
			return tpi_overlay_bad(o, at, TP_ERR_NOTFOUND, "no built-in profile");
		found = found || (strlen(base) == n && memcmp(base, at, n) == 0);
	}
	if (found)
		return true;
	(void)tpi_overlay_bad(o, o->cell[HEAD_BASE], TP_ERR_RANGE,
	    "it is for other profiles than %s", base);
	o->over = true; /* whatever else there were to tell */
	return false;
}

static bool
read_only(tpi_overlay *o)
{
	if (strcmp(o->cell[HEAD_ONLY], "*") == 0)
		o->only[0] = o->only[1] = UINT64_MAX;
	else if (o->cell[HEAD_ONLY][0] != '\0' && !tpi_cell_types(o, HEAD_ONLY, o->only))
		return false;
	o->next->only[0] |= o->only[0];
	o->next->only[1] |= o->only[1];
	return true;
}

/* What findings cite for a row that names no source. */
static const char *
make_source(tpi_overlay *o)
{
	size_t size = strlen(o->cell[HEAD_NAME]) + strlen(o->cell[HEAD_REVISION]) + 2;
	char *text = tpi_overlay_alloc(o, size, 1);

	if (text != NULL)
		(void)snprintf(text, size, "%s%s%s", o->cell[HEAD_NAME],
		    o->cell[HEAD_REVISION][0] != '\0' ? " " : "", o->cell[HEAD_REVISION]);
	return text != NULL ? text : "";
}

void
tpi_overlay_header(tpi_overlay *o)
{
	tp_profile_info *info = &o->next->info;
	const tpi_line *first = NULL;
	size_t at;

	o->source = "an overlay";
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_OVERLAY, &at);) {
		if (first != NULL) {
			(void)tpi_overlay_bad(o, o->cell[HEAD_NAME], TP_ERR_SYNTAX,
			    "the overlay has a name already, in line %lu",
			    (unsigned long)first->number);
			return;
		}
		first = o->line;
		if (!check_name(o) || !check_base(o) || !read_only(o))
			continue;
		info->name = o->cell[HEAD_NAME];
		if (o->cell[HEAD_TITLE][0] != '\0')
			info->title = o->cell[HEAD_TITLE];
		info->revision = o->cell[HEAD_REVISION];
		o->source = make_source(o);
	}
	if (first == NULL && o->note != NULL && o->line_count != 0) {
		tpi_overlay_take(o, &o->lines[0]);
		tpi_overlay_warn(o, o->cell[0], "the overlay does not say its name");
	}
}

/* ---- severities -------------------------------------------------------------------- */

/* Put one among those of older overlays, by the order of ids. */
static void
put_judged(tpi_judged *list, size_t *count, const tpi_judged *judged)
{
	size_t i = *count;

	while (i > 0 && strcmp(list[i - 1].rule->id, judged->rule->id) > 0)
		i--;
	if (i > 0 && list[i - 1].rule == judged->rule) {
		list[i - 1] = *judged;
		return;
	}
	memmove(&list[i + 1], &list[i], (*count - i) * sizeof *list);
	list[i] = *judged;
	++*count;
}

static bool
read_severity(tpi_overlay *o, tpi_judged *out)
{
	static const char *const words[] = { "off", "note", "warning", "error", NULL };

	out->rule = tp_rule_find(o->cell[SEVERITY_RULE]);
	if (out->rule == NULL)
		return tpi_overlay_bad(o, o->cell[SEVERITY_RULE], TP_ERR_NOTFOUND,
		    "there is no such rule");
	for (out->severity = 0; words[out->severity] != NULL; out->severity++)
		if (strcmp(words[out->severity], o->cell[SEVERITY_SEVERITY]) == 0)
			return true;
	return tpi_overlay_bad(o, o->cell[SEVERITY_SEVERITY], TP_ERR_SYNTAX,
	    "a severity is off, note, warning or error");
}

/* A rule has one row; seen holds those of this overlay. */
static bool
is_new(tpi_overlay *o, const tp_rule *rule, const tp_rule **seen, size_t *count)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (seen[i] == rule)
			return tpi_overlay_bad(o, o->cell[SEVERITY_RULE], TP_ERR_SYNTAX,
			    "the rule has a row already");
	seen[(*count)++] = rule;
	return true;
}

void
tpi_overlay_severities(tpi_overlay *o)
{
	size_t at, rows = tpi_overlay_count(o, TPI_TABLE_SEVERITY), seen_count = 0;
	size_t room = o->next->judged_count + (rows < tp_rule_count() ? rows : tp_rule_count());
	tpi_judged *list, judged;
	const tp_rule **seen;

	if (rows == 0)
		return;
	list = tpi_overlay_alloc(o, room, sizeof *list);
	seen = tpi_overlay_alloc(o, tp_rule_count(), sizeof *seen);
	if (list == NULL || seen == NULL)
		return;
	if (o->next->judged_count != 0)
		memcpy(list, o->next->judged, o->next->judged_count * sizeof *list);
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_SEVERITY, &at);) {
		if (!read_severity(o, &judged) ||
		    !is_new(o, judged.rule, seen, &seen_count))
			continue;
		if (tpi_profile_severity(o->under, judged.rule) == judged.severity)
			tpi_overlay_warn(o, o->cell[SEVERITY_RULE],
			    "changes nothing: that is its severity");
		put_judged(list, &o->next->judged_count, &judged);
	}
	o->next->judged = list;
}

/* ---- all of it ------------------------------------------------------------------------ */

/* Whether a row of the profile has the list. */
static bool
is_list_used(const tp_profile *p, const char *name)
{
	size_t n = strlen(name), i;
	const char *at;
	int type;

	for (type = 1; type < TPI_TYPES; type++)
		for (i = 0; i < p->types[type].count; i++)
			for (at = p->types[type].rows[i]->list; *at != '\0';
			    at += strcspn(at, "|"), at += *at == '|')
				if (strncmp(at, name, n) == 0 && (at[n] == '|' || at[n] == '\0'))
					return true;
	return false;
}

static void
look_at_lists(tpi_overlay *o)
{
	size_t at;

	for (at = 0; o->note != NULL && tpi_overlay_row(o, TPI_TABLE_LISTS, &at);)
		if (tp_profile_list(o->under, o->cell[0]) == NULL &&
		    !is_list_used(o->next, o->cell[0]))
			tpi_overlay_warn(o, o->cell[0], "no field has the list");
}

/*
 * What a table names stands in those before it: lists before fields, names
 * and fields before what the types of transaction hold.
 */
static void
read_tables(tpi_overlay *o)
{
	static void (*const tables[])(tpi_overlay *o) = {
		tpi_overlay_header, tpi_overlay_lists, tpi_overlay_fields, tpi_overlay_tots,
		tpi_overlay_occurrences, tpi_overlay_counts, tpi_overlay_severities, look_at_lists,
		tpi_overlay_forbid, tpi_overlay_compile,
	};
	size_t i;

	for (i = 0; i < sizeof tables / sizeof tables[0] && !o->over; i++)
		tables[i](o);
}

/* Fill *next with the profile under the overlay, in memory of its own; the status. */
static tp_status
lay(tpi_overlay *o, tp_profile *next, const char *text, size_t len)
{
	*next = *o->under;
	o->next = next;
	tpi_arena_init(&next->arena, &o->under->arena.mem, TPI_OVERLAY_ARENA);
	tpi_arena_init(&next->compiled, &o->under->arena.mem, 0);
	next->program = NULL;
	(void)tpi_overlay_split(o, text, len);
	if (!o->over)
		read_tables(o);
	return o->status;
}

static void
drop(tp_profile *next)
{
	tpi_arena_free(&next->arena);
	tpi_arena_free(&next->compiled);
}

static tp_status
check_arguments(const tp_profile *profile, const char *text, size_t len, tp_diag *diag)
{
	tp_diag_init(diag);
	if (profile == NULL || (text == NULL && len != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "an overlay needs a profile and a text");
	return TP_OK;
}

tp_status
tp_profile_overlay(tp_profile *profile, const char *text, size_t len, tp_diag *diag)
{
	tpi_overlay o = { .under = profile, .diag = diag };
	tp_status status = check_arguments(profile, text, len, diag);
	tp_profile next;

	if (status != TP_OK)
		return status;
	status = lay(&o, &next, text, len);
	if (status != TP_OK) {
		drop(&next);
		return status;
	}
	tpi_arena_free(&profile->compiled);
	next.arena.limit = 0;
	tpi_arena_join(&next.arena, &profile->arena);
	*profile = next;
	return TP_OK;
}

static void
ignore(void *ctx, const tp_overlay_note *note)
{
	(void)ctx;
	(void)note;
}

tp_status
tp_profile_lint(const tp_profile *profile, const char *text, size_t len,
    tp_overlay_note_fn note, void *ctx, tp_diag *diag)
{
	tpi_overlay o = { .under = profile, .diag = diag,
		.note = note != NULL ? note : ignore, .ctx = ctx };
	tp_status status = check_arguments(profile, text, len, diag);
	tp_profile next;

	if (status != TP_OK)
		return status;
	status = lay(&o, &next, text, len);
	drop(&next);
	return status;
}
