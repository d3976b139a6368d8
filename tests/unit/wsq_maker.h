/* SPDX-License-Identifier: MIT */
/*
 * A maker of legal WSQ streams that no encoder writes: restart intervals,
 * other orders of segments, other groupings into blocks, other codes.
 */
#ifndef WSQ_MAKER_H
#define WSQ_MAKER_H

#include "wsq_samples.h"

#define MAKER_TOKENS 400000

typedef struct maker {
	tpi_wsq_tree tree;
	tpi_wsq_frame frame;
	tpi_wsq_quant quant;
	tpi_wsq_tokens tokens; /* as the encoder has them */
	float *floats;
	uint32_t room[MAKER_TOKENS];
	tpi_buf out;
} maker;

/* Everything up to the tokens. Free with maker_free. */
static inline maker *
maker_new(const tp_image *image, double bitrate)
{
	maker *m = calloc(1, sizeof *m);
	bool all[TPI_WSQ_BANDS];
	double variance[TPI_WSQ_BANDS];
	tpi_wsq_analysis a;
	size_t scratch;

	ck_assert_ptr_nonnull(m);
	memset(all, 1, sizeof all);
	m->frame = (tpi_wsq_frame){ image->info.width, image->info.height, 128, 1, 2, 0 };
	tpi_wsq_tree_init(&m->tree, m->frame.width, m->frame.height);
	tpi_wsq_place(&m->tree, all);
	scratch = tpi_wsq_scratch(&m->tree);
	m->floats = calloc(m->tree.floats + scratch +
	    TPI_WSQ_LINES * tpi_wsq_line_stride(&m->tree), sizeof(float));
	ck_assert_ptr_nonnull(m->floats);
	a = (tpi_wsq_analysis){ &tpi_wsq_plain, &m->tree, m->floats, m->floats + m->tree.floats,
		m->floats + m->tree.floats + scratch, 128, 1, image->pixels, image->stride };
	tpi_wsq_analyse(&a);
	tpi_wsq_variances(&m->tree, m->floats, variance);
	tpi_wsq_choose_steps(variance, bitrate, &m->quant);
	m->tokens.at = m->room;
	tpi_wsq_tokenise(&tpi_wsq_plain, &m->tree, m->floats, &m->quant, &m->tokens);
	ck_assert_uint_lt(m->tokens.start[TPI_WSQ_BLOCKS], MAKER_TOKENS);
	tpi_buf_init(&m->out, NULL);
	return m;
}

static inline void
maker_free(maker *m)
{
	tpi_buf_free(&m->out);
	free(m->floats);
	free(m);
}

/* Coefficients that a token stands for. */
static inline size_t
token_span(uint32_t token)
{
	unsigned symbol = token & 0xff;

	if (symbol <= TPI_WSQ_RUN_MAX)
		return symbol;
	return symbol == TPI_WSQ_RUN_8 || symbol == TPI_WSQ_RUN_16 ? token >> 8 : 1;
}

static inline uint32_t
run_token(size_t run)
{
	return TPI_WSQ_RUN_16 | (uint32_t)run << 8;
}

/* The code of all symbols that the tokens use. */
static inline void
maker_code(const uint32_t *tokens, size_t count, tpi_wsq_code *code)
{
	uint32_t freq[256] = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		freq[tokens[i] & 0xff]++;
	tpi_wsq_code_build(freq, code);
}

static inline void
maker_put_tokens(maker *m, uint32_t *tokens, size_t count, const tpi_wsq_code *code)
{
	tpi_wsq_tokens part = { .at = tokens, .start = { 0, count, count, count } };
	tpi_wsq_emit emit;

	tpi_wsq_emit_init(&emit, code);
	tpi_wsq_write_tokens(&m->out, &part, 0, &emit);
}

static inline void
maker_put_tables(maker *m)
{
	tpi_wsq_write_taps(&m->out);
	tpi_wsq_write_quant(&m->out, &m->quant);
	tpi_wsq_write_frame(&m->out, &m->frame);
}

/* A block with its own table. */
static inline void
maker_put_block(maker *m, unsigned id, uint32_t *tokens, size_t count)
{
	tpi_wsq_code code;

	maker_code(tokens, count, &code);
	tpi_wsq_write_code(&m->out, id, &code);
	tpi_wsq_write_block(&m->out, id);
	maker_put_tokens(m, tokens, count, &code);
}

/* The stream as the encoder would write it but for comments. */
static inline void
maker_put_plain(maker *m)
{
	unsigned i;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++)
		maker_put_block(m, i, m->tokens.at + m->tokens.start[i],
		    m->tokens.start[i + 1] - m->tokens.start[i]);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
}

/* Decode what was made; it must be whole. */
static inline void
maker_decode(maker *m, tp_image *out)
{
	bool damaged;
	tp_status status = sample_decode(m->out.ptr, m->out.len, 0, out, &damaged);

	ck_assert_int_eq(status, TP_OK);
	ck_assert(!damaged);
}

/* The made stream's pixels are those of the plain stream of the same tokens. */
static inline void
maker_same_as_plain(maker *m, const tp_image *image, double bitrate)
{
	maker *plain = maker_new(image, bitrate);
	tp_image a, b;

	maker_put_plain(plain);
	maker_decode(plain, &a);
	maker_decode(m, &b);
	ck_assert_uint_eq(a.bytes, b.bytes);
	ck_assert_mem_eq(a.pixels, b.pixels, a.bytes);
	tp_image_free(&a);
	tp_image_free(&b);
	maker_free(plain);
}

#endif
