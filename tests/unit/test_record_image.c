/* SPDX-License-Identifier: MIT */
/*
 * The images in records: what each type says of its image, where that is at
 * odds with the image, decoding by what is there, and replacing as a whole or
 * not at all.
 */

#include "base/sha256.h"
#include "record_samples.h"

START_TEST(binary_prints)
{
	static const struct {
		int type;
		const char *isr;
		double ppi;
		uint32_t bits;
	} cases[] = { { 3, "0", 250, 8 }, { 4, "0", 500, 8 }, { 4, "1", 1000, 8 },
		{ 5, "0", 250, 1 }, { 6, "0", 500, 1 }, { 6, "1", 1000, 1 }, { 4, "2", 0, 8 } };
	uint8_t pixels[WIDTH * HEIGHT] = { 1, 2, 3 };
	tp_record *r = add(cases[_i].type);
	tp_record_image_view v;
	tp_image image;

	set(r, 3, "4");
	set(r, 4, "2\036" "7");
	set(r, 5, cases[_i].isr);
	set(r, 6, "48");
	set(r, 7, "40");
	ck_assert_int_eq(tp_record_image(r, &v, &diag), TP_ERR_NOTFOUND);
	ck_assert_int_eq(diag.field, 9);
	ck_assert_uint_eq(v.declared.width, 48);
	set_data(r, pixels, sizeof pixels / 8 * cases[_i].bits);
	look(r, &v);
	ck_assert_uint_eq(v.field, 9);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert(!v.has_header);
	ck_assert_int_eq(v.declared.codec, TP_CODEC_RAW);
	ck_assert_int_eq(v.info.codec, TP_CODEC_RAW);
	ck_assert_uint_eq(v.declared.height, 40);
	ck_assert_uint_eq(v.declared.depth, cases[_i].bits);
	ck_assert_double_eq(v.declared.ppi_x, cases[_i].ppi);
	ck_assert_double_eq(v.declared.ppi_y, cases[_i].ppi);
	ck_assert_int_eq(v.impression, 4);
	ck_assert_uint_eq(v.position_count, 2);
	ck_assert_uint_eq(v.positions[0], 2);
	ck_assert_uint_eq(v.positions[1], 7);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_uint_eq(image.info.depth, cases[_i].bits);
	ck_assert_mem_eq(image.pixels, pixels, image.bytes);
	ck_assert_double_eq(image.info.ppi_x, cases[_i].ppi);
	tp_image_free(&image);
	set_data(r, pixels, sizeof pixels / 8 * cases[_i].bits - 3);
	look(r, &v);
	ck_assert_uint_eq(v.diff, TP_IMAGE_DIFF_LENGTH);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_ERR_TRUNCATED);
	ck_assert_int_eq(diag.field, 9);
	ck_assert_int_eq(diag.type, cases[_i].type);
}
END_TEST

START_TEST(tagged_images)
{
	static const int types[] = { 10, 13, 14, 15, 16, 17, 19, 20 };
	int type = types[_i];
	tp_record *r = add(type);
	tp_record_image_view v;
	tp_image_fields f;
	tp_image image;
	tp_bytes png;

	ck_assert(tp_record_image_fields(type, &f));
	encoded(TP_CODEC_PNG, 1, 8, 0, &png);
	describe(r, "PNG", "2", "197");
	if (f.position != 0)
		set(r, f.position, "2");
	set_data(r, png.ptr, png.len);
	look(r, &v);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert(v.has_header);
	ck_assert_uint_eq(v.field, 999);
	ck_assert_int_eq(v.declared.codec, TP_CODEC_PNG);
	ck_assert_uint_eq(v.declared.depth * v.declared.components, 8);
	ck_assert_double_eq_tol(v.declared.ppi_x, 500.38, 0.001);
	ck_assert_int_eq(v.info.ppi_source, TP_PPI_RECORD);
	ck_assert_int_eq(v.impression, -1);
	ck_assert_uint_eq(v.position_count, f.position != 0 ? 1 : 0);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_int_eq(image.info.ppi_source, TP_PPI_RECORD);
	ck_assert_double_eq_tol(image.info.ppi_y, 500.38, 0.001);
	tp_image_free(&image);
	set(r, f.units, "0");
	look(r, &v);
	ck_assert_double_eq(v.declared.ppi_x, 0);
	ck_assert_int_eq(v.info.ppi_source, TP_PPI_NONE);
	tp_bytes_free(&png);
}
END_TEST

