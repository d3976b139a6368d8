/* SPDX-License-Identifier: MIT */
/*
 * Lossless JPEG against a small encoder of its own, written from ITU T.81:
 * all predictors, depths, point transforms, restarts, scans of one component
 * or of all; the reference's streams; and damage.
 */

#include "image_samples.h"

/* What the test's encoder is to write. */
typedef struct plan {
	unsigned width, height, components, bits;
	unsigned predictor, shift;
	unsigned restart;    /* lines, 0: none */
	bool interleaved;
	unsigned first_id;
	unsigned table;      /* class and number of the Huffman table */
} plan;

typedef struct stream {
	uint8_t bytes[400000];
	size_t len;
	uint32_t acc;
	unsigned count;
} stream;

static void
put(stream *s, unsigned byte)
{
	ck_assert_uint_lt(s->len, sizeof s->bytes);
	s->bytes[s->len++] = (uint8_t)byte;
}

static void
put16(stream *s, unsigned v)
{
	put(s, v >> 8);
	put(s, v & 255);
}

static void
put_bit(stream *s, unsigned bit)
{
	s->acc = s->acc << 1 | bit;
	if (++s->count < 8)
		return;
	put(s, s->acc & 255);
	if ((s->acc & 255) == 255)
		put(s, 0);
	s->count = 0;
}

static void
put_value(stream *s, unsigned v, unsigned bits)
{
	while (bits-- > 0)
		put_bit(s, v >> bits & 1);
}

static void
end_bits(stream *s)
{
	while (s->count != 0)
		put_bit(s, 1);
}

/* Category c has the five-bit code c: nothing optimal, but all of them are there. */
static void
put_difference(stream *s, int difference)
{
	unsigned category = 0, size;

	difference = (int16_t)(uint16_t)(difference & 0xffff);
	size = (unsigned)(difference < 0 ? -difference : difference);
	while (size >> category != 0)
		category++;
	put_value(s, category, 5);
	if (category < 16)
		put_value(s, (unsigned)(difference < 0 ? difference - 1 : difference), category);
}

/* Samples of a component as the decoder is to find them, of bits - shift bits. */
static int
sample(const plan *p, unsigned c, unsigned x, unsigned y)
{
	uint32_t state = (c * 70001 + y) * 70001 + x;
	unsigned v = (unsigned)(sample_random(&state) % 65536);

	if ((x / 7 + y / 5) % 3 != 0) /* smooth in most places */
		v = (x * 900 + y * 333 + v % 512) % 65536;
	return (int)(v >> (16 - p->bits + p->shift));
}

static int
predicted(const plan *p, unsigned c, unsigned x, unsigned y, bool fresh)
{
	int a = x > 0 ? sample(p, c, x - 1, y) : 0, b = y > 0 ? sample(p, c, x, y - 1) : 0;
	int corner = x > 0 && y > 0 ? sample(p, c, x - 1, y - 1) : 0;

	if (fresh)
		return x == 0 ? 1 << (p->bits - p->shift - 1) : a;
	if (x == 0)
		return b;
	switch (p->predictor) {
	case 1:
		return a;
	case 2:
		return b;
	case 3:
		return corner;
	case 4:
		return a + b - corner;
	case 5:
		return a + (int)floor((b - corner) / 2.0);
	case 6:
		return b + (int)floor((a - corner) / 2.0);
	default:
		return (a + b) / 2;
	}
}

static void
put_scan(stream *s, const plan *p, unsigned first, unsigned count)
{
	unsigned c, x, y;

	put16(s, 0xffda);
	put16(s, 6 + 2 * count);
	put(s, count);
	for (c = first; c < first + count; c++) {
		put(s, p->first_id + c);
		put(s, (p->table & 15) << 4);
	}
	put(s, p->predictor);
	put(s, 0);
	put(s, p->shift);
	for (y = 0; y < p->height; y++) {
		bool again = p->restart != 0 && y != 0 && y % p->restart == 0;

		if (again) {
			end_bits(s);
			put16(s, 0xffd0 + (y / p->restart - 1) % 8);
		}
		for (x = 0; x < p->width; x++)
			for (c = first; c < first + count; c++)
				put_difference(s, sample(p, c, x, y) -
				    predicted(p, c, x, y, y == 0 || again));
	}
	end_bits(s);
}

