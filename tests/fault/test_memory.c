/* SPDX-License-Identifier: MIT */
/*
 * Every allocation of every call made to fail once, alone and with all that
 * follow: the call says NOMEM, the object is what it was and can be used
 * and freed, and nothing leaks.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"
#include "itl/tree.h"

typedef tp_status (*call_fn)(tp_transaction *t, tp_diag *diag);

static size_t failures, sweeps;

static void
expect(bool good, const char *name, const char *what, uint64_t n)
{
	if (good)
		return;
	printf("FAIL: %s: %s (allocation %llu)\n", name, what, (unsigned long long)n);
	failures++;
}

/* From here on each allocation of the arena is one of the allocator's. */
static void
starve(tp_transaction *t)
{
	t->arena.at = t->arena.end;
	t->arena.next_size = 0;
}

static void
put(ts_file *f)
{
	ts_text(f, "1.001:", "1.002:0500" GS "1.003:1" US "4" RS "2" US "00" RS "14" US "01" RS "4"
	    US "02" RS "3" US "03");
	ts_text(f, "2.001:", "2.002:00" GS "2.018:A" RS "B" US "C");
	ts_text(f, "14.001:", "14.002:01" GS "14.999:image");
	ts_print(f, 2, "image", 5);
	ts_binary(f, 3, "", 0, 0);
}

static tp_transaction *
open_file(ts_mem *m, bool damaged)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT,
		.mem = &m->mem };
	tp_transaction *t = NULL;
	tp_status status;
	ts_file f;

	ts_file_init(&f);
	if (damaged) {
		ts_tagged(&f, "1.001:", "1.002:0500", 10, 7);
		ts_raw(&f, FS FS, 2);
		ts_tagged(&f, "2.001:", "2.002:00" GS GS "2.018:A" GS, 18, -4);
		ts_tagged(&f, "14.001:", "14.002:01" GS "14.999:image", 22, 1);
		ts_raw(&f, "junk", 4);
	} else {
		put(&f);
	}
	status = tp_transaction_read(f.bytes, f.len, &options, &t, NULL);
	if (status != TP_OK)
		abort();
	ts_file_free(&f);
	return t;
}

static tp_bytes
bytes_of(const tp_transaction *t)
{
	tp_bytes out;

	if (tp_transaction_write(t, 0, &out, NULL) != TP_OK)
		abort();
	return out;
}

static bool
same(const tp_transaction *t, const tp_bytes *want)
{
	tp_bytes out = bytes_of(t);
	bool equal = out.len == want->len && memcmp(out.ptr, want->ptr, out.len) == 0;

	tp_bytes_free(&out);
	return equal;
}

static tp_status
set(tp_transaction *t, const char *at, const char *value, tp_diag *diag)
{
	tp_path path;
	tp_status status = tp_path_parse(at, &path, diag);

	return status != TP_OK ? status
	                       : tp_transaction_set(t, &path, value, strlen(value), 0, diag);
}

static tp_status
set_text(tp_transaction *t, tp_diag *diag)
{
	return set(t, "2.018", "NEW", diag);
}

static tp_status
set_item(tp_transaction *t, tp_diag *diag)
{
	return set(t, "2.018.2.3", "NEW", diag);
}

static tp_status
set_new(tp_transaction *t, tp_diag *diag)
{
	return set(t, "14.013", "7", diag);
}

static tp_status
set_data(tp_transaction *t, tp_diag *diag)
{
	return set(t, "14.999", FS GS, diag);
}

static tp_status
set_number(tp_transaction *t, tp_diag *diag)
{
	return set(t, "4.006", "77", diag);
}

static tp_status
set_short(tp_transaction *t, tp_diag *diag)
{
	return set(t, "3.008", "77", diag);
}

static tp_status
set_image(tp_transaction *t, tp_diag *diag)
{
	return set(t, "4.009", "image", diag);
}

static tp_status
set_idc(tp_transaction *t, tp_diag *diag)
{
	return set(t, "14.002", "55", diag);
}

static tp_status
set_binary_idc(tp_transaction *t, tp_diag *diag)
{
	return set(t, "4.002", "56", diag);
}

