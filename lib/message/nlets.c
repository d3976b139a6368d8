/* SPDX-License-Identifier: MIT */
/*
 * Message layer: IAQ and IAR as Nlets legacy text: a header "MKE.ORI.DEST.
 * *control.TXT", a line's end, and of a query the elements "LABEL/value",
 * each ended by a full stop but the last. What the LESC answers is not
 * looked into.
 */

#include <string.h>

#include "../base/diag.h"
#include "message.h"
#include "nlets.h"

static const tpi_member values[] = {
	{ "pur", offsetof(tp_iaq, pur) },
	{ "atn", offsetof(tp_iaq, atn) },
	{ "phn", offsetof(tp_iaq, phn) },
	{ "nam", offsetof(tp_iaq, nam) },
	{ "dob", offsetof(tp_iaq, dob) },
	{ "sex", offsetof(tp_iaq, sex) },
	{ "pob", offsetof(tp_iaq, pob) },
	{ "cus", offsetof(tp_iaq, cus) },
	{ "off", offsetof(tp_iaq, off) },
	{ "arn", offsetof(tp_iaq, arn) },
	{ "fbi", offsetof(tp_iaq, fbi) },
	{ "sid", offsetof(tp_iaq, sid) },
	{ "oln", offsetof(tp_iaq, oln) },
};

tp_str *
tpi_iaq_member(tp_iaq *iaq, const char *key)
{
	return tpi_member_of(values, sizeof values / sizeof values[0], key, iaq);
}

/* ---- parsing ---------------------------------------------------------------- */

static bool
starts(const tp_str *text, const char *mark)
{
	size_t n = strlen(mark);

	return text->len > n && memcmp(text->ptr, mark, n) == 0 && text->ptr[n] == '.';
}

static bool
is_end(char c)
{
	return c == '.' || c == '\r' || c == '\n';
}

/* The next piece of the header, up to a full stop or a line's end; false behind TXT. */
static bool
next_piece(tp_str *rest, tp_str *piece)
{
	size_t n = 0;

	while (rest->len != 0 && is_end(rest->ptr[0])) {
		rest->ptr++;
		rest->len--;
	}
	while (n < rest->len && !is_end(rest->ptr[n]))
		n++;
	piece->ptr = rest->ptr;
	piece->len = n;
	rest->ptr += n;
	rest->len -= n;
	return n != 0;
}

/*
 * Behind the key and the sender come, when Nlets delivered it, a time, a
 * date and a number; then the destination, the control field, and TXT.
 */
static tp_status
parse_header(tp_message *m, tp_envelope *e, tpi_lines *left, tp_str *body, tp_diag *diag)
{
	tp_str rest = m->text, piece, before = { NULL, 0 };
	size_t n;

	for (n = 0; next_piece(&rest, &piece); n++) {
		if (piece.len == 3 && memcmp(piece.ptr, "TXT", 3) == 0)
			break;
		if (n == 1)
			e->ori = piece;
		else if (n >= 2 && piece.ptr[0] == '*') {
			e->tcn.ptr = piece.ptr + 1;
			e->tcn.len = piece.len - 1;
		} else if (n >= 2) {
			if (before.len != 0 && tpi_lines_add(left, 0, &before) != TP_OK)
				return TP_ERR_NOMEM;
			before = piece;
		}
	}
	if (piece.len != 3 || memcmp(piece.ptr, "TXT", 3) != 0 || before.len == 0)
		return tpi_fail(diag, TP_ERR_SYNTAX, (uint64_t)(rest.ptr - m->text.ptr),
		    "the header has no destination, or no TXT");
	e->dai = before;
	if (rest.len >= 1 && rest.ptr[0] == '.') {
		rest.ptr++;
		rest.len--;
	}
	if (rest.len >= 1 && rest.ptr[0] == '\r') {
		rest.ptr++;
		rest.len--;
	}
	if (rest.len >= 1 && rest.ptr[0] == '\n') {
		rest.ptr++;
		rest.len--;
	}
	*body = rest;
	return TP_OK;
}

/* Capital letters and a stroke: the start of an element. Returns the label's length, or 0. */
static size_t
label_at(const char *at, const char *end)
{
	size_t n = 0;

	while (at + n < end && n < 8 && at[n] >= 'A' && at[n] <= 'Z')
		n++;
	return n >= 2 && at + n < end && at[n] == '/' ? n : 0;
}

static const char *
skip_blank(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\r' || *at == '\n'))
		at++;
	return at;
}

/* Where the element that starts at `at` ends: before a full stop and another label, or at the end. */
static const char *
element_end(const char *at, const char *end)
{
	for (; at < end; at++)
		if (*at == '.' && (skip_blank(at + 1, end) == end ||
		    label_at(skip_blank(at + 1, end), end) != 0))
			break;
	return at;
}

