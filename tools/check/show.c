/* SPDX-License-Identifier: MIT */
/* Tools: check: a finding as a line, or as JSON. */

#include <string.h>

#include "../common/diag.h"
#include "../common/json.h"
#include "check.h"

#define SHOWN_VALUE 60

const char *
severity_word(int severity)
{
	return severity == TP_SEVERITY_ERROR ? "error"
	    : severity == TP_SEVERITY_WARNING ? "warning" : "note";
}

/* A value that stays on its line and does nothing to a terminal. */
static void
show_value(FILE *to, const tp_str *value)
{
	size_t i;

	(void)fputs(" [", to);
	for (i = 0; i < value->len && i < SHOWN_VALUE; i++) {
		unsigned char c = (unsigned char)value->ptr[i];

		if (c < ' ' || c > '~' || c == '\\')
			(void)fprintf(to, "\\x%02X", c);
		else
			(void)fputc(c, to);
	}
	(void)fputs(value->len > SHOWN_VALUE ? "...]" : "]", to);
}

/* file:offset: severity: rule: PATH (MNEMONIC): text */
void
show_line(FILE *to, const check_job *job, const char *file, const tp_finding *f)
{
	char path[80] = "";

	diag_name(to, file);
	(void)fputc(':', to);
	if (f->offset != TP_NO_OFFSET)
		(void)fprintf(to, "%llu:", (unsigned long long)f->offset);
	(void)fprintf(to, " %s: %s: ", severity_word(f->severity), f->rule->id);
	if (f->at.type != 0) {
		(void)tp_path_format(&f->at, path, sizeof path);
		(void)fprintf(to, f->mnemonic[0] != '\0' ? "%s (%s): " : "%s: ", path, f->mnemonic);
	}
	(void)fputs(f->text, to);
	if (job->fbi && f->fbi[0] != '\0')
		(void)fprintf(to, " {%s}", f->fbi);
	if (job->values && f->value.len != 0)
		show_value(to, &f->value);
}

void
show_json(FILE *to, const check_job *job, const tp_finding *f)
{
	json_t *o = json_new_object();
	char path[80] = "";

	json_put_text(o, "rule", f->rule->id);
	json_put_text(o, "severity", severity_word(f->severity));
	if (f->at.type != 0)
		(void)tp_path_format(&f->at, path, sizeof path);
	json_put(o, "path", path[0] != '\0' ? json_string(path) : json_null());
	json_put(o, "mnemonic", f->mnemonic[0] != '\0' ? json_string(f->mnemonic) : json_null());
	json_put(o, "record", f->record != TP_NO_RECORD ? json_integer((json_int_t)f->record + 1)
	    : json_null());
	json_put(o, "offset", f->offset != TP_NO_OFFSET ? json_integer((json_int_t)f->offset)
	    : json_null());
	json_put_text(o, "text", f->text);
	json_put_text(o, "source", f->source);
	json_put_text(o, "hint", f->hint);
	json_put(o, "fbi", f->fbi[0] != '\0' ? json_string(f->fbi) : json_null());
	if (job->values)
		json_put(o, "value", json_bytes(f->value.ptr, f->value.len));
	if (json_dumpf(o, to, JSON_COMPACT) != 0)
		diag_nomem();
	json_decref(o);
}
