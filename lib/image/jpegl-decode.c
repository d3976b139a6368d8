/* SPDX-License-Identifier: MIT */
/*
 * Image layer: decoding lossless JPEG (ITU T.81, process 14): any predictor,
 * point transform, restart intervals, one to four components in one scan or
 * in several, 2 to 16 bits. Huffman tables of class 1 are taken where class 0
 * is missing, because NIST's encoder writes them so.
 */

#include <string.h>

#include "../base/cursor.h"
#include "../base/diag.h"
#include "../base/mem.h"
#include "headers.h"
#include "jpegl.h"

#define MAX_COMPONENTS 4
#define MAX_CODE 16
#define LOOK 9 /* bits that are looked up at once */

typedef struct table {
	bool defined;
	uint8_t symbols[256];
	int32_t last[MAX_CODE + 1];  /* the last code of a length, -1 where there is none */
	int32_t shift[MAX_CODE + 1]; /* from a code of a length to its place in symbols */
	uint8_t look_bits[1 << LOOK];
	uint8_t look_symbol[1 << LOOK];
} table;

typedef struct component {
	uint8_t id;
	uint8_t sampling;
	bool seen; /* in a scan */
} component;

/* Bits of the scan, the first in the high bit; a marker ends them. */
typedef struct bits {
	const uint8_t *at;
	const uint8_t *end;
	uint64_t acc;
	unsigned count;
	bool over; /* more was asked for than there is */
} bits;

typedef struct scan {
	unsigned count;
	unsigned part[MAX_COMPONENTS];
	const table *table[MAX_COMPONENTS];
	unsigned predictor;
	unsigned transform;
} scan;

typedef struct decoder {
	tpi_decode_job *job;
	tp_diag *diag;
	tpi_cursor c;
	tp_image_info info; /* as in the frame header */
	component parts[MAX_COMPONENTS];
	table *tables; /* class 0, ids 0-3, then class 1 */
	uint32_t restart;
	uint16_t *lines; /* this line and the one above, each component on its own */
	tp_image *out;
} decoder;

static tp_status
cut(const decoder *d)
{
	return tpi_fail(d->diag, TP_ERR_TRUNCATED, d->job->len, "the lossless JPEG data end early");
}

static tp_status
wrong(const decoder *d, const char *what)
{
	return tpi_fail(d->diag, TP_ERR_SYNTAX, tpi_cursor_offset(&d->c), "%s", what);
}

static void
build_lookup(table *t, const uint8_t *counts)
{
	int32_t code = 0, index = 0;
	unsigned length, i, j, first;

	memset(t->look_bits, 0, sizeof t->look_bits);
	for (length = 1; length <= MAX_CODE; length++) {
		t->shift[length] = index - code;
		for (i = 0; i < counts[length - 1]; i++, code++, index++) {
			if (length > LOOK)
				continue;
			first = (unsigned)code << (LOOK - length);
			for (j = 0; j < 1u << (LOOK - length); j++) {
				t->look_bits[first + j] = (uint8_t)length;
				t->look_symbol[first + j] = t->symbols[index];
			}
		}
		t->last[length] = counts[length - 1] != 0 ? code - 1 : -1;
		code <<= 1;
	}
}

/* One table of a DHT segment (T.81 B.2.4.2). */
static tp_status
read_table(decoder *d, tpi_cursor *c)
{
	uint8_t id;
	uint32_t total = 0, room = 0, length;
	const uint8_t *counts, *symbols;
	table *t;

	if (!tpi_cursor_u8(c, &id) || (counts = tpi_cursor_take(c, MAX_CODE)) == NULL)
		return wrong(d, "a Huffman table is too short");
	if (id >> 4 > 1 || (id & 15) > 3)
		return wrong(d, "a Huffman table of an unknown class or number");
	for (length = 1; length <= MAX_CODE; length++) {
		total += counts[length - 1];
		room = room * 2 + counts[length - 1];
		if (room > UINT32_C(1) << length)
			return wrong(d, "a Huffman table has more codes than there are");
	}
	symbols = total <= 256 ? tpi_cursor_take(c, total) : NULL;
	if (symbols == NULL)
		return wrong(d, "a Huffman table is too short");
	t = &d->tables[(id >> 4) * 4 + (id & 15)];
	memset(t->symbols, 0, sizeof t->symbols);
	memcpy(t->symbols, symbols, total);
	build_lookup(t, counts);
	t->defined = true;
	return TP_OK;
}

