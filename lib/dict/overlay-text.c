/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the text of an overlay, parted into the rows of its tables.
 * Each section starts with the line of its column names. Nothing is copied
 * but the text as a whole: tabs and line ends in it become NULs, so that a
 * cell is a string and its place tells line and column.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "overlay.h"

typedef struct shape {
	const char *name;
	const char *columns[TPI_OVERLAY_CELLS + 1];
	size_t least; /* columns that must be there */
} shape;

static const shape shapes[TPI_TABLES] = {
	[TPI_TABLE_OVERLAY] = { "overlay",
	    { "overlay", "title", "revision", "base", "only" }, 5 },
	[TPI_TABLE_LISTS] = { "lists", { "list", "state", "title", "revision" }, 3 },
	[TPI_TABLE_CODES] = { "codes", { "list", "code", "meaning", "since", "until" }, 5 },
	[TPI_TABLE_TOTS] = { "tots", { "tot", "name", "group", "role", "response", "error",
	    "since", "until" }, 8 },
	[TPI_TABLE_ALIASES] = { "aliases", { "alias", "tot" }, 2 },
	[TPI_TABLE_FIELDS] = { "fields", { "type", "field", "item", "mnemonic", "name", "cond",
	    "chars", "minlen", "maxlen", "minocc", "maxocc", "list", "rule", "since", "until",
	    "source", "depends" }, 17 },
	[TPI_TABLE_OCCURRENCE] = { "occurrence", { "edition", "tot", "field", "min", "max",
	    "note" }, 6 },
	[TPI_TABLE_COUNTS] = { "counts", { "edition", "tot", "types", "min", "max" }, 5 },
	[TPI_TABLE_SEVERITY] = { "severity", { "rule", "severity" }, 2 },
};

/* ---- telling ---------------------------------------------------------------- */

static void
tell(tpi_overlay *o, const char *cell, tp_status code, const char *text)
{
	tp_overlay_note note = { .code = code, .offset = TP_NO_OFFSET, .text = text };

	if (cell != NULL) {
		note.line = o->line->number;
		note.column = (size_t)(cell - o->line->at) + 1;
		note.offset = (uint64_t)(cell - o->text);
	}
	o->note(o->ctx, &note);
}

bool
tpi_overlay_bad(tpi_overlay *o, const char *cell, tp_status code, const char *format, ...)
{
	char text[TP_DIAG_TEXT];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (o->status == TP_OK)
		o->status = code;
	if (cell == NULL)
		(void)tpi_fail(o->diag, code, TP_NO_OFFSET, "%s", text);
	else
		(void)tpi_tsv_fail(&(tpi_tsv_place){ o->text, o->line->at, o->line->number },
		    cell, code, o->diag, "%s", text);
	if (o->note != NULL)
		tell(o, cell, code, text);
	else
		o->over = true;
	return false;
}

void
tpi_overlay_warn(tpi_overlay *o, const char *cell, const char *format, ...)
{
	char text[TP_DIAG_TEXT];
	va_list args;

	if (o->note == NULL)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	tell(o, cell, TP_OK, text);
}

/* Told as the last thing: what comes after would make no sense. */
static void
end_with(tpi_overlay *o, const char *cell, tp_status code, const char *text)
{
	(void)tpi_overlay_bad(o, cell, code, "%s", text);
	o->over = true;
}

void *
tpi_overlay_alloc(tpi_overlay *o, size_t count, size_t size)
{
	tpi_arena *arena = &o->next->arena;
	void *made;

	if (count == 0)
		count = 1;
	made = count <= SIZE_MAX / size ? tpi_arena_alloc(arena, count * size) : NULL;
	if (made != NULL)
		return memset(made, 0, count * size);
	if (arena->limited)
		end_with(o, NULL, TP_ERR_LIMIT, "the overlay takes too much memory");
	else
		end_with(o, NULL, TP_ERR_NOMEM, "out of memory");
	return NULL;
}

/* ---- a line ----------------------------------------------------------------- */

void
tpi_overlay_take(tpi_overlay *o, const tpi_line *line)
{
	const char *at = line->at;
	size_t i;

	o->line = line;
	for (i = 0; i < TPI_OVERLAY_CELLS; i++) {
		o->cell[i] = i < line->cells ? at : "";
		if (i + 1 < line->cells)
			at += strlen(at) + 1;
	}
}

/* How many of a table's column names the line starts with. */
static size_t
shared_columns(const tpi_overlay *o, const shape *s)
{
	size_t n = 0;

	while (s->columns[n] != NULL && n < o->line->cells &&
	    strcmp(s->columns[n], o->cell[n]) == 0)
		n++;
	return n;
}

/* The table whose column names the line is made of, or TPI_TABLES; *near shares most of them. */
static tpi_table
table_of(const tpi_overlay *o, tpi_table *near, size_t *shared)
{
	size_t n;
	int i;

	*near = TPI_TABLES;
	*shared = 0;
	for (i = 0; i < TPI_TABLES; i++) {
		n = shared_columns(o, &shapes[i]);
		if (n == o->line->cells && n >= shapes[i].least)
			return (tpi_table)i;
		if (n > *shared) {
			*shared = n;
			*near = (tpi_table)i;
		}
	}
	return TPI_TABLES;
}

