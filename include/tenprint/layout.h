/* SPDX-License-Identifier: MIT */
/*
 * How texts are laid out: the labelled lines of IDR, CPI and the notices,
 * which have no public layout, and the elements of IAQ: a table,
 * tenprint-layout(5), which another can replace without a compiler.
 */
#ifndef TENPRINT_LAYOUT_H
#define TENPRINT_LAYOUT_H

#include <tenprint/memory.h>

TP_BEGIN_DECLS

typedef struct tp_layouts tp_layouts;

/*
 * Read layouts from text; those that it names (idr, cpi, notice, iaq, iar)
 * replace the built-in ones. mem may be NULL. TP_ERR_SYNTAX, RANGE, LIMIT,
 * NOTFOUND (a key that the message has not, or one that it cannot do
 * without), NOMEM; where a row is wrong the text starts "line L, column C: "
 * and diag->offset is that place.
 */
TP_API TP_NODISCARD tp_status tp_layouts_read(const char *text, size_t len,
    const tp_mem *mem, tp_layouts **out, tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_layouts_free(tp_layouts *layouts);
/* The first line of a layout's texts, "TENPRINT-IDR 1" of "idr"; NULL for no such layout. */
TP_API const char *tp_layouts_version(const tp_layouts *layouts, const char *name);

TP_END_DECLS

#endif
