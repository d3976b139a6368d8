/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint clock: the deadlines and clocks of the procedures, each with
 * the rule it follows. No clock is read: "now" is what --now says.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/command.h"
#include "common/files.h"
#include "common/json.h"

enum {
	OPT_FROM = 1, OPT_CHANGE, OPT_RELEASE, OPT_KNOWN, OPT_SUBMITTED, OPT_RECEIVED, OPT_ROUTING,
	OPT_NO_ROUTING, OPT_NFF, OPT_OUTCOME, OPT_YEAR, OPT_NOW, OPT_JSON, OPTS
};

static const option_def options[] = {
	{ OPT_FROM, 0, "from", "INSTANT", "custody: the notice of release; may be repeated" },
	{ OPT_CHANGE, 0, "change", "INSTANT", "custody: when clocks change, in their new time" },
	{ OPT_RELEASE, 0, "release", "DATE", "notice: the day of the release or transfer" },
	{ OPT_KNOWN, 0, "known", "DATE", "notice: the day when that became known" },
	{ OPT_SUBMITTED, 0, "submitted", "INSTANT", "answer: when the prints were submitted" },
	{ OPT_RECEIVED, 0, "received", "INSTANT", "answer: when FBI CJIS received them" },
	{ OPT_ROUTING, 0, "routing", NULL, "answer: the state routes messages to agencies" },
	{ OPT_NO_ROUTING, 0, "no-routing", NULL, "answer: it does not" },
	{ OPT_NFF, 0, "nff", NULL, "answer: a state of the National Fingerprint File" },
	{ OPT_OUTCOME, 0, "outcome", "match|no-match", "answer: only what is due after that" },
	{ OPT_YEAR, 0, "year", "YEAR", "holidays: of a year, or as in 2026-2030" },
	{ OPT_NOW, 0, "now", "INSTANT", "tell what is late then; exit status 1 if anything is" },
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/clock/1 or holidays/1)" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_clock = { "clock", "tell deadlines, the custody clock and holidays",
	"custody|notice|answer|holidays", options, run };

#define BIT(option) (1u << (option))

typedef struct job {
	const char *value[OPTS]; /* of each option, the last one given */
	unsigned given;          /* BIT of each */
	file_list from;
	int64_t now;             /* TP_NO_INSTANT: not given */
	int32_t now_offset;
	json_t *list;            /* NULL: lines */
} job;

/* One clock or deadline, as it is told. */
typedef struct shown {
	const char *clock;
	int32_t state; /* a tp_deadline_state */
	const char *what;
	char from[TP_INSTANT_TEXT]; /* "": none, both */
	char due[TP_INSTANT_TEXT];
	int due_weekday;
	int late;                   /* -1: not asked, or nothing to be late for */
	const char *rule;
	const char *clause;
	const char *basis;
	const tp_custody *custody;  /* NULL: another clock */
} shown;

static const char custody_note[] = "It tells when ICE is expected, and nothing about whether or "
    "how long anybody may be detained.";

/* ---- telling ---- */

static void
format_date(const tp_date *date, char *text, size_t size)
{
	(void)snprintf(text, size, "%04d-%02d-%02d", (int)date->year % 10000,
	    (int)date->month % 100, (int)date->day % 100);
}

static json_t *
json_day_off(const tp_day_off *off)
{
	json_t *object = json_new_object();
	char date[16];

	format_date(&off->date, date, sizeof date);
	json_put_text(object, "date", date);
	json_put_text(object, "weekday", tp_weekday_name(off->weekday));
	json_put(object, "holiday", off->holiday != NULL ? json_string(off->holiday) : json_null());
	json_put(object, "observed", json_boolean(off->observed));
	return object;
}

static void
print_day_off(const char *lead, const tp_day_off *off)
{
	char date[16];

	format_date(&off->date, date, sizeof date);
	(void)printf("%s%s %s%s%s%s\n", lead, date, tp_weekday_name(off->weekday),
	    off->holiday != NULL ? ", " : "", off->holiday != NULL ? off->holiday : "",
	    off->observed ? " (observed)" : "");
}

static json_t *
json_text_or_null(const char *text)
{
	return text[0] != '\0' ? json_string(text) : json_null();
}

static void
add_json(json_t *list, const shown *s)
{
	static const char *const states[] = {
		[TP_DEADLINE_TIMED] = "timed",
		[TP_DEADLINE_UNTIMED] = "untimed",
		[TP_DEADLINE_NONE] = "none",
		[TP_DEADLINE_UNKNOWN] = "unknown",
	};
	json_t *object = json_new_object(), *left_out = json_new_array();
	size_t i;

	json_put_text(object, "clock", s->clock);
	json_put_text(object, "what", s->what);
	json_put_text(object, "state", states[s->state]);
	json_put(object, "from", json_text_or_null(s->from));
	json_put(object, "due", json_text_or_null(s->due));
	json_put(object, "late", s->late < 0 ? json_null() : json_boolean(s->late));
	json_put_text(object, "rule", s->rule);
	json_put_text(object, "clause", s->clause);
	json_put_text(object, "basis", s->basis);
	for (i = 0; s->custody != NULL && i < s->custody->count; i++)
		json_add(left_out, json_day_off(&s->custody->left_out[i]));
	json_put(object, "left_out", left_out);
	json_put(object, "note", json_text_or_null(s->custody != NULL ? custody_note : ""));
	json_add(list, object);
}

