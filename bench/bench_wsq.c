/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: WSQ, in megabytes of pixels a second and as a part of the speed
 * of copying them, on one thread; by stage; and what a second thread adds.
 * Goals: decode at least 270 MB/s, encode 300 MB/s, which is 15 and 10 times
 * the reference's speed on the machine that the goals were set on, where a
 * copy from cache ran at about 40 GB/s.
 *
 * Images are synthetic prints: fourteen of a card's size and one slap; or
 * the image files that are named as arguments.
 */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/io.h>
#include <tenprint/synth.h>

#include "common.h"
#include "image/wsq.h"

#define PRINTS 14
#define RUNS 31
#define THREADS 2

typedef struct batch {
	const char *name;
	const tpi_wsq_kernels *kernels;
	tp_image images[PRINTS];
	tp_bytes streams[PRINTS];
	size_t count;
	double pixels;
	uint8_t *copy;
} batch;

static void
prepare(batch *b)
{
	size_t i, most = 0;
	tp_diag diag;

	b->kernels = tpi_wsq_kernels_at(0);
	for (i = 0; i < b->count; i++) {
		tp_encode_options options = { .size = sizeof options, .codec = TP_CODEC_WSQ };

		bench_check(tp_image_encode(&b->images[i], &options, &b->streams[i], &diag), &diag,
		    "encode");
		b->pixels += (double)b->images[i].bytes;
		most = b->images[i].bytes > most ? b->images[i].bytes : most;
	}
	b->copy = malloc(most);
	if (b->copy == NULL)
		exit(EXIT_FAILURE);
}

static void
release(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		tp_image_free(&b->images[i]);
		tp_bytes_free(&b->streams[i]);
	}
	free(b->copy);
}

static void
copy_all(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		memcpy(b->copy, b->images[i].pixels, b->images[i].bytes);
		bench_keep(b->copy);
	}
}

static void
decode_all(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		tpi_decode_job job = { .bytes = b->streams[i].ptr, .len = b->streams[i].len,
			.mem = tpi_mem_or_default(NULL), .limits = tpi_limits_or_default(NULL) };
		tp_image image;
		tp_diag diag;

		bench_check(tpi_wsq_decode_with(b->kernels, &job, &image, &diag), &diag, "decode");
		tp_image_free(&image);
	}
}

static void
encode_all(batch *b)
{
	size_t i;

	for (i = 0; i < b->count; i++) {
		tp_encode_options options = { .size = sizeof options };
		tp_bytes bytes;
		tp_diag diag;

		bench_check(tpi_wsq_encode_with(b->kernels, &b->images[i], &options, &bytes, &diag),
		    &diag, "encode");
		tp_bytes_free(&bytes);
	}
}

typedef void (*work_fn)(batch *b);

static double
time_once(batch *b, work_fn work)
{
	uint64_t start = bench_now();

	work(b);
	return b->pixels * 1e3 / (double)(bench_now() - start);
}

/* The median speed, and of the ratios to a copy in the same turn. */
static void
report(batch *b, const char *what, work_fn work, double goal)
{
	double speed[RUNS], part[RUNS];
	int i;

	for (i = 0; i < RUNS; i++) {
		double copy = time_once(b, copy_all);

		speed[i] = time_once(b, work);
		part[i] = speed[i] / copy;
	}
	printf("  %-22s %8.0f MB/s   1/%-6.0f of a copy", what, bench_median(speed, RUNS),
	    1 / bench_median(part, RUNS));
	printf(goal > 0 ? "   goal >= %.0f\n" : "\n", goal);
}

/* What the stages work on: the first image of the batch. */
typedef struct stages {
	tpi_wsq_tree tree;
	tpi_wsq_quant quant;
	tpi_wsq_tokens tokens;
	tpi_wsq_analysis analysis;
	tpi_wsq_synthesis synthesis;
	double variance[TPI_WSQ_BANDS];
	float *floats;
	uint8_t *pixels;
} stages;

static stages now;

static void
stage_analyse(batch *b)
{
	(void)b;
	tpi_wsq_analyse(&now.analysis);
}

static void
stage_measure(batch *b)
{
	(void)b;
	tpi_wsq_variances(&now.tree, now.floats, now.variance);
	tpi_wsq_choose_steps(now.variance, 0.75, &now.quant);
}

static void
stage_quantise(batch *b)
{
	tpi_wsq_tokenise(b->kernels, &now.tree, now.floats, &now.quant, &now.tokens);
}

static void
stage_code(batch *b)
{
	tpi_wsq_code code;
	tpi_wsq_emit emit;
	tpi_buf out;
	unsigned i;

	(void)b;
	tpi_buf_init(&out, NULL);
	for (i = 0; i < TPI_WSQ_BLOCKS; i++) {
		tpi_wsq_code_build(now.tokens.freq[i], &code);
		tpi_wsq_emit_init(&emit, &code);
		tpi_wsq_write_tokens(&out, &now.tokens, i, &emit);
	}
	tpi_buf_free(&out);
}

