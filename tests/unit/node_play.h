/* SPDX-License-Identifier: MIT */
/* Tests of nodes: scenarios that play a plan and look at what came of it. */
#ifndef TEST_NODE_PLAY_H
#define TEST_NODE_PLAY_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node_net.h"

#define HOUR 3600
#define DAY 86400
enum { LEA = 1, SIB, CJIS, IAFIS, NCIC, IDENT, LESC, ICE, NLETS };
#define CAR TP_MESSAGE_CAR
#define SRE TP_MESSAGE_SRE
#define MATCH TP_MESSAGE_IDR_MATCH
#define NO_MATCH TP_MESSAGE_IDR_NO_MATCH
#define ERRT TP_MESSAGE_ERRT
#define CPI TP_MESSAGE_CPI
#define IAQ TP_MESSAGE_IAQ
#define IAR TP_MESSAGE_IAR
#define NOTICE TP_MESSAGE_NOTICE

/* How many of a kind went that way. */
typedef struct way {
	int kind;
	int from;
	int to;
	size_t count;
} way;
void went(const net *n, const way *ways, size_t count);
#define WENT(n, ways) went(n, ways, sizeof(ways) / sizeof((ways)[0]))

void is_text(const tp_str *s, const char *text);
/* What the agency gets back carries its own numbers, as it sent them. */
void comes_back(const net *n, int kind, const char *sib);
/* An ERRT with codes of the FBI, to the first booking. */
void has_codes(const net *n, const net_sent *s);
void book(net *n);
/* A CAR with a field of Type-1 or Type-2 set to what is wrong; NULL removes it. */
tp_bytes spoilt(const net *n, unsigned number, int type, uint32_t field, const char *value);

/* node_answers.c */
void play_match(net *n);
void play_no_match(net *n);
void play_keeps_match(net *n);
void play_keeps_no_match(net *n);
void play_out_of_order(net *n);
void play_nff_first(net *n);
void play_nff_keeps(net *n);
void play_nff_later(net *n);
void play_nff_later_no_match(net *n);
void play_nff_unknown_number(net *n);
void play_not_signed(net *n);
void play_suspended(net *n);
void play_suspended_cpi(net *n);

/* node_faults.c */
void play_refused_then_fixed(net *n);
void play_refused_by_iafis(net *n);
void play_quota(net *n);
void play_duplicates(net *n);
void play_losses(net *n);
void play_by_name(net *n);

/* node_people.c */
void play_custody(net *n);
void play_request_and_transfer(net *n);
void play_adjudication(net *n);
void play_unknown_content(net *n);

#endif
