/* SPDX-License-Identifier: MIT */
/* Tests of the XML layer: a synthetic package in pieces, reading it, and what reading notes. */
#ifndef TEST_XML_SAMPLES_H
#define TEST_XML_SAMPLES_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define ITL "http://biometrics.nist.gov/standard/2011"
#define BIOM "http://niem.gov/niem/biometrics/1.0"
#define NC "http://niem.gov/niem/niem-core/2.0"
#define ROOT "itl:NISTBiometricInformationExchangePackage"
#define OPEN "<" ROOT " xmlns:itl='" ITL "' xmlns='" BIOM "' xmlns:nc='" NC "'>"
#define CLOSE "</" ROOT ">"
#define ID(text) "<nc:IdentificationID>" text "</nc:IdentificationID>"
#define IDC(text) \
	"<ImageReferenceIdentification>" ID(text) "</ImageReferenceIdentification>"
#define TYPE1(content) \
	"<itl:PackageInformationRecord><RecordCategoryCode>1</RecordCategoryCode>" \
	"<Transaction>" content "</Transaction></itl:PackageInformationRecord>"
#define VERSION \
	"<TransactionMajorVersionValue>5</TransactionMajorVersionValue>" \
	"<TransactionMinorVersionValue>02</TransactionMinorVersionValue>"
#define COUNT(n, rest) \
	"<TransactionContentSummary>" \
	"<ContentFirstRecordCategoryCode>1</ContentFirstRecordCategoryCode>" \
	"<ContentRecordQuantity>" n "</ContentRecordQuantity>" rest \
	"</TransactionContentSummary>"
#define LISTED(type, idc) \
	"<ContentRecordSummary>" IDC(idc) "<RecordCategoryCode>" type "</RecordCategoryCode>" \
	"</ContentRecordSummary>"
#define HEAD TYPE1(VERSION COUNT("1", LISTED("14", "01")))
#define TYPE14(content) \
	"<itl:PackageFingerprintImageRecord><RecordCategoryCode>14</RecordCategoryCode>" \
	IDC("01") content "</itl:PackageFingerprintImageRecord>"
#define IMAGE(content) TYPE14("<FingerImpressionImage>" content "</FingerImpressionImage>")
#define SEGMENT(finger, left) \
	"<FingerprintImageSegmentPositionSquare><FingerPositionCode>" finger \
	"</FingerPositionCode><SegmentLeftHorizontalCoordinateValue>" left \
	"</SegmentLeftHorizontalCoordinateValue></FingerprintImageSegmentPositionSquare>"

/* A package with a bit of everything. */
#define WHOLE \
	"<?xml version='1.0' encoding='UTF-8'?>\n" OPEN HEAD \
	IMAGE("<nc:BinaryBase64Object>AAECAwQF</nc:BinaryBase64Object>" \
	"<ImageCommentText>a&lt;b<![CDATA[ & c]]></ImageCommentText><FingerPositionCode>7" \
	"</FingerPositionCode>" SEGMENT("7", "10")) TYPE14("<u:x xmlns:u='urn:u'>1<u:y/></u:x>") \
	CLOSE

static inline tp_status
read_flags(const char *xml, uint32_t flags, tp_transaction **t, tp_diag *diag)
{
	tp_read_options options = { .size = sizeof options, .flags = flags };

	return tp_xml_read(xml, strlen(xml), &options, t, diag);
}

/* Read strictly. */
static inline tp_transaction *
must_read(const char *xml)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(read_flags(xml, 0, &t, &diag) == TP_OK, "%s", diag.text);
	return t;
}

static inline void
expect_field(const tp_transaction *t, size_t record, uint32_t number, const char *value)
{
	tp_field field;

	ck_assert_msg(tp_record_field(tp_transaction_record(t, record), number, 0, &field),
	    "no field %u", (unsigned)number);
	ck_assert_msg(field.value.len == strlen(value) &&
	    memcmp(field.value.ptr, value, field.value.len) == 0, "%u: '%.*s', not '%s'",
	    (unsigned)number, (int)field.value.len, field.value.ptr, value);
}

typedef struct notes {
	size_t count;
	int32_t kinds[8];
	char xml[2000];
	char text[TP_DIAG_TEXT];
} notes;

static inline int
take_note(void *ctx, const tp_xml_note *note)
{
	notes *n = ctx;

	n->kinds[n->count++ % 8] = note->kind;
	memcpy(n->text, note->where.text, sizeof n->text);
	if (note->kind == TP_XML_UNKNOWN)
		(void)snprintf(n->xml, sizeof n->xml, "%.*s", (int)note->xml.len, note->xml.ptr);
	return 0;
}

static inline int
run_suite(Suite *s)
{
	SRunner *sr;
	int failed;

	if (!tp_has(TP_FEATURE_XML)) {
		printf("skipped: built without libxml2\n");
		return 77;
	}
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
