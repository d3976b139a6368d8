/* SPDX-License-Identifier: MIT */
/*
 * IAQ and IAR: the query to the LESC and its answer, as Nlets legacy text
 * (SOP 2.1.4, 2.2.7). The library carries the LESC's words byte for byte; no
 * member here, and no call, tells anybody's status from them or from a
 * person's traits.
 */
#ifndef TENPRINT_QUERY_H
#define TENPRINT_QUERY_H

#include <tenprint/message.h>

TP_BEGIN_DECLS

typedef struct tp_iaq {
	tp_envelope envelope; /* ori: who asks, 9; dai: AX or empty; tcn: the control field */
	tp_str pur; /* C or F */
	tp_str atn; /* the person who asks, at most 30 */
	tp_str phn; /* area code and number, at most 20 */
	tp_str nam; /* at most 30 */
	tp_str dob; /* CCYYMMDD, or mmddyy when parsed so */
	tp_str sex;
	tp_str pob; /* NCIC code, 2 */
	tp_str cus; /* Y or N: in custody */
	tp_str off; /* NCIC code of the charge that the caller names; empty: 0399 */
	tp_str arn; /* alien number, digits */
	tp_str fbi;
	tp_str sid;
	tp_str oln;
	tp_others others; /* TP_NLETS_*, in their order */
} tp_iaq;

/* What an other is, in its `field`: */
#define TP_NLETS_STAMP 1u   /* what Nlets put between sender and destination */
#define TP_NLETS_ELEMENT 2u /* "LABEL/text" of another label, or a second one of a label */

#define TP_IAQ_NAM 1u /* the name was cut to 30 characters */
#define TP_IAQ_ATN 2u

typedef struct tp_iar {
	tp_envelope envelope; /* ori: the LESC; tcn: the control field of the IAQ */
	tp_str text;          /* the LESC's words, everything after the header */
	tp_others others;     /* TP_NLETS_STAMP */
} tp_iar;

TP_API const tp_iaq *tp_message_iaq(const tp_message *message);
TP_API const tp_iar *tp_message_iar(const tp_message *message);

/*
 * Build the text. TP_ERR_ARG with the element's label in diag->text. A name
 * or attention line that is too long is cut only if cut is not NULL, which
 * then gets TP_IAQ_* of what was cut.
 */
TP_API TP_NODISCARD tp_status tp_iaq_build(const tp_iaq *iaq,
    const tp_message_options *options, uint32_t *cut, tp_bytes *out, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_iar_build(const tp_iar *iar,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag);

/* The query in Nlets's NIEM XML, as far as its elements are public; for writing alone. */
TP_API TP_NODISCARD tp_status tp_iaq_build_xml(const tp_iaq *iaq,
    const tp_message_options *options, tp_bytes *out, tp_diag *diag);

TP_END_DECLS

#endif
