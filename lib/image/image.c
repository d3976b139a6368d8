/* SPDX-License-Identifier: MIT */
/* Image layer: the image itself, its memory, its limits and its resolution. */

#include <string.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/number.h"
#include "codec.h"

#define MAX_COMPONENTS 4u

/* Past this a count from a header is noise, not a resolution. */
#define MAX_PPI 1e6

size_t
tpi_image_row_bytes(const tp_image_info *info)
{
	if (info->depth == 1)
		return ((size_t)info->width + 7) / 8;
	return (size_t)info->width * info->components * (info->depth / 8);
}

static tp_status
check_shape(uint32_t components, uint32_t depth, tp_diag *diag)
{
	if (depth != 1 && depth != 8 && depth != 16)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "an image of %lu bits a component; 1, 8 or 16 are held",
		    (unsigned long)depth);
	if (components == 0 || components > MAX_COMPONENTS || (depth == 1 && components != 1))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "an image of %lu components of %lu bits", (unsigned long)components,
		    (unsigned long)depth);
	return TP_OK;
}

/* Leaves diag as it is: what a decoder has noted of damage stays. */
static tp_status
make(uint32_t width, uint32_t height, uint32_t components, uint32_t depth, const tp_mem *mem,
    const tp_limits *limits, tp_image *out, tp_diag *diag)
{
	tp_limits l = tpi_limits_or_default(limits);
	tp_status status;
	uint64_t row;

	memset(out, 0, sizeof *out);
	status = check_shape(components, depth, diag);
	if (status != TP_OK)
		return status;
	if (width == 0 || height == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "an image without pixels");
	if ((uint64_t)width * height > l.pixels)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "an image of %lu x %lu pixels; the limit is %llu", (unsigned long)width,
		    (unsigned long)height, (unsigned long long)l.pixels);
	row = depth == 1 ? ((uint64_t)width + 7) / 8 : (uint64_t)width * components * (depth / 8);
	if (row > SIZE_MAX / height)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "the image is too large");
	out->info.codec = TP_CODEC_RAW;
	out->info.width = width;
	out->info.height = height;
	out->info.components = components;
	out->info.depth = depth;
	out->stride = (size_t)row;
	out->mem = tpi_mem_or_default(mem);
	out->bytes = out->stride * height;
	out->pixels = tpi_calloc(&out->mem, 1, out->bytes);
	if (out->pixels == NULL) {
		memset(out, 0, sizeof *out);
		return tpi_nomem(diag);
	}
	return TP_OK;
}

tp_status
tp_image_new(uint32_t width, uint32_t height, uint32_t components, uint32_t depth,
    const tp_mem *mem, const tp_limits *limits, tp_image *out, tp_diag *diag)
{
	tp_diag_init(diag);
	return make(width, height, components, depth, mem, limits, out, diag);
}

void
tp_image_free(tp_image *image)
{
	if (image == NULL)
		return;
	if (image->pixels != NULL)
		tpi_free(&image->mem, image->pixels, image->bytes);
	memset(image, 0, sizeof *image);
}

void
tpi_image_clear_padding(tp_image *image)
{
	unsigned used = image->info.width % 8;
	uint32_t y;

	if (image->info.depth != 1 || used == 0)
		return;
	for (y = 0; y < image->info.height; y++)
		image->pixels[y * image->stride + image->stride - 1] &=
		    (uint8_t)(0xff00u >> used);
}

uint32_t
tpi_scale_sample(uint32_t sample, uint32_t max, uint32_t full)
{
	if (sample >= max)
		return full;
	return (uint32_t)(((uint64_t)sample * full + max / 2) / max);
}

tp_status
tpi_image_for(const tpi_decode_job *job, const tp_image_info *info, tp_image *out, tp_diag *diag)
{
	tp_status status = make(info->width, info->height, info->components, info->depth,
	    &job->mem, &job->limits, out, diag);

	if (status == TP_OK)
		out->info = *info;
	return status;
}

void
tpi_image_set_ppi(tp_image_info *info, double ppi_x, double ppi_y)
{
	if (!(ppi_x > 0 && ppi_x < MAX_PPI && ppi_y > 0 && ppi_y < MAX_PPI))
		return;
	info->ppi_x = ppi_x;
	info->ppi_y = ppi_y;
	info->ppi_source = TP_PPI_HEADER;
}

double
tpi_ppi_from_count(double count, double per_inch)
{
	double ppi = count * per_inch;
	double whole;

	if (!(ppi > 0 && ppi < MAX_PPI))
		return 0;
	whole = (double)(uint32_t)(ppi + 0.5);
	if (ppi > whole - 1e-6 && ppi < whole + 1e-6)
		return whole;
	return (double)(uint32_t)(whole / per_inch + 0.5) == count ? whole : ppi;
}
