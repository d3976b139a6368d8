/* SPDX-License-Identifier: MIT */
/* Tools: names by the dictionary: the newest edition's, or the last one that had the field. */

#include <stdio.h>

#include "names.h"

/* 0 is the newest. A field that was dropped is still named as it last was. */
static const uint32_t editions[] = { 0, 901, 500, 400, 300, 201, 200 };
#define EDITIONS (sizeof editions / sizeof editions[0])

static const tp_field_def *
find(int type, uint32_t field, uint32_t item)
{
	const tp_field_def *def = NULL;
	size_t i;

	for (i = 0; i < EDITIONS && def == NULL; i++)
		def = item == 0 ? tp_dict_field(type, field, editions[i])
		                : tp_dict_item(type, field, item, editions[i]);
	return def;
}

static const char *
stated(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

const char *
names_mnemonic(int type, uint32_t field)
{
	const tp_field_def *def = field != 0 ? find(type, field, 0) : NULL;

	return def != NULL ? stated(def->mnemonic) : NULL;
}

const char *
names_field(int type, uint32_t field)
{
	const tp_field_def *def = field != 0 ? find(type, field, 0) : NULL;

	return def != NULL ? stated(def->name) : NULL;
}

const char *
names_item(int type, uint32_t field, size_t item)
{
	const tp_field_def *def = field != 0 ? find(type, field, (uint32_t)item) : NULL;

	return def != NULL ? stated(def->mnemonic) : NULL;
}

const char *
names_record(int type)
{
	char digits[16];
	const char *meaning;
	int len = snprintf(digits, sizeof digits, "%d", type);

	if (len < 0 || !tp_code_lookup("TYPE", digits, (size_t)len, &meaning))
		return NULL;
	return stated(meaning);
}

tp_status
names_path(const char *text, tp_path *out, tp_diag *diag)
{
	return tp_dict_path(text, out, diag);
}

uint32_t
names_field_number(int type, const char *mnemonic)
{
	const tp_field_def *def = tp_dict_find(type, mnemonic);

	return def != NULL ? def->field : 0;
}

size_t
names_item_number(int type, uint32_t field, const char *mnemonic)
{
	const tp_field_def *def = tp_dict_find_item(type, field, mnemonic);

	return def != NULL ? def->item : 0;
}
