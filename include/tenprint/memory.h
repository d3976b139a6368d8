/* SPDX-License-Identifier: MIT */
/* Views, allocators and limits: the value types that every other header uses. */
#ifndef TENPRINT_MEMORY_H
#define TENPRINT_MEMORY_H

#include <tenprint/status.h>

TP_BEGIN_DECLS

/* Bytes that somebody else owns; not NUL-terminated. ptr may be NULL when len is 0. */
typedef struct tp_str {
	const char *ptr;
	size_t len;
} tp_str;

/*
 * An allocator. All three functions must be set; NULL instead of a tp_mem is
 * libc's. realloc and free are told the size that was asked for. The struct
 * is copied; ctx must outlive every handle made with it.
 */
typedef struct tp_mem {
	void *(*alloc)(void *ctx, size_t size);
	void *(*realloc)(void *ctx, void *ptr, size_t old_size, size_t size);
	void (*free)(void *ctx, void *ptr, size_t size);
	void *ctx;
} tp_mem;

/*
 * Limits on untrusted input. A member that is 0 takes its default:
 * bytes 256 MiB (also after gzip expansion), records 10000, fields 100000 a
 * record, items 1000000 a transaction, arena four times the input + 16 MiB,
 * pixels 268435456 an image. Set `size` to sizeof(tp_limits).
 */
typedef struct tp_limits {
	size_t size;
	uint64_t bytes;
	uint64_t records;
	uint64_t fields;
	uint64_t items;
	uint64_t arena;
	uint64_t pixels;
} tp_limits;

/* A block that the library allocated and the caller frees with tp_bytes_free. */
typedef struct tp_bytes {
	uint8_t *ptr;
	size_t len;
	size_t capacity;
	tp_mem mem;
} tp_bytes;

/* Release the block with its own allocator and zero the struct. NULL is allowed. */
TP_API void tp_bytes_free(tp_bytes *bytes);

/* A NUL-terminated string as a view; NULL gives an empty one in *out. */
TP_API void tp_str_from(const char *text, tp_str *out);

TP_END_DECLS

#endif