START_TEST(no_image)
{
	static const int types[] = { 1, 2, 9, 18, 21, 98, 99 };
	tp_record_image_view v;
	tp_image_fields f;
	tp_image image;
	tp_record *r = types[_i] == 1 ? tp_transaction_record(t, 0) : add(types[_i]);

	ck_assert(!tp_record_image_fields(types[_i], &f));
	ck_assert_int_eq(tp_record_image(r, &v, &diag), TP_ERR_NOTFOUND);
	ck_assert_int_eq(diag.type, types[_i]);
	ck_assert_uint_eq(v.bytes.len, 0);
	ck_assert_int_eq(v.declared.codec, TP_CODEC_UNKNOWN);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_ERR_NOTFOUND);
	ck_assert_ptr_null(image.pixels);
	ck_assert_int_eq(tp_record_image_replace(r, "P5 1 1 255\nx", 12, &diag),
	    TP_ERR_UNSUPPORTED);
}
END_TEST

START_TEST(type7_by_its_size)
{
	uint8_t bytes[13 + 12 * 10] = { 6, 8, 255, 255, 255, 255, 255, 0, 0, 12, 0, 10, 0 };
	tp_record *r = add(7);
	tp_record_image_view v;
	tp_image image;

	bytes[13] = 99;
	set_data(r, bytes, sizeof bytes);
	look(r, &v);
	ck_assert_uint_eq(v.bytes.len, 120);
	ck_assert_uint_eq(v.declared.width, 12);
	ck_assert_uint_eq(v.declared.height, 10);
	ck_assert_double_eq(v.declared.ppi_x, 500);
	ck_assert_int_eq(v.impression, 6);
	ck_assert_uint_eq(v.position_count, 1);
	ck_assert_uint_eq(v.positions[0], 8);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_uint_eq(image.pixels[0], 99);
	tp_image_free(&image);
	ck_assert_int_eq(tp_record_image_replace(r, "P5 1 1 255\nx", 12, &diag),
	    TP_ERR_UNSUPPORTED);
	bytes[11] = 11;
	set_data(r, bytes, sizeof bytes);
	ck_assert_int_eq(tp_record_image(r, &v, &diag), TP_ERR_NOTFOUND);
	ck_assert_uint_eq(v.declared.width, 0);
	set_data(r, bytes, 13);
	ck_assert_int_eq(tp_record_image(r, &v, &diag), TP_ERR_NOTFOUND);
}
END_TEST

START_TEST(signatures_by_srt)
{
	static const uint8_t strokes[] = { 0, 10, 0, 10, 200, 1, 0, 0, 200, 255 };
	static const uint8_t bits[WIDTH / 8 * HEIGHT] = { 0xa5 };
	tp_record *r = add(8);
	tp_record_image_view v;
	tp_image image;
	tp_bytes g4;

	set(r, 4, "0");
	set(r, 6, "48");
	set(r, 7, "40");
	set_data(r, bits, sizeof bits);
	look(r, &v);
	ck_assert_int_eq(v.info.codec, TP_CODEC_RAW);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_mem_eq(image.pixels, bits, sizeof bits);
	tp_image_free(&image);

	set(r, 4, "2");
	set(r, 6, "0");
	set(r, 7, "0");
	set_data(r, strokes, sizeof strokes);
	look(r, &v);
	ck_assert_int_eq(v.declared.codec, TP_CODEC_VECTOR);
	ck_assert_int_eq(v.info.codec, TP_CODEC_VECTOR);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_uint_eq(image.info.depth, 1);
	tp_image_free(&image);

	if (!tp_codec_can(TP_CODEC_G4, TP_CODEC_CAN_ENCODE))
		return;
	encoded(TP_CODEC_G4, 1, 1, 0, &g4);
	set(r, 4, "1");
	set(r, 6, "48");
	set(r, 7, "40");
	set_data(r, g4.ptr, g4.len);
	look(r, &v);
	ck_assert_int_eq(v.info.codec, TP_CODEC_G4);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_uint_eq(image.info.width, 48);
	ck_assert_uint_eq(image.pixels[1], 37);
	tp_image_free(&image);
	tp_bytes_free(&g4);
}
END_TEST

