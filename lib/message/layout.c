/* SPDX-License-Identifier: MIT */
/*
 * Message layer: finding a layout, and reading others at run time from the
 * same columns that data/layouts.tsv has.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/number.h"
#include "layout.h"

#define COLUMNS 6
#define MAX_ROWS 500
static const char header[] = "layout\tkind\tkey\tlabel\tneed\tmax";

struct tp_layouts {
	tpi_arena arena;
	tpi_layout_row *rows;
	size_t count;
};

/* The run of rows of one name. */
static bool
run_of(const tpi_layout_row *rows, size_t count, const char *name, tpi_layout *out)
{
	size_t i, end;

	for (i = 0; i < count && strcmp(rows[i].layout, name) != 0; i++)
		;
	for (end = i; end < count && strcmp(rows[end].layout, name) == 0; end++)
		;
	out->rows = rows + i;
	out->count = end - i;
	return end > i;
}

bool
tpi_layout_find(const tp_layouts *layouts, const char *name, tpi_layout *out)
{
	if (layouts != NULL && run_of(layouts->rows, layouts->count, name, out))
		return true;
	return run_of(tpi_layout_rows, tpi_layout_row_count, name, out);
}

const char *
tp_layouts_version(const tp_layouts *layouts, const char *name)
{
	tpi_layout layout;

	if (name == NULL || !tpi_layout_find(layouts, name, &layout))
		return NULL;
	return layout.rows[0].label;
}

/* Where reading is. */
typedef struct reader {
	tp_layouts *to;
	const char *begin; /* of the text */
	const char *line;
	size_t number;     /* of the line, from 1 */
	tp_str cell[COLUMNS];
	tp_diag *diag;
} reader;

static tp_status
fail(const reader *r, tp_status code, size_t column, const char *text)
{
	const char *at = column < COLUMNS ? r->cell[column].ptr : r->line;

	return tpi_fail(r->diag, code, (uint64_t)(at - r->begin), "line %lu, column %lu: %s",
	    (unsigned long)r->number, (unsigned long)(at - r->line) + 1, text);
}

static const char *
keep(reader *r, size_t column)
{
	const tp_str *cell = &r->cell[column];
	char *copy = tpi_arena_alloc(&r->to->arena, cell->len + 1);

	if (copy == NULL)
		return NULL;
	if (cell->len != 0)
		memcpy(copy, cell->ptr, cell->len);
	copy[cell->len] = '\0';
	return copy;
}

static int
kind_of(const tp_str *word)
{
	static const char *const kinds[] = { "mark", "value", "group", "item", "text" };
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strlen(kinds[i]) == word->len && memcmp(kinds[i], word->ptr, word->len) == 0)
			return (int)i;
	return -1;
}

static bool
good_label(const tp_str *label)
{
	size_t i;

	for (i = 0; i < label->len; i++)
		if ((unsigned char)label->ptr[i] < ' ' || label->ptr[i] == ':' ||
		    (unsigned char)label->ptr[i] > '~')
			return false;
	return label->len != 0 && label->len <= 40 && label->ptr[0] != ' ' &&
	    label->ptr[label->len - 1] != ' ';
}

/* The built-in row of the key: the messages have no others. */
static const tpi_layout_row *
known_key(const tpi_layout_row *row)
{
	tpi_layout builtin;
	size_t i;

	if (!run_of(tpi_layout_rows, tpi_layout_row_count, row->layout, &builtin))
		return NULL;
	for (i = 0; i < builtin.count; i++)
		if (strcmp(builtin.rows[i].key, row->key) == 0 && builtin.rows[i].kind == row->kind)
			return &builtin.rows[i];
	return NULL;
}

static tp_status
judge_row(const reader *r, const tpi_layout_row *row)
{
	const tpi_layout_row *before = r->to->rows, *builtin = known_key(row);
	bool begun = false;
	size_t i;

	if (builtin == NULL)
		return fail(r, TP_ERR_NOTFOUND, 2, "no message has such a layout, kind and key");
	if (row->kind == TPI_LAYOUT_GROUP && row->max > builtin->max)
		return fail(r, TP_ERR_RANGE, 5, "more groups than the message holds");
	for (i = 0; i < r->to->count; i++) {
		if (strcmp(before[i].layout, row->layout) != 0)
			continue;
		if (i + 1 < r->to->count && strcmp(before[r->to->count - 1].layout, row->layout) != 0)
			return fail(r, TP_ERR_SYNTAX, 0, "the rows of a layout stand together");
		begun = true;
		if (strcmp(before[i].label, row->label) == 0 || strcmp(before[i].key, row->key) == 0)
			return fail(r, TP_ERR_SYNTAX, 3, "the key or label is there twice");
	}
	if (begun == (row->kind == TPI_LAYOUT_MARK))
		return fail(r, TP_ERR_SYNTAX, 1, "a layout starts with its mark, and has no other");
	return TP_OK;
}

