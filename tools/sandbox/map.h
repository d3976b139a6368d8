/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: a map from byte strings to numbers. */
#ifndef TOOL_SANDBOX_MAP_H
#define TOOL_SANDBOX_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct map_entry {
	uint64_t hash; /* 0: empty */
	uint64_t value;
	char key[36];  /* the first bytes of it, as a check besides the hash */
} map_entry;

typedef struct map {
	map_entry *slots;
	size_t capacity;
	size_t count;
} map;

/* A key that is there keeps its first value. */
void map_put(map *m, const void *key, size_t len, uint64_t value);
bool map_get(const map *m, const void *key, size_t len, uint64_t *value);
void map_free(map *m);
uint64_t hash_bytes(const void *bytes, size_t len);

#endif
