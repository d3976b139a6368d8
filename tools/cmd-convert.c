/* SPDX-License-Identifier: MIT */
/* Tools: tenprint convert: from one encoding of the standard to the other. */

#include <string.h>

#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/output.h"
#include "convert/convert.h"

enum { OPT_TO = 1, OPT_EDITION, OPT_PRINTS, OPT_LOSSY, OPT_OUTPUT, OPT_FORCE };

static const option_def options[] = {
	{ OPT_TO, 't', "to", "xml|traditional", "the encoding to write" },
	{ OPT_EDITION, 'e', "edition", "2011|2013|2015", "of the XML (default: 2015)" },
	{ OPT_PRINTS, 'p', "prints", "4|14", "make Type-4 or Type-14 of the others, images unchanged" },
	{ OPT_LOSSY, 'l', "lossy", NULL, "leave out what has no place there" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_FORCE, 'f', "force", NULL, "write the transaction to a terminal" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_convert = { "convert",
	"turn a file into XML or traditional, prints into Type-14 or Type-4", "FILE", options, run };

void
convert_tell(void *ctx, const tp_diag *loss)
{
	convert_job *j = ctx;

	j->losses++;
	diag_rule(j->file, j->lossy ? "warning" : "error", "lost", loss);
}

static int
count_lost(void *ctx, const tp_xml_note *note)
{
	convert_job *j = ctx;

	if (note->kind == TP_XML_UNKNOWN)
		convert_tell(j, &note->where);
	return 0;
}

/* What to write; TP_OK without a byte if something would be lost that may not. */
static tp_status
encode(convert_job *j, const tp_transaction *t, tp_bytes *bytes, tp_diag *diag)
{
	tp_xml_write_options xml = { .size = sizeof xml, .flags = TP_XML_LOSSY,
		.edition = j->edition, .loss = convert_tell, .ctx = j };
	tp_status status;

	memset(bytes, 0, sizeof *bytes);
	if (j->to != NULL && strcmp(j->to, "xml") == 0)
		status = tp_xml_write(t, &xml, bytes, diag);
	else {
		(void)tp_xml_notes(t, count_lost, j);
		status = tp_transaction_write(t, 0, bytes, diag);
	}
	return status;
}

static int
convert(convert_job *j)
{
	tp_bytes bytes;
	tp_diag diag;
	input in;
	int result = input_open(&in, j->file, false);

	if (result != TOOL_DONE)
		return result;
	if (j->to == NULL && in.xml)
		result = usage_error(&cmd_convert, "it is XML: say --to xml, or --to traditional");
	else if (j->prints != 0)
		result = convert_prints(j, in.t);
	if (result != TOOL_DONE) {
		input_close(&in);
		return result;
	}
	if (encode(j, in.t, &bytes, &diag) != TP_OK) {
		diag_library(j->file, "error", &diag);
		result = TOOL_FAULT;
	} else if (j->losses != 0 && !j->lossy) {
		diag_say(j->file, "error", "lost", "nothing is written: %zu values cannot go; "
		    "--lossy leaves them out", j->losses);
		result = TOOL_NEGATIVE;
	} else
		result = output_bytes(j->path, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	input_close(&in);
	return result;
}

static int
check(const convert_job *j)
{
	bool xml = j->to != NULL && strcmp(j->to, "xml") == 0;

	if (j->file == NULL)
		return usage_error(&cmd_convert, "no file");
	if (j->to == NULL && j->prints == 0)
		return usage_error(&cmd_convert, "--to xml, --to traditional or --prints is needed");
	if (j->to != NULL && !xml && strcmp(j->to, "traditional") != 0)
		return usage_error(&cmd_convert, "no such encoding: %s", j->to);
	if (j->prints == 1)
		return usage_error(&cmd_convert, "--prints takes 4 or 14");
	if (j->edition == 1)
		return usage_error(&cmd_convert, "the editions are 2011, 2013 and 2015");
	if (j->edition != 0 && !xml)
		return usage_error(&cmd_convert, "--edition goes with --to xml");
	if (!xml && !output_binary_ok(j->path, j->force))
		return TOOL_USAGE;
	return TOOL_DONE;
}

/* As field 1.002 has it; 1 for another. */
static uint32_t
edition_number(const char *year)
{
	if (strcmp(year, "2011") == 0)
		return 500;
	if (strcmp(year, "2013") == 0)
		return 501;
	return strcmp(year, "2015") == 0 ? 502 : 1;
}

/* 4 or 14; 1 for another. */
static int
print_type(const char *text)
{
	if (strcmp(text, "4") == 0)
		return 4;
	return strcmp(text, "14") == 0 ? 14 : 1;
}

static int
run(int argc, char **argv)
{
	convert_job j = { 0 };
	option_parser p;
	int got, result;

	option_start(&p, &cmd_convert, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND && j.file != NULL)
			return usage_error(&cmd_convert, "only one file");
		if (got == OPTION_OPERAND)
			j.file = p.value;
		else if (got == OPT_TO)
			j.to = p.value;
		else if (got == OPT_EDITION)
			j.edition = edition_number(p.value);
		else if (got == OPT_PRINTS)
			j.prints = print_type(p.value);
		else if (got == OPT_OUTPUT)
			j.path = p.value;
		j.lossy = j.lossy || got == OPT_LOSSY;
		j.force = j.force || got == OPT_FORCE;
	}
	if (got != OPTION_END)
		return option_exit(got);
	result = check(&j);
	return result != TOOL_DONE ? result : convert(&j);
}
