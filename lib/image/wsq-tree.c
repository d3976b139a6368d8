/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: the subbands' layout. Twenty splits of a rectangle into
 * quarters give 60 coded subbands and a quarter that never is. A node in the
 * right or lower half of its parent has its bands swapped in that direction,
 * which puts the subbands in the order of their frequencies.
 */

#include "wsq.h"

#define L(band) TPI_WSQ_LEAF(band)

const int8_t tpi_wsq_children[TPI_WSQ_NODES][4] = {
	{ 1, 2, 3, TPI_WSQ_NEVER },
	{ 14, 4, 5, L(51) },
	{ L(52), L(53), L(54), L(55) },
	{ L(56), L(57), L(58), L(59) },
	{ 6, 7, 8, 9 },
	{ 10, 11, 12, 13 },
	{ L(19), L(20), L(21), L(22) },
	{ L(23), L(24), L(25), L(26) },
	{ L(27), L(28), L(29), L(30) },
	{ L(31), L(32), L(33), L(34) },
	{ L(35), L(36), L(37), L(38) },
	{ L(39), L(40), L(41), L(42) },
	{ L(43), L(44), L(45), L(46) },
	{ L(47), L(48), L(49), L(50) },
	{ 15, 16, 17, 18 },
	{ 19, L(4), L(5), L(6) },
	{ L(7), L(8), L(9), L(10) },
	{ L(11), L(12), L(13), L(14) },
	{ L(15), L(16), L(17), L(18) },
	{ L(0), L(1), L(2), L(3) },
};

const uint8_t tpi_wsq_block_start[TPI_WSQ_BLOCKS + 1] = { 0, 19, 52, 60 };

/* The width of the left part (the height of the upper one); the second is the rest. */
static uint32_t
first_part(uint32_t size, bool flip)
{
	return flip ? size / 2 : size - size / 2;
}

static void
split(tpi_wsq_tree *tree, unsigned index)
{
	const tpi_wsq_node *node = &tree->nodes[index];
	uint32_t left = first_part(node->width, node->flip_x);
	uint32_t upper = first_part(node->height, node->flip_y);
	int q;

	for (q = 0; q < 4; q++) {
		int child = tpi_wsq_children[index][q];
		uint32_t w = q & 1 ? node->width - left : left;
		uint32_t h = q & 2 ? node->height - upper : upper;

		if (child >= 0) {
			tree->nodes[child] = (tpi_wsq_node){ w, h, (q & 1) != 0, (q & 2) != 0 };
			split(tree, (unsigned)child);
		} else if (child != TPI_WSQ_NEVER) {
			tree->bands[TPI_WSQ_LEAF(child)] = (tpi_wsq_band){
				.width = w, .height = h, .count = (size_t)w * h };
		}
	}
}

void
tpi_wsq_tree_init(tpi_wsq_tree *tree, uint32_t width, uint32_t height)
{
	tree->nodes[0] = (tpi_wsq_node){ width, height, false, false };
	split(tree, 0);
	tree->floats = 0;
}

void
tpi_wsq_place(tpi_wsq_tree *tree, const bool *present)
{
	size_t offset = 0;
	int k;

	for (k = 0; k < TPI_WSQ_BANDS; k++) {
		tpi_wsq_band *band = &tree->bands[k];

		band->present = present[k] && band->count != 0;
		band->offset = offset;
		if (band->present)
			offset += tpi_wsq_round(band->count) + TPI_WSQ_PAD;
	}
	tree->floats = offset + TPI_WSQ_PAD;
}

static size_t
node_scratch(const tpi_wsq_tree *tree, unsigned index)
{
	size_t own = 0, deepest = 0;
	int q;

	for (q = 0; q < 4; q++) {
		int child = tpi_wsq_children[index][q];
		size_t below;

		if (child < 0)
			continue;
		own += tpi_wsq_round(tree->nodes[child].width) * tree->nodes[child].height;
		below = node_scratch(tree, (unsigned)child);
		deepest = below > deepest ? below : deepest;
	}
	return own + deepest;
}

size_t
tpi_wsq_scratch(const tpi_wsq_tree *tree)
{
	return node_scratch(tree, 0) + TPI_WSQ_PAD;
}

/* Beside the lower left quarter and below the upper right one: all zero. */
static tpi_wsq_plane
uncoded(const tpi_wsq_tree *tree)
{
	return (tpi_wsq_plane){ NULL, 0, tree->nodes[0].width / 2, tree->nodes[0].height / 2 };
}

float *
tpi_wsq_quarters(const tpi_wsq_tree *tree, unsigned node, float *coefficients, float *scratch,
    tpi_wsq_plane quads[4])
{
	int q;

	for (q = 0; q < 4; q++) {
		int child = tpi_wsq_children[node][q];

		if (child >= 0) {
			const tpi_wsq_node *n = &tree->nodes[child];

			quads[q] = (tpi_wsq_plane){ scratch, tpi_wsq_round(n->width), n->width,
				n->height };
			scratch += quads[q].stride * n->height;
		} else if (child == TPI_WSQ_NEVER) {
			quads[q] = uncoded(tree);
		} else {
			const tpi_wsq_band *band = &tree->bands[TPI_WSQ_LEAF(child)];

			quads[q] = (tpi_wsq_plane){ band->present ? coefficients + band->offset
				: NULL, band->width, band->width, band->height };
		}
	}
	return scratch;
}

size_t
tpi_wsq_reflect(ptrdiff_t i, size_t n)
{
	ptrdiff_t size = (ptrdiff_t)n, period = 2 * size - 2;

	if (i >= 0 && i < size)
		return (size_t)i;
	if (n <= 1)
		return 0;
	/* Once is enough but in the smallest of images. */
	i = i < 0 ? -i : period - i;
	if (i >= 0 && i < size)
		return (size_t)i;
	i %= period;
	if (i < 0)
		i += period;
	return (size_t)(i < size ? i : period - i);
}

void
tpi_wsq_extend(float *line, int parity, size_t n)
{
	ptrdiff_t end = (ptrdiff_t)(parity ? n / 2 : n - n / 2), i;

	for (i = -2; i < 0; i++)
		line[i] = line[tpi_wsq_reflect(2 * i + parity, n) / 2];
	for (i = end; i < end + 3; i++)
		line[i] = line[tpi_wsq_reflect(2 * i + parity, n) / 2];
}
