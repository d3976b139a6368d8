/* SPDX-License-Identifier: MIT */
/*
 * CPI and the notices between the field office and the agency that holds the
 * subject (SOP 2.1.2, 2.1.5, 2.2, 3.2). Their texts are tenprint's own
 * labelled lines, tenprint-layout(5): no public layout is known of them.
 */
#ifndef TENPRINT_NOTICE_H
#define TENPRINT_NOTICE_H

#include <tenprint/message.h>

TP_BEGIN_DECLS

/* A charge by its NCIC code, of the caller's choice, and its words. */
typedef struct tp_coded_charge {
	tp_str code; /* four digits */
	tp_str text;
} tp_coded_charge;

#define TP_CPI_CHARGES 40

/* Criminal Print Ident: an NFF state tells of a later arrest (SOP 2.1.2.2). */
typedef struct tp_cpi {
	tp_envelope envelope; /* dat, dai, ori, tcn, oca */
	tp_str fbi;
	tp_str sid;
	tp_str nam;
	tp_str doa;
	tp_str agency; /* ORI of who booked; the bureau alone is known without it */
	tp_coded_charge charges[TP_CPI_CHARGES];
	size_t charge_count; /* at least 1 */
	tp_others others;
} tp_cpi;

typedef enum tp_notice_kind {
	TP_NOTICE_DETAINER = 1,    /* field office to agency, I-247 (SOP 2.1.5) */
	TP_NOTICE_WITHDRAWAL = 2,  /* of a detainer */
	TP_NOTICE_REQUEST = 3,     /* to identify and locate a subject released before */
	TP_NOTICE_RELEASE = 4,     /* agency to field office: release (SOP 2.2.3) */
	TP_NOTICE_TRANSFER = 5,    /* agency to field office: transfer */
	TP_NOTICE_CUSTODY = 6,     /* the field office has taken custody (SOP 3.2.4) */
	TP_NOTICE_PROCEEDINGS = 7, /* charges are pending and removal is intended (SOP 3.2.5) */
	TP_NOTICE_ADJUDICATION = 8, /* agency to field office: what became of a pending charge */
	TP_NOTICE_REPLY = 9        /* agency to field office: answers a request */
} tp_notice_kind;
/* "DETAINER", ... Static, never NULL. */
TP_API const char *tp_notice_kind_name(int kind);

typedef struct tp_notice {
	tp_envelope envelope; /* dat, dai, ori, tcn, tcr (what it is about) */
	int32_t kind;         /* a tp_notice_kind */
	tp_str fbi;
	tp_str sid;
	tp_str nam;
	tp_str dob;
	tp_str place;         /* the institution that holds, releases or receives the subject */
	tp_str instant;       /* of release, transfer, custody: YYYY-MM-DDThh:mm with offset */
	tp_str basis;         /* what the instant was told or counted from */
	tp_str charge;        /* NCIC code */
	tp_str conviction;    /* Y: convicted of it; N: charged with it */
	tp_str level;         /* of that charge, 1 to 3 (SOP, Appendix A) */
	tp_str author;        /* who decided */
	tp_str decided;       /* when: YYYYMMDD */
	tp_str conditions;    /* text; lines by LF */
	tp_others others;
} tp_notice;

TP_API const tp_cpi *tp_message_cpi(const tp_message *message);
TP_API const tp_notice *tp_message_notice(const tp_message *message);

/* Build the text. TP_ERR_ARG with the line's label in diag->text. */
TP_API TP_NODISCARD tp_status tp_cpi_build(const tp_cpi *cpi,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_notice_build(const tp_notice *notice,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag);

TP_END_DECLS

#endif
