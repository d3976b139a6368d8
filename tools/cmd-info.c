/* SPDX-License-Identifier: MIT */
/* Tools: tenprint info: one screen about each file: what it is, its Type-1 fields, its records. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/blob.h"
#include "common/command.h"
#include "common/diag.h"
#include "common/files.h"
#include "common/json.h"
#include "common/names.h"
#include "common/output.h"
#include "common/record-image.h"

enum { OPT_JSON = 1, OPT_STRICT, OPT_FILES };

static const option_def options[] = {
	{ OPT_JSON, 'j', "json", NULL, "print JSON (schema tenprint/info/1)" },
	{ OPT_STRICT, 0, "strict", NULL, "refuse files with defects" },
	{ OPT_FILES, 0, "files-from", "FILE", "read file names from FILE (- is stdin), one a line" },
	{ 0, 0, NULL, NULL, NULL },
};

static int run(int argc, char **argv);
const command cmd_info = { "info", "show what a file is and what records it holds", "FILE...",
	options, run };

static const struct {
	uint32_t field;
	const char *label; /* the mnemonic, and the key in JSON */
} heads[] = { { 2, "VER" }, { 4, "TOT" }, { 5, "DAT" }, { 7, "DAI" }, { 8, "ORI" }, { 9, "TCN" },
	{ 10, "TCR" } };
#define HEADS (sizeof heads / sizeof heads[0])

/* A value in a listing: one line, whatever is in it. */
static void
put_value(const tp_str *value)
{
	tp_bytes escaped;

	if (tp_form_escape(value->ptr, value->len, NULL, &escaped, NULL) != TP_OK)
		diag_nomem();
	output_put(stdout, escaped.ptr, escaped.len);
	tp_bytes_free(&escaped);
}

static const char *
charset_name(const tp_transaction *t)
{
	switch (tp_transaction_charset(t)) {
	case TP_CHARSET_ASCII:
		return "ASCII";
	case TP_CHARSET_UTF8:
		return "UTF-8";
	case TP_CHARSET_OTHER:
		break;
	}
	return "other (1.015)";
}

/* "JP2" as the bytes say, and what the record declares if that differs. */
static void
codec_text(const record_image *image, char *text, size_t size)
{
	int32_t declared = image->view.declared.codec, is = image->view.info.codec;
	bool stored = image->view.bytes.len != 0;
	const char *found = is != TP_CODEC_UNKNOWN ? tp_codec_name(is) : stored ? "?" : "-";

	if (!stored || declared == is)
		(void)snprintf(text, size, "%s", found);
	else
		(void)snprintf(text, size, "%s (says %s)", found,
		    declared == TP_CODEC_UNKNOWN ? "nothing known" : tp_codec_name(declared));
}

static void
image_columns(const record_image *image)
{
	char codec[48], size[32], ppi[32], ratio[32] = "-";

	codec_text(image, codec, sizeof codec);
	record_image_ppi(&image->view.info, ppi, sizeof ppi);
	record_image_size(&image->view.info, size, sizeof size);
	if (image->ratio > 0)
		(void)snprintf(ratio, sizeof ratio, "%.1f", image->ratio);
	(void)printf("  %-5s %-3s  %-9s  %9s  %5s  %5s",
	    image->position[0] != '\0' ? image->position : "-",
	    image->impression[0] != '\0' ? image->impression : "-", codec, size, ppi, ratio);
}

static void
print_record(const tp_record *r)
{
	record_image image;
	char idc[16] = "-";

	if (tp_record_idc(r) >= 0)
		(void)snprintf(idc, sizeof idc, "%d", tp_record_idc(r));
	(void)printf("  %3zu  %4d  %3s  %9llu", tp_record_index(r) + 1, tp_record_type(r), idc,
	    (unsigned long long)tp_record_size(r));
	if (record_image_get(r, &image))
		image_columns(&image);
	(void)putchar('\n');
}

static void
print_transaction(const input *in)
{
	const tp_record *first = tp_transaction_record(in->t, 0);
	size_t i, count = tp_transaction_record_count(in->t);
	tp_value value;

	diag_name(stdout, in->name);
	(void)printf(": ANSI/NIST-ITL transaction%s, %zu bytes, %zu record%s\n",
	    input_is_gzip(in) ? " (gzip)" : "", in->size, count, count == 1 ? "" : "s");
	for (i = 0; i < HEADS; i++) {
		if (tp_record_value(first, heads[i].field, 0, 0, &value) != TP_OK)
			continue;
		(void)printf("  %s %s", heads[i].label, value.text.len != 0 ? " " : "");
		put_value(&value.text);
		(void)putchar('\n');
	}
	(void)printf("  text %s, defects %zu\n\n", charset_name(in->t),
	    tp_transaction_defect_count(in->t));
	(void)printf("    #  type  IDC      bytes  pos   imp  codec           size    ppi  ratio\n");
	for (i = 0; i < count; i++)
		print_record(tp_transaction_record(in->t, i));
}

