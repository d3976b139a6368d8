/* SPDX-License-Identifier: MIT */
/* Base layer: the arena, memory in chunks that are freed all at once. */

#include <string.h>

#include "mem.h"

#define FIRST_CHUNK 4096u
#define LARGEST_CHUNK (1u << 20)
#define ALIGNMENT 8u

struct tpi_chunk {
	tpi_chunk *next;
	size_t size; /* of the whole block, this header included */
};

void
tpi_arena_init(tpi_arena *arena, const tp_mem *mem, uint64_t limit)
{
	memset(arena, 0, sizeof *arena);
	arena->mem = tpi_mem_or_default(mem);
	arena->limit = limit;
	arena->next_size = FIRST_CHUNK;
}

/* A chunk with room for size bytes; a large request gets one of its own. */
static bool
add_chunk(tpi_arena *arena, size_t size)
{
	size_t total = arena->next_size;
	tpi_chunk *chunk;

	arena->limited = false;
	if (size > SIZE_MAX - sizeof *chunk)
		return false;
	if (size + sizeof *chunk > total)
		total = size + sizeof *chunk;
	if (arena->limit != 0 && total > arena->limit - arena->used) {
		arena->limited = true;
		return false;
	}
	chunk = tpi_alloc(&arena->mem, total);
	if (chunk == NULL)
		return false;
	arena->used += total;
	chunk->next = arena->chunks;
	chunk->size = total;
	arena->chunks = chunk;
	arena->at = (uint8_t *)(chunk + 1);
	arena->end = (uint8_t *)chunk + total;
	if (arena->next_size < LARGEST_CHUNK)
		arena->next_size *= 2;
	return true;
}

void *
tpi_arena_alloc(tpi_arena *arena, size_t size)
{
	void *ptr;

	if (size > SIZE_MAX - ALIGNMENT) {
		arena->limited = false;
		return NULL;
	}
	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (size == 0)
		size = ALIGNMENT;
	if ((size_t)(arena->end - arena->at) < size && !add_chunk(arena, size))
		return NULL;
	ptr = arena->at;
	arena->at += size;
	return ptr;
}

void *
tpi_arena_copy(tpi_arena *arena, const void *bytes, size_t size)
{
	void *ptr = tpi_arena_alloc(arena, size);

	if (ptr != NULL && size != 0)
		memcpy(ptr, bytes, size);
	return ptr;
}

void *
tpi_arena_grow(tpi_arena *arena, void *ptr, size_t old_size, size_t size)
{
	uint8_t *bytes = ptr;
	size_t old_room = (old_size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	void *moved;

	if (ptr != NULL && size <= SIZE_MAX - ALIGNMENT && bytes + old_room == arena->at) {
		size_t room = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

		if (room <= (size_t)(arena->end - bytes)) {
			arena->at = bytes + room;
			return ptr;
		}
	}
	moved = tpi_arena_alloc(arena, size);
	if (moved != NULL && old_size != 0)
		memcpy(moved, ptr, old_size < size ? old_size : size);
	return moved;
}

void *
tpi_arena_block(tpi_arena *arena, void *ptr, size_t size)
{
	tpi_chunk *chunk = ptr != NULL ? (tpi_chunk *)ptr - 1 : NULL, *moved;
	size_t old = chunk != NULL ? chunk->size : 0, total = size + sizeof *chunk;
	tpi_chunk **link = &arena->chunks;

	arena->limited = false;
	if (size > SIZE_MAX - sizeof *chunk)
		return NULL;
	arena->limited = arena->limit != 0 && total > old &&
	    total - old > arena->limit - arena->used;
	if (arena->limited)
		return NULL;
	/* Not before the newest chunk, where there may be room for more. */
	while (*link != chunk && (chunk != NULL || *link == arena->chunks))
		link = &(*link)->next;
	moved = tpi_realloc(&arena->mem, chunk, old, total);
	if (moved == NULL)
		return NULL;
	if (chunk == NULL)
		moved->next = *link;
	moved->size = total;
	*link = moved;
	arena->used = arena->used - old + total;
	return moved + 1;
}

void
tpi_arena_free(tpi_arena *arena)
{
	tpi_chunk *chunk = arena->chunks, *next;

	for (; chunk != NULL; chunk = next) {
		next = chunk->next;
		tpi_free(&arena->mem, chunk, chunk->size);
	}
	arena->chunks = NULL;
	arena->at = arena->end = NULL;
	arena->used = 0;
	arena->next_size = FIRST_CHUNK;
}

void
tpi_arena_join(tpi_arena *into, tpi_arena *from)
{
	tpi_chunk **last = &into->chunks;

	while (*last != NULL)
		last = &(*last)->next;
	*last = from->chunks;
	into->used += from->used;
	from->chunks = NULL;
	tpi_arena_free(from);
}
