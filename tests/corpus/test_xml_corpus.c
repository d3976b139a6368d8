/* SPDX-License-Identifier: MIT */
/*
 * The XML instances below TENPRINT_CORPUS: all are read. AllFields.xml names
 * in comments the tag of what follows: each such value has to be found at
 * that tag in the tree. The comments are read here by libxml2's own reader,
 * with nothing of the element map.
 */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "support.h"

#define SKIPPED 77
#define MAX_TAGS 2000
#define MAX_DEPTH 40

typedef struct totals {
	size_t files;
	size_t read;
	size_t strict;
	size_t notes[5];
	size_t records;
	size_t failures;
} totals;

static int
count_note(void *ctx, const tp_xml_note *note)
{
	totals *sum = ctx;

	sum->notes[note->kind]++;
	return 0;
}

static tp_transaction *
open_file(totals *sum, const char *path, tp_bytes *bytes)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t = NULL;
	tp_diag diag;

	if (tp_file_read(path, 0, NULL, bytes, &diag) != TP_OK ||
	    tp_xml_read(bytes->ptr, bytes->len, &options, &t, &diag) != TP_OK) {
		printf("FAIL: %s: %s\n", path, diag.text);
		sum->failures++;
	}
	return t;
}

static void
check_file(void *ctx, const char *path)
{
	tp_transaction *t, *again, *strict;
	totals *sum = ctx;
	tp_bytes bytes, out;
	tp_diag diag;

	if (strstr(path, "wantlist") != NULL)
		return; /* part of a schema */
	sum->files++;
	t = open_file(sum, path, &bytes);
	if (t != NULL) {
		sum->read++;
		sum->records += tp_transaction_record_count(t);
		(void)tp_xml_notes(t, count_note, sum);
		if (tp_xml_read(bytes.ptr, bytes.len, NULL, &strict, &diag) == TP_OK)
			sum->strict++;
		else
			printf("not strictly: %s: %s\n", strrchr(path, '/') + 1, diag.text);
		tp_transaction_free(strict);
		/* What was read is a transaction as any other. */
		if (tp_transaction_write(t, 0, &out, &diag) != TP_OK ||
		    tp_transaction_read(out.ptr, out.len, NULL, &again, &diag) != TP_OK) {
			printf("FAIL: %s: as traditional: %s\n", path, diag.text);
			sum->failures++;
		} else {
			if (tp_transaction_record_count(again) != tp_transaction_record_count(t)) {
				printf("FAIL: %s: records got lost\n", path);
				sum->failures++;
			}
			tp_transaction_free(again);
		}
		tp_bytes_free(&out);
	}
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
}

/* ---- the comments of AllFields.xml ------------------------------------------- */

typedef struct tag {
	int type;
	unsigned field;
	size_t values;
	size_t found;
	int line;            /* of the last value that was not found */
} tag;

typedef struct oracle {
	const tp_transaction *t;
	tag tags[MAX_TAGS];
	size_t count;
	int type;            /* of the record that is open */
	size_t record;
	unsigned field[MAX_DEPTH]; /* that the comments give the open elements; 0: none */
	unsigned pending;    /* named by the comments since the last tag */
	char mnemonic[8];    /* of Type-4, whose comments have no numbers */
} oracle;

static const struct {
	const char *mnemonic;
	unsigned field;
} type4[] = { { "RCC", 1 }, { "IDC", 2 }, { "IMP", 3 }, { "FGP", 4 }, { "ISR", 5 }, { "HLL", 6 },
	{ "VLL", 7 }, { "CGA", 8 }, { "IMG", 9 } };

/* "14.013 FGP" or "DAT 1.005": the last such number that is no range of user-defined fields. */
static void
take_comment(oracle *o, const char *text)
{
	char *end, word[16];
	unsigned long type, field;
	size_t i;

	while (isspace((unsigned char)*text))
		text++;
	if (o->type == 4 && sscanf(text, "%15s", word) == 1)
		for (i = 0; i < sizeof type4 / sizeof type4[0]; i++)
			if (strcmp(word, type4[i].mnemonic) == 0)
				o->pending = type4[i].field;
	if (isupper((unsigned char)*text) && sscanf(text, "%15s", word) == 1 && strlen(word) < 5)
		for (text += strlen(word); *text == ' '; text++)
			continue;
	type = strtoul(text, &end, 10);
	if (end == text || *end != '.' || (int)type != o->type)
		return;
	text = end + 1;
	field = strtoul(text, &end, 10);
	if (end - text != 3 || strpbrk(end, "-") != NULL)
		if (end - text != 3 || strstr(end, "UDF") != NULL || strchr(end, '.') != NULL)
			return;
	o->pending = (unsigned)field;
}

