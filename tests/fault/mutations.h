/* SPDX-License-Identifier: MIT */
/*
 * Tests of the check: clean bookings of no person, and what is found when one
 * field of one record is changed. Everything is typed here and in the tables;
 * nothing is read from the tables of the library.
 */
#ifndef TEST_MUTATIONS_H
#define TEST_MUTATIONS_H

#include "support.h"

#define X10 "XXXXXXXXXX"
#define X50 X10 X10 X10 X10 X10
#define X100 X50 X50
#define X300 X100 X100 X100

#define MAX_TRIES 8

/* A value in place of the field's, and what is then found. */
typedef struct attempt {
	const char *value;
	const char *found;
} attempt;

/*
 * What is found: rules parted by blanks, each at the field itself, at a place
 * in it ("value-long.1.2"), or elsewhere ("depends-count@14@03.025.1.3"). A
 * field is that of the first record of the type that has it.
 */
typedef struct mutation {
	const char *cards;   /* letters of the bookings that it is tried on */
	int type;
	uint32_t field;
	const char *removed; /* NULL: not tried */
	const char *emptied;
	const char *doubled;
	attempt tries[MAX_TRIES]; /* longer, wrong characters, a wrong code, and what else */
} mutation;

typedef struct mutation_table {
	const char *name;
	const mutation *rows;
	size_t count;
} mutation_table;
extern const mutation_table *const mutation_tables[];
extern const size_t mutation_table_count;

/* A record of a booking: its fields in order; "@" stands for the image, "#" for its hash. */
typedef struct card_field {
	uint32_t number;
	const char *value;
} card_field;

typedef struct card_record {
	int type;
	int idc;
	unsigned fgp;      /* of the synthetic print; 99: not a print, but a photograph; 0: none */
	unsigned width;
	unsigned height;
	const card_field *fields; /* of a binary record: none */
	size_t count;
	unsigned imp;      /* of a binary record */
} card_record;

typedef struct card {
	char letter;
	const char *profile;
	const card_record *records;
	size_t count;
} card;
extern const card cards[];
extern const size_t card_count;

/* The booking as bytes; ends the program on failure. */
void card_make(const card *c, tp_bytes *out);

#endif
