/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: jurisdictions (R4, R12; SOP 1.0, 2.1): a table of who takes
 * part and where answers go, read from text.
 */

#include <string.h>

#include <tenprint/jurisdiction.h>

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/text.h"
#include "../base/tsv.h"
#include "node.h"

enum { NAME, STATE, SIB, AGENCIES, ROUTING, NFF, MOA, ACTIVATED, SUSPENDED, OFFICE };
static const char header[] =
    "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\tfield_office";
#define MAX_ROWS 10000
#define MAX_CELL 4096
#define DAY 86400

/* The agencies of the one at the same index, by spaces. */
struct tp_jurisdictions {
	tpi_arena arena;
	tp_jurisdiction *at;
	tp_str *agencies;
	size_t count;
	size_t room;
	tp_str *slots; /* while reading: the agencies so far, hashed; views into the text */
	size_t slot_count; /* a power of two */
	size_t slots_used;
};

typedef struct reader {
	tp_jurisdictions *to;
	tpi_tsv tsv;
	tp_diag *diag;
} reader;

static tp_status
fail(const reader *r, tp_status code, const char *at, const char *text)
{
	return tpi_tsv_fail(&r->tsv.at, at, code, r->diag, "%s", text);
}

static bool
is(const tp_str *s, const char *word)
{
	return s->len == strlen(word) && memcmp(s->ptr, word, s->len) == 0;
}

static tp_status
take_yes(const reader *r, const tp_str *cell, bool *out)
{
	*out = is(cell, "yes");
	return *out || is(cell, "no") ? TP_OK
	    : fail(r, TP_ERR_SYNTAX, cell->ptr, "neither yes nor no");
}

/* YYYYMMDD, its first instant in UTC. */
static tp_status
take_date(const reader *r, const tp_str *s, int64_t *out)
{
	unsigned year, month, day;

	if (!tpi_date_parse(s->ptr, s->len, &year, &month, &day))
		return fail(r, TP_ERR_SYNTAX, s->ptr, "not a date YYYYMMDD");
	*out = tpi_days_from_date((int)year, month, day) * DAY;
	return TP_OK;
}

/* The next word of a list by spaces; false at its end. */
static bool
next_word(tp_str *rest, tp_str *word)
{
	size_t n = 0;

	while (rest->len != 0 && rest->ptr[0] == ' ') {
		rest->ptr++;
		rest->len--;
	}
	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	word->ptr = rest->ptr;
	word->len = n;
	rest->ptr += n;
	rest->len -= n;
	return n != 0;
}

/* "20100101..20100301": the last day is part of it; "20100101..": open. */
static tp_status
take_period(const reader *r, const tp_str *word, tp_period *out)
{
	const tp_str from = { word->ptr, word->len < 8 ? word->len : 8 };
	tp_str until;

	if (word->len < 10 || memcmp(word->ptr + 8, "..", 2) != 0)
		return fail(r, TP_ERR_SYNTAX, word->ptr, "not a period YYYYMMDD..YYYYMMDD");
	until.ptr = word->ptr + 10;
	until.len = word->len - 10;
	if (take_date(r, &from, &out->from) != TP_OK)
		return TP_ERR_SYNTAX;
	out->until = INT64_MAX;
	if (until.len == 0)
		return TP_OK;
	if (take_date(r, &until, &out->until) != TP_OK)
		return TP_ERR_SYNTAX;
	out->until += DAY;
	return out->until > out->from ? TP_OK
	    : fail(r, TP_ERR_RANGE, word->ptr, "the period ends before it begins");
}

static tp_status
take_suspensions(const reader *r, tp_jurisdiction *j)
{
	tp_str rest = r->tsv.cell[SUSPENDED], word;
	tp_status status = TP_OK;

	while (status == TP_OK && next_word(&rest, &word)) {
		if (j->suspended_count == TP_SUSPENSIONS)
			return fail(r, TP_ERR_LIMIT, word.ptr, "too many suspensions");
		status = take_period(r, &word, &j->suspended[j->suspended_count++]);
	}
	return status;
}

static tp_status
take_activation(const reader *r, tp_jurisdiction *j)
{
	j->active.from = j->active.until = INT64_MAX;
	if (r->tsv.cell[ACTIVATED].len == 0)
		return TP_OK;
	return take_date(r, &r->tsv.cell[ACTIVATED], &j->active.from);
}

