/* SPDX-License-Identifier: MIT */
/*
 * Synthetic prints: the same pixels everywhere, ridges as far apart as skin's
 * in every direction, fingers where they belong, sizes and limits, and what
 * the fingerprint codecs make of them.
 */

#include <tenprint/synth.h>

#include "image/synth-parts.h"
#include "image_samples.h"

static void
print(uint64_t seed, uint32_t fgp, uint32_t rolled, const uint32_t size[2], tp_image *out)
{
	tp_synth_options o = { .size = sizeof o, .seed = seed, .fgp = fgp, .rolled = rolled,
		.width = size[0], .height = size[1] };

	ck_assert_int_eq(tp_synth_print(&o, out, NULL), TP_OK);
	ck_assert_uint_eq(out->info.width, size[0]);
	ck_assert_uint_eq(out->info.height, size[1]);
	ck_assert_uint_eq(out->info.depth, 8);
	ck_assert_uint_eq(out->info.components, 1);
	ck_assert_double_eq(out->info.ppi_x, 500);
}

static uint64_t
fingerprint_of(const tp_image *image)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < image->bytes; i++)
		hash = (hash ^ image->pixels[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* Golden values: they change only when the drawing is meant to. */
START_TEST(same_everywhere)
{
	static const struct {
		uint64_t seed;
		uint32_t fgp, rolled, size[2];
		uint64_t hash;
	} want[] = {
		{ 1, 1, 1, { 400, 375 }, UINT64_C(0x3fe75ca94f067430) },
		{ 2, 13, 0, { 800, 500 }, UINT64_C(0x4215326c29f8024b) },
		{ UINT64_MAX, 15, 0, { 500, 400 }, UINT64_C(0x805c6b4dc0cf606e) },
	};
	tp_image image;

	print(want[_i].seed, want[_i].fgp, want[_i].rolled, want[_i].size, &image);
	ck_assert_msg(fingerprint_of(&image) == want[_i].hash, "%d: %#llx", _i,
	    (unsigned long long)fingerprint_of(&image));
	tp_image_free(&image);
}
END_TEST

START_TEST(seeds_and_positions_differ)
{
	static const uint32_t size[2] = { 90, 90 };
	uint64_t seen[40];
	size_t count = 0, i;
	uint32_t fgp;
	tp_image image;

	for (fgp = 0; fgp < 32; fgp++) {
		print(fgp / 16, fgp % 16, 0, size, &image);
		seen[count] = fingerprint_of(&image);
		for (i = 0; i < count; i++)
			ck_assert(seen[i] != seen[count]);
		count++;
		tp_image_free(&image);
	}
}
END_TEST

/* In place, of 2^bits complex numbers. */
static void
transform(double *re, double *im, size_t step, unsigned bits)
{
	size_t n = (size_t)1 << bits, i, j = 0, half;

	for (i = 1; i < n; i++) {
		size_t bit = n >> 1;

		for (; (j & bit) != 0; bit >>= 1)
			j ^= bit;
		j ^= bit;
		if (i < j) {
			double r = re[i * step], m = im[i * step];

			re[i * step] = re[j * step];
			im[i * step] = im[j * step];
			re[j * step] = r;
			im[j * step] = m;
		}
	}
	for (half = 1; half < n; half *= 2)
		for (i = 0; i < n; i += 2 * half)
			for (j = 0; j < half; j++) {
				double angle = -3.14159265358979323846 * (double)j / (double)half;
				double c = cos(angle), s = sin(angle);
				double *ar = &re[(i + j) * step], *ai = &im[(i + j) * step];
				double *br = &re[(i + j + half) * step];
				double *bi = &im[(i + j + half) * step];
				double r = *br * c - *bi * s, m = *br * s + *bi * c;

				*br = *ar - r;
				*bi = *ai - m;
				*ar += r;
				*ai += m;
			}
}

#define BITS 8
#define SIDE 256

/* Power over the distance from frequency 0 of the square that starts at x, y. */
static void
add_spectrum(const tp_image *image, uint32_t x0, uint32_t y0, double power[SIDE / 2])
{
	double *re = calloc(SIDE * SIDE, sizeof *re), *im = calloc(SIDE * SIDE, sizeof *im);
	size_t x, y;

	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++)
			re[y * SIDE + x] = (image->pixels[(y0 + y) * image->stride + x0 + x] -
			    170.0) * sin(3.14159265358979 * (double)x / SIDE) *
			    sin(3.14159265358979 * (double)y / SIDE);
	for (y = 0; y < SIDE; y++)
		transform(re + y * SIDE, im + y * SIDE, 1, BITS);
	for (x = 0; x < SIDE; x++)
		transform(re + x, im + x, SIDE, BITS);
	for (y = 0; y < SIDE; y++)
		for (x = 0; x < SIDE; x++) {
			double fx = x < SIDE / 2 ? (double)x : (double)x - SIDE;
			double fy = y < SIDE / 2 ? (double)y : (double)y - SIDE;
			size_t at = (size_t)sqrt(fx * fx + fy * fy);

			if (at < SIDE / 2)
				power[at] += re[y * SIDE + x] * re[y * SIDE + x] +
				    im[y * SIDE + x] * im[y * SIDE + x];
		}
	free(re);
	free(im);
}

/* Ridges 8 to 11 pixels apart, and clearly the most of what there is. */
static void
check_ridges(const tp_image *image)
{
	double power[SIDE / 2] = { 0 }, around, beyond;
	size_t i, peak = 12;

	add_spectrum(image, 150, 150, power);
	add_spectrum(image, 400, 150, power);
	add_spectrum(image, 150, 350, power);
	add_spectrum(image, 400, 350, power);
	for (i = 12; i < SIDE / 2; i++)
		if (power[i] > power[peak])
			peak = i;
	ck_assert_msg(peak >= SIDE / 11 && peak <= SIDE / 8, "peak at %g pixels",
	    (double)SIDE / (double)peak);
	around = power[peak - 1] + power[peak] + power[peak + 1];
	beyond = power[peak / 2] + power[peak / 2 + 1] + power[peak * 3 / 2];
	ck_assert_double_gt(around, 4 * beyond);
}

/* Dark and light in shares as a print has them, and a light border. */
static void
check_ink(const tp_image *image)
{
	size_t i, dark = 0, light = 0, border = 0;

	for (i = 0; i < image->bytes; i++) {
		dark += image->pixels[i] < 128;
		light += image->pixels[i] > 230;
	}
	for (i = 0; i < image->info.width; i++)
		border += image->pixels[i] > 230;
	for (i = 0; i < image->info.height; i++)
		border += image->pixels[i * image->stride] > 230;
	ck_assert_uint_gt(dark, image->bytes / 8);
	ck_assert_uint_lt(dark, image->bytes / 2);
	ck_assert_uint_gt(light, image->bytes / 6);
	ck_assert_uint_gt(border, (image->info.width + image->info.height) * 9 / 10);
}

/* Near 15 to 1, and close to what went in. */
static void
check_compression(const tp_image *image)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_WSQ };
	double ratio, rms;
	tp_image back;
	tp_bytes bytes;

	ck_assert_int_eq(tp_image_encode(image, &o, &bytes, NULL), TP_OK);
	ck_assert_int_eq(any_decode(bytes.ptr, bytes.len, 0, &back, NULL), TP_OK);
	ratio = (double)image->bytes / (double)bytes.len;
	rms = rms_between(image, &back);
	ck_assert_msg(ratio > 12 && ratio < 19, "%g:1", ratio);
	ck_assert_msg(rms > 2 && rms < 11, "rms %g", rms);
	tp_image_free(&back);
	tp_bytes_free(&bytes);
}

