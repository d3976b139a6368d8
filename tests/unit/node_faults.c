/* SPDX-License-Identifier: MIT */
/*
 * Tests of nodes: what is refused, doubled or lost (R1), the quota of queries
 * (R2), and the query by name (R6).
 */

#include "node_play.h"

tp_bytes
spoilt(const net *n, unsigned number, int type, uint32_t field, const char *value)
{
	tp_bytes car = net_car(n, number), bytes;
	tp_path path = { (uint32_t)type, -1, 1, field, 0, 0 };
	tp_transaction *t;

	ck_assert_int_eq(tp_transaction_read(car.ptr, car.len, NULL, &t, NULL), TP_OK);
	if (value == NULL)
		ck_assert_int_eq(tp_transaction_delete(t, &path, NULL), TP_OK);
	else
		ck_assert_int_eq(tp_transaction_set(t, &path, value, strlen(value), 0, NULL), TP_OK);
	ck_assert_int_eq(tp_transaction_write(t, 0, &bytes, NULL), TP_OK);
	tp_transaction_free(t);
	tp_bytes_free(&car);
	return bytes;
}

void
has_codes(const net *n, const net_sent *s)
{
	tp_message *message = net_read(n, s);
	const tp_errt *errt = tp_message_errt(message);
	size_t i;

	ck_assert_ptr_nonnull(errt);
	ck_assert_uint_ge(errt->msg.count, 1);
	for (i = 0; i < errt->msg.count; i++)
		ck_assert_msg(tp_fbi_message_find(errt->msg.at[i].ptr, 5) != NULL, "%.*s",
		    (int)errt->msg.at[i].len, errt->msg.at[i].ptr);
	is_text(&errt->envelope.tcr, "SYNTHETIC-TCN-1");
	tp_message_free(message);
}

/* The agency's own node submits nothing that does not conform; what comes to CJIS is refused. */
void
play_refused_then_fixed(net *n)
{
	tp_bytes bad = spoilt(n, 1, 2, 24, "?");

	net_put(n, 0, LEA, ROUTES, bad.ptr, bad.len, 0);
	net_run(n);
	ck_assert_uint_eq(n->sent_count, 1);
	ck_assert_uint_eq(net_noted(n, LEA, "R1", "the CAR does not conform"), 1);
	net_put(n, LEA, SIB, "NYSIB0000", bad.ptr, bad.len, 10);
	net_run(n);
	ck_assert_uint_eq(net_count(n, ERRT, CJIS, SIB), 1);
	ck_assert_uint_eq(net_count(n, ERRT, SIB, LEA), 1);
	ck_assert_uint_eq(net_count(n, CAR, CJIS, IAFIS) + net_count(n, CAR, CJIS, IDENT), 0);
	has_codes(n, net_nth(n, ERRT, SIB, LEA, 0));
	comes_back(n, ERRT, "NYSIB0000");
	net_book(n, 2);
	net_run(n);
	ck_assert_uint_eq(net_count(n, CAR, CJIS, IAFIS), 1);
	ck_assert_uint_eq(net_count(n, SRE, SIB, LEA), 1);
	ck_assert_uint_eq(net_count(n, MATCH, SIB, LEA), 1);
	tp_bytes_free(&bad);
}

void
play_refused_by_iafis(net *n)
{
	book(n);
	ck_assert_uint_eq(net_count(n, ERRT, IAFIS, CJIS), 1);
	ck_assert_uint_eq(net_count(n, SRE, SIB, LEA), 0);
	has_codes(n, net_nth(n, ERRT, SIB, LEA, 0));
	comes_back(n, ERRT, "NYSIB0000");
}

/* M0017: the quota of queries is used up, and the IDR goes without an IAR. */
void
play_quota(net *n)
{
	tp_message *message;

	book(n);
	ck_assert_uint_eq(net_count(n, IAQ, CJIS, LESC), 0);
	ck_assert_uint_eq(net_count(n, IAR, LESC, ICE), 0);
	message = net_read(n, net_nth(n, MATCH, SIB, LEA, 0));
	ck_assert(tp_message_idr(message)->match && !tp_message_idr(message)->has_iar);
	ck_assert_uint_eq(tp_message_idr(message)->msg.count, 1);
	ck_assert(memcmp(tp_message_idr(message)->msg.at[0].ptr, "M0017", 5) == 0);
	tp_message_free(message);
}

