/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: a map from byte strings to numbers. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "map.h"

uint64_t
hash_bytes(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = 14695981039346656037u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ p[i]) * 1099511628211u;
	return h != 0 ? h : 1;
}

static bool
is_of(const map_entry *e, uint64_t hash, const void *key, size_t len)
{
	char check[sizeof e->key] = { 0 };

	memcpy(check, key, len < sizeof check ? len : sizeof check);
	return e->hash == hash && memcmp(e->key, check, sizeof check) == 0;
}

static map_entry *
slot_of(const map *m, uint64_t hash, const void *key, size_t len)
{
	size_t i = (size_t)hash & (m->capacity - 1);

	while (m->slots[i].hash != 0 && !is_of(&m->slots[i], hash, key, len))
		i = (i + 1) & (m->capacity - 1);
	return &m->slots[i];
}

static void
grow(map *m)
{
	map more = { .capacity = m->capacity != 0 ? 2 * m->capacity : 64, .count = m->count };
	size_t i, k;

	more.slots = diag_must(calloc(more.capacity, sizeof *more.slots));
	for (i = 0; i < m->capacity; i++) {
		if (m->slots[i].hash == 0)
			continue;
		k = (size_t)m->slots[i].hash & (more.capacity - 1);
		while (more.slots[k].hash != 0)
			k = (k + 1) & (more.capacity - 1);
		more.slots[k] = m->slots[i];
	}
	free(m->slots);
	*m = more;
}

void
map_put(map *m, const void *key, size_t len, uint64_t value)
{
	uint64_t hash = hash_bytes(key, len);
	map_entry *e;

	if (len == 0)
		return;
	if (2 * m->count >= m->capacity)
		grow(m);
	e = slot_of(m, hash, key, len);
	if (e->hash != 0)
		return;
	e->hash = hash;
	e->value = value;
	memcpy(e->key, key, len < sizeof e->key ? len : sizeof e->key);
	m->count++;
}

bool
map_get(const map *m, const void *key, size_t len, uint64_t *value)
{
	const map_entry *e;

	if (m->capacity == 0 || len == 0)
		return false;
	e = slot_of(m, hash_bytes(key, len), key, len);
	*value = e->value;
	return e->hash != 0;
}

void
map_free(map *m)
{
	free(m->slots);
	memset(m, 0, sizeof *m);
}
