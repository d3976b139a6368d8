/* SPDX-License-Identifier: MIT */
/* What the tests of images in records share: a transaction, and records with small images. */
#ifndef RECORD_SAMPLES_H
#define RECORD_SAMPLES_H

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

#include "run_cases.h"

#define WIDTH 48
#define HEIGHT 40

static tp_transaction *t;
static tp_diag diag;

static inline void
setup(void)
{
	tp_new_options o = { .size = sizeof o, .tot = "CAR", .dat = "20261123",
		.dai = "WVIAFIS0Z", .ori = "NY0300000", .tcn = "SAMPLE-1", .nsr = "39.37",
		.ntr = "39.37" };

	ck_assert_int_eq(tp_transaction_new(&o, &t, &diag), TP_OK);
}

static inline void
teardown(void)
{
	tp_transaction_free(t);
	t = NULL;
}

/* A picture of nothing, the same every time. */
static inline void
picture(uint32_t components, uint32_t depth, double ppi, tp_image *out)
{
	size_t i;

	ck_assert_int_eq(tp_image_new(WIDTH, HEIGHT, components, depth, NULL, NULL, out, &diag),
	    TP_OK);
	for (i = 0; i < out->bytes; i++)
		out->pixels[i] = depth == 1 ? (uint8_t)(i * 37)
		                            : (uint8_t)(128 + 60 * sin((double)i * 0.3));
	if (ppi > 0) {
		out->info.ppi_x = out->info.ppi_y = ppi;
		out->info.ppi_source = TP_PPI_CALLER;
	}
}

static inline void
encoded(int codec, uint32_t components, uint32_t depth, double ppi, tp_bytes *out)
{
	tp_encode_options o = { .size = sizeof o, .codec = codec };
	tp_image image;

	picture(components, depth, ppi, &image);
	ck_assert_msg(tp_image_encode(&image, &o, out, &diag) == TP_OK, "%s", diag.text);
	tp_image_free(&image);
}

static inline tp_record *
add(int type)
{
	tp_record *r;

	ck_assert_int_eq(tp_transaction_add_record(t, type, -1, 0, &r, &diag), TP_OK);
	return r;
}

static inline void
set(tp_record *r, uint32_t field, const char *text)
{
	ck_assert_msg(tp_record_set_text(r, field, text, &diag) == TP_OK, "%s", diag.text);
}

static inline void
set_data(tp_record *r, const void *bytes, size_t len)
{
	tp_image_fields f;

	ck_assert(tp_record_image_fields(tp_record_type(r), &f));
	ck_assert_int_eq(tp_record_set(r, f.data, 0, 0, bytes, len, 0, &diag), TP_OK);
}

static inline void
look(const tp_record *r, tp_record_image_view *v)
{
	ck_assert_msg(tp_record_image(r, v, &diag) == TP_OK, "%s", diag.text);
}

static inline void
value_is(const tp_record *r, uint32_t field, const char *text)
{
	tp_value value;

	ck_assert_msg(tp_record_value(r, field, 0, 0, &value) == TP_OK, "no field %lu",
	    (unsigned long)field);
	ck_assert_uint_eq(value.text.len, strlen(text));
	ck_assert_mem_eq(value.text.ptr, text, value.text.len);
}

/* A Type-4 record with an encoded image that it describes rightly. */
static inline tp_record *
print_of(int codec, const char *isr)
{
	tp_bytes bytes;
	tp_record *r = add(4);
	char number[4];

	encoded(codec, 1, 8, 0, &bytes);
	(void)snprintf(number, sizeof number, "%d", codec);
	set(r, 3, "1");
	set(r, 4, "2");
	set(r, 5, isr);
	set(r, 6, "48");
	set(r, 7, "40");
	set(r, 8, number);
	set_data(r, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return r;
}

static inline void
describe(tp_record *r, const char *codec, const char *units, const char *ppi)
{
	tp_image_fields f;

	ck_assert(tp_record_image_fields(tp_record_type(r), &f));
	set(r, f.width, "48");
	set(r, f.height, "40");
	set(r, f.units, units);
	set(r, f.ppi_x, ppi);
	set(r, f.ppi_y, ppi);
	set(r, f.codec, codec);
	if (f.depth != 0)
		set(r, f.depth, "8");
	if (f.colour != 0)
		set(r, f.colour, "GRAY");
}

/* A Type-14 record that could be one of Type-4. */
static inline tp_record *
finger_of(int codec, const char *ppi)
{
	tp_record *r = add(14);
	tp_bytes bytes;

	encoded(codec, 1, 8, 0, &bytes);
	set(r, 3, "0");
	set(r, 4, "NY0300000");
	set(r, 5, "20261123");
	describe(r, tp_codec_label(codec), "1", ppi);
	set(r, 13, "7");
	set_data(r, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return r;
}

/* The transaction's bytes are these; they are freed. */
static inline void
still_is(tp_bytes *before)
{
	tp_bytes after;

	ck_assert_int_eq(tp_transaction_write(t, 0, &after, &diag), TP_OK);
	ck_assert_uint_eq(after.len, before->len);
	ck_assert_mem_eq(after.ptr, before->ptr, after.len);
	tp_bytes_free(before);
	tp_bytes_free(&after);
}

#endif
