/* SPDX-License-Identifier: MIT */
/*
 * Image layer: growing ridges out of noise. A bank of small oriented wave
 * filters is applied again and again, at each point the one that fits its
 * direction and period. What the flow cannot fit with whole ridges becomes
 * endings and bifurcations, as in skin.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "synth-parts.h"

#define RADIUS 7
#define TAPS 15
#define ROUNDS 14
#define GAIN_Q14 26000 /* what a round makes of the wave that fits */

/* Sixteen columns, one of them empty: a row is two vectors of most machines. */
typedef struct kernel {
	int16_t tap[TAPS][16];
} kernel;

/* Envelope widths in points: along and across the ridge. */
#define ALONG_Q8 820
#define ACROSS_Q8 640

static void
make_kernel(kernel *k, uint16_t direction, int32_t period_q8)
{
	int32_t weight[TAPS][TAPS], wave[TAPS][TAPS];
	int64_t sum = 0, weights = 0, match = 0, c = tpi_synth_cosine(direction);
	int64_t s = tpi_synth_sine(direction), mean;
	int x, y;

	for (y = -RADIUS; y <= RADIUS; y++) {
		for (x = -RADIUS; x <= RADIUS; x++) {
			int64_t along = (x * c + y * s) / 128, across = (y * c - x * s) / 128;
			int64_t u = along * along * 32768 / (ALONG_Q8 * ALONG_Q8) +
			    across * across * 32768 / (ACROSS_Q8 * ACROSS_Q8);
			int32_t w = tpi_synth_decay(u);
			int32_t v = tpi_synth_cosine((uint16_t)(across * 65536 / period_q8));

			weight[y + RADIUS][x + RADIUS] = w;
			wave[y + RADIUS][x + RADIUS] = v;
			weights += w;
			sum += (int64_t)w * v;
		}
	}
	/* No answer to an even grey. */
	mean = sum / weights;
	for (y = 0; y < TAPS; y++)
		for (x = 0; x < TAPS; x++)
			match += weight[y][x] * (wave[y][x] - mean) / 32768 * wave[y][x];
	match /= 32768;
	memset(k, 0, sizeof *k);
	for (y = 0; y < TAPS; y++)
		for (x = 0; x < TAPS; x++)
			k->tap[y][x] = (int16_t)(weight[y][x] * (wave[y][x] - mean) / 32768 *
			    GAIN_Q14 / match);
}

static void
make_bank(kernel *bank, int32_t period_q8)
{
	int32_t step = period_q8 / 20;
	int32_t a, p;

	for (p = 0; p < TPI_SYNTH_PERIODS; p++)
		for (a = 0; a < TPI_SYNTH_ANGLES; a++)
			make_kernel(&bank[p * TPI_SYNTH_ANGLES + a],
			    (uint16_t)(a * 32768 / TPI_SYNTH_ANGLES),
			    period_q8 + (p - TPI_SYNTH_PERIODS / 2) * step);
}

static int32_t
answer(const kernel *k, const int16_t *at, int32_t stride)
{
	int32_t sum = 0;
	int x, y;

	for (y = 0; y < TAPS; y++) {
		const int16_t *row = at + y * stride;
		const int16_t *tap = k->tap[y];

		for (x = 0; x < 16; x++)
			sum += tap[x] * row[x];
	}
	return sum;
}

static int16_t
limited(int32_t v)
{
	if (v > TPI_SYNTH_FULL)
		v = TPI_SYNTH_FULL;
	if (v < -TPI_SYNTH_FULL)
		v = -TPI_SYNTH_FULL;
	return (int16_t)v;
}

static void
grow_row(tpi_synth_finger *f, const kernel *bank, int32_t row)
{
	int32_t column;

	for (column = TPI_SYNTH_MARGIN; column < f->columns - TPI_SYNTH_MARGIN; column++) {
		size_t at = (size_t)row * (size_t)f->columns + (size_t)column;
		const kernel *k = &bank[f->period[at] * TPI_SYNTH_ANGLES + f->angle[at]];
		const int16_t *from = f->ridges + at - RADIUS - (size_t)(RADIUS * f->columns);

		f->next[at] = limited(answer(k, from, f->columns) / 16384);
	}
}

static void
sow(tpi_synth_finger *f)
{
	uint32_t seed = (uint32_t)tpi_synth_mix(f->seed, 200);
	int32_t row, column;

	for (row = TPI_SYNTH_MARGIN; row < f->rows - TPI_SYNTH_MARGIN; row++)
		for (column = TPI_SYNTH_MARGIN; column < f->columns - TPI_SYNTH_MARGIN; column++)
			f->ridges[(size_t)row * (size_t)f->columns + (size_t)column] =
			    (int16_t)((int32_t)(tpi_synth_hash(seed, column, row) >> 21) - 1024);
}

tp_status
tpi_synth_grow(tpi_synth_finger *f, const tp_mem *mem, tp_diag *diag)
{
	size_t count = (size_t)TPI_SYNTH_PERIODS * TPI_SYNTH_ANGLES;
	kernel *bank = tpi_calloc(mem, count, sizeof *bank);
	int16_t *swap;
	int32_t row;
	int i;

	if (bank == NULL)
		return tpi_nomem(diag);
	make_bank(bank, f->period_q8);
	sow(f);
	for (i = 0; i < ROUNDS; i++) {
		for (row = TPI_SYNTH_MARGIN; row < f->rows - TPI_SYNTH_MARGIN; row++)
			grow_row(f, bank, row);
		swap = f->ridges;
		f->ridges = f->next;
		f->next = swap;
	}
	tpi_free(mem, bank, count * sizeof *bank);
	return TP_OK;
}
