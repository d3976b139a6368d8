/* SPDX-License-Identifier: MIT */
/*
 * Message layer: reading a message of any kind, and handing out its struct.
 * A transaction is told by its TOT, a text by how it starts.
 */

#include <string.h>

#include "../base/diag.h"
#include "fields.h"
#include "message.h"

const char *
tp_message_kind_name(int kind)
{
	static const char *const names[] = { "other", "CAR", "SRE", "IDR/IAR", "IDR no match",
		"unclassified SRE", "ERRT", "CPI", "IAQ", "IAR", "notice" };

	return kind >= 0 && kind < (int)(sizeof names / sizeof names[0]) ? names[kind] : "other";
}

static bool
is(const tp_str *value, const char *text)
{
	return value->len == strlen(text) && memcmp(value->ptr, text, value->len) == 0;
}

void
tpi_message_options(const tp_message_options *from, tp_message_options *to)
{
	memset(to, 0, sizeof *to);
	if (from != NULL)
		memcpy(to, from, from->size < sizeof *to ? from->size : sizeof *to);
	to->size = sizeof *to;
}

/* Of a transaction that is none of the messages, the envelope alone. */
static tp_status
parse_other(tp_message *m)
{
	const tpi_bindings none = { NULL, 0, &m->of };
	tp_others others;

	return tpi_bind_read(&m->arena, m->t, &none, &others);
}

/* The type of transaction that an overlay's name stands for. */
static void
known_tot(const tp_profile *profile, tp_str *tot)
{
	const tp_tot_def *def = profile != NULL ? tp_profile_tot(profile, tot->ptr, tot->len)
	    : NULL;

	if (def != NULL)
		tp_str_from(def->tot, tot);
}

static tp_status
parse_as(tp_message *m, const tp_str *tot, const tp_layouts *layouts)
{
	if (is(tot, "CAR")) {
		m->kind = TP_MESSAGE_CAR;
		return tpi_car_parse(m);
	}
	if (is(tot, "SRE"))
		return tpi_sre_parse(m, layouts);
	if (is(tot, "ERRT")) {
		m->kind = TP_MESSAGE_ERRT;
		return tpi_errt_parse(m);
	}
	return parse_other(m);
}

/* Memory that a few views a field and subfield take, within the limits of the transaction's own. */
static tp_status
bound(tp_message *m, const tp_limits *limits, tp_diag *diag)
{
	const tp_limits use = tpi_limits_or_default(limits);
	uint64_t size;
	tp_status status = tp_transaction_size(m->t, 0, &size, diag);

	m->arena.limit = status == TP_OK ? tpi_arena_limit(&use, size) : 0;
	return status;
}

static tp_status
no_memory(const tp_message *m, tp_diag *diag)
{
	if (m->arena.limited)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET, "it takes too much memory");
	return tpi_nomem(diag);
}

static tp_status
parse_transaction(tp_message *m, const tp_message_options *options, tp_diag *diag)
{
	tp_value tot;
	tp_str name;
	tp_status status;

	if (tp_transaction_record_count(m->t) == 0 ||
	    tp_record_value(tp_transaction_record(m->t, 0), F1_TOT, 1, 1, &tot) != TP_OK)
		return tpi_fail(diag, TP_ERR_SYNTAX, TP_NO_OFFSET, "the transaction has no TOT");
	status = bound(m, options->limits, diag);
	if (status != TP_OK)
		return status;
	name = tot.text;
	known_tot(options->profile, &name);
	status = parse_as(m, &name, options->layouts);
	return status == TP_ERR_NOMEM ? no_memory(m, diag) : status;
}

static tp_status
parse_text(tp_message *m, const tp_message_options *options, tp_diag *diag)
{
	tp_status status = tpi_cpi_parse(m, options->layouts, diag);

	if (status == TP_ERR_NOTFOUND)
		status = tpi_notice_parse(m, options->layouts, diag);
	if (status == TP_ERR_NOTFOUND)
		status = tpi_nlets_parse(m, options->layouts, diag);
	if (status == TP_ERR_NOTFOUND)
		return tpi_fail(diag, TP_ERR_SYNTAX, 0, "neither a transaction nor a known text");
	return status == TP_ERR_NOMEM ? no_memory(m, diag) : status;
}

static tp_status
new_message(const tp_message_options *options, tp_message_options *use, tp_message **out,
    tp_diag *diag)
{
	tp_mem mem;

	tp_diag_init(diag);
	if (out == NULL)
		return tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no place for the message");
	tpi_message_options(options, use);
	mem = tpi_mem_or_default(use->mem);
	*out = tpi_calloc(&mem, 1, sizeof(**out));
	if (*out == NULL)
		return tpi_nomem(diag);
	tpi_arena_init(&(*out)->arena, &mem, 0);
	return TP_OK;
}

