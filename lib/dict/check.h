/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what the parts of a check share. check.c walks the records and
 * judges each field by its row; relate.c judges what rows of relations.tsv
 * say between fields, records and images. Both report through here.
 */
#ifndef TPI_CHECK_H
#define TPI_CHECK_H

#include <tenprint/check.h>

#include "../base/diag.h"
#include "profile.h"

/* One check under way. */
typedef struct tpi_check {
	const tp_transaction *t;
	const tp_profile *profile;
	uint32_t flags;            /* TP_CHECK_* */
	tp_str tot;                /* 1.004 or the option's; the name that an alias stands for */
	const tp_tot_def *tot_def; /* NULL: none, or unknown */
	tp_mem mem;
	const tp_limits *limits;
	tp_finding_fn report;
	void *ctx;
	int stop; /* what report returned to end it; non-zero: say no more */
} tpi_check;

/* Where a finding is. Members that do not apply are 0 or NULL. */
typedef struct tpi_place {
	const tp_record *record; /* NULL: the transaction */
	uint32_t field;
	uint32_t subfield;
	uint32_t item;
	const tp_field_def *def; /* the row that was not met; its source is the finding's */
	tp_str value;
	uint64_t offset; /* TP_NO_OFFSET: the record's, if there is one */
} tpi_place;

/*
 * Hand a finding of the rule to the caller, at the severity that the profile
 * gives it, unless that is off. The text must not hold a value of the record.
 */
void tpi_check_report(tpi_check *c, const tp_rule *rule, const tpi_place *place,
    const char *format, ...) TPI_PRINTF(4, 5);

/* Judge every relation of the profile that applies to the transaction (relate.c). */
tp_status tpi_check_relations(tpi_check *c, tp_diag *diag);

#endif
