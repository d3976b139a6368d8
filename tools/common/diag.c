/* SPDX-License-Identifier: MIT */
/* Tools: diagnostics on stderr. No value of a record is ever in one. */

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "diag.h"
#include "names.h"

void
diag_name(FILE *to, const char *name)
{
	const unsigned char *at = (const unsigned char *)name;

	for (; *at != '\0'; at++) {
		if (*at < 0x20 || *at == 0x7f)
			(void)fprintf(to, "\\x%02X", *at);
		else if (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0) {
			(void)fprintf(to, "\\x%02X\\x%02X", at[0], at[1]);
			at++;
		} else
			(void)fputc(*at, to);
	}
}

static void
head(const char *file, uint64_t offset, const char *severity, const char *rule)
{
	diag_name(stderr, file != NULL ? file : "tenprint");
	if (offset != TP_NO_OFFSET)
		(void)fprintf(stderr, ":%llu", (unsigned long long)offset);
	(void)fprintf(stderr, ": %s: %s: ", severity, rule);
}

void
diag_say(const char *file, const char *severity, const char *rule, const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	head(file, TP_NO_OFFSET, severity, rule);
	diag_name(stderr, text);
	(void)fputc('\n', stderr);
}

/* "14@1.999 (DATA): " of where the diagnostic points, or "record 3: ". */
static void
place(const tp_diag *d)
{
	tp_path path = { .idc = -1 };
	const char *mnemonic;
	char text[64];

	if (d->type <= 0) {
		if (d->record >= 0)
			(void)fprintf(stderr, "record %d: ", (int)d->record + 1);
		return;
	}
	path.type = (uint32_t)d->type;
	path.idc = d->type == 1 || d->idc < 0 ? -1 : d->idc;
	if (d->field > 0) {
		path.field = (uint32_t)d->field;
		path.subfield = d->subfield > 0 ? (uint32_t)d->subfield : 0;
		path.item = d->subfield > 0 && d->item > 0 ? (uint32_t)d->item : 0;
	}
	(void)tp_path_format(&path, text, sizeof text);
	(void)fputs(text, stderr);
	mnemonic = path.field != 0 ? names_mnemonic(d->type, path.field) : NULL;
	if (mnemonic != NULL)
		(void)fprintf(stderr, " (%s)", mnemonic);
	(void)fputs(": ", stderr);
}

void
diag_rule(const char *file, const char *severity, const char *rule, const tp_diag *diag)
{
	head(file, diag->offset, severity, rule);
	place(diag);
	diag_name(stderr, diag->text[0] != '\0' ? diag->text : tp_strerror(diag->code));
	(void)fputc('\n', stderr);
}

void
diag_library(const char *file, const char *severity, const tp_diag *diag)
{
	char rule[32];
	const char *name = tp_status_name(diag->code);
	size_t i;

	if (strncmp(name, "TP_ERR_", 7) == 0)
		name += 7;
	for (i = 0; name[i] != '\0' && i < sizeof rule - 1; i++)
		rule[i] = (char)tolower((unsigned char)name[i]);
	rule[i] = '\0';
	diag_rule(file, severity, rule, diag);
}

const char *
defect_rule(int kind)
{
	switch ((tp_defect_kind)kind) {
	case TP_DEFECT_LEN:
		return "len";
	case TP_DEFECT_COUNT:
		return "count";
	case TP_DEFECT_TRAILING:
		return "trailing";
	case TP_DEFECT_SEPARATOR:
		return "separator";
	case TP_DEFECT_TRUNCATED:
		return "truncated";
	case TP_DEFECT_TAG:
		return "tag";
	}
	return "defect";
}

const char *
note_rule(int kind)
{
	switch ((tp_xml_note_kind)kind) {
	case TP_XML_UNKNOWN:
		return "xml-unknown";
	case TP_XML_ORDER:
		return "xml-order";
	case TP_XML_VALUE:
		return "xml-value";
	case TP_XML_DROPPED:
		return "xml-dropped";
	}
	return "xml";
}

static int
say_note(void *ctx, const tp_xml_note *note)
{
	const char *file = ctx;

	diag_rule(file, "warning", note_rule(note->kind), &note->where);
	return 0;
}

void
diag_defects(const char *file, const tp_transaction *t)
{
	size_t i, count = tp_transaction_defect_count(t);

	for (i = 0; i < count; i++) {
		const tp_defect *d = tp_transaction_defect(t, i);

		diag_rule(file, "warning", defect_rule(d->kind), &d->where);
	}
	(void)tp_xml_notes(t, say_note, (void *)(uintptr_t)file);
}

int
diag_exit(tp_status status)
{
	return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_INPUT;
}

void
diag_nomem(void)
{
	(void)fputs("tenprint: error: nomem: out of memory\n", stderr);
	exit(TOOL_FAULT);
}

void *
diag_must(void *ptr)
{
	if (ptr == NULL)
		diag_nomem();
	return ptr;
}
