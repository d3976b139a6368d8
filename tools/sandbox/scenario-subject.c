/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: reading a scenario: the subjects, and what is answered of them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "scenario.h"

static int32_t
notice_kind(json_reader *r, const char *place, const char *name)
{
	int kind;

	for (kind = TP_NOTICE_DETAINER; kind <= TP_NOTICE_REPLY; kind++)
		if (strcmp(tp_notice_kind_name(kind), name) == 0)
			return kind;
	reader_fail(r, place, "there is no notice \"%.40s\"", name);
	return TP_NOTICE_DETAINER;
}

bool
is_message(const char *name)
{
	int kind;

	for (kind = TP_MESSAGE_CAR; kind < TP_MESSAGE_NOTICE; kind++)
		if (strcmp(tp_message_kind_name(kind), name) == 0)
			return true;
	for (kind = TP_NOTICE_DETAINER; kind <= TP_NOTICE_REPLY; kind++)
		if (strcmp(tp_notice_kind_name(kind), name) == 0)
			return true;
	return false;
}

static void
read_action(json_reader *r, const json_t *o, const char *place, action *a)
{
	static const char *const keys[] = { "on", "send", "after", "instant", "place", "charge",
		"conviction", "author", "conditions", NULL };

	reader_known(r, o, place, keys);
	a->on = reader_text(r, o, place, "on", "");
	if (!is_message(a->on))
		reader_fail(r, place, "there is no message \"%.40s\"", a->on);
	a->send = notice_kind(r, place, reader_text(r, o, place, "send", ""));
	a->after = reader_duration(r, o, place, "after", 0);
	a->instant = reader_duration(r, o, place, "instant", -1);
	a->place = reader_text(r, o, place, "place", "");
	a->charge = reader_text(r, o, place, "charge", "");
	a->conviction = reader_text(r, o, place, "conviction", "");
	a->author = reader_text(r, o, place, "author", "");
	a->conditions = reader_text(r, o, place, "conditions", "");
}

static void
read_actions(json_reader *r, const json_t *of, const char *place, const char *key,
    action_list *out)
{
	const json_t *list = reader_list(r, of, place, key), *o;
	char deeper[PLACE];
	size_t i;

	out->at = diag_must(calloc(json_array_size(list) + 1, sizeof *out->at));
	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		(void)snprintf(deeper, sizeof deeper, "%.100s.%s[%zu]", place, key, i);
		read_action(r, o, deeper, &out->at[out->count++]);
	}
}

/* A letter or two and digits, five in all, as the FBI's messages have them. */
static bool
is_code(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return strlen(text) == 5 && letters >= 1 && letters <= 2 &&
	    strspn(text + letters, "0123456789") == 5 - letters;
}

static void
read_iafis(json_reader *r, const json_t *o, const char *place, subject *s)
{
	static const char *const keys[] = { "identified", "fbi", "sid", "rap_sheet", "refusals",
		"delay", NULL };
	const json_t *list, *text;
	size_t i;

	if (o == NULL)
		return;
	reader_known(r, o, place, keys);
	s->identified = reader_flag(r, o, place, "identified");
	s->fbi = reader_text(r, o, place, "fbi", "");
	s->sid = reader_text(r, o, place, "sid", "");
	s->rap_sheet = reader_text(r, o, place, "rap_sheet", "");
	s->iafis_delay = reader_duration(r, o, place, "delay", 0);
	list = reader_list(r, o, place, "refusals");
	json_array_foreach((json_t *)(uintptr_t)list, i, text) {
		if (!json_is_string(text) || i == MAX_REFUSALS) {
			reader_fail(r, place, "refusals are at most %d texts", MAX_REFUSALS);
			return;
		}
		if (is_code(json_string_value(text)) && tp_fbi_message_find(
		    json_string_value(text), strlen(json_string_value(text))) == NULL)
			reader_fail(r, place, "the FBI has no message \"%.20s\"",
			    json_string_value(text));
		s->refusals[s->refusal_count++] = json_string_value(text);
	}
}

static void
read_encounter(json_reader *r, const json_t *o, const char *place, tp_encounter *e)
{
	static const char *const keys[] = { "name", "dob", "pob", "sex", "locator", "photo", NULL };

	reader_known(r, o, place, keys);
	tp_str_from(reader_text(r, o, place, "name", ""), &e->name);
	tp_str_from(reader_text(r, o, place, "dob", ""), &e->dob);
	tp_str_from(reader_text(r, o, place, "pob", ""), &e->pob);
	tp_str_from(reader_text(r, o, place, "sex", ""), &e->sex);
	tp_str_from(reader_text(r, o, place, "locator", ""), &e->locator);
	e->photo = -1;
}

