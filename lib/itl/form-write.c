/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: writing the text form: a header line a record, a line a
 * subfield, data as base64 or by the name of a file.
 */

#include <string.h>

#include "../base/text.h"
#include "form.h"
#include "tree.h"

typedef struct writer {
	tpi_buf out;
	tp_form_options options;
	tp_diag *diag;
} writer;

tp_form_options
tpi_form_options(const tp_form_options *options)
{
	tp_form_options o = { .size = sizeof o };

	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	o.size = sizeof o;
	return o;
}

/* "14.013 FGP": the number as wide as the file spells it. */
static void
put_tag(writer *w, const tp_record *r, const tp_field *f)
{
	const char *point = f->tag.len != 0 ? memchr(f->tag.ptr, '.', f->tag.len) : NULL;
	unsigned width = point == NULL ? 3 : (unsigned)(f->tag.ptr + f->tag.len - point - 1);
	const char *name = NULL;

	tpi_buf_number(&w->out, r->type, 0);
	tpi_buf_byte(&w->out, '.');
	tpi_buf_number(&w->out, f->number, width);
	if (w->options.name != NULL)
		name = w->options.name(w->options.ctx, r->type, f->number);
	if (name != NULL) {
		tpi_buf_byte(&w->out, ' ');
		tpi_buf_text(&w->out, name);
	}
}

static tp_status
put_data(writer *w, const tp_record *r, const tp_field *f)
{
	char name[512] = "";
	int status;

	if (w->options.save == NULL) {
		tpi_buf_text(&w->out, " < base64\n");
		tpi_base64_put(&w->out, f->value.ptr, f->value.len, TPI_FORM_LINE);
		if (f->value.len != 0)
			tpi_buf_byte(&w->out, '\n');
		tpi_buf_text(&w->out, ".\n");
		return TP_OK;
	}
	status = w->options.save(w->options.ctx, r, f, name, sizeof name);
	if (status != TP_OK) {
		(void)tpi_fail(w->diag, (tp_status)status, TP_NO_OFFSET,
		    "the data could not be saved");
		tpi_diag_place(w->diag, r, f->number, -1, -1);
		return (tp_status)status;
	}
	name[sizeof name - 1] = '\0';
	tpi_buf_text(&w->out, " < file ");
	tpi_form_put(&w->out, name, strlen(name));
	tpi_buf_byte(&w->out, '\n');
	return TP_OK;
}

static void
put_text(writer *w, const tp_field *f)
{
	tp_walk walk;

	tpi_buf_text(&w->out, " =");
	tp_walk_subfields(f, &walk);
	while (tp_walk_next(&walk)) {
		if (walk.index > 1)
			tpi_buf_text(&w->out, "\n    \\rs");
		if (walk.value.len != 0)
			tpi_buf_byte(&w->out, ' ');
		tpi_form_put(&w->out, walk.value.ptr, walk.value.len);
	}
	tpi_buf_byte(&w->out, '\n');
}

/* Numbers of a binary header in decimal, FGP's six on one line. */
static void
put_numbers(writer *w, const tp_field *f)
{
	tp_value value;

	tpi_buf_text(&w->out, " = ");
	if (tp_field_value(f, 0, 0, &value) == TP_OK)
		tpi_form_put(&w->out, value.text.ptr, value.text.len);
	tpi_buf_byte(&w->out, '\n');
}

static tp_status
put_field(writer *w, const tp_record *r, const tp_field *f)
{
	if (f->number == 0) {
		tpi_buf_text(&w->out, "# ");
		tpi_buf_number(&w->out, f->value.len, 0);
		tpi_buf_text(&w->out, " bytes without a tag stand here\n");
		return TP_OK;
	}
	put_tag(w, r, f);
	if (f->kind == TP_FIELD_DATA)
		return put_data(w, r, f);
	if (f->kind == TP_FIELD_TEXT)
		put_text(w, f);
	else
		put_numbers(w, f);
	return TP_OK;
}

static tp_status
put_record(writer *w, const tp_record *r)
{
	size_t i, count = tp_record_field_count(r);
	tp_status status = TP_OK;
	tp_field field;

	tpi_buf_text(&w->out, "\nrecord ");
	tpi_buf_number(&w->out, r->type, 0);
	tpi_buf_byte(&w->out, '\n');
	for (i = 0; i < count && status == TP_OK; i++)
		if (tp_record_field_at(r, i, &field))
			status = put_field(w, r, &field);
	return status;
}

tp_status
tp_form_write_text(const tp_transaction *t, const tp_form_options *options, tp_bytes *out,
    tp_diag *diag)
{
	writer w = { .options = tpi_form_options(options), .diag = diag };
	tp_status status = TP_OK;
	size_t i;

	memset(out, 0, sizeof *out);
	tp_diag_init(diag);
	tpi_buf_init(&w.out, w.options.mem);
	tpi_buf_text(&w.out, TPI_FORM_HEAD "\n");
	for (i = 0; i < t->count && status == TP_OK; i++)
		status = put_record(&w, t->records[i]);
	if (status == TP_OK && w.out.failed)
		status = tpi_nomem(diag);
	if (status == TP_OK)
		return tpi_buf_take(&w.out, out);
	tpi_buf_free(&w.out);
	return status;
}
