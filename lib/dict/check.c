/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: tp_check, and how a finding is put together: its severity,
 * place, mnemonic, source and the FBI's code.
 */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

#define TEXT_SIZE 256
#define NAME_SIZE 80

/* ---- a finding -------------------------------------------------------------- */

/* The mnemonic of the field, or of field and item. */
static void
name_place(const tp_profile *profile, const tp_path *at, char *out, size_t size)
{
	const tp_field_def *field = tp_profile_field(profile, (int)at->type, at->field), *item;

	out[0] = '\0';
	if (field == NULL || field->mnemonic[0] == '\0')
		return;
	item = at->item != 0 ? tp_profile_item(profile, (int)at->type, at->field, at->subfield,
	    at->item) : NULL;
	if (item != NULL && item->mnemonic[0] != '\0')
		(void)snprintf(out, size, "%s.%s", field->mnemonic, item->mnemonic);
	else
		(void)snprintf(out, size, "%s", field->mnemonic);
}

static const char *
edition_year(uint32_t edition)
{
	static const struct {
		uint32_t edition;
		const char *year;
	} years[] = {
		{ 502, "2015" }, { 501, "2013" }, { 500, "2011" }, { 400, "2007" },
	};
	size_t i;

	for (i = 0; i < sizeof years / sizeof years[0]; i++)
		if (edition >= years[i].edition)
			return years[i].year;
	return "2000";
}

/* "ITL 2011, 13.014", "EBTS 11.0, 2.018 in CAR", or what an overlay calls itself. */
static void
name_source(const tpi_check *c, const tp_field_def *def, char *out, size_t size)
{
	const tp_profile_info *info = &c->profile->info;
	size_t len;

	if (strcmp(def->source, "itl") == 0)
		(void)snprintf(out, size, "ITL %s, %ld.%03lu", edition_year(info->edition),
		    (long)def->type, (unsigned long)def->field);
	else if (strncmp(def->source, "ebts-", 5) == 0 && info->ebts != 0)
		(void)snprintf(out, size, "EBTS %lu.%lu, %ld.%03lu",
		    (unsigned long)info->ebts / 100, (unsigned long)info->ebts % 100,
		    (long)def->type, (unsigned long)def->field);
	else
		(void)snprintf(out, size, "%s", def->source);
	len = strlen(out);
	if (c->tot_def != NULL && strstr(def->depends, "by-tot") != NULL)
		(void)snprintf(out + len, size - len, " in %s", c->tot_name);
}

/* "H0001|E0001": the first is Type-1's, the second that of all others; "-" is none. */
static void
name_code(const tp_rule *rule, bool header, char *out, size_t size)
{
	const char *code = rule->fbi, *bar = strchr(code, '|');
	size_t len = strcspn(code, "|");

	if (bar != NULL && !header) {
		code = bar + 1;
		len = strcspn(code, "|");
	}
	if (len >= size || (len == 1 && *code == '-'))
		len = 0;
	memcpy(out, code, len);
	out[len] = '\0';
}

/* Which of the records of its type it is, where its IDC does not say so. */
static uint32_t
ordinal(const tp_transaction *t, const tp_record *record)
{
	size_t i, count = tp_transaction_record_count(t), twins = 0;
	int type = tp_record_type(record), idc = tp_record_idc(record);
	uint32_t nth = 0, found = 0;

	for (i = 0; i < count; i++) {
		const tp_record *r = tp_transaction_record(t, i);

		if (tp_record_type(r) != type)
			continue;
		nth++;
		twins += tp_record_idc(r) == idc;
		if (r == record)
			found = nth;
	}
	return twins > 1 || (idc < 0 && type != 1) ? found : 0;
}

static void
set_place(tpi_check *c, const tpi_place *place, tp_finding *f)
{
	f->record = TP_NO_RECORD;
	f->offset = place->offset;
	f->at.idc = -1;
	if (place->record == NULL)
		return;
	f->record = tp_record_index(place->record);
	f->at.type = (uint32_t)tp_record_type(place->record);
	f->at.idc = tp_record_idc(place->record);
	if (c->placed != place->record) {
		c->placed = place->record;
		c->placed_nth = ordinal(c->t, place->record);
	}
	f->at.nth = c->placed_nth;
	f->at.field = place->field;
	f->at.subfield = place->subfield;
	f->at.item = place->item;
	if (f->offset == TP_NO_OFFSET)
		f->offset = tp_record_offset(place->record);
}

static void
remember(tpi_check *c, const tp_rule *rule, const tpi_place *place)
{
	if (rule->level != 1 || rule->severity != TP_SEVERITY_ERROR || place->record == NULL ||
	    c->told_count == TPI_TOLD)
		return;
	c->told[c->told_count].record = place->record;
	c->told[c->told_count].field = place->field;
	c->told[c->told_count].subfield = place->subfield;
	c->told[c->told_count].item = place->item;
	c->told_count++;
}

