/* SPDX-License-Identifier: MIT */
/* Tools: check: the causes of findings: one rule at one field, counted by places and files. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "check.h"

static size_t
hash_of(const char *id, uint32_t type, uint32_t field, uint32_t item)
{
	size_t h = 2166136261u;

	for (; *id != '\0'; id++)
		h = (h ^ (unsigned char)*id) * 16777619u;
	h = (h ^ type) * 16777619u;
	h = (h ^ field) * 16777619u;
	return (h ^ item) * 16777619u;
}

static bool
is_of(const cause *c, const tp_rule *rule, int severity, const tp_path *at)
{
	return c->rule == rule && c->severity == severity && c->type == at->type &&
	    c->field == at->field && c->item == at->item;
}

/* Its slot, or the empty one where it would go. */
static cause *
slot_of(const causes *all, const tp_rule *rule, int severity, const tp_path *at)
{
	size_t i = hash_of(rule->id, at->type, at->field, at->item) & (all->capacity - 1);

	while (all->slots[i].rule != NULL && !is_of(&all->slots[i], rule, severity, at))
		i = (i + 1) & (all->capacity - 1);
	return &all->slots[i];
}

static void
grow(causes *all)
{
	causes more = { .capacity = all->capacity != 0 ? 2 * all->capacity : 16,
		.count = all->count, .places = all->places };
	size_t i;

	more.slots = diag_must(calloc(more.capacity, sizeof *more.slots));
	for (i = 0; i < all->capacity; i++) {
		const cause *c = &all->slots[i];
		tp_path at = { .type = c->type, .field = c->field, .item = c->item };

		if (c->rule != NULL)
			*slot_of(&more, c->rule, c->severity, &at) = *c;
	}
	free(all->slots);
	*all = more;
}

cause *
causes_of(causes *all, const tp_rule *rule, int severity, const tp_path *at)
{
	cause *c;

	if (all->count * 2 >= all->capacity)
		grow(all);
	c = slot_of(all, rule, severity, at);
	if (c->rule == NULL) {
		c->rule = rule;
		c->severity = severity;
		c->type = at->type;
		c->field = at->field;
		c->item = at->item;
		all->count++;
	}
	return c;
}

void
causes_merge(causes *all, causes *of_file)
{
	size_t i;

	for (i = 0; i < of_file->capacity; i++) {
		cause *from = &of_file->slots[i], *to;
		tp_path at = { .type = from->type, .field = from->field, .item = from->item };

		if (from->rule == NULL)
			continue;
		to = causes_of(all, from->rule, from->severity, &at);
		to->places += from->places;
		to->files++;
		all->places += from->places;
		if (to->first == NULL) {
			to->first = from->first;
			from->first = NULL;
		}
	}
}

static int
compare(const void *a, const void *b)
{
	const cause *x = *(cause *const *)a, *y = *(cause *const *)b;
	int by_id;

	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->places != y->places)
		return x->places > y->places ? -1 : 1;
	by_id = strcmp(x->rule->id, y->rule->id);
	if (by_id != 0)
		return by_id;
	if (x->type != y->type)
		return x->type < y->type ? -1 : 1;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

cause **
causes_sorted(const causes *all)
{
	cause **sorted = diag_must(calloc(all->count + 1, sizeof *sorted));
	size_t i, n = 0;

	for (i = 0; i < all->capacity; i++)
		if (all->slots[i].rule != NULL)
			sorted[n++] = &all->slots[i];
	qsort(sorted, n, sizeof *sorted, compare);
	return sorted;
}

void
causes_free(causes *all)
{
	size_t i;

	for (i = 0; i < all->capacity; i++)
		free(all->slots[i].first);
	free(all->slots);
	memset(all, 0, sizeof *all);
}
