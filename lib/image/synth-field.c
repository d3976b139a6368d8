/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the flow of a synthetic print. The direction at a point is
 * half the sum of the angles to the cores less those to the deltas (the
 * zero-pole model of Sherlock and Monro), on top of a dome that follows the
 * fingertip, with smooth irregularity. Also how far apart the ridges are, and
 * where the skin touches.
 */

#include "synth-parts.h"

#define MM10 TPI_SYNTH_MM10
#define DEGREES(d) ((int32_t)(d) * 65536 / 360)

enum stream {
	STREAM_PATTERN = 100,
	STREAM_CORE_X,
	STREAM_CORE_Y,
	STREAM_DELTA_X,
	STREAM_DELTA_Y,
	STREAM_DELTA2_X,
	STREAM_DELTA2_Y,
	STREAM_WHORL,
	STREAM_WHORL_LEAN,
	STREAM_PERIOD,
	STREAM_BEND,
	STREAM_SPREAD,
	STREAM_EDGE
};

/* Of a hundred: 4 arches, 3 tented, 30 whorls; loops mostly towards the little finger. */
static tpi_synth_pattern
pattern_of(uint64_t seed, uint32_t fgp)
{
	int32_t draw = tpi_synth_pick(seed, STREAM_PATTERN, 0, 99);
	bool left_hand = (fgp >= 6 && fgp <= 10) || fgp == 12 || fgp == 14;

	if (draw < 4)
		return TPI_SYNTH_ARCH;
	if (draw < 7)
		return TPI_SYNTH_TENTED;
	if (draw < 37)
		return TPI_SYNTH_WHORL;
	if (draw < 43)
		left_hand = !left_hand;
	return left_hand ? TPI_SYNTH_LOOP_LEFT : TPI_SYNTH_LOOP_RIGHT;
}

static void
place_singularities(tpi_synth_finger *f)
{
	uint64_t s = f->seed;
	int32_t x = tpi_synth_pick(s, STREAM_CORE_X, MM10(-12), MM10(12));
	int32_t y = tpi_synth_pick(s, STREAM_CORE_Y, MM10(-40), MM10(-15));
	int32_t dx = tpi_synth_pick(s, STREAM_DELTA_X, MM10(62), MM10(95));
	int32_t dy = y + tpi_synth_pick(s, STREAM_DELTA_Y, MM10(70), MM10(105));

	f->core[0] = (tpi_synth_point) { x, y };
	switch (f->pattern) {
	case TPI_SYNTH_LOOP_RIGHT:
		dx = -dx;
		/* fall through */
	case TPI_SYNTH_LOOP_LEFT:
		f->delta[0] = (tpi_synth_point) { x + dx, dy };
		f->cores = f->deltas = 1;
		break;
	case TPI_SYNTH_TENTED:
		f->delta[0] = (tpi_synth_point) { x + dx / 12, y + MM10(60) };
		f->cores = f->deltas = 1;
		break;
	case TPI_SYNTH_WHORL:
		f->core[1].x = x + tpi_synth_pick(s, STREAM_WHORL_LEAN, MM10(-14), MM10(14));
		f->core[1].y = y + tpi_synth_pick(s, STREAM_WHORL, MM10(6), MM10(45));
		f->delta[0] = (tpi_synth_point) { x - dx, dy };
		f->delta[1].x = x + tpi_synth_pick(s, STREAM_DELTA2_X, MM10(62), MM10(95));
		f->delta[1].y = y + tpi_synth_pick(s, STREAM_DELTA2_Y, MM10(70), MM10(105));
		f->cores = f->deltas = 2;
		break;
	case TPI_SYNTH_ARCH:
		f->cores = f->deltas = 0;
		break;
	}
}

void
tpi_synth_choose_pattern(tpi_synth_finger *f, uint32_t fgp)
{
	f->pattern = pattern_of(f->seed, fgp);
	place_singularities(f);
	f->period_q8 = tpi_synth_pick(f->seed, STREAM_PERIOD, 1560, 1700);
}

static int32_t
clamped(int64_t v, int32_t low, int32_t high)
{
	return v < low ? low : v > high ? high : (int32_t)v;
}

/*
 * The lean of the ridges that follow the fingertip: none at the middle line
 * and below, more to the sides and above.
 */
static int32_t
dome(const tpi_synth_finger *f, int32_t x, int32_t y)
{
	int32_t side = clamped((int64_t)(x - f->core[0].x) * 32768 / MM10(130), -32768, 32768);
	int64_t above = f->core[0].y + MM10(70) - y;
	int32_t rise = clamped(above * 32768 / MM10(120), 0, 32768);
	int64_t lean = (int64_t)side * rise / 32768;

	return (int32_t)(lean * DEGREES(34) / 32768);
}

/* The bump of a plain arch: a wave that rises and falls around the middle. */
static int32_t
arch(const tpi_synth_finger *f, int32_t x, int32_t y)
{
	int64_t dx = x - f->core[0].x, dy = y - f->core[0].y - MM10(45);
	int64_t s = MM10(45);
	int64_t u = (dx * dx * 65536 / (2 * s * s)) + (dy * dy * 65536 / (3 * s * s));

	return (int32_t)(dx * DEGREES(72) / s * tpi_synth_decay(u) / 65536);
}

