/* SPDX-License-Identifier: MIT */
/*
 * Tools: sandbox: the systems over spool folders, on the real clock. What the
 * nodes know is had again, after a crash too, by replaying what they took.
 * The agencies are left to whoever rehearses: a CAR is put into the bureau's
 * folder, and the answers are in the agency's.
 */

#define _DEFAULT_SOURCE

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "../common/files.h"
#include "../common/output.h"
#include "spool.h"

#define PAUSE 50000 /* microseconds between looks that find nothing */

typedef struct server {
	const scenario *s;
	const serve_options *options;
	spool spool;
	tp_profile *profile;
	tp_message_options messages;
	people people;
	world_state state;
	tp_world world;
	nodes nodes;
	FILE *log;
	map logged;           /* parcels whose lines are in the log */
	const spool_parcel *now; /* being taken */
	int64_t began;        /* microseconds since 1970 */
	int64_t instant;
	unsigned sent;        /* by the step under way */
	person who;           /* of the parcel */
	const char *message;  /* its kind */
	bool known;
	bool replay;
	int result;
} server;

static volatile sig_atomic_t stopped;

static void
on_signal(int number)
{
	(void)number;
	stopped = 1;
}

/* Microseconds since 1970. */
static int64_t
real_time(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The scenario's start is when its spools were first served. */
static int64_t
now_of(const server *v)
{
	return v->s->start + (real_time() - v->began) * v->options->speed / 1000000;
}

/* When that was stands in the spool, so that the clock goes on after a crash. */
static int
start_clock(server *v)
{
	char *path = path_join(v->options->spool, "clock"), text[32];
	FILE *f = fopen(path, "r");
	long long began;
	int result = TOOL_DONE;

	v->began = real_time();
	if (f != NULL && fscanf(f, "%lld", &began) == 1)
		v->began = began;
	else {
		(void)snprintf(text, sizeof text, "%lld\n", (long long)v->began);
		result = output_bytes(path, text, strlen(text));
	}
	if (f != NULL)
		(void)fclose(f);
	free(path);
	return result;
}

/* ---- a step ------------------------------------------------------------------------ */

/* Numbers that a hop gives to what a person's booking sends are theirs. */
static void
name_sent(server *v, const tp_parcel *parcel)
{
	tp_message *m;
	int kind;

	if (!v->known || tp_message_read(parcel->bytes.ptr, parcel->bytes.len, &v->messages, &m,
	    NULL) != TP_OK)
		return;
	kind = tp_message_get_kind(m);
	if (kind == TP_MESSAGE_CAR || kind == TP_MESSAGE_CPI || kind == TP_MESSAGE_IAQ)
		people_name(&v->people, &tp_message_envelope(m)->tcn, &v->who);
	tp_message_free(m);
}

static int
emit(void *ctx, const tp_parcel *parcel)
{
	server *v = ctx;
	uint64_t cause[2] = { v->now->id, ++v->sent };

	name_sent(v, parcel);
	if (v->people.gallery.failed)
		return 1; /* nothing is sent of what was not decided */
	if (v->replay)
		return 0;
	v->result = spool_put(&v->spool, hash_bytes(cause, sizeof cause), parcel);
	return v->result == TOOL_DONE ? 0 : 1;
}

/* A line is whole or not there; one of a step that is done again is not written again. */
static void
audit(void *ctx, int64_t now, int system, const char *rule, const char *text)
{
	server *v = ctx;
	audit_line line = { now, system, v->now->from, v->now->to, v->message, rule, text };
	uint64_t there;

	if (v->replay || map_get(&v->logged, &v->now->id, sizeof v->now->id, &there))
		return;
	(void)fprintf(v->log, "%016llx ", (unsigned long long)v->now->id);
	show_audit(v->log, v->s->offset, &line);
	(void)fflush(v->log);
}

static void
find_person(server *v, const input *in)
{
	const tp_envelope *e;
	tp_message *m;

	v->known = false;
	v->message = "unknown";
	if (tp_message_read(in->block.ptr, in->block.len, &v->messages, &m, NULL) != TP_OK)
		return;
	v->message = message_name(m);
	e = tp_message_envelope(m);
	v->known = people_by_number(&v->people, &e->tcr, &v->who) ||
	    people_by_number(&v->people, &e->tcn, &v->who) ||
	    people_search(&v->people, m, &v->who);
	if (v->known)
		people_name(&v->people, &e->tcn, &v->who);
	tp_message_free(m);
}

static int
step_node(server *v, const spool_parcel *p, const input *in)
{
	tp_parcel parcel = { .from = p->from, .to = p->to, .rule = "",
		.bytes = { (const char *)in->block.ptr, in->block.len } };
	tp_step step = { .size = sizeof step, .now = v->instant, .parcel = &parcel, .emit = emit,
		.audit = audit, .ctx = v };
	tp_node *node = nodes_get(&v->nodes, p->to, p->address, strlen(p->address));
	tp_diag diag;

	tp_str_from(p->address, &parcel.address);
	if (node == NULL)
		return TOOL_DONE;
	v->now = p;
	v->sent = 0;
	v->state.now = v->instant;
	find_person(v, in);
	if (!v->people.gallery.failed && tp_node_step(node, &step, &diag) != TP_OK &&
	    v->result == TOOL_DONE && !v->people.gallery.failed) {
		diag_library(p->file, "error", &diag);
		return TOOL_FAULT;
	}
	/* A matcher that fails has said so, whether or not the step would send something. */
	return v->people.gallery.failed ? TOOL_FAULT : v->result;
}

static int
take(server *v, const spool_parcel *p, bool again)
{
	char *path = spool_path(&v->spool, p, again);
	input in;
	int result = input_read(&in, path);

	v->replay = again;
	if (result == TOOL_DONE) {
		result = step_node(v, p, &in);
		input_close(&in);
	}
	if (result == TOOL_DONE && !again)
		result = spool_take(&v->spool, p, v->instant);
	free(path);
	return result;
}

/* ---- the loop ------------------------------------------------------------------------ */

/* Take what is due, as one look at the spools finds it; *left: something is to be taken yet. */
static int
look(server *v, bool *left)
{
	spool_list list;
	int result = spool_read(&v->spool, false, &list);
	size_t i;

	*left = false;
	for (i = 0; i < list.count && result == TOOL_DONE && !stopped; i++) {
		const spool_parcel *p = &list.at[i];

		if (p->to == TP_SYSTEM_LEA)
			continue; /* whoever rehearses takes it */
		*left = true;
		v->instant = now_of(v);
		if (p->due <= v->instant)
			result = take(v, p, false);
	}
	spool_list_free(&list);
	return result;
}

static int
replay(server *v)
{
	spool_list list;
	int result = spool_read(&v->spool, true, &list);
	size_t i;

	for (i = 0; i < list.count && result == TOOL_DONE; i++) {
		v->instant = list.at[i].taken;
		result = take(v, &list.at[i], true);
	}
	spool_list_free(&list);
	return result;
}

/* Which parcels the log tells of; a line that a crash cut off is ended. */
static int
open_log(server *v)
{
	char *path = path_join(v->options->spool, "audit.log");
	unsigned long long id;
	char line[300];
	bool whole = true;
	int result = TOOL_DONE;

	v->log = fopen(path, "a+");
	if (v->log == NULL) {
		diag_say(path, "error", "write", "cannot write the audit trail");
		result = TOOL_FAULT;
	}
	while (result == TOOL_DONE && fgets(line, sizeof line, v->log) != NULL) {
		whole = strchr(line, '\n') != NULL;
		if (whole && sscanf(line, "%16llx ", &id) == 1)
			map_put(&v->logged, &(uint64_t){ id }, sizeof(uint64_t), 1);
	}
	if (result == TOOL_DONE) {
		(void)fseek(v->log, 0, SEEK_END);
		if (!whole)
			(void)fputc('\n', v->log);
	}
	free(path);
	return result;
}

/* Everybody whom the scenario books is known to the gallery. */
static int
enroll_all(server *v)
{
	size_t i;
	int result = TOOL_DONE;

	for (i = 0; i < v->s->booking_count && result == TOOL_DONE; i++) {
		person who = { &v->s->bookings[i], 0, v->s->bookings[i].who };
		tp_bytes car;

		if (who.who == NULL)
			continue;
		result = people_book(&v->people, &who, 1, v->profile, &car);
		if (result == TOOL_DONE)
			tp_bytes_free(&car);
	}
	return result;
}

static int
serve(server *v)
{
	struct sigaction stop = { .sa_handler = on_signal };
	int result = people_open(&v->people, v->s, &v->options->matcher);
	bool left = true;

	(void)sigaction(SIGINT, &stop, NULL);
	(void)sigaction(SIGTERM, &stop, NULL);
	if (result == TOOL_DONE)
		result = enroll_all(v);
	if (result == TOOL_DONE)
		result = start_clock(v);
	if (result == TOOL_DONE)
		result = open_log(v);
	if (result == TOOL_DONE)
		result = replay(v);
	while (result == TOOL_DONE && !stopped && (left || !v->options->once)) {
		result = look(v, &left);
		if (!left && !v->options->once)
			(void)usleep(PAUSE);
	}
	return result;
}

int
sandbox_serve(const scenario *s, const serve_options *options)
{
	server v = { .s = s, .options = options, .spool.dir = options->spool };
	tp_diag diag;
	int result;

	if (tp_profile_new("ebts-11.0", NULL, &v.profile, &diag) != TP_OK)
		diag_nomem();
	v.messages = (tp_message_options){ .size = sizeof v.messages, .profile = v.profile };
	v.state.people = &v.people;
	v.state.offset = s->offset;
	world_of(&v.state, &v.world);
	v.nodes = (nodes){ .s = s, .world = &v.world, .messages = &v.messages };
	result = serve(&v);
	if (v.log != NULL && fclose(v.log) != 0)
		result = TOOL_FAULT;
	nodes_free(&v.nodes);
	people_free(&v.people);
	map_free(&v.spool.ids);
	map_free(&v.logged);
	tp_profile_free(v.profile);
	return result;
}
