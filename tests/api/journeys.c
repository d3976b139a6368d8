/* SPDX-License-Identifier: MIT */
/*
 * What a user does with the library, through its public headers and its
 * shared object alone: build, read, walk, edit, write, repair, callbacks,
 * limits, an allocator of one's own, versions.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

static int failures;

#define CHECK(condition) check((condition), #condition, __LINE__)
#define OK(call) check_status((call), TP_OK, &diag, #call, __LINE__)
#define FAILS(call, want) check_status((call), (want), &diag, #call, __LINE__)

static bool
check(bool holds, const char *text, int line)
{
	if (!holds) {
		printf("line %d: %s\n", line, text);
		failures++;
	}
	return holds;
}

static bool
check_status(int status, int want, const tp_diag *diag, const char *text, int line)
{
	char place[400] = "";

	if (status == want)
		return true;
	if (status != TP_OK)
		(void)tp_diag_format(diag, place, sizeof place);
	printf("line %d: %s\n\tgave %s, not %s: %s\n", line, text, tp_status_name(status),
	    tp_status_name(want), place);
	failures++;
	return false;
}

/* The bytes of an image that no codec knows, all four separators and tags among them. */
static const char image[] = "image \x1c\x1d\x1e\x1f 14.999:\xff";
#define IMAGE_LEN (sizeof image - 1)

typedef struct counter {
	size_t live;
	size_t blocks;
	size_t calls;
	size_t fail_at; /* this call fails; 0: none */
} counter;

static void *
counted_realloc(void *ctx, void *old, size_t old_size, size_t size)
{
	counter *c = ctx;
	void *ptr;

	if (++c->calls == c->fail_at)
		return NULL;
	ptr = realloc(old, size);
	if (ptr == NULL)
		return NULL;
	c->live += size - old_size;
	c->blocks += old == NULL ? 1 : 0;
	return ptr;
}

static void *
counted_alloc(void *ctx, size_t size)
{
	return counted_realloc(ctx, NULL, 0, size);
}

static void
counted_free(void *ctx, void *ptr, size_t size)
{
	counter *c = ctx;

	if (ptr == NULL)
		return;
	c->live -= size;
	c->blocks--;
	free(ptr);
}

/* A booking with a Type-2, a Type-4 and a Type-14 record, written; *out is empty on failure. */
static tp_status
book(const tp_mem *mem, tp_bytes *out, tp_diag *diag)
{
	tp_new_options options = { .size = sizeof options, .mem = mem, .tot = "CAR",
		.dat = "20260102", .dai = "XX0000000", .ori = "XX0000000", .tcn = "SYNTHETIC-1" };
	tp_print_header print = { .size = sizeof print, .idc = -1, .fgp = { 1 }, .hll = 6,
		.vll = 4, .gca = 1 };
	tp_finger_record finger = { .size = sizeof finger, .idc = -1, .src = "XX0000000",
		.fcd = "20260101", .hll = 6, .vll = 4, .thps = 500, .cga = "WSQ20", .fgp = 2 };
	tp_transaction *t = NULL;
	tp_record *second;
	tp_str charge[2];
	tp_status status;

	memset(out, 0, sizeof *out);
	tp_str_from("20260101", &charge[0]);
	tp_str_from("SYNTHETIC CHARGE", &charge[1]);
	status = tp_transaction_new(&options, &t, diag);
	if (status == TP_OK)
		status = tp_transaction_add_record(t, 2, -1, 0, &second, diag);
	if (status == TP_OK)
		status = tp_record_set_text(second, 18, "SYNTHETIC,SAMPLE", diag);
	if (status == TP_OK)
		status = tp_record_append_items(second, 47, charge, 2, diag);
	if (status == TP_OK)
		status = tp_record_append_items(second, 47, charge, 2, diag);
	if (status == TP_OK)
		status = tp_transaction_add_print(t, &print, image, IMAGE_LEN, 0, NULL, diag);
	if (status == TP_OK)
		status = tp_transaction_add_finger(t, &finger, image, IMAGE_LEN, 0, NULL, diag);
	if (status == TP_OK)
		status = tp_transaction_write(t, 0, out, diag);
	tp_transaction_free(t);
	return status;
}

