/* SPDX-License-Identifier: MIT */
/*
 * Clean bookings of no person: an arrest under EBTS 11.0 with Type-14, one
 * under EBTS 9.1 with Type-4, and the standard of 2011 alone. The prints are
 * synthetic; the fifth finger is amputated, which has to be told.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/edit.h>
#include <tenprint/print.h>
#include <tenprint/synth.h>

#include "mutations.h"

#define COUNT(table) (sizeof table / sizeof table[0])
#define ANNOTATION "20240229120000Z" US "TOOL" US "OWNER" US "DONE"
#define PLACE "20240229120000Z" US "38" US "53" US "51.72" US "-77" US "2" US "11.76" US \
	"120" US "WGS84" US "17S" US "589588" US "4387146" US "A STREET" US "GRID" US "SQUARE"

static const card_field e_header[] = {
	{ 2, "0502" }, { 4, "CAR" }, { 5, "20240229" }, { 6, "4" }, { 7, "WVIAFIS0Z" },
	{ 8, "WV0000000" }, { 9, "SYNTHETIC-0001" }, { 10, "SYNTHETIC-0000" }, { 11, "00.00" },
	{ 12, "00.00" }, { 13, "NORAM" US "11.0" }, { 14, "20240229120000Z" },
	{ 15, "003" US "UTF-8" US "4.0" }, { 16, "ORG" US "PROFILE" US "1" },
	{ 17, "RECEIVER" US "SENDER" }, { 18, "ISO" },
};

static const card_field e_person[] = {
	{ 5, "Y" }, { 6, "SYNTHETIC ATTENTION" }, { 7, "WV0000000" RS "WV0000001/DESK" },
	{ 9, "CASE-0001" }, { 14, "123456AA1" }, { 15, "WV000001" }, { 16, "999999999" },
	{ 17, "MP-0001" RS "AS-123456" }, { 18, "SYNTHETIC,PERSON A" },
	{ 19, "OTHER,NAME" RS "THIRD,NAME" }, { 20, "WV" }, { 21, "US" }, { 22, "19800101" },
	{ 24, "M" }, { 25, "U" }, { 26, "SC L ARM" }, { 27, "510" }, { 29, "180" }, { 31, "BRO" },
	{ 32, "BRO" }, { 35, "Y" }, { 36, "Y" }, { 39, "EMPLOYER" }, { 40, "CLERK" },
	{ 41, "1 STREET" }, { 45, "20240228" }, { 47, "20240227" US "A CHARGE" RS US "ANOTHER" },
	{ 51, "20240228" US "OFFENSE" US "PROVISION" US "CONVICTED" US "01" }, { 56, "CAUTION" },
	{ 67, "MAKE" US "MODEL" US "SERIAL" }, { 70, "Y" }, { 73, "WV0000000" },
	{ 84, "05" US "XX" }, { 87, "Y" }, { 96, "Y" }, { 98, "9" }, { 2015, "20290101" },
	{ 2020, "WV0000000" }, { 2037, "ESI-1" }, { 2040, "1" }, { 2062, "1" }, { 2063, "Y" },
	{ 2064, "NAME" US "TEXT" }, { 2065, "CI" }, { 2067, "Y" }, { 2070, "RAP BACK DESK" },
};

static const card_field n_header[] = {
	{ 2, "0400" }, { 4, "CAR" }, { 5, "20240229" }, { 6, "4" }, { 7, "WVIAFIS0Z" },
	{ 8, "WV0000000" }, { 9, "SYNTHETIC-0002" }, { 10, "SYNTHETIC-0000" }, { 11, "19.69" },
	{ 12, "19.69" }, { 13, "NORAM" US "9.1" }, { 14, "20240229120000Z" },
	{ 15, "003" US "UTF-8" US "4.0" },
};

static const card_field n_person[] = {
	{ 5, "Y" }, { 6, "SYNTHETIC ATTENTION" }, { 7, "WV0000000" RS "WV0000001/DESK" },
	{ 9, "CASE-0001" }, { 14, "123456AA1" }, { 15, "WV000001" }, { 16, "999999999" },
	{ 17, "MP-0001" RS "AS-123456" }, { 18, "SYNTHETIC,PERSON A" },
	{ 19, "OTHER,NAME" RS "THIRD,NAME" }, { 20, "WV" }, { 21, "US" }, { 22, "19800101" },
	{ 24, "M" }, { 25, "U" }, { 26, "SC L ARM" }, { 27, "510" }, { 29, "180" }, { 31, "BRO" },
	{ 32, "BRO" }, { 35, "Y" }, { 36, "Y" }, { 39, "EMPLOYER" }, { 40, "CLERK" },
	{ 41, "1 STREET" }, { 45, "20240228" }, { 47, "20240227" US "A CHARGE" RS US "ANOTHER" },
	{ 51, "20240228" US "OFFENSE" US "PROVISION" }, { 54, "20240229" }, { 55, "IN CUSTODY" },
	{ 56, "CAUTION" }, { 67, "MAKE" US "MODEL" US "SERIAL" }, { 70, "Y" },
	{ 73, "WV0000000" }, { 84, "05" US "XX" }, { 87, "Y" },
};

static const card_field i_header[] = {
	{ 2, "0500" }, { 4, "BOOKING" }, { 5, "20240229" }, { 6, "4" }, { 7, "DESTINATION" },
	{ 8, "ORIGIN" }, { 9, "SYNTHETIC-0003" }, { 10, "SYNTHETIC-0000" }, { 11, "19.69" },
	{ 12, "19.69" }, { 13, "DOMAIN" US "1.0" }, { 14, "20240229120000Z" },
	{ 15, "3" US "UTF-8" US "4.0" }, { 16, "ORG" US "PROFILE" US "1" },
	{ 17, "RECEIVER" US "SENDER" },
};
static const card_field i_person[] = { { 3, "ANYTHING" US "AT" RS "ALL" } };

/* A rolled finger with every field that it may have. */
static const card_field full_finger[] = {
	{ 3, "1" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "200" }, { 7, "200" }, { 8, "1" },
	{ 9, "500" }, { 10, "500" }, { 11, "WSQ20" }, { 12, "8" }, { 13, "1" }, { 16, "500" },
	{ 17, "500" }, { 20, "A REMARK" }, { 22, "1" US "1" }, { 24, "1" US "80" US "00FF" US "1" },
	{ 26, "1" }, { 30, "OBSERVED" }, { 31, "45" }, { 46, "A" US "1" US "1" }, { 47, "BUREAU" },
	{ 200, "OURS" }, { 901, "3" }, { 902, ANNOTATION }, { 903, "M0123456789AB" },
	{ 904, "MAKE" US "MODEL" US "SERIAL" }, { 993, "THE AGENCY" }, { 996, "#" },
	{ 998, PLACE }, { 999, "@" },
};
/* The same of 2011. */
static const card_field full_finger_2011[] = {
	{ 3, "1" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "200" }, { 7, "200" }, { 8, "1" },
	{ 9, "500" }, { 10, "500" }, { 11, "WSQ20" }, { 12, "8" }, { 13, "1" }, { 16, "500" },
	{ 17, "500" }, { 20, "A REMARK" }, { 22, "1" US "1" }, { 24, "1" US "80" US "00FF" US "1" },
	{ 26, "1" }, { 30, "OBSERVED" }, { 31, "45" }, { 200, "OURS" }, { 902, ANNOTATION },
	{ 903, "M0123456789AB" }, { 904, "MAKE" US "MODEL" US "SERIAL" }, { 993, "THE AGENCY" },
	{ 996, "#" }, { 998, PLACE }, { 999, "@" },
};

