/* SPDX-License-Identifier: MIT */
/*
 * Overlays that are wrong: each is refused with its line and column, and
 * leaves the profile as it was; so is one that is too large, and every
 * allocation that fails. What lint tells besides.
 */

#include "overlay_text.h"

typedef struct error_case {
	const char *text;
	size_t line;
	size_t column; /* bytes; 0: the text as a whole */
	tp_status status;
	const char *told;
} error_case;

#define NEW_FIELD FIELDS "2/3001/0/CTY/County/O/A/3/3/0/1/"
#define OK_FIELD NEW_FIELD "/////\n"

static const error_case errors[] = {
	/* the text */
	{ "nothing\n", 1, 1, TP_ERR_SYNTAX, "not the columns of any table" },
	{ "# why\n\nlist/state/tilte\n", 3, 12, TP_ERR_SYNTAX, "go on with \"title\" here" },
	{ "list/code\n", 1, 6, TP_ERR_SYNTAX, "the columns of codes go on with \"meaning\"" },
	{ "alias/tot/more\n", 1, 11, TP_ERR_SYNTAX, "aliases has no more than 2 columns" },
	{ ALIASES "CARAAR\n", 2, 1, TP_ERR_SYNTAX, "1 columns in a row of aliases, which has 2" },
	{ ALIASES "CARAAR/CAR/\n", 2, 1, TP_ERR_SYNTAX, "3 columns in a row" },
	{ ALIASES "CAR\001AAR/CAR\n", 2, 4, TP_ERR_SYNTAX, "a control character" },
	{ ALIASES "CARAAR/CAR\rX\n", 2, 11, TP_ERR_SYNTAX, "a control character" },
	{ ALIASES "CAR\377/CAR\n", 2, 4, TP_ERR_SYNTAX, "not UTF-8" },
	{ ALIASES "CARAAR /CAR\n", 2, 1, TP_ERR_SYNTAX, "a blank at the start or the end" },
	{ "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r\n", 1, 35, TP_ERR_SYNTAX, "so many columns" },
	/* overlay */
	{ OVERLAY "Cedaria////\n", 2, 1, TP_ERR_SYNTAX, "a name is 1 to 32 small letters" },
	{ OVERLAY "ebts-11.0////\n", 2, 1, TP_ERR_SYNTAX, "a built-in profile" },
	{ OVERLAY "a////\nb////\n", 3, 1, TP_ERR_SYNTAX, "a name already, in line 2" },
	{ OVERLAY "a///itl-2015/\n", 2, 5, TP_ERR_RANGE, "for other profiles than ebts-11.0" },
	{ OVERLAY "a///ebts-11.0|ebts/\n", 2, 15, TP_ERR_NOTFOUND, "no built-in profile" },
	{ OVERLAY "a////2|100\n", 2, 8, TP_ERR_RANGE, "not a record type" },
	{ OVERLAY "a//a revision that is much longer than any//\n", 2, 4, TP_ERR_LIMIT,
	    "a revision has at most 32 bytes" },
	/* lists and codes */
	{ LISTS "county/open/C/\n" CODES "county/A///\n", 2, 1, TP_ERR_SYNTAX, "a list's name" },
	{ LISTS "COUNTY/shut/C/\n", 2, 8, TP_ERR_SYNTAX, "a list is open or closed" },
	{ LISTS "COUNTY/open//\n" CODES "COUNTY/A///\n", 2, 13, TP_ERR_SYNTAX, "without title" },
	{ LISTS "COUNTY/open/C/\n", 2, 1, TP_ERR_SYNTAX, "the list has no codes" },
	{ LISTS "COUNTY///\n" CODES "COUNTY/A///\n", 2, 1, TP_ERR_NOTFOUND, "no such list" },
	{ LISTS "EYE///\nEYE///\n", 3, 1, TP_ERR_SYNTAX, "a row already, in line 2" },
	{ CODES "COUNTY/A///\n", 2, 1, TP_ERR_NOTFOUND, "unknown code list" },
	{ CODES "EYE////\n", 2, 5, TP_ERR_SYNTAX, "a row without code" },
	{ CODES "EYE/RED///\nEYE/RED/Red//\n", 3, 5, TP_ERR_SYNTAX, "in line 2" },
	{ CODES "EYE/RED//x/\n", 2, 10, TP_ERR_SYNTAX, "not an edition" },
	{ CODES "EYE/RED//0502/0500\n", 2, 15, TP_ERR_RANGE, "until is before since" },
	{ CODES "EYE/RED//0502/11.0\n", 2, 15, TP_ERR_SYNTAX, "of two series" },
	/* types of transaction */
	{ TOTS "csup/N/G/request////\n", 2, 1, TP_ERR_SYNTAX, "1 to 16 capital letters" },
	{ TOTS "CSUP//G/request////\n", 2, 6, TP_ERR_SYNTAX, "without name or group" },
	{ TOTS "CSUP/N//request////\n", 2, 8, TP_ERR_SYNTAX, "without name or group" },
	{ TOTS "CSUP/N/G/question////\n", 2, 10, TP_ERR_SYNTAX, "a role is request" },
	{ TOTS "CSUP/N/G/request/SRE NONE///\n", 2, 22, TP_ERR_NOTFOUND, "no such type" },
	{ TOTS "CSUP/N/G/request//ERRQ//\n", 2, 19, TP_ERR_NOTFOUND, "no such type" },
	{ TOTS "CSUP/N/G/request////\nCSUP/N/G/request////\n", 3, 1, TP_ERR_SYNTAX, "in line 2" },
	{ ALIASES "CARAAR/CAX\n", 2, 8, TP_ERR_NOTFOUND, "no such type of transaction" },
	{ ALIASES "CARA/CARB\nCARB/CAR\n", 2, 6, TP_ERR_NOTFOUND, "no such type" },
	/* fields */
	{ FIELDS "0/1/0//////////////\n", 2, 1, TP_ERR_RANGE, "not a record type" },
	{ FIELDS "100/1/0//////////////\n", 2, 1, TP_ERR_RANGE, "not a record type" },
	{ FIELDS "two/1/0//////////////\n", 2, 1, TP_ERR_SYNTAX, "not a number" },
	{ FIELDS "2/018/0//////////////\n", 2, 3, TP_ERR_SYNTAX, "not a number" },
	{ FIELDS "2/0/0//////////////\n", 2, 3, TP_ERR_RANGE, "fields count from 1" },
	{ FIELDS "2/4294967295/0//////////////\n", 2, 3, TP_ERR_SYNTAX, "not a number" },
	{ FIELDS "2/900-/0//////////////\n", 2, 3, TP_ERR_SYNTAX, "not a range" },
	{ FIELDS "2/900-800/0//////////////\n", 2, 3, TP_ERR_RANGE, "ends before it starts" },
	{ FIELDS "2/900-950/1/A////////////\n", 2, 1, TP_ERR_SYNTAX, "16 columns in a row" },
	{ FIELDS "2/900-950/1/A/////////////\n", 2, 11, TP_ERR_SYNTAX, "a range of fields" },
	{ FIELDS "2/18/65//////////////\n", 2, 6, TP_ERR_RANGE, "at most 64 items" },
	{ FIELDS "4/3/1/XXX//O/N/1/1/0/1//////\n", 2, 5, TP_ERR_SYNTAX, "a binary record" },
	{ FIELDS "2/3001/0///O/A/3/3/0/1//////\n", 2, 10, TP_ERR_SYNTAX, "needs a mnemonic" },
	{ FIELDS "2/3001/0/CTY//////////////\n", 2, 27, TP_ERR_SYNTAX, "so many columns" },
	{ FIELDS "2/3001/0/CTY/////////////\n", 2, 15, TP_ERR_SYNTAX, "needs a condition" },
	{ FIELDS "2/3001/0/CTY//O///////////\n", 2, 17, TP_ERR_SYNTAX, "needs its characters" },
	{ FIELDS "2/3001/0/CTY//O/A//////////\n", 2, 21, TP_ERR_SYNTAX, "occur at least" },
	{ FIELDS "2/3001/0/CTY//O/A///0///////\n", 2, 23, TP_ERR_SYNTAX, "occur at most" },
	{ FIELDS "2/3001/0/C-Y//O/A///0/1//////\n", 2, 10, TP_ERR_SYNTAX, "a mnemonic is" },
	{ FIELDS "2/3001/0/123//O/A///0/1//////\n", 2, 10, TP_ERR_SYNTAX, "a mnemonic is" },
	{ FIELDS "2/3001/0/NAM//O/A///0/1//////\n", 2, 10, TP_ERR_SYNTAX, "taken by 2.018" },
	{ FIELDS "2/18/0/NAME/////////////\n", 2, 8, TP_ERR_SYNTAX, "calls it NAM" },
	{ FIELDS "2/18/0///X///////////\n", 2, 10, TP_ERR_SYNTAX, "a condition is" },
	{ FIELDS "2/18/0////Q//////////\n", 2, 11, TP_ERR_SYNTAX, "unknown character class" },
	{ FIELDS "2/18/0/////x/////////\n", 2, 12, TP_ERR_SYNTAX, "not a number" },
	{ FIELDS "2/18/0//////2////////\n", 2, 13, TP_ERR_RANGE, "a minimum above" },
	{ FIELDS "2/18/0/////60/////////\n", 2, 12, TP_ERR_RANGE, "a minimum above" },
	{ FIELDS "2/18/0///////3/2//////\n", 2, 14, TP_ERR_RANGE, "a minimum above" },
	{ FIELDS "2/18/0/////////EYE|FOOT/////\n", 2, 20, TP_ERR_NOTFOUND, "unknown code list" },
	{ FIELDS "2/18/0//////////fits:x////\n", 2, 17, TP_ERR_SYNTAX, "unknown rule" },
	{ FIELDS "2/18/0//////////re:[a////\n", 2, 17, TP_ERR_SYNTAX, "bad pattern" },
	{ FIELDS "2/18/0//////////num:9..1////\n", 2, 17, TP_ERR_SYNTAX, "empty range" },
	{ FIELDS "2/18/0///////////99.9999///\n", 2, 18, TP_ERR_SYNTAX, "not an edition" },
	{ FIELDS "2/18/0//////////////when:NAM\n", 2, 21, TP_ERR_SYNTAX, "unknown clause" },
	{ FIELDS "2/18/0//////////////required-with:NOBODY\n", 2, 21, TP_ERR_NOTFOUND,
	    "names no field" },
	{ FIELDS "2/18/0//////////////required-if:ASL.XXX=1\n", 2, 21, TP_ERR_NOTFOUND,
	    "names no item" },
	{ FIELDS "2/18/0//////////////required-if:NAM\n", 2, 21, TP_ERR_SYNTAX, "bad condition" },
	{ FIELDS "2/18/0//////////////by-tot:CAR\n", 2, 21, TP_ERR_SYNTAX, "bad clause" },
	{ FIELDS "2/3001/1/CTY//O/A///0/1//////\n", 2, 8, TP_ERR_NOTFOUND, "without its field" },
	{ OK_FIELD "2/3001/0/CTY//O/A///0/1//////\n", 3, 1, TP_ERR_SYNTAX, "in line 2" },
	{ FIELDS "2/47/3/AOL//O/A/1/2/0/1//////\n", 2, 8, TP_ERR_SYNTAX, "mnemonic AOL is taken" },
	/* occurrence */
	{ OCCURRENCE "0502/CAR/18/1/1/\n", 2, 1, TP_ERR_RANGE, "not an edition of EBTS" },
	{ OCCURRENCE "/CAX/18/1/1/\n", 2, 2, TP_ERR_NOTFOUND, "no such type" },
	{ OCCURRENCE "/car/18/1/1/\n", 2, 2, TP_ERR_SYNTAX, "capital letters" },
	{ OCCURRENCE "/CAR/4001/1/1/\n", 2, 6, TP_ERR_NOTFOUND, "no such field" },
	{ OCCURRENCE "/CAR/2/1/1/\n", 2, 6, TP_ERR_SYNTAX, "lacks the clause by-tot" },
	{ FIELDS "2/16/0////////0//////\n" OCCURRENCE "/CAR/16/1/1/\n", 4, 6, TP_ERR_SYNTAX,
	    "the field is forbidden" },
	{ OCCURRENCE "/CAR/18/2/1/\n", 2, 9, TP_ERR_RANGE, "a minimum above" },
	{ OCCURRENCE "/CAR/18/1/1/n99\n", 2, 13, TP_ERR_NOTFOUND, "EBTS-NOTE" },
	{ OCCURRENCE "/CAR/18/1/1/\n/CAR/18/0/1/\n", 3, 2, TP_ERR_SYNTAX, "in line 2" },
	/* counts */
	{ COUNTS "/CAR/4|0/1/1\n", 2, 8, TP_ERR_RANGE, "not a record type" },
	{ COUNTS "/CAR//1/1\n", 2, 6, TP_ERR_RANGE, "not a record type" },
	{ COUNTS "/CAR/4|14/3/1\n", 2, 11, TP_ERR_RANGE, "a minimum above" },
	{ COUNTS "/CAR/4|14/1/3\n/CAR/14|4/1/2\n", 3, 2, TP_ERR_SYNTAX, "in line 2" },
	/* severity */
	{ SEVERITY "no-such-rule/off\n", 2, 1, TP_ERR_NOTFOUND, "no such rule" },
	{ SEVERITY "value-chars/fatal\n", 2, 13, TP_ERR_SYNTAX, "off, note, warning or error" },
	{ SEVERITY "value-chars/off\nvalue-chars/note\n", 3, 1, TP_ERR_SYNTAX, "a row already" },
};
#define ERROR_COUNT ((int)(sizeof errors / sizeof errors[0]))

