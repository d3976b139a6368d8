/* SPDX-License-Identifier: MIT */
/*
 * Image layer: lowering the resolution. A Gaussian of sigma 0.8475 and radius
 * 4, then every second pixel: so NIST IR 7839 found 1000 ppi to come closest
 * to what is scanned at 500, and SP 500-289 asks for it. Other ratios scale
 * the filter. Weights are whole numbers, so the same image gives the same
 * pixels everywhere.
 */

#include <math.h>
#include <string.h>

#include <tenprint/resample.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"

#define DEFAULT_PPI 500.0
#define SIGMA_PER_RATIO (0.8475 / 2)
#define RADIUS_PER_RATIO 2
#define MAX_RATIO 16.0
#define MAX_TAPS 72
#define ONE 65536u /* the sum of a place's weights */

/* The pixels of a line, or the lines, that one of the result is made of. */
typedef struct taps {
	int64_t first; /* may lie before the edge: the edge's pixel is repeated */
	uint32_t count;
	uint32_t weight[MAX_TAPS];
} taps;

typedef struct work {
	const tp_image *from;
	tp_image *to;
	double ratio;
	taps *across;   /* one for each column of the result */
	uint32_t *line; /* a source line filtered downwards, samples times 65536 */
} work;

static void
make_taps(taps *t, uint32_t place, double ratio)
{
	double centre = place * ratio, sigma = SIGMA_PER_RATIO * ratio, sum = 0;
	double weight[MAX_TAPS];
	int64_t radius = (int64_t)(RADIUS_PER_RATIO * ratio + 0.5);
	int64_t middle = (int64_t)(centre + 0.5);
	uint32_t i, given = 0;

	t->first = middle - radius;
	t->count = (uint32_t)(2 * radius + 1);
	for (i = 0; i < t->count; i++) {
		double d = (double)(t->first + i) - centre;

		weight[i] = exp(-d * d / (2 * sigma * sigma));
		sum += weight[i];
	}
	for (i = 0; i < t->count; i++) {
		t->weight[i] = (uint32_t)(weight[i] / sum * ONE + 0.5);
		given += t->weight[i];
	}
	/* What rounding left over goes to the middle: grey stays the same grey. */
	t->weight[radius] += ONE - given;
}

static uint32_t
inside(int64_t at, uint32_t size)
{
	return at < 0 ? 0 : at >= size ? size - 1 : (uint32_t)at;
}

static void
filter_down(const work *w, const taps *t)
{
	const tp_image_info *info = &w->from->info;
	size_t samples = (size_t)info->width * info->components, i;
	uint32_t k;

	memset(w->line, 0, samples * sizeof *w->line);
	for (k = 0; k < t->count; k++) {
		const uint8_t *row = w->from->pixels +
		    inside(t->first + k, info->height) * w->from->stride;

		if (info->depth == 8)
			for (i = 0; i < samples; i++)
				w->line[i] += row[i] * t->weight[k];
		else
			for (i = 0; i < samples; i++)
				w->line[i] += ((uint32_t)row[2 * i] << 8 | row[2 * i + 1]) *
				    t->weight[k];
	}
}

static void
filter_across(const work *w, uint8_t *row)
{
	uint32_t components = w->from->info.components, x, c, k;

	for (x = 0; x < w->to->info.width; x++) {
		const taps *t = &w->across[x];

		for (c = 0; c < components; c++) {
			uint64_t sum = UINT64_C(1) << 31;

			for (k = 0; k < t->count; k++)
				sum += (uint64_t)w->line[(size_t)inside(t->first + k,
				    w->from->info.width) * components + c] * t->weight[k];
			if (w->from->info.depth == 16)
				*row++ = (uint8_t)(sum >> 40);
			*row++ = (uint8_t)(sum >> 32);
		}
	}
}

static tp_status
run(work *w, const tp_mem *mem, tp_diag *diag)
{
	size_t line_size = (size_t)w->from->info.width * w->from->info.components *
	    sizeof *w->line;
	size_t taps_size = (size_t)w->to->info.width * sizeof *w->across;
	tp_status status = TP_OK;
	uint32_t i;
	taps down;

	w->line = tpi_alloc(mem, line_size);
	w->across = tpi_alloc(mem, taps_size);
	if (w->line == NULL || w->across == NULL) {
		status = tpi_nomem(diag);
		goto out;
	}
	for (i = 0; i < w->to->info.width; i++)
		make_taps(&w->across[i], i, w->ratio);
	for (i = 0; i < w->to->info.height; i++) {
		make_taps(&down, i, w->ratio);
		filter_down(w, &down);
		filter_across(w, w->to->pixels + i * w->to->stride);
	}
out:
	tpi_free(mem, w->line, line_size);
	tpi_free(mem, w->across, taps_size);
	return status;
}

static void
copy_rows(const work *w)
{
	uint32_t y;

	for (y = 0; y < w->to->info.height; y++)
		memcpy(w->to->pixels + y * w->to->stride, w->from->pixels + y * w->from->stride,
		    w->to->stride);
}

/* How many pixels at most ratio apart there are, the first at 0. */
static uint32_t
reduced(uint32_t size, double ratio)
{
	return (uint32_t)((size - 1) / ratio) + 1;
}

static tp_status
find_ratio(const tp_image *image, const tp_resample_options *o, double *ratio, tp_diag *diag)
{
	double from = o->from_ppi > 0 ? o->from_ppi : image->info.ppi_x;

	if (image->pixels == NULL || (image->info.depth != 8 && image->info.depth != 16))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "only 8 and 16 bits are resampled");
	if (!(from > 0) || (o->from_ppi <= 0 && image->info.ppi_x != image->info.ppi_y))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the image's resolution is not known, or not the same both ways");
	*ratio = from / o->ppi;
	if (!(*ratio >= 1 && *ratio <= MAX_RATIO))
		return tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "a resolution that is higher, or less than a sixteenth");
	return TP_OK;
}

tp_status
tp_image_resample(const tp_image *image, const tp_resample_options *options, tp_image *out,
    tp_diag *diag)
{
	tp_resample_options o = { .size = sizeof o };
	work w = { .from = image, .to = out };
	tp_status status;
	tp_mem mem;

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	if (!(o.ppi > 0))
		o.ppi = DEFAULT_PPI;
	mem = tpi_mem_or_default(o.mem);
	status = find_ratio(image, &o, &w.ratio, diag);
	if (status == TP_OK)
		status = tp_image_new(reduced(image->info.width, w.ratio),
		    reduced(image->info.height, w.ratio), image->info.components,
		    image->info.depth, &mem, o.limits, out, diag);
	if (status != TP_OK)
		return status;
	out->info.ppi_x = out->info.ppi_y = o.ppi;
	out->info.ppi_source = TP_PPI_CALLER;
	if (w.ratio > 1)
		status = run(&w, &mem, diag);
	else
		copy_rows(&w);
	if (status != TP_OK)
		tp_image_free(out);
	return status;
}
