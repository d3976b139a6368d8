/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the grown ridges as ink on paper and as a scanner sees them:
 * pressure that widens and thins ridges, edges that fray, pores, creases,
 * grain, a slight blur, and noise. How much of each there is was set so that
 * what WSQ makes of a print is like what it makes of real ones.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "synth-parts.h"

#define MM10 TPI_SYNTH_MM10
#define CREASES 4
#define PAPER 250     /* grey levels */
#define FULL_DARK 180 /* of full ink below the paper */
#define SPECKLE 80    /* of 256: how far a pixel's ink is off */

enum stream {
	STREAM_PRESSURE = 300,
	STREAM_CONTRAST,
	STREAM_GRAIN,
	STREAM_PORE,
	STREAM_WET,
	STREAM_SPECKLE,
	STREAM_PAPER,
	STREAM_NOISE,
	STREAM_JOINT,
	STREAM_CREASE = 400
};

/* A fine white line across the ridges. Q8 grid points; the direction as a unit vector in Q15. */
typedef struct crease {
	int32_t x;
	int32_t y;
	int32_t cosine;
	int32_t sine;
	int32_t half_length;
	int32_t half_width;
} crease;

/* What holds for the whole finger. */
typedef struct ink {
	const tpi_synth_finger *finger;
	uint32_t pressure;
	uint32_t contrast;
	uint32_t grain;
	uint32_t pore;
	uint32_t speckle;
	uint32_t joint;
	int32_t wet; /* how broad the ridges are all over, of TPI_SYNTH_FULL */
	crease creases[CREASES];
	int32_t crease_count;
} ink;

static int32_t
clamped(int64_t v, int32_t low, int32_t high)
{
	return v < low ? low : v > high ? high : (int32_t)v;
}

static void
ink_init(ink *k, const tpi_synth_finger *f)
{
	uint64_t s = f->seed;
	int32_t i;

	memset(k, 0, sizeof *k);
	k->finger = f;
	k->pressure = (uint32_t)tpi_synth_mix(s, STREAM_PRESSURE);
	k->contrast = (uint32_t)tpi_synth_mix(s, STREAM_CONTRAST);
	k->grain = (uint32_t)tpi_synth_mix(s, STREAM_GRAIN);
	k->pore = (uint32_t)tpi_synth_mix(s, STREAM_PORE);
	k->speckle = (uint32_t)tpi_synth_mix(s, STREAM_SPECKLE);
	k->joint = (uint32_t)tpi_synth_mix(s, STREAM_JOINT);
	k->wet = tpi_synth_pick(s, STREAM_WET, -600, 1000);
	k->crease_count = tpi_synth_pick(s, STREAM_CREASE, 0, CREASES);
	for (i = 0; i < k->crease_count; i++) {
		uint64_t c = tpi_synth_mix(s, STREAM_CREASE + 1 + (uint64_t)i);
		uint16_t turn = (uint16_t)tpi_synth_pick(c, 4, -9000, 9000);

		k->creases[i].x = tpi_synth_pick(c, 0, -f->half_width, f->half_width) * 160;
		k->creases[i].y = tpi_synth_pick(c, 1, -f->half_height, f->half_height) * 160;
		k->creases[i].half_length = tpi_synth_pick(c, 2, MM10(15), MM10(50)) * 256;
		k->creases[i].half_width = tpi_synth_pick(c, 3, 150, 420);
		k->creases[i].cosine = tpi_synth_cosine(turn);
		k->creases[i].sine = tpi_synth_sine(turn);
	}
}

/* Catmull-Rom weights, of 256, at t/256 between the second and the third point. */
static void
spline(int32_t t, int32_t w[4])
{
	int32_t t2 = t * t / 256, t3 = t2 * t / 256;

	w[0] = (-t3 + 2 * t2 - t) / 2;
	w[1] = (3 * t3 - 5 * t2 + 512) / 2;
	w[2] = (-3 * t3 + 4 * t2 + t) / 2;
	w[3] = 256 - w[0] - w[1] - w[2];
}

