/* SPDX-License-Identifier: MIT */
/*
 * WSQ streams that are not whole: every truncation, thousands of mutations,
 * missing tables, strict and tolerant; limits; allocations that fail; and
 * many decoders at once.
 */

#include <pthread.h>

#include "wsq_maker.h"

#define MUTATIONS 6000
#define THREADS 8
#define ROUNDS 12

static tp_image image;
static tp_bytes stream;

static void
setup(void)
{
	tp_encode_options options = { .size = sizeof options, .bitrate = 2 };

	sample_image(RIDGES, 61, 47, &image);
	sample_encode(&image, &options, &stream);
}

static void
teardown(void)
{
	tp_image_free(&image);
	tp_bytes_free(&stream);
}

/* A copy of exactly that size, so that a checker sees every byte read behind it. */
static uint8_t *
exact_copy(const void *bytes, size_t len)
{
	uint8_t *copy = malloc(len != 0 ? len : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, bytes, len);
	return copy;
}

/* Strict fails or tolerant says that it is damaged, and nothing else happens. */
static void
decode_both(const uint8_t *bytes, size_t len, bool *strict, bool *tolerant)
{
	tp_image out;
	tp_image_info info;
	bool damaged;
	tp_status status = sample_decode(bytes, len, 0, &out, &damaged);

	*strict = status == TP_OK;
	ck_assert(!damaged);
	tp_image_free(&out);
	status = sample_decode(bytes, len, TP_DECODE_TOLERANT, &out, &damaged);
	*tolerant = status == TP_OK;
	/* What strict takes, tolerant finds whole. */
	ck_assert(!*strict || (*tolerant && !damaged));
	ck_assert(!*tolerant || *strict == !damaged);
	tp_image_free(&out);
	(void)!tpi_codec_wsq.header(bytes, len, &info, NULL);
	(void)tpi_codec_wsq.sniff(bytes, len);
}

START_TEST(every_truncation)
{
	size_t len, shown = 0;

	for (len = 0; len < stream.len; len++) {
		uint8_t *copy = exact_copy(stream.ptr, len);
		bool strict, tolerant;

		decode_both(copy, len, &strict, &tolerant);
		ck_assert_msg(!strict, "%zu of %zu bytes", len, stream.len);
		shown += tolerant;
		free(copy);
	}
	/* All but the tables is enough for a picture. */
	ck_assert_uint_gt(shown, stream.len - 700);
}
END_TEST

/* The more of a stream there is, the nearer its picture. */
START_TEST(truncation_keeps_what_came_before)
{
	tp_image whole, part;
	double last = 1e9;
	size_t eighth;
	bool damaged;

	ck_assert_int_eq(sample_decode(stream.ptr, stream.len, 0, &whole, NULL), TP_OK);
	for (eighth = 5; eighth <= 8; eighth++) {
		double rms;

		ck_assert_int_eq(sample_decode(stream.ptr, stream.len * eighth / 8 - 3,
		    TP_DECODE_TOLERANT, &part, &damaged), TP_OK);
		ck_assert(damaged);
		rms = sample_rms(&whole, &part);
		ck_assert_msg(rms <= last, "%zu eighths: rms %g after %g", eighth, rms, last);
		last = rms;
		tp_image_free(&part);
	}
	ck_assert_double_lt(last, 3);
	tp_image_free(&whole);
}
END_TEST

static uint8_t
mutated(uint8_t byte, uint32_t what, uint32_t *state)
{
	switch (what) {
	case 0:
		return 0xff;
	case 1:
		return 0;
	case 2:
		return (uint8_t)(byte ^ 1u << sample_random(state) % 8);
	default:
		return (uint8_t)(0xa0 + sample_random(state) % 24);
	}
}

START_TEST(mutations)
{
	uint32_t state = 20260101;
	size_t i, j, taken = 0;

	for (i = 0; i < MUTATIONS; i++) {
		size_t len = stream.len, changes = 1 + sample_random(&state) % 4;
		uint8_t *copy;
		bool strict, tolerant;

		if (sample_random(&state) % 8 == 0)
			len = sample_random(&state) % stream.len;
		copy = exact_copy(stream.ptr, len);
		for (j = 0; j < changes && len != 0; j++) {
			size_t at = sample_random(&state) % len;
			uint32_t what = sample_random(&state) % 4;

			/* Half of them hit the headers. */
			if (sample_random(&state) % 2 == 0 && len > 700)
				at %= 700;
			copy[at] = mutated(copy[at], what, &state);
		}
		/* A frame of more than a few pixels only costs time. */
		decode_both(copy, len, &strict, &tolerant);
		taken += tolerant;
		free(copy);
	}
	ck_assert_uint_gt(taken, MUTATIONS / 2);
}
END_TEST

