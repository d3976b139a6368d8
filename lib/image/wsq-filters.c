/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: joining a node's quarters with filters of any length,
 * even ones too. Streams may carry them, though no encoder in use does, so
 * this is written to be plain: one output sample is a sum over the taps.
 */

#include <string.h>

#include "wsq.h"

#define MAX_TAPS (2 * TPI_WSQ_MAX_HALF)
/* Farther than any tap lies from the sample that it serves. */
#define REACH 20

/* An output of one parity: taps on the low band from low[k + low_at] on, and on the high one. */
typedef struct phase {
	float low[MAX_TAPS];
	float high[MAX_TAPS];
	int low_at, low_count;
	int high_at, high_count;
} phase;

/* Where a band's sample outside the line is found: index, and sign (0: it is zero). */
typedef struct place {
	size_t index;
	float sign;
} place;

/*
 * Odd lengths (whole-sample symmetry): the filters of the other band with
 * every other sign turned, on the interleaved line.
 */
static void
odd_phase(const tpi_wsq_taps *taps, int parity, phase *p)
{
	int low_reach = (int)taps->high_len / 2, high_reach = (int)taps->low_len / 2;
	int j;

	memset(p, 0, sizeof *p);
	for (j = -low_reach; j <= low_reach; j++) {
		int at = j < 0 ? -j : j;

		if (((j + parity) & 1) != 0)
			continue;
		if (p->low_count == 0)
			p->low_at = (j + parity) / 2;
		p->low[p->low_count++] = (float)(at & 1 ? -taps->high[at] : taps->high[at]);
	}
	for (j = -high_reach; j <= high_reach; j++) {
		int at = j < 0 ? -j : j;

		if (((j + parity) & 1) == 0)
			continue;
		if (p->high_count == 0)
			p->high_at = (j + parity - 1) / 2;
		p->high[p->high_count++] = (float)(at & 1 ? -taps->low[at] : taps->low[at]);
	}
}

/*
 * Even lengths (half-sample symmetry): the low band's filter from the high
 * one's right half, the high band's antisymmetric one from the low one's.
 * Sample 2k + parity meets tap i on band sample k + m where
 * i = 2m + length / 2 - parity.
 */
static void
even_phase(const tpi_wsq_taps *taps, int parity, phase *p)
{
	int half_low = (int)taps->high_len / 2, half_high = (int)taps->low_len / 2;
	int i;

	memset(p, 0, sizeof *p);
	for (i = 0; i < 2 * half_low; i++) {
		int k = i < half_low ? half_low - 1 - i : i - half_low;

		if (((i - half_low + parity) & 1) != 0)
			continue;
		if (p->low_count == 0)
			p->low_at = (i - half_low + parity) / 2;
		p->low[p->low_count++] = (float)(k & 1 ? taps->high[k] : -taps->high[k]);
	}
	for (i = 0; i < 2 * half_high; i++) {
		int k = i < half_high ? half_high - 1 - i : i - half_high;
		double tap = k & 1 ? -taps->low[k] : taps->low[k];

		if (((i - half_high + parity) & 1) != 0)
			continue;
		if (p->high_count == 0)
			p->high_at = (i - half_high + parity) / 2;
		p->high[p->high_count++] = (float)(i < half_high ? tap : -tap);
	}
}

static void
odd_or_even(const tpi_wsq_taps *taps, bool odd, phase phases[2])
{
	int i;

	for (i = 0; i < 2; i++) {
		if (odd)
			odd_phase(taps, i, &phases[i]);
		else
			even_phase(taps, i, &phases[i]);
	}
}

static place
odd_place(ptrdiff_t i, int high, size_t n)
{
	size_t count = high ? n / 2 : n - n / 2;
	place p = { 0, 0 };

	if (count != 0) {
		p.index = tpi_wsq_reflect(2 * i + high, n) / 2;
		p.sign = 1;
	}
	return p;
}

/*
 * The low band mirrors about half samples on the left, and on the right about
 * half ones (even n) or whole ones (odd n); the high band likewise, turning
 * its sign, with a zero in the middle where the mirror is a whole sample.
 */
