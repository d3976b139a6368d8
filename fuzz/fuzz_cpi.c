/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: labelled texts, CPI and the notices, and layouts. A text that
 * reads is refused by the builder, or built; what was built reads as the same
 * and gives its bytes again. What starts as a layout does is one, and a CPI
 * is built by it.
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

static bool
build(const tp_message *message, const tp_message_options *options, tp_bytes *out)
{
	const tp_cpi *cpi = tp_message_cpi(message);
	tp_status status = cpi != NULL ? tp_cpi_build(cpi, options, out, NULL)
	    : tp_notice_build(tp_message_notice(message), options, out, NULL);

	must(status == TP_OK || status == TP_ERR_ARG);
	must(status == TP_OK || out->ptr == NULL);
	return status == TP_OK;
}

/* Read what was built, and build it again. */
static void
again(const tp_bytes *once, const tp_message_options *options, int kind)
{
	tp_message *back;
	tp_bytes twice;

	must(tp_message_read(once->ptr, once->len, options, &back, NULL) == TP_OK);
	must(tp_message_get_kind(back) == kind);
	must(build(back, options, &twice));
	must(once->len == twice.len && memcmp(once->ptr, twice.ptr, once->len) == 0);
	tp_bytes_free(&twice);
	tp_message_free(back);
}

static void
text(const uint8_t *data, size_t size)
{
	tp_message *message;
	tp_bytes once;
	tp_diag diag;
	tp_status status = tp_message_read(data, size, NULL, &message, &diag);
	int kind;

	if (status != TP_OK) {
		must(message == NULL && diag.code == status && diag.text[0] != '\0');
		return;
	}
	kind = tp_message_get_kind(message);
	if ((kind == TP_MESSAGE_CPI || kind == TP_MESSAGE_NOTICE) &&
	    build(message, NULL, &once)) {
		again(&once, NULL, kind);
		tp_bytes_free(&once);
	}
	tp_message_free(message);
}

static void
layout(const uint8_t *data, size_t size)
{
	tp_message_options options = { .size = sizeof options };
	tp_cpi cpi = { .envelope = { .dat = { "20240305", 8 } }, .fbi = { "1", 1 },
		.charges = { { { "2399", 4 }, { NULL, 0 } } }, .charge_count = 1 };
	tp_layouts *layouts;
	tp_bytes once;
	tp_diag diag;
	tp_status status = tp_layouts_read((const char *)data, size, NULL, &layouts, &diag);

	must((status == TP_OK) == (layouts != NULL));
	if (status != TP_OK) {
		must(diag.code == status && diag.text[0] != '\0');
		must(diag.offset == TP_NO_OFFSET || diag.offset <= size);
		return;
	}
	options.layouts = layouts;
	status = tp_cpi_build(&cpi, &options, &once, NULL);
	must(status == TP_OK || status == TP_ERR_ARG);
	if (status == TP_OK)
		again(&once, &options, TP_MESSAGE_CPI);
	tp_bytes_free(&once);
	tp_layouts_free(layouts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size >= 7 && memcmp(data, "layout\t", 7) == 0)
		layout(data, size);
	else
		text(data, size);
	return 0;
}