static void
stage_synthesise(batch *b)
{
	(void)b;
	tpi_wsq_synthesise(&now.synthesis);
}

static void
run_stages(batch *all)
{
	const tp_image *image = &all->images[0];
	batch b = *all;
	bool present[TPI_WSQ_BANDS];
	size_t scratch;
	float *rest;

	b.count = 1;
	b.pixels = (double)image->bytes;
	memset(present, 1, sizeof present);
	tpi_wsq_tree_init(&now.tree, image->info.width, image->info.height);
	tpi_wsq_place(&now.tree, present);
	scratch = tpi_wsq_scratch(&now.tree);
	now.floats = calloc(now.tree.floats + scratch +
	    TPI_WSQ_LINES * tpi_wsq_line_stride(&now.tree), sizeof(float));
	now.pixels = malloc(image->bytes);
	now.tokens.at = calloc(image->bytes, sizeof(uint32_t));
	if (now.floats == NULL || now.pixels == NULL || now.tokens.at == NULL)
		exit(EXIT_FAILURE);
	rest = now.floats + now.tree.floats;
	now.analysis = (tpi_wsq_analysis){ b.kernels, &now.tree, now.floats, rest, rest + scratch,
		180, 0.7f, image->pixels, image->stride };
	now.synthesis = (tpi_wsq_synthesis){ b.kernels, &now.tree, &tpi_wsq_standard_taps,
		now.floats, rest, rest + scratch, 1.4f, 180.5f, now.pixels, image->stride };
	report(&b, "forward transform", stage_analyse, 0);
	report(&b, "bin widths", stage_measure, 0);
	report(&b, "quantising, symbols", stage_quantise, 0);
	report(&b, "Huffman code", stage_code, 0);
	report(&b, "inverse transform", stage_synthesise, 0);
	free(now.floats);
	free(now.pixels);
	free(now.tokens.at);
}

static void *
decode_thread(void *arg)
{
	decode_all(arg);
	return NULL;
}

/* Every thread decodes all images. */
static void
decode_in_threads(batch *b)
{
	pthread_t threads[THREADS];
	int i;

	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, decode_thread, b) != 0)
			exit(EXIT_FAILURE);
	for (i = 0; i < THREADS; i++)
		(void)pthread_join(threads[i], NULL);
}

static void
run_threads(batch *b)
{
	double gain[RUNS];
	int i;

	for (i = 0; i < RUNS; i++) {
		double one = time_once(b, decode_all);

		gain[i] = THREADS * time_once(b, decode_in_threads) / one;
	}
	printf("  %d threads               %8.2f times one\n", THREADS, bench_median(gain, RUNS));
}

static void
run(batch *b)
{
	size_t i;
	char name[32];

	prepare(b);
	printf("%s: %zu images, %.1f Mpixel, inner loops %s\n", b->name, b->count, b->pixels / 1e6,
	    b->kernels->name);
	report(b, "copy", copy_all, 0);
	report(b, "decode", decode_all, 270);
	report(b, "encode", encode_all, 300);
	run_stages(b);
	run_threads(b);
	for (i = 1; tpi_wsq_kernels_at(i) != NULL; i++) {
		b->kernels = tpi_wsq_kernels_at(i);
		(void)snprintf(name, sizeof name, "decode, %s", b->kernels->name);
		report(b, name, decode_all, 0);
		(void)snprintf(name, sizeof name, "encode, %s", b->kernels->name);
		report(b, name, encode_all, 0);
	}
	release(b);
}

static void
draw(batch *b, uint32_t width, uint32_t height)
{
	tp_diag diag;
	size_t i;

	for (i = 0; i < b->count; i++) {
		tp_synth_options options = { .size = sizeof options, .seed = i + 1,
			.width = width, .height = height, .fgp = (uint32_t)i % 10 + 1,
			.rolled = i < 10 };

		bench_check(tp_synth_print(&options, &b->images[i], &diag), &diag, "draw");
	}
}

int
main(int argc, char **argv)
{
	batch card = { .name = "synthetic card", .count = PRINTS };
	batch slap = { .name = "synthetic slap", .count = 1 };
	batch given = { .name = "files given" };
	tp_bytes bytes;
	tp_diag diag;
	int i;

	if (argc <= 1) {
		draw(&card, 800, 750);
		run(&card);
		draw(&slap, 1600, 1500);
		run(&slap);
		return EXIT_SUCCESS;
	}
	for (i = 1; i < argc && given.count < PRINTS; i++) {
		bench_check(tp_file_read(argv[i], 0, NULL, &bytes, &diag), &diag, argv[i]);
		bench_check(tp_image_decode(bytes.ptr, bytes.len, NULL, &given.images[given.count],
		    &diag), &diag, argv[i]);
		tp_bytes_free(&bytes);
		given.count++;
	}
	run(&given);
	return EXIT_SUCCESS;
}
