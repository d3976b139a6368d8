/* SPDX-License-Identifier: MIT */
/*
 * What single codecs do: JPEG 2000's streams and resolution, PNG taken apart
 * without libpng, Group 4, and the pen vectors. What the build leaves out is
 * counted as skipped.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#include "image_samples.h"

START_TEST(reversible_with_loss)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_JP2, .ratio = 6,
		.reversible = 1 };
	tp_image image;
	tp_bytes bytes;

	if (!can(TP_CODEC_JP2))
		return;
	any_image(200, 200, 1, 8, &image);
	ck_assert_int_eq(tp_image_encode(&image, &o, &bytes, NULL), TP_OK);
	ck_assert(fabs((double)bytes.len - 40000 / 6.0) < 600);
	/* The header says 5-3, which is all that tells JP2L from JP2. */
	ck_assert_int_eq(tp_image_sniff(bytes.ptr, bytes.len), TP_CODEC_JP2L);
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}
END_TEST

START_TEST(bare_codestream)
{
	tp_image image, back;
	tp_bytes bytes;
	size_t at;

	if (!can(TP_CODEC_JP2L))
		return;
	any_image(50, 40, 1, 8, &image);
	any_encode(&image, TP_CODEC_JP2L, &bytes);
	for (at = 0; memcmp(bytes.ptr + at, "\xff\x4f\xff\x51", 4) != 0; at++)
		ck_assert_uint_lt(at, bytes.len - 5);
	ck_assert_int_eq(tp_image_sniff(bytes.ptr + at, bytes.len - at), TP_CODEC_JP2L);
	ck_assert_int_eq(any_decode(bytes.ptr + at, bytes.len - at, 0, &back, NULL), TP_OK);
	ck_assert(same_pixels(&image, &back));
	ck_assert_int_eq(back.info.ppi_source, TP_PPI_NONE);
	tp_image_free(&back);
	tp_image_free(&image);
	tp_bytes_free(&bytes);
}
END_TEST

/* 500 an inch are 500/254 times 10^4 a metre, exactly. */
START_TEST(resolution_box)
{
	static const char box[] = "\0\0\0\x1ares \0\0\0\x12resc\3\xe8\0\xfe\1\xf4\0\xfe\4\4";
	tp_image image;
	tp_bytes bytes;
	size_t at;

	if (!can(TP_CODEC_JP2L))
		return;
	any_image(20, 20, 1, 8, &image);
	image.info.ppi_x = 500;
	image.info.ppi_y = 1000;
	any_encode(&image, TP_CODEC_JP2L, &bytes);
	for (at = 0; memcmp(bytes.ptr + at, box, sizeof box - 1) != 0; at++)
		ck_assert_uint_lt(at, bytes.len - sizeof box);
	ck_assert(memcmp(bytes.ptr + at + sizeof box - 1 + 4, "jp2c", 4) == 0);
	tp_image_free(&image);
	tp_bytes_free(&bytes);
}
END_TEST

#ifdef HAVE_ZLIB
static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int
paeth(int a, int b, int c)
{
	int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);

	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* Undo a row's filter (ISO 15948, 9.2); step is the bytes of a pixel. */
static void
unfilter(uint8_t *row, const uint8_t *above, size_t size, size_t step)
{
	size_t i;

	for (i = 1; i <= size; i++) {
		int a = i > step ? row[i - step] : 0, b = above != NULL ? above[i] : 0;
		int c = above != NULL && i > step ? above[i - step] : 0;

		switch (row[0]) {
		case 1:
			row[i] = (uint8_t)(row[i] + a);
			break;
		case 2:
			row[i] = (uint8_t)(row[i] + b);
			break;
		case 3:
			row[i] = (uint8_t)(row[i] + (a + b) / 2);
			break;
		case 4:
			row[i] = (uint8_t)(row[i] + paeth(a, b, c));
			break;
		default:
			ck_assert_uint_eq(row[0], 0);
			break;
		}
	}
}

