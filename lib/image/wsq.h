/* SPDX-License-Identifier: MIT */
/*
 * Image layer, WSQ: what the codec's files share. Clause numbers in these
 * files are those of the FBI's WSQ Gray-Scale Fingerprint Image Compression
 * Specification (IAFIS-IC-0110), unless they say otherwise.
 */
#ifndef TPI_WSQ_H
#define TPI_WSQ_H

#include "../base/diag.h"
#include "../base/mem.h"
#include "codec.h"
#include "wsq-kernels.h"

#define TPI_WSQ_NODES 20
#define TPI_WSQ_BANDS 60 /* that can be coded; DQT has room for 64 */
#define TPI_WSQ_BLOCKS 3
#define TPI_WSQ_DQT_BANDS 64
#define TPI_WSQ_MAX_HALF 16 /* taps in the right half of the longest filter */
#define TPI_WSQ_HUFFMAN_TABLES 8
#define TPI_WSQ_MAX_CODE 16
/* Floats behind each subband, which vectors may read and write. */
#define TPI_WSQ_PAD 16
/* Floats before and behind a line, for its extension and for vectors. */
#define TPI_WSQ_MARGIN 24

enum {
	TPI_WSQ_SOI = 0xa0,
	TPI_WSQ_EOI = 0xa1,
	TPI_WSQ_SOF = 0xa2,
	TPI_WSQ_SOB = 0xa3,
	TPI_WSQ_DTT = 0xa4,
	TPI_WSQ_DQT = 0xa5,
	TPI_WSQ_DHT = 0xa6,
	TPI_WSQ_DRI = 0xa7,
	TPI_WSQ_COM = 0xa8,
	TPI_WSQ_RST0 = 0xb0,
	TPI_WSQ_RST7 = 0xb7
};

/* The symbols of the entropy code that carry further bits, and their neighbours. */
enum {
	TPI_WSQ_RUN_MAX = 100,
	TPI_WSQ_PLUS_8 = 101,
	TPI_WSQ_MINUS_8 = 102,
	TPI_WSQ_PLUS_16 = 103,
	TPI_WSQ_MINUS_16 = 104,
	TPI_WSQ_RUN_8 = 105,
	TPI_WSQ_RUN_16 = 106,
	TPI_WSQ_VALUE_MIN = 107,
	TPI_WSQ_VALUE_ZERO = 180,
	TPI_WSQ_VALUE_MAX = 254
};

/* The subbands' layout (wsq-tree.c). */
enum { TPI_WSQ_TL, TPI_WSQ_TR, TPI_WSQ_BL, TPI_WSQ_BR };
#define TPI_WSQ_LEAF(band) (-1 - (band))
#define TPI_WSQ_NEVER INT8_MIN /* the quarter that is never coded */

typedef struct tpi_wsq_node {
	uint32_t width;
	uint32_t height;
	bool flip_x; /* the high band lies left of the low one */
	bool flip_y;
} tpi_wsq_node;

typedef struct tpi_wsq_band {
	uint32_t width;
	uint32_t height;
	size_t count;
	size_t offset; /* of its first coefficient, set by tpi_wsq_place */
	bool present;
} tpi_wsq_band;

typedef struct tpi_wsq_tree {
	tpi_wsq_node nodes[TPI_WSQ_NODES];
	tpi_wsq_band bands[TPI_WSQ_BANDS];
	size_t floats; /* for all present subbands with their padding */
} tpi_wsq_tree;

/* A node of its own, TPI_WSQ_LEAF(band), or TPI_WSQ_NEVER, by quadrant. */
extern const int8_t tpi_wsq_children[TPI_WSQ_NODES][4];
/* The first subband of each block, and one past the last. */
extern const uint8_t tpi_wsq_block_start[TPI_WSQ_BLOCKS + 1];

void tpi_wsq_tree_init(tpi_wsq_tree *tree, uint32_t width, uint32_t height);
/* Give the present subbands their place, one behind the other. */
void tpi_wsq_place(tpi_wsq_tree *tree, const bool *present);
/* Floats that the inner nodes' rectangles need at most at one time. */
size_t tpi_wsq_scratch(const tpi_wsq_tree *tree);
/* The position that the extension by reflection takes position i of n samples to. */
size_t tpi_wsq_reflect(ptrdiff_t i, size_t n);
/*
 * Write beside the samples of one parity of a line of n what the reflection
 * puts there. There must be such samples: n > parity.
 */
void tpi_wsq_extend(float *line, int parity, size_t n);
/* So many floats that vectors fit. */
static inline size_t
tpi_wsq_round(size_t n)
{
	return (n + 15) & ~(size_t)15;
}

/* Floats of a line of work: the widest row with its margins, also in two halves. */
static inline size_t
tpi_wsq_line_stride(const tpi_wsq_tree *tree)
{
	return tpi_wsq_round(tree->nodes[0].width) + 4 * TPI_WSQ_MARGIN;
}
#define TPI_WSQ_LINES 12 /* that a transform needs */