/* Each wrong word in the record is one bit, and the image decodes all the same. */
START_TEST(disagreements)
{
	tp_record *r = add(14);
	tp_record_image_view v;
	tp_image image;
	tp_bytes png;

	encoded(TP_CODEC_PNG, 1, 8, 1000, &png);
	describe(r, "PNG", "1", "1000");
	set_data(r, png.ptr, png.len);
	look(r, &v);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert_int_eq(v.info.ppi_source, TP_PPI_HEADER);
	set(r, 9, "1009");
	look(r, &v);
	ck_assert_uint_eq(v.diff, 0);
	set(r, 9, "500");
	look(r, &v);
	ck_assert_uint_eq(v.diff, TP_IMAGE_DIFF_PPI);
	ck_assert_double_eq_tol(v.info.ppi_x, 1000, 0.1);
	set(r, 6, "47");
	look(r, &v);
	ck_assert_uint_eq(v.diff, TP_IMAGE_DIFF_PPI | TP_IMAGE_DIFF_WIDTH);
	set(r, 7, "41");
	set(r, 12, "24");
	look(r, &v);
	ck_assert_uint_eq(v.diff, TP_IMAGE_DIFF_PPI | TP_IMAGE_DIFF_WIDTH |
	    TP_IMAGE_DIFF_HEIGHT | TP_IMAGE_DIFF_DEPTH);
	set(r, 11, "WSQ");
	look(r, &v);
	ck_assert_int_eq(v.declared.codec, TP_CODEC_WSQ);
	ck_assert_int_eq(v.info.codec, TP_CODEC_PNG);
	ck_assert((v.diff & TP_IMAGE_DIFF_CODEC) != 0);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_OK);
	ck_assert_uint_eq(image.info.width, WIDTH);
	tp_image_free(&image);
	set(r, 11, "NONE");
	look(r, &v);
	ck_assert_int_eq(v.info.codec, TP_CODEC_PNG);
	set(r, 11, "JPEGB");
	set_data(r, "neither", 7);
	look(r, &v);
	ck_assert_int_eq(v.info.codec, TP_CODEC_UNKNOWN);
	ck_assert_uint_eq(v.diff, TP_IMAGE_DIFF_CODEC);
	ck_assert_int_eq(tp_record_image_decode(r, NULL, &image, &diag), TP_ERR_UNSUPPORTED);
	ck_assert_int_eq(diag.field, 999);
	tp_bytes_free(&png);
}
END_TEST

START_TEST(replace_lets_fields_follow)
{
	tp_record *r = finger_of(TP_CODEC_PNG, "500");
	tp_record_image_view v;
	tp_bytes bytes;
	char hash[TPI_SHA256_TEXT + 1] = "";

	set(r, 996, "00");
	encoded(TP_CODEC_WSQ, 1, 8, 500, &bytes);
	ck_assert_int_eq(tp_record_image_replace(r, bytes.ptr, bytes.len, &diag), TP_OK);
	tpi_sha256_text(bytes.ptr, bytes.len, hash);
	value_is(r, 996, hash);
	value_is(r, 11, "WSQ20");
	look(r, &v);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert_uint_eq(v.bytes.len, bytes.len);
	tp_bytes_free(&bytes);

	set(r, 8, "2");
	set(r, 12, "8");
	encoded(TP_CODEC_PNG, 3, 8, 1000, &bytes);
	ck_assert_int_eq(tp_record_image_replace(r, bytes.ptr, bytes.len, &diag), TP_OK);
	value_is(r, 9, "394");
	value_is(r, 10, "394");
	value_is(r, 12, "24");
	value_is(r, 11, "PNG");
	set(r, 8, "0");
	ck_assert_int_eq(tp_record_image_replace(r, bytes.ptr, bytes.len, &diag), TP_OK);
	value_is(r, 8, "1");
	value_is(r, 9, "1000");
	look(r, &v);
	ck_assert_uint_eq(v.diff, 0);
	tp_bytes_free(&bytes);

	/* 28 pixels per cm would be 71 an inch. */
	set(r, 8, "2");
	encoded(TP_CODEC_PNG, 1, 8, 72, &bytes);
	ck_assert_int_eq(tp_record_image_replace(r, bytes.ptr, bytes.len, &diag), TP_OK);
	value_is(r, 8, "1");
	value_is(r, 9, "72");
	tp_bytes_free(&bytes);

	ck_assert_int_eq(tp_record_image_replace(r, "P5 2 3 255\nabcdef", 17, &diag), TP_OK);
	value_is(r, 6, "2");
	value_is(r, 7, "3");
	value_is(r, 9, "72");
	value_is(r, 11, "NONE");
	value_is(r, 12, "8");
	value_is(r, 999, "abcdef");
}
END_TEST