START_TEST(like_a_rolled_print)
{
	static const uint32_t size[2] = { 800, 750 };
	tp_image image;

	print((uint64_t)_i + 40, (uint32_t)_i * 2 + 1, 1, size, &image);
	check_ridges(&image);
	check_ink(&image);
	check_compression(&image);
	tp_image_free(&image);
}
END_TEST

/* Columns with ink, taken together: that many fingers stand side by side. */
static unsigned
fingers_across(const tp_image *image)
{
	unsigned fingers = 0;
	bool inside = false;
	uint32_t x, y, run = 0;

	for (x = 0; x < image->info.width; x++) {
		uint32_t dark = 0;

		for (y = 0; y < image->info.height; y++)
			dark += image->pixels[y * image->stride + x] < 150;
		run = (dark > image->info.height / 40) == inside ? 0 : run + 1;
		if (run < 10)
			continue;
		inside = !inside;
		fingers += inside;
		run = 0;
	}
	return fingers;
}

START_TEST(fingers_are_counted)
{
	static const struct {
		uint32_t fgp, size[2];
		unsigned fingers;
	} want[] = { { 11, { 500, 1000 }, 1 }, { 12, { 500, 1000 }, 1 }, { 13, { 1600, 1000 }, 4 },
		{ 14, { 1600, 1000 }, 4 }, { 15, { 1000, 800 }, 2 } };
	tp_image image;

	print(3, want[_i].fgp, 0, want[_i].size, &image);
	ck_assert_msg(fingers_across(&image) == want[_i].fingers, "fgp %u: %u", want[_i].fgp,
	    fingers_across(&image));
	tp_image_free(&image);
}
END_TEST

