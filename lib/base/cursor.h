/* SPDX-License-Identifier: MIT */
/*
 * Base layer: the bounded cursor, the only code that moves through input.
 * Every read is checked against the end; a failed read moves nothing.
 */
#ifndef TPI_CURSOR_H
#define TPI_CURSOR_H

#include <string.h>

#include <tenprint/memory.h>

typedef struct tpi_cursor {
	const uint8_t *start;
	const uint8_t *at;
	const uint8_t *end;
} tpi_cursor;

static inline void
tpi_cursor_init(tpi_cursor *c, const void *bytes, size_t len)
{
	c->start = c->at = bytes;
	c->end = len != 0 ? c->at + len : c->at;
}

static inline size_t
tpi_cursor_left(const tpi_cursor *c)
{
	return (size_t)(c->end - c->at);
}

static inline size_t
tpi_cursor_offset(const tpi_cursor *c)
{
	return (size_t)(c->at - c->start);
}

/*
 * Ask for the next few cache lines without waiting for them. Records lie
 * tens of kilobytes apart, so that the walk over them is one wait for memory
 * after the other unless the next one is on its way while this one is read.
 */
static inline void
tpi_prefetch(const void *at, const void *end)
{
#if defined(__GNUC__)
	const char *p = at, *stop = end;
	int lines;

	for (lines = 0; lines < 4 && p < stop; lines++) {
		__builtin_prefetch(p);
		p += stop - p < 64 ? stop - p : 64;
	}
#else
	(void)at;
	(void)end;
#endif
}

/* Claim n bytes: NULL, and nothing moved, when fewer are left. */
static inline const uint8_t *
tpi_cursor_take(tpi_cursor *c, size_t n)
{
	const uint8_t *p = c->at;

	if (n > tpi_cursor_left(c))
		return NULL;
	c->at += n;
	return p;
}

/* The next byte without moving, or -1 at the end. */
static inline int
tpi_cursor_peek(const tpi_cursor *c)
{
	return c->at < c->end ? *c->at : -1;
}

static inline bool
tpi_cursor_u8(tpi_cursor *c, uint8_t *out)
{
	const uint8_t *p = tpi_cursor_take(c, 1);

	if (p == NULL)
		return false;
	*out = p[0];
	return true;
}

static inline bool
tpi_cursor_u16(tpi_cursor *c, uint16_t *out)
{
	const uint8_t *p = tpi_cursor_take(c, 2);

	if (p == NULL)
		return false;
	*out = (uint16_t)(p[0] << 8 | p[1]);
	return true;
}

static inline bool
tpi_cursor_u32(tpi_cursor *c, uint32_t *out)
{
	const uint8_t *p = tpi_cursor_take(c, 4);

	if (p == NULL)
		return false;
	*out = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	return true;
}

#endif
