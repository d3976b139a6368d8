/* SPDX-License-Identifier: MIT */
/*
 * Dict layer: relations, the rows of relations.tsv: what has to hold between
 * values, records and image bytes. relate-build.c reads the rows that a
 * profile has, relate.c walks the records and runs them; a predicate is one
 * short function: relate-value.c has those on values, relate-order.c on dates
 * and amounts, relate-record.c between records, relate-print.c on positions
 * and impressions, relate-card.c on all prints of a person, relate-shape.c on
 * boxes and outlines, relate-image.c on image headers, relate-decode.c on pixels.
 */
#ifndef TPI_RELATE_H
#define TPI_RELATE_H

#include <tenprint/print.h>

#include "check.h"

#define TPI_IDCS 256       /* an IDC of a binary record is a byte */
#define TPI_FINGERS 10
#define TPI_ROLL 256

typedef struct tpi_relation tpi_relation;
typedef struct tpi_scene tpi_scene;
typedef void (*tpi_predicate)(tpi_scene *scene, const tpi_relation *relation);

/* A field or an item that a row names. */
typedef struct tpi_term {
	int type;
	uint32_t field;
	uint32_t item; /* 0: the field */
	const tp_field_def *def;
} tpi_term;

/* Numbers 0-127: positions, impressions. */
typedef struct tpi_numbers {
	uint64_t bits[2];
} tpi_numbers;

typedef struct tpi_limit {
	bool set;
	double value;
	tp_str text; /* as the row has it */
} tpi_limit;

/* The argument `what`. */
typedef enum tpi_aspect {
	TPI_WHAT_NOTHING,
	TPI_WHAT_SIZE, TPI_WHAT_SHAPE, TPI_WHAT_SCALED, TPI_WHAT_PPI, TPI_WHAT_DEPTH,
	TPI_WHAT_SAMPLE, TPI_WHAT_LENGTH, TPI_WHAT_FAMILY, TPI_WHAT_UNKNOWN,
	TPI_WHAT_UNREADABLE, TPI_WHAT_ERROR, TPI_WHAT_DAMAGE, TPI_WHAT_BLANK,
	TPI_WHAT_TYPE, TPI_WHAT_GAP, TPI_WHAT_IDC, TPI_WHAT_IMAGE, TPI_WHAT_POSITION,
	TPI_WHAT_WIDTH, TPI_WHAT_HEIGHT, TPI_WHAT_FINGERS, TPI_WHAT_PLAINS,
	TPI_WHAT_MIXED, TPI_WHAT_REPEATED, TPI_WHAT_APART, TPI_WHAT_ORDERED,
	TPI_WHAT_POINTS, TPI_WHAT_VERTICES, TPI_WHAT_NEAR, TPI_WHAT_COUNT
} tpi_aspect;

/* A row, ready for the records of one type. */
struct tpi_relation {
	tpi_relation *next;       /* of those that the same field sets off */
	const tp_rule *rule;
	tpi_predicate test;
	bool headers;             /* looks at image bytes */
	bool pixels;              /* looks at decoded images */
	tpi_aspect what;
	tpi_term at;              /* where it is found; field 0: nowhere alone */
	tpi_term with;            /* a condition: that has a value, one of `is` */
	tp_str is;                /* words parted by |; empty: any */
	const tpi_term *to;
	size_t to_count;
	const tpi_pattern *fits;
	tp_str form;              /* the pattern as the row has it */
	tpi_order order;
	tpi_limit least;
	tpi_limit most;
	uint32_t days;
	uint32_t width;
	uint32_t height;
	tpi_numbers positions;
	tpi_numbers apart;
	tpi_numbers impressions;
	uint32_t codecs;          /* bits of tp_codec */
	uint32_t found;
};

typedef struct tpi_type_relations {
	tpi_relation **by_slot; /* set off by the field of that form; NULL: none has any */
	tpi_relation *always;   /* by every record of the type */
} tpi_type_relations;

struct tpi_relations {
	tpi_type_relations types[TPI_TYPES];
	tpi_relation *whole; /* once for the transaction */
};

/* What is known of all records, gathered before any relation runs. */
typedef struct tpi_roll {
	size_t count;
	const tp_record *first[TPI_TYPES];       /* of each type */
	const tp_record *image[TPI_IDCS];        /* the first that bears an image, by IDC */
	uint64_t idcs[TPI_IDCS / 64];            /* that are in use */
	uint64_t passed[TPI_IDCS][2];            /* types already walked, by IDC */
	int16_t idc_of[TPI_ROLL];                /* of the first records: looking it up costs */
} tpi_roll;

/* The prints of a person: Types 4 and 14 with positions, and what explains gaps. */
typedef struct tpi_card {
	bool ready;
	const tp_record *single[TPI_FINGERS + 1]; /* of one finger, by position */
	const tp_record *plain[16];               /* by position 11-15 */
	bool repeated;                            /* a position has two */
	uint32_t shown;                           /* fingers of which there is an image */
	uint32_t alone;                           /* of which there is one of its own */
	uint32_t slapped;                         /* of which there is one in a plain position */
	uint32_t listed;                          /* as absent by AMP of Type-2 */
	uint32_t absent;                          /* by AMP of Type-2 or Type-14, plain ones too */
	const tp_record *first_print;             /* Type-4 */
	const tp_record *first_finger;            /* Type-14 */
} tpi_card;

/* An image decoded under TP_CHECK_IMAGES. */
typedef struct tpi_pixels {
	bool ready;
	tp_status status;
	bool damaged;
	bool blank;
	tp_diag diag;
} tpi_pixels;

