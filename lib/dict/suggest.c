/* SPDX-License-Identifier: MIT */
/* Dict layer: the known mnemonic that a mistyped one most likely meant. */

#include "tables.h"

#define LONGEST 15

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* How many letters to insert, drop, change or swap with their neighbor. */
static unsigned
distance(const char *name, const char *text, size_t len)
{
	unsigned row[3][LONGEST + 1];
	unsigned i, j;

	for (j = 0; j <= len; j++)
		row[0][j] = j;
	for (i = 1; name[i - 1] != '\0'; i++) {
		unsigned *now = row[i % 3], *last = row[(i - 1) % 3];

		now[0] = i;
		for (j = 1; j <= len; j++) {
			bool same = name[i - 1] == upper(text[j - 1]);

			now[j] = least(now[j - 1], last[j]) + 1;
			now[j] = least(now[j], last[j - 1] + (same ? 0u : 1u));
			if (i > 1 && j > 1 && name[i - 1] == upper(text[j - 2]) &&
			    name[i - 2] == upper(text[j - 1]))
				now[j] = least(now[j], row[(i - 2) % 3][j - 2] + 1);
		}
	}
	return row[(i - 1) % 3][len];
}

/* The nearest in a run of rows; the first of several, for Types 1 and 2 come first. */
static const tp_field_def *
nearest(const tp_field_def *row, const tp_field_def *end, bool items, const char *text,
    size_t len)
{
	const tp_field_def *found = NULL;
	unsigned best = len > 3 ? 3 : 2;

	if (len == 0 || len > LONGEST)
		return NULL;
	for (; row < end; row++) {
		unsigned d;

		if ((row->item != 0) != items || row->mnemonic[0] == '\0')
			continue;
		d = distance(row->mnemonic, text, len);
		if (d < best && d < len) {
			best = d;
			found = row;
		}
	}
	return found;
}

const tp_field_def *
tpi_suggest_field(int type, const char *text, size_t len)
{
	size_t begin = type != 0 ? tpi_type_begin(type) : 0;
	size_t end = type != 0 ? tpi_type_begin(type + 1) : tpi_field_count;

	return nearest(tpi_fields + begin, tpi_fields + end, false, text, len);
}

const tp_field_def *
tpi_suggest_item(int type, uint32_t field, const char *text, size_t len)
{
	size_t begin = tpi_type_begin(type), end;

	while (begin < tpi_field_count && tpi_fields[begin].type == type &&
	    tpi_fields[begin].field < field)
		begin++;
	for (end = begin; end < tpi_field_count && tpi_fields[end].type == type &&
	    tpi_fields[end].field == field; end++)
		;
	return nearest(tpi_fields + begin, tpi_fields + end, true, text, len);
}
