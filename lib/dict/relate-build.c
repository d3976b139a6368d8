/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the rows of relations.tsv that a profile has, made ready for
 * its checks: arguments become terms, sets and patterns, and each row hangs
 * on the field that sets it off, so that a check reads none that does not
 * concern it. A row that cannot be understood is refused.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "relate.h"
#include "tables.h"

enum key {
	KEY_AT = 1 << 0, KEY_WITH = 1 << 1, KEY_IS = 1 << 2, KEY_TO = 1 << 3,
	KEY_FITS = 1 << 4, KEY_WHAT = 1 << 5, KEY_ORDER = 1 << 6, KEY_LEAST = 1 << 7,
	KEY_MOST = 1 << 8, KEY_DAYS = 1 << 9, KEY_WIDTH = 1 << 10, KEY_HEIGHT = 1 << 11,
	KEY_POSITIONS = 1 << 12, KEY_APART = 1 << 13, KEY_IMPRESSIONS = 1 << 14,
	KEY_CODECS = 1 << 15, KEY_FOUND = 1 << 16
};

static const struct {
	const char *name;
	uint32_t key;
} keys[] = {
	{ "at", KEY_AT }, { "with", KEY_WITH }, { "is", KEY_IS }, { "to", KEY_TO },
	{ "fits", KEY_FITS }, { "what", KEY_WHAT }, { "order", KEY_ORDER },
	{ "least", KEY_LEAST }, { "most", KEY_MOST }, { "days", KEY_DAYS },
	{ "width", KEY_WIDTH }, { "height", KEY_HEIGHT }, { "positions", KEY_POSITIONS },
	{ "apart", KEY_APART }, { "impressions", KEY_IMPRESSIONS }, { "codecs", KEY_CODECS },
	{ "found", KEY_FOUND },
};

static const char *const aspects[TPI_WHAT_COUNT] = {
	"", "size", "shape", "scaled", "ppi", "depth", "sample", "length", "family", "unknown",
	"unreadable", "error", "damage", "blank", "type", "gap", "idc", "image", "position",
	"width", "height", "fingers", "plains", "mixed", "repeated", "apart", "ordered", "points",
	"vertices", "near",
};

/* What sets a relation off. */
typedef enum trigger {
	ON_FIELD,  /* the field of `at`; without one, every record of the types */
	ON_IMAGE,  /* the field that holds the image */
	ON_RECORD,
	ON_WHOLE
} trigger;

typedef struct shape {
	const char *name;
	tpi_predicate test;
	trigger trigger;
	uint32_t needs; /* keys that it must have */
	uint32_t may;   /* others that it may have */
	bool headers;
	bool pixels;
} shape;

#define WITH (KEY_WITH | KEY_IS)

