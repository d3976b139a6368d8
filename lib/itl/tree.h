/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: the tree behind tp_transaction. Values are views into the input
 * or the arena; an untouched record is never re-encoded, so its fields only
 * serve looking.
 */
#ifndef TPI_TREE_H
#define TPI_TREE_H

#include <tenprint/edit.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "scan.h"

#define TPI_FS 0x1c /* ends a tagged record (ITL 2013, 7.1) */
#define TPI_GS 0x1d /* between fields */
#define TPI_RS 0x1e /* between subfields */
#define TPI_US 0x1f /* between items */

#define TPI_LEN 1u   /* x.001 */
#define TPI_IDC 2u   /* x.002, Type-1: VER */
#define TPI_CNT 3u   /* 1.003 */
#define TPI_DCS 15u  /* 1.015 */
#define TPI_DATA 999u
#define TPI_MAX_FIELD 999999999u
#define TPI_MAX_IDC 99
#define TPI_IDC_OFFSET 4 /* of the byte in a binary header */

typedef struct tpi_field {
	const char *tag; /* "14.013" as spelled; empty for bytes without a tag */
	const char *value;
	size_t len;
	uint32_t number; /* 0: bytes without a tag, kept as they are */
	uint8_t tag_len;
	bool borrowed;   /* the value is the caller's (TP_EDIT_BORROW) */
} tpi_field;

struct tp_record {
	tp_transaction *t;
	size_t index;
	uint8_t type;
	bool binary;
	bool touched;
	uint8_t bad_len;       /* reading found its LEN wrong (fix re-encodes it) */
	const char *raw;       /* as read, LEN to FS; NULL if added */
	size_t raw_len;
	size_t gap;            /* stray bytes before raw that tolerant reading skipped */
	tpi_field *fields;     /* tagged: in file order */
	size_t count;
	size_t capacity;
	const char *header;    /* binary: the fixed header, LEN included */
	size_t header_len;     /* less than the layout's in a record cut short */
	const char *data;      /* binary: what follows the header */
	size_t data_len;
	bool data_borrowed;
};

/* Something that another encoding said and no field can hold: lib/xml's notes. */
typedef struct tpi_extra {
	struct tpi_extra *next;
	tp_record *record;    /* that it stands in; NULL: in none */
	int32_t kind;
	uint16_t parent;      /* the owner's: where in the record it stands */
	uint16_t after;
	uint32_t subfield;
	tp_str name;
	tp_str text;
	tp_diag where;
} tpi_extra;

struct tp_transaction {
	tp_mem mem;
	tp_limits limits;
	tpi_arena arena;
	const char *input;
	size_t input_len;
	tp_bytes owned;        /* the input, when the library allocated it */
	tp_release_fn release; /* the input, when it was handed over */
	void *release_ctx;
	tp_record **records;
	size_t count;
	size_t capacity;
	tp_str trailing;       /* bytes after the last record */
	tp_defect *defects;
	size_t defect_count;
	size_t defect_capacity;
	uint64_t items;        /* counted against limits.items while reading */
	bool count_ours;       /* records were added, moved or removed: CNT is derived */
	bool count_given;      /* rebuilt from a form: CNT stays if reading would take it */
	char *cnt;             /* the derived CNT's bytes, growing in place */
	size_t cnt_capacity;
	tpi_extra *extras;     /* a list, in the order of the file */
	tpi_extra *extras_last;
	size_t extra_count;
};

/* scan.c: the parts of a value */

/* The bytes of a subfield, or an item; false when there are fewer. Counted from 1. */
bool tpi_slice(const char *value, size_t len, int separator, size_t nth, tp_str *out);
size_t tpi_count_parts(const char *value, size_t len, int separator);

/* binary.c: Types 3-8 by offset tables */

#define TPI_MAX_SLOTS 6 /* numbers that one header field holds: FGP's */

typedef struct tpi_slot {
	uint8_t field;
	uint8_t offset;
	uint8_t width; /* 0: the rest of the record */
	uint8_t kind;  /* a tp_field_kind */
} tpi_slot;
bool tpi_type_is_binary(unsigned type);
size_t tpi_header_size(unsigned type);
const tpi_slot *tpi_layout(unsigned type, size_t *count);
size_t tpi_binary_field_count(const tp_record *r);
bool tpi_binary_field_at(const tp_record *r, size_t index, tp_field *out);
/* Split the bytes of a whole record into header and data. */
void tpi_binary_split(tp_record *r, const char *bytes, size_t len);

/* transaction.c */

