/* SPDX-License-Identifier: MIT */
/*
 * Tools: the JSON form (tenprint-json(5)): the same tree as the text form,
 * fields and items, never an encoded record.
 */
#ifndef TOOL_FORM_JSON_H
#define TOOL_FORM_JSON_H

#include <jansson.h>

#include <tenprint/tenprint.h>

#define FORM_JSON_SCHEMA "tenprint/transaction/1"

/*
 * The transaction as a JSON value; offsets adds where records and values
 * stand in the file. NULL, with *diag, when options->save failed.
 */
json_t *form_json_write(const tp_transaction *t, const tp_form_options *options, bool offsets,
    tp_diag *diag);

/* Parse JSON text. NULL with line and column in *diag, which never quotes the text. */
json_t *form_json_parse(const char *text, size_t len, tp_diag *diag);

/*
 * Read the form. On failure *out is NULL and the diagnostic's text starts
 * with the value's place, as in $.records[2].fields[0].tag.
 */
tp_status form_json_read(const json_t *form, const tp_form_options *options,
    tp_transaction **out, tp_diag *diag);

#endif
