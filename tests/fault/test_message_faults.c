/* SPDX-License-Identifier: MIT */
/*
 * Messages cut short at every place and with bits turned, every view that
 * they give looked at and each built again; and every allocation of every
 * call made to fail once: it says NOMEM, gives nothing, and nothing leaks.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"

#define FLIPS 8000u
#define EVERY_BYTE 2500u
#define STEP 211u

static size_t failures, inputs, read_ones, rebuilt, sweeps;
static ts_messages m;

static void
expect(bool good, const char *name, const char *what, size_t n)
{
	if (good)
		return;
	printf("FAIL: %s: %s (%zu)\n", name, what, n);
	failures++;
}

/* ---- looking at everything --------------------------------------------------- */

static uint64_t
look(uint64_t h, const tp_str *s)
{
	return ts_hash(h, s->ptr, s->len);
}

static uint64_t
look_at_all(uint64_t h, const tp_str *at, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		h = look(h, &at[i]);
	return h;
}


static uint64_t
look_at_others(uint64_t h, const tp_others *others)
{
	size_t i;

	for (i = 0; i < others->count; i++)
		h = look(h + others->at[i].field, &others->at[i].value);
	return h;
}

static uint64_t
look_at_car(uint64_t h, const tp_car *car)
{
	size_t i;

	h = look_at_all(h, car->subject.dob.at, car->subject.dob.count);
	h = look(h, &car->subject.nam);
	h = look(h, &car->doa);
	for (i = 0; i < car->charge_count; i++)
		h = look(look(h, &car->charges[i].doo), &car->charges[i].aol);
	for (i = 0; i < car->missing_count; i++)
		h = look(look(h, &car->missing[i].fgp), &car->missing[i].ampcd);
	for (i = 0; i < car->image_count; i++)
		h = look(look(h, &car->images[i].bytes), &car->images[i].kind);
	return look_at_others(h, &car->others);
}

static uint64_t
look_at_idr(uint64_t h, const tp_idr *idr)
{
	size_t i;

	for (i = 0; i < idr->encounter_count; i++) {
		const tp_encounter *e = &idr->encounters[i];

		h = look(look(look(h, &e->name), &e->dob), &e->pob);
		h = look(look(h + (uint64_t)e->photo, &e->sex), &e->locator);
	}
	h = look_at_all(h, idr->photos, idr->photo_count);
	h = look_at_all(h, idr->msg.at, idr->msg.count);
	return look_at_others(look(h, &idr->iar), &idr->others);
}

static uint64_t
look_at_text(uint64_t h, const tp_message *message)
{
	const tp_cpi *cpi = tp_message_cpi(message);
	const tp_iaq *iaq = tp_message_iaq(message);
	const tp_iar *iar = tp_message_iar(message);
	const tp_notice *n = tp_message_notice(message);
	size_t i;

	if (iaq != NULL)
		h = look_at_others(look(look(h, &iaq->nam), &iaq->oln), &iaq->others);
	if (iar != NULL)
		h = look_at_others(look(h, &iar->text), &iar->others);
	if (n != NULL)
		h = look_at_others(look(look(h, &n->nam), &n->conditions), &n->others);
	for (i = 0; cpi != NULL && i < cpi->charge_count; i++)
		h = look(look(h, &cpi->charges[i].code), &cpi->charges[i].text);
	return cpi != NULL ? look_at_others(look(h, &cpi->fbi), &cpi->others) : h;
}

