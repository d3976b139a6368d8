/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint image: image files from any codec to any. Many files are
 * shared among threads; what was reached is told in the order of the files.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/codec-words.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/jobs.h"
#include "common/output.h"
#include "image/convert.h"

enum { OPT_OUTPUT = 1, OPT_CODEC, OPT_RATIO, OPT_BITRATE, OPT_TARGET, OPT_PPI, OPT_RESAMPLE,
	OPT_RAW, OPT_STRIP, OPT_DIRECTORY, OPT_JOBS, OPT_QUIET, OPT_FORCE };

static const option_def options[] = {
	{ OPT_OUTPUT, 'o', "output", "FILE", "write to FILE (- is stdout)" },
	{ OPT_CODEC, 'c', "codec", CODEC_CHOICE, "how to store it (default: by FILE's ending)" },
	{ OPT_RATIO, 'r', "ratio", "N", "compress N to 1, as near as can be" },
	{ OPT_BITRATE, 'b', "bitrate", "N", "compress to N bits a pixel" },
	{ OPT_TARGET, 's', "target-bytes", "N", "compress to at most N bytes" },
	{ OPT_PPI, 'p', "ppi", "N", "state the resolution: N pixels an inch" },
	{ OPT_RESAMPLE, 'R', "resample", "N", "lower the resolution to N pixels an inch" },
	{ OPT_RAW, 'w', "raw", "WxHxD", "the input has no header: width, height, bits a pixel" },
	{ OPT_STRIP, 'S', "strip-comments", NULL, "write WSQ without any comment" },
	{ OPT_DIRECTORY, 'd', "directory", "DIR", "many files: write them into DIR" },
	{ OPT_JOBS, 'J', "jobs", "N", "of many files, convert N at a time (default 1)" },
	{ OPT_QUIET, 'q', "quiet", NULL, "do not tell what was reached" },
	{ OPT_FORCE, 'f', "force", NULL, "write the image to a terminal" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_image = { "image", "convert images from any codec to any", "FILE...", options,
	run };

/* What became of one file. */
typedef struct outcome {
	input in;
	converted got;
	bool of_input; /* whose fault it is that it was not converted */
	tp_status status;
	tp_diag diag;
} outcome;

typedef struct job {
	file_list files;
	convert_options convert;
	const char *path;
	const char *dir;
	size_t threads;
	bool quiet;
	bool force;
	char **paths;     /* to write to, by file; NULL: stdout */
	outcome *ring;    /* of the jobs' window */
	size_t window;
	int result;
} job;

static void
report(const char *name, const outcome *o)
{
	const tp_image_info *info = &o->got.info;

	if (info->ppi_x > 0)
		diag_say(name, "note", "image", "%lux%lu at %.0f ppi: %s%s, %zu bytes, ratio %.1f, "
		    "%.2f bits a pixel", (unsigned long)info->width, (unsigned long)info->height,
		    info->ppi_x, tp_codec_name(info->codec), o->got.kept ? " as it was" : "",
		    o->got.bytes.len, o->got.ratio, o->got.bitrate);
	else
		diag_say(name, "note", "image", "%lux%lu: %s%s, %zu bytes, ratio %.1f, "
		    "%.2f bits a pixel", (unsigned long)info->width, (unsigned long)info->height,
		    tp_codec_name(info->codec), o->got.kept ? " as it was" : "", o->got.bytes.len,
		    o->got.ratio, o->got.bitrate);
}

/* What is wrong with the input is its fault, what cannot be written that of the command line. */
static int
fail(const char *name, tp_status status, bool of_input, const tp_diag *diag)
{
	diag_library(name, "error", diag);
	if (status == TP_ERR_NOMEM || of_input)
		return diag_exit(status);
	return TOOL_USAGE;
}

static void
work(void *ctx, size_t i)
{
	job *j = ctx;
	outcome *o = &j->ring[i % j->window];

	memset(o, 0, sizeof *o);
	tp_diag_init(&o->diag);
	o->of_input = true;
	o->status = input_load(&o->in, j->files.names[i], &o->diag);
	if (o->status == TP_OK)
		o->status = convert_image(&o->in.block, &j->convert, &o->got, &o->of_input,
		    &o->diag);
}

/* One at a time, in the order of the files. */
static void
finish(void *ctx, size_t i)
{
	job *j = ctx;
	const char *name = j->files.names[i];
	outcome *o = &j->ring[i % j->window];
	int result;

	if (o->status != TP_OK) {
		result = fail(name, o->status, o->of_input, &o->diag);
	} else {
		result = output_bytes(j->paths[i], o->got.bytes.ptr, o->got.bytes.len);
		if (result == TOOL_DONE && o->got.missed)
			diag_say(name, "warning", "image",
			    "a ratio of %g was asked for; %.4g is the nearest", j->convert.ratio,
			    o->got.ratio);
		if (result == TOOL_DONE && !j->quiet)
			report(name, o);
		tp_bytes_free(&o->got.bytes);
	}
	input_close(&o->in);
	j->result = tool_worse(j->result, result);
}

/* DIR/name with the codec's ending instead of its own; malloc'ed. */
static char *
name_in_dir(const job *j, const char *name)
{
	tp_image_info info = { .codec = (int32_t)j->convert.codec, .depth = 8, .components = 1 };
	const char *slash = strrchr(name, '/');
	const char *leaf = slash != NULL ? slash + 1 : name;
	const char *point = strrchr(leaf, '.');
	int stem = (int)(point != NULL && point != leaf ? (size_t)(point - leaf) : strlen(leaf));
	size_t size = strlen(leaf) + 8;
	char *changed = diag_must(malloc(size));
	char *path;

	(void)snprintf(changed, size, "%.*s.%s", stem, leaf, codec_ending(&info));
	path = path_join(j->dir, changed);
	free(changed);
	return path;
}

/* Where each goes; two files for one place would be one lost. */
static int
name_paths(job *j)
{
	size_t i, k;

	if (j->dir == NULL) {
		if (j->path != NULL && strcmp(j->path, "-") != 0)
			j->paths[0] = path_join("", j->path);
		return TOOL_DONE;
	}
	for (i = 0; i < j->files.count; i++) {
		j->paths[i] = name_in_dir(j, j->files.names[i]);
		for (k = 0; k < i; k++)
			if (strcmp(j->paths[k], j->paths[i]) == 0)
				return usage_error(&cmd_image, "%.200s and %.200s would be one file",
				    j->files.names[k], j->files.names[i]);
	}
	if (mkdir(j->dir, 0700) == 0 || errno == EEXIST)
		return TOOL_DONE;
	diag_say(j->dir, "error", "write", "cannot make the directory: %s", strerror(errno));
	return TOOL_FAULT;
}

static int
do_files(job *j)
{
	jobs_plan plan = { .count = j->files.count, .threads = j->threads, .work = work,
		.finish = finish, .ctx = j, .progress = j->quiet };
	size_t i;

	j->paths = diag_must(calloc(j->files.count, sizeof *j->paths));
	j->window = jobs_window(&plan);
	j->ring = diag_must(calloc(j->window, sizeof *j->ring));
	j->result = name_paths(j);
	if (j->result == TOOL_DONE)
		jobs_run(&plan);
	for (i = 0; i < j->files.count; i++)
		free(j->paths[i]);
	free(j->paths);
	free(j->ring);
	return j->result;
}

static bool
take_real(const char *text, double max, double *out)
{
	char *end;

	*out = strtod(text, &end);
	return *text >= '0' && *text <= '9' && *end == '\0' && *out > 0 && *out <= max;
}

static bool
take_raw(const char *text, tp_image_info *out)
{
	unsigned long width, height, bits;
	int end = 0;

	if (strspn(text, "0123456789x") != strlen(text) || strlen(text) > 24 ||
	    sscanf(text, "%lux%lux%lu%n", &width, &height, &bits, &end) != 3 ||
	    text[end] != '\0' || width == 0 || height == 0 || width > 99999 || height > 99999)
		return false;
	if (bits != 1 && bits != 8 && bits != 16 && bits != 24 && bits != 48)
		return false;
	out->codec = TP_CODEC_RAW;
	out->width = (uint32_t)width;
	out->height = (uint32_t)height;
	out->components = bits >= 24 ? 3 : 1;
	out->depth = (uint32_t)bits / out->components;
	return true;
}

/* An option's value; false if it is wrong. */
static bool
take_value(job *j, int option, const char *value)
{
	double number = 0;

	switch (option) {
	case OPT_OUTPUT:
		j->path = value;
		return true;
	case OPT_DIRECTORY:
		j->dir = value;
		return true;
	case OPT_CODEC:
		j->convert.codec = codec_by_word(value);
		return j->convert.codec != TP_CODEC_UNKNOWN;
	case OPT_RATIO:
		return take_real(value, 10000, &j->convert.ratio);
	case OPT_BITRATE:
		return take_real(value, 64, &j->convert.bitrate);
	case OPT_PPI:
		return take_real(value, 20000, &j->convert.ppi);
	case OPT_RESAMPLE:
		return take_real(value, 20000, &j->convert.resample);
	case OPT_RAW:
		return take_raw(value, &j->convert.raw);
	case OPT_TARGET:
		if (!take_real(value, 4e9, &number) || number < 1)
			return false;
		j->convert.target = (uint64_t)number;
		return true;
	case OPT_JOBS:
		return jobs_parse(value, &j->threads);
	default:
		return true;
	}
}

static int
check(job *j)
{
	const convert_options *c = &j->convert;

	if (j->files.count == 0)
		return usage_error(&cmd_image, "no file");
	if (j->dir != NULL && j->path != NULL)
		return usage_error(&cmd_image, "--directory and --output exclude each other");
	if (j->files.count > 1 && j->dir == NULL)
		return usage_error(&cmd_image, "many files need --directory");
	if ((c->ratio > 0) + (c->bitrate > 0) + (c->target != 0) > 1)
		return usage_error(&cmd_image, "only one of --ratio, --bitrate and --target-bytes");
	if (c->codec == TP_CODEC_UNKNOWN && j->path != NULL)
		j->convert.codec = codec_by_ending(j->path);
	if (c->codec == TP_CODEC_UNKNOWN)
		return usage_error(&cmd_image, "which codec? Give --codec, or FILE an ending");
	if (!tp_codec_can((int)c->codec, TP_CODEC_CAN_ENCODE))
		return usage_error(&cmd_image, "this build cannot write %s",
		    tp_codec_name((int)c->codec));
	if (c->strip && c->codec != TP_CODEC_WSQ)
		return usage_error(&cmd_image, "--strip-comments is for WSQ");
	return j->dir != NULL || output_binary_ok(j->path, j->force) ? TOOL_DONE : TOOL_USAGE;
}

static int
run(int argc, char **argv)
{
	job j = { .convert.codec = TP_CODEC_UNKNOWN, .threads = 1 };
	const option_def *o;
	option_parser p;
	int got, result = TOOL_DONE;

	option_start(&p, &cmd_image, argc, argv);
	while (result == TOOL_DONE && ((got = option_next(&p)) > 0 || got == OPTION_OPERAND)) {
		if (got == OPTION_OPERAND) {
			files_add(&j.files, p.value);
			continue;
		}
		j.convert.strip = j.convert.strip || got == OPT_STRIP;
		j.quiet = j.quiet || got == OPT_QUIET;
		j.force = j.force || got == OPT_FORCE;
		for (o = options; o->id != got; o++)
			continue;
		if (!take_value(&j, got, p.value))
			result = usage_error(&cmd_image, "--%s takes %s, in bounds", o->name,
			    o->value);
	}
	if (result == TOOL_DONE && got != OPTION_END)
		result = option_exit(got);
	else if (result == TOOL_DONE)
		result = check(&j);
	if (result == TOOL_DONE && got == OPTION_END)
		result = do_files(&j);
	files_free(&j.files);
	return result;
}
