/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: spool folders: their files' names, and renames from one folder to the next. */

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "spool.h"

static int
cannot(const char *path, const char *what)
{
	diag_say(path, "error", "spool", "cannot %s: %s", what, strerror(errno));
	return TOOL_FAULT;
}

static bool
make_folder(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* ---- names ----------------------------------------------------------------------- */

/* new: ID.DUE.FROM; cur: SEQ.ID.TAKEN.FROM. What people put there has any other name. */
static void
parse_name(spool_parcel *p, const char *name, bool taken)
{
	unsigned long long id, seq = 0;
	long long at;
	int from, end = 0;

	(void)snprintf(p->file, sizeof p->file, "%.127s", name);
	if (taken && sscanf(name, "%llu.%16llx.%lld.%d%n", &seq, &id, &at, &from, &end) == 4 &&
	    name[end] == '\0') {
		p->seq = seq;
		p->taken = at;
	} else if (!taken && sscanf(name, "%16llx.%lld.%d%n", &id, &at, &from, &end) == 3 &&
	    name[end] == '\0')
		p->due = at;
	else {
		id = hash_bytes(name, strlen(name));
		from = p->to == TP_SYSTEM_SIB ? TP_SYSTEM_LEA : 0;
	}
	p->id = id;
	p->from = from;
}

char *
spool_path(const spool *s, const spool_parcel *p, bool taken)
{
	char leaf[200];

	(void)snprintf(leaf, sizeof leaf, "%s-%s/%s/%s", p->system, p->address,
	    taken ? "cur" : "new", p->file);
	return path_join(s->dir, leaf);
}

/* ---- reading ---------------------------------------------------------------------- */

static void
add(spool_list *list, const spool_parcel *p)
{
	if (list->count == list->room) {
		list->room = list->room != 0 ? 2 * list->room : 16;
		list->at = diag_must(realloc(list->at, list->room * sizeof *list->at));
	}
	list->at[list->count++] = *p;
}

void
spool_list_free(spool_list *list)
{
	free(list->at);
	memset(list, 0, sizeof *list);
}

/* "SIB-CDSIB0000"; false for a folder that is none of ours. */
static bool
parse_folder(const char *name, spool_parcel *p)
{
	const char *dash = strchr(name, '-');
	int system;

	memset(p, 0, sizeof *p);
	if (dash == NULL || (size_t)(dash - name) >= sizeof p->system ||
	    dash[1] == '\0' || strlen(dash + 1) >= sizeof p->address)
		return false;
	memcpy(p->system, name, (size_t)(dash - name));
	(void)snprintf(p->address, sizeof p->address, "%.39s", dash + 1);
	for (system = 1; system <= TP_SYSTEMS; system++)
		if (strcmp(tp_system_name(system), p->system) == 0)
			p->to = system;
	return p->to != 0;
}

static int
read_folder(spool *s, const char *folder, bool taken, spool_list *out)
{
	char leaf[80];
	spool_parcel p;
	struct dirent *entry;
	char *path;
	DIR *dir;

	if (!parse_folder(folder, &p))
		return TOOL_DONE;
	(void)snprintf(leaf, sizeof leaf, "%.60s/%s", folder, taken ? "cur" : "new");
	path = path_join(s->dir, leaf);
	dir = opendir(path);
	free(path);
	if (dir == NULL)
		return TOOL_DONE; /* nothing was put there yet */
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.' || strlen(entry->d_name) >= sizeof p.file)
			continue;
		parse_name(&p, entry->d_name, taken);
		map_put(&s->ids, &p.id, sizeof p.id, 1);
		if (taken && p.seq > s->seq)
			s->seq = p.seq;
		add(out, &p);
	}
	(void)closedir(dir);
	return TOOL_DONE;
}

