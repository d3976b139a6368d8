/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: one value against its row: characters, length, code lists, and
 * the column `rule`. The first thing wrong with a value is told and no more:
 * a date of letters need not be out of range, too.
 */

#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "check.h"
#include "tables.h"

/* What a byte is, for the classes of a row. */
#define L (TPI_LETTER | TPI_BASE64)
#define X (TPI_LETTER | TPI_HEX | TPI_BASE64)
#define D (TPI_DIGIT | TPI_BASE64)
#define S TPI_SPECIAL
#define B (TPI_SPECIAL | TPI_BASE64)
#define C TPI_CONTROL
#define H TPI_HIGH
static const uint8_t byte_classes[256] = {
	C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
	C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
	S, S, S, S, S, S, S, S, S, S, S, B, S, S, S, B,
	D, D, D, D, D, D, D, D, D, D, S, S, S, B, S, S,
	S, X, X, X, X, X, X, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, S, S, S, S, S,
	S, X, X, X, X, X, X, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, S, S, S, S, C,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
};
#undef L
#undef X
#undef D
#undef S
#undef B
#undef C
#undef H

/* ---- characters ------------------------------------------------------------- */

/* Classes overlap, so a byte fits when it is in one of the row's. */
static bool
fits_class(const tpi_spot *spot, uint8_t *seen, size_t *bad)
{
	const uint8_t *at = (const uint8_t *)spot->value.ptr;
	uint8_t class = spot->row->class, all = 0;
	size_t i;

	*bad = SIZE_MAX;
	for (i = 0; i < spot->value.len; i++) {
		uint8_t is = byte_classes[at[i]];

		all |= is;
		if ((is & class) == 0 && *bad == SIZE_MAX &&
		    !(is == TPI_CONTROL && (class & TPI_SPECIAL) != 0))
			*bad = i;
	}
	*seen = all;
	return *bad == SIZE_MAX;
}

static const char *
class_name(const char *chars)
{
	static const char *const names[][2] = {
		{ "A", "letters" },
		{ "N", "digits" },
		{ "S", "punctuation and blanks" },
		{ "AN", "letters and digits" },
		{ "AS", "letters, punctuation and blanks" },
		{ "NS", "digits, punctuation and blanks" },
		{ "ANS", "printable ASCII characters" },
		{ "H", "hexadecimal digits" },
		{ "BASE64", "base64" },
	};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i][0], chars) == 0)
			return names[i][1];
	return "the characters of its class";
}

/* Text of U: 7 bits in Type-1 and under ASCII, else what 1.015 declares (ITL 2013, 5.5). */
static bool
check_encoding(const tpi_spot *spot)
{
	const tpi_visit *v = spot->visit;

	if (v->plain)
		tpi_spot_report(spot, TPI_RULE_VALUE_ENCODING, tp_record_type(v->record) == 1
		    ? "Type-1 is 7-bit ASCII"
		    : "a byte above 127, and 1.015 declares no character set");
	else if (v->utf8 && !tpi_utf8_valid(spot->value.ptr, spot->value.len))
		tpi_spot_report(spot, TPI_RULE_VALUE_ENCODING, "not the UTF-8 that 1.015 declares");
	else
		return true;
	return false;
}

/* Lines of text: what parts them and moves to the next column is no fault. */
static bool
is_lines(const tpi_spot *spot)
{
	size_t i;

	for (i = 0; spot->row->test.kind == TPI_TEST_LINES && i < spot->value.len; i++)
		if ((unsigned char)spot->value.ptr[i] < ' ' &&
		    memchr("\r\n\t", spot->value.ptr[i], 3) == NULL)
			return false;
	return spot->row->test.kind == TPI_TEST_LINES;
}

static bool
check_chars(const tpi_spot *spot)
{
	uint8_t seen;
	size_t bad;

	if (!spot->row->checked)
		return true;
	if (!fits_class(spot, &seen, &bad)) {
		tpi_spot_report(spot, TPI_RULE_VALUE_CHARS, "byte %zu of %zu is not of %s (%s)",
		    bad + 1, spot->value.len, class_name(spot->row->def->chars),
		    spot->row->def->chars);
		return false;
	}
	if ((seen & TPI_CONTROL) != 0 && !is_lines(spot))
		tpi_spot_report(spot, TPI_RULE_VALUE_CONTROL, "a control character in the text");
	return (seen & TPI_HIGH) == 0 || check_encoding(spot);
}

/* ---- length ----------------------------------------------------------------- */

