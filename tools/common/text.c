/* SPDX-License-Identifier: MIT */
/* Tools: a growing text. */

#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "text.h"

void
text_put(text_buf *t, const void *bytes, size_t len)
{
	if (len >= t->room - t->len || t->room == 0) {
		size_t room = (t->len + len) * 2 + 64;

		if (room < len)
			diag_nomem();
		t->ptr = diag_must(realloc(t->ptr, room));
		t->room = room;
	}
	if (len != 0)
		memcpy(t->ptr + t->len, bytes, len);
	t->len += len;
	t->ptr[t->len] = '\0';
}

void
text_byte(text_buf *t, char byte)
{
	text_put(t, &byte, 1);
}

void
text_string(text_buf *t, const char *string)
{
	text_put(t, string, strlen(string));
}

void
text_free(text_buf *t)
{
	free(t->ptr);
	memset(t, 0, sizeof *t);
}

tp_str
text_view(const char *text)
{
	tp_str s;

	tp_str_from(text, &s);
	return s;
}
