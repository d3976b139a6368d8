/* SPDX-License-Identifier: MIT */
/*
 * Synthetic rolled prints beside the corpus's real ones: what WSQ makes of
 * them at 0.75 bits a pixel (size, PSNR), and how far apart their ridges are
 * by the radial power spectrum. The ranges are those of the ten rolled prints
 * of a real card, measured in the same run, and every drawn print is within.
 * What the corpus has went through WSQ once, so what is drawn does too before
 * it is measured.
 */

#include <complex.h>

#include <tenprint/synth.h>

#include "image_samples.h"

#define SIDE 256u
#define SYNTHETIC 10u

enum { RATE, PSNR, WAVELENGTH, MEASURES };
static const char *const names[MEASURES] = { "bits a pixel", "PSNR, dB", "ridge distance, pixels" };

static const char *const real[] = {
	"wsq/type-4-tpcard_00_T4_804x752.pgm.gz",
	"wsq/type-4-tpcard_01_T4_804x752.pgm.gz",
	"wsq/type-4-tpcard_02_T4_804x752.pgm.gz",
	"wsq/type-4-tpcard_03_T4_776x752.pgm.gz",
	"wsq/type-4-tpcard_04_T4_796x752.pgm.gz",
	"wsq/type-4-tpcard_05_T4_804x748.pgm.gz",
	"wsq/type-4-tpcard_06_T4_804x748.pgm.gz",
	"wsq/type-4-tpcard_07_T4_804x748.pgm.gz",
	"wsq/type-4-tpcard_08_T4_776x748.pgm.gz",
	"wsq/type-4-tpcard_09_T4_796x748.pgm.gz",
};
#define REAL (sizeof real / sizeof real[0])

/* Every step-th of n numbers, n a power of two, to out. */
static void
transform(const double complex *in, size_t step, size_t n, double complex *out)
{
	const double turn = 2 * 3.14159265358979323846;
	size_t i;

	if (n == 1) {
		out[0] = in[0];
		return;
	}
	transform(in, 2 * step, n / 2, out);
	transform(in + step, 2 * step, n / 2, out + n / 2);
	for (i = 0; i < n / 2; i++) {
		double angle = turn * (double)i / (double)n;
		double complex odd = out[i + n / 2] * (cos(angle) - I * sin(angle));

		out[i + n / 2] = out[i] - odd;
		out[i] += odd;
	}
}

/* Power over the distance from frequency 0, of the square at x0, y0 under a soft window. */
static void
add_spectrum(const tp_image *image, size_t x0, size_t y0, double power[SIDE / 2])
{
	static double complex square[SIDE * SIDE], lines[SIDE * SIDE], column[SIDE];
	const double half_turn = 3.14159265358979323846;
	double mean = 0;
	size_t x, y;

	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			mean += image->pixels[(y0 + y) * image->stride + x0 + x];
	mean /= SIDE * SIDE;
	for (y = 0; y < SIDE; y++) {
		for (x = 0; x < SIDE; x++)
			square[y * SIDE + x] = (image->pixels[(y0 + y) * image->stride + x0 + x] -
			    mean) * sin(half_turn * (double)x / SIDE) *
			    sin(half_turn * (double)y / SIDE);
		transform(&square[y * SIDE], 1, SIDE, &lines[y * SIDE]);
	}
	for (x = 0; x < SIDE; x++) {
		transform(&lines[x], SIDE, SIDE, column);
		for (y = 0; y < SIDE; y++) {
			double fx = x < SIDE / 2 ? (double)x : (double)x - SIDE;
			double fy = y < SIDE / 2 ? (double)y : (double)y - SIDE;
			size_t at = (size_t)(sqrt(fx * fx + fy * fy) + 0.5);

			if (at < SIDE / 2)
				power[at] += creal(column[y] * conj(column[y]));
		}
	}
}

