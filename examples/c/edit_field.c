/* SPDX-License-Identifier: MIT */
/*
 * edit_field IN OUT PATH VALUE: change one value, as in
 *	edit_field in.eft out.eft NAM SYNTHETIC,OTHER
 *	edit_field in.eft out.eft 2.047.1.2 "SYNTHETIC CHARGE"
 *
 * Only the edited record is encoded anew, with a right LEN; the others keep
 * their bytes.
 */
#include <stdio.h>
#include <string.h>

#include <tenprint/tenprint.h>

static int
complain(const char *what, const tp_diag *diag)
{
	char text[400];

	tp_diag_format(diag, text, sizeof text);
	fprintf(stderr, "%s: %s\n", what, text);
	return 1;
}

int
main(int argc, char **argv)
{
	tp_transaction *t;
	tp_path path;
	tp_diag diag;
	int result = 0;

	if (argc != 5) {
		fprintf(stderr, "usage: edit_field IN OUT PATH VALUE\n");
		return 2;
	}
	if (tp_dict_path(argv[3], &path, &diag) != TP_OK)
		return complain(argv[3], &diag);
	if (tp_transaction_read_file(argv[1], NULL, &t, &diag) != TP_OK)
		return complain(argv[1], &diag);
	/* The value is copied; the field is made if the record has none. */
	if (tp_transaction_set(t, &path, argv[4], strlen(argv[4]), 0, &diag) != TP_OK)
		result = complain(argv[3], &diag);
	/* A temporary file that is renamed: OUT is whole or not there. */
	else if (tp_transaction_write_file(t, 0, argv[2], &diag) != TP_OK)
		result = complain(argv[2], &diag);
	tp_transaction_free(t);
	return result;
}
