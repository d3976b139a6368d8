/* SPDX-License-Identifier: MIT */
/*
 * Tools: tenprint images: the images of a transaction, listed with what their
 * records say of them, or taken out. The names of files taken out say only
 * type, IDC and place: nothing of a person.
 */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/codec-words.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/json.h"
#include "common/output.h"
#include "common/record-image.h"

enum { OPT_NATIVE = 1, OPT_PNG, OPT_PGM, OPT_DIRECTORY, OPT_FGP, OPT_IDC, OPT_TYPE, OPT_JSON };

static const option_def options[] = {
	{ OPT_NATIVE, 'n', "native", NULL, "take the images out as they are stored" },
	{ OPT_PNG, 'p', "png", NULL, "take them out decoded, as PNG" },
	{ OPT_PGM, 'g', "pgm", NULL, "take them out decoded, as PGM, PPM or PBM" },
	{ OPT_DIRECTORY, 'd', "directory", "DIR", "where to put them (default: here)" },
	{ OPT_FGP, 'F', "fgp", "N", "only of this friction ridge position" },
	{ OPT_IDC, 'I', "idc", "N", "only of this IDC" },
	{ OPT_TYPE, 't', "type", "N", "only of this record type" },
	{ OPT_JSON, 'j', "json", NULL, "list as JSON (schema tenprint/images/1)" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_images = { "images", "list the images of records, or take them out", "FILE...",
	options, run };

typedef struct job {
	file_list files;
	const char *dir;
	int how;         /* OPT_NATIVE, OPT_PNG, OPT_PGM; 0: list */
	long fgp;        /* the three: -1: any */
	long idc;
	long type;
	json_t *json;    /* the array of files; NULL: as text */
	size_t file;     /* which of files, from 1 */
	size_t found;
	int result;
} job;

static bool
is_wanted(const job *j, const tp_record *r, const record_image *image)
{
	uint32_t i;

	if (image->view.bytes.len == 0 || (j->type >= 0 && tp_record_type(r) != j->type) ||
	    (j->idc >= 0 && tp_record_idc(r) != j->idc))
		return false;
	for (i = 0; j->fgp >= 0 && i < image->view.position_count; i++)
		if ((long)image->view.positions[i] == j->fgp && tp_record_type(r) != 17)
			return true;
	return j->fgp < 0;
}

/* "codec,ppi", or "-". */
static void
diff_text(uint32_t diff, char *text, size_t size)
{
	size_t len = 0;
	uint32_t bit;

	(void)snprintf(text, size, "-");
	for (bit = 1; record_image_diff(bit) != NULL; bit <<= 1)
		if ((diff & bit) != 0 && len < size)
			len += (size_t)snprintf(text + len, size - len, "%s%s",
			    len != 0 ? "," : "", record_image_diff(bit));
}

static const char *
codec_text(int32_t codec)
{
	return codec == TP_CODEC_UNKNOWN ? "?" : tp_codec_name(codec);
}

static void
print_image(const tp_record *r, const record_image *image)
{
	const tp_image_info *is = &image->view.info;
	char size[32], ppi[32], ratio[32] = "-", idc[16] = "-", diff[64];

	if (tp_record_idc(r) >= 0)
		(void)snprintf(idc, sizeof idc, "%d", tp_record_idc(r));
	if (image->ratio > 0)
		(void)snprintf(ratio, sizeof ratio, "%.1f", image->ratio);
	record_image_size(is, size, sizeof size);
	record_image_ppi(is, ppi, sizeof ppi);
	diff_text(image->view.diff, diff, sizeof diff);
	(void)printf("  %3zu  %4d  %3s  %-5s %-3s  %-6s %-6s  %9s  %4lu  %5s  %5s  %s\n",
	    tp_record_index(r) + 1, tp_record_type(r), idc,
	    image->position[0] != '\0' ? image->position : "-",
	    image->impression[0] != '\0' ? image->impression : "-",
	    codec_text(image->view.declared.codec), codec_text(is->codec), size,
	    (unsigned long)(is->components * is->depth), ppi, ratio, diff);
}

static void
put_real(json_t *object, const char *key, double number)
{
	json_put(object, key, number > 0 ? json_real(floor(number * 100 + 0.5) / 100)
	                                 : json_null());
}

static json_t *
json_info(const tp_image_info *info)
{
	json_t *object = json_new_object();

	json_put(object, "codec", info->codec != TP_CODEC_UNKNOWN
	    ? json_string(tp_codec_name(info->codec)) : json_null());
	json_put_number(object, "width", info->width);
	json_put_number(object, "height", info->height);
	json_put_number(object, "bits", info->components * info->depth);
	put_real(object, "ppi_x", info->ppi_x);
	put_real(object, "ppi_y", info->ppi_y);
	return object;
}

static json_t *
json_image(const tp_record *r, const record_image *image)
{
	json_t *object = json_new_object(), *diff = json_new_array();
	uint32_t bit;

	json_put_number(object, "record", tp_record_index(r) + 1);
	json_put_number(object, "type", (uint64_t)tp_record_type(r));
	json_put(object, "idc", tp_record_idc(r) >= 0 ? json_integer(tp_record_idc(r))
	                                              : json_null());
	json_put_text(object, "position", image->position);
	json_put_text(object, "impression", image->impression);
	json_put_number(object, "bytes", image->view.bytes.len);
	put_real(object, "ratio", image->ratio);
	json_put(object, "header", json_boolean(image->view.has_header));
	json_put(object, "declared", json_info(&image->view.declared));
	json_put(object, "image", json_info(&image->view.info));
	for (bit = 1; record_image_diff(bit) != NULL; bit <<= 1)
		if ((image->view.diff & bit) != 0)
			json_add(diff, json_string(record_image_diff(bit)));
	json_put(object, "differences", diff);
	return object;
}

/* A name from numbers alone; of several files, each has its own. */
static int
write_out(const job *j, const tp_record *r, const tp_image_info *info, const tp_str *bytes)
{
	char leaf[80], file[24] = "";
	char *path;
	int result;

	if (j->files.count > 1)
		(void)snprintf(file, sizeof file, "f%zu-", j->file);
	(void)snprintf(leaf, sizeof leaf, "%st%d-i%02d-%zu.%s", file, tp_record_type(r),
	    tp_record_idc(r), tp_record_index(r) + 1, codec_ending(info));
	path = path_join(j->dir, leaf);
	result = output_bytes(path, bytes->ptr, bytes->len);
	free(path);
	return result;
}

static int
write_decoded(const job *j, const char *name, const tp_record *r)
{
	tp_encode_options encode = { .size = sizeof encode,
		.codec = j->how == OPT_PNG ? TP_CODEC_PNG : TP_CODEC_PNM };
	tp_bytes bytes = { 0 };
	tp_image_info info;
	tp_image image;
	tp_diag diag;
	tp_status status = tp_record_image_decode(r, NULL, &image, &diag);
	tp_str view;
	int result;

	if (status == TP_OK) {
		info = image.info;
		info.codec = encode.codec;
		status = tp_image_encode(&image, &encode, &bytes, &diag);
		tp_image_free(&image);
	}
	if (status != TP_OK) {
		diag_library(name, "error", &diag);
		return diag_exit(status);
	}
	view = (tp_str){ (const char *)bytes.ptr, bytes.len };
	result = write_out(j, r, &info, &view);
	tp_bytes_free(&bytes);
	return result;
}

static void
do_image(job *j, const char *name, const tp_record *r, json_t *list)
{
	record_image image;
	int result = TOOL_DONE;

	if (!record_image_get(r, &image) || !is_wanted(j, r, &image))
		return;
	j->found++;
	if (j->how == OPT_NATIVE)
		result = write_out(j, r, &image.view.info, &image.view.bytes);
	else if (j->how != 0)
		result = write_decoded(j, name, r);
	else if (list != NULL)
		json_add(list, json_image(r, &image));
	else
		print_image(r, &image);
	j->result = tool_worse(j->result, result);
}

static void
do_file(job *j, const char *name)
{
	json_t *object, *list = NULL;
	size_t i;
	input in;
	int result = input_open(&in, name, false);

	j->result = tool_worse(j->result, result);
	if (result != TOOL_DONE)
		return;
	if (j->json != NULL) {
		list = json_new_array();
		object = json_new_object();
		json_put(object, "file", json_bytes(name, strlen(name)));
		json_put(object, "images", list);
		json_add(j->json, object);
	} else if (j->how == 0) {
		diag_name(stdout, name);
		(void)printf(":\n    #  type  IDC  pos   imp  says   is            size  bits    "
		    "ppi  ratio  at odds\n");
	}
	for (i = 0; i < tp_transaction_record_count(in.t); i++)
		do_image(j, name, tp_transaction_record(in.t, i), list);
	input_close(&in);
}

static bool
take_number(const char *text, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && *out <= 255;
}

static int
take_option(job *j, int option, const char *value)
{
	switch (option) {
	case OPT_NATIVE:
	case OPT_PNG:
	case OPT_PGM:
		if (j->how != 0 && j->how != option)
			return usage_error(&cmd_images, "only one of --native, --png and --pgm");
		j->how = option;
		return TOOL_DONE;
	case OPT_DIRECTORY:
		j->dir = value;
		return TOOL_DONE;
	case OPT_JSON:
		j->json = j->json != NULL ? j->json : json_new_array();
		return TOOL_DONE;
	default:
		if (take_number(value, option == OPT_FGP ? &j->fgp
		    : option == OPT_IDC ? &j->idc : &j->type))
			return TOOL_DONE;
		return usage_error(&cmd_images, "--%s takes a number",
		    option == OPT_FGP ? "fgp" : option == OPT_IDC ? "idc" : "type");
	}
}

static int
check(const job *j)
{
	if (j->files.count == 0)
		return usage_error(&cmd_images, "no file");
	if (j->how == 0 && j->dir != NULL)
		return usage_error(&cmd_images, "--directory needs --native, --png or --pgm");
	if (j->how != 0 && j->json != NULL)
		return usage_error(&cmd_images, "--json lists: not with --native, --png or --pgm");
	if (j->how == OPT_PNG && !tp_codec_can(TP_CODEC_PNG, TP_CODEC_CAN_ENCODE))
		return usage_error(&cmd_images, "this build cannot write png");
	if (j->dir == NULL || mkdir(j->dir, 0700) == 0 || errno == EEXIST)
		return TOOL_DONE;
	diag_say(j->dir, "error", "write", "cannot make the directory: %s", strerror(errno));
	return TOOL_FAULT;
}

static int
do_files(job *j)
{
	json_t *top;
	bool narrowed = j->fgp >= 0 || j->idc >= 0 || j->type >= 0;

	j->result = check(j);
	if (j->result != TOOL_DONE)
		return j->result;
	for (j->file = 1; j->file <= j->files.count; j->file++)
		do_file(j, j->files.names[j->file - 1]);
	if (j->json != NULL) {
		top = json_new_object();
		json_put_text(top, "schema", "tenprint/images/1");
		json_put(top, "files", json_incref(j->json));
		json_print(top, stdout);
	}
	if (j->found == 0 && (narrowed || j->how != 0))
		j->result = tool_worse(j->result, TOOL_NEGATIVE);
	return j->result;
}

static int
run(int argc, char **argv)
{
	job j = { .fgp = -1, .idc = -1, .type = -1 };
	option_parser p;
	int got, result = TOOL_DONE;

	option_start(&p, &cmd_images, argc, argv);
	while (result == TOOL_DONE && ((got = option_next(&p)) > 0 || got == OPTION_OPERAND)) {
		if (got == OPTION_OPERAND)
			files_add(&j.files, p.value);
		else
			result = take_option(&j, got, p.value);
	}
	if (result == TOOL_DONE)
		result = got != OPTION_END ? option_exit(got) : do_files(&j);
	json_decref(j.json);
	files_free(&j.files);
	return result;
}
