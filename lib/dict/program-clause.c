/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the column `depends` of a row, made into clauses that point at
 * the rows they name. See tenprint-tables(5). A field that the profile does
 * not have is no error: its edition may be another, or an overlay took it
 * away; a name that no profile has is one.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "program.h"
#include "tables.h"

/* What follows the colon. */
typedef enum shape {
	SHAPE_NOTHING,
	SHAPE_REFS,         /* REF,REF */
	SHAPE_ALTERNATIVES, /* REF|REF */
	SHAPE_BOUNDS,       /* >REF,<=-REF */
	SHAPE_CONDITIONS,   /* REF=1|2&REF>3 */
	SHAPE_EQUAL,        /* REF,REF=1 */
	SHAPE_TYPES,        /* 3|4 */
	SHAPE_SUBFIELDS     /* 1 or 2.. */
} shape;

static const struct {
	const char *name;
	tpi_verb verb;
	shape shape;
} verbs[] = {
	{ "required-with", TPI_REQUIRED_WITH, SHAPE_REFS },
	{ "required-without", TPI_REQUIRED_WITHOUT, SHAPE_REFS },
	{ "required-if", TPI_REQUIRED_IF, SHAPE_CONDITIONS },
	{ "allowed-with", TPI_ALLOWED_WITH, SHAPE_REFS },
	{ "allowed-if", TPI_ALLOWED_IF, SHAPE_CONDITIONS },
	{ "iff", TPI_IFF, SHAPE_CONDITIONS },
	{ "if-absent", TPI_IF_ABSENT, SHAPE_REFS },
	{ "doubtful-unless", TPI_DOUBTFUL_UNLESS, SHAPE_CONDITIONS },
	{ "doubtful-with", TPI_DOUBTFUL_WITH, SHAPE_REFS },
	{ "one-of", TPI_ONE_OF, SHAPE_REFS },
	{ "count", TPI_COUNT, SHAPE_REFS },
	{ "value", TPI_VALUE, SHAPE_BOUNDS },
	{ "equal-if", TPI_EQUAL_IF, SHAPE_EQUAL },
	{ "occurs-as", TPI_OCCURS_AS, SHAPE_ALTERNATIVES },
	{ "match", TPI_MATCH, SHAPE_REFS },
	{ "zero-if", TPI_ZERO_IF, SHAPE_CONDITIONS },
	{ "zero-unless-record", TPI_ZERO_UNLESS_RECORD, SHAPE_TYPES },
	{ "subfield", TPI_SUBFIELD, SHAPE_SUBFIELDS },
	{ "by-tot", TPI_BY_TOT, SHAPE_NOTHING },
};

static size_t
count_parts(tp_str text, char separator)
{
	size_t n = 1, i;

	for (i = 0; i < text.len; i++)
		n += text.ptr[i] == separator;
	return n;
}

/* The part before the separator; text is what follows it. False at the end. */
static bool
next_part(tp_str *text, char separator, tp_str *part)
{
	const char *stop;

	if (text->ptr == NULL)
		return false;
	stop = text->len != 0 ? memchr(text->ptr, separator, text->len) : NULL;
	part->ptr = text->ptr;
	part->len = stop != NULL ? (size_t)(stop - text->ptr) : text->len;
	if (stop != NULL) {
		text->len -= part->len + 1;
		text->ptr = stop + 1;
	} else
		text->ptr = NULL;
	return true;
}

/* ---- references ------------------------------------------------------------- */

static const tpi_form *
find_form(const tpi_type_program *type, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < type->count; i++)
		if (tpi_name_equal(type->forms[i].row.def->mnemonic, name, len))
			return &type->forms[i];
	return NULL;
}

static const tpi_row *
find_in(const tpi_row *rows, size_t count, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (rows[i].def != NULL && tpi_name_equal(rows[i].def->mnemonic, name, len))
			return &rows[i];
	return NULL;
}

static const tpi_row *
find_item(const tpi_form *form, const char *name, size_t len)
{
	const tpi_row *row = find_in(form->items, form->item_count, name, len);

	return row != NULL ? row : find_in(form->firsts, form->first_count, name, len);
}

