/* SPDX-License-Identifier: MIT */
/*
 * answer_car CAR SRE IDR: play the FBI's side of a submission: write what its
 * own search would answer, and what IDENT's would, with the LESC's words. An
 * answer names the submission in TCR and gives back what it says to.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

#define TEXT(literal) { literal, sizeof(literal) - 1 }

static tp_envelope
answer_to(const tp_car *car, const char *number)
{
	tp_envelope to = { .dat = car->envelope.dat, .dai = car->envelope.ori,
		.ori = car->envelope.dai, .tcr = car->envelope.tcn, .atn = car->envelope.atn,
		.sco = car->envelope.sco, .oca = car->envelope.oca, .cri = car->envelope.cri };

	tp_str_from(number, &to.tcn);
	return to;
}

static tp_status
save(tp_status status, tp_transaction *t, const char *name, tp_diag *diag)
{
	if (status == TP_OK)
		status = tp_transaction_write_file(t, 0, name, diag);
	tp_transaction_free(t);
	return status;
}

static tp_status
write_sre(const tp_car *car, const char *name, tp_diag *diag)
{
	tp_sre sre = { .envelope = answer_to(car, "SYNTHETIC-ANSWER-1"), .nam = car->subject.nam,
		.srf = TEXT("I"), .fbi = TEXT("123456AA7"),
		.ers = TEXT("SYNTHETIC RAP SHEET\r\nOF NO PERSON\r\n") };
	tp_transaction *t = NULL;
	tp_status status = tp_sre_build(&sre, NULL, &t, diag);

	return save(status, t, name, diag);
}

/* SRF repeats what the FBI's search found: it is never IDENT's result. */
static tp_status
write_idr(const tp_car *car, const char *name, tp_diag *diag)
{
	tp_idr idr = { .envelope = answer_to(car, "SYNTHETIC-ANSWER-2"), .nam = car->subject.nam,
		.srf = TEXT("I"), .match = true, .encounter_count = 2, .encounters = {
		{ .name = TEXT("SYNTHETIC SAMPLE"), .dob = TEXT("19800101"), .photo = -1 },
		{ .name = TEXT("S SYNTHETIC"), .locator = TEXT("SYN-LOC-2"), .photo = -1 } },
		.has_iar = true, .iar = TEXT("SYNTHETIC ANSWER OF THE LESC.\r\n") };
	tp_transaction *t = NULL;
	tp_status status = tp_idr_build(&idr, NULL, &t, diag);

	return save(status, t, name, diag);
}

int
main(int argc, char **argv)
{
	tp_bytes file = { 0 };
	tp_message *message = NULL;
	const tp_car *car;
	tp_diag diag;
	tp_status status;
	char text[400];

	if (argc != 4) {
		fprintf(stderr, "usage: answer_car CAR SRE IDR\n");
		return 2;
	}
	tp_diag_init(&diag);
	status = tp_file_read(argv[1], 0, NULL, &file, &diag);
	if (status == TP_OK)
		status = tp_message_read(file.ptr, file.len, NULL, &message, &diag);
	car = status == TP_OK ? tp_message_car(message) : NULL;
	if (car != NULL)
		status = write_sre(car, argv[2], &diag);
	if (car != NULL && status == TP_OK)
		status = write_idr(car, argv[3], &diag);
	if (status != TP_OK || car == NULL) {
		tp_diag_format(&diag, text, sizeof text);
		fprintf(stderr, "answer_car: %s\n", status != TP_OK ? text : "not a CAR");
	}
	tp_message_free(message);
	tp_bytes_free(&file);
	return status == TP_OK && car != NULL ? 0 : 1;
}
