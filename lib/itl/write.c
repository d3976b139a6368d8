/* SPDX-License-Identifier: MIT */
/*
 * ITL layer: writing. An untouched record goes out as it came in; a touched
 * one is encoded from the tree, with a LEN that counts its own digits.
 */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

/* How one touched tagged record will be written. */
typedef struct plan {
	const tp_record *r;
	bool add_len;      /* the tree has no x.001 */
	bool add_cnt;      /* Type-1 has no 1.003 */
	bool own_cnt;      /* 1.003 is written from cnt, not from the tree */
	unsigned digits;   /* of the field numbers that are added */
	uint64_t cnt_len;  /* of 1.003 as it will be */
	uint64_t len;      /* of the whole record */
	size_t len_width;
} plan;

typedef struct sink {
	tp_write_fn write;
	void *ctx;
	int status;
} sink;

static void
put(sink *out, const void *bytes, size_t len)
{
	if (out->status == TP_OK && len != 0)
		out->status = out->write(out->ctx, bytes, len);
}

static void
put_byte(sink *out, int byte)
{
	uint8_t b = (uint8_t)byte;

	put(out, &b, 1);
}

/* A tag of our own: type, point, number in the record's width, colon. */
static size_t
make_tag(const plan *p, uint32_t number, char *buf)
{
	size_t len = tpi_format_decimal(buf, p->r->type, 0);

	buf[len++] = '.';
	len += tpi_format_decimal(buf + len, number, p->digits);
	buf[len++] = ':';
	return len;
}

static bool
is_own_cnt(const plan *p, const tpi_field *f)
{
	return p->own_cnt && p->r->type == 1 && f == tpi_find_field(p->r, TPI_CNT, 0);
}

static bool
is_len(const plan *p, const tpi_field *f)
{
	return f->number == TPI_LEN && f == tpi_find_field(p->r, TPI_LEN, 0);
}

/* The size without LEN's digits, from what each field will take; *former is LEN as it was. */
static uint64_t
size_without_len(const plan *p, tp_str *former)
{
	const tp_record *r = p->r;
	uint64_t size = 1; /* FS */
	char tag[32];
	size_t i;

	memset(former, 0, sizeof *former);
	for (i = 0; i < r->count; i++) {
		const tpi_field *f = &r->fields[i];

		size += i != 0 || p->add_len ? 1 : 0;
		size += f->number != 0 ? f->tag_len + 1u : 0;
		if (is_len(p, f)) {
			former->ptr = f->value;
			former->len = f->len;
		} else {
			size += is_own_cnt(p, f) ? p->cnt_len : f->len;
		}
	}
	if (p->add_len)
		size += make_tag(p, TPI_LEN, tag);
	if (p->add_cnt)
		size += 1 + make_tag(p, TPI_CNT, tag) + p->cnt_len;
	return size;
}

/*
 * Two widths can be right: 99 and 100 for a record of 97 bytes without LEN.
 * The one that the record has is kept then, and so is its zero padding.
 */
static void
plan_len(plan *p)
{
	tp_str former;
	uint64_t size = size_without_len(p, &former), number;
	bool is_number = tpi_parse_decimal(former.ptr, former.len, UINT64_MAX, &number) == TP_OK;

	p->len_width = is_number && (former.ptr[0] == '0' ||
	    tpi_decimal_digits(size + former.len) == former.len) ? former.len : 1;
	while (tpi_decimal_digits(size + p->len_width) > p->len_width)
		p->len_width++;
	p->len = size + p->len_width;
}

static int
count_bytes(void *ctx, const void *bytes, size_t len)
{
	uint64_t *size = ctx;

	(void)bytes;
	*size += len;
	return TP_OK;
}

static void
plan_init(plan *p, const tp_record *r)
{
	memset(p, 0, sizeof *p);
	p->r = r;
	p->digits = tpi_record_digits(r);
	p->add_len = tpi_find_field(r, TPI_LEN, 0) == NULL;
	if (r->type == 1 && r->t->count_ours && !tpi_count_matches(r->t, !r->t->count_given)) {
		p->own_cnt = true;
		p->add_cnt = tpi_find_field(r, TPI_CNT, 0) == NULL;
		(void)tpi_count_write(r->t, count_bytes, &p->cnt_len);
	}
	plan_len(p);
}

static void
put_cnt(sink *out, const plan *p)
{
	if (out->status == TP_OK)
		out->status = tpi_count_write(p->r->t, out->write, out->ctx);
}

/* LEN keeps its width, however many zeros it began with. */
static void
put_len(sink *out, const plan *p)
{
	char digits[32];
	unsigned i;

	for (i = tpi_decimal_digits(p->len); i < p->len_width; i++)
		put_byte(out, '0');
	put(out, digits, tpi_format_decimal(digits, p->len, 0));
}

static void
put_field(sink *out, const plan *p, const tpi_field *f)
{
	if (f->number != 0) {
		put(out, f->tag, f->tag_len);
		put_byte(out, ':');
	}
	if (is_len(p, f))
		put_len(out, p);
	else if (is_own_cnt(p, f))
		put_cnt(out, p);
	else
		put(out, f->value, f->len);
}

