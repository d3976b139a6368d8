/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the tables lists and codes of an overlay. A list whose row
 * states open or closed has the overlay's codes and no others; one without
 * keeps its codes, and those of the overlay come to them.
 */

#include <string.h>

#include "overlay.h"
#include "tables.h"

#define NAME_SIZE 64u /* program.c takes names apart in as much */

enum { LIST_NAME, LIST_STATE, LIST_TITLE, LIST_REVISION };
enum { CODE_LIST, CODE_CODE, CODE_MEANING, CODE_SINCE, CODE_UNTIL };

typedef struct list_row {
	const char *name;
	const char *state;
	const char *title;
	const char *revision;
	const tpi_line *line;
} list_row;

typedef struct code_row {
	const char *list;
	tp_code code;
	const tpi_line *line;
} code_row;

typedef struct rows {
	list_row *lists;
	size_t list_count;
	code_row *codes;
	size_t code_count;
} rows;

/* ---- reading ---------------------------------------------------------------- */

static bool
check_name(tpi_overlay *o, const char *name)
{
	size_t i;

	for (i = 0; name[i] != '\0'; i++)
		if (!((name[i] >= 'A' && name[i] <= 'Z') || (name[i] >= '0' && name[i] <= '9') ||
		    name[i] == '-'))
			break;
	if (i == 0 || i >= NAME_SIZE || name[i] != '\0')
		return tpi_overlay_bad(o, name, TP_ERR_SYNTAX,
		    "a list's name is of capital letters, digits and hyphens");
	return true;
}

static bool
read_list(tpi_overlay *o, list_row *out)
{
	static const char *const states[] = { "", "open", "closed", NULL };

	if (!check_name(o, o->cell[LIST_NAME]))
		return false;
	if (!tpi_cell_is_word(o->cell[LIST_STATE], states))
		return tpi_overlay_bad(o, o->cell[LIST_STATE], TP_ERR_SYNTAX,
		    "a list is open or closed, or nothing to extend one");
	if (o->cell[LIST_STATE][0] == '\0' &&
	    tp_profile_list(o->under, o->cell[LIST_NAME]) == NULL)
		return tpi_overlay_bad(o, o->cell[LIST_NAME], TP_ERR_NOTFOUND,
		    "there is no such list to extend");
	if (o->cell[LIST_STATE][0] != '\0' && o->cell[LIST_TITLE][0] == '\0')
		return tpi_overlay_bad(o, o->cell[LIST_TITLE], TP_ERR_SYNTAX,
		    "a list without title");
	out->name = o->cell[LIST_NAME];
	out->state = o->cell[LIST_STATE];
	out->title = o->cell[LIST_TITLE];
	out->revision = o->cell[LIST_REVISION];
	out->line = o->line;
	return true;
}

static bool
read_code(tpi_overlay *o, code_row *out)
{
	if (!check_name(o, o->cell[CODE_LIST]))
		return false;
	if (o->cell[CODE_CODE][0] == '\0')
		return tpi_overlay_bad(o, o->cell[CODE_CODE], TP_ERR_SYNTAX, "a row without code");
	out->list = o->cell[CODE_LIST];
	out->code.code = o->cell[CODE_CODE];
	out->code.meaning = o->cell[CODE_MEANING];
	out->line = o->line;
	return tpi_cell_editions(o, CODE_SINCE, CODE_UNTIL, &out->code.since, &out->code.until);
}

static bool
list_before(const void *a, const void *b)
{
	const list_row *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order < 0 : x->line->number < y->line->number;
}

static bool
code_before(const void *a, const void *b)
{
	const code_row *x = a, *y = b;
	int order = strcmp(x->list, y->list);

	if (order == 0)
		order = strcmp(x->code.code, y->code.code);
	return order != 0 ? order < 0 : x->line->number < y->line->number;
}

/* A second row with the key of the one before it in order is one too many. */
static void
refuse_twins(tpi_overlay *o, const rows *r)
{
	size_t i;

	for (i = 1; i < r->list_count && !o->over; i++)
		if (strcmp(r->lists[i - 1].name, r->lists[i].name) == 0) {
			tpi_overlay_take(o, r->lists[i].line);
			(void)tpi_overlay_bad(o, o->cell[LIST_NAME], TP_ERR_SYNTAX,
			    "the list has a row already, in line %lu",
			    (unsigned long)r->lists[i - 1].line->number);
		}
	for (i = 1; i < r->code_count && !o->over; i++)
		if (strcmp(r->codes[i - 1].list, r->codes[i].list) == 0 &&
		    strcmp(r->codes[i - 1].code.code, r->codes[i].code.code) == 0) {
			tpi_overlay_take(o, r->codes[i].line);
			(void)tpi_overlay_bad(o, o->cell[CODE_CODE], TP_ERR_SYNTAX,
			    "the code has a row already, in line %lu",
			    (unsigned long)r->codes[i - 1].line->number);
		}
}

static bool
read_rows(tpi_overlay *o, rows *r)
{
	size_t at;

	memset(r, 0, sizeof *r);
	r->lists = tpi_overlay_alloc(o, tpi_overlay_count(o, TPI_TABLE_LISTS), sizeof *r->lists);
	r->codes = tpi_overlay_alloc(o, tpi_overlay_count(o, TPI_TABLE_CODES), sizeof *r->codes);
	if (r->lists == NULL || r->codes == NULL)
		return false;
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_LISTS, &at);)
		r->list_count += read_list(o, &r->lists[r->list_count]);
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_CODES, &at);)
		r->code_count += read_code(o, &r->codes[r->code_count]);
	tpi_sort(r->lists, r->list_count, sizeof *r->lists, list_before);
	tpi_sort(r->codes, r->code_count, sizeof *r->codes, code_before);
	refuse_twins(o, r);
	return !o->over;
}

