/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations on positions and impressions of friction ridges:
 * which impression a position can have, how large its picture is at most,
 * and which fingers a slap shows.
 */

#include <string.h>

#include "relate.h"

#define CLASS_PPI 500 /* at which the sizes of rows are given */

static bool
any_of(const tpi_numbers *a, const tpi_numbers *b)
{
	return (a->bits[0] & b->bits[0]) != 0 || (a->bits[1] & b->bits[1]) != 0;
}

/* An image of one of the positions has one of the impressions. */
void
tpi_impression_fits(tpi_scene *scene, const tpi_relation *r)
{
	uint64_t impression;
	tpi_values v;

	if (!any_of(tpi_positions_of(scene), &r->positions) ||
	    !tpi_value_of(scene, &r->at, &v) || !tpi_number_in(&v.value, &impression) ||
	    tpi_has_number(&r->impressions, impression))
		return;
	tpi_relate_value(scene, r, &v, "not an impression of the position that the record gives");
}

/* Positions of one kind do not stand beside those of another: no impression is of both. */
void
tpi_positions_apart(tpi_scene *scene, const tpi_relation *r)
{
	const tpi_numbers *positions = tpi_positions_of(scene);
	tpi_values v;

	if (any_of(positions, &r->positions) && any_of(positions, &r->apart) &&
	    tpi_value_of(scene, &r->at, &v))
		tpi_relate_value(scene, r, &v,
		    "an impression is of single fingers or of a plain position, not of both");
}

/* A picture of the position is no larger than the row says, one in a hundred aside. */
void
tpi_size(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);
	double wide, high;
	tpi_values at;

	if (v == NULL || v->declared.ppi_x <= 0 || v->declared.ppi_y <= 0 ||
	    tpi_image_unsure(scene) || !any_of(tpi_positions_of(scene), &r->positions) ||
	    !tpi_value_of(scene, &r->at, &at))
		return;
	wide = v->declared.width * CLASS_PPI / v->declared.ppi_x;
	high = v->declared.height * CLASS_PPI / v->declared.ppi_y;
	if (wide > r->width * 1.01 || high > r->height * 1.01)
		tpi_relate_value(scene, r, &at,
		    "%.0f x %.0f at 500 an inch, where %lu x %lu is the most", wide, high,
		    (unsigned long)r->width, (unsigned long)r->height);
}

/* ---- what a position shows ------------------------------------------------------------ */

#define BIT(n) (UINT64_C(1) << (n))
#define HAND(first) (BIT(first) | BIT((first) + 1) | BIT((first) + 2) | BIT((first) + 3))

/* Fingers 1-10 that each group of them shows (ITL 2013, table 8). */
static const struct {
	uint8_t position;
	uint64_t fingers;
} groups[] = {
	{ 11, BIT(1) }, { 12, BIT(6) }, { 13, HAND(2) }, { 14, HAND(7) },
	{ 15, BIT(1) | BIT(6) }, { 40, BIT(2) | BIT(3) }, { 41, BIT(3) | BIT(4) },
	{ 42, BIT(4) | BIT(5) }, { 43, BIT(7) | BIT(8) }, { 44, BIT(8) | BIT(9) },
	{ 45, BIT(9) | BIT(10) }, { 46, BIT(2) | BIT(7) }, { 47, BIT(2) | BIT(3) | BIT(4) },
	{ 48, BIT(3) | BIT(4) | BIT(5) }, { 49, BIT(7) | BIT(8) | BIT(9) },
	{ 50, BIT(8) | BIT(9) | BIT(10) }, { 51, HAND(2) }, { 52, HAND(7) },
	{ 53, BIT(1) | HAND(2) }, { 54, BIT(6) | HAND(7) },
};

uint64_t
tpi_fingers_of(uint64_t position)
{
	size_t i;

	for (i = 0; i < sizeof groups / sizeof groups[0]; i++)
		if (groups[i].position == position)
			return groups[i].fingers;
	return position >= 1 && position <= TPI_FINGERS ? BIT(position) : 0;
}

/* 1 a palm of the right hand, 2 of the left, 3 of either, 0 no palm. */
static unsigned
palm_side(uint64_t position)
{
	static const tpi_numbers right = {
		{ BIT(21) | BIT(22) | BIT(25) | BIT(26) | BIT(29) | BIT(31) | BIT(32) | BIT(33) |
		  BIT(37), BIT(81 - 64) | BIT(83 - 64) | BIT(85 - 64) }
	};
	static const tpi_numbers left = {
		{ BIT(23) | BIT(24) | BIT(27) | BIT(28) | BIT(30) | BIT(34) | BIT(35) | BIT(36) |
		  BIT(38), BIT(82 - 64) | BIT(84 - 64) | BIT(86 - 64) }
	};

	if (position == 20)
		return 3;
	return tpi_has_number(&right, position) ? 1 : tpi_has_number(&left, position) ? 2 : 0;
}

/* Whether a part can be of what the image shows; where that says little, it can. */
static bool
shows(uint64_t position, uint64_t part)
{
	uint64_t fingers = tpi_fingers_of(position);

	if (position == part)
		return true;
	if (palm_side(position) != 0)
		return (palm_side(position) & palm_side(part)) != 0;
	if (position == 0 || position == 18 || position == 19)
		return true;
	if (fingers == 0)
		return false;
	/* An extra digit may be beside any finger of a group, and an unknown one be it. */
	return part == 0 || (part < 64 && (fingers & BIT(part)) != 0) ||
	    (position > TPI_FINGERS && (part == 16 || part == 17));
}

static bool
belongs(const tpi_numbers *positions, uint64_t part)
{
	uint64_t position;

	for (position = 0; position < 128; position++)
		if (tpi_has_number(positions, position) && shows(position, part))
			return true;
	return false;
}

/* A finger of a segment, a measure or an amputation is one that the image shows. */
void
tpi_belongs(tpi_scene *scene, const tpi_relation *r)
{
	const tpi_numbers *positions = tpi_positions_of(scene);
	char name[TPI_TERM_NAME];
	uint64_t part;
	tpi_values v;

	if ((positions->bits[0] | positions->bits[1]) == 0 || tpi_relate_unsure(scene, &r->to[0]))
		return;
	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v))
		if (tpi_number_in(&v.value, &part) && !belongs(positions, part) &&
		    tpi_condition_met(scene, r, &v))
			tpi_relate_value(scene, r, &v, "an image of %s does not show this position",
			    tpi_term_name(&r->to[0], name));
}