static uint64_t
look_at_message(const tp_message *message)
{
	const tp_envelope *e = tp_message_envelope(message);
	const tp_sre *sre = tp_message_sre(message);
	const tp_errt *errt = tp_message_errt(message);
	uint64_t h = look(look(look(look(0, &e->tot), &e->ori), &e->tcn), &e->tcr);

	h = look_at_all(h, e->sco.at, e->sco.count);
	h = look_at_all(h, e->cri.at, e->cri.count);
	if (tp_message_car(message) != NULL)
		h = look_at_car(h, tp_message_car(message));
	if (tp_message_idr(message) != NULL)
		h = look_at_idr(h, tp_message_idr(message));
	if (sre != NULL)
		h = look_at_others(look(look(h, &sre->ers), &sre->sii), &sre->others);
	if (errt != NULL)
		h = look_at_others(look_at_all(h, errt->msg.at, errt->msg.count), &errt->others);
	return look_at_text(h, message);
}

/* ---- building it again -------------------------------------------------------- */

static tp_status
build_transaction(const tp_message *message, tp_transaction **out)
{
	tp_status status = TP_ERR_ARG;

	*out = NULL;
	if (tp_message_car(message) != NULL)
		status = tp_car_build(tp_message_car(message), &m.options, out, NULL);
	else if (tp_message_idr(message) != NULL)
		status = tp_idr_build(tp_message_idr(message), &m.options, out, NULL);
	else if (tp_message_sre(message) != NULL)
		status = tp_sre_build(tp_message_sre(message), &m.options, out, NULL);
	else if (tp_message_errt(message) != NULL)
		status = tp_errt_build(tp_message_errt(message), &m.options, out, NULL);
	return status;
}

static tp_status
build_text(const tp_message *message, tp_bytes *out)
{
	tp_status status = TP_ERR_ARG;

	memset(out, 0, sizeof *out);
	if (tp_message_cpi(message) != NULL)
		status = tp_cpi_build(tp_message_cpi(message), &m.options, out, NULL);
	else if (tp_message_notice(message) != NULL)
		status = tp_notice_build(tp_message_notice(message), &m.options, out, NULL);
	else if (tp_message_iaq(message) != NULL)
		status = tp_iaq_build(tp_message_iaq(message), &m.options, NULL, out, NULL);
	else if (tp_message_iar(message) != NULL)
		status = tp_iar_build(tp_message_iar(message), &m.options, out, NULL);
	return status;
}

/* What is built is a message of the kind that it was made from. */
static void
build_again(const char *name, const tp_message *message)
{
	tp_transaction *t = NULL;
	tp_bytes bytes;
	tp_message *back = NULL;
	bool made;

	if (tp_message_transaction(message) != NULL) {
		made = build_transaction(message, &t) == TP_OK &&
		    tp_transaction_write(t, 0, &bytes, NULL) == TP_OK;
		expect(made == (t != NULL), name, "gives and fails", inputs);
	} else {
		made = build_text(message, &bytes) == TP_OK;
	}
	if (made) {
		rebuilt++;
		expect(tp_message_read(bytes.ptr, bytes.len, &m.options, &back, NULL) == TP_OK &&
		    tp_message_get_kind(back) == tp_message_get_kind(message), name,
		    "is not read as it was built", inputs);
		tp_bytes_free(&bytes);
	}
	tp_message_free(back);
	tp_transaction_free(t);
}

/* ---- damage ------------------------------------------------------------------ */

static void
exercise_message(const char *name, const tp_message *message, bool build)
{
	uint64_t h = look_at_message(message);

	read_ones++;
	if (build)
		build_again(name, message);
	expect(h == look_at_message(message), name, "changed by building", inputs);
}

/* Strictly, and as much of a damaged transaction as can be read. */
static void
exercise(const char *name, const uint8_t *bytes, size_t len, bool build)
{
	tp_read_options tolerant = { .size = sizeof tolerant, .flags = TP_READ_TOLERANT };
	uint8_t *copy = malloc(len != 0 ? len : 1);
	tp_message *message;
	tp_transaction *t;
	tp_diag diag;

	if (copy == NULL)
		abort();
	memcpy(copy, bytes, len);
	inputs++;
	if (tp_message_read(copy, len, &m.options, &message, &diag) == TP_OK) {
		exercise_message(name, message, build);
	} else {
		expect(message == NULL && diag.code != TP_OK && diag.text[0] != '\0' &&
		    (diag.offset <= len || diag.offset == TP_NO_OFFSET), name,
		    "refused without a reason", inputs);
		if (tp_transaction_read(copy, len, &tolerant, &t, NULL) == TP_OK &&
		    tp_message_of(t, &m.options, &message, NULL) == TP_OK)
			exercise_message(name, message, false);
		tp_message_free(message);
		message = NULL;
		tp_transaction_free(t);
	}
	tp_message_free(message);
	free(copy);
}

