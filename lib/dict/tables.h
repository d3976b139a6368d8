/* SPDX-License-Identifier: MIT */
/* Dict layer: the tables that scripts/gen-tables.awk makes of data/, and names in any case. */
#ifndef TPI_TABLES_H
#define TPI_TABLES_H

#include <tenprint/check.h>

/* Sorted by type, field, item, since. */
extern const tp_field_def tpi_fields[];
extern const size_t tpi_field_count;
/* Sorted by name; each has its codes, sorted by their bytes. */
extern const tp_code_list tpi_code_lists[];
extern const size_t tpi_code_list_count;
/* Sorted by tot. */
extern const tp_tot_def tpi_tots[];
extern const size_t tpi_tot_count;
/* Sorted by edition, tot, field. */
extern const tp_tot_rule tpi_tot_rules[];
extern const size_t tpi_tot_rule_count;
/* Sorted by code. */
extern const tp_fbi_message tpi_messages[];
extern const size_t tpi_message_count;
/* Sorted by id. */
extern const tp_rule tpi_rules[];
extern const size_t tpi_rule_count;
/* Sorted by edition, tot, types. */
extern const tp_count_rule tpi_counts[];
extern const size_t tpi_count_count;

/* The code in a list at hand; NULL for none. */
const tp_code *tpi_code_in(const tp_code_list *list, const char *code, size_t len);

/* Compare a terminated name with bytes, NUL among them or not, as the tables are sorted. */
int tpi_name_order(const char *name, const char *text, size_t len);
/* ASCII letters compared without case. */
bool tpi_name_equal(const char *name, const char *text, size_t len);
/* The first row of a type, and the one after its last. */
size_t tpi_type_begin(int type);
/* The field or item of a mnemonic that need not be terminated; its newest row. */
const tp_field_def *tpi_named_field(int type, const char *text, size_t len);
const tp_field_def *tpi_named_item(int type, uint32_t field, const char *text, size_t len);

/* The types that have a field of this mnemonic. */
typedef struct tpi_types {
	uint8_t type[100]; /* ascending */
	size_t count;
} tpi_types;
/* The field that a mnemonic without type means; NULL and *types for none or several. */
const tp_field_def *tpi_bare_field(const char *text, size_t len, tpi_types *types);

/* The known mnemonic nearest to a mistyped one: a field's of the type (0: any), or an item's. */
const tp_field_def *tpi_suggest_field(int type, const char *text, size_t len);
const tp_field_def *tpi_suggest_item(int type, uint32_t field, const char *text, size_t len);

#endif