/* "FGP" or "SEG.LHC", of the type of the row at hand. */
static tp_status
build_ref(tpi_builder *b, tp_str name, tpi_ref *out)
{
	const tpi_type_program *type = &b->program->types[b->def->type];
	const char *dot = name.len != 0 ? memchr(name.ptr, '.', name.len) : NULL;
	size_t len = dot != NULL ? (size_t)(dot - name.ptr) : name.len;
	const tp_field_def *known;

	out->form = find_form(type, name.ptr, len);
	if (out->form == NULL) {
		known = tpi_named_field((int)b->def->type, name.ptr, len);
		return known != NULL ? TP_OK
		    : tpi_bad_row(b, TP_ERR_NOTFOUND, "a clause names no field of the type");
	}
	out->row = &out->form->row;
	if (dot == NULL)
		return TP_OK;
	out->row = find_item(out->form, dot + 1, name.len - len - 1);
	if (out->row != NULL) {
		out->item = out->row->def->item;
		return TP_OK;
	}
	known = tpi_named_item((int)b->def->type, out->form->row.def->field, dot + 1,
	    name.len - len - 1);
	out->form = NULL;
	return known != NULL ? TP_OK
	    : tpi_bad_row(b, TP_ERR_NOTFOUND, "a clause names no item of the field");
}

static tp_status
build_refs(tpi_builder *b, tp_str text, char separator, tpi_clause *out)
{
	tpi_ref *refs = tpi_build_alloc(b, count_parts(text, separator), sizeof *refs);
	tp_status status = TP_OK;
	tp_str part;

	if (refs == NULL)
		return TP_ERR_NOMEM;
	out->refs = refs;
	while (status == TP_OK && next_part(&text, separator, &part))
		status = build_ref(b, part, &refs[out->ref_count++]);
	return status;
}

static tp_status
build_bounds(tpi_builder *b, tp_str text, tpi_clause *out)
{
	tpi_ref *refs = tpi_build_alloc(b, count_parts(text, ','), sizeof *refs);
	tp_status status = TP_OK;
	tp_str part;

	if (refs == NULL)
		return TP_ERR_NOMEM;
	out->refs = refs;
	while (status == TP_OK && next_part(&text, ',', &part)) {
		tpi_ref *ref = &refs[out->ref_count++];
		size_t sign = tpi_order_parse(part.ptr, &ref->order);

		if (sign == 0 || part.len <= sign)
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad bound in a clause");
		ref->negated = part.ptr[sign] == '-';
		sign += ref->negated;
		part.ptr += sign;
		part.len -= sign;
		status = build_ref(b, part, ref);
	}
	return status;
}

/* ---- conditions ------------------------------------------------------------- */

/* "FACE", "40" or "0..20". */
static void
build_choice(tp_str text, tpi_choice *out)
{
	size_t i, low = text.len;

	for (i = 0; i + 1 < text.len; i++)
		if (text.ptr[i] == '.' && text.ptr[i + 1] == '.') {
			low = i;
			break;
		}
	out->text = text;
	out->number = tpi_decimal_parse(text.ptr, low, &out->low);
	out->high = out->low;
	if (out->number && low != text.len)
		out->number = tpi_decimal_parse(text.ptr + low + 2, text.len - low - 2, &out->high);
}

static tp_status
build_condition(tpi_builder *b, tp_str text, tpi_condition *out)
{
	size_t at = 0, sign = 0;
	tpi_choice *choices;
	tp_status status;
	tp_str part;

	for (; at < text.len; at++) {
		sign = tpi_order_parse(text.ptr + at, &out->order);
		if (sign != 0)
			break;
	}
	if (sign == 0 || at == 0 || at + sign >= text.len)
		return tpi_bad_row(b, TP_ERR_SYNTAX, "bad condition in a clause");
	part.ptr = text.ptr;
	part.len = at;
	status = build_ref(b, part, &out->ref);
	text.ptr += at + sign;
	text.len -= at + sign;
	choices = tpi_build_alloc(b, count_parts(text, '|'), sizeof *choices);
	if (status != TP_OK || choices == NULL)
		return status != TP_OK ? status : TP_ERR_NOMEM;
	out->choices = choices;
	while (next_part(&text, '|', &part))
		build_choice(part, &choices[out->choice_count++]);
	if (out->order != TPI_EQUAL && (out->choice_count != 1 || !choices->number))
		return tpi_bad_row(b, TP_ERR_SYNTAX, "a condition compares with one number");
	return TP_OK;
}

