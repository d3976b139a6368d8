/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what is inside a profile. The rows of each type stand sorted
 * by field, item and subfield; rows of the built-in tables are pointed to,
 * those of overlays live in the arena. Built once, then only read.
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

/* What check.c makes of the rows, so that a check need not read them. */
typedef struct tpi_program tpi_program;

struct tp_profile {
	tpi_arena arena;
	tp_profile_info info;
	tpi_rows types[TPI_TYPES];
	tpi_program *program;
};

/*
 * Make profile->program of the rows as they now stand (program.c); once more
 * after they change. TP_ERR_SYNTAX, NOTFOUND, LIMIT for a row that cannot be
 * understood, which the text names; TP_ERR_NOMEM. Then the old one stays.
 */
tp_status tpi_program_build(tp_profile *profile, tp_diag *diag);

/* The severity that the profile gives a rule: TP_SEVERITY_OFF to leave it out. */
int tpi_profile_severity(const tp_profile *profile, const tp_rule *rule);
/* Whether the rule is one of this profile: its scope and its editions. */
bool tpi_profile_has_rule(const tp_profile *profile, const tp_rule *rule);

#endif
