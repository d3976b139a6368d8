/* SPDX-License-Identifier: MIT */
/* Image layer: blocks that remember their own size, for libraries that do not. */

#include <string.h>

#include "../base/mem.h"
#include "../base/number.h"
#include "hooks.h"

/* Room for the size that keeps the block aligned for anything. */
#define HEAD 16u

void *
tpi_hook_alloc(const tp_mem *mem, size_t size)
{
	uint8_t *block;
	size_t total;

	if (!tpi_add(size, HEAD, &total))
		return NULL;
	block = tpi_alloc(mem, total);
	if (block == NULL)
		return NULL;
	memcpy(block, &total, sizeof total);
	return block + HEAD;
}

void
tpi_hook_free(const tp_mem *mem, void *ptr)
{
	uint8_t *block;
	size_t total;

	if (ptr == NULL)
		return;
	block = (uint8_t *)ptr - HEAD;
	memcpy(&total, block, sizeof total);
	tpi_free(mem, block, total);
}
