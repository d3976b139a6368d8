/* SPDX-License-Identifier: MIT */
/* Tests: the allocator that counts, checks the sizes it is told, and fails when asked to. */

#include <stdlib.h>
#include <string.h>

#include "support.h"

#define HEADER 16u

static bool
fails(ts_mem *m, size_t size)
{
	m->calls++;
	if (size > m->largest)
		m->largest = size;
	if (m->fail_at == 0 || m->calls < m->fail_at || (m->calls > m->fail_at && !m->sticky))
		return false;
	m->failed = true;
	return true;
}

static void *
mark(ts_mem *m, unsigned char *block, size_t size)
{
	if (block == NULL)
		return NULL;
	memcpy(block, &size, sizeof size);
	m->blocks++;
	m->bytes += size;
	return block + HEADER;
}

static void
unmark(ts_mem *m, const unsigned char *block, size_t told)
{
	size_t size;

	memcpy(&size, block, sizeof size);
	if (size != told)
		m->wrong_size = true;
	m->blocks--;
	m->bytes -= size;
}

static void *
mem_alloc(void *ctx, size_t size)
{
	ts_mem *m = ctx;

	if (fails(m, size) || size > SIZE_MAX - HEADER)
		return NULL;
	return mark(m, malloc(size + HEADER), size);
}

static void
mem_free(void *ctx, void *ptr, size_t size)
{
	unsigned char *block = (unsigned char *)ptr - HEADER;

	unmark(ctx, block, size);
	free(block);
}

/* Always moves, so that a pointer kept across it shows. */
static void *
mem_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
	ts_mem *m = ctx;
	void *moved;

	if (fails(m, size) || size > SIZE_MAX - HEADER)
		return NULL;
	moved = mark(m, malloc(size + HEADER), size);
	if (moved == NULL)
		return NULL;
	memcpy(moved, ptr, old_size < size ? old_size : size);
	mem_free(ctx, ptr, old_size);
	return moved;
}

void
ts_mem_init(ts_mem *m)
{
	memset(m, 0, sizeof *m);
	m->mem.alloc = mem_alloc;
	m->mem.realloc = mem_realloc;
	m->mem.free = mem_free;
	m->mem.ctx = m;
}

bool
ts_mem_clean(const ts_mem *m)
{
	return m->blocks == 0 && m->bytes == 0 && !m->wrong_size;
}
