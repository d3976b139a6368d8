/* SPDX-License-Identifier: MIT */
/*
 * Profiles: what a receiver wants of a transaction. A profile is an edition
 * of the standard, or of the FBI's specification on top of one, and any
 * number of overlays: a state's or a vendor's rules as text, which add,
 * tighten and forbid fields, rename types of transaction, and replace code
 * lists without a compiler. The format of an overlay: tenprint-overlay(5).
 *
 * A profile that nobody overlays may be used by many threads at once.
 */
#ifndef TENPRINT_PROFILE_H
#define TENPRINT_PROFILE_H

#include <tenprint/dict.h>

TP_BEGIN_DECLS

typedef struct tp_profile tp_profile;

/* What the library knows without any file: "itl-2000" ... "itl-2015", "ebts-9.1", "ebts-11.0". */
typedef struct tp_profile_info {
	const char *name;
	const char *title;
	uint32_t edition; /* of the standard, as dict.h has it: 300, 400, 500, 501, 502 */
	uint32_t ebts;    /* 901, 1100; 0: the standard alone */
	const char *base;     /* the built-in profile under all overlays */
	const char *revision; /* of the newest overlay; "" without one */
} tp_profile_info;
TP_API size_t tp_profile_builtin_count(void);
/* NULL when index is out of range. */
TP_API const tp_profile_info *tp_profile_builtin_at(size_t index);

/*
 * A built-in profile by its name, for the caller to free. mem may be NULL.
 * TP_ERR_NOTFOUND, with a likely name in the text; TP_ERR_NOMEM.
 */
TP_API TP_NODISCARD tp_status tp_profile_new(const char *name, const tp_mem *mem,
    tp_profile **out, tp_diag *diag);
/* NULL is allowed. */
TP_API void tp_profile_free(tp_profile *profile);

/*
 * The name of the built-in profile that a transaction asks for: that of its
 * VER, or EBTS's where its domain (1.013) is NORAM or its TOT is one of the
 * FBI's alone. Never NULL: an unknown VER gets the newest.
 */
TP_API const char *tp_profile_suggest(const tp_transaction *t);

/*
 * Lay an overlay (UTF-8 text of tenprint-overlay(5), len bytes, copied) over
 * the profile. All or nothing: TP_ERR_SYNTAX, RANGE, NOTFOUND (a list, field,
 * rule or type of transaction that it names and that is nowhere), LIMIT,
 * NOMEM, ARG; the text then starts "line L, column C: " where there is one
 * and diag->offset is that place.
 */
TP_API TP_NODISCARD tp_status tp_profile_overlay(tp_profile *profile, const char *text,
    size_t len, tp_diag *diag);

/* Something about an overlay. Everything in it is valid during the callback only. */
typedef struct tp_overlay_note {
	int32_t code; /* a tp_status; TP_OK is a warning: it is understood, but hardly meant */
	size_t line;  /* from 1; 0: the text as a whole */
	size_t column; /* bytes, from 1 */
	uint64_t offset;
	const char *text;
} tp_overlay_note;
typedef void (*tp_overlay_note_fn)(void *ctx, const tp_overlay_note *note);
/*
 * Look an overlay over as if it were laid over the profile, which stays as
 * it is: every error that can be told, and what changes nothing, is unused,
 * hides something known or allows more than the profile does. TP_OK without
 * errors; else what the first of them is, as tp_profile_overlay has it.
 */
TP_API TP_NODISCARD tp_status tp_profile_lint(const tp_profile *profile, const char *text,
    size_t len, tp_overlay_note_fn note, void *ctx, tp_diag *diag);

/* Of the profile itself; an overlay may give it a name and title. Valid until the next overlay. */
TP_API void tp_profile_get_info(const tp_profile *profile, tp_profile_info *out);

/*
 * The row of a field (item 0) or item as the profile has it; NULL if it has
 * none. The rows belong to the profile and are valid until the next overlay.
 */
TP_API const tp_field_def *tp_profile_field(const tp_profile *profile, int type,
    uint32_t field);
TP_API const tp_field_def *tp_profile_item(const tp_profile *profile, int type,
    uint32_t field, uint32_t subfield, uint32_t item);
/* Every row of a type, sorted by field and item; 0 and *rows NULL where the type is unknown. */
TP_API size_t tp_profile_rows(const tp_profile *profile, int type,
    const tp_field_def *const **rows);
/* A code list as the profile has it; NULL for none. */
TP_API const tp_code_list *tp_profile_list(const tp_profile *profile, const char *list);
/* All of them, sorted by name; NULL when index is out of range. */
TP_API const tp_code_list *tp_profile_list_at(const tp_profile *profile, size_t index);
/*
 * A type of transaction as the profile has it, by its own name or by the
 * one that an overlay gave it: out->tot is then the one that it stands for.
 * NULL if the profile has none (profiles of the standard alone have none).
 */
TP_API const tp_tot_def *tp_profile_tot(const tp_profile *profile, const char *tot, size_t len);
/* All of their names, sorted; *out (may be NULL) is what it stands for. NULL past the last. */
TP_API const char *tp_profile_tot_at(const tp_profile *profile, size_t index,
    const tp_tot_def **out);
/* How often a Type-2 field occurs in a TOT, by any of its names; NULL: it is not used there. */
TP_API const tp_tot_rule *tp_profile_occurrence(const tp_profile *profile, const char *tot,
    uint32_t field);
/* All of them, sorted by field, those for every TOT ("*") not among them. */
TP_API size_t tp_profile_occurrences(const tp_profile *profile, const char *tot,
    const tp_tot_rule **first);

/* How many records of some types a TOT may hold. */
typedef struct tp_count_rule {
	uint32_t edition; /* of EBTS */
	const char *tot;  /* "*": every one without a row of its own */
	const char *types; /* record types by `|`, counted together */
	uint32_t min_count;
	uint32_t max_count;
} tp_count_rule;
TP_API size_t tp_profile_counts(const tp_profile *profile, const char *tot,
    const tp_count_rule **first);
/* The severity (check.h) that the profile gives a rule; -1 where it does not have the rule. */
TP_API int tp_profile_severity(const tp_profile *profile, const char *rule);

/*
 * Visit the rows that say different things in two profiles, sorted by type,
 * field and item: either may be NULL. Where a row comes from, and since when
 * it holds, is no difference. A non-zero return of visit ends the walk and
 * is returned.
 */
typedef int (*tp_profile_diff_fn)(void *ctx, const tp_field_def *a, const tp_field_def *b);
TP_API int tp_profile_diff(const tp_profile *a, const tp_profile *b, tp_profile_diff_fn visit,
    void *ctx);

TP_END_DECLS

#endif
