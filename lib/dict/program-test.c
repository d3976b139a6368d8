/* SPDX-License-Identifier: MIT */
/* Dict layer: the column `rule` of a row, made into a test. See tenprint-tables(5). */

#include <string.h>

#include "../base/diag.h"
#include "program.h"

static size_t
count_parts(const char *text, char separator)
{
	size_t n = 1;

	for (; *text != '\0'; text++)
		n += *text == separator;
	return n;
}

/* "0..100|254|255" */
static tp_status
build_ranges(tpi_builder *b, const char *text, tpi_test *out)
{
	tpi_bound *bounds = tpi_build_alloc(b, count_parts(text, '|'), sizeof *bounds);

	if (bounds == NULL)
		return TP_ERR_NOMEM;
	out->kind = TPI_TEST_RANGE;
	out->bounds = bounds;
	for (;; text++) {
		tpi_bound *bound = &bounds[out->bound_count++];
		size_t len = strcspn(text, "|");
		const char *dots = strstr(text, "..");
		size_t low = dots != NULL && dots < text + len ? (size_t)(dots - text) : len;

		if (!tpi_decimal_parse(text, low, &bound->low))
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad number in rule");
		bound->high = bound->low;
		if (low != len && !tpi_decimal_parse(text + low + 2, len - low - 2, &bound->high))
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad range in rule");
		if (tpi_decimal_compare(&bound->low, &bound->high) > 0)
			return tpi_bad_row(b, TP_ERR_SYNTAX, "empty range in rule");
		text += len;
		if (*text == '\0')
			return TP_OK;
	}
}

/* ">0,<60" */
static tp_status
build_comparisons(tpi_builder *b, const char *text, tpi_test *out)
{
	tpi_bound *bounds = tpi_build_alloc(b, count_parts(text, ','), sizeof *bounds);

	if (bounds == NULL)
		return TP_ERR_NOMEM;
	out->kind = TPI_TEST_COMPARE;
	out->bounds = bounds;
	for (;; text++) {
		tpi_bound *bound = &bounds[out->bound_count++];
		size_t sign = tpi_order_parse(text, &bound->order), len;

		text += sign;
		len = strcspn(text, ",");
		if (sign == 0 || !tpi_decimal_parse(text, len, &bound->low))
			return tpi_bad_row(b, TP_ERR_SYNTAX, "bad comparison in rule");
		text += len;
		if (*text == '\0')
			return TP_OK;
	}
}

static tp_status
build_step(tpi_builder *b, const char *text, tpi_test *out)
{
	tpi_bound *bound = tpi_build_alloc(b, 1, sizeof *bound);

	if (bound == NULL)
		return TP_ERR_NOMEM;
	out->kind = TPI_TEST_STEP;
	out->bounds = bound;
	out->bound_count = 1;
	if (!tpi_decimal_parse(text, strlen(text), &bound->low) || bound->low.whole == 0 ||
	    bound->low.fraction != 0 || bound->low.negative)
		return tpi_bad_row(b, TP_ERR_SYNTAX, "bad step in rule");
	return TP_OK;
}

static tp_status
build_pattern(tpi_builder *b, const char *text, tpi_test *out)
{
	size_t i, most = sizeof b->patterns / sizeof b->patterns[0];
	tp_status status;
	tp_diag diag;

	out->kind = TPI_TEST_PATTERN;
	for (i = 0; i < b->pattern_count; i++)
		if (strcmp(b->patterns[i].text, text) == 0) {
			out->pattern = b->patterns[i].pattern;
			return TP_OK;
		}
	tp_diag_init(&diag);
	status = tpi_pattern_compile(text, b->arena, &out->pattern, &diag);
	if (status != TP_OK)
		return tpi_bad_row(b, status, diag.text);
	if (b->pattern_count < most) {
		b->patterns[b->pattern_count].text = text;
		b->patterns[b->pattern_count++].pattern = out->pattern;
	}
	return TP_OK;
}

static tp_status
build_words(tpi_builder *b, const char *text, tpi_test *out)
{
	(void)b;
	out->kind = TPI_TEST_WORD;
	out->words = text;
	return TP_OK;
}

tp_status
tpi_build_test(tpi_builder *b, const char *rule, tpi_test *out)
{
	static const struct {
		const char *name;
		tpi_test_kind kind;
	} plain[] = {
		{ "", TPI_TEST_NONE },
		{ "date", TPI_TEST_DATE },
		{ "date-partial", TPI_TEST_DATE_PARTIAL },
		{ "date-or-zero", TPI_TEST_DATE_OR_ZERO },
		{ "gmt", TPI_TEST_GMT },
		{ "lines", TPI_TEST_LINES },
	};
	static const struct {
		const char *name;
		tp_status (*build)(tpi_builder *b, const char *text, tpi_test *out);
	} built[] = {
		{ "num:", build_ranges },
		{ "cmp:", build_comparisons },
		{ "step:", build_step },
		{ "in:", build_words },
		{ "re:", build_pattern },
	};
	size_t i, len;

	for (i = 0; i < sizeof plain / sizeof plain[0]; i++)
		if (strcmp(rule, plain[i].name) == 0) {
			out->kind = plain[i].kind;
			return TP_OK;
		}
	for (i = 0; i < sizeof built / sizeof built[0]; i++) {
		len = strlen(built[i].name);
		if (strncmp(rule, built[i].name, len) == 0 && rule[len] != '\0')
			return built[i].build(b, rule + len, out);
	}
	return tpi_bad_row(b, TP_ERR_SYNTAX, "unknown rule");
}
