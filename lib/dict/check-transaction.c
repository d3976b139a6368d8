/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the records of a transaction under check: what reading found
 * wrong with the framing, which types are there and how many of them, and
 * that CNT and the records agree (ITL 2013, 7.3 and 8.1.3).
 */

#include <string.h>

#include "../base/number.h"
#include "check.h"

#define CNT 3u

static const tp_rule *
rule(const tpi_check *c, tpi_rule_index index)
{
	return c->profile->program->rules[index];
}

/* ---- framing ---------------------------------------------------------------- */

/* LEN counts all but the FS at the end: some writers do, and most readers recover. */
static bool
leaves_out_end(const tp_record *record)
{
	uint64_t length;
	tp_str raw;

	tp_record_raw(record, &raw);
	return !tp_record_is_binary(record) &&
	    tp_record_number(record, 1, 0, 0, &length) == TP_OK &&
	    length < raw.len && length + 1 == raw.len;
}

/* Without a CNT every record is one that it does not list: that it is missing says it all. */
static bool
has_content(const tpi_check *c)
{
	const tp_record *first = tp_transaction_record(c->t, 0);
	tp_field field;

	return first == NULL || tp_record_type(first) != 1 ||
	    (tp_record_field(first, CNT, 0, &field) && field.value.len != 0);
}

static void
report_defect(tpi_check *c, const tp_defect *defect)
{
	static const tpi_rule_index rules[] = {
		[TP_DEFECT_LEN] = TPI_RULE_FRAME_LENGTH,
		[TP_DEFECT_COUNT] = TPI_RULE_FRAME_COUNT,
		[TP_DEFECT_TRAILING] = TPI_RULE_FRAME_TRAILING,
		[TP_DEFECT_SEPARATOR] = TPI_RULE_FRAME_SEPARATOR,
		[TP_DEFECT_TRUNCATED] = TPI_RULE_FRAME_TRUNCATED,
		[TP_DEFECT_TAG] = TPI_RULE_FRAME_TAG,
	};
	tpi_place place = { .offset = defect->where.offset };
	tpi_rule_index index = rules[defect->kind];

	if (defect->kind == TP_DEFECT_COUNT && !has_content(c))
		return;
	if (defect->where.record >= 0)
		place.record = tp_transaction_record(c->t, (size_t)defect->where.record);
	if (place.record != NULL && defect->where.field > 0)
		place.field = (uint32_t)defect->where.field;
	if (index == TPI_RULE_FRAME_LENGTH && place.record != NULL && leaves_out_end(place.record))
		index = TPI_RULE_FRAME_LENGTH_FS;
	tpi_check_report(c, rule(c, index), &place, "%s", defect->where.text);
}

static bool
has_defect(const tp_transaction *t, tp_defect_kind kind)
{
	const tp_defect *defect;
	size_t i;

	for (i = 0; (defect = tp_transaction_defect(t, i)) != NULL; i++)
		if (defect->kind == (int32_t)kind)
			return true;
	return false;
}

/* Whether the defect lies before the end of the record. */
static bool
defect_is_due(const tp_defect *defect, const tp_record *record)
{
	uint64_t offset = tp_record_offset(record);

	if (defect->where.record >= 0)
		return (size_t)defect->where.record <= tp_record_index(record);
	return offset != TP_NO_OFFSET && defect->where.offset < offset;
}

/* Those up to the record, or all that are left; *next is the first that was not told. */
static void
report_defects(tpi_check *c, const tp_record *record, size_t *next)
{
	const tp_defect *defect;

	for (;; ++*next) {
		defect = tp_transaction_defect(c->t, *next);
		if (defect == NULL || (record != NULL && !defect_is_due(defect, record)))
			return;
		report_defect(c, defect);
	}
}

/* ---- the transaction as a whole --------------------------------------------- */

static bool
header_field(const tpi_check *c, uint32_t number, tp_field *field, tpi_place *place)
{
	const tp_record *first = tp_transaction_record(c->t, 0);

	if (first == NULL || tp_record_type(first) != 1 ||
	    !tp_record_field(first, number, 0, field))
		return false;
	memset(place, 0, sizeof *place);
	place->record = first;
	place->field = number;
	place->def = tp_profile_field(c->profile, 1, number);
	place->value = field->value;
	place->offset = field->offset;
	return true;
}

