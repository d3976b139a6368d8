/* SPDX-License-Identifier: MIT */
/*
 * build_car OUT IMAGE...: a submission with one Type-4 record an image, the
 * first the right thumb (position 1), and so on. Lengths, CNT and IDCs are the
 * library's to compute. The subject is synthetic.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

static const struct {
	uint32_t field;
	const char *text;
} subject[] = {
	{ 5, "N" },                   /* RET */
	{ 18, "SYNTHETIC,SAMPLE A" }, /* NAM */
	{ 20, "XX" },                 /* POB */
	{ 22, "19700101" },           /* DOB */
	{ 24, "U" },                  /* SEX */
	{ 25, "U" },                  /* RAC */
	{ 27, "509" },                /* HGT */
	{ 38, "20260102" },           /* DPR */
	{ 45, "20260101" },           /* DOA */
	{ 73, "XX0000000" },          /* CRI */
};

/* ASL: date and text of an arrest charge, two items of one subfield. */
static tp_status
add_charge(tp_record *record, const char *date, const char *text, tp_diag *diag)
{
	tp_str items[2];

	tp_str_from(date, &items[0]);
	tp_str_from(text, &items[1]);
	return tp_record_append_items(record, 47, items, 2, diag);
}

static tp_status
add_subject(tp_transaction *t, tp_diag *diag)
{
	tp_record *record;
	tp_status status = tp_transaction_add_record(t, 2, -1, 0, &record, diag);
	size_t i;

	for (i = 0; i < sizeof subject / sizeof subject[0] && status == TP_OK; i++)
		status = tp_record_set_text(record, subject[i].field, subject[i].text, diag);
	return status == TP_OK ? add_charge(record, "20260101", "SYNTHETIC CHARGE", diag) : status;
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
	if (status == TP_OK && (info.codec > TP_CODEC_PNG || info.width > UINT16_MAX ||
	    info.height > UINT16_MAX))
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
	tp_new_options options = { .size = sizeof options, .ver = "0400", .tot = "CAR",
		.dat = "20260102", .dai = "XX0000000", .ori = "XX0000000",
		.tcn = "SYNTHETIC-0001", .nsr = "19.69", .ntr = "19.69" };
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