/* All that is told of a profile, as a number. */
static uint64_t
hash_profile(const tp_profile *p)
{
	const tp_field_def *const *rows;
	const tp_tot_rule *rules;
	const tp_count_rule *counts;
	const tp_code_list *list;
	const char *tot;
	tp_profile_info info;
	uint64_t hash = 1;
	size_t i, k, n;
	int type;

	tp_profile_get_info(p, &info);
	hash = ts_hash(hash, &info, sizeof info);
	for (type = 1; type < 100; type++) {
		n = tp_profile_rows(p, type, &rows);
		for (i = 0; i < n; i++)
			hash = ts_hash(hash, &rows[i], sizeof rows[i]);
	}
	for (i = 0; (list = tp_profile_list_at(p, i)) != NULL; i++)
		hash = ts_hash(hash, &list, sizeof list);
	for (i = 0; (tot = tp_profile_tot_at(p, i, NULL)) != NULL; i++) {
		hash = ts_hash(hash, &tot, sizeof tot);
		n = tp_profile_occurrences(p, tot, &rules);
		hash = ts_hash(hash, &rules, sizeof rules);
		k = tp_profile_counts(p, tot, &counts);
		hash = ts_hash(hash, &counts, sizeof counts);
		hash = ts_hash(hash, &n, sizeof n);
		hash = ts_hash(hash, &k, sizeof k);
	}
	for (i = 0; i < tp_rule_count(); i++) {
		int severity = tp_profile_severity(p, tp_rule_at(i)->id);

		hash = ts_hash(hash, &severity, sizeof severity);
	}
	return hash;
}