static void
print_shown(const shown *s)
{
	static const char *const states[] = {
		[TP_DEADLINE_UNTIMED] = "due, at no stated time",
		[TP_DEADLINE_NONE] = "nothing is due",
		[TP_DEADLINE_UNKNOWN] = "not known",
	};
	size_t i;

	if (s->state == TP_DEADLINE_TIMED)
		(void)printf("%s: due %s %s", s->clock, s->due, tp_weekday_name(s->due_weekday));
	else
		(void)printf("%s: %s", s->clock, states[s->state]);
	(void)printf("%s (%s, %s)\n  %s\n", s->late < 0 ? "" : s->late ? ", late" : ", not late",
	    s->rule, s->clause, s->what);
	if (s->from[0] != '\0')
		(void)printf("  from %s\n", s->from);
	(void)printf("  %s\n", s->basis);
	if (s->custody == NULL)
		return;
	for (i = 0; i < s->custody->count; i++)
		print_day_off("  not counted: ", &s->custody->left_out[i]);
	(void)printf("  %s\n", custody_note);
}

static int
tell(const job *j, const shown *s)
{
	if (j->list != NULL)
		add_json(j->list, s);
	else
		print_shown(s);
	return s->late == 1 ? TOOL_NEGATIVE : TOOL_DONE;
}

/* ---- reading ---- */

static const char *
option_name(int id)
{
	return options[id - 1].name;
}

/* What the library says of a value; the value may be anything, and is not repeated. */
static int
refused(int id, const tp_diag *diag)
{
	return usage_error(&cmd_clock, "--%s: %s", option_name(id), diag->text);
}

static int
read_instant(int id, const char *text, int64_t *out, int32_t *offset)
{
	tp_diag diag;

	if (tp_instant_parse(text, strlen(text), out, offset, &diag) != TP_OK)
		return refused(id, &diag);
	return TOOL_DONE;
}

static int
read_date(const job *j, int id, tp_date *out)
{
	tp_diag diag;

	if (tp_date_parse(j->value[id], strlen(j->value[id]), out, &diag) != TP_OK)
		return refused(id, &diag);
	return TOOL_DONE;
}

static int
weekday_of(int64_t instant, int32_t offset)
{
	tp_local_time local = { .offset = offset };
	tp_date date;

	return tp_instant_date(instant, &local, &date, NULL) == TP_OK ? tp_date_weekday(&date) : 0;
}

/* ---- one function a clock ---- */

/* Count from one notice; it is told if it is not only tried. */
static int
run_custody_from(const job *j, const char *text, tp_local_time local, bool only_try)
{
	shown s = { .clock = "custody", .what = "ICE takes custody", .late = -1 };
	tp_custody clock;
	tp_diag diag;
	int64_t from;

	if (read_instant(OPT_FROM, text, &from, &local.offset) != TOOL_DONE)
		return TOOL_USAGE;
	if (tp_instant_offset(from, &local) != local.offset)
		return usage_error(&cmd_clock,
		    "--from: after the change its offset is another one");
	if (tp_clock_custody(from, &local, &clock, &diag) != TP_OK)
		return refused(OPT_FROM, &diag);
	if (only_try)
		return TOOL_DONE;
	tp_instant_format(clock.from, local.offset, s.from);
	tp_instant_format(clock.due, tp_instant_offset(clock.due, &local), s.due);
	s.due_weekday = weekday_of(clock.due, tp_instant_offset(clock.due, &local));
	s.rule = clock.rule;
	s.clause = clock.clause;
	s.basis = clock.basis;
	s.custody = &clock;
	if (j->now != TP_NO_INSTANT)
		s.late = j->now > clock.due;
	return tell(j, &s);
}

static int
run_custody(const job *j)
{
	tp_local_time local = { 0 };
	int result = TOOL_DONE;
	size_t i;

	if (j->value[OPT_CHANGE] != NULL && read_instant(OPT_CHANGE, j->value[OPT_CHANGE],
	    &local.change, &local.offset_after) != TOOL_DONE)
		return TOOL_USAGE;
	for (i = 0; i < j->from.count; i++)
		if (run_custody_from(j, j->from.names[i], local, true) != TOOL_DONE)
			return TOOL_USAGE;
	for (i = 0; i < j->from.count; i++)
		result = tool_worse(result, run_custody_from(j, j->from.names[i], local, false));
	return result;
}

