/* SPDX-License-Identifier: MIT */
/*
 * read_callback <IN >OUT: read a transaction from a callback and write it to
 * another, as from and to a socket. Limits say how much is taken in.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

/* Up to size bytes; none is the end. */
static int
from_stream(void *ctx, void *buf, size_t size, size_t *got)
{
	FILE *stream = ctx;

	*got = fread(buf, 1, size, stream);
	return ferror(stream) ? TP_ERR_IO : TP_OK;
}

static int
to_stream(void *ctx, const void *buf, size_t size)
{
	return fwrite(buf, 1, size, ctx) == size ? TP_OK : TP_ERR_IO;
}

static int
complain(const tp_diag *diag)
{
	char text[400];

	tp_diag_format(diag, text, sizeof text);
	fprintf(stderr, "read_callback: %s\n", text);
	return 1;
}

int
main(void)
{
	tp_limits limits = { .size = sizeof limits, .bytes = 16 << 20, .records = 100 };
	tp_read_options options = { .size = sizeof options, .limits = &limits };
	tp_transaction *t;
	tp_diag diag;
	int result = 0;

	if (tp_transaction_read_from(from_stream, stdin, &options, &t, &diag) != TP_OK)
		return complain(&diag);
	fprintf(stderr, "%zu records\n", tp_transaction_record_count(t));
	if (tp_transaction_write_to(t, 0, to_stream, stdout, &diag) != TP_OK)
		result = complain(&diag);
	tp_transaction_free(t);
	return result == 0 && fflush(stdout) == 0 ? 0 : 1;
}
