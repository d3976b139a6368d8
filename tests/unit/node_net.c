/* SPDX-License-Identifier: MIT */
/* Tests of nodes: the network and the world. Every value in them is made up. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node_net.h"

#define TRANSIT 1

static const char table[] =
    "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\tfield_office\n"
    "routes\tNY\tNYSIB0000\tNY03*\tyes\tno\tyes\t20100101\t\tSYNOFFNY\n"
    "keeps\tOH\tOHSIB0000\tOH00*\tno\tno\tyes\t20100101\t\tSYNOFFOH\n"
    "nff\tFL\tFLSIB0000\tFL00*\tyes\tyes\tyes\t20100101\t\tSYNOFFFL\n"
    "nff keeps\tGA\tGASIB0000\tGA00*\tno\tyes\tyes\t20100101\t\tSYNOFFGA\n"
    "unsigned\tTX\tTXSIB0000\tTX00*\tyes\tno\tno\t\t\tSYNOFFTX\n"
    "suspended\tAZ\tAZSIB0000\tAZ00*\tyes\tyes\tyes\t20100101\t20260601..20260630\tSYNOFFAZ\n";

static void
need(bool good, const char *what, const tp_diag *diag)
{
	if (good)
		return;
	(void)fprintf(stderr, "%s: %s\n", what, diag != NULL ? diag->text : "failed");
	abort();
}

static tp_str
str(const char *text)
{
	tp_str s;

	tp_str_from(text, &s);
	return s;
}

tp_jurisdictions *
net_jurisdictions(void)
{
	tp_jurisdictions *js;
	tp_diag diag;

	need(tp_jurisdictions_read(table, sizeof table - 1, NULL, &js, &diag) == TP_OK, "table",
	    &diag);
	return js;
}

/* ---- the world -------------------------------------------------------------------- */

static void
search_iafis(void *ctx, const tp_message *car, tp_iafis_result *out)
{
	net *n = ctx;

	(void)car;
	out->identified = n->plan->identified;
	if (out->identified) {
		out->fbi = str("123456AA7");
		out->nam = str("SYNTHETIC,MASTER");
		out->ers = str("SYNTHETIC RAP SHEET");
	}
	out->delay = n->plan->iafis_delay;
	if (n->plan->refusal == NULL)
		return;
	n->refusal = str(n->plan->refusal);
	n->refusals = (tp_strs){ &n->refusal, 1 };
	out->refusals = n->refusals;
}

static void
search_ident(void *ctx, const tp_message *subject, tp_ident_result *out)
{
	net *n = ctx;
	size_t i;

	(void)subject;
	out->match = n->plan->match;
	out->delay = n->plan->ident_delay;
	out->encounter_count = out->match ? n->plan->encounters : 0;
	for (i = 0; i < out->encounter_count; i++) {
		out->encounters[i] = n->m->match.encounters[i];
		if (!n->plan->photo)
			out->encounters[i].photo = -1;
	}
	if (out->match && n->plan->photo) {
		out->photos = n->m->photos;
		out->photo_count = 1;
	}
}

static const char *
before_query(void *ctx, const tp_message *subject, int64_t now, tp_iaq *iaq)
{
	net *n = ctx;

	(void)subject;
	(void)now;
	/* A CPI does not tell them. */
	if (iaq->dob.len == 0)
		iaq->dob = str("19800101");
	if (iaq->sex.len == 0)
		iaq->sex = str("X");
	if (iaq->pob.len == 0)
		iaq->pob = str("XX");
	iaq->phn = str("212 555 0100");
	iaq->off = str("2399");
	return n->plan->lesc_message;
}

static void
ask_lesc(void *ctx, const tp_message *iaq, tp_lesc_result *out)
{
	net *n = ctx;

	(void)iaq;
	out->words = n->m->iar.text;
	out->delay = n->plan->lesc_delay;
}

static bool
later_arrest(void *ctx, const tp_message *car, tp_cpi *out)
{
	net *n = ctx;

	(void)car;
	if (!n->plan->later)
		return false;
	if (!n->plan->unknown_number)
		out->fbi = str("123456AA7");
	out->sid = str("FL1234567");
	out->charges[0] = (tp_coded_charge){ str("2399"), str("SYNTHETIC THEFT") };
	out->charge_count = 1;
	return true;
}

static const net_action *
action_on(const net_action *actions, const tp_message *cause)
{
	const tp_notice *notice = tp_message_notice(cause);
	size_t i;

	for (i = 0; i < NET_ACTIONS && actions[i].send != 0; i++)
		if (actions[i].on == tp_message_get_kind(cause) &&
		    (notice == NULL || notice->kind == actions[i].on_notice))
			return &actions[i];
	return NULL;
}

