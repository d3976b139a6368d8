/* SPDX-License-Identifier: MIT */
/* Fuzz target: the command's JSON form. What reads is written, and gives the same bytes. */

#include <stdlib.h>
#include <string.h>

#include "../tools/json/form-json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

/* The JSON form of t builds what t writes. */
static void
again(const tp_transaction *t, const tp_form_options *options, const tp_bytes *bytes)
{
	tp_transaction *other;
	tp_bytes back;
	tp_diag diag;
	json_t *form = form_json_write(t, options, true, &diag), *parsed;
	char *text = json_dumps(form, JSON_COMPACT);

	must(form != NULL && text != NULL);
	parsed = form_json_parse(text, strlen(text), &diag);
	must(parsed != NULL);
	must(form_json_read(parsed, options, &other, &diag) == TP_OK);
	must(tp_transaction_write(other, 0, &back, NULL) == TP_OK);
	must(back.len == bytes->len && memcmp(back.ptr, bytes->ptr, back.len) == 0);
	tp_bytes_free(&back);
	tp_transaction_free(other);
	json_decref(parsed);
	json_decref(form);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_limits limits = { .size = sizeof limits, .arena = UINT64_C(64) << 20 };
	tp_form_options options = { .size = sizeof options, .limits = &limits };
	tp_transaction *t, *strict;
	tp_bytes bytes;
	tp_diag diag;
	json_t *form = form_json_parse((const char *)data, size, &diag);

	if (form == NULL) {
		must(diag.code != TP_OK && diag.text[0] != '\0');
		return 0;
	}
	if (form_json_read(form, &options, &t, &diag) == TP_OK) {
		if (tp_transaction_write(t, 0, &bytes, NULL) == TP_OK) {
			if (tp_transaction_read(bytes.ptr, bytes.len, NULL, &strict, NULL) == TP_OK)
				again(strict, &options, &bytes);
			tp_transaction_free(strict);
			tp_bytes_free(&bytes);
		}
		tp_transaction_free(t);
	} else
		must(t == NULL && diag.code != TP_OK && diag.text[0] != '\0');
	json_decref(form);
	return 0;
}
