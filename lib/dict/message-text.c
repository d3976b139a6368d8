/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the texts of the FBI's messages (2.060), read back. EBTS 11.0
 * gives a code, a condition and inserts for each (table M-1), and says that a
 * field error quotes the field's tag and the start of the bad value (3.7);
 * how the text joins them it leaves open, so what stands there is looked for.
 */

#include <string.h>

#include <tenprint/dict.h>

#define MAX_WORD 8 /* of a mnemonic */

/* Not ctype.h's: texts are ASCII whatever the locale. */
static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_word(char c)
{
	return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') || c == '_';
}

static char
lower(char c)
{
	return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static tp_str
view(const char *from, const char *to)
{
	tp_str s = { from, (size_t)(to - from) };

	return s;
}

/* ---- the code --------------------------------------------------------------- */

/* A word of one or two letters and three or four digits, five in all. */
static bool
looks_like_code(const char *word, size_t len)
{
	size_t letters = 0, i;

	while (letters < len && is_upper(word[letters]))
		letters++;
	if (len != 5 || letters == 0 || letters > 2)
		return false;
	for (i = letters; i < len; i++)
		if (!is_digit(word[i]))
			return false;
	return true;
}

/* The first word that is a code of the table, else the first that looks like one. */
static bool
find_code(const char *at, const char *end, tp_fbi_text *out)
{
	while (at < end) {
		const char *start = at;

		while (at < end && is_word(*at))
			at++;
		if (looks_like_code(start, (size_t)(at - start))) {
			const tp_fbi_message *m = tp_fbi_message_find(start, (size_t)(at - start));

			if (m != NULL || out->code.len == 0)
				out->code = view(start, at);
			if (m != NULL) {
				out->message = m;
				out->hint = m->hint;
				return true;
			}
		}
		at += at < end && at == start;
	}
	return out->code.len != 0;
}

/* ---- the inserts ------------------------------------------------------------ */

/* Behind the condition, where the text repeats it; its blanks and dashes may differ. */
static const char *
skip_label(const char *at, const char *end, const char *label)
{
	const char *p = at;

	while (p < end && !is_word(*p))
		p++;
	for (;;) {
		while (*label != '\0' && !is_word(*label))
			label++;
		if (*label == '\0')
			return p;
		while (p < end && !is_word(*p))
			p++;
		while (p < end && is_word(*p) && lower(*p) == lower(*label)) {
			p++;
			label++;
		}
		if (is_word(*label) || (p < end && is_word(*p)))
			return at;
	}
}

/* Which insert names a field, a record, or the value; -1: none. */
static int
insert_of(const tp_fbi_message *m, const char *a, const char *b)
{
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(m->insert[i], a) == 0 || strcmp(m->insert[i], b) == 0)
			return i;
	return -1;
}

static const char *
take_number(const char *at, const char *end, uint32_t most, uint32_t *out)
{
	const char *start = at;

	for (*out = 0; at < end && is_digit(*at) && at - start < 5; at++)
		*out = *out * 10 + (uint32_t)(*at - '0');
	return at > start && *out >= 1 && *out <= most ? at : NULL;
}

static void
name_field(tp_fbi_text *out, uint32_t type, uint32_t field, const tp_field_def *def)
{
	out->type = type;
	out->field = field;
	if (def != NULL)
		out->mnemonic = def->mnemonic;
}

/* "2.024"; where it ends, or NULL. */
static const char *
take_tag(const char *at, const char *end, tp_fbi_text *out)
{
	uint32_t type, field;

	at = take_number(at, end, 99, &type);
	if (at == NULL || at + 1 >= end || *at != '.')
		return NULL;
	at = take_number(at + 1, end, 9999, &field);
	if (at == NULL || (at < end && is_word(*at)))
		return NULL;
	name_field(out, type, field, tp_dict_field((int)type, field, 0));
	return at;
}

