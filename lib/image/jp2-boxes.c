/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the parts of JP2 that OpenJPEG leaves to others: the
 * resolution box (ITU T.800 I.5.3.7), and how much the codestream claims to be
 * there before memory is taken for it.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/number.h"
#include "headers.h"
#include "jp2-boxes.h"

#define RESOLUTION_BOX 26u

static uint64_t
tiles_along(uint32_t end, uint32_t start, uint32_t tile)
{
	return end > start && tile != 0 ? ((uint64_t)end - start + tile - 1) / tile : 0;
}

uint64_t
tpi_jp2_tiles(const uint8_t *bytes, size_t len)
{
	uint32_t grid[8];
	tpi_cursor c;
	size_t i;

	tpi_cursor_init(&c, bytes, len);
	/* SOC, then SIZ with its length and capabilities */
	if (tpi_cursor_take(&c, tpi_jp2_codestream(bytes, len)) == NULL ||
	    tpi_cursor_take(&c, 8) == NULL)
		return 0;
	for (i = 0; i < 8; i++)
		if (!tpi_cursor_u32(&c, &grid[i]))
			return 0;
	/* Xsiz Ysiz XOsiz YOsiz XTsiz YTsiz XTOsiz YTOsiz (T.800 A.5.1) */
	return tiles_along(grid[0], grid[6], grid[4]) * tiles_along(grid[1], grid[7], grid[5]);
}

/*
 * Coded data has no 0xff90 in it, so all that look like a tile part's header
 * (SOT: T.800 A.4.2) are one; in damaged data they may be read as such.
 */
uint64_t
tpi_jp2_missing(const uint8_t *bytes, size_t len)
{
	static const uint8_t sot[4] = { 0xff, 0x90, 0, 10 };
	size_t at = tpi_jp2_codestream(bytes, len);
	uint64_t most = 0;

	while (len - at >= 10) {
		const uint8_t *p = memchr(bytes + at, sot[0], len - at - 9);
		uint64_t size;

		if (p == NULL)
			break;
		at = (size_t)(p - bytes);
		size = memcmp(p, sot, sizeof sot) == 0 ? tpi_get_be(p + 6, 4) : 0;
		if (size > len - at && size - (len - at) > most)
			most = size - (len - at);
		at++;
	}
	return most;
}

/* Pixels an inch as over/under * 10^4 a metre; a whole number is exact. */
static void
put_points(uint8_t *p, double ppi)
{
	uint32_t hundredths = (uint32_t)(ppi * 100 + 0.5);

	if (hundredths % 100 != 0 && hundredths <= 65535) {
		tpi_put_be(p, 2, hundredths);
		tpi_put_be(p + 2, 2, 25400);
	} else {
		tpi_put_be(p, 2, (uint32_t)(ppi + 0.5));
		tpi_put_be(p + 2, 2, 254);
	}
}

bool
tpi_jp2_add_resolution(const uint8_t *bytes, size_t len, const tp_image_info *info, tpi_buf *buf)
{
	uint8_t box[RESOLUTION_BOX] = { 0, 0, 0, RESOLUTION_BOX, 'r', 'e', 's', ' ', 0, 0, 0, 18,
		'r', 'e', 's', 'c' };
	uint8_t head[4];
	size_t at = 0;
	uint64_t size;

	for (;;) {
		if (len - at < 8)
			return false;
		size = tpi_get_be(bytes + at, 4);
		if (size < 8 || size > len - at)
			return false;
		if (memcmp(bytes + at + 4, "jp2h", 4) == 0)
			break;
		at += (size_t)size;
	}
	put_points(box + 16, info->ppi_y);
	put_points(box + 20, info->ppi_x);
	box[24] = box[25] = 4;
	tpi_put_be(head, 4, size + RESOLUTION_BOX);
	tpi_buf_put(buf, bytes, at);
	tpi_buf_put(buf, head, sizeof head);
	tpi_buf_put(buf, bytes + at + 4, (size_t)size - 4);
	tpi_buf_put(buf, box, sizeof box);
	tpi_buf_put(buf, bytes + at + size, len - at - (size_t)size);
	return true;
}
