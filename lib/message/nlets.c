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

/* Printable ASCII, 1 to 40; a full stop would end it, a star starts the control field. */
bool
tpi_nlets_address(const tp_str *s)
{
	size_t i;

	for (i = 0; i < s->len; i++)
		if (s->ptr[i] <= ' ' || s->ptr[i] > '~' || s->ptr[i] == '.')
			return false;
	return s->len != 0 && s->len <= 40 && s->ptr[0] != '*';
}

static bool
starts(const tp_str *text, const char *mark)
{
	size_t n = strlen(mark);

	return text->len > n && memcmp(text->ptr, mark, n) == 0 && text->ptr[n] == '.';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\r' || c == '\n';
}

/* A view of the header from `at` up to `end`, without blanks and line ends around it. */
static void
cut_out(const char *at, const char *end, tp_str *out)
{
	while (at < end && is_blank(*at))
		at++;
	while (end > at && is_blank(end[-1]))
		end--;
	out->ptr = at;
	out->len = (size_t)(end - at);
}

/* The header's parts end with a full stop. Take one from *at; false at the end. */
static bool
next_part(const char **at, const char *end, tp_str *part)
{
	const char *point = *at < end ? memchr(*at, '.', (size_t)(end - *at)) : NULL;

	if (point == NULL)
		return false;
	cut_out(*at, point, part);
	*at = point + 1;
	return true;
}

/* Whether TXT stands at `at`, and its line, or the text, ends behind it: where the body starts. */
static const char *
behind_txt(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	if (end - at < 3 || memcmp(at, "TXT", 3) != 0)
		return NULL;
	at += 3;
	if (at < end && *at == '.' && (end - at == 1 || is_blank(at[1])))
		at++;
	if (at == end)
		return at;
	if (end - at >= 2 && at[0] == '\r' && at[1] == '\n')
		return at + 2;
	return is_blank(*at) ? at + 1 : NULL;
}

/* What Nlets puts into the header of what it delivers, between the sender and the destination. */
static tp_status
take_stamp(tpi_lines *left, const char *at, const char *destination)
{
	const tp_str stamp = { at, (size_t)(destination - at) };

	return stamp.len != 0 ? tpi_lines_add(left, TP_NLETS_STAMP, &stamp) : TP_OK;
}

/*
 * "KEY.SENDER.", when Nlets delivered it a time, date and number, then
 * "DESTINATION.*CONTROL.TXT", of which the control field may be missing.
 */
static tp_status
parse_header(const tp_message *m, tp_envelope *e, tpi_lines *left, tp_str *body, tp_diag *diag)
{
	const char *at = m->text.ptr, *end = at + m->text.len, *stamp, *text = NULL;
	tp_str part, last = { NULL, 0 };

	if (!next_part(&at, end, &part) || !next_part(&at, end, &e->ori) || e->ori.len == 0)
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "the header has no sender");
	for (stamp = at; text == NULL && next_part(&at, end, &part); text = behind_txt(at, end)) {
		if (last.ptr != NULL && part.len != 0 && part.ptr[0] == '*') {
			e->tcn = (tp_str){ part.ptr + 1, part.len - 1 };
			if ((text = behind_txt(at, end)) != NULL)
				break;
			e->tcn = (tp_str){ NULL, 0 };
		}
		last = part;
	}
	/* The last line of a stamp stands in front of the destination. */
	part = last;
	while (part.len != 0 && memchr(part.ptr, '\n', part.len) != NULL) {
		const char *lf = memchr(part.ptr, '\n', part.len);

		cut_out(lf + 1, part.ptr + part.len, &part);
	}
	if (text == NULL || !tpi_nlets_address(&part))
		return tpi_fail(diag, TP_ERR_SYNTAX, (uint64_t)(stamp - m->text.ptr),
		    "the header has no destination, or no TXT");
	e->dai = part;
	body->ptr = text;
	body->len = (size_t)(end - text);
	return take_stamp(left, stamp, part.ptr);
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
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Where the element at `at` ends: before a full stop and another label, or at the end. */
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
		return tpi_lines_add(left, TP_NLETS_ELEMENT, element);
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
	while (end > body.ptr && is_blank(end[-1]))
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

static tp_status
parse_answer(tp_message *m, tp_diag *diag)
{
	tp_iar *iar = &m->of.iar;
	tpi_lines left = { .arena = &m->arena };
	tp_status status = parse_header(m, &iar->envelope, &left, &iar->text, diag);

	iar->others.at = left.at;
	iar->others.count = left.count;
	return status;
}

tp_status
tpi_nlets_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
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
	return parse_answer(m, diag);
}
