/* SPDX-License-Identifier: MIT */
/*
 * Images and their codecs. One image type; one table of codecs, each with
 * sniff, read header only, decode, encode. What this build has: tp_has and
 * tp_codec_can.
 */
#ifndef TENPRINT_IMAGE_H
#define TENPRINT_IMAGE_H

#include <tenprint/memory.h>

TP_BEGIN_DECLS

/* The numbers 0-6 are those of the standard's compression table (GCA, CGA). */
typedef enum tp_codec {
	TP_CODEC_UNKNOWN = -1,
	TP_CODEC_RAW = 0,   /* NONE */
	TP_CODEC_WSQ = 1,   /* WSQ20 */
	TP_CODEC_JPEG = 2,  /* JPEGB */
	TP_CODEC_JPEGL = 3, /* JPEGL, lossless JPEG */
	TP_CODEC_JP2 = 4,   /* JP2 lossy */
	TP_CODEC_JP2L = 5,  /* JP2L lossless */
	TP_CODEC_PNG = 6,
	TP_CODEC_PNM = 7,   /* binary PBM, PGM and PPM: files only */
	TP_CODEC_G4 = 8,    /* Group 4 facsimile: Type-8 only */
	TP_CODEC_VECTOR = 9 /* pen vectors: Type-8 only */
} tp_codec;

/* Where a resolution came from. */
typedef enum tp_ppi_source {
	TP_PPI_NONE = 0,   /* unknown; ppi_x and ppi_y are 0 */
	TP_PPI_HEADER = 1, /* the codec's own header */
	TP_PPI_RECORD = 2, /* the record's fields */
	TP_PPI_CALLER = 3
} tp_ppi_source;

/* What a header says, without decoding. */
typedef struct tp_image_info {
	int32_t codec;       /* a tp_codec, JP2 or JP2L told apart */
	uint32_t width;      /* pixels */
	uint32_t height;     /* lines */
	uint32_t components; /* 1 grey, 3 RGB; others as the codec says */
	uint32_t depth;      /* bits a component */
	double ppi_x;        /* pixels per inch, 0 if unknown */
	double ppi_y;
	int32_t ppi_source;  /* a tp_ppi_source */
} tp_image_info;

/*
 * Pixels: rows from the top, `stride` bytes apart, components interleaved.
 * depth 8: a byte a component; 16: two, big endian; 1: eight pixels a byte,
 * first in the high bit, 1 is black. Free with tp_image_free.
 */
typedef struct tp_image {
	tp_image_info info;
	uint8_t *pixels;
	size_t stride;
	size_t bytes; /* allocated */
	tp_mem mem;
} tp_image;

/* An image of zeroes. Limits are checked before anything is allocated. TP_ERR_ARG, LIMIT, NOMEM. */
TP_API TP_NODISCARD tp_status tp_image_new(uint32_t width, uint32_t height, uint32_t components,
    uint32_t depth, const tp_mem *mem, const tp_limits *limits, tp_image *out, tp_diag *diag);
/* Release the pixels and zero the struct. NULL is allowed. */
TP_API void tp_image_free(tp_image *image);

/* The codec by the first bytes; TP_CODEC_UNKNOWN if none fits. Never RAW, and never VECTOR. */
TP_API tp_codec tp_image_sniff(const void *bytes, size_t len);
/* The header alone. TP_ERR_UNSUPPORTED (unknown), SYNTAX, TRUNCATED with the offset. */
TP_API TP_NODISCARD tp_status tp_image_header(const void *bytes, size_t len,
    tp_image_info *out, tp_diag *diag);

