/* SPDX-License-Identifier: MIT */
/* Base layer: the allocator with libc as default, and the limits' defaults. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "number.h"

static void *
libc_alloc(void *ctx, size_t size)
{
	(void)ctx;
	return malloc(size);
}

static void *
libc_realloc(void *ctx, void *ptr, size_t old_size, size_t size)
{
	(void)ctx;
	(void)old_size;
	return realloc(ptr, size);
}

static void
libc_free(void *ctx, void *ptr, size_t size)
{
	(void)ctx;
	(void)size;
	free(ptr);
}

tp_mem
tpi_mem_or_default(const tp_mem *mem)
{
	static const tp_mem libc = { libc_alloc, libc_realloc, libc_free, NULL };

	return mem != NULL && mem->alloc != NULL ? *mem : libc;
}

void *
tpi_alloc(const tp_mem *mem, size_t size)
{
	return size != 0 ? mem->alloc(mem->ctx, size) : NULL;
}

void *
tpi_calloc(const tp_mem *mem, size_t count, size_t size)
{
	size_t total;
	void *ptr;

	if (!tpi_mul(count, size, &total))
		return NULL;
	ptr = tpi_alloc(mem, total);
	if (ptr != NULL)
		memset(ptr, 0, total);
	return ptr;
}

void *
tpi_realloc(const tp_mem *mem, void *ptr, size_t old_size, size_t size)
{
	if (ptr == NULL)
		return tpi_alloc(mem, size);
	return mem->realloc(mem->ctx, ptr, old_size, size);
}

void
tpi_free(const tp_mem *mem, void *ptr, size_t size)
{
	if (ptr != NULL)
		mem->free(mem->ctx, ptr, size);
}

void
tp_bytes_free(tp_bytes *bytes)
{
	if (bytes == NULL)
		return;
	if (bytes->ptr != NULL)
		tpi_free(&bytes->mem, bytes->ptr, bytes->capacity);
	memset(bytes, 0, sizeof *bytes);
}

void
tp_str_from(const char *text, tp_str *out)
{
	out->ptr = text;
	out->len = text != NULL ? strlen(text) : 0;
}

tp_limits
tpi_limits_or_default(const tp_limits *limits)
{
	tp_limits l = { .size = sizeof l };

	if (limits != NULL)
		memcpy(&l, limits, limits->size < sizeof l ? limits->size : sizeof l);
	l.size = sizeof l;
	if (l.bytes == 0)
		l.bytes = UINT64_C(256) << 20;
	if (l.records == 0)
		l.records = 10000;
	if (l.fields == 0)
		l.fields = 100000;
	if (l.items == 0)
		l.items = 1000000;
	if (l.pixels == 0)
		l.pixels = UINT64_C(1) << 28;
	return l;
}

uint64_t
tpi_arena_limit(const tp_limits *limits, uint64_t input_size)
{
	if (limits->arena != 0)
		return limits->arena;
	if (input_size > UINT64_MAX / 8)
		return UINT64_MAX;
	return input_size * 4 + (UINT64_C(16) << 20);
}
