/* SPDX-License-Identifier: MIT */
/* Tests: synthetic transactions, put together byte by byte without the library. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

void
ts_file_init(ts_file *f)
{
	memset(f, 0, sizeof *f);
}

void
ts_file_free(ts_file *f)
{
	free(f->bytes);
	memset(f, 0, sizeof *f);
}

void
ts_raw(ts_file *f, const void *bytes, size_t len)
{
	if (f->len + len > f->capacity) {
		f->capacity = (f->len + len) * 2;
		f->bytes = realloc(f->bytes, f->capacity);
		if (f->bytes == NULL)
			abort();
	}
	if (len != 0)
		memcpy(f->bytes + f->len, bytes, len);
	f->len += len;
}

static void
start(ts_file *f)
{
	if (f->count >= sizeof f->at / sizeof f->at[0])
		abort();
	f->at[f->count++] = f->len;
}

void
ts_tagged(ts_file *f, const char *tag, const void *rest, size_t len, int delta)
{
	size_t without = strlen(tag) + (len != 0 ? 1 : 0) + len + 1, size = without;
	char digits[24];
	int n = 0;

	/* LEN counts its own digits: try until it says what it is. */
	do
		n = snprintf(digits, sizeof digits, "%zu", size);
	while (without + (size_t)n != size && (size = without + (size_t)n) != 0);
	n = snprintf(digits, sizeof digits, "%ld", (long)size + delta);
	start(f);
	ts_raw(f, tag, strlen(tag));
	ts_raw(f, digits, (size_t)n);
	if (len != 0)
		ts_raw(f, GS, 1);
	ts_raw(f, rest, len);
	ts_raw(f, FS, 1);
}

void
ts_text(ts_file *f, const char *tag, const char *rest)
{
	ts_tagged(f, tag, rest, strlen(rest), 0);
}

void
ts_binary(ts_file *f, unsigned idc, const void *rest, size_t len, int delta)
{
	size_t size = (size_t)((long)(len + 5) + delta);
	unsigned char head[5] = { (unsigned char)(size >> 24), (unsigned char)(size >> 16),
		(unsigned char)(size >> 8), (unsigned char)size, (unsigned char)idc };

	start(f);
	ts_raw(f, head, sizeof head);
	ts_raw(f, rest, len);
}

void
ts_print(ts_file *f, unsigned idc, const void *image, size_t len)
{
	static const unsigned char header[13] = { 3, 7, 255, 255, 255, 255, 255, 1, 0, 8, 0, 4, 1 };
	char *rest = malloc(sizeof header + len);

	if (rest == NULL)
		abort();
	memcpy(rest, header, sizeof header);
	if (len != 0)
		memcpy(rest + sizeof header, image, len);
	ts_binary(f, idc, rest, sizeof header + len, 0);
	free(rest);
}

void
ts_sample(ts_file *f)
{
	static const char image[] = "\034\035\036\037\000synthetic\034" "14.001:99" FS;
	static const char signature[] = "\001\002\000\000\000\000\000\001\002\003\004\005";
	char finger[256];
	size_t n;

	ts_text(f, "1.001:", "1.002:0500" GS "1.003:1" US "8" RS "2" US "00" RS "4" US "01" RS
	    "4" US "02" RS "9" US "01" RS "14" US "03" RS "10" US "04" RS "8" US "05" RS "7" US
	    "06" GS "1.004:CAR" GS "1.005:20240229" GS "1.007:DAI000000" GS "1.008:ORI000000" GS
	    "1.009:SYNTHETIC-1" GS "1.011:19.69" GS "1.012:19.69" GS "1.013:NORAM" US GS
	    "1.015:3" US "UTF-8" US);
	ts_text(f, "2.001:", "2.002:00" GS "2.018:SYNTHETIC, PERSON" GS "2.047:20240101" US
	    "FIRST" RS "20240102" US RS US "THIRD" GS "2.034:A" GS "2.034:B" GS "2.077:" GS
	    "2.9999:\303\244" GS "2.123456789:X");
	ts_print(f, 1, image, sizeof image - 1);
	ts_print(f, 2, image, 1);
	ts_text(f, "9.001:", "9.002:01" GS "9.137:1" US "2" RS "3" US "4" GS "9.136:LATE");
	n = (size_t)snprintf(finger, sizeof finger, "14.002:03%s14.003:3%s14.013:7%s14.999:", GS,
	    GS, GS);
	memcpy(finger + n, image, sizeof image - 1);
	ts_tagged(f, "14.001:", finger, n + sizeof image - 1, 0);
	ts_text(f, "10.001:", "10.002:04" GS "10.003:FACE" GS "10.999:\377\330\034\034\035");
	ts_binary(f, 5, signature, 12, 0);
	ts_binary(f, 6, "user defined", 12, 0);
}
