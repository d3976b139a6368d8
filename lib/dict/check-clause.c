/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: what a row depends on. A clause speaks of a field or item that
 * is there (it may not be, or its value must fit others) or that is not (it
 * must be). An item of the same field is looked up in the same subfield, one
 * of another field in all of its subfields.
 */

#include <string.h>

#include "../base/number.h"
#include "check.h"
#include "tables.h"

/* How many subfields of another field a clause looks at: above any maximum that bounds one. */
#define MAX_LOOK 255

/* ---- the values that a reference names -------------------------------------- */

typedef struct values {
	const tpi_spot *spot;
	const tpi_ref *ref;
	tp_field field;
	tp_walk walk;
	tp_value number; /* of a binary header, in decimal */
	tp_str value;
	bool own;        /* an item of the subfield at hand */
	bool done;
} values;

static void
values_of(const tpi_spot *spot, const tpi_ref *ref, values *v)
{
	uint32_t at = 0;

	v->spot = spot;
	v->ref = ref;
	v->done = false;
	v->own = ref->item != 0 && ref->form == spot->form && spot->items != NULL;
	if (v->own)
		return;
	if (ref->form != NULL)
		at = spot->visit->at[ref->form->slot];
	v->done = at == 0 || !tp_record_field_at(spot->visit->record, at - 1, &v->field) ||
	    v->field.value.len == 0;
	if (!v->done)
		tp_walk_subfields(&v->field, &v->walk);
}

static bool
take_item(const tp_str *subfield, uint32_t nth, tp_str *out)
{
	tp_walk items;

	tp_walk_items(subfield, &items);
	while (tp_walk_next(&items))
		if (items.index == nth) {
			*out = items.value;
			return true;
		}
	return false;
}

/* The next value that is not empty. */
static bool
next_value(values *v)
{
	if (v->done)
		return false;
	if (v->own) {
		v->done = true;
		if (v->ref->item > v->spot->item_count)
			return false;
		v->value = v->spot->items[v->ref->item - 1];
		return v->value.len != 0;
	}
	while (v->walk.index < MAX_LOOK && tp_walk_next(&v->walk)) {
		v->value = v->walk.value;
		if (v->field.kind == TP_FIELD_NUMBER || v->field.kind == TP_FIELD_BYTES) {
			if (tp_field_value(&v->field, v->walk.index, 0, &v->number) != TP_OK)
				return false;
			v->value = v->number.text;
		} else if (v->ref->item != 0 &&
		    !take_item(&v->walk.value, v->ref->item, &v->value))
			continue;
		if (v->value.len != 0)
			return true;
	}
	return false;
}

static bool
is_there(const tpi_spot *spot, const tpi_ref *ref)
{
	values v;

	values_of(spot, ref, &v);
	return next_value(&v);
}

/*
 * A value that is wrong in itself, or missing although it is mandatory, was
 * told as that: what other values ask of it cannot be judged.
 */
static bool
is_unsure(const tpi_spot *spot, const tpi_ref *ref)
{
	const tpi_visit *v = spot->visit;
	const tp_field_def *def;

	if (ref->form == NULL || ref->row == NULL)
		return false;
	def = ref->form->row.def;
	if (tpi_check_told_in(v->c, v->record, def->field, ref->item))
		return true;
	return ref->item == 0 && def->condition == 'M' && v->at[ref->form->slot] == 0;
}

/* The first value as a number. */
static bool
number_of(const tpi_spot *spot, const tpi_ref *ref, tpi_decimal *out)
{
	values v;

	if (is_unsure(spot, ref))
		return false;
	values_of(spot, ref, &v);
	if (!next_value(&v) || !tpi_decimal_parse(v.value.ptr, v.value.len, out))
		return false;
	if (ref->negated)
		tpi_decimal_negate(out);
	return true;
}

static bool
any_there(const tpi_spot *spot, const tpi_clause *clause)
{
	size_t i;

	for (i = 0; i < clause->ref_count; i++)
		if (is_there(spot, &clause->refs[i]))
			return true;
	return false;
}

