/* SPDX-License-Identifier: MIT */
/* Tools: tenprint profile list: the built-in profiles. */

#include <stdio.h>

#include "profile.h"

static size_t
count_rows(const tp_profile *p)
{
	const tp_field_def *const *rows;
	size_t n = 0;
	int type;

	for (type = 1; type < 100; type++)
		n += tp_profile_rows(p, type, &rows);
	return n;
}

static size_t
count_tots(const tp_profile *p)
{
	size_t n = 0;

	while (tp_profile_tot_at(p, n, NULL) != NULL)
		n++;
	return n;
}

static int
list_one(profile_job *job, const tp_profile_info *info, json_t *list)
{
	static const file_list none = { NULL, 0, 0 };
	json_t *object;
	tp_profile *p;
	int result = profile_open(info->name, &none, &p);

	if (result != TOOL_DONE)
		return result;
	if (list == NULL)
		(void)fprintf(job->to, "%-10s %-34s %4zu rows, %3zu types of transaction\n",
		    info->name, info->title, count_rows(p), count_tots(p));
	else {
		object = json_new_object();
		json_put_text(object, "profile", info->name);
		json_put_text(object, "title", info->title);
		json_put_number(object, "edition", info->edition);
		json_put_number(object, "ebts", info->ebts);
		json_put_number(object, "rows", count_rows(p));
		json_put_number(object, "tots", count_tots(p));
		json_add(list, object);
	}
	tp_profile_free(p);
	return TOOL_DONE;
}

int
profile_list(profile_job *job)
{
	json_t *top, *list = job->json ? json_new_array() : NULL;
	int result = TOOL_DONE;
	size_t i;

	for (i = 0; i < tp_profile_builtin_count() && result == TOOL_DONE; i++)
		result = list_one(job, tp_profile_builtin_at(i), list);
	if (list != NULL) {
		top = json_new_object();
		json_put_text(top, "schema", "tenprint/profile-list/1");
		json_put(top, "profiles", list);
		json_print(top, job->to);
	}
	return result;
}
