/* SPDX-License-Identifier: MIT */
/* Tools: sandbox: messages on their way, by virtual time, what may happen to them, and the nodes. */

#include <stdlib.h>
#include <string.h>

#include "../common/diag.h"
#include "sandbox.h"

/* ---- the queue: a heap ------------------------------------------------------------ */

static bool
before(const item *a, const item *b)
{
	return a->at != b->at ? a->at < b->at : a->seq < b->seq;
}

void
queue_push(queue *q, const item *what)
{
	item one = *what;
	size_t at, up;

	if (q->count == q->room) {
		q->room = q->room != 0 ? 2 * q->room : 64;
		q->heap = diag_must(realloc(q->heap, q->room * sizeof *q->heap));
	}
	one.seq = q->seq++;
	for (at = q->count++; at != 0 && before(&one, &q->heap[up = (at - 1) / 2]); at = up)
		q->heap[at] = q->heap[up];
	q->heap[at] = one;
}

bool
queue_pop(queue *q, item *out)
{
	item last;
	size_t at = 0, down;

	if (q->count == 0)
		return false;
	*out = q->heap[0];
	last = q->heap[--q->count];
	while ((down = 2 * at + 1) < q->count) {
		if (down + 1 < q->count && before(&q->heap[down + 1], &q->heap[down]))
			down++;
		if (!before(&q->heap[down], &last))
			break;
		q->heap[at] = q->heap[down];
		at = down;
	}
	if (q->count != 0)
		q->heap[at] = last;
	return true;
}

void
item_free(item *i)
{
	free(i->address);
	free(i->bytes);
	memset(i, 0, sizeof *i);
}

void
queue_free(queue *q)
{
	while (q->count != 0)
		item_free(&q->heap[--q->count]);
	free(q->heap);
	memset(q, 0, sizeof *q);
}

/* ---- faults ------------------------------------------------------------------------ */

unsigned
faults_of(const scenario *s, const char *message, int from, int to, int64_t *delay)
{
	unsigned copies = 1;
	size_t i;

	*delay = 0;
	for (i = 0; i < s->fault_count; i++) {
		fault *f = &s->faults[i];

		if ((f->message != NULL && strcmp(f->message, message) != 0) ||
		    (f->from != 0 && f->from != from) || (f->to != 0 && f->to != to))
			continue;
		f->seen++;
		if (f->nth != 0 && f->nth != f->seen)
			continue;
		if (f->kind == FAULT_LOSE)
			copies = 0;
		else if (f->kind == FAULT_DUPLICATE)
			copies += copies != 0;
		*delay += f->seconds;
	}
	return copies;
}

/* ---- nodes -------------------------------------------------------------------------- */

static tp_node *
make_node(const nodes *n, int system, const char *address, size_t len)
{
	tp_node_options options = { .size = sizeof options, .system = system,
		.ori = { address, len }, .jurisdictions = n->s->jurisdictions, .world = n->world,
		.messages = n->messages };
	tp_node *node;
	tp_diag diag;

	if (tp_node_new(&options, &node, &diag) == TP_OK)
		return node;
	diag_library(n->s->file, "error", &diag);
	return NULL;
}

tp_node *
nodes_get(nodes *n, int system, const char *address, size_t len)
{
	static const char *const own[] = { "", "", "", "WVIAFIS0Z", "WVIAFIS0Z", "DCNCIC000",
		"DCIDENT00", "VTICE0900", "", "NLETS0000" };
	char key[40];
	uint64_t at;
	tp_node *node;

	/* There is one of each national system, whatever it was addressed as. */
	if (own[system][0] != '\0') {
		address = own[system];
		len = strlen(address);
	}
	if (len == 0 || len > sizeof key - 1)
		return NULL;
	key[0] = (char)('0' + system);
	memcpy(key + 1, address, len);
	if (map_get(&n->index, key, len + 1, &at))
		return n->at[at];
	node = make_node(n, system, address, len);
	if (node == NULL)
		return NULL;
	if (n->count == n->room) {
		n->room = n->room != 0 ? 2 * n->room : 16;
		n->at = diag_must(realloc(n->at, n->room * sizeof *n->at));
	}
	map_put(&n->index, key, len + 1, n->count);
	return n->at[n->count++] = node;
}

void
nodes_free(nodes *n)
{
	while (n->count != 0)
		tp_node_free(n->at[--n->count]);
	free(n->at);
	map_free(&n->index);
}
