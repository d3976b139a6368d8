/* SPDX-License-Identifier: MIT */
/*
 * Message layer: IAQ and IAR written as Nlets legacy text. What was written
 * is read again: a text that would say something else than its struct is not
 * given out.
 */

#include <string.h>

#include "../base/diag.h"
#include "message.h"
#include "nlets.h"
#include "values.h"

/* The sender of a query has an ORI of nine, and its destination is AX. */
static const char *
wrong_address(const tp_envelope *e, bool query)
{
	if (!tpi_nlets_address(&e->ori) || (query && e->ori.len != 9))
		return query ? "the sender's ORI is missing or not of nine characters"
		    : "the sender is missing, or no address";
	if (query && (e->dai.len != 2 || memcmp(e->dai.ptr, "AX", 2) != 0))
		return "the destination of a query is AX";
	if (!tpi_nlets_address(&e->dai))
		return "the destination is missing, or no address";
	if (e->tcn.len != 0 && !tpi_nlets_address(&e->tcn))
		return "the control field is none";
	return NULL;
}

/* Put back what Nlets had put in. */
static void
put_stamp(tpi_buf *out, const tp_others *others)
{
	size_t i;

	for (i = 0; i < others->count; i++)
		if (others->at[i].type == 0 && others->at[i].field == TP_NLETS_STAMP)
			tpi_buf_put(out, others->at[i].value.ptr, others->at[i].value.len);
}

static void
put_header(tpi_buf *out, const char *key, const tp_envelope *e, const tp_others *others)
{
	tpi_buf_text(out, key);
	tpi_buf_byte(out, '.');
	tpi_buf_put(out, e->ori.ptr, e->ori.len);
	tpi_buf_byte(out, '.');
	put_stamp(out, others);
	tpi_buf_put(out, e->dai.ptr, e->dai.len);
	tpi_buf_byte(out, '.');
	if (e->tcn.len != 0) {
		tpi_buf_byte(out, '*');
		tpi_buf_put(out, e->tcn.ptr, e->tcn.len);
		tpi_buf_byte(out, '.');
	}
	tpi_buf_text(out, "TXT\r\n");
}

static void
cut_to(const char *key, const tpi_layout_row *row, tp_str *value, uint32_t flag, uint32_t *cut)
{
	if (cut == NULL || value->len <= row->max || strcmp(key, row->key) != 0)
		return;
	value->len = row->max;
	*cut |= flag;
}

/* The key of an element that is given and that the layout has no row for, or NULL. */
static const char *
homeless(tp_iaq *iaq, const tpi_layout *layout)
{
	tpi_layout builtin;
	size_t i;

	(void)tpi_layout_find(NULL, "iaq", &builtin);
	for (i = 1; i < builtin.count; i++)
		if (tpi_iaq_member(iaq, builtin.rows[i].key)->len != 0 &&
		    tpi_layout_row_of(layout, builtin.rows[i].key) == NULL)
			return builtin.rows[i].key;
	return NULL;
}

