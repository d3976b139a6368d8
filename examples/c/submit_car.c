/* SPDX-License-Identifier: MIT */
/*
 * submit_car OUT IMAGE...: a criminal tenprint submission from a struct, with
 * an image for each finger from the right thumb on; that the others could not
 * be printed is said. What does not conform is refused. All is synthetic.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

#define TEXT(literal) { literal, sizeof(literal) - 1 }
#define FINGERS 10
#define POSITIONS 14 /* with the plain impressions */

static const tp_str agency = TEXT("NY0300000"), birth = TEXT("19800101");
static const tp_charge charges[] = {
	{ TEXT("20261121"), TEXT("SYNTHETIC THEFT") },
	{ TEXT("20261122"), TEXT("SYNTHETIC FRAUD") },
};
static const tp_car booking = {
	.envelope = { .dat = TEXT("20261123"), .dai = TEXT("WVIAFIS0Z"), .ori = TEXT("NY0300000"),
		.tcn = TEXT("SYNTHETIC-SAMPLE-0003"), .atn = TEXT("DESK SAMPLE"),
		.cri = { &agency, 1 } },
	.ret = TEXT("Y"),
	.subject = { .nam = TEXT("SYNTHETIC,SAMPLE"), .pob = TEXT("NY"), .dob = { &birth, 1 },
		.sex = TEXT("X"), .rac = TEXT("U"), .hgt = TEXT("509"), .wgt = TEXT("160"),
		.eye = TEXT("BRO"), .hai = TEXT("BLK") },
	.doa = TEXT("20261122"), .charges = charges, .charge_count = 2,
};

/* Why there is no print of the fingers from `first` on, and none of the plain impressions. */
static void
explain(tp_car *car, size_t first, tp_missing_finger *missing)
{
	static const char *const fgp[POSITIONS] = { "01", "02", "03", "04", "05", "06", "07", "08",
		"09", "10", "11", "12", "13", "14" };

	car->missing = missing;
	for (size_t i = first; i < POSITIONS; i++) {
		tp_str_from(fgp[i], &missing[car->missing_count].fgp);
		tp_str_from("UP", &missing[car->missing_count++].ampcd); /* unable to print */
	}
}

static tp_status
build(char **names, size_t count, tp_transaction **out, tp_diag *diag)
{
	tp_car car = booking;
	tp_missing_finger missing[POSITIONS];
	tp_submitted_image prints[FINGERS];
	tp_bytes files[FINGERS] = { { 0 } };
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < count && status == TP_OK; i++) {
		status = tp_file_read(names[i], 0, NULL, &files[i], diag);
		prints[i] = (tp_submitted_image){ .type = 4, .position = (uint32_t)i + 1,
			.impression = 1, .ppi = 500 };
		prints[i].bytes.ptr = (const char *)files[i].ptr;
		prints[i].bytes.len = files[i].len;
	}
	car.images = prints;
	car.image_count = count;
	explain(&car, count, missing);
	if (status == TP_OK)
		status = tp_car_build(&car, NULL, out, diag);
	for (i = 0; i < count; i++)
		tp_bytes_free(&files[i]);
	return status;
}

int
main(int argc, char **argv)
{
	tp_transaction *t = NULL;
	tp_diag diag;
	tp_status status;
	char text[400];

	if (argc < 3 || argc > 2 + FINGERS) {
		fprintf(stderr, "usage: submit_car OUT IMAGE...\n");
		return 2;
	}
	status = build(argv + 2, (size_t)argc - 2, &t, &diag);
	if (status == TP_OK)
		status = tp_transaction_write_file(t, 0, argv[1], &diag);
	tp_transaction_free(t);
	if (status == TP_OK)
		return 0;
	tp_diag_format(&diag, text, sizeof text);
	fprintf(stderr, "submit_car: %s\n", text);
	return 1;
}