static int
run_notice(const job *j)
{
	shown s = { .clock = "notice", .what = "the agency tells ICE of the release or transfer",
		.late = -1 };
	tp_local_time local = { .offset = j->now_offset };
	tp_date release, known, today;
	tp_release_notice notice;
	tp_diag diag;

	if (read_date(j, OPT_RELEASE, &release) != TOOL_DONE ||
	    (j->value[OPT_KNOWN] != NULL && read_date(j, OPT_KNOWN, &known) != TOOL_DONE))
		return TOOL_USAGE;
	if (tp_clock_notice(&release, j->value[OPT_KNOWN] != NULL ? &known : NULL, &notice,
	    &diag) != TP_OK)
		return refused(OPT_RELEASE, &diag);
	format_date(notice.when_known ? &known : &release, s.from, sizeof s.from);
	format_date(&notice.due, s.due, sizeof s.due);
	s.due_weekday = tp_date_weekday(&notice.due);
	s.rule = notice.rule;
	s.clause = notice.clause;
	s.basis = notice.basis;
	if (j->now != TP_NO_INSTANT) {
		char now[16];

		if (tp_instant_date(j->now, &local, &today, &diag) != TP_OK)
			return refused(OPT_NOW, &diag);
		format_date(&today, now, sizeof now);
		s.late = strcmp(now, s.due) > 0;
	}
	return tell(j, &s);
}

static int
tell_deadline(const job *j, const tp_deadline *d, int32_t offset)
{
	static const char *const clocks[TP_DEADLINE_KINDS] = {
		[TP_DEADLINE_IAR] = "iar",
		[TP_DEADLINE_MATCH] = "match",
		[TP_DEADLINE_NO_MATCH] = "no-match",
	};
	shown s = { .clock = clocks[d->kind], .state = d->state, .what = d->what, .late = -1,
		.rule = d->rule, .clause = d->clause, .basis = d->basis };

	if (d->state == TP_DEADLINE_TIMED) {
		tp_instant_format(d->from, offset, s.from);
		tp_instant_format(d->due, offset, s.due);
		s.due_weekday = weekday_of(d->due, offset);
		if (j->now != TP_NO_INSTANT)
			s.late = j->now > d->due;
	}
	return tell(j, &s);
}

static bool
wanted(const char *outcome, int kind)
{
	return outcome == NULL || (strcmp(outcome, "match") == 0) == (kind != TP_DEADLINE_NO_MATCH);
}

static int
run_answer(const job *j)
{
	tp_submission submission = { .size = sizeof submission,
		.nff = (j->given & BIT(OPT_NFF)) != 0 };
	int32_t submitted_offset, received_offset = 0;
	tp_deadline deadlines[TP_DEADLINE_KINDS];
	int kind, result = TOOL_DONE;
	tp_diag diag;

	if ((j->given & BIT(OPT_ROUTING)) && (j->given & BIT(OPT_NO_ROUTING)))
		return usage_error(&cmd_clock, "--routing or --no-routing, not both");
	if (j->value[OPT_OUTCOME] != NULL && strcmp(j->value[OPT_OUTCOME], "match") != 0 &&
	    strcmp(j->value[OPT_OUTCOME], "no-match") != 0)
		return usage_error(&cmd_clock, "--outcome is match or no-match");
	if (j->given & (BIT(OPT_ROUTING) | BIT(OPT_NO_ROUTING)))
		submission.routing = j->given & BIT(OPT_ROUTING) ? TP_ROUTING_YES : TP_ROUTING_NO;
	if (read_instant(OPT_SUBMITTED, j->value[OPT_SUBMITTED], &submission.submitted,
	    &submitted_offset) != TOOL_DONE)
		return TOOL_USAGE;
	if (j->value[OPT_RECEIVED] != NULL && read_instant(OPT_RECEIVED, j->value[OPT_RECEIVED],
	    &submission.received, &received_offset) != TOOL_DONE)
		return TOOL_USAGE;
	for (kind = 0; kind < TP_DEADLINE_KINDS; kind++)
		if (tp_deadline_find(kind, &submission, &deadlines[kind], &diag) != TP_OK)
			return refused(OPT_SUBMITTED, &diag);
	for (kind = 0; kind < TP_DEADLINE_KINDS; kind++)
		if (wanted(j->value[OPT_OUTCOME], kind))
			result = tool_worse(result, tell_deadline(j, &deadlines[kind],
			    kind == TP_DEADLINE_MATCH ? received_offset : submitted_offset));
	return result;
}

