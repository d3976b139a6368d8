/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: looking up fields and items by number, edition and mnemonic.
 * The table is sorted by type, field, item and edition, so that the rows of
 * a type, of a field and of its editions each stand together.
 */

#include <string.h>

#include "tables.h"

bool
tpi_name_equal(const char *name, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len && name[i] != '\0'; i++) {
		char c = text[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c != name[i])
			return false;
	}
	return i == len && name[i] == '\0' && len != 0;
}

static int
compare(const tp_field_def *def, int type, uint32_t field, uint32_t item)
{
	if (def->type != type)
		return def->type < type ? -1 : 1;
	if (def->field != field)
		return def->field < field ? -1 : 1;
	if (def->item != item)
		return def->item < item ? -1 : 1;
	return 0;
}

/* The first row that is not before the key. */
static size_t
lower_bound(int type, uint32_t field, uint32_t item)
{
	size_t low = 0, high = tpi_field_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(&tpi_fields[mid], type, field, item) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
tpi_type_begin(int type)
{
	return lower_bound(type, 0, 0);
}

/* VER is below 700, EBTS times 100 above: an edition bounds only those of its own series. */
static bool
same_series(uint32_t a, uint32_t b)
{
	return (a < 700) == (b < 700);
}

/* What the FBI says of other types than Type-2 counts only where its edition is asked for. */
static bool
foreign(const tp_field_def *def, uint32_t edition)
{
	return edition < 700 && def->type != 2 && strncmp(def->source, "ebts-", 5) == 0;
}

static bool
begun(const tp_field_def *def, uint32_t edition)
{
	if (foreign(def, edition))
		return false;
	return def->since == 0 || edition == 0 || !same_series(def->since, edition) ||
	    def->since <= edition;
}

/*
 * Of the rows of one key, from the first, the newest that had begun. Between
 * two editions whose text is known the older row goes on; only the last row
 * can end.
 */
static const tp_field_def *
pick(size_t first, uint32_t edition)
{
	const tp_field_def *row = &tpi_fields[first], *found = NULL;
	const tp_field_def *end = tpi_fields + tpi_field_count;

	for (; row < end && compare(row, tpi_fields[first].type, tpi_fields[first].field,
	    tpi_fields[first].item) == 0; row++)
		if (begun(row, edition))
			found = row;
	if (found == NULL || edition == 0 ||
	    (found + 1 != row && !foreign(found + 1, edition)))
		return found;
	if (found->until != 0 && same_series(found->until, edition) && found->until < edition)
		return NULL;
	return found;
}

/* The field row in whose range of numbers the field is, or SIZE_MAX. */
static size_t
range_row(size_t after, int type, uint32_t field)
{
	while (after > 0) {
		const tp_field_def *def = &tpi_fields[--after];

		if (def->type != type)
			break;
		if (def->item == 0)
			return def->last >= field ? after : SIZE_MAX;
	}
	return SIZE_MAX;
}

const tp_field_def *
tp_dict_field(int type, uint32_t field, uint32_t edition)
{
	size_t at = lower_bound(type, field, 0);

	if (at < tpi_field_count && compare(&tpi_fields[at], type, field, 0) == 0)
		return pick(at, edition);
	at = range_row(at, type, field);
	return at != SIZE_MAX ? pick(at, edition) : NULL;
}

const tp_field_def *
tp_dict_item(int type, uint32_t field, uint32_t item, uint32_t edition)
{
	size_t at = lower_bound(type, field, item);

	if (item == 0 || at >= tpi_field_count ||
	    compare(&tpi_fields[at], type, field, item) != 0)
		return NULL;
	return pick(at, edition);
}

/* The number of the field's last item, and of the first of those that repeat (0: none do). */
static uint32_t
last_item(int type, uint32_t field, uint32_t *repeats)
{
	uint32_t last = 0;
	size_t i;

	*repeats = 0;
	for (i = lower_bound(type, field, 1); i < tpi_field_count &&
	    tpi_fields[i].type == type && tpi_fields[i].field == field; i++) {
		last = tpi_fields[i].item;
		if (tpi_fields[i].max_count <= 1)
			*repeats = 0;
		else if (*repeats == 0)
			*repeats = last;
	}
	return last;
}

const tp_field_def *
tp_dict_item_in(int type, uint32_t field, uint32_t subfield, uint32_t item, uint32_t edition)
{
	uint32_t repeats, last = last_item(type, field, &repeats);
	const tp_field_def *def;

	if (item > last && repeats != 0)
		item = repeats + (item - repeats) % (last - repeats + 1);
	def = tp_dict_item(type, field, item, edition);
	/* ITL 2013, 8.1.3 (CNT) and 8.9: the row before is that of the first subfield. */
	if (def != NULL && subfield == 1 && strncmp(def->depends, "subfield:2", 10) == 0)
		def--;
	return def;
}

/* The newest row, of those for every edition before what only the FBI says. */
static const tp_field_def *
newer(const tp_field_def *found, const tp_field_def *row)
{
	return found == NULL || foreign(found, 0) || !foreign(row, 0) ? row : found;
}

const tp_field_def *
tpi_named_field(int type, const char *text, size_t len)
{
	const tp_field_def *found = NULL;
	size_t i;

	for (i = tpi_type_begin(type); i < tpi_field_count && tpi_fields[i].type == type; i++)
		if (tpi_fields[i].item == 0 && tpi_name_equal(tpi_fields[i].mnemonic, text, len))
			found = newer(found, &tpi_fields[i]);
	return found;
}

const tp_field_def *
tpi_named_item(int type, uint32_t field, const char *text, size_t len)
{
	const tp_field_def *found = NULL;
	size_t i;

	for (i = lower_bound(type, field, 1); i < tpi_field_count &&
	    tpi_fields[i].type == type && tpi_fields[i].field == field; i++)
		if (tpi_name_equal(tpi_fields[i].mnemonic, text, len))
			found = newer(found, &tpi_fields[i]);
	return found;
}

/* The types that have it, and the newest row in the first of them. */
static void
find_types(const char *text, size_t len, tpi_types *types)
{
	size_t i;

	types->count = 0;
	for (i = 0; i < tpi_field_count; i++) {
		const tp_field_def *def = &tpi_fields[i];

		if (def->item != 0 || !tpi_name_equal(def->mnemonic, text, len))
			continue;
		if (types->count == 0 || types->type[types->count - 1] != def->type)
			types->type[types->count++] = (uint8_t)def->type;
	}
}

static bool
has_type(const tpi_types *types, int type)
{
	return memchr(types->type, type, types->count) != NULL;
}

const tp_field_def *
tpi_bare_field(const char *text, size_t len, tpi_types *types)
{
	const tp_field_def *def;

	find_types(text, len, types);
	if (has_type(types, 1))
		return tpi_named_field(1, text, len);
	if (has_type(types, 2)) {
		def = tpi_named_field(2, text, len);
		if (types->count == 1 || tp_tot_rule_find("CAR", def->field, 0) != NULL)
			return def;
	}
	return types->count == 1 ? tpi_named_field(types->type[0], text, len) : NULL;
}

const tp_field_def *
tp_dict_find(int type, const char *mnemonic)
{
	tpi_types types;

	if (mnemonic == NULL)
		return NULL;
	if (type == 0)
		return tpi_bare_field(mnemonic, strlen(mnemonic), &types);
	return tpi_named_field(type, mnemonic, strlen(mnemonic));
}

const tp_field_def *
tp_dict_find_item(int type, uint32_t field, const char *mnemonic)
{
	return mnemonic != NULL ? tpi_named_item(type, field, mnemonic, strlen(mnemonic)) : NULL;
}

size_t
tp_dict_count(void)
{
	return tpi_field_count;
}

const tp_field_def *
tp_dict_at(size_t index)
{
	return index < tpi_field_count ? &tpi_fields[index] : NULL;
}
