/* SPDX-License-Identifier: MIT */
/*
 * Message layer: IDR, IDENT's answer, and the match IDR/IAR (SOP 2.1.4): an
 * SRE whose carrier field holds the text of layout "idr". The IAR in it is
 * carried byte for byte.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "build.h"
#include "fields.h"
#include "labelled.h"
#include "message.h"
#include "shape.h"
#include "values.h"

#define IDR(field, kind, member) { 2, field, kind, offsetof(tp_idr, member), 0 }

static const tpi_binding table[] = {
	IDR(F2_NAM, TPI_BIND_ONE, nam),
	IDR(F2_SRF, TPI_BIND_ONE, srf),
	IDR(F2_FBI, TPI_BIND_ONE, fbi),
	IDR(F2_SID, TPI_BIND_ONE, sid),
	IDR(F2_MSG, TPI_BIND_MANY, msg),
};

/* The items of an encounter that are strings. */
static const tpi_member items[] = {
	{ "name", offsetof(tp_encounter, name) },
	{ "dob", offsetof(tp_encounter, dob) },
	{ "pob", offsetof(tp_encounter, pob) },
	{ "sex", offsetof(tp_encounter, sex) },
	{ "locator", offsetof(tp_encounter, locator) },
};

static tp_str *
item_of(tp_encounter *e, const char *key)
{
	return tpi_member_of(items, sizeof items / sizeof items[0], key, e);
}

/* ---- parsing ---------------------------------------------------------------- */

typedef struct parsing {
	tp_idr *idr;
	const tpi_layout *layout;
	tpi_lines lines; /* that the layout has no place for */
	bool bad_result;
} parsing;

static bool
is_word(const tpi_layout *layout, const char *key, const tp_str *value)
{
	const char *word = tpi_layout_word(layout, key);

	return value->len == strlen(word) && memcmp(value->ptr, word, value->len) == 0;
}

static tp_status
take_group(void *ctx, size_t group)
{
	parsing *p = ctx;

	p->idr->encounters[group - 1].photo = -1;
	p->idr->encounter_count = group;
	return TP_OK;
}

static tp_status
take_item(tp_encounter *e, const char *key, const tp_str *value)
{
	tp_str *item = item_of(e, key);
	uint64_t idc;

	if (item != NULL) {
		*item = *value;
		return TP_OK;
	}
	if (tpi_parse_decimal(value->ptr, value->len, 99, &idc) != TP_OK ||
	    (value->len > 1 && value->ptr[0] == '0'))
		return TP_ERR_RANGE;
	e->photo = (int32_t)idc;
	return TP_OK;
}

static tp_status
take_value(void *ctx, const char *key, size_t group, const tp_str *value)
{
	parsing *p = ctx;

	if (group != 0)
		return take_item(&p->idr->encounters[group - 1], key, value);
	if (strcmp(key, "iar") == 0) {
		p->idr->has_iar = true;
		p->idr->iar = *value;
		return TP_OK;
	}
	p->idr->match = is_word(p->layout, "match", value);
	p->bad_result = !p->idr->match && !is_word(p->layout, "no-match", value);
	return TP_OK;
}

static tp_status
take_left(void *ctx, size_t line, const tp_str *text)
{
	parsing *p = ctx;

	return tpi_lines_add(&p->lines, line, text);
}

/* The Type-10 record of that IDC, or NULL. */
static const tp_record *
photo_record(const tp_transaction *t, int idc)
{
	size_t i, n = tp_transaction_record_count(t);

	for (i = 0; i < n; i++) {
		const tp_record *r = tp_transaction_record(t, i);

		if (tp_record_type(r) == 10 && tp_record_idc(r) == idc)
			return r;
	}
	return NULL;
}

static bool
holds(const void *ctx, const tp_record *r)
{
	const tp_idr *idr = ctx;
	size_t i;

	for (i = 0; i < idr->encounter_count; i++)
		if (tp_record_type(r) == 10 && idr->encounters[i].photo == tp_record_idc(r))
			return true;
	return false;
}