static void
make_stream(stream *s, const plan *p)
{
	unsigned c;

	memset(s, 0, sizeof *s);
	put16(s, 0xffd8);
	put16(s, 0xffc4);
	put16(s, 2 + 1 + 16 + 17);
	put(s, p->table);
	for (c = 1; c <= 16; c++)
		put(s, c == 5 ? 17 : 0);
	for (c = 0; c < 17; c++)
		put(s, c);
	put16(s, 0xffc3);
	put16(s, 8 + 3 * p->components);
	put(s, p->bits);
	put16(s, p->height);
	put16(s, p->width);
	put(s, p->components);
	for (c = 0; c < p->components; c++) {
		put(s, p->first_id + c);
		put16(s, 0x1100);
	}
	if (p->restart != 0) {
		put16(s, 0xffdd);
		put16(s, 4);
		put16(s, p->restart * p->width);
	}
	for (c = 0; c < p->components && !p->interleaved; c++)
		put_scan(s, p, c, 1);
	if (p->interleaved)
		put_scan(s, p, 0, p->components);
	put16(s, 0xffd9);
}

static void
check_pixels(const plan *p, const tp_image *image)
{
	double max = (1 << p->bits) - 1, full = p->bits > 8 ? 65535 : 255;
	unsigned c, x, y;

	ck_assert_uint_eq(image->info.width, p->width);
	ck_assert_uint_eq(image->info.height, p->height);
	ck_assert_uint_eq(image->info.components, p->components);
	ck_assert_uint_eq(image->info.depth, p->bits > 8 ? 16 : 8);
	for (y = 0; y < p->height; y++)
		for (x = 0; x < p->width; x++)
			for (c = 0; c < p->components; c++) {
				size_t at = (size_t)x * p->components + c;
				const uint8_t *row = image->pixels + y * image->stride;
				unsigned got = image->info.depth == 8 ? row[at]
				    : (unsigned)row[2 * at] << 8 | row[2 * at + 1];
				double want = (sample(p, c, x, y) << p->shift) * full / max;

				ck_assert_msg(fabs(got - want) <= 0.5, "%u,%u: %u not %g", x, y,
				    got, want);
			}
}

static void
decodes(const plan *p)
{
	stream *s = malloc(sizeof *s);
	tp_image image;

	make_stream(s, p);
	ck_assert_int_eq(tp_image_sniff(s->bytes, s->len), TP_CODEC_JPEGL);
	ck_assert_int_eq(any_decode(s->bytes, s->len, 0, &image, NULL), TP_OK);
	check_pixels(p, &image);
	tp_image_free(&image);
	free(s);
}

START_TEST(every_predictor_and_depth)
{
	unsigned bits, components;

	for (bits = 2; bits <= 16; bits++)
		for (components = 1; components <= 4; components++) {
			plan p = { .width = 37, .height = 19, .components = components,
				.bits = bits, .predictor = (unsigned)_i, .first_id = bits % 2,
				.interleaved = (bits & 2) != 0, .table = components - 1 };

			if (components % 2 == 1)
				p.table += 0x10;

			decodes(&p);
			p.restart = 1 + bits % 5;
			p.shift = bits > 2 ? 1 : 0;
			p.interleaved = !p.interleaved;
			decodes(&p);
		}
}
END_TEST

START_TEST(every_small_size)
{
	plan p = { .components = 1, .bits = 8, .predictor = 4, .first_id = 1 };

	for (p.width = 1; p.width <= 9; p.width++)
		for (p.height = 1; p.height <= 20; p.height++)
			for (p.restart = 0; p.restart <= 2; p.restart++)
				decodes(&p);
}
END_TEST

