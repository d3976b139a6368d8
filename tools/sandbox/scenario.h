/* SPDX-License-Identifier: MIT */
/*
 * Tools: a scenario of the sandbox (tenprint-scenario(5)): jurisdictions,
 * subjects with what IAFIS, IDENT, the LESC and people answer of them, the
 * bookings, and what the network does to messages. Strings are views into the
 * JSON that it was read from.
 */
#ifndef TOOL_SANDBOX_SCENARIO_H
#define TOOL_SANDBOX_SCENARIO_H

#include <jansson.h>

#include <tenprint/tenprint.h>

#define SCENARIO_SCHEMA "tenprint/scenario/1"
#define MAX_CHARGES 8
#define MAX_REFUSALS 4
#define MAX_ENROLLED 16
#define PLACE 160 /* bytes of a place in the JSON, as "$.subjects[0]" */

/* What a person does when a message arrives. */
typedef struct action {
	const char *on;   /* a message or notice: "IAR", "DETAINER" */
	int32_t send;     /* a tp_notice_kind */
	int64_t after;    /* seconds */
	int64_t instant;  /* of a release, transfer or custody: seconds after it is sent; -1: none */
	const char *place;
	const char *charge;     /* NCIC code; its level is that of Appendix A */
	const char *conviction;
	const char *author;
	const char *conditions;
} action;

typedef struct action_list {
	action *at;
	size_t count;
} action_list;

typedef struct subject {
	const char *id;
	const char *name;
	const char *dob;
	const char *sex;
	const char *race;
	const char *pob;
	const char *citizenship;
	/* IAFIS */
	bool identified;
	const char *fbi;
	const char *sid;
	const char *rap_sheet;
	const char *refusals[MAX_REFUSALS]; /* texts of 2.060 */
	size_t refusal_count;
	int64_t iafis_delay;
	bool later_arrest; /* the state has prints of an earlier arrest (R4) */
	/* IDENT */
	bool match;
	tp_encounter encounters[TP_ENCOUNTERS];
	size_t encounter_count;
	const char *photo_files[TP_ENCOUNTERS]; /* of the encounters; NULL: none */
	tp_bytes photo_bytes[TP_ENCOUNTERS];
	tp_str photos[TP_ENCOUNTERS]; /* of the encounters that have one, in order */
	size_t photo_count;
	int64_t ident_delay;
	/* the LESC */
	const char *words;
	const char *lesc_message; /* "M0017": it is not asked */
	int64_t lesc_delay;
	const char *offense;      /* that the query names */
	/* people */
	action_list officer;
	action_list agency;
	bool ask_by_name;
	uint64_t seed;            /* of the prints */
	const char *enrolled[MAX_ENROLLED]; /* transactions with prints of theirs */
	size_t enrolled_count;
} subject;

typedef struct charge {
	const char *date;
	const char *text;
	const char *code; /* NCIC; "": none */
	bool pending;
} charge;

typedef struct booking_plan {
	const subject *who; /* NULL: of the file's prints the gallery tells */
	const char *agency; /* ORI */
	const char *file;   /* a transaction; NULL: it is made */
	int64_t after;      /* seconds from the start */
	uint64_t repeat;    /* so many bookings, of as many people */
	uint64_t cards;     /* of them, how many with 14 prints; the others have one small image */
	int64_t every;      /* seconds between them */
	const char *defect; /* mnemonic of a field to leave out, so that it is refused; NULL */
	charge charges[MAX_CHARGES];
	size_t charge_count;
} booking_plan;

typedef enum fault_kind { FAULT_LOSE, FAULT_DUPLICATE, FAULT_DELAY } fault_kind;

/* What the network does to the nth message of a kind between two systems. */
typedef struct fault {
	const char *message; /* as tp_message_kind_name has it, or a notice's name; NULL: any */
	int from;            /* a tp_system; 0: any */
	int to;
	uint64_t nth;        /* from 1; 0: each */
	fault_kind kind;
	int64_t seconds;
	uint64_t seen;
} fault;

typedef struct scenario {
	json_t *top;
	const char *file;
	char *folder;
	const char *title;
	int64_t start;
	int32_t offset;      /* of local time, seconds east */
	tp_jurisdictions *jurisdictions;
	subject *subjects;
	size_t subject_count;
	booking_plan *bookings;
	size_t booking_count;
	fault *faults;
	size_t fault_count;
} scenario;

/*
 * Read it, and the photographs that it names. Says what is wrong, by the place
 * in the JSON. TOOL_DONE, TOOL_INPUT, TOOL_FAULT.
 */
int scenario_read(scenario *s, const char *file);
/* The same of a text that stands in the file, without the photographs. */
int scenario_parse(scenario *s, const char *file, const char *text, size_t len);
void scenario_free(scenario *s);

/* scenario-subject.c: all of $.subjects. */
struct json_reader;
void read_subjects(struct json_reader *r, scenario *s);
/* Whether a message or notice has that name. */
bool is_message(const char *name);

/*
 * scenario-value.c: a member of an object, NULL or the default without it.
 * What is wrong is said once, and *result is then TOOL_INPUT.
 */
typedef struct json_reader {
	const char *file;
	int result;
} json_reader;
void reader_fail(json_reader *r, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* No member but these may be there; the list ends with NULL. */
void reader_known(json_reader *r, const json_t *o, const char *place, const char *const *keys);
const char *reader_text(json_reader *r, const json_t *o, const char *place, const char *key,
    const char *otherwise);
bool reader_flag(json_reader *r, const json_t *o, const char *place, const char *key);
uint64_t reader_number(json_reader *r, const json_t *o, const char *place, const char *key,
    uint64_t otherwise);
/* Seconds: a number, or "90s", "4h", "30m", "2d". */
int64_t reader_duration(json_reader *r, const json_t *o, const char *place, const char *key,
    int64_t otherwise);
/* An array, or NULL. */
const json_t *reader_list(json_reader *r, const json_t *o, const char *place, const char *key);
const json_t *reader_object(json_reader *r, const json_t *o, const char *place,
    const char *key);

#endif