static tp_status
take_numbers(const reader *r, tpi_layout_row *row)
{
	uint64_t need, max;

	if (tpi_parse_decimal(r->cell[4].ptr, r->cell[4].len, 1000, &need) != TP_OK)
		return fail(r, TP_ERR_SYNTAX, 4, "not a number of at most 1000");
	if (tpi_parse_decimal(r->cell[5].ptr, r->cell[5].len, 10000000, &max) != TP_OK)
		return fail(r, TP_ERR_SYNTAX, 5, "not a number of at most 10000000");
	row->need = (uint32_t)need;
	row->max = (uint32_t)max;
	return TP_OK;
}

static tp_status
take_row(reader *r)
{
	tpi_layout_row *row = &r->to->rows[r->to->count];
	tp_status status;

	row->kind = kind_of(&r->cell[1]);
	if (row->kind < 0)
		return fail(r, TP_ERR_SYNTAX, 1, "not mark, value, group, item or text");
	if (!good_label(&r->cell[3]))
		return fail(r, TP_ERR_SYNTAX, 3, "a label is 1 to 40 printable characters without a colon");
	row->layout = keep(r, 0);
	row->key = keep(r, 2);
	row->label = keep(r, 3);
	if (row->layout == NULL || row->key == NULL || row->label == NULL)
		return tpi_nomem(r->diag);
	status = take_numbers(r, row);
	if (status == TP_OK)
		status = judge_row(r, row);
	if (status == TP_OK)
		r->to->count++;
	return status;
}

static bool
split(reader *r, const char *end)
{
	const char *at = r->line;
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		const char *tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;

		if ((tab == NULL) != (i == COLUMNS - 1))
			return false;
		r->cell[i].ptr = at;
		r->cell[i].len = (size_t)((tab != NULL ? tab : end) - at);
		at = tab != NULL ? tab + 1 : end;
	}
	return true;
}

static tp_status
take_line(reader *r, size_t len, bool *started)
{
	if (len == 0 || r->line[0] == '#')
		return TP_OK;
	if (!*started) {
		*started = true;
		if (len != strlen(header) || memcmp(r->line, header, len) != 0)
			return fail(r, TP_ERR_SYNTAX, COLUMNS, "these are not the columns of a layout");
		return TP_OK;
	}
	if (!split(r, r->line + len))
		return fail(r, TP_ERR_SYNTAX, COLUMNS, "a row has six columns, parted by tabs");
	if (r->to->count == MAX_ROWS)
		return fail(r, TP_ERR_LIMIT, COLUMNS, "too many rows");
	return take_row(r);
}

static tp_status
read_lines(reader *r, const char *text, size_t len)
{
	const char *end = text + len;
	tp_status status = TP_OK;
	bool started = false;

	while (r->line < end && status == TP_OK) {
		const char *lf = memchr(r->line, '\n', (size_t)(end - r->line));
		const char *next = lf != NULL ? lf + 1 : end, *stop = lf != NULL ? lf : end;

		if (stop > r->line && stop[-1] == '\r')
			stop--;
		status = take_line(r, (size_t)(stop - r->line), &started);
		r->line = next;
		r->number++;
	}
	return status;
}

tp_status
tp_layouts_read(const char *text, size_t len, const tp_mem *mem, tp_layouts **out,
    tp_diag *diag)
{
	tp_mem use = tpi_mem_or_default(mem);
	reader r = { .begin = text, .line = text, .number = 1, .diag = diag };
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL || (text == NULL && len != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no text, or no place for it");
	*out = NULL;
	r.to = tpi_calloc(&use, 1, sizeof(*r.to));
	if (r.to == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&r.to->arena, &use, 1024 * 1024);
	r.to->rows = tpi_arena_alloc(&r.to->arena, MAX_ROWS * sizeof(tpi_layout_row));
	status = r.to->rows == NULL ? tpi_nomem(diag)
	    : len != 0 ? read_lines(&r, text, len) : TP_OK;
	if (status != TP_OK) {
		tp_layouts_free(r.to);
		return status;
	}
	*out = r.to;
	return TP_OK;
}

void
tp_layouts_free(tp_layouts *layouts)
{
	tp_mem mem;

	if (layouts == NULL)
		return;
	mem = layouts->arena.mem;
	tpi_arena_free(&layouts->arena);
	tpi_free(&mem, layouts, sizeof(*layouts));
}
