/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: spools in folders, as in Maildir: SYSTEM-ADDRESS/tmp, new
 * and cur. A parcel is written in tmp and renamed to new; once it has been
 * taken it is renamed to cur. A parcel's id is made of what caused it, so that
 * a step that is done again after a crash sends nothing twice.
 */
#ifndef TOOL_SANDBOX_SPOOL_H
#define TOOL_SANDBOX_SPOOL_H

#include "sandbox.h"

typedef struct spool_parcel {
	char system[8];     /* "SIB" */
	int to;
	char address[40];
	char file[128];     /* of new or cur */
	uint64_t id;
	int from;
	int64_t due;        /* new: not to be taken before */
	uint64_t seq;       /* cur: the order in which they were taken, and when */
	int64_t taken;
} spool_parcel;

typedef struct spool {
	const char *dir;
	map ids;            /* of every parcel that was ever there */
	uint64_t seq;       /* of the last one taken */
} spool;

typedef struct spool_list {
	spool_parcel *at;
	size_t count;
	size_t room;
} spool_list;

/* All that is in new (taken false, by due) or in cur (by seq). TOOL_DONE or TOOL_FAULT, said. */
int spool_read(spool *s, bool taken, spool_list *out);
void spool_list_free(spool_list *list);
/* Put a parcel into the new of a system, unless one of its id was ever there. */
int spool_put(spool *s, uint64_t id, const tp_parcel *parcel);
/* It has been taken: move it to cur. */
int spool_take(spool *s, const spool_parcel *p, int64_t now);
/* "DIR/SIB-CDSIB0000/new/FILE"; malloc'ed. */
char *spool_path(const spool *s, const spool_parcel *p, bool taken);

#endif
