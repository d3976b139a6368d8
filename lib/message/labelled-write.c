/* SPDX-License-Identifier: MIT */
/*
 * Message layer: writing labelled lines. A text of several lines is counted,
 * so that its bytes come back as they were; where they would not survive as
 * lines of at most 72 printable characters (EBTS's rule for its rap sheets)
 * they are quoted as RFC 2045, 6.7 says. What was written is read again: a
 * text that would say something else than its struct is not given out.
 */

#include <string.h>

#include "../base/diag.h"
#include "labelled.h"
#include "values.h"

#define LINE 72

typedef struct writer {
	const tpi_layout *layout;
	const tpi_labelled_source *from;
	tpi_buf *out;
	size_t line;   /* the next one, from 1 */
	size_t other;  /* the next of the others */
	tpi_buf placed; /* where those before it stand: a size_t each */
	size_t values; /* written so far */
	tp_diag *diag;
} writer;

/* ---- a text ----------------------------------------------------------------- */

static bool
is_line_end(const tp_str *text, size_t i)
{
	return text->ptr[i] == '\r' && i + 1 < text->len && text->ptr[i + 1] == '\n';
}

/* Lines of printable ASCII that end in CRLF and fit: they need no quoting. */
static bool
is_plain(const tp_str *text)
{
	size_t i, column = 0;

	for (i = 0; i < text->len; i++) {
		if (is_line_end(text, i)) {
			column = 0;
			i++;
		} else if (text->ptr[i] < ' ' || text->ptr[i] > '~' || ++column > LINE) {
			return false;
		}
	}
	return true;
}

/* Whether the byte may stand for itself; a blank not before the end of a line. */
static bool
stands(const tp_str *text, size_t i)
{
	char c = text->ptr[i];

	if (c == ' ')
		return i + 1 < text->len && text->ptr[i + 1] != '\r' && text->ptr[i + 1] != '\n';
	return c > ' ' && c <= '~' && c != '=';
}

static void
put_quoted(tpi_buf *out, const tp_str *text)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i, column = 0;

	for (i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->ptr[i];
		size_t width = stands(text, i) ? 1 : 3;

		if (is_line_end(text, i)) {
			tpi_buf_text(out, "\r\n");
			column = 0;
			i++;
			continue;
		}
		if (column + width > LINE - 1) {
			tpi_buf_text(out, "=\r\n");
			column = 0;
		}
		column += width;
		if (width == 3) {
			tpi_buf_byte(out, '=');
			tpi_buf_byte(out, (uint8_t)hex[c >> 4]);
			c = (unsigned char)hex[c & 15];
		}
		tpi_buf_byte(out, c);
	}
}

static size_t
count_lines(const void *bytes, size_t len)
{
	const char *at = bytes;
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		n += at[i] == '\n';
	return n;
}

static void
put_text(writer *w, const tpi_layout_row *row, const tp_str *text)
{
	bool plain = is_plain(text);
	tpi_buf quoted;

	tpi_buf_init(&quoted, &w->out->mem);
	if (plain)
		tpi_buf_put(&quoted, text->ptr, text->len);
	else
		put_quoted(&quoted, text);
	w->out->failed = w->out->failed || quoted.failed;
	tpi_buf_text(w->out, row->label);
	tpi_buf_text(w->out, ": ");
	tpi_buf_number(w->out, quoted.len, 1);
	tpi_buf_text(w->out, plain ? " plain\r\n" : " quoted\r\n");
	tpi_buf_put(w->out, quoted.ptr, quoted.len);
	tpi_buf_text(w->out, "\r\n");
	w->line += 1 + count_lines(quoted.ptr, quoted.len);
	tpi_buf_free(&quoted);
}

/* ---- lines ------------------------------------------------------------------ */