static bool
same(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

/* Whether that very word stood before: then it would not be known whose the agency is. */
static bool
is_taken(const tp_jurisdictions *to, const tp_str *word)
{
	uint64_t hash = tpi_hash(0, word->ptr, word->len);
	size_t i;

	if (to->slot_count == 0)
		return false;
	for (i = (size_t)hash & (to->slot_count - 1); to->slots[i].len != 0;
	    i = (i + 1) & (to->slot_count - 1))
		if (same(&to->slots[i], word))
			return true;
	return false;
}

static void
put_slot(tp_jurisdictions *to, const tp_str *word)
{
	size_t i = (size_t)tpi_hash(0, word->ptr, word->len) & (to->slot_count - 1);

	while (to->slots[i].len != 0)
		i = (i + 1) & (to->slot_count - 1);
	to->slots[i] = *word;
	to->slots_used++;
}

/* At most half of the slots are used. */
static tp_status
grow_slots(const reader *r)
{
	tp_jurisdictions *to = r->to;
	size_t old_count = to->slot_count, i;
	tp_str *old = to->slots;

	if (2 * to->slots_used < old_count)
		return TP_OK;
	to->slot_count = old_count == 0 ? 256 : 2 * old_count;
	to->slots = tpi_calloc(&to->arena.mem, to->slot_count, sizeof(tp_str));
	if (to->slots == NULL) {
		to->slots = old;
		to->slot_count = old_count;
		return tpi_nomem(r->diag);
	}
	to->slots_used = 0;
	for (i = 0; i < old_count; i++)
		if (old[i].len != 0)
			put_slot(to, &old[i]);
	tpi_free(&to->arena.mem, old, old_count * sizeof(tp_str));
	return TP_OK;
}

/* An ORI, or its beginning and `*`; not the same twice in the table. */
static tp_status
judge_agencies(const reader *r)
{
	tp_str rest = r->tsv.cell[AGENCIES], word;

	if (rest.len == 0)
		return fail(r, TP_ERR_SYNTAX, rest.ptr, "a jurisdiction has an agency");
	while (next_word(&rest, &word)) {
		const char *star = memchr(word.ptr, '*', word.len);

		if (star != NULL && star != word.ptr + word.len - 1)
			return fail(r, TP_ERR_SYNTAX, star, "only the end of an ORI is left open");
		if (is_taken(r->to, &word))
			return fail(r, TP_ERR_SYNTAX, word.ptr, "an agency that stands in the table before");
		if (grow_slots(r) != TP_OK)
			return TP_ERR_NOMEM;
		put_slot(r->to, &word);
	}
	return TP_OK;
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static tp_status
judge_names(const reader *r)
{
	const tp_str *name = &r->tsv.cell[NAME], *state = &r->tsv.cell[STATE];
	const tp_str *sib = &r->tsv.cell[SIB];
	size_t i;

	if (name->len == 0)
		return fail(r, TP_ERR_SYNTAX, name->ptr, "a jurisdiction has a name");
	if (state->len != 2 || !is_letter(state->ptr[0]) || !is_letter(state->ptr[1]))
		return fail(r, TP_ERR_SYNTAX, state->ptr, "a state is two letters");
	if (sib->len == 0)
		return fail(r, TP_ERR_SYNTAX, sib->ptr, "a jurisdiction has a bureau");
	for (i = 0; i < sib->len; i++)
		if (sib->ptr[i] == ' ' || sib->ptr[i] == '*')
			return fail(r, TP_ERR_SYNTAX, sib->ptr + i, "a bureau is one ORI, whole");
	return TP_OK;
}

static tp_status
keep(const reader *r, size_t column, tp_str *out)
{
	out->len = r->tsv.cell[column].len;
	out->ptr = out->len != 0
	    ? tpi_arena_copy(&r->to->arena, r->tsv.cell[column].ptr, out->len) : "";
	return out->ptr != NULL ? TP_OK : tpi_nomem(r->diag);
}

static tp_status
take_row(reader *r)
{
	tp_jurisdiction *j = &r->to->at[r->to->count];
	tp_status status;

	memset(j, 0, sizeof *j);
	status = judge_names(r);
	if (status == TP_OK)
		status = take_yes(r, &r->tsv.cell[ROUTING], &j->routing);
	if (status == TP_OK)
		status = take_yes(r, &r->tsv.cell[NFF], &j->nff);
	if (status == TP_OK)
		status = take_yes(r, &r->tsv.cell[MOA], &j->moa);
	if (status == TP_OK)
		status = take_activation(r, j);
	if (status == TP_OK)
		status = take_suspensions(r, j);
	if (status == TP_OK)
		status = judge_agencies(r);
	if (status == TP_OK)
		status = keep(r, NAME, &j->name);
	if (status == TP_OK)
		status = keep(r, STATE, &j->state);
	if (status == TP_OK)
		status = keep(r, SIB, &j->sib);
	if (status == TP_OK)
		status = keep(r, OFFICE, &j->field_office);
	if (status == TP_OK)
		status = keep(r, AGENCIES, &r->to->agencies[r->to->count]);
	if (status == TP_OK)
		r->to->count++;
	return status;
}

static tp_status
make_room(reader *r)
{
	tp_jurisdictions *to = r->to;
	size_t room = to->room == 0 ? 64 : 2 * to->room;

	if (to->count == MAX_ROWS)
		return fail(r, TP_ERR_LIMIT, r->tsv.at.line, "too many rows");
	if (to->count < to->room)
		return TP_OK;
	to->at = tpi_arena_grow(&to->arena, to->at, to->room * sizeof *to->at,
	    room * sizeof *to->at);
	to->agencies = tpi_arena_grow(&to->arena, to->agencies, to->room * sizeof *to->agencies,
	    room * sizeof *to->agencies);
	if (to->at == NULL || to->agencies == NULL)
		return tpi_nomem(r->diag);
	to->room = room;
	return TP_OK;
}

static tp_status
read_rows(reader *r, const char *text, size_t len)
{
	tp_status status;

	tpi_tsv_init(&r->tsv, text, len, MAX_CELL);
	status = tpi_tsv_columns(&r->tsv, header, "jurisdictions", r->diag);
	while (tpi_tsv_row(&r->tsv, &status, r->diag)) {
		status = make_room(r);
		if (status == TP_OK)
			status = take_row(r);
	}
	return status;
}

static void
free_slots(tp_jurisdictions *js)
{
	tpi_free(&js->arena.mem, js->slots, js->slot_count * sizeof(tp_str));
	js->slots = NULL;
	js->slot_count = 0;
}

tp_status
tp_jurisdictions_read(const char *text, size_t len, const tp_mem *mem, tp_jurisdictions **out,
    tp_diag *diag)
{
	tp_mem use = tpi_mem_or_default(mem);
	reader r = { .diag = diag };
	tp_status status;

	tp_diag_init(diag);
	if (out == NULL || (text == NULL && len != 0))
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no text, or no place for it");
	*out = NULL;
	r.to = tpi_calloc(&use, 1, sizeof(*r.to));
	if (r.to == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&r.to->arena, &use, 0);
	status = len != 0 ? read_rows(&r, text, len) : TP_OK;
	free_slots(r.to);
	if (status != TP_OK) {
		tp_jurisdictions_free(r.to);
		return status;
	}
	*out = r.to;
	return TP_OK;
}

void
tp_jurisdictions_free(tp_jurisdictions *js)
{
	tp_mem mem;

	if (js == NULL)
		return;
	mem = js->arena.mem;
	tpi_arena_free(&js->arena);
	tpi_free(&mem, js, sizeof(*js));
}

size_t
tp_jurisdictions_count(const tp_jurisdictions *js)
{
	return js->count;
}

const tp_jurisdiction *
tp_jurisdictions_at(const tp_jurisdictions *js, size_t index)
{
	return index < js->count ? &js->at[index] : NULL;
}

/* How much of the ORI the word fits: its length and one for a whole one, 0 for not at all. */
static size_t
fit(const tp_str *word, const char *ori, size_t len)
{
	if (word->len != 0 && word->ptr[word->len - 1] == '*')
		return len >= word->len - 1 && memcmp(word->ptr, ori, word->len - 1) == 0
		    ? word->len : 0;
	return word->len == len && memcmp(word->ptr, ori, len) == 0 ? len + 2 : 0;
}

const tp_jurisdiction *
tp_jurisdictions_find(const tp_jurisdictions *js, const char *ori, size_t len)
{
	const tp_jurisdiction *found = NULL;
	size_t i, best = 0;

	if (ori == NULL)
		return NULL;
	for (i = 0; i < js->count && len != 0; i++) {
		tp_str rest = js->agencies[i], word = js->at[i].sib;

		do {
			size_t n = fit(&word, ori, len);

			if (n > best) {
				best = n;
				found = &js->at[i];
			}
		} while (next_word(&rest, &word));
	}
	return found;
}

bool
tp_jurisdiction_takes_part(const tp_jurisdiction *j, int64_t at)
{
	size_t i;

	if (j == NULL || !j->moa || at < j->active.from || at >= j->active.until)
		return false;
	for (i = 0; i < j->suspended_count; i++)
		if (at >= j->suspended[i].from && at < j->suspended[i].until)
			return false;
	return true;
}

int
tp_jurisdiction_submission(const tp_jurisdiction *j, bool first)
{
	return j != NULL && j->nff && !first ? TP_MESSAGE_CPI : TP_MESSAGE_CAR;
}
