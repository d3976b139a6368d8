/* SPDX-License-Identifier: MIT */
/* Tools: a growing text, of which lack of memory ends the program, and views into texts. */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include <stddef.h>

#include <tenprint/tenprint.h>

typedef struct text_buf {
	char *ptr; /* NUL-terminated once anything was added */
	size_t len;
	size_t room;
} text_buf;

void text_put(text_buf *t, const void *bytes, size_t len);
void text_byte(text_buf *t, char byte);
void text_string(text_buf *t, const char *string);
void text_free(text_buf *t);

/* A view into a NUL-terminated text. */
tp_str text_view(const char *text);

#endif
