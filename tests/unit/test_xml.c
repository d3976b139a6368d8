/* SPDX-License-Identifier: MIT */
/*
 * The XML encodings, read: names by namespace, values by kind, any order,
 * what is unknown, and everything that must be refused.
 */

#include "xml_samples.h"

START_TEST(reads_what_it_says)
{
	static const char xml[] = "<?xml version='1.0'?>\n" OPEN HEAD
	    IMAGE("<nc:BinaryBase64Object>AAEC\n /w==</nc:BinaryBase64Object>"
	    "<ImageCaptureDetail><CaptureDate><nc:Date>2011-02-28</nc:Date></CaptureDate>"
	    "</ImageCaptureDetail><ImageCommentText> two  blanks </ImageCommentText>"
	    "<FingerPositionCode>\n 7 </FingerPositionCode>") CLOSE "\n";
	tp_transaction *t = must_read(xml);
	tp_field data;

	ck_assert_uint_eq(tp_transaction_record_count(t), 2);
	expect_field(t, 0, 2, "0502");
	expect_field(t, 0, 3, "1" US "1" RS "14" US "01");
	expect_field(t, 1, 2, "01");
	expect_field(t, 1, 5, "20110228");
	expect_field(t, 1, 13, "7");
	expect_field(t, 1, 20, " two  blanks ");
	ck_assert(tp_record_data(tp_transaction_record(t, 1), &data));
	ck_assert_uint_eq(data.number, 999);
	ck_assert_uint_eq(data.value.len, 4);
	ck_assert_int_eq(memcmp(data.value.ptr, "\0\1\2\377", 4), 0);
	ck_assert_uint_eq(tp_xml_note_count(t), 0);
	tp_transaction_free(t);
}
END_TEST

/* The prefixes are others, and one is declared where it is used. */
START_TEST(prefixes_do_not_matter)
{
	static const char xml[] = "<NISTBiometricInformationExchangePackage xmlns='" ITL "'>"
	    "<PackageInformationRecord><x:RecordCategoryCode xmlns:x='" BIOM "'>01"
	    "</x:RecordCategoryCode><Transaction xmlns='" BIOM "'>" VERSION "</Transaction>"
	    "</PackageInformationRecord></NISTBiometricInformationExchangePackage>";
	tp_transaction *t;
	tp_diag diag;

	ck_assert_msg(read_flags(xml, TP_READ_TOLERANT, &t, &diag) == TP_OK, "%s", diag.text);
	expect_field(t, 0, 2, "0502");
	ck_assert_uint_eq(tp_transaction_defect_count(t), 1); /* there is no CNT */
	ck_assert_int_eq(tp_transaction_defect(t, 0)->kind, TP_DEFECT_COUNT);
	expect_field(t, 0, 3, "1" US "0");
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(xml, 0, &t, &diag), TP_ERR_COUNT);
	ck_assert_ptr_null(t);
}
END_TEST

/* The right prefix and the wrong namespace is not the element. */
START_TEST(another_namespace_is_unknown)
{
	static const char xml[] = OPEN HEAD TYPE14("<b:FingerImpressionImage xmlns:b='urn:other' "
	    "b:mark='&lt;&quot;'><b:inner>a &amp; b</b:inner></b:FingerImpressionImage>") CLOSE;
	notes n = { 0 };
	tp_transaction *t = must_read(xml);
	tp_field field;

	ck_assert_int_eq(tp_xml_notes(t, take_note, &n), 0);
	ck_assert_uint_eq(n.count, 1);
	ck_assert_int_eq(n.kinds[0], TP_XML_UNKNOWN);
	ck_assert_str_eq(n.xml, "<b:FingerImpressionImage xmlns:itl=\"" ITL "\" xmlns=\"" BIOM
	    "\" xmlns:nc=\"" NC "\" xmlns:b=\"urn:other\" b:mark=\"&lt;&quot;\"><b:inner>a &amp; b"
	    "</b:inner></b:FingerImpressionImage>");
	ck_assert(!tp_record_field(tp_transaction_record(t, 1), 999, 0, &field));
	/* It outlives what compacting throws away. */
	ck_assert_int_eq(tp_transaction_compact(t, NULL), TP_OK);
	n.count = 0;
	n.xml[0] = '\0';
	ck_assert_int_eq(tp_xml_notes(t, take_note, &n), 0);
	ck_assert_uint_eq(n.count, 1);
	ck_assert_ptr_nonnull(strstr(n.xml, "a &amp; b"));
	tp_transaction_free(t);
}
END_TEST

