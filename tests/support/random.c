/* SPDX-License-Identifier: MIT */
/* Tests: random numbers that are the same on every machine (splitmix64). */

#include "support.h"

uint64_t
ts_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

size_t
ts_below(uint64_t *state, size_t n)
{
	return (size_t)(ts_random(state) % n);
}
