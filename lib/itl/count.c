/* SPDX-License-Identifier: MIT */
/* ITL layer: CNT, which names every record and its IDC (ITL 2013, 8.1.3), and the IDC's style. */

#include <string.h>

#include "../base/number.h"
#include "tree.h"

/* Room for one entry: RS, type, US, IDC; and for the first: 1, US, count. */
#define ENTRY_SIZE 16u
#define HEAD_SIZE 24u

/* One or two digits: as the first IDC in the file that tells; two when none does. */
static unsigned
idc_width(const tp_transaction *t)
{
	tp_field field;
	size_t i;

	for (i = 1; i < t->count; i++) {
		if (t->records[i]->binary || !tp_record_field(t->records[i], TPI_IDC, 0, &field))
			continue;
		if (field.value.len == 1)
			return 1;
		if (field.value.len == 2 && field.value.ptr[0] == '0')
			return 2;
	}
	if (t->count != 0 && tp_record_field(t->records[0], TPI_CNT, 0, &field)) {
		tp_walk entries;
		tp_str idc;

		tp_walk_subfields(&field, &entries);
		(void)tp_walk_next(&entries);
		while (tp_walk_next(&entries)) {
			if (!tpi_slice(entries.value.ptr, entries.value.len, TPI_US, 2, &idc))
				continue;
			if (idc.len == 1)
				return 1;
			if (idc.len == 2 && idc.ptr[0] == '0')
				return 2;
		}
	}
	return 2;
}

size_t
tpi_idc_text(const tp_transaction *t, int idc, char *buf)
{
	return tpi_format_decimal(buf, (uint64_t)idc, idc_width(t));
}

/* The IDC as the record itself spells it; a binary record's in the file's style. */
static size_t
entry_idc(const tp_record *r, unsigned width, char *buf)
{
	tp_field field;
	int idc = tp_record_idc(r);

	if (!r->binary && tp_record_field(r, TPI_IDC, 0, &field) && field.value.len <= 3 &&
	    idc >= 0) {
		memcpy(buf, field.value.ptr, field.value.len);
		return field.value.len;
	}
	return tpi_format_decimal(buf, idc >= 0 ? (uint64_t)idc : 0, width);
}

static size_t
entry(const tp_record *r, unsigned width, char *buf)
{
	size_t len = 0;

	buf[len++] = TPI_RS;
	len += tpi_format_decimal(buf + len, r->type, 0);
	buf[len++] = TPI_US;
	return len + entry_idc(r, width, buf + len);
}

static size_t
head(const tp_transaction *t, char *buf)
{
	buf[0] = '1';
	buf[1] = TPI_US;
	return 2 + tpi_format_decimal(buf + 2, t->count - 1, 0);
}

int
tpi_count_write(const tp_transaction *t, tp_write_fn write, void *ctx)
{
	unsigned width = idc_width(t);
	char text[HEAD_SIZE];
	size_t i;
	int status;

	if (t->count == 0)
		return TP_OK;
	status = write(ctx, text, head(t, text));
	for (i = 1; i < t->count && status == TP_OK; i++)
		status = write(ctx, text, entry(t->records[i], width, text));
	return status;
}

static bool
entry_matches(const tp_str *text, const tp_record *r, bool idcs)
{
	tp_str item;
	uint64_t number;

	if (!tpi_slice(text->ptr, text->len, TPI_US, 1, &item) ||
	    tpi_parse_decimal(item.ptr, item.len, 99, &number) != TP_OK || number != r->type)
		return false;
	if (!idcs || tp_record_idc(r) < 0)
		return true;
	return tpi_slice(text->ptr, text->len, TPI_US, 2, &item) &&
	    tpi_parse_decimal(item.ptr, item.len, 255, &number) == TP_OK &&
	    number == (uint64_t)tp_record_idc(r);
}

bool
tpi_count_matches(const tp_transaction *t, bool idcs)
{
	tp_field field;
	tp_walk entries;
	uint64_t first, announced;
	size_t i;

	if (t->count == 0 || !tp_record_field(t->records[0], TPI_CNT, 0, &field) ||
	    (idcs && (tp_record_number(t->records[0], TPI_CNT, 1, 1, &first) != TP_OK ||
	        first != 1)) ||
	    tp_record_number(t->records[0], TPI_CNT, 1, 2, &announced) != TP_OK ||
	    announced != t->count - 1)
		return false;
	tp_walk_subfields(&field, &entries);
	(void)tp_walk_next(&entries);
	for (i = 1; i < t->count; i++)
		if (!tp_walk_next(&entries) || !entry_matches(&entries.value, t->records[i], idcs))
			return false;
	return !tp_walk_next(&entries);
}

/* Room in t->cnt for more bytes behind len; what is there stays. */
static bool
reserve(tp_transaction *t, size_t len, size_t more)
{
	size_t want = t->cnt_capacity != 0 ? t->cnt_capacity : 256;
	char *bytes;

	if (len + more <= t->cnt_capacity)
		return true;
	while (want < len + more)
		want *= 2;
	bytes = tpi_arena_alloc(&t->arena, want);
	if (bytes == NULL)
		return false;
	if (len != 0)
		memcpy(bytes, t->cnt, len);
	t->cnt = bytes;
	t->cnt_capacity = want;
	return true;
}

/* Let 1.003 be the first len bytes of t->cnt. */
static tp_status
install(tp_transaction *t, size_t len, tp_diag *diag)
{
	tp_record *first = t->records[0];
	size_t at = first->count < 2 ? first->count : 2;
	tpi_field *f = tpi_find_field(first, TPI_CNT, 0);
	tp_str value = { t->cnt, len };
	tp_status status;

	if (f != NULL) {
		f->value = t->cnt;
		f->len = len;
		f->borrowed = false;
	} else {
		status = tpi_insert_field(first, at, TPI_CNT, tpi_record_digits(first), value,
		    diag);
		if (status != TP_OK)
			return status;
	}
	t->count_ours = true;
	t->count_given = false;
	return tpi_touch(first, diag);
}

tp_status
tpi_count_sync(tp_transaction *t, tp_diag *diag)
{
	unsigned width = idc_width(t);
	size_t i, len;

	if (t->count == 0 || t->records[0]->type != 1)
		return TP_OK;
	t->cnt_capacity = 0; /* views of the former CNT stay as they are */
	if (!reserve(t, 0, HEAD_SIZE + t->count * ENTRY_SIZE))
		return tpi_arena_error(t, diag);
	len = head(t, t->cnt);
	for (i = 1; i < t->count; i++)
		len += entry(t->records[i], width, t->cnt + len);
	return install(t, len, diag);
}

tp_status
tpi_count_append(tp_transaction *t, const tp_record *r, tp_diag *diag)
{
	const tpi_field *f = tpi_find_field(t->records[0], TPI_CNT, 0);
	char text[HEAD_SIZE];
	size_t len;

	if (f == NULL || f->value != t->cnt || !t->count_ours ||
	    tpi_decimal_digits(t->count - 1) != tpi_decimal_digits(t->count - 2))
		return tpi_count_sync(t, diag);
	len = f->len;
	if (!reserve(t, len, ENTRY_SIZE))
		return tpi_arena_error(t, diag);
	memcpy(t->cnt, text, head(t, text));
	len += entry(r, idc_width(t), t->cnt + len);
	return install(t, len, diag);
}