#define FINGER(impression, position, wide, high) \
	{ 3, impression }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, wide }, { 7, high }, \
	{ 8, "1" }, { 9, "500" }, { 10, "500" }, { 11, "WSQ20" }, { 12, "8" }, { 13, position }
static const card_field f2[] = { FINGER("1", "2", "200", "200"), { 999, "@" } };
static const card_field f3[] = { FINGER("1", "3", "200", "200"), { 999, "@" } };
static const card_field f4[] = { FINGER("1", "4", "200", "200"), { 999, "@" } };
static const card_field f6[] = { FINGER("1", "6", "200", "200"), { 999, "@" } };
static const card_field f7[] = { FINGER("1", "7", "200", "200"), { 999, "@" } };
static const card_field f8[] = { FINGER("1", "8", "200", "200"), { 999, "@" } };
static const card_field f9[] = { FINGER("1", "9", "200", "200"), { 999, "@" } };
static const card_field f10[] = { FINGER("1", "10", "200", "200"), { 999, "@" } };
static const card_field f11[] = { FINGER("0", "11", "200", "300"), { 999, "@" } };
static const card_field f12[] = { FINGER("0", "12", "200", "300"), { 999, "@" } };
static const card_field f13[] = { FINGER("0", "13", "400", "300"), { 18, "5" US "XX" },
	{ 21, "2" US "10" US "110" US "20" US "200" RS "3" US "120" US "220" US "20" US "200" RS
	    "4" US "230" US "330" US "30" US "210" },
	{ 23, "2" US "90" US "00FF" US "1" },
	{ 25, "3" US "3" US "120" US "20" US "220" US "20" US "170" US "200" }, { 27, "Y" },
	{ 999, "@" } };
