/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the pen vectors of a Type-8 signature drawn as a one-bit
 * image. A vector is five bytes: x and y in thousandths of an inch from the
 * bottom left corner, and the pressure of the pen on its way from there on: 0
 * lifted, 1 to 254 on paper, 255 none, for it is the last.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "codec.h"

#define UNITS_PER_INCH 1000
#define DEFAULT_PPI 500.0
#define PRESSURE_END 255
#define MAX_RADIUS 3
#define BORDER 8 /* pixels around the strokes */

typedef struct vector {
	uint16_t x;
	uint16_t y;
	uint8_t pressure;
} vector;

typedef struct canvas {
	tp_image *image;
	double scale; /* pixels a unit */
	uint16_t left;
	uint16_t top;
	uint64_t budget; /* dots left */
} canvas;

/* The list as it is walked: where the pen is, and whether it touches. */
typedef struct pen {
	tpi_cursor c;
	vector at;
	bool down;
	bool ended;
} pen;

static void
pen_init(pen *p, const tpi_decode_job *job)
{
	memset(p, 0, sizeof *p);
	tpi_cursor_init(&p->c, job->bytes, job->len);
}

/* Move to the next point; the last one counts only as the end of a stroke. */
static bool
pen_move(pen *p)
{
	vector v;

	p->down = p->at.pressure != 0;
	if (p->ended || !tpi_cursor_u16(&p->c, &v.x) || !tpi_cursor_u16(&p->c, &v.y) ||
	    !tpi_cursor_u8(&p->c, &v.pressure))
		return false;
	p->ended = v.pressure == PRESSURE_END;
	p->at = v;
	return !p->ended || p->down;
}

static void
blot(tp_image *image, int64_t x, int64_t y, int radius)
{
	int dx, dy;

	for (dy = -radius; dy <= radius; dy++) {
		for (dx = -radius; dx <= radius; dx++) {
			int64_t px = x + dx, py = y + dy;

			if (dx * dx + dy * dy > radius * radius + radius || px < 0 || py < 0 ||
			    px >= (int64_t)image->info.width || py >= (int64_t)image->info.height)
				continue;
			image->pixels[(size_t)py * image->stride + (size_t)px / 8] |=
			    (uint8_t)(0x80u >> px % 8);
		}
	}
}

static int64_t
pixel(double units, double scale)
{
	return (int64_t)(units * scale) + BORDER;
}

/* False when the strokes are longer than the budget. */
static bool
stroke(canvas *c, const vector *from, const vector *to)
{
	int64_t x0 = pixel(from->x - c->left, c->scale), y0 = pixel(c->top - from->y, c->scale);
	int64_t x1 = pixel(to->x - c->left, c->scale), y1 = pixel(c->top - to->y, c->scale);
	int64_t dx = x1 - x0, dy = y1 - y0, steps, i;
	int radius = from->pressure * MAX_RADIUS / 254;

	/* The pressure holds until the next vector. */
	steps = (dx < 0 ? -dx : dx) > (dy < 0 ? -dy : dy) ? dx : dy;
	steps = steps < 0 ? -steps : steps;
	if ((uint64_t)steps + 1 > c->budget)
		return false;
	c->budget -= (uint64_t)steps + 1;
	for (i = 0; i <= steps; i++)
		blot(c->image, x0 + (steps != 0 ? dx * i / steps : 0),
		    y0 + (steps != 0 ? dy * i / steps : 0), radius);
	return true;
}

/* The box of all points; false if there are none. */
static bool
bounds(const tpi_decode_job *job, canvas *c, uint16_t *right, uint16_t *bottom)
{
	bool any = false;
	pen p;

	*right = *bottom = 0;
	pen_init(&p, job);
	while (pen_move(&p)) {
		if (!any || p.at.x < c->left)
			c->left = p.at.x;
		if (!any || p.at.x > *right)
			*right = p.at.x;
		if (!any || p.at.y < *bottom)
			*bottom = p.at.y;
		if (!any || p.at.y > c->top)
			c->top = p.at.y;
		any = true;
	}
	return any;
}

/* As large as raw_info says, or as the strokes are at its resolution. */
static void
size_canvas(const tpi_decode_job *job, canvas *c, uint16_t right, uint16_t bottom,
    tp_image_info *info)
{
	double ppi = DEFAULT_PPI, wide = right - c->left + 1, high = c->top - bottom + 1;
	double across, down;

	memset(info, 0, sizeof *info);
	if (job->raw_info != NULL)
		*info = *job->raw_info;
	info->codec = TP_CODEC_VECTOR;
	info->components = info->depth = 1;
	if (info->ppi_x > 0 && info->ppi_x <= 10 * UNITS_PER_INCH)
		ppi = info->ppi_x;
	c->scale = ppi / UNITS_PER_INCH;
	if (info->width > 2 * BORDER && info->height > 2 * BORDER) {
		across = (info->width - 2 * BORDER) / wide;
		down = (info->height - 2 * BORDER) / high;
		c->scale = across < down ? across : down;
		return;
	}
	info->width = (uint32_t)(wide * c->scale) + 2 * BORDER + 1;
	info->height = (uint32_t)(high * c->scale) + 2 * BORDER + 1;
	info->ppi_x = info->ppi_y = ppi;
	if (info->ppi_source == TP_PPI_NONE)
		info->ppi_source = TP_PPI_HEADER;
}

static tp_status
vector_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	canvas c = { .image = out, .budget = job->limits.pixels };
	uint16_t right, bottom;
	tp_image_info info;
	vector from;
	tp_status status;
	pen p;

	if (!bounds(job, &c, &right, &bottom))
		return tpi_fail(diag, TP_ERR_TRUNCATED, job->len, "no pen vectors");
	size_canvas(job, &c, right, bottom, &info);
	status = tpi_image_for(job, &info, out, diag);
	if (status != TP_OK)
		return status;
	pen_init(&p, job);
	for (from = p.at; pen_move(&p); from = p.at)
		if (p.down && !stroke(&c, &from, &p.at))
			return tpi_fail(diag, TP_ERR_LIMIT, tpi_cursor_offset(&p.c),
			    "the strokes are longer than the limit on pixels");
	return TP_OK;
}

const tpi_codec tpi_codec_vector = {
	.codec = TP_CODEC_VECTOR,
	.name = "VECTOR",
	.decode = vector_decode,
};
