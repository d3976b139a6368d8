/* SPDX-License-Identifier: MIT */
/*
 * How a call says what went wrong and where. Every fallible function returns
 * a tp_status and fills an optional, caller-owned tp_diag of fixed size.
 */
#ifndef TENPRINT_STATUS_H
#define TENPRINT_STATUS_H

#include <tenprint/export.h>

TP_BEGIN_DECLS

typedef enum tp_status {
	TP_OK = 0,
	TP_ERR_NOMEM = -1,       /* an allocation failed */
	TP_ERR_IO = -2,          /* a file, source or sink failed */
	TP_ERR_TRUNCATED = -3,   /* the input ends before what it declares */
	TP_ERR_SYNTAX = -4,      /* the bytes are not of the expected grammar */
	TP_ERR_LENGTH = -5,      /* a LEN disagrees with the bytes */
	TP_ERR_COUNT = -6,       /* CNT disagrees with the records */
	TP_ERR_LIMIT = -7,       /* a limit of tp_limits was reached */
	TP_ERR_RANGE = -8,       /* a number or index is out of range */
	TP_ERR_NOTFOUND = -9,    /* no such record, field, subfield or item */
	TP_ERR_STATE = -10,      /* the call does not fit the object's state */
	TP_ERR_ARG = -11,        /* an argument is invalid */
	TP_ERR_UNSUPPORTED = -12 /* legal, but not handled or left out of the build */
} tp_status;

#define TP_NO_OFFSET UINT64_MAX
#define TP_DIAG_TEXT 160

/*
 * Where and why. Members that do not apply are -1 (offset: TP_NO_OFFSET).
 * record counts from 0 in file order; subfield and item count from 1. The
 * text never holds a value of a record, only its place and size.
 */
typedef struct tp_diag {
	int32_t code;  /* a tp_status */
	int32_t record;
	int32_t type;
	int32_t idc;
	int64_t field;
	int64_t subfield;
	int64_t item;
	uint64_t offset;
	char text[TP_DIAG_TEXT];
} tp_diag;

/* The status as a sentence, and its symbol ("TP_ERR_LENGTH"). Static, never NULL. */
TP_API const char *tp_strerror(int status);
TP_API const char *tp_status_name(int status);

/* Clear *diag: code TP_OK, no place, no text. NULL is allowed. */
TP_API void tp_diag_init(tp_diag *diag);

/*
 * Write "offset 12: record 2 (type 4, idc 1): field 3: text" into buf,
 * always NUL-terminated when size > 0. Returns the length it wanted.
 */
TP_API size_t tp_diag_format(const tp_diag *diag, char *buf, size_t size);

TP_END_DECLS

#endif
