/* SPDX-License-Identifier: MIT */
/* Sources and sinks: how bytes come in and go out when there is no single buffer. */
#ifndef TENPRINT_IO_H
#define TENPRINT_IO_H

#include <tenprint/memory.h>

TP_BEGIN_DECLS

/*
 * Read up to size bytes into buf and store how many in *got; 0 is the end.
 * Return TP_OK, or a negative status that the library hands on.
 */
typedef int (*tp_read_fn)(void *ctx, void *buf, size_t size, size_t *got);

/* Take all size bytes. Return TP_OK, or a negative status that ends the writing. */
typedef int (*tp_write_fn)(void *ctx, const void *buf, size_t size);

/*
 * Read a whole file into *out (owned by the caller). max is the largest size
 * accepted, 0 for 256 MiB. TP_ERR_IO, TP_ERR_LIMIT, TP_ERR_NOMEM.
 */
TP_API TP_NODISCARD tp_status tp_file_read(const char *path, uint64_t max,
    const tp_mem *mem, tp_bytes *out, tp_diag *diag);

/*
 * Write a file in one step: a temporary name beside it, mode 0600, synced,
 * then renamed. On failure the old file stands and no new one is left. What
 * a symbolic link names is replaced, not the link; a device or pipe is
 * written into as it is.
 */
TP_API TP_NODISCARD tp_status tp_file_write(const char *path, const void *bytes,
    size_t len, tp_diag *diag);

TP_END_DECLS

#endif