/* What the segments say (wsq-segments.c). Taps: the right halves, centre first. */
typedef struct tpi_wsq_taps {
	unsigned low_len; /* of the analysis filters, centre and both halves */
	unsigned high_len;
	double low[TPI_WSQ_MAX_HALF];
	double high[TPI_WSQ_MAX_HALF];
} tpi_wsq_taps;

typedef struct tpi_wsq_code {
	bool defined;
	uint8_t counts[TPI_WSQ_MAX_CODE];
	uint8_t symbols[256]; /* in the order of their codes */
} tpi_wsq_code;

typedef struct tpi_wsq_frame {
	uint32_t width;
	uint32_t height;
	double mean;
	double range;
	unsigned encoder;
	unsigned software;
} tpi_wsq_frame;

typedef struct tpi_wsq_quant {
	double centre;
	double step[TPI_WSQ_DQT_BANDS]; /* 0: the subband is absent */
	double zero[TPI_WSQ_DQT_BANDS];
} tpi_wsq_quant;

typedef struct tpi_wsq_tables {
	bool have_frame;
	bool have_taps;
	bool have_quant;
	bool fixed; /* a block was read: frame, taps and quantisation may not change */
	tpi_wsq_frame frame;
	tpi_wsq_taps taps;
	tpi_wsq_quant quant;
	tpi_wsq_code codes[TPI_WSQ_HUFFMAN_TABLES];
	unsigned restart; /* as DRI says, 0: none */
	unsigned block_code; /* of the last SOB */
	double ppi; /* 0: not stated */
} tpi_wsq_tables;

/* A stream that is being read. Problems go through tpi_wsq_damage. */
typedef struct tpi_wsq_reader {
	const uint8_t *bytes;
	size_t len;
	size_t at;
	bool tolerant;
	bool damaged;
	tp_diag *diag;
	tpi_wsq_tables tables;
} tpi_wsq_reader;

/* Note the damage; TP_OK to go on when tolerant, else the code. */
tp_status tpi_wsq_damage(tpi_wsq_reader *r, tp_status code, size_t offset, const char *text);
/* Start: SOI. */
tp_status tpi_wsq_reader_init(tpi_wsq_reader *r, const uint8_t *bytes, size_t len,
    tp_diag *diag);
/* Read tables and comments up to and with the next SOB (*marker SOB), or EOI, or the end (EOI). */
tp_status tpi_wsq_read_segments(tpi_wsq_reader *r, int *marker);

extern const tpi_wsq_taps tpi_wsq_standard_taps;

/* Size and resolution as the tables have them (wsq.c). */
void tpi_wsq_tables_info(const tpi_wsq_tables *tables, tp_image_info *info);

/* Writing them (wsq-write.c). */
void tpi_wsq_write_taps(tpi_buf *out);
void tpi_wsq_write_quant(tpi_buf *out, const tpi_wsq_quant *quant);
void tpi_wsq_write_frame(tpi_buf *out, const tpi_wsq_frame *frame);
void tpi_wsq_write_code(tpi_buf *out, unsigned id, const tpi_wsq_code *code);
void tpi_wsq_write_comment(tpi_buf *out, const void *text, size_t len);
void tpi_wsq_write_marker(tpi_buf *out, int marker);
/* The header of a block that uses Huffman table id. */
void tpi_wsq_write_block(tpi_buf *out, unsigned id);
/* NIST's comment, in which alone the resolution can be stated. */
void tpi_wsq_write_nistcom(tpi_buf *out, const tp_image_info *info, double bitrate);

/* The Huffman code (wsq-huffman.c). */
#define TPI_WSQ_LOOKUP_BITS 11

/*
 * One look at the next TPI_WSQ_LOOKUP_BITS bits finds a value, a run, or a
 * run and the value behind it.
 */
typedef struct tpi_wsq_entry {
	uint8_t bits;    /* of all that was found, 0: nothing or an escape */
	uint8_t first;   /* bits of its first symbol; set for escapes too */
	uint8_t skip;    /* zeros */
	uint8_t symbol;  /* of the value, 0: none; an escape when bits is 0 */
} tpi_wsq_entry;

typedef struct tpi_wsq_lookup {
	tpi_wsq_entry entries[1 << TPI_WSQ_LOOKUP_BITS];
	uint32_t first_code[TPI_WSQ_MAX_CODE + 1];
	uint32_t first_index[TPI_WSQ_MAX_CODE + 1];
	const tpi_wsq_code *code;
} tpi_wsq_lookup;

/* False if the counts ask for more codes than there are. */
bool tpi_wsq_code_valid(const tpi_wsq_code *code);
void tpi_wsq_lookup_init(tpi_wsq_lookup *lookup, const tpi_wsq_code *code);