/* 1.002 says the edition: other rules may hold than those of the profile. */
static void
check_version(tpi_check *c)
{
	uint32_t edition = c->profile->info.edition;
	tpi_place place;
	tp_field field;
	uint64_t version;

	if (!header_field(c, 2, &field, &place) || field.value.len != 4 ||
	    tpi_parse_decimal(field.value.ptr, field.value.len, 9999, &version) != TP_OK)
		return;
	if (version != edition && !tpi_check_told(c, &place))
		tpi_check_report(c, rule(c, TPI_RULE_VERSION_PROFILE), &place,
		    "the profile is of version %04lu", (unsigned long)edition);
}

/* What is made of other characters was told as that. */
static bool
is_word(const tp_str *value)
{
	size_t i;

	for (i = 0; i < value->len; i++)
		if ((value->ptr[i] < 'A' || value->ptr[i] > 'Z') &&
		    (value->ptr[i] < 'a' || value->ptr[i] > 'z'))
			return false;
	return value->len != 0;
}

static void
check_tot(tpi_check *c)
{
	tpi_place place;
	tp_field field;

	if (c->profile->info.ebts == 0 || c->tot_def != NULL || !is_word(&c->tot) ||
	    !header_field(c, 4, &field, &place) || tpi_check_told(c, &place))
		return;
	place.def = NULL;
	tpi_check_report(c, rule(c, TPI_RULE_TOT_UNKNOWN), &place,
	    "no type of transaction of %s", c->profile->info.title);
}

/* ---- records ---------------------------------------------------------------- */

/* The type is one of the standard, and of its edition. */
static bool
check_type(tpi_check *c, const tp_record *record)
{
	int type = tp_record_type(record);
	const tpi_type_program *program = &c->profile->program->types[type];
	tpi_place place = { .record = record, .offset = TP_NO_OFFSET };

	if (!program->standard)
		tpi_check_report(c, rule(c, TPI_RULE_RECORD_UNKNOWN), &place,
		    "the standard has no Type-%d record", type);
	else if (!program->of_edition)
		tpi_check_report(c, rule(c, TPI_RULE_RECORD_EDITION), &place,
		    "%s has no Type-%d record", c->profile->info.title, type);
	return program->of_edition && program->count != 0;
}

/* The number that an item of CNT says; false if it says none. */
static bool
entry_number(const tp_str *entry, size_t nth, uint64_t *out)
{
	tp_walk items;

	tp_walk_items(entry, &items);
	while (tp_walk_next(&items))
		if (items.index == nth)
			return tpi_parse_decimal(items.value.ptr, items.value.len, UINT32_MAX,
			    out) == TP_OK;
	return false;
}

/* CNT's next entry against the record that it stands for. */
static void
check_idc(tpi_check *c, const tp_record *record, tp_walk *entries)
{
	tpi_place place = { .record = record, .field = 2 };
	uint64_t type, idc;
	tp_field field;

	if (!tp_walk_next(entries) || !entry_number(&entries->value, 1, &type) ||
	    !entry_number(&entries->value, 2, &idc) ||
	    type != (uint64_t)tp_record_type(record) || tp_record_idc(record) < 0 ||
	    idc == (uint64_t)tp_record_idc(record) || tpi_check_told(c, &place))
		return;
	(void)tp_record_field(record, 2, 0, &field);
	place.offset = field.offset;
	tpi_check_report(c, rule(c, TPI_RULE_RECORD_IDC), &place,
	    "CNT (1.003) announces another IDC for this record");
}

