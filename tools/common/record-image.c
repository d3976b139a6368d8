/* SPDX-License-Identifier: MIT */
/* Tools: the image in a record, in words. What it is, the library says. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "record-image.h"

/* The field's values with commas between: poses and eyes have no numbers. */
static void
list_values(const tp_record *r, uint32_t number, char *text, size_t size)
{
	tp_value value;
	size_t i, len = 0;

	for (i = 1; number != 0 && tp_record_value(r, number, i, 1, &value) == TP_OK; i++) {
		if (value.text.len + 2 > size - len)
			continue;
		if (len != 0)
			text[len++] = ',';
		if (value.text.len != 0)
			memcpy(text + len, value.text.ptr, value.text.len);
		len += value.text.len;
		text[len] = '\0';
	}
}

static void
list_positions(const tp_record_image_view *view, char *text, size_t size)
{
	size_t len = 0;
	uint32_t i;

	for (i = 0; i < view->position_count && len < size; i++)
		len += (size_t)snprintf(text + len, size - len, "%s%lu", i != 0 ? "," : "",
		    (unsigned long)view->positions[i]);
}

bool
record_image_get(const tp_record *r, record_image *out)
{
	const tp_image_info *info = &out->view.info;
	tp_image_fields fields;

	memset(out, 0, sizeof *out);
	if (tp_record_image(r, &out->view, NULL) == TP_OK)
		out->ratio = (double)info->width * info->height * info->components *
		    info->depth / 8 / (double)out->view.bytes.len;
	else
		out->view.info = out->view.declared;
	(void)tp_record_image_fields(tp_record_type(r), &fields);
	if (tp_record_is_binary(r))
		list_positions(&out->view, out->position, sizeof out->position);
	else
		list_values(r, fields.position, out->position, sizeof out->position);
	if (tp_record_is_binary(r) && out->view.impression >= 0)
		(void)snprintf(out->impression, sizeof out->impression, "%ld",
		    (long)out->view.impression);
	else
		list_values(r, fields.impression, out->impression, sizeof out->impression);
	return out->view.bytes.len != 0 || out->view.declared.width != 0 ||
	    out->position[0] != '\0';
}

void
record_image_ppi(const tp_image_info *info, char *text, size_t size)
{
	if (info->ppi_x <= 0)
		(void)snprintf(text, size, "-");
	else if (fabs(info->ppi_x - info->ppi_y) < 0.5 || info->ppi_y <= 0)
		(void)snprintf(text, size, "%.0f", info->ppi_x);
	else
		(void)snprintf(text, size, "%.0fx%.0f", info->ppi_x, info->ppi_y);
}

void
record_image_size(const tp_image_info *info, char *text, size_t size)
{
	if (info->width == 0)
		(void)snprintf(text, size, "-");
	else
		(void)snprintf(text, size, "%lux%lu", (unsigned long)info->width,
		    (unsigned long)info->height);
}

const char *
record_image_diff(uint32_t bit)
{
	switch (bit) {
	case TP_IMAGE_DIFF_CODEC:
		return "codec";
	case TP_IMAGE_DIFF_WIDTH:
		return "width";
	case TP_IMAGE_DIFF_HEIGHT:
		return "height";
	case TP_IMAGE_DIFF_PPI:
		return "ppi";
	case TP_IMAGE_DIFF_DEPTH:
		return "depth";
	case TP_IMAGE_DIFF_LENGTH:
		return "length";
	default:
		return NULL;
	}
}
