/* SPDX-License-Identifier: MIT */
/*
 * The codecs that stand on libraries: round trips of all kinds and odd sizes,
 * resolutions, damage, limits, and memory that runs out. What the build
 * leaves out is counted as skipped.
 */

#include "image_samples.h"

/* What a codec takes, and how far it may change it. */
static const struct kind {
	int codec;
	uint32_t components, depth;
	double rms;
} kinds[] = {
	{ TP_CODEC_PNG, 1, 1, 0 },
	{ TP_CODEC_PNG, 1, 8, 0 },
	{ TP_CODEC_PNG, 1, 16, 0 },
	{ TP_CODEC_PNG, 3, 8, 0 },
	{ TP_CODEC_PNG, 3, 16, 0 },
	{ TP_CODEC_JPEG, 1, 8, 12 },
	{ TP_CODEC_JPEG, 3, 8, 70 },
	{ TP_CODEC_JPEGL, 1, 8, 0 },
	{ TP_CODEC_JP2, 1, 8, 20 },
	{ TP_CODEC_JP2, 3, 8, 40 },
	{ TP_CODEC_JP2L, 1, 8, 0 },
	{ TP_CODEC_JP2L, 1, 16, 0 },
	{ TP_CODEC_JP2L, 3, 8, 0 },
	{ TP_CODEC_JP2L, 3, 16, 0 },
};
#define KIND_COUNT ((int)(sizeof kinds / sizeof kinds[0]))

static void
round_trip(const struct kind *k, uint32_t width, uint32_t height)
{
	tp_image image, back;
	tp_image_info info;
	tp_bytes bytes;

	any_image(width, height, k->components, k->depth, &image);
	image.info.ppi_x = 500;
	image.info.ppi_y = 1000;
	any_encode(&image, k->codec, &bytes);
	ck_assert_int_eq(tp_image_sniff(bytes.ptr, bytes.len), k->codec);
	ck_assert_int_eq(tp_image_header(bytes.ptr, bytes.len, &info, NULL), TP_OK);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	ck_assert(memcmp(&info, &back.info, sizeof info) == 0);
	ck_assert_int_eq(info.codec, k->codec);
	ck_assert_uint_eq(info.width, width);
	ck_assert_uint_eq(info.height, height);
	ck_assert_uint_eq(info.components, k->components);
	ck_assert_uint_eq(info.depth, k->depth);
	ck_assert_double_eq(info.ppi_x, 500);
	ck_assert_double_eq(info.ppi_y, 1000);
	ck_assert_int_eq(info.ppi_source, TP_PPI_HEADER);
	if (k->rms > 0) /* a ratio that leaves a small image with little more than its mean */
		ck_assert_double_le(rms_between(&image, &back),
		    k->codec == TP_CODEC_JP2 && (width < 64 || height < 64) ? 80 : k->rms);
	else
		ck_assert(same_pixels(&image, &back));
	tp_image_free(&image);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
}

START_TEST(round_trips)
{
	static const uint32_t sides[] = { 1, 2, 3, 7, 8, 9, 31, 64, 101 };
	size_t x, y;

	if (!can(kinds[_i].codec))
		return;
	for (x = 0; x < sizeof sides / sizeof sides[0]; x++)
		for (y = 0; y < sizeof sides / sizeof sides[0]; y++)
			round_trip(&kinds[_i], sides[x], sides[y]);
}
END_TEST

START_TEST(rows_with_padding)
{
	const struct kind *k = &kinds[_i];
	tp_image image, wide, back;
	tp_bytes bytes;
	size_t row;
	uint32_t y;

	if (!can(k->codec) || k->rms > 0)
		return;
	any_image(33, 12, k->components, k->depth, &image);
	row = image.stride;
	wide = image;
	wide.stride = row + 13;
	wide.pixels = malloc(wide.stride * 12);
	memset(wide.pixels, 0x5a, wide.stride * 12);
	for (y = 0; y < 12; y++)
		memcpy(wide.pixels + y * wide.stride, image.pixels + y * row, row);
	any_encode(&wide, k->codec, &bytes);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	ck_assert(same_pixels(&image, &back));
	free(wide.pixels);
	tp_image_free(&image);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
}
END_TEST

/* Cut anywhere: an error and no image, or no pixel is missing. */
START_TEST(cut_off)
{
	const struct kind *k = &kinds[_i];
	tp_image image, whole, back;
	tp_status status;
	tp_bytes bytes;
	bool damaged;
	size_t len;

	if (!can(k->codec))
		return;
	any_image(21, 17, k->components, k->depth, &image);
	any_encode(&image, k->codec, &bytes);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &whole, NULL), TP_OK);
	for (len = 0; len < bytes.len; len++) {
		uint8_t *copy = malloc(len + 1);

		memcpy(copy, bytes.ptr, len);
		status = any_decode(copy, len, 0, &back, NULL);
		if (status != TP_OK)
			ck_assert_ptr_null(back.pixels);
		else
			ck_assert_msg(same_pixels(&whole, &back), "%s: %zu of %zu bytes",
			    tp_codec_name(k->codec), len, bytes.len);
		tp_image_free(&back);
		status = any_decode(copy, len, TP_DECODE_TOLERANT, &back, &damaged);
		ck_assert(status != TP_OK || damaged || same_pixels(&whole, &back));
		tp_image_free(&back);
		free(copy);
	}
	tp_image_free(&image);
	tp_image_free(&whole);
	tp_bytes_free(&bytes);
}
END_TEST

