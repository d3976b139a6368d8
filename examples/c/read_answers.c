/* SPDX-License-Identifier: MIT */
/*
 * read_answers FILE...: what answers say, in whatever order they came. Each
 * tells in TCR which submission it is about; whether it is the FBI's own, or
 * IDENT's, its contents tell. The LESC's words are shown as they are.
 */
#include <stdio.h>

#include <tenprint/tenprint.h>

static void
show(const char *label, const tp_str *value)
{
	tp_bytes text;

	/* What comes from a message is escaped before a terminal sees it. */
	if (value->len == 0 ||
	    tp_form_escape(value->ptr, value->len, NULL, &text, NULL) != TP_OK)
		return;
	printf("  %s %.*s\n", label, (int)text.len, (const char *)text.ptr);
	tp_bytes_free(&text);
}

static void
show_sre(const tp_sre *sre)
{
	show("result:", &sre->srf);
	show("FBI number:", &sre->fbi);
	show("rap sheet:", &sre->ers);
}

static void
show_idr(const tp_idr *idr)
{
	for (size_t i = 0; i < idr->encounter_count; i++) {
		printf("  encounter %zu\n", i + 1);
		show("  name:", &idr->encounters[i].name);
		show("  born:", &idr->encounters[i].dob);
		show("  at:", &idr->encounters[i].pob);
		show("  sex:", &idr->encounters[i].sex);
		show("  locator:", &idr->encounters[i].locator);
	}
	show("LESC:", &idr->iar);
}

static void
show_errt(const tp_errt *errt)
{
	for (size_t i = 0; i < errt->msg.count; i++)
		show("refused:", &errt->msg.at[i]);
}

static void
show_message(const char *name, const tp_message *message)
{
	printf("%s: %s\n", name, tp_message_kind_name(tp_message_get_kind(message)));
	show("answers:", &tp_message_envelope(message)->tcr);
	if (tp_message_sre(message) != NULL)
		show_sre(tp_message_sre(message));
	if (tp_message_idr(message) != NULL)
		show_idr(tp_message_idr(message));
	if (tp_message_errt(message) != NULL)
		show_errt(tp_message_errt(message));
}

int
main(int argc, char **argv)
{
	int result = 0;

	for (int i = 1; i < argc; i++) {
		tp_bytes file = { 0 };
		tp_message *message = NULL;
		tp_diag diag;
		tp_status status = tp_file_read(argv[i], 0, NULL, &file, &diag);

		if (status == TP_OK)
			status = tp_message_read(file.ptr, file.len, NULL, &message, &diag);
		if (status == TP_OK) {
			show_message(argv[i], message);
		} else {
			fprintf(stderr, "%s: %s\n", argv[i], diag.text);
			result = 1;
		}
		tp_message_free(message);
		tp_bytes_free(&file);
	}
	return result;
}
