/* SPDX-License-Identifier: MIT */
/* Dict layer: single cells of an overlay, understood as scripts/gen-tables.awk does, and sorting. */

#include <string.h>

#include "../base/number.h"
#include "overlay.h"

#define TOT_LETTERS 16u /* ITL 2013, 8.1.4 */

bool
tpi_cell_number(tpi_overlay *o, size_t cell, uint32_t *out)
{
	const char *text = o->cell[cell];
	uint64_t number;

	if (tpi_parse_decimal(text, strlen(text), TP_NO_MAX - 1, &number) != TP_OK ||
	    (text[0] == '0' && text[1] != '\0'))
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX, "not a number");
	*out = (uint32_t)number;
	return true;
}

bool
tpi_cell_maximum(tpi_overlay *o, size_t cell, uint32_t *out)
{
	if (strcmp(o->cell[cell], "*") != 0)
		return tpi_cell_number(o, cell, out);
	*out = TP_NO_MAX;
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "0502" is 502, "9.1" is 901. */
static bool
parse_edition(const char *text, uint32_t *out)
{
	size_t dot = strcspn(text, "."), len = strlen(text);
	uint64_t whole, part;

	if (len == 4 && dot == 4 && text[0] == '0' && text[1] >= '2' && text[1] <= '6' &&
	    tpi_parse_decimal(text, 4, 699, &whole) == TP_OK) {
		*out = (uint32_t)whole;
		return true;
	}
	if (dot == len || len - dot - 1 > 2 || text[0] == '0' ||
	    tpi_parse_decimal(text, dot, 999, &whole) != TP_OK || whole < 7 ||
	    tpi_parse_decimal(text + dot + 1, len - dot - 1, 99, &part) != TP_OK)
		return false;
	*out = (uint32_t)(whole * 100 + part);
	return true;
}

static bool
take_edition(tpi_overlay *o, size_t cell, uint32_t *out)
{
	*out = 0;
	if (o->cell[cell][0] == '\0' || parse_edition(o->cell[cell], out))
		return true;
	return tpi_overlay_bad(o, o->cell[cell], TP_ERR_SYNTAX,
	    "not an edition: 0502 is one of the standard, 11.0 one of EBTS");
}

bool
tpi_cell_editions(tpi_overlay *o, size_t since, size_t until, uint32_t *a, uint32_t *b)
{
	if (!take_edition(o, since, a) || !take_edition(o, until, b))
		return false;
	if (*a == 0 || *b == 0)
		return true;
	if ((*a < 700) != (*b < 700))
		return tpi_overlay_bad(o, o->cell[until], TP_ERR_SYNTAX,
		    "since and until are editions of two series");
	if (*a > *b)
		return tpi_overlay_bad(o, o->cell[until], TP_ERR_RANGE, "until is before since");
	return true;
}

bool
tpi_overlay_applies(const tpi_overlay *o, uint32_t since, uint32_t until)
{
	const tp_profile_info *info = &o->next->info;

	if (info->ebts == 0 && until >= 700)
		return false;
	return tpi_profile_begun(info, since) && !tpi_profile_ended(info, until);
}

bool
tpi_cell_ebts(tpi_overlay *o, size_t cell, uint32_t *out)
{
	if (!take_edition(o, cell, out))
		return false;
	if (*out != 0 && *out < 700)
		return tpi_overlay_bad(o, o->cell[cell], TP_ERR_RANGE, "not an edition of EBTS");
	return true;
}

bool
tpi_cell_tot(tpi_overlay *o, size_t cell)
{
	const char *text = o->cell[cell];
	size_t n;

	for (n = 0; text[n] >= 'A' && text[n] <= 'Z'; n++)
		;
	if (n == 0 || n > TOT_LETTERS || text[n] != '\0')
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX,
		    "a type of transaction is 1 to 16 capital letters");
	return true;
}

bool
tpi_cell_types(tpi_overlay *o, size_t cell, uint64_t types[2])
{
	const char *text = o->cell[cell];
	uint64_t type;
	size_t n;

	types[0] = types[1] = 0;
	for (;; text += n + 1) {
		n = strcspn(text, "|");
		if (!is_digit(text[0]) || text[0] == '0' ||
		    tpi_parse_decimal(text, n, TPI_TYPES - 1, &type) != TP_OK)
			return tpi_overlay_bad(o, text, TP_ERR_RANGE,
			    "not a record type, 1 to 99");
		types[type / 64] |= UINT64_C(1) << (type % 64);
		if (text[n] == '\0')
			return true;
	}
}

bool
tpi_cell_is_word(const char *cell, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(cell, *words) == 0)
			return true;
	return false;
}

/* ---- sorting ---------------------------------------------------------------- */

typedef struct heap {
	uint8_t *items;
	size_t size;
	tpi_before before;
} heap;

static void
swap(const heap *h, size_t a, size_t b)
{
	uint8_t *x = h->items + a * h->size, *y = h->items + b * h->size, t;
	size_t i;

	for (i = 0; i < h->size; i++) {
		t = x[i];
		x[i] = y[i];
		y[i] = t;
	}
}

/* Let the item sink until no item below it is greater. */
static void
sink(const heap *h, size_t at, size_t count)
{
	size_t child;

	for (; (child = 2 * at + 1) < count; at = child) {
		const uint8_t *c = h->items + child * h->size;

		if (child + 1 < count && h->before(c, c + h->size))
			child++;
		if (!h->before(h->items + at * h->size, h->items + child * h->size))
			return;
		swap(h, at, child);
	}
}

void
tpi_sort(void *items, size_t count, size_t size, tpi_before before)
{
	heap h = { items, size, before };
	size_t i;

	for (i = count / 2; i-- > 0;)
		sink(&h, i, count);
	for (i = count; i-- > 1;) {
		swap(&h, 0, i);
		sink(&h, 0, i);
	}
}