/* One image for each encounter that names one, empty where there is no such record. */
static tp_status
take_photos(const tp_message *m, tpi_arena *arena, tp_idr *idr)
{
	tp_str *photos = tpi_arena_alloc(arena, TP_ENCOUNTERS * sizeof(*photos));
	size_t i;

	if (photos == NULL)
		return TP_ERR_NOMEM;
	idr->photos = photos;
	for (i = 0; i < idr->encounter_count; i++) {
		tp_str *photo = &photos[idr->photo_count];
		const tp_record *r;
		tp_field data;

		if (idr->encounters[i].photo < 0)
			continue;
		*photo = (tp_str){ NULL, 0 };
		r = photo_record(m->t, idr->encounters[i].photo);
		if (r != NULL && tp_record_data(r, &data))
			*photo = data.value;
		idr->photo_count++;
	}
	return TP_OK;
}

/* The fields that have no member, without the carrier, and then the lines. */
static tp_status
join_others(parsing *p, const tp_others *fields, const tp_str *carrier)
{
	tp_other *all = tpi_arena_alloc(p->lines.arena,
	    (fields->count + p->lines.count + 1) * sizeof(*all));
	size_t i, n = 0;

	if (all == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < fields->count; i++)
		if (fields->at[i].value.ptr != carrier->ptr)
			all[n++] = fields->at[i];
	for (i = 0; i < p->lines.count; i++)
		all[n++] = p->lines.at[i];
	p->idr->others.at = all;
	p->idr->others.count = n;
	return TP_OK;
}

/* A match has encounters; without one there is nothing else of the subject (SOP 2.1.4). */
static bool
is_sound(const tp_idr *idr)
{
	return idr->match ? idr->encounter_count != 0 : idr->encounter_count == 0 && !idr->has_iar;
}

tp_status
tpi_idr_parse(tp_message *m, const tpi_layout *layout, const tp_str *carrier)
{
	tp_idr *idr = &m->of.idr;
	const tpi_bindings to = TPI_BINDINGS(table, idr);
	parsing p = { .idr = idr, .layout = layout, .lines = { .arena = &m->arena } };
	const tpi_labelled_reader reader = { take_group, take_value, take_left, &p, &m->arena };
	tp_others fields;
	tp_status status;

	memset(&m->of, 0, sizeof m->of);
	status = tpi_bind_read(&m->arena, m->t, &to, &fields);
	if (status == TP_OK)
		status = tpi_labelled_read(layout, carrier, &reader, NULL);
	if (status == TP_OK && (p.bad_result || !is_sound(idr)))
		status = TP_ERR_SYNTAX;
	if (status == TP_OK)
		status = take_photos(m, &m->arena, idr);
	if (status != TP_OK)
		return status;
	tpi_bind_rest(m->t, holds, idr, &fields);
	m->kind = idr->match ? TP_MESSAGE_IDR_MATCH : TP_MESSAGE_IDR_NO_MATCH;
	return join_others(&p, &fields, carrier);
}

/* ---- building --------------------------------------------------------------- */

typedef struct source {
	const tp_idr *idr;
	const tpi_layout *layout;
	char idc[TP_ENCOUNTERS][24];
} source;

static void
give_item(source *s, const char *key, size_t group, tp_str *value)
{
	tp_encounter copy = s->idr->encounters[group - 1];
	const tp_str *item = item_of(&copy, key);

	if (item != NULL) {
		*value = *item;
	} else if (copy.photo >= 0) {
		value->ptr = s->idc[group - 1];
		value->len = tpi_format_decimal(s->idc[group - 1], (uint64_t)copy.photo, 1);
	}
}