START_TEST(any_order_is_read_and_told)
{
	static const char xml[] = OPEN HEAD IMAGE("<FingerPositionCode>7</FingerPositionCode>"
	    "\n<ImageCommentText>late</ImageCommentText>") CLOSE;
	notes n = { 0 };
	tp_transaction *t;
	tp_diag diag;

	ck_assert_int_eq(read_flags(xml, TP_READ_TOLERANT, &t, &diag), TP_OK);
	expect_field(t, 1, 13, "7");
	expect_field(t, 1, 20, "late");
	ck_assert_int_eq(tp_xml_notes(t, take_note, &n), 0);
	ck_assert_uint_eq(n.count, 1);
	ck_assert_int_eq(n.kinds[0], TP_XML_ORDER);
	ck_assert_msg(strncmp(n.text, "line 2, column ", 15) == 0, "%s", n.text);
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(xml, 0, &t, &diag), TP_ERR_SYNTAX);
	ck_assert_msg(strncmp(diag.text, "line 2, column ", 15) == 0, "%s", diag.text);
	ck_assert_int_eq(diag.type, 14);
}
END_TEST

#define VERTEX(x, y) \
	"<PositionPolygonVertex><PositionHorizontalCoordinateValue>" x \
	"</PositionHorizontalCoordinateValue><PositionVerticalCoordinateValue>" y \
	"</PositionVerticalCoordinateValue></PositionPolygonVertex>"

START_TEST(repeated_elements_are_subfields_and_items)
{
	static const char xml[] = OPEN HEAD IMAGE(SEGMENT("7", "10") SEGMENT("8", "20")
	    "<FingerprintImageSegmentPositionPolygon><FingerPositionCode>7</FingerPositionCode>"
	    "<PositionPolygonVertexQuantity>3</PositionPolygonVertexQuantity>" VERTEX("1", "2")
	    VERTEX("3", "4") VERTEX("5", "6") "</FingerprintImageSegmentPositionPolygon>"
	    "<FingerprintImageStitchedIndicator>true</FingerprintImageStitchedIndicator>") CLOSE;
	tp_transaction *t = must_read(xml);

	expect_field(t, 1, 21, "7" US "10" RS "8" US "20");
	expect_field(t, 1, 25, "7" US "3" US "1" US "2" US "3" US "4" US "5" US "6");
	expect_field(t, 1, 27, "Y");
	tp_transaction_free(t);
}
END_TEST

#define TYPE9(content) \
	OPEN TYPE1(COUNT("1", LISTED("9", "1"))) \
	"<itl:PackageMinutiaeRecord><RecordCategoryCode>9</RecordCategoryCode>" IDC("1") content \
	"</itl:PackageMinutiaeRecord>" CLOSE
#define EFS(content) TYPE9("<ExtendedFeatureSetMinutiae>" content "</ExtendedFeatureSetMinutiae>")