static tp_status
build_conditions(tpi_builder *b, tp_str text, tpi_clause *out)
{
	tpi_condition *list = tpi_build_alloc(b, count_parts(text, '&'), sizeof *list);
	tp_status status = TP_OK;
	tp_str part;

	if (list == NULL)
		return TP_ERR_NOMEM;
	out->conditions = list;
	while (status == TP_OK && next_part(&text, '&', &part))
		status = build_condition(b, part, &list[out->condition_count++]);
	return status;
}

/* "TVPS,SLC=1|2" */
static tp_status
build_equal(tpi_builder *b, tp_str text, tpi_clause *out)
{
	tpi_ref *ref = tpi_build_alloc(b, 1, sizeof *ref);
	tp_status status;
	tp_str name;

	if (ref == NULL)
		return TP_ERR_NOMEM;
	(void)next_part(&text, ',', &name);
	status = build_ref(b, name, ref);
	out->refs = ref;
	out->ref_count = 1;
	if (status == TP_OK && text.ptr == NULL)
		return tpi_bad_row(b, TP_ERR_SYNTAX, "a clause without its condition");
	return status == TP_OK ? build_conditions(b, text, out) : status;
}

/* ---- clauses ---------------------------------------------------------------- */

static tp_status
build_types(tpi_builder *b, tp_str text, tpi_clause *out)
{
	uint64_t type;
	tp_str part;

	while (next_part(&text, '|', &part)) {
		if (tpi_parse_decimal(part.ptr, part.len, TPI_TYPES - 1, &type) != TP_OK)
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad record type in a clause");
		out->types[type / 64] |= UINT64_C(1) << (type % 64);
	}
	return TP_OK;
}

static bool
is_subfields(tp_str text)
{
	uint64_t number;

	if (text.len > 2 && memcmp(text.ptr + text.len - 2, "..", 2) == 0)
		text.len -= 2;
	return tpi_parse_decimal(text.ptr, text.len, UINT32_MAX, &number) == TP_OK;
}

static tp_status
build_argument(tpi_builder *b, shape kind, tp_str text, tpi_clause *out)
{
	switch (kind) {
	case SHAPE_REFS:
		return build_refs(b, text, ',', out);
	case SHAPE_ALTERNATIVES:
		return build_refs(b, text, '|', out);
	case SHAPE_BOUNDS:
		return build_bounds(b, text, out);
	case SHAPE_CONDITIONS:
		return build_conditions(b, text, out);
	case SHAPE_EQUAL:
		return build_equal(b, text, out);
	case SHAPE_TYPES:
		return build_types(b, text, out);
	case SHAPE_SUBFIELDS:
		return is_subfields(text) ? TP_OK
		    : tpi_bad_row(b, TP_ERR_SYNTAX, "bad subfield in a clause");
	case SHAPE_NOTHING:
		return TP_OK;
	}
	return TP_OK;
}

static tp_status
build_clause(tpi_builder *b, tp_str text, tpi_clause *out)
{
	tp_str name;
	size_t i;

	(void)next_part(&text, ':', &name);
	for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		if (strlen(verbs[i].name) != name.len ||
		    memcmp(verbs[i].name, name.ptr, name.len) != 0)
			continue;
		out->verb = verbs[i].verb;
		out->text = text.ptr != NULL ? text.ptr : "";
		if ((text.ptr == NULL || text.len == 0) != (verbs[i].shape == SHAPE_NOTHING))
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad clause");
		return build_argument(b, verbs[i].shape, text, out);
	}
	return tpi_bad_row(b, TP_ERR_SYNTAX, "unknown clause");
}

tp_status
tpi_build_clauses(tpi_builder *b, tpi_row *row)
{
	tp_str text = { row->def->depends, strlen(row->def->depends) }, part;
	tpi_clause *list = tpi_build_alloc(b, count_parts(text, ';'), sizeof *list);
	tp_status status = TP_OK;

	b->def = row->def;
	if (list == NULL)
		return TP_ERR_NOMEM;
	row->clauses = list;
	while (status == TP_OK && next_part(&text, ';', &part)) {
		tpi_clause *clause = &list[row->clause_count++];

		status = build_clause(b, part, clause);
		row->by_tot = row->by_tot || clause->verb == TPI_BY_TOT;
	}
	return status;
}
