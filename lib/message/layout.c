/* SPDX-License-Identifier: MIT */
/*
 * Message layer: finding a layout, and reading others at run time from the
 * same columns that data/layouts.tsv has.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/number.h"
#include "../base/tsv.h"
#include "layout.h"
#include "values.h"

#define MAX_CELL 1000
static const char header[] = "layout\tkind\tkey\tlabel\tneed\tmin\tmax\tform";

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

const tpi_layout_row *
tpi_layout_row_of(const tpi_layout *layout, const char *key)
{
	size_t i;

	for (i = 0; i < layout->count; i++)
		if (strcmp(layout->rows[i].key, key) == 0)
			return &layout->rows[i];
	return NULL;
}

const char *
tpi_layout_word(const tpi_layout *layout, const char *key)
{
	const tpi_layout_row *row = tpi_layout_row_of(layout, key);

	return row != NULL && row->kind == TPI_LAYOUT_WORD ? row->label : "";
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
	tpi_tsv tsv;
	tp_diag *diag;
} reader;

enum { LAYOUT, KIND, KEY, LABEL, NEED, MIN, MAX, FORM };

static tp_status
fail(const reader *r, tp_status code, size_t column, const char *text)
{
	return tpi_tsv_fail(&r->tsv.at, r->tsv.cell[column].ptr, code, r->diag, "%s", text);
}

static const char *
keep(reader *r, size_t column)
{
	const tp_str *cell = &r->tsv.cell[column];
	char *copy = tpi_arena_alloc(&r->to->arena, cell->len + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, cell->ptr, cell->len);
	copy[cell->len] = '\0';
	return copy;
}

static int
kind_of(const tp_str *word)
{
	static const char *const kinds[] = { "mark", "value", "group", "item", "text", "word" };
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strlen(kinds[i]) == word->len && memcmp(kinds[i], word->ptr, word->len) == 0)
			return (int)i;
	return -1;
}

/* A text must not look like a transaction, which starts with a digit. */
static bool
good_label(const tp_str *label)
{
	size_t i;

	for (i = 0; i < label->len; i++)
		if (label->ptr[i] < ' ' || label->ptr[i] > '~' || label->ptr[i] == ':')
			return false;
	return label->len != 0 && label->len <= 40 && (label->ptr[0] < '0' || label->ptr[0] > '9');
}

