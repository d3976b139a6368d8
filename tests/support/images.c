/* SPDX-License-Identifier: MIT */
/* Tests: small synthetic prints of every kind, encoded by the library itself. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "images.h"

const ts_kind ts_kinds[] = {
	{ "WSQ", "tenprint", TP_CODEC_WSQ, 1, 8 },
	{ "JPEGL", "tenprint", TP_CODEC_JPEGL, 1, 8 },
	{ "JPEG", "libjpeg", TP_CODEC_JPEG, 1, 8 },
	{ "JPEG, colour", "libjpeg", TP_CODEC_JPEG, 3, 8 },
	{ "JP2", "OpenJPEG", TP_CODEC_JP2, 1, 8 },
	{ "JP2L", "OpenJPEG", TP_CODEC_JP2L, 1, 8 },
	{ "JP2L, 16-bit colour", "OpenJPEG", TP_CODEC_JP2L, 3, 16 },
	{ "PNG", "libpng", TP_CODEC_PNG, 1, 8 },
	{ "PNG, 16-bit colour", "libpng", TP_CODEC_PNG, 3, 16 },
	{ "PNG, one bit", "libpng", TP_CODEC_PNG, 1, 1 },
	{ "PNM", "tenprint", TP_CODEC_PNM, 1, 8 },
	{ "PNM, one bit", "tenprint", TP_CODEC_PNM, 1, 1 },
	{ "raw", "tenprint", TP_CODEC_RAW, 1, 8 },
	{ "G4", "libtiff", TP_CODEC_G4, 1, 1 },
};
const size_t ts_kind_count = sizeof ts_kinds / sizeof ts_kinds[0];

bool
ts_kind_built(const ts_kind *kind)
{
	return tp_codec_can(kind->codec, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE);
}

static void
need(tp_status status, const tp_diag *diag, const char *what)
{
	if (status == TP_OK)
		return;
	(void)fprintf(stderr, "%s: %s (%s)\n", what, diag->text, tp_status_name(status));
	abort();
}

/* One row of the print in another form; colours are shifted against each other. */
static void
fill_row(const uint8_t *grey, tp_image *to, uint32_t y)
{
	uint32_t width = to->info.width, step = to->info.depth / 8, x, i;
	uint8_t *row = to->pixels + y * to->stride;

	for (x = 0; x < width; x++) {
		if (to->info.depth == 1) {
			row[x / 8] |= (uint8_t)((grey[x] < 140) << (7 - x % 8));
			continue;
		}
		for (i = 0; i < to->info.components; i++) {
			uint8_t *p = row + (x * to->info.components + i) * step;

			p[0] = grey[(x + 3 * i) % width];
			if (step == 2)
				p[1] = (uint8_t)(p[0] * 7 + x + y);
		}
	}
}

/* Out of the middle of a print, where the ridges are. */
void
ts_draw(const ts_kind *kind, uint64_t seed, uint32_t width, uint32_t height, tp_image *out)
{
	tp_synth_options o = { .size = sizeof o, .seed = seed, .fgp = (uint32_t)(seed % 10) + 1,
		.rolled = 1, .width = 2 * width, .height = 2 * height };
	tp_image print;
	tp_diag diag;
	uint32_t y;

	need(tp_synth_print(&o, &print, &diag), &diag, "synthetic print");
	need(tp_image_new(width, height, kind->components, kind->depth, NULL, NULL, out, &diag),
	    &diag, kind->name);
	for (y = 0; y < height; y++)
		fill_row(print.pixels + (y + height / 2) * print.stride + width / 2, out, y);
	out->info.ppi_x = out->info.ppi_y = 500;
	tp_image_free(&print);
}

tp_status
ts_encode(const ts_kind *kind, const tp_image *image, const tp_mem *mem, tp_bytes *out,
    tp_diag *diag)
{
	tp_encode_options o = { .size = sizeof o, .codec = kind->codec, .mem = mem };

	return tp_image_encode(image, &o, out, diag);
}

void
ts_stream_make(const ts_kind *kind, uint64_t seed, uint32_t width, uint32_t height,
    ts_stream *out)
{
	tp_diag diag;

	memset(out, 0, sizeof *out);
	out->kind = kind;
	ts_draw(kind, seed, width, height, &out->image);
	need(ts_encode(kind, &out->image, NULL, &out->bytes, &diag), &diag, kind->name);
	out->info = out->image.info;
	out->info.codec = kind->codec;
}

void
ts_stream_free(ts_stream *s)
{
	tp_image_free(&s->image);
	tp_bytes_free(&s->bytes);
}

tp_decode_options
ts_decode_options(const ts_stream *s, uint32_t flags, const tp_mem *mem)
{
	tp_decode_options o = { .size = sizeof o, .flags = flags, .mem = mem };

	if (s->kind->codec == TP_CODEC_RAW || s->kind->codec == TP_CODEC_G4)
		o.raw_info = &s->info;
	return o;
}

bool
ts_same_image(const tp_image *a, const tp_image *b)
{
	return a->info.width == b->info.width && a->info.height == b->info.height &&
	    a->info.components == b->info.components && a->info.depth == b->info.depth &&
	    a->bytes == b->bytes && memcmp(a->pixels, b->pixels, a->bytes) == 0;
}

bool
ts_image_is_zero(const tp_image *image)
{
	return image->pixels == NULL && image->stride == 0 && image->bytes == 0 &&
	    image->info.width == 0 && image->info.height == 0 && image->info.components == 0 &&
	    image->info.depth == 0;
}

bool
ts_bytes_are_zero(const tp_bytes *bytes)
{
	return bytes->ptr == NULL && bytes->len == 0 && bytes->capacity == 0;
}

uint64_t
ts_hash_image(const tp_image *image)
{
	uint64_t hash = ts_hash(UINT64_C(0xcbf29ce484222325), &image->info.width,
	    sizeof image->info.width);

	hash = ts_hash(hash, &image->info.height, sizeof image->info.height);
	return ts_hash(hash, image->pixels, image->bytes);
}
