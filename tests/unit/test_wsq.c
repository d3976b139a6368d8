/* SPDX-License-Identifier: MIT */
/*
 * WSQ, both ways: sizes from one pixel on, the layout of the subbands, what
 * the encoder writes and refuses, its search for a size, and that all sets of
 * inner loops give the same bytes.
 */

#include <stdio.h>

#include "wsq_samples.h"

typedef struct band_size {
	int band;
	uint32_t width, height;
} band_size;

START_TEST(subbands_lie_as_specified)
{
	/* An image of 545 x 622, worked out by hand. */
	static const band_size sizes[] = { { 0, 18, 20 }, { 1, 17, 20 }, { 2, 18, 19 },
		{ 3, 17, 19 }, { 4, 34, 39 }, { 5, 35, 39 }, { 6, 34, 39 }, { 7, 34, 39 },
		{ 8, 34, 39 }, { 11, 35, 39 }, { 15, 34, 39 }, { 19, 34, 39 }, { 22, 34, 39 },
		{ 23, 34, 39 }, { 34, 34, 39 }, { 35, 35, 39 }, { 37, 35, 38 }, { 42, 34, 38 },
		{ 43, 35, 39 }, { 50, 34, 39 }, { 51, 136, 155 }, { 52, 136, 156 },
		{ 54, 136, 155 }, { 55, 136, 155 }, { 56, 137, 155 }, { 57, 136, 155 },
		{ 58, 137, 156 }, { 59, 136, 156 } };
	tpi_wsq_tree tree;
	size_t i, sum = 0;

	tpi_wsq_tree_init(&tree, 545, 622);
	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		ck_assert_uint_eq(tree.bands[sizes[i].band].width, sizes[i].width);
		ck_assert_uint_eq(tree.bands[sizes[i].band].height, sizes[i].height);
	}
	for (i = 0; i < TPI_WSQ_BANDS; i++)
		sum += tree.bands[i].count;
	ck_assert_uint_eq(sum, 254398);
}
END_TEST

START_TEST(reflection_is_periodic)
{
	static const size_t three[] = { 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2 };
	ptrdiff_t i;

	for (i = -4; i <= 6; i++) {
		ck_assert_uint_eq(tpi_wsq_reflect(i, 3), three[i + 4]);
		ck_assert_uint_eq(tpi_wsq_reflect(i, 1), 0);
		ck_assert_uint_eq(tpi_wsq_reflect(i, 2), (size_t)(i & 1));
	}
}
END_TEST

START_TEST(small_sizes_come_back)
{
	static const double lossy[KINDS] = { [RIDGES] = 4, [NOISE] = 80, [EDGE_LEFT] = 0.5,
		[EDGE_TOP] = 0.5, [FLAT] = 0.01 };
	uint32_t width = (uint32_t)_i + 1, height;
	tp_image image;
	int kind;

	for (height = 1; height <= 40; height++)
		for (kind = 0; kind < KINDS; kind++) {
			double rms;

			sample_image(kind, width, height, &image);
			/*
			 * Six bits a pixel lose next to nothing but the highest
			 * frequencies in both directions, which are never coded.
			 */
			rms = sample_round_trip(&image, 6);
			ck_assert_msg(rms < lossy[kind] * (height < 9 || width < 9 ? 2 : 1),
			    "%ux%u kind %d: rms %g", width, height, kind, rms);
			rms = sample_round_trip(&image, 0.75);
			ck_assert_msg(kind == NOISE || kind == RIDGES || rms < 6,
			    "%ux%u kind %d at 0.75: rms %g", width, height, kind, rms);
			tp_image_free(&image);
		}
}
END_TEST

/*
 * Sizes at which windows of the low subbands have no or one row or column,
 * so that an encoder that takes them at their word drops the picture.
 */
static const uint32_t edges[][2] = { { 64, 64 }, { 300, 64 }, { 80, 80 }, { 80, 300 },
	{ 81, 81 }, { 33, 400 }, { 48, 48 }, { 65, 66 }, { 256, 30 }, { 30, 256 } };

START_TEST(edges_keep_their_two_tones)
{
	int kind;
	tp_image image;

	for (kind = EDGE_LEFT; kind <= EDGE_TOP; kind++) {
		double rms;

		sample_image(kind, edges[_i][0], edges[_i][1], &image);
		rms = sample_round_trip(&image, 0.75);
		ck_assert_msg(rms < 4, "%ux%u: rms %g", edges[_i][0], edges[_i][1], rms);
		tp_image_free(&image);
	}
}
END_TEST