/* Every one of those that the profile has. */
static bool
all_there(const tpi_spot *spot, const tpi_clause *clause)
{
	size_t i;

	for (i = 0; i < clause->ref_count; i++)
		if (clause->refs[i].form != NULL && !is_there(spot, &clause->refs[i]))
			return false;
	return true;
}

/* ---- conditions ------------------------------------------------------------- */

static bool
fits_choice(const tp_str *value, const tpi_choice *choice)
{
	tpi_decimal number;

	if (choice->number && tpi_decimal_parse(value->ptr, value->len, &number))
		return tpi_decimal_compare(&number, &choice->low) >= 0 &&
		    tpi_decimal_compare(&number, &choice->high) <= 0;
	return value->len == choice->text.len &&
	    memcmp(value->ptr, choice->text.ptr, value->len) == 0;
}

static bool
fits_condition(const tp_str *value, const tpi_condition *condition)
{
	tpi_decimal number;
	size_t i;

	if (condition->order != TPI_EQUAL)
		return tpi_decimal_parse(value->ptr, value->len, &number) &&
		    tpi_order_holds(&number, condition->order, &condition->choices[0].low);
	for (i = 0; i < condition->choice_count; i++)
		if (fits_choice(value, &condition->choices[i]))
			return true;
	return false;
}

/* Of several values one must fit. */
static bool
condition_holds(const tpi_spot *spot, const tpi_condition *condition)
{
	values v;

	values_of(spot, &condition->ref, &v);
	while (next_value(&v))
		if (fits_condition(&v.value, condition))
			return true;
	return false;
}

static bool
conditions_hold(const tpi_spot *spot, const tpi_clause *clause)
{
	size_t i;

	for (i = 0; i < clause->condition_count; i++)
		if (!condition_holds(spot, &clause->conditions[i]))
			return false;
	return true;
}

/* Whether the profile has all that the conditions name, and it is right in itself. */
static bool
can_judge(const tpi_spot *spot, const tpi_clause *clause)
{
	size_t i;

	for (i = 0; i < clause->condition_count; i++)
		if (clause->conditions[i].ref.form == NULL ||
		    is_unsure(spot, &clause->conditions[i].ref))
			return false;
	return true;
}

/* ---- a value that is missing ------------------------------------------------ */

/* A clause's argument alone, without the clauses behind it. */
static int
text_len(const tpi_clause *clause)
{
	return (int)strcspn(clause->text, ";");
}

static void
report_required(const tpi_spot *spot, const tpi_clause *clause, const char *how)
{
	tpi_spot_report(spot, TPI_RULE_DEPENDS_REQUIRED, "missing, but required %s %.*s", how,
	    text_len(clause), clause->text);
}

static void
check_required_with(const tpi_spot *spot, const tpi_clause *clause)
{
	if (any_there(spot, clause))
		report_required(spot, clause, "with");
}

static void
check_required_without(const tpi_spot *spot, const tpi_clause *clause)
{
	if (!any_there(spot, clause))
		report_required(spot, clause, "without");
}

static void
check_required_if(const tpi_spot *spot, const tpi_clause *clause)
{
	if (can_judge(spot, clause) && conditions_hold(spot, clause))
		report_required(spot, clause, "where");
}

/* ---- a value that is there -------------------------------------------------- */

static void
report_forbidden(const tpi_spot *spot, const tpi_clause *clause, const char *how)
{
	tpi_spot_report(spot, TPI_RULE_DEPENDS_FORBIDDEN, "there, but allowed only %s %.*s", how,
	    text_len(clause), clause->text);
}

static void
check_allowed_with(const tpi_spot *spot, const tpi_clause *clause)
{
	if (!all_there(spot, clause))
		report_forbidden(spot, clause, "with");
}

static void
check_allowed_if(const tpi_spot *spot, const tpi_clause *clause)
{
	if (can_judge(spot, clause) && !conditions_hold(spot, clause))
		report_forbidden(spot, clause, "where");
}

