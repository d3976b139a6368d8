/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: reading entropy-coded blocks. A block's code lies
 * between its header and the next marker that is no restart; its stuffing is
 * taken out first, in one go. The coefficients are stored dequantised, for
 * most are zero and the rest are few values of a subband.
 *
 * Encoder Two's blocks hold subbands 0-18, 19-51 and 52-59, but a block is
 * taken to end where its code does, at whatever subband. Only after damage is
 * the next one placed by its number.
 */

#include <string.h>

#include "wsq-bits.h"
#include "wsq.h"

/* Bits of ones that may stand behind the last code: padding and a spare byte. */
#define MAX_FILL 15
/* One look-up moves at most this far. */
#define MAX_STEP (TPI_WSQ_RUN_MAX + 1)

typedef enum step_result { STEP_ON, STEP_END, STEP_FULL, STEP_BAD } step_result;

/* Enter subband k or the next that is present, and set its symbols' values (2.4). */
static void
enter_band(tpi_wsq_blocks *b, unsigned k)
{
	double step, zero, centre = b->quant->centre;
	int v;

	while (k < TPI_WSQ_BANDS && !b->tree->bands[k].present)
		k++;
	b->band = k;
	b->index = 0;
	if (k == TPI_WSQ_BANDS)
		return;
	step = b->quant->step[k];
	zero = b->quant->zero[k] / 2;
	for (v = TPI_WSQ_VALUE_MIN - TPI_WSQ_VALUE_ZERO; v < 0; v++)
		b->values[v + TPI_WSQ_VALUE_ZERO] = (float)(step * (v + centre) - zero);
	for (v = 1; v <= TPI_WSQ_VALUE_MAX - TPI_WSQ_VALUE_ZERO; v++)
		b->values[v + TPI_WSQ_VALUE_ZERO] = (float)(step * (v - centre) + zero);
}

void
tpi_wsq_blocks_init(tpi_wsq_blocks *b)
{
	memset(b->values, 0, sizeof b->values);
	b->count = 0;
	b->highest = 0;
	b->broken = false;
	enter_band(b, 0);
}

static size_t
float_at(const tpi_wsq_blocks *b)
{
	return b->band == TPI_WSQ_BANDS ? b->tree->floats
	                                : b->tree->bands[b->band].offset + b->index;
}

/* Move on by n coefficients; false if there are not as many. */
static bool
skip(tpi_wsq_blocks *b, size_t n)
{
	while (n != 0 && b->band < TPI_WSQ_BANDS) {
		size_t room = b->tree->bands[b->band].count - b->index;

		if (n < room) {
			b->index += n;
			return true;
		}
		n -= room;
		enter_band(b, b->band + 1);
	}
	return n == 0;
}

static bool
store(tpi_wsq_blocks *b, float value)
{
	if (b->band == TPI_WSQ_BANDS)
		return false;
	b->coefficients[b->tree->bands[b->band].offset + b->index] = value;
	return skip(b, 1);
}

/* The symbol of the next code, and its length; -1 if no code fits. */
static int
next_symbol(const tpi_wsq_lookup *lookup, uint64_t acc, unsigned *length)
{
	const tpi_wsq_entry *e = &lookup->entries[acc >> (64 - TPI_WSQ_LOOKUP_BITS)];
	unsigned l;

	*length = e->first;
	if (e->first != 0)
		return e->skip != 0 ? e->skip : e->symbol;
	for (l = TPI_WSQ_LOOKUP_BITS + 1; l <= TPI_WSQ_MAX_CODE; l++) {
		uint32_t n = (uint32_t)(acc >> (64 - l)) - lookup->first_code[l];

		if (n < lookup->code->counts[l - 1]) {
			*length = l;
			return lookup->code->symbols[lookup->first_index[l] + n];
		}
	}
	return -1;
}

/* Only ones left, and no more of them than fill a byte and one to spare? */
static bool
only_fill(const tpi_wsq_bits *bits)
{
	return bits->at == bits->end && bits->bits <= MAX_FILL &&
	    (bits->bits == 0 || ~bits->acc >> (64 - bits->bits) == 0);
}

/* The bits behind an escape's code. */
static unsigned
escape_bits(int symbol)
{
	switch (symbol) {
	case TPI_WSQ_PLUS_8:
	case TPI_WSQ_MINUS_8:
	case TPI_WSQ_RUN_8:
		return 8;
	case TPI_WSQ_PLUS_16:
	case TPI_WSQ_MINUS_16:
	case TPI_WSQ_RUN_16:
		return 16;
	default:
		return 0;
	}
}