START_TEST(packed_values)
{
	static const char minutiae[] = TYPE9(
	    "<MinutiaeFormatNISTStandardIndicator>true</MinutiaeFormatNISTStandardIndicator>"
	    "<itl:Minutiae><itl:MinutiaeNISTStandard><itl:MinutiaDetail>"
	    "<PositionHorizontalCoordinateValue>125</PositionHorizontalCoordinateValue>"
	    "<PositionVerticalCoordinateValue>1002</PositionVerticalCoordinateValue>"
	    "<MinutiaIdentification>" ID("1") "</MinutiaIdentification>"
	    "<PositionThetaAngleMeasure>48</PositionThetaAngleMeasure>"
	    "<MinutiaRidgeCount><RidgeCountReferenceIdentification>" ID("2")
	    "</RidgeCountReferenceIdentification><RidgeCountValue>12</RidgeCountValue>"
	    "</MinutiaRidgeCount><MinutiaRidgeCount><RidgeCountReferenceIdentification>" ID("3")
	    "</RidgeCountReferenceIdentification><RidgeCountValue>4</RidgeCountValue>"
	    "</MinutiaRidgeCount></itl:MinutiaDetail>"
	    "<MinutiaeRidgeCountIndicator>0</MinutiaeRidgeCountIndicator>"
	    "</itl:MinutiaeNISTStandard></itl:Minutiae>");
	static const char polygon[] = EFS("<FrictionRidgeImageRegionOfInterest>"
	    "<ImageSegmentWidthMeasure>9</ImageSegmentWidthMeasure><ImageSegmentPolygon>"
	    "<ImageSegmentVertex><ImageLocationHorizontalCoordinateMeasure>1"
	    "</ImageLocationHorizontalCoordinateMeasure><ImageLocationVerticalCoordinateMeasure>2"
	    "</ImageLocationVerticalCoordinateMeasure></ImageSegmentVertex>"
	    "<ImageSegmentVertex><ImageLocationHorizontalCoordinateMeasure>33"
	    "</ImageLocationHorizontalCoordinateMeasure><ImageLocationVerticalCoordinateMeasure>4"
	    "</ImageLocationVerticalCoordinateMeasure></ImageSegmentVertex>"
	    "</ImageSegmentPolygon></FrictionRidgeImageRegionOfInterest>"
	    "<MinutiaeNoCoresPresentIndicator>true</MinutiaeNoCoresPresentIndicator>");
	tp_transaction *t = must_read(minutiae);

	expect_field(t, 1, 4, "S");
	expect_field(t, 1, 11, "0");
	expect_field(t, 1, 12, "1" US "01251002048" US US US "2,12" US "3,4");
	tp_transaction_free(t);
	t = must_read(polygon);
	expect_field(t, 1, 300, "9" US US US US "1,2-33,4");
	expect_field(t, 1, 325, "Y");
	tp_transaction_free(t);
}
END_TEST

static const struct {
	const char *xml;
	const char *value; /* of 1.014; NULL: a note, and the text as it is */
} instants[] = {
	{ "2007-01-01T00:00:01Z", "20070101000001Z" },
	{ "2007-01-01T00:00:01", "20070101000001Z" },
	{ "2007-01-01T00:30:01+01:00", "20061231233001Z" },
	{ "2008-02-28T22:00:00.25-02:30", "20080229003000Z" },
	{ " 2007-01-01T23:59:59Z ", "20070101235959Z" },
	{ "2007-02-30T00:00:01Z", NULL },
	{ "2007-01-01T24:00:01Z", NULL },
	{ "2007-01-01T00:00:01z", NULL },
	{ "2007-01-01", NULL },
	{ "0001-01-01T00:00:00+10:00", NULL },
	{ "2007-01-01T00:00:01+1:00", NULL },
};

START_TEST(instants_become_gmt)
{
	char xml[3000];
	notes n = { 0 };
	tp_transaction *t;
	tp_diag diag;

	(void)snprintf(xml, sizeof xml, "%s%s%s", OPEN "<itl:PackageInformationRecord><Transaction>"
	    "<TransactionUTCDate><nc:DateTime>", instants[_i].xml, "</nc:DateTime>"
	    "</TransactionUTCDate></Transaction></itl:PackageInformationRecord>" CLOSE);
	ck_assert_int_eq(read_flags(xml, TP_READ_TOLERANT, &t, &diag), TP_OK);
	expect_field(t, 0, 14, instants[_i].value != NULL ? instants[_i].value : instants[_i].xml);
	ck_assert_int_eq(tp_xml_notes(t, take_note, &n), 0);
	ck_assert_uint_eq(n.count, instants[_i].value != NULL ? 0 : 1);
	ck_assert(n.count == 0 || n.kinds[0] == TP_XML_VALUE);
	tp_transaction_free(t);
}
END_TEST

