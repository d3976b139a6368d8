/* SPDX-License-Identifier: MIT */
/* ITL layer: the ways a transaction's bytes come in: borrowed, copied, wrapped, from a file or a source. */

#include <string.h>

#include "../base/file.h"
#include "tree.h"

static tp_read_options
defaulted(const tp_read_options *options)
{
	tp_read_options o = { .size = sizeof o };

	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	return o;
}

/* Read what t->input holds; on failure the object is gone, and what it owned too. */
static tp_status
read_input(tp_transaction *t, const void *bytes, size_t len, const tp_read_options *o,
    tp_transaction **out, tp_diag *diag)
{
	tp_bytes expanded;
	tp_status status;

	t->input = bytes;
	t->input_len = len;
	if (tpi_is_gzip(bytes, len)) {
		status = tpi_gunzip(bytes, len, t->limits.bytes, &t->mem, &expanded, diag);
		if (status != TP_OK)
			goto out;
		tp_bytes_free(&t->owned);
		t->owned = expanded;
		t->input = (const char *)expanded.ptr;
		t->input_len = expanded.len;
	}
	t->arena.limit = tpi_arena_limit(&t->limits, t->input_len);
	status = tpi_read_records(t, o->flags, diag);
	if (status == TP_OK) {
		/* From here on the arena serves edits, which copy their values. */
		t->arena.limit = t->limits.arena != 0 ? t->limits.arena
		    : tpi_arena_limit(&t->limits, t->limits.bytes);
		*out = t;
		return TP_OK;
	}
out:
	tp_transaction_free(t);
	return status;
}

static tp_status
start(const void *bytes, size_t len, const tp_read_options *o, tp_transaction **t, tp_diag *diag)
{
	tp_status status = tpi_transaction_alloc(o->mem, o->limits, t, diag);

	if (status == TP_OK && len > (*t)->limits.bytes)
		status = tpi_fail(diag, TP_ERR_LIMIT, (*t)->limits.bytes,
		    "the input is larger than %llu bytes",
		    (unsigned long long)(*t)->limits.bytes);
	if (status == TP_OK && (bytes == NULL || len == 0))
		status = tpi_fail(diag, TP_ERR_TRUNCATED, 0, "the input is empty");
	if (status != TP_OK) {
		tp_transaction_free(*t);
		*t = NULL;
	}
	return status;
}

tp_status
tp_transaction_read(const void *bytes, size_t len, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tp_transaction *t;
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the result");
	*out = NULL;
	status = start(bytes, len, &o, &t, diag);
	if (status != TP_OK)
		return status;
	if ((o.flags & TP_READ_BORROW) == 0 && !tpi_is_gzip(bytes, len)) {
		t->owned.mem = t->mem;
		t->owned.ptr = tpi_alloc(&t->mem, len);
		t->owned.len = t->owned.capacity = len;
		if (t->owned.ptr == NULL) {
			tp_transaction_free(t);
			return tpi_nomem(diag);
		}
		memcpy(t->owned.ptr, bytes, len);
		bytes = t->owned.ptr;
	}
	return read_input(t, bytes, len, &o, out, diag);
}

tp_status
tp_transaction_wrap(void *bytes, size_t len, tp_release_fn release, void *ctx,
    const tp_read_options *options, tp_transaction **out, tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tp_status status;

	o.flags |= TP_READ_BORROW;
	status = tp_transaction_read(bytes, len, &o, out, diag);
	if (status != TP_OK)
		return status;
	if (release != NULL && (*out)->input != bytes)
		release(ctx, bytes, len); /* it was gzip: the expanded copy serves */
	else {
		(*out)->release = release;
		(*out)->release_ctx = ctx;
	}
	return TP_OK;
}

/* The block becomes the transaction's, whatever happens. */
static tp_status
read_block(tp_bytes *block, const tp_read_options *o, tp_transaction **out, tp_diag *diag)
{
	tp_transaction *t;
	tp_status status = start(block->ptr, block->len, o, &t, diag);

	if (status != TP_OK) {
		tp_bytes_free(block);
		return status;
	}
	t->owned = *block;
	return read_input(t, block->ptr, block->len, o, out, diag);
}

tp_status
tp_transaction_read_file(const char *path, const tp_read_options *options, tp_transaction **out,
    tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tp_limits limits = tpi_limits_or_default(o.limits);
	tp_bytes block;
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the result");
	*out = NULL;
	status = tp_file_read(path, limits.bytes, o.mem, &block, diag);
	return status == TP_OK ? read_block(&block, &o, out, diag) : status;
}

tp_status
tp_transaction_read_from(tp_read_fn read, void *ctx, const tp_read_options *options,
    tp_transaction **out, tp_diag *diag)
{
	tp_read_options o = defaulted(options);
	tp_limits limits = tpi_limits_or_default(o.limits);
	tp_bytes block;
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL || read == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "no source or no place for the result");
	*out = NULL;
	status = tpi_read_all(read, ctx, limits.bytes, o.mem, &block, diag);
	return status == TP_OK ? read_block(&block, &o, out, diag) : status;
}
