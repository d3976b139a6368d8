/* SPDX-License-Identifier: MIT */
/* Base layer: SHA-256 (FIPS 180-4), for the hash of image data (HAS). */
#ifndef TPI_SHA256_H
#define TPI_SHA256_H

#include <stddef.h>

#define TPI_SHA256_TEXT 64

/* The digest as 64 upper-case hexadecimal digits, not NUL-terminated. */
void tpi_sha256_text(const void *bytes, size_t len, char text[TPI_SHA256_TEXT]);

#endif
