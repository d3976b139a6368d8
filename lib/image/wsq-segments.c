/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: reading the segments that lie before and between the
 * entropy-coded blocks, in whatever order they come. Nothing outlives the
 * reader, so that no table of one image can serve another.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/number.h"
#include "wsq.h"

#define NISTCOM "NIST_COM"
#define PPI_NAME "PPI "
#define MAX_PPI 100000

static const char cut_short[] = "a segment is cut short";

const tpi_wsq_taps tpi_wsq_standard_taps = {
	9, 7,
	{ 0.85269867900940344, 0.37740285561265380, -0.11062440441842342, -0.02384946501938000,
	    0.03782845550699546 },
	{ 0.78848561640566439, -0.41809227322221221, -0.04068941760955844, 0.06453888262893845 }
};

tp_status
tpi_wsq_damage(tpi_wsq_reader *r, tp_status code, size_t offset, const char *text)
{
	r->damaged = true;
	(void)tpi_fail(r->diag, code, offset, "WSQ: %s", text);
	return r->tolerant ? TP_OK : code;
}

tp_status
tpi_wsq_reader_init(tpi_wsq_reader *r, const uint8_t *bytes, size_t len, tp_diag *diag)
{
	memset(r, 0, sizeof *r);
	r->bytes = bytes;
	r->len = len;
	r->diag = diag;
	if (len < 2)
		return tpi_fail(diag, TP_ERR_TRUNCATED, len, "WSQ: no SOI marker");
	if (bytes[0] != 0xff || bytes[1] != TPI_WSQ_SOI)
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "WSQ: no SOI marker");
	r->at = 2;
	return TP_OK;
}

/* V / 10^E as the segments write numbers (2.2). A large E gives next to nothing. */
static double
scaled(double value, unsigned exponent)
{
	double divisor = 1;

	while (exponent-- > 0)
		divisor *= 10;
	return value / divisor;
}

static bool
read_scaled16(tpi_cursor *c, double *out)
{
	uint8_t exponent;
	uint16_t value;

	if (!tpi_cursor_u8(c, &exponent) || !tpi_cursor_u16(c, &value))
		return false;
	*out = scaled(value, exponent);
	return true;
}

static bool
read_tap(tpi_cursor *c, double *out)
{
	uint8_t sign, exponent;
	uint32_t value;

	if (!tpi_cursor_u8(c, &sign) || !tpi_cursor_u8(c, &exponent) || !tpi_cursor_u32(c, &value))
		return false;
	*out = scaled(value, exponent);
	if (sign != 0)
		*out = -*out;
	return true;
}

/*
 * Each of these parses one segment's payload into a copy, says why it cannot
 * (NULL: it could), and leaves the cursor behind what it used.
 */
static const char *
parse_frame(tpi_wsq_tables *t, tpi_cursor *c)
{
	uint8_t black, white, encoder;
	uint16_t height, width, software;
	tpi_wsq_frame f;

	memset(&f, 0, sizeof f);
	if (!tpi_cursor_u8(c, &black) || !tpi_cursor_u8(c, &white) || !tpi_cursor_u16(c, &height) ||
	    !tpi_cursor_u16(c, &width) || !read_scaled16(c, &f.mean) ||
	    !read_scaled16(c, &f.range) || !tpi_cursor_u8(c, &encoder) ||
	    !tpi_cursor_u16(c, &software))
		return cut_short;
	if (height == 0 || width == 0)
		return "the frame has no pixels";
	f.width = width;
	f.height = height;
	f.encoder = encoder;
	f.software = software;
	if (t->fixed && memcmp(&f, &t->frame, sizeof f) != 0)
		return "a second frame header behind a block";
	t->frame = f;
	t->have_frame = true;
	return NULL;
}