static const card_field f14[] = { FINGER("0", "14", "400", "300"),
	{ 21, "7" US "295" US "395" US "20" US "200" RS "8" US "190" US "285" US "20" US "200" RS
	    "9" US "80" US "180" US "30" US "210" RS "10" US "10" US "70" US "40" US "220" },
	{ 999, "@" } };
static const card_field joint[] = { FINGER("0", "19", "200", "300"), { 14, "2" US "EJI" },
	{ 15, "FV1" US "NA" US "10" US "150" US "20" US "250" }, { 999, "@" } };

/* A face with every field that a profile of 20 allows. */
#define FACE \
	{ 3, "FACE" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "480" }, { 7, "600" }, \
	{ 8, "0" }, { 9, "1" }, { 10, "1" }, { 11, "JPEGB" }, { 12, "RGB" }, { 13, "20" }, \
	{ 14, "1" US "400" US "1" US "500" US "F" }, \
	{ 15, "P" US "3" US "10" US "10" US "300" US "10" US "150" US "400" }, { 16, "300" }, \
	{ 17, "300" }, { 18, "Barrel" US "C" US "Mild" }, { 19, "F" RS "H" }, { 20, "A" }, \
	{ 21, "-30" }, { 23, "VENDOR" US "A CAMERA" }, { 24, "80" US "00FF" US "1" }, \
	{ 26, "SMILE" RS "HAT" }, { 27, "BRO" }, { 28, "RED" RS "BRO" }, \
	{ 29, "1" US "2.1" US "50" US "90" }, { 30, "OBSERVED" }, { 31, "5" }, \
	{ 32, "1" US "2.1" US "50" US "90" US "9" }, \
	{ 33, "chin" US "3" US "50" US "50" US "60" US "80" US "70" US "50" }
#define FACE_MIDDLE \
	{ 38, "A REMARK" }, { 44, "AGE" RS "CROP" }, \
	{ 45, "T" US "H" US "3" US "0" US "0" US "10" US "10" US "0" US "20" }
#define FACE_END \
	{ 200, "OURS" }, { 902, ANNOTATION }, { 903, "M0123456789AB" }, \
	{ 904, "MAKE" US "MODEL" US "SERIAL" }
#define FACE_TAIL { 993, "THE AGENCY" }, { 996, "#" }, { 998, PLACE }, { 999, "@" }
static const card_field face[] = { FACE, { 34, "Y0M1D05" }, FACE_MIDDLE,
	{ 46, "A" US "1" US "1" }, { 47, "BUREAU" }, FACE_END, { 992, "00" }, FACE_TAIL };
static const card_field face_2011[] = { FACE, FACE_MIDDLE, FACE_END, FACE_TAIL };
static const card_field face_2007[] = {
	{ 3, "FACE" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "480" }, { 7, "600" },
	{ 8, "0" }, { 9, "1" }, { 10, "1" }, { 11, "JPEGB" }, { 12, "RGB" }, { 13, "20" },
	{ 20, "F" }, { 999, "@" },
};
static const card_field tattoo[] = {
	{ 3, "TATTOO" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "200" }, { 7, "150" },
	{ 8, "0" }, { 9, "1" }, { 10, "1" }, { 11, "JPEGB" }, { 12, "RGB" }, { 39, "1" },
	{ 40, "TAT L ARM" }, { 41, "10" US "12" },
	{ 42, "TATTOO" US "OBJECT" US "FIRE" US "A FLAME" },
	{ 43, "RED" US "BLACK" US US US US }, { 999, "@" },
};

