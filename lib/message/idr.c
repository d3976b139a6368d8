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
#include "message.h"
#include "shape.h"

#define IDR(field, kind, member) { 2, field, kind, offsetof(tp_idr, member), 0 }

static const tpi_binding table[] = {
	IDR(F2_NAM, TPI_BIND_ONE, nam),
	IDR(F2_SRF, TPI_BIND_ONE, srf),
	IDR(F2_FBI, TPI_BIND_ONE, fbi),
	IDR(F2_SID, TPI_BIND_ONE, sid),
	IDR(F2_MSG, TPI_BIND_MANY, msg),
};

static const char match[] = "MATCH", no_match[] = "NO MATCH";

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
	tpi_lines lines; /* that the layout has no place for */
	bool bad_result;
} parsing;

static tp_status
take_item(tp_encounter *e, const char *key, const tp_str *value)
{
	tp_str *item = item_of(e, key);
	uint64_t idc;

	if (item != NULL) {
		*item = *value;
		return TP_OK;
	}
	if (tpi_parse_decimal(value->ptr, value->len, 99, &idc) != TP_OK)
		return TP_ERR_RANGE;
	e->photo = (int32_t)idc;
	return TP_OK;
}

static tp_status
take_value(void *ctx, const char *key, size_t group, const tp_str *value)
{
	parsing *p = ctx;

	if (group != 0) {
		for (; p->idr->encounter_count < group; p->idr->encounter_count++)
			p->idr->encounters[p->idr->encounter_count].photo = -1;
		return take_item(&p->idr->encounters[group - 1], key, value);
	}
	if (strcmp(key, "iar") == 0) {
		p->idr->has_iar = true;
		p->idr->iar = *value;
		return TP_OK;
	}
	p->idr->match = value->len == strlen(match) && memcmp(value->ptr, match, value->len) == 0;
	p->bad_result = !p->idr->match && (value->len != strlen(no_match) ||
	    memcmp(value->ptr, no_match, value->len) != 0);
	return TP_OK;
}

static tp_status
take_left(void *ctx, size_t line, const tp_str *text)
{
	parsing *p = ctx;

	return tpi_lines_add(&p->lines, line, text);
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

tp_status
tpi_idr_parse(tp_message *m, const tp_layouts *layouts, const tp_str *carrier, tp_diag *diag)
{
	tp_idr *idr = &m->of.idr;
	const tpi_bindings to = TPI_BINDINGS(table, idr);
	parsing p = { .idr = idr, .lines = { .arena = &m->arena } };
	const tpi_labelled_reader reader = { take_value, take_left, &p, &m->arena, true };
	tp_others fields;
	tpi_layout layout;
	tp_status status;

	memset(idr, 0, sizeof *idr);
	if (!tpi_layout_find(layouts, "idr", &layout))
		return TP_ERR_NOTFOUND;
	if (tpi_bind_read(&m->arena, m->t, &to, &fields) != TP_OK)
		return TP_ERR_NOMEM;
	status = tpi_labelled_read(&layout, carrier, &reader, diag);
	if (status == TP_OK && (p.bad_result || (!idr->match && idr->encounter_count != 0)))
		status = tpi_fail(diag, TP_ERR_SYNTAX, 0, "the result is neither match nor no match");
	if (status == TP_OK)
		status = join_others(&p, &fields, carrier);
	m->kind = idr->match ? TP_MESSAGE_IDR_MATCH : TP_MESSAGE_IDR_NO_MATCH;
	return status;
}

/* ---- building --------------------------------------------------------------- */

typedef struct source {
	const tp_idr *idr;
	char idc[TP_ENCOUNTERS][24];
} source;

static void
give_item(source *s, const char *key, size_t group, tp_str *value)
{
	const tp_encounter *e = &s->idr->encounters[group - 1];
	tp_encounter copy = *e;
	const tp_str *item = item_of(&copy, key);

	if (item != NULL) {
		*value = *item;
	} else if (e->photo >= 0) {
		value->ptr = s->idc[group - 1];
		value->len = tpi_format_decimal(s->idc[group - 1], (uint64_t)e->photo, 1);
	}
}

static void
give_value(void *ctx, const char *key, size_t group, tp_str *value)
{
	source *s = ctx;

	if (group != 0)
		give_item(s, key, group, value);
	else if (strcmp(key, "result") == 0)
		tp_str_from(s->idr->match ? match : no_match, value);
	else if (strcmp(key, "iar") == 0 && s->idr->has_iar) {
		*value = s->idr->iar;
		if (value->ptr == NULL)
			value->ptr = "";
	}
}

static tp_status
judge(const tp_idr *idr, tp_diag *diag)
{
	size_t i, photos = 0;

	if (idr->match && idr->encounter_count == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "a match has one to five encounters");
	if (!idr->match && (idr->encounter_count != 0 || idr->has_iar))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "without a match there is no encounter and no IAR");
	if (idr->encounter_count > TP_ENCOUNTERS)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "more than five encounters");
	for (i = 0; i < idr->encounter_count; i++)
		photos += idr->encounters[i].photo >= 0;
	if (photos != idr->photo_count)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "%lu encounters have a photograph, %lu are given", (unsigned long)photos,
		    (unsigned long)idr->photo_count);
	return TP_OK;
}

/* EBTS 9.1 has only ERS for a long text in an SRE; later SII is made for it. */
static tp_status
put_carrier(tpi_build *b, const tp_idr *idr)
{
	uint32_t field = b->info.ebts != 0 && b->info.ebts < 1000 ? F2_ERS : F2_SII;
	source s = { .idr = idr };
	tpi_layout layout;
	tp_status status;
	tpi_buf text;
	tp_mem mem = tpi_mem_or_default(b->options != NULL ? b->options->mem : NULL);

	if (!tpi_layout_find(b->options != NULL ? b->options->layouts : NULL, "idr", &layout))
		return tpi_fail(b->diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there is no layout for it");
	tpi_buf_init(&text, &mem);
	status = tpi_labelled_write(&layout, give_value, &s, idr->encounter_count, &text, b->diag);
	tpi_lines_put(&text, &idr->others);
	if (status == TP_OK && text.failed)
		status = tpi_nomem(b->diag);
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
		if (idr->encounters[i].photo >= 0)
			status = tpi_build_photo(b, idr->encounters[i].photo, NULL, NULL,
			    &idr->photos[n++]);
	return status;
}

tp_status
tp_idr_build(const tp_idr *idr, const tp_message_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tp_idr copy = *idr;
	const tpi_bindings from = TPI_BINDINGS(table, &copy);
	tp_status status;
	tpi_build b;

	status = tpi_build_begin(&b, "SRE", options, diag);
	if (status == TP_OK)
		status = judge(idr, diag);
	if (status == TP_OK)
		status = tpi_build_fields(&b, &from, &idr->others);
	if (status == TP_OK)
		status = put_carrier(&b, idr);
	if (status == TP_OK)
		status = put_photos(&b, idr);
	return tpi_build_finish(&b, status, out);
}
