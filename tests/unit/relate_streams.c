/* SPDX-License-Identifier: MIT */
/*
 * Tests of relations: small images. WSQ and lossless JPEG are encoded, of
 * the others there is only what a reader of headers looks at. "native" is
 * WSQ behind a header as Type-7 latents have it.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relate_cases.h"

typedef struct stream {
	uint8_t *bytes;
	size_t len;
	unsigned width, height, components, ppi;
} stream;

static void
put(stream *s, const void *bytes, size_t len)
{
	s->bytes = realloc(s->bytes, s->len + len + 1);
	ck_assert_ptr_nonnull(s->bytes);
	if (len != 0)
		memcpy(s->bytes + s->len, bytes, len);
	s->len += len;
}

static void
put_number(stream *s, unsigned width, unsigned long number)
{
	uint8_t bytes[4];
	unsigned i;

	for (i = 0; i < width; i++)
		bytes[i] = (uint8_t)(number >> (8 * (width - 1 - i)));
	put(s, bytes, width);
}

/* A pattern with contrast, another one for each seed. */
static void
put_pixels(stream *s, unsigned seed, bool flat)
{
	unsigned long i, n = (unsigned long)s->width * s->height * s->components;

	for (i = 0; i < n; i++)
		put_number(s, 1, flat ? 128 : (i * 37 + seed * 11 + i / s->width * 5) % 251);
}

/* SOI, JFIF, and the frame: baseline (SOF0) or lossless (SOF3). */
static void
put_jpeg(stream *s, unsigned frame)
{
	unsigned i;

	put(s, "\377\330\377\340\0\20JFIF\0\1\2\1", 14);
	put_number(s, 2, s->ppi);
	put_number(s, 2, s->ppi);
	put(s, "\0\0\377", 3);
	put_number(s, 1, frame);
	put_number(s, 2, 8 + 3 * s->components);
	put_number(s, 1, 8);
	put_number(s, 2, s->height);
	put_number(s, 2, s->width);
	put_number(s, 1, s->components);
	for (i = 0; i < s->components; i++)
		put(s, "\1\21\0", 3);
	put(s, "\377\331", 2);
}

static void
put_png(stream *s)
{
	put(s, "\211PNG\r\n\032\n\0\0\0\rIHDR", 16);
	put_number(s, 4, s->width);
	put_number(s, 4, s->height);
	put_number(s, 1, 8);
	put_number(s, 1, s->components == 3 ? 2 : 0);
	put(s, "\0\0\0CRC4", 7);
	put(s, "\0\0\0\tpHYs", 8);
	put_number(s, 4, (unsigned long)(s->ppi / 0.0254 + 0.5));
	put_number(s, 4, (unsigned long)(s->ppi / 0.0254 + 0.5));
	put(s, "\1CRC4\0\0\0\0IEND", 13);
}

/* SOC, SIZ and COD of a codestream without boxes; transformation 1 has no loss. */
static void
put_jp2(stream *s, unsigned reversible)
{
	unsigned i;

	put(s, "\377\117\377\121", 4);
	put_number(s, 2, 38 + 3 * s->components);
	put_number(s, 2, 0);
	put_number(s, 4, s->width);
	put_number(s, 4, s->height);
	for (i = 0; i < 2; i++)
		put_number(s, 4, 0);
	put_number(s, 4, s->width);
	put_number(s, 4, s->height);
	for (i = 0; i < 2; i++)
		put_number(s, 4, 0);
	put_number(s, 2, s->components);
	for (i = 0; i < s->components; i++)
		put(s, "\7\1\1", 3);
	put(s, "\377\122\0\14\0\0\0\1\0\5\4\4\0", 13);
	put_number(s, 1, reversible);
	put(s, "\377\220", 2);
}

static void
encode(stream *s, int codec, bool flat)
{
	tp_encode_options o = { .size = sizeof o, .codec = codec };
	tp_image image;
	tp_bytes out;
	tp_diag diag;
	stream pixels = *s;

	pixels.bytes = NULL;
	pixels.len = 0;
	put_pixels(&pixels, 1, flat);
	ck_assert_int_eq(tp_image_new(s->width, s->height, s->components, 8, NULL, NULL, &image,
	    &diag), TP_OK);
	ck_assert_uint_eq(image.bytes, pixels.len);
	memcpy(image.pixels, pixels.bytes, pixels.len);
	image.info.ppi_x = image.info.ppi_y = s->ppi;
	ck_assert_msg(tp_image_encode(&image, &o, &out, &diag) == TP_OK, "%s", diag.text);
	put(s, out.ptr, out.len);
	tp_bytes_free(&out);
	tp_image_free(&image);
	free(pixels.bytes);
}

static bool
is(const char *kind, const char *name)
{
	return strncmp(kind, name, strlen(name)) == 0 && kind[strlen(name)] == ':';
}

uint8_t *
relate_stream(const char *kind, size_t *len)
{
	stream s = { NULL, 0, 0, 0, 0, 500 };
	const char *colon = strchr(kind, ':');

	ck_assert_ptr_nonnull(colon);
	ck_assert_int_ge(sscanf(colon + 1, "%ux%ux%u:%u", &s.width, &s.height, &s.components,
	    &s.ppi), 3);
	if (is(kind, "raw"))
		put_pixels(&s, s.ppi, false);
	else if (is(kind, "blank"))
		put_pixels(&s, 0, true);
	else if (is(kind, "wsq") || is(kind, "flat"))
		encode(&s, TP_CODEC_WSQ, is(kind, "flat"));
	else if (is(kind, "native")) {
		put(&s, "\4\1\377\377\377\377\377\0", 8);
		put_number(&s, 2, s.width);
		put_number(&s, 2, s.height);
		put_number(&s, 1, TP_CODEC_WSQ);
		encode(&s, TP_CODEC_WSQ, false);
	} else if (is(kind, "whole") || is(kind, "cut"))
		encode(&s, TP_CODEC_JPEGL, false);
	else if (is(kind, "jpeg") || is(kind, "jpegl"))
		put_jpeg(&s, is(kind, "jpeg") ? 0xc0 : 0xc3);
	else if (is(kind, "jp2") || is(kind, "jp2l"))
		put_jp2(&s, is(kind, "jp2l"));
	else if (is(kind, "png"))
		put_png(&s);
	else if (is(kind, "broken"))
		put(&s, "\211PNG\r\n\032\n\0\0\0\rIHDR", 16);
	else if (is(kind, "junk"))
		put(&s, "no image at all", 15);
	else
		ck_abort_msg("no stream \"%s\"", kind);
	*len = is(kind, "cut") ? s.len / 2 : s.len;
	return s.bytes;
}
