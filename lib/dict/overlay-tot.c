/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the tables of an overlay that name types of transaction: tots
 * adds some, aliases gives others further names.
 */

#include <string.h>

#include "overlay.h"

enum { TOT_TOT, TOT_NAME, TOT_GROUP, TOT_ROLE, TOT_RESPONSE, TOT_ERROR, TOT_SINCE, TOT_UNTIL };
enum { ALIAS_ALIAS, ALIAS_TOT };

typedef struct name_row {
	tpi_tot_name name;
	const tpi_line *line;
} name_row;

static bool
name_before(const void *a, const void *b)
{
	const name_row *x = a, *y = b;
	int order = strcmp(x->name.name, y->name.name);

	return order != 0 ? order < 0 : x->line->number < y->line->number;
}

static bool
read_tot(tpi_overlay *o, name_row *out)
{
	static const char *const roles[] = { "request", "response", "error", "notification",
		NULL };
	tp_tot_def *def;
	uint32_t since, until;

	if (!tpi_cell_tot(o, TOT_TOT) ||
	    !tpi_cell_editions(o, TOT_SINCE, TOT_UNTIL, &since, &until))
		return false;
	if (o->cell[TOT_NAME][0] == '\0' || o->cell[TOT_GROUP][0] == '\0')
		return tpi_overlay_bad(o, o->cell[o->cell[TOT_NAME][0] == '\0' ? TOT_NAME : TOT_GROUP],
		    TP_ERR_SYNTAX, "a type of transaction without name or group");
	if (!tpi_cell_is_word(o->cell[TOT_ROLE], roles))
		return tpi_overlay_bad(o, o->cell[TOT_ROLE], TP_ERR_SYNTAX,
		    "a role is request, response, error or notification");
	if (!tpi_overlay_applies(o, since, until))
		return false;
	def = tpi_overlay_alloc(o, 1, sizeof *def);
	if (def == NULL)
		return false;
	def->tot = out->name.name = o->cell[TOT_TOT];
	def->name = o->cell[TOT_NAME];
	def->group = o->cell[TOT_GROUP];
	def->role = o->cell[TOT_ROLE];
	def->response = o->cell[TOT_RESPONSE];
	def->error = o->cell[TOT_ERROR];
	def->since = since;
	def->until = until;
	out->name.def = def;
	out->line = o->line;
	return true;
}

/* The type that it stands for is looked up when all are there. */
static bool
read_alias(tpi_overlay *o, name_row *out)
{
	if (!tpi_cell_tot(o, ALIAS_ALIAS) || !tpi_cell_tot(o, ALIAS_TOT))
		return false;
	out->name.name = o->cell[ALIAS_ALIAS];
	out->name.def = NULL;
	out->line = o->line;
	return true;
}

/* Without rows of the same name, which are refused, and those that hide one told. */
static void
sift_names(tpi_overlay *o, name_row *names, size_t *count)
{
	size_t i, n = 0;

	tpi_sort(names, *count, sizeof *names, name_before);
	for (i = 0; i < *count && !o->over; i++) {
		tpi_overlay_take(o, names[i].line);
		if (n != 0 && strcmp(names[n - 1].name.name, names[i].name.name) == 0) {
			(void)tpi_overlay_bad(o, o->cell[0], TP_ERR_SYNTAX,
			    "the name has a row already, in line %lu",
			    (unsigned long)names[n - 1].line->number);
			continue;
		}
		if (tpi_tot_named(o->under, o->cell[0], strlen(o->cell[0])) != NULL)
			tpi_overlay_warn(o, o->cell[0],
			    "hides the type of transaction that the profile has by that name");
		names[n++] = names[i];
	}
	*count = n;
}

static void
merge_names(tpi_overlay *o, const name_row *names, size_t count)
{
	const tpi_tot_name *base = o->next->tots;
	size_t i = 0, k = 0, n = 0, base_count = o->next->tot_count;
	tpi_tot_name *made = tpi_overlay_alloc(o, base_count + count, sizeof *made);

	if (made == NULL)
		return;
	while (i < base_count || k < count) {
		int order = i == base_count ? 1 : k == count ? -1
		    : strcmp(base[i].name, names[k].name.name);

		if (order < 0) {
			made[n++] = base[i++];
			continue;
		}
		i += order == 0;
		made[n++] = names[k++].name;
	}
	o->next->tots = made;
	o->next->tot_count = n;
}

/* What an alias stands for; the target may be hidden by the alias itself. */
static const tp_tot_def *
target_of(const tpi_overlay *o, const char *alias, const char *tot)
{
	const tp_profile *in = strcmp(alias, tot) == 0 ? o->under : o->next;

	return tp_profile_tot(in, tot, strlen(tot));
}

static const tp_tot_def nothing = { "", "", "", "", "", "", 0, 0 };

static void
resolve_aliases(tpi_overlay *o, name_row *names, size_t count)
{
	size_t i;

	for (i = 0; i < count && !o->over; i++) {
		if (names[i].name.def != NULL)
			continue;
		tpi_overlay_take(o, names[i].line);
		names[i].name.def = target_of(o, o->cell[ALIAS_ALIAS], o->cell[ALIAS_TOT]);
		if (names[i].name.def == NULL) {
			names[i].name.def = &nothing; /* lint goes on */
			(void)tpi_overlay_bad(o, o->cell[ALIAS_TOT], TP_ERR_NOTFOUND,
			    "the profile has no such type of transaction");
		}
	}
}

/* Each of "SRE ERRT" is a type of the profile. */
static void
check_answers(tpi_overlay *o, size_t cell)
{
	const char *at = o->cell[cell];
	size_t n;

	for (; *at != '\0'; at += n + (at[n] == ' ')) {
		n = strcspn(at, " ");
		if (n == 0 || tpi_tot_named(o->next, at, n) == NULL) {
			(void)tpi_overlay_bad(o, at, TP_ERR_NOTFOUND,
			    "the profile has no such type of transaction");
			return;
		}
	}
}

void
tpi_overlay_tots(tpi_overlay *o)
{
	size_t at, i, count = 0, tots = tpi_overlay_count(o, TPI_TABLE_TOTS);
	size_t room = tots + tpi_overlay_count(o, TPI_TABLE_ALIASES);
	name_row *names;

	if (room == 0)
		return;
	names = tpi_overlay_alloc(o, room, sizeof *names);
	if (names == NULL)
		return;
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_TOTS, &at);)
		count += read_tot(o, &names[count]);
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_ALIASES, &at);)
		count += read_alias(o, &names[count]);
	sift_names(o, names, &count);
	merge_names(o, names, count); /* aliases find the types of this overlay, too */
	resolve_aliases(o, names, count);
	merge_names(o, names, count);
	for (i = 0; i < count && !o->over; i++) {
		tpi_overlay_take(o, names[i].line);
		if (o->line->table == TPI_TABLE_TOTS) {
			check_answers(o, TOT_RESPONSE);
			check_answers(o, TOT_ERROR);
		}
	}
}
