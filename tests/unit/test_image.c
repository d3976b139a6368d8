/* SPDX-License-Identifier: MIT */
/*
 * The image type, the table of codecs, the headers that are read without a
 * library, the uncompressed forms and the change of resolution.
 */

#include <tenprint/resample.h>

#include "image_samples.h"

START_TEST(new_images)
{
	static const uint32_t bad[][4] = { { 0, 5, 1, 8 }, { 5, 0, 1, 8 }, { 5, 5, 0, 8 },
		{ 5, 5, 5, 8 }, { 5, 5, 1, 4 }, { 5, 5, 3, 1 }, { 5, 5, 1, 32 } };
	tp_limits limits = { .size = sizeof limits, .pixels = 100 };
	tp_image image;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		ck_assert_int_eq(tp_image_new(bad[i][0], bad[i][1], bad[i][2], bad[i][3], NULL,
		    NULL, &image, NULL), TP_ERR_ARG);
		ck_assert_ptr_null(image.pixels);
	}
	ck_assert_int_eq(tp_image_new(10, 10, 3, 16, NULL, &limits, &image, NULL), TP_OK);
	ck_assert_uint_eq(image.stride, 60);
	ck_assert_uint_eq(image.bytes, 600);
	for (i = 0; i < image.bytes; i++)
		ck_assert_uint_eq(image.pixels[i], 0);
	tp_image_free(&image);
	ck_assert_ptr_null(image.pixels);
	tp_image_free(NULL);
	ck_assert_int_eq(tp_image_new(9, 12, 1, 1, NULL, &limits, &image, NULL), TP_ERR_LIMIT);
	ck_assert_int_eq(tp_image_new(9, 11, 1, 1, NULL, &limits, &image, NULL), TP_OK);
	ck_assert_uint_eq(image.stride, 2);
	tp_image_free(&image);
	limits.pixels = UINT64_MAX;
	ck_assert_int_eq(tp_image_new(UINT32_MAX, UINT32_MAX, 4, 16, NULL, &limits, &image, NULL),
	    TP_ERR_LIMIT);
}
END_TEST

START_TEST(names_and_labels)
{
	static const struct {
		const char *text;
		tp_codec codec;
	} words[] = { { "NONE", TP_CODEC_RAW }, { "none", TP_CODEC_RAW }, { "WSQ20", TP_CODEC_WSQ },
		{ "WSQ", TP_CODEC_WSQ }, { "wsq", TP_CODEC_WSQ }, { "JPEGB", TP_CODEC_JPEG },
		{ "JPEGL", TP_CODEC_JPEGL }, { "JP2", TP_CODEC_JP2 }, { "JP2L", TP_CODEC_JP2L },
		{ "Png", TP_CODEC_PNG }, { "PNM", TP_CODEC_PNM }, { "", TP_CODEC_UNKNOWN },
		{ "JP", TP_CODEC_UNKNOWN }, { "WSQ2", TP_CODEC_UNKNOWN } };
	size_t i;
	int codec;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		ck_assert_int_eq(tp_codec_by_label(words[i].text, strlen(words[i].text)),
		    words[i].codec);
	for (codec = 0; codec <= TP_CODEC_VECTOR; codec++) {
		const char *name = tp_codec_name(codec), *label = tp_codec_label(codec);

		ck_assert_int_eq(tp_codec_by_label(name, strlen(name)), codec);
		if (label != NULL)
			ck_assert_int_eq(tp_codec_by_label(label, strlen(label)), codec);
		ck_assert_int_eq(label != NULL, codec <= TP_CODEC_PNG);
	}
	ck_assert_str_eq(tp_codec_name(-1), "unknown");
	ck_assert_ptr_null(tp_codec_label(10));
	ck_assert(tp_codec_can(TP_CODEC_RAW, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE));
	ck_assert(tp_codec_can(TP_CODEC_WSQ, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE));
	ck_assert(tp_codec_can(TP_CODEC_VECTOR, TP_CODEC_CAN_DECODE));
	ck_assert(!tp_codec_can(TP_CODEC_VECTOR, TP_CODEC_CAN_ENCODE));
	ck_assert(!tp_codec_can(10, TP_CODEC_CAN_DECODE));
	ck_assert(!tp_codec_can(TP_CODEC_RAW, 4));
}
END_TEST

