/* SPDX-License-Identifier: MIT */
/* Image layer: the headers of PNG (ISO 15948): IHDR, and pHYs before the data. */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "codec.h"
#include "headers.h"

#define IHDR_SIZE 13u
#define METRES_PER_INCH 0.0254

enum { PNG_GREY = 0, PNG_RGB = 2, PNG_PALETTE = 3, PNG_GREY_ALPHA = 4, PNG_RGB_ALPHA = 6 };

static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

bool
tpi_png_sniff(const uint8_t *bytes, size_t len)
{
	return len >= sizeof signature && memcmp(bytes, signature, sizeof signature) == 0;
}

/* A palette's entries are three bytes each: that is what its image decodes to. */
static uint32_t
components_of(uint8_t colour)
{
	switch (colour) {
	case PNG_GREY:
		return 1;
	case PNG_GREY_ALPHA:
		return 2;
	case PNG_RGB:
	case PNG_PALETTE:
		return 3;
	case PNG_RGB_ALPHA:
		return 4;
	default:
		return 0;
	}
}

static tp_status
read_ihdr(const uint8_t *p, tp_image_info *out, tp_diag *diag)
{
	tpi_cursor c;
	uint8_t depth = 0, colour = 0;

	tpi_cursor_init(&c, p, IHDR_SIZE);
	(void)tpi_cursor_u32(&c, &out->width);
	(void)tpi_cursor_u32(&c, &out->height);
	(void)tpi_cursor_u8(&c, &depth);
	(void)tpi_cursor_u8(&c, &colour);
	out->codec = TP_CODEC_PNG;
	out->components = components_of(colour);
	out->depth = colour == PNG_PALETTE ? 8 : depth;
	if (out->width == 0 || out->height == 0 || out->width > INT32_MAX ||
	    out->height > INT32_MAX)
		return tpi_fail(diag, TP_ERR_SYNTAX, 16, "IHDR declares no possible size");
	if (out->components == 0 || depth == 0 || depth > 16 || (depth & (depth - 1)) != 0)
		return tpi_fail(diag, TP_ERR_SYNTAX, 24,
		    "IHDR declares no possible depth or colour type");
	return TP_OK;
}

static void
read_phys(const uint8_t *p, tp_image_info *out)
{
	tpi_cursor c;
	uint32_t x = 0, y = 0;
	uint8_t unit = 0;

	tpi_cursor_init(&c, p, 9);
	(void)tpi_cursor_u32(&c, &x);
	(void)tpi_cursor_u32(&c, &y);
	(void)tpi_cursor_u8(&c, &unit);
	if (unit == 1)
		tpi_image_set_ppi(out, tpi_ppi_from_count(x, METRES_PER_INCH),
		    tpi_ppi_from_count(y, METRES_PER_INCH));
}

/* Resolution, if it comes before the data; what is damaged after IHDR is not the header's. */
static void
find_phys(tpi_cursor *c, tp_image_info *out)
{
	const uint8_t *type, *content;
	uint32_t size;

	while (tpi_cursor_u32(c, &size) && (type = tpi_cursor_take(c, 4)) != NULL) {
		if (memcmp(type, "IDAT", 4) == 0)
			return;
		content = tpi_cursor_take(c, size);
		if (content == NULL || tpi_cursor_take(c, 4) == NULL)
			return;
		if (memcmp(type, "pHYs", 4) == 0 && size == 9) {
			read_phys(content, out);
			return;
		}
	}
}

tp_status
tpi_png_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	tpi_cursor c;
	const uint8_t *type, *content;
	uint32_t size;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (!tpi_png_sniff(bytes, len))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "not a PNG image");
	tpi_cursor_init(&c, bytes, len);
	(void)tpi_cursor_take(&c, sizeof signature);
	if (!tpi_cursor_u32(&c, &size) || (type = tpi_cursor_take(&c, 4)) == NULL)
		return tpi_fail(diag, TP_ERR_TRUNCATED, len, "the data end before IHDR does");
	if (memcmp(type, "IHDR", 4) != 0 || size != IHDR_SIZE)
		return tpi_fail(diag, TP_ERR_SYNTAX, 8, "the first chunk is no IHDR");
	content = tpi_cursor_take(&c, IHDR_SIZE);
	if (content == NULL || tpi_cursor_take(&c, 4) == NULL)
		return tpi_fail(diag, TP_ERR_TRUNCATED, len, "the data end before IHDR does");
	status = read_ihdr(content, out, diag);
	if (status == TP_OK)
		find_phys(&c, out);
	return status;
}
