/* SPDX-License-Identifier: MIT */
/*
 * WSQ against a reference: its pixels of real streams, and the size and
 * quality of what it makes of real images. The files are found below
 * TENPRINT_CORPUS/wsq; without it all of this is skipped, and says so.
 * Bounds are those of the specification's compliance annex or tighter.
 */

#include "config.h"

#include <dirent.h>
#include <stdio.h>

#include "base/file.h"
#include "wsq_samples.h"

#define MAX_PATH 1024
#define LEAST_STREAMS 20
#define SKIPPED 77

static const char *folder;

static void
read_whole(const char *name, bool gzip, tp_bytes *out)
{
	char path[MAX_PATH];
	tp_bytes raw;

	(void)snprintf(path, sizeof path, "%s/wsq/%s", folder, name);
	ck_assert_msg(tp_file_read(path, 0, NULL, &raw, NULL) == TP_OK, "%s", path);
	if (!gzip || !tpi_is_gzip(raw.ptr, raw.len)) {
		*out = raw;
		return;
	}
	ck_assert_int_eq(tpi_gunzip(raw.ptr, raw.len, 1 << 28, NULL, out, NULL), TP_OK);
	tp_bytes_free(&raw);
}

/* A binary PGM whose header has one line a number, or all in one. */
static void
read_pgm(const char *name, tp_bytes *bytes, tp_image *out)
{
	unsigned long numbers[3];
	size_t at = 2;
	int i;

	read_whole(name, true, bytes);
	ck_assert_mem_eq(bytes->ptr, "P5", 2);
	for (i = 0; i < 3; i++) {
		while (bytes->ptr[at] <= ' ')
			at++;
		for (numbers[i] = 0; bytes->ptr[at] > ' '; at++)
			numbers[i] = numbers[i] * 10 + (unsigned long)(bytes->ptr[at] - '0');
	}
	memset(out, 0, sizeof *out);
	out->info.width = (uint32_t)numbers[0];
	out->info.height = (uint32_t)numbers[1];
	out->info.components = 1;
	out->info.depth = 8;
	out->pixels = bytes->ptr + at + 1;
	out->stride = numbers[0];
	ck_assert_uint_eq(bytes->len, at + 1 + numbers[0] * numbers[1]);
}

static void
compare(const char *stream_name, const tpi_wsq_kernels *kernels)
{
	char name[256];
	size_t n = strlen(stream_name), pixels, differ = 0, i, x, y;
	tpi_decode_job job = { .mem = tpi_mem_or_default(NULL),
		.limits = tpi_limits_or_default(NULL) };
	tp_bytes stream, pgm;
	tp_image want, got;
	tp_diag diag;
	int most = 0;

	(void)snprintf(name, sizeof name, "%.*s.pgm.gz", (int)n - 4, stream_name);
	read_whole(stream_name, false, &stream);
	read_pgm(name, &pgm, &want);
	job.bytes = stream.ptr;
	job.len = stream.len;
	tp_diag_init(&diag);
	ck_assert_msg(tpi_wsq_decode_with(kernels, &job, &got, &diag) == TP_OK, "%s: %s",
	    stream_name, diag.text);
	ck_assert_uint_eq(got.info.width, want.info.width);
	ck_assert_uint_eq(got.info.height, want.info.height);
	pixels = (size_t)want.info.width * want.info.height;
	for (i = 0; i < pixels; i++) {
		int d;

		x = i % want.info.width;
		y = i / want.info.width;
		d = abs(want.pixels[y * want.stride + x] - got.pixels[y * got.stride + x]);
		differ += d != 0;
		most = d > most ? d : most;
	}
	(void)printf("%s (%s): %zu of %zu pixels differ, by at most %d\n", stream_name,
	    kernels->name, differ, pixels, most);
	ck_assert_int_le(most, 1);
	ck_assert_uint_le(differ * 1000, pixels); /* AA.3: 99.9 % are equal */
	tp_image_free(&got);
	tp_bytes_free(&pgm);
	tp_bytes_free(&stream);
}