/* Without one of the segments. */
START_TEST(missing_segments)
{
	static const int markers[] = { TPI_WSQ_SOF, TPI_WSQ_DTT, TPI_WSQ_DQT, TPI_WSQ_DHT };
	uint8_t *copy = exact_copy(stream.ptr, stream.len);
	bool strict, tolerant;
	size_t i, length;
	tp_image whole, out;

	/* A stream that has them all goes first: nothing of it may be left. */
	ck_assert_int_eq(sample_decode(stream.ptr, stream.len, 0, &whole, NULL), TP_OK);
	for (i = 2; copy[i + 1] != markers[_i]; i += 2 + length)
		length = (size_t)(copy[i + 2] << 8 | copy[i + 3]);
	length = 2 + (size_t)(copy[i + 2] << 8 | copy[i + 3]);
	memmove(copy + i, copy + i + length, stream.len - i - length);
	decode_both(copy, stream.len - length, &strict, &tolerant);
	ck_assert(!strict);
	ck_assert_int_eq(tolerant, markers[_i] == TPI_WSQ_DTT || markers[_i] == TPI_WSQ_DHT);
	if (markers[_i] == TPI_WSQ_DTT) {
		ck_assert_int_eq(sample_decode(copy, stream.len - length, TP_DECODE_TOLERANT, &out,
		    NULL), TP_OK);
		ck_assert_mem_eq(out.pixels, whole.pixels, whole.bytes);
		tp_image_free(&out);
	}
	tp_image_free(&whole);
	free(copy);
}
END_TEST

/* Damage in one block leaves the others where they belong. */
START_TEST(damaged_block_spares_the_next)
{
	uint8_t *copy = exact_copy(stream.ptr, stream.len);
	size_t block[3], n = 0, i;
	tp_image whole, out;
	bool damaged;

	for (i = 0; i + 1 < stream.len && n < 3; i++)
		if (copy[i] == 0xff && copy[i + 1] == TPI_WSQ_SOB)
			block[n++] = i + 5;
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(sample_decode(stream.ptr, stream.len, 0, &whole, NULL), TP_OK);
	/* The second block holds the middle frequencies only. */
	for (i = 0; i < 8; i++)
		copy[block[1] + i] = i % 2 == 0 ? 0xff : 0;
	ck_assert_int_eq(sample_decode(copy, stream.len, 0, &out, NULL), TP_ERR_SYNTAX);
	ck_assert_int_eq(sample_decode(copy, stream.len, TP_DECODE_TOLERANT, &out, &damaged),
	    TP_OK);
	ck_assert(damaged);
	ck_assert_double_lt(sample_rms(&whole, &out), 60);
	tp_image_free(&out);
	tp_image_free(&whole);
	free(copy);
}
END_TEST

START_TEST(errors_say_where)
{
	uint8_t *copy = exact_copy(stream.ptr, stream.len);
	tpi_decode_job job = { .bytes = copy, .len = stream.len,
		.mem = tpi_mem_or_default(NULL), .limits = tpi_limits_or_default(NULL) };
	tp_diag diag;
	tp_image out;
	size_t i;

	for (i = stream.len - 4; copy[i] != 0xff || copy[i + 1] != TPI_WSQ_SOB; i--)
		continue;
	copy[i + 5 + 40] = 0xff;
	copy[i + 5 + 41] = 0x33; /* a marker that there is not */
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_codec_wsq.decode(&job, &out, &diag), TP_ERR_SYNTAX);
	ck_assert_uint_ge(diag.offset, i + 5 + 30);
	ck_assert_uint_le(diag.offset, i + 5 + 41);
	free(copy);
}
END_TEST

/* A header of any size costs nothing before the limit is looked at. */
START_TEST(limits_come_first)
{
	uint8_t *copy = exact_copy(stream.ptr, stream.len);
	tpi_decode_job job = { .bytes = copy, .len = stream.len, .flags = TP_DECODE_TOLERANT };
	tp_limits limits = { .size = sizeof limits, .pixels = 61 * 47 - 1 };
	sample_mem mem;
	tp_diag diag;
	tp_image out;
	size_t i;

	sample_mem_init(&mem, 0);
	job.mem = mem.mem;
	job.limits = tpi_limits_or_default(&limits);
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_codec_wsq.decode(&job, &out, &diag), TP_ERR_LIMIT);
	job.limits.pixels++;
	ck_assert_int_eq(tpi_codec_wsq.decode(&job, &out, &diag), TP_OK);
	tp_image_free(&out);
	for (i = 0; copy[i] != 0xff || copy[i + 1] != TPI_WSQ_SOF; i++)
		continue;
	memset(copy + i + 6, 0xff, 4);
	mem.largest = 0;
	job.limits = tpi_limits_or_default(NULL);
	ck_assert_int_eq(tpi_codec_wsq.decode(&job, &out, &diag), TP_ERR_LIMIT);
	ck_assert_uint_lt(mem.largest, 100000);
	ck_assert_uint_eq(mem.live, 0);
	free(copy);
}
END_TEST

