/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what the nodes share. A turn is one step under way: what it
 * posts, remembers and notes is kept aside until the messages are out, so
 * that a step that fails has changed nothing.
 */
#ifndef TPI_NODE_H
#define TPI_NODE_H

#include <tenprint/node.h>

#include "../base/mem.h"

/*
 * What a node remembers of a message that it passed on, by a number and by
 * whose number that is: two bureaus may give the same TCN.
 */
typedef struct tpi_memory {
	struct tpi_memory *next; /* in its chain */
	uint64_t hash;
	tp_str key;
	tp_str scope;
	tp_str ori;     /* of who sent it */
	tp_str tcn;     /* that it had */
	tp_str cri;     /* raw, as it had; so atn and sco */
	tp_str atn;
	tp_str sco;
	tp_str address; /* of the agency that it began with */
	tp_bytes held;  /* a message that waits for another; empty once it has gone */
	bool done;
} tpi_memory;

struct tp_node {
	tp_mem mem;
	tp_node_options options;
	tp_message_options messages;
	tp_profile *made; /* by the node itself; NULL if it was given one */
	char *ori;        /* its own copy */
	size_t ori_len;
	tpi_memory **chains;
	size_t chain_count; /* a power of two */
	size_t memory_count;
};

#define TPI_POSTS 4
#define TPI_NOTES 8

typedef struct tpi_post {
	tp_parcel parcel;
	tp_bytes bytes; /* owned */
} tpi_post;

typedef struct tpi_turn {
	tp_node *node;
	const tp_step *step;
	tp_message *message; /* the parcel's; NULL if it was not readable */
	size_t errors;       /* that checking it found */
	tpi_post posts[TPI_POSTS];
	size_t post_count;
	tpi_memory *remembered; /* new; linked in when the turn ends well */
	tpi_memory *finished;   /* what it held is gone when the turn ends well */
	const char *note_rules[TPI_NOTES];
	const char *notes[TPI_NOTES];
	size_t note_count;
	tp_diag *diag;
} tpi_turn;

/* Send bytes, which the turn takes over, delay seconds from now. */
tp_status tpi_post_bytes(tpi_turn *turn, int to, const tp_str *address, tp_bytes *bytes,
    int64_t delay, const char *rule);
/* Send a transaction; it is freed. */
tp_status tpi_post_transaction(tpi_turn *turn, int to, const tp_str *address,
    tp_transaction *t, int64_t delay, const char *rule);
/* Send the parcel on as it is. */
tp_status tpi_post_on(tpi_turn *turn, int to, const tp_str *address, const char *rule);
/* A line of the audit trail, of a literal. */
void tpi_note(tpi_turn *turn, const char *rule, const char *text);

/* node-memory.c: NULL for nothing of that key. */
tpi_memory *tpi_recall(const tp_node *node, const tp_str *scope, const tp_str *key);
/* Remember under a key; the strings are copied. At most one a turn. TP_ERR_NOMEM. */
tp_status tpi_remember(tpi_turn *turn, const tpi_memory *what);
tp_status tpi_link_memory(tp_node *node, tpi_memory *memory);
void tpi_free_memory(tp_node *node, tpi_memory *memory);
void tpi_free_memories(tp_node *node);
/* FNV-1a, 64 bits. */
uint64_t tpi_hash(uint64_t seed, const void *bytes, size_t len);
/*
 * A TCN that this node gives: two letters and 16 hexadecimal digits, the same
 * for the same sender's TCN. Nothing of the person goes into it (R8).
 */
#define TPI_TCN 19
void tpi_new_tcn(const tpi_turn *turn, const char *letters, char buf[TPI_TCN], tp_str *out);

/* The agency that a submission began with: the oldest in CRI, or ORI. */
void tpi_first_agency(const tp_message *submission, tp_str *out);
const tp_jurisdiction *tpi_jurisdiction(const tpi_turn *turn, const tp_str *ori);
/* A copy of the parcel's transaction, to be changed. */
tp_status tpi_copy(tpi_turn *turn, tp_transaction **out);
/* Set a field of Type-1 or Type-2; an empty value removes it. */
tp_status tpi_set(tpi_turn *turn, tp_transaction *t, int type, uint32_t field,
    const tp_str *value);
/* The raw field that a list was read from, empty if there is none. */
void tpi_raw(const tp_strs *list, tp_str *out);
/* The answer's envelope: back to who sent the message, with its TCN in TCR and what is echoed. */
void tpi_answer_to(const tpi_turn *turn, const tp_str *tcn, tp_envelope *out);

/* Build a refusal of the message. *out NULL: it names so little that none can be addressed. */
tp_status tpi_refuse(tpi_turn *turn, const tp_strs *msg, const tp_str *tcn,
    tp_transaction **out);

/* One a system. */
tp_status tpi_step_lea(tpi_turn *turn);
tp_status tpi_step_sib(tpi_turn *turn);
tp_status tpi_step_cjis(tpi_turn *turn);
tp_status tpi_step_iafis(tpi_turn *turn);
tp_status tpi_step_ncic(tpi_turn *turn);
tp_status tpi_step_ident(tpi_turn *turn);
tp_status tpi_step_lesc(tpi_turn *turn);
tp_status tpi_step_ice(tpi_turn *turn);
tp_status tpi_step_nlets(tpi_turn *turn);

#endif
