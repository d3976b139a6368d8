/* SPDX-License-Identifier: MIT */
/*
 * WSQ streams that are legal but that no encoder in use writes: segments in
 * any order, comments anywhere, fill bytes, restart intervals, other
 * groupings and codes.
 */

#include "wsq_maker.h"

#define RATE 1.5

static tp_image image;

static void
setup(void)
{
	sample_image(RIDGES, 150, 131, &image);
}

static void
teardown(void)
{
	tp_image_free(&image);
}

START_TEST(plain_stream)
{
	maker *m = maker_new(&image, RATE);

	maker_put_plain(m);
	maker_same_as_plain(m, &image, RATE);
	maker_free(m);
}
END_TEST

/* Frame first, then the tables in the other order, all Huffman tables in one segment. */
START_TEST(frame_first_and_joined_tables)
{
	maker *m = maker_new(&image, RATE);
	tpi_wsq_code codes[TPI_WSQ_BLOCKS];
	size_t dht;
	unsigned i;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	tpi_wsq_write_frame(&m->out, &m->frame);
	tpi_wsq_write_quant(&m->out, &m->quant);
	dht = m->out.len;
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		size_t at = m->out.len;

		maker_code(m->tokens.at + m->tokens.start[i],
		    m->tokens.start[i + 1] - m->tokens.start[i], &codes[i]);
		tpi_wsq_write_code(&m->out, 7 - i, &codes[i]);
		if (i > 0) {
			memmove(m->out.ptr + at, m->out.ptr + at + 4, m->out.len - at - 4);
			m->out.len -= 4;
		}
	}
	m->out.ptr[dht + 2] = (uint8_t)((m->out.len - dht - 2) >> 8);
	m->out.ptr[dht + 3] = (uint8_t)(m->out.len - dht - 2);
	tpi_wsq_write_taps(&m->out);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		tpi_wsq_write_block(&m->out, 7 - i);
		maker_put_tokens(m, m->tokens.at + m->tokens.start[i],
		    m->tokens.start[i + 1] - m->tokens.start[i], &codes[i]);
	}
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	maker_same_as_plain(m, &image, RATE);
	maker_free(m);
}
END_TEST

static void
clutter(maker *m, int fill)
{
	static const char text[] = "NIST_COM 2\nPPI 1000";

	tpi_wsq_write_comment(&m->out, "", 0);
	while (fill-- > 0)
		tpi_buf_byte(&m->out, 0xff);
	tpi_wsq_write_comment(&m->out, text, sizeof text - 1);
	while (fill++ < 3)
		tpi_buf_byte(&m->out, 0xff);
}

START_TEST(comments_and_fill_anywhere)
{
	maker *m = maker_new(&image, RATE);
	tp_image back;
	unsigned i;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	clutter(m, 1);
	tpi_wsq_write_taps(&m->out);
	clutter(m, 2);
	tpi_wsq_write_quant(&m->out, &m->quant);
	clutter(m, 0);
	tpi_wsq_write_frame(&m->out, &m->frame);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		clutter(m, (int)i);
		maker_put_block(m, 0, m->tokens.at + m->tokens.start[i],
		    m->tokens.start[i + 1] - m->tokens.start[i]);
	}
	clutter(m, 2);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	tpi_buf_text(&m->out, "bytes behind the end");
	maker_same_as_plain(m, &image, RATE);
	maker_decode(m, &back);
	ck_assert_double_eq(back.info.ppi_x, 1000);
	tp_image_free(&back);
	maker_free(m);
}
END_TEST

/* Tables, and the frame, may be said again, if they say the same. */
START_TEST(repeated_tables)
{
	maker *m = maker_new(&image, RATE);
	tp_image back;
	bool damaged;
	unsigned i;
	int wrong;

	for (wrong = 0; wrong < 2; wrong++) {
		m->out.len = 0;
		tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
		maker_put_tables(m);
		for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
			maker_put_block(m, i, m->tokens.at + m->tokens.start[i],
			    m->tokens.start[i + 1] - m->tokens.start[i]);
			m->quant.centre += wrong;
			maker_put_tables(m);
			m->quant.centre -= wrong;
		}
		tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
		if (!wrong)
			maker_same_as_plain(m, &image, RATE);
	}
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, 0, &back, &damaged), TP_ERR_SYNTAX);
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, TP_DECODE_TOLERANT, &back,
	    &damaged), TP_OK);
	ck_assert(damaged);
	tp_image_free(&back);
	maker_free(m);
}
END_TEST