static const char *
parse_taps(tpi_wsq_tables *t, tpi_cursor *c)
{
	tpi_wsq_taps taps;
	uint8_t low, high;
	unsigned i;

	memset(&taps, 0, sizeof taps);
	if (!tpi_cursor_u8(c, &low) || !tpi_cursor_u8(c, &high))
		return cut_short;
	if (low == 0 || high == 0 || low > 2 * TPI_WSQ_MAX_HALF || high > 2 * TPI_WSQ_MAX_HALF ||
	    (low & 1) != (high & 1))
		return "filter lengths that the transform table cannot have";
	taps.low_len = low;
	taps.high_len = high;
	for (i = 0; i < (low + 1u) / 2; i++)
		if (!read_tap(c, &taps.low[i]))
			return cut_short;
	for (i = 0; i < (high + 1u) / 2; i++)
		if (!read_tap(c, &taps.high[i]))
			return cut_short;
	if (t->fixed && t->have_taps && memcmp(&taps, &t->taps, sizeof taps) != 0)
		return "a second transform table behind a block";
	t->taps = taps;
	t->have_taps = true;
	return NULL;
}

static const char *
parse_quant(tpi_wsq_tables *t, tpi_cursor *c)
{
	tpi_wsq_quant q;
	unsigned k;

	memset(&q, 0, sizeof q);
	if (!read_scaled16(c, &q.centre))
		return cut_short;
	for (k = 0; k < TPI_WSQ_DQT_BANDS; k++)
		if (!read_scaled16(c, &q.step[k]) || !read_scaled16(c, &q.zero[k]))
			return cut_short;
	if (t->fixed && memcmp(&q, &t->quant, sizeof q) != 0)
		return "a second quantisation table behind a block";
	t->quant = q;
	t->have_quant = true;
	return NULL;
}

static const char *
parse_codes(tpi_wsq_tables *t, tpi_cursor *c)
{
	do {
		tpi_wsq_code code;
		const uint8_t *counts, *symbols;
		unsigned i, total = 0;
		uint8_t id;

		memset(&code, 0, sizeof code);
		counts = tpi_cursor_u8(c, &id) ? tpi_cursor_take(c, TPI_WSQ_MAX_CODE) : NULL;
		if (counts == NULL)
			return cut_short;
		if (id >= TPI_WSQ_HUFFMAN_TABLES)
			return "a Huffman table numbered above 7";
		for (i = 0; i < TPI_WSQ_MAX_CODE; i++)
			total += code.counts[i] = counts[i];
		if (total > sizeof code.symbols || !tpi_wsq_code_valid(&code))
			return "a Huffman table with more codes than there can be";
		symbols = tpi_cursor_take(c, total);
		if (symbols == NULL)
			return cut_short;
		memcpy(code.symbols, symbols, total);
		code.defined = true;
		t->codes[id] = code;
	} while (tpi_cursor_left(c) != 0);
	return NULL;
}

static const char *
parse_restart(tpi_wsq_tables *t, tpi_cursor *c)
{
	uint16_t interval;

	if (!tpi_cursor_u16(c, &interval))
		return cut_short;
	t->restart = interval;
	return NULL;
}

static const char *
parse_block(tpi_wsq_tables *t, tpi_cursor *c)
{
	uint8_t code;

	if (!tpi_cursor_u8(c, &code))
		return cut_short;
	if (code >= TPI_WSQ_HUFFMAN_TABLES)
		return "a block with a Huffman table numbered above 7";
	t->block_code = code;
	return NULL;
}

/* The resolution stands nowhere but in a line of NIST's comment. */
static const char *
parse_comment(tpi_wsq_tables *t, tpi_cursor *c)
{
	const char *text = (const char *)c->at, *end = (const char *)c->end;
	bool nist = tpi_cursor_left(c) > strlen(NISTCOM) &&
	    memcmp(text, NISTCOM, strlen(NISTCOM)) == 0;

	c->at = c->end;
	while (nist && text < end) {
		const char *eol = memchr(text, '\n', (size_t)(end - text));
		size_t len = (size_t)((eol != NULL ? eol : end) - text);
		size_t name = strlen(PPI_NAME);
		uint64_t ppi;

		if (len > name && memcmp(text, PPI_NAME, name) == 0 &&
		    tpi_parse_decimal(text + name, len - name, MAX_PPI, &ppi) == TP_OK)
			t->ppi = (double)ppi;
		text += len + (eol != NULL);
	}
	return NULL;
}

typedef struct segment_kind {
	int marker;
	const char *(*parse)(tpi_wsq_tables *t, tpi_cursor *c);
	bool open_ended; /* the payload goes to where the length says */
} segment_kind;

