/* SPDX-License-Identifier: MIT */
/*
 * Image layer: lossless JPEG out (ITU T.81, process 14): one component of 8
 * bits. NIST's decoder wants JFIF first, component 0 and one table a segment;
 * others want the table in class 0, which NIST's takes too.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/number.h"
#include "headers.h"
#include "jpegl.h"
#include "wsq.h"

#define DEFAULT_PREDICTOR 4
#define MIDDLE 128
#define MAX_SIDE 65535u

/* Each line's differences in turn. */
typedef void (*difference_fn)(void *ctx, int32_t difference);

static void
walk(const tp_image *image, unsigned predictor, difference_fn take, void *ctx)
{
	uint32_t x, y;

	for (y = 0; y < image->info.height; y++) {
		const uint8_t *here = image->pixels + y * image->stride;
		const uint8_t *above = y > 0 ? here - image->stride : NULL;

		for (x = 0; x < image->info.width; x++) {
			int32_t guess;

			if (above == NULL)
				guess = x == 0 ? MIDDLE : here[x - 1];
			else if (x == 0)
				guess = above[0];
			else
				guess = tpi_jpegl_predict(predictor, here[x - 1], above[x],
				    above[x - 1]);
			take(ctx, here[x] - guess);
		}
	}
}

static unsigned
category_of(int32_t difference)
{
	uint32_t size = (uint32_t)(difference < 0 ? -difference : difference);
	unsigned category = 0;

	while (size != 0) {
		size >>= 1;
		category++;
	}
	return category;
}

static void
count_hook(void *ctx, int32_t difference)
{
	uint32_t *freq = ctx;

	freq[category_of(difference)]++;
}

typedef struct writer {
	tpi_buf *buf;
	tpi_wsq_emit emit;
	uint32_t acc;
	unsigned bits;
} writer;

static void
put_bits(writer *w, uint32_t value, unsigned count)
{
	w->acc = w->acc << count | value;
	w->bits += count;
	while (w->bits >= 8) {
		uint8_t byte = (uint8_t)(w->acc >> (w->bits - 8));

		tpi_buf_byte(w->buf, byte);
		if (byte == 0xff)
			tpi_buf_byte(w->buf, 0);
		w->bits -= 8;
	}
}

static void
write_hook(void *ctx, int32_t difference)
{
	writer *w = ctx;
	unsigned category = category_of(difference);
	int32_t extra = difference < 0 ? difference + (1 << category) - 1 : difference;

	put_bits(w, w->emit.code[category], w->emit.bits[category]);
	if (category != 0)
		put_bits(w, (uint32_t)extra, category);
}

static void
put_marker(tpi_buf *buf, uint8_t marker)
{
	tpi_buf_byte(buf, 0xff);
	tpi_buf_byte(buf, marker);
}

static void
put_u16(tpi_buf *buf, uint32_t v)
{
	uint8_t p[2];

	tpi_put_be(p, 2, v);
	tpi_buf_put(buf, p, 2);
}

/* JFIF 1.02; a density that is not known is an aspect ratio of 1. */
static void
put_jfif(tpi_buf *buf, const tp_image_info *info)
{
	static const uint8_t start[7] = { 'J', 'F', 'I', 'F', 0, 1, 2 };
	bool known = info->ppi_x >= 1 && info->ppi_x < 65535 && info->ppi_y >= 1 &&
	    info->ppi_y < 65535;

	put_marker(buf, TPI_JPEGL_APP0);
	put_u16(buf, 16);
	tpi_buf_put(buf, start, sizeof start);
	tpi_buf_byte(buf, known ? 1 : 0);
	put_u16(buf, known ? (uint32_t)(info->ppi_x + 0.5) : 1);
	put_u16(buf, known ? (uint32_t)(info->ppi_y + 0.5) : 1);
	put_u16(buf, 0); /* no thumbnail */
}

static void
put_frame(tpi_buf *buf, const tp_image_info *info)
{
	static const uint8_t part[4] = { 1, 0, 0x11, 0 };

	put_marker(buf, TPI_JPEGL_SOF3);
	put_u16(buf, 11);
	tpi_buf_byte(buf, 8);
	put_u16(buf, info->height);
	put_u16(buf, info->width);
	tpi_buf_put(buf, part, sizeof part);
}

static void
put_table(tpi_buf *buf, const tpi_wsq_code *code)
{
	uint32_t total = 0;
	size_t i;

	for (i = 0; i < sizeof code->counts; i++)
		total += code->counts[i];
	put_marker(buf, TPI_JPEGL_DHT);
	put_u16(buf, 2 + 1 + 16 + total);
	tpi_buf_byte(buf, 0);
	tpi_buf_put(buf, code->counts, sizeof code->counts);
	tpi_buf_put(buf, code->symbols, total);
}

static void
put_scan(tpi_buf *buf, unsigned predictor)
{
	const uint8_t scan[6] = { 1, 0, 0, (uint8_t)predictor, 0, 0 };

	put_marker(buf, TPI_JPEGL_SOS);
	put_u16(buf, 8);
	tpi_buf_put(buf, scan, sizeof scan);
}

static tp_status
jpegl_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	unsigned predictor = options->predictor != 0 ? options->predictor : DEFAULT_PREDICTOR;
	uint32_t freq[256] = { 0 };
	tpi_wsq_code code;
	tpi_buf buf;
	writer w = { .buf = &buf };

	if (image->info.depth != 8 || image->info.components != 1)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "lossless JPEG is written of one component of 8 bits");
	if (image->info.width > MAX_SIDE || image->info.height > MAX_SIDE)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "too large for JPEG");
	if (predictor > 7)
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET, "a predictor of 1 to 7");
	walk(image, predictor, count_hook, freq);
	tpi_wsq_code_build(freq, &code);
	tpi_wsq_emit_init(&w.emit, &code);
	tpi_buf_init(&buf, options->mem);
	put_marker(&buf, TPI_JPEGL_SOI);
	put_jfif(&buf, &image->info);
	put_frame(&buf, &image->info);
	put_table(&buf, &code);
	put_scan(&buf, predictor);
	walk(image, predictor, write_hook, &w);
	if (w.bits != 0)
		put_bits(&w, (1u << (8 - w.bits)) - 1, 8 - w.bits);
	put_marker(&buf, TPI_JPEGL_EOI);
	return tpi_buf_take(&buf, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}

const tpi_codec tpi_codec_jpegl = {
	.codec = TP_CODEC_JPEGL,
	.name = "JPEGL",
	.label = "JPEGL",
	.sniff = tpi_jpegl_sniff,
	.header = tpi_jpeg_header,
	.decode = tpi_jpegl_decode,
	.encode = jpegl_encode,
};