static const char *
key_of(const tpi_layout *layout, const char *label, size_t len)
{
	size_t i;

	for (i = 1; i < layout->count; i++)
		if (strlen(layout->rows[i].label) == len &&
		    memcmp(layout->rows[i].label, label, len) == 0)
			return layout->rows[i].key;
	return NULL;
}

static tp_status
take_element(tp_iaq *iaq, const tpi_layout *layout, const tp_str *element, tpi_lines *left)
{
	size_t n = label_at(element->ptr, element->ptr + element->len);
	const char *key = key_of(layout, element->ptr, n);
	tp_str *to = key != NULL ? tpi_iaq_member(iaq, key) : NULL;

	if (to == NULL || to->ptr != NULL)
		return tpi_lines_add(left, 0, element);
	to->ptr = element->ptr + n + 1;
	to->len = element->len - n - 1;
	return TP_OK;
}

static tp_status
parse_query(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	tp_iaq *iaq = &m->of.iaq;
	tpi_lines left = { .arena = &m->arena };
	tpi_layout layout;
	tp_str body;
	tp_status status = parse_header(m, &iaq->envelope, &left, &body, diag);
	const char *at, *end;

	if (status != TP_OK)
		return status;
	(void)tpi_layout_find(layouts, "iaq", &layout);
	end = body.ptr + body.len;
	while (end > body.ptr && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
		end--;
	for (at = skip_blank(body.ptr, end); at < end && status == TP_OK;) {
		tp_str element = { at, (size_t)(element_end(at, end) - at) };

		if (label_at(at, end) == 0)
			return tpi_fail(diag, TP_ERR_SYNTAX, (uint64_t)(at - m->text.ptr),
			    "an element starts with its label and a stroke");
		status = take_element(iaq, &layout, &element, &left);
		at = skip_blank(at + element.len + (at + element.len < end), end);
	}
	iaq->others.at = left.at;
	iaq->others.count = left.count;
	return status;
}

tp_status
tpi_nlets_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	tpi_lines left = { .arena = &m->arena };
	tpi_layout query, answer;

	if (!tpi_layout_find(layouts, "iaq", &query) || !tpi_layout_find(layouts, "iar", &answer))
		return TP_ERR_NOTFOUND;
	if (starts(&m->text, query.rows[0].label)) {
		m->kind = TP_MESSAGE_IAQ;
		return parse_query(m, layouts, diag);
	}
	if (!starts(&m->text, answer.rows[0].label))
		return TP_ERR_NOTFOUND;
	m->kind = TP_MESSAGE_IAR;
	return parse_header(m, &m->of.iar.envelope, &left, &m->of.iar.text, diag);
}

/* ---- building --------------------------------------------------------------- */

static bool
is_digits(const tp_str *s)
{
	size_t i;

	for (i = 0; i < s->len; i++)
		if (s->ptr[i] < '0' || s->ptr[i] > '9')
			return false;
	return true;
}

static bool
one_of(const tp_str *s, const char *letters)
{
	return s->len == 1 && s->ptr[0] != '\0' && strchr(letters, s->ptr[0]) != NULL;
}

/* What the lengths of the table do not say. */
static const char *
wrong_element(const tp_iaq *q)
{
	if (!one_of(&q->pur, "CF"))
		return "PUR is C or F";
	if (!one_of(&q->cus, "YN"))
		return "CUS is Y or N";
	if (!is_digits(&q->dob) || (q->dob.len != 6 && q->dob.len != 8))
		return "DOB is mmddyy or ccyymmdd";
	if (!is_digits(&q->off) || q->off.len != 4)
		return "OFF is an NCIC code of four digits";
	if (q->arn.len != 0 && (!is_digits(&q->arn) || q->arn.len < 8))
		return "ARN is eight or nine digits";
	if (q->pob.len != 2)
		return "POB is two letters";
	return NULL;
}

/* A full stop would end the element, a control character the line. */
static bool
fits_in(const tp_str *value)
{
	size_t i;

	for (i = 0; i < value->len; i++)
		if ((unsigned char)value->ptr[i] < ' ' || value->ptr[i] == '.' ||
		    value->ptr[i] == 0x7F)
			return false;
	return true;
}