static size_t
characters(const tpi_spot *spot)
{
	size_t i, n = 0;

	if (!spot->visit->utf8 || (spot->row->class & TPI_HIGH) == 0)
		return spot->value.len;
	for (i = 0; i < spot->value.len; i++)
		n += ((unsigned char)spot->value.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* A number of a binary header is as wide as its field is. */
static bool
check_length(const tpi_spot *spot)
{
	const tp_field_def *def = spot->row->def;
	size_t n;

	if (def->max_length == 0 || spot->field->kind == TP_FIELD_NUMBER ||
	    spot->field->kind == TP_FIELD_BYTES)
		return true;
	n = characters(spot);
	if (n < def->min_length)
		tpi_spot_report(spot, TPI_RULE_VALUE_SHORT,
		    "%zu characters where at least %lu belong", n, (unsigned long)def->min_length);
	else if (n > def->max_length)
		tpi_spot_report(spot, TPI_RULE_VALUE_LONG, "%zu characters where at most %lu fit",
		    n, (unsigned long)def->max_length);
	else
		return true;
	return false;
}

/* ---- codes ------------------------------------------------------------------ */

static const tp_code *
find_code(const tpi_spot *spot)
{
	const tpi_row *row = spot->row;
	const tp_code *code = NULL;
	size_t i;

	for (i = 0; i < row->list_count && code == NULL; i++)
		code = tpi_code_in(row->lists[i], spot->value.ptr, spot->value.len);
	return code;
}

static bool
check_code(const tpi_spot *spot)
{
	const tpi_row *row = spot->row;
	const tp_code *code;
	bool current;

	if (row->list_count == 0)
		return true;
	code = find_code(spot);
	current = code != NULL && tpi_in_edition(&spot->visit->c->profile->info, code->since,
	    code->until);
	if (!current && !row->closed) {
		tpi_spot_report(spot, TPI_RULE_VALUE_CODE_OPEN, "not among the known codes of %s",
		    row->def->list);
		return true;
	}
	if (code == NULL)
		tpi_spot_report(spot, TPI_RULE_VALUE_CODE, "not a code of %s", row->def->list);
	else if (!current)
		tpi_spot_report(spot, TPI_RULE_VALUE_CODE_EDITION,
		    "a code of %s, but not in this edition", row->def->list);
	else
		return true;
	return false;
}

/* ---- rules ------------------------------------------------------------------ */

/* The rule as the row has it, behind the colon. */
static const char *
rule_text(const tpi_spot *spot)
{
	const char *colon = strchr(spot->row->def->rule, ':');

	return colon != NULL ? colon + 1 : "";
}

static void
check_range(const tpi_spot *spot, const tpi_test *test)
{
	tpi_decimal value;
	size_t i;

	if (tpi_decimal_parse(spot->value.ptr, spot->value.len, &value))
		for (i = 0; i < test->bound_count; i++)
			if (tpi_decimal_compare(&value, &test->bounds[i].low) >= 0 &&
			    tpi_decimal_compare(&value, &test->bounds[i].high) <= 0)
				return;
	tpi_spot_report(spot, TPI_RULE_VALUE_RANGE, "not a number of %s", rule_text(spot));
}

static void
check_comparisons(const tpi_spot *spot, const tpi_test *test)
{
	tpi_decimal value;
	bool fits = tpi_decimal_parse(spot->value.ptr, spot->value.len, &value);
	size_t i;

	for (i = 0; fits && i < test->bound_count; i++)
		fits = tpi_order_holds(&value, test->bounds[i].order, &test->bounds[i].low);
	if (!fits)
		tpi_spot_report(spot, TPI_RULE_VALUE_RANGE, "not a number that is %s",
		    rule_text(spot));
}

static void
check_step(const tpi_spot *spot, const tpi_test *test)
{
	tpi_decimal value;

	if (!tpi_decimal_parse(spot->value.ptr, spot->value.len, &value) || value.fraction != 0 ||
	    value.whole % test->bounds[0].low.whole != 0)
		tpi_spot_report(spot, TPI_RULE_VALUE_RANGE, "not a multiple of %s",
		    rule_text(spot));
}

static void
check_words(const tpi_spot *spot, const tpi_test *test)
{
	const char *word = test->words;
	size_t len;

	for (;; word++) {
		len = strcspn(word, "|");
		if (len == spot->value.len && memcmp(word, spot->value.ptr, len) == 0)
			return;
		word += len;
		if (*word == '\0')
			break;
	}
	tpi_spot_report(spot, TPI_RULE_VALUE_CODE, "none of %s", rule_text(spot));
}

static void
check_pattern(const tpi_spot *spot, const tpi_test *test)
{
	if (!tpi_pattern_match(test->pattern, spot->value.ptr, spot->value.len))
		tpi_spot_report(spot, TPI_RULE_VALUE_PATTERN, "not of the form %s",
		    rule_text(spot));
}

/* YYYY0000 and YYYYMM00 stand for a year and a month. */
static bool
is_partial_date(const char *text, size_t len)
{
	char full[8];
	unsigned y, m, d;

	if (len != 8)
		return false;
	memcpy(full, text, 8);
	if (memcmp(full + 4, "00", 2) == 0) {
		if (memcmp(full + 6, "00", 2) != 0)
			return false;
		memcpy(full + 4, "01", 2);
	}
	if (memcmp(full + 6, "00", 2) == 0)
		memcpy(full + 6, "01", 2);
	return tpi_date_parse(full, 8, &y, &m, &d);
}

/* YYYYMMDDhhmmssZ (ITL 2013, 7.7.2.2); second 60 is a leap second. */
static bool
is_gmt(const char *text, size_t len)
{
	unsigned y, m, d;
	uint64_t clock;

	return len == 15 && text[14] == 'Z' && tpi_date_parse(text, 8, &y, &m, &d) &&
	    tpi_parse_decimal(text + 8, 6, 235960, &clock) == TP_OK &&
	    clock / 100 % 100 < 60 && clock % 100 <= 60;
}

static void
check_date(const tpi_spot *spot, const tpi_test *test)
{
	const char *text = spot->value.ptr;
	size_t len = spot->value.len;
	unsigned y, m, d;

	if (test->kind == TPI_TEST_GMT) {
		if (!is_gmt(text, len))
			tpi_spot_report(spot, TPI_RULE_VALUE_DATE,
			    "not a UTC time, YYYYMMDDhhmmssZ");
		return;
	}
	if (tpi_date_parse(text, len, &y, &m, &d) ||
	    (test->kind == TPI_TEST_DATE_PARTIAL && is_partial_date(text, len)) ||
	    (test->kind == TPI_TEST_DATE_OR_ZERO && len == 8 && memcmp(text, "00000000", 8) == 0))
		return;
	tpi_spot_report(spot, TPI_RULE_VALUE_DATE, "not a date of the calendar, YYYYMMDD");
}

static void
check_rule(const tpi_spot *spot)
{
	const tpi_test *test = &spot->row->test;

	switch (test->kind) {
	case TPI_TEST_NONE:
	case TPI_TEST_LINES:
		break;
	case TPI_TEST_RANGE:
		check_range(spot, test);
		break;
	case TPI_TEST_COMPARE:
		check_comparisons(spot, test);
		break;
	case TPI_TEST_STEP:
		check_step(spot, test);
		break;
	case TPI_TEST_WORD:
		check_words(spot, test);
		break;
	case TPI_TEST_PATTERN:
		check_pattern(spot, test);
		break;
	case TPI_TEST_DATE:
	case TPI_TEST_DATE_PARTIAL:
	case TPI_TEST_DATE_OR_ZERO:
	case TPI_TEST_GMT:
		check_date(spot, test);
		break;
	}
}

/*
 * A word that no closed list has is that, before it is too long or not of
 * letters. Of an open list it may be a code of somebody's, if it fits the row.
 */
static bool
judge(const tpi_spot *spot)
{
	bool closed = spot->row->closed && spot->row->list_count != 0;
	size_t before = spot->visit->reports;

	if (closed ? !check_code(spot) || !check_length(spot)
	    : !check_chars(spot) || !check_length(spot))
		return false;
	check_rule(spot);
	return closed || spot->visit->reports != before ? spot->visit->reports == before
	    : check_code(spot);
}

/* Rows differ by profile and record type alone, so what was right of a row once is so again. */
bool
tpi_check_value(const tpi_spot *spot)
{
	tpi_check *c = spot->visit->c;
	size_t slot = ((uintptr_t)spot->row / sizeof *spot->row) % TPI_KNOWN;
	size_t before = spot->visit->reports, len = spot->value.len;
	bool right;

	if (c->known[slot].row == spot->row && c->known[slot].len == len &&
	    memcmp(c->known[slot].text, spot->value.ptr, len) == 0)
		return true;
	right = judge(spot);
	if (right && spot->visit->reports == before && len <= TPI_KNOWN_LEN) {
		c->known[slot].row = spot->row;
		c->known[slot].len = (uint32_t)len;
		memcpy(c->known[slot].text, spot->value.ptr, len);
	}
	return right;
}
