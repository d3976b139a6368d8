/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out below the image codecs. First through tp_mem: every
 * request of every decode and encode fails once, and once with all that
 * follow. Then the same below the libraries, whose requests go to malloc:
 * an error or the whole result, and no crash and no memory lost in our code.
 * What a library itself loses, or crashes of, is counted and printed.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "images.h"

#define WIDTH 50
#define HEIGHT 40

/* What a call gives: exactly one of the two is made. */
typedef struct result {
	tp_status status;
	tp_image image;
	tp_bytes bytes;
	tp_diag diag;
} result;

typedef struct victim {
	ts_stream stream;
	uint32_t flags;
	bool encodes;
	result whole; /* what comes of it with memory enough */
} victim;

static void
call(const victim *v, const tp_mem *mem, result *r)
{
	tp_limits limits = { .size = sizeof limits, .pixels = WIDTH * HEIGHT };
	tp_decode_options o = ts_decode_options(&v->stream, v->flags, mem);

	memset(r, 0, sizeof *r);
	o.limits = &limits;
	if (v->encodes) {
		memset(&r->bytes, 0xa5, sizeof r->bytes);
		r->status = ts_encode(v->stream.kind, &v->stream.image, mem, &r->bytes, &r->diag);
	} else {
		memset(&r->image, 0xa5, sizeof r->image);
		r->status = tp_image_decode(v->stream.bytes.ptr, v->stream.bytes.len, &o,
		    &r->image, &r->diag);
	}
}

static void
discard(result *r)
{
	tp_image_free(&r->image);
	tp_bytes_free(&r->bytes);
}

static double
squared_error(const tp_image *a, const tp_image *b)
{
	double sum = 0, d;
	size_t i;

	for (i = 0; i < a->bytes && i < b->bytes; i++) {
		d = (double)a->pixels[i] - b->pixels[i];
		sum += d * d;
	}
	return sum;
}

/*
 * OpenJPEG takes a failure while it looks for the best rate as a rate that is
 * too high: the stream is another one then, but of the same image.
 */
static bool
is_as_good(const victim *v, const tp_bytes *bytes)
{
	tp_decode_options o = ts_decode_options(&v->stream, 0, NULL);
	const tp_image *source = &v->stream.image;
	tp_image good, other;
	bool alike;

	if (v->stream.kind->codec != TP_CODEC_JP2 || bytes->len > v->whole.bytes.len + 8 ||
	    tp_image_decode(bytes->ptr, bytes->len, &o, &other, NULL) != TP_OK)
		return false;
	ck_assert_int_eq(tp_image_decode(v->whole.bytes.ptr, v->whole.bytes.len, &o, &good, NULL),
	    TP_OK);
	alike = other.bytes == good.bytes &&
	    squared_error(source, &other) < 4 * squared_error(source, &good);
	tp_image_free(&good);
	tp_image_free(&other);
	return alike;
}

static bool
is_whole(const victim *v, const result *r)
{
	const result *w = &v->whole;

	if (r->status != TP_OK)
		return false;
	if (!v->encodes)
		return ts_same_image(&w->image, &r->image);
	return (w->bytes.len == r->bytes.len &&
	    memcmp(w->bytes.ptr, r->bytes.ptr, w->bytes.len) == 0) ||
	    is_as_good(v, &r->bytes);
}

static bool
is_nothing(const result *r)
{
	return r->status != TP_OK && r->diag.code == r->status && r->diag.text[0] != '\0' &&
	    ts_image_is_zero(&r->image) && ts_bytes_are_zero(&r->bytes);
}

static void
prepare(victim *v, const ts_kind *kind, bool encodes, uint32_t flags)
{
	memset(v, 0, sizeof *v);
	ts_stream_make(kind, 8, WIDTH, HEIGHT, &v->stream);
	v->encodes = encodes;
	v->flags = flags;
	call(v, NULL, &v->whole);
	ck_assert_int_eq(v->whole.status, TP_OK);
}

static void
release(victim *v)
{
	discard(&v->whole);
	ts_stream_free(&v->stream);
}

static uint64_t
sweep_tp_mem(const victim *v, bool sticky)
{
	const char *name = v->stream.kind->name, *what = v->encodes ? "encode" : "decode";
	uint64_t n;
	ts_mem m;
	result r;

	for (n = 1;; n++) {
		ts_mem_init(&m);
		m.fail_at = n;
		m.sticky = sticky;
		call(v, &m.mem, &r);
		if (!m.failed)
			break;
		ck_assert_msg(r.status == TP_ERR_NOMEM && is_nothing(&r),
		    "%s, %s: %s when request %llu fails", name, what, tp_status_name(r.status),
		    (unsigned long long)n);
		ck_assert_msg(ts_mem_clean(&m), "%s, %s: memory lost when request %llu fails",
		    name, what, (unsigned long long)n);
	}
	ck_assert(is_whole(v, &r));
	discard(&r);
	ck_assert(ts_mem_clean(&m));
	return n - 1;
}

/* Decode strictly, tolerantly, and encode. */
static const struct {
	const char *name;
	bool encodes;
	uint32_t flags;
} ways[] = {
	{ "decode", false, 0 },
	{ "tolerant decode", false, TP_DECODE_TOLERANT },
	{ "encode", true, 0 },
};
#define WAYS (sizeof ways / sizeof ways[0])