static json_t *
json_ppi(double ppi)
{
	return ppi > 0 ? json_real(floor(ppi * 100 + 0.5) / 100) : json_null();
}

static void
json_image(json_t *object, const record_image *image)
{
	const tp_image_info *is = &image->view.info, *said = &image->view.declared;
	const char *declared = said->codec == TP_CODEC_UNKNOWN ? NULL : tp_codec_name(said->codec);
	const char *found = is->codec == TP_CODEC_UNKNOWN ? NULL : tp_codec_name(is->codec);
	json_t *own = json_new_object();

	json_put_text(object, "position", image->position);
	json_put_text(object, "impression", image->impression);
	json_put(own, "codec", found != NULL ? json_string(found) : json_null());
	json_put(own, "declared", declared != NULL ? json_string(declared) : json_null());
	json_put_number(own, "width", is->width);
	json_put_number(own, "height", is->height);
	json_put(own, "ppi_x", json_ppi(is->ppi_x));
	json_put(own, "ppi_y", json_ppi(is->ppi_y));
	json_put(own, "ratio", image->ratio > 0
	    ? json_real(floor(image->ratio * 100 + 0.5) / 100) : json_null());
	json_put_number(own, "bytes", image->view.bytes.len);
	json_put(object, "image", own);
}

static json_t *
json_record(const tp_record *r)
{
	json_t *object = json_new_object();
	record_image image;

	json_put_number(object, "type", (uint64_t)tp_record_type(r));
	json_put(object, "idc", tp_record_idc(r) >= 0 ? json_integer(tp_record_idc(r))
	                                              : json_null());
	json_put_number(object, "bytes", tp_record_size(r));
	if (record_image_get(r, &image))
		json_image(object, &image);
	return object;
}

static json_t *
json_transaction(const input *in)
{
	json_t *object = json_new_object(), *records = json_new_array();
	const tp_record *first = tp_transaction_record(in->t, 0);
	size_t i, count = tp_transaction_record_count(in->t);
	tp_value value;

	json_put_text(object, "file", in->name);
	json_put_text(object, "kind", "transaction");
	json_put(object, "gzip", json_boolean(input_is_gzip(in)));
	json_put_number(object, "bytes", in->size);
	for (i = 0; i < HEADS; i++)
		if (tp_record_value(first, heads[i].field, 0, 0, &value) == TP_OK)
			json_put(object, heads[i].label,
			    json_bytes(value.text.ptr, value.text.len));
	json_put_text(object, "charset", charset_name(in->t));
	json_put_number(object, "defects", tp_transaction_defect_count(in->t));
	for (i = 0; i < count; i++)
		json_add(records, json_record(tp_transaction_record(in->t, i)));
	json_put(object, "records", records);
	return object;
}

static void
print_image(const input *in, const tp_image_info *info)
{
	char ppi[32];
	double ratio = (double)info->width * info->height * info->components * info->depth / 8 /
	    (double)in->block.len;

	record_image_ppi(info, ppi, sizeof ppi);
	diag_name(stdout, in->name);
	(void)printf(": %s image, %zu bytes\n  %lux%lu pixels, %lu x %lu bits, %s ppi, ratio %.1f\n",
	    tp_codec_name(info->codec), in->block.len, (unsigned long)info->width,
	    (unsigned long)info->height, (unsigned long)info->components,
	    (unsigned long)info->depth, info->ppi_x > 0 ? ppi : "unknown", ratio);
}

static json_t *
json_blob(const input *in, const char *kind, const tp_image_info *info)
{
	json_t *object = json_new_object();

	json_put_text(object, "file", in->name);
	json_put_text(object, "kind", kind);
	json_put_number(object, "bytes", in->block.len);
	if (info->width != 0) {
		json_put_number(object, "width", info->width);
		json_put_number(object, "height", info->height);
		json_put_number(object, "components", info->components);
		json_put_number(object, "depth", info->depth);
		json_put(object, "ppi_x", json_ppi(info->ppi_x));
		json_put(object, "ppi_y", json_ppi(info->ppi_y));
	}
	return object;
}

