/* SPDX-License-Identifier: MIT */
/* Tests of the LESC's words in a match IDR/IAR, and of the manual's example of one. */

#include "message_tests.h"

/* The example of tenprint-layout(5), in the carrier of a transaction. */
START_TEST(example_of_the_manual)
{
	char path[4096], text[600] = "2.002:00" GS "2.059:N" GS "2.2023:", line[200];
	const char *top = getenv("TP_SRCDIR");
	tp_message *message;
	const tp_idr *idr;
	bool on = false;
	ts_file f;
	FILE *page;

	if (top == NULL) {
		printf("no TP_SRCDIR: the manual is not read\n");
		return;
	}
	each_profile(1);
	(void)snprintf(path, sizeof path, "%s/man/tenprint-layout.5", top);
	page = fopen(path, "r");
	ck_assert_ptr_nonnull(page);
	while (fgets(line, sizeof line, page) != NULL) {
		on = (on && strcmp(line, ".Ed\n") != 0) || strcmp(line, "TENPRINT-IDR 1\n") == 0;
		if (on)
			strcat(text, line);
	}
	(void)fclose(page);
	ts_file_init(&f);
	ts_text(&f, "1.001:", "1.002:0502" GS "1.003:1" US "1" RS "2" US "00" GS "1.004:SRE");
	ts_text(&f, "2.001:", text);
	message = read_message(f.bytes, f.len);
	ts_file_free(&f);
	idr = tp_message_idr(message);
	ck_assert_ptr_nonnull(idr);
	ck_assert_uint_eq(idr->encounter_count, 2);
	ck_assert_uint_eq(idr->others.count, 0);
	is_text(&idr->encounters[0].dob, "19800100");
	is_text(&idr->encounters[1].pob, "SAMPLE CITY");
	is_text(&idr->iar, "SYNTHETIC ANSWER, IN CAF\303\211 STYLE.");
	tp_message_free(message);
	ts_messages_free(&m);
}
END_TEST

static const tp_str words[] = {
	TS_STR(""),
	TS_STR("A"),
	TS_STR("NO LINE END"),
	TS_STR("\r\n"),
	TS_STR("\n"),
	TS_STR("\r"),
	TS_STR("\r\r\n\n"),
	TS_STR("BLANK BEFORE THE END \r\nAND AT IT "),
	TS_STR("=3D =\r\n="),
	TS_STR("A" FS "B" GS "C" RS "D" US "E"),
	TS_STR("A\0B"),
	TS_STR("\377\376\300\200 AND \033[31mRED"),
	TS_STR("72 CHARACTERS 78901234567890123456789012345678901234567890123456789012\r\nX"),
	TS_STR("73 CHARACTERS 789012345678901234567890123456789012345678901234567890123\r\nX"),
	TS_STR("TENPRINT-IDR 1\r\nRESULT: NO MATCH\r\nENCOUNTER 1\r\nNAME: OTHER\r\n"
	    "IAR: 1 plain\r\n"),
};

START_TEST(words_byte_for_byte)
{
	static char bytes_of_all[1024];
	tp_idr idr;
	tp_message *message;
	tp_bytes bytes;
	const tp_str *iar;
	size_t i, line = 0;
	tp_str text;

	each_profile(_i % PROFILES);
	for (i = 0; i < sizeof bytes_of_all; i++)
		bytes_of_all[i] = (char)(i * 7 + i / 256);
	idr = m.match;
	i = (size_t)_i / PROFILES;
	idr.iar = i < sizeof words / sizeof words[0] ? words[i]
	    : (tp_str){ bytes_of_all, sizeof bytes_of_all };
	bytes = idr_bytes(&idr);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert_int_eq(tp_message_get_kind(message), TP_MESSAGE_IDR_MATCH);
	ck_assert(tp_message_idr(message)->has_iar);
	iar = &tp_message_idr(message)->iar;
	ck_assert_uint_eq(iar->len, idr.iar.len);
	ck_assert(iar->len == 0 || memcmp(iar->ptr, idr.iar.ptr, iar->len) == 0);
	/* EBTS, 2.075: lines of at most 72 characters, and CR LF; here of printable ASCII. */
	text = field_of(message, carriers[_i % PROFILES]);
	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		ck_assert(c == '\r' || c == '\n' || (c >= ' ' && c <= '~'));
		line = c == '\n' ? 0 : line + (c != '\r');
		ck_assert_uint_le(line, 72);
	}
	tp_message_free(message);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

START_TEST(no_iar)
{
	tp_message *message;
	tp_bytes bytes;
	tp_idr idr;

	each_profile(_i);
	idr = m.match;
	idr.has_iar = false;
	bytes = idr_bytes(&idr);
	message = read_message(bytes.ptr, bytes.len);
	ck_assert(!tp_message_idr(message)->has_iar);
	tp_message_free(message);
	tp_bytes_free(&bytes);
	ts_messages_free(&m);
}
END_TEST

static void
add(TCase *tc)
{
	tcase_add_test(tc, example_of_the_manual);
	tcase_add_loop_test(tc, words_byte_for_byte, 0,
	    PROFILES * (int)(sizeof words / sizeof words[0] + 1));
	tcase_add_loop_test(tc, no_iar, 0, PROFILES);
}

int
main(void)
{
	return run_tests("the LESC's words", add);
}