#define PALM \
	{ 3, "10" }, { 4, "WV0000000" }, { 5, "20240228" }, { 6, "400" }, { 7, "500" }, \
	{ 8, "1" }, { 9, "500" }, { 10, "500" }, { 11, "WSQ20" }, { 12, "8" }, { 13, "21" }, \
	{ 16, "500" }, \
	{ 17, "500" }, { 18, "31" US "XX" }, { 20, "A REMARK" }, \
	{ 21, "32" US "10" US "200" US "20" US "300" }, { 24, "21" US "80" US "00FF" US "1" }, \
	{ 30, "OBSERVED" }
#define PALM_END \
	{ 200, "OURS" }, { 902, ANNOTATION }, { 903, "M0123456789AB" }, \
	{ 904, "MAKE" US "MODEL" US "SERIAL" }, { 993, "THE AGENCY" }, { 996, "#" }, \
	{ 998, PLACE }, { 999, "@" }
static const card_field palm[] = { PALM, { 31, "80" }, { 46, "A" US "1" US "1" },
	{ 47, "BUREAU" }, { 901, "3" }, PALM_END };
static const card_field palm_2011[] = { PALM, PALM_END };

#define TAGGED(type, idc, fgp, wide, high, table) \
	{ type, idc, fgp, wide, high, table, sizeof table / sizeof table[0], 0 }
#define BINARY(idc, imp, fgp, wide, high) { 4, idc, fgp, wide, high, NULL, 0, imp }

static const card_record e_records[] = {
	TAGGED(1, -1, 0, 0, 0, e_header), TAGGED(2, 0, 0, 0, 0, e_person),
	TAGGED(14, 1, 1, 200, 200, full_finger), TAGGED(14, 2, 2, 200, 200, f2),
	TAGGED(14, 3, 3, 200, 200, f3), TAGGED(14, 4, 4, 200, 200, f4),
	TAGGED(14, 5, 6, 200, 200, f6), TAGGED(14, 6, 7, 200, 200, f7),
	TAGGED(14, 7, 8, 200, 200, f8), TAGGED(14, 8, 9, 200, 200, f9),
	TAGGED(14, 9, 10, 200, 200, f10), TAGGED(14, 10, 11, 200, 300, f11),
	TAGGED(14, 11, 12, 200, 300, f12), TAGGED(14, 12, 13, 400, 300, f13),
	TAGGED(14, 13, 14, 400, 300, f14), TAGGED(14, 14, 2, 200, 300, joint),
	TAGGED(10, 15, 99, 480, 600, face), TAGGED(10, 16, 99, 200, 150, tattoo),
	TAGGED(15, 17, 15, 400, 500, palm),
};

static const card_record n_records[] = {
	TAGGED(1, -1, 0, 0, 0, n_header), TAGGED(2, 0, 0, 0, 0, n_person),
	BINARY(1, 1, 1, 200, 200), BINARY(2, 1, 2, 200, 200), BINARY(3, 1, 3, 200, 200),
	BINARY(4, 1, 4, 200, 200), BINARY(5, 1, 6, 200, 200), BINARY(6, 1, 7, 200, 200),
	BINARY(7, 1, 8, 200, 200), BINARY(8, 1, 9, 200, 200), BINARY(9, 1, 10, 200, 200),
	BINARY(10, 0, 11, 200, 300), BINARY(11, 0, 12, 200, 300), BINARY(12, 0, 13, 400, 300),
	BINARY(13, 0, 14, 400, 300), TAGGED(10, 14, 99, 480, 600, face_2007),
};

static const card_record i_records[] = {
	TAGGED(1, -1, 0, 0, 0, i_header), TAGGED(2, 0, 0, 0, 0, i_person),
	BINARY(1, 1, 3, 200, 200), BINARY(2, 1, 4, 200, 200),
	TAGGED(14, 3, 1, 200, 200, full_finger_2011), TAGGED(14, 4, 13, 400, 300, f13),
	TAGGED(14, 5, 2, 200, 300, joint), TAGGED(10, 6, 99, 480, 600, face_2011),
	TAGGED(10, 7, 99, 200, 150, tattoo), TAGGED(15, 8, 15, 400, 500, palm_2011),
};

