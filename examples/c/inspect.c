/* SPDX-License-Identifier: MIT */
/*
 * inspect FILE: list the records of a transaction and their fields.
 *
 * Reading never validates, so this shows damaged files too, as far as they
 * can be read; what was wrong with them is listed at the end.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

/* One value on one line: separators as \us and \rs, odd bytes as \xHH. */
static int
print_value(const tp_str *value)
{
	tp_bytes line;
	tp_diag diag;

	if (tp_form_escape(value->ptr, value->len, NULL, &line, &diag) != TP_OK)
		return 1;
	printf("%.*s\n", (int)line.len, (const char *)line.ptr);
	tp_bytes_free(&line);
	return 0;
}

static int
print_field(const tp_record *record, const tp_field *field)
{
	const tp_field_def *def = tp_dict_field(tp_record_type(record), field->number, 0);
	tp_value value;

	printf("  %d.%03u %-4s ", tp_record_type(record), (unsigned)field->number,
	    def != NULL ? def->mnemonic : "");
	if (field->kind == TP_FIELD_DATA) {
		printf("%zu bytes\n", field->value.len);
		return 0;
	}
	/* The whole field as text: numbers of binary records come in decimal. */
	if (tp_field_value(field, 0, 0, &value) != TP_OK)
		return 1;
	return print_value(&value.text);
}

static int
print_record(const tp_record *record)
{
	tp_field field;
	size_t i;

	printf("record %zu: Type-%d", tp_record_index(record), tp_record_type(record));
	if (tp_record_idc(record) >= 0)
		printf(", IDC %d", tp_record_idc(record));
	printf(", %llu bytes\n", (unsigned long long)tp_record_size(record));
	for (i = 0; tp_record_field_at(record, i, &field); i++)
		if (print_field(record, &field) != 0)
			return 1;
	return 0;
}

int
main(int argc, char **argv)
{
	tp_read_options options = { .size = sizeof options, .flags = TP_READ_TOLERANT };
	tp_transaction *t;
	tp_diag diag;
	char text[400];
	size_t i;
	int failed = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: inspect FILE\n");
		return 2;
	}
	if (tp_transaction_read_file(argv[1], &options, &t, &diag) != TP_OK) {
		tp_diag_format(&diag, text, sizeof text);
		fprintf(stderr, "%s: %s\n", argv[1], text);
		return 1;
	}
	for (i = 0; i < tp_transaction_record_count(t); i++)
		failed |= print_record(tp_transaction_record(t, i));
	for (i = 0; i < tp_transaction_defect_count(t); i++) {
		tp_diag_format(&tp_transaction_defect(t, i)->where, text, sizeof text);
		printf("defect: %s\n", text);
	}
	tp_transaction_free(t);
	return failed;
}