/* A header as bytes, and what it says. */
typedef struct header_case {
	const char *bytes;
	size_t len;
	tp_codec codec;
	uint32_t width, height, components, depth;
	double ppi;
} header_case;

#define BYTES(s) (s), sizeof(s) - 1
#define JFIF "\xff\xd8\xff\xe0\0\x10JFIF\0\1\2"
#define GREY_FRAME "\0\x0b\x08\x01\x2c\x00\xc8\1\0\x11\0"
#define JP2_START "\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14" "ftypjp2 \0\0\0\0jp2 "
#define SIZ "\xff\x4f\xff\x51\0\x29\0\0\0\0\0\xd2\0\0\1\x36\0\0\0\x0a\0\0\0\x0a" \
	"\0\0\0\xd2\0\0\1\x36\0\0\0\0\0\0\0\0\0\1\7\1\1"
#define COD(wavelet) "\xff\x52\0\x0c\0\0\0\1\0\5\4\4\0" wavelet

static const header_case headers[] = {
	{ BYTES(JFIF "\1\1\xf4\1\xf4\0\0\xff\xc0" GREY_FRAME), TP_CODEC_JPEG, 200, 300, 1, 8, 500 },
	/* 197 pixels a centimetre are 500 an inch */
	{ BYTES(JFIF "\2\0\xc5\0\xc5\0\0\xff\xc2" GREY_FRAME), TP_CODEC_JPEG, 200, 300, 1, 8, 500 },
	{ BYTES(JFIF "\0\0\1\0\1\0\0\xff\xff\xff\xc3" GREY_FRAME), TP_CODEC_JPEGL, 200, 300, 1, 8,
	    0 },
	{ BYTES("\xff\xd8\xff\xfe\0\4ab\xff\xc3\0\x11\x0c\0\2\0\3\3\1\x11\0\2\x11\0\3\x11\0"),
	    TP_CODEC_JPEGL, 3, 2, 3, 12, 0 },
	{ BYTES(SIZ COD("\0")), TP_CODEC_JP2, 200, 300, 1, 8, 0 },
	{ BYTES(SIZ COD("\1")), TP_CODEC_JP2L, 200, 300, 1, 8, 0 },
	{ BYTES(JP2_START "\0\0\0\x22jp2h\0\0\0\x1ares \0\0\0\x12resc\3\xe8\0\xfe\3\xe8\0\xfe\4\4"
			  "\0\0\0\0jp2c" SIZ COD("\1")),
	    TP_CODEC_JP2L, 200, 300, 1, 8, 1000 },
	/* a display resolution does not outdo the capture's; 19685 a metre are 500 an inch */
	{ BYTES(JP2_START "\0\0\0\x34jp2h\0\0\0\x2cres \0\0\0\x12resc\x4c\xe5\0\1\x4c\xe5\0\1\0\0"
			  "\0\0\0\x12resd\0\1\0\1\0\1\0\1\3\3"
			  "\0\0\0\1jp2c\0\0\0\0\0\1\0\0" SIZ COD("\0")),
	    TP_CODEC_JP2, 200, 300, 1, 8, 500 },
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\xc8\0\0\1\x2c\x10\0\0\0\0crc!"
		"\0\0\0\4teXtabcdcrc!\0\0\0\x09pHYs\0\0\x4c\xe5\0\0\x4c\xe5\1crc!"),
	    TP_CODEC_PNG, 200, 300, 1, 16, 500 },
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\xc8\0\0\1\x2c\4\3\0\0\0crc!"), TP_CODEC_PNG,
	    200, 300, 3, 8, 0 },
	{ BYTES("P5 # words\n#more\n200\t300\r255\n"), TP_CODEC_PNM, 200, 300, 1, 8, 0 },
	{ BYTES("P6\n200 300 256\n"), TP_CODEC_PNM, 200, 300, 3, 16, 0 },
	{ BYTES("P4\n200 300\n"), TP_CODEC_PNM, 200, 300, 1, 1, 0 },
};

START_TEST(headers_are_read)
{
	const header_case *h = &headers[_i];
	tp_image_info info;

	ck_assert_int_eq(tp_image_sniff(h->bytes, h->len), h->codec);
	ck_assert_int_eq(tp_image_header(h->bytes, h->len, &info, NULL), TP_OK);
	ck_assert_int_eq(info.codec, h->codec);
	ck_assert_uint_eq(info.width, h->width);
	ck_assert_uint_eq(info.height, h->height);
	ck_assert_uint_eq(info.components, h->components);
	ck_assert_uint_eq(info.depth, h->depth);
	ck_assert_double_eq(info.ppi_x, h->ppi);
	ck_assert_double_eq(info.ppi_y, h->ppi);
	ck_assert_int_eq(info.ppi_source, h->ppi > 0 ? TP_PPI_HEADER : TP_PPI_NONE);
}
END_TEST