bool
tpi_check_told(const tpi_check *c, const tpi_place *place)
{
	size_t i;

	for (i = 0; i < c->told_count; i++)
		if (c->told[i].record == place->record && c->told[i].field == place->field &&
		    c->told[i].subfield == place->subfield && c->told[i].item == place->item)
			return true;
	return false;
}

bool
tpi_check_told_in(const tpi_check *c, const tp_record *record, uint32_t field, uint32_t item)
{
	size_t i;

	for (i = 0; i < c->told_count; i++)
		if (c->told[i].record == record && c->told[i].field == field &&
		    (c->told[i].item == item || c->told[i].item == 0))
			return true;
	return false;
}

void
tpi_check_report(tpi_check *c, const tp_rule *rule, const tpi_place *place,
    const char *format, ...)
{
	char text[TEXT_SIZE], name[NAME_SIZE] = "", source[TEXT_SIZE], code[NAME_SIZE];
	tp_finding f = { .rule = rule };
	va_list args;

	if (c->stop != 0 || rule == NULL || !tpi_profile_has_rule(c->profile, rule))
		return;
	f.severity = tpi_profile_severity(c->profile, rule);
	if (f.severity == TP_SEVERITY_OFF)
		return;
	remember(c, rule, place);
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	set_place(c, place, &f);
	if (f.at.field != 0)
		name_place(c->profile, &f.at, name, sizeof name);
	(void)snprintf(source, sizeof source, "%s", rule->clause);
	if (place->def != NULL)
		name_source(c, place->def, source, sizeof source);
	name_code(rule, f.record == TP_NO_RECORD || f.at.type == 1, code, sizeof code);
	f.mnemonic = name;
	f.text = text;
	f.source = source;
	f.fbi = code;
	f.hint = rule->hint;
	f.value = place->value;
	c->stop = c->report(c->ctx, &f);
}

/* ---- the calls -------------------------------------------------------------- */

static tp_check_options
defaulted(const tp_check_options *options)
{
	tp_check_options o = { .size = sizeof o };

	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	return o;
}

/* The transaction's type: the option's, or 1.004. */
static tp_status
find_tot(tpi_check *c, const tp_check_options *o, tp_diag *diag)
{
	const tp_record *first = tp_transaction_record(c->t, 0);
	const tpi_tot_name *name;
	tp_field field;

	if (o->tot != NULL) {
		c->tot.ptr = o->tot;
		c->tot.len = strlen(o->tot);
	} else if (first != NULL && tp_record_type(first) == 1 &&
	    tp_record_field(first, 4, 0, &field))
		c->tot = field.value;
	name = tpi_tot_named(c->profile, c->tot.ptr != NULL ? c->tot.ptr : "", c->tot.len);
	if (name == NULL)
		return o->tot == NULL || c->profile->info.ebts == 0 ? TP_OK
		    : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "the profile has no such type of transaction");
	c->tot_def = name->def;
	c->tot_name = name->name;
	c->tot.ptr = c->tot_def->tot;
	c->tot.len = strlen(c->tot_def->tot);
	c->occurrence_count = tp_profile_occurrences(c->profile, c->tot_name, &c->occurrences);
	if (c->occurrence_count != 0)
		c->common_count = tp_profile_occurrences(c->profile, "*", &c->common);
	return TP_OK;
}

int
tp_check(const tp_transaction *t, const tp_profile *profile, const tp_check_options *options,
    tp_finding_fn report, void *ctx, tp_diag *diag)
{
	tp_check_options o = defaulted(options);
	tp_limits limits = tpi_limits_or_default(o.limits);
	tpi_check c = { .t = t, .profile = profile, .flags = o.flags, .limits = &limits,
		.report = report, .ctx = ctx };
	tp_status status;

	tp_diag_init(diag);
	if (t == NULL || profile == NULL || report == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a check needs a transaction, a profile and a callback");
	c.mem = tpi_mem_or_default(o.mem);
	c.charset = tp_transaction_charset(t);
	status = find_tot(&c, &o, diag);
	if (status != TP_OK)
		return status;
	tpi_check_records(&c);
	if (c.stop == 0)
		status = tpi_check_relations(&c, diag);
	return c.stop != 0 ? c.stop : status;
}

static int
count_finding(void *ctx, const tp_finding *finding)
{
	tp_check_counts *counts = ctx;

	if (finding->severity == TP_SEVERITY_ERROR)
		counts->errors++;
	else if (finding->severity == TP_SEVERITY_WARNING)
		counts->warnings++;
	else
		counts->notes++;
	return 0;
}

tp_status
tp_check_count(const tp_transaction *t, const tp_profile *profile,
    const tp_check_options *options, tp_check_counts *out, tp_diag *diag)
{
	tp_check_counts counts = { 0, 0, 0 };
	tp_status status;

	if (out == NULL) {
		tp_diag_init(diag);
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the counts");
	}
	status = (tp_status)tp_check(t, profile, options, count_finding, &counts, diag);
	*out = counts;
	return status;
}
