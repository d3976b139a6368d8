/* SPDX-License-Identifier: MIT */
/* XML layer: one value between the encodings: dates, instants, booleans, codes (tp_xml(3)). */

#include <string.h>

#include <tenprint/dict.h>

#include "../base/number.h"
#include "../base/text.h"
#include "map.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
has_break(const char *at, const char *end)
{
	for (; at < end; at++)
		if (*at == '\n' || *at == '\r')
			return true;
	return false;
}

/* Text keeps its blanks; numbers and codes have none (W3C XML Schema, white space). */
static bool
keeps_blanks(const tpi_xml_node *node)
{
	static const char *const ends[] = { "Text", "Name", "ID" };
	const char *name = tpi_xml_names[node->name].local;
	size_t length = strlen(name), i;

	for (i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i]);

		if (length >= n && strcmp(name + length - n, ends[i]) == 0)
			return node->kind == TPI_XML_TEXT;
	}
	return false;
}

tp_str
tpi_xml_trim(const tpi_xml_node *node, const char *text, size_t len)
{
	const char *end, *first, *last;
	tp_str out = { text, 0 };

	if (len == 0)
		return out; /* which may have no text at all */
	end = last = text + len;
	first = text;
	while (first < end && is_blank(*first))
		first++;
	while (last > first && is_blank(last[-1]))
		last--;
	if (keeps_blanks(node) && first < last && !has_break(text, first) &&
	    !has_break(last, end)) {
		first = text;
		last = end;
	}
	out.ptr = first;
	out.len = (size_t)(last - first);
	return out;
}

/* `count` digits at the place, then moved behind them. */
static bool
digits(const char **at, const char *end, unsigned count, unsigned *out)
{
	uint64_t n;

	if ((size_t)(end - *at) < count || tpi_parse_decimal(*at, count, 9999, &n) != TP_OK)
		return false;
	*at += count;
	*out = (unsigned)n;
	return true;
}

static bool
literal(const char **at, const char *end, char c)
{
	if (*at == end || **at != c)
		return false;
	(*at)++;
	return true;
}

typedef struct instant {
	unsigned year, month, day, hour, minute, second;
} instant;

/* xs:date. */
static bool
take_date(const char **at, const char *end, instant *i)
{
	return digits(at, end, 4, &i->year) && literal(at, end, '-') &&
	    digits(at, end, 2, &i->month) && literal(at, end, '-') &&
	    digits(at, end, 2, &i->day) && tpi_date_valid(i->year, i->month, i->day);
}

static bool
take_time(const char **at, const char *end, instant *i)
{
	if (!digits(at, end, 2, &i->hour) || !literal(at, end, ':') ||
	    !digits(at, end, 2, &i->minute) || !literal(at, end, ':') ||
	    !digits(at, end, 2, &i->second))
		return false;
	if (literal(at, end, '.'))
		while (*at < end && **at >= '0' && **at <= '9')
			(*at)++;
	return i->hour < 24 && i->minute < 60 && i->second < 61;
}

