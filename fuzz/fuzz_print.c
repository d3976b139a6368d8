/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: the images in records. The input is read as a transaction;
 * every image is looked at, decoded strictly and tolerantly, put back in as
 * pixels and made a record of the other type and back. What was put in agrees
 * with its record and decodes to the same.
 */

#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

#define MAX_PIXELS (1u << 18)
#define MAX_RECORDS 32

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const tp_limits limits = { .size = sizeof limits, .bytes = 1 << 20, .arena = 1 << 24,
	.pixels = MAX_PIXELS };

static void
insist(bool truth)
{
	if (!truth)
		abort();
}

static tp_status
decode(const tp_record *r, uint32_t flags, tp_image *out)
{
	bool damaged = false;
	tp_decode_options o = { .size = sizeof o, .flags = flags, .limits = &limits,
		.damaged = &damaged };
	tp_status status;
	tp_diag diag;

	tp_diag_init(&diag);
	status = tp_record_image_decode(r, &o, out, &diag);
	insist((status != TP_OK || damaged) == (diag.code != TP_OK));
	insist(status == TP_OK || out->pixels == NULL);
	insist(!damaged || (flags & TP_DECODE_TOLERANT) != 0);
	return status;
}

static bool
same(const tp_image *a, const tp_image *b)
{
	return a->info.width == b->info.width && a->info.height == b->info.height &&
	    a->bytes == b->bytes && memcmp(a->pixels, b->pixels, a->bytes) == 0;
}

/* As PNM, of which only the pixels are stored. */
static void
replace(tp_record *r, const tp_image *image)
{
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_PNM };
	tp_record_image_view view;
	tp_image back;
	tp_bytes bytes;

	if (tp_image_encode(image, &o, &bytes, NULL) != TP_OK)
		return;
	if (tp_record_image_replace(r, bytes.ptr, bytes.len, NULL) == TP_OK) {
		insist(tp_record_image(r, &view, NULL) == TP_OK);
		insist((view.diff & ~TP_IMAGE_DIFF_PPI) == 0);
		insist(decode(r, 0, &back) == TP_OK);
		insist(same(image, &back));
		tp_image_free(&back);
	}
	tp_bytes_free(&bytes);
}

static void
convert(tp_record *r)
{
	tp_convert_options o = { .size = sizeof o, .flags = TP_CONVERT_LOSSY, .src = "NY0300000",
		.fcd = "20261123" };
	int type = tp_record_type(r);

	if (tp_record_to_finger(r, &o, NULL) == TP_OK)
		insist(type == 4 && tp_record_type(r) == 14);
	else
		insist(tp_record_type(r) == type);
	if (tp_record_to_print(r, &o, NULL) == TP_OK)
		insist(tp_record_type(r) == 4);
}

static void
try_record(tp_record *r)
{
	tp_record_image_view view;
	tp_image strict, tolerant;

	(void)!tp_record_image(r, &view, NULL);
	if (decode(r, TP_DECODE_TOLERANT, &tolerant) == TP_OK) {
		if (decode(r, 0, &strict) == TP_OK)
			insist(same(&strict, &tolerant));
		tp_image_free(&strict);
		convert(r);
		replace(r, &tolerant);
	} else {
		insist(decode(r, 0, &strict) != TP_OK);
		convert(r);
	}
	tp_image_free(&tolerant);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT,
		.limits = &limits };
	tp_transaction *t;
	tp_bytes out;
	size_t i;

	if (tp_transaction_read(data, size, &options, &t, NULL) != TP_OK)
		return 0;
	for (i = 0; i < tp_transaction_record_count(t) && i < MAX_RECORDS; i++)
		try_record(tp_transaction_record(t, i));
	if (tp_transaction_write(t, 0, &out, NULL) == TP_OK)
		tp_bytes_free(&out);
	tp_transaction_free(t);
	return 0;
}