/* Not a transaction: say what it is; false if that is not known either. */
static bool
show_blob(const input *in, json_t *list)
{
	tp_codec codec = tp_image_sniff(in->block.ptr, in->block.len);
	const char *kind = codec != TP_CODEC_UNKNOWN ? tp_codec_name(codec)
	    : blob_kind(in->block.ptr, in->block.len);
	tp_image_info info = { .codec = codec };
	tp_status status = TP_OK;
	tp_diag diag;

	if (kind == NULL)
		return false;
	if (codec != TP_CODEC_UNKNOWN) {
		status = tp_image_header(in->block.ptr, in->block.len, &info, &diag);
		if (status != TP_OK)
			diag_library(in->name, "warning", &diag);
	}
	if (list != NULL)
		json_add(list, json_blob(in, kind, &info));
	else if (codec != TP_CODEC_UNKNOWN && status == TP_OK)
		print_image(in, &info);
	else {
		diag_name(stdout, in->name);
		(void)printf(": %s%s, %zu bytes\n", kind, codec != TP_CODEC_UNKNOWN ? " image" : "",
		    in->block.len);
	}
	return true;
}

/* Other XML is told as such. */
static bool
is_niem(const input *in)
{
	const char *kind = blob_kind(in->block.ptr, in->block.len);

	return tp_has(TP_FEATURE_XML) && kind != NULL && strcmp(kind, BLOB_NIEM) == 0;
}

/* Does it start like a transaction? Of gzip data only reading tells. */
static bool
looks_like_transaction(const input *in)
{
	tp_read_options tolerant = { .size = sizeof tolerant,
		.flags = TP_READ_TOLERANT | TP_READ_BORROW };
	const char *at = (const char *)in->block.ptr;
	tp_transaction *t;
	tp_status status;

	if (!input_is_gzip(in))
		return is_niem(in) || (in->block.len > 4 &&
		    (memcmp(at, "1.0", 3) == 0 || memcmp(at, "01.0", 4) == 0));
	status = tp_xml_sniff(at, in->block.len)
	    ? tp_xml_read(at, in->block.len, &tolerant, &t, NULL)
	    : tp_transaction_read(at, in->block.len, &tolerant, &t, NULL);
	tp_transaction_free(t);
	return status != TP_ERR_SYNTAX;
}

/* TOOL_DONE, and *blob set, if it was no transaction and has been shown. */
static int
begin_file(input *in, const char *name, json_t *list, bool *blob)
{
	tp_diag diag;
	tp_status status = input_begin(in, name, &diag);
	bool transaction = status == TP_OK && looks_like_transaction(in);

	*blob = false;
	if (status == TP_OK && !transaction)
		status = input_rest(in, &diag);
	if (status != TP_OK) {
		diag_library(name, "error", &diag);
		return diag_exit(status);
	}
	*blob = !transaction && in->block.len != 0 && show_blob(in, list);
	return TOOL_DONE;
}

static int
show_file(const char *name, bool strict, json_t *list)
{
	bool blob;
	input in;
	int result = begin_file(&in, name, list, &blob);

	if (result == TOOL_DONE && !blob)
		result = input_transaction(&in, strict);
	if (result == TOOL_DONE && !blob && list != NULL)
		json_add(list, json_transaction(&in));
	else if (result == TOOL_DONE && !blob)
		print_transaction(&in);
	input_close(&in);
	return result;
}

static int
show_all(const file_list *files, bool strict, json_t *list)
{
	int result = TOOL_DONE;
	size_t i;

	for (i = 0; i < files->count; i++) {
		if (i != 0 && list == NULL)
			(void)putchar('\n');
		result = tool_worse(result, show_file(files->names[i], strict, list));
	}
	return result;
}

static int
run(int argc, char **argv)
{
	bool json = false, strict = false;
	json_t *list = NULL, *top;
	file_list files = { 0 };
	int got, result = TOOL_DONE;
	option_parser p;

	option_start(&p, &cmd_info, argc, argv);
	while ((got = option_next(&p)) > 0 || got == OPTION_OPERAND) {
		json = json || got == OPT_JSON;
		strict = strict || got == OPT_STRICT;
		if (got == OPTION_OPERAND)
			files_add(&files, p.value);
		else if (got == OPT_FILES)
			result = tool_worse(result, files_add_from(&files, p.value));
	}
	if (got != OPTION_END)
		result = option_exit(got);
	else if (result == TOOL_DONE && files.count == 0)
		result = usage_error(&cmd_info, "no file");
	else if (result == TOOL_DONE) {
		list = json ? json_new_array() : NULL;
		result = show_all(&files, strict, list);
	}
	if (list != NULL) {
		top = json_new_object();
		json_put_text(top, "schema", "tenprint/info/1");
		json_put(top, "files", list);
		json_print(top, stdout);
	}
	files_free(&files);
	return result;
}
