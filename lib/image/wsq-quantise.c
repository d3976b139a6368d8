/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: how coarse each subband is quantised, by the parameters
 * of Part 3, Encoder Two. One thing is added: where a window of a small image
 * would have no or a single row or column, whole subbands are measured, about
 * zero, for such a window says that nothing is there and the picture would
 * lose its low frequencies.
 */

#include <math.h>
#include <string.h>

#include "wsq.h"

#define CENTRE 0.44
#define ZERO_BIN 1.2            /* the zero bin in bin widths */
#define LEAST_VARIANCE 1.01     /* below it a subband is dropped */
#define LEAST_WINDOW_SUM 20000  /* of subbands 0-3; below it whole subbands are measured */
#define OVERLOAD 2.5            /* the loading factor */
#define STEEP 5.0               /* a subband within so many deviations of its bin gives no bits */
#define FLAT_BANDS 4            /* 0-3 have the same width whatever their variance */
/* Finer bins give nothing back in whole grey levels, and leave 16 bits. */
#define LEAST_STEP 0.25
#define SUMS 8

static const double weights[TPI_WSQ_BANDS] = { [52] = 1.32, [53] = 1.08, [54] = 1.42,
	[55] = 1.08, [56] = 1.32, [57] = 1.42, [58] = 1.08, [59] = 1.08 };

typedef struct window {
	size_t x, y, width, height;
} window;

/* What part of the image a coefficient of subband k stands for: 1 / m. */
static double
share(int k)
{
	if (k < FLAT_BANDS)
		return 1.0 / 1024;
	return k < 51 ? 1.0 / 256 : 1.0 / 16;
}

static window
inner_window(const tpi_wsq_band *band)
{
	window w = { band->width / 8, (size_t)band->height * 9 / 32, (size_t)band->width * 3 / 4,
		(size_t)band->height * 7 / 16 };

	return w;
}

static bool
degenerate(const tpi_wsq_tree *tree)
{
	int k;

	for (k = 0; k < FLAT_BANDS; k++) {
		window w = inner_window(&tree->bands[k]);

		if (w.width < 2 || w.height < 2)
			return true;
	}
	return false;
}

/* Sum and sum of squares, in eight parts each so that no addition waits for the last. */
static void
sum_up(const tpi_wsq_band *band, const float *at, const window *w, double *sum, double *squares)
{
	double s[SUMS] = { 0 }, q[SUMS] = { 0 };
	size_t x, y, i;

	for (y = w->y; y < w->y + w->height; y++) {
		const float *row = at + y * band->width + w->x;

		for (x = 0; x + SUMS <= w->width; x += SUMS)
			for (i = 0; i < SUMS; i++) {
				double v = row[x + i];

				s[i] += v;
				q[i] += v * v;
			}
		for (; x < w->width; x++) {
			double v = row[x];

			s[x % SUMS] += v;
			q[x % SUMS] += v * v;
		}
	}
	for (*sum = *squares = 0, i = 0; i < SUMS; i++) {
		*sum += s[i];
		*squares += q[i];
	}
}

static double
variance_in(const tpi_wsq_band *band, const float *at, const window *w)
{
	double n = (double)w->width * (double)w->height, sum, squares;

	if (n < 2)
		return 0;
	sum_up(band, at, w, &sum, &squares);
	return (squares - sum * sum / n) / (n - 1);
}

static void
whole_variances(const tpi_wsq_tree *tree, const float *coefficients, bool about_zero,
    double *variance)
{
	int k;

	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		const tpi_wsq_band *band = &tree->bands[k];
		window whole = { 0, 0, band->width, band->height };
		double sum, squares;

		variance[k] = 0;
		if (band->count == 0)
			continue;
		if (!about_zero) {
			variance[k] = variance_in(band, coefficients + band->offset, &whole);
			continue;
		}
		sum_up(band, coefficients + band->offset, &whole, &sum, &squares);
		variance[k] = squares / (double)band->count;
	}
}

void
tpi_wsq_variances(const tpi_wsq_tree *tree, const float *coefficients,
    double variance[TPI_WSQ_BANDS])
{
	int k;

	if (degenerate(tree)) {
		whole_variances(tree, coefficients, true, variance);
		return;
	}
	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		window w = inner_window(&tree->bands[k]);

		variance[k] = variance_in(&tree->bands[k], coefficients + tree->bands[k].offset,
		    &w);
	}
	/* Encoder Two: a print that lies beside the window is measured where it is. */
	if (variance[0] + variance[1] + variance[2] + variance[3] < LEAST_WINDOW_SUM)
		whole_variances(tree, coefficients, false, variance);
}

/* log q of the rate equation over the subbands in use; leaves out, and says so, those too fine. */
static double
log_scale(const double *variance, const double *width, double bitrate, bool *used)
{
	double shares, logs, log_q;
	bool changed;
	int k;

	do {
		shares = logs = 0;
		for (k = 0; k < TPI_WSQ_BANDS; k++) {
			if (!used[k])
				continue;
			shares += share(k);
			logs += share(k) * (log(variance[k]) / 2 - log(width[k]));
		}
		log_q = (bitrate / shares - 1) * log(2) - log(OVERLOAD) - logs / shares;
		changed = false;
		for (k = 0; k < TPI_WSQ_BANDS; k++) {
			/* width / q >= 5 deviations, in logarithms as q may be beyond doubles */
			if (!used[k] || log(width[k]) - log_q < log(STEEP) + log(variance[k]) / 2)
				continue;
			used[k] = false;
			changed = true;
		}
		for (k = 0; k < TPI_WSQ_BANDS && !used[k]; k++)
			continue;
	} while (changed && k < TPI_WSQ_BANDS);
	return log_q;
}

void
tpi_wsq_choose_steps(const double variance[TPI_WSQ_BANDS], double bitrate, tpi_wsq_quant *quant)
{
	double width[TPI_WSQ_BANDS] = { 0 }, log_q;
	bool used[TPI_WSQ_BANDS];
	bool any = false;
	int k;

	memset(quant, 0, sizeof *quant);
	quant->centre = CENTRE;
	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		used[k] = variance[k] >= LEAST_VARIANCE;
		any |= used[k];
		if (used[k])
			width[k] = k < FLAT_BANDS ? 1
			    : 10 / ((weights[k] != 0 ? weights[k] : 1) * log(variance[k]));
	}
	if (!any)
		return;
	log_q = log_scale(variance, width, bitrate, used);
	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		double step;

		if (width[k] == 0)
			continue;
		step = exp(fmin(log(width[k]) - log_q, log(UINT16_MAX)));
		quant->step[k] = fmax(step, LEAST_STEP);
		quant->zero[k] = ZERO_BIN * quant->step[k];
	}
}
