/* SPDX-License-Identifier: MIT */
/*
 * Tests of relations: each row of relations.tsv has a case: changes to a
 * transaction without a fault after which the rule finds something, there,
 * and changes close by after which it does not. All samples are synthetic.
 */
#ifndef TEST_RELATE_CASES_H
#define TEST_RELATE_CASES_H

#include <stddef.h>
#include <stdint.h>

#include <tenprint/tenprint.h>

/* Transactions to start from; none has a finding of a relation. */
typedef enum relate_base {
	BASE_CARD,   /* an arrest of EBTS 11.0, prints in 14 Type-14 records */
	BASE_CARD4,  /* one of EBTS 9.1, prints in 14 Type-4 records */
	BASE_ALL,    /* ITL 2013: a record of each type that relations look at */
	BASE_COUNT
} relate_base;

typedef struct relate_case {
	const char *rule;
	relate_base base;
	const char *at;    /* where it is found, as a path; "" the transaction */
	const char *fault; /* changes, parted by ';', see relate_base.c */
	const char *near;
	const char *profile; /* NULL: the base's own */
	uint32_t flags;      /* TP_CHECK_* */
} relate_case;

extern const relate_case relate_value_cases[];
extern const size_t relate_value_case_count;
extern const relate_case relate_record_cases[];
extern const size_t relate_record_case_count;
extern const relate_case relate_image_cases[];
extern const size_t relate_image_case_count;

/* The profile that a base is without findings under. */
const char *relate_profile(relate_base base);
/* A base with the changes made; ends the test when one cannot be. */
tp_transaction *relate_make(relate_base base, const char *changes);

/* relate_streams.c: bytes of an image, "jpeg:480x640x3:500", for the caller to free. */
uint8_t *relate_stream(const char *kind, size_t *len);

#endif