/* Where the line starts. */
static size_t
offset_of_line(const char *text, size_t line)
{
	const char *at = text;

	for (; line > 1; line--)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - text);
}

START_TEST(an_error_is_told_with_its_place)
{
	const error_case *e = &errors[_i];
	tp_profile *p = profile_named("ebts-11.0");
	uint64_t before = hash_profile(p);
	char place[40];
	tp_diag diag;

	ck_assert_msg(lay_text(p, e->text, &diag) == e->status, "%d: %s: %s", _i,
	    tp_status_name(diag.code), diag.text);
	ck_assert_int_eq(diag.code, e->status);
	(void)snprintf(place, sizeof place, "line %zu, column %zu: ", e->line, e->column);
	ck_assert_msg(strncmp(diag.text, place, strlen(place)) == 0, "%d: %s instead of %s", _i,
	    diag.text, place);
	ck_assert_msg(strstr(diag.text, e->told) != NULL, "%s instead of %s", diag.text, e->told);
	ck_assert_uint_eq(diag.offset, offset_of_line(e->text, e->line) + e->column - 1);
	ck_assert_uint_eq(hash_profile(p), before);
	tp_profile_free(p);
}
END_TEST

/* ---- lint ------------------------------------------------------------------------ */

typedef struct notes {
	char text[4000];
	size_t errors;
	size_t count;
} notes;

