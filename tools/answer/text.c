/* SPDX-License-Identifier: MIT */
/*
 * Tools: answer: a message as a summary. What may be a person's is counted,
 * and shown, inert, only when asked for. Nothing is concluded from it.
 */

#include <stdio.h>
#include <string.h>

#include "../common/diag.h"
#include "answer.h"

size_t
answer_lines(const tp_str *text)
{
	size_t i, n = text->len != 0 && text->ptr[text->len - 1] != '\n';

	for (i = 0; i < text->len; i++)
		n += text->ptr[i] == '\n';
	return n;
}

/* Lines stay lines, and nothing reaches the terminal but printable characters. */
static void
put_inert(const tp_str *value, const char *indent)
{
	size_t i;

	for (i = 0; i < value->len; i++) {
		unsigned char c = (unsigned char)value->ptr[i];

		if (c == '\n' && i + 1 < value->len)
			printf("\n%s", indent);
		else if (c >= ' ' && c <= '~' && c != '\\')
			putchar(c);
		else if (c != '\n' && c != '\r')
			printf("\\x%02X", c);
	}
}

static void
show(const answered *a, const char *label, const tp_str *value)
{
	if (value->len == 0 || !a->values)
		return;
	printf("  %s: ", label);
	put_inert(value, "    ");
	putchar('\n');
}

static void
show_text(const answered *a, const char *label, const tp_str *text)
{
	size_t lines = answer_lines(text);

	if (text->len == 0)
		return;
	printf("  %s: %zu %s\n", label, lines, lines == 1 ? "line" : "lines");
	if (a->values) {
		fputs("    ", stdout);
		put_inert(text, "    ");
		putchar('\n');
	}
}

/* What a message of the FBI says, without the value that it quotes. */
static void
show_messages(const tp_strs *msg)
{
	tp_fbi_text text;
	size_t i;

	for (i = 0; i < msg->count; i++) {
		if (!tp_fbi_text_parse(msg->at[i].ptr, msg->at[i].len, &text)) {
			printf("  message %zu: no code that is known\n", i + 1);
			continue;
		}
		printf("  message %zu: %.*s %s", i + 1, (int)text.code.len, text.code.ptr,
		    text.message != NULL ? text.message->label : "(unknown)");
		if (text.type != 0 && text.field != 0)
			printf(", %lu.%03lu %s", (unsigned long)text.type, (unsigned long)text.field,
			    text.mnemonic);
		putchar('\n');
		if (text.hint[0] != '\0')
			printf("    %s\n", text.hint);
	}
}

static void
show_sre(const answered *a, const tp_sre *sre)
{
	if (tp_message_get_kind(a->message) == TP_MESSAGE_UNCLASSIFIED)
		puts("  it cannot be told apart: neither IAFIS's answer nor an IDR");
	else
		printf("  IAFIS: %s\n", sre->srf.len == 1 && sre->srf.ptr[0] == 'I' ? "identified"
		    : "not identified");
	show(a, "name", &sre->nam);
	show(a, "FBI number", &sre->fbi);
	show(a, "SID", &sre->sid);
	show_text(a, "rap sheet", &sre->ers);
	show_messages(&sre->msg);
}

static void
show_idr(const answered *a, const tp_idr *idr)
{
	size_t i;

	printf("  IDENT: %s\n", idr->match ? "match" : "no match");
	if (idr->match)
		printf("  encounters: %zu\n", idr->encounter_count);
	for (i = 0; i < idr->encounter_count && a->values; i++) {
		const tp_encounter *e = &idr->encounters[i];

		show(a, "  name", &e->name);
		show(a, "  date of birth", &e->dob);
		show(a, "  place of birth", &e->pob);
		show(a, "  sex", &e->sex);
		show(a, "  locator", &e->locator);
	}
	if (idr->has_iar)
		show_text(a, "IAR, the LESC's words", &idr->iar);
	else if (idr->match)
		puts("  IAR: none");
	show_messages(&idr->msg);
}

static void
show_notice(const answered *a, const tp_notice *n)
{
	show(a, "name", &n->nam);
	show(a, "place", &n->place);
	show(a, "instant", &n->instant);
	show(a, "author", &n->author);
	show_text(a, "conditions", &n->conditions);
}

static void
show_kind(const answered *a)
{
	const tp_notice *notice = tp_message_notice(a->message);
	const tp_envelope *e = tp_message_envelope(a->message);

	diag_name(stdout, a->file);
	printf(": %s", notice != NULL ? tp_notice_kind_name(notice->kind)
	    : tp_message_kind_name(tp_message_get_kind(a->message)));
	if (e->ori.len != 0) {
		fputs(" from ", stdout);
		put_inert(&e->ori, "");
	}
	putchar('\n');
	if (a->to != NULL) {
		fputs("  answers ", stdout);
		diag_name(stdout, a->to->file);
		putchar('\n');
	} else if (a->asked)
		puts("  answers none of the submissions");
}

void
answer_text(const answered *a)
{
	const tp_iar *iar = tp_message_iar(a->message);

	show_kind(a);
	if (tp_message_sre(a->message) != NULL)
		show_sre(a, tp_message_sre(a->message));
	if (tp_message_errt(a->message) != NULL)
		show_messages(&tp_message_errt(a->message)->msg);
	if (tp_message_idr(a->message) != NULL)
		show_idr(a, tp_message_idr(a->message));
	if (iar != NULL)
		show_text(a, "the LESC's words", &iar->text);
	if (tp_message_notice(a->message) != NULL)
		show_notice(a, tp_message_notice(a->message));
}
