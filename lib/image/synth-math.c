/* SPDX-License-Identifier: MIT */
/*
 * Image layer: the arithmetic of synthetic prints: seeded numbers, smooth
 * noise, and trigonometry in integers, which no compiler or machine rounds in
 * its own way.
 */

#include "synth-parts.h"

/* The splitmix64 step: each seed and stream give a number of their own. */
uint64_t
tpi_synth_mix(uint64_t seed, uint64_t stream)
{
	uint64_t z = seed + (stream + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

int32_t
tpi_synth_pick(uint64_t seed, uint64_t stream, int32_t low, int32_t high)
{
	uint64_t span = (uint64_t)((int64_t)high - low + 1);

	return (int32_t)(low + (int64_t)((tpi_synth_mix(seed, stream) >> 32) * span >> 32));
}

uint32_t
tpi_synth_hash(uint32_t seed, int32_t x, int32_t y)
{
	uint32_t h = seed ^ (uint32_t)x * 0x9e3779b1u ^ (uint32_t)y * 0x85ebca77u;

	h = (h ^ h >> 15) * 0x2c1b3c6du;
	h = (h ^ h >> 12) * 0x297a2d39u;
	return h ^ h >> 15;
}

/* Floor of x / 2^bits for negative x too, where >> is left to the compiler. */
static int32_t
floor_shift(int32_t x, unsigned bits)
{
	return x >= 0 ? (int32_t)((uint32_t)x >> bits) : ~(int32_t)((uint32_t)~x >> bits);
}

static int32_t
corner(uint32_t seed, int32_t x, int32_t y)
{
	return (int32_t)(tpi_synth_hash(seed, x, y) >> 16) - 32768;
}

int32_t
tpi_synth_noise(uint32_t seed, int32_t x, int32_t y, unsigned cell)
{
	int32_t ix = floor_shift(x, cell), iy = floor_shift(y, cell);
	int64_t fx = ((int64_t)x - (int64_t)ix * (1 << cell)) * 32768 / (1 << cell);
	int64_t fy = ((int64_t)y - (int64_t)iy * (1 << cell)) * 32768 / (1 << cell);
	int64_t top, bottom;

	/* 3t^2 - 2t^3, so that the cells do not show. */
	fx = fx * fx / 32768 * (98304 - 2 * fx) / 32768;
	fy = fy * fy / 32768 * (98304 - 2 * fy) / 32768;
	top = corner(seed, ix, iy) * (32768 - fx) + corner(seed, ix + 1, iy) * fx;
	bottom = corner(seed, ix, iy + 1) * (32768 - fx) + corner(seed, ix + 1, iy + 1) * fx;
	return (int32_t)((top / 32768 * (32768 - fy) + bottom / 32768 * fy) / 32768);
}

int32_t
tpi_synth_sine(uint16_t angle)
{
	int32_t a = angle;
	int64_t z, z2;

	/* Fold to a quarter turn either way of zero, as -32768..32768. */
	if (a > 49152)
		a -= 65536;
	else if (a > 16384)
		a = 32768 - a;
	z = (int64_t)a * 2;
	z2 = z * z / 32768;
	/* The odd polynomial with the slope at 0 and the height and slope at 1. */
	return (int32_t)(z * (51472 - z2 * (21023 - z2 * 2319 / 32768) / 32768) / 32768 * 32767 /
	    32768);
}

int32_t
tpi_synth_cosine(uint16_t angle)
{
	return tpi_synth_sine((uint16_t)(angle + 16384u));
}

uint16_t
tpi_synth_arctangent(int32_t y, int32_t x)
{
	int64_t ax = x < 0 ? -(int64_t)x : x, ay = y < 0 ? -(int64_t)y : y;
	int64_t low = ax < ay ? ax : ay, high = ax < ay ? ay : ax;
	int64_t r, a;

	if (high == 0)
		return 0;
	r = low * 32768 / high;
	/* Within a tenth of a degree up to 45. */
	a = r * (8192 + (32768 - r) * (2552 + r * 691 / 32768) / 32768) / 32768;
	if (ay > ax)
		a = 16384 - a;
	if (x < 0)
		a = 32768 - a;
	return (uint16_t)(y < 0 ? -a : a);
}

int32_t
tpi_synth_decay(int64_t u)
{
	int64_t v;
	int i;

	if (u >= INT64_C(16) << 16)
		return 0;
	/* (1 - u/1024)^1024 */
	v = (INT64_C(1) << 30) - (u << 4);
	for (i = 0; i < 10; i++)
		v = v * v / (INT64_C(1) << 30);
	return (int32_t)(v >> 14);
}