/* Cut anywhere, a header is unknown, or truncated with the place, or still whole. */
START_TEST(headers_cut_off)
{
	const header_case *h = &headers[_i];
	tp_image_info info;
	tp_status status;
	tp_diag diag;
	uint8_t *copy;
	size_t len, whole = 0;

	for (len = 0; len < h->len; len++) {
		copy = malloc(len + 1);
		memcpy(copy, h->bytes, len);
		tp_diag_init(&diag);
		status = tp_image_header(copy, len, &info, &diag);
		ck_assert(status == TP_OK || status == TP_ERR_TRUNCATED ||
		    status == TP_ERR_UNSUPPORTED);
		ck_assert_int_eq(diag.code, status);
		if (status == TP_ERR_TRUNCATED)
			ck_assert_uint_le(diag.offset, len);
		whole += status == TP_OK;
		free(copy);
	}
	/* Only what comes after the size may be missing. */
	ck_assert_uint_le(whole, h->codec == TP_CODEC_PNG ? 42 : 0);
}
END_TEST

START_TEST(headers_mutated)
{
	const header_case *h = &headers[_i];
	uint32_t state = (uint32_t)_i + 1, round, n;
	uint8_t *copy = malloc(h->len);
	tp_image_info info;
	tp_diag diag;

	for (round = 0; round < 4000; round++) {
		memcpy(copy, h->bytes, h->len);
		for (n = sample_random(&state) % 3 + 1; n > 0; n--)
			copy[sample_random(&state) % h->len] = (uint8_t)sample_random(&state);
		tp_diag_init(&diag);
		ck_assert_int_eq(tp_image_header(copy, h->len, &info, &diag), diag.code);
		if (diag.code == TP_OK)
			ck_assert(info.width > 0 && info.height > 0 && info.components > 0 &&
			    info.depth > 0 && info.ppi_x >= 0 && info.ppi_y >= 0);
	}
	free(copy);
}
END_TEST

START_TEST(headers_wrong)
{
	static const struct {
		const char *bytes;
		size_t len;
		tp_status status;
	} bad[] = {
		{ BYTES("II*\0 no image"), TP_ERR_UNSUPPORTED },
		{ BYTES(""), TP_ERR_UNSUPPORTED },
		/* arithmetic coding; lines given later; data before the frame; a length of one */
		{ BYTES("\xff\xd8\xff\xc9" GREY_FRAME), TP_ERR_UNSUPPORTED },
		{ BYTES("\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\xc8\1\0\x11\0"), TP_ERR_UNSUPPORTED },
		{ BYTES("\xff\xd8\xff\xda\0\4ab"), TP_ERR_SYNTAX },
		{ BYTES("\xff\xd8\xff\xe1\0\1ab"), TP_ERR_SYNTAX },
		{ BYTES("\xff\xd8\xff\xe1\0\2ab"), TP_ERR_SYNTAX },
		{ BYTES("\xff\x4f\xff\x51\0\x29\0\0\0\0\0\x0a\0\0\1\x36\0\0\0\x0a\0\0\0\x0a"
			"\0\0\0\xd2\0\0\1\x36\0\0\0\0\0\0\0\0\0\1\7\1\1"),
		    TP_ERR_SYNTAX },
		{ BYTES(SIZ "\xff\x90\0\x0a"), TP_ERR_SYNTAX },
		{ BYTES(JP2_START "\0\0\0\7jp2h"), TP_ERR_SYNTAX },
		{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\1\x2c\x10\0\0\0\0crc!"),
		    TP_ERR_SYNTAX },
		{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\1\0\0\1\x2c\3\0\0\0\0crc!"),
		    TP_ERR_SYNTAX },
		{ BYTES("P5\n0 5 255\n"), TP_ERR_SYNTAX },
		{ BYTES("P5\n5 5 65536\n"), TP_ERR_RANGE },
		{ BYTES("P5\n5 99999999999 255\n"), TP_ERR_RANGE },
		{ BYTES("P5\n5 5 255x"), TP_ERR_SYNTAX },
		{ BYTES("P5\n5 -5 255\n"), TP_ERR_SYNTAX },
	};
	tp_image_info info;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ck_assert_msg(tp_image_header(bad[i].bytes, bad[i].len, &info, NULL) ==
		    bad[i].status, "case %zu", i);
}
END_TEST