/* Exactly this text at this path. */
static bool
has_text(const tp_transaction *t, const char *where, const char *want)
{
	tp_path path;
	tp_value value;

	return tp_dict_path(where, &path, NULL) == TP_OK &&
	    tp_transaction_get(t, &path, &value, NULL) == TP_OK &&
	    value.text.len == strlen(want) && memcmp(value.text.ptr, want, value.text.len) == 0;
}

static void
test_versions(void)
{
	CHECK(strcmp(tp_version(), TP_VERSION) == 0);
	CHECK(tp_version_number() == TP_VERSION_HEX);
	CHECK(TP_VERSION_HEX == (TP_VERSION_MAJOR << 16 | TP_VERSION_MINOR << 8 |
	    TP_VERSION_PATCH));
	CHECK(!tp_has(0) && !tp_has(-1) && !tp_has(1000));
	CHECK(tp_has(TP_FEATURE_PNG) == tp_codec_can(TP_CODEC_PNG, TP_CODEC_CAN_DECODE));
	CHECK(tp_has(TP_FEATURE_JPEG) == tp_codec_can(TP_CODEC_JPEG, TP_CODEC_CAN_DECODE));
	CHECK(tp_has(TP_FEATURE_JPEG2000) == tp_codec_can(TP_CODEC_JP2, TP_CODEC_CAN_DECODE));
	CHECK(strcmp(tp_status_name(TP_ERR_LENGTH), "TP_ERR_LENGTH") == 0);
	CHECK(tp_strerror(-1000) != NULL && tp_strerror(TP_OK) != NULL);
}

static void
test_build_and_walk(const tp_bytes *card)
{
	static const char *const items[] = { "20260101", "SYNTHETIC CHARGE" };
	tp_transaction *t;
	tp_diag diag;
	tp_field field;
	tp_walk subfields, parts;
	uint64_t number;
	size_t i;

	if (!OK(tp_transaction_read(card->ptr, card->len, NULL, &t, &diag)))
		return;
	CHECK(tp_transaction_record_count(t) == 4);
	CHECK(tp_transaction_record(t, 4) == NULL);
	CHECK(has_text(t, "CNT", "1\x1f" "3\x1e" "2\x1f" "00\x1e" "4\x1f" "01\x1e" "14\x1f" "02"));
	CHECK(has_text(t, "NAM", "SYNTHETIC,SAMPLE"));
	CHECK(has_text(t, "4.6", "6") && has_text(t, "14.011", "WSQ20"));
	CHECK(tp_record_field(tp_transaction_record(t, 1), 47, 0, &field));
	CHECK(tp_field_subfield_count(&field) == 2);
	tp_walk_subfields(&field, &subfields);
	while (tp_walk_next(&subfields)) {
		tp_walk_items(&subfields.value, &parts);
		for (i = 0; tp_walk_next(&parts); i++)
			CHECK(i < 2 && parts.value.len == strlen(items[i]) &&
			    memcmp(parts.value.ptr, items[i], parts.value.len) == 0);
		CHECK(i == 2);
	}
	CHECK(subfields.index == 2);
	for (i = 2; i < 4; i++)
		CHECK(tp_record_data(tp_transaction_record(t, i), &field) &&
		    field.value.len == IMAGE_LEN &&
		    memcmp(field.value.ptr, image, IMAGE_LEN) == 0);
	OK(tp_record_number(tp_transaction_record(t, 3), 1, 0, 0, &number));
	CHECK(number == tp_record_size(tp_transaction_record(t, 3)));
	tp_transaction_free(t);
}

/* One record changes; the bytes of the others stay. */
static void
test_edit(const tp_bytes *card)
{
	tp_transaction *t, *again;
	tp_path path;
	tp_bytes out;
	tp_diag diag;
	tp_str before, after;
	size_t i;

	if (!OK(tp_transaction_read(card->ptr, card->len, NULL, &t, &diag)))
		return;
	OK(tp_dict_path("NAM", &path, &diag));
	CHECK(path.type == 2 && path.field == 18);
	OK(tp_transaction_set(t, &path, "SYNTHETIC,ANOTHER SAMPLE", 24, 0, &diag));
	OK(tp_dict_path("ASL[2].2", &path, &diag));
	OK(tp_transaction_set(t, &path, "OTHER", 5, 0, &diag));
	CHECK(tp_record_is_touched(tp_transaction_record(t, 1)));
	OK(tp_path_parse("2.001", &path, &diag));
	FAILS(tp_transaction_set(t, &path, "1", 1, 0, &diag), TP_ERR_STATE);
	CHECK(diag.type == 2 && diag.field == 1);
	if (OK(tp_transaction_write(t, 0, &out, &diag)) &&
	    OK(tp_transaction_read(out.ptr, out.len, NULL, &again, &diag))) {
		CHECK(out.len == card->len + 8 - 11);
		CHECK(has_text(again, "NAM", "SYNTHETIC,ANOTHER SAMPLE"));
		CHECK(has_text(again, "ASL[1].2", "SYNTHETIC CHARGE"));
		CHECK(has_text(again, "ASL[2].2", "OTHER"));
		for (i = 0; i < 4; i++) {
			tp_record_raw(tp_transaction_record(t, i), &before);
			tp_record_raw(tp_transaction_record(again, i), &after);
			CHECK((before.len == after.len && memcmp(before.ptr, after.ptr,
			    after.len) == 0) == (i != 1));
		}
		tp_transaction_free(again);
	}
	tp_bytes_free(&out);
	tp_transaction_free(t);
}

