/* SPDX-License-Identifier: MIT */
/*
 * The systems S1 to S9 as step functions: (state, message, now) in, messages
 * out. Pure: no clock, file, thread or random number; the same steps give the
 * same messages, so that a node's state can be had again by replaying what
 * it was given. What people and databases decide comes from a tp_world.
 *
 * R8: nothing here computes a status. The LESC's node sends the world's words
 * on; a field office's decision is the world's, and is recorded with its
 * author and date.
 */
#ifndef TENPRINT_NODE_H
#define TENPRINT_NODE_H

#include <tenprint/answer.h>
#include <tenprint/case.h>
#include <tenprint/notice.h>
#include <tenprint/query.h>
#include <tenprint/submission.h>

TP_BEGIN_DECLS

/* A message on its way. */
typedef struct tp_parcel {
	int32_t from;   /* a tp_system */
	int32_t to;
	tp_str address; /* ORI of the receiver, where there are several of its kind */
	tp_str bytes;   /* as serialised; parsed and checked by who receives it */
	int64_t after;  /* emitting: not delivered before that instant */
	const char *rule;  /* that it was sent by, "R1" ... "R12"; "" for none */
} tp_parcel;

/* What a search of IAFIS gives. */
typedef struct tp_iafis_result {
	bool identified;
	tp_str fbi;  /* of the record found, or of a new one */
	tp_str sid;
	tp_str nam;  /* of the record found; empty: as submitted */
	tp_str ers;  /* rap sheet */
	tp_strs refusals; /* texts of 2.060: an ERRT instead of an SRE */
	int64_t delay;    /* seconds that it takes */
} tp_iafis_result;

/* What a search of IDENT gives. */
typedef struct tp_ident_result {
	bool match;
	tp_encounter encounters[TP_ENCOUNTERS];
	size_t encounter_count;
	const tp_str *photos;
	size_t photo_count;
	int64_t delay;
} tp_ident_result;

/* What the LESC answers: its words, as given. */
typedef struct tp_lesc_result {
	tp_str words;
	int64_t delay;
} tp_lesc_result;

/*
 * What lies outside the systems: databases and people. Every member may be
 * NULL: nobody is identified, nothing matches, the LESC does not answer, no notice. They are
 * called during tp_node_step and must give the same answer to the same
 * question. Strings live until the step returns.
 */
typedef struct tp_world {
	void *ctx;
	void (*iafis)(void *ctx, const tp_message *car, tp_iafis_result *out);
	/* subject: a CAR, or the CPI whose master record's images are searched. */
	void (*ident)(void *ctx, const tp_message *subject, tp_ident_result *out);
	/*
	 * Before an IAQ is sent: fills in what the booking does not tell (PHN, ARN,
	 * OFF by the caller's choice). Returns NULL, or the message that goes into
	 * the IDR instead of an IAR: the quota is used up (M0017), or the LESC is
	 * not to be asked (M0018).
	 */
	const char *(*query)(void *ctx, const tp_message *subject, int64_t now, tp_iaq *iaq);
	void (*lesc)(void *ctx, const tp_message *iaq, tp_lesc_result *out);
	/* A later arrest in the state (R4): true, and FBI number, SID and charges of the CPI. */
	bool (*later_arrest)(void *ctx, const tp_message *car, tp_cpi *out);
	/* What a person at the field office sends on an IAR or a notice; *delay: seconds until then. */
	bool (*officer)(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay);
	/* What a person at the agency sends on an answer or a notice. */
	bool (*agency)(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay);
	/* Whether the agency asks by name after a no-match (R6, SOP 2.2.7), and what. */
	bool (*ask_by_name)(void *ctx, const tp_message *no_match, tp_iaq *out);
} tp_world;

typedef struct tp_node tp_node;

typedef struct tp_node_options {
	size_t size;
	const tp_mem *mem;
	int32_t system;                        /* a tp_system */
	tp_str ori;                            /* its own; for ICE, LESC and Nlets their address */
	const tp_jurisdictions *jurisdictions; /* outlives the node */
	const tp_world *world;                 /* outlives the node */
	const tp_message_options *messages;    /* profile and layouts; outlive the node */
} tp_node_options;

TP_API TP_NODISCARD tp_status tp_node_new(const tp_node_options *options, tp_node **out,
    tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_node_free(tp_node *node);

/* Called for each message that a step sends, in order. A non-zero return ends the step. */
typedef int (*tp_emit_fn)(void *ctx, const tp_parcel *parcel);
/* A line of the audit trail: what was done and by which rule; no value of a record. */
typedef void (*tp_audit_fn)(void *ctx, int64_t now, int system, const char *rule,
    const char *text);

typedef struct tp_step {
	size_t size;
	int64_t now;
	const tp_parcel *parcel; /* what has arrived */
	tp_emit_fn emit;
	tp_audit_fn audit; /* may be NULL */
	void *ctx;
} tp_step;

/*
 * Take one step. A parcel that is not for this system, or not readable, is
 * answered as the system would (an ERRT, or nothing) and audited; that is no
 * error of the call. TP_ERR_NOMEM, ARG, or what emit returned: the state is
 * then as before the step.
 */
TP_API TP_NODISCARD int tp_node_step(tp_node *node, const tp_step *step, tp_diag *diag);
TP_END_DECLS

#endif
