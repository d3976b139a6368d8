/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: the level of a charge by Appendix A of the procedures (SOP
 * 2.1.5, rule R7): by its NCIC code, or for drugs by the sentence. What the
 * appendix does not say stays undecided.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "tables.h"

#define MONTHS_A_YEAR 12u
#define DAYS_A_YEAR 365u
#define LEAST_DAYS_A_MONTH 28u
#define MOST_DAYS_A_MONTH 31u

size_t
tp_offense_row_count(void)
{
	return tpi_offenses_count;
}

const tp_offense_row *
tp_offense_row_at(size_t index)
{
	return index < tpi_offenses_count ? &tpi_offenses[index] : NULL;
}

static const tp_offense_row *
row_of_code(uint64_t code)
{
	size_t i;

	for (i = 0; i < tpi_offenses_count; i++)
		if (tpi_offenses[i].sentence == 0 && code >= tpi_offenses[i].first &&
		    code <= tpi_offenses[i].last)
			return &tpi_offenses[i];
	return NULL;
}

static const tp_offense_row *
row_of_sentence(int sentence)
{
	size_t i;

	for (i = 0; i < tpi_offenses_count; i++)
		if (tpi_offenses[i].sentence == sentence)
			return &tpi_offenses[i];
	return NULL;
}

static int
compare(uint32_t number, uint32_t with)
{
	return number < with ? -1 : number > with;
}

/*
 * Whether months and days are over (1) or under (-1) a year. 0: exactly one,
 * or days that fill the months missing to a year or not, as the months fall.
 */
static int
compare_to_year(uint32_t months, uint32_t days)
{
	uint32_t missing;

	if (months == 0)
		return compare(days, DAYS_A_YEAR);
	if (months >= MONTHS_A_YEAR)
		return months > MONTHS_A_YEAR || days > 0 ? 1 : 0;
	missing = MONTHS_A_YEAR - months;
	if (days < missing * LEAST_DAYS_A_MONTH)
		return -1;
	return days > missing * MOST_DAYS_A_MONTH ? 1 : 0;
}

static void
set(tp_offense *out, int32_t state, const tp_offense_row *row, const char *basis)
{
	out->state = state;
	out->level = state == TP_OFFENSE_LISTED ? row->level : 0;
	out->row = row != NULL ? row->row : 0;
	out->category = row != NULL ? row->category : "";
	out->basis = basis;
}

/* A drug charge; of_code is the row that its code stands in besides, or NULL. */
static void
decide_drug(const tp_offense_charge *charge, const tp_offense_row *of_code, tp_offense *out)
{
	int sentence = compare_to_year(charge->months, charge->days);
	const tp_offense_row *row = row_of_sentence(sentence != 0 ? sentence : 1);

	if (charge->months == 0 && charge->days == 0)
		set(out, TP_OFFENSE_UNDECIDED, row, "a drug charge without a sentence");
	else if (sentence == 0)
		set(out, TP_OFFENSE_UNDECIDED, row,
		    "a drug charge whose sentence is neither over nor under one year");
	else if (of_code != NULL && of_code->level != row->level)
		set(out, TP_OFFENSE_UNDECIDED, row,
		    "a drug charge of one level whose code has another");
	else
		set(out, TP_OFFENSE_LISTED, row, sentence > 0
		    ? "a drug charge with a sentence over one year"
		    : "a drug charge with a sentence under one year");
}

static tp_status
check(const tp_offense_charge *charge, uint64_t *code, tp_diag *diag)
{
	*code = 0;
	if (charge->code.len == 0)
		return charge->drug ? TP_OK
		    : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "a charge without an offense code");
	if (charge->code.ptr == NULL || charge->code.len != 4 ||
	    tpi_parse_decimal(charge->code.ptr, 4, 9999, code) != TP_OK)
		return tpi_fail(diag, TP_ERR_SYNTAX, TP_NO_OFFSET,
		    "an offense code has four digits");
	return TP_OK;
}

tp_status
tp_offense_find(const tp_offense_charge *charge, tp_offense *out, tp_diag *diag)
{
	tp_offense_charge c = { 0 };
	const tp_offense_row *row = NULL;
	tp_status status;
	uint64_t code;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the level");
	set(out, TP_OFFENSE_NOT_LISTED, NULL, "");
	if (charge != NULL)
		memcpy(&c, charge, charge->size < sizeof c ? charge->size : sizeof c);
	status = check(&c, &code, diag);
	if (status != TP_OK)
		return status;
	if (c.code.len != 0)
		row = row_of_code(code);
	if (c.drug)
		decide_drug(&c, row, out);
	else if (row != NULL)
		set(out, TP_OFFENSE_LISTED, row, "its code");
	else
		set(out, TP_OFFENSE_NOT_LISTED, NULL, "its code is in no row");
	return TP_OK;
}
