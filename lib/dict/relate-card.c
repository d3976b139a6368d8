/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations over all prints of a person: each finger is shown, or
 * AMP says why it is not (EBTS 11.0, appendix L). 2.084 explains a record
 * that is missing, 14.018 a finger that is missing in a slap.
 */

#include <string.h>

#include "relate.h"

#define TYPE2_AMP 84u
#define TYPE14_AMP 18u
#define ALL_FINGERS 0x7feu /* positions 1-10, a bit each */
#define FIRST_PLAIN 11
#define LAST_PLAIN 15
#define EXTERNAL 994 /* EFR: the image lies elsewhere */

/* ---- gathering --------------------------------------------------------------------- */

/* The fingers and plain positions that a field AMP names. */
static uint32_t
absent_in(const tp_record *record, uint32_t field)
{
	tpi_term term = { tp_record_type(record), field, 1, NULL };
	uint32_t absent = 0;
	tpi_values v;
	uint64_t n;

	tpi_values_in(record, NULL, &term, &v);
	while (tpi_values_next(&v))
		if (tpi_number_in(&v.value, &n) && n <= LAST_PLAIN)
			absent |= 1u << n;
	return absent;
}

/* The position of an image that gives one alone; 0 for others. */
static unsigned
sole_position(const tpi_numbers *positions)
{
	unsigned n = 1;

	if (positions->bits[1] != 0 || positions->bits[0] == 0 ||
	    (positions->bits[0] & (positions->bits[0] - 1)) != 0)
		return 0;
	while (n < 63 && !tpi_has_number(positions, n))
		n++;
	return n;
}

/* The fingers of which an image may be that shows one alone; without a position any. */
static uint32_t
alone_in(const tpi_numbers *positions)
{
	bool known = (positions->bits[0] & ~UINT64_C(1)) != 0 || positions->bits[1] != 0;

	return known ? (uint32_t)positions->bits[0] & ALL_FINGERS : ALL_FINGERS;
}

/* An image that may be of several fingers may be of any of them. */
static void
show(tpi_card *card, const tp_record *record, uint32_t absent)
{
	const tp_record **of;
	tpi_numbers positions;
	unsigned sole, n;

	tpi_positions_in(record, &positions);
	sole = sole_position(&positions);
	for (n = sole != 0 ? sole : 1; n < (sole != 0 ? sole + 1 : 64); n++)
		if (tpi_has_number(&positions, n))
			card->shown |= (uint32_t)tpi_fingers_of(n) & ~absent;
	card->alone |= alone_in(&positions);
	if (sole > TPI_FINGERS)
		card->slapped |= (uint32_t)tpi_fingers_of(sole);
	if (sole == 0 || sole > LAST_PLAIN)
		return;
	of = sole <= TPI_FINGERS ? &card->single[sole] : &card->plain[sole];
	card->repeated = card->repeated || *of != NULL;
	if (*of == NULL)
		*of = record;
}

/* A record may stand for a print that could not be taken, and have none. */
static bool
has_image(const tp_record *record)
{
	tp_field field;

	return tp_record_data(record, &field) || tp_record_field(record, EXTERNAL, 0, &field);
}

static void
gather_record(tpi_card *card, const tp_record *record)
{
	uint32_t absent = 0;

	switch (tp_record_type(record)) {
	case 2:
		card->listed |= absent_in(record, TYPE2_AMP);
		card->absent |= card->listed;
		return;
	case 4:
		if (card->first_print == NULL)
			card->first_print = record;
		break;
	case 14:
		absent = absent_in(record, TYPE14_AMP);
		card->absent |= absent;
		if (card->first_finger == NULL)
			card->first_finger = record;
		break;
	default:
		return;
	}
	if (has_image(record))
		show(card, record, absent);
}

static const tpi_card *
card_of(tpi_scene *scene)
{
	size_t i;

	if (!scene->card.ready)
		for (i = 0; i < scene->roll.count; i++)
			gather_record(&scene->card, tp_transaction_record(scene->c->t, i));
	scene->card.ready = true;
	return &scene->card;
}

/* ---- judging -------------------------------------------------------------------------- */