static void
add_note(void *ctx, const tp_overlay_note *note)
{
	notes *n = ctx;
	size_t len = strlen(n->text);

	n->count++;
	n->errors += note->code != TP_OK;
	(void)snprintf(n->text + len, sizeof n->text - len, "%zu:%zu: %s: %s\n", note->line,
	    note->column, note->code != TP_OK ? "error" : "warning", note->text);
}

static tp_status
lint(const tp_profile *p, const char *text, notes *out)
{
	char *tabs = with_tabs(text);
	tp_status status;
	tp_diag diag;

	memset(out, 0, sizeof *out);
	status = tp_profile_lint(p, tabs, strlen(tabs), add_note, out, &diag);
	ck_assert_int_eq(status, diag.code);
	free(tabs);
	return status;
}

/* Lint tells the same error, too, and whatever comes after it. */
START_TEST(lint_tells_the_error)
{
	const error_case *e = &errors[_i];
	tp_profile *p = profile_named("ebts-11.0");
	uint64_t before = hash_profile(p);
	char place[40];
	notes n;

	ck_assert_int_ne(lint(p, e->text, &n), TP_OK);
	(void)snprintf(place, sizeof place, "%zu:%zu: error: ", e->line, e->column);
	ck_assert_msg(strstr(n.text, place) != NULL, "%d: %s", _i, n.text);
	ck_assert_msg(strstr(n.text, e->told) != NULL, "%d: %s", _i, n.text);
	ck_assert_uint_eq(hash_profile(p), before);
	tp_profile_free(p);
}
END_TEST

