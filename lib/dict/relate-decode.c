/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations that need the pixels of an image, which are decoded
 * under TP_CHECK_IMAGES only, and once for all of them.
 */

#include <string.h>

#include "relate.h"

#define LEAST_CONTRAST 16 /* between the darkest and the brightest sample, of 255 */

/* The samples' most significant bytes are all but equal: nothing was captured. */
static bool
is_blank(const tp_image *image)
{
	size_t step = image->info.depth == 16 ? 2 : 1, x, row;
	uint8_t low = 255, high = 0;
	uint32_t y;

	if (image->info.depth != 8 && image->info.depth != 16)
		return false;
	row = (size_t)image->info.width * image->info.components * step;
	for (y = 0; y < image->info.height; y++) {
		const uint8_t *at = image->pixels + y * image->stride;

		for (x = 0; x < row; x += step) {
			low = at[x] < low ? at[x] : low;
			high = at[x] > high ? at[x] : high;
		}
		if (high - low >= LEAST_CONTRAST)
			return false;
	}
	return true;
}

static const tpi_pixels *
decode(tpi_scene *scene)
{
	tpi_pixels *p = &scene->pixels;
	tp_decode_options o = { .size = sizeof o, .flags = TP_DECODE_TOLERANT,
		.mem = &scene->c->mem, .limits = scene->c->limits, .damaged = &p->damaged };
	tp_image image;

	if (p->ready)
		return p;
	memset(p, 0, sizeof *p);
	p->ready = true;
	p->status = tp_record_image_decode(scene->record, &o, &image, &p->diag);
	if (p->status == TP_OK)
		p->blank = is_blank(&image);
	tp_image_free(&image);
	if (p->status == TP_ERR_NOMEM) {
		scene->status = p->status;
		if (scene->diag != NULL)
			*scene->diag = p->diag;
	}
	return p;
}

/* A build that cannot decode a codec cannot judge its images; a bad header is told elsewhere. */
void
tpi_image_decodes(tpi_scene *scene, const tpi_relation *r)
{
	const tp_record_image_view *v = tpi_image_of(scene);
	const tpi_pixels *p;

	if (v == NULL || v->info.codec == TP_CODEC_UNKNOWN || !tpi_is_readable(v) ||
	    !tp_codec_can(v->info.codec, TP_CODEC_CAN_DECODE))
		return;
	p = decode(scene);
	if (p->status == TP_ERR_NOMEM)
		return;
	if (r->what == TPI_WHAT_ERROR && p->status != TP_OK)
		tpi_relate_field(scene, r, v->field, "%s", p->diag.text);
	if (r->what == TPI_WHAT_DAMAGE && p->status == TP_OK && p->damaged)
		tpi_relate_field(scene, r, v->field, "a part of it cannot be decoded%s%s",
		    p->diag.text[0] != '\0' ? ": " : "", p->diag.text);
	if (r->what == TPI_WHAT_BLANK && p->status == TP_OK && p->blank)
		tpi_relate_field(scene, r, v->field, "the image shows nothing");
}
