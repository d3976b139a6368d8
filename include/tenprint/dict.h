/* SPDX-License-Identifier: MIT */
/*
 * What fields are called and what they hold: the dictionary of the standard
 * and of the FBI's specification, code lists, types of transaction, and
 * paths with mnemonics. Everything returned is static and read-only; all
 * calls may be made from any thread. The tables: tenprint-tables(5).
 *
 * An edition is a number: VER (502 for "0502") or, for Type-2 and what goes
 * with it, the version of EBTS times 100 (901 for 9.1, 1100 for 11.0). 0 is
 * the newest; an edition of the other series counts as 0.
 */
#ifndef TENPRINT_DICT_H
#define TENPRINT_DICT_H

#include <tenprint/path.h>

TP_BEGIN_DECLS

/* A maximum of tp_field_def that has no bound. */
#define TP_NO_MAX UINT32_MAX

/* One field (item 0) or item. Strings are never NULL; empty is not stated. */
typedef struct tp_field_def {
	int32_t type;
	uint32_t field;
	uint32_t last; /* of a range of field numbers; otherwise equal to field */
	uint32_t item; /* from 1; 0 is the field itself */
	const char *mnemonic;
	const char *name;
	int32_t condition; /* 'M', 'D', 'O', '-' not stated; an item's: where its field is */
	const char *chars; /* A N S and combinations, U, H, B, BASE64, "set" of items, "-" */
	uint32_t min_length; /* characters; max_length 0: not stated */
	uint32_t max_length;
	uint32_t min_count; /* subfields of a field, repeats of an item */
	uint32_t max_count;
	const char *list; /* code lists joined by `|` */
	const char *rule; /* what values must fit besides */
	uint32_t since;   /* editions; 0: no bound */
	uint32_t until;
	const char *source; /* "itl", "ebts-9.1", "ebts-11.0" */
	const char *depends;
} tp_field_def;

/* The field's row for an edition; NULL if it has none. */
TP_API const tp_field_def *tp_dict_field(int type, uint32_t field, uint32_t edition);
/* The row of an item (from 1); where the first subfield differs, that of the later ones. */
TP_API const tp_field_def *tp_dict_item(int type, uint32_t field, uint32_t item,
    uint32_t edition);
/*
 * The row of an item where it stands: in a first subfield with items of its
 * own (CNT: FRC, CRC) or behind the last item of a field whose last ones
 * repeat (the points of a polygon), too.
 */
TP_API const tp_field_def *tp_dict_item_in(int type, uint32_t field, uint32_t subfield,
    uint32_t item, uint32_t edition);
/*
 * The field of that mnemonic, whatever its case. Type 0 looks in all types,
 * in the order that tp_dict_path does; NULL for none and for several.
 */
TP_API const tp_field_def *tp_dict_find(int type, const char *mnemonic);
/* The item of that mnemonic. */
TP_API const tp_field_def *tp_dict_find_item(int type, uint32_t field, const char *mnemonic);
/* Every row, sorted by type, field, item and since; NULL when index is out of range. */
TP_API size_t tp_dict_count(void);
TP_API const tp_field_def *tp_dict_at(size_t index);

/*
 * Read a path: what tp_path_parse reads, and mnemonics with `[n]` or `[*]`
 * for the subfield: NAM, ASL[*].AOL, ASL[2].2, 14@3.FGP, 14#1.SEG[2].LHC.
 * FIELD.ITEM without subfield is the first one, where only one can be. A
 * mnemonic without type is Type-1's, or of Type-2 as arrests are submitted
 * (CAR), or of the one type that has it.
 * TP_ERR_SYNTAX; TP_ERR_RANGE for a mnemonic of several types; TP_ERR_NOTFOUND
 * for an unknown one, perhaps with a likely one. diag->offset is the place.
 */
TP_API TP_NODISCARD tp_status tp_dict_path(const char *text, tp_path *out, tp_diag *diag);
/* "2.018 (NAM)". Returns the length wanted; always NUL-terminated when size > 0. */
TP_API size_t tp_dict_path_format(const tp_path *path, char *buf, size_t size);