static bool
act(net *n, const net_action *a, tp_notice *out, int64_t *delay)
{
	static const char *const levels[] = { "", "1", "2", "3" };
	tp_offense_charge charge = { .size = sizeof charge };
	tp_offense found;

	if (a == NULL)
		return false;
	*out = n->m->detainer;
	out->kind = a->send;
	out->envelope = (tp_envelope){ .dat = str("20260630"), .tcr = str("SYNTHETIC-TCN-1") };
	out->instant = str(a->instant != NULL ? a->instant : "");
	out->charge = str(a->charge != NULL ? a->charge : "");
	out->level = str("");
	out->conviction = str(a->charge != NULL ? "N" : "");
	charge.code = out->charge;
	if (a->charge != NULL && tp_offense_find(&charge, &found, NULL) == TP_OK &&
	    found.state == TP_OFFENSE_LISTED) {
		out->level = str(levels[found.level]);
		n->levels_used = true;
	}
	*delay = a->delay;
	return true;
}

static bool
officer(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay)
{
	net *n = ctx;
	bool acts = act(n, action_on(n->plan->officer, cause), out, delay);

	if (acts)
		out->envelope.dai = str(n->plan->agency);
	return acts;
}

static bool
agency(void *ctx, const tp_message *cause, tp_notice *out, int64_t *delay)
{
	net *n = ctx;

	return act(n, action_on(n->plan->at_agency, cause), out, delay);
}

static bool
ask_by_name(void *ctx, const tp_message *no_match, tp_iaq *out)
{
	net *n = ctx;

	(void)no_match;
	if (!n->plan->asks_by_name)
		return false;
	*out = n->m->iaq;
	return true;
}

/* ---- nodes ------------------------------------------------------------------------- */

static const char *
only_ori(int system)
{
	static const char *const oris[] = { "", "", "", "WVIAFIS0Z", "WVIAFIS1Z", "DCNCIC000",
		"DCIDENT00", "VTICE0900", "", "AZNLETS00" };

	return oris[system];
}

/* Agencies, bureaus and field offices by their address; there is one of every other system. */
static tp_node *
node_of(net *n, int system, const char *address)
{
	const char *ori = only_ori(system)[0] != '\0' ? only_ori(system) : address;
	tp_node_options options = { .size = sizeof options, .system = system, .mem = n->mem,
		.ori = str(ori), .jurisdictions = n->jurisdictions, .world = &n->world,
		.messages = &n->m->options };
	net_node *node;
	tp_diag diag;
	size_t i;

	for (i = 0; i < n->node_count; i++)
		if (n->nodes[i].system == system && strcmp(n->nodes[i].ori, ori) == 0)
			return n->nodes[i].node;
	need(n->node_count < NET_NODES && ori[0] != '\0', "an address", NULL);
	node = &n->nodes[n->node_count++];
	node->system = system;
	(void)snprintf(node->ori, sizeof node->ori, "%s", ori);
	need(tp_node_new(&options, &node->node, &diag) == TP_OK, "node", &diag);
	return node->node;
}

void
net_begin(net *n, const ts_messages *m, const tp_jurisdictions *js, const net_plan *plan)
{
	memset(n, 0, sizeof *n);
	n->m = m;
	n->jurisdictions = js;
	n->plan = plan;
	n->world = (tp_world){ n, search_iafis, search_ident, before_query, ask_lesc, later_arrest,
		officer, agency, ask_by_name };
}

void
net_end(net *n)
{
	size_t i;

	for (i = 0; i < n->node_count; i++)
		tp_node_free(n->nodes[i].node);
	for (i = 0; i < n->sent_count; i++)
		free(n->sent[i].bytes);
	n->node_count = n->sent_count = 0;
}

/* ---- the network -------------------------------------------------------------------- */

static void
apply_faults(const net *n, net_sent *s)
{
	size_t i;

	s->copies = 1;
	for (i = 0; i < sizeof n->faults / sizeof n->faults[0]; i++) {
		const net_fault *f = &n->faults[i];

		if (f->kind != s->kind || f->from != s->from || f->to != s->to || f->kind == 0)
			continue;
		s->copies = f->copies;
		if (f->copies == 2)
			s->again = s->due + f->delay;
		else
			s->due += f->delay;
	}
}

void
net_put(net *n, int from, int to, const char *address, const void *bytes, size_t len,
    int64_t after)
{
	net_sent *s = &n->sent[n->sent_count];
	tp_message *m;

	need(n->sent_count < NET_SENT, "the log", NULL);
	n->sent_count++;
	*s = (net_sent){ .at = NET_START + after, .due = NET_START + after + TRANSIT, .from = from,
		.to = to, .len = len, .copies = 1 };
	(void)snprintf(s->address, sizeof s->address, "%s", address);
	s->bytes = malloc(len != 0 ? len : 1);
	need(s->bytes != NULL, "memory", NULL);
	memcpy(s->bytes, bytes, len);
	if (tp_message_read(bytes, len, &n->m->options, &m, NULL) != TP_OK)
		return;
	s->kind = tp_message_get_kind(m);
	if (tp_message_notice(m) != NULL)
		s->notice = tp_message_notice(m)->kind;
	tp_message_free(m);
	apply_faults(n, s);
}

static int
emit(void *ctx, const tp_parcel *p)
{
	net *n = ctx;
	char address[40];

	(void)snprintf(address, sizeof address, "%.*s", (int)p->address.len,
	    p->address.len != 0 ? p->address.ptr : "");
	net_put(n, p->from, p->to, address, p->bytes.ptr, p->bytes.len, p->after - NET_START);
	(void)snprintf(n->sent[n->sent_count - 1].rule, sizeof n->sent[0].rule, "%s", p->rule);
	return 0;
}