/* Each of four messages comes twice: no search, query or answer is doubled by it. */
void
play_duplicates(net *n)
{
	static const net_fault faults[] = { { CAR, SIB, CJIS, 2, 100 }, { MATCH, IDENT, CJIS, 2, 9 },
		{ IAR, LESC, CJIS, 2, 50 }, { CAR, LEA, SIB, 2, 3600 } };
	static const way ways[] = { { CAR, SIB, CJIS, 2 }, { CAR, CJIS, IAFIS, 1 },
		{ CAR, CJIS, IDENT, 1 }, { SRE, SIB, LEA, 1 }, { IAQ, CJIS, LESC, 1 },
		{ IAR, LESC, CJIS, 1 }, { IAR, LESC, ICE, 1 }, { MATCH, CJIS, SIB, 1 },
		{ MATCH, SIB, LEA, 1 } };
	const net_sent *one, *two;

	memcpy(n->faults, faults, sizeof faults);
	book(n);
	WENT(n, ways);
	/* What the bureau was given twice it forwards as the same bytes. */
	one = net_nth(n, CAR, SIB, CJIS, 0);
	two = net_nth(n, CAR, SIB, CJIS, 1);
	ck_assert(one->len == two->len && memcmp(one->bytes, two->bytes, one->len) == 0);
}

/* One message is lost: what does not hang on it comes all the same. */
static void
lose(net *n, unsigned number, const net_fault *fault, size_t sres, size_t idrs)
{
	size_t sre = net_count(n, SRE, SIB, LEA), idr = net_count(n, MATCH, SIB, LEA);

	n->faults[0] = *fault;
	net_book(n, number);
	net_run(n);
	ck_assert_uint_eq(net_count(n, SRE, SIB, LEA) - sre, sres);
	ck_assert_uint_eq(net_count(n, MATCH, SIB, LEA) - idr, idrs);
}

void
play_losses(net *n)
{
	static const net_fault faults[] = { { CAR, CJIS, IDENT, 0, 0 }, { MATCH, IDENT, CJIS, 0, 0 },
		{ IAQ, CJIS, LESC, 0, 0 }, { IAR, LESC, CJIS, 0, 0 }, { CAR, CJIS, IAFIS, 0, 0 },
		{ SRE, IAFIS, CJIS, 0, 0 } };
	size_t i;

	for (i = 0; i < 6; i++)
		lose(n, (unsigned)i + 1, &faults[i], i < 4 ? 1 : 0, i < 4 ? 0 : 1);
	/* The field office had the words that CJIS never got, and of both later bookings. */
	ck_assert_uint_eq(net_count(n, IAR, LESC, ICE), 3);
}

void
play_by_name(net *n)
{
	static const way ways[] = { { NO_MATCH, SIB, LEA, 1 }, { IAQ, LEA, NLETS, 1 },
		{ IAQ, NLETS, LESC, 1 }, { IAR, LESC, NLETS, 1 }, { IAR, NLETS, LEA, 1 },
		{ IAQ, CJIS, LESC, 0 }, { IAR, LESC, CJIS, 0 }, { IAR, LESC, ICE, 0 } };
	tp_message *query, *answer;

	book(n);
	WENT(n, ways);
	query = net_read(n, net_nth(n, IAQ, LEA, NLETS, 0));
	answer = net_read(n, net_nth(n, IAR, NLETS, LEA, 0));
	is_text(&tp_message_envelope(query)->ori, ROUTES);
	ck_assert_uint_eq(tp_message_envelope(query)->tcn.len, tp_message_envelope(answer)->tcn.len);
	ck_assert(memcmp(tp_message_envelope(query)->tcn.ptr, tp_message_envelope(answer)->tcn.ptr,
	    tp_message_envelope(query)->tcn.len) == 0);
	ck_assert_str_eq(net_nth(n, IAR, NLETS, LEA, 0)->address, ROUTES);
	is_text(&tp_message_iar(answer)->text, n->m->iar.text.ptr);
	tp_message_free(query);
	tp_message_free(answer);
}
