/* SPDX-License-Identifier: MIT */
/* CAR: a booking agency's criminal tenprint submission (SOP 2.1.1; EBTS, table D-1). */
#ifndef TENPRINT_SUBMISSION_H
#define TENPRINT_SUBMISSION_H

#include <tenprint/message.h>

TP_BEGIN_DECLS

/* The person, in the codes of the FBI's specification. */
typedef struct tp_subject {
	tp_str nam;  /* 2.018, surname,given names */
	tp_strs aka; /* 2.019 */
	tp_str pob;  /* 2.020 */
	tp_strs ctz; /* 2.021 */
	tp_strs dob; /* 2.022, YYYYMMDD */
	tp_str sex;  /* 2.024 */
	tp_str rac;  /* 2.025 */
	tp_strs smt; /* 2.026 */
	tp_str hgt;  /* 2.027 */
	tp_str wgt;  /* 2.029 */
	tp_str eye;  /* 2.031 */
	tp_str hai;  /* 2.032 */
	tp_strs fbi; /* 2.014, FBI number or UCN */
	tp_str sid;  /* 2.015 */
	tp_strs soc; /* 2.016 */
	tp_strs mnu; /* 2.017 */
} tp_subject;

/* One charge of the arrest: a subfield of ASL, 2.047. */
typedef struct tp_charge {
	tp_str doo; /* date of the offense, YYYYMMDD, or empty */
	tp_str aol; /* the offense in words */
} tp_charge;

/* Why a finger has no print: a subfield of AMP, 2.084. */
typedef struct tp_missing_finger {
	tp_str fgp;   /* "01" to "15" */
	tp_str ampcd; /* XX or UP */
} tp_missing_finger;

/*
 * An image to build a record of, encoded; its header gives size, codec and
 * resolution. When parsing, `bytes` is the record's data field.
 */
typedef struct tp_submitted_image {
	int32_t type;        /* 4, 14, 15 or 10 */
	uint32_t position;   /* FGP; Type-10: not looked at */
	uint32_t impression; /* IMP; Type-10: not looked at */
	tp_str kind;         /* 10.003, as in "FACE"; empty: FACE */
	tp_str date;         /* capture date; empty: DAT */
	double ppi;          /* used where the image does not say; 0: it must */
	tp_str bytes;
	size_t record;       /* when parsing: the record's index */
} tp_submitted_image;

typedef struct tp_car {
	tp_envelope envelope; /* tot empty: CAR */
	tp_str ret;           /* 2.005, Y or N */
	tp_subject subject;
	tp_str doa;           /* 2.045, YYYYMMDD */
	const tp_charge *charges;
	size_t charge_count;
	const tp_missing_finger *missing;
	size_t missing_count;
	tp_strs ndr;          /* 2.098, repositories to search besides */
	const tp_submitted_image *images;
	size_t image_count;
	tp_others others;     /* of Types 1 and 2 */
} tp_car;

/* NULL unless it is a CAR. */
TP_API const tp_car *tp_message_car(const tp_message *message);

/*
 * Build the transaction. What options->profile finds wrong is TP_ERR_ARG with
 * the record, field and rule in diag; TP_ERR_NOMEM, LIMIT, and as
 * tp_record_image_replace for an image. On failure *out is NULL.
 */
TP_API TP_NODISCARD tp_status tp_car_build(const tp_car *car,
    const tp_message_options *options, tp_transaction **out, tp_diag *diag);

TP_END_DECLS

#endif
