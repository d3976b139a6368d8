/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the headers of JPEG (ITU T.81), up to the frame header, and
 * the density that JFIF states.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "codec.h"
#include "headers.h"

#define MARKER_TEM 0x01
#define MARKER_SOF0 0xc0
#define MARKER_SOF3 0xc3
#define MARKER_DHT 0xc4
#define MARKER_JPG 0xc8
#define MARKER_DAC 0xcc
#define MARKER_SOF15 0xcf
#define MARKER_RST0 0xd0
#define MARKER_SOI 0xd8
#define MARKER_EOI 0xd9
#define MARKER_SOS 0xda
#define MARKER_APP0 0xe0

bool
tpi_jpeg_sniff(const uint8_t *bytes, size_t len)
{
	return len >= 3 && bytes[0] == 0xff && bytes[1] == MARKER_SOI && bytes[2] == 0xff;
}

static tp_status
cut(const tpi_cursor *c, tp_diag *diag)
{
	return tpi_fail(diag, TP_ERR_TRUNCATED, tpi_cursor_offset(c),
	    "the data end before the frame header");
}

/* The next marker that has a length; fill bytes may come before it (T.81 B.1.1.2). */
static tp_status
next_marker(tpi_cursor *c, uint8_t *marker, tp_diag *diag)
{
	uint8_t byte = 0;

	do {
		if (!tpi_cursor_u8(c, &byte))
			return cut(c, diag);
		if (byte != 0xff)
			return tpi_fail(diag, TP_ERR_SYNTAX, tpi_cursor_offset(c) - 1,
			    "no marker where one should be");
		while (tpi_cursor_peek(c) == 0xff)
			(void)tpi_cursor_take(c, 1);
		if (!tpi_cursor_u8(c, marker))
			return cut(c, diag);
	} while (*marker == MARKER_TEM || (*marker >= MARKER_RST0 && *marker <= MARKER_SOI));
	return TP_OK;
}

static tp_status
next_segment(tpi_cursor *c, uint8_t *marker, tpi_cursor *payload, tp_diag *diag)
{
	const uint8_t *bytes;
	uint16_t size;
	tp_status status;

	*marker = 0;
	tpi_cursor_init(payload, c->at, 0);
	status = next_marker(c, marker, diag);
	if (status != TP_OK)
		return status;
	if (*marker == MARKER_EOI || *marker == MARKER_SOS)
		return tpi_fail(diag, TP_ERR_SYNTAX, tpi_cursor_offset(c) - 2,
		    "no frame header before the data");
	if (!tpi_cursor_u16(c, &size))
		return cut(c, diag);
	if (size < 2)
		return tpi_fail(diag, TP_ERR_SYNTAX, tpi_cursor_offset(c) - 2,
		    "a segment's length is less than its own two bytes");
	bytes = tpi_cursor_take(c, size - 2u);
	if (bytes == NULL)
		return cut(c, diag);
	tpi_cursor_init(payload, bytes, size - 2u);
	return TP_OK;
}

static void
read_jfif(tpi_cursor *c, tp_image_info *out)
{
	const uint8_t *id = tpi_cursor_take(c, 5);
	const uint8_t *version = tpi_cursor_take(c, 2);
	uint16_t x, y;
	uint8_t units;
	double per_inch;

	if (id == NULL || memcmp(id, "JFIF", 5) != 0 || version == NULL)
		return;
	if (!tpi_cursor_u8(c, &units) || !tpi_cursor_u16(c, &x) || !tpi_cursor_u16(c, &y))
		return;
	if (units != 1 && units != 2)
		return;
	per_inch = units == 1 ? 1 : 2.54;
	tpi_image_set_ppi(out, tpi_ppi_from_count(x, per_inch), tpi_ppi_from_count(y, per_inch));
}

static tp_status
read_frame(tpi_cursor *c, size_t offset, tp_image_info *out, tp_diag *diag)
{
	uint8_t depth, components;
	uint16_t width, height;

	if (!tpi_cursor_u8(c, &depth) || !tpi_cursor_u16(c, &height) ||
	    !tpi_cursor_u16(c, &width) || !tpi_cursor_u8(c, &components) ||
	    tpi_cursor_left(c) < components * 3u)
		return tpi_fail(diag, TP_ERR_SYNTAX, offset, "the frame header is too short");
	if (depth == 0 || depth > 16 || width == 0 || components == 0)
		return tpi_fail(diag, TP_ERR_SYNTAX, offset,
		    "the frame header's precision, width or components make no image");
	if (height == 0) /* T.81 B.2.5: given by a DNL segment after the first scan */
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, offset,
		    "the number of lines comes after the data");
	out->depth = depth;
	out->width = width;
	out->height = height;
	out->components = components;
	return TP_OK;
}

static bool
is_frame(uint8_t marker)
{
	return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
	    marker != MARKER_JPG && marker != MARKER_DAC;
}

tp_status
tpi_jpeg_header(const uint8_t *bytes, size_t len, tp_image_info *out, tp_diag *diag)
{
	tpi_cursor c, payload;
	uint8_t marker;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (!tpi_jpeg_sniff(bytes, len))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "not a JPEG stream");
	tpi_cursor_init(&c, bytes, len);
	(void)tpi_cursor_take(&c, 2);
	do {
		status = next_segment(&c, &marker, &payload, diag);
		if (status != TP_OK)
			return status;
		if (marker == MARKER_APP0)
			read_jfif(&payload, out);
	} while (!is_frame(marker));
	if (marker > MARKER_SOF3)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, tpi_cursor_offset(&c),
		    "a hierarchical or arithmetic-coded JPEG (frame type %d)",
		    marker - MARKER_SOF0);
	out->codec = marker == MARKER_SOF3 ? TP_CODEC_JPEGL : TP_CODEC_JPEG;
	return read_frame(&payload, tpi_cursor_offset(&c), out, diag);
}

bool
tpi_jpegl_sniff(const uint8_t *bytes, size_t len)
{
	tp_image_info info;

	return tpi_jpeg_sniff(bytes, len) && tpi_jpeg_header(bytes, len, &info, NULL) == TP_OK &&
	    info.codec == TP_CODEC_JPEGL;
}