/* The ridges between grid points: -TPI_SYNTH_FULL to TPI_SYNTH_FULL, or a little past. */
static int32_t
ridge_at(const tpi_synth_finger *f, int32_t x_q8, int32_t y_q8)
{
	int32_t gx = x_q8 + f->columns / 2 * 256, gy = y_q8 + f->rows / 2 * 256;
	int32_t column = gx / 256, row = gy / 256, wx[4], wy[4], sum = 0;
	int i, j;

	if (gx < 512 || gy < 512 || column + 3 >= f->columns || row + 3 >= f->rows)
		return -TPI_SYNTH_FULL;
	spline(gx % 256, wx);
	spline(gy % 256, wy);
	for (j = 0; j < 4; j++) {
		size_t line_start = (size_t)(row - 1 + j) * (size_t)f->columns;
		const int16_t *p = f->ridges + line_start + column - 1;
		int32_t line = 0;

		for (i = 0; i < 4; i++)
			line += p[i] * wx[i];
		sum += line / 256 * wy[j];
	}
	return sum / 256;
}

/* 0 away from creases, up to 65536 within one. */
static int32_t
creased(const ink *k, int32_t x, int32_t y)
{
	int32_t most = 0, i;

	for (i = 0; i < k->crease_count; i++) {
		const crease *c = &k->creases[i];
		int64_t dx = x - c->x, dy = y - c->y;
		int64_t along = (dx * c->cosine + dy * c->sine) / 32768;
		int64_t across = (dy * c->cosine - dx * c->sine) / 32768;
		int64_t taper;
		int32_t depth;

		along = along < 0 ? -along : along;
		if (along >= c->half_length)
			continue;
		across += tpi_synth_noise(k->joint + (uint32_t)i, x, y, 12) / 64;
		across = across < 0 ? -across : across;
		taper = c->half_width * (c->half_length - along) / c->half_length + 60;
		depth = clamped(65536 * (2 * taper - across) / taper, 0, 65536);
		most = depth > most ? depth : most;
	}
	return most;
}

/* The bent skin of the joint, at the foot of a print: it does not touch. */
static int32_t
jointed(const ink *k, int32_t x, int32_t y)
{
	int64_t line = (int64_t)k->finger->half_height * 256 * 80 / 100 +
	    tpi_synth_noise(k->joint, x, 0, 14) / 16 + tpi_synth_noise(k->joint + 9, x, y, 11) / 64;
	int64_t off = y - line;

	off = off < 0 ? -off : off;
	return clamped((MM10(9) * 256 - off) * 65536 / (MM10(5) * 256), 0, 65536);
}

/* A pore is a light dot on the middle of a ridge. */
static int32_t
pore_at(const ink *k, int32_t x, int32_t y)
{
	int32_t ox = x + (1 << 24), oy = y + (1 << 24), dx, dy;
	uint32_t h = tpi_synth_hash(k->pore, ox / 1280, oy / 1280);

	if (h % 8 < 3)
		return 0;
	dx = ox % 1280 - 400 - (int32_t)(h >> 8 & 0x1ff);
	dy = oy % 1280 - 400 - (int32_t)(h >> 17 & 0x1ff);
	return clamped(256 * (90000 - (int64_t)dx * dx - (int64_t)dy * dy) / 90000, 0, 256);
}

/* How hard the skin presses, of TPI_SYNTH_FULL; well below 0 nothing prints. */
static int32_t
pressure_at(const ink *k, int32_t x, int32_t y, int32_t contact)
{
	int32_t p = k->wet + tpi_synth_noise(k->pressure, x, y, 14) * 5 / 32 +
	    tpi_synth_noise(k->pressure + 1, x, y, 13) * 3 / 32 +
	    tpi_synth_noise(k->pressure + 2, x, y, 11) * 2 / 32;

	if (contact < 16384)
		p -= (16384 - contact) * 5 / 8;
	return p - jointed(k, x, y) / 5;
}

/* Darkness of the ink at a point, 0..255. */
static int32_t
darkness(const ink *k, int32_t x, int32_t y, int32_t contact)
{
	int32_t pressure = pressure_at(k, x, y, contact);
	int32_t grain = tpi_synth_noise(k->grain, x, y, 9) * 3 / 32 +
	    tpi_synth_noise(k->grain + 1, x, y, 8) * 2 / 32;
	int32_t ridge = ridge_at(k->finger, x, y);
	int32_t level = ridge + pressure + grain, full, dark;

	level -= creased(k, x, y) / 6;
	dark = clamped((int64_t)(level + 4600) * 256 / 10400, 0, 256);
	dark = dark * dark * (768 - 2 * dark) / 65536; /* soft at both ends */
	if (ridge > 3000)
		dark -= dark * pore_at(k, x, y) / 256 * (ridge - 3000) / 9000;
	/* Where the paper's fibres take up less or more. */
	full = FULL_DARK + tpi_synth_noise(k->contrast, x, y, 13) / 900 +
	    tpi_synth_noise(k->grain + 2, x, y, 8) / 1000 + clamped(pressure, -4000, 4000) / 160;
	dark = dark * full / 256;
	/* Ink between the ridges where the finger presses. */
	if (contact > 6000)
		dark += (255 - dark) * clamped(pressure + 2600, 0, 7000) / 46000;
	return dark;
}

