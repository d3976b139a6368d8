/* SPDX-License-Identifier: MIT */
/*
 * Message layer: the query in Nlets's NIEM XML, for writing. Header, purpose,
 * attention, telephone, charge and custody have the elements that are public;
 * the person's are taken from NIEM 2.0, on the example of other inquiries.
 */

#include <string.h>

#include "../base/diag.h"
#include "../base/text.h"
#include "nlets.h"

static const char root[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<n2:NLETS n2:version=\"4.00\" xmlns:n2=\"http://www.nlets.org/niem/1.0\""
    " xmlns:nh2=\"http://www.nlets.org/niem/nlets-hdr/1.0\""
    " xmlns:nc=\"http://niem.gov/niem/niem-core/2.0\""
    " xmlns:j4=\"http://niem.gov/niem/domains/jxdm/4.0\">\n";

/* Text between tags; what is no UTF-8, and control characters, were refused before. */
static void
put_escaped(tpi_buf *out, const tp_str *text)
{
	size_t i;

	for (i = 0; i < text->len; i++) {
		char c = text->ptr[i];

		if (c == '<')
			tpi_buf_text(out, "&lt;");
		else if (c == '>')
			tpi_buf_text(out, "&gt;");
		else if (c == '&')
			tpi_buf_text(out, "&amp;");
		else
			tpi_buf_byte(out, (uint8_t)c);
	}
}

static void
put_element(tpi_buf *out, const char *name, const tp_str *value)
{
	if (value->len == 0)
		return;
	tpi_buf_byte(out, '<');
	tpi_buf_text(out, name);
	tpi_buf_byte(out, '>');
	put_escaped(out, value);
	tpi_buf_text(out, "</");
	tpi_buf_text(out, name);
	tpi_buf_text(out, ">\n");
}

/* The same inside of others, given outermost first. */
static void
put_nested(tpi_buf *out, const char *const *around, const char *name, const tp_str *value)
{
	size_t n;

	if (value->len == 0)
		return;
	for (n = 0; around[n] != NULL; n++) {
		tpi_buf_byte(out, '<');
		tpi_buf_text(out, around[n]);
		tpi_buf_byte(out, '>');
	}
	put_element(out, name, value);
	while (n-- > 0) {
		tpi_buf_text(out, "</");
		tpi_buf_text(out, around[n]);
		tpi_buf_text(out, ">\n");
	}
}

/* CCYYMMDD as CCYY-MM-DD; what is no whole date is refused before. */
static void
put_date(tpi_buf *out, const tp_str *dob)
{
	static const char *const around[] = { "nc:PersonBirthDate", NULL };
	char text[10];
	const tp_str value = { text, sizeof text };

	memcpy(text, dob->ptr, 4);
	memcpy(text + 5, dob->ptr + 4, 2);
	memcpy(text + 8, dob->ptr + 6, 2);
	text[4] = text[7] = '-';
	put_nested(out, around, "nc:Date", &value);
}

static void
put_header(tpi_buf *out, const tp_envelope *e)
{
	tp_str key;

	tp_str_from("IAQ", &key);
	tpi_buf_text(out, "<n2:NLETSMessageHeader>\n");
	put_element(out, "nh2:MessageKeyCodeText", &key);
	put_element(out, "nh2:OriginatingORIID", &e->ori);
	put_element(out, "nh2:DestinationORIID", &e->dai);
	put_element(out, "nh2:DocumentControlFieldText", &e->tcn);
	tpi_buf_text(out, "</n2:NLETSMessageHeader>\n");
}

/* The numbers that NIEM's justice domain adds to a person. */
static void
put_augmentation(tpi_buf *out, const tp_iaq *q)
{
	static const char *const oln[] = { "nc:DriverLicense", "nc:DriverLicenseIdentification",
		NULL };
	static const char *const fbi[] = { "j4:PersonFBIIdentification", NULL };
	static const char *const sid[] = { "j4:PersonStateFingerprintIdentification", NULL };

	if (q->oln.len == 0 && q->fbi.len == 0 && q->sid.len == 0)
		return;
	tpi_buf_text(out, "<j4:PersonAugmentation>\n");
	put_nested(out, oln, "nc:IdentificationID", &q->oln);
	put_nested(out, fbi, "nc:IdentificationID", &q->fbi);
	put_nested(out, sid, "nc:IdentificationID", &q->sid);
	tpi_buf_text(out, "</j4:PersonAugmentation>\n");
}

static void
put_person(tpi_buf *out, const tp_iaq *q)
{
	static const char *const name[] = { "nc:PersonName", NULL };
	static const char *const arn[] = { "nc:PersonOtherIdentification", NULL };

	tpi_buf_text(out, "<n2:Person>\n");
	put_date(out, &q->dob);
	put_nested(out, name, "nc:PersonFullName", &q->nam);
	put_nested(out, arn, "nc:IdentificationID", &q->arn);
	put_element(out, "nc:PersonSexCode", &q->sex);
	put_augmentation(out, q);
	put_element(out, "j4:PersonBirthPlaceCode", &q->pob);
	tpi_buf_text(out, "</n2:Person>\n");
}

static void
put_inquiry(tpi_buf *out, const tp_iaq *q)
{
	static const char *const phone[] = { "nc:ContactInformation", "nc:ContactTelephoneNumber",
		"nc:FullTelephoneNumber", NULL };
	static const char *const custody[] = { "nc:Status", NULL };

	tpi_buf_text(out, "<n2:NLETSInquiryData>\n");
	put_element(out, "n2:PurposeCode", &q->pur);
	put_element(out, "n2:ResponseAttentionDescriptionText", &q->atn);
	put_nested(out, phone, "nc:TelephoneNumberFullID", &q->phn);
	put_person(out, q);
	put_element(out, "j4:ChargeNCICCode", &q->off);
	put_nested(out, custody, "nc:StatusText", &q->cus);
	tpi_buf_text(out, "</n2:NLETSInquiryData>\n</n2:NLETS>\n");
}

tp_status
tp_iaq_build_xml(const tp_iaq *iaq, const tp_message_options *options, tp_bytes *out,
    tp_diag *diag)
{
	tp_message_options use;
	tpi_layout layout;
	tp_status status;
	tpi_buf text;
	tp_iaq copy;
	unsigned y, m, d;

	if (!tpi_text_begin(iaq, options, &use, out, diag))
		return TP_ERR_ARG;
	(void)tpi_layout_find(use.layouts, "iaq", &layout);
	copy = *iaq;
	status = tpi_iaq_settle(&copy, &layout, 0, NULL, diag);
	if (status == TP_OK && !tpi_date_parse(copy.dob.ptr, copy.dob.len, &y, &m, &d))
		status = tpi_fail(diag, TP_ERR_ARG, TP_NO_OFFSET,
		    "DOB is not a date YYYYMMDD, which XML wants whole");
	if (status == TP_OK && copy.others.count != 0)
		status = tpi_fail(diag, TP_ERR_UNSUPPORTED, TP_NO_OFFSET,
		    "the query has elements that have no place in XML");
	if (status != TP_OK)
		return status;
	tpi_buf_init(&text, use.mem);
	tpi_buf_text(&text, root);
	put_header(&text, &copy.envelope);
	put_inquiry(&text, &copy);
	return tpi_buf_take(&text, out) == TP_OK ? TP_OK : tpi_nomem(diag);
}