/* "WSQ", "PNG", ...; and the standard's label ("WSQ20", "NONE", NULL where it has none). Static. */
TP_API const char *tp_codec_name(int codec);
TP_API const char *tp_codec_label(int codec);
/* By label or name, upper or lower case, the older "WSQ" too; TP_CODEC_UNKNOWN if none fits. */
TP_API tp_codec tp_codec_by_label(const char *text, size_t len);
#define TP_CODEC_CAN_DECODE 1u
#define TP_CODEC_CAN_ENCODE 2u
/* Whether this build can do all of the TP_CODEC_CAN_* asked for. */
TP_API bool tp_codec_can(int codec, uint32_t what);

/* Give what can be decoded of damaged data; *damaged is then set and diag says where. */
#define TP_DECODE_TOLERANT 1u

typedef struct tp_decode_options {
	size_t size;
	uint32_t flags;          /* TP_DECODE_* */
	const tp_mem *mem;
	const tp_limits *limits; /* pixels, bytes */
	/*
	 * A tp_codec. 0: sniff, unless raw_info is there: then the data are
	 * headerless, of raw_info's codec (RAW, G4 or VECTOR).
	 */
	int32_t codec;
	const tp_image_info *raw_info; /* size and depth of headerless data: RAW, G4, VECTOR */
	bool *damaged;           /* may be NULL */
} tp_decode_options;

/* TP_ERR_UNSUPPORTED, SYNTAX, TRUNCATED, LIMIT, NOMEM; on failure *out is zeroed. */
TP_API TP_NODISCARD tp_status tp_image_decode(const void *bytes, size_t len,
    const tp_decode_options *options, tp_image *out, tp_diag *diag);

/*
 * WSQ, JPEG and JP2 lose something, and can be told how small to become: by a
 * bit rate or a ratio (not both), and by a size. TP_ERR_ARG where another
 * codec is told, and TP_ERR_UNSUPPORTED from JP2 that loses nothing.
 */
typedef struct tp_encode_options {
	size_t size;
	int32_t codec;         /* a tp_codec; RAW writes the rows without padding */
	const tp_mem *mem;
	/*
	 * Bits a pixel; 0: the codec's default, which is 0.75 for WSQ. There it is the rate of
	 * the specification's equation, from which about three quarters come out: 0.75 gives
	 * most prints at 500 pixels an inch a ratio of about 15.
	 */
	double bitrate;
	/*
	 * A goal: the uncompressed size to the compressed, from 1 up; 0: the codec's default.
	 * WSQ and JPEG are coded again until they are near enough. WSQ is then off by at most
	 * TP_RATIO_NEAR; JPEG has a hundred qualities, and gives the best that compresses so
	 * much; OpenJPEG is told the ratio as it is. What the image cannot be compressed so much
	 * or so little for gives the nearest there is: reached_ratio says what that was.
	 */
	double ratio;
	/*
	 * A limit: at most this size, and of what fits the best; 0: none. A rate or ratio beside
	 * it is not exceeded in quality either. WSQ uses 99 in 100 of it where the image can.
	 * TP_ERR_RANGE if nothing is so small.
	 */
	uint64_t target_bytes;
	uint32_t quality;      /* JPEG 1-100; 0: 90 */
	uint32_t predictor;    /* JPEGL 1-7; 0: 4 */
	uint32_t software;     /* WSQ software number, 0-65535; 0: none assigned */
	const char *comment;   /* WSQ: a further comment segment; NULL: none */
	uint32_t reversible;   /* JP2: 1 uses the 5-3 filter for a lossy ratio too */
	double reached_bitrate; /* out: bits a pixel, of the size that was reached */
	double reached_ratio;  /* out: uncompressed to compressed */
} tp_encode_options;
/* How far a WSQ ratio that the image permits may be off, of itself. */
#define TP_RATIO_NEAR 0.01

/* Encode; what was reached is set in options. TP_ERR_UNSUPPORTED, ARG, RANGE, LIMIT, NOMEM. */
TP_API TP_NODISCARD tp_status tp_image_encode(const tp_image *image,
    tp_encode_options *options, tp_bytes *out, tp_diag *diag);

TP_END_DECLS

#endif
