/* SPDX-License-Identifier: MIT */
/* Dict layer: the rules that findings name, by id, and which of them a profile has. */

#include <string.h>

#include "profile.h"
#include "tables.h"

size_t
tp_rule_count(void)
{
	return tpi_rule_count;
}

const tp_rule *
tp_rule_at(size_t index)
{
	return index < tpi_rule_count ? &tpi_rules[index] : NULL;
}

const tp_rule *
tp_rule_find(const char *id)
{
	size_t low = 0, high = tpi_rule_count;

	while (id != NULL && low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(tpi_rules[mid].id, id);

		if (order == 0)
			return &tpi_rules[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool
tpi_profile_has_rule(const tp_profile *profile, const tp_rule *rule)
{
	const tp_profile_info *info = &profile->info;
	uint32_t edition;

	if (strcmp(rule->scope, "ebts") == 0 && info->ebts == 0)
		return false;
	edition = rule->since < 700 ? info->edition : info->ebts;
	if (rule->since != 0 && rule->since > edition)
		return false;
	edition = rule->until < 700 ? info->edition : info->ebts;
	return rule->until == 0 || edition <= rule->until;
}

int
tpi_profile_severity(const tp_profile *profile, const tp_rule *rule)
{
	size_t low = 0, high = profile->judged_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(profile->judged[mid].rule->id, rule->id);

		if (order == 0)
			return profile->judged[mid].severity;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return rule->severity;
}

int
tp_profile_severity(const tp_profile *profile, const char *rule)
{
	const tp_rule *found = tp_rule_find(rule);

	if (found == NULL || !tpi_profile_has_rule(profile, found))
		return -1;
	return tpi_profile_severity(profile, found);
}
