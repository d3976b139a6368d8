/* SPDX-License-Identifier: MIT */
/*
 * The images in the records of real files, below TENPRINT_CORPUS: each that is
 * of a codec of the standard decodes to the size that its header says, and
 * goes back into its record with nothing at odds. Without the folder this is
 * skipped, and says so; the few that are broken are counted.
 */

#include "config.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/tenprint.h>

#include "run_cases.h"

#define MAX_PATH 1024
#define LEAST_FILES 91
#define LEAST_IMAGES 226
#define SKIPPED 77

static const char *folder;
static size_t files, images, headers, at_odds, converted, unknown, broken;

static bool
is_listed(int32_t codec)
{
	return codec >= TP_CODEC_RAW && codec != TP_CODEC_PNM && codec <= TP_CODEC_VECTOR;
}

static void
decode(const char *path, const tp_record *r, const tp_record_image_view *v)
{
	tp_image image;
	tp_diag diag;
	tp_status status;

	if (!is_listed(v->info.codec)) {
		unknown++;
		return;
	}
	images++;
	headers += v->has_header;
	at_odds += v->diff != 0;
	status = tp_record_image_decode(r, NULL, &image, &diag);
	if (status != TP_OK) {
		broken++;
		(void)printf("%s: record %zu: %s: %s\n", path + strlen(folder) + 1,
		    tp_record_index(r) + 1, tp_codec_name(v->info.codec), diag.text);
		ck_assert_int_eq(diag.type, tp_record_type(r));
		return;
	}
	if (v->info.codec != TP_CODEC_VECTOR) {
		ck_assert_msg(image.info.width == v->info.width &&
		    image.info.height == v->info.height, "%s: record %zu", path,
		    tp_record_index(r) + 1);
		ck_assert(v->info.ppi_x <= 0 || image.info.ppi_x > 0);
	}
	tp_image_free(&image);
}

/* Its own image put in again leaves a record nothing to be at odds about, but what is not there. */
static void
put_back(tp_record *r, const tp_record_image_view *v)
{
	tp_record_image_view after;
	tp_diag diag;
	tp_bytes copy;
	tp_status status;

	if (!v->has_header || v->info.codec == TP_CODEC_G4 || tp_record_type(r) == 7)
		return;
	copy.ptr = malloc(v->bytes.len);
	copy.len = v->bytes.len;
	ck_assert_ptr_nonnull(copy.ptr);
	memcpy(copy.ptr, v->bytes.ptr, copy.len);
	status = tp_record_image_replace(r, copy.ptr, copy.len, &diag);
	ck_assert_msg(status == TP_OK, "%s", diag.text);
	ck_assert_int_eq(tp_record_image(r, &after, &diag), TP_OK);
	ck_assert_uint_eq(after.diff & ~TP_IMAGE_DIFF_PPI &
	    ~(tp_record_is_binary(r) ? TP_IMAGE_DIFF_DEPTH : 0), 0);
	ck_assert_msg(tp_record_is_binary(r) || (after.diff & TP_IMAGE_DIFF_PPI) == 0,
	    "type %d: %g ppi in the record, %g in the image", tp_record_type(r),
	    after.declared.ppi_x, after.info.ppi_x);
	ck_assert_uint_eq(after.bytes.len, copy.len);
	ck_assert_mem_eq(after.bytes.ptr, copy.ptr, copy.len);
	free(copy.ptr);
}

/* To the other type and back: where that is possible at all, the image is the same. */
static void
there_and_back(tp_record *r, const tp_record_image_view *v)
{
	tp_convert_options o = { .size = sizeof o, .flags = TP_CONVERT_LOSSY, .src = "SYNTH",
		.fcd = "20261123" };
	tp_record_image_view after;
	int type = tp_record_type(r);

	if (type != 4 || tp_record_to_finger(r, &o, NULL) != TP_OK)
		return;
	ck_assert_int_eq(tp_record_type(r), 14);
	ck_assert_int_eq(tp_record_to_print(r, &o, NULL), TP_OK);
	ck_assert_int_eq(tp_record_image(r, &after, NULL), TP_OK);
	ck_assert_ptr_eq(after.bytes.ptr, v->bytes.ptr);
	ck_assert_uint_eq(after.bytes.len, v->bytes.len);
	ck_assert_uint_eq(after.declared.width, v->declared.width);
	ck_assert_uint_eq(after.positions[0], v->positions[0]);
	ck_assert_int_eq(after.declared.codec, v->declared.codec);
	converted++;
}

static void
look_through(const char *path)
{
	tp_read_options tolerant = { .size = sizeof tolerant, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	size_t i;

	if (tp_transaction_read_file(path, &tolerant, &t, NULL) != TP_OK)
		return;
	files++;
	for (i = 0; i < tp_transaction_record_count(t); i++) {
		tp_record *r = tp_transaction_record(t, i);
		tp_record_image_view view;

		if (tp_record_image(r, &view, NULL) != TP_OK)
			continue;
		decode(path, r, &view);
		there_and_back(r, &view);
		if (tp_record_image(r, &view, NULL) == TP_OK)
			put_back(r, &view);
	}
	tp_transaction_free(t);
}

static void
walk(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	char below[MAX_PATH];

	if (dir == NULL) {
		look_through(path);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		ck_assert_int_lt(snprintf(below, sizeof below, "%s/%s", path, entry->d_name),
		    MAX_PATH);
		walk(below);
	}
	(void)closedir(dir);
}

START_TEST(every_image_decodes)
{
	walk(folder);
	(void)printf("%zu transactions, %zu images (%zu with a header), %zu at odds with their "
	    "records, %zu converted and back, %zu of no known format, %zu not decoded\n", files,
	    images, headers, at_odds, converted, unknown, broken);
	ck_assert_uint_ge(files, LEAST_FILES);
	ck_assert_uint_ge(images, LEAST_IMAGES);
	ck_assert_uint_gt(converted, 0);
	ck_assert_uint_eq(broken, 0);
	/* Old converters wrote a second tag into the data of a few. */
	ck_assert_uint_le(unknown, 3);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("record_image_corpus");

	folder = getenv("TENPRINT_CORPUS");
	if (folder == NULL || folder[0] == '\0') {
		(void)printf("TENPRINT_CORPUS is not set: no real files\n");
		return SKIPPED;
	}
	if (!tp_has(TP_FEATURE_PNG) || !tp_has(TP_FEATURE_JPEG) || !tp_has(TP_FEATURE_JPEG2000) ||
	    !tp_has(TP_FEATURE_TIFF) || !tp_has(TP_FEATURE_WSQ)) {
		(void)printf("this build does not decode every codec: skipped\n");
		return SKIPPED;
	}
	tcase_add_test(c, every_image_decodes);
	tcase_set_timeout(c, 0);
	return run_cases("record_image_corpus", &c, 1);
}