START_TEST(lint_tells_all_errors)
{
	tp_profile *p = profile_named("ebts-11.0");
	notes n;

	ck_assert_int_eq(lint(p, OVERLAY "x////\n" FIELDS
	    "2/18/0///X///////////\n"
	    "2/19/0/////////FOOT/////\n"
	    "2/41/0//////60////////required-with:NOBODY\n"
	    "2/42/0//////////////when:NAM\n"
	    SEVERITY "nothing/off\n" ALIASES "A/B\n", &n), TP_ERR_SYNTAX);
	ck_assert_str_eq(n.text,
	    "4:10: error: a condition is M, D, O or -\n"
	    "5:16: error: unknown code list\n"
	    "11:3: error: the profile has no such type of transaction\n"
	    "9:1: error: there is no such rule\n"
	    "6:23: error: 2.041: a clause names no field of the type\n"
	    "7:21: error: 2.042: unknown clause\n");
	tp_profile_free(p);
}
END_TEST

typedef struct warning_case {
	const char *text;
	const char *told;
} warning_case;

#define NAMED OVERLAY "x////\n"

static const warning_case warnings[] = {
	{ SEVERITY "value-chars/off\n", "2:1: warning: the overlay does not say its name\n" },
	{ NAMED SEVERITY "value-chars/error\n", "4:1: warning: changes nothing: that is its "
	    "severity\n" },
	{ NAMED FIELDS "2/18/0//////////////\n",
	    "4:1: warning: changes nothing: the profile says the same\n" },
	{ OVERLAY "x////2\n" FIELDS "2/18/0//////////////\n", "" },
	{ NAMED FIELDS "2/18/0//////60////////\n",
	    "4:1: warning: allows more than ebts-11.0 does\n" },
	{ NAMED FIELDS "2/18/0//////20////////\n", "" },
	{ NAMED FIELDS "2/41/0///M///////////\n", "4:10: warning: mandatory in every type of "
	    "transaction: rows of occurrence name single ones\n" },
	{ NAMED LISTS "COUNTY/closed/Counties/1\n" CODES "COUNTY/A///\n",
	    "4:1: warning: no field has the list\n" },
	{ NAMED CODES "EYE/BLK/black//\n",
	    "4:5: warning: changes nothing: the list has the code\n" },
	{ NAMED CODES "EYE/BLK/nearly black//\n", "" },
	{ NAMED TOTS "CAR/N/G/request////\n",
	    "4:1: warning: hides the type of transaction that the profile has by that name\n" },
	{ NAMED ALIASES "CAR/CNA\n",
	    "4:1: warning: hides the type of transaction that the profile has by that name\n" },
	{ NAMED TOTS "CSUP/N/G/request////\n",
	    "4:1: warning: no row of occurrence is for it: what it holds is not judged\n" },
	{ NAMED OCCURRENCE "/CAR/18/1/1/\n",
	    "4:2: warning: changes nothing: the profile says the same\n" },
	{ NAMED COUNTS "/SRE/10/0/1\n",
	    "4:2: warning: changes nothing: the profile says the same\n" },
};
#define WARNING_COUNT ((int)(sizeof warnings / sizeof warnings[0]))