static const uint32_t odd_shapes[][2] = { { 65535, 1 }, { 1, 65535 }, { 65535, 3 }, { 2, 30000 },
	{ 4099, 17 }, { 257, 1023 }, { 1000, 1001 } };

START_TEST(odd_shapes_come_back)
{
	tp_image image;

	sample_image(RIDGES, odd_shapes[_i][0], odd_shapes[_i][1], &image);
	ck_assert_double_lt(sample_round_trip(&image, 5), 2.0);
	tp_image_free(&image);
}
END_TEST

START_TEST(constant_image_is_exact)
{
	tp_encode_options options = { .size = sizeof options };
	tp_image image, back;
	tp_bytes bytes;
	unsigned value;

	for (value = 0; value <= 255; value += 51) {
		sample_image(FLAT, 300, 200, &image);
		memset(image.pixels, (int)value, image.bytes);
		sample_encode(&image, &options, &bytes);
		ck_assert_uint_lt(bytes.len, 700);
		ck_assert_int_eq(sample_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
		ck_assert_mem_eq(back.pixels, image.pixels, image.bytes);
		tp_image_free(&back);
		tp_image_free(&image);
		tp_bytes_free(&bytes);
	}
}
END_TEST

/* Rows may lie apart. */
START_TEST(stride_is_respected)
{
	tp_encode_options options = { .size = sizeof options };
	tp_image image, wide;
	tp_bytes a, b;
	uint32_t y;

	sample_image(RIDGES, 101, 90, &image);
	sample_image(NOISE, 128, 90, &wide);
	for (y = 0; y < 90; y++)
		memcpy(wide.pixels + y * wide.stride, image.pixels + y * image.stride, 101);
	wide.info.width = 101;
	sample_encode(&image, &options, &a);
	sample_encode(&wide, &options, &b);
	ck_assert_uint_eq(a.len, b.len);
	ck_assert_mem_eq(a.ptr, b.ptr, a.len);
	tp_bytes_free(&a);
	tp_bytes_free(&b);
	tp_image_free(&image);
	tp_image_free(&wide);
}
END_TEST

static void
same_bytes(const tpi_wsq_kernels *kernels, const tp_image *image, double bitrate)
{
	tp_encode_options options = { .size = sizeof options, .bitrate = bitrate };
	tpi_decode_job job = { .mem = tpi_mem_or_default(NULL),
		.limits = tpi_limits_or_default(NULL) };
	tp_bytes plain, other;
	tp_image a, b;

	ck_assert_int_eq(tpi_wsq_encode_with(&tpi_wsq_plain, image, &options, &plain, NULL), TP_OK);
	ck_assert_int_eq(tpi_wsq_encode_with(kernels, image, &options, &other, NULL), TP_OK);
	ck_assert_uint_eq(plain.len, other.len);
	ck_assert_mem_eq(plain.ptr, other.ptr, plain.len);
	job.bytes = plain.ptr;
	job.len = plain.len;
	ck_assert_int_eq(tpi_wsq_decode_with(&tpi_wsq_plain, &job, &a, NULL), TP_OK);
	ck_assert_int_eq(tpi_wsq_decode_with(kernels, &job, &b, NULL), TP_OK);
	ck_assert_mem_eq(a.pixels, b.pixels, a.bytes);
	tp_image_free(&a);
	tp_image_free(&b);
	tp_bytes_free(&plain);
	tp_bytes_free(&other);
}

START_TEST(all_inner_loops_give_the_same_bytes)
{
	static const uint32_t sizes[][2] = { { 1, 1 }, { 7, 5 }, { 31, 33 }, { 100, 100 },
		{ 257, 259 }, { 640, 480 }, { 353, 1021 } };
	size_t i, s;
	tp_image image;
	int kind;

	for (i = 0; tpi_wsq_kernels_at(i) != NULL; i++)
		for (s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
			for (kind = 0; kind < KINDS; kind++) {
				sample_image(kind, sizes[s][0], sizes[s][1], &image);
				same_bytes(tpi_wsq_kernels_at(i), &image, 0.75);
				same_bytes(tpi_wsq_kernels_at(i), &image, 4);
				tp_image_free(&image);
			}
	ck_assert_ptr_eq(tpi_wsq_kernels_at(i - 1), &tpi_wsq_plain);
}
END_TEST

/* The loops on their own, where infinities and what is no number may turn up too. */
START_TEST(pixels_are_clamped_alike)
{
	float line[64];
	uint8_t want[64], got[64];
	size_t i, k;

	for (i = 0; i < 64; i++)
		line[i] = (float)i * 9 - 100;
	line[3] = (float)NAN;
	line[40] = (float)NAN;
	line[17] = (float)INFINITY;
	line[18] = -(float)INFINITY;
	line[50] = 3e38f;
	tpi_wsq_plain.to_pixels(line, 64, 1.5f, 0.5f, want);
	ck_assert_uint_eq(want[3], 0);
	ck_assert_uint_eq(want[17], 255);
	ck_assert_uint_eq(want[18], 0);
	ck_assert_uint_eq(want[12], 12);
	for (k = 0; tpi_wsq_kernels_at(k) != NULL; k++) {
		tpi_wsq_kernels_at(k)->to_pixels(line, 64, 1.5f, 0.5f, got);
		ck_assert_mem_eq(got, want, 64);
	}
}
END_TEST

START_TEST(indices_keep_to_16_bits)
{
	const float in[8] = { 0, 0.5f, -0.5f, 0.50001f, -2, 1e9f, -1e9f, 3.4f };
	const int16_t want[8] = { 0, 0, 0, 1, -2, 32767, -32767, 3 };
	int16_t got[8];
	size_t k;

	for (k = 0; tpi_wsq_kernels_at(k) != NULL; k++) {
		ck_assert_uint_eq(tpi_wsq_kernels_at(k)->quantise(in, 8, 0.5f, 1, got), 0xf8);
		ck_assert_mem_eq(got, want, sizeof want);
		ck_assert_uint_eq(tpi_wsq_kernels_at(k)->quantise(in, 6, 0.5f, 1, got), 0x38);
	}
}
END_TEST

static void
reach(const tp_image *image, tp_encode_options *options, tp_bytes *out)
{
	tp_diag diag;

	options->codec = TP_CODEC_WSQ;
	ck_assert_msg(tp_image_encode(image, options, out, &diag) == TP_OK, "%s", diag.text);
	ck_assert_double_eq_tol(options->reached_bitrate * options->reached_ratio, 8, 1e-9);
	ck_assert_double_eq_tol(options->reached_ratio * (double)out->len,
	    (double)image->info.width * image->info.height, 1e-6);
}

START_TEST(size_is_reached)
{
	static const uint64_t targets[] = { 1500, 3000, 6000, 20000, 60000, 10000000 };
	size_t i, largest = 0;
	tp_image image;

	sample_image(RIDGES, 400, 300, &image);
	for (i = 0; i < sizeof targets / sizeof targets[0]; i++) {
		tp_encode_options options = { .size = sizeof options, .target_bytes = targets[i] };
		tp_bytes bytes;

		reach(&image, &options, &bytes);
		ck_assert_uint_le(bytes.len, targets[i]);
		if (targets[i] < 60000)
			ck_assert_uint_ge(bytes.len, targets[i] * 99 / 100);
		ck_assert_uint_gt(bytes.len, largest);
		largest = bytes.len;
		tp_bytes_free(&bytes);
	}
	tp_image_free(&image);
}
END_TEST

/* Of every kind of image that has enough to tell, and near both ends of what there is. */
START_TEST(ratio_is_reached)
{
	static const double ratios[] = { 2, 3.3, 5, 10, 15, 20, 40, 90 };
	static const int kinds[] = { RIDGES, NOISE };
	size_t i, k;

	for (k = 0; k < 2; k++) {
		tp_image image;

		sample_image(kinds[k], 420, 310, &image);
		for (i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
			tp_encode_options o = { .size = sizeof o, .ratio = ratios[i] };
			tp_bytes bytes;

			reach(&image, &o, &bytes);
			ck_assert_double_eq_tol(o.reached_ratio, ratios[i], 0.01 * ratios[i]);
			tp_bytes_free(&bytes);
		}
		tp_image_free(&image);
	}
}
END_TEST

/* The nearest is given, and said. */
START_TEST(ratio_out_of_reach)
{
	tp_encode_options o = { .size = sizeof o, .ratio = 100000 };
	tp_encode_options fine = { .size = sizeof fine, .ratio = 1 };
	tp_encode_options finest = { .size = sizeof finest, .bitrate = 64 };
	tp_image image;
	tp_bytes bytes, best;

	sample_image(RIDGES, 300, 200, &image);
	reach(&image, &o, &bytes);
	ck_assert_double_gt(o.reached_ratio, 60);
	ck_assert_double_lt(o.reached_ratio, 120);
	ck_assert_uint_lt(bytes.len, 1000);
	tp_bytes_free(&bytes);
	reach(&image, &fine, &bytes);
	reach(&image, &finest, &best);
	ck_assert_double_gt(fine.reached_ratio, 1.2);
	ck_assert_double_eq_tol(fine.reached_ratio, finest.reached_ratio, 0.01);
	tp_bytes_free(&best);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
	/* Nothing to choose: all sizes are one. */
	sample_image(FLAT, 64, 64, &image);
	o.ratio = 15;
	reach(&image, &o, &bytes);
	ck_assert_uint_lt(bytes.len, 700);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

/* The ratio is a goal and the size a limit, whichever is smaller. */
START_TEST(ratio_and_size)
{
	static const uint64_t limits[] = { 5000, 7960, 8000, 8040, 20000 };
	size_t i;
	tp_image image;

	sample_image(RIDGES, 400, 300, &image);
	for (i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		tp_encode_options o = { .size = sizeof o, .ratio = 15,
			.target_bytes = limits[i] };
		double want = fmin(8000, (double)limits[i]);
		tp_bytes bytes;

		reach(&image, &o, &bytes);
		ck_assert_uint_le(bytes.len, limits[i]);
		ck_assert_double_eq_tol((double)bytes.len, want, 0.011 * want);
		tp_bytes_free(&bytes);
	}
	tp_image_free(&image);
}
END_TEST

START_TEST(impossible_size_is_refused)
{
	tp_encode_options options = { .size = sizeof options, .target_bytes = 300 };
	unsigned long least, asked;
	tp_image image;
	tp_bytes bytes;
	tp_diag diag;

	sample_image(RIDGES, 200, 200, &image);
	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_codec_wsq.encode(&image, &options, &bytes, &diag), TP_ERR_RANGE);
	ck_assert_ptr_null(bytes.ptr);
	ck_assert_int_eq(diag.code, TP_ERR_RANGE);
	/* What the message calls the smallest there is can be had. */
	ck_assert_int_eq(sscanf(diag.text, "WSQ makes the image no smaller than %lu bytes; "
	    "%lu were asked for", &least, &asked), 2);
	ck_assert_uint_eq(asked, 300);
	options.target_bytes = least;
	reach(&image, &options, &bytes);
	ck_assert_uint_eq(bytes.len, least);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

/* A rate given beside a size is a ceiling. */
START_TEST(rate_and_size)
{
	tp_encode_options rate = { .size = sizeof rate, .bitrate = 0.75 };
	tp_encode_options both = { .size = sizeof both, .bitrate = 0.75, .target_bytes = 1000000 };
	tp_encode_options none = { .size = sizeof none };
	tp_encode_options *others[] = { &both, &none };
	tp_image image;
	tp_bytes a, b;
	size_t i;

	sample_image(RIDGES, 300, 300, &image);
	sample_encode(&image, &rate, &a);
	for (i = 0; i < 2; i++) {
		sample_encode(&image, others[i], &b);
		ck_assert_uint_eq(a.len, b.len);
		ck_assert_mem_eq(a.ptr, b.ptr, a.len);
		tp_bytes_free(&b);
	}
	tp_bytes_free(&a);
	tp_image_free(&image);
}
END_TEST

static const uint8_t *
find(const tp_bytes *bytes, const char *text)
{
	size_t i, n = strlen(text);

	for (i = 0; i + n <= bytes->len; i++)
		if (memcmp(bytes->ptr + i, text, n) == 0)
			return bytes->ptr + i;
	return NULL;
}

START_TEST(header_says_what_was_asked)
{
	static const char nist[] = "NIST_COM 9\nPIX_WIDTH 90\nPIX_HEIGHT 70\nPIX_DEPTH 8\n"
	                           "PPI 500\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\n"
	                           "WSQ_BITRATE 0.900000";
	tp_encode_options options = { .size = sizeof options, .bitrate = 0.9, .software = 4660,
		.comment = "a drawn sample" };
	tp_image image;
	tp_image_info info;
	tp_bytes bytes;
	const uint8_t *frame;

	sample_image(RIDGES, 90, 70, &image);
	image.info.ppi_x = image.info.ppi_y = 500;
	sample_encode(&image, &options, &bytes);
	ck_assert_ptr_eq(find(&bytes, nist), bytes.ptr + 6);
	ck_assert_uint_eq(bytes.ptr[6 + sizeof nist - 1], 0xff);
	ck_assert_ptr_nonnull(find(&bytes, "a drawn sample"));
	frame = find(&bytes, "\xff\xa2");
	ck_assert_uint_eq(frame[17 - 1], 2);
	ck_assert_uint_eq((unsigned)(frame[17] << 8 | frame[18]), 4660);
	ck_assert(tpi_codec_wsq.sniff(bytes.ptr, bytes.len));
	ck_assert_int_eq(tpi_codec_wsq.header(bytes.ptr, bytes.len, &info, NULL), TP_OK);
	ck_assert_int_eq(info.codec, TP_CODEC_WSQ);
	ck_assert_uint_eq(info.width, 90);
	ck_assert_uint_eq(info.height, 70);
	ck_assert_uint_eq(info.depth, 8);
	ck_assert_uint_eq(info.components, 1);
	ck_assert_double_eq(info.ppi_x, 500);
	ck_assert_int_eq(info.ppi_source, TP_PPI_HEADER);
	tp_bytes_free(&bytes);
	image.info.ppi_x = image.info.ppi_y = 0;
	sample_encode(&image, &options, &bytes);
	ck_assert_ptr_nonnull(find(&bytes, "\nPPI -1\n"));
	ck_assert_int_eq(tpi_codec_wsq.header(bytes.ptr, bytes.len, &info, NULL), TP_OK);
	ck_assert_double_eq(info.ppi_x, 0);
	ck_assert_int_eq(info.ppi_source, TP_PPI_NONE);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

static void
refuses(const tp_image *image, const tp_encode_options *given)
{
	tp_encode_options options = *given;
	tp_bytes bytes;
	tp_diag diag;

	tp_diag_init(&diag);
	ck_assert_int_eq(tpi_codec_wsq.encode(image, &options, &bytes, &diag), TP_ERR_ARG);
	ck_assert_ptr_null(bytes.ptr);
	ck_assert_uint_gt(strlen(diag.text), 10);
}

START_TEST(what_wsq_cannot_hold_is_refused)
{
	tp_encode_options options = { .size = sizeof options }, bad;
	tp_image image;
	tp_bytes bytes;
	char *comment = malloc(65535);

	ck_assert_ptr_nonnull(comment);
	memset(comment, 'x', 65534);
	comment[65534] = 0;
	sample_image(RIDGES, 20, 20, &image);
	image.info.components = 3;
	refuses(&image, &options);
	image.info.components = 1;
	image.info.depth = 16;
	refuses(&image, &options);
	image.info.depth = 8;
	image.info.width = 65536;
	refuses(&image, &options);
	image.info.width = 20;
	bad = options;
	bad.bitrate = -1;
	refuses(&image, &bad);
	bad.bitrate = NAN;
	refuses(&image, &bad);
	bad = options;
	bad.ratio = 0.01;
	refuses(&image, &bad);
	bad = options;
	bad.software = 65536;
	refuses(&image, &bad);
	bad = options;
	bad.comment = comment;
	refuses(&image, &bad);
	comment[65533] = 0;
	sample_encode(&image, &bad, &bytes);
	tp_bytes_free(&bytes);
	free(comment);
	tp_image_free(&image);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("wsq");
	TCase *tc = tcase_create("layout");

	tcase_add_test(tc, subbands_lie_as_specified);
	tcase_add_test(tc, reflection_is_periodic);
	suite_add_tcase(s, tc);
	tc = tcase_create("pictures");
	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, small_sizes_come_back, 0, 40);
	tcase_add_loop_test(tc, edges_keep_their_two_tones, 0,
	    (int)(sizeof edges / sizeof edges[0]));
	tcase_add_loop_test(tc, odd_shapes_come_back, 0,
	    (int)(sizeof odd_shapes / sizeof odd_shapes[0]));
	tcase_add_test(tc, constant_image_is_exact);
	tcase_add_test(tc, stride_is_respected);
	suite_add_tcase(s, tc);
	tc = tcase_create("inner loops");
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, all_inner_loops_give_the_same_bytes);
	tcase_add_test(tc, pixels_are_clamped_alike);
	tcase_add_test(tc, indices_keep_to_16_bits);
	suite_add_tcase(s, tc);
	tc = tcase_create("options");
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, size_is_reached);
	tcase_add_test(tc, impossible_size_is_refused);
	tcase_add_test(tc, ratio_is_reached);
	tcase_add_test(tc, ratio_out_of_reach);
	tcase_add_test(tc, ratio_and_size);
	tcase_add_test(tc, rate_and_size);
	tcase_add_test(tc, header_says_what_was_asked);
	tcase_add_test(tc, what_wsq_cannot_hold_is_refused);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return sample_run(suite());
}
