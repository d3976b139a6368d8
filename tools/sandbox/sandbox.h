/* SPDX-License-Identifier: MIT */
/*
 * Tools: the parts of the sandbox: bookings and whose prints they are
 * (people.c), what the systems' databases and people answer (world.c), the
 * messages on their way (network.c), and a run of it all (run.c).
 */
#ifndef TOOL_SANDBOX_SANDBOX_H
#define TOOL_SANDBOX_SANDBOX_H

#include <stdio.h>

#include "gallery.h"
#include "map.h"
#include "scenario.h"

/* ---- people ------------------------------------------------------------------------ */

/* The nth person of a booking plan; NULL for who: nobody that the gallery knows. */
typedef struct person {
	const booking_plan *plan;
	uint64_t n;
	const subject *who;
} person;

#define CARD_PRINTS 14u

typedef struct people {
	const scenario *s;
	gallery gallery; /* prints to person */
	map numbers;     /* FBI numbers, TCNs and control fields to person */
	tp_image *cards; /* drawn, CARD_PRINTS of each subject; NULL: none yet */
	const subject **found; /* of each booking plan that names no subject */
	booking_plan **others; /* bookings of the gallery's people that the scenario does not have */
	size_t other_count;
} people;

/*
 * Enrol the gallery's transactions. TOOL_DONE, TOOL_INPUT, TOOL_FAULT, said;
 * people_free in any case.
 */
int people_open(people *p, const scenario *s, const matcher_options *how);
/* The prints of a transaction are theirs. TOOL_DONE or TOOL_FAULT, said. */
int people_enroll(people *p, const tp_transaction *t, const person *who);
/*
 * booking.c: the CAR of a person, serialised. The prints of a person whom the scenario
 * names are enrolled, so that a search finds them; whose others are is for
 * the gallery to find. nth 1 is the second attempt of a plan with a defect,
 * without it. TOOL_DONE, TOOL_INPUT, TOOL_FAULT, said.
 */
int people_book(people *p, const person *who, unsigned attempt, const tp_profile *profile,
    tp_bytes *out);
/* Remember that a TCN, control field or FBI number is theirs. */
void people_name(people *p, const tp_str *number, const person *who);
/* By the prints, or by the FBI number of a CPI; false for nobody. */
bool people_search(people *p, const tp_message *submission, person *out);
bool people_by_number(const people *p, const tp_str *number, person *out);
void people_free(people *p);

/* ---- the world ---------------------------------------------------------------------- */

typedef struct world_state {
	people *people;
	int32_t offset;      /* of local time */
	int64_t now;         /* of the step under way */
	tp_strs refusals;
	tp_str refusal[MAX_REFUSALS];
	char instant[TP_INSTANT_TEXT];
	char day[9];
	char message[80];
	char messages[MAX_REFUSALS][200];
	uint64_t rules[13];  /* how often R1 to R12 fired; R7 here, the others by messages and audit */
} world_state;

void world_of(world_state *state, tp_world *out);

/* ---- messages on their way -------------------------------------------------------------- */

struct booking_state;

/* A message, or, without bytes, the time for a booking. */
typedef struct item {
	int64_t at;
	uint64_t seq; /* of two at one time the older goes first */
	int32_t from;
	int32_t to;
	char *address;
	size_t address_len;
	char *bytes;
	size_t len;
	uint64_t digest;
	struct booking_state *booking;
} item;

/* By instant; what it returns and takes is the caller's to free. */
typedef struct queue {
	item *heap;
	size_t count;
	size_t room;
	uint64_t seq;
} queue;

void queue_push(queue *q, const item *what);
/* False when it is empty. */
bool queue_pop(queue *q, item *out);
void queue_free(queue *q);
void item_free(item *i);

/* What the scenario lets happen to a message: how many copies arrive, how much later. */
unsigned faults_of(const scenario *s, const char *message, int from, int to, int64_t *delay);

/* The nodes, one for each system and address, made when first needed. */
typedef struct nodes {
	const scenario *s;
	const tp_world *world;
	const tp_message_options *messages;
	map index;
	tp_node **at;
	size_t count;
	size_t room;
} nodes;

/* NULL without memory, which is said. */
tp_node *nodes_get(nodes *n, int system, const char *address, size_t len);
void nodes_free(nodes *n);

/* ---- a run ---------------------------------------------------------------------------- */

/* One booking under way. */
typedef struct booking_state {
	person who;
	unsigned attempt;
	tp_case *c;
	size_t in_flight; /* its messages, and times, in the queue */
	int64_t last;     /* when something last happened to it */
	bool refused;     /* its defect was found: it is booked again */
} booking_state;

typedef struct run_options {
	bool json;
	bool quiet;  /* no timelines */
	bool audit;  /* each line of the audit trail */
	const char *answers; /* folder that what agencies receive is written to; NULL: none */
	matcher_options matcher;
} run_options;

typedef struct totals {
	size_t bookings;
	size_t identified;
	size_t not_identified;
	size_t refused;
	size_t matches;
	size_t no_matches;
	size_t none_expected;
	size_t waiting;  /* a second answer is due and has not come */
	size_t open;     /* an answer of IAFIS is due and has not come */
	size_t late;     /* bookings with something late */
	size_t detainers;
	uint64_t sent;
	uint64_t lost;
	uint64_t duplicated;
	uint64_t received; /* by agencies */
} totals;

/* Play it on a virtual clock and tell the timelines; returns the exit status. */
int sandbox_run(const scenario *s, const run_options *options);

/* ---- on the real clock (serve.c) ------------------------------------------------------------ */

typedef struct serve_options {
	const char *spool; /* folder */
	int64_t speed;     /* seconds of the scenario's clock a second */
	bool once;         /* end when nothing is left to do */
	matcher_options matcher;
} serve_options;

/* Serve the spools until a signal; returns the exit status. */
int sandbox_serve(const scenario *s, const serve_options *options);

/* ---- what is told (show.c) --------------------------------------------------------------- */

void show_booking(const scenario *s, const run_options *options, const booking_state *b,
    const tp_case_state *state, bool first);
/* A line of the audit trail: when, which system, of which message, by which rule, what it did. */
typedef struct audit_line {
	int64_t at;
	int system;
	int from;  /* of the message that caused it; 0: from outside */
	int to;
	const char *message; /* its kind */
	const char *rule;
	const char *text;
} audit_line;
void show_audit(FILE *out, int32_t offset, const audit_line *line);
/* Of a message, the kind's name, and of a notice its own. */
const char *message_name(const tp_message *m);
void show_totals(const scenario *s, const run_options *options, const totals *sum,
    const uint64_t rules[13]);
void show_head(const scenario *s, const run_options *options);

#endif
