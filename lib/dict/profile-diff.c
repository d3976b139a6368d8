/* SPDX-License-Identifier: MIT */
/* Dict layer: what two profiles say differently of fields, and which profile a file asks for. */

#include <string.h>

#include "overlay-field.h"
#include "tables.h"

/* ---- differences -------------------------------------------------------------- */

/* Whether the row at *a comes first, or at *b, or both are of one key. */
static int
compare(const tpi_rows *a, size_t i, const tpi_rows *b, size_t k)
{
	if (i == a->count)
		return 1;
	if (k == b->count)
		return -1;
	if (tpi_same_key(a->rows[i], b->rows[k]))
		return 0;
	return tpi_row_before(a->rows[i], b->rows[k]) ? -1 : 1;
}

static int
diff_type(const tpi_rows *a, const tpi_rows *b, tp_profile_diff_fn visit, void *ctx)
{
	size_t i = 0, k = 0;
	int rc = 0;

	while ((i < a->count || k < b->count) && rc == 0) {
		int order = compare(a, i, b, k);

		if (order < 0)
			rc = visit(ctx, a->rows[i++], NULL);
		else if (order > 0)
			rc = visit(ctx, NULL, b->rows[k++]);
		else {
			if (a->rows[i] != b->rows[k] &&
			    !tpi_field_same(a->rows[i], b->rows[k]))
				rc = visit(ctx, a->rows[i], b->rows[k]);
			i++;
			k++;
		}
	}
	return rc;
}

int
tp_profile_diff(const tp_profile *a, const tp_profile *b, tp_profile_diff_fn visit, void *ctx)
{
	int type, rc = 0;

	for (type = 1; type < TPI_TYPES && rc == 0; type++)
		rc = diff_type(&a->types[type], &b->types[type], visit, ctx);
	return rc;
}

/* ---- suggesting --------------------------------------------------------------- */

/* VER, as far as there are profiles; years before 2000 have the oldest. */
static const char *
of_version(const tp_str *version)
{
	static const struct {
		const char *version;
		const char *name;
	} versions[] = {
		{ "0200", "itl-2000" }, { "0201", "itl-2000" }, { "0300", "itl-2000" },
		{ "0400", "itl-2007" }, { "0500", "itl-2011" }, { "0501", "itl-2013" },
	};
	size_t i;

	for (i = 0; i < sizeof versions / sizeof versions[0]; i++)
		if (version->len == 4 && memcmp(version->ptr, versions[i].version, 4) == 0)
			return versions[i].name;
	return "itl-2015";
}

static tp_str
header_value(const tp_record *record, uint32_t number)
{
	tp_str none = { NULL, 0 };
	tp_field field;

	if (record == NULL || tp_record_type(record) != 1 ||
	    !tp_record_field(record, number, 0, &field))
		return none;
	return field.value;
}

/* The nth item of DOM (1.013): name, version. */
static tp_str
domain_item(const tp_str *domain, size_t nth)
{
	tp_str none = { NULL, 0 };
	tp_walk items;

	if (domain->len == 0)
		return none;
	tp_walk_items(domain, &items);
	while (tp_walk_next(&items))
		if (items.index == nth)
			return items.value;
	return none;
}

/* EBTS 10.0 changed so much that what is from there on goes with 11.0 ("EBTS 10.0" counts too). */
static const char *
of_ebts(const tp_str *release, const tp_str *version)
{
	unsigned major = 0;
	size_t i = 0;

	while (i < release->len && (release->ptr[i] < '0' || release->ptr[i] > '9'))
		i++;
	for (; i < release->len && release->ptr[i] >= '0' && release->ptr[i] <= '9' &&
	    major < 100; i++)
		major = major * 10 + (unsigned)(release->ptr[i] - '0');
	if (major != 0)
		return major < 10 ? "ebts-9.1" : "ebts-11.0";
	return version->len == 4 && memcmp(version->ptr, "0500", 4) < 0 ? "ebts-9.1"
	    : "ebts-11.0";
}

static bool
is_tot(const tp_str *tot)
{
	size_t i;

	for (i = 0; i < tpi_tot_count; i++)
		if (strlen(tpi_tots[i].tot) == tot->len && tot->len != 0 &&
		    memcmp(tpi_tots[i].tot, tot->ptr, tot->len) == 0)
			return true;
	return false;
}

const char *
tp_profile_suggest(const tp_transaction *t)
{
	const tp_record *first = t != NULL ? tp_transaction_record(t, 0) : NULL;
	tp_str version = header_value(first, 2), tot = header_value(first, 4);
	tp_str domain = header_value(first, 13);
	tp_str name = domain_item(&domain, 1), release = domain_item(&domain, 2);

	/* Without a domain it is North America's (ITL 2013, 8.1.13). */
	if (name.len != 0 ? tpi_name_equal("NORAM", name.ptr, name.len) : is_tot(&tot))
		return of_ebts(&release, &version);
	return of_version(&version);
}
