/* SPDX-License-Identifier: MIT */
/*
 * A transaction: one ANSI/NIST-ITL file, read, held and written. Reading
 * never validates; what the file says is kept, right or wrong.
 *
 * Threads: distinct transactions are independent; one that nobody edits may
 * be read from many threads.
 */
#ifndef TENPRINT_TRANSACTION_H
#define TENPRINT_TRANSACTION_H

#include <tenprint/io.h>

TP_BEGIN_DECLS

typedef struct tp_transaction tp_transaction;
typedef struct tp_record tp_record;

/* Go on after a repairable defect and record it, instead of refusing the file. */
#define TP_READ_TOLERANT 1u
/* Keep using the caller's buffer; it must outlive the transaction unchanged. */
#define TP_READ_BORROW 2u

/* size = sizeof(tp_read_options); a NULL pointer to options is all defaults. */
typedef struct tp_read_options {
	size_t size;
	uint32_t flags;          /* TP_READ_* */
	const tp_mem *mem;       /* NULL: libc */
	const tp_limits *limits; /* NULL: defaults */
} tp_read_options;

/*
 * Read a transaction from memory. Without TP_READ_BORROW the bytes are
 * copied once. Bytes that start with a gzip header are expanded first.
 * On failure *out is NULL and *diag has the offset, record and field.
 * TP_ERR_NOMEM, TRUNCATED, SYNTAX, LENGTH, COUNT, LIMIT, UNSUPPORTED, ARG.
 */
TP_API TP_NODISCARD tp_status tp_transaction_read(const void *bytes, size_t len,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag);

/*
 * The same over a buffer that is handed over: release(ctx, bytes, len) is
 * called once, when the transaction is freed. On failure it is not called
 * and the caller still owns the buffer.
 */
typedef void (*tp_release_fn)(void *ctx, void *bytes, size_t len);
TP_API TP_NODISCARD tp_status tp_transaction_wrap(void *bytes, size_t len,
    tp_release_fn release, void *ctx, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag);

/* The same from a file (read into one buffer, never mapped), adding TP_ERR_IO. */
TP_API TP_NODISCARD tp_status tp_transaction_read_file(const char *path,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag);

/* The same from a callback, read to its end into one buffer. */
TP_API TP_NODISCARD tp_status tp_transaction_read_from(tp_read_fn read, void *ctx,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag);

/*
 * A new transaction with a Type-1 record: VER, CNT, TOT, DAT, DAI, ORI, TCN,
 * NSR and NTR. Members left NULL: VER "0502", NSR and NTR "00.00", and no
 * field for the rest, for the caller to set. TP_ERR_ARG for a value that
 * holds a separator byte.
 */
typedef struct tp_new_options {
	size_t size;
	const tp_mem *mem;
	const tp_limits *limits;
	const char *ver; /* 1.002, four digits */
	const char *tot; /* 1.004 */
	const char *dat; /* 1.005, YYYYMMDD */
	const char *dai; /* 1.007 */
	const char *ori; /* 1.008 */
	const char *tcn; /* 1.009 */
	const char *tcr; /* 1.010 */
	const char *nsr; /* 1.011, pixels per mm, nn.nn */
	const char *ntr; /* 1.012 */
} tp_new_options;
TP_API TP_NODISCARD tp_status tp_transaction_new(const tp_new_options *options,
    tp_transaction **out, tp_diag *diag);

/* Free the transaction and every view into it. NULL is allowed. */
TP_API void tp_transaction_free(tp_transaction *t);

/* Records in file order, from 0; the record belongs to the transaction. */
TP_API size_t tp_transaction_record_count(const tp_transaction *t);
/* NULL when index is out of range. */
TP_API tp_record *tp_transaction_record(const tp_transaction *t, size_t index);

/* How text outside Type-1 is encoded, from field 1.015 (ITL 2013, 8.1.15). */
typedef enum tp_charset {
	TP_CHARSET_ASCII = 0, /* also when 1.015 is absent */
	TP_CHARSET_UTF8 = 3,
	TP_CHARSET_OTHER = 99
} tp_charset;
TP_API tp_charset tp_transaction_charset(const tp_transaction *t);

/* What tolerant reading came across. */
typedef enum tp_defect_kind {
	TP_DEFECT_LEN = 1,       /* LEN does not end the record where it ends */
	TP_DEFECT_COUNT = 2,     /* CNT disagrees with the records that follow */
	TP_DEFECT_TRAILING = 3,  /* bytes after the last record */
	TP_DEFECT_SEPARATOR = 4, /* a separator too many or too few */
	TP_DEFECT_TRUNCATED = 5, /* the last record is cut off */
	TP_DEFECT_TAG = 6        /* a tag of another record type, or without a number */
} tp_defect_kind;

typedef struct tp_defect {
	int32_t kind;  /* a tp_defect_kind */
	tp_diag where; /* code, offset, place and text */
} tp_defect;

/* The defects in the order of their offsets; NULL when index is out of range. */
TP_API size_t tp_transaction_defect_count(const tp_transaction *t);
TP_API const tp_defect *tp_transaction_defect(const tp_transaction *t, size_t index);

/* Write from the tree even what was not touched; for a well-formed record the bytes are the same. */
#define TP_WRITE_REENCODE 1u

/*
 * Write the transaction: untouched records as the bytes that they were read
 * from, touched ones re-encoded with a right LEN, then any trailing bytes
 * that tolerant reading kept (fix removes them).
 * TP_ERR_NOMEM, TP_ERR_LIMIT (a LEN that its field cannot hold).
 */
TP_API TP_NODISCARD tp_status tp_transaction_write(const tp_transaction *t,
    uint32_t flags, tp_bytes *out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_transaction_write_to(const tp_transaction *t,
    uint32_t flags, tp_write_fn write, void *ctx, tp_diag *diag);
/* Atomically, as tp_file_write does. */
TP_API TP_NODISCARD tp_status tp_transaction_write_file(const tp_transaction *t,
    uint32_t flags, const char *path, tp_diag *diag);
/* The size that the same call would write. */
TP_API TP_NODISCARD tp_status tp_transaction_size(const tp_transaction *t,
    uint32_t flags, uint64_t *size, tp_diag *diag);

/*
 * Give back the memory that replaced values take, by moving what is alive
 * to a new arena. Views, records and fields taken before become invalid.
 * On failure (TP_ERR_NOMEM, LIMIT) nothing has changed.
 */
TP_API TP_NODISCARD tp_status tp_transaction_compact(tp_transaction *t, tp_diag *diag);

/*
 * Repair what tolerant reading found: LEN, CNT, separators, trailing bytes,
 * and, with TP_FIX_IDC, IDCs that CNT and record disagree on (the record's
 * is kept). Each thing done is reported to the callback (may be NULL);
 * *changes counts them. What cannot be repaired is left, and counted in
 * tp_transaction_defect_count afterwards. If memory runs out (TP_ERR_NOMEM,
 * LIMIT) some of it is done, and the same call goes on with the rest.
 */
#define TP_FIX_IDC 1u
typedef void (*tp_fix_fn)(void *ctx, const tp_defect *done);
TP_API TP_NODISCARD tp_status tp_transaction_fix(tp_transaction *t, uint32_t flags,
    tp_fix_fn report, void *ctx, size_t *changes, tp_diag *diag);

TP_END_DECLS

#endif