static void
walk_records(tpi_check *c, size_t *next_defect)
{
	size_t i, count = tp_transaction_record_count(c->t);
	tp_field cnt = { 0 };
	tpi_place place;
	tp_walk entries;

	if (header_field(c, CNT, &cnt, &place)) {
		tp_walk_subfields(&cnt, &entries);
		(void)tp_walk_next(&entries);
	}
	for (i = 0; i < count && c->stop == 0; i++) {
		const tp_record *record = tp_transaction_record(c->t, i);

		report_defects(c, record, next_defect);
		if (check_type(c, record))
			tpi_check_fields(c, record);
		if (i != 0 && cnt.number != 0)
			check_idc(c, record, &entries);
		if (i == 0) {
			check_version(c);
			check_tot(c);
		}
	}
}

/* ---- how many --------------------------------------------------------------- */

/* The record types of "4|14" as bits; all of "*". */
static void
types_of(const char *types, uint64_t out[2])
{
	unsigned type = 0;

	out[0] = out[1] = types[0] == '*' ? UINT64_MAX : 0;
	for (; types[0] != '*'; types++) {
		if (*types >= '0' && *types <= '9') {
			type = type * 10 + (unsigned)(*types - '0');
			continue;
		}
		if (type != 0 && type < TPI_TYPES)
			out[type / 64] |= UINT64_C(1) << (type % 64);
		type = 0;
		if (*types == '\0')
			break;
	}
}

static bool
has_type(const uint64_t types[2], int type)
{
	return (types[type / 64] >> (type % 64) & 1) != 0;
}

bool
tpi_names_type(const char *types, int type)
{
	uint64_t named[2];

	types_of(types, named);
	return has_type(named, type);
}

/* The first record past the most that there may be, or NULL; *found counts them all. */
static const tp_record *
count_records(const tpi_check *c, const tp_count_rule *of, size_t *found)
{
	size_t i, count = tp_transaction_record_count(c->t);
	const tp_record *past = NULL;
	uint64_t types[2];

	*found = 0;
	types_of(of->types, types);
	if (((types[0] & c->types[0]) | (types[1] & c->types[1])) == 0)
		return NULL;
	for (i = 0; i < count; i++) {
		const tp_record *record = tp_transaction_record(c->t, i);

		if (!has_type(types, tp_record_type(record)))
			continue;
		if (++*found > of->max_count && past == NULL)
			past = record;
	}
	return past;
}

/* Types of a rule in a sentence: "Type-4 or 14". */
static void
spell_types(const char *types, char *out, size_t size)
{
	size_t at = 0;

	for (; *types != '\0' && at + 5 < size; types++) {
		if (*types == '|') {
			memcpy(out + at, " or ", 4);
			at += 4;
		} else
			out[at++] = *types;
	}
	out[at] = '\0';
}

static void
check_count(tpi_check *c, const tp_count_rule *of)
{
	tpi_place place = { .offset = TP_NO_OFFSET };
	char types[100];
	size_t found;

	place.record = count_records(c, of, &found);
	if (place.record == NULL && found >= of->min_count)
		return;
	spell_types(of->types, types, sizeof types);
	if (place.record != NULL)
		tpi_check_report(c, rule(c, TPI_RULE_RECORD_MANY), &place,
		    "%zu records of Type-%s where a %s has at most %lu", found, types,
		    c->tot_name, (unsigned long)of->max_count);
	else
		tpi_check_report(c, rule(c, TPI_RULE_RECORD_FEW), &place,
		    "%zu records of Type-%s where a %s has at least %lu", found, types,
		    c->tot_name, (unsigned long)of->min_count);
}

static void
check_counts(tpi_check *c)
{
	const tp_count_rule *rules;
	size_t i, count;

	if (c->tot_def == NULL)
		return;
	count = tp_profile_counts(c->profile, c->tot_name, &rules);
	for (i = 0; i < count; i++)
		check_count(c, &rules[i]);
}

void
tpi_check_records(tpi_check *c)
{
	size_t i, count = tp_transaction_record_count(c->t), next_defect = 0;

	for (i = 0; i < count; i++) {
		int type = tp_record_type(tp_transaction_record(c->t, i));

		c->types[type / 64] |= UINT64_C(1) << (type % 64);
	}
	c->count_told = has_defect(c->t, TP_DEFECT_COUNT);
	walk_records(c, &next_defect);
	report_defects(c, NULL, &next_defect);
	check_counts(c);
}
