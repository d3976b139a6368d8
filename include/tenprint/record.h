/* SPDX-License-Identifier: MIT */
/*
 * Looking into a record: fields, subfields and items as views. The same
 * calls serve tagged records and the binary Types 3-8, whose header bytes
 * appear as numbered fields (ITL 2013, 8.3-8.8).
 */
#ifndef TENPRINT_RECORD_H
#define TENPRINT_RECORD_H

#include <tenprint/transaction.h>

TP_BEGIN_DECLS

/* Types 1-99. */
TP_API int tp_record_type(const tp_record *r);
/* Field 2 as a number, 0-99 (a byte in binary records, so up to 255); -1 for Type-1 or none. */
TP_API int tp_record_idc(const tp_record *r);
/* Position in file order, from 0. */
TP_API size_t tp_record_index(const tp_record *r);
/* Offset in the input, or TP_NO_OFFSET for a record that was added. */
TP_API uint64_t tp_record_offset(const tp_record *r);
/* Types 3-8: a fixed header by offsets instead of tags. */
TP_API bool tp_record_is_binary(const tp_record *r);
/* Changed or added since reading: will be re-encoded. */
TP_API bool tp_record_is_touched(const tp_record *r);
/* The bytes it was read from; empty for one that was added. */
TP_API void tp_record_raw(const tp_record *r, tp_str *out);
/* The size that writing gives it. */
TP_API uint64_t tp_record_size(const tp_record *r);

typedef enum tp_field_kind {
	TP_FIELD_TEXT = 0,   /* subfields and items between separators */
	TP_FIELD_NUMBER = 1, /* one big-endian number of 1-4 bytes */
	TP_FIELD_BYTES = 2,  /* one-byte numbers, each a subfield (FGP of Type-4) */
	TP_FIELD_DATA = 3    /* image or other bytes: 999, 4.009, 8.008, 7.003 */
} tp_field_kind;

/* A view of one field; valid until the field is edited or the transaction freed. */
typedef struct tp_field {
	uint32_t number; /* 1-999999999 */
	int32_t kind;    /* a tp_field_kind */
	tp_str tag;      /* as spelled, "14.013" without the colon; empty in binary records */
	tp_str value;    /* the raw bytes, separators included */
	uint64_t offset; /* of the value in the input, or TP_NO_OFFSET */
} tp_field;

/* Fields in file order, duplicates included. */
TP_API size_t tp_record_field_count(const tp_record *r);
/* False, and *out zeroed, when index is out of range. */
TP_API bool tp_record_field_at(const tp_record *r, size_t index, tp_field *out);
/* The occurrence-th field (from 0) of that number. */
TP_API bool tp_record_field(const tp_record *r, uint32_t number, size_t occurrence,
    tp_field *out);
/* The image or other data field, wherever the type keeps it. */
TP_API bool tp_record_data(const tp_record *r, tp_field *out);

/*
 * A walk over the subfields of a field, or the items of a subfield. Start
 * with one of the two calls below; each next sets `value` and `index` (from
 * 1) and returns false at the end. Costs no memory; linear over the field.
 */
typedef struct tp_walk {
	tp_str value;
	size_t index;
	const char *at;
	const char *end;
	int32_t separator;
	int32_t state;
} tp_walk;
TP_API void tp_walk_subfields(const tp_field *field, tp_walk *walk);
TP_API void tp_walk_items(const tp_str *subfield, tp_walk *walk);
TP_API bool tp_walk_next(tp_walk *walk);

/* How many there are: at least 1, for an empty field has one empty subfield of one empty item. */
TP_API size_t tp_field_subfield_count(const tp_field *field);
TP_API size_t tp_str_item_count(const tp_str *subfield);

/*
 * One value as text. Numbers of binary headers are rendered in decimal into
 * `digits` (FGP as a whole: its six numbers with RS between), everything
 * else is a view. Do not copy the struct.
 */
typedef struct tp_value {
	tp_str text;
	uint64_t offset; /* in the input, or TP_NO_OFFSET */
	int32_t kind;    /* a tp_field_kind */
	char digits[32];
} tp_value;

/*
 * Subfield and item count from 1; 0 takes the whole field (or subfield),
 * separators included. TP_ERR_NOTFOUND where there is none.
 */
TP_API TP_NODISCARD tp_status tp_field_value(const tp_field *field, size_t subfield,
    size_t item, tp_value *out);
/* Find the field's first occurrence and take its value. */
TP_API TP_NODISCARD tp_status tp_record_value(const tp_record *r, uint32_t number,
    size_t subfield, size_t item, tp_value *out);
/* The same as an unsigned decimal number. TP_ERR_SYNTAX, TP_ERR_RANGE. */
TP_API TP_NODISCARD tp_status tp_record_number(const tp_record *r, uint32_t number,
    size_t subfield, size_t item, uint64_t *out);

TP_END_DECLS

#endif
