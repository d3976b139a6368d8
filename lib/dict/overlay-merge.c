/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the fields of an overlay laid over those of the profile, type
 * by type, and what must hold of them together: one row a key, mnemonics of
 * their own, items of a field, and clauses that name what is there.
 */

#include <string.h>

#include "../base/number.h"
#include "overlay-field.h"
#include "program.h"

/* ---- reading ------------------------------------------------------------------ */

/* Of the two rows of an item that differs in the first subfield that one comes first. */
static bool
added_before(const void *a, const void *b)
{
	const tpi_added *x = a, *y = b;

	if (x->def.type != y->def.type)
		return x->def.type < y->def.type;
	if (x->def.field != y->def.field || x->def.item != y->def.item)
		return tpi_row_before(&x->def, &y->def);
	if (!tpi_same_key(&x->def, &y->def))
		return strncmp(y->def.depends, "subfield:2", 10) == 0;
	if (x->def.since != y->def.since)
		return x->def.since < y->def.since;
	return x->line->number < y->line->number;
}

/* The row that the profile has of the key. */
static const tp_field_def *
base_of(const tpi_overlay *o, const tp_field_def *key)
{
	const tpi_rows *in = &o->under->types[key->type];
	size_t low = 0, high = in->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const tp_field_def *def = in->rows[mid];

		if (def->field < key->field ||
		    (def->field == key->field && def->item < key->item))
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < in->count && in->rows[low]->field == key->field &&
	    in->rows[low]->item == key->item; low++)
		if (tpi_same_key(in->rows[low], key))
			return in->rows[low];
	return NULL;
}

/* Of several rows of a key the newest; two of one edition are one too many. */
static void
sift(tpi_overlay *o)
{
	size_t i, n = 0, count = o->added_count;

	tpi_sort(o->added, count, sizeof *o->added, added_before);
	for (i = 0; i < count && !o->over; i++) {
		const tpi_added *row = &o->added[i];
		const tpi_added *last = n != 0 ? &o->added[n - 1] : NULL;

		if (last != NULL && tpi_same_key(&last->def, &row->def)) {
			if (last->def.since == row->def.since) {
				tpi_overlay_take(o, row->line);
				(void)tpi_overlay_bad(o, o->cell[FIELD_TYPE], TP_ERR_SYNTAX,
				    "it has a row already, in line %lu",
				    (unsigned long)last->line->number);
				continue;
			}
			n--;
		}
		o->added[n++] = *row;
	}
	o->added_count = n;
}

static void
read_fields(tpi_overlay *o)
{
	size_t at, i, n = 0, rows = tpi_overlay_count(o, TPI_TABLE_FIELDS);

	if (rows > TPI_OVERLAY_FIELDS) {
		o->over = !tpi_overlay_bad(o, NULL, TP_ERR_LIMIT, "more than %u rows of fields",
		    TPI_OVERLAY_FIELDS);
		return;
	}
	o->added = tpi_overlay_alloc(o, rows, sizeof *o->added);
	if (o->added == NULL)
		return;
	for (at = 0; tpi_overlay_row(o, TPI_TABLE_FIELDS, &at);)
		o->added_count += tpi_field_key(o, &o->added[o->added_count]);
	sift(o);
	for (i = 0; i < o->added_count && !o->over; i++) {
		tpi_overlay_take(o, o->added[i].line);
		if (tpi_field_read(o, &o->added[i], base_of(o, &o->added[i].def)))
			o->added[n++] = o->added[i];
	}
	o->added_count = n;
}

/* ---- merging ------------------------------------------------------------------ */

/* The rows of a type: the profile's, and those from `first` on over them. Both are sorted. */
static void
merge_type(tpi_overlay *o, int type, size_t first, size_t count)
{
	tpi_rows *rows = &o->next->types[type];
	const tp_field_def **made = tpi_overlay_alloc(o, rows->count + count, sizeof *made);
	const tpi_added *own = &o->added[first];
	size_t i = 0, k = 0, n = 0;

	if (made == NULL)
		return;
	while (i < rows->count || k < count) {
		if (k == count || (i < rows->count && own[k].base != rows->rows[i] &&
		    tpi_row_before(rows->rows[i], &own[k].def))) {
			made[n++] = rows->rows[i++];
			continue;
		}
		i += i < rows->count && own[k].base == rows->rows[i];
		made[n++] = &own[k++].def;
	}
	rows->rows = made;
	rows->count = n;
}

static void
merge_fields(tpi_overlay *o)
{
	size_t i, k;

	for (i = 0; i < o->added_count && !o->over; i += k) {
		int type = (int)o->added[i].def.type;

		for (k = 1; i + k < o->added_count && o->added[i + k].def.type == type; k++)
			;
		merge_type(o, type, i, k);
	}
}

/* ---- what must hold of them together --------------------------------------------- */

/* Two items of one field, or two fields, that are not the same. */
static bool
are_rivals(const tp_field_def *a, const tp_field_def *b)
{
	if ((a->item == 0) != (b->item == 0))
		return false;
	return a->item == 0 ? a->field != b->field : a->field == b->field && a->item != b->item;
}

static void
check_mnemonic(tpi_overlay *o, const tp_field_def *def)
{
	const tpi_rows *rows = &o->next->types[def->type];
	size_t i;

	for (i = 0; i < rows->count && def->mnemonic[0] != '\0'; i++)
		if (are_rivals(rows->rows[i], def) &&
		    strcmp(rows->rows[i]->mnemonic, def->mnemonic) == 0) {
			(void)tpi_overlay_bad(o, o->cell[FIELD_MNEMONIC], TP_ERR_SYNTAX,
			    "mnemonic %s is taken by %d.%03lu", def->mnemonic, (int)def->type,
			    (unsigned long)rows->rows[i]->field);
			return;
		}
}

