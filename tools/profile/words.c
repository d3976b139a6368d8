/* SPDX-License-Identifier: MIT */
/* Tools: rows of a profile in words. */

#include <stdio.h>
#include <string.h>

#include "profile.h"

const char *
words_range(uint32_t low, uint32_t high, char out[WORDS])
{
	if (high == 0)
		out[0] = '\0';
	else if (high == TP_NO_MAX)
		(void)snprintf(out, WORDS, "%lu or more", (unsigned long)low);
	else if (low == high)
		(void)snprintf(out, WORDS, "%lu", (unsigned long)low);
	else
		(void)snprintf(out, WORDS, "%lu-%lu", (unsigned long)low, (unsigned long)high);
	return out;
}

const char *
words_count(uint32_t low, uint32_t high, char out[WORDS])
{
	if (high == TP_NO_MAX)
		(void)snprintf(out, WORDS, "%lu-*", (unsigned long)low);
	else if (low == high)
		(void)snprintf(out, WORDS, "%lu", (unsigned long)low);
	else
		(void)snprintf(out, WORDS, "%lu-%lu", (unsigned long)low, (unsigned long)high);
	return out;
}

const char *
words_path(const tp_field_def *def, char out[WORDS])
{
	int n = snprintf(out, WORDS, "%ld.%03lu", (long)def->type, (unsigned long)def->field);

	if (def->last != def->field)
		(void)snprintf(out + n, WORDS - (size_t)n, "-%lu", (unsigned long)def->last);
	else if (def->item != 0)
		(void)snprintf(out + n, WORDS - (size_t)n, ".*.%lu", (unsigned long)def->item);
	return out;
}

const char *
words_chars(const char *chars)
{
	static const char *const words[][2] = {
		{ "A", "letters (A)" },
		{ "N", "digits (N)" },
		{ "S", "punctuation and blanks (S)" },
		{ "AN", "letters and digits (AN)" },
		{ "AS", "letters, punctuation and blanks (AS)" },
		{ "NS", "digits, punctuation and blanks (NS)" },
		{ "ANS", "printable ASCII (ANS)" },
		{ "H", "hexadecimal digits (H)" },
		{ "U", "text of the character set of 1.015 (U)" },
		{ "B", "bytes (B)" },
		{ "BASE64", "base64" },
		{ "set", "items" },
		{ "-", "characters not stated" },
	};
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i][0], chars) == 0)
			return words[i][1];
	return chars;
}

const char *
words_condition(int32_t condition)
{
	switch (condition) {
	case 'M':
		return "mandatory";
	case 'O':
		return "optional";
	case 'D':
		return "dependent";
	default:
		return "condition not stated";
	}
}

const char *
words_severity(int severity)
{
	static const char *const words[] = { "off", "note", "warning", "error" };

	return severity >= 0 && severity <= 3 ? words[severity] : "not there";
}

bool
words_is_current(const tp_profile_info *info, const tp_code *code)
{
	uint32_t from = code->since < 700 ? info->edition : info->ebts;
	uint32_t to = code->until < 700 ? info->edition : info->ebts;

	return (code->since == 0 || code->since <= from) &&
	    (code->until == 0 || to == 0 || to <= code->until);
}

const char *
words_next(const char *text, char out[WORDS])
{
	size_t n = strcspn(text, "|"), keep = n < WORDS ? n : 0;

	memcpy(out, text, keep);
	out[keep] = '\0';
	return text[n] == '|' ? text + n + 1 : NULL;
}