START_TEST(pixels_are_the_reference_ones)
{
	char path[MAX_PATH];
	struct dirent *entry;
	size_t seen = 0, k;
	DIR *dir;

	(void)snprintf(path, sizeof path, "%s/wsq", folder);
	dir = opendir(path);
	ck_assert_msg(dir != NULL, "%s", path);
	while ((entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);

		if (n < 5 || strcmp(entry->d_name + n - 4, ".wsq") != 0)
			continue;
		for (k = 0; tpi_wsq_kernels_at(k) != NULL; k++)
			compare(entry->d_name, tpi_wsq_kernels_at(k));
		seen++;
	}
	(void)closedir(dir);
	ck_assert_uint_ge(seen, LEAST_STREAMS);
}
END_TEST

/* Of the comment that stands first. */
static size_t
comment_bytes(const tp_bytes *stream)
{
	return stream->ptr[3] != TPI_WSQ_COM ? 0
	    : 2u + (size_t)(stream->ptr[4] << 8 | stream->ptr[5]);
}

/* The ratios that cards are stored at, reached on what a scanner saw. */
static void
reach_ratios(const char *name, const tp_image *source)
{
	static const double ratios[] = { 5, 10, 15, 20 };
	size_t i;

	for (i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
		tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_WSQ,
			.ratio = ratios[i] };
		tp_bytes out;

		ck_assert_int_eq(tp_image_encode(source, &o, &out, NULL), TP_OK);
		(void)printf("%s %g:1: %zu bytes, %.3f:1\n", name, ratios[i], out.len,
		    o.reached_ratio);
		ck_assert_double_eq_tol(o.reached_ratio, ratios[i], 0.01 * ratios[i]);
		tp_bytes_free(&out);
	}
}

static void
encode_row(const char *image_name, double rate, double bytes, double psnr)
{
	char name[256];
	tp_encode_options options = { .size = sizeof options, .bitrate = rate };
	tp_bytes pgm, out;
	tp_image source, back;
	double got;

	(void)snprintf(name, sizeof name, "%s.pgm.gz", image_name);
	read_pgm(name, &pgm, &source);
	sample_encode(&source, &options, &out);
	ck_assert_int_eq(sample_decode(out.ptr, out.len, 0, &back, NULL), TP_OK);
	got = 20 * log10(255 / sample_rms(&source, &back));
	(void)printf("%s at %.2f: %zu bytes (%.0f), %.3f dB (%.3f)\n", image_name, rate, out.len,
	    bytes, got, psnr);
	/* AA.2: 0.4 %, of what is no comment. */
	ck_assert_double_le(fabs((double)out.len - bytes),
	    0.004 * (bytes - (double)comment_bytes(&out)));
	ck_assert_double_ge(got, psnr - 0.05);
	reach_ratios(image_name, &source);
	tp_image_free(&back);
	tp_bytes_free(&out);
	tp_bytes_free(&pgm);
}

START_TEST(encoder_matches_the_reference)
{
	tp_bytes table;
	char *line, *end, *save = NULL;
	size_t rows = 0;

	read_whole("reference-encoder.tsv", false, &table);
	end = malloc(table.len + 1);
	ck_assert_ptr_nonnull(end);
	memcpy(end, table.ptr, table.len);
	end[table.len] = 0;
	for (line = strtok_r(end, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		char name[200];
		double width, height, rate, bytes, psnr;

		/* The first line names the columns. */
		if (sscanf(line, "%199s %lf %lf %lf %lf %lf", name, &width, &height, &rate, &bytes,
		    &psnr) != 6)
			continue;
		encode_row(name, rate, bytes, psnr);
		rows++;
	}
	ck_assert_uint_ge(rows, 12);
	free(end);
	tp_bytes_free(&table);
}
END_TEST

int
main(void)
{
#ifdef HAVE_ZLIB
	Suite *s;
	TCase *tc;
#endif

	folder = getenv("TENPRINT_CORPUS");
	if (folder == NULL || *folder == '\0') {
		(void)printf("skipped: TENPRINT_CORPUS is not set\n");
		return SKIPPED;
	}
#ifndef HAVE_ZLIB
	(void)printf("skipped: built without zlib, which the corpus is packed with\n");
	return SKIPPED;
#else
	s = suite_create("wsq corpus");
	tc = tcase_create("reference");
	tcase_set_timeout(tc, 600);
	tcase_add_test(tc, pixels_are_the_reference_ones);
	tcase_add_test(tc, encoder_matches_the_reference);
	suite_add_tcase(s, tc);
	return sample_run(s);
#endif
}
