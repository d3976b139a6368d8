/* SPDX-License-Identifier: MIT */
/* Tools: answer: a message as JSON (schema tenprint/answer/1). A hidden value is null. */

#include <string.h>

#include "../common/json.h"
#include "answer.h"

static json_t *
plain(const tp_str *s)
{
	return s->len != 0 ? json_bytes(s->ptr, s->len) : json_null();
}

static json_t *
value(const answered *a, const tp_str *s)
{
	return a->values ? plain(s) : json_null();
}

static json_t *
messages(const tp_strs *msg)
{
	json_t *list = json_new_array();
	tp_fbi_text text;
	size_t i;

	for (i = 0; i < msg->count; i++) {
		json_t *o = json_new_object();
		bool read = tp_fbi_text_parse(msg->at[i].ptr, msg->at[i].len, &text);

		json_put(o, "code", read ? plain(&text.code) : json_null());
		json_put(o, "condition", read && text.message != NULL
		    ? json_string(text.message->label) : json_null());
		json_put(o, "type", read && text.type != 0 ? json_integer(text.type) : json_null());
		json_put(o, "field", read && text.field != 0 ? json_integer(text.field)
		    : json_null());
		json_put(o, "mnemonic", read && text.mnemonic[0] != '\0'
		    ? json_string(text.mnemonic) : json_null());
		json_put(o, "hint", read && text.hint[0] != '\0' ? json_string(text.hint)
		    : json_null());
		json_add(list, o);
	}
	return list;
}

static void
put_sre(json_t *o, const answered *a, const tp_sre *sre)
{
	bool known = tp_message_get_kind(a->message) == TP_MESSAGE_SRE;

	json_put(o, "identified", known ? json_boolean(sre->srf.len == 1 &&
	    sre->srf.ptr[0] == 'I') : json_null());
	json_put(o, "name", value(a, &sre->nam));
	json_put(o, "fbi", value(a, &sre->fbi));
	json_put(o, "sid", value(a, &sre->sid));
	json_put(o, "rap_sheet", value(a, &sre->ers));
	json_put_number(o, "rap_sheet_lines", answer_lines(&sre->ers));
	json_put(o, "messages", messages(&sre->msg));
}

static json_t *
encounter(const answered *a, const tp_encounter *e)
{
	json_t *o = json_new_object();

	json_put(o, "name", value(a, &e->name));
	json_put(o, "dob", value(a, &e->dob));
	json_put(o, "pob", value(a, &e->pob));
	json_put(o, "sex", value(a, &e->sex));
	json_put(o, "locator", value(a, &e->locator));
	json_put(o, "photo_idc", e->photo >= 0 ? json_integer(e->photo) : json_null());
	return o;
}

static void
put_idr(json_t *o, const answered *a, const tp_idr *idr)
{
	json_t *list = json_new_array();
	size_t i;

	for (i = 0; i < idr->encounter_count; i++)
		json_add(list, encounter(a, &idr->encounters[i]));
	json_put(o, "match", json_boolean(idr->match));
	json_put(o, "encounters", list);
	json_put(o, "iar", idr->has_iar ? value(a, &idr->iar) : json_null());
	json_put(o, "iar_lines", idr->has_iar ? json_integer((json_int_t)answer_lines(&idr->iar))
	    : json_null());
	json_put(o, "messages", messages(&idr->msg));
}

json_t *
answer_json(const answered *a)
{
	const tp_envelope *e = tp_message_envelope(a->message);
	const tp_notice *notice = tp_message_notice(a->message);
	const tp_iar *iar = tp_message_iar(a->message);
	json_t *o = json_new_object();

	json_put(o, "file", json_bytes(a->file, strlen(a->file)));
	json_put_text(o, "kind", tp_message_kind_name(tp_message_get_kind(a->message)));
	json_put(o, "notice", notice != NULL ? json_string(tp_notice_kind_name(notice->kind))
	    : json_null());
	json_put(o, "from", plain(&e->ori));
	json_put(o, "to", plain(&e->dai));
	json_put(o, "tcn", plain(&e->tcn));
	json_put(o, "tcr", plain(&e->tcr));
	json_put(o, "answers", a->to != NULL ? json_bytes(a->to->file, strlen(a->to->file))
	    : json_null());
	json_put(o, "hidden", json_boolean(!a->values));
	if (tp_message_sre(a->message) != NULL)
		put_sre(o, a, tp_message_sre(a->message));
	if (tp_message_errt(a->message) != NULL)
		json_put(o, "messages", messages(&tp_message_errt(a->message)->msg));
	if (tp_message_idr(a->message) != NULL)
		put_idr(o, a, tp_message_idr(a->message));
	if (iar != NULL) {
		json_put(o, "iar", value(a, &iar->text));
		json_put(o, "iar_lines", json_integer((json_int_t)answer_lines(&iar->text)));
	}
	return o;
}
