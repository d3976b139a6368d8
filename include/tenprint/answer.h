/* SPDX-License-Identifier: MIT */
/*
 * The answers to a submission: SRE, ERRT and IDR (SOP 2.1.3, 2.1.4). All but
 * ERRT travel as SREs with the submission's TCN in TCR, and may come in
 * either order, twice, late or never. They are told apart by what they hold:
 *
 * - An SRE whose carrier text (2.075 ERS or 2.2023 SII) starts as the layout
 *   of an IDR does is an IDR: a match, or none.
 * - An SRE with I or N in 2.059 SRF and no SII is the answer of IAFIS.
 * - Any other SRE is unclassified, and keeps its bytes.
 *
 * An IDR says nothing of the IAFIS result, whatever its SRF repeats.
 */
#ifndef TENPRINT_ANSWER_H
#define TENPRINT_ANSWER_H

#include <tenprint/message.h>

TP_BEGIN_DECLS

/* The answer of IAFIS, and what an unclassified SRE holds. */
typedef struct tp_sre {
	tp_envelope envelope; /* tot empty: SRE */
	tp_str nam;  /* 2.018 */
	tp_str srf;  /* 2.059: I identified, N not */
	tp_str fbi;  /* 2.014 */
	tp_str sid;  /* 2.015 */
	tp_strs msg; /* 2.060 */
	tp_str ers;  /* 2.075, the rap sheet, raw */
	tp_str sii;  /* 2.2023 */
	tp_str sdob; /* 2.2007 */
	tp_str snam; /* 2.2008 */
	tp_others others;
} tp_sre;

/* The refusal of a submission. */
typedef struct tp_errt {
	tp_envelope envelope; /* tot empty: ERRT */
	tp_strs msg;          /* 2.060, 1 to 11; what they say: tp_fbi_text_parse in dict.h */
	tp_str sdob;
	tp_str snam;
	tp_others others;
} tp_errt;

#define TP_ENCOUNTERS 5

/* One encounter that IDENT tells of; each member may be missing (SOP 2.1.4). */
typedef struct tp_encounter {
	tp_str name;    /* full name */
	tp_str dob;     /* YYYYMMDD */
	tp_str pob;     /* place of birth */
	tp_str sex;
	tp_str locator; /* system record locator, 1-50 characters */
	int32_t photo;  /* IDC of its Type-10 record; -1: none */
} tp_encounter;

/*
 * IDENT's answer; with the LESC's words in `iar` the match IDR/IAR. The IAR
 * is carried byte for byte and never looked into.
 */
typedef struct tp_idr {
	tp_envelope envelope; /* tot empty: SRE */
	tp_str nam;           /* 2.018, as submitted */
	tp_str srf;           /* repeats the IAFIS result where that is known, else N */
	tp_str fbi;
	tp_str sid;
	bool match;
	tp_encounter encounters[TP_ENCOUNTERS];
	size_t encounter_count; /* 1 to 5 of a match; 0 otherwise */
	bool has_iar;
	tp_str iar;
	tp_strs msg;          /* 2.060, as M0017: the LESC's quota was used up */
	/* Encoded images of the encounters that have photo >= 0, in order; empty: no such record. */
	const tp_str *photos;
	size_t photo_count;
	tp_others others;     /* fields, and lines of the text that the layout has no place for */
} tp_idr;

/* NULL for other kinds. tp_message_sre gives an unclassified one, too. */
TP_API const tp_sre *tp_message_sre(const tp_message *message);
TP_API const tp_errt *tp_message_errt(const tp_message *message);
TP_API const tp_idr *tp_message_idr(const tp_message *message);

/*
 * Build the transaction; TP_ERR_ARG for what does not conform, with its
 * place: more than five encounters, an encounter or an IAR without a match,
 * a text that its carrier cannot hold (9.1: ERS 200,000, else SII 10,000
 * characters), more photos than the profile takes. Otherwise as tp_car_build.
 */
TP_API TP_NODISCARD tp_status tp_sre_build(const tp_sre *sre,
    const tp_message_options *options, tp_transaction **out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_errt_build(const tp_errt *errt,
    const tp_message_options *options, tp_transaction **out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_idr_build(const tp_idr *idr,
    const tp_message_options *options, tp_transaction **out, tp_diag *diag);

TP_END_DECLS

#endif
