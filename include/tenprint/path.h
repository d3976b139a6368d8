/* SPDX-License-Identifier: MIT */
/*
 * Paths: TYPE[@IDC or #n].FIELD[.SUBFIELD[.ITEM]] in numbers, as in 2.018,
 * 14@03.999, 14#1.021.2.3, 2.047.*.2. Subfield and item may be `*`.
 * Mnemonics (NAM, ASL[*].AOL) are read by tp_dict_path in dict.h, which
 * gives the same struct.
 */
#ifndef TENPRINT_PATH_H
#define TENPRINT_PATH_H

#include <tenprint/record.h>

TP_BEGIN_DECLS

/* Every one (the `*`). */
#define TP_ANY UINT32_MAX

/* 0 in a member means that the path does not say. */
typedef struct tp_path {
	uint32_t type;     /* 1-99 */
	int32_t idc;       /* 0-255; -1: not given */
	uint32_t nth;      /* the nth record of the type, from 1; 0: not given */
	uint32_t field;    /* 0: the path names a record */
	uint32_t subfield; /* from 1, or TP_ANY */
	uint32_t item;     /* from 1, or TP_ANY */
} tp_path;

/* Read a path in numbers. TP_ERR_SYNTAX with the character's place in diag->offset. */
TP_API TP_NODISCARD tp_status tp_path_parse(const char *text, tp_path *out, tp_diag *diag);
/* Write it back, "14@3.999". Returns the length wanted; always NUL-terminated when size > 0. */
TP_API size_t tp_path_format(const tp_path *path, char *buf, size_t size);

/*
 * The index of the one record that a path names. A path without selector
 * that fits more than one record is TP_ERR_RANGE; none is TP_ERR_NOTFOUND.
 */
TP_API TP_NODISCARD tp_status tp_path_record(const tp_transaction *t,
    const tp_path *path, size_t *index, tp_diag *diag);

/*
 * Call visit for every value that the path fits, in file order; `at` is the
 * exact place. A non-zero return of visit ends the walk and is returned.
 * TP_ERR_NOTFOUND if there was none.
 */
typedef int (*tp_visit_fn)(void *ctx, const tp_record *record, const tp_path *at,
    const tp_value *value);
TP_API TP_NODISCARD int tp_path_visit(const tp_transaction *t, const tp_path *path,
    tp_visit_fn visit, void *ctx, tp_diag *diag);

/* The first value that the path fits. TP_ERR_NOTFOUND. */
TP_API TP_NODISCARD tp_status tp_transaction_get(const tp_transaction *t,
    const tp_path *path, tp_value *out, tp_diag *diag);

TP_END_DECLS

#endif
