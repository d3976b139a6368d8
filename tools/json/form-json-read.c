/* SPDX-License-Identifier: MIT */
/*
 * Tools: reading the JSON form. Unknown keys are errors, so that a misspelt
 * one is not lost in silence; every error names the value's place.
 */

#include <stdio.h>
#include <string.h>

#include "../common/text.h"
#include "form-json.h"

typedef struct reader {
	const tp_form_options *options;
	tp_transaction *t;
	tp_record *record;
	size_t record_index;
	size_t field_index;
	text_buf value;
	tp_diag *diag;
} reader;

/* place follows the field ("" for the field itself), or the record outside of fields. */
static tp_status
fail(reader *in, tp_status code, const char *place, const char *what)
{
	tp_diag *d = in->diag;
	char field[40] = "";

	if (d == NULL)
		return code;
	if (in->field_index != SIZE_MAX)
		(void)snprintf(field, sizeof field, ".fields[%zu]", in->field_index);
	tp_diag_init(d);
	d->code = code;
	(void)snprintf(d->text, sizeof d->text, "$.records[%zu]%s%s: %s", in->record_index, field,
	    place, what);
	return code;
}

static tp_status
fail_top(tp_diag *diag, const char *what)
{
	if (diag != NULL) {
		tp_diag_init(diag);
		diag->code = TP_ERR_SYNTAX;
		(void)snprintf(diag->text, sizeof diag->text, "%s", what);
	}
	return TP_ERR_SYNTAX;
}

/* The first key that is not among the known ones, or NULL. */
static const char *
unknown_key(const json_t *object, const char *const *known)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)(uintptr_t)object, key, value) {
		for (i = 0; known[i] != NULL && strcmp(known[i], key) != 0; i++)
			continue;
		if (known[i] == NULL)
			return key;
	}
	return NULL;
}

static tp_status
check_keys(reader *in, const json_t *object, const char *const *known, const char *place)
{
	const char *key = unknown_key(object, known);
	char what[64];

	if (key == NULL)
		return TP_OK;
	(void)snprintf(what, sizeof what, "unknown key %.40s", key);
	return fail(in, TP_ERR_SYNTAX, place, what);
}