static tag *
tag_of(oracle *o, unsigned field)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->tags[i].type == o->type && o->tags[i].field == field)
			return &o->tags[i];
	if (o->count == MAX_TAGS)
		exit(EXIT_FAILURE);
	o->tags[o->count] = (tag){ .type = o->type, .field = field };
	return &o->tags[o->count++];
}

static bool
is_item(const tp_field *field, const char *text, bool part)
{
	tp_walk subfields, items;

	tp_walk_subfields(field, &subfields);
	while (tp_walk_next(&subfields)) {
		tp_walk_items(&subfields.value, &items);
		while (tp_walk_next(&items)) {
			const char *at = items.value.ptr, *end = at + items.value.len;
			size_t len = strlen(text);

			if (items.value.len == len && memcmp(at, text, len) == 0)
				return true;
			/* One of several numbers in an item: between separators, or anywhere. */
			for (; (size_t)(end - at) >= len; at++)
				if (memcmp(at, text, len) == 0 &&
				    (part || ((at == items.value.ptr || strchr(",-", at[-1])) &&
				        (at + len == end || strchr(",-", at[len])))))
					return true;
		}
	}
	return false;
}

static void
strip(char *to, const char *from, const char *without)
{
	for (; *from != '\0'; from++)
		if (strchr(without, *from) == NULL)
			*to++ = *from;
	*to = '\0';
}

static bool
is_found(const oracle *o, unsigned number, const char *text)
{
	const tp_record *r = tp_transaction_record(o->t, o->record);
	bool packed = number == 2 ? o->type == 1 : o->type == 9 && number >= 8 && number <= 12;
	tp_bytes data;
	tp_field field;
	char *plain = malloc(strlen(text) + 1);
	bool found = false;
	tp_value value;

	if (number == 1) {
		found = atoi(text) == tp_record_type(r);
	} else if (tp_record_field(r, number, 0, &field)) {
		if (field.kind == TP_FIELD_DATA || number == 999) {
			found = tp_base64_decode(text, strlen(text), NULL, &data, NULL) == TP_OK &&
			    data.len == field.value.len &&
			    memcmp(data.ptr, field.value.ptr, data.len) == 0;
			tp_bytes_free(&data);
		} else if (tp_record_is_binary(r)) {
			found = tp_field_value(&field, field.kind == TP_FIELD_BYTES ? 1 : 0, 0, &value)
			    == TP_OK && strtoul(text, NULL, 10) ==
			    strtoul(value.text.ptr, NULL, 10);
		} else {
			found = is_item(&field, text, packed);
			strip(plain, text, "-:T");
			found = found || (strlen(plain) >= 8 && is_item(&field, plain, false));
			strip(plain, text, " \n\t");
			found = found || is_item(&field, plain, false);
			if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
				found = is_item(&field, *text == 't' ? "Y" : "N", false) ||
				    is_item(&field, *text == 't' ? "1" : "0", false) ||
				    is_item(&field, *text == 't' ? "S" : "U", false);
		}
	}
	free(plain);
	return found;
}

static void
take_value(oracle *o, int depth, const char *text, int line)
{
	const char *whole = text;
	unsigned field = 0;
	tag *to;

	while (*text != '\0' && isspace((unsigned char)*text))
		text++;
	if (*text == '\0')
		return;
	for (; depth > 1 && field == 0; depth--)
		field = o->field[depth];
	if (field == 0)
		return;
	to = tag_of(o, field);
	to->values++;
	if (is_found(o, field, text) || is_found(o, field, whole))
		to->found++;
	else
		to->line = line;
}

static void
take_node(oracle *o, xmlTextReaderPtr reader, int *next_record)
{
	int depth = xmlTextReaderDepth(reader), kind = xmlTextReaderNodeType(reader);

	if (depth >= MAX_DEPTH)
		exit(EXIT_FAILURE);
	switch (kind) {
	case XML_READER_TYPE_COMMENT:
		take_comment(o, (const char *)xmlTextReaderConstValue(reader));
		break;
	case XML_READER_TYPE_ELEMENT:
		if (depth == 1) {
			o->record = (size_t)(*next_record)++;
			o->type = tp_record_type(tp_transaction_record(o->t, o->record));
			o->pending = 0;
		}
		o->field[depth] = o->pending;
		o->pending = 0;
		break;
	case XML_READER_TYPE_END_ELEMENT:
		o->pending = 0;
		break;
	case XML_READER_TYPE_TEXT:
		take_value(o, depth - 1, (const char *)xmlTextReaderConstValue(reader),
		    xmlTextReaderGetParserLineNumber(reader));
		break;
	default:
		break;
	}
}

/*
 * CNT is not what AllFields says, for it names one record of the many; of the
 * signature in two forms the image is read; 18.003 has two in one item; and
 * the comment of 20.999 stands once before another element than the data.
 */
