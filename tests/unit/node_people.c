/* SPDX-License-Identifier: MIT */
/*
 * Tests of nodes: what people do (R7, R9, R10, R11), and what a case makes of
 * all that went over the network.
 */

#include "node_play.h"

/* All that was sent and received, as one who sees it all would tell it. */
static void
tell_case(const net *n, tp_case *c)
{
	size_t i;

	for (i = 0; i < n->sent_count; i++) {
		const net_sent *s = &n->sent[i];
		tp_message *message = net_read(n, s);
		const tp_str *tcn = &tp_message_envelope(message)->tcn;
		tp_event e;

		if (s->kind == CAR || s->kind == CPI || s->kind == IAQ)
			ck_assert_int_eq(tp_case_add_tcn(c, tcn->ptr, tcn->len, NULL), TP_OK);
		tp_event_of(message, ts_hash(1, s->bytes, s->len), s->at, TP_EVENT_SENT, &e);
		e.from = s->from;
		e.to = s->to;
		ck_assert_int_eq(tp_case_feed(c, &e, NULL), TP_OK);
		e.kind = TP_EVENT_RECEIVED;
		e.at = s->at + 1;
		ck_assert_int_eq(tp_case_feed(c, &e, NULL), TP_OK);
		tp_message_free(message);
	}
}

static tp_case *
case_of(const net *n, size_t pending)
{
	tp_case_options options = { .size = sizeof options, .submission = CAR, .pending = pending,
		.local = { -4 * HOUR, -4 * HOUR, TP_NO_INSTANT } };
	tp_case *c;

	options.jurisdiction = tp_jurisdictions_find(n->jurisdictions, n->plan->agency, 9);
	ck_assert_int_eq(tp_case_new(&options, &c, NULL), TP_OK);
	tell_case(n, c);
	return c;
}

/* Detainer, release told on Thursday 2026-07-02 at 14:00 local, custody after the weekend. */
void
play_custody(net *n)
{
	tp_message *detainer;
	tp_case_state s;
	tp_case *c;

	book(n);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_DETAINER, ICE, LEA), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_RELEASE, LEA, ICE), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_CUSTODY, ICE, LEA), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R9", "the detainer was placed"), 1);
	ck_assert_uint_eq(net_noted(n, ICE, "R10", "a notice of the agency was taken"), 1);
	detainer = net_read(n, net_nth(n, NOTICE, ICE, LEA, 0));
	is_text(&tp_message_notice(detainer)->author, "OFFICER SAMPLE");
	is_text(&tp_message_notice(detainer)->decided, "20240306");
	is_text(&tp_message_notice(detainer)->charge, "0999");
	is_text(&tp_message_notice(detainer)->level, "1");
	is_text(&tp_message_notice(detainer)->conditions, "LINE ONE\r\nLINE TWO\r\n");
	tp_message_free(detainer);
	c = case_of(n, 0);
	tp_case_at(c, NET_START + 30 * (int64_t)DAY, &s);
	ck_assert(s.iafis == TP_IAFIS_IDENT && s.second == TP_SECOND_MATCH);
	ck_assert(s.detainer && s.released && s.in_ice_custody && s.closed);
	ck_assert_str_eq(s.dues[s.due_count - 1].what, "custody by ICE");
	ck_assert_int_eq(s.dues[s.due_count - 1].at, NET_START + 7 * (int64_t)DAY + 5 * HOUR);
	ck_assert_int_eq(s.dues[s.due_count - 1].met, NET_START + 6 * (int64_t)DAY + 9 * HOUR);
	ck_assert(!s.dues[s.due_count - 1].late);
	tp_case_free(c);
}

void
play_request_and_transfer(net *n)
{
	book(n);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_REQUEST, ICE, LEA), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_REPLY, LEA, ICE), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_TRANSFER, LEA, ICE), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R9", "a notice of the field office"), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R9", "the agency told"), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R10", "the agency told"), 1);
	ck_assert_uint_eq(net_noted(n, ICE, "R9", "a notice of the agency"), 1);
	ck_assert_uint_eq(net_noted(n, ICE, "R10", "a notice of the agency"), 1);
	ck_assert_str_eq(net_nth(n, NOTICE, LEA, ICE, 0)->address, "SYNOFFNY");
}

/* R11: proceedings wait for the charge; the detainer is withdrawn when it is adjudicated. */
void
play_adjudication(net *n)
{
	tp_case_state s;
	tp_case *c;

	book(n);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_PROCEEDINGS, ICE, LEA), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_ADJUDICATION, LEA, ICE), 1);
	ck_assert_uint_eq(net_notices(n, TP_NOTICE_WITHDRAWAL, ICE, LEA), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R11", "a notice of the field office"), 1);
	ck_assert_uint_eq(net_noted(n, ICE, "R11", "a notice of the agency"), 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R9", "the detainer was taken out"), 1);
	c = case_of(n, 1);
	tp_case_at(c, NET_START + 9 * (int64_t)DAY, &s);
	ck_assert(s.pending == 1 && !s.closed);
	tp_case_at(c, NET_START + 30 * (int64_t)DAY, &s);
	ck_assert(s.pending == 0 && s.closed && !s.detainer);
	tp_case_free(c);
}

/* ---- what is not as it should be ------------------------------------------------------- */

/* An SRE that neither identifies nor not is passed on with its bytes, and settles nothing. */
void
play_unknown_content(net *n)
{
	const net_sent *s;
	tp_message *message;
	tp_case_state state;
	tp_transaction *t;
	tp_bytes bytes;
	tp_path srf = { 2, -1, 1, 59, 0, 0 };
	tp_case *c;

	n->faults[0] = (net_fault){ SRE, IAFIS, CJIS, 0, 0 };
	book(n);
	s = net_nth(n, SRE, IAFIS, CJIS, 0);
	ck_assert_int_eq(tp_transaction_read(s->bytes, s->len, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_delete(t, &srf, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_write(t, 0, &bytes, NULL), TP_OK);
	net_put(n, IAFIS, CJIS, "", bytes.ptr, bytes.len, HOUR);
	net_run(n);
	ck_assert_uint_eq(net_count(n, TP_MESSAGE_UNCLASSIFIED, SIB, LEA), 1);
	comes_back(n, TP_MESSAGE_UNCLASSIFIED, "NYSIB0000");
	message = net_read(n, net_nth(n, TP_MESSAGE_UNCLASSIFIED, SIB, LEA, 0));
	is_text(&tp_message_sre(message)->ers, "SYNTHETIC RAP SHEET");
	tp_message_free(message);
	/* The one of IAFIS that was lost is not told: only what there is of unknown content. */
	n->sent[s - n->sent].kind = TP_MESSAGE_OTHER;
	c = case_of(n, 0);
	tp_case_at(c, NET_START + DAY, &state);
	ck_assert(state.unclassified && state.iafis == TP_IAFIS_WAITING && !state.closed);
	tp_case_free(c);
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
}