START_TEST(writes_what_it_reads)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_JPEGL };
	uint32_t width, height;
	tp_image image, back;
	tp_bytes bytes;

	o.predictor = (uint32_t)_i;
	for (width = 1; width <= 60; width = width * 3 / 2 + 1)
		for (height = 1; height <= 60; height = height * 3 / 2 + 1) {
			any_image(width, height, 1, 8, &image);
			image.info.ppi_x = 500;
			image.info.ppi_y = 501;
			ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
			ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
			ck_assert(same_pixels(&image, &back));
			ck_assert_double_eq(back.info.ppi_x, 500);
			ck_assert_double_eq(back.info.ppi_y, 501);
			tp_image_free(&back);
			tp_image_free(&image);
			tp_bytes_free(&bytes);
		}
}
END_TEST

/* All differences alike: a code of a single symbol, and never one of all ones. */
START_TEST(flat_image)
{
	tp_image image, back;
	tp_bytes bytes;

	any_image(64, 64, 1, 8, &image);
	memset(image.pixels, 128, image.bytes);
	any_encode(&image, TP_CODEC_JPEGL, &bytes);
	ck_assert_uint_lt(bytes.len, 64 * 64 / 8 + 80);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	ck_assert(same_pixels(&image, &back));
	tp_image_free(&back);
	tp_image_free(&image);
	tp_bytes_free(&bytes);
}
END_TEST

START_TEST(refuses)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_JPEGL, .predictor = 8 };
	plan p = { .width = 8, .height = 8, .components = 1, .bits = 8, .predictor = 4 };
	stream *s = malloc(sizeof *s);
	tp_image image;
	tp_bytes bytes;
	size_t at;

	any_image(8, 8, 1, 8, &image);
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_ERR_RANGE);
	tp_image_free(&image);
	o.predictor = 0;
	any_image(8, 8, 3, 8, &image);
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_ERR_ARG);
	tp_image_free(&image);
	p.predictor = 0; /* is for hierarchical streams only */
	make_stream(s, &p);
	ck_assert_int_eq(any_decode(s->bytes, s->len, 0, &image, NULL), TP_ERR_SYNTAX);
	p.predictor = 1;
	make_stream(s, &p);
	for (at = 0; s->bytes[at] != 0xff || s->bytes[at + 1] != 0xda; at++)
		continue;
	s->bytes[at + 9] = 8; /* a point transform that leaves no bit */
	ck_assert_int_eq(any_decode(s->bytes, s->len, 0, &image, NULL), TP_ERR_SYNTAX);
	p.table = 3; /* the scan names table 3, and there is only table 0 */
	make_stream(s, &p);
	s->bytes[6] = 0;
	ck_assert_int_eq(any_decode(s->bytes, s->len, 0, &image, NULL), TP_ERR_SYNTAX);
	ck_assert_ptr_null(image.pixels);
	free(s);
}
END_TEST

START_TEST(cut_off_anywhere)
{
	plan p = { .width = 23, .height = 9, .components = 2, .bits = 8, .predictor = 7,
		.restart = 2 };
	stream *s = malloc(sizeof *s);
	tp_image image;
	bool damaged;
	size_t len;

	make_stream(s, &p);
	for (len = 0; len < s->len; len++) {
		uint8_t *copy = malloc(len + 1);
		tp_status status;

		memcpy(copy, s->bytes, len);
		status = any_decode(copy, len, 0, &image, NULL);
		ck_assert(status == TP_ERR_TRUNCATED || status == TP_ERR_UNSUPPORTED);
		ck_assert_ptr_null(image.pixels);
		status = any_decode(copy, len, TP_DECODE_TOLERANT, &image, &damaged);
		ck_assert(status != TP_OK || damaged);
		/* The first line is whole long before the end. */
		ck_assert(len < s->len / 2 || status == TP_OK);
		if (status == TP_OK && len > s->len / 2)
			ck_assert_uint_eq(image.pixels[0], (unsigned)sample(&p, 0, 0, 0));
		tp_image_free(&image);
		free(copy);
	}
	free(s);
}
END_TEST

