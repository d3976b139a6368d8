/* SPDX-License-Identifier: MIT */
/* The ways a transaction's bytes come in give the same tree, and the limits hold in each. */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <unistd.h>

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#include "itl.h"

static ts_file sample;
static ts_mem m;

static void
setup(void)
{
	ts_file_init(&sample);
	ts_sample(&sample);
	ts_mem_init(&m);
}

static void
teardown(void)
{
	ts_file_free(&sample);
	ck_assert(ts_mem_clean(&m));
}

static uint64_t
sample_walk(void)
{
	tp_transaction *t = read_file(&sample, 0);
	uint64_t hash = ts_walk(t);

	tp_transaction_free(t);
	return hash;
}

START_TEST(copied)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	char *copy = malloc(sample.len);
	tp_transaction *t;
	tp_str raw;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, sample.bytes, sample.len);
	ck_assert_int_eq(tp_transaction_read(copy, sample.len, &options, &t, NULL), TP_OK);
	memset(copy, 'x', sample.len);
	free(copy); /* the transaction has its own */
	ck_assert_uint_eq(ts_walk(t), sample_walk());
	expect_bytes(t, 0, sample.bytes, sample.len);
	tp_record_raw(tp_transaction_record(t, 1), &raw);
	ck_assert_mem_eq(raw.ptr, sample.bytes + sample.at[1], raw.len);
	tp_transaction_free(t);
}
END_TEST

START_TEST(borrowed)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW,
		.mem = &m.mem };
	tp_transaction *t;
	tp_str raw;

	ck_assert_int_eq(tp_transaction_read(sample.bytes, sample.len, &options, &t, NULL), TP_OK);
	tp_record_raw(tp_transaction_record(t, 0), &raw);
	ck_assert_ptr_eq(raw.ptr, sample.bytes);
	ck_assert_uint_eq(ts_walk(t), sample_walk());
	tp_transaction_free(t);
}
END_TEST

typedef struct released {
	int calls;
	void *bytes;
	size_t len;
} released;

static void
release(void *ctx, void *bytes, size_t len)
{
	released *r = ctx;

	r->calls++;
	r->bytes = bytes;
	r->len = len;
}

START_TEST(wrapped)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	tp_transaction *t;
	released r = { 0 };
	uint64_t n;

	ck_assert_int_eq(tp_transaction_wrap(sample.bytes, sample.len, release, &r, &options, &t,
	    NULL), TP_OK);
	ck_assert_uint_eq(ts_walk(t), sample_walk());
	ck_assert_int_eq(r.calls, 0);
	tp_transaction_free(t);
	ck_assert_int_eq(r.calls, 1);
	ck_assert_ptr_eq(r.bytes, sample.bytes);
	ck_assert_uint_eq(r.len, sample.len);
	/* On failure the caller still owns the buffer: bad bytes, no bytes, no memory. */
	r.calls = 0;
	ck_assert_int_eq(tp_transaction_wrap(sample.bytes, sample.len - 1, release, &r, &options,
	    &t, NULL), TP_ERR_TRUNCATED);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(tp_transaction_wrap(sample.bytes, 0, release, &r, &options, &t, NULL),
	    TP_ERR_TRUNCATED);
	ck_assert_int_eq(tp_transaction_wrap(sample.bytes, sample.len, release, &r, &options, NULL,
	    NULL), TP_ERR_ARG);
	for (n = 1; n < 6; n++) {
		m.calls = 0;
		m.fail_at = n;
		if (tp_transaction_wrap(sample.bytes, sample.len, release, &r, &options, &t,
		    NULL) == TP_OK)
			break;
	}
	ck_assert_int_gt((int)n, 1);
	ck_assert_int_eq(r.calls, 0);
	tp_transaction_free(t);
	ck_assert_int_eq(r.calls, 1);
	/* No release function: the buffer is simply borrowed. */
	ck_assert_int_eq(tp_transaction_wrap(sample.bytes, sample.len, NULL, NULL, NULL, &t, NULL),
	    TP_OK);
	tp_transaction_free(t);
}
END_TEST