/* Up to a byte of ones to spare at a block's end; two are too many. */
START_TEST(spare_padding)
{
	tp_image back;
	unsigned spare, i, j;

	for (spare = 1; spare <= 2; spare++) {
		maker *m = maker_new(&image, RATE);

		tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
		maker_put_tables(m);
		for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
			maker_put_block(m, i, m->tokens.at + m->tokens.start[i],
			    m->tokens.start[i + 1] - m->tokens.start[i]);
			for (j = 0; j < spare; j++) {
				tpi_buf_byte(&m->out, 0xff);
				tpi_buf_byte(&m->out, 0);
			}
		}
		tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
		if (spare == 1)
			maker_same_as_plain(m, &image, RATE);
		else
			ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, 0, &back, NULL),
			    TP_ERR_SYNTAX);
		maker_free(m);
	}
}
END_TEST

/*
 * Write a block with a restart marker behind every `each` coefficients; runs
 * are cut there. Returns the tokens written at *intervals[i] in the stream.
 */
static size_t
put_with_restarts(maker *m, unsigned block, size_t each, size_t *interval_at)
{
	static uint32_t cut[MAKER_TOKENS];
	size_t ends[4096], n = 0, parts = 0, done = 0, i, from = 0;
	tpi_wsq_code code;

	for (i = m->tokens.start[block]; i < m->tokens.start[block + 1]; i++) {
		size_t span = token_span(m->tokens.at[i]);

		while (span != 0) {
			size_t now = span < each - done ? span : each - done;

			cut[n++] = now == token_span(m->tokens.at[i]) ? m->tokens.at[i]
			                                              : run_token(now);
			span -= now;
			done += now;
			if (done == each) {
				ends[parts++] = n;
				done = 0;
			}
		}
	}
	if (parts == 0 || ends[parts - 1] != n)
		ends[parts++] = n;
	ck_assert_uint_lt(parts, 4096);
	maker_code(cut, n, &code);
	tpi_wsq_write_code(&m->out, 0, &code);
	tpi_wsq_write_block(&m->out, 0);
	for (i = 0; i < parts; i++) {
		if (i > 0)
			tpi_wsq_write_marker(&m->out, TPI_WSQ_RST0 + (int)((i - 1) % 8));
		interval_at[i] = m->out.len;
		maker_put_tokens(m, cut + from, ends[i] - from, &code);
		from = ends[i];
	}
	return parts;
}

/* Returns the intervals in the last block, and where they lie. */
static size_t
put_restarted(maker *m, size_t each, size_t *interval_at)
{
	static const uint8_t interval[] = { 0xff, TPI_WSQ_DRI, 0, 4, 0, 100 };
	size_t parts = 0;
	unsigned i;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	tpi_buf_put(&m->out, interval, sizeof interval);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++)
		parts = put_with_restarts(m, i, each, interval_at);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	return parts;
}

START_TEST(restart_intervals)
{
	static const size_t each[] = { 1000000, 1234, 700, 97, 5 };
	size_t interval_at[4096];
	maker *m = maker_new(&image, RATE);

	put_restarted(m, each[_i], interval_at);
	maker_same_as_plain(m, &image, RATE);
	maker_free(m);
}
END_TEST

