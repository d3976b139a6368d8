/* SPDX-License-Identifier: MIT */
/*
 * The messages of the exchange: what an agency sends and what comes back, as
 * structs. A tenprint submission and its answers are transactions; CPI, IAQ,
 * IAR and the notices are texts. Parsing loses nothing: what a struct has no
 * member for stands in its `others`. Building refuses what would not conform.
 *
 * Strings are views: into the transaction or text that was parsed, or the
 * caller's own when building. An empty tp_str is a field that is not there.
 * SOP is the Secure Communities Standard Operating Procedures.
 */
#ifndef TENPRINT_MESSAGE_H
#define TENPRINT_MESSAGE_H

#include <tenprint/check.h>

TP_BEGIN_DECLS

typedef enum tp_message_kind {
	TP_MESSAGE_OTHER = 0,         /* none of these */
	TP_MESSAGE_CAR = 1,           /* criminal tenprint submission, answer required */
	TP_MESSAGE_SRE = 2,           /* the FBI's answer to it: identified or not */
	TP_MESSAGE_IDR_MATCH = 3,     /* IDENT's answer: a match; with the IAR, the match IDR/IAR */
	TP_MESSAGE_IDR_NO_MATCH = 4,  /* IDENT's answer: no match */
	TP_MESSAGE_UNCLASSIFIED = 5,  /* an SRE that cannot be told to be any of these */
	TP_MESSAGE_ERRT = 6,          /* the submission was refused */
	TP_MESSAGE_CPI = 7,           /* a later arrest in an NFF state */
	TP_MESSAGE_IAQ = 8,           /* Immigration Alien Query, to the LESC */
	TP_MESSAGE_IAR = 9,           /* Immigration Alien Response, by the LESC */
	TP_MESSAGE_NOTICE = 10        /* detainer, its withdrawal, release and so on: notice.h */
} tp_message_kind;

/* "CAR", "IDR/IAR", ... Static, never NULL. */
TP_API const char *tp_message_kind_name(int kind);

typedef struct tp_strs {
	const tp_str *at;
	size_t count;
} tp_strs;

/* What the struct has no member for, as it stands in the message. */
typedef struct tp_other {
	int32_t type;   /* of the record; 0: of a text, with the number of the line in field */
	uint32_t field; /* 0: the whole record, its bytes as they were read */
	tp_str value;   /* separators included */
} tp_other;

typedef struct tp_others {
	const tp_other *at;
	size_t count;
} tp_others;

/* Who sends what to whom. In texts dai and ori are the parties, tcn the control number. */
typedef struct tp_envelope {
	tp_str ver; /* 1.002 */
	tp_str tot; /* 1.004 */
	tp_str dat; /* 1.005, YYYYMMDD */
	tp_str pry; /* 1.006 */
	tp_str dai; /* 1.007 */
	tp_str ori; /* 1.008 */
	tp_str tcn; /* 1.009 */
	tp_str tcr; /* 1.010, the TCN of what is answered */
	tp_str nsr; /* 1.011 */
	tp_str ntr; /* 1.012 */
	tp_str dom; /* 1.013, both items */
	tp_str atn; /* 2.006, comes back as sent */
	tp_strs sco; /* 2.007, comes back as sent */
	tp_str oca; /* 2.009 */
	tp_strs cri; /* 2.073: the agencies before ori, the nearest first */
} tp_envelope;

/* size = sizeof(tp_message_options); NULL is all defaults. */
typedef struct tp_layouts tp_layouts;
typedef struct tp_message_options {
	size_t size;
	const tp_mem *mem;          /* NULL: libc */
	const tp_limits *limits;    /* NULL: defaults */
	const tp_profile *profile;  /* that building conforms to; NULL: "ebts-11.0", made each time */
	const tp_layouts *layouts;  /* NULL: the built-in ones, of layout.h */
} tp_message_options;

typedef struct tp_message tp_message;

/*
 * Read a message from its bytes: a transaction (copied, read strictly) or one
 * of the texts. TP_OK with TP_MESSAGE_OTHER for a transaction of another
 * type. TP_ERR_SYNTAX (and as tp_transaction_read) for what is no message;
 * a text's diag has the offset, a transaction's the record and field.
 */
TP_API TP_NODISCARD tp_status tp_message_read(const void *bytes, size_t len,
    const tp_message_options *options, tp_message **out, tp_diag *diag);
/* The same of a transaction that the caller keeps, unchanged, until the message is freed. */
TP_API TP_NODISCARD tp_status tp_message_of(const tp_transaction *t,
    const tp_message_options *options, tp_message **out, tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_message_free(tp_message *message);

/* A tp_message_kind. */
TP_API int tp_message_get_kind(const tp_message *message);
/* NULL for a text. */
TP_API const tp_transaction *tp_message_transaction(const tp_message *message);
/* Valid until the message is freed. Never NULL. */
TP_API const tp_envelope *tp_message_envelope(const tp_message *message);

TP_END_DECLS

#endif
