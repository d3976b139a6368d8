/* SPDX-License-Identifier: MIT */
/*
 * Jurisdictions as data: who takes part, since when, and who gets which copy
 * (rules R4 and R12; SOP 1.0, 2.1). Instants are seconds since 1970 UTC.
 */
#ifndef TENPRINT_JURISDICTION_H
#define TENPRINT_JURISDICTION_H

#include <tenprint/message.h>

TP_BEGIN_DECLS

#define TP_SUSPENSIONS 8

typedef struct tp_period {
	int64_t from;  /* first instant */
	int64_t until; /* first instant after it; INT64_MAX: open */
} tp_period;

typedef struct tp_jurisdiction {
	tp_str name;
	tp_str state;        /* two letters */
	tp_str sib;          /* ORI of its state bureau */
	tp_str field_office; /* of ICE: ORI or other address */
	bool routing;        /* the bureau routes answers to the agencies */
	bool nff;            /* National Fingerprint File state */
	bool moa;            /* a Memorandum of Agreement is signed */
	tp_period active;    /* from INT64_MAX: never */
	tp_period suspended[TP_SUSPENSIONS];
	size_t suspended_count;
} tp_jurisdiction;

typedef struct tp_jurisdictions tp_jurisdictions;

/*
 * Read the table, tenprint-jurisdictions(5): name, state, sib, agencies (ORIs,
 * or the beginning of them with `*`, by spaces), routing, nff, moa,
 * activated, suspended (date..date by spaces), field_office. TP_ERR_SYNTAX,
 * RANGE, LIMIT, NOMEM; the text starts "line L, column C: ".
 */
TP_API TP_NODISCARD tp_status tp_jurisdictions_read(const char *text, size_t len,
    const tp_mem *mem, tp_jurisdictions **out, tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_jurisdictions_free(tp_jurisdictions *js);
TP_API size_t tp_jurisdictions_count(const tp_jurisdictions *js);
/* NULL when index is out of range. */
TP_API const tp_jurisdiction *tp_jurisdictions_at(const tp_jurisdictions *js, size_t index);
/* By the ORI of an agency or of its bureau; the longest beginning wins. NULL for none. */
TP_API const tp_jurisdiction *tp_jurisdictions_find(const tp_jurisdictions *js,
    const char *ori, size_t len);

/* R12: whether the IDENT search and what follows from it are done for it at that instant. */
TP_API bool tp_jurisdiction_takes_part(const tp_jurisdiction *j, int64_t at);

/* R4: what a bureau sends for an arrest. first: the subject's first arrest in the state. */
TP_API int tp_jurisdiction_submission(const tp_jurisdiction *j, bool first);

TP_END_DECLS

#endif
