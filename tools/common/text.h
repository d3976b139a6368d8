/* SPDX-License-Identifier: MIT */
/* Tools: a growing text. Out of memory ends the program. */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include <stddef.h>

typedef struct text_buf {
	char *ptr; /* NUL-terminated once anything was added */
	size_t len;
	size_t room;
} text_buf;

void text_put(text_buf *t, const void *bytes, size_t len);
void text_byte(text_buf *t, char byte);
void text_string(text_buf *t, const char *string);
void text_free(text_buf *t);

#endif