static tp_status
finish(tp_message **out, tp_status status)
{
	if (status != TP_OK) {
		tp_message_free(*out);
		*out = NULL;
	}
	return status;
}

tp_status
tp_message_of(const tp_transaction *t, const tp_message_options *options, tp_message **out,
    tp_diag *diag)
{
	tp_message_options use;
	tp_status status = new_message(options, &use, out, diag);

	if (status != TP_OK)
		return status;
	(*out)->t = t;
	status = t != NULL ? parse_transaction(*out, &use, diag)
	    : tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no transaction");
	return finish(out, status);
}

/* Every transaction, packed or not, starts with its Type-1's LEN: "1.001:", "1.01:", "1.1:". */
static bool
looks_like_transaction(const char *bytes, size_t len)
{
	if (len >= 2 && (unsigned char)bytes[0] == 0x1F && (unsigned char)bytes[1] == 0x8B)
		return true;
	return len >= 2 && bytes[0] == '1' && bytes[1] == '.';
}

static tp_status
read_transaction(tp_message *m, const void *bytes, size_t len,
    const tp_message_options *options, tp_diag *diag)
{
	tp_read_options read = { .size = sizeof read, .mem = options->mem,
		.limits = options->limits };
	tp_status status = tp_transaction_read(bytes, len, &read, &m->owned, diag);

	m->t = m->owned;
	return status == TP_OK ? parse_transaction(m, options, diag) : status;
}

static tp_status
read_text(tp_message *m, const void *bytes, size_t len, const tp_message_options *options,
    tp_diag *diag)
{
	tp_limits limits = tpi_limits_or_default(options->limits);

	if (len == 0)
		return tpi_fail(diag, TP_ERR_TRUNCATED, 0, "the input is empty");
	if (len > limits.bytes)
		return tpi_fail(diag, TP_ERR_LIMIT, TP_NO_OFFSET,
		    "the text is larger than the limit");
	m->arena.limit = tpi_arena_limit(&limits, len);
	m->text.ptr = tpi_arena_copy(&m->arena, bytes, len);
	m->text.len = len;
	return m->text.ptr != NULL ? parse_text(m, options, diag) : no_memory(m, diag);
}

tp_status
tp_message_read(const void *bytes, size_t len, const tp_message_options *options,
    tp_message **out, tp_diag *diag)
{
	tp_message_options use;
	tp_status status = new_message(options, &use, out, diag);

	if (status != TP_OK)
		return status;
	if (bytes == NULL && len != 0)
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET, "no bytes");
	else if (looks_like_transaction(bytes, len))
		status = read_transaction(*out, bytes, len, &use, diag);
	else
		status = read_text(*out, bytes, len, &use, diag);
	return finish(out, status);
}

void
tp_message_free(tp_message *message)
{
	tp_mem mem;

	if (message == NULL)
		return;
	mem = message->arena.mem;
	tp_transaction_free(message->owned);
	tpi_arena_free(&message->arena);
	tpi_free(&mem, message, sizeof(*message));
}

int
tp_message_get_kind(const tp_message *message)
{
	return message->kind;
}

const tp_transaction *
tp_message_transaction(const tp_message *message)
{
	return message->t;
}

const tp_envelope *
tp_message_envelope(const tp_message *message)
{
	return &message->of.envelope;
}

const tp_car *
tp_message_car(const tp_message *message)
{
	return message->kind == TP_MESSAGE_CAR ? &message->of.car : NULL;
}

const tp_sre *
tp_message_sre(const tp_message *message)
{
	return message->kind == TP_MESSAGE_SRE || message->kind == TP_MESSAGE_UNCLASSIFIED
	    ? &message->of.sre : NULL;
}

const tp_errt *
tp_message_errt(const tp_message *message)
{
	return message->kind == TP_MESSAGE_ERRT ? &message->of.errt : NULL;
}

const tp_idr *
tp_message_idr(const tp_message *message)
{
	return message->kind == TP_MESSAGE_IDR_MATCH || message->kind == TP_MESSAGE_IDR_NO_MATCH
	    ? &message->of.idr : NULL;
}

const tp_cpi *
tp_message_cpi(const tp_message *message)
{
	return message->kind == TP_MESSAGE_CPI ? &message->of.cpi : NULL;
}

const tp_iaq *
tp_message_iaq(const tp_message *message)
{
	return message->kind == TP_MESSAGE_IAQ ? &message->of.iaq : NULL;
}

const tp_iar *
tp_message_iar(const tp_message *message)
{
	return message->kind == TP_MESSAGE_IAR ? &message->of.iar : NULL;
}

const tp_notice *
tp_message_notice(const tp_message *message)
{
	return message->kind == TP_MESSAGE_NOTICE ? &message->of.notice : NULL;
}