START_TEST(mutated)
{
	const struct kind *k = &kinds[_i];
	uint32_t state = (uint32_t)_i + 77, round, n;
	tp_image image, back;
	tp_bytes bytes;
	uint8_t *copy;
	bool damaged;

	if (!can(k->codec))
		return;
	any_image(40, 31, k->components, k->depth, &image);
	image.info.ppi_x = image.info.ppi_y = 500;
	any_encode(&image, k->codec, &bytes);
	copy = malloc(bytes.len);
	for (round = 0; round < 1500; round++) {
		size_t reach = round % 2 == 0 && bytes.len > 160 ? 160 : bytes.len;

		memcpy(copy, bytes.ptr, bytes.len);
		for (n = sample_random(&state) % 4 + 1; n > 0; n--)
			copy[sample_random(&state) % reach] = (uint8_t)sample_random(&state);
		if (any_decode(copy, bytes.len, round % 3 == 0 ? TP_DECODE_TOLERANT : 0, &back,
		    &damaged) != TP_OK)
			ck_assert_ptr_null(back.pixels);
		tp_image_free(&back);
	}
	free(copy);
	tp_image_free(&image);
	tp_bytes_free(&bytes);
}
END_TEST

START_TEST(limits_hold)
{
	const struct kind *k = &kinds[_i];
	tp_limits limits = { .size = sizeof limits, .pixels = 30 * 30 - 1 };
	tp_decode_options o = { .size = sizeof o, .limits = &limits };
	sample_mem mem;
	tp_image image;
	tp_bytes bytes;

	if (!can(k->codec))
		return;
	any_image(30, 30, k->components, k->depth, &image);
	any_encode(&image, k->codec, &bytes);
	tp_image_free(&image);
	sample_mem_init(&mem, 0);
	o.mem = &mem.mem;
	ck_assert_int_eq(tp_image_decode(bytes.ptr, bytes.len, &o, &image, NULL), TP_ERR_LIMIT);
	ck_assert_uint_eq(mem.live, 0);
	limits.pixels++;
	ck_assert_int_eq(tp_image_decode(bytes.ptr, bytes.len, &o, &image, NULL), TP_OK);
	tp_image_free(&image);
	ck_assert_uint_eq(mem.live, 0);
	tp_bytes_free(&bytes);
}
END_TEST

/* Each allocation fails once: no memory, no leak, and in the end success. */
START_TEST(without_memory)
{
	const struct kind *k = &kinds[_i];
	tp_decode_options o = { .size = sizeof o };
	tp_encode_options e = { .size = sizeof e, .codec = k->codec };
	tp_status status = TP_ERR_NOMEM;
	sample_mem mem;
	tp_image image, back;
	tp_bytes bytes;
	size_t at;

	if (!can(k->codec))
		return;
	any_image(50, 40, k->components, k->depth, &image);
	image.info.ppi_x = image.info.ppi_y = 500;
	for (at = 1; status != TP_OK; at++) {
		sample_mem_init(&mem, at);
		e.mem = &mem.mem;
		status = tp_image_encode(&image, &e, &bytes, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		ck_assert_uint_eq(mem.live, bytes.capacity);
		if (status != TP_OK)
			continue;
		for (status = TP_ERR_NOMEM, at = 1; status != TP_OK; at++) {
			sample_mem inner;

			sample_mem_init(&inner, at);
			o.mem = &inner.mem;
			status = tp_image_decode(bytes.ptr, bytes.len, &o, &back, NULL);
			ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
			tp_image_free(&back);
			ck_assert_uint_eq(inner.live, 0);
		}
		tp_bytes_free(&bytes);
		ck_assert_uint_eq(mem.live, 0);
	}
	tp_image_free(&image);
}
END_TEST

START_TEST(refused_kinds)
{
	static const struct kind none[] = { { TP_CODEC_PNG, 2, 8, 0 }, { TP_CODEC_JPEG, 1, 16, 0 },
		{ TP_CODEC_JPEG, 1, 1, 0 }, { TP_CODEC_JPEG, 4, 8, 0 }, { TP_CODEC_JP2, 1, 1, 0 },
		{ TP_CODEC_JP2L, 1, 1, 0 }, { TP_CODEC_G4, 1, 8, 0 }, { TP_CODEC_PNM, 2, 8, 0 } };
	tp_image image;
	tp_bytes bytes;
	size_t i;

	for (i = 0; i < sizeof none / sizeof none[0]; i++) {
		tp_encode_options o = { .size = sizeof o, .codec = none[i].codec };

		if (!can(none[i].codec))
			continue;
		any_image(10, 10, none[i].components, none[i].depth, &image);
		ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_ERR_ARG);
		ck_assert_ptr_null(bytes.ptr);
		tp_image_free(&image);
	}
}
END_TEST