START_TEST(mutated)
{
	plan p = { .width = 40, .height = 20, .components = 1 + (unsigned)_i, .bits = 8,
		.predictor = 5, .restart = _i == 1 ? 3 : 0, .interleaved = _i == 2 };
	stream *s = malloc(sizeof *s), *m = malloc(sizeof *m);
	uint32_t state = (uint32_t)_i + 9, round, n;
	tp_image image;
	bool damaged;

	make_stream(s, &p);
	for (round = 0; round < 3000; round++) {
		*m = *s;
		for (n = sample_random(&state) % 4 + 1; n > 0; n--)
			m->bytes[sample_random(&state) % (round % 2 == 0 ? 90 : s->len)] =
			    (uint8_t)sample_random(&state);
		if (any_decode(m->bytes, s->len, round % 3 == 0 ? TP_DECODE_TOLERANT : 0, &image,
		    &damaged) != TP_OK)
			ck_assert_ptr_null(image.pixels);
		tp_image_free(&image);
	}
	free(s);
	free(m);
}
END_TEST

START_TEST(without_memory)
{
	plan p = { .width = 30, .height = 20, .components = 1, .bits = 8, .predictor = 4 };
	stream *s = malloc(sizeof *s);
	tp_decode_options o = { .size = sizeof o };
	tp_encode_options e = { .size = sizeof e, .codec = TP_CODEC_JPEGL };
	tp_status status = TP_ERR_NOMEM;
	sample_mem mem;
	tp_image image;
	tp_bytes bytes;
	size_t at;

	make_stream(s, &p);
	for (at = 1; status != TP_OK; at++) {
		sample_mem_init(&mem, at);
		o.mem = &mem.mem;
		status = tp_image_decode(s->bytes, s->len, &o, &image, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		tp_image_free(&image);
		ck_assert_uint_eq(mem.live, 0);
	}
	ck_assert_uint_gt(at, 3);
	any_image(80, 80, 1, 8, &image);
	status = TP_ERR_NOMEM;
	for (at = 1; status != TP_OK; at++) {
		sample_mem_init(&mem, at);
		e.mem = &mem.mem;
		status = tp_image_encode(&image, &e, &bytes, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		tp_bytes_free(&bytes);
		ck_assert_uint_eq(mem.live, 0);
	}
	ck_assert_uint_gt(at, 2);
	tp_image_free(&image);
	free(s);
}
END_TEST

START_TEST(as_the_reference)
{
	static const char *const names[] = { "piv-index_288x464", "piv-index_288x512" };
	tp_bytes stream_bytes, pixels;
	tp_image image, want;
	char path[64];

	(void)snprintf(path, sizeof path, "jpegl/%s.jpegl", names[_i]);
	if (!corpus_file(path, &stream_bytes)) {
		puts("skipped: TENPRINT_CORPUS is not set");
		return;
	}
	(void)snprintf(path, sizeof path, "jpegl/%s.pgm.gz", names[_i]);
	ck_assert(corpus_file(path, &pixels));
	ck_assert_int_eq(any_decode(stream_bytes.ptr, stream_bytes.len, 0, &image, NULL), TP_OK);
	ck_assert_int_eq(any_decode(pixels.ptr, pixels.len, 0, &want, NULL), TP_OK);
	ck_assert(same_pixels(&image, &want));
	ck_assert_double_eq(image.info.ppi_x, 500);
	tp_image_free(&image);
	tp_image_free(&want);
	tp_bytes_free(&stream_bytes);
	tp_bytes_free(&pixels);
}
END_TEST

int
main(void)
{
	TCase *cases[] = { tcase_create("decoding"), tcase_create("encoding"),
		tcase_create("damage"), tcase_create("reference") };
	size_t i;

	tcase_add_loop_test(cases[0], every_predictor_and_depth, 1, 8);
	tcase_add_test(cases[0], every_small_size);
	tcase_add_loop_test(cases[1], writes_what_it_reads, 0, 8);
	tcase_add_test(cases[1], flat_image);
	tcase_add_test(cases[1], refuses);
	tcase_add_test(cases[2], cut_off_anywhere);
	tcase_add_loop_test(cases[2], mutated, 0, 3);
	tcase_add_test(cases[2], without_memory);
	tcase_add_loop_test(cases[3], as_the_reference, 0, 2);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		tcase_set_timeout(cases[i], 120);
	return run_cases("lossless JPEG", cases, sizeof cases / sizeof cases[0]);
}