START_TEST(restart_markers_are_in_order)
{
	size_t interval_at[4096];
	maker *m = maker_new(&image, RATE);
	tp_image whole, back;
	bool damaged;

	ck_assert_uint_gt(put_restarted(m, 700, interval_at), 3);
	maker_decode(m, &whole);
	m->out.ptr[interval_at[2] - 1] ^= 4;
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, 0, &back, NULL), TP_ERR_SYNTAX);
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, TP_DECODE_TOLERANT, &back,
	    &damaged), TP_OK);
	ck_assert(damaged);
	ck_assert_mem_eq(whole.pixels, back.pixels, whole.bytes);
	tp_image_free(&back);
	tp_image_free(&whole);
	maker_free(m);
}
END_TEST

/* Of a damaged interval only its own coefficients are lost. */
START_TEST(restart_stops_damage)
{
	size_t interval_at[4096], parts, i;
	maker *m = maker_new(&image, 4);
	tp_image whole, back;
	double with, without;
	bool damaged;

	parts = put_restarted(m, 700, interval_at);
	ck_assert_uint_gt(parts, 6);
	maker_decode(m, &whole);
	/* All ones are no code: the interval ends where it begins. */
	for (i = 0; i < 8; i++)
		m->out.ptr[interval_at[2] + i] = i % 2 == 0 ? 0xff : 0;
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, 0, &back, NULL), TP_ERR_SYNTAX);
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, TP_DECODE_TOLERANT, &back,
	    &damaged), TP_OK);
	ck_assert(damaged);
	with = sample_rms(&whole, &back);
	tp_image_free(&back);
	/* The same with the intervals behind it gone. */
	m->out.len = interval_at[3] - 2;
	ck_assert_int_eq(sample_decode(m->out.ptr, m->out.len, TP_DECODE_TOLERANT, &back,
	    &damaged), TP_OK);
	without = sample_rms(&whole, &back);
	ck_assert_msg(with > 0 && with < without * 0.9, "%g against %g", with, without);
	tp_image_free(&back);
	tp_image_free(&whole);
	maker_free(m);
}
END_TEST

/* One block for all, and one for each subband. */
START_TEST(other_groupings)
{
	maker *m = maker_new(&image, RATE);
	size_t at = 0, span = 0;
	int k;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	maker_put_block(m, 5, m->tokens.at, m->tokens.start[TPI_WSQ_BLOCKS]);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	maker_same_as_plain(m, &image, RATE);
	m->out.len = 0;
	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		static uint32_t own[MAKER_TOKENS];
		size_t n = 0, left = m->quant.step[k] != 0 ? m->tree.bands[k].count : 0;

		while (left != 0) {
			size_t whole = token_span(m->tokens.at[at]);
			size_t rest = whole - span, now = rest < left ? rest : left;

			own[n++] = now == whole ? m->tokens.at[at] : run_token(now);
			left -= now;
			span = now == rest ? 0 : span + now;
			at += now == rest;
		}
		if (n != 0)
			maker_put_block(m, (unsigned)k % 8, own, n);
	}
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	maker_same_as_plain(m, &image, RATE);
	maker_free(m);
}
END_TEST

/* Escapes where none were needed, runs of one and of none. */
START_TEST(wasteful_escapes)
{
	static uint32_t wide[2 * MAKER_TOKENS];
	maker *m = maker_new(&image, RATE);
	unsigned i;

	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		size_t t, n = 0;

		for (t = m->tokens.start[i]; t < m->tokens.start[i + 1]; t++) {
			uint32_t token = m->tokens.at[t];
			int value = (int)(token & 0xff) - TPI_WSQ_VALUE_ZERO;
			unsigned size = (unsigned)abs(value);

			if ((token & 0xff) <= TPI_WSQ_RUN_MAX) {
				wide[n++] = t % 2 ? run_token(token)
				    : TPI_WSQ_RUN_8 | token << 8;
				wide[n++] = t % 3 ? run_token(0) : TPI_WSQ_RUN_8;
			} else if ((token & 0xff) >= TPI_WSQ_VALUE_MIN && t % 3 == 0) {
				wide[n++] = (value < 0 ? TPI_WSQ_MINUS_16 : TPI_WSQ_PLUS_16) |
				    size << 8;
			} else if ((token & 0xff) >= TPI_WSQ_VALUE_MIN && t % 3 == 1) {
				wide[n++] = (value < 0 ? TPI_WSQ_MINUS_8 : TPI_WSQ_PLUS_8) |
				    size << 8;
			} else {
				wide[n++] = token;
			}
		}
		maker_put_block(m, i, wide, n);
	}
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	maker_same_as_plain(m, &image, RATE);
	maker_free(m);
}
END_TEST

