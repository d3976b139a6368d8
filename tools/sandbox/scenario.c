/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: reading a scenario: who takes part, who is booked, and what is answered of them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "../common/text.h"
#include "scenario.h"

#define MAX_ROWS 10000

/* ---- jurisdictions: the library's table, from JSON ---------------------------- */

static void
put_cell(json_reader *r, text_buf *t, const json_t *o, const char *place, const char *key)
{
	const char *text = reader_text(r, o, place, key, "");

	if (strpbrk(text, "\t\r\n") != NULL)
		reader_fail(r, place, "%s has a tab or the end of a line in it", key);
	text_string(t, text);
	text_byte(t, '\t');
}

static void
put_words(json_reader *r, text_buf *t, const json_t *o, const char *place, const char *key)
{
	const json_t *list = reader_list(r, o, place, key), *word;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, word) {
		if (!json_is_string(word) || strpbrk(json_string_value(word), " \t\r\n") != NULL) {
			reader_fail(r, place, "%s[%zu] is not a word", key, i);
			return;
		}
		if (i != 0)
			text_byte(t, ' ');
		text_string(t, json_string_value(word));
	}
	text_byte(t, '\t');
}

static void
put_jurisdiction(json_reader *r, text_buf *t, const json_t *o, const char *place)
{
	static const char *const keys[] = { "name", "state", "sib", "agencies", "routing", "nff",
		"moa", "activated", "suspended", "field_office", NULL };
	static const char *const flags[] = { "routing", "nff", "moa" };
	size_t i;

	reader_known(r, o, place, keys);
	put_cell(r, t, o, place, "name");
	put_cell(r, t, o, place, "state");
	put_cell(r, t, o, place, "sib");
	put_words(r, t, o, place, "agencies");
	for (i = 0; i < 3; i++)
		text_string(t, reader_flag(r, o, place, flags[i]) ? "yes\t" : "no\t");
	put_cell(r, t, o, place, "activated");
	put_words(r, t, o, place, "suspended");
	put_cell(r, t, o, place, "field_office");
	t->ptr[t->len - 1] = '\n';
}

static void
read_jurisdictions(json_reader *r, scenario *s)
{
	const json_t *list = reader_list(r, s->top, "$", "jurisdictions"), *o;
	char place[PLACE];
	text_buf t = { NULL, 0, 0 };
	tp_diag diag;
	size_t i;

	text_string(&t, "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\t"
	    "field_office\n");
	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		(void)snprintf(place, sizeof place, "$.jurisdictions[%zu]", i);
		put_jurisdiction(r, &t, o, place);
	}
	if (r->result == TOOL_DONE && tp_jurisdictions_read(t.ptr, t.len, NULL,
	    &s->jurisdictions, &diag) != TP_OK)
		reader_fail(r, "$.jurisdictions", "%s", diag.text);
	text_free(&t);
}

/* ---- bookings ------------------------------------------------------------------- */

static void
read_charges(json_reader *r, const json_t *of, const char *place, booking_plan *b)
{
	static const char *const keys[] = { "date", "text", "code", "pending", NULL };
	const json_t *list = reader_list(r, of, place, "charges"), *o;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		charge *c = &b->charges[b->charge_count];

		if (i == MAX_CHARGES) {
			reader_fail(r, place, "at most %d charges", MAX_CHARGES);
			return;
		}
		reader_known(r, o, place, keys);
		c->date = reader_text(r, o, place, "date", "");
		c->text = reader_text(r, o, place, "text", "SYNTHETIC CHARGE");
		c->code = reader_text(r, o, place, "code", "");
		c->pending = reader_flag(r, o, place, "pending");
		b->charge_count++;
	}
}