static const shape shapes[] = {
	{ "amp-imaged", tpi_amp_imaged, ON_FIELD, KEY_AT, WITH, false, false },
	{ "belongs", tpi_belongs, ON_FIELD, KEY_AT | KEY_TO, WITH, false, false },
	{ "boundary", tpi_boundary, ON_FIELD, KEY_AT | KEY_WHAT, 0, false, false },
	{ "bounds", tpi_bounds, ON_FIELD, KEY_AT | KEY_TO, KEY_IS | KEY_LEAST | KEY_MOST, false,
	    false },
	{ "codec-not", tpi_codec_not, ON_IMAGE, KEY_CODECS, KEY_LEAST | KEY_MOST, true, false },
	{ "date-order", tpi_date_order, ON_FIELD, KEY_AT | KEY_TO | KEY_DAYS,
	    KEY_ORDER | KEY_WHAT | WITH, false, false },
	{ "differs", tpi_differs, ON_FIELD, KEY_AT | KEY_TO, WITH, false, false },
	{ "distinct", tpi_distinct, ON_FIELD, KEY_AT, 0, false, false },
	{ "fits", tpi_fits, ON_FIELD, KEY_AT | KEY_FITS, WITH, false, false },
	{ "halves", tpi_halves, ON_FIELD, KEY_AT, 0, false, false },
	{ "idc", tpi_idc, ON_RECORD, KEY_WHAT, 0, false, false },
	{ "image-agrees", tpi_image_agrees, ON_FIELD, KEY_AT | KEY_WHAT, 0, false, false },
	{ "image-codec", tpi_image_codec, ON_IMAGE, 0, KEY_WHAT | KEY_CODECS | KEY_FOUND, true,
	    false },
	{ "image-decodes", tpi_image_decodes, ON_IMAGE, KEY_WHAT, 0, true, true },
	{ "image-differs", tpi_image_differs, ON_IMAGE, KEY_WHAT, 0, true, false },
	{ "image-hash", tpi_image_hash, ON_FIELD, KEY_AT, 0, true, false },
	{ "image-known", tpi_image_known, ON_IMAGE, KEY_WHAT, 0, true, false },
	{ "image-ratio", tpi_image_ratio, ON_IMAGE, KEY_CODECS | KEY_MOST, 0, true, false },
	{ "images-distinct", tpi_images_distinct, ON_WHOLE, 0, 0, false, false },
	{ "impression-fits", tpi_impression_fits, ON_FIELD,
	    KEY_AT | KEY_POSITIONS | KEY_IMPRESSIONS, 0, false, false },
	{ "lines", tpi_lines, ON_FIELD, KEY_AT | KEY_MOST, 0, false, false },
	{ "needs", tpi_needs, ON_FIELD, KEY_TO, KEY_AT | WITH, false, false },
	{ "number-order", tpi_number_order, ON_FIELD, KEY_AT | KEY_TO | KEY_ORDER, WITH, false,
	    false },
	{ "positions-apart", tpi_positions_apart, ON_FIELD,
	    KEY_AT | KEY_POSITIONS | KEY_APART, 0, false, false },
	{ "prints", tpi_prints, ON_WHOLE, KEY_WHAT, 0, false, false },
	{ "refers", tpi_refers, ON_FIELD, KEY_AT, KEY_TO | KEY_WHAT, false, false },
	{ "segments", tpi_segments, ON_FIELD, KEY_AT | KEY_WHAT, KEY_MOST, false, false },
	{ "size-least", tpi_size_least, ON_FIELD, KEY_AT | KEY_IS | KEY_WIDTH | KEY_HEIGHT, 0,
	    false, false },
	{ "size", tpi_size, ON_FIELD, KEY_AT | KEY_POSITIONS | KEY_WIDTH | KEY_HEIGHT, 0, true,
	    false },
};

/* A row at hand, for one type and one place of those that it names. */
typedef struct making {
	tpi_builder *b;
	const tp_rule *rule;
	const shape *shape;
	int type;
	bool missing; /* the profile lacks a field that it needs */
	tpi_relation *out;
} making;

static tp_status
refuse(const making *m, tp_status code, const char *what)
{
	return tpi_fail(m->b->diag, code, TP_NO_OFFSET, "rule %s: %s", m->rule->id, what);
}

/* The part before the separator; *text is what follows it. False at the end. */
static bool
next_part(tp_str *text, char separator, tp_str *part)
{
	const char *stop;

	if (text->ptr == NULL)
		return false;
	stop = text->len != 0 ? memchr(text->ptr, separator, text->len) : NULL;
	*part = *text;
	text->ptr = NULL;
	if (stop != NULL) {
		part->len = (size_t)(stop - part->ptr);
		text->ptr = stop + 1;
		text->len -= part->len + 1;
	}
	return true;
}

/* ---- terms -------------------------------------------------------------------- */

static const tpi_form *
find_form(const tpi_type_program *type, const tp_str *name)
{
	size_t i;

	for (i = 0; i < type->count; i++)
		if (tpi_name_equal(type->forms[i].row.def->mnemonic, name->ptr, name->len))
			return &type->forms[i];
	return NULL;
}

static const tp_field_def *
find_item(const tpi_form *form, const tp_str *name)
{
	size_t i;

	for (i = 0; i < form->item_count; i++)
		if (form->items[i].def != NULL &&
		    tpi_name_equal(form->items[i].def->mnemonic, name->ptr, name->len))
			return form->items[i].def;
	return NULL;
}

