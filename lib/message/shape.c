/* SPDX-License-Identifier: MIT */
/* Message layer: structs from labelled texts and labelled texts from structs. */

#include <string.h>

#include "../base/diag.h"
#include "shape.h"

tp_str *
tpi_member_of(const tpi_member *table, size_t count, const char *key, void *base)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(table[i].key, key) == 0)
			return (tp_str *)(void *)((char *)base + table[i].offset);
	return NULL;
}

tp_status
tpi_lines_add(tpi_lines *lines, size_t number, const tp_str *text)
{
	if (lines->count == lines->room) {
		size_t more = lines->room == 0 ? 8 : 2 * lines->room;
		tp_other *at = tpi_arena_grow(lines->arena, lines->at,
		    lines->room * sizeof(*at), more * sizeof(*at));

		if (at == NULL)
			return TP_ERR_NOMEM;
		lines->at = at;
		lines->room = more;
	}
	lines->at[lines->count++] = (tp_other){ 0, (uint32_t)number, *text };
	return TP_OK;
}

void
tpi_lines_put(tpi_buf *text, const tp_others *others)
{
	size_t i;

	for (i = 0; i < others->count; i++)
		if (others->at[i].type == 0) {
			tpi_buf_put(text, others->at[i].value.ptr, others->at[i].value.len);
			tpi_buf_text(text, "\r\n");
		}
}

/* A shape and the struct that is filled or read by it. */
typedef struct filling {
	const tpi_shape *shape;
	void *base;
	tpi_lines lines;
} filling;

static void *
group_at(const filling *f, size_t group)
{
	return (char *)f->base + f->shape->groups + (group - 1) * f->shape->group_size;
}

static size_t *
group_count(const filling *f)
{
	return (size_t *)(void *)((char *)f->base + f->shape->group_count);
}

static tp_str *
member_of(const filling *f, const char *key, size_t group)
{
	if (group != 0)
		return tpi_member_of(f->shape->items, f->shape->item_count, key,
		    group_at(f, group));
	return tpi_member_of(f->shape->values, f->shape->value_count, key, f->base);
}

static tp_status
take_value(void *ctx, const char *key, size_t group, const tp_str *value)
{
	filling *f = ctx;
	tp_str *to = member_of(f, key, group);

	if (to == NULL)
		return TP_ERR_RANGE;
	if (group != 0 && *group_count(f) < group)
		*group_count(f) = group;
	*to = *value;
	return TP_OK;
}

static tp_status
take_left(void *ctx, size_t line, const tp_str *text)
{
	filling *f = ctx;

	return tpi_lines_add(&f->lines, line, text);
}

tp_status
tpi_shape_parse(tp_message *m, const tpi_shape *shape, void *base,
    const tp_layouts *layouts, tp_others *others, tp_diag *diag)
{
	filling f = { .shape = shape, .base = base, .lines = { .arena = &m->arena } };
	const tpi_labelled_reader reader = { take_value, take_left, &f, &m->arena, true };
	tpi_layout layout;
	tp_status status;

	if (!tpi_layout_find(layouts, shape->layout, &layout) ||
	    !tpi_labelled_is(&layout, &m->text))
		return TP_ERR_NOTFOUND;
	status = tpi_labelled_read(&layout, &m->text, &reader, diag);
	others->at = f.lines.at;
	others->count = f.lines.count;
	return status;
}

static void
give_value(void *ctx, const char *key, size_t group, tp_str *value)
{
	const tp_str *from = member_of(ctx, key, group);

	if (from != NULL)
		*value = *from;
}

tp_status
tpi_shape_build(const tpi_shape *shape, void *base, const tp_others *others,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	filling f = { .shape = shape, .base = base };
	tp_mem mem = tpi_mem_or_default(options != NULL ? options->mem : NULL);
	size_t groups = shape->group_size != 0 ? *group_count(&f) : 0;
	tpi_layout layout;
	tp_status status;
	tpi_buf text;

	memset(out, 0, sizeof *out);
	if (!tpi_layout_find(options != NULL ? options->layouts : NULL, shape->layout, &layout))
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there is no layout for it");
	tpi_buf_init(&text, &mem);
	status = tpi_labelled_write(&layout, give_value, &f, groups, &text, diag);
	tpi_lines_put(&text, others);
	if (status != TP_OK) {
		tpi_buf_free(&text);
		return status;
	}
	status = tpi_buf_take(&text, out);
	return status == TP_OK ? TP_OK : tpi_nomem(diag);
}
