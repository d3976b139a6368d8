/* SPDX-License-Identifier: MIT */
/* Tools: tenprint synth: synthetic prints for rehearsal and tests: one, or the 14 of a card. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/codec-words.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/output.h"

enum { OPT_SEED = 1, OPT_FGP, OPT_SIZE, OPT_PPI, OPT_ROLLED, OPT_CODEC, OPT_CARD, OPT_OUTPUT,
	OPT_FORCE };

static const option_def options[] = {
	{ OPT_SEED, 's', "seed", "N", "the same seed gives the same pixels (default 1)" },
	{ OPT_FGP, 'p', "fgp", "N", "friction ridge position, 0-15 (default 1)" },
	{ OPT_SIZE, 0, "size", "WxH", "pixels and lines (default 800x750)" },
	{ OPT_PPI, 0, "ppi", "N", "pixels per inch (default 500)" },
	{ OPT_ROLLED, 'r', "rolled", NULL, "nail to nail instead of plain" },
	{ OPT_CODEC, 'c', "codec", CODEC_CHOICE_GREY,
	    "how to store it (default: by the ending of FILE, or pgm)" },
	{ OPT_CARD, 0, "card", "DIR", "write all 14 prints of a card into DIR" },
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_FORCE, 'f', "force", NULL, "write the image to a terminal" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_synth = { "synth", "draw synthetic prints, of no person", "", options, run };

typedef struct job {
	tp_synth_options synth;
	tp_codec codec;    /* TP_CODEC_UNKNOWN: by the ending */
	const char *card;
	const char *path;
	bool sized;
	bool force;
} job;

static bool
number(const char *text, uint64_t max, uint64_t *out)
{
	uint64_t n = 0;

	if (*text == '\0' || strlen(text) > 18)
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		n = n * 10 + (uint64_t)(*text - '0');
	}
	*out = n;
	return n <= max;
}

static bool
take_size(job *j, const char *text)
{
	const char *x = strchr(text, 'x');
	uint64_t width = 0, height = 0;
	char first[16];

	if (x == NULL || (size_t)(x - text) >= sizeof first)
		return false;
	memcpy(first, text, (size_t)(x - text));
	first[x - text] = '\0';
	if (!number(first, 65535, &width) || !number(x + 1, 65535, &height) || width == 0 ||
	    height == 0)
		return false;
	j->synth.width = (uint32_t)width;
	j->synth.height = (uint32_t)height;
	j->sized = true;
	return true;
}

/* An option with a value; false if the value is wrong. */
static bool
take_value(job *j, int option, const char *value)
{
	uint64_t n = 0;

	switch (option) {
	case OPT_SEED:
		return number(value, UINT64_MAX, &j->synth.seed);
	case OPT_FGP:
		if (!number(value, 15, &n))
			return false;
		j->synth.fgp = (uint32_t)n;
		return true;
	case OPT_PPI:
		if (!number(value, 4000, &n) || n < 100)
			return false;
		j->synth.ppi = (uint32_t)n;
		return true;
	case OPT_SIZE:
		return take_size(j, value);
	case OPT_CODEC:
		j->codec = codec_by_word(value);
		return j->codec != TP_CODEC_UNKNOWN;
	case OPT_CARD:
		j->card = value;
		return true;
	case OPT_OUTPUT:
		j->path = value;
		return true;
	default:
		return true;
	}
}

static int
write_print(const job *j, const char *path)
{
	tp_encode_options encode = { .size = sizeof encode, .codec = j->codec };
	tp_image image;
	tp_bytes bytes;
	tp_diag diag;
	tp_status status = tp_synth_print(&j->synth, &image, &diag);
	int result;

	if (status == TP_OK) {
		status = tp_image_encode(&image, &encode, &bytes, &diag);
		tp_image_free(&image);
	}
	if (status != TP_OK) {
		diag_library(path, "error", &diag);
		return status == TP_ERR_NOMEM ? TOOL_FAULT : TOOL_USAGE;
	}
	result = output_bytes(path, bytes.ptr, bytes.len);
	tp_bytes_free(&bytes);
	return result;
}

/* The boxes of a card at 500 ppi: rolled 1.6 by 1.5 inches, thumbs 1 by 2, slaps 3.2 by 2. */
static void
card_box(job *j, uint32_t fgp)
{
	uint32_t ppi = j->synth.ppi != 0 ? j->synth.ppi : 500;

	j->synth.fgp = fgp;
	j->synth.rolled = fgp <= 10;
	if (j->sized)
		return;
	j->synth.width = (fgp <= 10 ? 16 : fgp <= 12 ? 10 : 32) * ppi / 10;
	j->synth.height = (fgp <= 10 ? 15 : 20) * ppi / 10;
}

static int
write_card(const job *j)
{
	int result = TOOL_DONE;
	job print = *j;
	char leaf[32], *path;
	uint32_t fgp;

	if (mkdir(j->card, 0700) != 0 && errno != EEXIST) {
		diag_say(j->card, "error", "write", "cannot make the directory: %s",
		    strerror(errno));
		return TOOL_FAULT;
	}
	for (fgp = 1; fgp <= 14 && result == TOOL_DONE; fgp++) {
		card_box(&print, fgp);
		(void)snprintf(leaf, sizeof leaf, "%02u.%s", (unsigned)fgp,
		    codec_word(j->codec));
		path = path_join(j->card, leaf);
		result = write_print(&print, path);
		free(path);
	}
	return result;
}

/* An exit status of its own, or -1 to go on. */
static int
settle(job *j)
{
	if (j->card != NULL && j->path != NULL)
		return usage_error(&cmd_synth, "--card and --output exclude each other");
	if (j->codec == TP_CODEC_UNKNOWN && j->path != NULL)
		j->codec = codec_by_ending(j->path);
	if (j->codec == TP_CODEC_UNKNOWN)
		j->codec = TP_CODEC_PNM;
	if (!tp_codec_can(j->codec, TP_CODEC_CAN_ENCODE))
		return usage_error(&cmd_synth, "this build cannot write %s",
		    codec_word(j->codec));
	if (j->card == NULL && !output_binary_ok(j->path, j->force))
		return TOOL_USAGE;
	return -1;
}

static int
run(int argc, char **argv)
{
	job j = { .codec = TP_CODEC_UNKNOWN };
	const option_def *o;
	option_parser p;
	int got, result;

	j.synth.size = sizeof j.synth;
	j.synth.seed = 1;
	j.synth.fgp = 1;
	option_start(&p, &cmd_synth, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		if (got == OPTION_OPERAND)
			return usage_error(&cmd_synth, "no operand is taken");
		j.synth.rolled = j.synth.rolled || got == OPT_ROLLED;
		j.force = j.force || got == OPT_FORCE;
		for (o = options; o->id != got; o++)
			continue;
		if (!take_value(&j, got, p.value))
			return usage_error(&cmd_synth, "--%s takes %s, in bounds", o->name,
			    o->value);
	}
	if (got != OPTION_END)
		return option_exit(got);
	result = settle(&j);
	if (result >= 0)
		return result;
	return j.card != NULL ? write_card(&j) : write_print(&j, j.path);
}
