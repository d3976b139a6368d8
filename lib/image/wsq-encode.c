/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: encoding, as Encoder Two (Part 3). The transform is done
 * once; quantising and coding are repeated where a size has to be met.
 */

#include <math.h>
#include <string.h>

#include "../base/number.h"
#include "wsq.h"

#define ENCODER_TWO 2
#define DEFAULT_BITRATE 0.75
#define MAX_BITRATE 64.0
#define MAX_RATIO 1e6
#define MAX_SIDE 65535
#define MAX_COMMENT (65535 - 2)

/* The search for a size: how often at most, how near is near enough, and from which rate on. */
#define MAX_TRIES 24
#define NEAR_ENOUGH (TP_RATIO_NEAR / 2)
#define LEAST_BITRATE (-16.0)
/* The rate of the equation is about four thirds of what comes out. */
#define RATE_PER_SIZE (4.0 / 3)

typedef struct encoder {
	const tpi_wsq_kernels *kernels;
	const tp_image *image;
	const tp_encode_options *options;
	tp_mem mem;
	tpi_wsq_tree tree;
	tpi_wsq_frame frame;
	tpi_wsq_quant quant;
	tpi_wsq_tokens tokens;
	double variance[TPI_WSQ_BANDS];
	float *floats; /* coefficients; scratch, then the tokens; lines */
	size_t float_bytes;
} encoder;

static tp_status
check(const tp_image *image, const tp_encode_options *o, tp_diag *diag)
{
	const tp_image_info *info = &image->info;

	if (info->components != 1 || info->depth != 8)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "WSQ holds one component of 8 bits; the image has %lu of %lu",
		    (unsigned long)info->components, (unsigned long)info->depth);
	if (info->width == 0 || info->height == 0 || info->width > MAX_SIDE ||
	    info->height > MAX_SIDE)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "WSQ holds 1 to %d pixels a side; the image has %lu x %lu", MAX_SIDE,
		    (unsigned long)info->width, (unsigned long)info->height);
	if (!(o->bitrate >= 0 && o->bitrate <= MAX_BITRATE) ||
	    !(o->ratio == 0 || (o->ratio >= 1 && o->ratio <= MAX_RATIO)))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a bit rate or ratio that WSQ cannot have");
	if (o->software > UINT16_MAX)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a WSQ software number above 65535");
	if (o->comment != NULL && strlen(o->comment) > MAX_COMMENT)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a comment of more than %d bytes", MAX_COMMENT);
	return TP_OK;
}

/* Mean and range of the pixels (2.2). */
static void
measure(encoder *e, float *mean, float *scale)
{
	const tp_image *image = e->image;
	uint8_t ends[2] = { 255, 0 };
	uint64_t sum = 0;
	double range;
	uint32_t y;

	for (y = 0; y < image->info.height; y++)
		e->kernels->measure(image->pixels + y * image->stride, image->info.width, &sum,
		    ends);
	e->frame.width = image->info.width;
	e->frame.height = image->info.height;
	e->frame.encoder = ENCODER_TWO;
	e->frame.software = e->options->software;
	e->frame.mean = (double)sum / image->info.width / image->info.height;
	range = ends[1] - e->frame.mean;
	if (e->frame.mean - ends[0] > range)
		range = e->frame.mean - ends[0];
	/* Of a constant image the mean is exact, and there is nothing else to say. */
	e->frame.range = ends[0] == ends[1] ? 0 : range / 128;
	*mean = (float)e->frame.mean;
	*scale = ends[0] == ends[1] ? 0 : (float)(1 / e->frame.range);
}

