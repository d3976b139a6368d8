/* SPDX-License-Identifier: MIT */
/* ITL layer: what another encoding said that no field can hold, kept beside the tree. */

#include <string.h>

#include "tree.h"

tpi_extra *
tpi_extra_add(tp_transaction *t)
{
	tpi_extra *extra = tpi_arena_alloc(&t->arena, sizeof *extra);

	if (extra == NULL)
		return NULL;
	memset(extra, 0, sizeof *extra);
	tp_diag_init(&extra->where);
	if (t->extras_last != NULL)
		t->extras_last->next = extra;
	else
		t->extras = extra;
	t->extras_last = extra;
	t->extra_count++;
	return extra;
}

static bool
move_text(tpi_arena *to, tp_str *text)
{
	if (text->len == 0)
		return true;
	text->ptr = tpi_arena_copy(to, text->ptr, text->len);
	return text->ptr != NULL;
}

bool
tpi_extra_has_record(const tp_transaction *t, const tpi_extra *extra)
{
	return extra->record != NULL && extra->record->index < t->count &&
	    t->records[extra->record->index] == extra->record;
}

size_t
tpi_extras_move(const tp_transaction *t, tpi_arena *to, tp_record **records, tpi_extra **list,
    bool *failed)
{
	const tpi_extra *from;
	tpi_extra **at = list;
	size_t count = 0;

	*list = NULL;
	*failed = false;
	for (from = t->extras; from != NULL && !*failed; from = from->next) {
		tpi_extra *extra;

		if (from->record != NULL && !tpi_extra_has_record(t, from))
			continue;
		extra = tpi_arena_copy(to, from, sizeof *from);
		*failed = extra == NULL || !move_text(to, &extra->name) ||
		    !move_text(to, &extra->text);
		if (*failed)
			break;
		extra->next = NULL;
		if (from->record != NULL)
			extra->record = records[from->record->index];
		*at = extra;
		at = &extra->next;
		count++;
	}
	return count;
}
