/* SPDX-License-Identifier: MIT */
/*
 * Tests of nodes: the two answers to a booking (R1-R3, R5, R8), an NFF state
 * (R4), and jurisdictions that take no part (R12).
 */

#include "node_play.h"

void
went(const net *n, const way *ways, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		ck_assert_msg(net_count(n, ways[i].kind, ways[i].from, ways[i].to) == ways[i].count,
		    "%s from %s to %s: %zu, not %zu", tp_message_kind_name(ways[i].kind),
		    tp_system_name(ways[i].from), tp_system_name(ways[i].to),
		    net_count(n, ways[i].kind, ways[i].from, ways[i].to), ways[i].count);
}
void
is_text(const tp_str *s, const char *text)
{
	ck_assert_msg(ts_is(s, text), "\"%.*s\", not \"%s\"", (int)s->len, s->ptr, text);
}

void
comes_back(const net *n, int kind, const char *sib)
{
	const net_sent *s = net_nth(n, kind, SIB, LEA, 0);
	tp_message *message = net_read(n, s);
	const tp_envelope *e = tp_message_envelope(message);

	ck_assert_str_eq(s->address, n->plan->agency);
	is_text(&e->dai, n->plan->agency);
	is_text(&e->ori, sib);
	is_text(&e->tcr, "SYNTHETIC-TCN-1");
	is_text(&e->atn, "DESK SAMPLE");
	is_text(&e->oca, "SYNTHETIC-OCA-1");
	ck_assert_uint_eq(e->sco.count, 2);
	is_text(&e->sco.at[0], "NY0300001");
	is_text(&e->sco.at[1], "NY0300002/DESK");
	ck_assert_uint_eq(e->cri.count, 1);
	is_text(&e->cri.at[0], n->plan->agency);
	tp_message_free(message);
}

void
book(net *n)
{
	net_book(n, 1);
	net_run(n);
}

/* ---- two answers ------------------------------------------------------------------ */

static const way of_a_match[] = {
	{ CAR, 0, LEA, 1 }, { CAR, LEA, SIB, 1 }, { CAR, SIB, CJIS, 1 }, { CAR, CJIS, IAFIS, 1 },
	{ CAR, CJIS, IDENT, 1 }, { SRE, IAFIS, CJIS, 1 }, { SRE, CJIS, SIB, 1 },
	{ SRE, SIB, LEA, 1 }, { MATCH, IDENT, CJIS, 1 }, { IAQ, CJIS, LESC, 1 },
	{ IAR, LESC, CJIS, 1 }, { IAR, LESC, ICE, 1 }, { MATCH, CJIS, SIB, 1 },
	{ MATCH, SIB, LEA, 1 },
};

static void
both_portions(const net *n, const tp_idr *idr, const tp_transaction *t)
{
	size_t i, photographs = 0;

	ck_assert(idr->match && idr->has_iar);
	ck_assert_uint_eq(idr->iar.len, n->m->iar.text.len);
	ck_assert(memcmp(idr->iar.ptr, n->m->iar.text.ptr, n->m->iar.text.len) == 0);
	ck_assert_uint_eq(idr->encounter_count, 5);
	is_text(&idr->encounters[0].name, "SYNTHETIC ONE");
	is_text(&idr->encounters[0].locator, "SYN-LOC-1");
	is_text(&idr->encounters[4].locator, "SYN-LOC-5");
	is_text(&idr->srf, "N");
	for (i = 0; i < tp_transaction_record_count(t); i++)
		photographs += tp_record_type(tp_transaction_record(t, i)) == 10;
	ck_assert_uint_eq(photographs, n->plan->photo ? 1 : 0);
}

void
play_match(net *n)
{
	const net_sent *to_cjis, *to_ice;
	tp_message *message;
	const tp_iaq *iaq;

	book(n);
	WENT(n, of_a_match);
	ck_assert_uint_eq(n->sent_count, sizeof of_a_match / sizeof of_a_match[0]);
	comes_back(n, SRE, "NYSIB0000");
	comes_back(n, MATCH, "NYSIB0000");
	message = net_read(n, net_nth(n, SRE, SIB, LEA, 0));
	is_text(&tp_message_sre(message)->srf, "I");
	is_text(&tp_message_sre(message)->fbi, "123456AA7");
	tp_message_free(message);
	message = net_read(n, net_nth(n, MATCH, SIB, LEA, 0));
	both_portions(n, tp_message_idr(message), tp_message_transaction(message));
	tp_message_free(message);
	message = net_read(n, net_nth(n, IAQ, CJIS, LESC, 0));
	iaq = tp_message_iaq(message);
	is_text(&iaq->nam, "SYNTHETIC,SAMPLE");
	is_text(&iaq->dob, "19800101");
	is_text(&iaq->off, "2399");
	is_text(&iaq->cus, "Y");
	is_text(&iaq->fbi, "123456AA7");
	tp_message_free(message);
	/* SOP 2.1.4, 3.1.6: to both at the same time. */
	to_cjis = net_nth(n, IAR, LESC, CJIS, 0);
	to_ice = net_nth(n, IAR, LESC, ICE, 0);
	ck_assert(to_cjis->at == to_ice->at && to_cjis->at == NET_START + 6 + 1800);
	ck_assert_str_eq(to_ice->address, "SYNOFFNY");
	ck_assert_uint_eq(net_noted(n, ICE, "R8", "the LESC's words were taken"), 1);
}