/* Everything that does not depend on the rate. */
static tp_status
transform(encoder *e, tp_diag *diag)
{
	tpi_wsq_analysis a = { .kernels = e->kernels, .tree = &e->tree,
		.pixels = e->image->pixels, .stride = e->image->stride };
	bool all[TPI_WSQ_BANDS];
	size_t scratch, total;

	memset(all, 1, sizeof all);
	measure(e, &a.mean, &a.scale);
	tpi_wsq_tree_init(&e->tree, e->frame.width, e->frame.height);
	tpi_wsq_place(&e->tree, all);
	scratch = tpi_wsq_scratch(&e->tree);
	total = e->tree.floats + scratch + TPI_WSQ_LINES * tpi_wsq_line_stride(&e->tree);
	if (!tpi_mul(total, sizeof(float), &e->float_bytes))
		return tpi_nomem(diag);
	e->floats = tpi_alloc(&e->mem, e->float_bytes);
	if (e->floats == NULL)
		return tpi_nomem(diag);
	a.coefficients = e->floats;
	a.scratch = e->floats + e->tree.floats;
	a.lines = a.scratch + scratch;
	tpi_wsq_analyse(&a);
	tpi_wsq_variances(&e->tree, e->floats, e->variance);
	/* There are no more tokens than coefficients, nor of those than scratch has floats. */
	e->tokens.at = (uint32_t *)(void *)a.scratch;
	return TP_OK;
}

static void
write_blocks(encoder *e, tpi_buf *out)
{
	tpi_wsq_emit emit;
	tpi_wsq_code code;
	int i;

	/* The last two blocks share a table. */
	for (i = 0; i < 256; i++)
		e->tokens.freq[1][i] += e->tokens.freq[2][i];
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		unsigned id = i == 0 ? 0 : 1;

		if (i <= 1) {
			tpi_wsq_code_build(e->tokens.freq[i], &code);
			tpi_wsq_emit_init(&emit, &code);
			tpi_wsq_write_code(out, id, &code);
		}
		tpi_wsq_write_block(out, id);
		tpi_wsq_write_tokens(out, &e->tokens, (unsigned)i, &emit);
	}
}

static tp_status
encode_at(encoder *e, double bitrate, tpi_buf *out, tp_diag *diag)
{
	const char *comment = e->options->comment;

	tpi_wsq_choose_steps(e->variance, bitrate, &e->quant);
	tpi_wsq_tokenise(e->kernels, &e->tree, e->floats, &e->quant, &e->tokens);
	tpi_buf_init(out, &e->mem);
	(void)tpi_buf_reserve(out, (size_t)e->frame.width * e->frame.height / 8 + 4096);
	tpi_wsq_write_marker(out, TPI_WSQ_SOI);
	tpi_wsq_write_nistcom(out, &e->image->info, bitrate > 0 ? bitrate : 0);
	if (comment != NULL)
		tpi_wsq_write_comment(out, comment, strlen(comment));
	tpi_wsq_write_taps(out);
	tpi_wsq_write_quant(out, &e->quant);
	tpi_wsq_write_frame(out, &e->frame);
	write_blocks(e, out);
	tpi_wsq_write_marker(out, TPI_WSQ_EOI);
	if (!out->failed)
		return TP_OK;
	tpi_buf_free(out);
	return tpi_nomem(diag);
}

/*
 * A size that is looked for. It grows almost evenly with the rate, so a
 * straight line between the nearest known sizes says where to look, halving
 * now and then where it does not.
 */
typedef struct search {
	double aim;
	double most;       /* more than this does not do */
	double top;        /* the highest rate to try */
	double low, high;  /* rates; their sizes, 0: not known */
	double low_size, high_size;
	tpi_buf best;
} search;

/* How far a size is from what is wanted; what does not do is further than all that does. */
static double
miss(const search *s, size_t len)
{
	double size = (double)len;

	return fabs(size - s->aim) + (size > s->most ? 1e18 : 0);
}

/* Whether there is another rate to try, after the try-th one. */
static bool
next_rate(const search *s, int try, double *rate)
{
	double part = 0.5;

	if (s->high_size == 0) {
		double even = s->low * s->aim / s->low_size + 0.02;

		/* A size that does not follow the rate may be the finest there is. */
		*rate = fmin(try == 0 ? even : fmax(even, s->low * 2), s->top);
		return s->low < s->top;
	}
	if (s->low_size == 0) {
		*rate = fmax(s->high > 0.05 ? s->high / 2 : s->high * 2 - 0.1, LEAST_BITRATE);
		return s->high > LEAST_BITRATE;
	}
	if (try % 3 != 2)
		part = (s->aim - s->low_size) / (s->high_size - s->low_size);
	*rate = s->low + (s->high - s->low) * fmin(fmax(part, 0.01), 0.99);
	return *rate > s->low && *rate < s->high;
}

