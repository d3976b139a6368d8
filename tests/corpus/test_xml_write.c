/* SPDX-License-Identifier: MIT */
/*
 * XML written: each instance below TENPRINT_CORPUS, in its edition, is valid
 * by the schemas there and reads back to the same tree. Those of 2015 become
 * XML of 2013 too, which has no schema of its own but must pass that of 2015,
 * without the fields that 2013 does not have. Traditional files of 2007 and
 * later become valid XML of both, and come back with the same records, fields
 * and image bytes but for what writing says it cannot hold.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>

#include "support.h"

#define SKIPPED 77
#define REASONS 8
#define FIELD_OF_2015 901 /* of Types 13, 14, 15 and 19 */

typedef struct reason {
	char text[TP_DIAG_TEXT];
	size_t count;
} reason;

typedef struct totals {
	xmlSchemaPtr schema;
	uint32_t edition;
	size_t files;
	size_t valid;
	size_t same;
	size_t invalid;
	size_t images;
	size_t user_defined; /* Type-7 records with all their data */
	size_t failures;
	reason reasons[REASONS];
	reason complaints[REASONS];
	/* of the file at hand */
	char errors[600];
	size_t losses;
	size_t newer; /* losses of fields that came in 2015 */
	uint8_t lost[10000]; /* fields of records were left out */
} totals;

static void
take_loss(void *ctx, const tp_diag *loss)
{
	totals *sum = ctx;
	size_t i;

	sum->losses++;
	if (sum->edition == 501 && loss->field == FIELD_OF_2015)
		sum->newer++;
	if (loss->record >= 0 && (size_t)loss->record < sizeof sum->lost)
		sum->lost[loss->record] = loss->field < 0 ? 2 : 1;
	for (i = 0; i < REASONS; i++) {
		if (sum->reasons[i].count == 0)
			memcpy(sum->reasons[i].text, loss->text, sizeof loss->text);
		if (strcmp(sum->reasons[i].text, loss->text) == 0) {
			sum->reasons[i].count++;
			return;
		}
	}
}

static void
take_error(void *ctx, xmlErrorPtr error)
{
	totals *sum = ctx;

	if (sum->errors[0] == '\0')
		(void)snprintf(sum->errors, sizeof sum->errors, "line %d: %s", error->line,
		    error->message);
}

static bool
validate(totals *sum, const tp_bytes *xml)
{
	xmlDocPtr doc = xmlReadMemory((const char *)xml->ptr, (int)xml->len, "written.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlSchemaValidCtxtPtr ctxt = xmlSchemaNewValidCtxt(sum->schema);
	bool valid;

	sum->errors[0] = '\0';
	xmlSchemaSetValidStructuredErrors(ctxt, take_error, sum);
	valid = doc != NULL && xmlSchemaValidateDoc(ctxt, doc) == 0;
	xmlSchemaFreeValidCtxt(ctxt);
	xmlFreeDoc(doc);
	return valid;
}

static void
fail(totals *sum, const char *path, const char *what, const char *why)
{
	printf("FAIL: %s: %s: %s\n", strrchr(path, '/') + 1, what, why);
	sum->failures++;
}

static bool
write_xml(totals *sum, const tp_transaction *t, const char *path, tp_bytes *xml)
{
	tp_xml_write_options options = { .size = sizeof options, .flags = TP_XML_LOSSY,
		.edition = sum->edition, .loss = take_loss, .ctx = sum };
	tp_xml_write_options strict = { .size = sizeof strict, .edition = sum->edition };
	tp_status status;
	tp_bytes other;
	tp_diag diag;

	sum->losses = sum->newer = 0;
	memset(sum->lost, 0, sizeof sum->lost);
	if (tp_xml_write(t, &options, xml, &diag) != TP_OK) {
		fail(sum, path, "cannot be written", diag.text);
		return false;
	}
	/* Without the flag what is lost is an error. */
	status = tp_xml_write(t, &strict, &other, &diag);
	if ((status == TP_OK) != (sum->losses == 0) ||
	    (status != TP_OK && (status != TP_ERR_UNSUPPORTED || diag.type < 1)))
		fail(sum, path, "what is lost is not an error", diag.text);
	tp_bytes_free(&other);
	return true;
}

static tp_transaction *
read_back(totals *sum, const char *path, const tp_bytes *xml)
{
	tp_transaction *t;
	tp_diag diag;

	if (tp_xml_read(xml->ptr, xml->len, NULL, &t, &diag) != TP_OK)
		fail(sum, path, "what was written is refused", diag.text);
	return t;
}

/* ---- instances --------------------------------------------------------------- */

static bool
same_notes(const tp_transaction *a, const tp_transaction *b)
{
	return tp_xml_note_count(a) >= tp_xml_note_count(b);
}

static void
check_instance(void *ctx, const char *path)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t, *back = NULL;
	totals *sum = ctx;
	tp_bytes bytes, xml;
	size_t i, n;
	tp_diag diag;
	bool same;

	if (strstr(path, "wantlist") != NULL ||
	    (strstr(path, "/2015/") != NULL) != (sum->edition != 500) ||
	    strstr(path, "/2008/") != NULL)
		return;
	sum->files++;
	if (tp_file_read(path, 0, NULL, &bytes, &diag) != TP_OK)
		exit(EXIT_FAILURE);
	if (tp_xml_read(bytes.ptr, bytes.len, &options, &t, &diag) != TP_OK)
		fail(sum, path, "cannot be read", diag.text);
	else if (write_xml(sum, t, path, &xml)) {
		if (sum->losses != sum->newer || (sum->edition == 501) != (sum->newer != 0))
			fail(sum, path, "something else is lost than what the edition has not", "");
		if (validate(sum, &xml))
			sum->valid++;
		else
			fail(sum, path, "is not valid", sum->errors);
		back = read_back(sum, path, &xml);
		n = tp_transaction_record_count(t);
		same = back != NULL && tp_transaction_record_count(back) == n && same_notes(t, back);
		for (i = 1; i < n && same; i++)
			same = sum->lost[i] != 0 || ts_walk_fields(tp_transaction_record(t, i)) ==
			    ts_walk_fields(tp_transaction_record(back, i));
		if (same)
			sum->same++;
		else
			fail(sum, path, "another tree comes back", "");
		tp_bytes_free(&xml);
	}
	tp_transaction_free(back);
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
}

