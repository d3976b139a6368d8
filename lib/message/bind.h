/* SPDX-License-Identifier: MIT */
/*
 * Message layer: how members of a struct and fields of Types 1 and 2
 * correspond: a table a message, one reader and one writer for all.
 */
#ifndef TPI_BIND_H
#define TPI_BIND_H

#include <tenprint/message.h>

#include "../base/mem.h"

typedef enum tpi_bind_kind {
	TPI_BIND_ONE,  /* tp_str: the field as it stands */
	TPI_BIND_MANY, /* tp_strs: its subfields */
	TPI_BIND_PAIRS /* pointer to pairs of tp_str and a count: its subfields' two items */
} tpi_bind_kind;

typedef struct tpi_binding {
	int type;
	uint32_t field;
	int kind;      /* a tpi_bind_kind */
	size_t offset; /* of the member */
	size_t count;  /* TPI_BIND_PAIRS: of the member that counts them */
} tpi_binding;

/* A message's own table, and the struct that it is about; it starts with its tp_envelope. */
typedef struct tpi_bindings {
	const tpi_binding *at;
	size_t count;
	void *base;
} tpi_bindings;

#define TPI_BINDINGS(table, base) { (table), sizeof(table) / sizeof((table)[0]), (base) }

/*
 * Fill the envelope and what the table binds from t's Type-1 and first
 * Type-2 record; *others gets every field besides, and has room for a
 * tpi_bind_rest. Lists live in the arena. TP_ERR_NOMEM.
 */
tp_status tpi_bind_read(tpi_arena *arena, const tp_transaction *t, const tpi_bindings *to,
    tp_others *others);
/* Add every record besides those two that the message does not hold. */
typedef bool (*tpi_holds)(const void *ctx, const tp_record *r);
void tpi_bind_rest(const tp_transaction *t, tpi_holds holds, const void *ctx, tp_others *others);
/* Set the fields of t's records from the struct; empty members leave none. */
tp_status tpi_bind_write(tp_transaction *t, const tpi_bindings *from, const tp_others *others,
    tp_diag *diag);

#endif