static void
check_if_absent(const tpi_spot *spot, const tpi_clause *clause)
{
	if (any_there(spot, clause))
		report_forbidden(spot, clause, "without");
}

/* What the standard's own samples do against its text is told as doubtful. */
static void
check_doubtful_unless(const tpi_spot *spot, const tpi_clause *clause)
{
	if (can_judge(spot, clause) && !conditions_hold(spot, clause))
		tpi_spot_report(spot, TPI_RULE_DEPENDS_DOUBTFUL, "there, but meant only where %.*s",
		    text_len(clause), clause->text);
}

static void
check_doubtful_with(const tpi_spot *spot, const tpi_clause *clause)
{
	if (any_there(spot, clause))
		tpi_spot_report(spot, TPI_RULE_DEPENDS_DOUBTFUL,
		    "there, but meant to stand in place of %.*s", text_len(clause),
		    clause->text);
}

/* ---- the value itself ------------------------------------------------------- */

static void
check_one_of(const tpi_spot *spot, const tpi_clause *clause)
{
	if (!any_there(spot, clause))
		tpi_spot_report(spot, TPI_RULE_DEPENDS_ONE_OF, "none of %.*s has a value",
		    text_len(clause), clause->text);
}

static void
check_bounds(const tpi_spot *spot, const tpi_clause *clause)
{
	tpi_decimal value, bound;
	size_t i;

	if (!tpi_decimal_parse(spot->value.ptr, spot->value.len, &value))
		return;
	for (i = 0; i < clause->ref_count; i++)
		if (number_of(spot, &clause->refs[i], &bound) &&
		    !tpi_order_holds(&value, clause->refs[i].order, &bound)) {
			tpi_spot_report(spot, TPI_RULE_DEPENDS_VALUE, "must be %.*s",
			    text_len(clause), clause->text);
			return;
		}
}

static void
check_equal(const tpi_spot *spot, const tpi_clause *clause)
{
	tpi_decimal value, other;

	if (can_judge(spot, clause) && conditions_hold(spot, clause) &&
	    tpi_decimal_parse(spot->value.ptr, spot->value.len, &value) &&
	    number_of(spot, &clause->refs[0], &other) &&
	    tpi_decimal_compare(&value, &other) != 0)
		tpi_spot_report(spot, TPI_RULE_DEPENDS_EQUAL, "differs from %s",
		    clause->refs[0].row->def->mnemonic);
}

