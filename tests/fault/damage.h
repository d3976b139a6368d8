/* SPDX-License-Identifier: MIT */
/* Tests of faults: what they damage, with the corpus or without. */
#ifndef TS_DAMAGE_H
#define TS_DAMAGE_H

#include "support.h"

/* Two synthetic files, and four of TENPRINT_CORPUS if it is set; false if it has too few. */
typedef void (*ts_bytes_fn)(void *ctx, const char *name, const char *bytes, size_t len);
bool ts_each_victim(ts_bytes_fn fn, void *ctx);

#endif
