/* SPDX-License-Identifier: MIT */
/* The texts of the FBI's messages read back: codes, fields, quoted values, hints. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tenprint/dict.h>


/* The texts are made up: how the FBI's systems join code, tag and value is not published. */
static const struct {
	const char *text;
	const char *code; /* NULL: none */
	bool known;
	uint32_t type;
	uint32_t field;
	const char *mnemonic;
	const char *value;
} texts[] = {
	{ "L0008", "L0008", true, 0, 0, "", "" },
	{ "L0008 - Characteristics quality low", "L0008", true, 0, 0, "", "" },
	{ "ERROR: L0109 Poor Image Quality", "L0109", true, 0, 0, "", "" },
	{ "E0002 2.024 Z", "E0002", true, 2, 24, "SEX", "Z" },
	{ "E0002 - Element failed validation: 2.024 = 'Z'", "E0002", true, 2, 24, "SEX", "Z" },
	{ "E0002: ELEMENT FAILED VALIDATION - 2.024 (SEX) \"Z\".", "E0002", true, 2, 24, "SEX", "Z" },
	{ "E0002 Element failed validation SEX Z", "E0002", true, 2, 24, "SEX", "Z" },
	{ "E0003 Element failed validation; T2_HGT: 999", "E0003", true, 2, 27, "HGT", "999" },
	{ "E0003 2.29:000", "E0003", true, 2, 29, "WGT", "000" },
	{ "E0002 14.013 16", "E0002", true, 14, 13, "FGP", "16" },
	{ "E0001 Required element missing: 2.018", "E0001", true, 2, 18, "NAM", "" },
	{ "E0001 Required element missing NAM", "E0001", true, 2, 18, "NAM", "" },
	{ "H0001 Required header element missing ORI", "H0001", true, 1, 8, "ORI", "" },
	{ "H0002 1.013 NORAM", "H0002", true, 1, 13, "DOM", "NORAM" },
	{ "H0002 TOT ZZZ", "H0002", true, 1, 4, "TOT", "ZZZ" },
	{ "E0006 Field relationship error 2.022, 2.045", "E0006", true, 2, 22, "DOB", "" },
	{ "E0004 EBTS record parse error Type-14 03", "E0004", true, 14, 0, "", "" },
	{ "E0004 EBTS record parse error 1 -1", "E0004", true, 1, 0, "", "" },
	{ "L0139 Extraneous Data: 2.2031", "L0139", true, 2, 2031, "BIA", "" },
	{ "E0005 2.067.1", "E0005", true, 2, 67, "IMA", "" },
	{ "M0017", "M0017", true, 0, 0, "", "" },
	{ "RB015 Rap Back fields missing RBSI", "RB015", true, 2, 2048, "RBSI", "" },
	{ "IR017 Manual Review - Search", "IR017", true, 0, 0, "", "" },
	/* A number in a message that names no field is none; nor is a field in one that has no place for it. */
	{ "L0016 Latent Search Penetration Estimate 19.69 30", "L0016", true, 0, 0, "", "" },
	{ "A0004 Unauthorized EBTS Transaction CAR", "A0004", true, 0, 0, "", "" },
	/* A code that the table lacks, before one that it has, and alone. */
	{ "Z9999 something", "Z9999", false, 0, 0, "", "" },
	{ "AB123 L0008", "L0008", true, 0, 0, "", "" },
	{ "XL0008 L00081 l0008 L008", NULL, false, 0, 0, "", "" },
	{ "rejected, see 2.024", NULL, false, 0, 0, "", "" },
	{ " ", NULL, false, 0, 0, "", "" },
	{ "", NULL, false, 0, 0, "", "" },
	{ "E0002 2.", "E0002", true, 0, 0, "", "" },
	{ "E0002 2.0", "E0002", true, 0, 0, "", "" },
	{ "E0002 100.1 x", "E0002", true, 0, 0, "", "" },
	{ "E0002 T2_", "E0002", true, 0, 0, "", "" },
	{ "E0002 Element failed", "E0002", true, 0, 0, "", "" },
};

static void
ck_str(const tp_str *s, const char *want, const char *text)
{
	ck_assert_msg(s->len == strlen(want) && (s->len == 0 || memcmp(s->ptr, want, s->len) == 0),
	    "%s: \"%.*s\" instead of \"%s\"", text, (int)s->len, s->ptr, want);
}

START_TEST(a_text_is_read)
{
	const char *text = texts[_i].text;
	size_t len = strlen(text);
	char *exact = malloc(len + 1);
	tp_fbi_text got;
	bool found;

	/* Without anything behind it, so that a step too far is one out of bounds. */
	ck_assert_ptr_nonnull(exact);
	memcpy(exact, text, len);
	found = tp_fbi_text_parse(len != 0 ? exact : "", len, &got);
	ck_assert_msg(found == (texts[_i].code != NULL), "%s", text);
	if (found) {
		ck_str(&got.code, texts[_i].code, text);
		ck_assert_msg((got.message != NULL) == texts[_i].known, "%s", text);
		ck_assert_msg(got.type == texts[_i].type && got.field == texts[_i].field,
		    "%s: %u.%u", text, (unsigned)got.type, (unsigned)got.field);
		ck_assert_str_eq(got.mnemonic, texts[_i].mnemonic);
		ck_str(&got.value, texts[_i].value, text);
		if (texts[_i].known)
			ck_assert_ptr_eq(got.hint, got.message->hint);
		else
			ck_assert_str_eq(got.hint, "");
	}
	free(exact);
}
END_TEST

/* Every message of the table, as its code alone, with its condition, and with a field. */
START_TEST(every_message_is_read)
{
	char text[256];
	tp_fbi_text got;
	size_t i, fields = 0;

	for (i = 0; i < tp_fbi_message_count(); i++) {
		const tp_fbi_message *m = tp_fbi_message_at(i);
		size_t hint = strlen(m->hint);

		ck_assert_msg(hint > 10 && m->hint[hint - 1] == '.', "%s", m->code);
		ck_assert(tp_fbi_text_parse(m->code, strlen(m->code), &got));
		ck_assert_ptr_eq(got.message, m);
		ck_assert_uint_eq(got.type, 0);
		(void)snprintf(text, sizeof text, "%s - %s", m->code, m->label);
		ck_assert(tp_fbi_text_parse(text, strlen(text), &got));
		ck_assert_ptr_eq(got.message, m);
		ck_assert_msg(got.type == 0, "%s: %s names a field", m->code, m->label);
		(void)snprintf(text, sizeof text, "%s - %s: 2.024", m->code, m->label);
		ck_assert(tp_fbi_text_parse(text, strlen(text), &got));
		fields += got.type == 2 && got.field == 24;
	}
	ck_assert_uint_eq(i, 237);
	ck_assert_uint_eq(fields, 21);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("message_text");
	TCase *tc = tcase_create("texts");

	tcase_add_loop_test(tc, a_text_is_read, 0, (int)(sizeof texts / sizeof texts[0]));
	tcase_add_test(tc, every_message_is_read);
	suite_add_tcase(s, tc);
	return s;
}

int
main(void)
{
	SRunner *runner = srunner_create(suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
