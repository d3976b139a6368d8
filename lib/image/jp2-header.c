/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the headers of JPEG 2000 (ITU T.800): the JP2 boxes down to
 * the resolution, and SIZ and COD of the codestream. The codestream is what
 * is believed about the size.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "codec.h"
#include "headers.h"

#define BOX(a, b, c, d) \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define BOX_JP2H BOX('j', 'p', '2', 'h')
#define BOX_RES BOX('r', 'e', 's', ' ')
#define BOX_RESC BOX('r', 'e', 's', 'c')
#define BOX_RESD BOX('r', 'e', 's', 'd')
#define BOX_JP2C BOX('j', 'p', '2', 'c')

#define MARKER_SOC 0xff4f
#define MARKER_SIZ 0xff51
#define MARKER_COD 0xff52
#define MARKER_SOT 0xff90

#define METRES_PER_INCH 0.0254

static const uint8_t signature[12] = { 0, 0, 0, 12, 'j', 'P', ' ', ' ', '\r', '\n', 0x87, '\n' };

bool
tpi_jp2_is_codestream(const uint8_t *bytes, size_t len)
{
	return len >= 4 && bytes[0] == 0xff && bytes[1] == 0x4f && bytes[2] == 0xff &&
	    bytes[3] == 0x51;
}

bool
tpi_jp2_sniff(const uint8_t *bytes, size_t len)
{
	return (len >= sizeof signature && memcmp(bytes, signature, sizeof signature) == 0) ||
	    tpi_jp2_is_codestream(bytes, len);
}

static tp_status
cut(size_t offset, tp_diag *diag)
{
	return tpi_fail(diag, TP_ERR_TRUNCATED, offset,
	    "the data end before the codestream's header does");
}

/* The next box and its content; a length of 0 reaches to the end (T.800 I.4). */
static tp_status
next_box(tpi_cursor *c, uint32_t *type, tpi_cursor *content, tp_diag *diag)
{
	size_t at = tpi_cursor_offset(c), head = 8;
	uint32_t size32, high, low;
	uint64_t size;
	const uint8_t *bytes;

	if (!tpi_cursor_u32(c, &size32) || !tpi_cursor_u32(c, type))
		return cut(at, diag);
	size = size32;
	if (size32 == 1) {
		if (!tpi_cursor_u32(c, &high) || !tpi_cursor_u32(c, &low))
			return cut(at, diag);
		size = (uint64_t)high << 32 | low;
		head = 16;
	}
	if (size32 == 0)
		size = tpi_cursor_left(c) + head;
	if (size < head)
		return tpi_fail(diag, TP_ERR_SYNTAX, at, "a box is shorter than its own header");
	size -= head;
	/* The codestream may be cut off: its header can be read all the same. */
	if (*type == BOX_JP2C && size > tpi_cursor_left(c))
		size = tpi_cursor_left(c);
	bytes = size <= SIZE_MAX ? tpi_cursor_take(c, (size_t)size) : NULL;
	if (bytes == NULL)
		return cut(at, diag);
	tpi_cursor_init(content, bytes, (size_t)size);
	return TP_OK;
}

static double
scaled(uint16_t over, uint16_t under, int8_t exponent)
{
	double v = under != 0 ? (double)over / under : 0;
	int i;

	for (i = 0; i < exponent; i++)
		v *= 10;
	for (i = 0; i > exponent; i--)
		v /= 10;
	return v;
}

/* Capture or display resolution, grid points a metre (T.800 I.5.3.7). */
static void
read_points(tpi_cursor *c, tp_image_info *out)
{
	uint16_t v_over, v_under, h_over, h_under;
	uint8_t v_exp, h_exp;

	if (!tpi_cursor_u16(c, &v_over) || !tpi_cursor_u16(c, &v_under) ||
	    !tpi_cursor_u16(c, &h_over) || !tpi_cursor_u16(c, &h_under) ||
	    !tpi_cursor_u8(c, &v_exp) || !tpi_cursor_u8(c, &h_exp))
		return;
	tpi_image_set_ppi(out,
	    tpi_ppi_from_count(scaled(h_over, h_under, (int8_t)h_exp), METRES_PER_INCH),
	    tpi_ppi_from_count(scaled(v_over, v_under, (int8_t)v_exp), METRES_PER_INCH));
}

/* The capture resolution; else the display's. A damaged box is only no resolution. */
static void
read_resolution(tpi_cursor *c, tp_image_info *out)
{
	tpi_cursor content;
	bool captured = false;
	uint32_t type;

	while (tpi_cursor_left(c) != 0 && next_box(c, &type, &content, NULL) == TP_OK) {
		if (type == BOX_RESC || (type == BOX_RESD && !captured))
			read_points(&content, out);
		captured = captured || type == BOX_RESC;
	}
}

