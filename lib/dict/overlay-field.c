/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: the table fields of an overlay. A row takes what it leaves
 * empty from the row that the profile has of the field or item, so that it
 * need only say what differs; overlay-merge.c lays the rows over those of the
 * profile.
 */

#include <string.h>

#include "../base/number.h"
#include "overlay-field.h"
#include "program.h"
#include "tables.h"

#define MNEMONIC_SIZE 16u

/* ---- the key ---------------------------------------------------------------- */

static bool
parse_plain(const char *text, size_t len, uint32_t *out)
{
	uint64_t number;

	if (tpi_parse_decimal(text, len, TP_NO_MAX - 1, &number) != TP_OK ||
	    (text[0] == '0' && len > 1))
		return false;
	*out = (uint32_t)number;
	return true;
}

/* "18" or "200-900". */
static bool
read_numbers(tpi_overlay *o, uint32_t *field, uint32_t *last)
{
	const char *text = o->cell[FIELD_FIELD];
	size_t len = strcspn(text, "-");

	if (!parse_plain(text, len, field))
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX, "not a number");
	*last = *field;
	if (text[len] == '\0')
		return true;
	if (!parse_plain(text + len + 1, strlen(text + len + 1), last))
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX, "not a range of numbers");
	if (*last < *field)
		return tpi_overlay_bad(o, text, TP_ERR_RANGE, "the range ends before it starts");
	return true;
}

/* Binary headers have fields of one value each: there is nowhere to find an item. */
static bool
check_key(tpi_overlay *o, const tp_field_def *def)
{
	if (def->type < 1 || def->type >= TPI_TYPES)
		return tpi_overlay_bad(o, o->cell[FIELD_TYPE], TP_ERR_RANGE,
		    "not a record type, 1 to 99");
	if (def->field == 0)
		return tpi_overlay_bad(o, o->cell[FIELD_FIELD], TP_ERR_RANGE,
		    "fields count from 1");
	if (def->item > TPI_MAX_ITEMS)
		return tpi_overlay_bad(o, o->cell[FIELD_ITEM], TP_ERR_RANGE,
		    "a field has at most %d items", TPI_MAX_ITEMS);
	if (def->item != 0 && def->last != def->field)
		return tpi_overlay_bad(o, o->cell[FIELD_ITEM], TP_ERR_SYNTAX,
		    "a range of fields has no items");
	if (def->item != 0 && def->type >= 3 && def->type <= 8)
		return tpi_overlay_bad(o, o->cell[FIELD_ITEM], TP_ERR_SYNTAX,
		    "fields of a binary record have no items");
	return true;
}

/* False for a row that is wrong, which was told, and for one of another edition. */
bool
tpi_field_key(tpi_overlay *o, tpi_added *out)
{
	tp_field_def *def = &out->def;
	uint32_t type;

	memset(out, 0, sizeof *out);
	out->line = o->line;
	if (!tpi_cell_number(o, FIELD_TYPE, &type) || !read_numbers(o, &def->field, &def->last) ||
	    !tpi_cell_number(o, FIELD_ITEM, &def->item))
		return false;
	def->type = type < TPI_TYPES ? (int32_t)type : TPI_TYPES;
	def->depends = o->cell[FIELD_DEPENDS];
	return check_key(o, def) &&
	    tpi_cell_editions(o, FIELD_SINCE, FIELD_UNTIL, &def->since, &def->until) &&
	    tpi_overlay_applies(o, def->since, def->until);
}

/* ---- its cells ---------------------------------------------------------------- */

static bool
is_given(const tpi_overlay *o, size_t cell)
{
	return o->cell[cell][0] != '\0';
}

