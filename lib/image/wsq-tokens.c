/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: quantised coefficients as symbols of the entropy code,
 * and the symbols as bits. Sixty-four coefficients are quantised at a time;
 * a mask says which are not zero, so that runs cost nothing.
 */

#include <string.h>

#include "wsq.h"

#define CHUNK 64
#define RUN_8_MAX 255
#define RUN_16_MAX 65535
#define VALUE_MIN (TPI_WSQ_VALUE_MIN - TPI_WSQ_VALUE_ZERO)
#define VALUE_MAX (TPI_WSQ_VALUE_MAX - TPI_WSQ_VALUE_ZERO)
/* Tokens between two looks at the room left. */
#define BATCH 4096
/* The most that a token can become: a code and what follows it, all bytes stuffed. */
#define TOKEN_BYTES 8

typedef struct sink {
	uint32_t *at;
	uint32_t *freq;
	size_t zeros; /* not yet written */
} sink;

static void
put(sink *s, unsigned symbol, unsigned extra)
{
	*s->at++ = symbol | extra << 8;
	s->freq[symbol]++;
}

static void
put_long_run(sink *s, size_t run)
{
	for (; run > RUN_16_MAX; run -= RUN_16_MAX)
		put(s, TPI_WSQ_RUN_16, RUN_16_MAX);
	if (run > RUN_8_MAX)
		put(s, TPI_WSQ_RUN_16, (unsigned)run);
	else if (run > TPI_WSQ_RUN_MAX)
		put(s, TPI_WSQ_RUN_8, (unsigned)run);
	else if (run > 0)
		put(s, (unsigned)run, 0);
}

static inline void
put_run(sink *s, size_t run)
{
	if (run > TPI_WSQ_RUN_MAX)
		put_long_run(s, run);
	else if (run > 0)
		put(s, (unsigned)run, 0);
}

static void
put_value(sink *s, int value)
{
	unsigned size = (unsigned)(value < 0 ? -value : value);

	if (value >= VALUE_MIN && value <= VALUE_MAX)
		put(s, (unsigned)(value + TPI_WSQ_VALUE_ZERO), 0);
	else if (size <= UINT8_MAX)
		put(s, value < 0 ? TPI_WSQ_MINUS_8 : TPI_WSQ_PLUS_8, size);
	else
		put(s, value < 0 ? TPI_WSQ_MINUS_16 : TPI_WSQ_PLUS_16, size);
}

static unsigned
lowest_bit(uint64_t mask)
{
#if defined(__GNUC__)
	return (unsigned)__builtin_ctzll(mask);
#else
	unsigned n = 0;

	while ((mask & 1) == 0) {
		mask >>= 1;
		n++;
	}
	return n;
#endif
}

static void
put_chunk(sink *s, const int16_t *values, uint64_t mask, size_t n)
{
	size_t done = 0;

	while (mask != 0) {
		size_t i = lowest_bit(mask);

		put_run(s, s->zeros + i - done);
		s->zeros = 0;
		put_value(s, values[i]);
		done = i + 1;
		mask &= mask - 1;
	}
	s->zeros += n - done;
}

void
tpi_wsq_tokenise(const tpi_wsq_kernels *kernels, const tpi_wsq_tree *tree,
    const float *coefficients, const tpi_wsq_quant *quant, tpi_wsq_tokens *tokens)
{
	sink s = { tokens->at, NULL, 0 };
	int16_t values[CHUNK];
	unsigned block = 0;
	int k;

	memset(tokens->freq, 0, sizeof tokens->freq);
	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		const tpi_wsq_band *band = &tree->bands[k];
		const float *from = coefficients + band->offset;
		size_t i;

		if (k == tpi_wsq_block_start[block]) {
			put_run(&s, s.zeros);
			s.zeros = 0;
			s.freq = tokens->freq[block];
			tokens->start[block++] = (size_t)(s.at - tokens->at);
		}
		if (!band->present || quant->step[k] == 0)
			continue;
		for (i = 0; i < band->count; i += CHUNK) {
			size_t n = band->count - i < CHUNK ? band->count - i : CHUNK;
			uint64_t mask = kernels->quantise(from + i, n, (float)(quant->zero[k] / 2),
			    (float)(1 / quant->step[k]), values);

			put_chunk(&s, values, mask, n);
		}
	}
	put_run(&s, s.zeros);
	tokens->start[block] = (size_t)(s.at - tokens->at);
}

typedef struct writer {
	uint64_t acc; /* its low `bits` bits are not yet written; fewer than 32 */
	unsigned bits;
	uint8_t *at;
} writer;

static void
put_stuffed(writer *w, uint32_t word)
{
	int shift;

	for (shift = 24; shift >= 0; shift -= 8) {
		uint8_t byte = (uint8_t)(word >> shift);

		*w->at++ = byte;
		if (byte == 0xff)
			*w->at++ = 0;
	}
}

static void
put_bits(writer *w, uint32_t code, unsigned bits)
{
	uint32_t word, inverse;

	w->acc = w->acc << bits | code;
	w->bits += bits;
	if (w->bits < 32)
		return;
	w->bits -= 32;
	word = (uint32_t)(w->acc >> w->bits);
	inverse = ~word;
	if (((inverse - 0x01010101u) & word & 0x80808080u) != 0) {
		put_stuffed(w, word);
		return;
	}
	w->at[0] = (uint8_t)(word >> 24);
	w->at[1] = (uint8_t)(word >> 16);
	w->at[2] = (uint8_t)(word >> 8);
	w->at[3] = (uint8_t)word;
	w->at += 4;
}

/* Pad with ones to a byte, and write what is left. */
static void
finish(writer *w)
{
	while (w->bits % 8 != 0) {
		w->acc = w->acc << 1 | 1;
		w->bits++;
	}
	while (w->bits != 0) {
		uint8_t byte;

		w->bits -= 8;
		byte = (uint8_t)(w->acc >> w->bits);
		*w->at++ = byte;
		if (byte == 0xff)
			*w->at++ = 0;
	}
}

void
tpi_wsq_write_tokens(tpi_buf *out, const tpi_wsq_tokens *tokens, unsigned block,
    const tpi_wsq_emit *emit)
{
	static const uint8_t more[TPI_WSQ_RUN_16 + 1] = { [TPI_WSQ_PLUS_8] = 8,
		[TPI_WSQ_MINUS_8] = 8, [TPI_WSQ_PLUS_16] = 16, [TPI_WSQ_MINUS_16] = 16,
		[TPI_WSQ_RUN_8] = 8, [TPI_WSQ_RUN_16] = 16 };
	const uint32_t *at = tokens->at + tokens->start[block];
	const uint32_t *end = tokens->at + tokens->start[block + 1];
	writer w = { 0, 0, NULL };
	bool last;

	do {
		const uint32_t *stop = end - at > BATCH ? at + BATCH : end;

		last = stop == end;
		if (!tpi_buf_reserve(out, (BATCH + 1) * TOKEN_BYTES))
			return;
		w.at = out->ptr + out->len;
		for (; at < stop; at++) {
			unsigned symbol = *at & 0xff;
			unsigned extra = symbol <= TPI_WSQ_RUN_16 ? more[symbol] : 0;

			put_bits(&w, (uint32_t)emit->code[symbol] << extra | *at >> 8,
			    emit->bits[symbol] + extra);
		}
		if (last)
			finish(&w);
		out->len = (size_t)(w.at - out->ptr);
	} while (!last);
}
