/* SPDX-License-Identifier: MIT */
/*
 * Message layer: whether a value may stand in a line or element. Only those
 * that are built are judged; what is read is taken as it stands.
 */

#include <stdio.h>
#include <string.h>

#include "../base/number.h"
#include "../base/text.h"
#include "values.h"

static bool
is_digits(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return len != 0;
}

static bool
is_letters(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] < 'A' || s[i] > 'Z')
			return false;
	return len != 0;
}

static bool
is_alnum(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!is_digits(s + i, 1) && !is_letters(s + i, 1))
			return false;
	return len != 0;
}

static bool
is_date(const char *s, size_t len)
{
	unsigned y, m, d;

	return tpi_date_parse(s, len, &y, &m, &d);
}

/* Month and day may be 00, as of a date of birth that is not known. */
static bool
is_partial(const char *s, size_t len)
{
	char full[8];

	if (len != 8)
		return false;
	memcpy(full, s, 8);
	if (memcmp(full + 4, "0000", 4) == 0)
		full[5] = '1';
	if (memcmp(full + 6, "00", 2) == 0)
		full[7] = '1';
	return is_date(full, 8);
}

/* YYYYMMDD, or mmddyy, of a year that divides by four: it may have been one. */
static bool
is_birth(const char *s, size_t len)
{
	char full[8] = { '2', '0', '0', '0' };

	if (len != 6)
		return is_partial(s, len);
	memcpy(full + 4, s, 4);
	return is_date(full, 8) && is_digits(s + 4, 2);
}

static bool
is_clock(const char *s, uint64_t hours, uint64_t minutes)
{
	uint64_t n;

	return tpi_parse_decimal(s, 2, hours, &n) == TP_OK && s[2] == ':' &&
	    tpi_parse_decimal(s + 3, 2, minutes, &n) == TP_OK;
}

/* 2026-11-25T15:00-05:00, with seconds or without; Z is UTC. */
static bool
is_instant(const char *s, size_t len)
{
	char day[8];
	uint64_t n;

	if (len < 17 || s[4] != '-' || s[7] != '-' || s[10] != 'T')
		return false;
	memcpy(day, s, 4);
	memcpy(day + 4, s + 5, 2);
	memcpy(day + 6, s + 8, 2);
	if (!is_date(day, 8) || !is_clock(s + 11, 23, 59))
		return false;
	s += 16;
	len -= 16;
	if (len >= 3 && s[0] == ':' && tpi_parse_decimal(s + 1, 2, 59, &n) == TP_OK) {
		s += 3;
		len -= 3;
	}
	return (len == 1 && s[0] == 'Z') ||
	    (len == 6 && (s[0] == '+' || s[0] == '-') && is_clock(s + 1, 23, 59));
}

static const struct {
	const char *name;
	bool (*is)(const char *s, size_t len);
	const char *want;
} forms[] = {
	{ "alnum", is_alnum, "capital letters and digits" },
	{ "birth", is_birth, "a date YYYYMMDD, with 00 for what is not known, or mmddyy" },
	{ "date", is_date, "a date of the calendar, YYYYMMDD" },
	{ "digits", is_digits, "digits" },
	{ "instant", is_instant, "YYYY-MM-DDThh:mm with its offset" },
	{ "letters", is_letters, "capital letters" },
};
static const size_t form_count = sizeof forms / sizeof forms[0];

static size_t
find_form(const char *form)
{
	size_t i;

	for (i = 0; i < form_count && strcmp(forms[i].name, form) != 0; i++)
		;
	return i;
}

bool
tpi_form_known(const char *form)
{
	return form[0] == '\0' || strchr(form, '|') != NULL || find_form(form) < form_count;
}

static bool
is_one_of(const char *words, const tp_str *value)
{
	for (; ; words++) {
		size_t n = strcspn(words, "|");

		if (n == value->len && memcmp(words, value->ptr, n) == 0)
			return true;
		words += n;
		if (*words == '\0')
			return false;
	}
}

/* What the row's form asks for, or NULL if the value is of it. */
static const char *
wanted(const char *form, const tp_str *value)
{
	size_t i = find_form(form);

	if (i < form_count)
		return forms[i].is(value->ptr, value->len) ? NULL : forms[i].want;
	return form[0] == '\0' || is_one_of(form, value) ? NULL : form;
}

static const char *
bad_byte(const tp_str *value, unsigned flags)
{
	size_t i;

	for (i = 0; i < value->len; i++) {
		unsigned char c = (unsigned char)value->ptr[i];

		if (c < ' ' || c == 0x7F)
			return "holds a control character";
		if (c > '~' && (flags & TPI_VALUE_ASCII) != 0)
			return "holds what is not ASCII";
		if (c == '.' && (flags & TPI_VALUE_NO_POINT) != 0)
			return "holds a full stop";
	}
	return tpi_utf8_valid(value->ptr, value->len) ? NULL : "is not UTF-8";
}

bool
tpi_value_wrong(const tpi_layout_row *row, const tp_str *value, unsigned flags, char *text,
    size_t size)
{
	bool is_text = row->kind == TPI_LAYOUT_TEXT;
	const char *why;

	if (value->len == 0 && !(is_text && value->ptr != NULL)) {
		if (row->need != 0)
			(void)snprintf(text, size, "%s is missing", row->label);
		return row->need != 0;
	}
	if (value->len > row->max || value->len < row->min) {
		(void)snprintf(text, size, "%s is %s than %lu bytes", row->label,
		    value->len > row->max ? "longer" : "shorter",
		    (unsigned long)(value->len > row->max ? row->max : row->min));
		return true;
	}
	why = is_text ? NULL : bad_byte(value, flags);
	if (why != NULL) {
		(void)snprintf(text, size, "%s %s", row->label, why);
		return true;
	}
	why = is_text ? NULL : wanted(row->form, value);
	if (why != NULL)
		(void)snprintf(text, size, "%s is not %s", row->label, why);
	return why != NULL;
}
