/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations between records: their IDCs, values that refer to
 * another record, records of one image, and images that are there twice.
 */

#include <string.h>

#include "relate.h"

/* ---- IDC ------------------------------------------------------------------------------ */

static bool
idc_in_use(const tpi_roll *roll, int idc)
{
	return (roll->idcs[idc / 64] >> (idc % 64) & 1) != 0;
}

/* Records that share an IDC are of one image, so they have its size. */
static void
compare_sizes(tpi_scene *scene, const tpi_relation *r, const tp_record *first)
{
	int type = tp_record_type(scene->record);
	tp_image_fields mine, others;
	uint64_t a, b;
	size_t i;

	if (first == NULL || first == scene->record || !tp_record_image_fields(type, &mine) ||
	    !tp_record_image_fields(tp_record_type(first), &others))
		return;
	for (i = 0; i < 2; i++) {
		uint32_t field = i == 0 ? mine.width : mine.height;
		uint32_t other = i == 0 ? others.width : others.height;

		if (field != 0 && other != 0 &&
		    tp_record_number(scene->record, field, 1, 1, &a) == TP_OK &&
		    tp_record_number(first, other, 1, 1, &b) == TP_OK && a != b)
			tpi_relate_field(scene, r, field,
			    "the Type-%d record with the same IDC has another size",
			    tp_record_type(first));
	}
}

void
tpi_idc(tpi_scene *scene, const tpi_relation *r)
{
	int idc = scene->idc, type = tp_record_type(scene->record);
	const tpi_roll *roll = &scene->roll;

	if (idc < 0 || idc >= TPI_IDCS)
		return;
	if (r->what == TPI_WHAT_SIZE)
		compare_sizes(scene, r, roll->image[idc]);
	else if (r->what == TPI_WHAT_TYPE &&
	    (roll->passed[idc][type / 64] >> (type % 64) & 1) != 0)
		tpi_relate_field(scene, r, 2, "another Type-%d record has the same IDC", type);
	else if (r->what == TPI_WHAT_GAP && idc > 1 && !idc_in_use(roll, idc - 1))
		tpi_relate_field(scene, r, 2, "no record has the IDC %d", idc - 1);
}

/* ---- references ------------------------------------------------------------------------- */

/* Whether a record of the term's type has the value there. */
static bool
occurs_in(const tpi_scene *scene, const tpi_term *term, const tp_str *value)
{
	tpi_values v;
	size_t i;

	for (i = 0; i < scene->roll.count; i++) {
		const tp_record *record = tp_transaction_record(scene->c->t, i);

		if (tp_record_type(record) != term->type)
			continue;
		tpi_values_in(record, NULL, term, &v);
		while (tpi_values_next(&v))
			if (tpi_same_code(&v.value, value))
				return true;
	}
	return false;
}

static bool
refers_rightly(const tpi_scene *scene, const tpi_relation *r, const tp_str *value)
{
	uint64_t idc;
	size_t i;

	if (r->what != TPI_WHAT_NOTHING) {
		if (!tpi_number_in(value, &idc) || idc >= TPI_IDCS)
			return true;
		return r->what == TPI_WHAT_IMAGE ? scene->roll.image[idc] != NULL
		    : idc_in_use(&scene->roll, (int)idc);
	}
	for (i = 0; i < r->to_count; i++)
		if (occurs_in(scene, &r->to[i], value))
			return true;
	return false;
}

/* A value names another record: by an IDC (what=idc, what=image) or by a value of its own. */
void
tpi_refers(tpi_scene *scene, const tpi_relation *r)
{
	char name[TPI_TERM_NAME];
	tpi_values v;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v)) {
		if (refers_rightly(scene, r, &v.value))
			continue;
		if (r->what == TPI_WHAT_NOTHING)
			tpi_relate_value(scene, r, &v, "no record has this value in %s",
			    tpi_term_name(&r->to[0], name));
		else
			tpi_relate_value(scene, r, &v, "no record%s has this IDC",
			    r->what == TPI_WHAT_IMAGE ? " with an image" : "");
	}
}

/* ---- features and the image they are of --------------------------------------------------- */

/* Position 0 is any finger, 18 any ridges, 19 a tip or joint, 20 any palm. */
static bool
says_nothing(uint64_t position)
{
	return position == 0 || (position >= 18 && position <= 20);
}

