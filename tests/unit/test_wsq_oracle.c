/* SPDX-License-Identifier: MIT */
/*
 * WSQ against an independent decoder in double precision, the Python program
 * wsq_oracle.py in the folder TENPRINT_ORACLE: it reads what our encoder
 * writes, checks the code down to its padding, and shows our pixels to
 * within a grey level. Skipped without it, or without Python and numpy.
 */

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "wsq_samples.h"

#define SKIPPED 77
#define MAX_PATH 1024

static char command[3 * MAX_PATH];
static char work[MAX_PATH];

static void
write_file(const char *path, const tp_bytes *bytes)
{
	FILE *f = fopen(path, "wb");

	ck_assert_msg(f != NULL, "%s", path);
	ck_assert_uint_eq(fwrite(bytes->ptr, 1, bytes->len, f), bytes->len);
	ck_assert_int_eq(fclose(f), 0);
}

/* The oracle's pixels follow a header of three lines. */
static void
compare(const char *path, const tp_image *ours)
{
	tp_bytes pgm;
	size_t pixels = (size_t)ours->info.width * ours->info.height, i, differ = 0;
	const uint8_t *theirs;

	ck_assert_msg(tp_file_read(path, 0, NULL, &pgm, NULL) == TP_OK, "%s", path);
	ck_assert_uint_gt(pgm.len, pixels);
	theirs = pgm.ptr + pgm.len - pixels;
	for (i = 0; i < pixels; i++) {
		int d = abs(ours->pixels[i / ours->info.width * ours->stride +
		    i % ours->info.width] - theirs[i]);

		ck_assert_int_le(d, 1);
		differ += d != 0;
	}
	(void)printf("%ux%u: %zu of %zu pixels differ by one\n", ours->info.width,
	    ours->info.height, differ, pixels);
	ck_assert_uint_le(differ * 1000, pixels);
	tp_bytes_free(&pgm);
}

/* From 33 pixels a side on; below that the oracle reads a line of one sample otherwise. */
static const struct {
	uint32_t width, height;
	int kind;
	double rate;
} cases[] = {
	{ 33, 33, RIDGES, 0.75 }, { 40, 61, NOISE, 3 }, { 64, 64, EDGE_LEFT, 0.75 },
	{ 300, 64, EDGE_TOP, 0.75 }, { 129, 257, RIDGES, 0.75 }, { 300, 301, RIDGES, 2.25 },
	{ 128, 90, NOISE, 12 }, { 99, 100, FLAT, 0.75 }, { 500, 36, RIDGES, 6 },
};

START_TEST(oracle_reads_what_we_write)
{
	tp_encode_options options = { .size = sizeof options, .bitrate = cases[_i].rate };
	char in[MAX_PATH + 32], out[MAX_PATH + 32], line[8 * MAX_PATH];
	tp_image image, back;
	tp_bytes bytes;

	sample_image(cases[_i].kind, cases[_i].width, cases[_i].height, &image);
	sample_encode(&image, &options, &bytes);
	ck_assert_int_eq(sample_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	(void)snprintf(in, sizeof in, "%s/%d.wsq", work, _i);
	(void)snprintf(out, sizeof out, "%s/%d.pgm", work, _i);
	(void)snprintf(line, sizeof line, "%s '%s' '%s'", command, in, out);
	write_file(in, &bytes);
	ck_assert_int_eq(system(line), 0);
	compare(out, &back);
	(void)remove(in);
	(void)remove(out);
	tp_bytes_free(&bytes);
	tp_image_free(&back);
	tp_image_free(&image);
}
END_TEST

int
main(void)
{
	const char *folder = getenv("TENPRINT_ORACLE"), *python = getenv("PYTHON3");
	const char *tmp = getenv("TMPDIR");
	char line[2 * MAX_PATH];
	Suite *s;
	TCase *tc;
	int failed;

	if (python == NULL || *python == '\0')
		python = "python3";
	if (folder == NULL || *folder == '\0') {
		(void)printf("skipped: TENPRINT_ORACLE is not set\n");
		return SKIPPED;
	}
	(void)snprintf(line, sizeof line, "%s -c 'import numpy' 2>/dev/null", python);
	if (system(line) != 0) {
		(void)printf("skipped: %s has no numpy\n", python);
		return SKIPPED;
	}
	(void)snprintf(command, sizeof command, "%s '%s/wsq_oracle.py'", python, folder);
	(void)snprintf(work, sizeof work, "%s/wsq-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(work) == NULL)
		return EXIT_FAILURE;
	s = suite_create("wsq oracle");
	tc = tcase_create("oracle");
	tcase_set_timeout(tc, 600);
	tcase_add_loop_test(tc, oracle_reads_what_we_write, 0,
	    (int)(sizeof cases / sizeof cases[0]));
	suite_add_tcase(s, tc);
	failed = sample_run(s);
	(void)rmdir(work);
	return failed;
}
