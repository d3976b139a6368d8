/* SPDX-License-Identifier: MIT */
/* Base layer: reading to the end of a source into one buffer, and gzip expansion. */
#ifndef TPI_FILE_H
#define TPI_FILE_H

#include <tenprint/io.h>

/* Read a callback to its end. TP_ERR_LIMIT past max bytes. */
tp_status tpi_read_all(tp_read_fn read, void *ctx, uint64_t max, const tp_mem *mem,
    tp_bytes *out, tp_diag *diag);

bool tpi_is_gzip(const void *bytes, size_t len);
/*
 * Expand gzip members up to max bytes in all. TP_ERR_LIMIT, TRUNCATED,
 * SYNTAX, NOMEM, or UNSUPPORTED when built without zlib.
 */
tp_status tpi_gunzip(const void *bytes, size_t len, uint64_t max, const tp_mem *mem,
    tp_bytes *out, tp_diag *diag);
/* What gzip data start with, at most room bytes (65536) of it; 0 if that cannot be told. */
size_t tpi_gunzip_start(const void *bytes, size_t len, void *out, size_t room);

#endif
