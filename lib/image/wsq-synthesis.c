/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: from subbands to pixels. A node's four quarters are
 * joined two rows at a time, columns first (2.5), while the rows they come
 * from are still near; nodes are taken depth first for the same reason.
 * Filters of other lengths than 9/7 go another way (wsq-filters.c).
 */

#include <string.h>

#include "wsq.h"

/* Lines of work, each with its margins; one of zeros stands for absent rows. */
enum { LOW_EVEN, LOW_ODD, HIGH_EVEN, HIGH_ODD, ZEROS, JOINED };

static float *
line_at(const tpi_wsq_synthesis *s, int line)
{
	return s->lines + (size_t)line * tpi_wsq_line_stride(s->tree) + TPI_WSQ_MARGIN;
}

static tpi_wsq_pair
synthesis_pair(const tpi_wsq_taps *taps)
{
	/* The synthesis filters are the analysis filters of the other band with every other sign
	 * turned; even outputs take the even taps of the one and the odd taps of the other. */
	const double *a = taps->low, *b = taps->high;
	tpi_wsq_pair f = { { (float)a[0], (float)-b[1], (float)a[2], (float)-b[3], (float)a[4] },
		{ (float)b[0], (float)-a[1], (float)b[2], (float)-a[3] } };

	return f;
}

/* Row i of the low (parity 0) or high (1) rows of a column of n, which is reflected. */
static const float *
row_at(const tpi_wsq_plane *p, ptrdiff_t i, int parity, size_t n, const float *zeros)
{
	if (p->at == NULL || p->height == 0)
		return zeros;
	return p->at + (tpi_wsq_reflect(2 * i + parity, n) / 2) * p->stride;
}

/* Two rows of one side, from the quarters that hold its low and its high rows. */
static void
join_rows(const tpi_wsq_synthesis *s, const tpi_wsq_plane *const sides[2], size_t k, size_t height,
    const tpi_wsq_pair *f, int line)
{
	const tpi_wsq_plane *low = sides[0], *high = sides[1];
	const float *zeros = line_at(s, ZEROS), *l[4], *h[5];
	bool any_high = high->at != NULL && high->height != 0;
	int j;

	for (j = 0; j < 4; j++)
		l[j] = row_at(low, (ptrdiff_t)k + j - 1, 0, height, zeros);
	for (j = 0; j < 5; j++)
		h[j] = row_at(high, (ptrdiff_t)k + j - 2, 1, height, zeros);
	s->kernels->synthesise_rows(l, any_high ? h : NULL, f, line_at(s, line),
	    line_at(s, line + 1), low->width);
}

static void
join_line(const tpi_wsq_synthesis *s, const tpi_wsq_plane *out, const tpi_wsq_pair *f, int odd,
    size_t y)
{
	size_t n = out->width, low_count = n - n / 2;
	float *low = line_at(s, LOW_EVEN + odd), *high = line_at(s, HIGH_EVEN + odd);
	float *to = out->at != NULL ? out->at + y * out->stride : line_at(s, JOINED);

	tpi_wsq_extend(low, 0, n);
	if (n > 1)
		tpi_wsq_extend(high, 1, n);
	else
		memset(high - 2, 0, TPI_WSQ_MARGIN * sizeof *high);
	s->kernels->synthesise_line(low, high, f, to, low_count);
	if (out->at == NULL)
		s->kernels->to_pixels(to, n, s->scale, s->shift, s->pixels + y * s->stride);
}

/* One node; the outermost, whose out->at is NULL, goes to the pixels. */
static void
synthesise_node(const tpi_wsq_synthesis *s, unsigned node, const tpi_wsq_plane quads[4],
    const tpi_wsq_plane *out)
{
	const tpi_wsq_node *n = &s->tree->nodes[node];
	tpi_wsq_pair f = synthesis_pair(s->taps);
	int lx = n->flip_x, ly = n->flip_y ? 2 : 0;
	const tpi_wsq_plane *low[2] = { &quads[lx + ly], &quads[lx + (2 - ly)] };
	const tpi_wsq_plane *high[2] = { &quads[(1 - lx) + ly], &quads[(1 - lx) + (2 - ly)] };
	size_t k;

	for (k = 0; 2 * k < n->height; k++) {
		join_rows(s, low, k, n->height, &f, LOW_EVEN);
		join_rows(s, high, k, n->height, &f, HIGH_EVEN);
		join_line(s, out, &f, 0, 2 * k);
		if (2 * k + 1 < n->height)
			join_line(s, out, &f, 1, 2 * k + 1);
	}
}

static void
synthesise(const tpi_wsq_synthesis *s, unsigned node, const tpi_wsq_plane *out, float *scratch)
{
	tpi_wsq_plane quads[4];
	int q;

	if (out->width == 0 || out->height == 0)
		return;
	scratch = tpi_wsq_quarters(s->tree, node, s->coefficients, scratch, quads);
	for (q = 0; q < 4; q++)
		if (tpi_wsq_children[node][q] >= 0)
			synthesise(s, (unsigned)tpi_wsq_children[node][q], &quads[q], scratch);
	if (s->taps->low_len == 9 && s->taps->high_len == 7)
		synthesise_node(s, node, quads, out);
	else
		tpi_wsq_synthesise_any(s, node, quads, out);
}

void
tpi_wsq_synthesise(tpi_wsq_synthesis *s)
{
	tpi_wsq_plane out = { NULL, 0, s->tree->nodes[0].width, s->tree->nodes[0].height };

	memset(line_at(s, ZEROS) - TPI_WSQ_MARGIN, 0,
	    tpi_wsq_line_stride(s->tree) * sizeof(float));
	synthesise(s, 0, &out, s->scratch);
}