#define PRINT(content) \
	OPEN TYPE1(COUNT("1", LISTED("4", "3"))) "<itl:PackageHighResolutionGrayscaleImageRecord>" \
	"<RecordCategoryCode>4</RecordCategoryCode>" IDC("3") "<FingerprintImage>" content \
	"</FingerprintImage></itl:PackageHighResolutionGrayscaleImageRecord>" CLOSE
#define PRINT_FIELDS \
	"<nc:BinaryBase64Object>HB0e</nc:BinaryBase64Object><ImageCaptureDetail>" \
	"<CaptureResolutionCode>0</CaptureResolutionCode></ImageCaptureDetail>" \
	"<ImageCompressionAlgorithmCode>1</ImageCompressionAlgorithmCode>" \
	"<ImageHorizontalLineLengthPixelQuantity>800</ImageHorizontalLineLengthPixelQuantity>" \
	"<ImageVerticalLineLengthPixelQuantity>750</ImageVerticalLineLengthPixelQuantity>" \
	"<FingerprintImagePosition><FingerPositionCode>2</FingerPositionCode>" \
	"<FingerPositionCode>3</FingerPositionCode></FingerprintImagePosition>" \
	"<FingerprintImageImpressionCaptureCategoryCode>1" \
	"</FingerprintImageImpressionCaptureCategoryCode>"

/* A binary record is the bytes of its header and its image. */
START_TEST(binary_records)
{
	static const char bytes[] = "\0\0\0\025\003\001\002\003\377\377\377\377\000\003\040\002\356\001"
	    "\034\035\036";
	tp_transaction *t = must_read(PRINT(PRINT_FIELDS));
	size_t head;
	tp_bytes out;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_write(t, 0, &out, &diag), TP_OK);
	head = out.len - (sizeof bytes - 1);
	ck_assert_int_eq(memcmp(out.ptr + head, bytes, sizeof bytes - 1), 0);
	tp_bytes_free(&out);
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(PRINT("<nc:BinaryBase64Object>HB0e</nc:BinaryBase64Object>"),
	    TP_READ_TOLERANT, &t, &diag), TP_OK);
	ck_assert_uint_eq(tp_xml_note_count(t), 5); /* what the header misses is 0 */
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(PRINT("<ImageHorizontalLineLengthPixelQuantity>65536"
	    "</ImageHorizontalLineLengthPixelQuantity>"), TP_READ_TOLERANT, &t, &diag),
	    TP_ERR_RANGE);
	ck_assert_int_eq(diag.field, 6);
}
END_TEST

/* The tree is the same as the traditional file's, and writes the same bytes. */
#define USER(content) OPEN TYPE1(VERSION COUNT("1", LISTED("7", "3"))) \
	"<itl:PackageUserDefinedImageRecord><RecordCategoryCode>7</RecordCategoryCode>" IDC("3") \
	content "</itl:PackageUserDefinedImageRecord>" CLOSE

