/* SPDX-License-Identifier: MIT */
/* Exchange layer: what a case is made of. The timeline is sorted, so that order of feeding is lost. */
#ifndef TPI_CASE_H
#define TPI_CASE_H

#include <tenprint/case.h>

#include "../base/mem.h"

struct tp_case {
	tpi_arena arena;
	const tp_jurisdiction *jurisdiction;
	int32_t submission;
	tp_local_time local;
	size_t pending;
	tp_str *tcns; /* of the submission, at each hop */
	size_t tcn_count;
	size_t tcn_room;
	tp_entry *entries; /* by tpi_event_order */
	size_t entry_count;
	size_t entry_room;
};

/* By instant, and for the same instant by what it is, so that the order is total. */
int tpi_event_order(const tp_event *a, const tp_event *b);
/* Set flags, rule and text of the entries from that one on, and of those that it concerns. */
void tpi_case_judge(tp_case *c, size_t from);

/* The instant that deadlines count from, and what it is; false before anything was submitted. */
bool tpi_case_submitted(const tp_case *c, int64_t now, int64_t *sent, int64_t *received);
/* The rule that a notice of that kind follows; "" for none. */
const char *tpi_notice_rule(int notice);
/* Whether the event is an answer that reached the bureau or the agency. */
bool tpi_is_arrival(const tp_event *e);

#endif
