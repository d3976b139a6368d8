/* SPDX-License-Identifier: MIT */
/* Many threads: one transaction read by all, and each its own edited, as one thread would. */

#include <pthread.h>
#include <stdio.h>

#include "itl.h"

#define MOST_THREADS 8
#define ROUNDS 20

static ts_file sample;

static void
setup(void)
{
	ts_file_init(&sample);
	ts_sample(&sample);
}

static void
teardown(void)
{
	ts_file_free(&sample);
}

typedef struct job {
	pthread_t thread;
	const tp_transaction *shared;
	const char *bytes;
	size_t len;
	int number;
	uint64_t hash;
	ts_mem m;
} job;

static uint64_t
hash_written(const tp_transaction *t, uint32_t flags)
{
	tp_bytes out;
	uint64_t hash = 0;

	if (tp_transaction_write(t, flags, &out, NULL) == TP_OK)
		hash = ts_hash(1, out.ptr, out.len);
	tp_bytes_free(&out);
	return hash;
}

/* Everything that looks, and everything that writes. */
static void *
look(void *arg)
{
	job *j = arg;
	uint64_t hash = 0;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		uint64_t now = ts_walk(j->shared);

		now ^= hash_written(j->shared, 0) + 3 * hash_written(j->shared, TP_WRITE_REENCODE);
		if (i != 0 && now != hash)
			now = 0;
		hash = now;
	}
	j->hash = hash;
	return NULL;
}

static tp_status
edit(tp_transaction *t, int number)
{
	tp_path path = { .type = 2, .idc = -1, .field = 18 };
	char value[40];
	tp_status status = TP_OK;
	int i;

	for (i = 0; i < 200 && status == TP_OK; i++) {
		int len = snprintf(value, sizeof value, "SYNTHETIC %d %d", number, i);

		path.field = 18 + (uint32_t)(i % 7);
		status = tp_transaction_set(t, &path, value, (size_t)len, 0, NULL);
		if (status == TP_OK && i % 10 == 0)
			status = tp_transaction_add_record(t, 14, -1, 0, NULL, NULL);
		if (status == TP_OK && i % 25 == 24)
			status = tp_transaction_remove_record(t, 9, NULL);
		if (status == TP_OK && i % 50 == 49)
			status = tp_transaction_compact(t, NULL);
	}
	return status;
}

static void *
change(void *arg)
{
	tp_transaction *t;
	job *j = arg;
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW,
		.mem = &j->m.mem };

	j->hash = 0;
	if (tp_transaction_read(j->bytes, j->len, &options, &t, NULL) != TP_OK)
		return NULL;
	if (edit(t, j->number) == TP_OK &&
	    tp_transaction_fix(t, 0, NULL, NULL, NULL, NULL) == TP_OK)
		j->hash = hash_written(t, 0) ^ ts_walk(t);
	tp_transaction_free(t);
	return NULL;
}

/* What one thread finds, all of them find at the same time. */
static void
run_jobs(void *(*work)(void *), const tp_transaction *shared, int threads)
{
	static job jobs[MOST_THREADS], alone;
	int i;

	for (i = 0; i < threads; i++) {
		jobs[i].shared = shared;
		jobs[i].bytes = sample.bytes;
		jobs[i].len = sample.len;
		jobs[i].number = i;
		ts_mem_init(&jobs[i].m);
	}
	for (i = 0; i < threads; i++)
		ck_assert_int_eq(pthread_create(&jobs[i].thread, NULL, work, &jobs[i]), 0);
	for (i = 0; i < threads; i++)
		ck_assert_int_eq(pthread_join(jobs[i].thread, NULL), 0);
	for (i = 0; i < threads; i++) {
		alone = jobs[i];
		ck_assert(ts_mem_clean(&jobs[i].m));
		ts_mem_init(&alone.m);
		(void)work(&alone);
		ck_assert_uint_ne(alone.hash, 0);
		ck_assert_uint_eq(jobs[i].hash, alone.hash);
	}
}

START_TEST(readers_of_one)
{
	tp_transaction *t = read_file(&sample, 0);

	run_jobs(look, t, _i);
	tp_transaction_free(t);
}
END_TEST

/* One that was edited before may be read by many too. */
START_TEST(readers_of_one_that_was_edited)
{
	tp_transaction *t = read_file(&sample, 0);

	ck_assert_int_eq(edit(t, 1), TP_OK);
	run_jobs(look, t, _i);
	tp_transaction_free(t);
}
END_TEST

START_TEST(editors_of_their_own)
{
	run_jobs(change, NULL, _i);
}
END_TEST

static Suite *
suite(void)
{
	static const int threads[] = { 2, MOST_THREADS };
	Suite *s = suite_create("threads");
	TCase *tc = tcase_create("threads");
	size_t i;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	for (i = 0; i < sizeof threads / sizeof threads[0]; i++) {
		tcase_add_loop_test(tc, readers_of_one, threads[i], threads[i] + 1);
		tcase_add_loop_test(tc, readers_of_one_that_was_edited, threads[i], threads[i] + 1);
		tcase_add_loop_test(tc, editors_of_their_own, threads[i], threads[i] + 1);
	}
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run(suite());
}
