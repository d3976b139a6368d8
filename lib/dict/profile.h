/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what is inside a profile. The rows of each type stand sorted
 * by field, item and subfield; rows of the built-in tables are pointed to,
 * those of overlays live in the arena. Built once, then only read, until an
 * overlay makes the next one out of it.
 */
#ifndef TPI_PROFILE_H
#define TPI_PROFILE_H

#include <tenprint/check.h>

#include "../base/mem.h"

#define TPI_TYPES 100

typedef struct tpi_rows {
	const tp_field_def **rows;
	size_t count;
} tpi_rows;

/* A name of a type of transaction: its own, or one that an overlay gave it. */
typedef struct tpi_tot_name {
	const char *name;
	const tp_tot_def *def;
} tpi_tot_name;

/* What overlays say of one type of transaction by its name; "*": of all. */
typedef struct tpi_tot_rows {
	const char *name;
	const tp_tot_rule *rules; /* NULL: as it was */
	size_t rule_count;
	const tp_count_rule *counts; /* NULL: as it was */
	size_t count_count;
} tpi_tot_rows;

/* The severity that an overlay gives a rule. */
typedef struct tpi_judged {
	const tp_rule *rule;
	int severity;
} tpi_judged;

/* What check.c makes of the rows, so that a check need not read them. */
typedef struct tpi_program tpi_program;

struct tp_profile {
	tpi_arena arena;
	tp_profile_info info;
	tpi_rows types[TPI_TYPES];
	const tp_code_list **lists; /* sorted by name */
	size_t list_count;
	const tpi_tot_name *tots;   /* sorted by name */
	size_t tot_count;
	const tpi_tot_rows *own;    /* sorted by name */
	size_t own_count;
	const tpi_judged *judged;   /* sorted by rule */
	size_t judged_count;
	uint64_t only[2];           /* types whose other fields are forbidden, a bit each */
	tpi_arena compiled;         /* the program's */
	tpi_program *program;
};

/*
 * Make profile->program of the rows as they now stand (program.c); once more
 * after they change. TP_ERR_SYNTAX, NOTFOUND, LIMIT for a row that cannot be
 * understood, which the text names; TP_ERR_NOMEM. Then the old one stays.
 */
tp_status tpi_program_build(tp_profile *profile, tp_diag *diag);
/* The same within so many bytes (0: any); *bad is the row that is not understood, or NULL. */
tp_status tpi_program_build_within(tp_profile *profile, uint64_t limit,
    const tp_field_def **bad, tp_diag *diag);

/* The severity that the profile gives a rule: TP_SEVERITY_OFF to leave it out. */
int tpi_profile_severity(const tp_profile *profile, const tp_rule *rule);
/* Whether the rule is one of this profile: its scope and its editions. */
bool tpi_profile_has_rule(const tp_profile *profile, const tp_rule *rule);
/* Whether an overlay allows only the fields of the type that it names. */
bool tpi_profile_only(const tp_profile *profile, int type);
/* Whether bounds of a row or code hold the profile's editions. */
bool tpi_profile_begun(const tp_profile_info *info, uint32_t since);
bool tpi_profile_ended(const tp_profile_info *info, uint32_t until);
/* Two rows of the same field or item, and of the same subfields of it. */
bool tpi_same_key(const tp_field_def *a, const tp_field_def *b);
/* The order of the rows of one type. */
bool tpi_row_before(const tp_field_def *a, const tp_field_def *b);
/* A type of transaction by its name; NULL for none. */
const tpi_tot_name *tpi_tot_named(const tp_profile *profile, const char *name, size_t len);
/* What overlays say of it; NULL for nothing. */
const tpi_tot_rows *tpi_tot_own(const tp_profile *profile, const char *name);

#endif
