/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: a booking's timeline, what is due, and the sums, as text or JSON. */

#include <stdio.h>
#include <string.h>

#include "../common/diag.h"
#include "../common/json.h"
#include "sandbox.h"

static const char *const iafis_words[] = { "none is due", "not yet answered", "identified",
	"not identified", "refused" };
static const char *const second_words[] = { "none is expected", "due, and not come",
	"match IDR/IAR", "no match" };

static void
put_instant(char out[TP_INSTANT_TEXT], const scenario *s, int64_t at)
{
	tp_instant_format(at, s->offset, out);
}

/* " (duplicate, late)" */
static void
put_flags(char out[120], uint32_t flags)
{
	static const struct {
		uint32_t flag;
		const char *word;
	} words[] = { { TP_ENTRY_DUPLICATE, "duplicate" }, { TP_ENTRY_LATE, "late" },
		{ TP_ENTRY_EARLY, "early" }, { TP_ENTRY_CONTRADICTS, "contradicts" },
		{ TP_ENTRY_UNEXPECTED, "unexpected" }, { TP_ENTRY_FOREIGN, "foreign" } };
	size_t i, len = 0;

	out[0] = '\0';
	for (i = 0; i < sizeof words / sizeof words[0]; i++)
		if ((flags & words[i].flag) != 0)
			len += (size_t)snprintf(out + len, 120 - len, "%s%s", len == 0 ? " (" : ", ",
			    words[i].word);
	if (len != 0)
		(void)snprintf(out + len, 120 - len, ")");
}

/* ---- text --------------------------------------------------------------------------- */

static void
text_entry(const scenario *s, const tp_entry *e)
{
	char at[TP_INSTANT_TEXT], flags[120], way[24];

	put_instant(at, s, e->event.at);
	put_flags(flags, e->flags);
	(void)snprintf(way, sizeof way, "%s-%s", tp_system_name(e->event.from),
	    tp_system_name(e->event.to));
	printf("  %s  %-12s %-4s %s%s\n", at, way, e->rule, e->text, flags);
}

static void
text_due(const scenario *s, const tp_due *d)
{
	char at[TP_INSTANT_TEXT], met[TP_INSTANT_TEXT];

	put_instant(at, s, d->at);
	put_instant(met, s, d->met);
	printf("  due %s: %s (%s, %s), counted from %s: %s%s%s\n", at, d->what, d->rule, d->clause,
	    d->basis, d->met != TP_NO_INSTANT ? "met " : "not met",
	    d->met != TP_NO_INSTANT ? met : "", d->late ? ", late" : "");
}

static void
text_booking(const scenario *s, const booking_state *b, const tp_case_state *state)
{
	size_t i;

	printf("booking %zu of ", (size_t)(b->who.plan - s->bookings) + 1);
	if (b->who.who != NULL) {
		fputs("subject ", stdout);
		diag_name(stdout, b->who.who->id);
	} else
		fputs("nobody whom the gallery knows", stdout);
	if (b->who.plan->repeat != 1)
		printf(" (%llu)", (unsigned long long)b->who.n + 1);
	printf(" at %s%s\n", b->who.plan->agency, b->attempt != 0 ? ", sent again" : "");
	for (i = 0; i < tp_case_entry_count(b->c); i++)
		text_entry(s, tp_case_entry(b->c, i));
	printf("  IAFIS: %s. Second answer: %s.", iafis_words[state->iafis],
	    second_words[state->second]);
	if (state->unclassified)
		printf(" An answer could not be told apart.");
	if (state->detainer)
		printf(" A detainer is lodged.");
	if (state->released)
		printf(" A release was told.");
	if (state->in_ice_custody)
		printf(" ICE has taken custody.");
	if (state->pending != 0)
		printf(" Charges pending: %zu.", state->pending);
	printf(" %s\n", state->closed ? "Closed." : "Open.");
	for (i = 0; i < state->due_count; i++)
		text_due(s, &state->dues[i]);
	putchar('\n');
}

const char *
message_name(const tp_message *m)
{
	const tp_notice *notice = tp_message_notice(m);

	return notice != NULL ? tp_notice_kind_name(notice->kind)
	    : tp_message_kind_name(tp_message_get_kind(m));
}

/* The words of a line are parted by blanks, so that a name has none. */
void
show_audit(FILE *out, int32_t offset, const audit_line *line)
{
	char at[TP_INSTANT_TEXT], message[40];
	size_t i;

	(void)snprintf(message, sizeof message, "%s", line->message);
	for (i = 0; message[i] != '\0'; i++)
		if (message[i] == ' ')
			message[i] = '-';
	tp_instant_format(line->at, offset, at);
	(void)fprintf(out, "%s %s %s-%s %s %s %s\n", at, tp_system_name(line->system),
	    line->from != 0 ? tp_system_name(line->from) : "outside", tp_system_name(line->to),
	    message, line->rule[0] != '\0' ? line->rule : "-", line->text);
}

static void
text_totals(const totals *t, const uint64_t rules[13])
{
	unsigned i;

	printf("%zu %s: IAFIS identified %zu, did not identify %zu, refused %zu, "
	    "owes %zu an answer\n", t->bookings, t->bookings == 1 ? "booking" : "bookings",
	    t->identified, t->not_identified, t->refused,
	    t->open);
	printf("second answers: %zu match, %zu no match, %zu not expected, %zu not come; "
	    "detainers %zu; bookings with something late %zu\n", t->matches, t->no_matches,
	    t->none_expected, t->waiting, t->detainers, t->late);
	printf("messages: %llu sent, %llu lost, %llu doubled\nrules that fired:",
	    (unsigned long long)t->sent, (unsigned long long)t->lost,
	    (unsigned long long)t->duplicated);
	for (i = 1; i <= 12; i++)
		if (rules[i] != 0)
			printf(" R%u", i);
	putchar('\n');
}