/* A finger that AMP takes for missing has no image of its own. */
void
tpi_amp_imaged(tpi_scene *scene, const tpi_relation *r)
{
	const tpi_card *card = card_of(scene);
	const tp_record *image;
	tpi_values v;
	uint64_t n;

	tpi_values_of(scene, &r->at, &v);
	while (tpi_values_next(&v)) {
		if (!tpi_number_in(&v.value, &n) || n == 0 || n > LAST_PLAIN ||
		    !tpi_condition_met(scene, r, &v))
			continue;
		image = n <= TPI_FINGERS ? card->single[n] : card->plain[n];
		if (image != NULL)
			tpi_relate_value(scene, r, &v, "a Type-%d record has an image of it",
			    tp_record_type(image));
	}
}

static void
report_gap(tpi_scene *scene, const tpi_relation *r, const char *what, unsigned position)
{
	char digits[2] = { (char)('0' + position / 10), (char)('0' + position % 10) };
	const char *meaning = "";

	(void)tp_code_lookup("FGP", digits[0] == '0' ? digits + 1 : digits,
	    digits[0] == '0' ? 1 : 2, &meaning);
	scene->record = scene->roll.first[2];
	tpi_relate_field(scene, r, scene->record != NULL ? TYPE2_AMP : 0,
	    "no %s of position %u (%s), and AMP does not say why", what, position, meaning);
	scene->record = NULL;
}

static bool
has_singles(const tpi_card *card)
{
	unsigned n = 1;

	while (n <= TPI_FINGERS && card->single[n] == NULL)
		n++;
	return n <= TPI_FINGERS;
}

/*
 * Where fingers have images of their own, each has, or AMP of Type-2 tells of
 * the record that is missing; that of Type-14 tells of a finger in a slap.
 */
static void
check_fingers(tpi_scene *scene, const tpi_relation *r, const tpi_card *card)
{
	uint32_t known = has_singles(card) ? card->alone | card->listed
	    : card->shown | card->absent;
	unsigned n;

	for (n = 1; n <= TPI_FINGERS; n++)
		if ((known >> n & 1) == 0)
			report_gap(scene, r, "image", n);
}

/* Rolled prints come with plain ones, which show that they are in their places. */
static void
check_plains(tpi_scene *scene, const tpi_relation *r, const tpi_card *card)
{
	uint32_t known = card->slapped | card->absent;
	bool rolled = has_singles(card);
	unsigned n;

	for (n = FIRST_PLAIN; rolled && n < LAST_PLAIN; n++)
		if (card->plain[n] == NULL && (card->absent >> n & 1) == 0 &&
		    (tpi_fingers_of(n) & ~(uint64_t)known) != 0)
			report_gap(scene, r, "plain impression", n);
}

static void
check_mixed(tpi_scene *scene, const tpi_relation *r, const tpi_card *card)
{
	if (card->first_print == NULL || card->first_finger == NULL)
		return;
	scene->record = tp_record_index(card->first_print) > tp_record_index(card->first_finger)
	    ? card->first_print : card->first_finger;
	tpi_relate_field(scene, r, 0, "prints are in records of Type-4 and of Type-14");
	scene->record = NULL;
}

static void
check_repeated(tpi_scene *scene, const tpi_relation *r)
{
	tp_image_fields fields;
	tpi_numbers positions;
	uint32_t seen = 0;
	size_t i;

	for (i = 0; i < scene->roll.count; i++) {
		const tp_record *record = tp_transaction_record(scene->c->t, i);
		int type = tp_record_type(record);
		unsigned position;

		if (type != 4 && type != 14)
			continue;
		tpi_positions_in(record, &positions);
		position = sole_position(&positions);
		if (position == 0 || position > LAST_PLAIN)
			continue;
		(void)tp_record_image_fields(type, &fields);
		scene->record = record;
		if ((seen >> position & 1) != 0)
			tpi_relate_field(scene, r, fields.position,
			    "an earlier record has an image of position %u", position);
		seen |= 1u << position;
	}
	scene->record = NULL;
}

void
tpi_prints(tpi_scene *scene, const tpi_relation *r)
{
	const tpi_card *card = card_of(scene);

	if (card->first_print == NULL && card->first_finger == NULL)
		return;
	if (r->what == TPI_WHAT_FINGERS)
		check_fingers(scene, r, card);
	else if (r->what == TPI_WHAT_PLAINS)
		check_plains(scene, r, card);
	else if (r->what == TPI_WHAT_MIXED)
		check_mixed(scene, r, card);
	else if (card->repeated)
		check_repeated(scene, r);
}
