/* SPDX-License-Identifier: MIT */
/*
 * The clocks of the Secure Communities procedures (SOP): when ICE is to have
 * taken custody, when it is to be told of a release, when an answer to prints
 * is due; and the calendar under them. Everything is computed from what the
 * caller gives: no clock is read, no zone database, no environment. All calls
 * may be made from any thread.
 *
 * An instant is seconds since 1970-01-01T00:00:00Z without leap seconds, of
 * the years 1971-2100, in which there are dates, too. Days begin at local
 * midnight, which the caller gives as an offset from UTC.
 */
#ifndef TENPRINT_CLOCK_H
#define TENPRINT_CLOCK_H

#include <tenprint/status.h>

TP_BEGIN_DECLS

#define TP_FIRST_YEAR 1971
#define TP_LAST_YEAR 2100
/* No instant, or one that is not known: 1970 is before the first year. */
#define TP_NO_INSTANT 0

/* A day of the Gregorian calendar. */
typedef struct tp_date {
	int32_t year;
	int32_t month; /* 1-12 */
	int32_t day;   /* 1-31 */
} tp_date;

/*
 * What local clocks show: offset, in seconds east of UTC, whole minutes of at
 * most 14 hours, until the instant change, offset_after from then on. change
 * TP_NO_INSTANT: they stay. Where clocks are put forward or back within two
 * weeks of an instant, the caller gives it, for it moves local midnight.
 */
typedef struct tp_local_time {
	int32_t offset;
	int32_t offset_after;
	int64_t change;
} tp_local_time;

/* Whether there is such a day in the years above. */
TP_API bool tp_date_valid(const tp_date *date);
/* 1 Monday to 7 Sunday; 0 for what is no date. */
TP_API int tp_date_weekday(const tp_date *date);
/* "Monday"; "" for what is no weekday. */
TP_API const char *tp_weekday_name(int weekday);
/* So many days later, or before. TP_ERR_ARG for no date; TP_ERR_RANGE past the years. */
TP_API TP_NODISCARD tp_status tp_date_add(const tp_date *date, int32_t days, tp_date *out,
    tp_diag *diag);
/* Read YYYY-MM-DD, and nothing else. TP_ERR_SYNTAX; TP_ERR_RANGE for no such day. */
TP_API TP_NODISCARD tp_status tp_date_parse(const char *text, size_t len, tp_date *out,
    tp_diag *diag);

/*
 * Read an instant with the offset it is written in: 2026-11-25T15:00-05:00,
 * with seconds or without, Z for UTC. One without offset is refused, for it
 * is no instant. TP_ERR_SYNTAX; TP_ERR_RANGE. offset may be NULL.
 */
TP_API TP_NODISCARD tp_status tp_instant_parse(const char *text, size_t len, int64_t *instant,
    int32_t *offset, tp_diag *diag);
#define TP_INSTANT_TEXT 26
/*
 * Write "2026-11-25T15:00:00-05:00" (Z for offset 0), "" for what is out of
 * range. buf has TP_INSTANT_TEXT bytes.
 */
TP_API void tp_instant_format(int64_t instant, int32_t offset, char *buf);
/* The local day of an instant. TP_ERR_RANGE, TP_ERR_ARG for offsets that are none. */
TP_API TP_NODISCARD tp_status tp_instant_date(int64_t instant, const tp_local_time *local,
    tp_date *out, tp_diag *diag);
/* The offset that holds at an instant. */
TP_API int32_t tp_instant_offset(int64_t instant, const tp_local_time *local);

/* A day that the custody clock does not count. */
typedef struct tp_day_off {
	tp_date date;
	int32_t weekday;     /* 1 Monday to 7 Sunday */
	const char *holiday; /* its name; NULL: a Saturday or Sunday and no holiday */
	bool observed;       /* the holiday itself is the Saturday after or the Sunday before */
} tp_day_off;

/*
 * Whether a day is a Saturday, a Sunday or a federal holiday (5 U.S.C. 6103),
 * or the Friday or Monday on which one is observed that falls on a weekend.
 * Inauguration Day, a holiday in Washington alone, is none here, nor is a day
 * that one order has closed offices on. out may be NULL.
 */
