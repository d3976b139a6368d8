/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what a check runs. The rows of a profile are read once, when it
 * is made: rules become tests, clauses point at the fields that they name,
 * lists are found. Nothing of it changes afterwards.
 */
#ifndef TPI_PROGRAM_H
#define TPI_PROGRAM_H

#include "decimal.h"
#include "pattern.h"
#include "profile.h"

#define TPI_MAX_FORMS 2048 /* fields of a type that have a row */
#define TPI_MAX_ITEMS 64   /* items of a field that have a row */
#define TPI_NEAR 1000      /* numbers below it are found by index */

/* What the bytes of a value are, for the classes of the column `chars`. */
#define TPI_LETTER 1u
#define TPI_DIGIT 2u
#define TPI_SPECIAL 4u  /* printable and neither, the blank too */
#define TPI_HEX 8u      /* A-F, a-f */
#define TPI_CONTROL 16u
#define TPI_HIGH 32u    /* above 127 */
#define TPI_BASE64 64u  /* the alphabet of base64 and its padding */

typedef enum tpi_test_kind {
	TPI_TEST_NONE,
	TPI_TEST_RANGE,   /* num: one of the bounds */
	TPI_TEST_COMPARE, /* cmp: every one of them */
	TPI_TEST_STEP,    /* a multiple of the first */
	TPI_TEST_WORD,    /* in: */
	TPI_TEST_PATTERN, /* re: */
	TPI_TEST_DATE,
	TPI_TEST_DATE_PARTIAL,
	TPI_TEST_DATE_OR_ZERO,
	TPI_TEST_GMT,
	TPI_TEST_LINES
} tpi_test_kind;
#define TPI_TESTS (TPI_TEST_LINES + 1)

typedef struct tpi_bound {
	tpi_decimal low;
	tpi_decimal high; /* of a range */
	tpi_order order;  /* of a comparison with low */
} tpi_bound;

typedef struct tpi_test {
	tpi_test_kind kind;
	const tpi_bound *bounds;
	size_t bound_count;
	const char *words; /* parted by | */
	const tpi_pattern *pattern;
} tpi_test;

/* What a clause names: a field of the record, or an item. */
typedef struct tpi_ref {
	const struct tpi_form *form; /* NULL: the profile has no such field */
	const struct tpi_row *row;   /* the field's or the item's */
	uint32_t item;               /* 0: the field */
	tpi_order order;             /* of a bound */
	bool negated;                /* "-HLL": the number below zero */
} tpi_ref;

/* One of the values that a condition lists. */
typedef struct tpi_choice {
	tp_str text;
	tpi_decimal low; /* where it is a number or a range of them */
	tpi_decimal high;
	bool number;
} tpi_choice;

typedef struct tpi_condition {
	tpi_ref ref;
	tpi_order order;
	const tpi_choice *choices;
	size_t choice_count;
} tpi_condition;

typedef enum tpi_verb {
	TPI_REQUIRED_WITH,
	TPI_REQUIRED_WITHOUT,
	TPI_REQUIRED_IF,
	TPI_ALLOWED_WITH,
	TPI_ALLOWED_IF,
	TPI_IFF,
	TPI_IF_ABSENT,
	TPI_DOUBTFUL_UNLESS,
	TPI_DOUBTFUL_WITH,
	TPI_ONE_OF,
	TPI_COUNT,
	TPI_VALUE,
	TPI_EQUAL_IF,
	TPI_OCCURS_AS,
	TPI_MATCH,
	TPI_ZERO_IF,
	TPI_ZERO_UNLESS_RECORD,
	TPI_SUBFIELD,
	TPI_BY_TOT,
	TPI_VERBS
} tpi_verb;

typedef struct tpi_clause {
	tpi_verb verb;
	const char *text; /* as the row has it, behind the colon; ends at ; or NUL */
	const tpi_ref *refs;
	size_t ref_count;
	const tpi_condition *conditions;
	size_t condition_count;
	uint64_t types[2]; /* record types, a bit each */
} tpi_clause;

/* A row of the table. */
typedef struct tpi_row {
	const tp_field_def *def;
	const tp_code_list **lists;
	size_t list_count;
	bool closed;   /* every list is */
	bool by_tot;
	bool checked;  /* `chars` says something of the value */
	uint8_t class; /* the bytes that it may have */
	tpi_test test;
	const tpi_clause *clauses;
	size_t clause_count;
} tpi_row;

/* A field and its items. */
typedef struct tpi_form {
	tpi_row row;
	size_t slot;           /* its index in the type */
	tpi_row *items;        /* by item, from 1; def is NULL in a gap */
	size_t item_count;
	tpi_row *firsts;       /* those of the first subfield, where they differ */
	size_t first_count;
	bool asks;             /* the row itself may find the field missing */
	size_t repeats;        /* the first item of those that repeat together; 0: none does */
} tpi_form;

typedef struct tpi_type_program {
	tpi_form *forms; /* by number; NULL: the profile has no rows of the type */
	size_t count;
	const uint16_t *by_number; /* index + 1 by field number below TPI_NEAR; 0: none */
	const uint16_t *asking; /* slots of fields that a row may find missing */
	size_t asking_count;
	bool far_range;       /* a row for several numbers from TPI_NEAR on */
	bool standard;        /* the standard has the type, in some edition */
	bool of_edition;      /* and in the profile's */
} tpi_type_program;

