/* SPDX-License-Identifier: MIT */
/*
 * Tests of nodes: S1 to S9 joined by a network in memory that can lose,
 * double and hold back, a world of typed answers, and a log of all that was
 * sent and noted. Nothing in it is global, so that threads may have their own.
 */
#ifndef TEST_NODE_NET_H
#define TEST_NODE_NET_H

#include <tenprint/tenprint.h>

#include "messages.h"

#define NET_START INT64_C(1782824400) /* 2026-06-30T13:00:00Z, a Tuesday */
#define NET_NODES 24
#define NET_SENT 96
#define NET_NOTES 192
#define NET_ACTIONS 8

/* Agencies, one of each sort of state. */
#define ROUTES "NY0300000"    /* routes */
#define KEEPS "OH0010000"     /* does not route */
#define NFF "FL0010000"       /* routes, NFF */
#define NFF_KEEPS "GA0010000" /* does not route, NFF */
#define UNSIGNED "TX0010000"  /* routes; no agreement */
#define SUSPENDED "AZ0010000" /* routes, NFF; suspended in June 2026 */

/* Whoever gets that message sends that notice. */
typedef struct net_action {
	int on;         /* a tp_message_kind */
	int on_notice;  /* of a TP_MESSAGE_NOTICE */
	int send;       /* a tp_notice_kind; 0: ends the list */
	int64_t delay;
	const char *instant;
	const char *charge; /* NCIC code; its level is Appendix A's (R7) */
} net_action;

typedef struct net_plan {
	const char *agency;
	bool identified;
	bool match;
	size_t encounters;
	bool photo;
	bool later;              /* a later arrest in the state */
	bool unknown_number;     /* of which no FBI number is known */
	bool asks_by_name;
	const char *refusal;     /* by IAFIS */
	const char *lesc_message;
	int64_t iafis_delay;
	int64_t ident_delay;
	int64_t lesc_delay;
	net_action officer[NET_ACTIONS];
	net_action at_agency[NET_ACTIONS];
} net_plan;

/* What the network does to a message: 0 copies lose it. */
typedef struct net_fault {
	int kind; /* a tp_message_kind */
	int from;
	int to;
	unsigned copies; /* 0, or 2 */
	int64_t delay;   /* of the last copy */
} net_fault;

typedef struct net_sent {
	int64_t at; /* when it was sent */
	int64_t due; /* when it arrives */
	int from;
	int to;
	char address[40];
	char rule[8];
	int kind;
	int notice;
	char *bytes;
	size_t len;
	unsigned copies; /* still on their way */
	int64_t again;   /* when the second copy arrives */
} net_sent;

typedef struct net_note {
	int64_t at;
	int system;
	const char *rule;
	const char *text;
} net_note;

typedef struct net_node {
	int system;
	char ori[40];
	tp_node *node;
} net_node;

typedef struct net {
	const ts_messages *m;
	const tp_jurisdictions *jurisdictions;
	const net_plan *plan;
	net_fault faults[4];
	tp_world world;
	const tp_mem *mem;      /* of the nodes; NULL: libc */
	net_node nodes[NET_NODES];
	size_t node_count;
	net_sent sent[NET_SENT];
	size_t sent_count;
	net_note notes[NET_NOTES];
	size_t note_count;
	/* Called around each delivery; what it does must leave the node as it was. */
	void (*before)(struct net *n, tp_node *node, const tp_step *step);
	void (*after)(struct net *n, const tp_step *step);
	void *hook; /* theirs */
	bool levels_used; /* R7 */
	tp_encounter encounters[TP_ENCOUNTERS];
	tp_strs refusals;
	tp_str refusal;
} net;

/* The six jurisdictions above; ends the program on failure. */
tp_jurisdictions *net_jurisdictions(void);

void net_begin(net *n, const ts_messages *m, const tp_jurisdictions *js, const net_plan *plan);
/* Plays all that is on its way, to the end. */
void net_run(net *n);
void net_end(net *n);

/* The CAR of the plan's agency, as bytes; its TCN ends in the number. */
tp_bytes net_car(const net *n, unsigned number);
/* Hand bytes to a system at NET_START plus seconds, as if `from` had sent them. */
void net_put(net *n, int from, int to, const char *address, const void *bytes, size_t len,
    int64_t after);
/* Book: a CAR handed to the agency's node. */
void net_book(net *n, unsigned number);

/* How many of a kind went from one system to another; the nth of them, NULL for none. */
size_t net_count(const net *n, int kind, int from, int to);
const net_sent *net_nth(const net *n, int kind, int from, int to, size_t nth);
size_t net_notices(const net *n, int notice, int from, int to);
/* How many lines of the audit trail start so. */
size_t net_noted(const net *n, int system, const char *rule, const char *text);
/* Read a message of the log; free it. */
tp_message *net_read(const net *n, const net_sent *s);
/* Of all that was sent, when, whereto, and noted. */
uint64_t net_hash(const net *n);

#endif