/* Type-7 has a Type-4 record's header before the image. */
START_TEST(user_defined_prints)
{
	static const char bytes[] = "\0\0\0\025\003\001\002\003\377\377\377\377\000\003\040\002\356\001"
	    "\034\035\036";
	tp_transaction *t = must_read(USER("<FingerprintImage>" PRINT_FIELDS "</FingerprintImage>"));
	tp_field data;
	tp_bytes out;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_write(t, 0, &out, &diag), TP_OK);
	ck_assert_uint_gt(out.len, sizeof bytes - 1);
	ck_assert_int_eq(memcmp(out.ptr + out.len - (sizeof bytes - 1), bytes, sizeof bytes - 1), 0);
	tp_bytes_free(&out);
	tp_transaction_free(t);
	/* Nothing but the IDC: no data. */
	t = must_read(USER(""));
	ck_assert(!tp_record_data(tp_transaction_record(t, 1), &data) || data.value.len == 0);
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(USER("<FingerprintImage><nc:BinaryBase64Object>HB0e"
	    "</nc:BinaryBase64Object></FingerprintImage>"), TP_READ_TOLERANT, &t, &diag), TP_OK);
	ck_assert_uint_eq(tp_xml_note_count(t), 5); /* what the header misses is 0 */
	tp_transaction_free(t);
	ck_assert_int_eq(read_flags(USER("<FingerprintImage><ImageVerticalLineLengthPixelQuantity>"
	    "65536</ImageVerticalLineLengthPixelQuantity></FingerprintImage>"), TP_READ_TOLERANT, &t,
	    &diag), TP_ERR_RANGE);
	ck_assert_int_eq(diag.type, 7);
}
END_TEST

START_TEST(goes_to_the_traditional_encoding)
{
	static const char want[] = "1.001:36" GS "1.002:0502" GS "1.003:1" US "1" RS "14" US "01" FS
	    "14.001:29" GS "14.002:01" GS "14.013:7" FS;
	tp_transaction *t = must_read(OPEN HEAD
	    IMAGE("<FingerPositionCode>7</FingerPositionCode>") CLOSE), *back;
	tp_bytes out;
	tp_diag diag;

	ck_assert_int_eq(tp_transaction_write(t, 0, &out, &diag), TP_OK);
	ck_assert_msg(tp_transaction_read(out.ptr, out.len, NULL, &back, &diag) == TP_OK, "%s",
	    diag.text);
	ck_assert_uint_eq(ts_walk_fields(tp_transaction_record(t, 1)),
	    ts_walk_fields(tp_transaction_record(back, 1)));
	ck_assert_uint_eq(out.len, sizeof want - 1);
	ck_assert_int_eq(memcmp(out.ptr, want, out.len), 0);
	tp_transaction_free(back);
	tp_transaction_free(t);
	tp_bytes_free(&out);
}
END_TEST

static const struct {
	const char *xml;
	tp_status status;
	const char *place; /* how the text starts */
} refused[] = {
	{ "", TP_ERR_TRUNCATED, "the input is empty" },
	{ "   ", TP_ERR_TRUNCATED, "line 1, column " },
	{ "<a/>", TP_ERR_UNSUPPORTED, "line 1, column " },
	{ "<" ROOT " xmlns:itl='urn:no'/>", TP_ERR_UNSUPPORTED, "line 1, column " },
	{ OPEN CLOSE, TP_ERR_SYNTAX, "line 1, column " },
	{ OPEN "\n" TYPE14("") CLOSE, TP_ERR_SYNTAX, "line 2, column " },
	{ OPEN HEAD "\n\n" HEAD CLOSE, TP_ERR_SYNTAX, "line 3, column " },
	{ OPEN HEAD "\n<a></b>" CLOSE, TP_ERR_SYNTAX, "line 2, column 8: an end tag that" },
	{ OPEN HEAD "\n<u:a/>" CLOSE, TP_ERR_SYNTAX, "line 2, column 5: a prefix without" },
	{ OPEN HEAD "\n&nbsp;" CLOSE, TP_ERR_SYNTAX, "line 2, column 7: an entity" },
	{ OPEN HEAD "\n" IMAGE("<ImageCommentText>&#28;</ImageCommentText>") CLOSE, TP_ERR_SYNTAX,
	  "line 2, column " },
	{ OPEN HEAD "\n\001" CLOSE, TP_ERR_SYNTAX, "line 2, column " },
	{ OPEN HEAD "\n\377\376" CLOSE, TP_ERR_SYNTAX, "line 2, column " },
	{ OPEN HEAD CLOSE "\n<x/>", TP_ERR_SYNTAX, "line 2, column 1: something after" },
	{ OPEN HEAD "\n<a b='1' b='2'/>" CLOSE, TP_ERR_SYNTAX, "line 2, column " },
	{ OPEN HEAD "\n" IMAGE("<nc:BinaryBase64Object>AA!A</nc:BinaryBase64Object>") CLOSE,
	  TP_ERR_SYNTAX, "line 2, column " },
	{ OPEN HEAD "\n" IMAGE("<nc:BinaryBase64Object>AAAAA</nc:BinaryBase64Object>") CLOSE,
	  TP_ERR_SYNTAX, "line 2, column " },
	{ "<!DOCTYPE a>\n" OPEN HEAD CLOSE, TP_ERR_SYNTAX, "line 1, column " },
	{ "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n" OPEN "&x;" CLOSE, TP_ERR_SYNTAX,
	  "line 1, column " },
	{ "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/none.dtd'>\n" OPEN CLOSE, TP_ERR_SYNTAX,
	  "line 1, column " },
	{ "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	  "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>\n" OPEN "&c;" CLOSE, TP_ERR_SYNTAX,
	  "line 1, column " },
	{ "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]>\n" OPEN CLOSE,
	  TP_ERR_SYNTAX, "line 1, column " },
};