/* CNT goes behind LEN and VER, where the standard has it. */
static size_t
cnt_position(const plan *p)
{
	size_t i;

	for (i = 0; i < p->r->count; i++)
		if (p->r->fields[i].number > TPI_CNT)
			break;
	return i;
}

static void
put_added_cnt(sink *out, const plan *p)
{
	char tag[32];

	put_byte(out, TPI_GS);
	put(out, tag, make_tag(p, TPI_CNT, tag));
	put_cnt(out, p);
}

static void
put_tagged(sink *out, const plan *p)
{
	size_t cnt_at = p->add_cnt ? cnt_position(p) : SIZE_MAX;
	char tag[32];
	size_t i;

	if (p->add_len) {
		put(out, tag, make_tag(p, TPI_LEN, tag));
		put_len(out, p);
	}
	for (i = 0; i < p->r->count; i++) {
		if (i == cnt_at)
			put_added_cnt(out, p);
		if (i != 0 || p->add_len)
			put_byte(out, TPI_GS);
		put_field(out, p, &p->r->fields[i]);
	}
	if (cnt_at == p->r->count)
		put_added_cnt(out, p);
	put_byte(out, TPI_FS);
}

static void
put_binary(sink *out, const tp_record *r)
{
	uint8_t len[4];

	tpi_put_be(len, 4, r->header_len + r->data_len);
	put(out, len, 4);
	if (r->header_len > 4)
		put(out, r->header + 4, r->header_len - 4);
	put(out, r->data, r->data_len);
}

static tp_status
put_record(sink *out, const tp_record *r, uint32_t flags, tp_diag *diag)
{
	plan p;

	if (r->gap != 0)
		put(out, r->raw - r->gap, r->gap);
	if (!r->touched && (flags & TP_WRITE_REENCODE) == 0) {
		put(out, r->raw, r->raw_len);
		return TP_OK;
	}
	if (r->binary) {
		if (r->header_len + r->data_len > UINT32_MAX) {
			(void)tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
			    "a binary record of more than 4294967295 bytes");
			tpi_diag_place(diag, r, TPI_LEN, -1, -1);
			return TP_ERR_LIMIT;
		}
		put_binary(out, r);
		return TP_OK;
	}
	plan_init(&p, r);
	put_tagged(out, &p);
	return TP_OK;
}

uint64_t
tpi_encoded_size(const tp_record *r)
{
	plan p;

	if (r->binary)
		return r->header_len + r->data_len;
	plan_init(&p, r);
	return p.len;
}

tp_status
tp_transaction_write_to(const tp_transaction *t, uint32_t flags, tp_write_fn write, void *ctx,
    tp_diag *diag)
{
	sink out = { write, ctx, TP_OK };
	tp_status status = TP_OK;
	size_t i;

	tp_diag_init(diag);
	if (write == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no sink to write to");
	for (i = 0; i < t->count && status == TP_OK && out.status == TP_OK; i++)
		status = put_record(&out, t->records[i], flags, diag);
	if (status != TP_OK)
		return status;
	put(&out, t->trailing.ptr, t->trailing.len);
	if (out.status == TP_OK)
		return TP_OK;
	if (out.status == TP_ERR_NOMEM)
		return tpi_nomem(diag);
	return tpi_fail(diag, out.status < 0 ? (tp_status)out.status : TP_ERR_IO, TP_NO_OFFSET,
	    "the sink failed");
}

tp_status
tp_transaction_size(const tp_transaction *t, uint32_t flags, uint64_t *size, tp_diag *diag)
{
	*size = 0;
	return tp_transaction_write_to(t, flags, count_bytes, size, diag);
}

static int
buffer_bytes(void *ctx, const void *bytes, size_t len)
{
	tpi_buf *buf = ctx;

	tpi_buf_put(buf, bytes, len);
	return buf->failed ? TP_ERR_NOMEM : TP_OK;
}

tp_status
tp_transaction_write(const tp_transaction *t, uint32_t flags, tp_bytes *out, tp_diag *diag)
{
	tpi_buf buf;
	uint64_t size;
	tp_status status;

	memset(out, 0, sizeof *out);
	status = tp_transaction_size(t, flags, &size, diag);
	if (status != TP_OK)
		return status;
	tpi_buf_init(&buf, &t->mem);
	if (size > SIZE_MAX || !tpi_buf_reserve(&buf, (size_t)size))
		return tpi_nomem(diag);
	status = tp_transaction_write_to(t, flags, buffer_bytes, &buf, diag);
	if (status != TP_OK) {
		tpi_buf_free(&buf);
		return status;
	}
	return tpi_buf_take(&buf, out);
}

tp_status
tp_transaction_write_file(const tp_transaction *t, uint32_t flags, const char *path,
    tp_diag *diag)
{
	tp_bytes bytes;
	tp_status status = tp_transaction_write(t, flags, &bytes, diag);

	if (status == TP_OK)
		status = tp_file_write(path, bytes.ptr, bytes.len, diag);
	tp_bytes_free(&bytes);
	return status;
}