static tp_status
append(tp_transaction *t, tp_diag *diag)
{
	tp_path path = { .type = 2, .idc = -1, .field = 18, .subfield = 1 };

	return tp_transaction_append(t, &path, "X", 1, 0, diag);
}

static tp_status
insert_field(tp_transaction *t, tp_diag *diag)
{
	tp_path path = { .type = 2, .idc = -1, .field = 18 };

	return tp_transaction_insert(t, &path, "X", 1, 0, diag);
}

static tp_status
delete_part(tp_transaction *t, tp_diag *diag)
{
	tp_path path = { .type = 2, .idc = -1, .field = 18, .subfield = 1 };

	return tp_transaction_delete(t, &path, diag);
}

static tp_status
delete_image(tp_transaction *t, tp_diag *diag)
{
	tp_path path = { .type = 4, .idc = -1, .field = 9 };

	return tp_transaction_delete(t, &path, diag);
}

static tp_status
append_items(tp_transaction *t, tp_diag *diag)
{
	tp_str items[2] = { { "X", 1 }, { "Y", 1 } };

	return tp_record_append_items(t->records[1], 19, items, 2, diag);
}

static tp_status
append_field(tp_transaction *t, tp_diag *diag)
{
	return tp_record_append_field(t->records[1], 19, 5, "value", 5, 0, diag);
}

static tp_status
append_bytes(tp_transaction *t, tp_diag *diag)
{
	return tp_record_append_field(t->records[4], 9, 0, "0123456789abcdefgh", 18, 0, diag);
}

static tp_status
add_last(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_add_record(t, 9, -1, 0, NULL, diag);
}

static tp_status
add_second(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_add_record(t, 7, 9, 1, NULL, diag);
}

static tp_status
add_bare(tp_transaction *t, tp_diag *diag)
{
	tp_record *r;

	return tp_transaction_add_bare(t, 4, &r, diag);
}

static tp_status
add_print(tp_transaction *t, tp_diag *diag)
{
	tp_print_header h = { .size = sizeof h, .idc = -1 };

	return tp_transaction_add_print(t, &h, "image", 5, 0, NULL, diag);
}

static tp_status
add_finger(tp_transaction *t, tp_diag *diag)
{
	tp_finger_record f = { .size = sizeof f, .idc = -1, .src = "SRC", .hll = 9, .vll = 9,
		.cga = "NONE" };

	return tp_transaction_add_finger(t, &f, "image", 5, 0, NULL, diag);
}

static tp_status
move(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_move_record(t, 1, 3, diag);
}

static tp_status
remove_one(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_remove_record(t, 2, diag);
}

static tp_status
compact(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_compact(t, diag);
}

static tp_status
fix(tp_transaction *t, tp_diag *diag)
{
	return tp_transaction_fix(t, TP_FIX_IDC, NULL, NULL, NULL, diag);
}

static tp_status
write_again(tp_transaction *t, tp_diag *diag)
{
	tp_bytes out;
	tp_status status = tp_transaction_write(t, TP_WRITE_REENCODE, &out, diag);

	tp_bytes_free(&out);
	return status;
}

static const struct scenario {
	const char *name;
	call_fn call;
	bool damaged; /* on a file with defects, whose CNT is missing */
	bool keeps;   /* a failed call changes nothing */
} scenarios[] = {
	{ "set", set_text, false, true },
	{ "set an item", set_item, false, true },
	{ "set a new field", set_new, false, true },
	{ "set data", set_data, false, true },
	{ "set a header's number", set_number, false, true },
	{ "set past a short header", set_short, false, true },
	{ "set an image", set_image, false, true },
	{ "set an IDC", set_idc, false, true },
	{ "set a binary IDC", set_binary_idc, false, true },
	{ "set an IDC without a CNT", set_idc, true, true },
	{ "append", append, false, true },
	{ "insert a field", insert_field, false, true },
	{ "delete a subfield", delete_part, false, true },
	{ "delete an image", delete_image, false, true },
	{ "append items", append_items, false, true },
	{ "append a field", append_field, false, true },
	{ "append bytes", append_bytes, false, true },
	{ "add a record", add_last, false, true },
	{ "add a record in second place", add_second, false, true },
	{ "add a record without a CNT", add_last, true, true },
	{ "add a bare record", add_bare, false, true },
	{ "add a print", add_print, false, true },
	{ "add a print without a CNT", add_print, true, true },
	{ "add a finger", add_finger, false, true },
	{ "move", move, false, true },
	{ "remove", remove_one, false, true },
	{ "remove without a CNT", remove_one, true, true },
	{ "compact", compact, false, true },
	{ "compact with defects", compact, true, true },
	{ "fix", fix, true, false },
	{ "write", write_again, false, true },
};

