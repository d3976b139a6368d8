/* SPDX-License-Identifier: MIT */
/* Tools: names by the dictionary: the newest edition's, or the last one that had the field. */

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
	static const char *const names[] = { [1] = "transaction", [2] = "descriptive text",
		[3] = "low-resolution grey print", [4] = "high-resolution grey print",
		[5] = "low-resolution binary print", [6] = "high-resolution binary print",
		[7] = "user-defined image", [8] = "signature", [9] = "minutiae",
		[10] = "face, scar, mark or tattoo", [11] = "forensic voice",
		[12] = "dental and oral", [13] = "latent print", [14] = "fingerprint",
		[15] = "palm print", [16] = "user-defined test image", [17] = "iris", [18] = "DNA",
		[19] = "plantar print", [20] = "source representation",
		[21] = "associated context", [22] = "non-photographic image",
		[98] = "information assurance", [99] = "CBEFF biometric data" };

	return type > 0 && type <= 99 ? names[type] : NULL;
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
