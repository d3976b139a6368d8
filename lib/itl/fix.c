/* SPDX-License-Identifier: MIT */
/* ITL layer: repairing what tolerant reading found: LEN, CNT, separators, trailing bytes. */

#include <string.h>

#include "tree.h"

#define SMALLEST_BINARY 5u /* LEN and IDC (ITL 2013, 8.3) */

typedef struct fixer {
	tp_transaction *t;
	tp_fix_fn report;
	void *ctx;
	size_t changes;
	tp_diag *diag;
} fixer;

static void
done(fixer *f, tp_defect_kind kind, tp_status code, const tp_record *r, uint64_t offset,
    const char *text)
{
	tp_defect d = { .kind = (int32_t)kind };

	f->changes++;
	if (f->report == NULL)
		return;
	tp_diag_init(&d.where);
	(void)tpi_fail(&d.where, code, offset, "%s", text);
	tpi_diag_place(&d.where, r, -1, -1, -1);
	f->report(f->ctx, &d);
}

/* Fields that are nothing but a separator too many. */
static tp_status
drop_empty_fields(fixer *f, tp_record *r)
{
	size_t i, kept = 0, dropped = 0;
	tp_status status;

	for (i = 0; i < r->count; i++)
		dropped += r->fields[i].number == 0 && r->fields[i].len == 0 ? 1 : 0;
	if (dropped == 0)
		return TP_OK;
	status = tpi_touch(r, f->diag);
	if (status != TP_OK)
		return status;
	for (i = 0; i < r->count; i++) {
		const tpi_field *field = &r->fields[i];

		if (field->number == 0 && field->len == 0)
			done(f, TP_DEFECT_SEPARATOR, TP_ERR_SYNTAX, r,
			    tpi_offset_of(f->t, field->value - 1),
			    "removed a GS with no field after it");
		else
			r->fields[kept++] = *field;
	}
	r->count = kept;
	return TP_OK;
}

static tp_status
fix_record(fixer *f, tp_record *r)
{
	tp_status status;

	if (r->gap != 0) {
		done(f, TP_DEFECT_SEPARATOR, TP_ERR_SYNTAX, r, tp_record_offset(r) - r->gap,
		    "removed separators between records");
		r->gap = 0;
	}
	if (r->bad_len) {
		status = tpi_touch(r, f->diag);
		if (status != TP_OK)
			return status;
		r->bad_len = false;
		done(f, TP_DEFECT_LEN, TP_ERR_LENGTH, r, tp_record_offset(r),
		    "set LEN to what the record holds");
	}
	return drop_empty_fields(f, r);
}

/*
 * A binary record cut inside its first five bytes holds nothing that could
 * be kept. It was the last that was read; others may have been added since.
 */
static void
drop_stub(fixer *f)
{
	tp_transaction *t = f->t;
	size_t i, kept = 0;

	for (i = 0; i < t->count; i++) {
		tp_record *r = t->records[i];

		if (r->binary && r->bad_len && r->header_len + r->data_len < SMALLEST_BINARY) {
			done(f, TP_DEFECT_TRUNCATED, TP_ERR_TRUNCATED, r, tp_record_offset(r),
			    "removed what was left of a record that is cut off");
			continue;
		}
		t->records[kept] = r;
		r->index = kept++;
	}
	t->count = kept;
}

static tp_status
fix_count(fixer *f, uint32_t flags)
{
	tp_transaction *t = f->t;
	tp_field cnt;
	tp_status status;
	bool matches = tpi_count_matches(t, false);

	if (matches && ((flags & TP_FIX_IDC) == 0 || tpi_count_matches(t, true)))
		return TP_OK;
	status = tpi_count_sync(t, f->diag);
	if (status != TP_OK)
		return status;
	(void)tp_record_field(t->records[0], TPI_CNT, 0, &cnt);
	done(f, TP_DEFECT_COUNT, TP_ERR_COUNT, t->records[0], tp_record_offset(t->records[0]),
	    matches ? "set CNT's IDCs to those of the records"
	            : "set CNT to the records that there are");
	return TP_OK;
}

/* A tag cannot be guessed, and an FS inside a record may be anybody's. */
static bool
is_unrepaired(const tp_transaction *t, const tp_defect *d)
{
	if (d->kind == TP_DEFECT_SEPARATOR)
		return d->where.record >= 0 && d->where.offset < t->input_len &&
		    t->input[d->where.offset] == TPI_FS;
	return d->kind == TP_DEFECT_TAG;
}

/* What is still wrong stays listed; the rest of the list goes. */
static void
keep_unrepaired(tp_transaction *t)
{
	size_t i, kept = 0;

	for (i = 0; i < t->defect_count; i++)
		if (is_unrepaired(t, &t->defects[i]))
			t->defects[kept++] = t->defects[i];
	t->defect_count = kept;
}

tp_status
tp_transaction_fix(tp_transaction *t, uint32_t flags, tp_fix_fn report, void *ctx,
    size_t *changes, tp_diag *diag)
{
	fixer f = { t, report, ctx, 0, diag };
	tp_status status = TP_OK;
	size_t i;

	tp_diag_init(diag);
	if (changes != NULL)
		*changes = 0;
	drop_stub(&f);
	for (i = 0; i < t->count && status == TP_OK; i++)
		status = fix_record(&f, t->records[i]);
	if (status == TP_OK)
		status = fix_count(&f, flags);
	if (status != TP_OK)
		return status;
	if (t->trailing.len != 0) {
		done(&f, TP_DEFECT_TRAILING, TP_ERR_SYNTAX, NULL,
		    tpi_offset_of(t, t->trailing.ptr), "removed the bytes after the last record");
		t->trailing.len = 0;
	}
	keep_unrepaired(t);
	if (changes != NULL)
		*changes = f.changes;
	return TP_OK;
}
