/* SPDX-License-Identifier: MIT */
/* Tools: what the dictionary calls things. NULL where it has no name. */
#ifndef TOOL_NAMES_H
#define TOOL_NAMES_H

#include <tenprint/tenprint.h>

/* "NAM" of 2.018, "Name" of it; "DOO" of 2.047's first item; "Type-14" records' name. */
const char *names_mnemonic(int type, uint32_t field);
const char *names_field(int type, uint32_t field);
const char *names_item(int type, uint32_t field, size_t item);
const char *names_record(int type);

/* Read a path in numbers or mnemonics. TP_ERR_SYNTAX with the place in diag->offset. */
tp_status names_path(const char *text, tp_path *out, tp_diag *diag);
/* The field that a mnemonic names in records of a type, or an item in a field; 0 for none. */
uint32_t names_field_number(int type, const char *mnemonic);
size_t names_item_number(int type, uint32_t field, const char *mnemonic);

#endif