static void
count_fix(void *ctx, const tp_defect *done)
{
	*(size_t *)ctx += done->kind != 0 ? 1 : 0;
}

/* A wrong LEN and bytes behind the end: refused, then read, repaired, and as before. */
static void
test_fix(const tp_bytes *card)
{
	tp_read_options tolerant = { .size = sizeof tolerant, .flags = TP_READ_TOLERANT };
	size_t changes = 0, reports = 0;
	char *bad = malloc(card->len + 3);
	tp_transaction *t;
	tp_bytes out;
	tp_diag diag;
	char *len;

	if (!CHECK(bad != NULL))
		return;
	memcpy(bad, card->ptr, card->len);
	memcpy(bad + card->len, "END", 3);
	len = strstr(bad, "2.001:");
	if (CHECK(len != NULL))
		len[6]++;
	FAILS(tp_transaction_read(bad, card->len + 3, NULL, &t, &diag), TP_ERR_LENGTH);
	CHECK(t == NULL && diag.record == 1 && diag.type == 2 && diag.offset != TP_NO_OFFSET);
	if (OK(tp_transaction_read(bad, card->len + 3, &tolerant, &t, &diag))) {
		CHECK(tp_transaction_defect_count(t) == 2);
		CHECK(tp_transaction_defect(t, 0)->kind == TP_DEFECT_LEN);
		CHECK(tp_transaction_defect(t, 1)->kind == TP_DEFECT_TRAILING);
		OK(tp_transaction_fix(t, 0, count_fix, &reports, &changes, &diag));
		CHECK(changes == 2 && reports == 2 && tp_transaction_defect_count(t) == 0);
		OK(tp_transaction_write(t, 0, &out, &diag));
		CHECK(out.len == card->len && memcmp(out.ptr, card->ptr, out.len) == 0);
		tp_bytes_free(&out);
		tp_transaction_free(t);
	}
	free(bad);
}

typedef struct stream {
	const uint8_t *bytes;
	size_t left;
	size_t step;
	bool broken;
} stream;

static int
pull(void *ctx, void *buf, size_t size, size_t *got)
{
	stream *s = ctx;

	*got = size < s->step ? size : s->step;
	*got = *got < s->left ? *got : s->left;
	if (s->broken && s->left < 100)
		return TP_ERR_IO;
	memcpy(buf, s->bytes, *got);
	s->bytes += *got;
	s->left -= *got;
	return TP_OK;
}

static int
match(void *ctx, const void *buf, size_t size)
{
	stream *s = ctx;

	if (size > s->left || memcmp(s->bytes, buf, size) != 0)
		return TP_ERR_IO;
	s->bytes += size;
	s->left -= size;
	return TP_OK;
}

static void
test_callbacks(const tp_bytes *card)
{
	tp_transaction *t;
	tp_diag diag;
	stream in, out;
	size_t step;

	for (step = 1; step <= card->len; step = step * 2 + 1) {
		in = (stream){ card->ptr, card->len, step, false };
		out = (stream){ card->ptr, card->len, 0, false };
		if (!OK(tp_transaction_read_from(pull, &in, NULL, &t, &diag)))
			continue;
		OK(tp_transaction_write_to(t, 0, match, &out, &diag));
		CHECK(in.left == 0 && out.left == 0);
		out.left = 10;
		FAILS(tp_transaction_write_to(t, 0, match, &out, &diag), TP_ERR_IO);
		tp_transaction_free(t);
	}
	in = (stream){ card->ptr, card->len, 64, true };
	FAILS(tp_transaction_read_from(pull, &in, NULL, &t, &diag), TP_ERR_IO);
	CHECK(t == NULL);
}