static tp_status
read_tables(decoder *d, tpi_cursor *c)
{
	tp_status status = TP_OK;

	while (status == TP_OK && tpi_cursor_left(c) != 0)
		status = read_table(d, c);
	return status;
}

static tp_status
read_frame(decoder *d, tpi_cursor *c)
{
	uint32_t i;

	if (d->out->pixels != NULL)
		return wrong(d, "a second frame header");
	if (tpi_cursor_take(c, 6) == NULL)
		return wrong(d, "the frame header is too short");
	for (i = 0; i < d->info.components; i++) {
		const uint8_t *p = tpi_cursor_take(c, 3);

		if (p == NULL)
			return wrong(d, "the frame header is too short");
		d->parts[i].id = p[0];
		d->parts[i].sampling = p[1];
		if (p[1] != d->parts[0].sampling)
			return tpi_fail(d->diag, TP_ERR_UNSUPPORTED, tpi_cursor_offset(&d->c),
			    "components of different sizes");
	}
	return TP_OK;
}

/*
 * The component by its number. NBIS counts from 0 and others from 1, not
 * always alike in both headers: then the order tells.
 */
static int
part_by_id(const decoder *d, uint8_t id, unsigned order, unsigned count)
{
	uint32_t i;

	for (i = 0; i < d->info.components; i++)
		if (d->parts[i].id == id)
			return (int)i;
	return count == d->info.components ? (int)order : -1;
}

static tp_status
read_scan_header(decoder *d, tpi_cursor *c, scan *s)
{
	uint8_t count = 0, end[3] = { 0, 0, 0 };
	const uint8_t *p;
	unsigned i;

	memset(s, 0, sizeof *s);
	if (d->out->pixels == NULL)
		return wrong(d, "a scan without a frame header");
	if (!tpi_cursor_u8(c, &count) || count == 0 || count > d->info.components)
		return wrong(d, "a scan of no or too many components");
	s->count = count;
	for (i = 0; i < count; i++) {
		int part;

		p = tpi_cursor_take(c, 2);
		part = p != NULL ? part_by_id(d, p[0], i, count) : -1;
		if (part < 0 || d->parts[part].seen || p[1] >> 4 > 3)
			return wrong(d, "a scan of a component unknown or there before");
		s->part[i] = (unsigned)part;
		d->parts[part].seen = true;
		s->table[i] = &d->tables[p[1] >> 4];
		if (!s->table[i]->defined)
			s->table[i] += 4;
		if (!s->table[i]->defined)
			return wrong(d, "a scan without its Huffman table");
	}
	p = tpi_cursor_take(c, sizeof end);
	if (p == NULL)
		return wrong(d, "the scan header is too short");
	s->predictor = p[0];
	s->transform = p[2] & 15u;
	if (s->predictor < 1 || s->predictor > 7 || s->transform >= d->info.depth)
		return wrong(d, "a predictor or point transform that does not exist");
	if (count > 1 && d->parts[0].sampling != 0x11)
		return tpi_fail(d->diag, TP_ERR_UNSUPPORTED, tpi_cursor_offset(&d->c),
		    "several samples of a component in one unit");
	return TP_OK;
}

static void
fill(bits *b)
{
	while (b->count <= 48 && b->at < b->end) {
		uint8_t byte = *b->at;

		if (byte == 0xff) {
			if (b->end - b->at < 2 || b->at[1] != 0)
				return;
			b->at++;
		}
		b->at++;
		b->acc = b->acc << 8 | byte;
		b->count += 8;
	}
}

/* The next n bits of at least n in the accumulator. */
static uint32_t
take_bits(bits *b, unsigned n)
{
	b->count -= n;
	return (uint32_t)(b->acc >> b->count & ((UINT64_C(1) << n) - 1));
}

/* A code that the look-up does not hold, or -1. */
static int
long_symbol(bits *b, const table *t)
{
	int32_t code = 0;
	unsigned length;

	for (length = 1; length <= MAX_CODE && length <= b->count; length++) {
		code = (int32_t)(b->acc >> (b->count - length) & ((1u << length) - 1));
		if (code <= t->last[length] && code + t->shift[length] >= 0) {
			b->count -= length;
			return t->symbols[code + t->shift[length]];
		}
	}
	return -1;
}