/* The peak between 5 and 20 pixels, by the middle of the three strongest rings around it. */
static double
ridge_distance(const tp_image *image)
{
	size_t i, peak = SIDE / 20, x, y, width = image->info.width, height = image->info.height;
	double power[SIDE / 2] = { 0 }, sum = 0, moment = 0;

	for (y = 0; y < 2; y++)
		for (x = 0; x < 2; x++)
			add_spectrum(image, width / 2 - SIDE + x * SIDE, height / 2 - SIDE +
			    y * SIDE, power);
	for (i = SIDE / 20; i <= SIDE / 5; i++)
		if (power[i] > power[peak])
			peak = i;
	for (i = peak - 2; i <= peak + 2; i++) {
		sum += power[i];
		moment += power[i] * (double)i;
	}
	return SIDE * sum / moment;
}

static void
through_wsq(tp_image *image)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_WSQ, .bitrate = 0.75 };
	tp_bytes bytes;

	ck_assert_int_eq(tp_image_encode(image, &o, &bytes, NULL), TP_OK);
	tp_image_free(image);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, image, NULL), TP_OK);
	tp_bytes_free(&bytes);
}

static void
measure(const tp_image *image, double out[MEASURES])
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_WSQ, .bitrate = 0.75 };
	double rms;
	tp_image back;
	tp_bytes bytes;

	ck_assert_int_eq(tp_image_encode(image, &o, &bytes, NULL), TP_OK);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	rms = rms_between(image, &back);
	out[RATE] = (double)bytes.len * 8 / image->info.width / image->info.height;
	out[PSNR] = 20 * log10(255 / rms);
	out[WAVELENGTH] = ridge_distance(image);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
}

typedef struct range {
	double low[MEASURES];
	double high[MEASURES];
	double sum[MEASURES];
} range;

static void
widen(range *r, const double found[MEASURES], bool first)
{
	int i;

	for (i = 0; i < MEASURES; i++) {
		r->low[i] = first || found[i] < r->low[i] ? found[i] : r->low[i];
		r->high[i] = first || found[i] > r->high[i] ? found[i] : r->high[i];
		r->sum[i] += found[i];
	}
}

START_TEST(as_real_rolled_prints)
{
	range people = { .sum = { 0 } }, drawn = { .sum = { 0 } };
	double found[MEASURES];
	tp_image image;
	tp_bytes bytes;
	size_t i;

	for (i = 0; i < REAL; i++) {
		if (!corpus_file(real[i], &bytes)) {
			puts("skipped without TENPRINT_CORPUS: real rolled prints");
			return;
		}
		ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &image, NULL), TP_OK);
		measure(&image, found);
		widen(&people, found, i == 0);
		tp_image_free(&image);
		tp_bytes_free(&bytes);
	}
	for (i = 0; i < SYNTHETIC; i++) {
		tp_synth_options o = { .size = sizeof o, .seed = 900 + i, .rolled = 1,
			.fgp = (uint32_t)i + 1, .width = 804, .height = 752 };

		ck_assert_int_eq(tp_synth_print(&o, &image, NULL), TP_OK);
		through_wsq(&image);
		measure(&image, found);
		widen(&drawn, found, i == 0);
		tp_image_free(&image);
	}
	for (i = 0; i < MEASURES; i++)
		printf("%s: real %.3f to %.3f, synthetic %.3f to %.3f, mean %.3f\n", names[i],
		    people.low[i], people.high[i], drawn.low[i], drawn.high[i],
		    drawn.sum[i] / SYNTHETIC);
	for (i = 0; i < MEASURES; i++)
		ck_assert_msg(drawn.low[i] >= people.low[i] && drawn.high[i] <= people.high[i],
		    "%s: %.3f to %.3f is not within %.3f to %.3f", names[i], drawn.low[i],
		    drawn.high[i], people.low[i], people.high[i]);
}
END_TEST

int
main(void)
{
	TCase *cases[] = { tcase_create("likeness") };

	tcase_add_test(cases[0], as_real_rolled_prints);
	tcase_set_timeout(cases[0], 300);
	return run_cases("synthetic prints beside real ones", cases, 1);
}
