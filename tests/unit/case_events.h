/* SPDX-License-Identifier: MIT */
/* Tests of cases: jurisdictions of four sorts, a case, its events, and all that it says. */
#ifndef TEST_CASE_EVENTS_H
#define TEST_CASE_EVENTS_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/case.h>
#include <tenprint/notice.h>

#define T0 INT64_C(1782824400) /* 2026-06-30T13:00Z, a Tuesday */
#define MINUTE 60
#define HOUR 3600
#define DAY 86400
#define END (T0 + 90 * (int64_t)DAY)

/* name, state, sib, agencies, routing, nff, moa, activated, suspended, field office */
static const char table[] =
    "name\tstate\tsib\tagencies\trouting\tnff\tmoa\tactivated\tsuspended\tfield_office\n"
    "routes\tAA\tAASIB0000\tAA00*\tyes\tno\tyes\t20100101\t\tAAICE0001\n"
    "does not\tBB\tBBSIB0000\tBB00*\tno\tno\tyes\t20100101\t\tBBICE0001\n"
    "nff\tCC\tCCSIB0000\tCC00*\tno\tyes\tyes\t20100101\t\tCCICE0001\n"
    "none\tDD\tDDSIB0000\tDD00*\tyes\tno\tno\t\t\t\n";

static tp_jurisdictions *jurisdictions;

static inline void
setup(void)
{
	tp_diag diag;

	ck_assert_msg(tp_jurisdictions_read(table, sizeof table - 1, NULL, &jurisdictions, &diag) ==
	    TP_OK, "%s", diag.text);
}

static inline void
teardown(void)
{
	tp_jurisdictions_free(jurisdictions);
}

static inline tp_str
str(const char *text)
{
	tp_str s;

	tp_str_from(text, &s);
	return s;
}

static inline tp_case *
make(const char *agency, int submission, size_t pending)
{
	tp_case_options options = { .size = sizeof options, .submission = submission,
		.tcn = str("BOOKING"), .pending = pending, .local = { -4 * HOUR, -4 * HOUR, 0 } };
	tp_case *c;
	tp_diag diag;

	options.jurisdiction = tp_jurisdictions_find(jurisdictions, agency, strlen(agency));
	ck_assert_ptr_nonnull(options.jurisdiction);
	ck_assert_int_eq(tp_case_new(&options, &c, &diag), TP_OK);
	return c;
}

static inline tp_event
event(int64_t at, int kind, int message, int from, int to)
{
	tp_event e = { .at = at, .kind = kind, .message = message, .from = from, .to = to,
		.tcr = str("BOOKING"), .digest = (uint64_t)message * 1000 };

	if (message == TP_MESSAGE_CAR || message == TP_MESSAGE_CPI) {
		e.tcn = str("BOOKING");
		e.tcr = str("");
	}
	if (message == TP_MESSAGE_SRE)
		e.srf = str("I");
	return e;
}

static inline tp_event
arrival(int64_t at, int message)
{
	return event(at, TP_EVENT_RECEIVED, message, TP_SYSTEM_SIB, TP_SYSTEM_LEA);
}

static inline void
feed(tp_case *c, const tp_event *e)
{
	tp_diag diag;

	ck_assert_int_eq(tp_case_feed(c, e, &diag), TP_OK);
}

/* Everything that a case says, as bytes to compare. */
static inline void
say(const tp_case *c, int64_t now, char *out, size_t size)
{
	tp_case_state s;
	size_t i, n;

	tp_case_at(c, now, &s);
	n = (size_t)snprintf(out, size, "%d %d %d %d %d %d %zu %d\n", (int)s.iafis, (int)s.second,
	    s.unclassified, s.detainer, s.released, s.in_ice_custody, s.pending, s.closed);
	for (i = 0; i < s.due_count && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s %s %lld %lld %d\n", s.dues[i].what,
		    s.dues[i].rule, (long long)s.dues[i].at, (long long)s.dues[i].met, s.dues[i].late);
	for (i = 0; i < tp_case_entry_count(c) && n < size; i++) {
		const tp_entry *e = tp_case_entry(c, i);

		n += (size_t)snprintf(out + n, size - n, "%lld %d %d %u %s %s\n",
		    (long long)e->event.at, (int)e->event.kind, (int)e->event.message,
		    (unsigned)e->flags, e->rule, e->text);
	}
	ck_assert_uint_lt(n, size);
}

#endif