tp_status tpi_arena_error(const tp_transaction *t, tp_diag *diag);
/* The empty object, with its own copy of allocator and limits. */
tp_status tpi_transaction_alloc(const tp_mem *mem, const tp_limits *limits,
    tp_transaction **out, tp_diag *diag);
/* A new record, not yet in the list; NULL on failure. */
tp_record *tpi_record_alloc(tp_transaction *t, unsigned type);
/* Room for one more record in the list. */
bool tpi_reserve_record(tp_transaction *t);
/* Room for one more field in the record. */
bool tpi_reserve_field(tp_record *r);
uint64_t tpi_offset_of(const tp_transaction *t, const char *at);
void tpi_diag_place(tp_diag *diag, const tp_record *r, int64_t field, int64_t subfield,
    int64_t item);
/* Whether field 999 of this type is data, taken by length. */
bool tpi_type_has_data(unsigned type);
bool tpi_is_data_field(const tp_record *r, uint32_t number);

/* extra.c */

/* A zeroed one at the end of the list; NULL on failure. */
tpi_extra *tpi_extra_add(tp_transaction *t);
/* Whether its record is still one of the transaction's. */
bool tpi_extra_has_record(const tp_transaction *t, const tpi_extra *extra);
/* The list again in another arena, where records[i] is what t->records[i] became; its length. */
size_t tpi_extras_move(const tp_transaction *t, tpi_arena *to, tp_record **records,
    tpi_extra **list, bool *failed);

/* read.c */

tp_status tpi_read_records(tp_transaction *t, uint32_t flags, tp_diag *diag);
/* Where a defect is. */
typedef struct tpi_place {
	const tp_record *record; /* NULL: between records */
	int64_t field;           /* -1: none */
	uint64_t offset;
} tpi_place;
tp_status tpi_add_defect(tp_transaction *t, tp_defect_kind kind, tp_status code,
    const tpi_place *place, const char *text);

/* read-tagged.c */

/* "T.F:" at the cursor: type, number and length; false if no tag is there. */
bool tpi_parse_tag(const char *at, const char *end, uint32_t *type, uint32_t *number,
    size_t *len);
tp_status tpi_read_fields(tp_record *r, bool tolerant, tp_diag *diag);
typedef struct tpi_extent {
	size_t len;        /* of the record, FS included */
	bool wrong;        /* LEN says otherwise */
	bool truncated;    /* the input ends first */
} tpi_extent;
/* Where the tagged record at `at` ends, by its LEN or, when that is wrong, by what can be seen. */
tp_status tpi_tagged_extent(const char *at, const char *end, tpi_extent *out);

/* count.c: CNT and IDC */

/* Make 1.003 say what records there are. Touches Type-1; nothing without one. */
tp_status tpi_count_sync(tp_transaction *t, tp_diag *diag);
/* The same after one record was appended last: amortised constant time. */
tp_status tpi_count_append(tp_transaction *t, const tp_record *r, tp_diag *diag);
/* Whether CNT names these records: as far as reading needs it, or to the letter with IDCs. */
bool tpi_count_matches(const tp_transaction *t, bool idcs);
/* Write an IDC in the file's style; returns the length (buf: 4). */
size_t tpi_idc_text(const tp_transaction *t, int idc, char *buf);
/* Write CNT as it must be; the first status of write that is not TP_OK. */
int tpi_count_write(const tp_transaction *t, tp_write_fn write, void *ctx);

/* records.c */

/* A record with only LEN and IDC (-1: the lowest free one), not yet in the list. */
tp_status tpi_record_new(tp_transaction *t, int type, int idc, tp_record **out, tp_diag *diag);
/* Put it before position (0 or past the end: last), and let CNT follow; undone if that fails. */
tp_status tpi_record_insert(tp_transaction *t, tp_record *r, size_t position, tp_diag *diag);

/* record.c */

tpi_field *tpi_find_field(const tp_record *r, uint32_t number, size_t occurrence);
void tpi_view_field(const tp_record *r, const tpi_field *f, tp_field *out);

/* write.c */

uint64_t tpi_encoded_size(const tp_record *r);

/* edit.c */

/* Take the record out of its input: a header of its own, ready to change. */
tp_status tpi_touch(tp_record *r, tp_diag *diag);
/* Insert a field before position; tag digits as given. */
tp_status tpi_insert_field(tp_record *r, size_t position, uint32_t number, unsigned digits,
    tp_str value, tp_diag *diag);
unsigned tpi_record_digits(const tp_record *r);

#endif
