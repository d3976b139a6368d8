/* SPDX-License-Identifier: MIT */
/*
 * The images in records: one view over every type that bears one (Types 3-8,
 * 10, 13-17, 19 and 20), what the record says of its image beside what the
 * image says of itself, and changes after which the two agree.
 */
#ifndef TENPRINT_PRINT_H
#define TENPRINT_PRINT_H

#include <tenprint/image.h>
#include <tenprint/record.h>

TP_BEGIN_DECLS

/* The field numbers in which a type describes its image; 0: it has no such field. */
typedef struct tp_image_fields {
	uint32_t position;   /* FGP, POS, eye label */
	uint32_t impression; /* IMP */
	uint32_t width;      /* HLL */
	uint32_t height;     /* VLL */
	uint32_t units;      /* SLC */
	uint32_t ppi_x;      /* THPS, HPS: in the unit of SLC */
	uint32_t ppi_y;      /* TVPS, VPS */
	uint32_t isr;
	uint32_t codec;      /* GCA, BCA, SRT: a number in Types 3-8; CGA: a label */
	uint32_t depth;      /* BPX: bits a pixel */
	uint32_t colour;     /* CSP */
	uint32_t hash;       /* HAS */
	uint32_t data;
} tp_image_fields;
/* False, and all zero, for types without an image. Type-7 has only a data field. */
TP_API bool tp_record_image_fields(int type, tp_image_fields *out);

/* What the record says is not what the image is. */
#define TP_IMAGE_DIFF_CODEC 1u
#define TP_IMAGE_DIFF_WIDTH 2u
#define TP_IMAGE_DIFF_HEIGHT 4u
#define TP_IMAGE_DIFF_PPI 8u     /* by more than one in a hundred */
#define TP_IMAGE_DIFF_DEPTH 16u  /* bits a pixel */
#define TP_IMAGE_DIFF_LENGTH 32u /* not as many bytes as uncompressed pixels take */

#define TP_IMAGE_POSITIONS 6

typedef struct tp_record_image_view {
	tp_str bytes;           /* as stored; valid as long as the field is */
	uint32_t field;         /* that holds them */
	uint32_t diff;          /* TP_IMAGE_DIFF_*; 0 where one of the two says nothing */
	/* By the record; what it leaves out is 0, its codec TP_CODEC_UNKNOWN. */
	tp_image_info declared;
	/*
	 * By the image, and by the record where the image says nothing. The
	 * codec is what the bytes are: TP_CODEC_UNKNOWN if nothing fits them.
	 */
	tp_image_info info;
	bool has_header;        /* the image has a header and it could be read */
	int32_t impression;     /* IMP; -1: none */
	uint32_t positions[TP_IMAGE_POSITIONS]; /* without the unused slots of Types 3-6 */
	uint32_t position_count;
} tp_record_image_view;

/*
 * Look at a record's image. A Type-7 record has one if its bytes are laid out
 * as in Type-4 and fit the size given there. TP_ERR_NOTFOUND where the record
 * has no image: *out then has what the record says, without bytes.
 */
TP_API TP_NODISCARD tp_status tp_record_image(const tp_record *r, tp_record_image_view *out,
    tp_diag *diag);

/*
 * Decode a record's image by what it is, whatever its record calls it; pixels
 * without a header take size and depth from the record, and an image that
 * does not say its resolution takes that of the record (TP_PPI_RECORD).
 * options may be NULL, and their mem and limits, which are then those of the
 * transaction; codec and raw_info are not looked at. Errors as tp_image_decode
 * has them, and TP_ERR_NOTFOUND.
 */
TP_API TP_NODISCARD tp_status tp_record_image_decode(const tp_record *r,
    const tp_decode_options *options, tp_image *out, tp_diag *diag);

/*
 * Put an encoded image in, a copy of it, and let the record's fields follow:
 * size, codec, depth, colour space, hash, and the resolution if the image's
 * header says it and the type has fields for it (ISR stays). PNM, and Group 4
 * in a TIFF file, are stored as pixels without compression. All or nothing.
 * TP_ERR_UNSUPPORTED (no image format fits, or the type cannot hold it),
 * RANGE (its size does not fit the fields), and as tp_image_header.
 */
TP_API TP_NODISCARD tp_status tp_record_image_replace(tp_record *r, const void *bytes,
    size_t len, tp_diag *diag);

/* Convert although fields are lost that the other type has no place for. */
#define TP_CONVERT_LOSSY 1u

typedef struct tp_convert_options {
	size_t size;
	uint32_t flags;  /* TP_CONVERT_* */
	const char *src; /* to Type-14: 14.004; NULL: the value of 1.008 */
	const char *fcd; /* to Type-14: 14.005; NULL: the value of 1.005 */
	/* May be NULL: called for each field that has no place, lost or refused. */
	void (*lost)(void *ctx, uint32_t field);
	void *ctx;
} tp_convert_options;

/*
 * Make a Type-14 record of a Type-4 record and back, in its place: the record
 * keeps its handle, IDC and position in the file, CNT follows, and the image
 * is neither copied nor encoded again. options may be NULL. On failure nothing
 * has changed.
 *
 * Type-4 holds square pixels of 500 an inch, or of the resolution in 1.011,
 * grey of 8 bits, and positions 0-15: TP_ERR_RANGE for others. TP_ERR_STATE
 * for a record of another type, and for fields that would be lost without
 * TP_CONVERT_LOSSY (SRC and FCD are not, if they are the values of 1.008 and
 * 1.005; diag->field is the first). TP_ERR_NOTFOUND for what is mandatory and
 * nowhere.
 */
TP_API TP_NODISCARD tp_status tp_record_to_finger(tp_record *r,
    const tp_convert_options *options, tp_diag *diag);
TP_API TP_NODISCARD tp_status tp_record_to_print(tp_record *r,
    const tp_convert_options *options, tp_diag *diag);

TP_END_DECLS

#endif