static void
note(void *ctx, int64_t now, int system, const char *rule, const char *text)
{
	net *n = ctx;

	need(n->note_count < NET_NOTES, "the notes", NULL);
	n->notes[n->note_count++] = (net_note){ now, system, rule, text };
}

static void
deliver(net *n, size_t i, int64_t now)
{
	const net_sent *s = &n->sent[i];
	tp_parcel parcel = { .from = s->from, .to = s->to, .address = str(s->address),
		.bytes = { s->bytes, s->len }, .rule = "" };
	tp_step step = { .size = sizeof step, .now = now, .parcel = &parcel, .emit = emit,
		.audit = note, .ctx = n };
	tp_node *node = node_of(n, s->to, s->address);
	tp_diag diag;

	if (n->before != NULL)
		n->before(n, node, &step);
	need(tp_node_step(node, &step, &diag) == TP_OK, tp_system_name(s->to), &diag);
	if (n->after != NULL)
		n->after(n, &step);
}

/* The next to arrive, the first sent first. */
static bool
next_arrival(net *n, size_t *at, int64_t *when)
{
	bool found = false;
	size_t i;

	for (i = 0; i < n->sent_count; i++)
		if (n->sent[i].copies != 0 && (!found || n->sent[i].due < *when)) {
			*at = i;
			*when = n->sent[i].due;
			found = true;
		}
	return found;
}

void
net_run(net *n)
{
	int64_t when = 0;
	size_t i = 0;

	while (next_arrival(n, &i, &when)) {
		n->sent[i].copies--;
		n->sent[i].due = n->sent[i].again;
		deliver(n, i, when);
	}
}

/* ---- bookings ---------------------------------------------------------------------- */

tp_bytes
net_car(const net *n, unsigned number)
{
	tp_car car = n->m->car;
	tp_str agency_ori = str(n->plan->agency);
	tp_transaction *t;
	tp_bytes bytes;
	char tcn[40];
	tp_diag diag;

	(void)snprintf(tcn, sizeof tcn, "SYNTHETIC-TCN-%u", number);
	car.envelope.tcn = str(tcn);
	car.envelope.ori = agency_ori;
	car.envelope.cri = (tp_strs){ &agency_ori, 1 };
	need(tp_car_build(&car, &n->m->options, &t, &diag) == TP_OK, "CAR", &diag);
	need(tp_transaction_write(t, 0, &bytes, &diag) == TP_OK, "CAR", &diag);
	tp_transaction_free(t);
	return bytes;
}

void
net_book(net *n, unsigned number)
{
	tp_bytes car = net_car(n, number);

	net_put(n, 0, TP_SYSTEM_LEA, n->plan->agency, car.ptr, car.len, 0);
	tp_bytes_free(&car);
}

/* ---- what was sent ------------------------------------------------------------------ */

const net_sent *
net_nth(const net *n, int kind, int from, int to, size_t nth)
{
	size_t i;

	for (i = 0; i < n->sent_count; i++)
		if (n->sent[i].kind == kind && n->sent[i].from == from && n->sent[i].to == to &&
		    nth-- == 0)
			return &n->sent[i];
	return NULL;
}

size_t
net_count(const net *n, int kind, int from, int to)
{
	size_t count = 0;

	while (net_nth(n, kind, from, to, count) != NULL)
		count++;
	return count;
}

size_t
net_notices(const net *n, int notice, int from, int to)
{
	size_t i, count = 0;

	for (i = 0; i < n->sent_count; i++)
		count += n->sent[i].notice == notice && n->sent[i].from == from &&
		    n->sent[i].to == to;
	return count;
}

size_t
net_noted(const net *n, int system, const char *rule, const char *text)
{
	size_t i, count = 0;

	for (i = 0; i < n->note_count; i++)
		count += n->notes[i].system == system && strcmp(n->notes[i].rule, rule) == 0 &&
		    strncmp(n->notes[i].text, text, strlen(text)) == 0;
	return count;
}

tp_message *
net_read(const net *n, const net_sent *s)
{
	tp_message *m;
	tp_diag diag;

	need(s != NULL && tp_message_read(s->bytes, s->len, &n->m->options, &m, &diag) == TP_OK,
	    "a message of the log", s != NULL ? &diag : NULL);
	return m;
}

uint64_t
net_hash(const net *n)
{
	uint64_t h = 1;
	size_t i;

	for (i = 0; i < n->sent_count; i++) {
		const net_sent *s = &n->sent[i];

		h = ts_hash(h + (uint64_t)s->at * 31 + (uint64_t)(s->from * 10 + s->to), s->address,
		    strlen(s->address));
		h = ts_hash(ts_hash(h, s->rule, strlen(s->rule)), s->bytes, s->len);
	}
	for (i = 0; i < n->note_count; i++)
		h = ts_hash(h + (uint64_t)n->notes[i].at, n->notes[i].text,
		    strlen(n->notes[i].text));
	return h;
}