static void
damage(const char *name, tp_bytes *bytes)
{
	uint64_t state = 99;
	size_t i, flips = bytes->len > EVERY_BYTE ? FLIPS / 4 : FLIPS;

	for (i = 0; i <= bytes->len; i += i < EVERY_BYTE ? 1 : STEP)
		exercise(name, bytes->ptr, i, i % 8 == 0);
	for (i = 0; i < flips; i++) {
		size_t at = ts_below(&state, i % 2 != 0 && bytes->len > 700 ? 700 : bytes->len);
		uint8_t was = bytes->ptr[at];

		bytes->ptr[at] ^= (uint8_t)(1u << ts_below(&state, 8));
		exercise(name, bytes->ptr, bytes->len, i % 4 == 0);
		bytes->ptr[at] = was;
	}
	exercise(name, bytes->ptr, bytes->len, true);
	tp_bytes_free(bytes);
}

/* ---- every message ------------------------------------------------------------ */

typedef tp_status (*make_fn)(const tp_message_options *options, tp_bytes *out, tp_diag *diag);

static tp_status
written(tp_status status, tp_transaction *t, tp_bytes *out, tp_diag *diag)
{
	if (status == TP_OK)
		status = tp_transaction_write(t, 0, out, diag);
	tp_transaction_free(t);
	return status;
}

#define TRANSACTION(name, call, member) \
	static tp_status \
	name(const tp_message_options *options, tp_bytes *out, tp_diag *diag) \
	{ \
		tp_transaction *t = NULL; \
		tp_status status = call(&m.member, options, &t, diag); \
	\
		return written(status, t, out, diag); \
	}
TRANSACTION(make_car, tp_car_build, car)
TRANSACTION(make_sre, tp_sre_build, ident)
TRANSACTION(make_errt, tp_errt_build, errt)
TRANSACTION(make_match, tp_idr_build, match)
TRANSACTION(make_no_match, tp_idr_build, no_match)

static tp_status
make_cpi(const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	return tp_cpi_build(&m.cpi, options, out, diag);
}

static tp_status
make_notice(const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	return tp_notice_build(&m.detainer, options, out, diag);
}

static tp_status
make_iaq(const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	return tp_iaq_build(&m.iaq, options, NULL, out, diag);
}

static tp_status
make_iar(const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	return tp_iar_build(&m.iar, options, out, diag);
}

static tp_status
make_xml(const tp_message_options *options, tp_bytes *out, tp_diag *diag)
{
	return tp_iaq_build_xml(&m.iaq, options, out, diag);
}