START_TEST(refuses_with_a_place)
{
	tp_transaction *t;
	tp_diag diag;
	tp_status status = read_flags(refused[_i].xml, TP_READ_TOLERANT, &t, &diag);

	ck_assert_msg(status == refused[_i].status, "%d: %d: %s", _i, status, diag.text);
	ck_assert_ptr_null(t);
	ck_assert_int_eq(diag.code, status);
	ck_assert_msg(strncmp(diag.text, refused[_i].place, strlen(refused[_i].place)) == 0,
	    "%d: %s", _i, diag.text);
}
END_TEST

/* No value of the record is in what is said about it. */
START_TEST(complaints_quote_nothing)
{
	tp_transaction *t;
	tp_diag diag;

	ck_assert_int_eq(read_flags(OPEN HEAD IMAGE("<ImageCommentText>SECRET&SECRET;"
	    "</SECRET>") CLOSE, 0, &t, &diag), TP_ERR_SYNTAX);
	ck_assert_ptr_null(strstr(diag.text, "SECRET"));
}
END_TEST

START_TEST(sniffs)
{
	ck_assert(tp_xml_sniff("<a", 2));
	ck_assert(tp_xml_sniff(" \r\n\t<a", 6));
	ck_assert(tp_xml_sniff("\357\273\277<a", 5));
	ck_assert(tp_xml_sniff("\376\377\0<\0a", 6));
	ck_assert(!tp_xml_sniff("1.001:", 6));
	ck_assert(!tp_xml_sniff("\357\273\277", 3));
	ck_assert(!tp_xml_sniff(NULL, 0));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("xml");
	TCase *tc = tcase_create("xml");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, reads_what_it_says);
	tcase_add_test(tc, prefixes_do_not_matter);
	tcase_add_test(tc, another_namespace_is_unknown);
	tcase_add_test(tc, any_order_is_read_and_told);
	tcase_add_test(tc, repeated_elements_are_subfields_and_items);
	tcase_add_test(tc, packed_values);
	tcase_add_loop_test(tc, instants_become_gmt, 0,
	    (int)(sizeof instants / sizeof instants[0]));
	tcase_add_test(tc, binary_records);
	tcase_add_test(tc, user_defined_prints);
	tcase_add_test(tc, goes_to_the_traditional_encoding);
	tcase_add_loop_test(tc, refuses_with_a_place, 0, (int)(sizeof refused / sizeof refused[0]));
	tcase_add_test(tc, complaints_quote_nothing);
	tcase_add_test(tc, sniffs);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
