/* SPDX-License-Identifier: MIT */
/*
 * JPEG 2000 that our encoder never writes, written by OpenJPEG itself: odd
 * depths, signed samples, and components at half the width and height; and
 * what claims to be larger than it can be.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#ifdef HAVE_OPENJPEG
#include <openjpeg.h>
#endif

#include "image_samples.h"

#ifdef HAVE_OPENJPEG
#define WIDTH 38u
#define HEIGHT 26u

typedef struct form {
	uint32_t components, prec, sgnd, half; /* half: the second and third component */
} form;

static const form forms[] = { { 1, 8, 0, 0 }, { 1, 5, 0, 0 }, { 1, 12, 0, 0 }, { 1, 16, 0, 0 },
	{ 1, 8, 1, 0 }, { 1, 16, 1, 0 }, { 3, 8, 0, 0 }, { 3, 8, 0, 1 }, { 3, 16, 0, 0 } };

typedef struct block {
	uint8_t bytes[65536];
	size_t len;
	size_t at;
} block;

static OPJ_SIZE_T
write_block(void *from, OPJ_SIZE_T size, void *user)
{
	block *b = user;

	ck_assert_uint_le(b->at + size, sizeof b->bytes);
	memcpy(b->bytes + b->at, from, size);
	b->at += size;
	b->len = b->at > b->len ? b->at : b->len;
	return size;
}

static OPJ_OFF_T
skip_block(OPJ_OFF_T count, void *user)
{
	((block *)user)->at += (size_t)count;
	return count;
}

static OPJ_BOOL
seek_block(OPJ_OFF_T to, void *user)
{
	((block *)user)->at = (size_t)to;
	return OPJ_TRUE;
}

/* Unsigned, of a component that has its own rows. */
static uint32_t
sample(const form *f, uint32_t component, uint32_t x, uint32_t y)
{
	return (x * 977 + y * 3571 + component * 50021) & ((1u << f->prec) - 1);
}

static opj_image_t *
draw(const form *f)
{
	opj_image_cmptparm_t parts[3];
	opj_image_t *image;
	uint32_t i, x, y;

	memset(parts, 0, sizeof parts);
	for (i = 0; i < f->components; i++) {
		parts[i].dx = parts[i].dy = i > 0 && f->half ? 2 : 1;
		parts[i].w = WIDTH / parts[i].dx;
		parts[i].h = HEIGHT / parts[i].dy;
		parts[i].prec = f->prec;
		parts[i].sgnd = f->sgnd;
	}
	image = opj_image_create(f->components, parts,
	    f->components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
	ck_assert_ptr_nonnull(image);
	image->x1 = WIDTH;
	image->y1 = HEIGHT;
	for (i = 0; i < f->components; i++)
		for (y = 0; y < parts[i].h; y++)
			for (x = 0; x < parts[i].w; x++)
				image->comps[i].data[y * parts[i].w + x] =
				    (int32_t)sample(f, i, x, y) -
				    (f->sgnd ? 1 << (f->prec - 1) : 0);
	return image;
}

static void
write_form(const form *f, block *b)
{
	opj_image_t *image = draw(f);
	opj_codec_t *codec = opj_create_compress(OPJ_CODEC_JP2);
	opj_stream_t *stream = opj_stream_default_create(OPJ_FALSE);
	opj_cparameters_t parameters;

	memset(b, 0, sizeof *b);
	opj_stream_set_user_data(stream, b, NULL);
	opj_stream_set_write_function(stream, write_block);
	opj_stream_set_skip_function(stream, skip_block);
	opj_stream_set_seek_function(stream, seek_block);
	opj_set_default_encoder_parameters(&parameters);
	parameters.tcp_numlayers = 1;
	parameters.cp_disto_alloc = 1;
	parameters.numresolution = 3;
	ck_assert(opj_setup_encoder(codec, &parameters, image) &&
	    opj_start_compress(codec, image, stream) && opj_encode(codec, stream) &&
	    opj_end_compress(codec, stream));
	opj_image_destroy(image);
	opj_destroy_codec(codec);
	opj_stream_destroy(stream);
}

START_TEST(samples_are_scaled_and_spread)
{
	const form *f = &forms[_i];
	uint32_t x, y, i, bytes = f->prec > 8 ? 2 : 1;
	double max = (double)((1u << f->prec) - 1), full = bytes == 2 ? 65535 : 255;
	static block b;
	tp_image image;

	write_form(f, &b);
	ck_assert_int_eq(any_decode(b.bytes, b.len, 0, &image, NULL), TP_OK);
	ck_assert_uint_eq(image.info.depth, bytes * 8);
	ck_assert_uint_eq(image.info.components, f->components);
	for (y = 0; y < HEIGHT; y++)
		for (x = 0; x < WIDTH; x++)
			for (i = 0; i < f->components; i++) {
				uint32_t d = i > 0 && f->half ? 2 : 1;
				const uint8_t *p = image.pixels + y * image.stride +
				    (x * f->components + i) * bytes;
				uint32_t got = bytes == 2 ? (uint32_t)p[0] << 8 | p[1] : p[0];

				ck_assert_uint_eq(got, (uint32_t)(sample(f, i, x / d, y / d) *
				    full / max + 0.5));
			}
	tp_image_free(&image);
}
END_TEST

/* OpenJPEG takes memory for what a tile part says it has, before it looks whether it is there. */
START_TEST(tile_part_of_gigabytes)
{
	static const uint8_t sot[6] = { 0xff, 0x90, 0, 10, 0, 0 };
	static const uint8_t sizes[][4] = { { 0xfe, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 0x10, 0 } };
	static const bool too_much[] = { true, true, false };
	static block b;
	tp_status status;
	tp_image image;
	bool damaged;
	size_t at, i;

	write_form(&forms[0], &b);
	for (at = 0; at + sizeof sot < b.len && memcmp(b.bytes + at, sot, sizeof sot) != 0; at++)
		continue;
	ck_assert_uint_lt(at + 10, b.len);
	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		memcpy(b.bytes + at + 6, sizes[i], 4);
		status = any_decode(b.bytes, b.len, 0, &image, NULL);
		ck_assert_int_ne(status, TP_OK);
		ck_assert_int_eq(status == TP_ERR_LIMIT, too_much[i]);
		status = any_decode(b.bytes, b.len, TP_DECODE_TOLERANT, &image, &damaged);
		ck_assert_int_eq(status == TP_ERR_LIMIT, too_much[i]);
		tp_image_free(&image);
	}
}
END_TEST
#endif

int
main(void)
{
	TCase *cases[] = { tcase_create("forms") };

#ifdef HAVE_OPENJPEG
	tcase_add_loop_test(cases[0], samples_are_scaled_and_spread, 0,
	    (int)(sizeof forms / sizeof forms[0]));
	tcase_add_test(cases[0], tile_part_of_gigabytes);
#else
	puts("skipped: JP2 is left out of this build");
#endif
	return run_cases("forms of JPEG 2000", cases, 1);
}