/* Why a file's own values keep its XML from being valid: the schema's complaint. */
static void
take_invalid(totals *sum)
{
	const char *text = strstr(sum->errors, ": ");
	size_t i;

	text = text != NULL ? text + 2 : sum->errors;
	for (i = 0; i < REASONS; i++) {
		if (sum->complaints[i].count == 0)
			(void)snprintf(sum->complaints[i].text, TP_DIAG_TEXT, "%.*s",
			    TP_DIAG_TEXT - 1, text);
		if (strncmp(sum->complaints[i].text, text, TP_DIAG_TEXT - 1) == 0) {
			sum->complaints[i].count++;
			return;
		}
	}
}

/* ---- traditional files --------------------------------------------------------- */

static bool
same_data(const tp_record *a, const tp_record *b)
{
	tp_field x, y;
	bool first = tp_record_data(a, &x), second = tp_record_data(b, &y);

	if (!first || x.value.len == 0)
		return !second || y.value.len == 0;
	return second && x.value.len == y.value.len &&
	    memcmp(x.value.ptr, y.value.ptr, x.value.len) == 0;
}

/* Items that hold something are those of the other record, at their places; numbers by value. */
static bool
same_items(const tp_record *a, const tp_record *b, uint32_t *where)
{
	size_t i, n = tp_record_field_count(a);
	tp_walk subfields, items;
	tp_value other;
	tp_field f;

	for (i = 0; i < n; i++) {
		if (!tp_record_field_at(a, i, &f) || f.number == 1 || f.kind == TP_FIELD_DATA ||
		    f.number == 999 || (tp_record_type(a) == 1 && (f.number == 2 || f.number == 3)))
			continue;
		*where = f.number;
		if (tp_record_is_binary(a)) {
			tp_field g;

			if (!tp_record_field(b, f.number, 0, &g) || g.value.len != f.value.len ||
			    memcmp(g.value.ptr, f.value.ptr, g.value.len) != 0)
				return false;
			continue;
		}
		tp_walk_subfields(&f, &subfields);
		while (tp_walk_next(&subfields)) {
			tp_walk_items(&subfields.value, &items);
			while (tp_walk_next(&items)) {
				if (items.value.len == 0)
					continue;
				if (tp_record_value(b, f.number, subfields.index, items.index,
				    &other) != TP_OK || other.text.len != items.value.len ||
				    memcmp(other.text.ptr, items.value.ptr, other.text.len) != 0)
					return false;
			}
		}
	}
	return true;
}

/* The records of b that stand for those of a: Type-1, Type-2, the rest, less those left out. */
static bool
same_records(totals *sum, const tp_transaction *a, const tp_transaction *b, char *why)
{
	size_t at = 0, i, n = tp_transaction_record_count(a);
	uint32_t field = 0;
	int pass;

	for (pass = 0; pass < 3; pass++)
		for (i = 0; i < n; i++) {
			const tp_record *r = tp_transaction_record(a, i), *other;
			int type = tp_record_type(r);

			if ((type > 2 ? 2 : type - 1) != pass || sum->lost[i] == 2)
				continue;
			other = tp_transaction_record(b, at++);
			(void)sprintf(why, "record %zu of type %d", i + 1, type);
			/* Type-7 is anybody's: its data may be what is left out. */
			if (other == NULL || tp_record_type(other) != type ||
			    ((type != 7 || sum->lost[i] == 0) && !same_data(r, other)))
				return false;
			sum->user_defined += type == 7 && sum->lost[i] == 0;
			if (sum->lost[i] == 0 && !same_items(r, other, &field)) {
				(void)sprintf(why, "record %zu, field %d.%u", i + 1, type,
				    (unsigned)field);
				return false;
			}
			sum->images += tp_record_data(r, &(tp_field){ 0 });
		}
	return at == tp_transaction_record_count(b);
}