static void
read_ident(json_reader *r, const json_t *o, const char *place, subject *s)
{
	static const char *const keys[] = { "match", "encounters", "delay", NULL };
	const json_t *list, *encounter;
	char deeper[PLACE];
	size_t i;

	if (o == NULL)
		return;
	reader_known(r, o, place, keys);
	s->match = reader_flag(r, o, place, "match");
	s->ident_delay = reader_duration(r, o, place, "delay", 0);
	list = reader_list(r, o, place, "encounters");
	json_array_foreach((json_t *)(uintptr_t)list, i, encounter) {
		(void)snprintf(deeper, sizeof deeper, "%.100s.encounters[%zu]", place, i);
		if (i == TP_ENCOUNTERS) {
			reader_fail(r, deeper, "at most five encounters are told");
			return;
		}
		s->photo_files[i] = reader_text(r, encounter, deeper, "photo", NULL);
		read_encounter(r, encounter, deeper, &s->encounters[s->encounter_count++]);
	}
	if (s->match != (s->encounter_count != 0))
		reader_fail(r, place, "a match has one to five encounters, no match none");
}

static void
read_lesc(json_reader *r, const json_t *o, const char *place, subject *s)
{
	static const char *const keys[] = { "words", "message", "delay", "offense", NULL };

	if (o == NULL)
		return;
	reader_known(r, o, place, keys);
	s->words = reader_text(r, o, place, "words", "");
	s->lesc_message = reader_text(r, o, place, "message", NULL);
	s->lesc_delay = reader_duration(r, o, place, "delay", 0);
	s->offense = reader_text(r, o, place, "offense", "");
	if (s->lesc_message != NULL && tp_fbi_message_find(s->lesc_message,
	    strlen(s->lesc_message)) == NULL)
		reader_fail(r, place, "the FBI has no message \"%.20s\"", s->lesc_message);
}

/* Transactions that the searches know. */
static void
read_enrolled(json_reader *r, const json_t *o, const char *place, subject *s)
{
	const json_t *list = reader_list(r, o, place, "enrolled"), *file;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, file) {
		if (!json_is_string(file) || i == MAX_ENROLLED) {
			reader_fail(r, place, "enrolled are at most %d names of files", MAX_ENROLLED);
			return;
		}
		s->enrolled[s->enrolled_count++] = json_string_value(file);
	}
}

static void
read_subject(json_reader *r, const json_t *o, const char *place, subject *s)
{
	static const char *const keys[] = { "id", "name", "dob", "sex", "race", "pob",
		"citizenship", "iafis", "ident", "lesc", "officer", "agency", "ask_by_name",
		"later_arrest", "seed", "enrolled", NULL };

	reader_known(r, o, place, keys);
	s->id = reader_text(r, o, place, "id", "");
	s->name = reader_text(r, o, place, "name", "SYNTHETIC,SAMPLE");
	s->dob = reader_text(r, o, place, "dob", "19800101");
	s->sex = reader_text(r, o, place, "sex", "X");
	s->race = reader_text(r, o, place, "race", "U");
	s->pob = reader_text(r, o, place, "pob", "XX");
	s->citizenship = reader_text(r, o, place, "citizenship", "");
	s->fbi = s->sid = s->rap_sheet = s->words = s->offense = "";
	s->later_arrest = reader_flag(r, o, place, "later_arrest");
	s->ask_by_name = reader_flag(r, o, place, "ask_by_name");
	s->seed = reader_number(r, o, place, "seed", 0);
	read_iafis(r, reader_object(r, o, place, "iafis"), place, s);
	read_ident(r, reader_object(r, o, place, "ident"), place, s);
	read_lesc(r, reader_object(r, o, place, "lesc"), place, s);
	read_enrolled(r, o, place, s);
	read_actions(r, o, place, "officer", &s->officer);
	read_actions(r, o, place, "agency", &s->agency);
	if (s->id[0] == '\0')
		reader_fail(r, place, "a subject has an id");
}

void
read_subjects(json_reader *r, scenario *s)
{
	const json_t *list = reader_list(r, s->top, "$", "subjects"), *o;
	char place[PLACE];
	size_t i, k;

	s->subjects = diag_must(calloc(json_array_size(list) + 1, sizeof *s->subjects));
	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		subject *one = &s->subjects[s->subject_count++];

		(void)snprintf(place, sizeof place, "$.subjects[%zu]", i);
		one->seed = i + 1;
		read_subject(r, o, place, one);
		if (one->seed == 0)
			one->seed = i + 1;
		for (k = 0; r->result == TOOL_DONE && k < i; k++)
			if (strcmp(s->subjects[k].id, one->id) == 0)
				reader_fail(r, place, "another subject has that id");
	}
}