/* What the call gives when no allocation fails. */
static tp_bytes
unharmed(const struct scenario *s)
{
	tp_bytes out = { .mem = tpi_mem_or_default(NULL) }, made;
	tp_transaction *t;
	ts_mem m;

	ts_mem_init(&m);
	t = open_file(&m, s->damaged);
	if (s->call(t, NULL) != TP_OK)
		expect(false, s->name, "does not work at all", 0);
	made = bytes_of(t);
	out.ptr = malloc(made.len);
	if (out.ptr == NULL)
		abort();
	memcpy(out.ptr, made.ptr, made.len);
	out.len = out.capacity = made.len;
	tp_bytes_free(&made);
	tp_transaction_free(t);
	return out;
}

/* The nth allocation fails; true while there was one. */
static bool
attempt(const struct scenario *s, uint64_t n, bool sticky, const tp_bytes *want)
{
	tp_transaction *t;
	tp_bytes before;
	tp_status status;
	uint64_t tree;
	tp_diag diag;
	bool failed;
	ts_mem m;

	ts_mem_init(&m);
	t = open_file(&m, s->damaged);
	before = bytes_of(t);
	tree = ts_walk(t);
	starve(t);
	m.calls = 0;
	m.fail_at = n;
	m.sticky = sticky;
	status = s->call(t, &diag);
	failed = m.failed;
	m.fail_at = 0;
	if (failed) {
		expect(status == TP_ERR_NOMEM && diag.code == TP_ERR_NOMEM, s->name,
		    "is not NOMEM", n);
		if (s->keeps) {
			expect(same(t, &before), s->name, "what is written has changed", n);
			expect(ts_walk(t) == tree, s->name, "the tree has changed", n);
		}
		status = s->call(t, NULL);
	}
	expect(status == TP_OK, s->name, "fails though there is memory", n);
	expect(same(t, want), s->name, "another outcome the second time", n);
	tp_bytes_free(&before);
	tp_transaction_free(t);
	expect(ts_mem_clean(&m), s->name, "left something allocated", n);
	return failed;
}

static void
sweep(const struct scenario *s)
{
	tp_bytes want = unharmed(s);
	uint64_t n;
	int sticky;

	for (sticky = 0; sticky < 2; sticky++) {
		for (n = 1; attempt(s, n, sticky != 0, &want); n++)
			sweeps++;
		expect(n > 1, s->name, "allocates nothing, so nothing was tried", n);
	}
	tp_bytes_free(&want);
}

/* The ways to make a transaction: they give one, or nothing and NOMEM. */
typedef tp_status (*make_fn)(const tp_mem *mem, tp_transaction **out, tp_diag *diag);

static ts_file input;
static char input_path[4200];

static tp_status
make_copy(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT, .mem = mem };

	return tp_transaction_read(input.bytes, input.len, &options, out, diag);
}

static tp_status
make_borrowed(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .mem = mem,
		.flags = TP_READ_BORROW | TP_READ_TOLERANT };

	return tp_transaction_read(input.bytes, input.len, &options, out, diag);
}

static void
release(void *ctx, void *bytes, size_t len)
{
	(void)bytes;
	(void)len;
	++*(int *)ctx;
}

static tp_status
make_wrapped(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT, .mem = mem };
	static int released;
	tp_status status;
	int before = released;

	status = tp_transaction_wrap(input.bytes, input.len, release, &released, &options, out,
	    diag);
	expect(released == before, "wrap", "the caller's buffer was released", 0);
	return status;
}