/* A new field has to say what the profile cannot. */
static bool
check_new(tpi_overlay *o, const tp_field_def *def)
{
	static const struct {
		int cell;
		const char *text;
	} needed[] = {
		{ FIELD_COND, "the profile does not have it: it needs a condition" },
		{ FIELD_CHARS, "the profile does not have it: it needs its characters" },
		{ FIELD_MINOCC, "the profile does not have it: how often does it occur at least?" },
		{ FIELD_MAXOCC, "the profile does not have it: how often does it occur at most?" },
	};
	size_t i;

	if (!is_given(o, FIELD_MNEMONIC) && def->last == def->field)
		return tpi_overlay_bad(o, o->cell[FIELD_MNEMONIC], TP_ERR_SYNTAX,
		    "the profile does not have it: it needs a mnemonic");
	for (i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (!is_given(o, (size_t)needed[i].cell))
			return tpi_overlay_bad(o, o->cell[needed[i].cell], TP_ERR_SYNTAX, "%s",
			    needed[i].text);
	return true;
}

/* Clauses and relations name fields by it, so that it cannot change. */
static bool
read_mnemonic(tpi_overlay *o, const tp_field_def *base, tp_field_def *def)
{
	const char *text = o->cell[FIELD_MNEMONIC];
	bool letter = false;
	size_t i;

	if (base != NULL && base->mnemonic[0] != '\0') {
		if (*text == '\0' || strcmp(text, base->mnemonic) == 0)
			return true;
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX,
		    "the profile calls it %s, and a mnemonic stays", base->mnemonic);
	}
	for (i = 0; text[i] != '\0' && i < MNEMONIC_SIZE; i++) {
		bool capital = text[i] >= 'A' && text[i] <= 'Z';

		letter = letter || capital;
		if (!capital && (text[i] < '0' || text[i] > '9'))
			break;
	}
	if (text[i] != '\0' || (i != 0 && !letter))
		return tpi_overlay_bad(o, text, TP_ERR_SYNTAX,
		    "a mnemonic is up to 16 capital letters and digits");
	def->mnemonic = text;
	return true;
}

static bool
read_class(tpi_overlay *o, tp_field_def *def)
{
	static const char *const classes[] = { "A", "N", "S", "AN", "AS", "NS", "ANS", "H", "U",
		"B", "BASE64", "set", "-", NULL };
	static const char *const conditions[] = { "M", "D", "O", "-", NULL };

	if (is_given(o, FIELD_COND)) {
		if (!tpi_cell_is_word(o->cell[FIELD_COND], conditions))
			return tpi_overlay_bad(o, o->cell[FIELD_COND], TP_ERR_SYNTAX,
			    "a condition is M, D, O or -");
		def->condition = o->cell[FIELD_COND][0];
	}
	if (!is_given(o, FIELD_CHARS))
		return true;
	if (!tpi_cell_is_word(o->cell[FIELD_CHARS], classes))
		return tpi_overlay_bad(o, o->cell[FIELD_CHARS], TP_ERR_SYNTAX,
		    "unknown character class");
	def->chars = o->cell[FIELD_CHARS];
	return true;
}

/* A pair of bounds, each of which may be left as it is; the wrong one of both is told. */
static bool
read_pair(tpi_overlay *o, size_t cell, uint32_t *low, uint32_t *high)
{
	if (is_given(o, cell) && !tpi_cell_number(o, cell, low))
		return false;
	if (is_given(o, cell + 1) && !tpi_cell_maximum(o, cell + 1, high))
		return false;
	if (*low > *high && *high != 0)
		return tpi_overlay_bad(o, o->cell[is_given(o, cell) ? cell : cell + 1],
		    TP_ERR_RANGE, "a minimum above its maximum");
	return true;
}

/* Every list is one of the next profile. */
static bool
read_lists(tpi_overlay *o, tp_field_def *def)
{
	const char *at = o->cell[FIELD_LIST];
	char name[64];
	size_t n;

	if (*at == '\0')
		return true;
	def->list = strcmp(at, "-") == 0 ? "" : at;
	if (*def->list == '\0')
		return true;
	for (;; at += n + 1) {
		n = strcspn(at, "|");
		if (n < sizeof name)
			memcpy(name, at, n);
		name[n < sizeof name ? n : 0] = '\0';
		if (tp_profile_list(o->next, name) == NULL)
			return tpi_overlay_bad(o, at, TP_ERR_NOTFOUND, "unknown code list");
		if (at[n] == '\0')
			return true;
	}
}

/* Whether the engine understands it: tried in memory of its own. */
static bool
read_rule(tpi_overlay *o, tp_field_def *def)
{
	const char *text = o->cell[FIELD_RULE];
	tpi_arena arena;
	tp_diag diag;
	tpi_builder b = { .profile = o->next, .arena = &arena, .def = def, .diag = &diag };
	tpi_test test = { .kind = TPI_TEST_NONE };
	tp_status status;

	if (*text == '\0')
		return true;
	def->rule = strcmp(text, "-") == 0 ? "" : text;
	tpi_arena_init(&arena, &o->next->arena.mem, 0);
	tp_diag_init(&diag);
	status = tpi_build_test(&b, def->rule, &test);
	tpi_arena_free(&arena);
	if (status == TP_OK)
		return true;
	if (status == TP_ERR_NOMEM) {
		o->over = true;
		return tpi_overlay_bad(o, NULL, status, "out of memory");
	}
	return tpi_overlay_bad(o, text, status, "%s", diag.text);
}

