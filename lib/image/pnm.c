/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the portable bitmap, graymap and pixmap in their binary forms
 * (P4, P5, P6), 1, 8 and 16 bits. Samples of another maximum are scaled to
 * the full range of their byte or two.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"

typedef struct pnm {
	tp_image_info info;
	uint32_t max;
	size_t start; /* offset of the first sample */
} pnm;

static bool
is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
pnm_sniff(const uint8_t *bytes, size_t len)
{
	return len >= 3 && bytes[0] == 'P' && bytes[1] >= '4' && bytes[1] <= '6' &&
	    (is_space(bytes[2]) || bytes[2] == '#');
}

static void
skip_blank(tpi_cursor *c)
{
	int next;

	for (;;) {
		next = tpi_cursor_peek(c);
		if (next == '#') {
			while (next != '\n' && next != '\r' && next != -1) {
				(void)tpi_cursor_take(c, 1);
				next = tpi_cursor_peek(c);
			}
		} else if (is_space(next)) {
			(void)tpi_cursor_take(c, 1);
		} else {
			return;
		}
	}
}

static tp_status
number(tpi_cursor *c, uint32_t max, uint32_t *out, tp_diag *diag)
{
	uint64_t n = 0;
	size_t digits = 0;
	int next;

	skip_blank(c);
	for (next = tpi_cursor_peek(c); next >= '0' && next <= '9'; next = tpi_cursor_peek(c)) {
		n = n * 10 + (unsigned)(next - '0');
		if (n > max)
			return tpi_fail(diag, TP_ERR_RANGE, tpi_cursor_offset(c),
			    "a number of the header is larger than %lu", (unsigned long)max);
		digits++;
		(void)tpi_cursor_take(c, 1);
	}
	if (digits == 0 || n == 0)
		return tpi_fail(diag, next == -1 ? TP_ERR_TRUNCATED : TP_ERR_SYNTAX,
		    tpi_cursor_offset(c), "the header lacks a positive number");
	*out = (uint32_t)n;
	return TP_OK;
}

static tp_status
read_header(const uint8_t *bytes, size_t len, pnm *out, tp_diag *diag)
{
	tpi_cursor c;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (!pnm_sniff(bytes, len))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "not a binary portable anymap");
	tpi_cursor_init(&c, bytes, len);
	(void)tpi_cursor_take(&c, 2);
	out->info.codec = TP_CODEC_PNM;
	out->info.components = bytes[1] == '6' ? 3 : 1;
	out->max = 1;
	status = number(&c, UINT32_MAX, &out->info.width, diag);
	if (status == TP_OK)
		status = number(&c, UINT32_MAX, &out->info.height, diag);
	if (status == TP_OK && bytes[1] != '4')
		status = number(&c, 65535, &out->max, diag);
	if (status != TP_OK)
		return status;
	out->info.depth = bytes[1] == '4' ? 1 : out->max > 255 ? 16 : 8;
	if (!is_space(tpi_cursor_peek(&c)))
		return tpi_fail(diag,
		    tpi_cursor_left(&c) == 0 ? TP_ERR_TRUNCATED : TP_ERR_SYNTAX,
		    tpi_cursor_offset(&c), "no space ends the header");
	out->start = tpi_cursor_offset(&c) + 1;
	return TP_OK;
}

static tp_status
pnm_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	pnm p;
	tp_status status = read_header(bytes, len, &p, diag);

	if (status == TP_OK)
		*out = p.info;
	return status;
}

static void
scale(tp_image *image, uint32_t max)
{
	uint8_t *p = image->pixels;
	size_t i;

	if (image->info.depth == 8 && max < 255) {
		for (i = 0; i < image->bytes; i++)
			p[i] = (uint8_t)tpi_scale_sample(p[i], max, 255);
	} else if (image->info.depth == 16 && max < 65535) {
		for (i = 0; i + 1 < image->bytes; i += 2) {
			uint32_t v = (uint32_t)p[i] << 8 | p[i + 1];

			v = tpi_scale_sample(v, max, 65535);
			p[i] = (uint8_t)(v >> 8);
			p[i + 1] = (uint8_t)v;
		}
	}
}

static tp_status
pnm_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	pnm p;
	size_t have;
	tp_status status = read_header(job->bytes, job->len, &p, diag);

	if (status == TP_OK)
		status = tpi_image_for(job, &p.info, out, diag);
	if (status != TP_OK)
		return status;
	have = job->len - p.start;
	if (have < out->bytes) {
		status = tpi_fail(diag, TP_ERR_TRUNCATED, job->len,
		    "%llu bytes of samples where %llu are declared", (unsigned long long)have,
		    (unsigned long long)out->bytes);
		if ((job->flags & TP_DECODE_TOLERANT) == 0)
			return status;
		job->damaged = true;
	} else {
		have = out->bytes;
	}
	memcpy(out->pixels, job->bytes + p.start, have);
	tpi_image_clear_padding(out);
	scale(out, p.max);
	return TP_OK;
}

static tp_status
pnm_encode(const tp_image *image, tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	const tp_image_info *info = &image->info;
	size_t row = tpi_image_row_bytes(info);
	tpi_buf buf;
	uint32_t y;

	if (info->components != 1 && info->components != 3)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a portable anymap has 1 or 3 components, not %lu",
		    (unsigned long)info->components);
	tpi_buf_init(&buf, options->mem);
	if (info->height > (SIZE_MAX - 64) / row)
		return tpi_nomem(diag);
	(void)tpi_buf_reserve(&buf, row * info->height + 64);
	tpi_buf_text(&buf, info->depth == 1 ? "P4\n" : info->components == 3 ? "P6\n" : "P5\n");
	tpi_buf_number(&buf, info->width, 1);
	tpi_buf_byte(&buf, ' ');
	tpi_buf_number(&buf, info->height, 1);
	if (info->depth != 1)
		tpi_buf_text(&buf, info->depth == 16 ? "\n65535" : "\n255");
	tpi_buf_byte(&buf, '\n');
	for (y = 0; y < info->height; y++)
		tpi_buf_put(&buf, image->pixels + y * image->stride, row);
	return tpi_buf_take(&buf, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}

const tpi_codec tpi_codec_pnm = {
	.codec = TP_CODEC_PNM,
	.name = "PNM",
	.sniff = pnm_sniff,
	.header = pnm_header,
	.decode = pnm_decode,
	.encode = pnm_encode,
};
