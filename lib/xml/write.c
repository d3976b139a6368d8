/* SPDX-License-Identifier: MIT */
/* XML layer: a transaction written: the package, its namespaces and the order of its records. */

#include <string.h>

#include "writer.h"

static void
put_root(tpi_xml_writer *w)
{
	size_t i;

	tpi_buf_text(&w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<itl:" TPI_XML_ROOT);
	for (i = 0; i < tpi_xml_prefixes_count; i++) {
		const char *uri = tpi_xml_uri((unsigned)i, w->edition);

		if (uri == NULL || (!w->ebts && strcmp(tpi_xml_prefixes[i], "ebts") == 0))
			continue;
		tpi_buf_text(&w->out, "\n xmlns:");
		tpi_buf_text(&w->out, tpi_xml_prefixes[i]);
		tpi_buf_text(&w->out, "=\"");
		tpi_buf_text(&w->out, uri);
		tpi_buf_byte(&w->out, '"');
	}
	tpi_buf_byte(&w->out, '>');
}

static bool
has_kept(const tpi_xml_writer *w)
{
	const tpi_extra *e;

	for (e = w->t->extras; e != NULL; e = e->next)
		if (e->kind == TP_XML_UNKNOWN && e->record == w->r)
			return true;
	return false;
}

/* A record of a type that the edition does not have. */
static void
lose_record(tpi_xml_writer *w)
{
	tp_diag loss;

	tp_diag_init(&loss);
	(void)tpi_fail(&loss, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
	    "XML of this edition has no record of the type");
	tpi_diag_place(&loss, w->r, -1, -1, -1);
	if (w->loss != NULL)
		w->loss(w->ctx, &loss);
	if (w->lossy)
		return;
	w->status = TP_ERR_UNSUPPORTED;
	if (w->diag != NULL)
		*w->diag = loss;
}

static void
put_record(tpi_xml_writer *w, const tp_record *r)
{
	w->r = r;
	w->map = tpi_xml_record_by_type(r->type);
	if (w->map == NULL || !tpi_xml_in_edition(w->map->since, w->map->until, w->edition)) {
		lose_record(w);
		return;
	}
	w->kept = has_kept(w);
	if (tpi_xml_collect(w)) {
		tpi_xml_put_record(w);
		tpi_xml_losses(w);
	}
	tpi_arena_free(&w->arena);
	if (w->out.failed || w->text.failed)
		w->status = tpi_nomem(w->diag);
}

/* Elements between records that reading kept go last. */
static void
put_strangers(tpi_xml_writer *w)
{
	w->r = NULL;
	w->map = NULL;
	w->kept = has_kept(w);
	if (!w->kept)
		return;
	tpi_xml_put_kept(w, TPI_XML_NONE, TPI_XML_NONE, 0);
}

static void
put_package(tpi_xml_writer *w)
{
	const tp_transaction *t = w->t;
	size_t i;
	int pass;

	put_root(w);
	w->indent = 1;
	for (pass = 0; pass < 3; pass++)
		for (i = 0; i < t->count && w->status == TP_OK; i++) {
			unsigned type = t->records[i]->type;

			if ((type > 2 ? 2 : (int)type - 1) == pass)
				put_record(w, t->records[i]);
		}
	if (w->status == TP_OK)
		put_strangers(w);
	tpi_buf_text(&w->out, "\n</itl:" TPI_XML_ROOT ">\n");
}

tp_status
tp_xml_write(const tp_transaction *t, const tp_xml_write_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_xml_write_options o = { .size = sizeof o };
	tpi_xml_writer w = { .t = t, .diag = diag };

	tp_diag_init(diag);
	memset(out, 0, sizeof *out);
	if (options != NULL)
		memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
	w.edition = o.edition != 0 ? o.edition : TPI_XML_2015;
	if (w.edition < TPI_XML_2011 || w.edition > TPI_XML_2015)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "XML is written in the editions 500, 501 and 502");
	/* EBTS 10 builds on the edition of 2011; the later ones have no extension of the FBI's here. */
	w.ebts = w.edition == TPI_XML_2011;
	w.lossy = (o.flags & TP_XML_LOSSY) != 0;
	w.loss = o.loss;
	w.ctx = o.ctx;
	w.mem = t->mem;
	tpi_buf_init(&w.out, &w.mem);
	tpi_buf_init(&w.text, &w.mem);
	tpi_arena_init(&w.arena, &w.mem, 0);
	put_package(&w);
	tpi_arena_free(&w.arena);
	tpi_free(&w.mem, w.values, w.capacity * sizeof *w.values);
	tpi_buf_free(&w.text);
	if (w.status == TP_OK)
		return tpi_buf_take(&w.out, out) == TP_OK ? TP_OK : tpi_nomem(diag);
	tpi_buf_free(&w.out);
	return w.status;
}