/* Right loops are many on right hands, and every pattern occurs. */
START_TEST(patterns_are_those_of_people)
{
	unsigned count[5] = { 0 }, i;
	tpi_synth_finger finger;

	for (i = 0; i < 2000; i++) {
		memset(&finger, 0, sizeof finger);
		finger.seed = i;
		tpi_synth_choose_pattern(&finger, 2);
		count[finger.pattern]++;
		ck_assert_uint_eq(finger.cores, finger.deltas);
	}
	ck_assert(count[TPI_SYNTH_LOOP_RIGHT] > 1100 && count[TPI_SYNTH_LOOP_RIGHT] < 1400);
	ck_assert(count[TPI_SYNTH_LOOP_LEFT] > 70 && count[TPI_SYNTH_LOOP_LEFT] < 180);
	ck_assert(count[TPI_SYNTH_WHORL] > 500 && count[TPI_SYNTH_WHORL] < 700);
	ck_assert(count[TPI_SYNTH_ARCH] > 40 && count[TPI_SYNTH_TENTED] > 30);
}
END_TEST

START_TEST(integer_trigonometry)
{
	const double turn = 2 * 3.14159265358979323846;
	int32_t a, x, y;

	for (a = 0; a < 65536; a += 7) {
		ck_assert(fabs(tpi_synth_sine((uint16_t)a) - 32767 * sin(a * turn / 65536)) < 60);
		ck_assert(fabs(tpi_synth_cosine((uint16_t)a) - 32767 * cos(a * turn / 65536)) < 60);
	}
	for (y = -50; y <= 50; y += 3)
		for (x = -50; x <= 50; x += 7) {
			double want = atan2(y, x) * 65536 / turn;
			double got = tpi_synth_arctangent(y, x);

			ck_assert(fabs(remainder(got - want, 65536)) < 40);
		}
	for (a = 0; a < 16 << 16; a += 999)
		ck_assert(fabs(tpi_synth_decay(a) - 65536 * exp(-a / 65536.0)) < 600);
	for (a = -3000; a < 3000; a += 7)
		ck_assert(abs(tpi_synth_noise(5, a, -a * 3, 6)) <= 32768);
}
END_TEST

START_TEST(odd_sizes_and_resolutions)
{
	static const uint32_t ppis[] = { 100, 197, 500, 1000, 4000 };
	uint32_t fgp, i;
	tp_image image;

	for (fgp = 0; fgp <= 15; fgp += 5)
		for (i = 0; i < 5; i++) {
			tp_synth_options o = { .size = sizeof o, .fgp = fgp, .ppi = ppis[i],
				.width = 16 + 37 * i, .height = 201 - 43 * i };

			ck_assert_int_eq(tp_synth_print(&o, &image, NULL), TP_OK);
			ck_assert_double_eq(image.info.ppi_y, ppis[i]);
			tp_image_free(&image);
		}
}
END_TEST

START_TEST(refused)
{
	static const tp_synth_options bad[] = { { .fgp = 16 }, { .ppi = 99 }, { .ppi = 4001 },
		{ .width = 15 }, { .height = 15 }, { .width = 70000 }, { .height = 65536 } };
	tp_limits limits = { .size = sizeof limits, .pixels = 599999 };
	tp_synth_options o;
	tp_image image;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		o = bad[i];
		o.size = sizeof o;
		ck_assert_int_eq(tp_synth_print(&o, &image, NULL), TP_ERR_ARG);
		ck_assert_ptr_null(image.pixels);
	}
	memset(&o, 0, sizeof o);
	o.size = sizeof o;
	o.limits = &limits;
	ck_assert_int_eq(tp_synth_print(&o, &image, NULL), TP_ERR_LIMIT);
}
END_TEST

START_TEST(without_memory)
{
	tp_synth_options o = { .size = sizeof o, .fgp = 15, .width = 60, .height = 40 };
	tp_status status = TP_ERR_NOMEM;
	sample_mem mem;
	tp_image image;
	size_t at;

	for (at = 1; status != TP_OK; at++) {
		sample_mem_init(&mem, at);
		o.mem = &mem.mem;
		status = tp_synth_print(&o, &image, NULL);
		ck_assert(status == TP_OK || status == TP_ERR_NOMEM);
		ck_assert_uint_eq(mem.live, image.bytes);
		tp_image_free(&image);
		ck_assert_uint_eq(mem.live, 0);
	}
	ck_assert_uint_eq(at, 1 + 1 + 2 * 2 + 1 + 1);
}
END_TEST

int
main(void)
{
	TCase *cases[] = { tcase_create("pixels"), tcase_create("likeness"),
		tcase_create("options") };
	size_t i;

	tcase_add_loop_test(cases[0], same_everywhere, 0, 3);
	tcase_add_test(cases[0], seeds_and_positions_differ);
	tcase_add_test(cases[0], integer_trigonometry);
	tcase_add_loop_test(cases[1], like_a_rolled_print, 0, 3);
	tcase_add_loop_test(cases[1], fingers_are_counted, 0, 5);
	tcase_add_test(cases[1], patterns_are_those_of_people);
	tcase_add_test(cases[2], odd_sizes_and_resolutions);
	tcase_add_test(cases[2], refused);
	tcase_add_test(cases[2], without_memory);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		tcase_set_timeout(cases[i], 300);
	return run_cases("synthetic prints", cases, sizeof cases / sizeof cases[0]);
}