/* Walk the chunks, check each CRC, and expand the data. Returns the length of them. */
static size_t
take_apart(const tp_bytes *png, uint8_t *pixels, size_t room, uint32_t *per_metre)
{
	uint8_t *packed = malloc(png->len);
	size_t at = 8, packed_len = 0;
	uLongf len = room;
	bool ended = false;

	ck_assert(memcmp(png->ptr, "\x89PNG\r\n\x1a\n", 8) == 0);
	while (at < png->len) {
		const uint8_t *chunk = png->ptr + at;
		uint32_t size = be32(chunk);

		ck_assert(!ended && size <= png->len - at - 12);
		ck_assert_uint_eq(crc32(crc32(0, NULL, 0), chunk + 4, size + 4),
		    be32(chunk + 8 + size));
		if (memcmp(chunk + 4, "IDAT", 4) == 0) {
			memcpy(packed + packed_len, chunk + 8, size);
			packed_len += size;
		}
		if (memcmp(chunk + 4, "pHYs", 4) == 0)
			*per_metre = be32(chunk + 8);
		ended = memcmp(chunk + 4, "IEND", 4) == 0;
		at += 12 + size;
	}
	ck_assert(ended);
	ck_assert_int_eq(uncompress(pixels, &len, packed, packed_len), Z_OK);
	free(packed);
	return len;
}
#endif

START_TEST(png_without_libpng)
{
#ifdef HAVE_ZLIB
	static const uint32_t forms[][2] = { { 1, 1 }, { 1, 8 }, { 1, 16 }, { 3, 8 }, { 3, 16 } };
	uint32_t components = forms[_i][0], depth = forms[_i][1], per_metre = 0, y;
	size_t i, row, step;
	uint8_t *pixels;
	tp_image image;
	tp_bytes bytes;

	if (!can(TP_CODEC_PNG))
		return;
	any_image(61, 45, components, depth, &image);
	image.info.ppi_x = image.info.ppi_y = 500;
	any_encode(&image, TP_CODEC_PNG, &bytes);
	row = image.stride;
	step = depth == 1 ? 1 : components * depth / 8;
	pixels = malloc((row + 1) * 45);
	ck_assert_uint_eq(take_apart(&bytes, pixels, (row + 1) * 45, &per_metre), (row + 1) * 45);
	ck_assert_uint_eq(per_metre, 19685);
	for (y = 0; y < 45; y++) {
		uint8_t *line = pixels + y * (row + 1);

		unfilter(line, y > 0 ? line - row - 1 : NULL, row, step);
	}
	for (y = 0; y < 45; y++)
		for (i = 0; i < row; i++) {
			unsigned got = pixels[y * (row + 1) + 1 + i], mask = 255;

			if (depth == 1) { /* 0 is black in PNG, 1 in ours */
				got ^= 255;
				mask = i == row - 1 ? 0xff00u >> (61 % 8) & 255 : 255;
			}
			ck_assert_uint_eq(got & mask, image.pixels[y * row + i]);
		}
	free(pixels);
	tp_image_free(&image);
	tp_bytes_free(&bytes);
#else
	puts("skipped: built without zlib");
#endif
}
END_TEST

START_TEST(group_4)
{
	tp_image_info info;
	tp_decode_options o = { .size = sizeof o, .raw_info = &info };
	uint32_t side, state = 5, round, i;
	tp_image image, back;
	tp_bytes bytes;

	if (!can(TP_CODEC_G4))
		return;
	for (side = 1; side < 70; side += 3) {
		any_image(side, 71 - side, 1, 1, &image);
		any_encode(&image, TP_CODEC_G4, &bytes);
		info = image.info;
		info.codec = TP_CODEC_G4;
		ck_assert_int_eq(tp_image_decode(bytes.ptr, bytes.len, &o, &back, NULL), TP_OK);
		ck_assert(same_pixels(&image, &back));
		tp_image_free(&back);
		for (round = 0; round < 60; round++) {
			for (i = 0; i < 3; i++)
				bytes.ptr[sample_random(&state) % bytes.len] =
				    (uint8_t)sample_random(&state);
			o.flags = round % 2 == 0 ? TP_DECODE_TOLERANT : 0;
			if (tp_image_decode(bytes.ptr, bytes.len - round % bytes.len, &o, &back,
			    NULL) != TP_OK)
				ck_assert_ptr_null(back.pixels);
			tp_image_free(&back);
		}
		o.flags = 0;
		tp_bytes_free(&bytes);
		tp_image_free(&image);
	}
	o.raw_info = NULL;
	o.codec = TP_CODEC_G4;
	ck_assert_int_eq(tp_image_decode("\0\1", 2, &o, &back, NULL), TP_ERR_ARG);
}
END_TEST