static bool
not_a_table(tpi_overlay *o, tpi_table near, size_t shared)
{
	const shape *s = &shapes[near];

	if (near == TPI_TABLES)
		return tpi_overlay_bad(o, o->cell[0], TP_ERR_SYNTAX,
		    "these are not the columns of any table");
	if (shared >= o->line->cells)
		return tpi_overlay_bad(o, o->cell[shared - 1], TP_ERR_SYNTAX,
		    "the columns of %s go on with \"%s\"", s->name, s->columns[shared]);
	if (s->columns[shared] == NULL)
		return tpi_overlay_bad(o, o->cell[shared], TP_ERR_SYNTAX,
		    "%s has no more than %lu columns", s->name, (unsigned long)shared);
	return tpi_overlay_bad(o, o->cell[shared], TP_ERR_SYNTAX,
	    "the columns of %s go on with \"%s\" here", s->name, s->columns[shared]);
}

/* ---- all of them -------------------------------------------------------------- */

typedef struct section {
	tpi_table table; /* TPI_TABLES: none yet */
	size_t width;
	bool told;       /* that there is none */
} section;

/* The reader's row, each cell ended by NUL in place of the tab or line end behind it. */
static void
end_cells(tpi_overlay *o, const tpi_tsv *row)
{
	size_t i;

	for (i = 0; i < row->count; i++)
		o->text[row->cell[i].ptr + row->cell[i].len - o->text] = '\0';
}

static void
add_line(tpi_overlay *o, section *in, const tpi_tsv *row)
{
	tpi_line line = { .at = row->at.line, .number = (uint32_t)row->at.number };
	size_t shared;
	tpi_table near, table;

	o->line = &line;
	if (row->bad != NULL) {
		(void)tpi_overlay_bad(o, row->bad, row->code, "%s", row->why);
		return;
	}
	end_cells(o, row);
	line.cells = (uint8_t)row->count;
	tpi_overlay_take(o, &line);
	table = table_of(o, &near, &shared);
	if (table != TPI_TABLES) {
		in->table = table;
		in->width = line.cells;
		return;
	}
	if (in->table == TPI_TABLES) {
		if (!in->told)
			in->told = !not_a_table(o, near, shared);
		return;
	}
	if (line.cells != in->width) {
		(void)tpi_overlay_bad(o, line.at, TP_ERR_SYNTAX,
		    "%lu columns in a row of %s, which has %lu", (unsigned long)line.cells,
		    shapes[in->table].name, (unsigned long)in->width);
		return;
	}
	line.table = (uint8_t)in->table;
	if (o->line_count == TPI_OVERLAY_ROWS) {
		end_with(o, line.at, TP_ERR_LIMIT, "too many rows");
		return;
	}
	o->lines[o->line_count++] = line;
}

static size_t
count_rows(const char *text, size_t len)
{
	const char *end = text + len, *stop;
	size_t n = 0;

	for (; text < end; text = stop + 1) {
		stop = memchr(text, '\n', (size_t)(end - text));
		if (stop == NULL)
			stop = end;
		n += stop != text && *text != '#';
	}
	return n < TPI_OVERLAY_ROWS ? n : TPI_OVERLAY_ROWS;
}

static void
walk_lines(tpi_overlay *o)
{
	section in = { .table = TPI_TABLES };
	tpi_tsv row;

	tpi_tsv_init(&row, o->text, o->len, TPI_OVERLAY_CELL);
	while (!o->over && tpi_tsv_next(&row))
		add_line(o, &in, &row);
	o->line = NULL;
}

tp_status
tpi_overlay_split(tpi_overlay *o, const char *text, size_t len)
{
	if (len > TPI_OVERLAY_BYTES) {
		end_with(o, NULL, TP_ERR_LIMIT, "an overlay has at most 2 MiB");
		return o->status;
	}
	o->text = tpi_overlay_alloc(o, len + 1, 1);
	o->lines = tpi_overlay_alloc(o, count_rows(text, len), sizeof *o->lines);
	if (o->text == NULL || o->lines == NULL)
		return o->status;
	if (len != 0)
		memcpy(o->text, text, len);
	o->len = len;
	walk_lines(o);
	return o->status;
}

size_t
tpi_overlay_count(const tpi_overlay *o, tpi_table table)
{
	size_t i, n = 0;

	for (i = 0; i < o->line_count; i++)
		n += o->lines[i].table == table;
	return n;
}

bool
tpi_overlay_row(tpi_overlay *o, tpi_table table, size_t *at)
{
	for (; *at < o->line_count && !o->over; ++*at)
		if (o->lines[*at].table == table) {
			tpi_overlay_take(o, &o->lines[(*at)++]);
			return true;
		}
	return false;
}