START_TEST(whole_resolutions)
{
	uint32_t ppi;

	for (ppi = 10; ppi <= 4000; ppi++) {
		double count = floor(ppi / 0.0254 + 0.5);

		ck_assert_double_eq(tpi_ppi_from_count(count, 0.0254), ppi);
		ck_assert_double_eq(tpi_ppi_from_count(ppi, 1), ppi);
	}
	ck_assert_double_eq(tpi_ppi_from_count(0, 2.54), 0);
	ck_assert_double_eq(tpi_ppi_from_count(-1, 2.54), 0);
	ck_assert_double_eq(tpi_ppi_from_count(1e30, 0.0254), 0);
	ck_assert(fabs(tpi_ppi_from_count(19680, 0.0254) - 499.872) < 1e-9);
}
END_TEST

START_TEST(pnm_round_trips)
{
	static const uint32_t kinds[][2] = { { 1, 1 }, { 1, 8 }, { 1, 16 }, { 3, 8 }, { 3, 16 } };
	tp_image image, back;
	tp_bytes bytes;
	uint32_t size;

	for (size = 1; size < 20; size++) {
		any_image(size, 21 - size, kinds[_i][0], kinds[_i][1], &image);
		any_encode(&image, TP_CODEC_PNM, &bytes);
		ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
		ck_assert(same_pixels(&image, &back));
		tp_image_free(&back);
		tp_bytes_free(&bytes);
		tp_image_free(&image);
	}
}
END_TEST

START_TEST(pnm_details)
{
	static const char scaled[] = "P5 4 1 15\n\x00\x01\x07\x0f";
	static const char padded[] = "P4 3 2\n\xff\xbf";
	static const char wide[] = "P5\n1 2 1000\n\x01\xf4\x03\xe8";
	tp_image image;
	bool damaged;

	ck_assert_int_eq(any_decode(scaled, sizeof scaled - 1, 0, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, "\x00\x11\x77\xff", 4) == 0);
	tp_image_free(&image);
	ck_assert_int_eq(any_decode(padded, sizeof padded - 1, 0, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, "\xe0\xa0", 2) == 0);
	tp_image_free(&image);
	ck_assert_int_eq(any_decode(wide, sizeof wide - 1, 0, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, "\x80\x00\xff\xff", 4) == 0);
	tp_image_free(&image);
	ck_assert_int_eq(any_decode(wide, sizeof wide - 2, 0, &image, NULL), TP_ERR_TRUNCATED);
	ck_assert_ptr_null(image.pixels);
	ck_assert_int_eq(any_decode(wide, sizeof wide - 2, TP_DECODE_TOLERANT, &image, &damaged),
	    TP_OK);
	ck_assert(damaged && image.pixels[0] == 0x80);
	tp_image_free(&image);
	ck_assert_int_eq(any_decode("P5 9999 9999 255\n", 17, 0, &image, NULL), TP_ERR_LIMIT);
}
END_TEST