static bool
same_value(const tp_str *a, const tp_str *b)
{
	tpi_decimal x, y;

	if (tpi_decimal_parse(a->ptr, a->len, &x) && tpi_decimal_parse(b->ptr, b->len, &y))
		return tpi_decimal_compare(&x, &y) == 0;
	return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

/* As one of the values of a field that is there: where none is, nothing can be compared. */
static void
check_occurs(const tpi_spot *spot, const tpi_clause *clause)
{
	bool compared = false;
	size_t i;
	values v;

	for (i = 0; i < clause->ref_count; i++) {
		values_of(spot, &clause->refs[i], &v);
		while (next_value(&v)) {
			if (same_value(&spot->value, &v.value))
				return;
			compared = true;
		}
	}
	if (compared)
		tpi_spot_report(spot, TPI_RULE_DEPENDS_OCCURS, "does not occur as %.*s",
		    text_len(clause), clause->text);
}

/* What the code means by the first list of its row; NULL where it is not known. */
static const char *
meaning_of(const tpi_row *row, const tp_str *value)
{
	const tp_code *code = row->list_count != 0 ? tpi_code_in(row->lists[0], value->ptr,
	    value->len) : NULL;

	return code != NULL && code->meaning[0] != '\0' ? code->meaning : NULL;
}

/* Two codes that stand for the same thing, as index and name of a character set do. */
static void
check_match(const tpi_spot *spot, const tpi_clause *clause)
{
	const char *mine = meaning_of(spot->row, &spot->value), *other;
	values v;

	values_of(spot, &clause->refs[0], &v);
	if (mine == NULL || !next_value(&v))
		return;
	other = meaning_of(clause->refs[0].row, &v.value);
	if (other != NULL && strcmp(mine, other) != 0)
		tpi_spot_report(spot, TPI_RULE_DEPENDS_MATCH, "does not stand for what %.*s does",
		    text_len(clause), clause->text);
}

static bool
is_zero(const tpi_spot *spot, bool *number)
{
	tpi_decimal value;

	*number = tpi_decimal_parse(spot->value.ptr, spot->value.len, &value);
	return *number && tpi_decimal_is_zero(&value);
}

static void
check_zero_if(const tpi_spot *spot, const tpi_clause *clause)
{
	bool number, zero = is_zero(spot, &number);

	if (number && !zero && can_judge(spot, clause) && conditions_hold(spot, clause))
		tpi_spot_report(spot, TPI_RULE_DEPENDS_ZERO, "must be zero where %.*s",
		    text_len(clause), clause->text);
}

static void
check_zero_unless_record(const tpi_spot *spot, const tpi_clause *clause)
{
	const uint64_t *types = spot->visit->c->types;
	bool there = ((clause->types[0] & types[0]) | (clause->types[1] & types[1])) != 0;
	bool number, zero = is_zero(spot, &number);

	if (!number || there != zero)
		return;
	if (there)
		tpi_spot_report(spot, TPI_RULE_DEPENDS_ZERO,
		    "zero, although there are records of Type-%.*s", text_len(clause),
		    clause->text);
	else
		tpi_spot_report(spot, TPI_RULE_DEPENDS_ZERO,
		    "must be zero without records of Type-%.*s", text_len(clause),
		    clause->text);
}

/* ---- all of a row ----------------------------------------------------------- */

typedef void (*clause_check)(const tpi_spot *spot, const tpi_clause *clause);

/* What is asked when; `count` is asked of the whole, subfield and by-tot by the walk. */
static const clause_check checks[][TPI_VERBS] = {
	[TPI_ABSENT] = {
		[TPI_REQUIRED_WITH] = check_required_with,
		[TPI_REQUIRED_WITHOUT] = check_required_without,
		[TPI_REQUIRED_IF] = check_required_if,
		[TPI_IFF] = check_required_if,
	},
	[TPI_THERE] = {
		[TPI_ALLOWED_WITH] = check_allowed_with,
		[TPI_ALLOWED_IF] = check_allowed_if,
		[TPI_IFF] = check_allowed_if,
		[TPI_IF_ABSENT] = check_if_absent,
		[TPI_DOUBTFUL_UNLESS] = check_doubtful_unless,
		[TPI_DOUBTFUL_WITH] = check_doubtful_with,
	},
	[TPI_VALUED] = {
		[TPI_ONE_OF] = check_one_of,
		[TPI_VALUE] = check_bounds,
		[TPI_EQUAL_IF] = check_equal,
		[TPI_OCCURS_AS] = check_occurs,
		[TPI_MATCH] = check_match,
		[TPI_ZERO_IF] = check_zero_if,
		[TPI_ZERO_UNLESS_RECORD] = check_zero_unless_record,
	},
};

void
tpi_check_clauses(const tpi_spot *spot, tpi_when when)
{
	const tpi_row *row = spot->row;
	size_t i;

	for (i = 0; i < row->clause_count; i++) {
		clause_check check = checks[when][row->clauses[i].verb];

		if (check != NULL)
			check(spot, &row->clauses[i]);
	}
}

void
tpi_check_clause_count(const tpi_spot *spot, size_t count)
{
	const tpi_row *row = spot->row;
	tpi_decimal want;
	size_t i;

	for (i = 0; i < row->clause_count; i++) {
		const tpi_clause *clause = &row->clauses[i];

		if (clause->verb == TPI_COUNT && number_of(spot, &clause->refs[0], &want) &&
		    (want.negative || want.fraction != 0 || want.whole != count))
			tpi_spot_report(spot, TPI_RULE_DEPENDS_COUNT,
			    "there %zu times, not as often as %.*s says", count,
			    text_len(clause), clause->text);
	}
}
