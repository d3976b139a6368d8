/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: Nlets text. A query or answer that reads is refused by the
 * builder, or built; what was built reads as the same and gives its bytes
 * again. The words of an answer are the end of the input, byte for byte.
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

/* The text of what the message is; false if the builder refuses it. */
static bool
build(const tp_message *message, tp_bytes *out)
{
	const tp_iaq *iaq = tp_message_iaq(message);
	tp_status status = iaq != NULL ? tp_iaq_build(iaq, NULL, NULL, out, NULL)
	    : tp_iar_build(tp_message_iar(message), NULL, out, NULL);

	must(status == TP_OK || status == TP_ERR_ARG);
	must(status == TP_OK || out->ptr == NULL);
	return status == TP_OK;
}

static void
words(const tp_message *message, const uint8_t *data, size_t size)
{
	const tp_iar *iar = tp_message_iar(message);

	must(iar == NULL || (iar->text.len < size && (iar->text.len == 0 ||
	    memcmp(iar->text.ptr, data + size - iar->text.len, iar->text.len) == 0)));
}

static void
xml(const tp_message *message)
{
	tp_bytes text;
	tp_status status;

	if (tp_message_iaq(message) == NULL)
		return;
	status = tp_iaq_build_xml(tp_message_iaq(message), NULL, &text, NULL);
	must(status == TP_OK || status == TP_ERR_ARG || status == TP_ERR_UNSUPPORTED);
	tp_bytes_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_message *message, *back;
	tp_bytes once, twice;
	tp_diag diag;
	tp_status status = tp_message_read(data, size, NULL, &message, &diag);

	if (status != TP_OK) {
		must(message == NULL && diag.code == status && diag.text[0] != '\0');
		return 0;
	}
	if (tp_message_iaq(message) != NULL || tp_message_iar(message) != NULL) {
		words(message, data, size);
		xml(message);
		if (build(message, &once)) {
			must(tp_message_read(once.ptr, once.len, NULL, &back, NULL) == TP_OK);
			must(tp_message_get_kind(back) == tp_message_get_kind(message));
			must(build(back, &twice));
			must(once.len == twice.len && memcmp(once.ptr, twice.ptr, once.len) == 0);
			tp_bytes_free(&twice);
			tp_bytes_free(&once);
			tp_message_free(back);
		}
	}
	tp_message_free(message);
	return 0;
}