static float
escaped_value(const tpi_wsq_blocks *b, int symbol, unsigned magnitude)
{
	bool minus = symbol == TPI_WSQ_MINUS_8 || symbol == TPI_WSQ_MINUS_16;
	double value;

	if (b->band == TPI_WSQ_BANDS || magnitude == 0)
		return 0;
	value = b->quant->step[b->band] * (magnitude - b->quant->centre) +
	    b->quant->zero[b->band] / 2;
	return (float)(minus ? -value : value);
}

/* One symbol, with every check. */
static step_result
step(tpi_wsq_blocks *b, tpi_wsq_bits *bits)
{
	unsigned length, more, extra = 0;
	int symbol;
	bool fits;

	tpi_wsq_refill(bits);
	symbol = next_symbol(b->lookup, bits->acc, &length);
	more = escape_bits(symbol);
	if (symbol < 0 || length + more > bits->bits)
		return only_fill(bits) ? STEP_END : STEP_BAD;
	if (symbol == 0 || symbol > TPI_WSQ_VALUE_MAX)
		return STEP_BAD;
	tpi_wsq_drop(bits, length);
	if (more != 0) {
		extra = (unsigned)(bits->acc >> (64 - more));
		tpi_wsq_drop(bits, more);
	}
	if (symbol <= TPI_WSQ_RUN_MAX)
		fits = skip(b, (size_t)symbol);
	else if (symbol >= TPI_WSQ_VALUE_MIN)
		fits = store(b, b->values[symbol]);
	else if (symbol == TPI_WSQ_RUN_8 || symbol == TPI_WSQ_RUN_16)
		fits = skip(b, extra);
	else
		fits = store(b, escaped_value(b, symbol, extra));
	return fits ? STEP_ON : STEP_FULL;
}

/*
 * As long as neither the data nor the subband is near its end, nothing needs
 * to be checked. A look-up that finds no value stores a zero where a zero is.
 */
static void
run_fast(tpi_wsq_blocks *b, tpi_wsq_bits *bits)
{
	const tpi_wsq_band *band = &b->tree->bands[b->band];
	float *start = b->coefficients + band->offset, *p = start + b->index;
	const float *stop = start + (band->count > MAX_STEP ? band->count - MAX_STEP : 0);
	const uint8_t *last = bits->end - bits->at >= 8 ? bits->end - 8 : NULL;
	const tpi_wsq_entry *entries = b->lookup->entries;
	tpi_wsq_bits local = *bits;
	unsigned i;

	while (last != NULL && local.at <= last && p < stop) {
		tpi_wsq_refill_fast(&local);
		for (i = 0; i < 4; i++) {
			tpi_wsq_entry e = entries[local.acc >> (64 - TPI_WSQ_LOOKUP_BITS)];

			if (e.bits == 0 || p >= stop)
				goto out;
			tpi_wsq_drop(&local, e.bits);
			p[e.skip] = b->values[e.symbol];
			p += e.skip + (e.symbol != 0);
		}
	}
out:
	b->index = (size_t)(p - start);
	*bits = local;
}

/*
 * Is this the end of Encoder Two's block, with nothing left but padding? Only
 * streams whose code uses all ones have to be asked, for theirs looks like a
 * symbol.
 */
static bool
at_block_end(const tpi_wsq_blocks *b, tpi_wsq_bits *bits)
{
	unsigned k = b->count < TPI_WSQ_BLOCKS ? tpi_wsq_block_start[b->count] : 0;

	if (b->index != 0 || b->band < k)
		return false;
	while (k < b->band && !b->tree->bands[k].present)
		k++;
	if (k != b->band)
		return false;
	tpi_wsq_refill(bits);
	return only_fill(bits);
}

/* One segment between markers. False if its code is damaged; *used says how far it was good. */
static bool
read_codes(tpi_wsq_blocks *b, size_t len, size_t *used)
{
	tpi_wsq_bits bits = { 0, 0, b->clean, b->clean + len };
	step_result result = STEP_ON;

	while (result == STEP_ON && b->band < TPI_WSQ_BANDS) {
		run_fast(b, &bits);
		result = at_block_end(b, &bits) ? STEP_END : step(b, &bits);
	}
	tpi_wsq_refill(&bits);
	*used = len - (size_t)(bits.end - bits.at) - bits.bits / 8;
	if (float_at(b) > b->highest)
		b->highest = float_at(b);
	return (result == STEP_ON || result == STEP_END) && only_fill(&bits);
}

/* Copy up to the next marker, leaving out stuffed zeros. Returns the bytes copied. */
static size_t
take_clean(tpi_wsq_reader *r, uint8_t *to)
{
	const uint8_t *at = r->bytes + r->at, *end = r->bytes + r->len;
	size_t n = 0;

	while (at < end) {
		const uint8_t *ff = memchr(at, 0xff, (size_t)(end - at));
		size_t len = (size_t)((ff != NULL ? ff : end) - at);

		memcpy(to + n, at, len);
		n += len;
		at += len;
		if (ff == NULL || end - ff < 2 || ff[1] != 0)
			break;
		to[n++] = 0xff;
		at += 2;
	}
	r->at = (size_t)(at - r->bytes);
	memset(to + n, 0, TPI_WSQ_SLACK);
	return n;
}

