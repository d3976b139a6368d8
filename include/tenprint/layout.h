/* SPDX-License-Identifier: MIT */
/*
 * How the texts that have no public layout are laid out: a table of labelled
 * lines, tenprint-layout(5), which another can replace without a compiler.
 */
#ifndef TENPRINT_LAYOUT_H
#define TENPRINT_LAYOUT_H

#include <tenprint/memory.h>

TP_BEGIN_DECLS

typedef struct tp_layouts tp_layouts;

/*
 * Read layouts from text; those that it names replace the built-in ones of
 * the same name (idr, cpi, notice). mem may be NULL. TP_ERR_SYNTAX, RANGE,
 * NOTFOUND (a key that the message has not), LIMIT, NOMEM; the text starts
 * "line L, column C: " and diag->offset is that place.
 */
TP_API TP_NODISCARD tp_status tp_layouts_read(const char *text, size_t len,
    const tp_mem *mem, tp_layouts **out, tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_layouts_free(tp_layouts *layouts);
/* "idr", "cpi" or "notice": its version, as in "tenprint-idr 1"; NULL for none. */
TP_API const char *tp_layouts_version(const tp_layouts *layouts, const char *name);

TP_END_DECLS

#endif