static bool
black(const tp_image *image, uint32_t x, uint32_t y)
{
	return (image->pixels[y * image->stride + x / 8] >> (7 - x % 8) & 1) != 0;
}

/* A line from the bottom left to the top right, a lifted pen, a line along the bottom. */
START_TEST(pen_vectors)
{
	static const uint8_t pen[] = { 0, 0, 0, 0, 200, 3, 232, 3, 232, 0, 3, 232, 0, 0, 80, 0, 0,
		0, 0, 255, 9, 9 };
	tp_image_info info = { .codec = TP_CODEC_VECTOR, .ppi_x = 100 };
	tp_decode_options o = { .size = sizeof o, .raw_info = &info };
	tp_limits limits = { .size = sizeof limits };
	sample_mem mem;
	tp_image image;
	uint32_t i;

	ck_assert_int_eq(tp_image_decode(pen, sizeof pen, &o, &image, NULL), TP_OK);
	ck_assert_uint_eq(image.info.width, 117);
	ck_assert_uint_eq(image.info.height, 117);
	for (i = 0; i <= 100; i++) {
		ck_assert(black(&image, 8 + i, 108 - i));
		ck_assert(black(&image, 8 + i, 108));
	}
	ck_assert(!black(&image, 8, 8)); /* not upside down */
	ck_assert(!black(&image, 108, 60)); /* the pen was lifted */
	tp_image_free(&image);
	info.width = 66;
	info.height = 216;
	ck_assert_int_eq(tp_image_decode(pen, sizeof pen, &o, &image, NULL), TP_OK);
	ck_assert_uint_eq(image.info.width, 66);
	ck_assert(black(&image, 8, 57));
	tp_image_free(&image);
	o.limits = &limits;
	limits.pixels = 66 * 216 - 1;
	ck_assert_int_eq(tp_image_decode(pen, sizeof pen, &o, &image, NULL), TP_ERR_LIMIT);
	o.limits = NULL;
	sample_mem_init(&mem, 1);
	o.mem = &mem.mem;
	ck_assert_int_eq(tp_image_decode(pen, sizeof pen, &o, &image, NULL), TP_ERR_NOMEM);
	o.mem = NULL;
	ck_assert_int_eq(tp_image_decode(pen, 4, &o, &image, NULL), TP_ERR_TRUNCATED);
	ck_assert_int_eq(tp_image_decode(pen + 15, 5, &o, &image, NULL), TP_ERR_TRUNCATED);
}
END_TEST

/* More strokes than any signature has: an end is put to it. */
START_TEST(endless_strokes)
{
	const size_t count = 40000;
	uint8_t *pen = malloc(count * 5);
	tp_limits limits = { .size = sizeof limits, .pixels = 1 << 20 };
	tp_image_info info = { .codec = TP_CODEC_VECTOR, .width = 1000, .height = 1000 };
	tp_decode_options o = { .size = sizeof o, .raw_info = &info, .limits = &limits };
	tp_image image;
	size_t i;

	for (i = 0; i < count; i++)
		memcpy(pen + i * 5, i % 2 == 0 ? "\0\0\0\0\1" : "\xff\xff\xff\xff\1", 5);
	ck_assert_int_eq(tp_image_decode(pen, count * 5, &o, &image, NULL), TP_ERR_LIMIT);
	ck_assert_ptr_null(image.pixels);
	free(pen);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("codec forms");

	tcase_add_test(c, reversible_with_loss);
	tcase_add_test(c, bare_codestream);
	tcase_add_test(c, resolution_box);
	tcase_add_loop_test(c, png_without_libpng, 0, 5);
	tcase_add_test(c, group_4);
	tcase_add_test(c, pen_vectors);
	tcase_add_test(c, endless_strokes);
	tcase_set_timeout(c, 300);
	return run_cases("codec_forms", &c, 1);
}
