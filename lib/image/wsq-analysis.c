/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: from pixels to subbands. Rows are filtered as they are
 * read and kept in a ring until their columns can be (2.3); nodes are taken
 * depth first, so that a node's quarters are split while they are near.
 */

#include "wsq.h"

/* Lines of work: the ring, whose rows hold a low and a high half, and the even and odd samples. */
#define RING 9 /* as many as the longer filter has taps */
#define EVEN RING
#define ODD (RING + 1)

static float *
line_at(const tpi_wsq_analysis *a, size_t line)
{
	return a->lines + line * tpi_wsq_line_stride(a->tree) + TPI_WSQ_MARGIN;
}

static size_t
high_half(size_t width)
{
	return tpi_wsq_round(width - width / 2) + TPI_WSQ_PAD;
}

/* Filter row y of the node into the ring. */
static void
split_row(const tpi_wsq_analysis *a, const tpi_wsq_plane *in, const tpi_wsq_pair *f, size_t y)
{
	size_t n = in->width;
	float *even = line_at(a, EVEN), *odd = line_at(a, ODD), *to = line_at(a, y % RING);
	const float mean_scale[2] = { a->mean, a->scale };
	int i;

	if (in->at != NULL)
		a->kernels->split(in->at + y * in->stride, n, even, odd);
	else
		a->kernels->from_pixels(a->pixels + y * a->stride, n, mean_scale, even, odd);
	tpi_wsq_extend(even, 0, n);
	if (n > 1)
		tpi_wsq_extend(odd, 1, n);
	for (i = -2; n == 1 && i < 3; i++)
		odd[i] = even[0];
	a->kernels->analyse_line(even, odd, f, to, to + high_half(n), n - n / 2);
}

/* Rows 2k and 2k+1 of one side, as row k of its low and its high quarter. */
static void
split_columns(const tpi_wsq_analysis *a, size_t k, size_t height, size_t half,
    const tpi_wsq_pair *f, const tpi_wsq_plane *const sides[2])
{
	const tpi_wsq_plane *low = sides[0], *high = sides[1];
	const float *even[5], *odd[4];
	float *to_high = NULL;
	ptrdiff_t y = 2 * (ptrdiff_t)k;
	int j;

	for (j = 0; j < 5; j++)
		even[j] = line_at(a, tpi_wsq_reflect(y + 2 * j - 4, height) % RING) + half;
	for (j = 0; j < 4; j++)
		odd[j] = line_at(a, tpi_wsq_reflect(y + 2 * j - 3, height) % RING) + half;
	if (high->at != NULL && k < height / 2)
		to_high = high->at + k * high->stride;
	a->kernels->analyse_rows(even, odd, f, low->at + k * low->stride, to_high, low->width);
}

static void
analyse_node(const tpi_wsq_analysis *a, unsigned node, const tpi_wsq_plane *in,
    const tpi_wsq_plane quads[4])
{
	const tpi_wsq_node *n = &a->tree->nodes[node];
	const tpi_wsq_taps *t = &tpi_wsq_standard_taps;
	tpi_wsq_pair f = { { (float)t->low[0], (float)t->low[1], (float)t->low[2],
	                       (float)t->low[3], (float)t->low[4] },
		{ (float)t->high[0], (float)t->high[1], (float)t->high[2], (float)t->high[3] } };
	int lx = n->flip_x, ly = n->flip_y ? 2 : 0;
	const tpi_wsq_plane *low[2] = { &quads[lx + ly], &quads[lx + (2 - ly)] };
	const tpi_wsq_plane *high[2] = { &quads[(1 - lx) + ly], &quads[(1 - lx) + (2 - ly)] };
	size_t k, y = 0;

	for (k = 0; 2 * k < n->height; k++) {
		for (; y < n->height && y <= 2 * k + 4; y++)
			split_row(a, in, &f, y);
		split_columns(a, k, n->height, 0, &f, low);
		if (n->width > 1)
			split_columns(a, k, n->height, high_half(n->width), &f, high);
	}
}

static void
analyse(const tpi_wsq_analysis *a, unsigned node, const tpi_wsq_plane *in, float *scratch)
{
	tpi_wsq_plane quads[4];
	int q;

	if (in->width == 0 || in->height == 0)
		return;
	scratch = tpi_wsq_quarters(a->tree, node, a->coefficients, scratch, quads);
	analyse_node(a, node, in, quads);
	for (q = 0; q < 4; q++)
		if (tpi_wsq_children[node][q] >= 0)
			analyse(a, (unsigned)tpi_wsq_children[node][q], &quads[q], scratch);
}

void
tpi_wsq_analyse(tpi_wsq_analysis *a)
{
	tpi_wsq_plane in = { NULL, 0, a->tree->nodes[0].width, a->tree->nodes[0].height };

	analyse(a, 0, &in, a->scratch);
}
