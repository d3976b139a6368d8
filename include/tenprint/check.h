/* SPDX-License-Identifier: MIT */
/*
 * Checking a transaction against a profile. A finding is no error of the
 * call: tp_check returns TP_OK and hands each finding to a callback: record
 * by record in the order of the file, in each its fields and then those that
 * are missing, and at last what is between records. Reading tolerantly first
 * lets it report what is wrong with the framing, too.
 */
#ifndef TENPRINT_CHECK_H
#define TENPRINT_CHECK_H

#include <tenprint/profile.h>

TP_BEGIN_DECLS

typedef enum tp_severity {
	TP_SEVERITY_OFF = 0,     /* an overlay has turned the rule off */
	TP_SEVERITY_NOTE = 1,    /* worth knowing */
	TP_SEVERITY_WARNING = 2, /* legal, but doubtful, or refused by some */
	TP_SEVERITY_ERROR = 3    /* does not conform */
} tp_severity;

/* A rule. Its id never changes its meaning; strings are never NULL. */
typedef struct tp_rule {
	const char *id;        /* "value-chars" */
	const char *scope;     /* "itl": every profile; "ebts": those of the FBI's specification */
	int32_t severity;      /* a tp_severity, before overlays */
	int32_t level;         /* 0 framing, 1 a field on its own, 2 consistency */
	const char *types;     /* record types by `|`; "*": any; "": the transaction */
	const char *tots;      /* types of transaction by `|`; "": any */
	const char *predicate; /* of a relation; "" for a rule of the fields' table */
	const char *args;
	uint32_t since;        /* editions, as tp_field_def has them */
	uint32_t until;
	const char *fbi;       /* message codes by `|`: for Type-1, for the others; "" none */
	const char *clause;    /* where it comes from */
	const char *title;     /* what is required, in a sentence */
	const char *hint;      /* how to mend it */
} tp_rule;
TP_API size_t tp_rule_count(void);
/* Sorted by id. NULL when index is out of range. */
TP_API const tp_rule *tp_rule_at(size_t index);
/* NULL for none. */
TP_API const tp_rule *tp_rule_find(const char *id);

#define TP_NO_RECORD SIZE_MAX

/* One thing found. Everything in it is valid during the callback only. */
typedef struct tp_finding {
	const tp_rule *rule;
	int32_t severity;     /* a tp_severity, as the profile has it */
	size_t record;        /* index from 0; TP_NO_RECORD: the transaction as a whole */
	tp_path at;           /* type, idc, and as much of field, subfield, item as applies */
	uint64_t offset;      /* in the input, or TP_NO_OFFSET */
	const char *mnemonic; /* of the field, or "SEG.LHC"; "" where it has none */
	const char *text;     /* what is wrong here; never a value of the record */
	const char *source;   /* "ITL 2015, 14.013", "EBTS 11.0, 2.018 in CAR", an overlay's name */
	const char *fbi;      /* the code of the FBI's message that it would provoke; "" none */
	const char *hint;
	tp_str value;         /* what stands there, a view; empty where nothing does */
} tp_finding;

/* A non-zero return ends the check; tp_check then returns it. */
typedef int (*tp_finding_fn)(void *ctx, const tp_finding *finding);

#define TP_CHECK_NO_HEADERS 1u /* do not look into image headers */
#define TP_CHECK_IMAGES 2u     /* decode every image */

typedef struct tp_check_options {
	size_t size;
	uint32_t flags;          /* TP_CHECK_* */
	const char *tot;         /* check as this type of transaction; NULL: 1.004 */
	const tp_mem *mem;       /* for decoding; NULL: libc */
	const tp_limits *limits; /* for decoding; NULL: defaults */
} tp_check_options;

/*
 * Check t against the profile; options may be NULL. Without TP_CHECK_IMAGES
 * it allocates nothing. TP_OK whatever is found; TP_ERR_NOMEM, ARG, or what
 * report returned. Many threads may check at once, against one profile too.
 */
TP_API TP_NODISCARD int tp_check(const tp_transaction *t, const tp_profile *profile,
    const tp_check_options *options, tp_finding_fn report, void *ctx, tp_diag *diag);

/* Notes, warnings and errors that a check found. */
typedef struct tp_check_counts {
	size_t notes;
	size_t warnings;
	size_t errors;
} tp_check_counts;
/* The same, counting alone. */
TP_API TP_NODISCARD tp_status tp_check_count(const tp_transaction *t,
    const tp_profile *profile, const tp_check_options *options, tp_check_counts *out,
    tp_diag *diag);

TP_END_DECLS

#endif