/* "2026" or "2026-2030". */
static bool
read_years(const char *text, int32_t *first, int32_t *last)
{
	size_t len = strlen(text);

	if ((len != 4 && len != 9) || strspn(text, "0123456789") != 4 ||
	    (len == 9 && (text[4] != '-' || strspn(text + 5, "0123456789") != 4)))
		return false;
	*first = atoi(text);
	*last = len == 9 ? atoi(text + 5) : *first;
	return *first >= TP_FIRST_YEAR && *last <= TP_LAST_YEAR && *first <= *last;
}

static int
run_holidays(const job *j)
{
	tp_date date = { 0, 1, 1 };
	tp_day_off off;
	int32_t last;

	if (!read_years(j->value[OPT_YEAR], &date.year, &last))
		return usage_error(&cmd_clock, "--year: a year of %d-%d, or as in 2026-2030",
		    TP_FIRST_YEAR, TP_LAST_YEAR);
	do {
		if (!tp_date_off(&date, &off) || off.holiday == NULL)
			continue;
		if (j->list != NULL)
			json_add(j->list, json_day_off(&off));
		else
			print_day_off("", &off);
	} while (tp_date_add(&date, 1, &date, NULL) == TP_OK && date.year <= last);
	return TOOL_DONE;
}

/* ---- the command line ---- */

static const struct clock_def {
	const char *name;
	unsigned needs; /* options */
	unsigned takes; /* besides */
	const char *schema;
	const char *key; /* of the array in JSON */
	int (*run)(const job *j);
} clocks[] = {
	{ "custody", BIT(OPT_FROM), BIT(OPT_CHANGE) | BIT(OPT_NOW), "tenprint/clock/1", "clocks",
	    run_custody },
	{ "notice", BIT(OPT_RELEASE), BIT(OPT_KNOWN) | BIT(OPT_NOW), "tenprint/clock/1", "clocks",
	    run_notice },
	{ "answer", BIT(OPT_SUBMITTED), BIT(OPT_RECEIVED) | BIT(OPT_ROUTING) | BIT(OPT_NO_ROUTING) |
	    BIT(OPT_NFF) | BIT(OPT_OUTCOME) | BIT(OPT_NOW), "tenprint/clock/1", "clocks",
	    run_answer },
	{ "holidays", BIT(OPT_YEAR), 0, "tenprint/holidays/1", "holidays", run_holidays },
};
#define CLOCKS (sizeof clocks / sizeof clocks[0])

static const struct clock_def *
find_clock(const char *name)
{
	size_t i;

	for (i = 0; i < CLOCKS; i++)
		if (strcmp(clocks[i].name, name) == 0)
			return &clocks[i];
	return NULL;
}

static int
check_options(const struct clock_def *clock, const job *j)
{
	int id;

	for (id = 1; id < OPTS; id++) {
		if (id != OPT_JSON && (j->given & BIT(id) & ~(clock->needs | clock->takes)) != 0)
			return usage_error(&cmd_clock, "%s takes no --%s", clock->name,
			    option_name(id));
		if ((clock->needs & ~j->given & BIT(id)) != 0)
			return usage_error(&cmd_clock, "%s needs --%s", clock->name,
			    option_name(id));
	}
	return TOOL_DONE;
}

static int
run_clock(const struct clock_def *clock, job *j)
{
	int result = check_options(clock, j);
	json_t *top;

	if (result == TOOL_DONE && j->value[OPT_NOW] != NULL)
		result = read_instant(OPT_NOW, j->value[OPT_NOW], &j->now, &j->now_offset);
	if (result != TOOL_DONE)
		return result;
	if (j->given & BIT(OPT_JSON))
		j->list = json_new_array();
	result = clock->run(j);
	if (j->list != NULL && result == TOOL_USAGE)
		json_decref(j->list);
	else if (j->list != NULL) {
		top = json_new_object();
		json_put_text(top, "schema", clock->schema);
		json_put(top, clock->key, j->list);
		json_print(top, stdout);
	}
	return result;
}

static int
run(int argc, char **argv)
{
	const char *name = NULL;
	job j = { .now = TP_NO_INSTANT };
	option_parser p;
	int got, result;

	option_start(&p, &cmd_clock, argc, argv);
	while ((got = option_next(&p)) > 0 || (got == OPTION_OPERAND && name == NULL)) {
		if (got == OPTION_OPERAND) {
			name = p.value;
			continue;
		}
		j.given |= BIT(got);
		j.value[got] = p.value;
		if (got == OPT_FROM)
			files_add(&j.from, p.value);
	}
	if (got == OPTION_OPERAND)
		result = usage_error(&cmd_clock, "one clock at a time");
	else if (got != OPTION_END)
		result = option_exit(got);
	else if (name == NULL || find_clock(name) == NULL)
		result = usage_error(&cmd_clock,
		    "which clock: custody, notice, answer or holidays");
	else
		result = run_clock(find_clock(name), &j);
	files_free(&j.from);
	return result;
}
