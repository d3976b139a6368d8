/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: paths with mnemonics. A path in numbers alone is the ITL
 * layer's; here are TYPE[@IDC or #n].FIELD[SUBFIELD].ITEM where field and
 * item may be names, and the type may be left out before a name.
 */

#include <stdio.h>
#include <string.h>

#include "../base/diag.h"
#include "../base/number.h"
#include "tables.h"

typedef struct scan {
	const char *text;
	const char *at;
	tp_diag *diag;
	const tp_field_def *field; /* NULL: a number that the dictionary does not know */
} scan;

/* A run of letters and digits. */
typedef struct token {
	const char *ptr;
	size_t len;
	bool number;
} token;

static uint64_t
place(const scan *s, const char *at)
{
	return (uint64_t)(at - s->text);
}

static tp_status
bad(const scan *s, const char *what)
{
	return tpi_fail(s->diag, TP_ERR_SYNTAX, place(s, s->at), "%s", what);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static token
peek(const scan *s)
{
	token t = { s->at, 0, true };

	for (; is_digit(t.ptr[t.len]) || is_letter(t.ptr[t.len]); t.len++)
		if (is_letter(t.ptr[t.len]))
			t.number = false;
	if (t.len == 0)
		t.number = false;
	return t;
}

static tp_status
number(scan *s, uint32_t low, uint32_t high, const char *what, uint32_t *out)
{
	token t = peek(s);
	uint64_t n;

	if (!t.number || tpi_parse_decimal(t.ptr, t.len, high, &n) != TP_OK || n < low)
		return bad(s, what);
	s->at += t.len;
	*out = (uint32_t)n;
	return TP_OK;
}

/* A name as it can be shown: cut, for it may be anything. */
static int
shown(size_t len)
{
	return len < 16 ? (int)len : 16;
}

static tp_status
unknown(const scan *s, const token *t, const char *where, const tp_field_def *likely)
{
	if (likely == NULL)
		return tpi_fail(s->diag, TP_ERR_NOTFOUND, place(s, t->ptr),
		    "no field is called %.*s%s", shown(t->len), t->ptr, where);
	return tpi_fail(s->diag, TP_ERR_NOTFOUND, place(s, t->ptr),
	    "no field is called %.*s%s; perhaps %s (%d.%03u)?", shown(t->len), t->ptr, where,
	    likely->mnemonic, (int)likely->type, (unsigned)likely->field);
}

/* "FGP is in Types 2, 4, 14: write 14.FGP". */
static tp_status
ambiguous(const scan *s, const token *t, const tpi_types *types)
{
	char list[80];
	size_t i, len = 0;

	for (i = 0; i < types->count && len + 5 < sizeof list; i++)
		len += (size_t)snprintf(list + len, sizeof list - len, "%s%d",
		    i != 0 ? ", " : "", (int)types->type[i]);
	i = memchr(types->type, 14, types->count) != NULL ? 14 : types->type[0];
	return tpi_fail(s->diag, TP_ERR_RANGE, place(s, t->ptr),
	    "%.*s is in Types %s: write %d.%.*s", shown(t->len), t->ptr, list, (int)i,
	    shown(t->len), t->ptr);
}

/* An item's name where a field's belongs: say whose item it is. */
static const tp_field_def *
owner(const token *t)
{
	size_t i;

	for (i = 0; i < tpi_field_count; i++)
		if (tpi_fields[i].item != 0 &&
		    tpi_name_equal(tpi_fields[i].mnemonic, t->ptr, t->len))
			return tp_dict_field(tpi_fields[i].type, tpi_fields[i].field, 0);
	return NULL;
}

static tp_status
bare_name(scan *s, const token *t, tp_path *path)
{
	const tp_field_def *item_of;
	tpi_types types;

	s->field = tpi_bare_field(t->ptr, t->len, &types);
	if (s->field != NULL) {
		path->type = (uint32_t)s->field->type;
		return TP_OK;
	}
	if (types.count != 0)
		return ambiguous(s, t, &types);
	item_of = owner(t);
	if (item_of != NULL)
		return tpi_fail(s->diag, TP_ERR_NOTFOUND, place(s, t->ptr),
		    "%.*s is an item, of %s (%d.%03u) for one", shown(t->len), t->ptr,
		    item_of->mnemonic, (int)item_of->type, (unsigned)item_of->field);
	return unknown(s, t, "", tpi_suggest_field(0, t->ptr, t->len));
}

static tp_status
typed_name(scan *s, const token *t, const tp_path *path)
{
	char where[24];

	s->field = tpi_named_field((int)path->type, t->ptr, t->len);
	if (s->field != NULL)
		return TP_OK;
	(void)snprintf(where, sizeof where, " in Type %u", (unsigned)path->type);
	return unknown(s, t, where, tpi_suggest_field((int)path->type, t->ptr, t->len));
}

static tp_status
field(scan *s, tp_path *path)
{
	token t = peek(s);
	tp_status status;

	if (t.len == 0)
		return bad(s, "a field's number or mnemonic belongs here");
	if (t.number) {
		status = number(s, 1, 999999999, "a field number belongs here", &path->field);
		s->field = tp_dict_field((int)path->type, path->field, 0);
		return status;
	}
	status = path->type == 0 ? bare_name(s, &t, path) : typed_name(s, &t, path);
	if (status != TP_OK)
		return status;
	s->at += t.len;
	path->field = s->field->field;
	return TP_OK;
}

static tp_status
type_and_selector(scan *s, tp_path *path)
{
	token t = peek(s);
	uint32_t idc;
	tp_status status;

	if (!t.number)
		return TP_OK;
	status = number(s, 1, 99, "a record type (1-99) belongs here", &path->type);
	if (status == TP_OK && *s->at == '@') {
		s->at++;
		status = number(s, 0, 255, "an IDC (0-255) belongs here", &idc);
		path->idc = status == TP_OK ? (int32_t)idc : -1;
	} else if (status == TP_OK && *s->at == '#') {
		s->at++;
		status = number(s, 1, INT32_MAX, "a record's number, from 1, belongs here",
		    &path->nth);
	}
	if (status == TP_OK && *s->at != '.')
		status = bad(s, "a dot and a field belong here");
	s->at += status == TP_OK;
	return status;
}

static tp_status
number_or_any(scan *s, const char *what, uint32_t *out)
{
	if (*s->at != '*')
		return number(s, 1, TP_ANY - 1, what, out);
	s->at++;
	*out = TP_ANY;
	return TP_OK;
}

static const char subfield_wanted[] = "a subfield's number, from 1, or * belongs here";

static tp_status
subfield(scan *s, tp_path *path)
{
	tp_status status;

	if (*s->at == '[') {
		s->at++;
		status = number_or_any(s, subfield_wanted, &path->subfield);
		if (status == TP_OK && *s->at != ']')
			status = bad(s, "] belongs here");
		s->at += status == TP_OK;
		return status;
	}
	if (*s->at != '.' || is_letter(s->at[1]))
		return TP_OK;
	s->at++;
	if (is_digit(*s->at) && !peek(s).number) {
		s->at--;
		return TP_OK;
	}
	return number_or_any(s, subfield_wanted, &path->subfield);
}

static tp_status
item_name(scan *s, const token *t, tp_path *path)
{
	const tp_field_def *def, *likely;

	if (s->field == NULL)
		return tpi_fail(s->diag, TP_ERR_NOTFOUND, place(s, t->ptr),
		    "the dictionary does not know %u.%03u: write its items by number",
		    (unsigned)path->type, (unsigned)path->field);
	def = tpi_named_item((int)path->type, path->field, t->ptr, t->len);
	if (def != NULL) {
		path->item = def->item;
		return TP_OK;
	}
	likely = tpi_suggest_item((int)path->type, path->field, t->ptr, t->len);
	return tpi_fail(s->diag, TP_ERR_NOTFOUND, place(s, t->ptr),
	    "no item of %s (%u.%03u) is called %.*s%s%s%s", s->field->mnemonic,
	    (unsigned)path->type, (unsigned)path->field, shown(t->len), t->ptr,
	    likely != NULL ? "; perhaps " : "", likely != NULL ? likely->mnemonic : "",
	    likely != NULL ? "?" : "");
}

/* The subfield may be left out only where there can be but one. */
static tp_status
sole_subfield(const scan *s, tp_path *path)
{
	const char *name = s->field->mnemonic;

	if (path->subfield != 0)
		return TP_OK;
	if (s->field->max_count > 1)
		return tpi_fail(s->diag, TP_ERR_RANGE, place(s, s->at),
		    "there can be several %s: write %s[n] or %s[*]", name, name, name);
	path->subfield = 1;
	return TP_OK;
}

static tp_status
item(scan *s, tp_path *path)
{
	token t;
	tp_status status;

	if (*s->at != '.')
		return TP_OK;
	s->at++;
	t = peek(s);
	if (t.len == 0 || t.number)
		return number_or_any(s, "an item's number or mnemonic, or * belongs here",
		    &path->item);
	status = item_name(s, &t, path);
	if (status == TP_OK)
		status = sole_subfield(s, path);
	s->at += status == TP_OK ? t.len : 0;
	return status;
}

/* Nothing but what tp_path_parse reads? */
static bool
in_numbers(const char *text)
{
	return text[strspn(text, "0123456789.@#*")] == '\0';
}

tp_status
tp_dict_path(const char *text, tp_path *out, tp_diag *diag)
{
	scan s = { text, text, diag, NULL };
	tp_status status;

	if (text == NULL || in_numbers(text))
		return tp_path_parse(text, out, diag);
	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	out->idc = -1;
	status = type_and_selector(&s, out);
	if (status == TP_OK)
		status = field(&s, out);
	if (status == TP_OK)
		status = subfield(&s, out);
	if (status == TP_OK)
		status = item(&s, out);
	if (status == TP_OK && *s.at != '\0')
		status = bad(&s, "the path should end here");
	if (status != TP_OK)
		memset(out, 0, sizeof *out);
	return status;
}

/* Put text at *len as far as it fits; the length wanted goes on growing. */
static void
put(char *buf, size_t size, size_t *len, const char *text)
{
	for (; *text != '\0'; text++, (*len)++) {
		if (*len + 1 >= size)
			continue;
		buf[*len] = *text;
		buf[*len + 1] = '\0';
	}
}

size_t
tp_dict_path_format(const tp_path *path, char *buf, size_t size)
{
	size_t len = tp_path_format(path, buf, size);
	const tp_field_def *def = NULL, *part = NULL;

	if (path->field != 0)
		def = tp_dict_field((int)path->type, path->field, 0);
	if (def == NULL || def->mnemonic[0] == '\0')
		return len;
	if (path->item != 0 && path->item != TP_ANY)
		part = tp_dict_item_in((int)path->type, path->field, path->subfield,
		    path->item, 0);
	put(buf, size, &len, " (");
	put(buf, size, &len, def->mnemonic);
	if (part != NULL) {
		put(buf, size, &len, ".");
		put(buf, size, &len, part->mnemonic);
	}
	put(buf, size, &len, ")");
	return len;
}