static void
check_traditional(void *ctx, const char *path)
{
	tp_transaction *t, *back = NULL;
	totals *sum = ctx;
	uint64_t version;
	tp_bytes bytes, xml;
	char why[80] = "";
	tp_diag diag;

	if (tp_file_read(path, 0, NULL, &bytes, &diag) != TP_OK)
		exit(EXIT_FAILURE);
	if (tp_transaction_read(bytes.ptr, bytes.len, NULL, &t, &diag) == TP_OK &&
	    tp_record_number(tp_transaction_record(t, 0), 2, 1, 1, &version) == TP_OK &&
	    version >= 400 && write_xml(sum, t, path, &xml)) {
		sum->files++;
		if (validate(sum, &xml))
			sum->valid++;
		else {
			sum->invalid++;
			take_invalid(sum);
		}
		back = read_back(sum, path, &xml);
		if (back != NULL && same_records(sum, t, back, why))
			sum->same++;
		else
			fail(sum, path, "another tree comes back", why);
		tp_bytes_free(&xml);
	}
	tp_transaction_free(back);
	tp_transaction_free(t);
	tp_bytes_free(&bytes);
}

static xmlSchemaPtr
load(const char *root, const char *name)
{
	char path[2000];
	xmlSchemaParserCtxtPtr ctxt;
	xmlSchemaPtr schema;

	(void)snprintf(path, sizeof path, "%s/xml/%s", root, name);
	ctxt = xmlSchemaNewParserCtxt(path);
	schema = xmlSchemaParse(ctxt);
	xmlSchemaFreeParserCtxt(ctxt);
	if (schema == NULL) {
		printf("FAIL: %s is no schema\n", path);
		exit(EXIT_FAILURE);
	}
	return schema;
}

static void
check_all_traditional(totals *sum, const char *root)
{
	size_t i;

	sum->files = sum->valid = sum->invalid = sum->same = sum->images = sum->user_defined = 0;
	memset(sum->reasons, 0, sizeof sum->reasons);
	memset(sum->complaints, 0, sizeof sum->complaints);
	(void)ts_each_file(root, ts_itl_suffixes, check_traditional, sum);
	printf("%zu traditional files written as XML of %u: %zu valid, %zu not, %zu come back the "
	    "same (%zu images, %zu of them of Type-7)\n", sum->files, (unsigned)sum->edition,
	    sum->valid, sum->invalid, sum->same, sum->images, sum->user_defined);
	for (i = 0; i < REASONS && sum->reasons[i].count != 0; i++)
		printf("  %zu values left out: %s\n", sum->reasons[i].count, sum->reasons[i].text);
	for (i = 0; i < REASONS && sum->complaints[i].count != 0; i++)
		printf("  %zu files not valid: %s\n", sum->complaints[i].count,
		    sum->complaints[i].text);
	if (sum->files < 50 || sum->same != sum->files || sum->user_defined == 0)
		sum->failures++;
}

int
main(void)
{
	static const char *const xml[] = { ".xml", NULL };
	const char *root = getenv("TENPRINT_CORPUS");
	static totals sum;
	char path[2000];
	xmlSchemaPtr s2011, s2015;

	if (root == NULL || !tp_has(TP_FEATURE_XML)) {
		printf("skipped: %s\n", root == NULL ? "TENPRINT_CORPUS is not set"
		    : "built without libxml2");
		return SKIPPED;
	}
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
	s2011 = load(root, "2011-ebts/xsd/fbi_ebts/10.0/fbi_ebts.xsd");
	s2015 = load(root, "2015/xsd/exchange/itl.xsd");
	(void)snprintf(path, sizeof path, "%s/xml", root);
	sum.schema = s2011;
	sum.edition = 500;
	(void)ts_each_file(path, xml, check_instance, &sum);
	sum.schema = s2015;
	for (sum.edition = 501; sum.edition <= 502; sum.edition++)
		(void)ts_each_file(path, xml, check_instance, &sum);
	printf("%zu instances written: %zu valid, %zu with the same tree\n", sum.files, sum.valid,
	    sum.same);
	if (sum.files < 50 || sum.valid != sum.files || sum.same != sum.files)
		sum.failures++;
	for (sum.edition = 501; sum.edition <= 502; sum.edition++)
		check_all_traditional(&sum, root);
	xmlSchemaFree(s2011);
	xmlSchemaFree(s2015);
	return sum.failures != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
