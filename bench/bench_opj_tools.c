/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: JPEG 2000 by `tenprint image` beside OpenJPEG's own commands,
 * from file to file, on one thread: the same pixels with the same options,
 * in turns. The goal is to take at most a tenth longer. Nothing is subtracted
 * from either; what starting a command and writing the pixels cost is said.
 */

#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <tenprint/synth.h>

#include "child.h"
#include "common.h"

#define RUNS 7
#define MAX_PATH 512
#define MAX_ARGS 12

static const char *tool;
static char compressor[MAX_PATH];
static char decompressor[MAX_PATH];

/* Where PATH has the command; false if nowhere. */
static bool
find(const char *name, char out[MAX_PATH])
{
	const char *at = getenv("PATH");

	while (at != NULL && *at != '\0') {
		int len = (int)strcspn(at, ":");

		if (snprintf(out, MAX_PATH, "%.*s/%s", len, at, name) < MAX_PATH &&
		    access(out, X_OK) == 0)
			return true;
		at += len;
		at += *at == ':';
	}
	return false;
}

/* Four fingers at 1000 ppi, and a picture that is hardly more than a header. */
static void
write_pictures(double *megabytes)
{
	tp_synth_options slap = { .size = sizeof slap, .seed = 1, .fgp = 13, .width = 3200,
		.height = 3000, .ppi = 1000 };
	tp_synth_options tiny = { .size = sizeof tiny, .seed = 1, .fgp = 1, .width = 64,
		.height = 64 };
	tp_encode_options pgm = { .size = sizeof pgm, .codec = TP_CODEC_PNM };
	tp_image image;
	tp_bytes bytes;
	tp_diag diag;

	bench_check(tp_synth_print(&tiny, &image, &diag), &diag, "draw");
	bench_check(tp_image_encode(&image, &pgm, &bytes, &diag), &diag, "PGM");
	bench_check(tp_file_write("opj-tiny.pgm", bytes.ptr, bytes.len, &diag), &diag, "write");
	tp_bytes_free(&bytes);
	tp_image_free(&image);
	bench_check(tp_synth_print(&slap, &image, &diag), &diag, "draw");
	*megabytes = (double)image.bytes / 1e6;
	bench_check(tp_image_encode(&image, &pgm, &bytes, &diag), &diag, "PGM");
	bench_check(tp_file_write("opj-slap.pgm", bytes.ptr, bytes.len, &diag), &diag, "write");
	tp_bytes_free(&bytes);
	tp_image_free(&image);
}

/* What is in the file, as pixels; of any codec. */
static void
read_picture(const char *path, tp_image *image, size_t *len)
{
	tp_bytes bytes;
	tp_diag diag;

	bench_check(tp_file_read(path, 1u << 30, NULL, &bytes, &diag), &diag, path);
	bench_check(tp_image_decode(bytes.ptr, bytes.len, NULL, image, &diag), &diag, path);
	*len = bytes.len;
	tp_bytes_free(&bytes);
}

static void
compare_files(const char *what, const char *ours, const char *theirs)
{
	size_t len[2], i, differ = 0;
	tp_image a, b;

	read_picture(ours, &a, &len[0]);
	read_picture(theirs, &b, &len[1]);
	for (i = 0; i < a.bytes && i < b.bytes; i++)
		differ += a.pixels[i] != b.pixels[i];
	printf("  %s: %zu bytes, OpenJPEG's %zu; %zu of %zu pixels differ\n", what, len[0], len[1],
	    differ, a.bytes);
	tp_image_free(&a);
	tp_image_free(&b);
}

typedef const char *words[MAX_ARGS];

/* Medians of turns. */
static void
race(const char *what, const char *theirs, words args, words our_args, double megabytes)
{
	double took[RUNS], our_time[RUNS], ratio[RUNS], work[RUNS], seconds, our_seconds;
	bench_cost its, ours;
	int i;

	for (i = 0; i < RUNS; i++) {
		its = bench_child(theirs, args, "opj.log", 0);
		ours = bench_child(tool, our_args, "opj.log", 0);
		took[i] = its.seconds;
		our_time[i] = ours.seconds;
		ratio[i] = ours.seconds / its.seconds;
		work[i] = ours.processor / its.processor;
	}
	seconds = bench_median(took, RUNS);
	our_seconds = bench_median(our_time, RUNS);
	printf("  %-18s %7.3f s, OpenJPEG's %7.3f s", what, our_seconds, seconds);
	if (megabytes > 0)
		printf(" (%5.1f and %5.1f MB/s)", megabytes / our_seconds, megabytes / seconds);
	printf("; %.3f of its time, %.3f of its processor time", bench_median(ratio, RUNS),
	    bench_median(work, RUNS));
	if (megabytes > 0)
		printf(", goal <= 1.10; %ld kB at most, its %ld", ours.kilobytes, its.kilobytes);
	printf("\n");
}