TP_API bool tp_date_off(const tp_date *date, tp_day_off *out);

#define TP_LEFT_OUT_MAX 8

/* When ICE is to have taken custody, and what that was counted from. */
typedef struct tp_custody {
	int64_t from;
	int64_t due;
	const char *rule;   /* "R10": see tenprint-clock(1) */
	const char *clause; /* of the procedures: "SOP 2.2.3, 3.2.4" */
	const char *basis;  /* what was counted, from when */
	size_t count;
	tp_day_off left_out[TP_LEFT_OUT_MAX]; /* from the notice to due, in order */
} tp_custody;

/*
 * 48 hours from the notice of release, in which Saturdays, Sundays and
 * federal holidays are not counted. It says when the procedures expect ICE,
 * and nothing about whether or how long anybody may be detained.
 * TP_ERR_RANGE past the years; TP_ERR_ARG for offsets that are none.
 */
TP_API TP_NODISCARD tp_status tp_clock_custody(int64_t notice, const tp_local_time *local,
    tp_custody *out, tp_diag *diag);

/* The day by which an agency is to tell ICE of a release or transfer. */
typedef struct tp_release_notice {
	tp_date due;
	bool when_known; /* less than thirty days were left: as soon as known */
	const char *rule;
	const char *clause;
	const char *basis;
} tp_release_notice;

/*
 * Thirty days before the day of the release or transfer or, if it became
 * known later than that, the day when it did; known may be NULL.
 * TP_ERR_ARG, TP_ERR_RANGE.
 */
TP_API TP_NODISCARD tp_status tp_clock_notice(const tp_date *release, const tp_date *known,
    tp_release_notice *out, tp_diag *diag);

typedef enum tp_deadline_kind {
	TP_DEADLINE_IAR = 0,     /* match: LESC's answer to FBI CJIS (R2a) */
	TP_DEADLINE_MATCH = 1,   /* match: the IDR/IAR to the state bureau (R2b) */
	TP_DEADLINE_NO_MATCH = 2 /* no match: the IDR (R3, R4) */
} tp_deadline_kind;
#define TP_DEADLINE_KINDS 3

typedef enum tp_deadline_state {
	TP_DEADLINE_TIMED = 0,   /* due at an instant */
	TP_DEADLINE_UNTIMED = 1, /* due, but the procedures state no time */
	TP_DEADLINE_NONE = 2,    /* nothing is due */
	TP_DEADLINE_UNKNOWN = 3  /* what it depends on, or counts from, was not given */
} tp_deadline_state;

typedef enum tp_routing {
	TP_ROUTING_UNKNOWN = 0,
	TP_ROUTING_YES = 1,
	TP_ROUTING_NO = 2
} tp_routing;

/* What is known of a submission. */
typedef struct tp_submission {
	size_t size;
	int64_t submitted; /* the fingerprints, or the CPI that stands for them */
	int64_t received;  /* by FBI CJIS; TP_NO_INSTANT: not known, for both */
	int32_t routing;   /* a tp_routing: whether the state routes messages to agencies */
	bool nff;          /* a state of the National Fingerprint File */
} tp_submission;

typedef struct tp_deadline {
	int32_t kind;       /* a tp_deadline_kind */
	int32_t state;      /* a tp_deadline_state */
	int64_t from;       /* TP_NO_INSTANT unless timed, both */
	int64_t due;
	const char *rule;   /* "R2a", "R2b", "R3", "R4" */
	const char *clause;
	const char *what;   /* what is due, from whom */
	const char *basis;
} tp_deadline;

/*
 * The deadline of an answer, were the search to end so. TP_ERR_ARG for a kind
 * or routing that is none; TP_ERR_RANGE past the years.
 */
TP_API TP_NODISCARD tp_status tp_deadline_find(int kind, const tp_submission *submission,
    tp_deadline *out, tp_diag *diag);

TP_END_DECLS

#endif