tp_status
tpi_nlets_header(tpi_buf *out, const char *key, const tp_envelope *e, const char *to,
    tp_diag *diag)
{
	tp_str dai = e->dai;

	if (dai.len == 0)
		tp_str_from(to, &dai);
	if (e->ori.len == 0 || dai.len == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "the sender or destination is missing");
	if (!fits_in(&e->ori) || !fits_in(&dai) || !fits_in(&e->tcn))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the sender, destination or control field holds a full stop or control character");
	tpi_buf_text(out, key);
	tpi_buf_byte(out, '.');
	tpi_buf_put(out, e->ori.ptr, e->ori.len);
	tpi_buf_byte(out, '.');
	tpi_buf_put(out, dai.ptr, dai.len);
	tpi_buf_byte(out, '.');
	if (e->tcn.len != 0) {
		tpi_buf_byte(out, '*');
		tpi_buf_put(out, e->tcn.ptr, e->tcn.len);
		tpi_buf_byte(out, '.');
	}
	tpi_buf_text(out, "TXT\r\n");
	return TP_OK;
}

static void
cut_to(tp_str *value, size_t max, uint32_t flag, uint32_t *cut)
{
	if (cut == NULL || value->len <= max)
		return;
	value->len = max;
	*cut |= flag;
}

tp_status
tpi_iaq_settle(const tp_iaq *iaq, const tpi_layout *layout, tp_iaq *out, uint32_t *cut,
    tp_diag *diag)
{
	const char *wrong;
	size_t i;

	*out = *iaq;
	if (cut != NULL)
		*cut = 0;
	if (out->off.len == 0)
		tp_str_from("0399", &out->off); /* the generic code */
	for (i = 1; i < layout->count; i++) {
		const tpi_layout_row *row = &layout->rows[i];
		tp_str *value = tpi_iaq_member(out, row->key);

		if (strcmp(row->key, "nam") == 0)
			cut_to(value, row->max, TP_IAQ_NAM, cut);
		if (strcmp(row->key, "atn") == 0)
			cut_to(value, row->max, TP_IAQ_ATN, cut);
		if (row->need != 0 && value->len == 0)
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s is missing", row->label);
		if (value->len > row->max)
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "%s is longer than %lu characters", row->label,
			    (unsigned long)row->max);
		if (!fits_in(value))
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "%s holds a full stop or control character", row->label);
	}
	wrong = wrong_element(out);
	return wrong != NULL ? tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s", wrong) : TP_OK;
}

static void
put_elements(tpi_buf *text, tp_iaq *iaq, const tpi_layout *layout)
{
	bool first = true;
	size_t i;

	for (i = 1; i < layout->count; i++) {
		const tp_str *value = tpi_iaq_member(iaq, layout->rows[i].key);

		if (value->len == 0)
			continue;
		if (!first)
			tpi_buf_byte(text, '.');
		first = false;
		tpi_buf_text(text, layout->rows[i].label);
		tpi_buf_byte(text, '/');
		tpi_buf_put(text, value->ptr, value->len);
	}
	for (i = 0; i < iaq->others.count; i++) {
		const tp_str *element = &iaq->others.at[i].value;

		if (label_at(element->ptr, element->ptr + element->len) == 0)
			continue; /* what Nlets put into the header */
		tpi_buf_byte(text, '.');
		tpi_buf_put(text, element->ptr, element->len);
	}
	tpi_buf_text(text, "\r\n");
}

static tp_status
finish(tpi_buf *text, tp_status status, tp_bytes *out, tp_diag *diag)
{
	if (status == TP_OK && text->failed)
		status = tpi_nomem(diag);
	if (status != TP_OK) {
		tpi_buf_free(text);
		return status;
	}
	return tpi_buf_take(text, out);
}

tp_status
tp_iaq_build(const tp_iaq *iaq, const tp_message_options *options, uint32_t *cut,
    tp_bytes *out, tp_diag *diag)
{
	tp_mem mem = tpi_mem_or_default(options != NULL ? options->mem : NULL);
	tpi_layout layout;
	tp_status status;
	tpi_buf text;
	tp_iaq copy;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	tpi_buf_init(&text, &mem);
	if (!tpi_layout_find(options != NULL ? options->layouts : NULL, "iaq", &layout))
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there is no layout for it");
	status = tpi_iaq_settle(iaq, &layout, &copy, cut, diag);
	if (status == TP_OK)
		status = tpi_nlets_header(&text, layout.rows[0].label, &copy.envelope, "AX", diag);
	if (status == TP_OK)
		put_elements(&text, &copy, &layout);
	return finish(&text, status, out, diag);
}

tp_status
tp_iar_build(const tp_iar *iar, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_mem mem = tpi_mem_or_default(options != NULL ? options->mem : NULL);
	tpi_layout layout;
	tp_status status;
	tpi_buf text;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	tpi_buf_init(&text, &mem);
	if (!tpi_layout_find(options != NULL ? options->layouts : NULL, "iar", &layout))
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there is no layout for it");
	status = tpi_nlets_header(&text, layout.rows[0].label, &iar->envelope, "", diag);
	if (status == TP_OK)
		tpi_buf_put(&text, iar->text.ptr, iar->text.len);
	return finish(&text, status, out, diag);
}
