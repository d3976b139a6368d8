/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: the text form. What reads is written, strictly read again, and
 * its own text form gives the same bytes; escapes and base64 come back.
 */

#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

/* The text form of t builds what t writes. */
static void
again(const tp_transaction *t, const tp_bytes *bytes)
{
	tp_transaction *other;
	tp_bytes text, back;
	tp_status status = tp_form_write_text(t, NULL, &text, NULL);

	must(status == TP_OK);
	must(tp_form_read_text(text.ptr, text.len, NULL, &other, NULL) == TP_OK);
	must(tp_transaction_write(other, 0, &back, NULL) == TP_OK);
	must(back.len == bytes->len && memcmp(back.ptr, bytes->ptr, back.len) == 0);
	tp_bytes_free(&back);
	tp_bytes_free(&text);
	tp_transaction_free(other);
}

static void
form(const uint8_t *data, size_t size)
{
	tp_limits limits = { .size = sizeof limits, .arena = UINT64_C(64) << 20 };
	tp_form_options options = { .size = sizeof options, .limits = &limits };
	tp_transaction *t, *strict;
	tp_bytes bytes;
	tp_diag diag;

	if (tp_form_read_text(data, size, &options, &t, &diag) != TP_OK) {
		must(t == NULL && diag.code != TP_OK && diag.text[0] != '\0');
		return;
	}
	if (tp_transaction_write(t, 0, &bytes, NULL) == TP_OK) {
		if (tp_transaction_read(bytes.ptr, bytes.len, NULL, &strict, NULL) == TP_OK)
			again(strict, &bytes);
		tp_transaction_free(strict);
		tp_bytes_free(&bytes);
	}
	tp_transaction_free(t);
}

static void
escapes(const uint8_t *data, size_t size)
{
	tp_bytes there, back;

	must(tp_form_escape(data, size, NULL, &there, NULL) == TP_OK);
	must(tp_form_unescape((const char *)there.ptr, there.len, NULL, &back, NULL) == TP_OK);
	must(back.len == size && (size == 0 || memcmp(back.ptr, data, size) == 0));
	tp_bytes_free(&there);
	tp_bytes_free(&back);
	must(tp_base64_encode(data, size, 76, NULL, &there, NULL) == TP_OK);
	must(tp_base64_decode((const char *)there.ptr, there.len, NULL, &back, NULL) == TP_OK);
	must(back.len == size && (size == 0 || memcmp(back.ptr, data, size) == 0));
	tp_bytes_free(&there);
	tp_bytes_free(&back);
	if (tp_form_unescape((const char *)data, size, NULL, &back, NULL) == TP_OK)
		tp_bytes_free(&back);
	if (tp_base64_decode((const char *)data, size, NULL, &back, NULL) == TP_OK)
		tp_bytes_free(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	form(data, size);
	if (size < 4096)
		escapes(data, size);
	return 0;
}
