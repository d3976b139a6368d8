/* SPDX-License-Identifier: MIT */
/* Tools: writing the JSON form. */

#include <stdio.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/json.h"
#include "form-json.h"

typedef struct writer {
	const tp_form_options *options;
	bool offsets;
	tp_diag *diag;
	bool failed;
} writer;

static void
put_offset(const writer *w, json_t *object, uint64_t offset)
{
	if (w->offsets && offset != TP_NO_OFFSET)
		json_put_number(object, "offset", offset);
}

/* As the file spells it; binary records have no tags, so theirs are made. */
static void
put_tag(const tp_record *r, const tp_field *f, json_t *object)
{
	const char *point = f->tag.len != 0 ? memchr(f->tag.ptr, '.', f->tag.len) : NULL;
	int width = point == NULL ? 3 : (int)(f->tag.ptr + f->tag.len - point - 1);
	char tag[32];

	(void)snprintf(tag, sizeof tag, "%d.%0*lu", tp_record_type(r), width,
	    (unsigned long)f->number);
	json_put_text(object, "tag", tag);
}

static json_t *
subfields(const tp_field *f)
{
	json_t *list = json_new_array(), *items;
	tp_walk walk, inner;

	tp_walk_subfields(f, &walk);
	while (tp_walk_next(&walk)) {
		items = json_new_array();
		tp_walk_items(&walk.value, &inner);
		while (tp_walk_next(&inner))
			json_add(items, json_bytes(inner.value.ptr, inner.value.len));
		json_add(list, items);
	}
	return list;
}

/* Numbers of a binary header, each a subfield of one item. */
static json_t *
numbers(const tp_field *f)
{
	json_t *list = json_new_array(), *items;
	tp_value value;
	size_t i;

	for (i = 1; tp_field_value(f, i, 1, &value) == TP_OK; i++) {
		items = json_new_array();
		json_add(items, json_bytes(value.text.ptr, value.text.len));
		json_add(list, items);
	}
	return list;
}

static json_t *
data(writer *w, const tp_record *r, const tp_field *f)
{
	char name[512] = "";
	json_t *object;
	int status;

	if (w->options->save == NULL)
		return json_base64(f->value.ptr, f->value.len);
	object = json_new_object();
	status = w->options->save(w->options->ctx, r, f, name, sizeof name);
	if (status != TP_OK) {
		w->failed = true;
		tp_diag_init(w->diag);
		w->diag->code = status;
		(void)snprintf(w->diag->text, sizeof w->diag->text, "the data could not be saved");
	}
	json_put_text(object, "file", name);
	return object;
}

static json_t *
field_value(writer *w, const tp_record *r, const tp_field *f)
{
	const char *name = NULL;
	json_t *object = json_new_object();

	put_tag(r, f, object);
	if (w->options->name != NULL)
		name = w->options->name(w->options->ctx, tp_record_type(r), f->number);
	if (name != NULL)
		json_put_text(object, "mnemonic", name);
	put_offset(w, object, f->offset);
	if (f->kind == TP_FIELD_DATA)
		json_put(object, "data", data(w, r, f));
	else if (f->kind == TP_FIELD_TEXT)
		json_put(object, "subfields", subfields(f));
	else
		json_put(object, "subfields", numbers(f));
	return object;
}

static json_t *
record_value(writer *w, const tp_record *r)
{
	json_t *object = json_new_object(), *fields = json_new_array();
	size_t i, count = tp_record_field_count(r);
	tp_field field;

	json_put_number(object, "type", (uint64_t)tp_record_type(r));
	put_offset(w, object, tp_record_offset(r));
	for (i = 0; i < count && !w->failed; i++)
		if (tp_record_field_at(r, i, &field) && field.number != 0)
			json_add(fields, field_value(w, r, &field));
	json_put(object, "fields", fields);
	return object;
}

json_t *
form_json_write(const tp_transaction *t, const tp_form_options *options, bool offsets,
    tp_diag *diag)
{
	writer w = { .options = options, .offsets = offsets, .diag = diag };
	json_t *form = json_new_object(), *records = json_new_array();
	size_t i, count = tp_transaction_record_count(t);

	json_put_text(form, "schema", FORM_JSON_SCHEMA);
	for (i = 0; i < count && !w.failed; i++)
		json_add(records, record_value(&w, tp_transaction_record(t, i)));
	json_put(form, "records", records);
	if (!w.failed)
		return form;
	json_decref(form);
	return NULL;
}