START_TEST(from_a_file)
{
	char path[] = "tenprint-open-XXXXXX", full[4200];
	const char *folder = getenv("TMPDIR");
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	tp_transaction *t;
	tp_diag diag;
	int fd;

	(void)snprintf(full, sizeof full, "%s/%s", folder != NULL ? folder : "/tmp", path);
	fd = mkstemp(full);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, sample.bytes, sample.len), (int)sample.len);
	close(fd);
	ck_assert_int_eq(tp_transaction_read_file(full, &options, &t, &diag), TP_OK);
	ck_assert_uint_eq(ts_walk(t), sample_walk());
	ck_assert_int_eq(tp_transaction_write_file(t, 0, full, &diag), TP_OK);
	tp_transaction_free(t);
	ck_assert_int_eq(tp_transaction_read_file(full, &options, &t, &diag), TP_OK);
	expect_bytes(t, 0, sample.bytes, sample.len);
	tp_transaction_free(t);
	ck_assert_int_eq(unlink(full), 0);
	ck_assert_int_eq(tp_transaction_read_file(full, &options, &t, &diag), TP_ERR_IO);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(diag.code, TP_ERR_IO);
	ck_assert_int_eq(tp_transaction_read_file(full, &options, NULL, &diag), TP_ERR_ARG);
}
END_TEST

typedef struct source {
	const char *bytes;
	size_t len;
	size_t at;
	size_t chunk;
	size_t fail_at;
	int status;
} source;

static int
give(void *ctx, void *buf, size_t size, size_t *got)
{
	source *s = ctx;
	size_t n = s->len - s->at;

	if (s->status != 0 && s->at >= s->fail_at)
		return s->status;
	n = n < s->chunk ? n : s->chunk;
	n = n < size ? n : size;
	memcpy(buf, s->bytes + s->at, n);
	s->at += n;
	*got = n;
	return TP_OK;
}

START_TEST(from_a_source_in_every_chunk_size)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	uint64_t hash = sample_walk();
	source s = { sample.bytes, sample.len, 0, 0, 0, 0 };
	tp_transaction *t;

	for (s.chunk = 1; s.chunk <= sample.len + 1; s.chunk++) {
		s.at = 0;
		ck_assert_int_eq(tp_transaction_read_from(give, &s, &options, &t, NULL), TP_OK);
		ck_assert_uint_eq(ts_walk(t), hash);
		tp_transaction_free(t);
	}
}
END_TEST

START_TEST(from_a_source_that_fails)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	source s = { sample.bytes, sample.len, 0, 7, 100, TP_ERR_NOTFOUND };
	tp_transaction *t;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_read_from(give, &s, &options, &t, &diag),
	    TP_ERR_NOTFOUND);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(diag.code, TP_ERR_NOTFOUND);
	s = (source){ sample.bytes, 0, 0, 7, 0, 0 };
	ck_assert_int_eq(tp_transaction_read_from(give, &s, &options, &t, &diag),
	    TP_ERR_TRUNCATED);
	ck_assert_int_eq(tp_transaction_read_from(NULL, &s, &options, &t, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_read_from(give, &s, &options, NULL, &diag), TP_ERR_ARG);
}
END_TEST

static tp_status
read_limited(const tp_limits *limits, uint32_t flags, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem, .limits = limits,
		.flags = flags };
	tp_transaction *t;
	tp_status status = tp_transaction_read(sample.bytes, sample.len, &options, &t, diag);

	ck_assert((t == NULL) == (status != TP_OK));
	tp_transaction_free(t);
	return status;
}