START_TEST(replace_in_other_types)
{
	tp_record *face = add(10), *print = print_of(TP_CODEC_PNG, "0"), *pen = add(8),
	    *line = add(6);
	tp_record_image_view v;
	tp_bytes bytes;

	describe(face, "PNG", "0", "1");
	encoded(TP_CODEC_PNG, 3, 8, 0, &bytes);
	ck_assert_int_eq(tp_record_image_replace(face, bytes.ptr, bytes.len, &diag), TP_OK);
	value_is(face, 12, "SRGB");
	value_is(face, 8, "0");
	look(face, &v);
	ck_assert_uint_eq(v.diff, 0);
	tp_bytes_free(&bytes);

	encoded(TP_CODEC_WSQ, 1, 8, 0, &bytes);
	ck_assert_int_eq(tp_record_image_replace(print, bytes.ptr, bytes.len, &diag), TP_OK);
	value_is(print, 8, "1");
	look(print, &v);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert_int_eq(tp_record_image_replace(pen, bytes.ptr, bytes.len, &diag),
	    TP_ERR_UNSUPPORTED);
	tp_bytes_free(&bytes);
	ck_assert_int_eq(tp_record_image_replace(pen, "P4 8 2\nab", 9, &diag), TP_OK);
	value_is(pen, 4, "0");
	value_is(pen, 8, "ab");
	ck_assert_int_eq(tp_record_image_replace(line, "P4 8 2\nab", 9, &diag), TP_OK);
	value_is(line, 9, "ab");
	look(line, &v);
	ck_assert_uint_eq(v.diff, 0);
	ck_assert_int_eq(tp_record_image_replace(print, "P4 8 2\nab", 9, &diag),
	    TP_ERR_UNSUPPORTED);
}
END_TEST

/* Nothing of a refused image stays: the transaction writes the same bytes. */
START_TEST(replace_is_all_or_nothing)
{
	tp_record *r = print_of(TP_CODEC_PNG, "0"), *finger = finger_of(TP_CODEC_PNG, "500");
	tp_encode_options o = { .size = sizeof o, .codec = TP_CODEC_PNM };
	tp_bytes before, wide, pnm;
	tp_image image;

	ck_assert_int_eq(tp_transaction_write(t, 0, &before, &diag), TP_OK);
	ck_assert_int_eq(tp_image_new(70000, 1, 1, 8, NULL, NULL, &image, &diag), TP_OK);
	ck_assert_int_eq(tp_image_encode(&image, &o, &pnm, &diag), TP_OK);
	o.codec = TP_CODEC_PNG;
	ck_assert_int_eq(tp_image_encode(&image, &o, &wide, &diag), TP_OK);
	tp_image_free(&image);
	ck_assert_int_eq(tp_record_image_replace(r, wide.ptr, wide.len, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_record_image_replace(r, pnm.ptr, pnm.len, &diag), TP_ERR_RANGE);
	ck_assert_int_eq(tp_record_image_replace(r, "what", 4, &diag), TP_ERR_UNSUPPORTED);
	ck_assert_int_eq(tp_record_image_replace(r, pnm.ptr, 20, &diag), TP_ERR_TRUNCATED);
	ck_assert_int_eq(tp_record_image_replace(finger, wide.ptr, 20, &diag), TP_ERR_TRUNCATED);
	still_is(&before);
	tp_bytes_free(&wide);
	tp_bytes_free(&pnm);
}
END_TEST

START_TEST(known_hashes)
{
	char million[200], text[TPI_SHA256_TEXT + 1] = "";

	tpi_sha256_text("", 0, text);
	ck_assert_str_eq(text, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
	tpi_sha256_text("abc", 3, text);
	ck_assert_str_eq(text, "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
	tpi_sha256_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, text);
	ck_assert_str_eq(text, "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1");
	memset(million, 'a', sizeof million);
	tpi_sha256_text(million, 119, text);
	ck_assert_str_eq(text, "31EBA51C313A5C08226ADF18D4A359CFDFD8D2E816B13F4AF952F7EA6584DCFB");
	tpi_sha256_text(million, 120, text);
	ck_assert_str_eq(text, "2F3D335432C70B580AF0E8E1B3674A7C020D683AA5F73AAAEDFDC55AF904C21C");
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("record_image");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, binary_prints, 0, 7);
	tcase_add_loop_test(c, no_image, 0, 7);
	tcase_add_test(c, type7_by_its_size);
	tcase_add_test(c, signatures_by_srt);
	tcase_add_test(c, known_hashes);
	if (tp_codec_can(TP_CODEC_PNG, TP_CODEC_CAN_ENCODE) &&
	    tp_codec_can(TP_CODEC_WSQ, TP_CODEC_CAN_ENCODE)) {
		tcase_add_loop_test(c, tagged_images, 0, 8);
		tcase_add_test(c, disagreements);
		tcase_add_test(c, replace_lets_fields_follow);
		tcase_add_test(c, replace_in_other_types);
		tcase_add_test(c, replace_is_all_or_nothing);
	}
	return run_cases("record_image", &c, 1);
}