/*
 * What core i adds. The plain angle fans the ridges out below the core;
 * skin keeps them beside each other there, so the turn is put off to the
 * top of the loop, the less the farther away.
 */
static int32_t
core_angle(const tpi_synth_finger *f, unsigned i, int32_t x, int32_t y)
{
	int32_t dx = x - f->core[i].x, dy = y - f->core[i].y, axis = 0, turn;
	int64_t far = (int64_t)dx * dx + (int64_t)dy * dy;
	unsigned j;

	for (j = 0; j < f->cores; j++)
		if (j != i)
			axis += tpi_synth_arctangent(f->core[i].y - f->core[j].y,
			    f->core[i].x - f->core[j].x);
	for (j = 0; j < f->deltas; j++)
		axis -= tpi_synth_arctangent(f->core[i].y - f->delta[j].y,
		    f->core[i].x - f->delta[j].x);
	turn = tpi_synth_arctangent(dy, dx);
	far = far * 65536 / ((int64_t)MM10(75) * MM10(75));
	return turn - (int32_t)((int64_t)tpi_synth_sine((uint16_t)(turn - axis)) *
	    tpi_synth_decay(far) / 65536 * 8300 / 32768);
}

/* Draw a direction towards level by a share of 65536 (both are doubled). */
static uint16_t
levelled(uint16_t direction, int32_t share)
{
	int64_t c = tpi_synth_cosine(direction), s = tpi_synth_sine(direction);

	c = (c * (65536 - share) + (int64_t)32768 * share) / 65536;
	s = s * (65536 - share) / 65536;
	return tpi_synth_arctangent((int32_t)s, (int32_t)c);
}

/* Twice the direction of the ridge, so that opposite directions are one. */
static uint16_t
doubled_direction(const tpi_synth_finger *f, int32_t x, int32_t y)
{
	int32_t joint = f->half_height * 8 / 10;
	uint32_t bend = (uint32_t)tpi_synth_mix(f->seed, STREAM_BEND);
	int32_t wave = tpi_synth_noise(bend, x, y, 6) * 9 / 16 +
	    tpi_synth_noise(bend + 1, x, y, 5) * 4 / 16;
	int32_t sum = 2 * dome(f, x, y) + wave * DEGREES(14) / 32768;
	unsigned i;

	if (f->pattern == TPI_SYNTH_ARCH)
		sum += 2 * arch(f, x, y);
	for (i = 0; i < f->cores; i++)
		sum += core_angle(f, i, x, y);
	for (i = 0; i < f->deltas; i++)
		sum -= tpi_synth_arctangent(y - f->delta[i].y, x - f->delta[i].x);
	/* The ridges along the joint lie level. */
	return levelled((uint16_t)sum,
	    clamped((int64_t)(y - joint + MM10(75)) * 42000 / MM10(75), 0, 52000));
}

/* Ridges lie wider apart towards the joint, and unevenly. */
static int32_t
period_at(const tpi_synth_finger *f, int32_t x, int32_t y)
{
	uint32_t spread = (uint32_t)tpi_synth_mix(f->seed, STREAM_SPREAD);
	int64_t p = f->period_q8;

	p += p * tpi_synth_noise(spread, x, y, 6) / 32768 * 10 / 100;
	p += p * clamped((int64_t)(y - MM10(20)) * 32768 / MM10(120), 0, 32768) / 32768 * 14 / 100;
	return (int32_t)p;
}

void
tpi_synth_field(tpi_synth_finger *f)
{
	int32_t step = f->period_q8 / 20;
	int32_t column, row;

	for (row = 0; row < f->rows; row++) {
		for (column = 0; column < f->columns; column++) {
			int32_t x = column - f->columns / 2, y = row - f->rows / 2;
			size_t at = (size_t)row * (size_t)f->columns + (size_t)column;
			uint32_t turn = doubled_direction(f, x, y);
			int32_t bin = (period_at(f, x, y) - f->period_q8 + step / 2) / step +
			    TPI_SYNTH_PERIODS / 2;

			f->angle[at] = (uint8_t)((turn * TPI_SYNTH_ANGLES + 32768) / 65536 %
			    TPI_SYNTH_ANGLES);
			f->period[at] = (uint8_t)clamped(bin, 0, TPI_SYNTH_PERIODS - 1);
		}
	}
}

int32_t
tpi_synth_contact(const tpi_synth_finger *f, int32_t x_q8, int32_t y_q8)
{
	uint32_t edge = (uint32_t)tpi_synth_mix(f->seed, STREAM_EDGE);
	int64_t u = (int64_t)x_q8 * 256 / f->half_width;
	int64_t v = (int64_t)y_q8 * 256 / f->half_height;
	int64_t round, square, q;

	/* A rolled print is broad and square, a plain one an oval. */
	u = u * u / 65536;
	v = v * v / 65536;
	round = u + v;
	square = (u * u + v * v) / 65536;
	q = f->rolled ? (round + 3 * square) / 4 : (2 * round + square) / 3;
	q += tpi_synth_noise(edge, x_q8, y_q8, 14) / 6;
	return clamped(65536 - q, -65536 * 4, 65536);
}
