/* SPDX-License-Identifier: MIT */
/*
 * Tools: WSQ without its comments, which may say anything of anybody. The
 * coded image is not touched. With the comment "NIST_COM" goes the
 * resolution, which WSQ keeps nowhere else.
 */

#include <string.h>

#include "convert.h"

#define SOI 0xa0 /* start of image */
#define EOI 0xa1 /* end of image */
#define SOB 0xa3 /* start of block: coded data follow the segment */
#define COM 0xa8 /* comment */

typedef struct stream {
	uint8_t *from;
	uint8_t *to;
	const uint8_t *end;
} stream;

static void
copy(stream *s, size_t len)
{
	memmove(s->to, s->from, len);
	s->to += len;
	s->from += len;
}

/* Coded data up to the next marker; FF 00 is a coded FF. */
static void
copy_coded(stream *s)
{
	const uint8_t *at = s->from;

	while (at + 1 < s->end && !(at[0] == 0xff && at[1] != 0))
		at++;
	copy(s, at + 1 < s->end ? (size_t)(at - s->from) : (size_t)(s->end - s->from));
}

/* One marker and its segment; false where none is. */
static bool
take_segment(stream *s)
{
	uint8_t marker;
	size_t len = 2;

	if (s->end - s->from < 2 || s->from[0] != 0xff)
		return false;
	marker = s->from[1];
	if (marker != SOI && marker != EOI) {
		if (s->end - s->from < 4)
			return false;
		len += (size_t)s->from[2] << 8 | s->from[3];
	}
	if (len > (size_t)(s->end - s->from))
		return false;
	if (marker == COM)
		s->from += len;
	else
		copy(s, len);
	if (marker == SOB)
		copy_coded(s);
	return true;
}

bool
strip_comments(tp_bytes *bytes)
{
	stream s = { bytes->ptr, bytes->ptr, bytes->ptr + bytes->len };

	while (s.from < s.end && !(s.to - bytes->ptr >= 2 && s.to[-2] == 0xff && s.to[-1] == EOI))
		if (!take_segment(&s))
			return false;
	bytes->len = (size_t)(s.to - bytes->ptr);
	return true;
}
