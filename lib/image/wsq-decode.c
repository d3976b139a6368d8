/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: decoding. Segments and blocks are read until EOI, then
 * the transform is undone. A tolerant decode leaves at zero the coefficients
 * that it cannot have; without a frame header and quantisation there are
 * none to be had.
 */

#include <string.h>

#include "../base/number.h"
#include "wsq.h"

/* What one decode needs beside the image, in as few allocations. */
typedef struct workspace {
	tpi_wsq_reader reader;
	tpi_wsq_tree tree;
	tpi_wsq_blocks blocks;
	tpi_wsq_lookup lookup;
	tp_image_info info;
	float *floats;  /* coefficients, scratch, lines */
	size_t float_bytes;
	uint8_t *clean;
	size_t clean_bytes;
} workspace;

static tp_status
check_tables(tpi_wsq_reader *r)
{
	tp_status status = TP_OK;

	if (!r->tables.have_frame || !r->tables.have_quant)
		return tpi_fail(r->diag, TP_ERR_SYNTAX, r->at, "WSQ: no %s before the first block",
		    r->tables.have_frame ? "quantisation table" : "frame header");
	if (!r->tables.have_taps) {
		status = tpi_wsq_damage(r, TP_ERR_SYNTAX, r->at,
		    "no transform table before the first block");
		r->tables.taps = tpi_wsq_standard_taps;
		r->tables.have_taps = true;
	}
	r->tables.fixed = true;
	return status;
}

static tp_status
prepare(workspace *w, const tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	tpi_wsq_reader *r = &w->reader;
	bool present[TPI_WSQ_BANDS];
	tp_status status;
	size_t total;
	int k;

	tpi_wsq_tables_info(&r->tables, &w->info);
	status = tpi_image_for(job, &w->info, out, diag);
	if (status != TP_OK)
		return status;
	for (k = 0; k < TPI_WSQ_BANDS; k++)
		present[k] = r->tables.quant.step[k] != 0;
	tpi_wsq_tree_init(&w->tree, w->info.width, w->info.height);
	tpi_wsq_place(&w->tree, present);
	total = w->tree.floats + tpi_wsq_scratch(&w->tree) +
	    TPI_WSQ_LINES * tpi_wsq_line_stride(&w->tree);
	if (!tpi_mul(total, sizeof(float), &w->float_bytes))
		return tpi_nomem(diag);
	w->floats = tpi_alloc(&job->mem, w->float_bytes);
	w->clean_bytes = job->len - r->at + TPI_WSQ_SLACK;
	w->clean = tpi_alloc(&job->mem, w->clean_bytes);
	if (w->floats == NULL || w->clean == NULL)
		return tpi_nomem(diag);
	memset(w->floats, 0, w->tree.floats * sizeof(float));
	w->blocks.tree = &w->tree;
	w->blocks.quant = &r->tables.quant;
	w->blocks.coefficients = w->floats;
	w->blocks.lookup = &w->lookup;
	w->blocks.clean = w->clean;
	tpi_wsq_blocks_init(&w->blocks);
	return TP_OK;
}

static tp_status
read_blocks(workspace *w, int marker)
{
	tpi_wsq_reader *r = &w->reader;
	tp_status status = TP_OK;

	while (status == TP_OK && marker == TPI_WSQ_SOB) {
		status = tpi_wsq_read_block(r, &w->blocks);
		if (status == TP_OK)
			status = tpi_wsq_read_segments(r, &marker);
	}
	if (status == TP_OK && w->blocks.band != TPI_WSQ_BANDS)
		status = tpi_wsq_damage(r, TP_ERR_TRUNCATED, r->at,
		    "the last subbands are missing");
	return status;
}

static void
undo_transform(const workspace *w, const tpi_wsq_kernels *kernels, tp_image *out)
{
	const tpi_wsq_frame *frame = &w->reader.tables.frame;
	tpi_wsq_synthesis s = { .kernels = kernels, .tree = &w->tree,
		.taps = &w->reader.tables.taps, .coefficients = w->floats,
		.scratch = w->floats + w->tree.floats,
		.scale = (float)frame->range, .shift = (float)(frame->mean + 0.5),
		.pixels = out->pixels, .stride = out->stride };

	s.lines = s.scratch + tpi_wsq_scratch(&w->tree);
	tpi_wsq_synthesise(&s);
}

tp_status
tpi_wsq_decode_with(const tpi_wsq_kernels *kernels, tpi_decode_job *job, tp_image *out,
    tp_diag *diag)
{
	workspace *w = tpi_calloc(&job->mem, 1, sizeof *w);
	int marker = TPI_WSQ_EOI;
	tp_status status;

	memset(out, 0, sizeof *out);
	if (w == NULL)
		return tpi_nomem(diag);
	status = tpi_wsq_reader_init(&w->reader, job->bytes, job->len, diag);
	w->reader.tolerant = (job->flags & TP_DECODE_TOLERANT) != 0;
	if (status == TP_OK)
		status = tpi_wsq_read_segments(&w->reader, &marker);
	if (status == TP_OK)
		status = check_tables(&w->reader);
	if (status == TP_OK)
		status = prepare(w, job, out, diag);
	if (status == TP_OK)
		status = read_blocks(w, marker);
	if (status == TP_OK) {
		undo_transform(w, kernels, out);
		/* A comment may stand behind the blocks too. */
		tpi_wsq_tables_info(&w->reader.tables, &out->info);
		job->damaged = w->reader.damaged;
	} else {
		tp_image_free(out);
	}
	tpi_free(&job->mem, w->floats, w->float_bytes);
	tpi_free(&job->mem, w->clean, w->clean_bytes);
	tpi_free(&job->mem, w, sizeof *w);
	return status;
}
