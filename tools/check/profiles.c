/* SPDX-License-Identifier: MIT */
/* Tools: check: the profiles that files ask for, each made once with the overlays over it. */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/profile-files.h"
#include "check.h"

typedef struct entry {
	char *name;
	tp_profile *profile; /* NULL: it cannot be had */
	int result;
} entry;

struct check_profiles {
	const check_job *job;
	pthread_mutex_t lock;
	entry *entries;
	size_t count;
};

check_profiles *
check_profiles_new(const check_job *job)
{
	check_profiles *all = diag_must(calloc(1, sizeof *all));

	all->job = job;
	(void)pthread_mutex_init(&all->lock, NULL);
	return all;
}

void
check_profiles_free(check_profiles *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		free(all->entries[i].name);
		tp_profile_free(all->entries[i].profile);
	}
	free(all->entries);
	(void)pthread_mutex_destroy(&all->lock);
	free(all);
}

static const entry *
entry_of(check_profiles *all, const char *name)
{
	entry *e;
	size_t i;

	for (i = 0; i < all->count; i++)
		if (strcmp(all->entries[i].name, name) == 0)
			return &all->entries[i];
	all->entries = diag_must(realloc(all->entries, (all->count + 1) * sizeof *all->entries));
	e = &all->entries[all->count++];
	e->name = diag_must(strdup(name));
	e->profile = NULL;
	e->result = profile_open(name, &all->job->overlays, &e->profile);
	return e;
}

const tp_profile *
check_profile_of(check_profiles *all, const char *name, int *result)
{
	const tp_profile *profile;
	const entry *e;

	(void)pthread_mutex_lock(&all->lock);
	e = entry_of(all, name);
	profile = e->profile;
	*result = e->result;
	(void)pthread_mutex_unlock(&all->lock);
	return profile;
}