/* Encode at rate after rate until the size is near enough, or no nearer one is found. */
static tp_status
encode_toward(encoder *e, search *s, double rate, tp_diag *diag)
{
	tp_status status;
	tpi_buf now;
	int i;

	for (i = 0; i < MAX_TRIES; i++) {
		bool better;

		status = encode_at(e, rate, &now, diag);
		if (status != TP_OK)
			return status;
		if ((double)now.len > s->aim) {
			s->high = rate;
			s->high_size = (double)now.len;
		} else {
			s->low = rate;
			s->low_size = (double)now.len;
		}
		better = s->best.len == 0 || miss(s, now.len) < miss(s, s->best.len);
		tpi_buf_free(better ? &s->best : &now);
		if (better)
			s->best = now;
		if (miss(s, s->best.len) <= NEAR_ENOUGH * s->aim || !next_rate(s, i, &rate))
			break;
	}
	return TP_OK;
}

/* The size that ratio and target_bytes, one of which is there, ask for. */
static tp_status
encode_to_size(encoder *e, tpi_buf *out, tp_diag *diag)
{
	const tp_encode_options *o = e->options;
	double pixels = (double)e->frame.width * e->frame.height;
	search s = { .aim = HUGE_VAL, .most = HUGE_VAL, .top = MAX_BITRATE };
	tp_status status;

	if (o->bitrate > 0)
		s.top = o->bitrate;
	if (o->ratio > 0)
		s.aim = pixels / o->ratio;
	if (o->target_bytes != 0) {
		s.most = (double)o->target_bytes;
		s.aim = fmin(s.aim, s.most * (1 - NEAR_ENOUGH));
	}
	tpi_buf_init(&s.best, &e->mem);
	status = encode_toward(e, &s, fmin(s.aim * 8 / pixels * RATE_PER_SIZE, s.top), diag);
	if (status == TP_OK && (double)s.best.len > s.most)
		status = tpi_fail(diag, TP_ERR_RANGE, TP_NO_OFFSET,
		    "WSQ makes the image no smaller than %zu bytes; %llu were asked for",
		    s.best.len, (unsigned long long)o->target_bytes);
	if (status == TP_OK)
		*out = s.best;
	else
		tpi_buf_free(&s.best);
	return status;
}

static tp_status
encode_image(encoder *e, tpi_buf *out, tp_diag *diag)
{
	const tp_encode_options *o = e->options;

	if (o->ratio > 0 || o->target_bytes != 0)
		return encode_to_size(e, out, diag);
	return encode_at(e, o->bitrate > 0 ? o->bitrate : DEFAULT_BITRATE, out, diag);
}

tp_status
tpi_wsq_encode_with(const tpi_wsq_kernels *kernels, const tp_image *image,
    tp_encode_options *options, tp_bytes *out, tp_diag *diag)
{
	tp_mem mem = tpi_mem_or_default(options->mem);
	tp_status status = check(image, options, diag);
	tpi_buf buf;
	encoder *e;

	memset(out, 0, sizeof *out);
	if (status != TP_OK)
		return status;
	e = tpi_calloc(&mem, 1, sizeof *e);
	if (e == NULL)
		return tpi_nomem(diag);
	e->kernels = kernels;
	e->image = image;
	e->options = options;
	e->mem = mem;
	status = transform(e, diag);
	if (status == TP_OK)
		status = encode_image(e, &buf, diag);
	if (status == TP_OK)
		status = tpi_buf_take(&buf, out);
	tpi_free(&mem, e->floats, e->float_bytes);
	tpi_free(&mem, e, sizeof *e);
	return status;
}