static tp_status
make_from_file(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT, .mem = mem };

	return tp_transaction_read_file(input_path, &options, out, diag);
}

static int
give(void *ctx, void *buf, size_t size, size_t *got)
{
	size_t *at = ctx;
	size_t n = input.len - *at;

	n = n < size ? n : size;
	n = n < 1000 ? n : 1000;
	memcpy(buf, input.bytes + *at, n);
	*at += n;
	*got = n;
	return TP_OK;
}

static tp_status
make_from_source(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT, .mem = mem };
	size_t at = 0;

	return tp_transaction_read_from(give, &at, &options, out, diag);
}

static tp_status
make_new(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_new_options options = { .size = sizeof options, .mem = mem, .tot = "CAR" };

	return tp_transaction_new(&options, out, diag);
}

static tp_status
make_rebuilt(const tp_mem *mem, tp_transaction **out, tp_diag *diag)
{
	tp_transaction *from;
	tp_status status = make_copy(NULL, &from, diag);

	*out = NULL;
	if (status == TP_OK)
		status = ts_rebuild(from, mem, out, diag);
	tp_transaction_free(from);
	return status;
}

static void
sweep_maker(const char *name, make_fn make)
{
	tp_transaction *t = NULL;
	tp_status status = TP_ERR_NOMEM;
	tp_diag diag;
	uint64_t n;
	ts_mem m;
	int sticky;

	for (sticky = 0; sticky < 2; sticky++, status = TP_ERR_NOMEM) {
		for (n = 1; status != TP_OK; n++) {
			ts_mem_init(&m);
			m.fail_at = n;
			m.sticky = sticky != 0;
			status = make(&m.mem, &t, &diag);
			expect(m.failed == (status == TP_ERR_NOMEM), name, "is not NOMEM", n);
			expect((t == NULL) == (status != TP_OK), name, "gave an object", n);
			expect(status == diag.code, name, "says something else", n);
			if (status == TP_OK)
				(void)ts_walk(t);
			tp_transaction_free(t);
			t = NULL;
			expect(ts_mem_clean(&m), name, "left something allocated", n);
			sweeps++;
			if (n > 5000)
				break;
		}
		expect(n > 2 && n < 5000, name, "was not tried", n);
	}
}

/* Large enough for several chunks of the arena, with defects. */
static void
make_input(void)
{
	char rest[4000] = "2.002:00";
	size_t len = 8;
	int i;

	ts_file_init(&input);
	ts_text(&input, "1.001:", "1.002:0500" GS "1.003:1" US "1" RS "2" US "00");
	for (i = 3; i < 300; i++)
		len += (size_t)snprintf(rest + len, sizeof rest - len, "%s2.%03d:x", GS, i);
	ts_tagged(&input, "2.001:", rest, len, 0);
	for (i = 0; i < 60; i++)
		ts_tagged(&input, "14.001:", "14.002:01" GS "14.999:" FS, 17, 1);
}

int
main(void)
{
	static const struct {
		const char *name;
		make_fn make;
	} makers[] = {
		{ "read", make_copy }, { "borrow", make_borrowed }, { "wrap", make_wrapped },
		{ "file", make_from_file }, { "source", make_from_source }, { "new", make_new },
		{ "rebuild", make_rebuilt },
	};
	const char *folder = getenv("TMPDIR");
	size_t i;
	int fd;

	make_input();
	(void)snprintf(input_path, sizeof input_path, "%s/tenprint-memory-XXXXXX",
	    folder != NULL ? folder : "/tmp");
	fd = mkstemp(input_path);
	if (fd < 0 || write(fd, input.bytes, input.len) != (ssize_t)input.len)
		abort();
	close(fd);
	for (i = 0; i < sizeof makers / sizeof makers[0]; i++)
		sweep_maker(makers[i].name, makers[i].make);
	for (i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		sweep(&scenarios[i]);
	(void)unlink(input_path);
	ts_file_free(&input);
	printf("%zu allocations made to fail, %zu failures\n", sweeps, failures);
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
