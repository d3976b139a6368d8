/* SPDX-License-Identifier: MIT */
/*
 * Images of every codec decoded and encoded by many threads at once, each
 * starting with another codec: what they get is what one thread got alone.
 */

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "images.h"

#define THREADS 8
#define ROUNDS 3
#define SEEDS 2
#define MOST_STREAMS 64

typedef struct sample {
	ts_stream stream;
	uint64_t decoded; /* what one thread got */
	uint64_t encoded;
} sample;

static sample samples[MOST_STREAMS];
static size_t sample_count;

static bool
hash_decoded(const ts_stream *s, const tp_mem *mem, uint64_t *hash)
{
	tp_decode_options o = ts_decode_options(s, 0, mem);
	tp_image image;

	if (tp_image_decode(s->bytes.ptr, s->bytes.len, &o, &image, NULL) != TP_OK)
		return false;
	*hash = ts_hash_image(&image);
	tp_image_free(&image);
	return true;
}

static bool
hash_encoded(const ts_stream *s, const tp_mem *mem, uint64_t *hash)
{
	tp_bytes bytes;

	if (ts_encode(s->kind, &s->image, mem, &bytes, NULL) != TP_OK)
		return false;
	*hash = ts_hash(1, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return true;
}

static void
setup(void)
{
	uint64_t seed;
	size_t k;

	sample_count = 0;
	for (k = 0; k < ts_kind_count; k++)
		for (seed = 1; seed <= SEEDS && ts_kind_built(&ts_kinds[k]); seed++) {
			sample *s = &samples[sample_count++];

			ck_assert_uint_le(sample_count, MOST_STREAMS);
			ts_stream_make(&ts_kinds[k], seed * 100 + k, 120 + (uint32_t)k,
			    90 + 11 * (uint32_t)seed, &s->stream);
			ck_assert(hash_decoded(&s->stream, NULL, &s->decoded));
			ck_assert(hash_encoded(&s->stream, NULL, &s->encoded));
		}
}

static void
teardown(void)
{
	while (sample_count > 0)
		ts_stream_free(&samples[--sample_count].stream);
}

typedef struct job {
	pthread_t thread;
	size_t first;
	size_t right;
	ts_mem mem;
} job;

static void *
work(void *arg)
{
	job *j = arg;
	size_t i;

	for (i = 0; i < ROUNDS * sample_count; i++) {
		const sample *s = &samples[(j->first + i) % sample_count];
		uint64_t hash;

		j->right += hash_decoded(&s->stream, &j->mem.mem, &hash) && hash == s->decoded;
		j->right += hash_encoded(&s->stream, &j->mem.mem, &hash) && hash == s->encoded;
	}
	return NULL;
}

START_TEST(all_codecs_at_once)
{
	static job jobs[THREADS];
	size_t i;

	for (i = 0; i < THREADS; i++) {
		jobs[i].first = i * sample_count / THREADS;
		jobs[i].right = 0;
		ts_mem_init(&jobs[i].mem);
	}
	for (i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, work, &jobs[i]), 0);
	for (i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_join(jobs[i].thread, NULL), 0);
	for (i = 0; i < THREADS; i++) {
		ck_assert_uint_eq(jobs[i].right, 2 * ROUNDS * sample_count);
		ck_assert(ts_mem_clean(&jobs[i].mem));
	}
	printf("%d threads, %zu calls each, all as one thread alone\n", THREADS,
	    2 * ROUNDS * sample_count);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("image threads");
	TCase *tc = tcase_create("threads");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 300);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, all_codecs_at_once);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
