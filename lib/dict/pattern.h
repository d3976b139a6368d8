/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: extended regular expressions of our own, which fit a whole
 * value or not. Steps are bounded by the length of the value times that of
 * the pattern; no locale, no allocation while matching, no state: one
 * pattern serves many threads.
 */
#ifndef TPI_PATTERN_H
#define TPI_PATTERN_H

#include "../base/mem.h"

typedef struct tpi_pattern tpi_pattern;

/*
 * Literals, `.`, `[...]` with ranges, `^` and [:classes:], `\` before
 * punctuation, groups, `|`, `*`, `+`, `?`, `{n}`, `{n,}` and `{n,m}` up to
 * 255; a `^` in front and a `$` at the end say what holds anyway. Text and
 * pattern are UTF-8; a byte that is not is a character of its own.
 * TP_ERR_SYNTAX with diag->offset the place, TP_ERR_LIMIT, TP_ERR_NOMEM.
 */
tp_status tpi_pattern_compile(const char *text, tpi_arena *arena, const tpi_pattern **out,
    tp_diag *diag);
bool tpi_pattern_match(const tpi_pattern *pattern, const char *text, size_t len);

#endif