START_TEST(lint_warns)
{
	const warning_case *w = &warnings[_i];
	tp_profile *p = profile_named("ebts-11.0");
	notes n;

	ck_assert_int_eq(lint(p, w->text, &n), TP_OK);
	ck_assert_str_eq(n.text, w->told);
	ck_assert_uint_eq(n.errors, 0);
	tp_profile_free(p);
}
END_TEST

/* ---- sizes and memory --------------------------------------------------------------- */

/* `head`, then `row` count times with its number, as one overlay. */
static tp_status
lay_many(const char *head, const char *row, size_t count, tp_diag *diag)
{
	size_t size = strlen(head) + count * (strlen(row) + 24) + 1, len, i;
	char *text = malloc(size);
	tp_profile *p = profile_named("ebts-11.0");
	uint64_t before = hash_profile(p);
	tp_status status;

	ck_assert_ptr_nonnull(text);
	len = (size_t)snprintf(text, size, "%s", head);
	for (i = 0; i < count; i++) {
		const char *hole = strchr(row, '#');

		len += (size_t)snprintf(text + len, size - len, "%.*s%zu%s\n",
		    (int)(hole - row), row, i, hole + 1);
	}
	status = lay_text(p, text, diag);
	if (status != TP_OK)
		ck_assert_uint_eq(hash_profile(p), before);
	tp_profile_free(p);
	free(text);
	return status;
}