static int
by_due(const void *a, const void *b)
{
	const spool_parcel *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int
by_seq(const void *a, const void *b)
{
	const spool_parcel *x = a, *y = b;

	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

int
spool_read(spool *s, bool taken, spool_list *out)
{
	struct dirent *entry;
	int result = TOOL_DONE;
	DIR *dir = opendir(s->dir);

	memset(out, 0, sizeof *out);
	if (dir == NULL)
		return cannot(s->dir, "read the spool");
	while (result == TOOL_DONE && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			result = read_folder(s, entry->d_name, taken, out);
	(void)closedir(dir);
	if (out->count != 0)
		qsort(out->at, out->count, sizeof *out->at, taken ? by_seq : by_due);
	return result;
}

/* ---- writing ----------------------------------------------------------------------- */

/* DIR/SYSTEM-ADDRESS with its three folders; malloc'ed, NULL if they cannot be made. */
static char *
make_folders(const spool *s, const char *system, const tp_str *address)
{
	static const char *const parts[] = { "", "/tmp", "/new", "/cur" };
	char leaf[80];
	char *folder, *part;
	size_t i;

	(void)snprintf(leaf, sizeof leaf, "%s-%.*s", system, (int)address->len, address->ptr);
	folder = path_join(s->dir, leaf);
	for (i = 0; i < 4; i++) {
		size_t size = strlen(folder) + 8;

		part = diag_must(malloc(size));
		(void)snprintf(part, size, "%s%s", folder, parts[i]);
		if (!make_folder(part)) {
			(void)cannot(part, "make the folder");
			free(part);
			free(folder);
			return NULL;
		}
		free(part);
	}
	return folder;
}

/* An address becomes part of a folder's name. */
static bool
good_address(const tp_str *a)
{
	size_t i;

	for (i = 0; i < a->len; i++)
		if (!((a->ptr[i] >= 'A' && a->ptr[i] <= 'Z') || (a->ptr[i] >= '0' && a->ptr[i] <= '9')))
			return false;
	return a->len != 0 && a->len < 40;
}

int
spool_put(spool *s, uint64_t id, const tp_parcel *parcel)
{
	tp_str address = parcel->address;
	char name[80];
	char *folder, *from, *to;
	uint64_t there;
	tp_diag diag;
	int result = TOOL_DONE;

	if (map_get(&s->ids, &id, sizeof id, &there))
		return TOOL_DONE;
	if (address.len == 0)
		tp_str_from("0", &address); /* there is one of its kind */
	folder = good_address(&address)
	    ? make_folders(s, tp_system_name(parcel->to), &address) : NULL;
	if (folder == NULL)
		return TOOL_FAULT;
	(void)snprintf(name, sizeof name, "tmp/%016llx.%lld.%d", (unsigned long long)id,
	    (long long)parcel->after, (int)parcel->from);
	from = path_join(folder, name);
	memcpy(name, "new", 3);
	to = path_join(folder, name);
	if (tp_file_write(from, parcel->bytes.ptr, parcel->bytes.len, &diag) != TP_OK) {
		diag_library(from, "error", &diag);
		result = TOOL_FAULT;
	} else if (rename(from, to) != 0)
		result = cannot(to, "put the message there");
	else
		map_put(&s->ids, &id, sizeof id, 1);
	free(from);
	free(to);
	free(folder);
	return result;
}

int
spool_take(spool *s, const spool_parcel *p, int64_t now)
{
	spool_parcel moved = *p;
	char *from = spool_path(s, p, false), *to;
	tp_str address;
	int result = TOOL_DONE;

	(void)snprintf(moved.file, sizeof moved.file, "%020llu.%016llx.%lld.%d",
	    (unsigned long long)++s->seq, (unsigned long long)p->id, (long long)now, p->from);
	to = spool_path(s, &moved, true);
	tp_str_from(p->address, &address);
	free(make_folders(s, p->system, &address));
	if (rename(from, to) != 0)
		result = cannot(to, "move the message there");
	free(from);
	free(to);
	return result;
}
