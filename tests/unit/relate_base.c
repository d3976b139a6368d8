/* SPDX-License-Identifier: MIT */
/*
 * Tests of relations: the transactions to start from, and changes to them:
 *
 *	2.045=20240301      set a value
 *	-2.045              delete a value, a field or a record
 *	+14@3               add a record
 *	!14@3=wsq:64x64x1   put an image's bytes into the record, and no more
 *
 * parted by ';'. \r and \u stand for the separators RS and US.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relate_cases.h"

#define TEXT_MAX 2048

const char *
relate_profile(relate_base base)
{
	static const char *const names[BASE_COUNT] = { "ebts-11.0", "ebts-9.1", "itl-2013" };

	return names[base];
}

/* ---- changes -------------------------------------------------------------------------- */

static tp_path
path_of(const char *text)
{
	tp_path path;
	tp_diag diag;

	ck_assert_msg(tp_path_parse(text, &path, &diag) == TP_OK, "%s: %s", text, diag.text);
	return path;
}

static tp_record *
record_of(tp_transaction *t, const char *text)
{
	tp_path path = path_of(text);
	tp_diag diag;
	size_t index;

	ck_assert_msg(tp_path_record(t, &path, &index, &diag) == TP_OK, "%s: %s", text,
	    diag.text);
	return tp_transaction_record(t, index);
}

static void
put_image(tp_transaction *t, const char *at, const char *kind)
{
	tp_record *r = record_of(t, at);
	tp_image_fields fields;
	uint8_t *bytes;
	tp_diag diag;
	size_t len;

	(void)tp_record_image_fields(tp_record_type(r), &fields);
	bytes = relate_stream(kind, &len);
	ck_assert_msg(tp_record_set(r, fields.data, 1, 1, bytes, len, 0, &diag) == TP_OK, "%s: %s",
	    at, diag.text);
	free(bytes);
}

static void
add_record(tp_transaction *t, const char *at)
{
	tp_path path = path_of(at);
	tp_record *r;
	tp_diag diag;

	ck_assert_msg(tp_transaction_add_record(t, (int)path.type, path.idc, 0, &r, &diag) ==
	    TP_OK, "%s: %s", at, diag.text);
}

/* \r and \u in place. */
static size_t
separate(char *text)
{
	char *from = text, *to = text;

	for (; *from != '\0'; from++)
		if (from[0] == '\\' && (from[1] == 'r' || from[1] == 'u'))
			*to++ = *++from == 'r' ? '\036' : '\037';
		else
			*to++ = *from;
	*to = '\0';
	return (size_t)(to - text);
}

static void
set_value(tp_transaction *t, const char *at, char *value)
{
	tp_path path = path_of(at);
	size_t len = separate(value);
	tp_diag diag;

	ck_assert_msg(tp_transaction_set(t, &path, value, len, 0, &diag) == TP_OK, "%s: %s", at,
	    diag.text);
}

static void
delete_value(tp_transaction *t, const char *at)
{
	tp_path path = path_of(at);
	tp_diag diag;

	ck_assert_msg(tp_transaction_delete(t, &path, &diag) == TP_OK, "%s: %s", at, diag.text);
}

static void
change(tp_transaction *t, char *text)
{
	char *value = strchr(text, '=');

	if (value != NULL)
		*value++ = '\0';
	if (*text == '+')
		add_record(t, text + 1);
	else if (*text == '-')
		delete_value(t, text + 1);
	else if (*text == '!')
		put_image(t, text + 1, value);
	else
		set_value(t, text, value);
}

static void
apply(tp_transaction *t, const char *changes)
{
	char one[TEXT_MAX];
	size_t len;

	for (; *changes != '\0'; changes += len + (changes[len] == ';')) {
		len = strcspn(changes, ";");
		ck_assert_uint_lt(len, sizeof one);
		memcpy(one, changes, len);
		one[len] = '\0';
		change(t, one);
	}
}

/* ---- transactions without a fault --------------------------------------------------------- */

static const char arrest[] =
	"+2@0;2.002=00;2.005=Y;2.006=DESK 7;2.009=CASE-1;2.016=999999999;2.018=SYNTHETIC,PERSON;"
	"2.019=OTHER,NAME;2.020=WV;2.022=19800101;2.024=M;2.025=U;2.027=510;2.029=180;2.031=BRO;"
	"2.032=BRO;2.045=20240228;2.047=20240227\\uA CHARGE;2.073=WV0000000";

/* The fourteen prints of a card: ten rolled, the thumbs and four fingers of each hand plain. */
static void
add_prints(tp_transaction *t, bool binary)
{
	static const char *const sizes[] = { "80x75", "50x100", "160x150" };
	char text[TEXT_MAX];
	unsigned n;

	for (n = 1; n <= 14; n++) {
		const char *size = sizes[n <= 10 ? 0 : n <= 12 ? 1 : 2];
		unsigned wide, high;

		ck_assert_int_eq(sscanf(size, "%ux%u", &wide, &high), 2);
		if (binary)
			(void)snprintf(text, sizeof text, "+4@%u;4@%u.003=%d;"
			    "4@%u.004=%u\\r255\\r255\\r255\\r255\\r255;"
			    "4@%u.005=0;4@%u.006=%u;4@%u.007=%u;4@%u.008=0;!4@%u=raw:%sx1:%u", n, n,
			    n <= 10 ? 1 : 0, n, n, n, n, wide, n, high, n, n, size, n);
		else
			(void)snprintf(text, sizeof text, "+14@%u;14@%u.003=%d;14@%u.004=WV0000000;"
			    "14@%u.005=20240228;14@%u.006=%u;14@%u.007=%u;14@%u.008=1;"
			    "14@%u.009=500;14@%u.010=500;14@%u.011=NONE;14@%u.012=8;14@%u.013=%u;"
			    "!14@%u=raw:%sx1:%u", n, n, n <= 10 ? 1 : 0, n, n, n, wide, n, high, n,
			    n, n, n, n, n, n, n, size, n);
		apply(t, text);
	}
}

