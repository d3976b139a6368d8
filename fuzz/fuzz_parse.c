/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: reading. What reads is walked whole and written as it came.
 * What reads strictly is the same re-encoded, rebuilt from its fields and
 * read tolerantly; what fix repairs whole reads strictly.
 */

#include <stdlib.h>
#include <string.h>

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

/* gzip expands to something else than what came. */
static bool
is_plain(const uint8_t *data, size_t size)
{
	return size < 2 || data[0] != 0x1f || data[1] != 0x8b;
}

static void
must_write(const tp_transaction *t, uint32_t flags, const uint8_t *data, size_t size)
{
	tp_status status;
	tp_bytes out;

	status = tp_transaction_write(t, flags, &out, NULL);
	must(status == TP_OK);
	must(out.len == size && memcmp(out.ptr, data, size) == 0);
	tp_bytes_free(&out);
}

static tp_transaction *
open_bytes(const void *data, size_t size, uint32_t flags)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 1 << 22, .arena = 1 << 24 };
	tp_read_options options = { .size = sizeof options, .flags = flags, .limits = &limits };
	tp_transaction *t;
	tp_diag diag;
	tp_status status = tp_transaction_read(data, size, &options, &t, &diag);

	must((status == TP_OK) == (t != NULL));
	must(diag.code == status);
	must(status == TP_OK || diag.text[0] != '\0');
	return t;
}

static void
strictly(const uint8_t *data, size_t size)
{
	tp_transaction *t = open_bytes(data, size, TP_READ_BORROW), *tolerant, *rebuilt;
	uint64_t hash;

	if (t == NULL)
		return;
	hash = ts_walk(t);
	tolerant = open_bytes(data, size, TP_READ_TOLERANT);
	must(tolerant != NULL && tp_transaction_defect_count(tolerant) == 0);
	must(ts_walk(tolerant) == hash);
	tp_transaction_free(tolerant);
	if (is_plain(data, size)) {
		must_write(t, 0, data, size);
		must_write(t, TP_WRITE_REENCODE, data, size);
		must(ts_rebuild(t, NULL, &rebuilt, NULL) == TP_OK);
		must_write(rebuilt, 0, data, size);
		tp_transaction_free(rebuilt);
	}
	must(ts_walk(t) == hash);
	tp_transaction_free(t);
}

static void
tolerantly(const uint8_t *data, size_t size)
{
	tp_transaction *t = open_bytes(data, size, TP_READ_TOLERANT), *again;
	tp_status status;
	tp_bytes out;

	if (t == NULL)
		return;
	(void)ts_walk(t);
	if (is_plain(data, size))
		must_write(t, 0, data, size);
	must(tp_transaction_fix(t, TP_FIX_IDC, NULL, NULL, NULL, NULL) == TP_OK);
	status = tp_transaction_write(t, 0, &out, NULL);
	must(status == TP_OK);
	if (tp_transaction_defect_count(t) == 0) {
		again = open_bytes(out.ptr, out.len, 0);
		must(again != NULL);
		tp_transaction_free(again);
	}
	tp_bytes_free(&out);
	must(tp_transaction_compact(t, NULL) == TP_OK);
	(void)ts_walk(t);
	tp_transaction_free(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	strictly(data, size);
	tolerantly(data, size);
	return 0;
}
