/* SPDX-License-Identifier: MIT */
/* Message layer: structs from labelled texts and labelled texts from structs. */

#include <string.h>

#include "../base/diag.h"
#include "shape.h"

bool
tpi_text_begin(const void *from, const tp_message_options *options, tp_message_options *use,
    tp_bytes *out, tp_diag *diag)
{
	tp_diag_init(diag);
	if (out != NULL)
		memset(out, 0, sizeof *out);
	tpi_message_options(options, use);
	if (from != NULL && out != NULL)
		return true;
	(void)tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no message, or no place for its text");
	return false;
}

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
take_group(void *ctx, size_t group)
{
	*group_count(ctx) = group;
	return TP_OK;
}

static tp_status
take_value(void *ctx, const char *key, size_t group, const tp_str *value)
{
	filling *f = ctx;
	tp_str *to = member_of(f, key, group);

	if (to == NULL)
		return TP_ERR_RANGE;
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
	const tpi_labelled_reader reader = { take_group, take_value, take_left, &f, &m->arena };
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
	const tpi_labelled_source from = { .get = give_value, .ctx = &f, .others = others,
		.groups = shape->group_size != 0 ? *group_count(&f) : 0 };
	tpi_layout layout;
	tp_status status;
	tpi_buf text;

	if (!tpi_layout_find(options->layouts, shape->layout, &layout))
		return tpi_fail(diag, TP_ERR_NOTFOUND, TP_NO_OFFSET, "there is no layout for it");
	tpi_buf_init(&text, options->mem);
	status = tpi_labelled_write(&layout, &from, &text, diag);
	if (status != TP_OK) {
		tpi_buf_free(&text);
		return status;
	}
	return tpi_buf_take(&text, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}
