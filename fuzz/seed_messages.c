/* SPDX-License-Identifier: MIT */
/* Fuzzing: seeds of the messages' texts, built by the library or put together here. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "seeds.h"

static void
built(const char *target, const char *name, tp_status status, tp_bytes *text)
{
	if (status != TP_OK) {
		(void)fprintf(stderr, "the seed %s/%s is not built\n", target, name);
		exit(EXIT_FAILURE);
	}
	seed(target, name, text->ptr, text->len);
	tp_bytes_free(text);
}

static void
literal(const char *target, const char *name, const char *text)
{
	seed(target, name, text, strlen(text));
}

static void
carried(const char *name, tp_status status, tp_transaction *t)
{
	tp_field field = { 0 };

	if (status != TP_OK || !tp_record_field(tp_transaction_record(t, 1), 2023, 0, &field)) {
		(void)fprintf(stderr, "the seed idr/%s is not built\n", name);
		exit(EXIT_FAILURE);
	}
	seed("idr", name, field.value.ptr, field.value.len);
	tp_transaction_free(t);
}

static void
idrs(ts_messages *m)
{
	tp_transaction *t = NULL;
	tp_status status = tp_idr_build(&m->match, &m->options, &t, NULL);

	carried("match", status, t);
	m->match.encounters[0].photo = -1;
	m->match.photo_count = 0;
	status = tp_idr_build(&m->match, &m->options, &t, NULL);
	carried("match-without-photograph", status, t);
	status = tp_idr_build(&m->no_match, &m->options, &t, NULL);
	carried("no-match", status, t);
	literal("idr", "other-lines", "TENPRINT-IDR 1\nRESULT: MATCH\nX\nENCOUNTER 1\nNAME: A\n"
	    "NAME: B\nENCOUNTER 3\nENCOUNTER 2\nPHOTO-IDC: X\nIAR: 3 plain\nA\r\n\nY: Z\n");
	literal("idr", "cut",
	    "TENPRINT-IDR 1\r\nRESULT: MATCH\r\nENCOUNTER 1\r\nIAR: 9 quoted\r\n=0");
	literal("idr", "version", "TENPRINT-IDR 2\r\nRESULT: NO MATCH\r\n");
}

static void
texts(ts_messages *m)
{
	tp_bytes text;

	built("cpi", "cpi", tp_cpi_build(&m->cpi, &m->options, &text, NULL), &text);
	built("cpi", "detainer", tp_notice_build(&m->detainer, &m->options, &text, NULL), &text);
	literal("cpi", "other-lines", "TENPRINT-CPI 1\nDATE: 20240305\nX: Y\nFROM: A\nTO: B\n"
	    "CONTROL: C\nFBI: 1\nDATE-OF-ARREST: 20240304\nCHARGE 1\nCODE: 2399\nCODE: 1\n\nZ\n");
	literal("cpi", "layout", "layout\tkind\tkey\tlabel\tneed\tmin\tmax\tform\n"
	    "cpi\tmark\t\tSYN\t1\t0\t0\t\ncpi\tvalue\tdat\tD\t1\t8\t8\tdate\n"
	    "cpi\tvalue\tfbi\tF\t0\t1\t9\talnum\ncpi\tgroup\tcharge\tC\t1\t0\t40\t\n"
	    "cpi\titem\tcode\tN\t1\t4\t4\tdigits\n");
	built("nlets", "iaq", tp_iaq_build(&m->iaq, &m->options, NULL, &text, NULL), &text);
	built("nlets", "iar", tp_iar_build(&m->iar, &m->options, &text, NULL), &text);
	literal("nlets", "stamp", "IAQ.NY0300000.\r\n1200 03/05/2024 00001\r\nAX.*C1.TXT\r\nPUR/C."
	    "ATN/A.PHN/1.NAM/A,B.DOB/010180.SEX/X.POB/NY.CUS/Y.OFF/0399.REASON/X.NAM/C\r\n");
	literal("nlets", "answer-stamp", "IAR.VTICE0900.\n1200\nNY0300000.TXT.\nWORDS.\n");
}

void
seed_messages(void)
{
	ts_messages m;

	ts_messages_make(&m, "ebts-11.0");
	texts(&m);
	idrs(&m);
	ts_messages_free(&m);
}