static void
read_booking(json_reader *r, scenario *s, const json_t *o, const char *place, booking_plan *b)
{
	static const char *const keys[] = { "subject", "agency", "file", "after", "repeat", "cards",
		"every", "defect", "charges", NULL };
	const char *id;
	size_t i;

	reader_known(r, o, place, keys);
	id = reader_text(r, o, place, "subject", NULL);
	for (i = 0; id != NULL && i < s->subject_count; i++)
		if (strcmp(s->subjects[i].id, id) == 0)
			b->who = &s->subjects[i];
	if (b->who == NULL && id != NULL)
		reader_fail(r, place, "there is no such subject");
	b->agency = reader_text(r, o, place, "agency", "");
	if (tp_jurisdictions_find(s->jurisdictions, b->agency, strlen(b->agency)) == NULL)
		reader_fail(r, place, "the agency is of no jurisdiction");
	b->file = reader_text(r, o, place, "file", NULL);
	b->after = reader_duration(r, o, place, "after", 0);
	b->repeat = reader_number(r, o, place, "repeat", 1);
	b->cards = reader_number(r, o, place, "cards", 0);
	b->every = reader_duration(r, o, place, "every", 1);
	b->defect = reader_text(r, o, place, "defect", NULL);
	if (id == NULL && b->file == NULL)
		reader_fail(r, place, "a booking has a subject or a file");
	if (b->repeat == 0 || (b->file != NULL && b->repeat != 1))
		reader_fail(r, place, "a file is booked once, anything else once or more");
	if (b->defect != NULL && tp_dict_find(2, b->defect) == NULL)
		reader_fail(r, place, "defect is no field of Type-2");
	read_charges(r, o, place, b);
}

static void
read_bookings(json_reader *r, scenario *s)
{
	const json_t *list = reader_list(r, s->top, "$", "bookings"), *o;
	char place[PLACE];
	size_t i;

	s->bookings = diag_must(calloc(json_array_size(list) + 1, sizeof *s->bookings));
	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		(void)snprintf(place, sizeof place, "$.bookings[%zu]", i);
		read_booking(r, s, o, place, &s->bookings[s->booking_count++]);
	}
	if (s->booking_count == 0)
		reader_fail(r, "$.bookings", "nobody is booked");
}

/* ---- the network ----------------------------------------------------------------- */

static int
system_of(json_reader *r, const json_t *o, const char *place, const char *key)
{
	const char *name = reader_text(r, o, place, key, NULL);
	int system;

	for (system = 1; name != NULL && system <= TP_SYSTEMS; system++)
		if (strcmp(tp_system_name(system), name) == 0)
			return system;
	if (name != NULL)
		reader_fail(r, place, "there is no system \"%.20s\"", name);
	return 0;
}

static void
read_fault(json_reader *r, const json_t *o, const char *place, fault *f)
{
	static const char *const keys[] = { "message", "from", "to", "nth", "do", "seconds", NULL };
	static const char *const kinds[] = { "lose", "duplicate", "delay" };
	const char *kind;
	int i;

	reader_known(r, o, place, keys);
	f->message = reader_text(r, o, place, "message", NULL);
	f->from = system_of(r, o, place, "from");
	f->to = system_of(r, o, place, "to");
	f->nth = reader_number(r, o, place, "nth", 0);
	f->seconds = reader_duration(r, o, place, "seconds", 0);
	if (f->message != NULL && !is_message(f->message))
		reader_fail(r, place, "there is no message \"%.40s\"", f->message);
	kind = reader_text(r, o, place, "do", "");
	for (i = 0; i < 3 && strcmp(kinds[i], kind) != 0; i++)
		continue;
	if (i == 3)
		reader_fail(r, place, "do is lose, duplicate or delay");
	f->kind = (fault_kind)i;
}

static void
read_network(json_reader *r, scenario *s)
{
	const json_t *list = reader_list(r, s->top, "$", "network"), *o;
	char place[PLACE];
	size_t i;

	s->faults = diag_must(calloc(json_array_size(list) + 1, sizeof *s->faults));
	json_array_foreach((json_t *)(uintptr_t)list, i, o) {
		(void)snprintf(place, sizeof place, "$.network[%zu]", i);
		read_fault(r, o, place, &s->faults[s->fault_count++]);
	}
}

