/* SPDX-License-Identifier: MIT */
/* Dict layer: types of transaction, how often they hold a field, and the FBI's messages. */

#include <string.h>

#include "tables.h"

size_t
tp_tot_count(void)
{
	return tpi_tot_count;
}

const tp_tot_def *
tp_tot_at(size_t index)
{
	return index < tpi_tot_count ? &tpi_tots[index] : NULL;
}

const tp_tot_def *
tp_tot_find(const char *tot)
{
	size_t low = 0, high = tpi_tot_count;

	while (tot != NULL && low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(tpi_tots[mid].tot, tot);

		if (order == 0)
			return &tpi_tots[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The edition whose table holds: the newest that is not after the one asked for, or the oldest. */
static uint32_t
table_edition(uint32_t edition)
{
	size_t low = 0, high = tpi_tot_rule_count;

	if (edition < 700)
		return tpi_tot_rules[tpi_tot_rule_count - 1].edition;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (tpi_tot_rules[mid].edition <= edition)
			low = mid + 1;
		else
			high = mid;
	}
	return tpi_tot_rules[low != 0 ? low - 1 : 0].edition;
}

static int
compare(const tp_tot_rule *rule, uint32_t edition, const char *tot, uint32_t field)
{
	int order;

	if (rule->edition != edition)
		return rule->edition < edition ? -1 : 1;
	order = strcmp(rule->tot, tot);
	if (order != 0)
		return order;
	if (rule->field != field)
		return rule->field < field ? -1 : 1;
	return 0;
}

static size_t
lower_bound(uint32_t edition, const char *tot, uint32_t field)
{
	size_t low = 0, high = tpi_tot_rule_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(&tpi_tot_rules[mid], edition, tot, field) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const tp_tot_rule *
find_rule(uint32_t edition, const char *tot, uint32_t field)
{
	size_t at = lower_bound(edition, tot, field);

	if (at >= tpi_tot_rule_count || compare(&tpi_tot_rules[at], edition, tot, field) != 0)
		return NULL;
	return &tpi_tot_rules[at];
}

const tp_tot_rule *
tp_tot_rule_find(const char *tot, uint32_t field, uint32_t edition)
{
	const tp_tot_rule *rule;
	const tp_tot_rule *own;

	if (tot == NULL || tpi_tot_rule_count == 0)
		return NULL;
	edition = table_edition(edition);
	rule = find_rule(edition, tot, field);
	if (rule != NULL || tp_tot_rules(tot, edition, &own) == 0)
		return rule;
	return find_rule(edition, "*", field);
}

size_t
tp_tot_rules(const char *tot, uint32_t edition, const tp_tot_rule **first)
{
	size_t begin, end;

	*first = NULL;
	if (tot == NULL || tpi_tot_rule_count == 0)
		return 0;
	edition = table_edition(edition);
	begin = end = lower_bound(edition, tot, 0);
	while (end < tpi_tot_rule_count && tpi_tot_rules[end].edition == edition &&
	    strcmp(tpi_tot_rules[end].tot, tot) == 0)
		end++;
	if (end > begin)
		*first = &tpi_tot_rules[begin];
	return end - begin;
}

size_t
tp_fbi_message_count(void)
{
	return tpi_message_count;
}

const tp_fbi_message *
tp_fbi_message_at(size_t index)
{
	return index < tpi_message_count ? &tpi_messages[index] : NULL;
}

const tp_fbi_message *
tp_fbi_message_find(const char *code, size_t len)
{
	size_t low = 0, high = tpi_message_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = tpi_name_order(tpi_messages[mid].code, code, len);

		if (order == 0)
			return &tpi_messages[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
