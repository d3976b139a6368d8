/* SPDX-License-Identifier: MIT */
/*
 * extract_images FILE PREFIX: write every image to a file of its own, as it
 * is in the transaction: PREFIX01-type14.wsq and so on. Nothing is decoded,
 * and nothing is copied: a field is a view of the file that was read.
 */
#include <ctype.h>
#include <stdio.h>

#include <tenprint/tenprint.h>

static int
complain(const char *what, const tp_diag *diag)
{
	char text[400];

	tp_diag_format(diag, text, sizeof text);
	fprintf(stderr, "%s: %s\n", what, text);
	return 1;
}

/* The codec's name in small letters; "raw" for what no codec knows. */
static void
extension(const tp_field *data, char *out, size_t size)
{
	tp_codec codec = tp_image_sniff(data->value.ptr, data->value.len);
	const char *name = tp_codec_name(codec != TP_CODEC_UNKNOWN ? (int)codec : TP_CODEC_RAW);
	size_t i;

	for (i = 0; name[i] != '\0' && i + 1 < size; i++)
		out[i] = (char)tolower((unsigned char)name[i]);
	out[i] = '\0';
}

static int
extract(const tp_record *record, const char *prefix)
{
	char suffix[16], name[4096];
	tp_field data;
	tp_diag diag;

	if (!tp_record_data(record, &data))
		return 0; /* text only */
	extension(&data, suffix, sizeof suffix);
	(void)snprintf(name, sizeof name, "%s%02zu-type%d.%s", prefix, tp_record_index(record),
	    tp_record_type(record), suffix);
	if (tp_file_write(name, data.value.ptr, data.value.len, &diag) != TP_OK)
		return complain(name, &diag);
	printf("%s: %zu bytes\n", name, data.value.len);
	return 0;
}

int
main(int argc, char **argv)
{
	tp_transaction *t;
	tp_diag diag;
	size_t i;
	int result = 0;

	if (argc != 3) {
		fprintf(stderr, "usage: extract_images FILE PREFIX\n");
		return 2;
	}
	if (tp_transaction_read_file(argv[1], NULL, &t, &diag) != TP_OK)
		return complain(argv[1], &diag);
	for (i = 0; i < tp_transaction_record_count(t) && result == 0; i++)
		result = extract(tp_transaction_record(t, i), argv[2]);
	tp_transaction_free(t);
	return result;
}