START_TEST(sizes_that_are_asked_for)
{
	static const int codecs[] = { TP_CODEC_JPEG, TP_CODEC_JP2 };
	tp_encode_options o = { .size = sizeof o, .codec = codecs[_i] };
	tp_image image, small, large;
	tp_bytes bytes;
	size_t best;

	if (!can(codecs[_i]))
		return;
	any_image(300, 300, 1, 8, &image);
	for (o.target_bytes = 9000; o.target_bytes < 60000; o.target_bytes *= 2) {
		ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
		ck_assert_uint_le(bytes.len, o.target_bytes);
		ck_assert_uint_ge(bytes.len, o.target_bytes * 9 / 10);
		ck_assert(fabs(o.reached_bitrate - (double)bytes.len * 8 / 90000) < 1e-9);
		tp_bytes_free(&bytes);
	}
	o.target_bytes = 100;
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_ERR_RANGE);
	ck_assert_ptr_null(bytes.ptr);
	o.target_bytes = 0;
	o.ratio = 8;
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
	ck_assert(fabs((double)bytes.len - 90000 / 8.0) < 1200);
	best = bytes.len;
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &small, NULL), TP_OK);
	tp_bytes_free(&bytes);
	o.ratio = 0;
	o.bitrate = 3;
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
	ck_assert_uint_gt(bytes.len, best * 2);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &large, NULL), TP_OK);
	tp_bytes_free(&bytes);
	ck_assert(rms_between(&image, &large) < rms_between(&image, &small));
	tp_image_free(&small);
	tp_image_free(&large);
	tp_image_free(&image);
}
END_TEST

/* A ratio that there is none of gives the nearest; only a size is a limit. */
START_TEST(ratios_out_of_reach)
{
	static const int codecs[] = { TP_CODEC_JPEG, TP_CODEC_JP2 };
	tp_encode_options o = { .size = sizeof o, .codec = codecs[_i], .ratio = 20000 };
	double most;
	tp_image image;
	tp_bytes bytes;

	if (!can(codecs[_i]))
		return;
	any_image(200, 200, 1, 8, &image);
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
	ck_assert_double_lt(o.reached_ratio, 200);
	most = o.reached_ratio;
	tp_bytes_free(&bytes);
	o.ratio = 1;
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
	ck_assert_double_gt(o.reached_ratio, 1);
	ck_assert_double_lt(o.reached_ratio * 10, most);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

START_TEST(lossless_has_no_size)
{
	static const int codecs[] = { TP_CODEC_RAW, TP_CODEC_JPEGL, TP_CODEC_JP2L, TP_CODEC_PNG,
		TP_CODEC_PNM };
	tp_encode_options o[] = { { .size = sizeof o[0], .ratio = 2 },
		{ .size = sizeof o[0], .bitrate = 2 },
		{ .size = sizeof o[0], .target_bytes = 100000 } };
	tp_image image;
	tp_bytes bytes;
	tp_diag diag;
	size_t i;

	if (!can(codecs[_i]))
		return;
	any_image(60, 60, 1, 8, &image);
	for (i = 0; i < sizeof o / sizeof o[0]; i++) {
		o[i].codec = codecs[_i];
		ck_assert_int_eq(tp_image_encode(&image, &o[i], &bytes, &diag), TP_ERR_ARG);
		ck_assert_ptr_null(bytes.ptr);
		ck_assert_ptr_nonnull(strstr(diag.text, "loses nothing"));
	}
	tp_image_free(&image);
}
END_TEST

int
main(void)
{
	TCase *cases[] = { tcase_create("round trips"), tcase_create("damage") };
	size_t i;

	tcase_add_loop_test(cases[0], round_trips, 0, KIND_COUNT);
	tcase_add_loop_test(cases[0], rows_with_padding, 0, KIND_COUNT);
	tcase_add_test(cases[0], refused_kinds);
	tcase_add_loop_test(cases[0], sizes_that_are_asked_for, 0, 2);
	tcase_add_loop_test(cases[0], ratios_out_of_reach, 0, 2);
	tcase_add_loop_test(cases[0], lossless_has_no_size, 0, 5);
	tcase_add_loop_test(cases[1], cut_off, 0, KIND_COUNT);
	tcase_add_loop_test(cases[1], mutated, 0, KIND_COUNT);
	tcase_add_loop_test(cases[1], limits_hold, 0, KIND_COUNT);
	tcase_add_loop_test(cases[1], without_memory, 0, KIND_COUNT);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		tcase_set_timeout(cases[i], 300);
	return run_cases("codecs", cases, sizeof cases / sizeof cases[0]);
}