/* "1/DAT" is of another type. */
static tp_status
take_type(const making *m, tp_str *text, int *type)
{
	const char *slash = text->len != 0 ? memchr(text->ptr, '/', text->len) : NULL;
	uint64_t number;
	size_t len;

	*type = m->type;
	if (slash == NULL)
		return TP_OK;
	len = (size_t)(slash - text->ptr);
	if (tpi_parse_decimal(text->ptr, len, TPI_TYPES - 1, &number) != TP_OK || number == 0)
		return refuse(m, TP_ERR_SYNTAX, "bad record type");
	*type = (int)number;
	text->ptr += len + 1;
	text->len -= len + 1;
	return TP_OK;
}

/* "DAT", "SEG.FRSP", "1/DAT", "5". One that this profile alone lacks leaves out->def NULL. */
static tp_status
make_term(making *m, tp_str text, tpi_term *out)
{
	const tpi_form *form;
	tp_str field, item;
	uint64_t number;
	tp_status status;

	memset(out, 0, sizeof *out);
	status = take_type(m, &text, &out->type);
	if (status != TP_OK)
		return status;
	if (tpi_parse_decimal(text.ptr, text.len, 999, &number) == TP_OK) {
		form = tpi_form_of(&m->b->program->types[out->type], (uint32_t)number);
		out->field = (uint32_t)number;
		out->def = form != NULL ? form->row.def : NULL;
		return TP_OK;
	}
	item = text;
	(void)next_part(&item, '.', &field);
	form = find_form(&m->b->program->types[out->type], &field);
	if (form != NULL) {
		out->field = form->row.def->field;
		out->def = item.ptr == NULL ? form->row.def : find_item(form, &item);
		out->item = item.ptr != NULL && out->def != NULL ? out->def->item : 0;
	}
	if (out->def != NULL)
		return TP_OK;
	if (tpi_named_field(out->type, field.ptr, field.len) == NULL || (item.ptr != NULL &&
	    tpi_named_item(out->type, tpi_named_field(out->type, field.ptr, field.len)->field,
	    item.ptr, item.len) == NULL))
		return refuse(m, TP_ERR_NOTFOUND, "no such field or item");
	return TP_OK;
}

static tp_status
make_terms(making *m, tp_str text)
{
	tp_status status = TP_OK;
	size_t count = 1, i;
	tpi_term *terms;
	tp_str part;

	for (i = 0; i < text.len; i++)
		count += text.ptr[i] == '|';
	terms = tpi_build_alloc(m->b, count, sizeof *terms);
	if (terms == NULL)
		return TP_ERR_NOMEM;
	m->out->to = terms;
	while (status == TP_OK && next_part(&text, '|', &part)) {
		status = make_term(m, part, &terms[m->out->to_count]);
		m->out->to_count += terms[m->out->to_count].def != NULL;
	}
	m->missing = m->missing || m->out->to_count == 0;
	return status;
}

/* ---- other arguments ------------------------------------------------------------ */

static tp_status
make_number(const making *m, tp_str text, uint64_t most, uint64_t *out)
{
	return tpi_parse_decimal(text.ptr, text.len, most, out) == TP_OK ? TP_OK
	    : refuse(m, TP_ERR_SYNTAX, "bad number");
}

/* "1..10|13" */
static tp_status
make_numbers(const making *m, tp_str text, tpi_numbers *out)
{
	uint64_t low, high;
	tp_str part, from;

	while (next_part(&text, '|', &part)) {
		(void)next_part(&part, '.', &from);
		if (make_number(m, from, 127, &low) != TP_OK)
			return TP_ERR_SYNTAX;
		high = low;
		if (part.ptr != NULL) {
			part.ptr++;
			part.len -= part.len != 0;
			if (make_number(m, part, 127, &high) != TP_OK)
				return TP_ERR_SYNTAX;
		}
		for (; low <= high; low++)
			out->bits[low / 64] |= UINT64_C(1) << (low % 64);
	}
	return TP_OK;
}

static tp_status
make_codecs(const making *m, tp_str text, uint32_t *out)
{
	tp_codec codec;
	tp_str part;

	while (next_part(&text, '|', &part)) {
		codec = tp_codec_by_label(part.ptr, part.len);
		if (codec == TP_CODEC_UNKNOWN)
			return refuse(m, TP_ERR_SYNTAX, "unknown compression");
		*out |= 1u << (unsigned)codec;
	}
	return TP_OK;
}

