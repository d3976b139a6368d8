/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: writing segments. Scaled numbers take the largest power
 * of ten that their integer has room for (2.2), which is what other encoders
 * do too.
 */

#include <string.h>

#include "../base/number.h"
#include "wsq.h"

static void
put_number(tpi_buf *out, size_t width, uint64_t number)
{
	uint8_t bytes[8];

	tpi_put_be(bytes, width, number);
	tpi_buf_put(out, bytes, width);
}

static void
put_scaled(tpi_buf *out, size_t width, double value)
{
	double max = width == 2 ? (double)UINT16_MAX : (double)UINT32_MAX;
	unsigned exponent = 0;

	while (value > 0 && value * 10 < max && exponent < UINT8_MAX) {
		value *= 10;
		exponent++;
	}
	tpi_buf_byte(out, (uint8_t)exponent);
	put_number(out, width, (uint64_t)((value < max ? value : max) + 0.5));
}

void
tpi_wsq_write_marker(tpi_buf *out, int marker)
{
	tpi_buf_byte(out, 0xff);
	tpi_buf_byte(out, (uint8_t)marker);
}

static void
put_tap(tpi_buf *out, double tap)
{
	tpi_buf_byte(out, tap < 0);
	put_scaled(out, 4, tap < 0 ? -tap : tap);
}

void
tpi_wsq_write_taps(tpi_buf *out)
{
	const tpi_wsq_taps *t = &tpi_wsq_standard_taps;
	unsigned low = (t->low_len + 1) / 2, high = (t->high_len + 1) / 2, i;

	tpi_wsq_write_marker(out, TPI_WSQ_DTT);
	put_number(out, 2, 4 + 6 * (low + high));
	tpi_buf_byte(out, (uint8_t)t->low_len);
	tpi_buf_byte(out, (uint8_t)t->high_len);
	for (i = 0; i < low; i++)
		put_tap(out, t->low[i]);
	for (i = 0; i < high; i++)
		put_tap(out, t->high[i]);
}

void
tpi_wsq_write_quant(tpi_buf *out, const tpi_wsq_quant *quant)
{
	int k;

	tpi_wsq_write_marker(out, TPI_WSQ_DQT);
	put_number(out, 2, 5 + 6 * TPI_WSQ_DQT_BANDS);
	put_scaled(out, 2, quant->centre);
	for (k = 0; k < TPI_WSQ_DQT_BANDS; k++) {
		put_scaled(out, 2, quant->step[k]);
		put_scaled(out, 2, quant->zero[k]);
	}
}

void
tpi_wsq_write_frame(tpi_buf *out, const tpi_wsq_frame *frame)
{
	tpi_wsq_write_marker(out, TPI_WSQ_SOF);
	put_number(out, 2, 17);
	tpi_buf_byte(out, 0);
	tpi_buf_byte(out, 255);
	put_number(out, 2, frame->height);
	put_number(out, 2, frame->width);
	put_scaled(out, 2, frame->mean);
	put_scaled(out, 2, frame->range);
	tpi_buf_byte(out, (uint8_t)frame->encoder);
	put_number(out, 2, frame->software);
}

void
tpi_wsq_write_code(tpi_buf *out, unsigned id, const tpi_wsq_code *code)
{
	size_t total = 0, i;

	for (i = 0; i < TPI_WSQ_MAX_CODE; i++)
		total += code->counts[i];
	tpi_wsq_write_marker(out, TPI_WSQ_DHT);
	put_number(out, 2, 3 + TPI_WSQ_MAX_CODE + total);
	tpi_buf_byte(out, (uint8_t)id);
	tpi_buf_put(out, code->counts, TPI_WSQ_MAX_CODE);
	tpi_buf_put(out, code->symbols, total);
}

void
tpi_wsq_write_comment(tpi_buf *out, const void *text, size_t len)
{
	tpi_wsq_write_marker(out, TPI_WSQ_COM);
	put_number(out, 2, 2 + len);
	tpi_buf_put(out, text, len);
}

void
tpi_wsq_write_block(tpi_buf *out, unsigned id)
{
	tpi_wsq_write_marker(out, TPI_WSQ_SOB);
	put_number(out, 2, 3);
	tpi_buf_byte(out, (uint8_t)id);
}

/* A number with six digits behind the point, whatever the locale. */
static void
put_fixed(tpi_buf *out, double value)
{
	uint64_t millionths = (uint64_t)(value * 1e6 + 0.5);

	tpi_buf_number(out, millionths / 1000000, 1);
	tpi_buf_byte(out, '.');
	tpi_buf_number(out, millionths % 1000000, 6);
}

static void
put_line(tpi_buf *text, const char *name, uint64_t number)
{
	tpi_buf_text(text, name);
	tpi_buf_number(text, number, 1);
	tpi_buf_byte(text, '\n');
}

void
tpi_wsq_write_nistcom(tpi_buf *out, const tp_image_info *info, double bitrate)
{
	uint64_t ppi = info->ppi_x > 0 && info->ppi_x == info->ppi_y && info->ppi_x < 1e5
	    ? (uint64_t)(info->ppi_x + 0.5) : 0;
	size_t at;

	tpi_wsq_write_comment(out, "", 0);
	at = out->len;
	tpi_buf_text(out, "NIST_COM 9\n");
	put_line(out, "PIX_WIDTH ", info->width);
	put_line(out, "PIX_HEIGHT ", info->height);
	put_line(out, "PIX_DEPTH ", info->depth);
	if (ppi != 0)
		put_line(out, "PPI ", ppi);
	else
		tpi_buf_text(out, "PPI -1\n");
	tpi_buf_text(out, "LOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\nWSQ_BITRATE ");
	put_fixed(out, bitrate);
	if (!out->failed)
		tpi_put_be(out->ptr + at - 2, 2, 2 + out->len - at);
}
