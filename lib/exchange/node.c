/* SPDX-License-Identifier: MIT */
/*
 * Exchange layer: a node and its step: the parcel is parsed and checked, the
 * system acts, its messages go out, and only then does it remember.
 */

#include <string.h>

#include "../base/diag.h"
#include "node.h"

static tp_status
own_profile(tp_node *node, tp_diag *diag)
{
	if (node->messages.profile != NULL)
		return TP_OK;
	if (tp_profile_new("ebts-11.0", &node->mem, &node->made, diag) != TP_OK)
		return TP_ERR_NOMEM;
	node->messages.profile = node->made;
	return TP_OK;
}

tp_status
tp_node_new(const tp_node_options *options, tp_node **out, tp_diag *diag)
{
	tp_node *node;
	tp_mem mem;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the node");
	*out = NULL;
	if (options == NULL || options->system < 1 || options->system > TP_SYSTEMS ||
	    options->jurisdictions == NULL || options->world == NULL || options->ori.len == 0)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "a node has a system, an ORI, jurisdictions and a world");
	mem = tpi_mem_or_default(options->mem);
	node = tpi_calloc(&mem, 1, sizeof(*node));
	if (node == NULL)
		return tpi_nomem(diag);
	node->mem = mem;
	node->options = *options;
	node->messages = options->messages != NULL ? *options->messages
	    : (tp_message_options){ .size = sizeof(tp_message_options) };
	node->messages.mem = &node->mem;
	node->ori_len = options->ori.len;
	node->ori = tpi_alloc(&mem, node->ori_len);
	if (node->ori == NULL || own_profile(node, diag) != TP_OK) {
		tp_node_free(node);
		return tpi_nomem(diag);
	}
	memcpy(node->ori, options->ori.ptr, node->ori_len);
	node->options.ori.ptr = node->ori;
	*out = node;
	return TP_OK;
}

void
tp_node_free(tp_node *node)
{
	tp_mem mem;

	if (node == NULL)
		return;
	mem = node->mem;
	tpi_free_memories(node);
	tp_profile_free(node->made);
	tpi_free(&mem, node->ori, node->ori_len);
	tpi_free(&mem, node, sizeof(*node));
}

/* ---- what a turn collects --------------------------------------------------- */

void
tpi_note(tpi_turn *turn, const char *rule, const char *text)
{
	if (turn->note_count == TPI_NOTES)
		return;
	turn->note_rules[turn->note_count] = rule;
	turn->notes[turn->note_count++] = text;
}

tp_status
tpi_post_bytes(tpi_turn *turn, int to, const tp_str *address, tp_bytes *bytes, int64_t delay,
    const char *rule)
{
	tpi_post *post = &turn->posts[turn->post_count];

	if (turn->post_count == TPI_POSTS) {
		tp_bytes_free(bytes);
		return tpi_fail(turn->diag, TP_ERR_LIMIT, TP_NO_OFFSET, "a step sends too much");
	}
	turn->post_count++;
	post->bytes = *bytes;
	memset(bytes, 0, sizeof *bytes);
	post->parcel.from = turn->node->options.system;
	post->parcel.to = to;
	if (address != NULL)
		post->parcel.address = *address;
	post->parcel.bytes.ptr = (const char *)post->bytes.ptr;
	post->parcel.bytes.len = post->bytes.len;
	post->parcel.after = turn->step->now + (delay > 0 ? delay : 0);
	post->parcel.rule = rule;
	return TP_OK;
}

tp_status
tpi_post_transaction(tpi_turn *turn, int to, const tp_str *address, tp_transaction *t,
    int64_t delay, const char *rule)
{
	tp_bytes bytes;
	tp_status status = tp_transaction_write(t, 0, &bytes, turn->diag);

	tp_transaction_free(t);
	return status == TP_OK ? tpi_post_bytes(turn, to, address, &bytes, delay, rule) : status;
}

