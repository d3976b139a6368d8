/* SPDX-License-Identifier: MIT */
/* ITL layer: finding the next separator, eight bytes at a time; inline, as every field needs it. */
#ifndef TPI_SCAN_H
#define TPI_SCAN_H

#include <stdint.h>
#include <string.h>

#define TPI_EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * Non-zero if any of eight bytes lies in 0x1c-0x1f, the separators; the
 * lowest bit set is then the high bit of the lowest such byte.
 */
static inline uint64_t
tpi_separators(uint64_t word)
{
	uint64_t x = (word & TPI_EIGHT(0xfc)) ^ TPI_EIGHT(0x1c);

	return (x - TPI_EIGHT(0x01)) & ~x & TPI_EIGHT(0x80);
}

/* The first byte in 0x1c-0x1f, or end. */
static inline const char *
tpi_find_separator(const char *at, const char *end)
{
	uint64_t word;

	for (; end - at >= 8; at += 8) {
		memcpy(&word, at, 8);
		word = tpi_separators(word);
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		if (word != 0)
			return at + (__builtin_ctzll(word) >> 3);
#else
		if (word != 0)
			break;
#endif
	}
	while (at < end && (*at & 0xfc) != 0x1c)
		at++;
	return at;
}

#endif
