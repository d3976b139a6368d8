/* SPDX-License-Identifier: MIT */
/*
 * Base layer: tab-separated text, row by row, with line and column of what is
 * wrong. What the tables are about is their readers' business.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "tsv.h"

#define BOM "\xef\xbb\xbf"

void
tpi_tsv_init(tpi_tsv *t, const char *text, size_t len, size_t cell_max)
{
	memset(t, 0, sizeof *t);
	t->at.text = t->at.line = t->next = text;
	t->end = len != 0 ? text + len : text;
	t->cell_max = cell_max != 0 ? cell_max : SIZE_MAX;
	if (len >= 3 && memcmp(text, BOM, 3) == 0)
		t->next += 3;
}

tp_status
tpi_tsv_fail(const tpi_tsv_place *place, const char *byte, tp_status code, tp_diag *diag,
    const char *format, ...)
{
	char text[TP_DIAG_TEXT];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return tpi_fail(diag, code, (uint64_t)(byte - place->text), "line %lu, column %lu: %s",
	    (unsigned long)place->number, (unsigned long)(byte - place->line) + 1, text);
}

static bool
bad(tpi_tsv *t, const char *at, tp_status code, const char *why)
{
	t->bad = at;
	t->code = code;
	(void)snprintf(t->why, sizeof t->why, "%s", why);
	return false;
}

static bool
check_bytes(tpi_tsv *t, const char *at, const char *end)
{
	size_t n;

	for (; at < end; at += n) {
		n = tpi_utf8_length((const uint8_t *)at, (const uint8_t *)end);
		if (n == 0)
			return bad(t, at, TP_ERR_SYNTAX, "not UTF-8");
		if (((unsigned char)*at < 0x20 && *at != '\t') || *at == 0x7f)
			return bad(t, at, TP_ERR_SYNTAX, "a control character");
	}
	return true;
}

static bool
add_cell(tpi_tsv *t, const char *at, const char *end)
{
	if (t->count == TPI_TSV_CELLS)
		return bad(t, at, TP_ERR_SYNTAX, "no table has so many columns");
	if ((size_t)(end - at) > t->cell_max) {
		(void)bad(t, at, TP_ERR_LIMIT, "");
		(void)snprintf(t->why, sizeof t->why, "more than %lu bytes in a cell",
		    (unsigned long)t->cell_max);
		return false;
	}
	if (end > at && (*at == ' ' || end[-1] == ' '))
		return bad(t, at, TP_ERR_SYNTAX, "a blank at the start or the end of a cell");
	t->cell[t->count].ptr = at;
	t->cell[t->count++].len = (size_t)(end - at);
	return true;
}

static void
part(tpi_tsv *t, const char *end)
{
	const char *at = t->at.line, *stop;

	t->count = 0;
	t->bad = NULL;
	if (!check_bytes(t, at, end))
		return;
	for (; ; at = stop + 1) {
		stop = memchr(at, '\t', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (!add_cell(t, at, stop) || stop == end)
			return;
	}
}

bool
tpi_tsv_next(tpi_tsv *t)
{
	while (t->next < t->end) {
		const char *lf = memchr(t->next, '\n', (size_t)(t->end - t->next));
		const char *stop = lf != NULL ? lf : t->end;

		t->at.line = t->next;
		t->at.number++;
		t->next = lf != NULL ? lf + 1 : t->end;
		if (stop > t->at.line && stop[-1] == '\r')
			stop--;
		if (stop > t->at.line && *t->at.line != '#') {
			part(t, stop);
			return true;
		}
	}
	return false;
}

/* ---- one table -------------------------------------------------------------- */

static tp_status
fail_row(const tpi_tsv *t, tp_diag *diag)
{
	return tpi_tsv_fail(&t->at, t->bad, t->code, diag, "%s", t->why);
}

tp_status
tpi_tsv_columns(tpi_tsv *t, const char *header, const char *what, tp_diag *diag)
{
	const char *name = header;
	size_t i;

	for (t->columns = 1; (name = strchr(name, '\t')) != NULL; name++)
		t->columns++;
	if (!tpi_tsv_next(t))
		return TP_OK;
	if (t->bad != NULL)
		return fail_row(t, diag);
	for (i = 0, name = header; i < t->count; i++) {
		size_t n = strcspn(name, "\t");

		if (n != t->cell[i].len || memcmp(name, t->cell[i].ptr, n) != 0 ||
		    (name[n] == '\0') != (i + 1 == t->count))
			return tpi_tsv_fail(&t->at, t->cell[i].ptr, TP_ERR_SYNTAX, diag,
			    "these are not the columns of %s", what);
		name += n + 1;
	}
	return TP_OK;
}

bool
tpi_tsv_row(tpi_tsv *t, tp_status *status, tp_diag *diag)
{
	if (*status != TP_OK || !tpi_tsv_next(t))
		return false;
	if (t->bad != NULL)
		*status = fail_row(t, diag);
	else if (t->count != t->columns)
		*status = tpi_tsv_fail(&t->at, t->at.line, TP_ERR_SYNTAX, diag,
		    "%lu columns in a row, not %lu", (unsigned long)t->count,
		    (unsigned long)t->columns);
	return *status == TP_OK;
}