tp_status
tpi_post_on(tpi_turn *turn, int to, const tp_str *address, const char *rule)
{
	const tp_str *in = &turn->step->parcel->bytes;
	tp_bytes bytes = { NULL, in->len, in->len, turn->node->mem };

	bytes.ptr = tpi_alloc(&turn->node->mem, in->len);
	if (bytes.ptr == NULL)
		return tpi_nomem(turn->diag);
	memcpy(bytes.ptr, in->ptr, in->len);
	return tpi_post_bytes(turn, to, address, &bytes, 0, rule);
}

/* ---- a step ----------------------------------------------------------------- */

static tp_status
act(tpi_turn *turn)
{
	static tp_status (*const steps[TP_SYSTEMS])(tpi_turn *) = { tpi_step_lea, tpi_step_sib,
		tpi_step_cjis, tpi_step_iafis, tpi_step_ncic, tpi_step_ident, tpi_step_lesc,
		tpi_step_ice, tpi_step_nlets };

	return steps[turn->node->options.system - 1](turn);
}

/* Parse the parcel and check it. What cannot be read is noted, and no error of the step. */
static tp_status
open_parcel(tpi_turn *turn)
{
	const tp_parcel *parcel = turn->step->parcel;
	tp_check_options options = { .size = sizeof options };
	tp_check_counts counts;
	tp_status status;

	status = tp_message_read(parcel->bytes.ptr, parcel->bytes.len, &turn->node->messages,
	    &turn->message, NULL);
	if (status == TP_ERR_NOMEM)
		return tpi_nomem(turn->diag);
	if (status != TP_OK || tp_message_transaction(turn->message) == NULL)
		return TP_OK;
	options.mem = &turn->node->mem;
	status = tp_check_count(tp_message_transaction(turn->message),
	    turn->node->messages.profile, &options, &counts, turn->diag);
	turn->errors = counts.errors;
	return status;
}

static int
send_posts(const tpi_turn *turn)
{
	size_t i;
	int got = 0;

	for (i = 0; i < turn->post_count && got == 0; i++)
		got = turn->step->emit(turn->step->ctx, &turn->posts[i].parcel);
	return got;
}

static void
say_notes(const tpi_turn *turn)
{
	size_t i;

	for (i = 0; i < turn->note_count && turn->step->audit != NULL; i++)
		turn->step->audit(turn->step->ctx, turn->step->now, turn->node->options.system,
		    turn->note_rules[i], turn->notes[i]);
}

/* Remembering may fail, so it comes before sending; it is undone if sending fails. */
static int
commit(tpi_turn *turn)
{
	tp_node *node = turn->node;
	int got;

	if (turn->remembered != NULL && tpi_link_memory(node, turn->remembered) != TP_OK)
		return tpi_nomem(turn->diag);
	got = send_posts(turn);
	if (got != 0 && turn->remembered != NULL) {
		node->chains[turn->remembered->hash & (node->chain_count - 1)] =
		    turn->remembered->next;
		node->memory_count--;
	} else {
		turn->remembered = NULL;
	}
	if (got != 0)
		return got;
	if (turn->finished != NULL) {
		turn->finished->done = true;
		tp_bytes_free(&turn->finished->held);
	}
	say_notes(turn);
	return 0;
}

static void
close_turn(tpi_turn *turn)
{
	size_t i;

	for (i = 0; i < turn->post_count; i++)
		tp_bytes_free(&turn->posts[i].bytes);
	tpi_free_memory(turn->node, turn->remembered);
	tp_message_free(turn->message);
}

int
tp_node_step(tp_node *node, const tp_step *step, tp_diag *diag)
{
	tpi_turn turn = { .node = node, .step = step, .diag = diag };
	int got;

	tp_diag_init(diag);
	if (node == NULL || step == NULL || step->emit == NULL || step->parcel == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no node, no parcel, or nowhere to send to");
	if (step->parcel->to != 0 && step->parcel->to != node->options.system) {
		tpi_note(&turn, "", "a message for another system was kept aside");
		say_notes(&turn);
		return TP_OK;
	}
	got = open_parcel(&turn);
	if (got == TP_OK && turn.message == NULL)
		tpi_note(&turn, "", "a message was not readable, and kept aside");
	else if (got == TP_OK)
		got = act(&turn);
	if (got == TP_OK)
		got = commit(&turn);
	close_turn(&turn);
	return got;
}