START_TEST(raw_pixels)
{
	tp_image_info info = { .codec = TP_CODEC_RAW, .width = 11, .height = 3, .components = 1,
		.depth = 1 };
	tp_decode_options o = { .size = sizeof o, .raw_info = &info };
	/* 33 bits on end: rows of 11 ones, 11 zeros, 11 ones */
	static const uint8_t bits[5] = { 0xff, 0xe0, 0x03, 0xff, 0x80 };
	static const uint8_t rows[6] = { 0xff, 0xff, 0, 0x1f, 0xff, 0xe0 };
	static const uint8_t want[6] = { 0xff, 0xe0, 0, 0, 0xff, 0xe0 };
	tp_bytes bytes;
	tp_image image;

	ck_assert_int_eq(tp_image_decode(bits, 5, &o, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, want, 6) == 0);
	any_encode(&image, TP_CODEC_RAW, &bytes);
	ck_assert(bytes.len == 6 && memcmp(bytes.ptr, want, 6) == 0);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
	ck_assert_int_eq(tp_image_decode(rows, 6, &o, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, want, 6) == 0);
	tp_image_free(&image);
	ck_assert_int_eq(tp_image_decode(rows, 4, &o, &image, NULL), TP_ERR_TRUNCATED);
	info.depth = 8;
	ck_assert_int_eq(tp_image_decode(rows, 6, &o, &image, NULL), TP_ERR_TRUNCATED);
	info.height = info.width = 2;
	info.components = 0; /* one, unless it is said */
	ck_assert_int_eq(tp_image_decode(rows, 6, &o, &image, NULL), TP_OK);
	ck_assert(memcmp(image.pixels, rows, 4) == 0);
	tp_image_free(&image);
	info.depth = 7;
	ck_assert_int_eq(tp_image_decode(rows, 6, &o, &image, NULL), TP_ERR_ARG);
	/* raw_info says that there is no header, whatever the bytes look like */
	info.depth = 8;
	ck_assert_int_eq(tp_image_decode("P5\n1 1 255\n", 4, &o, &image, NULL), TP_OK);
	ck_assert_int_eq(image.info.codec, TP_CODEC_RAW);
	tp_image_free(&image);
	o.raw_info = NULL;
	ck_assert_int_eq(tp_image_decode(rows, 6, &o, &image, NULL), TP_ERR_UNSUPPORTED);
}
END_TEST