/* A slap with segments, a face, a latent, a palm, an eye, features and what they refer to. */
static const char all_records[] =
	"+2@0;"
	"+4@1;4@1.003=1;4@1.004=1\\r255\\r255\\r255\\r255\\r255;4@1.005=0;"
	"4@1.006=80;4@1.007=75;4@1.008=0;!4@1=raw:80x75x1:1;"
	"+9@1;9@1.003=1;9@1.004=S;9@1.005=SYSTEM\\uA;9@1.006=1;9@1.128=80;9@1.129=75;9@1.134=1;"
	"9@1.360=2\\u1,1-2,1-2,2;"
	"+14@2;14@2.003=0;14@2.004=SRC;14@2.005=20240228;14@2.006=160;14@2.007=150;14@2.008=1;"
	"14@2.009=500;14@2.010=500;14@2.011=NONE;14@2.012=8;14@2.013=13;14@2.016=500;14@2.017=500;"
	"14@2.018=5\\uXX;14@2.021=2\\u10\\u40\\u20\\u90\\r3\\u50\\u80\\u20\\u90;"
	"14@2.022=2\\u1\\r3\\u2;14@2.023=2\\u50\\u00FF\\u1;14@2.024=2\\u50\\u00FF\\u1;"
	"14@2.025=2\\u3\\u1\\u1\\u9\\u1\\u5\\u9;!14@2=raw:160x150x1:2;"
	"+10@3;10@3.003=FACE;10@3.004=SRC;10@3.005=20240228;10@3.006=480;10@3.007=600;10@3.008=1;"
	"10@3.009=72;10@3.010=72;10@3.011=JPEGB;10@3.012=RGB;10@3.013=20;"
	"10@3.014=1\\u400\\u1\\u500\\uF;10@3.015=C\\u2\\u5\\u5\\u9\\u9;"
	"10@3.033=chin\\u3\\u1\\u1\\u9\\u1\\u5\\u9;10@3.045=T\\uH\\u3\\u1\\u1\\u9\\u1\\u5\\u9;"
	"10@3.992=0;10@3.995=1;10@3.997=1;"
	"10@3.998=\\u38\\u53\\u30.5\\u77\\u2\\u10\\u\\u\\u17S\\u1\\u1;"
	"!10@3=jpeg:480x600x3:72;"
	"+13@4;13@4.003=4;13@4.004=SRC;13@4.005=20240228;13@4.006=60;13@4.007=50;13@4.008=2;"
	"13@4.009=394;13@4.010=394;13@4.011=NONE;13@4.012=8;13@4.013=7;!13@4=raw:60x50x1:3;"
	"+15@5;15@5.003=10;15@5.004=SRC;15@5.005=20240228;15@5.006=70;15@5.007=90;15@5.008=2;"
	"15@5.009=197;15@5.010=197;15@5.011=NONE;15@5.012=8;15@5.013=21;15@5.016=197;15@5.017=197;"
	"15@5.018=25\\uXX;15@5.024=26\\u50\\u00FF\\u1;!15@5=raw:70x90x1:4;"
	"+17@6;17@6.003=1;17@6.004=SRC;17@6.005=20240228;17@6.006=64;17@6.007=48;17@6.008=1;"
	"17@6.009=300;17@6.010=300;17@6.011=NONE;17@6.012=8;17@6.013=GRAY;17@6.020=BRO;"
	"17@6.033=C\\u2\\u30\\u20\\u30\\u24;"
	"17@6.035=P\\u3\\u1\\u1\\u9\\u1\\u5\\u9;!17@6=raw:64x48x1:5;"
	"+20@7;20@7.003=S;20@7.004=SRC;20@7.021=1;+21@8;21@8.004=SRC;21@8.021=1";

static tp_transaction *
make_bare(relate_base base)
{
	tp_new_options o = { .size = sizeof o, .ver = "0502", .tot = "CAR", .dat = "20240229",
		.dai = "WVIAFIS0Z", .ori = "WV0000000", .tcn = "SYNTHETIC-0001", .nsr = "00.00",
		.ntr = "00.00" };
	tp_transaction *t;
	tp_diag diag;

	if (base != BASE_CARD)
		o.nsr = o.ntr = "19.69";
	if (base == BASE_CARD4)
		o.ver = "0400";
	if (base == BASE_ALL) {
		o.ver = "0501";
		o.tot = "TEST";
	}
	ck_assert_msg(tp_transaction_new(&o, &t, &diag) == TP_OK, "%s", diag.text);
	apply(t, "1.014=20240229120000Z");
	return t;
}

tp_transaction *
relate_make(relate_base base, const char *changes)
{
	tp_transaction *t = make_bare(base);

	if (base == BASE_ALL)
		apply(t, all_records);
	else {
		apply(t, base == BASE_CARD ? "1.013=NORAM\\u11.0" : "1.013=NORAM\\u9.1");
		apply(t, arrest);
		add_prints(t, base == BASE_CARD4);
	}
	apply(t, changes);
	return t;
}