START_TEST(limits_are_hit)
{
	tp_limits l = { .size = sizeof l };
	tp_diag diag;
	uint32_t flags;

	for (flags = 0; flags <= TP_READ_TOLERANT; flags++) {
		l = (tp_limits){ .size = sizeof l, .bytes = sample.len };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_OK);
		l.bytes--;
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_ERR_LIMIT);
		l = (tp_limits){ .size = sizeof l, .records = 9 };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_OK);
		l.records = 8;
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_ERR_LIMIT);
		ck_assert_uint_eq(diag.offset, sample.at[8]);
		l = (tp_limits){ .size = sizeof l, .fields = 12 };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_OK);
		l.fields = 11;
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_ERR_LIMIT);
		ck_assert_int_eq(diag.record, 0);
		l = (tp_limits){ .size = sizeof l, .items = 1 };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_ERR_LIMIT);
		ck_assert_int_eq(diag.record, 0);
		l = (tp_limits){ .size = sizeof l, .arena = 1000 };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_ERR_LIMIT);
		ck_assert_ptr_nonnull(strstr(diag.text, "1000 bytes of memory"));
		l = (tp_limits){ .size = sizeof l, .arena = 1000000 };
		ck_assert_int_eq(read_limited(&l, flags, &diag), TP_OK);
	}
}
END_TEST

/* Items are counted as there are, not as separators: one a field at least. */
START_TEST(items_to_the_last)
{
	tp_limits l = { .size = sizeof l };
	tp_diag diag;
	uint64_t items = 0;
	size_t i, n;
	tp_transaction *t = read_file(&sample, 0);

	for (i = 0; i < tp_transaction_record_count(t); i++) {
		const tp_record *r = tp_transaction_record(t, i);
		tp_field field;
		tp_walk walk;

		for (n = 0; !tp_record_is_binary(r) && tp_record_field_at(r, n, &field); n++) {
			tp_walk_subfields(&field, &walk);
			while (tp_walk_next(&walk))
				items += field.kind == TP_FIELD_TEXT
				    ? tp_str_item_count(&walk.value) : 1;
		}
	}
	tp_transaction_free(t);
	l.items = items;
	ck_assert_int_eq(read_limited(&l, 0, &diag), TP_OK);
	l.items = items - 1;
	ck_assert_int_eq(read_limited(&l, 0, &diag), TP_ERR_LIMIT);
	ck_assert_uint_gt(items, 40);
}
END_TEST

/* What a LEN declares never sizes an allocation. */
START_TEST(declared_four_gigabytes)
{
	static const char *const lens[] = { "4294967295", "99999999999999999999999",
		"18446744073709551615", "4294967296" };
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	tp_transaction *t;
	char text[100];
	tp_diag diag;
	ts_file f;
	size_t i;

	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "4" US "00");
	ts_raw(&f, "\377\377\377\377\001abc", 8);
	for (options.flags = 0; options.flags <= TP_READ_TOLERANT; options.flags++) {
		tp_status status = tp_transaction_read(f.bytes, f.len, &options, &t, &diag);

		ck_assert_int_eq(status, options.flags == 0 ? TP_ERR_TRUNCATED : TP_OK);
		tp_transaction_free(t);
		for (i = 0; i < sizeof lens / sizeof lens[0]; i++) {
			(void)snprintf(text, sizeof text, "1.001:%s%s1.002:0500%s1.003:1%s0%s",
			    lens[i], GS, GS, US, FS);
			status = tp_transaction_read(text, strlen(text), &options, &t, &diag);
			ck_assert_int_eq(status, options.flags == 0 ? TP_ERR_LENGTH : TP_OK);
			tp_transaction_free(t);
		}
	}
	ck_assert_uint_lt(m.largest, 100000);
	ts_file_free(&f);
}
END_TEST