/* "Z", "+05:00" or nothing; the minutes that the place is ahead of GMT. */
static bool
take_zone(const char **at, const char *end, int *ahead)
{
	unsigned hours, minutes;
	bool west;

	*ahead = 0;
	if (*at == end || literal(at, end, 'Z'))
		return *at == end;
	west = **at == '-';
	if ((!west && **at != '+') || (++*at, !digits(at, end, 2, &hours)) ||
	    !literal(at, end, ':') || !digits(at, end, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*ahead = (int)(hours * 60 + minutes) * (west ? -1 : 1);
	return *at == end;
}

static void
shift(instant *i, int minutes)
{
	int64_t total = tpi_days_from_date((int)i->year, i->month, i->day) * 1440 +
	    (int64_t)(i->hour * 60 + i->minute) + minutes;
	int64_t day = total >= 0 ? total / 1440 : -((1439 - total) / 1440);
	int year;

	total -= day * 1440;
	tpi_date_from_days(day, &year, &i->month, &i->day);
	i->year = (unsigned)year;
	i->hour = (unsigned)(total / 60);
	i->minute = (unsigned)(total % 60);
}

static bool
gmt_in(tp_str text, tpi_buf *out)
{
	const char *at = text.ptr, *end = at + text.len;
	instant i;
	int ahead;

	if (!take_date(&at, end, &i) || !literal(&at, end, 'T') || !take_time(&at, end, &i) ||
	    !take_zone(&at, end, &ahead))
		return false;
	if (ahead != 0)
		shift(&i, -ahead);
	if (i.year < 1 || i.year > 9999)
		return false;
	tpi_buf_number(out, i.year, 4);
	tpi_buf_number(out, i.month, 2);
	tpi_buf_number(out, i.day, 2);
	tpi_buf_number(out, i.hour, 2);
	tpi_buf_number(out, i.minute, 2);
	tpi_buf_number(out, i.second, 2);
	tpi_buf_byte(out, 'Z');
	return true;
}

static bool
date_in(tp_str text, tpi_buf *out)
{
	const char *at = text.ptr, *end = at + text.len;
	instant i;
	int ahead;

	if (!take_date(&at, end, &i))
		return false;
	if (literal(&at, end, 'T') && !take_time(&at, end, &i))
		return false;
	if (!take_zone(&at, end, &ahead))
		return false;
	tpi_buf_number(out, i.year, 4);
	tpi_buf_number(out, i.month, 2);
	tpi_buf_number(out, i.day, 2);
	return true;
}

static void
put_date(tpi_buf *out, const char *digits8)
{
	tpi_buf_put(out, digits8, 4);
	tpi_buf_byte(out, '-');
	tpi_buf_put(out, digits8 + 4, 2);
	tpi_buf_byte(out, '-');
	tpi_buf_put(out, digits8 + 6, 2);
}

static bool
date_out(tp_str value, tpi_buf *out)
{
	unsigned year, month, day;

	if (!tpi_date_parse(value.ptr, value.len, &year, &month, &day))
		return false;
	put_date(out, value.ptr);
	return true;
}

static bool
gmt_out(tp_str value, tpi_buf *out)
{
	const char *at = value.ptr + 8, *end = value.ptr + 14;
	unsigned year, month, day, hour, minute, second;

	if (value.len != 15 || value.ptr[14] != 'Z' ||
	    !tpi_date_parse(value.ptr, 8, &year, &month, &day) || !digits(&at, end, 2, &hour) ||
	    !digits(&at, end, 2, &minute) || !digits(&at, end, 2, &second) || hour > 23 ||
	    minute > 59 || second > 59)
		return false;
	put_date(out, value.ptr);
	tpi_buf_byte(out, 'T');
	tpi_buf_put(out, value.ptr + 8, 2);
	tpi_buf_byte(out, ':');
	tpi_buf_put(out, value.ptr + 10, 2);
	tpi_buf_byte(out, ':');
	tpi_buf_put(out, value.ptr + 12, 3);
	return true;
}

static bool
is(tp_str text, const char *word)
{
	return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* The letters for true and false. */
static const char *
letters(unsigned kind)
{
	return kind == TPI_XML_BOOL_10 ? "10" : kind == TPI_XML_BOOL_SU ? "SU" : "YN";
}

static bool
bool_in(unsigned kind, tp_str text, tpi_buf *out)
{
	bool yes = is(text, "true") || is(text, "1");

	if (!yes && !is(text, "false") && !is(text, "0"))
		return false;
	tpi_buf_byte(out, (uint8_t)letters(kind)[yes ? 0 : 1]);
	return true;
}

static bool
bool_out(unsigned kind, tp_str value, tpi_buf *out)
{
	const char *pair = letters(kind);

	if (value.len != 1 || (value.ptr[0] != pair[0] && value.ptr[0] != pair[1]))
		return false;
	tpi_buf_text(out, value.ptr[0] == pair[0] ? "true" : "false");
	return true;
}

/* Positions of ITL 2013, table 8: 0-19 and 40-54 are fingers, 20-38 and 81-86 palms. */
static bool
is_position(unsigned kind, tp_str value)
{
	uint64_t n;

	if (tpi_parse_decimal(value.ptr, value.len, 999, &n) != TP_OK)
		return false;
	if (kind == TPI_XML_FINGER)
		return n <= 19 || (n >= 40 && n <= 54);
	return (n >= 20 && n <= 38) || (n >= 81 && n <= 86);
}

static void
put_unblanked(tp_str text, tpi_buf *out)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (!is_blank(text.ptr[i]))
			tpi_buf_byte(out, (uint8_t)text.ptr[i]);
}

bool
tpi_xml_value_in(const tpi_xml_node *node, tp_str text, tpi_buf *out)
{
	switch (node->kind) {
	case TPI_XML_DATE:
		return date_in(text, out);
	case TPI_XML_GMT:
		return gmt_in(text, out);
	case TPI_XML_BOOL_YN:
	case TPI_XML_BOOL_10:
	case TPI_XML_BOOL_SU:
		return bool_in(node->kind, text, out);
	case TPI_XML_CONST:
		return is(text, node->arg);
	case TPI_XML_B64TEXT:
		put_unblanked(text, out);
		return true;
	default:
		tpi_buf_put(out, text.ptr, text.len);
		return true;
	}
}

/* Kinds whose text is the same in both, but that not every value may have. */
static bool
is_of_kind(const tpi_xml_node *node, tp_str value)
{
	uint64_t n;

	switch (node->kind) {
	case TPI_XML_FACE:
		return is(value, "FACE");
	case TPI_XML_OTHER:
		return !is(value, "FACE");
	case TPI_XML_FINGER:
	case TPI_XML_PALM:
		return is_position(node->kind, value);
	case TPI_XML_CODE:
		return tp_code_find(node->arg, value.ptr, value.len) != NULL;
	case TPI_XML_LEN2:
	case TPI_XML_LEN3:
		return value.len == (node->kind == TPI_XML_LEN2 ? 2u : 3u) &&
		    (value.ptr[0] < '0' || value.ptr[0] > '9');
	case TPI_XML_DIGITS:
		return tpi_parse_decimal(value.ptr, value.len, 999, &n) == TP_OK;
	default:
		return true;
	}
}

bool
tpi_xml_value_out(const tpi_xml_node *node, tp_str value, tpi_buf *out)
{
	switch (node->kind) {
	case TPI_XML_DATE:
		return date_out(value, out);
	case TPI_XML_GMT:
		return gmt_out(value, out);
	case TPI_XML_BOOL_YN:
	case TPI_XML_BOOL_10:
	case TPI_XML_BOOL_SU:
		return bool_out(node->kind, value, out);
	default:
		if (!is_of_kind(node, value))
			return false;
		tpi_buf_put(out, value.ptr, value.len);
		return true;
	}
}