START_TEST(sizes_are_bounded)
{
	tp_diag diag;
	char *large = malloc((2 << 20) + 2), *cell;
	tp_profile *p = profile_named("ebts-11.0");

	ck_assert_ptr_nonnull(large);
	memset(large, '#', (2 << 20) + 1);
	ck_assert_int_eq(tp_profile_overlay(p, large, (2 << 20) + 1, &diag), TP_ERR_LIMIT);
	ck_assert_int_eq(tp_profile_overlay(p, large, 2 << 20, &diag), TP_OK);
	cell = large + sprintf(large, "alias\ttot\n");
	memset(cell, 'A', 1001);
	memcpy(cell + 1001, "\tCAR\n", 6);
	ck_assert_int_eq(tp_profile_overlay(p, large, strlen(large), &diag), TP_ERR_LIMIT);
	ck_assert_str_eq(diag.text, "line 2, column 1: more than 1000 bytes in a cell");
	free(large);
	tp_profile_free(p);
	ck_assert_int_eq(lay_many(CODES, "SMT/#///", 20000, &diag), TP_OK);
	ck_assert_int_eq(lay_many(CODES, "SMT/#///", 20001, &diag), TP_ERR_LIMIT);
	ck_assert_msg(strstr(diag.text, "line 20002, column 1: too many rows") != NULL, "%s",
	    diag.text);
	ck_assert_int_eq(lay_many(FIELDS, "2/9#/0/F#//O/A///0/1//////", 0, &diag), TP_OK);
	ck_assert_int_eq(lay_many(FIELDS, "2/1#001-1#002/0///O/A///0/1//////", 0, &diag), TP_OK);
	ck_assert_int_eq(lay_many(FIELDS, "2/9#-900000/0///O/A///0/1//////", 1800, &diag), TP_OK);
	ck_assert_int_eq(lay_many(FIELDS, "2/9#-900000/0///O/A///0/1//////", 2000, &diag),
	    TP_ERR_LIMIT);
	ck_assert_msg(strstr(diag.text, "a type has at most 2048 fields") != NULL, "%s", diag.text);
	ck_assert_int_eq(lay_many(FIELDS, "2/9#-900000/0///O/A///0/1//////", 4097, &diag),
	    TP_ERR_LIMIT);
	ck_assert_str_eq(diag.text, "more than 4096 rows of fields");
}
END_TEST

START_TEST(clauses_are_bounded)
{
	char clause[900] = FIELDS "2/18/0//////////////required-with:";
	tp_profile *p = profile_named("ebts-11.0");
	tp_diag diag;
	int i;

	for (i = 0; i < 63; i++)
		strcat(clause, i != 0 ? ",SEX" : "SEX");
	strcat(clause, "\n");
	ck_assert_int_eq(lay_text(p, clause, &diag), TP_OK);
	strcpy(strchr(strchr(clause, '\n') + 1, '\n'), ",SEX,SEX\n");
	ck_assert_int_eq(lay_text(p, clause, &diag), TP_ERR_LIMIT);
	ck_assert_str_eq(diag.text, "line 2, column 21: more than 64 names and values");
	tp_profile_free(p);
}
END_TEST

/* Patterns that are long when written out: the memory that they may take is bounded. */
START_TEST(memory_is_bounded)
{
	tp_diag diag;
	size_t size = 400000, len, i;
	char *text = malloc(size), *tabs;
	tp_profile *p;
	ts_mem m;

	ck_assert_ptr_nonnull(text);
	len = (size_t)snprintf(text, size, "%s", FIELDS);
	for (i = 0; i < 2040; i++)
		len += (size_t)snprintf(text + len, size - len,
		    "%zu/9%zu-990000/0///O/A///0/1//re:([ab]{%zu}c{%zu}){9}////\n", 14 + i % 2,
		    i, 200 + i % 30, i / 30 % 40 + 1);
	tabs = with_tabs(text);
	ts_mem_init(&m);
	ck_assert_int_eq(tp_profile_new("ebts-11.0", &m.mem, &p, &diag), TP_OK);
	ck_assert_int_eq(tp_profile_overlay(p, tabs, len, &diag), TP_ERR_LIMIT);
	ck_assert_str_eq(diag.text, "the overlay takes too much memory");
	ck_assert_uint_lt(m.largest, 4u << 20);
	tp_profile_free(p);
	ck_assert(ts_mem_clean(&m));
	free(tabs);
	free(text);
}
END_TEST

static const char everything[] = OVERLAY "all/All of it/1/ebts-11.0/14\n"
    LISTS "COUNTY/closed/Counties/1\nSMT///2\n" CODES "COUNTY/A/Alder//\nSMT/TAT CDR///\n"
    ALIASES "CARAAR/CAR\n" TOTS "CSUP/N/G/request/SRE/ERRT//\n"
    FIELDS "2/3001/0/CTY//D/A/1/1/0/1/COUNTY/re:[A-D]///here/by-tot;required-with:NAM\n"
    "14/13/0//////////////\n"
    OCCURRENCE "/CARAAR/3001/1/1/\n/*/3001/0/1/\n" COUNTS "/CARAAR/10/1/2\n"
    SEVERITY "value-chars/warning\nfield-unused/off\n";