static void
give_value(void *ctx, const char *key, size_t group, tp_str *value)
{
	source *s = ctx;

	if (group != 0)
		give_item(s, key, group, value);
	else if (strcmp(key, "result") == 0)
		tp_str_from(tpi_layout_word(s->layout,
		    s->idr->match ? "match" : "no-match"), value);
	else if (strcmp(key, "iar") == 0 && s->idr->has_iar) {
		*value = s->idr->iar;
		if (value->ptr == NULL)
			value->ptr = "";
	}
}

/* Photographs are given for the encounters that have one, each under an IDC of its own. */
static tp_status
judge_photos(const tp_idr *idr, tp_diag *diag)
{
	size_t i, k, photos = 0;

	for (i = 0; i < idr->encounter_count; i++) {
		photos += idr->encounters[i].photo >= 0;
		for (k = 0; k < i && idr->encounters[i].photo >= 0; k++)
			if (idr->encounters[k].photo == idr->encounters[i].photo)
				return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
				    "two encounters have one IDC for their photographs");
	}
	if (photos == idr->photo_count)
		return TP_OK;
	return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
	    "%lu encounters have a photograph, %lu are given", (unsigned long)photos,
	    (unsigned long)idr->photo_count);
}

static tp_status
judge(const tp_idr *idr, tp_diag *diag)
{
	if (idr->srf.len != 1 || (idr->srf.ptr[0] != 'I' && idr->srf.ptr[0] != 'N'))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "SRF is not I or N");
	if (idr->encounter_count > TP_ENCOUNTERS)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "more than five encounters");
	if (!is_sound(idr))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, idr->match
		    ? "a match has one to five encounters"
		    : "without a match there is no encounter and no IAR");
	return judge_photos(idr, diag);
}

/* EBTS 9.1 has only ERS for a long text in an SRE; later SII is made for it. */
static uint32_t
carrier_of(const tpi_build *b)
{
	return b->info.ebts != 0 && b->info.ebts < 1000 ? F2_ERS : F2_SII;
}

static tp_status
put_carrier(tpi_build *b, const tp_idr *idr)
{
	uint32_t field = carrier_of(b);
	tpi_layout layout;
	source s = { .idr = idr, .layout = &layout };
	const tpi_labelled_source from = { give_value, &s, idr->encounter_count, &idr->others,
		TPI_VALUE_ASCII };
	tp_status status;
	tpi_buf text;
	size_t i;

	for (i = 0; i < idr->others.count; i++)
		if (idr->others.at[i].type == 2 && idr->others.at[i].field == field)
			return tpi_fail(b->diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "2.%03lu holds the text, and is among the others",
			    (unsigned long)field);
	(void)tpi_layout_find(b->options.layouts, "idr", &layout);
	tpi_buf_init(&text, b->options.mem);
	status = tpi_labelled_write(&layout, &from, &text, b->diag);
	if (status == TP_OK)
		status = tpi_build_set(b, field, text.ptr, text.len);
	tpi_buf_free(&text);
	return status;
}

static tp_status
put_photos(tpi_build *b, const tp_idr *idr)
{
	tp_status status = TP_OK;
	size_t i, n = 0;

	for (i = 0; i < idr->encounter_count && status == TP_OK; i++)
		if (idr->encounters[i].photo >= 0) {
			const tp_submitted_image image = { .type = 10, .bytes = idr->photos[n++] };

			status = tpi_build_photo(b, idr->encounters[i].photo, &image);
		}
	return status;
}

tp_status
tp_idr_build(const tp_idr *idr, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tpi_bindings from = TPI_BINDINGS(table, NULL);
	tp_idr copy;
	tp_status status;
	tpi_build b;

	if (tpi_build_open(&b, idr, options, out, diag) != TP_OK)
		return TP_ERR_ARG;
	copy = *idr;
	from.base = &copy;
	status = judge(idr, diag);
	if (status == TP_OK)
		status = tpi_build_begin(&b, "SRE", &idr->envelope);
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &idr->others);
	if (status == TP_OK)
		status = put_carrier(&b, idr);
	if (status == TP_OK)
		status = put_photos(&b, idr);
	return tpi_build_finish(&b, status);
}