void
play_no_match(net *n)
{
	static const way ways[] = {
		{ SRE, SIB, LEA, 1 }, { NO_MATCH, IDENT, CJIS, 1 }, { NO_MATCH, CJIS, SIB, 1 },
		{ NO_MATCH, SIB, LEA, 1 }, { IAQ, CJIS, LESC, 0 }, { IAQ, LEA, NLETS, 0 },
		{ MATCH, CJIS, SIB, 0 },
	};
	tp_message *message;

	book(n);
	WENT(n, ways);
	comes_back(n, NO_MATCH, "NYSIB0000");
	message = net_read(n, net_nth(n, NO_MATCH, SIB, LEA, 0));
	ck_assert(!tp_message_idr(message)->match && !tp_message_idr(message)->has_iar);
	ck_assert_uint_eq(tp_message_idr(message)->encounter_count, 0);
	tp_message_free(message);
	ck_assert_uint_eq(net_noted(n, CJIS, "R5", "no match: the LESC is not asked"), 1);
	ck_assert_uint_eq(net_noted(n, SIB, "R3", "the answer was routed"), 1);
}

void
play_keeps_match(net *n)
{
	static const way ways[] = { { SRE, SIB, LEA, 1 }, { IAQ, CJIS, LESC, 1 },
		{ IAR, LESC, ICE, 1 }, { MATCH, CJIS, SIB, 1 }, { MATCH, SIB, LEA, 0 } };

	book(n);
	WENT(n, ways);
	ck_assert_uint_eq(net_noted(n, SIB, "R2", "the state does not route"), 1);
}

void
play_keeps_no_match(net *n)
{
	static const way ways[] = { { SRE, SIB, LEA, 1 }, { NO_MATCH, IDENT, CJIS, 1 },
		{ NO_MATCH, CJIS, SIB, 0 }, { NO_MATCH, SIB, LEA, 0 }, { IAQ, CJIS, LESC, 0 } };

	book(n);
	WENT(n, ways);
	ck_assert_uint_eq(net_noted(n, CJIS, "R3", "the state does not route: no second"), 1);
}

/* IDENT and the LESC are quick, and IAFIS is not: the second answer comes first. */
void
play_out_of_order(net *n)
{
	const net_sent *sre, *idr;

	book(n);
	WENT(n, of_a_match);
	sre = net_nth(n, SRE, SIB, LEA, 0);
	idr = net_nth(n, MATCH, SIB, LEA, 0);
	ck_assert(idr->at < sre->at);
	comes_back(n, SRE, "NYSIB0000");
	comes_back(n, MATCH, "NYSIB0000");
}

/* ---- NFF, and jurisdictions that take no part --------------------------------------- */

void
play_nff_first(net *n)
{
	static const way ways[] = { { CAR, SIB, CJIS, 1 }, { CPI, SIB, NCIC, 0 },
		{ SRE, SIB, LEA, 1 }, { MATCH, CJIS, SIB, 1 }, { MATCH, SIB, LEA, 1 } };

	book(n);
	WENT(n, ways);
	ck_assert_uint_eq(net_noted(n, SIB, "R4", "the answer was routed"), 1);
}

/* The additional answer is due even to a bureau that does not route. */
void
play_nff_keeps(net *n)
{
	static const way ways[] = { { SRE, SIB, LEA, 1 }, { NO_MATCH, CJIS, SIB, 1 },
		{ NO_MATCH, SIB, LEA, 0 } };

	book(n);
	WENT(n, ways);
	ck_assert_str_eq(net_nth(n, NO_MATCH, CJIS, SIB, 0)->rule, "R4");
	ck_assert_uint_eq(net_noted(n, SIB, "R4", "the state does not route"), 1);
}

