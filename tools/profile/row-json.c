/* SPDX-License-Identifier: MIT */
/* Tools: rows of a profile as JSON, whose schema is data/schema/profile.json. */

#include <string.h>

#include "profile.h"

json_t *
range_json(uint32_t low, uint32_t high)
{
	json_t *range = json_new_array();

	json_add(range, json_integer((json_int_t)low));
	json_add(range, high == TP_NO_MAX ? json_null() : json_integer((json_int_t)high));
	return range;
}

static json_t *
names_json(const char *text)
{
	json_t *names = json_new_array();
	char name[WORDS];

	while (text != NULL && *text != '\0') {
		text = words_next(text, name);
		json_add(names, json_bytes(name, strlen(name)));
	}
	return names;
}

json_t *
row_json(const tp_field_def *def)
{
	json_t *row = json_new_object();
	char text[WORDS], condition[2] = { (char)def->condition, '\0' };

	json_put_text(row, "path", words_path(def, text));
	json_put_number(row, "type", (uint64_t)def->type);
	json_put_number(row, "field", def->field);
	json_put_number(row, "last", def->last);
	json_put_number(row, "item", def->item);
	json_put_text(row, "mnemonic", def->mnemonic);
	json_put_text(row, "name", def->name);
	json_put_text(row, "condition", condition);
	json_put_text(row, "chars", def->chars);
	json_put(row, "length", def->max_length == 0 ? json_null()
	    : range_json(def->min_length, def->max_length));
	json_put(row, "count", range_json(def->min_count, def->max_count));
	json_put(row, "lists", names_json(def->list));
	json_put_text(row, "rule", def->rule);
	json_put_text(row, "depends", def->depends);
	json_put_text(row, "source", def->source);
	return row;
}

json_t *
list_json(const tp_code_list *list, const tp_profile_info *info)
{
	json_t *object = json_new_object(), *codes = json_new_array(), *code;
	size_t i;

	json_put_text(object, "list", list->name);
	json_put_text(object, "title", list->title);
	json_put(object, "closed", json_boolean(list->closed));
	json_put_text(object, "revision", list->revision);
	for (i = 0; i < list->count; i++) {
		if (!words_is_current(info, &list->codes[i]))
			continue;
		code = json_new_object();
		json_put_text(code, "code", list->codes[i].code);
		json_put_text(code, "meaning", list->codes[i].meaning);
		json_add(codes, code);
	}
	json_put(object, "codes", codes);
	return object;
}

json_t *
profile_json(const char *schema, const tp_profile *profile)
{
	json_t *top = json_new_object();
	tp_profile_info info;

	tp_profile_get_info(profile, &info);
	json_put_text(top, "schema", schema);
	json_put_text(top, "profile", info.name);
	json_put_text(top, "title", info.title);
	json_put_text(top, "revision", info.revision);
	json_put_text(top, "base", info.base);
	return top;
}