/* The bytes of {"b64": text}. */
static tp_status
get_base64(reader *in, const json_t *b64, const char *place)
{
	tp_bytes bytes;
	tp_status status;

	if (!json_is_string(b64))
		return fail(in, TP_ERR_SYNTAX, place, "b64 must be a string");
	status = tp_base64_decode(json_string_value(b64), json_string_length(b64), NULL, &bytes,
	    NULL);
	if (status != TP_OK)
		return fail(in, status, place, "not base64 in whole groups of four");
	text_put(&in->value, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return TP_OK;
}

static tp_status
get_item(reader *in, const json_t *item, size_t subfield, size_t index)
{
	static const char *const known[] = { "b64", NULL };
	size_t start = in->value.len, i;
	tp_status status = TP_OK;
	char place[64];

	(void)snprintf(place, sizeof place, ".subfields[%zu][%zu]", subfield, index);
	if (json_is_string(item))
		text_put(&in->value, json_string_value(item), json_string_length(item));
	else if (json_is_object(item)) {
		status = check_keys(in, item, known, place);
		if (status == TP_OK)
			status = get_base64(in, json_object_get(item, "b64"), place);
	} else
		return fail(in, TP_ERR_SYNTAX, place, "an item is a string or {\"b64\": ...}");
	/* 0x1C-0x1F: the separators, which only the form's arrays make. */
	for (i = start; status == TP_OK && i < in->value.len; i++)
		if (in->value.ptr[i] >= 0x1c && in->value.ptr[i] <= 0x1f)
			return fail(in, TP_ERR_SYNTAX, place, "the item holds a separator");
	return status;
}

static tp_status
get_subfields(reader *in, const json_t *list)
{
	size_t i, j;
	json_t *items, *item;
	tp_status status = TP_OK;

	if (!json_is_array(list) || json_array_size(list) == 0)
		return fail(in, TP_ERR_SYNTAX, ".subfields", "must be an array, and not empty");
	json_array_foreach((json_t *)(uintptr_t)list, i, items) {
		char place[40];

		(void)snprintf(place, sizeof place, ".subfields[%zu]", i);
		if (!json_is_array(items) || json_array_size(items) == 0)
			return fail(in, TP_ERR_SYNTAX, place, "must be an array, and not empty");
		if (i != 0)
			text_byte(&in->value, 0x1e);
		json_array_foreach(items, j, item) {
			if (j != 0)
				text_byte(&in->value, 0x1f);
			status = get_item(in, item, i, j);
			if (status != TP_OK)
				return status;
		}
	}
	return TP_OK;
}

static tp_status
get_file(reader *in, const json_t *name)
{
	tp_bytes bytes;
	int status;

	if (!json_is_string(name) || json_string_length(name) == 0 ||
	    strlen(json_string_value(name)) != json_string_length(name))
		return fail(in, TP_ERR_SYNTAX, ".data.file", "must be a file name");
	if (in->options->load == NULL)
		return fail(in, TP_ERR_UNSUPPORTED, ".data.file", "files are not read here");
	memset(&bytes, 0, sizeof bytes);
	status = in->options->load(in->options->ctx, json_string_value(name), &bytes);
	if (status != TP_OK)
		return fail(in, (tp_status)status, ".data.file", "the file cannot be read");
	text_put(&in->value, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return TP_OK;
}

static tp_status
get_data(reader *in, const json_t *object)
{
	static const char *const known[] = { "b64", "file", NULL };
	tp_status status;

	if (!json_is_object(object) || json_object_size(object) != 1)
		return fail(in, TP_ERR_SYNTAX, ".data", "must be {\"b64\": ...} or {\"file\": ...}");
	status = check_keys(in, object, known, ".data");
	if (status != TP_OK)
		return status;
	if (json_object_get(object, "file") != NULL)
		return get_file(in, json_object_get(object, "file"));
	return get_base64(in, json_object_get(object, "b64"), ".data.b64");
}

/* "14.013": the number, and how wide it is spelled. */
static tp_status
get_tag(reader *in, const json_t *tag, uint32_t *number, uint32_t *width)
{
	const char *text = json_is_string(tag) ? json_string_value(tag) : "";
	char type[16];
	int len = snprintf(type, sizeof type, "%d.", tp_record_type(in->record));
	size_t i, digits;
	uint32_t n = 0;

	if (len < 0 || strncmp(text, type, (size_t)len) != 0)
		return fail(in, TP_ERR_SYNTAX, ".tag", "must be a tag of this record's type");
	text += len;
	digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9 || text[digits] != '\0')
		return fail(in, TP_ERR_SYNTAX, ".tag", "must end in a field number");
	for (i = 0; i < digits; i++)
		n = n * 10 + (uint32_t)(text[i] - '0');
	if (n == 0)
		return fail(in, TP_ERR_SYNTAX, ".tag", "fields are numbered from 1");
	*number = n;
	*width = (uint32_t)digits;
	return TP_OK;
}

static tp_status
read_field(reader *in, const json_t *field)
{
	static const char *const known[] = { "tag", "mnemonic", "offset", "subfields", "data",
		NULL };
	const json_t *list, *data;
	uint32_t number = 0, width = 0;
	tp_status status;
	tp_diag why;

	if (!json_is_object(field))
		return fail(in, TP_ERR_SYNTAX, "", "a field is an object");
	status = check_keys(in, field, known, "");
	if (status == TP_OK)
		status = get_tag(in, json_object_get(field, "tag"), &number, &width);
	if (status != TP_OK)
		return status;
	list = json_object_get(field, "subfields");
	data = json_object_get(field, "data");
	if ((list == NULL) == (data == NULL))
		return fail(in, TP_ERR_SYNTAX, "", "a field has either subfields or data");
	in->value.len = 0;
	status = list != NULL ? get_subfields(in, list) : get_data(in, data);
	if (status != TP_OK)
		return status;
	status = tp_record_append_field(in->record, number,
	    tp_record_is_binary(in->record) ? 0 : width, in->value.ptr, in->value.len,
	    data != NULL ? TP_EDIT_BYTES : 0, &why);
	return status == TP_OK ? TP_OK : fail(in, status, "", why.text);
}

static tp_status
read_record(reader *in, const json_t *record)
{
	static const char *const known[] = { "type", "offset", "fields", NULL };
	const json_t *type, *fields;
	json_t *field;
	size_t i;
	tp_status status;
	tp_diag why;

	in->field_index = SIZE_MAX;
	if (!json_is_object(record))
		return fail(in, TP_ERR_SYNTAX, "", "a record is an object");
	status = check_keys(in, record, known, "");
	if (status != TP_OK)
		return status;
	type = json_object_get(record, "type");
	fields = json_object_get(record, "fields");
	if (!json_is_integer(type) || json_integer_value(type) < 1 || json_integer_value(type) > 99)
		return fail(in, TP_ERR_SYNTAX, ".type", "must be a number of 1 to 99");
	if (!json_is_array(fields))
		return fail(in, TP_ERR_SYNTAX, ".fields", "must be an array");
	status = tp_transaction_add_bare(in->t, (int)json_integer_value(type), &in->record, &why);
	if (status != TP_OK)
		return fail(in, status, ".type", why.text);
	json_array_foreach((json_t *)(uintptr_t)fields, i, field) {
		in->field_index = i;
		status = read_field(in, field);
		if (status != TP_OK)
			return status;
	}
	return TP_OK;
}

static tp_status
read_records(reader *in, const json_t *records)
{
	tp_status status = TP_OK;
	json_t *record;

	json_array_foreach((json_t *)(uintptr_t)records, in->record_index, record) {
		status = read_record(in, record);
		if (status != TP_OK)
			break;
	}
	return status;
}

json_t *
form_json_parse(const char *text, size_t len, tp_diag *diag)
{
	json_error_t error;
	json_t *value = json_loadb(text, len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
	char *near;

	if (value != NULL)
		return value;
	/* What stands near the error may be a person's: only the complaint is kept. */
	near = strstr(error.text, " near ");
	if (near != NULL)
		*near = '\0';
	if (strncmp(error.text, "duplicate object key", 20) == 0)
		(void)snprintf(error.text, sizeof error.text, "a key stands twice");
	if (diag == NULL)
		return NULL;
	tp_diag_init(diag);
	diag->code = TP_ERR_SYNTAX;
	diag->offset = error.position > 0 ? (uint64_t)error.position : 0;
	(void)snprintf(diag->text, sizeof diag->text, "line %d, column %d: %.100s", error.line,
	    error.column, error.text);
	return NULL;
}

tp_status
form_json_read(const json_t *form, const tp_form_options *options, tp_transaction **out,
    tp_diag *diag)
{
	static const char *const known[] = { "schema", "records", NULL };
	reader in = { .options = options, .diag = diag, .field_index = SIZE_MAX };
	const json_t *schema = json_object_get(form, "schema");
	const json_t *records = json_object_get(form, "records");
	tp_status status;

	*out = NULL;
	if (!json_is_string(schema) || strcmp(json_string_value(schema), FORM_JSON_SCHEMA) != 0)
		return fail_top(diag, "$.schema: must be \"" FORM_JSON_SCHEMA "\"");
	if (unknown_key(form, known) != NULL)
		return fail_top(diag, "$: a key other than schema and records");
	if (!json_is_array(records) || json_array_size(records) == 0)
		return fail_top(diag, "$.records: must be an array, and not empty");
	status = tp_transaction_new_bare(options->mem, options->limits, &in.t, diag);
	if (status == TP_OK)
		status = read_records(&in, records);
	text_free(&in.value);
	if (status == TP_OK)
		*out = in.t;
	else
		tp_transaction_free(in.t);
	return status;
}