static const struct {
	const char *name;
	make_fn make;
	bool reads; /* XML is for writing */
} kinds[] = {
	{ "CAR", make_car, true },
	{ "SRE", make_sre, true },
	{ "ERRT", make_errt, true },
	{ "match IDR/IAR", make_match, true },
	{ "no-match IDR", make_no_match, true },
	{ "CPI", make_cpi, true },
	{ "detainer", make_notice, true },
	{ "IAQ", make_iaq, true },
	{ "IAR", make_iar, true },
	{ "IAQ as XML", make_xml, false },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* ---- failing memory ------------------------------------------------------------ */

/* How a call ended with the n-th allocation failing, alone or with all after it. */
typedef tp_status (*sweep_fn)(const void *arg, const tp_message_options *options, tp_diag *diag);

static void
sweep_once(const char *name, sweep_fn call, const void *arg, bool sticky)
{
	tp_status status;
	uint64_t n = 0;

	do {
		tp_message_options options = m.options;
		tp_diag diag;
		ts_mem mem;

		ts_mem_init(&mem);
		mem.fail_at = ++n;
		mem.sticky = sticky;
		options.mem = &mem.mem;
		status = call(arg, &options, &diag);
		expect(status == TP_OK || (status == TP_ERR_NOMEM && diag.code == TP_ERR_NOMEM),
		    name, "fails otherwise than by memory", (size_t)n);
		expect(status != TP_OK || !mem.failed, name, "succeeds without memory", (size_t)n);
		expect(ts_mem_clean(&mem), name, "leaks", (size_t)n);
		sweeps++;
	} while (status == TP_ERR_NOMEM && n < 100000);
	expect(n > 1, name, "asks for no memory", (size_t)n);
}

static void
sweep(const char *name, sweep_fn call, const void *arg)
{
	sweep_once(name, call, arg, false);
	sweep_once(name, call, arg, true);
}

static tp_status
sweep_make(const void *arg, const tp_message_options *options, tp_diag *diag)
{
	make_fn make;
	tp_bytes bytes = { 0 };
	tp_status status;

	memcpy(&make, arg, sizeof make);
	status = make(options, &bytes, diag);
	tp_bytes_free(&bytes);
	return status;
}

/* The profile too is made of the caller's memory. */
static tp_status
sweep_profile(const void *arg, const tp_message_options *options, tp_diag *diag)
{
	tp_message_options without = *options;

	without.profile = NULL;
	return sweep_make(arg, &without, diag);
}

static tp_status
sweep_read(const void *arg, const tp_message_options *options, tp_diag *diag)
{
	const tp_bytes *bytes = arg;
	tp_message *message;
	tp_status status = tp_message_read(bytes->ptr, bytes->len, options, &message, diag);

	expect((status == TP_OK) == (message != NULL), "read", "gives and fails", 0);
	tp_message_free(message);
	return status;
}

static tp_status
sweep_layouts(const void *arg, const tp_message_options *options, tp_diag *diag)
{
	static const char text[] = "layout\tkind\tkey\tlabel\tneed\tmin\tmax\tform\n"
	    "cpi\tmark\t\tSYN\t1\t0\t0\t\ncpi\tvalue\tfbi\tF\t0\t1\t9\talnum\n";
	tp_layouts *layouts;
	tp_status status = tp_layouts_read(text, sizeof text - 1, options->mem, &layouts, diag);

	(void)arg;
	expect((status == TP_OK) == (layouts != NULL), "layouts", "gives and fails", 0);
	tp_layouts_free(layouts);
	return status;
}

static void
one_kind(size_t i)
{
	tp_bytes bytes;

	if (kinds[i].make(&m.options, &bytes, NULL) != TP_OK) {
		expect(false, kinds[i].name, "is not built", 0);
		return;
	}
	sweep(kinds[i].name, sweep_make, &kinds[i].make);
	if (kinds[i].reads) {
		sweep("reading", sweep_read, &bytes);
		damage(kinds[i].name, &bytes);
	} else {
		tp_bytes_free(&bytes);
	}
}

int
main(void)
{
	static const char *const profiles[] = { "ebts-9.1", "ebts-11.0" };
	const make_fn no_match = make_no_match;
	size_t p, i;

	for (p = 0; p < 2; p++) {
		ts_messages_make(&m, profiles[p]);
		for (i = 0; i < KINDS; i++)
			one_kind(i);
		if (p == 1)
			sweep("with its own profile", sweep_profile, &no_match);
		sweep("layouts", sweep_layouts, NULL);
		ts_messages_free(&m);
	}
	printf("%zu damaged messages, %zu of them read, %zu built again; %zu calls without memory;"
	    " %zu failures\n", inputs, read_ones, rebuilt, sweeps, failures);
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