static void
race_lossy(double megabytes)
{
	race("encode 10:1, 9-7", compressor, (words){ compressor, "-i", "opj-slap.pgm", "-o",
	    "opj-theirs.jp2", "-r", "10", "-I" },
	    (words){ tool, "image", "-q", "-c", "jp2", "-r", "10", "-o", "opj-ours.jp2",
	    "opj-slap.pgm" }, megabytes);
	compare_files("written", "opj-ours.jp2", "opj-theirs.jp2");
	race("decode 10:1, 9-7", decompressor, (words){ decompressor, "-i", "opj-theirs.jp2", "-o",
	    "opj-theirs.pgm" },
	    (words){ tool, "image", "-q", "-o", "opj-ours.pgm", "opj-theirs.jp2" }, megabytes);
	compare_files("read", "opj-ours.pgm", "opj-theirs.pgm");
}

static void
race_lossless(double megabytes)
{
	race("encode lossless", compressor, (words){ compressor, "-i", "opj-slap.pgm", "-o",
	    "opj-theirs.jp2" },
	    (words){ tool, "image", "-q", "-c", "jp2l", "-o", "opj-ours.jp2", "opj-slap.pgm" },
	    megabytes);
	compare_files("written", "opj-ours.jp2", "opj-theirs.jp2");
	race("decode lossless", decompressor, (words){ decompressor, "-i", "opj-theirs.jp2", "-o",
	    "opj-theirs.pgm" },
	    (words){ tool, "image", "-q", "-o", "opj-ours.pgm", "opj-theirs.jp2" }, megabytes);
	compare_files("read", "opj-ours.pgm", "opj-theirs.pgm");
}

/* What all of the above has in it besides the codec. */
static void
say_overheads(void)
{
	double took[RUNS];
	tp_bytes bytes;
	tp_diag diag;
	int i;

	race("start-up, encode", compressor, (words){ compressor, "-i", "opj-tiny.pgm", "-o",
	    "opj-theirs.jp2" },
	    (words){ tool, "image", "-q", "-c", "jp2l", "-o", "opj-ours.jp2", "opj-tiny.pgm" }, 0);
	race("start-up, decode", decompressor, (words){ decompressor, "-i", "opj-theirs.jp2", "-o",
	    "opj-theirs.pgm" },
	    (words){ tool, "image", "-q", "-o", "opj-ours.pgm", "opj-theirs.jp2" }, 0);
	bench_check(tp_file_read("opj-slap.pgm", 1u << 30, NULL, &bytes, &diag), &diag, "read");
	for (i = 0; i < RUNS; i++) {
		uint64_t start = bench_now();

		bench_check(tp_file_write("opj-ours.pgm", bytes.ptr, bytes.len, &diag), &diag,
		    "write");
		took[i] = (double)(bench_now() - start) / 1e9;
	}
	tp_bytes_free(&bytes);
	printf("  writing the PGM, by tp_file_write, which waits for the disk: %.3f s\n",
	    bench_median(took, RUNS));
}

int
main(void)
{
	static const char *const files[] = { "opj-tiny.pgm", "opj-slap.pgm", "opj-ours.jp2",
		"opj-ours.pgm", "opj-theirs.jp2", "opj-theirs.pgm", "opj.log" };
	double megabytes;
	size_t i;

	if (!tp_codec_can(TP_CODEC_JP2, TP_CODEC_CAN_DECODE | TP_CODEC_CAN_ENCODE)) {
		printf("skipped: JPEG 2000 is left out of this build\n");
		return EXIT_SUCCESS;
	}
	tool = bench_tool();
	if (access(tool, X_OK) != 0 || !find("opj_compress", compressor) ||
	    !find("opj_decompress", decompressor)) {
		printf("skipped without the tenprint command, opj_compress and opj_decompress "
		    "(scripts/setup bench installs these)\n");
		return EXIT_SUCCESS;
	}
	(void)unsetenv("OPJ_NUM_THREADS");
	write_pictures(&megabytes);
	printf("a synthetic slap of 3200 x 3000 at 1000 ppi, file to file, medians of %d\n", RUNS);
	race_lossy(megabytes);
	race_lossless(megabytes);
	say_overheads();
	for (i = 0; i < sizeof files / sizeof files[0]; i++)
		(void)unlink(files[i]);
	return EXIT_SUCCESS;
}
