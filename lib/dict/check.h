/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what the parts of a check share. check.c is the call and the
 * reporting of findings; check-transaction.c walks the records, check-field.c
 * the fields of one and check-item.c what is in them, check-value.c judges
 * values and check-clause.c what a row depends on; relate.c judges what rows
 * of relations.tsv say between fields, records and images. All report here.
 */
#ifndef TPI_CHECK_H
#define TPI_CHECK_H

#include <tenprint/check.h>

#include "../base/diag.h"
#include "program.h"

#define TPI_TOLD 64
#define TPI_KNOWN 128     /* a power of 2 */
#define TPI_KNOWN_LEN 20u /* longer values are judged each time */

/* One check under way. */
typedef struct tpi_check {
	const tp_transaction *t;
	const tp_profile *profile;
	uint32_t flags;            /* TP_CHECK_* */
	tp_str tot;                /* 1.004 or the option's; the name that an alias stands for */
	const tp_tot_def *tot_def; /* NULL: none, or unknown */
	const char *tot_name;      /* as the file or the option has it, if it is known */
	tp_mem mem;
	const tp_limits *limits;
	tp_finding_fn report;
	void *ctx;
	int stop; /* what report returned to end it; non-zero: say no more */
	/* What the walk over fields needs besides. */
	const tp_tot_rule *occurrences; /* of the TOT, by field */
	size_t occurrence_count;
	const tp_tot_rule *common;      /* of every TOT */
	size_t common_count;
	tp_charset charset;
	uint64_t types[2];              /* record types that are there, a bit each */
	bool count_told;                /* reading found that CNT is wrong */
	const tp_record *placed;        /* the record of the last finding */
	uint32_t placed_nth;
	/* Where a value was found wrong in itself; past the first ones they are forgotten. */
	struct {
		const tp_record *record;
		uint32_t field;
		uint32_t subfield;
		uint32_t item;
	} told[TPI_TOLD];
	size_t told_count;
	/* The last value that was right in itself, by row: records of a card say much alike. */
	struct {
		const tpi_row *row;
		uint32_t len;
		char text[TPI_KNOWN_LEN];
	} known[TPI_KNOWN];
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

/* Whether a value there was found wrong in itself. */
bool tpi_check_told(const tpi_check *c, const tpi_place *place);
/* Whether one was anywhere in the field, or in that item of it (0: the field). */
bool tpi_check_told_in(const tpi_check *c, const tp_record *record, uint32_t field,
    uint32_t item);
/* Whether a relation of the TOT says when the field of Type-2 has to be there (relate.c). */
bool tpi_relation_asks(const tpi_check *c, const tp_field_def *def);
/* Judge every relation of the profile that applies to the transaction (relate.c). */
tp_status tpi_check_relations(tpi_check *c, tp_diag *diag);

/* check-transaction.c: the framing, the records and all in them, but no relation. */
void tpi_check_records(tpi_check *c);
/* Whether the type is one of "4|14"; every one is of "*". */
bool tpi_names_type(const char *types, int type);

/* ---- a record's fields (check-field.c) -------------------------------------- */

/* One record under check. */
typedef struct tpi_visit {
	tpi_check *c;
	const tp_record *record;
	const tpi_type_program *type;
	bool plain;                 /* 7 bits: Type-1, or the transaction's set is ASCII */
	bool utf8;
	size_t reports;             /* so far */
	uint32_t at[TPI_MAX_FORMS]; /* by slot: index + 1 of the first such field; 0: none */
} tpi_visit;

/* A field, subfield or item of it. */
typedef struct tpi_spot {
	tpi_visit *visit;
	const tpi_form *form;
	const tpi_row *row;
	const tp_field *field;  /* NULL: it is missing */
	const tp_str *items;    /* of the subfield at hand; NULL: none is */
	size_t item_count;
	uint32_t subfield;
	uint32_t item;
	tp_str value;
	uint64_t offset;
} tpi_spot;

void tpi_check_fields(tpi_check *c, const tp_record *record);
/* Report with the place of the spot. */
void tpi_spot_report(const tpi_spot *spot, tpi_rule_index rule, const char *format, ...)
    TPI_PRINTF(3, 4);
/* How often the field occurs in the TOT; NULL: it is not used there, or the TOT is not known. */
const tp_tot_rule *tpi_occurrence(const tpi_check *c, const tpi_row *row);

/* check-item.c: the subfields and items of a field that has a value. */
void tpi_check_subfields(tpi_spot *spot);

/* check-value.c: a value that is not empty; false if it is wrong. */
bool tpi_check_value(const tpi_spot *spot);

/* check-clause.c: what the row depends on. */

typedef enum tpi_when {
	TPI_ABSENT, /* it is missing or empty: must it be there? */
	TPI_THERE,  /* it is there: may it be? */
	TPI_VALUED  /* with this value: may it have it? */
} tpi_when;
void tpi_check_clauses(const tpi_spot *spot, tpi_when when);
/* Those that speak of how many there are. */
void tpi_check_clause_count(const tpi_spot *spot, size_t count);

#endif