/* The rules that the walk fires, by what they are called in rules.tsv. */
#define TPI_RULES(X) \
	X(FRAME_LENGTH, "frame-length") \
	X(FRAME_LENGTH_FS, "frame-length-fs") \
	X(FRAME_COUNT, "frame-count") \
	X(FRAME_TRAILING, "frame-trailing") \
	X(FRAME_SEPARATOR, "frame-separator") \
	X(FRAME_TRUNCATED, "frame-truncated") \
	X(FRAME_TAG, "frame-tag") \
	X(FRAME_DOUBLED, "frame-doubled-data") \
	X(FIELD_ORDER, "field-order") \
	X(VERSION_PROFILE, "version-profile") \
	X(TOT_UNKNOWN, "tot-unknown") \
	X(RECORD_UNKNOWN, "record-unknown") \
	X(RECORD_EDITION, "record-edition") \
	X(RECORD_IDC, "record-idc") \
	X(RECORD_FEW, "record-few") \
	X(RECORD_MANY, "record-many") \
	X(FIELD_UNKNOWN, "field-unknown") \
	X(FIELD_UNLISTED, "field-unlisted") \
	X(FIELD_EDITION, "field-edition") \
	X(FIELD_IGNORED, "field-ignored") \
	X(FIELD_UNUSED, "field-unused") \
	X(FIELD_FORBIDDEN, "field-forbidden") \
	X(FIELD_DUPLICATE, "field-duplicate") \
	X(FIELD_MISSING, "field-missing") \
	X(FIELD_EMPTY, "field-empty") \
	X(FIELD_BLANK, "field-blank") \
	X(FIELD_FEW, "field-few") \
	X(FIELD_MANY, "field-many") \
	X(SUBFIELD_EMPTY, "subfield-empty") \
	X(ITEM_MISSING, "item-missing") \
	X(ITEM_EXCESS, "item-excess") \
	X(ITEM_REPEATS, "item-repeats") \
	X(VALUE_CHARS, "value-chars") \
	X(VALUE_CONTROL, "value-control") \
	X(VALUE_ENCODING, "value-encoding") \
	X(VALUE_SHORT, "value-short") \
	X(VALUE_LONG, "value-long") \
	X(VALUE_CODE, "value-code") \
	X(VALUE_CODE_OPEN, "value-code-open") \
	X(VALUE_CODE_EDITION, "value-code-edition") \
	X(VALUE_RANGE, "value-range") \
	X(VALUE_PATTERN, "value-pattern") \
	X(VALUE_DATE, "value-date") \
	X(DEPENDS_REQUIRED, "depends-required") \
	X(DEPENDS_FORBIDDEN, "depends-forbidden") \
	X(DEPENDS_DOUBTFUL, "depends-doubtful") \
	X(DEPENDS_ONE_OF, "depends-one-of") \
	X(DEPENDS_COUNT, "depends-count") \
	X(DEPENDS_VALUE, "depends-value") \
	X(DEPENDS_EQUAL, "depends-equal") \
	X(DEPENDS_OCCURS, "depends-occurs") \
	X(DEPENDS_MATCH, "depends-match") \
	X(DEPENDS_ZERO, "depends-zero")

#define TPI_RULE_NAME(name, id) TPI_RULE_##name,
typedef enum tpi_rule_index { TPI_RULES(TPI_RULE_NAME) TPI_RULE_COUNT } tpi_rule_index;
#undef TPI_RULE_NAME

struct tpi_program {
	tpi_type_program types[TPI_TYPES];
	const tp_rule *rules[TPI_RULE_COUNT]; /* NULL: the table has no such rule */
	const struct tpi_relations *relations; /* relate.h */
};

/* The form of a field; NULL where the type has none of that number. */
const tpi_form *tpi_form_of(const tpi_type_program *type, uint32_t field);
/* Whether bounds of a row or code hold the profile's edition. */
bool tpi_in_edition(const tp_profile_info *info, uint32_t since, uint32_t until);

/* program-clause.c: what building shares */

typedef struct tpi_builder {
	const tp_profile *profile;
	tpi_arena *arena;
	tpi_program *program;
	const tp_field_def *def; /* the row at hand */
	tp_diag *diag;
	struct {
		const char *text;
		const tpi_pattern *pattern;
	} patterns[64]; /* made already */
	size_t pattern_count;
} tpi_builder;
/* "14.021 item 3: what" as the diagnostic; returns the code. */
tp_status tpi_bad_row(const tpi_builder *b, tp_status code, const char *what);
/* Zeroed memory in the arena; NULL after telling so. */
void *tpi_build_alloc(const tpi_builder *b, size_t count, size_t size);
/* program-clause.c: the clauses of a row, once every form of its type stands. */
tp_status tpi_build_clauses(tpi_builder *b, tpi_row *row);
/*
 * relate-build.c: those of the rules that are relations, once every form of
 * every type stands. TP_ERR_SYNTAX, NOTFOUND, LIMIT: the text names the rule.
 */
tp_status tpi_build_relations(tpi_builder *b, const tp_rule *rules, size_t count);
/* program-test.c: the column `rule`. */
tp_status tpi_build_test(tpi_builder *b, const char *rule, tpi_test *out);

#endif
