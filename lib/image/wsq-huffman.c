/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: Huffman codes. Codes of one length follow each other,
 * shorter ones first; the code of all ones is left free by encoders. One
 * look-up of the decoder's table finds up to two symbols.
 */

#include <string.h>

#include "wsq.h"

#define DUMMY 256 /* the symbol that takes the code of all ones */
#define LEAVES 257

bool
tpi_wsq_code_valid(const tpi_wsq_code *code)
{
	uint32_t next = 0;
	int length;

	for (length = 1; length <= TPI_WSQ_MAX_CODE; length++) {
		next += code->counts[length - 1];
		if (next > UINT32_C(1) << length)
			return false;
		next <<= 1;
	}
	return true;
}

static tpi_wsq_entry
entry_for(unsigned symbol, unsigned length)
{
	tpi_wsq_entry e = { 0, (uint8_t)length, 0, 0 };

	if (symbol >= 1 && symbol <= TPI_WSQ_RUN_MAX) {
		e.bits = (uint8_t)length;
		e.skip = (uint8_t)symbol;
	} else if (symbol >= TPI_WSQ_VALUE_MIN && symbol <= TPI_WSQ_VALUE_MAX) {
		e.bits = (uint8_t)length;
		e.symbol = (uint8_t)symbol;
	} else {
		e.symbol = (uint8_t)symbol;
	}
	return e;
}

/* Where a run leaves enough of the bits for the value behind it, join the two. */
static void
join_pairs(tpi_wsq_entry *entries)
{
	unsigned i, mask = (1u << TPI_WSQ_LOOKUP_BITS) - 1;

	for (i = 0; i <= mask; i++) {
		tpi_wsq_entry *e = &entries[i], next;

		if (e->bits == 0 || e->skip == 0 || e->symbol != 0)
			continue;
		next = entries[i << e->first & mask];
		if (next.bits == 0 || next.skip != 0 ||
		    e->first + next.first > TPI_WSQ_LOOKUP_BITS)
			continue;
		e->symbol = next.symbol;
		e->bits = (uint8_t)(e->first + next.first);
	}
}

void
tpi_wsq_lookup_init(tpi_wsq_lookup *lookup, const tpi_wsq_code *code)
{
	uint32_t next = 0, index = 0, filled = 0;
	unsigned length, i;

	lookup->code = code;
	for (length = 1; length <= TPI_WSQ_MAX_CODE; length++) {
		unsigned count = code->counts[length - 1];
		uint32_t each = length <= TPI_WSQ_LOOKUP_BITS
		    ? UINT32_C(1) << (TPI_WSQ_LOOKUP_BITS - length) : 0;

		lookup->first_code[length] = next;
		lookup->first_index[length] = index;
		for (i = 0; i < count; i++) {
			tpi_wsq_entry e = entry_for(code->symbols[index + i], length);
			uint32_t stop = filled + each;

			while (filled < stop)
				lookup->entries[filled++] = e;
		}
		index += count;
		next = (next + count) << 1;
	}
	memset(lookup->entries + filled, 0,
	    sizeof lookup->entries - filled * sizeof lookup->entries[0]);
	join_pairs(lookup->entries);
}

/* A heap of (weight, node) keys, the smallest first. */
static void
sift_down(uint64_t *heap, unsigned count, unsigned at)
{
	uint64_t key = heap[at];
	unsigned child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count && heap[child + 1] < heap[child])
			child++;
		if (heap[child] >= key)
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = key;
}

/*
 * Code lengths by merging the two lightest, of equal ones that with the
 * higher symbol first; a merged pair takes the place of the lighter one.
 */
static void
code_lengths(const uint32_t freq[256], unsigned length_count[LEAVES], unsigned length[LEAVES])
{
	uint64_t heap[LEAVES];
	uint16_t parent[2 * LEAVES], node_of[LEAVES];
	unsigned count = 0, nodes = LEAVES, i;

	memset(length, 0, LEAVES * sizeof *length);
	memset(length_count, 0, LEAVES * sizeof *length_count);
	for (i = 0; i < LEAVES; i++) {
		uint64_t weight = i == DUMMY ? 1 : freq[i];

		node_of[i] = (uint16_t)i;
		parent[i] = 0;
		if (weight != 0)
			heap[count++] = weight << 9 | (DUMMY - i);
	}
	for (i = count / 2; i-- > 0;)
		sift_down(heap, count, i);
	while (count > 1) {
		uint64_t first = heap[0], second;
		unsigned a = DUMMY - (unsigned)(first & 511), b;

		heap[0] = heap[--count];
		sift_down(heap, count, 0);
		second = heap[0];
		b = DUMMY - (unsigned)(second & 511);
		parent[node_of[a]] = parent[node_of[b]] = (uint16_t)nodes;
		parent[nodes] = 0;
		node_of[a] = (uint16_t)nodes++;
		heap[0] = first + (second & ~(uint64_t)511);
		sift_down(heap, count, 0);
	}
	for (i = 0; i < LEAVES; i++) {
		unsigned at = i;

		while (parent[at] != 0) {
			at = parent[at];
			length[i]++;
		}
		length_count[length[i]]++;
	}
	length_count[0] = 0;
}

/* No code longer than 16: pairs move up beside a code of the next shorter length. */
static void
limit_lengths(unsigned length_count[LEAVES])
{
	unsigned i, j;

	for (i = LEAVES - 1; i > TPI_WSQ_MAX_CODE; i--) {
		while (length_count[i] > 0) {
			for (j = i - 2; length_count[j] == 0; j--)
				continue;
			length_count[i] -= 2;
			length_count[i - 1]++;
			length_count[j + 1] += 2;
			length_count[j]--;
		}
	}
	for (i = TPI_WSQ_MAX_CODE; i > 0; i--) {
		if (length_count[i] != 0) {
			length_count[i]--; /* the dummy, which is the last of the longest */
			return;
		}
	}
}

void
tpi_wsq_code_build(const uint32_t freq[256], tpi_wsq_code *code)
{
	unsigned length_count[LEAVES], length[LEAVES];
	unsigned i, l, longest, n = 0;

	memset(code, 0, sizeof *code);
	code->defined = true;
	code_lengths(freq, length_count, length);
	for (longest = LEAVES - 1; longest > 0 && length_count[longest] == 0; longest--)
		continue;
	for (l = 1; l <= longest; l++)
		for (i = 0; i < DUMMY; i++)
			if (length[i] == l)
				code->symbols[n++] = (uint8_t)i;
	limit_lengths(length_count);
	for (l = 1; l <= TPI_WSQ_MAX_CODE; l++)
		code->counts[l - 1] = (uint8_t)length_count[l];
}

void
tpi_wsq_emit_init(tpi_wsq_emit *emit, const tpi_wsq_code *code)
{
	unsigned length, i, index = 0;
	uint32_t next = 0;

	memset(emit, 0, sizeof *emit);
	for (length = 1; length <= TPI_WSQ_MAX_CODE; length++) {
		for (i = 0; i < code->counts[length - 1]; i++) {
			emit->code[code->symbols[index]] = (uint16_t)next++;
			emit->bits[code->symbols[index]] = (uint8_t)length;
			index++;
		}
		next <<= 1;
	}
}