/* Each allocation fails once; the profile is as before and usable, and nothing leaks. */
START_TEST(every_allocation_may_fail)
{
	char *tabs = with_tabs(everything);
	uint64_t fail_at, before, calls;
	tp_status status;
	tp_profile *p;
	tp_diag diag;
	ts_mem m;

	for (fail_at = 1; ; fail_at++) {
		ts_mem_init(&m);
		ck_assert_int_eq(tp_profile_new("ebts-11.0", &m.mem, &p, &diag), TP_OK);
		before = hash_profile(p);
		calls = m.calls;
		m.fail_at = calls + fail_at;
		status = tp_profile_overlay(p, tabs, strlen(tabs), &diag);
		m.fail_at = 0;
		if (status != TP_OK) {
			ck_assert_int_eq(status, TP_ERR_NOMEM);
			ck_assert_int_eq(diag.code, TP_ERR_NOMEM);
			ck_assert_uint_eq(hash_profile(p), before);
			ck_assert_int_eq(tp_profile_overlay(p, tabs, strlen(tabs), &diag), TP_OK);
		}
		tp_profile_free(p);
		ck_assert(ts_mem_clean(&m));
		if (status == TP_OK)
			break;
	}
	ck_assert_uint_gt(fail_at, 10);
	free(tabs);
}
END_TEST

/* A refused overlay keeps no memory, however often it comes; one that was taken keeps its own. */
START_TEST(a_refused_overlay_keeps_nothing)
{
	tp_profile *p;
	tp_diag diag;
	uint64_t bytes;
	ts_mem m;
	int i;

	ts_mem_init(&m);
	ck_assert_int_eq(tp_profile_new("ebts-11.0", &m.mem, &p, &diag), TP_OK);
	bytes = m.bytes;
	for (i = 0; i < ERROR_COUNT; i++)
		ck_assert_int_ne(lay_text(p, errors[i].text, &diag), TP_OK);
	ck_assert_uint_eq(m.bytes, bytes);
	ck_assert_int_eq(lay_text(p, everything, &diag), TP_OK);
	bytes = m.bytes;
	ck_assert_int_ne(lay_text(p, errors[0].text, &diag), TP_OK);
	ck_assert_uint_eq(m.bytes, bytes);
	tp_profile_free(p);
	ck_assert(ts_mem_clean(&m));
}
END_TEST

START_TEST(arguments_are_looked_at)
{
	tp_profile *p = profile_named("itl-2015");
	tp_diag diag;

	ck_assert_int_eq(tp_profile_overlay(NULL, "", 0, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_profile_overlay(p, NULL, 1, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_profile_overlay(p, NULL, 0, &diag), TP_OK);
	ck_assert_int_eq(tp_profile_overlay(p, "", 0, NULL), TP_OK);
	ck_assert_int_eq(tp_profile_lint(NULL, "", 0, NULL, NULL, &diag), TP_ERR_ARG);
	ck_assert_int_eq(tp_profile_lint(p, "x\n", 2, NULL, NULL, &diag), TP_ERR_SYNTAX);
	ck_assert_int_eq(tp_profile_lint(p, "", 0, NULL, NULL, NULL), TP_OK);
	tp_profile_free(p);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("overlay errors");
	TCase *tc = tcase_create("errors");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, an_error_is_told_with_its_place, 0, ERROR_COUNT);
	tcase_add_loop_test(tc, lint_tells_the_error, 0, ERROR_COUNT);
	tcase_add_test(tc, lint_tells_all_errors);
	tcase_add_loop_test(tc, lint_warns, 0, WARNING_COUNT);
	tcase_add_test(tc, sizes_are_bounded);
	tcase_add_test(tc, clauses_are_bounded);
	tcase_add_test(tc, memory_is_bounded);
	tcase_add_test(tc, every_allocation_may_fail);
	tcase_add_test(tc, a_refused_overlay_keeps_nothing);
	tcase_add_test(tc, arguments_are_looked_at);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