/* How many names and values the clauses have is bounded; what they are is asked when all stand. */
static bool
read_clauses(tpi_overlay *o, tp_field_def *def, const tp_field_def *base)
{
	const char *text = o->cell[FIELD_DEPENDS];
	size_t i, n = 0;

	def->depends = base != NULL ? base->depends : "";
	if (*text == '\0')
		return true;
	def->depends = strcmp(text, "-") == 0 ? "" : text;
	for (i = 0; text[i] != '\0'; i++)
		n += strchr(",;|&", text[i]) != NULL;
	if (n >= TPI_OVERLAY_REFS)
		return tpi_overlay_bad(o, text, TP_ERR_LIMIT,
		    "more than %u names and values", TPI_OVERLAY_REFS);
	return true;
}

void
tpi_field_forbid(tp_field_def *def)
{
	def->min_count = def->max_count = 0;
	def->condition = 'O';
	def->depends = strncmp(def->depends, "subfield:2", 10) == 0 ? "subfield:2.."
	    : strncmp(def->depends, "subfield:1", 10) == 0 ? "subfield:1" : "";
}

static bool
is_loosened(const tp_field_def *base, const tp_field_def *def)
{
	if (base->max_count == 0)
		return def->max_count != 0;
	return def->max_count != 0 &&
	    ((base->condition == 'M' && def->condition != 'M') ||
	    (base->max_length != 0 && (def->max_length == 0 ||
	    def->max_length > base->max_length || def->min_length < base->min_length)) ||
	    def->max_count > base->max_count || def->min_count < base->min_count);
}

bool
tpi_field_same(const tp_field_def *a, const tp_field_def *b)
{
	return a->last == b->last && strcmp(a->mnemonic, b->mnemonic) == 0 &&
	    strcmp(a->name, b->name) == 0 && a->condition == b->condition &&
	    strcmp(a->chars, b->chars) == 0 && a->min_length == b->min_length &&
	    a->max_length == b->max_length && a->min_count == b->min_count &&
	    a->max_count == b->max_count && strcmp(a->list, b->list) == 0 &&
	    strcmp(a->rule, b->rule) == 0 && strcmp(a->depends, b->depends) == 0;
}

static void
look_at_change(tpi_overlay *o, const tpi_added *added)
{
	const tp_field_def *base = added->base, *def = &added->def;

	if (base == NULL)
		return;
	if (tpi_field_same(base, def)) {
		if ((o->only[def->type / 64] >> (def->type % 64) & 1) == 0)
			tpi_overlay_warn(o, o->cell[FIELD_TYPE],
			    "changes nothing: the profile says the same");
	} else if (is_loosened(base, def))
		tpi_overlay_warn(o, o->cell[FIELD_TYPE],
		    "allows more than %s does", o->under->info.name);
	if (def->condition == 'M' && base->condition != 'M' &&
	    strstr(def->depends, "by-tot") != NULL)
		tpi_overlay_warn(o, o->cell[FIELD_COND],
		    "mandatory in every type of transaction: rows of occurrence name single ones");
}

/* The row as the next profile has it; base is what the profile has, or NULL. */
bool
tpi_field_read(tpi_overlay *o, tpi_added *added, const tp_field_def *base)
{
	static const tp_field_def blank = { .mnemonic = "", .name = "", .condition = '-',
		.chars = "-", .list = "", .rule = "", .source = "", .depends = "" };
	tp_field_def *def = &added->def, key = *def;

	*def = base != NULL ? *base : blank;
	def->type = key.type;
	def->field = key.field;
	def->last = key.last;
	def->item = key.item;
	def->since = key.since;
	def->until = key.until;
	def->source = is_given(o, FIELD_SOURCE) ? o->cell[FIELD_SOURCE] : o->source;
	added->base = base;
	if (is_given(o, FIELD_NAME))
		def->name = o->cell[FIELD_NAME];
	if ((base == NULL && !check_new(o, def)) || !read_mnemonic(o, base, def) ||
	    !read_class(o, def) ||
	    !read_pair(o, FIELD_MINLEN, &def->min_length, &def->max_length) ||
	    !read_lists(o, def) || !read_rule(o, def) || !read_clauses(o, def, base))
		return false;
	if (strcmp(o->cell[FIELD_MAXOCC], "0") == 0)
		tpi_field_forbid(def);
	else if (!read_pair(o, FIELD_MINOCC, &def->min_count, &def->max_count))
		return false;
	if (def->min_length != 0 && def->max_length == 0)
		return tpi_overlay_bad(o, o->cell[FIELD_MINLEN], TP_ERR_RANGE,
		    "a least length needs a greatest one, which may be *");
	look_at_change(o, added);
	return true;
}