static tp_status
make_aspect(const making *m, tp_str text, tpi_aspect *out)
{
	int i;

	for (i = 1; i < TPI_WHAT_COUNT; i++)
		if (strlen(aspects[i]) == text.len && memcmp(aspects[i], text.ptr, text.len) == 0) {
			*out = (tpi_aspect)i;
			return TP_OK;
		}
	return refuse(m, TP_ERR_SYNTAX, "unknown word behind what=");
}

static tp_status
make_limit(const making *m, tp_str text, tpi_limit *out)
{
	out->set = true;
	out->text = text;
	return tpi_amount_in(&text, &out->value) ? TP_OK
	    : refuse(m, TP_ERR_SYNTAX, "bad bound");
}

static tp_status
make_pattern(making *m, tp_str text)
{
	char *copy = tpi_build_alloc(m->b, text.len + 1, 1);

	if (copy == NULL)
		return TP_ERR_NOMEM;
	memcpy(copy, text.ptr, text.len);
	m->out->form = text;
	return tpi_pattern_compile(copy, m->b->arena, &m->out->fits, m->b->diag);
}

static tp_status
make_small(const making *m, tp_str text, uint32_t *out)
{
	uint64_t number = 0;
	tp_status status = make_number(m, text, 99999, &number);

	*out = (uint32_t)number;
	return status;
}

static tp_status
make_argument(making *m, uint32_t key, tp_str text)
{
	tpi_relation *out = m->out;

	switch (key) {
	case KEY_AT:
		return TP_OK; /* made before: each place has a relation of its own */
	case KEY_WITH:
		return make_term(m, text, &out->with);
	case KEY_IS:
		out->is = text;
		return TP_OK;
	case KEY_TO:
		return make_terms(m, text);
	case KEY_FITS:
		return make_pattern(m, text);
	case KEY_WHAT:
		return make_aspect(m, text, &out->what);
	case KEY_ORDER:
		return tpi_order_parse(text.ptr, &out->order) == text.len ? TP_OK
		    : refuse(m, TP_ERR_SYNTAX, "bad order");
	case KEY_LEAST:
		return make_limit(m, text, &out->least);
	case KEY_MOST:
		return make_limit(m, text, &out->most);
	case KEY_DAYS:
		return make_small(m, text, &out->days);
	case KEY_WIDTH:
		return make_small(m, text, &out->width);
	case KEY_HEIGHT:
		return make_small(m, text, &out->height);
	case KEY_POSITIONS:
		return make_numbers(m, text, &out->positions);
	case KEY_APART:
		return make_numbers(m, text, &out->apart);
	case KEY_IMPRESSIONS:
		return make_numbers(m, text, &out->impressions);
	case KEY_CODECS:
		return make_codecs(m, text, &out->codecs);
	default:
		return make_codecs(m, text, &out->found);
	}
}

static uint32_t
find_key(const tp_str *name)
{
	size_t i;

	for (i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strlen(keys[i].name) == name->len &&
		    memcmp(keys[i].name, name->ptr, name->len) == 0)
			return keys[i].key;
	return 0;
}

/* "at=RET;fits=Y", each key once. */
static tp_status
make_arguments(making *m)
{
	tp_str text = { m->rule->args, strlen(m->rule->args) }, part, name;
	tp_status status = TP_OK;
	uint32_t seen = 0, key;

	while (text.len != 0 && status == TP_OK && next_part(&text, ';', &part)) {
		(void)next_part(&part, '=', &name);
		key = find_key(&name);
		if (part.ptr == NULL || key == 0 || (seen & key) != 0 ||
		    (key & (m->shape->needs | m->shape->may)) == 0)
			return refuse(m, TP_ERR_SYNTAX, "an argument that does not belong there");
		seen |= key;
		status = make_argument(m, key, part);
	}
	if (status == TP_OK && (seen & m->shape->needs) != m->shape->needs)
		return refuse(m, TP_ERR_SYNTAX, "an argument is missing");
	m->missing = m->missing || ((seen & KEY_WITH) != 0 && m->out->with.def == NULL);
	return status;
}

/* ---- placing -------------------------------------------------------------------- */

static void
append(tpi_relation **list, tpi_relation *relation)
{
	while (*list != NULL)
		list = &(*list)->next;
	*list = relation;
}

