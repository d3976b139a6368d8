/* SPDX-License-Identifier: MIT */
/*
 * Message layer: reading labelled lines. Only what tells lines apart is
 * looked at; a value is taken as it stands, and a line that says nothing is
 * handed on as it is.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "labelled.h"

typedef struct reading {
	const tpi_layout *layout;
	const tpi_labelled_reader *to;
	const char *begin;
	const char *at;
	const char *end;
	size_t line;  /* the last one taken, from 1 */
	size_t group; /* 0: none begun */
	const tpi_layout_row *group_row;
	bool seen[TPI_LAYOUT_ROWS]; /* of values; of items in the present group */
	tp_diag *diag;
} reading;

static tp_status
fail(const reading *r, tp_status code, const char *at, const char *text)
{
	return tpi_fail(r->diag, code, (uint64_t)(at - r->begin), "line %lu: %s",
	    (unsigned long)r->line, text);
}

/* Take the line at r->at; false at the end of the text. */
static bool
next_line(reading *r, tp_str *line)
{
	const char *lf;

	if (r->at >= r->end)
		return false;
	lf = memchr(r->at, '\n', (size_t)(r->end - r->at));
	line->ptr = r->at;
	line->len = (size_t)((lf != NULL ? lf : r->end) - r->at);
	if (line->len != 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	r->at = lf != NULL ? lf + 1 : r->end;
	r->line++;
	return true;
}

/* What follows the label and `after` in the line; false if the line does not start so. */
static bool
behind(const tp_str *line, const char *label, const char *after, tp_str *rest)
{
	size_t n = strlen(label), k = strlen(after);

	if (line->len < n + k || memcmp(line->ptr, label, n) != 0 ||
	    memcmp(line->ptr + n, after, k) != 0)
		return false;
	rest->ptr = line->ptr + n + k;
	rest->len = line->len - n - k;
	return true;
}

static bool
is_row(const tpi_layout_row *row, const tp_str *line, tp_str *value)
{
	return row->kind != TPI_LAYOUT_WORD &&
	    behind(line, row->label, row->kind == TPI_LAYOUT_GROUP ? " " : ": ", value);
}

/* The row that the line is of, and its value; NULL for none. */
static const tpi_layout_row *
row_of(const reading *r, const tp_str *line, tp_str *value)
{
	const tpi_layout_row *plain = NULL;
	size_t i;

	for (i = 1; i < r->layout->count; i++) {
		const tpi_layout_row *row = &r->layout->rows[i];

		if (!is_row(row, line, value))
			continue;
		/* In a group its items come before values of the same label. */
		if ((row->kind == TPI_LAYOUT_ITEM) == (r->group != 0) ||
		    row->kind == TPI_LAYOUT_GROUP)
			return row;
		if (row->kind != TPI_LAYOUT_ITEM)
			plain = row;
	}
	if (plain != NULL)
		(void)is_row(plain, line, value);
	return plain;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undo quoting, into memory that the text is no longer than. */
static tp_status
unquote(const reading *r, const char *text, size_t len, tp_str *out)
{
	char *to = tpi_arena_alloc(r->to->arena, len + 1);
	size_t i, n = 0;

	if (to == NULL)
		return tpi_nomem(r->diag);
	for (i = 0; i < len; i++) {
		int high, low;

		if (text[i] != '=') {
			to[n++] = text[i];
			continue;
		}
		if (len - i >= 3 && text[i + 1] == '\r' && text[i + 2] == '\n') {
			i += 2;
			continue;
		}
		if (len - i >= 2 && text[i + 1] == '\n') {
			i++;
			continue;
		}
		high = len - i >= 3 ? hex_digit(text[i + 1]) : -1;
		low = len - i >= 3 ? hex_digit(text[i + 2]) : -1;
		if (high < 0 || low < 0)
			return fail(r, TP_ERR_SYNTAX, text + i, "not a quoted byte");
		to[n++] = (char)(high << 4 | low);
		i += 2;
	}
	out->ptr = to;
	out->len = n;
	return TP_OK;
}

/* "n plain" or "n quoted", then n bytes and a line's end. */
static tp_status
take_text(reading *r, const tp_str *count, tp_str *out)
{
	const char *blank = memchr(count->ptr, ' ', count->len);
	const char *bytes = r->at;
	bool quoted;
	uint64_t n;

	if (blank == NULL || tpi_parse_decimal(count->ptr, (size_t)(blank - count->ptr), SIZE_MAX,
	    &n) != TP_OK)
		return fail(r, TP_ERR_SYNTAX, count->ptr,
		    "a text has its size and \"plain\" or \"quoted\"");
	quoted = (size_t)(count->ptr + count->len - blank) == 7 && memcmp(blank, " quoted", 7) == 0;
	if (!quoted && ((size_t)(count->ptr + count->len - blank) != 6 ||
	    memcmp(blank, " plain", 6) != 0))
		return fail(r, TP_ERR_SYNTAX, blank, "a text is \"plain\" or \"quoted\"");
	if (n > (uint64_t)(r->end - r->at))
		return fail(r, TP_ERR_TRUNCATED, count->ptr, "the text is shorter than it says");
	for (; r->at < bytes + n; r->at++)
		r->line += *r->at == '\n';
	if (r->at < r->end && *r->at == '\r')
		r->at++;
	if (r->at < r->end && *r->at == '\n') {
		r->at++;
		r->line++;
	}
	if (quoted)
		return unquote(r, bytes, (size_t)n, out);
	out->ptr = bytes;
	out->len = (size_t)n;
	return TP_OK;
}

static tp_status
begin_group(reading *r, const tpi_layout_row *row)
{
	size_t i;

	r->group++;
	r->group_row = row;
	for (i = 0; i < r->layout->count; i++)
		if (r->layout->rows[i].kind == TPI_LAYOUT_ITEM)
			r->seen[i] = false;
	return r->to->group(r->to->ctx, r->group);
}

/* Whether the items that the group has to have were there. */
static tp_status
end_group(const reading *r)
{
	size_t i;

	if (r->group == 0)
		return TP_OK;
	for (i = 0; i < r->layout->count; i++)
		if (r->layout->rows[i].kind == TPI_LAYOUT_ITEM && r->layout->rows[i].need != 0 &&
		    !r->seen[i])
			return tpi_fail(r->diag, TP_ERR_SYNTAX, (uint64_t)(r->at - r->begin),
			    "line %lu: %s %lu has no %s", (unsigned long)r->line,
			    r->group_row->label, (unsigned long)r->group,
			    r->layout->rows[i].label);
	return TP_OK;
}

static bool
starts_group(const reading *r, const tpi_layout_row *row, const tp_str *value)
{
	uint64_t n;

	return tpi_parse_decimal(value->ptr, value->len, row->max, &n) == TP_OK &&
	    n == r->group + 1;
}

static tp_status
take_line(reading *r, const tp_str *line)
{
	size_t number = r->line;
	tp_str value = { NULL, 0 };
	const tpi_layout_row *row = row_of(r, line, &value);
	tp_status status = TP_OK;

	if (row == NULL)
		return r->to->left(r->to->ctx, number, line);
	if (row->kind == TPI_LAYOUT_GROUP) {
		if (!starts_group(r, row, &value))
			return r->to->left(r->to->ctx, number, line);
		status = end_group(r);
		return status == TP_OK ? begin_group(r, row) : status;
	}
	if (r->seen[row - r->layout->rows])
		return r->to->left(r->to->ctx, number, line);
	if (row->kind == TPI_LAYOUT_TEXT)
		status = take_text(r, &value, &value);
	if (status == TP_OK)
		status = r->to->value(r->to->ctx, row->key,
		    row->kind == TPI_LAYOUT_ITEM ? r->group : 0, &value);
	if (status == TP_ERR_RANGE)
		return r->to->left(r->to->ctx, number, line);
	r->seen[row - r->layout->rows] = true;
	return status;
}

/* What must be there at the end. */
static tp_status
judge_end(const reading *r)
{
	size_t i;

	for (i = 1; i < r->layout->count; i++) {
		const tpi_layout_row *row = &r->layout->rows[i];
		bool there = row->kind == TPI_LAYOUT_GROUP ? r->group >= row->need : r->seen[i];

		if (row->kind == TPI_LAYOUT_ITEM || row->kind == TPI_LAYOUT_WORD)
			continue;
		if (row->need != 0 && !there)
			return tpi_fail(r->diag, TP_ERR_SYNTAX, (uint64_t)(r->end - r->begin),
			    "%s is missing", row->label);
	}
	return end_group(r);
}

tp_status
tpi_labelled_read(const tpi_layout *layout, const tp_str *text, const tpi_labelled_reader *to,
    tp_diag *diag)
{
	reading r = { .layout = layout, .to = to, .begin = text->ptr, .at = text->ptr,
		.diag = diag };
	tp_status status = TP_OK;
	tp_str line;

	if (!tpi_labelled_is(layout, text))
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "the text does not start with its mark");
	r.end = text->ptr + text->len;
	(void)next_line(&r, &line);
	while (status == TP_OK && next_line(&r, &line))
		if (line.len != 0)
			status = take_line(&r, &line);
	return status == TP_OK ? judge_end(&r) : status;
}

bool
tpi_labelled_family(const tpi_layout *layout, const tp_str *text)
{
	const char *mark = layout->rows[0].label, *blank = strrchr(mark, ' ');
	size_t n = blank != NULL ? (size_t)(blank - mark) + 1 : strlen(mark);

	return text->len >= n && memcmp(text->ptr, mark, n) == 0;
}

bool
tpi_labelled_is(const tpi_layout *layout, const tp_str *text)
{
	size_t n = strlen(layout->rows[0].label);

	return text->len >= n && memcmp(text->ptr, layout->rows[0].label, n) == 0 &&
	    (text->len == n || text->ptr[n] == '\r' || text->ptr[n] == '\n');
}