/* Nlets tells an element by the capital letters and the stroke in front of it. */
static bool
good_element(const char *label)
{
	size_t n = strspn(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return n >= 2 && n <= 8 && label[n] == '\0';
}

static bool
is_nlets(const tpi_layout_row *row)
{
	return strcmp(row->layout, "iaq") == 0 || strcmp(row->layout, "iar") == 0;
}

/* The built-in row of the key: the messages have no others. */
static const tpi_layout_row *
known_key(const tpi_layout_row *row)
{
	tpi_layout builtin;
	const tpi_layout_row *found;

	if (!run_of(tpi_layout_rows, tpi_layout_row_count, row->layout, &builtin))
		return NULL;
	found = tpi_layout_row_of(&builtin, row->key);
	return found != NULL && found->kind == row->kind ? found : NULL;
}

/* Whether a row may follow those before it; first: it is the first of its layout. */
static tp_status
judge_order(const reader *r, const tpi_layout_row *row, bool first)
{
	const tpi_layout_row *last = r->to->count != 0 ? row - 1 : NULL;

	if (first != (row->kind == TPI_LAYOUT_MARK))
		return fail(r, TP_ERR_SYNTAX, KIND,
		    "a layout starts with its mark, and has no other");
	if (row->kind == TPI_LAYOUT_ITEM && last->kind != TPI_LAYOUT_ITEM &&
	    last->kind != TPI_LAYOUT_GROUP)
		return fail(r, TP_ERR_SYNTAX, KIND, "an item stands behind its group");
	return TP_OK;
}

/* Labels and marks tell things apart; words do so among themselves. */
static bool
clashes(const tpi_layout_row *a, const tpi_layout_row *b)
{
	bool same_layout = strcmp(a->layout, b->layout) == 0;

	if (same_layout && strcmp(a->key, b->key) == 0)
		return true;
	if (strcmp(a->label, b->label) != 0)
		return false;
	if (same_layout)
		return (a->kind == TPI_LAYOUT_WORD) == (b->kind == TPI_LAYOUT_WORD);
	return a->kind == TPI_LAYOUT_MARK && b->kind == TPI_LAYOUT_MARK;
}

static tp_status
judge_row(const reader *r, const tpi_layout_row *row)
{
	const tpi_layout_row *before = r->to->rows, *builtin = known_key(row);
	bool first = true, last = true;
	size_t i;

	if (builtin == NULL)
		return fail(r, TP_ERR_NOTFOUND, KEY, "no message has such a layout, kind and key");
	if (row->kind == TPI_LAYOUT_GROUP && row->max > builtin->max)
		return fail(r, TP_ERR_RANGE, MAX, "more groups than the message holds");
	if (is_nlets(row) && !good_element(row->label))
		return fail(r, TP_ERR_SYNTAX, LABEL,
		    "an element's label is 2 to 8 capital letters");
	for (i = 0; i < r->to->count; i++) {
		if (clashes(&before[i], row))
			return fail(r, TP_ERR_SYNTAX, LABEL, "the key or label is there twice");
		last = strcmp(before[i].layout, row->layout) == 0;
		first = first && !last;
	}
	if (!first && !last)
		return fail(r, TP_ERR_SYNTAX, LAYOUT, "the rows of a layout stand together");
	return judge_order(r, row, first);
}

static tp_status
take_numbers(const reader *r, tpi_layout_row *row)
{
	uint32_t *const to[] = { &row->need, &row->min, &row->max };
	static const uint32_t limits[] = { 1000, 1000000, 10000000 };
	uint64_t n;
	size_t i;

	for (i = 0; i < 3; i++) {
		const tp_str *cell = &r->tsv.cell[NEED + i];

		if (tpi_parse_decimal(cell->ptr, cell->len, limits[i], &n) != TP_OK)
			return fail(r, TP_ERR_SYNTAX, NEED + i, "no number, or too large");
		*to[i] = (uint32_t)n;
	}
	if (row->need > (row->kind == TPI_LAYOUT_GROUP ? row->max : 1))
		return fail(r, TP_ERR_RANGE, NEED, "more than there can be");
	if (row->min > row->max)
		return fail(r, TP_ERR_RANGE, MIN, "more than the most");
	return TP_OK;
}

static tp_status
take_row(reader *r)
{
	tpi_layout_row *row = &r->to->rows[r->to->count];
	tp_status status;
	int kind = kind_of(&r->tsv.cell[KIND]);

	if (kind < 0)
		return fail(r, TP_ERR_SYNTAX, KIND, "not mark, value, group, item, text or word");
	if (!good_label(&r->tsv.cell[LABEL]))
		return fail(r, TP_ERR_SYNTAX, LABEL,
		    "a label is 1 to 40 printable characters without a colon, the first no digit");
	*row = (tpi_layout_row){ .kind = kind, .layout = keep(r, LAYOUT), .key = keep(r, KEY),
		.label = keep(r, LABEL), .form = keep(r, FORM) };
	if (row->layout == NULL || row->key == NULL || row->label == NULL || row->form == NULL)
		return r->to->arena.limited ? fail(r, TP_ERR_LIMIT, LAYOUT, "too much text")
		    : tpi_nomem(r->diag);
	if (!tpi_form_known(row->form))
		return fail(r, TP_ERR_SYNTAX, FORM, "no such form");
	status = take_numbers(r, row);
	if (status == TP_OK)
		status = judge_row(r, row);
	if (status == TP_OK)
		r->to->count++;
	return status;
}

/* Words, and the values that are such words: without them a text would not say what it is. */
static bool
is_essential(const tpi_layout_row *row)
{
	return row->kind == TPI_LAYOUT_WORD || strcmp(row->key, "result") == 0 ||
	    strcmp(row->key, "kind") == 0;
}

static tp_status
judge_whole(const reader *r)
{
	size_t i;

	for (i = 0; i < tpi_layout_row_count; i++) {
		const tpi_layout_row *row = &tpi_layout_rows[i];
		tpi_layout layout;

		if (is_essential(row) &&
		    run_of(r->to->rows, r->to->count, row->layout, &layout) &&
		    tpi_layout_row_of(&layout, row->key) == NULL)
			return tpi_fail(r->diag, TP_ERR_NOTFOUND, TP_NO_OFFSET,
			    "layout %s has no row of key %s", row->layout, row->key);
	}
	return TP_OK;
}

static tp_status
read_rows(reader *r, const char *text, size_t len)
{
	tp_status status;

	tpi_tsv_init(&r->tsv, text, len, MAX_CELL);
	status = tpi_tsv_columns(&r->tsv, header, "a layout", r->diag);
	while (tpi_tsv_row(&r->tsv, &status, r->diag))
		status = r->to->count < TPI_LAYOUT_ROWS ? take_row(r)
		    : fail(r, TP_ERR_LIMIT, LAYOUT, "too many rows");
	return status == TP_OK ? judge_whole(r) : status;
}

tp_status
tp_layouts_read(const char *text, size_t len, const tp_mem *mem, tp_layouts **out,
    tp_diag *diag)
{
	tp_mem use = tpi_mem_or_default(mem);
	reader r = { .diag = diag };
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL || (text == NULL && len != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no text, or no place for it");
	*out = NULL;
	r.to = tpi_calloc(&use, 1, sizeof(*r.to));
	if (r.to == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&r.to->arena, &use, 1024 * 1024);
	r.to->rows = tpi_arena_alloc(&r.to->arena, TPI_LAYOUT_ROWS * sizeof(tpi_layout_row));
	status = r.to->rows != NULL ? read_rows(&r, text, len) : tpi_nomem(diag);
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