/* ---- all of it -------------------------------------------------------------------- */

static void
read_top(json_reader *r, scenario *s)
{
	static const char *const keys[] = { "schema", "title", "start", "jurisdictions", "subjects",
		"bookings", "network", NULL };
	const char *start;

	reader_known(r, s->top, "$", keys);
	if (strcmp(reader_text(r, s->top, "$", "schema", ""), SCENARIO_SCHEMA) != 0)
		reader_fail(r, "$", "schema is not " SCENARIO_SCHEMA);
	s->title = reader_text(r, s->top, "$", "title", "");
	start = reader_text(r, s->top, "$", "start", "");
	if (r->result == TOOL_DONE && tp_instant_parse(start, strlen(start), &s->start, &s->offset,
	    NULL) != TP_OK)
		reader_fail(r, "$.start", "not an instant such as 2026-07-02T14:00-04:00");
	if (r->result == TOOL_DONE)
		read_jurisdictions(r, s);
	if (r->result == TOOL_DONE)
		read_subjects(r, s);
	if (r->result == TOOL_DONE)
		read_bookings(r, s);
	if (r->result == TOOL_DONE)
		read_network(r, s);
}

int
scenario_parse(scenario *s, const char *file, const char *text, size_t len)
{
	json_reader r = { file, TOOL_DONE };
	json_error_t error;

	memset(s, 0, sizeof *s);
	s->file = file;
	s->folder = path_folder(file);
	s->top = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (s->top == NULL) {
		diag_say(file, "error", "json", "line %d, column %d: %s", error.line, error.column,
		    error.text);
		r.result = TOOL_INPUT;
	} else
		read_top(&r, s);
	if (r.result != TOOL_DONE)
		scenario_free(s);
	return r.result;
}

/* What the encounters show, as it stands in its file. */
static int
read_photos(scenario *s, subject *who)
{
	size_t i;
	int result = TOOL_DONE;

	for (i = 0; i < who->encounter_count && result == TOOL_DONE; i++) {
		char *path;
		input in;

		if (who->photo_files[i] == NULL)
			continue;
		path = path_join(s->folder, who->photo_files[i]);
		result = input_read(&in, path);
		if (result == TOOL_DONE) {
			who->photo_bytes[i] = in.block;
			who->photos[who->photo_count++] = (tp_str){ (const char *)in.block.ptr,
				in.block.len };
			who->encounters[i].photo = (int32_t)who->photo_count;
		}
		free(path);
	}
	return result;
}

int
scenario_read(scenario *s, const char *file)
{
	int result;
	size_t i;
	input in;

	memset(s, 0, sizeof *s);
	result = input_read(&in, file);
	if (result != TOOL_DONE)
		return result;
	result = scenario_parse(s, file, (const char *)in.block.ptr, in.block.len);
	input_close(&in);
	if (result != TOOL_DONE)
		return result;
	for (i = 0; i < s->subject_count && result == TOOL_DONE; i++)
		result = read_photos(s, &s->subjects[i]);
	if (result != TOOL_DONE)
		scenario_free(s);
	return result;
}

void
scenario_free(scenario *s)
{
	size_t i, k;

	for (i = 0; i < s->subject_count; i++) {
		free(s->subjects[i].officer.at);
		free(s->subjects[i].agency.at);
		for (k = 0; k < TP_ENCOUNTERS; k++)
			tp_bytes_free(&s->subjects[i].photo_bytes[k]);
	}
	free(s->subjects);
	free(s->bookings);
	free(s->faults);
	free(s->folder);
	tp_jurisdictions_free(s->jurisdictions);
	json_decref(s->top);
	memset(s, 0, sizeof *s);
}
