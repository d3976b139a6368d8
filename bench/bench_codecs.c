/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: the codecs that stand on libraries, and lossless JPEG, in
 * megabytes of pixels a second and in times that a copy of the pixels takes.
 * JPEG 2000 is also read and written by calling OpenJPEG directly, on one
 * thread as ours is: the goal is to take at most a tenth longer.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_OPENJPEG
#include <openjpeg.h>
#endif

#include <tenprint/synth.h>

#include "common.h"

#define RUNS 15
#define RATIO 10.0

typedef struct work {
	tp_image image;
	int codec;
	tp_bytes bytes;
	uint8_t *copy;
	size_t direct_len; /* of what OpenJPEG alone wrote */
} work;

typedef void (*work_fn)(work *w);

static void
copy_pixels(work *w)
{
	memcpy(w->copy, w->image.pixels, w->image.bytes);
	bench_keep(w->copy);
}

static void
encode(work *w)
{
	tp_encode_options o = { .size = sizeof o, .codec = w->codec };
	tp_diag diag;

	if (w->codec == TP_CODEC_JP2)
		o.ratio = RATIO;
	tp_bytes_free(&w->bytes);
	bench_check(tp_image_encode(&w->image, &o, &w->bytes, &diag), &diag, "encode");
}

static void
decode(work *w)
{
	tp_image image;
	tp_diag diag;

	bench_check(tp_image_decode(w->bytes.ptr, w->bytes.len, NULL, &image, &diag), &diag,
	    "decode");
	bench_keep(image.pixels);
	tp_image_free(&image);
}

static double
seconds(work *w, work_fn fn)
{
	uint64_t start = bench_now();

	fn(w);
	return (double)(bench_now() - start) / 1e9;
}

/* Medians; a copy is timed in the same turn. */
static void
report(work *w, const char *what, work_fn fn)
{
	double took[RUNS], copies[RUNS];
	int i;

	for (i = 0; i < RUNS; i++) {
		copies[i] = seconds(w, copy_pixels);
		took[i] = seconds(w, fn);
		copies[i] = took[i] / copies[i];
	}
	printf("  %-6s %s   %8.1f MB/s   %8.0f copies\n", tp_codec_name(w->codec), what,
	    (double)w->image.bytes / 1e6 / bench_median(took, RUNS), bench_median(copies, RUNS));
}

#ifdef HAVE_OPENJPEG
/* The plainest use of OpenJPEG: a block of memory, pixels as it wants them. */
typedef struct block {
	uint8_t *ptr;
	size_t len;
	size_t at;
	size_t capacity;
} block;

static OPJ_SIZE_T
read_block(void *to, OPJ_SIZE_T size, void *user)
{
	block *b = user;

	if (b->at == b->len)
		return (OPJ_SIZE_T)-1;
	size = size < b->len - b->at ? size : b->len - b->at;
	memcpy(to, b->ptr + b->at, size);
	b->at += size;
	return size;
}

static OPJ_SIZE_T
write_block(void *from, OPJ_SIZE_T size, void *user)
{
	block *b = user;

	if (size > b->capacity - b->at)
		return (OPJ_SIZE_T)-1;
	memcpy(b->ptr + b->at, from, size);
	b->at += size;
	b->len = b->at > b->len ? b->at : b->len;
	return size;
}

static OPJ_OFF_T
skip_block(OPJ_OFF_T count, void *user)
{
	block *b = user;

	if (count < 0 || (size_t)count > b->capacity - b->at)
		return -1;
	b->at += (size_t)count;
	return count;
}

static OPJ_BOOL
seek_block(OPJ_OFF_T to, void *user)
{
	block *b = user;

	if (to < 0 || (size_t)to > b->capacity)
		return OPJ_FALSE;
	b->at = (size_t)to;
	return OPJ_TRUE;
}

static opj_stream_t *
stream_over(block *b, OPJ_BOOL input)
{
	opj_stream_t *s = opj_stream_default_create(input);

	opj_stream_set_user_data(s, b, NULL);
	opj_stream_set_user_data_length(s, b->len);
	opj_stream_set_read_function(s, read_block);
	opj_stream_set_write_function(s, write_block);
	opj_stream_set_skip_function(s, skip_block);
	opj_stream_set_seek_function(s, seek_block);
	return s;
}

static void
need(OPJ_BOOL good, const char *what)
{
	if (good)
		return;
	(void)fprintf(stderr, "OpenJPEG: %s failed\n", what);
	exit(EXIT_FAILURE);
}

