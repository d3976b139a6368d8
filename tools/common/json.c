/* SPDX-License-Identifier: MIT */
/* Tools: JSON out, through one escaping writer. */

#include <string.h>

#include "command.h"
#include "diag.h"
#include "json.h"

json_t *
json_new_object(void)
{
	return diag_must(json_object());
}

json_t *
json_new_array(void)
{
	return diag_must(json_array());
}

void
json_put(json_t *object, const char *key, json_t *value)
{
	if (value == NULL || json_object_set_new(object, key, value) != 0)
		diag_nomem();
}

void
json_put_text(json_t *object, const char *key, const char *text)
{
	json_put(object, key, json_bytes(text, strlen(text)));
}

void
json_put_number(json_t *object, const char *key, uint64_t number)
{
	json_put(object, key, json_integer((json_int_t)number));
}

void
json_add(json_t *array, json_t *value)
{
	if (value == NULL || json_array_append_new(array, value) != 0)
		diag_nomem();
}

json_t *
json_base64(const char *bytes, size_t len)
{
	json_t *object = json_new_object();
	tp_bytes text;

	if (tp_base64_encode(bytes, len, 0, NULL, &text, NULL) != TP_OK)
		diag_nomem();
	json_put(object, "b64", json_stringn_nocheck((const char *)text.ptr, text.len));
	tp_bytes_free(&text);
	return object;
}

json_t *
json_bytes(const char *bytes, size_t len)
{
	json_t *text = json_stringn(len != 0 ? bytes : "", len);

	return text != NULL ? text : json_base64(bytes, len);
}

void
json_print(json_t *value, FILE *to)
{
	if (json_dumpf(value, to, JSON_INDENT(2)) != 0 && ferror(to) == 0)
		diag_nomem();
	(void)fputc('\n', to);
	json_decref(value);
}