/* The lines among the others that stood before the next line, or all. */
static void
put_others(writer *w, bool all)
{
	const tp_others *others = w->from->others;

	for (; others != NULL && w->other < others->count; w->other++) {
		const tp_other *o = &others->at[w->other];

		if (o->type != 0)
			continue;
		if (o->field > w->line && !all)
			return;
		tpi_buf_put(&w->placed, &w->line, sizeof w->line);
		tpi_buf_put(w->out, o->value.ptr, o->value.len);
		tpi_buf_text(w->out, "\r\n");
		w->line++;
	}
}

static void
begin_line(writer *w)
{
	put_others(w, false);
	w->line++;
}

/* The label in front of what is wrong is that of the row, with its group's before it. */
static tp_status
fail(const writer *w, const tpi_layout_row *group, size_t n, const char *text)
{
	if (group == NULL)
		return tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET, "%s", text);
	return tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET, "%s %lu: %s", group->label,
	    (unsigned long)n, text);
}

static tp_status
write_row(writer *w, const tpi_layout_row *row, const tpi_layout_row *group, size_t n)
{
	tp_str value = { NULL, 0 };
	char wrong[TP_DIAG_TEXT];

	w->from->get(w->from->ctx, row->key, n, &value);
	if (tpi_value_wrong(row, &value, w->from->flags, wrong, sizeof wrong))
		return fail(w, group, n, wrong);
	/* An empty text is there all the same if its pointer is. */
	if (row->kind == TPI_LAYOUT_TEXT ? value.ptr == NULL : value.len == 0)
		return TP_OK;
	w->values++;
	begin_line(w);
	if (row->kind == TPI_LAYOUT_TEXT) {
		put_text(w, row, &value);
		return TP_OK;
	}
	tpi_buf_text(w->out, row->label);
	tpi_buf_text(w->out, ": ");
	tpi_buf_put(w->out, value.ptr, value.len);
	tpi_buf_text(w->out, "\r\n");
	return TP_OK;
}

/* The group's row is the layout's at `first`; its items follow it. */
static tp_status
write_groups(writer *w, size_t first)
{
	const tpi_layout_row *group = &w->layout->rows[first], *row;
	const tpi_layout_row *end = w->layout->rows + w->layout->count;
	tp_status status = TP_OK;
	size_t n;

	for (n = 1; n <= w->from->groups && status == TP_OK; n++) {
		begin_line(w);
		tpi_buf_text(w->out, group->label);
		tpi_buf_byte(w->out, ' ');
		tpi_buf_number(w->out, n, 1);
		tpi_buf_text(w->out, "\r\n");
		for (row = group + 1; row < end && row->kind == TPI_LAYOUT_ITEM && status == TP_OK;
		    row++)
			status = write_row(w, row, group, n);
	}
	return status;
}

static tp_status
write_rows(writer *w)
{
	tp_status status = TP_OK;
	size_t i;

	tpi_buf_text(w->out, w->layout->rows[0].label);
	tpi_buf_text(w->out, "\r\n");
	w->line = 2;
	for (i = 1; i < w->layout->count && status == TP_OK; i++) {
		const tpi_layout_row *row = &w->layout->rows[i];

		if (row->kind == TPI_LAYOUT_GROUP)
			status = write_groups(w, i);
		else if (row->kind == TPI_LAYOUT_VALUE || row->kind == TPI_LAYOUT_TEXT)
			status = write_row(w, row, NULL, 0);
	}
	put_others(w, true);
	return status;
}

/* ---- what the layout has no place for --------------------------------------- */

static tp_status
judge_groups(const writer *w, const tpi_layout_row *group)
{
	size_t n = w->from->groups;

	if (group == NULL)
		return n == 0 ? TP_OK : tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the layout has no place for groups");
	if (n >= group->need && n <= group->max)
		return TP_OK;
	return tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET, "%s is there %lu times, not %lu to %lu",
	    group->label, (unsigned long)n, (unsigned long)group->need,
	    (unsigned long)group->max);
}

