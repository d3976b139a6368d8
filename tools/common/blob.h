/* SPDX-License-Identifier: MIT */
/* Tools: telling by its first bytes what a file is that is no transaction. */
#ifndef TOOL_BLOB_H
#define TOOL_BLOB_H

#include <stddef.h>

/* What blob_kind says of XML that is a transaction, for a build that reads it. */
#define BLOB_NIEM "NIEM XML of ANSI/NIST-ITL"

/* What the bytes are ("XML"), or NULL if nothing known fits. Images: see tp_image_sniff. */
const char *blob_kind(const void *bytes, size_t len);

#endif
