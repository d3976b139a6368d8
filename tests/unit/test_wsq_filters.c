/* SPDX-License-Identifier: MIT */
/*
 * WSQ with other filters than the 9/7 pair, which a stream's transform table
 * may carry: longer, shorter and of even length.
 */

#include "wsq_maker.h"

/* Taps to nine decimals. */
static void
put_taps(maker *m, const unsigned lengths[2], const double *const taps[2])
{
	unsigned counts[2] = { (lengths[0] + 1) / 2, (lengths[1] + 1) / 2 }, i, j;
	uint8_t head[6] = { 0xff, TPI_WSQ_DTT, 0, (uint8_t)(4 + 6 * (counts[0] + counts[1])),
		(uint8_t)lengths[0], (uint8_t)lengths[1] };

	tpi_buf_put(&m->out, head, sizeof head);
	for (i = 0; i < 2; i++)
		for (j = 0; j < counts[i]; j++) {
			uint32_t v = (uint32_t)(fabs(taps[i][j]) * 1e9 + 0.5);
			uint8_t tap[6] = { taps[i][j] < 0, 9, (uint8_t)(v >> 24),
				(uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v };

			tpi_buf_put(&m->out, tap, sizeof tap);
		}
}

static void
put_with_taps(maker *m, const unsigned lengths[2], const double *const taps[2])
{
	unsigned i;

	m->out.len = 0;
	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	put_taps(m, lengths, taps);
	tpi_wsq_write_quant(&m->out, &m->quant);
	tpi_wsq_write_frame(&m->out, &m->frame);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++)
		maker_put_block(m, i, m->tokens.at + m->tokens.start[i],
		    m->tokens.start[i + 1] - m->tokens.start[i]);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
}

/* Longer filters whose outer taps are zero are the same filters, taken another way. */
START_TEST(longer_filters)
{
	static const unsigned lengths[][2] = { { 9, 7 }, { 11, 9 }, { 31, 31 } };
	static const uint32_t more[][2] = { { 150, 131 }, { 3, 400 }, { 333, 2 } };
	double low[TPI_WSQ_MAX_HALF] = { 0 }, high[TPI_WSQ_MAX_HALF] = { 0 };
	const double *taps[2] = { low, high };
	uint32_t width = (uint32_t)_i + 1, height = (uint32_t)(_i * 7) % 40 + 1;
	tp_image small, first, back;
	unsigned l;
	size_t i;
	maker *m;

	if (_i >= 40) {
		width = more[_i - 40][0];
		height = more[_i - 40][1];
	}
	memcpy(low, tpi_wsq_standard_taps.low, 5 * sizeof low[0]);
	memcpy(high, tpi_wsq_standard_taps.high, 4 * sizeof high[0]);
	sample_image(RIDGES, width, height, &small);
	m = maker_new(&small, 3);
	put_with_taps(m, lengths[0], taps);
	maker_decode(m, &first);
	for (l = 1; l < 3; l++) {
		put_with_taps(m, lengths[l], taps);
		maker_decode(m, &back);
		for (i = 0; i < back.bytes; i++)
			ck_assert_int_le(abs(back.pixels[i] - first.pixels[i]), 1);
		tp_image_free(&back);
	}
	ck_assert_double_lt(sample_rms(&first, &small), 9);
	tp_image_free(&first);
	tp_image_free(&small);
	maker_free(m);
}
END_TEST

/* Every pair of lengths that a table may have gives a picture; other pairs are refused. */
START_TEST(all_filter_lengths)
{
	double low[TPI_WSQ_MAX_HALF], high[TPI_WSQ_MAX_HALF];
	const double *taps[2] = { low, high };
	unsigned lengths[2], i;
	maker *m;
	tp_image small, back;

	sample_image(RIDGES, 1 + (uint32_t)_i * 5, 23, &small);
	m = maker_new(&small, 3);
	for (i = 0; i < TPI_WSQ_MAX_HALF; i++) {
		low[i] = i % 3 == 0 ? 0.3 : -0.1;
		high[i] = i % 4 == 0 ? 0.2 : -0.15;
	}
	for (lengths[0] = 1; lengths[0] <= 32; lengths[0]++)
		for (lengths[1] = 1; lengths[1] <= 32; lengths[1]++) {
			put_with_taps(m, lengths, taps);
			if ((lengths[0] + lengths[1]) % 2 != 0) {
				ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, 0, &back,
				    NULL), TP_ERR_SYNTAX);
				continue;
			}
			maker_decode(m, &back);
			tp_image_free(&back);
		}
	tp_image_free(&small);
	maker_free(m);
}
END_TEST

/*
 * The pair of length two, by hand: of one sample of each band come the two
 * -c1 L - c0 H and -c1 L + c0 H; where there is one sample in all, -c1 L. A
 * picture of 2 x 2 has a subband all low (0: ten turns of the sign), one
 * high across (53) and one high down (58), which turn up once each.
 */
START_TEST(shortest_even_filters)
{
	static const unsigned lengths[2] = { 2, 2 };
	const double one = 1;
	const double *taps[2] = { &one, &one };
	uint32_t token = TPI_WSQ_VALUE_ZERO + 10, minus = TPI_WSQ_VALUE_ZERO - 10;
	static const struct {
		int band;
		uint8_t pixels[4];
	} cases[] = { { 0, { 138, 138, 138, 138 } }, { 53, { 118, 138, 118, 138 } },
		{ 58, { 118, 118, 138, 138 } } };
	tp_image small, back;
	maker *m;
	size_t i;
	int k;

	for (i = 0; i < 3; i++) {
		sample_image(FLAT, 2, 2, &small);
		m = maker_new(&small, 1);
		for (k = 0; k < TPI_WSQ_BANDS; k++)
			m->quant.step[k] = m->quant.zero[k] = 0;
		m->quant.centre = 0;
		ck_assert_uint_eq(m->tree.bands[cases[i].band].count, 1);
		m->quant.step[cases[i].band] = 1;
		tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
		put_taps(m, lengths, taps);
		tpi_wsq_write_quant(&m->out, &m->quant);
		tpi_wsq_write_frame(&m->out, &m->frame);
		maker_put_block(m, 0, i == 0 ? &token : &minus, 1);
		tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
		maker_decode(m, &back);
		ck_assert_mem_eq(back.pixels, cases[i].pixels, 4);
		tp_image_free(&back);
		tp_image_free(&small);
		maker_free(m);
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("wsq filters");
	TCase *tc = tcase_create("filters");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, longer_filters, 0, 43);
	tcase_add_loop_test(tc, all_filter_lengths, 0, 8);
	tcase_add_test(tc, shortest_even_filters);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return sample_run(suite());
}
