/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: the inner loops, written once over a vector type. A file
 * that includes this defines first: VEC, LANES, TARGET (function attributes),
 * v_load, v_store, v_add, v_mul, v_set, v_interleave (store the first,
 * second, ... of two vectors in turn), and for PIXELS samples at a time
 * v_split, v_to_pixels and v_from_pixels; v_quantise does eight, and
 * v_measure as many as it likes. Products and sums are apart and in one
 * order, so that every set gives the same bits.
 */

#define LOCAL static inline TARGET

typedef struct taps {
	VEC nine[5];
	VEC seven[4];
} taps;

LOCAL taps
load_taps(const tpi_wsq_pair *f)
{
	const float *a = f->nine, *b = f->seven;
	taps t = { { v_set(a[0]), v_set(a[1]), v_set(a[2]), v_set(a[3]), v_set(a[4]) },
		{ v_set(b[0]), v_set(b[1]), v_set(b[2]), v_set(b[3]) } };

	return t;
}

/* f * (a + b) */
LOCAL VEC
v_fold(VEC f, VEC a, VEC b)
{
	return v_mul(f, v_add(a, b));
}

/* The nine taps about x[2]; y[1] and y[2] lie next to it. */
LOCAL VEC
v_nine(const taps *t, const VEC *x, const VEC *y)
{
	VEC own = v_add(v_add(v_mul(t->nine[0], x[2]), v_fold(t->nine[2], x[1], x[3])),
	    v_fold(t->nine[4], x[0], x[4]));
	VEC other = v_add(v_fold(t->nine[1], y[1], y[2]), v_fold(t->nine[3], y[0], y[3]));

	return v_add(own, other);
}

/* The seven about x[1]. */
LOCAL VEC
v_seven(const taps *t, const VEC *x, const VEC *y)
{
	VEC own = v_add(v_mul(t->seven[0], x[1]), v_fold(t->seven[2], x[0], x[2]));
	VEC other = v_add(v_fold(t->seven[1], y[1], y[2]), v_fold(t->seven[3], y[0], y[3]));

	return v_add(own, other);
}

static TARGET void
synthesise_low_rows(const float *const l[4], const tpi_wsq_pair *f, float *even, float *odd,
    size_t n)
{
	const float *l0 = l[0], *l1 = l[1], *l2 = l[2], *l3 = l[3];
	taps t = load_taps(f);
	size_t i;

	for (i = 0; i < n; i += LANES) {
		VEC x[4] = { v_load(l0 + i), v_load(l1 + i), v_load(l2 + i), v_load(l3 + i) };

		v_store(even + i, v_add(v_mul(t.seven[0], x[1]), v_fold(t.seven[2], x[0], x[2])));
		v_store(odd + i,
		    v_add(v_fold(t.nine[1], x[1], x[2]), v_fold(t.nine[3], x[0], x[3])));
	}
}

static TARGET void
synthesise_rows(const float *const l[4], const float *const *h, const tpi_wsq_pair *f,
    float *even, float *odd, size_t n)
{
	/* Out of the arrays, for a vector's store may be to anywhere. */
	const float *l0 = l[0], *l1 = l[1], *l2 = l[2], *l3 = l[3], *h0, *h1, *h2, *h3, *h4;
	taps t = load_taps(f);
	size_t i;

	if (h == NULL) {
		synthesise_low_rows(l, f, even, odd, n);
		return;
	}
	h0 = h[0], h1 = h[1], h2 = h[2], h3 = h[3], h4 = h[4];
	for (i = 0; i < n; i += LANES) {
		VEC x[4] = { v_load(l0 + i), v_load(l1 + i), v_load(l2 + i), v_load(l3 + i) };
		VEC y[5] = { v_load(h0 + i), v_load(h1 + i), v_load(h2 + i), v_load(h3 + i),
			v_load(h4 + i) };

		v_store(even + i, v_seven(&t, x, y));
		v_store(odd + i, v_nine(&t, y, x));
	}
}

