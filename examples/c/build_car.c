/* SPDX-License-Identifier: MIT */
/*
 * build_car OUT IMAGE...: the booking of examples/bookings/car.txt, with one
 * Type-4 record an image, the first the right thumb (position 1), and so on.
 * Lengths, CNT and IDCs are the library's to compute. All is synthetic.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

/* A row is a subfield: one item, or two. */
static const struct {
	uint32_t field;
	const char *items[2];
} subject[] = {
	{ 5, { "Y" } }, { 9, { "SYNTHETIC-OCA-1" } },                /* RET, OCA */
	{ 18, { "SYNTHETIC,SAMPLE" } },                              /* NAM */
	{ 19, { "SAMPLE,SYNTH" } }, { 19, { "SYNTHETIC,S" } },       /* AKA, twice */
	{ 20, { "NY" } }, { 21, { "US" } }, { 22, { "19800101" } },  /* POB, CTZ, DOB */
	{ 24, { "X" } }, { 25, { "U" } },                            /* SEX, RAC */
	{ 27, { "509" } }, { 29, { "160" } },                        /* HGT, WGT */
	{ 31, { "BRO" } }, { 32, { "BLK" } },                        /* EYE, HAI */
	{ 45, { "20261122" } }, { 73, { "NY0300000" } },             /* DOA, CRI */
	{ 47, { "20261121", "SYNTHETIC THEFT" } },                   /* ASL: date and text */
	{ 47, { "20261122", "SYNTHETIC FRAUD" } },
};

static tp_status
add_subfield(tp_record *record, uint32_t field, const char *const *texts, tp_diag *diag)
{
	tp_str items[2];

	tp_str_from(texts[0], &items[0]);
	tp_str_from(texts[1], &items[1]);
	return tp_record_append_items(record, field, items, texts[1] != NULL ? 2 : 1, diag);
}

static tp_status
add_subject(tp_transaction *t, tp_diag *diag)
{
	static const char *const domain[] = { "NORAM", "11.0" };
	tp_record *record;
	tp_status status = add_subfield(tp_transaction_record(t, 0), 13, domain, diag);

	if (status == TP_OK)
		status = tp_transaction_add_record(t, 2, -1, 0, &record, diag);
	for (size_t i = 0; i < sizeof subject / sizeof subject[0] && status == TP_OK; i++)
		status = add_subfield(record, subject[i].field, subject[i].items, diag);
	return status;
}

/* Codec and size come from the image's own header; nothing is decoded. */
static tp_status
add_image(tp_transaction *t, const char *name, int position, tp_diag *diag)
{
	tp_print_header print = { .size = sizeof print, .idc = -1, .imp = 1 };
	tp_image_info info;
	tp_bytes file;
	tp_status status = tp_file_read(name, 0, NULL, &file, diag);

	if (status == TP_OK)
		status = tp_image_header(file.ptr, file.len, &info, diag);
	if (status == TP_OK && (info.codec > TP_CODEC_PNG || (info.width | info.height) >> 16 != 0))
		status = TP_ERR_ARG; /* not one that a Type-4 record can hold */
	if (status == TP_OK) {
		print.fgp[0] = (uint8_t)position;
		print.hll = (uint16_t)info.width;
		print.vll = (uint16_t)info.height;
		print.gca = (uint8_t)info.codec;
		status = tp_transaction_add_print(t, &print, file.ptr, file.len, 0, NULL, diag);
	}
	tp_bytes_free(&file);
	return status;
}

int
main(int argc, char **argv)
{
	tp_new_options options = { .size = sizeof options, .tot = "CAR", .dat = "20261123",
		.dai = "WVIAFIS0Z", .ori = "NY0300000", .tcn = "SYNTHETIC-SAMPLE-0002",
		.nsr = "19.69", .ntr = "19.69" };
	tp_transaction *t;
	tp_diag diag;
	tp_status status = tp_transaction_new(&options, &t, &diag);
	char text[400];

	if (status == TP_OK)
		status = add_subject(t, &diag);
	for (int i = 2; i < argc && status == TP_OK; i++)
		status = add_image(t, argv[i], i - 1, &diag);
	if (status == TP_OK)
		status = tp_transaction_write_file(t, 0, argc > 1 ? argv[1] : "car.eft", &diag);
	tp_transaction_free(t);
	if (status == TP_OK)
		return 0;
	tp_diag_format(&diag, text, sizeof text);
	fprintf(stderr, "build_car: %s: %s\n", tp_strerror(status), text);
	return 1;
}
