/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: reading a ten-print card that lies in memory, against copying
 * it. Goals: less than a tenth of a copy from a cold cache, fewer than two
 * allocations a record, and no more than 64 kB beyond a borrowed input.
 *
 * Cold is the input alone: before each timing the same is done once untimed,
 * then the input's lines are flushed. So the copy goes to memory that is
 * mapped and cached, the fastest that a copy can be, and the reader's code is
 * cached too. Reading includes freeing.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/io.h>
#include <tenprint/transaction.h>

#include "common.h"

typedef struct parts {
	uint8_t *to;      /* as large as the input */
	size_t count;     /* of spans without image data */
	tp_str spans[512];
	size_t bytes;
} parts;

static tp_transaction *
parse(const tp_bytes *input, const tp_mem *mem)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_BORROW, .mem = mem };
	tp_transaction *t;
	tp_diag diag;

	bench_check(tp_transaction_read(input->ptr, input->len, &options, &t, &diag), &diag, "read");
	return t;
}

/* Where each record's fields lie, image data left out. */
static void
find_parts(const tp_bytes *input, parts *p)
{
	tp_transaction *t = parse(input, NULL);
	size_t i, n = tp_transaction_record_count(t);
	tp_field data;

	for (i = 0; i < n && i < sizeof p->spans / sizeof p->spans[0]; i++) {
		const tp_record *r = tp_transaction_record(t, i);

		tp_record_raw(r, &p->spans[i]);
		if (tp_record_data(r, &data))
			p->spans[i].len = (size_t)(data.value.ptr - p->spans[i].ptr);
		p->bytes += p->spans[i].len;
	}
	p->count = i;
	tp_transaction_free(t);
}

static double
time_copy(const tp_bytes *input, const parts *p, bool fields_only)
{
	uint64_t start;
	uint8_t *to = p->to;
	size_t i;

	start = bench_now();
	if (!fields_only)
		memcpy(to, input->ptr, input->len);
	for (i = 0; fields_only && i < p->count; i++) {
		memcpy(to, p->spans[i].ptr, p->spans[i].len);
		to += p->spans[i].len;
	}
	start = bench_now() - start;
	bench_keep(p->to);
	return (double)start;
}

static double
time_parse(const tp_bytes *input)
{
	uint64_t start = bench_now();
	tp_transaction *t = parse(input, NULL);

	bench_keep(t);
	tp_transaction_free(t);
	return (double)(bench_now() - start);
}

static void
run(const char *name, const tp_bytes *input)
{
	double copy[BENCH_RUNS], fields[BENCH_RUNS], read[BENCH_RUNS], warm[BENCH_RUNS];
	double whole[BENCH_RUNS], part[BENCH_RUNS];
	static parts p;
	bench_counter counter;
	tp_transaction *t;
	size_t i, records;

	memset(&p, 0, sizeof p);
	p.to = malloc(input->len);
	if (p.to == NULL)
		exit(EXIT_FAILURE);
	memset(p.to, 0, input->len);
	find_parts(input, &p);
	for (i = 0; i < BENCH_RUNS; i++) {
		(void)time_copy(input, &p, false);
		bench_chill(input->ptr, input->len);
		copy[i] = time_copy(input, &p, false);
		(void)time_copy(input, &p, true);
		bench_chill(input->ptr, input->len);
		fields[i] = time_copy(input, &p, true);
		warm[i] = time_parse(input);
		bench_chill(input->ptr, input->len);
		read[i] = time_parse(input);
		whole[i] = read[i] / copy[i];
		part[i] = read[i] / fields[i];
	}
	bench_counter_init(&counter);
	t = parse(input, &counter.mem);
	records = tp_transaction_record_count(t);
	tp_transaction_free(t);
	printf("%s: %zu bytes, %zu records, %zu bytes of fields\n", name, input->len, records,
	    p.bytes);
	printf("  copy, cold            %8.2f us\n", bench_median(copy, BENCH_RUNS) / 1e3);
	printf("  copy of fields, cold  %8.2f us\n", bench_median(fields, BENCH_RUNS) / 1e3);
	printf("  read, cold            %8.2f us\n", bench_median(read, BENCH_RUNS) / 1e3);
	printf("  read, warm            %8.2f us\n", bench_median(warm, BENCH_RUNS) / 1e3);
	printf("  read / copy           %8.3f     goal < 0.100\n", bench_median(whole, BENCH_RUNS));
	printf("  read / copy of fields %8.3f\n", bench_median(part, BENCH_RUNS));
	printf("  allocations a record  %8.2f     goal < 2\n",
	    (double)counter.calls / (double)records);
	printf("  peak beyond the input %8zu     goal < 65536\n", counter.peak);
	free(p.to);
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : getenv("TENPRINT_BENCH_FILE");
	tp_bytes input;
	tp_diag diag;
	int i = 1;

	if (name == NULL || *name == '\0') {
		bench_card(4, &input);
		run("synthetic card, Type-4", &input);
		tp_bytes_free(&input);
		bench_card(14, &input);
		run("synthetic card, Type-14", &input);
		tp_bytes_free(&input);
		return EXIT_SUCCESS;
	}
	do {
		bench_check(tp_file_read(name, 0, NULL, &input, &diag), &diag, name);
		run(name, &input);
		tp_bytes_free(&input);
		name = ++i < argc ? argv[i] : NULL;
	} while (name != NULL);
	return EXIT_SUCCESS;
}