static size_t
count_forms(const tpi_rows *rows)
{
	size_t i, n = 0;

	for (i = 0; i < rows->count; i++)
		n += rows->rows[i]->item == 0;
	return n;
}

static void
check_together(tpi_overlay *o)
{
	size_t i;

	for (i = 0; i < o->added_count && !o->over; i++) {
		const tpi_added *row = &o->added[i];
		const tp_field_def *field;

		if (row->base != NULL)
			continue;
		tpi_overlay_take(o, row->line);
		field = tp_profile_field(o->next, (int)row->def.type, row->def.field);
		if (row->def.item != 0 && (field == NULL || field->field != row->def.field))
			(void)tpi_overlay_bad(o, o->cell[FIELD_ITEM], TP_ERR_NOTFOUND,
			    "an item without its field");
		check_mnemonic(o, &row->def);
		if (count_forms(&o->next->types[row->def.type]) > TPI_MAX_FORMS) {
			(void)tpi_overlay_bad(o, o->cell[FIELD_FIELD], TP_ERR_LIMIT,
			    "a type has at most %d fields", TPI_MAX_FORMS);
			o->over = true;
		}
	}
}

void
tpi_overlay_fields(tpi_overlay *o)
{
	read_fields(o);
	merge_fields(o);
	check_together(o);
}

/* ---- allow-list mode --------------------------------------------------------------- */

static bool
number_before(const void *a, const void *b)
{
	return *(const uint32_t *)a < *(const uint32_t *)b;
}

typedef struct numbers {
	uint32_t *list;
	size_t count;
} numbers;

static bool
has_number(const numbers *in, uint32_t number)
{
	size_t low = 0, high = in->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (in->list[mid] < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low < in->count && in->list[low] == number;
}

/* The fields of a type that the overlay names, in its rows of occurrence too. */
static bool
list_named(tpi_overlay *o, int type, numbers *out)
{
	size_t i, at, room = o->added_count + tpi_overlay_count(o, TPI_TABLE_OCCURRENCE);
	uint64_t field;

	out->count = 0;
	out->list = tpi_overlay_alloc(o, room, sizeof *out->list);
	if (out->list == NULL)
		return false;
	for (i = 0; i < o->added_count; i++)
		if (o->added[i].def.type == type)
			out->list[out->count++] = o->added[i].def.field;
	for (at = 0; type == 2 && tpi_overlay_row(o, TPI_TABLE_OCCURRENCE, &at);)
		if (tpi_parse_decimal(o->cell[2], strlen(o->cell[2]), TP_NO_MAX - 1, &field) ==
		    TP_OK)
			out->list[out->count++] = (uint32_t)field;
	tpi_sort(out->list, out->count, sizeof *out->list, number_before);
	return !o->over;
}

static void
forbid_others(tpi_overlay *o, int type)
{
	tpi_rows *rows = &o->next->types[type];
	const tp_field_def **made = tpi_overlay_alloc(o, rows->count, sizeof *made);
	tp_field_def *forbidden = tpi_overlay_alloc(o, rows->count, sizeof *forbidden);
	numbers named;
	size_t i;

	if (made == NULL || forbidden == NULL || !list_named(o, type, &named))
		return;
	for (i = 0; i < rows->count; i++) {
		made[i] = rows->rows[i];
		if (made[i]->item != 0 || made[i]->condition == 'M' || made[i]->max_count == 0 ||
		    has_number(&named, made[i]->field))
			continue;
		forbidden[i] = *made[i];
		forbidden[i].source = o->source;
		tpi_field_forbid(&forbidden[i]);
		made[i] = &forbidden[i];
	}
	rows->rows = made;
}

void
tpi_overlay_forbid(tpi_overlay *o)
{
	int type;

	for (type = 1; type < TPI_TYPES && !o->over; type++)
		if ((o->only[type / 64] >> (type % 64) & 1) != 0)
			forbid_others(o, type);
}

/* ---- the program --------------------------------------------------------------------- */

/* The row of the overlay that the program does not understand; lint then goes on without it. */
static void
refuse(tpi_overlay *o, const tp_field_def *bad, tp_status status, const char *text)
{
	size_t i;

	for (i = 0; i < o->added_count; i++)
		if (&o->added[i].def == bad)
			break;
	if (i == o->added_count) {
		(void)tpi_overlay_bad(o, NULL, status, "%s", text);
		o->over = true;
		return;
	}
	tpi_overlay_take(o, o->added[i].line);
	(void)tpi_overlay_bad(o, o->cell[FIELD_DEPENDS], status, "%s", text);
	if (o->added[i].def.depends[0] == '\0')
		o->over = true; /* it is not the clauses */
	o->added[i].def.depends = "";
}

void
tpi_overlay_compile(tpi_overlay *o)
{
	const tp_field_def *bad;
	tp_status status;
	tp_diag diag;
	int tries;

	for (tries = 0; tries < 20 && !o->over; tries++) {
		bad = NULL;
		tp_diag_init(&diag);
		status = tpi_program_build_within(o->next, TPI_OVERLAY_PROGRAM, &bad, &diag);
		if (status == TP_OK)
			return;
		if (status == TP_ERR_LIMIT || status == TP_ERR_NOMEM) {
			(void)tpi_overlay_bad(o, NULL, status, "%s", status == TP_ERR_LIMIT
			    ? "the overlay takes too much memory" : "out of memory");
			o->over = true;
			return;
		}
		refuse(o, bad, status, diag.text);
	}
}