/* Where in the stuffed data the n-th clean byte lies. */
static size_t
stuffed_offset(const tpi_wsq_reader *r, size_t from, size_t n)
{
	while (n-- > 0 && from < r->at)
		from += r->bytes[from] == 0xff ? 2 : 1;
	return from;
}

/* Is the reader at a restart marker? Step over it. */
static bool
take_restart(tpi_wsq_reader *r, unsigned *number)
{
	size_t at = r->at;

	while (at < r->len && r->bytes[at] == 0xff)
		at++;
	if (at == r->at || at >= r->len || r->bytes[at] < TPI_WSQ_RST0 ||
	    r->bytes[at] > TPI_WSQ_RST7)
		return false;
	*number = r->bytes[at] - TPI_WSQ_RST0;
	r->at = at + 1;
	return true;
}

/*
 * Place a block by its number after one that did not end where a subband
 * does, and undo what that one wrote beyond its part.
 */
static void
place_block(tpi_wsq_blocks *b)
{
	size_t from;

	if (b->count >= TPI_WSQ_BLOCKS)
		return;
	enter_band(b, tpi_wsq_block_start[b->count]);
	from = float_at(b);
	if (b->highest > from)
		memset(b->coefficients + from, 0,
		    (b->highest - from) * sizeof b->coefficients[0]);
	b->highest = from;
}

/*
 * A damaged restart interval: if the ones before it held the same number of
 * coefficients each, the next one's place is known. Returns whether it is.
 */
static bool
place_interval(tpi_wsq_blocks *b, const size_t start[2], size_t each, size_t intervals)
{
	size_t from;

	if (each == 0)
		return false;
	enter_band(b, (unsigned)start[0]);
	if (!skip(b, start[1]) || !skip(b, each * intervals))
		return false;
	from = float_at(b);
	if (b->highest > from)
		memset(b->coefficients + from, 0,
		    (b->highest - from) * sizeof b->coefficients[0]);
	b->highest = from;
	return true;
}

/* Coefficients from (band, index) to where the next one goes. */
static size_t
distance(const tpi_wsq_blocks *b, const size_t start[2])
{
	size_t n = b->index - start[1];
	unsigned k;

	for (k = (unsigned)start[0]; k < b->band; k++)
		if (b->tree->bands[k].present)
			n += b->tree->bands[k].count;
	return n;
}

static tp_status
read_intervals(tpi_wsq_reader *r, tpi_wsq_blocks *b)
{
	size_t start[2] = { b->band, b->index };
	size_t intervals = 0, each = 0, used;
	unsigned number = 0;
	tp_status status = TP_OK;
	bool good, restart;

	do {
		size_t from = r->at, len = take_clean(r, b->clean);

		good = read_codes(b, len, &used);
		if (!good && !b->broken)
			status = tpi_wsq_damage(r, TP_ERR_SYNTAX, stuffed_offset(r, from, used),
			    "a block's code is damaged");
		b->broken |= !good;
		from = r->at;
		restart = take_restart(r, &number);
		if (restart && status == TP_OK && number != intervals % 8)
			status = tpi_wsq_damage(r, TP_ERR_SYNTAX, from,
			    "a restart marker out of its order");
		intervals++;
		if (good && restart && intervals == 1)
			each = distance(b, start);
		if (!good && restart && status == TP_OK &&
		    !place_interval(b, start, each, intervals))
			restart = false;
	} while (restart && status == TP_OK);
	return status;
}

tp_status
tpi_wsq_read_block(tpi_wsq_reader *r, tpi_wsq_blocks *b)
{
	const tpi_wsq_code *code = &r->tables.codes[r->tables.block_code];
	size_t at = r->at;
	tp_status status;

	if (b->broken || (b->index != 0 && b->band < TPI_WSQ_BANDS)) {
		status = b->broken ? TP_OK
		    : tpi_wsq_damage(r, TP_ERR_SYNTAX, at,
		    "the block before this one ends within a subband");
		if (status != TP_OK)
			return status;
		place_block(b);
	}
	b->broken = false;
	b->count++;
	if (!code->defined) {
		b->broken = true;
		return tpi_wsq_damage(r, TP_ERR_SYNTAX, at,
		    "a block whose Huffman table is not defined");
	}
	tpi_wsq_lookup_init(b->lookup, code);
	return read_intervals(r, b);
}
