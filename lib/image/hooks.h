/* SPDX-License-Identifier: MIT */
/* Image layer: our allocator under libraries that free without telling the size. */
#ifndef TPI_IMAGE_HOOKS_H
#define TPI_IMAGE_HOOKS_H

#include <tenprint/memory.h>

void *tpi_hook_alloc(const tp_mem *mem, size_t size);
void tpi_hook_free(const tp_mem *mem, void *ptr);

#endif
