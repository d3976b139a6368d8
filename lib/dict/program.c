/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: making a profile's rows ready for checks. Everything that a
 * check would look up by name or parse is found here once; a row that cannot
 * be understood is refused here, so that no rule is ever passed over.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "program.h"
#include "tables.h"

static const char *const rule_ids[] = {
#define TPI_RULE_ID(name, id) id,
	TPI_RULES(TPI_RULE_ID)
#undef TPI_RULE_ID
};

bool
tpi_in_edition(const tp_profile_info *info, uint32_t since, uint32_t until)
{
	uint32_t from = since < 700 ? info->edition : info->ebts;
	uint32_t to = until < 700 ? info->edition : info->ebts;

	return (since == 0 || since <= from) && (until == 0 || to == 0 || to <= until);
}

tp_status
tpi_bad_row(const tpi_builder *b, tp_status code, const char *what)
{
	const tp_field_def *def = b->def;

	if (def->item == 0)
		return tpi_fail(b->diag, code, TP_NO_OFFSET, "%ld.%03lu: %s", (long)def->type,
		    (unsigned long)def->field, what);
	return tpi_fail(b->diag, code, TP_NO_OFFSET, "%ld.%03lu, item %lu: %s",
	    (long)def->type, (unsigned long)def->field, (unsigned long)def->item, what);
}

void *
tpi_build_alloc(const tpi_builder *b, size_t count, size_t size)
{
	void *made = tpi_arena_alloc(b->arena, (count != 0 ? count : 1) * size);

	if (made == NULL)
		(void)tpi_nomem(b->diag);
	else
		memset(made, 0, (count != 0 ? count : 1) * size);
	return made;
}

/* ---- a row ---------------------------------------------------------------- */

/* The classes of ITL 2013, 5.5, as bits of tpi_byte_class. */
static const struct {
	const char *name;
	uint8_t bytes;
} classes[] = {
	{ "A", TPI_LETTER },
	{ "N", TPI_DIGIT },
	{ "S", TPI_SPECIAL },
	{ "AN", TPI_LETTER | TPI_DIGIT },
	{ "AS", TPI_LETTER | TPI_SPECIAL },
	{ "NS", TPI_DIGIT | TPI_SPECIAL },
	{ "ANS", TPI_LETTER | TPI_DIGIT | TPI_SPECIAL },
	{ "H", TPI_DIGIT | TPI_HEX },
	{ "U", TPI_LETTER | TPI_DIGIT | TPI_SPECIAL | TPI_HIGH },
	{ "BASE64", TPI_BASE64 },
};

static tp_status
set_class(tpi_builder *b, tpi_row *row)
{
	size_t i;

	if (strcmp(b->def->chars, "set") == 0 || strcmp(b->def->chars, "-") == 0 ||
	    strcmp(b->def->chars, "B") == 0)
		return TP_OK;
	for (i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strcmp(classes[i].name, b->def->chars) == 0) {
			row->class = classes[i].bytes;
			row->checked = true;
			return TP_OK;
		}
	return tpi_bad_row(b, TP_ERR_SYNTAX, "unknown character class");
}

#define LIST_NAME 64

/* The next name of "A|B", NUL-terminated; what follows it, or NULL. */
static const char *
next_list(const char *text, char *name)
{
	size_t len = strcspn(text, "|");

	if (len >= LIST_NAME)
		len = 0;
	memcpy(name, text, len);
	name[len] = '\0';
	text += strcspn(text, "|");
	return *text == '|' ? text + 1 : NULL;
}

static tp_status
set_lists(tpi_builder *b, tpi_row *row)
{
	const char *text = b->def->list;
	char name[LIST_NAME];
	size_t count = 1, i;

	if (*text == '\0')
		return TP_OK;
	for (i = 0; text[i] != '\0'; i++)
		count += text[i] == '|';
	row->lists = tpi_build_alloc(b, count, sizeof *row->lists);
	if (row->lists == NULL)
		return TP_ERR_NOMEM;
	row->closed = true;
	for (; text != NULL; row->list_count++) {
		text = next_list(text, name);
		row->lists[row->list_count] = tp_profile_list(b->profile, name);
		if (row->lists[row->list_count] == NULL)
			return tpi_bad_row(b, TP_ERR_NOTFOUND, "unknown code list");
		row->closed = row->closed && row->lists[row->list_count]->closed;
	}
	return TP_OK;
}

static tp_status
build_row(tpi_builder *b, const tp_field_def *def, tpi_row *row)
{
	tp_status status;

	b->def = row->def = def;
	status = set_class(b, row);
	if (status == TP_OK)
		status = set_lists(b, row);
	if (status == TP_OK)
		status = tpi_build_test(b, def->rule, &row->test);
	return status;
}

