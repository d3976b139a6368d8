/* SPDX-License-Identifier: MIT */
/* Tools: diagnostics, one a line on stderr: file:offset: severity: rule: PATH (MNEMONIC): text. */
#ifndef TOOL_DIAG_H
#define TOOL_DIAG_H

#include <stdio.h>

#include <tenprint/tenprint.h>

/* Write a name with its control characters escaped, so that it stays on its line. */
void diag_name(FILE *to, const char *name);

/* A line of the tool's own. file may be NULL. */
void diag_say(const char *file, const char *severity, const char *rule, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A line from the library's diagnostic; the rule is the status. */
void diag_library(const char *file, const char *severity, const tp_diag *diag);
/* The same with a rule of its own ("len"). */
void diag_rule(const char *file, const char *severity, const char *rule, const tp_diag *diag);
/* Every defect that tolerant reading found, and every note on XML, as a warning. */
void diag_defects(const char *file, const tp_transaction *t);
/* The stable name of a defect's kind. */
const char *defect_rule(int kind);
/* And that of a note on XML. */
const char *note_rule(int kind);

/* The exit status of a reading that failed: TOOL_INPUT, or TOOL_FAULT without memory. */
int diag_exit(tp_status status);
/* Out of memory: says so and ends the program with TOOL_FAULT. */
void diag_nomem(void) __attribute__((noreturn));
/* ptr, unless it is NULL. */
void *diag_must(void *ptr);

#endif
