/* SPDX-License-Identifier: MIT */
/*
 * Image streams of every codec turned, overwritten, cut and spliced, read
 * strictly and tolerantly: nothing crashes or is left allocated, a failure
 * leaves no image, and no request for memory is larger than what the limit
 * on pixels and the stream itself account for.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "images.h"

#define MUTATIONS 12000u
#define CORPUS_MUTATIONS 150u
#define PIXELS 32768u /* the limit; the images have less */

/*
 * What one request may be: 16 bytes a pixel (four components of 16 bits, or a
 * decoder's working numbers), as much as twice the stream, and the fixed
 * tables of a library (zlib's window, libpng's structs, WSQ's line buffers).
 */
#define BYTES_PER_PIXEL 16u
#define FIXED 131072u

typedef struct tally {
	size_t tried;
	size_t read[2]; /* strictly, tolerantly */
	uint64_t largest;
} tally;

static const tp_status refusals[] = { TP_ERR_UNSUPPORTED, TP_ERR_SYNTAX, TP_ERR_TRUNCATED,
	TP_ERR_LIMIT };

static bool
is_refusal(tp_status status)
{
	size_t i;

	for (i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
		if (refusals[i] == status)
			return true;
	return false;
}

/* One read with everything that has to hold after it. *out is freed by the caller. */
static tp_status
read_once(const ts_stream *s, const uint8_t *bytes, size_t len, uint32_t flags, tally *sum)
{
	tp_limits limits = { .size = sizeof limits, .pixels = PIXELS };
	bool damaged = true;
	tp_decode_options o;
	tp_status status;
	tp_image image;
	tp_diag diag;
	ts_mem m;

	if ((uint64_t)s->info.width * s->info.height > PIXELS)
		limits.pixels = (uint64_t)s->info.width * s->info.height;
	ts_mem_init(&m);
	o = ts_decode_options(s, flags, &m.mem);
	o.limits = &limits;
	o.damaged = &damaged;
	memset(&image, 0xa5, sizeof image);
	status = tp_image_decode(bytes, len, &o, &image, &diag);
	if (status == TP_OK) {
		ck_assert_ptr_nonnull(image.pixels);
		ck_assert(flags != 0 || !damaged);
		ck_assert_uint_le((uint64_t)image.info.width * image.info.height, limits.pixels);
	} else {
		ck_assert_msg(is_refusal(status), "%s: %s", s->kind->name, tp_status_name(status));
		ck_assert_int_eq(diag.code, status);
		ck_assert(diag.text[0] != '\0' && !damaged && ts_image_is_zero(&image));
	}
	tp_image_free(&image);
	ck_assert_msg(ts_mem_clean(&m), "%s: %llu blocks left", s->kind->name,
	    (unsigned long long)m.blocks);
	ck_assert_msg(m.largest <= limits.pixels * BYTES_PER_PIXEL + 2 * len + FIXED,
	    "%s: %llu bytes in one request", s->kind->name, (unsigned long long)m.largest);
	sum->largest = m.largest > sum->largest ? m.largest : sum->largest;
	sum->read[flags != 0] += status == TP_OK;
	return status;
}

/* Strictly what is read is whole or refused, tolerantly no less is read. */
static void
read_both(const ts_stream *s, const uint8_t *bytes, size_t len, tally *sum)
{
	tp_status strict = read_once(s, bytes, len, 0, sum);
	tp_status tolerant = read_once(s, bytes, len, TP_DECODE_TOLERANT, sum);

	ck_assert_msg(strict != TP_OK || tolerant == TP_OK, "%s: %s when tolerant", s->kind->name,
	    tp_status_name(tolerant));
	sum->tried++;
}

/* Half of the places are in the first bytes, where the headers are. */
static size_t
place(uint64_t *state, size_t len)
{
	size_t head = len < 200 ? len : 200;

	return ts_below(state, ts_below(state, 2) == 0 ? head : len);
}

static void
turn_bits(uint8_t *bytes, size_t len, uint64_t *state)
{
	size_t n = ts_below(state, 4) + 1;

	while (n-- > 0)
		bytes[place(state, len)] ^= (uint8_t)(1u << ts_below(state, 8));
}

static void
set_bytes(uint8_t *bytes, size_t len, uint64_t *state)
{
	static const uint8_t values[] = { 0, 1, 0x7f, 0x80, 0xfe, 0xff };
	size_t n = ts_below(state, 6) + 1, at = place(state, len);

	for (; n > 0 && at < len; n--, at++)
		bytes[at] = ts_below(state, 2) == 0 ? values[ts_below(state, sizeof values)]
		                                    : (uint8_t)ts_random(state);
}

/* Off the end, or out of the middle. Returns what is left. */
static size_t
cut(uint8_t *bytes, size_t len, uint64_t *state)
{
	size_t at = place(state, len), n = ts_below(state, len - at) + 1;

	if (ts_below(state, 2) == 0)
		return at;
	memmove(bytes + at, bytes + at + n, len - at - n);
	return len - n;
}

/* A piece of some stream put over the bytes or in between them; there is room for it. */
static size_t
splice(uint8_t *bytes, size_t len, const tp_bytes *from, uint64_t *state)
{
	size_t at = place(state, len), start = place(state, from->len);
	size_t n = ts_below(state, from->len - start) + 1;

	if (ts_below(state, 2) == 0) {
		n = n < len - at ? n : len - at;
		memcpy(bytes + at, from->ptr + start, n);
		return len;
	}
	memmove(bytes + at + n, bytes + at, len - at);
	memcpy(bytes + at, from->ptr + start, n);
	return len + n;
}

/* In a block of just that size, so that a read past it is seen. */
static void
mutate(const ts_stream *s, const tp_bytes *other, uint64_t *state, tally *sum)
{
	size_t len = s->bytes.len, kind = ts_below(state, 4);
	uint8_t *bytes = malloc(len + other->len), *exact;

	ck_assert_ptr_nonnull(bytes);
	memcpy(bytes, s->bytes.ptr, len);
	if (kind == 2)
		len = cut(bytes, len, state);
	if (kind == 3)
		len = splice(bytes, len, other, state);
	if (kind == 1)
		set_bytes(bytes, len, state);
	if (kind == 0 || (len != 0 && ts_below(state, 4) == 0))
		turn_bits(bytes, len, state);
	exact = malloc(len != 0 ? len : 1);
	ck_assert_ptr_nonnull(exact);
	memcpy(exact, bytes, len);
	free(bytes);
	read_both(s, exact, len, sum);
	free(exact);
}

static void
report(const char *name, const tally *sum)
{
	printf("%s: %zu tried, %zu read strictly, %zu tolerantly, largest request %llu bytes\n",
	    name, sum->tried, sum->read[0], sum->read[1], (unsigned long long)sum->largest);
}

START_TEST(mutations)
{
	const ts_kind *kind = &ts_kinds[_i];
	size_t share = MUTATIONS / ts_kind_count + 1, i;
	uint64_t state = (uint64_t)_i + 1;
	ts_stream s[3];
	tally sum = { 0 };

	if (!ts_kind_built(kind)) {
		printf("skipped: %s is left out of this build\n", kind->name);
		return;
	}
	/* Of two shapes of the kind, and with pieces of WSQ, which has markers as JPEG has. */
	ts_stream_make(kind, 3, 96, 80, &s[0]);
	ts_stream_make(kind, 4, 41, 67, &s[1]);
	ts_stream_make(&ts_kinds[0], 5, 64, 64, &s[2]);
	for (i = 0; i < share; i++)
		mutate(&s[i % 2], &s[ts_below(&state, 3)].bytes, &state, &sum);
	report(kind->name, &sum);
	/* The seeds do both: what is read, and what is refused. */
	ck_assert_uint_gt(sum.read[1], 0);
	ck_assert_uint_lt(sum.read[0], sum.tried);
	for (i = 0; i < 3; i++)
		ts_stream_free(&s[i]);
}
END_TEST

/* No part of a stream is the whole image, unless no pixel is missing from it. */
static void
check_part(const ts_stream *s, const tp_image *whole, const uint8_t *bytes, size_t len)
{
	tp_decode_options o = ts_decode_options(s, 0, NULL);
	tp_image image;

	if (tp_image_decode(bytes, len, &o, &image, NULL) != TP_OK)
		return;
	ck_assert_msg(ts_same_image(whole, &image), "%s: %zu of %zu bytes", s->kind->name, len,
	    s->bytes.len);
	tp_image_free(&image);
}

START_TEST(every_truncation)
{
	const ts_kind *kind = &ts_kinds[_i];
	tp_decode_options o;
	tally sum = { 0 };
	tp_image whole;
	ts_stream s;
	size_t len;

	if (!ts_kind_built(kind))
		return;
	ts_stream_make(kind, 6, 37, 23, &s);
	o = ts_decode_options(&s, 0, NULL);
	ck_assert_int_eq(tp_image_decode(s.bytes.ptr, s.bytes.len, &o, &whole, NULL), TP_OK);
	for (len = 0; len < s.bytes.len; len++) {
		uint8_t *part = malloc(len != 0 ? len : 1);

		ck_assert_ptr_nonnull(part);
		memcpy(part, s.bytes.ptr, len);
		read_both(&s, part, len, &sum);
		check_part(&s, &whole, part, len);
		free(part);
	}
	ck_assert_uint_eq(sum.tried, s.bytes.len);
	ck_assert_uint_lt(sum.read[0], sum.tried);
	tp_image_free(&whole);
	ts_stream_free(&s);
}
END_TEST

static const struct {
	const char *name;
	size_t kind; /* of ts_kinds */
} real[] = {
	{ "wsq/type-13-tip-eji-wsq_00_T13_344x370.wsq", 0 },
	{ "wsq/type-4-tpcard_12_T4_392x1000.wsq", 0 },
	{ "jpegl/piv-index_288x464.jpegl", 1 },
};

START_TEST(of_the_corpus)
{
	const char *root = getenv("TENPRINT_CORPUS");
	uint64_t state = (uint64_t)_i + 91;
	ts_stream s = { .kind = &ts_kinds[real[_i].kind] };
	char path[1024];
	tally sum = { 0 };
	size_t i;

	if (root == NULL || *root == '\0') {
		printf("skipped without TENPRINT_CORPUS: %s\n", real[_i].name);
		return;
	}
	(void)snprintf(path, sizeof path, "%s/%s", root, real[_i].name);
	ck_assert_msg(tp_file_read(path, 0, NULL, &s.bytes, NULL) == TP_OK, "%s", path);
	ck_assert_int_eq(tp_image_header(s.bytes.ptr, s.bytes.len, &s.info, NULL), TP_OK);
	for (i = 0; i < CORPUS_MUTATIONS; i++)
		mutate(&s, &s.bytes, &state, &sum);
	report(real[_i].name, &sum);
	ck_assert_uint_gt(sum.read[1], 0);
	ck_assert_uint_lt(sum.read[0], sum.tried);
	tp_bytes_free(&s.bytes);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("damaged images");
	TCase *tc = tcase_create("damage");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, mutations, 0, (int)ts_kind_count);
	tcase_add_loop_test(tc, every_truncation, 0, (int)ts_kind_count);
	tcase_add_loop_test(tc, of_the_corpus, 0, (int)(sizeof real / sizeof real[0]));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
