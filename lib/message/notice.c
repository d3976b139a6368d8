/* SPDX-License-Identifier: MIT */
/*
 * Message layer: the notices between field office and agency (SOP 2.1.5,
 * 2.2.3, 3.2.3-3.2.5), in tenprint's own layout. They record what a person
 * decided, by whom and when; they hold no judgement of their own.
 */

#include <string.h>

#include "../base/diag.h"
#include "message.h"
#include "shape.h"

#define VALUE(key, member) { key, offsetof(tp_notice, member) }

/* The kind's word is read and written apart from the struct, which has a number. */
typedef struct worded {
	tp_notice notice;
	tp_str kind;
} worded;

static const tpi_member values[] = {
	{ "kind", offsetof(worded, kind) },
	VALUE("dat", envelope.dat),
	VALUE("ori", envelope.ori),
	VALUE("dai", envelope.dai),
	VALUE("tcn", envelope.tcn),
	VALUE("tcr", envelope.tcr),
	VALUE("fbi", fbi),
	VALUE("sid", sid),
	VALUE("nam", nam),
	VALUE("dob", dob),
	VALUE("place", place),
	VALUE("instant", instant),
	VALUE("basis", basis),
	VALUE("charge", charge),
	VALUE("conviction", conviction),
	VALUE("level", level),
	VALUE("author", author),
	VALUE("decided", decided),
	VALUE("conditions", conditions),
};
static const tpi_shape shape = { "notice", values, sizeof values / sizeof values[0], NULL, 0, 0,
	0, 0 };

static const char *const names[] = { "", "DETAINER", "WITHDRAWAL", "REQUEST", "RELEASE",
	"TRANSFER", "CUSTODY", "PROCEEDINGS", "ADJUDICATION", "REPLY" };
static const int name_count = (int)(sizeof names / sizeof names[0]);

const char *
tp_notice_kind_name(int kind)
{
	return kind > 0 && kind < name_count ? names[kind] : "";
}

static int
kind_of(const tp_str *word)
{
	int kind;

	for (kind = 1; kind < name_count; kind++)
		if (strlen(names[kind]) == word->len &&
		    memcmp(names[kind], word->ptr, word->len) == 0)
			return kind;
	return 0;
}

/* What a notice of each kind has to say. */
static tp_status
judge(const tp_notice *n, tp_status status, tp_diag *diag)
{
	bool timed = n->kind == TP_NOTICE_RELEASE || n->kind == TP_NOTICE_TRANSFER ||
	    n->kind == TP_NOTICE_CUSTODY;
	bool decided = n->kind == TP_NOTICE_DETAINER || n->kind == TP_NOTICE_WITHDRAWAL;

	if (n->kind <= 0 || n->kind >= name_count)
		return tpi_fail(diag, status, TP_NO_OFFSET, "KIND is none of the notices");
	if (timed && n->instant.len == 0)
		return tpi_fail(diag, status, TP_NO_OFFSET, "INSTANT is missing");
	if (decided && (n->author.len == 0 || n->decided.len == 0))
		return tpi_fail(diag, status, TP_NO_OFFSET,
		    "who decided it, and when, is missing");
	if (n->level.len != 0 && n->charge.len == 0)
		return tpi_fail(diag, status, TP_NO_OFFSET, "a level belongs to a charge");
	return TP_OK;
}

tp_status
tpi_notice_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	worded *w = tpi_arena_alloc(&m->arena, sizeof(*w));
	tp_status status;

	if (w == NULL)
		return TP_ERR_NOMEM;
	memset(w, 0, sizeof *w);
	status = tpi_shape_parse(m, &shape, w, layouts, &w->notice.others, diag);
	w->notice.kind = kind_of(&w->kind);
	m->kind = TP_MESSAGE_NOTICE;
	m->of.notice = w->notice;
	return status == TP_OK ? judge(&m->of.notice, TP_ERR_SYNTAX, diag) : status;
}

tp_status
tp_notice_build(const tp_notice *notice, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	worded w = { .notice = *notice };

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (judge(notice, TP_ERR_ARG, diag) != TP_OK)
		return TP_ERR_ARG;
	tp_str_from(tp_notice_kind_name(notice->kind), &w.kind);
	return tpi_shape_build(&shape, &w, &notice->others, options, out, diag);
}