/* ---- a list of the next profile ------------------------------------------------ */

/* The rows that speak of one list. */
typedef struct group {
	const char *name;
	const list_row *row; /* NULL: it is only extended */
	const code_row *codes;
	size_t count;
} group;

static bool
is_same_code(const tp_code *a, const tp_code *b)
{
	return strcmp(a->meaning, b->meaning) == 0 && a->since == b->since &&
	    a->until == b->until;
}

/* The codes of both, sorted; of two that are the same that of the overlay. */
static void
merge_codes(tpi_overlay *o, const tp_code_list *base, const group *g, tp_code *out, size_t *count)
{
	size_t i = 0, k = 0, n = base != NULL ? base->count : 0;

	for (*count = 0; i < n || k < g->count;) {
		int order = i == n ? 1 : k == g->count ? -1
		    : strcmp(base->codes[i].code, g->codes[k].code.code);

		if (order < 0) {
			out[(*count)++] = base->codes[i++];
			continue;
		}
		if (order == 0 && is_same_code(&base->codes[i], &g->codes[k].code)) {
			tpi_overlay_take(o, g->codes[k].line);
			tpi_overlay_warn(o, o->cell[CODE_CODE],
			    "changes nothing: the list has the code");
		}
		i += order == 0;
		out[(*count)++] = g->codes[k++].code;
	}
}

/* Numbers without leading zeros, all of them. */
static bool
is_numeric(const tp_code *codes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const char *c = codes[i].code;

		if (c[strspn(c, "0123456789")] != '\0' || (c[0] == '0' && c[1] != '\0'))
			return false;
	}
	return true;
}

static bool
is_whole(tpi_overlay *o, const group *g, const tp_code_list *base, bool alone)
{
	if (base == NULL && !alone)
		return tpi_overlay_bad(o, o->cell[0], TP_ERR_NOTFOUND, "unknown code list");
	if (alone && g->count == 0)
		return tpi_overlay_bad(o, o->cell[0], TP_ERR_SYNTAX, "the list has no codes");
	return true;
}

/* The list that the group makes; NULL after telling why not. */
static const tp_code_list *
make_list(tpi_overlay *o, const group *g)
{
	const tp_code_list *base = tp_profile_list(o->under, g->name);
	bool alone = g->row != NULL && g->row->state[0] != '\0';
	tp_code_list *list;
	tp_code *codes;

	tpi_overlay_take(o, g->row != NULL ? g->row->line : g->codes[0].line);
	if (!is_whole(o, g, base, alone))
		return NULL;
	list = tpi_overlay_alloc(o, 1, sizeof *list);
	codes = tpi_overlay_alloc(o, g->count + (alone ? 0 : base->count), sizeof *codes);
	if (list == NULL || codes == NULL)
		return NULL;
	if (base != NULL)
		*list = *base;
	list->name = g->name;
	list->codes = codes;
	list->revision = g->row != NULL ? g->row->revision : "";
	if (alone)
		list->closed = strcmp(g->row->state, "closed") == 0;
	if (g->row != NULL && g->row->title[0] != '\0')
		list->title = g->row->title;
	merge_codes(o, alone ? NULL : base, g, codes, &list->count);
	list->numeric = is_numeric(codes, list->count);
	return list;
}

/* The next group of rows, by name; false at the end. */
static bool
next_group(const rows *r, size_t *list, size_t *code, group *g)
{
	const char *a = *list < r->list_count ? r->lists[*list].name : NULL;
	const char *b = *code < r->code_count ? r->codes[*code].list : NULL;

	if (a == NULL && b == NULL)
		return false;
	memset(g, 0, sizeof *g);
	g->name = b == NULL || (a != NULL && strcmp(a, b) <= 0) ? a : b;
	if (g->name == a)
		g->row = &r->lists[(*list)++];
	g->codes = &r->codes[*code];
	for (; *code < r->code_count && strcmp(r->codes[*code].list, g->name) == 0; ++*code)
		g->count++;
	return true;
}

/* Put the list among those of the next profile, in place of one of its name. */
static void
put_list(tp_profile *next, const tp_code_list *list)
{
	size_t i = next->list_count;

	while (i > 0 && strcmp(next->lists[i - 1]->name, list->name) > 0)
		i--;
	if (i > 0 && strcmp(next->lists[i - 1]->name, list->name) == 0) {
		next->lists[i - 1] = list;
		return;
	}
	memmove(&next->lists[i + 1], &next->lists[i],
	    (next->list_count - i) * sizeof *next->lists);
	next->lists[i] = list;
	next->list_count++;
}

void
tpi_overlay_lists(tpi_overlay *o)
{
	size_t list = 0, code = 0, room;
	const tp_code_list **lists;
	rows r;
	group g;

	if (!read_rows(o, &r) || r.list_count + r.code_count == 0)
		return;
	room = o->next->list_count + r.list_count;
	lists = tpi_overlay_alloc(o, room, sizeof *lists);
	if (lists == NULL)
		return;
	memcpy(lists, o->next->lists, o->next->list_count * sizeof *lists);
	o->next->lists = lists;
	while (!o->over && next_group(&r, &list, &code, &g)) {
		const tp_code_list *made = make_list(o, &g);

		if (made != NULL)
			put_list(o->next, made);
	}
}