static bool
is_expected(const tag *t)
{
	return (t->type == 1 && t->field == 3) || (t->type == 8 && t->field == 8) ||
	    (t->type == 18 && t->field == 3) || (t->type == 20 && t->field == 999);
}

static void
report(const oracle *o, totals *sum)
{
	static const int all[] = { 1, 2, 4, 9, 10, 13, 14, 15, 17 };
	size_t named[100] = { 0 }, found[100] = { 0 }, total = 0, good = 0, values = 0, i;

	for (i = 0; i < o->count; i++) {
		const tag *t = &o->tags[i];
		bool whole = t->found == t->values;

		named[t->type]++;
		total++;
		values += t->values;
		found[t->type] += whole;
		good += whole;
		if (whole == is_expected(t)) {
			printf("FAIL: %d.%03u: %zu of %zu values, not that of line %d\n", t->type,
			    t->field, t->found, t->values, t->line);
			sum->failures++;
		}
	}
	printf("AllFields.xml: %zu of %zu tags found with all their values (%zu)\n", good, total, values);
	for (i = 0; i < sizeof all / sizeof all[0]; i++)
		printf("  Type-%d: %zu of %zu\n", all[i], found[all[i]], named[all[i]]);
	if (total < 500) {
		printf("FAIL: too few tags were named\n");
		sum->failures++;
	}
}

static void
check_all_fields(totals *sum, const char *path)
{
	static oracle o;
	xmlTextReaderPtr reader = xmlReaderForFile(path, NULL, XML_PARSE_NONET);
	tp_bytes bytes = { 0 };
	int record = 0;

	o.t = open_file(sum, path, &bytes);
	if (o.t != NULL && reader != NULL) {
		while (xmlTextReaderRead(reader) == 1)
			take_node(&o, reader, &record);
		report(&o, sum);
	} else
		sum->failures++;
	xmlFreeTextReader(reader);
	tp_transaction_free((tp_transaction *)(uintptr_t)o.t);
	tp_bytes_free(&bytes);
}

/* However much of it there is, part of a file is refused, with its place. */
static void
check_truncations(totals *sum, const char *path)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	size_t len, end;
	tp_bytes bytes;
	tp_status status;
	tp_diag diag;

	if (tp_file_read(path, 0, NULL, &bytes, &diag) != TP_OK) {
		printf("FAIL: %s: %s\n", path, diag.text);
		sum->failures++;
		return;
	}
	for (end = bytes.len; end > 0 && bytes.ptr[end - 1] != '>'; end--)
		continue;
	for (len = 0; len < end; len++) {
		status = tp_xml_read(bytes.ptr, len, &options, &t, &diag);
		if ((status != TP_ERR_TRUNCATED && status != TP_ERR_SYNTAX) || t != NULL ||
		    (len != 0 && strncmp(diag.text, "line ", 5) != 0)) {
			printf("FAIL: cut at %zu: %d %s\n", len, status, diag.text);
			sum->failures++;
			tp_transaction_free(t);
		}
	}
	printf("%zu truncations refused\n", end);
	tp_bytes_free(&bytes);
}

int
main(void)
{
	static const char *const suffixes[] = { ".xml", NULL };
	const char *root = getenv("TENPRINT_CORPUS");
	totals sum = { 0 };
	char path[2000];

	if (root == NULL || !tp_has(TP_FEATURE_XML)) {
		printf("skipped: %s\n", root == NULL ? "TENPRINT_CORPUS is not set"
		    : "built without libxml2");
		return SKIPPED;
	}
	(void)snprintf(path, sizeof path, "%s/xml", root);
	(void)ts_each_file(path, suffixes, check_file, &sum);
	printf("%zu of %zu instances read (%zu records), %zu of them strictly\n", sum.read,
	    sum.files, sum.records, sum.strict);
	printf("notes: %zu unknown, %zu order, %zu value, %zu dropped\n", sum.notes[TP_XML_UNKNOWN],
	    sum.notes[TP_XML_ORDER], sum.notes[TP_XML_VALUE], sum.notes[TP_XML_DROPPED]);
	(void)snprintf(path, sizeof path, "%s/xml/2015/AllFields.xml", root);
	check_all_fields(&sum, path);
	(void)snprintf(path, sizeof path, "%s/xml/2011-ebts/Template-BATQ-"
	    "BiometricAuditTrailRetrievalTransaction.xml", root);
	check_truncations(&sum, path);
	if (sum.files < 50 || sum.notes[TP_XML_ORDER] != 0 || sum.notes[TP_XML_VALUE] != 0) {
		printf("FAIL: not what the corpus holds\n");
		sum.failures++;
	}
	return sum.failures != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
