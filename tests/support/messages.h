/* SPDX-License-Identifier: MIT */
/*
 * Tests of messages: one of each, filled as far as its struct goes, of no
 * person. A test takes one out of its member and changes what it is about.
 */
#ifndef TS_MESSAGES_H
#define TS_MESSAGES_H

#include "support.h"

#define TS_PRINTS 14

/* A string literal as a view. */
#define TS_STR(literal) { literal, sizeof(literal) - 1 }

typedef struct ts_messages {
	tp_mem mem;
	tp_profile *profile;
	tp_message_options options; /* profile, and the allocator */
	tp_bytes prints[TS_PRINTS]; /* WSQ, of fingers and plain impressions */
	tp_bytes photo;             /* JPEG, or only its header where the build has no JPEG */
	tp_submitted_image images[TS_PRINTS + 1];
	tp_str photos[1];
	tp_car car;                 /* 14 Type-4 records and a Type-10 */
	tp_sre ident;
	tp_sre non_ident;
	tp_errt errt;
	tp_idr match;               /* five encounters, one photograph, an IAR */
	tp_idr no_match;
	tp_cpi cpi;
	tp_iaq iaq;
	tp_iar iar;
	tp_notice detainer;
} ts_messages;

/* For a profile of EBTS, "ebts-9.1" or "ebts-11.0"; ends the program on failure. */
void ts_messages_make(ts_messages *m, const char *profile);
void ts_messages_free(ts_messages *m);

/* Whether the view is that text. */
bool ts_is(const tp_str *s, const char *text);

#endif
