/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: the prints that the searches know. */

#include <stdlib.h>
#include <string.h>

#include "../common/command.h"
#include "../common/diag.h"
#include "gallery.h"

#define NOBODY UINT64_MAX

/* A print, decoded. */
typedef struct probe {
	tp_image image;
	uint32_t position;
	uint64_t digest[3];
} probe;

int
gallery_open(gallery *g, const matcher_options *options)
{
	memset(g, 0, sizeof *g);
	if (options == NULL || options->program == NULL)
		return TOOL_DONE;
	g->matching = true;
	return matcher_open(&g->matcher, options);
}

void
gallery_close(gallery *g)
{
	map_free(&g->digests);
	map_free(&g->answers);
	free(g->prints);
	matcher_close(&g->matcher);
}

/* False: no print there, or none that can be decoded. */
static bool
probe_open(const tp_record *r, probe *p)
{
	int type = tp_record_type(r);
	tp_record_image_view view;
	uint32_t y;

	if ((type != 4 && type != 14) || tp_record_image_decode(r, NULL, &p->image, NULL) != TP_OK)
		return false;
	p->position = tp_record_image(r, &view, NULL) == TP_OK && view.position_count != 0
	    ? view.positions[0] : 0;
	p->digest[0] = p->image.info.width;
	p->digest[1] = p->image.info.height;
	p->digest[2] = 14695981039346656037u;
	for (y = 0; y < p->image.info.height; y++)
		p->digest[2] = p->digest[2] * 31 +
		    hash_bytes(p->image.pixels + y * p->image.stride, p->image.info.width);
	return true;
}

static int
keep_image(gallery *g, const probe *p, uint64_t owner)
{
	gallery_print *to;

	if (g->count == g->room) {
		g->room = g->room != 0 ? 2 * g->room : 16;
		g->prints = diag_must(realloc(g->prints, g->room * sizeof *g->prints));
	}
	to = &g->prints[g->count];
	*to = (gallery_print){ .position = p->position, .owner = owner };
	if (matcher_add(&g->matcher, &p->image, &to->image) != TOOL_DONE)
		return TOOL_FAULT;
	g->count++;
	return TOOL_DONE;
}

int
gallery_enroll(gallery *g, const tp_transaction *t, uint64_t owner)
{
	int result = TOOL_DONE;
	uint64_t there;
	probe p;
	size_t i;

	for (i = 0; i < tp_transaction_record_count(t) && result == TOOL_DONE; i++) {
		if (!probe_open(tp_transaction_record(t, i), &p))
			continue;
		if (!map_get(&g->digests, p.digest, sizeof p.digest, &there)) {
			map_put(&g->digests, p.digest, sizeof p.digest, owner);
			if (g->matching)
				result = keep_image(g, &p, owner);
		}
		tp_image_free(&p.image);
	}
	return result;
}

/* The owner of the print of that position that is most like it; false if none is enough. */
static bool
match_print(gallery *g, const probe *p, uint64_t *owner)
{
	double best = g->matcher.options->threshold;
	bool found = false;
	size_t image, i;

	if (matcher_add(&g->matcher, &p->image, &image) != TOOL_DONE) {
		g->failed = true;
		return false;
	}
	for (i = 0; i < g->count && !g->failed; i++) {
		double score;

		if (g->prints[i].position != p->position)
			continue;
		g->failed = matcher_score(&g->matcher, image, g->prints[i].image, &score) != TOOL_DONE;
		if (g->failed || score < best || (found && score <= best))
			continue;
		best = score;
		found = true;
		*owner = g->prints[i].owner;
	}
	matcher_drop(&g->matcher);
	return found && !g->failed;
}

/* The same prints come to several systems: the matcher is asked once. */
static bool
match_any(gallery *g, const tp_transaction *t, uint64_t *owner)
{
	uint64_t key[3] = { 0, 0, 0 }, answer;
	bool found = false, known = false;
	probe p;
	size_t i;

	*owner = NOBODY;
	for (i = 0; i < tp_transaction_record_count(t) && !found && !known && !g->failed; i++) {
		if (!probe_open(tp_transaction_record(t, i), &p))
			continue;
		if (key[0] == 0) {
			memcpy(key, p.digest, sizeof key);
			known = map_get(&g->answers, key, sizeof key, &answer);
			if (known)
				*owner = answer;
		}
		if (!known)
			found = match_print(g, &p, owner);
		tp_image_free(&p.image);
	}
	if (!known && !g->failed && key[0] != 0)
		map_put(&g->answers, key, sizeof key, *owner);
	return *owner != NOBODY && !g->failed;
}

bool
gallery_find(gallery *g, const tp_transaction *t, uint64_t *owner)
{
	bool found = false;
	probe p;
	size_t i;

	for (i = 0; i < tp_transaction_record_count(t) && !found; i++) {
		if (!probe_open(tp_transaction_record(t, i), &p))
			continue;
		found = map_get(&g->digests, p.digest, sizeof p.digest, owner);
		tp_image_free(&p.image);
	}
	return found || (g->matching && match_any(g, t, owner));
}
