/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: checking what tolerant reading takes, against profiles of
 * three editions. A finding is whole, points into the input and is the same
 * the next time. Bytes that start with "re:" are a pattern, and behind a
 * newline a text that it may fit.
 */

#include <stdlib.h>
#include <string.h>

#include <tenprint/check.h>

#include <dict/pattern.h>

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

typedef struct seen {
	const tp_transaction *t;
	size_t size;
	uint64_t hash;
} seen;

static int
look(void *ctx, const tp_finding *f)
{
	seen *s = ctx;
	char path[64];

	must(f->rule != NULL && tp_rule_find(f->rule->id) == f->rule);
	must(f->severity >= TP_SEVERITY_NOTE && f->severity <= TP_SEVERITY_ERROR);
	must(f->record == TP_NO_RECORD || f->record < tp_transaction_record_count(s->t));
	must(f->text[0] != '\0' && f->source[0] != '\0' && f->hint[0] != '\0');
	must(f->record == TP_NO_RECORD || tp_path_format(&f->at, path, sizeof path) != 0);
	must(f->offset == TP_NO_OFFSET || s->size == SIZE_MAX || f->offset <= s->size);
	s->hash = ts_hash(s->hash, f->rule->id, strlen(f->rule->id));
	s->hash = ts_hash(s->hash, f->text, strlen(f->text));
	s->hash = ts_hash(s->hash, f->mnemonic, strlen(f->mnemonic));
	s->hash = ts_hash(s->hash, f->source, strlen(f->source));
	s->hash = ts_hash(s->hash, f->value.len != 0 ? f->value.ptr : "", f->value.len);
	return 0;
}

static uint64_t
check_once(const tp_transaction *t, const tp_profile *p, size_t size)
{
	seen s = { t, size, 1 };

	must(tp_check(t, p, NULL, look, &s, NULL) == TP_OK);
	return s.hash;
}

static void
check_all(const tp_transaction *t, size_t size)
{
	static const char *const names[] = { "itl-2007", "itl-2015", "ebts-11.0" };
	static tp_profile *profiles[3];
	tp_check_counts counts;
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (profiles[i] == NULL)
			must(tp_profile_new(names[i], NULL, &profiles[i], NULL) == TP_OK);
		must(check_once(t, profiles[i], size) == check_once(t, profiles[i], size));
		must(tp_check_count(t, profiles[i], NULL, &counts, NULL) == TP_OK);
	}
}

static void
match(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *value;
	tp_mem mem = tpi_mem_or_default(NULL);
	const tpi_pattern *p;
	tpi_arena arena;

	must(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	value = strchr(text, '\n');
	if (value != NULL)
		*value++ = '\0';
	tpi_arena_init(&arena, &mem, 0);
	if (tpi_pattern_compile(text, &arena, &p, NULL) == TP_OK && value != NULL)
		(void)tpi_pattern_match(p, value, strlen(value));
	tpi_arena_free(&arena);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 1 << 20, .arena = 1 << 24 };
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT,
		.limits = &limits };
	tp_transaction *t;

	if (size >= 3 && size < 4096 && memcmp(data, "re:", 3) == 0) {
		match(data + 3, size - 3);
		return 0;
	}
	if (tp_transaction_read(data, size, &options, &t, NULL) != TP_OK)
		return 0;
	check_all(t, size >= 2 && data[0] == 0x1f && data[1] == 0x8b ? SIZE_MAX : size);
	tp_transaction_free(t);
	return 0;
}