/* ---- a field ---------------------------------------------------------------- */

static bool
for_first_subfield(const tp_field_def *def)
{
	return strncmp(def->depends, "subfield:1", 10) == 0 &&
	    (def->depends[10] == '\0' || def->depends[10] == ';');
}

/* The rows of one set of items, those of the first subfield or all others. */
static tp_status
build_items(tpi_builder *b, const tpi_rows *from, size_t at, bool first, tpi_form *form)
{
	uint32_t field = form->row.def->field;
	size_t i, count = 0;
	tpi_row *rows;
	tp_status status = TP_OK;

	for (i = at; i < from->count && from->rows[i]->field == field; i++)
		if (from->rows[i]->item != 0 && for_first_subfield(from->rows[i]) == first)
			count = from->rows[i]->item;
	if (count == 0)
		return TP_OK;
	if (count > TPI_MAX_ITEMS)
		return tpi_bad_row(b, TP_ERR_LIMIT, "too many items");
	rows = tpi_build_alloc(b, count, sizeof *rows);
	if (rows == NULL)
		return TP_ERR_NOMEM;
	for (i = at; i < from->count && from->rows[i]->field == field && status == TP_OK; i++)
		if (from->rows[i]->item != 0 && for_first_subfield(from->rows[i]) == first)
			status = build_row(b, from->rows[i], &rows[from->rows[i]->item - 1]);
	*(first ? &form->firsts : &form->items) = rows;
	*(first ? &form->first_count : &form->item_count) = count;
	return status;
}

/* Items at the end that may come more than once repeat together. */
static void
find_repeats(tpi_form *form)
{
	size_t i;

	for (i = form->item_count; i > 0; i--) {
		if (form->items[i - 1].def == NULL || form->items[i - 1].def->max_count <= 1)
			break;
		form->repeats = i;
	}
}

static tp_status
build_form(tpi_builder *b, const tpi_rows *from, size_t at, tpi_form *form)
{
	tp_status status = build_row(b, from->rows[at], &form->row);

	if (status == TP_OK)
		status = build_items(b, from, at, false, form);
	if (status == TP_OK)
		status = build_items(b, from, at, true, form);
	find_repeats(form);
	return status;
}

/* ---- a type ----------------------------------------------------------------- */

static void
index_form(const tpi_form *form, uint16_t *by_number)
{
	uint32_t field = form->row.def->field, last = form->row.def->last;

	for (; field <= last && field < TPI_NEAR; field++)
		by_number[field] = (uint16_t)(form->slot + 1);
}

/* Rows for a range of numbers first: a row of one number in it counts more. */
static tp_status
index_forms(tpi_builder *b, tpi_type_program *type)
{
	uint16_t *by_number = tpi_build_alloc(b, TPI_NEAR, sizeof *by_number);
	size_t i;

	if (by_number == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < type->count; i++) {
		const tp_field_def *def = type->forms[i].row.def;

		if (def->last == def->field)
			continue;
		index_form(&type->forms[i], by_number);
		type->far_range = type->far_range || def->last >= TPI_NEAR;
	}
	for (i = 0; i < type->count; i++)
		if (type->forms[i].row.def->last == type->forms[i].row.def->field)
			index_form(&type->forms[i], by_number);
	type->by_number = by_number;
	return TP_OK;
}

static tp_status
build_forms(tpi_builder *b, const tpi_rows *from, tpi_type_program *type)
{
	tp_status status = TP_OK;
	size_t i, count = 0;

	for (i = 0; i < from->count; i++)
		count += from->rows[i]->item == 0;
	b->def = from->rows[0];
	if (count > TPI_MAX_FORMS)
		return tpi_bad_row(b, TP_ERR_LIMIT, "too many fields");
	type->forms = tpi_build_alloc(b, count, sizeof *type->forms);
	if (type->forms == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < from->count && status == TP_OK; i++) {
		if (from->rows[i]->item != 0)
			continue;
		type->forms[type->count].slot = type->count;
		status = build_form(b, from, i, &type->forms[type->count]);
		type->count++;
	}
	return status == TP_OK ? index_forms(b, type) : status;
}

static tp_status
build_rows_clauses(tpi_builder *b, tpi_row *rows, size_t count)
{
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < count && status == TP_OK; i++)
		if (rows[i].def != NULL && rows[i].def->depends[0] != '\0')
			status = tpi_build_clauses(b, &rows[i]);
	return status;
}

/* Whether the row itself, without a type of transaction, may find the field missing. */
static bool
is_asking(const tpi_row *row)
{
	size_t i;

	if (row->def->condition == 'M')
		return true;
	for (i = 0; i < row->clause_count; i++) {
		tpi_verb verb = row->clauses[i].verb;

		if (verb == TPI_REQUIRED_WITH || verb == TPI_REQUIRED_WITHOUT ||
		    verb == TPI_REQUIRED_IF || verb == TPI_IFF)
			return true;
	}
	return false;
}

