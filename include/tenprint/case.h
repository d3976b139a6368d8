/* SPDX-License-Identifier: MIT */
/*
 * A case: what became of one submission (a CAR or a CPI). It is a timeline
 * that events are fed to in any order, twice, late or never (R1); what it
 * says depends on the set of events alone. Pure: no clock, no file. `now`
 * and all instants are seconds since 1970 UTC.
 */
#ifndef TENPRINT_CASE_H
#define TENPRINT_CASE_H

#include <tenprint/clock.h>
#include <tenprint/jurisdiction.h>

TP_BEGIN_DECLS

/* The systems S1 to S9 of the procedures. */
typedef enum tp_system {
	TP_SYSTEM_LEA = 1,
	TP_SYSTEM_SIB = 2,
	TP_SYSTEM_CJIS = 3,
	TP_SYSTEM_IAFIS = 4,
	TP_SYSTEM_NCIC = 5,
	TP_SYSTEM_IDENT = 6,
	TP_SYSTEM_LESC = 7,
	TP_SYSTEM_ICE = 8,
	TP_SYSTEM_NLETS = 9
} tp_system;
#define TP_SYSTEMS 9
/* "LEA", ... Static, never NULL. */
TP_API const char *tp_system_name(int system);

typedef enum tp_event_kind {
	TP_EVENT_SENT = 1,
	TP_EVENT_RECEIVED = 2,
	TP_EVENT_FAILED = 3 /* could not be sent, or was not readable */
} tp_event_kind;

/*
 * One thing that happened to a message. The identifiers are copied when it
 * is fed. The same message (same digest) fed twice is a duplicate.
 */
typedef struct tp_event {
	int64_t at;
	int32_t kind;     /* a tp_event_kind */
	int32_t message;  /* a tp_message_kind */
	int32_t notice;   /* a tp_notice_kind, of a TP_MESSAGE_NOTICE */
	int32_t from;     /* a tp_system, 0: unknown */
	int32_t to;
	tp_str tcn;
	tp_str tcr;
	tp_str fbi;
	tp_str sid;
	tp_str srf;       /* of an SRE of IAFIS */
	uint64_t digest;  /* of its bytes */
	int64_t instant;  /* that a notice tells of (release, transfer, custody); TP_NO_INSTANT: none */
} tp_event;

/* Fill in what the message says. from and to are the caller's. */
TP_API void tp_event_of(const tp_message *message, uint64_t digest, int64_t at, int kind,
    tp_event *out);

typedef enum tp_iafis_state {
	TP_IAFIS_NONE = 0,      /* a CPI: none is due */
	TP_IAFIS_WAITING = 1,
	TP_IAFIS_IDENT = 2,
	TP_IAFIS_NONIDENT = 3,
	TP_IAFIS_REFUSED = 4    /* an ERRT */
} tp_iafis_state;

typedef enum tp_second_state {
	TP_SECOND_NOT_EXPECTED = 0, /* none is due (R3, R12) */
	TP_SECOND_WAITING = 1,
	TP_SECOND_MATCH = 2,        /* a match IDR/IAR has come */
	TP_SECOND_NO_MATCH = 3
} tp_second_state;

/* Flags of an entry. */
#define TP_ENTRY_DUPLICATE 1u    /* the same message was there before */
#define TP_ENTRY_LATE 2u         /* after its deadline */
#define TP_ENTRY_EARLY 4u        /* an answer before what it answers was sent */
#define TP_ENTRY_CONTRADICTS 8u  /* says otherwise than an earlier one; the earlier one stands */
#define TP_ENTRY_UNEXPECTED 16u  /* none was due */
#define TP_ENTRY_FOREIGN 32u     /* its TCR or numbers are not this case's */

typedef struct tp_entry {
	tp_event event;
	uint32_t flags;     /* TP_ENTRY_* */
	const char *rule;   /* that fired: "R1" ... "R12"; "" for none */
	const char *text;   /* the audit line: what happened; no value of a record */
} tp_entry;

/* Something that is, or was, to happen by an instant. */
typedef struct tp_due {
	const char *what;   /* "match IDR/IAR" */
	const char *rule;   /* "R2b" */
	const char *clause; /* "SOP 2.1.4" */
	const char *basis;  /* what it is counted from */
	int64_t at;
	int64_t met;        /* when it happened; TP_NO_INSTANT: not yet */
	bool late;          /* not met and at is past, or met after it */
} tp_due;
#define TP_CASE_DUES 8

typedef struct tp_case_state {
	int32_t iafis;        /* a tp_iafis_state */
	int32_t second;       /* a tp_second_state */
	bool unclassified;    /* an SRE came that could not be told apart */
	bool detainer;        /* lodged, and not withdrawn */
	bool released;        /* a notice of release or transfer was sent */
	bool in_ice_custody;
	size_t pending;       /* charges that are not adjudicated (R11) */
	bool closed;          /* nothing is waited for */
	tp_due dues[TP_CASE_DUES];
	size_t due_count;
} tp_case_state;

typedef struct tp_case tp_case;

typedef struct tp_case_options {
	size_t size;
	const tp_mem *mem;
	const tp_jurisdiction *jurisdiction; /* NULL: one that takes no part; outlives the case */
	int32_t submission;                  /* TP_MESSAGE_CAR or TP_MESSAGE_CPI */
	tp_str tcn;                          /* of the submission as its agency sent it */
	size_t pending;                      /* charges of this booking */
	tp_local_time local;                 /* of the agency; for R10 */
} tp_case_options;

TP_API TP_NODISCARD tp_status tp_case_new(const tp_case_options *options, tp_case **out,
    tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_case_free(tp_case *c);

/*
 * A hop put its own ORI and TCN on the message and pushed the former ORI to
 * CRI: both TCNs are this case's from now on (facts: EBTS 11.0, 1.7).
 */
TP_API TP_NODISCARD tp_status tp_case_add_tcn(tp_case *c, const char *tcn, size_t len,
    tp_diag *diag);
/*
 * Whether the event belongs to the case: by TCR or TCN; a notice, and the
 * answer to a CPI, without a TCR else by FBI number and SID.
 */
TP_API bool tp_case_owns(const tp_case *c, const tp_event *event);

/* Take an event. TP_ERR_NOMEM, ARG. Feeding one again changes nothing but the count of duplicates. */
TP_API TP_NODISCARD tp_status tp_case_feed(tp_case *c, const tp_event *event, tp_diag *diag);

/* What stands at an instant; what happened after `now` does not count. */
TP_API void tp_case_at(const tp_case *c, int64_t now, tp_case_state *out);

/* The timeline, by instant. NULL when index is out of range; valid until the next event is fed. */
TP_API size_t tp_case_entry_count(const tp_case *c);
TP_API const tp_entry *tp_case_entry(const tp_case *c, size_t index);

TP_END_DECLS

#endif