/* What a symbol is written as. */
typedef struct tpi_wsq_emit {
	uint16_t code[256];
	uint8_t bits[256];
} tpi_wsq_emit;

void tpi_wsq_code_build(const uint32_t freq[256], tpi_wsq_code *code);
void tpi_wsq_emit_init(tpi_wsq_emit *emit, const tpi_wsq_code *code);

/* Entropy decoding (wsq-entropy.c). */
typedef struct tpi_wsq_blocks {
	const tpi_wsq_tree *tree;
	const tpi_wsq_quant *quant;
	float *coefficients;
	tpi_wsq_lookup *lookup;
	uint8_t *clean;     /* room for an entropy-coded segment without its stuffing, and slack */
	unsigned count;     /* blocks read */
	unsigned band;      /* where the next coefficient goes; TPI_WSQ_BANDS: complete */
	size_t index;
	size_t highest;     /* one past the highest float that was written */
	bool broken;        /* the last block had an error */
	float values[256];  /* of this subband's symbols */
} tpi_wsq_blocks;

#define TPI_WSQ_SLACK 16

void tpi_wsq_blocks_init(tpi_wsq_blocks *b);
/* Read the block whose SOB was just read. */
tp_status tpi_wsq_read_block(tpi_wsq_reader *r, tpi_wsq_blocks *b);

/* The transform. */
typedef struct tpi_wsq_plane {
	float *at; /* NULL: all zero */
	size_t stride;
	uint32_t width;
	uint32_t height;
} tpi_wsq_plane;

/*
 * Where a node's quarters lie: subbands among the coefficients, nodes in
 * scratch. Returns what is left of scratch.
 */
float *tpi_wsq_quarters(const tpi_wsq_tree *tree, unsigned node, float *coefficients,
    float *scratch, tpi_wsq_plane quads[4]);

typedef struct tpi_wsq_synthesis {
	const tpi_wsq_kernels *kernels;
	const tpi_wsq_tree *tree;
	const tpi_wsq_taps *taps;
	float *coefficients; /* by subband, as tpi_wsq_place placed them */
	float *scratch;      /* tpi_wsq_scratch floats */
	float *lines;        /* TPI_WSQ_LINES of them */
	float scale;         /* pixel = value * scale + shift */
	float shift;
	uint8_t *pixels;
	size_t stride;
} tpi_wsq_synthesis;

/* Coefficients to pixels. */
void tpi_wsq_synthesise(tpi_wsq_synthesis *s);
/* One node with filters of any length (wsq-filters.c). */
void tpi_wsq_synthesise_any(const tpi_wsq_synthesis *s, unsigned node,
    const tpi_wsq_plane quads[4], const tpi_wsq_plane *out);

typedef struct tpi_wsq_analysis {
	const tpi_wsq_kernels *kernels;
	const tpi_wsq_tree *tree;
	float *coefficients;
	float *scratch;
	float *lines;
	float mean;
	float scale; /* (pixel - mean) * scale */
	const uint8_t *pixels;
	size_t stride;
} tpi_wsq_analysis;

/* Pixels to coefficients, with the 9/7 filters. */
void tpi_wsq_analyse(tpi_wsq_analysis *a);

/* Quantisation (wsq-quantise.c). */
/* The variance of every subband, by Encoder Two's rule. */
void tpi_wsq_variances(const tpi_wsq_tree *tree, const float *coefficients,
    double variance[TPI_WSQ_BANDS]);
/* Bin widths for a bit rate. Clears *quant first. */
void tpi_wsq_choose_steps(const double variance[TPI_WSQ_BANDS], double bitrate,
    tpi_wsq_quant *quant);

/* Quantised coefficients as symbols (wsq-tokens.c). */
typedef struct tpi_wsq_tokens {
	uint32_t *at; /* symbol in the low 8 bits, what follows it above */
	size_t start[TPI_WSQ_BLOCKS + 1];
	uint32_t freq[TPI_WSQ_BLOCKS][256];
} tpi_wsq_tokens;

void tpi_wsq_tokenise(const tpi_wsq_kernels *kernels, const tpi_wsq_tree *tree,
    const float *coefficients, const tpi_wsq_quant *quant, tpi_wsq_tokens *tokens);
/* Append the code of tokens from..to, stuffed and padded. */
void tpi_wsq_write_tokens(tpi_buf *out, const tpi_wsq_tokens *tokens, unsigned block,
    const tpi_wsq_emit *emit);

/* Both ways with the kernels given; the codec's entry takes the best that the machine has. */
tp_status tpi_wsq_decode_with(const tpi_wsq_kernels *kernels, tpi_decode_job *job, tp_image *out,
    tp_diag *diag);
tp_status tpi_wsq_encode_with(const tpi_wsq_kernels *kernels, const tp_image *image,
    tp_encode_options *options, tp_bytes *out, tp_diag *diag);

#endif
