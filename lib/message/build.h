/* SPDX-License-Identifier: MIT */
/* Message layer: building a message's transaction, and refusing one that does not conform. */
#ifndef TPI_BUILD_H
#define TPI_BUILD_H

#include <tenprint/submission.h>

#include "bind.h"

/* A transaction under construction. */
typedef struct tpi_build {
	tp_transaction *t;
	tp_profile *made;          /* by this call; NULL if the caller gave one */
	const tp_profile *profile;
	tp_profile_info info;      /* of the profile */
	tp_message_options options;
	tp_transaction **out;
	tp_diag *diag;
} tpi_build;

/* Clear *out and take the options; TP_ERR_ARG without a struct, or a place for the transaction. */
tp_status tpi_build_open(tpi_build *b, const void *from, const tp_message_options *options,
    tp_transaction **out, tp_diag *diag);
/*
 * Start: Type-1 with what the envelope leaves open (TOT, VER and DOM of the
 * profile, NSR and NTR zero), and an empty Type-2. TP_ERR_ARG for an envelope
 * of another type of transaction.
 */
tp_status tpi_build_begin(tpi_build *b, const char *tot, const tp_envelope *envelope);
/* Then what the table binds. */
tp_status tpi_build_fields(tpi_build *b, const tpi_bindings *from, const tp_others *others);
/* Set a field of Type-2. */
tp_status tpi_build_set(tpi_build *b, uint32_t field, const void *value, size_t len);
/* A Type-10 record with an encoded photograph; idc -1 is a free one. */
tp_status tpi_build_photo(tpi_build *b, int idc, const tp_submitted_image *image);
/* The value of a field of Type-1 that was set; empty if there is none. */
void tpi_build_first(const tpi_build *b, uint32_t field, tp_str *out);
/*
 * Check against the profile and hand the transaction over, or free it and
 * give status back. The first error found is TP_ERR_ARG with its place.
 */
tp_status tpi_build_finish(tpi_build *b, tp_status status);

#endif
