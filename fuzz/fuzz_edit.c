/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: editing. The input is a series of calls, some of them with
 * failing memory, on a new transaction or on a read one. Whatever they were,
 * what is written reads strictly, and is written the same again.
 */

#include <stdlib.h>
#include <string.h>

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct input {
	const uint8_t *at;
	const uint8_t *end;
} input;

static void
must(bool good)
{
	if (!good)
		abort();
}

static unsigned
byte(input *in)
{
	return in->at < in->end ? *in->at++ : 0;
}

/* Up to 31 bytes of the input, whatever they are. */
static tp_str
value(input *in)
{
	size_t len = byte(in) % 32, left = (size_t)(in->end - in->at);
	tp_str out;

	out.len = len < left ? len : left;
	out.ptr = (const char *)in->at;
	in->at += out.len;
	return out;
}

static uint32_t
field(input *in)
{
	static const uint32_t numbers[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15, 18, 47, 999, 1000,
		999999999 };

	return numbers[byte(in) % (sizeof numbers / sizeof numbers[0])];
}

static uint32_t
part(input *in)
{
	unsigned b = byte(in);

	return b == 255 ? TP_ANY : b % 5;
}

static tp_path
path_of(input *in)
{
	static const uint32_t types[] = { 1, 2, 3, 4, 7, 8, 9, 14, 99 };
	tp_path path = { .idc = -1 };

	path.type = types[byte(in) % (sizeof types / sizeof types[0])];
	path.nth = byte(in) % 4;
	path.field = field(in);
	path.subfield = part(in);
	path.item = part(in);
	return path;
}

/* A text field put in raw holds no FS or GS; that is the caller's to see to. */
static tp_status
append_field(tp_transaction *t, input *in)
{
	tp_record *r = tp_transaction_record(t, byte(in) % 8);
	uint32_t number = field(in), digits = byte(in) % 11;
	tp_str v = value(in);

	if (r == NULL || (!tp_record_is_binary(r) && (memchr(v.ptr, 0x1c, v.len) != NULL ||
	    memchr(v.ptr, 0x1d, v.len) != NULL)))
		return TP_OK;
	return tp_record_append_field(r, number, digits, v.ptr, v.len, 0, NULL);
}

static tp_status
append_items(tp_transaction *t, input *in)
{
	tp_record *r = tp_transaction_record(t, byte(in) % 8);
	tp_str items[3];

	items[0] = value(in);
	items[1] = value(in);
	items[2] = value(in);
	return r == NULL ? TP_OK
	                 : tp_record_append_items(r, field(in), items, byte(in) % 4, NULL);
}

static tp_status
add(tp_transaction *t, input *in, unsigned kind)
{
	tp_print_header print = { .size = sizeof print, .idc = (int)(byte(in) % 102) - 1,
		.type = (int)(byte(in) % 9), .fgp_count = (uint8_t)(byte(in) % 8) };
	tp_finger_record finger = { .size = sizeof finger, .idc = print.idc, .fgp = byte(in),
		.hll = byte(in) % 3, .src = "SRC" };
	tp_str image = value(in);

	if (kind == 0)
		return tp_transaction_add_print(t, &print, image.ptr, image.len, 0, NULL, NULL);
	if (kind == 1)
		return tp_transaction_add_finger(t, &finger, image.ptr, image.len, 0, NULL, NULL);
	return tp_transaction_add_record(t, (int)(byte(in) % 101), print.idc, byte(in) % 8, NULL,
	    NULL);
}

static tp_status
change(tp_transaction *t, input *in, unsigned kind)
{
	tp_path path = path_of(in);
	tp_str v = value(in);

	switch (kind) {
	case 0:
		return tp_transaction_set(t, &path, v.ptr, v.len, 0, NULL);
	case 1:
		return tp_transaction_append(t, &path, v.ptr, v.len, 0, NULL);
	case 2:
		return tp_transaction_insert(t, &path, v.ptr, v.len, 0, NULL);
	default:
		return tp_transaction_delete(t, &path, NULL);
	}
}

static tp_status
step(tp_transaction *t, input *in, unsigned op)
{
	switch (op) {
	case 0:
	case 1:
	case 2:
	case 3:
		return change(t, in, op);
	case 4:
	case 5:
	case 6:
		return add(t, in, op - 4);
	case 7:
		return tp_transaction_move_record(t, byte(in) % 8, byte(in) % 8, NULL);
	case 8:
		return tp_transaction_remove_record(t, byte(in) % 8, NULL);
	case 9:
		return append_field(t, in);
	case 10:
		return append_items(t, in);
	case 11:
		return tp_transaction_compact(t, NULL);
	default:
		return tp_transaction_fix(t, byte(in) % 2, NULL, NULL, NULL, NULL);
	}
}

static tp_bytes
written(const tp_transaction *t, uint32_t flags)
{
	uint64_t size;
	tp_bytes out;

	must(tp_transaction_size(t, flags, &size, NULL) == TP_OK);
	must(tp_transaction_write(t, flags, &out, NULL) == TP_OK);
	must(out.len == size);
	return out;
}

/* A step that fails leaves the bytes as they were; only fix may have begun. */
static void
checked_step(tp_transaction *t, input *in, ts_mem *m)
{
	unsigned op = byte(in) % 13;
	tp_bytes before, after;
	tp_status status;

	before = written(t, 0);
	m->fail_at = op != 12 && byte(in) % 4 == 0 ? m->calls + 1 + byte(in) % 4 : 0;
	status = step(t, in, op);
	m->fail_at = 0;
	if (status != TP_OK) {
		after = written(t, 0);
		must(after.len == before.len && memcmp(after.ptr, before.ptr, after.len) == 0);
		tp_bytes_free(&after);
	}
	tp_bytes_free(&before);
}

static tp_transaction *
start(const ts_mem *m, bool fresh)
{
	tp_new_options made = { .size = sizeof made, .mem = &m->mem, .tot = "CAR" };
	tp_read_options read = { .size = sizeof read, .mem = &m->mem };
	tp_transaction *t;
	ts_file f;

	if (fresh) {
		must(tp_transaction_new(&made, &t, NULL) == TP_OK);
		return t;
	}
	ts_file_init(&f);
	ts_sample(&f);
	must(tp_transaction_read(f.bytes, f.len, &read, &t, NULL) == TP_OK);
	ts_file_free(&f);
	return t;
}

static void
read_again(const tp_transaction *t)
{
	tp_bytes out = written(t, 0), again;
	tp_transaction *copy;
	tp_status status = tp_transaction_read(out.ptr, out.len, NULL, &copy, NULL);

	/* 1.015 may have been set to a character set that is not read. */
	must(status == TP_OK || status == TP_ERR_UNSUPPORTED);
	if (status == TP_OK) {
		must(tp_transaction_record_count(copy) == tp_transaction_record_count(t));
		again = written(copy, TP_WRITE_REENCODE);
		must(again.len == out.len && memcmp(again.ptr, out.ptr, out.len) == 0);
		tp_bytes_free(&again);
	}
	tp_transaction_free(copy);
	tp_bytes_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	input in = { data, data + size };
	tp_transaction *t;
	ts_mem m;

	if (size == 0 || size > 4096)
		return 0;
	ts_mem_init(&m);
	t = start(&m, byte(&in) % 2 == 0);
	while (in.at < in.end)
		checked_step(t, &in, &m);
	(void)ts_walk(t);
	read_again(t);
	tp_transaction_free(t);
	must(ts_mem_clean(&m));
	return 0;
}