static void
read_jp2h(tpi_cursor *c, tp_image_info *out)
{
	tpi_cursor content;
	uint32_t type;

	while (tpi_cursor_left(c) != 0 && next_box(c, &type, &content, NULL) == TP_OK)
		if (type == BOX_RES)
			read_resolution(&content, out);
}

static tp_status
read_size(tpi_cursor *c, size_t at, tp_image_info *out, tp_diag *diag)
{
	uint32_t grid[8];
	uint16_t capabilities, components;
	uint8_t depth, dx, dy;
	size_t i;

	if (!tpi_cursor_u16(c, &capabilities))
		return cut(at, diag);
	for (i = 0; i < 8; i++)
		if (!tpi_cursor_u32(c, &grid[i]))
			return cut(at, diag);
	if (!tpi_cursor_u16(c, &components) || !tpi_cursor_u8(c, &depth) ||
	    !tpi_cursor_u8(c, &dx) || !tpi_cursor_u8(c, &dy))
		return cut(at, diag);
	/* Xsiz, Ysiz, XOsiz, YOsiz: the image lies between the offset and the size. */
	if (grid[0] <= grid[2] || grid[1] <= grid[3] || components == 0)
		return tpi_fail(diag, TP_ERR_SYNTAX, at, "the codestream declares no pixels");
	out->width = grid[0] - grid[2];
	out->height = grid[1] - grid[3];
	out->components = components;
	out->depth = (depth & 0x7fu) + 1;
	return TP_OK;
}

/* COD: the tenth byte of its content is the wavelet, 1 for the reversible 5-3 (T.800 A.6.1). */
static tp_status
read_style(tpi_cursor *c, size_t at, tp_image_info *out, tp_diag *diag)
{
	const uint8_t *style = tpi_cursor_take(c, 10);

	if (style == NULL)
		return cut(at, diag);
	out->codec = style[9] == 1 ? TP_CODEC_JP2L : TP_CODEC_JP2;
	return TP_OK;
}

/* From SOC to COD, which stands in the main header. base: the codestream's own offset. */
static tp_status
read_codestream(tpi_cursor *c, size_t base, tp_image_info *out, tp_diag *diag)
{
	tpi_cursor content;
	const uint8_t *bytes;
	uint16_t marker, size;
	bool sized = false;
	tp_status status;
	size_t at;

	if (!tpi_cursor_u16(c, &marker))
		return cut(base, diag);
	if (marker != MARKER_SOC)
		return tpi_fail(diag, TP_ERR_SYNTAX, base, "the codestream does not start");
	for (;;) {
		at = base + tpi_cursor_offset(c);
		if (!tpi_cursor_u16(c, &marker))
			return cut(at, diag);
		if (marker == MARKER_SOT || (marker != MARKER_SIZ && !sized))
			return tpi_fail(diag, TP_ERR_SYNTAX, at,
			    "a codestream header without its size or its coding style");
		if (!tpi_cursor_u16(c, &size))
			return cut(at, diag);
		bytes = size >= 2 ? tpi_cursor_take(c, size - 2u) : NULL;
		if (bytes == NULL)
			return cut(at, diag);
		tpi_cursor_init(&content, bytes, size - 2u);
		if (marker == MARKER_COD)
			return read_style(&content, at, out, diag);
		if (marker == MARKER_SIZ) {
			status = read_size(&content, at, out, diag);
			if (status != TP_OK)
				return status;
			sized = true;
		}
	}
}

/* The codestream, of a file as far as its box, with the resolution that stands before it. */
static tp_status
find_codestream(const uint8_t *bytes, size_t len, tpi_cursor *content, tp_image_info *out,
    tp_diag *diag)
{
	tpi_cursor c;
	uint32_t type = 0;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (!tpi_jp2_sniff(bytes, len))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "not a JPEG 2000 image");
	tpi_cursor_init(&c, bytes, len);
	if (tpi_jp2_is_codestream(bytes, len)) {
		*content = c;
		return TP_OK;
	}
	while (type != BOX_JP2C) {
		status = next_box(&c, &type, content, diag);
		if (status != TP_OK)
			return status;
		if (type == BOX_JP2H)
			read_jp2h(content, out);
	}
	return TP_OK;
}

tp_status
tpi_jp2_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	tpi_cursor content;
	tp_status status = find_codestream(bytes, len, &content, out, diag);

	return status != TP_OK ? status
	    : read_codestream(&content, (size_t)(content.start - bytes), out, diag);
}

size_t
tpi_jp2_codestream(const uint8_t *bytes, size_t len)
{
	tp_image_info info;
	tpi_cursor content;

	return find_codestream(bytes, len, &content, &info, NULL) != TP_OK ? len
	    : (size_t)(content.start - bytes);
}

bool
tpi_jp2l_sniff(const uint8_t *bytes, size_t len)
{
	tp_image_info info;

	return tpi_jp2_sniff(bytes, len) && tpi_jp2_header(bytes, len, &info, NULL) == TP_OK &&
	    info.codec == TP_CODEC_JP2L;
}
