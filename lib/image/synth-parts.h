/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the parts of the synthetic print. All of it is integer
 * arithmetic, so that the same seed gives the same pixels everywhere.
 *
 * A finger is worked out upright on a grid of its own, where ridges are about
 * six points apart, and then drawn at the resolution and angle asked for.
 * Angles are binary: 65536 make a full turn. Coordinates named _q8 are grid
 * points times 256, from the middle of the finger, y downwards.
 */
#ifndef TPI_SYNTH_PARTS_H
#define TPI_SYNTH_PARTS_H

#include <tenprint/synth.h>

#define TPI_SYNTH_GRID_PPI_X3 1000 /* three times the grid's points an inch */
#define TPI_SYNTH_MARGIN 8         /* grid points around that are never ridges */
#define TPI_SYNTH_ANGLES 64        /* directions in half a turn */
#define TPI_SYNTH_PERIODS 9        /* distances between ridges that are told apart */
#define TPI_SYNTH_FULL 8192        /* a ridge at its middle; a valley is the negative */

/* Millimetres, times ten, in grid points. */
#define TPI_SYNTH_MM10(mm10) ((int32_t)(mm10) * TPI_SYNTH_GRID_PPI_X3 / 762)

typedef enum tpi_synth_pattern {
	TPI_SYNTH_LOOP_LEFT,
	TPI_SYNTH_LOOP_RIGHT,
	TPI_SYNTH_WHORL,
	TPI_SYNTH_ARCH,
	TPI_SYNTH_TENTED
} tpi_synth_pattern;

typedef struct tpi_synth_point {
	int32_t x;
	int32_t y;
} tpi_synth_point;

typedef struct tpi_synth_finger {
	uint64_t seed;
	tpi_synth_pattern pattern;
	bool rolled;
	int32_t half_width;  /* of the touching skin, grid points */
	int32_t half_height;
	int32_t period_q8;   /* mean distance between ridges */
	tpi_synth_point core[2];
	tpi_synth_point delta[2];
	unsigned cores;
	unsigned deltas;
	/* The grid, margins included. */
	int32_t columns;
	int32_t rows;
	int16_t *ridges;
	int16_t *next;
	uint8_t *angle;  /* direction of the ridge, of TPI_SYNTH_ANGLES */
	uint8_t *period; /* of TPI_SYNTH_PERIODS */
} tpi_synth_finger;

/* Where a finger lies on the picture. */
typedef struct tpi_synth_place {
	int32_t x; /* its middle, pixels */
	int32_t y;
	uint16_t turn; /* binary angle */
} tpi_synth_place;

/* synth-math.c */
uint64_t tpi_synth_mix(uint64_t seed, uint64_t stream);
/* A number of low..high that depends on seed and stream alone. */
int32_t tpi_synth_pick(uint64_t seed, uint64_t stream, int32_t low, int32_t high);
uint32_t tpi_synth_hash(uint32_t seed, int32_t x, int32_t y);
/* Smooth noise of -32768..32767 over cells of 2^cell units. */
int32_t tpi_synth_noise(uint32_t seed, int32_t x, int32_t y, unsigned cell);
/* Of -32767..32767. */
int32_t tpi_synth_sine(uint16_t angle);
int32_t tpi_synth_cosine(uint16_t angle);
uint16_t tpi_synth_arctangent(int32_t y, int32_t x);
/* exp(-u / 65536) times 65536. */
int32_t tpi_synth_decay(int64_t u);

/* synth-field.c */
void tpi_synth_choose_pattern(tpi_synth_finger *finger, uint32_t fgp);
/* Fill finger->angle and finger->period. */
void tpi_synth_field(tpi_synth_finger *finger);
/* How far inside the touching skin: 65536 in the middle, 0 at its edge, negative outside. */
int32_t tpi_synth_contact(const tpi_synth_finger *finger, int32_t x_q8, int32_t y_q8);

/* synth-grow.c: fill finger->ridges out of noise. */
tp_status tpi_synth_grow(tpi_synth_finger *finger, const tp_mem *mem, tp_diag *diag);

/* synth-ink.c */
void tpi_synth_paper(tp_image *image, uint64_t seed);
void tpi_synth_print_finger(const tpi_synth_finger *finger, const tpi_synth_place *place,
    uint32_t ppi, tp_image *image);
/* What the scanner does: a slight blur and noise. */
tp_status tpi_synth_scan(tp_image *image, uint64_t seed, tp_diag *diag);

#endif