static tp_status
list_asking(const tpi_builder *b, tpi_type_program *type)
{
	uint16_t *asking = tpi_build_alloc(b, type->count, sizeof *asking);
	size_t i;

	if (asking == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < type->count; i++) {
		tpi_form *form = &type->forms[i];

		form->asks = is_asking(&form->row) && form->row.def->max_count != 0;
		if (form->asks)
			asking[type->asking_count++] = (uint16_t)i;
	}
	type->asking = asking;
	return TP_OK;
}

/* Clauses name other fields of the type, so all of them must stand. */
static tp_status
build_type_clauses(tpi_builder *b, tpi_type_program *type)
{
	tp_status status = TP_OK;
	size_t i;

	for (i = 0; i < type->count && status == TP_OK; i++) {
		tpi_form *form = &type->forms[i];

		status = build_rows_clauses(b, &form->row, 1);
		if (status == TP_OK)
			status = build_rows_clauses(b, form->items, form->item_count);
		if (status == TP_OK)
			status = build_rows_clauses(b, form->firsts, form->first_count);
	}
	return status == TP_OK ? list_asking(b, type) : status;
}

/* What the list of record types says of this one. */
static void
set_edition(const tpi_builder *b, int number, tpi_type_program *type)
{
	const tp_code_list *list = tp_profile_list(b->profile, "TYPE");
	const tp_code *code;
	char digits[20];

	code = list != NULL ? tpi_code_in(list, digits,
	    tpi_format_decimal(digits, (uint64_t)number, 0)) : NULL;
	type->standard = code != NULL;
	type->of_edition = code != NULL &&
	    tpi_in_edition(&b->profile->info, code->since, code->until);
}

static tp_status
build_types(tpi_builder *b)
{
	tp_status status = TP_OK;
	int type;

	for (type = 1; type < TPI_TYPES && status == TP_OK; type++) {
		const tpi_rows *rows = &b->profile->types[type];

		set_edition(b, type, &b->program->types[type]);
		if (rows->count == 0)
			continue;
		status = build_forms(b, rows, &b->program->types[type]);
		if (status == TP_OK)
			status = build_type_clauses(b, &b->program->types[type]);
	}
	return status;
}

static tp_status
build_program(tpi_builder *b)
{
	tp_status status;
	size_t i;

	b->program = tpi_build_alloc(b, 1, sizeof *b->program);
	if (b->program == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < TPI_RULE_COUNT; i++)
		b->program->rules[i] = tp_rule_find(rule_ids[i]);
	status = build_types(b);
	if (status == TP_OK) {
		b->def = NULL;
		status = tpi_build_relations(b, tpi_rules, tpi_rule_count);
	}
	return status;
}

tp_status
tpi_program_build_within(tp_profile *profile, uint64_t limit, const tp_field_def **bad,
    tp_diag *diag)
{
	tpi_arena made;
	tpi_builder b = { .profile = profile, .arena = &made, .diag = diag };
	tp_status status;

	tpi_arena_init(&made, &profile->arena.mem, limit);
	status = build_program(&b);
	if (status == TP_OK) {
		tpi_arena_free(&profile->compiled);
		profile->compiled = made;
		profile->program = b.program;
		return TP_OK;
	}
	if (status == TP_ERR_NOMEM && made.limited)
		status = TP_ERR_LIMIT;
	if (bad != NULL)
		*bad = b.def;
	tpi_arena_free(&made);
	return status;
}

tp_status
tpi_program_build(tp_profile *profile, tp_diag *diag)
{
	return tpi_program_build_within(profile, 0, NULL, diag);
}

/* ---- looking up ------------------------------------------------------------- */

/* The last form whose number is not above the field's. */
static const tpi_form *
form_before(const tpi_type_program *type, uint32_t field)
{
	size_t low = 0, high = type->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (type->forms[mid].row.def->field <= field)
			low = mid + 1;
		else
			high = mid;
	}
	return low != 0 ? &type->forms[low - 1] : NULL;
}

const tpi_form *
tpi_form_of(const tpi_type_program *type, uint32_t field)
{
	const tpi_form *form;

	if (type->count == 0)
		return NULL;
	if (field < TPI_NEAR) {
		size_t at = type->by_number[field];

		return at != 0 ? &type->forms[at - 1] : NULL;
	}
	form = form_before(type, field);
	if (form != NULL && form->row.def->field == field)
		return form;
	for (; type->far_range && form >= type->forms; form--) {
		if (form->row.def->last >= field)
			return form;
		if (form == type->forms)
			break;
	}
	return NULL;
}
