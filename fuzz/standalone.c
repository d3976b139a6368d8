/* SPDX-License-Identifier: MIT */
/*
 * Fuzzing: runs a target without libFuzzer. Each file that is named is given
 * to the target as it is, then in VARIANTS damaged forms that are the same in
 * every run, so that a plain `make check` looks a little beside the seeds.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_INPUT ((size_t)1 << 20)
#define VARIANTS 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The splitmix64 sequence. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* From an allocation of exactly its size, so that a sanitizer sees the end. */
static void
run(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size + (size == 0));

	if (copy == NULL)
		exit(EXIT_FAILURE);
	if (size != 0)
		memcpy(copy, bytes, size);
	(void)LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* Change up to eight bytes, or cut the end, or take a piece out. Returns the size. */
static size_t
damage(uint8_t *bytes, size_t size, uint64_t *state)
{
	static const uint8_t marks[] = { 0x1c, 0x1d, 0x1e, 0x1f, 0x00, 0xff, '0', '9', ':', '.' };
	size_t from, len, changes = next_random(state) % 8 + 1;

	if (size == 0)
		return 0;
	switch (next_random(state) % 4) {
	case 0:
		return next_random(state) % size;
	case 1:
		from = next_random(state) % size;
		len = next_random(state) % (size - from) + 1;
		memmove(bytes + from, bytes + from + len, size - from - len);
		return size - len;
	default:
		while (changes-- > 0) {
			uint64_t r = next_random(state);

			bytes[next_random(state) % size] = (r & 1) != 0 ? marks[(r >> 8) % sizeof marks]
			                                                : (uint8_t)(r >> 16);
		}
		return size;
	}
}

static int
run_file(const char *path)
{
	static uint8_t bytes[MAX_INPUT], variant[MAX_INPUT];
	uint64_t state = 1;
	size_t size;
	int i;
	FILE *file = fopen(path, "rb");

	if (file == NULL) {
		perror(path);
		return EXIT_FAILURE;
	}
	size = fread(bytes, 1, sizeof bytes, file);
	(void)fclose(file);
	printf("%s: %zu bytes\n", path, size);
	(void)fflush(stdout);
	run(bytes, size);
	for (i = 0; i < VARIANTS; i++) {
		memcpy(variant, bytes, size);
		run(variant, damage(variant, size, &state));
	}
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	int i, result = EXIT_SUCCESS;

	for (i = 1; i < argc; i++)
		if (run_file(argv[i]) != EXIT_SUCCESS)
			result = EXIT_FAILURE;
	return result;
}
