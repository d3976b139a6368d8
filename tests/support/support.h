/* SPDX-License-Identifier: MIT */
/*
 * Tests: what the programs of tests/unit, tests/corpus, tests/fault and fuzz
 * share. An allocator that counts and fails, synthetic transactions, a walk
 * over everything, a rebuild from fields, and files of a folder.
 */
#ifndef TS_SUPPORT_H
#define TS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tenprint/tenprint.h>

/* Octal, so that a digit may follow. */
#define FS "\034"
#define GS "\035"
#define RS "\036"
#define US "\037"

/* mem.c: every block remembers its size, and free has to be told the same. */
typedef struct ts_mem {
	tp_mem mem;
	uint64_t calls;    /* alloc and realloc so far */
	uint64_t fail_at;  /* the call that fails, from 1; 0: none */
	bool sticky;       /* all calls after it fail too */
	bool failed;
	bool wrong_size;   /* free or realloc was told another size */
	uint64_t blocks;   /* alive */
	uint64_t bytes;    /* alive */
	uint64_t largest;  /* ever asked for in one call */
} ts_mem;
void ts_mem_init(ts_mem *m);
/* Nothing alive, and every size told right. */
bool ts_mem_clean(const ts_mem *m);

/* synthetic.c: transactions with right LENs, built as bytes. */
typedef struct ts_file {
	char *bytes;
	size_t len;
	size_t capacity;
	size_t count;     /* records */
	size_t at[1200];  /* where each starts */
} ts_file;
void ts_file_init(ts_file *f);
void ts_file_free(ts_file *f);
/* Bytes that are no record. */
void ts_raw(ts_file *f, const void *bytes, size_t len);
/* tag ("2.001:"), LEN plus delta, GS and the rest of the fields, FS. */
void ts_tagged(ts_file *f, const char *tag, const void *rest, size_t len, int delta);
void ts_text(ts_file *f, const char *tag, const char *rest);
/* LEN plus delta, IDC, the rest. */
void ts_binary(ts_file *f, unsigned idc, const void *rest, size_t len, int delta);
/* A Type-3 to 6 record: header and image. */
void ts_print(ts_file *f, unsigned idc, const void *image, size_t len);
/* Types 1, 2, 4, 4, 9, 14, 10, 8, 7 with all four separators in the data. */
void ts_sample(ts_file *f);

/* random.c */
uint64_t ts_random(uint64_t *state);
/* Below n. */
size_t ts_below(uint64_t *state, size_t n);

/* walk.c: look at every value by every call; the same tree gives the same number. */
uint64_t ts_walk(const tp_transaction *t);
/* The same of its fields' numbers and values alone. */
uint64_t ts_walk_fields(const tp_record *r);
uint64_t ts_hash(uint64_t hash, const void *bytes, size_t len);

/* rebuild.c: a new transaction out of the fields of another one. */
tp_status ts_rebuild(const tp_transaction *from, const tp_mem *mem, tp_transaction **out,
    tp_diag *diag);

/* files.c: call fn for each file below root whose name ends in one of the suffixes, sorted. */
typedef void (*ts_file_fn)(void *ctx, const char *path);
size_t ts_each_file(const char *root, const char *const *suffixes, ts_file_fn fn, void *ctx);
extern const char *const ts_itl_suffixes[];

#endif