/* To bytes, in a block that is new as tp_image_decode's is. */
static void
decode_direct(work *w)
{
	block b = { w->bytes.ptr, w->bytes.len, 0, w->bytes.len };
	opj_stream_t *s = stream_over(&b, OPJ_TRUE);
	opj_codec_t *codec = opj_create_decompress(OPJ_CODEC_JP2);
	opj_dparameters_t parameters;
	opj_image_t *image = NULL;
	uint8_t *pixels = malloc(w->image.bytes);
	size_t i;

	opj_set_default_decoder_parameters(&parameters);
	need(pixels != NULL && opj_setup_decoder(codec, &parameters), "setup");
	need(opj_read_header(s, codec, &image) && opj_decode(codec, s, image) &&
	    opj_end_decompress(codec, s), "decode");
	for (i = 0; i < w->image.bytes; i++) {
		int32_t v = image->comps[0].data[i];

		pixels[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
	}
	bench_keep(pixels);
	free(pixels);
	opj_image_destroy(image);
	opj_destroy_codec(codec);
	opj_stream_destroy(s);
}

static void
encode_direct(work *w)
{
	block b = { malloc(2 * w->image.bytes), 0, 0, 2 * w->image.bytes };
	opj_stream_t *s = stream_over(&b, OPJ_FALSE);
	opj_codec_t *codec = opj_create_compress(OPJ_CODEC_JP2);
	opj_image_cmptparm_t part = { .dx = 1, .dy = 1, .w = w->image.info.width,
		.h = w->image.info.height, .prec = 8 };
	opj_image_t *image = opj_image_create(1, &part, OPJ_CLRSPC_GRAY);
	opj_cparameters_t parameters;
	size_t i;

	need(b.ptr != NULL && image != NULL, "image");
	image->x1 = w->image.info.width;
	image->y1 = w->image.info.height;
	for (i = 0; i < w->image.bytes; i++)
		image->comps[0].data[i] = w->image.pixels[i];
	opj_set_default_encoder_parameters(&parameters);
	parameters.tcp_numlayers = 1;
	parameters.cp_disto_alloc = 1;
	parameters.tcp_rates[0] = w->codec == TP_CODEC_JP2 ? (float)RATIO : 0;
	parameters.irreversible = w->codec == TP_CODEC_JP2;
	need(opj_setup_encoder(codec, &parameters, image), "setup");
	need(opj_start_compress(codec, image, s) && opj_encode(codec, s) &&
	    opj_end_compress(codec, s), "encode");
	w->direct_len = b.len;
	free(b.ptr);
	opj_image_destroy(image);
	opj_destroy_codec(codec);
	opj_stream_destroy(s);
}

static void
compare(work *w, const char *what, work_fn ours, work_fn direct)
{
	double ratio[RUNS];
	int i;

	for (i = 0; i < RUNS; i++) {
		double alone = seconds(w, direct);

		ratio[i] = seconds(w, ours) / alone;
	}
	printf("  %-6s %s   %8.3f of OpenJPEG's time   goal <= 1.10\n", tp_codec_name(w->codec),
	    what, bench_median(ratio, RUNS));
}
#endif

static void
run(work *w, int codec)
{
	w->codec = codec;
	if (!tp_codec_can(codec, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE)) {
		printf("  %-6s left out of this build\n", tp_codec_name(codec));
		return;
	}
	report(w, "encode", encode);
	report(w, "decode", decode);
#ifdef HAVE_OPENJPEG
	if (codec != TP_CODEC_JP2 && codec != TP_CODEC_JP2L)
		return;
	compare(w, "encode", encode, encode_direct);
	compare(w, "decode", decode, decode_direct);
	printf("  %-6s size     %zu bytes, OpenJPEG's own %zu\n", tp_codec_name(codec),
	    w->bytes.len, w->direct_len);
#endif
}

int
main(void)
{
	static const int codecs[] = { TP_CODEC_JP2, TP_CODEC_JP2L, TP_CODEC_JPEGL, TP_CODEC_PNG,
		TP_CODEC_JPEG, TP_CODEC_WSQ };
	tp_synth_options options = { .size = sizeof options, .seed = 1, .fgp = 2, .rolled = 1,
		.width = 800, .height = 750 };
	work w = { .codec = 0 };
	tp_diag diag;
	size_t i;

	bench_check(tp_synth_print(&options, &w.image, &diag), &diag, "draw");
	w.image.info.ppi_x = w.image.info.ppi_y = 500;
	w.copy = malloc(w.image.bytes);
	if (w.copy == NULL)
		return EXIT_FAILURE;
	printf("a synthetic rolled print of %lu x %lu, medians of %d\n",
	    (unsigned long)w.image.info.width, (unsigned long)w.image.info.height, RUNS);
	for (i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
		run(&w, codecs[i]);
	tp_bytes_free(&w.bytes);
	tp_image_free(&w.image);
	free(w.copy);
	return EXIT_SUCCESS;
}