static TARGET void
synthesise_line(const float *l, const float *h, const tpi_wsq_pair *f, float *out, size_t n)
{
	taps t = load_taps(f);
	size_t i;

	for (i = 0; i < n; i += LANES) {
		const float *a = l + i, *b = h + i;
		VEC x[4] = { v_load(a - 1), v_load(a), v_load(a + 1), v_load(a + 2) };
		VEC y[5] = { v_load(b - 2), v_load(b - 1), v_load(b), v_load(b + 1),
			v_load(b + 2) };

		v_interleave(out + 2 * i, v_seven(&t, x, y), v_nine(&t, y, x));
	}
}

static TARGET void
analyse_line(const float *e, const float *o, const tpi_wsq_pair *f, float *low, float *high,
    size_t n)
{
	taps t = load_taps(f);
	size_t i;

	for (i = 0; i < n; i += LANES) {
		const float *a = e + i, *b = o + i;
		VEC x[5] = { v_load(a - 2), v_load(a - 1), v_load(a), v_load(a + 1),
			v_load(a + 2) };
		VEC y[4] = { v_load(b - 2), v_load(b - 1), v_load(b), v_load(b + 1) };

		v_store(low + i, v_nine(&t, x, y));
		v_store(high + i, v_seven(&t, y + 1, x + 1));
	}
}

static TARGET void
analyse_rows(const float *const e[5], const float *const o[4], const tpi_wsq_pair *f,
    float *low, float *high, size_t n)
{
	const float *e0 = e[0], *e1 = e[1], *e2 = e[2], *e3 = e[3], *e4 = e[4];
	const float *o0 = o[0], *o1 = o[1], *o2 = o[2], *o3 = o[3];
	taps t = load_taps(f);
	size_t i;

	for (i = 0; i < n; i += LANES) {
		VEC x[5] = { v_load(e0 + i), v_load(e1 + i), v_load(e2 + i), v_load(e3 + i),
			v_load(e4 + i) };
		VEC y[4] = { v_load(o0 + i), v_load(o1 + i), v_load(o2 + i), v_load(o3 + i) };

		v_store(low + i, v_nine(&t, x, y));
		if (high != NULL)
			v_store(high + i, v_seven(&t, y + 1, x + 1));
	}
}

static TARGET void
split_line(const float *in, size_t n, float *even, float *odd)
{
	size_t i;

	for (i = 0; i < n; i += 2 * LANES)
		v_split(in + i, even + i / 2, odd + i / 2);
}

static TARGET void
to_pixels(const float *line, size_t n, float scale, float shift, uint8_t *out)
{
	size_t i;

	for (i = 0; i + PIXELS <= n; i += PIXELS)
		v_to_pixels(line + i, scale, shift, out + i);
	for (; i < n; i++) {
		float product = line[i] * scale;

		out[i] = tpi_wsq_to_pixel(product + shift);
	}
}

static TARGET void
measure(const uint8_t *in, size_t n, uint64_t *sum, uint8_t range[2])
{
	size_t i = v_measure(in, n, sum, range);

	for (; i < n; i++) {
		*sum += in[i];
		range[0] = in[i] < range[0] ? in[i] : range[0];
		range[1] = in[i] > range[1] ? in[i] : range[1];
	}
}

static TARGET void
from_pixels(const uint8_t *in, size_t n, const float mean_scale[2], float *even, float *odd)
{
	size_t i;

	for (i = 0; i + PIXELS <= n; i += PIXELS)
		v_from_pixels(in + i, mean_scale, even + i / 2, odd + i / 2);
	for (; i < n; i++) {
		float value = ((float)in[i] - mean_scale[0]) * mean_scale[1];

		(i & 1 ? odd : even)[i / 2] = value;
	}
}

static TARGET uint64_t
quantise(const float *in, size_t n, float half_zero, float inverse, int16_t *out)
{
	uint64_t mask = 0;
	size_t i;

	for (i = 0; i < n; i += 8)
		mask |= (uint64_t)v_quantise(in + i, half_zero, inverse, out + i) << i;
	return n < 64 ? mask & ((UINT64_C(1) << n) - 1) : mask;
}