static place
even_place(ptrdiff_t i, int high, size_t n)
{
	ptrdiff_t count = (ptrdiff_t)(high ? n / 2 : n - n / 2), period = (ptrdiff_t)n;
	place p = { 0, 0 };

	if (count == 0)
		return p;
	/* Reflecting twice is moving by n. */
	i %= period;
	if (i < 0)
		i += period;
	p.sign = 1;
	if (i >= count) {
		p.sign = high ? -1.0f : 1.0f;
		if (high && (n & 1) != 0 && i == count)
			p.sign = 0;
		i = period - 1 - i;
	}
	p.index = (size_t)(i < count ? i : 0);
	return p;
}

static place
place_of(bool odd, ptrdiff_t i, int high, size_t n)
{
	return odd ? odd_place(i, high, n) : even_place(i, high, n);
}

/* to += tap * a band's row. */
static void
add_row(float *to, const float *row, float tap, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		to[i] += tap * row[i];
}

/* Row 2k + parity of one side. */
static void
join_columns(const tpi_wsq_plane *const sides[2], const phase *p, bool odd, size_t k[2],
    float *to)
{
	size_t n = k[1], width = sides[0]->width;
	int j;

	memset(to, 0, width * sizeof *to);
	for (j = 0; j < p->low_count && sides[0]->at != NULL; j++) {
		place at = place_of(odd, (ptrdiff_t)k[0] + p->low_at + j, 0, n);

		if (at.sign != 0)
			add_row(to, sides[0]->at + at.index * sides[0]->stride,
			    p->low[j] * at.sign, width);
	}
	for (j = 0; j < p->high_count && sides[1]->at != NULL; j++) {
		place at = place_of(odd, (ptrdiff_t)k[0] + p->high_at + j, 1, n);

		if (at.sign != 0)
			add_row(to, sides[1]->at + at.index * sides[1]->stride,
			    p->high[j] * at.sign, width);
	}
}

/* Write what the mirrors put beside a half line of n samples in all. */
static void
extend(float *line, bool odd, int high, size_t n)
{
	ptrdiff_t count = (ptrdiff_t)(high ? n / 2 : n - n / 2), i;

	for (i = -REACH; i < 0; i++) {
		place at = place_of(odd, i, high, n);

		line[i] = at.sign != 0 ? line[at.index] * at.sign : 0;
	}
	for (i = count; i < count + REACH; i++) {
		place at = place_of(odd, i, high, n);

		line[i] = at.sign != 0 ? line[at.index] * at.sign : 0;
	}
}

/* One line from its low and high halves, which are extended. */
static void
join_halves(const float *low, const float *high, const phase phases[2], size_t n, float *to)
{
	size_t x;
	int j;

	for (x = 0; x < n; x++) {
		const phase *p = &phases[x & 1];
		const float *l = low + x / 2 + p->low_at, *h = high + x / 2 + p->high_at;
		float sum = 0;

		for (j = 0; j < p->low_count; j++)
			sum += p->low[j] * l[j];
		for (j = 0; j < p->high_count; j++)
			sum += p->high[j] * h[j];
		to[x] = sum;
	}
}

void
tpi_wsq_synthesise_any(const tpi_wsq_synthesis *s, unsigned node, const tpi_wsq_plane quads[4],
    const tpi_wsq_plane *out)
{
	const tpi_wsq_node *n = &s->tree->nodes[node];
	bool odd = (s->taps->low_len & 1) != 0;
	int lx = n->flip_x, ly = n->flip_y ? 2 : 0;
	const tpi_wsq_plane *low[2] = { &quads[lx + ly], &quads[lx + (2 - ly)] };
	const tpi_wsq_plane *high[2] = { &quads[(1 - lx) + ly], &quads[(1 - lx) + (2 - ly)] };
	size_t room = tpi_wsq_round(s->tree->nodes[0].width) + 2 * TPI_WSQ_MARGIN;
	float *low_line = s->lines + TPI_WSQ_MARGIN, *high_line = low_line + room;
	phase phases[2];
	size_t y;

	odd_or_even(s->taps, odd, phases);
	for (y = 0; y < n->height; y++) {
		size_t k[2] = { y / 2, n->height };
		float *to = out->at != NULL ? out->at + y * out->stride : high_line + room;

		join_columns(low, &phases[y & 1], odd, k, low_line);
		join_columns(high, &phases[y & 1], odd, k, high_line);
		extend(low_line, odd, 0, n->width);
		extend(high_line, odd, 1, n->width);
		join_halves(low_line, high_line, phases, n->width, to);
		if (out->at == NULL)
			s->kernels->to_pixels(to, n->width, s->scale, s->shift,
			    s->pixels + y * s->stride);
	}
}
