/* SPDX-License-Identifier: MIT */
/*
 * Image layer: synthetic prints: which fingers a picture shows, how large
 * they are and where they lie. What a finger looks like is in synth-field.c
 * (flow), synth-grow.c (ridges) and synth-ink.c (ink and scanner).
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "synth-parts.h"

#define MM10 TPI_SYNTH_MM10
#define MAX_FINGERS 4
#define DEGREE 182 /* in binary angle */

enum { MIN_PPI = 100, MAX_PPI = 4000, MIN_SIDE = 16, MAX_FGP = 15 };

typedef struct layout {
	tpi_synth_finger finger;
	tpi_synth_place place;
} layout;

/* The picture in grid points, so that sizes of fingers can be compared with it. */
typedef struct frame {
	int32_t width;
	int32_t height;
	uint32_t ppi;
} frame;

static int32_t
at_most(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t
pixels(const frame *fr, int64_t grid_points)
{
	return (int32_t)(grid_points * 3 * fr->ppi / TPI_SYNTH_GRID_PPI_X3);
}

static void
size_finger(tpi_synth_finger *f, int32_t half_width, int32_t half_height)
{
	f->half_width = half_width < 4 ? 4 : half_width;
	f->half_height = half_height < 4 ? 4 : half_height;
	/* A little more than what touches: its edge is ragged. */
	f->columns = 2 * (f->half_width * 9 / 8 + TPI_SYNTH_MARGIN);
	f->rows = 2 * (f->half_height * 9 / 8 + TPI_SYNTH_MARGIN);
}

static void
lay_single(layout *l, const tp_synth_options *o, const frame *fr)
{
	bool thumb = o->fgp == 1 || o->fgp == 6 || o->fgp == 11 || o->fgp == 12;
	int32_t wide = o->rolled ? MM10(178) : MM10(88), high = o->rolled ? MM10(178) : MM10(130);

	wide += tpi_synth_pick(l->finger.seed, 1, MM10(-8), MM10(8)) + (thumb ? MM10(6) : 0);
	high += tpi_synth_pick(l->finger.seed, 2, MM10(-8), MM10(8)) + (thumb ? MM10(8) : 0);
	size_finger(&l->finger, at_most(wide, fr->width * 48 / 100),
	    at_most(high, fr->height * 48 / 100));
	l->place.x = pixels(fr, fr->width / 2 + tpi_synth_pick(l->finger.seed, 3, -8, 8));
	l->place.y = pixels(fr, fr->height / 2 + tpi_synth_pick(l->finger.seed, 4, -8, 8));
	l->place.turn = (uint16_t)tpi_synth_pick(l->finger.seed, 5, -6 * DEGREE, 6 * DEGREE);
}

/* Right hand: index, middle, ring, little from the left; the left hand is its mirror. */
static void
lay_slap(layout *l, unsigned i, const tp_synth_options *o, const frame *fr)
{
	static const struct {
		int16_t x;    /* of a thousand widths */
		int16_t y;    /* of a thousand heights */
		int16_t size; /* of a thousand */
		int16_t turn; /* degrees */
	} fingers[MAX_FINGERS] = {
		{ 135, 480, 980, -9 }, { 372, 385, 1000, -3 }, { 615, 425, 980, 3 },
		{ 852, 600, 840, 9 }
	};
	unsigned at = o->fgp == 13 ? i : 3 - i;
	int32_t x = fingers[at].x, turn = fingers[at].turn, size = fingers[at].size;
	uint64_t s = l->finger.seed;

	if (o->fgp == 14) {
		x = 1000 - x;
		turn = -turn;
	}
	size += tpi_synth_pick(s, 1, -30, 30);
	size_finger(&l->finger, at_most(MM10(86), fr->width * 105 / 1000) * size / 1000,
	    at_most(MM10(130), fr->height * 28 / 100) * size / 1000);
	l->place.x = pixels(fr, (int64_t)fr->width * (x + tpi_synth_pick(s, 3, -8, 8)) / 1000);
	l->place.y = pixels(fr,
	    (int64_t)fr->height * (fingers[at].y + tpi_synth_pick(s, 4, -20, 20)) / 1000);
	l->place.turn = (uint16_t)(turn * DEGREE + tpi_synth_pick(s, 5, -2 * DEGREE, 2 * DEGREE));
}

/* Thumbs side by side, the left one on the left, leaning towards each other. */
static void
lay_thumbs(layout *l, unsigned i, const frame *fr)
{
	uint64_t s = l->finger.seed;
	int32_t lean = tpi_synth_pick(s, 5, 2 * DEGREE, 12 * DEGREE);

	size_finger(&l->finger, at_most(MM10(102), fr->width * 21 / 100),
	    at_most(MM10(140), fr->height * 42 / 100));
	l->place.x = pixels(fr,
	    (int64_t)fr->width * ((i == 0 ? 280 : 720) + tpi_synth_pick(s, 3, -15, 15)) / 1000);
	l->place.y = pixels(fr, (int64_t)fr->height * (500 + tpi_synth_pick(s, 4, -25, 25)) / 1000);
	l->place.turn = (uint16_t)(i == 0 ? lean : -lean);
}

/* The position of the i-th finger of the picture, as its pattern sees it. */
static uint32_t
single_position(uint32_t fgp, unsigned i)
{
	switch (fgp) {
	case 13:
		return 2 + i;
	case 14:
		return 10 - i;
	case 15:
		return i == 0 ? 12 : 11;
	default:
		return fgp;
	}
}

static tp_status
draw_finger(layout *l, const frame *fr, tp_image *image, tp_diag *diag)
{
	tpi_synth_finger *f = &l->finger;
	size_t points = (size_t)f->columns * (size_t)f->rows;
	size_t size = points * (2 * sizeof *f->ridges + 2);
	void *block = tpi_calloc(&image->mem, 1, size);
	tp_status status;

	if (block == NULL)
		return tpi_nomem(diag);
	f->ridges = block;
	f->next = f->ridges + points;
	f->angle = (uint8_t *)(f->next + points);
	f->period = f->angle + points;
	tpi_synth_field(f);
	status = tpi_synth_grow(f, &image->mem, diag);
	if (status == TP_OK)
		tpi_synth_print_finger(f, &l->place, fr->ppi, image);
	tpi_free(&image->mem, block, size);
	return status;
}

static tp_status
draw(const tp_synth_options *o, const frame *fr, tp_image *image, tp_diag *diag)
{
	unsigned count = o->fgp == 13 || o->fgp == 14 ? 4 : o->fgp == 15 ? 2 : 1, i;
	uint64_t seed = tpi_synth_mix(o->seed, o->fgp);
	tp_status status = TP_OK;
	layout l;

	tpi_synth_paper(image, seed);
	for (i = 0; i < count && status == TP_OK; i++) {
		memset(&l, 0, sizeof l);
		l.finger.seed = tpi_synth_mix(seed, i + 1);
		l.finger.rolled = o->rolled && count == 1;
		if (count == 4)
			lay_slap(&l, i, o, fr);
		else if (count == 2)
			lay_thumbs(&l, i, fr);
		else
			lay_single(&l, o, fr);
		tpi_synth_choose_pattern(&l.finger, single_position(o->fgp, i));
		status = draw_finger(&l, fr, image, diag);
	}
	return status == TP_OK ? tpi_synth_scan(image, seed, diag) : status;
}

tp_status
tp_synth_print(const tp_synth_options *options, tp_image *out, tp_diag *diag)
{
	tp_synth_options o = { .size = sizeof o };
	frame fr;
	tp_status status;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	o.width = o.width != 0 ? o.width : 800;
	o.height = o.height != 0 ? o.height : 750;
	o.ppi = o.ppi != 0 ? o.ppi : 500;
	if (o.ppi < MIN_PPI || o.ppi > MAX_PPI || o.width < MIN_SIDE || o.height < MIN_SIDE)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a print needs %d to %d ppi and %d pixels each way", MIN_PPI, MAX_PPI,
		    MIN_SIDE);
	if (o.fgp > MAX_FGP)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "friction ridge position %lu cannot be drawn", (unsigned long)o.fgp);
	if (o.width > 65535 || o.height > 65535)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "a print of over 65535 pixels");
	status = tp_image_new(o.width, o.height, 1, 8, o.mem, o.limits, out, diag);
	if (status != TP_OK)
		return status;
	fr.ppi = o.ppi;
	fr.width = (int32_t)((uint64_t)o.width * TPI_SYNTH_GRID_PPI_X3 / 3 / o.ppi);
	fr.height = (int32_t)((uint64_t)o.height * TPI_SYNTH_GRID_PPI_X3 / 3 / o.ppi);
	status = draw(&o, &fr, out, diag);
	if (status != TP_OK) {
		tp_image_free(out);
		return status;
	}
	out->info.ppi_x = out->info.ppi_y = o.ppi;
	out->info.ppi_source = TP_PPI_CALLER;
	return TP_OK;
}