/* All coefficients 1, in a code of one bit whose other symbol is all ones. */
START_TEST(code_of_all_ones)
{
	static uint32_t ones[MAKER_TOKENS];
	tpi_wsq_code code = { true, { 2 }, { TPI_WSQ_VALUE_ZERO - 1, TPI_WSQ_VALUE_ZERO + 1 } };
	maker *m = maker_new(&image, RATE), *other;
	tp_image a, b;
	unsigned i;
	int k;

	for (i = 0; i < MAKER_TOKENS; i++)
		ones[i] = TPI_WSQ_VALUE_ZERO + 1;
	for (k = 0; k < TPI_WSQ_BANDS; k++)
		m->quant.step[k] = m->quant.zero[k] = 1;
	other = calloc(1, sizeof *other);
	ck_assert_ptr_nonnull(other);
	*other = *m;
	other->floats = NULL;
	tpi_buf_init(&other->out, NULL);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	tpi_wsq_write_code(&m->out, 0, &code);
	tpi_wsq_write_marker(&other->out, TPI_WSQ_SOI);
	maker_put_tables(other);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		size_t n = 0;

		for (k = tpi_wsq_block_start[i]; k < tpi_wsq_block_start[i + 1]; k++)
			n += m->tree.bands[k].count;
		tpi_wsq_write_block(&m->out, 0);
		maker_put_tokens(m, ones, n, &code);
		maker_put_block(other, i, ones, n);
	}
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	tpi_wsq_write_marker(&other->out, TPI_WSQ_EOI);
	maker_decode(m, &a);
	maker_decode(other, &b);
	ck_assert_mem_eq(a.pixels, b.pixels, a.bytes);
	tp_image_free(&a);
	tp_image_free(&b);
	maker_free(m);
	maker_free(other);
}
END_TEST

/* The largest values that there are: steps, taps and magnitudes. */
START_TEST(extreme_numbers)
{
	maker *m = maker_new(&image, RATE);
	uint32_t values[4] = { TPI_WSQ_PLUS_16 | 65535u << 8, TPI_WSQ_MINUS_16 | 65535u << 8,
		TPI_WSQ_PLUS_8 | 255u << 8, 0 };
	tp_image back;
	size_t i, left = 0;
	int k;

	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		m->quant.step[k] = m->quant.zero[k] = k % 2 ? 65535 : 1e-250;
		left += m->tree.bands[k].count;
	}
	m->frame.range = 65535;
	m->frame.mean = 1e-9;
	tpi_wsq_write_marker(&m->out, TPI_WSQ_SOI);
	maker_put_tables(m);
	for (i = 0; i < left - 3;) {
		m->room[i] = values[i % 3];
		i++;
	}
	m->room[i++] = run_token(3);
	maker_put_block(m, 0, m->room, i);
	tpi_wsq_write_marker(&m->out, TPI_WSQ_EOI);
	maker_decode(m, &back);
	tp_image_free(&back);
	maker_free(m);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("wsq streams");
	TCase *tc = tcase_create("legal");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, plain_stream);
	tcase_add_test(tc, frame_first_and_joined_tables);
	tcase_add_test(tc, comments_and_fill_anywhere);
	tcase_add_test(tc, repeated_tables);
	tcase_add_test(tc, spare_padding);
	tcase_add_loop_test(tc, restart_intervals, 0, 5);
	tcase_add_test(tc, restart_markers_are_in_order);
	tcase_add_test(tc, restart_stops_damage);
	tcase_add_test(tc, other_groupings);
	tcase_add_test(tc, wasteful_escapes);
	tcase_add_test(tc, code_of_all_ones);
	tcase_add_test(tc, extreme_numbers);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return sample_run(suite());
}
