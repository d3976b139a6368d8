/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: reading the text form. Lines are taken one at a time; a field
 * is a line and the continuation lines under it, and becomes part of its
 * record as a whole. Every error has its line and column.
 */

#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "form.h"
#include "tree.h"

typedef struct reader {
	const char *text;
	const char *end;
	const char *next;   /* start of the line after this one */
	tp_str line;        /* without its newline and the blanks around it */
	const char *start;  /* of this line, blanks included */
	size_t number;      /* of this line, from 1 */
	tp_form_options options;
	tp_transaction *t;
	tp_record *record;
	tpi_buf value;
	tp_diag *diag;
} reader;

static tp_status
fail_at(reader *in, const char *at, tp_status code, const char *text)
{
	return tpi_fail(in->diag, code, (uint64_t)(at - in->text), "line %zu, column %zu: %s",
	    in->number != 0 ? in->number : 1, (size_t)(at - in->start) + 1, text);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Without the blanks at either end. */
static tp_str
trim(const char *at, const char *end)
{
	tp_str s;

	while (at < end && is_blank(*at))
		at++;
	while (end > at && is_blank(end[-1]))
		end--;
	s.ptr = at;
	s.len = (size_t)(end - at);
	return s;
}

/* The next line, whatever is on it; false at the end. */
static bool
next_line(reader *in)
{
	const char *stop;

	if (in->next >= in->end)
		return false;
	in->start = in->next;
	stop = memchr(in->start, '\n', (size_t)(in->end - in->start));
	in->next = stop != NULL ? stop + 1 : in->end;
	in->line = trim(in->start, stop != NULL ? stop : in->end);
	in->number++;
	return true;
}

/* The next line that is neither empty nor a comment. */
static bool
next_content(reader *in)
{
	do {
		if (!next_line(in))
			return false;
	} while (in->line.len == 0 || in->line.ptr[0] == '#');
	return true;
}

/* Whether another line of this field follows; it is then the current one. */
static bool
next_continuation(reader *in)
{
	reader ahead = *in;

	if (!next_content(&ahead) || ahead.line.ptr == ahead.start || ahead.line.len < 3 ||
	    memcmp(ahead.line.ptr, "\\rs", 3) != 0)
		return false;
	in->next = ahead.next;
	in->start = ahead.start;
	in->line = ahead.line;
	in->number = ahead.number;
	return true;
}

static tp_status
get_text(reader *in, const char *at, const char *end)
{
	tp_str text = trim(at, end);
	size_t bad = 0;
	tp_status status = tpi_form_get(&in->value, text.ptr, text.len, &bad);

	if (status == TP_ERR_SYNTAX)
		return fail_at(in, text.ptr + bad, status, "no such escape");
	return status == TP_OK ? TP_OK : tpi_nomem(in->diag);
}

static tp_status
read_text(reader *in, const char *at)
{
	tp_status status = get_text(in, at, in->line.ptr + in->line.len);

	while (status == TP_OK && next_continuation(in)) {
		tpi_buf_byte(&in->value, TPI_RS);
		status = get_text(in, in->line.ptr + 3, in->line.ptr + in->line.len);
	}
	return status;
}

static tp_status
read_base64(reader *in)
{
	size_t bad = 0;
	tp_status status;

	while (next_line(in)) {
		if (in->line.len == 1 && in->line.ptr[0] == '.')
			return TP_OK;
		status = tpi_base64_get(&in->value, in->line.ptr, in->line.len, &bad);
		if (status == TP_ERR_NOMEM)
			return tpi_nomem(in->diag);
		if (status != TP_OK)
			return fail_at(in, in->line.ptr + bad, status,
			    "not base64 in whole groups of four");
	}
	return fail_at(in, in->start, TP_ERR_TRUNCATED,
	    "the data's closing line, a single dot, is missing");
}

static tp_status
read_file(reader *in, const char *at)
{
	tp_bytes bytes;
	tp_status status = get_text(in, at, in->line.ptr + in->line.len);
	int loaded;

	if (status != TP_OK)
		return status;
	tpi_buf_byte(&in->value, '\0');
	if (in->value.failed)
		return tpi_nomem(in->diag);
	if (in->value.len == 1 || strlen((char *)in->value.ptr) != in->value.len - 1)
		return fail_at(in, at, TP_ERR_SYNTAX, "no file name");
	if (in->options.load == NULL)
		return fail_at(in, at, TP_ERR_UNSUPPORTED, "files are not read here");
	memset(&bytes, 0, sizeof bytes);
	loaded = in->options.load(in->options.ctx, (char *)in->value.ptr, &bytes);
	if (loaded != TP_OK)
		return fail_at(in, at, (tp_status)loaded, "the file cannot be read");
	in->value.len = 0;
	tpi_buf_put(&in->value, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return TP_OK;
}

static tp_status
read_data(reader *in, const char *at)
{
	tp_str rest = trim(at, in->line.ptr + in->line.len);

	if (rest.len == 6 && memcmp(rest.ptr, "base64", 6) == 0)
		return read_base64(in);
	if (rest.len > 5 && memcmp(rest.ptr, "file ", 5) == 0)
		return read_file(in, rest.ptr + 5);
	return fail_at(in, rest.ptr, TP_ERR_SYNTAX, "base64 or file NAME must follow <");
}

/* "14.013 " at the line's start: the number and how wide it is spelled. */
static tp_status
read_tag(reader *in, uint32_t *field, unsigned *width, const char **after)
{
	const char *at = in->line.ptr, *end = at + in->line.len, *point;
	uint64_t type, number;

	point = memchr(at, '.', in->line.len);
	if (point == NULL || tpi_parse_decimal(at, (size_t)(point - at), 99, &type) != TP_OK)
		return fail_at(in, at, TP_ERR_SYNTAX, "no tag, as in 14.013, starts the line");
	if (in->record == NULL || type != (uint64_t)in->record->type)
		return fail_at(in, at, TP_ERR_SYNTAX, "the tag is not of this record's type");
	for (at = ++point; at < end && *at >= '0' && *at <= '9'; at++)
		continue;
	if (tpi_parse_decimal(point, (size_t)(at - point), TPI_MAX_FIELD, &number) != TP_OK ||
	    number == 0 || at - point > 9)
		return fail_at(in, point, TP_ERR_SYNTAX, "no field number of 1 to 999999999");
	*field = (uint32_t)number;
	*width = (unsigned)(at - point);
	*after = at;
	return TP_OK;
}

/* The optional word, then = or <. */
static tp_status
read_mark(reader *in, const char **after, char *mark)
{
	const char *at = *after, *end = in->line.ptr + in->line.len;

	if (at < end && !is_blank(*at) && *at != '=' && *at != '<')
		return fail_at(in, at, TP_ERR_SYNTAX, "a blank must follow the tag");
	while (at < end && is_blank(*at))
		at++;
	while (at < end && !is_blank(*at) && *at != '=' && *at != '<')
		at++;
	while (at < end && is_blank(*at))
		at++;
	if (at == end || (*at != '=' && *at != '<'))
		return fail_at(in, at, TP_ERR_SYNTAX, "= or < must follow the tag");
	*mark = *at;
	*after = at + 1;
	return TP_OK;
}

/* Add the collected value; what the record says to it gets the place of the field. */
static tp_status
append(const reader *first, reader *in, uint32_t field, unsigned width, bool data)
{
	const char *value = (const char *)in->value.ptr;
	tp_status status = TP_OK;
	reader at = *first;
	tp_diag why;

	/* A GS or FS would make fields and records of its own on writing. */
	if (!data && in->value.len != 0 && (memchr(value, TPI_GS, in->value.len) != NULL ||
	    memchr(value, TPI_FS, in->value.len) != NULL))
		return fail_at(&at, at.line.ptr, TP_ERR_SYNTAX, "the field holds a GS or an FS");
	status = tp_record_append_field(in->record, field, in->record->binary ? 0 : width, value,
	    in->value.len, data ? TP_EDIT_BYTES : 0, &why);
	if (status == TP_OK)
		return TP_OK;
	(void)fail_at(&at, at.line.ptr, status, why.text);
	tpi_diag_place(in->diag, in->record, field, -1, -1);
	return status;
}

static tp_status
read_field(reader *in)
{
	reader first = *in;
	uint32_t field = 0;
	unsigned width = 0;
	const char *at = NULL;
	char mark = '=';
	tp_status status = read_tag(in, &field, &width, &at);

	if (status == TP_OK)
		status = read_mark(in, &at, &mark);
	if (status != TP_OK)
		return status;
	in->value.len = 0;
	status = mark == '=' ? read_text(in, at) : read_data(in, at);
	if (status == TP_OK && in->value.failed)
		status = tpi_nomem(in->diag);
	return status == TP_OK ? append(&first, in, field, width, mark == '<') : status;
}

static tp_status
read_record(reader *in)
{
	tp_str number = trim(in->line.ptr + 7, in->line.ptr + in->line.len);
	uint64_t type;
	tp_status status;
	tp_diag why;

	if (tpi_parse_decimal(number.ptr, number.len, 99, &type) != TP_OK || type < 1)
		return fail_at(in, number.ptr, TP_ERR_SYNTAX, "no record type of 1 to 99");
	if ((type == 1) != (in->t->count == 0))
		return fail_at(in, number.ptr, TP_ERR_SYNTAX,
		    "a Type-1 record comes first, and once");
	status = tp_transaction_add_bare(in->t, (int)type, &in->record, &why);
	return status == TP_OK ? TP_OK : fail_at(in, in->line.ptr, status, why.text);
}

static tp_status
read_lines(reader *in)
{
	tp_status status = TP_OK;

	if (!next_content(in) || in->line.len != strlen(TPI_FORM_HEAD) ||
	    memcmp(in->line.ptr, TPI_FORM_HEAD, in->line.len) != 0)
		return fail_at(in, in->start, TP_ERR_SYNTAX,
		    "not the text form: its first line is " TPI_FORM_HEAD);
	while (status == TP_OK && next_content(in)) {
		if (in->line.len > 7 && memcmp(in->line.ptr, "record ", 7) == 0)
			status = read_record(in);
		else
			status = read_field(in);
	}
	if (status == TP_OK && in->t->count == 0)
		return fail_at(in, in->start, TP_ERR_SYNTAX, "no record at all");
	return status;
}

tp_status
tp_form_read_text(const void *text, size_t len, const tp_form_options *options,
    tp_transaction **out, tp_diag *diag)
{
	reader in = { .options = tpi_form_options(options), .diag = diag };
	tp_status status;

	tp_diag_init(diag);
	*out = NULL;
	if (text == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no text");
	in.text = in.start = in.next = text;
	in.end = in.text + len;
	tpi_buf_init(&in.value, in.options.mem);
	status = tp_transaction_new_bare(in.options.mem, in.options.limits, &in.t, diag);
	if (status == TP_OK)
		status = read_lines(&in);
	tpi_buf_free(&in.value);
	if (status == TP_OK) {
		*out = in.t;
		return TP_OK;
	}
	tp_transaction_free(in.t);
	return status;
}