/* A difference (T.81 H.1.2.2); b->over when the data end or make no sense. */
static int32_t
difference(bits *b, const table *t)
{
	int category;
	int32_t value;
	unsigned look;

	if (b->count < 32)
		fill(b);
	look = b->count >= LOOK ? (unsigned)(b->acc >> (b->count - LOOK)) & ((1u << LOOK) - 1) : 0;
	if (b->count >= LOOK && t->look_bits[look] != 0) {
		b->count -= t->look_bits[look];
		category = t->look_symbol[look];
	} else {
		category = long_symbol(b, t);
	}
	if (category == 0)
		return 0;
	if (category == 16)
		return 32768;
	if (category < 0 || category > 16 || b->count < (unsigned)category) {
		b->over = true;
		return 0;
	}
	value = (int32_t)take_bits(b, (unsigned)category);
	return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
}

static uint16_t *
line_of(const decoder *d, unsigned part, uint32_t y)
{
	return d->lines + ((size_t)(y & 1) * MAX_COMPONENTS + part) * d->info.width;
}

/* A line of all components of the scan; fresh: the first one, or after a restart. */
static void
decode_line(const decoder *d, const scan *s, bits *b, uint32_t y, bool fresh)
{
	int32_t middle = 1 << (d->info.depth - s->transform - 1);
	uint32_t mask = (1u << (d->info.depth - s->transform)) - 1, x;
	unsigned i;

	for (x = 0; x < d->info.width; x++) {
		for (i = 0; i < s->count; i++) {
			uint16_t *here = line_of(d, s->part[i], y);
			const uint16_t *above = line_of(d, s->part[i], y + 1);
			int32_t guess;

			if (fresh)
				guess = x == 0 ? middle : here[x - 1];
			else if (x == 0)
				guess = above[0];
			else
				guess = tpi_jpegl_predict(s->predictor, here[x - 1], above[x],
				    above[x - 1]);
			guess += difference(b, s->table[i]);
			here[x] = (uint16_t)((uint32_t)guess & mask);
		}
		if (b->over)
			return;
	}
}

static void
store_line(const decoder *d, const scan *s, uint32_t y)
{
	const tp_image *out = d->out;
	uint32_t max = (1u << d->info.depth) - 1, x;
	size_t size = out->info.depth / 8, step = size * out->info.components;
	unsigned i;

	for (i = 0; i < s->count; i++) {
		const uint16_t *line = line_of(d, s->part[i], y);
		uint8_t *p = out->pixels + y * out->stride + s->part[i] * size;

		for (x = 0; x < d->info.width; x++, p += step) {
			uint32_t v = (uint32_t)line[x] << s->transform;

			if (size == 1) {
				p[0] = (uint8_t)(max == 255 ? v : tpi_scale_sample(v, max, 255));
			} else {
				v = max == 65535 ? v : tpi_scale_sample(v, max, 65535);
				p[0] = (uint8_t)(v >> 8);
				p[1] = (uint8_t)v;
			}
		}
	}
}

/* Step over the restart marker that has to stand here. */
static bool
restart(bits *b, unsigned number)
{
	b->acc = 0;
	b->count = 0;
	while (b->end - b->at >= 2 && b->at[0] == 0xff && b->at[1] == 0xff)
		b->at++;
	if (b->end - b->at < 2 || b->at[0] != 0xff || b->at[1] != TPI_JPEGL_RST0 + number % 8)
		return false;
	b->at += 2;
	return true;
}

static tp_status
decode_scan(decoder *d, const scan *s)
{
	bits b = { .at = d->c.at, .end = d->c.end };
	uint32_t lines = d->restart / d->info.width, y;
	bool fresh = true, good = true;

	if (d->restart % d->info.width != 0)
		return tpi_fail(d->diag, TP_ERR_UNSUPPORTED, tpi_cursor_offset(&d->c),
		    "restarts within a line");
	for (y = 0; y < d->info.height && good; y++) {
		if (y != 0 && lines != 0 && y % lines == 0) {
			good = restart(&b, y / lines - 1);
			fresh = true;
		}
		if (good)
			decode_line(d, s, &b, y, fresh);
		good = good && !b.over;
		store_line(d, s, y);
		fresh = false;
	}
	(void)tpi_cursor_take(&d->c, (size_t)(b.at - d->c.at));
	if (good)
		return TP_OK;
	return tpi_cursor_left(&d->c) < 2 ? cut(d) : wrong(d, "the scan's data are damaged");
}