static tp_status
hang_on_field(const making *m, struct tpi_relations *all, uint32_t field)
{
	const tpi_type_program *type = &m->b->program->types[m->type];
	const tpi_form *form = tpi_form_of(type, field);
	tpi_type_relations *of = &all->types[m->type];

	if (form == NULL)
		return TP_OK;
	if (of->by_slot == NULL)
		of->by_slot = tpi_build_alloc(m->b, type->count, sizeof(*of->by_slot));
	if (of->by_slot == NULL)
		return TP_ERR_NOMEM;
	append(&of->by_slot[form->slot], m->out);
	return TP_OK;
}

static tp_status
hang(const making *m, struct tpi_relations *all)
{
	tp_image_fields fields;

	switch (m->shape->trigger) {
	case ON_WHOLE:
		append(&all->whole, m->out);
		return TP_OK;
	case ON_IMAGE:
		if (!tp_record_image_fields(m->type, &fields))
			return refuse(m, TP_ERR_SYNTAX, "records of a type without images");
		return hang_on_field(m, all, fields.data);
	case ON_FIELD:
		if (m->out->at.def != NULL)
			return hang_on_field(m, all, m->out->at.field);
		append(&all->types[m->type].always, m->out);
		return TP_OK;
	case ON_RECORD:
		append(&all->types[m->type].always, m->out);
		return TP_OK;
	}
	return TP_OK;
}

/* One relation: the row at one of its places ("" for a row without). */
static tp_status
make_relation(making *m, struct tpi_relations *all, tp_str at)
{
	tp_status status = TP_OK;

	m->missing = false;
	m->out = tpi_build_alloc(m->b, 1, sizeof *m->out);
	if (m->out == NULL)
		return TP_ERR_NOMEM;
	m->out->rule = m->rule;
	m->out->test = m->shape->test;
	m->out->headers = m->shape->headers;
	m->out->pixels = m->shape->pixels;
	if (at.len != 0) {
		status = make_term(m, at, &m->out->at);
		m->missing = m->out->at.def == NULL;
	}
	if (status == TP_OK)
		status = make_arguments(m);
	return status == TP_OK && !m->missing ? hang(m, all) : status;
}

/* The argument `at`, which may name several places. */
static tp_str
places_of(const tp_rule *rule)
{
	tp_str text = { rule->args, strlen(rule->args) }, part;

	while (next_part(&text, ';', &part))
		if (part.len > 3 && memcmp(part.ptr, "at=", 3) == 0) {
			part.ptr += 3;
			part.len -= 3;
			return part;
		}
	part.len = 0;
	return part;
}

static tp_status
make_for_type(making *m, struct tpi_relations *all)
{
	tp_str places = places_of(m->rule), at;
	tp_status status = TP_OK;

	while (status == TP_OK && next_part(&places, '|', &at))
		status = make_relation(m, all, at);
	return status;
}

static tp_status
make_row(making *m, struct tpi_relations *all)
{
	tp_status status = TP_OK;
	size_t i;

	m->shape = NULL;
	for (i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		if (strcmp(shapes[i].name, m->rule->predicate) == 0)
			m->shape = &shapes[i];
	if (m->shape == NULL)
		return refuse(m, TP_ERR_NOTFOUND, "unknown predicate");
	if (m->shape->trigger == ON_WHOLE) {
		m->type = 0;
		return make_for_type(m, all);
	}
	for (m->type = 1; m->type < TPI_TYPES && status == TP_OK; m->type++)
		if (tpi_names_type(m->rule->types, m->type) &&
		    (m->type != 1 || strcmp(m->rule->types, "*") != 0))
			status = make_for_type(m, all);
	return status;
}

tp_status
tpi_build_relations(tpi_builder *b, const tp_rule *rules, size_t count)
{
	struct tpi_relations *all = tpi_build_alloc(b, 1, sizeof *all);
	making m = { .b = b };
	tp_status status = TP_OK;
	size_t i;

	if (all == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < count && status == TP_OK; i++) {
		m.rule = &rules[i];
		if (m.rule->predicate[0] != '\0' && tpi_profile_has_rule(b->profile, m.rule))
			status = make_row(&m, all);
	}
	if (status == TP_OK)
		b->program->relations = all;
	return status;
}