/* No value of a key that the layout has no row for. */
static tp_status
judge_place(const writer *w, const tpi_layout_row *row)
{
	size_t n = row->kind == TPI_LAYOUT_ITEM;
	size_t last = n != 0 ? w->from->groups : 0;

	for (; n <= last; n++) {
		tp_str value = { NULL, 0 };

		w->from->get(w->from->ctx, row->key, n, &value);
		if (value.ptr != NULL && (value.len != 0 || row->kind == TPI_LAYOUT_TEXT))
			return tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET,
			    "the layout has no place for key %s", row->key);
	}
	return TP_OK;
}

/* Keys are those of the built-in layout: another one may have fewer, never more. */
static tp_status
judge_places(const writer *w)
{
	tp_status status = TP_OK;
	tpi_layout builtin;
	size_t i;

	(void)tpi_layout_find(NULL, w->layout->rows[0].layout, &builtin);
	for (i = 1; i < builtin.count && status == TP_OK; i++) {
		const tpi_layout_row *row = &builtin.rows[i];
		const tpi_layout_row *there = tpi_layout_row_of(w->layout, row->key);

		if (row->kind == TPI_LAYOUT_GROUP)
			status = judge_groups(w, there);
		else if (there == NULL && row->kind != TPI_LAYOUT_WORD)
			status = judge_place(w, row);
	}
	return status;
}

/* ---- reading it again ------------------------------------------------------- */

typedef struct comparing {
	const writer *w;
	size_t values;
	size_t groups;
	size_t other; /* the next of the others */
	size_t lines; /* of them, read so far */
} comparing;

static tp_status
compare_group(void *ctx, size_t group)
{
	comparing *c = ctx;

	c->groups = group;
	return TP_OK;
}

static bool
same(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static tp_status
compare_value(void *ctx, const char *key, size_t group, const tp_str *value)
{
	comparing *c = ctx;
	tp_str want = { NULL, 0 };

	c->values++;
	c->w->from->get(c->w->from->ctx, key, group, &want);
	return same(&want, value) ? TP_OK : TP_ERR_ARG;
}

/* The next of the others, in the line where it was put. */
static tp_status
compare_left(void *ctx, size_t line, const tp_str *text)
{
	comparing *c = ctx;
	const tp_others *others = c->w->from->others;
	size_t at;

	if ((c->lines + 1) * sizeof at > c->w->placed.len)
		return TP_ERR_ARG;
	memcpy(&at, c->w->placed.ptr + c->lines++ * sizeof at, sizeof at);
	while (others->at[c->other].type != 0)
		c->other++;
	return line == at && same(&others->at[c->other++].value, text) ? TP_OK : TP_ERR_ARG;
}

static tp_status
read_again(const writer *w, size_t start)
{
	comparing c = { .w = w };
	const tp_str text = { (const char *)w->out->ptr + start, w->out->len - start };
	tpi_arena arena;
	const tpi_labelled_reader reader = { compare_group, compare_value, compare_left, &c,
		&arena };
	tp_status status;

	tpi_arena_init(&arena, &w->out->mem, 0);
	status = tpi_labelled_read(w->layout, &text, &reader, NULL);
	tpi_arena_free(&arena);
	if (status == TP_ERR_NOMEM)
		return tpi_nomem(w->diag);
	if (status == TP_OK && c.values == w->values && c.groups == w->from->groups &&
	    c.lines * sizeof(size_t) == w->placed.len)
		return TP_OK;
	return tpi_fail(w->diag, TP_ERR_ARG, TP_NO_OFFSET,
	    "a line among the others would be read as something else");
}

tp_status
tpi_labelled_write(const tpi_layout *layout, const tpi_labelled_source *from, tpi_buf *out,
    tp_diag *diag)
{
	writer w = { .layout = layout, .from = from, .out = out, .diag = diag };
	size_t start = out->len;
	tp_status status = judge_places(&w);

	tpi_buf_init(&w.placed, &out->mem);
	if (status == TP_OK)
		status = write_rows(&w);
	if (status == TP_OK && (out->failed || w.placed.failed))
		status = tpi_nomem(diag);
	if (status == TP_OK)
		status = read_again(&w, start);
	tpi_buf_free(&w.placed);
	return status;
}
