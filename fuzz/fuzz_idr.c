/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: the text of an IDR, in its carrier. An IDR that reads is
 * refused by the builder, or built; what was built reads as an IDR with the
 * same words of the LESC and gives its bytes again. A text that is none
 * leaves an SRE with that text in it.
 */

#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAM 18
#define SRF 59
#define CRI 73
#define ERS 75
#define SII 2023

static void
must(bool good)
{
	if (!good)
		abort();
}

/* An SRE with the text in SII, or in ERS if its first byte is odd; NULL if no field can hold it. */
static tp_transaction *
carry(const uint8_t *data, size_t size)
{
	tp_new_options options = { .size = sizeof options, .tot = "SRE", .dat = "20240305",
		.dai = "NY0300000", .ori = "WVIAFIS0Z", .tcn = "SYNTHETIC-1",
		.tcr = "SYNTHETIC-2" };
	tp_transaction *t;
	tp_record *r;
	tp_status status;

	must(tp_transaction_new(&options, &t, NULL) == TP_OK);
	must(tp_transaction_add_record(t, 2, 0, 0, &r, NULL) == TP_OK);
	must(tp_record_set_text(r, NAM, "SYNTHETIC,SAMPLE", NULL) == TP_OK);
	must(tp_record_set_text(r, SRF, "N", NULL) == TP_OK);
	must(tp_record_set_text(r, CRI, "NY0300000", NULL) == TP_OK);
	status = tp_record_set(r, size != 0 && data[size - 1] % 2 != 0 ? ERS : SII, 0, 0, data,
	    size, 0, NULL);
	if (status == TP_OK)
		return t;
	tp_transaction_free(t);
	return NULL;
}

static bool
build(const tp_message *message, const tp_message_options *options, tp_bytes *out)
{
	tp_idr copy = *tp_message_idr(message);
	tp_transaction *t;
	tp_status status;

	/* A photograph's record is not here. */
	if (copy.photo_count != 0)
		return false;
	tp_str_from("NORAM\03711.0", &copy.envelope.dom);
	status = tp_idr_build(&copy, options, &t, NULL);
	must(status == TP_OK || status == TP_ERR_ARG);
	must((t != NULL) == (status == TP_OK));
	if (t == NULL)
		return false;
	must(tp_transaction_write(t, 0, out, NULL) == TP_OK);
	tp_transaction_free(t);
	return true;
}

static void
again(const tp_message *message, const tp_message_options *options)
{
	const tp_idr *idr = tp_message_idr(message), *same;
	tp_message *back;
	tp_bytes once, twice;

	if (!build(message, options, &once))
		return;
	must(tp_message_read(once.ptr, once.len, options, &back, NULL) == TP_OK);
	same = tp_message_idr(back);
	must(same != NULL && same->match == idr->match && same->has_iar == idr->has_iar &&
	    same->encounter_count == idr->encounter_count && same->iar.len == idr->iar.len);
	must(idr->iar.len == 0 || memcmp(same->iar.ptr, idr->iar.ptr, idr->iar.len) == 0);
	must(build(back, options, &twice));
	must(once.len == twice.len && memcmp(once.ptr, twice.ptr, once.len) == 0);
	tp_bytes_free(&twice);
	tp_bytes_free(&once);
	tp_message_free(back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_message_options options = { .size = sizeof options };
	tp_transaction *t = carry(data, size);
	static tp_profile *profile; /* made once, for it takes the most time */
	tp_message *message;

	if (t == NULL)
		return 0;
	if (profile == NULL)
		must(tp_profile_new("ebts-11.0", NULL, &profile, NULL) == TP_OK);
	options.profile = profile;
	must(tp_message_of(t, &options, &message, NULL) == TP_OK);
	if (tp_message_idr(message) != NULL) {
		again(message, &options);
	} else {
		const tp_sre *sre = tp_message_sre(message);

		must(sre != NULL && sre->ers.len + sre->sii.len == size);
	}
	tp_message_free(message);
	tp_transaction_free(t);
	return 0;
}