START_TEST(arguments)
{
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	tp_transaction *t = (tp_transaction *)&t;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_read(NULL, 0, NULL, &t, &diag), TP_ERR_TRUNCATED);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(tp_transaction_read("x", 1, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_transaction_read("x", 1, NULL, &t, &diag), TP_ERR_SYNTAX);
	ck_assert_uint_eq(diag.offset, 0);
	ck_assert_int_eq(tp_transaction_read("2.001:9" FS, 8, NULL, &t, NULL), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_transaction_read("1.002:9" FS, 8, NULL, &t, NULL), TP_ERR_SYNTAX);
	/* Only size bytes of the options are read. */
	options.size = offsetof(tp_read_options, mem);
	options.mem = (const tp_mem *)&diag;
	ck_assert_int_eq(tp_transaction_read(sample.bytes, sample.len, &options, &t, NULL), TP_OK);
	tp_transaction_free(t);
}
END_TEST

#ifdef HAVE_ZLIB
static size_t
zip(unsigned char *out, size_t room)
{
	uLongf len = (uLongf)room;
	z_stream z;

	memset(&z, 0, sizeof z);
	ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)sample.bytes;
	z.avail_in = (uInt)sample.len;
	z.next_out = out;
	z.avail_out = (uInt)len;
	ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	room -= z.avail_out;
	deflateEnd(&z);
	return room;
}

START_TEST(gzip_by_every_way)
{
	unsigned char zipped[4096];
	size_t len = zip(zipped, sizeof zipped), i;
	source s = { (const char *)zipped, len, 0, 5, 0, 0 };
	tp_read_options options = { .size = sizeof options, .mem = &m.mem };
	tp_limits limits = { .size = sizeof limits };
	tp_transaction *t[4];
	released r = { 0 };

	ck_assert_int_eq(tp_transaction_read(zipped, len, &options, &t[0], NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_wrap(zipped, len, release, &r, &options, &t[1], NULL),
	    TP_OK);
	ck_assert_int_eq(r.calls, 1); /* the expanded copy serves */
	ck_assert_int_eq(tp_transaction_read_from(give, &s, &options, &t[2], NULL), TP_OK);
	options.flags = TP_READ_BORROW;
	ck_assert_int_eq(tp_transaction_read(zipped, len, &options, &t[3], NULL), TP_OK);
	memset(zipped, 0, len);
	for (i = 0; i < 4; i++) {
		ck_assert_uint_eq(ts_walk(t[i]), sample_walk());
		tp_transaction_free(t[i]);
	}
	ck_assert_int_eq(r.calls, 1);
	ck_assert_uint_eq(zip(zipped, sizeof zipped), len);
	ck_assert_int_eq(tp_transaction_read(zipped, len - 1, &options, &t[0], NULL),
	    TP_ERR_TRUNCATED);
	limits.bytes = sample.len - 1;
	options.limits = &limits;
	ck_assert_int_eq(tp_transaction_read(zipped, len, &options, &t[0], NULL), TP_ERR_LIMIT);
	ck_assert_int_eq(tp_transaction_wrap(zipped, len, release, &r, &options, &t[0], NULL),
	    TP_ERR_LIMIT);
	ck_assert_int_eq(r.calls, 1);
}
END_TEST
#endif

static Suite *
suite(void)
{
	Suite *s = suite_create("itl open");
	TCase *ways = tcase_create("ways"), *limits = tcase_create("limits");

	tcase_add_checked_fixture(ways, setup, teardown);
	tcase_set_timeout(ways, 60);
	tcase_add_test(ways, copied);
	tcase_add_test(ways, borrowed);
	tcase_add_test(ways, wrapped);
	tcase_add_test(ways, from_a_file);
	tcase_add_test(ways, from_a_source_in_every_chunk_size);
	tcase_add_test(ways, from_a_source_that_fails);
#ifdef HAVE_ZLIB
	tcase_add_test(ways, gzip_by_every_way);
#endif
	suite_add_tcase(s, ways);
	tcase_add_checked_fixture(limits, setup, teardown);
	tcase_add_test(limits, limits_are_hit);
	tcase_add_test(limits, items_to_the_last);
	tcase_add_test(limits, declared_four_gigabytes);
	tcase_add_test(limits, arguments);
	suite_add_tcase(s, limits);
	return s;
}

int
main(void)
{
	return run(suite());
}
