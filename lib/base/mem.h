/* SPDX-License-Identifier: MIT */
/* Base layer: allocation through a tp_mem, the arena, and the growing buffer. */
#ifndef TPI_MEM_H
#define TPI_MEM_H

#include <tenprint/memory.h>

/* A usable allocator: *mem, or libc's when mem is NULL. */
tp_mem tpi_mem_or_default(const tp_mem *mem);
/* NULL when it fails or size is 0 bytes. */
void *tpi_alloc(const tp_mem *mem, size_t size);
/* count * size bytes, zeroed; NULL on overflow too. */
void *tpi_calloc(const tp_mem *mem, size_t count, size_t size);
void *tpi_realloc(const tp_mem *mem, void *ptr, size_t old_size, size_t size);
void tpi_free(const tp_mem *mem, void *ptr, size_t size);

/* The given limits with every 0 replaced by its default; input_size serves the arena's. */
tp_limits tpi_limits_or_default(const tp_limits *limits);
uint64_t tpi_arena_limit(const tp_limits *limits, uint64_t input_size);

/* Memory that is freed all at once. */
typedef struct tpi_chunk tpi_chunk;
typedef struct tpi_arena {
	tp_mem mem;
	tpi_chunk *chunks;
	uint8_t *at;
	uint8_t *end;
	uint64_t used;  /* bytes asked of the allocator */
	uint64_t limit; /* 0: none */
	size_t next_size;
	bool limited;   /* the last failure was the limit, not the allocator */
} tpi_arena;
void tpi_arena_init(tpi_arena *arena, const tp_mem *mem, uint64_t limit);
/* Aligned to 8; NULL on failure (arena->limited tells which). */
void *tpi_arena_alloc(tpi_arena *arena, size_t size);
void *tpi_arena_copy(tpi_arena *arena, const void *bytes, size_t size);
/* Grow the newest allocation in place if it can, else copy. */
void *tpi_arena_grow(tpi_arena *arena, void *ptr, size_t old_size, size_t size);
/*
 * A block of the allocator for itself, made (ptr NULL) or changed in size, for
 * something large whose size shows as it comes. It may move; NULL on failure.
 */
void *tpi_arena_block(tpi_arena *arena, void *ptr, size_t size);
void tpi_arena_free(tpi_arena *arena);
/* Let one arena have all memory of another, which is empty then. Both have one allocator. */
void tpi_arena_join(tpi_arena *into, tpi_arena *from);

/* A growing block. After a failure `failed` stays set and further calls do nothing. */
typedef struct tpi_buf {
	uint8_t *ptr;
	size_t len;
	size_t capacity;
	tp_mem mem;
	bool failed;
} tpi_buf;
void tpi_buf_init(tpi_buf *buf, const tp_mem *mem);
/* Room for more bytes; false on failure. */
bool tpi_buf_reserve(tpi_buf *buf, size_t more);
void tpi_buf_put(tpi_buf *buf, const void *bytes, size_t len);
void tpi_buf_byte(tpi_buf *buf, uint8_t byte);
void tpi_buf_text(tpi_buf *buf, const char *text);
void tpi_buf_number(tpi_buf *buf, uint64_t number, unsigned min_digits);
void tpi_buf_free(tpi_buf *buf);
/* Hand the block over to *out, leaving buf empty; TP_ERR_NOMEM (and freed) if it had failed. */
tp_status tpi_buf_take(tpi_buf *buf, tp_bytes *out);

#endif