tp_status
tpi_iaq_settle(tp_iaq *iaq, const tpi_layout *layout, unsigned flags, uint32_t *cut,
    tp_diag *diag)
{
	char wrong[TP_DIAG_TEXT];
	const char *address, *key;
	size_t i;

	if (cut != NULL)
		*cut = 0;
	if (iaq->off.len == 0 && tpi_layout_row_of(layout, "off") != NULL)
		tp_str_from("0399", &iaq->off); /* the generic code */
	if (iaq->envelope.dai.len == 0)
		tp_str_from("AX", &iaq->envelope.dai);
	address = wrong_address(&iaq->envelope, true);
	if (address != NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s", address);
	key = homeless(iaq, layout);
	if (key != NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the layout has no place for key %s", key);
	for (i = 1; i < layout->count; i++) {
		const tpi_layout_row *row = &layout->rows[i];
		tp_str *value = tpi_iaq_member(iaq, row->key);

		cut_to("nam", row, value, TP_IAQ_NAM, cut);
		cut_to("atn", row, value, TP_IAQ_ATN, cut);
		if (tpi_value_wrong(row, value, flags, wrong, sizeof wrong))
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s", wrong);
	}
	return TP_OK;
}

/* Each but the last ends with a full stop. */
static void
put_elements(tpi_buf *text, tp_iaq *iaq, const tpi_layout *layout)
{
	const char *stop = "";
	size_t i;

	for (i = 1; i < layout->count; i++) {
		const tp_str *value = tpi_iaq_member(iaq, layout->rows[i].key);

		if (value->len == 0)
			continue;
		tpi_buf_text(text, stop);
		tpi_buf_text(text, layout->rows[i].label);
		tpi_buf_byte(text, '/');
		tpi_buf_put(text, value->ptr, value->len);
		stop = ".";
	}
	for (i = 0; i < iaq->others.count; i++) {
		const tp_other *o = &iaq->others.at[i];

		if (o->type != 0 || o->field != TP_NLETS_ELEMENT)
			continue;
		tpi_buf_text(text, stop);
		tpi_buf_put(text, o->value.ptr, o->value.len);
		stop = ".";
	}
	tpi_buf_text(text, "\r\n");
}

static bool
same(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static bool
same_others(const tp_others *a, const tp_others *b)
{
	size_t i;

	for (i = 0; i < a->count && i < b->count; i++)
		if (a->at[i].field != b->at[i].field || !same(&a->at[i].value, &b->at[i].value))
			return false;
	return a->count == b->count;
}

static bool
same_query(tp_iaq *a, tp_iaq *b, const tpi_layout *layout)
{
	size_t i;

	for (i = 1; i < layout->count; i++)
		if (!same(tpi_iaq_member(a, layout->rows[i].key),
		    tpi_iaq_member(b, layout->rows[i].key)))
			return false;
	return same_others(&a->others, &b->others);
}

/* Read what was built: an element among the others, or a stamp, may say something else. */
static tp_status
read_again(const tpi_buf *text, const tp_message_options *options, const tp_envelope *envelope,
    tp_message **back, tp_diag *diag)
{
	tp_status status = text->failed ? TP_ERR_NOMEM
	    : tp_message_read(text->ptr, text->len, options, back, NULL);
	const tp_envelope *e;

	if (status == TP_ERR_NOMEM)
		return tpi_nomem(diag);
	if (status == TP_ERR_LIMIT)
		return tpi_fail(diag, status, TP_NO_OFFSET, "the text is larger than the limit");
	e = status == TP_OK ? tp_message_envelope(*back) : NULL;
	if (e != NULL && same(&e->ori, &envelope->ori) && same(&e->dai, &envelope->dai) &&
	    same(&e->tcn, &envelope->tcn))
		return TP_OK;
	return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "the text would be read as something else");
}

static tp_status
finish(tpi_buf *text, tp_status status, bool is_same, tp_bytes *out, tp_diag *diag)
{
	if (status == TP_OK && !is_same)
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the text would be read as something else");
	if (status != TP_OK) {
		tpi_buf_free(text);
		return status;
	}
	return tpi_buf_take(text, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}

tp_status
tp_iaq_build(const tp_iaq *iaq, const tp_message_options *options, uint32_t *cut,
    tp_bytes *out, tp_diag *diag)
{
	tp_message_options use;
	tp_message *back = NULL;
	tpi_layout layout;
	tp_status status;
	tpi_buf text;
	tp_iaq copy;
	bool good;

	if (!tpi_text_begin(iaq, options, &use, out, diag))
		return TP_ERR_ARG;
	(void)tpi_layout_find(use.layouts, "iaq", &layout);
	copy = *iaq;
	status = tpi_iaq_settle(&copy, &layout, TPI_VALUE_ASCII | TPI_VALUE_NO_POINT, cut, diag);
	if (status != TP_OK)
		return status;
	tpi_buf_init(&text, use.mem);
	put_header(&text, layout.rows[0].label, &copy.envelope, &copy.others);
	put_elements(&text, &copy, &layout);
	status = read_again(&text, &use, &copy.envelope, &back, diag);
	good = status == TP_OK && back->kind == TP_MESSAGE_IAQ &&
	    same_query(&back->of.iaq, &copy, &layout);
	tp_message_free(back);
	return finish(&text, status, good, out, diag);
}

tp_status
tp_iar_build(const tp_iar *iar, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_message_options use;
	tp_message *back = NULL;
	const char *address;
	tpi_layout layout;
	tp_status status;
	tpi_buf text;
	bool good;

	if (!tpi_text_begin(iar, options, &use, out, diag))
		return TP_ERR_ARG;
	(void)tpi_layout_find(use.layouts, "iar", &layout);
	address = wrong_address(&iar->envelope, false);
	if (address != NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s", address);
	tpi_buf_init(&text, use.mem);
	put_header(&text, layout.rows[0].label, &iar->envelope, &iar->others);
	tpi_buf_put(&text, iar->text.ptr, iar->text.len);
	status = read_again(&text, &use, &iar->envelope, &back, diag);
	good = status == TP_OK && back->kind == TP_MESSAGE_IAR &&
	    same(&back->of.iar.text, &iar->text) && same_others(&back->of.iar.others, &iar->others);
	tp_message_free(back);
	return finish(&text, status, good, out, diag);
}