struct tpi_scene {
	tpi_check *c;
	const struct tpi_relations *relations;
	const tp_record *record;
	int idc;               /* of the record; -1: none */
	const tp_field *field; /* that set the relation off; NULL: none */
	/* Of the record at hand, filled when first asked for. */
	bool looked;
	bool has_image;
	tp_record_image_view view;
	bool placed;
	tpi_numbers positions;
	tpi_pixels pixels;
	/* Of the transaction. */
	tpi_roll roll;
	tpi_card card;
	tp_status status; /* not TP_OK ends the check */
	tp_diag *diag;
};

/* ---- what predicates share (relate.c) ---------------------------------------- */

/* The values of a term, one by one: its field's subfields, an item of each. */
typedef struct tpi_values {
	const tp_record *record;
	tpi_term term;
	tp_field field;
	tp_walk walk;
	tp_value number; /* of a binary header, in decimal */
	tp_str subfield;
	tp_str value;
	bool there;
} tpi_values;
/* Of a record; field may be NULL, or the term's field at hand. */
void tpi_values_in(const tp_record *record, const tp_field *field, const tpi_term *term,
    tpi_values *out);
/* Of the record at hand if the term is of its type, else of the first record of that type. */
void tpi_values_of(const tpi_scene *scene, const tpi_term *term, tpi_values *out);
/* The next that is not empty. */
bool tpi_values_next(tpi_values *values);
/* Whether there is one, which *out then is. */
bool tpi_value_of(const tpi_scene *scene, const tpi_term *term, tpi_values *out);
/* One item of a subfield, counted from 1; empty where there is none. */
tp_str tpi_item_of(const tp_str *subfield, uint32_t item);
bool tpi_number_in(const tp_str *value, uint64_t *out);
/* As a real number; false where it is none. */
bool tpi_amount_in(const tp_str *value, double *out);
/* Codes and words: equal as text, or as numbers. */
bool tpi_same_code(const tp_str *a, const tp_str *b);
/* Whether a word of "A|B" is the value. */
bool tpi_is_word(const tp_str *words, const tp_str *value);
bool tpi_has_number(const tpi_numbers *set, uint64_t number);
/* Whether the relation's condition holds; items of the field at hand are those of its subfield. */
bool tpi_condition_met(const tpi_scene *scene, const tpi_relation *r, const tpi_values *at);
/* The positions that a record says its image has. */
void tpi_positions_in(const tp_record *record, tpi_numbers *out);
const tpi_numbers *tpi_positions_of(tpi_scene *scene);
/* The image of the record at hand; NULL: it has none. */
const tp_record_image_view *tpi_image_of(tpi_scene *scene);
/* The fingers 1-10 that a position shows, a bit each (relate-print.c). */
uint64_t tpi_fingers_of(uint64_t position);
/* Its header could be read, or it needs none (relate-image.c). */
bool tpi_is_readable(const tp_record_image_view *view);
/* "DAT (1.005)", "LHC (14.021, item 2)" */
#define TPI_TERM_NAME 48
const char *tpi_term_name(const tpi_term *term, char name[TPI_TERM_NAME]);

/* Report at a value, at a field of the record at hand, or at the record. */
void tpi_relate_value(tpi_scene *scene, const tpi_relation *r, const tpi_values *at,
    const char *format, ...) TPI_PRINTF(4, 5);
void tpi_relate_field(tpi_scene *scene, const tpi_relation *r, uint32_t field,
    const char *format, ...) TPI_PRINTF(4, 5);
/* A value, or what a record says of its image, was found wrong in itself. */
bool tpi_relate_unsure(const tpi_scene *scene, const tpi_term *term);
bool tpi_image_unsure(const tpi_scene *scene);

/* ---- predicates --------------------------------------------------------------- */

void tpi_amp_imaged(tpi_scene *scene, const tpi_relation *r);
void tpi_belongs(tpi_scene *scene, const tpi_relation *r);
void tpi_boundary(tpi_scene *scene, const tpi_relation *r);
void tpi_bounds(tpi_scene *scene, const tpi_relation *r);
void tpi_codec_not(tpi_scene *scene, const tpi_relation *r);
void tpi_date_order(tpi_scene *scene, const tpi_relation *r);
void tpi_differs(tpi_scene *scene, const tpi_relation *r);
void tpi_distinct(tpi_scene *scene, const tpi_relation *r);
void tpi_fits(tpi_scene *scene, const tpi_relation *r);
void tpi_halves(tpi_scene *scene, const tpi_relation *r);
void tpi_idc(tpi_scene *scene, const tpi_relation *r);
void tpi_image_agrees(tpi_scene *scene, const tpi_relation *r);
void tpi_image_codec(tpi_scene *scene, const tpi_relation *r);
void tpi_image_decodes(tpi_scene *scene, const tpi_relation *r);
void tpi_image_differs(tpi_scene *scene, const tpi_relation *r);
void tpi_image_hash(tpi_scene *scene, const tpi_relation *r);
void tpi_image_known(tpi_scene *scene, const tpi_relation *r);
void tpi_image_ratio(tpi_scene *scene, const tpi_relation *r);
void tpi_images_distinct(tpi_scene *scene, const tpi_relation *r);
void tpi_impression_fits(tpi_scene *scene, const tpi_relation *r);
void tpi_lines(tpi_scene *scene, const tpi_relation *r);
void tpi_needs(tpi_scene *scene, const tpi_relation *r);
void tpi_number_order(tpi_scene *scene, const tpi_relation *r);
void tpi_positions_apart(tpi_scene *scene, const tpi_relation *r);
void tpi_prints(tpi_scene *scene, const tpi_relation *r);
void tpi_refers(tpi_scene *scene, const tpi_relation *r);
void tpi_segments(tpi_scene *scene, const tpi_relation *r);
void tpi_size(tpi_scene *scene, const tpi_relation *r);
void tpi_size_least(tpi_scene *scene, const tpi_relation *r);

#endif