START_TEST(dispatch)
{
	tp_decode_options o = { .size = sizeof o, .codec = 77 };
	tp_encode_options e = { .size = sizeof e, .codec = TP_CODEC_VECTOR };
	tp_limits limits = { .size = sizeof limits, .bytes = 10 };
	tp_image image, none = { .stride = 0 };
	tp_bytes bytes;

	ck_assert_int_eq(tp_image_decode("P5\n1 1 255\nx", 12, &o, &image, NULL),
	    TP_ERR_UNSUPPORTED);
	o.codec = 0;
	o.limits = &limits;
	ck_assert_int_eq(tp_image_decode("P5\n1 1 255\nx", 12, &o, &image, NULL), TP_ERR_LIMIT);
	any_image(4, 4, 1, 8, &image);
	ck_assert_int_eq(tp_image_encode(&image, &e, &bytes, NULL), TP_ERR_UNSUPPORTED);
	e.codec = TP_CODEC_PNM;
	ck_assert_int_eq(tp_image_encode(&none, &e, &bytes, NULL), TP_ERR_ARG);
	e.size = offsetof(tp_encode_options, reached_bitrate); /* an older caller's struct */
	ck_assert_int_eq(tp_image_encode(&image, &e, &bytes, NULL), TP_OK);
	ck_assert_double_eq(e.reached_bitrate, 0);
	tp_bytes_free(&bytes);
	e.size = offsetof(tp_encode_options, reached_ratio);
	ck_assert_int_eq(tp_image_encode(&image, &e, &bytes, NULL), TP_OK);
	ck_assert_double_gt(e.reached_bitrate, 8);
	ck_assert_double_eq(e.reached_ratio, 0);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

START_TEST(rates_that_are_none)
{
	static const double rates[][2] = { { -1, 0 }, { NAN, 0 }, { 0, -1 }, { 0, 0.99 },
		{ 0, NAN }, { 1, 10 } };
	tp_image image;
	tp_bytes bytes;
	size_t i;

	any_image(20, 20, 1, 8, &image);
	for (i = 0; i < sizeof rates / sizeof rates[0]; i++) {
		tp_encode_options e = { .size = sizeof e, .codec = TP_CODEC_WSQ,
			.bitrate = rates[i][0], .ratio = rates[i][1] };

		ck_assert_int_eq(tp_image_encode(&image, &e, &bytes, NULL), TP_ERR_ARG);
		ck_assert_ptr_null(bytes.ptr);
	}
	tp_image_free(&image);
}
END_TEST

static size_t
inside(int at, uint32_t size)
{
	return at < 0 ? 0 : at >= (int)size ? size - 1 : (size_t)at;
}

/* NIST's filter written down once more, in floating point and in two dimensions. */
static double
gaussian_at(const tp_image *image, int cx, int cy)
{
	double sum = 0, weights = 0;
	int x, y;

	for (y = -4; y <= 4; y++)
		for (x = -4; x <= 4; x++) {
			double w = exp(-(x * x + y * y) / (2 * 0.8475 * 0.8475));
			size_t px = inside(cx + x, image->info.width);
			size_t py = inside(cy + y, image->info.height);

			sum += w * image->pixels[py * image->stride + px];
			weights += w;
		}
	return sum / weights;
}

START_TEST(resampling_halves)
{
	tp_image image, half;
	uint32_t x, y;

	any_image(101, 64, 1, 8, &image);
	ck_assert_int_eq(tp_image_resample(&image, NULL, &half, NULL), TP_ERR_ARG);
	image.info.ppi_x = image.info.ppi_y = 1000;
	ck_assert_int_eq(tp_image_resample(&image, NULL, &half, NULL), TP_OK);
	ck_assert_uint_eq(half.info.width, 51);
	ck_assert_uint_eq(half.info.height, 32);
	ck_assert_double_eq(half.info.ppi_x, 500);
	for (y = 0; y < 32; y++)
		for (x = 0; x < 51; x++)
			ck_assert(fabs(half.pixels[y * half.stride + x] -
			    gaussian_at(&image, (int)x * 2, (int)y * 2)) < 0.51);
	tp_image_free(&half);
	tp_image_free(&image);
}
END_TEST

START_TEST(resampling_in_general)
{
	static const double ratios[] = { 1, 1.2, 1.5, 2, 2.5, 3, 4, 15.9 };
	static const uint32_t kinds[][2] = { { 1, 8 }, { 1, 16 }, { 3, 8 }, { 3, 16 } };
	tp_resample_options o = { .size = sizeof o, .ppi = 500 };
	sample_mem mem;
	tp_image image, out;
	size_t i, k;

	for (k = 0; k < 4; k++) {
		ck_assert_int_eq(tp_image_new(67, 33, kinds[k][0], kinds[k][1], NULL, NULL, &image,
		    NULL), TP_OK);
		memset(image.pixels, 0xc7, image.bytes);
		for (i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
			size_t at;

			o.from_ppi = 500 * ratios[i];
			ck_assert_int_eq(tp_image_resample(&image, &o, &out, NULL), TP_OK);
			ck_assert_uint_eq(out.info.width, (uint32_t)(66 / ratios[i]) + 1);
			for (at = 0; at < out.bytes; at++) /* grey stays the same grey */
				ck_assert_uint_eq(out.pixels[at], 0xc7);
			tp_image_free(&out);
		}
		tp_image_free(&image);
	}
	any_image(40, 40, 1, 8, &image);
	o.from_ppi = 499;
	ck_assert_int_eq(tp_image_resample(&image, &o, &out, NULL), TP_ERR_RANGE);
	o.from_ppi = 8001;
	ck_assert_int_eq(tp_image_resample(&image, &o, &out, NULL), TP_ERR_RANGE);
	o.from_ppi = 1000;
	for (i = 1; i <= 3; i++) {
		sample_mem_init(&mem, i);
		o.mem = &mem.mem;
		ck_assert_int_eq(tp_image_resample(&image, &o, &out, NULL), TP_ERR_NOMEM);
		ck_assert_uint_eq(mem.live, 0);
	}
	tp_image_free(&image);
	any_image(40, 40, 1, 1, &image);
	o.mem = NULL;
	ck_assert_int_eq(tp_image_resample(&image, &o, &out, NULL), TP_ERR_ARG);
	tp_image_free(&image);
}
END_TEST

int
main(void)
{
	const int count = (int)(sizeof headers / sizeof headers[0]);
	TCase *cases[] = { tcase_create("images"), tcase_create("headers"),
		tcase_create("uncompressed"), tcase_create("resampling") };

	tcase_add_test(cases[0], new_images);
	tcase_add_test(cases[0], names_and_labels);
	tcase_add_test(cases[0], dispatch);
	tcase_add_test(cases[0], rates_that_are_none);
	tcase_add_loop_test(cases[1], headers_are_read, 0, count);
	tcase_add_loop_test(cases[1], headers_cut_off, 0, count);
	tcase_add_loop_test(cases[1], headers_mutated, 0, count);
	tcase_add_test(cases[1], headers_wrong);
	tcase_add_test(cases[1], whole_resolutions);
	tcase_add_loop_test(cases[2], pnm_round_trips, 0, 5);
	tcase_add_test(cases[2], pnm_details);
	tcase_add_test(cases[2], raw_pixels);
	tcase_add_test(cases[3], resampling_halves);
	tcase_add_test(cases[3], resampling_in_general);
	return run_cases("image", cases, sizeof cases / sizeof cases[0]);
}