/* A code and what it means. */
typedef struct tp_code {
	const char *code;
	const char *meaning;
	uint32_t since;
	uint32_t until;
} tp_code;

typedef struct tp_code_list {
	const char *name;
	const char *title;
	bool closed;  /* complete here: a code that is missing is wrong */
	bool numeric; /* leading zeros do not count */
	const tp_code *codes;
	size_t count;
	const char *revision; /* that an overlay states; else empty */
} tp_code_list;

TP_API size_t tp_code_list_count(void);
TP_API const tp_code_list *tp_code_list_at(size_t index);
TP_API const tp_code_list *tp_code_list_find(const char *list);
/* NULL if there is no such list or code. */
TP_API const tp_code *tp_code_find(const char *list, const char *code, size_t len);
/* The same, giving the meaning (which may be empty; "" when false). meaning may be NULL. */
TP_API bool tp_code_lookup(const char *list, const char *code, size_t len,
    const char **meaning);
/* Call visit for each code in order; its non-zero return ends the walk. TP_ERR_NOTFOUND. */
typedef int (*tp_code_fn)(void *ctx, const tp_code *code);
TP_API int tp_code_walk(const char *list, tp_code_fn visit, void *ctx);

/* A type of transaction (1.004) of the FBI's specification. */
typedef struct tp_tot_def {
	const char *tot;
	const char *name;
	const char *group;
	const char *role;     /* request, response, error or notification */
	const char *response; /* TOTs that answer it, by spaces */
	const char *error;
	uint32_t since;
	uint32_t until;
} tp_tot_def;
TP_API size_t tp_tot_count(void);
TP_API const tp_tot_def *tp_tot_at(size_t index);
TP_API const tp_tot_def *tp_tot_find(const char *tot);

/* How often a Type-2 field occurs in a TOT. */
typedef struct tp_tot_rule {
	uint32_t edition;
	const char *tot; /* "*": every one of the edition */
	uint32_t field;
	uint32_t min_count;
	uint32_t max_count;
	const char *note; /* a code of list EBTS-NOTE */
} tp_tot_rule;
/* NULL: the field is not used there. The editions are 901 and 1100; one between takes the older. */
TP_API const tp_tot_rule *tp_tot_rule_find(const char *tot, uint32_t field, uint32_t edition);
/* All rows of a TOT but those for every one; *first is NULL when it returns 0. */
TP_API size_t tp_tot_rules(const char *tot, uint32_t edition, const tp_tot_rule **first);

/* A message of the FBI (2.060), by its code. */
typedef struct tp_fbi_message {
	const char *code;
	const char *kind;
	const char *label;
	uint32_t min_inserts;
	uint32_t max_inserts;
	const char *insert[3];
	const char *hint; /* what to do about it */
} tp_fbi_message;
TP_API size_t tp_fbi_message_count(void);
TP_API const tp_fbi_message *tp_fbi_message_at(size_t index);
TP_API const tp_fbi_message *tp_fbi_message_find(const char *code, size_t len);

/*
 * What the text of a message (2.060) says, as far as it can be told: the FBI
 * publishes the codes and what each quotes, but not a form of the text. Views
 * into the text.
 */
typedef struct tp_fbi_text {
	const tp_fbi_message *message; /* NULL: no code that the table has */
	tp_str code;          /* as it stands there; empty: none */
	uint32_t type;        /* record type of the field that is named; 0: none is */
	uint32_t field;       /* 0: the record as a whole */
	const char *mnemonic; /* of the field; "" */
	tp_str value;         /* the start of the bad value that is quoted, maybe a person's */
	const char *hint;     /* what to do about it; "" without a message */
} tp_fbi_text;
/* Read it. False, with *out empty, if no code stands in it; an unknown code is one. */
TP_API bool tp_fbi_text_parse(const char *text, size_t len, tp_fbi_text *out);

TP_END_DECLS

#endif
