/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: bits out of bytes whose stuffing was taken out, the
 * first in the high bit. The next bits stand at the top of acc; below the
 * `bits` that count, acc holds zeros or the bits that follow in the data.
 */
#ifndef TPI_WSQ_BITS_H
#define TPI_WSQ_BITS_H

#include <stdint.h>
#include <string.h>

typedef struct tpi_wsq_bits {
	uint64_t acc;
	unsigned bits;
	const uint8_t *at;
	const uint8_t *end;
} tpi_wsq_bits;

static inline uint64_t
tpi_wsq_load64(const uint8_t *p)
{
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return __builtin_bswap64(v);
#else
	uint64_t v = 0;
	int i;

	for (i = 0; i < 8; i++)
		v = v << 8 | p[i];
	return v;
#endif
}

/* Fill up to 56 bits or more; eight bytes must be readable. */
static inline void
tpi_wsq_refill_fast(tpi_wsq_bits *b)
{
	b->acc |= tpi_wsq_load64(b->at) >> b->bits;
	b->at += (63 - b->bits) >> 3;
	b->bits |= 56;
}

/* The same near the end: afterwards fewer than 56 bits mean that there are no more. */
static inline void
tpi_wsq_refill(tpi_wsq_bits *b)
{
	while (b->bits < 56 && b->at < b->end) {
		b->acc |= (uint64_t)*b->at++ << (56 - b->bits);
		b->bits += 8;
	}
}

static inline void
tpi_wsq_drop(tpi_wsq_bits *b, unsigned n)
{
	b->acc <<= n;
	b->bits -= n;
}

#endif
