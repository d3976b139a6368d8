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

/* The kinds' names, and the keys of their words in a layout. */
static const struct {
	const char *name;
	const char *key;
} kinds[] = {
	{ "", "" },
	{ "DETAINER", "detainer" },
	{ "WITHDRAWAL", "withdrawal" },
	{ "REQUEST", "request" },
	{ "RELEASE", "release" },
	{ "TRANSFER", "transfer" },
	{ "CUSTODY", "custody" },
	{ "PROCEEDINGS", "proceedings" },
	{ "ADJUDICATION", "adjudication" },
	{ "REPLY", "reply" },
};
static const int kind_count = (int)(sizeof kinds / sizeof kinds[0]);

const char *
tp_notice_kind_name(int kind)
{
	return kind > 0 && kind < kind_count ? kinds[kind].name : "";
}

static int
kind_of(const tpi_layout *layout, const tp_str *word)
{
	int kind;

	for (kind = 1; kind < kind_count; kind++) {
		const char *name = tpi_layout_word(layout, kinds[kind].key);

		if (strlen(name) == word->len && memcmp(name, word->ptr, word->len) == 0)
			return kind;
	}
	return 0;
}

/* What a notice of each kind has to say, besides what its layout asks of all. */
#define KINDS(a, b, c) (1u << (a) | 1u << (b) | 1u << (c))
static const struct {
	unsigned kinds;
	size_t offset;
	const char *key;
} needs[] = {
	{ KINDS(TP_NOTICE_RELEASE, TP_NOTICE_TRANSFER, TP_NOTICE_CUSTODY),
	    offsetof(tp_notice, instant), "instant" },
	{ KINDS(TP_NOTICE_DETAINER, TP_NOTICE_WITHDRAWAL, TP_NOTICE_DETAINER),
	    offsetof(tp_notice, author), "author" },
	{ KINDS(TP_NOTICE_DETAINER, TP_NOTICE_WITHDRAWAL, TP_NOTICE_DETAINER),
	    offsetof(tp_notice, decided), "decided" },
	{ KINDS(TP_NOTICE_WITHDRAWAL, TP_NOTICE_REPLY, TP_NOTICE_ADJUDICATION),
	    offsetof(tp_notice, envelope.tcr), "tcr" },
	{ KINDS(TP_NOTICE_ADJUDICATION, TP_NOTICE_ADJUDICATION, TP_NOTICE_ADJUDICATION),
	    offsetof(tp_notice, charge), "charge" },
};

/* A key as the layout calls it. */
static const char *
label_of(const tpi_layout *layout, const char *key)
{
	const tpi_layout_row *row = tpi_layout_row_of(layout, key);

	return row != NULL ? row->label : key;
}

static tp_status
judge(const tp_notice *n, const tpi_layout *layout, tp_diag *diag)
{
	size_t i;

	if (n->kind <= 0 || n->kind >= kind_count)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s is none of the notices",
		    label_of(layout, "kind"));
	if (n->nam.len == 0 && n->fbi.len == 0 && n->sid.len == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "neither %s nor %s nor %s says whom it is about", label_of(layout, "nam"),
		    label_of(layout, "fbi"), label_of(layout, "sid"));
	for (i = 0; i < sizeof needs / sizeof needs[0]; i++) {
		const tp_str *value = (const tp_str *)(const void *)((const char *)n +
		    needs[i].offset);

		if ((needs[i].kinds & 1u << n->kind) != 0 && value->len == 0)
			return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "%s is missing",
			    label_of(layout, needs[i].key));
	}
	if ((n->level.len != 0 || n->conviction.len != 0) && n->charge.len == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "%s is missing: a level or conviction is one of a charge",
		    label_of(layout, "charge"));
	return TP_OK;
}

tp_status
tpi_notice_parse(tp_message *m, const tp_layouts *layouts, tp_diag *diag)
{
	worded *w = tpi_arena_alloc(&m->arena, sizeof(*w));
	tpi_layout layout;
	tp_status status;

	if (w == NULL)
		return TP_ERR_NOMEM;
	memset(w, 0, sizeof *w);
	status = tpi_shape_parse(m, &shape, w, layouts, &w->notice.others, diag);
	if (status != TP_OK)
		return status;
	(void)tpi_layout_find(layouts, shape.layout, &layout);
	w->notice.kind = kind_of(&layout, &w->kind);
	m->kind = TP_MESSAGE_NOTICE;
	m->of.notice = w->notice;
	return w->notice.kind != 0 ? TP_OK
	    : tpi_fail(diag, TP_ERR_SYNTAX, (uint64_t)(w->kind.ptr - m->text.ptr),
	    "%s is none of the notices", label_of(&layout, "kind"));
}

tp_status
tp_notice_build(const tp_notice *notice, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_message_options use;
	tpi_layout layout;
	worded w;

	if (!tpi_text_begin(notice, options, &use, out, diag))
		return TP_ERR_ARG;
	(void)tpi_layout_find(use.layouts, shape.layout, &layout);
	if (judge(notice, &layout, diag) != TP_OK)
		return TP_ERR_ARG;
	w.notice = *notice;
	tp_str_from(tpi_layout_word(&layout, kinds[notice->kind].key), &w.kind);
	return tpi_shape_build(&shape, &w, &notice->others, &use, out, diag);
}
