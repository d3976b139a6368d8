/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: the values of a scenario's JSON, each told by its place when it is wrong. */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "scenario.h"

#define MAX_SECONDS ((int64_t)400 * 365 * 86400)

void
reader_fail(json_reader *r, const char *place, const char *format, ...)
{
	char text[300];
	va_list args;

	if (r->result != TOOL_DONE)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	diag_say(r->file, "error", "scenario", "%.160s: %s", place, text);
	r->result = TOOL_INPUT;
}

void
reader_known(json_reader *r, const json_t *o, const char *place, const char *const *keys)
{
	const char *key;
	json_t *value;
	size_t i;

	if (!json_is_object(o)) {
		reader_fail(r, place, "not an object");
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)o, key, value) {
		for (i = 0; keys[i] != NULL && strcmp(keys[i], key) != 0; i++)
			continue;
		if (keys[i] == NULL)
			reader_fail(r, place, "there is no member \"%.40s\"", key);
	}
}

const char *
reader_text(json_reader *r, const json_t *o, const char *place, const char *key,
    const char *otherwise)
{
	const json_t *value = json_object_get(o, key);
	const char *text = json_string_value(value);

	if (value == NULL)
		return otherwise;
	if (text == NULL || strlen(text) != json_string_length(value)) {
		reader_fail(r, place, "%s is not a text", key);
		return otherwise;
	}
	return text;
}

bool
reader_flag(json_reader *r, const json_t *o, const char *place, const char *key)
{
	const json_t *value = json_object_get(o, key);

	if (value != NULL && !json_is_boolean(value))
		reader_fail(r, place, "%s is neither true nor false", key);
	return json_is_true(value);
}

uint64_t
reader_number(json_reader *r, const json_t *o, const char *place, const char *key,
    uint64_t otherwise)
{
	const json_t *value = json_object_get(o, key);
	json_int_t number = json_integer_value(value);

	if (value == NULL)
		return otherwise;
	if (!json_is_integer(value) || number < 0 || number > 10000000) {
		reader_fail(r, place, "%s is not a number from 0 to 10000000", key);
		return otherwise;
	}
	return (uint64_t)number;
}

/* Seconds of "4h"; -1 for what is none. */
static int64_t
seconds_of(const char *text)
{
	static const char units[] = "smhd";
	static const int64_t seconds[] = { 1, 60, 3600, 86400 };
	const char *unit;
	char *end;
	long long n;

	if (*text < '0' || *text > '9' || strlen(text) > 12)
		return -1;
	n = strtoll(text, &end, 10);
	unit = *end != '\0' ? strchr(units, *end) : NULL;
	if (unit == NULL || end[1] != '\0' || n > MAX_SECONDS / seconds[unit - units])
		return -1;
	return n * seconds[unit - units];
}

int64_t
reader_duration(json_reader *r, const json_t *o, const char *place, const char *key,
    int64_t otherwise)
{
	const json_t *value = json_object_get(o, key);
	int64_t n = -1;

	if (value == NULL)
		return otherwise;
	if (json_is_integer(value))
		n = json_integer_value(value);
	else if (json_is_string(value))
		n = seconds_of(json_string_value(value));
	if (n < 0 || n > MAX_SECONDS) {
		reader_fail(r, place, "%s is not a time such as 90, \"30m\", \"4h\" or \"2d\"", key);
		return otherwise;
	}
	return n;
}

const json_t *
reader_list(json_reader *r, const json_t *o, const char *place, const char *key)
{
	const json_t *value = json_object_get(o, key);

	if (value != NULL && !json_is_array(value))
		reader_fail(r, place, "%s is not a list", key);
	return value;
}

const json_t *
reader_object(json_reader *r, const json_t *o, const char *place, const char *key)
{
	const json_t *value = json_object_get(o, key);

	if (value != NULL && !json_is_object(value))
		reader_fail(r, place, "%s is not an object", key);
	return value;
}
