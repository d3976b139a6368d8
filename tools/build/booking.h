/* SPDX-License-Identifier: MIT */
/*
 * Tools: a booking (tenprint-json(5)): what a person would write to have a
 * transaction made: mnemonics with values, prints and other records with
 * their image files. Read from JSON, or from lines of text that become the
 * same JSON.
 */
#ifndef TOOL_BOOKING_H
#define TOOL_BOOKING_H

#include <jansson.h>

#include "../common/new-image.h"
#include "../common/text.h"
#include "../json/form-json.h"

#define BOOKING_SCHEMA "tenprint/booking/1"

typedef struct booking {
	const char *name;   /* of the file, for messages */
	char *folder;       /* that image files are relative to */
	json_t *top;
	json_t *lines;      /* text bookings: which line a key stands on; NULL for JSON */
	tp_transaction *t;
	tp_record *second;  /* the Type-2 record, once there is one */
	text_buf src;       /* SRC's default: ORI */
	text_buf dat;       /* FCD's default: DAT */
	double native_ppi;  /* of Type-4 records with ISR 1; 0: none yet */
	bool has_type4;
	bool beyond_ascii;  /* a text that needs UTF-8 declared */
	int result;         /* the exit status of what went wrong */
} booking;

/* booking-text.c: lines to JSON. False if a line is wrong, and said. */
bool booking_from_text(booking *b, const char *text, size_t len);

/* booking.c: make the transaction. Returns the exit status. */
int booking_build(booking *b);
void booking_free(booking *b);

/*
 * booking-value.c. A place is a path like $.prints[2].FGP; every function
 * that returns false, 0 or -1 has said what is wrong there.
 */
bool booking_fail(booking *b, int result, const char *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool booking_library(booking *b, const char *place, tp_status status, const tp_diag *diag);
/* Set a field from a string, a number, an array of subfields, or an object of items. */
bool booking_set(booking *b, tp_record *r, uint32_t field, const json_t *value, const char *place);
/* The field that a key names in a type: a mnemonic, or TYPE.FIELD. */
uint32_t booking_field(booking *b, int type, const char *key, const char *place);
/* A whole number of 0 to max, written as a number or as digits. */
long booking_number(booking *b, const json_t *value, long max, const char *place);
/* place.key, in a buffer of PLACE bytes. */
#define PLACE 160
void booking_place(char *out, const char *place, const char *key);

/* booking-record.c: one entry of prints or records. */
bool booking_print(booking *b, const json_t *print, const char *place);
bool booking_record(booking *b, const json_t *record, const char *place);

#endif