START_TEST(through_tp_mem)
{
	const ts_kind *kind = &ts_kinds[_i];
	victim v;
	size_t i;

	if (!ts_kind_built(kind)) {
		printf("skipped: %s is left out of this build\n", kind->name);
		return;
	}
	for (i = 0; i < WAYS; i++) {
		prepare(&v, kind, ways[i].encodes, ways[i].flags);
		ck_assert_uint_gt(sweep_tp_mem(&v, false), 0);
		ck_assert_uint_gt(sweep_tp_mem(&v, true), 0);
		release(&v);
	}
}
END_TEST

#ifdef FAILING_MALLOC
/* One call in a child, and what became of it. */
typedef struct attempt {
	const victim *victim;
	failing_malloc f;
	tp_status status;
	bool whole, nothing;
} attempt;

typedef struct losses {
	size_t calls, recovered, blocks, crashes;
	char modules[60];
} losses;

static void
try_once(void *shared)
{
	attempt *a = shared;
	result r;

	failing_malloc_start(&a->f);
	call(a->victim, NULL, &r);
	failing_malloc_pause();
	a->status = r.status;
	a->whole = is_whole(a->victim, &r);
	a->nothing = is_nothing(&r);
	failing_malloc_resume();
	discard(&r);
	failing_malloc_stop(&a->f);
}

static bool
is_upstream(const char *module)
{
	return strncmp(module, "lib", 3) == 0 && strncmp(module, "libtenprint", 11) != 0;
}

/* A library may do without what it did not get: then with the same result. */
static void
check_attempt(const attempt *a, const char *way, losses *sum)
{
	const char *name = a->victim->stream.kind->name;

	ck_assert_msg(a->f.failed ? a->whole || a->nothing : a->whole,
	    "%s, %s: %s, but not whole, when malloc %llu fails for %s", name, way,
	    tp_status_name(a->status), (unsigned long long)a->f.fail_at, a->f.failed_for);
	ck_assert_msg(is_upstream(a->f.failed_for) || !a->f.failed ||
	    a->status == TP_ERR_NOMEM, "%s, %s: %s when our own malloc %llu fails", name, way,
	    tp_status_name(a->status), (unsigned long long)a->f.fail_at);
	ck_assert_msg(a->f.lost_here == 0, "%s, %s: %zu blocks lost when malloc %llu fails", name,
	    way, a->f.lost_here, (unsigned long long)a->f.fail_at);
	ck_assert(a->f.failed || a->f.lost_elsewhere == 0);
	sum->recovered += a->f.failed && a->status == TP_OK;
	sum->blocks += a->f.lost_elsewhere;
	if (a->f.lost_elsewhere != 0)
		memcpy(sum->modules, a->f.lost_by, sizeof a->f.lost_by);
}

static void
sweep_malloc(const victim *v, const char *way, bool sticky, losses *sum)
{
	attempt *a = failing_malloc_shared(sizeof *a);
	char where[60];
	uint64_t n;

	a->victim = v;
	a->f.sticky = sticky;
	for (n = 1;; n++) {
		a->f.fail_at = n;
		if (failing_malloc_child(try_once, a, where)) {
			check_attempt(a, way, sum);
			if (!a->f.failed)
				break;
		} else {
			/* A crash is upstream's only if its code crashed for its own request. */
			ck_assert_msg(is_upstream(where) && is_upstream(a->f.failed_for),
			    "%s, %s: a crash in %s when malloc %llu fails for %s",
			    v->stream.kind->name, way, where, (unsigned long long)n,
			    a->f.failed_for);
			memcpy(sum->modules, where, sizeof where);
			sum->crashes++;
		}
		sum->calls++;
	}
}

START_TEST(through_malloc)
{
	const ts_kind *kind = &ts_kinds[_i];
	victim v;
	size_t i;

	if (!ts_kind_built(kind))
		return;
	if (!failing_malloc_works()) {
		puts("skipped: something else stands in front of malloc");
		return;
	}
	for (i = 0; i < WAYS; i++) {
		losses sum = { 0 };

		prepare(&v, kind, ways[i].encodes, ways[i].flags);
		sweep_malloc(&v, ways[i].name, false, &sum);
		sweep_malloc(&v, ways[i].name, true, &sum);
		ck_assert_uint_gt(sum.calls, 0);
		printf("%s (%s), %s: %zu failures, %zu of them got over", kind->name,
		    kind->library, ways[i].name, sum.calls, sum.recovered);
		if (sum.blocks != 0 || sum.crashes != 0)
			printf("; upstream, in %s: %zu blocks lost, %zu crashes", sum.modules,
			    sum.blocks, sum.crashes);
		puts("");
		release(&v);
	}
}
END_TEST
#endif

int
main(void)
{
	Suite *suite = suite_create("images without memory");
	TCase *tc = tcase_create("memory");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, through_tp_mem, 0, (int)ts_kind_count);
#ifdef FAILING_MALLOC
	tcase_add_loop_test(tc, through_malloc, 0, (int)ts_kind_count);
#else
	puts("skipped: malloc cannot be made to fail in this build (a sanitizer, or no dlsym)");
#endif
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
