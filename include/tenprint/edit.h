/* SPDX-License-Identifier: MIT */
/*
 * Changing a transaction. An edit touches its record: it is re-encoded on
 * writing, in its own field-number width, with a right LEN. Adding, moving
 * or removing a record touches Type-1, whose CNT is then right.
 *
 * Values are copied into the transaction unless TP_EDIT_BORROW says so. A
 * value for an item holds no separator; one for a subfield may hold US, for
 * a field US and RS; data fields (999) hold anything. LEN and CNT are
 * derived: setting x.001 or 1.003 is TP_ERR_STATE. Every call either
 * succeeds or changes nothing.
 */
#ifndef TENPRINT_EDIT_H
#define TENPRINT_EDIT_H

#include <tenprint/path.h>

TP_BEGIN_DECLS

/* The value's bytes stay the caller's and outlive the transaction. */
#define TP_EDIT_BORROW 1u
/* For tp_record_append_field on a binary record: the value is raw bytes, as of a header cut short. */
#define TP_EDIT_BYTES 2u

/*
 * Replace a value, creating the field (in numeric order, data last), the
 * next subfield, or the next items as needed. The path names one record.
 * Binary records: the number is range-checked against its width.
 * TP_ERR_NOTFOUND, RANGE, ARG, STATE, LIMIT, NOMEM.
 */
TP_API TP_NODISCARD tp_status tp_transaction_set(tp_transaction *t, const tp_path *path,
    const void *value, size_t len, uint32_t flags, tp_diag *diag);
/*
 * Append: to TYPE.FIELD a subfield (or the field itself), to TYPE.FIELD.SUB an
 * item; an empty one is filled instead. Not to a data field that is there, nor
 * in binary records.
 */
TP_API TP_NODISCARD tp_status tp_transaction_append(tp_transaction *t, const tp_path *path,
    const void *value, size_t len, uint32_t flags, tp_diag *diag);
/* Insert before the field, subfield or item that the path names; a missing field is made. */
TP_API TP_NODISCARD tp_status tp_transaction_insert(tp_transaction *t, const tp_path *path,
    const void *value, size_t len, uint32_t flags, tp_diag *diag);
/*
 * Remove the field (every occurrence), subfield, item or, for a path without
 * field, the record. The last subfield takes its field with it, that one
 * occurrence; items keep their positions only if they are set to empty instead.
 */
TP_API TP_NODISCARD tp_status tp_transaction_delete(tp_transaction *t, const tp_path *path,
    tp_diag *diag);

/* The same on one record, by field number. */
TP_API TP_NODISCARD tp_status tp_record_set(tp_record *r, uint32_t field, uint32_t subfield,
    uint32_t item, const void *value, size_t len, uint32_t flags, tp_diag *diag);
/* Set a field to a NUL-terminated text, or a decimal number. */
TP_API TP_NODISCARD tp_status tp_record_set_text(tp_record *r, uint32_t field,
    const char *text, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_record_set_number(tp_record *r, uint32_t field,
    uint64_t number, tp_diag *diag);
/* Append a subfield made of count items. */
TP_API TP_NODISCARD tp_status tp_record_append_items(tp_record *r, uint32_t field,
    const tp_str *items, size_t count, tp_diag *diag);
/*
 * Append a field after the last one, an occurrence of its own even if the
 * number is there already, with the tag's number written `digits` wide (0:
 * the record's width). Any field may be given, in any order, so that a form
 * can rebuild any record; LEN and CNT given here only tell their style.
 */
TP_API TP_NODISCARD tp_status tp_record_append_field(tp_record *r, uint32_t field,
    uint32_t digits, const void *value, size_t len, uint32_t flags, tp_diag *diag);

/*
 * Add a record of a type (2-99) before position (0 and anything past the
 * end: last), with only LEN and IDC; idc -1 assigns the lowest free one.
 * Type-1 stays first. The record belongs to the transaction.
 */
TP_API TP_NODISCARD tp_status tp_transaction_add_record(tp_transaction *t, int type,
    int idc, size_t position, tp_record **out, tp_diag *diag);
/*
 * For rebuilding from another form: a transaction without any record, and a
 * record without any field, appended last (a Type-1 as the first). Its
 * fields come from tp_record_append_field. Binary records take the fields
 * of their header in order (decimal text, FGP's six joined by RS) and may
 * stop early, as a record cut short does.
 */
TP_API TP_NODISCARD tp_status tp_transaction_new_bare(const tp_mem *mem,
    const tp_limits *limits, tp_transaction **out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_transaction_add_bare(tp_transaction *t, int type,
    tp_record **out, tp_diag *diag);
/* Type-1 can be neither moved nor removed: TP_ERR_STATE. */
TP_API TP_NODISCARD tp_status tp_transaction_move_record(tp_transaction *t, size_t from,
    size_t to, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_transaction_remove_record(tp_transaction *t, size_t index,
    tp_diag *diag);

/*
 * A Type-3, 4, 5 or 6 record: its header and its image bytes.
 * Types 3-6: ITL 2013, 8.3-8.6. fgp: 1-6 positions, unused slots 255.
 */
typedef struct tp_print_header {
	size_t size;
	int32_t type;      /* 3-6; 0: 4 */
	int32_t idc;       /* -1: assign the lowest free one */
	uint8_t imp;       /* x.003 impression type */
	uint8_t fgp[6];    /* x.004 friction ridge positions */
	uint8_t fgp_count; /* 0: 1 */
	uint8_t isr;       /* x.005: 0 the class resolution, 1 that of 1.011 */
	uint16_t hll;      /* x.006 pixels a line */
	uint16_t vll;      /* x.007 lines */
	uint8_t gca;       /* x.008: 0 NONE 1 WSQ20 2 JPEGB 3 JPEGL 4 JP2 5 JP2L 6 PNG */
} tp_print_header;
TP_API TP_NODISCARD tp_status tp_transaction_add_print(tp_transaction *t,
    const tp_print_header *header, const void *image, size_t len, uint32_t flags,
    tp_record **out, tp_diag *diag);

/* A Type-14 record (ITL 2013, 8.14) with its mandatory fields and its image. */
typedef struct tp_finger_record {
	size_t size;
	int32_t idc;       /* -1: assign the lowest free one */
	uint32_t imp;      /* 14.003 */
	const char *src;   /* 14.004 source agency */
	const char *fcd;   /* 14.005 capture date, YYYYMMDD */
	uint32_t hll;      /* 14.006 pixels a line; 0: no image fields */
	uint32_t vll;      /* 14.007 lines */
	uint32_t slc;      /* 14.008: 0: 1, pixels per inch; 2 per cm */
	uint32_t thps;     /* 14.009 horizontal, in slc's unit */
	uint32_t tvps;     /* 14.010 vertical; 0: as thps */
	const char *cga;   /* 14.011 label: "WSQ20", ... */
	uint32_t bpx;      /* 14.012; 0: 8 */
	uint32_t fgp;      /* 14.013 */
} tp_finger_record;
TP_API TP_NODISCARD tp_status tp_transaction_add_finger(tp_transaction *t,
    const tp_finger_record *fields, const void *image, size_t len, uint32_t flags,
    tp_record **out, tp_diag *diag);

TP_END_DECLS

#endif