START_TEST(failing_allocations)
{
	tp_encode_options options = { .size = sizeof options, .bitrate = 2 };
	tpi_decode_job job = { .bytes = stream.ptr, .len = stream.len,
		.limits = tpi_limits_or_default(NULL) };
	size_t fail_at;
	sample_mem mem;
	tp_status status;
	tp_image out;
	tp_bytes bytes;

	for (fail_at = 1, status = TP_ERR_NOMEM; status != TP_OK; fail_at++) {
		sample_mem_init(&mem, fail_at);
		job.mem = mem.mem;
		status = tpi_codec_wsq.decode(&job, &out, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		if (status == TP_OK)
			tp_image_free(&out);
		ck_assert_uint_eq(mem.live, 0);
	}
	ck_assert_uint_gt(fail_at, 4);
	for (fail_at = 1, status = TP_ERR_NOMEM; status != TP_OK; fail_at++) {
		sample_mem_init(&mem, fail_at);
		options.mem = &mem.mem;
		options.target_bytes = fail_at % 2 ? 0 : 1200;
		status = tpi_codec_wsq.encode(&image, &options, &bytes, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		if (status == TP_OK)
			tp_bytes_free(&bytes);
		ck_assert_uint_eq(mem.live, 0);
	}
	ck_assert_uint_gt(fail_at, 3);
}
END_TEST

typedef struct work {
	pthread_t thread;
	tp_image image;
	tp_bytes bytes; /* encoded one after the other */
	tp_image back;
	bool same;
} work;

static void *
run(void *arg)
{
	work *w = arg;
	int i;

	w->same = true;
	for (i = 0; i < ROUNDS; i++) {
		tp_encode_options options = { .size = sizeof options };
		tpi_decode_job job = { .mem = tpi_mem_or_default(NULL),
			.limits = tpi_limits_or_default(NULL) };
		tp_bytes bytes;
		tp_image back;

		if (tpi_codec_wsq.encode(&w->image, &options, &bytes, NULL) != TP_OK)
			return NULL;
		job.bytes = bytes.ptr;
		job.len = bytes.len;
		w->same &= bytes.len == w->bytes.len &&
		    memcmp(bytes.ptr, w->bytes.ptr, bytes.len) == 0 &&
		    tpi_codec_wsq.decode(&job, &back, NULL) == TP_OK &&
		    memcmp(back.pixels, w->back.pixels, back.bytes) == 0;
		tp_image_free(&back);
		tp_bytes_free(&bytes);
	}
	return NULL;
}

START_TEST(threads_do_not_meet)
{
	static work all[THREADS];
	int i;

	for (i = 0; i < THREADS; i++) {
		tp_encode_options options = { .size = sizeof options };

		sample_image(i % 2 ? RIDGES : NOISE, 100 + 37 * (uint32_t)i,
		    260 - 11 * (uint32_t)i, &all[i].image);
		sample_encode(&all[i].image, &options, &all[i].bytes);
		ck_assert_int_eq(sample_decode(all[i].bytes.ptr, all[i].bytes.len, 0, &all[i].back,
		    NULL), TP_OK);
	}
	for (i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&all[i].thread, NULL, run, &all[i]), 0);
	for (i = 0; i < THREADS; i++) {
		ck_assert_int_eq(pthread_join(all[i].thread, NULL), 0);
		ck_assert(all[i].same);
		tp_image_free(&all[i].image);
		tp_image_free(&all[i].back);
		tp_bytes_free(&all[i].bytes);
	}
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("wsq damage");
	TCase *tc = tcase_create("damage");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, every_truncation);
	tcase_add_test(tc, truncation_keeps_what_came_before);
	tcase_add_test(tc, mutations);
	tcase_add_loop_test(tc, missing_segments, 0, 4);
	tcase_add_test(tc, damaged_block_spares_the_next);
	tcase_add_test(tc, errors_say_where);
	tcase_add_test(tc, limits_come_first);
	tcase_add_test(tc, failing_allocations);
	suite_add_tcase(s, tc);
	tc = tcase_create("threads");
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, threads_do_not_meet);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return sample_run(suite());
}