const card cards[] = {
	{ 'E', "ebts-11.0", e_records, COUNT(e_records) },
	{ 'N', "ebts-9.1", n_records, COUNT(n_records) },
	{ 'I', "itl-2011", i_records, COUNT(i_records) },
};
const size_t card_count = COUNT(cards);

static void
must(tp_status status, const tp_diag *diag, const char *what)
{
	if (status == TP_OK)
		return;
	printf("FAIL: making a booking: %s: %s\n", what, diag->text);
	exit(EXIT_FAILURE);
}

/* Three components of a photograph are the one of a print, so that it stays grey. */
static void
colour(tp_image *image)
{
	tp_image out;
	tp_diag diag;
	size_t x, y;

	must(tp_image_new(image->info.width, image->info.height, 3, 8, NULL, NULL, &out, &diag),
	    &diag, "image");
	for (y = 0; y < image->info.height; y++)
		for (x = 0; x < image->info.width; x++)
			memset(out.pixels + y * out.stride + 3 * x,
			    image->pixels[y * image->stride + x], 3);
	tp_image_free(image);
	*image = out;
}

static void
draw(const card_record *c, tp_bytes *out)
{
	tp_synth_options synth = { .size = sizeof synth };
	tp_encode_options encode = { .size = sizeof encode };
	bool photo = c->fgp == 99;
	tp_image image;
	tp_diag diag;

	synth.seed = 1000u + (unsigned)c->idc;
	synth.width = c->width;
	synth.height = c->height;
	synth.fgp = photo ? 1 : c->fgp;
	synth.rolled = c->fgp < 11;
	must(tp_synth_print(&synth, &image, &diag), &diag, "synthetic print");
	if (photo)
		colour(&image);
	image.info.ppi_x = image.info.ppi_y = photo ? 0 : 500;
	encode.codec = photo ? TP_CODEC_JPEG : TP_CODEC_WSQ;
	must(tp_image_encode(&image, &encode, out, &diag), &diag, "image");
	tp_image_free(&image);
}

static void
add_binary(tp_transaction *t, const card_record *c, const tp_bytes *image)
{
	tp_print_header header = { .size = sizeof header, .idc = c->idc, .imp = (uint8_t)c->imp,
		.fgp = { (uint8_t)c->fgp }, .hll = (uint16_t)c->width, .vll = (uint16_t)c->height,
		.gca = 1 };
	tp_record *r;
	tp_diag diag;

	must(tp_transaction_add_print(t, &header, image->ptr, image->len, 0, &r, &diag), &diag,
	    "Type-4");
}

static void
add_tagged(tp_transaction *t, const card_record *c, const tp_bytes *image)
{
	static const char zeros[] =
	    "0000000000000000000000000000000000000000000000000000000000000000";
	tp_record *r = tp_transaction_record(t, 0);
	tp_diag diag;
	size_t i;

	if (c->type != 1)
		must(tp_transaction_add_record(t, c->type, c->idc, 0, &r, &diag), &diag, "record");
	for (i = 0; i < c->count; i++) {
		const card_field *f = &c->fields[i];
		bool data = strcmp(f->value, "@") == 0;
		const char *text = strcmp(f->value, "#") == 0 ? zeros : f->value;
		const void *value = data ? (const void *)image->ptr : text;

		must(tp_record_set(r, f->number, 0, 0, value, data ? image->len : strlen(text), 0,
		    &diag), &diag, "field");
	}
	if (c->width != 0)
		must(tp_record_image_replace(r, image->ptr, image->len, &diag), &diag, "image");
}

void
card_make(const card *c, tp_bytes *out)
{
	tp_new_options options = { .size = sizeof options };
	tp_transaction *t;
	tp_diag diag;
	size_t i;

	must(tp_transaction_new(&options, &t, &diag), &diag, "transaction");
	for (i = 0; i < c->count; i++) {
		const card_record *r = &c->records[i];
		tp_bytes image = { 0 };

		if (r->width != 0)
			draw(r, &image);
		if (r->fields == NULL)
			add_binary(t, r, &image);
		else
			add_tagged(t, r, &image);
		tp_bytes_free(&image);
	}
	must(tp_transaction_write(t, 0, out, &diag), &diag, "write");
	tp_transaction_free(t);
}