static const segment_kind kinds[] = {
	{ TPI_WSQ_SOF, parse_frame, false },
	{ TPI_WSQ_SOB, parse_block, false },
	{ TPI_WSQ_DTT, parse_taps, false },
	{ TPI_WSQ_DQT, parse_quant, false },
	{ TPI_WSQ_DHT, parse_codes, true },
	{ TPI_WSQ_DRI, parse_restart, false },
	{ TPI_WSQ_COM, parse_comment, true },
};

static const segment_kind *
find_kind(int marker)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i].marker == marker)
			return &kinds[i];
	return NULL;
}

/*
 * Take one segment whose marker was read. Those of a fixed shape are read by
 * it, so that a wrong length is noticed and, when tolerant, passed over.
 */
static tp_status
read_segment(tpi_wsq_reader *r, const segment_kind *kind, size_t marker_at, bool *used)
{
	size_t left = r->len - r->at, length;
	const char *why;
	tpi_cursor c;
	tp_status status = TP_OK;

	*used = false;
	length = left >= 2 ? (size_t)tpi_get_be(r->bytes + r->at, 2) : 0;
	if (left < 2 || (length > left && kind->open_ended)) {
		r->at = r->len;
		return tpi_wsq_damage(r, TP_ERR_TRUNCATED, marker_at,
		    "a segment goes past the end");
	}
	if (length < 2 && kind->open_ended)
		return tpi_wsq_damage(r, TP_ERR_SYNTAX, marker_at, "a segment's length below 2");
	tpi_cursor_init(&c, r->bytes, kind->open_ended ? r->at + length : r->len);
	c.at += r->at + 2;
	why = kind->parse(&r->tables, &c);
	if (why != NULL) {
		r->at += length >= 2 && length <= left ? length : 0;
		return tpi_wsq_damage(r, why == cut_short && !kind->open_ended ? TP_ERR_TRUNCATED
		                                                               : TP_ERR_SYNTAX,
		    marker_at, why);
	}
	*used = true;
	if (tpi_cursor_offset(&c) - r->at != length)
		status = tpi_wsq_damage(r, TP_ERR_SYNTAX, marker_at + 2,
		    "a segment's length is not that of its kind");
	r->at = tpi_cursor_offset(&c);
	return status;
}

/* The next marker's code, past fill bytes; EOI at the end of a damaged stream. */
static tp_status
next_marker(tpi_wsq_reader *r, int *marker, size_t *marker_at)
{
	size_t at = r->at;
	tp_status status;

	*marker = TPI_WSQ_EOI;
	*marker_at = at;
	if (at < r->len && r->bytes[at] != 0xff) {
		status = tpi_wsq_damage(r, TP_ERR_SYNTAX, at, "bytes where a marker must be");
		if (status != TP_OK)
			return status;
	}
	while (at < r->len) {
		const uint8_t *p = memchr(r->bytes + at, 0xff, r->len - at);

		at = p != NULL ? (size_t)(p - r->bytes) : r->len;
		*marker_at = at;
		while (at < r->len && r->bytes[at] == 0xff)
			at++;
		if (at < r->len && r->bytes[at++] != 0)
			break;
		*marker_at = r->len;
	}
	if (*marker_at >= r->len || at > r->len || r->bytes[at - 1] == 0xff) {
		r->at = r->len;
		return tpi_wsq_damage(r, TP_ERR_TRUNCATED, r->len, "no EOI marker");
	}
	r->at = at;
	*marker = r->bytes[at - 1];
	return TP_OK;
}

tp_status
tpi_wsq_read_segments(tpi_wsq_reader *r, int *marker)
{
	const segment_kind *kind;
	tp_status status;
	size_t marker_at;
	bool used;

	for (;;) {
		status = next_marker(r, marker, &marker_at);
		if (status != TP_OK || *marker == TPI_WSQ_EOI)
			return status;
		kind = find_kind(*marker);
		used = false;
		status = kind != NULL ? read_segment(r, kind, marker_at, &used)
		    : tpi_wsq_damage(r, TP_ERR_SYNTAX, marker_at, "a marker that cannot be here");
		if (status != TP_OK)
			return status;
		if (*marker == TPI_WSQ_SOB && used)
			return TP_OK;
	}
}