/* Whether one of the values is among the image's positions, or either says nothing. */
static bool
positions_agree(const tpi_scene *scene, const tpi_relation *r, const tp_record *image)
{
	tpi_numbers of;
	tpi_values v;
	uint64_t n;

	tpi_positions_in(image, &of);
	if ((of.bits[0] & (UINT64_C(1) | UINT64_C(7) << 18)) != 0 ||
	    (of.bits[0] | of.bits[1]) == 0)
		return true;
	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v))
		if (!tpi_number_in(&v.value, &n) || says_nothing(n) || tpi_has_number(&of, n))
			return true;
	return false;
}

/* Features share their IDC with the image that they are of, and its position and size. */
void
tpi_image_agrees(tpi_scene *scene, const tpi_relation *r)
{
	int idc = scene->idc;
	const tp_record *image = idc >= 0 && idc < TPI_IDCS ? scene->roll.image[idc] : NULL;
	tp_image_fields fields;
	uint64_t mine, its;
	tpi_values v;

	if (image == NULL || !tp_record_image_fields(tp_record_type(image), &fields) ||
	    !tpi_value_of(scene, &r->at, &v))
		return;
	if (r->what == TPI_WHAT_POSITION) {
		if (!positions_agree(scene, r, image))
			tpi_relate_value(scene, r, &v,
			    "the image with this IDC (Type-%d) is of another position",
			    tp_record_type(image));
		return;
	}
	if (tpi_number_in(&v.value, &mine) && tp_record_number(image,
	    r->what == TPI_WHAT_WIDTH ? fields.width : fields.height, 1, 1, &its) == TP_OK &&
	    mine != its)
		tpi_relate_value(scene, r, &v, "the image with this IDC (Type-%d) has another size",
		    tp_record_type(image));
}

/* ---- the same image twice ------------------------------------------------------------------ */

/*
 * A set of the images seen, by their length and a few of their bytes. A
 * transaction has at most 999 records (CNT: three digits), so it never fills;
 * past that the rest go unjudged.
 */
#define SLOTS 2048
#define MOST_IMAGES 1500

typedef struct image_set {
	const tp_transaction *t;
	uint16_t slots[SLOTS]; /* record index + 1 */
	size_t count;
} image_set;

/* Two bytes tell images of one length apart well enough, and touch little memory. */
static size_t
slot_of(const tp_str *bytes)
{
	unsigned a = (unsigned char)bytes->ptr[bytes->len / 3];
	unsigned b = (unsigned char)bytes->ptr[bytes->len / 3 * 2];
	uint64_t hash = (bytes->len << 16 ^ a << 8 ^ b) * UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(hash >> 32) % SLOTS;
}

/* The record seen before with the same bytes; without one, NULL, and this one joins the set. */
static const tp_record *
seen_before(image_set *set, const tp_record *record, const tp_str *bytes)
{
	size_t at = slot_of(bytes), index = tp_record_index(record);
	tp_field other;

	for (; set->slots[at] != 0; at = (at + 1) % SLOTS) {
		const tp_record *twin = tp_transaction_record(set->t, set->slots[at] - 1u);

		if (tp_record_data(twin, &other) && other.value.len == bytes->len &&
		    memcmp(other.value.ptr, bytes->ptr, bytes->len) == 0)
			return twin;
	}
	if (set->count < MOST_IMAGES && index < UINT16_MAX) {
		set->slots[at] = (uint16_t)(index + 1);
		set->count++;
	}
	return NULL;
}

void
tpi_images_distinct(tpi_scene *scene, const tpi_relation *r)
{
	tp_image_fields fields;
	const tp_record *twin;
	image_set set;
	tp_field data;
	size_t i;

	memset(&set, 0, sizeof set);
	set.t = scene->c->t;
	for (i = 0; i < scene->roll.count; i++) {
		const tp_record *record = tp_transaction_record(scene->c->t, i);

		if (!tp_record_image_fields(tp_record_type(record), &fields) ||
		    !tp_record_data(record, &data) || data.value.len == 0)
			continue;
		twin = seen_before(&set, record, &data.value);
		if (twin == NULL)
			continue;
		scene->record = record;
		tpi_relate_field(scene, r, data.number,
		    "the same bytes as in the Type-%d record with IDC %d", tp_record_type(twin),
		    tp_record_idc(twin));
	}
	scene->record = NULL;
}
