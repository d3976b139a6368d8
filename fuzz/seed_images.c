/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing: seeds of images, by codec, and of records that bear them. A codec
 * that this build cannot write is left out; one file of each is kept.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seeds.h"

#define WIDTH 40
#define HEIGHT 32
/* The first byte, as fuzz_image.c takes it. */
#define AS_FILE 0
#define AS_DAMAGED_FILE 1
#define HEADERLESS 0x80

static void
draw(uint32_t components, uint32_t depth, tp_image *out)
{
	uint64_t state = components * 100 + depth;
	size_t i;

	if (tp_image_new(WIDTH, HEIGHT, components, depth, NULL, NULL, out, NULL) != TP_OK)
		abort();
	for (i = 0; i < out->bytes; i++)
		out->pixels[i] = depth == 1 ? (uint8_t)(i / 5 % 3 * 0x3c)
		                            : (uint8_t)(i * 5 % 200 + ts_below(&state, 9));
	out->info.ppi_x = out->info.ppi_y = 500;
}

/* The first bytes that say how the rest is to be taken, then the image. */
static void
seed_image(const char *target, const char *name, uint8_t how, const tp_image_info *info,
    const tp_bytes *image)
{
	const uint8_t head[4] = { how, info->depth == 1 ? 0 : info->depth == 8 ? 1 : 2, WIDTH,
		HEIGHT };
	size_t n = how >= HEADERLESS ? sizeof head : 1;
	uint8_t *bytes = malloc(n + image->len);

	if (bytes == NULL)
		abort();
	memcpy(bytes, head, n);
	memcpy(bytes + n, image->ptr, image->len);
	seed(target, name, bytes, n + image->len);
	free(bytes);
}

static bool
has_header(int codec)
{
	return codec != TP_CODEC_RAW && codec != TP_CODEC_G4;
}

/* One target's seeds: what this codec makes of each kind of image that it takes. */
static void
codec_seeds(const char *target, const tp_encode_options *options)
{
	static const uint32_t kinds[][2] = { { 1, 1 }, { 1, 8 }, { 1, 16 }, { 3, 8 }, { 3, 16 } };
	uint8_t how = has_header(options->codec) ? AS_FILE : HEADERLESS;
	char name[64];
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		tp_encode_options o = *options;
		tp_image image;
		tp_bytes bytes;

		draw(kinds[i][0], kinds[i][1], &image);
		if (tp_image_encode(&image, &o, &bytes, NULL) == TP_OK) {
			(void)snprintf(name, sizeof name, "%s-%lux%lu", tp_codec_name(o.codec),
			    (unsigned long)kinds[i][0], (unsigned long)kinds[i][1]);
			seed_image(target, name, how, &image.info, &bytes);
			(void)strcat(name, "-tolerant");
			seed_image(target, name, how | AS_DAMAGED_FILE, &image.info, &bytes);
			tp_bytes_free(&bytes);
		}
		tp_image_free(&image);
	}
}

/* The codestream alone, without its boxes. */
static void
bare_codestream(void)
{
	static const uint8_t start[] = { 0xff, 0x4f, 0xff, 0x51 };
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_JP2L };
	tp_image image;
	tp_bytes bytes, bare;
	size_t i = 0;

	draw(1, 8, &image);
	if (tp_image_encode(&image, &o, &bytes, NULL) == TP_OK) {
		while (i + sizeof start < bytes.len &&
		    memcmp(bytes.ptr + i, start, sizeof start) != 0)
			i++;
		bare = bytes;
		bare.ptr += i;
		bare.len -= i;
		seed_image("jp2", "codestream", AS_FILE, &image.info, &bare);
		tp_bytes_free(&bytes);
	}
	tp_image_free(&image);
}

/* A transaction with a record of the type and this codec's image in it. */
static void
print_seed(int type, int codec, uint32_t depth)
{
	tp_new_options new_options = { .size = sizeof new_options, .tot = "CAR",
		.dat = "20261123", .dai = "DAI000000", .ori = "ORI000000", .tcn = "SYNTHETIC",
		.nsr = "19.69", .ntr = "19.69" };
	tp_encode_options o = { .size = sizeof o, .codec = codec };
	tp_bytes bytes = { .len = 0 }, file;
	tp_transaction *t;
	tp_record *r;
	tp_image image;
	char name[64];
	bool good;

	draw(1, depth, &image);
	if (tp_transaction_new(&new_options, &t, NULL) != TP_OK ||
	    tp_transaction_add_record(t, type, -1, 0, &r, NULL) != TP_OK)
		abort();
	good = tp_image_encode(&image, &o, &bytes, NULL) == TP_OK &&
	    tp_record_image_replace(r, bytes.ptr, bytes.len, NULL) == TP_OK &&
	    tp_transaction_write(t, 0, &file, NULL) == TP_OK;
	if (good) {
		(void)snprintf(name, sizeof name, "type-%d-%s", type, tp_codec_name(codec));
		seed("print", name, file.ptr, file.len);
		tp_bytes_free(&file);
	}
	tp_bytes_free(&bytes);
	tp_image_free(&image);
	tp_transaction_free(t);
}

/* Types 5 and 6 hold, and Type-8 most often is, black and white. */
static bool
is_binary(int type)
{
	return type == 5 || type == 6 || type == 8;
}

void
seed_images(void)
{
	static const struct {
		const char *target;
		tp_encode_options options;
	} codecs[] = {
		{ "png", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_PNG } },
		{ "jpeg", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_JPEG } },
		{ "jpegl", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_JPEGL } },
		{ "jp2", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_JP2 } },
		{ "jp2", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_JP2L } },
		{ "pnm", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_PNM } },
		{ "raw", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_RAW } },
		{ "g4", { .size = sizeof(tp_encode_options), .codec = TP_CODEC_G4 } },
	};
	static const int types[] = { 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16, 17, 19, 20 };
	static const int stored[] = { TP_CODEC_PNM, TP_CODEC_WSQ, TP_CODEC_PNG, TP_CODEC_JPEG,
		TP_CODEC_JPEGL, TP_CODEC_JP2 };
	size_t i, k;

	for (i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
		codec_seeds(codecs[i].target, &codecs[i].options);
	bare_codestream();
	for (i = 0; i < sizeof types / sizeof types[0]; i++)
		for (k = 0; k < sizeof stored / sizeof stored[0]; k++)
			print_seed(types[i], stored[k], is_binary(types[i]) ? 1 : 8);
}