void
tpi_synth_paper(tp_image *image, uint64_t seed)
{
	uint32_t paper = (uint32_t)tpi_synth_mix(seed, STREAM_PAPER);
	uint32_t x, y;

	for (y = 0; y < image->info.height; y++)
		for (x = 0; x < image->info.width; x++)
			image->pixels[y * image->stride + x] = (uint8_t)(PAPER +
			    tpi_synth_noise(paper, (int32_t)x, (int32_t)y, 7) / 8192);
}

void
tpi_synth_print_finger(const tpi_synth_finger *f, const tpi_synth_place *place, uint32_t ppi,
    tp_image *image)
{
	int32_t cosine = tpi_synth_cosine(place->turn), sine = tpi_synth_sine(place->turn);
	int64_t step_q16 = INT64_C(65536) * TPI_SYNTH_GRID_PPI_X3 / 3 / ppi;
	uint32_t x, y;
	ink k;

	ink_init(&k, f);
	for (y = 0; y < image->info.height; y++) {
		for (x = 0; x < image->info.width; x++) {
			int64_t dx = ((int64_t)x - place->x) * step_q16 / 256;
			int64_t dy = ((int64_t)y - place->y) * step_q16 / 256;
			int32_t gx = (int32_t)((dx * cosine + dy * sine) / 32768);
			int32_t gy = (int32_t)((dy * cosine - dx * sine) / 32768);
			uint8_t *p = image->pixels + y * image->stride + x;
			int32_t contact, dark;

			if (gx / 256 > f->half_width * 3 / 2 || -gx / 256 > f->half_width * 3 / 2 ||
			    gy / 256 > f->half_height * 3 / 2 || -gy / 256 > f->half_height * 3 / 2)
				continue;
			contact = tpi_synth_contact(f, gx, gy);
			if (contact < -20000)
				continue;
			dark = darkness(&k, gx, gy, contact);
			dark += (int32_t)(tpi_synth_hash(k.speckle, (int32_t)x, (int32_t)y) >> 16) *
			    dark / 65536 * (2 * SPECKLE) / 256 - dark * SPECKLE / 256;
			*p = (uint8_t)clamped(*p - dark, 0, *p);
		}
	}
}

tp_status
tpi_synth_scan(tp_image *image, uint64_t seed, tp_diag *diag)
{
	uint32_t noise = (uint32_t)tpi_synth_mix(seed, STREAM_NOISE);
	size_t width = image->info.width;
	uint8_t *above = tpi_alloc(&image->mem, 2 * width), *line = above + width;
	uint32_t x, y;

	if (above == NULL)
		return tpi_nomem(diag);
	memcpy(above, image->pixels, width);
	for (y = 0; y < image->info.height; y++) {
		uint8_t *row = image->pixels + y * image->stride;
		const uint8_t *below = y + 1 < image->info.height ? row + image->stride : row;

		memcpy(line, row, width);
		for (x = 0; x < width; x++) {
			size_t l = x > 0 ? x - 1 : 0, r = x + 1 < width ? x + 1 : x;
			int32_t sides = line[l] + line[r] + above[x] + below[x];
			int32_t corners = above[l] + above[r] + below[l] + below[r];
			uint32_t h = tpi_synth_hash(noise, (int32_t)x, (int32_t)y);
			int32_t n = (int32_t)((h & 63) + (h >> 8 & 63) + (h >> 16 & 63)) - 94;

			row[x] = (uint8_t)clamped((6 * line[x] + 2 * sides + corners + 9) / 18 +
			    n * (440 - line[x]) / 4500, 0, 255);
		}
		memcpy(above, line, width);
	}
	tpi_free(&image->mem, above, 2 * width);
	return TP_OK;
}