/* "SEX", and "T2_SEX" as some receivers write it. */
static const char *
take_mnemonic(const char *at, const char *end, tp_fbi_text *out)
{
	static const int usual[] = { 2, 1, 14, 4, 10, 15, 9, 13, 17 };
	int types[sizeof usual / sizeof usual[0]];
	size_t i, n = 0, count = sizeof usual / sizeof usual[0];
	const char *start = at, *prefix = NULL;
	char word[MAX_WORD + 1];
	uint32_t type;

	if (at < end && *at == 'T')
		prefix = take_number(at + 1, end, 99, &type);
	if (prefix != NULL && prefix < end && *prefix == '_') {
		types[0] = (int)type;
		count = 1;
		at = start = prefix + 1;
	} else
		memcpy(types, usual, sizeof types);
	if (out->message != NULL && out->message->code[0] == 'H')
		types[0] = 1;
	while (at < end && (is_upper(*at) || is_digit(*at)) && n < MAX_WORD)
		word[n++] = *at++;
	word[n] = '\0';
	if (n < 3 || !is_upper(*start) || (at < end && is_word(*at)))
		return NULL;
	for (i = 0; i < count; i++) {
		const tp_field_def *def = tp_dict_find(types[i], word);

		if (def != NULL) {
			name_field(out, (uint32_t)def->type, def->field, def);
			return at;
		}
	}
	return NULL;
}

/* The first tag, else the first mnemonic. Where it ends, or NULL. */
static const char *
find_field(const char *from, const char *end, tp_fbi_text *out)
{
	const char *(*const takes[])(const char *, const char *, tp_fbi_text *) = {
		take_tag, take_mnemonic,
	};
	const char *at, *past;
	size_t i;

	for (i = 0; i < 2; i++)
		for (at = from; at < end; at++)
			if (at == from || !is_word(at[-1])) {
				past = takes[i](at, end, out);
				if (past != NULL)
					return past;
			}
	return NULL;
}

/* What follows the field, without a mnemonic in front and without quotes around. */
static tp_str
value_after(const char *at, const char *end, const char *mnemonic)
{
	size_t len = strlen(mnemonic);

	while (at < end && strchr(" \t:=,;-()/.", *at) != NULL)
		at++;
	if (len != 0 && (size_t)(end - at) > len && memcmp(at, mnemonic, len) == 0 &&
	    !is_word(at[len]))
		at += len;
	while (at < end && strchr(" \t:=,;()", *at) != NULL)
		at++;
	while (end > at && (end[-1] == ' ' || end[-1] == '.' || end[-1] == ')'))
		end--;
	if (end - at >= 2 && (*at == '"' || *at == '\'') && end[-1] == *at) {
		at++;
		end--;
	}
	return view(at, end);
}

/* "4", "Type-4", "Type-04" of a record that could not be read. */
static void
find_type(const char *at, const char *end, tp_fbi_text *out)
{
	uint32_t type;

	while (at < end && !is_digit(*at))
		at++;
	if (take_number(at, end, 99, &type) != NULL)
		out->type = type;
}

static void
find_inserts(const char *at, const char *end, tp_fbi_text *out)
{
	const tp_fbi_message *m = out->message;
	int value = insert_of(m, "element value", "field value");
	int field = insert_of(m, "element name", "field name");
	const char *past;

	at = skip_label(at, end, m->label);
	if (insert_of(m, "record type", "record type") == 0)
		find_type(at, end, out);
	if (field < 0)
		return;
	past = find_field(at, end, out);
	if (past != NULL && value == field + 1)
		out->value = value_after(past, end, out->mnemonic);
}

bool
tp_fbi_text_parse(const char *text, size_t len, tp_fbi_text *out)
{
	const char *end = text + len;

	memset(out, 0, sizeof *out);
	out->mnemonic = out->hint = "";
	if (len == 0 || !find_code(text, end, out))
		return false;
	if (out->message != NULL)
		find_inserts(out->code.ptr + out->code.len, end, out);
	return true;
}
