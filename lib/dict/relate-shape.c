/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations on boxes and outlines in an image: the fingers that
 * a slap is cut into, and the points of a boundary.
 */

#include <string.h>

#include "relate.h"

#define MOST_SEGMENTS 8 /* a slap has five at most */
#define MOST_POINTS 99
#define MOST_PLACE 99999 /* of a coordinate: five digits */

/* ---- segments ------------------------------------------------------------------------ */

/* SEG: finger, left, right, top, bottom (ITL 2013, 8.14.18). */
typedef struct box {
	uint64_t finger;
	uint64_t left, right, top, bottom;
	tp_str subfield;
	size_t index;
} box;

static bool
read_box(const tpi_values *v, box *out)
{
	uint64_t *parts[] = { &out->finger, &out->left, &out->right, &out->top, &out->bottom };
	tp_str item;
	uint32_t i;

	for (i = 0; i < 5; i++) {
		item = tpi_item_of(&v->subfield, i + 1);
		if (!tpi_number_in(&item, parts[i]) || *parts[i] > MOST_PLACE)
			return false;
	}
	out->subfield = v->subfield;
	out->index = v->walk.index;
	return out->left < out->right && out->top < out->bottom;
}

static size_t
read_boxes(const tpi_scene *scene, const tpi_term *at, tpi_values *v, box boxes[MOST_SEGMENTS])
{
	size_t count = 0;

	tpi_values_of(scene, at, v);
	while (count < MOST_SEGMENTS && tpi_values_next(v))
		count += read_box(v, &boxes[count]);
	return count;
}

static uint64_t
common(uint64_t low_a, uint64_t high_a, uint64_t low_b, uint64_t high_b)
{
	uint64_t low = low_a > low_b ? low_a : low_b, high = high_a < high_b ? high_a : high_b;

	return high > low ? high - low : 0;
}

/* How many of a hundred parts of the smaller box lie in the other. */
static uint64_t
overlap(const box *a, const box *b)
{
	uint64_t both = common(a->left, a->right, b->left, b->right) *
	    common(a->top, a->bottom, b->top, b->bottom);
	uint64_t of_a = (a->right - a->left) * (a->bottom - a->top);
	uint64_t of_b = (b->right - b->left) * (b->bottom - b->top);

	return both * 100 / (of_a < of_b ? of_a : of_b);
}

/*
 * In a print of the right hand its fingers lie from left to right in the order
 * of their numbers, in one of the left hand from right to left.
 */
static bool
in_order(const box *a, const box *b)
{
	bool right = a->finger >= 2 && a->finger <= 5 && b->finger >= 2 && b->finger <= 5;
	bool left = a->finger >= 7 && a->finger <= 10 && b->finger >= 7 && b->finger <= 10;

	if ((!right && !left) || a->finger == b->finger)
		return true;
	return (a->left + a->right < b->left + b->right) == ((a->finger < b->finger) == right);
}

void
tpi_segments(tpi_scene *scene, const tpi_relation *r)
{
	box boxes[MOST_SEGMENTS];
	size_t i, k, count;
	tpi_values v;

	count = read_boxes(scene, &r->at, &v, boxes);
	for (i = 1; i < count; i++)
		for (k = 0; k < i; k++) {
			bool apart = r->what == TPI_WHAT_APART;

			if (apart ? (double)overlap(&boxes[i], &boxes[k]) <= r->most.value
			    : in_order(&boxes[k], &boxes[i]))
				continue;
			v.walk.index = boxes[i].index;
			v.value = boxes[i].subfield;
			tpi_relate_value(scene, r, &v, apart ? "lies over segment %zu"
			    : "not on the side of segment %zu where the finger belongs",
			    boxes[k].index);
			break;
		}
}

/* ---- outlines ------------------------------------------------------------------------- */

/* The numbers at the end of a subfield, two a point. */
typedef struct outline {
	uint64_t x[MOST_POINTS];
	uint64_t y[MOST_POINTS];
	size_t count;
} outline;

/* The points are the last items of the row, which repeat. */
static bool
read_outline(const tp_str *subfield, uint32_t first, outline *out)
{
	tp_walk items;
	uint64_t n;

	out->count = 0;
	tp_walk_items(subfield, &items);
	while (tp_walk_next(&items)) {
		if (items.index < first)
			continue;
		if (out->count == MOST_POINTS || !tpi_number_in(&items.value, &n))
			return false;
		if ((items.index - first) % 2 == 0)
			out->x[out->count] = n;
		else
			out->y[out->count++] = n;
	}
	return true;
}

/* A simple polygon has no vertex twice (ITL 2013, 8.14.23). */
static void
check_vertices(tpi_scene *scene, const tpi_relation *r, const tpi_values *v, uint32_t first)
{
	outline shape;
	size_t i, k;

	if (!read_outline(&v->subfield, first, &shape))
		return;
	for (i = 1; i < shape.count; i++)
		for (k = 0; k < i; k++)
			if (shape.x[i] == shape.x[k] && shape.y[i] == shape.y[k]) {
				tpi_relate_value(scene, r, v, "points %zu and %zu are the same",
				    k + 1, i + 1);
				return;
			}
}

/* A circle is a centre and a point of it, an ellipse three points of it. */
static void
check_points(tpi_scene *scene, const tpi_relation *r, tpi_values *v, uint32_t count_item)
{
	tp_str code = tpi_item_of(&v->subfield, count_item - 1);
	tp_str count = tpi_item_of(&v->subfield, count_item);
	uint64_t n;

	if (code.len != 1 || !tpi_number_in(&count, &n))
		return;
	if ((*code.ptr != 'C' || n == 2) && (*code.ptr != 'E' || n == 3) &&
	    (*code.ptr != 'P' || n >= 3))
		return;
	v->value = count;
	tpi_relate_value(scene, r, v, "a circle (C) has 2 points, an ellipse (E) 3, a polygon (P) "
	    "at least 3");
}

/* `at` is the item NOP; in front of it stands the code of the shape, behind it the points. */
void
tpi_boundary(tpi_scene *scene, const tpi_relation *r)
{
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v)) {
		if (r->what == TPI_WHAT_POINTS)
			check_points(scene, r, &v, r->at.item);
		else
			check_vertices(scene, r, &v, r->at.item + 1);
	}
}
