/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: what a node remembers: a hash table by the numbers that it
 * gave out, so that a hundred thousand cases cost each the same.
 */

#include <string.h>

#include "../base/diag.h"
#include "node.h"

uint64_t
tpi_hash(uint64_t seed, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = seed ^ 14695981039346656037u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ p[i]) * 1099511628211u;
	return h;
}

static bool
same(const tp_str *a, const tp_str *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->ptr, b->ptr, a->len) == 0);
}

static uint64_t
hash_key(const tp_str *scope, const tp_str *key)
{
	return tpi_hash(tpi_hash(0, key->ptr, key->len), scope->ptr, scope->len);
}

tpi_memory *
tpi_recall(const tp_node *node, const tp_str *scope, const tp_str *key)
{
	uint64_t hash = hash_key(scope, key);
	tpi_memory *m = node->chain_count != 0 && key->len != 0
	    ? node->chains[hash & (node->chain_count - 1)] : NULL;

	while (m != NULL && (m->hash != hash || !same(&m->key, key) || !same(&m->scope, scope)))
		m = m->next;
	return m;
}

static char *
put(char *at, tp_str *out, const tp_str *value)
{
	*out = (tp_str){ at, value->len };
	if (value->len != 0)
		memcpy(at, value->ptr, value->len);
	return at + value->len;
}

static size_t
text_size(const tpi_memory *m)
{
	return m->key.len + m->scope.len + m->ori.len + m->tcn.len + m->cri.len + m->atn.len +
	    m->sco.len + m->address.len;
}

/* The strings stand behind the struct, in one block. */
tp_status
tpi_remember(tpi_turn *turn, const tpi_memory *what)
{
	tpi_memory *m = tpi_alloc(&turn->node->mem, sizeof(*m) + text_size(what));
	char *at = (char *)(m + 1);

	if (m == NULL)
		return tpi_nomem(turn->diag);
	memset(m, 0, sizeof *m);
	at = put(at, &m->key, &what->key);
	at = put(at, &m->scope, &what->scope);
	at = put(at, &m->ori, &what->ori);
	at = put(at, &m->tcn, &what->tcn);
	at = put(at, &m->cri, &what->cri);
	at = put(at, &m->atn, &what->atn);
	at = put(at, &m->sco, &what->sco);
	(void)put(at, &m->address, &what->address);
	m->hash = hash_key(&m->scope, &m->key);
	turn->remembered = m;
	return TP_OK;
}

static tp_status
grow(tp_node *node)
{
	size_t count = node->chain_count == 0 ? 64 : 2 * node->chain_count, i;
	tpi_memory **chains = tpi_calloc(&node->mem, count, sizeof(tpi_memory *));

	if (chains == NULL)
		return TP_ERR_NOMEM;
	for (i = 0; i < node->chain_count; i++) {
		tpi_memory *m = node->chains[i], *next;

		for (; m != NULL; m = next) {
			next = m->next;
			m->next = chains[m->hash & (count - 1)];
			chains[m->hash & (count - 1)] = m;
		}
	}
	tpi_free(&node->mem, node->chains, node->chain_count * sizeof(tpi_memory *));
	node->chains = chains;
	node->chain_count = count;
	return TP_OK;
}

tp_status
tpi_link_memory(tp_node *node, tpi_memory *memory)
{
	tpi_memory **chain;

	if (node->memory_count >= node->chain_count && grow(node) != TP_OK)
		return TP_ERR_NOMEM;
	chain = &node->chains[memory->hash & (node->chain_count - 1)];
	memory->next = *chain;
	*chain = memory;
	node->memory_count++;
	return TP_OK;
}

void
tpi_free_memory(tp_node *node, tpi_memory *memory)
{
	if (memory == NULL)
		return;
	tp_bytes_free(&memory->held);
	tpi_free(&node->mem, memory, sizeof(*memory) + text_size(memory));
}

void
tpi_free_memories(tp_node *node)
{
	size_t i;

	for (i = 0; i < node->chain_count; i++) {
		tpi_memory *m = node->chains[i], *next;

		for (; m != NULL; m = next) {
			next = m->next;
			tpi_free_memory(node, m);
		}
	}
	tpi_free(&node->mem, node->chains, node->chain_count * sizeof(tpi_memory *));
}