/* The next marker; bytes that are none are an error except right after a scan. */
static tp_status
next_marker(decoder *d, uint8_t *marker, bool after_scan)
{
	uint8_t byte;

	do {
		if (!tpi_cursor_u8(&d->c, &byte))
			return cut(d);
		if (byte != 0xff && !after_scan)
			return wrong(d, "no marker where one should be");
		while (byte == 0xff && tpi_cursor_peek(&d->c) == 0xff)
			(void)tpi_cursor_take(&d->c, 1);
		if (byte == 0xff && !tpi_cursor_u8(&d->c, marker))
			return cut(d);
	} while (byte != 0xff || *marker == 0);
	return TP_OK;
}

/* One segment that is no scan. */
static tp_status
read_segment(decoder *d, uint8_t marker, tpi_cursor *payload)
{
	uint16_t interval;

	switch (marker) {
	case TPI_JPEGL_DHT:
		return read_tables(d, payload);
	case TPI_JPEGL_DRI:
		if (!tpi_cursor_u16(payload, &interval))
			return wrong(d, "the restart interval is too short");
		d->restart = interval;
		return TP_OK;
	case TPI_JPEGL_SOF3: {
		tp_status status = read_frame(d, payload);
		tp_image_info info = d->info;

		info.depth = info.depth > 8 ? 16 : 8;
		return status == TP_OK ? tpi_image_for(d->job, &info, d->out, d->diag) : status;
	}
	default:
		return TP_OK;
	}
}

static tp_status
read_stream(decoder *d)
{
	tpi_cursor payload;
	const uint8_t *bytes;
	uint16_t size;
	uint8_t marker = 0;
	bool after_scan = false;
	scan s;
	tp_status status;

	(void)tpi_cursor_take(&d->c, 2);
	for (;;) {
		status = next_marker(d, &marker, after_scan);
		if (status != TP_OK || marker == TPI_JPEGL_EOI)
			return status;
		if (!tpi_cursor_u16(&d->c, &size))
			return cut(d);
		bytes = size >= 2 ? tpi_cursor_take(&d->c, size - 2u) : NULL;
		if (bytes == NULL)
			return size < 2 ? wrong(d, "a segment without a length") : cut(d);
		tpi_cursor_init(&payload, bytes, size - 2u);
		after_scan = marker == TPI_JPEGL_SOS;
		if (after_scan) {
			status = read_scan_header(d, &payload, &s);
			if (status == TP_OK)
				status = decode_scan(d, &s);
		} else {
			status = read_segment(d, marker, &payload);
		}
		if (status != TP_OK)
			return status;
	}
}

static bool
all_seen(const decoder *d)
{
	uint32_t i;

	for (i = 0; i < d->info.components; i++)
		if (!d->parts[i].seen)
			return false;
	return true;
}

static tp_status
decode(decoder *d)
{
	tp_status status = read_stream(d);
	bool some = d->out->pixels != NULL && d->parts[0].seen;

	if (status == TP_OK && !all_seen(d))
		status = wrong(d, "a component is missing");
	if (status == TP_OK || !some || status == TP_ERR_NOMEM || status == TP_ERR_LIMIT ||
	    (d->job->flags & TP_DECODE_TOLERANT) == 0)
		return status;
	d->job->damaged = true;
	return TP_OK;
}

tp_status
tpi_jpegl_decode(tpi_decode_job *job, tp_image *out, tp_diag *diag)
{
	decoder d = { .job = job, .diag = diag, .out = out };
	tp_status status = tpi_jpeg_header(job->bytes, job->len, &d.info, diag);
	size_t line_bytes;

	if (status != TP_OK)
		return status;
	if (d.info.codec != TP_CODEC_JPEGL || d.info.components > MAX_COMPONENTS ||
	    d.info.depth < 2)
		return tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "JPEG of %lu components of %lu bits, or not lossless",
		    (unsigned long)d.info.components, (unsigned long)d.info.depth);
	tpi_cursor_init(&d.c, job->bytes, job->len);
	line_bytes = (size_t)d.info.width * 2 * MAX_COMPONENTS * sizeof *d.lines;
	d.lines = tpi_calloc(&job->mem, 1, line_bytes);
	d.tables = tpi_calloc(&job->mem, 8, sizeof *d.tables);
	status = d.lines != NULL && d.tables != NULL ? decode(&d) : tpi_nomem(diag);
	tpi_free(&job->mem, d.tables, 8 * sizeof *d.tables);
	tpi_free(&job->mem, d.lines, line_bytes);
	return status;
}
