/* SPDX-License-Identifier: MIT */
/* Tools: helpers over jansson. Building runs out of memory loudly, so callers need not check. */
#ifndef TOOL_JSON_H
#define TOOL_JSON_H

#include <jansson.h>
#include <stdio.h>

#include <tenprint/tenprint.h>

/* An object or array; never NULL. */
json_t *json_new_object(void);
json_t *json_new_array(void);
/* Add, taking the value over. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);
void json_put_number(json_t *object, const char *key, uint64_t number);
void json_add(json_t *array, json_t *value);
/* A string if the bytes are UTF-8, else {"b64": ...}. */
json_t *json_bytes(const char *bytes, size_t len);
/* {"b64": ...} whatever the bytes are. */
json_t *json_base64(const char *bytes, size_t len);
/* Print indented with a newline at the end; drops the value. */
void json_print(json_t *value, FILE *to);

#endif