/* ---- JSON ----------------------------------------------------------------------------- */

static json_t *
json_instant(const scenario *s, int64_t at)
{
	char text[TP_INSTANT_TEXT];

	if (at == TP_NO_INSTANT)
		return json_null();
	put_instant(text, s, at);
	return json_string(text);
}

static json_t *
json_entry(const scenario *s, const tp_entry *e)
{
	json_t *o = json_new_object();
	char flags[120];

	put_flags(flags, e->flags);
	json_put(o, "at", json_instant(s, e->event.at));
	json_put_text(o, "from", tp_system_name(e->event.from));
	json_put_text(o, "to", tp_system_name(e->event.to));
	json_put_text(o, "rule", e->rule);
	json_put_text(o, "text", e->text);
	json_put(o, "duplicate", json_boolean((e->flags & TP_ENTRY_DUPLICATE) != 0));
	json_put(o, "late", json_boolean((e->flags & TP_ENTRY_LATE) != 0));
	json_put(o, "unexpected", json_boolean((e->flags & TP_ENTRY_UNEXPECTED) != 0));
	json_put(o, "contradicts", json_boolean((e->flags & TP_ENTRY_CONTRADICTS) != 0));
	return o;
}

static json_t *
json_due(const scenario *s, const tp_due *d)
{
	json_t *o = json_new_object();

	json_put_text(o, "what", d->what);
	json_put_text(o, "rule", d->rule);
	json_put_text(o, "clause", d->clause);
	json_put_text(o, "basis", d->basis);
	json_put(o, "at", json_instant(s, d->at));
	json_put(o, "met", json_instant(s, d->met));
	json_put(o, "late", json_boolean(d->late));
	return o;
}

static void
json_booking(const scenario *s, const booking_state *b, const tp_case_state *state)
{
	json_t *o = json_new_object(), *timeline = json_new_array(), *dues = json_new_array();
	size_t i;

	json_put_number(o, "booking", (uint64_t)(b->who.plan - s->bookings) + 1);
	json_put_number(o, "repeat", b->who.n + 1);
	json_put_number(o, "attempt", b->attempt + 1);
	json_put(o, "subject", b->who.who != NULL ? json_string(b->who.who->id) : json_null());
	json_put_text(o, "agency", b->who.plan->agency);
	json_put_text(o, "iafis", iafis_words[state->iafis]);
	json_put_text(o, "second", second_words[state->second]);
	json_put(o, "unclassified", json_boolean(state->unclassified));
	json_put(o, "detainer", json_boolean(state->detainer));
	json_put(o, "released", json_boolean(state->released));
	json_put(o, "in_ice_custody", json_boolean(state->in_ice_custody));
	json_put_number(o, "pending_charges", state->pending);
	json_put(o, "closed", json_boolean(state->closed));
	for (i = 0; i < tp_case_entry_count(b->c); i++)
		json_add(timeline, json_entry(s, tp_case_entry(b->c, i)));
	for (i = 0; i < state->due_count; i++)
		json_add(dues, json_due(s, &state->dues[i]));
	json_put(o, "timeline", timeline);
	json_put(o, "due", dues);
	if (json_dumpf(o, stdout, JSON_COMPACT) != 0 && ferror(stdout) == 0)
		diag_nomem();
	json_decref(o);
}

static void
json_totals(const totals *t, const uint64_t rules[13])
{
	const char *sep = "";
	unsigned i;

	printf("\n  ],\n  \"summary\": {\"bookings\": %zu, \"identified\": %zu, "
	    "\"not_identified\": %zu, \"refused\": %zu, \"unanswered\": %zu, \"matches\": %zu, "
	    "\"no_matches\": %zu, \"none_expected\": %zu, \"waiting\": %zu, \"detainers\": %zu, "
	    "\"late\": %zu, ", t->bookings, t->identified, t->not_identified, t->refused, t->open,
	    t->matches, t->no_matches, t->none_expected, t->waiting, t->detainers, t->late);
	printf("\"sent\": %llu, \"lost\": %llu, \"doubled\": %llu, \"rules\": [",
	    (unsigned long long)t->sent, (unsigned long long)t->lost,
	    (unsigned long long)t->duplicated);
	for (i = 1; i <= 12; i++)
		if (rules[i] != 0) {
			printf("%s\"R%u\"", sep, i);
			sep = ", ";
		}
	fputs("]}\n}\n", stdout);
}

/* ---- both ------------------------------------------------------------------------------ */

void
show_head(const scenario *s, const run_options *options)
{
	if (options->json) {
		fputs("{\n  \"schema\": \"tenprint/sandbox/1\",\n  \"bookings\": [", stdout);
		return;
	}
	if (s->title[0] == '\0')
		return;
	diag_name(stdout, s->title);
	fputs("\n\n", stdout);
}

void
show_booking(const scenario *s, const run_options *options, const booking_state *b,
    const tp_case_state *state, bool first)
{
	if (!options->json) {
		text_booking(s, b, state);
		return;
	}
	fputs(first ? "\n    " : ",\n    ", stdout);
	json_booking(s, b, state);
}

void
show_totals(const scenario *s, const run_options *options, const totals *sum,
    const uint64_t rules[13])
{
	(void)s;
	if (options->json)
		json_totals(sum, rules);
	else
		text_totals(sum, rules);
}