static void
test_limits(const tp_bytes *card)
{
	static const tp_limits tight[] = {
		{ sizeof(tp_limits), .bytes = 100 },
		{ sizeof(tp_limits), .records = 3 },
		{ sizeof(tp_limits), .fields = 5 },
		{ sizeof(tp_limits), .items = 10 },
		{ sizeof(tp_limits), .arena = 64 },
	};
	tp_read_options options = { .size = sizeof options };
	tp_transaction *t;
	tp_diag diag;
	size_t i;

	for (i = 0; i < sizeof tight / sizeof tight[0]; i++) {
		options.limits = &tight[i];
		FAILS(tp_transaction_read(card->ptr, card->len, &options, &t, &diag), TP_ERR_LIMIT);
		CHECK(t == NULL);
	}
	FAILS(tp_transaction_read("", 0, NULL, &t, &diag), TP_ERR_TRUNCATED);
	FAILS(tp_transaction_read("junk", 4, NULL, &t, &diag), TP_ERR_SYNTAX);
	FAILS(tp_transaction_read_file("no/such/file", NULL, &t, &diag), TP_ERR_IO);
}

/* Every block comes from our functions and goes back, whichever allocation fails. */
static void
test_allocator(const tp_bytes *card)
{
	counter c = { .fail_at = 0 };
	tp_mem mem = { counted_alloc, counted_realloc, counted_free, &c };
	tp_bytes out;
	tp_diag diag;
	size_t n, calls;

	OK(book(&mem, &out, &diag));
	CHECK(out.len == card->len && memcmp(out.ptr, card->ptr, out.len) == 0);
	CHECK(c.blocks == 1 && c.calls > 2);
	tp_bytes_free(&out);
	CHECK(c.blocks == 0 && c.live == 0);
	calls = c.calls;
	for (n = 1; n <= calls; n++) {
		c = (counter){ .fail_at = n };
		FAILS(book(&mem, &out, &diag), TP_ERR_NOMEM);
		CHECK(c.blocks == 0 && c.live == 0 && out.ptr == NULL);
	}
}

static void
count_release(void *ctx, void *bytes, size_t len)
{
	(void)bytes;
	*(size_t *)ctx += len;
}

static void
test_wrap(const tp_bytes *card)
{
	size_t released = 0;
	tp_transaction *t;
	tp_diag diag;

	FAILS(tp_transaction_wrap(card->ptr, 50, count_release, &released, NULL, &t, &diag),
	    TP_ERR_TRUNCATED);
	CHECK(released == 0);
	if (!OK(tp_transaction_wrap(card->ptr, card->len, count_release, &released, NULL, &t,
	    &diag)))
		return;
	CHECK(has_text(t, "NAM", "SYNTHETIC,SAMPLE") && released == 0);
	tp_transaction_free(t);
	CHECK(released == card->len);
}

/* As text and back: the same bytes. */
static void
test_form(const tp_bytes *card)
{
	tp_transaction *t = NULL, *again = NULL;
	tp_bytes text = { .ptr = NULL }, out = { .ptr = NULL };
	tp_diag diag;

	if (OK(tp_transaction_read(card->ptr, card->len, NULL, &t, &diag)) &&
	    OK(tp_form_write_text(t, NULL, &text, &diag)) &&
	    OK(tp_form_read_text(text.ptr, text.len, NULL, &again, &diag)) &&
	    OK(tp_transaction_write(again, 0, &out, &diag)))
		CHECK(out.len == card->len && memcmp(out.ptr, card->ptr, out.len) == 0);
	tp_bytes_free(&text);
	tp_bytes_free(&out);
	tp_transaction_free(t);
	tp_transaction_free(again);
}

int
main(void)
{
	tp_bytes card;
	tp_diag diag;

	test_versions();
	if (OK(book(NULL, &card, &diag))) {
		test_build_and_walk(&card);
		test_edit(&card);
		test_fix(&card);
		test_callbacks(&card);
		test_limits(&card);
		test_allocator(&card);
		test_wrap(&card);
		test_form(&card);
		tp_bytes_free(&card);
	}
	if (failures != 0)
		printf("%d checks failed\n", failures);
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
