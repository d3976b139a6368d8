/* SPDX-License-Identifier: MIT */
/*
 * The offense levels 1, 2 and 3 of Appendix A of the Secure Communities
 * procedures, by NCIC code. A level is a property of one charge: nothing here
 * knows a person, and several charges have no level together. Everything
 * returned is static and read-only; all calls may be made from any thread.
 */
#ifndef TENPRINT_OFFENSE_H
#define TENPRINT_OFFENSE_H

#include <tenprint/memory.h>

TP_BEGIN_DECLS

/* A row of Appendix A: a run of codes, or drug charges by their sentence. */
typedef struct tp_offense_row {
	int32_t level;        /* 1, 2 or 3: its column */
	uint32_t row;         /* of the printed table, from 1, the same for its three columns */
	uint32_t first;       /* codes, both included; 0 for drugs */
	uint32_t last;
	int32_t sentence;     /* drugs: 1 over a year, -1 under; 0: codes */
	const char *category; /* the table's words, some shortened */
} tp_offense_row;
/* Sorted by code, the two rows of drugs at the end. NULL when index is out of range. */
TP_API size_t tp_offense_row_count(void);
TP_API const tp_offense_row *tp_offense_row_at(size_t index);

typedef enum tp_offense_state {
	TP_OFFENSE_NOT_LISTED = 0, /* in no row: it has no level, not a low one */
	TP_OFFENSE_LISTED = 1,
	TP_OFFENSE_UNDECIDED = 2   /* Appendix A does not say which level */
} tp_offense_state;

/*
 * One charge, as the caller states it. Appendix A names drug charges by no
 * code but by the sentence: that a charge is one is the caller's word. The
 * sentence is months and days together, both 0: none is known; it counts for
 * drug charges alone. A year is 12 months, or 365 days where there are no
 * months.
 */
typedef struct tp_offense_charge {
	size_t size;
	tp_str code;     /* four digits; may be empty for a drug charge */
	bool drug;
	uint32_t months;
	uint32_t days;
} tp_offense_charge;

typedef struct tp_offense {
	int32_t state;        /* a tp_offense_state */
	int32_t level;        /* 0 unless listed */
	uint32_t row;         /* the row that decides, or that leaves it open; 0: none */
	const char *category; /* of that row; "" for none */
	const char *basis;    /* why, in a few words; never NULL */
} tp_offense;

/*
 * The level of one charge. A drug charge whose code stands in a row, too, is
 * undecided unless both give one level. TP_ERR_SYNTAX for a code that is not
 * four digits; TP_ERR_ARG for neither a code nor a drug charge.
 */
TP_API TP_NODISCARD tp_status tp_offense_find(const tp_offense_charge *charge,
    tp_offense *out, tp_diag *diag);

TP_END_DECLS

#endif
