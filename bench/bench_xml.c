/* SPDX-License-Identifier: MIT */
/*
 * Benchmark: the XML encoding of a card of 14 prints, small and of 30 MB: read
 * and written, in megabytes a second, beside libxml2's own reader walking the
 * same bytes in the same run; and how much memory reading takes. The goal is
 * to read in at most one and a half times libxml2's time.
 */

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_LIBXML2
#include <libxml/xmlreader.h>

#include <tenprint/xml.h>

#include "common.h"

#define RUNS 9

/* One print of the size that makes the whole as large as it shall be. */
static void
make(size_t image, tp_bytes *out)
{
	tp_xml_write_options options = { .size = sizeof options, .edition = 502 };
	tp_bytes prints[BENCH_PRINTS];
	char *pixels = malloc(image);
	tp_transaction *t = bench_booking(NULL);
	tp_diag diag;
	size_t i;

	if (pixels == NULL)
		exit(EXIT_FAILURE);
	for (i = 0; i < image; i++)
		pixels[i] = (char)(i * 2654435761u >> 13);
	for (i = 0; i < BENCH_PRINTS; i++) {
		prints[i].ptr = (uint8_t *)pixels;
		prints[i].len = image;
	}
	bench_add_prints(t, 14, TP_EDIT_BORROW, prints);
	options.flags = TP_XML_LOSSY;
	bench_check(tp_xml_write(t, &options, out, &diag), &diag, "write");
	tp_transaction_free(t);
	free(pixels);
}

static double
time_read(const tp_bytes *xml, bench_counter *memory)
{
	tp_read_options options = { .size = sizeof options, .mem = &memory->mem };
	uint64_t start = bench_now();
	tp_transaction *t;
	tp_diag diag;

	bench_check(tp_xml_read(xml->ptr, xml->len, &options, &t, &diag), &diag, "read");
	tp_transaction_free(t);
	return (double)(bench_now() - start);
}

static double
time_write(const tp_bytes *xml)
{
	tp_xml_write_options options = { .size = sizeof options, .edition = 502,
		.flags = TP_XML_LOSSY };
	tp_transaction *t;
	tp_bytes out;
	tp_diag diag;
	uint64_t start;
	double taken;

	bench_check(tp_xml_read(xml->ptr, xml->len, NULL, &t, &diag), &diag, "read");
	start = bench_now();
	bench_check(tp_xml_write(t, &options, &out, &diag), &diag, "write");
	taken = (double)(bench_now() - start);
	tp_bytes_free(&out);
	tp_transaction_free(t);
	return taken;
}

/* Every node, and the text of each. */
static double
time_libxml2(const tp_bytes *xml)
{
	uint64_t start = bench_now();
	xmlTextReaderPtr reader = xmlReaderForMemory((const char *)xml->ptr, (int)xml->len, NULL,
	    NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	int got;

	if (reader == NULL)
		exit(EXIT_FAILURE);
	while ((got = xmlTextReaderRead(reader)) == 1)
		bench_keep(xmlTextReaderConstValue(reader));
	xmlFreeTextReader(reader);
	if (got != 0)
		exit(EXIT_FAILURE);
	return (double)(bench_now() - start);
}

static void
measure(size_t image)
{
	double read[RUNS], write[RUNS], theirs[RUNS], ours, other, mb;
	bench_counter memory;
	tp_bytes xml;
	int i;

	make(image, &xml);
	mb = (double)xml.len / 1e6;
	bench_counter_init(&memory);
	for (i = 0; i < RUNS; i++) {
		read[i] = time_read(&xml, &memory);
		theirs[i] = time_libxml2(&xml);
		write[i] = time_write(&xml);
	}
	ours = bench_median(read, RUNS);
	other = bench_median(theirs, RUNS);
	printf("%.1f MB: read %.0f MB/s, libxml2's reader %.0f MB/s: %.2f times its time; "
	    "write %.0f MB/s\n", mb, mb * 1e9 / ours, mb * 1e9 / other, ours / other,
	    mb * 1e9 / bench_median(write, RUNS));
	printf("  reading takes %.1f MB at most, %.2f times the images\n",
	    (double)memory.peak / 1e6, (double)memory.peak / (double)(BENCH_PRINTS * image));
	tp_bytes_free(&xml);
}

int
main(void)
{
	measure(10000);
	measure(1600000);
	xmlCleanupParser();
	return EXIT_SUCCESS;
}

#else

int
main(void)
{
	puts("built without libxml2: nothing to measure");
	return EXIT_SUCCESS;
}

#endif