void
play_nff_later(net *n)
{
	static const way ways[] = { { CAR, LEA, SIB, 1 }, { CAR, SIB, CJIS, 0 },
		{ CPI, SIB, NCIC, 1 }, { CPI, NCIC, CJIS, 1 }, { CPI, CJIS, IDENT, 1 },
		{ SRE, CJIS, SIB, 0 }, { IAQ, CJIS, LESC, 1 }, { IAR, LESC, ICE, 1 },
		{ MATCH, CJIS, SIB, 1 }, { MATCH, SIB, LEA, 1 } };
	const tp_cpi *cpi;
	tp_message *message;

	book(n);
	WENT(n, ways);
	comes_back(n, MATCH, "FLSIB0000");
	message = net_read(n, net_nth(n, CPI, NCIC, CJIS, 0));
	cpi = tp_message_cpi(message);
	is_text(&cpi->fbi, "123456AA7");
	is_text(&cpi->sid, "FL1234567");
	is_text(&cpi->doa, "20240304");
	is_text(&cpi->charges[0].code, "2399");
	is_text(&cpi->envelope.ori, "FLSIB0000");
	tp_message_free(message);
	ck_assert_str_eq(net_nth(n, IAR, LESC, ICE, 0)->address, "SYNOFFFL");
	ck_assert_uint_eq(net_noted(n, IAFIS, "R1", ""), 0);
}

void
play_nff_later_no_match(net *n)
{
	static const way ways[] = { { CPI, CJIS, IDENT, 1 }, { SRE, CJIS, SIB, 0 },
		{ IAQ, CJIS, LESC, 0 }, { NO_MATCH, CJIS, SIB, 1 }, { NO_MATCH, SIB, LEA, 1 } };

	book(n);
	WENT(n, ways);
	comes_back(n, NO_MATCH, "FLSIB0000");
}

/* Without an FBI number there is no master record to search with: the prints go. */
void
play_nff_unknown_number(net *n)
{
	static const way ways[] = { { CPI, SIB, NCIC, 0 }, { CAR, SIB, CJIS, 1 },
		{ SRE, SIB, LEA, 1 } };
	tp_bytes car = net_car(n, 1);
	tp_path fbi = { 2, -1, 1, 14, 0, 0 };
	tp_transaction *t;
	tp_bytes bytes;

	ck_assert_int_eq(tp_transaction_read(car.ptr, car.len, NULL, &t, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_delete(t, &fbi, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_write(t, 0, &bytes, NULL), TP_OK);
	net_put(n, 0, LEA, NFF, bytes.ptr, bytes.len, 0);
	net_run(n);
	WENT(n, ways);
	ck_assert_uint_eq(net_noted(n, SIB, "R4", "a later arrest, of which too little"), 1);
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
	tp_bytes_free(&car);
}

static const way of_no_part[] = { { CAR, LEA, SIB, 1 }, { CAR, SIB, CJIS, 1 },
	{ CAR, CJIS, IAFIS, 1 }, { SRE, IAFIS, CJIS, 1 }, { SRE, CJIS, SIB, 1 },
	{ SRE, SIB, LEA, 1 } };

/* The ordinary booking goes on unchanged, and nothing else happens. */
void
play_not_signed(net *n)
{
	book(n);
	WENT(n, of_no_part);
	ck_assert_uint_eq(n->sent_count, 7);
	comes_back(n, SRE, "TXSIB0000");
	ck_assert_uint_eq(net_noted(n, CJIS, "R12", "the jurisdiction takes no part"), 1);
}

/* What CJIS receives in the suspension's last second, and in the one after it. */
void
play_suspended(net *n)
{
	tp_bytes car = net_car(n, 1);

	net_put(n, 0, LEA, SUSPENDED, car.ptr, car.len, 11 * HOUR - 4);
	net_run(n);
	WENT(n, of_no_part);
	ck_assert_uint_eq(n->sent_count, 7);
	tp_bytes_free(&car);
	car = net_car(n, 2);
	net_put(n, 0, LEA, SUSPENDED, car.ptr, car.len, 11 * HOUR - 3);
	net_run(n);
	ck_assert_uint_eq(net_count(n, CAR, CJIS, IDENT), 1);
	ck_assert_uint_eq(net_count(n, MATCH, SIB, LEA), 1);
	tp_bytes_free(&car);
}

/* A CPI is carried on, too, and answered by nobody. */
void
play_suspended_cpi(net *n)
{
	book(n);
	ck_assert_uint_eq(net_count(n, CPI, NCIC, CJIS), 1);
	ck_assert_uint_eq(n->sent_count, 4);
	ck_assert_uint_eq(net_noted(n, CJIS, "R12", ""), 1);
}
