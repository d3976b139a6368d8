/* SPDX-License-Identifier: MIT */
/*
 * The text form: a transaction as lines that a person can read and change,
 * and that gives the same bytes back (tenprint-text(5)). It holds fields
 * and items, never an encoded record: lengths are derived on reading. Also
 * the form's escapes, and base64, for who writes forms of his own.
 */
#ifndef TENPRINT_FORM_H
#define TENPRINT_FORM_H

#include <tenprint/edit.h>

TP_BEGIN_DECLS

/* A field's short name ("NAM") to write after its tag, or NULL for none. */
typedef const char *(*tp_form_name_fn)(void *ctx, int type, uint32_t field);
/*
 * Keep a data field's bytes elsewhere and put the file name that the form
 * shall give for them into name. TP_OK, or a negative status that ends the
 * writing.
 */
typedef int (*tp_form_save_fn)(void *ctx, const tp_record *record, const tp_field *field,
    char *name, size_t size);
/* Give the bytes of the named file; the reader frees them. TP_OK or a negative status. */
typedef int (*tp_form_load_fn)(void *ctx, const char *name, tp_bytes *out);

/* size = sizeof(tp_form_options); a NULL pointer to options is all defaults. */
typedef struct tp_form_options {
	size_t size;
	const tp_mem *mem;       /* NULL: libc */
	const tp_limits *limits; /* NULL: defaults */
	tp_form_name_fn name;    /* NULL: tags alone */
	tp_form_save_fn save;    /* NULL: data in the form, as base64 */
	tp_form_load_fn load;    /* NULL: a form that names files is TP_ERR_UNSUPPORTED */
	void *ctx;               /* of all three */
} tp_form_options;

/*
 * Write a transaction in the text form. Reading it back and writing it gives
 * the same bytes for every file that strict reading accepts; of a file with
 * defects it holds what was read.
 * TP_ERR_NOMEM, or what save returned.
 */
TP_API TP_NODISCARD tp_status tp_form_write_text(const tp_transaction *t,
    const tp_form_options *options, tp_bytes *out, tp_diag *diag);

/*
 * Read the text form. On failure *out is NULL, *diag has the byte offset and
 * its text starts with the line and the column.
 * TP_ERR_SYNTAX, RANGE, LIMIT, UNSUPPORTED, NOMEM, or what load returned.
 */
TP_API TP_NODISCARD tp_status tp_form_read_text(const void *text, size_t len,
    const tp_form_options *options, tp_transaction **out, tp_diag *diag);

/*
 * Bytes as one line of the form: separators as \us \rs \gs \fs, a newline as
 * \n, a backslash doubled, and every byte that is not part of a printable
 * UTF-8 character as \xHH, a leading or trailing space too. TP_ERR_NOMEM.
 */
TP_API TP_NODISCARD tp_status tp_form_escape(const void *bytes, size_t len,
    const tp_mem *mem, tp_bytes *out, tp_diag *diag);
/* The bytes back. TP_ERR_SYNTAX with the place of a bad escape in diag->offset, NOMEM. */
TP_API TP_NODISCARD tp_status tp_form_unescape(const char *text, size_t len,
    const tp_mem *mem, tp_bytes *out, tp_diag *diag);

/* Base64 (RFC 4648) in lines of line_length characters; 0: one line. TP_ERR_NOMEM. */
TP_API TP_NODISCARD tp_status tp_base64_encode(const void *bytes, size_t len,
    size_t line_length, const tp_mem *mem, tp_bytes *out, tp_diag *diag);
/* White space is skipped. TP_ERR_SYNTAX with the place in diag->offset, NOMEM. */
TP_API TP_NODISCARD tp_status tp_base64_decode(const char *text, size_t len,
    const tp_mem *mem, tp_bytes *out, tp_diag *diag);

TP_END_DECLS

#endif
